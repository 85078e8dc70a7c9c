/* Times: dates, periods, and the words that stand for them, merged into one token as far as they touch.
 *
 *     截至2022年12月末      until, 2022-01-01..2022-12-31      去年12月      last year, 12-01..12-31
 *     2022年1—12月          2022-01-01..2022-12-31             前三季度      year unknown, 01-01..09-30
 *     “十四五”时期           2021-01-01..2025-12-31             今天（9月17日） 09-17, a date
 *     自3月疫情发生以来      from ?-03-01                        五年来 近3年 过去五年   years −5..0, from the document's day
 *     昨天 上月 本季度        day −1, month −1, quarter 0          当年                   other-01-01..other-12-31
 *
 * An expression is:  [截至 到 自]  core  [tail]
 *   core   a fixed word of the table (目前, 上半年, 改革开放以来), or parts in falling order: year, half or quarter, month,
 *          day, hour; each may be a range; or a number of years with 来 间 or 近 过去 in front; or a five-year plan
 *   tail   底 末 初 上旬 前 后 起 以来 期间 …
 * 比 and 较 are words of their own and do not belong to it. */
#include "token.h"

typedef struct reader {
    const zb_lexicon *times;
    zb_slice flow;
    uint32_t at, end;
    int32_t year, year2;       /* 0: not said */
    int32_t month, month2, day, day2;
    uint8_t relative;
    uint8_t counted, part;     /* zb_period's */
    int8_t first, last;
    bool weak, said_day, clock, whole; /* whole: the table row was complete, no parts may follow */
    bool open_to, open_from;
} reader;

/* ---- the words ---------------------------------------------------------------------------------------- */

enum { WEAK = 1, NEEDS_END = 2, OPEN = 4 };

