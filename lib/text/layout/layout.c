/* Lines to flowing text: what the printer broke is joined again, and paragraphs, headings and list items are marked.
 *
 * Text reaches us in three shapes, sometimes two of them in one file:
 *
 *   paragraph lines   a line is a paragraph, a heading or an item, however long      (reports, web pages)
 *   cut lines         all of exactly one width but the last of each paragraph         (mail, programs that wrap)
 *   wrapped lines     many lines of about one short width, cut anywhere               (newspaper columns, PDF)
 *
 * Cut lines become paragraph lines at once (unwrap.c).
 *
 * Wrapped lines show themselves: they do not end a sentence, and the next line has nearly their width. shape.c
 * weighs that over the twenty lines around each line. Blank lines mean nothing where every wrapped line has one
 * behind it; elsewhere they end a paragraph, unless the sentence is unfinished (a column or a page ended there).
 *
 *     全年建成村级服务站         wrapped, with a glued page number:
 *     1203个，完成年计划         全年建成村级服务站203个，完成年计划的101%。   (if pages 1, 2, 3 … are found so)
 *     的 101% 。
 *
 * Eleven passes, each linear and each a file: scan the lines (lines.c, marks.c) · drop what stands at a page's edges (edge.c)
 * and page numbers in the text (page.c) · find tables (table.c) · part columns (column.c) · put cut lines together (unwrap.c)
 * and the halves of articles (turn.c) · find shapes (shape.c) · group lines (groups.c) · tell what each group is (kinds.c) ·
 * write the flow (flow.c). */
#include "layout.h"

void zb_text_init(zb_text *text, const zb_memory *memory) {
    text->input = ZHIBIAO_INPUT_AUTO;
    text->select = NULL;
    zb_page_init(&text->page, memory);
    zb_decoded_init(&text->decoded, memory);
    text->traditional = NULL;
    zb_buffer_init(&text->flow, memory);
    zb_array_init(&text->changes, memory, sizeof(zb_change));
    zb_array_init(&text->replaced, memory, sizeof(zb_change));
    zb_array_init(&text->runs, memory, sizeof(zb_run));
    zb_array_init(&text->blocks, memory, sizeof(zb_block));
    zb_array_init(&text->lines, memory, sizeof(zb_text_line));
    zb_array_init(&text->spare, memory, sizeof(zb_text_line));
    zb_array_init(&text->pieces, memory, sizeof(zb_line_piece));
    zb_array_init(&text->groups, memory, sizeof(zb_group));
    zb_array_init(&text->edges, memory, sizeof(zb_edge_line));
    zb_array_init(&text->chains, memory, sizeof(zb_number_chain));
    zb_array_init(&text->bytes, memory, 1);
}

static void each_array(zb_text *text, void (*empty)(zb_array *)) {
    zb_array *const arrays[] = {&text->flow.bytes, &text->changes, &text->runs, &text->blocks, &text->lines, &text->spare, &text->pieces,
                                &text->groups, &text->edges, &text->chains, &text->bytes, &text->replaced};
    for (size_t i = 0; i < sizeof arrays / sizeof *arrays; i++)
        empty(arrays[i]);
}

/* A parser reads many texts: memory is kept for the next, as far as it is no large text's. */
void zb_text_reset(zb_text *text) {
    zb_page_clear(&text->page);
    zb_decoded_reset(&text->decoded);
    each_array(text, zb_array_reuse);
}

void zb_text_clear(zb_text *text) {
    zb_page_clear(&text->page);
    zb_decoded_clear(&text->decoded);
    each_array(text, zb_array_clear);
}

/* What the passes read: the decoded text, in simplified characters. What is replaced is kept: a second text for a few would
 * take as much as the first. */
static bool simplify(zb_text *text) {
    zb_slice utf8 = zb_buffer_slice(&text->decoded.utf8);
    for (size_t at = 0; at < utf8.size; at += 3) {
        at += zb_traditional_find(text->traditional, (zb_slice){utf8.data + at, utf8.size - at});
        if (at == utf8.size)
            break;
        zb_change *change = zb_array_push(&text->replaced);
        if (change == NULL)
            return false;
        *change = (zb_change){.at = (uint32_t)at};
        memcpy(change->written, utf8.data + at, 3);
        zb_traditional_replace(text->traditional, (char *)text->decoded.utf8.bytes.data + at, 3);
    }
    return true;
}

/* A pass that wrote all lines anew left its own room as theirs: the larger one is for those of the next text. */
static void keep_rooms(zb_text *text, const zb_pages *p) {
    bool swapped = p->lines.capacity < p->spare.capacity;
    text->lines = swapped ? p->spare : p->lines;
    text->spare = swapped ? p->lines : p->spare;
    text->pieces = p->pieces;
    text->groups = p->groups;
    zb_array *const rooms[] = {&text->lines, &text->spare, &text->pieces, &text->groups, &text->edges, &text->chains, &text->bytes,
                               &text->replaced};
    for (size_t i = 0; i < sizeof rooms / sizeof *rooms; i++)
        zb_array_reuse(rooms[i]);
}

static bool lay_out(zb_text *text) {
    zb_pages p = {.text = text, .utf8 = zb_buffer_slice(&text->decoded.utf8), .lines = text->lines, .spare = text->spare,
                  .pieces = text->pieces, .groups = text->groups};
    bool done = zb_lines_scan(&p) && zb_edges_drop(&p) && zb_numbers_drop(&p) && zb_tables_find(&p) &&
                zb_columns_part(&p) && zb_lines_unwrap(&p) && zb_turns_join(&p);
    if (done) {
        zb_shapes_find(&p);
        zb_furniture_drop(&p);
        zb_habits_find(&p);
        done = zb_groups_make(&p) && zb_flow_write(&p);
    }
    keep_rooms(text, &p);
    return done;
}

zhibiao_status zb_text_read(zb_text *text, const void *bytes, size_t size, const char *encoding,
                            zhibiao_error *error) {
    zb_text_reset(text);
    zhibiao_status status = zb_decode(&text->decoded, bytes, size, encoding, error);
    if (status == ZHIBIAO_OK)
        status = zb_page_read(text, error);
    if (status != ZHIBIAO_OK)
        return status;
    if (!simplify(text) || !lay_out(text)) {
        zb_text_clear(text);
        return zb_fail(error, ZHIBIAO_ERROR_MEMORY, "out of memory laying out the text");
    }
    /* The flow leads back to the input by itself. */
    zb_decoded_reset(&text->decoded);
    return ZHIBIAO_OK;
}
