/* The fixed words of time, and what each says.
 *
 *     上半年      months 1–6, the year unknown        今年        this year
 *     年底        month 12; not in 老年底             当年        another year; not in 适当年
 *     目前        no month: now, or near it           昨天        the day before the document's
 *     春节        only with 期间 假期 前 后 behind    年初至今    months 1–12 of this year, its end open
 *
 * A word is added by a line of one of the first two tables; one that counts from the document's day also of the third.
 * All are found through one lexicon, which also knows how a form that is no word begins (1 of 1至11月, 截 of 截至): one look
 * tells where nothing of time can stand. */
#include "date.h"

enum { WEAK = 1, NEEDS_END = 2, OPEN = 4 };

/* word; months it covers (0: the word says none); whose year; never after these characters, never before these (NULL: none). */
static const struct word {
    char word[24]; /* here and not elsewhere: an address costs the library 32 bytes */
    uint8_t month, month2, relative, flags;
    const char *never_after, *never_before;
} words[] = {
    /* parts of a year */
    {"全年", 1, 12, ZB_YEAR_UNKNOWN, 0, "健安完齐双", "龄级"},
    {"上半年", 1, 6, ZB_YEAR_UNKNOWN, 0, "以之线", NULL},
    {"下半年", 7, 12, ZB_YEAR_UNKNOWN, 0, "以之线", NULL},
    {"前三季度", 1, 9, ZB_YEAR_UNKNOWN, 0, NULL, NULL},
    {"前两季度", 1, 6, ZB_YEAR_UNKNOWN, 0, NULL, NULL},
    {"首季", 1, 3, ZB_YEAR_UNKNOWN, 0, NULL, NULL},
    {"年初", 1, 1, ZB_YEAR_UNKNOWN, 0, "青少成老中近多每历常往学半", "步级中"},
    {"年底", 12, 12, ZB_YEAR_UNKNOWN, 0, "青少成老中近多每历常往学半", "蕴"},
    {"年末", 12, 12, ZB_YEAR_UNKNOWN, 0, "青少成老中近多每历常往学半", NULL},
    {"年中", 6, 6, ZB_YEAR_UNKNOWN, 0, "青少成老近多每历常往学半些几", "国央共期心等小医"},
    {"年内", 1, 12, ZB_YEAR_UNKNOWN, 0, "青少成老中近多每历常往学半几两", "容部涝蒙需"},
    {"岁末", 12, 12, ZB_YEAR_UNKNOWN, 0, NULL, NULL},
    {"岁末年初", 12, 12, ZB_YEAR_UNKNOWN, WEAK, NULL, NULL},
    {"年初以来", 1, 12, ZB_THIS_YEAR, WEAK | OPEN, NULL, NULL},
    {"开年以来", 1, 12, ZB_THIS_YEAR, WEAK | OPEN, NULL, NULL},
    {"年初至今", 1, 12, ZB_THIS_YEAR, WEAK | OPEN, NULL, NULL},
    {"今春", 3, 5, ZB_THIS_YEAR, 0, NULL, NULL},
    {"今夏", 6, 8, ZB_THIS_YEAR, 0, NULL, NULL},
    {"今秋", 9, 11, ZB_THIS_YEAR, 0, NULL, NULL},
    {"今冬明春", 0, 0, ZB_THIS_YEAR, WEAK, NULL, NULL},
    {"今冬", 0, 0, ZB_THIS_YEAR, WEAK, NULL, NULL},
    {"去冬今春", 0, 0, ZB_THIS_YEAR, WEAK, NULL, NULL},
    /* now and near it */
    {"目前", 0, 0, 0, WEAK, NULL, NULL},
    {"现在", 0, 0, 0, WEAK, "实体表展呈出发", NULL},
    {"目前为止", 0, 0, 0, WEAK, NULL, NULL},
    {"当前", 0, 0, 0, WEAK, "适应正相不恰", NULL},
    {"日前", 0, 0, 0, WEAK, "今明昨节假每工目生", "往来"},
    {"近日", 0, 0, 0, WEAK, "最附临将接", NULL},
    {"近期", 0, 0, 0, WEAK, "最临", "望"},
    {"近来", 0, 0, 0, WEAK, "最", NULL},
    {"最近", 0, 0, 0, WEAK, NULL, "的"},
    {"近年来", 0, 0, 0, WEAK, "最", NULL},
    {"近年", 0, 0, 0, WEAK, "最", "均"},
    {"近些年", 0, 0, 0, WEAK, NULL, NULL},
    {"近些年来", 0, 0, 0, WEAK, NULL, NULL},
    {"近几年", 0, 0, 0, WEAK, "最", NULL},
    {"近几年来", 0, 0, 0, WEAK, "最", NULL},
    {"最近几年", 0, 0, 0, WEAK, NULL, NULL},
    {"如今", 0, 0, 0, WEAK, NULL, NULL},
    {"眼下", 0, 0, 0, WEAK, NULL, NULL},
    {"现阶段", 0, 0, 0, WEAK, NULL, NULL},
    {"此前", 0, 0, 0, WEAK, NULL, NULL},
    {"同期", 0, 0, 0, WEAK, "合不共", NULL},
    {"历史同期", 0, 0, 0, WEAK, NULL, NULL},
    {"迄今", 0, 0, 0, WEAK, NULL, NULL},
    {"迄今为止", 0, 0, 0, WEAK, NULL, NULL},
    {"至今", 0, 0, 0, WEAK, NULL, NULL},
    {"本周", 0, 0, 0, WEAK, "基", "期"},
    {"上周", 0, 0, 0, WEAK, "以", "期"},
    {"下周", 0, 0, 0, WEAK, NULL, "期"},
    {"周末", 0, 0, 0, WEAK, NULL, NULL},
    {"本月", 0, 0, 0, WEAK, NULL, NULL},
    {"上月", 0, 0, 0, WEAK, "以", NULL},
    {"下月", 0, 0, 0, WEAK, "以", "台"},
    {"月底", 0, 0, 0, WEAK, "0123456789０１２３４５６７８９一二三四五六七八九十个年", NULL},
    {"月末", 0, 0, 0, WEAK, "0123456789０１２３４５６７８９一二三四五六七八九十个年", NULL},
    {"月初", 0, 0, 0, WEAK, "0123456789０１２３４５６７８９一二三四五六七八九十个年", NULL},
    {"今明两年", 0, 0, 0, WEAK, NULL, NULL},
    {"近两年", 0, 0, 0, WEAK, "最附邻", "均级"},
    {"半年来", 0, 0, 0, WEAK, NULL, NULL},
    {"过去半年", 0, 0, 0, WEAK, NULL, NULL},
    {"过去半年内", 0, 0, 0, WEAK, NULL, NULL},
    {"近半年", 0, 0, 0, WEAK, "最附邻", "数"},
    {"最近半年", 0, 0, 0, WEAK, NULL, "数"},
    {"上个月", 0, 0, 0, WEAK, NULL, NULL},
    {"下个月", 0, 0, 0, WEAK, NULL, NULL},
    {"当月", 0, 0, 0, WEAK, NULL, NULL},
    {"当天", 0, 0, 0, WEAK, NULL, NULL},
    {"当日", 0, 0, 0, WEAK, NULL, NULL},
    {"当晚", 0, 0, 0, WEAK, NULL, NULL},
    {"同日", 0, 0, 0, WEAK, NULL, NULL},
    {"今天", 0, 0, 0, WEAK, NULL, NULL},
    {"今日", 0, 0, 0, WEAK, NULL, NULL},
    {"今晚", 0, 0, 0, WEAK, NULL, NULL},
    {"今早", 0, 0, 0, WEAK, NULL, NULL},
    {"昨天", 0, 0, 0, WEAK, NULL, NULL},
    {"昨日", 0, 0, 0, WEAK, NULL, NULL},
    {"昨晚", 0, 0, 0, WEAK, NULL, NULL},
    {"明天", 0, 0, 0, WEAK, NULL, NULL},
    {"明日", 0, 0, 0, WEAK, NULL, NULL},
    {"前天", 0, 0, 0, WEAK, "以之", NULL},
    {"本季度", 0, 0, 0, WEAK, NULL, NULL},
    {"上季度", 0, 0, 0, WEAK, NULL, NULL},
    /* spans of years */
    {"一年来", 0, 0, 0, WEAK, "十百千万亿第", "看说讲"},
    {"一年多来", 0, 0, 0, WEAK, "十百千万亿第", NULL},
    {"过去一年", 0, 0, ZB_LAST_YEAR, WEAK, NULL, NULL},
    {"过去的一年", 0, 0, ZB_LAST_YEAR, WEAK, NULL, NULL},
    {"刚刚过去的一年", 0, 0, ZB_LAST_YEAR, WEAK, NULL, NULL},
    {"这一年", 0, 0, 0, WEAK, NULL, NULL},
    {"新的一年", 0, 0, 0, WEAK, NULL, NULL},
    {"今后一个时期", 0, 0, 0, WEAK, NULL, NULL},
    {"今后几年", 0, 0, 0, WEAK, NULL, NULL},
    {"未来几年", 0, 0, 0, WEAK, NULL, NULL},
    {"今后", 0, 0, 0, WEAK, NULL, NULL},
    {"过去几年", 0, 0, 0, WEAK, NULL, NULL},
    {"几年来", 0, 0, 0, WEAK, "近", NULL},
    {"多年来", 0, 0, 0, WEAK, NULL, NULL},
    {"长期以来", 0, 0, 0, WEAK, NULL, NULL},
    {"改革开放以来", 0, 0, 0, 0, NULL, NULL},
    {"新中国成立以来", 0, 0, 0, 0, NULL, NULL},
    {"建国以来", 0, 0, 0, 0, NULL, NULL},
    {"解放以来", 0, 0, 0, 0, NULL, NULL},
    {"建党以来", 0, 0, 0, 0, NULL, NULL},
    {"新时代以来", 0, 0, 0, 0, NULL, NULL},
    {"新世纪以来", 0, 0, 0, 0, NULL, NULL},
    {"入汛以来", 0, 0, 0, WEAK, NULL, NULL},
    {"入冬以来", 0, 0, 0, WEAK, NULL, NULL},
    {"入夏以来", 0, 0, 0, WEAK, NULL, NULL},
    {"疫情发生以来", 0, 0, 0, 0, NULL, NULL},
    {"疫情以来", 0, 0, 0, 0, NULL, NULL},
    {"有记录以来", 0, 0, 0, WEAK, NULL, NULL},
    {"有气象记录以来", 0, 0, 0, WEAK, NULL, NULL},
    {"成立以来", 0, 0, 0, WEAK, NULL, NULL},
    {"建市以来", 0, 0, 0, WEAK, NULL, NULL},
    {"本届政府任期内", 0, 0, 0, WEAK, NULL, NULL},
    {"本世纪中叶", 0, 0, 0, 0, NULL, NULL},
    {"本世纪末", 0, 0, 0, 0, NULL, NULL},
    {"本世纪初", 0, 0, 0, 0, NULL, NULL},
    {"上世纪末", 0, 0, 0, 0, NULL, NULL},
    {"上个世纪末", 0, 0, 0, 0, NULL, NULL},
    /* seasons and festivals: only with 期间 假期 前 后 */
    {"春节", 0, 0, 0, NEEDS_END, NULL, NULL},
    {"元旦", 0, 0, 0, NEEDS_END, NULL, NULL},
    {"清明", 0, 0, 0, NEEDS_END, NULL, NULL},
    {"端午", 0, 0, 0, NEEDS_END, NULL, NULL},
    {"中秋", 0, 0, 0, NEEDS_END, NULL, NULL},
    {"国庆", 0, 0, 0, NEEDS_END, NULL, NULL},
    {"国庆节", 0, 0, 0, NEEDS_END, NULL, NULL},
    {"五一", 0, 0, 0, NEEDS_END, NULL, NULL},
    {"“五一”", 0, 0, 0, NEEDS_END, NULL, NULL},
    {"“十一”", 0, 0, 0, NEEDS_END, NULL, NULL},
    {"两节", 0, 0, 0, NEEDS_END, NULL, NULL},
    {"“两节”", 0, 0, 0, NEEDS_END, NULL, NULL},
    {"节日", 0, 0, 0, NEEDS_END, NULL, NULL},
    {"旅游节", 0, 0, 0, NEEDS_END, NULL, NULL},
    {"文化节", 0, 0, 0, NEEDS_END, NULL, NULL},
    {"博览会", 0, 0, 0, NEEDS_END, NULL, NULL},
    {"展会", 0, 0, 0, NEEDS_END, "博", NULL},
    {"会议", 0, 0, 0, NEEDS_END, NULL, NULL},
    {"活动", 0, 0, 0, NEEDS_END, NULL, NULL},
    {"两会", 0, 0, 0, NEEDS_END, NULL, NULL},
    {"疫情", 0, 0, 0, NEEDS_END, NULL, NULL},
    {"汛期", 0, 0, 0, NEEDS_END, NULL, NULL},
    {"春运", 0, 0, 0, NEEDS_END, NULL, NULL},
    {"暑运", 0, 0, 0, NEEDS_END, NULL, NULL},
    {"暑期", 0, 0, 0, NEEDS_END, NULL, NULL},
    {"假期", 0, 0, 0, NEEDS_END, NULL, NULL},
    {"假日", 0, 0, 0, NEEDS_END, NULL, NULL},
    {"长假", 0, 0, 0, NEEDS_END, NULL, NULL},
    {"规划", 0, 0, 0, NEEDS_END, NULL, NULL},
    {"在此", 0, 0, 0, NEEDS_END, NULL, NULL},
    {"此", 0, 0, 0, NEEDS_END, NULL, NULL},
};

