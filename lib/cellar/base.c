/* Slices, errors, memory: see base.h. */
#include "base.h"

#include <stdlib.h>

/* ---- slices ------------------------------------------------------------------------------------------- */

static bool is_blank(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

bool zb_slice_contains(zb_slice text, zb_slice word) {
    if (word.size == 0)
        return true;
    char last = word.data[word.size - 1]; /* Chinese characters differ in their last bytes, seldom in their first */
    for (size_t i = 0; i + word.size <= text.size; i++)
        if (text.data[i + word.size - 1] == last && memcmp(text.data + i, word.data, word.size) == 0)
            return true;
    return false;
}

zb_slice zb_slice_trim(zb_slice text) {
    while (text.size > 0 && is_blank(text.data[text.size - 1]))
        text.size--;
    while (text.size > 0 && is_blank(text.data[0])) {
        text.data++;
        text.size--;
    }
    return text;
}

/* How many bytes may follow this lead, 0 for a byte that begins no character; *low and *high bound the first of them. */
static size_t tail_of(unsigned char lead, unsigned char *low, unsigned char *high) {
    *low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;  /* no overlong forms */
    *high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF; /* no surrogates, nothing above U+10FFFF */
    return lead < 0xC2 || lead > 0xF4 ? 0 : lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
}

size_t zb_utf8_valid(zb_slice text) {
    size_t at = 0;
    while (at < text.size) {
        unsigned char lead = (unsigned char)text.data[at], low, high;
        size_t tail = tail_of(lead, &low, &high);
        if ((lead >= 0x80 && tail == 0) || text.size - at <= tail)
            return at;
        for (size_t i = 1; i <= tail; i++) {
            unsigned char c = (unsigned char)text.data[at + i];
            if (c < (i == 1 ? low : 0x80) || c > (i == 1 ? high : 0xBF))
                return at;
        }
        at += tail + 1;
    }
    return at;
}

/* ---- errors ------------------------------------------------------------------------------------------- */

/* Appends to a NUL-terminated text of `room` bytes, cutting before a character that does not fit whole. */
static void append_cut(char *out, size_t room, zb_slice text) {
    size_t used = strlen(out);
    size_t size = text.size < room - 1 - used ? text.size : room - 1 - used;
    while (size > 0 && size < text.size && ((unsigned char)text.data[size] & 0xC0) == 0x80)
        size--;
    if (size > 0)
        memcpy(out + used, text.data, size);
    out[used + size] = '\0';
}

zhibiao_status zb_out_of_memory(zhibiao_error *error) {
    return zb_fail(error, ZHIBIAO_ERROR_MEMORY, "out of memory");
}

zhibiao_status zb_fail_at(zhibiao_error *error, zhibiao_status status, zb_slice file, uint32_t line,
                          const char *message, zb_slice detail) {
    if (!error)
        return status;
    memset(error, 0, sizeof *error);
    error->status = status;
    error->line = line;
    append_cut(error->file, sizeof error->file, file);
    append_cut(error->message, sizeof error->message, zb_slice_of(message));
    if (detail.size > 0) {
        append_cut(error->message, sizeof error->message, ZB_SLICE(": "));
        append_cut(error->message, sizeof error->message, detail);
    }
    return status;
}

zhibiao_status zb_fail(zhibiao_error *error, zhibiao_status status, const char *message) {
    return zb_fail_at(error, status, ZB_SLICE(""), 0, message, ZB_SLICE(""));
}

/* ---- memory ------------------------------------------------------------------------------------------- */

static void *default_get(size_t size, void *context) {
    (void)context;
    return malloc(size);
}

static void default_put(void *block, void *context) {
    (void)context;
    free(block);
}

const zb_memory zb_default_memory = {default_get, default_put, NULL};

void *zb_get(const zb_memory *memory, size_t size) {
    return memory->get(size > 0 ? size : 1, memory->context);
}

void *zb_get_zeroed(const zb_memory *memory, size_t count, size_t size) {
    if (size > 0 && count > SIZE_MAX / size)
        return NULL;
    void *block = zb_get(memory, count * size);
    if (block)
        memset(block, 0, count * size);
    return block;
}

void zb_put(const zb_memory *memory, void *block) {
    if (block)
        memory->put(block, memory->context);
}

/* ---- arena -------------------------------------------------------------------------------------------- */

enum { CHUNK_FIRST = 4096, CHUNK_MOST = 1 << 20 };

/* The union gives the header a size that keeps what follows aligned for any type. */
typedef struct zb_chunk {
    union {
        struct {
            struct zb_chunk *next;
            size_t size; /* of the room behind this header */
        } head;
        max_align_t align;
    } u;
} zb_chunk;

static char *chunk_room(zb_chunk *chunk) {
    return (char *)(chunk + 1);
}

void zb_arena_init(zb_arena *arena, const zb_memory *memory) {
    memset(arena, 0, sizeof *arena);
    arena->memory = memory ? *memory : zb_default_memory;
}

static bool add_chunk(zb_arena *arena, size_t least) {
    size_t size = arena->chunks ? arena->chunks->u.head.size : CHUNK_FIRST / 2;
    size = size < CHUNK_MOST / 2 ? size * 2 : CHUNK_MOST;
    if (size < least)
        size = least;
    zb_chunk *chunk = size > SIZE_MAX - sizeof *chunk ? NULL : zb_get(&arena->memory, sizeof *chunk + size);
    if (!chunk)
        return false;
    chunk->u.head.next = arena->chunks;
    chunk->u.head.size = size;
    arena->chunks = chunk;
    arena->at = chunk_room(chunk);
    arena->end = arena->at + size;
    return true;
}

void *zb_arena_get(zb_arena *arena, size_t size) {
    const size_t align = _Alignof(max_align_t);
    if (arena->failed || size > SIZE_MAX - align) {
        arena->failed = true;
        return NULL;
    }
    size = size == 0 ? align : (size + align - 1) / align * align;
    if ((size_t)(arena->end - arena->at) < size && !add_chunk(arena, size)) {
        arena->failed = true;
        return NULL;
    }
    void *block = arena->at;
    arena->at += size;
    return memset(block, 0, size);
}

zb_slice zb_arena_copy(zb_arena *arena, zb_slice text) {
    char *copy = text.size == SIZE_MAX ? NULL : zb_arena_get(arena, text.size + 1);
    if (!copy)
        return (zb_slice){NULL, 0};
    if (text.size > 0)
        memcpy(copy, text.data, text.size);
    return (zb_slice){copy, text.size};
}

/* Gives back all chunks but `kept`, which may be NULL. */
static void put_chunks(zb_arena *arena, zb_chunk *kept) {
    for (zb_chunk *chunk = arena->chunks, *next; chunk; chunk = next) {
        next = chunk->u.head.next;
        if (chunk != kept)
            zb_put(&arena->memory, chunk);
    }
    if (kept)
        kept->u.head.next = NULL;
    arena->chunks = kept;
    arena->at = kept ? chunk_room(kept) : NULL;
    arena->end = kept ? arena->at + kept->u.head.size : NULL;
    arena->failed = false;
}

void zb_arena_reset(zb_arena *arena) {
    zb_chunk *largest = arena->chunks;
    for (zb_chunk *chunk = arena->chunks; chunk; chunk = chunk->u.head.next) {
        if (chunk->u.head.size > largest->u.head.size)
            largest = chunk;
    }
    put_chunks(arena, largest);
}

void zb_arena_clear(zb_arena *arena) {
    put_chunks(arena, NULL);
}

/* ---- array and buffer --------------------------------------------------------------------------------- */

void zb_array_init(zb_array *array, const zb_memory *memory, size_t item) {
    memset(array, 0, sizeof *array);
    array->memory = memory ? *memory : zb_default_memory;
    array->item = item;
}

/* How many items more an array gets that is full: as many again, of a large one half, of a very large one a quarter, since what
 * lies idle counts more there than a copy. */
static size_t step_of(const zb_array *array) {
    enum { LARGE = 256 << 10, VERY_LARGE = 1 << 20 }; /* bytes */
    size_t bytes = array->capacity * array->item;
    return bytes > VERY_LARGE ? array->capacity / 4 : bytes > LARGE ? array->capacity / 2 : array->capacity;
}

/* The one place where sizes are checked for overflow. */
bool zb_array_grow(zb_array *array, size_t count) {
    if (!array->failed) {
        size_t most = SIZE_MAX / 2 / array->item;
        size_t want = array->capacity < 8 ? 8 : array->capacity + step_of(array);
        if (count > most || array->count > most - count)
            want = 0;
        else if (want < array->count + count)
            want = array->count + count;
        void *data = want == 0 || want > most ? NULL : zb_get(&array->memory, want * array->item);
        if (data) {
            if (array->count > 0)
                memcpy(data, array->data, array->count * array->item);
            zb_put(&array->memory, array->data);
            array->data = data;
            array->capacity = want;
        } else {
            array->failed = true;
        }
    }
    return !array->failed;
}

/* Counts `count` more items in and returns where the first is to stand. */
static char *extend(zb_array *array, size_t count) {
    if (!zb_array_reserve(array, count))
        return NULL;
    char *first = (char *)array->data + array->count * array->item;
    array->count += count;
    return first;
}

void *zb_array_add(zb_array *array, size_t count) {
    char *first = extend(array, count);
    return first ? memset(first, 0, count * array->item) : NULL;
}

void zb_array_reset(zb_array *array) {
    array->count = 0;
    array->failed = false;
}

void zb_array_reuse(zb_array *array) {
    enum { KEPT = 128 << 10 };
    if (array->capacity > KEPT / array->item)
        zb_array_clear(array);
    else
        zb_array_reset(array);
}

void zb_array_clear(zb_array *array) {
    zb_put(&array->memory, array->data);
    array->data = NULL;
    array->count = array->capacity = 0;
    array->failed = false;
}

void zb_buffer_init(zb_buffer *buffer, const zb_memory *memory) {
    zb_array_init(&buffer->bytes, memory, 1);
}

void zb_buffer_add(zb_buffer *buffer, zb_slice text) {
    char *at = text.size > 0 ? extend(&buffer->bytes, text.size) : NULL;
    if (at)
        memcpy(at, text.data, text.size);
}

void zb_buffer_clear(zb_buffer *buffer) {
    zb_array_clear(&buffer->bytes);
}
