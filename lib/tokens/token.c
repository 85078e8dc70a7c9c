/* The scanner: from left to right, at each place the longest of what the readers find.
 *
 *     为 1.9万户 重度残疾人家庭 和 430个 公共场所 进行无障碍改造
 *     FOR QTY    TEXT           AND QTY   TEXT
 *
 * In order: marks (quotes and brackets whole where they are short names), times, words of the lexicon, quantities,
 * ordinals, runs of letters. What none of them takes becomes part of the text run that is open. Of a time and a word
 * the longer wins; of a word and a number the word wins when it is longer than the number (三农, 一系列, 四川), or as
 * long and the number has no unit. A word of class TEXT is only passed over: it keeps what is inside it from being read
 * as anything else. */
#include "token.h"

/* ---- classes ------------------------------------------------------------------------------------------ */

static uint8_t kind_of(uint8_t letter, bool is_date) {
    switch (letter) {
    case ZB_QTY: case ZB_PHYS: case ZB_KIND: case ZB_MULT: case ZB_DURATION: return ZHIBIAO_TOKEN_QUANTITY;
    case ZB_MONEY: return ZHIBIAO_TOKEN_MONEY;
    case ZB_PCT: return ZHIBIAO_TOKEN_PERCENT;
    case ZB_POINTS: return ZHIBIAO_TOKEN_POINTS;
    case ZB_FRACTION: return ZHIBIAO_TOKEN_FRACTION;
    case ZB_NUM: return ZHIBIAO_TOKEN_NUMBER;
    case ZB_ORDINAL: return ZHIBIAO_TOKEN_ORDINAL;
    case ZB_TIME: return is_date ? ZHIBIAO_TOKEN_DATE : ZHIBIAO_TOKEN_PERIOD;
    case ZB_REGION: return ZHIBIAO_TOKEN_REGION;
    case ZB_TEXT: case ZB_QUOTE: case ZB_PAREN: return ZHIBIAO_TOKEN_TEXT;
    case ZB_COMMA: case ZB_PAUSE: case ZB_SEMI: case ZB_STOP: case ZB_COLON: case ZB_DASH: case ZB_MARK: case ZB_CELL:
        return ZHIBIAO_TOKEN_MARK;
    default: return ZHIBIAO_TOKEN_CUE;
    }
}

/* ---- tokens ------------------------------------------------------------------------------------------- */

void zb_tokens_init(zb_tokens *tokens, const zb_memory *memory) {
    zb_array_init(&tokens->tokens, memory, sizeof(zb_token));
    zb_buffer_init(&tokens->letters, memory);
    zb_array_init(&tokens->quantities, memory, sizeof(zb_quantity));
    zb_array_init(&tokens->periods, memory, sizeof(zb_period));
}

void zb_tokens_reset(zb_tokens *tokens) {
    zb_array_reuse(&tokens->tokens);
    zb_array_reuse(&tokens->letters.bytes);
    zb_array_reuse(&tokens->quantities);
    zb_array_reuse(&tokens->periods);
}

void zb_tokens_clear(zb_tokens *tokens) {
    zb_array_clear(&tokens->tokens);
    zb_buffer_clear(&tokens->letters);
    zb_array_clear(&tokens->quantities);
    zb_array_clear(&tokens->periods);
}

/* ---- the scanner -------------------------------------------------------------------------------------- */

typedef struct scanner {
    zb_tokens *out;
    const zb_vocabulary *vocabulary;
    zb_slice flow;
    uint32_t at, end;
    uint32_t text;     /* where the open run of text began; = at when none is open */
    uint32_t no_quote; /* before this place no quotation mark opens a short name */
    uint8_t before;    /* class of the last token, TEXT while a run is open */
    zb_quantity per;   /* what 每人每月 in front of a verb says of the figure behind it; its end: where that begins */
} scanner;

static zb_token *push(scanner *s, uint32_t start, uint32_t end, uint8_t letter) {
    zb_token *token = zb_array_push(&s->out->tokens);
    zb_buffer_add_byte(&s->out->letters, (char)letter);
    if (token)
        *token = (zb_token){start, end, 0, letter, kind_of(letter, false), 0, 0};
    s->before = letter;
    return token;
}

