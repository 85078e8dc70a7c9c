/* The scanner: the class bytes of whole clauses, what wins over what, the tables of fixtures/tables/, and nasty input. */
#include "tokens.h"

static zb_vocabulary vocabulary, all_words; /* a few cue words, and all that lib/data has */
static zb_tokens tokens;
static zb_text flowed;

static int set_up(void **state) {
    (void)state;
    load_vocabulary(&vocabulary);
    zb_vocabulary_init(&all_words, &zb_default_memory);
    load_file(&all_words, ZB_SOURCE_DIR "/lib/data/words.txt");
    load_file(&all_words, ZB_SOURCE_DIR "/lib/data/units.txt");
    load_file(&all_words, ZB_SOURCE_DIR "/lib/data/places.txt");
    assert_true(zb_vocabulary_build(&all_words));
    zb_text_init(&flowed, &zb_default_memory);
    zb_tokens_init(&tokens, &zb_default_memory);
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    zb_tokens_clear(&tokens);
    zb_text_clear(&flowed);
    zb_vocabulary_clear(&all_words);
    zb_vocabulary_clear(&vocabulary);
    return 0;
}

/* ---- whole clauses ------------------------------------------------------------------------------------ */

/* TEXT 城镇 · VERB 新增 as "城镇|v新增|…": the class byte before each token but text. */
static void print_tokens(line *out, zb_slice flow) {
    for (size_t i = 0; i < tokens.tokens.count; i++) {
        const zb_token *t = zb_array_at(&tokens.tokens, i);
        print(out, "%s", i ? "|" : "");
        if (t->letter != ZB_TEXT)
            print(out, "%c", t->letter);
        print(out, "%.*s", (int)(t->end - t->start), flow.data + t->start);
    }
}

