/* The token floor: flowing text → tokens, one class byte each.
 * lexicon.c word lists · number.c · unit.c · front.c · quantity.c · date.c · region.c · vocabulary.c · token.c runs them.
 *
 * Example:   截至11月末，全省城镇新增就业近3.21万人以上，完成年计划的107%
 *     TIME 截至11月末 · COMMA · SCOPE 全省 · TEXT 城镇 · VERB 新增 · TEXT 就业 · QTY [近3.21万人以上] · COMMA ·
 *     COMPLETES 完成 · PLAN 年计划 · DE 的 · PCT 107%
 * A quantity token's extent takes in the bounds around it (近 … 以上) and what it is per (每人每年380元);
 * the quantity's own span (3.21万人) does not.
 */
#ifndef ZB_TOKEN_H
#define ZB_TOKEN_H

#include "text.h"

/* The classes: the rule language's names and the byte that stands for each in a class string. */
#define ZB_CLASSES(X)                                                                            \
    /* what is read from numerals */                                                             \
    X(QTY, 'q')        /* a number with a unit of things or people: 3.21万人, 100个 */          \
    X(MONEY, '$')      /* 35.33亿元 */                                                            \
    X(PCT, '%')        /* 107%, 百分之五, 六成 */                                               \
    X(POINTS, 'p')     /* 0.6个百分点 */                                                         \
    X(MULT, 'm')       /* 2.5倍, 一番 */                                                          \
    X(FRACTION, 'f')   /* 三分之二 */                                                             \
    X(PHYS, 'i')       /* a physical measure: 3000公里, 120万吨 */                                 \
    X(KIND, 'K')       /* of kinds and of words about things: 8类, 12大类, 六个方面 */              \
    X(NUM, 'n')        /* a bare number: 70万 in 70万农村居民 */                                    \
    X(DURATION, 'u')   /* 3个工作日, 15年, 45天 */                                                \
    X(ORDINAL, 'o')    /* 第3次, 第十四届 */                                                       \
    X(TIME, 't')       /* dates, periods: 2023年, 1至11月, 截至11月末, 今年, 目前, 五年来 */          \
    X(REGION, 'r')     /* places: 吉林省, 长春市朝阳区 */                                           \
    X(SCOPE, 'R')      /* 全省 我省 全市 全国 该区 */                                               \
    /* marks */                                                                                  \
    X(COMMA, ',') X(PAUSE, '/') X(SEMI, ';') X(STOP, '.') X(COLON, ':') X(DASH, '-')              \
    X(QUOTE, '"')      /* a short quoted or 《》 name, whole, its marks included */                 \
    X(PAREN, '(')      /* a short parenthesis, whole */                                           \
    X(MARK, '!')       /* any other punctuation, unpaired quotes */                               \
    X(TEXT, 'x')       /* a run of words in no list */                                            \
    /* cue words: lib/data/words.txt */                                                          \
    X(VERB, 'v') X(BENEFIT, 'B') X(LINK, 'l') X(GROW, '+') X(FALL, '_') X(RISETO, '>') X(FALLTO, '<') \
    X(GROWTHWORD, 'G') X(FALLWORD, '0') X(BASE, 'y') X(THAN, 'h') X(AVERAGE, 'Y') X(COMPLETES, 'C') X(PLAN, 'P')   \
    X(EXCEED, 'E') X(ABOVE, 'a') X(BELOW, 'b') X(FOR, 'w') X(DE, 'd') X(AND, 'c') X(AMONG, 'z')   \
    X(EACH, 's') X(ADVERB, 'e') X(AIM, 'T') X(DONE, 'A') X(ETC, 'g') X(OCCUPY, 'k') X(RATIO, '#') \
    X(FROM, 'F') X(PREP, 'j') X(OBJECT, 'O') X(NOT, 'N') X(LAW, 'U') X(RANK, '^') X(STORY, 'H')   \
    X(SAY, 'S') X(BA, 'J') X(HEAD, '&') X(CONTINUOUS, 'D') X(TOTAL, 'Q') X(FORECAST, '?') X(GUEST, 'V') X(WEATHER, 'I') X(FOREIGN, 'W') X(WORKS, 'X') X(RESOLVE, 'M') X(SPAN, '@') X(POINTER, '=') X(ATTEND, 'Z')   \
    X(ASIDE, '~') X(MERGE, 'L')                                                                   \
    X(CELL, '|')       /* between the cells of a table's row */

