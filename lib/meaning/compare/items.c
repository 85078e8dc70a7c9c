/* What is compared: each target of a plan, each actual of a review, each target that a review merely recalls.
 *
 *     plan of 2023      全市建设社区老年食堂100个       a target of 2023, at the plan's own place
 *     review of 2024    新建社区老年食堂181个           an actual: of the year that most of its actuals are of
 *                       原计划建设100个                 a target that is recalled
 *                       五年来，……                      of the five years before the review's
 *
 * An undated item is of the year that most of its document is of, and 全市 means the place that most of it means; 全国 in a
 * city's report stays the country. Figures are brought to base units (35.33亿元 = 3533000000元), words to simplified
 * characters. */
#include "pairing.h"

/* ---- what a document is about ------------------------------------------------------------------------------------ */

/* In a province's report too: 全国 is not the province. */
static bool means_country(zb_slice text) {
    return zb_slice_starts(text, ZB_SLICE("全国")) || zb_slice_starts(text, ZB_SLICE("我国"));
}

static zb_slice region_of(const zhibiao_result *result, const zhibiao_record *record) {
    return zb_result_get(result, record->region_code.size ? record->region_code : record->region_name);
}

/* The place most often meant by 全省 我市; without such words, one that more than half of all records name. Majority by pairing off (Boyer and
 * Moore), so that it is one pass. */
static void find_home(zb_paper *d) {
    const zhibiao_record *records = zhibiao_result_records(d->result);
    size_t count = zhibiao_result_count(d->result), votes = 0, seen = 0, named = 0;
    for (int all = 1; all >= 0 && !d->region.size; all--) {
        zb_slice choice = {NULL, 0}, name = {NULL, 0};
        votes = seen = named = 0;
        for (size_t i = 0; i < count; i++) {
            zb_slice region = region_of(d->result, &records[i]);
            if (!region.size || (all && !zb_means_all(zb_result_get(d->result, records[i].region_text))))
                continue;
            named++;
            if (!votes) {
                choice = region;
                name = zb_result_get(d->result, records[i].region_name);
            }
            if (zb_slice_equal(region, choice))
                votes++;
            else
                votes--;
        }
        for (size_t i = 0; i < count; i++)
            seen += choice.size && zb_slice_equal(region_of(d->result, &records[i]), choice);
        if (all ? named > 0 : seen * 2 > count) {
            d->region = choice;
            d->region_name = name;
        }
    }
}

/* The year that most targets (or actuals) are of that speak of one year; 0: none does. */
static int16_t major_year(const zb_paper *d, bool target) {
    const zhibiao_record *records = zhibiao_result_records(d->result);
    size_t count = zhibiao_result_count(d->result), votes = 0;
    int16_t year = 0;
    for (size_t i = 0; i < count; i++) {
        int16_t named = records[i].time_to.year;
        if (!named || named != records[i].time_from.year || !(target ? records[i].target : records[i].actual).present)
            continue;
        if (!votes)
            year = named;
        votes = named == year ? votes + 1 : votes - 1;
    }
    return year;
}

/* What is not dated is of the year that most of the document is of. A report that looks both ways speaks of this year's targets and
 * of last year's results. */
static void find_years(zb_paper *d) {
    int16_t written = zhibiao_result_document(d->result)->date.year, target = major_year(d, true);
    int16_t actual = major_year(d, false);
    if (d->plan && d->review) {
        d->target_year = written ? written : target;
        d->actual_year = d->target_year ? (int16_t)(d->target_year - 1) : actual;
    } else {
        d->target_year = target ? target : written;
        d->actual_year = actual ? actual : written;
    }
}

/* ---- items ------------------------------------------------------------------------------------------------------- */

static bool is_target(const zb_paper *d, const zhibiao_record *record) {
    return d->plan && record->target.present && !record->target.derived.size;
}

static bool is_recalled(const zb_paper *d, const zhibiao_record *record) {
    return d->review && !d->plan && record->target.present && !record->actual.present;
}

static double size_of(zb_number number) {
    double size = (double)number.coefficient / (number.denominator ? number.denominator : 1);
    int32_t exponent = number.exponent;
    for (; exponent > 0 && exponent < 400; exponent--)
        size *= 10;
    for (; exponent < 0 && exponent > -400; exponent++)
        size /= 10;
    return size;
}

static zb_slice simplified(zb_comparison *w, zb_slice text) {
    zb_slice copy = zb_arena_copy(&w->arena, text);
    if (copy.size)
        zb_traditional_replace(&w->rules->traditional, (char *)(uintptr_t)copy.data, copy.size);
    return copy;
}

