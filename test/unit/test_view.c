/* The text as it flows, with its marks: what stands where, and the way back from a record. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include <zhibiao.h>

static zhibiao_rules *rules;
static zhibiao_parser *parser;
static zhibiao_result *result;

static int start(void **state) {
    (void)state;
    return zhibiao_rules_new(NULL, &rules, NULL) || zhibiao_parser_new(rules, &parser, NULL);
}

static int stop(void **state) {
    (void)state;
    zhibiao_parser_free(parser);
    zhibiao_rules_free(rules);
    return 0;
}

static int forget(void **state) {
    (void)state;
    zhibiao_result_free(result);
    result = NULL;
    return 0;
}

static void read_with(const char *text, uint32_t flags) {
    zhibiao_options options = {.size = sizeof options, .flags = flags};
    assert_int_equal(zhibiao_parse(parser, text, strlen(text), &options, &result, NULL), ZHIBIAO_OK);
}

/* All marks as "kind[within]:record text|", in a few hundred bytes. */
static const char *marks_words(void) {
    static const char letters[] = "-ITABCGPRQ";
    static char words[2048];
    const zhibiao_mark *marks = zhibiao_result_marks(result);
    size_t used = 0;
    words[0] = '\0';
    for (size_t i = 0; i < zhibiao_result_mark_count(result); i++) {
        const zhibiao_block *block = &zhibiao_result_blocks(result)[marks[i].block];
        const char *text = zhibiao_string_get(result, block->text);
        used += (size_t)snprintf(words + used, sizeof words - used, "%c%s%u %.*s|", letters[marks[i].kind],
                                 marks[i].within ? "+" : ":", marks[i].record, (int)(marks[i].end - marks[i].start),
                                 text + marks[i].start);
        assert_true(used < sizeof words);
    }
    return words;
}

static void nothing_unless_asked_for(void **state) {
    (void)state;
    read_with("全市新建公厕12座。", 0);
    assert_int_equal(zhibiao_result_block_count(result), 0);
    assert_int_equal(zhibiao_result_mark_count(result), 0);
    assert_null(zhibiao_result_sites(result));
}

static void roles_are_marked(void **state) {
    (void)state;
    read_with("截至11月末，全市城镇新增就业3.21万人，完成年计划的107%。", ZHIBIAO_LAYOUT);
    assert_string_equal(marks_words(), "P:1 截至11月末|R:1 全市|I+1 城镇新增就业|A:1 3.21万人|C:1 107%|");
}

static void bounds_belong_to_the_mark(void **state) {
    (void)state;
    read_with("今年新建公厕不少于12座。", ZHIBIAO_LAYOUT);
    assert_string_equal(marks_words(), "P:1 今年|I+1 新建公厕|T:1 不少于12座|");
}

static void unused_figures_are_marked(void **state) {
    (void)state;
    read_with("他走了5分钟。", ZHIBIAO_LAYOUT);
    assert_string_equal(marks_words(), "Q:0 5分钟|");
}

/* A target of one sentence and the actual of another are one record: both figures lead to it. */
static void joined_targets(void **state) {
    (void)state;
    read_with("年初计划新建公厕12座。\n全年新建停车位300个。\n目前已新建公厕15座。", ZHIBIAO_LAYOUT);
    const zhibiao_record *records = zhibiao_result_records(result);
    const zhibiao_mark *marks = zhibiao_result_marks(result);
    assert_int_equal(zhibiao_result_count(result), 2);
    for (size_t i = 0; i < zhibiao_result_mark_count(result); i++) {
        assert_true(marks[i].record <= 2);
        if (marks[i].kind == ZHIBIAO_MARK_TARGET)
            assert_true(records[marks[i].record - 1].target.present);
    }
    assert_non_null(strstr(marks_words(), "T:2 12座|"));
    assert_non_null(strstr(marks_words(), "A:2 15座|"));
}

static void blocks_and_sites(void **state) {
    (void)state;
    read_with("一、民生实事\n\n1.全市新建公厕12座。\n\n指标\t目标\t完成\n新建水窖\t12口\t15口\n", ZHIBIAO_LAYOUT);
    const zhibiao_site *sites = zhibiao_result_sites(result);
    for (size_t i = 0; i < zhibiao_result_count(result); i++) {
        const zhibiao_block *block = &zhibiao_result_blocks(result)[sites[i].block];
        const zhibiao_record *record = &zhibiao_result_records(result)[i];
        const char *text = zhibiao_string_get(result, block->text);
        assert_true(sites[i].end <= block->text.size);
        assert_int_equal(sites[i].end - sites[i].start, record->sentence_text.size);
        assert_memory_equal(text + sites[i].start, zhibiao_string_get(result, record->sentence_text), record->sentence_text.size);
        assert_true(sites[i].mark > 0 && sites[i].mark <= zhibiao_result_mark_count(result));
        assert_int_equal(zhibiao_result_marks(result)[sites[i].mark - 1].record, i + 1);
    }
    assert_true(zhibiao_result_count(result) >= 2);
    assert_int_equal(zhibiao_result_blocks(result)[0].kind, ZHIBIAO_HEADING);
    assert_int_equal(zhibiao_result_blocks(result)[0].list_mark, strlen("一、"));
}

/* In order, apart, and inside their blocks, whatever the text. */
static void marks_are_in_order(void **state) {
    (void)state;
    read_with("为A和B两地5万户居民、35个乡镇新建改建公厕分别12座、8座，惠及居民3.5万人；其中农村6座，占50%，比上年提高3个百分点。"
              "由每人每月720元提高到750元。", ZHIBIAO_LAYOUT);
    const zhibiao_mark *marks = zhibiao_result_marks(result);
    for (size_t i = 0; i < zhibiao_result_mark_count(result); i++) {
        const zhibiao_block *block = &zhibiao_result_blocks(result)[marks[i].block];
        assert_true(marks[i].start < marks[i].end && marks[i].end <= block->text.size);
        assert_true(i >= block->first_mark && i < block->first_mark + block->mark_count);
        if (i > 0 && marks[i - 1].block == marks[i].block)
            assert_true(marks[i - 1].end <= marks[i].start);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(nothing_unless_asked_for, forget), cmocka_unit_test_teardown(roles_are_marked, forget),
        cmocka_unit_test_teardown(bounds_belong_to_the_mark, forget), cmocka_unit_test_teardown(unused_figures_are_marked, forget),
        cmocka_unit_test_teardown(joined_targets, forget), cmocka_unit_test_teardown(blocks_and_sites, forget),
        cmocka_unit_test_teardown(marks_are_in_order, forget),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
