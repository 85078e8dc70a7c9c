/* Which columns a table of records has. They come of the field table (zb_fields), a few for each kind of field, between what is
 * known of the document and what went wrong with it:
 *
 *     document source error_code error_message error_byte id indicator … target_value target_upper … time_from … sentence …
 */
#include "arrow.h"

typedef struct part {
    const char *suffix;
    zb_arrow_kind kind;
    zb_arrow_part part;
} part;

static const part of_document[] = {
    {"document", ZB_ARROW_INT64, ZB_PART_DOCUMENT},
    {"error_code", ZB_ARROW_NAME, ZB_PART_ERROR_CODE},
    {"error_message", ZB_ARROW_TEXT, ZB_PART_ERROR_MESSAGE},
    {"error_byte", ZB_ARROW_INT64, ZB_PART_ERROR_BYTE},
};

static const part of_quantity[] = {
    {"value", ZB_ARROW_DECIMAL, ZB_PART_VALUE},         /* null for 2/3, and for more digits than fit */
    {"upper", ZB_ARROW_DECIMAL, ZB_PART_UPPER},
    {"exact", ZB_ARROW_TEXT, ZB_PART_EXACT},            /* "246400" "2/3" "2..3": never null where there is a quantity */
    {"unit", ZB_ARROW_NAME, ZB_PART_UNIT},
    {"cmp", ZB_ARROW_NAME, ZB_PART_COMPARISON},
    {"per", ZB_ARROW_LIST, ZB_PART_PER},
    {"dimension", ZB_ARROW_NAME, ZB_PART_DIMENSION},
    {"text", ZB_ARROW_TEXT, ZB_PART_WORDS},
    {"derived", ZB_ARROW_NAME, ZB_PART_DERIVED},
    {"low", ZB_ARROW_DECIMAL, ZB_PART_LOW},
    {"high", ZB_ARROW_DECIMAL, ZB_PART_HIGH},
    {"start", ZB_ARROW_INT64, ZB_PART_START},
    {"end", ZB_ARROW_INT64, ZB_PART_END},
    {"byte_start", ZB_ARROW_INT64, ZB_PART_BYTE_START},
    {"byte_end", ZB_ARROW_INT64, ZB_PART_BYTE_END},
};

static const part of_span[] = {
    {NULL, ZB_ARROW_TEXT, ZB_PART_WORDS},
    {"start", ZB_ARROW_INT64, ZB_PART_START},
    {"end", ZB_ARROW_INT64, ZB_PART_END},
    {"byte_start", ZB_ARROW_INT64, ZB_PART_BYTE_START},
    {"byte_end", ZB_ARROW_INT64, ZB_PART_BYTE_END},
};

static const part as_text[] = {{NULL, ZB_ARROW_TEXT, ZB_PART_WHOLE}};
static const part as_name[] = {{NULL, ZB_ARROW_NAME, ZB_PART_WHOLE}};
static const part as_date[] = {{NULL, ZB_ARROW_DATE, ZB_PART_WHOLE}};
static const part as_int64[] = {{NULL, ZB_ARROW_INT64, ZB_PART_WHOLE}};
static const part as_double[] = {{NULL, ZB_ARROW_DOUBLE, ZB_PART_WHOLE}};

#define COUNTED(parts) (*count = sizeof(parts) / sizeof *(parts), parts)

static const part *parts_of(size_t key, size_t *count) {
    switch (zb_fields[key].kind) {
    case ZB_FIELD_ID: return COUNTED(as_int64);
    case ZB_FIELD_NAME: return COUNTED(as_name);
    case ZB_FIELD_QUANTITY: return COUNTED(of_quantity);
    case ZB_FIELD_DATE: return COUNTED(as_date);
    case ZB_FIELD_SPAN: return COUNTED(of_span);
    case ZB_FIELD_CONFIDENCE: return COUNTED(as_double);
    case ZB_FIELD_SOURCE:
    case ZB_FIELD_STRING: break;
    }
    if (key == ZB_KEY_RULE || key == ZB_KEY_REGION_NAME || key == ZB_KEY_REGION_CODE || key == ZB_KEY_SOURCE)
        return COUNTED(as_name);
    return COUNTED(as_text);
}

size_t zb_arrow_columns(zb_arrow_column columns[ZB_ARROW_COLUMNS]) {
    size_t made = 0;
    for (size_t i = 0; i < sizeof of_document / sizeof *of_document; i++)
        columns[made++] = (zb_arrow_column){NULL, NULL, of_document[i].suffix, NULL, of_document[i].kind, of_document[i].part};
    for (size_t key = 0; key < ZB_KEYS; key++) {
        const zb_field *field = &zb_fields[key];
        size_t count;
        const part *parts = parts_of(key, &count);
        for (size_t i = 0; i < count && made < ZB_ARROW_COLUMNS; i++)
            columns[made++] = (zb_arrow_column){field, field->group, field->name, parts[i].suffix, parts[i].kind, parts[i].part};
    }
    return made;
}

