/* Comparing documents: verdicts by the table, who gets whom against trying everything, lost memory, and a plan of 5,000 targets. */
#define _POSIX_C_SOURCE 200809L
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <cmocka.h>

#include "compare.h"

static zhibiao_rules *rules;
static zhibiao_parser *parser;

static int begin(void **state) {
    (void)state;
    return zhibiao_rules_new(NULL, &rules, NULL) || zhibiao_parser_new(rules, &parser, NULL);
}

static int end(void **state) {
    (void)state;
    zhibiao_parser_free(parser);
    zhibiao_rules_free(rules);
    return 0;
}

static zhibiao_result *parse(const char *text, const char *region, int16_t year) {
    zhibiao_options options = {.size = sizeof options, .region = region, .date = {year, 12, 31}};
    zhibiao_result *result = NULL;
    assert_int_equal(zhibiao_parse(parser, text, strlen(text), &options, &result, NULL), ZHIBIAO_OK);
    return result;
}

static zhibiao_pairing *compare(const zhibiao_result *plan, const zhibiao_result *review, uint32_t threshold) {
    zhibiao_compare_options options = {.size = sizeof options, .threshold = threshold};
    zhibiao_pairing *pairing = NULL;
    assert_int_equal(zhibiao_compare(rules, &plan, 1, &review, 1, &options, &pairing, NULL), ZHIBIAO_OK);
    return pairing;
}

/* ---- one target, one report --------------------------------------------------------------------------- */

typedef struct verdict_case {
    const char *plan, *review, *verdict, *ratio, *note; /* a note that must be there; NULL: none is asked for */
} verdict_case;

static const verdict_case cases[] = {
    {"2025年，力争城镇新增就业23万人。", "2025年，城镇新增就业24.64万人。", "exceeded", "1.0713", "name"},
    {"2025年，力争新建公厕100座。", "2025年，已新建公厕100座。", "met", "1", NULL},
    {"2025年，力争新建公厕100座。", "2025年，已建成公厕90座。", "short", "0.9", NULL},
    {"2025年，力争新建公厕100座。", "截至2025年11月末，已建成公厕90座。", "pending", "0.9", "partial"},
    {"2025年，力争新建公厕100座。", "截至2025年11月末，已建成公厕101座。", "exceeded", "1.01", "partial"},
    {"2025年，力争新建公厕100座以上。", "2025年，已建成公厕100座。", "met", "1", NULL},
    {"2025年，力争新建公厕100座。", "2025年，已建成公厕100多座。", "exceeded", "1", "bound"},
    {"2025年，力争新建公厕100座。", "2025年，已建成公厕近100座。", "short", "1", "bound"},
    {"2025年，力争新建公厕100座左右。", "2025年，已建成公厕96座。", "met", "0.96", NULL},
    {"2025年，力争新建公厕100座左右。", "2025年，已建成公厕94座。", "short", "0.94", NULL},
    {"2025年，力争完成造林6万亩。", "2025年，已完成造林4000公顷。", "met", "1", "converted"},
    {"2025年，力争培训保育员500人次。", "2025年，已培训保育员520人。", "exceeded", "1.04", "times"},
    {"2025年，力争修建渠道24.61万米。", "2025年，已修建渠道24.6万米。", "met", "0.9996", "rounding"},
    {"2025年，力争城镇调查失业率控制在5.5%以内。", "2025年，城镇调查失业率为5.7%。", "short", "1.0364", "lower"},
    {"2025年，力争城镇调查失业率控制在5.5%以内。", "2025年，城镇调查失业率为5.5%。", "met", "1", "lower"},
    {"2025年，力争地区生产总值增长6%。", "2025年，地区生产总值为7000亿元。", "not_comparable", "", NULL},
    {"2025年，力争新建公厕100座。", "2025年，已新建公厕3公里。", "not_comparable", "", NULL},
    {"2025年，力争新建公厕100座。", "2025年，已改造农村危桥12座。", "no_report", "", NULL},
    {"2025年，力争新建公厕100座。", "2024年，已新建公厕90座。", "no_report", "", NULL},
    {"2025年，力争新建公厕100座。", "五年来，已新建公厕480座。", "no_report", "", NULL},
    {"到2030年，力争建成公厕500座。", "2027年，已建成公厕320座。", "pending", "0.64", "partial"},
};

