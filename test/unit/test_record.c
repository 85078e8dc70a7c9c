/* Claims to records: what is joined, derived and checked, and where a record says it stands. */
#include "floors.h"

static struct zhibiao_rules *language;
static zhibiao_parser *parser;

static int start(void **state) {
    (void)state;
    language = small_language(NULL);
    return zb_parser_new(language, &parser, NULL);
}

static int stop(void **state) {
    (void)state;
    zb_parser_free(parser);
    zb_rules_free(language);
    return 0;
}

static zhibiao_result *parse(const char *text, const zhibiao_options *given) {
    zhibiao_options options = {.size = sizeof options, .date = {2025, 12, 1}};
    zhibiao_result *result = NULL;
    assert_int_equal(zb_engine_parse(parser, text, strlen(text), given ? given : &options, &result, NULL), ZHIBIAO_OK);
    return result;
}

static const char *get(const zhibiao_result *result, zhibiao_string string) {
    const char *text = zhibiao_string_get(result, string);
    assert_int_equal(strlen(text), string.size);
    return text;
}

static void print_quantity(line *out, const zhibiao_result *result, const char *role, const zhibiao_quantity *quantity) {
    if (!quantity->present)
        return;
    print(out, " | %s %s%s%s", role, get(result, quantity->value), quantity->upper.size ? ".." : "", get(result, quantity->upper));
    print(out, "%s", get(result, quantity->unit));
    if (quantity->derived.size)
        print(out, " (%s %s %s..%s)", get(result, quantity->derived), zhibiao_comparison_name(quantity->comparison),
              get(result, quantity->low), get(result, quantity->high));
}

static void print_record(line *out, const zhibiao_result *result, const zhibiao_record *record) {
    print(out, "%s", get(result, record->indicator));
    if (strcmp(get(result, record->indicator), get(result, record->indicator_full)) != 0)
        print(out, "=%s", get(result, record->indicator_full));
    print_quantity(out, result, "target", &record->target);
    print_quantity(out, result, "actual", &record->actual);
    print_quantity(out, result, "baseline", &record->baseline);
    print_quantity(out, result, "completion", &record->completion);
    print_quantity(out, result, "gap", &record->gap);
    if (record->check)
        print(out, " | %s %s", record->check == ZHIBIAO_CONSISTENT ? "consistent" : "inconsistent",
              get(result, record->check_computed));
}

static void expect(const char *text, const char *expected) {
    zhibiao_result *result = parse(text, NULL);
    line out = {.size = 0};
    for (size_t i = 0; i < zhibiao_result_count(result); i++) {
        const zhibiao_record *record = zhibiao_result_records(result) + i;
        assert_int_equal(record->id, i + 1);
        print(&out, "%s", i ? "; " : "");
        print_record(&out, result, record);
    }
    if (strcmp(out.text, expected) != 0)
        print_error("%s\n", text);
    assert_string_equal(out.text, expected);
    zhibiao_result_free(result);
}

/* 24640 ± 5 over 107.13% ± 0.005% lies in 22994..23006. */
static void targets_follow_from_completions(void **state) {
    (void)state;
    expect("已新增就业2.464万人，完成年计划的107.13%。",
           "新增就业 | target 23000人 (completion about 22994..23006) | actual 24640人 | completion 107.13% | consistent 107.13");
    expect("已新建小学45所，完成年计划的90%。",
           "新建小学 | target 50所 (completion about 49..51) | actual 45所 | completion 90% | consistent 90");
    expect("已新建小学0所，完成年计划的0%。", "新建小学 | actual 0所 | completion 0%"); /* nothing to divide by */
    expect("已新建小学5所，完成年计划的0.1%。", /* the fewest digits, wherever it lies */
           "新建小学 | target 10000所 (completion about 3000..11000) | actual 5所 | completion 0.1% | consistent 0.1");
}

