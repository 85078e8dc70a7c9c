/* Numbers as they are written: digits of both widths, characters, and the mixtures of both.
 *
 *     3.21万       321 × 10²            1亿2000万    120000000          3.2万亿      32 × 10¹¹
 *     四亿零七百多万  407000000, over        两万三       23000              三点二一万      32100
 *     百分之零点五    0.5, percent          六成五       65, percent        三分之二      2/3
 *     20—30万       200000..300000        五六十       50..60             2.1∶1        2.1
 *     千余           1000, over, bare      数十         10, over           一            1, article
 *
 * A number is read in three layers. A *literal* is a run of digits (1,234.5) or of digit characters (二〇二三). A
 * *plain* number is literals and scales added up from left to right: small scales (十 百 千) gather in a section, a
 * large one (万 亿) closes it. Around plain numbers stand 分之, 成 and the range marks.
 *
 * Two adjacent digit characters (五六十, 十七八) mean a range: such a number is added up twice, first with the one and
 * then with the other. Nothing here asks which words follow, but where a character is a numeral only by its neighbours.
 */
#include "token.h"

typedef enum kind { NONE, DIGIT, HAN, TENS, SMALL, LARGE } kind; /* TENS: 廿 卅, a digit and its 十 in one */

typedef struct glyph {
    kind kind;
    uint32_t value; /* of digits; the power of ten of scales */
    uint32_t width;
} glyph;

static bool is_doubtful(uint32_t point) {
    switch (point) {
    case U'伍': case U'陆': case U'陸': case U'参': case U'參': case U'俩': case U'倆': case U'仨': return true;
    default: return false;
    }
}

/* 伍 陆 叁 of the bank's numerals also live in other words (队伍, 大陆, 参加), 俩 in 他们俩: only what stands beside tells. */
static bool is_numeral_here(zb_slice flow, uint32_t at, uint32_t end, uint32_t point, uint32_t width) {
    static const zb_word others[] = {"俩人均", "俩口", "俩月", "俩都", "俩的", ""};
    uint32_t next_width = 0, next = zb_point_at(flow, at + width, end, &next_width), before = zb_point_before(flow, at);
    if (point == U'俩' || point == U'倆' || point == U'仨')
        return zb_point_is_cjk(next) && !zb_point_among(before, "们他她它妻弟妹子口爷娘婆孙哥姐兄父母女儿咱") &&
               !zb_words_at(flow, at, end, others);
    if (zb_point_among(before, "队大入退登着内")) /* 队伍万余人 */
        return false;
    return zb_point_among(next, "拾佰仟万亿萬億元圆圓角") || zb_point_among(before, "拾佰仟零");
}

/* The numerals by a hash of their code points in which no two of them share a slot; an empty one has point 0. That takes a
 * fifth of the instructions of a binary search, and this is asked at very many characters. Of two rows in one slot the
 * compiler would warn. */
enum { SLOTS = 256 };
#define SLOT(point) ((uint32_t)(point) * 58985u >> 16 & (SLOTS - 1))
static const struct {
    uint16_t point;
    uint8_t kind, value;
} numerals[SLOTS] = {
#define ROW(point, kind, value) [SLOT(point)] = {(uint16_t)(point), kind, value}
    ROW(U'０', DIGIT, 0), ROW(U'１', DIGIT, 1), ROW(U'２', DIGIT, 2), ROW(U'３', DIGIT, 3), ROW(U'４', DIGIT, 4),
    ROW(U'５', DIGIT, 5), ROW(U'６', DIGIT, 6), ROW(U'７', DIGIT, 7), ROW(U'８', DIGIT, 8), ROW(U'９', DIGIT, 9),
    ROW(U'〇', HAN, 0), ROW(U'一', HAN, 1), ROW(U'七', HAN, 7), ROW(U'万', LARGE, 4), ROW(U'三', HAN, 3),
    ROW(U'两', HAN, 2), ROW(U'九', HAN, 9), ROW(U'二', HAN, 2), ROW(U'五', HAN, 5), ROW(U'亿', LARGE, 8),
    ROW(U'仟', SMALL, 3), ROW(U'仨', HAN, 3), ROW(U'伍', HAN, 5), ROW(U'佰', SMALL, 2), ROW(U'俩', HAN, 2),
    ROW(U'倆', HAN, 2), ROW(U'億', LARGE, 8), ROW(U'兩', HAN, 2), ROW(U'八', HAN, 8), ROW(U'六', HAN, 6),
    ROW(U'十', SMALL, 1), ROW(U'千', SMALL, 3), ROW(U'卅', TENS, 3), ROW(U'卌', TENS, 4), ROW(U'叁', HAN, 3),
    ROW(U'参', HAN, 3), ROW(U'參', HAN, 3), ROW(U'叄', HAN, 3), ROW(U'四', HAN, 4), ROW(U'壹', HAN, 1),
    ROW(U'廿', TENS, 2), ROW(U'弍', HAN, 2), ROW(U'弐', HAN, 2), ROW(U'拾', SMALL, 1), ROW(U'捌', HAN, 8),
    ROW(U'柒', HAN, 7), ROW(U'玖', HAN, 9), ROW(U'百', SMALL, 2), ROW(U'肆', HAN, 4), ROW(U'萬', LARGE, 4),
    ROW(U'貳', HAN, 2), ROW(U'贰', HAN, 2), ROW(U'陆', HAN, 6), ROW(U'陸', HAN, 6), ROW(U'零', HAN, 0),
    ROW(U'○', HAN, 0),
#undef ROW
};

