/* Bytes to UTF-8: which encoding, what becomes of broken bytes, and that the map leads back to every byte. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>
#include <iconv.h>

#include "counter.h"
#include "text.h"

#define BYTES(literal) literal, sizeof(literal) - 1

static void decode(zb_decoded *decoded, const void *bytes, size_t size, const char *encoding) {
    zhibiao_error error;
    zb_decoded_init(decoded, &zb_default_memory);
    assert_int_equal(zb_decode(decoded, bytes, size, encoding, &error), ZHIBIAO_OK);
}

/* Decodes; compares text, encoding, how it was decided and the count of bad bytes. */
static void expect(const void *bytes, size_t size, const char *word, const char *text, const char *encoding,
                   const char *decided, uint64_t bad) {
    zb_decoded decoded;
    decode(&decoded, bytes, size, word);
    zb_slice got = zb_buffer_slice(&decoded.utf8);
    assert_int_equal(got.size, strlen(text));
    assert_memory_equal(got.data, text, got.size);
    assert_string_equal(decoded.encoding, encoding);
    assert_string_equal(decoded.decided, decided);
    assert_int_equal(decoded.bad_bytes, bad);
    zb_decoded_clear(&decoded);
}

static void utf8_is_taken_as_it_is(void **state) {
    (void)state;
    expect(BYTES(""), NULL, "", "UTF-8", "utf-8", 0);
    expect(NULL, 0, NULL, "", "UTF-8", "utf-8", 0);
    expect(BYTES("village roads 12"), NULL, "village roads 12", "UTF-8", "utf-8", 0);
    expect(BYTES("新修村道12.5公里é𠮷"), NULL, "新修村道12.5公里é𠮷", "UTF-8", "utf-8", 0);
    expect(BYTES("\xEF\xBB\xBF村道"), NULL, "\xEF\xBB\xBF村道", "UTF-8", "bom", 0);
    expect(BYTES("村道"), "utf8", "村道", "UTF-8", "caller", 0);
}

/* One U+FFFD for each maximal part of a character, as in table 3-8 of the Unicode Standard. */
static void broken_utf8_is_replaced(void **state) {
    (void)state;
    expect(BYTES("a\xF1\x80\x80\xE1\x80\xC2z\x80\xBF"), "UTF-8", "a\uFFFD\uFFFD\uFFFDz\uFFFD\uFFFD", "UTF-8", "caller",
           8);
    expect(BYTES("\xC0\xAF\xE0\x80\xBF"), "UTF-8", "\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD", "UTF-8", "caller", 5);
    expect(BYTES("\xED\xA0\x80"), "UTF-8", "\uFFFD\uFFFD\uFFFD", "UTF-8", "caller", 3);
    expect(BYTES("\xF4\x91\x92\x93\xFF"), "UTF-8", "\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD", "UTF-8", "caller", 5);
    expect(BYTES("村道\xE5\x85"), NULL, "村道\uFFFD", "UTF-8", "utf-8", 2);
}

/* Characters are taken eight at a time: each byte at each place of such eight, and of those behind, is seen for what it is. */
static void no_byte_is_passed_over(void **state) {
    static const char line[] = "新修村道二十里，改造水渠";
    char bytes[sizeof line];
    (void)state;
    for (size_t at = 0; at + 1 < sizeof line; at++)
        for (int value = 0; value < 256; value++) {
            zb_decoded decoded;
            memcpy(bytes, line, sizeof line);
            bytes[at] = (char)value;
            decode(&decoded, bytes, sizeof line - 1, "UTF-8");
            assert_true((decoded.bad_bytes == 0) == (zb_utf8_valid((zb_slice){bytes, sizeof line - 1}) == sizeof line - 1));
            zb_decoded_clear(&decoded);
        }
}