/* ---- ArrowSchema ------------------------------------------------------------------------------------------ */

/* What a column's schema owns. Its inner schema (of a dictionary or list items) owns nothing: all its words are constants. */
typedef struct column_schema {
    zb_memory memory;
    char name[64];
    struct ArrowSchema inner, *inners[1];
} column_schema;

typedef struct table_schema {
    zb_memory memory;
    struct ArrowSchema columns[ZB_ARROW_COLUMNS], *pointers[ZB_ARROW_COLUMNS];
} table_schema;

static void release_inner(struct ArrowSchema *schema) {
    schema->release = NULL;
}

static void release_column(struct ArrowSchema *schema) {
    column_schema *own = schema->private_data;
    zb_memory memory = own->memory;
    if (own->inner.release && (schema->dictionary || schema->n_children))
        own->inner.release(&own->inner);
    schema->release = NULL;
    zb_put(&memory, own);
}

static void release_table(struct ArrowSchema *schema) {
    table_schema *own = schema->private_data;
    zb_memory memory = own->memory;
    for (int64_t i = 0; i < schema->n_children; i++)
        if (own->columns[i].release)
            own->columns[i].release(&own->columns[i]);
    schema->release = NULL;
    zb_put(&memory, own);
}

static const char *format_of(zb_arrow_kind kind) {
    switch (kind) {
    case ZB_ARROW_TEXT: return "u";
    case ZB_ARROW_NAME: return "i"; /* of the indices */
    case ZB_ARROW_LIST: return "+l";
    case ZB_ARROW_DECIMAL: return "d:38,10";
    case ZB_ARROW_DATE: return "tdD";
    case ZB_ARROW_INT64: return "l";
    case ZB_ARROW_DOUBLE: break;
    }
    return "g";
}

static void add_word(char *name, size_t room, const char *word) {
    size_t used = strlen(name), size = word ? strlen(word) : 0;
    if (!size || used + size + 2 > room)
        return;
    if (used)
        name[used++] = '_';
    memcpy(name + used, word, size + 1);
}

static bool make_column(const zb_memory *memory, const zb_arrow_column *column, struct ArrowSchema *out) {
    column_schema *own = zb_get_zeroed(memory, 1, sizeof *own);
    if (!own)
        return false;
    own->memory = *memory;
    add_word(own->name, sizeof own->name, column->group);
    add_word(own->name, sizeof own->name, column->name);
    add_word(own->name, sizeof own->name, column->suffix);
    *out = (struct ArrowSchema){.format = format_of(column->kind), .name = own->name, .private_data = own,
                                .flags = column->part == ZB_PART_DOCUMENT ? 0 : ARROW_FLAG_NULLABLE, .release = release_column};
    own->inner = (struct ArrowSchema){.format = "u", .name = "item", .flags = ARROW_FLAG_NULLABLE, .release = release_inner};
    own->inners[0] = &own->inner;
    if (column->kind == ZB_ARROW_NAME)
        out->dictionary = &own->inner;
    if (column->kind == ZB_ARROW_LIST) {
        out->n_children = 1;
        out->children = own->inners;
    }
    return true;
}

zhibiao_status zhibiao_arrow_schema(const zhibiao_allocator *allocator, struct ArrowSchema *out, zhibiao_error *error) {
    const zb_memory *memory = allocator ? allocator : &zb_default_memory;
    zb_arrow_column columns[ZB_ARROW_COLUMNS];
    size_t count = zb_arrow_columns(columns);
    if (error)
        memset(error, 0, sizeof *error);
    if (!out)
        return zb_fail(error, ZHIBIAO_ERROR_ARGUMENT, "no place for the schema was given");
    memset(out, 0, sizeof *out);
    table_schema *own = zb_get_zeroed(memory, 1, sizeof *own);
    if (!own)
        return zb_out_of_memory(error);
    own->memory = *memory;
    *out = (struct ArrowSchema){.format = "+s", .name = "", .children = own->pointers, .private_data = own, .release = release_table};
    for (size_t i = 0; i < count; i++) {
        own->pointers[i] = &own->columns[i];
        if (!make_column(memory, &columns[i], &own->columns[i])) {
            out->release(out);
            memset(out, 0, sizeof *out);
            return zb_out_of_memory(error);
        }
        out->n_children++;
    }
    return ZHIBIAO_OK;
}