#define ZB_CLASS_ENUM(name, byte) ZB_##name = byte,
typedef enum zb_class { ZB_CLASSES(ZB_CLASS_ENUM) ZB_NO_CLASS = 0 } zb_class;
#undef ZB_CLASS_ENUM
const char *zb_class_name(uint8_t letter);           /* "QTY", or NULL */
uint8_t zb_class_letter(zb_slice name);              /* 0 when there is none */

/* ---- quantities --------------------------------------------------------------------------------------- */

enum { ZB_PER_MAX = 3 };
typedef struct zb_quantity {
    uint32_t start, end;       /* first numeral to last character of the unit */
    zb_number number, upper;   /* upper only when range */
    int32_t step;              /* power of ten of the last written digit: 3.21万 → 2; 107 → 0 */
    bool range : 1;
    bool too_large : 1;        /* more digits than the range holds: no value */
    uint8_t comparison;        /* zhibiao_comparison */
    uint8_t dimension;         /* zhibiao_dimension */
    uint8_t per_count;
    zb_slice unit;             /* in the flow, or a canonical spelling ("%" for 百分之五); empty: none */
    zb_slice per[ZB_PER_MAX];
} zb_quantity;

/* A number as written, before any unit. */
typedef struct zb_numeral {
    uint32_t end;              /* offset behind it; 0: no number here */
    zb_number number, upper;
    int32_t step;
    bool range, fraction, percent, permille;  /* 百分之五: percent, its unit is in it */
    bool over;                 /* 余 多 几 inside: 12.6万多, 千余, 数十 */
    bool about;                /* 来 inside: 十来个 */
    bool article;              /* a single 一 两 几 that may be no number (一批 一系列) */
    bool too_large;
    bool chinese;              /* written in characters, not digits */
    bool bare;                 /* begins with a scale: 千亿, 百米 (in 近百米); one of its kind */
    bool scaled;               /* has 百 千 万 亿 behind a digit, or before: 5万, 千亿 */
    bool decimal;              /* has a decimal point, or thousands separators */
    uint8_t digits;            /* how many digits are written */
} zb_numeral;

/* The width of a mark between the ends of a range: a dash of any make, 至 or 到; 0 before —— , which parts clauses. */
uint32_t zb_range_mark(zb_slice flow, uint32_t at, uint32_t end);

/* Reads the longest number at flow[at]. Linear; never reads behind `end`. */
zb_numeral zb_numeral_read(zb_slice flow, uint32_t at, uint32_t end);

/* ---- words -------------------------------------------------------------------------------------------- */

enum { ZB_WORD_COMPARES = 1 }; /* flag of a word written with … in the lists: 高… is a cue only in 比上年高1.2个百分点 */

typedef struct zb_entry {
    zb_slice word;
    uint32_t value;            /* what the owner of the lexicon wants back */
    uint8_t letter;            /* class byte, for cue words */
    uint8_t flags;
    uint16_t key;              /* the lexicon's own: tells most words apart without reading them */
} zb_entry;

/* The words with the same two first characters: where they stand among the entries. */
typedef struct zb_word_group {
    uint32_t first, end;       /* end 0: an empty place of the hash table */
    uint32_t with_third;       /* the first of them have a third character (zb_word_tail); behind them */
    uint32_t thirds;           /* of these characters, a bit for the last five of each */
    uint32_t pair;             /* the first character and, in the lower half, the second */
} zb_word_group;

/* What is looked at of a word before the word itself. */
typedef struct zb_word_tail {
    uint32_t size;
    uint16_t third;            /* its third character; 0: look at the word */
    uint16_t known;            /* bytes that are equal when these characters are */
} zb_word_tail;

