/* A quantity: a number with its unit, the bounds around it and what it is per.
 *
 *     [每人每年][不低于] 450 元 [左右]         the token; 450元 the quantity's own span
 *     近24.64万人以上 · 月人均612元 · 6%—6.5% · 20万人至30万人 · 2931元/吨 · 1个多月
 *
 * In front stand, in any order, bounds (近 超过) and 每…, 人均…; behind, 左右 以上 内. The reader walks over what is in
 * front, and gives up without a number there. A number that is none (一批, 65岁以上的, 95号) is given up too, or returned
 * as TEXT when its characters must not be read again (每万人口). */
#include "token.h"

static const struct bound {
    const char *word;
    uint8_t comparison;
    bool loose;              /* also lets a bare scale be a number: 近百米, 超千亿 */
    const char *never_after; /* characters whose word the bound would break: 节约, 最近, 赶超 */
} bounds_before[] = {
    {"不少于", ZHIBIAO_AT_LEAST, false, ""},   {"不低于", ZHIBIAO_AT_LEAST, false, ""},
    {"不小于", ZHIBIAO_AT_LEAST, false, ""},   {"不下于", ZHIBIAO_AT_LEAST, false, ""},
    {"不下", ZHIBIAO_AT_LEAST, false, ""},     {"至少", ZHIBIAO_AT_LEAST, false, ""},
    {"最少", ZHIBIAO_AT_LEAST, false, ""},     {"起码", ZHIBIAO_AT_LEAST, false, ""},
    {"不超过", ZHIBIAO_AT_MOST, false, ""},    {"不高于", ZHIBIAO_AT_MOST, false, ""},
    {"不多于", ZHIBIAO_AT_MOST, false, ""},    {"不大于", ZHIBIAO_AT_MOST, false, ""},
    {"不突破", ZHIBIAO_AT_MOST, false, ""},    {"不超", ZHIBIAO_AT_MOST, false, ""},
    {"最多", ZHIBIAO_AT_MOST, false, ""},      {"至多", ZHIBIAO_AT_MOST, false, ""},
    {"大约", ZHIBIAO_ABOUT, true, ""},         {"约为", ZHIBIAO_ABOUT, true, ""},
    {"大概", ZHIBIAO_ABOUT, true, ""},         {"约占", ZHIBIAO_ABOUT, true, ""},
    {"约合", ZHIBIAO_ABOUT, true, ""},         {"约", ZHIBIAO_ABOUT, true, "节公条合契预违签制大履续集简守盟隐相邀失"},
    {"将近", ZHIBIAO_UNDER, true, ""},         {"接近", ZHIBIAO_UNDER, true, ""},
    {"近", ZHIBIAO_UNDER, true, "最附邻靠临贴亲毗远就切拉逼"}, {"不到", ZHIBIAO_UNDER, true, "想料看得找做达"},
    {"不足", ZHIBIAO_UNDER, true, ""},         {"不满", ZHIBIAO_UNDER, true, ""},
    {"未满", ZHIBIAO_UNDER, true, ""},         {"低于", ZHIBIAO_UNDER, false, ""},
    {"少于", ZHIBIAO_UNDER, false, ""},        {"小于", ZHIBIAO_UNDER, false, ""},
    {"不及", ZHIBIAO_UNDER, false, "来"},      {"超过", ZHIBIAO_OVER, true, ""},
    {"超出", ZHIBIAO_OVER, true, ""},          {"突破", ZHIBIAO_OVER, true, ""},
    {"跨越", ZHIBIAO_OVER, true, ""},          {"越过", ZHIBIAO_OVER, true, ""},
    {"高于", ZHIBIAO_OVER, false, ""},         {"大于", ZHIBIAO_OVER, false, ""},
    {"多于", ZHIBIAO_OVER, false, ""},         {"逾", ZHIBIAO_OVER, true, ""},
    {"超", ZHIBIAO_OVER, true, "赶反出"},       {"过", ZHIBIAO_OVER, true, "通超经不越渡度跨路跳见说来去"},
};

static const struct {
    const char *word;
    uint8_t comparison;
} bounds_behind[] = {
    {"左右", ZHIBIAO_ABOUT},   {"上下", ZHIBIAO_ABOUT},     {"及以上", ZHIBIAO_AT_LEAST}, {"以上", ZHIBIAO_AT_LEAST},
    {"之上", ZHIBIAO_AT_LEAST}, {"及以下", ZHIBIAO_AT_MOST}, {"以下", ZHIBIAO_AT_MOST},    {"以内", ZHIBIAO_AT_MOST},
    {"之内", ZHIBIAO_AT_MOST},  {"有余", ZHIBIAO_OVER},      {"出头", ZHIBIAO_OVER},       {"开外", ZHIBIAO_OVER},
    {"多", ZHIBIAO_OVER},       {"余", ZHIBIAO_OVER},       {"餘", ZHIBIAO_OVER},
};

