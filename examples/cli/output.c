/* Where the data goes: the standard output, or a file that appears only when it is complete. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli.h"

static bool report(cli_output *output) {
    char message[320];
    snprintf(message, sizeof message, "cannot write: %s", strerror(errno));
    if (!output->failed) /* once is enough */
        complain(output->target, message);
    output->failed = true;
    return false;
}

/* ---- a file that is not complete goes when we are ended ------------------------------------------------- */

static const char *volatile unfinished; /* its name; NULL: there is none */

static void on_signal(int number) {
    if (unfinished)
        unlink(unfinished);
    signal(number, SIG_DFL);
    raise(number); /* and ends as it would have */
}

static void watch_signals(void) {
    static const int numbers[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        struct sigaction old, action = {.sa_handler = on_signal};
        if (!sigaction(numbers[i], NULL, &old) && old.sa_handler != SIG_IGN) /* nohup stays nohup */
            sigaction(numbers[i], &action, NULL);
    }
}

/* mkstemp; from its success on the file is watched. */
static int make_temporary(char *path) {
    sigset_t all, before;
    sigfillset(&all);
    sigprocmask(SIG_BLOCK, &all, &before);
    int file = mkstemp(path);
    if (file >= 0)
        unfinished = path;
    watch_signals();
    sigprocmask(SIG_SETMASK, &before, NULL);
    return file;
}

/* The rights that the file has, or that a new one would get: mkstemp's 0600 would surprise. */
static mode_t rights_for(const struct stat *old) {
    mode_t mask;
    if (old)
        return old->st_mode & 07777;
    mask = umask(0);
    umask(mask);
    return 0666 & ~mask;
}

/* Writes beside the target, so that renaming never crosses a file system. */
static bool open_beside(cli_output *output, const struct stat *old) {
    size_t size = strlen(output->target) + sizeof ".XXXXXX";
    output->temporary = malloc(size);
    if (!output->temporary)
        return report(output);
    snprintf(output->temporary, size, "%s.XXXXXX", output->target);
    int file = make_temporary(output->temporary);
    if (file < 0) {
        free(output->temporary);
        output->temporary = NULL;
        return report(output);
    }
    if (fchmod(file, rights_for(old)) || !(output->file = fdopen(file, "wb"))) {
        report(output);
        close(file);
        return false;
    }
    return true;
}

bool output_open(cli_output *output, const char *path) {
    struct stat old;
    memset(output, 0, sizeof *output);
    if (!path || !strcmp(path, "-")) {
        output->file = stdout;
        return true;
    }
    bool exists = !stat(path, &old);
    output->target = exists ? realpath(path, NULL) : strdup(path); /* a link stays a link */
    if (!output->target)
        return report(output);
    if (!exists || S_ISREG(old.st_mode))
        return open_beside(output, exists ? &old : NULL);
    output->file = fopen(path, "wb"); /* a device or a pipe: nothing to replace */
    return output->file ? true : report(output);
}

/* Whether nobody else writes there; who did may also have made it the complete file after we opened it. */
static bool is_ours(int file, const char *path) {
    struct stat opened, named;
    return !flock(file, LOCK_EX | LOCK_NB) && !fstat(file, &opened) && !stat(path, &named) && opened.st_ino == named.st_ino &&
           opened.st_dev == named.st_dev;
}

/* "FILE.part", and "FILE.part.done" of it. Nobody else may write there meanwhile. */
static bool open_part(cli_output *output, const char *path, bool exists) {
    output->target = exists ? realpath(path, NULL) : strdup(path);
    size_t size = output->target ? strlen(output->target) + sizeof ".part.done" : 0;
    output->temporary = size ? malloc(size) : NULL;
    output->note = size ? malloc(size) : NULL;
    if (!output->temporary || !output->note)
        return report(output);
    snprintf(output->temporary, size, "%s.part", output->target);
    snprintf(output->note, size, "%s.part.done", output->target);
    int file = open(output->temporary, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666);
    if (file < 0)
        return report(output);
    bool ours = is_ours(file, output->temporary);
    output->file = ours ? fdopen(file, "r+b") : NULL;
    if (output->file)
        return true;
    if (ours)
        report(output);
    else
        complain(output->temporary, "another run writes there");
    output->failed = true;
    close(file);
    return false;
}

int output_open_part(cli_output *output, const char *path) {
    struct stat old;
    memset(output, 0, sizeof *output);
    bool exists = !stat(path, &old);
    if (exists && !S_ISREG(old.st_mode)) {
        complain(path, "--resume needs a plain file to write to");
        return USAGE;
    }
    return open_part(output, path, exists) ? DONE : OUTPUT_FAILED;
}

int output_sink(const char *bytes, size_t size, void *context) {
    cli_output *output = context;
    if (output->failed || output->closed)
        return 1;
    if (fwrite(bytes, 1, size, output->file) == size)
        return 0;
    if (errno == EPIPE)
        output->closed = true;
    else
        report(output);
    return 1;
}

void output_flush(cli_output *output) {
    if (!output->file || output->failed || output->closed || !fflush(output->file))
        return;
    if (errno == EPIPE)
        output->closed = true;
    else
        report(output);
}

static void finish(cli_output *output) {
    output_flush(output);
    if (output->note && !output->failed && fdatasync(fileno(output->file)))
        report(output);
    if (fclose(output->file) && !output->failed && !output->closed)
        report(output);
    output->file = NULL;
}

bool output_close(cli_output *output) {
    if (output->file)
        finish(output);
    if (output->temporary && !output->failed && rename(output->temporary, output->target))
        report(output);
    if (output->temporary && output->failed && !output->note)
        unlink(output->temporary);
    if (output->note && !output->failed)
        unlink(output->note);
    unfinished = NULL;
    free(output->temporary);
    free(output->target);
    free(output->note);
    output->temporary = output->target = output->note = NULL;
    return !output->failed;
}
