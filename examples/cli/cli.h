/* zhibiao, the program: what its files share. It sees the library through its public header only.
 *
 * main.c the command line · files.c paths and bytes · output.c where the data goes · documents.c the loop over files
 * (extract, tokens) · explain.c · check.c
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
    const char *encoding, *region, *output, *select; /* NULL: not given */
    zhibiao_date date;                      /* year 0: not given */
    const char **rules;                     /* files, in the order given */
    size_t rule_count;
    char **paths;
    size_t path_count;
    bool bom, recursive, all, html;
} cli_settings;

/* ---- main.c ------------------------------------------------------------------------------------------- */

/* "zhibiao: FILE: message (byte 17)" on stderr, as far as the parts are known. */
void complain(const char *file, const char *message);
void complain_error(const char *file, const zhibiao_error *error);

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
void paths_clear(cli_paths *list);

typedef struct cli_content {
    char *bytes;
    size_t size;
} cli_content;
bool content_read(cli_content *content, const char *path, zhibiao_error *why); /* "-" is the standard input */
void content_clear(cli_content *content);

/* ---- output.c ----------------------------------------------------------------------------------------- */

typedef struct cli_output {
    FILE *file;
    char *target, *temporary; /* NULL when writing to the standard output or straight to a device */
    bool failed, closed;      /* closed: the reader of our pipe went away, which is no failure */
} cli_output;
bool output_open(cli_output *output, const char *path); /* NULL: the standard output */
int output_sink(const char *bytes, size_t size, void *output); /* a zhibiao_sink */
bool output_close(cli_output *output); /* false, with a message, when anything could not be written */

/* ---- documents.c -------------------------------------------------------------------------------------- */

/* Rules with the user's files added, and a parser of them. Gives 0 or the exit code, after a message. */
int engine_open(const cli_settings *settings, zhibiao_rules **rules, zhibiao_parser **parser);

/* Writes one result and returns how many items that were. `written`: how many came before it. */
typedef uint64_t cli_show(const zhibiao_result *result, const cli_settings *settings, uint64_t written,
                          cli_output *output);
int documents_run(const cli_settings *settings, uint32_t flags, cli_show *show);

/* ---- the commands ------------------------------------------------------------------------------------- */

int run_extract(const cli_settings *settings);
int run_tokens(const cli_settings *settings);
int run_explain(const cli_settings *settings);
int run_check(const cli_settings *settings);

#endif
