/* Times: dates, periods, and the words that stand for them, merged into one token as far as they touch.
 *
 *     截至2022年12月末      until, 2022-01-01..2022-12-31      去年12月      last year, 12-01..12-31
 *     2022年1—12月          2022-01-01..2022-12-31             前三季度      year unknown, 01-01..09-30
 *     “十四五”时期           2021-01-01..2025-12-31             今天（9月17日） 09-17, a date
 *     自3月疫情发生以来      from ?-03-01                        五年来 近3年 过去五年   years −5..0, from the document's day
 *     昨天 上月 本季度        day −1, month −1, quarter 0          当年                   other-01-01..other-12-31
 *
 * An expression is:  [截至 到 自]  core  [tail]
 *   core   a fixed word of the table (目前, 上半年, 改革开放以来), or parts in falling order: year, half or quarter, month,
 *          day, hour; each may be a range; or a number of years with 来 间 or 近 过去 in front; or a five-year plan
 *   tail   底 末 初 上旬 前 后 起 以来 期间 …
 * 比 and 较 are words of their own and do not belong to it.
 *
 * Rooms: date_words.c the fixed words · date_parts.c numbers, years to hours · date_forms.c forms whole in themselves ·
 * date_core.c core and tail · here the gate, and what 截至 到 自 make of it · date_calendar.c its dates in a document. */
#include "date.h"

/* ---- the gate: nearly every character of a text is turned away here ------------------------------------ */

/* Behind a number has to stand what makes a time of it: 11月, 2023年, 1至11月, 三十多年, 8时; 2023-03-24; 十三五. */
static bool number_may_begin(const zb_date_reader *r) {
    enum { LONGEST = 12 }; /* of the numbers that times are made of, and more */
    uint32_t at = r->at, width = 0, count = 0, point = zb_point_at(r->flow, at, r->end, &width);
    bool five = point == U'十';
    for (int parts = 0; parts < 2; parts++) {
        for (; zb_begins_number(point) || point == U'两' || point == U'几'; count++) {
            if (five && point == U'五' && count <= 2)
                return true;
            if (count == LONGEST)
                return false;
            at += width;
            point = zb_point_at(r->flow, at, r->end, &width);
        }
        if (parts == 0 && count == 4 && zb_point_any(point, U"-/.．"))
            return true;
        if (!zb_point_any(point, U"-－–—―─~～∼至到"))
            break;
        for (uint32_t dash = point, i = 0; i < 2 && point == dash; i++) { /* 1——5月 */
            at += width;
            point = zb_point_at(r->flow, at, r->end, &width);
        }
    }
    switch (point) {
    case U'年': case U'月': case U'日': case U'时': case U'季': case U'世': case U'天': case U'周':
    case U'多': case U'余': case U'来':
        return true;
    case U'个':
        return zb_point_among(zb_point_at(r->flow, at + width, r->end, &width), "月季");
    default:
        return false;
    }
}

/* What the forms that are no words go on with. */
static bool form_may_begin(const zb_date_reader *r, uint32_t first, uint32_t width) {
    uint32_t next = zb_point_at(r->flow, r->at + width, r->end, &width);
    bool number = zb_begins_number(next) || next == U'两' || next == U'几';
    switch (first) {
    case U'截': return next == U'至' || next == U'止';
    case U'到': case U'至': case U'自': return zb_lexicon_begins(r->times, next) || next == U'从';
    case U'第': case U'头': case U'这': case U'近': case U'“': case U'‘': case '"': return number;
    case U'前': return number || next == U'后';
    case U'上': return next == U'半' || next == U'世' || next == U'个';
    case U'下': return next == U'半';
    case U'本': return next == U'世';
    case U'最': return next == U'近';
    case U'过': return next == U'去';
    case U'刚': return next == U'刚';
    case U'今': case U'随': case U'此': return next == U'后';
    case U'未': return next == U'来';
    case U'党': return next == U'的';
    default: return false;
    }
}

static bool may_begin(zb_date_reader *r) {
    uint32_t width = 0, first = zb_point_at(r->flow, r->at, r->end, &width);
    bool number = zb_begins_number(first) || first == U'两' || first == U'几';
    if (number ? number_may_begin(r) : form_may_begin(r, first, width))
        return true;
    const zb_entry *entry = zb_digit(first) < 0 ? zb_date_word(r) : NULL;
    return entry && entry->letter != ZB_TIME_FORM;
}

