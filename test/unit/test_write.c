/* The writers, over results built by hand: every format, escapes, formulas, widths, and sinks that refuse. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "write.h"

/* ---- a result and a place to write to ----------------------------------------------------------------- */

static zhibiao_result *made;
static char written[65536];
static size_t written_size, room;

static zhibiao_string text(const char *string) {
    zb_slice slice = zb_slice_of(string);
    zhibiao_string put = {(uint32_t)made->text.bytes.count, (uint32_t)slice.size};
    if (!slice.size)
        return (zhibiao_string){0, 0};
    zb_buffer_add(&made->text, slice);
    zb_buffer_add_byte(&made->text, '\0');
    return put;
}

static int begin(void **state) {
    (void)state;
    made = calloc(1, sizeof *made);
    made->memory = zb_default_memory;
    zb_array_init(&made->records, &made->memory, sizeof(zhibiao_record));
    zb_array_init(&made->tokens, &made->memory, sizeof(zhibiao_token));
    zb_buffer_init(&made->text, &made->memory);
    zb_buffer_add_byte(&made->text, '\0');
    made->document.source = text("review.txt");
    written_size = 0;
    room = sizeof written - 1;
    written[0] = '\0';
    return 0;
}

static int end(void **state) {
    (void)state;
    zb_array_clear(&made->records);
    zb_array_clear(&made->tokens);
    zb_buffer_clear(&made->text);
    free(made);
    return 0;
}

static int collect(const char *bytes, size_t size, void *context) {
    (void)context;
    if (size > room - written_size)
        return 1;
    memcpy(written + written_size, bytes, size);
    written_size += size;
    written[written_size] = '\0';
    return 0;
}

static zhibiao_record *record(const char *indicator) {
    zhibiao_record *r = zb_array_add(&made->records, 1);
    r->id = (uint32_t)made->records.count;
    r->indicator = r->indicator_full = text(indicator);
    r->confidence = -1;
    return r;
}

static zhibiao_quantity quantity(const char *value, const char *unit, const char *words) {
    zhibiao_quantity q = {.present = 1, .value = text(value), .unit = text(unit), .text = text(words)};
    q.span = (zhibiao_span){1, 2, 3, 4};
    return q;
}

static zhibiao_quantity computed(const char *value, const char *unit, const char *from) {
    zhibiao_quantity q = {.present = 1, .comparison = ZHIBIAO_ABOUT, .value = text(value), .unit = text(unit)};
    q.derived = text(from);
    q.low = text("229989");
    q.high = text("230011");
    return q;
}

static const char *as(zhibiao_format format) {
    written_size = 0;
    written[0] = '\0';
    assert_int_equal(zhibiao_write_records(made, format, 0, collect, NULL), ZHIBIAO_OK);
    return written;
}

static const char *tokens_as(zhibiao_format format) {
    written_size = 0;
    written[0] = '\0';
    assert_int_equal(zhibiao_write_tokens(made, format, 0, collect, NULL), ZHIBIAO_OK);
    return written;
}

#define assert_has(where, what) assert_non_null(strstr(where, what))
#define assert_lacks(where, what) assert_null(strstr(where, what))

/* ---- JSON --------------------------------------------------------------------------------------------- */

static void bare_record_has_every_key(void **state) {
    (void)state;
    record("城镇新增就业");
    assert_string_equal(as(ZHIBIAO_JSONL),
                        "{\"source\":\"review.txt\",\"id\":1,\"indicator\":\"城镇新增就业\","
                        "\"indicator_full\":\"城镇新增就业\",\"measure\":\"level\",\"target\":null,\"actual\":null,"
                        "\"baseline\":null,\"completion\":null,\"gap\":null,\"basis\":null,\"check\":null,"
                        "\"time\":null,\"region\":null,\"section\":null,\"item\":null,"
                        "\"sentence\":{\"start\":0,\"end\":0,\"byte_start\":0,\"byte_end\":0},"
                        "\"rule\":null,\"confidence\":null,\"indicator_name\":null}\n");
}

