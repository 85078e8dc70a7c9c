/* Word lists: longest match, later words win, and what stands at the edges. */
#include "tokens.h"

static zb_lexicon lexicon_of(const char *const *words) {
    zb_lexicon lexicon;
    zb_lexicon_init(&lexicon, &zb_default_memory);
    for (uint32_t i = 0; words[i]; i++)
        assert_true(zb_lexicon_add(&lexicon, zb_slice_of(words[i]), ZB_VERB, 0, i));
    assert_true(zb_lexicon_build(&lexicon));
    return lexicon;
}

static const zb_entry *find(const zb_lexicon *lexicon, const char *text) {
    zb_slice flow = zb_slice_of(text);
    return zb_lexicon_find(lexicon, flow, 0, (uint32_t)flow.size);
}

static void the_longest_word_is_found(void **state) {
    (void)state;
    static const char *const words[] = {"全", "全省", "全面", "全省上下", "千", "千米", "A股", "A", "5G网络", NULL};
    static const struct { const char *text, *word; } rows[] = {
        {"全省上下一心", "全省上下"}, {"全省上", "全省"}, {"全面", "全面"}, {"全县", "全"}, {"全", "全"},
        {"千米跑", "千米"}, {"千克", "千"}, {"A股", "A股"}, {"AB", "A"}, {"5G网络", "5G网络"}, {"5G", NULL}, {"省", NULL}, {"", NULL}};
    zb_lexicon lexicon = lexicon_of(words);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const zb_entry *entry = find(&lexicon, rows[i].text);
        if (rows[i].word) {
            assert_non_null(entry);
            assert_true(zb_slice_equal(entry->word, zb_slice_of(rows[i].word)));
        } else {
            assert_null(entry);
        }
    }
    zb_lexicon_clear(&lexicon);
}

static void nothing_is_read_behind_the_end(void **state) {
    (void)state;
    static const char *const words[] = {"全省", "全", NULL};
    zb_lexicon lexicon = lexicon_of(words);
    zb_slice flow = ZB_SLICE("全省");
    assert_int_equal(zb_lexicon_find(&lexicon, flow, 0, 3)->word.size, 3);
    assert_null(zb_lexicon_find(&lexicon, flow, 6, 6));
    zb_lexicon_clear(&lexicon);
}

static void later_words_win(void **state) {
    (void)state;
    static const char *const words[] = {"完成", "实现", "完成", NULL};
    zb_lexicon lexicon = lexicon_of(words);
    assert_int_equal(find(&lexicon, "完成")->value, 2);
    assert_true(zb_lexicon_add(&lexicon, ZB_SLICE("完成"), ZB_LINK, 3, 9));
    assert_true(zb_lexicon_add(&lexicon, ZB_SLICE("完"), ZB_LINK, 0, 10));
    assert_true(zb_lexicon_build(&lexicon));
    assert_int_equal(find(&lexicon, "完成")->value, 9);
    assert_int_equal(find(&lexicon, "完成")->letter, ZB_LINK);
    assert_int_equal(find(&lexicon, "完成")->flags, 3);
    assert_int_equal(find(&lexicon, "完结")->value, 10);
    assert_int_equal(find(&lexicon, "实现")->value, 1);
    zb_lexicon_clear(&lexicon);
}

static void many_words_under_one_character(void **state) {
    (void)state;
    zb_lexicon lexicon;
    char word[16];
    zb_lexicon_init(&lexicon, &zb_default_memory);
    for (uint32_t i = 0; i < 3000; i++) { /* 新 and a character of U+4E00 … */
        snprintf(word, sizeof word, "新%c%c%c", (char)(0xE4 + (i >> 12)), (char)(0xB8 + (i >> 6 & 7)), (char)(0x80 + (i & 63)));
        assert_true(zb_lexicon_add(&lexicon, zb_slice_of(word), ZB_TEXT, 0, i & 511));
    }
    assert_true(zb_lexicon_build(&lexicon));
    assert_int_equal(lexicon.entries.count, 512);
    for (uint32_t i = 0; i < 512; i++) {
        snprintf(word, sizeof word, "新%c%c%c", (char)0xE4, (char)(0xB8 + (i >> 6 & 7)), (char)(0x80 + (i & 63)));
        assert_int_equal(find(&lexicon, word)->value, i);
    }
    assert_null(find(&lexicon, "新"));
    zb_lexicon_clear(&lexicon);
}

static void an_empty_lexicon_finds_nothing(void **state) {
    (void)state;
    zb_lexicon lexicon;
    zb_lexicon_init(&lexicon, &zb_default_memory);
    assert_null(find(&lexicon, "新"));
    assert_true(zb_lexicon_build(&lexicon));
    assert_null(find(&lexicon, "新"));
    assert_null(find(&lexicon, "😀"));
    zb_lexicon_clear(&lexicon);
}

typedef struct meter {
    size_t left;
} meter;

static void *meter_get(size_t size, void *context) {
    meter *m = context;
    if (m->left == 0)
        return NULL;
    m->left--;
    return zb_get(&zb_default_memory, size);
}

static void meter_put(void *block, void *context) {
    (void)context;
    zb_put(&zb_default_memory, block);
}

static void no_memory_is_told(void **state) {
    (void)state;
    bool whole = false;
    for (size_t n = 0; n < 64 && !whole; n++) {
        meter m = {n};
        zb_memory memory = {meter_get, meter_put, &m};
        zb_vocabulary vocabulary;
        zb_line row = {ZB_SLICE("t"), 1, ZB_SLICE("完成 | 实现")}, place = {ZB_SLICE("t"), 2, ZB_SLICE("220000 吉林省 | 吉林")},
                unit = {ZB_SLICE("t"), 3, ZB_SLICE("亩 | 市亩 = 2000/3")};
        zb_vocabulary_init(&vocabulary, &memory);
        bool added = zb_words_add(&vocabulary, ZB_VERB, &row, NULL) == ZHIBIAO_OK &&
                     zb_places_add(&vocabulary, &place, NULL) == ZHIBIAO_OK &&
                     zb_units_add(&vocabulary.units, ZB_SLICE("area"), &unit, NULL) == ZHIBIAO_OK;
        whole = added && zb_vocabulary_build(&vocabulary);
        zb_vocabulary_clear(&vocabulary);
    }
    assert_true(whole);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_longest_word_is_found),
        cmocka_unit_test(nothing_is_read_behind_the_end),
        cmocka_unit_test(later_words_win),
        cmocka_unit_test(many_words_under_one_character),
        cmocka_unit_test(an_empty_lexicon_finds_nothing),
        cmocka_unit_test(no_memory_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
