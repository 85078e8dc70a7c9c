/* The parts of a date: numbers; years, quarters, months, days and hours, each of them perhaps a range.
 *
 *     2023年 二〇二三年度 2019—2021年      year, year2          一季度 前三季度 一至三季度      month, month2
 *     3月 三月份 1至11月 1月—8月           month, month2        前8个月 头四个月                months 1–8, 1–4
 *     11月至次年3月                        month2, year2        24日 24号 1—7日 1日至10月7日    day, day2, month2
 *     上午9时30分许                        a clock: read, and nothing kept
 *
 * What only looks like one is told by what stands behind it: 12月龄, 30日游, 3日元, 20年以上. */
#include "date.h"

/* ---- numbers ------------------------------------------------------------------------------------------ */

/* A row of digits, of either width, or of digit characters; how many. At most nine are read. */
static uint32_t take_row(zb_date_reader *r, bool han, int32_t *value) {
    uint32_t count = 0, width = 0;
    *value = 0;
    for (;;) {
        uint32_t point = zb_point_at(r->flow, r->at, r->end, &width);
        int32_t d = han ? zb_han_digit(point) : zb_digit(point);
        if (width == 0 || d < 0 || count == 9)
            return count;
        *value = *value * 10 + d;
        r->at += width;
        count++;
    }
}

/* 1 … 99 in digits or characters: 3, 12, 三, 十一, 二十三. */
bool zb_take_small(zb_date_reader *r, int32_t *value) {
    uint32_t start = r->at;
    int32_t tens = 0, ones = 0, number = 0;
    uint32_t count = take_row(r, false, &number);
    if (count == 0) {
        count = take_row(r, true, &tens);
        if (count > 1 || (count == 1 && tens == 0))
            return zb_back(r, start);
        number = tens;
        if (zb_take(r, "十")) {
            uint32_t after = r->at;
            if (take_row(r, true, &ones) > 1) {
                r->at = after;
                ones = 0;
            }
            number = (count ? tens : 1) * 10 + ones;
        }
    }
    if (count > 2 || number == 0)
        return zb_back(r, start);
    *value = number;
    return true;
}

/* 1——5月; but 12月——那是… */
bool zb_take_dash(zb_date_reader *r) {
    static const zb_word marks[] = {"——", "--", "-", "－", "–", "—", "―", "─", "~", "～", "∼", "至", "到", ""};
    uint32_t start = r->at, width = 0;
    bool two = zb_date_here(r, "——") || zb_date_here(r, "--");
    if (!zb_take_any(r, marks))
        return false;
    return !two || zb_begins_number(zb_point_at(r->flow, r->at, r->end, &width)) || zb_back(r, start);
}

/* 2023, 二〇二三; *value is a year of this millennium's neighbourhood. */
bool zb_take_four(zb_date_reader *r, int32_t *value) {
    uint32_t start = r->at;
    int32_t year = 0;
    uint32_t count = take_row(r, false, &year);
    if (count == 0)
        count = take_row(r, true, &year);
    if (count != 4 || year < 1800 || year > 2199)
        return zb_back(r, start);
    *value = year;
    return true;
}

/* ---- years, quarters, months, days, hours ---------------------------------------------------------------- */

static bool take_year_word(zb_date_reader *r) {
    static const zb_word never[] = {"年历史", "年以上", "年以内", "年的历史", "年左右", ""};
    if (zb_words_at(r->flow, r->at, r->end, never) || !zb_take(r, "年"))
        return false;
    zb_take(r, "度");
    return true;
}

/* 2023年, 2019—2021年, 2016年至2020年. */
bool zb_take_year(zb_date_reader *r) {
    uint32_t start = r->at, width = 0;
    int32_t year = 0, last = 0;
    if (!zb_take_four(r, &year))
        return false;
    bool said = take_year_word(r);
    uint32_t after = r->at;
    if (zb_take_dash(r) && zb_take_four(r, &last) && take_year_word(r) && last > year &&
        zb_digit(zb_point_at(r->flow, r->at, r->end, &width)) < 0) {
        r->year = year;
        r->year2 = last;
        return true;
    }
    r->at = said ? after : start;
    r->year = said ? year : r->year;
    return said;
}

