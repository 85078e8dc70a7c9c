/* A period in a document: what counts from the document's day, years that were not said; the days of months.
 *
 *     document of 2023-01-17      昨天      2023-01-16                上月    2022-12-01..2022-12-31
 *                                 近3年     2020-01-17..2023-01-17    月底    2023-01-21..2023-01-31
 *                                 上半年    2023-01-01..2023-06-30    去年    2022-01-01..2022-12-31
 *     截至11月末                   2022-01-01..2022-11-30: what is counted up to a day has come to it
 *     document of 2023, no day    昨天      not known */
#include "date.h"

int32_t zb_last_day(int32_t year, int32_t month) {
    static const uint8_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return days[(month - 1) % 12] + (month == 2 && leap && year ? 1 : 0);
}

/* 29 February is, as long as the year is not known. */
bool zb_day_is_possible(int32_t year, int32_t month, int32_t day) {
    return day <= zb_last_day(year ? year : 2000, month);
}

/* ---- in a document ------------------------------------------------------------------------------------ */

/* Moves a date by months, to the last day of a shorter month. */
static zhibiao_date add_months(zhibiao_date day, int32_t months) {
    int32_t all = day.year * 12 + day.month - 1 + months;
    int32_t year = all / 12, month = all % 12 + 1, last = zb_last_day(year, month);
    return (zhibiao_date){(int16_t)year, (uint8_t)month, (uint8_t)(day.day < last ? day.day : last)};
}

static zhibiao_date add_days(zhibiao_date day, int32_t days) {
    int32_t left = day.day + days;
    for (; left < 1; left += zb_last_day(day.year, day.month))
        day = add_months((zhibiao_date){day.year, day.month, 1}, -1);
    for (; left > zb_last_day(day.year, day.month); day = add_months((zhibiao_date){day.year, day.month, 1}, 1))
        left -= zb_last_day(day.year, day.month);
    day.day = (uint8_t)left;
    return day;
}

/* Whole months, `first` to `last` of them away, or the third of one. */
static void calendar_months(zhibiao_date day, int32_t first, int32_t last, uint8_t part, zhibiao_date *from,
                            zhibiao_date *to) {
    *from = add_months((zhibiao_date){day.year, day.month, 1}, first);
    *to = add_months((zhibiao_date){day.year, day.month, 1}, last);
    to->day = (uint8_t)(part == 1 || part == 2 ? part * 10 : zb_last_day(to->year, to->month));
    if (part > 0)
        from->day = (uint8_t)(part * 10 - 9);
}

static void count_dates(const zb_period *period, zhibiao_date day, zhibiao_date *from, zhibiao_date *to) {
    int32_t first = period->first, last = period->last;
    if (period->counted != ZB_YEARS && (day.month == 0 || day.day == 0))
        return;
    switch (period->counted) {
    case ZB_DAYS: case ZB_LENGTH_DAYS:
        *from = add_days(day, first);
        *to = add_days(day, last);
        break;
    case ZB_MONTHS:
        calendar_months(day, first, last, period->part, from, to);
        break;
    case ZB_QUARTERS:
        day.month = (uint8_t)((day.month - 1) / 3 * 3 + 1);
        calendar_months(day, first * 3, last * 3 + 2, 0, from, to);
        break;
    case ZB_YEARS:
        *from = (zhibiao_date){(int16_t)(day.year + first), 1, 1};
        *to = (zhibiao_date){(int16_t)(day.year + last), 12, 31};
        break;
    default:
        first *= period->counted == ZB_LENGTH_YEARS ? 12 : 1;
        last *= period->counted == ZB_LENGTH_YEARS ? 12 : 1;
        *from = add_months(day, first);
        *to = add_months(day, last);
        break;
    }
}

static bool later(zhibiao_date a, zhibiao_date b) {
    return a.year != b.year ? a.year > b.year : a.month != b.month ? a.month > b.month : a.day > b.day;
}

/* Gives a date without a year the document's, or the one before or behind it. */
static void set_year(zhibiao_date *date, uint8_t relative, int16_t year) {
    int shift = relative == ZB_LAST_YEAR ? -1 : relative == ZB_NEXT_YEAR ? 1 : 0;
    if (date->year == 0 && date->month != 0 && year != 0 && relative != ZB_OTHER_YEAR)
        date->year = (int16_t)(year + shift);
    if (date->year == 0 || date->month == 0)
        *date = (zhibiao_date){0, 0, 0};
    else if (!zb_day_is_possible(date->year, date->month, date->day)) /* 2月29日, and the year has none: of another */
        *date = (zhibiao_date){0, 0, 0};
}

void zb_period_dates(const zb_period *period, zhibiao_date document, zhibiao_date *from, zhibiao_date *to) {
    *from = period->from;
    *to = period->to;
    if (period->counted && document.year != 0)
        count_dates(period, document, from, to);
    if (period->counted && period->until)
        *from = (zhibiao_date){0, 0, 0};
    if (period->counted && period->since)
        *to = (zhibiao_date){0, 0, 0};
    bool own = period->to.year == 0 && period->relative == ZB_YEAR_UNKNOWN;
    bool leap = own && period->to.month == 2 && period->to.day == 28 && period->from.day != 28;
    set_year(from, period->relative, document.year);
    set_year(to, period->relative, document.year);
    if (leap && to->year != 0)
        to->day = (uint8_t)zb_last_day(to->year, 2);
    /* 截至11月末 in a report of January: what is counted up to a day has come to it */
    if (own && period->until && from->year != 0 && document.month != 0 && document.day != 0 && later(*to, document)) {
        from->year--;
        to->year--;
    }
}
