/* Nothing goes around the allocator's hook but ICU, and ICU only where a text is in an encoding that it reads. This program has a malloc
 * of its own (the system's, counted), which the library's and ICU's calls meet; the hook uses the system's. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <zhibiao.h>

#if defined __GLIBC__ && !defined __SANITIZE_ADDRESS__ && !defined __SANITIZE_THREAD__
#define COUNTED 1
extern void *__libc_malloc(size_t size);
extern void __libc_free(void *block);

static size_t around, fail_at; /* calls of malloc; the one that gives nothing, 0: none */

void *malloc(size_t size) {
    return ++around == fail_at ? NULL : __libc_malloc(size);
}

static void *get(size_t size, void *context) {
    (void)context;
    return __libc_malloc(size);
}

static void put(void *block, void *context) {
    (void)context;
    __libc_free(block);
}
#else
#define COUNTED 0
static size_t around, fail_at;

static void *get(size_t size, void *context) {
    (void)context;
    return malloc(size);
}

static void put(void *block, void *context) {
    (void)context;
    free(block);
}
#endif

static const char TEXT[] = "截至11月末，全市新建社区食堂86个，完成年计划的107.5%；发放补贴1.2亿元。";
static const char PAGE[] = "<html><body><p>全市新建社区食堂86个，完成年计划的107.5%。</p></body></html>";
static const char BIG5[] = "\xA4\xA4\xA4\xE5\xA1\x41\xA5\xFE\xA5\xAB\xA1\x43"; /* 中文，全市。 */
static const char MINE[] = "words VERB\n新添置\n";
static const char UTF16[] = "\xFF\xFE\x2D\x4E\x87\x65\x31\x00\x32\x00\x2A\x4E\x02\x30\x00"; /* 中文12个。 */

typedef struct handles {
    zhibiao_rules *rules;
    zhibiao_parser *parser;
} handles;

static int open_handles(void **state) {
    static handles h;
    zhibiao_allocator allocator = {get, put, NULL};
    size_t before = around;
    assert_int_equal(zhibiao_rules_new(&allocator, &h.rules, NULL), ZHIBIAO_OK);
    assert_int_equal(zhibiao_rules_add(h.rules, "mine", MINE, sizeof MINE - 1, NULL), ZHIBIAO_OK);
    assert_int_equal(zhibiao_parser_new(h.rules, &h.parser, NULL), ZHIBIAO_OK);
    *state = &h;
    print_message("             rules and a parser: %zu calls around the hook\n", around - before);
    return 0;
}

static int close_handles(void **state) {
    handles *h = *state;
    zhibiao_parser_free(h->parser);
    zhibiao_rules_free(h->rules);
    return 0;
}

/* How many calls of malloc one reading makes. */
static size_t read_around(const handles *h, const char *bytes, size_t size, const char *encoding, zhibiao_status *status) {
    zhibiao_options options = {.size = sizeof options, .flags = ZHIBIAO_TOKENS, .encoding = encoding};
    zhibiao_result *result;
    size_t before = around;
    *status = zhibiao_parse(h->parser, bytes, size, &options, &result, NULL);
    size_t calls = around - before;
    zhibiao_result_free(result);
    return calls;
}

static void only_icu_goes_around(void **state) {
    zhibiao_status status;
    assert_int_equal(read_around(*state, TEXT, sizeof TEXT - 1, NULL, &status), 0);
    assert_int_equal(status, ZHIBIAO_OK);
    assert_int_equal(read_around(*state, PAGE, sizeof PAGE - 1, NULL, &status), 0);
    assert_int_equal(status, ZHIBIAO_OK);
    size_t first = read_around(*state, BIG5, sizeof BIG5 - 1, "Big5", &status);
    assert_int_equal(status, ZHIBIAO_OK);
    size_t second = read_around(*state, UTF16, sizeof UTF16 - 1, NULL, &status);
    assert_int_equal(status, ZHIBIAO_OK);
    print_message("             Big5: %zu calls of ICU's own, UTF-16: %zu\n", first, second);
}

/* ICU tells when it gets nothing, and that becomes a status too. */
static void icu_without_memory(void **state) {
    static const char *const encodings[] = {"Big5", "HZ", "ISO-2022-CN", "UTF-7", "Shift_JIS", "GBK", "UTF-32BE"};
    size_t failed = 0;
    if (!COUNTED)
        skip();
    for (size_t i = 0; i < sizeof encodings / sizeof *encodings; i++) {
        for (size_t n = 1; n < 100; n++) {
            zhibiao_status status;
            fail_at = around + n;
            size_t calls = read_around(*state, BIG5, sizeof BIG5 - 1, encodings[i], &status);
            fail_at = 0;
            if (calls < n)
                break;
            failed++;
            assert_true(status == ZHIBIAO_OK || status == ZHIBIAO_ERROR_MEMORY);
            read_around(*state, BIG5, sizeof BIG5 - 1, encodings[i], &status);
            assert_int_equal(status, ZHIBIAO_OK);
        }
    }
    print_message("             %zu allocations of ICU failed\n", failed);
    assert_true(failed > 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(only_icu_goes_around), cmocka_unit_test(icu_without_memory)};
    return cmocka_run_group_tests(tests, open_handles, close_handles);
}