static void damaged_utf8_stays_utf8(void **state) {
    (void)state;
    expect(BYTES("\x91\xE6\x96\xB0\xE4\xBF\xAE\xE6\x9D\x91\xE9\x81\x93"), NULL, "\uFFFD新修村道", "UTF-8", "utf-8", 1);
    expect(BYTES("新修村道\xFF 12公里，改造水渠3条"), NULL, "新修村道\uFFFD 12公里，改造水渠3条", "UTF-8", "utf-8", 1);
}

static const char *const sample = "截至9月末，某县新修村道12.5公里，完成计划的104%；改造水渠３条。\r\n——另建桥𠮷座\n";

/* The sample in another encoding. */
static size_t convert(const char *encoding, char *out, size_t room) {
    iconv_t converter = iconv_open(encoding, "UTF-8");
    char *from = (char *)(uintptr_t)sample, *to = out;
    size_t left = strlen(sample), space = room;
    assert_true(converter != (iconv_t)-1);
    assert_true(iconv(converter, &from, &left, &to, &space) != (size_t)-1);
    iconv_close(converter);
    return room - space;
}

static void other_encodings_are_recognized(void **state) {
    (void)state;
    char bytes[512];
    size_t size = convert("GB18030", bytes, sizeof bytes);
    expect(bytes, size, NULL, sample, "GB18030", "fallback", 0);
    expect(bytes, size, "gb2312", sample, "GB18030", "caller", 0);
    expect(bytes, size, "GBK", sample, "GB18030", "caller", 0);
    size = convert("UTF-16LE", bytes, sizeof bytes);
    expect(bytes, size, NULL, sample, "UTF-16LE", "fallback", 0);
    expect(bytes, size, "utf-16", sample, "UTF-16LE", "caller", 0);
    size = convert("UTF-16BE", bytes, sizeof bytes);
    expect(bytes, size, NULL, sample, "UTF-16BE", "fallback", 0);
    size = convert("UTF-32LE", bytes, sizeof bytes);
    expect(bytes, size, "utf-32le", sample, "UTF-32LE", "caller", 0);
    expect(BYTES("\xFF\xFE\x51\x67\x53\x90"), NULL, "\uFEFF村道", "UTF-16LE", "bom", 0);
    expect(BYTES("\xFE\xFF\x67\x51\x90\x53"), NULL, "\uFEFF村道", "UTF-16BE", "bom", 0);
    expect(BYTES("\xA7\xF8\xB9\x44"), "Big5", "村道", "Big5", "caller", 0);
    expect(BYTES("\xB4\xE5\xB5\xC0\xD6"), NULL, "村道\uFFFD", "GB18030", "fallback", 1);
    expect(BYTES("\x51\x67\x00\xD8\x53\x90\x01"), "UTF-16LE", "村\uFFFD道\uFFFD", "UTF-16LE", "caller", 3);
}

/* The codes in which the editions of GB18030 differ, and both codes of one character: the same with every ICU. */
static void all_editions_of_gb18030_read_the_same(void **state) {
    (void)state;
    expect(BYTES("\xA6\xD9\xA6\xDA\xA6\xDB\xA6\xDC\xA6\xDD\xA6\xDE\xA6\xDF\xA6\xEC\xA6\xED\xA6\xF3"), "gb18030", "︐︒︑︓︔︕︖︗︘︙",
           "GB18030", "caller", 0);
    expect(BYTES("\xA8\xBC\x81\x35\xF4\x37\xA8\xBF\xA3\xA0\xA2\xE3\x80"), "gb18030", "ḿḿǹ　€€", "GB18030", "caller", 0);
    expect(BYTES("\xFE\x51\xFE\x52\xFE\x53\xFE\x6C\xFE\x76\xFE\x91"), "gb18030", "𠂇𠂉𠃌𡗗𢦏𤇾", "GB18030", "caller", 0);
    expect(BYTES("\xFE\x59\xFE\x61\xFE\x66\xFE\x67\xFE\x6D\xFE\x7E\xFE\x90\xFE\xA0"), "gb18030", "龴龵龶龷龸龹龺龻", "GB18030",
           "caller", 0);
    expect(BYTES("\x84\x31\x82\x36\x82\x35\x90\x37\x95\x32\x90\x31\xA2\xAB\xA2\xB0"), "gb18030", "︐龴𠂇\xEE\x9D\xA6\xEE\x9D\xAB",
           "GB18030", "caller", 0); /* A2AB–A2B0 are private in all of them */
    expect(BYTES("\x81\x30\x81\x30\x84\x31\xA4\x37\x90\x30\x81\x30\xE3\x32\x9A\x35"), "gb18030", "\xC2\x80\uFFFD𐀀\U0010FFFF",
           "GB18030", "caller", 0);
}

