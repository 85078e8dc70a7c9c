/* Records as Arrow columns: values, nulls, names, lists; release in any order; the n-th allocation failing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "arrow.h"
#include "counter.h"

static const char TEXT[] = "截至2024年11月末，全市新建社区食堂86个，完成年计划的107.5%；每人每月发放补贴600元，办件时间缩短三分之二。";

typedef struct fixture {
    zhibiao_rules *rules;
    zhibiao_parser *parser;
    zhibiao_result *result;
    zhibiao_error error;
    zhibiao_arrow_document documents[2]; /* one that was read, one that was not */
} fixture;

static void open_fixture(fixture *f) {
    memset(f, 0, sizeof *f);
    assert_int_equal(zhibiao_rules_new(NULL, &f->rules, NULL), ZHIBIAO_OK);
    assert_int_equal(zhibiao_parser_new(f->rules, &f->parser, NULL), ZHIBIAO_OK);
    assert_int_equal(zhibiao_parse(f->parser, TEXT, sizeof TEXT - 1, NULL, &f->result, NULL), ZHIBIAO_OK);
    f->error = (zhibiao_error){.status = ZHIBIAO_ERROR_BINARY, .byte = 7, .message = "no text"};
    f->documents[0].result = f->result;
    f->documents[1].error = &f->error;
    f->documents[1].source = "bad.bin";
}

static void close_fixture(fixture *f) {
    zhibiao_result_free(f->result);
    zhibiao_parser_free(f->parser);
    zhibiao_rules_free(f->rules);
}

/* ---- reading what was made ---------------------------------------------------------------------------- */

static size_t index_of(const char *name) {
    struct ArrowSchema schema;
    size_t found = SIZE_MAX;
    assert_int_equal(zhibiao_arrow_schema(NULL, &schema, NULL), ZHIBIAO_OK);
    for (int64_t i = 0; i < schema.n_children; i++)
        if (!strcmp(schema.children[i]->name, name))
            found = (size_t)i;
    schema.release(&schema);
    assert_null(schema.release);
    assert_int_not_equal(found, SIZE_MAX);
    return found;
}

static const struct ArrowArray *column_of(const struct ArrowArray *table, const char *name) {
    return table->children[index_of(name)];
}

static int is_null(const struct ArrowArray *column, size_t row) {
    const uint8_t *valid = column->buffers[0];
    return valid && !((unsigned)valid[row / 8] >> (row % 8) & 1U);
}

static void assert_text(const struct ArrowArray *column, size_t row, const char *expected) {
    const int32_t *offsets = column->buffers[1];
    const char *text = column->buffers[2];
    assert_false(is_null(column, row));
    assert_int_equal(offsets[row + 1] - offsets[row], strlen(expected));
    assert_memory_equal(text + offsets[row], expected, strlen(expected));
}

static void assert_name(const struct ArrowArray *column, size_t row, const char *expected) {
    assert_false(is_null(column, row));
    assert_text(column->dictionary, (size_t)((const int32_t *)column->buffers[1])[row], expected);
}

/* ---- tests -------------------------------------------------------------------------------------------- */

static void rows_are_records_and_failures(void **state) {
    (void)state;
    fixture f;
    struct ArrowArray table;
    open_fixture(&f);
    size_t records = zhibiao_result_count(f.result);
    assert_true(records >= 2);
    assert_int_equal(zhibiao_result_arrow(NULL, f.documents, 2, 40, &table, NULL), ZHIBIAO_OK);
    assert_int_equal(table.length, records + 1);
    const int64_t *documents = column_of(&table, "document")->buffers[1];
    assert_int_equal(documents[0], 40);
    assert_int_equal(documents[records], 41);
    assert_text(column_of(&table, "indicator"), 0, "新建社区食堂");
    assert_text(column_of(&table, "actual_exact"), 0, "86");
    assert_name(column_of(&table, "actual_unit"), 0, "个");
    assert_name(column_of(&table, "target_derived"), 0, "completion");
    assert_true(is_null(column_of(&table, "target_start"), 0));
    assert_int_equal(((const int32_t *)column_of(&table, "time_to")->buffers[1])[0], 20057); /* 2024-11-30 */
    assert_true(is_null(column_of(&table, "error_code"), 0));
    assert_name(column_of(&table, "error_code"), records, "binary");
    assert_text(column_of(&table, "error_message"), records, "no text");
    assert_int_equal(((const int64_t *)column_of(&table, "error_byte")->buffers[1])[records], 7);
    assert_name(column_of(&table, "source"), records, "bad.bin");
    assert_true(is_null(column_of(&table, "indicator"), records));
    table.release(&table);
    assert_null(table.release);
    close_fixture(&f);
}

static void no_rows_are_a_table_too(void **state) {
    (void)state;
    struct ArrowArray table;
    assert_int_equal(zhibiao_result_arrow(NULL, NULL, 0, 0, &table, NULL), ZHIBIAO_OK);
    assert_int_equal(table.length, 0);
    for (int64_t i = 0; i < table.n_children; i++)
        for (int64_t k = 1; k < table.children[i]->n_buffers; k++)
            assert_non_null(table.children[i]->buffers[k]);
    table.release(&table);
}

