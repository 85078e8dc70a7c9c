/* Tables in plain text: neighbouring lines of cells become rows, their cells parted by one tab in the flow.
 *
 *     指标⇥目标⇥完成              tabs: HTML tables come so too (html_text.c)
 *     | 指标 | 目标 | 完成 |      bars, with or without a line of | --- | below the first
 *     指标名称    目标    完成     blanks: two or more, in columns that stand below each other
 *     新建水窖              12     an empty cell stays: 新建水窖⇥⇥12
 *
 * Two rows at least make a table, and one of them must hold a figure in a cell of its own, so that none of these is one:
 *
 *     1.⇥新建水窖12口。            a tab behind a list mark
 *     产量30万吨  质量提升         a headline's blank
 *     全年新建水窖12口，⇥完成计划  prose with a stray tab: a cell holds no sentence
 *
 * A line of one cell between rows (一、民生工程) stays what it is; the rows below it belong to the same table. */
#include "layout.h"

enum { CELLS_MOST = 64, CELL_WIDEST = 120, FIGURE_WIDEST = 24, LEAN = 3 };

typedef enum table_style { NO_TABLE, TABS, BARS, BLANKS } table_style;

/* Where a cell stands, in columns of the page. */
typedef struct extent {
    uint32_t left, right;
} extent;

/* One line's cells. */
typedef struct row {
    zb_line_piece cells[CELLS_MOST];
    extent columns[CELLS_MOST];
    uint32_t count;
} row;

static table_style style_of(const zb_text_line *line) {
    if (line->flags & ZB_LINE_BAR)
        return BARS;
    if (!(line->flags & ZB_LINE_GAP))
        return NO_TABLE;
    return line->flags & ZB_LINE_TAB ? TABS : BLANKS;
}

/* ---- one line's cells ------------------------------------------------------------------------------------ */

/* How many bytes of a separator stand at `at`: a tab, a bar. Blanks are measured by their gap. */
static size_t separator_at(const char *at, const char *end, table_style style) {
    if (style == TABS)
        return *at == '\t';
    if (style == BARS && *at == '|')
        return 1;
    return style == BARS && end - at >= 3 && (memcmp(at, "│", 3) == 0 || memcmp(at, "｜", 3) == 0) ? 3 : 0;
}

static bool add_cell(row *r, zb_line_piece cell, extent columns) {
    if (r->count == CELLS_MOST)
        return false;
    r->cells[r->count] = cell;
    r->columns[r->count++] = columns;
    return true;
}

/* False when there are too many cells. A bar at either end parts nothing. */
static bool read_cells(const zb_pages *p, const zb_text_line *line, table_style style, row *r) {
    const char *base = p->utf8.data, *at = base + line->start, *end = base + line->end;
    zb_line_piece cell = {line->start, line->start, false};
    extent columns = {line->indent, line->indent};
    uint32_t column = line->indent;
    bool empty = true;
    r->count = 0;
    for (size_t width = 0; at < end; at += width) {
        size_t separator = separator_at(at, end, style);
        uint32_t offset = (uint32_t)(at - base);
        zb_char_kind kind = zb_char_at(at, &width);
        bool blank = kind == ZB_SPACE || kind == ZB_NOTHING;
        uint32_t wide = *at == '\t' ? 4 : kind == ZB_NOTHING ? 0 : width > 1 ? 2 : 1;
        bool gap = style == BLANKS && !blank && !empty && column >= columns.right + 2;
        if (gap || (separator && (at > base + line->start || style == TABS))) {
            if (!add_cell(r, cell, columns))
                return false;
            empty = true;
        }
        if (empty) { /* an empty cell stands where its separator does */
            cell = (zb_line_piece){offset, offset, false};
            columns = (extent){column, column};
        }
        if (separator)
            width = separator;
        else if (!blank) {
            cell.end = (uint32_t)(offset + width);
            columns.right = column + wide;
            empty = false;
        }
        column += wide;
    }
    if (!empty && !add_cell(r, cell, columns))
        return false;
    while (r->count > 0 && r->cells[r->count - 1].start == r->cells[r->count - 1].end)
        r->count--;
    return true;
}

