/* Any bytes are a text: reading and writing them must neither fail nor overrun, and spans must stay inside the input. */
#include <stdlib.h>

#include <zhibiao.h>

static int swallow(const char *bytes, size_t size, void *context) {
    volatile char *sum = context;
    for (size_t i = 0; i < size; i++)
        *sum = (char)(*sum ^ bytes[i]); /* so that each byte is read */
    return 0;
}

static void check_span(zhibiao_span span, size_t size) {
    if (span.byte_start > span.byte_end || span.byte_end > size || span.start > span.end)
        abort();
}

static zhibiao_parser *the_parser(void) {
    static zhibiao_rules *rules;
    static zhibiao_parser *parser;
    if (!parser && (zhibiao_rules_new(NULL, &rules, NULL) || zhibiao_parser_new(rules, &parser, NULL)))
        abort();
    return parser;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
    zhibiao_options options = {.size = sizeof options, .flags = ZHIBIAO_TOKENS | ZHIBIAO_TEXT};
    zhibiao_result *result;
    char sum = 0;
    zhibiao_status status = zhibiao_parse(the_parser(), bytes, size, &options, &result, NULL);
    if (status == ZHIBIAO_ERROR_BINARY || status == ZHIBIAO_ERROR_LIMIT || status == ZHIBIAO_ERROR_UNSUPPORTED) /* a web page may be */
        return 0;
    if (status != ZHIBIAO_OK)
        abort();
    for (size_t i = 0; i < zhibiao_result_count(result); i++)
        check_span(zhibiao_result_records(result)[i].sentence, size);
    for (size_t i = 0; i < zhibiao_result_token_count(result); i++)
        check_span(zhibiao_result_tokens(result)[i].span, size);
    for (int format = ZHIBIAO_JSONL; format <= ZHIBIAO_TABLE; format++)
        zhibiao_write_records(result, (zhibiao_format)format, 0, swallow, &sum);
    zhibiao_write_tokens(result, ZHIBIAO_JSONL, 0, swallow, &sum);
    zhibiao_result_free(result);
    return 0;
}
