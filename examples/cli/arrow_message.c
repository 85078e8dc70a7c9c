/* Arrow's stream format: encapsulated messages, one behind the other. Source: arrow.apache.org, "Arrow Columnar Format",
 * Serialization and Interprocess Communication; the numbers of fields are those of format/Message.fbs and format/Schema.fbs.
 *
 *     FF FF FF FF             a message begins
 *     int32                   how many bytes of metadata follow, with what fills them up to a multiple of 8
 *     metadata                a FlatBuffer: the table Message, whose header says which of three kinds it is (flat.c)
 *     body                    the arrays' buffers, each filled up to a multiple of 8; the metadata says where each is
 *
 *     Schema                  once, first: names and types of the columns. No body.
 *     DictionaryBatch         the words of a column whose cells are numbers of words. Of each such column one stands before the first
 *                             RecordBatch. A batch of ours has its own dictionaries; where one is not what it was before, another
 *                             is written, which replaces it. (A delta would be shorter, but not every reader has learnt it.)
 *     RecordBatch             some rows of all columns
 *     FF FF FF FF 00000000    the end
 *
 * An array's buffers, in this order: the bitmap of what is not null, which may have no bytes where nothing is null; the offsets
 * of texts and lists; the values. A list's items are an array behind it. The metadata has a FieldNode for each array (rows,
 * nulls) and a Buffer for each buffer (where in the body, how many bytes). They are written from where they lie.
 *
 * Metadata is little-endian always. Buffers are the machine's own, and the schema says which; pyarrow swaps what is not its own.
 *
 * Which types there are is the table `types`: those of zhibiao_arrow_schema. Another is refused, in words.
 */
#include <stdlib.h>
#include <string.h>

#include "arrow.h"

enum { VERSION_5 = 4, HEADER_SCHEMA = 1, HEADER_DICTIONARY = 2, HEADER_BATCH = 3 }; /* MetadataVersion, MessageHeader */
enum { TYPE_INT = 2, TYPE_FLOATING_POINT = 3, TYPE_UTF8 = 5, TYPE_DECIMAL = 7, TYPE_DATE = 8, TYPE_LIST = 12 };
enum { ALIGNMENT = 8, NODES = 2 * ARROW_COLUMNS, BUFFERS = 3 * NODES };

/* A type: as the C Data Interface writes it; its number and its table's fields in Schema.fbs; the bytes of a value, or
 * 0: it has offsets, and behind them bytes (texts) or an array (lists). */
typedef struct type_row {
    const char *format;
    uint8_t number, width;
    int64_t buffers;
    size_t count;
    flat_field fields[3];
} type_row;

static const type_row types[] = {
    {"u", TYPE_UTF8, 0, 3, 0, {{0, 0, 0, 0}}},
    {"+l", TYPE_LIST, 0, 2, 0, {{0, 0, 0, 0}}},
    {"i", TYPE_INT, 4, 2, 2, {{0, 4, 32, 0}, {1, 1, 1, 0}}},                          /* bits, signed */
    {"l", TYPE_INT, 8, 2, 2, {{0, 4, 64, 0}, {1, 1, 1, 0}}},
    {"g", TYPE_FLOATING_POINT, 8, 2, 1, {{0, 2, 2, 0}}},                              /* DOUBLE */
    {"tdD", TYPE_DATE, 4, 2, 1, {{0, 2, 0, 0}}},                                      /* DAY */
    {"d:38,10", TYPE_DECIMAL, 16, 2, 3, {{0, 4, 38, 0}, {1, 4, 10, 0}, {2, 4, 128, 0}}}, /* digits, of them behind the point, bits */
};

static const type_row *type_of(const char *format) {
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (!strcmp(types[i].format, format))
            return &types[i];
    return NULL;
}

static bool go_wrong(arrow_writer *writer, const char *wrong) {
    writer->wrong = writer->wrong ? writer->wrong : wrong;
    return false;
}

/* ---- the body ------------------------------------------------------------------------------------------- */

typedef struct arrow_body {
    struct { int64_t rows, nulls; } nodes[NODES];
    struct { const void *data; uint64_t at, size; } buffers[BUFFERS];
    size_t node_count, buffer_count;
    uint64_t size;
} arrow_body;

