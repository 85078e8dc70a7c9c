/* Which rule begins at a token, what it captures, and that no rule can run away. */
#include "floors.h"

static zhibiao_status match(const struct zhibiao_rules *rules, const char *letters, uint32_t at, uint32_t end, zb_match *out,
                            bool *found, zhibiao_error *error) {
    zb_matcher *matcher = zb_matcher_new(&zb_default_memory, rules);
    assert_non_null(matcher);
    zhibiao_status status = zb_match_at(matcher, rules, zb_slice_of(letters), at, end, out, found, error);
    zb_matcher_free(matcher);
    return status;
}

/* Rule number and extent of what matches at `at`: "1 2-5", or "none". */
static void expect(const char *text, const char *letters, uint32_t at, uint32_t end, const char *expected) {
    struct zhibiao_rules *rules = rules_of(text);
    zb_match found;
    bool any = false;
    line out = {.size = 0};
    assert_int_equal(match(rules, letters, at, end, &found, &any, NULL), ZHIBIAO_OK);
    if (any)
        print(&out, "%u %u-%u", found.rule, found.whole.first, found.whole.end);
    else
        print(&out, "none");
    assert_string_equal(out.text, expected);
    zb_rules_free(rules);
}

static const char three[] = "rule level.a\nmatch VERB QTY PCT\nrule level.b\nmatch VERB QTY\nrule level.c\nmatch VERB\n";

static void the_first_that_matches_wins(void **state) {
    (void)state;
    expect(three, "vq%", 0, 3, "0 0-3");
    expect(three, "vqx", 0, 3, "1 0-2");
    expect(three, "vxx", 0, 3, "2 0-1");
    expect(three, "xvq", 0, 3, "none"); /* not further on */
    expect(three, "xvq", 1, 3, "1 1-3");
    expect(three, "", 0, 0, "none");
    expect("", "vq%", 0, 3, "none");
}

static void nothing_is_read_behind_the_end(void **state) {
    (void)state;
    expect(three, "vq%", 0, 2, "1 0-2");
    expect(three, "vq%", 0, 1, "2 0-1");
    expect("rule level.a\nmatch VERB (?! QTY )\n", "vq", 0, 1, "0 0-1");
    expect("rule level.a\nmatch VERB $\n", "vq", 0, 1, "0 0-1");
    expect("rule level.a\nmatch VERB $\n", "vq", 0, 2, "none");
    expect("rule level.a\nmatch (?<= AIM ) VERB\n", "Tv", 1, 2, "0 1-2"); /* what stands before may be looked at */
}

/* Bytes that are special to PCRE2 are letters here: $ MONEY, . STOP, # RATIO, ^ RANK. */
static void classes_are_no_operators(void **state) {
    (void)state;
    expect("rule level.a\nmatch MONEY STOP RATIO RANK\n", "$.#^", 0, 4, "0 0-4");
    expect("rule level.a\nmatch MONEY STOP\n", "$x", 0, 2, "none");
    expect("rule level.a\nmatch [COMMA DASH STOP]+\n", ",-./", 0, 4, "0 0-3"); /* no range from , to . */
    expect("rule level.a\nmatch .+\n", "v\nq", 0, 3, "0 0-3");
}

static void captures_are_token_ranges(void **state) {
    (void)state;
    struct zhibiao_rules *rules = rules_of("rule level.a\nmatch (?<indicator> VERB ) NUM\n"
                                           "rule growth.b\nmatch (?<indicator> TEXT* ) (?<basis> BASE )? (?: GROW | (?<fall> FALL ) ) (?<value> PCT )\n");
    zb_match found;
    bool any = false;
    assert_int_equal(match(rules, "qxx_%", 1, 5, &found, &any, NULL), ZHIBIAO_OK);
    assert_true(any);
    assert_int_equal(found.rule, 1);
    static const struct {
        zb_capture_kind kind;
        zb_range range;
    } wanted[] = {{ZB_CAPTURE_INDICATOR, {1, 3}}, {ZB_CAPTURE_FALL, {3, 4}}, {ZB_CAPTURE_VALUE, {4, 5}}};
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(found.capture[wanted[i].kind].first, wanted[i].range.first);
        assert_int_equal(found.capture[wanted[i].kind].end, wanted[i].range.end);
    }
    assert_int_equal(found.capture[ZB_CAPTURE_BASIS].first, found.capture[ZB_CAPTURE_BASIS].end); /* not there */
    assert_int_equal(found.capture[ZB_CAPTURE_TARGET].first, found.capture[ZB_CAPTURE_TARGET].end);
    assert_int_equal(match(rules, "+%", 0, 2, &found, &any, NULL), ZHIBIAO_OK);
    assert_true(any);
    assert_int_equal(found.capture[ZB_CAPTURE_FALL].end, found.capture[ZB_CAPTURE_FALL].first); /* none left over */
    zb_rules_free(rules);
}