static glyph wide_glyph_at(zb_slice flow, uint32_t at, uint32_t end) {
    glyph g = {NONE, 0, 0};
    uint32_t point = zb_point_at(flow, at, end, &g.width);
    if (numerals[SLOT(point)].point != point || point == 0)
        return g;
    if (point == U'○') /* for 〇: 二○二三; elsewhere a list's bullet */
        return zb_point_among(zb_point_before(flow, at), "一二三四五六七八九○〇百千万亿") ? (glyph){HAN, 0, g.width} : g;
    if (!is_doubtful(point) || is_numeral_here(flow, at, end, point, g.width))
        g = (glyph){(kind)numerals[SLOT(point)].kind, numerals[SLOT(point)].value, g.width};
    return g;
}

static inline glyph glyph_at(zb_slice flow, uint32_t at, uint32_t end) {
    unsigned char byte = at < end ? (unsigned char)flow.data[at] : 0x80;
    if (byte >= 0x80)
        return wide_glyph_at(flow, at, end);
    return byte >= '0' && byte <= '9' ? (glyph){DIGIT, byte - (uint32_t)'0', 1} : (glyph){NONE, 0, 1};
}

/* ---- literals ----------------------------------------------------------------------------------------- */

typedef struct literal {
    int64_t coefficient;
    int32_t fraction;  /* digits behind the point */
    uint32_t digits;   /* written */
    bool leading_zero, separated, too_large, broken; /* broken: 1.2.3 is no number */
} literal;

static void push(literal *lit, uint32_t digit) {
    if (lit->digits == 1 && lit->coefficient == 0 && lit->fraction == 0)
        lit->leading_zero = true;
    if (lit->coefficient >= INT64_C(100000000000000000)) /* 18 digits are full */
        lit->too_large = true;
    else
        lit->coefficient = lit->coefficient * 10 + (int64_t)digit;
    lit->digits++;
}

/* A comma between digits is a separator only before exactly three digits: 1,234 and １，２３４ and １,２３４; a full-width comma
 * between half-width digits is the sentence's, unless a scale follows (3，120亿度). */
static bool is_separator(zb_slice flow, uint32_t at, uint32_t end, uint32_t digit_width, uint32_t *width) {
    uint32_t point = zb_point_at(flow, at, end, width);
    if (point != ',' && point != U'，')
        return false;
    uint32_t p = at + *width;
    for (int i = 0; i < 3; i++, p += digit_width) {
        glyph g = glyph_at(flow, p, end);
        if (g.kind != DIGIT || g.width != digit_width)
            return false;
    }
    glyph next = glyph_at(flow, p, end);
    return point == U'，' && digit_width == 1 ? next.kind == LARGE : next.kind != DIGIT;
}

static bool is_point(uint32_t point) {
    return point == '.' || point == U'．' || point == U'·'; /* · in papers of the fifties: 7·5% */
}

static uint32_t read_digits(zb_slice flow, uint32_t at, uint32_t end, literal *lit) {
    uint32_t group = 0, width = 0;
    bool decimal = false;
    for (;;) {
        glyph g = glyph_at(flow, at, end);
        if (g.kind == DIGIT) {
            push(lit, g.value);
            lit->fraction += decimal ? 1 : 0;
            group++;
            at += g.width;
            if (!decimal && group <= 3 && is_separator(flow, at, end, g.width, &width)) {
                lit->separated = true;
                group = 0;
                at += width;
            }
            continue;
        }
        bool point = is_point(zb_point_at(flow, at, end, &width)) && glyph_at(flow, at + width, end).kind == DIGIT;
        if (!point || lit->broken)
            return at;
        lit->broken = decimal; /* 2023.3.24 */
        decimal = true;
        at += width;
    }
}

/* The digit characters after 点: 六四 in 二十四点六四. None when a scale follows (十点三十分 is a clock). */
static uint32_t read_han_fraction(zb_slice flow, uint32_t at, uint32_t end, literal *lit) {
    uint32_t start = at;
    for (glyph g = glyph_at(flow, at, end); g.kind == HAN; g = glyph_at(flow, at, end)) {
        push(lit, g.value);
        lit->fraction++;
        at += g.width;
    }
    return glyph_at(flow, at, end).kind == SMALL ? start : at;
}

/* ---- plain numbers ------------------------------------------------------------------------------------ */

