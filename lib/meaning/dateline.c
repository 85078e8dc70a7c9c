/* Datelines: the words before an article's first that say who wrote it where and when. They date the document, and are no part
 * of what it tells: their time and place govern nothing, and no figure in them is a claim.
 *
 *     本报6月16日讯（记者李某）今年以来，…          16 June; the year is the text's own where that is sure
 *     新华社北京2026年3月5日电 …                     5 March 2026
 *     本报讯 2026年1月27日                            27 January 2026
 *     本报讯（记者李某 通讯员王某）昨天，…           a dateline without a date
 *     ——2026年1月27日在某市人民代表大会上             below the title, as in 发布时间：2026-01-27: it dates, and governs nothing
 *
 *     6月16日电力负荷创新高                           none: 电 begins a word
 *     本报讯 1月27日，记者获悉…                       none with that date: a comma makes it the first sentence's
 *
 * Without a year, months from November to February are left alone: news of January speak of the year before, plans of December
 * of the year to come, and either may be the one year that the text names. Of several articles in one text each has its own;
 * where two disagree nobody knows which a 昨天 is meant by, and the document has no day. */
#include "meaning.h"

enum {
    FAR = 24,           /* characters before the day */
    LINES = 4,          /* blocks: the title and what stands below it */
    LINE_BYTES = 150,   /* of one of them */
    BRACKET_BYTES = 180 /* of （记者李某 …） */
};

static uint32_t skip_blanks(zb_slice flow, uint32_t at, uint32_t end) {
    for (uint32_t width = 1; at < end; at += width) {
        uint32_t point = zb_point_at(flow, at, end, &width);
        if (point != ' ' && point != U'　' && point != 0xA0)
            break;
    }
    return at;
}

/* The width of 讯 电 消息 where they end a dateline. Behind a paper's name anything may follow but what makes a word of 电; the
 * layout drops the blank of 本报讯 全市. */
static uint32_t wire_at(zb_slice flow, uint32_t at, uint32_t end, bool paper) {
    static const zb_word words[] = {"讯", "电", "消息", ""};
    uint32_t size = zb_words_at(flow, at, end, words), width = 0;
    uint32_t next = zb_point_at(flow, at + size, end, &width);
    bool ends = paper ? !zb_point_among(next, "力网子视话商量站价器影动信池台报缆厂梯源问息") || next == 0
                      : next == 0 || zb_point_among(next, " 　（(【[：:，,题记");
    return size > 0 && ends ? size : 0;
}

static uint32_t paper_at(zb_slice flow, uint32_t at, uint32_t end) {
    static const zb_word papers[] = {"本报", "本刊", "本网", "本台", "新华社", "中新社", "新华网", "人民网", "中新网", "据新华社", ""};
    return zb_words_at(flow, at, end, papers);
}

/* Behind （记者李某）, blanks around it. */
static uint32_t skip_byline(zb_slice flow, uint32_t at, uint32_t end) {
    uint32_t width = 0, open = skip_blanks(flow, at, end);
    if (!zb_point_among(zb_point_at(flow, open, end, &width), "（(【") || width == 0)
        return open;
    uint32_t last = end - open > BRACKET_BYTES ? open + BRACKET_BYTES : end;
    for (uint32_t i = open; i < last; i += width)
        if (zb_point_among(zb_point_at(flow, i, last, &width), "）)】") && width > 0)
            return skip_blanks(flow, i + width, end);
    return open;
}

static const uint32_t stops[] = U"，。；！？,;、";

/* Whether the words before the first stop have anything of a day: 日, 号 or a mark (2026-01-27). Most blocks begin without. */
static bool may_name_day(zb_slice flow, const zb_block *block) {
    enum { DATE = 60 }; /* characters of a date that begins just in reach */
    uint32_t width = 0, at = block->start;
    for (int points = 0; at < block->end && points < FAR + DATE; points++, at += width) {
        const char *c = flow.data + at;
        width = 3;
        if (zb_plain_cjk_at(c) && c[2] != "日"[2] && c[2] != "号"[2]) /* nearly all need no decoding */
            continue;
        uint32_t point = zb_point_at(flow, at, block->end, &width);
        if (zb_point_any(point, U"日号-/.．"))
            return true;
        if (zb_point_any(point, stops))
            return false;
    }
    return false;
}

