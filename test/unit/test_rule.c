/* Rule files: what is accepted, what is refused and where, whose rule wins, and that a refused file changes nothing. */
#include <stdatomic.h>

#include "floors.h"

typedef struct refusal {
    const char *text;
    uint32_t line;
    const char *message; /* a part of it */
} refusal;

static const refusal refusals[] = {
    {"nonsense\n", 1, "no section"},
    {"rule level.a\nnonsense\n", 2, "no section"},
    {"words NOSUCH\n新建\n", 1, "no such class"},
    {"words\n", 1, "no such class"},
    {"indicators\n粮食产量 = weight\n", 2, "no such dimension"},
    {"indicators\n= mass\n", 2, "write: name"},
    {"indicators\n粮食产量 | “的” = mass\n", 2, "empty or too long"},
    {"rule tall.a\n", 1, "begins with level."},
    {"rule\n", 1, "begins with level."},
    {"match QTY\n", 1, "outside a rule"},
    {"rule level.a\nmatch QTY\nwords VERB\n新建\nmatch QTY\n", 5, "outside a rule"},
    {"yes a => b\n", 1, "outside a rule"},
    {"no a\n", 1, "outside a rule"},
    {"rule level.a\nmatch QTY\nyes 没有箭头\n", 3, "write: yes"},
    {"\n# page\nrule level.a\n", 3, "without a match"},
    {"define A QTY\n", 1, "write: define"},
    {"define a = QTY\n", 1, "write: define"},
    {"define A1 = QTY\n", 1, "write: define"},
    {"define A =\n", 1, "write: define"},
    {"define QTY = VERB\n", 1, "name of a class"},
    {"define A = B\n", 1, "no definition"},
    {"rule level.a\nmatch ZZZ\n", 2, "no definition"},
    {"rule level.a\nmatch [ZZZ]\n", 2, "no definition"},
    {"define A = QTY*\nrule level.a\nmatch [A]\n", 3, "only a set"},
    {"define A = [^QTY]\nrule level.a\nmatch [A VERB]\n", 3, "only a set"},
    {"rule level.a\nmatch (?<nosuch> QTY )\n", 2, "not allowed"},
    {"define A = (?<value> QTY )\n", 1, "not allowed"},
    {"rule level.a\nmatch (?<value QTY )\n", 2, "not allowed"},
    {"rule level.a\nmatch (?R)\n", 2, "not allowed"},
    {"rule level.a\nmatch (?1)\n", 2, "not allowed"},
    {"rule level.a\nmatch (?C1)\n", 2, "not allowed"},
    {"rule level.a\nmatch (*ACCEPT)\n", 2, "not allowed"},
    {"rule level.a\nmatch (?>QTY)\n", 2, "not allowed"},
    {"rule level.a\nmatch (?i)QTY\n", 2, "not allowed"},
    {"rule level.a\nmatch \\C\n", 2, "not allowed"},
    {"rule level.a\nmatch 万\n", 2, "not allowed"},
    {"rule level.a\nmatch [[:alpha:]]\n", 2, "not allowed"},
    {"confidence 0.9 level.nosuch\n", 1, "no rule of this name"},
    {"rule level.a\nmatch QTY\nconfidence x level.a\n", 3, "write: confidence"},
    {"rule level.a\nmatch QTY\nconfidence 1.5 level.a\n", 3, "write: confidence"},
    {"rule level.a\nmatch QTY\nconfidence -1 level.a\n", 3, "write: confidence"},
    {"rule level.a\nmatch QTY\nconfidence 0.5 level.a more\n", 3, "write: confidence"},
    {"rule level.a\nmatch QTY\nrule level.a\nmatch MONEY\n", 3, "this name already"},
    /* what PCRE2 says stands at the `match` line */
    {"rule level.a\n\n\nmatch (?<value> QTY\n", 4, "parenthes"},
    {"rule level.a\nyes a => b\nmatch QTY\nno b\nmatch )\n", 3, "parenthes"},
    {"rule level.a\nmatch *\n", 2, "quantifier"},
    {"rule level.a\nmatch [QTY\n", 2, "missing terminating ]"},
    {"rule level.a\nmatch QTY{5,2}\n", 2, "out of order"},
    {"rule level.a\nmatch (?<= QTY* )\n", 2, "lookbehind"},
    {"rule level.a\nmatch QTY\n\n# \xFF\n", 4, "not UTF-8"},
    {"rule level.a # \xE5\x85\nmatch QTY\n", 1, "not UTF-8"},
    {"\xC0\xAF\n", 1, "not UTF-8"},
    {"\n\n\xED\xA0\x80", 3, "not UTF-8"},
};

