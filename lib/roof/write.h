/* The roof: results → JSON Lines, JSON, CSV, tables for a terminal and pages for people.
 * write.c the way out and the field table · write_json.c · write_csv.c · write_table.c · write_pairs.c comparisons ·
 * pages.h and its rooms.
 *
 * One table (zb_fields) says what a record is made of: under which key, of which kind, and where in the struct. JSON
 * writes all of it in that order; CSV and the terminal table name the rows they show. Nothing here takes memory:
 * what leaves goes through one small buffer to the caller's sink, and the first refusal sticks.
 */
#ifndef ZB_WRITE_H
#define ZB_WRITE_H

#include "meaning.h"

/* ---- the way out -------------------------------------------------------------------------------------- */

enum { ZB_OUT_ROOM = 4096 };
typedef struct zb_out {
    zhibiao_sink *sink;
    void *context;
    size_t used;
    bool failed; /* the sink said stop: nothing is given to it again */
    char bytes[ZB_OUT_ROOM];
} zb_out;
void zb_out_init(zb_out *out, zhibiao_sink *sink, void *context);
void zb_out_add(zb_out *out, zb_slice text);
void zb_out_byte(zb_out *out, char byte);
zhibiao_status zb_out_end(zb_out *out); /* gives the rest to the sink; ZHIBIAO_ERROR_IO when it ever refused */

/* One character of text that may be no UTF-8 (file names): U+FFFD and width 1 where it is none. `text` not empty. */
uint32_t zb_text_character(zb_slice text, size_t *width);

/* ---- fields ------------------------------------------------------------------------------------------- */

typedef enum zb_field_kind {
    ZB_FIELD_SOURCE,     /* the document's name: not in the record */
    ZB_FIELD_ID,         /* uint32_t */
    ZB_FIELD_STRING,     /* zhibiao_string */
    ZB_FIELD_NAME,       /* uint8_t with a function that names it */
    ZB_FIELD_QUANTITY,   /* zhibiao_quantity */
    ZB_FIELD_DATE,       /* zhibiao_date */
    ZB_FIELD_SPAN,       /* zhibiao_span */
    ZB_FIELD_CONFIDENCE  /* double */
} zb_field_kind;

/* The rows, in the order of the JSON keys. */
typedef enum zb_key {
    ZB_KEY_SOURCE, ZB_KEY_ID, ZB_KEY_INDICATOR, ZB_KEY_INDICATOR_FULL, ZB_KEY_MEASURE,
    ZB_KEY_TARGET, ZB_KEY_ACTUAL, ZB_KEY_BASELINE, ZB_KEY_COMPLETION, ZB_KEY_GAP,
    ZB_KEY_BASIS, ZB_KEY_CHECK_VERDICT, ZB_KEY_CHECK_COMPUTED, ZB_KEY_TIME_TEXT, ZB_KEY_TIME_FROM, ZB_KEY_TIME_TO,
    ZB_KEY_REGION_TEXT, ZB_KEY_REGION_NAME, ZB_KEY_REGION_CODE,
    ZB_KEY_SECTION, ZB_KEY_ITEM, ZB_KEY_SENTENCE, ZB_KEY_RULE, ZB_KEY_CONFIDENCE,
    ZB_KEY_INDICATOR_NAME,
    ZB_KEYS
} zb_key;

typedef struct zb_field {
    const char *group;               /* the key of the object it stands in; NULL: in the record itself */
    const char *name;                /* its key */
    zb_field_kind kind;
    size_t offset;                   /* in zhibiao_record */
    const char *(*names)(uint32_t);  /* of ZB_FIELD_NAME; gives NULL for "none" */
} zb_field;
extern const zb_field zb_fields[ZB_KEYS];

/* A record with all that is needed to write it. */
typedef struct zb_row {
    const zhibiao_result *result;
    const zhibiao_record *record;
} zb_row;
const void *zb_row_at(zb_row row, const zb_field *field);   /* the field inside the record; not of ZB_FIELD_SOURCE */
const zhibiao_quantity *zb_row_quantity(zb_row row, zb_key id);
zb_slice zb_row_string(zb_row row, zhibiao_string string);
zb_slice zb_row_source(zb_row row);
const char *zb_check_name(uint32_t check);                  /* "consistent"; NULL: not checked */

/* ---- cells: a field in plain words, for CSV and tables ------------------------------------------------- */

