/* Input made to be slow. Each piece is repeated to a length, then to twice that: doubling the text may not cost more than
 * about double the time, and never more than a ceiling that a slow, sanitized machine still keeps. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "grammar.h"

static const size_t HALF = 60000;    /* bytes */
static const double CEILING = 10.0;  /* seconds of processor time for twice that */
static const double NOTICED = 0.1;   /* below this a ratio says nothing */

static const char *const PIECES[] = {
    "\n", " ", "　", "\r\n\r\n", "1", "9,", "一", "万", "亿", "百分之", "零", "1.", "1-", "—", "%", "2024年", "年月日",
    "，", "。", "、", "；", "：", "（", "）", "“", "”", "《", "((((", "))))", "——\n", "一、", "（一）\n", "第一章\n", "1.1.1\n",
    "达到", "完成年计划的", "由", "提高到", "分别", "其中", "每人每月", "全省", "吉林省", "增长", "同比", "近", "以上", "的",
    "新建", "为", "比上年", "惠及", "5个", "5个、", "5%和", "，增长5%", "，其中5个", "由5%提高到", "分别增长5%、", "为5户",
    "新建5个", "完成5%，", "超", "超5", "从5", "到", "至", "5至", "占5%", "占", "稳 妥 ", "5 ", "５", "\xEF\xBB\xBF", "\xE2\x80\x8B",
    "\xFF", "\xE5\xB9", "\xF0\x9F\x98\x80", "a", "a ", "<p>", "&nbsp;",
};

typedef struct reader {
    zhibiao_rules *rules;
    zhibiao_parser *parser;
} reader;

static int start(void **state) {
    static reader r;
    *state = &r;
    return zhibiao_rules_new(NULL, &r.rules, NULL) || zhibiao_parser_new(r.rules, &r.parser, NULL);
}

static int stop(void **state) {
    reader *r = *state;
    zhibiao_parser_free(r->parser);
    zhibiao_rules_free(r->rules);
    return 0;
}

/* Processor seconds to read `piece` repeated to `size` bytes. Any status will do but a crash. */
static double seconds(zhibiao_parser *parser, const char *piece, size_t size) {
    size_t length = strlen(piece);
    char *text = malloc(size);
    zhibiao_result *result = NULL;
    assert_non_null(text);
    for (size_t i = 0; i < size; i++)
        text[i] = piece[i % length];
    clock_t began = clock();
    zhibiao_parse(parser, text, size, NULL, &result, NULL);
    double spent = (double)(clock() - began) / CLOCKS_PER_SEC;
    zhibiao_result_free(result);
    free(text);
    return spent;
}

/* Whether doubling a piece's text costs too much. A busy machine may spoil one measurement, so it takes three. */
static int too_slow(zhibiao_parser *parser, const char *piece) {
    double one = 0, two = 0;
    for (int tries = 0; tries < 3; tries++) {
        one = seconds(parser, piece, HALF);
        two = seconds(parser, piece, 2 * HALF);
        if (two <= NOTICED || (two <= CEILING && two <= 3 * one))
            return 0;
    }
    print_error("%s: %zu bytes take %.2f s, twice that %.2f s\n", piece, HALF, one, two);
    return 1;
}

static void repeats_stay_linear(void **state) {
    reader *r = *state;
    int bad = 0;
    for (size_t i = 0; i < sizeof PIECES / sizeof PIECES[0]; i++)
        bad += too_slow(r->parser, PIECES[i]);
    assert_int_equal(bad, 0);
}

/* ---- the token floor alone, on a megabyte ------------------------------------------------------------------ */

static const size_t MEGABYTE = 1000000;

/* What numbers are made of, without an end: a megabyte of the first few, of the others a fifth of that. */
enum { WHOLE_MEGABYTES = 5 };
static const char *const NUMERALS[] = {
    "一二三四五六七八九", "万亿", "1,", "9.", "％",
    "9", "9万", "亿", "千百", "一百", "二十", "廿", "零", "壹拾", "1,000,", "1，", "5%、", "百分之",
    "三分之", "1/", "1—", "一至", "数十", "半", "成", "负", "-1", "２", "1个", "近", "每人", "约1", "2024年", "1月", "第1", "1:",
    "555555555555555555百分之5，", "555555555555555555亿分之三，", /* found by fuzzing: no denominator */
};

/* Processor seconds to cut `flow` into tokens. */
static double scan_seconds(zb_tokens *tokens, const zb_vocabulary *vocabulary, zb_slice flow) {
    zb_tokens_reset(tokens);
    clock_t began = clock();
    assert_true(zb_tokens_scan(tokens, vocabulary, flow, 0, (uint32_t)flow.size));
    return (double)(clock() - began) / CLOCKS_PER_SEC;
}

