/* What states one thing twice is one: its fullest words stand for all, and are the only ones that are paired.
 *
 *     heading      新增就业10万人
 *     paragraph    全年城镇新增就业10万人       the head; the heading's item is one of its members
 *
 * One year, one measure, one figure, words alike: so much has to agree. Sorted by figure, an item finds its like among a
 * few before it. Heads are numbered in the canonical order, by words and figures, not by which document was given first. */
#include "pairing.h"

/* By what it says, and only then by where it stands. */
static int canonical(const void *a, const void *b, const void *context) {
    const zb_item *one = *(zb_item *const *)a, *two = *(zb_item *const *)b;
    int order = zb_order_slices(one->words, two->words);
    (void)context;
    if (!order)
        order = zb_number_compare(one->base, two->base);
    if (!order)
        order = zb_order_slices(zb_result_get(one->result, zhibiao_result_document(one->result)->source),
                               zb_result_get(two->result, zhibiao_result_document(two->result)->source));
    if (!order)
        order = zb_order_numbers(one->record->sentence.byte_start, two->record->sentence.byte_start);
    if (!order)
        order = zb_order_numbers(one->quantity->span.byte_start, two->quantity->span.byte_start);
    return order ? order : zb_order_numbers(one->record->id, two->record->id);
}

/* Those that may state one thing stand together, the fullest words first. */
static int by_figure(const void *a, const void *b, const void *context) {
    const zb_item *one = *(zb_item *const *)a, *two = *(zb_item *const *)b;
    int order = zb_order_numbers(one->recalled, two->recalled);
    if (!order)
        order = zb_order_numbers(one->record->measure, two->record->measure);
    if (!order)
        order = zb_number_compare(one->base, two->base);
    if (!order)
        order = zb_order_numbers(two->weight, one->weight);
    return order ? order : canonical(a, b, context);
}

static bool states_the_same(zb_comparison *w, const zb_item *a, const zb_item *b, uint32_t least) {
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
static void find_heads(zb_comparison *w, zb_item **list, size_t count, uint32_t least) {
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
zb_item **zb_heads_find(zb_comparison *w, size_t first, size_t end, uint32_t least, size_t *count) {
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
