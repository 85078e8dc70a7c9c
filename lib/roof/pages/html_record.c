/* A record in words, and a piece of text with its marks. */
#include "pages.h"

const char *zb_mark_class(uint8_t kind) {
    static const char *const classes[] = {"",           "indicator", "target", "actual", "baseline",
                                          "completion", "gap",       "time",   "region", "quantity"};
    return kind < sizeof classes / sizeof *classes ? classes[kind] : "";
}

/* ---- quantities --------------------------------------------------------------------------------------- */

static void show_cell(zb_show *show, const zb_cell *cell) {
    for (size_t i = 0; i < cell->count; i++)
        zb_show_text(show, cell->parts[i]);
}

void zb_show_quantity(zb_show *show, zb_row row, const zhibiao_quantity *quantity) {
    zb_cell cell;
    zb_cell_init(&cell);
    zb_cell_quantity(&cell, row, quantity);
    show_cell(show, &cell);
}

void zb_show_exact(zb_show *show, zb_row row, const zhibiao_quantity *q) {
    zb_slice value = zb_row_string(row, q->value), unit = zb_row_string(row, q->unit), text = zb_row_string(row, q->text);
    if (q->derived.size) {
        zb_show_html(show, "<small>");
        zb_show_label(show, ZB_LABEL_DERIVED);
        if (q->low.size) {
            zb_show_html(show, " ");
            zb_show_text(show, zb_row_string(row, q->low));
            zb_show_html(show, "–");
            zb_show_text(show, zb_row_string(row, q->high));
        }
        zb_show_html(show, "</small>");
        return;
    }
    zb_slice size = zb_slice_starts(value, ZB_SLICE("-")) ? (zb_slice){value.data + 1, value.size - 1} : value; /* 下降3% */
    if (q->range || (zb_slice_starts(text, size) && text.size == size.size + unit.size))
        return;
    zb_show_html(show, "<small>= ");
    zb_show_text(show, value);
    zb_show_text(show, unit);
    zb_show_html(show, "</small>");
}

static const zb_key roles[] = {ZB_KEY_TARGET, ZB_KEY_ACTUAL, ZB_KEY_BASELINE, ZB_KEY_COMPLETION, ZB_KEY_GAP};
enum { ROLES = sizeof roles / sizeof *roles };

void zb_show_figures(zb_show *show, zb_row row) {
    zb_show_html(show, "<ul class=\"figures\">");
    for (uint32_t i = 0; i < ROLES; i++) {
        const zhibiao_quantity *quantity = zb_row_quantity(row, roles[i]);
        if (!quantity->present)
            continue;
        zb_show_html(show, "<li><b>");
        zb_show_label(show, (zb_label)(ZB_LABEL_TARGET + i));
        zb_show_html(show, "</b> <span class=\"k ");
        zb_show_html(show, zb_mark_class((uint8_t)(ZHIBIAO_MARK_TARGET + i)));
        zb_show_html(show, "\">");
        zb_show_quantity(show, row, quantity);
        zb_show_html(show, "</span> ");
        zb_show_exact(show, row, quantity);
        zb_show_html(show, "</li>");
    }
    zb_show_html(show, "</ul>\n");
}

/* ---- facts -------------------------------------------------------------------------------------------- */

/* `label：`, behind what was said before. */
static void fact(zb_show *show, uint32_t *count, zb_label label) {
    if ((*count)++)
        zb_show_label(show, ZB_LABEL_SEPARATOR);
    zb_show_label(show, label);
    zb_show_label(show, ZB_LABEL_COLON);
}

static void fact_text(zb_show *show, uint32_t *count, zb_label label, zb_slice text) {
    if (!text.size)
        return;
    fact(show, count, label);
    zb_show_short(show, text);
}

static void fact_time(zb_show *show, uint32_t *count, zb_row row) {
    char room[24];
    const zhibiao_record *record = row.record;
    if (!record->time_text.size && record->time_to.year <= 0)
        return;
    fact(show, count, ZB_LABEL_TIME);
    zb_show_short(show, zb_row_string(row, record->time_text));
    if (record->time_to.year <= 0)
        return;
    zb_show_html(show, show->english ? " (" : "（");
    zb_slice from = zb_date_text(record->time_from, room);
    zb_show_text(show, from);
    if (memcmp(&record->time_from, &record->time_to, sizeof record->time_to)) {
        zb_show_html(show, " – ");
        zb_show_text(show, zb_date_text(record->time_to, room));
    }
    zb_show_html(show, show->english ? ")" : "）");
}

