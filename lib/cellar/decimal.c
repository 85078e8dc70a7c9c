/* Exact decimals and fractions: coefficient × 10^exponent ÷ denominator.
 *
 * All work is done on magnitudes of 256 bits, kept as eight 32-bit limbs, and a sign beside them; only at the end
 * must a result fit its fields again. That is wide enough for every intermediate value: coefficient (63 bits) times
 * the other's denominator (32 bits) times a power of ten that aligns the exponents (up to 10^47, 157 bits). Exponents
 * that differ by more than that decide a comparison, or put a sum out of range, without any arithmetic.
 *
 *     2.5 + 0.25          25×10^-1 + 25×10^-2      = 250 + 25 at 10^-2 = 275×10^-2
 *     1/3 + 1/6           (1×6 + 1×3) ÷ 18         = 9 ÷ 18 = 1 ÷ 2
 *     32100 ÷ 107%      at 10^0, down            = 30000
 *
 * Normal form: zero is 0×10^0÷1; a decimal's coefficient has no trailing zero; a fraction is reduced and its exponent
 * is never negative. Fields that a caller filled by hand (2 ÷ 4) are accepted everywhere; a denominator of 0 means 1.
 * The one coefficient not allowed is INT64_MIN, which cannot be negated. */
#include "base.h"

enum { LIMBS = 8, ALIGN_MOST = 47 };

typedef struct wide {
    uint32_t limb[LIMBS]; /* least first */
} wide;

static wide wide_of(uint64_t value) {
    return (wide){{(uint32_t)value, (uint32_t)(value >> 32)}};
}

static bool wide_is_zero(const wide *a) {
    uint32_t all = 0;
    for (int i = 0; i < LIMBS; i++)
        all |= a->limb[i];
    return all == 0;
}

static int wide_compare(const wide *a, const wide *b) {
    for (int i = LIMBS - 1; i >= 0; i--) {
        if (a->limb[i] != b->limb[i])
            return a->limb[i] < b->limb[i] ? -1 : 1;
    }
    return 0;
}

/* These two tell whether the result was cut. */
static bool wide_multiply(wide *a, uint32_t factor) {
    uint64_t carry = 0;
    for (int i = 0; i < LIMBS; i++) {
        carry += (uint64_t)a->limb[i] * factor;
        a->limb[i] = (uint32_t)carry;
        carry >>= 32;
    }
    return carry == 0;
}

static bool wide_add(wide *a, const wide *b) {
    uint64_t carry = 0;
    for (int i = 0; i < LIMBS; i++) {
        carry += (uint64_t)a->limb[i] + b->limb[i];
        a->limb[i] = (uint32_t)carry;
        carry >>= 32;
    }
    return carry == 0;
}

/* a -= b, where b is not the larger. */
static void wide_subtract(wide *a, const wide *b) {
    uint64_t borrow = 0;
    for (int i = 0; i < LIMBS; i++) {
        uint64_t part = (uint64_t)a->limb[i] - b->limb[i] - borrow;
        a->limb[i] = (uint32_t)part;
        borrow = part >> 63;
    }
}

static bool wide_power(wide *a, int64_t tens) {
    bool fits = true;
    for (; tens >= 9; tens -= 9)
        fits = wide_multiply(a, 1000000000u) && fits;
    for (; tens > 0; tens--)
        fits = wide_multiply(a, 10u) && fits;
    return fits;
}

/* a ÷= divisor; returns the remainder. */
static uint32_t wide_divide_small(wide *a, uint32_t divisor) {
    uint64_t rest = 0;
    for (int i = LIMBS - 1; i >= 0; i--) {
        rest = rest << 32 | a->limb[i];
        a->limb[i] = (uint32_t)(rest / divisor);
        rest %= divisor;
    }
    return (uint32_t)rest;
}

static void wide_double(wide *a, uint32_t low_bit) {
    for (int i = 0; i < LIMBS; i++) {
        uint32_t high = a->limb[i] >> 31;
        a->limb[i] = a->limb[i] << 1 | low_bit;
        low_bit = high;
    }
}

static bool wide_get(const wide *a, uint64_t *value) {
    for (int i = 2; i < LIMBS; i++) {
        if (a->limb[i])
            return false;
    }
    *value = (uint64_t)a->limb[1] << 32 | a->limb[0];
    return true;
}

/* a becomes the quotient, the remainder is returned. b is neither zero nor above 2^255. Nearly always both fit
 * a machine word; else long division bit by bit. */
