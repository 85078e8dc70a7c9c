/* Where one document of a stream ends and the next begins.
 *
 * --form-feed: a form feed stands between two documents and belongs to neither.
 * --split-on: a line in which the pattern is found is the first of a new document:
 *
 *     本报讯（记者）今年1至6月……     document 1
 *     完成年计划的51%。
 *     本报讯（记者）……               document 2, with --split-on '^本报讯'
 *
 * Only a line's first LINE_HEAD bytes are looked at: a line may be a gigabyte, what begins a document is short. PCRE2 and
 * not the system's regcomp: the program sets no locale, so regcomp would take [一二三] for nine bytes; and PCRE2's limits
 * bound what a careless pattern may cost.
 */
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"

enum { MATCH_STEPS = 1000000 };

struct cli_pattern {
    pcre2_code *code;
    pcre2_match_data *match;
    pcre2_match_context *limits;
};

void pattern_free(cli_pattern *pattern) {
    if (!pattern)
        return;
    pcre2_code_free(pattern->code);
    pcre2_match_data_free(pattern->match);
    pcre2_match_context_free(pattern->limits);
    free(pattern);
}

cli_pattern *pattern_new(const char *text, char *message, size_t room) {
    int number = 0;
    PCRE2_SIZE where = 0;
    cli_pattern *pattern = calloc(1, sizeof *pattern);
    snprintf(message, room, "out of memory");
    if (!pattern)
        return NULL;
    pattern->code = pcre2_compile((PCRE2_SPTR)text, PCRE2_ZERO_TERMINATED,
                                  PCRE2_UTF | PCRE2_MATCH_INVALID_UTF | PCRE2_NEVER_BACKSLASH_C, &number, &where, NULL);
    if (!pattern->code) {
        PCRE2_UCHAR words[160] = "";
        pcre2_get_error_message(number, words, sizeof words);
        snprintf(message, room, "--split-on, at byte %zu: %s", (size_t)where, (const char *)words);
        pattern_free(pattern);
        return NULL;
    }
    pattern->match = pcre2_match_data_create_from_pattern(pattern->code, NULL);
    pattern->limits = pcre2_match_context_create(NULL);
    if (!pattern->match || !pattern->limits) {
        pattern_free(pattern);
        return NULL;
    }
    pcre2_set_match_limit(pattern->limits, MATCH_STEPS);
    return pattern;
}

/* A line on which the pattern takes too long is one in which it is not found. */
static bool is_found(const cli_pattern *pattern, const char *line, size_t size) {
    if (size && line[size - 1] == '\r')
        size--;
    return pcre2_match(pattern->code, (PCRE2_SPTR)line, size, 0, 0, pattern->match, pattern->limits) >= 0;
}

static bool found_at(cli_split *split, size_t end, size_t next) {
    split->found = true;
    split->end = end;
    split->next = next;
    return true;
}

static bool find_form_feed(cli_split *split, const char *bytes, size_t size) {
    const char *mark = size > split->at ? memchr(bytes + split->at, '\f', size - split->at) : NULL;
    split->at = size;
    return mark && found_at(split, (size_t)(mark - bytes), (size_t)(mark - bytes) + 1);
}

/* Whether the line at `at` begins a document; `looked` says that the question was answered. */
static bool look_at_line(cli_split *split, const char *line, size_t rest, bool ended) {
    size_t head = rest < LINE_HEAD ? rest : LINE_HEAD;
    const char *end = memchr(line, '\n', head);
    bool first = split->first;
    split->looked = end || head == LINE_HEAD || ended; /* else more of it will come */
    if (!split->looked)
        return false;
    split->first = false;
    return !first && is_found(split->pattern, line, end ? (size_t)(end - line) : head);
}

/* `at` is where a line begins that was not looked at yet, or, when it was, from where its end is to be looked for. */
static bool find_line(cli_split *split, const char *bytes, size_t size, bool ended) {
    while (split->at < size) {
        const char *at = bytes + split->at;
        if (!split->looked && look_at_line(split, at, size - split->at, ended))
            return found_at(split, split->at, split->at);
        if (!split->looked)
            return false;
        const char *end = memchr(at, '\n', size - split->at);
        split->at = end ? (size_t)(end - bytes) + 1 : size;
        split->looked = !end;
    }
    return false;
}

void split_begin(cli_split *split, const cli_settings *settings) {
    *split = (cli_split){.pattern = settings->pattern, .form_feed = settings->form_feed, .first = true};
}

bool split_find(cli_split *split, const char *bytes, size_t size, bool ended) {
    if (split->found)
        return true;
    if (split->form_feed)
        return find_form_feed(split, bytes, size);
    return split->pattern && find_line(split, bytes, size, ended);
}

void split_drop(cli_split *split, size_t size) {
    split->at -= split->at < size ? split->at : size;
    if (split->found) {
        split->end -= size;
        split->next -= size;
    }
}

/* Behind the end that was found: the line there was looked at, and its document begins with it. */
void split_next(cli_split *split) {
    split->at = 0;
    split->found = split->looked = false;
    split->first = true;
}
