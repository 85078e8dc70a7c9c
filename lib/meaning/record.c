/* Claims → records, the public flat form; and the tokens, for those who ask.
 *
 * A claim that joins another shares its record. A target recalled in one sentence (年初清单…800个) and the actual reported in
 * another (开工改造830个) share one when indicator, measure and year agree. What follows from the figures: derive.c. */
#include "meaning.h"

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

/* ---- strings into the arena ------------------------------------------------------------------------------- */

zhibiao_string zb_result_add(zhibiao_result *result, zb_slice text) {
    if (text.size == 0)
        return (zhibiao_string){0, 0};
    zhibiao_string string = {(uint32_t)result->text.bytes.count, (uint32_t)text.size};
    zb_buffer_add(&result->text, text);
    zb_buffer_add_byte(&result->text, '\0');
    return string;
}

zhibiao_string zb_result_add_number(zhibiao_result *result, zb_number number) {
    char digits[512]; /* exponents stay within ±300: numerals are bounded */
    size_t size = zb_number_text(number, digits, sizeof digits);
    return zb_result_add(result, (zb_slice){digits, size < sizeof digits ? size : 0});
}

static zb_slice flow_slice(const zb_document *document, uint32_t start, uint32_t end) {
    return (zb_slice){zb_text_written(document->text).data + start, end - start};
}

/* A unit as written: most are slices of the flow, some are spelled by the engine (% for 百分之). */
static zb_slice as_written(const zb_document *document, zb_slice unit) {
    zb_slice flow = zb_text_flow(document->text);
    uintptr_t at = (uintptr_t)unit.data, start = (uintptr_t)flow.data;
    if (at < start || at >= start + flow.size)
        return unit;
    return (zb_slice){zb_text_written(document->text).data + (at - start), unit.size};
}

static zhibiao_string add_flow(maker *m, topic what, uint32_t start, uint32_t end) {
    said *last = &m->last[what];
    if (last->start != start || last->end != end)
        *last = (said){start, end, zb_result_add(m->result, flow_slice(m->document, start, end))};
    return last->string;
}

static zhibiao_string add_per(const zb_document *document, zhibiao_result *result, const zb_quantity *quantity) {
    if (quantity->per_count == 0)
        return (zhibiao_string){0, 0};
    zhibiao_string string = {(uint32_t)result->text.bytes.count, 0};
    for (size_t i = 0; i < quantity->per_count; i++) {
        if (i > 0)
            zb_buffer_add_byte(&result->text, '/');
        zb_buffer_add(&result->text, as_written(document, quantity->per[i]));
    }
    string.size = (uint32_t)(result->text.bytes.count - string.offset);
    zb_buffer_add_byte(&result->text, '\0');
    return string;
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

zb_slice zb_result_get(const zhibiao_result *result, zhibiao_string string) {
    return (zb_slice){(const char *)result->text.bytes.data + string.offset, string.size};
}

/* ---- quantities ---------------------------------------------------------------------------------------------- */

static void fill_quantity(const zb_document *document, zhibiao_result *result, const zb_quantity *from, bool negative,
                          zhibiao_quantity *to) {
    *to = (zhibiao_quantity){.present = 1, .comparison = from->comparison, .dimension = from->dimension,
                             .range = from->range};
    to->number = negative ? zb_number_negate(from->number) : from->number;
    to->value = from->too_large ? zb_result_add(result, ZB_SLICE("too large")) : zb_result_add_number(result, to->number);
    if (from->range) {
        to->upper_number = negative ? zb_number_negate(from->upper) : from->upper;
        to->upper = zb_result_add_number(result, to->upper_number);
    }
    to->unit = zb_result_add(result, as_written(document, from->unit));
    to->per = add_per(document, result, from);
    to->text = zb_result_add(result, flow_slice(document, from->start, from->end));
    to->span = zb_text_span(document->text, from->start, from->end);
}

static zhibiao_quantity *role_slot(zhibiao_record *record, uint32_t role) {
    switch (role) {
    case ZB_TARGET: return &record->target;
    case ZB_ACTUAL: return &record->actual;
    case ZB_BASELINE: return &record->baseline;
    case ZB_COMPLETION: return &record->completion;
    default: return &record->gap;
    }
}

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
    fill_quantity(m->document, m->result, quantity, claim->negative, role_slot(&records[record], claim->role));
    steps->half[claim->role] = zb_number_half_step(quantity->step);
}

