/* GB18030, which reads GBK and GB2312 as well: our own reader over tables that ICU fills.
 *
 *     one byte     00–7F                        ASCII
 *     two bytes    81–FE 40–7E 80–FE            23940 codes: D6 D0 is 中
 *     four bytes   81–FE 30–39 81–FE 30–39      the rest of Unicode: 82 35 87 38 is 鿃, 95 32 82 36 is 𠀀
 *
 * Through ICU's own loop, with an offset a character, the same takes four times as long.
 *
 * The editions of 2000, 2005 and 2022 differ in two dozen codes, and releases of ICU follow one or another. What one
 * edition maps to a private character, another maps to the real one, and in one and the same text both codes mean the
 * real one; private characters say nothing to anybody. So all of them become the real one (`overlay`), and the output
 * is the same with every ICU. */
#include "decode.h"

enum {
    ROW = 0xFF - 0x40,              /* second bytes 40–FE; 7F stays empty */
    ROWS = 0xFF - 0x81,
    FOURS = 39420,                  /* codes of four bytes that lie in the basic plane: 81308130–8431A439 */
    BLOCK = 180,                    /* they are asked for in so many at once */
    FIRST_FAR = 189000,             /* 90308130, which is U+10000 */
    CHUNK = 4096
};

/* Sources: GB 18030-2022 against the editions of 2005 and 2000; A3A0 from the WHATWG Encoding Standard, index
 * gb18030. */
static const struct {
    uint16_t private;
    uint32_t real;
} overlay[] = {
    {0xE5E5, 0x3000},                                                            /* A3A0: old pages' wide blank */
    {0xE78D, 0xFE10},  {0xE78E, 0xFE12},  {0xE78F, 0xFE11},  {0xE790, 0xFE13},   /* A6D9–A6DC ︐︒︑︓ */
    {0xE791, 0xFE14},  {0xE792, 0xFE15},  {0xE793, 0xFE16},                      /* A6DD–A6DF ︔︕︖ */
    {0xE794, 0xFE17},  {0xE795, 0xFE18},  {0xE796, 0xFE19},                      /* A6EC A6ED A6F3 ︗︘︙ */
    {0xE7C7, 0x1E3F},                                                            /* A8BC, 8135F437 ḿ */
    {0xE816, 0x20087}, {0xE817, 0x20089}, {0xE818, 0x200CC},                     /* FE51–FE53 𠂇𠂉𠃌 */
    {0xE81E, 0x9FB4},  {0xE826, 0x9FB5},  {0xE82B, 0x9FB6},  {0xE82C, 0x9FB7},   /* FE59 FE61 FE66 FE67 龴龵龶龷 */
    {0xE831, 0x215D7}, {0xE832, 0x9FB8},  {0xE83B, 0x2298F}, {0xE843, 0x9FB9},   /* FE6C FE6D FE76 FE7E 𡗗龸𢦏龹 */
    {0xE854, 0x9FBA},  {0xE855, 0x241FE}, {0xE864, 0x9FBB},                      /* FE90 FE91 FEA0 龺𤇾龻 */
};

/* What ICU has for each code; 0 where the code is none, or its row or block was not asked for yet. */
struct zb_gb18030 {
    uint16_t pairs[ROWS * ROW];
    uint16_t fours[FOURS];
    bool has_row[ROWS], has_block[FOURS / BLOCK];
};

enum { OVERLAID = sizeof overlay / sizeof *overlay };

static bool is_private(uint32_t point) {
    return point >= 0xE000 && point < 0xF900;
}

static uint32_t real_character(uint32_t point) {
    for (size_t i = 0; is_private(point) && i < OVERLAID; i++)
        if (overlay[i].private == point)
            return overlay[i].real;
    return point;
}

/* What fits into a table: an ICU that has the real character beyond the basic plane is told as the others. */
static uint16_t unit_of(uint32_t point) {
    for (size_t i = 0; point > 0xFFFF && i < OVERLAID; i++)
        if (overlay[i].real == point)
            return overlay[i].private;
    return point > 0xFFFF ? 0xFFFD : (uint16_t)point;
}

/* ---- tables --------------------------------------------------------------------------------------------- */

