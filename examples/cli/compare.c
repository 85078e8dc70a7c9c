/* compare: what plans promise against what reviews report. All texts are read first, each once, and compared together. */
#include <stdlib.h>
#include <string.h>

#include "fields.h"
#include "tally.h"

typedef struct side {
    const zhibiao_result **results;
    size_t count, room;
} side;

typedef struct reading {
    cli_run run;
    zhibiao_rules *rules;
    side all, plans, reviews; /* `all` owns the results */
    char **named;             /* the paths of the plans, and where in `all` the results of each begin */
    size_t *first, named_count;
} reading;

static bool side_add(side *s, const zhibiao_result *result) {
    if (s->count == s->room) {
        size_t room = s->room ? s->room * 2 : 16;
        const zhibiao_result **results = realloc(s->results, room * sizeof *results);
        if (!results)
            return false;
        s->results = results;
        s->room = room;
    }
    s->results[s->count++] = result;
    return true;
}

static bool keep(zhibiao_result *result, bool first, void *keeper) {
    (void)first;
    return side_add(keeper, result);
}

static bool add_range(side *to, const side *from, size_t first, size_t end) {
    bool good = true;
    for (size_t i = first; good && i < end; i++)
        good = side_add(to, from->results[i]);
    return good;
}

static bool is_review(const cli_settings *settings, const char *path) {
    for (size_t i = 0; i < settings->review_count; i++)
        if (!strcmp(settings->reviews[i], path))
            return true;
    return false;
}

/* A text that is no review too is a plan even when its words do not say so. */
static bool read_plans(reading *r, const cli_settings *settings) {
    const uint32_t flags = r->run.options.flags;
    r->named = settings->plans;
    r->first = calloc(settings->plan_count + 1, sizeof *r->first);
    if (!r->first)
        return false;
    for (size_t i = 0; i < settings->plan_count && can_write(&r->run); i++) {
        r->run.options.flags = flags | (is_review(settings, settings->plans[i]) ? 0U : (uint32_t)ZHIBIAO_IS_PLAN);
        documents_read(&r->run, settings->plans[i]);
        r->first[++r->named_count] = r->all.count;
    }
    r->run.options.flags = flags;
    return add_range(&r->plans, &r->all, 0, r->all.count);
}

/* A path that stands on both sides is read once: the library knows its results by that. */
static bool read_reviews(reading *r, const cli_settings *settings) {
    for (size_t i = 0; i < settings->review_count && can_write(&r->run); i++) {
        size_t before = r->all.count, same = 0;
        while (same < r->named_count && strcmp(r->named[same], settings->reviews[i]))
            same++;
        if (same == r->named_count)
            documents_read(&r->run, settings->reviews[i]);
        if (!add_range(&r->reviews, &r->all, same < r->named_count ? r->first[same] : before,
                       same < r->named_count ? r->first[same + 1] : r->all.count))
            return false;
    }
    return true;
}

static void write_rows(reading *r, const cli_settings *settings) {
    zhibiao_compare_options options = {.size = sizeof options, .group = settings->group, .threshold = settings->threshold};
    zhibiao_pairing *pairing = NULL;
    zhibiao_error error;
    if (zhibiao_compare(r->rules, r->plans.results, r->plans.count, r->reviews.results, r->reviews.count, &options, &pairing,
                        &error)) {
        complain(NULL, error.message);
        r->run.failed = true;
        return;
    }
    tally_pairs(pairing);
    if (settings->fields)
        pair_fields_write(pairing, settings, r->run.written, &r->run.output);
    else
        zhibiao_write_comparison(pairing, settings->format, r->run.written, output_sink, &r->run.output);
    zhibiao_pairing_free(pairing);
}

static void run_all(reading *r, const cli_settings *settings) {
    if (settings->bom)
        output_sink("\xEF\xBB\xBF", 3, &r->run.output);
    if (settings->format == ZHIBIAO_CSV && settings->fields)
        cells_write_head(settings, &r->run.output);
    if (settings->format != ZHIBIAO_CSV) /* its columns are others than those of records */
        zhibiao_write_head(settings->format, output_sink, &r->run.output);
    if (read_plans(r, settings) && read_reviews(r, settings)) {
        write_rows(r, settings);
    } else {
        complain(NULL, "out of memory");
        r->run.failed = true;
    }
    if (can_write(&r->run))
        zhibiao_write_tail(settings->format, output_sink, &r->run.output);
}

static void clear(reading *r) {
    for (size_t i = 0; i < r->all.count; i++)
        zhibiao_result_free((zhibiao_result *)(uintptr_t)r->all.results[i]);
    free(r->all.results);
    free(r->plans.results);
    free(r->reviews.results);
    free(r->first);
    stream_clear(&r->run.stream);
    zhibiao_parser_free(r->run.parser);
    zhibiao_rules_free(r->rules);
}

int run_compare(const cli_settings *settings) {
    reading r = {.run = {.settings = settings, .keep = keep, .keeper = &r.all}};
    int code = engine_open(settings, &r.rules, &r.run.parser);
    if (code != DONE)
        return code;
    uint32_t flags = (settings->all ? ZHIBIAO_ALL : 0U) | (settings_make_page(settings) ? ZHIBIAO_LAYOUT : 0U);
    r.run.options = (zhibiao_options){.size = sizeof r.run.options, .encoding = settings->encoding,
                                      .region = settings->region, .flags = flags, .html_select = settings->select};
    if (!documents_know(&r.run)) {
        code = USAGE;
    } else {
        if (output_open(&r.run.output, settings->output))
            run_all(&r, settings);
        code = !output_close(&r.run.output) ? OUTPUT_FAILED : r.run.failed ? INPUT_FAILED : DONE;
    }
    clear(&r);
    return code;
}
