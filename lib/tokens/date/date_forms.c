/* Forms that are whole in themselves: neither words of a table nor parts in falling order.
 *
 *     2023-03-24 2023.3.24           a day                     1990年代 上世纪八十年代      1990–1999, 1980–1989
 *     “十四五” 十三五 “九五”           2021–2025, 2016–2020,…    第六个五年计划               1981–1985
 *     近3年 过去五年 三十多年来       a length, back from the document's day
 *     今后三年 未来5年                a length, forward         前三年 这五年                a length, from where is not said
 *     党的十八大以来                  from 2012-11 on
 *
 * A plan is told from what is called by one (“十四五”规划) and, without quotes, from a count (十五岁); a length from a
 * number of years that is no time (三年级, 3年计划, 附近3年). */
#include "date.h"

/* 2023-03-24, 2023/3/24, 2023.3.24. */
static bool take_iso(zb_date_reader *r) {
    uint32_t start = r->at;
    int32_t month = 0, day = 0, year = 0;
    static const zb_word marks[] = {"-", "/", ".", "．", ""};
    if (zb_take_four(r, &year) && zb_take_any(r, marks) && zb_take_small(r, &month) && month <= 12 &&
        zb_take_any(r, marks) && zb_take_small(r, &day) && day <= 31) {
        r->year = year;
        r->month = r->month2 = month;
        r->day = r->day2 = day;
        r->said_day = true;
        return true;
    }
    return zb_back(r, start);
}

/* 80年代, 20世纪90年代初, 上世纪八十年代. */
static bool take_decade(zb_date_reader *r) {
    uint32_t start = r->at;
    int32_t century = 0, decade = 0;
    if (zb_take_four(r, &decade) && decade % 10 == 0 && zb_take(r, "年代")) { /* 1990年代 */
        r->year = decade;
        r->year2 = decade + 9;
        return true;
    }
    r->at = start;
    if (zb_take(r, "上世纪") || zb_take(r, "上个世纪"))
        century = 20;
    else if (zb_take(r, "本世纪"))
        century = 21;
    else if (!(zb_take_small(r, &century) && zb_take(r, "世纪"))) {
        r->at = start;
        century = 20;
    }
    if (zb_take_small(r, &decade) && decade % 10 == 0 && zb_take(r, "年代") && century >= 15 && century <= 21) {
        r->year = (century - 1) * 100 + decade;
        r->year2 = r->year + 9;
        return true;
    }
    return zb_back(r, start);
}

static void set_plan_years(zb_date_reader *r, int32_t number) {
    static const int32_t early[] = {1953, 1958, 1966, 1971, 1976};
    r->year = number <= 5 ? early[number - 1] : 1981 + 5 * (number - 6);
    r->year2 = number == 2 ? 1962 : r->year + 4;
}

/* “十四五”时期, 十三五期间, “九五”末: the n-th five-year plan, 2021–2025 the 14th. Bare 十五 only in quotes. */
static bool take_plan(zb_date_reader *r) {
    static const zb_word never[] = {"规划", "计划", "纲要", "普法", "重点", "项目", "科技", "国家", ""};
    uint32_t start = r->at;
    int32_t number = 0, ones = 0;
    bool quoted = zb_take(r, "“") || zb_take(r, "\"") || zb_take(r, "‘");
    if (zb_take(r, "十"))
        number = 10;
    uint32_t mark = r->at, width = 0, point = zb_point_at(r->flow, r->at, r->end, &width);
    ones = zb_han_digit(point);
    r->at = ones > 0 ? r->at + width : mark;
    bool five = zb_take(r, "五");
    if (five && ones > 0)
        number += ones;
    else if (!(ones == 5 && number == 10 && quoted)) /* “十五” itself */
        number = 0;
    bool closed = zb_take(r, "”") || zb_take(r, "\"") || zb_take(r, "’");
    if (number == 0 || number > 20 || (quoted && !closed) || (!quoted && number < 11) ||
        zb_words_at(r->flow, r->at, r->end, never))
        return zb_back(r, start);
    if (!quoted && zb_words_at(r->flow, r->at, r->end, (const zb_word[]){"岁", "个", "年", "名", "人", "天", "户", ""})) 
        return zb_back(r, start);
    set_plan_years(r, number);
    return true;
}

