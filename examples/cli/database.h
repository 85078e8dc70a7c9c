/* --format sqlite: records in a database, each text once. schema.c what stands in it · database.c which texts are new, and
 * the transactions · rows.c a result's rows. Without SQLite (ZHIBIAO_WITH_SQLITE) there is database.c alone, and says so. */
#ifndef DATABASE_H
#define DATABASE_H

#include "cli.h"

extern const char *const database_schema[]; /* statements; NULL behind the last */

#ifdef ZHIBIAO_WITH_SQLITE
#include <sqlite3.h>
#include <time.h>

#include "sha256.h"

typedef enum database_statement {
    FIND_DOCUMENT, ADD_DOCUMENT, CLEAR_DOCUMENT, DESCRIBE_DOCUMENT, END_DOCUMENT, ADD_SENTENCE, ADD_RECORD, ADD_QUANTITY, ADD_FAILURE,
    CLEAR_FAILURE, STATEMENTS
} database_statement;

struct cli_database {
    sqlite3 *handle;
    sqlite3_stmt *statements[STATEMENTS];
    const char *path;
    const zhibiao_rules *rules;
    cli_output *output;      /* is told when nothing can be written any more */
    char *settings;          /* version and options, as documents.settings has them */
    char *source;            /* of the text that is being written; NULL: none is */
    char *setting;           /* what it is read with */
    char before[65];         /* its hash when it was last read in this way, or empty */
    sha256 hash;
    uint64_t bytes, points, bad_bytes;
    int64_t document, sentence;
    zhibiao_span span;       /* of that sentence */
    unsigned waiting;        /* texts since the last commit */
    time_t committed;        /* when that was */
};

/* Runs a prepared statement whose values are bound; -1 and a message, once, when it fails. */
int database_step(cli_database *database, database_statement which);
sqlite3_stmt *database_prepared(cli_database *database, database_statement which); /* without values */
bool database_failed(cli_database *database); /* says so; false */
void bind_text(sqlite3_stmt *statement, int at, const char *text); /* NULL stays NULL */
void bind_string(sqlite3_stmt *statement, int at, const zhibiao_result *result, zhibiao_string string);
void bind_date(sqlite3_stmt *statement, int at, zhibiao_date date);

/* ---- rows.c */
bool rows_add(cli_database *database, const zhibiao_result *result);
#endif

#endif