static void full_record(void **state) {
    (void)state;
    zhibiao_record *r = record("养老床位");
    r->measure = ZHIBIAO_GROWTH;
    r->basis = ZHIBIAO_YOY;
    r->check = ZHIBIAO_CONSISTENT;
    r->check_computed = text("107.13");
    r->target = computed("230000", "张", "completion");
    r->actual = quantity("246400", "张", "24.64万张");
    r->time_text = text("截至11月末");
    r->time_to = (zhibiao_date){2023, 11, 30};
    r->region_name = text("吉林省");
    r->item = text("3");
    r->sentence = (zhibiao_span){10, 20, 30, 18446744073709551615U};
    r->rule = text("growth.yoy");
    r->confidence = 0.97;
    r->indicator_name = text("养老服务床位数");
    as(ZHIBIAO_JSONL);
    assert_has(written, "\"target\":{\"value\":\"230000\",\"unit\":\"张\",\"cmp\":\"about\",\"derived\":\"completion\","
                        "\"low\":\"229989\",\"high\":\"230011\"},\"actual\":{\"value\":\"246400\",\"unit\":\"张\","
                        "\"cmp\":\"eq\",\"per\":[],\"text\":\"24.64万张\",\"start\":1,\"end\":2,\"byte_start\":3,"
                        "\"byte_end\":4},\"baseline\":null");
    assert_has(written, "\"measure\":\"growth\"");
    assert_has(written, "\"basis\":\"yoy\",\"check\":{\"verdict\":\"consistent\",\"computed\":\"107.13\"},"
                        "\"time\":{\"text\":\"截至11月末\",\"from\":null,\"to\":\"2023-11-30\"},"
                        "\"region\":{\"text\":null,\"name\":\"吉林省\",\"code\":null},\"section\":null,\"item\":\"3\","
                        "\"sentence\":{\"start\":10,\"end\":20,\"byte_start\":30,\"byte_end\":18446744073709551615},"
                        "\"rule\":\"growth.yoy\",\"confidence\":0.97,\"indicator_name\":\"养老服务床位数\"}\n");
}

static void ranges_and_per(void **state) {
    (void)state;
    zhibiao_record *r = record("补助标准");
    r->target = quantity("2", "元", "2-3元");
    r->target.range = 1;
    r->target.upper = text("3");
    r->target.per = text("人/年");
    r->target.comparison = ZHIBIAO_AT_LEAST;
    assert_has(as(ZHIBIAO_JSONL), "{\"value\":\"2\",\"upper\":\"3\",\"unit\":\"元\",\"cmp\":\"at_least\","
                                  "\"per\":[\"人\",\"年\"],\"text\":\"2-3元\"");
}

static void number_without_unit_or_value(void **state) {
    (void)state;
    record("户数")->actual = quantity("", "", "999…9");
    assert_has(as(ZHIBIAO_JSONL), "\"actual\":{\"value\":null,\"unit\":\"\",\"cmp\":\"eq\"");
}

static void escapes(void **state) {
    (void)state;
    record("a\"b\\c\n\t\x01\x7f/é“”𠮷");
    assert_has(as(ZHIBIAO_JSONL), "\"indicator\":\"a\\\"b\\\\c\\n\\t\\u0001\\u007f/é“”𠮷\"");
}

static void broken_source_becomes_valid(void **state) {
    (void)state;
    made->document.source = text("a\xFF\xE5\x90z\xED\xA0\x80\xC0\xAF");
    record("x");
    assert_has(as(ZHIBIAO_JSONL), "{\"source\":\"a\uFFFD\uFFFD\uFFFDz\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\",");
}

static void confidence_as_shown(double value, const char *shown) {
    char wanted[64];
    made->records.count = 0;
    record("x")->confidence = value;
    snprintf(wanted, sizeof wanted, "\"confidence\":%s,\"indicator_name\":null}\n", shown);
    assert_has(as(ZHIBIAO_JSONL), wanted);
}

