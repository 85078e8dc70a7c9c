/* Quantities as amounts: in the base unit of their dimension, and how finely they were written. */
#include "meaning.h"

/* Units are listed in simplified characters; quantities give them as written. */
const zb_unit *zb_amount_unit(const struct zhibiao_rules *rules, zb_slice unit) {
    char simple[64];
    if (unit.size <= sizeof simple && zb_traditional_find(&rules->traditional, unit) < unit.size) {
        memcpy(simple, unit.data, unit.size);
        zb_traditional_replace(&rules->traditional, simple, unit.size);
        unit.data = simple;
    }
    return zb_unit_named(&rules->vocabulary.units, unit);
}

bool zb_amount_base(const struct zhibiao_rules *rules, const zhibiao_result *result, const zhibiao_quantity *quantity,
                    zb_number *value, zb_number *upper) {
    const zb_unit *unit = zb_amount_unit(rules, zb_result_get(result, quantity->unit));
    zb_number low, high = {0, 0, 0};
    *value = *upper = high;
    if (!quantity->present || !unit || unit->factor.coefficient == 0)
        return true;
    if (!zb_number_multiply(quantity->number, unit->factor, &low) ||
        (quantity->range && !zb_number_multiply(quantity->upper_number, unit->factor, &high)))
        return false;
    *value = low;
    *upper = high;
    return true;
}

/* ---- how finely it was written --------------------------------------------------------------------------- */

/* A digit of either width, or -1. */
static int digit_of(uint32_t c) {
    if (c >= '0' && c <= '9')
        return (int)(c - '0');
    return c >= 0xFF10 && c <= 0xFF19 ? (int)(c - 0xFF10) : -1;
}

static int32_t scale_of(uint32_t c) {
    switch (c) {
    case 0x767E: return 2; /* 百 */
    case 0x5343: return 3; /* 千 */
    case 0x4E07: case 0x842C: return 4; /* 万 萬 */
    case 0x4EBF: case 0x5104: return 8; /* 亿 億 */
    default: return 0;
    }
}

static bool joins_range(uint32_t c) {
    return c == '-' || c == '~' || c == 0x2014 || c == 0x2013 || c == 0xFF0D || c == 0xFF5E || c == 0x81F3 || c == 0x5230;
}

/* 24.64万人: two decimals, a scale of four: the last digit counts hundreds. 3000人 counts each one. Of 6.1—6.5% the last
 * numeral speaks; figures in Chinese numerals (三万) are left as they are. */
zb_number zb_amount_rounding(zb_slice text) {
    int32_t decimals = 0, scale = 0;
    bool numeral = false, point = false, seen = false;
    uint32_t before = 0;
    for (size_t at = 0, width; at < text.size; at += width) {
        uint32_t c = zb_utf8_get(text.data + at, &width);
        if (digit_of(c) >= 0) {
            if (!numeral && seen && !joins_range(before))
                break; /* m2 */
            if (!numeral)
                decimals = scale = 0, point = false;
            numeral = seen = true;
            decimals += point;
        } else if (numeral && (c == '.' || c == 0xFF0E)) {
            point = true;
        } else if (numeral && scale_of(c)) {
            scale += scale_of(c);
        } else if (c != ',' && c != 0xFF0C) {
            numeral = false;
        }
        before = c;
    }
    if (!decimals && !scale)
        return (zb_number){0, 0, 1};
    return zb_number_half_step(scale - decimals);
}
