/* One set of rules, sixteen threads with a parser each, and one result read by all: texts of all kinds give the same records
 * everywhere. The thread sanitizer (preset tsan) sees the rest. */
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <zhibiao.h>

enum { THREADS = 16, ROUNDS = 8 };

/* UTF-8, a page, GB18030 (tables of ICU's, made when first met), Big5 and UTF-16 (read by ICU), traditional characters. */
#define TEXT(literal, encoding) {literal, sizeof(literal) - 1, encoding}
static const struct {
    const char *bytes;
    size_t size;
    const char *encoding;
} TEXTS[] = {
    TEXT("今年以来，全市改造老旧小区38个，惠及居民1.6万户，完成年度任务的95%。\n"
         "一季度，规模以上工业增加值增长7.2%，比上年同期提高1.1个百分点。\n", NULL),
    TEXT("<html><body><h1>工作报告</h1><p>力争新建幼儿园12所，发放补贴3.5亿元。</p></body></html>", NULL),
    TEXT("\xD0\xC2\xD4\xF6\xBE\xCD\xD2\xB5" "12\xCD\xF2\xC8\xCB\xA1\xA3", "GB18030"), /* 新增就业12万人。 */
    TEXT("\xB7\x73\xBC\x57\xB4\x4E\xB7\x7E" "12\xB8\x55\xA4\x48\xA1\x43", "Big5"),
    TEXT("\xFF\xFE\xB0\x65\x9E\x58\x31\x00\x32\x00\x07\x4E\xBA\x4E\x02\x30", NULL), /* 新增12万人。 */
    TEXT("全縣新增就業12萬人，增長5%。", NULL),
};
enum { KINDS = sizeof TEXTS / sizeof *TEXTS };

typedef struct work {
    const zhibiao_rules *rules;
    zhibiao_result *const *shared; /* one of each text, read by all */
    size_t wrong;
} work;

/* A checksum of what is written. */
static int sum_bytes(const char *bytes, size_t size, void *context) {
    uint64_t *sum = context;
    for (size_t i = 0; i < size; i++)
        *sum = *sum * 31 + (unsigned char)bytes[i];
    return 0;
}

static uint64_t written(const zhibiao_result *result) {
    uint64_t sum = 1;
    zhibiao_write_records(result, ZHIBIAO_JSONL, 0, sum_bytes, &sum);
    return sum;
}

static zhibiao_result *read_one(zhibiao_parser *parser, size_t kind) {
    zhibiao_options options = {.size = sizeof options, .encoding = TEXTS[kind].encoding};
    zhibiao_result *result;
    zhibiao_parse(parser, TEXTS[kind].bytes, TEXTS[kind].size, &options, &result, NULL);
    return result;
}

/* Other calls that take the rules, or results of others. */
static int share(const work *w) {
    zhibiao_pairing *pairing;
    zhibiao_number factor;
    const zhibiao_result *shared = w->shared[0];
    if (zhibiao_compare(w->rules, &shared, 1, &shared, 1, NULL, &pairing, NULL))
        return 1;
    zhibiao_pairing_free(pairing);
    return zhibiao_unit_find(w->rules, "亩", NULL, NULL, &factor) != ZHIBIAO_OK;
}

static void *labour(void *context) {
    work *w = context;
    zhibiao_parser *parser;
    if (zhibiao_parser_new(w->rules, &parser, NULL)) {
        w->wrong = SIZE_MAX;
        return NULL;
    }
    for (size_t i = 0; i < ROUNDS * KINDS; i++) {
        zhibiao_result *result = read_one(parser, i % KINDS);
        w->wrong += result == NULL || zhibiao_result_count(result) == 0 || written(result) != written(w->shared[i % KINDS]);
        zhibiao_result_free(result);
    }
    w->wrong += (size_t)share(w);
    zhibiao_parser_free(parser);
    return NULL;
}

static void threads_share_rules(void **state) {
    (void)state;
    zhibiao_rules *rules;
    zhibiao_parser *parser;
    zhibiao_result *shared[KINDS];
    pthread_t threads[THREADS];
    work works[THREADS];
    assert_int_equal(zhibiao_rules_new(NULL, &rules, NULL), ZHIBIAO_OK);
    assert_int_equal(zhibiao_parser_new(rules, &parser, NULL), ZHIBIAO_OK);
    for (size_t i = 0; i < KINDS; i++)
        assert_non_null(shared[i] = read_one(parser, i));
    for (size_t i = 0; i < THREADS; i++) {
        works[i] = (work){rules, shared, 0};
        assert_int_equal(pthread_create(&threads[i], NULL, labour, &works[i]), 0);
    }
    for (size_t i = 0; i < THREADS; i++) {
        assert_int_equal(pthread_join(threads[i], NULL), 0);
        assert_int_equal(works[i].wrong, 0);
    }
    zhibiao_parser_free(parser);
    zhibiao_rules_free(rules);
    for (size_t i = 0; i < KINDS; i++) { /* a result outlives the rules and the parser */
        assert_true(written(shared[i]) != 1);
        zhibiao_result_free(shared[i]);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(threads_share_rules)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
