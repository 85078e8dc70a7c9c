/* bench [-t] [-n RUNS] FILE…: how fast texts are read, and with how much memory.
 *
 * For each file the median of RUNS (9) runs: reading its bytes into a result, writing the records as JSON Lines, and the floors
 * below which nothing can go, measured in the same run: copying the bytes, and walking their code points. Then what one reading
 * takes of memory: calls of the allocator, the most that was held at once, what the result keeps. All that over the public API.
 * The first lines are what a process pays once: the rules, a parser, and the first reading of the first file beside the later ones.
 *
 * With -t also the stages by themselves, by their internal functions: decode, layout, tokens, grammar, meaning.
 * README.md has the method, RESULTS.md the tables.
 */
#define _POSIX_C_SOURCE 200809L
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "meaning.h"

enum { RUNS_MAX = 1001 };

typedef struct samples {
    double seconds[RUNS_MAX];
    int count;
} samples;

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t); /* the processor's time: what else the machine does is left out */
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

/* ---- memory ---------------------------------------------------------------------------------------------- */

/* An allocator that knows what is held: each block has its size in front. */
typedef struct ledger {
    size_t calls, held, most;
} ledger;

enum { FRONT = 16 };

static void *ledger_get(size_t size, void *context) {
    ledger *l = context;
    char *block = malloc(size + FRONT);
    if (!block)
        return NULL;
    memcpy(block, &size, sizeof size);
    l->calls++;
    l->held += size;
    l->most = l->held > l->most ? l->held : l->most;
    return block + FRONT;
}

static void ledger_put(void *block, void *context) {
    ledger *l = context;
    size_t size;
    memcpy(&size, (char *)block - FRONT, sizeof size);
    l->held -= size;
    free((char *)block - FRONT);
}

/* One reading by a parser that has read before, as in a long run. False: it cannot be read. */
static bool weigh(const char *bytes, size_t size) {
    ledger l = {0, 0, 0};
    zhibiao_allocator memory = {ledger_get, ledger_put, &l};
    zhibiao_rules *rules = NULL;
    zhibiao_parser *parser = NULL;
    zhibiao_result *result = NULL;
    bool done = zhibiao_rules_new(&memory, &rules, NULL) == ZHIBIAO_OK && zhibiao_parser_new(rules, &parser, NULL) == ZHIBIAO_OK &&
                zhibiao_parse(parser, bytes, size, NULL, &result, NULL) == ZHIBIAO_OK;
    if (done) {
        zhibiao_result_free(result);
        size_t before = l.held;
        l.calls = 0;
        l.most = l.held;
        done = zhibiao_parse(parser, bytes, size, NULL, &result, NULL) == ZHIBIAO_OK;
        double parser_kept = (double)before, most = (double)l.most, kept = (double)(l.held - before);
        if (done)
            printf("%12s %6zu allocations, most held %.2f MB (%.1f x the text), result %.2f MB, rules and parser before %.2f MB\n", "memory",
                   l.calls, most / 1e6, most / (double)size, kept / 1e6, parser_kept / 1e6);
    }
    if (done)
        zhibiao_result_free(result);
    zhibiao_parser_free(parser);
    zhibiao_rules_free(rules);
    return done;
}

/* ---- times ----------------------------------------------------------------------------------------------- */

