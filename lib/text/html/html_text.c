/* A web page as text: the article's lines, each character with its way back to the bytes of the page.
 *
 *     <p>新增就业<b>24</b>.<b>64</b>万人，</p><p>完成计划的107&#37;。</p>
 *
 *     新增就业24.64万人，⏎完成计划的107%。
 *             └───────┘ the span of 24.64万人 goes from the first digit to 人 and covers the tags between
 *                                  └───┘ that of 107% ends behind the entity: one character here, five in the page
 *
 * Tags inside a line are no breaks; <br> and the ends of paragraphs, items and rows are. Cells of a row are parted by tabs, an
 * empty one by a tab more. White space is what a browser makes of it: one blank, however long, and none at a line's ends
 * or where the source breaks its line between two Chinese characters; those of &nbsp; stay.
 *
 * What a text says and what stands in the source differ by entities, by tags that the parser ignored, and by line ends. `align`
 * walks both side by side. Pieces are taken in the order of the source, so that no span runs backwards: the tree has what was
 * written straight into a <table> before that table. */
#include <stdlib.h>

#include "html.h"

/* ---- the way back ------------------------------------------------------------------------------------------ */

/* One page while it is written. */
typedef struct writer {
    const zb_html *html;
    zb_buffer *out;
    zb_array *runs;        /* NULL: nobody asks where it came from */
    const zb_array *decoded;
    size_t run;            /* of the decoded ones: where we are */
    uint32_t byte, point;  /* of the input: behind what was written last */
    uint32_t last;         /* the text that was written last, 0 none yet */
    uint32_t breaks;       /* <br> since */
    bool blank;            /* white space since */
    bool line_end;         /* with a line's end in it */
    bool entity;           /* what was read last was one */
    uint32_t at;           /* how far the source was read */
} writer;

typedef struct place {
    uint32_t byte, point;
} place;

/* Where offset `at` of the UTF-8 stands in the input; asked with growing offsets. *end: where its run ends. */
static place place_of(writer *w, uint32_t at, const zb_run **found, uint32_t *end) {
    const zb_run *runs = w->decoded->data;
    size_t count = w->decoded->count;
    while (w->run + 1 < count && runs[w->run + 1].flow <= at)
        w->run++;
    const zb_run *run = &runs[w->run];
    uint32_t before = (at - run->flow) / run->flow_width;
    *found = run;
    *end = w->run + 1 < count ? runs[w->run + 1].flow : (uint32_t)w->html->utf8.size;
    return (place){run->byte + before * run->byte_width, run->point + before};
}

static void add_run(writer *w, zb_run run) {
    zb_run *added = zb_array_add(w->runs, 1);
    if (added != NULL)
        *added = run;
}

static uint32_t written(const writer *w) {
    return (uint32_t)w->out->bytes.count;
}

/* A character of our own: a break, or the blank that stands for white space. It has no width in the input. */
static void put_made(writer *w, char c) {
    if (w->runs != NULL)
        add_run(w, (zb_run){written(w), w->byte, w->point, 1, 0, 0});
    zb_buffer_add_byte(w->out, c);
}

/* Bytes of the source as they are. */
static void put_source(writer *w, uint32_t at, uint32_t size) {
    uint32_t flow = written(w), stop = 0, end = at + size;
    zb_buffer_add(w->out, (zb_slice){w->html->utf8.data + at, size});
    while (w->runs != NULL && at < end) {
        const zb_run *run = NULL;
        place from = place_of(w, at, &run, &stop);
        uint32_t to = stop < end ? stop : end, count = (to - at) / run->flow_width;
        add_run(w, (zb_run){flow, from.byte, from.point, run->flow_width, run->byte_width, 0});
        w->byte = from.byte + count * run->byte_width;
        w->point = from.point + count;
        flow += to - at;
        at = to;
    }
}

/* One character for [at, end) of the source: an entity, or what came with one and has no width of its own. */
static void put_character(writer *w, zb_slice character, uint32_t at, uint32_t end) {
    const zb_run *run = NULL;
    uint32_t stop = 0;
    zb_run made = {written(w), w->byte, w->point, (uint8_t)character.size, 0, 0};
    if (w->runs != NULL && end > at) {
        place from = place_of(w, at, &run, &stop), to = place_of(w, end - 1, &run, &stop);
        uint32_t bytes = to.byte + run->byte_width - from.byte, more = to.point - from.point;
        made.byte = from.byte;
        made.point = from.point;
        made.byte_width = (uint8_t)(bytes < UINT8_MAX ? bytes : UINT8_MAX);
        made.more = (uint8_t)(more < UINT8_MAX ? more : UINT8_MAX);
        w->byte = to.byte + run->byte_width;
        w->point = to.point + 1;
    }
    if (w->runs != NULL)
        add_run(w, made);
    zb_buffer_add(w->out, character);
}

