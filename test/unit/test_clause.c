/* Where sentences and clauses are cut: the promise of zb_clauses_cut. */
#include "floors.h"

static struct zhibiao_rules *language;

static int start(void **state) {
    (void)state;
    language = small_language(NULL);
    return 0;
}

static int stop(void **state) {
    (void)state;
    zb_rules_free(language);
    return 0;
}

/* Sentences as [block: clause|clause], the separator before a clause in front of it, # behind one with quantities. */
static void expect(const char *text, const char *expected) {
    reading r;
    line out = {.size = 0};
    read_with(&r, language, text, 0);
    for (uint32_t s = 0; s < r.clauses.sentences.count; s++) {
        const zb_sentence *sentence = zb_array_at(&r.clauses.sentences, s);
        print(&out, "[%u: ", sentence->block);
        for (uint32_t c = sentence->first_clause; c < sentence->end_clause; c++) {
            const zb_clause *clause = zb_array_at(&r.clauses.clauses, c);
            assert_int_equal(clause->sentence, s);
            assert_true(clause->first < clause->end && clause->end <= sentence->end && clause->first >= sentence->first);
            if (clause->before)
                print(&out, "%c", clause->before);
            print_tokens(&out, &r, clause->first, clause->end);
            if (clause->traits & ZB_TRAIT_FIGURE)
                print(&out, "#");
        }
        print(&out, "]");
    }
    assert_string_equal(out.text, expected);
    forget(&r);
}

static void stops_end_sentences(void **state) {
    (void)state;
    expect("新建公厕。改造校舍！完成了？", "[0: 新建公厕][0: 改造校舍][0: 完成了]");
    expect("新建公厕", "[0: 新建公厕]");
    expect("", "");
}

static void marks_end_clauses(void **state) {
    (void)state;
    expect("新建公厕3座，改造5座；其中：城区2座——已完成。", "[0: 新建公厕3座#,改造5座#;其中:城区2座#-已完成]");
    expect("小学3所、中学2所，完成。", "[0: 小学3所、中学2所#,完成]"); /* 、 cuts nothing */
}

/* Clauses of nothing are left out, their separators too; a sentence of nothing but a stop has no clause. */
static void nothing_is_no_clause(void **state) {
    (void)state;
    expect("，，新建公厕，。", "[0: ,新建公厕]");
    expect("新建公厕。。改造", "[0: 新建公厕][0: ][0: 改造]");
}

static void blocks_are_cut_apart(void **state) {
    (void)state;
    expect("一、新建\n全市新建公厕3座，改造2座\n二、改造\n全市改造校舍。\n",
           "[0: 新建][1: 全市新建公厕3座#,改造2座#][2: 改造][3: 全市改造校舍]");
}

/* Every token lies in one sentence, in order; every clause in its sentence. */
static void sentences_cover_all_tokens(void **state) {
    (void)state;
    reading r;
    read_with(&r, language, "新建公厕3座。，改造；。完成\n——新增5人——已完成。！\n为3户发放。", 0);
    uint32_t next = 0, clause = 0;
    for (uint32_t s = 0; s < r.clauses.sentences.count; s++) {
        const zb_sentence *sentence = zb_array_at(&r.clauses.sentences, s);
        assert_int_equal(sentence->first, next);
        assert_int_equal(sentence->first_clause, clause);
        assert_true(sentence->end > sentence->first);
        next = sentence->end;
        clause = sentence->end_clause;
    }
    assert_int_equal(next, r.tokens.tokens.count);
    assert_int_equal(clause, r.clauses.clauses.count);
    read_again(&r, "完成。"); /* what was there before is gone */
    assert_int_equal(r.clauses.sentences.count, 1);
    assert_int_equal(r.clauses.clauses.count, 1);
    forget(&r);
}

/* A sentence has the traits of all its clauses, a clause its own and no others. */
static void traits_are_of_all_tokens(void **state) {
    (void)state;
    reading r;
    read_with(&r, language, "全市新建公厕3座，改造。完成了", 0);
    const zb_sentence *sentences = r.clauses.sentences.data;
    const zb_clause *clauses = r.clauses.clauses.data;
    assert_int_equal(sentences[0].traits, clauses[0].traits | clauses[1].traits);
    assert_true((clauses[0].traits & (ZB_TRAIT_FIGURE | ZB_TRAIT_PLACED)) == (ZB_TRAIT_FIGURE | ZB_TRAIT_PLACED));
    assert_false(clauses[1].traits & (ZB_TRAIT_FIGURE | ZB_TRAIT_PLACED));
    assert_false(sentences[1].traits & (ZB_TRAIT_FIGURE | ZB_TRAIT_PLACED));
    forget(&r);
}

static void letters_of_quantities(void **state) {
    (void)state;
    const char *const yes = "q$%pmfnu", *const no = "otrR,/;.:-\"(!xv";
    for (const char *c = yes; *c; c++)
        assert_true(zb_letter_is_quantity((uint8_t)*c));
    for (const char *c = no; *c; c++)
        assert_false(zb_letter_is_quantity((uint8_t)*c));
    assert_false(zb_letter_is_quantity(0));
}

static void *nothing(size_t size, void *context) {
    (void)size;
    (void)context;
    return NULL;
}

static void put(void *block, void *context) {
    (void)context;
    free(block);
}

static void no_memory_is_told(void **state) {
    (void)state;
    reading r;
    zb_memory none = {nothing, put, NULL};
    zb_clauses clauses;
    read_with(&r, language, "新建公厕3座。", 0);
    zb_clauses_init(&clauses, &none);
    assert_false(zb_clauses_cut(&clauses, &r.tokens, 0, (uint32_t)r.tokens.tokens.count, 0));
    clauses.sentences.memory = clauses.clauses.memory = zb_default_memory;
    zb_clauses_reset(&clauses); /* forgets the failure */
    assert_true(zb_clauses_cut(&clauses, &r.tokens, 0, (uint32_t)r.tokens.tokens.count, 0));
    zb_clauses_clear(&clauses);
    forget(&r);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stops_end_sentences),          cmocka_unit_test(marks_end_clauses),
        cmocka_unit_test(nothing_is_no_clause),         cmocka_unit_test(blocks_are_cut_apart),
        cmocka_unit_test(sentences_cover_all_tokens),   cmocka_unit_test(traits_are_of_all_tokens),
        cmocka_unit_test(letters_of_quantities),        cmocka_unit_test(no_memory_is_told),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
