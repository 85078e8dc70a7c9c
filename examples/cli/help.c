/* --help and --version. */
#include <string.h>

#ifdef ZHIBIAO_WITH_RULES_VERSION
#include "rules_version.h" /* the build makes it of lib/data */
#else
#define ZHIBIAO_RULES "unknown"
#endif
#include "options.h"
#include "words.h"

const char *rules_version(void) {
    return ZHIBIAO_RULES;
}

static void print_option(const option_row *option) {
    char words[48];
    int used = option->letter ? snprintf(words, sizeof words, "-%c, --%s", option->letter, option->name)
                              : snprintf(words, sizeof words, "    --%s", option->name);
    if (option->argument && used > 0)
        snprintf(words + used, sizeof words - (size_t)used, " %s", option->argument);
    printf("  %-26s %s\n", words, either(option->help, option->zh));
}

static void print_topic(option_topic topic, unsigned shown) {
    bool any = false;
    for (size_t i = 0; i < option_count; i++) {
        if (options[i].topic != topic || !option_comes_first(&options[i], shown))
            continue;
        if (!any)
            printf("\n%s%s\n", topic_name(topic, words_are_chinese()), either(":", "："));
        any = true;
        print_option(&options[i]);
    }
}

int print_help(const command_row *only) {
    printf("%szhibiao %s [OPTION...] %s\n", either("usage: ", "用法："), only ? only->name : "COMMAND", only ? only->arguments : "PATH...");
    printf("%s\n", only ? either(only->help, only->zh) : either("Reads Chinese government prose; writes its indicators as records.",
                                                                 "读政府文稿，把其中的指标写成记录。"));
    if (!only)
        putchar('\n');
    for (size_t i = 0; !only && i < command_count; i++)
        printf("  %-8s %-10s %s\n", commands[i].name, commands[i].arguments,
               either(commands[i].help, commands[i].zh));
    for (option_topic topic = 0; topic < TOPICS; topic++)
        print_topic(topic, only ? only->bit : ALWAYS);
    printf("\n%s\n", either("PATH is a text or web page, a folder of .txt and .html files, or - for the standard input. man zhibiao tells "
                          "more.", "PATH 是文本或网页、装有 .txt 和 .html 文件的文件夹，或 -（标准输入）。详见 man zhibiao。"));
    return fflush(stdout) ? OUTPUT_FAILED : DONE;
}

int print_version(void) {
    printf("zhibiao %s\n%s\nrules %s\n", zhibiao_version(), zhibiao_libraries(), rules_version());
    return fflush(stdout) ? OUTPUT_FAILED : DONE;
}