/* Longest match over a fixed set of words. Built once, then read by any number of threads. */
typedef struct zb_lexicon {
    zb_memory memory;
    zb_arena words;
    zb_array entries;          /* of zb_entry; sorted by first character, second, then longest first, after build */
    zb_word_tail *tails;       /* of each entry */
    zb_word_group *groups;     /* hash table: the first two characters → their entries */
    uint32_t group_mask;       /* its size − 1, a power of two − 1 */
    uint8_t *begins;           /* two bits for each code point up to U+FFFF: begins a word; has words of group 0 */
    uint8_t *pairs;            /* a bit for each hash of two characters: there may be such a group */
    bool built;
} zb_lexicon;
void zb_lexicon_init(zb_lexicon *lexicon, const zb_memory *memory);
bool zb_lexicon_add(zb_lexicon *lexicon, zb_slice word, uint8_t letter, uint8_t flags, uint32_t value); /* later wins */
bool zb_lexicon_build(zb_lexicon *lexicon);                    /* after the last add; may be called again after more */
const zb_entry *zb_lexicon_find(const zb_lexicon *lexicon, zb_slice flow, uint32_t at, uint32_t end);
/* The same where the first character is known, its width, and the next (0 at the end), and that a word may begin with them. */
const zb_entry *zb_lexicon_find_from(const zb_lexicon *lexicon, zb_slice flow, uint32_t at, uint32_t end, uint32_t point,
                                     uint32_t width, uint32_t next);
void zb_lexicon_clear(zb_lexicon *lexicon);
/* Whether a word begins with that character: a look into a table. */
static inline bool zb_lexicon_begins(const zb_lexicon *lexicon, uint32_t point) {
    return lexicon->built && (point > 0xFFFF || (lexicon->begins[point / 4] >> point % 4 * 2 & 1) != 0);
}

/* Whether one of a single character does, or one whose second is no Chinese character. */
static inline bool zb_lexicon_begins_alone(const zb_lexicon *lexicon, uint32_t point) {
    return lexicon->built && (point > 0xFFFF || (lexicon->begins[point / 4] >> point % 4 * 2 & 2) != 0);
}
/* The hash of two characters of the basic plane, 16 bits: what `pairs` is indexed by. */
static inline uint32_t zb_pair_hash(uint32_t first, uint32_t second) {
    return (first << 16 | second) * 2654435761u >> 16;
}
/* Looking at characters; `at` may stand at `end`. Lists of words are NULL-terminated. */
static inline uint32_t zb_point_at(zb_slice flow, uint32_t at, uint32_t end, uint32_t *width) { /* 0 at the end */
    const unsigned char *c = (const unsigned char *)flow.data + at;
    size_t size = 0;
    uint32_t point = 0;
    if (at < end && (c[0] & 0xF0) == 0xE0) { /* nearly all of a Chinese text */
        *width = 3;
        return (uint32_t)(c[0] & 0x0F) << 12 | (uint32_t)(c[1] & 0x3F) << 6 | (uint32_t)(c[2] & 0x3F);
    }
    point = at < end ? zb_utf8_get(flow.data + at, &size) : 0;
    *width = (uint32_t)size;
    return point;
}
uint32_t zb_point_before(zb_slice flow, uint32_t at);                            /* 0 at the beginning */
bool zb_point_among(uint32_t point, const char *characters);
/* The same of characters written U"，。；", which need no decoding: where it is asked at most characters of a text. */
static inline bool zb_point_any(uint32_t point, const uint32_t *points) {
    for (; *points; points++)
        if (*points == point)
            return true;
    return false;
}
static inline bool zb_point_is_cjk(uint32_t point) {                             /* a Chinese character */
    return (point >= 0x3400 && point <= 0x9FFF) || (point >= 0x20000 && point <= 0x323AF) || point == 0x3007;
}
static inline bool zb_plain_cjk_at(const char *at) {                             /* one of three bytes, told without decoding it */
    return (unsigned char)*at >= 0xE4 && (unsigned char)*at <= 0xE9;
}
bool zb_point_is_alnum(uint32_t point);                                          /* a letter or digit of either width */
uint32_t zb_word_whole(zb_slice flow, uint32_t at, uint32_t end, const char *word);
static inline uint32_t zb_word_at(zb_slice flow, uint32_t at, uint32_t end, const char *word) { /* its width; 0: not there */
    if (at >= end || flow.data[at] != word[0] || (word[1] && (at + 1 >= end || flow.data[at + 1] != word[1])))
        return 0; /* nearly always */
    return zb_word_whole(flow, at, end, word);
}
/* A word of a fixed list, which ends with "", of five characters at most: in its place, since an address costs the library 32
 * bytes, and a step more. */