/* Twenty rules of which each tries all that those before tried: they must not be mixed up. */
static void many_rules_are_told_apart(void **state) {
    (void)state;
    char text[4096];
    size_t used = 0;
    for (int i = 0; i < 20; i++) {
        used += (size_t)sprintf(text + used, "rule level.r%d\nmatch TEXT* ", i);
        for (int k = 0; k < i; k++)
            used += (size_t)sprintf(text + used, "VERB ");
        used += (size_t)sprintf(text + used, "QTY\n");
    }
    char letters[40] = "xxxxx", expected[40];
    for (uint32_t i = 0; i < 20; i++) {
        memset(letters + 5, 'v', i);
        letters[5 + i] = 'q';
        sprintf(expected, "%u 0-%u", i, 6 + i);
        expect(text, letters, 0, 6 + i, expected);
    }
}

/* Exponential backtracking ends as an error that names the rule and its line. */
static void runaway_rules_are_stopped(void **state) {
    (void)state;
    struct zhibiao_rules *rules = rules_of("rule level.good\nmatch VERB QTY\nrule level.runaway\n"
                                           "match (?: (?: TEXT | VERB TEXT? )+ AND? )+ QTY\nrule level.other\nmatch TEXT QTY\n");
    static char letters[4000];
    for (size_t i = 0; i + 1 < sizeof letters; i++)
        letters[i] = i % 2 ? 'x' : 'v';
    memcpy(letters + 500, ",q", 2); /* there is what it looks for, but out of reach */
    zb_match found;
    bool any = true;
    zhibiao_error error = {0};
    assert_int_equal(match(rules, letters, 0, sizeof letters - 1, &found, &any, &error), ZHIBIAO_ERROR_LIMIT);
    assert_false(any);
    assert_string_equal(error.file, "test");
    assert_int_equal(error.line, 4);
    assert_non_null(strstr(error.message, "level.runaway"));
    zb_rules_free(rules);
}

/* A clause of hundreds of words is no reason to give up; of a hundred thousand, no rule sees all, and that is no error. */
static void long_clauses_are_read(void **state) {
    (void)state;
    struct zhibiao_rules *rules = rules_of("define W = [^COMMA QTY]\nrule level.a\nmatch (?<indicator> W*? ) LINK* (?<value> QTY ) DE? "
                                           "(?<tail> W+ (?= COMMA | $ ) )\n");
    enum { LENGTH = 100000 };
    char *letters = malloc(LENGTH + 1);
    assert_non_null(letters);
    memset(letters, 'x', LENGTH);
    letters[300] = 'q';
    letters[LENGTH - 300] = 'q';
    letters[LENGTH] = 0;
    zb_match found;
    bool any = false;
    assert_int_equal(match(rules, letters, 0, 600, &found, &any, NULL), ZHIBIAO_OK);
    assert_true(any && found.whole.end == 600 && found.capture[ZB_CAPTURE_TAIL].first == 301);
    assert_int_equal(match(rules, letters, 301, LENGTH, &found, &any, NULL), ZHIBIAO_OK);
    assert_false(any);
    free(letters);
    zb_rules_free(rules);
}