/* 第六个五年计划期间: the same, written out. */
static bool take_numbered_plan(zb_date_reader *r) {
    uint32_t start = r->at;
    int32_t number = 0;
    if (!zb_take(r, "第") || !zb_take_small(r, &number) || number > 20 || !zb_take(r, "个五年计划"))
        return zb_back(r, start);
    set_plan_years(r, number);
    return true;
}

/* 近3年, 过去五年, 今后三年, 5年来, 三十多年来, 三年间: a length, and the words that make a time of it. */
static bool take_span_front(zb_date_reader *r) {
    static const zb_word fronts[] = {"近", "最近", "过去", "过去的", "刚刚过去的", "今后", "今后的", "未来",
                                         "这", "前", "随后", "此后", "前后", ""};
    bool near = zb_date_here(r, "近") != 0; /* 附近3年 is none */
    if (near && zb_point_among(zb_point_before(r->flow, r->at), "附临邻靠贴将接"))
        return false;
    if (zb_date_here(r, "前") && zb_point_among(zb_point_before(r->flow, r->at), "以之目此日先空提眼跟当面年月天")) /* 目前3年 */
        return false;
    return zb_take_any(r, fronts);
}

/* The words that make a time of a length: 来 间; or that undo it: 近三年级 is no time. */
static bool take_span_tail(zb_date_reader *r, bool front) {
    static const zb_word tails[] = {"多来", "来", "多年来", "间", ""};
    static const zb_word not_tail[] = {"来自", "来看", "来说", "间隔", ""};
    static const zb_word undo[] = {"级", "代", "均", "行动", "计划", ""};
    bool undone = zb_point_before(r->flow, r->at) == U'年' && zb_words_at(r->flow, r->at, r->end, undo);
    static const zb_word agos[] = {"前", "以前", "之前", ""};
    static const zb_word not_ago[] = {"前期", "前列", "前沿", "前三", "前后", "前往", "前来", "前提", "前夕", "前景", ""};
    bool behind = zb_take_but(r, tails, not_tail) || (!front && zb_take_but(r, agos, not_ago));
    if (front && !undone)
        zb_take_but(r, (const zb_word[]){"内", ""}, (const zb_word[]){"内外", "内部", ""});
    return behind || (front && !undone);
}

static bool take_span(zb_date_reader *r) {
    static const struct { const char *word; uint8_t counted; int8_t sign; } units[] = {
        {"年", ZB_LENGTH_YEARS, 1}, {"周年", ZB_LENGTH_YEARS, 1}, {"个月", ZB_LENGTH_MONTHS, 1},
        {"个季度", ZB_LENGTH_MONTHS, 3},
        {"天", ZB_LENGTH_DAYS, 1}};
    static const zb_word ahead[] = {"今后", "未来", ""},  elsewhere[] = {"随后", "此后", "前后", "这", "前", ""};
    uint32_t start = r->at;
    bool forward = zb_words_at(r->flow, start, r->end, ahead), apart = zb_words_at(r->flow, start, r->end, elsewhere);
    bool prior = zb_date_here(r, "前") != 0; /* 前三年; 前8个月 are the first of their year */
    bool front = take_span_front(r);
    bool several = zb_date_here(r, "几") != 0;
    zb_numeral n = zb_numeral_read(r->flow, r->at, r->end);
    bool small = n.end && n.number.exponent <= 1 && n.number.exponent >= 0 && n.number.coefficient > 0 &&
                 n.number.coefficient < 100;
    if (!small || n.decimal || n.scaled)
        return zb_back(r, start);
    r->at = n.end;
    int64_t length = 0;
    for (size_t i = 0; i < sizeof units / sizeof *units && !length; i++) {
        if (!zb_take(r, units[i].word))
            continue;
        length = n.number.coefficient * (n.number.exponent ? 10 : 1) * units[i].sign;
        r->counted = units[i].counted;
    }
    uint32_t unit = r->at;
    if (!length || (prior && r->counted != ZB_LENGTH_YEARS) || !take_span_tail(r, front)) {
        r->counted = ZB_NOT_COUNTED;
        return zb_back(r, start);
    }
    bool ago = front || zb_words_at(r->flow, unit, r->end, (const zb_word[]){"来", ""});
    bool exact = ago && !apart && !n.over && !n.range && !several && length < 100;
    r->counted = exact ? r->counted : (uint8_t)ZB_NOT_COUNTED;
    r->first = (int8_t)(exact && !forward ? -length : 0);
    r->last = (int8_t)(exact && forward ? length : 0);
    zb_take(r, "时间");
    r->weak = true;
    return true;
}

