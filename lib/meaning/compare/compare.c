/* Targets of plans against actuals of reviews: what is compared, in which order, and the rows that come of it.
 *
 *     items       each target of a plan; each actual of a review; each target that a review merely recalls
 *     heads       what states one thing twice (a heading and its paragraph) is one: its fullest words stand for all
 *     candidates  for each target the reports that resemble it
 *     pairs       the assignment with the largest sum of what is above the threshold; then, for targets that are left, reports
 *                 that imply their very figure (完成年计划的107%); then those that are alike but cannot be compared
 *     the rest    reports that repeat a judged one (rounded, or earlier in the year) join its row; others are unplanned
 *     rows        in the order of the documents
 *
 * Everything is decided in a canonical order, of words and figures and not of arguments, so that pairs do not depend on who was
 * named first. Working memory is one arena. */
#include "compare.h"

enum { SAME_THING = 650, SAME_TARGET = 800, ATTACH = 600, RECALLED = 700, ALIKE = 620, DEFAULT_THRESHOLD = 500, TIED = 5 };

typedef struct document {
    const zhibiao_result *result;
    bool plan, review;
    zb_slice region, region_name;   /* what 全省 means in it */
    int16_t target_year, actual_year; /* that most of its targets and actuals are of; 0: not known */
} document;

/* What a target got. */
typedef struct got {
    uint32_t report;         /* ZB_UNASSIGNED: none */
    uint32_t score;
    uint8_t cause;
    uint32_t notes;
    uint32_t nearest, nearest_score; /* for the reason */
} got;

typedef struct work {
    const struct zhibiao_rules *rules;
    zb_arena arena;
    document *documents;
    size_t document_count;
    zb_item *items;
    size_t item_count, target_items;
    zb_grams grams;
    zb_item **targets, **reports;   /* heads only, in canonical order; reports: recalled targets too */
    size_t target_count, report_count;
    zb_candidate *found;
    uint32_t *counts;
    got *got;                       /* per target */
    uint32_t *row_of;               /* per report: the target whose row it is in, ZB_UNASSIGNED */
    uint32_t threshold;
    zhibiao_pairing *pairing;
} work;

/* ---- sorting ------------------------------------------------------------------------------------------------------ */

static void merge(const char *from, char *to, size_t low, size_t middle, size_t high, size_t size, zb_order *compare,
                  const void *context) {
    size_t a = low, b = middle;
    for (size_t at = low; at < high; at++) {
        bool left = a < middle && (b == high || compare(from + a * size, from + b * size, context) <= 0);
        memcpy(to + at * size, from + (left ? a++ : b++) * size, size);
    }
}

bool zb_sort(zb_arena *arena, void *items, size_t count, size_t size, zb_order *compare, const void *context) {
    char *from = items, *to;
    if (count < 2) /* nothing may be no array at all */
        return true;
    if ((to = zb_arena_get(arena, count * size)) == NULL)
        return false;
    for (size_t run = 1; run < count; run *= 2) {
        for (size_t low = 0; low < count; low += 2 * run) {
            size_t middle = count - low > run ? low + run : count, high = count - low > 2 * run ? low + 2 * run : count;
            merge(from, to, low, middle, high, size, compare, context);
        }
        char *swap = from;
        from = to;
        to = swap;
    }
    if (from != (char *)items)
        memcpy(items, from, count * size);
    return true;
}

static int compare_slices(zb_slice a, zb_slice b) {
    size_t size = a.size < b.size ? a.size : b.size;
    int order = size ? memcmp(a.data, b.data, size) : 0;
    return order ? order : a.size < b.size ? -1 : a.size > b.size;
}

static int compare_numbers(uint64_t a, uint64_t b) {
    return a < b ? -1 : a > b;
}

/* ---- copies ------------------------------------------------------------------------------------------------------- */

/* One of the result's arrays, item by item as it is. */
static bool copy_array(const zb_memory *memory, const zb_array *from, zb_array *to) {
    zb_array_init(to, memory, from->item);
    void *items = from->count ? zb_array_add(to, from->count) : NULL;
    if (items)
        memcpy(items, from->data, from->count * from->item);
    return items || !from->count;
}

static zhibiao_result *copy_result(const zb_memory *memory, const zhibiao_result *result) {
    zhibiao_result *copy = zb_get_zeroed(memory, 1, sizeof *copy);
    if (!copy)
        return NULL;
    copy->memory = *memory;
    copy->document = result->document;
    zb_array_init(&copy->tokens, memory, sizeof(zhibiao_token));
    zb_buffer_init(&copy->text, memory);
    zb_buffer_add(&copy->text, zb_buffer_slice(&result->text));
    bool records = copy_array(memory, &result->records, &copy->records);
    bool blocks = copy_array(memory, &result->blocks, &copy->blocks); /* the marks, for the scorecard's quotes */
    bool marks = copy_array(memory, &result->marks, &copy->marks), sites = copy_array(memory, &result->sites, &copy->sites);
    if (!records || !blocks || !marks || !sites || copy->text.bytes.failed) {
        zb_result_free(copy);
        return NULL;
    }
    return copy;
}

