/* Which lines belong together: for each pair of neighbours, whether the second goes on where the first stops.
 *
 * Where a join is doubtful the rules prefer to join an unfinished line and to part behind a finished sentence: the
 * first loses half a claim when wrong, the second almost nothing. */
#include "layout.h"

typedef enum verdict { JOIN, PART, PART_SURELY } verdict;

/* Nothing begins with these. */
static bool starts_inside(const zb_pages *p, const zb_text_line *line, bool unfinished) {
    zb_cursor c = {p->utf8.data + line->start, p->utf8.data + line->end};
    uint32_t point = zb_peek(c, &c);
    if (point >= 0x4E00 && point <= 0x9FFF) /* nearly always */
        return unfinished && zb_is_among(point, "的了是和与及或并並與等");
    return zb_is_among(point, "，。；：、？！”’」』）》】％％%,;:!?)]");
}

/* No heading ends with these: 3.21万⏎人, 发展的⏎, an opening bracket. */
static bool hangs(const zb_pages *p, const zb_text_line *line) {
    const char *start = p->utf8.data + line->start, *end = p->utf8.data + line->end;
    uint32_t point = zb_last_point(start, &end);
    return line->ending == ZB_END_COMMA || zb_is_among(point, "0123456789.万亿的了和与及與");
}

static uint32_t tolerance(uint32_t width) {
    return width / 8 > 4 ? width / 8 : 4;
}

/* Clearly shorter than the line before it (or, of a first line, than its neighbours): the last of a paragraph. How far
 * it is shorter, in tolerances: 0 not, 1 a little, 2 and more surely. */
static uint32_t shortness(const zb_pages *p, const zb_group *g, size_t index) {
    const zb_text_line *before = zb_line_before(p, index), *after = zb_line_after(p, index);
    uint32_t around = before ? zb_line_capped(before) : 0;
    if (index == g->first && after && zb_line_capped(after) > around)
        around = zb_line_capped(after);
    uint32_t width = zb_line_at(p, index)->width;
    return width < around ? (around - width) / tolerance(around) : 0;
}

/* More to the right than text usually is: a paragraph's first line. */
static bool is_indented(const zb_pages *p, const zb_text_line *line) {
    if (!(line->flags & ZB_LINE_WRAPPED))
        return line->indent >= 4;
    return line->indent >= p->indent + 3 && line->indent <= p->indent + 12;
}

/* 一、 第一章 1.1 with no sentence in it. */
static bool heads(const zb_text_line *first) {
    return first->mark == ZB_PART_MARK || first->mark == ZB_NUMERAL_MARK || first->mark == ZB_DOTTED_MARK ||
           first->mark == ZB_DIGIT_MARK;
}

static bool parts_by_blank(const zb_pages *p, const zb_text_line *after) {
    return after->blanks > 0 && !p->blanks_idle;
}

/* The widest line among the three before and the three behind. */
static uint32_t width_around(const zb_pages *p, size_t index) {
    uint32_t widest = 0;
    for (size_t i = index < 3 ? 0 : index - 3; i < p->lines.count && i <= index + 3; i++) {
        if (i != index && zb_line_capped(zb_line_at(p, i)) > widest)
            widest = zb_line_capped(zb_line_at(p, i));
    }
    return widest;
}

/* Columns of the number a line begins with: it could not be cut, so the line before may be that much shorter. */
static uint32_t leading_number(const zb_pages *p, const zb_text_line *line) {
    uint32_t length = 0;
    while (line->start + length < line->end && zb_is_digit((unsigned char)p->utf8.data[line->start + length]))
        length++;
    return length;
}

/* A title inside columns: it begins behind a finished sentence, is much narrower than the column, and the width jumps
 * behind it. */
static bool is_title(const zb_pages *p, size_t index, uint32_t around) {
    const zb_text_line *a = zb_line_at(p, index), *b = zb_line_at(p, index + 1);
    if (a->ending != ZB_END_NONE || a->mark || a->width < 8 || (a->flags & (ZB_LINE_INNER | ZB_LINE_START)))
        return false;
    uint32_t jump = around / 4 > 8 ? around / 4 : 8;
    return b->width >= a->width + leading_number(p, b) + jump || (a->width >= b->width + 8 && zb_line_is_unfinished(b)) ||
           a->width * 2 <= around;
}

/* Whether a heading ends with line index. A first line may have lost an indent of four columns; if it is full
 * otherwise, it is the next line that tells: 发展 alone is the heading's rest, a full line is text. */
static bool heading_ends(const zb_pages *p, size_t index, uint32_t around) {
    const zb_text_line *a = zb_line_at(p, index), *b = zb_line_at(p, index + 1);
    if (a->width + tolerance(around) + 4 <= around)
        return true;
    if (b->ending == ZB_END_NONE && b->width * 2 <= around && !(b->flags & ZB_LINE_INNER) && !zb_line_has_strong_start(b))
        return false;
    return a->width + 4 <= around;
}

/* In a text of two or three lines nothing else tells: a line that the next one's first word had room in ends there. */
static bool leaves_room(const zb_pages *p, const zb_text_line *a, const zb_text_line *b) {
    enum { FEW = 3, CHARACTER = 2 };
    return p->lines.count <= FEW && a->ending == ZB_END_NONE && a->width + leading_number(p, b) + CHARACTER <= b->width;
}

