/* The grammar floor: tokens → sentences and clauses → matches of rules.
 * clause.c sentences and clauses · limits.c · rule.c rule files to PCRE2 patterns over class bytes · need.c · match.c runs them ·
 * name.c official names of indicators.
 *
 * A rule speaks of classes (lib/tokens/token.h names them) as if they were letters:
 *     rule   completion.of_plan
 *     match  (?<indicator> W*?) COMPLETES W*? PLAN W*? (?<completion> PCT)
 * Each class name becomes its byte, so the pattern runs over the class string and an offset in a match is the index of
 * a token. The rules are tried in file order, those of which all that they need is there; the first that matches wins.
 */
#ifndef ZB_GRAMMAR_H
#define ZB_GRAMMAR_H

#include "token.h"

/* ---- clauses ------------------------------------------------------------------------------------------ */

/* What a class may be to those who read on, a bit each; a clause and a sentence have the bits of all their classes. Most clauses
 * have nothing of what a reader looks for, and one bit says so: that spares 12 of 50 instructions a byte of the meaning floor. */
enum {
    ZB_TRAIT_FIGURE = 1,   /* a quantity */
    ZB_TRAIT_END = 2,      /* ends a clause: ， ； ： —— 。 */
    ZB_TRAIT_CUE = 4,      /* may tell whether it is promised or done */
    ZB_TRAIT_PLACED = 8,   /* says when or where */
    ZB_TRAIT_ASIDE = 16,   /* a story, a law, weather, another country */
    ZB_TRAIT_SAY = 32,     /* someone says it */
    ZB_TRAIT_THEN = 64     /* may draw a conclusion: 就, 则 */
};
extern const uint8_t zb_traits[128]; /* of each class byte */
/* The first of letters [i, end) with one of these traits; `end`: none. For loops whose bodies would leave it no registers. */
static inline uint32_t zb_trait_next(const uint8_t *letters, uint32_t i, uint32_t end, unsigned traits) {
    while (i < end && !(zb_traits[letters[i]] & traits))
        i++;
    return i;
}
static inline bool zb_letter_is_quantity(uint8_t letter) {
    return (zb_traits[letter] & ZB_TRAIT_FIGURE) != 0;
}

typedef struct zb_clause {
    uint32_t first, end;   /* tokens, half-open, without the separator */
    uint32_t sentence;
    uint8_t before;        /* letter of the separator before it: COMMA, SEMI, COLON …; 0 at a sentence's start */
    uint8_t traits;        /* of all its tokens */
} zb_clause;

typedef struct zb_sentence {
    uint32_t first, end;              /* tokens, half-open, the stop included */
    uint32_t first_clause, end_clause;
    uint32_t block;
    uint8_t traits;                   /* of all its tokens */
} zb_sentence;

typedef struct zb_clauses {
    zb_array sentences;    /* of zb_sentence */
    zb_array clauses;      /* of zb_clause */
} zb_clauses;
void zb_clauses_init(zb_clauses *clauses, const zb_memory *memory);
void zb_clauses_reset(zb_clauses *clauses);
void zb_clauses_clear(zb_clauses *clauses);
/* Cuts tokens[first, end) of one block. False when memory is gone. */
bool zb_clauses_cut(zb_clauses *clauses, const zb_tokens *tokens, uint32_t first, uint32_t end, uint32_t block);

/* ---- names of indicators (name.c) --------------------------------------------------------------------- */

typedef struct zb_name {
    zb_slice text;         /* the canonical one */
    uint32_t dimensions;   /* a bit for each zhibiao_dimension its level may have; 0: any */
} zb_name;

typedef struct zb_names {
    zb_lexicon keys;       /* every spelling without white space, quotes and 的; value: index into names */
    zb_array names;        /* of zb_name */
} zb_names;
void zb_names_init(zb_names *names, const zb_memory *memory);
void zb_names_clear(zb_names *names);
/* One line of an `indicators` section: canonical | variant = dimension. */
zhibiao_status zb_names_add(zb_names *names, const zb_line *line, zhibiao_error *error);
bool zb_names_build(zb_names *names);
/* The indicator that these words name, whole and exactly; NULL: none. */
const zb_name *zb_name_find(const zb_names *names, zb_slice indicator);
bool zb_name_fits(const zb_name *name, uint32_t dimension);  /* of a level; no unit contradicts nothing */

/* ---- limits (limits.c) -------------------------------------------------------------------------------- */

extern const zhibiao_limits zb_default_limits;
zhibiao_limits zb_limits_of(const zhibiao_limits *given); /* with defaults where nothing was given; may be NULL */

/* An allocator that gives so many bytes and no more. What was got is put back to `memory`, so it may outlive the budget when it
 * is handed there. */
typedef struct zb_budget {
    zb_memory memory;
    uint64_t left;
    bool met;              /* it had to refuse */
} zb_budget;
zb_memory zb_budget_begin(zb_budget *budget, const zb_memory *memory, uint64_t bytes);

/* ---- rules -------------------------------------------------------------------------------------------- */

/* What a named group of a rule means. */
typedef enum zb_capture_kind {
    ZB_CAPTURE_INDICATOR, ZB_CAPTURE_TAIL, /* words of the indicator, before and behind the quantity */
    ZB_CAPTURE_VALUE,                      /* target or actual: the context decides */
    ZB_CAPTURE_VALUES,                     /* a list of them, for a list of members: 分别增长5%、6% */
    ZB_CAPTURE_TARGET, ZB_CAPTURE_ACTUAL, ZB_CAPTURE_BASELINE, ZB_CAPTURE_COMPLETION, ZB_CAPTURE_GAP,
    ZB_CAPTURE_BASELINES,                  /* of such a list: 分别由5%、6%提高到8%、9% */
    ZB_CAPTURE_FALL,                       /* its presence turns the sign */
    ZB_CAPTURE_BASIS,                      /* 同比, 比上年 */
    ZB_CAPTURE_KINDS
} zb_capture_kind;

