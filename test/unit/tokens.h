/* What the tests of the token floor share: a vocabulary of our own units and places and a few cue words, and a way to
 * write the tokens of a text as a line. */
#ifndef TOKENS_H
#define TOKENS_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "token.h"

/* Cue words enough to see how they meet numbers; the true list is lib/data/words.txt. */
static const char test_words[] = "words TEXT\n一批 | 一系列 | 统一 | 一体 | 一些 | 三农 | 四好农村路 | 两岸 | 两会 | 三口之家 | 九九归一 | 第三产业 | 行为\n"
                                 "words SCOPE\n全省 | 我省 | 全国 | 全市\n"
                                 "words VERB\n新增 | 新建 | 改造 | 发放\n"
                                 "words LINK\n达到 | 达 | 为\n"
                                 "words COMPLETES\n完成\nwords PLAN\n年计划\nwords DE\n的\nwords EXCEED\n超过\nwords AND\n和\n";

static inline void load_lines(zb_vocabulary *vocabulary, const char *name, const char *bytes, size_t size) {
    zb_lines lines = zb_lines_of(name, bytes, size);
    zb_line line;
    zb_slice dimension = ZB_SLICE("");
    uint8_t letter = 0;
    enum { WORDS, UNITS, PLACES } section = WORDS;
    while (zb_lines_next(&lines, &line)) {
        zb_slice rest = line.text, keyword = zb_word_next(&rest);
        if (zb_slice_equal(keyword, ZB_SLICE("words"))) {
            section = WORDS;
            letter = zb_class_letter(rest);
        } else if (zb_slice_equal(keyword, ZB_SLICE("units"))) {
            section = UNITS;
            dimension = rest;
        } else if (zb_slice_equal(keyword, ZB_SLICE("places"))) {
            section = PLACES;
        } else if (section == WORDS) {
            assert_int_equal(zb_words_add(vocabulary, letter, &line, NULL), ZHIBIAO_OK);
        } else if (section == UNITS) {
            assert_int_equal(zb_units_add(&vocabulary->units, dimension, &line, NULL), ZHIBIAO_OK);
        } else {
            assert_int_equal(zb_places_add(vocabulary, &line, NULL), ZHIBIAO_OK);
        }
    }
}

static inline void load_file(zb_vocabulary *vocabulary, const char *path) {
    char *bytes = NULL;
    size_t size = 0;
    assert_int_equal(zb_file_read(&zb_default_memory, path, &bytes, &size, NULL), ZHIBIAO_OK);
    load_lines(vocabulary, path, bytes, size);
    zb_put(&zb_default_memory, bytes);
}

static inline void load_vocabulary(zb_vocabulary *vocabulary) {
    zb_vocabulary_init(vocabulary, &zb_default_memory);
    load_lines(vocabulary, "test", test_words, sizeof test_words - 1);
    load_file(vocabulary, ZB_SOURCE_DIR "/lib/data/units.txt");
    load_file(vocabulary, ZB_SOURCE_DIR "/lib/data/places.txt");
    assert_true(zb_vocabulary_build(vocabulary));
}

/* ---- tokens as text ----------------------------------------------------------------------------------- */

typedef struct line {
    char text[2048];
    size_t size;
} line;

__attribute__((format(printf, 2, 3))) static inline void print(line *out, const char *format, ...) {
    va_list list;
    va_start(list, format);
    int size = vsnprintf(out->text + out->size, sizeof out->text - out->size, format, list);
    va_end(list);
    assert_true(size >= 0 && out->size + (size_t)size < sizeof out->text);
    out->size += (size_t)size;
}

/* 450 元 at_least /人/年 */
static inline void print_quantity(line *out, const zb_quantity *q) {
    static const char *const comparisons[] = {"", " about", " over", " under", " at_least", " at_most"};
    char value[80];
    zb_number_text(q->number, value, sizeof value);
    print(out, "%s", q->too_large ? "too large" : value);
    if (q->range) {
        zb_number_text(q->upper, value, sizeof value);
        print(out, "..%s", value);
    }
    print(out, " %.*s%s", q->unit.size ? (int)q->unit.size : 1, q->unit.size ? q->unit.data : "_", comparisons[q->comparison]);
    for (uint8_t i = 0; i < q->per_count; i++)
        print(out, "%s/%.*s", i ? "" : " ", (int)q->per[i].size, q->per[i].data);
}

static inline void print_day(line *out, zhibiao_date day, uint8_t relative) {
    static const char *const years[] = {"?", "this", "last", "next", "?", "other"};
    if (day.year)
        print(out, "%04d", day.year);
    else if (day.month || day.day)
        print(out, "%s", years[relative]);
    else
        return;
    print(out, day.month ? "-%02d" : "-?", day.month);
    print(out, "-%02d", day.day);
}

/* 截至11月末=?-01-01..?-11-30 until */
static inline void print_period(line *out, zb_slice flow, const zb_period *p) {
    print(out, "%.*s=", (int)(p->end - p->start), flow.data + p->start);
    size_t start = out->size;
    print_day(out, p->from, p->relative);
    if (!p->is_date && (p->from.month || p->to.month)) {
        print(out, "..");
        print_day(out, p->to, p->relative);
    }
    static const char *const counted[] = {"", "day", "month", "quarter", "year", "days", "months", "years"};
    static const char *const parts[] = {"", " early", " middle", " late"};
    if (p->counted)
        print(out, "%s%+d..%+d%s", counted[p->counted], p->first, p->last, parts[p->part]);
    const char *flags[] = {p->until ? "until" : NULL, p->weak ? "weak" : NULL, p->is_date ? "date" : NULL};
    if (p->until && p->weak) {
        flags[0] = "weak";
        flags[1] = "until";
    }
    for (size_t i = 0; i < 3; i++)
        if (flags[i])
            print(out, "%s%s", out->size > start ? " " : "", flags[i]);
}

static inline void scan(zb_tokens *tokens, const zb_vocabulary *vocabulary, zb_slice flow) {
    zb_tokens_reset(tokens);
    assert_true(zb_tokens_scan(tokens, vocabulary, flow, 0, (uint32_t)flow.size));
    assert_int_equal(tokens->tokens.count, tokens->letters.bytes.count);
}

#endif
