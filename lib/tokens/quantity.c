/* A quantity: a number with its unit, the bounds around it and what it is per.
 *
 *     [每人每年][不低于] 450 元 [左右]         the token; 450元 the quantity's own span
 *     近3.21万人以上 · 月人均612元 · 6%—6.5% · 20万人至30万人 · 2931元/吨 · 1个多月
 *
 * In front stand, in any order, bounds (近 超过) and 每…, 人均…; behind, 左右 以上 内. The reader walks over what is in
 * front, and gives up without a number there. A number that is none (一批, 65岁以上的, 95号) is given up too, or returned
 * as TEXT when its characters must not be read again (每万人口). */
#include "token.h"

static const struct {
    char word[12];
    uint8_t comparison;
} bounds_behind[] = {
    {"左右", ZHIBIAO_ABOUT},   {"上下", ZHIBIAO_ABOUT},     {"及以上", ZHIBIAO_AT_LEAST}, {"以上", ZHIBIAO_AT_LEAST},
    {"之上", ZHIBIAO_AT_LEAST}, {"及以下", ZHIBIAO_AT_MOST}, {"以下", ZHIBIAO_AT_MOST},    {"以内", ZHIBIAO_AT_MOST},
    {"之内", ZHIBIAO_AT_MOST},  {"有余", ZHIBIAO_OVER},      {"出头", ZHIBIAO_OVER},       {"开外", ZHIBIAO_OVER},
    {"多", ZHIBIAO_OVER},       {"余", ZHIBIAO_OVER},       {"餘", ZHIBIAO_OVER},
};

/* 内 behind a duration is a limit (3个工作日内); in these words it is not 内. */
static const zb_word inner_words[] = {"内容", "内部", "内外", "内需", "内蒙", "内陆", "内涝", "内生", "内河", "内地", ""};
static const zb_word more_words[] = {"多元", "多样", "多种", "多个", "多名", "多家", "多层", "多次", "多方", "多功能", "多边",
                                         "多项", "多年", "多万", "多亿", "多人", "余额", "余热", "余粮", "多用", "多式", "多语",
                                         "多媒", "多地", "多于", "多部门", "多渠道", "多领域", ""};

/* Words that a bare number is part of: 95号, 2.0版, 500强, 90后, 110报警. */
static const zb_word number_words[] = {"版", "号", "级", "型", "路", "线", "楼", "强", "后", "大", "式", "时代", "时", "比",
    "系", "报警", "热线", "急救", "高速", "国道", "省道", "平台", "医院", "会议", "法案", "舱", "轨", "专列", "之", "维", "星", "局",
    "年", "月", "日", "分", "秒", "秋", "春", "冬", "夏", "级", "段", "标段", "地块", "纳米", "路公交", "章", "点", "度", "峰会",
    "世界杯", "奥运", "工程", "行动", "计划", "模式", ""};

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

static void add_per(reader *r, uint32_t at, uint32_t width) {
    if (r->q.per_count < ZB_PER_MAX)
        r->q.per[r->q.per_count++] = (zb_slice){r->flow.data + at, width};
}

/* 每人, 每年的 */
static uint32_t take_each(reader *r) {
    uint32_t width = zb_word_at(r->flow, r->at, r->end, "每");
    uint32_t unit = width ? zb_unit_per(r->units, r->flow, r->at + width, r->end) : 0;
    if (unit == 0)
        return 0;
    add_per(r, r->at + width, unit);
    width += unit;
    return width + zb_word_at(r->flow, r->at + width, r->end, "的");
}

static void take_mean(reader *r, const zb_front *front) {
    add_per(r, r->at, front->first);
    if (front->second)
        add_per(r, r->at + front->first, front->second);
    r->per_year =
        !front->second && zb_words_at(r->flow, r->at, r->end, (const zb_word[]){"年", "月", "日", "天", "周", ""}) != 0;
}

