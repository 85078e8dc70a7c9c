/* The fields of records, one by one: what --fields can name.
 *
 * In JSON the name of one of a record's keys gives that key's value, whole (target: an object). Everywhere else, and for all other
 * names, a field is a few words: target ≥3万人, target_value 30000, region 吉林省, time 截至11月末.
 */
#define _POSIX_C_SOURCE 200809L
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "fields.h"
#include "options.h"

/* ---- the table ------------------------------------------------------------------------------------------- */

typedef enum field_kind {
    SOURCE, ID, STRING, NAME, DATE, TIME, REGION, SENTENCE, BYTE_START, BYTE_END, CONFIDENCE, DERIVED_ALL,
    WORDS, VALUE, UNIT, COMPARISON, TEXT, DERIVED, LOW, HIGH /* of quantities */
} field_kind;

typedef struct field_row {
    const char *name;
    field_kind kind;
    size_t at; /* in zhibiao_record */
    const char *(*names)(uint32_t);
    bool in_csv; /* a column of --format csv and tsv when no fields are named */
} field_row;

static const char *check_name(uint32_t check) {
    return check == ZHIBIAO_CONSISTENT ? "consistent" : check == ZHIBIAO_INCONSISTENT ? "inconsistent" : NULL;
}

#define AT(member) offsetof(zhibiao_record, member)
#define QUANTITY(name, member)                                                                                       \
    {name, WORDS, AT(member), NULL, false}, {name "_value", VALUE, AT(member), NULL, true},                          \
    {name "_unit", UNIT, AT(member), NULL, true}, {name "_cmp", COMPARISON, AT(member), NULL, true},                 \
    {name "_text", TEXT, AT(member), NULL, true}, {name "_derived", DERIVED, AT(member), NULL, false},               \
    {name "_low", LOW, AT(member), NULL, false}, {name "_high", HIGH, AT(member), NULL, false}

static const field_row fields[] = {
    {"source", SOURCE, 0, NULL, true},
    {"id", ID, 0, NULL, true},
    {"indicator", STRING, AT(indicator), NULL, true},
    {"indicator_full", STRING, AT(indicator_full), NULL, false},
    {"measure", NAME, AT(measure), zhibiao_measure_name, true},
    QUANTITY("target", target),
    QUANTITY("actual", actual),
    QUANTITY("baseline", baseline),
    QUANTITY("completion", completion),
    QUANTITY("gap", gap),
    {"derived", DERIVED_ALL, 0, NULL, true},
    {"basis", NAME, AT(basis), zhibiao_basis_name, false},
    {"check", NAME, AT(check), check_name, false},
    {"check_computed", STRING, AT(check_computed), NULL, false},
    {"time", TIME, 0, NULL, false},
    {"time_from", DATE, AT(time_from), NULL, true},
    {"time_to", DATE, AT(time_to), NULL, true},
    {"time_text", STRING, AT(time_text), NULL, true},
    {"region", REGION, 0, NULL, true},
    {"region_text", STRING, AT(region_text), NULL, false},
    {"region_name", STRING, AT(region_name), NULL, false},
    {"region_code", STRING, AT(region_code), NULL, false},
    {"section", STRING, AT(section), NULL, true},
    {"item", STRING, AT(item), NULL, true},
    {"byte_start", BYTE_START, 0, NULL, true},
    {"byte_end", BYTE_END, 0, NULL, true},
    {"sentence", SENTENCE, 0, NULL, true},
    {"rule", STRING, AT(rule), NULL, false},
    {"confidence", CONFIDENCE, 0, NULL, false},
    {"indicator_name", STRING, AT(indicator_name), NULL, true},
};
enum { FIELDS = sizeof fields / sizeof *fields };

static const field_row *field_named(const char *name) {
    for (size_t i = 0; i < FIELDS; i++)
        if (!strcmp(fields[i].name, name))
            return &fields[i];
    return NULL;
}

/* ---- words ------------------------------------------------------------------------------------------------ */

static void put_string(cli_buffer *to, const zhibiao_result *result, zhibiao_string string) {
    buffer_add(to, zhibiao_string_get(result, string), string.size);
}

static void put_number(cli_buffer *to, uint64_t number) {
    char digits[24];
    snprintf(digits, sizeof digits, "%llu", (unsigned long long)number);
    buffer_put(to, digits);
}

/* 2024, 2024-01, 2024-01-31, or nothing */
static void put_date(cli_buffer *to, zhibiao_date date) {
    char text[40];
    if (date.year <= 0)
        return;
    snprintf(text, sizeof text, date.day && date.month ? "%04d-%02d-%02d" : date.month ? "%04d-%02d" : "%04d", (int)date.year,
             (int)date.month, (int)date.day);
    buffer_put(to, text);
}