static void targets_follow_from_gaps(void **state) {
    (void)state;
    expect("已新增就业240人，超目标15人。", "新增就业 | target 225人 (gap eq 224..226) | actual 240人 | gap 15人");
    expect("已新增就业240人，低于目标15人。", "新增就业 | target 255人 (gap eq 254..256) | actual 240人 | gap -15人");
}

static void what_is_stated_is_checked(void **state) {
    (void)state;
    expect("力争新建小学50所，已新建小学45所，完成年计划的90%。",
           "新建小学 | target 50所 | actual 45所 | completion 90% | consistent 90");
    expect("力争新建小学50所，已新建小学45所，完成年计划的95%。",
           "新建小学 | target 50所 | actual 45所 | completion 95% | inconsistent 90");
    expect("力争新建小学50所，已新建小学56所，超目标6所。", "新建小学 | target 50所 | actual 56所 | gap 6所 | consistent 6");
    expect("力争新建小学50所，已新建小学56所，超目标9所。", "新建小学 | target 50所 | actual 56所 | gap 9所 | inconsistent 6");
}

static void a_target_and_its_actual_are_one(void **state) {
    (void)state;
    expect("力争新建小学50所。已新建小学45所。", "新建小学 | target 50所 | actual 45所");
    expect("已新建小学45所。力争新建小学50所。", "新建小学 | actual 45所; 新建小学 | target 50所"); /* the target comes first */
    expect("力争新建小学50所。已新建中学45所。", "新建小学 | target 50所; 新建中学 | actual 45所");
    expect("力争新建小学50所。已新建小学45座。", "新建小学 | target 50所; 新建小学 | actual 45座");   /* another unit */
    expect("2024年力争新建小学50所。2025年已新建小学45所。", "新建小学 | target 50所; 新建小学 | actual 45所"); /* another year */
    expect("2025年力争新建小学50所。2025年已新建小学45所。", "新建小学 | target 50所 | actual 45所");
    expect("今年力争新建小学50所。2025年已新建小学45所。", "新建小学 | target 50所; 新建小学 | actual 45所"); /* 今年 is another */
    expect("力争新建小学50所。已新建小学45所。已新建小学44所。", "新建小学 | target 50所 | actual 45所; 新建小学 | actual 44所");
}

static void baselines_join_what_became_of_them(void **state) {
    (void)state;
    expect("补贴已由450元提高到580元。", "补贴 | actual 580元 | baseline 450元");
}

static void a_figure_of_nothing_is_no_record(void **state) {
    (void)state;
    expect("完成年计划的90%。", "");
    expect("3所。", "");
    expect("", "");
}

/* A page without a stop before a number is no name; a name of some hundred characters still is. */
static void names_have_an_end(void **state) {
    (void)state;
    static char text[40000];
    for (int words = 100; words <= 4000; words += 3900) {
        strcpy(text, "已");
        for (int i = 0; i < words; i++)
            strcat(text, "校舍");
        strcat(text, "3所。");
        zhibiao_result *result = parse(text, NULL);
        assert_int_equal(zhibiao_result_count(result), words == 100);
        zhibiao_result_free(result);
    }
}

/* However many figures a sentence has, it stands in the result once. */
static void one_sentence_is_kept_once(void **state) {
    (void)state;
    static char text[60000];
    strcpy(text, "一、新建\n已");
    for (int i = 0; i < 1000; i++)
        strcat(text, "新建小学3所、");
    zhibiao_result *result = parse(text, NULL);
    size_t size = 0;
    zhibiao_result_text(result, &size);
    const zhibiao_record *records = zhibiao_result_records(result);
    assert_int_equal(zhibiao_result_count(result), 1000);
    assert_int_equal(records[0].sentence_text.offset, records[999].sentence_text.offset);
    assert_int_equal(records[0].section.offset, records[999].section.offset);
    assert_string_equal(get(result, records[999].section), "新建");
    assert_true(size < 20 * strlen(text));
    zhibiao_result_free(result);
}