static uint8_t gate_at(const scanner *s, uint32_t at) {
    uint32_t width = 0, point = zb_point_at(s->flow, at, s->end, &width);
    return zb_vocabulary_gate(s->vocabulary, point, zb_point_at(s->flow, at + width, s->end, &width));
}

/* Whether two words of one size are of one kind: 职工医保 居民医保, 城市 农村, the 大 中 小 of 大、中、小型企业. */
static bool is_pair(zb_slice a, zb_slice b) {
    static const char *const kinds[] = {"大中小微", "二三四五六七", "汽柴", "东中西", "高中低"};
    enum { ONE = 3, TWO = 6 };
    if (a.size == ONE)
        for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
            if (zb_slice_contains(zb_slice_of(kinds[i]), a) && zb_slice_contains(zb_slice_of(kinds[i]), b))
                return true;
    if (a.size == TWO && (zb_slice_equal(a, ZB_SLICE("城市")) || zb_slice_equal(a, ZB_SLICE("城镇"))))
        return zb_slice_equal(b, ZB_SLICE("农村"));
    return a.size >= TWO && memcmp(a.data + a.size - ONE, b.data + b.size - ONE, ONE) == 0 && memcmp(a.data, b.data, a.size) != 0;
}

/* 职工医保、居民医保|政策范围内: where the fellow of the word before 、 ends in the open text, which goes on. s->at: it has none. */
static uint32_t member_end(const scanner *s) {
    enum { MEMBER = 15 };
    size_t count = s->out->tokens.count;
    if ((s->before != ZB_PAUSE && s->before != ZB_AND) || count < 2)
        return s->at;
    const zb_token *member = zb_array_at(&s->out->tokens, count - 2);
    uint32_t size = member->end - member->start;
    if (member->letter != ZB_TEXT || size > MEMBER || s->text + size >= s->at || !zb_plain_cjk_at(s->flow.data + s->text + size) ||
        (size > 3 && s->text + size + 3 >= s->at) || zb_word_at(s->flow, s->text, s->at, "东北"))
        return s->at;
    zb_slice a = {s->flow.data + member->start, size}, b = {s->flow.data + s->text, size};
    return is_pair(a, b) ? s->text + size : s->at;
}

static void close_text(scanner *s) {
    uint32_t end = s->text < s->at ? member_end(s) : s->at;
    if (s->text < end)
        push(s, s->text, end, ZB_TEXT);
    if (end < s->at)
        push(s, end, s->at, ZB_TEXT);
    s->text = s->at;
}

/* Ends the open text before s->at and adds a token from there to `end`. */
static zb_token *emit(scanner *s, uint32_t end, uint8_t letter) {
    close_text(s);
    zb_token *token = push(s, s->at, end, letter);
    s->at = s->text = end;
    return token;
}

static void pass(scanner *s, uint32_t end) {
    s->at = end;
}

static uint8_t class_before(const scanner *s) {
    return s->text < s->at ? (uint8_t)ZB_TEXT : s->before;
}

static void emit_quantity(scanner *s, const zb_reading *reading) {
    if (reading->letter == ZB_TEXT) {
        pass(s, reading->end);
        return;
    }
    if (reading->letter == ZB_ADVERB) {
        emit(s, reading->end, ZB_ADVERB);
        return;
    }
    uint32_t index = (uint32_t)s->out->quantities.count;
    zb_quantity *quantity = zb_array_add(&s->out->quantities, 1);
    zb_token *token = emit(s, reading->end, reading->letter);
    if (quantity && token) {
        *quantity = reading->quantity;
        token->value = index;
        if (quantity->per_count == 0 && s->per.per_count > 0 && s->per.end == reading->start) {
            memcpy(quantity->per, s->per.per, sizeof quantity->per);
            quantity->per_count = s->per.per_count;
        }
        if (quantity->too_large) { /* a figure without a value makes no claim: rules see words */
            token->letter = ZB_TEXT;
            ((char *)s->out->letters.bytes.data)[s->out->letters.bytes.count - 1] = (char)ZB_TEXT;
        }
    }
}

