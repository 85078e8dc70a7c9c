/* Pages for people: an inner header of the roof.
 * html_page.c the shell, the style, escaping · html_words.c labels in two languages · html_record.c a record in words ·
 * write_html.c texts with their marks · html_bar.c bars · html_score.c the scorecard.
 *
 * A page is one file that needs nothing else: no script, no picture, no font, and a policy (CSP) by which a browser would load
 * none. Whatever comes from a text goes through zb_show_text; everything else is written by us. What a colour says is said by a
 * sign and a line too, for those who print in grey or see no green.
 */
#ifndef ZB_PAGES_H
#define ZB_PAGES_H

#include "write.h"

/* A page being written. */
typedef struct zb_show {
    zb_out *out;
    bool english; /* the labels; the texts stay as they are */
} zb_show;

/* ---- labels (html_words.c) ---------------------------------------------------------------------------- */

typedef enum zb_label {
    ZB_LABEL_NONE,
    /* in the order of zhibiao_mark_kind */
    ZB_LABEL_INDICATOR, ZB_LABEL_TARGET, ZB_LABEL_ACTUAL, ZB_LABEL_BASELINE, ZB_LABEL_COMPLETION, ZB_LABEL_GAP,
    ZB_LABEL_TIME, ZB_LABEL_REGION, ZB_LABEL_QUANTITY,
    /* the page of texts */
    ZB_LABEL_TEXT_TITLE, ZB_LABEL_TEXT_INTRO, ZB_LABEL_LEGEND, ZB_LABEL_RECORDS, ZB_LABEL_NO_RECORDS, ZB_LABEL_OTHERS,
    ZB_LABEL_UNUSED, ZB_LABEL_UNREAD, ZB_LABEL_DERIVED, ZB_LABEL_FROM, ZB_LABEL_TO, ZB_LABEL_SECTION, ZB_LABEL_ITEM,
    ZB_LABEL_OFFICIAL, ZB_LABEL_RULE, ZB_LABEL_CONFIDENCE, ZB_LABEL_CHECK, ZB_LABEL_CONSISTENT, ZB_LABEL_INCONSISTENT,
    ZB_LABEL_COMPUTED, ZB_LABEL_MEASURE, ZB_LABEL_DATE, ZB_LABEL_ENCODING, ZB_LABEL_PUBLISHER, ZB_LABEL_WITHOUT_TEXT,
    ZB_LABEL_MADE_BY, ZB_LABEL_SEPARATOR, ZB_LABEL_COLON,
    /* in the order of zhibiao_measure, zhibiao_basis, zhibiao_comparison */
    ZB_LABEL_LEVEL, ZB_LABEL_GROWTH, ZB_LABEL_INCREMENT, ZB_LABEL_SHARE,
    ZB_LABEL_NO_BASIS, ZB_LABEL_YOY, ZB_LABEL_QOQ, ZB_LABEL_YTD, ZB_LABEL_AVERAGE, ZB_LABEL_PLAN_BASIS, ZB_LABEL_OTHER_BASIS,
    ZB_LABELS
} zb_label;
const char *zb_label_text(zb_label label, bool english);

/* ---- the shell (html_page.c) -------------------------------------------------------------------------- */

void zb_show_html(zb_show *show, const char *html);       /* ours, as it stands */
void zb_show_text(zb_show *show, zb_slice text);          /* anyone's: inert in text and in quoted attributes */
void zb_show_short(zb_show *show, zb_slice text);         /* the same, cut behind about 120 bytes */
void zb_show_label(zb_show *show, zb_label label);
void zb_show_number(zb_show *show, uint64_t number);
void zb_show_head(zb_show *show, zb_label title);         /* to the end of the <h1> */
void zb_show_tail(zb_show *show);

/* ---- a record in words (html_record.c) ---------------------------------------------------------------- */

const char *zb_mark_class(uint8_t kind);                  /* of CSS, by zhibiao_mark_kind */
void zb_show_quantity(zb_show *show, zb_row row, const zhibiao_quantity *quantity);  /* as in tables */
void zb_show_summary(zb_show *show, zb_row row);          /* one line, for hovering: inert in attributes */
void zb_show_figures(zb_show *show, zb_row row);          /* a <ul>: each role with its value */
void zb_show_facts(zb_show *show, zb_row row);            /* a <p>: when, where, under what */
void zb_show_sentence(zb_show *show, zb_row row);         /* the record's sentence, what is its own marked */

/* A piece of a block's text with its marks; `own`: of this record only, 0 all of them, as links to #r… */
typedef struct zb_piece {
    const zhibiao_result *result;
    const zhibiao_block *block;
    uint32_t start, end;   /* of the block's text */
    uint32_t own;
    uint64_t before;       /* records of the page before this result's: what numbers in anchors start from */
} zb_piece;
void zb_show_piece(zb_show *show, zb_piece piece);

#endif
