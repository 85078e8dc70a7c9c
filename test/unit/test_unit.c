/* Units: the lines of units.txt, their factors and errors, and when a word is a unit. More in fixtures/tables/units.tsv. */
#include "tokens.h"

static zhibiao_status add(zb_units *units, const char *dimension, const char *text, zhibiao_error *error) {
    zb_line row = {ZB_SLICE("own.txt"), 7, zb_slice_of(text)};
    return zb_units_add(units, zb_slice_of(dimension), &row, error);
}

static const zb_unit *unit_of(const zb_units *units, const char *name) {
    zb_slice flow = zb_slice_of(name);
    const zb_entry *entry = zb_lexicon_find(&units->names, flow, 0, (uint32_t)flow.size);
    assert_non_null(entry);
    assert_int_equal(entry->word.size, flow.size);
    return zb_array_at(&units->units, entry->value);
}

static void lines_become_units(void **state) {
    (void)state;
    zb_units units;
    char factor[80];
    zb_units_init(&units, &zb_default_memory);
    assert_int_equal(add(&units, "area", "亩 | 市亩 = 2000/3", NULL), ZHIBIAO_OK);
    assert_int_equal(add(&units, "area", "平方厘米 = 0.0001", NULL), ZHIBIAO_OK);
    assert_int_equal(add(&units, "count", "个 项  *期", NULL), ZHIBIAO_OK);
    assert_true(zb_lexicon_build(&units.names));
    const zb_unit *unit = unit_of(&units, "市亩");
    assert_true(zb_slice_equal(unit->name, ZB_SLICE("亩")));
    assert_int_equal(unit->dimension, ZHIBIAO_AREA);
    zb_number_text(unit->factor, factor, sizeof factor);
    assert_string_equal(factor, "2000/3");
    zb_number_text(unit_of(&units, "平方厘米")->factor, factor, sizeof factor);
    assert_string_equal(factor, "0.0001");
    assert_true(zb_slice_equal(unit_of(&units, "项")->name, ZB_SLICE("项")));
    assert_true(zb_number_is_zero(unit_of(&units, "期")->factor));
    zb_units_clear(&units);
}

static void bad_lines_say_where(void **state) {
    (void)state;
    static const struct { const char *dimension, *line; } rows[] = {
        {"colour", "红"}, {"area", "亩 = 多"}, {"area", "亩 = 1/0"}, {"area", "= 3"}, {"area", "亩 = 3个"}, {"area", "亩 = 99999999999999999999"}};
    zb_units units;
    zhibiao_error error;
    zb_units_init(&units, &zb_default_memory);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_int_equal(add(&units, rows[i].dimension, rows[i].line, &error), ZHIBIAO_ERROR_RULE);
        assert_int_equal(error.line, 7);
        assert_string_equal(error.file, "own.txt");
    }
    zb_units_clear(&units);
}

/* The units that are listed: each name leads to a unit of the dimension of its section. */
static void the_list_is_whole(void **state) {
    (void)state;
    static const struct { const char *name; int dimension; } rows[] = {
        {"元", ZHIBIAO_MONEY}, {"人（次）", ZHIBIAO_PERSON}, {"户", ZHIBIAO_HOUSEHOLD}, {"公顷", ZHIBIAO_AREA}, {"公里", ZHIBIAO_LENGTH},
        {"吨标准煤", ZHIBIAO_MASS}, {"立方米", ZHIBIAO_VOLUME}, {"千瓦时", ZHIBIAO_ENERGY}, {"吉瓦", ZHIBIAO_POWER}, {"个工作日", ZHIBIAO_TIME},
        {"Mbps", ZHIBIAO_INFORMATION}, {"℃", ZHIBIAO_TEMPERATURE}, {"千伏", ZHIBIAO_OTHER_PHYSICAL}, {"大类", ZHIBIAO_CATEGORY}, {"个", ZHIBIAO_COUNT},
        {"％", ZHIBIAO_RATIO}, {"个百分点", ZHIBIAO_POINTS}, {"番", ZHIBIAO_MULTIPLE}};
    zb_vocabulary vocabulary;
    load_vocabulary(&vocabulary);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_int_equal(unit_of(&vocabulary.units, rows[i].name)->dimension, rows[i].dimension);
    assert_true(vocabulary.units.names.entries.count > 250);
    zb_vocabulary_clear(&vocabulary);
}

