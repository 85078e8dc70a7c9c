/* extract and tokens, and the loop over documents that explain shares with them: rules, a parser, then one file after
 * the other. A file that fails costs its own records only. */
#include <string.h>

#include "cli.h"

/* ---- the engine --------------------------------------------------------------------------------------- */

static int add_rule_files(const cli_settings *settings, zhibiao_rules *rules) {
    zhibiao_error error;
    for (size_t i = 0; i < settings->rule_count; i++) {
        if (zhibiao_rules_add_file(rules, settings->rules[i], &error)) {
            complain_error(settings->rules[i], &error);
            return error.status == ZHIBIAO_ERROR_MEMORY ? INPUT_FAILED : RULES_FAILED;
        }
    }
    return DONE;
}

int engine_open(const cli_settings *settings, zhibiao_rules **rules, zhibiao_parser **parser) {
    zhibiao_error error;
    *parser = NULL;
    if (zhibiao_rules_new(NULL, rules, &error)) {
        complain_error(error.file[0] ? error.file : "built-in rules", &error);
        return error.status == ZHIBIAO_ERROR_RULE ? RULES_FAILED : INPUT_FAILED;
    }
    int code = add_rule_files(settings, *rules);
    if (code == DONE && zhibiao_parser_new(*rules, parser, &error)) {
        complain_error(error.file[0] ? error.file : "rules", &error); /* patterns are compiled here */
        code = error.status == ZHIBIAO_ERROR_MEMORY ? INPUT_FAILED : RULES_FAILED;
    }
    if (code != DONE) {
        zhibiao_rules_free(*rules);
        *rules = NULL;
    }
    return code;
}

/* ---- the loop ----------------------------------------------------------------------------------------- */

typedef struct cli_run {
    const cli_settings *settings;
    zhibiao_parser *parser;
    zhibiao_options options;
    cli_show *show;
    cli_output output;
    uint64_t written; /* records, tokens and error lines so far */
    bool failed;      /* an input did */
} cli_run;

static bool can_write(const cli_run *run) {
    return !run->output.failed && !run->output.closed;
}

static void note_failure(cli_run *run, const char *path, const zhibiao_error *error) {
    complain_error(path, error);
    zhibiao_write_failure(path, error, run->settings->format, run->written, output_sink, &run->output);
    run->written++;
    run->failed = true;
}

static void complain_at(const char *path, const char *message, uint64_t byte) {
    char whole[240];
    snprintf(whole, sizeof whole, "%s (byte %llu)", message, (unsigned long long)byte);
    complain(path, whole);
}

/* A text that was read, but not as one would wish. */
static void note_oddities(const char *path, const cli_content *content, const zhibiao_result *result) {
    const zhibiao_document *document = zhibiao_result_document(result);
    unsigned long long bad = document->bad_bytes;
    char message[160];
    if (!content->size)
        complain(path, "the file is empty");
    if (document->warnings & ZHIBIAO_WARN_SELECTOR)
        complain(path, "--html-select matches nothing in this page");
    snprintf(message, sizeof message, "%llu byte%s not valid %s, read as U+FFFD", bad, bad == 1 ? " is" : "s are",
             zhibiao_string_get(result, document->encoding));
    if (bad)
        complain_at(path, message, document->bad_at);
    if (document->warnings & ZHIBIAO_WARN_CUT)
        complain(path, "the last character is not whole: was the file cut?");
    if (document->warnings & ZHIBIAO_WARN_MIXED)
        complain_at(path, "this line is in another encoding than the rest", document->bad_at);
    if (document->warnings & ZHIBIAO_WARN_MOJIBAKE)
        complain_at(path, "looks as if it was read in a wrong encoding before it was saved", document->mojibake_at);
}

