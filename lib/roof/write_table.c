/* Tables for people at a terminal: one document, its name above, one row a record, columns as wide as they need to be.
 *
 *     review.txt
 *     indicator     target       actual     completion  time        region
 *     城镇新增就业  (≈30000人)   3.21万人  107%     截至11月末  全省
 *
 * A quantity stands as it was written, with the sign of its comparison (≥ ≤ > < ≈) before it; in parentheses it was
 * computed. A column that would be empty all the way down is left out; a cell too long for its column ends in ….
 * Chinese characters take two columns of a terminal and the tables below know which; nobody's locale is asked.
 * Colours, where the caller wants them, say nothing that the columns do not say.
 * Control characters never reach the terminal: a text must not be able to move the cursor.
 */
#include "write.h"

/* ---- widths ------------------------------------------------------------------------------------------- */

typedef struct range {
    uint32_t first, last;
} range;

/* Wide and full-width in Unicode's EastAsianWidth.txt, blocks taken whole. The few lone emoji among the symbols
 * (U+26xx) are left out: terminals do not agree on them. */
static const range wide[] = {
    {0x1100, 0x115F},   /* Hangul initials */
    {0x2E80, 0x303E},   /* radicals, 、。《》【】 */
    {0x3041, 0x33FF},   /* kana, bopomofo, ㈠ ㎡ */
    {0x3400, 0x4DBF},   /* Han, extension A */
    {0x4E00, 0xA4CF},   /* Han, Yi */
    {0xA960, 0xA97F}, {0xAC00, 0xD7A3}, /* Hangul */
    {0xF900, 0xFAFF},   /* Han, compatibility */
    {0xFE10, 0xFE19}, {0xFE30, 0xFE6F}, /* vertical and small forms */
    {0xFF01, 0xFF60}, {0xFFE0, 0xFFE6}, /* ０１２ ％ ￥ */
    {0x16FE0, 0x18CFF}, {0x1AFF0, 0x1B2FF}, /* Tangut, kana supplements */
    {0x1F200, 0x1F2FF}, {0x1F300, 0x1F64F}, {0x1F680, 0x1F6FF}, {0x1F900, 0x1F9FF}, /* 🈶, emoji */
    {0x20000, 0x3FFFD}, /* Han, extensions B to H */
};

/* Take no column: combining marks that Chinese text meets, joiners, variation selectors. */
static const range zero[] = {
    {0x0300, 0x036F}, {0x1AB0, 0x1AFF}, {0x1DC0, 0x1DFF}, {0x200B, 0x200D}, {0x20D0, 0x20FF},
    {0x302A, 0x302D}, {0x3099, 0x309A}, {0xFE00, 0xFE0F}, {0xFE20, 0xFE2F}, {0xE0100, 0xE01EF},
};

/* Not for terminals: controls, direction marks, the line separators, invisible format characters. */
static const range hidden[] = {
    {0x0000, 0x001F}, {0x007F, 0x009F}, {0x00AD, 0x00AD}, {0x061C, 0x061C}, {0x200E, 0x200F}, {0x2028, 0x202E},
    {0x2060, 0x206F}, {0xFEFF, 0xFEFF}, {0xFFF9, 0xFFFB}, {0xE0000, 0xE007F},
};

static bool lies_in(uint32_t character, const range *ranges, size_t count) {
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (character > ranges[middle].last)
            low = middle + 1;
        else if (character < ranges[middle].first)
            high = middle;
        else
            return true;
    }
    return false;
}

#define LIES_IN(character, ranges) lies_in(character, ranges, sizeof(ranges) / sizeof *(ranges))

bool zb_display_hidden(uint32_t character) {
    return LIES_IN(character, hidden);
}

size_t zb_display_width(uint32_t character) {
    if (LIES_IN(character, hidden) || LIES_IN(character, zero))
        return 0;
    return LIES_IN(character, wide) ? 2 : 1;
}

/* ---- what stands in a table --------------------------------------------------------------------------- */

typedef enum column_kind {
    NAME, MEASURE, QUANTITY, TIME, REGION,          /* of records */
    START, CLASS, TEXT, VALUE, UNIT, PER, MEANING   /* of tokens */
} column_kind;

