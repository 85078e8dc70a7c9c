/* What a result holds beside its records: strings, the public form of quantities, and the tokens for those who ask.
 *
 *     all strings stand in one arena, a NUL behind each; a zhibiao_string is where in it, and how long; {0, 0} is none
 *     近3.21万人以上      value 32100, unit 人, text 3.21万人, comparison, span in the input
 *     下降3%              negative: value -3, unit %
 *     每人每月600元       per 人/月
 *
 * What is written is what the text has, not what the flow made of it: traditional characters stay. */
#include "record.h"

/* ---- strings into the arena --------------------------------------------------------------------------------- */

zhibiao_string zb_result_add(zhibiao_result *result, zb_slice text) {
    if (text.size == 0)
        return (zhibiao_string){0, 0};
    zhibiao_string string = {(uint32_t)result->text.bytes.count, (uint32_t)text.size};
    zb_buffer_add(&result->text, text);
    zb_buffer_add_byte(&result->text, '\0');
    return string;
}

zhibiao_string zb_result_add_number(zhibiao_result *result, zb_number number) {
    char digits[512]; /* exponents stay within ±300: numerals are bounded */
    size_t size = zb_number_text(number, digits, sizeof digits);
    return zb_result_add(result, (zb_slice){digits, size < sizeof digits ? size : 0});
}

zb_slice zb_result_get(const zhibiao_result *result, zhibiao_string string) {
    return (zb_slice){(const char *)result->text.bytes.data + string.offset, string.size};
}

/* A string that was appended since `offset`, its NUL still missing. */
static zhibiao_string close_string(zhibiao_result *result, size_t offset) {
    zhibiao_string string = {(uint32_t)offset, (uint32_t)(result->text.bytes.count - offset)};
    zb_buffer_add_byte(&result->text, '\0');
    return string;
}

zhibiao_string zb_result_write(const zb_document *document, zhibiao_result *result, uint32_t start, uint32_t end) {
    size_t offset = result->text.bytes.count;
    if (start == end)
        return (zhibiao_string){0, 0};
    zb_text_write(document->text, start, end, &result->text);
    return close_string(result, offset);
}

/* A unit as written: most are slices of the flow, some are spelled by the engine (% for 百分之). */
static void write_unit(const zb_document *document, zhibiao_result *result, zb_slice unit) {
    zb_slice flow = zb_text_flow(document->text);
    uintptr_t at = (uintptr_t)unit.data, start = (uintptr_t)flow.data;
    if (at < start || at >= start + flow.size)
        zb_buffer_add(&result->text, unit);
    else
        zb_text_write(document->text, (uint32_t)(at - start), (uint32_t)(at - start + unit.size), &result->text);
}

/* ---- quantities --------------------------------------------------------------------------------------------- */

static zhibiao_string add_unit(const zb_document *document, zhibiao_result *result, zb_slice unit) {
    size_t offset = result->text.bytes.count;
    if (unit.size == 0)
        return (zhibiao_string){0, 0};
    write_unit(document, result, unit);
    return close_string(result, offset);
}

static zhibiao_string add_per(const zb_document *document, zhibiao_result *result, const zb_quantity *quantity) {
    size_t offset = result->text.bytes.count;
    if (quantity->per_count == 0)
        return (zhibiao_string){0, 0};
    for (size_t i = 0; i < quantity->per_count; i++) {
        if (i > 0)
            zb_buffer_add_byte(&result->text, '/');
        write_unit(document, result, quantity->per[i]);
    }
    return close_string(result, offset);
}

void zb_quantity_fill(const zb_document *document, zhibiao_result *result, const zb_quantity *from, bool negative,
                          zhibiao_quantity *to) {
    *to = (zhibiao_quantity){.present = 1, .comparison = from->comparison, .dimension = from->dimension,
                             .range = from->range};
    to->number = negative ? zb_number_negate(from->number) : from->number;
    to->value = from->too_large ? zb_result_add(result, ZB_SLICE("too large")) : zb_result_add_number(result, to->number);
    if (from->range) {
        to->upper_number = negative ? zb_number_negate(from->upper) : from->upper;
        to->upper = zb_result_add_number(result, to->upper_number);
    }
    to->unit = add_unit(document, result, from->unit);
    to->per = add_per(document, result, from);
    to->text = zb_result_write(document, result, from->start, from->end);
    to->span = zb_text_span(document->text, from->start, from->end);
}

/* ---- tokens ------------------------------------------------------------------------------------------------- */

static bool wanted(const zb_token *token, bool all) {
    return all || (token->kind != ZHIBIAO_TOKEN_TEXT && token->kind != ZHIBIAO_TOKEN_MARK);
}

static void fill_token(const zb_document *document, const zb_token *from, zhibiao_result *result, zhibiao_token *to) {
    const zb_tokens *tokens = document->tokens;
    const zb_places *places = &document->rules->vocabulary.places;
    uint32_t start = from->start, end = from->end;
    to->kind = from->kind;
    to->letter = from->letter;
    to->block = zb_text_block(document->text, from->start);
    bool too_large = from->letter == ZB_TEXT && from->kind != ZHIBIAO_TOKEN_TEXT; /* a figure that rules do not see */
    if (too_large || zb_letter_is_quantity(from->letter)) {
        const zb_quantity *quantity = zb_array_at(&tokens->quantities, from->value);
        zb_quantity_fill(document, result, quantity, false, &to->quantity);
        start = quantity->start;
        end = quantity->end;
    } else if (from->letter == ZB_TIME) {
        const zb_period *period = zb_array_at(&tokens->periods, from->value);
        zb_period_dates(period, document->date, &to->from, &to->to);
    } else if (from->letter == ZB_REGION && from->value < places->places.count) {
        const zb_place *place = zb_array_at(&places->places, from->value);
        to->name = zb_result_add(result, place->name);
        to->code = zb_result_add(result, zb_slice_of(place->code));
    } else if (from->kind == ZHIBIAO_TOKEN_CUE) {
        to->name = zb_result_add(result, zb_slice_of(zb_class_name(from->letter)));
    }
    to->span = zb_text_span(document->text, start, end);
    to->text = zb_result_write(document, result, start, end);
}

bool zb_result_tokens(const zb_document *document, bool all, zhibiao_result *result) {
    for (size_t i = 0; i < document->tokens->tokens.count; i++) {
        const zb_token *from = zb_array_at(&document->tokens->tokens, i);
        if (!wanted(from, all))
            continue;
        zhibiao_token *to = zb_array_add(&result->tokens, 1);
        if (to == NULL)
            return false;
        fill_token(document, from, result, to);
    }
    return !result->text.bytes.failed;
}
