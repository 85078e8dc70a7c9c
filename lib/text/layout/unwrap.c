/* Lines that a program cut at one exact measure: they are put together again before anything else looks at them, so that
 * the text reads as if it had never been cut.
 *
 *     全县新建农村公路20       measure 12 characters: lines 1, 2 and 4 are full, they could not have taken the
 *     0公里，改造危桥12座      next line's first character; line 3 could, so a paragraph ended there.
 *     ，完成年计划的95%。
 *     一、教育
 *     新建幼儿园3所，增加      (here the measure may be counted in characters, or in columns, ASCII being half as wide)
 *
 * A full line that is its paragraph's last by chance looks like any other; `begins` weighs what the next line begins with.
 * A printed column is not so exact (its marks hang or pull a character along): there shape.c and groups.c decide. */
#include "layout.h"

enum { POINTS_LEAST = 8, COLUMNS_LEAST = 16, MEASURE_MOST = 160, NEAR = 4, TRIES_MOST = 8, HEAD_MOST = 8, MARKS = 32 };

/* How long the lines are, in characters or in columns, and what else is usual. */
typedef struct measure {
    uint32_t length;  /* 0: this text was not cut so */
    bool columns;
    bool blanks_idle; /* blank lines stand between lines of one paragraph */
    bool inset;       /* paragraphs begin with an indent */
    bool punctuated;  /* sentences end with a full stop, and the last of a paragraph does too */
    uint32_t indent;  /* of the other lines */
    uint32_t short_heads[MARKS], long_heads[MARKS]; /* lines with a list mark: headings of one line, and all others */
} measure;

static bool is_finished(const zb_text_line *line) {
    return line->ending == ZB_END_FINAL || line->ending == ZB_END_OPEN;
}

static uint32_t length_of(const zb_text_line *line, bool columns) {
    return line->points + (columns ? line->wide : 0);
}

static bool is_closing(uint32_t point) {
    switch (point) {
    case U'，': case U'。': case U'；': case U'：': case U'、': case U'？': case U'！': case U'”': case U'）': case U'》':
    case U'％': case U'%':
        return true;
    default:
        return false;
    }
}

static bool ends_with_mark(const zb_pages *p, const zb_text_line *line) {
    const char *end = p->utf8.data + line->end;
    if (line->end - line->start >= 3 && zb_char_is_plain((unsigned char)end[-3]))
        return false;
    return is_closing(zb_last_point(p->utf8.data + line->start, &end));
}

/* Columns of what a printer would not have cut off the head of `b`: a number, or a character with the mark behind it. */
static uint32_t head_width(const zb_pages *p, const zb_text_line *b) {
    zb_cursor c = {p->utf8.data + b->start, p->utf8.data + b->end};
    uint32_t digits = 0;
    while (c.at + digits < c.end && digits < HEAD_MOST && zb_is_digit((unsigned char)c.at[digits]))
        digits++;
    if (digits > 0)
        return digits;
    uint32_t width = b->indent > 0 || (unsigned char)*c.at >= 0x80 ? 2 : 1;
    zb_peek(c, &c);
    if (c.at < c.end && zb_char_is_plain((unsigned char)*c.at))
        return width;
    return width + (is_closing(zb_peek(c, &c)) ? 2 : 0);
}

/* Whether `a` could not have taken what `b` begins with. In columns, a mark may hang over the edge. */
static bool is_full(const zb_pages *p, const measure *m, const zb_text_line *a, const zb_text_line *b) {
    uint32_t length = length_of(a, m->columns);
    if (a->flags & ZB_LINE_TABLE)
        return false;
    if (length > m->length)
        return m->columns && length <= m->length + 2 && ends_with_mark(p, a);
    if (length + a->trail + HEAD_MOST < m->length)
        return false;
    return length + a->trail + (m->columns ? head_width(p, b) : 1) > m->length;
}

/* ---- finding the measure ------------------------------------------------------------------------------- */

/* One of ，。；！？ stands before the line's last character. */
static bool has_inner_mark(const zb_text_line *line) {
    return line->marked > 0 && line->marked < line->end;
}

/* One of these or 、： does. */
static bool has_inner_pause(const zb_text_line *line) {
    return line->paused > 0 && line->paused < line->end;
}

/* How many full lines stop inside a sentence; 0 unless prose was cut at exactly this measure: most of the full lines stop so,
 * some have punctuation within (no list happens to have lines of one length), and hardly a line was cut that is not full. */
static uint32_t count_cut(const zb_pages *p, const measure *m) {
    uint32_t full = 0, unfinished = 0, marked = 0, broken = 0, near = 0;
    for (size_t i = 0; i + 1 < p->lines.count; i++) {
        const zb_text_line *line = zb_line_at(p, i);
        bool goes_on = zb_line_is_unfinished(line);
        if (!is_full(p, m, line, line + 1)) {
            broken += line->ending == ZB_END_COMMA || zb_is_digit((unsigned char)p->utf8.data[line->end - 1]);
            near += goes_on && length_of(line, m->columns) + NEAR >= m->length && has_inner_mark(line);
            continue;
        }
        full++;
        unfinished += goes_on;
        marked += has_inner_pause(line);
    }
    bool prose = full >= 3 && unfinished * 5 >= full * 3 && marked * 8 >= full;
    return prose && broken * 6 <= full && near * (m->columns ? 8 : 4) <= full ? unfinished : 0;
}