static void put_time(cli_buffer *to, const zhibiao_result *result, const zhibiao_record *record) {
    put_string(to, result, record->time_text);
    if (record->time_text.size)
        return;
    put_date(to, record->time_from);
    if (record->time_to.year > 0 && memcmp(&record->time_from, &record->time_to, sizeof record->time_to)) {
        buffer_put(to, " – ");
        put_date(to, record->time_to);
    }
}

/* 0.98; nothing where it was not measured */
static void put_confidence(cli_buffer *to, double confidence) {
    char text[16];
    int size = snprintf(text, sizeof text, "%.3f", confidence > 1 ? 1.0 : confidence);
    if (!(confidence >= 0))
        return;
    while (size > 1 && text[size - 1] == '0')
        size--;
    buffer_add(to, text, (size_t)size - (text[size - 1] == '.' ? 1 : 0));
}

/* "target:completion": which quantities were computed, and from what */
static void put_derived(cli_buffer *to, const zhibiao_result *result, const zhibiao_record *record) {
    const char *between = "";
    for (size_t i = 0; i < FIELDS; i++) {
        if (fields[i].kind != WORDS)
            continue;
        const zhibiao_quantity *q = (const void *)((const char *)record + fields[i].at);
        if (!q->derived.size)
            continue;
        buffer_put(to, between);
        buffer_put(to, fields[i].name);
        buffer_put(to, ":");
        put_string(to, result, q->derived);
        between = ";";
    }
}

/* ---- quantities ------------------------------------------------------------------------------------------- */

static void put_value(cli_buffer *to, const zhibiao_result *result, const zhibiao_quantity *q, const char *between) {
    put_string(to, result, q->value);
    if (q->range) {
        buffer_put(to, between);
        put_string(to, result, q->upper);
    }
}

static void put_per(cli_buffer *to, const zhibiao_result *result, const zhibiao_quantity *q) {
    buffer_put(to, q->per.size ? "/" : "");
    put_string(to, result, q->per);
}

/* 下降3% is the value -3 and the text 3%: the sign must not be lost on the reader. */
static bool lost_minus(const char *value, const char *text) {
    return *value == '-' && *text != '-' && strncmp(text, "－", 3) && strncmp(text, "负", 3);
}

/* ≥3.5万人/年; (computed) */
static void put_words(cli_buffer *to, const zhibiao_result *result, const zhibiao_quantity *q) {
    static const char *const signs[] = {"", "≈", ">", "<", "≥", "≤"};
    const char *text = zhibiao_string_get(result, q->text);
    bool computed = q->derived.size > 0;
    buffer_put(to, computed ? "(" : "");
    buffer_put(to, q->comparison < sizeof signs / sizeof *signs ? signs[q->comparison] : "");
    if (computed || !q->text.size) {
        put_value(to, result, q, "–");
        put_string(to, result, q->unit);
    } else {
        buffer_put(to, lost_minus(zhibiao_string_get(result, q->value), text) ? "-" : "");
        put_string(to, result, q->text);
    }
    if (!memchr(text, '/', q->text.size)) /* 32微克/立方米 says itself what it is per */
        put_per(to, result, q);
    buffer_put(to, computed ? ")" : "");
}

static void put_quantity(cli_buffer *to, const zhibiao_result *result, const zhibiao_quantity *q, field_kind kind) {
    if (!q->present)
        return;
    switch (kind) {
    case WORDS: put_words(to, result, q); break;
    case VALUE: put_value(to, result, q, ".."); break;
    case UNIT: put_string(to, result, q->unit); put_per(to, result, q); break;
    case COMPARISON: buffer_put(to, zhibiao_comparison_name(q->comparison)); break;
    case TEXT: put_string(to, result, q->text); break;
    case DERIVED: put_string(to, result, q->derived); break;
    case LOW: put_string(to, result, q->low); break;
    case HIGH: put_string(to, result, q->high); break;
    default: break;
    }
}

/* ---- a cell ------------------------------------------------------------------------------------------------ */

static void put_name(cli_buffer *to, const char *name) {
    buffer_put(to, name ? name : "");
}

static void put_field(cli_buffer *to, const zhibiao_result *result, const zhibiao_record *record, const field_row *field) {
    const void *at = (const char *)record + field->at;
    switch (field->kind) {
    case SOURCE: put_string(to, result, zhibiao_result_document(result)->source); break;
    case ID: put_number(to, record->id); break;
    case STRING: put_string(to, result, *(const zhibiao_string *)at); break;
    case NAME: put_name(to, field->names(*(const uint8_t *)at)); break;
    case DATE: put_date(to, *(const zhibiao_date *)at); break;
    case TIME: put_time(to, result, record); break;
    case REGION: put_string(to, result, record->region_name.size ? record->region_name : record->region_text); break;
    case SENTENCE: put_string(to, result, record->sentence_text); break;
    case BYTE_START: put_number(to, record->sentence.byte_start); break;
    case BYTE_END: put_number(to, record->sentence.byte_end); break;
    case CONFIDENCE: put_confidence(to, record->confidence); break;
    case DERIVED_ALL: put_derived(to, result, record); break;
    default: put_quantity(to, result, at, field->kind); break;
    }
}

