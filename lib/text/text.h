/* The text floor: bytes of any encoding → clean flowing UTF-8 with every offset leading back.
 * decode.c and the rooms behind decode.h (icu.c alone sees ICU) · traditional.c · layout.c and the rooms behind layout.h.
 *
 * Example, a newspaper page as extracted from PDF:
 *     截至11月末，全省城镇新增就业3.21万⏎⏎人，完成年计划⏎⏎的 107% ；
 * flows as one paragraph:
 *     截至11月末，全省城镇新增就业3.21万人，完成年计划的107%；
 */
#ifndef ZB_TEXT_H
#define ZB_TEXT_H

#include "base.h"

/* ---- decode ------------------------------------------------------------------------------------------- */

/* A stretch of characters of one width on both sides: flow offsets map to the input by arithmetic. */
typedef struct zb_run {
    uint32_t flow;        /* offset in the UTF-8 */
    uint32_t byte;        /* offset in the input's bytes */
    uint32_t point;       /* offset in the input's code points, \r\n counting as one */
    uint8_t flow_width;   /* bytes of one character in UTF-8 */
    uint8_t byte_width;   /* bytes of one character in the input */
    uint8_t more;         /* code points of one character in the input beyond the first: 4 for &amp; */
} zb_run;

/* Which of runs[0..count) holds `at`: the last that begins there or before; the first begins at 0. */
static inline size_t zb_run_holding(const zb_run *runs, size_t count, uint32_t at) {
    size_t low = 0;
    while (count - low > 1) {
        size_t middle = low + (count - low) / 2;
        if (runs[middle].flow <= at)
            low = middle;
        else
            count = middle;
    }
    return low;
}

/* Texts have a run for each figure and another behind it. */
static inline void zb_run_add(zb_array *runs, zb_run run) {
    zb_run *added = runs->count < runs->capacity ? (zb_run *)runs->data + runs->count++ : zb_array_add(runs, 1);
    if (added)
        *added = run;
}

typedef struct zb_decoded {
    zb_buffer utf8;       /* valid UTF-8; broken input is U+FFFD */
    zb_array runs;        /* of zb_run, sorted */
    zb_array spare;       /* for a pass that writes all runs anew, and then swaps */
    char encoding[32];    /* canonical name */
    const char *decided;  /* "caller" "bom" "utf-8" "label" "fallback" */
    uint64_t bad_bytes;
    uint64_t bad_at;      /* the first of them */
    uint64_t mojibake_at; /* a byte of the input */
    uint64_t points;      /* of the whole input */
    uint32_t warnings;    /* ZHIBIAO_WARN_… */
    struct zb_gb18030 *gb18030; /* the reader's tables: made for the first such text, kept for the next */
} zb_decoded;

void zb_decoded_init(zb_decoded *decoded, const zb_memory *memory);
void zb_decoded_reset(zb_decoded *decoded); /* forgets the text, keeps the tables and what memory is worth it */
void zb_decoded_clear(zb_decoded *decoded);
/* The ladder: the caller's word, BOM, strict UTF-8, (UTF-16 by its NUL pattern), the label that a web page carries, else
 * GB18030, or Big5 where punctuation tells. A NUL-laden input that is no UTF-16 is ZHIBIAO_ERROR_BINARY. At most
 * UINT32_MAX / 4 bytes of input (ZHIBIAO_ERROR_LIMIT). */
zhibiao_status zb_decode(zb_decoded *decoded, const void *bytes, size_t size, const char *encoding,
                         zhibiao_error *error);

/* ---- traditional characters (traditional.c) ----------------------------------------------------------------- */

