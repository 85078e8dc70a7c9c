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
 * named first. Working memory is one arena.
 *
 * Rooms: items.c · heads.c · candidates.c, by likeness.c · pairs.c, by assign.c · rows.c, by verdict.c; and here the order of
 * rows, and what a comparison keeps of its documents. */
#include "pairing.h"

enum { DEFAULT_THRESHOLD = 500 };

/* ---- sorting ----------------------------------------------------------------------------------------------------- */

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

/* ---- copies ------------------------------------------------------------------------------------------------------ */

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
static bool add_document(zb_comparison *w, const zhibiao_result *given, const zhibiao_result *const *before,
                         size_t before_count) {
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
    w->documents[w->document_count++] = (zb_paper){.result = copy};
    return true;
}

static bool add_documents(zb_comparison *w, const zhibiao_result *const *plans, size_t plan_count,
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

/* ---- order ------------------------------------------------------------------------------------------------------- */

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
        order = zb_order_slices(pairing_slice(g->pairing, one->region), pairing_slice(g->pairing, two->region));
    if (!order && (g->keys & ZHIBIAO_GROUP_YEAR))
        order = one->year < two->year ? -1 : one->year > two->year;
    return order ? order : zb_order_numbers(one->verdict == ZHIBIAO_UNPLANNED, two->verdict == ZHIBIAO_UNPLANNED);
}

/* ---- the whole --------------------------------------------------------------------------------------------------- */

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
    zb_comparison w = {.rules = rules, .pairing = new_pairing(&rules->memory)};
    if (!w.pairing)
        return zb_out_of_memory(error);
    w.threshold = options->threshold ? options->threshold : DEFAULT_THRESHOLD;
    zb_arena_init(&w.arena, &rules->memory);
    bool good = add_documents(&w, plans, plan_count, reviews, review_count) && zb_items_read(&w) && zb_pairs_find(&w) &&
                zb_rows_make(&w);
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