static const struct year {
    char word[16];
    uint8_t relative;
    const char *never_after, *never_before;
} years[] = {
    {"今年", ZB_THIS_YEAR, "如", NULL},       {"本年", ZB_THIS_YEAR, NULL, "轮"},       {"本年度", ZB_THIS_YEAR, NULL, NULL},
    {"今年度", ZB_THIS_YEAR, NULL, NULL},       {"去年", ZB_LAST_YEAR, "过出失送", "轻"},  {"上年", ZB_LAST_YEAR, "以之", "龄纪轻"},
    {"上年度", ZB_LAST_YEAR, "以之", NULL},   {"上一年", ZB_LAST_YEAR, "以", NULL},      {"上一年度", ZB_LAST_YEAR, NULL, NULL},
    {"明年", ZB_NEXT_YEAR, NULL, NULL},          {"明年度", ZB_NEXT_YEAR, NULL, NULL},       {"当年", ZB_OTHER_YEAR, "相适正", "轻"},
    {"同年", ZB_OTHER_YEAR, "合", "级龄"},    {"次年", ZB_OTHER_YEAR, NULL, "级"},       {"翌年", ZB_OTHER_YEAR, NULL, NULL},
    {"前年", ZB_OTHER_YEAR, "目以之此提", "轻"}, {"后年", ZB_OTHER_YEAR, "以之今此成", "轻"},
};