enum { ZB_TRADITIONAL_FIRST = 0x3400, ZB_TRADITIONAL_END = 0xA000 };
/* The pairs of lib/data/traditional.txt; part of the rules object. */
typedef struct zb_traditional {
    zb_memory memory;
    uint16_t *simple;     /* by code point from ZB_TRADITIONAL_FIRST: the simplified one, 0 for itself; NULL: no pairs */
    uint64_t thirds[16][64]; /* whether there is one, by its bytes: of a first (E0 to EF) and a second a bit for each third */
} zb_traditional;
void zb_traditional_init(zb_traditional *traditional, const zb_memory *memory);
void zb_traditional_clear(zb_traditional *traditional);
zhibiao_status zb_traditional_add(zb_traditional *traditional, const zb_line *line, zhibiao_error *error); /* 萬万 與与 */
/* Where the first character stands that would be replaced, or the text's size. `traditional` may be NULL. */
size_t zb_traditional_find(const zb_traditional *traditional, zb_slice text);
void zb_traditional_replace(const zb_traditional *traditional, char *text, size_t size); /* in place, widths kept */

/* ---- layout ------------------------------------------------------------------------------------------- */

typedef enum zb_block_kind { ZB_PARAGRAPH, ZB_HEADING, ZB_ITEM, ZB_ROW } zb_block_kind;

/* One paragraph, heading, list item or table row of the flow. A row's cells have one '\t' between; an empty cell is empty
 * (指标\t目标\t完成, 新建水窖\t\t12口). No other block has a '\t'. */
typedef struct zb_block {
    uint32_t start, end;   /* in the flow, half-open; the flow has one '\n' between blocks */
    uint32_t text;         /* where the words begin, after the mark (36. ①, 一、 —— ); = start without one */
    int32_t section;       /* index of the nearest heading above, -1 for none */
    uint8_t kind;          /* zb_block_kind */
    uint8_t level;         /* headings: 1 outermost; items: depth from 1; 0 paragraphs */
    uint8_t paragraph_end; /* 1: the printed paragraph surely ends here (not only the line) */
    uint8_t reserved;
    uint32_t table;        /* rows: which table of the text, from 1; 0 for all else */
} zb_block;

/* What a web page says of itself. */
typedef struct zb_page {
    zb_buffer title, source; /* one line each, empty where there is none */
    zhibiao_date date;       /* when it was published; year 0: not said */
    bool html;               /* it is one */
    bool unmatched;          /* the selector matches nothing in it */
} zb_page;

/* A traditional character that is read as another: where, and as it was. All have three bytes. */
typedef struct zb_change {
    uint32_t at;
    char written[4];
} zb_change;

typedef struct zb_text {
    uint32_t input;          /* zhibiao_input, and what of a page to read: the caller's to set, before a text is read */
    const char *select;
    zb_page page;
    zb_decoded decoded;
    const zb_traditional *traditional; /* whose characters to read as simplified ones; NULL: none */
    zb_buffer flow;
    zb_array changes;      /* of zb_change, in order: what else the flow is in the characters of the input */
    zb_array runs;         /* of zb_run: the flow to the input directly */
    zb_array blocks;       /* of zb_block, in order, covering the flow but for the '\n' */
    zb_array lines, spare, pieces, groups, edges, chains, bytes; /* the layout's workroom, empty in between */
    zb_array replaced;     /* of zb_change, of the decoded text */
} zb_text;

void zb_text_init(zb_text *text, const zb_memory *memory);
void zb_text_clear(zb_text *text);
void zb_text_reset(zb_text *text); /* forgets what was read, keeps what memory is worth it */
zhibiao_status zb_text_read(zb_text *text, const void *bytes, size_t size, const char *encoding,
                            zhibiao_error *error);
static inline zb_slice zb_text_flow(const zb_text *text) {
    return zb_buffer_slice(&text->flow);
}
uint32_t zb_text_block(const zb_text *text, uint32_t at); /* which block flow[at] belongs to */
/* Appends flow[start, end) as written: what records show. */
void zb_text_write(const zb_text *text, uint32_t start, uint32_t end, zb_buffer *out);
/* In between decoding and layout (html_text.c): a decoded page becomes its article's text, a plain text stays as it is. */
void zb_page_init(zb_page *page, const zb_memory *memory);
void zb_page_clear(zb_page *page);
zhibiao_status zb_page_read(zb_text *text, zhibiao_error *error);
/* Where flow[start, end) stands in the input. White space dropped at either end is not included. A range
 * that goes on at the head of the next column ends with its own column: input is never spanned backwards. */
zhibiao_span zb_text_span(const zb_text *text, uint32_t start, uint32_t end);

#endif
