/* The scorecard: each target with what was reached, its bar, the rule by which it was judged, and both quotes; below, what was
 * reported without a target. `zhibiao compare --format html`.
 *
 * The boxes above hide the rows of a verdict by style alone; where a browser knows no such style everything stays in sight.
 */
#include "pages.h"

typedef struct card {
    zb_show *show;
    const zhibiao_pairing *pairing;
    const zhibiao_pair *pair;
    uint64_t number; /* of the row, from 1 */
} card;

static const zhibiao_place *places_at(const card *c, uint32_t index) {
    return zhibiao_pairing_places(c->pairing) + index;
}

static zb_slice string(const card *c, zhibiao_string string) {
    return (zb_slice){zhibiao_pairing_string(c->pairing, string), string.size};
}

static bool exists(zhibiao_place place) {
    return place.result != ZHIBIAO_NOWHERE;
}

static zb_row row_at(const card *c, zhibiao_place place) {
    const zhibiao_result *result = zhibiao_pairing_result(c->pairing, place.result);
    return (zb_row){result, zhibiao_result_records(result) + place.record};
}

static zhibiao_place report_of(const card *c) {
    return c->pair->report_count ? *places_at(c, c->pair->reports) : (zhibiao_place){ZHIBIAO_NOWHERE, ZHIBIAO_NOWHERE};
}

/* What the report says was reached; of one that only recalls a target nothing. */
static const zhibiao_quantity *reached(zb_row row) {
    return row.record->actual.present ? &row.record->actual : NULL;
}

/* ---- the bar ------------------------------------------------------------------------------------------ */

/* "1.0713" → 1.0713; the string is ours, so its shape is known. */
static double decimal(zb_slice text) {
    double value = 0, place = 0;
    for (size_t i = 0; i < text.size; i++) {
        char c = text.data[i];
        if (c == '.')
            place = 1;
        if (c < '0' || c > '9')
            continue;
        value = value * 10 + (c - '0');
        place *= 10;
    }
    value = place > 0 ? value / place : value;
    return text.size && text.data[0] == '-' ? -value : value;
}

static bool same_unit(zb_row a, const zhibiao_quantity *q, zb_row b, const zhibiao_quantity *r) {
    return zb_slice_equal(zb_row_string(a, q->unit), zb_row_string(b, r->unit)) &&
           zb_slice_equal(zb_row_string(a, q->per), zb_row_string(b, r->per));
}

static double size_of(double value) {
    return value < 0 ? -value : value;
}

/* In the unit of both, or where they differ in targets: the target is 1 and the actual the ratio. */
static bool measure_bar(const card *c, zb_bar *bar) {
    zhibiao_place report = report_of(c);
    if (!exists(c->pair->plan) || !exists(report) || c->pair->verdict == ZHIBIAO_NOT_COMPARABLE)
        return false;
    zb_row a = row_at(c, c->pair->plan), b = row_at(c, report);
    const zhibiao_quantity *target = &a.record->target, *actual = reached(b);
    if (!actual || !target->present || target->number.denominator == 0 || actual->number.denominator == 0)
        return false;
    *bar = (zb_bar){.goal = c->pair->goal, .verdict = c->pair->verdict,
                    .lower = (c->pair->notes & ZHIBIAO_NOTE_LOWER) != 0};
    bool percent = target->dimension == ZHIBIAO_RATIO || target->dimension == ZHIBIAO_POINTS;
    if (same_unit(a, target, b, actual)) {
        bar->target = zb_bar_number(target->number);
        bar->upper = target->range ? zb_bar_number(target->upper_number) : bar->target;
        bar->actual = zb_bar_number(actual->number);
    } else if (c->pair->ratio.size && !target->range) {
        bar->target = bar->upper = 1;
        bar->actual = decimal(string(c, c->pair->ratio));
        percent = false;
    } else {
        return false;
    }
    if (bar->goal == ZHIBIAO_GOAL_TOLERANCE)
        bar->slack = percent ? 0.5 : size_of(bar->target) / 20;
    return true;
}