static void gb18030_bad_bytes_are_counted_one_by_one(void **state) {
    (void)state;
    expect(BYTES("\xB4\xE5\xFF\xB5\xC0\xB4 x\xB4\x7F"), "gbk", "村\uFFFD道\uFFFD x\uFFFD\x7F", "GB18030", "caller", 3);
    expect(BYTES("\x84\x31\xA4\x38\x8F\x30\x81\x30"), "gbk", "\uFFFE\uFFFD", "GB18030", "caller", 4); /* no such character */
    expect(BYTES("\x81\x30 \xB4\xE5"), "gbk", "\uFFFD0 村", "GB18030", "caller", 1);
    expect(BYTES("\xB4\xE5\x95\x32\x82"), "gbk", "村\uFFFD", "GB18030", "caller", 3);
}

static void pages_are_believed_if_they_name_a_chinese_encoding(void **state) {
    (void)state;
    expect(BYTES("<meta charset=\"big5\">\xA7\xF8\xB9\x44"), NULL, "<meta charset=\"big5\">村道", "Big5", "label", 0);
    expect(BYTES("<META content='text/html;CHARSET=x-x-big5'>\xA7\xF8"), NULL, "<META content='text/html;CHARSET=x-x-big5'>村", "Big5",
           "label", 0);
    expect(BYTES("<?xml encoding='Big5-HKSCS'?>\xA7\xF8"), NULL, "<?xml encoding='Big5-HKSCS'?>村", "Big5", "label", 0);
    expect(BYTES("<meta charset=gb2312>\xB4\xE5\xB5\xC0"), NULL, "<meta charset=gb2312>村道", "GB18030", "label", 0);
    expect(BYTES("<meta charset=utf-8>\xB4\xE5\xB5\xC0"), NULL, "<meta charset=utf-8>村道", "GB18030", "fallback", 0);
    expect(BYTES("<meta charset=latin1>\xB4\xE5\xB5\xC0"), NULL, "<meta charset=latin1>村道", "GB18030", "fallback", 0);
    expect(BYTES("<meta charset=big5>村道"), NULL, "<meta charset=big5>村道", "UTF-8", "utf-8", 0);
    expect(BYTES("<meta charset"), NULL, "<meta charset", "UTF-8", "utf-8", 0);
    expect(BYTES("<meta charset=\xB4\xE5"), NULL, "<meta charset=村", "GB18030", "fallback", 0);
}

static void big5_is_told_by_its_punctuation(void **state) {
    (void)state;
    expect(BYTES("\xA7\xF8\xA1\x41\xB9\x44\xA1\x43"), NULL, "村，道。", "Big5", "fallback", 0);
    expect(BYTES("\xB4\xE5\xA3\xAC\xB5\xC0\xA1\xA3"), NULL, "村，道。", "GB18030", "fallback", 0);
}

static uint32_t warnings_of(const void *bytes, size_t size, const char *word, uint64_t *where) {
    zb_decoded decoded;
    decode(&decoded, bytes, size, word);
    uint32_t warnings = decoded.warnings;
    *where = warnings & ZHIBIAO_WARN_MOJIBAKE ? decoded.mojibake_at : decoded.bad_at;
    zb_decoded_clear(&decoded);
    return warnings;
}

