/* The rooms of the token floor that read times. Only they see this header; date.c has the whole in words.
 * date_words.c the fixed words · date_parts.c numbers, years to hours · date_forms.c forms whole in themselves ·
 * date_core.c core and tail · date_calendar.c days of months, dates in a document.
 *
 * A taker (zb_take…) reads one thing at `at`, moves behind it and notes what it says. When it returns false, reader and
 * outputs are as they were.
 *
 *     2022年12月末     zb_take_year       at behind 年, year 2022
 *                      zb_take_months     at behind 月, month and month2 12
 *                      (date_core.c) 末   at behind 末, days 21–31
 */
#ifndef ZB_DATE_H
#define ZB_DATE_H

#include "token.h"

typedef struct zb_date_reader {
    const zb_lexicon *times;
    zb_slice flow;
    uint32_t at, end;
    int32_t year, year2;       /* 0: not said */
    int32_t month, month2, day, day2;
    uint8_t relative;
    uint8_t counted, part;     /* zb_period's */
    int8_t first, last;
    bool weak, said_day, clock, whole; /* whole: the table row was complete, no parts may follow */
    bool open_to, open_from;
    const zb_entry *word;      /* what zb_date_word found last, and where + 1 */
    uint32_t word_at;
} zb_date_reader;

/* ---- steps -------------------------------------------------------------------------------------------- */

static inline uint32_t zb_date_here(const zb_date_reader *r, const char *word) {
    return zb_word_at(r->flow, r->at, r->end, word);
}

static inline bool zb_take(zb_date_reader *r, const char *word) {
    uint32_t width = zb_date_here(r, word);
    r->at += width;
    return width != 0;
}

static inline bool zb_take_any(zb_date_reader *r, const zb_word *list) {
    uint32_t width = zb_words_at(r->flow, r->at, r->end, list);
    r->at += width;
    return width != 0;
}

/* Whether one of `list` is here that does not begin one of `longer`; takes it. */
static inline bool zb_take_but(zb_date_reader *r, const zb_word *list, const zb_word *longer) {
    return !zb_words_at(r->flow, r->at, r->end, longer) && zb_take_any(r, list);
}

static inline bool zb_back(zb_date_reader *r, uint32_t start) {
    r->at = start;
    return false;
}

static inline uint32_t zb_date_next(const zb_date_reader *r) {
    uint32_t width = 0;
    return zb_point_at(r->flow, r->at, r->end, &width);
}

static inline int32_t zb_han_digit(uint32_t point) {
    switch (point) {
    case U'〇': case U'零': case U'○': return 0;
    case U'一': return 1;
    case U'二': return 2;
    case U'三': return 3;
    case U'四': return 4;
    case U'五': return 5;
    case U'六': return 6;
    case U'七': return 7;
    case U'八': return 8;
    case U'九': return 9;
    default: return -1;
    }
}

static inline int32_t zb_digit(uint32_t point) {
    if (point >= '0' && point <= '9')
        return (int32_t)point - '0';
    return point >= U'０' && point <= U'９' ? (int32_t)(point - U'０') : -1;
}

static inline bool zb_begins_number(uint32_t point) {
    return zb_digit(point) >= 0 || zb_han_digit(point) >= 0 || point == U'十';
}

/* ---- the fixed words (date_words.c) --------------------------------------------------------------------- */

/* WORD and YEAR: which table an entry of the lexicon points into. FORM: a form that is no word begins so. */
enum { ZB_TIME_WORD = 'w', ZB_TIME_YEAR = 'y', ZB_TIME_FORM = 'f' };

const zb_entry *zb_date_word(zb_date_reader *r);                  /* the longest of them here; NULL: none */
bool zb_take_relative_year(zb_date_reader *r);                    /* 今年, 上一年度 */
bool zb_take_time_word(zb_date_reader *r, bool *needs_end);       /* 目前, 上半年; *needs_end: 春节 */

/* ---- numbers and parts (date_parts.c) ------------------------------------------------------------------- */

bool zb_take_small(zb_date_reader *r, int32_t *value);            /* 1 … 99 */
bool zb_take_four(zb_date_reader *r, int32_t *value);             /* 2023 */
bool zb_take_dash(zb_date_reader *r);                             /* — of 1—11月, 至 of 1至11月 */
bool zb_take_year(zb_date_reader *r);                             /* 2023年, 2019—2021年 */
bool zb_take_parts(zb_date_reader *r);                            /* 一季度, 前8个月, 3月, 3月24日 */
bool zb_take_months(zb_date_reader *r);                           /* 3月, 1至11月 */
void zb_take_days(zb_date_reader *r);                             /* 24日, 1日至7日, if they are there */
bool zb_take_bare_day(zb_date_reader *r);                         /* 24日 without a month */
void zb_take_clock(zb_date_reader *r);                            /* 上午9时30分, if it is there */
bool zb_take_bare_clock(zb_date_reader *r);                       /* 15时30分 without a day */

/* ---- forms (date_forms.c) ------------------------------------------------------------------------------- */

bool zb_take_form(zb_date_reader *r, bool *needs_end);            /* 2023-03-24, 80年代, “十四五”, 近3年, 党的十八大以来 */

/* ---- core and tail (date_core.c) ------------------------------------------------------------------------ */

bool zb_take_core(zb_date_reader *r, bool until, zb_period *period); /* and its tail; `until`: behind 截至, 到 */
bool zb_take_since(zb_date_reader *r);                            /* 疫情发生以来 behind 自3月 */

/* ---- the calendar (date_calendar.c) --------------------------------------------------------------------- */

int32_t zb_last_day(int32_t year, int32_t month);
bool zb_day_is_possible(int32_t year, int32_t month, int32_t day);

#endif
