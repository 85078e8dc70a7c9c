/* Rows of tables: each cell is scanned by itself, and a CELL token stands for the tab between two.
 *
 *     城镇新增就业⇥3.2⇥107%        TEXT CELL NUM CELL PCT
 *     1.养老床位⇥≥1200⇥[3.5]      TEXT CELL NUM at_least CELL NUM: list marks and brackets go
 *     停车设施⇥新建泊位5000个      TEXT CELL VERB TEXT QTY: a cell of prose is scanned like prose
 *     物流⇥—⇥－0.3个百分点        TEXT CELL MARK CELL POINTS: a dash by itself is an empty cell
 *
 * A cell that is a figure and nothing else is one even where prose would not say so: 1240 is a number here, and no year. */
#include "token.h"

static const struct {
    const char *word;
    uint8_t comparison;
} marks[] = {
    {"≥", ZHIBIAO_AT_LEAST}, {"≧", ZHIBIAO_AT_LEAST}, {"⩾", ZHIBIAO_AT_LEAST}, {">=", ZHIBIAO_AT_LEAST},
    {"≤", ZHIBIAO_AT_MOST},  {"≦", ZHIBIAO_AT_MOST},  {"⩽", ZHIBIAO_AT_MOST},  {"<=", ZHIBIAO_AT_MOST},
    {"＞", ZHIBIAO_OVER},    {">", ZHIBIAO_OVER},     {"＜", ZHIBIAO_UNDER},   {"<", ZHIBIAO_UNDER},
    {"约", ZHIBIAO_ABOUT},   {"近", ZHIBIAO_UNDER},   {"超", ZHIBIAO_OVER},    {"+", ZHIBIAO_EQ},
    {"＋", ZHIBIAO_EQ},
}, behind[] = {
    {"左右", ZHIBIAO_ABOUT},   {"以上", ZHIBIAO_AT_LEAST}, {"及以上", ZHIBIAO_AT_LEAST}, {"以内", ZHIBIAO_AT_MOST},
    {"以下", ZHIBIAO_AT_MOST}, {"及以下", ZHIBIAO_AT_MOST},
};

static uint32_t skip_blanks(zb_slice flow, uint32_t at, uint32_t end) {
    while (at < end && flow.data[at] == ' ')
        at++;
    return at;
}

static uint32_t trim_blanks(zb_slice flow, uint32_t at, uint32_t end) {
    while (end > at && flow.data[end - 1] == ' ')
        end--;
    return end;
}

/* Behind 1. 1、（一） ① before a word; 1.5 is a figure, and so is 3、5. */
static uint32_t skip_list_mark(zb_slice flow, uint32_t start, uint32_t end) {
    static const zb_word opens[] = {"（", "(", ""},  closes[] = {"）", ")", ".", "．", "、", ""};
    enum { MARK_BYTES = 9 };
    uint32_t width = 0, first = zb_point_at(flow, start, end, &width), at = start + width;
    if (first < U'①' || first > U'⑳') {
        at = start + zb_words_at(flow, start, end, opens);
        uint32_t digits = at;
        for (uint32_t point; (point = zb_point_at(flow, at, end, &width)) != 0; at += width)
            if (!(point >= '0' && point <= '9') && !zb_point_among(point, "一二三四五六七八九十"))
                break;
        uint32_t close = at > digits && at - start <= MARK_BYTES ? zb_words_at(flow, at, end, closes) : 0;
        if (close == 0)
            return start;
        at = skip_blanks(flow, at + close, end);
    }
    uint32_t next = zb_point_at(flow, at, end, &width);
    return zb_point_is_cjk(next) && !zb_point_among(next, "一二三四五六七八九十百千万亿") ? at : start;
}

/* [3.5] is 3.5: plans write totals of five years so. */
static void unwrap_brackets(zb_slice flow, uint32_t *start, uint32_t *end) {
    static const char *const pairs[][2] = {{"[", "]"}, {"［", "］"}, {"〔", "〕"}, {"【", "】"}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        zb_slice cell = {flow.data + *start, *end - *start}, close = zb_slice_of(pairs[i][1]);
        uint32_t open = zb_word_at(flow, *start, *end, pairs[i][0]);
        if (open == 0 || !zb_slice_ends(cell, close) || cell.size < open + close.size)
            continue;
        *start = skip_blanks(flow, *start + open, *end);
        *end = trim_blanks(flow, *start, *end - (uint32_t)close.size);
        return;
    }
}

/* The width of a bound that stands before a figure or, with nothing else, behind one; 0: none. */
static uint32_t mark_before(zb_slice flow, uint32_t at, uint32_t end, uint8_t *comparison) {
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        uint32_t width = zb_word_at(flow, at, end, marks[i].word);
        if (width == 0)
            continue;
        *comparison = marks[i].comparison;
        return width;
    }
    return 0;
}

