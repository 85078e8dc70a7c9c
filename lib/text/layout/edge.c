/* What stands at a page's edges and is no part of the text.
 *
 *     — 4 —   - 12 -   第 3 页   第3页 共12页        page marks, wherever they stand
 *     ␌云溪市国民经济和社会发展公报     7            a header behind a form feed, on this page and on others
 *     总 则 ............................ 3           a line of a table of contents: its leader and number go
 *     幸福民生幸福民生                               a headline that was drawn twice
 *
 * A header or footer shows itself: digits and blanks aside it is the same on several pages, first or second from the
 * page's edge. Pages end at form feeds and at page marks. */
#include "layout.h"

enum { EDGE_WIDEST = 90, DEEP = 2 };

/* ---- page marks ---------------------------------------------------------------------------------------- */

/* Numbers and what may surround them, or a drawn line; nothing else must be there. */
static bool is_page_mark(const zb_pages *p, const zb_text_line *line) {
    static const char *const around = "-—―─–－·•~～";
    zb_cursor c = {p->utf8.data + line->start, p->utf8.data + line->end}, rest;
    int digits = 0;
    if (line->width > 24 || (zb_char_is_plain((unsigned char)*c.at) && memcmp(c.at, "第", 3) != 0))
        return false;
    bool dashes = zb_accept(&c, around), page = !dashes && zb_accept(&c, "第");
    if (!dashes && !page)
        return false;
    while (zb_accept(&c, around))
        ;
    while (digits < 5 && zb_accept(&c, "0123456789"))
        digits++;
    if (digits == 0 || digits > 4)
        return digits == 0 && dashes && zb_peek(c, &rest) == 0;
    if (page) {
        if (!zb_accept(&c, "页"))
            return false;
        zb_accept(&c, "，,/");
        if (zb_accept(&c, "共")) {
            while (zb_accept(&c, "0123456789"))
                ;
            zb_accept(&c, "页");
        }
    } else if (!zb_accept(&c, around)) {
        return false;
    }
    while (zb_accept(&c, around))
        ;
    return zb_peek(c, &rest) == 0;
}

/* ---- headers and footers ---------------------------------------------------------------------------------- */

static zb_edge_line read_edge(const zb_pages *p, size_t index) {
    const zb_text_line *line = zb_line_at(p, index);
    zb_cursor c = {p->utf8.data + line->start, p->utf8.data + line->end};
    zb_edge_line e = {(uint32_t)index, 2166136261u, true};
    for (uint32_t point = zb_peek(c, &c); point != 0; point = zb_peek(c, &c)) {
        if (zb_is_digit(point))
            continue;
        e.hash = (e.hash ^ point) * 16777619u;
        e.number = false;
    }
    return e;
}

static bool may_be_edge(const zb_text_line *line) {
    return line->width <= EDGE_WIDEST && line->ending == ZB_END_NONE && !(line->flags & ZB_LINE_INNER);
}

/* The lines beside each page's end. */
static bool collect_edges(const zb_pages *p, zb_array *edges, uint32_t *pages) {
    size_t count = p->lines.count, done = 0;
    *pages = 1;
    for (size_t i = 0; i <= count; i++) {
        const zb_text_line *line = i < count ? zb_line_at(p, i) : NULL;
        bool ends = line && line->flags & (ZB_LINE_PAGE | ZB_LINE_GONE);
        *pages += ends;
        if (!ends && i > 0 && i < count)
            continue;
        size_t from = i < done + DEEP ? done : i - DEEP;
        for (size_t k = from; k < count && k < i + DEEP + 1; k++) {
            if (zb_line_at(p, k)->flags & ZB_LINE_GONE || !may_be_edge(zb_line_at(p, k)))
                continue;
            zb_edge_line *kept = zb_array_add(edges, 1);
            if (!kept)
                return false;
            *kept = read_edge(p, k);
        }
        done = i + DEEP + 1;
    }
    return true;
}

