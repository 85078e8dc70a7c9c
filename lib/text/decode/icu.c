/* All that is asked of ICU: the encodings that we do not read ourselves (UTF-16, UTF-32, Big5, and whatever a caller
 * names), what names they go by, and single characters. The only file that sees ICU.
 *
 * ICU's offsets say which input byte each UTF-16 unit came from; from them the map is made. Of a character that is
 * read we know the width when the next one begins, so one is always pending.
 *
 * Big5 is read by the converter Big5-HKSCS, which is what web browsers mean by the name. */
#include "decode.h"

#include <unicode/ucnv.h>
#include <unicode/ucnv_cb.h>
#include <unicode/uvernum.h>

/* ---- reading a text ----------------------------------------------------------------------------------- */

enum { CHUNK = 8192, UNITS = 2 * CHUNK };

/* What one conversion needs beside its result. */
typedef struct conversion {
    zb_decoded *decoded;
    UConverter *converter;
    zb_spot place;
    uint32_t point;    /* the character read last, not noted yet: the next one's offset tells its width */
    uint32_t start;    /* the byte it began at */
    bool pending;
    int8_t unit;       /* bytes of the smallest character */
    bool big;          /* big-endian */
    uint32_t lead;     /* a first surrogate that waits for its second; 0 none */
    UChar units[UNITS];
    int32_t offsets[UNITS];
    char utf8[4 * UNITS + 4]; /* of one chunk, not yet in the result */
    size_t filled;
} conversion;

/* ICU calls this for bytes that are no text: counts them, and writes one U+FFFD. */
static void U_CALLCONV on_bad_bytes(const void *context, UConverterToUnicodeArgs *args, const char *units,
                                    int32_t length, UConverterCallbackReason reason, UErrorCode *code) {
    uint64_t *bad = (uint64_t *)(uintptr_t)context;
    static const UChar replacement[] = {0xFFFD};
    (void)units;
    if (reason > UCNV_IRREGULAR)
        return;
    *bad += (uint64_t)length;
    *code = U_ZERO_ERROR;
    ucnv_cbToUWriteUChars(args, replacement, 1, 0, code);
}

/* Writes the pending character, which ends where byte `end` begins. */
static void settle_pending(conversion *c, uint32_t end) {
    if (!c->pending)
        return;
    uint8_t width = zb_utf8_put(c->utf8 + c->filled, c->point);
    c->filled += width;
    uint32_t bytes = end - c->start < UINT8_MAX ? end - c->start : UINT8_MAX;
    if (c->place.byte != c->start || bytes == UINT8_MAX) { /* escapes that are no character: the run must start anew */
        c->place.byte = c->start;
        zb_run *run = zb_array_add(&c->decoded->runs, 1);
        if (run)
            *run = (zb_run){.flow = c->place.flow, .byte = c->place.byte, .point = c->place.point, .flow_width = width,
                            .byte_width = (uint8_t)bytes};
    }
    zb_run_note(c->decoded, &c->place, 1, width, (uint8_t)bytes);
    c->pending = false;
}

static void flush(conversion *c) {
    zb_buffer_add(&c->decoded->utf8, (zb_slice){c->utf8, c->filled});
    c->filled = 0;
}

/* on_bad_bytes counts bad bytes but does not know where they are: the first U+FFFD behind it does. */
static void note_bad_place(conversion *c) {
    zb_decoded *decoded = c->decoded;
    if (c->point != 0xFFFD || decoded->bad_bytes == 0 || (decoded->warnings & ZHIBIAO_WARN_BAD_BYTES))
        return;
    decoded->warnings |= ZHIBIAO_WARN_BAD_BYTES;
    decoded->bad_at = c->start;
}

/* Takes `count` UTF-16 units of which the i-th came from byte base + offsets[i]; a negative offset means the bytes that
 * were pending when the call began. */
static void take_units(conversion *c, size_t count, uint32_t base, uint32_t held) {
    for (size_t i = 0; i < count; i++) {
        uint32_t unit = c->units[i];
        if (c->lead && U16_IS_TRAIL(unit)) {
            c->point = 0x10000 + ((c->lead - 0xD800) << 10) + (unit - 0xDC00);
            c->lead = 0;
            continue;
        }
        uint32_t start = c->offsets[i] >= 0 ? base + (uint32_t)c->offsets[i] : base - held;
        if (c->pending && start < c->start)
            start = c->start;
        settle_pending(c, start);
        c->lead = U16_IS_LEAD(unit) ? unit : 0;
        c->point = U16_IS_SURROGATE(unit) ? 0xFFFD : unit;
        c->start = start;
        note_bad_place(c);
        c->pending = true;
    }
    flush(c);
}

/* Where to cut the input so that no character is cut: in UTF-16 not behind a first surrogate; in encodings of single
 * bytes behind one below '0', which is never the rest of a character. */
static size_t cut_at(const conversion *c, zb_bytes at, size_t size) {
    if (size <= CHUNK)
        return size;
    if (c->unit > 1)
        return c->unit == 2 && (at[CHUNK - (c->big ? 2 : 1)] & 0xFC) == 0xD8 ? CHUNK - 2 : CHUNK;
    for (size_t cut = CHUNK; cut > CHUNK / 2; cut--) {
        if (at[cut - 1] < 0x30)
            return cut;
    }
    return CHUNK;
}