/* ---- breaks ---------------------------------------------------------------------------------------------- */

enum { CELL_MOST = 180 }; /* bytes in a table's cell; longer ones are columns of a page */

/* Index 0 is the document, and so no cell. */
static bool is_small_cell(const zb_html *html, uint32_t cell) {
    const zb_node *node = zb_html_node(html, cell), *row = zb_html_node(html, node->parent);
    return cell != 0 && node->plain <= CELL_MOST && row->tag == ZB_TAG_ROW && row->column > 1;
}

static void put_tabs(writer *w, uint32_t count) {
    for (uint32_t i = 0; i < count && i < 64; i++)
        put_made(w, '\t');
}

/* What stands between the text written last and `next`. */
static void part(writer *w, uint32_t next) {
    const zb_html *html = w->html;
    const zb_node *before = zb_html_node(html, w->last), *after = zb_html_node(html, next);
    bool small = is_small_cell(html, after->cell), same_cell = before->cell == after->cell;
    const zb_node *left = zb_html_node(html, before->cell), *right = zb_html_node(html, after->cell);
    bool same_row = small && is_small_cell(html, before->cell) && left->parent == right->parent;
    if (w->last != 0 && ((before->block == after->block && w->breaks == 0) || (small && same_cell))) {
        if (w->blank || before->block != after->block || w->breaks > 0)
            put_made(w, ' ');
    } else if (w->last != 0 && same_row && right->column > left->column) {
        put_tabs(w, (uint32_t)right->column - left->column);
    } else {
        if (w->last != 0)
            put_made(w, '\n');
        if (w->last != 0 && w->breaks > 1)
            put_made(w, '\n');
        put_tabs(w, small ? right->column : 0);
    }
    w->last = next;
    w->breaks = 0;
    w->blank = w->line_end = false;
}

/* ---- texts ------------------------------------------------------------------------------------------------- */