/* word; months it covers (0: the word says none); whose year; never after these characters, never before these. */
static const struct word {
    const char *word;
    uint8_t month, month2, relative, flags;
    const char *never_after, *never_before;
} words[] = {
    /* parts of a year */
    {"全年", 1, 12, ZB_YEAR_UNKNOWN, 0, "健安完齐双", "龄级"},
    {"上半年", 1, 6, ZB_YEAR_UNKNOWN, 0, "以之线", ""},
    {"下半年", 7, 12, ZB_YEAR_UNKNOWN, 0, "以之线", ""},
    {"前三季度", 1, 9, ZB_YEAR_UNKNOWN, 0, "", ""},
    {"前两季度", 1, 6, ZB_YEAR_UNKNOWN, 0, "", ""},
    {"首季", 1, 3, ZB_YEAR_UNKNOWN, 0, "", ""},
    {"年初", 1, 1, ZB_YEAR_UNKNOWN, 0, "青少成老中近多每历常往学半", "步级中"},
    {"年底", 12, 12, ZB_YEAR_UNKNOWN, 0, "青少成老中近多每历常往学半", "蕴"},
    {"年末", 12, 12, ZB_YEAR_UNKNOWN, 0, "青少成老中近多每历常往学半", ""},
    {"年中", 6, 6, ZB_YEAR_UNKNOWN, 0, "青少成老近多每历常往学半些几", "国央共期心等小医"},
    {"年内", 1, 12, ZB_YEAR_UNKNOWN, 0, "青少成老中近多每历常往学半几两", "容部涝蒙需"},
    {"岁末", 12, 12, ZB_YEAR_UNKNOWN, 0, "", ""},
    {"岁末年初", 12, 12, ZB_YEAR_UNKNOWN, WEAK, "", ""},
    {"年初以来", 1, 12, ZB_THIS_YEAR, WEAK | OPEN, "", ""},
    {"开年以来", 1, 12, ZB_THIS_YEAR, WEAK | OPEN, "", ""},
    {"年初至今", 1, 12, ZB_THIS_YEAR, WEAK | OPEN, "", ""},
    {"今春", 3, 5, ZB_THIS_YEAR, 0, "", ""},
    {"今夏", 6, 8, ZB_THIS_YEAR, 0, "", ""},
    {"今秋", 9, 11, ZB_THIS_YEAR, 0, "", ""},
    {"今冬明春", 0, 0, ZB_THIS_YEAR, WEAK, "", ""},
    {"今冬", 0, 0, ZB_THIS_YEAR, WEAK, "", ""},
    {"去冬今春", 0, 0, ZB_THIS_YEAR, WEAK, "", ""},
    /* now and near it */
    {"目前", 0, 0, 0, WEAK, "", ""},
    {"现在", 0, 0, 0, WEAK, "实体表展呈出发", ""},
    {"目前为止", 0, 0, 0, WEAK, "", ""},
    {"当前", 0, 0, 0, WEAK, "适应正相不恰", ""},
    {"日前", 0, 0, 0, WEAK, "今明昨节假每工目生", "往来"},
    {"近日", 0, 0, 0, WEAK, "最附临将接", ""},
    {"近期", 0, 0, 0, WEAK, "最临", "望"},
    {"近来", 0, 0, 0, WEAK, "最", ""},
    {"最近", 0, 0, 0, WEAK, "", "的"},
    {"近年来", 0, 0, 0, WEAK, "最", ""},
    {"近年", 0, 0, 0, WEAK, "最", "均"},
    {"近些年", 0, 0, 0, WEAK, "", ""},
    {"近些年来", 0, 0, 0, WEAK, "", ""},
    {"近几年", 0, 0, 0, WEAK, "最", ""},
    {"近几年来", 0, 0, 0, WEAK, "最", ""},
    {"最近几年", 0, 0, 0, WEAK, "", ""},
    {"如今", 0, 0, 0, WEAK, "", ""},
    {"眼下", 0, 0, 0, WEAK, "", ""},
    {"现阶段", 0, 0, 0, WEAK, "", ""},
    {"此前", 0, 0, 0, WEAK, "", ""},
    {"同期", 0, 0, 0, WEAK, "合不共", ""},
    {"历史同期", 0, 0, 0, WEAK, "", ""},
    {"迄今", 0, 0, 0, WEAK, "", ""},
    {"迄今为止", 0, 0, 0, WEAK, "", ""},
    {"至今", 0, 0, 0, WEAK, "", ""},
    {"本周", 0, 0, 0, WEAK, "基", "期"},
    {"上周", 0, 0, 0, WEAK, "以", "期"},
    {"下周", 0, 0, 0, WEAK, "", "期"},
    {"周末", 0, 0, 0, WEAK, "", ""},
    {"本月", 0, 0, 0, WEAK, "", ""},
    {"上月", 0, 0, 0, WEAK, "以", ""},
    {"下月", 0, 0, 0, WEAK, "以", "台"},
    {"月底", 0, 0, 0, WEAK, "0123456789０１２３４５６７８９一二三四五六七八九十个年", ""},
    {"月末", 0, 0, 0, WEAK, "0123456789０１２３４５６７８９一二三四五六七八九十个年", ""},
    {"月初", 0, 0, 0, WEAK, "0123456789０１２３４５６７８９一二三四五六七八九十个年", ""},
    {"今明两年", 0, 0, 0, WEAK, "", ""},
    {"近两年", 0, 0, 0, WEAK, "最附邻", "均级"},
    {"半年来", 0, 0, 0, WEAK, "", ""},
    {"过去半年", 0, 0, 0, WEAK, "", ""},
    {"过去半年内", 0, 0, 0, WEAK, "", ""},
    {"近半年", 0, 0, 0, WEAK, "最附邻", "数"},
    {"最近半年", 0, 0, 0, WEAK, "", "数"},
    {"上个月", 0, 0, 0, WEAK, "", ""},
    {"下个月", 0, 0, 0, WEAK, "", ""},
    {"当月", 0, 0, 0, WEAK, "", ""},
    {"当天", 0, 0, 0, WEAK, "", ""},
    {"当日", 0, 0, 0, WEAK, "", ""},
    {"当晚", 0, 0, 0, WEAK, "", ""},
    {"同日", 0, 0, 0, WEAK, "", ""},
    {"今天", 0, 0, 0, WEAK, "", ""},
    {"今日", 0, 0, 0, WEAK, "", ""},
    {"今晚", 0, 0, 0, WEAK, "", ""},
    {"今早", 0, 0, 0, WEAK, "", ""},
    {"昨天", 0, 0, 0, WEAK, "", ""},
    {"昨日", 0, 0, 0, WEAK, "", ""},
    {"昨晚", 0, 0, 0, WEAK, "", ""},
    {"明天", 0, 0, 0, WEAK, "", ""},
    {"明日", 0, 0, 0, WEAK, "", ""},
    {"前天", 0, 0, 0, WEAK, "以之", ""},
    {"本季度", 0, 0, 0, WEAK, "", ""},
    {"上季度", 0, 0, 0, WEAK, "", ""},
    /* spans of years */
    {"一年来", 0, 0, 0, WEAK, "十百千万亿第", "看说讲"},
    {"一年多来", 0, 0, 0, WEAK, "十百千万亿第", ""},
    {"过去一年", 0, 0, ZB_LAST_YEAR, WEAK, "", ""},
    {"过去的一年", 0, 0, ZB_LAST_YEAR, WEAK, "", ""},
    {"刚刚过去的一年", 0, 0, ZB_LAST_YEAR, WEAK, "", ""},
    {"这一年", 0, 0, 0, WEAK, "", ""},
    {"新的一年", 0, 0, 0, WEAK, "", ""},
    {"今后一个时期", 0, 0, 0, WEAK, "", ""},
    {"今后几年", 0, 0, 0, WEAK, "", ""},
    {"未来几年", 0, 0, 0, WEAK, "", ""},
    {"今后", 0, 0, 0, WEAK, "", ""},
    {"过去几年", 0, 0, 0, WEAK, "", ""},
    {"几年来", 0, 0, 0, WEAK, "近", ""},
    {"多年来", 0, 0, 0, WEAK, "", ""},
    {"长期以来", 0, 0, 0, WEAK, "", ""},
    {"改革开放以来", 0, 0, 0, 0, "", ""},
    {"新中国成立以来", 0, 0, 0, 0, "", ""},
    {"建国以来", 0, 0, 0, 0, "", ""},
    {"解放以来", 0, 0, 0, 0, "", ""},
    {"建党以来", 0, 0, 0, 0, "", ""},
    {"新时代以来", 0, 0, 0, 0, "", ""},
    {"新世纪以来", 0, 0, 0, 0, "", ""},
    {"入汛以来", 0, 0, 0, WEAK, "", ""},
    {"入冬以来", 0, 0, 0, WEAK, "", ""},
    {"入夏以来", 0, 0, 0, WEAK, "", ""},
    {"疫情发生以来", 0, 0, 0, 0, "", ""},
    {"疫情以来", 0, 0, 0, 0, "", ""},
    {"有记录以来", 0, 0, 0, WEAK, "", ""},
    {"有气象记录以来", 0, 0, 0, WEAK, "", ""},
    {"成立以来", 0, 0, 0, WEAK, "", ""},
    {"建市以来", 0, 0, 0, WEAK, "", ""},
    {"本届政府任期内", 0, 0, 0, WEAK, "", ""},
    {"本世纪中叶", 0, 0, 0, 0, "", ""},
    {"本世纪末", 0, 0, 0, 0, "", ""},
    {"本世纪初", 0, 0, 0, 0, "", ""},
    {"上世纪末", 0, 0, 0, 0, "", ""},
    {"上个世纪末", 0, 0, 0, 0, "", ""},
    /* seasons and festivals: only with 期间 假期 前 后 */
    {"春节", 0, 0, 0, NEEDS_END, "", ""},
    {"元旦", 0, 0, 0, NEEDS_END, "", ""},
    {"清明", 0, 0, 0, NEEDS_END, "", ""},
    {"端午", 0, 0, 0, NEEDS_END, "", ""},
    {"中秋", 0, 0, 0, NEEDS_END, "", ""},
    {"国庆", 0, 0, 0, NEEDS_END, "", ""},
    {"国庆节", 0, 0, 0, NEEDS_END, "", ""},
    {"五一", 0, 0, 0, NEEDS_END, "", ""},
    {"“五一”", 0, 0, 0, NEEDS_END, "", ""},
    {"“十一”", 0, 0, 0, NEEDS_END, "", ""},
    {"两节", 0, 0, 0, NEEDS_END, "", ""},
    {"“两节”", 0, 0, 0, NEEDS_END, "", ""},
    {"节日", 0, 0, 0, NEEDS_END, "", ""},
    {"旅游节", 0, 0, 0, NEEDS_END, "", ""},
    {"文化节", 0, 0, 0, NEEDS_END, "", ""},
    {"博览会", 0, 0, 0, NEEDS_END, "", ""},
    {"展会", 0, 0, 0, NEEDS_END, "博", ""},
    {"会议", 0, 0, 0, NEEDS_END, "", ""},
    {"活动", 0, 0, 0, NEEDS_END, "", ""},
    {"两会", 0, 0, 0, NEEDS_END, "", ""},
    {"疫情", 0, 0, 0, NEEDS_END, "", ""},
    {"汛期", 0, 0, 0, NEEDS_END, "", ""},
    {"春运", 0, 0, 0, NEEDS_END, "", ""},
    {"暑运", 0, 0, 0, NEEDS_END, "", ""},
    {"暑期", 0, 0, 0, NEEDS_END, "", ""},
    {"假期", 0, 0, 0, NEEDS_END, "", ""},
    {"假日", 0, 0, 0, NEEDS_END, "", ""},
    {"长假", 0, 0, 0, NEEDS_END, "", ""},
    {"规划", 0, 0, 0, NEEDS_END, "", ""},
    {"在此", 0, 0, 0, NEEDS_END, "", ""},
    {"此", 0, 0, 0, NEEDS_END, "", ""},
};

