/* A target and its actual, told apart: 年初清单…改造老旧小区800个 in one sentence, 老旧小区开工改造830个 in another.
 *
 *     record 3   老旧小区改造   target 800个                    → gone; its target goes into record 9
 *     record 9   老旧小区改造   actual 830个                    → target 800个, actual 830个
 *
 * They are of one thing when indicator, unit, measure, year and place agree, as far as they are said; a word that many
 * things have (投资, 产量) says too little, and what took five years answers no aim of one. The last lone target before an
 * actual is taken. */
#include "record.h"

static bool only(const zhibiao_record *record, uint32_t role) {
    for (uint32_t k = 0; k < ZB_ROLES; k++)
        if (zb_role_slot((zhibiao_record *)record, k)->present != (k == role))
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
bool zb_record_spans_years(const zhibiao_result *result, const zhibiao_record *record) {
    static const zb_word words[] = {"年来", "过去", "年间", "期间", "时期", ""};
    return zb_slice_contains_among(zb_result_get(result, record->time_text), words) ||
           (record->time_from.year != 0 && record->time_from.year != record->time_to.year);
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
           zb_record_spans_years(result, target) == zb_record_spans_years(result, actual) &&
           places_agree(result, target, actual) &&
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

/* Where the table has the last lone target of that record's indicator, or room for it. */
static uint32_t *slot_of(const zhibiao_result *result, const zb_array *slots, const zhibiao_record *record) {
    const zhibiao_record *records = result->records.data;
    uint32_t *slot = slots->data;
    size_t at = hash_words(zb_result_get(result, record->indicator)) & (slots->count - 1);
    while (slot[at] != 0 && !same_string(result, records[slot[at] - 1].indicator, record->indicator))
        at = (at + 1) & (slots->count - 1);
    return &slot[at];
}

/* Records are walked once; an open-addressed table remembers the last lone target of each indicator. */
static void move_targets(const zhibiao_result *result, zb_claims *claims, bool *gone, uint32_t *moved) {
    zhibiao_record *records = result->records.data;
    zb_draft *drafts = claims->drafts.data;
    for (size_t i = 0; i < result->records.count; i++) {
        bool target = only(&records[i], ZB_TARGET), actual = records[i].actual.present && !records[i].target.present;
        if (!target && !actual)
            continue;
        uint32_t *slot = slot_of(result, &claims->slots, &records[i]);
        size_t j = *slot - (size_t)1;
        if (target) {
            *slot = (uint32_t)i + 1;
        } else if (*slot != 0 && !gone[j] && same_thing(result, &records[j], &records[i])) {
            records[i].target = records[j].target;
            drafts[i].step[ZB_TARGET] = drafts[j].step[ZB_TARGET];
            drafts[i].roles |= 1u << ZB_TARGET;
            gone[j] = true;
            moved[j] = (uint32_t)i;
        }
    }
}

bool zb_targets_join(zhibiao_result *result, zb_claims *claims) {
    zhibiao_record *records = result->records.data;
    zb_draft *drafts = claims->drafts.data;
    size_t count = result->records.count, room = 16, kept = 0;
    while (room < count * 2)
        room *= 2;
    if (count == 0)
        return true;
    bool *gone = zb_array_add(&claims->gone, count);
    uint32_t *moved = zb_array_add(&claims->moved, count);
    if (gone == NULL || moved == NULL || zb_array_add(&claims->slots, room) == NULL)
        return false;
    move_targets(result, claims, gone, moved);
    for (size_t i = 0; i < count; i++) {
        if (gone[i])
            continue;
        if (kept < i) { /* a record is large */
            drafts[kept] = drafts[i];
            records[kept] = records[i];
        }
        moved[i] = (uint32_t)++kept;
    }
    for (size_t i = 0; i < count; i++)
        if (gone[i])
            moved[i] = moved[moved[i]]; /* it went into a record behind it that stayed */
    result->records.count = kept;
    return true;
}
