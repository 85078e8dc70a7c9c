/* The public functions. Each checks what it was given, then goes one floor down. */
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>           /* for the macros of its version, as below */
#include <unicode/uvernum.h>

#include "write.h"

/* ---- rules and parsers -------------------------------------------------------------------------------- */

static zhibiao_status refuse(zhibiao_error *error, const char *message) {
    return zb_fail(error, ZHIBIAO_ERROR_ARGUMENT, message);
}

/* What went wrong last time must not be read as this call's. */
static void forget(zhibiao_error *error) {
    if (error)
        memset(error, 0, sizeof *error);
}

zhibiao_status zhibiao_rules_new(const zhibiao_allocator *allocator, zhibiao_rules **out, zhibiao_error *error) {
    return zhibiao_rules_new_limited(allocator, NULL, out, error);
}

zhibiao_status zhibiao_rules_new_limited(const zhibiao_allocator *allocator, const zhibiao_limits *limits,
                                         zhibiao_rules **out, zhibiao_error *error) {
    forget(error);
    if (!out)
        return refuse(error, "no place for the rules was given");
    *out = NULL;
    if (allocator && (!allocator->get || !allocator->put))
        return refuse(error, "the allocator has no functions");
    if (limits && limits->size < sizeof limits->size)
        return refuse(error, "the limits do not say their size");
    return zb_rules_new_limited(allocator ? allocator : &zb_default_memory, limits, true, out, error);
}

zhibiao_status zhibiao_rules_add(zhibiao_rules *rules, const char *name, const void *bytes, size_t size,
                                 zhibiao_error *error) {
    forget(error);
    if (!rules || !name || (!bytes && size))
        return refuse(error, "rules_add needs rules, a name and bytes");
    return zb_rules_load(rules, name, bytes ? bytes : "", size, error);
}

zhibiao_status zhibiao_rules_add_file(zhibiao_rules *rules, const char *path, zhibiao_error *error) {
    char *bytes = NULL;
    size_t size = 0;
    forget(error);
    if (!rules || !path)
        return refuse(error, "rules_add_file needs rules and a path");
    zhibiao_status status = zb_file_read_most(&rules->memory, path, rules->limits.rule_bytes, &bytes, &size, error);
    if (status == ZHIBIAO_OK)
        status = zb_rules_load(rules, path, bytes, size, error);
    zb_put(&rules->memory, bytes);
    return status;
}

zhibiao_status zhibiao_rules_check(zhibiao_parser *parser, const char *name, zhibiao_report *report, void *context,
                                   size_t *passed, size_t *failed) {
    size_t good = 0, bad = 0;
    if (!parser)
        return ZHIBIAO_ERROR_ARGUMENT;
    zhibiao_status status = zb_engine_check(parser, name, report, context, &good, &bad);
    if (passed)
        *passed = good;
    if (failed)
        *failed = bad;
    return status;
}

void zhibiao_rules_free(zhibiao_rules *rules) {
    zb_rules_free(rules);
}

zhibiao_status zhibiao_parser_new(const zhibiao_rules *rules, zhibiao_parser **out, zhibiao_error *error) {
    forget(error);
    if (!out)
        return refuse(error, "no place for the parser was given");
    *out = NULL;
    return rules ? zb_parser_new(rules, out, error) : refuse(error, "no rules were given");
}

void zhibiao_parser_free(zhibiao_parser *parser) {
    zb_parser_free(parser);
}

/* The caller's options as this build knows them: fields that an older caller does not have are zero, and those of a
 * newer one are not read. */
static zhibiao_options known_options(const zhibiao_options *given) {
    zhibiao_options options = {0};
    if (given)
        memcpy(&options, given, given->size < sizeof options ? given->size : sizeof options);
    options.size = sizeof options;
    return options;
}

zhibiao_status zhibiao_parse(zhibiao_parser *parser, const void *bytes, size_t size, const zhibiao_options *options,
                             zhibiao_result **out, zhibiao_error *error) {
    forget(error);
    if (!out)
        return refuse(error, "no place for the result was given");
    *out = NULL;
    if (!parser || (!bytes && size))
        return refuse(error, "parse needs a parser and bytes");
    if (options && options->size < sizeof options->size)
        return refuse(error, "the options do not say their size");
    zhibiao_options known = known_options(options);
    if (known.input > ZHIBIAO_INPUT_HTML)
        return refuse(error, "the options name no kind of input");
    return zb_engine_parse(parser, bytes ? bytes : "", size, &known, out, error);
}

