/* Comparing documents: the rooms behind zhibiao_compare. An inner header of the meaning floor.
 * likeness.c how much two indicators have in common · candidates.c which reports may belong to a target · assign.c the
 * best assignment · verdict.c promised against reached · and, behind pairing.h, the whole: compare.c.
 *
 * Example: the plan has 建设社区老年食堂 100个 (2023年), the review 新建社区老年食堂 181个 (2023年).
 *     items        a target 100 个 and a report 181 个, each with its words, year and place
 *     likeness     社区 区老 老年 年食 食堂 in common; 建设 and 新建 are one verb                   → 980 of 1000
 *     assignment   no other target wants the report more
 *     verdict      181 against 100: exceeded, ratio 1.81
 */
#ifndef ZB_COMPARE_H
#define ZB_COMPARE_H

#include "meaning.h"

/* ---- likeness: the words of an indicator (likeness.c) ------------------------------------------------------- */

enum { ZB_SCORE_FULL = 1000, ZB_NO_GRAM = -1 };

/* One pair of characters of an indicator. `id` is the same wherever the pair is. */
typedef struct zb_gram {
    uint32_t id;
    uint16_t start, end;  /* bytes of the item's words */
    uint8_t weight;       /* of verbs; 0: by how rare it is */
    bool quoted;          /* stands in “”: a name */
} zb_gram;

/* What is compared: a target of a plan, an actual of a review, or a target that a review recalls. */
typedef struct zb_item {
    zhibiao_place place;
    const zhibiao_result *result;
    const zhibiao_record *record;
    const zhibiao_quantity *quantity;
    zb_slice words, name, region; /* simplified; the official name; the code or name of the place */
    bool local;                   /* is about a part of its document's place: 长春市朝阳区, 该区 */
    bool recalled;                /* a target in a review */
    bool namesake;                /* others have the same words, and other figures */
    uint8_t dimension;
    zb_number base, upper;        /* in the dimension's base unit; `based`: it has one */
    bool based;
    zb_number half;               /* what its rounding leaves open, in the base unit */
    zb_number scale;              /* what one of its unit is in the base unit */
    double size;                  /* about the base: to weigh, never to judge */
    int16_t year;                 /* 0: not known */
    bool guessed;                 /* the year is its document's */
    bool several;                 /* 五年来, 2021—2025年: of more than one */
    zhibiao_date from, to;
    uint32_t order;               /* the canonical one: independent of the order in which documents were given */
    uint32_t head;                /* the item that states the same, itself if none does */
    zb_gram *grams;               /* by id, each once */
    uint32_t gram_count, weight;
    uint32_t last;                /* id of the last pair that is no verb: what it is about */
    uint64_t contrasts;           /* 城镇 or 农村, 出口 or 进口 … */
} zb_item;

/* The pairs of characters of all items, and how rare each is. */
typedef struct zb_grams {
    zb_arena *arena;
    uint64_t *keys;               /* hash table; 0: free */
    uint32_t *ids, *frequency;    /* per slot; per id: items that have it */
    uint32_t *rarity;             /* per id */
    size_t slots, count, items;
} zb_grams;

bool zb_grams_init(zb_grams *grams, zb_arena *arena, size_t bytes); /* `bytes`: of all words together */
bool zb_grams_read(zb_grams *grams, zb_item *item);      /* fills the item's */
bool zb_grams_count(zb_grams *grams);                    /* when all are read */
void zb_grams_weigh(const zb_grams *grams, zb_item *item);
/* How much the words of two items have in common, 0 … 1000. */
uint32_t zb_likeness(const zb_grams *grams, const zb_item *a, const zb_item *b);
uint32_t zb_gram_weight(const zb_grams *grams, const zb_gram *gram);
/* What both have, as it stands in `a`: 城镇新增就业. */
void zb_common_words(const zb_item *a, const zb_item *b, zb_buffer *out);

/* ---- candidates (candidates.c) -------------------------------------------------------------------------------- */

enum { ZB_CANDIDATES = 16 }; /* reports that one target looks at */

typedef struct zb_candidate {
    uint32_t report;      /* index into the reports */
    uint32_t score;
    uint8_t cause;        /* zhibiao_cause; NO_CAUSE: the two can be compared */
} zb_candidate;

/* Why two items cannot be compared by their figures, or NO_CAUSE. */
zhibiao_cause zb_fit(const zb_item *target, const zb_item *report);
/* The two places are one, or one lies in the other, or one is not known. */
bool zb_places_meet(const zb_item *a, const zb_item *b);
/* Likeness, and what else speaks for the two: the official name, the figures, the target that the report implies. */
uint32_t zb_score(const zb_grams *grams, const zb_item *target, const zb_item *report);
/* The best reports of each target, best first: `found` has ZB_CANDIDATES a target, `counts` how many of them are used. */
bool zb_candidates_find(const zb_grams *grams, zb_arena *arena, zb_item *const *targets, size_t target_count,
                        zb_item *const *reports, size_t report_count, zb_candidate *found, uint32_t *counts);
/* Whether two figures of one measure may be one, one of them rounded more. */
bool zb_same_figure(const zb_item *a, const zb_item *b);
/* What a report says of its target itself: 0 nothing, 1 the same, -1 another. */
int zb_own_target(const zb_item *target, const zb_item *report);

/* ---- assignment (assign.c) ------------------------------------------------------------------------------------ */

#define ZB_UNASSIGNED UINT32_MAX

typedef struct zb_edge {
    uint32_t object, benefit; /* benefit 1 … ZB_SCORE_FULL */
} zb_edge;

/* Bidders [0, bidders) with edges[first[i] … first[i + 1]): one object each at most, the sum of benefits the largest there
 * is. taken[i] becomes the object of i or ZB_UNASSIGNED. */
bool zb_assign(zb_arena *arena, const zb_edge *edges, const uint32_t *first, size_t bidders, size_t objects,
               uint32_t *taken);

/* ---- verdict (verdict.c) -------------------------------------------------------------------------------------- */

typedef struct zb_judgement {
    zhibiao_verdict verdict;
    zhibiao_goal goal;
    uint32_t notes;
    bool has_ratio, has_low, has_high;
    zb_number ratio, low, high;
} zb_judgement;

/* The rule of a target by itself. */
zhibiao_goal zb_goal(const zb_item *target, bool *lower);
zb_judgement zb_judge(const zb_item *target, const zb_item *report);
/* One English sentence: promised at least 100个, reported 181个 (181 %). */
void zb_judge_reason(const zb_item *target, const zb_item *report, const zb_judgement *judgement, zb_buffer *out);
/* Whether the report ends before the target's period does. */
bool zb_partial(const zb_item *target, const zb_item *report);

/* ---- order (compare.c) ------------------------------------------------------------------------------------------ */

/* Sorts by `compare`, equal ones stay in order. Takes room for a copy from the arena. */
typedef int zb_order(const void *a, const void *b, const void *context);
bool zb_sort(zb_arena *arena, void *items, size_t count, size_t size, zb_order *compare, const void *context);

#endif
