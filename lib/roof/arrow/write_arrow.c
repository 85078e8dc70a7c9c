/* Records to Arrow: a row a record, and one for each document that failed; batches to streams. See arrow.h. */
#include <errno.h>

#include "arrow.h"

/* ---- rows ------------------------------------------------------------------------------------------------- */

static void add_string(zb_vector *column, zb_row row, zhibiao_string string) {
    if (string.size)
        zb_vector_add_text(column, zb_row_string(row, string));
    else
        zb_vector_add_null(column);
}

static void add_name(zb_vector *column, const char *name) {
    if (name)
        zb_vector_add_text(column, zb_slice_of(name));
    else
        zb_vector_add_null(column);
}

static void add_decimal(zb_vector *column, zb_row row, zhibiao_string string) {
    zb_vector_add_decimal(column, zb_row_string(row, string)); /* an absent one is no decimal: null */
}

static void add_place(zb_vector *column, const zhibiao_span *span, zb_arrow_part part) {
    zb_vector_add_int64(column, part == ZB_PART_START        ? span->start
                                : part == ZB_PART_END        ? span->end
                                : part == ZB_PART_BYTE_START ? span->byte_start
                                                             : span->byte_end);
}

/* "246400", "2/3", and "2..3" of a range. */
static void add_exact(zb_vector *column, zb_row row, const zhibiao_quantity *q) {
    zb_slice value = zb_row_string(row, q->value), upper = zb_row_string(row, q->upper);
    char room[256];
    if (!q->range || value.size + upper.size + 2 > sizeof room) {
        zb_vector_add_text(column, value);
        return;
    }
    memcpy(room, value.data, value.size);
    memcpy(room + value.size, "..", 2);
    memcpy(room + value.size + 2, upper.data, upper.size);
    zb_vector_add_text(column, (zb_slice){room, value.size + 2 + upper.size});
}

static void add_quantity(zb_vector *column, zb_row row, const zhibiao_quantity *q, zb_arrow_part part) {
    bool written = q->present && !q->derived.size; /* what is computed stands nowhere */
    switch (q->present || part == ZB_PART_WHOLE ? part : ZB_PART_WHOLE) {
    case ZB_PART_VALUE: add_decimal(column, row, q->value); break;
    case ZB_PART_UPPER: add_decimal(column, row, q->upper); break;
    case ZB_PART_EXACT: add_exact(column, row, q); break;
    case ZB_PART_UNIT: zb_vector_add_text(column, zb_row_string(row, q->unit)); break; /* a bare number has the unit "" */
    case ZB_PART_COMPARISON: add_name(column, zhibiao_comparison_name(q->comparison)); break;
    case ZB_PART_PER: zb_vector_add_list(column, zb_row_string(row, q->per)); break;
    case ZB_PART_DIMENSION: add_name(column, zhibiao_dimension_name(q->dimension)); break;
    case ZB_PART_WORDS: add_string(column, row, q->text); break;
    case ZB_PART_DERIVED: add_string(column, row, q->derived); break;
    case ZB_PART_LOW: add_decimal(column, row, q->low); break;
    case ZB_PART_HIGH: add_decimal(column, row, q->high); break;
    case ZB_PART_START:
    case ZB_PART_END:
    case ZB_PART_BYTE_START:
    case ZB_PART_BYTE_END:
        if (written)
            add_place(column, &q->span, part);
        else
            zb_vector_add_null(column);
        break;
    case ZB_PART_WHOLE:
    case ZB_PART_DOCUMENT:
    case ZB_PART_ERROR_CODE:
    case ZB_PART_ERROR_MESSAGE:
    case ZB_PART_ERROR_BYTE: zb_vector_add_null(column); break;
    }
}

static void add_confidence(zb_vector *column, double confidence) {
    if (confidence >= 0)
        zb_vector_add_double(column, confidence);
    else
        zb_vector_add_null(column);
}

static void add_field(zb_vector *column, zb_row row, const zb_arrow_column *what) {
    const zb_field *field = what->field;
    const void *at = field ? zb_row_at(row, field) : NULL;
    if (!field) {
        zb_vector_add_null(column);
        return;
    }
    switch (field->kind) {
    case ZB_FIELD_SOURCE: zb_vector_add_text(column, zb_row_source(row)); break;
    case ZB_FIELD_ID: zb_vector_add_int64(column, *(const uint32_t *)at); break;
    case ZB_FIELD_STRING: add_string(column, row, *(const zhibiao_string *)at); break;
    case ZB_FIELD_NAME: add_name(column, field->names(*(const uint8_t *)at)); break;
    case ZB_FIELD_QUANTITY: add_quantity(column, row, at, what->part); break;
    case ZB_FIELD_DATE: zb_vector_add_date(column, *(const zhibiao_date *)at); break;
    case ZB_FIELD_CONFIDENCE: add_confidence(column, *(const double *)at); break;
    case ZB_FIELD_SPAN:
        if (what->part == ZB_PART_WORDS)
            add_string(column, row, row.record->sentence_text);
        else
            add_place(column, at, what->part);
        break;
    }
}

