/* explain: how each record came about. For the one who writes rules, and for the one who doubts a figure.
 *
 *     1  城镇新增就业
 *        sentence    全省城镇新增就业3.21万人。
 *        tokens      全省/SCOPE 城镇/TEXT 新增/VERB 就业/TEXT 3.21万人/QTY 。/STOP
 *        classes     Rxvxq.
 *        rule        level.behind
 *        actual      32100 人  as written: 3.21万人, bytes 24 to 34
 */
#include <string.h>

#include "cli.h"

/* ---- saying ------------------------------------------------------------------------------------------- */

static void say(cli_output *output, const char *text) {
    output_sink(text, strlen(text), output);
}

static void say_part(cli_output *output, const zhibiao_result *result, zhibiao_string string) {
    output_sink(zhibiao_string_get(result, string), string.size, output);
}

static void say_number(cli_output *output, uint64_t number) {
    char digits[24];
    snprintf(digits, sizeof digits, "%llu", (unsigned long long)number);
    say(output, digits);
}

static void say_label(cli_output *output, const char *label) {
    char padded[24];
    snprintf(padded, sizeof padded, "   %-12s", label);
    say(output, padded);
}

static void say_line(cli_output *output, const zhibiao_result *result, const char *label, zhibiao_string string) {
    if (!string.size)
        return;
    say_label(output, label);
    say_part(output, result, string);
    say(output, "\n");
}

/* ---- tokens ------------------------------------------------------------------------------------------- */

static bool lies_within(const zhibiao_span *inner, const zhibiao_span *outer) {
    return inner->byte_start >= outer->byte_start && inner->byte_end <= outer->byte_end;
}

/* The tokens of a sentence stand together. */
static const zhibiao_token *first_token(const zhibiao_result *result, const zhibiao_span *sentence, size_t *count) {
    const zhibiao_token *tokens = zhibiao_result_tokens(result);
    size_t total = zhibiao_result_token_count(result), first = 0, end;
    while (first < total && !lies_within(&tokens[first].span, sentence))
        first++;
    for (end = first; end < total && lies_within(&tokens[end].span, sentence);)
        end++;
    *count = end - first;
    return *count ? tokens + first : NULL;
}

static void say_tokens(cli_output *output, const zhibiao_result *result, const zhibiao_token *tokens, size_t count) {
    say_label(output, "tokens");
    for (size_t i = 0; i < count; i++) {
        const char *name = zhibiao_letter_name(tokens[i].letter);
        say_part(output, result, tokens[i].text);
        say(output, "/");
        say(output, name ? name : "?");
        say(output, i + 1 < count ? " " : "\n");
    }
    say_label(output, "classes");
    for (size_t i = 0; i < count; i++)
        output_sink((const char *)&tokens[i].letter, 1, output);
    say(output, "\n");
}

static void say_sentence(cli_output *output, const zhibiao_result *result, const zhibiao_record *record) {
    size_t count = 0;
    const zhibiao_token *tokens = first_token(result, &record->sentence, &count);
    say_label(output, "sentence");
    if (record->sentence_text.size)
        say_part(output, result, record->sentence_text);
    for (size_t i = 0; !record->sentence_text.size && i < count; i++)
        say_part(output, result, tokens[i].text);
    say(output, "\n");
    if (count)
        say_tokens(output, result, tokens, count);
}

/* ---- records ------------------------------------------------------------------------------------------ */

static void say_origin(cli_output *output, const zhibiao_result *result, const zhibiao_quantity *q) {
    if (q->derived.size) {
        say(output, "  computed from ");
        say_part(output, result, q->derived);
        if (q->low.size) {
            say(output, ", between ");
            say_part(output, result, q->low);
            say(output, " and ");
            say_part(output, result, q->high);
        }
    } else {
        say(output, "  as written: ");
        say_part(output, result, q->text);
        say(output, ", bytes ");
        say_number(output, q->span.byte_start);
        say(output, " to ");
        say_number(output, q->span.byte_end);
    }
    say(output, "\n");
}