static void take_bound(reader *r, const zb_front *front) {
    if (r->q.comparison == ZHIBIAO_EQ || front->comparison != ZHIBIAO_ABOUT)
        r->q.comparison = front->comparison;
    r->loose = r->loose || front->loose;
    r->bound = true;
}

static void take_front(reader *r) {
    zb_front front;
    for (int i = 0; i < 5; i++) {
        uint32_t width = zb_front_read(&r->units->fronts, r->flow, r->at, r->end, &front);
        if (width && front.first)
            take_mean(r, &front);
        else if (width)
            take_bound(r, &front);
        else
            width = take_each(r);
        if (width == 0)
            return;
        r->at += width;
    }
}

/* ---- number and unit ---------------------------------------------------------------------------------- */

/* 5千瓦: the number's last scale belongs to the unit. */
static bool read_unit(reader *r, zb_numeral *n, uint32_t start) {
    static const zb_word scales[] = {"千", "百", ""};
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

/* 分别回落0.3个、0.4个和0.5个百分点: points, although only the last says so. */
static void borrow_points(reader *r, uint32_t at) {
    enum { MEMBERS = 8 };
    static const zb_word between[] = {"、", "和", "与", "及", "到", "至", ""};
    for (int i = 0; i < MEMBERS && (r->q.unit.size == 0 || zb_slice_equal(r->q.unit, ZB_SLICE("个"))); i++) {
        uint32_t width = zb_words_at(r->flow, at, r->end, between);
        zb_numeral n = width ? zb_numeral_read(r->flow, at + width, r->end) : (zb_numeral){0};
        if (n.end == 0)
            return;
        zb_quantity next = r->q;
        if (zb_word_at(r->flow, n.end, r->end, "个百分点") && zb_unit_read(r->units, r->flow, n.end, r->end, &n, &next)) {
            r->q.unit = next.unit;
            r->q.dimension = next.dimension;
            return;
        }
        at = n.end + zb_word_at(r->flow, n.end, r->end, "个");
    }
}

/* What comes in halves: 半年, 两天半, 一倍半; not 三家半. */
static bool is_halved(const zb_quantity *q) {
    static const zb_word halved[] = {"年", "天", "倍", "个月", "小时", "个小时", "斤", "公斤", "里", "华里", "公里", "亩", "吨", "米",
                                         "尺", "寸", "秒", "秒钟", "分钟", "点", "世纪", "个世纪", "个学期", "学期",
                                         "个工作日", "周", "个星期", ""};
    for (size_t i = 0; *halved[i]; i++)
        if (zb_slice_equal(q->unit, zb_slice_of(halved[i])))
            return true;
    return false;
}

/* Words of 半 that are no half of anything. */
static const zb_word half_words[] = {"半导体", "半岛", "半径", "半价", "半程", "半决赛", "半成品", "半自动", "半夜", "半山", "半挂", "半球",
                                         "半年报", "半年度", "半年线", "半数", "半专业", "半封闭", "半世纪", "半透明", "半月刊", "半月谈", ""};

/* 过半 近半 超半, 半数: half of what the sentence speaks of. 半年 半个月 半小时: half a unit. */
static bool read_half(reader *r) {
    static const zb_word whole[] = {"一半", "半数", ""},  timed[] = {"半年", "半天", "半个", "半小时", "半月", ""};
    uint32_t first_width = 0, first = zb_point_at(r->flow, r->at, r->end, &first_width);
    if (first != U'半' && first != U'一')
        return false;
    zb_numeral half = {.number = zb_number_make(5, -1), .step = -1};
    uint32_t width = zb_words_at(r->flow, r->at, r->end, whole);
    uint32_t alone = zb_words_at(r->flow, r->at, r->end, half_words) ? 0 : zb_word_at(r->flow, r->at, r->end, "半");
    if (width == 0 && alone == 0)
        return false;
    r->q.start = r->at;
    r->q.number = half.number;
    r->q.step = half.step;
    if (width == 0 && !zb_point_among(zb_point_before(r->flow, r->at), "上下前后大小夜第对减过多一两大") &&
        zb_unit_read(r->units, r->flow, r->at + alone, r->end, &half, &r->q) && is_halved(&r->q))
        return true;
    r->q.unit = (zb_slice){0};
    r->q.per_count = 0;
    r->q.end = r->at + (width ? width : alone);
    r->q.dimension = ZHIBIAO_RATIO;
    return width > 0 || (r->bound && !zb_words_at(r->flow, r->at, r->end, timed));
}

/* 两年半, 超过一倍半, 三里半: half of the unit more; not behind 两年多. */
static void take_half_behind(reader *r, const zb_numeral *n) {
    uint32_t width = zb_word_at(r->flow, r->q.end, r->end, "半");
    if (width == 0 || !is_halved(&r->q) || r->q.range || n->over || r->q.per_count > 0 ||
        r->q.number.exponent < 0 || zb_words_at(r->flow, r->q.end, r->end, half_words) ||
        !zb_number_add(r->q.number, zb_number_make(5, -1), &r->q.number))
        return;
    r->q.end += width;
    r->q.step = -1;
}

/* 两个半月, 3个半小时: the unit is 个月 though 半 stands inside; 两个半 by itself counts in 个. */
static bool read_half_inside(reader *r, const zb_numeral *n) {
    uint32_t ge = zb_word_at(r->flow, n->end, r->end, "个"), half = zb_word_at(r->flow, n->end + ge, r->end, "半");
    uint32_t at = n->end + ge + half, width = 0;
    if (ge == 0 || half == 0 || n->range || n->over || n->scaled ||
        zb_words_at(r->flow, n->end + ge, r->end, half_words) ||
        !zb_number_add(n->number, zb_number_make(5, -1), &r->q.number))
        return false;
    static const zb_word joined[] = {"个月", "个小时", "个百分点", "个世纪", "个钟头", "个工作日", "个学期", "个星期", ""};
    static const zb_word behind[] = {"左右", "上下", "以上", "以下", "以内", "和", "与", "及", "或", "的", ""};
    r->q.unit = ZB_SLICE("个");
    r->q.dimension = ZHIBIAO_COUNT;
    for (size_t i = 0; *joined[i] && width == 0; i++) {
        width = zb_word_at(r->flow, at, r->end, joined[i] + ge);
        if (width)
            zb_unit_of(r->units, zb_slice_of(joined[i]), &r->q);
    }
    r->q.start = r->at;
    r->q.end = at + width;
    r->q.step = -1;
    return width > 0 || zb_words_at(r->flow, at, r->end, behind) ||
           !zb_point_is_cjk(zb_point_at(r->flow, at, r->end, &width));
}

static void fill_number(reader *r, const zb_numeral *n) {
    r->q.number = n->number;
    r->q.upper = n->upper;
    r->q.range = n->range;
    r->q.step = n->step;
    r->q.too_large = n->too_large;
    if (n->too_large) { /* no value rather than half of one */
        r->q.number = r->q.upper = zb_number_make(0, 0);
        r->q.range = false;
    }
    if (n->over)
        r->q.comparison = ZHIBIAO_OVER;
    else if (n->about && r->q.comparison == ZHIBIAO_EQ)
        r->q.comparison = ZHIBIAO_ABOUT;
    if (n->percent || n->permille) {
        r->q.unit = n->percent ? ZB_SLICE("%") : ZB_SLICE("‰");
        r->q.dimension = ZHIBIAO_RATIO;
    }
}

/* 翻一番, 翻了一番; not 一番努力. */
static bool is_doubling(zb_slice flow, uint32_t at) {
    uint32_t before = zb_point_before(flow, at);
    return before == U'翻' || (before == U'了' && zb_point_before(flow, at - 3) == U'翻');
}

/* 一 before a measure word is an article; with a bound, a limit or a unit of its own kind it counts. */
static bool is_article(const reader *r, const zb_numeral *n) {
    uint32_t before = zb_point_before(r->flow, r->q.start);
    bool spent = before == U'过' && !zb_point_among(zb_point_before(r->flow, r->q.start - 3), "超通"); /* 过一个节日 */
    if (n->article && zb_slice_equal(r->q.unit, ZB_SLICE("批")) && zb_number_compare(n->number, zb_number_make(1, 0)) == 0)
        return true; /* 突破一批技术 */
    if (!n->article || zb_number_compare(n->number, zb_number_make(1, 0)) != 0 || (r->bound && !spent) || r->q.per_count > 0)
        return false;
    if (r->q.dimension == ZHIBIAO_TIME)
        return !zb_word_at(r->flow, r->q.end, r->end, "内") && !zb_word_at(r->flow, r->q.end, r->end, "以") &&
               !zb_word_at(r->flow, r->q.end, r->end, "之内");
    if (r->q.dimension == ZHIBIAO_MULTIPLE)
        return zb_slice_equal(r->q.unit, ZB_SLICE("番")) && !is_doubling(r->flow, r->q.start);
    return r->q.dimension != ZHIBIAO_POINTS;
}

/* 十二届七次全会, 十六届人大: the characters count sessions, and an ordinal's 第 was left out. So does 前 in 前五位. */
static bool is_session(const reader *r, const zb_numeral *n, uint32_t start) {
    static const zb_word meetings[] = {"会议", "全会", "全体", "代表大会", "党代会", "常委会", ""};
    static const zb_word bodies[] = {"人大", "政协", "全会", "历次", "常委", "省委", "市委", "县委", "区委", "党", "国会", "议会", ""};
    if (zb_point_before(r->flow, start) == U'前' &&
        (zb_slice_equal(r->q.unit, ZB_SLICE("名")) || zb_slice_equal(r->q.unit, ZB_SLICE("位"))))
        return true;
    if (!n->chinese)
        return false;
    if (zb_slice_equal(r->q.unit, ZB_SLICE("次")) && zb_point_before(r->flow, start) == U'届') /* 十一届十次全会 */
        return true;
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

/* 表4, but not 代表50. */
static bool follows_table(zb_slice flow, uint32_t start) {
    return zb_point_before(flow, start) == U'表' && !zb_point_among(zb_point_before(flow, start - 3), "代发手仪");
}

static bool follows_latin(zb_slice flow, uint32_t start) {
    uint32_t before = start > 1 && flow.data[start - 1] == ' ' ? zb_point_before(flow, start - 1) : 0;
    return zb_point_is_alnum(before) && !(before >= '0' && before <= '9') && !(before >= U'０' && before <= U'９');
}

/* 1∶|250万: a map's scale. */
static bool follows_ratio_sign(zb_slice flow, uint32_t start) {
    uint32_t sign = zb_point_before(flow, start), width = sign == ':' ? 1 : 3;
    return zb_point_among(sign, "∶：:") && start > width && zb_point_is_alnum(zb_point_before(flow, start - width));
}

/* A digit and one character stand before: 10金|5银. */
static bool follows_count(zb_slice flow, uint32_t start) {
    return start >= 4 && zb_point_is_alnum(zb_point_before(flow, start - 3));
}

/* A number without unit counts before a noun (70万农村居民), and where a link says that it is one (达到1500). */
static bool is_bare_number(const reader *r, const zb_numeral *n, uint32_t start) {
    uint32_t width = 0, next = zb_point_at(r->flow, n->end, r->end, &width);
    if (n->fraction)
        return true;
    if (zb_point_is_cjk(next) && zb_words_at(r->flow, n->end, r->end, number_words))
        return false;
    if (n->chinese && !n->scaled)
        return false; /* 二十大, 三农 */
    if (follows_latin(r->flow, start) || follows_ratio_sign(r->flow, start))
        return false; /* HarmonyOS 5 */
    if (zb_point_any(zb_point_before(r->flow, start), U"道图注") || (follows_table(r->flow, start) && !n->scaled))
        return false; /* 国道318, 图2, 表4 */
    if (n->chinese && !zb_point_is_cjk(next) && !r->bound && !follows_link(r->before))
        return false;
    if (zb_point_is_alnum(next) || zb_point_any(next, U"+＋×*/／_-—–－~～:：∶．.〕）)%") ||
        zb_point_is_alnum(zb_point_before(r->flow, start)))
        return n->scaled && !zb_point_is_alnum(next);
    if (n->decimal || n->scaled || n->over)
        return true;
    if (n->digits < 3 && (next == U'、' || zb_point_before(r->flow, start) == U'、'))
        return false; /* 6、7、8月, 5、6号楼 */
    if (n->digits >= 5 || is_year_like(r->flow, start, n))
        return r->bound;
    if (zb_point_any(zb_point_before(r->flow, start), U"第〔［[（(+＋-—－＃#"))
        return false;
    if (r->bound || follows_link(r->before))
        return true;
    /* 飞鸿98无人机 has a name, 10金5银 two counts. */
    return zb_point_is_cjk(next) && (r->before != ZB_TEXT || follows_count(r->flow, start));
}

/* 8点30分: a clock. Returns where it ends, 0: none. */
static uint32_t clock_end(const reader *r, const zb_numeral *n) {
    uint32_t at = n->end + zb_word_at(r->flow, n->end, r->end, "点");
    if (at == n->end || n->scaled || n->decimal)
        return 0;
    zb_numeral minutes = zb_numeral_read(r->flow, at, r->end);
    bool whole = minutes.end && !minutes.scaled && !minutes.decimal;
    uint32_t minute = whole ? zb_word_at(r->flow, minutes.end, r->end, "分") : 0;
    bool bare = whole && minutes.digits == 2 && zb_number_compare(minutes.number, zb_number_make(60, 0)) < 0 &&
                zb_words_at(r->flow, minutes.end, r->end, (const zb_word[]){"，", "。", "还", "将", "准", "许", "开", "到", "至", "左右", ""});
    return minute ? minutes.end + minute : bare ? minutes.end : 0; /* 每晚7点40还将重播 */
}

/* 65岁以上老年人, 16周岁以下的, 3岁儿童: an age within a name. 平均预期寿命83.66岁 is a figure, 80岁提高到82岁 too. */
static bool is_age_threshold(const reader *r, const zb_numeral *n) {
    static const zb_word changes[] = {"提", "增", "上升", "延", "达", "降", "下降", ""};
    static const zb_word behind[] = {"以上", "以下", "及以上", "及以下", "以内", "左右", "（含）", ""};
    uint32_t width = 0;
    if (!zb_slice_ends(r->q.unit, ZB_SLICE("岁")) || n->decimal || zb_words_at(r->flow, r->q.end, r->end, changes))
        return false;
    uint32_t at = r->q.end + zb_words_at(r->flow, r->q.end, r->end, behind);
    if (at > r->q.end && zb_word_at(r->flow, at, r->end, "、")) /* 35岁及以下、女性 */
        return true;
    return zb_point_is_cjk(zb_point_at(r->flow, at, r->end, &width)) || zb_word_at(r->flow, at, r->end, "（") ||
           zb_word_at(r->flow, at, r->end, "至");
}

/* ---- behind ------------------------------------------------------------------------------------------- */

/* 3小时12分, 2天6小时: one length of time, in the finer unit. */
static void take_finer_time(reader *r) {
    static const struct {
        const char *whole, *part;
        uint8_t ratio;
    } parts[] = {{"小时", "分钟", 60}, {"小时", "分", 60}, {"时", "分", 60}, {"分钟", "秒", 60}, {"分", "秒", 60},
                 {"天", "小时", 24},  {"日", "小时", 24},  {"年", "个月", 12}};
    zb_numeral n = zb_numeral_read(r->flow, r->q.end, r->end);
    reader finer = *r;
    finer.q = (zb_quantity){0};
    bool score = zb_slice_equal(r->q.unit, ZB_SLICE("分")); /* a minute only before seconds */
    if ((r->q.dimension != ZHIBIAO_TIME && !score) || r->q.range || n.end == 0 || n.range || n.scaled || n.fraction ||
        !read_unit(&finer, &n, r->q.end))
        return;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        zb_number whole;
        if (!zb_slice_ends(r->q.unit, zb_slice_of(parts[i].whole)) || !zb_slice_equal(finer.q.unit, zb_slice_of(parts[i].part)) ||
            !zb_number_multiply(r->q.number, zb_number_make(parts[i].ratio, 0), &whole) ||
            !zb_number_add(whole, n.number, &r->q.number))
            continue;
        r->q.unit = finer.q.unit;
        r->q.dimension = ZHIBIAO_TIME;
        r->q.end = finer.q.end;
        r->q.step = n.step;
        return;
    }
}

/* 块 and 块钱 */
static bool is_same_unit(const reader *r, zb_slice unit) {
    const zb_unit *one = zb_unit_named(r->units, r->q.unit), *other = zb_unit_named(r->units, unit);
    return one != NULL && one == other;
}

/* 每升降0.24元至7.86元: by how much it changed, and where to. A range's upper end is not so far off. */
static bool leads_to(const reader *r, zb_number upper) {
    enum { FAR = 5 };
    zb_number far;
    bool changes = (r->before == ZB_GROW || r->before == ZB_FALL) && r->q.dimension != ZHIBIAO_RATIO &&
                   (zb_word_at(r->flow, r->q.end, r->end, "至") || zb_word_at(r->flow, r->q.end, r->end, "到"));
    return changes && zb_number_multiply(r->q.number, zb_number_make(FAR, 0), &far) && zb_number_compare(upper, far) >= 0;
}

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
    if ((!zb_slice_equal(other.q.unit, r->q.unit) && !is_same_unit(r, other.q.unit)) || zb_number_compare(r->q.number, b.number) >= 0 ||
        leads_to(r, b.number))
        return;
    r->q.range = true;
    r->q.upper = b.number;
    r->q.end = other.q.end;
    if (r->q.per_count == 0) {
        memcpy(r->q.per, other.q.per, sizeof r->q.per);
        r->q.per_count = other.q.per_count;
    }
}