static bool take_congress(zb_date_reader *r) {
    uint32_t start = r->at;
    int32_t number = 0;
    if (zb_take(r, "党的") && zb_take_small(r, &number) && zb_take(r, "大")) {
        static const zb_word plenaries[] = {"一中全会", "二中全会", "三中全会", "四中全会", "五中全会", "六中全会", "七中全会", ""};
        zb_take_any(r, plenaries);
        if (zb_take(r, "以来")) {
            static const struct { int32_t number, year, month;
            } held[] = {{12, 1982, 9},  {13, 1987, 10}, {14, 1992, 10}, {15, 1997, 9}, {16, 2002, 11},
                        {17, 2007, 10}, {18, 2012, 11}, {19, 2017, 10}, {20, 2022, 10}};
            for (size_t i = 0; i < sizeof held / sizeof *held; i++) {
                if (held[i].number == number) {
                    r->year = held[i].year;
                    r->month = r->month2 = held[i].month;
                    r->open_to = true;
                }
            }
            r->whole = true;
            return true;
        }
    }
    return zb_back(r, start);
}

/* The fourth character where all are ASCII: of 2023, which is no length. */
static uint32_t fourth_point(const zb_date_reader *r) {
    uint32_t width = 0;
    bool ascii = zb_point_at(r->flow, r->at, r->end, &width) < 0x80;
    return ascii && r->end - r->at > 3 ? (unsigned char)r->flow.data[r->at + 3] : 0;
}

/* What stands behind the number that begins here: most are 月 and 日, and no forms. */
static uint32_t behind_number(const zb_date_reader *r) {
    uint32_t at = r->at, width = 0, point = zb_point_at(r->flow, at, r->end, &width);
    for (int most = 12; most > 0 && zb_begins_number(point); most--) {
        at += width;
        point = zb_point_at(r->flow, at, r->end, &width);
    }
    return point;
}

/* Forms that are whole in themselves. What cannot be there by its first character, or behind its number, is not tried. */
bool zb_take_form(zb_date_reader *r, bool *needs_end) {
    uint32_t first = zb_date_next(r);
    bool number = zb_begins_number(first);
    uint32_t behind = number ? behind_number(r) : 0;
    if (number && first != U'十' && zb_point_any(behind, U"月日号时点")) /* 十五五时期 is one */
        return false;
    if (zb_point_any(behind, U"-/.．") && take_iso(r))
        return true;
    if ((number ? behind == U'年' || behind == U'世' : first == U'上' || first == U'本') && take_decade(r))
        return true;
    if ((first == U'“' || first == U'‘' || first == '"' || first == U'十') && take_plan(r))
        return true;
    if (first == U'第' && take_numbered_plan(r))
        return true;
    if (first == U'党' && take_congress(r))
        return true;
    if ((first == U'过' || first == U'刚') && zb_take_time_word(r, needs_end)) /* 过去一年 has its dates; 过去五年 is a span */
        return true;
    bool span = number ? !zb_point_any(fourth_point(r), U"0123456789") : zb_point_any(first, U"近最过刚今未这随此前两几");
    return span && take_span(r);
}
