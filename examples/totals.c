/* Many documents with one parser: how many records each has, how many of them set a target beside what was reached,
 * and how many contradict themselves.
 *
 *     totals fixtures/news/review_2025.txt fixtures/news/plan_2025.txt
 */
#include <stdio.h>
#include <stdlib.h>
#include <zhibiao.h>

enum { ROOM = 4 * 1024 * 1024 };

typedef struct totals {
    size_t records, pairs, contradictions;
} totals;

static totals count(const zhibiao_result *result) {
    const zhibiao_record *records = zhibiao_result_records(result);
    totals sum = {.records = zhibiao_result_count(result)};
    for (size_t i = 0; i < sum.records; i++) {
        sum.pairs += records[i].target.present && records[i].actual.present;
        sum.contradictions += records[i].check == ZHIBIAO_INCONSISTENT;
    }
    return sum;
}

static void print(const char *name, totals sum) {
    printf("%6zu %6zu %6zu  %s\n", sum.records, sum.pairs, sum.contradictions, name);
}

/* One file. What fails is told and skipped: the parser is as good as new for the next. */
static totals read_one(zhibiao_parser *parser, const char *path, char *bytes) {
    zhibiao_options options = {.size = sizeof options, .source = path};
    zhibiao_result *result = NULL;
    zhibiao_error error;
    totals sum = {0};
    FILE *file = fopen(path, "rb");
    size_t size = file ? fread(bytes, 1, ROOM, file) : 0;
    if (!file)
        perror(path);
    else if (zhibiao_parse(parser, bytes, size, &options, &result, &error))
        fprintf(stderr, "%s: %s\n", path, error.message);
    else
        print(path, sum = count(result));
    zhibiao_result_free(result);
    if (file)
        fclose(file);
    return sum;
}

int main(int argc, char **argv) {
    zhibiao_rules *rules = NULL;
    zhibiao_parser *parser = NULL;
    zhibiao_error error;
    totals all = {0};
    char *bytes = malloc(ROOM);
    if (!bytes || zhibiao_rules_new(NULL, &rules, &error) || zhibiao_parser_new(rules, &parser, &error))
        return 1;
    puts("   all  pairs  wrong  text");
    for (int i = 1; i < argc; i++) {
        totals one = read_one(parser, argv[i], bytes);
        all = (totals){all.records + one.records, all.pairs + one.pairs, all.contradictions + one.contradictions};
    }
    print("together", all);
    zhibiao_parser_free(parser);
    zhibiao_rules_free(rules);
    free(bytes);
}
