/* Rows of cells, and how each format writes them. What comes out is what the library would write of the same columns (the tests
 * compare), down to the apostrophe before a cell that a spreadsheet would run as a formula. */
#include <stdlib.h>
#include <string.h>

#include "fields.h"

/* ---- text that grows ------------------------------------------------------------------------------------ */

void buffer_add(cli_buffer *buffer, const char *text, size_t size) {
    if (!buffer->failed && size >= buffer->room - buffer->size) {
        size_t room = (buffer->size + size + 64) * 2;
        char *bytes = realloc(buffer->bytes, room);
        buffer->failed = !bytes;
        if (!bytes)
            return;
        buffer->bytes = bytes;
        buffer->room = room;
    }
    if (buffer->failed)
        return;
    if (size)
        memcpy(buffer->bytes + buffer->size, text, size);
    buffer->size += size;
    buffer->bytes[buffer->size] = '\0';
}

void buffer_put(cli_buffer *buffer, const char *text) {
    buffer_add(buffer, text, strlen(text));
}

int buffer_sink(const char *bytes, size_t size, void *context) {
    cli_buffer *buffer = context;
    buffer_add(buffer, bytes, size);
    return buffer->failed;
}

void buffer_free(cli_buffer *buffer) {
    free(buffer->bytes);
    *buffer = (cli_buffer){0};
}

/* ---- rows ------------------------------------------------------------------------------------------------ */

static void end_cell(cli_rows *rows) {
    if (rows->cell_count)
        rows->cells[rows->cell_count - 1].size = rows->text.size - rows->cells[rows->cell_count - 1].start;
}

void cells_begin(cli_rows *rows, cell_kind kind) {
    end_cell(rows);
    if (rows->cell_count == rows->room) {
        size_t room = rows->room ? rows->room * 2 : 64;
        cli_cell *cells = realloc(rows->cells, room * sizeof *cells);
        if (!cells) {
            rows->text.failed = true;
            return;
        }
        rows->cells = cells;
        rows->room = room;
    }
    rows->cells[rows->cell_count++] = (cli_cell){.start = rows->text.size, .kind = kind};
    rows->count = rows->cell_count / rows->columns;
}

void cells_free(cli_rows *rows) {
    buffer_free(&rows->text);
    free(rows->cells);
    *rows = (cli_rows){0};
}

static const char *cell_text(const cli_rows *rows, const cli_cell *cell) {
    return rows->text.bytes ? rows->text.bytes + cell->start : "";
}

/* ---- CSV and TSV ------------------------------------------------------------------------------------------ */

static size_t count_digits(const char *text, size_t size) {
    size_t count = 0;
    while (count < size && text[count] >= '0' && text[count] <= '9')
        count++;
    return count;
}

/* -12, -0.5: what may begin with a minus and is no formula. */
static bool is_number(const char *text, size_t size) {
    size_t at = size && *text == '-' ? 1 : 0, whole = count_digits(text + at, size - at);
    at += whole;
    if (!whole || at == size)
        return whole > 0;
    size_t part = text[at] == '.' ? count_digits(text + at + 1, size - at - 1) : 0;
    return part && at + 1 + part == size;
}

/* Full-width signs too: a spreadsheet set to Chinese or Japanese takes ＝ for =. */
bool is_formula(const char *text, size_t size) {
    size_t bytes;
    if (!size)
        return false;
    switch (text_character(text, size, &bytes)) {
    case '=': case '+': case '-': case '@': case '\t': case '\r': case '\n':
    case 0xFF1DU: case 0xFF0BU: case 0xFF0DU: case 0xFF20U:
        return true;
    default:
        return false;
    }
}

static void put_character(cli_buffer *line, const char *text, size_t bytes, uint32_t character) {
    if (character == 0xFFFD && bytes == 1)
        buffer_put(line, "\xEF\xBF\xBD");
    else
        buffer_add(line, text, bytes);
}

