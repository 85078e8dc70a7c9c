/* Datelines: where they end, which day they name, and what several of them leave of it. */
#include "tokens.h"

#include "meaning.h"

static zb_vocabulary vocabulary;

static int start(void **state) {
    (void)state;
    load_vocabulary(&vocabulary);
    return 0;
}

static int stop(void **state) {
    (void)state;
    zb_vocabulary_clear(&vocabulary);
    return 0;
}

static zb_dateline read(const char *text, uint32_t index) {
    zb_block block = {.end = (uint32_t)strlen(text), .kind = ZB_PARAGRAPH};
    return zb_dateline_read(&vocabulary.times, zb_slice_of(text), &block, index);
}

/* `dateline` is what of the text it takes; the day as yyyy-mm-dd, empty for none. */
static void expect(const char *text, const char *dateline, const char *day) {
    zb_dateline found = read(text, 9);
    char said[64] = "";
    if (found.date.month != 0)
        snprintf(said, sizeof said, "%d-%d-%d", found.date.year, found.date.month, found.date.day);
    if (found.end != strlen(dateline) || strcmp(said, day) != 0)
        print_error("%s: %.*s\n", text, (int)found.end, text);
    assert_int_equal(found.end, strlen(dateline));
    assert_memory_equal(text, dateline, found.end);
    assert_string_equal(said, day);
}

static void datelines_name_a_day(void **state) {
    (void)state;
    expect("本报6月16日讯（记者李某）今年以来，", "本报6月16日讯（记者李某）", "0-6-16");
    expect("新华社北京3月5日电 （记者王某、赵某）全国", "新华社北京3月5日电 （记者王某、赵某）", "0-3-5");
    expect("新华社北京2026年3月5日电 全国", "新华社北京2026年3月5日电 ", "2026-3-5");
    expect("据新华社3月5日电：全国", "据新华社3月5日电", "0-3-5");
    expect("本报讯 2026年1月27日", "本报讯 2026年1月27日", "2026-1-27");
    expect("新华社北京2026年3月5日电全国", "新华社北京2026年3月5日电", "2026-3-5"); /* the layout drops the blank */
    expect("江城晚报10月9日消息全市", "江城晚报10月9日消息", "0-10-9");
    expect("江城晚报10月9日消息 全市", "江城晚报10月9日消息 ", "0-10-9");
    expect("６月１６日讯", "６月１６日讯", "0-6-16");
}

static void datelines_may_have_no_day(void **state) {
    (void)state;
    expect("本报讯（记者李某 通讯员王某）昨天，全市", "本报讯（记者李某 通讯员王某）", "");
    expect("本报讯 （记者李某）全市", "本报讯 （记者李某）", "");
    expect("本报讯全市", "本报讯", "");
    expect("本报讯 1月27日，记者获悉", "本报讯 ", ""); /* the day is the sentence's */
}

static void other_words_are_none(void **state) {
    (void)state;
    expect("6月16日电力负荷创新高", "", "");
    expect("6月16日，全市新建学校3所", "", "");
    expect("截至6月16日电视用户达到3万户", "", "");
    expect("2026年6月16日讯问终结", "", "");
    expect("全市会议指出，6月16日讯", "", "");
    expect("本报读者3万人", "", "");
    expect("本报电子版6月16日上线", "", "");
    expect("江城晚报10月9日电视播出", "", "");
    expect("今年讯（记者李某）", "", "");
    expect("", "", "");
    expect("本报", "", "");
    expect("本报讯（没有说完的括号", "本报讯", "");
}

static void lines_below_the_title(void **state) {
    (void)state;
    assert_int_equal(read("2026年1月27日", 1).date.day, 27);
    assert_int_equal(read("发布时间：2026-03-18 09:12", 2).date.day, 18);
    assert_int_equal(read("来源：江城日报 2026年3月18日", 1).date.month, 3);
    assert_int_equal(read("某市工作报告（2026年1月27日在某市人民代表大会上）", 0).date.day, 27);
    assert_int_equal(read("2025年某市工作报告——2026年1月27日", 0).date.year, 2026);
    assert_int_equal(read("2026年1月27日", 1).end, 0);     /* it dates and takes nothing */
    assert_int_equal(read("2026年1月27日", 7).date.day, 0); /* far down it is of something else */
    assert_int_equal(read("2026年1月27日，全市召开会议。", 1).date.day, 0);
    assert_int_equal(read("到2026年12月31日", 1).date.day, 0);
}

/* ---- several ----------------------------------------------------------------------------------------------- */

static zhibiao_date date_of(const char *const *texts, size_t count, int16_t year) {
    zb_datelines all = {.disagree = false};
    for (size_t i = 0; i < count; i++)
        zb_datelines_add(&all, read(texts[i], (uint32_t)i));
    return zb_datelines_date(&all, year);
}

#define DATE(year, ...) date_of((const char *const[]){__VA_ARGS__}, sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *), year)

static void assert_day(zhibiao_date date, int year, int month, int day) {
    assert_int_equal(date.year, year);
    assert_int_equal(date.month, month);
    assert_int_equal(date.day, day);
}

static void the_year_must_be_sure(void **state) {
    (void)state;
    assert_day(DATE(2026, "本报6月16日讯 全市"), 2026, 6, 16);
    assert_day(DATE(0, "本报6月16日讯 全市"), 0, 0, 0);
    assert_day(DATE(2025, "本报1月8日讯 2025年，全市"), 0, 0, 0);     /* most likely 2026 */
    assert_day(DATE(2026, "本报12月28日讯 2026年，全市"), 0, 0, 0);   /* or 2025 */
    assert_day(DATE(0, "本报2026年1月8日讯 全市"), 2026, 1, 8);
    assert_day(DATE(0, "2026-01-09 来源：江城日报", "本报1月8日讯 全市"), 2026, 1, 8);
    assert_day(DATE(0, "2026-01-01 来源：江城日报", "本报12月31日讯 全市"), 0, 0, 0);
}

static void articles_must_agree(void **state) {
    (void)state;
    assert_day(DATE(2026, "本报6月16日讯 全市", "本报6月16日讯 全县"), 2026, 6, 16);
    assert_day(DATE(2026, "本报6月16日讯 全市", "本报讯（记者李某）全县"), 2026, 6, 16);
    assert_day(DATE(2026, "本报6月16日讯 全市", "本报6月15日讯 全县"), 0, 0, 0);
    assert_day(DATE(0, "本报2026年6月16日讯 全市", "本报6月16日讯 全县"), 2026, 6, 16);
    assert_day(DATE(0, "本报6月16日讯 全市", "本报2026年6月16日讯 全县"), 2026, 6, 16);
    assert_day(DATE(0, "本报2026年6月16日讯 全市", "本报2025年6月16日讯 全县"), 0, 0, 0);
    assert_day(DATE(0, "全市新建学校"), 0, 0, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(datelines_name_a_day), cmocka_unit_test(datelines_may_have_no_day), cmocka_unit_test(other_words_are_none),
        cmocka_unit_test(lines_below_the_title), cmocka_unit_test(the_year_must_be_sure), cmocka_unit_test(articles_must_agree),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