/* 内 behind a duration is a limit (3个工作日内); in these words it is not 内. */
static const char *const inner_words[] = {"内容", "内部", "内外", "内需", "内蒙", "内陆", "内涝", "内生", "内河", "内地", NULL};
static const char *const more_words[] = {"多元", "多样", "多种", "多个", "多名", "多家", "多层", "多次", "多方", "多功能", "多边",
                                         "多项", "多年", "多万", "多亿", "多人", "余额", "余热", "余粮", "多用", "多式", "多语",
                                         "多媒", "多地", "多于", "多部门", "多渠道", "多领域", NULL};

/* Words that a bare number is part of: 95号, 2.0版, 500强, 90后, 110报警. */
static const char *const number_words[] = {"版", "号", "级", "型", "路", "线", "楼", "强", "后", "大", "式", "时代", "时", "比",
    "系", "报警", "热线", "急救", "高速", "国道", "省道", "平台", "医院", "会议", "法案", "舱", "轨", "专列", "之", "维", "星", "局",
    "年", "月", "日", "分", "秒", "秋", "春", "冬", "夏", "级", "段", "标段", "地块", "纳米", "路公交", "章", "点", "度", "峰会",
    "世界杯", "奥运", "工程", "行动", "计划", "模式", NULL};

typedef struct reader {
    const zb_units *units;
    zb_slice flow;
    uint32_t at, end;
    bool loose;      /* a bound in front that admits a bare scale */
    bool bound;
    bool per_year;   /* 年均 月均 日均 in front: no per of a rate */
    uint8_t before;
    zb_quantity q;
} reader;

/* ---- in front ----------------------------------------------------------------------------------------- */

static uint32_t take_bound(reader *r) {
    const struct bound *best = NULL;
    uint32_t width = 0;
    for (size_t i = 0; i < sizeof bounds_before / sizeof *bounds_before; i++) {
        uint32_t size = zb_word_at(r->flow, r->at, r->end, bounds_before[i].word);
        if (size > width) {
            width = size;
            best = &bounds_before[i];
        }
    }
    if (!best || (*best->never_after && zb_point_among(zb_point_before(r->flow, r->at), best->never_after)))
        return 0;
    if (r->q.comparison == ZHIBIAO_EQ || best->comparison != ZHIBIAO_ABOUT)
        r->q.comparison = best->comparison;
    r->loose = r->loose || best->loose;
    r->bound = true;
    return width;
}

static void add_per(reader *r, uint32_t at, uint32_t width) {
    if (r->q.per_count < ZB_PER_MAX)
        r->q.per[r->q.per_count++] = (zb_slice){r->flow.data + at, width};
}

/* 每人每年, 人均, 月人均, 户均. 年均 is a per only of amounts. */
static uint32_t take_per(reader *r) {
    static const char *const of[] = {"人", "户", "村", "亩", "月", "年",   "日",     "天",
                                     "周", "单", "校", "店", "台", "公里", "平方米", NULL};
    uint32_t width = zb_word_at(r->flow, r->at, r->end, "每");
    if (width) {
        uint32_t unit = zb_unit_per(r->units, r->flow, r->at + width, r->end);
        if (unit)
            add_per(r, r->at + width, unit);
        width += unit ? unit + zb_word_at(r->flow, r->at + width + unit, r->end, "的") : 0;
        return unit ? width : 0;
    }
    uint32_t first = zb_words_at(r->flow, r->at, r->end, of), second = 0;
    if (first && zb_words_at(r->flow, r->at + first, r->end, (const char *const[]){"人均", "户均", NULL}))
        second = zb_words_at(r->flow, r->at + first, r->end, of);
    uint32_t mean = first ? zb_word_at(r->flow, r->at + first + second, r->end, "均") : 0;
    if (mean == 0)
        return 0;
    add_per(r, r->at, first);
    if (second)
        add_per(r, r->at + first, second);
    r->per_year =
        !second && zb_words_at(r->flow, r->at, r->end, (const char *const[]){"年", "月", "日", "天", "周", NULL}) != 0;
    return first + second + mean;
}

static void take_front(reader *r) {
    uint32_t width_at = 0, point = zb_point_at(r->flow, r->at, r->end, &width_at);
    if (point < 0x80 || (point >= U'０' && point <= U'９'))
        return; /* the number itself, mostly */
    for (int i = 0; i < 5; i++) {
        uint32_t width = take_bound(r);
        width = width ? width : take_per(r);
        if (width == 0)
            return;
        r->at += width;
    }
}

