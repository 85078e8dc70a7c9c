/* The cellar: memory, slices, errors, exact numbers, and the reader of our data files.
 * base.c · decimal.c · datafile.c. Knows nothing of Chinese. */
#ifndef ZB_BASE_H
#define ZB_BASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "zhibiao.h"

typedef zhibiao_allocator zb_memory;

/* ---- slices: borrowed text --------------------------------------------------------------------------- */

typedef struct zb_slice {
    const char *data;
    size_t size;
} zb_slice;

#define ZB_SLICE(literal) ((zb_slice){(literal), sizeof(literal) - 1})
/* Words are compared in long lists, and Chinese ones mostly differ in their last bytes: looked at first, that saves nine in ten
 * calls of memcmp (8 of 226 instructions a byte of reports). */
static inline bool zb_same_bytes(const char *a, const char *b, size_t size) {
    return size == 0 || (a[size - 1] == b[size - 1] && memcmp(a, b, size) == 0);
}
static inline bool zb_slice_equal(zb_slice a, zb_slice b) {
    return a.size == b.size && zb_same_bytes(a.data, b.data, a.size);
}
static inline bool zb_slice_starts(zb_slice text, zb_slice head) {
    return text.size >= head.size && zb_same_bytes(text.data, head.data, head.size);
}
static inline bool zb_slice_ends(zb_slice text, zb_slice tail) {
    return text.size >= tail.size && (tail.size == 0 || zb_same_bytes(text.data + (text.size - tail.size), tail.data, tail.size));
}
bool zb_slice_contains(zb_slice text, zb_slice word);
zb_slice zb_slice_trim(zb_slice text); /* ASCII blanks at both ends */
static inline zb_slice zb_slice_of(const char *string) {
    return string ? (zb_slice){string, strlen(string)} : ZB_SLICE("");
}

