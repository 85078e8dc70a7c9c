/* Pages of two columns or three whose lines were written out side by side (pdftotext -layout): each column becomes lines of
 * its own, the left one first.
 *
 *     　　截至12月末，全市新建        管网162公里，新增停车          the right column begins at one position in every
 *     公厕84座，改造老旧小区          泊位8640个。                   line, and there is blank paper before it
 *     126个，惠及居民3.78万户，            全年植树2万株。           (an indented paragraph begins a little later)
 *
 * Positions are counted in characters, as pdftotext pads, or in columns of a fixed-width screen. Tables look alike, and were
 * found before; what is left must be prose: both sides broad. A line that crosses the gap (a headline) ends the columns. */
#include "layout.h"

enum { POSITIONS = 256, LINES_LEAST = 5, BROAD = 16, LATER = 4, COLUMNS_MOST = 3 };

/* Where a line is blank before position x, and what stands there. */
typedef struct halves {
    const char *left_end;    /* behind the last character before x; the line's start when there is none */
    const char *right_start; /* NULL: nothing stands at x or behind it */
    uint32_t at;             /* the right half's position */
    bool crossed;            /* no blank paper before x */
} halves;

static uint32_t step(const char *at, size_t width, zb_char_kind kind, bool wide) {
    if (kind == ZB_NOTHING)
        return 0;
    return *at == '\t' ? 8 : wide && width > 1 ? 2 : 1;
}

static const char *begin_of(const zb_pages *p, const zb_text_line *line) {
    const char *at = p->utf8.data + line->start;
    while (at > p->utf8.data && !(at[-1] >= '\n' && at[-1] <= '\r'))
        at--;
    return at;
}

/* Counts the positions where something stands behind a gap. */
static void count_starts(const zb_pages *p, const zb_text_line *line, bool wide, uint32_t counts[POSITIONS]) {
    const char *at = begin_of(p, line), *end = p->utf8.data + line->end;
    uint32_t position = 0, gap = 0;
    for (size_t width = 0; at < end && position < POSITIONS; at += width) {
        zb_char_kind kind = zb_char_at(at, &width);
        if (kind == ZB_SPACE || kind == ZB_NOTHING) {
            gap += kind == ZB_SPACE;
        } else {
            counts[position] += gap >= 2 && position >= BROAD;
            gap = 0;
        }
        position += step(at, width, kind, wide);
    }
}

static halves split_at(const zb_pages *p, const zb_text_line *line, uint32_t x, bool wide) {
    const char *at = begin_of(p, line), *end = p->utf8.data + line->end;
    const char *start = p->utf8.data + line->start; /* which is behind another column, where that was parted before */
    halves h = {start, NULL, 0, false};
    uint32_t position = 0, blank = 2;
    for (size_t width = 0; at < end; at += width) {
        if (zb_char_is_plain((unsigned char)*at) && (position < x || at < start)) { /* nearly all */
            width = 3;
            blank = 0;
            h.left_end = at + 3;
            position += wide ? 2 : 1;
            continue;
        }
        zb_char_kind kind = zb_char_at(at, &width);
        uint32_t wider = step(at, width, kind, wide);
        if (kind == ZB_SPACE) {
            blank += wider;
        } else if (kind != ZB_NOTHING) {
            if (position >= x && at >= start) {
                h.right_start = at;
                h.at = position;
                h.crossed = blank < 2 || position > x + BROAD;
                return h;
            }
            blank = 0;
            h.left_end = at + width;
        }
        position += wider;
    }
    return h;
}

/* The position behind the gap that most lines of a page share; 0 for none. */
static uint32_t find_gutter(const zb_pages *p, size_t first, size_t end, bool wide, uint32_t *most) {
    uint32_t counts[POSITIONS] = {0}, x = 0;
    for (size_t i = first; i < end; i++) {
        if ((zb_line_at(p, i)->flags & (ZB_LINE_GAP | ZB_LINE_ROW)) == ZB_LINE_GAP)
            count_starts(p, zb_line_at(p, i), wide, counts);
    }
    for (uint32_t i = BROAD; i < POSITIONS; i++)
        x = counts[i] > counts[x] ? i : x;
    uint32_t indented = x; /* where most lines begin a paragraph, the column begins a little before */
    for (uint32_t i = indented > BROAD + LATER ? indented - LATER : BROAD; i < indented && x == indented; i++)
        x = counts[i] > 1 && counts[i] * 4 >= counts[indented] ? i : x;
    *most = 0;
    for (uint32_t i = x; i <= x + LATER && i < POSITIONS; i++)
        *most += counts[i];
    return *most >= LINES_LEAST ? x : 0;
}

/* Lines first..end of the page stand side by side from position x on. */
typedef struct spread {
    size_t first, end;
    uint32_t x;
    bool wide;
} spread;