static uint64_t padded(uint64_t size) {
    return (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
}

static bool body_add_buffer(arrow_body *body, const void *data, uint64_t size) {
    if (body->buffer_count == BUFFERS || size > (uint64_t)INT64_MAX / 4 - body->size || (size && !data))
        return false;
    body->buffers[body->buffer_count].data = data;
    body->buffers[body->buffer_count].at = body->size;
    body->buffers[body->buffer_count++].size = size;
    body->size += padded(size);
    return true;
}

/* The last of the offsets, or -1. */
static int64_t last_offset(const struct ArrowArray *array) {
    const int32_t *offsets = array->buffers[1];
    return offsets && array->length < INT32_MAX ? offsets[array->length] : -1;
}

/* One array without those inside it. What it holds is checked as far as writing depends on it. */
static bool body_add_array(arrow_body *body, const type_row *type, const struct ArrowArray *array) {
    if (body->node_count == NODES || array->length < 0 || array->length > INT64_MAX / 64 || array->null_count < 0 ||
        array->offset != 0 || array->n_buffers != type->buffers)
        return false;
    uint64_t rows = (uint64_t)array->length, bits = array->null_count ? (rows + 7) / 8 : 0;
    int64_t end = type->width ? 0 : last_offset(array);
    body->nodes[body->node_count].rows = array->length;
    body->nodes[body->node_count++].nulls = array->null_count;
    return end >= 0 && body_add_buffer(body, array->buffers[0], bits) &&
           body_add_buffer(body, array->buffers[1], type->width ? rows * type->width : (rows + 1) * sizeof(int32_t)) &&
           (type->buffers < 3 || body_add_buffer(body, array->buffers[2], (uint64_t)end));
}

/* An array and the items of its lists. */
static bool body_add(arrow_writer *writer, const struct ArrowSchema *schema, const struct ArrowArray *array) {
    const type_row *type = type_of(schema->format);
    bool good = type && array->n_children == schema->n_children && body_add_array(writer->body, type, array);
    for (int64_t i = 0; good && i < schema->n_children; i++) {
        type = type_of(schema->children[i]->format);
        good = type && !schema->children[i]->n_children && body_add_array(writer->body, type, array->children[i]);
    }
    return good || go_wrong(writer, "--format arrow: a column is not as its schema says");
}

static void body_clear(arrow_body *body) {
    body->node_count = body->buffer_count = 0;
    body->size = 0;
}

/* ---- messages ------------------------------------------------------------------------------------------- */

/* Begins a message; gives the hole for the header's offset. */
static size_t begin_message(flat *f, unsigned header, uint64_t body) {
    flat_field fields[] = {{0, 2, VERSION_5, 0}, {1, 1, header, 0}, {2, FLAT_OFFSET, 0, 0}, {3, 8, body, 0}};
    flat_begin(f);
    size_t root = flat_add(f, FLAT_OFFSET, FLAT_OFFSET);
    flat_fill(f, root, flat_table(f, fields, 4));
    return fields[2].at;
}

static bool put(arrow_writer *writer, const void *bytes, uint64_t size) {
    return !size || (size <= SIZE_MAX && !writer->sink(bytes, (size_t)size, writer->context));
}

static bool put_body(arrow_writer *writer) {
    static const char zeros[ALIGNMENT] = {0};
    const arrow_body *body = writer->body;
    bool good = true;
    for (size_t i = 0; good && i < body->buffer_count; i++)
        good = put(writer, body->buffers[i].data, body->buffers[i].size) &&
               put(writer, zeros, padded(body->buffers[i].size) - body->buffers[i].size);
    return good;
}

/* What comes before the metadata are 8 bytes, so that its end and the body's begin are multiples of 8 in the stream. */
static bool end_message(arrow_writer *writer) {
    unsigned char begin[8] = {0xFF, 0xFF, 0xFF, 0xFF};
    flat *f = &writer->metadata;
    flat_add(f, 0, ALIGNMENT);
    if (f->failed)
        return go_wrong(writer, "out of memory");
    for (size_t i = 0; i < 4; i++)
        begin[4 + i] = (unsigned char)(f->size >> (8 * i));
    return put(writer, begin, sizeof begin) && put(writer, f->bytes, f->size) && put_body(writer);
}

/* ---- Schema --------------------------------------------------------------------------------------------- */

static size_t add_type(flat *f, const type_row *type) {
    flat_field fields[3];
    memcpy(fields, type->fields, sizeof fields);
    return flat_table(f, fields, type->count);
}

/* DictionaryEncoding */
static size_t add_encoding(flat *f, const type_row *indices, uint64_t id) {
    flat_field fields[] = {{0, 8, id, 0}, {1, FLAT_OFFSET, 0, 0}};
    size_t table = flat_table(f, fields, 2);
    flat_fill(f, fields[1].at, add_type(f, indices));
    return table;
}

/* Field, at the hole that the vector of fields has for it. A dictionary's type is that of its words; `id` counts them;
 * lists have none inside. Gives the vector of its children, still holes. Readers want it even where there are none. */
static size_t add_field(arrow_writer *writer, size_t hole, const struct ArrowSchema *schema, bool inside, uint64_t *id) {
    flat *f = &writer->metadata;
    const type_row *type = type_of((schema->dictionary ? schema->dictionary : schema)->format), *cells = type_of(schema->format);
    if (!type || !cells || schema->n_children < 0 || schema->n_children > 1 || (inside && schema->dictionary)) {
        go_wrong(writer, "--format arrow: the schema has a type that is not written here");
        return 0;
    }
    flat_field fields[] = {{0, FLAT_OFFSET, 0, 0}, {1, 1, (schema->flags & ARROW_FLAG_NULLABLE) != 0, 0}, {2, 1, type->number, 0},
                           {3, FLAT_OFFSET, 0, 0}, {5, FLAT_OFFSET, 0, 0}, {4, FLAT_OFFSET, 0, 0}};
    flat_fill(f, hole, flat_table(f, fields, schema->dictionary ? 6 : 5));
    flat_fill(f, fields[0].at, flat_text(f, schema->name ? schema->name : ""));
    flat_fill(f, fields[3].at, add_type(f, type));
    if (schema->dictionary)
        flat_fill(f, fields[5].at, add_encoding(f, cells, (*id)++));
    size_t children = flat_vector(f, (size_t)schema->n_children, FLAT_OFFSET, FLAT_OFFSET);
    flat_fill(f, fields[4].at, children);
    return children;
}

static bool is_big_endian(void) {
    static const uint16_t one = 1;
    return *(const unsigned char *)&one == 0;
}

static bool write_schema(arrow_writer *writer) {
    flat *f = &writer->metadata;
    const struct ArrowSchema *schema = writer->schema;
    size_t columns = (size_t)schema->n_children, hole = begin_message(f, HEADER_SCHEMA, 0);
    flat_field fields[] = {{0, 2, is_big_endian(), 0}, {1, FLAT_OFFSET, 0, 0}};
    uint64_t id = 0;
    flat_fill(f, hole, flat_table(f, fields, 2));
    size_t holes = flat_vector(f, columns, FLAT_OFFSET, FLAT_OFFSET) + FLAT_OFFSET;
    flat_fill(f, fields[1].at, holes - FLAT_OFFSET);
    for (size_t i = 0; i < columns && !writer->wrong; i++) {
        const struct ArrowSchema *column = schema->children[i];
        size_t children = add_field(writer, holes + i * FLAT_OFFSET, column, false, &id);
        if (column->n_children == 1 && !writer->wrong)
            add_field(writer, children + FLAT_OFFSET, column->children[0], true, &id);
    }
    body_clear(writer->body);
    return !writer->wrong && end_message(writer);
}

bool arrow_writer_begin(arrow_writer *writer, const struct ArrowSchema *schema) {
    writer->schema = schema;
    if (!writer->body && !(writer->body = malloc(sizeof *writer->body)))
        return go_wrong(writer, "out of memory");
    if (strcmp(schema->format, "+s") != 0 || schema->n_children < 0 || schema->n_children > ARROW_COLUMNS)
        return go_wrong(writer, "--format arrow: the schema has a type that is not written here");
    return write_schema(writer);
}

/* ---- RecordBatch and DictionaryBatch -------------------------------------------------------------------- */

/* RecordBatch, of the body. */
static void add_batch(flat *f, size_t hole, const arrow_body *body, int64_t rows) {
    flat_field fields[] = {{0, 8, (uint64_t)rows, 0}, {1, FLAT_OFFSET, 0, 0}, {2, FLAT_OFFSET, 0, 0}};
    flat_fill(f, hole, flat_table(f, fields, 3));
    size_t nodes = flat_vector(f, body->node_count, 16, 8), buffers = flat_vector(f, body->buffer_count, 16, 8);
    flat_fill(f, fields[1].at, nodes);
    flat_fill(f, fields[2].at, buffers);
    for (size_t i = 0; i < body->node_count; i++) {
        flat_put(f, nodes + FLAT_OFFSET + 16 * i, (uint64_t)body->nodes[i].rows, 8);
        flat_put(f, nodes + FLAT_OFFSET + 16 * i + 8, (uint64_t)body->nodes[i].nulls, 8);
    }
    for (size_t i = 0; i < body->buffer_count; i++) {
        flat_put(f, buffers + FLAT_OFFSET + 16 * i, body->buffers[i].at, 8);
        flat_put(f, buffers + FLAT_OFFSET + 16 * i + 8, body->buffers[i].size, 8);
    }
}

static bool write_dictionary(arrow_writer *writer, const struct ArrowSchema *schema, const struct ArrowArray *words, uint64_t id) {
    flat *f = &writer->metadata;
    flat_field fields[] = {{0, 8, id, 0}, {1, FLAT_OFFSET, 0, 0}};
    body_clear(writer->body);
    if (!body_add(writer, schema, words))
        return false;
    size_t hole = begin_message(f, HEADER_DICTIONARY, writer->body->size);
    flat_fill(f, hole, flat_table(f, fields, 2));
    add_batch(f, fields[1].at, writer->body, words->length);
    return end_message(writer);
}

/* Dictionaries are of texts without nulls; else they are not known to be the same. */
static bool is_same(const struct ArrowArray *a, const struct ArrowArray *b) {
    if (a->length != b->length || a->null_count || b->null_count || a->n_buffers != 3 || b->n_buffers != 3)
        return false;
    int64_t size = last_offset(a);
    return size >= 0 && last_offset(b) == size && !memcmp(a->buffers[1], b->buffers[1], ((size_t)a->length + 1) * sizeof(int32_t)) &&
           (!size || !memcmp(a->buffers[2], b->buffers[2], (size_t)size));
}

/* The words of a column, unless they are what they were. They stay with us, for the next batch. */
static bool know_dictionary(arrow_writer *writer, const struct ArrowSchema *schema, struct ArrowArray *words, uint64_t id) {
    struct ArrowArray *before = &writer->dictionaries[id];
    if (before->release && is_same(before, words))
        return true;
    if (!write_dictionary(writer, schema, words, id))
        return false;
    if (before->release)
        before->release(before);
    *before = *words;
    words->release = NULL;
    return true;
}

bool arrow_writer_batch(arrow_writer *writer, struct ArrowArray *batch) {
    const struct ArrowSchema *schema = writer->schema;
    uint64_t id = 0;
    bool good = batch->n_children == schema->n_children;
    for (int64_t i = 0; good && i < schema->n_children; i++)
        if (schema->children[i]->dictionary)
            good = batch->children[i]->dictionary &&
                   know_dictionary(writer, schema->children[i]->dictionary, batch->children[i]->dictionary, id++);
    body_clear(writer->body);
    for (int64_t i = 0; good && i < schema->n_children; i++)
        good = body_add(writer, schema->children[i], batch->children[i]);
    if (!good)
        return false;
    add_batch(&writer->metadata, begin_message(&writer->metadata, HEADER_BATCH, writer->body->size), writer->body, batch->length);
    return end_message(writer);
}

bool arrow_writer_end(arrow_writer *writer) {
    return put(writer, "\xFF\xFF\xFF\xFF\0\0\0", 8); /* and the zero that ends a string */
}

void arrow_writer_clear(arrow_writer *writer) {
    for (size_t i = 0; i < ARROW_COLUMNS; i++)
        if (writer->dictionaries[i].release)
            writer->dictionaries[i].release(&writer->dictionaries[i]);
    flat_clear(&writer->metadata);
    free(writer->body);
    writer->body = NULL;
}