/* How many tabs stand before the line's first word: empty cells, where other rows have fewer. */
static uint32_t leading_tabs(const zb_pages *p, const zb_text_line *line) {
    uint32_t tabs = 0;
    for (uint32_t at = line->start; at > 0 && (p->utf8.data[at - 1] == '\t' || p->utf8.data[at - 1] == ' '); at--)
        tabs += p->utf8.data[at - 1] == '\t';
    return tabs < CELLS_MOST ? tabs : CELLS_MOST;
}

static void put_empty_first(row *r, uint32_t count) {
    if (count == 0 || r->count + count > CELLS_MOST)
        return;
    memmove(r->cells + count, r->cells, r->count * sizeof *r->cells);
    for (uint32_t i = 0; i < count; i++)
        r->cells[i] = (zb_line_piece){r->cells[count].start, r->cells[count].start, false};
    r->count += count;
}

/* ---- what a cell is --------------------------------------------------------------------------------------- */

/* 23, 24.64%, 约3万人, ≥95: short, begins with a number, and no sentence. */
static bool is_figure(const zb_pages *p, const zb_line_piece *cell) {
    zb_cursor c = {p->utf8.data + cell->start, p->utf8.data + cell->end}, behind;
    zb_accept(&c, "约近超达≥≤＞＜><+-－—");
    uint32_t point = zb_peek(c, &behind);
    bool number = zb_is_digit(point) || (point >= U'０' && point <= U'９');
    return number && cell->end - cell->start <= FIGURE_WIDEST && !zb_is_among(zb_last_point(c.at, &c.end), "，。；、");
}

/* A cell that ends a sentence, or as wide as no cell is. */
static bool is_sentence(const zb_pages *p, const zb_line_piece *cell) {
    const char *start = p->utf8.data + cell->start, *end = p->utf8.data + cell->end;
    return cell->end - cell->start > CELL_WIDEST || (end - start >= 3 && memcmp(end - 3, "。", 3) == 0) ||
           (end - start >= 3 && memcmp(end - 3, "，", 3) == 0);
}

/* 1. ⇥ 新建水窖12口: what stands before the first tab is a list mark. */
static bool is_list_item(const zb_pages *p, const row *r) {
    const char *end = p->utf8.data + r->cells[0].end;
    zb_list_mark mark = zb_mark_read(p->utf8.data + r->cells[0].start, end);
    return r->count == 2 && mark.kind != ZB_NO_MARK && mark.end == end;
}

/* |---|:--:| and +----+----+ : no row, but a sign that there are some. */
static bool is_rule(const zb_pages *p, const zb_text_line *line) {
    const char *at = p->utf8.data + line->start, *end = p->utf8.data + line->end;
    bool dash = false, bar = false;
    for (size_t width = 0; at < end; at += width) {
        uint32_t point = zb_utf8_get(at, &width);
        bool box = point >= 0x2500 && point <= 0x257F;
        if (!box && !zb_is_among(point, "|-+:=｜ "))
            return false;
        dash = dash || point == '-' || point == '=' || point == 0x2500 || point == 0x2501;
        bar = bar || box || point == '|' || point == '+';
    }
    return dash && bar;
}

/* ---- columns of blanks -------------------------------------------------------------------------------------- */

static bool overlap(extent a, extent b) {
    return a.left <= b.right + LEAN && b.left <= a.right + LEAN;
}

static uint32_t distance(extent a, extent b) {
    uint32_t left = a.left > b.left ? a.left - b.left : b.left - a.left;
    uint32_t right = a.right > b.right ? a.right - b.right : b.right - a.right;
    return left < right ? left : right;
}