typedef char zb_word[16];
uint32_t zb_words_at(zb_slice flow, uint32_t at, uint32_t end, const zb_word *words); /* the longest of them */
static inline bool zb_slice_among(zb_slice text, const zb_word *words) { /* it is one of them */
    return text.size > 0 && zb_words_at(text, 0, (uint32_t)text.size, words) == text.size;
}

bool zb_slice_starts_among(zb_slice text, const zb_word *words);   /* it begins with one of them */
bool zb_slice_ends_among(zb_slice text, const zb_word *words);
bool zb_slice_contains_among(zb_slice text, const zb_word *words);

/* ---- units -------------------------------------------------------------------------------------------- */

typedef struct zb_unit {
    zb_slice name;             /* canonical */
    uint8_t dimension;
    zb_number factor;          /* to the dimension's base unit; 0: none */
} zb_unit;
typedef struct zb_units {
    zb_lexicon names;          /* value: index into units */
    zb_array units;
    zb_lexicon fronts;         /* the fixed words of front.c */
} zb_units;
void zb_units_init(zb_units *units, const zb_memory *memory);
void zb_units_clear(zb_units *units);
bool zb_units_build(zb_units *units);
zhibiao_status zb_units_add(zb_units *units, zb_slice dimension, const zb_line *line, zhibiao_error *error);
/* The unit at flow[at], behind a number: sets the quantity's unit, dimension, what it is per (元/吨) and its end. */
bool zb_unit_read(const zb_units *units, zb_slice flow, uint32_t at, uint32_t end, const zb_numeral *numeral,
                  zb_quantity *quantity);
/* The unit of that spelling; NULL: none. */
const zb_unit *zb_unit_named(const zb_units *units, zb_slice name);
/* Gives the quantity the unit of that name, and its dimension. False when there is none. */
bool zb_unit_of(const zb_units *units, zb_slice name, zb_quantity *quantity);
/* What a quantity can be per: 人 户 年 吨 …. Returns its width in bytes, 0: none. */
uint32_t zb_unit_per(const zb_units *units, zb_slice flow, uint32_t at, uint32_t end);

/* A word in front of a number (front.c): a bound, or a mean and what it is of. */
typedef struct zb_front {
    uint8_t comparison;        /* of a bound: zhibiao_comparison */
    bool loose;                /* it also lets a bare scale be a number: 近百米, 超千亿 */
    uint32_t first, second;    /* of a mean: the widths of 月 and 人 in 月人均; 0: none */
} zb_front;
bool zb_fronts_add(zb_lexicon *fronts);
/* The one at flow[at]: its width, 0: none. Words of which the front would be a part are none (最近). */
uint32_t zb_front_read(const zb_lexicon *fronts, zb_slice flow, uint32_t at, uint32_t end, zb_front *front);
/* 多招|2100人, 少种|3万亩: where the verb ends that was done more or less, before its figure; 0: none. */
uint32_t zb_front_verb(const zb_units *units, zb_slice flow, uint32_t at, uint32_t end);
/* 3.|120个项目, 1.|2024年: the width of a list's number at a line's head, where a whole number stands behind the point; 0: none. */
uint32_t zb_front_item(const zb_units *units, zb_slice flow, uint32_t at, uint32_t end);

