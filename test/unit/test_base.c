/* Slices, errors and memory, with an allocator that counts and fails. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base.h"
#include "counter.h"

static void slices_compare_and_trim(void **state) {
    (void)state;
    zb_slice text = ZB_SLICE(" \t 城镇新增就业 \r\n");
    assert_true(zb_slice_equal(zb_slice_trim(text), ZB_SLICE("城镇新增就业")));
    assert_true(zb_slice_starts(zb_slice_trim(text), ZB_SLICE("城镇")));
    assert_true(zb_slice_ends(zb_slice_trim(text), ZB_SLICE("就业")));
    assert_false(zb_slice_ends(ZB_SLICE("业"), ZB_SLICE("就业")));
    assert_true(zb_slice_equal(zb_slice_of(NULL), ZB_SLICE("")));
    assert_int_equal(zb_slice_trim(ZB_SLICE("  \n ")).size, 0);
    assert_true(zb_slice_starts(ZB_SLICE("a"), (zb_slice){NULL, 0}));
}

static void characters_are_read(void **state) {
    (void)state;
    static const struct {
        const char *text;
        uint32_t point;
        size_t width;
    } rows[] = {{"a", 'a', 1}, {"é", 0xE9, 2}, {"亿", 0x4EBF, 3}, {"𠮷", 0x20BB7, 4}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        size_t width = 0;
        assert_int_equal(zb_utf8_get(rows[i].text, &width), rows[i].point);
        assert_int_equal(width, rows[i].width);
    }
}

static void errors_are_cut_between_characters(void **state) {
    (void)state;
    zhibiao_error error;
    char longest[600];
    for (size_t i = 0; i + 3 <= sizeof longest; i += 3)
        memcpy(longest + i, "亿", 3);
    assert_int_equal(zb_fail(NULL, ZHIBIAO_ERROR_IO, "x"), ZHIBIAO_ERROR_IO);
    zb_fail_at(&error, ZHIBIAO_ERROR_RULE, ZB_SLICE("words.txt"), 7, "no such class", (zb_slice){longest, 600});
    assert_int_equal(error.status, ZHIBIAO_ERROR_RULE);
    assert_int_equal(error.line, 7);
    assert_string_equal(error.file, "words.txt");
    size_t size = strlen(error.message);
    assert_true(size < sizeof error.message && size > 250);
    assert_int_equal((size - strlen("no such class: ")) % 3, 0);
    zb_fail(&error, ZHIBIAO_ERROR_STATE, "too late");
    assert_string_equal(error.message, "too late");
    assert_string_equal(error.file, "");
}

static void an_arena_gives_aligned_zeroed_blocks(void **state) {
    (void)state;
    counter count = {0};
    zb_memory memory = {counted_get, counted_put, &count};
    zb_arena arena;
    zb_arena_init(&arena, &memory);
    for (int round = 0; round < 2; round++) {
        for (size_t size = 0; size < 3000; size += 7) {
            char *block = zb_arena_get(&arena, size);
            assert_non_null(block);
            assert_int_equal((uintptr_t)block % _Alignof(max_align_t), 0);
            for (size_t i = 0; i < size; i++)
                assert_int_equal(block[i], 0);
            if (size > 0)
                memset(block, 0xAA, size);
        }
        zb_slice copy = zb_arena_copy(&arena, ZB_SLICE("吉林"));
        assert_string_equal(copy.data, "吉林");
        assert_non_null(zb_arena_get(&arena, 3000000));
        zb_arena_reset(&arena);
        assert_int_equal(count.live, 1);
    }
    assert_null(zb_arena_get(&arena, SIZE_MAX));
    assert_null(zb_arena_get(&arena, 1)); /* and from then on */
    zb_arena_clear(&arena);
    assert_int_equal(count.live, 0);
}

static void an_array_grows_and_refuses_overflow(void **state) {
    (void)state;
    counter count = {0};
    zb_memory memory = {counted_get, counted_put, &count};
    zb_array array;
    zb_array_init(&array, &memory, sizeof(uint32_t));
    for (uint32_t i = 0; i < 10000; i++) {
        uint32_t *item = zb_array_add(&array, 1);
        assert_int_equal(*item, 0);
        *item = i;
    }
    assert_int_equal(*(uint32_t *)zb_array_at(&array, 9999), 9999);
    size_t calls = count.calls + 1;
    assert_true(zb_array_reserve(&array, 20000));
    for (int i = 0; i < 20000; i++)
        assert_non_null(zb_array_add(&array, 1));
    assert_int_equal(count.calls, calls);
    array.count = 10000;
    assert_null(zb_array_add(&array, SIZE_MAX / 2));
    assert_true(array.failed);
    assert_null(zb_array_add(&array, 1));
    assert_int_equal(array.count, 10000);
    zb_array_clear(&array);
    assert_non_null(zb_array_add(&array, 1));
    zb_array_clear(&array);
    assert_int_equal(count.live, 0);
    assert_null(zb_get_zeroed(&memory, SIZE_MAX / 2, 3));
}

static void a_buffer_sticks_at_its_first_failure(void **state) {
    (void)state;
    for (size_t fail_at = 1; fail_at < 8; fail_at++) {
        counter count = {0, 0, fail_at};
        zb_memory memory = {counted_get, counted_put, &count};
        zb_buffer buffer;
        zb_buffer_init(&buffer, &memory);
        for (int i = 0; i < 1000; i++) {
            zb_buffer_add(&buffer, ZB_SLICE("万"));
            zb_buffer_add_byte(&buffer, '.');
        }
        assert_true(buffer.bytes.failed);
        assert_true(zb_slice_starts(zb_buffer_slice(&buffer), fail_at == 1 ? ZB_SLICE("") : ZB_SLICE("万.万")));
        zb_buffer_clear(&buffer);
        assert_int_equal(count.live, 0);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(slices_compare_and_trim),
        cmocka_unit_test(characters_are_read),
        cmocka_unit_test(errors_are_cut_between_characters),
        cmocka_unit_test(an_arena_gives_aligned_zeroed_blocks),
        cmocka_unit_test(an_array_grows_and_refuses_overflow),
        cmocka_unit_test(a_buffer_sticks_at_its_first_failure),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
