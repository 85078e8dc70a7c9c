/* Reading the command line, by the rows of the option table. */
#define _GNU_SOURCE /* getopt_long */
#include <getopt.h>
#include <string.h>
#include <unistd.h>

#include "fields.h"
#include "options.h"
#include "words.h"

/* ---- what cannot be understood ------------------------------------------------------------------------- */

/* `advice`, with the word `about` in the place of its %, is given where there is such a word. */
static int misuse_with(const command_row *command, const char *message, const char *word, const char *advice, const char *about) {
    cli_buffer text = {0};
    buffer_put(&text, message);
    buffer_put(&text, word ? ": " : "");
    buffer_put(&text, word ? word : "");
    for (; about && *advice; advice++)
        buffer_add(&text, *advice == '%' ? about : advice, *advice == '%' ? strlen(about) : 1);
    complain(NULL, text.failed ? message : text.bytes);
    text.size = 0;
    buffer_put(&text, "Try 'zhibiao ");
    buffer_put(&text, command ? command->name : "");
    buffer_put(&text, command ? " --help'.\n" : "--help'.\n");
    words_put(text.failed ? "" : text.bytes, stderr);
    buffer_free(&text);
    return USAGE;
}

int misuse(const command_row *command, const char *message, const char *word) {
    return misuse_with(command, message, word, NULL, NULL);
}

static const char *command_at(const void *context, size_t index) {
    (void)context;
    return index < command_count ? commands[index].name : NULL;
}

/* A path where a command should stand is most likely to be read. */
static int misuse_command(const char *word) {
    const char *near = nearest_word(word, strlen(word), command_at, NULL);
    bool path = !near && !access(word, F_OK);
    return misuse_with(NULL, "unknown command", word, path ? "; did you mean extract %?" : "; did you mean %?", path ? word : near);
}

/* "": the command has no such option. */
static const char *option_at(const void *context, size_t index) {
    unsigned bit = *(const unsigned *)context;
    if (index >= option_count)
        return NULL;
    return options[index].commands & bit ? options[index].name : "";
}

/* The first two options that begin so; false: not that many do, or one is it. */
static bool is_ambiguous(unsigned bit, const char *name, size_t size, const char *found[2]) {
    size_t count = 0;
    for (size_t i = 0; i < option_count && count < 2; i++)
        if ((options[i].commands & bit) && !strncmp(options[i].name, name, size))
            found[count++] = options[i].name;
    return count == 2;
}

/* An option of another command is named with it: "unknown option: --bom; did you mean extract --bom?" */
static int misuse_option(const command_row *command, const char *word) {
    unsigned bit = command ? command->bit : NO_COMMAND;
    const char *name = word + 2, *near = NULL, *two[2];
    char other[80];
    if (strncmp(word, "--", 2))
        return misuse(command, "unknown option", word);
    size_t size = strcspn(name, "=");
    if (is_ambiguous(bit, name, size, two)) {
        snprintf(other, sizeof other, "%s or --%s", two[0], two[1]);
        return misuse_with(command, "unknown option", word, "; it could be --%", other);
    }
    for (size_t i = 0; !near && i < command_count; i++) {
        const option_row *elsewhere = option_named(commands[i].bit, name, size);
        if (elsewhere) {
            snprintf(other, sizeof other, "%s --%s", commands[i].name, elsewhere->name);
            near = other;
        }
    }
    if (near)
        return misuse_with(command, "unknown option", word, "; did you mean %?", near);
    near = nearest_word(name, size, option_at, &bit);
    return misuse_with(command, "unknown option", word, "; did you mean --%?", near);
}

int misuse_first(const char *word) {
    return word[0] == '-' ? misuse_option(NULL, word) : misuse_command(word);
}

/* ---- getopt's own tables, of the options that the command has -------------------------------------------- */

enum { OPTIONS_MOST = 96, LONG = 256 }; /* a long option is LONG + its row */

