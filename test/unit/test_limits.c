/* Limits and cancelling, through the public functions: each limit is met by a small text or rule file, says so with its status, and
 * leaves the handles usable; none is met by the same text when it is not set. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include <zhibiao.h>

static const char TEXT[] = "截至11月末，全市新建社区食堂86个，完成年计划的107.5%。发放补贴1.2亿元。改造老旧小区30个。\n"
                           "惠及居民1.6万户，同比增长6.4%。\n";
enum { RECORDS = 5 }; /* of TEXT */

typedef struct handles {
    zhibiao_rules *rules;
    zhibiao_parser *parser;
    zhibiao_result *result;
    zhibiao_error error;
    zhibiao_options options;
} handles;

static void open_with(handles *h, zhibiao_limits limits) {
    memset(h, 0, sizeof *h);
    limits.size = sizeof limits;
    h->options.size = sizeof h->options;
    assert_int_equal(zhibiao_rules_new_limited(NULL, &limits, &h->rules, &h->error), ZHIBIAO_OK);
}

static zhibiao_status read_text(handles *h, const char *text) {
    if (!h->parser)
        assert_int_equal(zhibiao_parser_new(h->rules, &h->parser, NULL), ZHIBIAO_OK);
    zhibiao_result_free(h->result);
    return zhibiao_parse(h->parser, text, strlen(text), &h->options, &h->result, &h->error);
}

static void release(handles *h) {
    zhibiao_result_free(h->result);
    zhibiao_parser_free(h->parser);
    zhibiao_rules_free(h->rules);
}

static zhibiao_status add(handles *h, const char *rules) {
    return zhibiao_rules_add(h->rules, "mine", rules, strlen(rules), &h->error);
}

/* ---- texts ------------------------------------------------------------------------------------------------ */

static void nothing_set_is_no_limit(void **state) {
    handles h;
    (void)state;
    open_with(&h, (zhibiao_limits){0});
    assert_int_equal(read_text(&h, TEXT), ZHIBIAO_OK);
    assert_int_equal(zhibiao_result_count(h.result), RECORDS);
    assert_int_equal(zhibiao_result_document(h.result)->warnings, 0);
    release(&h);
}

static void bytes_of_a_text(void **state) {
    handles h;
    (void)state;
    open_with(&h, (zhibiao_limits){.document_bytes = sizeof TEXT - 1});
    assert_int_equal(read_text(&h, TEXT), ZHIBIAO_OK);
    release(&h);
    open_with(&h, (zhibiao_limits){.document_bytes = sizeof TEXT - 2});
    assert_int_equal(read_text(&h, TEXT), ZHIBIAO_ERROR_LIMIT);
    assert_null(h.result);
    assert_int_equal(read_text(&h, "新建食堂86个。"), ZHIBIAO_OK);
    release(&h);
}

/* The first ones are kept, whole sentences of them. */
static void records_of_a_text(void **state) {
    handles h;
    (void)state;
    for (uint32_t most = 1; most <= 10; most++) {
        open_with(&h, (zhibiao_limits){.records = most});
        assert_int_equal(read_text(&h, TEXT), ZHIBIAO_OK);
        size_t count = zhibiao_result_count(h.result);
        uint32_t warned = zhibiao_result_document(h.result)->warnings & ZHIBIAO_WARN_RECORDS;
        assert_true(count <= most);
        assert_true(count == RECORDS || warned);
        assert_true(most < 10 || !warned);
        if (count > 0)
            assert_string_equal(zhibiao_string_get(h.result, zhibiao_result_records(h.result)->indicator), "新建社区食堂");
        release(&h);
    }
}

/* From a hundred bytes to more than enough: a status that says it, or all records. */
static void memory_of_a_text(void **state) {
    int met = 0, enough = 0;
    handles h;
    (void)state;
    for (uint64_t bytes = 100; bytes < 10000000; bytes += bytes / 3) {
        open_with(&h, (zhibiao_limits){.memory = bytes});
        zhibiao_status status = read_text(&h, TEXT);
        if (status == ZHIBIAO_OK)
            assert_int_equal(zhibiao_result_count(h.result), RECORDS);
        else
            assert_int_equal(status, ZHIBIAO_ERROR_LIMIT);
        *(status == ZHIBIAO_OK ? &enough : &met) += 1;
        zhibiao_parser_free(h.parser); /* the result outlives its parser and the budget in it */
        h.parser = NULL;
        release(&h);
    }
    assert_true(met > 5 && enough > 5);
}

/* ---- rule files ------------------------------------------------------------------------------------------- */

static void rules_of_a_file(void **state) {
    static const char two[] = "rule skip.a\nmatch QTY QTY QTY\nrule skip.b\nmatch QTY QTY PCT\n";
    handles h;
    (void)state;
    open_with(&h, (zhibiao_limits){.rules = 2});
    assert_int_equal(add(&h, two), ZHIBIAO_OK);
    assert_int_equal(add(&h, "\nrule skip.c\nmatch QTY\n"), ZHIBIAO_ERROR_LIMIT);
    assert_int_equal(h.error.line, 2);
    assert_string_equal(h.error.file, "mine");
    assert_int_equal(read_text(&h, TEXT), ZHIBIAO_OK); /* as they were */
    release(&h);
}

