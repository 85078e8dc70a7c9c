/* Paths to files. */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cli.h"

/* ---- paths -------------------------------------------------------------------------------------------- */

bool paths_add(cli_paths *list, char *path) {
    if (path && list->count == list->room) {
        size_t room = list->room ? list->room * 2 : 16;
        char **items = realloc(list->items, room * sizeof *items);
        if (!items) {
            free(path);
            return false;
        }
        list->items = items;
        list->room = room;
    }
    if (path)
        list->items[list->count++] = path;
    return path != NULL;
}

void paths_clear(cli_paths *list) {
    for (size_t i = 0; i < list->count; i++)
        free(list->items[i]);
    free(list->items);
    memset(list, 0, sizeof *list);
}

static char *join(const char *folder, const char *name) {
    size_t size = strlen(folder);
    bool slash = size && folder[size - 1] == '/';
    char *path = malloc(size + strlen(name) + 2);
    if (path)
        sprintf(path, "%s%s%s", folder, slash ? "" : "/", name);
    return path;
}

static bool ends_with(const char *name, const char *ending) {
    size_t size = strlen(name), tail = strlen(ending);
    return size > tail && !strcasecmp(name + size - tail, ending);
}

bool path_is_page(const char *path) {
    return ends_with(path, ".html") || ends_with(path, ".htm") || ends_with(path, ".shtml");
}

static bool is_text_name(const char *name) {
    size_t size = strlen(name);
    return name[0] != '.' && ((size > 4 && !strcmp(name + size - 4, ".txt")) || path_is_page(name));
}

/* Sorts one entry of a folder into the texts or the folders still to be read. Links are not followed: they may lead in circles, or to
 * files that whoever filled the folder cannot read, but we can. A pipe or a device would have us wait. */
static bool take_entry(cli_paths *texts, cli_paths *folders, const char *folder, const char *name) {
    struct stat entry;
    if (name[0] == '.')
        return true;
    char *path = join(folder, name);
    bool known = path && !lstat(path, &entry);
    if (known && S_ISDIR(entry.st_mode))
        return paths_add(folders, path);
    bool taken = is_text_name(name) && (!known || S_ISREG(entry.st_mode));
    if (path && is_text_name(name) && !taken)
        warn(path, "left out: no file but a link, a pipe or a device; name it to have it read");
    if (path && !taken) {
        free(path);
        return true;
    }
    return paths_add(texts, path);
}

static bool read_folder(cli_paths *texts, cli_paths *folders, const char *folder, zhibiao_error *why) {
    const struct dirent *entry;
    bool good = true;
    DIR *stream = opendir(folder);
    if (!stream)
        return refuse(why, ZHIBIAO_ERROR_IO, strerror(errno));
    while (good && (entry = readdir(stream)))
        good = take_entry(texts, folders, folder, entry->d_name);
    closedir(stream);
    return good || refuse(why, ZHIBIAO_ERROR_MEMORY, "out of memory");
}

static int by_name(const void *a, const void *b) {
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static bool collect_folder(cli_paths *list, const char *folder, bool recursive, zhibiao_error *why) {
    cli_paths texts = {0}, folders = {0};
    bool good = read_folder(&texts, &folders, folder, why);
    for (size_t i = 0; good && recursive && i < folders.count; i++) /* grows while it is walked */
        good = read_folder(&texts, &folders, folders.items[i], why);
    if (good && !texts.count)
        good = refuse(why, ZHIBIAO_ERROR_IO,
                    folders.count && !recursive ? "this folder has no .txt file or page; --recursive looks into its folders"
                                                  : "this folder has no .txt file or page");
    if (texts.count)
        qsort(texts.items, texts.count, sizeof *texts.items, by_name);
    for (size_t i = 0; i < texts.count; i++) {
        bool moved = good && paths_add(list, texts.items[i]);
        if (good && !moved)
            good = refuse(why, ZHIBIAO_ERROR_MEMORY, "out of memory");
        else if (!good)
            free(texts.items[i]);
    }
    free(texts.items);
    paths_clear(&folders);
    return good;
}

bool paths_collect(cli_paths *list, const char *path, bool recursive, zhibiao_error *why) {
    struct stat entry = {0};
    if (strcmp(path, "-") && stat(path, &entry))
        return refuse(why, ZHIBIAO_ERROR_IO, strerror(errno));
    if (strcmp(path, "-") && S_ISDIR(entry.st_mode))
        return collect_folder(list, path, recursive, why);
    return paths_add(list, strdup(path)) || refuse(why, ZHIBIAO_ERROR_MEMORY, "out of memory");
}