static void what_may_be_wrong_is_told(void **state) {
    (void)state;
    uint64_t where = 0;
    assert_int_equal(warnings_of(BYTES("新修村道"), NULL, &where), 0);
    assert_int_equal(warnings_of(BYTES("新修\xFF村道"), NULL, &where), ZHIBIAO_WARN_BAD_BYTES);
    assert_int_equal(where, 6);
    assert_int_equal(warnings_of(BYTES("新修村道\xE6\x9D"), NULL, &where), ZHIBIAO_WARN_BAD_BYTES | ZHIBIAO_WARN_CUT);
    assert_int_equal(where, 12);
    assert_int_equal(warnings_of(BYTES("\xB4\xE5\xB5"), "gbk", &where), ZHIBIAO_WARN_BAD_BYTES | ZHIBIAO_WARN_CUT);
    assert_int_equal(where, 2);
    assert_int_equal(warnings_of(BYTES("\x51\x67\x53"), "utf-16le", &where), ZHIBIAO_WARN_BAD_BYTES | ZHIBIAO_WARN_CUT);
    assert_int_equal(where, 2);
    assert_int_equal(warnings_of(BYTES("abc\n鏂颁慨鏉戦亾鍗佷簩鍏噷"), NULL, &where), ZHIBIAO_WARN_MOJIBAKE);
    assert_int_equal(where, 0);
    assert_int_equal(warnings_of(BYTES("plain words, and nothing else in this file"), NULL, &where), 0);
    assert_int_equal(warnings_of(BYTES("é à è ù ê î ô û ç ë ï ü œ æ ÿ â á í ó ú ñ"), NULL, &where), 0);
}

static void unknown_names_and_binaries_are_refused(void **state) {
    (void)state;
    static const char *const names[] = {"", "klingon", "../../tmp/x", "utf-8x", "utf-16,version=9"};
    zb_decoded decoded;
    zhibiao_error error;
    zb_decoded_init(&decoded, &zb_default_memory);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        assert_int_equal(zb_decode(&decoded, "x", 1, names[i], &error), ZHIBIAO_ERROR_ENCODING);
        assert_string_not_equal(error.message, "");
    }
    assert_int_equal(zb_decode(&decoded, "PK\3\4\0\0\1\0\x80\xFF\0\0", 12, NULL, &error), ZHIBIAO_ERROR_BINARY);
    assert_int_equal(error.byte, 4);
    assert_int_equal(zb_decode(&decoded, "ab\1\2\3\4\5\6", 8, NULL, &error), ZHIBIAO_ERROR_BINARY);
    assert_int_equal(error.byte, 2);
    assert_int_equal(zb_decode(&decoded, "x", (size_t)UINT32_MAX / 4 + 1, NULL, NULL), ZHIBIAO_ERROR_LIMIT);
    zb_decoded_clear(&decoded);
}

static bool second_of_line_end(zb_slice text, uint32_t at) {
    return at > 0 && at < text.size && text.data[at] == '\n' && text.data[at - 1] == '\r';
}

/* Every run covers what it says: its characters decode alone to the same text. Points count \r\n once, so the \n begins a run. */
static void expect_map(const char *bytes, size_t size, const char *encoding) {
    zb_decoded decoded;
    decode(&decoded, bytes, size, encoding);
    zb_slice text = zb_buffer_slice(&decoded.utf8);
    uint32_t flow = 0, byte = 0, point = 0;
    for (size_t i = 0; i < decoded.runs.count; i++) {
        const zb_run *run = zb_array_at(&decoded.runs, i);
        uint32_t end = i + 1 < decoded.runs.count ? run[1].flow : (uint32_t)text.size;
        uint32_t count = (end - run->flow) / run->flow_width;
        assert_int_equal(run->flow, flow);
        assert_int_equal(run->byte, byte);
        point -= second_of_line_end(text, flow);
        assert_int_equal(run->point, point);
        for (uint32_t k = 0; k < count; k++) {
            zb_decoded one;
            assert_true(k == 0 || !second_of_line_end(text, flow));
            decode(&one, bytes + byte, run->byte_width, encoding);
            assert_int_equal(one.utf8.bytes.count, run->flow_width);
            assert_memory_equal(one.utf8.bytes.data, text.data + flow, run->flow_width);
            zb_decoded_clear(&one);
            flow += run->flow_width;
            byte += run->byte_width;
            point++;
        }
    }
    assert_int_equal(flow, text.size);
    assert_int_equal(byte, size);
    zb_decoded_clear(&decoded);
}