/* In CSV quotes are doubled; in TSV, which has no quotes, tabs and line ends become blanks. */
static void put_separated(cli_buffer *line, const char *text, size_t size, bool tabs) {
    bool quoted = false;
    for (size_t i = 0; i < size && !tabs; i++)
        quoted = quoted || (text[i] && strchr("\",\r\n", text[i]));
    buffer_put(line, quoted ? "\"" : "");
    buffer_put(line, is_formula(text, size) && !is_number(text, size) ? "'" : "");
    for (size_t at = 0, bytes; at < size; at += bytes) {
        uint32_t character = text_character(text + at, size - at, &bytes);
        if (tabs && (character == '\t' || character == '\r' || character == '\n'))
            buffer_put(line, " ");
        else
            put_character(line, text + at, bytes, character);
        buffer_put(line, quoted && character == '"' ? "\"" : "");
    }
    buffer_put(line, quoted ? "\"" : "");
}

static void put_line_end(cli_buffer *line, const cli_settings *settings) {
    buffer_put(line, settings->tabs ? "\n" : "\r\n");
}

void cells_write_head(const cli_settings *settings, cli_output *output) {
    cli_buffer line = {0};
    for (size_t i = 0; i < settings->field_count; i++) {
        buffer_put(&line, !i ? "" : settings->tabs ? "\t" : ",");
        buffer_put(&line, settings->fields[i]);
    }
    put_line_end(&line, settings);
    if (!line.failed)
        output_sink(line.bytes, line.size, output);
    buffer_free(&line);
}

static void put_separated_row(cli_buffer *line, const cli_rows *rows, const cli_cell *cells, const cli_settings *settings) {
    for (size_t i = 0; i < rows->columns; i++) {
        buffer_put(line, !i ? "" : settings->tabs ? "\t" : ",");
        put_separated(line, cell_text(rows, &cells[i]), cells[i].size, settings->tabs);
    }
    put_line_end(line, settings);
}

/* ---- JSON ------------------------------------------------------------------------------------------------- */

static void put_json_text(cli_buffer *line, const char *text, size_t size) {
    char escape[8];
    buffer_put(line, "\"");
    for (size_t at = 0, bytes; at < size; at += bytes) {
        uint32_t character = text_character(text + at, size - at, &bytes);
        if (character < 0x20 || character == '"' || character == '\\') {
            snprintf(escape, sizeof escape, character < 0x20 ? "\\u%04x" : "\\%c", (unsigned)character);
            buffer_put(line, escape);
        } else {
            put_character(line, text + at, bytes, character);
        }
    }
    buffer_put(line, "\"");
}

static void put_json_row(cli_buffer *line, const cli_rows *rows, const cli_cell *cells) {
    for (size_t i = 0; i < rows->columns; i++) {
        buffer_put(line, i ? "," : "{");
        put_json_text(line, rows->names[i], strlen(rows->names[i]));
        buffer_put(line, ":");
        if (!cells[i].size)
            buffer_put(line, "null");
        else if (cells[i].kind == CELL_TEXT)
            put_json_text(line, cell_text(rows, &cells[i]), cells[i].size);
        else
            buffer_add(line, cell_text(rows, &cells[i]), cells[i].size);
    }
    buffer_put(line, "}");
}

/* Where a JSON value ends. The library wrote it, so it is whole. */
static const char *value_end(const char *at) {
    size_t depth = 0;
    for (; *at; at++) {
        if (*at == '"') {
            for (at++; *at && *at != '"'; at++)
                at += *at == '\\' && at[1] ? 1 : 0;
            if (!*at)
                return at;
        } else if (*at == '{' || *at == '[') {
            depth++;
        } else if (depth && (*at == '}' || *at == ']')) {
            depth--;
        } else if (!depth && strchr(",}]", *at)) {
            return at;
        }
    }
    return at;
}

const char *json_member(const char *json, const char *key, size_t *size) {
    size_t key_size = strlen(key);
    const char *at = strchr(json, '{');
    while (at && (*at == '{' || *at == ',')) {
        const char *name = at + 2, *value = strchr(name, '"');
        if (!value)
            return NULL;
        const char *end = value_end(value + 2);
        if ((size_t)(value - name) == key_size && !memcmp(name, key, key_size)) {
            *size = (size_t)(end - value) - 2;
            return value + 2;
        }
        at = end;
    }
    return NULL;
}