static const zb_table_column record_columns[] = {
    {"indicator", NAME, ZB_KEY_INDICATOR_FULL, 40},
    {"measure", MEASURE, ZB_KEY_MEASURE, 18},
    {"target", QUANTITY, ZB_KEY_TARGET, 22},
    {"actual", QUANTITY, ZB_KEY_ACTUAL, 22},
    {"completion", QUANTITY, ZB_KEY_COMPLETION, 12},
    {"gap", QUANTITY, ZB_KEY_GAP, 18},
    {"baseline", QUANTITY, ZB_KEY_BASELINE, 18},
    {"time", TIME, ZB_KEY_TIME_TEXT, 24},
    {"region", REGION, ZB_KEY_REGION_TEXT, 20},
};

static const zb_table_column token_columns[] = {
    {"byte", START, ZB_KEYS, 10},
    {"class", CLASS, ZB_KEYS, 12},
    {"text", TEXT, ZB_KEYS, 40},
    {"value", VALUE, ZB_KEYS, 24},
    {"unit", UNIT, ZB_KEYS, 12},
    {"per", PER, ZB_KEYS, 10},
    {"meaning", MEANING, ZB_KEYS, 28},
};

static const char *comparison_sign(uint8_t comparison) {
    static const char *const signs[] = {"", "≈", ">", "<", "≥", "≤"};
    return comparison < sizeof signs / sizeof *signs ? signs[comparison] : "";
}

/* 下降3% is the value -3 and the text 3%: the sign must not be lost on the reader. */
static bool lost_minus(zb_slice value, zb_slice text) {
    return zb_slice_starts(value, ZB_SLICE("-")) && !zb_slice_starts(text, ZB_SLICE("-")) &&
           !zb_slice_starts(text, ZB_SLICE("－")) && !zb_slice_starts(text, ZB_SLICE("负"));
}

static void value_words(zb_cell *cell, zb_row row, const zhibiao_quantity *q) {
    zb_cell_add(cell, zb_row_string(row, q->value));
    if (q->range) {
        zb_cell_add(cell, ZB_SLICE("–"));
        zb_cell_add(cell, zb_row_string(row, q->upper));
    }
}

/* 32微克/立方米 says itself what it is per; 每人每年380元 does so outside its text. */
static bool names_per(zb_slice text) {
    return text.size && memchr(text.data, '/', text.size);
}

void zb_cell_quantity(zb_cell *cell, zb_row row, const zhibiao_quantity *q) {
    zb_slice text = zb_row_string(row, q->text);
    bool computed = q->derived.size > 0;
    if (!q->present)
        return;
    if (computed)
        zb_cell_add(cell, ZB_SLICE("("));
    zb_cell_add(cell, zb_slice_of(comparison_sign(q->comparison)));
    if (computed || !text.size) {
        value_words(cell, row, q);
        zb_cell_add(cell, zb_row_string(row, q->unit));
    } else {
        if (lost_minus(zb_row_string(row, q->value), text))
            zb_cell_add(cell, ZB_SLICE("-"));
        zb_cell_add(cell, text);
    }
    if (q->per.size && !names_per(text)) {
        zb_cell_add(cell, ZB_SLICE("/"));
        zb_cell_add(cell, zb_row_string(row, q->per));
    }
    if (computed)
        zb_cell_add(cell, ZB_SLICE(")"));
}

const char *zb_role_colour(zb_key key) {
    switch (key) {
    case ZB_KEY_TARGET: return "34";
    case ZB_KEY_ACTUAL: return "32";
    case ZB_KEY_COMPLETION: return "33";
    case ZB_KEY_GAP: return "35";
    default: return NULL;
    }
}

static void measure_words(zb_cell *cell, const zhibiao_record *record) {
    if (record->measure == ZHIBIAO_LEVEL)
        return;
    zb_cell_add(cell, zb_slice_of(zhibiao_measure_name(record->measure)));
    if (record->basis)
        zb_cell_add(cell, ZB_SLICE(" "));
    zb_cell_add(cell, zb_slice_of(zhibiao_basis_name(record->basis)));
}

