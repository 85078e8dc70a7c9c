/* Tables through the whole library: what heads are taken for, which figures share a record, and what is left when memory is not
 * there. fixtures/spec/sheets.md has the cases; here are those that are hard to see from records. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "meaning.h"

#include "counter.h"

static struct zhibiao_rules *language;
static zhibiao_parser *parser;

static int start(void **state) {
    (void)state;
    assert_int_equal(zb_rules_new(&zb_default_memory, true, &language, NULL), ZHIBIAO_OK);
    assert_int_equal(zb_parser_new(language, &parser, NULL), ZHIBIAO_OK);
    return 0;
}

static int stop(void **state) {
    (void)state;
    zb_parser_free(parser);
    zb_rules_free(language);
    return 0;
}

static size_t add_figure(char *out, size_t room, const zhibiao_result *result, char role, const zhibiao_quantity *q) {
    zb_slice value = zb_result_get(result, q->value), unit = zb_result_get(result, q->unit);
    if (!q->present)
        return 0;
    return (size_t)snprintf(out, room, " %c%.*s%.*s", role, (int)value.size, value.data, (int)unit.size, unit.data);
}

/* 水窖 t10口 a12口; … : indicators, then targets, actuals, completions and gaps, a mark for growth. */
static void expect(const char *text, const char *expected) {
    zhibiao_result *result = NULL;
    zhibiao_options options = {.size = sizeof options, .date = {2026, 2, 1}};
    char out[2048] = "";
    size_t size = 0;
    assert_int_equal(zb_engine_parse(parser, text, strlen(text), &options, &result, NULL), ZHIBIAO_OK);
    for (size_t i = 0; i < result->records.count; i++) {
        const zhibiao_record *record = zb_array_at(&result->records, i);
        zb_slice words = zb_result_get(result, record->indicator);
        size += (size_t)snprintf(out + size, sizeof out - size, "%s%.*s%s", i ? "; " : "", (int)words.size, words.data,
                                 record->measure == ZHIBIAO_GROWTH ? "+" : record->measure == ZHIBIAO_INCREMENT ? "±" : "");
        size += add_figure(out + size, sizeof out - size, result, 't', &record->target);
        size += add_figure(out + size, sizeof out - size, result, 'a', &record->actual);
        size += add_figure(out + size, sizeof out - size, result, 'c', &record->completion);
        size += add_figure(out + size, sizeof out - size, result, 'g', &record->gap);
        assert_true(size < sizeof out);
    }
    if (strcmp(out, expected) != 0)
        print_error("%s\n", text);
    assert_string_equal(out, expected);
    zb_result_free(result);
}

static void heads_name_columns(void **state) {
    (void)state;
    expect("事项\t目标任务\t进展情况\n水窖\t10口\t12口\n", "水窖 t10口 a12口");
    expect("工作内容\t预期值\t实际值\n水窖\t10口\t12口\n", "水窖 t10口 a12口");
    expect("指标\t完成目标（%）\n水窖\t120\n堤坝\t95\n", "水窖 c120%; 堤坝 c95%");
    expect("指标\t完成时间\t目标得分\n水窖\t2025\t10\n堤坝\t2025\t9\n", "");
    expect("指标\t责任单位（完成）\n水窖\t12\n堤坝\t13\n", "");
    expect("标题\t正文\n水窖\t12\n", "水窖 a12"); /* no head: a name and a figure */
    expect("水窖\t10\t12\n堤坝\t3\t4\n", "");       /* and a longer row says nothing */
}

static void units_come_from_the_nearest(void **state) {
    (void)state;
    expect("单位：万元\n\n项目\t单位\t计划（亿元）\t完成\n水窖（口）\t元\t3\t2\n", "水窖 t300000000元 a2元");
    expect("单位：万元\n\n项目\t计划\t完成\n水窖（口）\t3\t2\n堤坝\t3\t2\n", "水窖 t3口 a2口; 堤坝 t30000元 a20000元");
    expect("项目\t计划\t完成\n水窖\t3000口\t3200\n", "水窖 t3000口 a3200口");
    expect("项目\t计划\t完成\n水窖\t1.2万口\t1.3\n", "水窖 t12000口"); /* 1.3 of what? */
    expect("指标\t单位\t目标\t完成\n专利\t件/万人\t12\t13\n", "专利 t12件/万人 a13件/万人");
    expect("指标\t单位\t完成\n专利\t市科技局\t13\n", "专利 a13"); /* an office is no unit */
}