static void expect_time(const char *text, const char *words, const char *days) {
    zhibiao_result *result = parse(text, NULL);
    assert_int_equal(zhibiao_result_count(result), 1);
    const zhibiao_record *record = zhibiao_result_records(result);
    char got[64];
    snprintf(got, sizeof got, "%d-%d-%d %d-%d-%d", record->time_from.year, record->time_from.month, record->time_from.day,
             record->time_to.year, record->time_to.month, record->time_to.day);
    assert_string_equal(get(result, record->time_text), words);
    assert_string_equal(got, days);
    zhibiao_result_free(result);
}

static void times_get_the_documents_year(void **state) {
    (void)state;
    expect_time("2023年已新建小学3所。", "2023年", "2023-1-1 2023-12-31");
    expect_time("今年已新建小学3所。", "今年", "2025-1-1 2025-12-31");
    expect_time("去年已新建小学3所。", "去年", "2024-1-1 2024-12-31");
    expect_time("明年力争新建小学3所。", "明年", "2026-1-1 2026-12-31");
    expect_time("截至11月末，已新建小学3所。", "截至11月末", "2025-1-1 2025-11-30");
    expect_time("目前已新建小学3所。", "目前", "0-0-0 0-0-0");
    expect_time("已新建小学3所。", "", "0-0-0 0-0-0");
}

static void expect_region(const char *text, const char *region, const char *words, const char *name, const char *code) {
    zhibiao_options options = {.size = sizeof options, .region = region};
    zhibiao_result *result = parse(text, &options);
    assert_int_equal(zhibiao_result_count(result), 1);
    const zhibiao_record *record = zhibiao_result_records(result);
    assert_string_equal(get(result, record->region_text), words);
    assert_string_equal(get(result, record->region_name), name);
    assert_string_equal(get(result, record->region_code), code);
    zhibiao_result_free(result);
}

static void scopes_mean_the_callers_place_or_the_texts(void **state) {
    (void)state;
    expect_region("长春市已新建小学3所。", NULL, "长春市", "长春市", "220100");
    expect_region("全省已新建小学3所。", NULL, "全省", "", "");
    expect_region("全省已新建小学3所。", "吉林省", "全省", "吉林省", "220000");
    expect_region("全市已新建小学3所。", "吉林省", "全市", "", ""); /* a province is no city */
    expect_region("吉林省教育会议召开。全省已新建小学3所。", NULL, "全省", "吉林省", "220000");
    expect_region("全省已新建小学3所。", "火星", "全省", "", "");
    expect_region("全省已新建小学3所。", "", "全省", "", "");
}

/* Spans are those of the input as given: here with a mark, spaces and line ends of two bytes. */
static void spans_lead_back_to_the_input(void **state) {
    (void)state;
    static const char text[] = "一、新建\r\n全市已新建 小学 3 6 所，完成年计划的90%。\r\n";
    zhibiao_result *result = parse(text, NULL);
    assert_int_equal(zhibiao_result_count(result), 1);
    const zhibiao_record *record = zhibiao_result_records(result);
    zhibiao_span span = record->actual.span;
    assert_memory_equal(text + span.byte_start, "3 6 所", (size_t)(span.byte_end - span.byte_start));
    assert_int_equal(span.byte_end - span.byte_start, strlen("3 6 所"));
    assert_int_equal(span.start, 5 + 9); /* 一、新建⏎ 全市已新建_小学_ */
    assert_int_equal(span.end, span.start + 5);
    assert_string_equal(get(result, record->actual.text), "36所");
    assert_int_equal(record->sentence.start, 5);
    assert_string_equal(get(result, record->section), "新建");
    assert_int_equal(record->target.span.byte_end, 0); /* derived: nowhere */
    zhibiao_result_free(result);
}

