/* Exact numbers: what is promised in base.h, first by example, then against plain 64-bit arithmetic. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base.h"

static zb_number number(int64_t coefficient, int32_t exponent) {
    return zb_number_make(coefficient, exponent);
}

static zb_number fraction(int64_t above, uint32_t below) {
    return (zb_number){above, 0, below};
}

static void expect_text(zb_number value, const char *text) {
    char out[64];
    assert_int_equal(zb_number_text(value, out, sizeof out), strlen(text));
    assert_string_equal(out, text);
}

static void numbers_are_written_plainly(void **state) {
    (void)state;
    expect_text(number(2464, 2), "246400");
    expect_text(number(10713, -2), "107.13");
    expect_text(number(-5, -1), "-0.5");
    expect_text(number(5, -4), "0.0005");
    expect_text(number(0, 7), "0");
    expect_text((zb_number){0, 9, 1}, "0");
    expect_text((zb_number){120, -1, 1}, "12.0"); /* not normal: written as it stands */
    expect_text(number(120, -1), "12");
    expect_text(number(INT64_MAX, 0), "9223372036854775807");
    expect_text(number(12, 20), "1200000000000000000000");
    expect_text(fraction(2, 3), "2/3");
    expect_text(fraction(-2, 3), "-2/3");
    expect_text(fraction(2, 4), "1/2");
    expect_text(fraction(4, 2), "2");
    expect_text((zb_number){2, 4, 3}, "20000/3");
    expect_text((zb_number){5, -1, 3}, "1/6");
    expect_text((zb_number){7, 0, 0}, "7");
}

static void text_is_cut_to_its_room(void **state) {
    (void)state;
    char out[8] = "xxxxxxx";
    assert_int_equal(zb_number_text(number(1, 2000000000), out, sizeof out), 2000000001);
    assert_string_equal(out, "1000000");
    assert_int_equal(zb_number_text(number(1, INT32_MIN), out, sizeof out), 2147483650u);
    assert_string_equal(out, "0.00000");
    assert_int_equal(zb_number_text(number(123, 0), out, 1), 3);
    assert_string_equal(out, "");
    assert_int_equal(zb_number_text(number(123, 0), NULL, 0), 3);
}

static void equal_decimals_are_equal_fields(void **state) {
    (void)state;
    zb_number a = number(24640000, -2), b = number(2464, 2);
    assert_memory_equal(&a, &b, sizeof a);
    assert_true(zb_number_add(number(5, -1), number(5, -1), &a));
    b = number(1, 0);
    assert_memory_equal(&a, &b, sizeof a);
}

static void sums_are_exact(void **state) {
    (void)state;
    zb_number sum;
    assert_true(zb_number_add(number(25, -1), number(25, -2), &sum));
    expect_text(sum, "2.75");
    assert_true(zb_number_add(fraction(1, 3), fraction(1, 6), &sum));
    expect_text(sum, "1/2");
    assert_true(zb_number_add(fraction(1, 3), fraction(2, 3), &sum));
    expect_text(sum, "1");
    assert_true(zb_number_add(fraction(1, 3), number(-5, -1), &sum));
    expect_text(sum, "-1/6");
    assert_true(zb_number_add(number(31863, 2), zb_number_negate(number(1863, 2)), &sum));
    expect_text(sum, "3000000");
    assert_true(zb_number_add(number(1, 12), number(1, 0), &sum));
    expect_text(sum, "1000000000001");
    assert_true(zb_number_add(number(0, 0), number(1, 1000), &sum));
    assert_int_equal(sum.exponent, 1000);
    assert_false(zb_number_add(number(1, 30), number(1, 0), &sum));
    assert_false(zb_number_add(number(1, 100), number(1, -100), &sum));
    assert_false(zb_number_add(number(INT64_MAX, 0), number(1, 0), &sum) && sum.coefficient < 0);
}

static void products_are_exact(void **state) {
    (void)state;
    zb_number product, scaled = number(2464, -2);
    assert_true(zb_number_multiply(number(23, 4), number(10713, -4), &product));
    expect_text(product, "246399");
    assert_true(zb_number_multiply(fraction(-2, 3), number(9, 0), &product));
    expect_text(product, "-6");
    assert_true(zb_number_multiply(number(4000000007, 0), number(2, 300), &product));
    assert_int_equal(product.exponent, 300);
    assert_false(zb_number_multiply(number(INT64_MAX, 0), number(INT64_MAX, 0), &product));
    assert_false(zb_number_multiply(number(1, INT32_MAX), number(1, INT32_MAX), &product));
    assert_true(zb_number_scale(&scaled, 4));
    expect_text(scaled, "246400");
    assert_false(zb_number_scale(&scaled, INT32_MAX));
    scaled = fraction(2, 3);
    assert_true(zb_number_scale(&scaled, 4));
    expect_text(scaled, "20000/3");
    assert_true(zb_number_scale(&scaled, -5));
    expect_text(scaled, "1/15");
}