/* Those that count from the document's day. */
static const struct count {
    char word[16];
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
        fits = zb_lexicon_add(times, zb_word_next(&rest), ZB_TIME_FORM, 0, 0) && fits;
    for (uint32_t i = 0; i < sizeof words / sizeof *words; i++)
        fits = zb_lexicon_add(times, zb_slice_of(words[i].word), ZB_TIME_WORD, count_of(words[i].word), i) && fits;
    for (uint32_t i = 0; i < sizeof years / sizeof *years; i++)
        fits = zb_lexicon_add(times, zb_slice_of(years[i].word), ZB_TIME_YEAR, count_of(years[i].word), i) && fits;
    return fits;
}

/* ---- one of them in the text ---------------------------------------------------------------------------- */
/* Whether the entry stands here as a word, and not across two. Takes it. */
static bool take_entry(zb_date_reader *r, const zb_entry *entry, const char *never_after, const char *never_before) {
    uint32_t width = 0, stop = r->at + (uint32_t)entry->word.size;
    if ((never_after && zb_point_among(zb_point_before(r->flow, r->at), never_after)) ||
        (never_before && zb_point_among(zb_point_at(r->flow, stop, r->end, &width), never_before)))
        return false;
    r->at = stop;
    return true;
}

static void count_word(zb_date_reader *r, const zb_entry *entry) {
    if (entry->flags == 0)
        return;
    const struct count *count = &counts[entry->flags - 1];
    r->counted = count->counted;
    r->first = count->first;
    r->last = count->last;
    r->part = count->part;
}

/* Three readers ask for the word at one place: it is searched once. */
const zb_entry *zb_date_word(zb_date_reader *r) {
    if (r->word_at != r->at + 1)
        r->word = zb_lexicon_find(r->times, r->flow, r->at, r->end);
    r->word_at = r->at + 1;
    return r->word;
}

bool zb_take_relative_year(zb_date_reader *r) {
    const zb_entry *entry = zb_date_word(r);
    if (!entry || entry->letter != ZB_TIME_YEAR)
        return false;
    const struct year *year = &years[entry->value];
    if (!take_entry(r, entry, year->never_after, year->never_before))
        return false;
    r->relative = year->relative;
    count_word(r, entry);
    return true;
}

bool zb_take_time_word(zb_date_reader *r, bool *needs_end) {
    const zb_entry *entry = zb_date_word(r);
    if (!entry || entry->letter != ZB_TIME_WORD)
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