static void items_have_their_number(void **state) {
    (void)state;
    zhibiao_result *result = parse("民生任务清单如下：\n1．力争新建小学3所。\n2．力争改造中学2所。\n3．力争发放补贴5元。\n", NULL);
    const zhibiao_record *records = zhibiao_result_records(result);
    assert_int_equal(zhibiao_result_count(result), 3);
    assert_string_equal(get(result, records[0].item), "1");
    assert_string_equal(get(result, records[2].item), "3");
    zhibiao_result_free(result);
}

/* The official name of each record, "-" for none. */
static void expect_names(const char *text, const char *expected) {
    zhibiao_result *result = parse(text, NULL);
    line out = {.size = 0};
    for (size_t i = 0; i < zhibiao_result_count(result); i++) {
        const char *name = get(result, zhibiao_result_records(result)[i].indicator_name);
        print(&out, "%s%s", i ? "; " : "", *name ? name : "-");
    }
    if (strcmp(out.text, expected) != 0)
        print_error("%s\n", text);
    assert_string_equal(out.text, expected);
    zhibiao_result_free(result);
}

static void known_indicators_have_a_name(void **state) {
    (void)state;
    expect_names("居民人数达到30万人。", "常住居民总数");
    expect_names("常住居民总数达到30万人。“居民”人数达到31万人。居民的人数达到32万人。", "常住居民总数; 常住居民总数; 常住居民总数");
    expect_names("居民人数同比增长5%。", "常住居民总数"); /* of a change the unit says nothing */
    expect_names("居民人数达到30万元。居民人数达到30户。居民人数达到30万。", "-; -; 常住居民总数");
    expect_names("夏季居民人数达到30万人。居民人数指标达到30万人。", "-; -");
    expect_names("居民人数由30万人提高到31万人。", "常住居民总数");
    expect_names("居民人数由30万户提高到31万人。", "-");
    expect_names("力争居民人数达到30万人，已达到27万人，完成年计划的90%。", "常住居民总数");
    expect_names("小学新增200所。", "-");
}

static void tokens_are_kept_when_asked_for(void **state) {
    (void)state;
    for (uint32_t flags = 0; flags < 4; flags++) {
        zhibiao_options options = {.size = sizeof options, .flags = flags};
        zhibiao_result *result = parse("2023年长春市新建小学3所，增长5%。", &options);
        line out = {.size = 0};
        for (size_t i = 0; i < zhibiao_result_token_count(result); i++) {
            const zhibiao_token *token = zhibiao_result_tokens(result) + i;
            print(&out, "%s%s", i ? " " : "", get(result, token->text));
            if (token->name.size)
                print(&out, "=%s", get(result, token->name));
            assert_int_equal(token->quantity.present, zb_letter_is_quantity(token->letter));
        }
        assert_string_equal(out.text, (flags & ZHIBIAO_TOKENS) == 0 ? ""
                                      : (flags & ZHIBIAO_TEXT) != 0
                                          ? "2023年 长春市=长春市 新建=VERB 小学 3所 ， 增长=GROW 5% 。"
                                          : "2023年 长春市=长春市 新建=VERB 3所 增长=GROW 5%");
        zhibiao_result_free(result);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(targets_follow_from_completions),    cmocka_unit_test(targets_follow_from_gaps),
        cmocka_unit_test(what_is_stated_is_checked),          cmocka_unit_test(a_target_and_its_actual_are_one),
        cmocka_unit_test(baselines_join_what_became_of_them), cmocka_unit_test(a_figure_of_nothing_is_no_record),
        cmocka_unit_test(names_have_an_end),                  cmocka_unit_test(one_sentence_is_kept_once),
        cmocka_unit_test(times_get_the_documents_year),       cmocka_unit_test(scopes_mean_the_callers_place_or_the_texts),
        cmocka_unit_test(spans_lead_back_to_the_input),       cmocka_unit_test(items_have_their_number),
        cmocka_unit_test(tokens_are_kept_when_asked_for),     cmocka_unit_test(known_indicators_have_a_name),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