static void set_amount(zb_comparison *w, zb_item *item) {
    const zb_unit *unit = zb_amount_unit(w->rules, zb_result_get(item->result, item->quantity->unit));
    zb_number half = zb_amount_rounding(zb_result_get(item->result, item->quantity->text));
    item->dimension = item->quantity->dimension;
    item->base = item->quantity->number;
    item->upper = item->quantity->upper_number;
    item->half = half;
    item->scale = zb_number_make(1, 0);
    if (unit && unit->factor.coefficient && zb_number_multiply(item->base, unit->factor, &item->base) &&
        zb_number_multiply(item->upper, unit->factor, &item->upper) && zb_number_multiply(half, unit->factor, &item->half)) {
        item->based = true;
        item->scale = unit->factor;
    }
    item->size = size_of(item->base);
}

/* 一年来 in a report of January is the year before, and 五年来 the five before. */
static void settle_rolling(zb_item *item) {
    bool rolls = item->from.year && item->from.year < item->to.year && item->from.month == item->to.month &&
                 item->from.day == item->to.day && item->to.month;
    if (!rolls || item->to.month > 6)
        return;
    item->from = (zhibiao_date){item->from.year, 1, 1};
    item->to = (zhibiao_date){(int16_t)(item->to.year - 1), 12, 31};
}

static void set_context(const zb_paper *d, zb_item *item, bool target) {
    const zhibiao_record *record = item->record;
    zb_slice text = zb_result_get(item->result, record->region_text), region = region_of(item->result, record);
    int16_t usual = target ? d->target_year : d->actual_year;
    item->from = record->time_from;
    item->to = record->time_to;
    if (!target)
        settle_rolling(item);
    item->several = zb_record_spans_years(item->result, record);
    item->guessed = !item->to.year && !item->from.year && usual;
    item->year = item->to.year ? item->to.year : item->from.year ? item->from.year : usual;
    item->region = region.size && !(zb_means_all(text) && d->region.size) ? region : d->region;
    if (means_country(text))
        item->region = d->region.size ? ZB_SLICE("全国") : (zb_slice){NULL, 0};
    item->local = text.size && !zb_means_all(text) && !zb_slice_equal(region, d->region);
    if (!region.size && item->local)
        item->region = (zb_slice){NULL, 0}; /* 该区: some part of the place */
}

static void add_item(zb_comparison *w, uint32_t index, uint32_t record, const zhibiao_quantity *quantity,
                     bool recalled) {
    const zb_paper *d = &w->documents[index];
    zb_item *item = &w->items[w->item_count];
    *item = (zb_item){.place = {index, record}, .result = d->result, .quantity = quantity, .recalled = recalled};
    item->record = zhibiao_result_records(d->result) + record;
    item->words = simplified(w, zb_result_get(d->result, item->record->indicator_full.size ? item->record->indicator_full
                                                                                          : item->record->indicator));
    item->name = zb_result_get(d->result, item->record->indicator_name);
    item->head = (uint32_t)w->item_count++;
    set_amount(w, item);
    set_context(d, item, quantity == &item->record->target);
}

/* Targets of plans first, then what reviews have. */
static void add_items(zb_comparison *w, bool targets) {
    for (uint32_t i = 0; i < w->document_count; i++) {
        const zhibiao_record *records = zhibiao_result_records(w->documents[i].result);
        size_t count = zhibiao_result_count(w->documents[i].result);
        for (uint32_t r = 0; r < count; r++) {
            if (targets && is_target(&w->documents[i], &records[r]))
                add_item(w, i, r, &records[r].target, false);
            if (!targets && w->documents[i].review && records[r].actual.present)
                add_item(w, i, r, &records[r].actual, false);
            else if (!targets && is_recalled(&w->documents[i], &records[r]))
                add_item(w, i, r, &records[r].target, true);
        }
    }
}

bool zb_items_read(zb_comparison *w) {
    size_t most = 0, bytes = 0;
    for (size_t i = 0; i < w->document_count; i++) {
        zb_paper *d = &w->documents[i];
        find_home(d);
        find_years(d);
        most += 2 * zhibiao_result_count(d->result);
    }
    w->items = zb_arena_get(&w->arena, (most + 1) * sizeof *w->items);
    if (!w->items)
        return false;
    add_items(w, true);
    w->target_items = w->item_count;
    add_items(w, false);
    for (size_t i = 0; i < w->item_count; i++)
        bytes += w->items[i].words.size + 8;
    if (w->arena.failed || !zb_grams_init(&w->grams, &w->arena, bytes))
        return false;
    for (size_t i = 0; i < w->item_count; i++)
        if (!zb_grams_read(&w->grams, &w->items[i]))
            return false;
    if (!zb_grams_count(&w->grams))
        return false;
    for (size_t i = 0; i < w->item_count; i++)
        zb_grams_weigh(&w->grams, &w->items[i]);
    return true;
}
