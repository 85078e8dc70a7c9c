/* The progress line:
 *
 *     [=========>          ]  48%  1203/2500 files  2 failed  00:41 left
 *
 * Only for people: on a standard error that is a terminal with a cursor, while the data goes elsewhere (into -o, a file, a pipe),
 * and when the run takes more than a moment. Where the number of files is not known it says how many were read. Messages take the
 * line's place and it comes back below them. It is no wider than the terminal, or it would break and pile up.
 */
#define _DEFAULT_SOURCE
#include <inttypes.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tally.h"

enum { DELAY = 400, INTERVAL = 100, BAR = 20, LINE = 160 }; /* milliseconds, columns, bytes */

static bool wanted, coloured;
static atomic_bool shown;      /* the line stands on the terminal */
static atomic_flag drawing = ATOMIC_FLAG_INIT;
static _Atomic uint64_t drawn; /* when, in milliseconds of the run */
static uint64_t files, bytes;  /* to be read; 0: not known */
static bool unsized;           /* a pipe is among them: nobody knows how many bytes */

static bool is_set(const char *variable) {
    const char *value = getenv(variable);
    return value && *value;
}

void progress_begin(const cli_settings *settings) {
    const char *term = getenv("TERM");
    bool data_elsewhere = settings->output ? strcmp(settings->output, "-") || !isatty(STDOUT_FILENO) : !isatty(STDOUT_FILENO);
    wanted = data_elsewhere && !settings->no_progress && isatty(STDERR_FILENO) && term && *term && strcmp(term, "dumb");
    coloured = !is_set("NO_COLOR");
}

void progress_expect(char *const *paths, size_t count) {
    struct stat entry;
    for (size_t i = 0; wanted && i < count; i++) {
        files++;
        bool known = !stat(paths[i], &entry);
        bytes += known && S_ISREG(entry.st_mode) ? (uint64_t)entry.st_size : 0;
        unsized = unsized || (known && !S_ISREG(entry.st_mode)) || !strcmp(paths[i], "-");
    }
}

/* By bytes, or else by files. */
static unsigned percent(void) {
    bool by_bytes = bytes && !unsized;
    uint64_t part = tally_of(by_bytes ? TALLY_BYTES : TALLY_FILES), whole = by_bytes ? bytes : files;
    return part >= whole ? 100 : (unsigned)(part * 100 / whole);
}

/* "00:41", "1:02:03"; from the speed so far. */
static void put_time_left(char *to, size_t room, uint64_t milliseconds, unsigned share) {
    uint64_t left = share ? (milliseconds * (100 - share) / share + 999) / 1000 : 0;
    if (!share || left > 359999)
        snprintf(to, room, "%s", "");
    else if (left >= 3600)
        snprintf(to, room, "  %" PRIu64 ":%02" PRIu64 ":%02" PRIu64 " left", left / 3600, left / 60 % 60, left % 60);
    else
        snprintf(to, room, "  %02" PRIu64 ":%02" PRIu64 " left", left / 60, left % 60);
}

static void put_bar(char *to, unsigned share) {
    unsigned filled = share * BAR / 100;
    *to++ = '[';
    for (unsigned i = 0; i < BAR; i++)
        *to++ = i < filled ? '=' : i == filled ? '>' : ' ';
    *to++ = ']';
    *to = '\0';
}

static size_t columns(void) {
    struct winsize size;
    return !ioctl(STDERR_FILENO, TIOCGWINSZ, &size) && size.ws_col ? size.ws_col : 80;
}

/* Puts a piece if it fits into what is left of the line. */
static void put(char *line, size_t *left, const char *piece, const char *colour) {
    size_t size = strlen(piece), used = strlen(line);
    if (size > *left || used + size + 16 > LINE)
        return;
    *left -= size;
    snprintf(line + used, LINE - used, "%s%s%s", colour && coloured ? colour : "", piece, colour && coloured ? "\033[0m" : "");
}

static void draw(uint64_t time) {
    char line[LINE] = "", piece[64];
    size_t left = columns() - 1;
    uint64_t read = tally_of(TALLY_FILES), failed = tally_of(TALLY_ERRORS);
    unsigned share = files ? percent() : 0;
    if (files) {
        put_bar(piece, share);
        if (left >= 60)
            put(line, &left, piece, NULL);
        snprintf(piece, sizeof piece, " %3u%%  %" PRIu64 "/%" PRIu64 " files", share, read, files);
    } else {
        snprintf(piece, sizeof piece, "%" PRIu64 " files  %" PRIu64 " records", read, tally_of(TALLY_RECORDS));
    }
    put(line, &left, piece, NULL);
    snprintf(piece, sizeof piece, "  %" PRIu64 " failed", failed);
    if (failed)
        put(line, &left, piece, "\033[31m");
    put_time_left(piece, sizeof piece, time, share);
    put(line, &left, piece, NULL);
    fprintf(stderr, "\r%s\033[K", line);
    fflush(stderr);
}

void progress_show(void) {
    uint64_t time = wanted ? tally_milliseconds() : 0;
    if (time < DELAY || time < atomic_load(&drawn) + INTERVAL || atomic_flag_test_and_set(&drawing))
        return;
    flockfile(stderr); /* no message comes between */
    atomic_store(&shown, true);
    draw(time);
    funlockfile(stderr);
    atomic_store(&drawn, time);
    atomic_flag_clear(&drawing);
}

const char *progress_erase(void) {
    return atomic_exchange(&shown, false) ? "\r\033[K" : "";
}

void progress_end(void) {
    fputs(progress_erase(), stderr);
    wanted = false;
}
