/* Sentences end at 。！？, clauses at ，；： and dashes. What stands between is what a rule looks at. */
#include "grammar.h"

const uint8_t zb_traits[128] = {
    [ZB_QTY] = ZB_TRAIT_FIGURE, [ZB_MONEY] = ZB_TRAIT_FIGURE, [ZB_PCT] = ZB_TRAIT_FIGURE, [ZB_POINTS] = ZB_TRAIT_FIGURE,
    [ZB_MULT] = ZB_TRAIT_FIGURE, [ZB_FRACTION] = ZB_TRAIT_FIGURE, [ZB_NUM] = ZB_TRAIT_FIGURE, [ZB_PHYS] = ZB_TRAIT_FIGURE,
    [ZB_KIND] = ZB_TRAIT_FIGURE, [ZB_DURATION] = ZB_TRAIT_FIGURE,
    [ZB_COMMA] = ZB_TRAIT_END, [ZB_SEMI] = ZB_TRAIT_END, [ZB_COLON] = ZB_TRAIT_END, [ZB_DASH] = ZB_TRAIT_END,
    [ZB_STOP] = ZB_TRAIT_END,
    [ZB_TIME] = ZB_TRAIT_PLACED | ZB_TRAIT_CUE, [ZB_SCOPE] = ZB_TRAIT_PLACED, [ZB_REGION] = ZB_TRAIT_PLACED,
    [ZB_SAY] = ZB_TRAIT_SAY | ZB_TRAIT_CUE, [ZB_ADVERB] = ZB_TRAIT_THEN,
    [ZB_STORY] = ZB_TRAIT_ASIDE, [ZB_LAW] = ZB_TRAIT_ASIDE, [ZB_WEATHER] = ZB_TRAIT_ASIDE, [ZB_FOREIGN] = ZB_TRAIT_ASIDE,
    [ZB_AIM] = ZB_TRAIT_CUE, [ZB_RESOLVE] = ZB_TRAIT_CUE, [ZB_DONE] = ZB_TRAIT_CUE, [ZB_PLAN] = ZB_TRAIT_CUE,
    [ZB_OBJECT] = ZB_TRAIT_CUE, [ZB_NOT] = ZB_TRAIT_CUE, [ZB_BA] = ZB_TRAIT_CUE, [ZB_GROW] = ZB_TRAIT_CUE, [ZB_FALL] = ZB_TRAIT_CUE, [ZB_RISETO] = ZB_TRAIT_CUE,
    [ZB_FALLTO] = ZB_TRAIT_CUE, [ZB_LINK] = ZB_TRAIT_CUE, [ZB_OCCUPY] = ZB_TRAIT_CUE, [ZB_COMPLETES] = ZB_TRAIT_CUE,
    [ZB_EXCEED] = ZB_TRAIT_CUE, [ZB_ABOVE] = ZB_TRAIT_CUE, [ZB_BELOW] = ZB_TRAIT_CUE, [ZB_THAN] = ZB_TRAIT_CUE,
    [ZB_QUOTE] = ZB_TRAIT_CUE, [ZB_MARK] = ZB_TRAIT_CUE, [ZB_BASE] = ZB_TRAIT_CUE,
};

void zb_clauses_init(zb_clauses *clauses, const zb_memory *memory) {
    zb_array_init(&clauses->sentences, memory, sizeof(zb_sentence));
    zb_array_init(&clauses->clauses, memory, sizeof(zb_clause));
}

void zb_clauses_reset(zb_clauses *clauses) {
    zb_array_reuse(&clauses->sentences);
    zb_array_reuse(&clauses->clauses);
}

void zb_clauses_clear(zb_clauses *clauses) {
    zb_array_clear(&clauses->sentences);
    zb_array_clear(&clauses->clauses);
}

static bool add_clause(zb_clauses *clauses, zb_clause clause) {
    zb_clause *slot = zb_array_push(&clauses->clauses);
    if (slot == NULL)
        return false;
    *slot = clause;
    return true;
}

static bool add_sentence(zb_clauses *clauses, zb_sentence sentence) {
    zb_sentence *slot = zb_array_push(&clauses->sentences);
    if (slot == NULL)
        return false;
    *slot = sentence;
    return true;
}

bool zb_clauses_cut(zb_clauses *clauses, const zb_tokens *tokens, uint32_t first, uint32_t end, uint32_t block) {
    const uint8_t *letters = tokens->letters.bytes.data;
    zb_sentence sentence = {.first = first, .first_clause = (uint32_t)clauses->clauses.count, .block = block};
    zb_clause clause = {.first = first, .sentence = (uint32_t)clauses->sentences.count};
    for (uint32_t i = first; i < end; i++) {
        uint8_t traits = 0;
        for (; i < end && !(zb_traits[letters[i]] & ZB_TRAIT_END); i++)
            traits |= zb_traits[letters[i]];
        uint8_t separator = i < end ? letters[i] : 0;
        clause.end = i;
        clause.traits = traits;
        sentence.traits |= traits;
        if (i > clause.first && !add_clause(clauses, clause))
            return false;
        clause = (zb_clause){.first = i + 1, .sentence = clause.sentence, .before = separator};
        if (separator != ZB_STOP && i + 1 < end)
            continue;
        sentence.end = i < end ? i + 1 : end;
        sentence.end_clause = (uint32_t)clauses->clauses.count;
        if (!add_sentence(clauses, sentence))
            return false;
        sentence = (zb_sentence){.first = i + 1, .first_clause = sentence.end_clause, .block = block};
        clause.sentence++;
        clause.before = 0;
    }
    return true;
}
