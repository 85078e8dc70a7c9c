/* Where a text may be cut that is too large to be held whole.
 *
 * The library takes ten to forty bytes of memory for a byte of text, so a text larger than --part-size is read in parts. The
 * cut is made behind the last of these that lies in the second half of the part, the first kind that is there:
 *
 *     …完成年计划的96%。⏎|全省新增……     a line that ends a sentence
 *     …完成年计划的96%。|全省新增……      a sentence, which is all that a text in one line has
 *     …完成年计划⏎|的96%……               a line
 *     …完成年|计划的96%……                a character
 *
 * A byte says nothing by itself in GBK or Big5 (A1 A3 is 。 or the middle of two characters), so characters are counted off
 * from the part's beginning; which is where the part before was cut.
 */
#include <string.h>

#include "cli.h"

typedef size_t cli_width(const unsigned char *at, size_t rest);

static size_t utf8_width(const unsigned char *at, size_t rest) {
    (void)rest;
    return *at < 0xC0 ? 1 : *at < 0xE0 ? 2 : *at < 0xF0 ? 3 : 4;
}

static size_t gb18030_width(const unsigned char *at, size_t rest) {
    if (*at <= 0x80 || *at == 0xFF)
        return 1;
    if (rest > 1 && at[1] < 0x40)
        return at[1] >= '0' && at[1] <= '9' ? 4 : 1;
    return 2;
}

static size_t big5_width(const unsigned char *at, size_t rest) {
    return *at <= 0x80 || *at == 0xFF || (rest > 1 && at[1] < 0x40) ? 1 : 2;
}

static size_t utf16le_width(const unsigned char *at, size_t rest) {
    return rest > 1 && (at[1] & 0xFC) == 0xD8 ? 4 : 2;
}

static size_t utf16be_width(const unsigned char *at, size_t rest) {
    (void)rest;
    return (*at & 0xFC) == 0xD8 ? 4 : 2;
}

typedef struct cli_encoding {
    const char *name;
    cli_width *width;
    size_t unit;          /* bytes of a line feed */
    const char *stops[3]; /* 。！？ */
    const char *feed, *turn; /* \n and \r */
} cli_encoding;

static const cli_encoding encodings[] = {
    {"UTF-8", utf8_width, 1, {"\xE3\x80\x82", "\xEF\xBC\x81", "\xEF\xBC\x9F"}, "\n", "\r"},
    {"GB18030", gb18030_width, 1, {"\xA1\xA3", "\xA3\xA1", "\xA3\xBF"}, "\n", "\r"},
    {"Big5", big5_width, 1, {"\xA1\x43", "\xA1\x49", "\xA1\x48"}, "\n", "\r"},
    {"UTF-16LE", utf16le_width, 2, {"\x02\x30", "\x01\xFF", "\x1F\xFF"}, "\n\0", "\r\0"},
    {"UTF-16BE", utf16be_width, 2, {"\x30\x02", "\xFF\x01", "\xFF\x1F"}, "\0\n", "\0\r"},
};

static const cli_encoding *encoding_of(const char *name) {
    for (size_t i = 0; i < sizeof encodings / sizeof *encodings; i++)
        if (!strcmp(encodings[i].name, name))
            return &encodings[i];
    return NULL;
}

static bool is_stop(const cli_encoding *encoding, const unsigned char *at, size_t width) {
    for (size_t i = 0; i < 3; i++)
        if (*at == (unsigned char)encoding->stops[i][0] && !memcmp(at, encoding->stops[i], width))
            return true;
    return false;
}

size_t part_end(const char *bytes, size_t most, const char *name) {
    const cli_encoding *encoding = encoding_of(name);
    size_t last[4] = {0}; /* a character, a line, a sentence, a line that ends a sentence */
    bool stopped = false;
    if (!encoding)
        return 0;
    size_t mark = strlen(encoding->stops[0]), at = 0;
    while (at < most) {
        const unsigned char *character = (const unsigned char *)bytes + at;
        size_t width = encoding->width(character, most - at);
        if (width > most - at)
            break;
        at += width;
        bool feed = width == encoding->unit && !memcmp(character, encoding->feed, width);
        bool turn = width == encoding->unit && !memcmp(character, encoding->turn, width);
        if (feed)
            last[stopped ? 3 : 1] = at;
        if (!turn) { /* what stands between \r and \n would be a line of its own */
            stopped = !feed && width == mark && is_stop(encoding, character, width);
            last[stopped ? 2 : 0] = at;
        }
    }
    for (size_t kind = 3; kind > 0; kind--)
        if (last[kind] > most / 2)
            return last[kind];
    return last[0];
}

/* The library asks this of a text whose encoding it must find; of one that it is told it believes the word. */
bool part_is_binary(const char *bytes, size_t size, const char *encoding, size_t *where) {
    size_t nuls = 0;
    if (!strncmp(encoding, "UTF-16", 6))
        return false;
    for (const char *at = bytes; (at = memchr(at, 0, size - (size_t)(at - bytes))) != NULL; at++)
        if (nuls++ == 0)
            *where = (size_t)(at - bytes);
    return nuls > size / 512;
}

/* The first byte that is no plain character tells most; what lies before it is the same in most encodings. */
static size_t first_telling(const char *bytes, size_t size) {
    size_t at = 0;
    while (at < size && (unsigned char)bytes[at] < 0x80 && bytes[at])
        at++;
    return at;
}

bool part_is_plain(const char *bytes, size_t size) {
    return first_telling(bytes, size) == size;
}

/* Reads the beginning of a text to see what it is. */
zhibiao_status part_probe(zhibiao_parser *parser, const zhibiao_options *options, const char *bytes, size_t size,
                          cli_probe *probe, zhibiao_error *why) {
    enum { SAMPLE = 1 << 20 };
    zhibiao_options plain = *options;
    zhibiao_result *result = NULL;
    zhibiao_status status = zhibiao_parse(parser, bytes, size < 4096 ? size : 4096, &plain, &result, why);
    if (status)
        return status;
    probe->page = zhibiao_result_document(result)->html != 0;
    zhibiao_result_free(result);
    size_t from = first_telling(bytes, size) & ~(size_t)1;
    plain.input = ZHIBIAO_INPUT_TEXT;
    plain.bytes_before += from;
    status = zhibiao_parse(parser, bytes + from, size - from < SAMPLE ? size - from : SAMPLE, &plain, &result, why);
    if (status)
        return status;
    snprintf(probe->encoding, sizeof probe->encoding, "%s",
             zhibiao_string_get(result, zhibiao_result_document(result)->encoding));
    zhibiao_result_free(result);
    return ZHIBIAO_OK;
}
