/* Comparisons as JSON, CSV and a table. A row shows the plan's record and the one that was judged; where else the target or the
 * report stands is told by source and id. */
#include "write.h"

static zb_slice string_of(const zhibiao_pairing *pairing, zhibiao_string string) {
    return (zb_slice){zhibiao_pairing_string(pairing, string), string.size};
}

static zb_row row_at(const zhibiao_pairing *pairing, zhibiao_place place) {
    const zhibiao_result *result = zhibiao_pairing_result(pairing, place.result);
    return (zb_row){result, result ? zhibiao_result_records(result) + place.record : NULL};
}

static zb_row plan_row(const zhibiao_pairing *pairing, const zhibiao_pair *pair) {
    return row_at(pairing, pair->plan);
}

static zb_row review_row(const zhibiao_pairing *pairing, const zhibiao_pair *pair) {
    return pair->report_count ? row_at(pairing, zhibiao_pairing_places(pairing)[pair->reports]) : (zb_row){NULL, NULL};
}

/* ---- JSON ------------------------------------------------------------------------------------------------ */

static void literal(zb_out *out, const char *text) {
    zb_out_add(out, zb_slice_of(text));
}

static void record(zb_out *out, zb_row row) {
    if (row.record)
        zb_json_record(out, row);
    else
        literal(out, "null");
}

static void named(zb_out *out, const char *key, const char *name) {
    zb_json_key(out, false, key);
    zb_json_string(out, name ? zb_slice_of(name) : (zb_slice){NULL, 0});
}

static void text(zb_out *out, const zhibiao_pairing *pairing, const char *key, zhibiao_string string) {
    zb_json_key(out, false, key);
    zb_json_string(out, string_of(pairing, string));
}

static void notes(zb_out *out, uint32_t bits) {
    bool first = true;
    zb_json_key(out, false, "notes");
    zb_out_byte(out, '[');
    for (uint32_t bit = 0; bit < 32; bit++) {
        const char *name = bits >> bit & 1 ? zhibiao_note_name(UINT32_C(1) << bit) : NULL;
        if (!name)
            continue;
        if (!first)
            zb_out_byte(out, ',');
        zb_json_string(out, zb_slice_of(name));
        first = false;
    }
    zb_out_byte(out, ']');
}

static void places(zb_out *out, const zhibiao_pairing *pairing, const char *key, uint32_t first, uint32_t count) {
    zb_json_key(out, false, key);
    zb_out_byte(out, '[');
    for (uint32_t i = 0; i < count; i++) {
        zb_row row = row_at(pairing, zhibiao_pairing_places(pairing)[first + i]);
        literal(out, i ? ",{" : "{");
        zb_json_key(out, true, "source");
        zb_json_string(out, zb_row_source(row));
        zb_json_key(out, false, "id");
        zb_json_number(out, row.record->id); /* NOLINT(clang-analyzer-core.NullDereference): places are always somewhere */
        zb_out_byte(out, '}');
    }
    zb_out_byte(out, ']');
}

static void year(zb_out *out, int32_t value) {
    zb_json_key(out, false, "year");
    if (value > 0)
        zb_json_number(out, (uint32_t)value);
    else
        literal(out, "null");
}

static void score(zb_out *out, uint32_t thousandths) {
    char digits[] = {(char)('0' + thousandths / 1000 % 10), '.', (char)('0' + thousandths / 100 % 10),
                     (char)('0' + thousandths / 10 % 10), (char)('0' + thousandths % 10), '\0'};
    zb_json_key(out, false, "score");
    literal(out, thousandths ? digits : "null");
}

void zb_json_pair(zb_out *out, const zhibiao_pairing *pairing, const zhibiao_pair *pair) {
    zb_out_byte(out, '{');
    zb_json_key(out, true, "indicator");
    zb_json_string(out, string_of(pairing, pair->indicator));
    zb_json_key(out, false, "plan");
    record(out, plan_row(pairing, pair));
    zb_json_key(out, false, "review");
    record(out, review_row(pairing, pair));
    named(out, "verdict", zhibiao_verdict_name(pair->verdict));
    text(out, pairing, "ratio", pair->ratio);
    text(out, pairing, "reason", pair->reason);
    text(out, pairing, "ratio_low", pair->ratio_low);
    text(out, pairing, "ratio_high", pair->ratio_high);
    named(out, "goal", zhibiao_goal_name(pair->goal));
    named(out, "cause", zhibiao_cause_name(pair->cause));
    notes(out, pair->notes);
    score(out, pair->score);
    text(out, pairing, "words", pair->words);
    text(out, pairing, "region", pair->region);
    year(out, pair->year);
    places(out, pairing, "restated", pair->restated, pair->restated_count);
    places(out, pairing, "reports", pair->reports, pair->report_count);
    zb_out_byte(out, '}');
}