/* What a rule's name says before its dot. */
typedef enum zb_rule_kind {
    ZB_RULE_LEVEL, ZB_RULE_GROWTH, ZB_RULE_INCREMENT, ZB_RULE_SHARE, /* = zhibiao_measure */
    ZB_RULE_COMPLETION, ZB_RULE_GAP,                                 /* they take the measure of what they complete */
    ZB_RULE_SKIP,                                                    /* understood, and no claim */
    ZB_RULE_OPTIONAL                                                 /* a claim only where all are asked for */
} zb_rule_kind;

/* A set of class bytes; they are ASCII. */
typedef struct zb_letters {
    uint64_t bits[2];
} zb_letters;
static inline void zb_letters_add(zb_letters *letters, uint8_t letter) {
    letters->bits[letter >> 6 & 1] |= UINT64_C(1) << (letter & 63);
}

static inline bool zb_letters_has(const zb_letters *letters, uint8_t letter) {
    return (letters->bits[letter >> 6 & 1] >> (letter & 63) & 1) != 0;
}

/* What a rule cannot match without (need.c): of each set one class, in front of the text's first quantity unless that is one of
 * `passed`; the class of that quantity, and what stands behind it. Letter 0 is the text's end. */
enum { ZB_NEEDS_MAX = 6 };
typedef struct zb_needs {
    zb_letters first, behind;
    zb_letters sets[ZB_NEEDS_MAX], passed[ZB_NEEDS_MAX];
    uint32_t count;
} zb_needs;
zb_needs zb_needs_of(zb_slice expanded);

typedef struct zb_rule {
    zb_slice name;
    zb_slice file;
    zb_slice pattern;                     /* as written */
    uint32_t line;
    uint32_t match_line;                  /* of the first `match` line; 0: it has none */
    uint32_t macros;                      /* how many definitions it may use: those made before it */
    uint8_t kind;                         /* zb_rule_kind */
    double confidence;                    /* negative: not measured */
    uint32_t groups[ZB_CAPTURE_KINDS];    /* group number in its pattern; 0: the rule has none */
    zb_needs needs;                       /* set when it is compiled */
} zb_rule;

typedef struct zb_example {
    zb_slice text, expected;              /* expected is empty for `no` */
    zb_slice file;
    uint32_t line, rule;
    bool yes;
} zb_example;

typedef struct zb_source {
    zb_slice name, bytes;
} zb_source;

struct zhibiao_rules {
    zb_memory memory;
    zb_arena arena;                       /* every slice below lives here */
    zb_array sources;                     /* of zb_source, the built-in files first */
    size_t built_in;                      /* how many sources are built in */
    zb_vocabulary vocabulary;
    zb_traditional traditional;
    zb_names names;
    zb_array rules;                       /* of zb_rule */
    zb_array examples;                    /* of zb_example */
    zb_array macros;                      /* name and expansion, file-local to rule.c */
    zhibiao_limits limits;                /* no field is 0 but flags */
    size_t built_in_rules;                /* of them the first so many are not limited */
    struct zb_pattern *pattern;           /* the compiled patterns, file-local to match.c */
    _Atomic uint32_t parsers;             /* how many were made: after the first nothing may change */
};

/* Rules with the built-in data loaded, or with nothing (for tests). */
zhibiao_status zb_rules_new(const zb_memory *memory, bool built_in, struct zhibiao_rules **out, zhibiao_error *error);
/* The same under limits; NULL: the defaults. */
zhibiao_status zb_rules_new_limited(const zb_memory *memory, const zhibiao_limits *limits, bool built_in,
                                    struct zhibiao_rules **out, zhibiao_error *error);
void zb_rules_free(struct zhibiao_rules *rules);
/* Adds one file's lines; all or nothing. */
zhibiao_status zb_rules_load(struct zhibiao_rules *rules, const char *file, const void *bytes, size_t size,
                             zhibiao_error *error);
/* The rule's `match` with every name replaced: what PCRE2 gets. Made by rule.c, compiled by match.c. */
zhibiao_status zb_rule_expand(const struct zhibiao_rules *rules, const zb_rule *rule, zb_buffer *out,
                              zhibiao_error *error);

/* ---- matching ----------------------------------------------------------------------------------------- */

typedef struct zb_range {
    uint32_t first, end;   /* tokens, half-open; first == end: nothing captured */
} zb_range;

typedef struct zb_match {
    uint32_t rule;
    zb_range whole;
    zb_range capture[ZB_CAPTURE_KINDS];
} zb_match;

typedef struct zb_matcher zb_matcher;   /* scratch of one thread: match data, context with limits, JIT stack */
zb_matcher *zb_matcher_new(const zb_memory *memory, const struct zhibiao_rules *rules);
void zb_matcher_free(zb_matcher *matcher);

zhibiao_status zb_pattern_compile(struct zhibiao_rules *rules, zhibiao_error *error);
void zb_pattern_free(struct zhibiao_rules *rules);
/* The first rule that matches at letters[at], never looking behind `end`, nor further than
 * a thousand tokens. *found is false when none does.
 * ZHIBIAO_ERROR_LIMIT when a rule ran into its limits. */
zhibiao_status zb_match_at(zb_matcher *matcher, const struct zhibiao_rules *rules, zb_slice letters, uint32_t at,
                           uint32_t end, zb_match *match, bool *found, zhibiao_error *error);
const char *zb_pcre2_version(void);
bool zb_pcre2_jit(void);

#endif
