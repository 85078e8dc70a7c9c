/* Pairs to rows, the public form, in the order of the documents: a row a target, then one for each report without one.
 *
 *     target 100个, report 181个            exceeded, 1.81, "promised at least 100个, reported 181个 (181 %)"
 *     target 100个, report 3万平方米        not comparable, "a report of the same words in another unit: …"
 *     target 100个, nothing                 no report, "no report resembles it enough; the nearest: …"
 *     report 181个, no target               unplanned
 *
 * A row names all places that state it: its head first, then what states the same, then reports that joined it. */
#include "pairing.h"

/* ---- places ------------------------------------------------------------------------------------------------------ */

/* Items by head, each head's in the order of the documents. */
typedef struct members {
    uint32_t *first, *list;
} members;

static bool find_members(zb_comparison *w, members *m) {
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

static void add_place(zb_comparison *w, const zb_item *item, uint32_t *count) {
    zhibiao_place *place = zb_array_add(&w->pairing->places, 1);
    if (place)
        *place = item->place;
    (*count)++;
}

/* The head first, then what states the same. */
static void add_members(zb_comparison *w, const members *m, const zb_item *head, bool with_head, uint32_t *count) {
    if (with_head)
        add_place(w, head, count);
    for (uint32_t i = m->first[head->head]; i < m->first[head->head + 1]; i++)
        if (&w->items[m->list[i]] != head)
            add_place(w, &w->items[m->list[i]], count);
}

/* ---- strings ----------------------------------------------------------------------------------------------------- */

static zhibiao_string add_string(zb_comparison *w, zb_slice text) {
    zhibiao_string string = {(uint32_t)w->pairing->text.bytes.count, (uint32_t)text.size};
    if (!text.size)
        return (zhibiao_string){0, 0};
    zb_buffer_add(&w->pairing->text, text);
    zb_buffer_add_byte(&w->pairing->text, '\0');
    return string;
}

/* Ends a string that was begun at `start` in the pairing's text. */
static zhibiao_string end_string(zb_comparison *w, uint32_t start) {
    zhibiao_string string = {start, (uint32_t)w->pairing->text.bytes.count - start};
    zb_buffer_add_byte(&w->pairing->text, '\0');
    return string.size ? string : (zhibiao_string){0, 0};
}

static zhibiao_string add_ratio(zb_comparison *w, bool there, zb_number ratio) {
    char digits[64];
    size_t size = there ? zb_number_text(ratio, digits, sizeof digits) : 0;
    return add_string(w, (zb_slice){digits, size < sizeof digits ? size : 0});
}

static void say(zb_comparison *w, const char *text) {
    zb_buffer_add(&w->pairing->text, zb_slice_of(text));
}

static void say_score(zb_comparison *w, uint32_t score) {
    char digits[8] = {(char)('0' + score / 1000 % 10), '.', (char)('0' + score / 100 % 10), (char)('0' + score / 10 % 10), 0};
    say(w, digits);
}

/* ---- rows -------------------------------------------------------------------------------------------------------- */

static void common_row(zb_comparison *w, const zb_item *item, zhibiao_pair *pair) {
    const zb_paper *d = &w->documents[item->place.result];
    zb_slice region = zb_result_get(item->result, item->record->region_name);
    if (!region.size || (zb_means_all(zb_result_get(item->result, item->record->region_text)) && d->region_name.size))
        region = item->local ? zb_result_get(item->result, item->record->region_text) : d->region_name;
    pair->year = item->year;
    pair->indicator = add_string(w, zb_result_get(item->result, item->record->indicator_full.size
                                                                    ? item->record->indicator_full : item->record->indicator));
    pair->region = add_string(w, region);
}

static void judged_row(zb_comparison *w, const zb_item *target, const zb_item *report, const zb_got *g,
                       zhibiao_pair *pair) {
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

static void unlike_row(zb_comparison *w, const zb_item *target, const zb_item *report, uint8_t cause,
                       zhibiao_pair *pair) {
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

static void missing_row(zb_comparison *w, const zb_item *target, const zb_got *g, zhibiao_pair *pair) {
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

static void target_row(zb_comparison *w, const members *m, const uint32_t *next, uint32_t *first, uint32_t index) {
    const zb_item *target = w->targets[index], *report = NULL;
    const zb_got *g = &w->got[index];
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

static void unplanned_row(zb_comparison *w, const members *m, const zb_item *report) {
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

bool zb_rows_make(zb_comparison *w) {
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
