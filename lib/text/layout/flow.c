/* The flow: the text that all floors above read, and the way from any range of it back to the input.
 *
 * Within a line the flow keeps all characters but white space and what has no width; `keeps_space` has the few cases
 * where a space carries meaning:
 *
 *     1 9 9 3 年          1993年
 *     8 ．8 ％            8．8％
 *     稳 妥 就 业         稳妥就业 (a heading)
 *     GDP growth 2023 45  as it is
 *     3. 13家             as it is: a list mark, not 3.13
 *     产量30万吨 质量提升   as it is in a heading: the blank is a headline's comma
 */
#include "layout.h"

typedef struct writer {
    zb_text *text;
    const char *base;      /* of the decoded UTF-8, in simplified characters */
    size_t run;            /* of the decoded runs: where we are */
    uint32_t byte, point;  /* of the input: behind what was written last */
    zb_char_kind last;     /* of the character written last; ZB_SPACE at a block's start */
    uint32_t length;       /* of its group of digits or letters */
    char mark;             /* if it was an ASCII mark, which; '.' also for ．*/
    bool tight;            /* no white space stood before it */
    uint32_t gap;          /* columns of white space since; 0 none */
    bool broken;           /* a line's end was in it */
    bool table;
    bool title;            /* a heading: white space between its words parts them (产量达30万吨 品质稳步提升) */
    size_t before;         /* bytes written since the white space before */
    const char *gap_at;
} writer;

/* The run that holds offset `at` of the decoded text; asked with growing offsets but where a column ends. */
static const zb_run *run_holding(writer *w, uint32_t at, uint32_t *end) {
    const zb_run *runs = w->text->decoded.runs.data;
    size_t count = w->text->decoded.runs.count;
    if (runs[w->run].flow > at)
        w->run = zb_run_holding(runs, w->run, at);
    while (w->run + 1 < count && runs[w->run + 1].flow <= at)
        w->run++;
    *end = w->run + 1 < count ? runs[w->run + 1].flow : (uint32_t)w->text->decoded.utf8.bytes.count;
    return &runs[w->run];
}

/* What is left of a run from offset `at` of the decoded text on. */
static zb_run rest_of(const zb_run *run, uint32_t at) {
    zb_run rest = *run;
    uint32_t before = at > run->flow ? (at - run->flow) / run->flow_width : 0;
    rest.byte += before * run->byte_width;
    rest.point += before * (1u + run->more);
    return rest;
}

/* Whether `next` goes on where the run before it leads. */
static bool goes_on(const zb_run *last, const zb_run *next) {
    if (last->flow_width != next->flow_width || last->byte_width != next->byte_width || last->more != next->more)
        return false;
    uint32_t steps = (next->flow - last->flow) / last->flow_width;
    return last->flow + steps * last->flow_width == next->flow && last->byte + steps * last->byte_width == next->byte &&
           last->point + steps * (1u + last->more) == next->point;
}

/* Notes where [at, end) of the decoded text went. */
static void map_piece(writer *w, uint32_t at, uint32_t end, uint32_t flow) {
    zb_array *runs = &w->text->runs;
    zb_run piece = {0};
    uint32_t run_end = 0, stop = at;
    do { /* a piece is never empty */
        at = stop;
        piece = rest_of(run_holding(w, at, &run_end), at);
        piece.flow = flow;
        if (runs->count == 0 || !goes_on(zb_array_at(runs, runs->count - 1), &piece))
            zb_run_add(runs, piece);
        stop = run_end < end ? run_end : end;
        flow += stop - at;
    } while (stop < end);
    uint32_t count = (flow - piece.flow) / piece.flow_width; /* characters of the last run */
    w->byte = piece.byte + count * piece.byte_width;
    w->point = piece.point + (piece.byte_width ? count * (1u + piece.more) : 0);
}