/* The greatest length that many lines have and hardly any exceeds (one may: a title); returns how many have it. */
static uint32_t find_length(const zb_pages *p, measure *m, uint32_t least) {
    uint32_t counts[MEASURE_MOST + 1] = {0}, hanging[MEASURE_MOST + 3] = {0}, longer = 0, most = 0, best = 0, tries = 0;
    for (size_t i = 0; i < p->lines.count; i++) {
        uint32_t length = length_of(zb_line_at(p, i), m->columns);
        length = length < MEASURE_MOST ? length : MEASURE_MOST;
        counts[length]++;
        hanging[length] += m->columns && ends_with_mark(p, zb_line_at(p, i));
    }
    longer = counts[MEASURE_MOST];
    for (m->length = MEASURE_MOST - 1; m->length >= least; m->length--) {
        uint32_t full = counts[m->length] + (m->columns ? counts[m->length - 1] : 0);
        uint32_t over = longer - hanging[m->length + 1] - hanging[m->length + 2];
        if (over * 8 > p->lines.count + 5 || (best > 0 && m->length + 1 < best))
            break;
        bool likely = counts[m->length] > 0 && full >= 3 && over * 8 <= full + 5 && tries++ < TRIES_MOST;
        uint32_t cut = likely ? count_cut(p, m) : 0;
        best = cut > most ? m->length : best;
        most = cut > most ? cut : most;
        longer += counts[m->length];
    }
    m->length = best;
    return most;
}

/* What lines look like that surely begin a paragraph, or surely do not. */
static void find_habits(const zb_pages *p, measure *m) {
    uint32_t indents[16] = {0}, inner = 0, apart = 0, first = 0, inset = 0, ends = 0, finished = 0;
    bool goes_on = false;
    for (size_t i = 0; i + 1 < p->lines.count; i++) {
        const zb_text_line *a = zb_line_at(p, i), *b = a + 1;
        if (!is_full(p, m, a, b) || !zb_line_is_unfinished(a))
            continue;
        indents[b->indent < 15 ? b->indent : 15]++;
        inner++;
        apart += b->blanks > 0;
    }
    for (uint32_t i = 1; i < 16; i++)
        m->indent = indents[i] > indents[m->indent] ? i : m->indent;
    m->blanks_idle = apart * 5 >= inner * 3;
    for (size_t i = 0; i + 1 < p->lines.count; i++) {
        const zb_text_line *a = zb_line_at(p, i), *b = a + 1;
        bool begins = !is_full(p, m, a, b), ended = begins && (goes_on || has_inner_mark(a));
        first += begins;
        inset += begins && b->indent >= m->indent + 3;
        ends += ended;
        finished += ended && is_finished(a);
        goes_on = !begins;
    }
    m->punctuated = finished * 3 >= ends * 2;
    m->inset = inset > 1 && inset * 2 >= first;
}

static uint32_t mark_index(const zb_text_line *line) {
    return line->mark * 4u + (line->mark == ZB_PART_MARK ? 0 : line->level < 3 ? line->level : 3u);
}

/* How long the headings are: what stands behind 一、 (and behind （一）, 第一章 …) where a paragraph surely begins. */
static void find_heads(const zb_pages *p, measure *m) {
    bool first = true;
    for (size_t i = 0; i + 1 < p->lines.count; i++) {
        const zb_text_line *line = zb_line_at(p, i);
        bool full = is_full(p, m, line, line + 1);
        if (first && !full && line->ending == ZB_END_NONE && !has_inner_mark(line))
            m->short_heads[mark_index(line)]++;
        else if (first)
            m->long_heads[mark_index(line)]++;
        first = !full;
    }
}

static measure find_measure(const zb_pages *p) {
    measure points = {0}, columns = {.columns = true};
    uint32_t by_points = find_length(p, &points, POINTS_LEAST);
    uint32_t by_columns = find_length(p, &columns, COLUMNS_LEAST);
    measure m = by_columns > by_points ? columns : points;
    if (m.length > 0) {
        find_habits(p, &m);
        find_heads(p, &m);
    }
    return m;
}

/* ---- putting together ------------------------------------------------------------------------------------ */

/* What is known of the paragraph so far. */
typedef struct so_far {
    const zb_text_line *first;
    bool marked; /* punctuation was seen */
} so_far;

/* A full line with a list mark where such lines are short headings: it is one of just the measure's length. */
static bool is_full_heading(const measure *m, const so_far *so, const zb_text_line *a) {
    uint32_t mark = mark_index(a);
    return !m->inset && so->first == a && a->mark != ZB_NO_MARK && !so->marked && a->ending == ZB_END_NONE &&
           m->short_heads[mark] > 1 && m->short_heads[mark] >= m->long_heads[mark] * 2;
}

