/* Which encoding a text is in, told from its bytes. What can be told, and how surely:
 *
 *   a byte order mark     EF BB BF, FF FE, FE FF, FF FE 00 00, 00 00 FE FF, 84 31 95 33
 *   NULs, many of them    UTF-16 if its code units look like text either way round, else the input is no text
 *   UTF-8                 by itself: Chinese in GBK is hardly ever well-formed UTF-8
 *   <meta charset=gbk>    where a page says so; only names of Chinese encodings are believed, since iso-8859-1 is what
 *                         servers say that were never told
 *   Big5 or GB18030       nearly the same bytes. But Big5 has ， 。 、 ： at A141–A17E, which in GBK are codes that nobody
 *                         uses, and GBK has them at A1A2–A3BB: two marks settle it, a text without any is GB18030
 */
#include "decode.h"

enum { SAMPLE = 65536 };

/* ---- byte order marks --------------------------------------------------------------------------------- */

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

const char *zb_encoding_of_mark(zb_bytes bytes, size_t size) {
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
        if (size >= marks[i].size && memcmp(bytes, marks[i].bytes, marks[i].size) == 0)
            return marks[i].name;
    }
    return NULL;
}

/* ---- NULs --------------------------------------------------------------------------------------------- */

static size_t count_nuls(zb_bytes bytes, size_t size) {
    size_t count = 0;
    for (zb_bytes end = bytes + size; bytes && bytes < end; count++) {
        bytes = memchr(bytes, 0, (size_t)(end - bytes));
        if (!bytes)
            break;
        bytes++;
    }
    return count;
}

/* Code units that Chinese or English text is made of. */
static bool is_likely_unit(unsigned unit) {
    return (unit >= 0x20 && unit < 0x7F) || unit == '\n' || unit == '\r' || unit == '\t' ||
           (unit >= 0x3400 && unit < 0xA000) || (unit >= 0x2000 && unit < 0x3100) || unit >= 0xFF00 || unit == 0xA0 ||
           (unit >= 0xD800 && unit < 0xE000) || (unit >= 0x0F00 && unit < 0x1000); /* halves of a pair; Tibetan */
}

/* UTF-16 by its looks: nine in ten units must be likely ones, and more than the other way round. A rule over NULs
 * alone would stumble over 一, which is 4E 00. */
static const char *utf16_by_looks(zb_bytes bytes, size_t size) {
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

const char *zb_encoding_of_nuls(zb_bytes bytes, size_t size) {
    return count_nuls(bytes, size) > size / 512 ? utf16_by_looks(bytes, size) : NULL;
}

/* Control characters that no text has, ESC aside (ISO-2022). */
static bool is_control(unsigned char c) {
    return c == 0x7F || (c < 0x20 && !(c >= '\t' && c <= '\r') && c != 0x1B);
}

/* Looks at NULs everywhere and at control characters in a sample. */
bool zb_bytes_are_binary(zb_bytes bytes, size_t size, size_t *where) {
    size_t nuls = count_nuls(bytes, size), sample = size < SAMPLE ? size : SAMPLE, controls = 0, first = 0;
    for (size_t i = 0; i < sample; i++) /* nothing else in this loop, so that compilers take many bytes at once */
        controls += is_control(bytes[i]);
    bool binary = nuls > size / 512 || controls > 2 + sample / 20;
    while (binary && controls > 0 && !is_control(bytes[first]))
        first++;
    const void *nul = binary && nuls > 0 ? memchr(bytes, 0, size) : NULL;
    *where = nul ? (size_t)((zb_bytes)nul - bytes) : first;
    return binary;
}

/* ---- UTF-8 or another, GB18030 or Big5 -------------------------------------------------------------------- */

/* Damaged UTF-8, or another encoding? Chinese characters of three bytes hardly come about by chance (in GBK text one
 * character in fifty looks like one), so two of them for each error settle it; GBK has errors everywhere. In between,
 * the reading with fewer errors wins. */
bool zb_utf8_is_likelier(zb_bytes bytes, size_t size) {
    zb_bytes at = bytes, end = bytes + size;
    size_t good = 0, errors = 0, bad = 0;
    while (at < end && (errors < 4096 || good > errors)) { /* that many settle it */
        zb_bytes from = at;
        at = zb_ascii_skip(at, end);
        zb_bytes wide = at;
        at = zb_wide_skip(at, end);
        good += (size_t)(at - wide) / 3;
        if (at == from) {
            size_t length = zb_utf8_length(at, end, &bad);
            good += length == 3;
            errors += length == 0;
            at += length > 0 ? length : bad;
        }
    }
    return errors == 0 || good >= 2 * errors || (at == end && errors <= zb_gb18030_errors(bytes, end));
}

/* ，、。：； as the two encodings write them, and pairs that Big5 has not. */
bool zb_big5_is_likelier(zb_bytes bytes, size_t size) {
    zb_bytes at = bytes, end = bytes + (size < SAMPLE ? size : SAMPLE);
    size_t big5 = 0, gb = 0, wrong = 0, bad = 0;
    while (at < end) {
        bool wordy = at[0] >= 0xB0 && at[0] < 0xFF && end - at > 1 && at[1] > 0xA0 && at[1] < 0xFF; /* 汉字 in both */
        if (wordy || at[0] < 0x80) {
            at += wordy ? 2 : 1;
            continue;
        }
        size_t length = zb_gb18030_length(at, end, &bad);
        if (length == 2) {
            big5 += at[0] == 0xA1 && at[1] >= 0x41 && at[1] <= 0x7E;
            gb += (at[0] == 0xA1 && (at[1] == 0xA2 || at[1] == 0xA3)) ||
                  (at[0] == 0xA3 && (at[1] == 0xAC || at[1] == 0xBA || at[1] == 0xBB));
            wrong += at[1] >= 0x80 && at[1] <= 0xA0;
        }
        wrong += length == 0 || length == 4;
        at += length > 0 ? length : bad;
    }
    return big5 >= 2 && big5 > 4 * gb && wrong <= 1 + big5 / 8; /* one: a file that was cut */
}

/* ---- names -------------------------------------------------------------------------------------------------- */

/* Names that all mean GB18030's converter, which reads more than each of them; compared as ICU compares names (case,
 * - and _ do not count). ICU's own tables for some differ in details such as 0x80 and —. */
static const char *const gb_names[] = {
    "gb18030",  "gb18030-2022", "gbk",      "x-gbk",     "cp936", "windows-936", "ms936", "gb",
    "gb2312",   "gb_2312-80",   "gb2312-80", "csgb2312", "euc-cn", "iso-ir-58",  "chinese"};
static const char *const big5_names[] = {
    "big5", "big5-hkscs", "cn-big5", "csbig5", "x-x-big5", "big5-tw", "cp950", "windows-950", "ms950"};

#define IS_NAME_IN(word, names) is_name_in(word, names, sizeof(names) / sizeof *(names))

static bool is_name_in(const char *name, const char *const *names, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (zb_icu_same_name(name, names[i]))
            return true;
    }
    return false;
}