/* 收窄0.5和0.2个百分点, 上升0.9个和下降1.0个百分点: what a figure has for a unit that stands in a list before another. */
static bool lacks_unit(const scanner *s, uint8_t letter, const zb_token *token, uint8_t of) {
    if (letter == ZB_NUM)
        return true;
    const zb_quantity *quantity = zb_array_at(&s->out->quantities, letter == ZB_QTY ? token->value : 0);
    return letter == ZB_QTY && of == ZB_POINTS && zb_slice_equal(quantity->unit, ZB_SLICE("个"));
}

static void share_unit(scanner *s, const zb_reading *reading) {
    enum { MEMBERS = 8 };
    size_t at = s->out->tokens.count;
    char *letters = s->out->letters.bytes.data;
    if (s->out->letters.bytes.count != at || (reading->letter != ZB_POINTS && reading->letter != ZB_PCT)) /* or memory is gone */
        return;
    for (int k = 0; k < MEMBERS && at >= 3; k++) {
        at -= letters[at - 2] == ZB_GROW || letters[at - 2] == ZB_FALL ? 2 : 1; /* behind the mark */
        if (at < 2 || (letters[at - 1] != ZB_AND && letters[at - 1] != ZB_PAUSE))
            return;
        at -= 1;
        zb_token *token = zb_array_at(&s->out->tokens, at - 1);
        bool changes = at < 2 || letters[at - 2] == ZB_GROW || letters[at - 2] == ZB_FALL || letters[at - 2] == ZB_PAUSE;
        if (!lacks_unit(s, (uint8_t)letters[at - 1], token, reading->letter) || (letters[at - 1] == ZB_QTY && !changes)) /* 站点15个、上升2个百分点 */
            return;
        zb_quantity *quantity = zb_array_at(&s->out->quantities, token->value);
        quantity->unit = reading->quantity.unit;
        quantity->dimension = reading->quantity.dimension;
        token->letter = reading->letter;
        token->kind = kind_of(reading->letter, false);
        letters[at - 1] = (char)reading->letter;
    }
}

static void emit_period(scanner *s, const zb_period *period) {
    uint32_t index = (uint32_t)s->out->periods.count;
    zb_period *copy = zb_array_add(&s->out->periods, 1);
    zb_token *token = emit(s, period->end, ZB_TIME);
    if (copy && token) {
        *copy = *period;
        token->value = index;
        token->kind = kind_of(ZB_TIME, period->is_date);
    }
}

/* ---- marks -------------------------------------------------------------------------------------------- */

static uint8_t mark_of(uint32_t point) {
    switch (point) {
    case U'，': case ',': case ' ': case '\t': return ZB_COMMA;
    case U'、': return ZB_PAUSE;
    case U'；': case ';': return ZB_SEMI;
    case U'。': case U'！': case U'？': case '!': case '?': case U'．': return ZB_STOP;
    case U'：': case ':': return ZB_COLON;
    case U'—': case U'―': case U'─': case '/': case U'／': return ZB_DASH;
    default: return ZB_MARK;
    }
}

/* The end of a name in marks: at most `most` characters and none of `never` before `close`. 0: no short name. */
static uint32_t closed_at(const scanner *s, uint32_t close, int most, const uint32_t *never) {
    uint32_t width = 0, at = s->at;
    zb_point_at(s->flow, at, s->end, &width);
    for (int i = 0; i <= most + 1; i++) {
        at += width;
        uint32_t point = zb_point_at(s->flow, at, s->end, &width);
        if (point == close && i > 0)
            return at + width;
        if (point == 0 || zb_point_any(point, never))
            return 0;
    }
    return 0;
}

/* Whether a bracket holds a quantity with a unit: then it is read inside. */
static bool holds_quantity(const scanner *s, uint32_t at, uint32_t end) {
    uint32_t width = 0;
    zb_period period;
    zb_reading reading;
    while (at < end) {
        if (zb_period_read(&s->vocabulary->times, s->flow, at, end, &period)) {
            at = period.end;
            continue;
        }
        const zb_entry *entry = zb_lexicon_find(&s->vocabulary->words, s->flow, at, end);
        if (entry && entry->letter == ZB_TEXT) {
            at += (uint32_t)entry->word.size;
            continue;
        }
        if (zb_quantity_read(&s->vocabulary->units, s->flow, at, end, ZB_TEXT, &reading)) {
            if (reading.letter != ZB_TEXT && reading.letter != ZB_NUM)
                return true;
            at = reading.end;
            continue;
        }
        uint32_t point = zb_point_at(s->flow, at, end, &width);
        do
            at += width;
        while (zb_point_is_alnum(point) && zb_point_is_alnum(point = zb_point_at(s->flow, at, end, &width)));
    }
    return false;
}