static wide wide_divide(wide *a, const wide *b) {
    uint64_t x = 0, y = 0;
    if (wide_get(a, &x) && wide_get(b, &y)) {
        *a = wide_of(x / y);
        return wide_of(x % y);
    }
    wide rest = wide_of(0), quotient = wide_of(0);
    int top = LIMBS - 1;
    while (top > 0 && a->limb[top] == 0)
        top--;
    for (int bit = top * 32 + 31; bit >= 0; bit--) {
        wide_double(&rest, a->limb[bit / 32] >> (bit % 32) & 1);
        bool goes = wide_compare(&rest, b) >= 0;
        if (goes)
            wide_subtract(&rest, b);
        wide_double(&quotient, goes);
    }
    *a = quotient;
    return rest;
}

static wide wide_gcd(wide a, wide b) {
    while (!wide_is_zero(&b)) {
        wide rest = wide_divide(&a, &b);
        a = b;
        b = rest;
    }
    return a;
}

/* ---- numbers ------------------------------------------------------------------------------------------ */

static uint64_t magnitude(zb_number number) {
    return number.coefficient < 0 ? 0 - (uint64_t)number.coefficient : (uint64_t)number.coefficient;
}

static uint32_t denominator(zb_number number) {
    return number.denominator ? number.denominator : 1;
}

/* Takes common factors out of both. */
static void reduce(wide *numerator, wide *divisor) {
    wide common = wide_gcd(*numerator, *divisor);
    wide_divide(numerator, &common);
    wide_divide(divisor, &common);
}

/* The normal form of ±numerator × 10^exponent ÷ divisor. */
static bool settle(bool negative, wide numerator, wide divisor, int64_t exponent, zb_number *out) {
    const wide one = wide_of(1);
    uint64_t coefficient = 0, below = 1;
    if (wide_is_zero(&numerator)) {
        *out = (zb_number){0, 0, 1};
        return true;
    }
    if (wide_compare(&divisor, &one) != 0) {
        if (exponent < 0 && (exponent < -ALIGN_MOST || !wide_power(&divisor, -exponent)))
            return false;
        exponent = exponent < 0 ? 0 : exponent;
        reduce(&numerator, &divisor);
        if (!wide_get(&divisor, &below) || below > UINT32_MAX)
            return false;
    }
    for (wide shorter = numerator; wide_divide_small(&shorter, 10) == 0; exponent++)
        numerator = shorter;
    if (!wide_get(&numerator, &coefficient) || coefficient > INT64_MAX || exponent < INT32_MIN || exponent > INT32_MAX)
        return false;
    out->coefficient = negative ? -(int64_t)coefficient : (int64_t)coefficient;
    out->exponent = (int32_t)exponent;
    out->denominator = (uint32_t)below;
    return true;
}

zb_number zb_number_make(int64_t coefficient, int32_t exponent) {
    if (coefficient == 0)
        return (zb_number){0, 0, 1};
    for (; coefficient % 10 == 0 && exponent < INT32_MAX; exponent++)
        coefficient /= 10;
    return (zb_number){coefficient, exponent, 1};
}

bool zb_number_scale(zb_number *number, int32_t exponent) {
    int64_t scaled = (int64_t)number->exponent + exponent;
    if (number->coefficient == 0)
        return true;
    if (scaled < INT32_MIN || scaled > INT32_MAX)
        return false;
    if (denominator(*number) != 1 && scaled < 0)
        return settle(number->coefficient < 0, wide_of(magnitude(*number)), wide_of(denominator(*number)), scaled,
                      number);
    number->exponent = (int32_t)scaled;
    return true;
}

zb_number zb_number_negate(zb_number number) {
    number.coefficient = -number.coefficient;
    return number;
}

bool zb_number_is_zero(zb_number number) {
    return number.coefficient == 0;
}

/* Nearly all numbers of texts are decimals of a few digits, whose work is a machine word's: SHORT leaves room for a sum of two
 * and for the sign. Of texts full of figures that took a twentieth of all instructions. */
static const uint64_t SHORT = (uint64_t)1 << 61;

/* *value × 10^tens, when it stays short. */
static bool lift(uint64_t *value, int64_t tens) {
    for (; tens > 0 && *value > 0 && *value < SHORT / 10; tens--)
        *value *= 10;
    return (tens <= 0 || *value == 0) && *value < SHORT;
}

/* Both as whole numbers of the smaller one's 10^exponent, when they are decimals and short. */
static bool both_short(zb_number a, zb_number b, int64_t *x, int64_t *y) {
    uint64_t of_a = magnitude(a), of_b = magnitude(b);
    if (denominator(a) != 1 || denominator(b) != 1 || !lift(&of_a, (int64_t)a.exponent - b.exponent) ||
        !lift(&of_b, (int64_t)b.exponent - a.exponent))
        return false;
    *x = a.coefficient < 0 ? -(int64_t)of_a : (int64_t)of_a;
    *y = b.coefficient < 0 ? -(int64_t)of_b : (int64_t)of_b;
    return true;
}

