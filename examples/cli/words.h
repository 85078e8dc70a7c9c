/* What the program says, in English or Chinese. The code says everything in plain English; words.c has the table by which
 * a sentence is put into Chinese where it is shown to people. Data never changes: error lines of JSON stay as they are. */
#ifndef WORDS_H
#define WORDS_H

#include "cli.h"

/* The language of the messages: --lang where the line has it, else the first of LC_ALL, LC_MESSAGES and LANG that is set. */
void words_begin(int argc, char **argv);
void words_choose(const char *language); /* --lang, wherever it stood */
bool words_are_chinese(void);
const char *either(const char *english, const char *chinese);
void words_put(const char *english, FILE *to); /* a sentence, or one with names and numbers in it */

#endif