/* 一季度, 第三季度, 前三季度, 1季度; 上半年; 一至三季度. */
static bool take_quarter(zb_date_reader *r) {
    uint32_t start = r->at;
    int32_t first = 0, last = 0;
    if (zb_take(r, "上半年") || zb_take(r, "下半年")) {
        bool upper = zb_word_at(r->flow, start, r->end, "上") != 0;
        r->month = upper ? 1 : 7;
        r->month2 = upper ? 6 : 12;
        return true;
    }
    bool front = zb_take(r, "前");
    bool whole = front || !zb_take(r, "第");
    if (front && zb_take(r, "两"))
        first = 2;
    if ((first || zb_take_small(r, &first)) && first <= 4) {
        last = first;
        if (zb_take_dash(r) && (!zb_take_small(r, &last) || last > 4 || last <= first))
            last = 0;
        bool counted = zb_take(r, "个季度");
        bool quarter = counted || zb_take(r, "季度");
        if (last && quarter && (!counted || front) && (whole || last == first)) {
            r->month = front ? 1 : first * 3 - 2;
            r->month2 = last * 3;
            return true;
        }
    }
    return zb_back(r, start);
}

/* 前8个月, 头四个月, 前11月. */
static bool take_first_months(zb_date_reader *r) {
    uint32_t start = r->at;
    int32_t count = 0;
    if (!zb_take(r, "前") && !zb_take(r, "头"))
        return false;
    if (zb_take(r, "两"))
        count = 2;
    if ((count || zb_take_small(r, &count)) && count <= 12 && (zb_take(r, "个月") || zb_take(r, "月"))) {
        r->month = 1;
        r->month2 = count;
        return true;
    }
    return zb_back(r, start);
}

static bool take_month(zb_date_reader *r, int32_t *month) {
    static const zb_word never[] = {"月龄", "月均", "月薪", "月租", "月人均", "月工资", ""};
    uint32_t start = r->at;
    int32_t number = 0;
    if (!zb_take_small(r, &number) || number > 12 || zb_words_at(r->flow, r->at, r->end, never) || !zb_take(r, "月"))
        return zb_back(r, start);
    zb_take(r, "份");
    *month = number;
    return true;
}

static bool take_day(zb_date_reader *r, int32_t *day, bool bare) {
    static const zb_word never[] = {"日元", "日内", "日游", "日均", "日以内", "日龄", "日报", "日行", ""};
    uint32_t start = r->at;
    int32_t number = 0;
    if (!zb_take_small(r, &number) || number > 31 || zb_words_at(r->flow, r->at, r->end, never) ||
        !(zb_take(r, "日") || (!bare && zb_take(r, "号"))))
        return zb_back(r, start);
    *day = number;
    return true;
}

/* 1至11月, 1—8月份, 1月—8月: behind the dash the month decides. */
bool zb_take_months(zb_date_reader *r) {
    uint32_t start = r->at;
    int32_t first = 0, last = 0;
    if (zb_take_small(r, &first) && first <= 12 && zb_take_dash(r) && take_month(r, &last) && last > first) {
        r->month = first;
        r->month2 = last;
        return true;
    }
    r->at = start;
    if (!take_month(r, &r->month))
        return false;
    r->month2 = r->month;
    return true;
}

static void take_to_month(zb_date_reader *r) {
    uint32_t start = r->at;
    int32_t year = 0, month = 0;
    if (!zb_take_dash(r))
        return;
    uint32_t after = r->at;
    bool said_year = zb_take_four(r, &year) && zb_take(r, "年");
    if (!said_year) {
        r->at = after;
        said_year = zb_take(r, "次年") || zb_take(r, "今年") || zb_take(r, "翌年");
        year = 0;
    }
    if (!take_month(r, &month) || (!said_year && month < r->month2)) {
        r->at = start;
        return;
    }
    r->month2 = month;
    r->year2 = year;
}

