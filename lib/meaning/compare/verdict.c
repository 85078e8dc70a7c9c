/* Promised against reached.
 *
 * A target allows a band; the report lies in it, above or below:
 *
 *     100个            figure     [100, 100]      below short, above exceeded
 *     1200名以上       floor      [1200, 1200]    the same: who passes a floor has done more than asked
 *     5.5%以内         ceiling    (…, 5.5]        above short
 *     5%左右           tolerance  [4.5, 5.5]      percentages half a point, all else 5 % of the figure
 *     6%—6.5%          range      [6, 6.5]
 *
 * What is better the lower it is (失业率, 能耗) has a ceiling where others have a figure. Of a planned fall (下降3%) the sizes are
 * compared. A report outside the band, but not by more than its own rounding, has met it: 24.6万 is no shortfall of 24.61万.
 * A shortfall while the target's period goes on is pending. */
#include "compare.h"

static const char *const lower_is_better[] = {
    "失业率", "消费价格", "物价", "能耗", "排放", "PM2.5", "PM2．5", "细颗粒物", "死亡率", "发病率", "事故", "负债率", "赤字率", "不良贷款率",
    "不良率", "时限", "办结", "办理时间", "发案", "返贫", "违约率", "漏损率", "辍学率", "误差",
};
enum { LOWER = sizeof lower_is_better / sizeof *lower_is_better };

zhibiao_goal zb_goal(const zb_item *target, bool *lower) {
    static const zhibiao_goal goals[] = {ZHIBIAO_GOAL_FIGURE,  ZHIBIAO_GOAL_TOLERANCE, ZHIBIAO_GOAL_FLOOR,
                                         ZHIBIAO_GOAL_CEILING, ZHIBIAO_GOAL_FLOOR,     ZHIBIAO_GOAL_CEILING};
    uint8_t comparison = target->quantity->comparison;
    *lower = false;
    for (size_t i = 0; i < LOWER && target->base.coefficient >= 0; i++)
        *lower = *lower || zb_slice_contains(target->words, zb_slice_of(lower_is_better[i]));
    if (target->quantity->range)
        return ZHIBIAO_GOAL_RANGE;
    zhibiao_goal goal = comparison < sizeof goals / sizeof *goals ? goals[comparison] : ZHIBIAO_GOAL_FIGURE;
    return *lower && goal == ZHIBIAO_GOAL_FIGURE ? ZHIBIAO_GOAL_CEILING : goal;
}

/* ---- bands ------------------------------------------------------------------------------------------------------ */

typedef struct band {
    zb_number low, high;
    bool no_low, no_high;
} band;

static zb_number added(zb_number a, zb_number b) {
    zb_number sum;
    return zb_number_add(a, b, &sum) ? sum : a;
}

static zb_number tolerance_of(const zb_item *target, zb_number value) {
    zb_number product;
    if (target->dimension == ZHIBIAO_RATIO || target->dimension == ZHIBIAO_POINTS)
        return zb_number_make(5, target->based ? -3 : -1);
    return zb_number_multiply(value, zb_number_make(5, -2), &product) ? product : (zb_number){0, 0, 1};
}

static band allowed(const zb_item *target, zhibiao_goal goal, bool lower, zb_number value, zb_number upper) {
    band b = {value, value, false, false};
    zb_number tolerance = tolerance_of(target, value);
    if (goal == ZHIBIAO_GOAL_RANGE)
        b.high = upper;
    if (goal == ZHIBIAO_GOAL_TOLERANCE) {
        b.low = added(value, zb_number_negate(tolerance));
        b.high = added(value, tolerance);
    }
    b.no_low = goal == ZHIBIAO_GOAL_CEILING || (lower && goal != ZHIBIAO_GOAL_FLOOR);
    return b;
}

/* What the report's own bound and rounding leave open. */
static band left_open(const zb_item *report, zb_number value) {
    uint8_t comparison = report->quantity->comparison;
    band b = {added(value, zb_number_negate(report->half)), added(value, report->half), false, false};
    if (comparison == ZHIBIAO_OVER || comparison == ZHIBIAO_AT_LEAST)
        b = (band){value, value, false, true};
    if (comparison == ZHIBIAO_UNDER || comparison == ZHIBIAO_AT_MOST)
        b = (band){value, value, true, false};
    return b;
}