static bool is_number(field_kind kind) {
    return kind == ID || kind == BYTE_START || kind == BYTE_END || kind == CONFIDENCE;
}

static bool is_json(const cli_settings *settings) {
    return settings->format == ZHIBIAO_JSONL || settings->format == ZHIBIAO_JSON;
}

/* `json`: the record's line, where one is wanted. */
static void fill(cli_rows *rows, const zhibiao_result *result, const zhibiao_record *record, const char *json) {
    for (size_t i = 0; i < rows->columns; i++) {
        const field_row *field = field_named(rows->names[i]);
        if (!field) /* there is one: fields_read has looked */
            continue;
        size_t size = 0;
        const char *member = json ? json_member(json, field->name, &size) : NULL;
        cells_begin(rows, member ? CELL_JSON : is_number(field->kind) ? CELL_NUMBER : CELL_TEXT);
        if (member)
            buffer_add(&rows->text, member, size);
        else
            put_field(&rows->text, result, record, field);
    }
}

uint64_t fields_write(const zhibiao_result *result, const cli_settings *settings, uint64_t written, cli_output *output) {
    const zhibiao_record *records = zhibiao_result_records(result);
    size_t count = zhibiao_result_count(result);
    cli_rows rows = {.names = settings->fields, .columns = settings->field_count};
    cli_buffer lines = {0};
    if (is_json(settings))
        zhibiao_write_records(result, ZHIBIAO_JSONL, 0, buffer_sink, &lines);
    const char *line = lines.failed ? NULL : lines.bytes;
    for (size_t i = 0; i < count; i++) {
        fill(&rows, result, &records[i], line);
        line = line ? strchr(line, '\n') + 1 : NULL;
    }
    rows.text.failed = rows.text.failed || lines.failed;
    cells_write(&rows, settings, zhibiao_string_get(result, zhibiao_result_document(result)->source), written, output);
    buffer_free(&lines);
    cells_free(&rows);
    return count;
}

/* ---- which were asked for ---------------------------------------------------------------------------------- */

static void put_name_of(cli_buffer *to, const char *name) {
    buffer_put(to, to->size ? " " : "");
    buffer_put(to, name);
}

/* All names, or those of the columns of CSV. */
void fields_names(cli_buffer *to, unsigned command, bool json, bool plain) {
    if (command == COMPARE)
        pair_fields_names(to, json && !plain);
    for (size_t i = 0; i < FIELDS && command != COMPARE; i++)
        if (!plain || fields[i].in_csv)
            put_name_of(to, fields[i].name);
}

static bool is_among(char **names, size_t count, const char *name) {
    for (size_t i = 0; i < count; i++)
        if (!strcmp(names[i], name))
            return true;
    return false;
}

/* Cuts `words` at each of `marks`, in place. NULL: out of memory. */
static char **split(char *words, const char *marks, size_t *count) {
    char **names = calloc(strlen(words) + 1, sizeof *names);
    *count = 0;
    for (char *at = words; names;) {
        size_t size = strcspn(at, marks);
        bool last = !at[size];
        at[size] = '\0';
        names[(*count)++] = at;
        if (last)
            break;
        at += size + 1;
    }
    return names;
}

/* "no such field: a, b; there are source id …"; what it begins with is put once there is one */
static void find_unknown(const cli_settings *settings, unsigned command, cli_buffer *wrong) {
    cli_buffer all = {0};
    size_t count = 0;
    fields_names(&all, command, is_json(settings), false);
    char *shown = all.failed ? NULL : strdup(all.bytes), **names = shown ? split(all.bytes, " ", &count) : NULL;
    wrong->failed = !names;
    for (size_t i = 0; names && i < settings->field_count; i++) {
        if (is_among(names, count, settings->fields[i]))
            continue;
        buffer_put(wrong, wrong->size ? ", " : "no such field: ");
        buffer_put(wrong, *settings->fields[i] ? settings->fields[i] : "''");
    }
    if (names && wrong->size) {
        buffer_put(wrong, "; there are ");
        buffer_put(wrong, shown);
    }
    free(names);
    free(shown);
    buffer_free(&all);
}

void fields_read(cli_settings *settings, unsigned command, cli_buffer *wrong) {
    cli_buffer words = {0};
    if (settings->field_list)
        buffer_put(&words, settings->field_list);
    else
        fields_names(&words, command, false, true);
    settings->fields = words.failed ? NULL : split(words.bytes, settings->field_list ? "," : " ", &settings->field_count);
    settings->field_words = words.bytes;
    wrong->failed = !settings->fields;
    if (settings->fields)
        find_unknown(settings, command, wrong);
}