static void bytes_of_a_pattern(void **state) {
    handles h;
    (void)state;
    open_with(&h, (zhibiao_limits){.pattern_bytes = 20});
    assert_int_equal(add(&h, "rule skip.a\nmatch QTY QTY\n"), ZHIBIAO_OK);
    assert_int_equal(add(&h, "rule skip.b\nmatch QTY QTY QTY QTY QTY QTY\n"), ZHIBIAO_ERROR_LIMIT);
    assert_int_equal(h.error.line, 2);
    assert_int_equal(add(&h, "define TEN = QTY QTY QTY QTY QTY QTY\n"), ZHIBIAO_ERROR_LIMIT);
    release(&h);
}

static void bytes_of_rule_files(void **state) {
    static const char words[] = "words VERB\n新添置\n";
    handles h;
    (void)state;
    open_with(&h, (zhibiao_limits){.rule_bytes = 2 * (sizeof words - 1)});
    assert_int_equal(add(&h, words), ZHIBIAO_OK);
    assert_int_equal(add(&h, words), ZHIBIAO_OK);
    assert_int_equal(add(&h, "#"), ZHIBIAO_ERROR_LIMIT);
    assert_int_equal(zhibiao_rules_add_file(h.rules, "/dev/zero", &h.error), ZHIBIAO_ERROR_LIMIT);
    assert_string_equal(h.error.file, "/dev/zero");
    assert_int_equal(zhibiao_rules_add_file(h.rules, ZB_SOURCE_DIR "/lib/data/words.txt", &h.error), ZHIBIAO_ERROR_LIMIT);
    release(&h);
}

/* A rule that tries all ways to cut a sentence is stopped, with JIT and without, and named. */
static void steps_of_a_rule(void **state) {
    static const char greedy[] = "define ANY = [^STOP]\n"
                                 "rule level.greedy\nmatch (?: ANY+ ANY+ ANY+ )+ (?: ANY+ ANY* )+ (?<value> QTY ) ORDINAL ORDINAL\n";
    handles h;
    (void)state;
    for (uint32_t flags = 0; flags <= ZHIBIAO_NO_JIT; flags++) {
        char text[4000] = "";
        open_with(&h, (zhibiao_limits){.match_steps = 1000, .flags = flags});
        assert_int_equal(add(&h, greedy), ZHIBIAO_OK);
        for (int i = 0; i < 60; i++)
            strcat(text, "推进项目建设和改造");
        strcat(text, "12所，第3次"); /* it needs an ordinal: without one in sight it would not be tried */
        assert_int_equal(read_text(&h, text), ZHIBIAO_ERROR_LIMIT);
        assert_non_null(strstr(h.error.message, "match limit"));
        assert_int_equal(read_text(&h, "新建食堂86个。"), ZHIBIAO_OK);
        release(&h);
    }
}

/* ---- JIT, cancelling, arguments --------------------------------------------------------------------------- */

static int note(const char *bytes, size_t size, void *context) {
    strncat(context, bytes, size);
    return 0;
}

static void without_jit_records_are_the_same(void **state) {
    static char texts[2][8000];
    handles h;
    (void)state;
    for (uint32_t flags = 0; flags <= ZHIBIAO_NO_JIT; flags++) {
        texts[flags][0] = '\0';
        open_with(&h, (zhibiao_limits){.flags = flags});
        assert_int_equal(read_text(&h, TEXT), ZHIBIAO_OK);
        assert_int_equal(zhibiao_write_records(h.result, ZHIBIAO_JSONL, 0, note, texts[flags]), ZHIBIAO_OK);
        release(&h);
    }
    assert_string_equal(texts[0], texts[1]);
}

typedef struct patience {
    int asked, most;
} patience;

static int ask(void *context) {
    patience *p = context;
    return p->asked++ >= p->most;
}

/* Ended at each place where the caller is asked, and once not. */
static void reading_can_be_cancelled(void **state) {
    patience p = {0, 0};
    handles h;
    (void)state;
    open_with(&h, (zhibiao_limits){0});
    h.options.cancel = ask;
    h.options.cancel_context = &p;
    for (p.most = 0; read_text(&h, TEXT) != ZHIBIAO_OK; p.most++) {
        assert_int_equal(h.error.status, ZHIBIAO_ERROR_CANCELLED);
        assert_null(h.result);
        assert_int_equal(p.asked, p.most + 1);
        p.asked = 0;
    }
    assert_true(p.most >= 6); /* two paragraphs, four sentences */
    assert_int_equal(zhibiao_result_count(h.result), RECORDS);
    release(&h);
}

static void arguments(void **state) {
    zhibiao_rules *rules;
    zhibiao_limits limits = {.size = sizeof limits.size - 1};
    (void)state;
    assert_int_equal(zhibiao_rules_new_limited(NULL, &limits, &rules, NULL), ZHIBIAO_ERROR_ARGUMENT);
    assert_null(rules);
    limits.size = offsetof(zhibiao_limits, memory); /* of an older header */
    assert_int_equal(zhibiao_rules_new_limited(NULL, &limits, &rules, NULL), ZHIBIAO_OK);
    zhibiao_rules_free(rules);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_set_is_no_limit), cmocka_unit_test(bytes_of_a_text),
        cmocka_unit_test(records_of_a_text),       cmocka_unit_test(memory_of_a_text),
        cmocka_unit_test(rules_of_a_file),         cmocka_unit_test(bytes_of_a_pattern),
        cmocka_unit_test(bytes_of_rule_files),     cmocka_unit_test(steps_of_a_rule),
        cmocka_unit_test(without_jit_records_are_the_same), cmocka_unit_test(reading_can_be_cancelled),
        cmocka_unit_test(arguments),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
