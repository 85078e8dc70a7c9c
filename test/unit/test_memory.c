/* Each public call with its 1st, 2nd, … n-th allocation failing: the status says so, outputs are NULL, nothing leaks,
 * and what was there before still works. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <zhibiao.h>

static const char TEXT[] = "一、民生实事\n截至11月末，全市新建社区食堂86个，完成年计划的107.5%；发放补贴1.2亿元，同比增长6.4%。\n"
                           "明年力争新建社区食堂100个。";
static const char MINE[] = "words VERB\n新添置\n";

typedef struct ledger {
    size_t live, calls;
    size_t fail_at; /* this one gives nothing; 0: none fails */
    int onward;     /* and all after it */
} ledger;

static void *get(size_t size, void *context) {
    ledger *l = context;
    l->calls++;
    if (l->fail_at && (l->calls == l->fail_at || (l->onward && l->calls > l->fail_at)))
        return NULL;
    l->live++;
    return malloc(size);
}

static void put(void *block, void *context) {
    ledger *l = context;
    l->live -= block != NULL;
    free(block);
}

static zhibiao_status make_rules(ledger *l, zhibiao_rules **rules) {
    zhibiao_allocator allocator = {get, put, l};
    return zhibiao_rules_new(&allocator, rules, NULL);
}

/* What is made, in this order, all from one ledger. */
enum { NEW_RULES, ADD_RULES, NEW_PARSER, PARSE, STEPS };

typedef struct handles {
    ledger l;
    zhibiao_rules *rules;
    zhibiao_parser *parser;
    zhibiao_result *result;
} handles;

static zhibiao_status take(handles *h, int step) {
    zhibiao_options options = {.size = sizeof options, .flags = ZHIBIAO_TOKENS | ZHIBIAO_TEXT | ZHIBIAO_LAYOUT};
    switch (step) {
    case NEW_RULES:
        return make_rules(&h->l, &h->rules);
    case ADD_RULES:
        return zhibiao_rules_add(h->rules, "mine", MINE, sizeof MINE - 1, NULL);
    case NEW_PARSER:
        return zhibiao_parser_new(h->rules, &h->parser, NULL);
    default:
        return zhibiao_parse(h->parser, TEXT, sizeof TEXT - 1, &options, &h->result, NULL);
    }
}

static void release(handles *h) {
    assert_true(zhibiao_result_count(h->result) > 0);
    zhibiao_result_free(h->result);
    zhibiao_parser_free(h->parser);
    zhibiao_rules_free(h->rules);
    assert_int_equal(h->l.live, 0);
}

/* The n-th allocation of one step gives nothing. Returns whether the step failed for it: a helper that can be done
 * without (JIT) may be missed silently. After a failure the same call succeeds, with memory there again. */
static int run(int failing, size_t n, int onward) {
    handles h = {.l = {.onward = onward}};
    int failed = 0;
    for (int step = NEW_RULES; step < STEPS; step++) {
        size_t live = h.l.live;
        h.l.fail_at = step == failing ? h.l.calls + n : 0;
        zhibiao_status status = take(&h, step);
        h.l.fail_at = 0;
        if (status == ZHIBIAO_OK)
            continue;
        failed = 1;
        assert_int_equal(status, ZHIBIAO_ERROR_MEMORY);
        assert_true(step != NEW_RULES || (!h.rules && h.l.live == live));
        assert_true(step != NEW_PARSER || (!h.parser && h.l.live == live));
        assert_true(step != PARSE || !h.result);
        assert_int_equal(take(&h, step), ZHIBIAO_OK);
    }
    release(&h);
    return failed;
}

/* How many allocations a step makes when all is well. */
static size_t allocations(int wanted) {
    handles h = {0};
    size_t count = 0;
    for (int step = NEW_RULES; step < STEPS; step++) {
        size_t before = h.l.calls;
        assert_int_equal(take(&h, step), ZHIBIAO_OK);
        if (step == wanted)
            count = h.l.calls - before;
    }
    release(&h);
    return count;
}

/* All of the first forty, then samples: loading the rules again costs milliseconds each time. */
static void fail_each(int step) {
    size_t count = allocations(step);
    int seen = 0;
    assert_true(count > 0);
    for (size_t n = 1; n <= count; n += n < 40 ? 1 : count / 25 + 1)
        for (int onward = 0; onward < 2; onward++)
            seen += run(step, n, onward);
    assert_true(seen > 0);
}

static void loading_rules(void **state) {
    (void)state;
    fail_each(NEW_RULES);
}

static void adding_rules(void **state) {
    (void)state;
    fail_each(ADD_RULES);
}

static void making_a_parser(void **state) {
    (void)state;
    fail_each(NEW_PARSER);
}

static void parsing(void **state) {
    (void)state;
    fail_each(PARSE);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(loading_rules),
        cmocka_unit_test(adding_rules),
        cmocka_unit_test(making_a_parser),
        cmocka_unit_test(parsing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
