/* What the tests of the grammar and meaning floors share: a little language of its own, so that they do not hang on what
 * lib/data says today, and ways to read a text with it and to write what came out as a line. */
#ifndef FLOORS_H
#define FLOORS_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "meaning.h"

/* Cue words, two units, two places. */
static const char small_words[] =
    "words VERB\n新建 | 新增 | 改造 | 发放 | 进行\n"
    "words BENEFIT\n惠及\n"
    "words LINK\n达到\nwords FOR\n为\nwords COMPLETES\n完成\nwords PLAN\n年计划 | 任务 | 目标\nwords DE\n的\n"
    "words EXCEED\n超\nwords BELOW\n低于\nwords AND\n和\nwords AIM\n力争 | 确保\nwords DONE\n已\nwords SCOPE\n全市 | 全省\n"
    "words GROW\n增长\nwords FALL\n下降\nwords BASE\n同比 | 环比\nwords EACH\n分别\nwords FROM\n由\nwords RISETO\n提高到\n"
    "words ETC\n等\nwords HEAD\n面积\nwords OBJECT\n民生实事\nwords THAN\n比\n"
    "units person\n人\nunits household\n户\nunits count\n座\n所\n项\nunits mass\n吨 = 1000\n"
    "units money\n元 = 1\nunits ratio\n% | ％ = 0.01\n"
    "indicators\n常住居民总数 | 居民人数 = person\n"
    "places\n220000 吉林省 | 吉林\n220100 长春市 | 长春\n";

static const char small_rules[] =
    "define Q = [QTY MONEY PCT NUM]\n"
    "define W = [^COMMA SEMI STOP COLON DASH QTY MONEY PCT NUM]\n"
    "define LEFT = W*?\n"
    "rule completion.of_plan\n"
    "match (?<indicator> LEFT ) COMPLETES W*? PLAN W*? (?<completion> PCT )\n"
    "rule gap.over\n"
    "match (?<indicator> LEFT ) (?: EXCEED | (?<fall> BELOW ) ) PLAN (?<gap> Q )\n"
    "rule level.from_to\n"
    "match (?<indicator> LEFT ) FROM (?<baseline> Q ) RISETO (?<value> Q )\n"
    "rule growth.each\n"
    "match (?<indicator> LEFT ) (?<basis> BASE )? EACH (?: GROW | (?<fall> FALL ) ) (?<values> PCT (?: [PAUSE AND] PCT )+ )\n"
    "rule growth.plain\n"
    "match (?<indicator> LEFT ) (?<basis> BASE )? (?: GROW | (?<fall> FALL ) ) (?<value> PCT )\n"
    "rule level.aim\n"
    "match (?<indicator> LEFT ) (?<target> Q ) DE PLAN\n"
    "rule level.before\n"
    "match (?<indicator> LEFT ) (?<value> QTY ) (?<tail> W+ (?= [COMMA STOP AND PAUSE]|$ ) )\n"
    "rule level.behind\n"
    "match (?<indicator> LEFT ) [LINK DONE]* (?<value> Q )\n";

static inline struct zhibiao_rules *rules_of(const char *text) {
    struct zhibiao_rules *rules = NULL;
    zhibiao_error error = {0};
    assert_int_equal(zb_rules_new(&zb_default_memory, false, &rules, &error), ZHIBIAO_OK);
    zhibiao_status status = zb_rules_load(rules, "test", text, strlen(text), &error);
    if (status != ZHIBIAO_OK)
        print_error("%s:%u: %s\n", error.file, error.line, error.message);
    assert_int_equal(status, ZHIBIAO_OK);
    return rules;
}

/* The little language, with rules of one's own in place of small_rules when given. */
static inline struct zhibiao_rules *small_language(const char *rules) {
    char text[8192];
    int size = snprintf(text, sizeof text, "%s%s", small_words, rules ? rules : small_rules);
    assert_true(size > 0 && (size_t)size < sizeof text);
    return rules_of(text);
}

/* ---- a text, read through the floors up to the clauses ---------------------------------------------------- */

typedef struct reading {
    const struct zhibiao_rules *rules;
    zb_text text;
    zb_tokens tokens;
    zb_clauses clauses;
    zb_claims claims;
    zb_matcher *matcher;
    zb_document document;
} reading;

static inline void read_again(reading *r, const char *text) {
    assert_int_equal(zb_text_read(&r->text, text, strlen(text), NULL, NULL), ZHIBIAO_OK);
    zb_tokens_reset(&r->tokens);
    zb_clauses_reset(&r->clauses);
    zb_array_reset(&r->claims.claims);
    for (uint32_t i = 0; i < r->text.blocks.count; i++) {
        const zb_block *block = zb_array_at(&r->text.blocks, i);
        uint32_t first = (uint32_t)r->tokens.tokens.count;
        assert_true(zb_tokens_scan(&r->tokens, &r->rules->vocabulary, zb_text_flow(&r->text), block->text, block->end));
        assert_true(zb_clauses_cut(&r->clauses, &r->tokens, first, (uint32_t)r->tokens.tokens.count, i));
    }
}

static inline void read_with(reading *r, const struct zhibiao_rules *rules, const char *text, int16_t year) {
    memset(r, 0, sizeof *r);
    r->rules = rules;
    zb_text_init(&r->text, NULL);
    zb_tokens_init(&r->tokens, NULL);
    zb_clauses_init(&r->clauses, NULL);
    zb_array_init(&r->claims.claims, NULL, sizeof(zb_claim));
    r->matcher = zb_matcher_new(&zb_default_memory, rules);
    assert_non_null(r->matcher);
    r->document = (zb_document){.rules = rules, .matcher = r->matcher, .text = &r->text, .tokens = &r->tokens,
                                .clauses = &r->clauses, .claims = &r->claims, .date = {year, 0, 0}, .guess = year};
    read_again(r, text);
}

static inline void forget(reading *r) {
    zb_matcher_free(r->matcher);
    zb_array_clear(&r->claims.claims);
    zb_clauses_clear(&r->clauses);
    zb_tokens_clear(&r->tokens);
    zb_text_clear(&r->text);
}

/* ---- what came out, as a line ------------------------------------------------------------------------------ */

typedef struct line {
    char text[4096];
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

static inline void print_slice(line *out, zb_slice slice) { print(out, "%.*s", (int)slice.size, slice.data); }

/* Tokens as they stand in the text, one behind the other. */
static inline void print_tokens(line *out, const reading *r, uint32_t first, uint32_t end) {
    for (uint32_t i = first; i < end; i++)
        print_slice(out, zb_document_text(&r->document, i));
}

#endif