/* A number of more digits than the range holds has no value, and its token says so: none has one that is cut off. */
static bool values_are_whole(const zb_tokens *tokens, zb_slice flow) {
    enum { DIGITS_MOST = 18 };
    for (size_t i = 0; i < tokens->quantities.count; i++) {
        const zb_quantity *q = zb_array_at(&tokens->quantities, i);
        uint32_t digits = 0;
        for (uint32_t at = q->start; at < q->end; at++)
            digits += flow.data[at] >= '0' && flow.data[at] <= '9';
        if (digits > DIGITS_MOST && !q->range && !q->too_large)
            return false;
    }
    return true;
}

static int scans_badly(zb_tokens *tokens, const zb_vocabulary *vocabulary, const char *piece, size_t most, char *text) {
    size_t length = strlen(piece), size = most / length * length;
    double one = 0, two = 0;
    for (size_t i = 0; i < size; i++)
        text[i] = piece[i % length];
    zb_slice half = {text, size / 2 / length * length}, all = {text, size};
    zb_slice little = {text, size / 50 / length * length};
    if (scan_seconds(tokens, vocabulary, little) > CEILING / 50) { /* do not wait for what is not linear */
        print_error("%s: the tokens of %zu bytes take more than %.2f s\n", piece, little.size, CEILING / 50);
        return 1;
    }
    for (int tries = 0; tries < 3; tries++) {
        one = scan_seconds(tokens, vocabulary, half);
        two = scan_seconds(tokens, vocabulary, all);
        if (two <= NOTICED || (two <= CEILING && two <= 3 * one)) {
            if (values_are_whole(tokens, all))
                return 0;
            print_error("%s: a number is cut off\n", piece);
            return 1;
        }
    }
    print_error("%s: the tokens of %zu bytes take %.2f s, of half as many %.2f s\n", piece, size, two, one);
    return 1;
}

static void numerals_scan_in_linear_time(void **state) {
    reader *r = *state;
    char *text = malloc(MEGABYTE);
    zb_tokens tokens;
    int bad = 0;
    assert_non_null(text);
    zb_tokens_init(&tokens, &zb_default_memory);
    for (size_t i = 0; i < sizeof NUMERALS / sizeof NUMERALS[0]; i++) {
        size_t size = i < WHOLE_MEGABYTES ? MEGABYTE : MEGABYTE / 5;
        bad += scans_badly(&tokens, &r->rules->vocabulary, NUMERALS[i], size, text);
    }
    zb_tokens_clear(&tokens);
    free(text);
    assert_int_equal(bad, 0);
}

/* ---- no number overflows silently ------------------------------------------------------------------------- */

static const char *const TOO_LARGE = "too large";

/* The value that the public interface gives the only figure in 发放口罩…个, or a clear word that it has none. */
static void check_value(reader *r, const char *number, const char *value) {
    char text[512];
    zhibiao_result *result = NULL;
    zhibiao_options options = {.size = sizeof options, .flags = ZHIBIAO_TOKENS};
    const char *found = NULL;
    snprintf(text, sizeof text, "发放口罩%s个。", number);
    assert_int_equal(zhibiao_parse(r->parser, text, strlen(text), &options, &result, NULL), ZHIBIAO_OK);
    const zhibiao_token *tokens = zhibiao_result_tokens(result);
    for (size_t i = 0; i < zhibiao_result_token_count(result); i++)
        if (tokens[i].quantity.present)
            found = zhibiao_string_get(result, tokens[i].quantity.value);
    if (!found || strcmp(found, value) != 0)
        fail_msg("%s: %s", text, found ? found : "no figure");
    zhibiao_result_free(result);
}

static void long_numbers_are_whole_or_none(void **state) {
    reader *r = *state;
    char digits[200];
    for (size_t size = 1; size < sizeof digits; size++) {
        memset(digits, '7', size);
        digits[size] = '\0';
        check_value(r, digits, size <= 18 ? digits : TOO_LARGE);
    }
    const char *const rows[][2] = {
        {"999999999999999999", "999999999999999999"},
        {"1000000000000000000", TOO_LARGE},
        {"9223372036854775808", TOO_LARGE},
        {"18446744073709551616", TOO_LARGE},
        {"0.12345678901234567", "0.12345678901234567"},
        {"0.1234567890123456789", TOO_LARGE},
        {"999999999999999999亿", "99999999999999999900000000"},
        {"1,000,000,000,000,000,000,000", TOO_LARGE},
        {"１８４４６７４４０７３７０９５５１６１７", TOO_LARGE},
        {"万亿万亿万亿万亿万亿", TOO_LARGE},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        check_value(r, rows[i][0], rows[i][1]);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(repeats_stay_linear),
        cmocka_unit_test(numerals_scan_in_linear_time),
        cmocka_unit_test(long_numbers_are_whole_or_none),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