/* ---- judging ---------------------------------------------------------------------------------------------------- */

static zhibiao_verdict place_in(const band *may, zhibiao_goal goal, bool lower, zb_number value, uint8_t comparison,
                                const band *open, bool *rounded) {
    zhibiao_verdict above = goal == ZHIBIAO_GOAL_CEILING || lower ? ZHIBIAO_SHORT : ZHIBIAO_EXCEEDED;
    bool exact = comparison == ZHIBIAO_EQ || comparison == ZHIBIAO_ABOUT;
    int low = zb_number_compare(value, may->low), high = zb_number_compare(value, may->high);
    if (!may->no_low && low < 0) {
        *rounded = exact && zb_number_compare(open->high, may->low) >= 0;
        return *rounded ? ZHIBIAO_MET : ZHIBIAO_SHORT;
    }
    if (high > 0) {
        *rounded = exact && zb_number_compare(open->low, may->high) <= 0;
        return *rounded ? ZHIBIAO_MET : above;
    }
    if (!may->no_low && low == 0 && comparison == ZHIBIAO_UNDER)
        return ZHIBIAO_SHORT;
    return high == 0 && comparison == ZHIBIAO_OVER ? above : ZHIBIAO_MET;
}

/* To four decimals: rounded to the nearest, or down, or up. */
static bool ratio_of(zb_number value, zb_number target, int direction, zb_number *ratio) {
    const zb_number one = {1, 0, 1};
    zb_number fine;
    if (value.coefficient < 0 || target.coefficient <= 0)
        return false;
    if (direction)
        return zb_number_divide(value, target, -4, direction > 0, ratio);
    return zb_number_divide(value, target, -5, false, &fine) &&
           zb_number_divide(added(fine, zb_number_make(5, -5)), one, -4, false, ratio);
}

static int compare_dates(zhibiao_date a, zhibiao_date b) {
    int one = a.year * 512 + (a.month ? a.month : 12) * 32 + (a.day ? a.day : 31);
    int two = b.year * 512 + (b.month ? b.month : 12) * 32 + (b.day ? b.day : 31);
    return one < two ? -1 : one > two;
}

bool zb_partial(const zb_item *target, const zb_item *report) {
    zhibiao_date end = target->to.year ? target->to : (zhibiao_date){target->year, 12, 31};
    zhibiao_date reached = report->to;
    zhibiao_date written = zhibiao_result_document(report->result)->date;
    if (!reached.year && report->record->time_text.size && written.year == end.year && written.month)
        reached = written; /* 截至目前 */
    if (!reached.year && !report->year && target->to.year)
        return target->from.year != target->to.year; /* a target of years to come, a report of nobody knows when */
    return end.year && reached.year && compare_dates(reached, end) < 0;
}

static bool is_unit(const zb_item *item, const char *unit) {
    return zb_slice_starts(zb_result_get(item->result, item->quantity->unit), zb_slice_of(unit));
}

static uint32_t notes_of(const zb_item *target, const zb_item *report) {
    uint32_t notes = 0;
    zb_slice one = zb_result_get(target->result, target->quantity->unit);
    zb_slice two = zb_result_get(report->result, report->quantity->unit);
    bool times = is_unit(target, "人次") || is_unit(target, "人（次）") || is_unit(target, "人(次)");
    if (target->dimension == ZHIBIAO_PERSON && report->dimension == ZHIBIAO_PERSON && !zb_slice_equal(one, two) &&
        times != (is_unit(report, "人次") || is_unit(report, "人（次）") || is_unit(report, "人(次)")))
        notes |= ZHIBIAO_NOTE_TIMES;
    else if (!zb_slice_equal(one, two) && zb_number_compare(target->scale, report->scale))
        notes |= ZHIBIAO_NOTE_CONVERTED;
    if (report->quantity->comparison != ZHIBIAO_EQ)
        notes |= ZHIBIAO_NOTE_BOUND;
    if (zb_partial(target, report))
        notes |= ZHIBIAO_NOTE_PARTIAL;
    if (!target->year || !report->year || target->guessed || report->guessed)
        notes |= ZHIBIAO_NOTE_PERIOD_UNKNOWN;
    return notes;
}

