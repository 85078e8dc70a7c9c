/* One document through all floors: bytes → text → tokens → clauses → claims → records. And the examples of rules, run the
 * same way. */
#include <stdatomic.h>

#include "meaning.h"

zhibiao_status zb_parser_new(const struct zhibiao_rules *rules, zhibiao_parser **out, zhibiao_error *error) {
    zhibiao_parser *parser = zb_get_zeroed(&rules->memory, 1, sizeof *parser);
    if (parser == NULL)
        return zb_out_of_memory(error);
    parser->memory = zb_budget_begin(&parser->budget, &rules->memory, UINT64_MAX);
    parser->rules = rules;
    zb_text_init(&parser->text, &parser->memory);
    parser->text.traditional = &rules->traditional;
    zb_tokens_init(&parser->tokens, &parser->memory);
    zb_clauses_init(&parser->clauses, &parser->memory);
    zb_claims_init(&parser->claims, &parser->memory);
    parser->matcher = zb_matcher_new(&parser->memory, rules);
    if (parser->matcher == NULL) {
        zb_parser_free(parser);
        return zb_out_of_memory(error);
    }
    /* the rules are immutable from now on; the count is all that a parser ever writes to them */
    atomic_fetch_add(&((struct zhibiao_rules *)rules)->parsers, 1);
    *out = parser;
    return ZHIBIAO_OK;
}

void zb_parser_free(zhibiao_parser *parser) {
    if (parser == NULL)
        return;
    zb_memory memory = parser->budget.memory;
    zb_matcher_free(parser->matcher);
    zb_claims_clear(&parser->claims);
    zb_clauses_clear(&parser->clauses);
    zb_tokens_clear(&parser->tokens);
    zb_text_clear(&parser->text);
    zb_put(&memory, parser);
}

/* ---- results ----------------------------------------------------------------------------------------------- */

static zhibiao_result *new_result(const zb_memory *memory) {
    zhibiao_result *result = zb_get_zeroed(memory, 1, sizeof *result);
    if (result == NULL)
        return NULL;
    result->memory = *memory;
    zb_array_init(&result->records, memory, sizeof(zhibiao_record));
    zb_array_init(&result->tokens, memory, sizeof(zhibiao_token));
    zb_array_init(&result->blocks, memory, sizeof(zhibiao_block));
    zb_array_init(&result->marks, memory, sizeof(zhibiao_mark));
    zb_array_init(&result->sites, memory, sizeof(zhibiao_site));
    zb_buffer_init(&result->text, memory);
    zb_array_reserve(&result->text.bytes, 64); /* what describes a plain text; records' strings come at once */
    zb_buffer_add_byte(&result->text, '\0');
    return result;
}

void zb_result_free(zhibiao_result *result) {
    if (result == NULL)
        return;
    zb_memory memory = result->memory;
    zb_array_clear(&result->records);
    zb_array_clear(&result->tokens);
    zb_array_clear(&result->blocks);
    zb_array_clear(&result->marks);
    zb_array_clear(&result->sites);
    zb_buffer_clear(&result->text);
    zb_put(&memory, result);
}

static zhibiao_string keep(zhibiao_result *result, const char *text) {
    return zb_result_add(result, text != NULL ? zb_slice_of(text) : ZB_SLICE(""));
}

/* ---- the floors ---------------------------------------------------------------------------------------------- */

/* A dateline's words keep what they are as tokens, but to rules and context they are marks: they govern nothing. */
static bool scan_dateline(zb_tokens *tokens, const zb_vocabulary *vocabulary, zb_slice flow, uint32_t start, uint32_t end) {
    uint32_t first = (uint32_t)tokens->tokens.count;
    if (!zb_tokens_scan(tokens, vocabulary, flow, start, end))
        return false;
    for (size_t i = first; i < tokens->letters.bytes.count; i++)
        ((uint8_t *)tokens->letters.bytes.data)[i] = ZB_MARK;
    return true;
}

zhibiao_status zb_cancelled(const zhibiao_options *options, zhibiao_error *error) {
    if (options == NULL || options->cancel == NULL || options->cancel(options->cancel_context) == 0)
        return ZHIBIAO_OK;
    return zb_fail(error, ZHIBIAO_ERROR_CANCELLED, "the caller ended the reading");
}

