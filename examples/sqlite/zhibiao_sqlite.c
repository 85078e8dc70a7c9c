/* An extension for SQLite: a table that is a function of a text.
 *
 *     .load ./zhibiao_sqlite
 *     SELECT indicator, actual, actual_unit FROM zhibiao_extract('截至11月末，全市新建改造公厕246座，完成年计划的102.5%。');
 *     SELECT a.url, r.* FROM articles a, zhibiao_extract(a.body, a.published, '吉林省') r WHERE r.target IS NOT NULL;
 *
 * The second argument is the text's date (2024-01-31), the third its place; both may be left out. Columns are those of the view
 * `triples` that `zhibiao extract --format sqlite` makes. It sees the library through its public header, as any program would.
 */
#include <sqlite3ext.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <zhibiao.h>

SQLITE_EXTENSION_INIT1

/* ---- columns ------------------------------------------------------------------------------------------- */

typedef enum cell_kind {
    STRING, ID, MEASURE, BASIS, CHECK, DATE, PLACE, BYTE_START, BYTE_END, /* of the record */
    VALUE, UNIT, COMPARISON, NUMBER, TEXT,                                /* of a quantity */
    GIVEN                                                                 /* an argument */
} cell_kind;

typedef struct table_column {
    const char *declared;
    cell_kind kind;
    size_t at; /* where in the record */
} table_column;

