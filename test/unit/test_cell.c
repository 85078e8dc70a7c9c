/* The cells of a row, scanned one by one: what is a figure there, what is prose, what is neither. */
#include "tokens.h"

#include "counter.h"

static zb_vocabulary vocabulary;

static int start(void **state) {
    (void)state;
    load_vocabulary(&vocabulary);
    return 0;
}

static int stop(void **state) {
    (void)state;
    zb_vocabulary_clear(&vocabulary);
    return 0;
}

/* Tokens of a row: quantities as their value, cells parted by |, all else by the name of its class. */
static void print_row(line *out, const zb_tokens *tokens) {
    for (size_t i = 0; i < tokens->tokens.count; i++) {
        const zb_token *t = zb_array_at(&tokens->tokens, i);
        print(out, "%s", i > 0 ? " " : "");
        if (t->letter == ZB_CELL)
            print(out, "|");
        else if (t->letter == ZB_NUM || t->letter == ZB_QTY || t->letter == ZB_PCT || t->letter == ZB_POINTS || t->letter == ZB_MONEY)
            print_quantity(out, zb_array_at(&tokens->quantities, t->value));
        else
            print(out, "%s", zb_class_name(t->letter));
    }
}

static void expect(const char *row, const char *expected) {
    zb_tokens tokens;
    zb_slice flow = zb_slice_of(row);
    line out = {.size = 0};
    zb_tokens_init(&tokens, &zb_default_memory);
    assert_true(zb_row_scan(&tokens, &vocabulary, flow, 0, (uint32_t)flow.size));
    assert_int_equal(tokens.tokens.count, tokens.letters.bytes.count);
    print_row(&out, &tokens);
    if (strcmp(out.text, expected) != 0)
        print_error("%s\n", row);
    assert_string_equal(out.text, expected);
    zb_tokens_clear(&tokens);
}

static void bare_numbers_are_figures(void **state) {
    (void)state;
    expect("3.2\t107", "3.2 _ | 107 _");
    expect("2025\t1240", "2025 _ | 1240 _"); /* no years where a cell is a number */
    expect("1,240.5\t１２．５\t1.2万", "1240.5 _ | 12.5 _ | 12000 _");
    expect("0\t0.0", "0 _ | 0 _");
    expect(" 3.2 \t  107 ", "3.2 _ | 107 _");
    expect("5.5—6\t10-12", "5.5..6 _ | 10..12 _");
}

static void signs_and_bounds(void **state) {
    (void)state;
    expect("-0.3\t－0.3\t−0.3\t+0.3", "-0.3 _ | -0.3 _ | -0.3 _ | 0.3 _");
    expect("≥95\t≤5.5\t＞1.2万\t<35\t>=3", "95 _ at_least | 5.5 _ at_most | 12000 _ over | 35 _ under | 3 _ at_least");
    expect("5.2左右\t8以上\t3.5以内\t约12", "5.2 _ about | 8 _ at_least | 3.5 _ at_most | 12 _ about");
    expect("≥95%\t5%以上\t－0.3个百分点\t＋4.5%", "95 % at_least | 5 % at_least | -0.3 个百分点 | 4.5 %");
    expect("[3.5]\t〔13.5〕\t［≥7］", "3.5 _ | 13.5 _ | 7 _ at_least");
}

static void list_marks_are_no_figures(void **state) {
    (void)state;
    expect("1.养老床位\t3.2", "TEXT | 3.2 _");
    expect("（一）养老床位\t（2）床位\t①床位\t3、床位", "TEXT | TEXT | TEXT | TEXT");
    expect("3.2\t3、5", "3.2 _ | TEXT PAUSE TEXT");
}

static void empty_cells_say_nothing(void **state) {
    (void)state;
    expect("\t\t12", "| | 12 _");
    expect("水窖\t\t", "TEXT | |");
    expect("水窖\t—\t…\t-\t－\t/", "TEXT | DASH | MARK | MARK | MARK | DASH");
    expect("", "");
}

static void prose_is_scanned_as_prose(void **state) {
    (void)state;
    expect("停车设施\t新建车位5000个\t已建成", "TEXT | VERB TEXT 5000 个 | TEXT");
    expect("3.2（107%）\t3天", "3.2 _ MARK 107 % MARK | DURATION");
    expect("2025年\t1—11月", "TIME | TIME");
}

/* Each figure of a row stands in the text as it was written. */
static void figures_slice_the_row(void **state) {
    (void)state;
    static const char *const cells[] = {"3.2", "≥95%", "[13.5]", "－0.3个百分点", "1.2万", "约12", "5,200个", "0"};
    static const char *const figures[] = {"3.2", "95%", "13.5", "－0.3个百分点", "1.2万", "12", "5,200个", "0"};
    enum { CELLS = sizeof cells / sizeof *cells };
    for (size_t a = 0; a < CELLS; a++)
        for (size_t b = 0; b < CELLS; b++) {
            char row[128];
            int size = snprintf(row, sizeof row, "水窖\t%s\t\t%s", cells[a], cells[b]);
            zb_tokens tokens;
            zb_tokens_init(&tokens, &zb_default_memory);
            assert_true(zb_row_scan(&tokens, &vocabulary, (zb_slice){row, (size_t)size}, 0, (uint32_t)size));
            assert_int_equal(tokens.quantities.count, 2);
            for (size_t k = 0; k < 2; k++) {
                const zb_quantity *q = zb_array_at(&tokens.quantities, k);
                const char *figure = figures[k == 0 ? a : b];
                size_t sign = *figure == '\xEF' && q->start < q->end && row[q->start] != '\xEF' ? 3 : 0; /* the sign may stand outside */
                assert_int_equal(q->end - q->start, strlen(figure) - sign);
                assert_memory_equal(row + q->start, figure + sign, q->end - q->start);
            }
            zb_tokens_clear(&tokens);
        }
}

static void memory_may_be_gone(void **state) {
    (void)state;
    static const char row[] = "1.水窖\t≥95\t新建车位5000个\t—";
    for (size_t n = 1;; n++) {
        counter c = {.fail_at = n};
        zb_memory memory = {counted_get, counted_put, &c};
        zb_tokens tokens;
        zb_tokens_init(&tokens, &memory);
        bool done = zb_row_scan(&tokens, &vocabulary, ZB_SLICE(row), 0, sizeof row - 1);
        zb_tokens_clear(&tokens);
        assert_int_equal(c.live, 0);
        if (done)
            break;
        assert_true(n < 100);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bare_numbers_are_figures), cmocka_unit_test(signs_and_bounds), cmocka_unit_test(list_marks_are_no_figures),
        cmocka_unit_test(empty_cells_say_nothing),  cmocka_unit_test(prose_is_scanned_as_prose),
        cmocka_unit_test(figures_slice_the_row),    cmocka_unit_test(memory_may_be_gone),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