static void fact_region(zb_show *show, uint32_t *count, zb_row row) {
    zb_slice text = zb_row_string(row, row.record->region_text), name = zb_row_string(row, row.record->region_name);
    if (!text.size && !name.size)
        return;
    fact_text(show, count, ZB_LABEL_REGION, text.size ? text : name);
    if (!text.size || !name.size || zb_slice_equal(text, name))
        return;
    zb_show_html(show, show->english ? " (" : "（");
    zb_show_short(show, name);
    zb_show_html(show, show->english ? ")" : "）");
}

static void fact_measure(zb_show *show, uint32_t *count, const zhibiao_record *record) {
    if (record->measure == ZHIBIAO_LEVEL || record->measure > ZHIBIAO_SHARE || record->basis > ZHIBIAO_OTHER_BASIS)
        return;
    fact(show, count, ZB_LABEL_MEASURE);
    zb_show_label(show, (zb_label)(ZB_LABEL_LEVEL + record->measure));
    if (record->basis == ZHIBIAO_NO_BASIS)
        return;
    zb_show_html(show, show->english ? ", " : "，");
    zb_show_label(show, (zb_label)(ZB_LABEL_NO_BASIS + record->basis));
}

static void fact_check(zb_show *show, uint32_t *count, zb_row row) {
    if (row.record->check == ZHIBIAO_UNCHECKED)
        return;
    fact(show, count, ZB_LABEL_CHECK);
    zb_show_label(show, row.record->check == ZHIBIAO_CONSISTENT ? ZB_LABEL_CONSISTENT : ZB_LABEL_INCONSISTENT);
    zb_show_html(show, show->english ? ", " : "，");
    zb_show_label(show, ZB_LABEL_COMPUTED);
    zb_show_html(show, " ");
    zb_show_text(show, zb_row_string(row, row.record->check_computed));
}

void zb_show_facts(zb_show *show, zb_row row) {
    uint32_t count = 0;
    zb_show_html(show, "<p class=\"facts\">");
    fact_time(show, &count, row);
    fact_region(show, &count, row);
    fact_measure(show, &count, row.record);
    fact_text(show, &count, ZB_LABEL_OFFICIAL, zb_row_string(row, row.record->indicator_name));
    fact_text(show, &count, ZB_LABEL_SECTION, zb_row_string(row, row.record->section));
    fact_text(show, &count, ZB_LABEL_ITEM, zb_row_string(row, row.record->item));
    fact_check(show, &count, row);
    zb_show_html(show, "</p>\n");
}

/* 城镇新增就业：目标 (≈30000人)；实绩 3.21万人；时期：截至11月末 */
void zb_show_summary(zb_show *show, zb_row row) {
    uint32_t count = 1;
    zb_show_short(show, zb_row_string(row, row.record->indicator_full));
    for (uint32_t i = 0; i < ROLES; i++) {
        const zhibiao_quantity *quantity = zb_row_quantity(row, roles[i]);
        if (!quantity->present)
            continue;
        fact(show, &count, (zb_label)(ZB_LABEL_TARGET + i));
        zb_show_quantity(show, row, quantity);
    }
    fact_time(show, &count, row);
    fact_region(show, &count, row);
}

/* ---- marks -------------------------------------------------------------------------------------------- */

static bool is_figure(uint8_t kind) {
    return kind >= ZHIBIAO_MARK_TARGET && kind <= ZHIBIAO_MARK_GAP;
}

/* What a mark says when one points at it: the record in words at its figures, its name only elsewhere. */
static void mark_title(zb_show *show, const zb_piece *piece, const zhibiao_mark *mark) {
    zb_show_html(show, " title=\"");
    zb_show_label(show, (zb_label)(ZB_LABEL_NONE + mark->kind));
    zb_show_label(show, ZB_LABEL_COLON);
    if (mark->record == 0) {
        zb_show_label(show, ZB_LABEL_UNUSED);
    } else {
        zb_row row = {piece->result, zhibiao_result_records(piece->result) + mark->record - 1};
        if (is_figure(mark->kind))
            zb_show_summary(show, row);
        else
            zb_show_short(show, zb_row_string(row, row.record->indicator_full));
    }
    if (mark->others) {
        zb_show_label(show, ZB_LABEL_SEPARATOR);
        zb_show_label(show, ZB_LABEL_OTHERS);
        zb_show_label(show, ZB_LABEL_COLON);
        zb_show_number(show, mark->others);
    }
    zb_show_html(show, "\"");
}

/* A mark that belongs to a record links to it; the record links back to the mark of its first figure. */
static void mark_link(zb_show *show, const zb_piece *piece, const zhibiao_mark *mark) {
    zb_show_html(show, " href=\"#r");
    zb_show_number(show, piece->before + mark->record);
    if (is_figure(mark->kind)) {
        zb_show_html(show, "\" id=\"m");
        zb_show_number(show, piece->before);
        zb_show_html(show, "-");
        zb_show_number(show, (uint64_t)(mark - zhibiao_result_marks(piece->result)) + 1);
    }
    zb_show_html(show, "\"");
}

