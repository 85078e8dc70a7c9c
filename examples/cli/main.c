/* The command line, from its first word to the exit code. */
#define _POSIX_C_SOURCE 200809L
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "fields.h"
#include "options.h"
#include "tally.h"
#include "words.h"

/* On a terminal that wants it: not into files and pipes, not with NO_COLOR. */
static bool may_colour(const cli_settings *settings) {
    const char *no_color = getenv("NO_COLOR"), *term = getenv("TERM");
    return !settings->output && isatty(STDOUT_FILENO) && !(no_color && *no_color) && term && strcmp(term, "dumb");
}

/* A mistake among the names of --fields is an exit code; -1: none. */
static int read_fields(const command_row *command, cli_settings *settings) {
    cli_buffer wrong = {0};
    fields_read(settings, command->bit, &wrong);
    int code = wrong.failed ? INPUT_FAILED : wrong.size ? misuse(command, wrong.bytes, NULL) : -1;
    if (wrong.failed)
        complain(NULL, "out of memory");
    buffer_free(&wrong);
    return code;
}

static int run_counted(const command_row *command, const cli_settings *settings) {
    tally_begin();
    progress_begin(settings);
    int code = command->run(settings);
    progress_end();
    if (settings->stats)
        tally_print();
    return code;
}

static int run_settings(const command_row *command, cli_settings *settings) {
    char message[256];
    const char *wrong = arguments_contradict(command, settings);
    int code = !wrong && (settings->field_list || settings->tabs) ? read_fields(command, settings) : -1;
    if (code >= 0)
        return code;
    if (settings->language && !strcmp(settings->language, "en") && settings->format == ZHIBIAO_HTML)
        settings->format = ZHIBIAO_HTML_EN;
    if (settings->format == ZHIBIAO_TABLE && may_colour(settings))
        settings->format = ZHIBIAO_TABLE_COLOUR;
    if (!wrong && settings->split_on) {
        settings->pattern = pattern_new(settings->split_on, message, sizeof message);
        wrong = settings->pattern ? NULL : message;
    }
    code = wrong ? misuse(command, wrong, NULL) : run_counted(command, settings);
    pattern_free(settings->pattern);
    return code;
}

static int run_command(const command_row *command, int argc, char **argv) {
    cli_settings settings = {.format = ZHIBIAO_JSONL, .part = 32 << 20, .jobs = 1};
    settings.rules = calloc((size_t)argc + 1, sizeof *settings.rules);
    settings.plans = calloc((size_t)argc + 1, sizeof *settings.plans);
    settings.reviews = calloc((size_t)argc + 1, sizeof *settings.reviews);
    if (!settings.rules || !settings.plans || !settings.reviews) {
        free(settings.rules);
        free(settings.plans);
        free(settings.reviews);
        complain(NULL, "out of memory");
        return INPUT_FAILED;
    }
    int code = arguments_read(command, argc, argv, &settings);
    if (code < 0)
        code = run_settings(command, &settings);
    free(settings.fields);
    free(settings.field_words);
    free(settings.rules);
    free(settings.plans);
    free(settings.reviews);
    return code;
}

int main(int argc, char **argv) {
    signal(SIGPIPE, SIG_IGN); /* writing says EPIPE instead, and output.c knows that it is no failure */
    signal(SIGXFSZ, SIG_IGN); /* and EFBIG, which is one */
    const char *word = argc > 1 ? argv[1] : NULL;
    words_begin(argc, argv);
    if (!word)
        return misuse(NULL, "no command given", NULL);
    if (!strcmp(word, "--help") || !strcmp(word, "-h"))
        return print_help(NULL);
    if (!strcmp(word, "--version") || !strcmp(word, "-V"))
        return print_version();
    if (!strcmp(word, "generate")) /* not for users, and so not in the table */
        return run_generate(argc > 2 ? argv[2] : NULL);
    const command_row *command = command_named(word);
    return command ? run_command(command, argc - 1, argv + 1) : misuse_first(word);
}