typedef struct plain {
    zb_number total, section, pending; /* closed by 万 亿 · by 十 百 千 · not yet */
    bool has_pending, started, failed; /* failed: out of range */
    int32_t small, large, scale;       /* powers of the last small and large scale, and of the last one; 0: none */
    int32_t step;
    int32_t pending_fraction;
    bool after_zero, over, about, chinese, bare, decimal, pair, lone, scaled, hundred_million;
    uint32_t digits, glyphs;
} plain;

static void sum(plain *p, zb_number *into, zb_number value) {
    if (into->coefficient == 0) /* most numbers have one part: 0 + it */
        *into = value;
    else if (value.coefficient != 0 && !zb_number_add(*into, value, into))
        p->failed = true;
}

static void scale(plain *p, zb_number *number, int32_t power) {
    if (!zb_number_scale(number, power))
        p->failed = true;
}

static void set_pending(plain *p, const literal *lit) {
    p->pending = zb_number_make(lit->coefficient, -lit->fraction);
    p->has_pending = p->started = true;
    p->step = -lit->fraction;
    p->decimal = p->decimal || lit->fraction > 0 || lit->separated;
    p->failed = p->failed || lit->too_large;
    p->digits += lit->digits;
}

static bool take_digits(plain *p, zb_slice flow, uint32_t *at, uint32_t end) {
    literal lit = {0};
    uint32_t stop = read_digits(flow, *at, end, &lit);
    if (lit.broken || p->has_pending)
        return false;
    /* Behind a scale only a smaller whole number: 1亿2000万, 5万3000. */
    if (p->started &&
        (lit.fraction > 0 || lit.separated || p->scale == 0 || lit.digits > (uint32_t)p->scale || p->over))
        return false;
    if (lit.leading_zero && lit.fraction == 0)
        return false; /* 0431, 007 */
    if (lit.leading_zero && (uint32_t)lit.fraction + 1 < lit.digits)
        return false;
    set_pending(p, &lit);
    *at = stop;
    return true;
}

static bool is_adjacent(uint32_t a, uint32_t b) {
    return a > 0 && (b == a + 1 || (a == 3 && b == 5));
}

/* 五、六倍, 二、三千万亩 are ranges like 五六倍; 五、六号楼 and 一、二产业 are lists. Returns the width of the 、. */
static uint32_t pair_mark(uint32_t first, zb_slice flow, uint32_t at, uint32_t end) {
    uint32_t width = zb_word_at(flow, at, end, "、"), unit_width;
    glyph second = width > 0 ? glyph_at(flow, at + width, end) : (glyph){0};
    if (width == 0 || second.kind != HAN || !is_adjacent(first, second.value))
        return 0;
    glyph next = glyph_at(flow, at + width + second.width, end);
    uint32_t unit = zb_point_at(flow, at + width + second.width, end, &unit_width);
    bool scaled = next.kind == SMALL || next.kind == LARGE;
    return scaled || (first > 1 && zb_point_among(unit, "倍年天个户斤亩人名家岁元成里")) ? width : 0;
}

/* One digit character, or two that mean a range, or a row of them: 二〇二三. */
static bool take_han(plain *p, zb_slice flow, uint32_t *at, uint32_t end, bool second) {
    literal lit = {0};
    uint32_t values[2] = {0, 0}, count = 0, place = *at;
    for (glyph g = glyph_at(flow, place, end); g.kind == HAN; g = glyph_at(flow, place, end)) {
        if (count < 2)
            values[count] = g.value;
        count++;
        push(&lit, g.value);
        place += g.width;
        if (count == 1)
            place += pair_mark(g.value, flow, place, end);
    }
    glyph next = glyph_at(flow, place, end);
    if (p->has_pending || p->over)
        return false;
    if (p->started && values[0] == 0 && count > 1) { /* 零 holds a place */
        p->after_zero = true;
        *at += glyph_at(flow, *at, end).width;
        return true;
    }
    bool of_unit = p->small == 1 && next.value > 1; /* 三十五千伏: the 千 is the unit's */
    if (next.kind == SMALL && p->small > 0 && (int32_t)next.value >= p->small && !of_unit)
        return false; /* 二十三十: the second number is another */
    if (count == 2 && is_adjacent(values[0], values[1])) {
        p->pair = true;
        lit = (literal){.coefficient = values[second ? 1 : 0], .digits = 2};
    } else if (p->started && count > 1) {
        return false;
    }
    if (p->started && count == 1 && values[0] == 0) { /* 一百零: 零 before a scale (四亿零七百) comes with count 2 */
        p->after_zero = next.kind == DIGIT;
        *at = p->after_zero ? place : *at;
        return p->after_zero;
    }
    p->lone = !p->started && count == 1;
    p->chinese = true;
    p->glyphs += count;
    set_pending(p, &lit);
    *at = place;
    return true;
}

static bool take_small(plain *p, int32_t power);

