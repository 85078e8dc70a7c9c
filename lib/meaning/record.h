/* Four rooms of the meaning floor share this: record.c (claims to records), result.c (what a result holds: strings,
 * quantities, tokens), scope.c (the place that 全省 means) and join.c (targets and their actuals). */
#ifndef ZB_RECORD_H
#define ZB_RECORD_H

#include "meaning.h"

/* result.c */
void zb_quantity_fill(const zb_document *document, zhibiao_result *result, const zb_quantity *from, bool negative,
                      zhibiao_quantity *to);

/* What the document is about, by level, once looked up. */
typedef struct zb_scopes {
    const zb_place *place[4];
    bool looked[4];
} zb_scopes;

/* scope.c: the place that a REGION or SCOPE token means, NULL: not known; `region`: the caller's word for 全省 */
const zb_place *zb_scope_place(const zb_document *document, const char *region, zb_scopes *known, uint32_t index);

/* What a record takes from the tokens of its first claim, read before the record is made: records are large, and so are tokens. */
typedef struct zb_draft {
    zhibiao_string words, full;   /* of the indicator, in claims->words */
    const zb_place *place;        /* NULL: not known */
    uint32_t sentence, sentence_end, time, time_end, region, region_end; /* in the flow; an end of 0: there is none */
    uint32_t period, rule, block;
    int32_t step[ZB_ROLES];       /* power of ten of the last written digit, of each figure that it has */
    int16_t year;
    uint8_t measure, basis;
    uint8_t roles;                /* a bit for each figure that it has */
} zb_draft;

/* join.c: drafts go with their records; claims->moved: record as made → its id once targets are joined */
bool zb_targets_join(zhibiao_result *result, zb_claims *claims);

/* Which of the five a claim fills. */
static inline zhibiao_quantity *zb_role_slot(zhibiao_record *record, uint32_t role) {
    switch (role) {
    case ZB_TARGET: return &record->target;
    case ZB_ACTUAL: return &record->actual;
    case ZB_BASELINE: return &record->baseline;
    case ZB_COMPLETION: return &record->completion;
    default: return &record->gap;
    }
}

#endif