static const struct year {
    const char *word;
    uint8_t relative;
    const char *never_after, *never_before;
} years[] = {
    {"今年", ZB_THIS_YEAR, "如", ""},       {"本年", ZB_THIS_YEAR, "", "轮"},       {"本年度", ZB_THIS_YEAR, "", ""},
    {"今年度", ZB_THIS_YEAR, "", ""},       {"去年", ZB_LAST_YEAR, "过出失", "轻"},  {"上年", ZB_LAST_YEAR, "以之", "龄纪轻"},
    {"上年度", ZB_LAST_YEAR, "以之", ""},   {"上一年", ZB_LAST_YEAR, "以", ""},      {"上一年度", ZB_LAST_YEAR, "", ""},
    {"明年", ZB_NEXT_YEAR, "", ""},          {"明年度", ZB_NEXT_YEAR, "", ""},       {"当年", ZB_OTHER_YEAR, "相适正", "轻"},
    {"同年", ZB_OTHER_YEAR, "合", "级龄"},    {"次年", ZB_OTHER_YEAR, "", "级"},       {"翌年", ZB_OTHER_YEAR, "", ""},
    {"前年", ZB_OTHER_YEAR, "目以之此提", "轻"}, {"后年", ZB_OTHER_YEAR, "以之今此", "轻"},
};

/* Those that count from the document's day. */
static const struct count {
    const char *word;
    uint8_t counted;
    int8_t first, last;
    uint8_t part;
} counts[] = {
    {"今天", ZB_DAYS, 0, 0, 0},       {"今日", ZB_DAYS, 0, 0, 0},       {"今晚", ZB_DAYS, 0, 0, 0},
    {"今早", ZB_DAYS, 0, 0, 0},       {"昨天", ZB_DAYS, -1, -1, 0},     {"昨日", ZB_DAYS, -1, -1, 0},
    {"昨晚", ZB_DAYS, -1, -1, 0},     {"前天", ZB_DAYS, -2, -2, 0},     {"明天", ZB_DAYS, 1, 1, 0},
    {"明日", ZB_DAYS, 1, 1, 0},       {"本月", ZB_MONTHS, 0, 0, 0},     {"上月", ZB_MONTHS, -1, -1, 0},
    {"上个月", ZB_MONTHS, -1, -1, 0}, {"下月", ZB_MONTHS, 1, 1, 0},     {"下个月", ZB_MONTHS, 1, 1, 0},
    {"月初", ZB_MONTHS, 0, 0, 1},     {"月底", ZB_MONTHS, 0, 0, 3},     {"月末", ZB_MONTHS, 0, 0, 3},
    {"本季度", ZB_QUARTERS, 0, 0, 0}, {"上季度", ZB_QUARTERS, -1, -1, 0}, {"今明两年", ZB_YEARS, 0, 1, 0},
    {"一年来", ZB_LENGTH_YEARS, -1, 0, 0}, {"近两年", ZB_LENGTH_YEARS, -2, 0, 0},
    {"前年", ZB_YEARS, -2, -2, 0},    {"后年", ZB_YEARS, 2, 2, 0},
};

/* WORD and YEAR: which table an entry of the lexicon points into. FORM: a form that is no word begins so. */
enum { WORD = 'w', YEAR = 'y', FORM = 'f' };

static const char *const forms = "0 1 2 3 4 5 6 7 8 9 ０ １ ２ ３ ４ ５ ６ ７ ８ ９ 〇 零 ○ 一 二 三 四 五 六 七 八 九 十 两 几 "
                                 "截 到 至 自 第 前 头 上 下 本 近 最 过 刚 今 未 这 随 此 党 “ ‘ \"";

/* Its place in the table + 1, which the lexicon keeps as flags; 0: not there. */
static uint8_t count_of(const char *word) {
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
        if (zb_slice_equal(zb_slice_of(counts[i].word), zb_slice_of(word)))
            return (uint8_t)(i + 1);
    return 0;
}

bool zb_times_add(zb_lexicon *times) {
    bool fits = true;
    zb_slice rest = zb_slice_of(forms);
    while (rest.size > 0)
        fits = zb_lexicon_add(times, zb_word_next(&rest), FORM, 0, 0) && fits;
    for (uint32_t i = 0; i < sizeof words / sizeof *words; i++)
        fits = zb_lexicon_add(times, zb_slice_of(words[i].word), WORD, count_of(words[i].word), i) && fits;
    for (uint32_t i = 0; i < sizeof years / sizeof *years; i++)
        fits = zb_lexicon_add(times, zb_slice_of(years[i].word), YEAR, count_of(years[i].word), i) && fits;
    return fits;
}

/* ---- steps -------------------------------------------------------------------------------------------- */

static uint32_t here(const reader *r, const char *word) {
    return zb_word_at(r->flow, r->at, r->end, word);
}

static bool take(reader *r, const char *word) {
    uint32_t width = here(r, word);
    r->at += width;
    return width != 0;
}

static bool take_any(reader *r, const char *const *list) {
    uint32_t width = zb_words_at(r->flow, r->at, r->end, list);
    r->at += width;
    return width != 0;
}

/* Whether one of `list` is here that does not begin one of `longer`; takes it. */
static bool take_but(reader *r, const char *const *list, const char *const *longer) {
    return !zb_words_at(r->flow, r->at, r->end, longer) && take_any(r, list);
}

static uint32_t next_point(const reader *r) {
    uint32_t width = 0;
    return zb_point_at(r->flow, r->at, r->end, &width);
}

static int32_t han_digit(uint32_t point) {
    switch (point) {
    case U'〇': case U'零': case U'○': return 0;
    case U'一': return 1;
    case U'二': return 2;
    case U'三': return 3;
    case U'四': return 4;
    case U'五': return 5;
    case U'六': return 6;
    case U'七': return 7;
    case U'八': return 8;
    case U'九': return 9;
    default: return -1;
    }
}

static int32_t digit(uint32_t point) {
    if (point >= '0' && point <= '9')
        return (int32_t)point - '0';
    return point >= U'０' && point <= U'９' ? (int32_t)(point - U'０') : -1;
}

static bool begins_number(uint32_t point) {
    return digit(point) >= 0 || han_digit(point) >= 0 || point == U'十';
}

/* A row of digits, of either width, or of digit characters; how many. At most nine are read. */
static uint32_t take_row(reader *r, bool han, int32_t *value) {
    uint32_t count = 0, width = 0;
    *value = 0;
    for (;;) {
        uint32_t point = zb_point_at(r->flow, r->at, r->end, &width);
        int32_t d = han ? han_digit(point) : digit(point);
        if (width == 0 || d < 0 || count == 9)
            return count;
        *value = *value * 10 + d;
        r->at += width;
        count++;
    }
}

/* All takers below leave the reader and their outputs as they were when they return false. */

static bool back(reader *r, uint32_t start) {
    r->at = start;
    return false;
}

/* 1 … 99 in digits or characters: 3, 12, 三, 十一, 二十三. */
static bool take_small(reader *r, int32_t *value) {
    uint32_t start = r->at;
    int32_t tens = 0, ones = 0, number = 0;
    uint32_t count = take_row(r, false, &number);
    if (count == 0) {
        count = take_row(r, true, &tens);
        if (count > 1 || (count == 1 && tens == 0))
            return back(r, start);
        number = tens;
        if (take(r, "十")) {
            uint32_t after = r->at;
            if (take_row(r, true, &ones) > 1) {
                r->at = after;
                ones = 0;
            }
            number = (count ? tens : 1) * 10 + ones;
        }
    }
    if (count > 2 || number == 0)
        return back(r, start);
    *value = number;
    return true;
}

