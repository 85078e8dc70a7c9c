/* --help and --version. */
#include <string.h>

#include "options.h"

static void print_option(const option_row *option) {
    char words[48];
    int used = option->letter ? snprintf(words, sizeof words, "-%c, --%s", option->letter, option->name)
                              : snprintf(words, sizeof words, "    --%s", option->name);
    if (option->argument && used > 0)
        snprintf(words + used, sizeof words - (size_t)used, " %s", option->argument);
    printf("  %-26s %s\n", words, option->help);
}

static void print_topic(option_topic topic, unsigned shown) {
    bool any = false;
    for (size_t i = 0; i < option_count; i++) {
        if (options[i].topic != topic || !option_comes_first(&options[i], shown))
            continue;
        if (!any)
            printf("\n%s:\n", topic_name(topic, false));
        any = true;
        print_option(&options[i]);
    }
}

int print_help(const command_row *only) {
    printf("usage: zhibiao %s [OPTION...] %s\n", only ? only->name : "COMMAND", only ? only->arguments : "PATH...");
    printf("%s\n", only ? only->help : "Reads Chinese government prose; writes its indicators as records.");
    if (!only)
        putchar('\n');
    for (size_t i = 0; !only && i < command_count; i++)
        printf("  %-8s %-10s %s\n", commands[i].name, commands[i].arguments, commands[i].help);
    for (option_topic topic = 0; topic < TOPICS; topic++)
        print_topic(topic, only ? only->bit : ALWAYS);
    printf("\nPATH is a text or web page, a folder of .txt and .html files, or - for the standard input. man zhibiao tells more.\n");
    return fflush(stdout) ? OUTPUT_FAILED : DONE;
}

int print_version(void) {
    printf("zhibiao %s\n%s\n", zhibiao_version(), zhibiao_libraries());
    return fflush(stdout) ? OUTPUT_FAILED : DONE;
}
