/* Claims → records, the public flat form.
 *
 *     截至11月末，全省城镇新增就业3.21万人，完成年计划的107%
 *         claim      actual 3.21万人                      record 1   城镇新增就业, 3.21万人, until 11-30, 吉林省
 *         claim      completion 107%, joins the first     record 1   completion 107; target 3万人 follows (derive.c)
 *
 * A claim that joins another shares its record. A target recalled in one sentence and the actual reported in another share
 * one when they speak of one thing (join.c). What is said, a record has in the words of the text: its sentence, heading,
 * item, time and place; the place that 全省 means is found by scope.c. Last, an indicator gets its official name where it
 * has one.
 *
 * All that takes two steps, since records are as large as tokens: drafts say what the tokens say, and when these are given back
 * they become records. */
#include "record.h"

/* A piece of flow that stands in the arena already. Neighbouring records say the same sentence, section, time and place; were
 * each of a thousand quantities in one sentence to copy it, the result would be as large as their product. */
typedef struct said {
    uint32_t start, end;
    zhibiao_string string;
} said;

typedef enum topic { SENTENCE, SECTION, TIME, REGION, TOPICS } topic;

/* A claim's quantity, without its tokens. */
typedef struct figure {
    zb_cell_unit unit;
    uint32_t record;           /* as made, from 0 */
    uint32_t quantity, like;   /* which of the text; like: ZB_NO_TOKEN if none */
    uint8_t role;
    bool negative;
    uint8_t bound;
} figure;

typedef struct maker {
    const zb_document *document;
    zb_claims *claims;         /* made: of uint32_t, claim → record + 1, 0 none; drafts and figures: of zb_draft, figure */
    zhibiao_result *result;
    const char *region;        /* the caller's word for 全省 */
    zb_scopes known;
    said last[TOPICS];
} maker;

/* ---- the workroom ------------------------------------------------------------------------------------------- */

void zb_claims_init(zb_claims *claims, const zb_memory *memory) {
    zb_array_init(&claims->claims, memory, sizeof(zb_claim));
    zb_array_init(&claims->made, memory, sizeof(uint32_t));
    zb_array_init(&claims->drafts, memory, sizeof(zb_draft));
    zb_array_init(&claims->figures, memory, sizeof(figure));
    zb_array_init(&claims->moved, memory, sizeof(uint32_t));
    zb_array_init(&claims->slots, memory, sizeof(uint32_t));
    zb_array_init(&claims->gone, memory, sizeof(bool));
    zb_buffer_init(&claims->words, memory);
}

static void each_room(zb_claims *claims, void (*empty)(zb_array *)) {
    zb_array *const rooms[] = {&claims->claims, &claims->made, &claims->drafts, &claims->figures, &claims->moved, &claims->slots,
                               &claims->gone, &claims->words.bytes};
    for (size_t i = 0; i < sizeof rooms / sizeof *rooms; i++)
        empty(rooms[i]);
}

void zb_claims_reset(zb_claims *claims) {
    each_room(claims, zb_array_reuse);
}

void zb_claims_clear(zb_claims *claims) {
    each_room(claims, zb_array_clear);
}

/* ---- words -------------------------------------------------------------------------------------------------- */

static zhibiao_string add_flow(maker *m, topic what, uint32_t start, uint32_t end) {
    said *last = &m->last[what];
    if (last->start != start || last->end != end)
        *last = (said){start, end, zb_result_write(m->document, m->result, start, end)};
    return last->string;
}

/* How much flow the parts of an indicator take up: a bound for their words. */
static size_t bytes_of_parts(const zb_document *document, const zb_range *parts, uint32_t count) {
    size_t bytes = 0;
    for (uint32_t k = 0; k < count; k++)
        if (parts[k].first < parts[k].end)
            bytes += zb_document_token(document, parts[k].end - 1)->end - zb_document_token(document, parts[k].first)->start;
    return bytes;
}

