/* check: the yes and no lines of rule files, as their author promised them. */
#include <string.h>

#include "cli.h"

static void print_example(const zhibiao_error *error, void *context) {
    (void)context;
    printf("%s:%u: %s\n", error->file, (unsigned)error->line, error->message);
}

static int summarize(const char *name, size_t passed, size_t failed) {
    if (!passed && !failed)
        printf("%s: no examples\n", name);
    else if (failed)
        printf("%s: %zu of %zu examples fail\n", name, failed, passed + failed);
    else
        printf("%s: %zu example%s\n", name, passed, passed == 1 ? " holds" : "s hold");
    return failed ? INPUT_FAILED : DONE;
}

/* One file over the built-in rules, alone: files checked together do not see each other. NULL: the built-in rules. */
static int check_file(const char *path) {
    cli_settings one = {.rules = &path, .rule_count = path ? 1 : 0};
    const char *name = path ? path : "built-in rules";
    zhibiao_rules *rules = NULL;
    zhibiao_parser *parser = NULL;
    size_t passed = 0, failed = 0;
    int code = engine_open(&one, &rules, &parser);
    if (code == DONE && zhibiao_rules_check(parser, path, print_example, NULL, &passed, &failed)) {
        complain(name, "the examples could not be run");
        code = INPUT_FAILED;
    }
    if (code == DONE)
        code = summarize(name, passed, failed);
    zhibiao_parser_free(parser);
    zhibiao_rules_free(rules);
    return code;
}

int run_check(const cli_settings *settings) {
    int worst = DONE;
    if (!settings->path_count)
        worst = check_file(NULL);
    for (size_t i = 0; i < settings->path_count; i++) {
        int code = check_file(settings->paths[i]);
        worst = code > worst ? code : worst; /* malformed counts more than an example that fails */
    }
    if (fflush(stdout)) {
        complain(NULL, "cannot write the report");
        return OUTPUT_FAILED;
    }
    return worst;
}