/* How many rows of an array stand before `at`: of changes or blocks, which are in order and begin with where they stand. */
static size_t count_before(const zb_array *rows, uint32_t at) {
    size_t low = 0, high = rows->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (*(const uint32_t *)zb_array_at(rows, middle) < at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Notes what of [at, end) of the decoded text was written otherwise, which is about to go into the flow. */
static void map_changes(zb_text *text, uint32_t at, uint32_t end) {
    const zb_change *replaced = text->replaced.data;
    for (size_t i = count_before(&text->replaced, at); i < text->replaced.count && replaced[i].at < end; i++) {
        zb_change *change = zb_array_push(&text->changes);
        if (change == NULL)
            return;
        *change = replaced[i];
        change->at += (uint32_t)text->flow.bytes.count - at;
    }
}

static void write_piece(writer *w, const char *from, const char *to) {
    uint32_t at = (uint32_t)(from - w->base), end = (uint32_t)(to - w->base);
    if (at == end)
        return;
    map_piece(w, at, end, (uint32_t)w->text->flow.bytes.count);
    map_changes(w->text, at, end);
    zb_buffer_add(&w->text->flow, (zb_slice){from, end - at});
}

/* One byte that stands for the input's white space at `at`, or for nothing (NULL). */
static void write_byte(writer *w, char byte, const char *at) {
    zb_run run = {(uint32_t)w->text->flow.bytes.count, w->byte, w->point, 1, 0, 0};
    if (at) {
        uint32_t end = 0;
        run = rest_of(run_holding(w, (uint32_t)(at - w->base), &end), (uint32_t)(at - w->base));
        run = (zb_run){(uint32_t)w->text->flow.bytes.count, run.byte, run.point, 1, run.byte_width, 0};
    }
    zb_run_add(&w->text->runs, run);
    zb_buffer_add_byte(&w->text->flow, byte);
}

/* Characters of a kind that follow each other from `at`, up to four. */
static uint32_t group_length(const char *at, const char *end, zb_char_kind kind) {
    uint32_t length = 0;
    size_t width = 0;
    while (at < end && length < 4 && zb_char_at(at, &width) == kind) {
        at += width;
        length++;
    }
    return length;
}

static bool opens_quotation(const char *at, const char *end) {
    return end - at >= 3 && (memcmp(at, "“", 3) == 0 || memcmp(at, "《", 3) == 0);
}

/* Whether the white space before the character at `at` means something. */
static bool keeps_space(const writer *w, zb_char_kind next, const char *at, const char *end) {
    bool lone = w->length == 1 && (next == ZB_DIGIT || next == ZB_LETTER) && group_length(at, end, next) == 1;
    if (w->last == ZB_SPACE)
        return false;
    if (w->broken)
        return w->last == ZB_LETTER && next == ZB_LETTER;
    if (w->table && w->gap > 1)
        return true;
    if (w->title && w->before >= 12 && (next == ZB_DIGIT || opens_quotation(at, end) || group_length(at, end, ZB_WIDE) >= 3))
        return true; /* not 稳 妥 就 业 */
    if (w->last == ZB_SIGN && next == ZB_DIGIT) /* 3. 13家 */
        return w->tight && zb_is_among((unsigned char)w->mark, ".,;:!?)");
    if (w->last == ZB_WIDE && next == ZB_DIGIT)
        return w->mark == '.' && w->tight;
    if (w->last == ZB_SIGN && next == ZB_LETTER)
        return zb_is_among((unsigned char)w->mark, ".,;:!?)&");
    if (w->last == ZB_LETTER && next == ZB_SIGN)
        return zb_is_among((unsigned char)*at, "(&");
    if (w->last == ZB_DIGIT && next == ZB_DIGIT) /* 2023 45, but 1 9 9 3 */
        return w->gap > 1 ? !lone : w->length > 1 && group_length(at, end, ZB_DIGIT) > 1;
    if (w->last == ZB_DIGIT && next == ZB_LETTER) /* 3000 km closes up, 5.2 percent does not */
        return group_length(at, end, ZB_LETTER) > 3;
    return w->last == ZB_LETTER && (next == ZB_LETTER || next == ZB_DIGIT) && !lone;
}

static void note_character(writer *w, zb_char_kind kind, const char *at, size_t width) {
    bool dot = width == 1 ? *at == '.' : width == 3 && memcmp(at, "．", 3) == 0;
    w->tight = w->gap == 0 && w->last == ZB_DIGIT;
    w->length = kind == w->last && w->gap == 0 ? w->length + 1 : 1;
    w->mark = dot ? '.' : width == 1 ? *at : ' ';
    w->last = kind;
    w->gap = 0;
    w->broken = false;
}

/* Writes what remains of [at, end) without white space, which may be followed by more of the same block. */
static void write_range(writer *w, const char *at, const char *end) {
    const char *piece = at; /* to be written since here */
    while (at < end) {
        size_t width = 3;
        unsigned char lead = (unsigned char)*at;
        if (zb_char_is_plain(lead) && w->gap == 0) {
            w->last = ZB_WIDE;
            w->mark = ' ';
            at += 3;
            continue;
        }
        zb_char_kind kind = zb_char_at(at, &width);
        if (kind == ZB_SPACE || kind == ZB_NOTHING || kind == ZB_LINE_END) {
            if (at > piece) {
                write_piece(w, piece, at);
                w->before = (size_t)(at - piece);
            }
            if (kind != ZB_NOTHING) {
                w->gap_at = w->gap ? w->gap_at : at;
                w->gap += *at == '	' ? 4 : width == 3 ? 2 : 1;
                w->broken = w->broken || kind == ZB_LINE_END;
            }
            at += width;
            piece = at;
            continue;
        }
        if (w->gap > 0 && keeps_space(w, kind, at, end))
            write_byte(w, ' ', w->gap_at);
        note_character(w, kind, at, width);
        at += width;
    }
    if (at > piece)
        write_piece(w, piece, at);
}

/* The same where there is no white space in it: then it can be told by its ends what to do between it and its neighbours. */
static void write_whole(writer *w, const char *from, const char *end) {
    size_t width = 0;
    const char *at = end;
    if (from >= end)
        return;
    if (w->gap > 0 && keeps_space(w, zb_char_at(from, &width), from, end))
        write_byte(w, ' ', w->gap_at);
    write_piece(w, from, end);
    for (int i = 0; i < 2 && at > from; i++) /* a group of two is like a longer one */
        zb_last_point(from, &at);
    if (at > from) {
        w->last = ZB_SPACE;
        w->gap = 0;
    }
    for (; at < end; at += width) {
        zb_char_kind kind = zb_char_at(at, &width);
        note_character(w, kind, at, width);
    }
}

static void write_line(writer *w, const zb_pages *p, const zb_text_line *line, zb_block *block) {
    const char *start = w->base + line->start, *end = w->base + line->end;
    zb_list_mark mark = block && line->mark ? zb_mark_read(start, end) : (zb_list_mark){ZB_NO_MARK, 0, NULL};
    w->table = line->flags & ZB_LINE_TABLE;
    void (*write)(writer *, const char *, const char *) = line->broken ? write_range : write_whole;
    if (mark.kind) {
        write(w, start, mark.end);
        block->text = (uint32_t)w->text->flow.bytes.count;
        start = mark.end;
    }
    if (line->pieces == 0)
        write(w, start, end);
    for (uint32_t i = 0; i < line->pieces; i++) { /* a cut that fell on a blank leaves it, any other leaves nothing */
        const zb_line_piece *piece = (const zb_line_piece *)p->pieces.data + line->piece + i;
        const char *from = w->base + piece->start, *to = w->base + piece->end;
        if (i > 0 && piece->apart && w->gap == 0) {
            w->gap_at = w->base + piece[-1].end;
            w->gap = 1;
        }
        if (to > start)
            write(w, from > start ? from : start, to);
    }
}

/* The cells, one tab between two; it stands for what parted them. */
static void write_row(writer *w, const zb_pages *p, const zb_text_line *line) {
    const char *parted = NULL;
    for (uint32_t i = 0; i < line->pieces; i++) {
        const zb_line_piece *cell = (const zb_line_piece *)p->pieces.data + line->piece + i;
        if (i > 0)
            write_byte(w, '\t', parted);
        w->last = ZB_SPACE;
        w->gap = 0;
        write_range(w, w->base + cell->start, w->base + cell->end);
        parted = w->base + cell->end;
    }
}

static bool write_group(writer *w, const zb_pages *p, size_t index, int32_t *section) {
    const zb_group *g = zb_group_at(p, index);
    zb_text *text = w->text;
    if (index > 0)
        write_byte(w, '\n', NULL);
    zb_block block = {.start = (uint32_t)text->flow.bytes.count, .section = *section, .paragraph_end = g->sure};
    block.kind = (uint8_t)zb_group_kind(p, index, &block.level);
    block.text = block.start;
    block.table = zb_line_at(p, g->first)->table;
    w->title = block.kind == ZB_HEADING;
    w->before = 0;
    w->last = ZB_SPACE;
    w->gap = 0;
    w->length = 0;
    for (uint32_t i = g->first; i <= g->last; i++) {
        const zb_text_line *line = zb_line_at(p, i);
        if (i > g->first) {
            w->gap_at = w->base + zb_line_at(p, i - 1)->end;
            w->gap = 1;
            w->broken = true;
        }
        if (line->flags & ZB_LINE_ROW)
            write_row(w, p, line);
        else
            write_line(w, p, line, i == g->first ? &block : NULL);
    }
    block.end = (uint32_t)text->flow.bytes.count;
    if (block.text < block.end && zb_buffer_slice(&text->flow).data[block.text] == ' ')
        block.text++;
    if (block.kind == ZB_HEADING)
        *section = (int32_t)text->blocks.count;
    zb_block *added = zb_array_push(&text->blocks);
    if (added)
        *added = block;
    return added != NULL;
}

bool zb_flow_write(zb_pages *p) {
    writer w = {.text = p->text, .base = p->utf8.data};
    int32_t section = -1;
    size_t runs = p->text->decoded.runs.count; /* lines that are joined make fewer of them, dropped white space more */
    if (!zb_array_reserve(&p->text->flow.bytes, p->utf8.size + 1) || !zb_array_reserve(&p->text->runs, runs + runs / 16) ||
        !zb_array_reserve(&p->text->changes, p->text->replaced.count))
        return false;
    for (size_t i = 0; i < p->groups.count; i++) {
        if (!write_group(&w, p, i, &section))
            return false;
    }
    return !p->text->flow.bytes.failed && !p->text->changes.failed && !p->text->runs.failed;
}

uint32_t zb_text_block(const zb_text *text, uint32_t at) {
    return (uint32_t)count_before(&text->blocks, at + 1) - 1;
}

void zb_text_write(const zb_text *text, uint32_t start, uint32_t end, zb_buffer *out) {
    const zb_change *changes = text->changes.data;
    size_t before = out->bytes.count;
    zb_buffer_add(out, (zb_slice){zb_text_flow(text).data + start, end - start});
    for (size_t i = count_before(&text->changes, start); i < text->changes.count && changes[i].at < end && !out->bytes.failed; i++)
        memcpy((char *)out->bytes.data + before + (changes[i].at - start), changes[i].written, 3);
}

/* ---- the way back ---------------------------------------------------------------------------------------- */

/* The last run that begins at or before `at`; there is one, since the first begins at 0. `near` begins before it, if given:
 * the end of a sentence or a figure is hardly ever more than a few runs behind its beginning. */
static const zb_run *find_run(const zb_text *text, const zb_run *near, uint32_t at) {
    enum { STEPS = 6 };
    const zb_run *runs = text->runs.data, *end = runs + text->runs.count;
    for (int i = 0; near != NULL && i < STEPS; i++, near++)
        if (near + 1 == end || near[1].flow > at)
            return near;
    return &runs[zb_run_holding(runs, text->runs.count, at)];
}

/* Where the character at flow offset `at`, which `run` holds, begins in the input (`more` 0), or ends (1). */
static void map_back(const zb_run *run, uint32_t at, uint32_t more, uint64_t *byte, uint64_t *point) {
    uint32_t steps = (at - run->flow) / run->flow_width + more;
    *byte = run->byte + (uint64_t)steps * run->byte_width;
    *point = run->byte_width ? (uint64_t)run->point + (uint64_t)steps * (1u + run->more) : run->point;
}

zhibiao_span zb_text_span(const zb_text *text, uint32_t start, uint32_t end) {
    zhibiao_span span = {0, 0, 0, 0};
    if (text->runs.count == 0)
        return span;
    const zb_run *first = find_run(text, NULL, start);
    map_back(first, start, 0, &span.byte_start, &span.start);
    span.byte_end = span.byte_start;
    span.end = span.start;
    while (end > start) {
        const zb_run *last = find_run(text, first, end - 1);
        map_back(last, end - 1, 1, &span.byte_end, &span.end);
        if (span.byte_end > span.byte_start)
            break;
        end = last->flow; /* it goes on at the head of a column further right */
        span.byte_end = span.byte_start;
        span.end = span.start;
    }
    return span;
}
