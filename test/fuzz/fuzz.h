/* What the fuzz targets share. Each file fuzz_*.c is one program; README.md tells how they are run. A target that finds something
 * wrong aborts: libFuzzer then keeps the input. */
#ifndef FUZZ_H
#define FUZZ_H

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <zhibiao.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static inline void must(int holds) {
    if (!holds)
        abort();
}

/* The built-in rules, and one parser of them, for all inputs. */
static inline const zhibiao_rules *the_rules(void) {
    static zhibiao_rules *rules;
    must(rules || !zhibiao_rules_new(NULL, &rules, NULL));
    return rules;
}

static inline zhibiao_parser *the_parser(void) {
    static zhibiao_parser *parser;
    must(parser || !zhibiao_parser_new(the_rules(), &parser, NULL));
    return parser;
}

/* ---- what comes out is sound ------------------------------------------------------------------------------ */

static inline void check_span(zhibiao_span span, size_t size) {
    must(span.byte_start <= span.byte_end && span.byte_end <= size && span.start <= span.end && span.end <= span.byte_end);
}

static inline void check_spans(const zhibiao_result *result, size_t size) {
    for (size_t i = 0; i < zhibiao_result_count(result); i++)
        check_span(zhibiao_result_records(result)[i].sentence, size);
    for (size_t i = 0; i < zhibiao_result_token_count(result); i++)
        check_span(zhibiao_result_tokens(result)[i].span, size);
}

static inline int swallow(const char *bytes, size_t size, void *context) {
    unsigned char *sum = context;
    for (size_t i = 0; i < size; i++)
        *sum = (unsigned char)(*sum ^ (unsigned char)bytes[i]); /* so that each byte is read */
    return 0;
}

/* All writers over one result. */
/* Marks lie in their blocks, in order and apart, and belong to records that are there. */
static inline void check_marks(const zhibiao_result *result) {
    const zhibiao_mark *marks = zhibiao_result_marks(result);
    const zhibiao_block *blocks = zhibiao_result_blocks(result);
    for (size_t i = 0; i < zhibiao_result_mark_count(result); i++) {
        must(marks[i].block < zhibiao_result_block_count(result));
        must(marks[i].start < marks[i].end && marks[i].end <= blocks[marks[i].block].text.size);
        must(marks[i].record <= zhibiao_result_count(result));
        must(i == 0 || marks[i - 1].block < marks[i].block ||
             (marks[i - 1].block == marks[i].block && marks[i - 1].end <= marks[i].start));
    }
    for (size_t i = 0; i < zhibiao_result_count(result); i++) {
        const zhibiao_site *site = zhibiao_result_sites(result) + i;
        must(site->end <= blocks[site->block].text.size && site->mark <= zhibiao_result_mark_count(result));
    }
}

static inline void write_all(const zhibiao_result *result) {
    static unsigned char sum;
    for (int format = ZHIBIAO_JSONL; format <= ZHIBIAO_TABLE_COLOUR; format++)
        must(!zhibiao_write_records(result, (zhibiao_format)format, 0, swallow, &sum));
    must(!zhibiao_write_tokens(result, ZHIBIAO_JSONL, 0, swallow, &sum));
}

/* ---- text in memory --------------------------------------------------------------------------------------- */

typedef struct fuzz_text {
    char *bytes;
    size_t size, room;
} fuzz_text;

static inline int append(const char *bytes, size_t size, void *context) {
    fuzz_text *text = context;
    if (text->room - text->size < size) {
        text->room = (text->size + size) * 2;
        must((text->bytes = realloc(text->bytes, text->room)) != NULL);
    }
    if (size > 0)
        memcpy(text->bytes + text->size, bytes, size);
    text->size += size;
    return 0;
}

#endif
