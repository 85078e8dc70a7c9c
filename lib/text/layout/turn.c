/* An article that goes on upon another page, where both parts stand one after the other in a text:
 *
 *     全年新建农村公路（下转第四版）        全年新建农村公路
 *     （上接第一版）1203公里。              1203公里。
 *
 * Notes that stand inside lines are cut out as lines of their own, since they belong to no sentence. Where the note that
 * leads away is followed by the one that leads back, and the sentence before them is unfinished, its halves become one
 * line. Parts that other articles stand between stay apart: which belongs to which only the page knows. */
#include "layout.h"

enum { NOTE_LONGEST = 48 }; /* bytes */

typedef enum turn { NO_TURN, AWAY, BACK } turn;

typedef struct note {
    const char *start, *end;
    turn turn;
} note;

/* ---- notes --------------------------------------------------------------------------------------------------- */

static turn turn_of(const char *at, const char *end) {
    if (zb_starts_with(at, end, "下转") || zb_starts_with(at, end, "转第"))
        return AWAY;
    return zb_starts_with(at, end, "上接") || zb_starts_with(at, end, "紧接") || zb_starts_with(at, end, "接第") ? BACK : NO_TURN;
}

/* The bracket that opens before `at`, if it is near. */
static const char *opening_before(const char *start, const char *at) {
    const char *limit = at - start > NOTE_LONGEST ? at - NOTE_LONGEST : start;
    while (at > limit) {
        uint32_t point = zb_last_point(limit, &at);
        if (point == 0xFF08 || point == '(')
            return at;
    }
    return NULL;
}

/* The next 版 (E7 89 88) in [at, end); NULL: there is none. */
static const char *find_page(const char *at, const char *end) {
    for (at++; at < end && (at = memchr(at, 0x89, (size_t)(end - at))) != NULL; at++) {
        if (end - at > 1 && (unsigned char)at[-1] == 0xE7 && (unsigned char)at[1] == 0x88)
            return at - 1;
    }
    return NULL;
}

/* The next note in [at, end): it closes behind 版. */
static note find_note(const char *at, const char *end) {
    const char *start = at;
    while ((at = find_page(at, end)) != NULL) {
        zb_cursor c = {at + 3, end};
        const char *opening = zb_accept(&c, "）)") ? opening_before(start, at) : NULL;
        zb_cursor inside = {opening, c.at};
        if (opening && zb_accept(&inside, "（(") && turn_of(inside.at, c.at))
            return (note){opening, c.at, turn_of(inside.at, c.at)};
        at += 3;
    }
    return (note){end, end, NO_TURN};
}

static bool holds_note(zb_slice text) {
    return find_note(text.data, text.data + text.size).turn != NO_TURN;
}

/* ---- cutting notes out ---------------------------------------------------------------------------------------- */

/* A line of [start, end), which was part of `of`; none when only white space stands there. */
static bool add_line(const zb_pages *p, zb_array *lines, const zb_text_line *of, const char *start, const char *end) {
    zb_text_line line = {.start = (uint32_t)(start - p->utf8.data), .end = (uint32_t)(end - p->utf8.data), .indent = of->indent};
    if (!zb_line_look(p, &line))
        return true;
    zb_text_line *kept = zb_array_push(lines);
    if (kept)
        *kept = line;
    return kept != NULL;
}

/* The line, or what stands around the notes in it, and these. */
static bool split_line(const zb_pages *p, zb_array *lines, const zb_text_line *line) {
    const char *at = p->utf8.data + line->start, *end = p->utf8.data + line->end;
    note n = find_note(at, end);
    if (line->pieces > 0 || n.turn == NO_TURN) {
        zb_text_line *kept = zb_array_push(lines);
        if (kept)
            *kept = *line;
        return kept != NULL;
    }
    for (; n.turn != NO_TURN; n = find_note(at, end)) {
        if (!add_line(p, lines, line, at, n.start) || !add_line(p, lines, line, n.start, n.end))
            return false;
        at = n.end;
    }
    return add_line(p, lines, line, at, end);
}

/* ---- halves become one ------------------------------------------------------------------------------------------ */

static turn turn_of_line(const zb_pages *p, const zb_text_line *line) {
    const char *start = p->utf8.data + line->start;
    return line->flags & ZB_LINE_NOTE && line->pieces == 0 ? find_note(start, p->utf8.data + line->end).turn : NO_TURN;
}

static bool add_pieces(zb_pages *p, const zb_text_line *line) {
    uint32_t count = line->pieces > 0 ? line->pieces : 1;
    zb_line_piece *pieces = zb_array_add(&p->pieces, count);
    if (!pieces)
        return false;
    if (line->pieces == 0)
        *pieces = (zb_line_piece){line->start, line->end, false};
    else
        memcpy(pieces, (const zb_line_piece *)p->pieces.data + line->piece, count * sizeof *pieces);
    return true;
}

static bool join(zb_pages *p, zb_text_line *line, const zb_text_line *rest) {
    zb_text_line whole = *line;
    whole.piece = (uint32_t)p->pieces.count;
    if (!add_pieces(p, line) || !add_pieces(p, rest))
        return false;
    whole.pieces = (uint32_t)p->pieces.count - whole.piece;
    zb_line_rescan(p, &whole);
    *line = whole;
    return true;
}

static bool join_halves(zb_pages *p) {
    size_t kept = 0, count = p->lines.count;
    for (size_t i = 0; i < count; i++) {
        const zb_text_line *line = zb_line_at(p, i);
        zb_text_line *before = kept > 0 ? zb_line_at(p, kept - 1) : NULL;
        bool goes_on = before && i + 2 < count && zb_line_is_unfinished(before) && turn_of_line(p, line) == AWAY &&
                       turn_of_line(p, line + 1) == BACK && !((before->flags | line[2].flags) & ZB_LINE_ROW);
        if (goes_on && !join(p, before, line + 2))
            return false;
        i += goes_on ? 2 : 0;
        if (!goes_on)
            *zb_line_at(p, kept++) = *line;
    }
    p->lines.count = kept;
    return true;
}

bool zb_turns_join(zb_pages *p) {
    if (!holds_note(p->utf8))
        return true;
    zb_array_reset(&p->spare);
    for (size_t i = 0; i < p->lines.count; i++) {
        if (!split_line(p, &p->spare, zb_line_at(p, i)))
            return false;
    }
    zb_array old = p->lines;
    p->lines = p->spare;
    p->spare = old;
    return join_halves(p);
}
