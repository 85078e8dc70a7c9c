/* The one reader of our data files, and of files at all. */
#define _POSIX_C_SOURCE 200809L
#include "base.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- lines -------------------------------------------------------------------------------------------- */

static bool is_blank(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

zb_lines zb_lines_of(const char *file, const void *bytes, size_t size) {
    zb_slice rest = {bytes, size};
    if (zb_slice_starts(rest, ZB_SLICE("\xEF\xBB\xBF"))) {
        rest.data += 3;
        rest.size -= 3;
    }
    return (zb_lines){zb_slice_of(file), rest, 0};
}

/* Where a comment begins: 生产总值 # GDP is cut, C#语言 is not. */
static size_t comment_start(zb_slice text) {
    for (size_t i = 0; i < text.size; i++) {
        if (text.data[i] == '#' && (i == 0 || is_blank(text.data[i - 1])))
            return i;
    }
    return text.size;
}

bool zb_lines_next(zb_lines *lines, zb_line *line) {
    while (lines->rest.size > 0) {
        const char *end = memchr(lines->rest.data, '\n', lines->rest.size);
        size_t size = end ? (size_t)(end - lines->rest.data) : lines->rest.size;
        zb_slice text = {lines->rest.data, size};
        size_t step = end ? size + 1 : size;
        lines->rest.data += step;
        lines->rest.size -= step;
        lines->number++;
        text.size = comment_start(text);
        text = zb_slice_trim(text);
        if (text.size > 0) {
            *line = (zb_line){lines->file, lines->number, text};
            return true;
        }
    }
    return false;
}

bool zb_field_next(zb_slice *rest, char separator, zb_slice *field) {
    if (rest->size == 0)
        return false;
    const char *end = memchr(rest->data, separator, rest->size);
    size_t size = end ? (size_t)(end - rest->data) : rest->size;
    *field = zb_slice_trim((zb_slice){rest->data, size});
    size_t step = end ? size + 1 : size;
    rest->data += step;
    rest->size -= step;
    return true;
}

zb_slice zb_word_next(zb_slice *rest) {
    zb_slice text = zb_slice_trim(*rest);
    zb_slice word = {text.data, 0};
    while (word.size < text.size && !is_blank(text.data[word.size]))
        word.size++;
    *rest = zb_slice_trim((zb_slice){text.data + word.size, text.size - word.size});
    return word;
}

zhibiao_status zb_line_fail(zhibiao_error *error, const zb_line *line, const char *message, zb_slice detail) {
    return zb_fail_at(error, ZHIBIAO_ERROR_RULE, line->file, line->number, message, detail);
}

/* ---- whole files -------------------------------------------------------------------------------------- */

/* Grows *bytes to `want` bytes and one NUL, keeping the first `kept`. */
static bool grow(const zb_memory *memory, char **bytes, size_t kept, size_t want) {
    char *larger = want == SIZE_MAX ? NULL : zb_get(memory, want + 1);
    if (!larger)
        return false;
    if (kept > 0)
        memcpy(larger, *bytes, kept);
    zb_put(memory, *bytes);
    *bytes = larger;
    return true;
}

/* A guess of the size, one more than the file says so that its end is met without growing again. */
static size_t first_room(int file) {
    struct stat about;
    if (fstat(file, &about) == 0 && S_ISREG(about.st_mode) && about.st_size > 0 &&
        (uintmax_t)about.st_size < SIZE_MAX / 2)
        return (size_t)about.st_size + 1;
    return 65536;
}

static zhibiao_status read_all(const zb_memory *memory, int file, uint64_t most, char **bytes, size_t *size) {
    size_t room = first_room(file), used = 0;
    if (room > most && room - 1 > most)
        return ZHIBIAO_ERROR_LIMIT;
    if (!grow(memory, bytes, 0, room))
        return ZHIBIAO_ERROR_MEMORY;
    for (;;) {
        if (used == room) {
            if (room > SIZE_MAX / 2 || !grow(memory, bytes, used, room * 2))
                return ZHIBIAO_ERROR_MEMORY;
            room *= 2;
        }
        ssize_t got = read(file, *bytes + used, room - used);
        if (got > 0 && (size_t)got > most - used)
            return ZHIBIAO_ERROR_LIMIT;
        if (got > 0)
            used += (size_t)got;
        else if (got == 0)
            break;
        else if (errno != EINTR)
            return ZHIBIAO_ERROR_IO;
    }
    (*bytes)[used] = '\0';
    *size = used;
    return ZHIBIAO_OK;
}

static const char *open_problem(int code) {
    switch (code) {
    case ENOENT:
        return "no such file";
    case EACCES:
        return "permission denied";
    default:
        return "cannot open file";
    }
}

static const char *read_problem(zhibiao_status status) {
    switch (status) {
    case ZHIBIAO_ERROR_MEMORY:
        return "out of memory reading file";
    case ZHIBIAO_ERROR_LIMIT:
        return "this file is too large";
    default:
        return "cannot read file";
    }
}

zhibiao_status zb_file_read(const zb_memory *memory, const char *path, char **bytes, size_t *size,
                            zhibiao_error *error) {
    return zb_file_read_most(memory, path, UINT64_MAX, bytes, size, error);
}

zhibiao_status zb_file_read_most(const zb_memory *memory, const char *path, uint64_t most, char **bytes, size_t *size,
                                 zhibiao_error *error) {
    *bytes = NULL;
    *size = 0;
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return zb_fail_at(error, ZHIBIAO_ERROR_IO, zb_slice_of(path), 0, open_problem(errno), ZB_SLICE(""));
    zhibiao_status status = read_all(memory, file, most, bytes, size);
    close(file);
    if (status == ZHIBIAO_OK)
        return status;
    zb_put(memory, *bytes);
    *bytes = NULL;
    return zb_fail_at(error, status, zb_slice_of(path), 0, read_problem(status), ZB_SLICE(""));
}