static void clauses_become_tokens(void **state) {
    (void)state;
    static const char *const rows[][2] = {
        {"截至11月末，全省城镇新增就业近24.64万人以上，完成年计划的107.13%",
         "t截至11月末|,，|R全省|城镇|v新增|就业|q近24.64万人以上|,，|C完成|P年计划|d的|%107.13%"},
        {"吉林省长春市朝阳区新建3所小学；", "r吉林省长春市朝阳区|v新建|q3所|小学|;；"},
        {"长春大学和吉林银行", "长春大学|c和|吉林银行"},
        {"北京上海", "r北京|r上海"},
        {"辽宁省法库县和山西省军区", "r辽宁省法库县|c和|r山西省|军区"},
        {"浙江省新昌县，衢州市各县区", "r浙江省新昌县|,，|r衢州市|各县区"},
        {"支持70个“文养结合”试点", "支持|q70个|\"“文养结合”|试点"},
        {"《五年行动方案》印发", "\"《五年行动方案》|印发"},
        {"35个乡（镇）网点", "q35个|乡|(（镇）|网点"},
        {"新建校舍（36间，含厨房）。", "v新建|校舍|!（|q36间|,，|含厨房|!）|.。"},
        {"（一）新建水厂", "!（一）|v新建|水厂"},
        {"一是统一行为规范", "!一是|统一行为规范"},
        {"改造一批、发放一系列", "v改造|一批|/、|v发放|一系列"},
        {"第三产业占比", "第三产业占比"},
        {"第3次普查——结果", "o第3次|普查|-——|结果"},
        {"超过年计划", "E超过|P年计划"},
        {"超过12万人", "q超过12万人"},
        {"达到每人每年450元", "l达到|$每人每年450元"},
        {"长政发〔2020〕963号", "长政发|(〔2020〕|963号"},
        {"每万人口发明专利拥有量达12件", "每万人口发明专利拥有量|l达|q12件"},
        {"三口之家和三农", "三口之家|c和|三农"},
        {"项目A1和5G+医疗", "项目A1|c和|5G|!+|医疗"},
        {"　", "　"},
        {"", ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        line out = {.size = 0};
        scan(&tokens, &vocabulary, zb_slice_of(rows[i][0]));
        print_tokens(&out, zb_slice_of(rows[i][0]));
        assert_string_equal(out.text, rows[i][1]);
    }
}

static void classes_have_names(void **state) {
    (void)state;
    assert_string_equal(zb_class_name(ZB_QTY), "QTY");
    assert_string_equal(zb_class_name(ZB_TEXT), "TEXT");
    assert_null(zb_class_name('\x01'));
    assert_int_equal(zb_class_letter(ZB_SLICE("MONEY")), ZB_MONEY);
    assert_int_equal(zb_class_letter(ZB_SLICE("money")), 0);
    static bool seen[256];
    for (int c = 1; c < 256; c++) {
        const char *name = zb_class_name((uint8_t)c);
        if (name)
            assert_int_equal(zb_class_letter(zb_slice_of(name)), c);
        seen[c] = name != NULL;
    }
    assert_true(seen['q'] && seen['$']);
}

static void places_have_codes(void **state) {
    (void)state;
    static const char *const rows[][3] = {{"吉林省", "吉林省", "220000"}, {"吉林市", "吉林市", "220200"}, {"吉林", "吉林省", "220000"},
        {"延边州", "延边朝鲜族自治州", "222400"}, {"吉林省通化市", "通化市", "220500"}, {"新疆", "新疆维吾尔自治区", "650000"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        scan(&tokens, &vocabulary, zb_slice_of(rows[i][0]));
        assert_int_equal(tokens.tokens.count, 1);
        const zb_token *token = zb_array_at(&tokens.tokens, 0);
        assert_int_equal(token->letter, ZB_REGION);
        assert_int_equal(token->kind, ZHIBIAO_TOKEN_REGION);
        const zb_place *place = zb_array_at(&vocabulary.places.places, token->value);
        assert_true(zb_slice_equal(place->name, zb_slice_of(rows[i][1])));
        assert_string_equal(place->code, rows[i][2]);
    }
}

/* ---- tables ------------------------------------------------------------------------------------------- */

static void print_quantities(line *out, zb_slice flow) {
    (void)flow;
    for (size_t i = 0; i < tokens.quantities.count; i++) {
        print(out, "%s", i ? "; " : "");
        print_quantity(out, zb_array_at(&tokens.quantities, i));
    }
}

static void print_periods(line *out, zb_slice flow) {
    for (size_t i = 0; i < tokens.periods.count; i++) {
        print(out, "%s", i ? "; " : "");
        print_period(out, flow, zb_array_at(&tokens.periods, i));
    }
}

/* As a document goes: layout joins spaced digits and takes marks off, and all words are known. */
static void scan_document(zb_slice text) {
    assert_int_equal(zb_text_read(&flowed, text.data, text.size, "UTF-8", NULL), ZHIBIAO_OK);
    zb_tokens_reset(&tokens);
    for (uint32_t i = 0; i < flowed.blocks.count; i++) {
        const zb_block *block = zb_array_at(&flowed.blocks, i);
        assert_true(zb_tokens_scan(&tokens, &all_words, zb_text_flow(&flowed), block->text, block->end));
    }
}

static void scan_fragment(zb_slice text) {
    scan(&tokens, &vocabulary, text);
}

static void run_table(const char *path, void (*read)(zb_slice), void (*show)(line *, zb_slice)) {
    char *bytes = NULL;
    size_t size = 0, count = 0, wrong = 0;
    assert_int_equal(zb_file_read(&zb_default_memory, path, &bytes, &size, NULL), ZHIBIAO_OK);
    zb_slice rest = {bytes, size}, row, text;
    while (zb_field_next(&rest, '\n', &row)) {
        if (row.size == 0 || row.data[0] == '#')
            continue;
        line out = {.size = 0};
        assert_true(zb_field_next(&row, '\t', &text));
        read(text);
        show(&out, text);
        if (out.size == 0)
            print(&out, "-");
        row = zb_slice_trim(row);
        if (!zb_slice_equal(row, zb_slice_of(out.text))) {
            print_message("%.*s: expected %.*s, got %s\n", (int)text.size, text.data, (int)row.size, row.data, out.text);
            wrong++;
        }
        count++;
    }
    zb_put(&zb_default_memory, bytes);
    assert_int_equal(wrong, 0);
    assert_true(count > 100);
}

static void numbers_of_the_table(void **state) {
    (void)state;
    run_table(ZB_SOURCE_DIR "/fixtures/tables/numbers.tsv", scan_document, print_quantities);
}

static void units_of_the_table(void **state) {
    (void)state;
    run_table(ZB_SOURCE_DIR "/fixtures/tables/units.tsv", scan_document, print_quantities);
}

static void not_quantities_of_the_table(void **state) {
    (void)state;
    run_table(ZB_SOURCE_DIR "/fixtures/tables/notquantities.tsv", scan_document, print_quantities);
}

static void dates_of_the_table(void **state) {
    (void)state;
    run_table(ZB_SOURCE_DIR "/fixtures/tables/dates.tsv", scan_fragment, print_periods);
}

/* ---- nasty input -------------------------------------------------------------------------------------- */

/* The tokens lie side by side, whatever the text, and their quantities and periods inside them. */
static void check_cover(zb_slice flow) {
    scan(&tokens, &vocabulary, flow);
    uint32_t at = 0;
    for (size_t i = 0; i < tokens.tokens.count; i++) {
        const zb_token *t = zb_array_at(&tokens.tokens, i);
        assert_int_equal(t->start, at);
        assert_true(t->end > t->start && t->end <= flow.size);
        assert_true(zb_class_name(t->letter) != NULL);
        if (t->kind >= ZHIBIAO_TOKEN_NUMBER && t->kind <= ZHIBIAO_TOKEN_FRACTION) {
            const zb_quantity *q = zb_array_at(&tokens.quantities, t->value);
            assert_true(q->start >= t->start && q->end <= t->end && q->start < q->end);
        }
        at = t->end;
    }
    assert_int_equal(at, flow.size);
}

static void repeated_parts_are_covered(void **state) {
    (void)state;
    static const char *const parts[] = {"截至", "到", "自", "今年", "1月", "近", "超过", "每", "每人", "百分之", "一", "千", "万", "亿", "1,", "1.",
        "1-", "1/", "“", "”", "（", "）", "《", "3个", "十", "第", "年", "“十四五”", "人均", "2023年", "吉林省", "长春市", "1:", "以来", "负", "数", "成",
        "半", "9", "A", "+", "—", "…", "〔", "至", "日", "号", "约", "元/", "／人", "多", "前", "全省", "完成", "\xF0\x9F\x98\x80", " ", "\n", "5千"};
    static char text[6000];
    size_t count = sizeof parts / sizeof *parts;
    for (size_t p = 0; p < count; p++) {
        for (size_t q = 0; q < count; q++) {
            size_t size = 0;
            for (int i = 0; i < 12; i++) {
                const char *part = parts[i % 3 == 2 ? q : p];
                memcpy(text + size, part, strlen(part));
                size += strlen(part);
            }
            check_cover((zb_slice){text, size});
        }
    }
}

/* Long runs of what opens something must not cost the square of their length. */
static void long_runs_end(void **state) {
    (void)state;
    static char text[400000];
    static const char *const parts[] = {"（", "“", "自", "截至", "每人", "近", "百分之", "1至", "一", "9", "万", "第", "1.", "A-", "1月至", "元/", "吉林省", "—", "年", "约约", "万亿", "五万二万", "1万亿", "每人", "每年新增",
        "两个半", "半", "％", "1,", "9.9", "三至", "来", "±1", "5个点", "正负"};
    for (size_t p = 0; p < sizeof parts / sizeof *parts; p++) {
        size_t width = strlen(parts[p]), size = sizeof text / width * width;
        for (size_t i = 0; i < size; i += width)
            memcpy(text + i, parts[p], width);
        check_cover((zb_slice){text, size});
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(clauses_become_tokens), cmocka_unit_test(classes_have_names), cmocka_unit_test(places_have_codes),
        cmocka_unit_test(numbers_of_the_table),  cmocka_unit_test(units_of_the_table), cmocka_unit_test(not_quantities_of_the_table), cmocka_unit_test(dates_of_the_table),
        cmocka_unit_test(repeated_parts_are_covered), cmocka_unit_test(long_runs_end),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