static void confidences(void **state) {
    (void)state;
    confidence_as_shown(0.0, "0");
    confidence_as_shown(1.0, "1");
    confidence_as_shown(7.0, "1");
    confidence_as_shown(0.5, "0.5");
    confidence_as_shown(0.97, "0.97");
    confidence_as_shown(0.9137, "0.914");
    confidence_as_shown(0.005, "0.005");
    confidence_as_shown(0.9999, "1");
    confidence_as_shown(-1.0, "null");
    confidence_as_shown((double)NAN, "null");
}

static void date_as_shown(zhibiao_date date, const char *shown) {
    char wanted[64];
    made->records.count = 0;
    zhibiao_record *r = record("x");
    r->time_text = text("今年");
    r->time_from = date;
    snprintf(wanted, sizeof wanted, "\"from\":%s,", shown);
    assert_has(as(ZHIBIAO_JSONL), wanted);
}

static void dates(void **state) {
    (void)state;
    date_as_shown((zhibiao_date){2023, 1, 9}, "\"2023-01-09\"");
    date_as_shown((zhibiao_date){2023, 12, 0}, "\"2023-12\"");
    date_as_shown((zhibiao_date){987, 0, 0}, "\"0987\"");
    date_as_shown((zhibiao_date){0, 5, 1}, "null");
}

static void json_is_one_array(void **state) {
    (void)state;
    record("甲");
    record("乙");
    assert_int_equal(zhibiao_write_head(ZHIBIAO_JSON, collect, NULL), ZHIBIAO_OK);
    assert_int_equal(zhibiao_write_records(made, ZHIBIAO_JSON, 0, collect, NULL), ZHIBIAO_OK);
    zhibiao_error error = {.status = ZHIBIAO_ERROR_BINARY, .byte = 17, .message = "the bytes are no text"};
    assert_int_equal(zhibiao_write_failure("b\"d", &error, ZHIBIAO_JSON, 2, collect, NULL), ZHIBIAO_OK);
    assert_int_equal(zhibiao_write_tail(ZHIBIAO_JSON, collect, NULL), ZHIBIAO_OK);
    assert_memory_equal(written, "[\n{\"source\"", 11);
    assert_has(written, "},\n{\"source\":\"review.txt\",\"id\":2,");
    assert_has(written, "},\n{\"source\":\"b\\\"d\",\"error\":{\"code\":\"binary\",\"message\":\"the bytes are no text\","
                        "\"byte\":17}}\n]\n");
}

static void failure_line(void **state) {
    (void)state;
    zhibiao_error error = {.status = ZHIBIAO_ERROR_IO, .message = "no such file"};
    assert_int_equal(zhibiao_write_failure("a.txt", &error, ZHIBIAO_JSONL, 0, collect, NULL), ZHIBIAO_OK);
    assert_string_equal(written, "{\"source\":\"a.txt\",\"error\":{\"code\":\"io\",\"message\":\"no such file\","
                                 "\"byte\":null}}\n");
}

static void failures_are_no_rows(void **state) {
    (void)state;
    zhibiao_error error = {.status = ZHIBIAO_ERROR_IO};
    assert_int_equal(zhibiao_write_failure("a.txt", &error, ZHIBIAO_CSV, 0, collect, NULL), ZHIBIAO_OK);
    assert_int_equal(zhibiao_write_failure("a.txt", &error, ZHIBIAO_TABLE, 0, collect, NULL), ZHIBIAO_OK);
    assert_int_equal(written_size, 0);
}

/* ---- CSV ---------------------------------------------------------------------------------------------- */

static size_t columns_of(const char *line) {
    size_t count = 1;
    bool quoted = false;
    for (; *line && (quoted || *line != '\r'); line++) {
        if (*line == '"')
            quoted = !quoted;
        count += !quoted && *line == ',';
    }
    return count;
}