static void period_words(zb_cell *cell, zhibiao_date from, zhibiao_date to) {
    zb_cell_date(cell, from);
    if (to.year > 0 && memcmp(&from, &to, sizeof from) != 0) {
        zb_cell_add(cell, ZB_SLICE(" – "));
        zb_cell_date(cell, to);
    }
}

static void record_words(zb_cell *cell, const void *subject, size_t index, const zb_table_column *column) {
    const zhibiao_result *result = subject;
    zb_row row = {result, zhibiao_result_records(result) + index};
    const zhibiao_record *record = row.record;
    switch (column->kind) {
    case NAME:
        zb_cell_field(cell, row, record->indicator_full.size ? ZB_KEY_INDICATOR_FULL : ZB_KEY_INDICATOR);
        break;
    case MEASURE:
        measure_words(cell, record);
        break;
    case QUANTITY:
        zb_cell_quantity(cell, row, zb_row_quantity(row, column->key));
        cell->colour = zb_role_colour(column->key);
        break;
    case TIME:
        if (record->time_text.size)
            zb_cell_field(cell, row, ZB_KEY_TIME_TEXT);
        else
            period_words(cell, record->time_from, record->time_to);
        break;
    case REGION:
        zb_cell_field(cell, row, record->region_text.size ? ZB_KEY_REGION_TEXT : ZB_KEY_REGION_NAME);
        break;
    default:
        break;
    }
}

static void token_meaning(zb_cell *cell, zb_row row, const zhibiao_token *token) {
    if (token->kind == ZHIBIAO_TOKEN_DATE || token->kind == ZHIBIAO_TOKEN_PERIOD) {
        period_words(cell, token->from, token->to);
        return;
    }
    if (token->name.size)
        zb_cell_add(cell, zb_row_string(row, token->name));
    else
        zb_cell_add(cell, zb_slice_of(zhibiao_letter_name(token->letter)));
    if (token->code.size)
        zb_cell_add(cell, ZB_SLICE(" "));
    zb_cell_add(cell, zb_row_string(row, token->code));
}

static void token_words(zb_cell *cell, const void *subject, size_t index, const zb_table_column *column) {
    const zhibiao_result *result = subject;
    const zhibiao_token *token = zhibiao_result_tokens(result) + index;
    const zhibiao_quantity *q = &token->quantity;
    zb_row row = {result, NULL};
    switch (column->kind) {
    case START:
        zb_cell_number(cell, token->span.byte_start);
        break;
    case CLASS:
        zb_cell_add(cell, zb_slice_of(zhibiao_token_kind_name(token->kind)));
        break;
    case TEXT:
        zb_cell_add(cell, zb_row_string(row, token->text));
        break;
    case VALUE:
        if (q->present) {
            zb_cell_add(cell, zb_slice_of(comparison_sign(q->comparison)));
            value_words(cell, row, q);
        }
        break;
    case UNIT:
        zb_cell_add(cell, zb_row_string(row, q->unit));
        break;
    case PER:
        zb_cell_add(cell, zb_row_string(row, q->per));
        break;
    case MEANING:
        token_meaning(cell, row, token);
        break;
    default:
        break;
    }
}

/* ---- setting ------------------------------------------------------------------------------------------ */

static size_t text_width(zb_slice text) {
    size_t total = 0;
    for (size_t at = 0, width; at < text.size; at += width)
        total += zb_display_width(zb_text_character((zb_slice){text.data + at, text.size - at}, &width));
    return total;
}

static size_t cell_width(const zb_cell *cell) {
    size_t total = 0;
    for (size_t i = 0; i < cell->count; i++)
        total += text_width(cell->parts[i]);
    return total;
}

static size_t least(size_t a, size_t b) {
    return a < b ? a : b;
}

static void measure_columns(zb_table *table) {
    for (size_t i = 0; i < table->column_count; i++) {
        const zb_table_column *column = &table->columns[i];
        size_t widest = 0;
        for (size_t row = 0; row < table->rows; row++) {
            zb_cell cell;
            zb_cell_init(&cell);
            table->fill(&cell, table->subject, row, column);
            size_t width = cell_width(&cell);
            widest = width > widest ? width : widest;
        }
        size_t title = strlen(column->title);
        table->widths[i] = !widest ? 0 : widest < title ? title : least(widest, column->limit);
    }
}

