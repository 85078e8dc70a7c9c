/* Rules for the targets that read rule files: words of their own, so that an execution takes no time to load ours. */
#ifndef SMALL_RULES_H
#define SMALL_RULES_H

#include "fuzz.h"
#include "grammar.h"

static const char SMALL[] = "words VERB\n新建\n改造\nwords COMPLETES\n完成\nwords PLAN\n年计划\nwords DE\n的\nwords GROW\n增长\n"
                            "words BASE\n同比\nunits count\n所\nunits ratio\n% = 0.01\n"
                            "define W = [^COMMA STOP QTY PCT]\n"
                            "rule level.behind\nmatch (?<indicator> W*? ) (?<value> [QTY PCT] ) (?<tail> W* )\n";

/* Rules of SMALL and of `bytes`; NULL where those are refused, as they should be: with a line, or a limit. */
static inline zhibiao_rules *rules_with(int built_in, const void *bytes, size_t size) {
    struct zhibiao_rules *rules;
    zhibiao_error error;
    must(!zb_rules_new(&zb_default_memory, built_in, &rules, &error));
    must(built_in || !zhibiao_rules_add(rules, "small", SMALL, sizeof SMALL - 1, &error));
    if (!zhibiao_rules_add(rules, "fuzz", bytes, size, &error))
        return rules;
    must(error.status == ZHIBIAO_ERROR_RULE || error.status == ZHIBIAO_ERROR_LIMIT);
    must(!strcmp(error.file, "fuzz") && error.message[0]);
    zhibiao_rules_free(rules);
    return NULL;
}

/* Reads a text with the rules and frees them. */
static inline void read_with(zhibiao_rules *rules, const void *text, size_t size) {
    zhibiao_options options = {.size = sizeof options, .flags = ZHIBIAO_TOKENS | ZHIBIAO_TEXT, .encoding = "UTF-8",
                               .input = ZHIBIAO_INPUT_TEXT};
    zhibiao_parser *parser;
    zhibiao_result *result;
    size_t passed, failed;
    must(!zhibiao_parser_new(rules, &parser, NULL));
    zhibiao_status status = zhibiao_parse(parser, text, size, &options, &result, NULL);
    must(!status || status == ZHIBIAO_ERROR_LIMIT); /* a rule may take too many steps */
    if (!status) {
        check_spans(result, size);
        write_all(result);
    }
    must(!zhibiao_rules_check(parser, "fuzz", NULL, NULL, &passed, &failed));
    zhibiao_result_free(result);
    zhibiao_parser_free(parser);
    zhibiao_rules_free(rules);
}

#endif
