/* The meaning floor: matches → claims → records.
 * claim.c captures and context to claims · record.c claims to records, derived targets, checks.
 *
 * Example: "截至11月末，全省城镇新增就业24.64万人，完成年计划的107.13%"
 *     match level.behind      indicator 城镇新增就业, value 24.64万人         → claim actual level
 *     match completion.plan   completion 107.13%, no indicator of its own     → claim completion, joins the one before
 *     record 城镇新增就业: actual 246400人, completion 107.13%, target ≈ 230000人 derived, 截至11月末, 全省
 */
#ifndef ZB_MEANING_H
#define ZB_MEANING_H

#include "grammar.h"

/* ---- claims ------------------------------------------------------------------------------------------- */

typedef enum zb_role { ZB_TARGET, ZB_ACTUAL, ZB_BASELINE, ZB_COMPLETION, ZB_GAP, ZB_ROLES } zb_role;

enum { ZB_PARTS_MAX = 6 };
#define ZB_NO_CLAIM UINT32_MAX /* an enumerator must be an int */
#define ZB_NO_TOKEN UINT32_MAX

/* One quantity and what it says. */
typedef struct zb_claim {
    uint32_t quantity;            /* token */
    uint32_t rule;
    uint32_t sentence;
    uint8_t role;                 /* zb_role */
    uint8_t measure;              /* zhibiao_measure */
    uint8_t basis;                /* zhibiao_basis */
    uint8_t parts;                /* of the indicator, as written */
    uint8_t full_parts;           /* with what was elided put back */
    bool negative;                /* a fall: the value's sign turns */
    bool elided;                  /* had no indicator of its own */
    zb_range part[ZB_PARTS_MAX], full_part[ZB_PARTS_MAX];
    uint32_t time, region;        /* tokens, ZB_NO_TOKEN: none */
    uint32_t joins;               /* index of the claim whose record it belongs to, ZB_NO_CLAIM: its own */
} zb_claim;

typedef struct zb_claims {
    zb_array claims;              /* of zb_claim, in text order */
} zb_claims;

/* What the reading of one document works with. */
typedef struct zb_reading {
    const struct zhibiao_rules *rules;
    zb_matcher *matcher;
    const zb_text *text;
    const zb_tokens *tokens;
    const zb_clauses *clauses;
    zb_claims *claims;
    zhibiao_date date;            /* the document's, year 0 when not known */
} zb_reading;

zhibiao_status zb_claims_read(zb_reading *reading, zhibiao_error *error);

/* The words of an indicator: its parts without times, scopes, adverbs, links. Appended to `out`. */
void zb_claim_words(const zb_reading *reading, const zb_range *parts, uint32_t count, zb_buffer *out);

/* ---- records ------------------------------------------------------------------------------------------ */

struct zhibiao_result {
    zb_memory memory;
    zb_array records;             /* of zhibiao_record */
    zb_array tokens;              /* of zhibiao_token, when asked for */
    zb_buffer text;               /* the arena: begins with one NUL byte */
    zhibiao_document document;
};

bool zb_records_make(const zb_reading *reading, const zhibiao_options *options, zhibiao_result *result);
bool zb_result_tokens(const zb_reading *reading, bool all, zhibiao_result *result);

/* ---- the engine --------------------------------------------------------------------------------------- */

struct zhibiao_parser {
    zb_memory memory;
    const struct zhibiao_rules *rules;
    zb_matcher *matcher;
    zb_text text;
    zb_tokens tokens;
    zb_clauses clauses;
    zb_claims claims;
};

zhibiao_status zb_parser_new(const struct zhibiao_rules *rules, zhibiao_parser **out, zhibiao_error *error);
void zb_parser_free(zhibiao_parser *parser);
zhibiao_status zb_engine_parse(zhibiao_parser *parser, const void *bytes, size_t size, const zhibiao_options *options,
                               zhibiao_result **out, zhibiao_error *error);
zhibiao_status zb_engine_check(zhibiao_parser *parser, const char *name, zhibiao_report *report, void *context,
                               size_t *passed, size_t *failed);
void zb_result_free(zhibiao_result *result);

#endif
