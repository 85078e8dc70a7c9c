/* Bytes of any encoding to valid UTF-8 and a map back.
 *
 * Which encoding, in this order; the step that settles it is `decided`:
 *   caller     the caller's word: "gbk" "GB2312" "utf-16" "big5" …; not known: ZHIBIAO_ERROR_ENCODING
 *   bom        a byte order mark
 *   fallback   UTF-16, by its NULs and its looks. Other input with many NULs is binary
 *   utf-8      strict UTF-8, or nearly: a cut or slightly damaged file stays UTF-8
 *   label      a page's <meta charset>, where it names GB2312, GBK, GB18030 or Big5
 *   fallback   Big5 where its punctuation tells, else GB18030, which reads GBK and GB2312 as well
 * sniff.c has the evidence. There is one encoding for all of a text: bytes that are none in it become U+FFFD and are
 * counted; what looks wrong is warned of and not repaired.
 *
 * A byte order mark stays in the text as the character U+FEFF: it counts in bytes and in code points, as it does for
 * whoever opens the file as plain UTF-8; the layout drops it. */
#include "decode.h"

void zb_decoded_init(zb_decoded *decoded, const zb_memory *memory) {
    memset(decoded, 0, sizeof *decoded);
    zb_buffer_init(&decoded->utf8, memory);
    zb_array_init(&decoded->runs, memory, sizeof(zb_run));
    zb_array_init(&decoded->spare, memory, sizeof(zb_run));
    decoded->decided = "fallback";
}

void zb_decoded_reset(zb_decoded *decoded) {
    zb_array_reuse(&decoded->utf8.bytes);
    zb_array_reuse(&decoded->runs);
    zb_array_reuse(&decoded->spare);
}

void zb_decoded_clear(zb_decoded *decoded) {
    zb_buffer_clear(&decoded->utf8);
    zb_array_clear(&decoded->runs);
    zb_array_clear(&decoded->spare);
    zb_gb18030_free(&decoded->runs.memory, decoded->gb18030);
    decoded->gb18030 = NULL;
}

/* ---- which encoding ----------------------------------------------------------------------------------- */

static zhibiao_status choose_by_word(zb_bytes bytes, size_t size, const char *word, const char **name,
                                     zhibiao_error *error) {
    *name = *word ? zb_encoding_of_word(word, bytes, size) : NULL;
    return *name ? ZHIBIAO_OK
                 : zb_fail_at(error, ZHIBIAO_ERROR_ENCODING, ZB_SLICE(""), 0, "unknown encoding", zb_slice_of(word));
}

static zhibiao_status choose(zb_decoded *decoded, zb_bytes bytes, size_t size, const char *word, const char **name,
                             zhibiao_error *error) {
    size_t where = 0;
    decoded->decided = "caller";
    if (word)
        return choose_by_word(bytes, size, word, name, error);
    decoded->decided = "bom";
    if ((*name = zb_encoding_of_mark(bytes, size)) != NULL)
        return ZHIBIAO_OK;
    decoded->decided = "fallback";
    if ((*name = zb_encoding_of_nuls(bytes, size)) != NULL)
        return ZHIBIAO_OK;
    if (zb_bytes_are_binary(bytes, size, &where)) {
        zb_fail(error, ZHIBIAO_ERROR_BINARY, "the input is binary, not text");
        if (error)
            error->byte = where;
        return ZHIBIAO_ERROR_BINARY;
    }
    if (zb_utf8_read_clean(decoded, bytes, size) || zb_utf8_is_likelier(bytes, size)) {
        *name = "UTF-8";
        decoded->decided = "utf-8";
    } else if ((*name = zb_encoding_of_label(bytes, size)) != NULL) {
        decoded->decided = "label";
    } else {
        *name = zb_big5_is_likelier(bytes, size) ? "Big5" : "GB18030";
    }
    return ZHIBIAO_OK;
}

/* ---- what may be wrong -------------------------------------------------------------------------------- */

/* The input byte of an offset in the UTF-8. */
static uint64_t byte_of(const zb_decoded *decoded, size_t at) {
    const zb_run *runs = decoded->runs.data;
    const zb_run *run = &runs[zb_run_holding(runs, decoded->runs.count, (uint32_t)at)];
    return run->byte + (uint64_t)(at - run->flow) / run->flow_width * run->byte_width;
}

/* The line of the first bad byte, or what of it lies near. */
static void line_around(zb_bytes bytes, size_t size, size_t at, zb_bytes *start, zb_bytes *end) {
    enum { NEAR = 2048 };
    size_t low = at > NEAR ? at - NEAR : 0, high = size - at > NEAR ? at + NEAR : size;
    *start = bytes + at;
    while (*start > bytes + low && (*start)[-1] != '\n')
        (*start)--;
    zb_bytes stop = memchr(bytes + at, '\n', high - at);
    *end = stop ? stop : bytes + high;
}

static size_t count_high(zb_bytes at, zb_bytes end) {
    size_t count = 0;
    for (; at < end; at++)
        count += *at >= 0x80; /* NOLINT(clang-analyzer-core.UndefinedBinaryOperatorResult): there are bad bytes, so it is no empty input */
    return count;
}

