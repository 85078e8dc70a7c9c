/* What a character is to the layout, and a reader that passes over white space. */
#include "layout.h"

enum { S = ZB_SPACE, N = ZB_NOTHING, E = ZB_LINE_END, D = ZB_DIGIT, L = ZB_LETTER, M = ZB_SIGN };

const uint8_t zb_ascii_kinds[0x80] = {
    N, N, N, N, N, N, N, N, N, S, E, E, E, E, N, N, /* \t \n \v \f \r */
    N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N,
    S, M, M, M, M, M, M, M, M, M, M, M, M, M, M, M, /* !"#$%&'()*+,-./ */
    D, D, D, D, D, D, D, D, D, D, M, M, M, M, M, M, /* :;<=>? */
    M, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, /* @ */
    L, L, L, L, L, L, L, L, L, L, L, M, M, M, M, M, /* [\]^_ */
    M, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, /* ` */
    L, L, L, L, L, L, L, L, L, L, L, M, M, M, M, N, /* {|}~ */
};

zb_char_kind zb_char_rare(uint32_t point) {
    if (point >= 0x2010 && point <= 0x2027) /* the usual ones first: “ ” — … */
        return ZB_WIDE;
    if (point >= 0xFF10 && point <= 0xFF19)
        return ZB_DIGIT;
    if (point == 0xA0 || point == 0x3000 || (point >= 0x2000 && point <= 0x200A) || point == 0x202F ||
        point == 0x205F || point == 0x1680)
        return ZB_SPACE;
    if (point == 0x85 || point == 0x2028 || point == 0x2029)
        return ZB_LINE_END;
    if (point < 0xA0 || point == 0xAD || (point >= 0x200B && point <= 0x200F) ||
        (point >= 0x202A && point <= 0x202E) || (point >= 0x2060 && point <= 0x2064) || point == 0xFEFF ||
        point == 0x180E || (point >= 0xFE00 && point <= 0xFE0F))
        return ZB_NOTHING;
    return ZB_WIDE;
}

bool zb_is_among(uint32_t point, const char *list) {
    size_t width = 0;
    for (; *list; list += width) {
        if (zb_utf8_get(list, &width) == point)
            return true;
    }
    return false;
}

uint32_t zb_peek(zb_cursor c, zb_cursor *behind) {
    while (c.at < c.end) {
        size_t width = 0;
        zb_char_kind kind = zb_char_at(c.at, &width);
        if (kind != ZB_SPACE && kind != ZB_NOTHING && kind != ZB_LINE_END) {
            uint32_t point = zb_utf8_get(c.at, &width);
            behind->at = c.at + width;
            behind->end = c.end;
            return point;
        }
        c.at += width;
    }
    *behind = c;
    return 0;
}

bool zb_accept(zb_cursor *c, const char *list) {
    zb_cursor behind;
    uint32_t point = zb_peek(*c, &behind);
    if (point == 0 || !zb_is_among(point, list))
        return false;
    *c = behind;
    return true;
}

bool zb_starts_with(const char *at, const char *end, const char *word) {
    zb_cursor c = {at, end};
    size_t width = 0;
    for (; *word; word += width) {
        if (zb_peek(c, &c) != zb_utf8_get(word, &width))
            return false;
    }
    return true;
}

uint32_t zb_last_point(const char *start, const char **end) {
    size_t width = 0;
    const char *at = *end;
    do
        at--;
    while (at > start && ((unsigned char)*at & 0xC0) == 0x80);
    *end = at;
    return zb_utf8_get(at, &width);
}
