/* zhibiao, the program: what its files share. It sees the library through its public header only.
 *
 * main.c the command line · arguments.c, values.c reading it · options.c (options.h) the table of commands and options, from which
 * help.c, manual.c and completions.c are made · nearest.c the word that was meant · messages.c, words.c (words.h) what is said, in
 * two languages · tally.c, progress.c (tally.h) what is counted
 * files.c paths · lists.c all of them · output.c where the data goes · documents.c the loop over files (extract, tokens) · explain.c ·
 * compare.c · check.c · jobs.c several at once · resume.c what was ended goes on
 * What is large or many: stream.c bytes by the window · split.c where a document ends · json_lines.c documents in JSON · part.c where a
 * large one may be cut · texts.c one document of any size · inputs.c one file of them
 * Columns of one's choice: fields.h, with fields.c pair_fields.c cells.c widths.c. In a database: database.h, with schema.c database.c
 * rows.c sha256.c. As Arrow: arrow.h, with arrow.c arrow_message.c flat.c
 */
#ifndef CLI_H
#define CLI_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <zhibiao.h>

/* What the program ends with; the man page says the same. */
enum { DONE = 0, INPUT_FAILED = 1, USAGE = 2, RULES_FAILED = 3, OUTPUT_FAILED = 4 };

typedef struct cli_settings {
    zhibiao_format format;
    const char *language;                   /* of a page's labels; NULL: not given */
    const char *encoding, *region, *output, *select; /* NULL: not given */
    zhibiao_date date;                      /* year 0: not given */
    const char **rules;                     /* files, in the order given */
    size_t rule_count;
    char **paths;
    size_t path_count;
    bool bom, recursive, all, html, form_feed, sqlite, arrow, resume;
    bool stats, no_progress, nul;
    const char *files_from;                 /* a list of paths; NULL: not given */
    bool tabs;                              /* the CSV is TSV */
    const char *field_list;                 /* of --fields; NULL: not given */
    char **fields, *field_words;            /* the same taken apart, by fields.c; NULL: as the library writes them */
    size_t field_count;
    char **plans, **reviews;                /* paths, of compare */
    size_t plan_count, review_count;
    int side;                               /* which of the two the next path goes to: '1', '2' */
    uint32_t group, threshold;              /* as zhibiao_compare_options has them */
    const char *split_on;                   /* NULL: not given, like all of these */
    const char *json_text, *json_id, *json_date;
    struct cli_pattern *pattern;            /* of split_on */
    uint64_t most, part;                    /* --max-size, 0 when not given, and --part-size */
    uint32_t jobs;                          /* at least 1 */
    uint64_t fingerprint;                   /* of the options on which the output depends */
} cli_settings;

/* ---- messages.c ------------------------------------------------------------------------------------------- */

/* "zhibiao: FILE: message (byte 17)" on stderr, as far as the parts are known. */
void complain(const char *file, const char *message);
void complain_error(const char *file, const zhibiao_error *error);
bool refuse(zhibiao_error *why, zhibiao_status status, const char *message); /* false */

/* ---- values.c ----------------------------------------------------------------------------------------- */

bool read_date(const char *text, zhibiao_date *date); /* 2024-01-31 */

/* ---- files.c ------------------------------------------------------------------------------------------ */

typedef struct cli_paths {
    char **items;
    size_t count, room;
} cli_paths;
/* Whether a path's name says that it is a web page: .html .htm .shtml. */
bool path_is_page(const char *path);
/* A file is itself; a folder is its .txt files and pages in sorted order, with those of the folders inside when `recursive`.
 * On failure `why` holds one sentence. */
bool paths_collect(cli_paths *list, const char *path, bool recursive, zhibiao_error *why);
bool paths_add(cli_paths *list, char *path); /* takes the path over, also when it fails */
void paths_clear(cli_paths *list);

/* ---- lists.c ------------------------------------------------------------------------------------------ */

/* All files that are to be read; false: not all could be found out, and it has complained. */
bool files_list(const cli_settings *settings, cli_paths *list);

/* ---- stream.c ----------------------------------------------------------------------------------------- */