/* 廿三 卅五: twenty and thirty in one character. */
static bool take_tens(plain *p, uint32_t tens) {
    if (p->has_pending || p->over || (p->small > 0 && p->small <= 1))
        return false;
    p->pending = zb_number_make((int64_t)tens, 0);
    p->has_pending = p->chinese = true;
    p->step = 0;
    return take_small(p, 1);
}

static bool take_small(plain *p, int32_t power) {
    if (p->over || (p->small > 0 && power >= p->small) || (p->has_pending && p->decimal && p->chinese))
        return false;
    if (!p->has_pending) {
        if (p->started && power > 1)
            return false; /* 一万百: only 十 goes without a digit inside (一百十五) */
        p->bare = !p->started && power > 1;
        p->pending = zb_number_make(1, 0);
        p->step = 0;
    }
    scale(p, &p->pending, power);
    sum(p, &p->section, p->pending);
    p->step += power;
    p->has_pending = p->after_zero = false;
    p->started = true;
    p->small = p->scale = power;
    p->scaled = p->scaled || power > 1;
    return true;
}

static bool take_large(plain *p, int32_t power) {
    bool empty = !p->has_pending && p->small == 0; /* nothing since the last large scale */
    if (empty && p->large == 4 && power == 4 && !p->bare && !p->hundred_million) { /* 六万万, said before 亿 was */
        p->hundred_million = true;
        scale(p, &p->total, power);
        p->step += power;
        p->scale = 8;
        return true;
    }
    if (empty && p->started && (p->large == 0 || p->large >= power))
        return false; /* 亿万 */
    if (!empty && p->large == power)
        return false; /* 五万二万 */
    if (p->has_pending)
        sum(p, &p->section, p->pending);
    if (!p->started) {
        p->bare = true;
        p->section = zb_number_make(1, 0);
        p->step = 0;
    }
    if (p->large > 0 && p->large < power) { /* 万 … 亿: all so far counts in 亿 */
        sum(p, &p->section, p->total);
        p->total = zb_number_make(0, 0);
    }
    scale(p, &p->section, power);
    sum(p, &p->total, p->section);
    p->section = zb_number_make(0, 0);
    p->step += power;
    p->has_pending = p->after_zero = p->decimal = false;
    p->started = true;
    p->small = 0;
    p->large = p->scale = power;
    p->scaled = true;
    return true;
}

/* 十来个, 三百来户: thereabouts. Not in 五百来自外地. */
static bool take_about(plain *p, zb_slice flow, uint32_t *at, uint32_t end) {
    static const zb_word never[] = {"来自", "来华", "来访", "来电", "来信", "来源", "来宾", "来客", "来到", "来说", "来历",
                                        "来年", "来往", "来料", "来稿", "来沪", "来京", "来临", "来回", ""};
    uint32_t width = zb_word_at(flow, *at, end, "来");
    if (width == 0)
        width = zb_word_at(flow, *at, end, "來");
    if (width == 0 || p->over || p->about || p->pair || p->has_pending || p->decimal || p->small == 0 ||
        zb_words_at(flow, *at, end, never))
        return false;
    *at += width;
    return p->about = true;
}

/* 余 多 几 inside: 3600多, 12.6万多, 十余, 49余万, 十几. */
static bool take_over(plain *p, zb_slice flow, uint32_t *at, uint32_t end) {
    static const zb_word words[] = {"余", "餘", "多", "几", ""};
    static const zb_word never[] = {"余额", "余热", "多元化", "余姚", ""};
    uint32_t width = zb_words_at(flow, *at, end, words);
    if (width == 0 || p->over || zb_words_at(flow, *at, end, never) || p->lone || (p->pair && p->has_pending))
        return false;
    if (p->digits < 2 && !p->scale)
        return false; /* 5多 */
    if (zb_word_at(flow, *at, end, "几") && (p->has_pending || p->scale == 0))
        return false;
    *at += width;
    return p->over = true;
}

/* 两万三 is 23000: a last lone digit behind a scale counts in the next smaller one. */
static void settle_pending(plain *p, bool last_was_han) {
    if (!p->has_pending)
        return;
    if (last_was_han && p->scale >= 2 && !p->after_zero && !p->decimal && p->glyphs > 1) {
        scale(p, &p->pending, p->scale - 1);
        p->step += p->scale - 1;
    }
    sum(p, &p->section, p->pending);
}

static bool take_fraction(plain *p, zb_slice flow, uint32_t *at, uint32_t end) {
    uint32_t width = zb_word_at(flow, *at, end, "点");
    literal lit = {0};
    if (width == 0)
        width = zb_word_at(flow, *at, end, "點");
    if (width == 0 || !p->chinese || p->decimal || p->over || p->large > 0 || p->pair)
        return false;
    uint32_t stop = read_han_fraction(flow, *at + width, end, &lit);
    if (stop == *at + width || lit.too_large)
        return false;
    if (p->has_pending)
        sum(p, &p->section, p->pending);
    p->pending = p->section;
    sum(p, &p->pending, zb_number_make(lit.coefficient, -lit.fraction));
    p->section = zb_number_make(0, 0);
    p->has_pending = p->decimal = true;
    p->lone = false;
    p->small = 0;
    p->step = -lit.fraction;
    *at = stop;
    return true;
}