typedef struct getopt_tables {
    struct option longs[OPTIONS_MOST + 1];
    char shorts[2 * OPTIONS_MOST + 4];
} getopt_tables;

static void make_tables(getopt_tables *tables, unsigned bit) {
    size_t count = 0;
    char *to = tables->shorts;
    if (bit == COMPARE)
        *to++ = '-'; /* paths come in their order, as values of an option 1 */
    *to++ = ':'; /* a missing value is told apart from an unknown option */
    for (size_t i = 0; i < option_count && count < OPTIONS_MOST; i++) {
        const option_row *option = &options[i];
        if (!(option->commands & bit))
            continue;
        tables->longs[count++] = (struct option){option->name, option->argument ? required_argument : no_argument,
                                                 NULL, LONG + (int)i};
        if (option->letter)
            *to++ = option->letter;
        if (option->letter && option->argument)
            *to++ = ':';
    }
    *to = '\0';
    tables->longs[count] = (struct option){NULL, 0, NULL, 0};
}

/* ---- reading ------------------------------------------------------------------------------------------- */

static const char *take(const option_row *option, cli_settings *settings, char *value) {
    if (option->take)
        return option->take(settings, value);
    if (option->flag)
        *(bool *)(void *)((char *)settings + option->flag) = true;
    if (option->text)
        *(const char **)(void *)((char *)settings + option->text) = value;
    return NULL;
}

enum { WORDS_MOST = 15 };

static const char *word_of(const void *context, size_t index) {
    return ((const char *const *)context)[index];
}

/* "no such format: cvs; did you mean csv?", where the row names its values */
static int misuse_value(const command_row *command, const option_row *option, const char *wrong, const char *value) {
    char words[128];
    const char *items[WORDS_MOST + 1] = {NULL};
    size_t count = 0;
    snprintf(words, sizeof words, "%s", option && option->words ? option->words : "");
    for (char *at = words; *at && count < WORDS_MOST; count++) {
        items[count] = at;
        at += strcspn(at, " ");
        if (*at)
            *at++ = '\0';
    }
    return misuse_with(command, wrong, value, "; did you mean %?", nearest_word(value, strlen(value), word_of, items));
}

/* What getopt could not read: `word` stands where it stopped. */
static int misread(const command_row *command, int letter, const char *word) {
    char unknown[3] = {'-', (char)optopt, '\0'};
    if (letter == ':')
        return misuse(command, "this option needs a value", word);
    if (optopt >= LONG)
        return misuse(command, "this option takes no value", word);
    return misuse_option(command, strncmp(word, "--", 2) && optopt ? unknown : word);
}

/* -1: go on. */
static int read_option(const command_row *command, int letter, cli_settings *settings) {
    const option_row *option = letter >= LONG ? &options[letter - LONG] : letter == 1 ? NULL : option_of(command->bit, letter);
    const char *wrong;
    if (!option)
        wrong = take_path(settings, optarg);
    else if (option->letter == 'h')
        return print_help(command);
    else if (option->letter == 'V')
        return print_version();
    else
        wrong = take(option, settings, optarg);
    if (option && !option->aside)
        settings->fingerprint = resume_hash(resume_hash(settings->fingerprint, option->name), optarg ? optarg : "");
    return wrong ? misuse_value(command, option, wrong, optarg) : -1;
}

int arguments_read(const command_row *command, int argc, char **argv, cli_settings *settings) {
    getopt_tables tables;
    int letter, code = -1;
    make_tables(&tables, command->bit);
    settings->fingerprint = resume_hash(0, command->name);
    opterr = 0;
    while (code < 0 && (letter = getopt_long(argc, argv, tables.shorts, tables.longs, NULL)) != -1)
        code = letter == '?' || letter == ':' ? misread(command, letter, argv[optind - 1])
                                              : read_option(command, letter, settings);
    settings->paths = argv + optind;
    settings->path_count = (size_t)(argc - optind);
    for (size_t i = 0; command->bit == COMPARE && settings->side && i < settings->path_count; i++) /* behind -- */
        take_path(settings, settings->paths[i]);
    return code;
}

