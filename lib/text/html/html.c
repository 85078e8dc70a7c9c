/* A web page to a flat tree. The only file that sees gumbo.
 *
 * Gumbo builds the tree as a browser would, from any bytes, and each text of it points back at its source. Three things it does
 * not do, and this file does for it:
 *
 *   memory    Gumbo takes what its allocator gives without looking: a NULL is a crash. So our hook never returns one. When
 *             memory is gone (or a limit is met) it leaves gumbo altogether, by longjmp to where gumbo was called. That is
 *             safe because gumbo holds nothing but memory, and all of that lies in the pool, which is given back at once.
 *             Nothing else in the library jumps.
 *   depth     Gumbo frees its tree by recursion: 100,000 nested <div> would end the stack. We never let it free: the pool goes.
 *   time      It searches its stack of open elements for most tags, and a tag's attributes for each new one: 100,000 of either
 *             take seconds, and each ten times as many a hundred times as long. Both are lists that double when they are full,
 *             so the hook sees them grow: a block is asked for, and at once one of half its size given back. Which list it was
 *             is told by what it held: the stack has <html> at its bottom, the attributes end with the one made last.
 *
 * The tree is then copied into an array in page order, without recursion. */
#include "html.h"

#ifdef ZHIBIAO_WITH_HTML
#include <gumbo.h>
#include <setjmp.h>
#endif

/* ---- letters ------------------------------------------------------------------------------------------------ */

static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

bool zb_same_word(zb_slice a, zb_slice b) {
    if (a.size != b.size)
        return false;
    for (size_t i = 0; i < a.size; i++) {
        if (lower(a.data[i]) != lower(b.data[i]))
            return false;
    }
    return true;
}

