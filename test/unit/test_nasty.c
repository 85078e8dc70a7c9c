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

#include <zhibiao.h>

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

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(repeats_stay_linear)};
    return cmocka_run_group_tests(tests, start, stop);
}