/* Pages without a stop in front of a number are no indicator; and many claims may share one. */
static zhibiao_string add_words(maker *m, const zb_range *parts, uint32_t count) {
    enum { INDICATOR_MAX = 3000 };
    if (bytes_of_parts(m->document, parts, count) > INDICATOR_MAX)
        return (zhibiao_string){0, 0};
    zb_buffer *words = &m->claims->words;
    zhibiao_string string = {(uint32_t)words->bytes.count, 0};
    zb_claim_words(m->document, parts, count, words);
    string.size = (uint32_t)(words->bytes.count - string.offset);
    if (string.size == 0)
        return (zhibiao_string){0, 0};
    zb_buffer_add_byte(words, '\0');
    return string;
}

/* ---- figures ------------------------------------------------------------------------------------------------ */

static const zb_quantity *quantity_at(const maker *m, uint32_t index) {
    return zb_array_at(&m->document->tokens->quantities, index);
}

/* 由每人每月360元提高到400元: the second is per person and month as well. */
static zb_quantity with_shared_per(const maker *m, const figure *from) {
    zb_quantity quantity = *quantity_at(m, from->quantity);
    if (from->like == ZB_NO_TOKEN || quantity.per_count > 0)
        return quantity;
    const zb_quantity *like = quantity_at(m, from->like);
    if (zb_slice_equal(like->unit, quantity.unit)) {
        quantity.per_count = like->per_count;
        memcpy(quantity.per, like->per, sizeof quantity.per);
    }
    return quantity;
}

static void set_role(maker *m, const figure *from) {
    zb_quantity shared = with_shared_per(m, from);
    if (from->bound & ZB_BOUND_IS_ALL)
        shared.comparison = (uint8_t)(from->bound ^ ZB_BOUND_IS_ALL);
    else if (shared.comparison == ZHIBIAO_EQ)
        shared.comparison = from->bound;
    if (from->unit.unit.size > 0 && shared.unit.size == 0) { /* a bare figure of a table */
        shared.unit = from->unit.unit;
        shared.dimension = from->unit.dimension;
        shared.too_large = shared.too_large || !zb_number_scale(&shared.number, from->unit.exponent);
        shared.step += from->unit.exponent;
    }
    zhibiao_record *record = zb_array_at(&m->result->records, from->record);
    zb_draft *draft = zb_array_at(&m->claims->drafts, from->record);
    zb_quantity_fill(m->document, m->result, &shared, from->negative, zb_role_slot(record, from->role));
    draft->step[from->role] = shared.step;
}

static zb_steps steps_of(const zb_draft *draft) {
    zb_steps steps = {{{0}}};
    for (uint32_t role = 0; role < ZB_ROLES; role++)
        if (draft->roles >> role & 1)
            steps.half[role] = zb_number_half_step(draft->step[role]);
    return steps;
}

/* ---- when and where ----------------------------------------------------------------------------------------- */

static void draft_time(const maker *m, const zb_claim *claim, zb_draft *draft) {
    if (claim->time == ZB_NO_TOKEN)
        return;
    const zb_token *token = zb_document_token(m->document, claim->time);
    draft->time = token->start;
    draft->time_end = token->end;
    draft->period = token->value;
}

static void fill_time(maker *m, const zb_draft *draft, zhibiao_record *record) {
    if (draft->time_end == 0)
        return;
    const zb_period *period = zb_array_at(&m->document->tokens->periods, draft->period);
    record->time_text = add_flow(m, TIME, draft->time, draft->time_end);
    zhibiao_date document = m->document->date;
    if (period->relative == ZB_YEAR_UNKNOWN && draft->year != 0 && draft->year != document.year) /* 全年 under 2025年工作回顾 */
        document = (zhibiao_date){draft->year == ZB_SOME_PAST_YEAR ? 0 : draft->year, 0, 0};
    zb_period_dates(period, document, &record->time_from, &record->time_to);
}