static void order_is_never_wrong(void **state) {
    (void)state;
    assert_true(zb_number_compare(number(1, 0), number(2, 0)) < 0);
    assert_true(zb_number_compare(number(1, INT32_MAX), number(INT64_MAX, INT32_MIN)) > 0);
    assert_true(zb_number_compare(number(-1, INT32_MAX), number(INT64_MAX, INT32_MIN)) < 0);
    assert_true(zb_number_compare(number(1, 2), (zb_number){100, 0, 1}) == 0);
    assert_true(zb_number_compare(fraction(1, 3), number(333333333333333333, -18)) > 0);
    assert_true(zb_number_compare(fraction(2, 4), number(5, -1)) == 0);
    assert_true(zb_number_compare(fraction(-1, 3), fraction(-1, 2)) > 0);
    assert_true(zb_number_compare(number(0, 0), number(-1, -9)) > 0);
    assert_true(zb_number_compare((zb_number){0, 5, 1}, (zb_number){0, 0, 7}) == 0);
}

static void quotients_round_outward(void **state) {
    (void)state;
    zb_number quotient;
    /* 24.64万 at 107.13%: the target lay in 229989..230011 */
    assert_true(zb_number_divide(number(246350, 0), number(107135, -5), 0, true, &quotient));
    expect_text(quotient, "229944");
    assert_true(zb_number_divide(number(246450, 0), number(107125, -5), 0, false, &quotient));
    expect_text(quotient, "230058");
    assert_true(zb_number_divide(number(1, 0), number(3, 0), -4, false, &quotient));
    expect_text(quotient, "0.3333");
    assert_true(zb_number_divide(number(-1, 0), number(3, 0), -4, false, &quotient));
    expect_text(quotient, "-0.3334");
    assert_true(zb_number_divide(number(-1, 0), number(3, 0), -4, true, &quotient));
    expect_text(quotient, "-0.3333");
    assert_true(zb_number_divide(number(1, -90), number(3, 0), 0, true, &quotient));
    expect_text(quotient, "1");
    assert_true(zb_number_divide(fraction(2, 3), fraction(1, 3), 0, true, &quotient));
    expect_text(quotient, "2");
    assert_false(zb_number_divide(number(1, 0), number(0, 0), 0, true, &quotient));
    assert_false(zb_number_divide(number(1, 90), number(3, 0), 0, true, &quotient));
}

static void the_roundest_number_is_found(void **state) {
    (void)state;
    expect_text(zb_number_roundest(number(229989, 0), number(230011, 0)), "230000");
    expect_text(zb_number_roundest(number(230011, 0), number(229989, 0)), "230000");
    expect_text(zb_number_roundest(number(-230011, 0), number(-229989, 0)), "-230000");
    expect_text(zb_number_roundest(number(123, -2), number(124, -2)), "1.23");
    expect_text(zb_number_roundest(number(95, 0), number(105, 0)), "100");
    expect_text(zb_number_roundest(number(11, 0), number(39, 0)), "20");
    expect_text(zb_number_roundest(number(-1, 0), number(39, 0)), "0");
    expect_text(zb_number_roundest(fraction(1, 3), fraction(1, 3)), "1/3");
    expect_text(zb_number_roundest(fraction(1, 3), fraction(1, 2)), "0.4");
    expect_text(zb_number_half_step(2), "50");
    expect_text(zb_number_half_step(-2), "0.005");
}

static uint64_t next_random(uint64_t *seed) {
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    return *seed ^= *seed << 17;
}

/* Small numbers at exponents -3..3 as whole thousandths: the same answers from plain integers. */
static void plain_arithmetic_agrees(void **state) {
    (void)state;
    static const int64_t ten[] = {1, 10, 100, 1000, 10000, 100000, 1000000};
    uint64_t seed = 20231122;
    for (int i = 0; i < 200000; i++) {
        int64_t c1 = (int64_t)(next_random(&seed) % 20001) - 10000, c2 = (int64_t)(next_random(&seed) % 20001) - 10000;
        int e1 = (int)(next_random(&seed) % 7), e2 = (int)(next_random(&seed) % 7);
        int64_t m1 = c1 * ten[e1], m2 = c2 * ten[e2];
        zb_number a = number(c1, e1 - 3), b = number(c2, e2 - 3), sum, product, expected;
        assert_int_equal(zb_number_compare(a, b), m1 < m2 ? -1 : m1 > m2);
        assert_true(zb_number_add(a, b, &sum));
        expected = number(m1 + m2, -3);
        assert_memory_equal(&sum, &expected, sizeof sum);
        assert_true(zb_number_multiply(a, b, &product));
        expected = number(c1 * c2, e1 + e2 - 6);
        assert_memory_equal(&product, &expected, sizeof product);
        if (m2 != 0) {
            int64_t floor = m1 / m2 - (m1 % m2 != 0 && (m1 < 0) != (m2 < 0));
            assert_true(zb_number_divide(a, b, 0, false, &expected));
            sum = number(floor, 0);
            assert_memory_equal(&sum, &expected, sizeof sum);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_written_plainly),
        cmocka_unit_test(text_is_cut_to_its_room),
        cmocka_unit_test(equal_decimals_are_equal_fields),
        cmocka_unit_test(sums_are_exact),
        cmocka_unit_test(products_are_exact),
        cmocka_unit_test(order_is_never_wrong),
        cmocka_unit_test(quotients_round_outward),
        cmocka_unit_test(the_roundest_number_is_found),
        cmocka_unit_test(plain_arithmetic_agrees),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