static bool scan_block(zhibiao_parser *parser, zb_slice flow, const zb_block *block, uint32_t index, zb_datelines *datelines) {
    const zb_vocabulary *vocabulary = &parser->rules->vocabulary;
    uint32_t first = (uint32_t)parser->tokens.tokens.count, start = block->text;
    zb_dateline dateline = zb_dateline_read(&vocabulary->times, flow, block, index);
    zb_datelines_add(datelines, dateline);
    if (dateline.end > start && !scan_dateline(&parser->tokens, vocabulary, flow, start, dateline.end))
        return false;
    start = dateline.end > start ? dateline.end : start;
    if (!(block->kind == ZB_ROW ? zb_row_scan : zb_tokens_scan)(&parser->tokens, vocabulary, flow, start, block->end))
        return false;
    uint32_t end = (uint32_t)parser->tokens.tokens.count;
    return end == first || zb_clauses_cut(&parser->clauses, &parser->tokens, first, end, index);
}

/* An array that grows by halves is a fifth too large on average, and twice there while it is copied. What a sixteenth of a
 * text took tells what all of it will take: of tokens within a twentieth. A text that begins with a table has not as many figures
 * in all of it: hence the bound. */
static bool foresee(zb_array *array, size_t done, size_t whole) {
    enum { TIMES_TEXT = 3 }; /* tokens take 2.4 */
    size_t want = (size_t)((double)array->count * (double)whole / (double)done * 1.06), most = whole * TIMES_TEXT / array->item;
    want = want < most ? want : most;
    return want <= array->capacity || zb_array_reserve(array, want - array->count);
}

static bool foresee_all(zhibiao_parser *parser, size_t done, size_t whole) {
    zb_tokens *tokens = &parser->tokens;
    return foresee(&tokens->tokens, done, whole) && foresee(&tokens->letters.bytes, done, whole) &&
           foresee(&tokens->quantities, done, whole) && foresee(&tokens->periods, done, whole) &&
           foresee(&parser->clauses.sentences, done, whole) && foresee(&parser->clauses.clauses, done, whole);
}

static zhibiao_status scan(zhibiao_parser *parser, const zhibiao_options *options, zb_datelines *datelines,
                           zhibiao_error *error) {
    zb_slice flow = zb_text_flow(&parser->text);
    const zb_array *blocks = &parser->text.blocks;
    zb_tokens_reset(&parser->tokens);
    zb_clauses_reset(&parser->clauses);
    bool foreseen = false;
    for (uint32_t i = 0; i < blocks->count; i++) {
        const zb_block *block = zb_array_at(blocks, i);
        zhibiao_status status = zb_cancelled(options, error);
        if (status != ZHIBIAO_OK)
            return status;
        if (!foreseen && block->start >= flow.size / 16 && block->start > 0) {
            foreseen = true;
            if (!foresee_all(parser, block->start, flow.size))
                return zb_out_of_memory(error);
        }
        if (!scan_block(parser, flow, block, i, datelines))
            return zb_out_of_memory(error);
    }
    return ZHIBIAO_OK;
}

/* The caller's word, else the page's, else the dateline's; else the year alone, where it is sure. */
static void date_document(zb_document *document, const zhibiao_options *options, const zb_datelines *datelines) {
    document->date = options->date.year != 0 ? options->date : document->text->page.date;
    document->guess = document->date.year;
    if (document->date.year != 0)
        return;
    int16_t year = zb_context_sure_year(document->text, document->tokens);
    zhibiao_date said = zb_datelines_date(datelines, year);
    document->date = said.year != 0 ? said : (zhibiao_date){year, 0, 0};
    document->guess = datelines->wire.year != 0 ? said.year : 0;
    if (document->guess == 0)
        document->guess = zb_context_year(document->tokens);
}

/* It has numbered parts: a report, a plan. */
static bool is_outlined(const zb_text *text) {
    for (size_t i = 0; i < text->blocks.count; i++) {
        const zb_block *block = zb_array_at(&text->blocks, i);
        if (block->kind != ZB_ROW && block->text != block->start)
            return true;
    }
    return false;
}

static bool promises(const zb_claims *claims) {
    for (size_t i = 0; i < claims->claims.count; i++)
        if (((const zb_claim *)zb_array_at(&claims->claims, i))->role == ZB_TARGET)
            return true;
    return false;
}