static bool fill_row(struct zb_gb18030 *tables, uint32_t row) {
    char bytes[2 * ROW];
    uint32_t points[ROW], count = 0;
    for (unsigned second = 0x40; second < 0xFF; second++) {
        bytes[2 * count] = (char)(0x81 + row);
        bytes[2 * count + 1] = (char)second;
        count += second != 0x7F;
    }
    tables->has_row[row] = zb_icu_points("gb18030", bytes, 2, count, points);
    for (uint32_t i = 0; tables->has_row[row] && i < count; i++)
        tables->pairs[row * ROW + ((unsigned char)bytes[2 * i + 1] - 0x40U)] = unit_of(points[i]);
    return tables->has_row[row];
}

static bool fill_block(struct zb_gb18030 *tables, uint32_t block) {
    char bytes[4 * BLOCK];
    uint32_t points[BLOCK];
    for (uint32_t i = 0; i < BLOCK; i++) {
        uint32_t code = block * BLOCK + i;
        bytes[4 * i + 3] = (char)('0' + code % 10);
        bytes[4 * i + 2] = (char)(0x81 + code / 10 % 126);
        bytes[4 * i + 1] = (char)('0' + code / 1260 % 10);
        bytes[4 * i] = (char)(0x81 + code / 12600);
    }
    tables->has_block[block] = zb_icu_points("gb18030", bytes, 4, BLOCK, points);
    for (uint32_t i = 0; tables->has_block[block] && i < BLOCK; i++)
        tables->fours[block * BLOCK + i] = unit_of(points[i]);
    return tables->has_block[block];
}

void zb_gb18030_free(const zb_memory *memory, struct zb_gb18030 *tables) {
    zb_put(memory, tables);
}

/* ---- shapes ----------------------------------------------------------------------------------------------- */

static bool is_lead(unsigned char c) {
    return c > 0x80 && c < 0xFF;
}

static bool is_second(unsigned char c) {
    return c >= 0x40 && c != 0x7F && c != 0xFF;
}

static bool is_digit(unsigned char c) {
    return c >= '0' && c <= '9';
}

/* A lead that nothing can follow is one bad byte, and what stands behind it is read anew; but a character that the
 * end of the input cuts is bad as a whole. */
size_t zb_gb18030_length(zb_bytes at, zb_bytes end, size_t *bad) {
    size_t left = (size_t)(end - at);
    *bad = 1;
    if (*at < 0x80)
        return 1;
    if (!is_lead(*at))
        return 0;
    if (left == 1 || is_second(at[1]))
        return left == 1 ? 0 : 2;
    if (!is_digit(at[1]))
        return 0;
    if (left < 4 && (left == 2 || is_lead(at[2]))) {
        *bad = left;
        return 0;
    }
    return is_lead(at[2]) && is_digit(at[3]) ? 4 : 0;
}

size_t zb_gb18030_errors(zb_bytes at, zb_bytes end) {
    size_t errors = 0, bad = 0;
    while (at < end) {
        size_t length = zb_gb18030_length(at, end, &bad);
        errors += length == 0;
        at += length > 0 ? length : bad;
    }
    return errors;
}

/* ---- reading ---------------------------------------------------------------------------------------------- */

typedef struct reader {
    zb_decoded *decoded;
    struct zb_gb18030 *tables;
    zb_bytes bytes, end;
    zb_spot spot;
    bool failed;     /* no memory for a table */
    size_t filled;
    char utf8[3 * CHUNK + 16]; /* of one chunk; its last character may end behind it */
} reader;

static uint32_t pair_at(const reader *r, zb_bytes at) {
    return r->tables->pairs[(at[0] - 0x81U) * ROW + (at[1] - 0x40U)];
}

/* Pairs that become three bytes, nearly all of a Chinese text. */
static zb_bytes read_pairs(reader *r, zb_bytes at, zb_bytes stop) {
    const uint16_t *pairs = r->tables->pairs; /* what is written below is char, so compilers would read it anew */
    char *out = r->utf8 + r->filled;
    zb_bytes from = at;
    if (stop == r->end && at < stop)
        stop--; /* the last byte is no pair's first */
    while (at < stop && is_lead(at[0]) && at[1] >= 0x40 && at[1] != 0xFF) {
        uint32_t point = pairs[(at[0] - 0x81U) * ROW + (at[1] - 0x40U)];
        if (point < 0x800 || is_private(point))
            break;
        out[0] = (char)(0xE0 | point >> 12);
        out[1] = (char)(0x80 | (point >> 6 & 0x3F));
        out[2] = (char)(0x80 | (point & 0x3F));
        out += 3;
        at += 2;
    }
    if (at > from)
        zb_run_note(r->decoded, &r->spot, (uint32_t)(at - from) / 2, 3, 2);
    r->filled = (size_t)(out - r->utf8);
    return at;
}