zb_judgement zb_judge(const zb_item *target, const zb_item *report) {
    zb_judgement j = {.notes = notes_of(target, report)};
    bool lower, rounded = false, fall = target->base.coefficient < 0;
    j.goal = zb_goal(target, &lower);
    zb_number promised = target->base, upper = target->upper, reached = report->base;
    if (report->quantity->range && (j.goal == ZHIBIAO_GOAL_CEILING || lower))
        reached = report->upper;
    if (fall) {
        promised = zb_number_negate(promised);
        upper = zb_number_negate(upper);
        reached = zb_number_negate(reached);
    }
    if (target->quantity->range && zb_number_compare(promised, upper) > 0) {
        zb_number swap = promised;
        promised = upper;
        upper = swap;
    }
    band may = allowed(target, j.goal, lower, promised, upper), open = left_open(report, reached);
    j.verdict = place_in(&may, j.goal, lower, reached, report->quantity->comparison, &open, &rounded);
    j.notes |= (rounded ? (uint32_t)ZHIBIAO_NOTE_ROUNDING : 0) | (lower ? (uint32_t)ZHIBIAO_NOTE_LOWER : 0);
    if (j.verdict == ZHIBIAO_SHORT && (j.notes & ZHIBIAO_NOTE_PARTIAL) && !may.no_low)
        j.verdict = ZHIBIAO_PENDING;
    j.has_ratio = ratio_of(reached, promised, 0, &j.ratio);
    j.has_low = j.has_ratio && !open.no_low && ratio_of(open.low, promised, -1, &j.low);
    j.has_high = j.has_ratio && !open.no_high && ratio_of(open.high, promised, 1, &j.high);
    return j;
}

/* ---- in words ---------------------------------------------------------------------------------------------------- */

static void say(zb_buffer *out, const char *text) {
    zb_buffer_add(out, zb_slice_of(text));
}

static void say_quantity(zb_buffer *out, const zb_item *item) {
    zb_slice text = zb_result_get(item->result, item->quantity->text);
    if (item->base.coefficient < 0)
        say(out, "-");
    if (text.size) {
        zb_buffer_add(out, text);
    } else {
        zb_buffer_add(out, zb_result_get(item->result, item->quantity->value));
        zb_buffer_add(out, zb_result_get(item->result, item->quantity->unit));
    }
}

static void say_percent(zb_buffer *out, zb_number ratio) {
    char digits[64];
    zb_number percent = ratio;
    zb_number_scale(&percent, 2);
    zb_buffer_add(out, (zb_slice){digits, zb_number_text(percent, digits, sizeof digits)});
    say(out, " %");
}

static void say_bound(zb_buffer *out, const zb_item *report) {
    static const char *const words[] = {"", "about ", "over ", "under ", "at least ", "at most "};
    uint8_t comparison = report->quantity->comparison;
    say(out, comparison < sizeof words / sizeof *words ? words[comparison] : "");
}

void zb_judge_reason(const zb_item *target, const zb_item *report, const zb_judgement *j, zb_buffer *out) {
    static const char *const goals[] = {"", "", "at least ", "at most ", "about ", ""};
    static const char *const verdicts[] = {"", "met", "exceeded", "short", "not reached yet", "", "", ""};
    say(out, "promised ");
    say(out, goals[j->goal]);
    say_quantity(out, target);
    say(out, ", reported ");
    say_bound(out, report);
    say_quantity(out, report);
    if (j->has_ratio) {
        say(out, ", ");
        say_percent(out, j->ratio);
    }
    say(out, ": ");
    say(out, verdicts[j->verdict]);
    if (j->goal == ZHIBIAO_GOAL_TOLERANCE)
        say(out, target->dimension == ZHIBIAO_RATIO || target->dimension == ZHIBIAO_POINTS
                     ? "; about allows half a point" : "; about allows 5 %");
    if (j->notes & ZHIBIAO_NOTE_LOWER)
        say(out, "; less is better");
    if (j->notes & ZHIBIAO_NOTE_PARTIAL) {
        say(out, "; the period had not ended: ");
        zb_buffer_add(out, zb_result_get(report->result, report->record->time_text));
    }
    if (j->notes & ZHIBIAO_NOTE_TIMES)
        say(out, "; times against heads");
    if (j->notes & ZHIBIAO_NOTE_ROUNDING)
        say(out, "; within the report's rounding");
}