static void run_file(cli_run *run, const char *path) {
    const char *name = strcmp(path, "-") ? path : "stdin"; /* "-" would be a formula in a spreadsheet */
    zhibiao_result *result = NULL;
    zhibiao_error error;
    cli_content content;
    run->options.source = name;
    run->options.input = run->settings->html || path_is_page(path) ? ZHIBIAO_INPUT_HTML : ZHIBIAO_INPUT_AUTO;
    if (!content_read(&content, path, &error)) {
        note_failure(run, name, &error);
    } else if (zhibiao_parse(run->parser, content.bytes, content.size, &run->options, &result, &error)) {
        note_failure(run, name, &error);
    } else {
        note_oddities(name, &content, result);
        run->written += run->show(result, run->settings, run->written, &run->output);
    }
    zhibiao_result_free(result);
    content_clear(&content);
}

static void run_path(cli_run *run, const char *path) {
    cli_paths list = {0};
    zhibiao_error error;
    if (!paths_collect(&list, path, run->settings->recursive, &error))
        note_failure(run, path, &error);
    for (size_t i = 0; i < list.count && can_write(run); i++)
        run_file(run, list.items[i]);
    paths_clear(&list);
}

static void run_all(cli_run *run) {
    const cli_settings *settings = run->settings;
    if (settings->bom)
        output_sink("\xEF\xBB\xBF", 3, &run->output);
    zhibiao_write_head(settings->format, output_sink, &run->output);
    for (size_t i = 0; i < settings->path_count && can_write(run); i++)
        run_path(run, settings->paths[i]);
    if (can_write(run))
        zhibiao_write_tail(settings->format, output_sink, &run->output);
}

/* A name or selector that no text can be read with is a mistake of the command line, said once and not once a file. */
static bool knows_options(cli_run *run) {
    zhibiao_result *result = NULL;
    zhibiao_error error;
    zhibiao_status status = zhibiao_parse(run->parser, "", 0, &run->options, &result, &error);
    zhibiao_result_free(result);
    if (status == ZHIBIAO_ERROR_ENCODING)
        complain(run->options.encoding, error.message);
    if (status == ZHIBIAO_ERROR_ARGUMENT)
        complain("--html-select", error.message);
    return status != ZHIBIAO_ERROR_ENCODING && status != ZHIBIAO_ERROR_ARGUMENT;
}

int documents_run(const cli_settings *settings, uint32_t flags, cli_show *show) {
    cli_run run = {.settings = settings, .show = show};
    zhibiao_rules *rules = NULL;
    int code = engine_open(settings, &rules, &run.parser);
    if (code != DONE)
        return code;
    run.options = (zhibiao_options){.size = sizeof run.options, .encoding = settings->encoding,
                                    .region = settings->region, .date = settings->date, .flags = flags,
                                    .html_select = settings->select};
    if ((settings->encoding || settings->select) && !knows_options(&run)) {
        code = USAGE;
    } else {
        if (output_open(&run.output, settings->output))
            run_all(&run);
        code = !output_close(&run.output) ? OUTPUT_FAILED : run.failed ? INPUT_FAILED : DONE;
    }
    zhibiao_parser_free(run.parser);
    zhibiao_rules_free(rules);
    return code;
}

/* ---- extract and tokens ------------------------------------------------------------------------------- */

static uint64_t show_records(const zhibiao_result *result, const cli_settings *settings, uint64_t written,
                             cli_output *output) {
    zhibiao_write_records(result, settings->format, written, output_sink, output);
    return zhibiao_result_count(result);
}

static uint64_t show_tokens(const zhibiao_result *result, const cli_settings *settings, uint64_t written,
                            cli_output *output) {
    zhibiao_write_tokens(result, settings->format, written, output_sink, output);
    return zhibiao_result_token_count(result);
}

int run_extract(const cli_settings *settings) {
    return documents_run(settings, settings->all ? ZHIBIAO_ALL : 0U, show_records);
}

int run_tokens(const cli_settings *settings) {
    return documents_run(settings, ZHIBIAO_TOKENS | (settings->all ? ZHIBIAO_TEXT : 0U), show_tokens);
}