/* Adds up the plain number at `at`; returns its end, `at` itself when there is none. `second`: of pairs, the other. */
static uint32_t read_plain(plain *p, zb_slice flow, uint32_t at, uint32_t end, bool second) {
    uint32_t width = 0;
    bool han = false, more = glyph_at(flow, at, end).kind != NONE;
    if (!more)
        return at;
    *p = (plain){.total = zb_number_make(0, 0), .section = zb_number_make(0, 0), .pending = zb_number_make(0, 0)};
    while (more) {
        glyph g = glyph_at(flow, at, end);
        switch (g.kind) {
        case DIGIT: more = take_digits(p, flow, &at, end); han = false; break;
        case HAN: more = take_han(p, flow, &at, end, second); han = han || more; break;
        case TENS: more = take_tens(p, g.value); at += more ? g.width : 0; p->glyphs++; break;
        case SMALL:
        case LARGE:
            more = g.kind == SMALL ? take_small(p, (int32_t)g.value) : take_large(p, (int32_t)g.value);
            at += more ? g.width : 0;
            p->chinese = p->chinese || p->digits == 0;
            p->glyphs++;
            p->lone = false;
            break;
        default:
            more = p->started && zb_point_any(zb_point_at(flow, at, end, &width), U"点點余餘多几来來") &&
                   (take_fraction(p, flow, &at, end) || take_over(p, flow, &at, end) || take_about(p, flow, &at, end));
            break;
        }
    }
    settle_pending(p, han);
    sum(p, &p->total, p->section);
    return at;
}

/* ---- around plain numbers ----------------------------------------------------------------------------- */

static uint32_t read_simple(zb_numeral *n, zb_slice flow, uint32_t at, uint32_t end) {
    plain p, q;
    uint32_t stop = read_plain(&p, flow, at, end, false);
    if (stop == at)
        return at;
    *n = (zb_numeral){.end = stop, .number = p.total, .step = p.step, .over = p.over, .about = p.about,
                      .article = p.lone,
                      .too_large = p.failed, .chinese = p.chinese, .bare = p.bare, .scaled = p.scaled,
                      .decimal = p.decimal, .digits = (uint8_t)(p.digits < 255 ? p.digits : 255)};
    if (p.pair) {
        read_plain(&q, flow, at, end, true);
        n->range = true;
        n->upper = q.total;
    }
    return stop;
}

/* The power of the scales at the end of a number that a lower end before it may share: 4 of 30万, 7 of 5千万, and of 五百 in
 * 三至五百. In 十二至一百五十 the last 十 is not shared: only 万 and 亿 are, once one end is longer than a digit. */
static int32_t shared_scale(zb_slice flow, uint32_t at, uint32_t end, const zb_numeral *low, const zb_numeral *high) {
    zb_number ten = zb_number_make(1, 1);
    bool single = zb_number_compare(low->number, ten) < 0 && high->digits == 1 && high->number.coefficient < 10;
    bool digits = !low->scaled && (!low->chinese || single);
    int32_t power = 0;
    for (glyph g = glyph_at(flow, at, end); at < end; at += g.width, g = glyph_at(flow, at, end))
        power = g.kind == LARGE || (g.kind == SMALL && (digits || power > 0)) ? power + (int32_t)g.value : 0;
    return power;
}

uint32_t zb_range_mark(zb_slice flow, uint32_t at, uint32_t end) {
    uint32_t width = 0;
    switch (zb_point_at(flow, at, end, &width)) {
    case '-': case U'－': case U'﹣': case U'−': case U'‐': case U'‑': case U'‒': case U'–': case U'—': case U'―': case U'─':
    case '~': case U'～': case U'〜': case U'∼': case U'﹏': case U'至': case U'到':
        break;
    default:
        return 0;
    }
    uint32_t two = zb_word_at(flow, at, end, "——"); /* 3000——5000; 8亿——这是 is a dash */
    return two == 0 ? width : glyph_at(flow, at + two, end).kind == DIGIT ? two : 0;
}

/* The second half of 2-3, 20万至30万, 20—30万. */
static void read_range(zb_numeral *n, zb_slice flow, uint32_t end) {
    uint32_t mark = zb_range_mark(flow, n->end, end), at = n->end + mark;
    zb_numeral b = {0};
    if (mark == 0 || n->range || n->over || n->fraction || n->bare || read_simple(&b, flow, at, end) == at || b.range)
        return;
    if (b.bare || b.too_large || n->chinese != b.chinese)
        return;
    zb_number low = n->number, high = b.number;
    bool shares = !n->scaled || zb_number_compare(low, zb_number_make(1, 4)) < 0;
    int32_t power = shares ? shared_scale(flow, at, b.end, n, &b) : 0;
    if (power > 0 && zb_number_scale(&low, power) && zb_number_compare(low, high) < 0)
        n->step += power; /* 20—30万: the scale was left out */
    else
        low = n->number;
    if (zb_number_compare(low, high) >= 0)
        return;
    n->number = low;
    n->upper = high;
    n->range = true;
    n->article = false;
    n->over = b.over;
    n->scaled = n->scaled || b.scaled;
    n->end = b.end;
}

