/* The rooms of the text floor that make UTF-8 of bytes. Only they see this header; decode.c has the whole in words.
 * sniff.c which encoding · utf8.c · gb18030.c · icu.c the others · mojibake.c what was read wrong.
 */
#ifndef ZB_DECODE_H
#define ZB_DECODE_H

#include "text.h"

typedef const unsigned char *zb_bytes;

/* ---- text and map, as they grow (utf8.c) --------------------------------------------------------------------- */

/* Where the next character goes. */
typedef struct zb_spot {
    uint32_t flow, byte, point;
} zb_spot;

/* Notes `count` characters of one width each, joining them to the run before where they continue it: runs follow each
 * other without a gap, so equal widths are enough. */
static inline void zb_run_note(zb_decoded *decoded, zb_spot *at, uint32_t count, uint8_t flow_width,
                               uint8_t byte_width) {
    const zb_array *runs = &decoded->runs;
    const zb_run *last = runs->count > 0 ? (const zb_run *)runs->data + runs->count - 1 : NULL;
    if (!last || last->flow_width != flow_width || last->byte_width != byte_width)
        zb_run_add(&decoded->runs, (zb_run){.flow = at->flow, .byte = at->byte, .point = at->point,
                                            .flow_width = flow_width, .byte_width = byte_width});
    at->flow += count * flow_width;
    at->byte += count * byte_width;
    at->point += count;
}

/* Counts bytes that are no text. */
void zb_bad_note(zb_decoded *decoded, size_t at, size_t count);
uint8_t zb_utf8_put(char out[4], uint32_t point); /* returns the width */

/* ---- UTF-8 (utf8.c) -------------------------------------------------------------------------------------------- */

zb_bytes zb_ascii_skip(zb_bytes at, zb_bytes end); /* to the first byte from 0x80 on */
zb_bytes zb_wide_skip(zb_bytes at, zb_bytes end);  /* over characters of three bytes, or most of them */
/* The length of the well-formed character at `at`, or 0; then *bad is that of the maximal ill-formed part
 * (Unicode, table 3-7: what U+FFFD stands for once). */
size_t zb_utf8_length(zb_bytes at, zb_bytes end, size_t *bad);
void zb_utf8_read(zb_decoded *decoded, zb_bytes bytes, size_t size);
/* The same where all of it is well-formed; else false, and nothing was read. */
bool zb_utf8_read_clean(zb_decoded *decoded, zb_bytes bytes, size_t size);

/* ---- GB18030 (gb18030.c) ------------------------------------------------------------------------------ */

zhibiao_status zb_gb18030_read(zb_decoded *decoded, zb_bytes bytes, size_t size, zhibiao_error *error);
/* The length of the character at `at` by its shape: 1, 2, 4; 0 for none, then *bad is how many bytes are no text. */
size_t zb_gb18030_length(zb_bytes at, zb_bytes end, size_t *bad);
size_t zb_gb18030_errors(zb_bytes at, zb_bytes end); /* by shape alone */
void zb_gb18030_free(const zb_memory *memory, struct zb_gb18030 *tables);

/* ---- ICU (icu.c) ------------------------------------------------------------------------------------------------- */

zhibiao_status zb_icu_read(zb_decoded *decoded, zb_bytes bytes, size_t size, const char *name, zhibiao_error *error);
bool zb_icu_same_name(const char *a, const char *b); /* case, - and _ do not count */
/* ICU's own name for it; NULL when it knows none. */
const char *zb_icu_name(const char *word);
/* `count` codes of `width` bytes each, a character for each; U+FFFD where it is none. False when memory is gone. */
bool zb_icu_points(const char *name, const char *bytes, size_t width, size_t count, uint32_t *points);
/* The way back: UTF-8 in that encoding; what it has not becomes '?'. 0 when ICU fails or it does not fit. */
size_t zb_icu_encode(const char *name, zb_slice utf8, char *out, size_t room);

/* ---- which encoding (sniff.c) ------------------------------------------------------------------------------ */

const char *zb_encoding_of_mark(zb_bytes bytes, size_t size); /* a byte order mark; NULL: none */
/* The converter for a name; NULL when there is none. The bytes settle "utf-16" and "utf-32". */
const char *zb_encoding_of_word(const char *word, zb_bytes bytes, size_t size);
/* What a web page says of itself, <meta charset=gbk>, where it names a Chinese encoding; NULL: none. */
const char *zb_encoding_of_label(zb_bytes bytes, size_t size);
const char *zb_encoding_of_nuls(zb_bytes bytes, size_t size); /* UTF-16 by its looks, where there are many NULs */
bool zb_bytes_are_binary(zb_bytes bytes, size_t size, size_t *where);
bool zb_utf8_is_likelier(zb_bytes bytes, size_t size);  /* damaged UTF-8, or another encoding? */
bool zb_big5_is_likelier(zb_bytes bytes, size_t size);  /* than GB18030 */

/* ---- mojibake (mojibake.c) ---------------------------------------------------------------------------------- */

/* Whether part of the text looks as if it was read in a wrong encoding once; *at is where, in the UTF-8. */
bool zb_mojibake_find(zb_slice utf8, size_t *at);

#endif
