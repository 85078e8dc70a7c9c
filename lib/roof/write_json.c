/* Records and tokens as JSON, one a line. The shape of a record is zb_fields; this file knows how each kind is spelt.
 *
 * What is absent is null, with two exceptions that keep lines short: a quantity has `upper` only when it is a range,
 * and a derived one has `derived`, `low` and `high` in the place of words and offsets:
 *     "actual":{"value":"32100","unit":"人","cmp":"eq","per":[],"text":"3.21万人","start":133,…}
 *     "target":{"value":"230000","unit":"人","cmp":"about","derived":"completion","low":"229989","high":"230011"}
 */
#include "write.h"

static void literal(zb_out *out, const char *text) {
    zb_out_add(out, (zb_slice){text, strlen(text)});
}

/* ---- values ------------------------------------------------------------------------------------------- */

/* JSON's short escapes, or NULL where there is none. */
static const char *short_escape(uint32_t c) {
    switch (c) {
    case '"': return "\\\"";
    case '\\': return "\\\\";
    case '\b': return "\\b";
    case '\f': return "\\f";
    case '\n': return "\\n";
    case '\r': return "\\r";
    case '\t': return "\\t";
    default: return NULL;
    }
}

static void escape(zb_out *out, uint32_t c) {
    static const char hex[] = "0123456789abcdef";
    const char *known = short_escape(c);
    if (known) {
        literal(out, known);
        return;
    }
    literal(out, "\\u00");
    zb_out_byte(out, hex[c >> 4]);
    zb_out_byte(out, hex[c & 15U]);
}

static void string(zb_out *out, zb_slice text) {
    size_t from = 0;
    zb_out_byte(out, '"');
    for (size_t at = 0; at < text.size;) {
        size_t width;
        uint32_t c = zb_text_character((zb_slice){text.data + at, text.size - at}, &width);
        bool broken = c == 0xFFFDU && width == 1;
        if (c < 0x20U || c == '"' || c == '\\' || c == 0x7FU || broken) {
            zb_out_add(out, (zb_slice){text.data + from, at - from});
            if (broken)
                literal(out, "\xEF\xBF\xBD");
            else
                escape(out, c);
            from = at + width;
        }
        at += width;
    }
    zb_out_add(out, (zb_slice){text.data + from, text.size - from});
    zb_out_byte(out, '"');
}

static void string_or_null(zb_out *out, zb_slice text) {
    if (text.size)
        string(out, text);
    else
        literal(out, "null");
}

static void name_or_null(zb_out *out, const char *name) {
    string_or_null(out, (zb_slice){name, name ? strlen(name) : 0});
}

static void number(zb_out *out, uint64_t value) {
    char room[24];
    zb_out_add(out, zb_digits(value, room));
}

static void date(zb_out *out, zhibiao_date value) {
    char room[24];
    string_or_null(out, zb_date_text(value, room));
}

/* At most three decimals: it is a measured share of right records, and no text has the thousands that more would need. */
static void confidence(zb_out *out, double value) {
    if (!(value >= 0.0)) { /* not measured, or not a number */
        literal(out, "null");
        return;
    }
    uint32_t thousandths = value >= 1.0 ? 1000U : (uint32_t)(value * 1000.0 + 0.5);
    char digits[3] = {(char)('0' + thousandths / 100 % 10), (char)('0' + thousandths / 10 % 10),
                      (char)('0' + thousandths % 10)};
    size_t size = 3;
    while (size && digits[size - 1] == '0')
        size--;
    number(out, thousandths / 1000);
    if (size) {
        zb_out_byte(out, '.');
        zb_out_add(out, (zb_slice){digits, size});
    }
}

/* "人/年" → ["人","年"] */
static void list(zb_out *out, zb_slice joined) {
    size_t from = 0;
    zb_out_byte(out, '[');
    for (size_t at = 0; joined.size && at <= joined.size; at++) {
        if (at < joined.size && joined.data[at] != '/')
            continue;
        if (from)
            zb_out_byte(out, ',');
        string(out, (zb_slice){joined.data + from, at - from});
        from = at + 1;
    }
    zb_out_byte(out, ']');
}

