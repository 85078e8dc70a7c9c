/* What governs a claim from outside its clause: mood, time, place, the year. */
#include "floors.h"

static struct zhibiao_rules *language, *built_in;

static int start(void **state) {
    (void)state;
    language = small_language(NULL);
    return zb_rules_new(&zb_default_memory, true, &built_in, NULL);
}

static int stop(void **state) {
    (void)state;
    zb_rules_free(language);
    zb_rules_free(built_in);
    return 0;
}

static void print_token(line *out, const reading *r, char before, uint32_t index) {
    print(out, "%c", before);
    if (index != ZB_NO_TOKEN)
        print_slice(out, zb_document_text(&r->document, index));
}

/* Walks as claim.c does; at each quantity: mood @time /place. */
static void expect_with(const struct zhibiao_rules *rules, const char *text, int16_t year, const char *expected) {
    static const char *const moods[] = {"none", "target", "actual"};
    reading r;
    line out = {.size = 0};
    zb_context context;
    read_with(&r, rules, text, year);
    zb_context_begin(&context, &r.document);
    for (uint32_t s = 0; s < r.clauses.sentences.count; s++) {
        const zb_sentence *sentence = zb_array_at(&r.clauses.sentences, s);
        zb_context_sentence(&context, sentence);
        for (uint32_t c = sentence->first_clause; c < sentence->end_clause; c++) {
            const zb_clause *clause = zb_array_at(&r.clauses.clauses, c);
            zb_context_clause(&context, clause);
            for (uint32_t i = clause->first; i < clause->end; i++) {
                if (!zb_letter_is_quantity(zb_document_letter(&r.document, i)))
                    continue;
                zb_context_advance(&context, i);
                print(&out, out.size ? "; %s" : "%s", moods[zb_context_mood(&context)]);
                print_token(&out, &r, '@', context.local_time != ZB_NO_TOKEN ? context.local_time : context.time);
                print_token(&out, &r, '/', context.local_region != ZB_NO_TOKEN ? context.local_region : context.region);
                zb_context_claimed(&context);
            }
        }
        zb_context_sentence_end(&context, sentence);
    }
    if (strcmp(out.text, expected) != 0)
        print_error("%s\n", text);
    assert_string_equal(out.text, expected);
    forget(&r);
}

static void expect(const char *text, const char *expected) { expect_with(language, text, 2025, expected); }

static void cues_of_the_clause_speak_first(void **state) {
    (void)state;
    expect("力争新建小学3所。", "target@/");
    expect("已新建小学3所。", "actual@/");
    expect("力争改造，已新建小学3所。", "actual@/");
    expect("已改造，力争新建小学3所。", "target@/");
}

static void the_sentence_speaks_to_clauses_without_cue(void **state) {
    (void)state;
    expect("力争新建小学3所，改造中学2所。", "target@/; target@/");
    expect("已新建小学3所，改造中学2所。", "actual@/; actual@/");
}

static void the_heading_speaks_last(void **state) {
    (void)state;
    expect("一、力争目标\n全市新建小学3所。\n二、完成情况\n全市已新建小学3所。", "target@/全市; actual@/全市");
}

static void times_look_back_and_ahead(void **state) {
    (void)state;
    expect("截至11月末，新建小学3所。", "actual@截至11月末/");
    expect("去年，新建小学3所。", "actual@去年/");
    expect("2023年新建小学3所。", "actual@2023年/");
    expect("到2030年，新建小学3所。", "target@到2030年/");
    expect("明年，新建小学3所。", "target@明年/");
}

static void time_and_place_govern_until_others_are_named(void **state) {
    (void)state;
    expect("2023年，全市新建小学3所，改造2所。", "actual@2023年/全市; actual@2023年/全市");
    expect("2023年，长春市新建小学3所；2024年，全省新建5所。", "actual@2023年/长春市; actual@2024年/全省");
    /* a paragraph forgets both */
    expect("2023年，长春市新建小学3所，全部投入使用，效果很好。\n\n新建公厕5座，全部投入使用，效果也很好。", "actual@2023年/长春市; none@/");
}

static void what_is_compared_with_dates_nothing(void **state) {
    (void)state;
    expect("2023年新建小学3所，比2022年增长5%。", "actual@2023年/; actual@2023年/");
}

static void nothing_said_is_none(void **state) {
    (void)state;
    expect("新建小学3所。", "none@/");
    expect("", "");
}

static void expect_year(const char *text, int16_t year) {
    reading r;
    read_with(&r, language, text, 0);
    assert_int_equal(zb_context_year(&r.tokens), year);
    forget(&r);
}

static void the_year_is_the_one_named_most(void **state) {
    (void)state;
    expect_year("新建小学3所。", 0);
    expect_year("今年新建小学3所，去年2所。", 0);
    expect_year("2023年新建小学3所。", 2023);
    expect_year("2024年新建，2023年改造，2023年新增。", 2023);
    expect_year("2023年新建，2024年改造。", 2024); /* of equals the later */
    expect_year("1850年建成，2300年完成。", 0);    /* no year of a report */
}

/* With the words that ship. */
static void built_in_words_speak(void **state) {
    (void)state;
    expect_with(built_in, "确保城镇新增就业3万人。", 2025, "target@/");
    expect_with(built_in, "预期目标是：城镇新增就业3万人，粮食产量60万吨。", 2025, "target@/; target@/");
    expect_with(built_in, "截至目前，城镇新增就业3万人。", 2025, "actual@截至目前/");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cues_of_the_clause_speak_first),
        cmocka_unit_test(the_sentence_speaks_to_clauses_without_cue),
        cmocka_unit_test(the_heading_speaks_last),
        cmocka_unit_test(times_look_back_and_ahead),
        cmocka_unit_test(time_and_place_govern_until_others_are_named),
        cmocka_unit_test(what_is_compared_with_dates_nothing),
        cmocka_unit_test(nothing_said_is_none),
        cmocka_unit_test(the_year_is_the_one_named_most),
        cmocka_unit_test(built_in_words_speak),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