/* （一） （1） inside a text count its items. */
static bool is_item_mark(const scanner *s, uint32_t end) {
    uint32_t width = 0, at = s->at;
    zb_point_at(s->flow, at, s->end, &width);
    zb_numeral n = zb_numeral_read(s->flow, at + width, end);
    zb_point_at(s->flow, n.end, end, &width);
    return n.end && n.end + width == end && n.number.exponent <= 1 && n.number.coefficient < 100 && !n.scaled;
}

/* “要集中力量办好12件民生实事” is a sentence and not a name: longer than names are, and with a quantity in it. */
static bool says_something(const scanner *s, uint32_t end) {
    enum { NAME_BYTES = 3 * 13 }; /* eleven characters in quotes */
    return end - s->at > NAME_BYTES && holds_quantity(s, s->at + 3, end - 3);
}

static bool read_bracket(scanner *s, uint32_t point) {
    uint32_t end = 0;
    if (point == U'（' || point == '(') {
        end = closed_at(s, point == '(' ? ')' : U'）', 20, U"，。；：！？;");
        if (end && is_item_mark(s, end))
            emit(s, end, ZB_MARK);
        else if (end && !holds_quantity(s, s->at + (point == '(' ? 1 : 3), end - (point == '(' ? 1 : 3)))
            emit(s, end, ZB_PAREN);
        else
            return false;
        return true;
    }
    if (point == U'〔' || point == U'［' || point == '[') { /* 〔2020〕963号 */
        end = closed_at(s, point == U'〔' ? U'〕' : point == '[' ? ']' : U'］', 12, U"，。；");
        if (end)
            emit(s, end, ZB_PAREN);
        return end != 0;
    }
    static const struct { uint32_t open, close; int most; const uint32_t *never; } quotes[] = {
        {U'“', U'”', 24, U"，。；！？：“"}, {U'‘', U'’', 24, U"，。；！？：‘"}, {U'「', U'」', 24, U"，。；！？："},
        {U'『', U'』', 24, U"，。；！？："}, {U'《', U'》', 60, U"。；！？《"}, {U'〈', U'〉', 40, U"。；！？"}, {'"', '"', 24, U"，。；！？："}};
    for (size_t i = 0; i < sizeof quotes / sizeof *quotes; i++) {
        if (quotes[i].open != point)
            continue;
        end = closed_at(s, quotes[i].close, quotes[i].most, quotes[i].never);
        if (end && point != U'《' && says_something(s, end))
            return false;
        if (end)
            emit(s, end, ZB_QUOTE);
        return end != 0;
    }
    return false;
}

/* 中国—上海合作组织: one dash between words holds a name together; two of them part clauses. */
static bool joins_names(const scanner *s, uint32_t point, uint32_t end) {
    uint32_t width = 0;
    zb_point_at(s->flow, s->at, s->end, &width);
    uint32_t before = zb_point_before(s->flow, s->at), after = zb_point_at(s->flow, end, s->end, &width);
    if (before >= 0x2160 && before <= 0x217F && after >= 0x2160 && after <= 0x217F) /* Ⅰ—Ⅲ类水质 */
        return true;
    zb_point_at(s->flow, s->at, s->end, &width);
    return point != '/' && point != U'／' && s->at + width == end && zb_point_is_cjk(zb_point_before(s->flow, s->at)) &&
           zb_point_is_cjk(zb_point_at(s->flow, end, s->end, &width));
}

