/* Any bytes are a web page: it is read or refused, and every span lies in it, forwards. The first byte chooses what of the page is
 * read: the article, all of it ('A'), or what a selector of the input's first line matches ('S'). */
#include "fuzz.h"

/* The selector of a first line, in `room`; what is left of the input stays in *bytes. */
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

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
    zhibiao_options options = {.size = sizeof options, .flags = ZHIBIAO_TOKENS | ZHIBIAO_TEXT | ZHIBIAO_LAYOUT, .input = ZHIBIAO_INPUT_HTML,
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
    must(!status || status == ZHIBIAO_ERROR_LIMIT || status == ZHIBIAO_ERROR_UNSUPPORTED ||
         (status == ZHIBIAO_ERROR_ARGUMENT && options.html_select));
    if (status)
        return 0;
    check_spans(result, size);
    write_all(result);
    zhibiao_result_free(result);
    return 0;
}