/* A list of works under a bare title (重点工程指标) reads like a report. Where the caller says that it is a plan, it is one. */
static zhibiao_status read_claims(zb_document *document, zhibiao_error *error) {
    enum { BYTES_OF_CLAIM = 128 }; /* of reports 300, of news 740 */
    zb_array_reset(&document->claims->claims);
    size_t quantities = document->tokens->quantities.count, usual = zb_text_flow(document->text).size / BYTES_OF_CLAIM;
    if (!zb_array_reserve(&document->claims->claims, quantities < usual ? quantities : usual)) /* hardly one makes two */
        return zb_out_of_memory(error);
    zhibiao_status status = zb_claims_read(document, error);
    if (status != ZHIBIAO_OK || (document->options->flags & ZHIBIAO_IS_PLAN) == 0 || promises(document->claims))
        return status;
    document->plan = true;
    zb_array_reset(&document->claims->claims);
    return zb_claims_read(document, error);
}

static zhibiao_status understand(zhibiao_parser *parser, const zhibiao_options *options, const zb_datelines *datelines,
                                 zhibiao_result *result, zhibiao_error *error) {
    zb_document document = {parser->rules, parser->matcher, &parser->text, &parser->tokens, &parser->clauses,
                            &parser->claims, {0, 0, 0}, 0, (options->flags & ZHIBIAO_ALL) != 0, options, false,
                            is_outlined(&parser->text), false};
    date_document(&document, options, datelines);
    zhibiao_status status = read_claims(&document, error);
    if (status == ZHIBIAO_OK)
        status = zb_cancelled(options, error);
    if (status != ZHIBIAO_OK)
        return status;
    result->document.warnings |= document.cut ? (uint32_t)ZHIBIAO_WARN_RECORDS : 0;
    if (!zb_records_make(&document, options, result))
        return zb_out_of_memory(error);
    if ((options->flags & ZHIBIAO_TOKENS) != 0 &&
        !zb_result_tokens(&document, (options->flags & ZHIBIAO_TEXT) != 0, result))
        return zb_out_of_memory(error);
    result->document.date = document.date;
    return ZHIBIAO_OK;
}

static void describe_page(const zb_page *page, zhibiao_result *result) {
    result->document.title = zb_result_add(result, zb_buffer_slice(&page->title));
    result->document.publisher = zb_result_add(result, zb_buffer_slice(&page->source));
    result->document.published = page->date;
    result->document.html = page->html;
    result->document.warnings |= page->unmatched ? (uint32_t)ZHIBIAO_WARN_SELECTOR : 0;
}

static void describe(const zhibiao_parser *parser, const zhibiao_options *options, zhibiao_result *result) {
    zhibiao_document *document = &result->document;
    document->source = keep(result, options->source);
    document->encoding = keep(result, parser->text.decoded.encoding);
    document->decided = keep(result, parser->text.decoded.decided);
    document->bad_bytes = parser->text.decoded.bad_bytes;
    document->bad_at = parser->text.decoded.bad_at;
    document->mojibake_at = parser->text.decoded.mojibake_at;
    document->warnings = parser->text.decoded.warnings;
    document->blocks = (uint32_t)parser->text.blocks.count;
    document->points = parser->text.decoded.points;
    describe_page(&parser->text.page, result);
}

/* ---- parts of a longer text --------------------------------------------------------------------------------------- */

static void move_span(zhibiao_span *span, const zhibiao_options *options) {
    span->start += options->points_before;
    span->end += options->points_before;
    span->byte_start += options->bytes_before;
    span->byte_end += options->bytes_before;
}

static void move_quantity(zhibiao_quantity *quantity, const zhibiao_options *options) {
    if (quantity->span.byte_end > 0) /* a computed one stands nowhere */
        move_span(&quantity->span, options);
}

static void move_record(zhibiao_record *record, const zhibiao_options *options) {
    record->id += options->records_before;
    move_quantity(&record->target, options);
    move_quantity(&record->actual, options);
    move_quantity(&record->baseline, options);
    move_quantity(&record->completion, options);
    move_quantity(&record->gap, options);
    move_span(&record->sentence, options);
}