static void read_mark(scanner *s, uint32_t point, uint32_t width) {
    if (read_bracket(s, point))
        return;
    uint8_t letter = mark_of(point);
    uint32_t end = s->at + width, next_width = 0;
    if (letter == ZB_DASH || point == U'…') /* —— …… */
        while (zb_point_at(s->flow, end, s->end, &next_width) == point)
            end += next_width;
    emit(s, end, letter == ZB_DASH && joins_names(s, point, end) ? ZB_MARK : letter);
}

/* ---- letters and codes -------------------------------------------------------------------------------- */

/* The end of a run like 5G, C919, PM2.5, 1+3, 0431-8275, 8:30: letters and digits with marks between them. */
static uint32_t code_end(const scanner *s) {
    uint32_t at = s->at, width = 0, mark_width = 0;
    for (;;) {
        uint32_t point = zb_point_at(s->flow, at, s->end, &width);
        if (zb_point_is_alnum(point)) {
            at += width;
            continue;
        }
        if (width == 0 || !zb_point_any(point, U".-+_/:：．·＋－—") || at == s->at)
            return at;
        uint32_t next = zb_point_at(s->flow, at + width, s->end, &mark_width);
        if (!zb_point_is_alnum(next))
            return at;
        at += width;
    }
}

/* ---- words and numbers -------------------------------------------------------------------------------- */

/* 第3次, 第十四届, 第一. A word that is as long stands: 第三产业. */
static bool read_ordinal(scanner *s, const zb_entry *entry) {
    uint32_t width = zb_word_at(s->flow, s->at, s->end, "第");
    zb_numeral n = width ? zb_numeral_read(s->flow, s->at + width, s->end) : (zb_numeral){0};
    if (n.end == 0)
        return false;
    zb_quantity unit = {.end = n.end};
    n.article = false;
    zb_unit_read(&s->vocabulary->units, s->flow, n.end, s->end, &n, &unit);
    uint32_t end = unit.dimension == ZHIBIAO_RATIO ? n.end : unit.end;
    if (entry && entry->word.size >= end - s->at)
        return false;
    emit(s, end, ZB_ORDINAL);
    return true;
}

static bool is_small_numeral(uint32_t point) {
    switch (point) {
    case U'一': case U'二': case U'三': case U'四': case U'五': case U'六': case U'七': case U'八': case U'九': case U'十':
        return true;
    default:
        return false;
    }
}

/* Whether 是 stands close enough to be behind a number of a list: looked for first, since few numbers have it there. */
static bool is_followed(const scanner *s) {
    enum { NUMBER_BYTES = 3 * 12 };
    uint32_t most = s->end - s->at < NUMBER_BYTES ? s->end : s->at + NUMBER_BYTES, width = 0;
    for (uint32_t at = s->at, point; (point = zb_point_at(s->flow, at, most, &width)) != 0; at += width)
        if (point == U'是' || !zb_point_is_cjk(point))
            return point == U'是';
    return false;
}

/* 一是 二是 count the members of a list; only at the head of a clause. */
static bool read_item_word(scanner *s, uint32_t point) {
    if (!is_small_numeral(point) || s->text < s->at || !is_followed(s))
        return false;
    zb_numeral n = zb_numeral_read(s->flow, s->at, s->end);
    uint32_t width = n.end && !n.scaled ? zb_word_at(s->flow, n.end, s->end, "是") : 0;
    if (width == 0)
        return false;
    emit(s, n.end + width, ZB_MARK);
    return true;
}

static void emit_word(scanner *s, const zb_entry *entry) {
    uint32_t end = s->at + (uint32_t)entry->word.size, value = entry->value;
    if (entry->letter == ZB_TEXT) {
        pass(s, end);
        return;
    }
    if (entry->letter == ZB_REGION) {
        end = zb_region_read(&s->vocabulary->words, &s->vocabulary->places, s->flow, s->at, s->end, entry, &value);
        if (end == s->at) {
            pass(s, s->at + (uint32_t)entry->word.size);
            return;
        }
    }
    zb_token *token = emit(s, end, entry->letter);
    if (token) {
        token->value = value;
        token->flags = entry->flags;
    }
}