/* What a rule needs, as the letters of each set. */
static void needs_are_read_off_patterns(void **state) {
    (void)state;
    static const struct { const char *match, *needs; } rows[] = {
        {"QTY", "q "}, {"TEXT* QTY", "q "}, {"TEXT+ (?: DE QTY )?", "x "}, {"[PCT QTY] DE", "%q d "}, {"(?: GROW | FALL DE ) PCT", "+d % "},
        {"(?: GROW | FALL? ) PCT", "% "}, {"TEXT{0,3} DE{2} QTY{1,2}?", "d q "}, {"(?! DE ) QTY (?= COMMA )", "q , "},
        {"(?<indicator> TEXT+? ) (?<value> QTY )", "q x "}, {"(?: TEXT (?: DE QTY | PCT ) )+ $", "%d x "}, {"( TEXT | )", ""}, {".", ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char text[200], said[400] = "";
        sprintf(text, "rule level.a\nmatch %s\n", rows[i].match);
        struct zhibiao_rules *rules = rules_of(text);
        const zb_rule *rule = zb_array_at(&rules->rules, 0);
        bool found[128] = {false};
        for (uint32_t k = 0; k < rule->needs.count; k++) { /* sets in any order: their letters are told by the first of each */
            char set[130] = "";
            for (uint8_t letter = 0; letter < 128; letter++)
                if (rule->needs.sets[k].bits[letter >> 6] >> (letter & 63) & 1)
                    sprintf(set + strlen(set), "%c", letter);
            found[(uint8_t)set[0]] = true;
            sprintf(said + strlen(said), "%s ", set);
        }
        assert_int_equal(strlen(said), strlen(rows[i].needs));
        for (const char *set = rows[i].needs; *set; set = strchr(set, ' ') + 1)
            assert_true(found[(uint8_t)*set]);
        zb_rules_free(rules);
    }
}

static void write_set(const zb_letters *letters, char out[140]) { /* the text's end as 0; all of them as * */
    size_t size = 0;
    for (uint8_t letter = 0; letter < 128; letter++)
        if (zb_letters_has(letters, letter))
            out[size++] = letter == 0 ? '0' : (char)letter;
    strcpy(out + size, "");
    if (size == 128)
        strcpy(out, "*");
}

/* Which class the first quantity must be, and what must stand behind it. */
static void needs_tell_of_the_first_quantity(void **state) {
    (void)state;
    static const struct { const char *match, *first, *behind; } rows[] = {
        {"TEXT* QTY", "q", "*"}, {"TEXT* QTY DE", "q", "d"}, {"(?: QTY PAUSE )? PCT (?= COMMA | $ )", "%q", "0,/"},
        {"(?: QTY PAUSE )+ PCT", "q", "/"}, {"TEXT QTY?", "*", "*"}, {"QTY{2} DE", "q", "dq"}, {"QTY TEXT* DE", "q", "dx"},
        {"TEXT (?! QTY ) [PCT DE] COMMA", "*", "*"}, {"(?= PCT ) [QTY PCT] DE", "%q", "d"}, {"TEXT . COMMA", "*", "*"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char text[200], set[140];
        sprintf(text, "rule level.a\nmatch %s\n", rows[i].match);
        struct zhibiao_rules *rules = rules_of(text);
        const zb_rule *rule = zb_array_at(&rules->rules, 0);
        write_set(&rule->needs.first, set);
        assert_string_equal(set, rows[i].first);
        write_set(&rule->needs.behind, set);
        assert_string_equal(set, rows[i].behind);
        zb_rules_free(rules);
    }
}

static void versions_are_told(void **state) {
    (void)state;
    const char *version = zb_pcre2_version();
    assert_true(strlen(version) == 5 && version[2] == '.');
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_that_matches_wins),  cmocka_unit_test(nothing_is_read_behind_the_end),
        cmocka_unit_test(classes_are_no_operators),     cmocka_unit_test(captures_are_token_ranges),
        cmocka_unit_test(many_rules_are_told_apart),  cmocka_unit_test(runaway_rules_are_stopped),
        cmocka_unit_test(long_clauses_are_read),        cmocka_unit_test(versions_are_told),
        cmocka_unit_test(needs_are_read_off_patterns), cmocka_unit_test(needs_tell_of_the_first_quantity),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