/* 百分之五, 千分之三, 三分之二. The number before 分之 is in *n. */
static bool read_parts(zb_numeral *n, zb_slice flow, uint32_t end) {
    uint32_t width = zb_word_at(flow, n->end, end, "分之"), at = n->end + width;
    zb_numeral part = {0};
    if (width == 0 || n->range || n->over || n->number.exponent < 0 || n->number.coefficient <= 0)
        return false;
    if (read_simple(&part, flow, at, end) == at)
        return false;
    bool percent = zb_number_compare(n->number, zb_number_make(1, 2)) == 0;
    bool permille = zb_number_compare(n->number, zb_number_make(1, 3)) == 0;
    zb_number whole = n->number;
    part.article = part.bare = false;
    part.percent = percent;
    part.permille = permille;
    if (percent || permille) {
        *n = part;
        return true;
    }
    if (whole.exponent > 6 || whole.coefficient > 1000000 || part.range || !zb_number_scale(&whole, 0))
        return false;
    int64_t denominator = whole.coefficient;
    for (int32_t i = 0; i < whole.exponent; i++)
        denominator *= 10;
    zb_number inverse = {1, 0, (uint32_t)denominator};
    if (denominator <= 1 || denominator > 1000000 || !zb_number_multiply(part.number, inverse, &part.number))
        return false;
    part.fraction = true;
    *n = part;
    return true;
}

/* 五成, 六成五, 六七成, 五到六成. Only behind 1…10, and not where 成 begins another word. */
static void read_tenths(zb_numeral *n, zb_slice flow, uint32_t end) {
    static const zb_word never[] = {"成立", "成果", "成员", "成功", "成本", "成长", "成效", "成为", "成熟", "成品", "成都",
        "成就", "成年", "成人", "成套", "成片", "成绩", "成分", "成交", "成型", "成网", "成群", "成倍", "成才", "成因", "成色", "成不变", ""};
    uint32_t width = zb_word_at(flow, n->end, end, "成");
    if (width == 0 || n->over || n->scaled || n->decimal || n->fraction || n->percent ||
        zb_words_at(flow, n->end, end, never))
        return;
    zb_number most = n->range ? n->upper : n->number;
    if (zb_number_is_zero(n->number) || zb_number_compare(most, zb_number_make(1, 1)) > 0)
        return;
    n->end += width;
    n->percent = true;
    n->article = false;
    n->step += 1;
    bool fits = zb_number_scale(&n->number, 1) && (!n->range || zb_number_scale(&n->upper, 1));
    glyph g = glyph_at(flow, n->end, end), next = glyph_at(flow, n->end + g.width, end);
    if (fits && !n->range && g.kind == HAN && g.value > 0 && next.kind == NONE) {
        fits = zb_number_add(n->number, zb_number_make((int64_t)g.value, 0), &n->number);
        n->end += g.width;
        n->step = 0;
    }
    uint32_t half = fits && !n->range && n->step > 0 ? zb_word_at(flow, n->end, end, "半") : 0; /* 四成半 */
    uint32_t next_width = 0;
    if (half && !zb_point_is_cjk(zb_point_at(flow, n->end + half, end, &next_width))) {
        fits = zb_number_add(n->number, zb_number_make(5, 0), &n->number);
        n->end += half;
        n->step = 0;
    }
    if (zb_word_at(flow, n->end, end, "多"))
        n->end += 3, n->over = true;
    n->too_large = n->too_large || !fits;
}

/* 2/3: one digit over another or over 10; more would be a date (11/22) or a code. */
static void read_slash(zb_numeral *n, zb_slice flow, uint32_t end) {
    uint32_t width = 0, point = zb_point_at(flow, n->end, end, &width);
    if ((point != '/' && point != U'／') || n->fraction || n->digits != 1 || n->chinese || n->range || n->scaled)
        return;
    literal lit = {0};
    uint32_t at = n->end + width, stop = read_digits(flow, at, end, &lit), after_width = 0;
    uint32_t after = zb_point_at(flow, stop, end, &after_width);
    if (stop == at || lit.fraction || lit.broken || lit.leading_zero || lit.coefficient > 10 || after == '/' ||
        after == '-')
        return;
    if (n->number.coefficient >= lit.coefficient || n->number.coefficient <= 0)
        return;
    zb_number inverse = {1, 0, (uint32_t)lit.coefficient};
    if (!zb_number_multiply(n->number, inverse, &n->number))
        return;
    n->fraction = true;
    n->end = stop;
}