/* Of a word and what is read as a quantity at the same place, whether the word stands. */
static bool word_wins(const scanner *s, const zb_entry *entry, const zb_reading *reading) {
    if (!entry)
        return false;
    uint32_t size = (uint32_t)entry->word.size;
    if (reading->letter == ZB_TEXT)
        return entry->letter == ZB_TEXT && size >= reading->end - s->at;
    if (reading->quantity.start > s->at) /* a bound or 每人 in front: the longer */
        return size >= reading->end - s->at;
    zb_numeral half = reading->number_end ? (zb_numeral){0} : zb_numeral_read(s->flow, s->at, s->end); /* 一半 */
    uint32_t end = reading->number_end ? reading->number_end : half.end, number = end > s->at ? end - s->at : 0;
    if ((reading->article || half.article) && size < reading->end - s->at) /* 一年内, 一个月以上 count though 一年 and 一个 do not */
        return false;
    return size > number || (size == number && reading->quantity.unit.size == 0);
}

/* Reads 每人每月 at the scanner's place into s->per; returns where it ends. */
static uint32_t read_per_words(scanner *s) {
    uint32_t at = s->at, each = 0;
    s->per = (zb_quantity){0};
    while (s->per.per_count < ZB_PER_MAX && (each = zb_word_at(s->flow, at, s->end, "每")) > 0) {
        uint32_t unit = zb_unit_per(&s->vocabulary->units, s->flow, at + each, s->end);
        if (unit == 0)
            break;
        s->per.per[s->per.per_count++] = (zb_slice){s->flow.data + at + each, unit};
        at += each + unit;
    }
    return at;
}

/* Where the figure begins that a verb at `at` has for its object, a noun of a few characters between them. 0: none. */
static uint32_t find_object(const scanner *s, uint32_t at) {
    enum { NOUN_MAX = 7 };
    at += zb_word_at(s->flow, at, s->end, "分别");
    const zb_entry *verb = zb_lexicon_find(&s->vocabulary->words, s->flow, at, s->end);
    static const uint8_t verbs[] = {ZB_VERB, ZB_GROW, ZB_FALL, ZB_RISETO, ZB_FALLTO};
    static const uint8_t amounts[] = {ZB_QTY, ZB_MONEY, ZB_PHYS, ZB_NUM}; /* no rates: 每年增长5% */
    uint32_t width = 0;
    zb_reading reading;
    if (!verb || !memchr(verbs, verb->letter, sizeof verbs))
        return 0;
    at += (uint32_t)verb->word.size;
    for (int i = 0; i < NOUN_MAX; i++, at += width) {
        uint32_t point = zb_point_at(s->flow, at, s->end, &width);
        const zb_entry *entry = zb_lexicon_find(&s->vocabulary->words, s->flow, at, s->end);
        if ((gate_at(s, at) & ZB_GATE_QUANTITY) &&
            zb_quantity_read(&s->vocabulary->units, s->flow, at, s->end, verb->letter, &reading)) {
            bool amount = memchr(amounts, reading.letter, sizeof amounts) && reading.quantity.per_count == 0;
            return amount && (!entry || entry->word.size <= reading.quantity.start - at + 3) ? at : 0;
        }
        if (!zb_point_is_cjk(point))
            return 0;
        if (entry && entry->letter == ZB_TEXT)
            width = (uint32_t)entry->word.size;
    }
    return 0;
}

/* 每人每月提高30元, 每年新增就业岗位近8万个: what stands before the verb governs the figure behind it. The words become an
 * adverb, and the figure is given its per when it comes. */
static bool read_far_per(scanner *s, const zb_entry *entry) {
    uint32_t end = read_per_words(s);
    s->per.end = s->per.per_count ? find_object(s, end) : 0;
    if (s->per.end == 0 || (entry && s->at + entry->word.size > end)) {
        s->per.per_count = 0;
        return false;
    }
    zb_token *token = emit(s, end, ZB_ADVERB);
    if (token && entry && entry->letter == ZB_ADVERB) {
        token->value = entry->value;
        token->flags = entry->flags;
    }
    return true;
}

/* 跨过千山万水: behind the bound stands a word, and no figure. */
static bool bounds_a_word(const scanner *s, const zb_reading *reading) {
    const zb_entry *entry = reading->quantity.start > s->at
                                ? zb_lexicon_find(&s->vocabulary->words, s->flow, reading->quantity.start, s->end) : NULL;
    return entry && entry->letter == ZB_TEXT && entry->word.size > reading->quantity.end - reading->quantity.start;
}

