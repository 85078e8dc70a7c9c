/* How wide text is on a terminal: Chinese characters take two columns. The library's tables know more blocks; what they write and
 * this program writes is measured against each other by the tests. */
#include "fields.h"

typedef struct range {
    uint32_t first, last;
} range;

static const range wide[] = {
    {0x1100, 0x115F}, {0x2E80, 0x303E}, {0x3041, 0x33FF}, {0x3400, 0x4DBF}, {0x4E00, 0xA4CF}, {0xA960, 0xA97F}, {0xAC00, 0xD7A3},
    {0xF900, 0xFAFF}, {0xFE10, 0xFE19}, {0xFE30, 0xFE6F}, {0xFF01, 0xFF60}, {0xFFE0, 0xFFE6}, {0x1F300, 0x1F64F},
    {0x1F680, 0x1F6FF}, {0x1F900, 0x1F9FF}, {0x20000, 0x3FFFD},
};
static const range combining[] = {
    {0x0300, 0x036F}, {0x1AB0, 0x1AFF}, {0x1DC0, 0x1DFF}, {0x200B, 0x200D}, {0x20D0, 0x20FF}, {0x302A, 0x302D}, {0x3099, 0x309A},
    {0xFE00, 0xFE0F}, {0xFE20, 0xFE2F}, {0xE0100, 0xE01EF},
};
/* Controls, direction marks, line separators, invisible format characters: a text must not be able to move the cursor. */
static const range hidden[] = {
    {0x0000, 0x001F}, {0x007F, 0x009F}, {0x00AD, 0x00AD}, {0x061C, 0x061C}, {0x200E, 0x200F}, {0x2028, 0x202E}, {0x2060, 0x206F},
    {0xFEFF, 0xFEFF}, {0xFFF9, 0xFFFB}, {0xE0000, 0xE007F},
};

static bool lies_in(uint32_t character, const range *ranges, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (character >= ranges[i].first && character <= ranges[i].last)
            return true;
    return false;
}
#define LIES_IN(character, ranges) lies_in(character, ranges, sizeof(ranges) / sizeof *(ranges))

bool character_is_hidden(uint32_t character) {
    return LIES_IN(character, hidden);
}

size_t character_width(uint32_t character) {
    if (character >= 0x20 && character < 0x7F)
        return 1;
    if (LIES_IN(character, hidden) || LIES_IN(character, combining))
        return 0;
    return LIES_IN(character, wide) ? 2 : 1;
}

uint32_t text_character(const char *text, size_t rest, size_t *bytes) {
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    uint32_t lead = (unsigned char)*text, c;
    size_t width = lead < 0x80 ? 1 : lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0;
    *bytes = 1;
    if (width == 1)
        return lead;
    if (!width || width > rest)
        return 0xFFFD;
    c = lead & (0x7FU >> width);
    for (size_t i = 1; i < width; i++) {
        if (((unsigned char)text[i] & 0xC0U) != 0x80U)
            return 0xFFFD;
        c = c << 6 | ((unsigned char)text[i] & 0x3FU);
    }
    if (c < least[width] || c > 0x10FFFF || (c >= 0xD800 && c < 0xE000))
        return 0xFFFD;
    *bytes = width;
    return c;
}