static void the_map_leads_back_to_each_character(void **state) {
    (void)state;
    static const char *const encodings[] = {"UTF-8", "GB18030", "UTF-16LE", "UTF-16BE", "UTF-32BE"};
    char bytes[600], longer[40000];
    for (size_t i = 0; i < sizeof encodings / sizeof encodings[0]; i++) {
        size_t size = convert(encodings[i], bytes, sizeof bytes), filled = 0;
        expect_map(bytes, size, encodings[i]);
        while (filled + size <= sizeof longer) { /* long enough for several chunks */
            memcpy(longer + filled, bytes, size);
            filled += size;
        }
        expect_map(longer, filled, encodings[i]);
    }
    /* No byte below '0' anywhere: chunks end inside characters. */
    for (size_t i = 0; i + 3 <= sizeof longer; i += 3)
        memcpy(longer + i, i % 9 ? "\xB4\xE5" "A" : "B\xB5\xC0", 3);
    expect_map(longer, sizeof longer / 3 * 3, "GB18030");
    for (size_t shift = 0; shift < 4; shift += 2) { /* chunks end inside and behind surrogate pairs */
        for (size_t i = shift; i + 4 <= sizeof longer; i += 4)
            memcpy(longer + i, "\x42\xD8\xD8\xDC", 4);
        memcpy(longer, "\x51\x67", shift);
        expect_map(longer, sizeof longer / 4 * 4 - 4 + shift, "UTF-16LE");
    }
    expect_map("a\xF1\x80\x80\xE1\x80\xC2z\x80\xBF", 10, "UTF-8");
    expect_map(BYTES("\r\r\n\n\r\n\r\nx\r"), "UTF-8");
    expect_map(BYTES("\n\r\n"), "GB18030");
}

static void memory_failure_is_a_status(void **state) {
    (void)state;
    char bytes[512];
    size_t size = convert("GB18030", bytes, sizeof bytes);
    for (int gb = 0; gb < 2; gb++) {
        zhibiao_status status = ZHIBIAO_ERROR_MEMORY;
        for (size_t fail_at = 1; status != ZHIBIAO_OK; fail_at++) {
            counter count = {0, 0, fail_at};
            zb_memory memory = {counted_get, counted_put, &count};
            zb_decoded decoded;
            zhibiao_error error;
            zb_decoded_init(&decoded, &memory);
            status = zb_decode(&decoded, gb ? bytes : sample, gb ? size : strlen(sample), NULL, &error);
            assert_true(status == ZHIBIAO_OK || status == ZHIBIAO_ERROR_MEMORY);
            if (status != ZHIBIAO_OK)
                assert_int_equal(error.status, ZHIBIAO_ERROR_MEMORY);
            zb_decoded_clear(&decoded);
            assert_int_equal(count.live, 0);
            assert_true(fail_at < 100);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(utf8_is_taken_as_it_is),
        cmocka_unit_test(broken_utf8_is_replaced),
        cmocka_unit_test(no_byte_is_passed_over),
        cmocka_unit_test(damaged_utf8_stays_utf8),
        cmocka_unit_test(other_encodings_are_recognized),
        cmocka_unit_test(all_editions_of_gb18030_read_the_same),
        cmocka_unit_test(gb18030_bad_bytes_are_counted_one_by_one),
        cmocka_unit_test(pages_are_believed_if_they_name_a_chinese_encoding),
        cmocka_unit_test(big5_is_told_by_its_punctuation),
        cmocka_unit_test(what_may_be_wrong_is_told),
        cmocka_unit_test(unknown_names_and_binaries_are_refused),
        cmocka_unit_test(the_map_leads_back_to_each_character),
        cmocka_unit_test(memory_failure_is_a_status),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
