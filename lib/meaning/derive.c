/* What follows from the figures of a record: the target that was not written down, and whether the figures agree.
 *
 *     新增就业3.21万人，完成年计划的107%     target ≈ 30000人: actual ÷ completion
 *     转移就业21.5万人，超目标1.5万人         target 200000人: actual − gap
 *     投资49.3亿元，超计划15.3%               target ≈ 42.8亿元: a gap in percent is a completion of 115.3%
 *
 * Figures are rounded as written: 107% is anything from 106.5 to 107.5. Every result has the interval that follows from
 * that, and figures disagree only when no value within their intervals would do. */
#include "meaning.h"

typedef struct interval {
    zb_number low, high;
} interval;

/* A completion in percent, with half a step of its last place. */
typedef struct share {
    zb_number number, half;
} share;

static bool around(zb_number number, zb_number half, interval *out) {
    return zb_number_add(number, zb_number_negate(half), &out->low) && zb_number_add(number, half, &out->high);
}

static bool usable(const zhibiao_quantity *quantity) {
    return quantity->present && !quantity->range && quantity->number.denominator == 1;
}

/* 超计划15.3% of a sum of money. Of a rate (参保率高于计划1%) it would be a difference. */
static bool is_relative(const zhibiao_record *record) {
    return record->gap.dimension == ZHIBIAO_RATIO && record->actual.dimension != ZHIBIAO_RATIO;
}

/* 下降4.5%，低于预期9.5个百分点, 下降3.4%，超过目标0.4个百分点: of a fall such words mean one side as often as the other. */
static bool is_doubtful(const zhibiao_record *record) {
    zb_number zero = zb_number_make(0, 0);
    return zb_number_compare(record->actual.number, zero) < 0 && !record->target.present;
}

/* Points are of a rate: 投资12亿元，比序时进度快2.3个百分点 says nothing of the sum that was planned. */
static bool is_alike(const zhibiao_record *record) {
    return record->gap.dimension == record->actual.dimension ||
           (record->gap.dimension == ZHIBIAO_POINTS && record->actual.dimension == ZHIBIAO_RATIO);
}

/* The record's completion, or what a relative gap says of it. */
static bool share_of(const zhibiao_record *record, const zb_steps *steps, share *out) {
    if (usable(&record->completion)) {
        *out = (share){record->completion.number, steps->half[ZB_COMPLETION]};
        int32_t percent = record->completion.dimension == ZHIBIAO_MULTIPLE ? 2 : 0; /* 年度计划的1.2倍 */
        return zb_number_scale(&out->number, percent) && zb_number_scale(&out->half, percent);
    }
    out->half = steps->half[ZB_GAP];
    return usable(&record->gap) && is_relative(record) && zb_number_add(record->gap.number, zb_number_make(100, 0), &out->number);
}

/* actual ÷ completion: the smallest over the largest, the largest over the smallest. */
static bool target_of_share(const zhibiao_record *record, const zb_steps *steps, share completion, interval *out) {
    interval actual, part;
    int32_t place = record->actual.number.exponent < 0 ? record->actual.number.exponent - 2 : 0;
    if (!around(record->actual.number, steps->half[ZB_ACTUAL], &actual) || !around(completion.number, completion.half, &part))
        return false;
    if (!zb_number_scale(&part.low, -2) || !zb_number_scale(&part.high, -2) ||
        zb_number_compare(part.low, zb_number_make(0, 0)) <= 0 || zb_number_compare(actual.low, zb_number_make(0, 0)) <= 0)
        return false;
    return zb_number_divide(actual.low, part.high, place, false, &out->low) &&
           zb_number_divide(actual.high, part.low, place, true, &out->high);
}

static bool target_of_gap(const zhibiao_record *record, const zb_steps *steps, interval *out, zb_number *exact) {
    zb_number half;
    return zb_number_add(record->actual.number, zb_number_negate(record->gap.number), exact) &&
           zb_number_add(steps->half[ZB_ACTUAL], steps->half[ZB_GAP], &half) && around(*exact, half, out);
}

static void derive(zhibiao_result *result, zhibiao_record *record, interval bounds, zb_number value,
                   zhibiao_comparison comparison, const char *from) {
    zhibiao_quantity *target = &record->target;
    *target = (zhibiao_quantity){.present = 1, .comparison = (uint8_t)comparison,
                                 .dimension = record->actual.dimension, .number = value};
    target->value = zb_result_add_number(result, value);
    target->unit = record->actual.unit;
    target->per = record->actual.per;
    target->derived = zb_result_add(result, zb_slice_of(from));
    target->low = zb_result_add_number(result, bounds.low);
    target->high = zb_result_add_number(result, bounds.high);
}

