/* The text as it flows, block by block, and what stands where in it: for those who show a text to a person.
 *
 *     全市城镇新增就业3.2万人，完成年计划的107%。
 *     ──region 全市
 *         ────────indicator 城镇新增就业
 *                 ─────actual 3.2万人               ────completion 107%
 *
 * Tokens do not overlap, and all that a record shows is made of tokens. So one slot a token says everything: what the token is
 * to a record, and whether it is among the words of an indicator. Slots in a row that say the same become one mark. Marks
 * therefore never overlap and need no sorting, and whoever shows them walks them once.
 */
#include "meaning.h"

typedef struct belonging {
    uint32_t record, others;   /* the first record, and how many more; 0: none */
} belonging;

typedef struct token_slot {
    belonging part, words;     /* as what the token is itself, and as a word of an indicator */
    uint32_t mark;             /* the one it went into, + 1 */
    uint8_t kind;              /* zhibiao_mark_kind of `part`, 0: nothing */
} token_slot;

typedef struct viewer {
    const zb_document *document;
    const zb_view_records *records;
    zhibiao_result *result;
    zb_array slots;            /* of token_slot, one a token */
} viewer;

/* ---- blocks ------------------------------------------------------------------------------------------- */

static bool add_blocks(viewer *v) {
    const zb_array *blocks = &v->document->text->blocks;
    zhibiao_block *to = blocks->count ? zb_array_add(&v->result->blocks, blocks->count) : NULL;
    if (!to)
        return !blocks->count;
    for (size_t i = 0; i < blocks->count; i++) {
        const zb_block *from = zb_array_at(blocks, i);
        to[i].kind = from->kind;
        to[i].level = from->level;
        to[i].table = from->table;
        to[i].list_mark = from->text - from->start;
        to[i].section = (uint32_t)(from->section + 1);
        to[i].text = zb_result_write(v->document, v->result, from->start, from->end);
        to[i].span = zb_text_span(v->document->text, from->start, from->end);
    }
    return true;
}

/* ---- slots: what each token is ------------------------------------------------------------------------ */

static token_slot *slot_at(const viewer *v, uint32_t token) {
    return zb_array_at(&v->slots, token);
}

/* Of a claim; 0: it went into none. */
static uint32_t record_of(const viewer *v, uint32_t claim) {
    uint32_t made = *(const uint32_t *)zb_array_at(v->records->of_claim, claim);
    return made ? *(const uint32_t *)zb_array_at(v->records->moved, made - 1) : 0;
}

static void belong(belonging *to, uint32_t record) {
    if (to->record == 0)
        to->record = record;
    else if (to->record != record)
        to->others++;
}

static void set_part(viewer *v, uint32_t token, uint8_t kind, uint32_t record) {
    if (token == ZB_NO_TOKEN)
        return;
    token_slot *slot = slot_at(v, token);
    if (slot->kind == 0)
        slot->kind = kind;
    belong(&slot->part, record);
}

/* A claim that joined another gave its figure only: words, time and place are the other's. */
static bool is_first(const viewer *v, const zb_claim *claim, uint32_t index) {
    const uint32_t *made = v->records->of_claim->data;
    return claim->joins == ZB_NO_CLAIM || made[claim->joins] != made[index];
}

static void set_claim(viewer *v, uint32_t index) {
    static const uint8_t kinds[ZB_ROLES] = {
        [ZB_TARGET] = ZHIBIAO_MARK_TARGET, [ZB_ACTUAL] = ZHIBIAO_MARK_ACTUAL, [ZB_BASELINE] = ZHIBIAO_MARK_BASELINE,
        [ZB_COMPLETION] = ZHIBIAO_MARK_COMPLETION, [ZB_GAP] = ZHIBIAO_MARK_GAP};
    const zb_claim *claim = zb_array_at(&v->document->claims->claims, index);
    uint32_t record = record_of(v, index);
    if (record == 0)
        return;
    set_part(v, claim->quantity, kinds[claim->role], record);
    if (!is_first(v, claim, index))
        return;
    set_part(v, claim->time, ZHIBIAO_MARK_TIME, record);
    set_part(v, claim->region, ZHIBIAO_MARK_REGION, record);
    for (uint32_t k = 0; k < claim->full_parts; k++)
        for (uint32_t token = claim->full_part[k].first; token < claim->full_part[k].end; token++)
            belong(&slot_at(v, token)->words, record);
}