/* Everything above counts from the part's own beginning; the caller counts from the text's. */
static void move_result(zhibiao_result *result, const zhibiao_options *options) {
    if (options->bytes_before == 0 && options->points_before == 0 && options->records_before == 0)
        return;
    for (size_t i = 0; i < result->records.count; i++)
        move_record(zb_array_at(&result->records, i), options);
    for (size_t i = 0; i < result->tokens.count; i++) {
        zhibiao_token *token = zb_array_at(&result->tokens, i);
        move_span(&token->span, options);
        move_quantity(&token->quantity, options);
    }
    if (result->document.bad_bytes > 0)
        result->document.bad_at += options->bytes_before;
    if ((result->document.warnings & ZHIBIAO_WARN_MOJIBAKE) != 0)
        result->document.mojibake_at += options->bytes_before;
}

/* Options of a caller built against an older header end earlier. */
static zhibiao_options options_of(const zhibiao_options *given) {
    zhibiao_options options = {.size = sizeof options};
    if (given != NULL)
        memcpy(&options, given, given->size < sizeof options ? given->size : sizeof options);
    return options;
}

/* From the text, which was read, to its result. */
static zhibiao_status read_result(zhibiao_parser *parser, const zhibiao_options *options, zhibiao_result *result,
                                  zhibiao_error *error) {
    zb_datelines datelines = {.disagree = false};
    zhibiao_status status = scan(parser, options, &datelines, error);
    if (status != ZHIBIAO_OK)
        return status;
    describe(parser, options, result);
    status = understand(parser, options, &datelines, result, error);
    if (status == ZHIBIAO_OK && result->text.bytes.failed)
        status = zb_out_of_memory(error);
    if (status == ZHIBIAO_OK && result->text.bytes.count > UINT32_MAX)
        status = zb_fail(error, ZHIBIAO_ERROR_LIMIT, "the result has more text than 4 GiB");
    return status;
}

static zhibiao_status read_text(zhibiao_parser *parser, const void *bytes, size_t size, const zhibiao_options *options,
                                zhibiao_error *error) {
    if (size > parser->rules->limits.document_bytes)
        return zb_fail(error, ZHIBIAO_ERROR_LIMIT, "the text is larger than the limit");
    parser->text.input = options->input;
    parser->text.select = options->html_select;
    zhibiao_status status = zb_text_read(&parser->text, bytes, size, options->encoding, error);
    parser->text.select = NULL; /* borrowed for the call */
    if (status == ZHIBIAO_ERROR_BINARY && error != NULL)
        error->byte += options->bytes_before;
    return status;
}

/* What the parser got belongs to a budget of its own, which a result may outlive. */
static void hand_over(zhibiao_result *result, const zb_memory *memory) {
    result->memory = result->records.memory = result->tokens.memory = result->blocks.memory = result->marks.memory =
        result->sites.memory = result->text.bytes.memory = *memory;
}

/* What one text needed and most others will not. */
static void give_back(zhibiao_parser *parser) {
    zb_tokens_reset(&parser->tokens);
    zb_clauses_reset(&parser->clauses);
    zb_claims_reset(&parser->claims);
    zb_text_reset(&parser->text);
}

zhibiao_status zb_engine_parse(zhibiao_parser *parser, const void *bytes, size_t size, const zhibiao_options *given,
                               zhibiao_result **out, zhibiao_error *error) {
    zhibiao_options options = options_of(given);
    zb_budget_begin(&parser->budget, &parser->rules->memory, parser->rules->limits.memory);
    zhibiao_status status = read_text(parser, bytes, size, &options, error);
    zhibiao_result *result = status == ZHIBIAO_OK ? new_result(&parser->memory) : NULL;
    if (status == ZHIBIAO_OK)
        status = result != NULL ? read_result(parser, &options, result, error) : zb_out_of_memory(error);
    give_back(parser);
    if (status == ZHIBIAO_ERROR_MEMORY && parser->budget.met)
        status = zb_fail(error, ZHIBIAO_ERROR_LIMIT, "the text takes more memory than the limit");
    if (status != ZHIBIAO_OK || result == NULL) {
        zb_result_free(result);
        return status;
    }
    hand_over(result, &parser->rules->memory);
    move_result(result, &options);
    *out = result;
    return ZHIBIAO_OK;
}