static bool has_note(uint32_t notes, const char *name) {
    for (uint32_t bit = 0; bit < 32; bit++) {
        const char *known = notes >> bit & 1 ? zhibiao_note_name(UINT32_C(1) << bit) : NULL;
        if (known && !strcmp(known, name))
            return true;
    }
    return false;
}

static void verdicts_of_the_table(void **state) {
    size_t failed = 0;
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        zhibiao_result *plan = parse(cases[i].plan, NULL, 2025), *review = parse(cases[i].review, NULL, 0);
        zhibiao_pairing *pairing = compare(plan, review, 0);
        const zhibiao_pair *pair = zhibiao_pairing_pairs(pairing);
        const char *verdict = zhibiao_pairing_count(pairing) ? zhibiao_verdict_name(pair->verdict) : "nothing";
        const char *ratio = zhibiao_pairing_count(pairing) ? zhibiao_pairing_string(pairing, pair->ratio) : "";
        if (strcmp(verdict, cases[i].verdict) || strncmp(ratio, cases[i].ratio, 6) ||
            (cases[i].note && !has_note(pair->notes, cases[i].note))) {
            print_error("%s | %s: %s %s, not %s %s %s\n", cases[i].plan, cases[i].review, verdict, ratio, cases[i].verdict,
                        cases[i].ratio, cases[i].note ? cases[i].note : "");
            failed++;
        }
        zhibiao_pairing_free(pairing);
        zhibiao_result_free(plan);
        zhibiao_result_free(review);
    }
    assert_int_equal(failed, 0);
}

static void rounding_gives_an_interval(void **state) {
    zhibiao_result *plan = parse("2025年，力争城镇新增就业23万人。", NULL, 2025);
    zhibiao_result *review = parse("2025年，城镇新增就业24.64万人。", NULL, 2025);
    zhibiao_pairing *pairing = compare(plan, review, 0);
    const zhibiao_pair *pair = zhibiao_pairing_pairs(pairing);
    (void)state;
    zhibiao_result_free(plan); /* the pairing owns what it shows */
    zhibiao_result_free(review);
    assert_string_equal(zhibiao_pairing_string(pairing, pair->ratio), "1.0713");
    assert_string_equal(zhibiao_pairing_string(pairing, pair->ratio_low), "1.071");
    assert_string_equal(zhibiao_pairing_string(pairing, pair->ratio_high), "1.0716");
    const zhibiao_result *copy = zhibiao_pairing_result(pairing, pair->plan.result);
    assert_string_equal(zhibiao_string_get(copy, zhibiao_result_records(copy)[pair->plan.record].target.text), "23万人");
    assert_null(zhibiao_pairing_result(pairing, 2));
    zhibiao_pairing_free(pairing);
}

static void place_decides(void **state) {
    static const struct { const char *review, *region; zhibiao_verdict verdict; } places[] = {
        {"2025年，全市已建成绿道45公里。", "吉林省长春市", ZHIBIAO_EXCEEDED},
        {"2025年，全省已建成绿道450公里。", "吉林省", ZHIBIAO_NOT_COMPARABLE}, /* the city lies in it */
        {"2025年，全市已建成绿道45公里。", "四平市", ZHIBIAO_NO_REPORT},
    };
    (void)state;
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        zhibiao_result *plan = parse("2025年，全市力争建成绿道40公里。", "吉林省长春市", 2025);
        zhibiao_result *review = parse(places[i].review, places[i].region, 2025);
        zhibiao_pairing *pairing = compare(plan, review, 0);
        assert_int_equal(zhibiao_pairing_pairs(pairing)->verdict, places[i].verdict);
        assert_int_equal(zhibiao_pairing_pairs(pairing)->cause, i ? ZHIBIAO_CAUSE_SCOPE : ZHIBIAO_NO_CAUSE);
        zhibiao_pairing_free(pairing);
        zhibiao_result_free(plan);
        zhibiao_result_free(review);
    }
}