/* 1——5月; but 12月——那是… */
static bool take_dash(reader *r) {
    static const char *const marks[] = {"——", "--", "-", "－", "–", "—", "―", "─", "~", "～", "∼", "至", "到", NULL};
    uint32_t start = r->at, width = 0;
    bool two = here(r, "——") || here(r, "--");
    if (!take_any(r, marks))
        return false;
    return !two || begins_number(zb_point_at(r->flow, r->at, r->end, &width)) || back(r, start);
}

/* ---- parts -------------------------------------------------------------------------------------------- */

/* 2023, 二〇二三; *value is a year of this millennium's neighbourhood. */
static bool take_four(reader *r, int32_t *value) {
    uint32_t start = r->at;
    int32_t year = 0;
    uint32_t count = take_row(r, false, &year);
    if (count == 0)
        count = take_row(r, true, &year);
    if (count != 4 || year < 1800 || year > 2199)
        return back(r, start);
    *value = year;
    return true;
}

static bool take_year_word(reader *r) {
    static const char *const never[] = {"年历史", "年以上", "年以内", "年的历史", "年左右", NULL};
    if (zb_words_at(r->flow, r->at, r->end, never) || !take(r, "年"))
        return false;
    take(r, "度");
    return true;
}

/* 2023年, 2019—2021年, 2016年至2020年. */
static bool take_absolute_year(reader *r) {
    uint32_t start = r->at, width = 0;
    int32_t year = 0, last = 0;
    if (!take_four(r, &year))
        return false;
    bool said = take_year_word(r);
    uint32_t after = r->at;
    if (take_dash(r) && take_four(r, &last) && take_year_word(r) && last > year &&
        digit(zb_point_at(r->flow, r->at, r->end, &width)) < 0) {
        r->year = year;
        r->year2 = last;
        return true;
    }
    r->at = said ? after : start;
    r->year = said ? year : r->year;
    return said;
}

/* Whether the entry stands here as a word, and not across two. Takes it. */
static bool take_entry(reader *r, const zb_entry *entry, const char *never_after, const char *never_before) {
    uint32_t width = 0, stop = r->at + (uint32_t)entry->word.size;
    if (zb_point_among(zb_point_before(r->flow, r->at), never_after) ||
        zb_point_among(zb_point_at(r->flow, stop, r->end, &width), never_before))
        return false;
    r->at = stop;
    return true;
}

static void count_word(reader *r, const zb_entry *entry) {
    if (entry->flags == 0)
        return;
    const struct count *count = &counts[entry->flags - 1];
    r->counted = count->counted;
    r->first = count->first;
    r->last = count->last;
    r->part = count->part;
}

static bool take_relative_year(reader *r) {
    const zb_entry *entry = zb_lexicon_find(r->times, r->flow, r->at, r->end);
    if (!entry || entry->letter != YEAR)
        return false;
    const struct year *year = &years[entry->value];
    if (!take_entry(r, entry, year->never_after, year->never_before))
        return false;
    r->relative = year->relative;
    count_word(r, entry);
    return true;
}

/* 一季度, 第三季度, 前三季度, 1季度; 上半年; 一至三季度. */
static bool take_quarter(reader *r) {
    uint32_t start = r->at;
    int32_t first = 0, last = 0;
    if (take(r, "上半年") || take(r, "下半年")) {
        bool upper = zb_word_at(r->flow, start, r->end, "上") != 0;
        r->month = upper ? 1 : 7;
        r->month2 = upper ? 6 : 12;
        return true;
    }
    bool front = take(r, "前");
    bool whole = front || !take(r, "第");
    if (front && take(r, "两"))
        first = 2;
    if ((first || take_small(r, &first)) && first <= 4) {
        last = first;
        if (take_dash(r) && (!take_small(r, &last) || last > 4 || last <= first))
            last = 0;
        bool counted = take(r, "个季度");
        bool quarter = counted || take(r, "季度");
        if (last && quarter && (!counted || front) && (whole || last == first)) {
            r->month = front ? 1 : first * 3 - 2;
            r->month2 = last * 3;
            return true;
        }
    }
    return back(r, start);
}

/* 前8个月, 头四个月, 前11月. */
static bool take_first_months(reader *r) {
    uint32_t start = r->at;
    int32_t count = 0;
    if (!take(r, "前") && !take(r, "头"))
        return false;
    if (take(r, "两"))
        count = 2;
    if ((count || take_small(r, &count)) && count <= 12 && (take(r, "个月") || take(r, "月"))) {
        r->month = 1;
        r->month2 = count;
        return true;
    }
    return back(r, start);
}

static bool take_month(reader *r, int32_t *month) {
    static const char *const never[] = {"月龄", "月均", "月薪", "月租", "月人均", "月工资", NULL};
    uint32_t start = r->at;
    int32_t number = 0;
    if (!take_small(r, &number) || number > 12 || zb_words_at(r->flow, r->at, r->end, never) || !take(r, "月"))
        return back(r, start);
    take(r, "份");
    *month = number;
    return true;
}

static bool take_day(reader *r, int32_t *day, bool bare) {
    static const char *const never[] = {"日元", "日内", "日游", "日均", "日以内", "日龄", "日报", "日行", NULL};
    uint32_t start = r->at;
    int32_t number = 0;
    if (!take_small(r, &number) || number > 31 || zb_words_at(r->flow, r->at, r->end, never) ||
        !(take(r, "日") || (!bare && take(r, "号"))))
        return back(r, start);
    *day = number;
    return true;
}