/* ---- results ------------------------------------------------------------------------------------------ */

size_t zhibiao_result_count(const zhibiao_result *result) {
    return result ? result->records.count : 0;
}

const zhibiao_record *zhibiao_result_records(const zhibiao_result *result) {
    return result ? result->records.data : NULL;
}

size_t zhibiao_result_token_count(const zhibiao_result *result) {
    return result ? result->tokens.count : 0;
}

const zhibiao_token *zhibiao_result_tokens(const zhibiao_result *result) {
    return result ? result->tokens.data : NULL;
}

const zhibiao_document *zhibiao_result_document(const zhibiao_result *result) {
    return result ? &result->document : NULL;
}

size_t zhibiao_result_block_count(const zhibiao_result *result) {
    return result ? result->blocks.count : 0;
}

const zhibiao_block *zhibiao_result_blocks(const zhibiao_result *result) {
    return result ? result->blocks.data : NULL;
}

size_t zhibiao_result_mark_count(const zhibiao_result *result) {
    return result ? result->marks.count : 0;
}

const zhibiao_mark *zhibiao_result_marks(const zhibiao_result *result) {
    return result ? result->marks.data : NULL;
}

const zhibiao_site *zhibiao_result_sites(const zhibiao_result *result) {
    return result ? result->sites.data : NULL;
}

const char *zhibiao_result_text(const zhibiao_result *result, size_t *size) {
    zb_slice text = result ? zb_buffer_slice(&result->text) : ZB_SLICE("");
    if (size)
        *size = text.size;
    return text.size ? text.data : "";
}

const char *zhibiao_string_get(const zhibiao_result *result, zhibiao_string string) {
    zb_slice text = result ? zb_buffer_slice(&result->text) : ZB_SLICE("");
    if (string.offset >= text.size || string.size >= text.size - string.offset)
        return "";
    return text.data + string.offset;
}

void zhibiao_result_free(zhibiao_result *result) {
    zb_result_free(result);
}

/* ---- writing ------------------------------------------------------------------------------------------ */

static bool is_page(zhibiao_format format) {
    return format == ZHIBIAO_HTML || format == ZHIBIAO_HTML_EN;
}

static bool is_table(zhibiao_format format) {
    return format == ZHIBIAO_TABLE || format == ZHIBIAO_TABLE_COLOUR;
}

static bool format_exists(zhibiao_format format) {
    return format == ZHIBIAO_JSONL || format == ZHIBIAO_JSON || format == ZHIBIAO_CSV ||
           is_table(format) || is_page(format);
}

/* What separates one item of JSON from the one before: the array's own line ends stand before items, not behind. */
static void before_item(zb_out *out, zhibiao_format format, uint64_t count) {
    if (format == ZHIBIAO_JSON)
        zb_out_add(out, count ? ZB_SLICE(",\n") : ZB_SLICE("\n"));
}

static void after_item(zb_out *out, zhibiao_format format) {
    if (format == ZHIBIAO_JSONL)
        zb_out_byte(out, '\n');
}

zhibiao_status zhibiao_write_head(zhibiao_format format, zhibiao_sink *sink, void *context) {
    zb_out out;
    if (!sink || !format_exists(format))
        return ZHIBIAO_ERROR_ARGUMENT;
    zb_out_init(&out, sink, context);
    if (format == ZHIBIAO_JSON)
        zb_out_byte(&out, '[');
    if (format == ZHIBIAO_CSV)
        zb_csv_head(&out);
    if (is_page(format))
        zb_html_head(&out, format);
    return zb_out_end(&out);
}

zhibiao_status zhibiao_write_tail(zhibiao_format format, zhibiao_sink *sink, void *context) {
    zb_out out;
    if (!sink || !format_exists(format))
        return ZHIBIAO_ERROR_ARGUMENT;
    zb_out_init(&out, sink, context);
    if (format == ZHIBIAO_JSON)
        zb_out_add(&out, ZB_SLICE("\n]\n"));
    if (is_page(format))
        zb_html_tail(&out, format);
    return zb_out_end(&out);
}

static void write_record(zb_out *out, zb_row row, zhibiao_format format, uint64_t count) {
    if (format == ZHIBIAO_CSV) {
        zb_csv_record(out, row);
        return;
    }
    before_item(out, format, count);
    zb_json_record(out, row);
    after_item(out, format);
}

