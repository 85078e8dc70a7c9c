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
    ZB_LABEL_TITLE, ZB_LABEL_INTRO, ZB_LABEL_LEGEND, ZB_LABEL_RECORDS, ZB_LABEL_NO_RECORDS, ZB_LABEL_OTHERS,
    ZB_LABEL_UNUSED, ZB_LABEL_UNREAD, ZB_LABEL_DERIVED, ZB_LABEL_SECTION, ZB_LABEL_ITEM,
    ZB_LABEL_OFFICIAL, ZB_LABEL_RULE, ZB_LABEL_CONFIDENCE, ZB_LABEL_CHECK, ZB_LABEL_CONSISTENT, ZB_LABEL_INCONSISTENT,
    ZB_LABEL_COMPUTED, ZB_LABEL_MEASURE, ZB_LABEL_DATE, ZB_LABEL_ENCODING, ZB_LABEL_PUBLISHER, ZB_LABEL_WITHOUT_TEXT,
    ZB_LABEL_MADE_BY, ZB_LABEL_SEPARATOR, ZB_LABEL_COLON,
    /* in the order of zhibiao_measure, zhibiao_basis, zhibiao_comparison */
    ZB_LABEL_LEVEL, ZB_LABEL_GROWTH, ZB_LABEL_INCREMENT, ZB_LABEL_SHARE,
    ZB_LABEL_NO_BASIS, ZB_LABEL_YOY, ZB_LABEL_QOQ, ZB_LABEL_YTD, ZB_LABEL_AVERAGE, ZB_LABEL_PLAN_BASIS, ZB_LABEL_OTHER_BASIS,
    /* the scorecard */
    ZB_LABEL_SCORE_TITLE, ZB_LABEL_SCORE_INTRO,
    ZB_LABEL_UNPLANNED_ROWS, ZB_LABEL_PROMISED, ZB_LABEL_REPORTED, ZB_LABEL_RESTATED, ZB_LABEL_FURTHER, ZB_LABEL_RATIO,
    ZB_LABEL_JUDGED_BY, ZB_LABEL_NOTES, ZB_LABEL_CAUSE, ZB_LABEL_WORDS, ZB_LABEL_SCORE, ZB_LABEL_NO_TARGETS,
    /* in the order of zhibiao_verdict, zhibiao_goal, zhibiao_cause, and of the bits of notes */
    ZB_LABEL_NO_VERDICT, ZB_LABEL_MET, ZB_LABEL_EXCEEDED, ZB_LABEL_SHORT, ZB_LABEL_PENDING, ZB_LABEL_NO_REPORT,
    ZB_LABEL_NOT_COMPARABLE, ZB_LABEL_UNPLANNED,
    ZB_LABEL_NO_GOAL, ZB_LABEL_FIGURE, ZB_LABEL_FLOOR, ZB_LABEL_CEILING, ZB_LABEL_TOLERANCE, ZB_LABEL_RANGE,
    ZB_LABEL_NO_CAUSE, ZB_LABEL_CAUSE_WORDS, ZB_LABEL_CAUSE_TAKEN, ZB_LABEL_CAUSE_UNIT, ZB_LABEL_CAUSE_MEASURE,
    ZB_LABEL_CAUSE_SCOPE, ZB_LABEL_CAUSE_PERIOD,
    ZB_LABEL_NOTE_NAME, ZB_LABEL_NOTE_COMPLETION, ZB_LABEL_NOTE_TIE, ZB_LABEL_NOTE_PARTIAL, ZB_LABEL_NOTE_TIMES,
    ZB_LABEL_NOTE_CONVERTED, ZB_LABEL_NOTE_ROUNDING, ZB_LABEL_NOTE_BOUND, ZB_LABEL_NOTE_CONFIRMED, ZB_LABEL_NOTE_DIFFERS,
    ZB_LABEL_NOTE_LOWER, ZB_LABEL_NOTE_PERIOD_UNKNOWN,
    ZB_LABELS
} zb_label;
enum { ZB_NOTE_LABELS = ZB_LABEL_NOTE_PERIOD_UNKNOWN - ZB_LABEL_NOTE_NAME + 1 };
const char *zb_label_text(zb_label label, bool english);

/* ---- the shell (html_page.c) -------------------------------------------------------------------------- */

void zb_show_html(zb_show *show, const char *html);       /* ours, as it stands */
void zb_show_text(zb_show *show, zb_slice text);          /* anyone's: inert in text and in quoted attributes */
void zb_show_short(zb_show *show, zb_slice text);         /* the same, cut behind about 120 bytes */
void zb_show_label(zb_show *show, zb_label label);
void zb_show_number(zb_show *show, uint64_t number);
void zb_show_head(zb_show *show);                         /* to the end of the <h1> */
void zb_show_tail(zb_show *show);

/* ---- a record in words (html_record.c) ---------------------------------------------------------------- */

const char *zb_mark_class(uint8_t kind);                  /* of CSS, by zhibiao_mark_kind */
void zb_show_quantity(zb_show *show, zb_row row, const zhibiao_quantity *quantity);  /* as in tables */
/* What stands behind 24.64万人: = 246400人; of a derived one its interval. Nothing where the words are the value: 66个. */
void zb_show_exact(zb_show *show, zb_row row, const zhibiao_quantity *quantity);
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

/* ---- bars (html_bar.c) -------------------------------------------------------------------------------- */

/* An actual figure against a target, both in one unit: for the eye, so doubles will do. */
typedef struct zb_bar {
    double target, upper, actual; /* `upper`: of a range, else the target */
    double slack;                 /* of a tolerance: how far to either side */
    uint8_t goal, verdict;        /* zhibiao_goal, zhibiao_verdict */
    bool lower;                   /* less is better: the band has no lower end */
} zb_bar;
void zb_show_bar(zb_show *show, const zb_bar *bar); /* the shapes: an <svg> with its <title> and <desc> goes around them */
double zb_bar_number(zhibiao_number number);

#endif