/* `"key":`, after a comma unless it is the first of its object. */
static void key(zb_out *out, bool first, const char *name) {
    if (!first)
        zb_out_byte(out, ',');
    string(out, (zb_slice){name, strlen(name)});
    zb_out_byte(out, ':');
}

static void offsets(zb_out *out, bool first, const zhibiao_span *span) {
    key(out, first, "start");
    number(out, span->start);
    key(out, false, "end");
    number(out, span->end);
    key(out, false, "byte_start");
    number(out, span->byte_start);
    key(out, false, "byte_end");
    number(out, span->byte_end);
}

static void span(zb_out *out, const zhibiao_span *value) {
    zb_out_byte(out, '{');
    offsets(out, true, value);
    zb_out_byte(out, '}');
}

void zb_json_string(zb_out *out, zb_slice text) {
    string_or_null(out, text);
}

void zb_json_key(zb_out *out, bool first, const char *name) {
    key(out, first, name);
}

void zb_json_number(zb_out *out, uint64_t value) {
    number(out, value);
}

/* ---- quantities --------------------------------------------------------------------------------------- */

static void derived_part(zb_out *out, zb_row row, const zhibiao_quantity *q) {
    key(out, false, "derived");
    string(out, zb_row_string(row, q->derived));
    key(out, false, "low");
    string_or_null(out, zb_row_string(row, q->low));
    key(out, false, "high");
    string_or_null(out, zb_row_string(row, q->high));
}

static void written_part(zb_out *out, zb_row row, const zhibiao_quantity *q) {
    key(out, false, "per");
    list(out, zb_row_string(row, q->per));
    key(out, false, "text");
    string_or_null(out, zb_row_string(row, q->text));
    offsets(out, false, &q->span);
}

static void quantity(zb_out *out, zb_row row, const zhibiao_quantity *q) {
    if (!q->present) {
        literal(out, "null");
        return;
    }
    zb_out_byte(out, '{');
    key(out, true, "value");
    string_or_null(out, zb_row_string(row, q->value));
    if (q->range) {
        key(out, false, "upper");
        string_or_null(out, zb_row_string(row, q->upper));
    }
    key(out, false, "unit");
    string(out, zb_row_string(row, q->unit)); /* a bare number has the unit "": it is stated that it has none */
    key(out, false, "cmp");
    name_or_null(out, zhibiao_comparison_name(q->comparison));
    if (q->derived.size)
        derived_part(out, row, q);
    else
        written_part(out, row, q);
    zb_out_byte(out, '}');
}

/* ---- records ------------------------------------------------------------------------------------------ */

static void value(zb_out *out, zb_row row, const zb_field *field) {
    const void *at = zb_row_at(row, field);
    switch (field->kind) {
    case ZB_FIELD_SOURCE: string(out, zb_row_source(row)); break;
    case ZB_FIELD_ID: number(out, *(const uint32_t *)at); break;
    case ZB_FIELD_STRING: string_or_null(out, zb_row_string(row, *(const zhibiao_string *)at)); break;
    case ZB_FIELD_NAME: name_or_null(out, field->names(*(const uint8_t *)at)); break;
    case ZB_FIELD_QUANTITY: quantity(out, row, at); break;
    case ZB_FIELD_DATE: date(out, *(const zhibiao_date *)at); break;
    case ZB_FIELD_SPAN: span(out, at); break;
    case ZB_FIELD_CONFIDENCE: confidence(out, *(const double *)at); break;
    }
}

/* How many fields from `id` on stand in one object: 1 where there is no group. */
static size_t group_size(size_t id) {
    size_t end = id + 1;
    while (zb_fields[id].group && end < ZB_KEYS && zb_fields[end].group
           && !strcmp(zb_fields[end].group, zb_fields[id].group))
        end++;
    return end - id;
}

