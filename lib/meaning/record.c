/* Claims → records, the public flat form.
 *
 *     截至11月末，全省城镇新增就业3.21万人，完成年计划的107%
 *         claim      actual 3.21万人                      record 1   城镇新增就业, 3.21万人, until 11-30, 吉林省
 *         claim      completion 107%, joins the first     record 1   completion 107; target 3万人 follows (derive.c)
 *
 * A claim that joins another shares its record. A target recalled in one sentence and the actual reported in another share
 * one when they speak of one thing (join.c). What is said, a record has in the words of the text: its sentence, heading,
 * item, time and place; the place that 全省 means is found by scope.c. Last, an indicator gets its official name where it
 * has one. */
#include "record.h"

/* A piece of flow that stands in the arena already. Neighbouring records say the same sentence, section, time and place; were
 * each of a thousand quantities in one sentence to copy it, the result would be as large as their product. */
typedef struct said {
    uint32_t start, end;
    zhibiao_string string;
} said;

typedef enum topic { SENTENCE, SECTION, TIME, REGION, TOPICS } topic;

typedef struct maker {
    const zb_document *document;
    zhibiao_result *result;
    zb_array index;            /* of uint32_t: claim → record + 1, 0 none */
    zb_array steps;            /* of zb_steps, one a record */
    zb_array moved;            /* of uint32_t: record as made → its id once targets are joined */
    const char *region;        /* the caller's word for 全省 */
    said last[TOPICS];
} maker;

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
    zhibiao_string string = {(uint32_t)m->result->text.bytes.count, 0};
    zb_claim_words(m->document, parts, count, &m->result->text);
    string.size = (uint32_t)(m->result->text.bytes.count - string.offset);
    if (string.size == 0)
        return (zhibiao_string){0, 0};
    zb_buffer_add_byte(&m->result->text, '\0');
    return string;
}

/* ---- figures ------------------------------------------------------------------------------------------------ */

/* 由每人每月360元提高到400元: the second is per person and month as well. */
static zb_quantity with_shared_per(const maker *m, const zb_claim *claim) {
    zb_quantity quantity = *zb_document_quantity(m->document, claim->quantity);
    if (claim->like == ZB_NO_TOKEN || quantity.per_count > 0)
        return quantity;
    const zb_quantity *like = zb_document_quantity(m->document, claim->like);
    if (zb_slice_equal(like->unit, quantity.unit)) {
        quantity.per_count = like->per_count;
        memcpy(quantity.per, like->per, sizeof quantity.per);
    }
    return quantity;
}

static void set_role(maker *m, uint32_t record, const zb_claim *claim) {
    zb_quantity shared = with_shared_per(m, claim);
    if (claim->passed && shared.comparison == ZHIBIAO_EQ)
        shared.comparison = ZHIBIAO_OVER;
    if (claim->unit.unit.size > 0 && shared.unit.size == 0) { /* a bare figure of a table */
        shared.unit = claim->unit.unit;
        shared.dimension = claim->unit.dimension;
        shared.too_large = shared.too_large || !zb_number_scale(&shared.number, claim->unit.exponent);
        shared.step += claim->unit.exponent;
    }
    const zb_quantity *quantity = &shared;
    zhibiao_record *records = m->result->records.data;
    zb_steps *steps = zb_array_at(&m->steps, record);
    zb_quantity_fill(m->document, m->result, quantity, claim->negative, zb_role_slot(&records[record], claim->role));
    steps->half[claim->role] = zb_number_half_step(quantity->step);
}

/* ---- when and where ----------------------------------------------------------------------------------------- */

static void fill_time(maker *m, const zb_claim *claim, zhibiao_record *record) {
    if (claim->time == ZB_NO_TOKEN)
        return;
    const zb_token *token = zb_document_token(m->document, claim->time);
    const zb_period *period = zb_document_period(m->document, claim->time);
    record->time_text = add_flow(m, TIME, token->start, token->end);
    zhibiao_date document = m->document->date;
    if (period->relative == ZB_YEAR_UNKNOWN && claim->year != 0 && claim->year != document.year) /* 全年 under 2025年工作回顾 */
        document = (zhibiao_date){claim->year == ZB_SOME_PAST_YEAR ? 0 : claim->year, 0, 0};
    zb_period_dates(period, document, &record->time_from, &record->time_to);
}