const char *zb_encoding_of_word(const char *word, zb_bytes bytes, size_t size) {
    static const char *const utf16[] = {"utf-16", "ucs-2", "unicode", "iso-10646-ucs-2"}, *const utf32[] = {"utf-32"};
    const char *mark = zb_encoding_of_mark(bytes, size);
    if (strlen(word) > 50)
        return NULL;
    if (IS_NAME_IN(word, gb_names))
        return "GB18030";
    if (IS_NAME_IN(word, big5_names))
        return "Big5";
    if (IS_NAME_IN(word, utf16)) {
        const char *looks = mark && strncmp(mark, "UTF-16", 6) == 0 ? mark : utf16_by_looks(bytes, size);
        return looks ? looks : "UTF-16LE";
    }
    if (IS_NAME_IN(word, utf32))
        return mark && strncmp(mark, "UTF-32", 6) == 0 ? mark : "UTF-32LE";
    return zb_icu_name(word);
}

/* ---- what a page says ---------------------------------------------------------------------------------------- */

static bool is_blank(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/* Whether `word`, in small letters, stands at `at` in whatever letters. */
static bool is_there(const char *at, const char *end, const char *word) {
    for (; *word; word++, at++) {
        if (at == end || (*at >= 'A' && *at <= 'Z' ? *at + 32 : *at) != *word)
            return false;
    }
    return true;
}

/* charset = "gbk" → gbk. */
static bool read_value(const char *at, const char *end, char *out, size_t room) {
    size_t size = 0;
    while (at < end && is_blank(*at))
        at++;
    if (at == end || *at++ != '=')
        return false;
    while (at < end && (is_blank(*at) || *at == '"' || *at == '\''))
        at++;
    for (; at < end && size + 1 < room && !is_blank(*at) && !strchr("\"';/>?", *at); at++)
        out[size++] = *at;
    out[size] = '\0';
    return size > 0 && size + 1 < room;
}

/* Looks for `name` inside the tag that begins at `at`. */
static bool read_attribute(const char *at, const char *end, const char *name, char *out, size_t room) {
    const char *stop = memchr(at, '>', (size_t)(end - at));
    for (end = stop ? stop : end; at < end; at++) {
        if (is_there(at, end, name) && read_value(at + strlen(name), end, out, room))
            return true;
    }
    return false;
}

const char *zb_encoding_of_label(zb_bytes bytes, size_t size) {
    enum { HEAD = 4096, NAME = 40 }; /* browsers look at 1024 bytes; pages put scripts before it */
    const char *at = (const char *)bytes, *end = at + (size < HEAD ? size : HEAD);
    char name[NAME];
    for (; at < end && (at = memchr(at, '<', (size_t)(end - at))) != NULL; at++) {
        bool found = (is_there(at, end, "<meta") && read_attribute(at, end, "charset", name, NAME)) ||
                     (is_there(at, end, "<?xml") && read_attribute(at, end, "encoding", name, NAME));
        if (found && IS_NAME_IN(name, gb_names))
            return "GB18030";
        if (found && IS_NAME_IN(name, big5_names))
            return "Big5";
    }
    return NULL;
}
