/* The five rooms that pair documents share this: compare.c has the whole in words.
 * items.c what is compared · heads.c what states one thing twice · pairs.c who gets whom · rows.c the rows.
 *
 * One comparison goes through them in that order; each fills the part of zb_comparison that is named for it.
 */
#ifndef ZB_PAIRING_H
#define ZB_PAIRING_H

#include "compare.h"

/* A document, and what it is about. */
typedef struct zb_paper {
    const zhibiao_result *result;
    bool plan, review;
    zb_slice region, region_name;   /* what 全省 means in it */
    int16_t target_year, actual_year; /* that most of its targets and actuals are of; 0: not known */
} zb_paper;

/* What a target got. */
typedef struct zb_got {
    uint32_t report;         /* ZB_UNASSIGNED: none */
    uint32_t score;
    uint8_t cause;
    uint32_t notes;
    uint32_t nearest, nearest_score; /* for the reason */
} zb_got;

typedef struct zb_comparison {
    const struct zhibiao_rules *rules;
    zb_arena arena;
    uint32_t threshold;
    zhibiao_pairing *pairing;       /* what is made */
    zb_paper *documents;
    size_t document_count;
    /* items.c */
    zb_item *items;
    size_t item_count, target_items;
    zb_grams grams;
    /* heads.c */
    zb_item **targets, **reports;   /* heads only, in canonical order; reports: recalled targets too */
    size_t target_count, report_count;
    /* pairs.c */
    zb_candidate *found;
    uint32_t *counts;
    zb_got *got;                    /* per target */
    uint32_t *row_of;               /* per report: the target whose row it is in, ZB_UNASSIGNED */
} zb_comparison;

/* False when memory is gone, all four. */
bool zb_items_read(zb_comparison *w);
/* The heads among items [first, end), in canonical order; NULL when memory is gone. `least`: how alike their words are. */
zb_item **zb_heads_find(zb_comparison *w, size_t first, size_t end, uint32_t least, size_t *count);
bool zb_pairs_find(zb_comparison *w);
bool zb_rows_make(zb_comparison *w);

/* ---- for all of them --------------------------------------------------------------------------------------------- */

/* 全市, 我省, 本县: all of the document's own place. */
static inline bool zb_means_all(zb_slice text) {
    return zb_slice_starts(text, ZB_SLICE("全")) || zb_slice_starts(text, ZB_SLICE("我")) ||
           zb_slice_starts(text, ZB_SLICE("本"));
}

static inline int zb_order_slices(zb_slice a, zb_slice b) {
    size_t size = a.size < b.size ? a.size : b.size;
    int order = size ? memcmp(a.data, b.data, size) : 0;
    return order ? order : a.size < b.size ? -1 : a.size > b.size;
}

static inline int zb_order_numbers(uint64_t a, uint64_t b) {
    return a < b ? -1 : a > b;
}

#endif