/* A few slices one after the other: of the result, or of the scratch room inside. Points into itself: do not copy. */
enum { ZB_CELL_PARTS = 16 };
typedef struct zb_cell {
    zb_slice parts[ZB_CELL_PARTS];
    size_t count, used;
    const char *colour; /* how a terminal may show it, as SGR has it ("1;31"); NULL: as all else */
    char scratch[160];
} zb_cell;
void zb_cell_init(zb_cell *cell);
void zb_cell_add(zb_cell *cell, zb_slice text);             /* borrowed; empty text adds no part */
void zb_cell_number(zb_cell *cell, uint64_t number);
void zb_cell_date(zb_cell *cell, zhibiao_date date);        /* 2023-11-30, 2023-11, 2023 or nothing */
void zb_cell_quantity(zb_cell *cell, zb_row row, const zhibiao_quantity *quantity); /* ≥ 3.5万人/年; (computed) */
void zb_cell_field(zb_cell *cell, zb_row row, zb_key id); /* any field but quantities and spans */

/* Digits of a number, and a date as ISO 8601 has it; the slice lies in `room`. */
zb_slice zb_digits(uint64_t number, char room[24]);
zb_slice zb_date_text(zhibiao_date date, char room[24]);

/* ---- formats ------------------------------------------------------------------------------------------ */

void zb_json_record(zb_out *out, zb_row row);
void zb_json_token(zb_out *out, const zhibiao_result *result, const zhibiao_token *token);
void zb_json_string(zb_out *out, zb_slice text);             /* null where it is empty */
void zb_json_key(zb_out *out, bool first, const char *name); /* after a comma unless it is the first of its object */
void zb_json_number(zb_out *out, uint64_t value);
void zb_json_failure(zb_out *out, const char *source, const zhibiao_error *error);

void zb_csv_head(zb_out *out);
void zb_csv_record(zb_out *out, zb_row row);
void zb_csv_cell(zb_out *out, const zb_cell *cell);         /* quoted and defused as needed */
/* Value, unit with what it is per, bound, text: the four columns of a quantity. */
void zb_csv_quantity(zb_cell *cell, zb_row row, const zhibiao_quantity *quantity, int column);

/* Tables are sized to one document, so each has its own header. */
void zb_table_records(zb_out *out, const zhibiao_result *result, bool coloured);
void zb_table_tokens(zb_out *out, const zhibiao_result *result, bool coloured);
const char *zb_role_colour(zb_key key); /* of a quantity's column */

/* A table of anything: `fill` puts the words of one cell. At most ZB_TABLE_COLUMNS columns. */
enum { ZB_TABLE_COLUMNS = 9 };
typedef struct zb_table_column {
    const char *title;
    int kind;
    zb_key key;      /* of a record's quantity */
    size_t limit;    /* columns of the terminal, at most */
} zb_table_column;
typedef struct zb_table {
    const void *subject;
    size_t rows, column_count;
    const zb_table_column *columns;
    void (*fill)(zb_cell *cell, const void *subject, size_t index, const zb_table_column *column);
    size_t widths[ZB_TABLE_COLUMNS]; /* 0: nothing stands in it, not shown */
    bool coloured;
} zb_table;
void zb_table_put(zb_out *out, zb_table *table, zb_slice title);

/* ---- comparisons (write_pairs.c) ------------------------------------------------------------------------ */

void zb_json_pair(zb_out *out, const zhibiao_pairing *pairing, const zhibiao_pair *pair);
void zb_csv_pair_head(zb_out *out);
void zb_csv_pair(zb_out *out, const zhibiao_pairing *pairing, const zhibiao_pair *pair);
void zb_table_pairs(zb_out *out, const zhibiao_pairing *pairing, bool coloured);

/* Columns that a terminal gives the text: 2 for Chinese, 0 for combining marks. */
size_t zb_display_width(uint32_t character);
/* Not for a reader's eyes: controls, direction marks, invisible format characters. */
bool zb_display_hidden(uint32_t character);

/* Pages, in the language of `format`. `before`: records of documents before this one. */
void zb_html_head(zb_out *out, zhibiao_format format);
void zb_html_records(zb_out *out, zhibiao_format format, const zhibiao_result *result, uint64_t before);
void zb_html_failure(zb_out *out, zhibiao_format format, const char *source, const zhibiao_error *error);
void zb_html_tail(zb_out *out, zhibiao_format format);
void zb_html_comparison(zb_out *out, zhibiao_format format, const zhibiao_pairing *pairing);

#endif