/* ---- CSV ------------------------------------------------------------------------------------------------- */

enum { VALUE, UNIT, COMPARISON, TEXT };
typedef enum column_kind {
    REGION, YEAR, INDICATOR, MEASURE, TARGET, ACTUAL, VERDICT, RATIO, RATIO_LOW, RATIO_HIGH, GOAL, CAUSE, NOTES, REASON,
    PLAN_SOURCE, PLAN_ID, PLAN_SENTENCE, REVIEW_SOURCE, REVIEW_ID, REVIEW_INDICATOR, REVIEW_SENTENCE, REVIEW_TIME
} column_kind;

typedef struct csv_column {
    const char *name;
    column_kind kind;
    int part;
} csv_column;

static const csv_column columns[] = {
    {"region", REGION, 0}, {"year", YEAR, 0}, {"indicator", INDICATOR, 0}, {"measure", MEASURE, 0},
    {"target_value", TARGET, VALUE}, {"target_unit", TARGET, UNIT}, {"target_cmp", TARGET, COMPARISON},
    {"target_text", TARGET, TEXT},
    {"actual_value", ACTUAL, VALUE}, {"actual_unit", ACTUAL, UNIT}, {"actual_cmp", ACTUAL, COMPARISON},
    {"actual_text", ACTUAL, TEXT},
    {"verdict", VERDICT, 0}, {"ratio", RATIO, 0}, {"ratio_low", RATIO_LOW, 0}, {"ratio_high", RATIO_HIGH, 0},
    {"goal", GOAL, 0}, {"cause", CAUSE, 0}, {"notes", NOTES, 0}, {"reason", REASON, 0},
    {"plan_source", PLAN_SOURCE, 0}, {"plan_id", PLAN_ID, 0}, {"plan_sentence", PLAN_SENTENCE, 0},
    {"review_source", REVIEW_SOURCE, 0}, {"review_id", REVIEW_ID, 0}, {"review_indicator", REVIEW_INDICATOR, 0},
    {"review_time", REVIEW_TIME, 0}, {"review_sentence", REVIEW_SENTENCE, 0},
};
enum { COLUMNS = sizeof columns / sizeof *columns };

static void note_words(zb_cell *cell, uint32_t bits) {
    for (uint32_t bit = 0; bit < 32; bit++) {
        const char *name = bits >> bit & 1 ? zhibiao_note_name(UINT32_C(1) << bit) : NULL;
        if (name && cell->count)
            zb_cell_add(cell, ZB_SLICE(";"));
        if (name)
            zb_cell_add(cell, zb_slice_of(name));
    }
}

static void add_name(zb_cell *cell, const char *name) {
    if (name)
        zb_cell_add(cell, zb_slice_of(name));
}

static void record_cell(zb_cell *cell, zb_row row, column_kind kind) {
    if (!row.record)
        return;
    switch (kind) {
    case PLAN_SOURCE: case REVIEW_SOURCE: zb_cell_add(cell, zb_row_source(row)); break;
    case PLAN_ID: case REVIEW_ID: zb_cell_number(cell, row.record->id); break;
    case PLAN_SENTENCE: case REVIEW_SENTENCE: zb_cell_add(cell, zb_row_string(row, row.record->sentence_text)); break;
    case REVIEW_INDICATOR: zb_cell_field(cell, row, ZB_KEY_INDICATOR_FULL); break;
    case REVIEW_TIME: zb_cell_field(cell, row, ZB_KEY_TIME_TEXT); break;
    default: break;
    }
}

