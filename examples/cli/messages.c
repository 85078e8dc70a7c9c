/* What the program says on the standard error. */
#include <string.h>

#include "cli.h"

void complain(const char *file, const char *message) {
    if (file)
        fprintf(stderr, "zhibiao: %s: %s\n", file, message);
    else
        fprintf(stderr, "zhibiao: %s\n", message);
}

void complain_error(const char *file, const zhibiao_error *error) {
    if (error->line)
        fprintf(stderr, "zhibiao: %s:%u: %s\n", file, (unsigned)error->line, error->message);
    else if (error->status == ZHIBIAO_ERROR_BINARY || error->status == ZHIBIAO_ERROR_LIMIT)
        fprintf(stderr, "zhibiao: %s: %s (byte %llu)\n", file, error->message, (unsigned long long)error->byte);
    else
        complain(file, error->message);
}

bool refuse(zhibiao_error *why, zhibiao_status status, const char *message) {
    memset(why, 0, sizeof *why);
    why->status = status;
    snprintf(why->message, sizeof why->message, "%s", message);
    return false;
}