/* ---- tables ----------------------------------------------------------------------------------------------- */

enum { CELL_MOST = 40 }; /* columns of a terminal; longer cells end in … */

/* Puts as much as `room` holds; how wide that is. `line` may be NULL. */
static size_t put_shown(cli_buffer *line, const char *text, size_t size, size_t room) {
    size_t width = 0, whole = 0, bytes;
    for (size_t at = 0; at < size && whole <= room; at += bytes)
        whole += character_width(text_character(text + at, size - at, &bytes));
    size_t most = whole > room ? room - 1 : room;
    for (size_t at = 0; at < size; at += bytes) {
        uint32_t character = text_character(text + at, size - at, &bytes);
        if (width + character_width(character) > most)
            break;
        width += character_width(character);
        if (line && !character_is_hidden(character))
            put_character(line, text + at, bytes, character);
    }
    if (line && whole > room)
        buffer_put(line, "…");
    return width + (whole > room ? 1 : 0);
}

static size_t column_width(const cli_rows *rows, size_t column) {
    size_t widest = put_shown(NULL, rows->names[column], strlen(rows->names[column]), CELL_MOST);
    for (size_t row = 0; row < rows->count; row++) {
        const cli_cell *cell = &rows->cells[row * rows->columns + column];
        size_t width = put_shown(NULL, cell_text(rows, cell), cell->size, CELL_MOST);
        widest = width > widest ? width : widest;
    }
    return widest;
}

/* `row` SIZE_MAX: the names. Blanks are owed until something follows, so that no line ends in them. */
static void put_table_row(cli_buffer *line, const cli_rows *rows, const size_t *widths, size_t row) {
    size_t owed = 0;
    for (size_t i = 0; i < rows->columns; i++) {
        const cli_cell *cell = row == SIZE_MAX ? NULL : &rows->cells[row * rows->columns + i];
        const char *text = cell ? cell_text(rows, cell) : rows->names[i];
        size_t size = cell ? cell->size : strlen(text);
        for (; size && owed; owed--)
            buffer_put(line, " ");
        owed += widths[i] - put_shown(line, text, size, CELL_MOST) + 2;
    }
    buffer_put(line, "\n");
}

static void put_table(cli_buffer *to, const cli_rows *rows, const char *title) {
    size_t *widths = calloc(rows->columns, sizeof *widths);
    to->failed = to->failed || !widths;
    for (size_t i = 0; widths && i < rows->columns; i++)
        widths[i] = column_width(rows, i);
    if (title && *title) {
        put_shown(to, title, strlen(title), SIZE_MAX / 2);
        buffer_put(to, "\n");
    }
    if (widths)
        put_table_row(to, rows, widths, SIZE_MAX);
    for (size_t row = 0; widths && row < rows->count; row++)
        put_table_row(to, rows, widths, row);
    free(widths);
}

/* ---- any format --------------------------------------------------------------------------------------------- */

static void put_row(cli_buffer *line, const cli_rows *rows, const cli_cell *cells, const cli_settings *settings, bool first) {
    if (settings->format == ZHIBIAO_CSV) {
        put_separated_row(line, rows, cells, settings);
        return;
    }
    if (settings->format == ZHIBIAO_JSON)
        buffer_put(line, first ? "\n" : ",\n");
    put_json_row(line, rows, cells);
    if (settings->format == ZHIBIAO_JSONL)
        buffer_put(line, "\n");
}

void cells_write(cli_rows *rows, const cli_settings *settings, const char *title, uint64_t written, cli_output *output) {
    bool table = settings->format == ZHIBIAO_TABLE || settings->format == ZHIBIAO_TABLE_COLOUR;
    cli_buffer out = {0};
    end_cell(rows);
    for (size_t row = 0; !table && row < rows->count; row++)
        put_row(&out, rows, rows->cells + row * rows->columns, settings, written + row == 0);
    if (table && rows->count)
        put_table(&out, rows, title);
    if (rows->text.failed || out.failed) {
        complain(NULL, "out of memory");
        output->failed = true;
    } else if (out.size) {
        output_sink(out.bytes, out.size, output);
    }
    buffer_free(&out);
}