static void put_character(zb_out *out, zb_slice rest, uint32_t character, size_t width) {
    if (LIES_IN(character, hidden))
        return;
    if (character == 0xFFFDU && width == 1)
        zb_out_add(out, ZB_SLICE("\xEF\xBF\xBD"));
    else
        zb_out_add(out, (zb_slice){rest.data, width});
}

/* Writes at most `room` columns of text; returns how many. */
static size_t put_text(zb_out *out, zb_slice text, size_t room) {
    size_t used = 0;
    for (size_t at = 0, width; at < text.size; at += width) {
        zb_slice rest = {text.data + at, text.size - at};
        uint32_t character = zb_text_character(rest, &width);
        size_t columns = zb_display_width(character);
        if (columns > room - used)
            break;
        put_character(out, rest, character, width);
        used += columns;
    }
    return used;
}

/* Writes the cell into `room` columns; returns how many it took. */
static size_t put_cell(zb_out *out, const zb_cell *cell, size_t room) {
    bool cut = cell_width(cell) > room;
    size_t limit = cut ? room - 1 : room;
    size_t used = 0;
    for (size_t i = 0; i < cell->count; i++) {
        size_t put = put_text(out, cell->parts[i], limit - used);
        used += put;
        if (cut && put < text_width(cell->parts[i]))
            break; /* a narrow character further on must not slip into the gap that a wide one left */
    }
    if (cut) {
        zb_out_add(out, ZB_SLICE("…"));
        used++;
    }
    return used;
}

static void put_colour(zb_out *out, const char *colour) {
    zb_out_add(out, ZB_SLICE("\033["));
    zb_out_add(out, zb_slice_of(colour));
    zb_out_byte(out, 'm');
}

static size_t put_coloured(zb_out *out, const zb_cell *cell, size_t room, const char *colour) {
    if (!colour || !cell->count)
        return put_cell(out, cell, room);
    put_colour(out, colour);
    size_t used = put_cell(out, cell, room);
    put_colour(out, "0");
    return used;
}

static void put_row(zb_out *out, const zb_table *table, size_t row, bool head) {
    size_t blanks = 0; /* owed before the next cell, so that no line ends in blanks */
    for (size_t i = 0; i < table->column_count; i++) {
        zb_cell cell;
        if (!table->widths[i])
            continue;
        zb_cell_init(&cell);
        if (head)
            zb_cell_add(&cell, zb_slice_of(table->columns[i].title));
        else
            table->fill(&cell, table->subject, row, &table->columns[i]);
        for (; cell.count && blanks; blanks--)
            zb_out_byte(out, ' ');
        const char *colour = !table->coloured ? NULL : head ? "1" : cell.colour;
        blanks += table->widths[i] - put_coloured(out, &cell, table->widths[i], colour) + 2;
    }
    zb_out_byte(out, '\n');
}

void zb_table_put(zb_out *out, zb_table *table, zb_slice title) {
    if (!table->rows)
        return;
    measure_columns(table);
    if (title.size) {
        put_text(out, title, SIZE_MAX);
        zb_out_byte(out, '\n');
    }
    put_row(out, table, 0, true);
    for (size_t row = 0; row < table->rows; row++)
        put_row(out, table, row, false);
}

void zb_table_records(zb_out *out, const zhibiao_result *result, bool coloured) {
    zb_table table = {.coloured = coloured, .subject = result, .rows = zhibiao_result_count(result), .columns = record_columns,
                   .column_count = sizeof record_columns / sizeof *record_columns, .fill = record_words};
    zb_table_put(out, &table, zb_row_source((zb_row){result, NULL}));
}

void zb_table_tokens(zb_out *out, const zhibiao_result *result, bool coloured) {
    zb_table table = {.coloured = coloured, .subject = result, .rows = zhibiao_result_token_count(result), .columns = token_columns,
                   .column_count = sizeof token_columns / sizeof *token_columns, .fill = token_words};
    zb_table_put(out, &table, zb_row_source((zb_row){result, NULL}));
}
