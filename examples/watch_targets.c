/* Which targets were missed? Lists the records of the standard input whose completion is below 100% or whose gap is
 * negative. A rule file of one's own may be given: its words and rules come before the built-in ones.
 *
 *     watch_targets [RULES] < review.txt
 */
#include <stdbool.h>
#include <stdio.h>
#include <zhibiao.h>

/* Exact, without floating point: number < bound, for a bound that is a whole number. */
static bool is_below(zhibiao_number number, int64_t bound) {
    int64_t left = number.coefficient, right = bound * number.denominator;
    for (int32_t e = number.exponent; e < 0 && right < INT64_MAX / 10 && right > INT64_MIN / 10; e++)
        right *= 10;
    for (int32_t e = number.exponent; e > 0 && left < INT64_MAX / 10 && left > INT64_MIN / 10; e--)
        left *= 10;
    return left < right;
}

static bool was_missed(const zhibiao_record *record) {
    if (record->completion.present)
        return is_below(record->completion.number, 100);
    return record->gap.present && is_below(record->gap.number, 0);
}

static void print(const zhibiao_result *result, const zhibiao_record *record) {
    printf("%s\n", zhibiao_string_get(result, record->indicator_full));
    if (record->actual.present)
        printf("  reached    %s\n", zhibiao_string_get(result, record->actual.text));
    if (record->completion.present)
        printf("  completed  %s\n", zhibiao_string_get(result, record->completion.text));
    if (record->gap.present)
        printf("  gap        %s%s\n", zhibiao_string_get(result, record->gap.value),
               zhibiao_string_get(result, record->gap.unit));
    printf("  at bytes   %llu to %llu\n", (unsigned long long)record->sentence.byte_start,
           (unsigned long long)record->sentence.byte_end);
}

static int complain(const zhibiao_error *error) {
    if (error->line)
        fprintf(stderr, "%s:%u: ", error->file, (unsigned)error->line);
    fprintf(stderr, "%s\n", error->message);
    return 1;
}

int main(int argc, char **argv) {
    static char text[4 * 1024 * 1024];
    zhibiao_rules *rules = NULL;
    zhibiao_parser *parser = NULL;
    zhibiao_result *result = NULL;
    zhibiao_error error;
    int code = 0;
    size_t size = fread(text, 1, sizeof text, stdin);
    if (zhibiao_rules_new(NULL, &rules, &error) || (argc > 1 && zhibiao_rules_add_file(rules, argv[1], &error)) ||
        zhibiao_parser_new(rules, &parser, &error) || zhibiao_parse(parser, text, size, NULL, &result, &error))
        code = complain(&error);
    const zhibiao_record *records = zhibiao_result_records(result);
    for (size_t i = 0; i < zhibiao_result_count(result); i++)
        if (was_missed(&records[i]))
            print(result, &records[i]);
    zhibiao_result_free(result);
    zhibiao_parser_free(parser);
    zhibiao_rules_free(rules);
    return code;
}