/* Grows from *first as far as no line crosses the gutter; whether both sides are prose there. */
static bool find_spread(const zb_pages *p, spread *s, size_t end) {
    uint32_t pairs = 0, broad = 0;
    for (; s->first < end; s->first++) { /* to the first line with something on the right */
        const zb_text_line *line = zb_line_at(p, s->first);
        halves h = split_at(p, line, s->x, s->wide);
        if (h.right_start && !h.crossed && !(line->flags & ZB_LINE_ROW) && h.at <= s->x + LATER)
            break;
    }
    for (s->end = s->first; s->end < end; s->end++) {
        const zb_text_line *line = zb_line_at(p, s->end);
        halves h = split_at(p, line, s->x, s->wide);
        if (h.crossed || line->flags & ZB_LINE_ROW)
            break;
        const char *start = p->utf8.data + line->start, *stop = p->utf8.data + line->end;
        if (h.right_start && h.left_end > start) {
            pairs++;
            broad += h.left_end - start >= BROAD && stop - h.right_start >= BROAD;
        }
    }
    return pairs >= LINES_LEAST && broad * 2 >= pairs;
}

/* Adds half a line as one of its own. */
static bool add_half(zb_pages *p, zb_array *lines, const zb_text_line *line, const char *from, const char *to, uint32_t indent) {
    zb_text_line half = {.blanks = line->blanks, .indent = (uint8_t)(indent < 100 ? indent : 100)};
    half.start = (uint32_t)(from - p->utf8.data);
    half.end = (uint32_t)(to - p->utf8.data);
    if (!zb_line_look(p, &half))
        return true;
    zb_text_line *kept = zb_array_push(lines);
    if (kept)
        *kept = half;
    return kept != NULL;
}

static bool add_halves(zb_pages *p, zb_array *lines, const spread *s) {
    uint32_t scale = s->wide ? 1 : 2; /* a blank that stands for a character is two columns of it */
    for (int side = 0; side < 2; side++) {
        for (size_t i = s->first; i < s->end; i++) {
            const zb_text_line *line = zb_line_at(p, i);
            const char *start = p->utf8.data + line->start, *end = p->utf8.data + line->end;
            halves h = split_at(p, line, s->x, s->wide);
            if (side == 0 && h.left_end > start && !add_half(p, lines, line, start, h.left_end, line->indent * scale))
                return false;
            if (side == 1 && h.right_start && !add_half(p, lines, line, h.right_start, end, (h.at - s->x) * scale))
                return false;
        }
    }
    return true;
}

static bool add_lines(zb_pages *p, zb_array *lines, size_t first, size_t end) {
    size_t count = end - first;
    if (count == 0 || !zb_array_reserve(lines, count))
        return count == 0;
    memcpy((zb_text_line *)lines->data + lines->count, zb_line_at(p, first), count * sizeof(zb_text_line));
    lines->count += count;
    return true;
}

static bool part_page(zb_pages *p, zb_array *lines, size_t first, size_t end, bool *parted) {
    uint32_t points = 0, columns = 0;
    uint32_t by_points = find_gutter(p, first, end, false, &points);
    uint32_t by_columns = find_gutter(p, first, end, true, &columns);
    spread s = {.x = columns > points ? by_columns : by_points, .wide = columns > points};
    while (s.x > 0 && first < end) {
        s.first = first;
        bool found = find_spread(p, &s, end);
        if (!found && s.end == end)
            break;
        if (!add_lines(p, lines, first, found ? s.first : s.end) || (found && !add_halves(p, lines, &s)))
            return false;
        *parted = *parted || found;
        first = s.end;
    }
    return add_lines(p, lines, first, end);
}

static bool has_gaps(const zb_pages *p) {
    for (size_t i = 0; i < p->lines.count; i++) {
        if (zb_line_at(p, i)->flags & ZB_LINE_GAP)
            return true;
    }
    return false;
}

bool zb_columns_part(zb_pages *p) {
    bool done = true, parted = has_gaps(p);
    for (int i = 1; i < COLUMNS_MOST && done && parted; i++) {
        size_t first = 0, count = p->lines.count;
        zb_array_reset(&p->spare);
        parted = false;
        while (done && first < count) {
            size_t end = first + 1;
            bool gaps = zb_line_at(p, first)->flags & ZB_LINE_GAP;
            for (; end < count && !(zb_line_at(p, end)->flags & ZB_LINE_PAGE); end++)
                gaps = gaps || zb_line_at(p, end)->flags & ZB_LINE_GAP;
            done = gaps ? part_page(p, &p->spare, first, end, &parted) : add_lines(p, &p->spare, first, end);
            first = end;
        }
        if (done && parted) {
            zb_array old = p->lines;
            p->lines = p->spare;
            p->spare = old;
        }
    }
    return done;
}