#define AT(field) offsetof(zhibiao_record, field)
#define FIGURE(role)                                                                                                  \
    {#role " TEXT", VALUE, AT(role)}, {#role "_unit TEXT", UNIT, AT(role)}, {#role "_cmp TEXT", COMPARISON, AT(role)}, \
    {#role "_number REAL", NUMBER, AT(role)}, {#role "_text TEXT", TEXT, AT(role)}

static const table_column columns[] = {
    {"number INTEGER", ID, 0},
    {"indicator TEXT", STRING, AT(indicator)},
    {"indicator_full TEXT", STRING, AT(indicator_full)},
    {"indicator_name TEXT", STRING, AT(indicator_name)},
    {"measure TEXT", MEASURE, 0},
    FIGURE(target), FIGURE(actual), FIGURE(baseline), FIGURE(completion), FIGURE(gap),
    {"basis TEXT", BASIS, 0},
    {"check_verdict TEXT", CHECK, 0},
    {"time_text TEXT", STRING, AT(time_text)},
    {"time_from TEXT", DATE, AT(time_from)},
    {"time_to TEXT", DATE, AT(time_to)},
    {"region TEXT", PLACE, 0},
    {"section TEXT", STRING, AT(section)},
    {"item TEXT", STRING, AT(item)},
    {"sentence TEXT", STRING, AT(sentence_text)},
    {"byte_start INTEGER", BYTE_START, 0},
    {"byte_end INTEGER", BYTE_END, 0},
    {"rule TEXT", STRING, AT(rule)},
    {"text HIDDEN", GIVEN, 0}, /* from here on the arguments */
    {"date HIDDEN", GIVEN, 1},
    {"place HIDDEN", GIVEN, 2},
};
enum { COLUMNS = sizeof columns / sizeof *columns, ARGUMENTS = 3, FIRST_ARGUMENT = COLUMNS - ARGUMENTS };

typedef struct table {
    sqlite3_vtab base;
    zhibiao_parser *parser; /* of the connection's one thread at a time */
} table;

typedef struct cursor {
    sqlite3_vtab_cursor base;
    zhibiao_result *result;
    size_t at, count;
    sqlite3_value *given[ARGUMENTS];
} cursor;

/* ---- cells --------------------------------------------------------------------------------------------- */

/* The nearest double, as sqlite's own columns have it. */
static void give_number(sqlite3_context *out, const zhibiao_number *number) {
    double value = (double)number->coefficient, ten = 1;
    int32_t size = number->exponent < 0 ? -number->exponent : number->exponent;
    for (int32_t i = 0; i < size; i++)
        ten *= 10;
    sqlite3_result_double(out, (number->exponent < 0 ? value / ten : value * ten) / number->denominator);
}

static void give_text(sqlite3_context *out, const char *text) {
    if (text && *text)
        sqlite3_result_text(out, text, -1, SQLITE_TRANSIENT);
}

/* "a..b" and "人/年": two strings with something between them, where there is a second. */
static void give_joined(sqlite3_context *out, const char *first, const char *between, const char *second) {
    if (*first || *second)
        sqlite3_result_text(out, sqlite3_mprintf("%s%s%s", first, *second ? between : "", second), -1, sqlite3_free);
}

static void give_date(sqlite3_context *out, zhibiao_date date) {
    char text[16] = "";
    if (date.year > 0 && date.day)
        snprintf(text, sizeof text, "%04d-%02d-%02d", date.year, date.month, date.day);
    else if (date.year > 0 && date.month)
        snprintf(text, sizeof text, "%04d-%02d", date.year, date.month);
    else if (date.year > 0)
        snprintf(text, sizeof text, "%04d", date.year);
    give_text(out, text);
}

static void give_quantity(sqlite3_context *out, const zhibiao_result *result, cell_kind kind, const zhibiao_quantity *q) {
    const char *unit = zhibiao_string_get(result, q->unit), *per = zhibiao_string_get(result, q->per);
    if (!q->present)
        return;
    switch (kind) {
    case VALUE: give_joined(out, zhibiao_string_get(result, q->value), "..", zhibiao_string_get(result, q->upper)); break;
    case UNIT: give_joined(out, unit, "/", per); break;
    case COMPARISON: give_text(out, zhibiao_comparison_name(q->comparison)); break;
    case NUMBER: give_number(out, &q->number); break;
    default: give_text(out, zhibiao_string_get(result, q->text)); break;
    }
}

static void give(sqlite3_context *out, const zhibiao_result *result, const zhibiao_record *record, const table_column *column) {
    static const char *const checks[] = {NULL, "consistent", "inconsistent"};
    const void *at = (const char *)record + column->at;
    zhibiao_string string, place = record->region_name.size ? record->region_name : record->region_text;
    zhibiao_date date;
    switch (column->kind) {
    case STRING:
        memcpy(&string, at, sizeof string);
        give_text(out, zhibiao_string_get(result, string));
        break;
    case DATE:
        memcpy(&date, at, sizeof date);
        give_date(out, date);
        break;
    case ID: sqlite3_result_int64(out, record->id); break;
    case MEASURE: give_text(out, zhibiao_measure_name(record->measure)); break;
    case BASIS: give_text(out, zhibiao_basis_name(record->basis)); break;
    case CHECK: give_text(out, record->check < 3 ? checks[record->check] : NULL); break;
    case PLACE: give_text(out, zhibiao_string_get(result, place)); break;
    case BYTE_START: sqlite3_result_int64(out, (sqlite3_int64)record->sentence.byte_start); break;
    case BYTE_END: sqlite3_result_int64(out, (sqlite3_int64)record->sentence.byte_end); break;
    default: give_quantity(out, result, column->kind, at); break;
    }
}

/* ---- the table ----------------------------------------------------------------------------------------- */

static int connect(sqlite3 *handle, void *rules, int argc, const char *const *argv, sqlite3_vtab **out, char **error) {
    zhibiao_error why;
    sqlite3_str *sql = sqlite3_str_new(handle);
    (void)argc, (void)argv;
    for (size_t i = 0; i < COLUMNS; i++)
        sqlite3_str_appendf(sql, "%s%s", i ? ", " : "CREATE TABLE x (", columns[i].declared);
    sqlite3_str_appendall(sql, ")");
    char *declaration = sqlite3_str_finish(sql);
    int code = declaration ? sqlite3_declare_vtab(handle, declaration) : SQLITE_NOMEM;
    sqlite3_free(declaration);
    table *made = code == SQLITE_OK ? sqlite3_malloc64(sizeof *made) : NULL;
    if (!made)
        return code == SQLITE_OK ? SQLITE_NOMEM : code;
    memset(made, 0, sizeof *made);
    if (zhibiao_parser_new(rules, &made->parser, &why)) {
        *error = sqlite3_mprintf("zhibiao: %s", why.message);
        sqlite3_free(made);
        return SQLITE_ERROR;
    }
    sqlite3_vtab_config(handle, SQLITE_VTAB_INNOCUOUS); /* it reads its arguments and nothing else */
    *out = &made->base;
    return SQLITE_OK;
}

static int disconnect(sqlite3_vtab *base) {
    zhibiao_parser_free(((table *)base)->parser);
    sqlite3_free(base);
    return SQLITE_OK;
}

/* Arguments come as equalities with the hidden columns; idxNum has a bit for each that is there, and they come in their order. */
static int choose(sqlite3_vtab *base, sqlite3_index_info *info) {
    int where[ARGUMENTS] = {-1, -1, -1}, used = 0;
    for (int i = 0; i < info->nConstraint; i++) {
        const struct sqlite3_index_constraint *c = &info->aConstraint[i];
        if (c->op != SQLITE_INDEX_CONSTRAINT_EQ || c->iColumn < FIRST_ARGUMENT)
            continue;
        if (!c->usable)
            return SQLITE_CONSTRAINT; /* the text is not known yet in this order of tables */
        where[c->iColumn - FIRST_ARGUMENT] = i;
    }
    if (where[0] < 0) {
        base->zErrMsg = sqlite3_mprintf("zhibiao_extract(text, date, place) needs a text");
        return SQLITE_ERROR;
    }
    for (int i = 0; i < ARGUMENTS; i++) {
        if (where[i] < 0)
            continue;
        info->aConstraintUsage[where[i]].argvIndex = ++used;
        info->aConstraintUsage[where[i]].omit = 1;
        info->idxNum |= 1 << i;
    }
    info->estimatedCost = 10000;
    info->estimatedRows = 20;
    return SQLITE_OK;
}

static int open_cursor(sqlite3_vtab *base, sqlite3_vtab_cursor **out) {
    cursor *made = sqlite3_malloc64(sizeof *made);
    (void)base;
    if (!made)
        return SQLITE_NOMEM;
    memset(made, 0, sizeof *made);
    *out = &made->base;
    return SQLITE_OK;
}

static void clear(cursor *c) {
    zhibiao_result_free(c->result);
    c->result = NULL;
    c->at = c->count = 0;
    for (size_t i = 0; i < ARGUMENTS; i++) {
        sqlite3_value_free(c->given[i]);
        c->given[i] = NULL;
    }
}

static int close_cursor(sqlite3_vtab_cursor *base) {
    clear((cursor *)base);
    sqlite3_free(base);
    return SQLITE_OK;
}

/* `count` digits and what must follow them (0: anything); -1: it is not so. */
static int read_digits(const char **text, int count, char follows) {
    int number = 0;
    for (; count; count--, (*text)++) {
        if (**text < '0' || **text > '9')
            return -1;
        number = number * 10 + (**text - '0');
    }
    if (follows && *(*text)++ != follows)
        return -1;
    return number;
}

/* "2024-01-31", and of "2024-01-31T08:00" the day. */
static int read_date(const char *text, zhibiao_date *date) {
    int year = read_digits(&text, 4, '-'), month = year < 0 ? -1 : read_digits(&text, 2, '-');
    int day = month < 0 ? -1 : read_digits(&text, 2, 0);
    if (year < 1 || month < 1 || month > 12 || day < 1 || day > 31)
        return 0;
    *date = (zhibiao_date){(int16_t)year, (uint8_t)month, (uint8_t)day};
    return 1;
}

static int fail(cursor *c, const char *message) {
    c->base.pVtab->zErrMsg = sqlite3_mprintf("zhibiao_extract: %s", message);
    return SQLITE_ERROR;
}

/* Text is UTF-8; a blob is bytes as a file has them, in any encoding. NULL has no records. */
static int read_text(cursor *c) {
    zhibiao_options options = {.size = sizeof options};
    zhibiao_error why;
    sqlite3_value *text = c->given[0], *date = c->given[1], *place = c->given[2];
    int type = sqlite3_value_type(text);
    if (type == SQLITE_NULL)
        return SQLITE_OK;
    if (date && sqlite3_value_type(date) != SQLITE_NULL && !read_date((const char *)sqlite3_value_text(date), &options.date))
        return fail(c, "a date is written 2024-01-31");
    if (place && sqlite3_value_type(place) != SQLITE_NULL)
        options.region = (const char *)sqlite3_value_text(place);
    const void *bytes = type == SQLITE_BLOB ? sqlite3_value_blob(text) : sqlite3_value_text(text);
    if (type != SQLITE_BLOB)
        options.encoding = "UTF-8";
    if (zhibiao_parse(((table *)c->base.pVtab)->parser, bytes ? bytes : "", (size_t)sqlite3_value_bytes(text), &options, &c->result, &why))
        return fail(c, why.message);
    c->count = zhibiao_result_count(c->result);
    return SQLITE_OK;
}

static int filter(sqlite3_vtab_cursor *base, int bits, const char *words, int argc, sqlite3_value **argv) {
    cursor *c = (cursor *)base;
    (void)words;
    clear(c);
    for (int i = 0, next = 0; i < ARGUMENTS && next < argc; i++) {
        if (!(bits >> i & 1))
            continue;
        c->given[i] = sqlite3_value_dup(argv[next++]);
        if (!c->given[i])
            return SQLITE_NOMEM;
    }
    return read_text(c);
}

static int next(sqlite3_vtab_cursor *base) {
    ((cursor *)base)->at++;
    return SQLITE_OK;
}

static int is_at_end(sqlite3_vtab_cursor *base) {
    return ((cursor *)base)->at >= ((cursor *)base)->count;
}

static int show_column(sqlite3_vtab_cursor *base, sqlite3_context *out, int index) {
    cursor *c = (cursor *)base;
    const table_column *column = &columns[index];
    if (column->kind != GIVEN)
        give(out, c->result, &zhibiao_result_records(c->result)[c->at], column);
    else if (c->given[column->at])
        sqlite3_result_value(out, c->given[column->at]);
    return SQLITE_OK;
}

static int show_row(sqlite3_vtab_cursor *base, sqlite3_int64 *row) {
    *row = (sqlite3_int64)((cursor *)base)->at + 1;
    return SQLITE_OK;
}

/* Without xCreate the table needs no CREATE VIRTUAL TABLE. */
static const sqlite3_module module = {
    .xConnect = connect, .xDisconnect = disconnect, .xBestIndex = choose, .xOpen = open_cursor, .xClose = close_cursor,
    .xFilter = filter, .xNext = next, .xEof = is_at_end, .xColumn = show_column, .xRowid = show_row,
};

static void free_rules(void *rules) {
    zhibiao_rules_free(rules);
}

#ifdef _WIN32
__declspec(dllexport)
#else
__attribute__((visibility("default")))
#endif
int sqlite3_zhibiaosqlite_init(sqlite3 *handle, char **error, const sqlite3_api_routines *api) {
    zhibiao_rules *rules;
    zhibiao_error why;
    SQLITE_EXTENSION_INIT2(api);
    if (zhibiao_rules_new(NULL, &rules, &why)) {
        *error = sqlite3_mprintf("zhibiao: %s", why.message);
        return SQLITE_ERROR;
    }
    int code = sqlite3_create_module_v2(handle, "zhibiao_extract", &module, rules, free_rules);
    return code == SQLITE_OK ? SQLITE_OK_LOAD_PERMANENTLY : code; /* ICU keeps memory, and loses it each time it is unloaded */
}