/* 128 bits as four numbers, the lowest first; on a big-endian machine they lie the other way round. */
static void assert_decimal(const char *text, int expected, int32_t a, int32_t b, int32_t c, int32_t d) {
    zb_vector *vector = zb_vector_new(&zb_default_memory, ZB_ARROW_DECIMAL);
    int32_t words[4];
    zb_vector_add_decimal(vector, (zb_slice){text, strlen(text)});
    assert_int_equal(vector->nulls, expected ? 0 : 1);
    memcpy(words, vector->values.data, sizeof words);
    const uint16_t one = 1;
    if (*(const unsigned char *)&one == 0)
        memcpy(words, (int32_t[]){words[3], words[2], words[1], words[0]}, sizeof words);
    if (expected) {
        assert_int_equal(words[0], a);
        assert_int_equal(words[1], b);
        assert_int_equal(words[2], c);
        assert_int_equal(words[3], d);
    }
    zb_vector_free(vector);
}

static void decimals_are_exact_or_null(void **state) {
    (void)state;
    assert_decimal("0", 1, 0, 0, 0, 0);
    assert_decimal("0.0000000001", 1, 1, 0, 0, 0);
    assert_decimal("-0.0000000001", 1, -1, -1, -1, -1);
    assert_decimal("0.00000000010", 1, 1, 0, 0, 0);
    assert_decimal("1", 1, 1410065408, 2, 0, 0);
    assert_decimal("-1.5", 1, -2115098112, -4, -1, -1);
    assert_decimal("0.00000000001", 0, 0, 0, 0, 0);
    assert_decimal("9999999999999999999999999999.9999999999", 1, -1, 160047679, 1518781562, 1262177448);
    assert_decimal("10000000000000000000000000000", 0, 0, 0, 0, 0);
    assert_decimal("2/3", 0, 0, 0, 0, 0);
    assert_decimal("", 0, 0, 0, 0, 0);
    assert_decimal("-", 0, 0, 0, 0, 0);
    assert_decimal(".5", 0, 0, 0, 0, 0);
    assert_decimal("too large", 0, 0, 0, 0, 0);
}

static void dates_are_days(void **state) {
    (void)state;
    static const struct {
        zhibiao_date date;
        int32_t days;
    } cases[] = {{{1970, 1, 1}, 0}, {{1969, 12, 31}, -1}, {{2000, 2, 29}, 11016}, {{2024, 0, 0}, 19723}, {{1949, 10, 1}, -7397},
                 {{9999, 12, 31}, 2932896}};
    zb_vector *vector = zb_vector_new(&zb_default_memory, ZB_ARROW_DATE);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        zb_vector_add_date(vector, cases[i].date);
        assert_int_equal(*(int32_t *)zb_array_at(&vector->values, i), cases[i].days);
    }
    zb_vector_add_date(vector, (zhibiao_date){0, 11, 30});
    assert_int_equal(vector->nulls, 1);
    zb_vector_free(vector);
}

static void names_are_kept_once(void **state) {
    (void)state;
    zb_vector *vector = zb_vector_new(&zb_default_memory, ZB_ARROW_NAME);
    for (int round = 0; round < 3; round++)
        for (int i = 0; i < 1000; i++) {
            char name[2] = {(char)('!' + i % 90), (char)('!' + i / 90)};
            zb_vector_add_text(vector, (zb_slice){name, sizeof name});
        }
    assert_int_equal(vector->inner->length, 1000);
    assert_int_equal(vector->length, 3000);
    const int32_t *indices = vector->values.data;
    for (int i = 0; i < 1000; i++)
        assert_int_equal(indices[i], indices[i + 2000]);
    zb_vector_free(vector);
}

/* A consumer may move a column out, release the table, and go on with the column. */
static void columns_live_alone(void **state) {
    (void)state;
    counter c = {0, 0, 0};
    zhibiao_allocator allocator = {counted_get, counted_put, &c};
    fixture f;
    struct ArrowArray table;
    struct ArrowSchema schema;
    open_fixture(&f);
    assert_int_equal(zhibiao_result_arrow(&allocator, f.documents, 2, 0, &table, NULL), ZHIBIAO_OK);
    assert_int_equal(zhibiao_arrow_schema(&allocator, &schema, NULL), ZHIBIAO_OK);
    size_t at = index_of("actual_unit");
    struct ArrowArray unit = *table.children[at], names = *unit.dictionary;
    struct ArrowSchema field = *schema.children[at];
    table.children[at]->release = NULL;
    unit.dictionary->release = NULL;
    schema.children[at]->release = NULL;
    table.release(&table);
    schema.release(&schema);
    assert_string_equal(field.name, "actual_unit");
    assert_string_equal(field.dictionary->format, "u");
    field.release(&field);
    assert_true(c.live > 0);
    unit.release(&unit);
    assert_text(&names, 0, "个");
    names.release(&names);
    assert_int_equal(c.live, 0);
    close_fixture(&f);
}