static void bad_files_are_refused_by_line(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof refusals / sizeof refusals[0]; i++) {
        const refusal *want = &refusals[i];
        struct zhibiao_rules *rules = rules_of("words VERB\n新建\n");
        zhibiao_error error = {0};
        zhibiao_status status = zb_rules_load(rules, "bad.txt", want->text, strlen(want->text), &error);
        if (status != ZHIBIAO_ERROR_RULE || error.line != want->line || !strstr(error.message, want->message))
            print_error("%s: %d, line %u: %s\n", want->text, status, error.line, error.message);
        assert_int_equal(status, ZHIBIAO_ERROR_RULE);
        assert_int_equal(error.status, status);
        assert_string_equal(error.file, "bad.txt");
        assert_int_equal(error.line, want->line);
        assert_non_null(strstr(error.message, want->message));
        assert_int_equal(rules->sources.count, 1); /* as it was */
        assert_int_equal(rules->rules.count, 0);
        zb_rules_free(rules);
    }
}

static const zb_rule *rule_at(const struct zhibiao_rules *rules, size_t index) { return zb_array_at(&rules->rules, index); }

static void expect_rule(const struct zhibiao_rules *rules, size_t index, const char *name, double confidence) {
    const zb_rule *rule = rule_at(rules, index);
    assert_int_equal(rule->name.size, strlen(name));
    assert_memory_equal(rule->name.data, name, rule->name.size);
    assert_true(rule->confidence == confidence);
}

static void files_of_all_kinds_are_read(void **state) {
    (void)state;
    struct zhibiao_rules *rules = rules_of("\xEF\xBB\xBF# a mark in front, and Windows line ends\r\n\r\nrule  level.a\r\nmatch QTY\r\n"
                                           "  yes 新建3座 => 新建 | actual 3座 # why\r\n"
                                           "no 第3座\r\nrule skip.b\r\nmatch MONEY\r\nconfidence 0.97 level.a\r\nconfidence 1 skip.b");
    assert_int_equal(rules->rules.count, 2);
    expect_rule(rules, 0, "level.a", 0.97);
    expect_rule(rules, 1, "skip.b", 1);
    assert_int_equal(rule_at(rules, 0)->kind, ZB_RULE_LEVEL);
    assert_int_equal(rule_at(rules, 1)->kind, ZB_RULE_SKIP);
    assert_int_equal(rule_at(rules, 0)->line, 3);
    assert_int_equal(rule_at(rules, 0)->match_line, 4);
    const zb_example *examples = rules->examples.data;
    assert_int_equal(rules->examples.count, 2);
    assert_true(examples[0].yes && !examples[1].yes);
    assert_int_equal(examples[0].line, 5);
    assert_true(zb_slice_equal(examples[0].text, ZB_SLICE("新建3座")));
    assert_true(zb_slice_equal(examples[0].expected, ZB_SLICE("新建 | actual 3座")));
    assert_int_equal(examples[1].expected.size, 0);
    zb_rules_free(rules);
    zb_rules_free(rules_of(""));
    zb_rules_free(NULL);
}

static void expect_pattern(const char *text, const char *pattern) {
    struct zhibiao_rules *rules = rules_of(text);
    zb_buffer out;
    zb_buffer_init(&out, NULL);
    assert_int_equal(zb_rule_expand(rules, rule_at(rules, rules->rules.count - 1), &out, NULL), ZHIBIAO_OK);
    zb_buffer_add_byte(&out, 0);
    assert_string_equal(out.bytes.data, pattern);
    zb_buffer_clear(&out);
    zb_rules_free(rules);
}

