/* Matches to claims: roles, measures, and what a claim takes from its neighbours. With a little language, so that the
 * claims are claim.c's doing and not the data's. */
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

static void print_claim(line *out, const reading *r, const zb_claim *claim) {
    static const char *const roles[] = {"target", "actual", "baseline", "completion", "gap"};
    static const char *const measures[] = {"", " growth", " increment", " share"};
    static const char *const bases[] = {"", " yoy", " qoq", " ytd", " average", " plan", " other"};
    zb_buffer words;
    zb_buffer_init(&words, NULL);
    zb_claim_words(&r->document, claim->part, claim->parts, &words);
    print_slice(out, zb_buffer_slice(&words));
    zb_buffer_clear(&words);
    print(out, " %s %s", roles[claim->role], claim->negative ? "-" : "");
    print_slice(out, zb_document_text(&r->document, claim->quantity));
    print(out, "%s%s", measures[claim->measure], bases[claim->basis]);
    if (claim->joins != ZB_NO_CLAIM)
        print(out, " joins %u", claim->joins);
    if (claim->elided)
        print(out, " elided");
}

/* Claims of the text, separated by "; ". */
static void expect(const char *text, const char *expected) {
    reading r;
    line out = {.size = 0};
    read_with(&r, language, text, 2025);
    assert_int_equal(zb_claims_read(&r.document, NULL), ZHIBIAO_OK);
    for (uint32_t i = 0; i < r.claims.claims.count; i++) {
        const zb_claim *claim = zb_array_at(&r.claims.claims, i);
        print(&out, "%s", i ? "; " : "");
        print_claim(&out, &r, claim);
        assert_true(claim->joins == ZB_NO_CLAIM || (claim->joins != i && claim->joins < r.claims.claims.count));
        assert_true(claim->sentence < r.clauses.sentences.count);
    }
    if (strcmp(out.text, expected) != 0)
        print_error("%s\n", text);
    assert_string_equal(out.text, expected);
    forget(&r);
}

static void roles_follow_captures_and_mood(void **state) {
    (void)state;
    expect("已新建小学3所。", "新建小学 actual 3所");
    expect("力争新建小学3所。", "新建小学 target 3所");
    expect("已完成校舍改造60座的任务。", "校舍改造 target 60座"); /* of a task, whatever the mood */
    expect("补贴由450元提高到580元。", "补贴 baseline 450元 joins 1; 补贴 actual 580元");
    expect("新建小学。", "");
    expect("", "");
}

static void completion_and_gap_join_what_they_complete(void **state) {
    (void)state;
    expect("已新增就业24人，完成年计划的107%。", "新增就业 actual 24人; 新增就业 completion 107% plan joins 0 elided");
    expect("已新增就业24人，超目标3人。", "新增就业 actual 24人; 新增就业 gap 3人 plan joins 0 elided");
    expect("已新增就业24人，低于目标3人。", "新增就业 actual 24人; 新增就业 gap -3人 plan joins 0 elided");
    expect("完成年计划的107%。", " completion 107% plan"); /* of nothing: no record will be made of it */
    expect("已新增就业24人。完成年计划的107%。", "新增就业 actual 24人;  completion 107% plan"); /* never across a stop */
}

static void growth_has_sign_and_basis(void **state) {
    (void)state;
    expect("产值已同比增长5%。", "产值 actual 5% growth yoy");
    expect("产值已环比下降3%。", "产值 actual -3% growth qoq");
    expect("已新增就业24人，同比增长5%。", "新增就业 actual 24人; 新增就业 actual 5% growth yoy elided");
}

static void members_take_the_verb_before(void **state) {
    (void)state;
    expect("已新建小学3所、中学2所。", "新建小学 actual 3所; 新建中学 actual 2所");
    expect("已新建小学3所和改造中学2所。", "新建小学 actual 3所; 改造中学 actual 2所"); /* has its own */
    expect("已新建小学3所，中学2所。", "新建小学 actual 3所; 中学 actual 2所");       /* a comma is no member */
}

static void lists_pair_members_and_values(void **state) {
    (void)state;
    expect("甲、乙产值已分别增长5%、6%。", "甲 actual 5% growth; 乙产值 actual 6% growth");
    expect("甲、乙等行业面积分别增长5%和6%。", "甲行业面积 actual 5% growth; 乙行业面积 actual 6% growth");
    expect("甲、乙、丙面积分别增长5%、6%。", "甲、乙、丙面积 actual 5% growth; 甲、乙、丙面积 actual 6% growth"); /* cannot be paired */
    expect("已新建小学3所、中学2所，分别下降5%、6%。",
           "新建小学 actual 3所; 新建中学 actual 2所; 新建小学 actual -5% growth elided; 新建中学 actual -6% growth elided");
}

static void scopes_and_times_are_no_part_of_names(void **state) {
    (void)state;
    expect("2023年，全市已新建小学3所。", "新建小学 actual 3所");
    expect("截至11月末全市新增就业24人。", "新增就业 actual 24人");
}

static void a_paragraph_begins_afresh(void **state) {
    (void)state;
    expect("一、新建\n已新增就业24人。\n二、增长\n同比增长5%。", "新增就业 actual 24人;  actual 5% growth yoy");
}

static void *nothing(size_t size, void *context) {
    (void)size;
    (void)context;
    return NULL;
}

static void no_memory_is_told(void **state) {
    (void)state;
    reading r;
    zhibiao_error error = {0};
    read_with(&r, language, "已新建小学3所。", 2025);
    r.claims.claims.memory.get = nothing;
    assert_int_equal(zb_claims_read(&r.document, &error), ZHIBIAO_ERROR_MEMORY);
    assert_int_equal(error.status, ZHIBIAO_ERROR_MEMORY);
    r.claims.claims.memory = zb_default_memory;
    zb_array_reset(&r.claims.claims);
    assert_int_equal(zb_claims_read(&r.document, &error), ZHIBIAO_OK);
    assert_int_equal(r.claims.claims.count, 1);
    forget(&r);
}

/* The error of a rule that runs away comes through. */
static void limits_are_told(void **state) {
    (void)state;
    struct zhibiao_rules *rules = small_language("rule level.runaway\nmatch (?: (?: TEXT | VERB TEXT? )+ AND? )+ QTY QTY DE\n");
    zb_buffer text;
    zb_buffer_init(&text, NULL);
    for (int i = 0; i < 200; i++)
        zb_buffer_add(&text, ZB_SLICE("新建甲"));
    zb_buffer_add(&text, ZB_SLICE("3所3所，3所的\0"));
    zb_buffer_add_byte(&text, 0);
    reading r;
    zhibiao_error error = {0};
    read_with(&r, rules, text.bytes.data, 0);
    assert_int_equal(zb_claims_read(&r.document, &error), ZHIBIAO_ERROR_LIMIT);
    assert_non_null(strstr(error.message, "level.runaway"));
    zb_buffer_clear(&text);
    forget(&r);
    zb_rules_free(rules);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(roles_follow_captures_and_mood), cmocka_unit_test(completion_and_gap_join_what_they_complete),
        cmocka_unit_test(growth_has_sign_and_basis),      cmocka_unit_test(members_take_the_verb_before),
        cmocka_unit_test(lists_pair_members_and_values),  cmocka_unit_test(scopes_and_times_are_no_part_of_names),
        cmocka_unit_test(a_paragraph_begins_afresh),      cmocka_unit_test(no_memory_is_told),
        cmocka_unit_test(limits_are_told),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