static zhibiao_status stream_of(fixture *f, counter *c, struct ArrowArrayStream *stream) {
    zhibiao_allocator allocator = {counted_get, counted_put, c};
    struct ArrowArray batches[2] = {{0}, {0}};
    zhibiao_status status = ZHIBIAO_OK;
    size_t made = 0;
    for (; made < 2 && status == ZHIBIAO_OK; made += status == ZHIBIAO_OK)
        status = zhibiao_result_arrow(&allocator, &f->documents[made], 1, made, &batches[made], NULL);
    if (status == ZHIBIAO_OK)
        status = zhibiao_arrow_stream(&allocator, batches, 2, stream, NULL);
    for (size_t i = 0; i < 2; i++)
        if (batches[i].release)
            batches[i].release(&batches[i]);
    return status;
}

static void streams_give_their_batches(void **state) {
    (void)state;
    fixture f;
    counter c = {0, 0, 0};
    struct ArrowArrayStream stream;
    struct ArrowSchema schema;
    struct ArrowArray batch;
    open_fixture(&f);
    assert_int_equal(stream_of(&f, &c, &stream), ZHIBIAO_OK);
    assert_int_equal(stream.get_schema(&stream, &schema), 0);
    assert_int_equal(stream.get_next(&stream, &batch), 0);
    assert_int_equal(batch.n_children, schema.n_children);
    assert_int_equal(batch.length, zhibiao_result_count(f.result));
    schema.release(&schema);
    batch.release(&batch);
    stream.release(&stream); /* with the second batch still in it */
    assert_int_equal(c.live, 0);
    assert_int_equal(stream_of(&f, &c, &stream), ZHIBIAO_OK);
    for (int i = 0; i < 3; i++) {
        assert_int_equal(stream.get_next(&stream, &batch), 0);
        assert_int_equal(batch.release != NULL, i < 2);
        if (batch.release)
            batch.release(&batch);
    }
    assert_null(stream.get_last_error(&stream));
    stream.release(&stream);
    assert_int_equal(c.live, 0);
    close_fixture(&f);
}

static void memory_failure_is_a_status(void **state) {
    (void)state;
    fixture f;
    open_fixture(&f);
    zhibiao_status status = ZHIBIAO_ERROR_MEMORY;
    for (size_t n = 1; status != ZHIBIAO_OK; n++) {
        counter c = {0, 0, n};
        struct ArrowArrayStream stream = {0};
        status = stream_of(&f, &c, &stream);
        assert_true(status == ZHIBIAO_OK || status == ZHIBIAO_ERROR_MEMORY);
        if (stream.release)
            stream.release(&stream);
        assert_int_equal(c.live, 0);
    }
    for (size_t n = 1, failed = 1; failed; n++) {
        counter c = {0, 0, n};
        zhibiao_allocator allocator = {counted_get, counted_put, &c};
        struct ArrowSchema schema;
        failed = zhibiao_arrow_schema(&allocator, &schema, NULL) != ZHIBIAO_OK;
        if (!failed)
            schema.release(&schema);
        assert_true(!failed || !schema.release);
        assert_int_equal(c.live, 0);
    }
    close_fixture(&f);
}

static void wrong_arguments_are_refused(void **state) {
    (void)state;
    struct ArrowArray table;
    struct ArrowArrayStream stream;
    zhibiao_arrow_document nothing = {0};
    assert_int_equal(zhibiao_result_arrow(NULL, &nothing, 1, 0, &table, NULL), ZHIBIAO_ERROR_ARGUMENT);
    assert_null(table.release);
    assert_int_equal(zhibiao_result_arrow(NULL, NULL, 1, 0, &table, NULL), ZHIBIAO_ERROR_ARGUMENT);
    assert_int_equal(zhibiao_result_arrow(NULL, &nothing, 1, 0, NULL, NULL), ZHIBIAO_ERROR_ARGUMENT);
    assert_int_equal(zhibiao_arrow_schema(NULL, NULL, NULL), ZHIBIAO_ERROR_ARGUMENT);
    assert_int_equal(zhibiao_arrow_stream(NULL, NULL, 1, &stream, NULL), ZHIBIAO_ERROR_ARGUMENT);
    assert_null(stream.release);
    assert_int_equal(zhibiao_arrow_stream(NULL, NULL, 0, NULL, NULL), ZHIBIAO_ERROR_ARGUMENT);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_are_records_and_failures), cmocka_unit_test(no_rows_are_a_table_too),
        cmocka_unit_test(decimals_are_exact_or_null),    cmocka_unit_test(dates_are_days),
        cmocka_unit_test(names_are_kept_once),           cmocka_unit_test(columns_live_alone),
        cmocka_unit_test(streams_give_their_batches),    cmocka_unit_test(memory_failure_is_a_status),
        cmocka_unit_test(wrong_arguments_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
