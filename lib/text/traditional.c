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

/* "萬万" → 萬, 万. */
static bool read_pair(zb_slice word, uint32_t *from, uint32_t *to) {
    size_t width = 0, second = 0;
    *from = word.size > 0 ? zb_utf8_get(word.data, &width) : 0;
    *to = word.size > width ? zb_utf8_get(word.data + width, &second) : 0;
    return has_place(*from) && has_place(*to) && width + second == word.size;
}

zhibiao_status zb_traditional_add(zb_traditional *traditional, const zb_line *line, zhibiao_error *error) {
    enum { PLACES = ZB_TRADITIONAL_END - ZB_TRADITIONAL_FIRST };
    zb_slice rest = line->text, word;
    uint32_t from = 0, to = 0;
    if (traditional->simple == NULL)
        traditional->simple = zb_get_zeroed(&traditional->memory, PLACES, sizeof *traditional->simple);
    if (traditional->simple == NULL)
        return zb_out_of_memory(error);
    for (word = zb_word_next(&rest); word.size > 0; word = zb_word_next(&rest)) {
        if (!read_pair(word, &from, &to))
            return zb_line_fail(error, line, "write pairs of two Chinese characters: 萬万", word);
        traditional->simple[from - ZB_TRADITIONAL_FIRST] = (uint16_t)to;
    }
    return ZHIBIAO_OK;
}

/* The first byte of Chinese characters from U+3400 to U+9FFF: E3 to E9. */
static bool may_begin(unsigned char lead) {
    return lead >= 0xE3 && lead <= 0xE9;
}

static uint32_t point_of(const unsigned char *at) {
    return (uint32_t)(at[0] & 0x0F) << 12 | (uint32_t)(at[1] & 0x3F) << 6 | (uint32_t)(at[2] & 0x3F);
}

/* The simplified character for the one at `at`, or 0. */
static uint32_t simple_of(const zb_traditional *traditional, const unsigned char *at) {
    uint32_t point = point_of(at);
    return has_place(point) ? traditional->simple[point - ZB_TRADITIONAL_FIRST] : 0;
}

size_t zb_traditional_find(const zb_traditional *traditional, zb_slice text) {
    const unsigned char *start = (const unsigned char *)text.data, *at = start, *end = at + text.size;
    if (traditional == NULL || traditional->simple == NULL)
        return text.size;
    while (at < end) {
        if (may_begin(*at)) {
            if (simple_of(traditional, at) != 0)
                break;
            at += 3;
        } else {
            at += 1; /* bytes inside other characters begin none of these */
        }
    }
    return (size_t)(at - start);
}

void zb_traditional_replace(const zb_traditional *traditional, char *text, size_t size) {
    size_t at = zb_traditional_find(traditional, (zb_slice){text, size});
    while (at < size) {
        uint32_t simple = simple_of(traditional, (const unsigned char *)text + at);
        text[at] = (char)(0xE0 | simple >> 12);
        text[at + 1] = (char)(0x80 | (simple >> 6 & 0x3F));
        text[at + 2] = (char)(0x80 | (simple & 0x3F));
        at += 3;
        at += zb_traditional_find(traditional, (zb_slice){text + at, size - at});
    }
}
