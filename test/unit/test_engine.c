/* One document through all floors, one parser for many documents, and the examples of rules. */
#include <stdatomic.h>

#include "floors.h"

static struct zhibiao_rules *built_in;

static int start(void **state) {
    (void)state;
    return zb_rules_new(&zb_default_memory, true, &built_in, NULL);
}

static int stop(void **state) {
    (void)state;
    zb_rules_free(built_in);
    return 0;
}

static zhibiao_parser *parser_of(const struct zhibiao_rules *rules) {
    zhibiao_parser *parser = NULL;
    assert_int_equal(zb_parser_new(rules, &parser, NULL), ZHIBIAO_OK);
    return parser;
}

static zhibiao_result *parse(zhibiao_parser *parser, const char *text, const zhibiao_options *options) {
    zhibiao_result *result = NULL;
    assert_int_equal(zb_engine_parse(parser, text, strlen(text), options, &result, NULL), ZHIBIAO_OK);
    assert_non_null(result);
    return result;
}

static void expect_same(const zhibiao_result *a, const zhibiao_result *b) {
    size_t size = 0, other = 0;
    const char *text = zhibiao_result_text(a, &size), *same = zhibiao_result_text(b, &other);
    assert_int_equal(size, other);
    assert_memory_equal(text, same, size);
    assert_int_equal(zhibiao_result_count(a), zhibiao_result_count(b));
    if (zhibiao_result_count(a) > 0)
        assert_memory_equal(zhibiao_result_records(a), zhibiao_result_records(b), zhibiao_result_count(a) * sizeof(zhibiao_record));
}

static const char *const texts[] = {
    "截至11月末，全市新建社区食堂86个，完成年计划的107.5%。\n发放补贴1.2亿元，同比增长6.4%。\n",
    "", "\n\n\n", "新建公厕12座。", "明年力争新建社区食堂100个，改造村道35公里。", "没有数字的一句话。",
};

/* What a parser read before leaves no trace, whatever the order; results outlive the parser. */
static void documents_do_not_mix(void **state) {
    (void)state;
    enum { TEXTS = sizeof texts / sizeof texts[0] };
    zhibiao_result *alone[TEXTS], *later[TEXTS];
    zhibiao_parser *many = parser_of(built_in);
    for (size_t i = 0; i < TEXTS; i++) {
        zhibiao_parser *fresh = parser_of(built_in);
        alone[i] = parse(fresh, texts[i], NULL);
        zb_parser_free(fresh);
    }
    for (size_t i = TEXTS; i-- > 0;)
        later[i] = parse(many, texts[i], NULL);
    zb_parser_free(many);
    assert_true(zhibiao_result_count(alone[0]) >= 3);
    for (size_t i = 0; i < TEXTS; i++) {
        expect_same(alone[i], later[i]);
        zhibiao_result_free(alone[i]);
        zhibiao_result_free(later[i]);
    }
}

static void a_document_that_fails_does_no_harm(void **state) {
    (void)state;
    zhibiao_parser *parser = parser_of(built_in);
    zhibiao_result *before = parse(parser, texts[0], NULL), *none = NULL;
    zhibiao_error error = {0};
    assert_int_equal(zb_engine_parse(parser, "\1\2\3\4\5\6\0\0\0\0", 10, NULL, &none, &error), ZHIBIAO_ERROR_BINARY);
    assert_null(none);
    zhibiao_options odd = {.size = sizeof odd, .encoding = "klingon"};
    assert_int_equal(zb_engine_parse(parser, "x", 1, &odd, &none, &error), ZHIBIAO_ERROR_ENCODING);
    assert_null(none);
    zhibiao_result *after = parse(parser, texts[0], NULL);
    expect_same(before, after);
    zhibiao_result_free(before);
    zhibiao_result_free(after);
    zb_parser_free(parser);
}

static void the_document_is_described(void **state) {
    (void)state;
    zhibiao_parser *parser = parser_of(built_in);
    zhibiao_options options = {.size = sizeof options, .source = "report.txt", .date = {2024, 5, 6}};
    zhibiao_result *result = parse(parser, texts[0], &options);
    const zhibiao_document *document = zhibiao_result_document(result);
    assert_string_equal(zhibiao_string_get(result, document->source), "report.txt");
    assert_string_equal(zhibiao_string_get(result, document->encoding), "UTF-8");
    assert_string_equal(zhibiao_string_get(result, document->decided), "utf-8");
    assert_int_equal(document->bad_bytes, 0);
    assert_int_equal(document->blocks, 2);
    assert_int_equal(document->date.year, 2024);
    assert_int_equal(document->date.day, 6);
    zhibiao_result_free(result);
    result = parse(parser, "2023年新建公厕3座，2023年改造2座，2022年1座。", NULL); /* nobody said: the text does */
    assert_int_equal(zhibiao_result_document(result)->date.year, 2023);
    assert_int_equal(zhibiao_result_document(result)->date.month, 0);
    assert_int_equal(zhibiao_result_document(result)->source.size, 0);
    zhibiao_result_free(result);
    zb_parser_free(parser);
}