static void fill(zb_cell *cell, const zhibiao_pairing *pairing, const zhibiao_pair *pair, const csv_column *column) {
    zb_row plan = plan_row(pairing, pair), review = review_row(pairing, pair);
    switch (column->kind) {
    case REGION: zb_cell_add(cell, string_of(pairing, pair->region)); break;
    case YEAR:
        if (pair->year > 0)
            zb_cell_number(cell, (uint32_t)pair->year);
        break;
    case INDICATOR: zb_cell_add(cell, string_of(pairing, pair->indicator)); break;
    case MEASURE: zb_cell_field(cell, plan.record ? plan : review, ZB_KEY_MEASURE); break;
    case TARGET:
        if (plan.record)
            zb_csv_quantity(cell, plan, &plan.record->target, column->part);
        break;
    case ACTUAL:
        if (review.record)
            zb_csv_quantity(cell, review, &review.record->actual, column->part);
        break;
    case VERDICT: add_name(cell, zhibiao_verdict_name(pair->verdict)); break;
    case RATIO: zb_cell_add(cell, string_of(pairing, pair->ratio)); break;
    case RATIO_LOW: zb_cell_add(cell, string_of(pairing, pair->ratio_low)); break;
    case RATIO_HIGH: zb_cell_add(cell, string_of(pairing, pair->ratio_high)); break;
    case GOAL: add_name(cell, zhibiao_goal_name(pair->goal)); break;
    case CAUSE: add_name(cell, zhibiao_cause_name(pair->cause)); break;
    case NOTES: note_words(cell, pair->notes); break;
    case REASON: zb_cell_add(cell, string_of(pairing, pair->reason)); break;
    case PLAN_SOURCE: case PLAN_ID: case PLAN_SENTENCE: record_cell(cell, plan, column->kind); break;
    default: record_cell(cell, review, column->kind); break;
    }
}

void zb_csv_pair_head(zb_out *out) {
    for (size_t i = 0; i < COLUMNS; i++) {
        if (i)
            zb_out_byte(out, ',');
        literal(out, columns[i].name);
    }
    literal(out, "\r\n");
}

void zb_csv_pair(zb_out *out, const zhibiao_pairing *pairing, const zhibiao_pair *pair) {
    for (size_t i = 0; i < COLUMNS; i++) {
        zb_cell cell;
        zb_cell_init(&cell);
        fill(&cell, pairing, pair, &columns[i]);
        if (i)
            zb_out_byte(out, ',');
        zb_csv_cell(out, &cell);
    }
    literal(out, "\r\n");
}

/* ---- table ----------------------------------------------------------------------------------------------- */

static const zb_table_column table_columns[] = {
    {"region", REGION, ZB_KEYS, 16},      {"year", YEAR, ZB_KEYS, 5},         {"indicator", INDICATOR, ZB_KEYS, 40},
    {"target", TARGET, ZB_KEY_TARGET, 18}, {"actual", ACTUAL, ZB_KEY_ACTUAL, 18}, {"ratio", RATIO, ZB_KEYS, 10},
    {"verdict", VERDICT, ZB_KEYS, 14},    {"notes", NOTES, ZB_KEYS, 28},
};

static const char *verdict_colour(uint8_t verdict) {
    switch (verdict) {
    case ZHIBIAO_MET:
    case ZHIBIAO_EXCEEDED: return "32";
    case ZHIBIAO_SHORT: return "1;31";
    case ZHIBIAO_PENDING: return "33";
    default: return "2";
    }
}

static void table_words(zb_cell *cell, const void *subject, size_t index, const zb_table_column *column) {
    const zhibiao_pairing *pairing = subject;
    const zhibiao_pair *pair = zhibiao_pairing_pairs(pairing) + index;
    zb_row row = column->kind == TARGET ? plan_row(pairing, pair) : review_row(pairing, pair);
    csv_column same = {NULL, (column_kind)column->kind, 0};
    cell->colour = column->kind == VERDICT ? verdict_colour(pair->verdict) : zb_role_colour(column->key);
    if (column->kind == NOTES && pair->cause)
        add_name(cell, zhibiao_cause_name(pair->cause));
    else if (column->kind != TARGET && column->kind != ACTUAL)
        fill(cell, pairing, pair, &same);
    else if (row.record)
        zb_cell_quantity(cell, row, zb_row_quantity(row, column->key));
}

void zb_table_pairs(zb_out *out, const zhibiao_pairing *pairing, bool coloured) {
    zb_table table = {.coloured = coloured, .subject = pairing, .rows = zhibiao_pairing_count(pairing), .columns = table_columns,
                      .column_count = sizeof table_columns / sizeof *table_columns, .fill = table_words};
    zb_table_put(out, &table, (zb_slice){NULL, 0});
}