typedef struct cli_stream {
    int file;
    char *bytes;
    size_t start, end, room; /* what is held is bytes[start..end) */
    uint64_t dropped;        /* how many bytes of the file were before it */
    bool ended;              /* nothing comes any more */
} cli_stream;
bool stream_open(cli_stream *stream, const char *path, zhibiao_error *why); /* "-" is the standard input */
uint64_t stream_size(const cli_stream *stream); /* 0: not known */
bool stream_fill(cli_stream *stream, zhibiao_error *why); /* holds some more, or has ended */
const char *stream_bytes(const cli_stream *stream);
size_t stream_held(const cli_stream *stream);
void stream_drop(cli_stream *stream, size_t size);
bool stream_waits(const cli_stream *stream); /* nothing is there to be read now, but something may come */
void stream_close(cli_stream *stream); /* the memory is kept for the next file */
void stream_clear(cli_stream *stream);

/* ---- split.c ------------------------------------------------------------------------------------------ */

enum { LINE_HEAD = 4096 }; /* how much of a line --split-on looks at */

typedef struct cli_pattern cli_pattern;
cli_pattern *pattern_new(const char *text, char *message, size_t room); /* NULL: `message` says why */
void pattern_free(cli_pattern *pattern);

/* Offsets are in the bytes that are held, which begin with the document's, or what was not dropped of it. */
typedef struct cli_split {
    const cli_pattern *pattern;
    bool form_feed, first, looked, found;
    size_t at, end, next; /* the document ends at `end`, the one behind it begins at `next` */
} cli_split;
void split_begin(cli_split *split, const cli_settings *settings);
bool split_find(cli_split *split, const char *bytes, size_t size, bool ended);
void split_drop(cli_split *split, size_t size); /* so many bytes are no longer held */
void split_next(cli_split *split);              /* those up to `next` */

/* ---- json_lines.c ------------------------------------------------------------------------------------- */

typedef struct cli_json_line {
    struct json_t *root; /* owns what follows */
    const char *text, *id; /* id: NULL where there is none */
    size_t size;
    zhibiao_date date;
    bool bad_date;
    char digits[24];
} cli_json_line;
bool json_is_there(void);
bool json_line_read(cli_json_line *line, const char *bytes, size_t size, const cli_settings *settings,
                    zhibiao_error *why);
void json_line_clear(cli_json_line *line);

/* ---- part.c ------------------------------------------------------------------------------------------- */

typedef struct cli_probe {
    bool page;
    char encoding[32];
} cli_probe;
zhibiao_status part_probe(zhibiao_parser *parser, const zhibiao_options *options, const char *bytes, size_t size,
                          cli_probe *probe, zhibiao_error *why);
bool part_is_binary(const char *bytes, size_t size, const char *encoding, size_t *where);
bool part_is_plain(const char *bytes, size_t size); /* ASCII */
size_t part_end(const char *bytes, size_t most, const char *encoding); /* 0: it cannot be cut in this encoding */

/* ---- output.c ----------------------------------------------------------------------------------------- */

typedef struct cli_output {
    FILE *file;
    char *target, *temporary; /* NULL when writing to the standard output or straight to a device */
    char *note;               /* of --resume, else NULL: how far it is; what is written then stays, also when we fail */
    bool failed, closed;      /* closed: the reader of our pipe went away, which is no failure */
} cli_output;
bool output_open(cli_output *output, const char *path); /* NULL: the standard output */
int output_open_part(cli_output *output, const char *path); /* for --resume; DONE or the exit code, after a message */
int output_sink(const char *bytes, size_t size, void *output); /* a zhibiao_sink */
void output_flush(cli_output *output);
bool output_close(cli_output *output); /* false, with a message, when anything could not be written */

/* ---- texts.c ------------------------------------------------------------------------------------------ */

/* Writes one result and returns how many items that were. `written`: how many came before it. */
typedef uint64_t cli_show(const zhibiao_result *result, const cli_settings *settings, uint64_t written,
                          cli_output *output);

/* Takes the result over; false: out of memory, and it did not. `first`: nothing of the text came before. */
typedef bool cli_keep(zhibiao_result *result, bool first, void *keeper);
typedef void cli_keep_failure(const char *source, const zhibiao_error *error, bool first, void *keeper);

typedef struct cli_resume {
    uint64_t names, noted; /* a hash of the first `named` paths; when it was noted last, in milliseconds */
    size_t named;
} cli_resume;