static int by_size(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median(samples *s) {
    qsort(s->seconds, (size_t)s->count, sizeof s->seconds[0], by_size);
    return s->seconds[s->count / 2];
}

static void add(samples *s, double since) {
    s->seconds[s->count++] = now() - since;
}

static int swallow(const char *bytes, size_t size, void *context) {
    (void)bytes;
    *(size_t *)context += size;
    return 0;
}

static char *file_bytes(const char *path, size_t *size) {
    FILE *file = fopen(path, "rb");
    char *bytes = NULL;
    long length;
    if (!file)
        return NULL;
    if (!fseek(file, 0, SEEK_END) && (length = ftell(file)) >= 0 && !fseek(file, 0, SEEK_SET)) {
        *size = (size_t)length;
        bytes = malloc(*size + 1);
        if (bytes && fread(bytes, 1, *size, file) != *size) {
            free(bytes);
            bytes = NULL;
        }
    }
    fclose(file);
    return bytes;
}

/* The floor of all reading: each code point is seen once. */
static size_t walk(const char *bytes, size_t size) {
    size_t points = 0, width = 0;
    for (size_t at = 0; at < size; at += width) {
        points += zb_utf8_get(bytes + at, &width) != 0;
    }
    return points;
}

/* The four medians of one file, in seconds. */
static int measure(zhibiao_parser *parser, const char *bytes, size_t size, int runs, double out[4], size_t *records) {
    static samples parse, write, copy, steps;
    char *room = calloc(size + 4, 1);
    size_t written = 0;
    volatile char seen = 0; /* keeps the copy from being thrown out */
    if (!room)
        return 0;
    parse.count = write.count = copy.count = steps.count = 0;
    for (int i = 0; i < runs; i++) {
        zhibiao_result *result;
        double start = now();
        if (zhibiao_parse(parser, bytes, size, NULL, &result, NULL) != ZHIBIAO_OK) {
            free(room);
            return 0;
        }
        add(&parse, start);
        start = now();
        zhibiao_write_records(result, ZHIBIAO_JSONL, 0, swallow, &written);
        add(&write, start);
        *records = zhibiao_result_count(result);
        zhibiao_result_free(result);
        start = now();
        memcpy(room, bytes, size);
        seen = room[size / 2];
        add(&copy, start);
        start = now();
        seen = (char)walk(room, size);
        add(&steps, start);
    }
    (void)seen;
    free(room);
    out[0] = median(&parse);
    out[1] = median(&write);
    out[2] = median(&copy);
    out[3] = median(&steps);
    return 1;
}

/* ---- the stages ------------------------------------------------------------------------------------------- */

enum { DECODE, LAYOUT, TOKENS, GRAMMAR, MEANING, STAGES };
static const char *const stage_names[STAGES] = {"decode", "layout", "tokens", "grammar", "meaning"};

static bool scan_blocks(zhibiao_parser *parser) {
    zb_slice flow = zb_text_flow(&parser->text);
    for (uint32_t i = 0; i < parser->text.blocks.count; i++) {
        const zb_block *block = zb_array_at(&parser->text.blocks, i);
        if (!(block->kind == ZB_ROW ? zb_row_scan : zb_tokens_scan)(&parser->tokens, &parser->rules->vocabulary, flow, block->text, block->end))
            return false;
    }
    return true;
}

/* The clauses of all tokens, block by block. */
static bool cut_blocks(zhibiao_parser *parser) {
    uint32_t count = (uint32_t)parser->tokens.tokens.count;
    const zb_token *tokens = parser->tokens.tokens.data;
    const zb_block *blocks = parser->text.blocks.data;
    for (uint32_t block = 0, first = 0, end = 0; first < count; block++, first = end) {
        while (end < count && tokens[end].start < blocks[block].end)
            end++;
        if (end > first && !zb_clauses_cut(&parser->clauses, &parser->tokens, first, end, block))
            return false;
    }
    return true;
}

static bool understand(zhibiao_parser *parser) {
    zhibiao_options options = {.size = sizeof options};
    zhibiao_result result = {.memory = zb_default_memory};
    zb_document document = {.rules = parser->rules, .matcher = parser->matcher, .text = &parser->text, .tokens = &parser->tokens,
                            .clauses = &parser->clauses, .claims = &parser->claims, .options = &options};
    zb_array_init(&result.records, &zb_default_memory, sizeof(zhibiao_record));
    zb_buffer_init(&result.text, &zb_default_memory);
    zb_claims_reset(&parser->claims);
    bool done = zb_claims_read(&document, NULL) == ZHIBIAO_OK && zb_records_make(&document, &options, &result);
    zb_array_clear(&result.records);
    zb_buffer_clear(&result.text);
    return done;
}

/* The medians of all stages, in seconds. Grammar is the cutting of clauses: the rules run where meaning asks for them. */
static bool measure_stages(zhibiao_parser *parser, const char *bytes, size_t size, int runs, double out[STAGES]) {
    static samples stages[STAGES];
    bool done = true;
    for (int k = 0; k < STAGES; k++)
        stages[k].count = 0;
    for (int i = 0; i < runs && done; i++) {
        double start = now();
        done = zb_decode(&parser->text.decoded, bytes, size, NULL, NULL) == ZHIBIAO_OK;
        add(&stages[DECODE], start);
        double decoded = now() - start;
        start = now();
        done = done && zb_text_read(&parser->text, bytes, size, NULL, NULL) == ZHIBIAO_OK;
        add(&stages[LAYOUT], start + decoded); /* it decodes as well */
        zb_tokens_reset(&parser->tokens);
        zb_clauses_reset(&parser->clauses);
        start = now();
        done = done && scan_blocks(parser);
        add(&stages[TOKENS], start);
        start = now();
        done = done && cut_blocks(parser);
        add(&stages[GRAMMAR], start);
        start = now();
        done = done && understand(parser);
        add(&stages[MEANING], start);
    }
    for (int k = 0; k < STAGES; k++)
        out[k] = median(&stages[k]);
    return done;
}

static void stages_row(size_t size, const double seconds[STAGES], double whole) {
    for (int k = 0; k < STAGES; k++)
        printf("%12s %9.2f ms %9.1f MB/s %5.1f %%\n", stage_names[k], seconds[k] * 1e3, (double)size / 1e6 / seconds[k], 100 * seconds[k] / whole);
}

/* ---- the whole --------------------------------------------------------------------------------------------- */

static void row(const char *name, size_t size, const double seconds[4], size_t records) {
    double mb = (double)size / 1e6, tiny = 1e-9;
    printf("%9.3f MB %9.2f ms %7.1f MB/s %8zu records %9.0f ns each, %7.1f MB/s written; memcpy %.0f MB/s, %.0f x; walk %.0f MB/s, %.0f x  %s\n", mb,
           seconds[0] * 1e3, mb / seconds[0], records, records ? seconds[0] * 1e9 / (double)records : 0, mb / (seconds[1] + tiny), mb / (seconds[2] + tiny),
           seconds[0] / (seconds[2] + tiny), mb / (seconds[3] + tiny), seconds[0] / (seconds[3] + tiny), name);
}

/* What a process pays once: a parser, and whether its first reading is as fast as a later one. */
static bool first_call(const zhibiao_rules *rules, const char *path) {
    size_t size = 0;
    char *bytes = file_bytes(path, &size);
    zhibiao_parser *parser = NULL;
    zhibiao_result *result = NULL;
    double start = now(), made, times[3];
    bool done = bytes && zhibiao_parser_new(rules, &parser, NULL) == ZHIBIAO_OK;
    made = now() - start;
    for (int i = 0; i < 3 && done; i++) {
        start = now();
        done = zhibiao_parse(parser, bytes, size, NULL, &result, NULL) == ZHIBIAO_OK;
        times[i] = now() - start;
        if (done)
            zhibiao_result_free(result);
    }
    if (done)
        printf("a parser takes %.3f ms; its first reading %.2f ms, then %.2f and %.2f\n", made * 1e3, times[0] * 1e3, times[1] * 1e3, times[2] * 1e3);
    zhibiao_parser_free(parser);
    free(bytes);
    return done;
}

static int load(int runs, zhibiao_rules **rules) {
    static samples s;
    zhibiao_error error;
    for (int i = 0; i < runs; i++) {
        double start = now();
        if (zhibiao_rules_new(NULL, rules, &error) != ZHIBIAO_OK) {
            fprintf(stderr, "bench: %s:%u: %s\n", error.file, error.line, error.message);
            return 0;
        }
        add(&s, start);
        if (i + 1 < runs)
            zhibiao_rules_free(*rules);
    }
    printf("zhibiao %s, %s: loading the rules takes %.2f ms\n", zhibiao_version(), zhibiao_libraries(),
           median(&s) * 1e3);
    return 1;
}

typedef struct totals {
    size_t bytes, records;
    double seconds[4], stages[STAGES];
} totals;

static bool measure_file(zhibiao_parser *parser, const char *path, int runs, bool stages, bool alone, totals *all) {
    size_t size = 0, records = 0;
    double seconds[4], parts[STAGES] = {0};
    char *bytes = file_bytes(path, &size);
    bool done = bytes && measure(parser, bytes, size, runs, seconds, &records) &&
                (!stages || measure_stages(parser, bytes, size, runs, parts));
    if (done && alone)
        row(path, size, seconds, records);
    if (done && alone && stages) {
        stages_row(size, parts, seconds[0]);
        done = weigh(bytes, size);
    }
    free(bytes);
    if (!done) {
        fprintf(stderr, "bench: %s: cannot be read\n", path);
        return false;
    }
    all->bytes += size;
    all->records += records;
    for (int k = 0; k < 4; k++)
        all->seconds[k] += seconds[k];
    for (int k = 0; k < STAGES; k++)
        all->stages[k] += parts[k];
    return true;
}

int main(int argc, char **argv) {
    zhibiao_rules *rules;
    zhibiao_parser *parser;
    int runs = 9, first = 1, failed = 0;
    bool stages = false;
    totals all = {0};

    if (argc > first && !strcmp(argv[first], "-t")) {
        stages = true;
        first++;
    }
    if (argc > first + 1 && !strcmp(argv[first], "-n")) {
        runs = atoi(argv[first + 1]);
        first += 2;
    }
    if (first >= argc || runs < 1 || runs > RUNS_MAX) {
        fprintf(stderr, "usage: bench [-t] [-n RUNS] FILE...\n");
        return 2;
    }
    if (!load(runs, &rules) || zhibiao_parser_new(rules, &parser, NULL) != ZHIBIAO_OK || (runs > 1 && !first_call(rules, argv[first])))
        return 1;
    bool few = argc - first <= 5; /* of many files the sum is enough */
    for (int i = first; i < argc; i++)
        failed |= !measure_file(parser, argv[i], runs, stages, few, &all);
    if (argc - first > 1 && all.bytes) {
        row("all", all.bytes, all.seconds, all.records);
        if (stages)
            stages_row(all.bytes, all.stages, all.seconds[0]);
    }
    zhibiao_parser_free(parser);
    zhibiao_rules_free(rules);
    return failed;
}