zhibiao_status zhibiao_write_records(const zhibiao_result *result, zhibiao_format format, uint64_t count,
                                     zhibiao_sink *sink, void *context) {
    zb_out out;
    if (!result || !sink || !format_exists(format))
        return ZHIBIAO_ERROR_ARGUMENT;
    zb_out_init(&out, sink, context);
    if (is_table(format)) {
        if (count && zhibiao_result_count(result))
            zb_out_byte(&out, '\n');
        zb_table_records(&out, result, format == ZHIBIAO_TABLE_COLOUR);
        return zb_out_end(&out);
    }
    if (is_page(format)) {
        zb_html_records(&out, format, result, count);
        return zb_out_end(&out);
    }
    for (size_t i = 0; i < zhibiao_result_count(result) && !out.failed; i++)
        write_record(&out, (zb_row){result, zhibiao_result_records(result) + i}, format, count + i);
    return zb_out_end(&out);
}

zhibiao_status zhibiao_write_tokens(const zhibiao_result *result, zhibiao_format format, uint64_t count,
                                    zhibiao_sink *sink, void *context) {
    zb_out out;
    if (!result || !sink || !format_exists(format) || format == ZHIBIAO_CSV || is_page(format))
        return ZHIBIAO_ERROR_ARGUMENT;
    zb_out_init(&out, sink, context);
    if (is_table(format)) {
        if (count && zhibiao_result_token_count(result))
            zb_out_byte(&out, '\n');
        zb_table_tokens(&out, result, format == ZHIBIAO_TABLE_COLOUR);
        return zb_out_end(&out);
    }
    for (size_t i = 0; i < zhibiao_result_token_count(result) && !out.failed; i++) {
        before_item(&out, format, count + i);
        zb_json_token(&out, result, zhibiao_result_tokens(result) + i);
        after_item(&out, format);
    }
    return zb_out_end(&out);
}

/* CSV and tables hold records only: there the caller reports failures in its own way. */
zhibiao_status zhibiao_write_failure(const char *source, const zhibiao_error *error, zhibiao_format format,
                                     uint64_t count, zhibiao_sink *sink, void *context) {
    zb_out out;
    if (!source || !error || !sink || !format_exists(format))
        return ZHIBIAO_ERROR_ARGUMENT;
    zb_out_init(&out, sink, context);
    if (format == ZHIBIAO_JSONL || format == ZHIBIAO_JSON) {
        before_item(&out, format, count);
        zb_json_failure(&out, source, error);
        after_item(&out, format);
    }
    if (is_page(format))
        zb_html_failure(&out, format, source, error);
    return zb_out_end(&out);
}

/* ---- comparison --------------------------------------------------------------------------------------- */

static bool all_there(const zhibiao_result *const *results, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (!results || !results[i])
            return false;
    return true;
}

zhibiao_status zhibiao_compare(const zhibiao_rules *rules, const zhibiao_result *const *plans, size_t plan_count,
                               const zhibiao_result *const *reviews, size_t review_count,
                               const zhibiao_compare_options *options, zhibiao_pairing **out, zhibiao_error *error) {
    zhibiao_compare_options known = {0};
    forget(error);
    if (!out)
        return refuse(error, "no place for the pairing was given");
    *out = NULL;
    if (!rules || !all_there(plans, plan_count) || !all_there(reviews, review_count))
        return refuse(error, "compare needs rules and results");
    if (options && options->size < sizeof options->size)
        return refuse(error, "the options do not say their size");
    if (options)
        memcpy(&known, options, options->size < sizeof known ? options->size : sizeof known);
    if (known.threshold > 1000 || known.group > (ZHIBIAO_GROUP_REGION | ZHIBIAO_GROUP_YEAR))
        return refuse(error, "the options name no threshold or group");
    return zb_compare(rules, plans, plan_count, reviews, review_count, &known, out, error);
}

size_t zhibiao_pairing_count(const zhibiao_pairing *pairing) {
    return pairing ? pairing->pairs.count : 0;
}

const zhibiao_pair *zhibiao_pairing_pairs(const zhibiao_pairing *pairing) {
    return pairing ? pairing->pairs.data : NULL;
}

size_t zhibiao_pairing_place_count(const zhibiao_pairing *pairing) {
    return pairing ? pairing->places.count : 0;
}

