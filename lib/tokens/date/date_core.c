/* The grammar of one expression behind its 截至 到 自: core and tail.
 *
 *     core    a form, or a year with its parts, or parts alone, or a word       2023年3月24日, 上半年, 24日, 15时, 目前
 *             a word may have its day in brackets                               今天（9月17日）
 *     part    which part of the month or of the year                            底 末 初 上旬 中旬 下旬
 *     tail    what stands behind the time and changes it                        同期 期间 起 以来 前后 之前 以后
 *
 *     2022年12月末      year 2022, month 12, days 21–31; behind 截至 only its end counts
 *     3月疫情发生以来    month 3; behind 自, what stands between the time and 以来 belongs to it
 *     春节期间          needs its tail: 春节 alone is no time */
#include "date.h"

/* 今天（9月17日）: the date in the bracket is the same day. */
static void take_bracketed_date(zb_date_reader *r) {
    uint32_t start = r->at;
    zb_date_reader inner = *r;
    inner.month = inner.day = 0;
    if ((zb_take(&inner, "（") || zb_take(&inner, "(")) && zb_take_months(&inner)) {
        zb_take_days(&inner);
        if (inner.said_day && (zb_take(&inner, "）") || zb_take(&inner, ")"))) {
            *r = inner;
            r->weak = false;
            r->counted = ZB_NOT_COUNTED;
            r->relative = ZB_YEAR_UNKNOWN;
            return;
        }
    }
    r->at = start;
}

/* 2024年国庆, 今年“五一”: dated by the months that it can fall in. */
static void take_festival(zb_date_reader *r) {
    static const struct {
        char word[16];
        uint8_t month, month2;
    } festivals[] = {
        {"春节", 1, 2} /* from 21 January on, to 20 February */, {"元旦", 1, 1}, {"清明", 4, 4}, {"五一", 5, 5}, {"“五一”", 5, 5},
        {"端午", 5, 6}, {"中秋", 9, 10}, {"国庆", 10, 10}, {"“十一”", 10, 10}, {"暑期", 7, 8}, {"暑运", 7, 8},
    };
    for (size_t i = 0; i < sizeof festivals / sizeof *festivals; i++)
        if (zb_take(r, festivals[i].word)) {
            r->month = festivals[i].month;
            r->month2 = festivals[i].month2;
            zb_take(r, "节");
            return;
        }
}

static bool take_bare_core(zb_date_reader *r, bool *needs_end) {
    static const zb_word tops[] = {"初", ""},  not_top[] = {"初步", "初级", "初中", ""};
    if (zb_take_form(r, needs_end))
        return true;
    bool number = zb_begins_number(zb_date_next(r));
    if ((number && zb_take_year(r)) || zb_take_relative_year(r)) {
        if (zb_take(r, "全年") || zb_take(r, "内") || r->year2)
            return true;
        if (!zb_take_parts(r) && zb_take_but(r, tops, not_top))
            r->month = r->month2 = 1;
        else if (!r->month)
            take_festival(r);
    } else if (!zb_take_parts(r) && !(number && (zb_take_bare_day(r) || zb_take_bare_clock(r))) &&
               !zb_take_time_word(r, needs_end)) {
        return false;
    } else if (!r->month && !r->said_day && !*needs_end) {
        take_bracketed_date(r);
    }
    if (r->relative == ZB_ABSOLUTE && r->year == 0 && (r->month || r->said_day))
        r->relative = ZB_YEAR_UNKNOWN;
    if (r->said_day || (r->weak && !r->clock))
        zb_take_clock(r);
    return true;
}

/* What a tail leaves: of a month its days (上旬 1–10), of a year or of several the first or last month. */
static void narrow(zb_date_reader *r, int32_t first, int32_t last) {
    bool early = first == 1;
    if (r->counted) {
        r->part = (uint8_t)(first / 10 + 1);
        return;
    }
    if (!r->month) {
        r->month = r->month2 = early ? 1 : 12;
        r->year = early || !r->year2 ? r->year : r->year2;
        r->year2 = 0;
        return;
    }
    r->month = early ? r->month : r->month2;
    if (r->said_day)
        return;
    r->day = first;
    r->day2 = last;
}

