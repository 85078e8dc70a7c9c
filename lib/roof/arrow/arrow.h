/* Records as columns: the Arrow C Data Interface (its structs stand in zhibiao.h, as the specification gives them).
 * arrow_vector.c one column that grows · arrow_schema.c which columns there are · write_arrow.c rows to columns, streams.
 *
 * A column owns its memory. Exported, it becomes the private_data of its ArrowArray, whose release gives it back: so a
 * consumer may keep one column and release the others, in whatever order and from whatever thread it likes.
 */
#ifndef ZB_ARROW_H
#define ZB_ARROW_H

#include "write.h"

/* ---- which columns (arrow_schema.c) --------------------------------------------------------------------- */

typedef enum zb_arrow_kind {
    ZB_ARROW_TEXT,   /* utf8 */
    ZB_ARROW_NAME,   /* dictionary of utf8, int32 indices: words that come again and again */
    ZB_ARROW_LIST,   /* of utf8 */
    ZB_ARROW_DECIMAL, /* decimal128(38, 10) */
    ZB_ARROW_DATE,   /* date32 */
    ZB_ARROW_INT64,
    ZB_ARROW_DOUBLE
} zb_arrow_kind;

enum { ZB_ARROW_SCALE = 10, ZB_ARROW_DIGITS = 38, ZB_ARROW_COLUMNS = 128 };

/* What of a field a column holds. */
typedef enum zb_arrow_part {
    ZB_PART_WHOLE,
    ZB_PART_DOCUMENT, ZB_PART_ERROR_CODE, ZB_PART_ERROR_MESSAGE, ZB_PART_ERROR_BYTE,          /* of no field */
    ZB_PART_VALUE, ZB_PART_UPPER, ZB_PART_EXACT, ZB_PART_UNIT, ZB_PART_COMPARISON, ZB_PART_PER, /* of quantities */
    ZB_PART_DIMENSION, ZB_PART_WORDS, ZB_PART_DERIVED, ZB_PART_LOW, ZB_PART_HIGH,
    ZB_PART_START, ZB_PART_END, ZB_PART_BYTE_START, ZB_PART_BYTE_END                           /* of these and of spans */
} zb_arrow_part;

/* One column: its name is group_name_suffix, of what there is. */
typedef struct zb_arrow_column {
    const zb_field *field; /* NULL: of no field */
    const char *group, *name, *suffix;
    zb_arrow_kind kind;
    zb_arrow_part part;
} zb_arrow_column;

size_t zb_arrow_columns(zb_arrow_column columns[ZB_ARROW_COLUMNS]); /* their number */

/* ---- one column (arrow_vector.c) ------------------------------------------------------------------------ */

typedef struct zb_vector {
    zb_memory memory;
    zb_arrow_kind kind;
    bool full;               /* its text does not fit 32-bit offsets */
    int64_t length, nulls;
    zb_array valid;          /* of uint8_t: a bit a row */
    zb_array values;         /* the text's bytes, or items of the kind's size */
    zb_array offsets;        /* of int32_t: texts and lists */
    zb_array slots;          /* of uint32_t: names, a hash table of index + 1 */
    struct zb_vector *inner; /* the names of a dictionary, the items of lists */
    const void *buffers[3];  /* from here on: what the exported array points to */
    struct ArrowArray inner_array, *inner_arrays[1];
} zb_vector;

zb_vector *zb_vector_new(const zb_memory *memory, zb_arrow_kind kind); /* NULL: no memory */
void zb_vector_free(zb_vector *column);                                /* NULL is allowed */
zhibiao_status zb_vector_status(const zb_vector *column);              /* of all that was added */

/* Each adds one row. Of the wrong kind: a null. */
void zb_vector_add_null(zb_vector *column);
void zb_vector_add_text(zb_vector *column, zb_slice text);    /* texts and names; empty is not null */
void zb_vector_add_list(zb_vector *column, zb_slice joined);  /* "人/年" */
void zb_vector_add_decimal(zb_vector *column, zb_slice text); /* null when it is no decimal or has more digits than fit */
void zb_vector_add_date(zb_vector *column, zhibiao_date date); /* null without a year; the first of what is not known */
void zb_vector_add_int64(zb_vector *column, uint64_t number);
void zb_vector_add_double(zb_vector *column, double number);

void zb_vector_export(zb_vector *column, struct ArrowArray *out); /* the column is the array's from then on */

#endif