const zhibiao_place *zhibiao_pairing_places(const zhibiao_pairing *pairing) {
    return pairing ? pairing->places.data : NULL;
}

size_t zhibiao_pairing_result_count(const zhibiao_pairing *pairing) {
    return pairing ? pairing->results.count : 0;
}

const zhibiao_result *zhibiao_pairing_result(const zhibiao_pairing *pairing, size_t index) {
    if (index >= zhibiao_pairing_result_count(pairing))
        return NULL;
    return *(zhibiao_result *const *)zb_array_at(&pairing->results, index);
}

const char *zhibiao_pairing_string(const zhibiao_pairing *pairing, zhibiao_string string) {
    zb_slice text = pairing ? zb_buffer_slice(&pairing->text) : ZB_SLICE("");
    if (string.offset >= text.size || string.size >= text.size - string.offset)
        return "";
    return text.data + string.offset;
}

void zhibiao_pairing_free(zhibiao_pairing *pairing) {
    zb_pairing_free(pairing);
}

static void write_pair(zb_out *out, const zhibiao_pairing *pairing, size_t index, zhibiao_format format, uint64_t count) {
    const zhibiao_pair *pair = zhibiao_pairing_pairs(pairing) + index;
    if (format == ZHIBIAO_CSV) {
        zb_csv_pair(out, pairing, pair);
        return;
    }
    before_item(out, format, count + index);
    zb_json_pair(out, pairing, pair);
    after_item(out, format);
}

zhibiao_status zhibiao_write_comparison(const zhibiao_pairing *pairing, zhibiao_format format, uint64_t count,
                                        zhibiao_sink *sink, void *context) {
    zb_out out;
    if (!pairing || !sink || !format_exists(format))
        return ZHIBIAO_ERROR_ARGUMENT;
    zb_out_init(&out, sink, context);
    if (format == ZHIBIAO_CSV)
        zb_csv_pair_head(&out);
    if (is_page(format)) {
        zb_html_comparison(&out, format, pairing);
        return zb_out_end(&out);
    }
    if (is_table(format))
        zb_table_pairs(&out, pairing, format == ZHIBIAO_TABLE_COLOUR);
    for (size_t i = 0; !is_table(format) && i < zhibiao_pairing_count(pairing) && !out.failed; i++)
        write_pair(&out, pairing, i, format, count);
    return zb_out_end(&out);
}

/* ---- units -------------------------------------------------------------------------------------------- */

zhibiao_status zhibiao_unit_find(const zhibiao_rules *rules, const char *unit, const char **name, uint32_t *dimension,
                                 zhibiao_number *factor) {
    if (!rules || !unit)
        return ZHIBIAO_ERROR_ARGUMENT;
    const zb_unit *found = zb_amount_unit(rules, zb_slice_of(unit));
    if (name)
        *name = found ? found->name.data : NULL; /* the lexicon's own copy ends with a NUL */
    if (dimension)
        *dimension = found ? found->dimension : ZHIBIAO_NO_DIMENSION;
    if (factor)
        *factor = found ? found->factor : zb_number_make(0, 0);
    return ZHIBIAO_OK;
}

zhibiao_status zhibiao_quantity_base(const zhibiao_rules *rules, const zhibiao_result *result,
                                     const zhibiao_quantity *quantity, zhibiao_number *value, zhibiao_number *upper) {
    zhibiao_number high;
    if (!rules || !result || !quantity || !value)
        return ZHIBIAO_ERROR_ARGUMENT;
    return zb_amount_base(rules, result, quantity, value, upper ? upper : &high) ? ZHIBIAO_OK : ZHIBIAO_ERROR_LIMIT;
}

/* ---- names and versions ------------------------------------------------------------------------------- */

#define DIGITS(number) #number
#define TEXT_OF(number) DIGITS(number)
#define VERSION                                                                                              \
    TEXT_OF(ZHIBIAO_VERSION_MAJOR) "." TEXT_OF(ZHIBIAO_VERSION_MINOR) "." TEXT_OF(ZHIBIAO_VERSION_PATCH)
#define LIBRARIES "ICU " U_ICU_VERSION ", PCRE2 " TEXT_OF(PCRE2_MAJOR) "." TEXT_OF(PCRE2_MINOR)

const char *zhibiao_version(void) {
    return VERSION;
}

uint32_t zhibiao_abi(void) {
    return ZHIBIAO_ABI;
}