/* A caller built against an older header knows fewer options; what lies behind them is not read. */
static void older_options_end_earlier(void **state) {
    (void)state;
    zhibiao_parser *parser = parser_of(built_in);
    zhibiao_options options;
    memset(&options, 0xEE, sizeof options);
    options.size = offsetof(zhibiao_options, source);
    options.encoding = "UTF-8";
    zhibiao_result *result = parse(parser, texts[0], &options);
    assert_string_equal(zhibiao_string_get(result, zhibiao_result_document(result)->decided), "caller");
    assert_int_equal(zhibiao_result_token_count(result), 0);
    zhibiao_result_free(result);
    zb_parser_free(parser);
}

/* ---- examples ------------------------------------------------------------------------------------------------ */

typedef struct reports {
    line text;
} reports;

static void note(const zhibiao_error *error, void *context) {
    reports *r = context;
    assert_int_equal(error->status, ZHIBIAO_ERROR_RULE);
    print(&r->text, "%s:%u ", error->file, error->line);
}

static void expect_verdicts(const char *rules_text, const char *name, size_t passed, size_t failed, const char *lines) {
    struct zhibiao_rules *rules = small_language(rules_text);
    zhibiao_parser *parser = parser_of(rules);
    reports r = {.text = {.size = 0}};
    size_t good = 99, bad = 99;
    assert_int_equal(zb_engine_check(parser, name, note, &r, &good, &bad), ZHIBIAO_OK);
    assert_string_equal(r.text.text, lines);
    assert_int_equal(good, passed);
    assert_int_equal(bad, failed);
    assert_int_equal(zb_engine_check(parser, name, NULL, NULL, &good, &bad), ZHIBIAO_OK); /* nobody to tell */
    assert_int_equal(bad, failed);
    zb_parser_free(parser);
    zb_rules_free(rules);
}

#define LEVEL "rule level.a\nmatch (?<indicator> [TEXT VERB]+ ) (?<value> QTY )\n"

static void examples_hold_or_are_reported(void **state) {
    (void)state;
    unsigned first = 1; /* the line of the example below */
    for (const char *c = small_words; *c; c++)
        first += *c == '\n';
    first += 2;
    static const struct {
        const char *example;
        int holds;
    } cases[] = {
        {"yes 新建小学3所。 => 新建小学 | actual 3所", 1},
        {"yes 新建小学3所。 => 新建小学", 1},
        {"yes 新建小学3所。 => 新建小学 | actual 3所 | measure level", 1},
        {"yes 新建小学3所。 => 新建小学 | measure growth", 0},
        {"yes 新建小学3所。 => 新建中学 | actual 3所", 0},
        {"yes 新建小学3所。 => 新建小学 | actual 30所", 0},
        {"yes 新建小学30所。 => 新建小学 | actual 3所", 0},
        {"yes 新建小学3所。 => 新建小学 | actual 3", 0},
        {"yes 新建小学3所。 => 新建小学 | actual 3所学校", 0},
        {"yes 新建小学3所。 => 新建小学 | target 3所", 0},
        {"yes 新建小学3所。 => 新建小学 | nosuch 3所", 0},
        {"yes 新建小学3所。 =>", 0},
        {"no 小学。", 1},
        {"no 新建小学3所。", 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char text[512], lines[64] = "";
        snprintf(text, sizeof text, "%s%s\n", LEVEL, cases[i].example);
        if (!cases[i].holds)
            snprintf(lines, sizeof lines, "test:%u ", first);
        expect_verdicts(text, NULL, (size_t)cases[i].holds, (size_t)!cases[i].holds, lines);
    }
}

/* A skip rule's yes gives nothing, its no something. */
static void examples_of_skips_are_the_other_way_round(void **state) {
    (void)state;
    static const char skip[] = "rule skip.b\nmatch SCOPE QTY\nyes 全市3所。 =>\nno 新建小学3所。\n";
    char text[512];
    snprintf(text, sizeof text, "%s%s", skip, LEVEL);
    expect_verdicts(text, "test", 2, 0, "");
    expect_verdicts(text, "other.txt", 0, 0, "");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(documents_do_not_mix),      cmocka_unit_test(a_document_that_fails_does_no_harm),
        cmocka_unit_test(the_document_is_described), cmocka_unit_test(older_options_end_earlier),
        cmocka_unit_test(examples_hold_or_are_reported),
        cmocka_unit_test(examples_of_skips_are_the_other_way_round),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