/* "1.0713" → 107.13%: two places to the left. */
static void show_percent(zb_show *show, zb_slice ratio) {
    char digits[64];
    size_t count = 0, point = SIZE_MAX;
    for (size_t i = 0; i < ratio.size && count < sizeof digits - 4; i++) {
        if (ratio.data[i] == '.')
            point = count;
        else if (ratio.data[i] == '-')
            zb_show_html(show, "-");
        else
            digits[count++] = ratio.data[i];
    }
    point = point == SIZE_MAX ? count : point;
    for (point += 2; count < point;)
        digits[count++] = '0';
    size_t from = 0;
    while (from + 1 < point && digits[from] == '0')
        from++;
    while (count > point && digits[count - 1] == '0')
        count--;
    zb_show_text(show, (zb_slice){digits + from, point - from});
    if (count > point)
        zb_show_html(show, ".");
    zb_show_text(show, (zb_slice){digits + point, count - point});
    zb_show_html(show, "%");
}

static void labelled(const card *c, zb_label label, zhibiao_place place, const zhibiao_quantity *quantity) {
    zb_show_label(c->show, label);
    zb_show_html(c->show, " ");
    zb_show_quantity(c->show, row_at(c, place), quantity);
}

static void bar_words(const card *c) {
    zhibiao_place report = report_of(c);
    zb_show_html(c->show, "<title>");
    zb_show_short(c->show, string(c, c->pair->indicator));
    zb_show_html(c->show, "</title><desc>");
    labelled(c, ZB_LABEL_ACTUAL, report, reached(row_at(c, report)));
    zb_show_label(c->show, ZB_LABEL_SEPARATOR);
    labelled(c, ZB_LABEL_TARGET, c->pair->plan, &row_at(c, c->pair->plan).record->target);
    zb_show_label(c->show, ZB_LABEL_SEPARATOR);
    zb_show_label(c->show, (zb_label)(ZB_LABEL_NO_VERDICT + c->pair->verdict));
    zb_show_html(c->show, "</desc>");
}

static void show_svg(const card *c) {
    zb_bar bar;
    if (!measure_bar(c, &bar))
        return;
    zb_show_html(c->show, "<svg role=\"img\" viewBox=\"0 0 1000 40\" preserveAspectRatio=\"none\">");
    bar_words(c);
    zb_show_bar(c->show, &bar);
    zb_show_html(c->show, "</svg>\n");
}

static void value_mark(const card *c, zb_label label, uint8_t kind, zb_row row, const zhibiao_quantity *quantity) {
    zb_show_html(c->show, "<span class=\"value\"><b>");
    zb_show_label(c->show, label);
    zb_show_html(c->show, "</b> <span class=\"k ");
    zb_show_html(c->show, zb_mark_class(kind));
    zb_show_html(c->show, "\">");
    zb_show_quantity(c->show, row, quantity);
    zb_show_html(c->show, "</span> ");
    zb_show_exact(c->show, row, quantity);
    zb_show_html(c->show, "</span> ");
}

static void show_figure(const card *c) {
    zhibiao_place report = report_of(c);
    zb_show_html(c->show, "<figure>");
    show_svg(c);
    zb_show_html(c->show, "<figcaption>");
    if (exists(c->pair->plan)) {
        zb_row row = row_at(c, c->pair->plan);
        value_mark(c, ZB_LABEL_TARGET, ZHIBIAO_MARK_TARGET, row, &row.record->target);
    }
    if (exists(report)) {
        zb_row row = row_at(c, report);
        const zhibiao_quantity *actual = reached(row);
        if (actual)
            value_mark(c, ZB_LABEL_ACTUAL, ZHIBIAO_MARK_ACTUAL, row, actual);
    }
    if (c->pair->ratio.size) {
        zb_show_html(c->show, "<span class=\"value\"><b>");
        zb_show_label(c->show, ZB_LABEL_RATIO);
        zb_show_html(c->show, "</b> ");
        show_percent(c->show, string(c, c->pair->ratio));
        zb_show_html(c->show, "</span>");
    }
    zb_show_html(c->show, "</figcaption></figure>\n");
}

/* ---- why ---------------------------------------------------------------------------------------------- */

static void fact(const card *c, uint32_t *count, zb_label label) {
    if ((*count)++)
        zb_show_label(c->show, ZB_LABEL_SEPARATOR);
    zb_show_label(c->show, label);
    zb_show_label(c->show, ZB_LABEL_COLON);
}

static void show_notes(const card *c, uint32_t *count) {
    bool first = true;
    for (uint32_t i = 0; i < ZB_NOTE_LABELS; i++) {
        if (!(c->pair->notes >> i & 1U))
            continue;
        if (first)
            fact(c, count, ZB_LABEL_NOTES);
        else
            zb_show_html(c->show, c->show->english ? ", " : "、");
        zb_show_label(c->show, (zb_label)(ZB_LABEL_NOTE_NAME + i));
        first = false;
    }
}