const char *zhibiao_libraries(void) {
    return zb_pcre2_jit() ? LIBRARIES ", JIT on" : LIBRARIES ", JIT off";
}

#define SIZE_OF(structure) {#structure, sizeof(structure)}

size_t zhibiao_structure_size(const char *name) {
    static const struct {
        const char *name;
        size_t size;
    } known[] = {
        SIZE_OF(zhibiao_error), SIZE_OF(zhibiao_allocator), SIZE_OF(zhibiao_options), SIZE_OF(zhibiao_date),
        SIZE_OF(zhibiao_string), SIZE_OF(zhibiao_span), SIZE_OF(zhibiao_number), SIZE_OF(zhibiao_quantity),
        SIZE_OF(zhibiao_record), SIZE_OF(zhibiao_token), SIZE_OF(zhibiao_document), SIZE_OF(zhibiao_block),
        SIZE_OF(zhibiao_mark), SIZE_OF(zhibiao_site), SIZE_OF(zhibiao_place), SIZE_OF(zhibiao_pair),
        SIZE_OF(zhibiao_compare_options), SIZE_OF(zhibiao_limits), SIZE_OF(zhibiao_arrow_document),
    };
    for (size_t i = 0; name && i < sizeof known / sizeof *known; i++)
        if (!strcmp(known[i].name, name))
            return known[i].size;
    return 0;
}

static const char *name_of(uint32_t number, const char *const *names, size_t count) {
    return number < count ? names[number] : NULL;
}

#define NAME_OF(number, names) name_of(number, names, sizeof(names) / sizeof *(names))

const char *zhibiao_status_name(int32_t status) {
    static const char *const names[] = {"ok",     "memory", "argument", "io",   "encoding",
                                        "binary", "rule",   "limit",    "state", "unsupported", "cancelled"};
    const char *name = status <= 0 && status > -100 ? NAME_OF((uint32_t)-status, names) : NULL;
    return name ? name : "unknown";
}

const char *zhibiao_comparison_name(uint32_t comparison) {
    static const char *const names[] = {"eq", "about", "over", "under", "at_least", "at_most"};
    return NAME_OF(comparison, names);
}

const char *zhibiao_measure_name(uint32_t measure) {
    static const char *const names[] = {"level", "growth", "increment", "share"};
    return NAME_OF(measure, names);
}

const char *zhibiao_basis_name(uint32_t basis) {
    static const char *const names[] = {NULL, "yoy", "qoq", "ytd", "average", "plan", "other"};
    return NAME_OF(basis, names);
}

const char *zhibiao_dimension_name(uint32_t dimension) {
    static const char *const names[] = {
        NULL,     "ratio", "points", "multiple", "money",  "person", "household", "area",
        "length", "mass",  "volume", "energy",   "power",  "time",   "information", "temperature",
        "physical", "count",    "category",
    };
    return NAME_OF(dimension, names);
}

const char *zhibiao_verdict_name(uint32_t verdict) {
    static const char *const names[] = {NULL,      "met",       "exceeded",       "short",
                                        "pending", "no_report", "not_comparable", "unplanned"};
    return NAME_OF(verdict, names);
}

const char *zhibiao_goal_name(uint32_t goal) {
    static const char *const names[] = {NULL, "figure", "floor", "ceiling", "tolerance", "range"};
    return NAME_OF(goal, names);
}

const char *zhibiao_cause_name(uint32_t cause) {
    static const char *const names[] = {NULL, "words", "taken", "unit", "measure", "scope", "period", "earlier"};
    return NAME_OF(cause, names);
}

const char *zhibiao_note_name(uint32_t note) {
    static const char *const names[] = {"name",     "completion", "tie",       "partial", "times", "converted",
                                        "rounding", "bound",      "confirmed", "differs", "lower", "period_unknown"};
    uint32_t bit = 0;
    while (bit < 31 && note != UINT32_C(1) << bit)
        bit++;
    return NAME_OF(bit, names);
}

const char *zhibiao_token_kind_name(uint32_t kind) {
    static const char *const names[] = {"text",  "number",  "quantity", "percent", "points", "fraction", "money",
                                        "ordinal", "date", "period",  "region",  "cue",    "mark"};
    return NAME_OF(kind, names);
}

const char *zhibiao_letter_name(uint32_t letter) {
    return letter <= UINT8_MAX ? zb_class_name((uint8_t)letter) : NULL;
}