/* 底 末 初 上旬 …: a part of the month or of the year. */
static void take_part_of(zb_date_reader *r, bool until) {
    static const zb_word bottoms[] = {"底", "末", "月底", "月末", ""};
    static const zb_word not_bottom[] = {"底层", "底线", "底气", "底蕴", "末端", ""};
    static const zb_word tops[] = {"初", ""},  not_top[] = {"初步", "初级", ""};
    if (r->counted > ZB_MONTHS || r->part || !zb_point_any(zb_date_next(r), U"底末月初上中下")) /* 近3年底: no */
        return;
    if (zb_take_but(r, bottoms, not_bottom)) {
        narrow(r, 21, 31);
        r->open_from = until;
    } else if (((r->month || r->counted == ZB_MONTHS) && zb_take_but(r, tops, not_top)) || zb_take(r, "上旬")) {
        narrow(r, 1, 10);
    } else if (zb_take(r, "中旬")) {
        narrow(r, 11, 20);
    } else if (zb_take(r, "下旬")) {
        narrow(r, 21, 31);
    }
}

/* 同期 期间 以来 前 后 behind the time; returns whether one of them was there, as 春节 and 活动 need it. */
static bool take_tail(zb_date_reader *r, zb_period *period) {
    static const zb_word during[] = {"期间", "时期", "假期", "长假", "小长假", "黄金周", "假日", ""};
    static const zb_word days[] = {"首日", "前两天", "前三天", "前四天", "前五天", "前六天", "前2天", "前3天", "前4天", "前5天", "前6天", ""};
    static const zb_word befores[] = {"前", "之前", "以前", "前夕", ""};
    static const zb_word not_before[] = {"前三", "前列", "前沿", "前期", "前后", "前景", "前往", "前进",
                                             "前端", "前置", "前来", "前提", "前身", ""};
    static const zb_word afters[] = {"后", "之后", "以后", ""};
    static const zb_word not_after[] = {"后续", "后备", "后期", "后勤", "后台", "后盾", "后半", "后三", ""};
    static const zb_word sinces[] = {"以来", "起至今", "至今", ""};
    static const zb_word begins[] = {"起", ""},  not_begins[] = {"起来", "起草", "起点", "起步", "起重", "起诉",
                                         "起飞", "起义", "起降", "起伏", "起止", "起码", "起源", "起到", "起运", "起航", ""};
    if (!zb_point_any(zb_date_next(r), U"同期时假长小黄以起至前之后")) /* of all lists above */
        return false;
    bool tail = zb_take(r, "同期");
    if (zb_take_any(r, during)) {
        tail = true;
        if (!zb_take(r, "期间"))
            zb_take_any(r, days);
    }
    bool dated = r->month || r->year || r->relative || r->said_day || r->counted; /* 此起彼伏 is not */
    if (zb_take_any(r, sinces) || (dated && zb_take_but(r, begins, not_begins)))
        r->open_to = tail = true;
    else if (zb_take(r, "前后"))
        tail = true;
    else if (zb_take_but(r, befores, not_before))
        period->until = r->open_from = tail = true;
    else if (zb_take_but(r, afters, not_after))
        r->open_to = tail = true;
    return tail;
}

bool zb_take_core(zb_date_reader *r, bool until, zb_period *period) {
    bool needs_end = false;
    uint32_t start = r->at;
    if (!take_bare_core(r, &needs_end))
        return false;
    if (!r->whole)
        take_part_of(r, until);
    bool tail = !r->whole && take_tail(r, period);
    if (needs_end && !tail)
        return false;
    if (r->year && !r->year2 && !r->month &&
        zb_words_at(r->flow, r->at, r->end, (const zb_word[]){"代", "级", "版", ""}))
        return false; /* 2000年级, and 年代 without a decade */
    return r->at > start;
}

/* 自3月疫情发生以来: what stands between the time and 以来 belongs to it. */
bool zb_take_since(zb_date_reader *r) {
    uint32_t at = r->at, width = 0;
    for (int i = 0; i < 12; i++) {
        uint32_t tail = zb_word_at(r->flow, at, r->end, "以来");
        if (tail) {
            r->at = at + tail;
            r->open_to = true;
            return true;
        }
        if (!zb_point_is_cjk(zb_point_at(r->flow, at, r->end, &width)))
            return false;
        at += width;
    }
    return false;
}