static void show_why(const card *c) {
    const zhibiao_pair *pair = c->pair;
    uint32_t count = 0;
    zb_show_html(c->show, "<p class=\"facts\">");
    if (pair->goal > ZHIBIAO_NO_GOAL && pair->goal <= ZHIBIAO_GOAL_RANGE) {
        fact(c, &count, ZB_LABEL_JUDGED_BY);
        zb_show_label(c->show, (zb_label)(ZB_LABEL_NO_GOAL + pair->goal));
    }
    if (pair->cause > ZHIBIAO_NO_CAUSE && pair->cause <= ZHIBIAO_CAUSE_PERIOD) {
        fact(c, &count, ZB_LABEL_CAUSE);
        zb_show_label(c->show, (zb_label)(ZB_LABEL_NO_CAUSE + pair->cause));
    }
    show_notes(c, &count);
    if (pair->words.size) {
        fact(c, &count, ZB_LABEL_WORDS);
        zb_show_short(c->show, string(c, pair->words));
    }
    if (pair->score) {
        fact(c, &count, ZB_LABEL_SCORE);
        zb_show_number(c->show, pair->score);
        zb_show_html(c->show, "/1000");
    }
    zb_show_html(c->show, "</p>\n");
    if (!c->show->english || !pair->reason.size)
        return;
    zb_show_html(c->show, "<p class=\"facts\">");
    zb_show_text(c->show, string(c, pair->reason));
    zb_show_html(c->show, ".</p>\n");
}

/* ---- quotes ------------------------------------------------------------------------------------------- */

static void show_quote(const card *c, zb_label label, zhibiao_place place) {
    zb_row row = row_at(c, place);
    zb_show_html(c->show, "<div><p><b>");
    zb_show_label(c->show, label);
    zb_show_html(c->show, "</b> <cite>");
    zb_show_text(c->show, zb_row_source(row));
    zb_show_html(c->show, "</cite></p>\n");
    zb_show_sentence(c->show, row);
    zb_show_facts(c->show, row);
    zb_show_html(c->show, "</div>\n");
}

static void show_quotes(const card *c) {
    enum { MOST = 8 }; /* of restatements; a target in fifty documents need not be read fifty times */
    const zhibiao_pair *pair = c->pair;
    zb_show_html(c->show, "<div class=\"quotes\">\n");
    if (exists(pair->plan))
        show_quote(c, ZB_LABEL_PROMISED, pair->plan);
    if (pair->report_count)
        show_quote(c, ZB_LABEL_REPORTED, report_of(c));
    for (uint32_t i = 0; i < pair->restated_count && i < MOST; i++)
        show_quote(c, ZB_LABEL_RESTATED, *places_at(c, pair->restated + i));
    for (uint32_t i = 1; i < pair->report_count && i <= MOST; i++)
        show_quote(c, ZB_LABEL_FURTHER, *places_at(c, pair->reports + i));
    zb_show_html(c->show, "</div>\n");
}

/* ---- a row -------------------------------------------------------------------------------------------- */

static void show_heading(const card *c) {
    zb_show *show = c->show;
    char room[24];
    zb_show_html(show, "<h3><a class=\"no\" href=\"#p");
    zb_show_number(show, c->number);
    zb_show_html(show, "\">");
    zb_show_number(show, c->number);
    zb_show_html(show, "</a> <span lang=\"zh-CN\">");
    zb_show_text(show, string(c, c->pair->indicator));
    zb_show_html(show, "</span> <span class=\"verdict\">");
    zb_show_label(show, (zb_label)(ZB_LABEL_NO_VERDICT + (c->pair->verdict & 7U)));
    zb_show_html(show, "</span></h3>\n");
    if (!c->pair->region.size && c->pair->year <= 0)
        return;
    zb_show_html(show, "<p class=\"facts\">");
    zb_show_text(show, string(c, c->pair->region));
    if (c->pair->year > 0) {
        zb_show_html(show, " ");
        zb_show_text(show, zb_digits((uint64_t)c->pair->year, room));
    }
    zb_show_html(show, "</p>\n");
}