static uint32_t read_pair(reader *r, zb_bytes at) {
    uint32_t row = at[0] - 0x81U;
    if (!r->tables->has_row[row] && !fill_row(r->tables, row))
        r->failed = true;
    return pair_at(r, at);
}

static uint32_t read_four(reader *r, zb_bytes at) {
    uint32_t code = (((at[0] - 0x81U) * 10 + (at[1] - 0x30U)) * 126 + (at[2] - 0x81U)) * 10 + (at[3] - 0x30U);
    if (code >= FOURS)
        return code >= FIRST_FAR && code - FIRST_FAR < 0x100000 ? 0x10000 + (code - FIRST_FAR) : 0xFFFD;
    if (!r->tables->has_block[code / BLOCK] && !fill_block(r->tables, code / BLOCK))
        r->failed = true;
    return r->tables->fours[code];
}

/* One character of any kind. Windows writes € as 80. */
static zb_bytes read_one(reader *r, zb_bytes at) {
    size_t bad = 0, length = zb_gb18030_length(at, r->end, &bad);
    uint32_t point = 0xFFFD;
    if (length == 4)
        point = read_four(r, at);
    else if (length == 2)
        point = read_pair(r, at);
    else if (*at == 0x80)
        point = 0x20AC;
    size_t width = length > 0 ? length : bad;
    if (point == 0xFFFD && !(length == 4 && memcmp(at, "\x84\x31\xA4\x37", 4) == 0)) /* that is U+FFFD itself */
        zb_bad_note(r->decoded, (size_t)(at - r->bytes), width);
    if (length == 0 && is_lead(*at) && at + width == r->end)
        r->decoded->warnings |= ZHIBIAO_WARN_CUT;
    uint8_t flow_width = zb_utf8_put(r->utf8 + r->filled, real_character(point));
    r->filled += flow_width;
    zb_run_note(r->decoded, &r->spot, 1, flow_width, (uint8_t)width);
    return at + width;
}

/* Mostly figures: too short to call anybody for. */
static zb_bytes read_ascii(reader *r, zb_bytes at, zb_bytes stop) {
    char *out = r->utf8 + r->filled;
    zb_bytes from = at;
    for (uint64_t word = 0; stop - at >= 8; at += 8, out += 8) {
        memcpy(&word, at, 8);
        if (word & UINT64_C(0x8080808080808080))
            break;
        memcpy(out, &word, 8);
    }
    while (at < stop && *at < 0x80)
        *out++ = (char)*at++;
    if (at > from)
        zb_run_note(r->decoded, &r->spot, (uint32_t)(at - from), 1, 1);
    r->filled = (size_t)(out - r->utf8);
    return at;
}

zhibiao_status zb_gb18030_read(zb_decoded *decoded, zb_bytes bytes, size_t size, zhibiao_error *error) {
    if (decoded->gb18030 == NULL)
        decoded->gb18030 = zb_get_zeroed(&decoded->runs.memory, 1, sizeof *decoded->gb18030);
    reader r = {.decoded = decoded, .tables = decoded->gb18030, .bytes = bytes, .end = bytes + size};
    r.failed = r.tables == NULL;
    for (zb_bytes at = bytes; at < r.end && !r.failed;) {
        zb_bytes stop = r.end - at > CHUNK ? at + CHUNK : r.end;
        r.filled = 0;
        while (at < stop) {
            zb_bytes from = at;
            at = read_pairs(&r, read_ascii(&r, at, stop), stop);
            if (at == from)
                at = read_one(&r, at);
        }
        zb_buffer_add(&decoded->utf8, (zb_slice){r.utf8, r.filled});
    }
    return r.failed ? zb_fail(error, ZHIBIAO_ERROR_MEMORY, "out of memory decoding the text") : ZHIBIAO_OK;
}
