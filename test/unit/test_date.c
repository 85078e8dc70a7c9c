/* Times by themselves: how far an expression reaches, and that failing leaves nothing behind. What the dates of each form
 * are stands in fixtures/tables/dates.tsv. */
#include "tokens.h"

static zb_lexicon times;

static int set_up(void **state) {
    (void)state;
    zb_lexicon_init(&times, &zb_default_memory);
    assert_true(zb_times_add(&times));
    return zb_lexicon_build(&times) ? 0 : 1;
}

static int tear_down(void **state) {
    (void)state;
    zb_lexicon_clear(&times);
    return 0;
}

static void expressions_end_where_they_should(void **state) {
    (void)state;
    static const char *const rows[][2] = {
        {"2023年3月24日上午，专家", "2023年3月24日上午"}, {"截至11月末全省", "截至11月末"}, {"2022年一季度末", "2022年一季度末"},
        {"今年前三季度规上", "今年前三季度"}, {"1—8月份规上", "1—8月份"}, {"2019—2021年度", "2019—2021年度"}, {"近3年建成", "近3年"},
        {"去年同期水平", "去年同期"}, {"“十四五”时期以来", "“十四五”时期以来"}, {"2023年初步核算", "2023年"}, {"3月24日至4月2日", "3月24日至4月2日"},
        {"自2016年实施以来累计", "自2016年实施以来"}, {"2000年底前完成", "2000年底前"}, {"今年上半年", "今年上半年"}, {"到2025年建成", "到2025年"},
        {"2月30日", "2月30日"}, {"13月", NULL}, {"0月", NULL}, {"3月", "3月"}, {"32日", NULL}, {"2023", NULL}, {"年", NULL}, {"", NULL},
        {"自治区", NULL}, {"到村", NULL}, {"截至", NULL}, {"近20公里", NULL}, {"前三名", NULL}, {"“三农”", NULL}, {"第3次", NULL}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        zb_slice flow = zb_slice_of(rows[i][0]);
        zb_period period;
        bool found = zb_period_read(&times, flow, 0, (uint32_t)flow.size, &period);
        if (found != (rows[i][1] != NULL))
            fail_msg("%s: %s", rows[i][0], found ? "found" : "not found");
        if (found && period.end != strlen(rows[i][1]))
            fail_msg("%s: %.*s", rows[i][0], (int)period.end, rows[i][0]);
    }
}

static void the_end_is_respected(void **state) {
    (void)state;
    static const char *const texts[] = {"截至2022年12月末前后", "2022年9月至2023年2月", "今天（9月17日）", "“十四五”时期", "自3月疫情发生以来", "党的十八大以来"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        zb_slice flow = zb_slice_of(texts[i]);
        zb_period period = {0};
        for (uint32_t end = 0; end <= flow.size; end++)
            if ((end == flow.size || ((unsigned char)flow.data[end] & 0xC0) != 0x80) && zb_period_read(&times, flow, 0, end, &period))
                assert_true(period.end <= end && period.end > 0);
    }
}