/* ---- when and where ------------------------------------------------------------------------------------------- */

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

enum { DISTRICT_OR_REGION = 0 }; /* 全区 is said of 朝阳区 and of 广西壮族自治区 */

/* The level of place that a scope word means: 全省 a province, 我市 a prefecture; -1 none in particular. */
static int scope_level(zb_slice text) {
    if (zb_slice_equal(text, ZB_SLICE("全区")) || zb_slice_equal(text, ZB_SLICE("我区")) ||
        zb_slice_equal(text, ZB_SLICE("本区")) || zb_slice_equal(text, ZB_SLICE("该区")))
        return DISTRICT_OR_REGION;
    if (zb_slice_ends(text, ZB_SLICE("省")) || zb_slice_ends(text, ZB_SLICE("自治区")))
        return 1;
    if (zb_slice_ends(text, ZB_SLICE("市")) || zb_slice_ends(text, ZB_SLICE("州")) || zb_slice_ends(text, ZB_SLICE("盟")))
        return 2;
    if (zb_slice_ends(text, ZB_SLICE("县")) || zb_slice_ends(text, ZB_SLICE("旗")))
        return 3;
    return -1;
}

/* 榆树市: a city, and yet only a county. */
static bool is_county_city(const zb_place *place) {
    return place->level == 3 && zb_slice_ends(place->name, ZB_SLICE("市"));
}

static bool place_fits(const zb_place *place, int level) {
    if (level == DISTRICT_OR_REGION)
        return zb_slice_ends(place->name, ZB_SLICE("区"));
    bool city_province = place->level == 1 && zb_slice_ends(place->name, ZB_SLICE("市"));
    return place->level == level || (level == 2 && city_province);
}

/* The place itself, or what of that level it lies in; NULL when neither is known. */
static const zb_place *fitting(const zb_document *document, const zb_place *place, int level) {
    if (place == NULL || place_fits(place, level))
        return place;
    if (level < 1 || level >= place->level)
        return NULL;
    return zb_place_above(&document->rules->vocabulary.places, place, (uint8_t)level);
}

/* The place of that level that the text names first: its own title and dateline come before all others. In a text that
 * names none the first place that lies in one tells: 长春市 → 吉林省. But 榆树市 may itself be what 全市 means. */
static const zb_place *place_of_text(const zb_document *document, int level) {
    const zb_array *tokens = &document->tokens->tokens;
    const zb_place *inside = NULL;
    for (size_t i = 0; i < tokens->count; i++) {
        const zb_place *place = zb_document_place(document, zb_array_at(tokens, i));
        if (place != NULL && place_fits(place, level))
            return place;
        if (inside == NULL && place != NULL && !(level == 2 && zb_slice_ends(place->name, ZB_SLICE("市"))))
            inside = fitting(document, place, level);
    }
    return inside;
}

/* 该市, 该县: the last one that was named. Texts that go on for pages have lost it. */
static const zb_place *place_named_before(const zb_document *document, uint32_t index, int level) {
    enum { FAR = 1000 };
    for (uint32_t i = index; i > 0 && index - i < FAR; i--) {
        const zb_place *place = zb_document_place(document, zb_document_token(document, i - 1));
        if (place != NULL && (place_fits(place, level) || (level == 2 && is_county_city(place))))
            return place;
    }
    return NULL;
}

static const zb_place *place_named(const zb_document *document, const char *name) {
    const zb_vocabulary *vocabulary = &document->rules->vocabulary;
    zb_slice text = zb_slice_of(name);
    const zb_entry *entry = zb_lexicon_find(&vocabulary->words, text, 0, (uint32_t)text.size);
    uint32_t value = 0;
    if (entry == NULL || entry->letter != ZB_REGION ||
        zb_region_read(&vocabulary->words, &vocabulary->places, text, 0, (uint32_t)text.size, entry, &value) == 0)
        return NULL;
    return zb_array_at(&vocabulary->places.places, value);
}

