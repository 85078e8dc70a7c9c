/* --format sqlite: which texts the database has, and how those come in that it has not.
 *
 * A text is known by its source (the path, or what --jsonl-id found). When its bytes and the options are those of the last time, it is not
 * even read. Else what the database had of it goes, and what it gives now comes, under the same documents.id. A text that fails leaves
 * what was there, and a row in `failures` that goes when it is read well. Texts come in whole or not at all: each has a savepoint, and
 * a run that is killed keeps those that were committed.
 *
 *     database_has                       whole in one piece and known: nothing is done
 *     database_add, for each part        the first part opens the savepoint
 *     database_fail, or the next text    ends it
 */
#define _GNU_SOURCE
#include "database.h"

bool database_is_there(void) {
#ifdef ZHIBIAO_WITH_SQLITE
    return true;
#else
    return false;
#endif
}

#ifdef ZHIBIAO_WITH_SQLITE
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "tally.h"

enum { IDENTITY = 0x5A423031, VERSION = 1, TOGETHER = 1000, SECONDS = 2, PATIENCE = 30000 }; /* texts and time of a commit; ms */

static const char *const statements[STATEMENTS] = {
    [FIND_DOCUMENT] = "SELECT id, sha256, settings FROM documents WHERE source = ?1",
    [ADD_DOCUMENT] = "INSERT INTO documents (source) VALUES (?1) ON CONFLICT (source) DO UPDATE SET sha256 = NULL RETURNING id",
    [CLEAR_DOCUMENT] = "DELETE FROM sentences WHERE document = ?1",
    [DESCRIBE_DOCUMENT] = "UPDATE documents SET title = ?2, publisher = ?3, date = ?4, encoding = ?5 WHERE id = ?1",
    [END_DOCUMENT] = "UPDATE documents SET sha256 = ?2, settings = ?3, bytes = ?4, points = ?5, bad_bytes = ?6, "
                     "read_at = strftime('%Y-%m-%dT%H:%M:%SZ', 'now') WHERE id = ?1",
    [ADD_SENTENCE] = "INSERT INTO sentences (document, text, start, \"end\", byte_start, byte_end) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    [ADD_RECORD] = "INSERT INTO records (document, sentence, number, indicator, indicator_full, indicator_name, measure, basis, "
                   "check_verdict, check_computed, time_text, time_from, time_to, region, region_name, region_code, section, item, rule, "
                   "confidence) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20)",
    [ADD_QUANTITY] = "INSERT INTO quantities (record, role, value, upper, number, upper_number, base, upper_base, unit, per, cmp, "
                     "dimension, text, derived, low, high, start, \"end\", byte_start, byte_end) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, "
                     "?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20)",
    [ADD_FAILURE] = "REPLACE INTO failures VALUES (?1, ?2, ?3, ?4, strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))",
    [CLEAR_FAILURE] = "DELETE FROM failures WHERE source = ?1",
};

/* ---- statements ---------------------------------------------------------------------------------------- */

bool database_failed(cli_database *database) {
    char message[320];
    snprintf(message, sizeof message, "cannot write: %s", database->handle ? sqlite3_errmsg(database->handle) : "out of memory");
    if (!database->output->failed) /* once is enough */
        complain(database->path, message);
    database->output->failed = true;
    return false;
}

static bool run(cli_database *database, const char *sql) {
    return sqlite3_exec(database->handle, sql, NULL, NULL, NULL) == SQLITE_OK || database_failed(database);
}

sqlite3_stmt *database_prepared(cli_database *database, database_statement which) {
    sqlite3_stmt *statement = database->statements[which];
    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
    return statement;
}

int database_step(cli_database *database, database_statement which) {
    int code = sqlite3_step(database->statements[which]);
    if (code == SQLITE_ROW || code == SQLITE_DONE)
        return code == SQLITE_ROW;
    database_failed(database);
    return -1;
}

/* One that gives no rows, with a first value. */
static bool step_with_id(cli_database *database, database_statement which, int64_t id) {
    sqlite3_bind_int64(database_prepared(database, which), 1, id);
    return database_step(database, which) >= 0;
}

static bool step_with_source(cli_database *database, database_statement which, const char *source) {
    bind_text(database_prepared(database, which), 1, source);
    return database_step(database, which) >= 0;
}

void bind_text(sqlite3_stmt *statement, int at, const char *text) {
    if (text)
        sqlite3_bind_text(statement, at, text, -1, SQLITE_TRANSIENT);
}

void bind_string(sqlite3_stmt *statement, int at, const zhibiao_result *result, zhibiao_string string) {
    if (string.size)
        sqlite3_bind_text(statement, at, zhibiao_string_get(result, string), (int)string.size, SQLITE_TRANSIENT);
}

void bind_date(sqlite3_stmt *statement, int at, zhibiao_date date) {
    char text[32];
    int used = snprintf(text, sizeof text, "%04d", date.year);
    if (date.month)
        used += snprintf(text + used, sizeof text - (size_t)used, "-%02u", date.month);
    if (date.month && date.day)
        snprintf(text + used, sizeof text - (size_t)used, "-%02u", date.day);
    if (date.year > 0)
        bind_text(statement, at, text);
}

/* ---- a text -------------------------------------------------------------------------------------------- */

/* What a text is read with: the options of all, and the day that its line of JSON says. */
static char *setting_of(const cli_database *database, const cli_text *text) {
    size_t room = strlen(database->settings) + 40;
    char *setting = malloc(room);
    if (setting && text->date.year)
        snprintf(setting, room, "%s; day %04d-%02u-%02u", database->settings, text->date.year, text->date.month, text->date.day);
    else if (setting)
        snprintf(setting, room, "%s", database->settings);
    return setting;
}

/* Looks the text up; `before` is its hash, or empty when it is not there or was read in another way. -1: failed. */
static int find(cli_database *database, const char *source, const char *setting, char before[65]) {
    before[0] = '\0';
    bind_text(database_prepared(database, FIND_DOCUMENT), 1, source);
    int found = database_step(database, FIND_DOCUMENT);
    if (found > 0) {
        sqlite3_stmt *statement = database->statements[FIND_DOCUMENT];
        const unsigned char *hash = sqlite3_column_text(statement, 1), *old = sqlite3_column_text(statement, 2);
        if (hash && old && !strcmp((const char *)old, setting))
            snprintf(before, 65, "%s", (const char *)hash);
    }
    sqlite3_reset(database->statements[FIND_DOCUMENT]);
    return found;
}

static bool leave(cli_database *database, const char *sql) {
    free(database->source);
    free(database->setting);
    database->source = database->setting = NULL;
    return run(database, sql);
}

/* The text that was written is complete. One that came in parts may have been known all the same. */
static bool end_text(cli_database *database) {
    char hex[65];
    if (!database->source)
        return true;
    sha256_end(&database->hash, hex);
    if (!strcmp(hex, database->before))
        return leave(database, "ROLLBACK TO text; RELEASE text");
    sqlite3_stmt *statement = database_prepared(database, END_DOCUMENT);
    const uint64_t sizes[] = {database->bytes, database->points, database->bad_bytes};
    sqlite3_bind_int64(statement, 1, database->document);
    bind_text(statement, 2, hex);
    bind_text(statement, 3, database->setting);
    for (int i = 0; i < 3; i++)
        sqlite3_bind_int64(statement, 4 + i, (sqlite3_int64)sizes[i]);
    database->waiting++;
    return database_step(database, END_DOCUMENT) >= 0 && leave(database, "RELEASE text");
}

static bool commit(cli_database *database) {
    database->waiting = 0;
    database->committed = time(NULL);
    return sqlite3_get_autocommit(database->handle) || run(database, "COMMIT");
}

static bool begin_text(cli_database *database, const cli_text *text) {
    if (!end_text(database) || (sqlite3_get_autocommit(database->handle) && !run(database, "BEGIN IMMEDIATE")) ||
        !run(database, "SAVEPOINT text"))
        return false;
    database->source = strdup(text->source);
    database->setting = setting_of(database, text);
    if (!database->source || !database->setting)
        return database_failed(database);
    sha256_begin(&database->hash);
    database->bytes = database->points = database->bad_bytes = 0;
    database->sentence = 0;
    if (find(database, text->source, database->setting, database->before) < 0 ||
        !step_with_source(database, CLEAR_FAILURE, text->source) || !step_with_source(database, ADD_DOCUMENT, text->source))
        return false;
    database->document = sqlite3_column_int64(database->statements[ADD_DOCUMENT], 0);
    sqlite3_reset(database->statements[ADD_DOCUMENT]);
    return step_with_id(database, CLEAR_DOCUMENT, database->document);
}

/* What the first part says of the whole. */
static bool describe(cli_database *database, const zhibiao_result *result) {
    const zhibiao_document *document = zhibiao_result_document(result);
    sqlite3_stmt *statement = database_prepared(database, DESCRIBE_DOCUMENT);
    sqlite3_bind_int64(statement, 1, database->document);
    bind_string(statement, 2, result, document->title);
    bind_string(statement, 3, result, document->publisher);
    bind_date(statement, 4, document->date);
    bind_string(statement, 5, result, document->encoding);
    return database_step(database, DESCRIBE_DOCUMENT) >= 0;
}

bool database_has(cli_database *database, const cli_text *text, const char *bytes, size_t size) {
    sha256 hash;
    char hex[65], before[65];
    char *setting = setting_of(database, text);
    bool same = setting && end_text(database) && find(database, text->source, setting, before) > 0 && before[0];
    free(setting);
    if (!same)
        return false;
    sha256_begin(&hash);
    sha256_add(&hash, bytes, size);
    sha256_end(&hash, hex);
    return !strcmp(hex, before) && step_with_source(database, CLEAR_FAILURE, text->source);
}

/* Texts of a pipe, which may stand still, are committed one by one. */
bool database_add(const cli_run *reading, const cli_text *text, const char *bytes, size_t size, const zhibiao_result *result) {
    cli_database *database = reading->database;
    bool first = text->bytes == size; /* it counts this part already */
    if (first && (!begin_text(database, text) || !describe(database, result)))
        return false;
    sha256_add(&database->hash, bytes, size);
    database->bytes += size;
    database->points += zhibiao_result_document(result)->points;
    database->bad_bytes += zhibiao_result_document(result)->bad_bytes;
    if (!rows_add(database, result) || (text->last && !end_text(database)))
        return false;
    bool waits = database->waiting < TOGETHER && time(NULL) - database->committed < SECONDS && stream_size(&reading->stream) > 0;
    return !text->last || waits || commit(database);
}

void database_forgive(cli_database *database, const char *source) {
    step_with_source(database, CLEAR_FAILURE, source);
}

void database_fail(cli_database *database, const cli_text *text, const zhibiao_error *why) {
    if (database->output->failed)
        return;
    if (database->source && text->bytes)
        leave(database, "ROLLBACK TO text; RELEASE text");
    else
        end_text(database);
    sqlite3_stmt *statement = database_prepared(database, ADD_FAILURE);
    bind_text(statement, 1, text->source);
    bind_text(statement, 2, zhibiao_status_name(why->status));
    bind_text(statement, 3, why->message);
    sqlite3_bind_int64(statement, 4, (sqlite3_int64)why->byte);
    database_step(database, ADD_FAILURE);
}

/* ---- the database -------------------------------------------------------------------------------------- */

static int number_of(cli_database *database, const char *sql) {
    sqlite3_stmt *statement = NULL;
    int number = -1;
    if (sqlite3_prepare_v2(database->handle, sql, -1, &statement, NULL) == SQLITE_OK && sqlite3_step(statement) == SQLITE_ROW)
        number = sqlite3_column_int(statement, 0);
    sqlite3_finalize(statement);
    return number < 0 ? (database_failed(database), -1) : number;
}

static bool refuse_database(cli_database *database, const char *message) {
    complain(database->path, message);
    database->output->failed = true;
    return false;
}

/* Makes the tables of a database that has none; whose tables are not ours is left alone. */
static bool know_schema(cli_database *database) {
    char sql[96];
    int tables = number_of(database, "SELECT count(*) FROM sqlite_schema");
    int identity = tables < 0 ? -1 : number_of(database, "PRAGMA application_id");
    int version = identity < 0 ? -1 : number_of(database, "PRAGMA user_version");
    if (version < 0)
        return false;
    if (tables && identity != IDENTITY)
        return refuse_database(database, "this is a database of something else; give -o a file of its own");
    if (tables && version != VERSION)
        return refuse_database(database, "this database is of another version of zhibiao; make a new one");
    for (size_t i = 0; !tables && database_schema[i]; i++)
        if (!run(database, database_schema[i]))
            return false;
    snprintf(sql, sizeof sql, "PRAGMA application_id = %d; PRAGMA user_version = %d", (int)IDENTITY, (int)VERSION);
    return tables || run(database, sql);
}

static bool prepare(cli_database *database) {
    bool good = true;
    for (size_t i = 0; good && i < STATEMENTS; i++)
        good = sqlite3_prepare_v3(database->handle, statements[i], -1, SQLITE_PREPARE_PERSISTENT, &database->statements[i], NULL) ==
               SQLITE_OK;
    return good || database_failed(database);
}

static void add_words(char **settings, const char *what, const char *value) {
    size_t before = *settings ? strlen(*settings) : 0, room = before + strlen(what) + strlen(value) + 1;
    char *words = *settings ? realloc(*settings, room) : NULL;
    if (words)
        snprintf(words + before, room - before, "%s%s", what, value);
    else
        free(*settings);
    *settings = words;
}

/* A rule file is named by what is in it. */
static void add_rules(char **settings, const char *path) {
    char bytes[4096], hex[65];
    sha256 hash;
    size_t got;
    FILE *file = fopen(path, "rb");
    sha256_begin(&hash);
    while (file && (got = fread(bytes, 1, sizeof bytes, file)) > 0)
        sha256_add(&hash, bytes, got);
    if (file)
        fclose(file);
    sha256_end(&hash, hex);
    add_words(settings, "; added ", hex);
}

/* Whatever may change what comes out. NULL: out of memory. */
static char *describe_settings(const cli_settings *settings) {
    char day[16], *words = strdup("zhibiao ");
    add_words(&words, zhibiao_version(), "");
    add_words(&words, "; rules ", rules_version());
    snprintf(day, sizeof day, "%04d-%02u-%02u", settings->date.year, settings->date.month, settings->date.day);
    if (settings->date.year)
        add_words(&words, "; date ", day);
    if (settings->region)
        add_words(&words, "; region ", settings->region);
    if (settings->encoding)
        add_words(&words, "; encoding ", settings->encoding);
    if (settings->select)
        add_words(&words, "; html-select ", settings->select);
    if (settings->html)
        add_words(&words, "; html", "");
    if (settings->all)
        add_words(&words, "; all", "");
    for (size_t i = 0; i < settings->rule_count; i++)
        add_rules(&words, settings->rules[i]);
    return words;
}

static bool database_open(cli_database *database, const cli_settings *settings) {
    database->path = settings->output;
    database->settings = describe_settings(settings);
    if (!database->settings || sqlite3_open(settings->output, &database->handle) != SQLITE_OK)
        return database_failed(database);
    sqlite3_busy_timeout(database->handle, PATIENCE);
    /* The lock is taken before the tables are looked for: two that start together make them once. */
    return run(database, "PRAGMA foreign_keys = ON; PRAGMA cache_size = -65536; BEGIN IMMEDIATE") && know_schema(database) && prepare(database) &&
           commit(database);
}

static void database_close(cli_database *database) {
    bool good = !database->output->failed && end_text(database) && commit(database);
    for (size_t i = 0; i < STATEMENTS; i++)
        sqlite3_finalize(database->statements[i]);
    if (!good && database->handle && !sqlite3_get_autocommit(database->handle))
        sqlite3_exec(database->handle, "ROLLBACK", NULL, NULL, NULL);
    sqlite3_close(database->handle);
    free(database->settings);
    free(database->setting);
    free(database->source);
}

/* ---- the run ------------------------------------------------------------------------------------------- */

int run_database(const cli_settings *settings) {
    cli_run reading = {.settings = settings};
    cli_database database = {.output = &reading.output};
    zhibiao_rules *rules = NULL;
    cli_paths list = {0};
    int code = engine_open(settings, &rules, &reading.parser);
    if (code != DONE)
        return code;
    database.rules = rules;
    reading.options = (zhibiao_options){.size = sizeof reading.options, .encoding = settings->encoding, .region = settings->region,
                                        .flags = settings->all ? ZHIBIAO_ALL : 0U, .html_select = settings->select};
    if (!documents_know(&reading)) {
        code = USAGE;
    } else if (!files_list(settings, &list)) {
        code = INPUT_FAILED;
    } else {
        reading.database = &database;
        bool good = database_open(&database, settings);
        progress_expect(list.items, list.count);
        for (size_t i = 0; good && i < settings->path_count; i++) /* folders; what fails again is noted again */
            database_forgive(&database, settings->paths[i]);
        for (size_t i = 0; good && i < list.count && can_write(&reading); i++)
            documents_read(&reading, list.items[i]);
        database_close(&database);
        code = reading.output.failed ? OUTPUT_FAILED : reading.failed ? INPUT_FAILED : DONE;
    }
    paths_clear(&list);
    stream_clear(&reading.stream);
    zhibiao_parser_free(reading.parser);
    zhibiao_rules_free(rules);
    return code;
}
#else
bool database_has(cli_database *database, const cli_text *text, const char *bytes, size_t size) {
    (void)database, (void)text, (void)bytes, (void)size;
    return false;
}

bool database_add(const cli_run *reading, const cli_text *text, const char *bytes, size_t size, const zhibiao_result *result) {
    (void)reading, (void)text, (void)bytes, (void)size, (void)result;
    return false;
}

void database_fail(cli_database *database, const cli_text *text, const zhibiao_error *why) {
    (void)database, (void)text, (void)why;
}

void database_forgive(cli_database *database, const char *source) {
    (void)database, (void)source;
}

int run_database(const cli_settings *settings) { /* contradiction() has refused before */
    (void)settings;
    return USAGE;
}
#endif