/* Months have 28 to 31 days, and no date goes backwards. */
static void dates_are_possible(void **state) {
    (void)state;
    static const int days[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    char text[64];
    for (int month = 1; month <= 12; month++) {
        zb_period period;
        snprintf(text, sizeof text, "2024年%d月", month);
        assert_true(zb_period_read(&times, zb_slice_of(text), 0, (uint32_t)strlen(text), &period));
        assert_int_equal(period.from.year, 2024);
        assert_int_equal(period.from.month, month);
        assert_int_equal(period.from.day, 1);
        assert_int_equal(period.to.month, month);
        assert_int_equal(period.to.day, days[month - 1]);
        assert_false(period.is_date);
    }
    zb_period period;
    zb_slice flow = ZB_SLICE("1900年2月");
    assert_true(zb_period_read(&times, flow, 0, (uint32_t)flow.size, &period));
    assert_int_equal(period.to.day, 28);
}

/* What an expression means in a document of 20 January 2026, of 2026, and of no known date. */
static void documents_tell_the_rest(void **state) {
    (void)state;
    static const zhibiao_date documents[] = {{2026, 1, 20}, {2026, 0, 0}, {0, 0, 0}};
    static const char *const rows[][4] = {
        {"2023年", "2023-1-1..2023-12-31", "2023-1-1..2023-12-31", "2023-1-1..2023-12-31"},
        {"今年", "2026-1-1..2026-12-31", "2026-1-1..2026-12-31", "-..-"},
        {"上年同期", "2025-1-1..2025-12-31", "2025-1-1..2025-12-31", "-..-"},
        {"前年", "2024-1-1..2024-12-31", "2024-1-1..2024-12-31", "-..-"},
        {"明年2月", "2027-2-1..2027-2-28", "2027-2-1..2027-2-28", "-..-"},
        {"前三季度", "2026-1-1..2026-9-30", "2026-1-1..2026-9-30", "-..-"},
        {"截至11月末", "2025-1-1..2025-11-30", "2026-1-1..2026-11-30", "-..-"}, /* counted up to: gone by */
        {"截至1月15日", "2026-1-1..2026-1-15", "2026-1-1..2026-1-15", "-..-"},
        {"6月底前", "-..2026-6-30", "-..2026-6-30", "-..-"},
        {"到年底", "-..2026-12-31", "-..2026-12-31", "-..-"},
        {"今年以来", "2026-1-1..-", "2026-1-1..-", "-..-"},
        {"年初以来", "2026-1-1..-", "2026-1-1..-", "-..-"},
        {"昨天", "2026-1-19..2026-1-19", "-..-", "-..-"},
        {"明天起", "2026-1-21..-", "-..-", "-..-"},
        {"上月", "2025-12-1..2025-12-31", "-..-", "-..-"},
        {"上月底", "2025-12-21..2025-12-31", "-..-", "-..-"},
        {"本月中旬", "2026-1-11..2026-1-20", "-..-", "-..-"},
        {"月底前", "-..2026-1-31", "-..-", "-..-"},
        {"上季度", "2025-10-1..2025-12-31", "-..-", "-..-"},
        {"近3年", "2023-1-20..2026-1-20", "-..-", "-..-"},
        {"过去30天", "2025-12-21..2026-1-20", "-..-", "-..-"},
        {"未来两个月", "2026-1-20..2026-3-20", "-..-", "-..-"},
        {"当年", "-..-", "-..-", "-..-"},
        {"近日", "-..-", "-..-", "-..-"},
        {"本世纪中叶", "-..-", "-..-", "-..-"},
        {"2月30日", "-..-", "-..-", "-..-"},
        {"2月29日", "-..-", "-..-", "-..-"},
        {"25日", "-..-", "-..-", "-..-"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        for (size_t k = 0; k < 3; k++) {
            zb_slice flow = zb_slice_of(rows[i][0]);
            zhibiao_date day[2];
            zb_period period;
            line out = {.size = 0};
            assert_true(zb_period_read(&times, flow, 0, (uint32_t)flow.size, &period));
            zb_period_dates(&period, documents[k], &day[0], &day[1]);
            for (size_t n = 0; n < 2; n++) {
                print(&out, n ? ".." : "");
                if (day[n].year)
                    print(&out, "%d-%d-%d", day[n].year, day[n].month, day[n].day);
                else
                    print(&out, "-");
            }
            if (strcmp(out.text, rows[i][k + 1]) != 0)
                fail_msg("%s in %d-%d: expected %s, got %s", rows[i][0], documents[k].year, documents[k].month, rows[i][k + 1],
                         out.text);
        }
    }
}

/* In leap years February has a day more, whoever names the year. */
static void leap_years_are_kept(void **state) {
    (void)state;
    static const struct { const char *text; int16_t year; uint8_t last; } rows[] = {
        {"2月", 2024, 29}, {"2月", 2023, 28}, {"1至2月", 2024, 29}, {"2月29日", 2024, 29}, {"近1个月", 2024, 31}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        zb_slice flow = zb_slice_of(rows[i].text);
        zhibiao_date from, to;
        zb_period period;
        assert_true(zb_period_read(&times, flow, 0, (uint32_t)flow.size, &period));
        zb_period_dates(&period, (zhibiao_date){rows[i].year, 3, 31}, &from, &to);
        assert_int_equal(to.day, rows[i].last);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(expressions_end_where_they_should),
        cmocka_unit_test(the_end_is_respected),
        cmocka_unit_test(dates_are_possible),
        cmocka_unit_test(documents_tell_the_rest),
        cmocka_unit_test(leap_years_are_kept),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
