/* One text, its records. Prints: 新建改造公厕: 246座, planned 240 */
#include <stdio.h>
#include <string.h>
#include <zhibiao.h>

int main(void) {
    const char *text = "截至11月末，全市新建改造公厕246座，完成年计划的102.5%。";
    zhibiao_rules *rules;
    zhibiao_parser *parser;
    zhibiao_result *result;
    if (zhibiao_rules_new(NULL, &rules, NULL) || zhibiao_parser_new(rules, &parser, NULL) ||
        zhibiao_parse(parser, text, strlen(text), NULL, &result, NULL))
        return 1;
    const zhibiao_record *r = zhibiao_result_records(result);
    for (size_t i = 0; i < zhibiao_result_count(result); i++)
        printf("%s: %s, planned %s\n", zhibiao_string_get(result, r[i].indicator),
               zhibiao_string_get(result, r[i].actual.text), zhibiao_string_get(result, r[i].target.value));
    zhibiao_result_free(result);
    zhibiao_parser_free(parser);
    zhibiao_rules_free(rules);
}