static void growth_has_its_sign(void **state) {
    (void)state;
    expect("指标\t单位\t完成\t同比增减\n失业率\t%\t5.2\t-0.3\n产量\t吨\t12\t-3\n产值\t元\t12\t3%\n",
           "失业率 a5.2%; 失业率± a-0.3个百分点; 产量 a12吨; 产值 a12元; 产值+ a3%");
    expect("指标\t目标\n能耗降低（%）\t3.2\n产值增长（%）\t5\n", "能耗+ t-3.2%; 产值+ t5%");
}

static void lines_before_the_table_belong_to_it(void **state) {
    (void)state;
    expect("指标\t目标\t完成\n一、农业\n水窖（口）\t3\t2\n二、水利\n堤坝（座）\t3\t2\n", "水窖 t3口 a2口; 堤坝 t3座 a2座");
}

static void wide_tables_are_cut(void **state) {
    (void)state;
    char text[4096];
    size_t size = 0;
    for (int row = 0; row < 3; row++) {
        size += (size_t)snprintf(text + size, sizeof text - size, "%s", row == 0 ? "指标" : row == 1 ? "水窖" : "堤坝");
        for (int k = 0; k < 40; k++)
            size += (size_t)snprintf(text + size, sizeof text - size, "\t%s", row == 0 ? k == 0 ? "目标" : "备注" : "3口");
        size += (size_t)snprintf(text + size, sizeof text - size, "\n");
    }
    expect(text, "水窖 t3口; 堤坝 t3口");
}

static void memory_may_be_gone(void **state) {
    (void)state;
    static const char text[] = "单位：万元\n\n类别\t项目\t2024年\t\t2025年\n\t\t计划\t完成\t计划\t完成投资\n民生\t水窖\t3\t2\t4\t5\n"
                               "\t堤坝\t新建堤坝3座\t已建成3座\t6\t—\n";
    for (size_t n = 1;; n++) {
        counter c = {0};
        zb_memory memory = {counted_get, counted_put, &c};
        struct zhibiao_rules *rules = NULL;
        zhibiao_parser *own = NULL;
        zhibiao_result *result = NULL;
        assert_int_equal(zb_rules_new(&memory, false, &rules, NULL), ZHIBIAO_OK);
        static const char words[] = "words VERB\n新建\nwords PLAN\n计划\nwords COMPLETES\n完成\nunits count\n座\nunits money\n元 = 1\n"
                                    "rule level.behind\nmatch (?<indicator> [VERB TEXT]*? ) (?<value> QTY )\n";
        assert_int_equal(zb_rules_load(rules, "own", words, sizeof words - 1, NULL), ZHIBIAO_OK);
        assert_int_equal(zb_parser_new(rules, &own, NULL), ZHIBIAO_OK);
        c.fail_at = c.calls + n;
        zhibiao_status status = zb_engine_parse(own, text, sizeof text - 1, NULL, &result, NULL);
        assert_true(status == ZHIBIAO_OK ? result != NULL : status == ZHIBIAO_ERROR_MEMORY && result == NULL);
        bool whole = status == ZHIBIAO_OK && c.calls < c.fail_at;
        zb_result_free(result);
        zb_parser_free(own);
        zb_rules_free(rules);
        assert_int_equal(c.live, 0);
        if (whole)
            break;
        assert_true(n < 1000);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(heads_name_columns),  cmocka_unit_test(units_come_from_the_nearest),
        cmocka_unit_test(growth_has_its_sign), cmocka_unit_test(lines_before_the_table_belong_to_it),
        cmocka_unit_test(wide_tables_are_cut), cmocka_unit_test(memory_may_be_gone),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
