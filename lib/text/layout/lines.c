/* Bytes to lines: where each begins and ends, how wide it is, and what can be told of it by itself. */
#include "layout.h"

/* What the scan of one line counts. */
typedef struct line_counts {
    uint32_t gap;      /* columns of the white space just passed */
    uint32_t groups;   /* of characters without white space between */
    uint32_t group;    /* characters in this one */
    uint32_t gaps;     /* wide ones */
    uint32_t stops;    /* 。！？； */
    uint32_t bars;     /* | │ ｜ */
    uint32_t points;   /* characters of any kind so far, and */
    uint32_t wide;     /* those that are no ASCII */
    bool single;       /* all groups so far were one wide character */
    bool digits;       /* nothing but digits, dots, dashes */
} line_counts;

static void count_character(line_counts *c, zb_text_line *line, zb_char_kind kind, uint32_t at, bool is_dot) {
    if (c->groups == 0) {
        line->start = at;
        line->indent = (uint8_t)(c->gap < 100 ? c->gap : 100);
    }
    if (c->gap > 0 || c->groups == 0) {
        if (c->groups > 0) {
            c->single = c->single && c->group == 1;
            c->gaps += c->gap > 1;
        }
        c->groups++;
        c->group = 0;
        c->gap = 0;
    }
    c->group++;
    c->single = c->single && kind == ZB_WIDE;
    c->digits = c->digits && (kind == ZB_DIGIT || is_dot);
    line->width += kind == ZB_WIDE ? 2 : 1;
}

/* What punctuation there is. */
static void count_mark(line_counts *c, zb_text_line *line, uint32_t point, uint32_t behind) {
    switch (point) {
    case U'。': case U'！': case U'？': case U'；':
        c->stops++; /* fall through */
    case U'，':
        line->marked = line->marked ? line->marked : behind; /* fall through */
    case U'、': case U'：':
        line->paused = line->paused ? line->paused : behind;
        break;
    case U'│': case U'｜':
        c->bars++;
        break;
    default:
        break;
    }
}

/* Characters come in runs, and the loops below take a run at a time. Of wide ones, three bytes each: where it ends, its
 * punctuation counted. */
static const char *pass_wide(const char *at, const char *end, line_counts *c, zb_text_line *line, const char *base) {
    size_t width = 3;
    for (; at < end; at += 3) {
        if (zb_char_is_plain((unsigned char)*at))
            continue;
        if (zb_char_at(at, &width) != ZB_WIDE || width != 3)
            break;
        count_mark(c, line, zb_utf8_get(at, &width), (uint32_t)(at + 3 - base));
    }
    return at;
}

/* Of ASCII digits or letters. */
static const char *pass_narrow(const char *at, const char *end, zb_char_kind kind) {
    while (at < end && (unsigned char)*at < 0x80 && zb_ascii_kinds[(unsigned char)*at] == kind)
        at++;
    return at;
}

/* Counts what lies between `at` and the line's end; returns where that is. */
static const char *scan_characters(const char *at, const char *end, line_counts *c, zb_text_line *line, const char *base) {
    bool hole = false; /* since the last character */
    while (at < end) {
        size_t width = 0;
        const char *from = at;
        zb_char_kind kind = zb_char_at(at, &width);
        if (kind == ZB_LINE_END)
            break;
        at += width;
        if (kind == ZB_SPACE || kind == ZB_NOTHING) {
            hole = true;
            c->points += kind == ZB_SPACE;
            c->wide += width > 1 && kind == ZB_SPACE;
            c->gap += kind == ZB_NOTHING ? 0 : *from == '\t' ? 4 : width == 3 ? 2 : 1;
            continue;
        }
        line->broken = line->broken || (hole && c->groups > 0);
        hole = false;
        count_character(c, line, kind, (uint32_t)(from - base), width == 1 && (*from == '.' || *from == '-'));
        if (kind == ZB_WIDE && width == 3)
            at = pass_wide(from, end, c, line, base);
        else if (width == 1 && kind != ZB_SIGN)
            at = pass_narrow(at, end, kind);
        else if (*from == '|')
            c->bars++;
        uint32_t count = width == 3 ? (uint32_t)(at - from) / 3 : width == 1 ? (uint32_t)(at - from) : 1;
        c->group += count - 1;
        line->width += (count - 1) * (kind == ZB_WIDE ? 2 : 1);
        line->end = (uint32_t)(at - base);
        line->points = c->points += count;
        line->wide = c->wide += width > 1 ? count : 0;
    }
    return at;
}

/* What a line's last character says; closers (”）》) say nothing. */
static zb_ending ending_by(uint32_t point) {
    switch (point) {
    case U'。': case U'！': case U'？': case U'!': case U'?': case U'…':
        return ZB_END_FINAL;
    case U'；': case U';': case U'：': case U':': case U'—': case U'─':
        return ZB_END_OPEN;
    case U'，': case U',': case U'、': case U'（': case U'(': case U'“': case U'‘': case U'《': case U'「': case U'【':
        return ZB_END_COMMA;
    default:
        return ZB_END_NONE;
    }
}

static bool is_closer(uint32_t point) {
    switch (point) {
    case U'”': case U'’': case U'」': case U'』': case U'）': case U')': case U'》': case U']': case U'】': case U'"':
        return true;
    default:
        return false;
    }
}

static zb_ending ending_of(const char *start, const char *end) {
    if (end == start || (end - start >= 3 && zb_char_is_plain((unsigned char)end[-3])))
        return ZB_END_NONE;
    uint32_t point = zb_last_point(start, &end);
    while (is_closer(point) && end > start)
        point = zb_last_point(start, &end);
    return ending_by(point);
}

