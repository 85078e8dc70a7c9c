/* FlatBuffers, written: as much as Arrow's metadata needs. flat.c says what they look like. */
#ifndef FLAT_H
#define FLAT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct flat {
    unsigned char *bytes;
    size_t size, room;
    bool failed; /* out of memory, or too large: what comes after does nothing */
} flat;

/* A table's field: its number in the .fbs file, how many bytes it has (4 for an offset), its value. */
typedef struct flat_field {
    uint8_t slot, width;
    uint64_t value;
    size_t at; /* where it stands, when the table is written */
} flat_field;

enum { FLAT_OFFSET = 4, FLAT_FIELDS = 8 }; /* an offset's bytes; a table's fields at most */

void flat_begin(flat *f); /* empty, with the memory of before */
void flat_clear(flat *f);
size_t flat_add(flat *f, size_t size, size_t align); /* zeros, and where they begin */
void flat_put(flat *f, size_t at, uint64_t value, size_t width);
void flat_fill(flat *f, size_t hole, size_t target); /* the offset in `hole` is that of `target`, which stands behind it */
size_t flat_table(flat *f, flat_field *fields, size_t count);
size_t flat_vector(flat *f, size_t count, size_t item, size_t align); /* the items begin FLAT_OFFSET behind it */
size_t flat_text(flat *f, const char *text);

#endif
