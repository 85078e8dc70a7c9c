/* Traditional characters: rules and words know simplified ones only, so a traditional text is read in simplified
 * characters and shown as it was written.
 *
 *     as written   全縣新增就業3.2萬人，佔年計劃的107%
 *     as read      全县新增就业3.2万人，占年计划的107%
 *
 * Character for character, three bytes for three: offsets are the same in both. No word is looked at, so where one
 * traditional character stands for several simplified ones, or is good simplified prose itself (乾隆, 显著), it stays; what
 * is read is then at worst a word that is not known. */
#include "text.h"

void zb_traditional_init(zb_traditional *traditional, const zb_memory *memory) {
    *traditional = (zb_traditional){.memory = *memory};
}

void zb_traditional_clear(zb_traditional *traditional) {
    zb_put(&traditional->memory, traditional->simple);
    traditional->simple = NULL;
}

static bool has_place(uint32_t point) {
    return point >= ZB_TRADITIONAL_FIRST && point < ZB_TRADITIONAL_END;
}

/* "萬万亂乱" → 萬, 万; returns how many bytes they take, 0 when that is no pair. */
static size_t read_pair(zb_slice word, uint32_t *from, uint32_t *to) {
    size_t width = 0, second = 0;
    *from = word.size > 0 ? zb_utf8_get(word.data, &width) : 0;
    *to = word.size > width ? zb_utf8_get(word.data + width, &second) : 0;
    return has_place(*from) && has_place(*to) && width + second <= word.size ? width + second : 0;
}

zhibiao_status zb_traditional_add(zb_traditional *traditional, const zb_line *line, zhibiao_error *error) {
    enum { PLACES = ZB_TRADITIONAL_END - ZB_TRADITIONAL_FIRST };
    zb_slice rest = line->text, word;
    uint32_t from = 0, to = 0;
    if (traditional->simple == NULL)
        traditional->simple = zb_get_zeroed(&traditional->memory, PLACES, sizeof *traditional->simple);
    if (traditional->simple == NULL)
        return zb_out_of_memory(error);
    for (word = zb_word_next(&rest); word.size > 0;) {
        size_t width = read_pair(word, &from, &to);
        if (width == 0)
            return zb_line_fail(error, line, "write pairs of two Chinese characters: 萬万", word);
        word = width < word.size ? (zb_slice){word.data + width, word.size - width} : zb_word_next(&rest);
        traditional->simple[from - ZB_TRADITIONAL_FIRST] = (uint16_t)to;
        traditional->thirds[from >> 12][from >> 6 & 0x3F] |= UINT64_C(1) << (from & 0x3F);
    }
    return ZHIBIAO_OK;
}

size_t zb_traditional_find(const zb_traditional *traditional, zb_slice text) {
    const unsigned char *start = (const unsigned char *)text.data, *at = start, *end = at + text.size;
    if (traditional == NULL || traditional->simple == NULL)
        return text.size;
    while (at < end) { /* every character of every text: 5 instructions a byte, where the look into `simple` took 8 to 12 */
        if (*at < 0xE0)
            at += 1;
        else if ((traditional->thirds[*at & 0xF][at[1] & 0x3F] >> (at[2] & 0x3F) & 1) == 0 || *at > 0xEF)
            at += 3; /* of four bytes, the last is passed as one by itself */
        else
            break;
    }
    return (size_t)(at - start);
}

void zb_traditional_replace(const zb_traditional *traditional, char *text, size_t size) {
    size_t at = zb_traditional_find(traditional, (zb_slice){text, size});
    while (at < size) {
        size_t width = 0;
        uint32_t simple = traditional->simple[zb_utf8_get(text + at, &width) - ZB_TRADITIONAL_FIRST];
        text[at] = (char)(0xE0 | simple >> 12);
        text[at + 1] = (char)(0x80 | (simple >> 6 & 0x3F));
        text[at + 2] = (char)(0x80 | (simple & 0x3F));
        at += 3;
        at += zb_traditional_find(traditional, (zb_slice){text + at, size - at});
    }
}
