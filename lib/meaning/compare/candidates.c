/* Which reports may belong to a target.
 *
 * Not all pairs are looked at. Each pair of characters lists the reports that have it; a target walks the lists of its rarest
 * pairs first, until it has seen a few thousand entries, and keeps the reports in which most weight came together. Those few
 * are scored in full: likeness, and beside it
 *
 *     the official name   城镇登记失业率 is one indicator however it is written, and no other
 *     the figures         181个 for 100个 is likely, 3元 for 100个 is not; the very same unit and the very same figure a little more
 *     the implied target  完成年计划的107.13% of 24.64万人 is a plan of 23万人
 *
 * What cannot be compared (another unit, measure, scope, period) stays in the list with its cause: it may still be told. */
#include "compare.h"

enum { POSTINGS = 4000, LIST_MOST = 16000, LEAST_LIKENESS = 250 };

/* ---- fit ------------------------------------------------------------------------------------------------------- */

static zb_slice string_of(const zb_item *item, zhibiao_string string) {
    return zb_result_get(item->result, string);
}

static bool is_counted(uint8_t dimension) {
    return dimension == ZHIBIAO_COUNT || dimension == ZHIBIAO_PERSON || dimension == ZHIBIAO_HOUSEHOLD ||
           dimension == ZHIBIAO_CATEGORY;
}

static bool is_share(uint8_t dimension) {
    return dimension == ZHIBIAO_RATIO || dimension == ZHIBIAO_MULTIPLE;
}

/* 70万农村居民 has no unit and may be persons. */
static bool units_fit(const zb_item *a, const zb_item *b) {
    zb_slice unit_a = string_of(a, a->quantity->unit), unit_b = string_of(b, b->quantity->unit);
    zb_slice per_a = string_of(a, a->quantity->per), per_b = string_of(b, b->quantity->per);
    if (per_a.size && per_b.size && !zb_slice_equal(per_a, per_b))
        return false;
    if (zb_slice_equal(unit_a, unit_b))
        return true;
    if (a->dimension == b->dimension)
        return (a->based && b->based) || is_counted(a->dimension);
    if (is_share(a->dimension) && is_share(b->dimension))
        return a->based && b->based && a->record->measure == ZHIBIAO_GROWTH;
    return (!unit_a.size && is_counted(b->dimension)) || (!unit_b.size && is_counted(a->dimension));
}

static bool measures_fit(const zb_item *a, const zb_item *b) {
    uint8_t one = a->record->measure, two = b->record->measure;
    bool average_a = a->record->basis == ZHIBIAO_AVERAGE, average_b = b->record->basis == ZHIBIAO_AVERAGE;
    if ((one == ZHIBIAO_LEVEL && two == ZHIBIAO_SHARE) || (one == ZHIBIAO_SHARE && two == ZHIBIAO_LEVEL))
        return is_share(a->dimension);
    return one == two && (one == ZHIBIAO_LEVEL || average_a == average_b);
}

static bool periods_fit(const zb_item *target, const zb_item *report) {
    bool years = target->from.year && target->to.year && target->from.year < target->to.year;
    if (report->several && !report->from.year && !target->several)
        return false; /* 五年来, whichever they were */
    if (!target->year || !report->year)
        return true;
    if (report->from.year && report->from.year < report->to.year && (!years || report->from.year < target->from.year))
        return false; /* 五年来 */
    if (report->year == target->year)
        return true;
    return report->year < target->year &&
           (years ? report->year >= target->from.year : !target->from.year && target->to.year); /* 到2030年 */
}

/* Without the pairs of zeros at its end: 220000 is 22, and all of its cities begin with that. */
static zb_slice stem_of(zb_slice region) {
    while (region.size > 2 && region.size % 2 == 0 && region.data[region.size - 1] == '0' && region.data[region.size - 2] == '0')
        region.size -= 2;
    return region;
}

bool zb_places_meet(const zb_item *a, const zb_item *b) {
    zb_slice one = stem_of(a->region), two = stem_of(b->region), country = ZB_SLICE("全国");
    return !one.size || !two.size || zb_slice_equal(one, country) || zb_slice_equal(two, country) ||
           zb_slice_starts(one, two) || zb_slice_starts(two, one);
}

zhibiao_cause zb_fit(const zb_item *target, const zb_item *report) {
    bool in_time = periods_fit(target, report);
    if (!zb_places_meet(target, report))
        return ZHIBIAO_CAUSE_SCOPE;
    if (!in_time && report->year < target->year)
        return ZHIBIAO_CAUSE_EARLIER;
    if (!measures_fit(target, report))
        return ZHIBIAO_CAUSE_MEASURE;
    if (!units_fit(target, report))
        return ZHIBIAO_CAUSE_UNIT;
    if (target->region.size && report->region.size && !zb_slice_equal(target->region, report->region))
        return ZHIBIAO_CAUSE_SCOPE;
    return in_time ? ZHIBIAO_NO_CAUSE : ZHIBIAO_CAUSE_PERIOD;
}

