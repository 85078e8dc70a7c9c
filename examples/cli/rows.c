/* A result's records as rows of the database. */
#ifdef ZHIBIAO_WITH_SQLITE
#include "database.h"

#include <stddef.h>
#include <string.h>

/* The columns of `records` that are strings of a record, in the order of ADD_RECORD's values from the fourth on, and so on. */
static const size_t names[] = {offsetof(zhibiao_record, indicator), offsetof(zhibiao_record, indicator_full),
                               offsetof(zhibiao_record, indicator_name)};
static const size_t places[] = {offsetof(zhibiao_record, region_text), offsetof(zhibiao_record, region_name),
                                offsetof(zhibiao_record, region_code), offsetof(zhibiao_record, section),
                                offsetof(zhibiao_record, item), offsetof(zhibiao_record, rule)};

static int bind_fields(sqlite3_stmt *statement, int at, const zhibiao_result *result, const zhibiao_record *record,
                       const size_t *fields, size_t count) {
    for (size_t i = 0; i < count; i++) {
        zhibiao_string string;
        memcpy(&string, (const char *)record + fields[i], sizeof string);
        bind_string(statement, at++, result, string);
    }
    return at;
}

static int bind_span(sqlite3_stmt *statement, int at, const zhibiao_span *span) {
    const uint64_t ends[] = {span->start, span->end, span->byte_start, span->byte_end};
    for (size_t i = 0; i < 4; i++)
        sqlite3_bind_int64(statement, at++, (sqlite3_int64)ends[i]);
    return at;
}

/* The nearest double: exact powers of ten, one rounding. What has no value (a denominator of 0) stays NULL. */
static void bind_number(sqlite3_stmt *statement, int at, const zhibiao_number *number) {
    double value = (double)number->coefficient, ten = 1;
    int32_t size = number->exponent < 0 ? -number->exponent : number->exponent;
    for (int32_t i = 0; i < size; i++)
        ten *= 10;
    if (number->denominator)
        sqlite3_bind_double(statement, at, (number->exponent < 0 ? value / ten : value * ten) / number->denominator);
}

/* Of a range both ends, else the first. */
static void bind_numbers(sqlite3_stmt *statement, int at, const zhibiao_number *value, const zhibiao_number *upper, bool range) {
    bind_number(statement, at, value);
    if (range)
        bind_number(statement, at + 1, upper);
}

static bool add_quantity(cli_database *database, const zhibiao_result *result, int64_t record, const char *role,
                         const zhibiao_quantity *q) {
    zhibiao_number base = {0, 0, 0}, upper = {0, 0, 0};
    sqlite3_stmt *statement = database_prepared(database, ADD_QUANTITY);
    sqlite3_bind_int64(statement, 1, record);
    bind_text(statement, 2, role);
    bind_string(statement, 3, result, q->value);
    bind_string(statement, 4, result, q->upper);
    bind_numbers(statement, 5, &q->number, &q->upper_number, q->range);
    if (zhibiao_quantity_base(database->rules, result, q, &base, &upper) == ZHIBIAO_OK)
        bind_numbers(statement, 7, &base, &upper, q->range);
    bind_string(statement, 9, result, q->unit);
    bind_string(statement, 10, result, q->per);
    bind_text(statement, 11, zhibiao_comparison_name(q->comparison));
    bind_text(statement, 12, zhibiao_dimension_name(q->dimension));
    bind_string(statement, 13, result, q->text);
    bind_string(statement, 14, result, q->derived);
    bind_string(statement, 15, result, q->low);
    bind_string(statement, 16, result, q->high);
    if (!q->derived.size)
        bind_span(statement, 17, &q->span);
    return database_step(database, ADD_QUANTITY) >= 0;
}

static bool add_quantities(cli_database *database, const zhibiao_result *result, const zhibiao_record *record, int64_t id) {
    const struct { const char *role; const zhibiao_quantity *quantity; } all[] = {
        {"target", &record->target}, {"actual", &record->actual}, {"baseline", &record->baseline},
        {"completion", &record->completion}, {"gap", &record->gap},
    };
    bool good = true;
    for (size_t i = 0; good && i < sizeof all / sizeof *all; i++)
        if (all[i].quantity->present)
            good = add_quantity(database, result, id, all[i].role, all[i].quantity);
    return good;
}

/* Records come in text order, so those of one sentence follow one another. */
static bool know_sentence(cli_database *database, const zhibiao_result *result, const zhibiao_record *record) {
    if (database->sentence && !memcmp(&database->span, &record->sentence, sizeof database->span))
        return true;
    sqlite3_stmt *statement = database_prepared(database, ADD_SENTENCE);
    sqlite3_bind_int64(statement, 1, database->document);
    bind_string(statement, 2, result, record->sentence_text);
    bind_span(statement, 3, &record->sentence);
    if (database_step(database, ADD_SENTENCE) < 0)
        return false;
    database->sentence = sqlite3_last_insert_rowid(database->handle);
    database->span = record->sentence;
    return true;
}

static bool add_record(cli_database *database, const zhibiao_result *result, const zhibiao_record *record) {
    static const char *const checks[] = {NULL, "consistent", "inconsistent"};
    if (!know_sentence(database, result, record))
        return false;
    sqlite3_stmt *statement = database_prepared(database, ADD_RECORD);
    sqlite3_bind_int64(statement, 1, database->document);
    sqlite3_bind_int64(statement, 2, database->sentence);
    sqlite3_bind_int64(statement, 3, record->id);
    int at = bind_fields(statement, 4, result, record, names, sizeof names / sizeof *names);
    bind_text(statement, at++, zhibiao_measure_name(record->measure));
    bind_text(statement, at++, zhibiao_basis_name(record->basis));
    bind_text(statement, at++, record->check < sizeof checks / sizeof *checks ? checks[record->check] : NULL);
    bind_string(statement, at++, result, record->check_computed);
    bind_string(statement, at++, result, record->time_text);
    bind_date(statement, at++, record->time_from);
    bind_date(statement, at++, record->time_to);
    at = bind_fields(statement, at, result, record, places, sizeof places / sizeof *places);
    if (record->confidence >= 0)
        sqlite3_bind_double(statement, at, record->confidence);
    return database_step(database, ADD_RECORD) >= 0 &&
           add_quantities(database, result, record, sqlite3_last_insert_rowid(database->handle));
}

bool rows_add(cli_database *database, const zhibiao_result *result) {
    const zhibiao_record *records = zhibiao_result_records(result);
    size_t count = zhibiao_result_count(result);
    bool good = true;
    for (size_t i = 0; good && i < count; i++)
        good = add_record(database, result, &records[i]);
    return good;
}
#else
typedef int nothing_here; /* a file is not empty */
#endif
