/* A FlatBuffer is bytes that are read where they lie. Its values are little-endian and stand at multiples of their size. What has
 * no fixed size stands elsewhere, and an offset says how far behind the offset itself. Source: flatbuffers.dev, "Internals".
 *
 *     table     int32: how far before the table its vtable is; then the fields, in any order
 *     vtable    uint16: its own bytes; uint16: the table's bytes; for each field, by number, uint16: where in the table
 *               it is, or 0 where the table has it not and the default of the .fbs file holds
 *     vector    uint32: how many items; the items
 *     string    a vector of bytes, and a zero behind it
 *
 * An example: a table Int with bitWidth (field 0) = 32 and is_signed (field 1) = true. At 0 the offset of the root, as at every
 * buffer's begin; the vtable at 4, the table at 16:
 *
 *      0  10 00 00 00                the root is at 0 + 16
 *      4  08 00  09 00  04 00 08 00  8 bytes of vtable, 9 of table; field 0 at 16 + 4, field 1 at 16 + 8
 *     12  00 00 00 00                so that the table begins at a multiple of 8
 *     16  0C 00 00 00                the vtable is at 16 - 12
 *     20  20 00 00 00                32
 *     24  01                         true
 *
 * Offsets count forward only. So most writers build a buffer from its end, children before parents. We go forward instead: a table
 * is written with holes for its offsets, then what they are of, and the hole is filled. That is simpler to follow, positions
 * are those of the finished buffer, and readers cannot tell. A vtable stands before its table, which may be, as its offset has a sign.
 */
#include "flat.h"

#include <stdlib.h>
#include <string.h>

enum { FIRST_ROOM = 4096, MOST = 1 << 26 }; /* bytes; ours has some ten thousand */

void flat_begin(flat *f) {
    f->size = 0;
    f->failed = false;
}

void flat_clear(flat *f) {
    free(f->bytes);
    memset(f, 0, sizeof *f);
}

static bool make_room(flat *f, size_t more) {
    size_t room = f->room ? f->room : FIRST_ROOM;
    if (more > MOST - f->size)
        return false;
    while (room < f->size + more)
        room *= 2;
    unsigned char *bytes = room > f->room ? realloc(f->bytes, room) : f->bytes;
    if (!bytes)
        return false;
    f->bytes = bytes;
    f->room = room;
    return true;
}

size_t flat_add(flat *f, size_t size, size_t align) {
    size_t before = (align - f->size % align) % align;
    if (f->failed || size > MOST || !make_room(f, before + size)) {
        f->failed = true;
        return 0;
    }
    memset(f->bytes + f->size, 0, before + size);
    f->size += before + size;
    return f->size - size;
}

void flat_put(flat *f, size_t at, uint64_t value, size_t width) {
    if (f->failed || at > f->size || width > f->size - at)
        f->failed = true;
    for (size_t i = 0; i < width && !f->failed; i++)
        f->bytes[at + i] = (unsigned char)(value >> (8 * i));
}

void flat_fill(flat *f, size_t hole, size_t target) {
    if (target <= hole) /* nothing that was written: it failed before */
        f->failed = true;
    flat_put(f, hole, target - hole, FLAT_OFFSET);
}

/* Sets each field's place in the table and gives the table's size. */
static size_t lay_out(flat_field *fields, size_t count) {
    size_t size = FLAT_OFFSET; /* of the vtable */
    for (size_t i = 0; i < count; i++) {
        size_t width = fields[i].width;
        size += (width - size % width) % width;
        fields[i].at = size;
        size += width;
    }
    return size;
}

static size_t slots_of(const flat_field *fields, size_t count) {
    size_t slots = 0;
    for (size_t i = 0; i < count; i++)
        slots = fields[i].slot >= slots ? fields[i].slot + 1U : slots;
    return slots;
}

size_t flat_table(flat *f, flat_field *fields, size_t count) {
    size_t size = lay_out(fields, count), slots = slots_of(fields, count);
    size_t vtable = flat_add(f, 4 + 2 * slots, 2), table = flat_add(f, size, 8);
    flat_put(f, vtable, 4 + 2 * slots, 2);
    flat_put(f, vtable + 2, size, 2);
    flat_put(f, table, table - vtable, 4);
    for (size_t i = 0; i < count; i++) {
        flat_put(f, vtable + 4 + 2 * (size_t)fields[i].slot, fields[i].at, 2);
        fields[i].at += table;
        flat_put(f, fields[i].at, fields[i].value, fields[i].width);
    }
    return table;
}

/* Where items need more than 4, the count stands just before a multiple of that. */
size_t flat_vector(flat *f, size_t count, size_t item, size_t align) {
    if (count > MOST / item) {
        f->failed = true;
        return 0;
    }
    if (align > FLAT_OFFSET && (f->size + FLAT_OFFSET) % align)
        flat_add(f, align - (f->size + FLAT_OFFSET) % align, 1);
    size_t vector = flat_add(f, FLAT_OFFSET + count * item, FLAT_OFFSET);
    flat_put(f, vector, count, FLAT_OFFSET);
    return vector;
}

size_t flat_text(flat *f, const char *text) {
    size_t size = strlen(text), vector = flat_vector(f, size + 1, 1, 1);
    flat_put(f, vector, size, FLAT_OFFSET); /* the zero behind it does not count */
    if (!f->failed)
        memcpy(f->bytes + vector + FLAT_OFFSET, text, size);
    return vector;
}
