/* The reader of our data files. */
#define _POSIX_C_SOURCE 200809L
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "base.h"

static void expect_slice(zb_slice slice, const char *text) {
    assert_true(zb_slice_equal(slice, zb_slice_of(text)));
}

static void lines_are_trimmed_and_numbered(void **state) {
    (void)state;
    static const char text[] = "\xEF\xBB\xBF# 首行\nunits MONEY\r\n\n  元 | 圆   # 人民币\n\t#\nC#语言\n 末行";
    static const struct {
        uint32_t number;
        const char *text;
    } rows[] = {{2, "units MONEY"}, {4, "元 | 圆"}, {6, "C#语言"}, {7, "末行"}};
    zb_lines lines = zb_lines_of("units.txt", text, sizeof text - 1);
    zb_line line;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_true(zb_lines_next(&lines, &line));
        assert_int_equal(line.number, rows[i].number);
        expect_slice(line.text, rows[i].text);
        expect_slice(line.file, "units.txt");
    }
    assert_false(zb_lines_next(&lines, &line));
    assert_false(zb_lines_next(&lines, &line));
}

static void fields_and_words_are_cut(void **state) {
    (void)state;
    zb_slice rest = ZB_SLICE("  万元 |  | 亿元|"), field;
    assert_true(zb_field_next(&rest, '|', &field));
    expect_slice(field, "万元");
    assert_true(zb_field_next(&rest, '|', &field));
    expect_slice(field, "");
    assert_true(zb_field_next(&rest, '|', &field));
    expect_slice(field, "亿元");
    assert_false(zb_field_next(&rest, '|', &field));
    rest = ZB_SLICE("words  VERB\tadverb ");
    expect_slice(zb_word_next(&rest), "words");
    expect_slice(zb_word_next(&rest), "VERB");
    expect_slice(zb_word_next(&rest), "adverb");
    expect_slice(zb_word_next(&rest), "");
    assert_int_equal(rest.size, 0);
}

static void a_bad_line_says_where(void **state) {
    (void)state;
    zhibiao_error error;
    zb_lines lines = zb_lines_of("own.txt", "\n\nwords NOPE", 12);
    zb_line line;
    assert_true(zb_lines_next(&lines, &line));
    assert_int_equal(zb_line_fail(&error, &line, "no such class", ZB_SLICE("NOPE")), ZHIBIAO_ERROR_RULE);
    assert_int_equal(error.line, 3);
    assert_string_equal(error.file, "own.txt");
    assert_string_equal(error.message, "no such class: NOPE");
}

static void files_are_read_whole(void **state) {
    (void)state;
    char path[] = "/tmp/zhibiao-test-XXXXXX", *bytes = NULL;
    size_t size = 1;
    zhibiao_error error;
    int file = mkstemp(path);
    assert_true(file >= 0);
    assert_int_equal(zb_file_read(&zb_default_memory, path, &bytes, &size, &error), ZHIBIAO_OK);
    assert_int_equal(size, 0);
    zb_put(&zb_default_memory, bytes);
    for (int i = 0; i < 30000; i++)
        assert_int_equal(write(file, "一二三\n", 10), 10);
    assert_int_equal(zb_file_read(&zb_default_memory, path, &bytes, &size, &error), ZHIBIAO_OK);
    assert_int_equal(size, 300000);
    assert_memory_equal(bytes + 299990, "一二三\n", 11);
    zb_put(&zb_default_memory, bytes);
    close(file);
    unlink(path);
    assert_int_equal(zb_file_read(&zb_default_memory, path, &bytes, &size, &error), ZHIBIAO_ERROR_IO);
    assert_null(bytes);
    assert_string_equal(error.file, path);
    assert_string_equal(error.message, "no such file");
    assert_int_equal(zb_file_read(&zb_default_memory, "/tmp", &bytes, &size, NULL), ZHIBIAO_ERROR_IO);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_are_trimmed_and_numbered),
        cmocka_unit_test(fields_and_words_are_cut),
        cmocka_unit_test(a_bad_line_says_where),
        cmocka_unit_test(files_are_read_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
