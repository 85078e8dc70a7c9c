/* Any bytes are a rule file: it is taken or refused with a line number, and what is taken can be used. */
#include <stdlib.h>

#include <zhibiao.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
    static const char text[] = "截至10月末，全市新建幼儿园12所，完成年计划的80%，同比增长5.5%。";
    zhibiao_rules *rules;
    zhibiao_parser *parser;
    zhibiao_result *result;
    zhibiao_error error;
    if (zhibiao_rules_new(NULL, &rules, NULL))
        abort();
    if (zhibiao_rules_add(rules, "fuzz", bytes, size, &error)) {
        if (error.status != ZHIBIAO_ERROR_RULE && error.status != ZHIBIAO_ERROR_LIMIT)
            abort();
    } else {
        if (zhibiao_parser_new(rules, &parser, NULL))
            abort();
        if (!zhibiao_parse(parser, text, sizeof text - 1, NULL, &result, NULL))
            zhibiao_result_free(result);
        zhibiao_parser_free(parser);
    }
    zhibiao_rules_free(rules);
    return 0;
}