/* What comes before decides the class of a quantity: a bare number is one only behind a link, before a noun or in a list. */
static void the_class_before_matters(void **state) {
    (void)state;
    zb_vocabulary vocabulary;
    zb_reading reading;
    load_vocabulary(&vocabulary);
    zb_slice flow = ZB_SLICE("1500");
    assert_true(zb_quantity_read(&vocabulary.units, flow, 0, 4, ZB_LINK, &reading));
    assert_int_equal(reading.letter, ZB_NUM);
    assert_false(zb_quantity_read(&vocabulary.units, flow, 0, 4, ZB_TEXT, &reading));
    flow = ZB_SLICE("2023");
    assert_false(zb_quantity_read(&vocabulary.units, flow, 0, 4, ZB_LINK, &reading));
    zb_vocabulary_clear(&vocabulary);
}

static void letters_follow_dimensions(void **state) {
    (void)state;
    static const struct { const char *text; char letter; } rows[] = {
        {"24万人", ZB_QTY}, {"3000公里", ZB_PHYS}, {"12大类", ZB_KIND}, {"35亿元", ZB_MONEY}, {"百分之五", ZB_PCT}, {"5‰", ZB_PCT}, {"六成", ZB_PCT}, {"1.2个百分点", ZB_POINTS},
        {"2.5倍", ZB_MULT}, {"三分之二", ZB_FRACTION}, {"70万农户", ZB_NUM}, {"3个工作日", ZB_DURATION}, {"每万人口", ZB_TEXT}, {"65岁以上老人", ZB_TEXT}};
    zb_vocabulary vocabulary;
    zb_reading reading;
    load_vocabulary(&vocabulary);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        zb_slice flow = zb_slice_of(rows[i].text);
        assert_true(zb_quantity_read(&vocabulary.units, flow, 0, (uint32_t)flow.size, 0, &reading));
        assert_int_equal(reading.letter, rows[i].letter);
    }
    zb_vocabulary_clear(&vocabulary);
}

/* The extent takes in bounds and 每人; the quantity's own span does not. */
static void extents_are_kept_apart(void **state) {
    (void)state;
    zb_vocabulary vocabulary;
    zb_reading reading;
    load_vocabulary(&vocabulary);
    zb_slice flow = ZB_SLICE("每人每年约450元以上");
    assert_true(zb_quantity_read(&vocabulary.units, flow, 0, (uint32_t)flow.size, 0, &reading));
    assert_int_equal(reading.start, 0);
    assert_int_equal(reading.end, flow.size);
    assert_int_equal(reading.quantity.start, 15);
    assert_int_equal(reading.quantity.end, 21);
    assert_int_equal(reading.quantity.per_count, 2);
    assert_int_equal(reading.quantity.step, 0);
    zb_vocabulary_clear(&vocabulary);
}

/* How many names units.txt has, and that spellings of one unit share its first name. */
static void the_list_is_long(void **state) {
    (void)state;
    zb_vocabulary vocabulary;
    load_vocabulary(&vocabulary);
    assert_true(vocabulary.units.units.count >= 300);
    const zb_unit *unit = zb_unit_named(&vocabulary.units, ZB_SLICE("市亩"));
    assert_non_null(unit);
    assert_true(zb_slice_equal(unit->name, ZB_SLICE("亩")));
    assert_null(zb_unit_named(&vocabulary.units, ZB_SLICE("万亩")));
    assert_null(zb_unit_named(&vocabulary.units, ZB_SLICE("")));
    zb_vocabulary_clear(&vocabulary);
}

/* `个+方面`: the unit is 个, and it counts no things. */
static void nouns_behind_decide(void **state) {
    (void)state;
    zb_units units;
    zb_numeral three = {.number = {3, 0, 1}, .end = 1, .digits = 1};
    zb_quantity quantity = {0};
    zhibiao_error error;
    zb_units_init(&units, &zb_default_memory);
    assert_int_equal(add(&units, "count", "个", NULL), ZHIBIAO_OK);
    assert_int_equal(add(&units, "category", "个+方面", NULL), ZHIBIAO_OK);
    assert_int_equal(add(&units, "category", "个+一二三四五六七八九十一二三四五六七八九十", &error), ZHIBIAO_ERROR_RULE);
    assert_int_equal(add(&units, "category", "+方面", &error), ZHIBIAO_ERROR_RULE);
    assert_true(zb_lexicon_build(&units.names));
    zb_slice flow = ZB_SLICE("3个方面");
    assert_true(zb_unit_read(&units, flow, 1, (uint32_t)flow.size, &three, &quantity));
    assert_true(zb_slice_equal(quantity.unit, ZB_SLICE("个")));
    assert_int_equal(quantity.dimension, ZHIBIAO_CATEGORY);
    assert_int_equal(quantity.end, 4);
    flow = ZB_SLICE("3个方阵");
    assert_true(zb_unit_read(&units, flow, 1, (uint32_t)flow.size, &three, &quantity));
    assert_int_equal(quantity.dimension, ZHIBIAO_COUNT);
    zb_units_clear(&units);
}