/* 7.6/10万: of so many, as 十万分之7.6 says it. */
static void read_per_many(zb_numeral *n, zb_slice flow, uint32_t end) {
    static const struct {
        char word[8];
        uint32_t of;
    } many[] = {{"10万", 100000}, {"十万", 100000}, {"百万", 1000000}, {"万", 10000}};
    static const zb_word bounds[] = {"以下", "以内", "以上", "之内", "左右", ""};
    uint32_t mark = 0, slash = zb_point_at(flow, n->end, end, &mark), after = 0;
    if ((slash != '/' && slash != U'／') || n->chinese || n->range || n->scaled || n->over || n->percent || n->fraction)
        return;
    for (size_t i = 0; i < sizeof many / sizeof *many; i++) {
        uint32_t stop = n->end + mark + zb_word_at(flow, n->end + mark, end, many[i].word);
        uint32_t next = zb_point_at(flow, stop, end, &after);
        bool joined = (zb_point_is_cjk(next) && !zb_words_at(flow, stop, end, bounds)) || zb_point_is_alnum(next);
        if (stop == n->end + mark || joined ||
            !zb_number_multiply(n->number, (zb_number){1, 0, many[i].of}, &n->number))
            continue;
        n->fraction = true;
        n->end = stop;
        return;
    }
}

/* 2.1∶1. */
static void read_ratio(zb_numeral *n, zb_slice flow, uint32_t end) {
    uint32_t width = 0, point = zb_point_at(flow, n->end, end, &width), after = 0;
    if ((point != U'∶' && point != ':' && point != U'：') || n->range || n->scaled || n->chinese)
        return;
    glyph one = glyph_at(flow, n->end + width, end);
    if (one.kind != DIGIT || one.value != 1)
        return;
    uint32_t stop = n->end + width + one.width, next = zb_point_at(flow, stop, end, &after);
    if (!is_point(next) && !zb_point_is_alnum(next))
        n->end = stop;
}

/* 数十 几千 上百: a scale behind a word that means many. Returns the width of that word. */
static uint32_t many_width(zb_slice flow, uint32_t at, uint32_t end) {
    static const struct {
        const char *word, *never_after; /* 总数百…: there 数 ends another word */
    } many[] = {
        {"数", "总人户指次多少半系基倍件个岁级参无分位口亩天学函整月年日度算"},
        {"几", ""},
        {"好几", ""},
        {"上", "以史海线网会世际本身路车地之村山早晚马向同面纸江台场基边春年月"},
    };
    static const zb_word never_before[] = {"分之", "姓", "货", ""}; /* 上百姓家 */
    for (size_t i = 0; i < sizeof many / sizeof *many; i++) {
        uint32_t width = zb_word_at(flow, at, end, many[i].word);
        glyph g = width > 0 ? glyph_at(flow, at + width, end) : (glyph){NONE, 0, 0};
        if (width == 0 || (g.kind != SMALL && g.kind != LARGE) || (i == 3 && g.value == 1))
            continue;
        if (!zb_point_among(zb_point_before(flow, at), many[i].never_after) &&
            !zb_words_at(flow, at + width + g.width, end, never_before))
            return width;
    }
    return 0;
}

static uint32_t sign_width(zb_slice flow, uint32_t at, uint32_t end) {
    static const zb_word signs[] = {"-", "－", "−", "负", ""};
    uint32_t width = zb_words_at(flow, at, end, signs), before = zb_point_before(flow, at);
    glyph g = glyph_at(flow, at + width, end);
    bool han = zb_word_at(flow, at, end, "负") != 0 && (g.kind == HAN || zb_word_at(flow, at + width, end, "百分之"));
    if (width == 0 || (g.kind != DIGIT && !han) || zb_point_is_alnum(before))
        return 0;
    if (han || zb_word_at(flow, at, end, "负"))
        return zb_point_among(before, "抱担欺肩辜自") ? 0 : width;
    bool free_standing = before == 0 || !zb_point_is_cjk(before); /* 3月-5月, 20个-30个 are ranges */
    return free_standing ? (zb_point_among(before, "%％-—–－~～") ? 0 : width)
                         : (zb_point_among(before, "比长为是达至到降率低幅速在了温值均差的从由和及与") ? width : 0);
}

/* 正负5%, ±2℃: from -5 to 5. Returns the width of the sign. */
static uint32_t both_signs_width(zb_slice flow, uint32_t at, uint32_t end) {
    static const zb_word signs[] = {"±", "正负", ""};
    uint32_t width = zb_words_at(flow, at, end, signs);
    return glyph_at(flow, at + width, end).kind == DIGIT || zb_word_at(flow, at + width, end, "百分之") ? width : 0;
}

/* 百分之五至百分之六: the upper end says 百分之 again (百分之五至六 is read like any range). */
static void read_percent_range(zb_numeral *n, zb_slice flow, uint32_t end) {
    zb_numeral b = {0};
    uint32_t mark = n->percent && !n->range && !n->over ? zb_range_mark(flow, n->end, end) : 0, at = n->end + mark;
    if (mark == 0 || read_simple(&b, flow, at, end) == at)
        return;
    if (!read_parts(&b, flow, end) || !b.percent || b.range || zb_number_compare(n->number, b.number) >= 0)
        return;
    n->upper = b.number;
    n->range = true;
    n->over = b.over;
    n->end = b.end;
}

