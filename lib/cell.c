/* Rows of tables: each cell is scanned by itself, and a CELL token stands for the tab between two.
 *
 *     城镇新增就业⇥3.2⇥107%        TEXT CELL NUM CELL PCT
 *
 * A cell that is a figure and nothing else is one even where prose would not say so: 1240 is a number here, and no year. */
#include "token.h"

static uint32_t skip_blanks(zb_slice flow, uint32_t at, uint32_t end) {
    while (at < end && flow.data[at] == ' ')
        at++;
    return at;
}

/* The width of a sign before a figure: -, － or −; a dash by itself is an empty cell. */
static uint32_t sign_at(zb_slice flow, uint32_t at, uint32_t end) {
    static const char *const signs[] = {"-", "－", "−", NULL};
    return zb_words_at(flow, at, end, signs);
}

/* A bare number that fills the cell. */
static bool read_bare(zb_slice flow, uint32_t start, uint32_t end, zb_quantity *quantity) {
    uint32_t sign = sign_at(flow, start, end);
    zb_numeral n = zb_numeral_read(flow, start + sign, end);
    if (n.end == 0 || skip_blanks(flow, n.end, end) != end || n.range || n.fraction || n.percent || n.permille || n.too_large)
        return false;
    *quantity = (zb_quantity){.start = start, .end = n.end, .step = n.step};
    quantity->number = sign ? zb_number_negate(n.number) : n.number;
    return true;
}

static bool add_token(zb_tokens *tokens, zb_token token) {
    zb_token *slot = zb_array_add(&tokens->tokens, 1);
    zb_buffer_add_byte(&tokens->letters, (char)token.letter);
    if (slot)
        *slot = token;
    return slot != NULL && !tokens->letters.bytes.failed;
}

static bool add_figure(zb_tokens *tokens, const zb_quantity *quantity, uint32_t block) {
    uint32_t index = (uint32_t)tokens->quantities.count;
    zb_quantity *slot = zb_array_add(&tokens->quantities, 1);
    if (slot)
        *slot = *quantity;
    return slot != NULL && add_token(tokens, (zb_token){quantity->start, quantity->end, index, block, ZB_NUM,
                                                        ZHIBIAO_TOKEN_NUMBER, 0, 0});
}

static bool scan_cell(zb_tokens *tokens, const zb_vocabulary *vocabulary, zb_slice flow, uint32_t start, uint32_t end,
                      uint32_t block) {
    zb_quantity quantity;
    start = skip_blanks(flow, start, end);
    if (start == end)
        return true;
    if (read_bare(flow, start, end, &quantity))
        return add_figure(tokens, &quantity, block);
    return zb_tokens_scan(tokens, vocabulary, flow, start, end, block);
}

bool zb_row_scan(zb_tokens *tokens, const zb_vocabulary *vocabulary, zb_slice flow, uint32_t start, uint32_t end,
                 uint32_t block) {
    for (uint32_t at = start; at <= end;) {
        const char *tab = memchr(flow.data + at, '\t', end - at);
        uint32_t stop = tab ? (uint32_t)(tab - flow.data) : end;
        if (!scan_cell(tokens, vocabulary, flow, at, stop, block))
            return false;
        if (tab && !add_token(tokens, (zb_token){stop, stop + 1, 0, block, ZB_CELL, ZHIBIAO_TOKEN_MARK, 0, 0}))
            return false;
        at = stop + 1;
    }
    return true;
}
