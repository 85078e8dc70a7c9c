/* The fields of a comparison: the columns that the library writes as CSV, and the keys that it writes as JSON. Both are taken from
 * what it writes, so that nothing is said here a second time but their names. */
#include <string.h>

#include "fields.h"

static const char columns[] =
    "region year indicator measure target_value target_unit target_cmp target_text actual_value actual_unit actual_cmp actual_text "
    "verdict ratio ratio_low ratio_high goal cause notes reason plan_source plan_id plan_sentence review_source review_id "
    "review_indicator review_time review_sentence";
static const char json_only[] = " plan review score words restated reports";

void pair_fields_names(cli_buffer *to, bool json) {
    buffer_put(to, columns);
    buffer_put(to, json ? json_only : "");
}

/* Where in `columns` a name stands; SIZE_MAX: nowhere. */
static size_t column_of(const char *name) {
    size_t column = 0, size = strlen(name);
    for (const char *at = columns; *at; column++) {
        size_t word = strcspn(at, " ");
        if (word == size && !memcmp(at, name, size))
            return column;
        at += word + (at[word] ? 1 : 0);
    }
    return SIZE_MAX;
}

/* Takes one cell of CSV apart into `to` (which may be NULL), and goes to what stands behind it. */
static const char *read_cell(const char *at, cli_buffer *to) {
    bool quoted = *at == '"';
    at += quoted ? 1 : 0;
    while (*at && (quoted || !strchr(",\r", *at))) {
        if (quoted && *at == '"' && *++at != '"')
            break;
        if (to)
            buffer_add(to, at, 1);
        at++;
    }
    return *at == ',' ? at + 1 : at;
}

static const char *row_end(const char *at) {
    while (*at && *at != '\r')
        at = read_cell(at, NULL);
    return *at ? at + 2 : at;
}

/* The apostrophe that the library put before what a spreadsheet would run; cells.c puts it there again where it belongs. */
static void undo_apostrophe(cli_rows *rows, size_t start) {
    cli_buffer *text = &rows->text;
    if (text->failed || text->size < start + 2 || text->bytes[start] != '\'' || !is_formula(text->bytes + start + 1, text->size - start - 1))
        return;
    memmove(text->bytes + start, text->bytes + start + 1, text->size - start);
    text->size--;
}

static void fill_cell(cli_rows *rows, const char *name, const char *csv, const char *json) {
    size_t size, column = column_of(name), start = rows->text.size;
    const char *member = json ? json_member(json, name, &size) : NULL;
    cells_begin(rows, member ? CELL_JSON : !strcmp(name, "plan_id") || !strcmp(name, "review_id") ? CELL_NUMBER : CELL_TEXT);
    if (member) {
        buffer_add(&rows->text, member, size);
        return;
    }
    for (; column != SIZE_MAX && column; column--)
        csv = read_cell(csv, NULL);
    if (column != SIZE_MAX)
        read_cell(csv, &rows->text);
    undo_apostrophe(rows, start);
}

void pair_fields_write(const zhibiao_pairing *pairing, const cli_settings *settings, uint64_t written, cli_output *output) {
    cli_rows rows = {.names = settings->fields, .columns = settings->field_count};
    cli_buffer csv = {0}, json = {0};
    zhibiao_write_comparison(pairing, ZHIBIAO_CSV, 0, buffer_sink, &csv);
    if (settings->format == ZHIBIAO_JSONL || settings->format == ZHIBIAO_JSON)
        zhibiao_write_comparison(pairing, ZHIBIAO_JSONL, 0, buffer_sink, &json);
    bool good = !csv.failed && !json.failed;
    const char *row = good && csv.bytes ? row_end(csv.bytes) : "", *line = good ? json.bytes : NULL;
    while (*row) {
        for (size_t i = 0; i < rows.columns; i++)
            fill_cell(&rows, rows.names[i], row, line);
        row = row_end(row);
        line = line ? strchr(line, '\n') + 1 : NULL;
    }
    rows.text.failed = rows.text.failed || !good;
    cells_write(&rows, settings, NULL, written, output);
    buffer_free(&csv);
    buffer_free(&json);
    cells_free(&rows);
}