static void show_card(const card *c) {
    zb_show_html(c->show, "<section class=\"row v");
    zb_show_number(c->show, c->pair->verdict & 7U);
    zb_show_html(c->show, "\" id=\"p");
    zb_show_number(c->show, c->number);
    zb_show_html(c->show, "\">\n");
    show_heading(c);
    show_figure(c);
    show_why(c);
    show_quotes(c);
    zb_show_html(c->show, "</section>\n");
}

/* ---- the page ----------------------------------------------------------------------------------------- */

static uint64_t count_of(const zhibiao_pairing *pairing, uint8_t verdict) {
    const zhibiao_pair *pairs = zhibiao_pairing_pairs(pairing);
    uint64_t count = 0;
    for (size_t i = 0; i < zhibiao_pairing_count(pairing); i++)
        count += pairs[i].verdict == verdict;
    return count;
}

/* The boxes stand before the rows as their siblings: that is all that the style needs. */
static void show_filters(zb_show *show, const zhibiao_pairing *pairing) {
    for (uint8_t verdict = ZHIBIAO_MET; verdict <= ZHIBIAO_UNPLANNED; verdict++) {
        uint64_t count = count_of(pairing, verdict);
        if (!count)
            continue;
        zb_show_html(show, "<input class=\"f\" type=\"checkbox\" checked id=\"f");
        zb_show_number(show, verdict);
        zb_show_html(show, "\"><label class=\"fl v");
        zb_show_number(show, verdict);
        zb_show_html(show, "\" for=\"f");
        zb_show_number(show, verdict);
        zb_show_html(show, "\"><span class=\"verdict\">");
        zb_show_label(show, (zb_label)(ZB_LABEL_NO_VERDICT + verdict));
        zb_show_html(show, " ");
        zb_show_number(show, count);
        zb_show_html(show, "</span></label>\n");
    }
}

static void show_sources(zb_show *show, const zhibiao_pairing *pairing) {
    zb_show_html(show, "<ul class=\"sources\" lang=\"zh-CN\">\n");
    for (size_t i = 0; i < zhibiao_pairing_result_count(pairing); i++) {
        const zhibiao_result *result = zhibiao_pairing_result(pairing, i);
        char room[24];
        zb_slice date = zb_date_text(zhibiao_result_document(result)->date, room);
        zb_show_html(show, "<li>");
        zb_show_text(show, zb_row_source((zb_row){result, NULL}));
        if (date.size)
            zb_show_html(show, ", ");
        zb_show_text(show, date);
        zb_show_html(show, "</li>\n");
    }
    zb_show_html(show, "</ul>\n");
}

/* Targets, or what was not planned. Numbers count all rows. */
static void show_rows(zb_show *show, const zhibiao_pairing *pairing, bool planned) {
    const zhibiao_pair *pairs = zhibiao_pairing_pairs(pairing);
    for (size_t i = 0; i < zhibiao_pairing_count(pairing) && !show->out->failed; i++) {
        card c = {show, pairing, &pairs[i], i + 1};
        if ((pairs[i].verdict != ZHIBIAO_UNPLANNED) == planned)
            show_card(&c);
    }
}

void zb_html_comparison(zb_out *out, zhibiao_format format, const zhibiao_pairing *pairing) {
    zb_show show = {out, format == ZHIBIAO_HTML_EN};
    uint64_t unplanned = count_of(pairing, ZHIBIAO_UNPLANNED);
    zb_show_html(&show, "<h2>");
    zb_show_label(&show, ZB_LABEL_SCORE_TITLE);
    zb_show_html(&show, "</h2>\n");
    show_sources(&show, pairing);
    zb_show_html(&show, "<p class=\"note\">");
    zb_show_label(&show, ZB_LABEL_SCORE_INTRO);
    zb_show_html(&show, "</p>\n");
    show_filters(&show, pairing);
    zb_show_html(&show, "<div>\n");
    if (zhibiao_pairing_count(pairing) == unplanned) {
        zb_show_html(&show, "<p class=\"note\">");
        zb_show_label(&show, ZB_LABEL_NO_TARGETS);
        zb_show_html(&show, "</p>\n");
    }
    show_rows(&show, pairing, true);
    if (unplanned) {
        zb_show_html(&show, "<details open>\n<summary>");
        zb_show_label(&show, ZB_LABEL_UNPLANNED_ROWS);
        zb_show_html(&show, " ");
        zb_show_number(&show, unplanned);
        zb_show_html(&show, "</summary>\n");
        show_rows(&show, pairing, false);
        zb_show_html(&show, "</details>\n");
    }
    zb_show_html(&show, "</div>\n");
}
