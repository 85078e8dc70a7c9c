/* What a caller allows texts and rule files, and the counting of what one text takes. */
#include "grammar.h"

const zhibiao_limits zb_default_limits = {
    .size = sizeof(zhibiao_limits),
    .records = 1000000,               /* a year of a newspaper has a tenth of it */
    .document_bytes = UINT32_MAX / 4, /* offsets in the flow have 32 bits, and a byte may become three */
    .memory = UINT64_MAX,
    .rule_bytes = 64 << 20,           /* our own files have 0.1 MB */
    .rules = 500,                     /* and compiled no more than match.c says */
    .pattern_bytes = 8192,            /* our longest have 900 */
    .match_steps = 500000,            /* our rules need a thousandth */
};

static uint64_t chosen(uint64_t given, uint64_t standard) {
    return given != 0 ? given : standard;
}

zhibiao_limits zb_limits_of(const zhibiao_limits *given) {
    zhibiao_limits limits = {0};
    const zhibiao_limits *standard = &zb_default_limits;
    if (given != NULL) /* of a caller built against an older header it ends earlier */
        memcpy(&limits, given, given->size < sizeof limits ? given->size : sizeof limits);
    limits.size = sizeof limits;
    limits.records = (uint32_t)chosen(limits.records, standard->records);
    limits.document_bytes = chosen(limits.document_bytes, standard->document_bytes);
    limits.memory = chosen(limits.memory, standard->memory);
    limits.rule_bytes = chosen(limits.rule_bytes, standard->rule_bytes);
    limits.rules = (uint32_t)chosen(limits.rules, standard->rules);
    limits.pattern_bytes = (uint32_t)chosen(limits.pattern_bytes, standard->pattern_bytes);
    limits.match_steps = (uint32_t)chosen(limits.match_steps, standard->match_steps);
    return limits;
}

/* ---- the budget of one text ------------------------------------------------------------------------------- */

static void *budget_get(size_t size, void *context) {
    zb_budget *budget = context;
    if (size > budget->left) {
        budget->met = true;
        return NULL;
    }
    budget->left -= size;
    return zb_get(&budget->memory, size);
}

static void budget_put(void *block, void *context) {
    zb_budget *budget = context;
    zb_put(&budget->memory, block);
}

zb_memory zb_budget_begin(zb_budget *budget, const zb_memory *memory, uint64_t bytes) {
    *budget = (zb_budget){*memory, bytes, false};
    return (zb_memory){budget_get, budget_put, budget};
}