/* （上接第一版）: the first bracket closes with the last character. */
static bool is_note(const char *at, const char *end) {
    zb_cursor c = {at, end};
    int depth = 0;
    uint32_t point = zb_peek(c, &c);
    if (point != 0xFF08 && point != '(')
        return false;
    for (depth = 1; depth > 0 && (point = zb_peek(c, &c)) != 0;)
        depth += point == 0xFF08 || point == '(' ? 1 : point == 0xFF09 || point == ')' ? -1 : 0;
    return depth == 0 && c.at == end;
}

static bool starts_article(const char *at, const char *end) {
    zb_cursor c = {at, end};
    uint32_t point = 0;
    if ((unsigned char)*at != 0xE6) /* as most lines: 本 and 新 begin so */
        return false;
    if (!zb_starts_with(at, end, "本报") && !zb_starts_with(at, end, "新华社"))
        return false;
    for (int i = 0; i < 16 && (point = zb_peek(c, &c)) != 0; i++) {
        if (zb_is_among(point, "讯电"))
            return true;
    }
    return false;
}

/* What can be told of a line by itself. */
static void look_at_line(const zb_pages *p, zb_text_line *line, const line_counts *c) {
    const char *start = p->utf8.data + line->start, *end = p->utf8.data + line->end;
    zb_list_mark mark = zb_mark_read(start, end);
    line->ending = (uint8_t)ending_of(start, end);
    line->mark = (uint8_t)mark.kind;
    line->level = mark.level;
    bool single = c->single && c->group == 1;
    bool tabbed = c->gaps > 0 && memchr(start, '\t', (size_t)(end - start));
    line->flags = (uint16_t)((single && c->groups >= 4 ? ZB_LINE_SPACED : 0) | (c->gaps >= 2 || tabbed ? ZB_LINE_TABLE : 0) |
                            (c->stops > (line->ending == ZB_END_FINAL || line->ending == ZB_END_OPEN) ? ZB_LINE_INNER : 0) |
                            (!mark.kind && is_note(start, end) ? ZB_LINE_NOTE : 0) | (starts_article(start, end) ? ZB_LINE_START : 0) |
                            (c->digits && line->width <= 6 ? ZB_LINE_BARE : 0) |
                             (c->gaps > 0 ? ZB_LINE_GAP : 0) | (c->bars > 0 ? ZB_LINE_BAR : 0) |
                             (tabbed ? ZB_LINE_TAB | ZB_LINE_GAP : 0));
    if (line->flags & ZB_LINE_SPACED)
        line->flags &= (uint16_t)~(ZB_LINE_TABLE | ZB_LINE_GAP);
}

bool zb_lines_scan(zb_pages *p) {
    const char *base = p->utf8.data, *at = base, *end = base + p->utf8.size;
    uint32_t blanks = 0;
    bool page = false;
    while (at < end) {
        zb_text_line line = {0};
        line_counts counts = {.single = true, .digits = true};
        at = scan_characters(at, end, &counts, &line, base);
        if (counts.groups > 0) {
            zb_text_line *kept = zb_array_push(&p->lines);
            if (!kept)
                return false;
            look_at_line(p, &line, &counts);
            line.trail = (uint8_t)(counts.points - line.points < 100 ? counts.points - line.points : 100);
            line.blanks = (uint16_t)(blanks < UINT16_MAX ? blanks : UINT16_MAX);
            line.flags |= page ? ZB_LINE_PAGE : 0;
            blanks = 0;
            page = false;
            *kept = line;
        } else {
            blanks++;
        }
        if (at < end) { /* over the line's end: \r\n is one */
            size_t width = zb_utf8_width((unsigned char)*at);
            page = page || *at == '\f';
            p->paged = p->paged || page;
            at += end - at > 1 && at[0] == '\r' && at[1] == '\n' ? 2 : (ptrdiff_t)width;
        }
    }
    return true;
}

void zb_lines_drop_gone(zb_pages *p) {
    size_t kept = 0;
    bool behind = false; /* a line that went */
    for (size_t i = 0; i < p->lines.count; i++) {
        zb_text_line *line = zb_line_at(p, i);
        if (line->flags & ZB_LINE_GONE) {
            behind = true;
            continue;
        }
        line->blanks = behind ? 0 : line->blanks;
        behind = false;
        *zb_line_at(p, kept++) = *line;
    }
    p->lines.count = kept;
}

bool zb_line_look(const zb_pages *p, zb_text_line *line) {
    const char *base = p->utf8.data;
    zb_text_line fresh = {.blanks = line->blanks};
    line_counts counts = {.single = true, .digits = true};
    scan_characters(base + line->start, base + line->end, &counts, &fresh, base);
    if (counts.groups == 0)
        return false;
    look_at_line(p, &fresh, &counts);
    fresh.indent = line->indent;
    fresh.points += fresh.indent / 2u;
    fresh.wide += fresh.indent / 2u;
    *line = fresh;
    return true;
}

void zb_line_rescan(const zb_pages *p, zb_text_line *line) {
    const char *base = p->utf8.data;
    zb_text_line fresh = {.blanks = line->blanks, .piece = line->piece, .pieces = line->pieces};
    line_counts counts = {.single = true, .digits = true};
    for (uint32_t i = 0; i < line->pieces; i++) {
        const zb_line_piece *piece = (const zb_line_piece *)p->pieces.data + line->piece + i;
        counts.gap += i > 0 && piece->apart;
        scan_characters(base + piece->start, base + piece->end, &counts, &fresh, base);
    }
    look_at_line(p, &fresh, &counts);
    fresh.indent = line->indent;
    *line = fresh;
}
