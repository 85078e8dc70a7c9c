/* The way out, the field table, and fields in plain words. See write.h. */
#include "write.h"

/* ---- the way out -------------------------------------------------------------------------------------- */

void zb_out_init(zb_out *out, zhibiao_sink *sink, void *context) {
    out->sink = sink;
    out->context = context;
    out->used = 0;
    out->failed = false;
}

static void give(zb_out *out, const char *bytes, size_t size) {
    if (!out->failed && size && out->sink(bytes, size, out->context))
        out->failed = true;
}

static void flush(zb_out *out) {
    give(out, out->bytes, out->used);
    out->used = 0;
}

void zb_out_add(zb_out *out, zb_slice text) {
    if (text.size > ZB_OUT_ROOM - out->used) {
        flush(out);
        if (text.size > ZB_OUT_ROOM) {
            give(out, text.data, text.size);
            return;
        }
    }
    if (text.size)
        memcpy(out->bytes + out->used, text.data, text.size);
    out->used += text.size;
}

void zb_out_byte(zb_out *out, char byte) {
    if (out->used == ZB_OUT_ROOM)
        flush(out);
    out->bytes[out->used++] = byte;
}

zhibiao_status zb_out_end(zb_out *out) {
    flush(out);
    return out->failed ? ZHIBIAO_ERROR_IO : ZHIBIAO_OK;
}

static bool continues(zb_slice text, size_t index) {
    return index < text.size && ((unsigned char)text.data[index] & 0xC0U) == 0x80U;
}

static uint32_t low_bits(zb_slice text, size_t index) {
    return (unsigned char)text.data[index] & 0x3FU;
}

/* Names of files are bytes that nobody checked, and JSON must be UTF-8 whatever comes in. */
uint32_t zb_text_character(zb_slice text, size_t *width) {
    uint32_t lead = (unsigned char)text.data[0];
    uint32_t c;
    *width = 1;
    if (lead < 0x80U)
        return lead;
    if (lead >= 0xC2U && lead < 0xE0U && continues(text, 1)) {
        *width = 2;
        return (lead & 0x1FU) << 6 | low_bits(text, 1);
    }
    if (lead >= 0xE0U && lead < 0xF0U && continues(text, 1) && continues(text, 2)) {
        c = (lead & 0x0FU) << 12 | low_bits(text, 1) << 6 | low_bits(text, 2);
        if (c < 0x800U || (c >= 0xD800U && c < 0xE000U))
            return 0xFFFDU;
        *width = 3;
        return c;
    }
    if (lead >= 0xF0U && lead < 0xF5U && continues(text, 1) && continues(text, 2) && continues(text, 3)) {
        c = (lead & 0x07U) << 18 | low_bits(text, 1) << 12 | low_bits(text, 2) << 6 | low_bits(text, 3);
        if (c < 0x10000U || c > 0x10FFFFU)
            return 0xFFFDU;
        *width = 4;
        return c;
    }
    return 0xFFFDU;
}

/* ---- fields ------------------------------------------------------------------------------------------- */

const char *zb_check_name(uint32_t check) {
    switch (check) {
    case ZHIBIAO_CONSISTENT: return "consistent";
    case ZHIBIAO_INCONSISTENT: return "inconsistent";
    default: return NULL;
    }
}

#define AT(member) offsetof(zhibiao_record, member)

const zb_field zb_fields[ZB_KEYS] = {
    /*                     group     name              kind                 where            names */
    [ZB_KEY_SOURCE]         = {NULL,     "source",         ZB_FIELD_SOURCE,     0,               NULL},
    [ZB_KEY_ID]             = {NULL,     "id",             ZB_FIELD_ID,         AT(id),          NULL},
    [ZB_KEY_INDICATOR]      = {NULL,     "indicator",      ZB_FIELD_STRING,     AT(indicator),   NULL},
    [ZB_KEY_INDICATOR_FULL] = {NULL,     "indicator_full", ZB_FIELD_STRING,     AT(indicator_full), NULL},
    [ZB_KEY_MEASURE]        = {NULL,     "measure",        ZB_FIELD_NAME,       AT(measure),     zhibiao_measure_name},
    [ZB_KEY_TARGET]         = {NULL,     "target",         ZB_FIELD_QUANTITY,   AT(target),      NULL},
    [ZB_KEY_ACTUAL]         = {NULL,     "actual",         ZB_FIELD_QUANTITY,   AT(actual),      NULL},
    [ZB_KEY_BASELINE]       = {NULL,     "baseline",       ZB_FIELD_QUANTITY,   AT(baseline),    NULL},
    [ZB_KEY_COMPLETION]     = {NULL,     "completion",     ZB_FIELD_QUANTITY,   AT(completion),  NULL},
    [ZB_KEY_GAP]            = {NULL,     "gap",            ZB_FIELD_QUANTITY,   AT(gap),         NULL},
    [ZB_KEY_BASIS]     = {NULL,     "basis",          ZB_FIELD_NAME,       AT(basis),       zhibiao_basis_name},
    [ZB_KEY_CHECK_VERDICT]  = {"check",  "verdict",        ZB_FIELD_NAME,       AT(check),       zb_check_name},
    [ZB_KEY_CHECK_COMPUTED] = {"check",  "computed",       ZB_FIELD_STRING,     AT(check_computed), NULL},
    [ZB_KEY_TIME_TEXT]      = {"time",   "text",           ZB_FIELD_STRING,     AT(time_text),   NULL},
    [ZB_KEY_TIME_FROM]      = {"time",   "from",           ZB_FIELD_DATE,       AT(time_from),   NULL},
    [ZB_KEY_TIME_TO]        = {"time",   "to",             ZB_FIELD_DATE,       AT(time_to),     NULL},
    [ZB_KEY_REGION_TEXT]    = {"region", "text",           ZB_FIELD_STRING,     AT(region_text), NULL},
    [ZB_KEY_REGION_NAME]    = {"region", "name",           ZB_FIELD_STRING,     AT(region_name), NULL},
    [ZB_KEY_REGION_CODE]    = {"region", "code",           ZB_FIELD_STRING,     AT(region_code), NULL},
    [ZB_KEY_SECTION]        = {NULL,     "section",        ZB_FIELD_STRING,     AT(section),     NULL},
    [ZB_KEY_ITEM]      = {NULL,     "item",           ZB_FIELD_STRING,     AT(item),        NULL},
    [ZB_KEY_SENTENCE]       = {NULL,     "sentence",       ZB_FIELD_SPAN,       AT(sentence),    NULL},
    [ZB_KEY_RULE]           = {NULL,     "rule",           ZB_FIELD_STRING,     AT(rule),        NULL},
    [ZB_KEY_CONFIDENCE]     = {NULL,     "confidence",     ZB_FIELD_CONFIDENCE, AT(confidence),  NULL},
    [ZB_KEY_INDICATOR_NAME] = {NULL,     "indicator_name", ZB_FIELD_STRING,     AT(indicator_name), NULL},
};