/* How often each is there, by a table of twice their number. */
static bool drop_repeated(const zb_pages *p, const zb_array *edges, uint32_t pages) {
    typedef struct slot {
        uint32_t hash, count;
    } slot;
    size_t size = 16;
    while (size < edges->count * 2)
        size *= 2;
    slot *slots = zb_pages_room(p, size * sizeof *slots);
    const zb_edge_line *items = edges->data;
    for (int pass = 0; slots && pass < 2; pass++) {
        for (size_t i = 0; i < edges->count; i++) {
            size_t k = items[i].hash & (size - 1);
            while (slots[k].count && slots[k].hash != items[i].hash)
                k = (k + 1) & (size - 1);
            slots[k].hash = items[i].hash;
            slots[k].count += pass == 0;
            bool repeated = slots[k].count >= 2 && slots[k].count * 3 >= pages;
            if (pass == 1 && repeated && (!items[i].number || zb_line_at(p, items[i].line)->width <= 4))
                zb_line_at(p, items[i].line)->flags |= ZB_LINE_GONE;
        }
    }
    return slots != NULL;
}

/* ---- lines that say too much -------------------------------------------------------------------------------- */

/* Takes the leader and the page number off: 总则 ……… 3. What is left is no heading: the text has it once more. */
static void drop_leader(const zb_pages *p, zb_text_line *line) {
    const char *start = p->utf8.data + line->start, *end = p->utf8.data + line->end, *at = end;
    int dots = 0;
    while (at > start && zb_is_digit((unsigned char)at[-1]))
        at--;
    if (at == end || end - at > 4)
        return;
    while (at > start) {
        const char *before = at;
        uint32_t point = zb_last_point(start, &before);
        if (!zb_is_among(point, ".…·．⋯ 　\t"))
            break;
        dots += point == 0x2026 || point == 0x22EF ? 3 : point != ' ' && point != '\t' && point != 0x3000;
        at = before;
    }
    if (dots < 4 || at == start)
        return;
    line->end = (uint32_t)(at - p->utf8.data);
    line->ending = ZB_END_NONE;
    line->flags = ZB_LINE_NOTE | (line->flags & ZB_LINE_PAGE);
}

/* 幸福民生幸福民生: four characters at least, twice. */
static void drop_double(const zb_pages *p, zb_text_line *line) {
    const char *start = p->utf8.data + line->start;
    uint32_t size = line->end - line->start, half = size / 2;
    if (line->width < 16 || line->width > EDGE_WIDEST || size % 2 || line->ending != ZB_END_NONE || line->mark)
        return;
    if (zb_char_is_plain((unsigned char)*start) && memcmp(start, start + half, half) == 0 &&
        memcmp(start, start + 3, half - 3) != 0) {
        line->end -= half;
        line->width /= 2;
        line->points /= 2;
        line->wide /= 2;
    }
}

/* ---- the pass ------------------------------------------------------------------------------------------------- */

bool zb_edges_drop(zb_pages *p) {
    zb_array *edges = &p->text->edges;
    uint32_t pages = 0;
    bool done = true, ends = false;
    for (size_t i = 0; i < p->lines.count; i++) {
        zb_text_line *line = zb_line_at(p, i);
        if (line->ending == ZB_END_NONE || line->ending == ZB_END_OPEN)
            line->flags |= is_page_mark(p, line) ? ZB_LINE_GONE : 0;
        if (zb_is_digit((unsigned char)p->utf8.data[line->end - 1]))
            drop_leader(p, line);
        drop_double(p, line);
        ends = ends || line->flags & (ZB_LINE_GONE | ZB_LINE_PAGE);
    }
    if (p->paged && p->lines.count > 1) { /* the only page's number */
        zb_text_line *last = zb_line_at(p, p->lines.count - 1);
        last->flags |= last->flags & ZB_LINE_BARE && last->width <= 4 ? ZB_LINE_GONE : 0;
        ends = true;
    }
    if (ends) {
        done = collect_edges(p, edges, &pages) && drop_repeated(p, edges, pages);
        zb_lines_drop_gone(p);
    }
    return done;
}
