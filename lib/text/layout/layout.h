/* The rooms of the text floor that make paragraphs of lines. Only they see this header; layout.c has the whole in words.
 * characters.c · marks.c list marks · lines.c what one line is · edge.c headers, footers, page marks ·
 * page.c page numbers in the text · table.c rows and cells ·
 * column.c lines side by side · unwrap.c lines of exactly one measure · turn.c articles that go on upon another page ·
 * shape.c wrapped or not · groups.c which lines belong together · kinds.c what each group is · flow.c writes it out.
 */
#ifndef ZB_LAYOUT_H
#define ZB_LAYOUT_H

#include "text.h"

/* ---- characters --------------------------------------------------------------------------------------- */

typedef enum zb_char_kind { ZB_SPACE, ZB_NOTHING, ZB_LINE_END, ZB_DIGIT, ZB_LETTER, ZB_SIGN, ZB_WIDE } zb_char_kind;

extern const uint8_t zb_ascii_kinds[0x80];
zb_char_kind zb_char_rare(uint32_t point);

/* Three in four bytes of Chinese text belong to characters with these leads, which need no closer look. */
static inline bool zb_char_is_plain(unsigned char lead) {
    return lead >= 0xE4 && lead <= 0xE9;
}

/* Most other characters are 、 。 《 with lead E3, where only the wide blank is none of them, and ，（％ with lead EF. */
static inline zb_char_kind zb_char_at(const char *at, size_t *width) {
    const unsigned char *c = (const unsigned char *)at;
    *width = 1;
    if (c[0] < 0x80)
        return (zb_char_kind)zb_ascii_kinds[c[0]];
    *width = 3;
    if (zb_char_is_plain(c[0]))
        return ZB_WIDE;
    if (c[0] == 0xE3)
        return c[1] == 0x80 && c[2] == 0x80 ? ZB_SPACE : ZB_WIDE;
    if (c[0] == 0xEF && c[1] == 0xBC) /* ！ to ｀, with ０ to ９ */
        return c[2] >= 0x90 && c[2] <= 0x99 ? ZB_DIGIT : ZB_WIDE;
    return zb_char_rare(zb_utf8_get(at, width));
}

static inline bool zb_is_digit(uint32_t point) {
    return point >= '0' && point <= '9';
}

/* Whether `point` is among the characters of a UTF-8 list. */
bool zb_is_among(uint32_t point, const char *list);

/* A reader of a line that passes over white space. */
typedef struct zb_cursor {
    const char *at, *end;
} zb_cursor;

/* The next character, and the cursor behind it; 0 at the end. */
uint32_t zb_peek(zb_cursor c, zb_cursor *behind);
bool zb_accept(zb_cursor *c, const char *list);
/* Whether `word` stands at a line's start, white space between its characters allowed. */
bool zb_starts_with(const char *at, const char *end, const char *word);
/* The last character of [start, *end), which is not empty; *end becomes where it begins. */
uint32_t zb_last_point(const char *start, const char **end);

/* ---- list marks --------------------------------------------------------------------------------------- */

typedef enum zb_mark_kind {
    ZB_NO_MARK,
    ZB_PART_MARK,    /* 第三章 第二节 第一部分 */
    ZB_NUMERAL_MARK, /* 一、（一） */
    ZB_DOTTED_MARK,  /* 1.1 1.1.2 */
    ZB_DIGIT_MARK,   /* 1. 1、（1） 1) ① */
    ZB_SPOKEN_MARK,  /* 一是 二要 第一， 第三条: never a heading */
    ZB_DASH_MARK     /* —— ● - : never a heading */
} zb_mark_kind;

typedef struct zb_list_mark {
    zb_mark_kind kind;
    uint8_t level;
    const char *end; /* behind it */
} zb_list_mark;

zb_list_mark zb_mark_read(const char *at, const char *end);

/* ---- lines -------------------------------------------------------------------------------------------- */

/* How a line ends, closing quotes and brackets behind the character left out. */
typedef enum zb_ending { ZB_END_NONE, ZB_END_COMMA, ZB_END_OPEN, ZB_END_FINAL } zb_ending;

enum {
    ZB_LINE_SPACED = 1,    /* 稳 妥 就 业: four characters or more, each alone */
    ZB_LINE_TABLE = 2,     /* cells parted by tabs or wide gaps */
    ZB_LINE_INNER = 4,     /* a sentence ends before the line does */
    ZB_LINE_NOTE = 8,      /* all in one pair of brackets: （下转A04版） */
    ZB_LINE_START = 16,    /* 本报6月16日讯: an article begins */
    ZB_LINE_BARE = 32,     /* numbers only: perhaps a page number */
    ZB_LINE_EVIDENCE = 64, /* looks wrapped by itself */
    ZB_LINE_WRAPPED = 128,
    ZB_LINE_GAP = 256,     /* a wide gap in it */
    ZB_LINE_BAR = 512,     /* a | or │ in it */
    ZB_LINE_TAB = 1024,    /* a tab in it */
    ZB_LINE_ROW = 2048,    /* a table's row: its pieces are its cells */
    ZB_LINE_PAGE = 4096,   /* a form feed before it */
    ZB_LINE_GONE = 8192    /* no part of the text: a page number, a line of a table that is only drawn */
};

enum { ZB_COLUMN_MOST = 100 }; /* no column is wider, in half-width characters */