static void draft_region(maker *m, const zb_claim *claim, zb_draft *draft) {
    if (claim->region == ZB_NO_TOKEN)
        return;
    const zb_token *token = zb_document_token(m->document, claim->region);
    draft->region = token->start;
    draft->region_end = token->end;
    draft->place = zb_scope_place(m->document, m->region, &m->known, claim->region);
}

static void fill_region(maker *m, const zb_draft *draft, zhibiao_record *record) {
    if (draft->region_end == 0)
        return;
    record->region_text = add_flow(m, REGION, draft->region, draft->region_end);
    if (draft->place == NULL)
        return;
    record->region_name = zb_result_add(m->result, draft->place->name);
    record->region_code = zb_result_add(m->result, zb_slice_of(draft->place->code));
}

/* ---- section, item, sentence -------------------------------------------------------------------------------- */

/* 36. → 36, （一） → 一, —— → nothing. */
static zhibiao_string add_mark(maker *m, const zb_block *block) {
    static const char edges[] = ".．、（）()— 　，,:：";
    zb_slice flow = zb_text_flow(m->document->text);
    uint32_t start = block->start, end = block->text, width = 0;
    while (start < end && zb_point_among(zb_point_at(flow, start, end, &width), edges))
        start += width;
    while (start < end && zb_point_among(zb_point_before(flow, end), edges))
        do /* over the bytes of one character */
            end--;
        while (((unsigned char)flow.data[end] & 0xC0) == 0x80);
    return zb_result_write(m->document, m->result, start, end);
}

static void draft_sentence(const maker *m, const zb_claim *claim, zb_draft *draft) {
    const zb_sentence *sentence = zb_array_at(&m->document->clauses->sentences, claim->sentence);
    draft->sentence = zb_document_token(m->document, sentence->first)->start;
    draft->sentence_end = zb_document_token(m->document, sentence->end - 1)->end;
    draft->block = sentence->block;
}

static void fill_sentence(maker *m, const zb_draft *draft, zhibiao_record *record) {
    const zb_array *blocks = &m->document->text->blocks;
    const zb_block *block = zb_array_at(blocks, draft->block);
    record->sentence = zb_text_span(m->document->text, draft->sentence, draft->sentence_end);
    record->sentence_text = add_flow(m, SENTENCE, draft->sentence, draft->sentence_end);
    if (block->kind == ZB_ITEM)
        record->item = add_mark(m, block);
    if (block->section >= 0) {
        const zb_block *heading = zb_array_at(blocks, (size_t)block->section);
        record->section = add_flow(m, SECTION, heading->text, heading->end);
    }
}

/* ---- claims to drafts --------------------------------------------------------------------------------------- */

static uint32_t *record_of(maker *m, uint32_t claim) { return zb_array_at(&m->claims->made, claim); }

static bool add_figure(maker *m, uint32_t record, uint32_t index, const zb_claim *claim) {
    figure *to = zb_array_push(&m->claims->figures);
    zb_draft *draft = zb_array_at(&m->claims->drafts, record);
    if (to == NULL)
        return false;
    *to = (figure){claim->unit, record, zb_document_token(m->document, claim->quantity)->value, claim->like, claim->role,
                   claim->negative, claim->bound};
    if (claim->like != ZB_NO_TOKEN)
        to->like = zb_document_token(m->document, claim->like)->value;
    draft->roles |= (uint8_t)(1u << claim->role);
    *record_of(m, index) = record + 1;
    return true;
}

/* As most do: then one string serves for both, and is looked up once. */
static bool leaves_nothing_out(const zb_claim *claim) {
    return claim->parts == claim->full_parts && memcmp(claim->part, claim->full_part, claim->parts * sizeof *claim->part) == 0;
}

