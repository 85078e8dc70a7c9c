/* Records as CSV (RFC 4180): one row a record, every row with every column.
 *
 * A spreadsheet runs a cell that begins with = + - @ as a formula, and a news text may hold one on purpose. Such a
 * cell gets an apostrophe in front, which spreadsheets take for "this is text". Numbers are left alone: -1.24 is a
 * gap below target and must add up.
 */
#include "write.h"

/* What stands in a column beside plain fields. */
typedef enum column_kind { PLAIN, VALUE, UNIT, COMPARISON, TEXT, DERIVED, REGION, BYTE_START, BYTE_END, SENTENCE } column_kind;

typedef struct csv_column {
    const char *name;
    column_kind kind;
    zb_key field;
} csv_column;

#define QUANTITY(name, field)                                                                              \
    {name "_value", VALUE, field}, {name "_unit", UNIT, field}, {name "_cmp", COMPARISON, field},          \
    {name "_text", TEXT, field}

static const csv_column columns[] = {
    {"source", PLAIN, ZB_KEY_SOURCE},
    {"id", PLAIN, ZB_KEY_ID},
    {"indicator", PLAIN, ZB_KEY_INDICATOR},
    {"measure", PLAIN, ZB_KEY_MEASURE},
    QUANTITY("target", ZB_KEY_TARGET),
    QUANTITY("actual", ZB_KEY_ACTUAL),
    QUANTITY("baseline", ZB_KEY_BASELINE),
    QUANTITY("completion", ZB_KEY_COMPLETION),
    QUANTITY("gap", ZB_KEY_GAP),
    {"derived", DERIVED, ZB_KEY_TARGET},
    {"time_from", PLAIN, ZB_KEY_TIME_FROM},
    {"time_to", PLAIN, ZB_KEY_TIME_TO},
    {"time_text", PLAIN, ZB_KEY_TIME_TEXT},
    {"region", REGION, ZB_KEY_REGION_NAME},
    {"section", PLAIN, ZB_KEY_SECTION},
    {"item", PLAIN, ZB_KEY_ITEM},
    {"byte_start", BYTE_START, ZB_KEY_SENTENCE},
    {"byte_end", BYTE_END, ZB_KEY_SENTENCE},
    {"sentence", SENTENCE, ZB_KEY_SENTENCE},
    {"indicator_name", PLAIN, ZB_KEY_INDICATOR_NAME},
};
enum { COLUMN_COUNT = sizeof columns / sizeof *columns };

/* ---- cells -------------------------------------------------------------------------------------------- */

static void quantity_cell(zb_cell *cell, zb_row row, const zhibiao_quantity *q, column_kind kind) {
    if (!q->present)
        return;
    if (kind == VALUE) {
        zb_cell_add(cell, zb_row_string(row, q->value));
        if (q->range) {
            zb_cell_add(cell, ZB_SLICE(".."));
            zb_cell_add(cell, zb_row_string(row, q->upper));
        }
    } else if (kind == UNIT) {
        zb_slice per = zb_row_string(row, q->per);
        zb_cell_add(cell, zb_row_string(row, q->unit));
        if (per.size)
            zb_cell_add(cell, ZB_SLICE("/"));
        zb_cell_add(cell, per);
    } else if (kind == COMPARISON) {
        zb_cell_add(cell, zb_slice_of(zhibiao_comparison_name(q->comparison)));
    } else {
        zb_cell_add(cell, zb_row_string(row, q->text));
    }
}

void zb_csv_quantity(zb_cell *cell, zb_row row, const zhibiao_quantity *quantity, int column) {
    static const column_kind kinds[] = {VALUE, UNIT, COMPARISON, TEXT};
    quantity_cell(cell, row, quantity, kinds[column & 3]);
}

/* "target:completion": which quantities were computed, and from what. */
static void derived_cell(zb_cell *cell, zb_row row) {
    for (zb_key id = ZB_KEY_TARGET; id <= ZB_KEY_GAP; id++) {
        zb_slice from = zb_row_string(row, zb_row_quantity(row, id)->derived);
        if (!from.size)
            continue;
        if (cell->count)
            zb_cell_add(cell, ZB_SLICE(";"));
        zb_cell_add(cell, zb_slice_of(zb_fields[id].name));
        zb_cell_add(cell, ZB_SLICE(":"));
        zb_cell_add(cell, from);
    }
}

