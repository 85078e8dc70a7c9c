/* Which lines were wrapped, told by the lines around: wrapped lines do not end a sentence, and the next line has nearly
 * their width. And what this document's habits are: its indent, its blank lines. */
#include "layout.h"

enum { AROUND = 10, SIMILAR = 6 };

static bool is_similar(const zb_text_line *a, const zb_text_line *b) {
    return a->width <= b->width + SIMILAR && b->width <= a->width + SIMILAR;
}

/* An unfinished line of a neighbour's width, no list marks between the two. */
static bool looks_wrapped(const zb_pages *p, size_t index) {
    const zb_text_line *line = zb_line_at(p, index), *before = zb_line_before(p, index), *after = zb_line_after(p, index);
    if (!zb_line_is_unfinished(line) || line->width < 12 || line->width > ZB_COLUMN_MOST || (line->flags & ZB_LINE_TABLE))
        return false;
    return (after && !after->mark && is_similar(line, after)) || (before && !line->mark && is_similar(line, before));
}

void zb_shapes_find(zb_pages *p) {
    size_t count = p->lines.count;
    uint32_t total = 0, evidence = 0;
    for (size_t i = 0; i < count; i++)
        zb_line_at(p, i)->flags |= looks_wrapped(p, i) ? ZB_LINE_EVIDENCE : 0;
    for (size_t ahead = 0; ahead < count + AROUND; ahead++) {
        if (ahead < count) {
            total += zb_line_capped(zb_line_at(p, ahead));
            evidence += zb_line_at(p, ahead)->flags & ZB_LINE_EVIDENCE ? zb_line_capped(zb_line_at(p, ahead)) : 0;
        }
        if (ahead > 2 * AROUND) {
            const zb_text_line *gone = zb_line_at(p, ahead - 2 * AROUND - 1);
            total -= zb_line_capped(gone);
            evidence -= gone->flags & ZB_LINE_EVIDENCE ? zb_line_capped(gone) : 0;
        }
        if (ahead >= AROUND) {
            zb_text_line *line = zb_line_at(p, ahead - AROUND);
            bool mostly = evidence * 5 >= total * 2, partly = evidence * 4 >= total && (line->flags & ZB_LINE_EVIDENCE);
            if (line->width <= ZB_COLUMN_MOST && evidence > 0 && (mostly || partly))
                line->flags |= ZB_LINE_WRAPPED;
        }
    }
}

/* An indented line where a paragraph may begin: 4 columns, as is the custom. */
static bool is_inset(const zb_text_line *line) {
    return line->indent >= 4 && line->indent <= 8;
}

void zb_habits_find(zb_pages *p) {
    uint32_t indents[16] = {0}, wrapped = 0, apart = 0, all_apart = 0, inset = 0, flush = 0;
    p->narrow = true;
    for (size_t i = 0; i < p->lines.count; i++) {
        const zb_text_line *line = zb_line_at(p, i), *after = zb_line_after(p, i);
        indents[line->indent < 15 ? line->indent : 15]++;
        p->narrow = p->narrow && line->width <= ZB_COLUMN_MOST;
        inset += is_inset(line);
        if (!after)
            break;
        flush += zb_line_is_unfinished(line) && line->width >= 20 && after->indent == 0 && !after->mark;
        all_apart += after->blanks > 0;
        if ((line->flags & ZB_LINE_EVIDENCE) && zb_line_is_unfinished(line)) {
            wrapped++;
            apart += after->blanks > 0;
        }
    }
    for (uint32_t i = 1; i < 16; i++)
        p->indent = indents[i] > indents[p->indent] ? i : p->indent;
    p->inset = p->narrow && inset > 1 && flush > 1;
    p->blanks_idle = wrapped ? apart * 5 >= wrapped * 3 : p->lines.count > 1 && all_apart == p->lines.count - 1;
}