/* Whether each cell of the shorter row stands below (or above) one of the other, in order. */
static bool is_aligned(const row *a, const row *b) {
    const row *few = a->count <= b->count ? a : b, *many = few == a ? b : a;
    uint32_t k = 0;
    for (uint32_t i = 0; i < few->count; i++, k++) {
        while (k < many->count && !overlap(few->columns[i], many->columns[k]))
            k++;
        if (k == many->count)
            return false;
    }
    return few->count >= 2;
}

/* Puts empty cells into `r` where the table's widest row has a column and this one has nothing below it. */
static void fill_columns(row *r, const row *widest) {
    row filled = {.count = 0};
    uint32_t k = 0;
    for (uint32_t i = 0; i < widest->count && k < r->count; i++) {
        bool spare = widest->count - i > r->count - k;
        bool later = spare && i + 1 < widest->count &&
                     (!overlap(r->columns[k], widest->columns[i]) ||
                      (overlap(r->columns[k], widest->columns[i + 1]) &&
                       distance(r->columns[k], widest->columns[i + 1]) < distance(r->columns[k], widest->columns[i])));
        uint32_t at = k > 0 ? r->cells[k - 1].end : r->cells[0].start;
        if (later)
            add_cell(&filled, (zb_line_piece){at, at, false}, widest->columns[i]);
        else
            add_cell(&filled, r->cells[k], r->columns[k]), k++;
    }
    if (k == r->count)
        *r = filled;
}

/* ---- tables --------------------------------------------------------------------------------------------------- */

/* Lines that may be a table. */
typedef struct run {
    table_style style;
    size_t first, end;         /* half-open */
    uint32_t rows;
    uint32_t sentences, items; /* rows that speak against a table */
    uint32_t figures, matrix;  /* rows with figures; rows of three cells or more */
    uint32_t lead;             /* tabs that all rows begin with */
    uint32_t least;            /* cells of the shortest row */
    bool ruled;                /* a line |---|---| was seen */
    row widest;
} run;

static void count_row(const zb_pages *p, run *t, const row *r) {
    bool figure = false, sentence = false;
    for (uint32_t i = 0; i < r->count; i++) {
        figure = figure || (i > 0 && is_figure(p, &r->cells[i]));
        sentence = sentence || is_sentence(p, &r->cells[i]);
    }
    t->rows++;
    t->figures += figure;
    t->sentences += sentence;
    t->items += is_list_item(p, r);
    t->matrix += r->count >= 3;
    t->least = t->rows == 1 || r->count < t->least ? r->count : t->least;
    if (r->count > t->widest.count)
        t->widest = *r;
}

/* 一、民生工程 between two rows: a line of one cell, and no prose. */
static bool is_between_rows(const zb_pages *p, const run *t, size_t index) {
    const zb_text_line *line = zb_line_at(p, index), *next = zb_line_after(p, index);
    return t->style != BLANKS && t->rows > 0 && next != NULL && style_of(line) == NO_TABLE && style_of(next) == t->style &&
           line->width <= 40 && line->ending == ZB_END_NONE && !(line->flags & ZB_LINE_INNER) && line->blanks <= 1;
}

/* Takes as many lines as go on with one style of cells. */
static void read_run(const zb_pages *p, run *t, row *r, row *before) {
    size_t i = t->first;
    for (; i < p->lines.count; i++) {
        const zb_text_line *line = zb_line_at(p, i);
        bool inside = i > t->first;
        if (t->style == BARS && is_rule(p, line)) {
            t->ruled = true;
            continue;
        }
        if (is_between_rows(p, t, i))
            continue;
        if (style_of(line) != t->style || (inside && line->blanks > 1) || !read_cells(p, line, t->style, r) || r->count < 2)
            break;
        if (t->style == BLANKS && t->rows > 0 && !is_aligned(before, r))
            break;
        count_row(p, t, r);
        uint32_t lead = leading_tabs(p, line);
        t->lead = t->rows == 1 || lead < t->lead ? lead : t->lead;
        if (t->style == BLANKS)
            *before = *r;
    }
    t->end = i > t->first ? i : i + 1;
}

/* Columns of prose side by side have blanks between too, but hardly a cell that is a figure. Cells may be sentences where every
 * row has as many: 新建停车位5000个。⇥已建成5200个。 */
