/* UTF-8 to itself: our own reader, since it is the common case and its output is its input. What is found while
 * validating are the runs of characters of one width, and those are the map.
 *     城镇新增就业3.21万人     runs: 18 bytes of width 3, 4 bytes of width 1, 6 bytes of width 3 */
#include "decode.h"

/* ---- building text and map ---------------------------------------------------------------------------- */

void zb_bad_note(zb_decoded *decoded, size_t at, size_t count) {
    if (decoded->bad_bytes == 0)
        decoded->bad_at = at;
    decoded->bad_bytes += count;
    decoded->warnings |= ZHIBIAO_WARN_BAD_BYTES;
}

uint8_t zb_utf8_put(char out[4], uint32_t point) {
    if (point < 0x80) {
        out[0] = (char)point;
        return 1;
    }
    uint8_t width = point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
    for (int i = width - 1; i > 0; i--, point >>= 6)
        out[i] = (char)(0x80 | (point & 0x3F));
    out[0] = (char)((width == 2 ? 0xC0 : width == 3 ? 0xE0 : 0xF0) | point);
    return width;
}

/* ---- reading -------------------------------------------------------------------------------------------- */

static bool is_tail(unsigned char c) {
    return (c & 0xC0) == 0x80;
}

size_t zb_utf8_length(zb_bytes at, zb_bytes end, size_t *bad) {
    unsigned char lead = at[0], low = 0x80, high = 0xBF;
    size_t want = lead < 0x80 ? 1 : lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0;
    *bad = 1;
    if (want <= 1)
        return want;
    low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : low;
    high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : high;
    for (size_t i = 1; i < want; i++) {
        if (at + i == end || at[i] < low || at[i] > high)
            return 0;
        *bad = i + 1;
        low = 0x80;
        high = 0xBF;
    }
    return want;
}

zb_bytes zb_ascii_skip(zb_bytes at, zb_bytes end) {
    uint64_t word = 0;
    for (; end - at >= 8; at += 8) {
        memcpy(&word, at, 8);
        if (word & UINT64_C(0x8080808080808080))
            break;
    }
    while (at < end && *at < 0x80)
        at++;
    return at;
}

/* E0 and ED have narrower tails and are left to the careful path. */
static bool is_wide(unsigned char lead) {
    return lead > 0xE0 && lead < 0xF0 && lead != 0xED;
}

static uint64_t word_at(zb_bytes at) {
    uint64_t word;
    memcpy(&word, at, sizeof word);
    return word;
}

/* Eight characters at once. Of three words of eight bytes the leads stand at places that differ, so that they fit into one
 * word, and their tails into two. Of a lead the upper half is E and the lower neither 0 nor D, to which adding F carries; of a
 * tail the two upper bits are 10. Of reports it saves 1 of 27 instructions a byte beside two by two. */
static bool are_wide(zb_bytes at) {
    static const unsigned char places[24] = {0xFF, 0, 0, 0xFF, 0, 0, 0xFF, 0, 0, 0xFF, 0, 0, 0xFF, 0, 0, 0xFF, 0, 0, 0xFF, 0, 0, 0xFF, 0, 0};
    const uint64_t ones = UINT64_C(0x0101010101010101), places_a = word_at(places), places_b = word_at(places + 8), places_c = word_at(places + 16);
    uint64_t a = word_at(at), b = word_at(at + 8), c = word_at(at + 16);
    uint64_t leads = (a & places_a) | (b & places_b) | (c & places_c), low = leads & ones * 0x0F;
    uint64_t carried = (low + ones * 0x0F) & ((low ^ ones * 0x0D) + ones * 0x0F) & ones * 0x10;
    uint64_t tails = a ^ ((a ^ b) & places_a), others = c ^ ((c ^ b) & places_c);
    uint64_t no_tails = ((tails ^ ones * 0x80) | (others ^ ones * 0x80)) & ones * 0xC0;
    return (leads & ones * 0xF0) == ones * 0xE0 && carried == ones * 0x10 && no_tails == 0;
}

zb_bytes zb_wide_skip(zb_bytes at, zb_bytes end) {
    while (end - at >= 24 && are_wide(at))
        at += 24;
    while (end - at >= 3 && is_wide(at[0]) && is_tail(at[1]) && is_tail(at[2]))
        at += 3;
    return at;
}

/* A lead and some of its tail at the very end, and nothing wrong with them. */
static bool is_cut(zb_bytes at, zb_bytes end, size_t bad) {
    return at + bad == end && *at >= 0xC2 && *at < 0xF5;
}

/* Notes the runs up to the first byte that is no text, or the end; returns where that is. */
static zb_bytes read_well_formed(zb_decoded *decoded, zb_spot *to, zb_bytes at, zb_bytes end) {
    size_t bad = 0, length = 1;
    while (at < end && length > 0) {
        zb_bytes from = at;
        if (*at < 0x80) {
            at = zb_ascii_skip(at, end);
            zb_run_note(decoded, to, (uint32_t)(at - from), 1, 1);
        } else if ((at = zb_wide_skip(at, end)) > from) {
            zb_run_note(decoded, to, (uint32_t)(at - from) / 3, 3, 3);
        } else if ((length = zb_utf8_length(at, end, &bad)) > 0) {
            zb_run_note(decoded, to, 1, (uint8_t)length, (uint8_t)length);
            at += length;
        }
    }
    return at;
}

static void add_bytes(zb_decoded *decoded, zb_bytes from, zb_bytes to) {
    zb_buffer_add(&decoded->utf8, (zb_slice){(const char *)from, (size_t)(to - from)});
}

void zb_utf8_read(zb_decoded *decoded, zb_bytes bytes, size_t size) {
    zb_spot to = {0, 0, 0};
    for (zb_bytes from = bytes, end = bytes + size; from < end;) {
        zb_bytes at = read_well_formed(decoded, &to, from, end);
        size_t bad = 0;
        add_bytes(decoded, from, at);
        if (at < end && zb_utf8_length(at, end, &bad) == 0) {
            zb_buffer_add(&decoded->utf8, ZB_SLICE("\xEF\xBF\xBD"));
            zb_run_note(decoded, &to, 1, 3, (uint8_t)bad);
            zb_bad_note(decoded, (size_t)(at - bytes), bad);
            decoded->warnings |= is_cut(at, end, bad) ? ZHIBIAO_WARN_CUT : 0U;
        }
        from = at + bad;
    }
}

bool zb_utf8_read_clean(zb_decoded *decoded, zb_bytes bytes, size_t size) {
    enum { BYTES_OF_RUN = 64 }; /* of news 40, of reports 76 */
    zb_spot to = {0, 0, 0};
    if (!zb_array_reserve(&decoded->runs, size / BYTES_OF_RUN))
        return false;
    bool clean = read_well_formed(decoded, &to, bytes, bytes + size) == bytes + size;
    if (clean)
        add_bytes(decoded, bytes, bytes + size);
    else
        zb_array_reset(&decoded->runs);
    return clean;
}
