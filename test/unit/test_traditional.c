/* Traditional characters: what is replaced, what stays, and that nothing moves. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "counter.h"
#include "text.h"

static zhibiao_status add(zb_traditional *traditional, const char *words, zhibiao_error *error) {
    zb_line line = {ZB_SLICE("pairs.txt"), 7, zb_slice_of(words)};
    return zb_traditional_add(traditional, &line, error);
}

static void known_characters_are_replaced_in_place(void **state) {
    (void)state;
    zb_traditional traditional;
    char text[] = "abc é 全縣新增3.2萬人，乾隆年間𠀀萬\xEF\xBF\xBD";
    zb_traditional_init(&traditional, &zb_default_memory);
    assert_int_equal(zb_traditional_find(&traditional, ZB_SLICE("萬")), 3); /* no pairs yet */
    assert_int_equal(zb_traditional_find(NULL, ZB_SLICE("萬")), 3);
    assert_int_equal(add(&traditional, "縣县 萬万  間间", NULL), ZHIBIAO_OK);
    assert_int_equal(zb_traditional_find(&traditional, zb_slice_of(text)), 10);
    zb_traditional_replace(&traditional, text, strlen(text));
    assert_string_equal(text, "abc é 全县新增3.2万人，乾隆年间𠀀万\xEF\xBF\xBD");
    assert_int_equal(zb_traditional_find(&traditional, zb_slice_of(text)), strlen(text));
    zb_traditional_clear(&traditional);
}

static void bad_pairs_are_refused(void **state) {
    (void)state;
    static const char *const bad[] = {"萬", "萬万万", "萬a", "a万", "𠀀万", "萬，"};
    zb_traditional traditional;
    zb_traditional_init(&traditional, &zb_default_memory);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        zhibiao_error error;
        assert_int_equal(add(&traditional, bad[i], &error), ZHIBIAO_ERROR_RULE);
        assert_int_equal(error.line, 7);
    }
    zb_traditional_clear(&traditional);
}

static void flow_and_written_stand_side_by_side(void **state) {
    (void)state;
    zb_traditional traditional;
    zb_text text;
    static const char page[] = "第二節　就業\n全縣新增 3.2 萬\n人。";
    zb_traditional_init(&traditional, &zb_default_memory);
    assert_int_equal(add(&traditional, "節节 縣县 萬万 業业", NULL), ZHIBIAO_OK);
    zb_text_init(&text, &zb_default_memory);
    text.traditional = &traditional;
    assert_int_equal(zb_text_read(&text, page, strlen(page), NULL, NULL), ZHIBIAO_OK);
    zb_slice flow = zb_text_flow(&text);
    zb_buffer out;
    zb_buffer_init(&out, &zb_default_memory);
    zb_text_write(&text, 0, (uint32_t)flow.size, &out);
    zb_slice written = zb_buffer_slice(&out);
    assert_int_equal(flow.size, written.size);
    assert_true(zb_slice_contains(flow, ZB_SLICE("全县新增3.2万人。")));
    assert_true(zb_slice_contains(written, ZB_SLICE("全縣新增3.2萬人。")));
    zb_array_reset(&out.bytes);
    zb_text_write(&text, (uint32_t)flow.size - 9, (uint32_t)flow.size - 3, &out); /* a part of it */
    assert_true(zb_slice_equal(zb_buffer_slice(&out), ZB_SLICE("萬人")));
    zb_buffer_clear(&out);
    assert_int_not_equal(((zb_block *)zb_array_at(&text.blocks, 0))->kind, ZB_PARAGRAPH); /* 第二節 is known as a mark */
    assert_int_equal(zb_text_read(&text, "全县", 6, NULL, NULL), ZHIBIAO_OK); /* nothing of the text before stays */
    assert_int_equal(text.changes.count, 0);
    zb_text_clear(&text);
    zb_traditional_clear(&traditional);
}

static void memory_failure_is_a_status(void **state) {
    (void)state;
    counter count = {0, 0, 1};
    zb_memory memory = {counted_get, counted_put, &count};
    zb_traditional traditional;
    zb_traditional_init(&traditional, &memory);
    assert_int_equal(add(&traditional, "萬万", NULL), ZHIBIAO_ERROR_MEMORY);
    zb_traditional_clear(&traditional);
    assert_int_equal(count.live, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_characters_are_replaced_in_place),
        cmocka_unit_test(bad_pairs_are_refused),
        cmocka_unit_test(flow_and_written_stand_side_by_side),
        cmocka_unit_test(memory_failure_is_a_status),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