/* ---- marks -------------------------------------------------------------------------------------------- */

/* Figures and periods that no record took are shown too: a reader wants to see that they were read. */
static uint8_t kind_of_unused(const zb_token *token) {
    if (zb_letter_is_quantity(token->letter))
        return ZHIBIAO_MARK_QUANTITY;
    return token->letter == ZB_TIME ? ZHIBIAO_MARK_TIME : 0;
}

static bool goes_on(const zhibiao_mark *last, const zhibiao_mark *mark) {
    return mark->kind == ZHIBIAO_MARK_INDICATOR && last->kind == mark->kind && last->block == mark->block &&
           last->end == mark->start && last->record == mark->record && last->others == mark->others;
}

static bool add_mark(viewer *v, uint32_t token, zhibiao_mark mark) {
    zb_array *marks = &v->result->marks;
    zhibiao_mark *last = marks->count ? zb_array_at(marks, marks->count - 1) : NULL;
    if (last && goes_on(last, &mark)) {
        last->end = mark.end;
    } else {
        zhibiao_block *block = zb_array_at(&v->result->blocks, mark.block);
        zhibiao_mark *to = zb_array_add(marks, 1);
        if (!to)
            return false;
        *to = mark;
        if (block->mark_count++ == 0)
            block->first_mark = (uint32_t)marks->count - 1;
    }
    slot_at(v, token)->mark = (uint32_t)marks->count;
    return true;
}

static bool mark_token(viewer *v, uint32_t index) {
    const zb_token *token = zb_document_token(v->document, index);
    uint32_t which = zb_text_block(v->document->text, token->start);
    const zb_block *block = zb_array_at(&v->document->text->blocks, which);
    const token_slot *slot = slot_at(v, index);
    zhibiao_mark mark = {.block = which, .start = token->start - block->start, .end = token->end - block->start,
                         .kind = slot->kind, .within = slot->words.record != 0};
    if (mark.kind == 0 && mark.within)
        mark.kind = ZHIBIAO_MARK_INDICATOR;
    else if (mark.kind == 0)
        mark.kind = kind_of_unused(token);
    if (mark.kind == 0 || mark.start == mark.end)
        return true;
    belonging whose = mark.kind == ZHIBIAO_MARK_INDICATOR ? slot->words : slot->part;
    mark.record = whose.record;
    mark.others = whose.others;
    return add_mark(v, index, mark);
}

/* ---- sites: the way back from a record --------------------------------------------------------------- */

static void site_record(const viewer *v, uint32_t index) {
    const zb_claim *claim = zb_array_at(&v->document->claims->claims, index);
    uint32_t record = record_of(v, index);
    if (record == 0)
        return;
    zhibiao_site *site = zb_array_at(&v->result->sites, record - 1);
    if (site->mark == 0)
        site->mark = slot_at(v, claim->quantity)->mark;
    if (site->end > 0 || !is_first(v, claim, index))
        return;
    const zb_sentence *sentence = zb_array_at(&v->document->clauses->sentences, claim->sentence);
    const zb_block *block = zb_array_at(&v->document->text->blocks, sentence->block);
    site->block = sentence->block;
    site->start = zb_document_token(v->document, sentence->first)->start - block->start;
    site->end = zb_document_token(v->document, sentence->end - 1)->end - block->start;
}

static bool fill(viewer *v) {
    uint32_t claims = (uint32_t)v->document->claims->claims.count, tokens = (uint32_t)v->document->tokens->tokens.count;
    size_t records = v->result->records.count;
    if ((tokens && !zb_array_add(&v->slots, tokens)) || (records && !zb_array_add(&v->result->sites, records)))
        return false;
    for (uint32_t i = 0; i < claims; i++)
        set_claim(v, i);
    for (uint32_t i = 0; i < tokens; i++)
        if (!mark_token(v, i))
            return false;
    for (uint32_t i = 0; i < claims; i++)
        site_record(v, i);
    return true;
}

bool zb_view_make(const zb_document *document, const zb_view_records *records, zhibiao_result *result) {
    viewer v = {.document = document, .records = records, .result = result};
    zb_array_init(&v.slots, &result->memory, sizeof(token_slot));
    bool ok = add_blocks(&v) && fill(&v);
    zb_array_clear(&v.slots);
    return ok && !result->text.bytes.failed;
}