/* One batch in the making. */
typedef struct batch {
    zb_arrow_column what[ZB_ARROW_COLUMNS];
    zb_vector *columns[ZB_ARROW_COLUMNS];
    size_t count;
    int64_t rows;
} batch;

static void add_record(batch *b, zb_row row, uint64_t document) {
    for (size_t i = 0; i < b->count; i++)
        if (b->what[i].part == ZB_PART_DOCUMENT)
            zb_vector_add_int64(b->columns[i], document);
        else
            add_field(b->columns[i], row, &b->what[i]);
    b->rows++;
}

/* As everywhere: a byte is told of what was met in the text. */
static void add_error_byte(zb_vector *column, const zhibiao_error *error) {
    if (error->status == ZHIBIAO_ERROR_BINARY || error->status == ZHIBIAO_ERROR_LIMIT)
        zb_vector_add_int64(column, error->byte);
    else
        zb_vector_add_null(column);
}

/* The caller's words may be no UTF-8; Arrow's must be. */
static void add_words(zb_vector *column, const char *words) {
    zb_slice text = zb_slice_of(words ? words : "");
    text.size = zb_utf8_valid(text);
    zb_vector_add_text(column, text);
}

static void add_failure(batch *b, const zhibiao_arrow_document *failed, uint64_t document) {
    for (size_t i = 0; i < b->count; i++) {
        zb_vector *column = b->columns[i];
        const zb_field *field = b->what[i].field;
        if (field && field->kind == ZB_FIELD_SOURCE)
            add_words(column, failed->source);
        else if (b->what[i].part == ZB_PART_DOCUMENT)
            zb_vector_add_int64(column, document);
        else if (b->what[i].part == ZB_PART_ERROR_CODE)
            add_name(column, zhibiao_status_name(failed->error->status));
        else if (b->what[i].part == ZB_PART_ERROR_MESSAGE)
            add_words(column, failed->error->message);
        else if (b->what[i].part == ZB_PART_ERROR_BYTE)
            add_error_byte(column, failed->error);
        else
            zb_vector_add_null(column);
    }
    b->rows++;
}

/* ---- a batch ---------------------------------------------------------------------------------------------- */

static void free_columns(batch *b) {
    for (size_t i = 0; i < b->count; i++)
        zb_vector_free(b->columns[i]);
}

static bool make_columns(batch *b, const zb_memory *memory) {
    size_t wanted = zb_arrow_columns(b->what);
    b->rows = 0;
    for (b->count = 0; b->count < wanted; b->count++)
        if (!(b->columns[b->count] = zb_vector_new(memory, b->what[b->count].kind)))
            return false;
    return true;
}

static void fill(batch *b, const zhibiao_arrow_document *documents, size_t count, uint64_t first) {
    for (size_t i = 0; i < count; i++) {
        const zhibiao_result *result = documents[i].result;
        if (!result)
            add_failure(b, &documents[i], first + i);
        for (size_t k = 0; k < zhibiao_result_count(result); k++)
            add_record(b, (zb_row){result, zhibiao_result_records(result) + k}, first + i);
    }
}

static zhibiao_status batch_status(const batch *b, zhibiao_error *error) {
    for (size_t i = 0; i < b->count; i++) {
        zhibiao_status status = zb_vector_status(b->columns[i]);
        if (status == ZHIBIAO_ERROR_LIMIT)
            return zb_fail(error, status, "a column has more than 2 GiB of text: give fewer documents at a time");
        if (status)
            return zb_out_of_memory(error);
    }
    return ZHIBIAO_OK;
}

/* What the struct array owns. */
typedef struct table {
    zb_memory memory;
    const void *buffers[1];
    struct ArrowArray columns[ZB_ARROW_COLUMNS], *pointers[ZB_ARROW_COLUMNS];
} table;