/* ---- examples -------------------------------------------------------------------------------------------------- */

static const zhibiao_quantity *role_of(const zhibiao_record *record, zb_slice name) {
    if (zb_slice_equal(name, ZB_SLICE("target"))) return &record->target;
    if (zb_slice_equal(name, ZB_SLICE("actual"))) return &record->actual;
    if (zb_slice_equal(name, ZB_SLICE("baseline"))) return &record->baseline;
    if (zb_slice_equal(name, ZB_SLICE("completion"))) return &record->completion;
    if (zb_slice_equal(name, ZB_SLICE("gap"))) return &record->gap;
    return NULL;
}

/* "actual 32100人", "actual 580元/人/年": value, unit and per run together as in the record. */
static bool role_holds(const zhibiao_result *result, const zhibiao_record *record, zb_slice field) {
    zb_slice name = zb_word_next(&field), value = zb_slice_trim(field);
    if (zb_slice_equal(name, ZB_SLICE("measure")))
        return zb_slice_equal(value, zb_slice_of(zhibiao_measure_name(record->measure)));
    const zhibiao_quantity *quantity = role_of(record, name);
    if (quantity == NULL || !quantity->present)
        return false;
    zb_slice number = zb_result_get(result, quantity->value), unit = zb_result_get(result, quantity->unit);
    zb_slice per = zb_result_get(result, quantity->per);
    if (!zb_slice_starts(value, number))
        return false;
    value = (zb_slice){value.data + number.size, value.size - number.size};
    if (!zb_slice_starts(value, unit))
        return false;
    value = (zb_slice){value.data + unit.size, value.size - unit.size};
    if (per.size == 0)
        return value.size == 0;
    return value.size == per.size + 1 && value.data[0] == '/' && zb_slice_ends(value, per);
}

static bool record_holds(const zhibiao_result *result, const zhibiao_record *record, zb_slice expected) {
    zb_slice field;
    bool first = true;
    while (zb_field_next(&expected, '|', &field)) {
        bool holds = first ? zb_slice_equal(field, zb_result_get(result, record->indicator))
                           : role_holds(result, record, field);
        if (!holds)
            return false;
        first = false;
    }
    return !first;
}

/* A `yes` wants a record of that content; a `no` wants none made by its rule. A rule of what is no claim is the other way round: its `yes` gives
 * nothing at all, its `no` gives something. */
static bool example_holds(const zb_example *example, const zb_rule *rule, const zhibiao_result *result) {
    const zhibiao_record *records = result->records.data;
    if (rule->kind == ZB_RULE_SKIP || rule->kind == ZB_RULE_OPTIONAL)
        return example->yes == (result->records.count == 0);
    for (size_t i = 0; i < result->records.count; i++) {
        if (example->yes && record_holds(result, &records[i], example->expected))
            return true;
        if (!example->yes && zb_slice_equal(zb_result_get(result, records[i].rule), rule->name))
            return false;
    }
    return !example->yes;
}

zhibiao_status zb_engine_check(zhibiao_parser *parser, const char *name, zhibiao_report *report, void *context,
                               size_t *passed, size_t *failed) {
    *passed = *failed = 0;
    for (size_t i = 0; i < parser->rules->examples.count; i++) {
        const zb_example *example = zb_array_at(&parser->rules->examples, i);
        const zb_rule *rule = zb_array_at(&parser->rules->rules, example->rule);
        if (name != NULL && !zb_slice_equal(example->file, zb_slice_of(name)))
            continue;
        zhibiao_result *result = NULL;
        zhibiao_error error = {0};
        zhibiao_status status = zb_engine_parse(parser, example->text.data, example->text.size, NULL, &result, &error);
        if (status == ZHIBIAO_ERROR_MEMORY)
            return status;
        bool holds = result != NULL && example_holds(example, rule, result);
        zb_result_free(result);
        *(holds ? passed : failed) += 1;
        if (holds || report == NULL)
            continue;
        zb_fail_at(&error, ZHIBIAO_ERROR_RULE, example->file, example->line,
                   example->yes ? "this example gives no such record" : "this example gives a record and must not",
                   example->text);
        report(&error, context);
    }
    return ZHIBIAO_OK;
}