static verdict part_wrapped(const zb_pages *p, const zb_group *g, size_t index) {
    const zb_text_line *a = zb_line_at(p, index), *b = zb_line_at(p, index + 1);
    bool finished = a->ending == ZB_END_FINAL || a->ending == ZB_END_OPEN, first = index == g->first;
    uint32_t around = width_around(p, index);
    if (finished) {
        uint32_t less = shortness(p, g, index);
        if (zb_line_has_strong_start(b) || (b->flags & ZB_LINE_SPACED) || parts_by_blank(p, b) || less > 1)
            return PART_SURELY;
        if (less)
            return PART;
        return b->flags & ZB_LINE_WRAPPED || a->ending == ZB_END_OPEN ? JOIN : PART_SURELY;
    }
    if (first && (a->flags & ZB_LINE_SPACED))
        return PART_SURELY;
    if (heads(zb_line_at(p, g->first)) && !g->inner && a->ending == ZB_END_NONE && heading_ends(p, index, around))
        return PART_SURELY;
    if (hangs(p, a))
        return JOIN;
    if ((b->flags & ZB_LINE_START) || (first && (is_title(p, index, around) || leaves_room(p, a, b))))
        return PART_SURELY;
    if ((b->mark == ZB_PART_MARK || b->mark == ZB_NUMERAL_MARK) && a->width + tolerance(around) < around)
        return PART_SURELY;
    /* A line far wider than both neighbours is no column's: a caption or a headline. */
    return first && a->width > around + around / 3 ? PART_SURELY : JOIN;
}

static verdict part_paragraphs(const zb_pages *p, const zb_group *g, size_t index) {
    const zb_text_line *a = zb_line_at(p, index), *b = zb_line_at(p, index + 1);
    if (!zb_line_is_unfinished(a) || zb_line_has_strong_start(b))
        return PART_SURELY;
    if (a->width >= 80 || a->ending == ZB_END_COMMA || (a->width >= 20 && (hangs(p, a) || (a->flags & ZB_LINE_INNER))))
        return JOIN;
    /* Once a sentence was found cut, as by a link that got a line of its own, it goes on to its end. */
    if (index > g->first && g->width >= 40 && !parts_by_blank(p, b))
        return JOIN;
    /* A few wrapped lines are too few to show their shape. A heading would be shorter than what follows. */
    bool few = p->narrow && a->width >= 20 && b->width <= a->width + 2 && !a->mark && !parts_by_blank(p, b);
    return few ? JOIN : PART_SURELY;
}

/* Where paragraphs begin with an indent, a line without one goes on the paragraph if the line before is full, though a
 * sentence ended there. A heading is the exception: it is short, and an indent follows. */
static bool goes_on_flush(const zb_pages *p, size_t index) {
    const zb_text_line *a = zb_line_at(p, index), *b = zb_line_at(p, index + 1);
    uint32_t around = width_around(p, index);
    if (!p->inset || a->ending == ZB_END_OPEN || b->indent > 0 || zb_line_has_strong_start(b) || (b->flags & ZB_LINE_SPACED) || b->blanks > 0)
        return false;
    if (b->ending == ZB_END_NONE && b->width + tolerance(around) < around)
        return false;
    return a->width + a->indent + leading_number(p, b) + tolerance(around) >= around;
}

/* Whether line index + 1 goes on where line index stops. */
static verdict judge(const zb_pages *p, const zb_group *g, size_t index) {
    const zb_text_line *a = zb_line_at(p, index), *b = zb_line_at(p, index + 1);
    if ((a->flags | b->flags) & ZB_LINE_TABLE || is_indented(p, b))
        return PART_SURELY;
    if (!zb_line_has_strong_start(b) && starts_inside(p, b, zb_line_is_unfinished(a)))
        return JOIN;
    bool inside = (a->flags & b->flags & ZB_LINE_WRAPPED) && zb_line_is_unfinished(a) && !(a->flags & ZB_LINE_NOTE);
    if ((a->flags | b->flags) & ZB_LINE_NOTE && !inside)
        return PART_SURELY;
    if (goes_on_flush(p, index))
        return JOIN;
    return a->flags & ZB_LINE_WRAPPED ? part_wrapped(p, g, index) : part_paragraphs(p, g, index);
}

bool zb_groups_make(zb_pages *p) {
    zb_group g = {0};
    for (size_t i = 0; i < p->lines.count; i++) {
        const zb_text_line *line = zb_line_at(p, i);
        g.width = i == g.first ? line->width : g.width + line->width;
        g.inner = (i > g.first && g.inner) || (line->flags & ZB_LINE_INNER);
        verdict parted = i + 1 < p->lines.count ? judge(p, &g, i) : PART_SURELY;
        if (parted == JOIN) {
            g.inner = g.inner || line->ending == ZB_END_FINAL;
            continue;
        }
        zb_group *kept = zb_array_push(&p->groups);
        if (!kept)
            return false;
        g.last = (uint32_t)i;
        g.sure = parted == PART_SURELY;
        *kept = g;
        g.first = (uint32_t)i + 1;
    }
    return true;
}