static void release_table(struct ArrowArray *array) {
    table *own = array->private_data;
    zb_memory memory = own->memory;
    for (int64_t i = 0; i < array->n_children; i++)
        if (own->columns[i].release)
            own->columns[i].release(&own->columns[i]);
    array->release = NULL;
    zb_put(&memory, own);
}

static void hand_over(batch *b, table *own, struct ArrowArray *out) {
    *out = (struct ArrowArray){.length = b->rows, .n_buffers = 1, .n_children = (int64_t)b->count, .buffers = own->buffers,
                               .children = own->pointers, .private_data = own, .release = release_table};
    for (size_t i = 0; i < b->count; i++) {
        own->pointers[i] = &own->columns[i];
        zb_vector_export(b->columns[i], &own->columns[i]);
    }
}

static bool are_documents(const zhibiao_arrow_document *documents, size_t count) {
    for (size_t i = 0; documents && i < count; i++)
        if (!documents[i].result && !documents[i].error)
            return false;
    return documents || !count;
}

zhibiao_status zhibiao_result_arrow(const zhibiao_allocator *allocator, const zhibiao_arrow_document *documents, size_t count,
                                    uint64_t first, struct ArrowArray *out, zhibiao_error *error) {
    const zb_memory *memory = allocator ? allocator : &zb_default_memory;
    zhibiao_status status;
    batch b;
    if (error)
        memset(error, 0, sizeof *error);
    if (!out)
        return zb_fail(error, ZHIBIAO_ERROR_ARGUMENT, "no place for the array was given");
    memset(out, 0, sizeof *out);
    if (!are_documents(documents, count))
        return zb_fail(error, ZHIBIAO_ERROR_ARGUMENT, "a document is a result or an error");
    table *own = zb_get_zeroed(memory, 1, sizeof *own);
    if (!own)
        return zb_out_of_memory(error);
    own->memory = *memory;
    bool made = make_columns(&b, memory);
    if (made)
        fill(&b, documents, count, first);
    status = made ? batch_status(&b, error) : zb_out_of_memory(error);
    if (status) {
        free_columns(&b);
        zb_put(memory, own);
        return status;
    }
    hand_over(&b, own, out);
    return ZHIBIAO_OK;
}

/* ---- streams ---------------------------------------------------------------------------------------------- */

typedef struct queue {
    zb_memory memory;
    zhibiao_error error;
    size_t count, next;
    struct ArrowArray batches[];
} queue;

static int stream_schema(struct ArrowArrayStream *stream, struct ArrowSchema *out) {
    queue *own = stream->private_data;
    return zhibiao_arrow_schema(&own->memory, out, &own->error) ? ENOMEM : 0;
}

static int stream_next(struct ArrowArrayStream *stream, struct ArrowArray *out) {
    queue *own = stream->private_data;
    memset(out, 0, sizeof *out); /* a released array is the end */
    if (own->next < own->count) {
        *out = own->batches[own->next];
        own->batches[own->next++].release = NULL;
    }
    return 0;
}

static const char *stream_error(struct ArrowArrayStream *stream) {
    queue *own = stream->private_data;
    return own->error.message[0] ? own->error.message : NULL;
}

static void stream_release(struct ArrowArrayStream *stream) {
    queue *own = stream->private_data;
    zb_memory memory = own->memory;
    for (size_t i = own->next; i < own->count; i++)
        if (own->batches[i].release)
            own->batches[i].release(&own->batches[i]);
    stream->release = NULL;
    zb_put(&memory, own);
}

zhibiao_status zhibiao_arrow_stream(const zhibiao_allocator *allocator, struct ArrowArray *batches, size_t count,
                                    struct ArrowArrayStream *out, zhibiao_error *error) {
    const zb_memory *memory = allocator ? allocator : &zb_default_memory;
    if (error)
        memset(error, 0, sizeof *error);
    if (out)
        memset(out, 0, sizeof *out);
    if (!out || (!batches && count))
        return zb_fail(error, ZHIBIAO_ERROR_ARGUMENT, "a stream needs a place and batches");
    if (count > (SIZE_MAX / 2 - sizeof(queue)) / sizeof *batches)
        return zb_out_of_memory(error);
    queue *own = zb_get_zeroed(memory, 1, sizeof *own + count * sizeof *batches);
    if (!own)
        return zb_out_of_memory(error);
    own->memory = *memory;
    own->count = count;
    for (size_t i = 0; i < count; i++) {
        own->batches[i] = batches[i];
        batches[i].release = NULL;
    }
    *out = (struct ArrowArrayStream){stream_schema, stream_next, stream_error, stream_release, own};
    return ZHIBIAO_OK;
}