/* What the document is about, by level, once looked up. */
typedef struct scope {
    const zb_place *place[4];
    bool looked[4];
} scope;

/* The caller's place or what it lies in, else the text's. */
static const zb_place *place_of_document(const zb_document *document, const char *region, scope *known, int level) {
    if (!known->looked[level]) {
        const zb_place *given = region != NULL ? place_named(document, region) : NULL;
        const zb_place *own = given != NULL && level == 2 && is_county_city(given) ? given : fitting(document, given, level);
        known->place[level] = own != NULL ? own : place_of_text(document, level);
        known->looked[level] = true;
    }
    return known->place[level];
}

static const zb_place *place_of_scope(const zb_document *document, const char *region, scope *known, uint32_t index) {
    zb_slice text = zb_document_text(document, index);
    int level = scope_level(text);
    if (level < 0)
        return NULL;
    return zb_slice_starts(text, ZB_SLICE("该")) ? place_named_before(document, index, level)
                                                 : place_of_document(document, region, known, level);
}

/* 朝阳区 alone, one of several: the document's city may have one. */
static const zb_place *place_told(const zb_document *document, const char *region, scope *known, const zb_place *place) {
    for (int level = 2; *place->code == 0 && level >= 1; level--) {
        const zb_place *about = place_of_document(document, region, known, level);
        const zb_place *own = about ? zb_place_named_in(&document->rules->vocabulary.places, about, place->name) : NULL;
        if (own != NULL)
            return own;
    }
    return place;
}

static void fill_region(maker *m, scope *known, const zb_claim *claim, zhibiao_record *record) {
    if (claim->region == ZB_NO_TOKEN)
        return;
    const zb_token *token = zb_document_token(m->document, claim->region);
    record->region_text = add_flow(m, REGION, token->start, token->end);
    const zb_place *place = zb_document_place(m->document, token);
    if (place != NULL)
        place = place_told(m->document, m->region, known, place);
    else if (token->letter == ZB_SCOPE)
        place = place_of_scope(m->document, m->region, known, claim->region);
    if (place == NULL)
        return;
    record->region_name = zb_result_add(m->result, place->name);
    record->region_code = zb_result_add(m->result, zb_slice_of(place->code));
}

/* ---- section, item, sentence ------------------------------------------------------------------------------------ */

/* 36. → 36, （一） → 一, —— → nothing. */
static zb_slice mark_words(zb_slice mark) {
    static const char *const edges[] = {".", "．", "、", "（", "）", "(", ")", "—", " ", "　", "，", ",", ":", "："};
    bool cut = true;
    while (cut && mark.size > 0) {
        cut = false;
        for (size_t i = 0; i < sizeof edges / sizeof *edges && !cut; i++) {
            zb_slice edge = zb_slice_of(edges[i]);
            if (zb_slice_starts(mark, edge)) {
                mark = (zb_slice){mark.data + edge.size, mark.size - edge.size};
                cut = true;
            } else if (zb_slice_ends(mark, edge)) {
                mark.size -= edge.size;
                cut = true;
            }
        }
    }
    return mark;
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
        record->item = zb_result_add(m->result, mark_words(flow_slice(document, block->start, block->text)));
    if (block->section >= 0) {
        const zb_block *heading = zb_array_at(&document->text->blocks, (size_t)block->section);
        record->section = add_flow(m, SECTION, heading->text, heading->end);
    }
}

/* ---- claims to records --------------------------------------------------------------------------------------------- */

static uint32_t *record_of(maker *m, uint32_t claim) { return zb_array_at(&m->index, claim); }

