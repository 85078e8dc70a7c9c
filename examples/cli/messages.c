/* What the program says on the standard error: one message a line, in the language of words.c. */
#define _POSIX_C_SOURCE 200809L /* flockfile */
#include <string.h>

#include "tally.h"
#include "words.h"

/* Threads write messages too, and each must stay whole. */
static void say(const char *file, const char *line, const char *message) {
    flockfile(stderr);
    fprintf(stderr, "%szhibiao: %s%s%s", progress_erase(), file ? file : "", line, file ? ": " : "");
    words_put(message, stderr);
    putc('\n', stderr);
    funlockfile(stderr);
}

void complain(const char *file, const char *message) {
    say(file, "", message);
}

void complain_error(const char *file, const zhibiao_error *error) {
    char line[16] = "", message[sizeof error->message + 40];
    bool placed = error->status == ZHIBIAO_ERROR_BINARY || error->status == ZHIBIAO_ERROR_LIMIT;
    if (error->line)
        snprintf(line, sizeof line, ":%u", (unsigned)error->line);
    if (!error->line && placed)
        snprintf(message, sizeof message, "%s (byte %llu)", error->message, (unsigned long long)error->byte);
    else
        snprintf(message, sizeof message, "%s", error->message);
    say(file, line, message);
}

bool refuse(zhibiao_error *why, zhibiao_status status, const char *message) {
    memset(why, 0, sizeof *why);
    why->status = status;
    snprintf(why->message, sizeof why->message, "%s", message);
    return false;
}