static bool group_is_empty(zb_row row, size_t id, size_t size) {
    zb_cell cell;
    zb_cell_init(&cell);
    for (size_t i = id; i < id + size; i++)
        zb_cell_field(&cell, row, (zb_key)i);
    return !cell.count;
}

static void group(zb_out *out, zb_row row, size_t id, size_t size) {
    if (group_is_empty(row, id, size)) {
        literal(out, "null");
        return;
    }
    zb_out_byte(out, '{');
    for (size_t i = id; i < id + size; i++) {
        key(out, i == id, zb_fields[i].name);
        value(out, row, &zb_fields[i]);
    }
    zb_out_byte(out, '}');
}

void zb_json_record(zb_out *out, zb_row row) {
    zb_out_byte(out, '{');
    for (size_t id = 0; id < ZB_KEYS;) {
        const zb_field *field = &zb_fields[id];
        size_t size = group_size(id);
        key(out, id == 0, field->group ? field->group : field->name);
        if (field->group)
            group(out, row, id, size);
        else
            value(out, row, field);
        id += size;
    }
    zb_out_byte(out, '}');
}

/* ---- tokens ------------------------------------------------------------------------------------------- */

static void token_quantity(zb_out *out, zb_row row, const zhibiao_quantity *q) {
    key(out, false, "value");
    string_or_null(out, zb_row_string(row, q->value));
    key(out, false, "upper");
    string_or_null(out, zb_row_string(row, q->upper));
    key(out, false, "unit");
    string(out, zb_row_string(row, q->unit));
    key(out, false, "dimension");
    name_or_null(out, zhibiao_dimension_name(q->dimension));
    key(out, false, "cmp");
    name_or_null(out, zhibiao_comparison_name(q->comparison));
    key(out, false, "per");
    list(out, zb_row_string(row, q->per));
}

static void token_time(zb_out *out, const zhibiao_token *token) {
    key(out, false, "from");
    date(out, token->from);
    key(out, false, "to");
    date(out, token->to);
}

static void token_name(zb_out *out, zb_row row, const zhibiao_token *token) {
    key(out, false, "name");
    if (token->name.size)
        string(out, zb_row_string(row, token->name));
    else
        name_or_null(out, token->kind == ZHIBIAO_TOKEN_CUE ? zhibiao_letter_name(token->letter) : NULL);
    if (token->kind == ZHIBIAO_TOKEN_REGION) {
        key(out, false, "code");
        string_or_null(out, zb_row_string(row, token->code));
    }
}

void zb_json_token(zb_out *out, const zhibiao_result *result, const zhibiao_token *token) {
    zb_row row = {result, NULL};
    zb_out_byte(out, '{');
    key(out, true, "class");
    name_or_null(out, zhibiao_token_kind_name(token->kind));
    key(out, false, "text");
    string(out, zb_row_string(row, token->text));
    offsets(out, false, &token->span);
    if (token->quantity.present)
        token_quantity(out, row, &token->quantity);
    if (token->kind == ZHIBIAO_TOKEN_DATE || token->kind == ZHIBIAO_TOKEN_PERIOD)
        token_time(out, token);
    if (token->kind == ZHIBIAO_TOKEN_REGION || token->kind == ZHIBIAO_TOKEN_CUE)
        token_name(out, row, token);
    zb_out_byte(out, '}');
}

/* ---- failures ----------------------------------------------------------------------------------------- */

void zb_json_failure(zb_out *out, const char *source, const zhibiao_error *error) {
    bool placed = error->status == ZHIBIAO_ERROR_BINARY || error->status == ZHIBIAO_ERROR_LIMIT;
    literal(out, "{\"source\":");
    string(out, (zb_slice){source, strlen(source)});
    literal(out, ",\"error\":{\"code\":");
    name_or_null(out, zhibiao_status_name(error->status));
    literal(out, ",\"message\":");
    string(out, (zb_slice){error->message, strlen(error->message)});
    literal(out, ",\"byte\":");
    if (placed)
        number(out, error->byte);
    else
        literal(out, "null");
    literal(out, "}}");
}