static void names_become_bytes(void **state) {
    (void)state;
    expect_pattern("rule level.a\nmatch QTY MONEY? $\n", "\\x71\\x24?$"); /* $ of the class is escaped, ours is not */
    expect_pattern("rule level.a\nmatch [^QTY COMMA]{2,3}\n", "[^\\x71\\x2c]{2,3}");
    expect_pattern("rule level.a\nmatch ( QTY | PCT )\n", "(?:\\x71|\\x25)"); /* plain groups capture nothing */
    expect_pattern("rule level.a\nmatch (?<value> QTY ) (?= PCT ) (?<! VERB )\n", "(\\x71)(?=\\x25)(?<!\\x76)");
    expect_pattern("define A = QTY | PCT\nrule level.a\nmatch A A\n", "(?:\\x71|\\x25)(?:\\x71|\\x25)");
    expect_pattern("define A = [^QTY PCT]\nrule level.a\nmatch A*? [VERB]?\n", "[^\\x71\\x25]*?[\\x76]?"); /* a set needs no group */
    expect_pattern("define A = QTY\nrule level.a\nmatch A+\n", "\\x71+");
    expect_pattern("define A = [QTY] [PCT]\nrule level.a\nmatch A?\n", "(?:[\\x71][\\x25])?");
    expect_pattern("define A = [QTY PCT]\nrule level.a\nmatch [A VERB]\n", "[\\x71\\x25\\x76]");
    expect_pattern("rule level.a\nmatch QTY\nmatch PCT\n", "\\x71\\x25"); /* two lines, one pattern */
}

static void captures_get_their_groups(void **state) {
    (void)state;
    struct zhibiao_rules *rules = rules_of("rule level.a\nmatch (?<indicator> VERB ) (QTY) (?<value> QTY )\n"
                                           "rule growth.b\nmatch (?<basis> BASE )? (?<value> PCT )\n");
    assert_int_equal(rule_at(rules, 0)->groups[ZB_CAPTURE_INDICATOR], 1);
    assert_int_equal(rule_at(rules, 0)->groups[ZB_CAPTURE_VALUE], 2);
    assert_int_equal(rule_at(rules, 0)->groups[ZB_CAPTURE_BASIS], 0);
    assert_int_equal(rule_at(rules, 1)->groups[ZB_CAPTURE_BASIS], 1);
    assert_int_equal(rule_at(rules, 1)->groups[ZB_CAPTURE_VALUE], 2);
    zb_rules_free(rules);
}

static zhibiao_status add(struct zhibiao_rules *rules, const char *name, const char *text) {
    return zb_rules_load(rules, name, text, strlen(text), NULL);
}

/* Of three files the last added comes first; within one its own order stays; examples go with their rules. */
static void later_files_win(void **state) {
    (void)state;
    struct zhibiao_rules *rules = rules_of("rule level.a\nmatch QTY\nno x\nrule level.b\nmatch PCT\nno y\n");
    assert_int_equal(add(rules, "two", "rule level.c\nmatch QTY\nno z\nrule level.d\nmatch QTY\nrule level.e\nmatch QTY\n"), ZHIBIAO_OK);
    assert_int_equal(add(rules, "three", "rule level.a\nmatch QTY\nno w\nconfidence 0.5 level.b\n"), ZHIBIAO_OK);
    static const char *const names[] = {"level.a", "level.c", "level.d", "level.e", "level.a", "level.b"};
    assert_int_equal(rules->rules.count, 6);
    for (size_t i = 0; i < 6; i++)
        expect_rule(rules, i, names[i], i == 5 ? 0.5 : -1);
    const zb_example *examples = rules->examples.data;
    static const uint32_t owners[] = {4, 5, 1, 0};
    for (size_t i = 0; i < 4; i++)
        assert_int_equal(examples[i].rule, owners[i]);
    zb_rules_free(rules);
}

/* What a later file defines changes nothing in the rules that were there. */
static void definitions_serve_what_follows(void **state) {
    (void)state;
    struct zhibiao_rules *rules = rules_of("define A = QTY\nrule level.a\nmatch A\n");
    assert_int_equal(add(rules, "two", "define A = PCT\nrule level.b\nmatch A\n"), ZHIBIAO_OK);
    static const char *const patterns[] = {"\\x25", "\\x71"};
    for (size_t i = 0; i < 2; i++) {
        zb_buffer out;
        zb_buffer_init(&out, NULL);
        assert_int_equal(zb_rule_expand(rules, rule_at(rules, i), &out, NULL), ZHIBIAO_OK);
        zb_buffer_add_byte(&out, 0);
        assert_string_equal(out.bytes.data, patterns[i]);
        zb_buffer_clear(&out);
    }
    zb_rules_free(rules);
}

