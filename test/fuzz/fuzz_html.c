/* Any bytes are a web page: it is read or refused, and every span lies in it, forwards. The first byte chooses what of the page is
 * read: the article, all of it, or what a selector of the input's first line matches. */
#include <stdlib.h>
#include <string.h>

#include <zhibiao.h>

static zhibiao_parser *the_parser(void) {
    static zhibiao_rules *rules;
    static zhibiao_parser *parser;
    if (!parser && (zhibiao_rules_new(NULL, &rules, NULL) || zhibiao_parser_new(rules, &parser, NULL)))
        abort();
    return parser;
}

static void check_span(zhibiao_span span, size_t size) {
    if (span.byte_start > span.byte_end || span.byte_end > size || span.start > span.end || span.end > span.byte_end)
        abort();
}

/* The selector of a first line, in `room`; what is left of the input goes to *bytes. */
static const char *selector_of(const uint8_t **bytes, size_t *size, char room[64]) {
    const uint8_t *end = memchr(*bytes, '\n', *size);
    size_t length = end ? (size_t)(end - *bytes) : 0;
    if (!end || length > 63)
        return NULL;
    memcpy(room, *bytes, length);
    room[length] = '\0';
    *bytes += length + 1;
    *size -= length + 1;
    return room;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
    zhibiao_options options = {.size = sizeof options, .flags = ZHIBIAO_TOKENS | ZHIBIAO_TEXT, .input = ZHIBIAO_INPUT_HTML,
                               .encoding = "UTF-8"};
    zhibiao_result *result;
    char room[64];
    if (size > 0 && bytes[0] == 'A')
        options.html_select = "body";
    if (size > 0 && bytes[0] == 'S') {
        bytes++;
        size--;
        options.html_select = selector_of(&bytes, &size, room);
    }
    zhibiao_status status = zhibiao_parse(the_parser(), bytes, size, &options, &result, NULL);
    if (status == ZHIBIAO_ERROR_LIMIT || status == ZHIBIAO_ERROR_UNSUPPORTED ||
        (status == ZHIBIAO_ERROR_ARGUMENT && options.html_select))
        return 0;
    if (status != ZHIBIAO_OK)
        abort();
    for (size_t i = 0; i < zhibiao_result_count(result); i++)
        check_span(zhibiao_result_records(result)[i].sentence, size);
    for (size_t i = 0; i < zhibiao_result_token_count(result); i++)
        check_span(zhibiao_result_tokens(result)[i].span, size);
    zhibiao_result_free(result);
    return 0;
}
