/* --resume: a run that was ended, by whatever, is taken up where it was.
 *
 *     records.jsonl            appears when all is written
 *     records.jsonl.part       what is written so far
 *     records.jsonl.part.done  how much of it is sure: so many files, in so many bytes
 *
 * The last is replaced a few times a second, each time when .part is on the disk. To go on, .part is cut to the bytes that
 * are sure, and the files behind those that are done are read. For that the command line, the rule files, the library and the
 * files that are done must be the same: else we would put together what does not belong together, and refuse.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "cli.h"

enum { INTERVAL = 250 }; /* milliseconds between two notes */

/* FNV-1a, with the text's end. */
uint64_t resume_hash(uint64_t hash, const char *text) {
    hash = hash ? hash : 0xCBF29CE484222325U;
    for (size_t i = 0;; i++) {
        hash = (hash ^ (unsigned char)text[i]) * 0x100000001B3U;
        if (!text[i])
            return hash;
    }
}

/* All on which the output depends, but for the texts. */
static uint64_t hash_settings(const cli_settings *settings) {
    uint64_t hash = resume_hash(settings->fingerprint, zhibiao_version());
    for (size_t i = 0; i < settings->rule_count; i++) {
        struct stat file = {0};
        char facts[80];
        stat(settings->rules[i], &file);
        snprintf(facts, sizeof facts, "%jd %jd.%09ld", (intmax_t)file.st_size, (intmax_t)file.st_mtim.tv_sec,
                 (long)file.st_mtim.tv_nsec);
        hash = resume_hash(resume_hash(hash, settings->rules[i]), facts);
    }
    return hash;
}

/* ---- the note ------------------------------------------------------------------------------------------- */

static const char NOTE[] = "zhibiao 1 settings %" PRIx64 " files %" PRIu64 " names %" PRIx64 " bytes %" PRIu64 " written %" PRIu64
                           " failed %d\n";
static const char NOTED[] = "zhibiao 1 settings %" SCNx64 " files %" SCNu64 " names %" SCNx64 " bytes %" SCNu64 " written %" SCNu64
                            " failed %d\n";

typedef struct note {
    uint64_t settings, files, names, bytes, written;
    int failed;
} note;

static bool note_read(const char *path, note *n) {
    FILE *file = fopen(path, "r");
    bool good = file && fscanf(file, NOTED, &n->settings, &n->files, &n->names, &n->bytes, &n->written, &n->failed) == 6;
    if (file)
        fclose(file);
    return good;
}

static bool note_write(const char *path, const note *n) {
    size_t room = strlen(path) + sizeof ".new";
    char *fresh = malloc(room);
    if (!fresh)
        return false;
    snprintf(fresh, room, "%s.new", path);
    FILE *file = fopen(fresh, "w");
    bool good = file && fprintf(file, NOTE, n->settings, n->files, n->names, n->bytes, n->written, n->failed) > 0;
    good = file && !fclose(file) && good && !rename(fresh, path);
    if (!good)
        unlink(fresh);
    free(fresh);
    return good;
}

static uint64_t milliseconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}

/* A note that cannot be written is none: the one before holds, and costs a little time. */
void resume_note(cli_run *run, const cli_paths *list, size_t done) {
    cli_resume *resume = &run->resume;
    if (!run->output.note || !can_write(run))
        return;
    for (; resume->named < done; resume->named++)
        resume->names = resume_hash(resume->names, list->items[resume->named]);
    uint64_t now = milliseconds();
    if (now < resume->noted + INTERVAL)
        return;
    output_flush(&run->output);
    off_t bytes = ftello(run->output.file);
    if (!can_write(run) || bytes < 0 || fdatasync(fileno(run->output.file)))
        return;
    note_write(run->output.note, &(note){hash_settings(run->settings), done, resume->names, (uint64_t)bytes, run->written,
                                         run->failed});
    resume->noted = now;
}

/* ---- taking up ------------------------------------------------------------------------------------------ */

static const char *fits(const note *n, const cli_settings *settings, const cli_paths *list, cli_resume *resume) {
    if (n->settings != hash_settings(settings))
        return "it was begun with other options or rules";
    for (; resume->named < n->files && resume->named < list->count; resume->named++)
        resume->names = resume_hash(resume->names, list->items[resume->named]);
    return resume->named < n->files || resume->names != n->names ? "it was begun with other files" : NULL;
}

static bool cut(const cli_output *output, uint64_t bytes) {
    return !ftruncate(fileno(output->file), (off_t)bytes) && !fseeko(output->file, (off_t)bytes, SEEK_SET);
}

/* The output is open and ours alone; gives DONE or the exit code. */
static int take_up(cli_run *run, const cli_paths *list, size_t *done) {
    cli_output *output = &run->output;
    char message[160];
    struct stat file;
    note n = {0};
    if (!fstat(fileno(output->file), &file) && note_read(output->note, &n) && (uint64_t)file.st_size >= n.bytes) {
        const char *wrong = fits(&n, run->settings, list, &run->resume);
        if (wrong) {
            snprintf(message, sizeof message, "%s; with the same it goes on, without this file it begins anew", wrong);
            complain(output->temporary, message);
            return USAGE;
        }
        snprintf(message, sizeof message, "goes on behind %llu of %zu files", (unsigned long long)n.files, list->count);
        complain(output->temporary, message);
    } else {
        memset(&n, 0, sizeof n);
    }
    *done = (size_t)n.files;
    run->written = n.written;
    run->failed = n.failed != 0;
    return cut(output, n.bytes) ? DONE : OUTPUT_FAILED;
}

int resume_open(cli_run *run, const cli_paths *list, size_t *done) {
    for (size_t i = 0; i < list->count; i++) {
        if (!strcmp(list->items[i], "-")) {
            complain(NULL, "--resume cannot go on in the standard input");
            return USAGE;
        }
    }
    int code = output_open_part(&run->output, run->settings->output);
    if (code == DONE)
        code = take_up(run, list, done);
    if (code == OUTPUT_FAILED && !run->output.failed) {
        complain(run->settings->output, strerror(errno));
        run->output.failed = true;
    }
    if (code == USAGE)
        run->output.failed = true; /* so that it stays as it is */
    return code;
}