/* Whether `b` begins a paragraph though `a` before it is full. */
static bool begins(const measure *m, const so_far *so, const zb_text_line *a, const zb_text_line *b, bool full) {
    bool rest = b->ending == ZB_END_NONE && !full && !(b->flags & ZB_LINE_INNER); /* or a heading */
    if (b->flags & (ZB_LINE_TABLE | ZB_LINE_ROW) || b->indent >= m->indent + 3)
        return true;
    if (b->blanks > 0 && !m->blanks_idle)
        return is_finished(a) || !so->marked;
    if ((so->first == a && a->flags & ZB_LINE_SPACED) || b->flags & (ZB_LINE_SPACED | ZB_LINE_START))
        return true;
    if ((b->flags & ZB_LINE_NOTE && is_finished(a)) || (!rest && is_full_heading(m, so, a)))
        return true;
    if (b->mark == ZB_NO_MARK) /* a heading without an indent, where paragraphs have one */
        return m->inset && a->ending == ZB_END_FINAL && rest;
    if (b->mark == ZB_SPOKEN_MARK) /* 二是 goes on a paragraph that does not begin with 一是 */
        return is_finished(a) && so->first->mark == ZB_SPOKEN_MARK;
    return is_finished(a) || (!so->marked && a->ending == ZB_END_NONE && b->mark != ZB_DASH_MARK) ||
           (a->ending == ZB_END_NONE && so->first->mark == b->mark && b->mark == ZB_DIGIT_MARK);
}

/* Whether `b` goes on where `a` stops, though `a` has room: a column narrowed, or a page ended. */
static bool goes_on_early(const measure *m, const so_far *so, const zb_text_line *a, const zb_text_line *b) {
    if (!m->punctuated || !so->marked || is_finished(a) || (a->flags | b->flags) & (ZB_LINE_TABLE | ZB_LINE_SPACED))
        return false;
    return length_of(a, m->columns) * 4 >= m->length * 3 && !zb_line_has_strong_start(b) && !(b->flags & ZB_LINE_NOTE) &&
           b->indent < m->indent + 3 && (b->blanks == 0 || m->blanks_idle);
}

/* A page number between two lines of a paragraph. */
static bool is_page_number(const zb_pages *p, const measure *m, size_t index) {
    const zb_text_line *line = zb_line_at(p, index);
    return (line->flags & ZB_LINE_BARE) && index + 2 < p->lines.count && !is_full(p, m, line, line + 1) &&
           zb_line_is_unfinished(line - 1);
}

static bool add_piece(zb_pages *p, const zb_text_line *line, const zb_text_line *before) {
    zb_line_piece *piece = zb_array_add(&p->pieces, 1);
    if (piece) {
        bool inset = before && line->indent > 0 && line->indent < 3;
        *piece = (zb_line_piece){line->start, line->end, inset || (before && before->trail > 0)};
    }
    return piece != NULL;
}

/* Puts the paragraph together that begins with line *index, and moves *index behind it. */
static bool take_paragraph(zb_pages *p, const measure *m, size_t *index, zb_text_line *out) {
    size_t i = *index, count = p->lines.count;
    const zb_text_line *a = zb_line_at(p, i);
    so_far so = {a, has_inner_mark(a)};
    bool row = a->flags & ZB_LINE_ROW; /* its pieces are its cells, and no other line's */
    *out = *a;
    out->piece = row ? a->piece : (uint32_t)p->pieces.count;
    while (i + 1 < count && !row) {
        if (!is_full(p, m, a, a + 1) && !goes_on_early(m, &so, a, a + 1))
            break;
        size_t next = i + 1 + is_page_number(p, m, i + 1);
        const zb_text_line *b = zb_line_at(p, next);
        bool full = next + 1 < count && is_full(p, m, b, b + 1);
        if (begins(m, &so, a, b, full))
            break;
        if (out->pieces == 0 && !add_piece(p, a, NULL))
            return false;
        if (!add_piece(p, b, a))
            return false;
        out->pieces = (uint32_t)p->pieces.count - out->piece;
        so.marked = so.marked || a->ending != ZB_END_NONE || has_inner_mark(b);
        a = b;
        i = next;
    }
    if (out->pieces > 0 && !row)
        zb_line_rescan(p, out);
    *index = i + 1;
    return true;
}

bool zb_lines_unwrap(zb_pages *p) {
    measure m = find_measure(p);
    size_t kept = 0;
    if (m.length == 0)
        return true;
    for (size_t i = 0; i < p->lines.count;) {
        zb_text_line line;
        if (!take_paragraph(p, &m, &i, &line))
            return false;
        *zb_line_at(p, kept++) = line; /* never ahead of what is still to be read */
    }
    p->lines.count = kept;
    return true;
}
