/* Tokens, and offsets into the bytes as given: copies the standard input and writes behind each figure what it is.
 *
 *     $ echo 全市新建公厕十二座，增长二成以上。 | mark_figures
 *     全市新建公厕十二座[12 座]，增长二成[at_least 20 %]以上。
 *
 * The text may be in any encoding that the library reads; only the marks are UTF-8.
 */
#include <stdio.h>
#include <zhibiao.h>

static void mark(const zhibiao_result *result, const zhibiao_quantity *q) {
    putchar('[');
    if (q->comparison)
        printf("%s ", zhibiao_comparison_name(q->comparison));
    fputs(zhibiao_string_get(result, q->value), stdout);
    if (q->range)
        printf(" to %s", zhibiao_string_get(result, q->upper));
    if (q->unit.size)
        printf(" %s", zhibiao_string_get(result, q->unit));
    putchar(']');
}

int main(void) {
    static char text[4 * 1024 * 1024];
    zhibiao_options options = {.size = sizeof options, .flags = ZHIBIAO_TOKENS};
    zhibiao_rules *rules = NULL;
    zhibiao_parser *parser = NULL;
    zhibiao_result *result = NULL;
    size_t size = fread(text, 1, sizeof text, stdin), at = 0;
    if (zhibiao_rules_new(NULL, &rules, NULL) || zhibiao_parser_new(rules, &parser, NULL) ||
        zhibiao_parse(parser, text, size, &options, &result, NULL))
        return 1;
    const zhibiao_token *tokens = zhibiao_result_tokens(result);
    for (size_t i = 0; i < zhibiao_result_token_count(result); i++) {
        const zhibiao_quantity *q = &tokens[i].quantity;
        if (!q->present || q->span.byte_end < at || q->span.byte_end > size)
            continue;
        fwrite(text + at, 1, (size_t)q->span.byte_end - at, stdout);
        mark(result, q);
        at = (size_t)q->span.byte_end;
    }
    fwrite(text + at, 1, size - at, stdout);
    zhibiao_result_free(result);
    zhibiao_parser_free(parser);
    zhibiao_rules_free(rules);
}
