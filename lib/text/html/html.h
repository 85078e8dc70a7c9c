/* The rooms of the text floor that read web pages. Only they see this header; html_text.c has the whole in words.
 * html.c the tree, by gumbo · html_select.c selectors · html_main.c where the article stands · html_facts.c title, date,
 * source · html_text.c the article's text and its way back.
 */
#ifndef ZB_HTML_H
#define ZB_HTML_H

#include "text.h"

/* ---- the tree, flat (html.c) ---------------------------------------------------------------------------- */

/* What a tag means for the text. */
typedef enum zb_tag {
    ZB_TAG_INLINE,  /* span, b, a tag nobody knows: no break */
    ZB_TAG_TEXT,    /* no element */
    ZB_TAG_LINK,    /* a with href */
    ZB_TAG_BLOCK,   /* p div li … */
    ZB_TAG_TITLE,   /* h1–h6 */
    ZB_TAG_PRE,
    ZB_TAG_ROW,
    ZB_TAG_CELL,
    ZB_TAG_BREAK,   /* br hr */
    ZB_TAG_DROPPED, /* script, style, nav, what is hidden */
    ZB_TAG_HEAD,    /* head: what the page says of itself */
    ZB_TAG_META
} zb_tag;

/* Elements and texts in the order of the page: an element's descendants follow it, up to `end`. So a loop is a walk. */
typedef struct zb_node {
    uint8_t tag;         /* zb_tag */
    uint8_t columns;     /* cells: how many they span */
    bool linked_above;   /* inside a link */
    uint16_t column;     /* cells: where they begin; rows: how many columns they have; tables: rows */
    uint32_t end;        /* index behind the last descendant */
    uint32_t parent;
    uint32_t block;      /* the nearest element that is a line of its own (itself, if it is one) */
    uint32_t cell;       /* the nearest cell, 0 for none */
    uint32_t from;       /* where its source begins in the UTF-8 */
    uint32_t plain, linked, sentences; /* bytes of text below: all; in links; in blocks that read like sentences */
    zb_slice text;       /* texts: what they say, entities decoded; elements: the name of the tag */
    const void *element; /* gumbo's own */
} zb_node;

typedef struct zb_html {
    zb_memory memory;
    zb_slice utf8;       /* the page, borrowed */
    zb_array nodes;      /* of zb_node; the first is the whole document */
    struct zb_pool *pool; /* all that gumbo made */
} zb_html;

/* Reads the tree. UNSUPPORTED where the library was built without gumbo; LIMIT for a page that is too large, too deep, or
 * would take too much memory. Clear it in any case. */
zhibiao_status zb_html_open(zb_html *html, const zb_memory *memory, zb_slice utf8, zhibiao_error *error);
void zb_html_clear(zb_html *html);
zb_slice zb_html_attribute(const zb_node *node, const char *name); /* empty where there is none */

static inline zb_node *zb_html_node(const zb_html *html, uint32_t index) {
    return (zb_node *)html->nodes.data + index;
}

/* ---- letters, ASCII case left aside ------------------------------------------------------------------------ */

bool zb_same_word(zb_slice a, zb_slice b);
/* The next word of a class attribute, moving *rest on; empty at the end. */
zb_slice zb_class_next(zb_slice *rest);
bool zb_has_class(const zb_node *node, zb_slice name);

/* ---- selectors (html_select.c) ------------------------------------------------------------------------------ */

/* "#zoom", "div.article p": of each simple one a tag, #id and .classes; those before must hold for ancestors. */
zhibiao_status zb_select_check(zb_slice selector, zhibiao_error *error);
bool zb_select_matches(const zb_html *html, uint32_t index, zb_slice selector); /* of one that was checked */

/* ---- the article (html_main.c) ------------------------------------------------------------------------------- */

/* Appends the indexes (uint32_t) of the elements that hold the article: those of the selector, or the ones found.
 * `html` is marked on the way: what in them is the page's and not the article's becomes ZB_TAG_DROPPED. */
bool zb_main_find(zb_html *html, zb_slice selector, zb_array *found);

/* ---- what the page says of itself (html_facts.c) --------------------------------------------------------------- */

/* Fills text->page. `first` is where the article begins; *heading becomes the element before it that shows the title, or 0. */
bool zb_facts_find(const zb_html *html, uint32_t first, zb_page *page, uint32_t *heading);

/* ---- text (html_text.c) ---------------------------------------------------------------------------------------- */

/* Nodes [first, end). */
typedef struct zb_stretch {
    uint32_t first, end;
} zb_stretch;

/* Writes the text of stretches, which follow each other in the page, as lines. With `runs` (of zb_run) also where it came
 * from: `decoded` has the runs of the page. */
bool zb_page_write(const zb_html *html, const zb_stretch *stretches, size_t count, const zb_array *decoded, zb_buffer *out,
                   zb_array *runs);

#endif
