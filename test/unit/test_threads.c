/* One set of rules, several threads with a parser each, and one result read by all: the records are the same
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

enum { THREADS = 4, ROUNDS = 25 };

static const char TEXT[] = "今年以来，全市改造老旧小区38个，惠及居民1.6万户，完成年度任务的95%。\n"
                           "一季度，规模以上工业增加值增长7.2%，比上年同期提高1.1个百分点。\n";

typedef struct work {
    const zhibiao_rules *rules;
    const zhibiao_result *shared;
    size_t wrong;
} work;

static int count_bytes(const char *bytes, size_t size, void *context) {
    (void)bytes;
    *(size_t *)context += size;
    return 0;
}

static size_t written(const zhibiao_result *result) {
    size_t size = 0;
    return zhibiao_write_records(result, ZHIBIAO_JSONL, 0, count_bytes, &size) == ZHIBIAO_OK ? size : 0;
}

static void *labour(void *context) {
    work *w = context;
    zhibiao_parser *parser;
    if (zhibiao_parser_new(w->rules, &parser, NULL)) {
        w->wrong = SIZE_MAX;
        return NULL;
    }
    for (int i = 0; i < ROUNDS; i++) {
        zhibiao_result *result;
        if (zhibiao_parse(parser, TEXT, sizeof TEXT - 1, NULL, &result, NULL)) {
            w->wrong++;
            continue;
        }
        w->wrong += zhibiao_result_count(result) == 0 || written(result) != written(w->shared);
        zhibiao_result_free(result);
    }
    zhibiao_parser_free(parser);
    return NULL;
}

static void threads_share_rules(void **state) {
    (void)state;
    zhibiao_rules *rules;
    zhibiao_parser *parser;
    zhibiao_result *shared;
    pthread_t threads[THREADS];
    work works[THREADS];
    assert_int_equal(zhibiao_rules_new(NULL, &rules, NULL), ZHIBIAO_OK);
    assert_int_equal(zhibiao_parser_new(rules, &parser, NULL), ZHIBIAO_OK);
    assert_int_equal(zhibiao_parse(parser, TEXT, sizeof TEXT - 1, NULL, &shared, NULL), ZHIBIAO_OK);
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
    assert_true(written(shared) > 0); /* a result outlives the rules and the parser */
    zhibiao_result_free(shared);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(threads_share_rules)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