static void csv_head(void **state) {
    (void)state;
    assert_int_equal(zhibiao_write_head(ZHIBIAO_CSV, collect, NULL), ZHIBIAO_OK);
    assert_string_equal(written,
                        "source,id,indicator,measure,target_value,target_unit,target_cmp,target_text,actual_value,"
                        "actual_unit,actual_cmp,actual_text,baseline_value,baseline_unit,baseline_cmp,baseline_text,"
                        "completion_value,completion_unit,completion_cmp,completion_text,gap_value,gap_unit,gap_cmp,"
                        "gap_text,derived,time_from,time_to,time_text,region,section,item,byte_start,byte_end,"
                        "sentence,indicator_name\r\n");
    assert_int_equal(columns_of(written), 35);
}

static void csv_row(void **state) {
    (void)state;
    zhibiao_record *r = record("养老床位");
    r->target = computed("230000", "张", "completion");
    r->actual = quantity("246400", "张", "24.64万张");
    r->gap = quantity("-1.24", "个百分点", "1.24个百分点");
    r->baseline = quantity("450", "元", "450元");
    r->baseline.per = text("人/年");
    r->completion = quantity("6", "%", "6%—6.5%");
    r->completion.range = 1;
    r->completion.upper = text("6.5");
    r->time_from = (zhibiao_date){2023, 1, 1};
    r->time_text = text("今年");
    r->region_text = text("全省");
    r->region_name = text("吉林省");
    r->sentence = (zhibiao_span){10, 20, 30, 60};
    r->sentence_text = text("说\"好\",\n又说");
    r->indicator_name = text("养老床位数");
    assert_string_equal(as(ZHIBIAO_CSV),
                        "review.txt,1,养老床位,level,230000,张,about,,246400,张,eq,24.64万张,450,元/人/年,eq,450元,"
                        "6..6.5,%,eq,6%—6.5%,-1.24,个百分点,eq,1.24个百分点,target:completion,2023-01-01,,今年,吉林省,"
                        ",,30,60,\"说\"\"好\"\",\n又说\",养老床位数\r\n");
    assert_int_equal(columns_of(written), 35);
}

static void formula(const char *indicator, const char *cell) {
    char wanted[128];
    made->records.count = 0;
    record(indicator);
    snprintf(wanted, sizeof wanted, "review.txt,1,%s,level,", cell);
    assert_memory_equal(as(ZHIBIAO_CSV), wanted, strlen(wanted));
}

static void csv_defuses_formulas(void **state) {
    (void)state;
    formula("=1+2", "'=1+2");
    formula("=cmd|\"x\"", "\"'=cmd|\"\"x\"\"\"");
    formula("+5", "'+5");
    formula("@SUM", "'@SUM");
    formula("\tx", "'\tx");
    formula("\rx", "\"'\rx\"");
    formula("＝1", "'＝1");
    formula("-2/3", "'-2/3");
    formula("-", "'-");
    formula("--1", "'--1");
    formula("-1.", "'-1.");
    formula("-1e5", "'-1e5");
    formula("-3", "-3");
    formula("-0.50", "-0.50");
    formula("1-2", "1-2");
}

/* ---- tables ------------------------------------------------------------------------------------------- */