static bool new_draft(maker *m, uint32_t index, const zb_claim *claim) {
    zhibiao_string words = add_words(m, claim->part, claim->parts);
    if (words.size == 0)
        return true; /* a figure of nothing is no record */
    zb_draft *draft = zb_array_add(&m->claims->drafts, 1);
    if (draft == NULL)
        return false;
    draft->words = words;
    draft->full = leaves_nothing_out(claim) ? words : add_words(m, claim->full_part, claim->full_parts);
    if (draft->full.size == 0)
        draft->full = words;
    draft->rule = claim->rule;
    draft->measure = claim->measure;
    draft->basis = claim->basis;
    draft->year = claim->year;
    draft_time(m, claim, draft);
    draft_region(m, claim, draft);
    draft_sentence(m, claim, draft);
    return add_figure(m, (uint32_t)m->claims->drafts.count - 1, index, claim);
}

static bool place_claim(maker *m, uint32_t index) {
    const zb_claim *claim = zb_array_at(&m->claims->claims, index);
    uint32_t joined = claim->joins == ZB_NO_CLAIM ? 0 : *record_of(m, claim->joins);
    zb_draft *drafts = m->claims->drafts.data;
    if (joined != 0 && claim->role == ZB_ACTUAL && drafts[joined - 1].roles == 1u << ZB_TARGET) /* 今年计划…，1—8月…: when it was reached */
        draft_time(m, claim, &drafts[joined - 1]);
    if (joined != 0 && !(drafts[joined - 1].roles >> claim->role & 1))
        return add_figure(m, joined - 1, index, claim);
    return new_draft(m, index, claim);
}

/* Claims that others join come first; a baseline stands before the figure it joins. */
static bool place_claims(maker *m) {
    enum { BYTES_OF_WORDS = 40 }; /* of an indicator, of news and of reports */
    zb_claims *claims = m->claims;
    uint32_t count = (uint32_t)claims->claims.count;
    if (count > 0 && zb_array_add(&claims->made, count) == NULL)
        return false;
    if (!zb_array_reserve(&claims->drafts, count) || !zb_array_reserve(&claims->figures, count) || /* nearly each makes one */
        !zb_array_reserve(&claims->words.bytes, (size_t)count * BYTES_OF_WORDS))
        return false;
    for (uint32_t i = 0; i < count; i++) {
        const zb_claim *claim = zb_array_at(&claims->claims, i);
        if (*record_of(m, i) != 0)
            continue;
        if (claim->joins != ZB_NO_CLAIM && claim->joins > i && *record_of(m, claim->joins) == 0 &&
            !place_claim(m, claim->joins))
            return false;
        if (!place_claim(m, i))
            return false;
    }
    return !claims->words.bytes.failed;
}

/* ---- drafts to records -------------------------------------------------------------------------------------- */

/* The words of all indicators, as they are; where they begin is added to where each stands. */
static uint32_t move_words(maker *m) {
    uint32_t start = (uint32_t)m->result->text.bytes.count;
    zb_buffer_add(&m->result->text, zb_buffer_slice(&m->claims->words));
    zb_array_reuse(&m->claims->words.bytes);
    return start;
}

static void fill_record(maker *m, const zb_draft *draft, uint32_t words, zhibiao_record *record) {
    const zb_rule *rule = draft->rule == ZB_NO_RULE ? NULL : zb_array_at(&m->document->rules->rules, draft->rule);
    record->measure = draft->measure;
    record->basis = draft->basis;
    record->indicator = (zhibiao_string){words + draft->words.offset, draft->words.size};
    record->indicator_full = (zhibiao_string){words + draft->full.offset, draft->full.size};
    fill_time(m, draft, record);
    fill_region(m, draft, record);
    fill_sentence(m, draft, record);
    record->rule = zb_result_add(m->result, rule ? rule->name : ZB_SLICE("table"));
    record->confidence = rule ? rule->confidence : -1;
}

