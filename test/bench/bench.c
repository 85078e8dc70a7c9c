/* bench [-n RUNS] FILE…: how fast texts are read, over the public API.
 *
 * For each file the median of RUNS (9) runs: reading its bytes into a result, writing the records as JSON Lines, and, as
 * the floor below which nothing can go, copying the bytes. The first line is what a process pays once: the loader.
 */
#define _POSIX_C_SOURCE 200809L
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <zhibiao.h>

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

int main(int argc, char **argv) {
    zhibiao_rules *rules;
    zhibiao_parser *parser;
    int runs = 9, first = 1, failed = 0;
    size_t bytes_all = 0, records_all = 0;
    double all[3] = {0, 0, 0};

    if (argc > 2 && !strcmp(argv[1], "-n")) {
        runs = atoi(argv[2]);
        first = 3;
    }
    if (first >= argc || runs < 1 || runs > RUNS_MAX) {
        fprintf(stderr, "usage: bench [-n RUNS] FILE...\n");
        return 2;
    }
    if (!load(runs, &rules) || zhibiao_parser_new(rules, &parser, NULL) != ZHIBIAO_OK)
        return 1;
    for (int i = first; i < argc; i++) {
        size_t size = 0, records = 0;
        double seconds[3];
        char *bytes = file_bytes(argv[i], &size);
        if (!bytes || !measure(parser, bytes, size, runs, seconds, &records)) {
            fprintf(stderr, "bench: %s: cannot be read\n", argv[i]);
            failed = 1;
        } else {
            row(argv[i], size, seconds, records);
            bytes_all += size;
            records_all += records;
            for (int k = 0; k < 3; k++)
                all[k] += seconds[k];
        }
        free(bytes);
    }
    if (argc - first > 1 && bytes_all)
        row("all", bytes_all, all, records_all);
    zhibiao_parser_free(parser);
    zhibiao_rules_free(rules);
    return failed;
}