/* Actual over target in percent, as exactly as the completion was written, and whether the two agree within rounding. */
static void check_share(zhibiao_result *result, zhibiao_record *record, const zb_steps *steps, share completion) {
    interval actual, target, part, computed;
    zb_number half = record->target.derived.size > 0 ? zb_number_make(0, 0) : steps->half[ZB_TARGET], value, hundred;
    int32_t place = completion.number.exponent < 0 ? completion.number.exponent : 0;
    if (!around(record->actual.number, steps->half[ZB_ACTUAL], &actual) ||
        !around(record->target.number, half, &target) ||
        !around(completion.number, completion.half, &part) ||
        zb_number_compare(target.low, zb_number_make(0, 0)) <= 0)
        return;
    hundred = record->actual.number;
    if (!zb_number_scale(&actual.low, 2) || !zb_number_scale(&actual.high, 2) || !zb_number_scale(&hundred, 2) ||
        !zb_number_divide(actual.low, target.high, place - 3, false, &computed.low) ||
        !zb_number_divide(actual.high, target.low, place - 3, true, &computed.high))
        return;
    /* rounded half up: the floor of value + half */
    zb_number rounded, half_step = zb_number_half_step(place);
    if (!zb_number_divide(hundred, record->target.number, place - 3, false, &value) ||
        !zb_number_add(value, half_step, &rounded) ||
        !zb_number_divide(rounded, zb_number_make(1, 0), place, false, &value))
        return;
    if (!record->completion.present && !zb_number_add(value, zb_number_make(-100, 0), &value)) /* said as a gap */
        return;
    bool agree = zb_number_compare(computed.low, part.high) <= 0 && zb_number_compare(computed.high, part.low) >= 0;
    record->check = agree ? ZHIBIAO_CONSISTENT : ZHIBIAO_INCONSISTENT;
    record->check_computed = zb_result_add_number(result, value);
}

/* The gap on the side that the figures show, where both are falls: 下降3.4%，超过3%的目标0.4个百分点. */
static zb_number said_of(const zhibiao_record *record, zb_number difference) {
    zb_number zero = zb_number_make(0, 0);
    bool falls = zb_number_compare(record->actual.number, zero) < 0 && zb_number_compare(record->target.number, zero) < 0;
    bool turned = (zb_number_compare(difference, zero) < 0) != (zb_number_compare(record->gap.number, zero) < 0);
    return falls && turned ? zb_number_negate(record->gap.number) : record->gap.number;
}

static void check_gap(zhibiao_result *result, zhibiao_record *record, const zb_steps *steps) {
    zb_number difference, off, slack, most;
    if (!zb_number_add(record->actual.number, zb_number_negate(record->target.number), &difference) ||
        !zb_number_add(difference, zb_number_negate(said_of(record, difference)), &off) ||
        !zb_number_add(steps->half[ZB_ACTUAL], steps->half[ZB_GAP], &slack) ||
        !zb_number_add(slack, steps->half[ZB_TARGET], &most))
        return;
    bool agree = zb_number_compare(off, most) <= 0 && zb_number_compare(zb_number_negate(off), most) <= 0;
    record->check = agree ? ZHIBIAO_CONSISTENT : ZHIBIAO_INCONSISTENT;
    record->check_computed = zb_result_add_number(result, difference);
}

void zb_record_derive(zhibiao_result *result, zhibiao_record *record, const zb_steps *steps) {
    interval bounds;
    zb_number exact;
    share completion;
    if (!usable(&record->actual))
        return;
    bool shared = share_of(record, steps, &completion), gap = !shared && usable(&record->gap) && is_alike(record) && !is_doubtful(record);
    if (!record->target.present && shared && target_of_share(record, steps, completion, &bounds))
        derive(result, record, bounds, zb_number_roundest(bounds.low, bounds.high), ZHIBIAO_ABOUT,
               record->completion.present ? "completion" : "gap");
    else if (!record->target.present && gap && target_of_gap(record, steps, &bounds, &exact))
        derive(result, record, bounds, exact, ZHIBIAO_EQ, "gap");
    else if (usable(&record->target) && gap)
        check_gap(result, record, steps);
    if (shared && usable(&record->target) && !zb_number_is_zero(record->target.number))
        check_share(result, record, steps, completion);
}