/* ---- what cannot go together ----------------------------------------------------------------------------- */

static bool is_utf16(const char *encoding) {
    return encoding && (!strncasecmp(encoding, "utf-16", 6) || !strncasecmp(encoding, "utf16", 5) ||
                        !strncasecmp(encoding, "utf-32", 6) || !strncasecmp(encoding, "utf32", 5));
}

static const char *contradict_output(const command_row *command, const cli_settings *settings) {
    if (settings->sqlite && command->bit != EXTRACT)
        return "--format sqlite goes with extract";
    if (settings->sqlite && !database_is_there())
        return "--format sqlite: this program was built without SQLite (Debian: libsqlite3-dev)";
    if (settings->sqlite && (!settings->output || !strcmp(settings->output, "-")))
        return "--format sqlite needs -o FILE, the database";
    if (settings->arrow && command->bit != EXTRACT)
        return "--format arrow goes with extract";
    if (settings->arrow && (!settings->output || !strcmp(settings->output, "-")) && isatty(STDOUT_FILENO))
        return "--format arrow is not for a terminal; give -o FILE, or a pipe";
    if (settings->bom && (settings->sqlite || settings->format != ZHIBIAO_CSV))
        return "--bom goes with --format csv or tsv";
    if (command->bit == TOKENS && settings->format == ZHIBIAO_CSV)
        return settings->tabs ? "tokens have no tsv" : "tokens have no csv";
    if (command->bit == TOKENS && settings->format == ZHIBIAO_HTML)
        return "tokens have no html";
    if (settings->field_list && (settings->sqlite || settings->arrow || settings->format == ZHIBIAO_HTML))
        return "--fields goes with jsonl, json, csv, tsv and table";
    return NULL;
}

static const char *contradict_resuming(const cli_settings *settings) {
    if (settings->sqlite && (settings->resume || settings->jobs > 1))
        return "--jobs and --resume do not go with --format sqlite, which leaves out by itself what it has read";
    if (settings->arrow && settings->resume)
        return "--resume does not go with --format arrow, whose batches hold many texts";
    if (settings->resume && (!settings->output || !strcmp(settings->output, "-")))
        return "--resume needs -o FILE";
    return NULL;
}

static const char *contradict_splitting(const cli_settings *settings) {
    int ways = (settings->form_feed ? 1 : 0) + (settings->split_on ? 1 : 0) + (settings->json_text ? 1 : 0);
    if (ways > 1)
        return "--form-feed, --split-on and --jsonl-field are three ways to split; give one";
    if ((settings->json_id || settings->json_date) && !settings->json_text)
        return "--jsonl-id and --jsonl-date go with --jsonl-field";
    if (settings->json_text && settings->encoding)
        return "JSON is UTF-8: no --encoding with --jsonl-field";
    if (settings->json_text && !json_is_there())
        return "--jsonl-field: this program was built without Jansson, which reads JSON";
    if (ways && is_utf16(settings->encoding))
        return "UTF-16 and UTF-32 are not split into documents; iconv -t UTF-8 makes it possible";
    return NULL;
}

const char *arguments_contradict(const command_row *command, const cli_settings *settings) {
    if (command->bit == COMPARE && (!settings->plan_count || !settings->review_count))
        return "a comparison needs --plan and --review";
    if (!settings->path_count && !settings->files_from && command->bit != CHECK && command->bit != COMPARE)
        return "no path given; - is the standard input";
    if (settings->nul && !settings->files_from)
        return "-0 goes with --files-from";
    for (size_t i = 0; settings->files_from && !strcmp(settings->files_from, "-") && i < settings->path_count; i++)
        if (!strcmp(settings->paths[i], "-"))
            return "the list and the texts cannot both be the standard input";
    const char *wrong = contradict_output(command, settings);
    wrong = wrong ? wrong : contradict_resuming(settings);
    return wrong ? wrong : contradict_splitting(settings);
}