static void widths(void **state) {
    (void)state;
    const struct {
        uint32_t character;
        size_t width;
    } rows[] = {
        {'a', 1},    {0x4E2D, 2},  {0xFF11, 2},  {0xFF05, 2},  {0x3002, 2}, {0x300A, 2}, {0x2026, 1}, {0x201C, 1},
        {0x2460, 1}, {0x20BB7, 2}, {0x1F600, 2}, {0x0301, 0},  {0x200B, 0}, {0xFE0F, 0}, {'\n', 0},   {0x1B, 0},
        {0x202E, 0}, {0xAC00, 2},  {0x33A1, 2},  {0xFFE5, 2},  {0xA5, 1},   {0xFF61, 1}, {0x115F, 2}, {0x1160, 1},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (zb_display_width(rows[i].character) != rows[i].width)
            fail_msg("U+%04X is not %zu wide", (unsigned)rows[i].character, rows[i].width);
}

static void table_aligns(void **state) {
    (void)state;
    zhibiao_record *r = record("城镇新增就业");
    r->target = computed("230000", "人", "completion");
    r->actual = quantity("246400", "人", "24.64万人");
    r->region_text = text("全省");
    r = record("GDP");
    r->measure = ZHIBIAO_GROWTH;
    r->basis = ZHIBIAO_YOY;
    r->actual = quantity("-3", "%", "3%");
    r->actual.comparison = ZHIBIAO_OVER;
    r->region_text = text("长春市");
    assert_string_equal(as(ZHIBIAO_TABLE), "review.txt\n"
                                           "indicator     measure     target       actual     region\n"
                                           "城镇新增就业              (≈230000人)  24.64万人  全省\n"
                                           "GDP           growth yoy               >-3%       长春市\n");
}

static void table_cuts_long_cells(void **state) {
    (void)state;
    record("一二三四五六七八九十一二三四五六七八九十")->actual = quantity("1", "个", "1个");
    assert_has(as(ZHIBIAO_TABLE), "\n一二三四五六七八九十一二三四五六七八九十  1个\n");
    record("一二三四五六七八九十一二三四五六七八九十末")->actual = quantity("1", "个", "1个");
    assert_has(as(ZHIBIAO_TABLE), "\n一二三四五六七八九十一二三四五六七八九…   1个\n");
    made->records.count = 0;
    record("一二三四五六七八九十一二三四五六七八九.末末末a")->actual = quantity("1", "个", "1个");
    assert_has(as(ZHIBIAO_TABLE), "\n一二三四五六七八九十一二三四五六七八九.…  1个\n");
}

static void table_names_per_once(void **state) {
    (void)state;
    record("补助")->actual = quantity("450", "元", "450元");
    record("浓度")->actual = quantity("32", "微克", "32微克/立方米");
    zhibiao_record *r = zhibiao_result_count(made) == 2 ? made->records.data : NULL;
    r[0].actual.per = text("人/年");
    r[1].actual.per = text("立方米");
    assert_has(as(ZHIBIAO_TABLE), "\n补助       450元/人/年\n浓度       32微克/立方米\n");
}

static void table_hides_controls(void **state) {
    (void)state;
    record("甲\x1b[31m\n乙\xC2\x9B")->actual = quantity("1", "个", "1个");
    assert_has(as(ZHIBIAO_TABLE), "\n甲[31m乙   1个\n");
}

static void empty_table_is_nothing(void **state) {
    (void)state;
    assert_string_equal(as(ZHIBIAO_TABLE), "");
    assert_string_equal(tokens_as(ZHIBIAO_TABLE), "");
}

/* ---- tokens ------------------------------------------------------------------------------------------- */

static zhibiao_token *token(zhibiao_token_kind kind, const char *words) {
    zhibiao_token *t = zb_array_add(&made->tokens, 1);
    t->kind = (uint8_t)kind;
    t->text = text(words);
    t->span = (zhibiao_span){1, 2, 3, 4};
    return t;
}

#define SPAN "\"start\":1,\"end\":2,\"byte_start\":3,\"byte_end\":4"

static void tokens(void **state) {
    (void)state;
    zhibiao_token *t = token(ZHIBIAO_TOKEN_QUANTITY, "24.64万人");
    t->quantity = quantity("246400", "人", "24.64万人");
    t->quantity.dimension = ZHIBIAO_PERSON;
    t = token(ZHIBIAO_TOKEN_PERIOD, "11月");
    t->from = (zhibiao_date){2023, 11, 1};
    t->to = (zhibiao_date){2023, 11, 30};
    t = token(ZHIBIAO_TOKEN_REGION, "吉林");
    t->name = text("吉林省");
    t->code = text("220000");
    token(ZHIBIAO_TOKEN_CUE, "完成")->name = text("COMPLETES");
    token(ZHIBIAO_TOKEN_TEXT, "等工作");
    token(ZHIBIAO_TOKEN_ORDINAL, "第3次");
    assert_string_equal(
        tokens_as(ZHIBIAO_JSONL),
        "{\"class\":\"quantity\",\"text\":\"24.64万人\"," SPAN ",\"value\":\"246400\",\"upper\":null,"
        "\"unit\":\"人\",\"dimension\":\"person\",\"cmp\":\"eq\",\"per\":[]}\n"
        "{\"class\":\"period\",\"text\":\"11月\"," SPAN ",\"from\":\"2023-11-01\",\"to\":\"2023-11-30\"}\n"
        "{\"class\":\"region\",\"text\":\"吉林\"," SPAN ",\"name\":\"吉林省\",\"code\":\"220000\"}\n"
        "{\"class\":\"cue\",\"text\":\"完成\"," SPAN ",\"name\":\"COMPLETES\"}\n"
        "{\"class\":\"text\",\"text\":\"等工作\"," SPAN "}\n"
        "{\"class\":\"ordinal\",\"text\":\"第3次\"," SPAN "}\n");
    assert_has(tokens_as(ZHIBIAO_TABLE), "3     period    11月                     2023-11-01 – 2023-11-30\n");
    assert_int_equal(zhibiao_write_tokens(made, ZHIBIAO_CSV, 0, collect, NULL), ZHIBIAO_ERROR_ARGUMENT);
}

/* ---- sinks and strings -------------------------------------------------------------------------------- */

/* A disk that fills up at every possible place: always IO, and nothing is asked of it again. */
static void full_sinks(void **state) {
    (void)state;
    for (int i = 0; i < 40; i++)
        record("全市新建公厕")->actual = quantity("12", "座", "12座");
    for (size_t limit = 0; limit < 12000; limit += 37) {
        for (zhibiao_format format = ZHIBIAO_JSONL; format <= ZHIBIAO_TABLE; format++) {
            written_size = 0;
            room = sizeof written - 1;
            zhibiao_write_records(made, format, 0, collect, NULL);
            zhibiao_status wanted = written_size > limit ? ZHIBIAO_ERROR_IO : ZHIBIAO_OK;
            written_size = 0;
            room = limit;
            assert_int_equal(zhibiao_write_records(made, format, 0, collect, NULL), wanted);
        }
    }
}

static void long_strings_pass(void **state) {
    (void)state;
    char *longest = malloc(3 * ZB_OUT_ROOM);
    memset(longest, 'x', 3 * ZB_OUT_ROOM - 1);
    longest[3 * ZB_OUT_ROOM - 1] = '\0';
    record(longest);
    as(ZHIBIAO_JSONL);
    assert_int_equal(strspn(strchr(written, 'x') + strlen("xt\",\"id\":1,\"indicator\":\""), "x"), 3 * ZB_OUT_ROOM - 1);
    free(longest);
}

static void bad_arguments(void **state) {
    (void)state;
    zhibiao_format none = (zhibiao_format)9;
    assert_int_equal(zhibiao_write_records(NULL, ZHIBIAO_JSONL, 0, collect, NULL), ZHIBIAO_ERROR_ARGUMENT);
    assert_int_equal(zhibiao_write_records(made, none, 0, collect, NULL), ZHIBIAO_ERROR_ARGUMENT);
    assert_int_equal(zhibiao_write_records(made, ZHIBIAO_CSV, 0, NULL, NULL), ZHIBIAO_ERROR_ARGUMENT);
    assert_int_equal(zhibiao_write_head(none, collect, NULL), ZHIBIAO_ERROR_ARGUMENT);
    assert_int_equal(zhibiao_write_tail(none, collect, NULL), ZHIBIAO_ERROR_ARGUMENT);
    assert_int_equal(zhibiao_write_failure("x", NULL, ZHIBIAO_JSON, 0, collect, NULL), ZHIBIAO_ERROR_ARGUMENT);
    assert_int_equal(written_size, 0);
}

static void strings_never_leave_the_arena(void **state) {
    (void)state;
    zhibiao_string inside = text("公厕");
    uint32_t size = (uint32_t)made->text.bytes.count;
    assert_string_equal(zhibiao_string_get(made, inside), "公厕");
    assert_string_equal(zhibiao_string_get(made, (zhibiao_string){0, 0}), "");
    assert_string_equal(zhibiao_string_get(made, (zhibiao_string){size, 0}), "");
    assert_string_equal(zhibiao_string_get(made, (zhibiao_string){size - 1, 1}), "");
    assert_string_equal(zhibiao_string_get(made, (zhibiao_string){1, UINT32_MAX}), "");
    assert_string_equal(zhibiao_string_get(NULL, inside), "");
    assert_int_equal(zhibiao_result_count(NULL), 0);
    assert_null(zhibiao_result_document(NULL));
}

static void names(void **state) {
    (void)state;
    assert_string_equal(zhibiao_status_name(ZHIBIAO_OK), "ok");
    assert_string_equal(zhibiao_status_name(ZHIBIAO_ERROR_STATE), "state");
    assert_string_equal(zhibiao_status_name(ZHIBIAO_ERROR_UNSUPPORTED), "unsupported");
    assert_string_equal(zhibiao_status_name(-11), "unknown");
    assert_string_equal(zhibiao_status_name(1), "unknown");
    assert_string_equal(zhibiao_status_name(INT32_MIN), "unknown");
    assert_string_equal(zhibiao_comparison_name(ZHIBIAO_AT_MOST), "at_most");
    assert_null(zhibiao_comparison_name(6));
    assert_string_equal(zhibiao_measure_name(ZHIBIAO_SHARE), "share");
    assert_null(zhibiao_basis_name(ZHIBIAO_NO_BASIS));
    assert_string_equal(zhibiao_basis_name(ZHIBIAO_OTHER_BASIS), "other");
    assert_null(zhibiao_dimension_name(ZHIBIAO_NO_DIMENSION));
    assert_string_equal(zhibiao_dimension_name(ZHIBIAO_COUNT), "count");
    assert_string_equal(zhibiao_token_kind_name(ZHIBIAO_TOKEN_MARK), "mark");
    assert_null(zhibiao_letter_name(1));
    assert_null(zhibiao_letter_name('q' + 256));
    assert_string_equal(zhibiao_letter_name('q'), "QTY");
}

/* The table must name each row, and in the order of the enum. */
static void fields_are_complete(void **state) {
    (void)state;
    for (size_t i = 0; i < ZB_KEYS; i++)
        assert_non_null(zb_fields[i].name);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, begin, end)

int main(void) {
    const struct CMUnitTest all[] = {
        TEST(bare_record_has_every_key), TEST(full_record), TEST(ranges_and_per), TEST(number_without_unit_or_value),
        TEST(escapes), TEST(broken_source_becomes_valid), TEST(confidences), TEST(dates), TEST(json_is_one_array),
        TEST(failure_line), TEST(failures_are_no_rows), TEST(csv_head), TEST(csv_row), TEST(csv_defuses_formulas),
        TEST(widths), TEST(table_aligns), TEST(table_cuts_long_cells), TEST(table_names_per_once),
        TEST(table_hides_controls),
        TEST(empty_table_is_nothing), TEST(tokens), TEST(full_sinks), TEST(long_strings_pass), TEST(bad_arguments),
        TEST(strings_never_leave_the_arena), TEST(names), TEST(fields_are_complete),
    };
    return cmocka_run_group_tests(all, NULL, NULL);
}
