/* Official names: which words lead to one, which must not, and that the list says what it means. */
#include "floors.h"

static zhibiao_status add(zb_names *names, const char *text, zhibiao_error *error) {
    zb_line row = {ZB_SLICE("own.txt"), 7, zb_slice_of(text)};
    return zb_names_add(names, &row, error);
}

static void expect(const zb_names *names, const char *words, const char *expected) {
    const zb_name *name = zb_name_find(names, zb_slice_of(words));
    if ((name == NULL) != (expected == NULL))
        print_error("%s\n", words);
    assert_int_equal(name == NULL, expected == NULL);
    if (name != NULL)
        assert_true(zb_slice_equal(name->text, zb_slice_of(expected)));
}

static zb_names small_names(void) {
    zb_names names;
    zb_names_init(&names, &zb_default_memory);
    assert_int_equal(add(&names, "规模以上工业增加值 | 规上工业增加值 = money", NULL), ZHIBIAO_OK);
    assert_int_equal(add(&names, "PM2.5平均浓度 | PM2.5浓度", NULL), ZHIBIAO_OK);
    assert_int_equal(add(&names, "公民具备科学素质的比例 = ratio", NULL), ZHIBIAO_OK);
    assert_int_equal(add(&names, "执业（助理）医师数 = person count", NULL), ZHIBIAO_OK);
    assert_int_equal(add(&names, "实现利润 = money", NULL), ZHIBIAO_OK);
    assert_int_equal(add(&names, "利润总额 | 利润", NULL), ZHIBIAO_OK);
    assert_true(zb_names_build(&names));
    return names;
}

static void the_same_words_are_found(void **state) {
    (void)state;
    zb_names names = small_names();
    static const char *const spellings[] = {"规模以上工业增加值", "规上工业增加值",     "规上工业的增加值", "“规上”工业增加值",
                                            " 规上 工业\n增加值 ", "规上　工业增加值", "完成规上工业增加值", "实现规上工业增加值"};
    for (size_t i = 0; i < sizeof spellings / sizeof *spellings; i++)
        expect(&names, spellings[i], "规模以上工业增加值");
    expect(&names, "ＰＭ２．５平均浓度", "PM2.5平均浓度");
    expect(&names, "公民具备科学素质比例", "公民具备科学素质的比例"); /* shown with 的, as it is printed */
    expect(&names, "执业(助理)医师数", "执业（助理）医师数");
    expect(&names, "实现利润", "实现利润"); /* the whole name goes before the verb */
    expect(&names, "完成利润", "利润总额");
    zb_names_clear(&names);
}

static void other_words_are_not(void **state) {
    (void)state;
    zb_names names = small_names();
    static const char *const others[] = {"", "的", "工业增加值", "规模以上", "规模以上工业增加值增速", "全市规模以上工业增加值",
                                         "规模以上轻工业增加值", "实现完成规上工业增加值", "新增规上工业增加值", "实现", "PM2.50浓度", "pm2.5浓度"};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        expect(&names, others[i], NULL);
    char page[4000];
    memset(page, ' ', sizeof page);
    memcpy(page, "利润", strlen("利润"));
    assert_null(zb_name_find(&names, (zb_slice){page, sizeof page}));
    memset(page, 'x', sizeof page);
    for (size_t size = 180; size < 400; size++)
        assert_null(zb_name_find(&names, (zb_slice){page, size}));
    zb_names_clear(&names);
}

static void dimensions_decide_of_levels(void **state) {
    (void)state;
    zb_names names = small_names();
    const zb_name *doctors = zb_name_find(&names, ZB_SLICE("执业（助理）医师数")), *air = zb_name_find(&names, ZB_SLICE("PM2.5浓度"));
    for (uint32_t d = ZHIBIAO_NO_DIMENSION; d <= ZHIBIAO_CATEGORY; d++) {
        bool fits = d == ZHIBIAO_NO_DIMENSION || d == ZHIBIAO_PERSON || d == ZHIBIAO_COUNT;
        assert_int_equal(zb_name_fits(doctors, d), fits);
        assert_true(zb_name_fits(air, d));
    }
    zb_names_clear(&names);
}

static void bad_lines_say_where(void **state) {
    (void)state;
    static const char *const rows[] = {"= money", "产量 = weight", "产量 = mass weight", "产量 | 的 = mass", "产量 = = mass"};
    char longest[800] = "";
    zb_names names;
    zhibiao_error error;
    zb_names_init(&names, &zb_default_memory);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_int_equal(add(&names, rows[i], &error), ZHIBIAO_ERROR_RULE);
        assert_int_equal(error.line, 7);
        assert_string_equal(error.file, "own.txt");
    }
    for (size_t i = 0; i < 65; i++)
        strcat(longest, "量");
    assert_int_equal(add(&names, longest, &error), ZHIBIAO_ERROR_RULE);
    zb_names_clear(&names);
}

static void later_lines_win(void **state) {
    (void)state;
    zb_names names = small_names();
    assert_int_equal(add(&names, "利润指标 | 利润", NULL), ZHIBIAO_OK);
    assert_true(zb_names_build(&names));
    expect(&names, "利润", "利润指标");
    expect(&names, "利润总额", "利润总额");
    zb_names_clear(&names);
}

/* Of the list that is built in: no spelling stands at two names, and each leads to its own. */
static void the_list_is_whole(void **state) {
    (void)state;
    struct zhibiao_rules *rules = NULL;
    char *bytes = NULL;
    size_t size = 0, lines_read = 0, spellings = 0;
    assert_int_equal(zb_rules_new(&zb_default_memory, true, &rules, NULL), ZHIBIAO_OK);
    assert_int_equal(zb_file_read(&zb_default_memory, ZB_SOURCE_DIR "/lib/data/indicators.txt", &bytes, &size, NULL), ZHIBIAO_OK);
    zb_lines lines = zb_lines_of("indicators.txt", bytes, size);
    zb_line row;
    while (zb_lines_next(&lines, &row)) {
        zb_slice rest = row.text, names, field, first = {NULL, 0};
        if (zb_slice_equal(row.text, ZB_SLICE("indicators")))
            continue;
        lines_read++;
        zb_field_next(&rest, '=', &names);
        while (zb_field_next(&names, '|', &field)) {
            const zb_name *name = zb_name_find(&rules->names, field);
            first = first.data ? first : field;
            assert_non_null(name);
            if (!zb_slice_equal(name->text, first))
                print_error("line %u: %.*s\n", row.number, (int)field.size, field.data);
            assert_true(zb_slice_equal(name->text, first));
            spellings++;
        }
    }
    assert_int_equal(rules->names.names.count, lines_read);
    assert_int_equal(rules->names.keys.entries.count, spellings);
    assert_true(lines_read > 300);
    zb_put(&zb_default_memory, bytes);
    zb_rules_free(rules);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_same_words_are_found), cmocka_unit_test(other_words_are_not),
        cmocka_unit_test(dimensions_decide_of_levels), cmocka_unit_test(bad_lines_say_where),
        cmocka_unit_test(later_lines_win), cmocka_unit_test(the_list_is_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