/* 完成年计划的… says which plan is meant, whatever it calls the thing. */
static void an_implied_target_pairs(void **state) {
    zhibiao_result *plan = parse("2025年，力争改良盐碱地块3250亩。", NULL, 2025);
    zhibiao_result *review = parse("2025年，土壤提质工程3510亩，完成年计划的108%。", NULL, 2025);
    zhibiao_pairing *pairing = compare(plan, review, 0);
    (void)state;
    assert_int_equal(zhibiao_pairing_pairs(pairing)->verdict, ZHIBIAO_EXCEEDED);
    assert_true(zhibiao_pairing_pairs(pairing)->notes & ZHIBIAO_NOTE_COMPLETION);
    zhibiao_pairing_free(pairing);
    zhibiao_result_free(plan);
    zhibiao_result_free(review);
}

static void a_restated_target_is_one(void **state) {
    zhibiao_result *plan = parse("2025年，力争新建公厕100座。\n\n2025年，力争新建公厕100座。", NULL, 2025);
    zhibiao_result *review = parse("2025年，已新建公厕120座。\n\n2025年，已建成公厕120座。", NULL, 2025);
    zhibiao_pairing *pairing = compare(plan, review, 0);
    const zhibiao_pair *pair = zhibiao_pairing_pairs(pairing);
    (void)state;
    assert_int_equal(zhibiao_pairing_count(pairing), 1);
    assert_int_equal(pair->restated_count, 1);
    assert_int_equal(pair->report_count, 2);
    assert_int_equal(zhibiao_pairing_place_count(pairing), 3);
    zhibiao_pairing_free(pairing);
    zhibiao_result_free(plan);
    zhibiao_result_free(review);
}

static void arguments_are_checked(void **state) {
    zhibiao_pairing *pairing = (zhibiao_pairing *)&rules;
    const zhibiao_result *none = NULL;
    zhibiao_compare_options options = {.size = sizeof options, .threshold = 1001};
    (void)state;
    assert_int_equal(zhibiao_compare(rules, NULL, 0, NULL, 0, NULL, NULL, NULL), ZHIBIAO_ERROR_ARGUMENT);
    assert_int_equal(zhibiao_compare(NULL, NULL, 0, NULL, 0, NULL, &pairing, NULL), ZHIBIAO_ERROR_ARGUMENT);
    assert_null(pairing);
    assert_int_equal(zhibiao_compare(rules, &none, 1, NULL, 0, NULL, &pairing, NULL), ZHIBIAO_ERROR_ARGUMENT);
    assert_int_equal(zhibiao_compare(rules, NULL, 0, NULL, 0, &options, &pairing, NULL), ZHIBIAO_ERROR_ARGUMENT);
    assert_int_equal(zhibiao_compare(rules, NULL, 0, NULL, 0, NULL, &pairing, NULL), ZHIBIAO_OK);
    assert_int_equal(zhibiao_pairing_count(pairing), 0);
    zhibiao_pairing_free(pairing);
    zhibiao_pairing_free(NULL);
    assert_int_equal(zhibiao_pairing_count(NULL), 0);
    assert_null(zhibiao_note_name(3));
    assert_string_equal(zhibiao_note_name(ZHIBIAO_NOTE_PERIOD_UNKNOWN), "period_unknown");
}

/* ---- assignment --------------------------------------------------------------------------------------- */

enum { SMALL = 6 };

static uint32_t best_sum(uint32_t benefit[SMALL][SMALL], size_t bidder, uint32_t used) {
    if (bidder == SMALL)
        return 0;
    uint32_t best = best_sum(benefit, bidder + 1, used);
    for (uint32_t object = 0; object < SMALL; object++)
        if (benefit[bidder][object] && !(used >> object & 1)) {
            uint32_t sum = benefit[bidder][object] + best_sum(benefit, bidder + 1, used | UINT32_C(1) << object);
            best = sum > best ? sum : best;
        }
    return best;
}