typedef struct cli_run {
    const cli_settings *settings;
    zhibiao_parser *parser;
    zhibiao_options options;
    cli_show *show;
    cli_keep *keep; /* instead of `show`, where results are needed longer */
    cli_keep_failure *keep_failure; /* instead of an error line, or NULL */
    void *keeper;
    struct cli_database *database; /* instead of `show` too */
    struct cli_arrow *arrow;       /* the keeper, with --format arrow, else NULL */
    cli_output output;
    cli_stream stream;
    uint64_t written; /* records, tokens and error lines so far */
    bool failed;      /* an input did */
    cli_resume resume;
} cli_run;
bool can_write(const cli_run *run);

/* One document: how far it was read. */
typedef struct cli_text {
    const char *place;   /* "FILE", for messages */
    const char *source;  /* "FILE", "FILE#3", or what --jsonl-id found */
    uint32_t line;       /* of a file of JSON lines, else 0 */
    bool page, failed;
    bool last;           /* the part that is read is the text's last */
    zhibiao_date date;
    uint64_t bytes, points, records; /* before what comes now */
    char encoding[32];   /* of its parts; empty: not known yet */
} cli_text;
/* Reads of a document what `bytes` hold, or a part of it, and says how much; 0: more must be held, or the text failed.
 * `complete`: they hold all that is left. */
size_t text_take(cli_run *run, cli_text *text, const char *bytes, size_t size, bool complete);
void text_fail(cli_run *run, cli_text *text, const zhibiao_error *why);
void warn(const char *place, const char *message); /* complains, and counts it: nothing failed */
size_t text_room(const cli_run *run, const cli_text *text); /* how many bytes must be held at most */

/* ---- inputs.c ----------------------------------------------------------------------------------------- */

void input_read(cli_run *run, const char *path); /* all documents of a file, failures and all */

/* ---- database.c --------------------------------------------------------------------------------------- */

typedef struct cli_database cli_database;
bool database_is_there(void);
/* Whether the text, whole in these bytes, was read before in the same way: then it need not be read again. */
bool database_has(cli_database *database, const cli_text *text, const char *bytes, size_t size);
/* Takes in what was read of a text, part by part. */
bool database_add(const cli_run *reading, const cli_text *text, const char *bytes, size_t size, const zhibiao_result *result);
void database_forgive(cli_database *database, const char *source); /* it failed, perhaps, but is there now */
void database_fail(cli_database *database, const cli_text *text, const zhibiao_error *why);

/* ---- arrow.c ------------------------------------------------------------------------------------------ */

typedef struct cli_arrow cli_arrow;
bool arrow_open(cli_run *run); /* makes it the run's keeper; false: out of memory */
void arrow_begin(cli_arrow *arrow);
void arrow_end(cli_arrow *arrow);
void arrow_free(cli_arrow *arrow); /* NULL is allowed */

/* ---- jobs.c ------------------------------------------------------------------------------------------- */

/* Reads the files behind the first `done` in `jobs` threads; what they give is written in their order. False: out of memory. */
bool jobs_run(cli_run *run, const zhibiao_rules *rules, const cli_paths *list, size_t done, size_t jobs);

/* ---- resume.c ----------------------------------------------------------------------------------------- */

uint64_t resume_hash(uint64_t hash, const char *text); /* of what was hashed before, or 0 */
/* Opens the output, and says how many of the files are in it. DONE or the exit code. */
int resume_open(cli_run *run, const cli_paths *list, size_t *done);
void resume_note(cli_run *run, const cli_paths *list, size_t done); /* notes now and then how many are */

/* ---- documents.c -------------------------------------------------------------------------------------- */

/* Rules with the user's files added, and a parser of them. Gives 0 or the exit code, after a message. */
int engine_open(const cli_settings *settings, zhibiao_rules **rules, zhibiao_parser **parser);
bool settings_make_page(const cli_settings *settings); /* the format is HTML, in whichever language */
const char *rules_version(void); /* of the built-in data, in help.c */
bool documents_know(cli_run *run); /* the options name an encoding and a selector that there are; else it has complained */
void documents_read(cli_run *run, const char *path); /* a file, or those of a folder */
int documents_run(const cli_settings *settings, uint32_t flags, cli_show *show);

/* ---- the commands ------------------------------------------------------------------------------------- */

int run_extract(const cli_settings *settings);
int run_tokens(const cli_settings *settings);
int run_explain(const cli_settings *settings);
int run_compare(const cli_settings *settings);
int run_check(const cli_settings *settings);
int run_database(const cli_settings *settings); /* extract --format sqlite */

#endif
