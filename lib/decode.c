/* Bytes of any encoding to valid UTF-8 and a map back. The only file that sees ICU.
 *
 * Which encoding, in this order:
 *   1. the caller's word          "gbk" "GB2312" "utf-16" "big5" …; not known to ICU: ZHIBIAO_ERROR_ENCODING
 *   2. a byte order mark          EF BB BF, FF FE, FE FF, FF FE 00 00, 00 00 FE FF, 84 31 95 33
 *   3. the NULs                   many of them: UTF-16 if its code units look like text either way round, else binary
 *   4. strict UTF-8, or nearly    a cut or slightly damaged file stays UTF-8: see utf8_is_likelier
 *   5. GB18030                    which reads GBK and GB2312 as well
 *
 * UTF-8 is read by our own code, since it is the common case and its output is its input: what is found while
 * validating are the runs of characters of one width, and those are the map.
 *     城镇新增就业3.21万人     runs: 18 bytes of width 3, 4 bytes of width 1, 6 bytes of width 3
 * Everything else goes through ICU, whose offsets say which input byte each character came from.
 *
 * A byte order mark stays in the text as the character U+FEFF: it counts in bytes and in code points, as it does for
 * whoever opens the file as plain UTF-8; the layout drops it. */
#include "text.h"

#include <unicode/ucnv.h>
#include <unicode/ucnv_cb.h>
#include <unicode/uvernum.h>

typedef const unsigned char *bytes_at;

/* ---- building text and map ---------------------------------------------------------------------------- */

void zb_decoded_init(zb_decoded *decoded, const zb_memory *memory) {
    memset(decoded, 0, sizeof *decoded);
    zb_buffer_init(&decoded->utf8, memory);
    zb_array_init(&decoded->runs, memory, sizeof(zb_run));
    decoded->decided = "fallback";
}

void zb_decoded_clear(zb_decoded *decoded) {
    zb_buffer_clear(&decoded->utf8);
    zb_array_clear(&decoded->runs);
}

/* Where the next character goes. */
typedef struct place {
    uint32_t flow, byte, point;
} place;

/* Notes `count` characters of one width each, joining them to the run before where they continue it. */
static void note_run(zb_decoded *decoded, place *at, uint32_t count, uint8_t flow_width, uint8_t byte_width) {
    size_t runs = decoded->runs.count;
    zb_run *last = runs > 0 ? zb_array_at(&decoded->runs, runs - 1) : NULL;
    /* Runs follow each other without a gap, so equal widths are enough. */
    if (!last || last->flow_width != flow_width || last->byte_width != byte_width) {
        zb_run *run = zb_array_add(&decoded->runs, 1);
        if (run)
            *run = (zb_run){at->flow, at->byte, at->point, flow_width, byte_width};
    }
    at->flow += count * flow_width;
    at->byte += count * byte_width;
    at->point += count;
}

/* ---- UTF-8 -------------------------------------------------------------------------------------------- */

static bool is_tail(unsigned char c) {
    return (c & 0xC0) == 0x80;
}

/* The length of the well-formed character at `at`, or 0; then *bad is that of the maximal ill-formed part
 * (Unicode, table 3-7: what U+FFFD stands for once). */
