/* Any bytes are a text: reading and writing them neither fails nor overruns, and spans stay inside the input. A first byte below
 * 16 names an encoding for the rest; else it is found out, web pages among the rest. */
#include "fuzz.h"

static const char *const ENCODINGS[16] = {
    "UTF-8",    "GB18030", "GBK",       "UTF-16",      "UTF-16LE", "UTF-16BE", "UTF-32",       "UTF-32LE",
    "UTF-32BE", "Big5",    "HZ",        NULL,          NULL,       "UTF-7",    "ISO-2022-CN",  "Shift_JIS",
}; /* 11 and 12 stand free: \v and \f are blanks, and texts begin with them; \t \n \r do so too, and lose a blank */

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
    zhibiao_options options = {.size = sizeof options, .flags = ZHIBIAO_TOKENS | ZHIBIAO_TEXT | ZHIBIAO_ALL | ZHIBIAO_LAYOUT};
    zhibiao_result *result;
    if (size > 0 && bytes[0] < 16 && ENCODINGS[bytes[0]]) {
        options.encoding = ENCODINGS[bytes[0]];
        bytes++;
        size--;
    }
    zhibiao_status status = zhibiao_parse(the_parser(), bytes, size, &options, &result, NULL);
    must(!status == (result != NULL));
    must(!status || status == ZHIBIAO_ERROR_BINARY || status == ZHIBIAO_ERROR_LIMIT || status == ZHIBIAO_ERROR_UNSUPPORTED);
    if (status)
        return 0;
    check_spans(result, size);
    check_marks(result);
    write_all(result);
    zhibiao_result_free(result);
    return 0;
}