static void say_quantity(cli_output *output, const zhibiao_result *result, const char *role,
                         const zhibiao_quantity *q) {
    if (!q->present)
        return;
    say_label(output, role);
    if (q->comparison) {
        say(output, zhibiao_comparison_name(q->comparison));
        say(output, " ");
    }
    say_part(output, result, q->value);
    if (q->range) {
        say(output, " to ");
        say_part(output, result, q->upper);
    }
    say(output, " ");
    say_part(output, result, q->unit);
    if (q->per.size) {
        say(output, "/");
        say_part(output, result, q->per);
    }
    say_origin(output, result, q);
}

static void say_measure(cli_output *output, const zhibiao_record *record) {
    const char *basis = zhibiao_basis_name(record->basis);
    if (record->measure == ZHIBIAO_LEVEL && !basis)
        return;
    say_label(output, "measure");
    say(output, zhibiao_measure_name(record->measure));
    say(output, basis ? ", " : "");
    say(output, basis ? basis : "");
    say(output, "\n");
}

static void say_record(cli_output *output, const zhibiao_result *result, const zhibiao_record *record) {
    say_number(output, record->id);
    say(output, "  ");
    say_part(output, result, record->indicator_full.size ? record->indicator_full : record->indicator);
    say(output, "\n");
    say_sentence(output, result, record);
    say_line(output, result, "rule", record->rule);
    say_measure(output, record);
    say_quantity(output, result, "target", &record->target);
    say_quantity(output, result, "actual", &record->actual);
    say_quantity(output, result, "baseline", &record->baseline);
    say_quantity(output, result, "completion", &record->completion);
    say_quantity(output, result, "gap", &record->gap);
    say_line(output, result, "time", record->time_text);
    say_line(output, result, "region", record->region_text);
    say_line(output, result, "section", record->section);
    say(output, "\n");
}

/* ---- what became of the rest -------------------------------------------------------------------------- */

static bool is_in_record(const zhibiao_record *record, const zhibiao_span *span) {
    const zhibiao_quantity *roles[] = {&record->target, &record->actual, &record->baseline, &record->completion,
                                       &record->gap};
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
        if (roles[i]->present && !roles[i]->derived.size && lies_within(&roles[i]->span, span))
            return true;
    return false;
}

static bool is_claimed(const zhibiao_result *result, const zhibiao_token *token) {
    const zhibiao_record *records = zhibiao_result_records(result);
    for (size_t i = 0; i < zhibiao_result_count(result); i++)
        if (is_in_record(&records[i], &token->span))
            return true;
    return false;
}

/* Figures that no rule took: the first place to look when a record is missing. */
static void say_left_over(cli_output *output, const zhibiao_result *result) {
    const zhibiao_token *tokens = zhibiao_result_tokens(result);
    bool any = false;
    for (size_t i = 0; i < zhibiao_result_token_count(result); i++) {
        if (!tokens[i].quantity.present || is_claimed(result, &tokens[i]))
            continue;
        say(output, any ? " · " : "in no record: ");
        say_part(output, result, tokens[i].text);
        say(output, " at byte ");
        say_number(output, tokens[i].span.byte_start);
        any = true;
    }
    say(output, any ? "\n\n" : "");
}

static uint64_t show_explanation(const zhibiao_result *result, const cli_settings *settings, uint64_t written,
                                 cli_output *output) {
    size_t count = zhibiao_result_count(result);
    (void)settings;
    (void)written;
    say_part(output, result, zhibiao_result_document(result)->source);
    say(output, ": ");
    say_number(output, count);
    say(output, count == 1 ? " record\n\n" : " records\n\n");
    for (size_t i = 0; i < count; i++)
        say_record(output, result, zhibiao_result_records(result) + i);
    say_left_over(output, result);
    return count;
}

int run_explain(const cli_settings *settings) {
    cli_settings plain = *settings;
    plain.format = ZHIBIAO_TABLE; /* for people: no head, and failures on the standard error only */
    return documents_run(&plain, ZHIBIAO_TOKENS | ZHIBIAO_TEXT | (settings->all ? ZHIBIAO_ALL : 0U), show_explanation);
}
