/* What must not make a difference, makes none.
 *
 *   any bytes     a parser that has read all inputs before gives what a new one gives; so does one without JIT
 *   a text        built of the sentences below, as the bytes choose: it gives the same records as UTF-8 and as UTF-16, and wrapped
 *                 into lines of 16 to 40 characters as with a paragraph a line
 *
 * The last holds of texts in which three lines or more are full, and that can be told apart: with fewer, lib/text/layout/unwrap.c does not know the
 * measure and lines are weighed one by one, which goes wrong at times (test/wraps.py: one record in five hundred; of texts in three
 * short lines, as this target made them before, three in a thousand).
 */
#include "fuzz.h"

/* ---- one reading, as text --------------------------------------------------------------------------------- */

static zhibiao_result *read_bytes(zhibiao_parser *parser, const void *bytes, size_t size, const char *encoding) {
    zhibiao_options options = {.size = sizeof options, .flags = ZHIBIAO_TOKENS, .encoding = encoding};
    zhibiao_result *result;
    zhibiao_parse(parser, bytes, size, &options, &result, NULL);
    return result;
}

/* All of a result, spans too. Frees it. */
static fuzz_text written(zhibiao_result *result) {
    fuzz_text text = {0};
    append("", 1, &text);
    if (result) {
        must(!zhibiao_write_records(result, ZHIBIAO_JSONL, 0, append, &text));
        must(!zhibiao_write_tokens(result, ZHIBIAO_JSONL, 0, append, &text));
    }
    zhibiao_result_free(result);
    return text;
}

/* What its records say, wherever they stand. Frees it. */
static fuzz_text meaning(zhibiao_result *result) {
    fuzz_text text = {0};
    must(result != NULL);
    for (size_t i = 0; i < zhibiao_result_count(result); i++) {
        const zhibiao_record *r = zhibiao_result_records(result) + i;
        const zhibiao_quantity *roles[] = {&r->target, &r->actual, &r->baseline, &r->completion, &r->gap};
        append(zhibiao_string_get(result, r->indicator), r->indicator.size, &text);
        for (size_t k = 0; k < sizeof roles / sizeof *roles; k++) {
            append(roles[k]->present ? "|" : "-", 1, &text);
            append(zhibiao_string_get(result, roles[k]->value), roles[k]->value.size, &text);
            append(zhibiao_string_get(result, roles[k]->unit), roles[k]->unit.size, &text);
        }
        append("\n", 1, &text);
    }
    zhibiao_result_free(result);
    return text;
}

static void must_equal(fuzz_text a, fuzz_text b) {
    must(a.size == b.size && (a.size == 0 || !memcmp(a.bytes, b.bytes, a.size)));
    free(a.bytes);
    free(b.bytes);
}

/* ---- one parser against another --------------------------------------------------------------------------- */

static const zhibiao_rules *rules_with(int jit) {
    static zhibiao_rules *rules[2];
    zhibiao_limits limits = {.size = sizeof limits, .flags = jit ? 0 : ZHIBIAO_NO_JIT};
    must(rules[jit] || !zhibiao_rules_new_limited(NULL, &limits, &rules[jit], NULL));
    return rules[jit];
}

static fuzz_text read_anew(int jit, const void *bytes, size_t size) {
    zhibiao_parser *parser;
    must(!zhibiao_parser_new(rules_with(jit), &parser, NULL));
    fuzz_text text = written(read_bytes(parser, bytes, size, NULL));
    zhibiao_parser_free(parser);
    return text;
}

/* ---- a text of our own ------------------------------------------------------------------------------------ */

static const char *const SENTENCES[] = {
    "截至#月末，全市新建幼儿园#所，完成年计划的#%。", "全年新增城镇就业#.#万人，同比增长#.#%。",
    "今年将改造老旧小区#个，惠及居民#万户。", "农村低保标准由每人每月#元提高到#元。",
    "规模以上工业增加值增长#.#%，比上年同期提高#.#个百分点。", "力争全年粮食总产量达到#亿斤以上。",
    "各级财政投入补助资金#.#亿元，发放创业贷款#万元。", "城市空气质量优良天数比例为#.#%。",
    "为#名老年人发放高龄津贴，新增养老床位#张。", "我们坚持把群众的事放在心上，一件接着一件办。",
    "全县新修农村公路#公里，加固危桥#座，绿化道路#.#公里。", "登记失业率控制在#%以内。",
    "其中，民营企业完成投资#.#亿元，占全部投资的#%。", "建成标准化菜市场#个，比计划多#个。",
};

static void append_word(const char *word, fuzz_text *text) {
    append(word, strlen(word), text);
}

/* Paragraphs of some sentences each, their # filled with figures. None comes twice: lines that come again are taken for the heads of
 * pages. */