static bool bound_behind(zb_slice flow, uint32_t at, uint32_t end, uint8_t *comparison) {
    at = skip_blanks(flow, at, end);
    if (at == end)
        return true;
    for (size_t i = 0; i < sizeof behind / sizeof *behind; i++)
        if (zb_slice_equal((zb_slice){flow.data + at, end - at}, zb_slice_of(behind[i].word))) {
            *comparison = behind[i].comparison;
            return true;
        }
    return false;
}

/* A bare number that fills the cell: -0.3, 5.2左右, 5.5—6. A dash by itself is none. */
static bool read_bare(zb_slice flow, uint32_t start, uint32_t end, zb_quantity *quantity) {
    static const zb_word signs[] = {"-", "－", "−", ""};
    uint32_t sign = zb_words_at(flow, start, end, signs);
    zb_numeral n = zb_numeral_read(flow, start + sign, end);
    uint8_t comparison = quantity->comparison;
    if (n.end == 0 || n.fraction || n.percent || n.permille || n.too_large || n.article || n.bare ||
        (n.range && sign > 0) || !bound_behind(flow, n.end, end, &comparison))
        return false;
    *quantity = (zb_quantity){.start = start, .end = n.end, .step = n.step, .comparison = comparison, .range = n.range};
    quantity->number = sign ? zb_number_negate(n.number) : n.number;
    quantity->upper = n.upper;
    return true;
}

static bool add_token(zb_tokens *tokens, zb_token token) {
    zb_token *slot = zb_array_add(&tokens->tokens, 1);
    zb_buffer_add_byte(&tokens->letters, (char)token.letter);
    if (slot)
        *slot = token;
    return slot != NULL && !tokens->letters.bytes.failed;
}

static bool add_figure(zb_tokens *tokens, const zb_quantity *quantity, uint32_t start, uint32_t end) {
    uint32_t index = (uint32_t)tokens->quantities.count;
    zb_quantity *slot = zb_array_add(&tokens->quantities, 1);
    if (slot)
        *slot = *quantity;
    return slot != NULL && add_token(tokens, (zb_token){start, end, index, ZB_NUM, ZHIBIAO_TOKEN_NUMBER, 0, 0});
}

/* Scans prose; where ≥ or + stood before it and it is one quantity, that takes the bound. */
static bool scan_words(zb_tokens *tokens, const zb_vocabulary *vocabulary, zb_slice flow, uint32_t start, uint32_t at,
                       uint32_t end, uint8_t comparison) {
    size_t count = tokens->tokens.count, quantities = tokens->quantities.count;
    if (!zb_tokens_scan(tokens, vocabulary, flow, at, end))
        return false;
    if (at == start || tokens->tokens.count != count + 1 || tokens->quantities.count != quantities + 1)
        return true;
    zb_quantity *quantity = zb_array_at(&tokens->quantities, quantities);
    if (quantity->comparison == ZHIBIAO_EQ)
        quantity->comparison = comparison;
    ((zb_token *)zb_array_at(&tokens->tokens, count))->start = start;
    return true;
}

static bool scan_cell(zb_tokens *tokens, const zb_vocabulary *vocabulary, zb_slice flow, uint32_t start, uint32_t end) {
    zb_quantity quantity = {.comparison = ZHIBIAO_EQ};
    start = skip_blanks(flow, start, end);
    end = trim_blanks(flow, start, end);
    start = skip_list_mark(flow, start, end);
    uint32_t inner = start, stop = end;
    unwrap_brackets(flow, &inner, &stop);
    uint32_t mark = mark_before(flow, inner, stop, &quantity.comparison), at = skip_blanks(flow, inner + mark, stop);
    uint8_t comparison = quantity.comparison;
    if (start == end)
        return true;
    if (read_bare(flow, at, stop, &quantity))
        return add_figure(tokens, &quantity, start, end);
    uint32_t width = 0, sign = zb_point_at(flow, inner, stop, &width);
    return mark > 0 && !zb_point_is_cjk(sign) /* 约 is the quantity's own to read */ ? scan_words(tokens, vocabulary, flow, inner, at, stop, comparison)
               : zb_tokens_scan(tokens, vocabulary, flow, inner, stop);
}

bool zb_row_scan(zb_tokens *tokens, const zb_vocabulary *vocabulary, zb_slice flow, uint32_t start, uint32_t end) {
    for (uint32_t at = start; at <= end;) {
        const char *tab = memchr(flow.data + at, '\t', end - at);
        uint32_t stop = tab ? (uint32_t)(tab - flow.data) : end;
        if (!scan_cell(tokens, vocabulary, flow, at, stop))
            return false;
        if (tab && !add_token(tokens, (zb_token){stop, stop + 1, 0, ZB_CELL, ZHIBIAO_TOKEN_MARK, 0, 0}))
            return false;
        at = stop + 1;
    }
    return true;
}