/* A result that stands on both sides is one document. */
static bool add_document(work *w, const zhibiao_result *given, const zhibiao_result *const *before, size_t before_count) {
    for (size_t i = 0; i < before_count; i++) {
        if (before[i] == given) {
            w->documents[i].review = true;
            return true;
        }
    }
    zhibiao_result *copy = copy_result(&w->pairing->memory, given);
    zhibiao_result **slot = copy ? zb_array_add(&w->pairing->results, 1) : NULL;
    if (!slot) {
        zb_result_free(copy);
        return false;
    }
    *slot = copy;
    w->documents[w->document_count++] = (document){.result = copy};
    return true;
}

static bool add_documents(work *w, const zhibiao_result *const *plans, size_t plan_count,
                          const zhibiao_result *const *reviews, size_t review_count) {
    w->documents = zb_arena_get(&w->arena, (plan_count + review_count + 1) * sizeof *w->documents);
    if (!w->documents)
        return false;
    for (size_t i = 0; i < plan_count; i++) {
        if (!add_document(w, plans[i], NULL, 0))
            return false;
        w->documents[i].plan = true;
    }
    for (size_t i = 0; i < review_count; i++) {
        size_t count = w->document_count;
        if (!add_document(w, reviews[i], plans, plan_count))
            return false;
        if (w->document_count > count)
            w->documents[count].review = true;
    }
    return true;
}

/* ---- what a document is about ---------------------------------------------------------------------------------------- */

static bool means_all(zb_slice text) {
    return zb_slice_starts(text, ZB_SLICE("全")) || zb_slice_starts(text, ZB_SLICE("我")) ||
           zb_slice_starts(text, ZB_SLICE("本"));
}

/* In a province's report too: 全国 is not the province. */
static bool means_country(zb_slice text) {
    return zb_slice_starts(text, ZB_SLICE("全国")) || zb_slice_starts(text, ZB_SLICE("我国"));
}

static zb_slice region_of(const zhibiao_result *result, const zhibiao_record *record) {
    return zb_result_get(result, record->region_code.size ? record->region_code : record->region_name);
}

/* The place most often meant by 全省 我市; without such words, one that more than half of all records name. Majority by pairing off (Boyer and
 * Moore), so that it is one pass. */
