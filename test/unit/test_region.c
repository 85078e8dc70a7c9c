/* Places: how far a chain reaches and which place it means (fixtures/tables/places.tsv); that the list is whole and tells
 * of every name that is not one place's alone; and what 全省, 该区 and 朝阳区 mean in a document. */
#include "tokens.h"

#include "meaning.h"

static zb_vocabulary vocabulary;
static zb_tokens tokens;

static int set_up(void **state) {
    (void)state;
    load_vocabulary(&vocabulary);
    zb_tokens_init(&tokens, &zb_default_memory);
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    zb_tokens_clear(&tokens);
    zb_vocabulary_clear(&vocabulary);
    return 0;
}

/* ---- the table ---------------------------------------------------------------------------------------- */

/* 长春市朝阳区=朝阳区 220104; 吉林=吉林省 220000 */
static void print_places(line *out, zb_slice flow) {
    for (size_t i = 0; i < tokens.tokens.count; i++) {
        const zb_token *t = zb_array_at(&tokens.tokens, i);
        if (t->letter != ZB_REGION)
            continue;
        const zb_place *place = zb_array_at(&vocabulary.places.places, t->value);
        print(out, "%s%.*s=%.*s %s", out->size ? "; " : "", (int)(t->end - t->start), flow.data + t->start,
              (int)place->name.size, place->name.data, *place->code ? place->code : "?");
    }
    if (out->size == 0)
        print(out, "-");
}

static void places_of_the_table(void **state) {
    (void)state;
    char *bytes = NULL;
    size_t size = 0, rows = 0, none = 0, wrong = 0;
    assert_int_equal(zb_file_read(&zb_default_memory, ZB_SOURCE_DIR "/fixtures/tables/places.tsv", &bytes, &size, NULL),
                     ZHIBIAO_OK);
    zb_slice rest = {bytes, size}, row, text;
    while (zb_field_next(&rest, '\n', &row)) {
        if (row.size == 0 || row.data[0] == '#')
            continue;
        line out = {.size = 0};
        assert_true(zb_field_next(&row, '\t', &text));
        scan(&tokens, &vocabulary, text);
        print_places(&out, text);
        row = zb_slice_trim(row);
        if (!zb_slice_equal(row, zb_slice_of(out.text))) {
            print_message("%.*s: expected %.*s, got %s\n", (int)text.size, text.data, (int)row.size, row.data, out.text);
            wrong++;
        }
        rows++;
        none += zb_slice_equal(row, ZB_SLICE("-"));
    }
    zb_put(&zb_default_memory, bytes);
    assert_int_equal(wrong, 0);
    assert_true(rows >= 120 && none * 3 >= rows);
}

/* ---- the list ----------------------------------------------------------------------------------------- */

/* Every county stands behind its prefecture or province, and its name leads to it alone or to no code at all. */
static void the_list_is_whole(void **state) {
    (void)state;
    const zb_places *places = &vocabulary.places;
    const zb_place *all = places->places.data;
    size_t counts[5] = {0};
    for (size_t i = 0; i < places->places.count; i++) {
        const zb_place *place = &all[i];
        counts[place->level]++;
        if (*place->code && place->level > 1)
            assert_non_null(zb_place_above(places, place, 1));
        for (size_t j = i + 1; j < places->places.count; j++)
            if (*place->code && strcmp(place->code, all[j].code) == 0 && zb_slice_equal(place->name, all[j].name))
                fail_msg("%.*s %s stands twice", (int)place->name.size, place->name.data, place->code);
        const zb_entry *entry = zb_lexicon_find(&vocabulary.words, place->name, 0, (uint32_t)place->name.size);
        if (entry && entry->letter == ZB_REGION && entry->word.size == place->name.size && entry->value != i &&
            *all[entry->value].code)
            fail_msg("%.*s %s leads to %s", (int)place->name.size, place->name.data, place->code, all[entry->value].code);
    }
    assert_int_equal(counts[1], 34);
    assert_int_equal(counts[2], 333);
    assert_true(counts[3] > 2840);
}

static void what_lies_in_what(void **state) {
    (void)state;
    const zb_places *places = &vocabulary.places;
    const zb_entry *entry = zb_lexicon_find(&vocabulary.words, ZB_SLICE("长春市"), 0, 9);
    const zb_place *city = zb_array_at(&places->places, entry->value);
    const zb_place *district = zb_place_named_in(places, city, ZB_SLICE("朝阳区"));
    assert_non_null(district);
    assert_string_equal(district->code, "220104");
    assert_true(zb_place_within(district, city) && !zb_place_within(city, district));
    assert_ptr_equal(zb_place_above(places, district, 2), city);
    assert_string_equal(zb_place_above(places, district, 1)->code, "220000");
    assert_null(zb_place_above(places, district, 3));
    assert_null(zb_place_named_in(places, city, ZB_SLICE("船营区")));
    assert_null(zb_place_named_in(places, city, ZB_SLICE("")));
}