/* A number with everything that belongs to it (quantity.c). */
typedef struct zb_reading {
    zb_quantity quantity;
    uint32_t start, end;       /* bounds and 每人 included */
    uint32_t number_end;       /* of the number that stands at `start` itself; 0: none. Set also when there is no quantity */
    bool article, chinese;     /* as zb_numeral's, of that number */
    uint8_t letter;            /* its class; TEXT: these characters hold a number that is no quantity (每万人口) */
} zb_reading;
/* Reads at flow[at], where a number, a bound (近 超过) or a 每人 may begin. `before` is the class of the token in front. */
bool zb_quantity_read(const zb_units *units, zb_slice flow, uint32_t at, uint32_t end, uint8_t before,
                      zb_reading *reading);

/* ---- times -------------------------------------------------------------------------------------------- */

typedef struct zb_period {
    uint32_t start, end;       /* the whole expression, 截至 and 年底 included */
    zhibiao_date from, to;     /* year 0 where not known yet */
    bool is_date;              /* one day, else a period */
    uint8_t relative;          /* zb_relative */
    bool until;                /* 截至, 到…: `from` may be open */
    bool weak;                 /* 目前 近日 年初以来: dates nothing exactly */
    uint8_t counted;           /* zb_counted: what first and last count, from the document's day */
    int8_t first, last;        /* 上月: months −1..−1; 近3年: years −3..0 */
    bool since;                /* 以来, 起: `to` is open */
    uint8_t part;              /* of that month: 1 its first ten days, 2 its second, 3 the rest; 0 all */
} zb_period;
/* ZB_YEAR_UNKNOWN: the document's own year, for all that is known (3月). ZB_OTHER_YEAR: the year of what was told before (当年). */
typedef enum zb_relative {
    ZB_ABSOLUTE, ZB_THIS_YEAR, ZB_LAST_YEAR, ZB_NEXT_YEAR, ZB_YEAR_UNKNOWN, ZB_OTHER_YEAR
} zb_relative;
/* Whole days, months, quarters and years of the calendar; lengths are counted from day to day: 近3年. */
typedef enum zb_counted {
    ZB_NOT_COUNTED, ZB_DAYS, ZB_MONTHS, ZB_QUARTERS, ZB_YEARS, ZB_LENGTH_DAYS, ZB_LENGTH_MONTHS, ZB_LENGTH_YEARS
} zb_counted;
bool zb_times_add(zb_lexicon *times); /* the fixed words: 目前, 上半年, 今年 … */
/* The longest time expression at flow[at]. Asked at every character of a text: with most of them no time begins. */
bool zb_period_read_here(const zb_lexicon *times, zb_slice flow, uint32_t at, uint32_t end, zb_period *period);
static inline bool zb_period_read(const zb_lexicon *times, zb_slice flow, uint32_t at, uint32_t end, zb_period *period) {
    uint32_t width = 0, first = zb_point_at(flow, at, end, &width);
    return zb_lexicon_begins(times, first) && zb_period_read_here(times, flow, at, end, period);
}
/* Its dates in a document of that day, whose year, or month and day, may be 0: not known. What cannot be known is all 0. */
void zb_period_dates(const zb_period *period, zhibiao_date document, zhibiao_date *from, zhibiao_date *to);

/* ---- places ------------------------------------------------------------------------------------------- */

typedef struct zb_place {
    zb_slice name;             /* 吉林省, with its kind */
    char code[8];              /* GB/T 2260, "220000"; empty when not known */
    uint8_t level;             /* 0 country, 1 province, 2 prefecture, 3 county, 4 below */
} zb_place;
typedef struct zb_places {
    zb_arena arena;
    zb_array places;           /* of zb_place; found through the cue lexicon: letter REGION, value the index */
    uint8_t *begins;           /* a bit for each hash of two characters: a name may begin with them */
} zb_places;
bool zb_places_build(zb_places *places);                           /* after the last add */
bool zb_place_within(const zb_place *place, const zb_place *in);   /* by their codes; narrower */
const zb_place *zb_place_above(const zb_places *places, const zb_place *place, uint8_t level); /* what it lies in */
const zb_place *zb_place_named_in(const zb_places *places, const zb_place *in, zb_slice name); /* 朝阳区 in 长春市 */
/* Where the chain of adjacent places ends that begins with the entry at flow[at]; *value is the narrowest known one.
 * `at` itself when the place is only the beginning of a body's name (长春大学). */