/* ---- what was read as dates ------------------------------------------------------------------------------ */
static void fill_dates(const zb_date_reader *r, zb_period *period) {
    bool dated = r->year || r->relative || r->month || r->said_day;
    if (!dated || r->clock)
        return;
    int32_t year2 = r->year2 ? r->year2 : r->year;
    int32_t month = r->month ? r->month : r->said_day ? 0 : 1, month2 = r->month2 ? r->month2 : r->said_day ? 0 : 12;
    int32_t day = r->day ? r->day : 1, most = 31;
    if (month2)
        most = zb_last_day(year2 || !r->said_day ? year2 : 2000, month2);
    int32_t day2 = r->day2 && r->day2 < most ? r->day2 : most;
    if (r->said_day && month && !zb_day_is_possible(r->year, month, r->day)) /* 2月30日 */
        return;
    if (r->counted || (r->weak && !r->month && r->relative != ZB_LAST_YEAR))
        return;
    period->from = (zhibiao_date){(int16_t)r->year, (uint8_t)month, (uint8_t)day};
    period->to = (zhibiao_date){(int16_t)year2, (uint8_t)month2, (uint8_t)day2};
    period->is_date = r->said_day && r->day == r->day2 && month == month2;
    if (r->open_to) {
        period->to = (zhibiao_date){0, 0, 0};
        period->is_date = false;
    }
}

/* 截至 counts from the beginning of its year, 到 from nowhere. */
static void open_start(bool since_january, zb_period *period) {
    period->until = true;
    period->is_date = false;
    if (since_january && period->to.month)
        period->from = (zhibiao_date){period->to.year, 1, 1};
    else
        period->from = (zhibiao_date){0, 0, 0};
}

/* ---- the whole expression ---------------------------------------------------------------------------------- */
static bool until_word(zb_date_reader *r, bool *since_january) {
    static const zb_word ends[] = {"截至到", "截至", "截止到", "截止至", "截止", ""};
    uint32_t before = zb_point_before(r->flow, r->at);
    *since_january = zb_take_any(r, ends);
    if (*since_january)
        return true;
    if (zb_date_here(r, "到") && !zb_point_any(before, U"达得受做提降升增回感遇看听想找收来直周高加长少大小低减迟续"))
        return zb_take(r, "到");
    return zb_date_here(r, "至") && !zb_point_any(before, U"甚以乃直降升增减提延") && zb_take(r, "至");
}

/* 到 and 至 belong only to what can be an end: 到2025年, 到年底; 到3月 and 至5个 are something else. */
static bool can_be_end(const zb_date_reader *r, uint32_t core) {
    static const zb_word words_of_end[] = {"目前", "本世纪", "年底", "年末", ""};
    bool relative = r->relative != ZB_ABSOLUTE && r->relative != ZB_YEAR_UNKNOWN;
    return r->year || relative || r->open_from || zb_words_at(r->flow, core, r->end, words_of_end);
}

static bool finish(zb_date_reader *r, uint32_t start, zb_period *period) {
    period->start = start;
    period->end = r->at;
    period->weak = r->weak;
    period->relative = r->relative;
    period->counted = r->counted;
    period->first = r->first;
    period->last = r->last;
    period->part = r->part;
    period->since = r->open_to;
    return true;
}

bool zb_period_read_here(const zb_lexicon *times, zb_slice flow, uint32_t at, uint32_t end, zb_period *period) {
    zb_date_reader r = {.times = times, .flow = flow, .at = at, .end = end};
    bool since_january = false;
    if (!may_begin(&r))
        return false;
    *period = (zb_period){0};
    if (zb_word_at(flow, at, end, "自") && (zb_take(&r, "自从") || zb_take(&r, "自"))) {
        if (!zb_take_core(&r, false, period) || (!r.open_to && !zb_take_since(&r)))
            return false;
        fill_dates(&r, period);
        return finish(&r, at, period);
    }
    bool until = until_word(&r, &since_january);
    bool to = until && !since_january;
    if (!zb_take_core(&r, until, period))
        return false;
    if (to && !can_be_end(&r, at + 3))
        return false;
    fill_dates(&r, period);
    if (until || r.open_from)
        open_start(since_january, period);
    return finish(&r, at, period);
}