/* 四分之三强, 六成弱: a little more, a little less. Only at the end of the words: 三分之一强化了. */
static uint32_t share_bound(const reader *r, uint32_t at, uint8_t *comparison) {
    uint32_t width = 0, strong = zb_word_at(r->flow, at, r->end, "强"), weak = zb_word_at(r->flow, at, r->end, "弱");
    if (r->q.dimension != ZHIBIAO_RATIO && r->q.unit.size > 0)
        return 0;
    uint32_t end = at + strong + weak;
    if (end == at || !zb_point_is_cjk(zb_point_before(r->flow, at)) ||
        (zb_point_is_cjk(zb_point_at(r->flow, end, r->end, &width)) && !zb_word_at(r->flow, end, r->end, "的")))
        return 0;
    *comparison = strong ? ZHIBIAO_OVER : ZHIBIAO_UNDER;
    return end - at;
}

/* 20万名残疾人以上， 6所学校左右。: the bound stands behind the noun. It must end the clause: 50名县级以上劳模 is a threshold, and so is
 * a noun that names a rank (本科以上). */
static void take_bound_behind_noun(reader *r, uint32_t at) {
    static const zb_word bounds[] = {"以上", "左右", ""};
    static const zb_word no_noun[] = {"达", "到", "至", "为", "超", "占", "比", "和", "及", "的", "在", "由", "从", "将", ""};
    uint32_t width = 0, noun = 0;
    if (r->q.comparison != ZHIBIAO_EQ || at != r->q.end)
        return;
    for (int i = 0; i < 7; i++, at += width, noun = at) {
        uint32_t size = noun ? zb_words_at(r->flow, at, r->end, bounds) : 0;
        uint32_t last = zb_point_before(r->flow, at), next = size ? zb_point_at(r->flow, at + size, r->end, &width) : 0;
        if (size && !zb_point_is_cjk(next) && !zb_point_is_alnum(next) && !zb_point_among(next, "“（《") &&
            !zb_point_among(last, "级模岁中专科学位职等次度标准年月日天时万千百亿一二三四五六七八九十")) {
            r->q.comparison = zb_word_at(r->flow, at, r->end, "左右") ? ZHIBIAO_ABOUT : ZHIBIAO_AT_LEAST;
            return;
        }
        if (size || !zb_point_is_cjk(zb_point_at(r->flow, at, r->end, &width)) ||
            zb_words_at(r->flow, at, r->end, no_noun))
            return;
    }
}