static void built_in_data_load_and_can_be_added_to(void **state) {
    (void)state;
    struct zhibiao_rules *rules = NULL;
    zhibiao_error error = {0};
    assert_int_equal(zb_rules_new(&zb_default_memory, true, &rules, &error), ZHIBIAO_OK);
    size_t count = rules->rules.count;
    assert_true(count > 10 && rules->examples.count > count);
    char first[64];
    zb_slice name = rule_at(rules, 0)->name;
    assert_true(name.size < sizeof first);
    memcpy(first, name.data, name.size);
    first[name.size] = 0;
    double confidence = rule_at(rules, 0)->confidence;
    assert_int_equal(add(rules, "mine", "rule level.mine\nmatch Q W\n"), ZHIBIAO_OK); /* its definitions serve mine */
    assert_int_equal(rules->rules.count, count + 1);
    expect_rule(rules, 0, "level.mine", -1);
    expect_rule(rules, 1, first, confidence);
    assert_int_equal(add(rules, "more", "confidence 0.1 level.nosuch\n"), ZHIBIAO_ERROR_RULE);
    assert_int_equal(rules->rules.count, count + 1);
    zb_rules_free(rules);
}

static void nothing_changes_once_a_parser_was_made(void **state) {
    (void)state;
    struct zhibiao_rules *rules = rules_of("");
    zhibiao_parser *parser = NULL;
    assert_int_equal(zb_parser_new(rules, &parser, NULL), ZHIBIAO_OK);
    zb_parser_free(parser);
    assert_int_equal(add(rules, "two", "words VERB\n新建\n"), ZHIBIAO_ERROR_STATE);
    zb_rules_free(rules);
}

/* As much as the standard limits let through, and one more. */
static void lengths_are_bounded(void **state) {
    (void)state;
    static char text[200000];
    struct zhibiao_rules *rules = rules_of("");
    size_t used = (size_t)sprintf(text, "define AAA = QTY QTY QTY QTY QTY QTY QTY QTY QTY QTY\nrule level.a\nmatch ");
    for (int i = 0; i < 400; i++)
        used += (size_t)sprintf(text + used, "AAA ");
    assert_int_equal(add(rules, "long", text), ZHIBIAO_ERROR_LIMIT);
    used = 0;
    for (int i = 0; i < 501; i++)
        used += (size_t)sprintf(text + used, "rule skip.r%d\nmatch QTY\n", i);
    zhibiao_error error = {0};
    assert_int_equal(zb_rules_load(rules, "many", text, used, &error), ZHIBIAO_ERROR_LIMIT);
    assert_int_equal(error.line, 1001);
    text[used - strlen("rule skip.r500\nmatch QTY\n")] = 0;
    assert_int_equal(add(rules, "many", text), ZHIBIAO_OK);
    zb_rules_free(rules);
}

/* Each rule is small enough alone, all together are more than we take: the file that was too much is named. */
static void too_much_together_names_the_file(void **state) {
    (void)state;
    static char text[400000];
    size_t used = 0;
    for (int i = 0; i < 60; i++) {
        used += (size_t)sprintf(text + used, "rule skip.r%d\nmatch ", i);
        for (int k = 0; k < 600; k++)
            used += (size_t)sprintf(text + used, "%s ", k % 2 ? "QTY" : "[^PCT]");
        used += (size_t)sprintf(text + used, "\n");
    }
    struct zhibiao_rules *rules = rules_of("rule level.a\nmatch QTY\n");
    zhibiao_error error = {0};
    assert_int_equal(zb_rules_load(rules, "much.txt", text, used, &error), ZHIBIAO_ERROR_LIMIT);
    assert_string_equal(error.file, "much.txt");
    assert_int_equal(rules->rules.count, 1);
    zb_rules_free(rules);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bad_files_are_refused_by_line),
        cmocka_unit_test(files_of_all_kinds_are_read),
        cmocka_unit_test(names_become_bytes),
        cmocka_unit_test(captures_get_their_groups),
        cmocka_unit_test(later_files_win),
        cmocka_unit_test(definitions_serve_what_follows),
        cmocka_unit_test(built_in_data_load_and_can_be_added_to),
        cmocka_unit_test(nothing_changes_once_a_parser_was_made),
        cmocka_unit_test(lengths_are_bounded),
        cmocka_unit_test(too_much_together_names_the_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