static void add_line(zb_vocabulary *v, const char *text, const char *message) {
    zhibiao_error error = {0};
    zb_lines lines = zb_lines_of("test", text, strlen(text));
    zb_line one;
    assert_true(zb_lines_next(&lines, &one));
    zhibiao_status status = zb_places_add(v, &one, &error);
    assert_int_equal(status, message ? ZHIBIAO_ERROR_RULE : ZHIBIAO_OK);
    if (message)
        assert_non_null(strstr(error.message, message));
}

static void lines_are_checked(void **state) {
    (void)state;
    zb_vocabulary own;
    zb_vocabulary_init(&own, &zb_default_memory);
    add_line(&own, "01 甲区", "without a place above");
    add_line(&own, "22000 甲省", "no code of six digits");
    add_line(&own, "220000", "without a name");
    add_line(&own, "990000 甲省 | 甲", NULL);
    add_line(&own, "990100 乙市", NULL);
    add_line(&own, "01 丙区|丙 02 (城区)", NULL);
    add_line(&own, "03", "without a name");
    add_line(&own, "990105 丁区 06 戊区", NULL); /* the rest of the line is a name: only odd */
    add_line(&own, "06 戊区 x 己区", "no code of two or four digits");
    add_line(&own, "- 庚新区", NULL);
    add_line(&own, "07 辛区", "without a place above");
    assert_true(zb_vocabulary_build(&own));
    const zb_place *district = zb_array_at(&own.places.places, 2), *hidden = zb_array_at(&own.places.places, 3);
    assert_string_equal(district->code, "990101");
    assert_string_equal(hidden->code, "990102");
    assert_non_null(zb_lexicon_find(&own.words, ZB_SLICE("丙"), 0, 3));
    assert_null(zb_lexicon_find(&own.words, ZB_SLICE("城区"), 0, 6));
    zb_vocabulary_clear(&own);
}

/* ---- in a document ------------------------------------------------------------------------------------ */

static void parse_region(zhibiao_parser *parser, const char *const row[4]) {
    zhibiao_options options = {.size = sizeof options, .region = row[1]};
    zhibiao_result *result = NULL;
    line out = {.size = 0};
    assert_int_equal(zhibiao_parse(parser, row[0], strlen(row[0]), &options, &result, NULL), ZHIBIAO_OK);
    size_t count = zhibiao_result_count(result);
    if (count == 0)
        fail_msg("%s: no record", row[0]);
    const zhibiao_record *last = &zhibiao_result_records(result)[count - 1];
    const char *text = (const char *)result->text.bytes.data;
    print(&out, "%s %s", text + last->region_text.offset, text + last->region_code.offset);
    if (strcmp(out.text, row[2]) != 0)
        fail_msg("%s: expected %s, got %s", row[0], row[2], out.text);
    zhibiao_result_free(result);
}

static void scopes_mean_what_text_and_caller_say(void **state) {
    (void)state;
    static const char *const rows[][4] = {
        {"长春市建成小学3所。\n全省新建小学5所。", NULL, "全省 220000"},
        {"农安县建成小学3所。\n全市新建小学5所。", NULL, "全市 220100"},
        {"榆树市建成小学3所。\n全市新建小学5所。", NULL, "全市 "},
        {"榆树市建成小学3所。\n该市新建小学5所。", NULL, "该市 220182"},
        {"长春市建成小学3所。\n四平市建成小学3所。\n该市新建小学5所。", NULL, "该市 220300"},
        {"长春市建成小学3所。\n四平市建成小学3所。\n全市新建小学5所。", NULL, "全市 220100"},
        {"全市新建小学5所。", "长春市朝阳区", "全市 220100"},
        {"全省新建小学5所。", "长春", "全省 220000"},
        {"全区新建小学5所。", "长春市朝阳区", "全区 220104"},
        {"全区新建小学5所。", "广西", "全区 450000"},
        {"全市新建小学5所。", "榆树市", "全市 220182"},
        {"全市新建小学5所。", "重庆", "全市 500000"},
        {"全县新建小学5所。", "农安县", "全县 220122"},
        {"长春市绿园区建成小学3所。\n该区新建小学5所。", NULL, "该区 220106"},
        {"朝阳区新建小学5所。", NULL, "朝阳区 "},
        {"朝阳区新建小学5所。", "北京", "朝阳区 110105"},
        {"朝阳区新建小学5所。", "长春市", "朝阳区 220104"},
        {"长春市建成小学3所。\n朝阳区新建小学5所。", NULL, "朝阳区 220104"},
        {"全省新建小学5所。", NULL, "全省 "},
        {"全省新建小学5所。", "无此省", "全省 "},
    };
    zhibiao_rules *rules = NULL;
    zhibiao_parser *parser = NULL;
    assert_int_equal(zhibiao_rules_new(NULL, &rules, NULL), ZHIBIAO_OK);
    assert_int_equal(zhibiao_parser_new(rules, &parser, NULL), ZHIBIAO_OK);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        parse_region(parser, rows[i]);
    zhibiao_parser_free(parser);
    zhibiao_rules_free(rules);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(places_of_the_table), cmocka_unit_test(the_list_is_whole), cmocka_unit_test(what_lies_in_what),
        cmocka_unit_test(lines_are_checked),   cmocka_unit_test(scopes_mean_what_text_and_caller_say),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