/* |a| × the other's denominator: numerators over one common denominator. */
static wide over_common(zb_number a, zb_number b) {
    wide numerator = wide_of(magnitude(a));
    wide_multiply(&numerator, denominator(b));
    return numerator;
}

bool zb_number_add(zb_number a, zb_number b, zb_number *sum) {
    int64_t exponent = a.exponent < b.exponent ? a.exponent : b.exponent, short_a = 0, short_b = 0;
    if (exponent < INT32_MAX - ALIGN_MOST && both_short(a, b, &short_a, &short_b)) {
        *sum = zb_number_make(short_a + short_b, (int32_t)exponent);
        return true;
    }
    wide x = over_common(a, b), y = over_common(b, a), divisor = wide_of(denominator(a));
    wide_multiply(&divisor, denominator(b));
    if (a.coefficient == 0 || b.coefficient == 0) {
        zb_number same = a.coefficient == 0 ? b : a;
        return settle(same.coefficient < 0, wide_of(magnitude(same)), wide_of(denominator(same)), same.exponent, sum);
    }
    if (a.exponent - exponent > ALIGN_MOST || b.exponent - exponent > ALIGN_MOST ||
        !wide_power(&x, a.exponent - exponent) || !wide_power(&y, b.exponent - exponent))
        return false;
    bool negative = a.coefficient < 0;
    if (negative == (b.coefficient < 0)) {
        if (!wide_add(&x, &y))
            return false;
    } else if (wide_compare(&x, &y) >= 0) {
        wide_subtract(&x, &y);
    } else {
        wide_subtract(&y, &x);
        x = y;
        negative = !negative;
    }
    return settle(negative, x, divisor, exponent, sum);
}

bool zb_number_multiply(zb_number a, zb_number b, zb_number *product) {
    uint64_t factor = magnitude(b);
    int64_t exponent = (int64_t)a.exponent + b.exponent;
    if (denominator(a) == 1 && denominator(b) == 1 && magnitude(a) <= INT32_MAX && factor <= INT32_MAX &&
        exponent >= INT32_MIN && exponent < INT32_MAX - ALIGN_MOST) {
        *product = zb_number_make(a.coefficient * b.coefficient, (int32_t)exponent);
        return true;
    }
    wide low = wide_of(magnitude(a)), high = low, divisor = wide_of(denominator(a));
    wide_multiply(&low, (uint32_t)factor);
    wide_multiply(&high, (uint32_t)(factor >> 32));
    for (int i = LIMBS - 1; i > 0; i--) /* high × 2^32 */
        high.limb[i] = high.limb[i - 1];
    high.limb[0] = 0;
    wide_add(&low, &high);
    wide_multiply(&divisor, denominator(b));
    return settle((a.coefficient < 0) != (b.coefficient < 0), low, divisor, exponent, product);
}

static int sign_of(zb_number number) {
    return number.coefficient < 0 ? -1 : number.coefficient > 0;
}

int zb_number_compare(zb_number a, zb_number b) {
    int sign = sign_of(a);
    if (sign != sign_of(b))
        return sign < sign_of(b) ? -1 : 1;
    if (sign == 0)
        return 0;
    int64_t apart = (int64_t)a.exponent - b.exponent, short_a = 0, short_b = 0;
    if (both_short(a, b, &short_a, &short_b))
        return short_a < short_b ? -1 : short_a > short_b;
    if (apart > ALIGN_MOST || apart < -ALIGN_MOST) /* numerators are below 10^29: the exponents decide */
        return apart > 0 ? sign : -sign;
    wide x = over_common(a, b), y = over_common(b, a);
    wide_power(apart > 0 ? &x : &y, apart > 0 ? apart : -apart);
    return sign * wide_compare(&x, &y);
}

zb_number zb_number_half_step(int32_t written_exponent) {
    if (written_exponent == INT32_MIN)
        return (zb_number){0, 0, 1};
    return zb_number_make(5, written_exponent - 1);
}

/* ---- division and rounding ---------------------------------------------------------------------------- */

/* The multiples of 10^exponent around a ÷ b: *floor of the magnitude, and whether it was exact. */
static bool divide_magnitude(zb_number a, zb_number b, int32_t exponent, uint64_t *whole, bool *exact) {
    int64_t tens = (int64_t)a.exponent - b.exponent - exponent;
    uint64_t over = magnitude(a), under = magnitude(b);
    if (denominator(a) == 1 && denominator(b) == 1 && lift(&over, tens) && lift(&under, -tens)) {
        *whole = over / under;
        *exact = over % under == 0;
        return true;
    }
    wide x = wide_of(magnitude(a)), y = wide_of(magnitude(b));
    wide_multiply(&x, denominator(b));
    wide_multiply(&y, denominator(a));
    if (a.coefficient == 0 || tens < -ALIGN_MOST) {
        *whole = 0;
        *exact = a.coefficient == 0;
        return true;
    }
    if (tens > ALIGN_MOST || !wide_power(tens > 0 ? &x : &y, tens > 0 ? tens : -tens))
        return false;
    wide rest = wide_divide(&x, &y);
    *exact = wide_is_zero(&rest);
    return wide_get(&x, whole) && *whole < INT64_MAX;
}

