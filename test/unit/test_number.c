/* Numerals by themselves: where they end, what they are worth, and what is known about them. What they mean in a text
 * stands in fixtures/tables/numbers.tsv. */
#include "tokens.h"

/* text, end in characters, value, flags: o over, a article, b bare, p percent, m permille, f fraction, r range, L too large */
static const struct row {
    const char *text;
    uint32_t length;
    const char *value, *upper, *flags;
    int32_t step;
} rows[] = {
    {"24.64万人", 6, "246400", "", "", 2},
    {"107.13%", 6, "107.13", "", "", -2},
    {"1亿2000万元", 7, "120000000", "", "", 4},
    {"3.2万亿元", 5, "3200000000000", "", "", 11},
    {"四亿零七百多万", 7, "407000000", "", "o", 6},
    {"两万三", 3, "23000", "", "", 3},
    {"二十四点六四万", 7, "246400", "", "", 2},
    {"百分之零点五", 6, "0.5", "", "p", -1},
    {"千分之三", 4, "3", "", "m", 0},
    {"三分之二", 4, "2/3", "", "f", 0},
    {"2/3", 3, "2/3", "", "f", 0},
    {"11/22", 2, "11", "", "", 0},
    {"六成五", 3, "65", "", "p", 0},
    {"20—30万", 6, "200000", "300000", "r", 4},
    {"6%—7%", 1, "6", "", "", 0},
    {"五六十", 3, "50", "60", "r", 1},
    {"2——3", 4, "2", "3", "r", 0},
    {"3——2", 1, "3", "", "", 0},
    {"2——三", 1, "2", "", "", 0},
    {"千余家", 2, "1000", "", "ob", 3},
    {"数十", 2, "10", "", "o", 1},
    {"上千万", 3, "10000000", "", "o", 7},
    {"一批", 1, "1", "", "a", 0},
    {"两个", 1, "2", "", "a", 0},
    {"十个", 1, "10", "", "", 1},
    {"千亿", 2, "100000000000", "", "b", 11},
    {"亿万", 1, "100000000", "", "b", 8},
    {"六万万", 3, "600000000", "", "", 8},
    {"5多", 1, "5", "", "", 0},
    {"3,4", 1, "3", "", "", 0},
    {"1,234,567.8", 11, "1234567.8", "", "", -1},
    {"12,3456", 2, "12", "", "", 0},
    {"１，２００", 5, "1200", "", "", 0},
    {"2.1∶1", 5, "2.1", "", "", -1},
    {"3:2", 1, "3", "", "", 0},
    {"999999999999999999", 18, "999999999999999999", "", "", 0},
    {"1234567890123456789", 19, NULL, "", "L", 0},
    {"0431", 0, "", "", "", 0},
    {"1.2.3", 0, "", "", "", 0},
    {"廿三", 2, "23", "", "", 0},
    {"一百卅五", 4, "135", "", "", 0},
    {"陸萬", 2, "60000", "", "", 4},
    {"参加", 0, "", "", "", 0},
    {"大陆", 0, "", "", "", 0},
    {"俩人", 1, "2", "", "a", 0},
    {"十来个", 2, "10", "", "", 1},
    {"±5%", 2, "-5", "5", "r", 0},
    {"正负百分之三", 6, "-3", "3", "pr", 0},
    {"三成到四成", 5, "30", "40", "pr", 1},
    {"五至八百万", 5, "5000000", "8000000", "r", 6},
    {"五百至八百万", 6, "5000000", "8000000", "r", 6},
    {"十二至一百五十", 7, "12", "150", "r", 0},
    {"万亿万亿", 4, NULL, "", "L", 0},
    {"五万二万", 4, NULL, "", "L", 0},
    {"人", 0, "", "", "", 0},
    {"几个", 0, "", "", "", 0},
    {"", 0, "", "", "", 0},
};

static uint32_t points(const char *text, uint32_t bytes) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < bytes; i++)
        count += ((unsigned char)text[i] & 0xC0) != 0x80;
    return count;
}

static void check_row(const struct row *row) {
    zb_slice flow = zb_slice_of(row->text);
    zb_numeral n = zb_numeral_read(flow, 0, (uint32_t)flow.size);
    char value[80] = "", upper[80] = "", flags[16] = "";
    const struct { bool set; char letter; } known[] = {{n.over, 'o'}, {n.article, 'a'}, {n.bare, 'b'}, {n.percent, 'p'},
        {n.permille, 'm'}, {n.fraction, 'f'}, {n.range, 'r'}, {n.too_large, 'L'}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (known[i].set)
            flags[strlen(flags)] = known[i].letter;
    if (n.end)
        zb_number_text(n.number, value, sizeof value);
    if (n.range)
        zb_number_text(n.upper, upper, sizeof upper);
    if (points(row->text, n.end) != row->length || (row->value && strcmp(value, row->value)) || strcmp(upper, row->upper) ||
        strcmp(flags, row->flags) || (row->value && n.step != row->step))
        fail_msg("%s: %u %s..%s [%s] step %d", row->text, points(row->text, n.end), value, upper, flags, n.step);
}

static void numerals_are_read(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        check_row(&rows[i]);
}

/* Every prefix of a number is read within its bounds, and digits never change what they are worth. */
static void the_end_is_respected(void **state) {
    (void)state;
    static const char *const texts[] = {"1亿2000万", "四亿零七百多万", "百分之零点五", "20万至30万", "1,234.5", "2.1∶1", "三分之二", "五到六成五"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        zb_slice flow = zb_slice_of(texts[i]);
        for (uint32_t end = 0; end <= flow.size; end++)
            if (end == flow.size || ((unsigned char)flow.data[end] & 0xC0) != 0x80)
                assert_true(zb_numeral_read(flow, 0, end).end <= end);
    }
}

static void long_input_is_linear(void **state) {
    (void)state;
    static char text[300000];
    static const char *const parts[] = {"9", "一", "万", "1,", "亿万", "十", "百分之", "3-", "1."};
    for (size_t p = 0; p < sizeof parts / sizeof *parts; p++) {
        size_t width = strlen(parts[p]), size = sizeof text / width * width;
        for (size_t i = 0; i < size; i += width)
            memcpy(text + i, parts[p], width);
        zb_slice flow = {text, size};
        assert_true(zb_numeral_read(flow, 0, (uint32_t)size).end <= size);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numerals_are_read),
        cmocka_unit_test(the_end_is_respected),
        cmocka_unit_test(long_input_is_linear),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