static bool fill_records(maker *m) {
    enum { BYTES_OF_TEXT = 150 }; /* of a record's strings beside its words, of news and of reports: spares ten times of growing */
    size_t bytes = m->claims->words.bytes.count + m->claims->drafts.count * BYTES_OF_TEXT;
    const zb_draft *drafts = m->claims->drafts.data;
    const figure *figures = m->claims->figures.data;
    size_t count = m->claims->drafts.count;
    if (!zb_array_reserve(&m->result->text.bytes, bytes))
        return false;
    uint32_t words = move_words(m);
    if (!zb_array_reserve(&m->result->records, count)) /* the words' own room may be gone by now */
        return false;
    for (size_t i = 0; i < count; i++)
        fill_record(m, &drafts[i], words, zb_array_add(&m->result->records, 1));
    for (size_t i = 0; i < m->claims->figures.count; i++)
        set_role(m, &figures[i]);
    return true;
}

/* ---- the official name -------------------------------------------------------------------------------------- */

/* 固定资产投资 as a level is money: 固定资产投资项目 that lost a word on its way here shows by its unit. */
static bool unit_fits(const zhibiao_record *record, const zb_name *name) {
    const zhibiao_quantity *figures[] = {&record->target, &record->actual, &record->baseline};
    for (size_t i = 0; i < sizeof figures / sizeof *figures && record->measure == ZHIBIAO_LEVEL; i++)
        if (figures[i]->present && !zb_name_fits(name, figures[i]->dimension))
            return false;
    return true;
}

/* The list of names is in simplified characters. */
static const zb_name *find_name(const zb_document *document, zb_slice words) {
    enum { NAME_ROOM = 384 }; /* no name is as long */
    const struct zhibiao_rules *rules = document->rules;
    char simple[NAME_ROOM];
    if (document->text->changes.count > 0 && words.size <= sizeof simple && zb_traditional_find(&rules->traditional, words) < words.size) {
        memcpy(simple, words.data, words.size);
        zb_traditional_replace(&rules->traditional, simple, words.size);
        words.data = simple;
    }
    return zb_name_find(&rules->names, words);
}

/* By the words as written, else with what they leave out; no name is better than a wrong one. */
static void fill_name(maker *m, zhibiao_record *record) {
    const zb_name *name = find_name(m->document, zb_result_get(m->result, record->indicator));
    if (name == NULL && record->indicator_full.offset != record->indicator.offset)
        name = find_name(m->document, zb_result_get(m->result, record->indicator_full));
    if (name != NULL && unit_fits(record, name))
        record->indicator_name = zb_result_add(m->result, name->text);
}

/* ---- the whole ---------------------------------------------------------------------------------------------- */

/* What the drafts made needless. Of 1.4 MB of reports it is 4 MB, as much as the records take. */
static void give_back(const zb_document *document) {
    zb_array_reuse(&document->tokens->tokens);
    zb_array_reuse(&document->tokens->letters.bytes);
    zb_array_reuse(&document->clauses->sentences);
    zb_array_reuse(&document->claims->claims);
}

bool zb_records_make(const zb_document *document, const zhibiao_options *options, zhibiao_result *result) {
    maker m = {.document = document, .claims = document->claims, .result = result, .region = options->region};
    zb_array_reuse(&document->clauses->clauses);
    if (!place_claims(&m))
        return false;
    if ((options->flags & (ZHIBIAO_TOKENS | ZHIBIAO_LAYOUT)) == 0)
        give_back(document);
    bool ok = fill_records(&m) && zb_targets_join(result, document->claims);
    zhibiao_record *records = result->records.data;
    for (size_t i = 0; ok && i < result->records.count; i++) {
        zb_steps steps = steps_of(zb_array_at(&document->claims->drafts, i));
        records[i].id = (uint32_t)i + 1;
        zb_record_derive(result, &records[i], &steps);
        fill_name(&m, &records[i]);
    }
    if (ok && (options->flags & ZHIBIAO_LAYOUT) != 0)
        ok = zb_view_make(document, &(zb_view_records){&document->claims->made, &document->claims->moved}, result);
    return ok && !result->text.bytes.failed;
}