/* UTF-8 of text known to be valid. Both step one code point; here, since all floors call them for characters. */
static inline size_t zb_utf8_width(unsigned char lead) { /* 1–4 */
    return lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

static inline uint32_t zb_utf8_get(const char *at, size_t *width) {
    const unsigned char *c = (const unsigned char *)at;
    *width = zb_utf8_width(c[0]);
    switch (*width) {
    case 1:
        return c[0];
    case 2:
        return (uint32_t)(c[0] & 0x1F) << 6 | (uint32_t)(c[1] & 0x3F);
    case 3:
        return (uint32_t)(c[0] & 0x0F) << 12 | (uint32_t)(c[1] & 0x3F) << 6 | (uint32_t)(c[2] & 0x3F);
    default:
        return (uint32_t)(c[0] & 0x07) << 18 | (uint32_t)(c[1] & 0x3F) << 12 | (uint32_t)(c[2] & 0x3F) << 6 |
               (uint32_t)(c[3] & 0x3F);
    }
}

/* How much of a text of unknown origin is well-formed from its start: all of it, or up to the first bad byte. */
size_t zb_utf8_valid(zb_slice text);

/* ---- errors: the first one sticks --------------------------------------------------------------------- */

/* Sets *error (may be NULL) and returns the status. `message` is cut to fit, never in the middle of a character. */
zhibiao_status zb_fail(zhibiao_error *error, zhibiao_status status, const char *message);
zhibiao_status zb_out_of_memory(zhibiao_error *error);
zhibiao_status zb_fail_at(zhibiao_error *error, zhibiao_status status, zb_slice file, uint32_t line,
                          const char *message, zb_slice detail); /* "message: detail" */

/* ---- memory ------------------------------------------------------------------------------------------- */

extern const zb_memory zb_default_memory; /* malloc and free */
void *zb_get(const zb_memory *memory, size_t size);             /* not zeroed; NULL when there is none */
void *zb_get_zeroed(const zb_memory *memory, size_t count, size_t size); /* checks the product */
void zb_put(const zb_memory *memory, void *block);

/* An arena: everything is given back at once. zb_arena_get returns NULL when memory is gone, and from then on. */
typedef struct zb_arena {
    zb_memory memory;
    struct zb_chunk *chunks;
    char *at, *end;
    bool failed;
} zb_arena;
void zb_arena_init(zb_arena *arena, const zb_memory *memory);
void *zb_arena_get(zb_arena *arena, size_t size);         /* aligned for any type; zeroed */
zb_slice zb_arena_copy(zb_arena *arena, zb_slice text);   /* NUL-terminated copy */
void zb_arena_reset(zb_arena *arena);                     /* keeps the largest chunk */
void zb_arena_clear(zb_arena *arena);

/* A growable array of items of one size. `data` moves when it grows. */
typedef struct zb_array {
    zb_memory memory;
    void *data;
    size_t count, capacity, item;
    bool failed; /* sticky: an add that found no memory */
} zb_array;
void zb_array_init(zb_array *array, const zb_memory *memory, size_t item);
void *zb_array_add(zb_array *array, size_t count);        /* `count` zeroed items at the end, or NULL */
bool zb_array_grow(zb_array *array, size_t count);        /* what zb_array_reserve does when there is no room yet */
static inline bool zb_array_reserve(zb_array *array, size_t count) { /* room for `count` more, so that adding them cannot fail */
    return array->capacity - array->count >= count ? !array->failed : zb_array_grow(array, count);
}
static inline void *zb_array_push(zb_array *array) {      /* one more, to be filled: not zeroed, or NULL */
    return zb_array_reserve(array, 1) ? (char *)array->data + array->count++ * array->item : NULL;
}
static inline void *zb_array_at(const zb_array *array, size_t index) {
    return (char *)array->data + index * array->item;
}
void zb_array_reset(zb_array *array);                     /* empty, memory kept, a failure forgotten */
void zb_array_reuse(zb_array *array);                     /* the same, but memory beyond 128 KiB is given back */
void zb_array_clear(zb_array *array);                     /* gives the memory back; usable again */

/* A growable text. Appends after a failure do nothing; look at `bytes.failed` once at the end. */
typedef struct zb_buffer {
    zb_array bytes;
} zb_buffer;
void zb_buffer_init(zb_buffer *buffer, const zb_memory *memory);
void zb_buffer_add(zb_buffer *buffer, zb_slice text);
static inline void zb_buffer_add_byte(zb_buffer *buffer, char byte) {
    if (zb_array_reserve(&buffer->bytes, 1))
        ((char *)buffer->bytes.data)[buffer->bytes.count++] = byte;
}
static inline zb_slice zb_buffer_slice(const zb_buffer *buffer) {
    return buffer->bytes.data ? (zb_slice){buffer->bytes.data, buffer->bytes.count} : ZB_SLICE("");
}
void zb_buffer_clear(zb_buffer *buffer);

/* ---- exact numbers (decimal.c) ------------------------------------------------------------------------ */

/* coefficient × 10^exponent ÷ denominator. 3.21万 is 321 × 10², 2/3 is 2 ÷ 3. Kept with no trailing zeros in the
 * coefficient, so equal decimals are equal fields. All functions that may leave the range return false. */
typedef zhibiao_number zb_number;

zb_number zb_number_make(int64_t coefficient, int32_t exponent);
bool zb_number_scale(zb_number *number, int32_t exponent);                 /* × 10^exponent */
bool zb_number_add(zb_number a, zb_number b, zb_number *sum);              /* decimals and fractions */
bool zb_number_multiply(zb_number a, zb_number b, zb_number *product);
int zb_number_compare(zb_number a, zb_number b);                            /* <0, 0, >0, never wrong */
zb_number zb_number_negate(zb_number number);
bool zb_number_is_zero(zb_number number);

/* "32100", "-0.5", "2/3", "-2/3". Plain digits, no exponent; at least 64 bytes of room needed, more for huge
 * exponents: returns the length needed, writes at most `room` with a NUL. */
size_t zb_number_text(zb_number number, char *out, size_t room);

/* Half a unit in the last place as written: of 3.21万 it is 50. The interval that rounding allows is ± that.
 * `written_exponent` is the power of ten of the last written digit (3.21万: 2). */
zb_number zb_number_half_step(int32_t written_exponent);

/* a ÷ b rounded down (or up) at 10^exponent. False when b is zero or the range is left. */
bool zb_number_divide(zb_number a, zb_number b, int32_t exponent, bool up, zb_number *quotient);
/* The number in [low, high] with the fewest digits: 229989..230011 gives 230000. */
zb_number zb_number_roundest(zb_number low, zb_number high);

/* ---- data files (datafile.c) -------------------------------------------------------------------------- */

/* Lines of our own files: UTF-8, `#` at the line's start or after a blank begins a comment, blank lines are skipped.
 * A line that starts with white space continues in the section of the line before it as any other. */
typedef struct zb_lines {
    zb_slice file;   /* its name, for messages */
    zb_slice rest;   /* what is still unread */
    uint32_t number; /* of the line last given, from 1 */
} zb_lines;
typedef struct zb_line {
    zb_slice file;
    uint32_t number;
    zb_slice text; /* trimmed, no comment */
} zb_line;
zb_lines zb_lines_of(const char *file, const void *bytes, size_t size);
bool zb_lines_next(zb_lines *lines, zb_line *line);
/* The next field up to `separator` (trimmed), moving *rest on. False at the end. Empty fields are given, but none behind
 * a separator that ends the text. */
bool zb_field_next(zb_slice *rest, char separator, zb_slice *field);
/* The first blank-separated word of *rest, moving it on. */
zb_slice zb_word_next(zb_slice *rest);
zhibiao_status zb_line_fail(zhibiao_error *error, const zb_line *line, const char *message, zb_slice detail);

/* Reads a whole file with open/read; a NUL stands behind its bytes. Give them back with zb_put. */
zhibiao_status zb_file_read(const zb_memory *memory, const char *path, char **bytes, size_t *size,
                            zhibiao_error *error);
/* The same of a file that should not be larger than `most`: one that is, or never ends, is ZHIBIAO_ERROR_LIMIT. */
zhibiao_status zb_file_read_most(const zb_memory *memory, const char *path, uint64_t most, char **bytes, size_t *size,
                                 zhibiao_error *error);

/* The files of lib/data/, embedded at build time by CMake (data_embedded.S or .c in the build tree). */
typedef struct zb_embedded {
    const char *name; /* "words.txt" */
    const char *bytes;
    size_t size;
} zb_embedded;
extern const zb_embedded zb_embedded_files[]; /* ends with a NULL name; in the order they are to be loaded */

#endif
