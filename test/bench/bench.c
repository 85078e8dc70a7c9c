/* bench [-t] [-n RUNS] FILE…: how fast texts are read.
 *
 * For each file the median of RUNS (9) runs: reading its bytes into a result, writing the records as JSON Lines, and, as
 * the floor below which nothing can go, copying the bytes. All that over the public API. The first line is what a process
 * pays once: the loader.
 *
 * With -t also the two lower floors alone, by their internal functions: laying out the text (bytes to flow), and cutting
 * the flow into tokens. README.md has the method and a table.
 */
#define _POSIX_C_SOURCE 200809L
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "grammar.h"

enum { RUNS_MAX = 1001 };

typedef struct samples {
    double seconds[RUNS_MAX];
    int count;
} samples;

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

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

/* The three medians of one file, in seconds. */
static int measure(zhibiao_parser *parser, const char *bytes, size_t size, int runs, double out[3], size_t *records) {
    static samples parse, write, copy;
    char *room = malloc(size + 1);
    size_t written = 0;
    volatile char seen = 0; /* keeps the copy from being thrown out */
    if (!room)
        return 0;
    parse.count = write.count = copy.count = 0;
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
    }
    (void)seen;
    free(room);
    out[0] = median(&parse);
    out[1] = median(&write);
    out[2] = median(&copy);
    return 1;
}

/* ---- the lower floors alone ------------------------------------------------------------------------------- */

static bool scan_blocks(zb_tokens *tokens, const zb_vocabulary *vocabulary, const zb_text *text) {
    zb_tokens_reset(tokens);
    for (uint32_t i = 0; i < text->blocks.count; i++) {
        const zb_block *block = zb_array_at(&text->blocks, i);
        if (!zb_tokens_scan(tokens, vocabulary, zb_text_flow(text), block->text, block->end, i))
            return false;
    }
    return true;
}

/* The medians of the text floor and of the token floor, in seconds. */
static bool measure_floors(const zhibiao_rules *rules, const char *bytes, size_t size, int runs, double out[2],
                           size_t *count) {
    static samples layout, scan;
    zb_text text;
    zb_tokens tokens;
    bool done = true;
    zb_text_init(&text, &zb_default_memory);
    zb_tokens_init(&tokens, &zb_default_memory);
    layout.count = scan.count = 0;
    for (int i = 0; i < runs && done; i++) {
        double start = now();
        done = zb_text_read(&text, bytes, size, NULL, NULL) == ZHIBIAO_OK;
        add(&layout, start);
        start = now();
        done = done && scan_blocks(&tokens, &rules->vocabulary, &text);
        add(&scan, start);
    }
    *count = tokens.tokens.count;
    out[0] = median(&layout);
    out[1] = median(&scan);
    zb_tokens_clear(&tokens);
    zb_text_clear(&text);
    return done;
}

static void floors_row(size_t size, const double seconds[2], double whole, size_t count) {
    double mb = (double)size / 1e6;
    printf("%23.2f ms %9.1f MB/s text floor (%2.0f %%) %9.2f ms %9.1f MB/s token floor (%2.0f %%), %zu tokens\n",
           seconds[0] * 1e3, mb / seconds[0], 100 * seconds[0] / whole, seconds[1] * 1e3, mb / seconds[1],
           100 * seconds[1] / whole, count);
}

/* ---- the whole --------------------------------------------------------------------------------------------- */

static void row(const char *name, size_t size, const double seconds[3], size_t records) {
    double mb = (double)size / 1e6;
    printf("%9.3f MB %9.2f ms %9.1f MB/s %8zu records %9.2f ms to write %9.0f MB/s memcpy  %s\n", mb, seconds[0] * 1e3,
           mb / seconds[0], records, seconds[1] * 1e3, mb / (seconds[2] > 0 ? seconds[2] : 1e-9), name);
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
    size_t bytes, records, tokens;
    double seconds[3], floors[2];
} totals;

static bool measure_file(const zhibiao_rules *rules, zhibiao_parser *parser, const char *path, int runs, bool floors,
                         totals *all) {
    size_t size = 0, records = 0, tokens = 0;
    double seconds[3], lower[2] = {0, 0};
    char *bytes = file_bytes(path, &size);
    bool done = bytes && measure(parser, bytes, size, runs, seconds, &records) &&
                (!floors || measure_floors(rules, bytes, size, runs, lower, &tokens));
    free(bytes);
    if (!done) {
        fprintf(stderr, "bench: %s: cannot be read\n", path);
        return false;
    }
    row(path, size, seconds, records);
    if (floors)
        floors_row(size, lower, seconds[0], tokens);
    all->bytes += size;
    all->records += records;
    all->tokens += tokens;
    for (int k = 0; k < 3; k++)
        all->seconds[k] += seconds[k];
    for (int k = 0; k < 2; k++)
        all->floors[k] += lower[k];
    return true;
}

int main(int argc, char **argv) {
    zhibiao_rules *rules;
    zhibiao_parser *parser;
    int runs = 9, first = 1, failed = 0;
    bool floors = false;
    totals all = {0};

    if (argc > first && !strcmp(argv[first], "-t")) {
        floors = true;
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
    if (!load(runs, &rules) || zhibiao_parser_new(rules, &parser, NULL) != ZHIBIAO_OK)
        return 1;
    for (int i = first; i < argc; i++)
        failed |= !measure_file(rules, parser, argv[i], runs, floors, &all);
    if (argc - first > 1 && all.bytes) {
        row("all", all.bytes, all.seconds, all.records);
        if (floors)
            floors_row(all.bytes, all.floors, all.seconds[0], all.tokens);
    }
    zhibiao_parser_free(parser);
    zhibiao_rules_free(rules);
    return failed;
}