static void find_home(document *d) {
    const zhibiao_record *records = zhibiao_result_records(d->result);
    size_t count = zhibiao_result_count(d->result), votes = 0, seen = 0, named = 0;
    for (int all = 1; all >= 0 && !d->region.size; all--) {
        zb_slice choice = {NULL, 0}, name = {NULL, 0};
        votes = seen = named = 0;
        for (size_t i = 0; i < count; i++) {
            zb_slice region = region_of(d->result, &records[i]);
            if (!region.size || (all && !means_all(zb_result_get(d->result, records[i].region_text))))
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
static int16_t major_year(const document *d, bool target) {
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
static void find_years(document *d) {
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

/* ---- items ------------------------------------------------------------------------------------------------------------ */

static bool is_target(const document *d, const zhibiao_record *record) {
    return d->plan && record->target.present && !record->target.derived.size;
}

static bool is_recalled(const document *d, const zhibiao_record *record) {
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

static zb_slice simplified(work *w, zb_slice text) {
    zb_slice copy = zb_arena_copy(&w->arena, text);
    if (copy.size)
        zb_traditional_replace(&w->rules->traditional, (char *)(uintptr_t)copy.data, copy.size);
    return copy;
}

static void set_amount(work *w, zb_item *item) {
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

static void set_context(const document *d, zb_item *item, bool target) {
    const zhibiao_record *record = item->record;
    zb_slice text = zb_result_get(item->result, record->region_text), region = region_of(item->result, record);
    int16_t usual = target ? d->target_year : d->actual_year;
    item->from = record->time_from;
    item->to = record->time_to;
    if (!target)
        settle_rolling(item);
    item->guessed = !item->to.year && !item->from.year && usual;
    item->year = item->to.year ? item->to.year : item->from.year ? item->from.year : usual;
    item->region = region.size && !(means_all(text) && d->region.size) ? region : d->region;
    if (means_country(text))
        item->region = d->region.size ? ZB_SLICE("全国") : (zb_slice){NULL, 0};
    item->local = text.size && !means_all(text) && !zb_slice_equal(region, d->region);
    if (!region.size && item->local)
        item->region = (zb_slice){NULL, 0}; /* 该区: some part of the place */
}

static void add_item(work *w, uint32_t index, uint32_t record, const zhibiao_quantity *quantity, bool recalled) {
    const document *d = &w->documents[index];
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
static void add_items(work *w, bool targets) {
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

static bool read_items(work *w) {
    size_t most = 0, bytes = 0;
    for (size_t i = 0; i < w->document_count; i++) {
        document *d = &w->documents[i];
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

/* ---- heads -------------------------------------------------------------------------------------------------------------- */

/* By what it says, and only then by where it stands. */
static int canonical(const void *a, const void *b, const void *context) {
    const zb_item *one = *(zb_item *const *)a, *two = *(zb_item *const *)b;
    int order = compare_slices(one->words, two->words);
    (void)context;
    if (!order)
        order = zb_number_compare(one->base, two->base);
    if (!order)
        order = compare_slices(zb_result_get(one->result, zhibiao_result_document(one->result)->source),
                               zb_result_get(two->result, zhibiao_result_document(two->result)->source));
    if (!order)
        order = compare_numbers(one->record->sentence.byte_start, two->record->sentence.byte_start);
    if (!order)
        order = compare_numbers(one->quantity->span.byte_start, two->quantity->span.byte_start);
    return order ? order : compare_numbers(one->record->id, two->record->id);
}

/* Those that may state one thing stand together, the fullest words first. */
static int by_figure(const void *a, const void *b, const void *context) {
    const zb_item *one = *(zb_item *const *)a, *two = *(zb_item *const *)b;
    int order = compare_numbers(one->recalled, two->recalled);
    if (!order)
        order = compare_numbers(one->record->measure, two->record->measure);
    if (!order)
        order = zb_number_compare(one->base, two->base);
    if (!order)
        order = compare_numbers(two->weight, one->weight);
    return order ? order : canonical(a, b, context);
}

static bool states_the_same(work *w, const zb_item *a, const zb_item *b, uint32_t least) {
    if (a->year != b->year && a->year && b->year)
        return false;
    zhibiao_cause cause = zb_fit(a, b);
    if (cause != ZHIBIAO_NO_CAUSE && cause != ZHIBIAO_CAUSE_PERIOD && cause != ZHIBIAO_CAUSE_EARLIER)
        return false;
    if (a->name.size && b->name.size)
        return zb_slice_equal(a->name, b->name);
    return zb_likeness(&w->grams, a, b) >= least;
}

/* `list` is sorted by figure: each looks at a few heads before it with the same figure. */
static void find_heads(work *w, zb_item **list, size_t count, uint32_t least) {
    enum { LOOK_BACK = 64 };
    for (size_t i = 0; i < count; i++) {
        size_t looked = 0;
        for (size_t k = i; k-- > 0 && looked < LOOK_BACK; looked++) {
            if (list[k]->recalled != list[i]->recalled || list[k]->record->measure != list[i]->record->measure ||
                zb_number_compare(list[k]->base, list[i]->base))
                break;
            if (&w->items[list[k]->head] == list[k] && states_the_same(w, list[k], list[i], least)) {
                list[i]->head = list[k]->head;
                break;
            }
        }
    }
}

/* 中央财政安排 832亿元, and in the next sentence 423亿元: the words alone do not tell which. In canonical order they stand together. */
static void find_namesakes(zb_item **list, size_t count) {
    enum { NEIGHBOURS = 8 };
    for (size_t i = 0; i < count; i++)
        for (size_t k = i + 1; k < count && k <= i + NEIGHBOURS && zb_slice_equal(list[i]->words, list[k]->words); k++)
            if (list[i]->year == list[k]->year && !memcmp(&list[i]->to, &list[k]->to, sizeof list[i]->to) &&
                list[i]->recalled == list[k]->recalled && zb_fit(list[i], list[k]) == ZHIBIAO_NO_CAUSE)
                list[i]->namesake = list[k]->namesake = true;
}

/* The heads among items [first, end), in canonical order. */
static zb_item **heads_of(work *w, size_t first, size_t end, uint32_t least, size_t *count) {
    zb_item **list = zb_arena_get(&w->arena, (end - first + 1) * sizeof(zb_item *));
    if (!list)
        return NULL;
    for (size_t i = first; i < end; i++)
        list[i - first] = &w->items[i];
    if (!zb_sort(&w->arena, list, end - first, sizeof *list, by_figure, NULL))
        return NULL;
    find_heads(w, list, end - first, least);
    *count = 0;
    for (size_t i = 0; i < end - first; i++)
        if (&w->items[list[i]->head] == list[i])
            list[(*count)++] = list[i];
    if (!zb_sort(&w->arena, list, *count, sizeof *list, canonical, NULL))
        return NULL;
    for (size_t i = 0; i < *count; i++)
        list[i]->order = (uint32_t)i;
    find_namesakes(list, *count);
    return list;
}

/* ---- pairs -------------------------------------------------------------------------------------------------------------- */

static bool is_free(const work *w, uint32_t report) {
    return w->row_of[report] == ZB_UNASSIGNED && !w->reports[report]->recalled;
}

/* A report of the years before, or of another city, is none of this target, and not even one that cannot be compared. */
static bool is_candidate(const work *w, size_t target, const zb_candidate *c, bool comparable) {
    if (!is_free(w, c->report) || (c->cause == ZHIBIAO_NO_CAUSE) != comparable || c->cause == ZHIBIAO_CAUSE_EARLIER)
        return false;
    if (!zb_places_meet(w->targets[target], w->reports[c->report]))
        return false;
    return c->score >= (comparable || w->threshold > ALIKE ? w->threshold : ALIKE);
}

static void give(work *w, uint32_t target, uint32_t report, uint32_t score, uint8_t cause, uint32_t notes) {
    w->got[target] = (got){.report = report, .score = score, .cause = cause, .notes = notes, .nearest = report};
    w->row_of[report] = target;
}

static uint32_t benefit_of(const work *w, const zb_candidate *c) {
    return c->score >= w->threshold ? c->score - w->threshold + 20 : 1; /* 20: even the least pair is better than none */
}

/* The assignment over all targets that have nothing yet. */
static bool assign(work *w, bool comparable) {
    size_t edge_count = 0;
    zb_edge *edges = zb_arena_get(&w->arena, (w->target_count * ZB_CANDIDATES + 1) * sizeof *edges);
    uint32_t *first = zb_arena_get(&w->arena, (w->target_count + 1) * sizeof *first);
    uint32_t *taken = zb_arena_get(&w->arena, (w->target_count + 1) * sizeof *taken);
    if (w->arena.failed)
        return false;
    for (size_t i = 0; i < w->target_count; i++) {
        const zb_candidate *c = w->found + i * ZB_CANDIDATES;
        for (uint32_t k = 0; w->got[i].report == ZB_UNASSIGNED && k < w->counts[i]; k++)
            if (is_candidate(w, i, &c[k], comparable))
                edges[edge_count++] = (zb_edge){c[k].report, benefit_of(w, &c[k])};
        first[i + 1] = (uint32_t)edge_count;
    }
    if (!zb_assign(&w->arena, edges, first, w->target_count, w->report_count, taken))
        return false;
    for (size_t i = 0; i < w->target_count; i++)
        for (uint32_t k = 0; k < w->counts[i]; k++) {
            const zb_candidate *c = &w->found[i * ZB_CANDIDATES + k];
            if (w->got[i].report == ZB_UNASSIGNED && taken[i] == c->report)
                give(w, (uint32_t)i, c->report, c->score, c->cause, 0);
        }
    return true;
}

/* Another report that fits as well and that nobody else has. */
static void find_ties(work *w) {
    for (size_t i = 0; i < w->target_count; i++)
        for (uint32_t k = 0; k < w->counts[i] && w->got[i].report != ZB_UNASSIGNED; k++) {
            const zb_candidate *c = &w->found[i * ZB_CANDIDATES + k];
            if (is_candidate(w, i, c, true) && c->score + TIED >= w->got[i].score && !w->got[i].cause &&
                !zb_same_figure(w->reports[c->report], w->reports[w->got[i].report]))
                w->got[i].notes |= ZHIBIAO_NOTE_TIE;
        }
}

/* ---- by the figure that a report implies ---------------------------------------------------------------------------------- */

typedef struct implied {
    const zhibiao_quantity *target;
    const zb_item *item;
    uint32_t index;
    bool report;
} implied;

static int by_target(const void *a, const void *b, const void *context) {
    const implied *one = a, *two = b;
    int order = compare_numbers(one->item->record->measure, two->item->record->measure);
    (void)context;
    if (!order)
        order = compare_slices(zb_result_get(one->item->result, one->target->unit),
                               zb_result_get(two->item->result, two->target->unit));
    if (!order)
        order = zb_number_compare(one->target->number, two->target->number);
    return order ? order : compare_numbers(one->report, two->report);
}

/* One target and one report of one figure, and that figure is no round one that anybody might have by chance. */
static bool says_enough(zb_number number) {
    return number.coefficient >= 10 || number.exponent >= 3 || number.coefficient < 0;
}

static bool pair_by_completion(work *w) {
    size_t count = 0;
    implied *list = zb_arena_get(&w->arena, (w->target_count + w->report_count + 1) * sizeof *list);
    if (!list)
        return false;
    for (uint32_t i = 0; i < w->target_count; i++)
        if (w->got[i].report == ZB_UNASSIGNED)
            list[count++] = (implied){w->targets[i]->quantity, w->targets[i], i, false};
    for (uint32_t i = 0; i < w->report_count; i++)
        if (is_free(w, i) && w->reports[i]->record->target.present)
            list[count++] = (implied){&w->reports[i]->record->target, w->reports[i], i, true};
    if (!zb_sort(&w->arena, list, count, sizeof *list, by_target, NULL))
        return false;
    for (size_t i = 0, end; i < count; i = end) {
        for (end = i + 1; end < count; end++) {
            implied a = list[i], b = list[end];
            a.report = b.report = false;
            if (by_target(&a, &b, NULL))
                break;
        }
        if (end - i == 2 && !list[i].report && list[i + 1].report && says_enough(list[i].target->number) &&
            zb_fit(list[i].item, list[i + 1].item) == ZHIBIAO_NO_CAUSE)
            give(w, list[i].index, list[i + 1].index, zb_score(&w->grams, list[i].item, list[i + 1].item), 0,
                 ZHIBIAO_NOTE_COMPLETION);
    }
    return true;
}

/* ---- what is left ----------------------------------------------------------------------------------------------------------- */

static bool ends_before(const zb_item *a, const zb_item *b) {
    if (!a->to.year || !b->to.year)
        return false;
    return a->to.year * 512 + a->to.month * 32 + a->to.day < b->to.year * 512 + b->to.month * 32 + b->to.day;
}

/* Reports of a target that has one: the same figure in other words, or an earlier one of the same year. */
static void attach_reports(work *w) {
    for (uint32_t i = 0; i < w->target_count; i++) {
        for (uint32_t k = 0; k < w->counts[i]; k++) {
            const zb_candidate *c = &w->found[i * ZB_CANDIDATES + k];
            if (w->got[i].report == ZB_UNASSIGNED || w->got[i].cause || !is_candidate(w, i, c, true) || c->score < ATTACH)
                continue;
            const zb_item *judged = w->reports[w->got[i].report], *other = w->reports[c->report];
            if (zb_same_figure(judged, other) || (ends_before(other, judged) && c->score + 100 >= w->got[i].score))
                w->row_of[c->report] = i;
        }
    }
}

/* Why there is no report: the best that there was. */
static void find_nearest(work *w) {
    for (size_t i = 0; i < w->target_count; i++) {
        const zb_candidate *c = w->found + i * ZB_CANDIDATES;
        got *g = &w->got[i];
        if (g->report != ZB_UNASSIGNED)
            continue;
        g->cause = ZHIBIAO_CAUSE_WORDS;
        for (uint32_t k = 0; k < w->counts[i] && g->nearest == ZB_UNASSIGNED; k++) {
            if (w->reports[c[k].report]->recalled)
                continue;
            g->nearest = c[k].report;
            g->nearest_score = c[k].score;
            if (c[k].score >= w->threshold && c[k].cause == ZHIBIAO_NO_CAUSE)
                g->cause = ZHIBIAO_CAUSE_TAKEN;
            else if (c[k].score >= w->threshold &&
                     (c[k].cause == ZHIBIAO_CAUSE_EARLIER || c[k].cause == ZHIBIAO_CAUSE_SCOPE))
                g->cause = c[k].cause;
        }
    }
}

/* What the review says of the target itself: the paired record, or one that only recalls it. */
static void note_own_targets(work *w) {
    for (uint32_t i = 0; i < w->target_count; i++) {
        got *g = &w->got[i];
        int own = g->report == ZB_UNASSIGNED || g->cause ? 0 : zb_own_target(w->targets[i], w->reports[g->report]);
        for (uint32_t k = 0; k < w->counts[i]; k++) {
            const zb_candidate *c = &w->found[i * ZB_CANDIDATES + k];
            if (!w->reports[c->report]->recalled || c->cause || c->score < RECALLED || w->row_of[c->report] != ZB_UNASSIGNED)
                continue;
            if (!zb_number_compare(w->reports[c->report]->base, w->targets[i]->base)) {
                w->row_of[c->report] = i;
                own = 1;
            } else if (!own && c->score >= RECALLED + 150) {
                own = -1;
            }
        }
        g->notes |= own > 0 ? (uint32_t)ZHIBIAO_NOTE_CONFIRMED : own < 0 ? (uint32_t)ZHIBIAO_NOTE_DIFFERS : 0;
    }
}

static bool find_pairs(work *w) {
    w->targets = heads_of(w, 0, w->target_items, SAME_TARGET, &w->target_count);
    w->reports = w->targets ? heads_of(w, w->target_items, w->item_count, SAME_THING, &w->report_count) : NULL;
    if (!w->reports)
        return false;
    w->found = zb_arena_get(&w->arena, (w->target_count * ZB_CANDIDATES + 1) * sizeof *w->found);
    w->counts = zb_arena_get(&w->arena, (w->target_count + 1) * sizeof *w->counts);
    w->got = zb_arena_get(&w->arena, (w->target_count + 1) * sizeof *w->got);
    w->row_of = zb_arena_get(&w->arena, (w->report_count + 1) * sizeof *w->row_of);
    if (w->arena.failed)
        return false;
    for (size_t i = 0; i < w->target_count; i++)
        w->got[i] = (got){.report = ZB_UNASSIGNED, .nearest = ZB_UNASSIGNED};
    for (size_t i = 0; i < w->report_count; i++)
        w->row_of[i] = ZB_UNASSIGNED;
    if (!zb_candidates_find(&w->grams, &w->arena, w->targets, w->target_count, w->reports, w->report_count, w->found,
                            w->counts) || !assign(w, true))
        return false;
    attach_reports(w);
    find_ties(w);
    if (!pair_by_completion(w) || !assign(w, false))
        return false;
    find_nearest(w);
    note_own_targets(w);
    return true;
}

/* ---- rows ------------------------------------------------------------------------------------------------------------------- */

/* Items by head, each head's in the order of the documents. */
typedef struct members {
    uint32_t *first, *list;
} members;

static bool find_members(work *w, members *m) {
    m->first = zb_arena_get(&w->arena, (w->item_count + 2) * sizeof *m->first);
    m->list = zb_arena_get(&w->arena, (w->item_count + 1) * sizeof *m->list);
    if (w->arena.failed)
        return false;
    for (size_t i = 0; i < w->item_count; i++)
        m->first[w->items[i].head + 2]++;
    for (size_t i = 2; i < w->item_count + 2; i++)
        m->first[i] += m->first[i - 1];
    for (size_t i = 0; i < w->item_count; i++)
        m->list[m->first[w->items[i].head + 1]++] = (uint32_t)i;
    return true;
}

static void add_place(work *w, const zb_item *item, uint32_t *count) {
    zhibiao_place *place = zb_array_add(&w->pairing->places, 1);
    if (place)
        *place = item->place;
    (*count)++;
}

/* The head first, then what states the same. */
static void add_members(work *w, const members *m, const zb_item *head, bool with_head, uint32_t *count) {
    if (with_head)
        add_place(w, head, count);
    for (uint32_t i = m->first[head->head]; i < m->first[head->head + 1]; i++)
        if (&w->items[m->list[i]] != head)
            add_place(w, &w->items[m->list[i]], count);
}

static zhibiao_string add_string(work *w, zb_slice text) {
    zhibiao_string string = {(uint32_t)w->pairing->text.bytes.count, (uint32_t)text.size};
    if (!text.size)
        return (zhibiao_string){0, 0};
    zb_buffer_add(&w->pairing->text, text);
    zb_buffer_add_byte(&w->pairing->text, '\0');
    return string;
}

/* Ends a string that was begun at `start` in the pairing's text. */
static zhibiao_string end_string(work *w, uint32_t start) {
    zhibiao_string string = {start, (uint32_t)w->pairing->text.bytes.count - start};
    zb_buffer_add_byte(&w->pairing->text, '\0');
    return string.size ? string : (zhibiao_string){0, 0};
}

static zhibiao_string add_ratio(work *w, bool there, zb_number ratio) {
    char digits[64];
    size_t size = there ? zb_number_text(ratio, digits, sizeof digits) : 0;
    return add_string(w, (zb_slice){digits, size < sizeof digits ? size : 0});
}

static void say(work *w, const char *text) {
    zb_buffer_add(&w->pairing->text, zb_slice_of(text));
}

static void say_score(work *w, uint32_t score) {
    char digits[8] = {(char)('0' + score / 1000 % 10), '.', (char)('0' + score / 100 % 10), (char)('0' + score / 10 % 10), 0};
    say(w, digits);
}

static void common_row(work *w, const zb_item *item, zhibiao_pair *pair) {
    const document *d = &w->documents[item->place.result];
    zb_slice region = zb_result_get(item->result, item->record->region_name);
    if (!region.size || (means_all(zb_result_get(item->result, item->record->region_text)) && d->region_name.size))
        region = item->local ? zb_result_get(item->result, item->record->region_text) : d->region_name;
    pair->year = item->year;
    pair->indicator = add_string(w, zb_result_get(item->result, item->record->indicator_full.size
                                                                    ? item->record->indicator_full : item->record->indicator));
    pair->region = add_string(w, region);
}

static void judged_row(work *w, const zb_item *target, const zb_item *report, const got *g, zhibiao_pair *pair) {
    zb_judgement j = zb_judge(target, report);
    uint32_t start;
    j.notes |= g->notes | (target->name.size && zb_slice_equal(target->name, report->name) ? (uint32_t)ZHIBIAO_NOTE_NAME : 0);
    pair->verdict = (uint8_t)j.verdict;
    pair->notes = j.notes;
    pair->ratio = add_ratio(w, j.has_ratio, j.ratio);
    pair->ratio_low = add_ratio(w, j.has_low, j.low);
    pair->ratio_high = add_ratio(w, j.has_high, j.high);
    start = (uint32_t)w->pairing->text.bytes.count;
    zb_judge_reason(target, report, &j, &w->pairing->text);
    if (j.notes & ZHIBIAO_NOTE_COMPLETION)
        say(w, "; paired by the target that the report implies");
    if (j.notes & ZHIBIAO_NOTE_TIE)
        say(w, "; another report fits as well");
    if (j.notes & ZHIBIAO_NOTE_DIFFERS)
        say(w, "; the review gives another target");
    pair->reason = end_string(w, start);
}

static void unlike_row(work *w, const zb_item *target, const zb_item *report, uint8_t cause, zhibiao_pair *pair) {
    static const char *const words[] = {"", "", "", "unit", "measure", "place", "period"};
    uint32_t start = (uint32_t)w->pairing->text.bytes.count;
    pair->verdict = ZHIBIAO_NOT_COMPARABLE;
    say(w, "a report of the same words in another ");
    say(w, words[cause]);
    say(w, ": ");
    zb_buffer_add(&w->pairing->text, zb_result_get(target->result, target->quantity->text));
    say(w, " against ");
    zb_buffer_add(&w->pairing->text, zb_result_get(report->result, report->quantity->text));
    pair->reason = end_string(w, start);
}

static void missing_row(work *w, const zb_item *target, const got *g, zhibiao_pair *pair) {
    uint32_t start = (uint32_t)w->pairing->text.bytes.count;
    pair->verdict = ZHIBIAO_NO_REPORT;
    if (g->nearest == ZB_UNASSIGNED) {
        say(w, "no report shares its words");
    } else {
        const zb_item *report = w->reports[g->nearest];
        say(w, g->cause == ZHIBIAO_CAUSE_TAKEN     ? "the nearest report belongs to another target: "
               : g->cause == ZHIBIAO_CAUSE_SCOPE   ? "the nearest report is of another place: "
               : g->cause == ZHIBIAO_CAUSE_EARLIER ? "the nearest report is of an earlier period: "
                                                   : "no report resembles it enough; the nearest: ");
        zb_buffer_add(&w->pairing->text, report->words);
        say(w, " (");
        say_score(w, g->nearest_score);
        say(w, ", sharing ");
        zb_common_words(target, report, &w->pairing->text);
        say(w, ")");
    }
    pair->reason = end_string(w, start);
}

static void target_row(work *w, const members *m, const uint32_t *next, uint32_t *first, uint32_t index) {
    const zb_item *target = w->targets[index], *report = NULL;
    const got *g = &w->got[index];
    zhibiao_pair pair = {.plan = target->place, .notes = g->notes, .cause = g->cause, .score = g->score};
    bool lower;
    pair.goal = (uint8_t)zb_goal(target, &lower);
    common_row(w, target, &pair);
    pair.restated = (uint32_t)w->pairing->places.count;
    add_members(w, m, target, false, &pair.restated_count);
    for (uint32_t r = first[index]; r != ZB_UNASSIGNED; r = next[r])
        if (w->reports[r]->recalled)
            add_members(w, m, w->reports[r], true, &pair.restated_count);
    pair.reports = (uint32_t)w->pairing->places.count;
    if (g->report != ZB_UNASSIGNED) {
        report = w->reports[g->report];
        add_members(w, m, report, true, &pair.report_count);
        for (uint32_t r = first[index]; r != ZB_UNASSIGNED; r = next[r])
            if (!w->reports[r]->recalled && r != g->report)
                add_members(w, m, w->reports[r], true, &pair.report_count);
        uint32_t start = (uint32_t)w->pairing->text.bytes.count;
        zb_common_words(target, report, &w->pairing->text);
        pair.words = end_string(w, start);
    }
    if (!report)
        missing_row(w, target, g, &pair);
    else if (g->cause)
        unlike_row(w, target, report, g->cause, &pair);
    else
        judged_row(w, target, report, g, &pair);
    zhibiao_pair *slot = zb_array_add(&w->pairing->pairs, 1);
    if (slot)
        *slot = pair;
}

static void unplanned_row(work *w, const members *m, const zb_item *report) {
    zhibiao_pair pair = {.verdict = ZHIBIAO_UNPLANNED, .plan = {ZHIBIAO_NOWHERE, ZHIBIAO_NOWHERE}};
    common_row(w, report, &pair);
    pair.reports = (uint32_t)w->pairing->places.count;
    pair.restated = pair.reports;
    add_members(w, m, report, true, &pair.report_count);
    pair.reason = add_string(w, report->record->target.present ? ZB_SLICE("no plan has this target; the review names it itself")
                                                               : ZB_SLICE("no plan has a target for it"));
    zhibiao_pair *slot = zb_array_add(&w->pairing->pairs, 1);
    if (slot)
        *slot = pair;
}

static bool make_rows(work *w) {
    members m;
    uint32_t *first = zb_arena_get(&w->arena, (w->target_count + 1) * sizeof *first);
    uint32_t *next = zb_arena_get(&w->arena, (w->report_count + 1) * sizeof *next);
    if (!first || !next || !find_members(w, &m))
        return false;
    for (size_t i = 0; i < w->target_count; i++)
        first[i] = ZB_UNASSIGNED;
    for (size_t r = w->report_count; r-- > 0;) {
        next[r] = ZB_UNASSIGNED;
        if (w->row_of[r] != ZB_UNASSIGNED) {
            next[r] = first[w->row_of[r]];
            first[w->row_of[r]] = (uint32_t)r;
        }
    }
    for (size_t i = 0; i < w->item_count; i++) {
        const zb_item *item = &w->items[i];
        if (item->head != i)
            continue;
        if (i < w->target_items)
            target_row(w, &m, next, first, item->order);
        else if (w->row_of[item->order] == ZB_UNASSIGNED && !item->recalled)
            unplanned_row(w, &m, item);
    }
    return !w->pairing->pairs.failed && !w->pairing->places.failed && !w->pairing->text.bytes.failed;
}

/* ---- order ------------------------------------------------------------------------------------------------------------------- */

typedef struct grouping {
    const zhibiao_pairing *pairing;
    uint32_t keys;
} grouping;

static zb_slice pairing_slice(const zhibiao_pairing *pairing, zhibiao_string string) {
    zb_slice text = zb_buffer_slice(&pairing->text);
    return string.size ? (zb_slice){text.data + string.offset, string.size} : (zb_slice){"", 0};
}

static int by_group(const void *a, const void *b, const void *context) {
    const grouping *g = context;
    const zhibiao_pair *one = a, *two = b;
    int order = 0;
    if (g->keys & ZHIBIAO_GROUP_REGION)
        order = compare_slices(pairing_slice(g->pairing, one->region), pairing_slice(g->pairing, two->region));
    if (!order && (g->keys & ZHIBIAO_GROUP_YEAR))
        order = one->year < two->year ? -1 : one->year > two->year;
    return order ? order : compare_numbers(one->verdict == ZHIBIAO_UNPLANNED, two->verdict == ZHIBIAO_UNPLANNED);
}

/* ---- the whole ----------------------------------------------------------------------------------------------------------------- */

static zhibiao_pairing *new_pairing(const zb_memory *memory) {
    zhibiao_pairing *pairing = zb_get_zeroed(memory, 1, sizeof *pairing);
    if (!pairing)
        return NULL;
    pairing->memory = *memory;
    zb_array_init(&pairing->results, memory, sizeof(zhibiao_result *));
    zb_array_init(&pairing->pairs, memory, sizeof(zhibiao_pair));
    zb_array_init(&pairing->places, memory, sizeof(zhibiao_place));
    zb_buffer_init(&pairing->text, memory);
    zb_buffer_add_byte(&pairing->text, '\0');
    return pairing;
}

void zb_pairing_free(zhibiao_pairing *pairing) {
    if (!pairing)
        return;
    zb_memory memory = pairing->memory;
    for (size_t i = 0; i < pairing->results.count; i++)
        zb_result_free(*(zhibiao_result **)zb_array_at(&pairing->results, i));
    zb_array_clear(&pairing->results);
    zb_array_clear(&pairing->pairs);
    zb_array_clear(&pairing->places);
    zb_buffer_clear(&pairing->text);
    zb_put(&memory, pairing);
}

zhibiao_status zb_compare(const struct zhibiao_rules *rules, const zhibiao_result *const *plans, size_t plan_count,
                          const zhibiao_result *const *reviews, size_t review_count,
                          const zhibiao_compare_options *options, zhibiao_pairing **out, zhibiao_error *error) {
    work w = {.rules = rules, .pairing = new_pairing(&rules->memory)};
    if (!w.pairing)
        return zb_out_of_memory(error);
    w.threshold = options->threshold ? options->threshold : DEFAULT_THRESHOLD;
    zb_arena_init(&w.arena, &rules->memory);
    bool good = add_documents(&w, plans, plan_count, reviews, review_count) && read_items(&w) && find_pairs(&w) &&
                make_rows(&w);
    grouping g = {w.pairing, options->group};
    if (good && g.keys)
        good = zb_sort(&w.arena, w.pairing->pairs.data, w.pairing->pairs.count, sizeof(zhibiao_pair), by_group, &g);
    zb_arena_clear(&w.arena);
    if (!good || w.pairing->text.bytes.count > UINT32_MAX) {
        zb_pairing_free(w.pairing);
        return zb_out_of_memory(error);
    }
    *out = w.pairing;
    return ZHIBIAO_OK;
}