static bool read_number_or_word(scanner *s, const zb_entry *entry, zb_reading *reading) {
    if (zb_quantity_read(&s->vocabulary->units, s->flow, s->at, s->end, class_before(s), reading) &&
        !word_wins(s, entry, reading) && !bounds_a_word(s, reading)) {
        emit_quantity(s, reading);
        share_unit(s, reading);
        return true;
    }
    if (entry)
        emit_word(s, entry);
    return entry != NULL;
}

/* A number that is no quantity is passed over whole, lest its middle be read: 二十大, 2023, 三甲. */
static void pass_number(scanner *s, const zb_reading *reading, uint32_t width) {
    pass(s, reading->number_end > s->at && reading->chinese ? reading->number_end : s->at + width);
}

/* 产量30万吨 质量提升: the layout keeps a blank beside a Chinese character only where it parts words, as a comma does. */
static bool parts_words(const scanner *s, uint32_t width) {
    uint32_t next_width = 0;
    return zb_point_is_cjk(zb_point_before(s->flow, s->at)) ||
           zb_point_is_cjk(zb_point_at(s->flow, s->at + width, s->end, &next_width));
}

/* Whether 高 or 多 compares: a figure stands straight behind it, and that is a ratio or something named by 比 stands before
 * (比上年多3.2万吨). The 高 of 高速公路 and of 塔高30米 is part of a name. 提到 leads somewhere from somewhere else (从300元提到360元). */
static bool compares(const scanner *s, const zb_entry *entry) {
    enum { CLAUSE = 6 };
    zb_reading reading;
    uint32_t at = s->at + (uint32_t)entry->word.size;
    if (!(gate_at(s, at) & ZB_GATE_QUANTITY) ||
        !zb_quantity_read(&s->vocabulary->units, s->flow, at, s->end, entry->letter, &reading))
        return false;
    if (reading.letter == ZB_POINTS || reading.letter == ZB_PCT || reading.letter == ZB_MULT)
        return true;
    zb_slice letters = zb_buffer_slice(&s->out->letters);
    for (size_t i = letters.size; i-- > 0 && letters.size - i <= CLAUSE && letters.data[i] != ZB_COMMA;)
        if (letters.data[i] == ZB_THAN || letters.data[i] == ZB_BASE || (letters.data[i] == ZB_FROM && entry->letter == ZB_RISETO))
            return true;
    return false;
}

/* 比上年多招|2100人, 同比少种|3万亩: against an earlier time. Returns where the verb ends, 0: it is none. */
static uint32_t changed_verb(const scanner *s, uint32_t point) {
    size_t last = s->out->letters.bytes.count, most = last;
    const char *letters = s->out->letters.bytes.data;
    if ((point != U'多' && point != U'少') || s->text < s->at)
        return 0;
    while (last > 0 && most - last < 2 && letters[last - 1] == ZB_ADVERB)
        last--;
    bool based = last > 0 && (letters[last - 1] == ZB_BASE || (last > 1 && letters[last - 1] == ZB_TIME && letters[last - 2] == ZB_THAN));
    return based ? zb_front_verb(&s->vocabulary->units, s->flow, s->at, s->end) : 0;
}

/* 成功率, 投用率: a verb or adverb before 率 is the first half of a name, as is 天数 in 天数比例; not in 成功率先, 增加率领. */
static bool opens_rate(const scanner *s, const zb_entry *entry) {
    static const uint8_t parts[] = {ZB_VERB, ZB_ADVERB, ZB_BENEFIT, ZB_DONE, ZB_LINK, ZB_FALL, ZB_GROW};
    static const zb_word never[] = {"率先", "率领", "率团", "率队", ""};
    uint32_t end = s->at + (uint32_t)entry->word.size;
    if (entry->letter == ZB_SPAN && (zb_word_at(s->flow, end, s->end, "比例") || zb_word_at(s->flow, end, s->end, "比率")))
        return true;
    return zb_word_at(s->flow, end, s->end, "率") && memchr(parts, entry->letter, sizeof parts) &&
           !zb_words_at(s->flow, end, s->end, never);
}

