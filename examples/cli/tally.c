/* Counting, and --stats. */
#define _POSIX_C_SOURCE 200809L
#include "tally.h"

#include <inttypes.h>
#include <stdatomic.h>
#include <time.h>

static _Atomic uint64_t tallies[TALLIES];
static uint64_t began;

static uint64_t now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (uint64_t)time.tv_sec * 1000 + (uint64_t)time.tv_nsec / 1000000;
}

void tally_begin(void) {
    began = now();
}

void tally_add(tally_kind kind, uint64_t count) {
    atomic_fetch_add(&tallies[kind], count);
}

uint64_t tally_of(tally_kind kind) {
    return atomic_load(&tallies[kind]);
}

uint64_t tally_milliseconds(void) {
    return now() - began;
}

/* A record has a target, an actual, both, or another figure only (a gap, a share of the plan). */
static tally_kind kind_of(const zhibiao_record *record) {
    if (record->target.present)
        return record->actual.present ? TALLY_BOTH : TALLY_TARGETS;
    return record->actual.present ? TALLY_ACTUALS : TALLY_OTHERS;
}

void tally_result(const zhibiao_result *result) {
    const zhibiao_record *records = zhibiao_result_records(result);
    tally_add(TALLY_RECORDS, zhibiao_result_count(result));
    tally_add(TALLY_TOKENS, zhibiao_result_token_count(result));
    for (size_t i = 0; i < zhibiao_result_count(result); i++) {
        tally_add(kind_of(&records[i]), 1);
        tally_add(TALLY_INCONSISTENT, records[i].check == ZHIBIAO_INCONSISTENT);
    }
}

void tally_pairs(const zhibiao_pairing *pairing) {
    const zhibiao_pair *pairs = zhibiao_pairing_pairs(pairing);
    for (size_t i = 0; i < zhibiao_pairing_count(pairing); i++)
        if (TALLY_VERDICTS + pairs[i].verdict < TALLIES)
            tally_add(TALLY_VERDICTS + pairs[i].verdict, 1);
}

static void print(const char *name, uint64_t count) {
    fprintf(stderr, "%-18s %" PRIu64 "\n", name, count);
}

/* A name and a number a line, so that programs can read it too; of what does not happen in a run, such as pairs, no line. */
void tally_print(void) {
    static const struct { const char *name; tally_kind kind; bool always; } lines[] = {
        {"files", TALLY_FILES, true}, {"documents", TALLY_DOCUMENTS, true}, {"bytes", TALLY_BYTES, true},
        {"records", TALLY_RECORDS, true}, {"  target and actual", TALLY_BOTH, false}, {"  target only", TALLY_TARGETS, false},
        {"  actual only", TALLY_ACTUALS, false}, {"  neither", TALLY_OTHERS, false},
        {"  inconsistent", TALLY_INCONSISTENT, false}, {"tokens", TALLY_TOKENS, false},
    };
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        if (lines[i].always || tally_of(lines[i].kind))
            print(lines[i].name, tally_of(lines[i].kind));
    for (uint32_t verdict = 0; TALLY_VERDICTS + verdict < TALLIES; verdict++)
        if (tally_of(TALLY_VERDICTS + verdict) && zhibiao_verdict_name(verdict))
            print(zhibiao_verdict_name(verdict), tally_of(TALLY_VERDICTS + verdict));
    print("warnings", tally_of(TALLY_WARNINGS));
    print("errors", tally_of(TALLY_ERRORS));
    fprintf(stderr, "%-18s %.2f\n", "seconds", (double)tally_milliseconds() / 1000);
}