static void fill_region(maker *m, zb_scopes *known, const zb_claim *claim, zhibiao_record *record) {
    if (claim->region == ZB_NO_TOKEN)
        return;
    const zb_token *token = zb_document_token(m->document, claim->region);
    record->region_text = add_flow(m, REGION, token->start, token->end);
    const zb_place *place = zb_scope_place(m->document, m->region, known, claim->region);
    if (place == NULL)
        return;
    record->region_name = zb_result_add(m->result, place->name);
    record->region_code = zb_result_add(m->result, zb_slice_of(place->code));
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

static void fill_place_in_text(maker *m, const zb_claim *claim, zhibiao_record *record) {
    const zb_document *document = m->document;
    const zb_sentence *sentence = zb_array_at(&document->clauses->sentences, claim->sentence);
    const zb_block *block = zb_array_at(&document->text->blocks, sentence->block);
    uint32_t start = zb_document_token(document, sentence->first)->start;
    uint32_t end = zb_document_token(document, sentence->end - 1)->end;
    record->sentence = zb_text_span(document->text, start, end);
    record->sentence_text = add_flow(m, SENTENCE, start, end);
    if (block->kind == ZB_ITEM)
        record->item = add_mark(m, block);
    if (block->section >= 0) {
        const zb_block *heading = zb_array_at(&document->text->blocks, (size_t)block->section);
        record->section = add_flow(m, SECTION, heading->text, heading->end);
    }
}

/* ---- claims to records -------------------------------------------------------------------------------------- */

static uint32_t *record_of(maker *m, uint32_t claim) { return zb_array_at(&m->index, claim); }

static bool new_record(maker *m, zb_scopes *known, uint32_t index, const zb_claim *claim) {
    const zb_rule *rule = claim->rule == ZB_NO_RULE ? NULL : zb_array_at(&m->document->rules->rules, claim->rule);
    zhibiao_string words = add_words(m, claim->part, claim->parts);
    if (words.size == 0)
        return true; /* a figure of nothing is no record */
    zhibiao_record *record = zb_array_add(&m->result->records, 1);
    if (record == NULL || zb_array_add(&m->steps, 1) == NULL)
        return false;
    *record_of(m, index) = (uint32_t)m->result->records.count;
    record->measure = claim->measure;
    record->basis = claim->basis;
    record->indicator = words;
    record->indicator_full = add_words(m, claim->full_part, claim->full_parts);
    if (record->indicator_full.size == 0)
        record->indicator_full = words;
    fill_time(m, claim, record);
    fill_region(m, known, claim, record);
    fill_place_in_text(m, claim, record);
    record->rule = zb_result_add(m->result, rule ? rule->name : ZB_SLICE("table"));
    record->confidence = rule ? rule->confidence : -1;
    set_role(m, (uint32_t)m->result->records.count - 1, claim);
    return true;
}

static bool place_claim(maker *m, zb_scopes *known, uint32_t index) {
    const zb_claim *claim = zb_array_at(&m->document->claims->claims, index);
    uint32_t joined = claim->joins == ZB_NO_CLAIM ? 0 : *record_of(m, claim->joins);
    if (joined != 0) {
        zhibiao_record *records = m->result->records.data;
        if (!zb_role_slot(&records[joined - 1], claim->role)->present) {
            set_role(m, joined - 1, claim);
            *record_of(m, index) = joined;
            return true;
        }
    }
    return new_record(m, known, index, claim);
}

/* Claims that others join come first; a baseline stands before the figure it joins. */
static bool place_claims(maker *m) {
    enum { BYTES_OF_TEXT = 200 }; /* of a record's strings, of news and of reports: spares ten times of growing */
    uint32_t count = (uint32_t)m->document->claims->claims.count;
    zb_scopes known = {{0}, {0}};
    if (count > 0 && zb_array_add(&m->index, count) == NULL)
        return false;
    if (!zb_array_reserve(&m->result->records, count) || !zb_array_reserve(&m->steps, count) || /* nearly each makes one */
        !zb_array_reserve(&m->result->text.bytes, (size_t)count * BYTES_OF_TEXT))
        return false;
    for (uint32_t i = 0; i < count; i++) {
        const zb_claim *claim = zb_array_at(&m->document->claims->claims, i);
        if (*record_of(m, i) != 0)
            continue;
        if (claim->joins != ZB_NO_CLAIM && claim->joins > i && *record_of(m, claim->joins) == 0 &&
            !place_claim(m, &known, claim->joins))
            return false;
        if (!place_claim(m, &known, i))
            return false;
    }
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
    if (words.size <= sizeof simple && zb_traditional_find(&rules->traditional, words) < words.size) {
        memcpy(simple, words.data, words.size);
        zb_traditional_replace(&rules->traditional, simple, words.size);
        words.data = simple;
    }
    return zb_name_find(&rules->names, words);
}

/* By the words as written, else with what they leave out; no name is better than a wrong one. */
static void fill_name(maker *m, zhibiao_record *record) {
    const zb_name *name = find_name(m->document, zb_result_get(m->result, record->indicator));
    if (name == NULL)
        name = find_name(m->document, zb_result_get(m->result, record->indicator_full));
    if (name != NULL && unit_fits(record, name))
        record->indicator_name = zb_result_add(m->result, name->text);
}

/* ---- the whole ---------------------------------------------------------------------------------------------- */

bool zb_records_make(const zb_document *document, const zhibiao_options *options, zhibiao_result *result) {
    maker m = {.document = document, .result = result, .region = options->region};
    zb_array_init(&m.index, &result->memory, sizeof(uint32_t));
    zb_array_init(&m.steps, &result->memory, sizeof(zb_steps));
    zb_array_init(&m.moved, &result->memory, sizeof(uint32_t));
    bool ok = place_claims(&m) && zb_targets_join(result, &m.steps, &m.moved);
    zhibiao_record *records = result->records.data;
    for (size_t i = 0; ok && i < result->records.count; i++) {
        records[i].id = (uint32_t)i + 1;
        zb_record_derive(result, &records[i], zb_array_at(&m.steps, i));
        fill_name(&m, &records[i]);
    }
    if (ok && (options->flags & ZHIBIAO_LAYOUT) != 0)
        ok = zb_view_make(document, &(zb_view_records){&m.index, &m.moved}, result);
    zb_array_clear(&m.index);
    zb_array_clear(&m.steps);
    zb_array_clear(&m.moved);
    return ok && !result->text.bytes.failed;
}