/* ---- number and unit ---------------------------------------------------------------------------------- */

/* 5千瓦: the number's last scale belongs to the unit. */
static bool read_unit(reader *r, zb_numeral *n, uint32_t start) {
    static const char *const scales[] = {"千", "百", NULL};
    uint32_t last = n->end - 3;
    if (n->end > start + 3 && zb_words_at(r->flow, last, n->end, scales)) {
        zb_numeral shorter = zb_numeral_read(r->flow, start, last);
        if (shorter.end == last && zb_unit_read(r->units, r->flow, last, r->end, &shorter, &r->q)) {
            *n = shorter;
            return true;
        }
    }
    return zb_unit_read(r->units, r->flow, n->end, r->end, n, &r->q);
}

/* 过半 近半 超半: half of what the sentence speaks of. */
static bool read_half(reader *r) {
    static const char *const never[] = {"半年", "半天", "半径", "半导体", "半岛",   "半个", "半小时",
                                        "半月", "半价", "半程", "半决赛", "半成品", NULL};
    static const char *const whole[] = {"一半", "半数", NULL};
    uint32_t width = zb_words_at(r->flow, r->at, r->end, whole);
    if (width == 0 && r->bound && !zb_words_at(r->flow, r->at, r->end, never))
        width = zb_word_at(r->flow, r->at, r->end, "半");
    if (width == 0)
        return false;
    r->q.start = r->at;
    r->q.end = r->at + width;
    r->q.number = zb_number_make(5, -1);
    r->q.dimension = ZHIBIAO_RATIO;
    return true;
}

static void fill_number(reader *r, const zb_numeral *n) {
    r->q.number = n->number;
    r->q.upper = n->upper;
    r->q.range = n->range;
    r->q.step = n->step;
    r->q.too_large = n->too_large;
    if (n->over)
        r->q.comparison = ZHIBIAO_OVER;
    if (n->percent || n->permille) {
        r->q.unit = n->percent ? ZB_SLICE("%") : ZB_SLICE("‰");
        r->q.dimension = ZHIBIAO_RATIO;
    }
}

/* 一 before a measure word is an article; with a bound, a limit or a unit of its own kind it counts. */
static bool is_article(const reader *r, const zb_numeral *n) {
    if (!n->article || zb_number_compare(n->number, zb_number_make(1, 0)) != 0 || r->bound || r->q.per_count > 0)
        return false;
    if (r->q.dimension == ZHIBIAO_TIME)
        return !zb_word_at(r->flow, r->q.end, r->end, "内") && !zb_word_at(r->flow, r->q.end, r->end, "以") &&
               !zb_word_at(r->flow, r->q.end, r->end, "之内");
    if (r->q.dimension == ZHIBIAO_MULTIPLE)
        return zb_slice_equal(r->q.unit, ZB_SLICE("番")) && zb_point_before(r->flow, r->q.start) != U'翻';
    return r->q.dimension != ZHIBIAO_POINTS;
}

/* 十二届七次全会, 十六届人大: the characters count sessions, and an ordinal's 第 was left out. So does 前 in 前五位. */
static bool is_session(const reader *r, const zb_numeral *n, uint32_t start) {
    static const char *const meetings[] = {"会议", "全会", "全体", "代表大会", "党代会", "常委会", NULL};
    static const char *const bodies[] = {"人大", "政协", "全会", "历次", "常委", "省委", "市委", "县委", "区委", "党", "国会", "议会", NULL};
    if (zb_point_before(r->flow, start) == U'前' &&
        (zb_slice_equal(r->q.unit, ZB_SLICE("名")) || zb_slice_equal(r->q.unit, ZB_SLICE("位"))))
        return true;
    if (!n->chinese)
        return false;
    if (zb_slice_equal(r->q.unit, ZB_SLICE("次")))
        return zb_words_at(r->flow, r->q.end, r->end, meetings) != 0;
    if (!zb_slice_equal(r->q.unit, ZB_SLICE("届")))
        return false;
    return zb_number_compare(n->number, zb_number_make(1, 1)) >= 0 || zb_words_at(r->flow, r->q.end, r->end, bodies) ||
           zb_numeral_read(r->flow, r->q.end, r->end).end != 0;
}