/* 三成到四成: both ends say 成. */
static void read_tenths_range(zb_numeral *n, zb_slice flow, uint32_t end) {
    zb_numeral b = {0};
    uint32_t mark = n->percent && !n->range && !n->over ? zb_range_mark(flow, n->end, end) : 0, at = n->end + mark;
    if (mark == 0 || !zb_word_at(flow, n->end - 3, end, "成") || read_simple(&b, flow, at, end) == at)
        return;
    read_tenths(&b, flow, end);
    if (!b.percent || b.range || zb_number_compare(n->number, b.number) >= 0)
        return;
    n->upper = b.number;
    n->range = true;
    n->over = b.over;
    n->end = b.end;
}

/* 万亿万亿万亿, 五万二万: what stands here is no one number. Half of it must not be read as one, so all is one that has no
 * value. */
static void skip_the_rest(zb_numeral *n, zb_slice flow, uint32_t end) {
    glyph g = glyph_at(flow, n->end, end);
    bool people = n->bare && zb_number_compare(n->number, zb_number_make(1, 8)) == 0; /* 亿万群众 */
    if (g.kind != LARGE || n->over || n->percent || n->permille || people)
        return;
    for (; g.kind != NONE; g = glyph_at(flow, n->end, end))
        n->end += g.width;
    n->too_large = true;
    n->bare = n->article = n->range = n->fraction = false;
    n->scaled = true;
}

/* A sign, or a word for many: no glyph is one. */
static bool may_go_before(uint32_t point) {
    switch (point) {
    case '-': case U'－': case U'−': case U'负': case U'正': case U'±': case U'数': case U'几': case U'好': case U'上':
        return true;
    default:
        return false;
    }
}

/* What makes more of a plain number: 分之, / and ： of ratios, a dash or 至 of ranges, 成, a scale that does not fit. */
static bool goes_on(zb_slice flow, uint32_t at, uint32_t end) {
    uint32_t width = 0, point = zb_point_at(flow, at, end, &width);
    return point == U'分' || point == U'成' || zb_point_any(point, U"/／∶:：") || zb_range_mark(flow, at, end) ||
           glyph_at(flow, at, end).kind == LARGE;
}

static void read_rest(zb_numeral *n, zb_slice flow, uint32_t end) {
    if (!read_parts(n, flow, end)) {
        read_per_many(n, flow, end);
        read_slash(n, flow, end);
        read_ratio(n, flow, end);
    }
    read_percent_range(n, flow, end);
    read_range(n, flow, end);
    read_tenths(n, flow, end);
    read_tenths_range(n, flow, end);
    skip_the_rest(n, flow, end);
}

/* 30个亿, as it is spoken; not 3个亿元台阶, 30个亿级企业. */
static void read_spoken_scale(zb_numeral *n, zb_slice flow, uint32_t end) {
    uint32_t width = zb_word_at(flow, n->end, end, "个亿"), after = n->end + width;
    static const zb_word behind[] = {"的", "左右", "以上", "多", "余", "用于", "来", "，", "。", ""};
    uint32_t next_width = 0;
    bool closed = !zb_point_is_cjk(zb_point_at(flow, after, end, &next_width)) || zb_words_at(flow, after, end, behind);
    if (width == 0 || !closed || n->scaled || n->range || n->over || n->percent || n->fraction ||
        glyph_at(flow, after, end).kind != NONE || !zb_number_scale(&n->number, 8))
        return;
    n->end = after;
    n->step += 8;
    n->scaled = true;
    n->article = n->bare = false;
}

zb_numeral zb_numeral_read(zb_slice flow, uint32_t at, uint32_t end) {
    zb_numeral n = {0}, none = {0};
    uint32_t both = 0, sign = 0, many = 0, width = 0;
    if (glyph_at(flow, at, end).kind == NONE) {
        if (!may_go_before(zb_point_at(flow, at, end, &width)))
            return none; /* most places hold no number, and this is asked at very many */
        both = both_signs_width(flow, at, end);
        sign = both ? 0 : sign_width(flow, at, end);
        many = sign || both ? 0 : many_width(flow, at, end);
    }
    uint32_t start = at + both + sign + many;
    if (read_simple(&n, flow, start, end) == start)
        return none;
    if (many) {
        n.over = true;
        n.bare = n.article = false;
        return n;
    }
    if (goes_on(flow, n.end, end))
        read_rest(&n, flow, end);
    read_spoken_scale(&n, flow, end);
    if (sign)
        n.number = zb_number_negate(n.number);
    if (both && !n.range) {
        n.upper = n.number;
        n.number = zb_number_negate(n.number);
        n.range = true;
    }
    return n;
}