/* A line of UTF-8 in a GBK file, or the other way round. */
static bool is_mixed(const zb_decoded *decoded, zb_bytes bytes, size_t size) {
    zb_bytes start, end;
    if (decoded->bad_bytes == 0)
        return false;
    line_around(bytes, size, (size_t)decoded->bad_at, &start, &end);
    if (count_high(start, end) < 16)
        return false;
    if (strcmp(decoded->encoding, "UTF-8") == 0)
        return zb_gb18030_errors(start, end) == 0 && !zb_utf8_is_likelier(start, (size_t)(end - start));
    return strcmp(decoded->encoding, "GB18030") == 0 &&
           zb_utf8_valid((zb_slice){(const char *)start, (size_t)(end - start)}) == (size_t)(end - start);
}

static void look_for_trouble(zb_decoded *decoded, zb_bytes bytes, size_t size) {
    size_t at = 0;
    if (is_mixed(decoded, bytes, size))
        decoded->warnings |= ZHIBIAO_WARN_MIXED;
    if (decoded->runs.count > 0 && zb_mojibake_find(zb_buffer_slice(&decoded->utf8), &at)) {
        decoded->warnings |= ZHIBIAO_WARN_MOJIBAKE;
        decoded->mojibake_at = byte_of(decoded, at);
    }
}

/* ---- decoding ----------------------------------------------------------------------------------------- */

/* A line end of two bytes is one code point, as it is to whoever opens the file as text (Python's open, every
 * editor): runs are cut between \r and \n, and the count of points goes on as if \n were not there. Bytes are counted
 * as they are. */
static bool join_line_ends(zb_decoded *decoded) {
    const char *utf8 = decoded->utf8.bytes.data;
    size_t size = decoded->utf8.bytes.count;
    const char *first = size > 0 ? memchr(utf8, '\r', size) : NULL;
    if (first == NULL)
        return true;
    zb_array *runs = &decoded->spare;
    uint32_t joined = 0;
    if (!zb_array_reserve(runs, decoded->runs.count + decoded->runs.count / 4))
        return false;
    for (size_t i = 0; i < decoded->runs.count; i++) {
        zb_run run = *(zb_run *)zb_array_at(&decoded->runs, i);
        size_t end = i + 1 < decoded->runs.count ? ((zb_run *)zb_array_at(&decoded->runs, i + 1))->flow : size;
        run.point -= joined;
        for (size_t at = run.flow; run.flow_width == 1 && at + 1 < end; at++) {
            if (utf8[at] != '\r' || utf8[at + 1] != '\n')
                continue;
            zb_run_add(runs, run);
            uint32_t steps = (uint32_t)at + 1 - run.flow;
            run.flow += steps;
            run.byte += steps * run.byte_width;
            run.point += steps - 1;
            joined++;
        }
        zb_run_add(runs, run);
    }
    zb_array swapped = decoded->runs;
    decoded->runs = *runs;
    *runs = swapped;
    return !decoded->runs.failed;
}

static void count_points(zb_decoded *decoded) {
    size_t runs = decoded->runs.count;
    const zb_run *last = runs > 0 ? zb_array_at(&decoded->runs, runs - 1) : NULL;
    if (last != NULL)
        decoded->points = last->point + (uint64_t)(decoded->utf8.bytes.count - last->flow) / last->flow_width;
}

static void begin(zb_decoded *decoded) {
    zb_decoded_reset(decoded);
    decoded->bad_bytes = decoded->bad_at = decoded->mojibake_at = decoded->points = 0;
    decoded->warnings = 0;
    decoded->encoding[0] = '\0';
}

static zhibiao_status read(zb_decoded *decoded, zb_bytes bytes, size_t size, const char *name, zhibiao_error *error) {
    zhibiao_status status = ZHIBIAO_OK;
    size_t length = strlen(name) < sizeof decoded->encoding ? strlen(name) : sizeof decoded->encoding - 1;
    memcpy(decoded->encoding, name, length);
    decoded->encoding[length] = '\0';
    if (decoded->runs.count > 0)
        ; /* read already, to see whether it is UTF-8 */
    else if (strcmp(name, "UTF-8") == 0)
        zb_utf8_read(decoded, bytes, size);
    else if (strcmp(name, "GB18030") == 0)
        status = zb_gb18030_read(decoded, bytes, size, error);
    else
        status = zb_icu_read(decoded, bytes, size, name, error);
    if (status == ZHIBIAO_OK && (decoded->utf8.bytes.failed || decoded->runs.failed))
        status = zb_fail(error, ZHIBIAO_ERROR_MEMORY, "out of memory decoding the text");
    return status;
}

zhibiao_status zb_decode(zb_decoded *decoded, const void *bytes, size_t size, const char *encoding,
                         zhibiao_error *error) {
    const char *name = "";
    static const unsigned char nothing[1] = {0};
    zb_bytes at = bytes && size > 0 ? bytes : nothing;
    begin(decoded);
    if (size > UINT32_MAX / 4)
        return zb_fail(error, ZHIBIAO_ERROR_LIMIT, "the input is larger than 1 GiB");
    zhibiao_status status = choose(decoded, at, size, encoding, &name, error);
    if (status == ZHIBIAO_OK && name != NULL)
        status = read(decoded, at, size, name, error);
    if (status == ZHIBIAO_OK) {
        look_for_trouble(decoded, at, size);
        if (!join_line_ends(decoded))
            status = zb_fail(error, ZHIBIAO_ERROR_MEMORY, "out of memory decoding the text");
        count_points(decoded);
    }
    if (status != ZHIBIAO_OK)
        zb_decoded_reset(decoded);
    return status;
}
