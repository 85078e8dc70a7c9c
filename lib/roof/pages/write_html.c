/* Texts with their marks, and below each the records that were read from it: `zhibiao extract --format html`. The head and tail are
 * those of the scorecard too.
 *
 * Anchors: record n of the page is #r…, the figure it begins with #m…, each leading to the other. Numbers go on from one
 * document to the next, so that many stand on one page.
 */
#include "pages.h"

static zb_show begin(zb_out *out, zhibiao_format format) {
    return (zb_show){out, format == ZHIBIAO_HTML_EN};
}

/* ---- the page ----------------------------------------------------------------------------------------- */

static void legend(zb_show *show) {
    zb_show_html(show, "<ul class=\"legend\" aria-label=\"");
    zb_show_label(show, ZB_LABEL_LEGEND);
    zb_show_html(show, "\">\n");
    for (uint8_t kind = ZHIBIAO_MARK_INDICATOR; kind <= ZHIBIAO_MARK_QUANTITY; kind++) {
        zb_show_html(show, "<li><span class=\"k ");
        zb_show_html(show, zb_mark_class(kind));
        zb_show_html(show, "\">");
        zb_show_label(show, (zb_label)(ZB_LABEL_NONE + kind));
        zb_show_html(show, "</span></li>\n");
    }
    zb_show_html(show, "</ul>\n");
}

void zb_html_head(zb_out *out, zhibiao_format format) {
    zb_show show = begin(out, format);
    zb_show_head(&show);
    zb_show_html(&show, "<p class=\"note\">");
    zb_show_label(&show, ZB_LABEL_INTRO);
    zb_show_html(&show, "</p>\n");
    legend(&show);
}

void zb_html_tail(zb_out *out, zhibiao_format format) {
    zb_show show = begin(out, format);
    zb_show_tail(&show);
}

void zb_html_failure(zb_out *out, zhibiao_format format, const char *source, const zhibiao_error *error) {
    zb_show show = begin(out, format);
    zb_show_html(&show, "<p class=\"failed\"><b>");
    zb_show_text(&show, zb_slice_of(source));
    zb_show_html(&show, "</b> ");
    zb_show_label(&show, ZB_LABEL_UNREAD);
    zb_show_label(&show, ZB_LABEL_COLON);
    zb_show_text(&show, zb_slice_of(error->message));
    zb_show_html(&show, "</p>\n");
}

/* ---- the text ----------------------------------------------------------------------------------------- */

typedef struct tag_pair {
    char open[40];
    const char *close;
} tag_pair;

static tag_pair tags_of(const zhibiao_block *block) {
    static const char *const headings[] = {"h3", "h4", "h5", "h6"};
    static const char *const closed[] = {"</h3>\n", "</h4>\n", "</h5>\n", "</h6>\n"};
    static const char *const items[] = {"<p class=\"item\">", "<p class=\"item l2\">", "<p class=\"item l3\">"};
    size_t level = block->level ? block->level - 1U : 0;
    tag_pair tags = {"<p>", "</p>\n"};
    if (block->kind == ZHIBIAO_HEADING) {
        level = level < 3 ? level : 3;
        memcpy(tags.open, (char[]){'<', headings[level][0], headings[level][1], '>', '\0'}, 5);
        tags.close = closed[level];
    } else if (block->kind == ZHIBIAO_ITEM) {
        level = level < 2 ? level : 2;
        memcpy(tags.open, items[level], strlen(items[level]) + 1);
    } else if (block->kind == ZHIBIAO_ROW) {
        memcpy(tags.open, "<tr><td>", sizeof "<tr><td>");
        tags.close = "</td></tr>\n";
    }
    return tags;
}

static void show_blocks(zb_show *show, const zhibiao_result *result, uint64_t before) {
    const zhibiao_block *blocks = zhibiao_result_blocks(result);
    size_t count = zhibiao_result_block_count(result);
    uint32_t table = 0; /* the one that is open */
    for (size_t i = 0; i < count; i++) {
        tag_pair tags = tags_of(&blocks[i]);
        if (table && blocks[i].table != table)
            zb_show_html(show, "</table></div>\n");
        if (blocks[i].table && blocks[i].table != table)
            zb_show_html(show, "<div class=\"wide\"><table>\n");
        table = blocks[i].table;
        zb_show_html(show, tags.open);
        zb_show_piece(show, (zb_piece){result, &blocks[i], 0, blocks[i].text.size, 0, before});
        zb_show_html(show, tags.close);
    }
    if (table)
        zb_show_html(show, "</table></div>\n");
}

/* ---- the records -------------------------------------------------------------------------------------- */