static void fill(zb_cell *cell, zb_row row, const csv_column *column) {
    switch (column->kind) {
    case PLAIN:
        zb_cell_field(cell, row, column->field);
        break;
    case VALUE:
    case UNIT:
    case COMPARISON:
    case TEXT:
        quantity_cell(cell, row, zb_row_quantity(row, column->field), column->kind);
        break;
    case DERIVED:
        derived_cell(cell, row);
        break;
    case REGION: /* the place where it is known, else the words */
        zb_cell_field(cell, row, row.record->region_name.size ? ZB_KEY_REGION_NAME : ZB_KEY_REGION_TEXT);
        break;
    case BYTE_START:
        zb_cell_number(cell, row.record->sentence.byte_start);
        break;
    case BYTE_END:
        zb_cell_number(cell, row.record->sentence.byte_end);
        break;
    case SENTENCE:
        zb_cell_add(cell, zb_row_string(row, row.record->sentence_text));
        break;
    }
}

/* ---- writing ------------------------------------------------------------------------------------------ */

static bool is_digit(char byte) {
    return byte >= '0' && byte <= '9';
}

/* -12, -0.5: a sign, digits, and digits behind a point. */
static bool is_number(zb_slice text) {
    size_t at = text.size && text.data[0] == '-' ? 1 : 0;
    size_t digits = at;
    while (at < text.size && is_digit(text.data[at]))
        at++;
    if (at == digits)
        return false;
    if (at < text.size && text.data[at] == '.') {
        digits = ++at;
        while (at < text.size && is_digit(text.data[at]))
            at++;
    }
    return at == text.size && at > digits;
}

/* Full-width signs too: a spreadsheet set to Chinese or Japanese takes ＝ for =. */
static bool starts_formula(zb_slice text) {
    size_t width;
    switch (zb_text_character(text, &width)) {
    case '=': case '+': case '-': case '@': case '\t': case '\r': case '\n':
    case 0xFF1DU: case 0xFF0BU: case 0xFF0DU: case 0xFF20U:
        return true;
    default:
        return false;
    }
}

static bool needs_apostrophe(const zb_cell *cell) {
    if (!cell->count || !starts_formula(cell->parts[0]))
        return false;
    return cell->count > 1 || !is_number(cell->parts[0]);
}

static bool needs_quotes(const zb_cell *cell) {
    for (size_t i = 0; i < cell->count; i++)
        for (size_t at = 0; at < cell->parts[i].size; at++)
            if (memchr("\",\r\n", cell->parts[i].data[at], 4))
                return true;
    return false;
}

static void put_text(zb_out *out, zb_slice text) {
    for (size_t at = 0; at < text.size;) {
        size_t width;
        zb_slice rest = {text.data + at, text.size - at};
        uint32_t c = zb_text_character(rest, &width);
        if (c == '"')
            zb_out_byte(out, '"');
        if (c == 0xFFFDU && width == 1)
            zb_out_add(out, ZB_SLICE("\xEF\xBF\xBD"));
        else
            zb_out_add(out, (zb_slice){rest.data, width});
        at += width;
    }
}

void zb_csv_cell(zb_out *out, const zb_cell *cell) {
    bool quoted = needs_quotes(cell);
    if (quoted)
        zb_out_byte(out, '"');
    if (needs_apostrophe(cell))
        zb_out_byte(out, '\'');
    for (size_t i = 0; i < cell->count; i++)
        put_text(out, cell->parts[i]);
    if (quoted)
        zb_out_byte(out, '"');
}

void zb_csv_head(zb_out *out) {
    for (size_t i = 0; i < COLUMN_COUNT; i++) {
        if (i)
            zb_out_byte(out, ',');
        zb_out_add(out, zb_slice_of(columns[i].name));
    }
    zb_out_add(out, ZB_SLICE("\r\n"));
}

void zb_csv_record(zb_out *out, zb_row row) {
    for (size_t i = 0; i < COLUMN_COUNT; i++) {
        zb_cell cell;
        zb_cell_init(&cell);
        fill(&cell, row, &columns[i]);
        if (i)
            zb_out_byte(out, ',');
        zb_csv_cell(out, &cell);
    }
    zb_out_add(out, ZB_SLICE("\r\n"));
}