uint32_t zb_region_read(const zb_lexicon *words, const zb_places *places, zb_slice flow, uint32_t at, uint32_t end,
                        const zb_entry *first, uint32_t *value);

/* ---- tokens ------------------------------------------------------------------------------------------- */

typedef struct zb_token {
    uint32_t start, end;       /* in the flow, bounds and 每人 included */
    uint32_t value;            /* quantity, period or place index by class; cue: entry value */
    uint8_t letter;            /* zb_class */
    uint8_t kind;              /* zhibiao_token_kind */
    uint8_t flags;             /* of the lexicon entry */
    uint8_t reserved;
} zb_token;

/* What the scanner knows: part of the rules object. */
typedef struct zb_vocabulary {
    zb_lexicon words;          /* cue words, idioms (letter TEXT: protected from being read as numbers), places, scopes */
    zb_lexicon times;          /* the fixed words of date_words.c */
    zb_units units;
    zb_places places;
    zb_memory memory;
    uint8_t *gates;            /* of each character up to U+FFFF: what may begin there */
    uint8_t *pairs;            /* four bits for each hash of two characters: what may begin there as well */
} zb_vocabulary;
void zb_vocabulary_init(zb_vocabulary *vocabulary, const zb_memory *memory);
void zb_vocabulary_clear(zb_vocabulary *vocabulary);
/* One line of a `words CLASS`, `units DIMENSION` or `places` section. */
zhibiao_status zb_words_add(zb_vocabulary *vocabulary, uint8_t letter, const zb_line *line, zhibiao_error *error);
zhibiao_status zb_places_add(zb_vocabulary *vocabulary, const zb_line *line, zhibiao_error *error);
bool zb_vocabulary_build(zb_vocabulary *vocabulary);
/* What may begin at a character, of which the next is known; vocabulary.c tells how. PAIR stands in the table alone. */
enum {
    ZB_GATE_WORD = 1, ZB_GATE_TIME = 2, ZB_GATE_QUANTITY = 4, ZB_GATE_MARK = 8, ZB_GATE_LETTER = 16, ZB_GATE_ORDINAL = 32,
    ZB_GATE_PAIR = 64, ZB_GATES = 0x10000
};
static inline uint8_t zb_vocabulary_gate(const zb_vocabulary *vocabulary, uint32_t point, uint32_t next) {
    uint8_t gate = point < ZB_GATES ? vocabulary->gates[point] : ZB_GATE_WORD | ZB_GATE_TIME;
    if (!(gate & ZB_GATE_PAIR))
        return gate;
    uint32_t pair = zb_pair_hash(point, next);
    return (gate & (uint8_t)~ZB_GATE_PAIR) | (vocabulary->pairs[pair / 2] >> pair % 2 * 4 & 0xF);
}

/* What scanning leaves: flat arrays and, in step with the tokens, their class bytes. */
typedef struct zb_tokens {
    zb_array tokens;           /* of zb_token */
    zb_buffer letters;         /* one byte a token */
    zb_array quantities;       /* of zb_quantity */
    zb_array periods;          /* of zb_period */
} zb_tokens;
void zb_tokens_init(zb_tokens *tokens, const zb_memory *memory);
void zb_tokens_reset(zb_tokens *tokens);               /* empty, memory kept */
void zb_tokens_clear(zb_tokens *tokens);
/* Adds the tokens of flow[start, end), which lies in one block. False when memory is gone. */
bool zb_tokens_scan(zb_tokens *tokens, const zb_vocabulary *vocabulary, zb_slice flow, uint32_t start, uint32_t end);
/* The same of a table's row, cell by cell (cell.c). */
bool zb_row_scan(zb_tokens *tokens, const zb_vocabulary *vocabulary, zb_slice flow, uint32_t start, uint32_t end);

#endif