typedef struct zb_text_line {
    uint32_t start, end; /* in the UTF-8, white space trimmed */
    uint32_t width;      /* in half-width columns, white space not counted */
    uint32_t points;     /* code points, with the indent and inner white space */
    uint32_t wide;       /* of which no ASCII: two columns wide */
    uint32_t piece;      /* of a line put together by unwrap.c or turn.c, and of a row: the first piece */
    uint32_t pieces;     /* and how many; 0 for a line found as it is */
    uint32_t table;      /* rows: which table, from 1 */
    uint32_t marked;     /* behind the first of ，。；！？ in it; 0: there is none. It may be the last character */
    uint32_t paused;     /* the same, of ，。；！？、： */
    uint16_t blanks;     /* empty lines before it */
    uint16_t flags;
    uint8_t indent;      /* columns of white space before it */
    uint8_t ending;      /* zb_ending */
    uint8_t mark;        /* zb_mark_kind */
    uint8_t level;
    uint8_t trail;       /* characters of white space behind it */
    bool broken;         /* white space, or what has no width, is in it */
} zb_text_line;

/* A line as it was found, now part of another; or a row's cell. */
typedef struct zb_line_piece {
    uint32_t start, end;
    bool apart;          /* white space stood before it, beside the line's end */
} zb_line_piece;

/* Lines first..last are one paragraph, heading or item. */
typedef struct zb_group {
    uint32_t first, last;
    uint32_t width;
    bool inner;          /* a sentence ends before the group does */
    bool sure;           /* the printed paragraph ends here */
} zb_group;

/* A line near a page's edge, and what it says without digits and blanks (edge.c). */
typedef struct zb_edge_line {
    uint32_t line, hash;
    bool number;         /* it says nothing else */
} zb_edge_line;

/* A chain of glued page numbers, each one more than the one before and about a page behind it (page.c). */
typedef struct zb_number_chain {
    uint32_t line, from; /* last line; index + 1 of the chain that it continues */
    uint16_t length, odd;
    uint16_t step;       /* lines between the last two */
    uint16_t number;
    uint8_t size;
} zb_number_chain;

/* The whole document, while it is read. */
typedef struct zb_pages {
    zb_text *text;
    zb_slice utf8;
    zb_array lines;
    zb_array spare;    /* for a pass that writes all lines anew, and then swaps */
    zb_array pieces;
    zb_array groups;
    uint32_t indent;   /* the usual one */
    bool paged;        /* there are form feeds */
    bool blanks_idle;  /* blank lines stand between all lines and mean nothing */
    bool narrow;       /* no line is longer than wrapped ones are */
    bool inset;        /* each paragraph is wrapped, and its first line indented */
} zb_pages;

static inline zb_text_line *zb_line_at(const zb_pages *p, size_t index) {
    return (zb_text_line *)p->lines.data + index;
}

static inline zb_text_line *zb_line_before(const zb_pages *p, size_t index) {
    return index > 0 ? zb_line_at(p, index - 1) : NULL;
}

static inline zb_text_line *zb_line_after(const zb_pages *p, size_t index) {
    return index + 1 < p->lines.count ? zb_line_at(p, index + 1) : NULL;
}

static inline bool zb_line_is_unfinished(const zb_text_line *line) {
    return line->ending == ZB_END_NONE || line->ending == ZB_END_COMMA;
}

static inline bool zb_line_has_strong_start(const zb_text_line *line) {
    return line->mark != ZB_NO_MARK || (line->flags & ZB_LINE_START);
}

static inline uint32_t zb_line_capped(const zb_text_line *line) {
    return line->width < ZB_COLUMN_MOST ? line->width : ZB_COLUMN_MOST;
}

static inline zb_group *zb_group_at(const zb_pages *p, size_t index) {
    return (zb_group *)p->groups.data + index;
}

/* `size` bytes, all 0, of the text's own; until a pass asks again. NULL: no memory. */
static inline void *zb_pages_room(const zb_pages *p, size_t size) {
    zb_array_reset(&p->text->bytes);
    return zb_array_add(&p->text->bytes, size);
}

/* ---- the passes; false when memory ran out -------------------------------------------------------------- */

bool zb_lines_scan(zb_pages *p);
/* Takes out the lines marked ZB_LINE_GONE. Blank lines around them say nothing about paragraphs. */
void zb_lines_drop_gone(zb_pages *p);
/* Fills in what start and end, indent and blanks do not say. False: nothing but white space stands there. */
bool zb_line_look(const zb_pages *p, zb_text_line *line);
/* Looks once more at a line of several pieces, as if it had never been cut. */
void zb_line_rescan(const zb_pages *p, zb_text_line *line);
bool zb_edges_drop(zb_pages *p);     /* page numbers on lines of their own, headers, footers */
bool zb_numbers_drop(zb_pages *p);   /* page numbers glued to lines */
bool zb_tables_find(zb_pages *p);    /* sets ZB_LINE_ROW and the cells */
bool zb_columns_part(zb_pages *p);   /* lines that stand side by side become lines of their own */
bool zb_lines_unwrap(zb_pages *p);   /* lines of exactly one measure are put together */
bool zb_turns_join(zb_pages *p);     /* （下转第四版）（上接第一版）: what stands around them is one line */
void zb_shapes_find(zb_pages *p);    /* sets ZB_LINE_WRAPPED by the lines around; their widths are the weights */
void zb_furniture_drop(zb_pages *p); /* lines that are the page's, not the text's */
void zb_habits_find(zb_pages *p);    /* indent, blanks_idle, narrow, inset */
bool zb_groups_make(zb_pages *p);
zb_block_kind zb_group_kind(const zb_pages *p, size_t index, uint8_t *level);
bool zb_flow_write(zb_pages *p);

#endif