/* The first day of the block, not far in; the words before it have no comma, and no time but years: 2026年工作报告——2026年1月27日. */
static bool find_day(const zb_lexicon *times, zb_slice flow, const zb_block *block, zb_period *day) {
    uint32_t width = 0;
    int points = 0;
    if (!may_name_day(flow, block))
        return false;
    for (uint32_t at = block->start; at < block->end && points < FAR; at += width, points++) {
        if (zb_period_read(times, flow, at, block->end, day)) {
            if (day->is_date || day->relative != ZB_ABSOLUTE)
                return day->is_date && !day->until && day->from.month != 0 &&
                       (day->relative == ZB_ABSOLUTE || day->relative == ZB_YEAR_UNKNOWN);
            width = day->end - at;
            continue;
        }
        if (zb_point_any(zb_point_at(flow, at, block->end, &width), stops))
            return false;
    }
    return false;
}

/* 本报, 江城晚报, 新华社北京: some word before the day names a paper. */
static bool names_paper(zb_slice flow, uint32_t at, uint32_t end) {
    for (uint32_t width = 0; at < end; at += width)
        if (zb_point_among(zb_point_at(flow, at, end, &width), "报社网台刊"))
            return true;
    return false;
}

/* 本报6月16日讯, 本报讯 2026年1月27日: the end of the words with the wire's; 0: the day is no dateline's. */
static uint32_t wire_around(zb_slice flow, const zb_block *block, const zb_period *day) {
    uint32_t behind = skip_blanks(flow, day->end, block->end), width = 0;
    uint32_t wire = wire_at(flow, behind, block->end, names_paper(flow, block->start, day->start));
    if (wire > 0)
        return behind + wire;
    uint32_t paper = paper_at(flow, block->start, block->end), at = block->start + paper;
    wire = paper > 0 ? wire_at(flow, at, day->start, true) : 0;
    bool between = wire > 0 && skip_byline(flow, at + wire, day->start) == day->start;
    return between && !zb_point_among(zb_point_at(flow, behind, block->end, &width), "，,至到—") ? day->end : 0;
}

/* 2026年1月27日, 发布时间：2026-01-27, 工作报告（2026年1月27日在…会议上）: a short line that is the title or below it. */
static bool dates_line(zb_slice flow, const zb_block *block, uint32_t index, const zb_period *day) {
    zb_slice line = {flow.data + block->start, block->end - block->start};
    if (index < LINES && day->from.year != 0 && block->text != block->start && day->start == block->text &&
        zb_word_at(flow, day->end, block->end, "在") > 0) /* ——2026年1月27日在…会议上, whatever goes on in its line */
        return true;
    if (index >= LINES || day->from.year == 0 || line.size > LINE_BYTES || zb_slice_contains(line, ZB_SLICE("。")) ||
        zb_slice_contains(line, ZB_SLICE("，")))
        return false;
    return day->start == block->start || zb_point_among(zb_point_before(flow, day->start), "—（(：: 　");
}

zb_dateline zb_dateline_read(const zb_lexicon *times, zb_slice flow, const zb_block *block, uint32_t index) {
    zb_dateline found = {.end = block->start};
    zb_period day;
    if (block->kind == ZB_ROW)
        return found;
    bool dated = find_day(times, flow, block, &day);
    uint32_t wire = dated ? wire_around(flow, block, &day) : 0;
    if (dated && wire > 0) {
        found = (zb_dateline){.end = skip_byline(flow, wire, block->end), .date = day.from, .wire = true};
    } else if (dated && dates_line(flow, block, index, &day)) {
        found.date = day.from;
    } else {
        uint32_t paper = paper_at(flow, block->start, block->end);
        uint32_t size = paper > 0 ? wire_at(flow, block->start + paper, block->end, true) : 0;
        if (size > 0)
            found.end = skip_byline(flow, block->start + paper + size, block->end);
    }
    return found;
}

/* ---- of one document ------------------------------------------------------------------------------------------- */

static bool disagree(zhibiao_date a, zhibiao_date b) {
    return a.month != b.month || a.day != b.day || (a.year != 0 && b.year != 0 && a.year != b.year);
}

void zb_datelines_add(zb_datelines *all, zb_dateline dateline) {
    zhibiao_date *known = dateline.wire ? &all->wire : &all->line;
    if (dateline.date.month == 0)
        return;
    if (known->month == 0)
        *known = dateline.date;
    else if (dateline.wire)
        all->disagree = all->disagree || disagree(*known, dateline.date);
    if (known->year == 0)
        known->year = dateline.date.year;
}

zhibiao_date zb_datelines_date(const zb_datelines *all, int16_t sure_year) {
    static const zhibiao_date unknown = {0, 0, 0};
    zhibiao_date date = all->wire.month != 0 ? all->wire : all->line;
    if (all->disagree)
        return unknown;
    if (date.year == 0 && all->line.year != 0 && date.month == all->line.month) /* put on the page the same month */
        date.year = all->line.year;
    if (date.year == 0 && date.month > 2 && date.month < 11)
        date.year = sure_year;
    return date.year != 0 ? date : unknown;
}
