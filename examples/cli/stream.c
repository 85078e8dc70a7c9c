/* The bytes of a file or a pipe, as much of them as is asked for: what was read is held until it is dropped, so a document
 * stands in one piece, and a run takes the memory of its largest piece however long the stream is. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli.h"

enum { FIRST_ROOM = 64 * 1024 };

/* The buffer is kept from file to file. */
bool stream_open(cli_stream *stream, const char *path, zhibiao_error *why) {
    stream->start = stream->end = 0;
    stream->dropped = 0;
    stream->ended = false;
    stream->file = strcmp(path, "-") ? open(path, O_RDONLY | O_CLOEXEC) : STDIN_FILENO;
    return stream->file >= 0 || refuse(why, ZHIBIAO_ERROR_IO, strerror(errno));
}

void stream_close(cli_stream *stream) {
    if (stream->file > STDIN_FILENO)
        close(stream->file);
    stream->file = -1;
}

void stream_clear(cli_stream *stream) {
    free(stream->bytes);
    memset(stream, 0, sizeof *stream);
}

/* What a plain file holds, or 0: a pipe does not know. */
uint64_t stream_size(const cli_stream *stream) {
    struct stat file;
    return !fstat(stream->file, &file) && S_ISREG(file.st_mode) && file.st_size > 0 ? (uint64_t)file.st_size : 0;
}

/* A plain file never does, nor a pipe whose other end is closed. */
bool stream_waits(const cli_stream *stream) {
    struct pollfd asked = {.fd = stream->file, .events = POLLIN};
    return stream->bytes && stream->file >= 0 && !stream->ended && poll(&asked, 1, 0) == 0;
}

const char *stream_bytes(const cli_stream *stream) {
    return stream->bytes ? stream->bytes + stream->start : "";
}

size_t stream_held(const cli_stream *stream) {
    return stream->end - stream->start;
}

void stream_drop(cli_stream *stream, size_t size) {
    stream->start += size;
    stream->dropped += size;
}

/* What is held moves to the front only when that is half the room at most: each byte moves but a few times. */
static bool make_room(cli_stream *stream) {
    if (stream->end < stream->room)
        return true;
    if (stream->start > 0 && stream->start >= stream->room / 2) {
        memmove(stream->bytes, stream->bytes + stream->start, stream_held(stream));
        stream->end -= stream->start;
        stream->start = 0;
        return true;
    }
    size_t room = stream->room ? stream->room * 2 : FIRST_ROOM;
    char *bytes = realloc(stream->bytes, room);
    if (!bytes)
        return false;
    stream->bytes = bytes;
    stream->room = room;
    return true;
}

bool stream_fill(cli_stream *stream, zhibiao_error *why) {
    if (stream->start == stream->end)
        stream->start = stream->end = 0;
    if (!make_room(stream))
        return refuse(why, ZHIBIAO_ERROR_MEMORY, "out of memory");
    ssize_t got;
    do
        got = read(stream->file, stream->bytes + stream->end, stream->room - stream->end);
    while (got < 0 && errno == EINTR);
    if (got < 0)
        return refuse(why, ZHIBIAO_ERROR_IO, strerror(errno));
    stream->end += (size_t)got;
    stream->ended = got == 0;
    return true;
}
