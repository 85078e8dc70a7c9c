/* extract and tokens, and the loop over documents that explain shares with them: rules, a parser, then one file after
 * the other. A file that fails costs its own records only. */
#define _POSIX_C_SOURCE 200809L
#include <string.h>

#include "fields.h"
#include "tally.h"

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

void documents_read(cli_run *run, const char *path) {
    cli_paths list = {0};
    zhibiao_error error;
    cli_text text = {.place = path, .source = path};
    if (!paths_collect(&list, path, run->settings->recursive, &error)) {
        text_fail(run, &text, &error);
        tally_add(TALLY_FILES, 1);
        progress_show();
    } else if (run->database) {
        database_forgive(run->database, path);
    }
    for (size_t i = 0; i < list.count && can_write(run); i++)
        input_read(run, list.items[i]);
    paths_clear(&list);
}

/* The files behind the first `done`. */
static bool read_files(cli_run *run, const zhibiao_rules *rules, const cli_paths *list, size_t done) {
    if (run->settings->jobs > 1 && list->count > done + 1)
        return jobs_run(run, rules, list, done, run->settings->jobs);
    for (size_t i = done; i < list->count && can_write(run); i++) {
        documents_read(run, list->items[i]);
        resume_note(run, list, i + 1);
    }
    return true;
}

static void write_head(cli_run *run) {
    const cli_settings *settings = run->settings;
    cli_output *output = &run->output;
    if (settings->bom)
        output_sink("\xEF\xBB\xBF", 3, output);
    if (run->arrow)
        arrow_begin(run->arrow);
    else if (settings->fields && settings->format == ZHIBIAO_CSV)
        cells_write_head(settings, output);
    else
        zhibiao_write_head(settings->format, output_sink, output);
}

static void write_tail(cli_run *run) {
    if (run->arrow)
        arrow_end(run->arrow);
    else
        zhibiao_write_tail(run->settings->format, output_sink, &run->output);
}

static void run_files(cli_run *run, const zhibiao_rules *rules, const cli_paths *list, size_t done) {
    progress_expect(list->items + done, list->count - done);
    if (!done)
        write_head(run);
    if (!read_files(run, rules, list, done)) {
        complain(NULL, "out of memory");
        run->failed = run->output.failed = true;
    }
    if (can_write(run))
        write_tail(run);
}

/* From opening the output to closing it; gives the exit code. */
static int run_all(cli_run *run, const zhibiao_rules *rules) {
    const cli_settings *settings = run->settings;
    cli_paths list = {0};
    size_t done = 0;
    int code = files_list(settings, &list) ? DONE : INPUT_FAILED;
    if (code == DONE && settings->resume)
        code = resume_open(run, &list, &done);
    else if (code == DONE)
        code = output_open(&run->output, settings->output) ? DONE : OUTPUT_FAILED;
    if (code == DONE)
        run_files(run, rules, &list, done);
    if (!output_close(&run->output) && code == DONE)
        code = OUTPUT_FAILED;
    paths_clear(&list);
    return code != DONE ? code : run->failed ? INPUT_FAILED : DONE;
}

/* A name or selector that no text can be read with is a mistake of the command line, said once and not once a file. */
bool documents_know(cli_run *run) {
    zhibiao_result *result = NULL;
    zhibiao_error error;
    if (!run->settings->encoding && !run->settings->select)
        return true;
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
                                    .region = settings->region, .flags = flags, .html_select = settings->select};
    bool good = !settings->arrow || arrow_open(&run);
    if (!good)
        complain(NULL, "out of memory");
    code = !good ? INPUT_FAILED : documents_know(&run) ? run_all(&run, rules) : USAGE;
    arrow_free(run.arrow);
    stream_clear(&run.stream);
    zhibiao_parser_free(run.parser);
    zhibiao_rules_free(rules);
    return code;
}

/* ---- extract and tokens ------------------------------------------------------------------------------- */

static uint64_t show_records(const zhibiao_result *result, const cli_settings *settings, uint64_t written,
                             cli_output *output) {
    if (settings->fields)
        return fields_write(result, settings, written, output);
    zhibiao_write_records(result, settings->format, written, output_sink, output);
    return zhibiao_result_count(result);
}

static uint64_t show_tokens(const zhibiao_result *result, const cli_settings *settings, uint64_t written,
                            cli_output *output) {
    zhibiao_write_tokens(result, settings->format, written, output_sink, output);
    return zhibiao_result_token_count(result);
}

bool settings_make_page(const cli_settings *settings) {
    return settings->format == ZHIBIAO_HTML || settings->format == ZHIBIAO_HTML_EN;
}

int run_extract(const cli_settings *settings) {
    if (settings->sqlite)
        return run_database(settings);
    uint32_t flags = (settings->all ? ZHIBIAO_ALL : 0U) | (settings_make_page(settings) ? ZHIBIAO_LAYOUT : 0U);
    return documents_run(settings, flags, show_records);
}

int run_tokens(const cli_settings *settings) {
    return documents_run(settings, ZHIBIAO_TOKENS | (settings->all ? ZHIBIAO_TEXT : 0U), show_tokens);
}