/* 至30日, 至10月7日, —2023年1月3日 behind a day. */
static void take_to_day(zb_date_reader *r) {
    uint32_t start = r->at;
    int32_t year = 0, month = 0, day = 0;
    if (!zb_take_dash(r))
        return;
    uint32_t after = r->at;
    bool said_year = zb_take_four(r, &year) && zb_take(r, "年");
    if (!said_year) {
        r->at = after;
        year = 0;
    }
    bool said_month = take_month(r, &month);
    bool forward = said_year ? said_month && year >= r->year : !said_month || month >= r->month;
    if (!take_day(r, &day, false) || !forward) {
        r->at = start;
        return;
    }
    r->day2 = day;
    r->month2 = said_month ? month : r->month2;
    r->year2 = year;
}

/* 3月24日, 9月1日至30日, 9月1日至10月7日. */
void zb_take_days(zb_date_reader *r) {
    int32_t day = 0;
    if (!take_day(r, &r->day, false)) {
        uint32_t start = r->at;
        int32_t first = 0;
        if (zb_take_small(r, &first) && zb_take_dash(r) && take_day(r, &day, false) && first < day) { /* 9月1—7日 */
            r->day = first;
            r->day2 = day;
            r->said_day = true;
        } else {
            r->at = start;
        }
        return;
    }
    r->said_day = true;
    r->day2 = r->day;
    take_to_day(r);
}

void zb_take_clock(zb_date_reader *r) {
    static const zb_word parts[] = {"上午", "下午", "凌晨", "晚间", "晚上", "中午", "清晨", "傍晚", "深夜", "早上", "晚", ""};
    static const zb_word ends[] = {"许", "整", "半", ""};
    int32_t hour = 0, minute = 0;
    zb_take_any(r, parts);
    uint32_t start = r->at;
    if (!zb_take_small(r, &hour) || hour > 24 || !(zb_take(r, "时") || zb_take(r, "点"))) {
        r->at = start;
        return;
    }
    start = r->at;
    if (!zb_take_small(r, &minute) || minute > 59 || !zb_take(r, "分"))
        r->at = start;
    zb_take_any(r, ends);
}

/* Month, quarter and day behind a year, or on their own. */
bool zb_take_parts(zb_date_reader *r) {
    if (!zb_begins_number(zb_date_next(r)) && !zb_point_any(zb_date_next(r), U"上下前头第"))
        return false;
    if (take_quarter(r) || take_first_months(r))
        return true;
    if (zb_take_months(r)) {
        if (r->month == r->month2)
            zb_take_days(r);
        if (!r->said_day && r->month == r->month2)
            take_to_month(r);
        return true;
    }
    return false;
}

bool zb_take_bare_day(zb_date_reader *r) {
    uint32_t start = r->at;
    int32_t day = 0;
    bool digits = zb_digit(zb_date_next(r)) >= 0;
    if (zb_digit(zb_point_before(r->flow, start)) >= 0 || !take_day(r, &day, true) || (!digits && day <= 10))
        return zb_back(r, start);
    r->day = r->day2 = day;
    r->said_day = true;
    return true;
}

/* 15时30分, 上午9时: a clock, which says nothing about dates. */
bool zb_take_bare_clock(zb_date_reader *r) {
    int32_t hour = 0;
    uint32_t start = r->at;
    bool clock = zb_take_small(r, &hour) && hour <= 24 && zb_take(r, "时") && !zb_date_here(r, "代") &&
                 !zb_date_here(r, "期");
    r->at = start;
    if (clock) {
        zb_take_clock(r);
        r->weak = r->clock = true;
    }
    return clock;
}