static void show_number(zb_show *show, zb_row row, uint64_t before) {
    const zhibiao_site *site = zhibiao_result_sites(row.result);
    uint32_t mark = site ? site[row.record->id - 1].mark : 0;
    zb_show_html(show, mark ? "<a class=\"no\" href=\"#m" : "<span class=\"no");
    if (mark) {
        zb_show_number(show, before);
        zb_show_html(show, "-");
        zb_show_number(show, mark);
    }
    zb_show_html(show, "\">");
    zb_show_number(show, row.record->id);
    zb_show_html(show, mark ? "</a> " : "</span> ");
}

static void show_rule(zb_show *show, zb_row row) {
    zb_show_html(show, "<p class=\"rule\">");
    zb_show_label(show, ZB_LABEL_RULE);
    zb_show_html(show, " <code>");
    zb_show_text(show, zb_row_string(row, row.record->rule));
    zb_show_html(show, "</code>");
    if (row.record->confidence >= 0) {
        zb_show_label(show, ZB_LABEL_SEPARATOR);
        zb_show_label(show, ZB_LABEL_CONFIDENCE);
        zb_show_html(show, " ");
        zb_show_number(show, (uint64_t)(row.record->confidence * 100.0 + 0.5));
        zb_show_html(show, " %");
    }
    zb_show_html(show, "</p>\n");
}

static void show_record(zb_show *show, zb_row row, uint64_t before) {
    zb_show_html(show, "<li class=\"rec\" id=\"r");
    zb_show_number(show, before + row.record->id);
    zb_show_html(show, "\">\n<h4 lang=\"zh-CN\">");
    show_number(show, row, before);
    zb_show_text(show, zb_row_string(row, row.record->indicator_full));
    zb_show_html(show, "</h4>\n");
    zb_show_figures(show, row);
    zb_show_facts(show, row);
    zb_show_sentence(show, row);
    show_rule(show, row);
    zb_show_html(show, "</li>\n");
}

static void show_records(zb_show *show, const zhibiao_result *result, uint64_t before) {
    size_t count = zhibiao_result_count(result);
    zb_show_html(show, "<h3>");
    zb_show_label(show, ZB_LABEL_RECORDS);
    zb_show_html(show, "</h3>\n");
    if (!count) {
        zb_show_html(show, "<p class=\"note\">");
        zb_show_label(show, ZB_LABEL_NO_RECORDS);
        zb_show_html(show, "</p>\n");
        return;
    }
    zb_show_html(show, "<ol class=\"records\">\n");
    for (size_t i = 0; i < count && !show->out->failed; i++)
        show_record(show, (zb_row){result, zhibiao_result_records(result) + i}, before);
    zb_show_html(show, "</ol>\n");
}

/* ---- a document --------------------------------------------------------------------------------------- */

static void fact(zb_show *show, bool *first, zb_label label, zb_slice text) {
    if (!text.size)
        return;
    if (!*first)
        zb_show_label(show, ZB_LABEL_SEPARATOR);
    *first = false;
    zb_show_label(show, label);
    zb_show_label(show, ZB_LABEL_COLON);
    zb_show_text(show, text);
}

static void show_document(zb_show *show, const zhibiao_result *result) {
    const zhibiao_document *document = zhibiao_result_document(result);
    zb_row row = {result, NULL};
    char room[24], digits[24];
    bool first = true;
    zb_slice title = zb_row_string(row, document->title), source = zb_row_source(row);
    zb_show_html(show, "<h2>");
    zb_show_text(show, title.size ? title : source);
    zb_show_html(show, "</h2>\n<p class=\"note\">");
    if (title.size && source.size) {
        zb_show_text(show, source);
        first = false;
    }
    fact(show, &first, ZB_LABEL_PUBLISHER, zb_row_string(row, document->publisher));
    fact(show, &first, ZB_LABEL_DATE, zb_date_text(document->date, room));
    fact(show, &first, ZB_LABEL_ENCODING, zb_row_string(row, document->encoding));
    fact(show, &first, ZB_LABEL_RECORDS, zb_digits(zhibiao_result_count(result), digits));
    zb_show_html(show, "</p>\n");
}

void zb_html_records(zb_out *out, zhibiao_format format, const zhibiao_result *result, uint64_t before) {
    zb_show show = begin(out, format);
    zb_show_html(&show, "<article>\n");
    show_document(&show, result);
    if (zhibiao_result_block_count(result)) {
        zb_show_html(&show, "<div class=\"text\" lang=\"zh-CN\">\n");
        show_blocks(&show, result, before);
        zb_show_html(&show, "</div>\n");
    } else {
        zb_show_html(&show, "<p class=\"note\">");
        zb_show_label(&show, ZB_LABEL_WITHOUT_TEXT);
        zb_show_html(&show, "</p>\n");
    }
    show_records(&show, result, before);
    zb_show_html(&show, "</article>\n");
}
