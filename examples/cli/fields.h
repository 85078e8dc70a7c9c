/* --fields: records and pairs as rows of cells, for CSV, TSV, JSON and tables with columns of one's choice.
 * fields.c which there are and what stands in them · pair_fields.c those of a comparison · cells.c rows, and how they are written ·
 * widths.c how wide text is on a terminal
 */
#ifndef FIELDS_H
#define FIELDS_H

#include "cli.h"

/* ---- widths.c ----------------------------------------------------------------------------------------- */

/* One character of text that may be no UTF-8 (file names): U+FFFD and 1 byte where it is none. `rest` > 0. */
uint32_t text_character(const char *text, size_t rest, size_t *bytes);
size_t character_width(uint32_t character); /* 0: combining, or not fit for a terminal */
bool character_is_hidden(uint32_t character); /* controls and the like: never to a terminal */

/* ---- cells.c ------------------------------------------------------------------------------------------- */

typedef struct cli_buffer {
    char *bytes;
    size_t size, room;
    bool failed; /* out of memory: what came after it was lost */
} cli_buffer;
void buffer_add(cli_buffer *buffer, const char *text, size_t size);
void buffer_put(cli_buffer *buffer, const char *text);
int buffer_sink(const char *bytes, size_t size, void *buffer); /* a zhibiao_sink */
void buffer_free(cli_buffer *buffer);

/* A text (empty: absent), a number, or JSON as it stands. */
typedef enum cell_kind { CELL_TEXT, CELL_NUMBER, CELL_JSON } cell_kind;
typedef struct cli_cell {
    size_t start, size; /* in the rows' text */
    cell_kind kind;
} cli_cell;

typedef struct cli_rows {
    char **names; /* of the columns */
    size_t columns, count;    /* count: of finished rows */
    cli_cell *cells;
    size_t cell_count, room;
    cli_buffer text;
} cli_rows;
void cells_begin(cli_rows *rows, cell_kind kind); /* what is added to rows->text from now on is its */
void cells_free(cli_rows *rows);
void cells_write_head(const cli_settings *settings, cli_output *output); /* the line of names, of CSV and TSV */
/* `title` stands above a table. */
void cells_write(cli_rows *rows, const cli_settings *settings, const char *title, uint64_t written, cli_output *output);

bool is_formula(const char *text, size_t size); /* a spreadsheet would run it */
/* The value of a key in the JSON object that begins at `json`; NULL: it has none. */
const char *json_member(const char *json, const char *key, size_t *size);

/* ---- fields.c, pair_fields.c --------------------------------------------------------------------------- */

/* Takes settings->field_list apart into settings->fields; when none is given, all that CSV has. What is wrong with it is put into
 * `wrong`. */
void fields_read(cli_settings *settings, unsigned command, cli_buffer *wrong);
/* Their names with blanks between. `plain`: only those that CSV has when none is named. `json`: also what only JSON can show. */
void fields_names(cli_buffer *to, unsigned command, bool json, bool plain);
void pair_fields_names(cli_buffer *to, bool json);
uint64_t fields_write(const zhibiao_result *result, const cli_settings *settings, uint64_t written, cli_output *output);
void pair_fields_write(const zhibiao_pairing *pairing, const cli_settings *settings, uint64_t written, cli_output *output);

#endif
