/* The table of commands and options. Reading the line, --help, the man page and the shells' completions all walk the rows of
 * options.c, so a new option is a row there and nothing else (then `sh examples/cli/generate.sh build/release/zhibiao`).
 */
#ifndef OPTIONS_H
#define OPTIONS_H

#include "cli.h"

enum { EXTRACT = 1, TOKENS = 2, EXPLAIN = 4, COMPARE = 8, CHECK = 16, NO_COMMAND = 32,
       READERS = EXTRACT | TOKENS | EXPLAIN | COMPARE, ALWAYS = READERS | CHECK | NO_COMMAND };

typedef struct command_row {
    const char *name;
    unsigned bit;
    const char *arguments, *help, *zh;
    int (*run)(const cli_settings *settings);
} command_row;

/* The headings under which --help and the man page show options, in this order. */
typedef enum option_topic { ABOUT_TEXTS, ABOUT_OUTPUT, ABOUT_MANY, ABOUT_PAIRS, ABOUT_PROGRAM, TOPICS } option_topic;

/* Takes a value in. Gives the sentence that says what is wrong with it, or NULL. */
typedef const char *option_take(cli_settings *settings, char *value);

/* An option that one command understands otherwise than another has a row for each; before them stands one of NO_COMMAND,
 * which speaks of them all in --help and the man page. */
typedef struct option_row {
    char letter;          /* 0: it has none */
    const char *name;
    const char *argument; /* NULL: takes none. FILE, PATH... and FOLDER are completed as such */
    unsigned commands;
    option_topic topic;
    const char *words; /* values that can be named, for completions: "jsonl json csv" */
    bool list;         /* several of them, with commas between */
    bool again;        /* may be given more than once */
    bool aside;        /* what is written does not depend on it */
    size_t flag, text; /* where in cli_settings the bool or the text is (offsetof); or */
    option_take *take;
    const char *help, *zh; /* for --help: half a sentence in English and in Chinese */
    const char *manual;    /* for the man page: *bold*, _italic_, --options by themselves. NULL: `help` says all */
} option_row;

extern const command_row commands[];
extern const size_t command_count;
extern const option_row options[];
extern const size_t option_count;

/* ---- options.c ---------------------------------------------------------------------------------------- */

const command_row *command_named(const char *name);
const option_row *option_of(unsigned command, int letter);      /* NULL: the command has none of this letter */
const option_row *option_named(unsigned command, const char *name, size_t size);
bool option_comes_first(const option_row *option, unsigned shown); /* of the rows of its name that belong to `shown` */
const char *topic_name(option_topic topic, bool chinese);

/* ---- values.c ----------------------------------------------------------------------------------------- */

option_take take_format, take_date, take_language, take_rules, take_most, take_part, take_jobs, take_group, take_threshold,
    take_plan, take_review, take_path;

/* ---- arguments.c -------------------------------------------------------------------------------------- */

/* Reads a command's line into `settings`. -1: go on; else the exit code, after a message or what was asked for. */
int arguments_read(const command_row *command, int argc, char **argv, cli_settings *settings);
/* What options cannot go together; NULL: nothing. */
const char *arguments_contradict(const command_row *command, const cli_settings *settings);
int misuse(const command_row *command, const char *message, const char *word); /* USAGE, after a message */
int misuse_first(const char *word); /* which is no command and no option that stands alone */

/* ---- nearest.c ---------------------------------------------------------------------------------------- */

/* The word that was meant, of words that `word_at` gives until it gives NULL; NULL: none is near. */
typedef const char *word_at(const void *context, size_t index);
const char *nearest_word(const char *word, size_t size, word_at *at, const void *context);

/* ---- help.c, manual.c, completions.c: what is made of the table ----------------------------------------- */

int print_help(const command_row *only); /* NULL: of all commands */
int print_version(void);
void write_manual(FILE *template, FILE *to); /* the template's lines @SYNOPSIS@, @OPTIONS@, @FIELDS@, @VERSION@ are filled in */
bool write_completions(const char *shell, FILE *to);
int run_generate(const char *what); /* the hidden command: man, bash, zsh, fish */

#endif