/* ---- score ------------------------------------------------------------------------------------------------------ */

bool zb_same_figure(const zb_item *a, const zb_item *b) {
    zb_number apart, open;
    if (!zb_number_compare(a->base, b->base))
        return true;
    if (!zb_number_add(a->base, zb_number_negate(b->base), &apart) || !zb_number_add(a->half, b->half, &open))
        return false;
    if (apart.coefficient < 0)
        apart = zb_number_negate(apart);
    return zb_number_compare(apart, open) <= 0;
}

static bool decimal_of(zb_slice text, zb_number *number) {
    int64_t coefficient = 0;
    int32_t exponent = 0;
    bool point = false, negative = text.size && text.data[0] == '-';
    for (size_t i = negative; i < text.size; i++) {
        if (text.data[i] == '.' && !point) {
            point = true;
        } else if (text.data[i] >= '0' && text.data[i] <= '9' && coefficient < INT64_MAX / 10 - 1) {
            coefficient = coefficient * 10 + (text.data[i] - '0');
            exponent -= point;
        } else {
            return false;
        }
    }
    *number = zb_number_make(negative ? -coefficient : coefficient, exponent);
    return text.size > negative;
}

int zb_own_target(const zb_item *target, const zb_item *report) {
    const zhibiao_quantity *own = &report->record->target;
    zb_number low, high;
    if (!own->present || own == report->quantity || own->dimension != target->dimension ||
        !zb_slice_equal(string_of(report, own->unit), string_of(target, target->quantity->unit)))
        return 0;
    if (!zb_number_compare(own->number, target->quantity->number))
        return 1;
    if (!own->derived.size || !decimal_of(string_of(report, own->low), &low) ||
        !decimal_of(string_of(report, own->high), &high))
        return -1;
    return zb_number_compare(low, target->quantity->number) <= 0 && zb_number_compare(target->quantity->number, high) <= 0
               ? 1 : -1;
}

static int figures_speak(const zb_item *target, const zb_item *report) {
    double a = target->size < 0 ? -target->size : target->size, b = report->size < 0 ? -report->size : report->size;
    if (!zb_number_compare(target->base, report->base))
        return 70;
    if (a * 0.8 <= b && b <= a * 1.25)
        return 40;
    if (a * 0.5 <= b && b <= a * 2)
        return 20;
    return a * 0.1 <= b && b <= a * 10 ? 0 : target->record->measure == ZHIBIAO_GROWTH ? 0 : -150;
}

static uint32_t names_speak(const zb_item *a, const zb_item *b, uint32_t score) {
    if (!a->name.size || !b->name.size)
        return score;
    if (!zb_slice_equal(a->name, b->name))
        return score / 2;
    return score < 920 ? 920 : score;
}

uint32_t zb_score(const zb_grams *grams, const zb_item *target, const zb_item *report) {
    static const int own_target[] = {-60, 0, 120};
    int score = (int)names_speak(target, report, zb_likeness(grams, target, report));
    if (score < LEAST_LIKENESS)
        return (uint32_t)score;
    if (zb_slice_equal(string_of(target, target->quantity->unit), string_of(report, report->quantity->unit)))
        score += 15;
    score += figures_speak(target, report) + own_target[zb_own_target(target, report) + 1];
    if (zb_partial(target, report))
        score -= 15; /* a report of the whole period first */
    if (target->record->measure == ZHIBIAO_GROWTH && !target->record->basis && report->record->basis)
        score += report->record->basis == ZHIBIAO_YOY ? 10 : -60; /* 比2002年增长65.5% */
    if (target->from.year && !report->guessed && !memcmp(&target->from, &report->from, sizeof target->from) &&
        !memcmp(&target->to, &report->to, sizeof target->to))
        score += 20;
    if ((target->namesake || report->namesake) && !target->name.size && zb_own_target(target, report) <= 0 &&
        !zb_same_figure(target, report))
        score -= 350;
    if (report->local && !target->local)
        score = score * 7 / 10;
    return score < 0 ? 0 : score > ZB_SCORE_FULL ? ZB_SCORE_FULL : (uint32_t)score;
}

/* ---- the index --------------------------------------------------------------------------------------------------- */

typedef struct finder {
    const zb_grams *grams;
    zb_item *const *reports;
    uint32_t *first, *lists;   /* reports of a pair: lists[first[id] … first[id + 1]) */
    uint32_t *sum, *touched;   /* weight that came together, per report; which reports have any */
    size_t touched_count;
} finder;