static bool is_blank(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static zb_slice without(zb_slice text, size_t size) {
    return size < text.size ? (zb_slice){text.data + size, text.size - size} : ZB_SLICE("");
}

static bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_alphanumeric(char c) {
    return is_letter(c) || (c >= '0' && c <= '9');
}

/* Behind the tag or comment at `at`. */
static uint32_t behind_markup(zb_slice page, uint32_t at, uint32_t end) {
    char quote = 0;
    bool comment = end - at >= 4 && memcmp(page.data + at, "<!--", 4) == 0;
    for (uint32_t i = at + 1; i < end; i++) {
        char c = page.data[i];
        if (comment ? c == '>' && i >= at + 6 && page.data[i - 1] == '-' && page.data[i - 2] == '-' : c == '>' && !quote)
            return i + 1;
        if (!comment && (c == '"' || c == '\''))
            quote = quote == c ? 0 : quote ? quote : page.data[i - 1] == '=' ? c : 0;
    }
    return end;
}

/* Names that may stand without their semicolon, as far as anybody writes them. */
static const char *const bare_entities[] = {"nbsp", "lt",  "gt",     "quot",   "amp",    "copy",  "reg",   "middot", "times", "divide",
                                            "deg",  "plusmn", "sup2", "sup3", "frac12", "laquo", "raquo", "yen",    "sect",  "para"};

static uint32_t bare_length(zb_slice page, uint32_t at, uint32_t length) {
    for (size_t i = 0; i < sizeof bare_entities / sizeof bare_entities[0]; i++) {
        zb_slice name = zb_slice_of(bare_entities[i]);
        if (zb_slice_starts((zb_slice){page.data + at, length}, name))
            return (uint32_t)name.size;
    }
    return length;
}

/* Behind the entity at `at`, which is an ampersand. */
static uint32_t behind_entity(zb_slice page, uint32_t at, uint32_t end) {
    uint32_t from = at + 1, to = from;
    bool number = from < end && page.data[from] == '#';
    to += number;
    while (to < end && is_alphanumeric(page.data[to]))
        to++;
    if (to < end && page.data[to] == ';')
        return to + 1;
    return number ? to : from + bare_length(page, from, to - from);
}

/* An ampersand that is one in the text too: &amp; or &. */
static bool is_bare_ampersand(zb_slice page, uint32_t at, uint32_t end) {
    zb_slice rest = {page.data + at, end - at};
    return !zb_slice_starts(rest, ZB_SLICE("&amp")) && !zb_slice_starts(rest, ZB_SLICE("&AMP")) &&
           !zb_slice_starts(rest, ZB_SLICE("&#"));
}

static bool begins_markup(zb_slice page, uint32_t at, uint32_t end) {
    char next = at + 1 < end ? page.data[at + 1] : ' ';
    return page.data[at] == '<' && (is_letter(next) || next == '/' || next == '!' || next == '?');
}

/* How many bytes from here on are the same in both, nothing among them that needs a closer look. */
static uint32_t same_length(zb_slice page, uint32_t at, uint32_t end, zb_slice said) {
    uint32_t length = 0;
    while (at + length < end && length < said.size && page.data[at + length] == said.data[length] &&
           !is_blank(said.data[length]) && said.data[length] != '&' && said.data[length] != '<' && said.data[length] != '\xC2')
        length++;
    while (length > 0 && length < said.size && ((unsigned char)said.data[length] & 0xC0) == 0x80)
        length--; /* whole characters only */
    return length;
}

static bool is_replacement(zb_slice said) {
    return zb_slice_starts(said, ZB_SLICE("\xEF\xBF\xBD"));
}

/* The blank that does not break, U+00A0: a plain one to the layout, but each stays. Other characters of its lead pass here too. */
static bool is_fixed_blank(zb_slice said) {
    return zb_slice_starts(said, ZB_SLICE("\xC2\xA0"));
}

/* What one step of `align` went over: so much of the source, so much of what it says. */
typedef struct step {
    uint32_t source, said;
} step;

static step take_blank(writer *w, const zb_node *node, uint32_t at, uint32_t end, char d) {
    zb_slice page = w->html->utf8;
    bool pair = page.data[at] == '\r' && at + 1 < end && page.data[at + 1] == '\n';
    w->blank = true;
    w->line_end = w->line_end || d == '\n';
    w->breaks += d == '\n' && zb_html_node(w->html, node->block)->tag == ZB_TAG_PRE;
    w->entity = page.data[at] == '&';
    return (step){w->entity ? behind_entity(page, at, end) - at : pair ? 2 : 1, 1};
}

/* Chinese, Japanese, full-width: three bytes with these leads. */
static bool is_wide_lead(char lead) {
    return ((unsigned char)lead >= 0xE3 && (unsigned char)lead <= 0xE9) || (unsigned char)lead == 0xEF;
}

/* A line's end in the source is no blank between two characters that are written without. */
static bool is_idle_line_end(const writer *w, zb_slice said) {
    zb_slice out = zb_buffer_slice(w->out);
    return w->line_end && out.size >= 3 && is_wide_lead(out.data[out.size - 3]) && is_wide_lead(said.data[0]);
}

static void part_if_needed(writer *w, uint32_t index, zb_slice said) {
    w->blank = w->blank && !is_idle_line_end(w, said);
    w->line_end = false;
    if (w->blank || w->last != index || w->breaks > 0)
        part(w, index);
}

/* One step along a text and its source: something of both, or of the source alone. */
static step align(writer *w, uint32_t index, uint32_t at, uint32_t end, zb_slice said) {
    zb_slice page = w->html->utf8;
    char c = page.data[at], d = said.data[0];
    uint32_t length = same_length(page, at, end, said), width = (uint32_t)zb_utf8_width((unsigned char)d), to = at + 1;
    if (length > 0) {
        part_if_needed(w, index, said);
        put_source(w, at, length);
        w->entity = false;
        return (step){length, length};
    }
    if (is_blank(d) && (is_blank(c) || c == '&'))
        return take_blank(w, zb_html_node(w->html, index), at, end, d);
    if (c != d && begins_markup(page, at, end))
        return (step){behind_markup(page, at, end) - at, 0};
    if (c == '&' && !(d == '&' && is_bare_ampersand(page, at, end)))
        to = behind_entity(page, at, end);
    else if (w->entity && c != d)
        to = at; /* the second character of an entity of two */
    else if (c != d && !(c == '\0' && is_replacement(said)))
        return (step){(uint32_t)zb_utf8_width((unsigned char)c), 0}; /* not in the text: a line end behind <pre> */
    part_if_needed(w, index, said);
    zb_slice character = {said.data, width < said.size ? width : said.size};
    if (c == '\xC2' && to == at + 1)
        to = at + width;
    put_character(w, is_fixed_blank(said) ? ZB_SLICE(" ") : character, at, to < end ? to : end);
    w->entity = c == '&' && to > at + 1;
    return (step){(to < end ? to : end) - at, width};
}

static void write_text(writer *w, uint32_t index, uint32_t end) {
    const zb_node *node = zb_html_node(w->html, index);
    zb_slice said = node->text;
    uint32_t at = w->at > node->from ? w->at : node->from;
    w->entity = false;
    while (said.size > 0 && at < end) {
        step done = align(w, index, at, end, said);
        at += done.source;
        said = done.said < said.size ? (zb_slice){said.data + done.said, said.size - done.said} : ZB_SLICE("");
    }
    w->at = at;
    for (; said.size > 0; said = without(said, zb_utf8_width((unsigned char)said.data[0]))) { /* its source is not where we looked */
        if (is_blank(said.data[0]))
            continue;
        part_if_needed(w, index, said);
        put_character(w, (zb_slice){said.data, zb_utf8_width((unsigned char)said.data[0])}, at, at);
    }
}

/* ---- pieces ------------------------------------------------------------------------------------------------- */

typedef struct piece {
    uint32_t from, node;
} piece;

static int by_source(const void *a, const void *b) {
    const piece *left = a, *right = b;
    if (left->from != right->from)
        return left->from < right->from ? -1 : 1;
    return left->node < right->node ? -1 : left->node > right->node;
}

/* Texts and breaks, in the order of the source. */
static bool list_pieces(const zb_html *html, zb_stretch stretch, zb_array *pieces) {
    bool sorted = true;
    uint32_t last = 0;
    for (uint32_t i = stretch.first; i < stretch.end && i < html->nodes.count;) {
        const zb_node *node = zb_html_node(html, i);
        bool passed = node->tag == ZB_TAG_DROPPED || node->tag == ZB_TAG_HEAD;
        if (node->tag == ZB_TAG_TEXT || node->tag == ZB_TAG_BREAK) {
            piece *added = zb_array_add(pieces, 1);
            if (added == NULL)
                return false;
            *added = (piece){node->from, i};
            sorted = sorted && node->from >= last;
            last = node->from;
        }
        i = passed ? node->end : i + 1;
    }
    if (!sorted)
        qsort(pieces->data, pieces->count, sizeof(piece), by_source);
    return true;
}

static bool write_stretch(writer *w, zb_stretch stretch) {
    zb_array pieces;
    zb_array_init(&pieces, &w->html->memory, sizeof(piece));
    bool done = list_pieces(w->html, stretch, &pieces);
    const piece *all = pieces.data;
    for (size_t i = 0; done && i < pieces.count; i++) {
        uint32_t end = i + 1 < pieces.count ? all[i + 1].from : (uint32_t)w->html->utf8.size;
        if (zb_html_node(w->html, all[i].node)->tag == ZB_TAG_BREAK)
            w->breaks++;
        else
            write_text(w, all[i].node, end);
    }
    zb_array_clear(&pieces);
    return done;
}

bool zb_page_write(const zb_html *html, const zb_stretch *stretches, size_t count, const zb_array *decoded, zb_buffer *out,
                   zb_array *runs) {
    writer w = {.html = html, .out = out, .runs = runs, .decoded = decoded};
    bool done = true;
    for (size_t i = 0; done && i < count; i++) {
        done = write_stretch(&w, stretches[i]);
        w.breaks++;
    }
    return done && !out->bytes.failed && (runs == NULL || !runs->failed);
}

/* ---- is it HTML? ---------------------------------------------------------------------------------------------- */

static bool starts_with_word(zb_slice text, const char *word) {
    size_t size = strlen(word);
    return text.size >= size && zb_same_word((zb_slice){text.data, size}, zb_slice_of(word)) &&
           (text.size == size || !is_alphanumeric(text.data[size]));
}

/* Past the byte order mark, white space, comments and <?xml …?>. */
static zb_slice skip_prologue(zb_slice text) {
    if (zb_slice_starts(text, ZB_SLICE("\xEF\xBB\xBF")))
        text = without(text, 3);
    for (;;) {
        while (text.size > 0 && is_blank(text.data[0]))
            text = without(text, 1);
        if (!zb_slice_starts(text, ZB_SLICE("<!--")) && !zb_slice_starts(text, ZB_SLICE("<?xml")))
            return text;
        text = without(text, behind_markup(text, 0, (uint32_t)text.size));
    }
}

/* A page begins with one of these; prose that speaks of <b> does not. */
static bool is_page(zb_slice text) {
    static const char *const openings[] = {"<!doctype html", "<html",  "<head",    "<meta", "<title",  "<script", "<style", "<link",
                                           "<base",          "<body", "<div",     "<p",    "<table",  "<article", "<main", "<section",
                                           "<h1",            "<h2",   "<ucapcontent"};
    zb_slice rest = skip_prologue(text);
    for (size_t i = 0; i < sizeof openings / sizeof openings[0]; i++) {
        if (starts_with_word(rest, openings[i]))
            return true;
    }
    return false;
}

/* ---- the whole -------------------------------------------------------------------------------------------------- */

void zb_page_init(zb_page *page, const zb_memory *memory) {
    memset(page, 0, sizeof *page);
    zb_buffer_init(&page->title, memory);
    zb_buffer_init(&page->source, memory);
}

void zb_page_clear(zb_page *page) {
    zb_buffer_clear(&page->title);
    zb_buffer_clear(&page->source);
    page->html = page->unmatched = false;
    page->date = (zhibiao_date){0, 0, 0};
}

/* The title's own line, then what holds the article. */
static bool list_stretches(const zb_html *html, const zb_array *found, uint32_t heading, zb_array *stretches) {
    const uint32_t *articles = found->data;
    for (size_t i = 0; i < found->count + (heading != 0); i++) {
        uint32_t index = i < found->count ? articles[i] : heading;
        zb_stretch *added = zb_array_add(stretches, 1);
        if (added == NULL)
            return false;
        *added = (zb_stretch){index + 1, zb_html_node(html, index)->end};
    }
    if (heading != 0) { /* it was added last and stands first */
        zb_stretch *all = stretches->data, last = all[found->count];
        memmove(all + 1, all, found->count * sizeof *all);
        all[0] = last;
    }
    return true;
}

static bool convert(zb_text *text, zb_html *html, zb_buffer *out, zb_array *runs) {
    zb_array found, stretches;
    zb_slice selector = zb_slice_of(text->select);
    uint32_t heading = 0;
    zb_array_init(&found, &html->memory, sizeof(uint32_t));
    zb_array_init(&stretches, &html->memory, sizeof(zb_stretch));
    bool done = zb_main_find(html, selector, &found);
    uint32_t first = done && found.count > 0 ? *(uint32_t *)found.data : 0;
    text->page.unmatched = done && found.count == 0;
    done = done && zb_facts_find(html, first, &text->page, &heading) &&
           list_stretches(html, &found, selector.size > 0 ? 0 : heading, &stretches) &&
           zb_page_write(html, stretches.data, stretches.count, &text->decoded.runs, out, runs);
    zb_array_clear(&found);
    zb_array_clear(&stretches);
    return done;
}

zhibiao_status zb_page_read(zb_text *text, zhibiao_error *error) {
    const zb_memory *memory = &text->runs.memory;
    zb_slice utf8 = zb_buffer_slice(&text->decoded.utf8);
    zb_page_clear(&text->page);
    if (text->select != NULL && zb_select_check(zb_slice_of(text->select), error) != ZHIBIAO_OK)
        return ZHIBIAO_ERROR_ARGUMENT;
    if (text->input == ZHIBIAO_INPUT_TEXT || (text->input == ZHIBIAO_INPUT_AUTO && !is_page(utf8)))
        return ZHIBIAO_OK;
    zb_html html;
    zb_buffer out;
    zb_array runs;
    zb_buffer_init(&out, memory);
    zb_array_init(&runs, memory, sizeof(zb_run));
    text->page.html = true;
    zhibiao_status status = zb_html_open(&html, memory, utf8, error);
    if (status == ZHIBIAO_OK && !convert(text, &html, &out, &runs))
        status = zb_out_of_memory(error);
    zb_html_clear(&html);
    zb_buffer_clear(status == ZHIBIAO_OK ? &text->decoded.utf8 : &out);
    zb_array_clear(status == ZHIBIAO_OK ? &text->decoded.runs : &runs);
    if (status == ZHIBIAO_OK) {
        text->decoded.utf8 = out;
        text->decoded.runs = runs;
    }
    return status;
}