static void assignments_are_the_best(void **state) {
    uint32_t seed = 1;
    (void)state;
    for (int round = 0; round < 300; round++) {
        uint32_t benefit[SMALL][SMALL] = {{0}}, first[SMALL + 1] = {0}, taken[SMALL], count = 0, sum = 0, used = 0;
        zb_edge edges[SMALL * SMALL];
        zb_arena arena;
        zb_arena_init(&arena, &zb_default_memory);
        for (size_t i = 0; i < SMALL; i++) {
            for (uint32_t k = 0; k < SMALL; k++) {
                seed = seed * 1664525 + 1013904223;
                if (seed >> 30)
                    continue;
                benefit[i][k] = 1 + (seed >> 12) % (round % 2 ? 1000 : 5);
                edges[count++] = (zb_edge){k, benefit[i][k]};
            }
            first[i + 1] = count;
        }
        assert_true(zb_assign(&arena, edges, first, SMALL, SMALL, taken));
        for (size_t i = 0; i < SMALL; i++) {
            if (taken[i] == ZB_UNASSIGNED)
                continue;
            assert_false(used >> taken[i] & 1);
            used |= UINT32_C(1) << taken[i];
            sum += benefit[i][taken[i]];
        }
        assert_int_equal(sum, best_sum(benefit, 0, 0));
        zb_arena_clear(&arena);
    }
}

/* ---- rounding ------------------------------------------------------------------------------------------ */

static void figures_say_how_finely_they_are_written(void **state) {
    static const struct { const char *text, *half; } figures[] = {
        {"24.64万人", "50"}, {"23万人", "5000"}, {"3000人", "0"}, {"107.13%", "0.005"}, {"12.6万多名", "500"},
        {"１．５亿元", "5000000"}, {"三万人", "0"}, {"6.1%—6.55%", "0.005"}, {"1.2万亿元", "50000000000"}, {"", "0"},
    };
    char digits[64];
    (void)state;
    for (size_t i = 0; i < sizeof figures / sizeof *figures; i++) {
        zb_number_text(zb_amount_rounding(zb_slice_of(figures[i].text)), digits, sizeof digits);
        assert_string_equal(digits, figures[i].half);
    }
}

/* ---- lost memory ---------------------------------------------------------------------------------------- */

typedef struct ledger {
    size_t live, calls, fail_at;
} ledger;

static void *get(size_t size, void *context) {
    ledger *l = context;
    if (++l->calls == l->fail_at)
        return NULL;
    l->live++;
    return malloc(size);
}

static void put(void *block, void *context) {
    ledger *l = context;
    l->live -= block != NULL;
    free(block);
}

static void memory_that_fails_is_a_status(void **state) {
    ledger l = {0};
    zhibiao_allocator allocator = {get, put, &l};
    zhibiao_rules *own = NULL;
    zhibiao_result *plan = parse("2025年，力争新建公厕100座，造林6万亩，完成改厕3250户。", NULL, 2025);
    zhibiao_result *review = parse("2025年，已新建公厕120座，造林4000公顷，完成整治3510户，完成年计划的108%。", NULL, 2025);
    const zhibiao_result *plans[] = {plan}, *reviews[] = {review, plan};
    zhibiao_compare_options options = {.size = sizeof options, .group = ZHIBIAO_GROUP_REGION | ZHIBIAO_GROUP_YEAR};
    (void)state;
    assert_int_equal(zhibiao_rules_new(&allocator, &own, NULL), ZHIBIAO_OK);
    size_t live = l.live, failures = 0;
    for (size_t n = 1;; n++, failures++) {
        zhibiao_pairing *pairing = NULL;
        l.fail_at = l.calls + n;
        zhibiao_status status = zhibiao_compare(own, plans, 1, reviews, 2, &options, &pairing, NULL);
        l.fail_at = 0;
        if (status == ZHIBIAO_OK) {
            assert_true(zhibiao_pairing_count(pairing) > 0);
            zhibiao_pairing_free(pairing);
            break;
        }
        assert_int_equal(status, ZHIBIAO_ERROR_MEMORY);
        assert_null(pairing);
        assert_int_equal(l.live, live);
    }
    assert_true(failures > 5);
    assert_int_equal(l.live, live);
    zhibiao_rules_free(own);
    zhibiao_result_free(plan);
    zhibiao_result_free(review);
}

/* ---- size ------------------------------------------------------------------------------------------------- */

enum { TARGETS = 5000, REPORTS = 20000 };

static zhibiao_result *new_result(void) {
    zhibiao_result *result = calloc(1, sizeof *result);
    assert_non_null(result);
    result->memory = zb_default_memory;
    zb_array_init(&result->records, &result->memory, sizeof(zhibiao_record));
    zb_array_init(&result->tokens, &result->memory, sizeof(zhibiao_token));
    zb_array_init(&result->blocks, &result->memory, sizeof(zhibiao_block));
    zb_array_init(&result->marks, &result->memory, sizeof(zhibiao_mark));
    zb_array_init(&result->sites, &result->memory, sizeof(zhibiao_site));
    zb_buffer_init(&result->text, &result->memory);
    zb_buffer_add_byte(&result->text, '\0');
    return result;
}