/* 本市 in 资本市场 and 区内 in 片区内 are no scopes: those words stand at a word's beginning; nor is the 全国 of 全国最大, 全国文明城市. */
static bool is_no_scope(const scanner *s, const zb_entry *entry) {
    static const zb_word inner[] = {"本", "区内", "市内", "县内", "省内", ""};
    static const zb_word ranked[] = {"首", "唯一", "最大", "最多", "最高", "最长", "领先", "前列", "前茅", "工商联", "综合试点",
                                         "文明", "百强", "十强", ""};
    if (entry->letter != ZB_SCOPE)
        return false;
    if (zb_word_at(s->flow, s->at, s->end, "全") && zb_point_among(zb_point_before(s->flow, s->at), "安完健齐")) /* 安全国家标准 */
        return true;
    return (s->text < s->at && zb_words_at(s->flow, s->at, s->end, inner)) ||
           zb_words_at(s->flow, s->at + (uint32_t)entry->word.size, s->end, ranked);
}

static const zb_entry *word_at(const scanner *s, uint32_t point, uint32_t width, uint32_t next) {
    const zb_entry *entry = zb_lexicon_find_from(&s->vocabulary->words, s->flow, s->at, s->end, point, width, next);
    if (entry && (((entry->flags & ZB_WORD_COMPARES) && !compares(s, entry)) || opens_rate(s, entry) || is_no_scope(s, entry)))
        return NULL;
    return entry;
}

static void step(scanner *s, uint32_t point, uint32_t width, uint32_t next, uint8_t gate) {
    const zb_entry *entry = gate & ZB_GATE_WORD ? word_at(s, point, width, next) : NULL;
    zb_period period;
    zb_reading reading;
    zb_entry changed = {.letter = point == U'多' ? ZB_GROW : ZB_FALL};
    uint32_t verb = changed_verb(s, point);
    if (verb) {
        changed.word = (zb_slice){s->flow.data + s->at, verb - s->at};
        entry = &changed;
    }
    if ((gate & ZB_GATE_TIME) && zb_period_read_here(&s->vocabulary->times, s->flow, s->at, s->end, &period) &&
        (!entry || period.end - period.start > entry->word.size)) {
        emit_period(s, &period);
        return;
    }
    if ((point == U'第' && read_ordinal(s, entry)) || (point == U'每' && read_far_per(s, entry)) || read_item_word(s, point))
        return;
    if (gate & ZB_GATE_QUANTITY) {
        if (read_number_or_word(s, entry, &reading))
            return;
    } else if (entry) {
        emit_word(s, entry);
        return;
    }
    if ((gate & ZB_GATE_MARK) && (point != ' ' || parts_words(s, width)))
        read_mark(s, point, width);
    else if (gate & ZB_GATE_LETTER)
        pass(s, code_end(s));
    else if (gate & ZB_GATE_QUANTITY)
        pass_number(s, &reading, width);
    else
        pass(s, s->at + width);
}

bool zb_tokens_scan(zb_tokens *tokens, const zb_vocabulary *vocabulary, zb_slice flow, uint32_t start, uint32_t end) {
    scanner s = {.out = tokens, .vocabulary = vocabulary, .flow = flow, .at = start, .end = end, .text = start};
    uint32_t item = zb_front_item(&vocabulary->units, flow, start, end), width = 0, next_width = 0;
    if (item)
        push(&s, start, s.at = s.text = start + item, ZB_MARK);
    uint32_t point = zb_point_at(flow, s.at, end, &width);
    while (s.at < end) {
        uint32_t behind = s.at + width, next = zb_point_at(flow, behind, end, &next_width);
        uint8_t gate = zb_vocabulary_gate(vocabulary, point, next);
        if (gate)
            step(&s, point, width, next, gate);
        else
            s.at = behind;
        bool moved = s.at != behind;
        point = moved ? zb_point_at(flow, s.at, end, &width) : next;
        width = moved ? width : next_width;
    }
    close_text(&s);
    return !tokens->tokens.failed && !tokens->letters.bytes.failed && !tokens->quantities.failed &&
           !tokens->periods.failed;
}
