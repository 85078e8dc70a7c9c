/* Which files a run reads: those of the paths on the line, then those of --files-from, each list in its order. */
#define _POSIX_C_SOURCE 200809L
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "tally.h"

/* The files of a path. One that gives none stays itself, and fails when it is its turn to be read. */
static bool add_path(const cli_settings *settings, cli_paths *list, const char *path) {
    zhibiao_error why;
    return paths_collect(list, path, settings->recursive, &why) || paths_add(list, strdup(path));
}

/* A name as it stands in the list: "-" is a file of that name, for the standard input may be the list itself. */
static bool add_name(const cli_settings *settings, cli_paths *list, const char *name) {
    return add_path(settings, list, strcmp(name, "-") ? name : "./-");
}

/* One name a line, or with -0 one before each NUL. The message that says what is wrong, or NULL. */
static const char *read_names(const cli_settings *settings, cli_paths *list, FILE *file) {
    int mark = settings->nul ? '\0' : '\n';
    char *line = NULL;
    const char *wrong = NULL;
    size_t room = 0;
    ssize_t size;
    while (!wrong && (size = getdelim(&line, &room, mark, file)) > 0) {
        if (line[size - 1] == mark)
            line[--size] = '\0';
        if (mark && size && line[size - 1] == '\r')
            line[--size] = '\0';
        if (strlen(line) != (size_t)size)
            wrong = "the list has NUL bytes; -0 reads such a list";
        else if (size && !add_name(settings, list, line))
            wrong = "out of memory";
    }
    if (!wrong && ferror(file))
        wrong = strerror(errno);
    free(line);
    return wrong;
}

static bool read_list(const cli_settings *settings, cli_paths *list) {
    bool standard = !strcmp(settings->files_from, "-");
    FILE *file = standard ? stdin : fopen(settings->files_from, "r");
    const char *wrong = file ? read_names(settings, list, file) : strerror(errno);
    if (wrong)
        complain(standard ? "stdin" : settings->files_from, wrong);
    else if (!list->count)
        warn(standard ? "stdin" : settings->files_from, "the list names no file");
    if (file && !standard)
        fclose(file);
    return !wrong;
}

bool files_list(const cli_settings *settings, cli_paths *list) {
    bool good = true;
    for (size_t i = 0; good && i < settings->path_count; i++)
        good = add_path(settings, list, settings->paths[i]);
    if (!good)
        complain(NULL, "out of memory");
    return good && (!settings->files_from || read_list(settings, list));
}