static size_t utf8_length(bytes_at at, bytes_at end, size_t *bad) {
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

static bytes_at skip_ascii(bytes_at at, bytes_at end) {
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
static bytes_at skip_wide(bytes_at at, bytes_at end) {
    while (end - at >= 3 && at[0] > 0xE0 && at[0] < 0xF0 && at[0] != 0xED && is_tail(at[1]) && is_tail(at[2]))
        at += 3;
    return at;
}

static void read_utf8(zb_decoded *decoded, bytes_at at, bytes_at end) {
    place to = {0, 0, 0};
    bytes_at clean = at; /* well-formed since here, not copied yet */
    while (at < end) {
        bytes_at from = at;
        size_t bad = 0, length = 0;
        if ((at = skip_ascii(at, end)) > from) {
            note_run(decoded, &to, (uint32_t)(at - from), 1, 1);
        } else if ((at = skip_wide(at, end)) > from) {
            note_run(decoded, &to, (uint32_t)(at - from) / 3, 3, 3);
        } else if ((length = utf8_length(at, end, &bad)) > 0) {
            note_run(decoded, &to, 1, (uint8_t)length, (uint8_t)length);
            at += length;
        } else {
            zb_buffer_add(&decoded->utf8, (zb_slice){(const char *)clean, (size_t)(at - clean)});
            zb_buffer_add(&decoded->utf8, ZB_SLICE("\xEF\xBF\xBD"));
            note_run(decoded, &to, 1, 3, (uint8_t)bad);
            decoded->bad_bytes += bad;
            clean = at += bad;
        }
    }
    zb_buffer_add(&decoded->utf8, (zb_slice){(const char *)clean, (size_t)(at - clean)});
}

/* ---- everything else, by ICU -------------------------------------------------------------------------- */

enum { CHUNK = 8192, UNITS = 2 * CHUNK };

/* What one conversion needs beside its result. */
typedef struct conversion {
    zb_decoded *decoded;
    UConverter *converter;
    place place;
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

static uint8_t put_utf8(char out[4], uint32_t point) {
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

/* Writes the pending character, which ends where byte `end` begins. */
static void settle_pending(conversion *c, uint32_t end) {
    if (!c->pending)
        return;
    uint8_t width = put_utf8(c->utf8 + c->filled, c->point);
    c->filled += width;
    uint32_t bytes = end - c->start < UINT8_MAX ? end - c->start : UINT8_MAX;
    if (c->place.byte != c->start || bytes == UINT8_MAX) { /* escapes that are no character: the run must start anew */
        c->place.byte = c->start;
        zb_run *run = zb_array_add(&c->decoded->runs, 1);
        if (run)
            *run = (zb_run){c->place.flow, c->place.byte, c->place.point, width, (uint8_t)bytes};
    }
    note_run(c->decoded, &c->place, 1, width, (uint8_t)bytes);
    c->pending = false;
}

static void flush(conversion *c) {
    zb_buffer_add(&c->decoded->utf8, (zb_slice){c->utf8, c->filled});
    c->filled = 0;
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
        c->pending = true;
    }
    flush(c);
}

/* Where to cut the input so that no character is cut: in UTF-16 not behind a first surrogate; in encodings of single
 * bytes behind one below '0', which is never the rest of a character. */
static size_t cut_at(const conversion *c, bytes_at at, size_t size) {
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

static UErrorCode convert_chunk(conversion *c, bytes_at bytes, size_t from, size_t size, bool last) {
    const char *source = (const char *)bytes + from, *source_end = source + size;
    UErrorCode code = U_ZERO_ERROR;
    do {
        uint32_t base = (uint32_t)((bytes_at)source - bytes);
        UErrorCode ignored = U_ZERO_ERROR;
        int32_t held = ucnv_toUCountPending(c->converter, &ignored);
        UChar *target = c->units;
        code = U_ZERO_ERROR;
        ucnv_toUnicode(c->converter, &target, c->units + UNITS, &source, source_end, c->offsets, last, &code);
        take_units(c, (size_t)(target - c->units), base, held > 0 ? (uint32_t)held : 0);
    } while (code == U_BUFFER_OVERFLOW_ERROR);
    return code;
}

static zhibiao_status read_by_icu(zb_decoded *decoded, bytes_at bytes, size_t size, const char *name,
                                  zhibiao_error *error) {
    const zb_memory *memory = &decoded->runs.memory;
    UErrorCode code = U_ZERO_ERROR;
    conversion *c = zb_get_zeroed(memory, 1, sizeof *c);
    UConverter *converter = ucnv_open(name, &code);
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

/* ---- which encoding ----------------------------------------------------------------------------------- */

static const struct {
    const char *name;
    uint8_t size;
    unsigned char bytes[4];
} marks[] = {
    {"UTF-8", 3, {0xEF, 0xBB, 0xBF}},
    {"UTF-32LE", 4, {0xFF, 0xFE, 0x00, 0x00}}, /* before UTF-16LE, whose mark it begins with */
    {"UTF-32BE", 4, {0x00, 0x00, 0xFE, 0xFF}},
    {"UTF-16LE", 2, {0xFF, 0xFE}},
    {"UTF-16BE", 2, {0xFE, 0xFF}},
    {"GB18030", 4, {0x84, 0x31, 0x95, 0x33}},
};

static const char *encoding_of_mark(bytes_at bytes, size_t size) {
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
        if (size >= marks[i].size && memcmp(bytes, marks[i].bytes, marks[i].size) == 0)
            return marks[i].name;
    }
    return NULL;
}

/* Code units that Chinese or English text is made of. */
static bool is_likely_unit(unsigned unit) {
    return (unit >= 0x20 && unit < 0x7F) || unit == '\n' || unit == '\r' || unit == '\t' ||
           (unit >= 0x4E00 && unit < 0xA000) || (unit >= 0x2000 && unit < 0x3100) || unit >= 0xFF00 || unit == 0xA0;
}

enum { SAMPLE = 65536 };

/* UTF-16 by its looks: nine in ten units must be likely ones, and more than the other way round. A rule over NULs
 * alone would stumble over 一, which is 4E 00. */
static const char *utf16_by_looks(bytes_at bytes, size_t size) {
    size_t units = (size < SAMPLE ? size : SAMPLE) / 2, little = 0, big = 0;
    for (size_t i = 0; i < units; i++) {
        little += is_likely_unit((unsigned)bytes[2 * i + 1] << 8 | bytes[2 * i]);
        big += is_likely_unit((unsigned)bytes[2 * i] << 8 | bytes[2 * i + 1]);
    }
    size_t best = little > big ? little : big;
    if (units == 0 || best < units - units / 10)
        return NULL;
    return little >= big ? "UTF-16LE" : "UTF-16BE";
}

/* Control characters that no text has, ESC aside (ISO-2022). */
static bool is_control(unsigned char c) {
    return c == 0x7F || (c < 0x20 && !(c >= '\t' && c <= '\r') && c != 0x1B);
}

/* Looks at NULs everywhere and at control characters in a sample. */
static bool is_binary(bytes_at bytes, size_t size, size_t nuls, size_t *where) {
    size_t sample = size < SAMPLE ? size : SAMPLE, controls = 0, first = 0;
    for (size_t i = 0; i < sample; i++) {
        if (is_control(bytes[i]) && controls++ == 0)
            first = i;
    }
    bool binary = nuls > size / 512 || controls > 2 + sample / 20;
    const void *nul = binary && nuls > 0 ? memchr(bytes, 0, size) : NULL;
    *where = nul ? (size_t)((bytes_at)nul - bytes) : first;
    return binary;
}

static size_t count_nuls(bytes_at bytes, size_t size) {
    size_t count = 0;
    for (bytes_at end = bytes + size; bytes && bytes < end; count++) {
        bytes = memchr(bytes, 0, (size_t)(end - bytes));
        if (!bytes)
            break;
        bytes++;
    }
    return count;
}

/* How many bytes or pairs are no GB18030, by shape alone. */
static size_t gb18030_errors(bytes_at at, bytes_at end) {
    size_t errors = 0;
    while (at < end) {
        size_t left = (size_t)(end - at);
        if (*at < 0x80) {
            at++;
        } else if (*at > 0x80 && *at < 0xFF && left > 1 && at[1] >= 0x40 && at[1] != 0x7F && at[1] != 0xFF) {
            at += 2;
        } else if (*at > 0x80 && *at < 0xFF && left > 3 && at[1] >= '0' && at[1] <= '9' && at[2] > 0x80 &&
                   at[2] < 0xFF && at[3] >= '0' && at[3] <= '9') {
            at += 4;
        } else {
            at++;
            errors++;
        }
    }
    return errors;
}

/* Damaged UTF-8, or another encoding? Chinese characters of three bytes hardly come about by chance (in GBK text one
 * character in fifty looks like one), so two of them for each error settle it; GBK has errors everywhere. In between,
 * the reading with fewer errors wins. */
static bool utf8_is_likelier(bytes_at bytes, size_t size) {
    bytes_at at = bytes, end = bytes + size;
    size_t good = 0, errors = 0, bad = 0;
    while (at < end && (errors < 4096 || good > errors)) { /* that many settle it */
        bytes_at from = at;
        at = skip_ascii(at, end);
        bytes_at wide = at;
        at = skip_wide(at, end);
        good += (size_t)(at - wide) / 3;
        if (at == from) {
            size_t length = utf8_length(at, end, &bad);
            good += length == 3;
            errors += length == 0;
            at += length > 0 ? length : bad;
        }
    }
    return errors == 0 || good >= 2 * errors || (at == end && errors <= gb18030_errors(bytes, end));
}

/* Names that all mean GB18030's converter, which reads more than each of them; compared as ICU compares names (case,
 * - and _ do not count). ICU's own tables for some differ in details such as 0x80 and —. */
static const char *const gb_names[] = {"gb18030",     "gbk",       "gb2312", "gb_2312-80", "x-gbk",   "cp936",
                                       "windows-936", "ms936",     "euc-cn", "gb2312-80",  "chinese", "csgb2312",
                                       "iso-ir-58",   "hz-gb2312", "gb"};

static bool is_name_in(const char *name, const char *const *names, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (ucnv_compareNames(name, names[i]) == 0)
            return true;
    }
    return false;
}

/* The converter for the caller's word; NULL when ICU knows none. Only names in ICU's alias table are let through:
 * ucnv_open would take others for files. */
static const char *encoding_of_word(const char *word, bytes_at bytes, size_t size) {
    static const char *const utf16[] = {"utf-16", "ucs-2", "unicode", "iso-10646-ucs-2"}, *const utf32[] = {"utf-32"};
    UErrorCode code = U_ZERO_ERROR;
    const char *mark = encoding_of_mark(bytes, size);
    if (strlen(word) > 50)
        return NULL;
    if (is_name_in(word, gb_names, sizeof gb_names / sizeof gb_names[0]))
        return "GB18030";
    if (is_name_in(word, utf16, sizeof utf16 / sizeof utf16[0])) {
        const char *looks = mark && strncmp(mark, "UTF-16", 6) == 0 ? mark : utf16_by_looks(bytes, size);
        return looks ? looks : "UTF-16LE";
    }
    if (is_name_in(word, utf32, 1))
        return mark && strncmp(mark, "UTF-32", 6) == 0 ? mark : "UTF-32LE";
    if (ucnv_countAliases(word, &code) == 0 || U_FAILURE(code))
        return NULL;
    const char *standard = ucnv_getStandardName(word, "MIME", &code);
    if (!standard || U_FAILURE(code)) {
        code = U_ZERO_ERROR;
        standard = ucnv_getStandardName(word, "IANA", &code);
    }
    return standard && U_SUCCESS(code) ? standard : ucnv_getAlias(word, 0, &code);
}

static zhibiao_status choose(zb_decoded *decoded, bytes_at bytes, size_t size, const char *word, const char **name,
                             zhibiao_error *error) {
    size_t where = 0, nuls = 0;
    decoded->decided = "caller";
    if (word) {
        *name = *word ? encoding_of_word(word, bytes, size) : NULL;
        return *name ? ZHIBIAO_OK : zb_fail_at(error, ZHIBIAO_ERROR_ENCODING, ZB_SLICE(""), 0, "unknown encoding",
                                               zb_slice_of(word));
    }
    decoded->decided = "bom";
    if ((*name = encoding_of_mark(bytes, size)) != NULL)
        return ZHIBIAO_OK;
    decoded->decided = "fallback";
    if ((nuls = count_nuls(bytes, size)) > size / 512 && (*name = utf16_by_looks(bytes, size)) != NULL)
        return ZHIBIAO_OK;
    if (is_binary(bytes, size, nuls, &where)) {
        zb_fail(error, ZHIBIAO_ERROR_BINARY, "the input is binary, not text");
        if (error)
            error->byte = where;
        return ZHIBIAO_ERROR_BINARY;
    }
    bool utf8 = utf8_is_likelier(bytes, size);
    *name = utf8 ? "UTF-8" : "GB18030";
    decoded->decided = utf8 ? "utf-8" : "fallback";
    return ZHIBIAO_OK;
}

/* A line end of two bytes is one code point, as it is to whoever opens the file as text (Python's open, every editor): runs are
 * cut between \r and \n, and the count of points goes on as if \n were not there. Bytes are counted as they are. */
static bool join_line_ends(zb_decoded *decoded) {
    const char *utf8 = decoded->utf8.bytes.data;
    size_t size = decoded->utf8.bytes.count;
    const char *first = size > 0 ? memchr(utf8, '\r', size) : NULL;
    if (first == NULL)
        return true;
    zb_array runs;
    zb_array_init(&runs, &decoded->runs.memory, sizeof(zb_run));
    uint32_t joined = 0;
    for (size_t i = 0; i < decoded->runs.count; i++) {
        zb_run run = *(zb_run *)zb_array_at(&decoded->runs, i);
        size_t end = i + 1 < decoded->runs.count ? ((zb_run *)zb_array_at(&decoded->runs, i + 1))->flow : size;
        run.point -= joined;
        for (size_t at = run.flow; run.flow_width == 1 && at + 1 < end; at++) {
            if (utf8[at] != '\r' || utf8[at + 1] != '\n')
                continue;
            zb_run *head = zb_array_add(&runs, 1);
            if (head == NULL)
                break;
            *head = run;
            uint32_t steps = (uint32_t)at + 1 - run.flow;
            run.flow += steps;
            run.byte += steps * run.byte_width;
            run.point += steps - 1;
            joined++;
        }
        zb_run *tail = zb_array_add(&runs, 1);
        if (tail != NULL)
            *tail = run;
    }
    bool done = !runs.failed;
    zb_array_clear(done ? &decoded->runs : &runs);
    if (done)
        decoded->runs = runs;
    return done;
}

zhibiao_status zb_decode(zb_decoded *decoded, const void *bytes, size_t size, const char *encoding,
                         zhibiao_error *error) {
    const char *name = NULL;
    static const unsigned char nothing[1] = {0};
    bytes_at at = bytes && size > 0 ? bytes : nothing;
    zb_decoded_clear(decoded);
    decoded->bad_bytes = 0;
    decoded->encoding[0] = '\0';
    if (size > UINT32_MAX / 4)
        return zb_fail(error, ZHIBIAO_ERROR_LIMIT, "the input is larger than 1 GiB");
    zhibiao_status status = choose(decoded, at, size, encoding, &name, error);
    if (status != ZHIBIAO_OK)
        return status;
    size_t length = strlen(name) < sizeof decoded->encoding ? strlen(name) : sizeof decoded->encoding - 1;
    memcpy(decoded->encoding, name, length);
    decoded->encoding[length] = '\0';
    if (strcmp(name, "UTF-8") == 0)
        read_utf8(decoded, at, at + size);
    else
        status = read_by_icu(decoded, at, size, name, error);
    if (status == ZHIBIAO_OK && (decoded->utf8.bytes.failed || decoded->runs.failed || !join_line_ends(decoded)))
        status = zb_fail(error, ZHIBIAO_ERROR_MEMORY, "out of memory decoding the text");
    if (status != ZHIBIAO_OK)
        zb_decoded_clear(decoded);
    return status;
}

const char *zb_icu_version(void) {
    return U_ICU_VERSION;
}
