/* Text that was read in a wrong encoding before it came to us, and saved so:
 *
 *     年度计划 in UTF-8, read as GBK           骞村害璁″垝
 *     年度计划 in UTF-8, read as Latin-1       å¹´åº¦è®¡åˆ’
 *     年度计划 in GBK, read as Latin-1         Äê¶È¼Æ»®
 *     年度計劃 in Big5, read as GBK            罕疆穘 and the like, with ，as a private character
 *
 * No list of such words is needed: the mistake is made backwards. The text is encoded as it was read by mistake, and
 * where that gives good UTF-8 (or GBK, or Big5), characters of Chinese all through, it is no chance. GBK of real
 * Chinese is UTF-8 in one character of fifty; here it must be so for three of four.
 *
 * To be quick, the text is looked at in windows, and one that has a mark or word of ordinary Chinese is left at once:
 * so a few wrong lines in a good text are not found, a wrong paragraph is. */
#include "decode.h"

enum {
    WINDOW = 400,   /* bytes */
    TESTED = 64,    /* windows a text: more than that need no more proof */
    LEAST = 18      /* bytes of Chinese to go by */
};

/* In nearly each line of prose, and never in what a mistake makes. */
static bool is_ordinary(uint32_t point) {
    switch (point) {
    case U'，': case U'。': case U'、': case U'：': case U'的': case U'在': case U'了': case U'和': case U'年': case U'一':
        return true;
    default:
        return false;
    }
}

/* What a window holds: Chinese and the like, and characters below U+0800 beyond ASCII. */
typedef struct counts {
    size_t wide, narrow;
} counts;

/* Reads on to the first ordinary character or the window's end; returns where that is. */
static size_t pass_window(zb_slice utf8, size_t at, counts *count, bool *ordinary) {
    size_t start = at, width = 0;
    *ordinary = false;
    for (; at < utf8.size && at - start < WINDOW && !*ordinary; at += width) {
        uint32_t point = zb_utf8_get(utf8.data + at, &width);
        *ordinary = is_ordinary(point);
        count->wide += width >= 3;
        count->narrow += width == 2;
    }
    return at;
}

/* Whether most bytes beyond ASCII are of Chinese in UTF-8. The window may have cut a character at either end, and the
 * mistake loses some. */
static bool is_utf8(zb_bytes at, zb_bytes end) {
    size_t good = 0, high = 0;
    while (at < end) {
        size_t bad = 0, length = zb_utf8_length(at, end, &bad), step = length ? length : bad;
        bool chinese = length == 3 && at[0] >= 0xE2 && at[0] <= 0xEF; /* U+2000 on */
        good += chinese ? 3 : 0;
        high += *at >= 0x80 ? step : 0;
        at += step;
    }
    return good >= LEAST && good * 4 >= high * 3;
}

/* Whether most bytes beyond ASCII are pairs of GB2312's characters. */
static bool is_gb2312(zb_bytes at, zb_bytes end) {
    size_t good = 0, high = 0;
    while (at < end) {
        bool pair = end - at > 1 && at[0] >= 0xA1 && at[0] <= 0xF7 && at[1] >= 0xA1 && at[1] < 0xFF;
        good += pair && (at[0] >= 0xB0 || at[0] <= 0xA3) ? 2 : 0;
        high += *at >= 0x80 ? pair ? 2 : 1 : 0;
        at += pair ? 2 : 1;
    }
    return good >= LEAST && good * 8 >= high * 7;
}

/* Windows-1252's characters from 80 to 9F; the rest of it are Latin-1's. */
static const uint16_t windows_1252[32] = {
    0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0,
    0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178};

static unsigned char latin_byte(uint32_t point) {
    if (point < 0x100)
        return (unsigned char)point;
    for (unsigned i = 0; i < 32; i++)
        if (windows_1252[i] == point)
            return (unsigned char)(0x80 + i);
    return '?';
}

static size_t encode_latin(zb_slice text, unsigned char *out) {
    size_t count = 0, width = 0;
    for (size_t at = 0; at < text.size; at += width)
        out[count++] = latin_byte(zb_utf8_get(text.data + at, &width));
    return count;
}

static bool was_read_wrong(zb_slice text, const counts *count) {
    unsigned char bytes[2 * WINDOW + 16] = {0};
    if (count->narrow * 2 >= LEAST && count->narrow > count->wide) {
        zb_bytes end = bytes + encode_latin(text, bytes);
        return is_utf8(bytes, end) || is_gb2312(bytes, end);
    }
    if (count->wide * 2 < LEAST)
        return false;
    zb_bytes end = bytes + zb_icu_encode("gb18030", text, (char *)bytes, sizeof bytes);
    return is_utf8(bytes, end) || zb_big5_is_likelier(bytes, (size_t)(end - bytes));
}

bool zb_mojibake_find(zb_slice utf8, size_t *at) {
    size_t tested = 0;
    for (size_t start = 0, end = 0; start < utf8.size && tested < TESTED; start = end) {
        counts count = {0, 0};
        bool ordinary = false;
        end = pass_window(utf8, start, &count, &ordinary);
        if (ordinary) {
            end = start + WINDOW < utf8.size ? start + WINDOW : utf8.size;
            while (end < utf8.size && ((unsigned char)utf8.data[end] & 0xC0) == 0x80)
                end++;
            continue;
        }
        if (count.wide + count.narrow < LEAST / 2)
            continue;
        tested++;
        *at = start;
        if (was_read_wrong((zb_slice){utf8.data + start, end - start}, &count))
            return true;
    }
    return false;
}