static void compose(const uint8_t *bytes, size_t size, fuzz_text *text) {
    static const char *const numbers[] = {"2", "7", "12", "30", "86", "105", "240", "3600", "15", "9"};
    unsigned used = 0;
    size_t at = 0;
    while (at < size) {
        unsigned which = bytes[at] % (sizeof SENTENCES / sizeof *SENTENCES);
        const char *sentence = SENTENCES[which];
        int ends = (bytes[at++] & 0x60) == 0;
        if (used & 1U << which)
            continue;
        used |= 1U << which;
        for (; *sentence; sentence++) {
            if (*sentence == '#')
                append_word(numbers[at < size ? bytes[at++] % 10 : 3], text);
            else
                append(sentence, 1, text);
        }
        if (ends)
            append_word("\n", text);
    }
    append_word("\n", text);
}

static size_t width_of(char lead) {
    unsigned char c = (unsigned char)lead;
    return c < 0x80 ? 1 : c < 0xE0 ? 2 : 3; /* no sentence above has more */
}

static fuzz_text in_utf16(const fuzz_text *utf8) {
    fuzz_text out = {0};
    append("\xFF\xFE", 2, &out);
    for (size_t at = 0, width; at < utf8->size; at += width) {
        const unsigned char *c = (const unsigned char *)utf8->bytes + at;
        width = width_of((char)c[0]);
        unsigned point = width == 1 ? c[0] : width == 2 ? (c[0] & 31U) << 6 | (c[1] & 63U)
                                           : (c[0] & 15U) << 12 | (c[1] & 63U) << 6 | (c[2] & 63U);
        char unit[2] = {(char)(point & 255), (char)(point >> 8)};
        append(unit, 2, &out);
    }
    return out;
}

static size_t line_length(const fuzz_text *text, size_t at) {
    size_t points = 0;
    for (; at < text->size && text->bytes[at] != '\n'; at += width_of(text->bytes[at]))
        points++;
    return points;
}

/* The paragraph at `at`, with two blanks before it, in lines of `measure` characters: how many of them are full, and stop inside a
 * sentence. 0: nobody can tell where it ends, since its last line is full, or where it does not, since a full line ends a sentence; or
 * it may be a heading, having one line. */
static size_t cuts_of(const fuzz_text *text, size_t at, size_t measure) {
    size_t points = line_length(text, at) + 2, cuts = 0;
    if (points % measure == 0 || points <= measure * 2)
        return 0;
    for (size_t column = 2; at < text->size && text->bytes[at] != '\n'; at += width_of(text->bytes[at])) {
        if (++column % measure != 0)
            continue;
        if (!memcmp(text->bytes + at, "。", 3))
            return 0;
        cuts++;
    }
    return cuts;
}

/* The paragraphs of which that can be told, each as a line and cut into lines. Gives how many lines are full. */
static size_t wrap(const fuzz_text *text, size_t measure, fuzz_text *whole, fuzz_text *lines) {
    size_t all = 0, cuts;
    for (size_t at = 0; at < text->size; at++, all += cuts) {
        cuts = cuts_of(text, at, measure);
        if (cuts > 0) {
            append_word("　　", whole);
            append_word("　　", lines);
        }
        for (size_t column = 2, width; at < text->size && text->bytes[at] != '\n'; at += width, column++) {
            width = width_of(text->bytes[at]);
            if (cuts > 0 && column > 2 && column % measure == 0)
                append_word("\n", lines);
            append(text->bytes + at, cuts > 0 ? width : 0, whole);
            append(text->bytes + at, cuts > 0 ? width : 0, lines);
        }
        if (cuts > 0) {
            append_word("\n", whole);
            append_word("\n", lines);
        }
    }
    return all;
}

static void compare_shapes(const uint8_t *bytes, size_t size) {
    fuzz_text text = {0}, whole = {0}, lines = {0};
    compose(bytes, size, &text);
    size_t cuts = wrap(&text, 16 + bytes[0] % 25U, &whole, &lines);
    fuzz_text wide = in_utf16(&text);
    must_equal(meaning(read_bytes(the_parser(), text.bytes, text.size, "UTF-8")),
               meaning(read_bytes(the_parser(), wide.bytes, wide.size, NULL)));
    if (cuts >= 3)
        must_equal(meaning(read_bytes(the_parser(), whole.bytes, whole.size, "UTF-8")),
                   meaning(read_bytes(the_parser(), lines.bytes, lines.size, "UTF-8")));
    free(text.bytes);
    free(whole.bytes);
    free(lines.bytes);
    free(wide.bytes);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
    fuzz_text anew = read_anew(1, bytes, size), slow = read_anew(0, bytes, size);
    fuzz_text kept = {0};
    append(anew.bytes, anew.size, &kept);
    must_equal(anew, written(read_bytes(the_parser(), bytes, size, NULL)));
    must_equal(kept, slow);
    if (size > 0)
        compare_shapes(bytes, size);
    return 0;
}