const void *zb_row_at(zb_row row, const zb_field *field) {
    return (const char *)row.record + field->offset;
}

const zhibiao_quantity *zb_row_quantity(zb_row row, zb_key id) {
    return zb_row_at(row, &zb_fields[id]);
}

zb_slice zb_row_string(zb_row row, zhibiao_string string) {
    return (zb_slice){zhibiao_string_get(row.result, string), string.size};
}

zb_slice zb_row_source(zb_row row) {
    return zb_row_string(row, zhibiao_result_document(row.result)->source);
}

/* ---- cells -------------------------------------------------------------------------------------------- */

void zb_cell_init(zb_cell *cell) {
    cell->count = 0;
    cell->used = 0;
    cell->colour = NULL;
}

void zb_cell_add(zb_cell *cell, zb_slice text) {
    if (text.size && cell->count < ZB_CELL_PARTS)
        cell->parts[cell->count++] = text;
}

zb_slice zb_digits(uint64_t number, char room[24]) {
    size_t at = 24;
    do {
        room[--at] = (char)('0' + number % 10);
        number /= 10;
    } while (number);
    return (zb_slice){room + at, 24 - at};
}

static char *put_digits(char *to, uint32_t number, size_t width) {
    for (size_t i = width; i-- > 0; number /= 10)
        to[i] = (char)('0' + number % 10);
    return to + width;
}

zb_slice zb_date_text(zhibiao_date date, char room[24]) {
    char *to = room;
    if (date.year <= 0)
        return (zb_slice){room, 0};
    to = put_digits(to, (uint32_t)date.year, date.year > 9999 ? 5 : 4);
    if (date.month) {
        *to++ = '-';
        to = put_digits(to, date.month, 2);
    }
    if (date.month && date.day) {
        *to++ = '-';
        to = put_digits(to, date.day, 2);
    }
    return (zb_slice){room, (size_t)(to - room)};
}

/* Adds text that will not live as long as the cell. */
static void add_copy(zb_cell *cell, zb_slice text) {
    if (text.size > sizeof cell->scratch - cell->used)
        return;
    char *to = cell->scratch + cell->used;
    memcpy(to, text.data, text.size);
    cell->used += text.size;
    zb_cell_add(cell, (zb_slice){to, text.size});
}

void zb_cell_number(zb_cell *cell, uint64_t number) {
    char room[24];
    add_copy(cell, zb_digits(number, room));
}

void zb_cell_date(zb_cell *cell, zhibiao_date date) {
    char room[24];
    add_copy(cell, zb_date_text(date, room));
}

void zb_cell_field(zb_cell *cell, zb_row row, zb_key id) {
    const zb_field *field = &zb_fields[id];
    const void *at = zb_row_at(row, field);
    const char *name;
    switch (field->kind) {
    case ZB_FIELD_SOURCE:
        zb_cell_add(cell, zb_row_source(row));
        break;
    case ZB_FIELD_ID:
        zb_cell_number(cell, *(const uint32_t *)at);
        break;
    case ZB_FIELD_STRING:
        zb_cell_add(cell, zb_row_string(row, *(const zhibiao_string *)at));
        break;
    case ZB_FIELD_NAME:
        name = field->names(*(const uint8_t *)at);
        if (name)
            zb_cell_add(cell, (zb_slice){name, strlen(name)});
        break;
    case ZB_FIELD_DATE:
        zb_cell_date(cell, *(const zhibiao_date *)at);
        break;
    case ZB_FIELD_QUANTITY:
    case ZB_FIELD_SPAN:
    case ZB_FIELD_CONFIDENCE:
        break; /* several cells, or none: their writers know */
    }
}