static bool make_index(finder *f, zb_arena *arena, size_t report_count) {
    size_t total = 0, ids = f->grams->count;
    for (size_t i = 0; i < report_count; i++)
        total += f->reports[i]->gram_count;
    f->first = zb_arena_get(arena, (ids + 2) * sizeof *f->first);
    f->lists = zb_arena_get(arena, (total + 1) * sizeof *f->lists);
    f->sum = zb_arena_get(arena, (report_count + 1) * sizeof *f->sum);
    f->touched = zb_arena_get(arena, (report_count + 1) * sizeof *f->touched);
    if (arena->failed)
        return false;
    for (size_t i = 0; i < report_count; i++)
        for (uint32_t k = 0; k < f->reports[i]->gram_count; k++)
            f->first[f->reports[i]->grams[k].id + 2]++;
    for (size_t id = 2; id < ids + 2; id++)
        f->first[id] += f->first[id - 1];
    for (size_t i = 0; i < report_count; i++) /* first[id + 1] moves on to where the next pair's list begins */
        for (uint32_t k = 0; k < f->reports[i]->gram_count; k++)
            f->lists[f->first[f->reports[i]->grams[k].id + 1]++] = (uint32_t)i;
    return true;
}

static uint32_t list_size(const finder *f, uint32_t id) {
    return f->first[id + 1] - f->first[id];
}

/* The item's pairs, shortest lists first. */
static uint32_t rarest_first(const finder *f, const zb_item *item, uint32_t *order) {
    uint32_t count = item->gram_count;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t at = i, size = list_size(f, item->grams[i].id);
        for (; at && list_size(f, item->grams[order[at - 1]].id) > size; at--)
            order[at] = order[at - 1];
        order[at] = i;
    }
    return count;
}

static void gather(finder *f, const zb_item *item) {
    uint32_t order[128];
    uint32_t count = rarest_first(f, item, order);
    size_t seen = 0;
    f->touched_count = 0;
    for (uint32_t i = 0; i < count; i++) {
        const zb_gram *gram = &item->grams[order[i]];
        uint32_t weight = zb_gram_weight(f->grams, gram);
        seen += list_size(f, gram->id);
        if (seen > POSTINGS && i)
            break;
        uint32_t first = f->first[gram->id], end = f->first[gram->id + 1];
        for (uint32_t at = first; at < end && at - first < LIST_MOST; at++) {
            uint32_t report = f->lists[at];
            if (!f->sum[report])
                f->touched[f->touched_count++] = report;
            f->sum[report] += weight;
        }
    }
}

/* Keeps the list sorted, the largest score first; equal ones by their place. */
static uint32_t insert(zb_candidate *list, uint32_t count, uint32_t most, zb_candidate candidate) {
    uint32_t at = count < most ? count : most - 1;
    if (count == most && (list[at].score > candidate.score ||
                          (list[at].score == candidate.score && list[at].report < candidate.report)))
        return count;
    for (; at && (list[at - 1].score < candidate.score ||
                  (list[at - 1].score == candidate.score && list[at - 1].report > candidate.report)); at--)
        list[at] = list[at - 1];
    list[at] = candidate;
    return count < most ? count + 1 : most;
}

/* Twice as many by weight as are kept by score: the weight does not know of what a report has beside. */
static uint32_t choose(finder *f, const zb_item *target, zb_candidate *out) {
    enum { LOOKED_AT = 3 * ZB_CANDIDATES };
    zb_candidate rough[LOOKED_AT];
    uint32_t count = 0, kept = 0;
    for (size_t i = 0; i < f->touched_count; i++) {
        uint32_t report = f->touched[i];
        uint64_t weight = (uint64_t)f->sum[report] * 2048 / (target->weight + f->reports[report]->weight + 1);
        count = insert(rough, count, LOOKED_AT, (zb_candidate){report, (uint32_t)weight, 0});
        f->sum[report] = 0;
    }
    for (uint32_t i = 0; i < count; i++) {
        const zb_item *report = f->reports[rough[i].report];
        rough[i].score = zb_score(f->grams, target, report);
        rough[i].cause = (uint8_t)zb_fit(target, report);
        if (rough[i].score >= LEAST_LIKENESS / 2)
            kept = insert(out, kept, ZB_CANDIDATES, rough[i]);
    }
    return kept;
}

bool zb_candidates_find(const zb_grams *grams, zb_arena *arena, zb_item *const *targets, size_t target_count,
                        zb_item *const *reports, size_t report_count, zb_candidate *found, uint32_t *counts) {
    finder f = {.grams = grams, .reports = reports};
    if (!make_index(&f, arena, report_count))
        return false;
    for (size_t i = 0; i < target_count; i++) {
        gather(&f, targets[i]);
        counts[i] = choose(&f, targets[i], found + i * ZB_CANDIDATES);
    }
    return true;
}