/* Eight characters of a few hundred, so that pairs of them are shared as in real texts; the verb is shared by all. */
static void add_record(zhibiao_result *result, uint32_t number, bool target, int alike) {
    char words[64] = "建设";
    size_t size = strlen(words);
    uint32_t seed = alike ? 7 : number * 2654435761U + 12345;
    for (int i = 0; i < 8; i++) {
        seed = seed * 1664525 + 1013904223;
        uint32_t c = 0x4E00 + (seed >> 16) % 300;
        words[size++] = (char)(0xE0 | c >> 12);
        words[size++] = (char)(0x80 | (c >> 6 & 63));
        words[size++] = (char)(0x80 | (c & 63));
    }
    zhibiao_record *record = zb_array_add(&result->records, 1);
    zhibiao_quantity *q = target ? &record->target : &record->actual;
    record->id = (uint32_t)result->records.count;
    record->time_from = (zhibiao_date){2025, 1, 1};
    record->time_to = (zhibiao_date){2025, 12, 31};
    record->indicator = zb_result_add(result, (zb_slice){words, size});
    q->present = 1;
    q->dimension = ZHIBIAO_COUNT;
    q->number = zb_number_make(100 + number, 0);
    q->unit = zb_result_add(result, ZB_SLICE("座"));
}

static double seconds_to_compare(int alike, size_t *paired) {
    zhibiao_result *plan = new_result(), *review = new_result();
    struct timespec from, to;
    for (uint32_t i = 0; i < REPORTS; i++) {
        if (i < TARGETS)
            add_record(plan, i, true, alike);
        add_record(review, i, false, alike);
    }
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &from);
    zhibiao_pairing *pairing = compare(plan, review, 0);
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &to);
    *paired = 0;
    for (size_t i = 0; i < zhibiao_pairing_count(pairing); i++)
        *paired += zhibiao_pairing_pairs(pairing)[i].verdict == ZHIBIAO_MET;
    zhibiao_pairing_free(pairing);
    zhibiao_result_free(plan);
    zhibiao_result_free(review);
    return (double)(to.tv_sec - from.tv_sec) + (double)(to.tv_nsec - from.tv_nsec) * 1e-9;
}

static void large_plans_take_no_time(void **state) {
    size_t paired;
    double seconds = seconds_to_compare(0, &paired);
    (void)state;
    print_message("5,000 targets, 20,000 reports: %.3f s\n", seconds);
    assert_int_equal(paired, TARGETS);
    assert_true(seconds < 10); /* sanitizers and busy machines; 1 s is what is asked of a release build */
    seconds = seconds_to_compare(1, &paired);
    print_message("the same, all of the same words: %.3f s\n", seconds);
    assert_true(seconds < 20);
}

static void nothing_can_be_grouped(void **state) {
    (void)state;
    zhibiao_result *empty = parse("各项工作有序推进。", NULL, 2025);
    const zhibiao_result *one = empty;
    zhibiao_compare_options options = {.size = sizeof options, .group = ZHIBIAO_GROUP_REGION | ZHIBIAO_GROUP_YEAR};
    zhibiao_pairing *pairing = NULL;
    assert_int_equal(zhibiao_compare(rules, &one, 1, &one, 1, &options, &pairing, NULL), ZHIBIAO_OK);
    assert_int_equal(zhibiao_pairing_count(pairing), 0);
    zhibiao_pairing_free(pairing);
    zhibiao_result_free(empty);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_can_be_grouped),
        cmocka_unit_test(verdicts_of_the_table),
        cmocka_unit_test(rounding_gives_an_interval),
        cmocka_unit_test(place_decides),
        cmocka_unit_test(an_implied_target_pairs),
        cmocka_unit_test(a_restated_target_is_one),
        cmocka_unit_test(arguments_are_checked),
        cmocka_unit_test(assignments_are_the_best),
        cmocka_unit_test(figures_say_how_finely_they_are_written),
        cmocka_unit_test(memory_that_fails_is_a_status),
        cmocka_unit_test(large_plans_take_no_time),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
