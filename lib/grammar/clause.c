/* Sentences end at 。！？, clauses at ，；： and dashes. What stands between is what a rule looks at. */
#include "grammar.h"

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

static bool add_sentence(zb_clauses *clauses, uint32_t first, uint32_t end, uint32_t first_clause, uint32_t block) {
    zb_sentence *slot = zb_array_push(&clauses->sentences);
    if (slot == NULL)
        return false;
    *slot = (zb_sentence){first, end, first_clause, (uint32_t)clauses->clauses.count, block};
    return true;
}

bool zb_clauses_cut(zb_clauses *clauses, const zb_tokens *tokens, uint32_t first, uint32_t end, uint32_t block) {
    const char *letters = zb_buffer_slice(&tokens->letters).data;
    uint32_t sentence_first = first, first_clause = (uint32_t)clauses->clauses.count;
    zb_clause clause = {first, first, (uint32_t)clauses->sentences.count, 0, 0};
    for (uint32_t i = first; i < end; i++) {
        uint8_t letter = (uint8_t)letters[i];
        if (zb_letter_is_quantity(letter) && clause.quantities < UINT8_MAX)
            clause.quantities++;
        bool last = i + 1 == end;
        if (!zb_letter_ends_clause(letter) && !last)
            continue;
        clause.end = zb_letter_ends_clause(letter) ? i : end;
        if (clause.end > clause.first && !add_clause(clauses, clause))
            return false;
        clause = (zb_clause){i + 1, i + 1, clause.sentence, letter, 0};
        if (letter != ZB_STOP && !last)
            continue;
        if (!add_sentence(clauses, sentence_first, i + 1, first_clause, block))
            return false;
        sentence_first = i + 1;
        first_clause = (uint32_t)clauses->clauses.count;
        clause.sentence = (uint32_t)clauses->sentences.count;
        clause.before = 0;
    }
    return true;
}