static void show_mark(zb_show *show, const zb_piece *piece, const zhibiao_mark *mark, zb_slice text) {
    bool link = mark->record != 0 && piece->own == 0;
    zb_show_html(show, link ? "<a class=\"k " : "<span class=\"k ");
    zb_show_html(show, zb_mark_class(mark->kind));
    if (mark->within && mark->kind != ZHIBIAO_MARK_INDICATOR)
        zb_show_html(show, " within");
    zb_show_html(show, "\"");
    if (link)
        mark_link(show, piece, mark);
    if (piece->own == 0)
        mark_title(show, piece, mark);
    zb_show_html(show, ">");
    zb_show_text(show, text);
    zb_show_html(show, link ? "</a>" : "</span>");
}

/* Text without a mark; in a row a tab begins the next cell. */
static void show_plain(zb_show *show, const zhibiao_block *block, zb_slice text) {
    size_t from = 0;
    for (size_t at = 0; block->kind == ZHIBIAO_ROW && at < text.size; at++) {
        if (text.data[at] != '\t')
            continue;
        zb_show_text(show, (zb_slice){text.data + from, at - from});
        zb_show_html(show, "</td><td>");
        from = at + 1;
    }
    zb_show_text(show, (zb_slice){text.data + from, text.size - from});
}

/* The first mark of a block that begins at or behind `start`: its index. */
static uint32_t first_mark(const zhibiao_mark *marks, uint32_t count, uint32_t start) {
    uint32_t low = 0;
    for (uint32_t high = count; low < high;) {
        uint32_t middle = low + (high - low) / 2;
        if (marks[middle].start < start)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

void zb_show_piece(zb_show *show, zb_piece piece) {
    const zhibiao_mark *marks = zhibiao_result_marks(piece.result); /* NULL where there is none at all */
    if (piece.block->mark_count > 0)
        marks += piece.block->first_mark;
    const char *text = zhibiao_string_get(piece.result, piece.block->text);
    uint32_t at = piece.start;
    for (uint32_t i = first_mark(marks, piece.block->mark_count, piece.start); i < piece.block->mark_count; i++) {
        const zhibiao_mark *mark = &marks[i];
        if (mark->end > piece.end)
            break;
        if (piece.own != 0 && mark->record != piece.own)
            continue;
        show_plain(show, piece.block, (zb_slice){text + at, mark->start - at});
        show_mark(show, &piece, mark, (zb_slice){text + mark->start, mark->end - mark->start});
        at = mark->end;
    }
    show_plain(show, piece.block, (zb_slice){text + at, piece.end - at});
}

/* ---- the sentence ------------------------------------------------------------------------------------- */

static bool inside_character(char byte) {
    return ((unsigned char)byte & 0xC0U) == 0x80U;
}

/* A thousand records may stand in one endless sentence; each shows no more of it than what stands around its figure. */
static void shorten(zb_piece *piece, const zhibiao_mark *mark) {
    enum { LONG = 1500, AROUND = 450 };
    const char *text = zhibiao_string_get(piece->result, piece->block->text);
    if (piece->end - piece->start <= LONG)
        return;
    uint32_t from = mark ? mark->start : piece->start, to = mark ? mark->end : piece->start;
    if (from > piece->start + AROUND && from < piece->end)
        piece->start = from - AROUND;
    if (to < piece->end - AROUND)
        piece->end = to + AROUND;
    while (inside_character(text[piece->start]))
        piece->start--;
    while (inside_character(text[piece->end]))
        piece->end--;
}

static void show_site(zb_show *show, zb_row row, const zhibiao_site *site) {
    zhibiao_block block = zhibiao_result_blocks(row.result)[site->block];
    block.kind = ZHIBIAO_PARAGRAPH; /* a row's tabs make no cells here */
    zb_piece piece = {row.result, &block, site->start, site->end, row.record->id, 0};
    const zhibiao_mark *mark = site->mark ? zhibiao_result_marks(row.result) + site->mark - 1 : NULL;
    shorten(&piece, mark && mark->block == site->block ? mark : NULL);
    if (piece.start > site->start)
        zb_show_html(show, "…");
    zb_show_piece(show, piece);
    if (piece.end < site->end)
        zb_show_html(show, "…");
}

void zb_show_sentence(zb_show *show, zb_row row) {
    const zhibiao_site *sites = zhibiao_result_sites(row.result);
    zb_show_html(show, "<blockquote lang=\"zh-CN\">");
    if (sites)
        show_site(show, row, sites + (row.record - zhibiao_result_records(row.result)));
    else
        zb_show_text(show, zb_row_string(row, row.record->sentence_text));
    zb_show_html(show, "</blockquote>\n");
}