/* 1至11月, 1—8月份, 1月—8月: behind the dash the month decides. */
static bool take_months(reader *r) {
    uint32_t start = r->at;
    int32_t first = 0, last = 0;
    if (take_small(r, &first) && first <= 12 && take_dash(r) && take_month(r, &last) && last > first) {
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

static void take_to_month(reader *r) {
    uint32_t start = r->at;
    int32_t year = 0, month = 0;
    if (!take_dash(r))
        return;
    uint32_t after = r->at;
    bool said_year = take_four(r, &year) && take(r, "年");
    if (!said_year) {
        r->at = after;
        said_year = take(r, "次年") || take(r, "今年") || take(r, "翌年");
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
static void take_to_day(reader *r) {
    uint32_t start = r->at;
    int32_t year = 0, month = 0, day = 0;
    if (!take_dash(r))
        return;
    uint32_t after = r->at;
    bool said_year = take_four(r, &year) && take(r, "年");
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
static void take_days(reader *r) {
    int32_t day = 0;
    if (!take_day(r, &r->day, false)) {
        uint32_t start = r->at;
        int32_t first = 0;
        if (take_small(r, &first) && take_dash(r) && take_day(r, &day, false) && first < day) { /* 9月1—7日 */
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

static void take_clock(reader *r) {
    static const char *const parts[] = {"上午", "下午", "凌晨", "晚间", "晚上", "中午", "清晨", "傍晚", "深夜", "早上", "晚", NULL};
    static const char *const ends[] = {"许", "整", "半", NULL};
    int32_t hour = 0, minute = 0;
    take_any(r, parts);
    uint32_t start = r->at;
    if (!take_small(r, &hour) || hour > 24 || !(take(r, "时") || take(r, "点"))) {
        r->at = start;
        return;
    }
    start = r->at;
    if (!take_small(r, &minute) || minute > 59 || !take(r, "分"))
        r->at = start;
    take_any(r, ends);
}

/* 2023-03-24, 2023/3/24, 2023.3.24. */
static bool take_iso(reader *r) {
    uint32_t start = r->at;
    int32_t month = 0, day = 0, year = 0;
    static const char *const marks[] = {"-", "/", ".", "．", NULL};
    if (take_four(r, &year) && take_any(r, marks) && take_small(r, &month) && month <= 12 && take_any(r, marks) &&
        take_small(r, &day) && day <= 31) {
        r->year = year;
        r->month = r->month2 = month;
        r->day = r->day2 = day;
        r->said_day = true;
        return true;
    }
    return back(r, start);
}

/* 80年代, 20世纪90年代初, 上世纪八十年代. */
static bool take_decade(reader *r) {
    uint32_t start = r->at;
    int32_t century = 0, decade = 0;
    if (take_four(r, &decade) && decade % 10 == 0 && take(r, "年代")) { /* 1990年代 */
        r->year = decade;
        r->year2 = decade + 9;
        return true;
    }
    r->at = start;
    if (take(r, "上世纪") || take(r, "上个世纪"))
        century = 20;
    else if (take(r, "本世纪"))
        century = 21;
    else if (!(take_small(r, &century) && take(r, "世纪"))) {
        r->at = start;
        century = 20;
    }
    if (take_small(r, &decade) && decade % 10 == 0 && take(r, "年代") && century >= 15 && century <= 21) {
        r->year = (century - 1) * 100 + decade;
        r->year2 = r->year + 9;
        return true;
    }
    return back(r, start);
}

static void set_plan_years(reader *r, int32_t number) {
    static const int32_t early[] = {1953, 1958, 1966, 1971, 1976};
    r->year = number <= 5 ? early[number - 1] : 1981 + 5 * (number - 6);
    r->year2 = number == 2 ? 1962 : r->year + 4;
}

/* “十四五”时期, 十三五期间, “九五”末: the n-th five-year plan, 2021–2025 the 14th. Bare 十五 only in quotes. */
static bool take_plan(reader *r) {
    static const char *const never[] = {"规划", "计划", "纲要", "普法", "重点", "项目", "科技", "国家", NULL};
    uint32_t start = r->at;
    int32_t number = 0, ones = 0;
    bool quoted = take(r, "“") || take(r, "\"") || take(r, "‘");
    if (take(r, "十"))
        number = 10;
    uint32_t mark = r->at, width = 0, point = zb_point_at(r->flow, r->at, r->end, &width);
    ones = han_digit(point);
    r->at = ones > 0 ? r->at + width : mark;
    bool five = take(r, "五");
    if (five && ones > 0)
        number += ones;
    else if (!(ones == 5 && number == 10 && quoted)) /* “十五” itself */
        number = 0;
    bool closed = take(r, "”") || take(r, "\"") || take(r, "’");
    if (number == 0 || number > 20 || (quoted && !closed) || (!quoted && number < 11) ||
        zb_words_at(r->flow, r->at, r->end, never))
        return back(r, start);
    if (!quoted && zb_words_at(r->flow, r->at, r->end, (const char *const[]){"岁", "个", "年", "名", "人", "天", "户", NULL})) 
        return back(r, start);
    set_plan_years(r, number);
    return true;
}

/* 第六个五年计划期间: the same, written out. */
static bool take_numbered_plan(reader *r) {
    uint32_t start = r->at;
    int32_t number = 0;
    if (!take(r, "第") || !take_small(r, &number) || number > 20 || !take(r, "个五年计划"))
        return back(r, start);
    set_plan_years(r, number);
    return true;
}

/* 近3年, 过去五年, 今后三年, 5年来, 三十多年来, 三年间: a length, and the words that make a time of it. */
static bool take_span_front(reader *r) {
    static const char *const fronts[] = {"近", "最近", "过去", "过去的", "刚刚过去的", "今后", "今后的", "未来",
                                         "这", "前", "随后", "此后", "前后", NULL};
    bool near = here(r, "近") != 0; /* 附近3年 is none */
    if (near && zb_point_among(zb_point_before(r->flow, r->at), "附临邻靠贴将接"))
        return false;
    if (here(r, "前") && zb_point_among(zb_point_before(r->flow, r->at), "以之目此日先空提眼跟当面年月天")) /* 目前3年 */
        return false;
    return take_any(r, fronts);
}

/* The words that make a time of a length: 来 间; or that undo it: 近三年级 is no time. */
static bool take_span_tail(reader *r, bool front) {
    static const char *const tails[] = {"多来", "来", "多年来", "间", NULL};
    static const char *const not_tail[] = {"来自", "来看", "来说", "间隔", NULL};
    static const char *const undo[] = {"级", "代", "均", "行动", "计划", NULL};
    bool undone = zb_point_before(r->flow, r->at) == U'年' && zb_words_at(r->flow, r->at, r->end, undo);
    static const char *const agos[] = {"前", "以前", "之前", NULL};
    static const char *const not_ago[] = {"前期", "前列", "前沿", "前三", "前后", "前往", "前来", "前提", "前夕", "前景", NULL};
    bool behind = take_but(r, tails, not_tail) || (!front && take_but(r, agos, not_ago));
    if (front && !undone)
        take_but(r, (const char *const[]){"内", NULL}, (const char *const[]){"内外", "内部", NULL});
    return behind || (front && !undone);
}

static bool take_span(reader *r) {
    static const struct { const char *word; uint8_t counted; int8_t sign; } units[] = {
        {"年", ZB_LENGTH_YEARS, 1}, {"周年", ZB_LENGTH_YEARS, 1}, {"个月", ZB_LENGTH_MONTHS, 1},
        {"个季度", ZB_LENGTH_MONTHS, 3},
        {"天", ZB_LENGTH_DAYS, 1}};
    static const char *const ahead[] = {"今后", "未来", NULL}, *const elsewhere[] = {"随后", "此后", "前后", "这", "前", NULL};
    uint32_t start = r->at;
    bool forward = zb_words_at(r->flow, start, r->end, ahead), apart = zb_words_at(r->flow, start, r->end, elsewhere);
    bool prior = here(r, "前") != 0; /* 前三年; 前8个月 are the first of their year */
    bool front = take_span_front(r);
    bool several = here(r, "几") != 0;
    zb_numeral n = zb_numeral_read(r->flow, r->at, r->end);
    bool small = n.end && n.number.exponent <= 1 && n.number.exponent >= 0 && n.number.coefficient > 0 &&
                 n.number.coefficient < 100;
    if (!small || n.decimal || n.scaled)
        return back(r, start);
    r->at = n.end;
    int64_t length = 0;
    for (size_t i = 0; i < sizeof units / sizeof *units && !length; i++) {
        if (!take(r, units[i].word))
            continue;
        length = n.number.coefficient * (n.number.exponent ? 10 : 1) * units[i].sign;
        r->counted = units[i].counted;
    }
    uint32_t unit = r->at;
    if (!length || (prior && r->counted != ZB_LENGTH_YEARS) || !take_span_tail(r, front)) {
        r->counted = ZB_NOT_COUNTED;
        return back(r, start);
    }
    bool ago = front || zb_words_at(r->flow, unit, r->end, (const char *const[]){"来", NULL});
    bool exact = ago && !apart && !n.over && !n.range && !several && length < 100;
    r->counted = exact ? r->counted : (uint8_t)ZB_NOT_COUNTED;
    r->first = (int8_t)(exact && !forward ? -length : 0);
    r->last = (int8_t)(exact && forward ? length : 0);
    take(r, "时间");
    r->weak = true;
    return true;
}

static bool take_congress(reader *r) {
    uint32_t start = r->at;
    int32_t number = 0;
    if (take(r, "党的") && take_small(r, &number) && take(r, "大")) {
        static const char *const plenaries[] = {"一中全会", "二中全会", "三中全会", "四中全会", "五中全会", "六中全会", "七中全会", NULL};
        take_any(r, plenaries);
        if (take(r, "以来")) {
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
    return back(r, start);
}

/* ---- the expression ----------------------------------------------------------------------------------- */

static bool take_word(reader *r, bool *needs_end) {
    const zb_entry *entry = zb_lexicon_find(r->times, r->flow, r->at, r->end);
    if (!entry || entry->letter != WORD)
        return false;
    const struct word *word = &words[entry->value];
    if (!take_entry(r, entry, word->never_after, word->never_before))
        return false;
    r->month = word->month;
    r->month2 = word->month2;
    r->relative = word->relative;
    r->weak = word->flags & WEAK;
    *needs_end = word->flags & NEEDS_END;
    r->open_to = word->flags & OPEN;
    count_word(r, entry);
    return true;
}

/* 今天（9月17日）: the date in the bracket is the same day. */
static void take_bracketed_date(reader *r) {
    uint32_t start = r->at;
    reader inner = *r;
    inner.month = inner.day = 0;
    if ((take(&inner, "（") || take(&inner, "(")) && take_months(&inner)) {
        take_days(&inner);
        if (inner.said_day && (take(&inner, "）") || take(&inner, ")"))) {
            *r = inner;
            r->weak = false;
            r->counted = ZB_NOT_COUNTED;
            r->relative = ZB_YEAR_UNKNOWN;
            return;
        }
    }
    r->at = start;
}

/* Month, quarter and day behind a year, or on their own. */
static bool take_parts(reader *r) {
    if (!begins_number(next_point(r)) && !zb_point_any(next_point(r), U"上下前头第"))
        return false;
    if (take_quarter(r) || take_first_months(r))
        return true;
    if (take_months(r)) {
        if (r->month == r->month2)
            take_days(r);
        if (!r->said_day && r->month == r->month2)
            take_to_month(r);
        return true;
    }
    return false;
}

static bool take_bare_day(reader *r) {
    uint32_t start = r->at;
    int32_t day = 0;
    bool digits = digit(next_point(r)) >= 0;
    if (digit(zb_point_before(r->flow, start)) >= 0 || !take_day(r, &day, true) || (!digits && day <= 10))
        return back(r, start);
    r->day = r->day2 = day;
    r->said_day = true;
    return true;
}

/* 15时30分, 上午9时: a clock, which says nothing about dates. */
static bool take_bare_clock(reader *r) {
    int32_t hour = 0;
    uint32_t start = r->at;
    bool clock = take_small(r, &hour) && hour <= 24 && take(r, "时") && !here(r, "代") && !here(r, "期");
    r->at = start;
    if (clock) {
        take_clock(r);
        r->weak = r->clock = true;
    }
    return clock;
}

/* The fourth character where all are ASCII: of 2023, which is no length. */
static uint32_t fourth_point(const reader *r) {
    uint32_t width = 0;
    return zb_point_at(r->flow, r->at, r->end, &width) < 0x80 && r->end - r->at > 3 ? (unsigned char)r->flow.data[r->at + 3] : 0;
}

/* Forms that are whole in themselves. What cannot be there by its first character is not tried. */
static bool take_form(reader *r, bool *needs_end) {
    uint32_t first = next_point(r);
    bool number = begins_number(first);
    if (digit(first) >= 0 && take_iso(r))
        return true;
    if ((number || first == U'上' || first == U'本') && take_decade(r))
        return true;
    if ((first == U'“' || first == U'‘' || first == '"' || first == U'十') && take_plan(r))
        return true;
    if (first == U'第' && take_numbered_plan(r))
        return true;
    if (first == U'党' && take_congress(r))
        return true;
    if ((first == U'过' || first == U'刚') && take_word(r, needs_end)) /* 过去一年 has its dates; 过去五年 is a span */
        return true;
    return (number ? !zb_point_any(fourth_point(r), U"0123456789") : zb_point_any(first, U"近最过刚今未这随此前两几")) && take_span(r);
}

static bool take_core(reader *r, bool *needs_end) {
    static const char *const tops[] = {"初", NULL}, *const not_top[] = {"初步", "初级", "初中", NULL};
    if (take_form(r, needs_end))
        return true;
    bool number = begins_number(next_point(r));
    if ((number && take_absolute_year(r)) || take_relative_year(r)) {
        if (take(r, "全年") || take(r, "内") || r->year2)
            return true;
        if (!take_parts(r) && take_but(r, tops, not_top))
            r->month = r->month2 = 1;
        else if (!r->month && take(r, "春节")) { /* from 21 January on, to 20 February */
            r->month = 1;
            r->month2 = 2;
        }
    } else if (!take_parts(r) && !(number && (take_bare_day(r) || take_bare_clock(r))) && !take_word(r, needs_end)) {
        return false;
    } else if (!r->month && !r->said_day && !*needs_end) {
        take_bracketed_date(r);
    }
    if (r->relative == ZB_ABSOLUTE && r->year == 0 && (r->month || r->said_day))
        r->relative = ZB_YEAR_UNKNOWN;
    if (r->said_day || (r->weak && !r->clock))
        take_clock(r);
    return true;
}

/* What a tail leaves: of a month its days (上旬 1–10), of a year or of several the first or last month. */
static void narrow(reader *r, int32_t first, int32_t last) {
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
static void take_part_of(reader *r, bool until) {
    static const char *const bottoms[] = {"底", "末", "月底", "月末", NULL};
    static const char *const not_bottom[] = {"底层", "底线", "底气", "底蕴", "末端", NULL};
    static const char *const tops[] = {"初", NULL}, *const not_top[] = {"初步", "初级", NULL};
    if (r->counted > ZB_MONTHS || r->part || !zb_point_any(next_point(r), U"底末月初上中下")) /* 近3年底: no */
        return;
    if (take_but(r, bottoms, not_bottom)) {
        narrow(r, 21, 31);
        r->open_from = until;
    } else if (((r->month || r->counted == ZB_MONTHS) && take_but(r, tops, not_top)) || take(r, "上旬")) {
        narrow(r, 1, 10);
    } else if (take(r, "中旬")) {
        narrow(r, 11, 20);
    } else if (take(r, "下旬")) {
        narrow(r, 21, 31);
    }
}

/* 同期 期间 以来 前 后 behind the time; returns whether one of them was there, as 春节 and 活动 need it. */
static bool take_tail(reader *r, zb_period *period) {
    static const char *const during[] = {"期间", "时期", "假期", "长假", "小长假", "黄金周", "假日", NULL};
    static const char *const befores[] = {"前", "之前", "以前", "前夕", NULL};
    static const char *const not_before[] = {"前三", "前列", "前沿", "前期", "前后", "前景", "前往", "前进",
                                             "前端", "前置", "前来", "前提", "前身", NULL};
    static const char *const afters[] = {"后", "之后", "以后", NULL};
    static const char *const not_after[] = {"后续", "后备", "后期", "后勤", "后台", "后盾", "后半", "后三", NULL};
    static const char *const sinces[] = {"以来", "起至今", "至今", NULL};
    static const char *const begins[] = {"起", NULL}, *const not_begins[] = {"起来", "起草", "起点", "起步", "起重", "起诉",
                                         "起飞", "起义", "起降", "起伏", "起止", "起码", "起源", "起到", "起运", "起航", NULL};
    if (!zb_point_any(next_point(r), U"同期时假长小黄以起至前之后")) /* of all lists above */
        return false;
    bool tail = take(r, "同期");
    if (take_any(r, during)) {
        tail = true;
        take(r, "期间");
    }
    bool dated = r->month || r->year || r->relative || r->said_day || r->counted; /* 此起彼伏 is not */
    if (take_any(r, sinces) || (dated && take_but(r, begins, not_begins)))
        r->open_to = tail = true;
    else if (take(r, "前后"))
        tail = true;
    else if (take_but(r, befores, not_before))
        period->until = r->open_from = tail = true;
    else if (take_but(r, afters, not_after))
        r->open_to = tail = true;
    return tail;
}

/* ---- dates -------------------------------------------------------------------------------------------- */

static int32_t last_day(int32_t year, int32_t month) {
    static const uint8_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return days[(month - 1) % 12] + (month == 2 && leap && year ? 1 : 0);
}

/* 29 February is, as long as the year is not known. */
static bool possible(int32_t year, int32_t month, int32_t day) {
    return day <= last_day(year ? year : 2000, month);
}

static void fill_dates(const reader *r, zb_period *period) {
    bool dated = r->year || r->relative || r->month || r->said_day;
    if (!dated || r->clock)
        return;
    int32_t year2 = r->year2 ? r->year2 : r->year;
    int32_t month = r->month ? r->month : r->said_day ? 0 : 1, month2 = r->month2 ? r->month2 : r->said_day ? 0 : 12;
    int32_t day = r->day ? r->day : 1, most = 31;
    if (month2)
        most = last_day(year2 || !r->said_day ? year2 : 2000, month2);
    int32_t day2 = r->day2 && r->day2 < most ? r->day2 : most;
    if (r->said_day && month && !possible(r->year, month, r->day)) /* 2月30日 */
        return;
    if (r->counted || (r->weak && !r->month && r->relative != ZB_LAST_YEAR))
        return;
    period->from = (zhibiao_date){(int16_t)r->year, (uint8_t)month, (uint8_t)day};
    period->to = (zhibiao_date){(int16_t)year2, (uint8_t)month2, (uint8_t)day2};
    period->is_date = r->said_day && r->day == r->day2 && month == month2;
    if (r->open_to) {
        period->to = (zhibiao_date){0, 0, 0};
        period->is_date = false;
    }
}

/* 截至 counts from the beginning of its year, 到 from nowhere. */
static void open_start(bool since_january, zb_period *period) {
    period->until = true;
    period->is_date = false;
    if (since_january && period->to.month)
        period->from = (zhibiao_date){period->to.year, 1, 1};
    else
        period->from = (zhibiao_date){0, 0, 0};
}

static bool read_core(reader *r, bool until, zb_period *period) {
    bool needs_end = false;
    uint32_t start = r->at;
    if (!take_core(r, &needs_end))
        return false;
    if (!r->whole)
        take_part_of(r, until);
    bool tail = !r->whole && take_tail(r, period);
    if (needs_end && !tail)
        return false;
    if (r->year && !r->year2 && !r->month &&
        zb_words_at(r->flow, r->at, r->end, (const char *const[]){"代", "级", "版", NULL}))
        return false; /* 2000年级, and 年代 without a decade */
    return r->at > start;
}

/* 自3月疫情发生以来: what stands between the time and 以来 belongs to it. */
static bool take_since(reader *r) {
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

/* ---- the gate: nearly every character of a text is turned away here ------------------------------------ */

/* Behind a number has to stand what makes a time of it: 11月, 2023年, 1至11月, 三十多年, 8时; 2023-03-24; 十三五. */
static bool number_may_begin(const reader *r) {
    enum { LONGEST = 12 }; /* of the numbers that times are made of, and more */
    uint32_t at = r->at, width = 0, count = 0, point = zb_point_at(r->flow, at, r->end, &width);
    bool five = point == U'十';
    for (int parts = 0; parts < 2; parts++) {
        for (; begins_number(point) || point == U'两' || point == U'几'; count++) {
            if (five && point == U'五' && count <= 2)
                return true;
            if (count == LONGEST)
                return false;
            at += width;
            point = zb_point_at(r->flow, at, r->end, &width);
        }
        if (parts == 0 && count == 4 && zb_point_any(point, U"-/.．"))
            return true;
        if (!zb_point_any(point, U"-－–—―─~～∼至到"))
            break;
        for (uint32_t dash = point, i = 0; i < 2 && point == dash; i++) { /* 1——5月 */
            at += width;
            point = zb_point_at(r->flow, at, r->end, &width);
        }
    }
    switch (point) {
    case U'年': case U'月': case U'日': case U'时': case U'季': case U'世': case U'天': case U'周':
    case U'多': case U'余': case U'来':
        return true;
    case U'个':
        return zb_point_among(zb_point_at(r->flow, at + width, r->end, &width), "月季");
    default:
        return false;
    }
}

/* What the forms that are no words go on with. */
static bool form_may_begin(const reader *r, uint32_t first, uint32_t width) {
    uint32_t next = zb_point_at(r->flow, r->at + width, r->end, &width);
    bool number = begins_number(next) || next == U'两' || next == U'几';
    switch (first) {
    case U'截': return next == U'至' || next == U'止';
    case U'到': case U'至': case U'自': return zb_lexicon_begins(r->times, next) || next == U'从';
    case U'第': case U'头': case U'这': case U'近': case U'“': case U'‘': case '"': return number;
    case U'前': return number || next == U'后';
    case U'上': return next == U'半' || next == U'世' || next == U'个';
    case U'下': return next == U'半';
    case U'本': return next == U'世';
    case U'最': return next == U'近';
    case U'过': return next == U'去';
    case U'刚': return next == U'刚';
    case U'今': case U'随': case U'此': return next == U'后';
    case U'未': return next == U'来';
    case U'党': return next == U'的';
    default: return false;
    }
}

static bool may_begin(const reader *r) {
    uint32_t width = 0, first = zb_point_at(r->flow, r->at, r->end, &width);
    if (begins_number(first) || first == U'两' || first == U'几' ? number_may_begin(r) : form_may_begin(r, first, width))
        return true;
    const zb_entry *entry = zb_lexicon_find(r->times, r->flow, r->at, r->end);
    return entry && entry->letter != FORM;
}

static bool until_word(reader *r, bool *since_january) {
    static const char *const ends[] = {"截至到", "截至", "截止到", "截止至", "截止", NULL};
    uint32_t before = zb_point_before(r->flow, r->at);
    *since_january = take_any(r, ends);
    if (*since_january)
        return true;
    if (here(r, "到") && !zb_point_any(before, U"达得受做提降升增回感遇看听想找收来直周高加长少大小低减迟续"))
        return take(r, "到");
    return here(r, "至") && !zb_point_any(before, U"甚以乃直降升增减提延") && take(r, "至");
}

/* 到 and 至 belong only to what can be an end: 到2025年, 到年底; 到3月 and 至5个 are something else. */
static bool can_be_end(const reader *r, uint32_t core) {
    static const char *const words_of_end[] = {"目前", "本世纪", "年底", "年末", NULL};
    bool relative = r->relative != ZB_ABSOLUTE && r->relative != ZB_YEAR_UNKNOWN;
    return r->year || relative || r->open_from || zb_words_at(r->flow, core, r->end, words_of_end);
}

static bool finish(reader *r, uint32_t start, zb_period *period) {
    period->start = start;
    period->end = r->at;
    period->weak = r->weak;
    period->relative = r->relative;
    period->counted = r->counted;
    period->first = r->first;
    period->last = r->last;
    period->part = r->part;
    period->since = r->open_to;
    return true;
}

bool zb_period_read_here(const zb_lexicon *times, zb_slice flow, uint32_t at, uint32_t end, zb_period *period) {
    reader r = {.times = times, .flow = flow, .at = at, .end = end};
    bool since_january = false;
    if (!may_begin(&r))
        return false;
    *period = (zb_period){0};
    if (zb_word_at(flow, at, end, "自") && (take(&r, "自从") || take(&r, "自"))) {
        if (!read_core(&r, false, period) || (!r.open_to && !take_since(&r)))
            return false;
        fill_dates(&r, period);
        return finish(&r, at, period);
    }
    bool until = until_word(&r, &since_january);
    bool to = until && !since_january;
    if (!read_core(&r, until, period))
        return false;
    if (to && !can_be_end(&r, at + 3))
        return false;
    fill_dates(&r, period);
    if (until || r.open_from)
        open_start(since_january, period);
    return finish(&r, at, period);
}

/* ---- in a document ------------------------------------------------------------------------------------ */

/* Moves a date by months, to the last day of a shorter month. */
static zhibiao_date add_months(zhibiao_date day, int32_t months) {
    int32_t all = day.year * 12 + day.month - 1 + months;
    int32_t year = all / 12, month = all % 12 + 1, last = last_day(year, month);
    return (zhibiao_date){(int16_t)year, (uint8_t)month, (uint8_t)(day.day < last ? day.day : last)};
}

static zhibiao_date add_days(zhibiao_date day, int32_t days) {
    int32_t left = day.day + days;
    for (; left < 1; left += last_day(day.year, day.month))
        day = add_months((zhibiao_date){day.year, day.month, 1}, -1);
    for (; left > last_day(day.year, day.month); day = add_months((zhibiao_date){day.year, day.month, 1}, 1))
        left -= last_day(day.year, day.month);
    day.day = (uint8_t)left;
    return day;
}

/* Whole months, `first` to `last` of them away, or the third of one. */
static void calendar_months(zhibiao_date day, int32_t first, int32_t last, uint8_t part, zhibiao_date *from,
                            zhibiao_date *to) {
    *from = add_months((zhibiao_date){day.year, day.month, 1}, first);
    *to = add_months((zhibiao_date){day.year, day.month, 1}, last);
    to->day = (uint8_t)(part == 1 || part == 2 ? part * 10 : last_day(to->year, to->month));
    if (part > 0)
        from->day = (uint8_t)(part * 10 - 9);
}

static void count_dates(const zb_period *period, zhibiao_date day, zhibiao_date *from, zhibiao_date *to) {
    int32_t first = period->first, last = period->last;
    if (period->counted != ZB_YEARS && (day.month == 0 || day.day == 0))
        return;
    switch (period->counted) {
    case ZB_DAYS: case ZB_LENGTH_DAYS:
        *from = add_days(day, first);
        *to = add_days(day, last);
        break;
    case ZB_MONTHS:
        calendar_months(day, first, last, period->part, from, to);
        break;
    case ZB_QUARTERS:
        day.month = (uint8_t)((day.month - 1) / 3 * 3 + 1);
        calendar_months(day, first * 3, last * 3 + 2, 0, from, to);
        break;
    case ZB_YEARS:
        *from = (zhibiao_date){(int16_t)(day.year + first), 1, 1};
        *to = (zhibiao_date){(int16_t)(day.year + last), 12, 31};
        break;
    default:
        first *= period->counted == ZB_LENGTH_YEARS ? 12 : 1;
        last *= period->counted == ZB_LENGTH_YEARS ? 12 : 1;
        *from = add_months(day, first);
        *to = add_months(day, last);
        break;
    }
}

static bool later(zhibiao_date a, zhibiao_date b) {
    return a.year != b.year ? a.year > b.year : a.month != b.month ? a.month > b.month : a.day > b.day;
}

/* Gives a date without a year the document's, or the one before or behind it. */
static void set_year(zhibiao_date *date, uint8_t relative, int16_t year) {
    int shift = relative == ZB_LAST_YEAR ? -1 : relative == ZB_NEXT_YEAR ? 1 : 0;
    if (date->year == 0 && date->month != 0 && year != 0 && relative != ZB_OTHER_YEAR)
        date->year = (int16_t)(year + shift);
    if (date->year == 0 || date->month == 0)
        *date = (zhibiao_date){0, 0, 0};
    else if (!possible(date->year, date->month, date->day)) /* 2月29日, and the year has none: it is of another */
        *date = (zhibiao_date){0, 0, 0};
}

void zb_period_dates(const zb_period *period, zhibiao_date document, zhibiao_date *from, zhibiao_date *to) {
    *from = period->from;
    *to = period->to;
    if (period->counted && document.year != 0)
        count_dates(period, document, from, to);
    if (period->counted && period->until)
        *from = (zhibiao_date){0, 0, 0};
    if (period->counted && period->since)
        *to = (zhibiao_date){0, 0, 0};
    bool own = period->to.year == 0 && period->relative == ZB_YEAR_UNKNOWN;
    bool leap = own && period->to.month == 2 && period->to.day == 28 && period->from.day != 28;
    set_year(from, period->relative, document.year);
    set_year(to, period->relative, document.year);
    if (leap && to->year != 0)
        to->day = (uint8_t)last_day(to->year, 2);
    /* 截至11月末 in a report of January: what is counted up to a day has come to it */
    if (own && period->until && from->year != 0 && document.month != 0 && document.day != 0 && later(*to, document)) {
        from->year--;
        to->year--;
    }
}