static bool new_record(maker *m, scope *known, uint32_t index, const zb_claim *claim) {
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

static bool place_claim(maker *m, scope *known, uint32_t index) {
    const zb_claim *claim = zb_array_at(&m->document->claims->claims, index);
    uint32_t joined = claim->joins == ZB_NO_CLAIM ? 0 : *record_of(m, claim->joins);
    if (joined != 0) {
        zhibiao_record *records = m->result->records.data;
        if (!role_slot(&records[joined - 1], claim->role)->present) {
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
    scope known = {{0}, {0}};
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

/* ---- a target and its actual, told apart --------------------------------------------------------------------------- */

static bool only(const zhibiao_record *record, uint32_t role) {
    for (uint32_t k = 0; k < ZB_ROLES; k++)
        if (role_slot((zhibiao_record *)record, k)->present != (k == role))
            return false;
    return true;
}

static bool same_string(const zhibiao_result *result, zhibiao_string a, zhibiao_string b) {
    return zb_slice_equal(zb_result_get(result, a), zb_result_get(result, b));
}

static bool years_agree(const zhibiao_record *a, const zhibiao_record *b) {
    bool known = a->time_to.year != 0 && b->time_to.year != 0;
    return !known || a->time_to.year == b->time_to.year;
}

/* 今年 and 2025年 in one report are two years, whatever 今年 resolves to. */
static bool relative_year(const zhibiao_result *result, const zhibiao_record *record) {
    zb_slice text = zb_result_get(result, record->time_text);
    return zb_slice_starts(text, ZB_SLICE("今年")) || zb_slice_starts(text, ZB_SLICE("明年"));
}

/* 五年来, 过去三年, 2021—2025年: what was reached in several years answers no aim of one. */
static bool spans_years(const zhibiao_result *result, const zhibiao_record *record) {
    static const char *const words[] = {"年来", "过去", "年间", "期间", "时期"};
    zb_slice text = zb_result_get(result, record->time_text);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (zb_slice_contains(text, zb_slice_of(words[i])))
            return true;
    return record->time_from.year != 0 && record->time_from.year != record->time_to.year;
}

/* 全市 and 我国, 甲县 and 乙县; what names no place may be of any. */
static bool places_agree(const zhibiao_result *result, const zhibiao_record *a, const zhibiao_record *b) {
    if (a->region_text.size == 0 || b->region_text.size == 0)
        return true;
    if (a->region_code.size > 0 && b->region_code.size > 0)
        return same_string(result, a->region_code, b->region_code);
    return same_string(result, a->region_text, b->region_text);
}

/* 投资, 金额, 产量: a word that many things have, told of another thing at another place of the text. */
static bool says_little(const zhibiao_result *result, const zhibiao_record *record) {
    enum { TWO_CHARACTERS = 6 };
    zb_slice words = zb_result_get(result, record->indicator_full);
    return words.size <= TWO_CHARACTERS && (unsigned char)words.data[0] >= 0x80;
}

static bool same_thing(const zhibiao_result *result, const zhibiao_record *target, const zhibiao_record *actual) {
    return target->measure == actual->measure && years_agree(target, actual) &&
           spans_years(result, target) == spans_years(result, actual) && places_agree(result, target, actual) &&
           !says_little(result, target) &&
           relative_year(result, target) == relative_year(result, actual) &&
           same_string(result, target->indicator, actual->indicator) &&
           same_string(result, target->target.unit, actual->actual.unit);
}

/* FNV-1a: only to find candidates; same_thing decides. */
static uint32_t hash_words(zb_slice text) {
    uint32_t hash = 2166136261u;
    for (size_t i = 0; i < text.size; i++)
        hash = (hash ^ (uint8_t)text.data[i]) * 16777619u;
    return hash;
}

/* Records are walked once; an open-addressed table remembers the last lone target of each indicator. */
static bool join_targets(maker *m) {
    zhibiao_record *records = m->result->records.data;
    size_t count = m->result->records.count, room = 16;
    while (room < count * 2)
        room *= 2;
    zb_array table, gone;
    zb_array_init(&table, &m->result->memory, sizeof(uint32_t));
    zb_array_init(&gone, &m->result->memory, sizeof(bool));
    bool *removed = count > 0 ? zb_array_add(&gone, count) : NULL;
    uint32_t *slots = zb_array_add(&table, room), *moved = count > 0 ? zb_array_add(&m->moved, count) : NULL;
    bool ok = slots != NULL && ((removed != NULL && moved != NULL) || count == 0);
    for (size_t i = 0; ok && i < count; i++) {
        bool target = only(&records[i], ZB_TARGET), actual = records[i].actual.present && !records[i].target.present;
        if (!target && !actual)
            continue;
        size_t at = hash_words(zb_result_get(m->result, records[i].indicator)) & (room - 1);
        while (slots[at] != 0 && !same_string(m->result, records[slots[at] - 1].indicator, records[i].indicator))
            at = (at + 1) & (room - 1);
        if (target) {
            slots[at] = (uint32_t)i + 1;
        } else if (slots[at] != 0 && !removed[slots[at] - 1] && same_thing(m->result, &records[slots[at] - 1], &records[i])) {
            size_t j = slots[at] - 1;
            zb_steps *from = zb_array_at(&m->steps, j), *to = zb_array_at(&m->steps, i);
            records[i].target = records[j].target;
            to->half[ZB_TARGET] = from->half[ZB_TARGET];
            removed[j] = true;
            moved[j] = (uint32_t)i;
        }
    }
    size_t kept = 0;
    for (size_t i = 0; ok && i < count; i++)
        if (!removed[i]) {
            zb_steps *steps = m->steps.data;
            steps[kept] = steps[i];
            records[kept++] = records[i];
            moved[i] = (uint32_t)kept;
        }
    for (size_t i = 0; ok && i < count; i++)
        if (removed[i])
            moved[i] = moved[moved[i]]; /* it went into a record behind it that stayed */
    if (ok)
        m->result->records.count = kept;
    zb_array_clear(&table);
    zb_array_clear(&gone);
    return ok;
}

/* ---- the official name ---------------------------------------------------------------------------------------------- */

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

bool zb_records_make(const zb_document *document, const zhibiao_options *options, zhibiao_result *result) {
    maker m = {.document = document, .result = result, .region = options->region};
    zb_array_init(&m.index, &result->memory, sizeof(uint32_t));
    zb_array_init(&m.steps, &result->memory, sizeof(zb_steps));
    zb_array_init(&m.moved, &result->memory, sizeof(uint32_t));
    bool ok = place_claims(&m) && join_targets(&m);
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

/* ---- tokens ---------------------------------------------------------------------------------------------------------- */

static bool wanted(const zb_token *token, bool all) {
    return all || (token->kind != ZHIBIAO_TOKEN_TEXT && token->kind != ZHIBIAO_TOKEN_MARK);
}

static void fill_token(const zb_document *document, const zb_token *from, zhibiao_result *result, zhibiao_token *to) {
    const zb_tokens *tokens = document->tokens;
    const zb_places *places = &document->rules->vocabulary.places;
    uint32_t start = from->start, end = from->end;
    to->kind = from->kind;
    to->letter = from->letter;
    to->block = from->block;
    bool too_large = from->letter == ZB_TEXT && from->kind != ZHIBIAO_TOKEN_TEXT; /* a figure that rules do not see */
    if (too_large || zb_letter_is_quantity(from->letter)) {
        const zb_quantity *quantity = zb_array_at(&tokens->quantities, from->value);
        fill_quantity(document, result, quantity, false, &to->quantity);
        start = quantity->start;
        end = quantity->end;
    } else if (from->letter == ZB_TIME) {
        const zb_period *period = zb_array_at(&tokens->periods, from->value);
        zb_period_dates(period, document->date, &to->from, &to->to);
    } else if (from->letter == ZB_REGION && from->value < places->places.count) {
        const zb_place *place = zb_array_at(&places->places, from->value);
        to->name = zb_result_add(result, place->name);
        to->code = zb_result_add(result, zb_slice_of(place->code));
    } else if (from->kind == ZHIBIAO_TOKEN_CUE) {
        to->name = zb_result_add(result, zb_slice_of(zb_class_name(from->letter)));
    }
    to->span = zb_text_span(document->text, start, end);
    to->text = zb_result_add(result, flow_slice(document, start, end));
}

bool zb_result_tokens(const zb_document *document, bool all, zhibiao_result *result) {
    for (size_t i = 0; i < document->tokens->tokens.count; i++) {
        const zb_token *from = zb_array_at(&document->tokens->tokens, i);
        if (!wanted(from, all))
            continue;
        zhibiao_token *to = zb_array_add(&result->tokens, 1);
        if (to == NULL)
            return false;
        fill_token(document, from, result, to);
    }
    return !result->text.bytes.failed;
}