static void check_base(const zhibiao_rules *rules, zhibiao_parser *parser, const char *text, const char *base, const char *upper) {
    zhibiao_options options = {.size = sizeof options, .flags = ZHIBIAO_TOKENS};
    zhibiao_result *result = NULL;
    zhibiao_number value, high;
    char written[80] = "";
    assert_int_equal(zhibiao_parse(parser, text, strlen(text), &options, &result, NULL), ZHIBIAO_OK);
    const zhibiao_token *tokens = zhibiao_result_tokens(result);
    size_t at = 0;
    while (at < zhibiao_result_token_count(result) && !tokens[at].quantity.present)
        at++;
    assert_true(at < zhibiao_result_token_count(result));
    assert_int_equal(zhibiao_quantity_base(rules, result, &tokens[at].quantity, &value, &high), ZHIBIAO_OK);
    if (value.denominator)
        zb_number_text(value, written, sizeof written);
    assert_string_equal(written, base);
    written[0] = '\0';
    if (high.denominator)
        zb_number_text(high, written, sizeof written);
    assert_string_equal(written, upper);
    zhibiao_result_free(result);
}

/* Through the public door: factor and base value of what a text says. */
static void values_reach_the_base_unit(void **state) {
    (void)state;
    static const char *const rows[][3] = {{"流转土地3亩。", "2000", ""}, {"亩产500斤。", "250", ""}, {"修路2.5公里。", "2500", ""},
        {"用电3亿度。", "1080000000000000", ""}, {"株高80—100厘米。", "0.8", "1"}, {"占比12.5%。", "0.125", ""}, {"出口3亿美元。", "", ""},
        {"翻两番。", "", ""}, {"存粮1担。", "50", ""}, {"改造7亩。", "14000/3", ""}};
    zhibiao_rules *rules = NULL;
    zhibiao_parser *parser = NULL;
    uint32_t dimension = 99;
    zhibiao_number factor;
    const char *name = "?";
    assert_int_equal(zhibiao_rules_new(NULL, &rules, NULL), ZHIBIAO_OK);
    assert_int_equal(zhibiao_unit_find(rules, "市亩", &name, &dimension, &factor), ZHIBIAO_OK);
    assert_string_equal(name, "亩");
    assert_int_equal(dimension, ZHIBIAO_AREA);
    assert_int_equal(factor.denominator, 3);
    assert_int_equal(zhibiao_unit_find(rules, "斗室", &name, &dimension, &factor), ZHIBIAO_OK);
    assert_null(name);
    assert_int_equal(dimension, ZHIBIAO_NO_DIMENSION);
    assert_int_equal(zhibiao_unit_find(rules, "亩", NULL, NULL, NULL), ZHIBIAO_OK);
    assert_int_equal(zhibiao_unit_find(NULL, "亩", NULL, NULL, NULL), ZHIBIAO_ERROR_ARGUMENT);
    assert_int_equal(zhibiao_unit_find(rules, NULL, NULL, NULL, NULL), ZHIBIAO_ERROR_ARGUMENT);
    assert_int_equal(zhibiao_quantity_base(rules, NULL, NULL, NULL, NULL), ZHIBIAO_ERROR_ARGUMENT);
    assert_int_equal(zhibiao_parser_new(rules, &parser, NULL), ZHIBIAO_OK);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        check_base(rules, parser, rows[i][0], rows[i][1], rows[i][2]);
    zhibiao_parser_free(parser);
    zhibiao_rules_free(rules);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_become_units),       cmocka_unit_test(bad_lines_say_where),
        cmocka_unit_test(the_list_is_whole),        cmocka_unit_test(the_class_before_matters),
        cmocka_unit_test(letters_follow_dimensions), cmocka_unit_test(extents_are_kept_apart),
        cmocka_unit_test(the_list_is_long),          cmocka_unit_test(nouns_behind_decide),
        cmocka_unit_test(values_reach_the_base_unit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