static bool is_blank(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

zb_slice zb_class_next(zb_slice *rest) {
    zb_slice word = *rest;
    while (word.size > 0 && is_blank(word.data[0])) {
        word.data++;
        word.size--;
    }
    size_t length = 0;
    while (length < word.size && !is_blank(word.data[length]))
        length++;
    *rest = (zb_slice){word.data + length, word.size - length};
    return (zb_slice){word.data, length};
}

bool zb_has_class(const zb_node *node, zb_slice name) {
    zb_slice rest = zb_html_attribute(node, "class");
    for (zb_slice word = zb_class_next(&rest); word.size > 0; word = zb_class_next(&rest)) {
        if (zb_same_word(word, name))
            return true;
    }
    return false;
}

#ifndef ZHIBIAO_WITH_HTML

zhibiao_status zb_html_open(zb_html *html, const zb_memory *memory, zb_slice utf8, zhibiao_error *error) {
    *html = (zb_html){.memory = *memory, .utf8 = utf8};
    zb_array_init(&html->nodes, memory, sizeof(zb_node));
    return zb_fail(error, ZHIBIAO_ERROR_UNSUPPORTED, "this is HTML, and the library was built without it");
}

void zb_html_clear(zb_html *html) {
    zb_array_clear(&html->nodes);
}

zb_slice zb_html_attribute(const zb_node *node, const char *name) {
    (void)node;
    (void)name;
    return ZB_SLICE("");
}

#else

/* ---- the pool ------------------------------------------------------------------------------------------------ */

/* Real pages are a hundredth as large, a tenth as deep, and take a tenth of the memory. */
enum { MIB = 1 << 20, PAGE_MOST = 32 * MIB, DEPTH_MOST = 640, ATTRIBUTES_MOST = 4096, POOL_LEAST = 64 * MIB, POOL_EACH = 48 };
enum { UNIT = 16, CLASSES = 64, CHUNK = 256 * 1024 };

/* Stands before each block; keeps what follows aligned. */
typedef union header {
    struct {
        size_t size;         /* as asked for */
        union header *next;  /* while it is free */
    } block;
    max_align_t align;
} header;

typedef struct chunk {
    struct chunk *next;
    max_align_t align;
} chunk;

struct zb_pool {
    zb_memory memory;
    chunk *chunks;
    char *at, *end;
    header *free[CLASSES];   /* by size in units */
    size_t used, most;
    size_t latest;           /* size asked for last */
    const void *document;    /* the first node */
    const void *attribute[2]; /* made last, and before that */
    zhibiao_status status;   /* why we left */
    const char *reason;
    jmp_buf out;
    GumboOptions options;
    GumboOutput *output;
};

_Noreturn static void leave(struct zb_pool *pool, zhibiao_status status, const char *reason) {
    pool->status = status;
    pool->reason = reason;
    longjmp(pool->out, 1);
}

static char *cut_from_chunk(struct zb_pool *pool, size_t room) {
    if ((size_t)(pool->end - pool->at) < room) {
        size_t size = room > CHUNK / 4 ? room : CHUNK;
        if (room > pool->most || pool->used > pool->most - room)
            leave(pool, ZHIBIAO_ERROR_LIMIT, "this HTML takes too much memory");
        chunk *made = zb_get(&pool->memory, sizeof *made + size);
        if (made == NULL)
            leave(pool, ZHIBIAO_ERROR_MEMORY, "out of memory reading HTML");
        made->next = pool->chunks;
        pool->chunks = made;
        pool->used += size;
        if (size == room)
            return (char *)(made + 1);
        pool->at = (char *)(made + 1);
        pool->end = pool->at + size;
    }
    char *block = pool->at;
    pool->at += room;
    return block;
}

static void *pool_get(void *context, size_t size) {
    struct zb_pool *pool = context;
    size_t units = size / UNIT + 1;
    header *block = units < CLASSES ? pool->free[units] : NULL;
    if (size > PTRDIFF_MAX / 2)
        leave(pool, ZHIBIAO_ERROR_LIMIT, "this HTML takes too much memory");
    if (block != NULL)
        pool->free[units] = block->block.next;
    else
        block = (header *)(void *)cut_from_chunk(pool, sizeof *block + units * UNIT);
    block->block.size = size;
    pool->latest = size;
    if (size == sizeof(GumboNode) && pool->document == NULL)
        pool->document = block + 1;
    if (size == sizeof(GumboAttribute)) {
        pool->attribute[1] = pool->attribute[0];
        pool->attribute[0] = block + 1;
    }
    return block + 1;
}

/* The bottom of the stack of open elements, once there is one. */
static const void *root_of(const struct zb_pool *pool, const void *not_here) {
    const GumboNode *document = pool->document;
    const GumboVector *children = document != NULL ? &document->v.document.children : NULL;
    if (children == NULL || children->data == not_here)
        return NULL;
    for (unsigned i = 0; i < children->length; i++) {
        const GumboNode *child = children->data[i];
        if (child->type == GUMBO_NODE_ELEMENT)
            return child;
    }
    return NULL;
}

/* A list that was full is given back: see the top. */
static void watch_growth(struct zb_pool *pool, const void *old, size_t size) {
    const void *first = NULL, *last = NULL;
    size_t count = size / sizeof first;
    if (pool->latest != size * 2 || count < DEPTH_MOST)
        return;
    memcpy(&first, old, sizeof first);
    memcpy(&last, (const char *)old + (count - 1) * sizeof last, sizeof last);
    if (first == root_of(pool, old))
        leave(pool, ZHIBIAO_ERROR_LIMIT, "this HTML is nested too deep");
    if (count >= ATTRIBUTES_MOST && last == pool->attribute[1])
        leave(pool, ZHIBIAO_ERROR_LIMIT, "this HTML has too many attributes in one tag");
}

static void pool_put(void *context, void *old) {
    struct zb_pool *pool = context;
    if (old == NULL)
        return;
    header *block = (header *)old - 1;
    size_t units = block->block.size / UNIT + 1;
    watch_growth(pool, old, block->block.size);
    if (units < CLASSES) {
        block->block.next = pool->free[units];
        pool->free[units] = block;
    }
}

/* ---- gumbo --------------------------------------------------------------------------------------------------- */

/* A byte order mark would count as text, and open the body before the head. */
static zb_slice skip_mark(zb_slice utf8) {
    size_t size = zb_slice_starts(utf8, ZB_SLICE("\xEF\xBB\xBF")) ? 3 : 0;
    return (zb_slice){utf8.data + size, utf8.size - size};
}

static zhibiao_status parse(struct zb_pool *pool, zb_slice utf8) {
    pool->options = (GumboOptions){pool_get, pool_put, pool, 8, false, 0, GUMBO_TAG_LAST, GUMBO_NAMESPACE_HTML};
    if (setjmp(pool->out) != 0)
        return pool->status;
    pool->output = gumbo_parse_with_options(&pool->options, utf8.data, utf8.size);
    return ZHIBIAO_OK;
}

static const struct {
    GumboTag gumbo;
    zb_tag tag;
} tags[] = {
    {GUMBO_TAG_ADDRESS, ZB_TAG_BLOCK},  {GUMBO_TAG_ARTICLE, ZB_TAG_BLOCK},    {GUMBO_TAG_ASIDE, ZB_TAG_DROPPED},
    {GUMBO_TAG_BLOCKQUOTE, ZB_TAG_BLOCK}, {GUMBO_TAG_BODY, ZB_TAG_BLOCK},     {GUMBO_TAG_BR, ZB_TAG_BREAK},
    {GUMBO_TAG_BUTTON, ZB_TAG_DROPPED}, {GUMBO_TAG_CANVAS, ZB_TAG_DROPPED},   {GUMBO_TAG_CAPTION, ZB_TAG_BLOCK},
    {GUMBO_TAG_CENTER, ZB_TAG_BLOCK},   {GUMBO_TAG_DD, ZB_TAG_BLOCK},         {GUMBO_TAG_DETAILS, ZB_TAG_BLOCK},
    {GUMBO_TAG_DIR, ZB_TAG_BLOCK},      {GUMBO_TAG_DIV, ZB_TAG_BLOCK},        {GUMBO_TAG_DL, ZB_TAG_BLOCK},
    {GUMBO_TAG_DT, ZB_TAG_BLOCK},       {GUMBO_TAG_FIELDSET, ZB_TAG_BLOCK},   {GUMBO_TAG_FIGCAPTION, ZB_TAG_BLOCK},
    {GUMBO_TAG_FIGURE, ZB_TAG_BLOCK},   {GUMBO_TAG_FOOTER, ZB_TAG_DROPPED},   {GUMBO_TAG_FORM, ZB_TAG_BLOCK},
    {GUMBO_TAG_FRAMESET, ZB_TAG_DROPPED}, {GUMBO_TAG_H1, ZB_TAG_TITLE},       {GUMBO_TAG_H2, ZB_TAG_TITLE},
    {GUMBO_TAG_H3, ZB_TAG_TITLE},       {GUMBO_TAG_H4, ZB_TAG_TITLE},         {GUMBO_TAG_H5, ZB_TAG_TITLE},
    {GUMBO_TAG_H6, ZB_TAG_TITLE},       {GUMBO_TAG_HEAD, ZB_TAG_HEAD},        {GUMBO_TAG_HEADER, ZB_TAG_BLOCK},
    {GUMBO_TAG_HGROUP, ZB_TAG_BLOCK},   {GUMBO_TAG_HR, ZB_TAG_BREAK},         {GUMBO_TAG_HTML, ZB_TAG_BLOCK},
    {GUMBO_TAG_IFRAME, ZB_TAG_DROPPED}, {GUMBO_TAG_LEGEND, ZB_TAG_BLOCK},     {GUMBO_TAG_LI, ZB_TAG_BLOCK},
    {GUMBO_TAG_LINK, ZB_TAG_DROPPED},   {GUMBO_TAG_LISTING, ZB_TAG_PRE},      {GUMBO_TAG_MAIN, ZB_TAG_BLOCK},
    {GUMBO_TAG_MATH, ZB_TAG_DROPPED},   {GUMBO_TAG_MENU, ZB_TAG_DROPPED},     {GUMBO_TAG_META, ZB_TAG_META},
    {GUMBO_TAG_NAV, ZB_TAG_DROPPED},    {GUMBO_TAG_NOFRAMES, ZB_TAG_DROPPED}, {GUMBO_TAG_NOSCRIPT, ZB_TAG_DROPPED},
    {GUMBO_TAG_OBJECT, ZB_TAG_DROPPED}, {GUMBO_TAG_OL, ZB_TAG_BLOCK},         {GUMBO_TAG_OPTGROUP, ZB_TAG_DROPPED},
    {GUMBO_TAG_OPTION, ZB_TAG_DROPPED}, {GUMBO_TAG_P, ZB_TAG_BLOCK},          {GUMBO_TAG_PLAINTEXT, ZB_TAG_PRE},
    {GUMBO_TAG_PRE, ZB_TAG_PRE},        {GUMBO_TAG_RP, ZB_TAG_DROPPED},       {GUMBO_TAG_RT, ZB_TAG_DROPPED},
    {GUMBO_TAG_SCRIPT, ZB_TAG_DROPPED}, {GUMBO_TAG_SECTION, ZB_TAG_BLOCK},    {GUMBO_TAG_SELECT, ZB_TAG_DROPPED},
    {GUMBO_TAG_STYLE, ZB_TAG_DROPPED},  {GUMBO_TAG_SUMMARY, ZB_TAG_BLOCK},    {GUMBO_TAG_SVG, ZB_TAG_DROPPED},
    {GUMBO_TAG_TABLE, ZB_TAG_BLOCK},    {GUMBO_TAG_TBODY, ZB_TAG_BLOCK},      {GUMBO_TAG_TD, ZB_TAG_CELL},
    {GUMBO_TAG_TEMPLATE, ZB_TAG_DROPPED}, {GUMBO_TAG_TEXTAREA, ZB_TAG_DROPPED}, {GUMBO_TAG_TFOOT, ZB_TAG_BLOCK},
    {GUMBO_TAG_TH, ZB_TAG_CELL},        {GUMBO_TAG_THEAD, ZB_TAG_BLOCK},      {GUMBO_TAG_TR, ZB_TAG_ROW},
    {GUMBO_TAG_UL, ZB_TAG_BLOCK},       {GUMBO_TAG_VIDEO, ZB_TAG_DROPPED},    {GUMBO_TAG_AUDIO, ZB_TAG_DROPPED},
    {GUMBO_TAG_XMP, ZB_TAG_PRE},
};

zb_slice zb_html_attribute(const zb_node *node, const char *name) {
    const GumboElement *element = node->element;
    const GumboAttribute *found = element != NULL ? gumbo_get_attribute(&element->attributes, name) : NULL;
    return found != NULL ? zb_slice_of(found->value) : ZB_SLICE("");
}

/* style="display: none" or hidden */
static bool is_hidden(const zb_node *node) {
    const GumboElement *element = node->element;
    zb_slice style = zb_html_attribute(node, "style");
    char word[64];
    size_t used = 0;
    if (gumbo_get_attribute(&element->attributes, "hidden") != NULL)
        return true;
    for (size_t i = 0; i < style.size; i++) {
        if (is_blank(style.data[i]))
            continue;
        used = style.data[i] == ';' ? 0 : used;
        if (used < sizeof word && style.data[i] != ';')
            word[used++] = lower(style.data[i]);
        if (zb_slice_equal((zb_slice){word, used}, ZB_SLICE("display:none")))
            return true;
    }
    return false;
}

static zb_tag tag_of(const zb_node *node, const GumboElement *element) {
    zb_tag tag = ZB_TAG_INLINE;
    if (element->tag_namespace != GUMBO_NAMESPACE_HTML)
        return ZB_TAG_DROPPED;
    if (element->tag == GUMBO_TAG_A)
        tag = zb_html_attribute(node, "href").size > 0 ? ZB_TAG_LINK : ZB_TAG_INLINE;
    for (size_t i = 0; i < sizeof tags / sizeof tags[0]; i++) {
        if (tags[i].gumbo == element->tag)
            tag = tags[i].tag;
    }
    bool whole = element->tag == GUMBO_TAG_HTML || element->tag == GUMBO_TAG_BODY; /* hidden until a script shows it */
    return !whole && tag != ZB_TAG_HEAD && tag != ZB_TAG_META && is_hidden(node) ? ZB_TAG_DROPPED : tag;
}

/* The name as written, of tags that gumbo does not know; <ucapcontent> is one. */
static zb_slice name_of(const GumboElement *element) {
    GumboStringPiece name = element->original_tag;
    if (element->tag != GUMBO_TAG_UNKNOWN)
        return zb_slice_of(gumbo_normalized_tagname(element->tag));
    if (name.data == NULL || name.length == 0)
        return ZB_SLICE("");
    gumbo_tag_from_original_text(&name);
    return name.data != NULL ? (zb_slice){name.data, name.length} : ZB_SLICE("");
}

/* ---- the tree, flat ---------------------------------------------------------------------------------------------- */

static uint8_t small_number(zb_slice digits) {
    unsigned number = 0;
    for (size_t i = 0; i < digits.size && digits.data[i] >= '0' && digits.data[i] <= '9' && number < 100; i++)
        number = number * 10 + (unsigned)(digits.data[i] - '0');
    return (uint8_t)(number == 0 ? 1 : number < 100 ? number : 100);
}

static void read_element(zb_node *node, const GumboElement *element) {
    node->element = element;
    node->tag = (uint8_t)tag_of(node, element);
    node->text = name_of(element);
    node->columns = node->tag == ZB_TAG_CELL ? small_number(zb_html_attribute(node, "colspan")) : 1;
}

/* Elements that the page leaves out have no source. */
static bool find_source(const zb_html *html, zb_node *node, const char *from) {
    bool inside = from >= html->utf8.data && from < html->utf8.data + html->utf8.size;
    node->from = inside ? (uint32_t)(from - html->utf8.data) : 0;
    return inside;
}

/* False for what is no part of the text: comments, and texts that gumbo made up. */
static bool read_node(const zb_html *html, zb_node *node, const GumboNode *source) {
    if (source->type == GUMBO_NODE_ELEMENT || source->type == GUMBO_NODE_TEMPLATE) {
        read_element(node, &source->v.element);
        find_source(html, node, source->v.element.original_tag.data);
        return node->tag != ZB_TAG_BREAK || node->from > 0;
    }
    if (source->type == GUMBO_NODE_DOCUMENT || source->type == GUMBO_NODE_COMMENT)
        return false;
    node->tag = ZB_TAG_TEXT;
    node->text = zb_slice_of(source->v.text.text);
    return find_source(html, node, source->v.text.original_text.data);
}

/* Cells that reach down into rows below (rowspan): those rows' own cells begin beside them. */
enum { HELD_MOST = 64 }; /* more at a time are no table that anyone reads */
typedef struct held {
    uint32_t table, last_row;
    uint16_t column, columns;
} held;

typedef struct held_cells {
    held all[HELD_MOST];
    uint32_t count;
} held_cells;

static uint32_t table_of(const zb_html *html, uint32_t index) {
    while (index != 0 && !zb_slice_equal(zb_html_node(html, index)->text, ZB_SLICE("table")))
        index = zb_html_node(html, index)->parent;
    return index;
}

static void forget_passed(held_cells *cells, uint32_t table, uint16_t row) {
    uint32_t kept = 0;
    for (uint32_t i = 0; i < cells->count; i++)
        if (cells->all[i].table < table || (cells->all[i].table == table && cells->all[i].last_row >= row))
            cells->all[kept++] = cells->all[i];
    cells->count = kept; /* tables inside one that goes on are over */
}

/* What of the rows above stands at that column of the table; NULL: nothing. */
static const held *standing_at(const held_cells *cells, uint32_t table, uint16_t column) {
    for (uint32_t i = 0; i < cells->count; i++) {
        const held *cell = &cells->all[i];
        if (cell->table == table && column >= cell->column && column < cell->column + cell->columns)
            return cell;
    }
    return NULL;
}

/* A cell's place in its row: behind the row's cells so far, and beside what reaches down into the row. A row's own count is how
 * many columns it has so far, a table's how many rows. */
static void place_cell(const zb_html *html, zb_node *node, zb_node *row, held_cells *cells) {
    uint32_t table = table_of(html, node->parent);
    uint32_t last_row = zb_html_node(html, table)->column + small_number(zb_html_attribute(node, "rowspan")) - 1u;
    for (const held *above; (above = standing_at(cells, table, row->column)) != NULL;)
        row->column = (uint16_t)(above->column + above->columns);
    node->column = row->column;
    row->column = (uint16_t)(row->column < 1000 ? row->column + node->columns : 1000);
    if (last_row > zb_html_node(html, table)->column && cells->count < HELD_MOST)
        cells->all[cells->count++] = (held){table, last_row, node->column, node->columns};
}

/* What a node has from those above it. Parents come first, so one look is enough. */
static void place_node(zb_html *html, uint32_t index, uint32_t parent, held_cells *cells) {
    zb_node *node = zb_html_node(html, index), *above = zb_html_node(html, parent);
    bool own_line = node->tag >= ZB_TAG_BLOCK && node->tag <= ZB_TAG_CELL;
    node->parent = parent;
    node->linked_above = above->linked_above || above->tag == ZB_TAG_LINK;
    node->block = own_line ? index : above->block;
    node->cell = node->tag == ZB_TAG_CELL ? index : above->cell;
    if (node->tag == ZB_TAG_ROW) {
        zb_node *table = zb_html_node(html, table_of(html, parent));
        table->column = (uint16_t)(table->column < 60000 ? table->column + 1 : 60000);
        forget_passed(cells, table_of(html, parent), table->column);
    }
    if (node->tag == ZB_TAG_CELL && above->tag == ZB_TAG_ROW)
        place_cell(html, node, above, cells);
}

/* A list of nodes on the way down, and which of them is next. */
typedef struct level {
    const GumboVector *children;
    uint32_t next, parent;
} level;

static const GumboVector *children_of(const GumboNode *node) {
    if (node->type == GUMBO_NODE_DOCUMENT)
        return &node->v.document.children;
    return node->type == GUMBO_NODE_ELEMENT || node->type == GUMBO_NODE_TEMPLATE ? &node->v.element.children : NULL;
}

static bool push(zb_array *levels, const GumboVector *children, uint32_t parent) {
    level *added = zb_array_add(levels, 1);
    if (added != NULL)
        *added = (level){children, 0, parent};
    return added != NULL;
}

static bool flatten(zb_html *html, zb_array *levels) {
    const GumboNode *document = html->pool->output->document;
    zb_node *root = zb_array_add(&html->nodes, 1);
    if (root == NULL || !push(levels, children_of(document), 0))
        return false;
    root->tag = ZB_TAG_BLOCK;
    held_cells cells = {.count = 0};
    while (levels->count > 0) {
        level *top = zb_array_at(levels, levels->count - 1);
        if (top->next == top->children->length) {
            zb_html_node(html, top->parent)->end = (uint32_t)html->nodes.count;
            levels->count--;
            continue;
        }
        const GumboNode *source = top->children->data[top->next++];
        zb_node node = {0};
        uint32_t parent = top->parent, index = (uint32_t)html->nodes.count;
        if (!read_node(html, &node, source))
            continue;
        zb_node *kept = zb_array_add(&html->nodes, 1);
        if (kept == NULL)
            return false;
        node.end = index + 1;
        *kept = node;
        place_node(html, index, parent, &cells);
        if (children_of(source) != NULL && !push(levels, children_of(source), index))
            return false;
    }
    return true;
}

zhibiao_status zb_html_open(zb_html *html, const zb_memory *memory, zb_slice utf8, zhibiao_error *error) {
    *html = (zb_html){.memory = *memory, .utf8 = utf8};
    zb_array_init(&html->nodes, memory, sizeof(zb_node));
    if (utf8.size > PAGE_MOST)
        return zb_fail(error, ZHIBIAO_ERROR_LIMIT, "this HTML is larger than 32 MiB");
    html->pool = zb_get_zeroed(memory, 1, sizeof *html->pool);
    if (html->pool == NULL)
        return zb_out_of_memory(error);
    html->pool->memory = *memory;
    html->pool->most = POOL_LEAST + POOL_EACH * utf8.size;
    zhibiao_status status = parse(html->pool, skip_mark(utf8));
    if (status != ZHIBIAO_OK)
        return zb_fail(error, status, html->pool->reason);
    zb_array levels;
    zb_array_init(&levels, memory, sizeof(level));
    bool done = flatten(html, &levels);
    zb_array_clear(&levels);
    return done ? ZHIBIAO_OK : zb_out_of_memory(error);
}

void zb_html_clear(zb_html *html) {
    for (chunk *next = NULL; html->pool != NULL && html->pool->chunks != NULL; html->pool->chunks = next) {
        next = html->pool->chunks->next;
        zb_put(&html->memory, html->pool->chunks);
    }
    zb_put(&html->memory, html->pool);
    html->pool = NULL;
    zb_array_clear(&html->nodes);
}

#endif