/* 百 千 万 亿 by themselves count only where something says so: 近百米, 突破千亿元, 千余家; and 万亿元, 百万吨. */
static bool is_bare_word(const reader *r, const zb_numeral *n, uint32_t start) {
    if (!n->bare || r->loose || n->over || n->percent || n->permille || n->fraction)
        return false;
    if (n->end - start < 6)
        return true;
    return r->q.unit.size == 0 || r->q.dimension == ZHIBIAO_COUNT || r->q.dimension == ZHIBIAO_TIME;
}

static bool is_year_like(zb_slice flow, uint32_t start, const zb_numeral *n) {
    uint32_t width = 0, first = zb_point_at(flow, start, n->end, &width);
    return n->digits == 4 && !n->decimal && !n->scaled &&
           (first == '1' || first == '2' || first == U'１' || first == U'２') &&
           zb_number_compare(n->number, zb_number_make(1900, 0)) >= 0 &&
           zb_number_compare(n->number, zb_number_make(2099, 0)) <= 0;
}

static bool follows_link(uint8_t letter) {
    return letter == ZB_LINK || letter == ZB_RISETO || letter == ZB_FALLTO || letter == ZB_GROW || letter == ZB_FALL ||
           letter == ZB_COMPLETES || letter == ZB_PAUSE;
}

/* A number without unit counts before a noun (70万农村居民), and where a link says that it is one (达到1500). */
static bool is_bare_number(const reader *r, const zb_numeral *n, uint32_t start) {
    uint32_t width = 0, next = zb_point_at(r->flow, n->end, r->end, &width);
    if (n->fraction)
        return true;
    if (zb_words_at(r->flow, n->end, r->end, number_words))
        return false;
    if (n->chinese && !n->scaled)
        return false; /* 二十大, 三农 */
    if (zb_point_before(r->flow, start) == U'道')
        return false; /* 国道318 */
    if (n->chinese && !zb_point_is_cjk(next) && !r->bound && !follows_link(r->before))
        return false;
    if (zb_point_is_alnum(next) || zb_point_among(next, "+＋×*/／_-—–－~～:：∶．.〕）)%") ||
        zb_point_is_alnum(zb_point_before(r->flow, start)))
        return n->scaled && !zb_point_is_alnum(next);
    if (n->decimal || n->scaled || n->over)
        return true;
    if (n->digits >= 5 || is_year_like(r->flow, start, n))
        return r->bound;
    if (zb_point_among(zb_point_before(r->flow, start), "第〔［[（(+＋-—－＃#"))
        return false;
    return zb_point_is_cjk(next) || r->bound || follows_link(r->before);
}

/* 65岁以上老年人, 16周岁以下的, 3岁儿童: an age within a name. 平均预期寿命83.66岁 is a figure, 80岁提高到82岁 too. */
static bool is_age_threshold(const reader *r, const zb_numeral *n) {
    static const char *const changes[] = {"提", "增", "上升", "延", "达", "降", "下降", NULL};
    static const char *const behind[] = {"以上", "以下", "及以上", "及以下", "以内", "左右", "（含）", NULL};
    uint32_t width = 0;
    if (!zb_slice_ends(r->q.unit, ZB_SLICE("岁")) || n->decimal || zb_words_at(r->flow, r->q.end, r->end, changes))
        return false;
    uint32_t at = r->q.end + zb_words_at(r->flow, r->q.end, r->end, behind);
    return zb_point_is_cjk(zb_point_at(r->flow, at, r->end, &width)) || zb_word_at(r->flow, at, r->end, "（") ||
           zb_word_at(r->flow, at, r->end, "至");
}

/* ---- behind ------------------------------------------------------------------------------------------- */

/* 20万人至30万人, 6%—6.5%: the same unit on both sides. */
static void take_range(reader *r) {
    uint32_t mark = zb_range_mark(r->flow, r->q.end, r->end), at = r->q.end + mark;
    if (mark == 0 || r->q.range || r->q.unit.size == 0)
        return;
    zb_numeral b = zb_numeral_read(r->flow, at, r->end);
    reader other = *r;
    other.q = (zb_quantity){0};
    if (b.end == 0 || b.range || b.bare || b.fraction || !read_unit(&other, &b, at))
        return;
    if (!zb_slice_equal(other.q.unit, r->q.unit) || zb_number_compare(r->q.number, b.number) >= 0)
        return;
    r->q.range = true;
    r->q.upper = b.number;
    r->q.end = other.q.end;
    if (r->q.per_count == 0) {
        memcpy(r->q.per, other.q.per, sizeof r->q.per);
        r->q.per_count = other.q.per_count;
    }
}