static UErrorCode convert_chunk(conversion *c, zb_bytes bytes, size_t from, size_t size, bool last) {
    const char *source = (const char *)bytes + from, *source_end = source + size;
    UErrorCode code = U_ZERO_ERROR;
    do {
        uint32_t base = (uint32_t)((zb_bytes)source - bytes);
        UErrorCode ignored = U_ZERO_ERROR;
        int32_t held = ucnv_toUCountPending(c->converter, &ignored);
        UChar *target = c->units;
        code = U_ZERO_ERROR;
        ucnv_toUnicode(c->converter, &target, c->units + UNITS, &source, source_end, c->offsets, last, &code);
        take_units(c, (size_t)(target - c->units), base, held > 0 ? (uint32_t)held : 0);
    } while (code == U_BUFFER_OVERFLOW_ERROR);
    return code;
}

zhibiao_status zb_icu_read(zb_decoded *decoded, zb_bytes bytes, size_t size, const char *name, zhibiao_error *error) {
    const zb_memory *memory = &decoded->runs.memory;
    UErrorCode code = U_ZERO_ERROR;
    conversion *c = zb_get_zeroed(memory, 1, sizeof *c);
    UConverter *converter = ucnv_open(strcmp(name, "Big5") == 0 ? "Big5-HKSCS" : name, &code);
    if (c && U_SUCCESS(code))
        ucnv_setToUCallBack(converter, on_bad_bytes, &decoded->bad_bytes, NULL, NULL, &code);
    if (c && U_SUCCESS(code)) {
        c->decoded = decoded;
        c->converter = converter;
        c->unit = ucnv_getMinCharSize(converter);
        c->big = strstr(name, "BE") != NULL;
        for (size_t from = 0; from < size && U_SUCCESS(code);) {
            size_t step = cut_at(c, bytes + from, size - from);
            code = convert_chunk(c, bytes, from, step, from + step == size);
            from += step;
        }
        if (c->pending && c->point == 0xFFFD && decoded->bad_bytes > 0)
            decoded->warnings |= ZHIBIAO_WARN_CUT;
        settle_pending(c, (uint32_t)size);
        flush(c);
    }
    zhibiao_status status = ZHIBIAO_OK;
    if (!c || code == U_MEMORY_ALLOCATION_ERROR)
        status = zb_fail(error, ZHIBIAO_ERROR_MEMORY, "out of memory decoding the text");
    else if (U_FAILURE(code))
        status = zb_fail_at(error, ZHIBIAO_ERROR_ENCODING, ZB_SLICE(""), 0, "the encoding cannot be read",
                            zb_slice_of(name));
    ucnv_close(converter);
    zb_put(memory, c);
    return status;
}

/* ---- single characters ------------------------------------------------------------------------------------ */

bool zb_icu_points(const char *name, const char *bytes, size_t width, size_t count, uint32_t *points) {
    enum { MOST = 192 };
    UErrorCode code = U_ZERO_ERROR;
    UConverter *converter = ucnv_open(name, &code);
    UChar units[2 * MOST] = {0}, *target = units;
    int32_t offsets[2 * MOST];
    const char *source = bytes;
    if (U_SUCCESS(code))
        ucnv_toUnicode(converter, &target, units + 2 * MOST, &source, bytes + width * count, offsets, true, &code);
    ucnv_close(converter);
    if (U_FAILURE(code))
        return false;
    for (size_t i = 0; i < count; i++)
        points[i] = 0xFFFD;
    for (size_t i = 0, made = (size_t)(target - units); i < made; i++) {
        uint32_t *point = &points[(size_t)offsets[i] / width];
        *point = i > 0 && U16_IS_LEAD(units[i - 1]) && U16_IS_TRAIL(units[i])
                     ? 0x10000 + ((units[i - 1] - 0xD800U) << 10) + (units[i] - 0xDC00U)
                     : units[i];
    }
    return true;
}

size_t zb_icu_encode(const char *name, zb_slice utf8, char *out, size_t room) {
    enum { ROOM = 2048 };
    UChar units[ROOM];
    size_t count = 0, width = 0;
    UErrorCode code = U_ZERO_ERROR;
    for (size_t at = 0; at < utf8.size && count + 2 <= ROOM; at += width) {
        uint32_t point = zb_utf8_get(utf8.data + at, &width);
        if (point > 0xFFFF)
            units[count++] = (UChar)(0xD7C0 + (point >> 10));
        units[count++] = (UChar)(point > 0xFFFF ? 0xDC00 | (point & 0x3FF) : point);
    }
    UConverter *converter = ucnv_open(name, &code);
    if (U_SUCCESS(code))
        ucnv_setSubstChars(converter, "?", 1, &code);
    int32_t size = U_SUCCESS(code) ? ucnv_fromUChars(converter, out, (int32_t)room, units, (int32_t)count, &code) : 0;
    ucnv_close(converter);
    return U_SUCCESS(code) && size > 0 ? (size_t)size : 0;
}

/* ---- names ---------------------------------------------------------------------------------------------- */

bool zb_icu_same_name(const char *a, const char *b) {
    return ucnv_compareNames(a, b) == 0;
}

/* Only names in ICU's alias table are let through: ucnv_open would take others for files. */
const char *zb_icu_name(const char *word) {
    UErrorCode code = U_ZERO_ERROR;
    if (ucnv_countAliases(word, &code) == 0 || U_FAILURE(code))
        return NULL;
    const char *standard = ucnv_getStandardName(word, "MIME", &code);
    if (!standard || U_FAILURE(code)) {
        code = U_ZERO_ERROR;
        standard = ucnv_getStandardName(word, "IANA", &code);
    }
    return standard && U_SUCCESS(code) ? standard : ucnv_getAlias(word, 0, &code);
}
