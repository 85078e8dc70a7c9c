/* What a database of --format sqlite holds.
 *
 *     documents ──< sentences ──< records ──< quantities        one row a text, a sentence with figures, a record, a figure
 *     failures                                                  texts that could not be read when they were last tried
 *     triples                                                   a view: a record a row, with its five figures side by side
 *     sentences_search                                          full text of the sentences, any three characters or more
 *
 * `value` is exact, in text; `number` is the same as a floating-point number, to sort and sum by; `base` is it in the base unit of its
 * dimension (元, 人, m², kg …), so that 3亩 and 2000平方米 are found equal.
 */
#include "database.h"

#define FIGURE(role, short)                                                                                                  \
    short ".value || coalesce('..' || " short ".upper, '') AS " role ", " short ".unit || coalesce('/' || " short ".per, '') AS " role \
          "_unit, " short ".cmp AS " role "_cmp, " short ".number AS " role "_number, " short ".text AS " role "_text, "
#define JOIN(role, short) "LEFT JOIN quantities " short " ON " short ".record = r.id AND " short ".role = '" role "' "

const char *const database_schema[] = {
    "CREATE TABLE documents (id INTEGER PRIMARY KEY, source TEXT NOT NULL UNIQUE, "
    "sha256 TEXT, "   /* of the text's bytes as they were given */
    "settings TEXT, " /* which version and options it was read with */
    "title TEXT, publisher TEXT, date TEXT, encoding TEXT, bytes INTEGER, points INTEGER, bad_bytes INTEGER, "
    "read_at TEXT)", /* when it came in or changed, UTC */

    "CREATE TABLE sentences (id INTEGER PRIMARY KEY, document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE, "
    "text TEXT, start INTEGER, \"end\" INTEGER, byte_start INTEGER, byte_end INTEGER)",

    "CREATE TABLE records (id INTEGER PRIMARY KEY, document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE, "
    "sentence INTEGER NOT NULL REFERENCES sentences ON DELETE CASCADE, "
    "number INTEGER NOT NULL, " /* the record's id in its document */
    "indicator TEXT, indicator_full TEXT, indicator_name TEXT, measure TEXT, basis TEXT, check_verdict TEXT, check_computed TEXT, "
    "time_text TEXT, time_from TEXT, time_to TEXT, region TEXT, region_name TEXT, region_code TEXT, section TEXT, item TEXT, rule TEXT, "
    "confidence REAL)",

    "CREATE TABLE quantities (record INTEGER NOT NULL REFERENCES records ON DELETE CASCADE, "
    "role TEXT NOT NULL CHECK (role IN ('target', 'actual', 'baseline', 'completion', 'gap')), "
    "value TEXT, upper TEXT, number REAL, upper_number REAL, base REAL, upper_base REAL, unit TEXT, per TEXT, cmp TEXT, dimension TEXT, "
    "text TEXT, derived TEXT, low TEXT, high TEXT, start INTEGER, \"end\" INTEGER, byte_start INTEGER, byte_end INTEGER, "
    "PRIMARY KEY (record, role)) WITHOUT ROWID",

    "CREATE TABLE failures (source TEXT PRIMARY KEY, code TEXT, message TEXT, byte INTEGER, at TEXT) WITHOUT ROWID",

    "CREATE INDEX sentences_of ON sentences (document)",
    "CREATE INDEX records_of ON records (document, number)",
    "CREATE INDEX records_in ON records (sentence)",
    "CREATE INDEX records_by_indicator ON records (indicator_full, time_to)",
    "CREATE INDEX records_by_name ON records (indicator_name, time_to) WHERE indicator_name IS NOT NULL",
    "CREATE INDEX records_by_region ON records (region_code, time_to) WHERE region_code IS NOT NULL",
    "CREATE INDEX quantities_by_size ON quantities (dimension, base)",

    "CREATE VIRTUAL TABLE sentences_search USING fts5(text, content=[sentences], content_rowid='id', tokenize='trigram')",
    "CREATE TRIGGER sentences_added AFTER INSERT ON sentences BEGIN "
    "INSERT INTO sentences_search (rowid, text) VALUES (new.id, new.text); END",
    "CREATE TRIGGER sentences_removed AFTER DELETE ON sentences BEGIN "
    "INSERT INTO sentences_search (sentences_search, rowid, text) VALUES ('delete', old.id, old.text); END",

    /* From `number` on, the columns of zhibiao_extract() in examples/sqlite. */
    "CREATE VIEW triples AS SELECT r.id AS record, d.source, d.title, d.date, r.number, r.indicator, r.indicator_full, r.indicator_name, "
    "r.measure, " FIGURE("target", "t") FIGURE("actual", "a") FIGURE("baseline", "b") FIGURE("completion", "c") FIGURE("gap", "g")
    "r.basis, r.check_verdict, r.time_text, r.time_from, r.time_to, coalesce(r.region_name, r.region) AS region, r.section, r.item, "
    "s.text AS sentence, s.byte_start, s.byte_end, r.rule FROM records r JOIN documents d ON d.id = r.document "
    "JOIN sentences s ON s.id = r.sentence " JOIN("target", "t") JOIN("actual", "a") JOIN("baseline", "b") JOIN("completion", "c")
    JOIN("gap", "g"),

    NULL};