/* The end of the token behind the quantity, bounds included. */
static uint32_t take_behind(reader *r) {
    uint32_t at = r->q.end, best = 0;
    uint8_t comparison = 0;
    if (r->q.dimension == ZHIBIAO_MONEY)
        at += zb_word_at(r->flow, at, r->end, "人民币");
    for (size_t i = 0; i < sizeof bounds_behind / sizeof *bounds_behind; i++) {
        uint32_t width = zb_word_at(r->flow, at, r->end, bounds_behind[i].word);
        if (width > best) {
            best = width;
            comparison = bounds_behind[i].comparison;
        }
    }
    if (best == 3 && (zb_words_at(r->flow, at, r->end, more_words) || r->q.unit.size == 0))
        return at; /* 多 余 of another word */
    if (best == 0 && r->q.dimension == ZHIBIAO_TIME && !zb_words_at(r->flow, at, r->end, inner_words)) {
        best = zb_word_at(r->flow, at, r->end, "内");
        comparison = ZHIBIAO_AT_MOST;
    }
    if (zb_words_at(r->flow, at, r->end, (const char *const[]){"以下简称", NULL}))
        return at;
    if (best > 0 && (comparison != ZHIBIAO_ABOUT || r->q.comparison == ZHIBIAO_EQ))
        r->q.comparison = comparison;
    return at + best;
}

static uint8_t letter_of(const zb_quantity *q, const zb_numeral *n) {
    static const char *const tenths[] = {"%", "％", "‰", NULL};
    if (n->fraction && q->unit.size == 0)
        return ZB_FRACTION;
    if (zb_words_at(q->unit, 0, (uint32_t)q->unit.size, tenths))
        return ZB_PCT;
    switch (q->dimension) {
    case ZHIBIAO_RATIO: return q->unit.size ? ZB_PCT : ZB_FRACTION;
    case ZHIBIAO_POINTS: return ZB_POINTS;
    case ZHIBIAO_MULTIPLE: return ZB_MULT;
    case ZHIBIAO_MONEY: return ZB_MONEY;
    case ZHIBIAO_TIME: return ZB_DURATION;
    case ZHIBIAO_AREA: case ZHIBIAO_LENGTH: case ZHIBIAO_MASS: case ZHIBIAO_VOLUME: case ZHIBIAO_ENERGY:
    case ZHIBIAO_POWER: case ZHIBIAO_INFORMATION: case ZHIBIAO_TEMPERATURE: case ZHIBIAO_OTHER_PHYSICAL:
        return ZB_PHYS;
    case ZHIBIAO_CATEGORY: return ZB_KIND;
    default: return q->unit.size ? ZB_QTY : ZB_NUM;
    }
}

/* 每万人口, 每百户: the number belongs to the name. Its characters are text. */
static bool read_every(reader *r, zb_reading *reading) {
    uint32_t width = zb_word_at(r->flow, r->at, r->end, "每"), start = r->at;
    zb_numeral n = width ? zb_numeral_read(r->flow, start + width, r->end) : (zb_numeral){0};
    if (n.end == 0)
        return false;
    zb_quantity q = {.end = n.end};
    zb_unit_read(r->units, r->flow, n.end, r->end, &n, &q);
    *reading = (zb_reading){.start = start, .end = q.end, .letter = ZB_TEXT};
    return true;
}

static bool read_counted(reader *r, zb_numeral *n, uint32_t start) {
    r->q.start = start;
    r->q.end = n->end;
    bool unit = !n->percent && !n->permille && read_unit(r, n, start);
    fill_number(r, n);
    if (is_article(r, n) || is_bare_word(r, n, start) || (unit && is_session(r, n, start)))
        return false;
    if (unit)
        take_range(r);
    return unit || n->percent || n->permille || is_bare_number(r, n, start);
}

bool zb_quantity_read(const zb_units *units, zb_slice flow, uint32_t at, uint32_t end, uint8_t before,
                      zb_reading *reading) {
    reader r = {.units = units, .flow = flow, .at = at, .end = end, .before = before};
    zb_numeral n = {0};
    if (read_every(&r, reading))
        return true;
    take_front(&r);
    if (!read_half(&r)) {
        uint32_t start = r.at;
        n = zb_numeral_read(flow, start, end);
        if (n.end == 0 || !read_counted(&r, &n, start))
            return false;
        if (is_age_threshold(&r, &n)) {
            *reading = (zb_reading){.start = at, .end = r.q.end, .letter = ZB_TEXT};
            return true;
        }
    }
    reading->end = take_behind(&r);
    reading->start = at;
    reading->letter = letter_of(&r.q, &n);
    if (r.per_year && reading->letter == ZB_PCT)
        r.q.per_count = 0;
    reading->quantity = r.q;
    return true;
}