static bool is_table(const run *t) {
    bool even = t->style != BLANKS && t->matrix == t->rows && t->least == t->widest.count;
    if (t->rows < 2 || (t->sentences * 2 > t->rows && !even) || t->items * 2 > t->rows)
        return false;
    if (t->style == BLANKS)
        return t->figures * 2 >= t->rows && (t->rows > 2 || t->matrix == t->rows);
    return t->ruled || t->figures > 0 || t->matrix == t->rows;
}

static bool keep_row(zb_pages *p, zb_text_line *line, const row *r, uint32_t table) {
    zb_line_piece *kept = zb_array_add(&p->pieces, r->count);
    if (!kept)
        return false;
    memcpy(kept, r->cells, r->count * sizeof *kept);
    line->piece = (uint32_t)p->pieces.count - r->count;
    line->pieces = r->count;
    line->table = table;
    line->flags = ZB_LINE_ROW | ZB_LINE_TABLE;
    line->mark = ZB_NO_MARK;
    return true;
}

/* Rows that stand so close behind a table's that only a heading is between belong to it. */
static bool goes_on(const zb_pages *p, const run *t, const run *last) {
    if (!last->rows || last->style != t->style || last->widest.count != t->widest.count || t->first > last->end + 1)
        return false;
    const zb_text_line *between = zb_line_at(p, last->end);
    return t->first == last->end || (between->width <= 40 && between->ending == ZB_END_NONE);
}

static bool keep_table(zb_pages *p, const run *t, uint32_t table, row *r) {
    if (t->first > 0 && is_rule(p, zb_line_at(p, t->first - 1)))
        zb_line_at(p, t->first - 1)->flags = ZB_LINE_GONE;
    for (size_t i = t->first; i < t->end; i++) {
        zb_text_line *line = zb_line_at(p, i);
        if (t->style == BARS && is_rule(p, line)) {
            line->flags = ZB_LINE_GONE;
            continue;
        }
        if (style_of(line) != t->style || !read_cells(p, line, t->style, r))
            continue;
        if (t->style == BLANKS && r->count < t->widest.count)
            fill_columns(r, &t->widest);
        if (t->style == TABS)
            put_empty_first(r, leading_tabs(p, line) - t->lead);
        if (!keep_row(p, line, r, table))
            return false;
    }
    return true;
}

/* A sentence or a list item has no cells, whatever tabs are in it. */
static void take_for_prose(const zb_pages *p, const run *t) {
    for (size_t i = t->first; i < t->end; i++) {
        zb_text_line *line = zb_line_at(p, i);
        bool said = line->mark != ZB_NO_MARK || line->ending != ZB_END_NONE || line->flags & ZB_LINE_INNER;
        if (said && line->flags & ZB_LINE_TAB)
            line->flags &= (uint16_t)~ZB_LINE_TABLE;
    }
}

/* Room for the rows in hand; too large for the stack of a small thread. */
typedef struct workshop {
    run run, last;
    row row, before;
} workshop;

bool zb_tables_find(zb_pages *p) {
    workshop *w = NULL;
    uint32_t tables = 0;
    bool done = true, rules = false;
    for (size_t i = 0; done && i < p->lines.count;) {
        table_style style = style_of(zb_line_at(p, i));
        if (style == NO_TABLE) {
            i++;
            continue;
        }
        w = w ? w : zb_pages_room(p, sizeof *w);
        if (!w)
            return false;
        w->run = (run){.style = style, .first = i};
        read_run(p, &w->run, &w->row, &w->before);
        if (is_table(&w->run)) {
            tables += !goes_on(p, &w->run, &w->last);
            done = keep_table(p, &w->run, tables, &w->row);
            rules = rules || w->run.style == BARS;
            w->last = w->run;
        } else {
            take_for_prose(p, &w->run);
        }
        i = w->run.end;
    }
    if (done && rules)
        zb_lines_drop_gone(p);
    return done;
}
