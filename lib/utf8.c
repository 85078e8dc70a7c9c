/* UTF-8 to itself: our own reader, since it is the common case and its output is its input. What is found while
 * validating are the runs of characters of one width, and those are the map.
 *     城镇新增就业3.21万人     runs: 18 bytes of width 3, 4 bytes of width 1, 6 bytes of width 3 */
#include "decode.h"

/* ---- building text and map ---------------------------------------------------------------------------- */

void zb_run_note(zb_decoded *decoded, zb_spot *at, uint32_t count, uint8_t flow_width, uint8_t byte_width) {
    size_t runs = decoded->runs.count;
    zb_run *last = runs > 0 ? zb_array_at(&decoded->runs, runs - 1) : NULL;
    /* Runs follow each other without a gap, so equal widths are enough. */
    if (!last || last->flow_width != flow_width || last->byte_width != byte_width) {
        zb_run *run = zb_array_add(&decoded->runs, 1);
        if (run)
            *run = (zb_run){.flow = at->flow, .byte = at->byte, .point = at->point, .flow_width = flow_width,
                            .byte_width = byte_width};
    }
    at->flow += count * flow_width;
    at->byte += count * byte_width;
    at->point += count;
}

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

/* Skips three-byte characters. E0 and ED have narrower tails and are left to the careful path. */
static zb_bytes skip_wide(zb_bytes at, zb_bytes end) {
    while (end - at >= 3 && at[0] > 0xE0 && at[0] < 0xF0 && at[0] != 0xED && is_tail(at[1]) && is_tail(at[2]))
        at += 3;
    return at;
}

/* A lead and some of its tail at the very end, and nothing wrong with them. */
static bool is_cut(zb_bytes at, zb_bytes end, size_t bad) {
    return at + bad == end && *at >= 0xC2 && *at < 0xF5;
}

void zb_utf8_read(zb_decoded *decoded, zb_bytes bytes, size_t size) {
    zb_spot to = {0, 0, 0};
    zb_bytes at = bytes, end = bytes + size, clean = at; /* well-formed since there, not copied yet */
    while (at < end) {
        zb_bytes from = at;
        size_t bad = 0, length = 0;
        if ((at = zb_ascii_skip(at, end)) > from) {
            zb_run_note(decoded, &to, (uint32_t)(at - from), 1, 1);
        } else if ((at = skip_wide(at, end)) > from) {
            zb_run_note(decoded, &to, (uint32_t)(at - from) / 3, 3, 3);
        } else if ((length = zb_utf8_length(at, end, &bad)) > 0) {
            zb_run_note(decoded, &to, 1, (uint8_t)length, (uint8_t)length);
            at += length;
        } else {
            zb_buffer_add(&decoded->utf8, (zb_slice){(const char *)clean, (size_t)(at - clean)});
            zb_buffer_add(&decoded->utf8, ZB_SLICE("\xEF\xBF\xBD"));
            zb_run_note(decoded, &to, 1, 3, (uint8_t)bad);
            zb_bad_note(decoded, (size_t)(at - bytes), bad);
            decoded->warnings |= is_cut(at, end, bad) ? ZHIBIAO_WARN_CUT : 0U;
            clean = at += bad;
        }
    }
    zb_buffer_add(&decoded->utf8, (zb_slice){(const char *)clean, (size_t)(at - clean)});
}