/* The whole number of steps of 10^exponent in a ÷ b, rounded towards minus or plus infinity. */
static bool divide_steps(zb_number a, zb_number b, int32_t exponent, bool up, int64_t *steps) {
    uint64_t whole = 0;
    bool exact = false;
    if (b.coefficient == 0 || !divide_magnitude(a, b, exponent, &whole, &exact))
        return false;
    bool negative = (a.coefficient < 0) != (b.coefficient < 0);
    if (!exact && up != negative)
        whole++;
    *steps = negative ? -(int64_t)whole : (int64_t)whole;
    return true;
}

bool zb_number_divide(zb_number a, zb_number b, int32_t exponent, bool up, zb_number *quotient) {
    int64_t steps = 0;
    if (!divide_steps(a, b, exponent, up, &steps))
        return false;
    *quotient = zb_number_make(steps, exponent);
    return true;
}

/* The multiple of 10^exponent inside [low, high] that is nearest to its middle. */
static bool multiple_inside(zb_number low, zb_number high, int32_t exponent, zb_number *found) {
    const zb_number one = {1, 0, 1}, two = {2, 0, 1};
    int64_t least = 0, most = 0, middle = 0;
    zb_number twice;
    if (!divide_steps(low, one, exponent, true, &least) || !divide_steps(high, one, exponent, false, &most) ||
        least > most)
        return false;
    if (!zb_number_add(low, high, &twice) || !divide_steps(twice, two, exponent, false, &middle))
        middle = least;
    middle = middle < least ? least : middle > most ? most : middle;
    *found = zb_number_make(middle, exponent);
    return true;
}

zb_number zb_number_roundest(zb_number low, zb_number high) {
    zb_number found;
    if (zb_number_compare(low, high) > 0) {
        zb_number swap = low;
        low = high;
        high = swap;
    }
    if (sign_of(low) <= 0 && sign_of(high) >= 0)
        return (zb_number){0, 0, 1};
    int64_t top = low.exponent > high.exponent ? low.exponent : high.exponent;
    /* 20 digits above the larger exponent no multiple but zero can lie inside; 60 below, the interval is a point. */
    for (int64_t exponent = top + 20; exponent > top - 60; exponent--) {
        if (exponent >= INT32_MIN && exponent <= INT32_MAX && multiple_inside(low, high, (int32_t)exponent, &found))
            return found;
    }
    return low;
}

/* ---- writing ------------------------------------------------------------------------------------------ */

/* Counts everything, writes what fits. */
typedef struct writer {
    char *out;
    size_t room, used;
} writer;

static void put(writer *to, char c, size_t times) {
    for (size_t i = 0; i < times && to->used + i + 1 < to->room; i++)
        to->out[to->used + i] = c;
    to->used += times;
}

static size_t digits_of(uint64_t value, char digits[20]) {
    size_t count = 0;
    do {
        digits[count++] = (char)('0' + (int)(value % 10));
        value /= 10;
    } while (value > 0);
    return count; /* last digit first */
}

static void put_decimal(writer *to, uint64_t value, int64_t exponent) {
    char digits[20];
    size_t count = digits_of(value, digits), behind = exponent < 0 ? (size_t)-exponent : 0;
    if (behind >= count) {
        put(to, '0', 1);
        put(to, '.', 1);
        put(to, '0', behind - count);
        behind = 0;
    }
    while (count > 0) {
        if (behind > 0 && count == behind)
            put(to, '.', 1);
        put(to, digits[--count], 1);
    }
    if (exponent > 0)
        put(to, '0', (size_t)exponent);
}

size_t zb_number_text(zb_number number, char *out, size_t room) {
    writer to = {out, room, 0};
    zb_number plain;
    /* A fraction filled in by hand may be 4/2; an unreduced one too wide to settle is written as it stands. */
    if (denominator(number) != 1 && settle(number.coefficient < 0, wide_of(magnitude(number)),
                                           wide_of(denominator(number)), number.exponent, &plain))
        number = plain;
    if (number.coefficient < 0)
        put(&to, '-', 1);
    put_decimal(&to, magnitude(number), number.coefficient == 0 ? 0 : number.exponent);
    if (denominator(number) != 1) {
        put(&to, '/', 1);
        put_decimal(&to, denominator(number), 0);
    }
    if (room > 0)
        out[to.used < room ? to.used : room - 1] = '\0';
    return to.used;
}
