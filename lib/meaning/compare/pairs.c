/* Who gets whom: for each head among the targets the report that it is judged by, or why there is none.
 *
 *     1  by words         the assignment with the largest sum of what lies above the threshold
 *     2  by figure        完成年计划的107%, 10.7万人 implies 10万人: the only target that is 10万人 takes it
 *     3  what is alike    but of another unit, measure, place or period: paired, and not comparable
 *     4  the rest         a report of the same figure (10.7万人 and 107000人), or an earlier one, joins the row; what the
 *                         review recalls confirms the target or differs from it; for a target without report, the nearest */
#include "pairing.h"

/* Of 1000: how alike a thing has to be to another to be it, or to belong to it. */
enum { SAME_THING = 650, SAME_TARGET = 800, ATTACH = 600, RECALLED = 700, ALIKE = 620, TIED = 5 };

/* ---- by words ---------------------------------------------------------------------------------------------------- */

static bool is_free(const zb_comparison *w, uint32_t report) {
    return w->row_of[report] == ZB_UNASSIGNED && !w->reports[report]->recalled;
}

/* A report of the years before, or of another city, is none of this target, and not even one that cannot be compared. */
static bool is_candidate(const zb_comparison *w, size_t target, const zb_candidate *c, bool comparable) {
    if (!is_free(w, c->report) || (c->cause == ZHIBIAO_NO_CAUSE) != comparable || c->cause == ZHIBIAO_CAUSE_EARLIER)
        return false;
    if (!zb_places_meet(w->targets[target], w->reports[c->report]))
        return false;
    return c->score >= (comparable || w->threshold > ALIKE ? w->threshold : ALIKE);
}

static void give(zb_comparison *w, uint32_t target, uint32_t report, uint32_t score, uint8_t cause, uint32_t notes) {
    w->got[target] = (zb_got){.report = report, .score = score, .cause = cause, .notes = notes, .nearest = report};
    w->row_of[report] = target;
}

static uint32_t benefit_of(const zb_comparison *w, const zb_candidate *c) {
    return c->score >= w->threshold ? c->score - w->threshold + 20 : 1; /* 20: even the least pair is better than none */
}

/* The assignment over all targets that have nothing yet. */
static bool assign(zb_comparison *w, bool comparable) {
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
static void find_ties(zb_comparison *w) {
    for (size_t i = 0; i < w->target_count; i++)
        for (uint32_t k = 0; k < w->counts[i] && w->got[i].report != ZB_UNASSIGNED; k++) {
            const zb_candidate *c = &w->found[i * ZB_CANDIDATES + k];
            if (is_candidate(w, i, c, true) && c->score + TIED >= w->got[i].score && !w->got[i].cause &&
                !zb_same_figure(w->reports[c->report], w->reports[w->got[i].report]))
                w->got[i].notes |= ZHIBIAO_NOTE_TIE;
        }
}

/* ---- by the figure that a report implies ------------------------------------------------------------------------- */

typedef struct implied {
    const zhibiao_quantity *target;
    const zb_item *item;
    uint32_t index;
    bool report;
} implied;

static int by_target(const void *a, const void *b, const void *context) {
    const implied *one = a, *two = b;
    int order = zb_order_numbers(one->item->record->measure, two->item->record->measure);
    (void)context;
    if (!order)
        order = zb_order_slices(zb_result_get(one->item->result, one->target->unit),
                               zb_result_get(two->item->result, two->target->unit));
    if (!order)
        order = zb_number_compare(one->target->number, two->target->number);
    return order ? order : zb_order_numbers(one->report, two->report);
}

/* One target and one report of one figure, and that figure is no round one that anybody might have by chance. */
static bool says_enough(zb_number number) {
    return number.coefficient >= 10 || number.exponent >= 3 || number.coefficient < 0;
}

static bool pair_by_completion(zb_comparison *w) {
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

/* ---- what is left ------------------------------------------------------------------------------------------------ */

static bool ends_before(const zb_item *a, const zb_item *b) {
    if (!a->to.year || !b->to.year)
        return false;
    return a->to.year * 512 + a->to.month * 32 + a->to.day < b->to.year * 512 + b->to.month * 32 + b->to.day;
}

/* Reports of a target that has one: the same figure in other words, or an earlier one of the same year. */
static void attach_reports(zb_comparison *w) {
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
static void find_nearest(zb_comparison *w) {
    for (size_t i = 0; i < w->target_count; i++) {
        const zb_candidate *c = w->found + i * ZB_CANDIDATES;
        zb_got *g = &w->got[i];
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
static void note_own_targets(zb_comparison *w) {
    for (uint32_t i = 0; i < w->target_count; i++) {
        zb_got *g = &w->got[i];
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

bool zb_pairs_find(zb_comparison *w) {
    w->targets = zb_heads_find(w, 0, w->target_items, SAME_TARGET, &w->target_count);
    w->reports = w->targets ? zb_heads_find(w, w->target_items, w->item_count, SAME_THING, &w->report_count) : NULL;
    if (!w->reports)
        return false;
    w->found = zb_arena_get(&w->arena, (w->target_count * ZB_CANDIDATES + 1) * sizeof *w->found);
    w->counts = zb_arena_get(&w->arena, (w->target_count + 1) * sizeof *w->counts);
    w->got = zb_arena_get(&w->arena, (w->target_count + 1) * sizeof *w->got);
    w->row_of = zb_arena_get(&w->arena, (w->report_count + 1) * sizeof *w->row_of);
    if (w->arena.failed)
        return false;
    for (size_t i = 0; i < w->target_count; i++)
        w->got[i] = (zb_got){.report = ZB_UNASSIGNED, .nearest = ZB_UNASSIGNED};
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