/* The end of the token behind the quantity, bounds included. */
static uint32_t take_behind(reader *r) {
    uint32_t at = r->q.end, best = 0, width_of_share = 0;
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
    if (best == 0 && (width_of_share = share_bound(r, at, &comparison)) > 0)
        best = width_of_share;
    else if (best == 3 && (zb_words_at(r->flow, at, r->end, more_words) || r->q.unit.size == 0))
        return at; /* 多 余 of another word */
    if (best == 0 && r->q.dimension == ZHIBIAO_TIME && !zb_words_at(r->flow, at, r->end, inner_words)) {
        best = zb_word_at(r->flow, at, r->end, "内");
        comparison = ZHIBIAO_AT_MOST;
    }
    if (zb_words_at(r->flow, at, r->end, (const zb_word[]){"以下简称", "上下游", "上下学", "上下级", ""}))
        return at;
    if (best > 0 && (comparison != ZHIBIAO_ABOUT || r->q.comparison == ZHIBIAO_EQ))
        r->q.comparison = comparison;
    return at + best;
}

static uint8_t letter_of(const zb_quantity *q, const zb_numeral *n) {
    static const zb_word tenths[] = {"%", "％", "‰", ""};
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

/* 每万人口, 每百户: the number belongs to the name. Its characters are text; before a price (每50公斤115元) they are aside. */
static bool read_every(reader *r, zb_reading *reading) {
    uint32_t width = zb_word_at(r->flow, r->at, r->end, "每"), start = r->at;
    zb_numeral n = width ? zb_numeral_read(r->flow, start + width, r->end) : (zb_numeral){0};
    if (n.end == 0)
        return false;
    zb_quantity q = {.end = n.end};
    if (n.bare && zb_unit_per(r->units, r->flow, start + width, r->end) > n.end - start - width)
        return false; /* 每千瓦时 */
    zb_unit_read(r->units, r->flow, n.end, r->end, &n, &q);
    bool price = q.end > n.end && zb_numeral_read(r->flow, q.end, r->end).end > q.end;
    *reading = (zb_reading){.start = start, .end = q.end, .letter = price ? ZB_ADVERB : ZB_TEXT};
    return true;
}

/* 提高5个点 is a change in points; 建成5个点 counts places. */
static void keep_points(reader *r) {
    static const uint8_t changes[] = {ZB_GROW, ZB_FALL, ZB_ABOVE, ZB_BELOW, ZB_EXCEED, ZB_THAN, ZB_BASE};
    if (!zb_slice_equal(r->q.unit, ZB_SLICE("个点")) || memchr(changes, r->before, sizeof changes))
        return;
    zb_unit_of(r->units, ZB_SLICE("个"), &r->q);
    r->q.end -= 3;
}

/* 集采药品累计达到554种: they are listed, and counted by the kind. */
static bool follows_medicine(zb_slice flow, uint32_t start) {
    enum { NEAR = 3 * 6 };
    static const zb_word listed[] = {"药", "耗材", ""};
    uint32_t from = start < NEAR ? 0 : start - NEAR;
    return zb_slice_contains_among((zb_slice){flow.data + from, start - from}, listed);
}

static bool read_counted(reader *r, zb_numeral *n, uint32_t start) {
    r->q.start = start;
    r->q.end = n->end;
    if (read_half_inside(r, n))
        return true;
    bool unit = !n->percent && !n->permille && read_unit(r, n, start);
    if (unit && zb_slice_equal(r->q.unit, ZB_SLICE("种")) && follows_medicine(r->flow, start))
        r->q.dimension = ZHIBIAO_COUNT;
    if (unit ? zb_slice_equal(r->q.unit, ZB_SLICE("个")) : n->decimal)
        borrow_points(r, r->q.end);
    fill_number(r, n);
    if (is_article(r, n) || is_bare_word(r, n, start) || (unit && is_session(r, n, start)))
        return false;
    if (unit && r->bound && is_year_like(r->flow, start, n) && zb_slice_equal(r->q.unit, ZB_SLICE("年")))
        return false; /* 低于1985年: a date */
    if (unit && letter_of(&r->q, n) == ZB_PHYS && zb_word_at(r->flow, r->q.end, r->end, "级"))
        return false; /* 7000米级, 百万千瓦级: a class of things */
    if (unit) {
        keep_points(r);
        take_half_behind(r, n);
        take_finer_time(r);
        take_range(r);
    }
    return unit || n->percent || n->permille || is_bare_number(r, n, start);
}

static bool read_number(reader *r, zb_numeral *n, uint32_t at, zb_reading *reading) {
    uint32_t start = r->at;
    *n = zb_numeral_read(r->flow, start, r->end);
    if (start == at) {
        reading->number_end = n->end;
        reading->article = n->article;
        reading->chinese = n->chinese;
    }
    uint32_t text = n->end ? clock_end(r, n) : 0;
    if (!text && (n->end == 0 || !read_counted(r, n, start)))
        return false;
    if (!text && (is_age_threshold(r, n) || zb_word_at(r->flow, r->q.end, r->end, "服务半径"))) /* 公园500米服务半径覆盖率 */
        text = r->q.end;
    if (text)
        *reading = (zb_reading){.start = at, .end = text, .letter = ZB_TEXT};
    return true;
}

/* Most of what may stand in front of a number does not: 不 年 过 大. */
static bool may_begin(const zb_units *units, zb_slice flow, uint32_t at, uint32_t end) {
    uint32_t width = 0;
    zb_front front;
    return !zb_lexicon_begins(&units->fronts, zb_point_at(flow, at, end, &width)) ||
           zb_front_read(&units->fronts, flow, at, end, &front) != 0;
}

/* 约有100万人, 约占20%: a link stands between the bound and the number. */
static bool is_about(zb_slice flow, uint32_t at) {
    static const zb_word about[] = {"约有", "约占", "约达", ""};
    return at >= 6 && zb_slice_among((zb_slice){flow.data + at - 6, 6}, about);
}

bool zb_quantity_read(const zb_units *units, zb_slice flow, uint32_t at, uint32_t end, uint8_t before,
                      zb_reading *reading) {
    reading->number_end = 0;
    reading->letter = 0;
    reading->article = reading->chinese = false;
    if (!may_begin(units, flow, at, end))
        return false;
    reader r = {.units = units, .flow = flow, .at = at, .end = end, .before = before};
    zb_numeral n = {0};
    if (read_every(&r, reading))
        return true;
    take_front(&r);
    if (!read_half(&r) && !read_number(&r, &n, at, reading))
        return false;
    if (reading->letter == ZB_TEXT)
        return true;
    reading->end = take_behind(&r);
    if (r.q.dimension != ZHIBIAO_TIME && r.q.dimension != ZHIBIAO_CATEGORY)
        take_bound_behind_noun(&r, reading->end);
    if (r.q.comparison == ZHIBIAO_EQ && is_about(flow, at))
        r.q.comparison = ZHIBIAO_ABOUT;
    reading->start = at;
    reading->letter = letter_of(&r.q, &n);
    if (r.per_year && reading->letter == ZB_PCT)
        r.q.per_count = 0;
    reading->quantity = r.q;
    return true;
}
