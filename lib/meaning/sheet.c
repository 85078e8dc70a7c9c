/* Tables: what the head says of the columns.
 *
 *     指标             单位   年度目标   1—11月完成   完成率（%）   同比（%）
 *                             target     actual       completion    growth
 *
 *     指标                        2020年   2025年   年均增速（%）
 *         2025年 is a target: a year to come, or the last one in a table of a plan; so is the growth up to it
 *
 *     项目       2024年               2025年
 *                计划    完成投资     计划    完成投资
 *         two rows: cells of the upper one span those that are empty beside them. 投资 is what all four are of
 *
 * Columns of numbers, offices, dates and remarks are silent. A row is a head's where it holds no figure; it serves when it names
 * the indicators and a kind of figure, or places and what is counted in them. What rows make of it: row.c. */
#include "meaning.h"

/* ---- units of columns ---------------------------------------------------------------------------------------- */

/* 万人 is 人 and four noughts. What has a stroke in it is a unit though nobody knows it (件/万人), where a unit must be. */
bool zb_sheet_unit(const zb_document *d, zb_slice text, bool must, zb_cell_unit *unit) {
    static const struct {
        const char *word;
        int32_t exponent;
    } scales[] = {{"万亿", 12}, {"千亿", 11}, {"百亿", 10}, {"亿", 8}, {"千万", 7}, {"百万", 6}, {"十万", 5}, {"万", 4}};
    const zb_units *units = &d->rules->vocabulary.units;
    int32_t exponent = 0;
    text = zb_slice_trim(text);
    const zb_unit *known = zb_unit_named(units, text);
    for (size_t i = 0; known == NULL && exponent == 0 && i < sizeof scales / sizeof *scales; i++) {
        zb_slice word = zb_slice_of(scales[i].word);
        if (!zb_slice_starts(text, word) || text.size == word.size)
            continue;
        exponent = scales[i].exponent;
        text = (zb_slice){text.data + word.size, text.size - word.size};
        known = zb_unit_named(units, text);
    }
    bool stroke = zb_slice_contains(text, ZB_SLICE("/")) || zb_slice_contains(text, ZB_SLICE("／"));
    bool ratio = must && stroke && text.size > 2;
    if (known == NULL && !ratio)
        return false;
    *unit = (zb_cell_unit){text, known ? known->dimension : (uint8_t)ZHIBIAO_NO_DIMENSION, exponent};
    return true;
}

/* What stands in the last brackets of a cell: 完成率（%）, 城镇新增就业（万人）. `outside` becomes where they open. */
zb_slice zb_sheet_bracketed(zb_slice text, size_t *outside) {
    static const char *const opens[] = {"（", "("}, *const closes[] = {"）", ")"};
    *outside = text.size;
    for (size_t k = 0; k < 2; k++) {
        zb_slice open = zb_slice_of(opens[k]), close = zb_slice_of(closes[k]);
        if (!zb_slice_ends(text, close))
            continue;
        for (size_t at = text.size - close.size; at-- > 0;)
            if (zb_slice_starts((zb_slice){text.data + at, text.size - at}, open)) {
                *outside = at;
                return (zb_slice){text.data + at + open.size, text.size - close.size - at - open.size};
            }
    }
    return ZB_SLICE("");
}

/* ---- captions ------------------------------------------------------------------------------------------------ */

/* 单位：万元 in a block above the table. */
static void read_caption_unit(const zb_document *d, zb_slice text, zb_sheet *sheet) {
    static const char *const marks[] = {"单位：", "单位:"};
    for (size_t k = 0; k < 2; k++) {
        zb_slice mark = zb_slice_of(marks[k]);
        for (size_t at = 0; at + mark.size < text.size; at++) {
            if (memcmp(text.data + at, mark.data, mark.size) != 0)
                continue;
            zb_slice rest = {text.data + at + mark.size, text.size - at - mark.size};
            if (zb_slice_ends(rest, ZB_SLICE("）")) || zb_slice_ends(rest, ZB_SLICE(")")))
                rest.size -= zb_slice_ends(rest, ZB_SLICE("）")) ? 3 : 1;
            zb_sheet_unit(d, rest, false, &sheet->unit);
            return;
        }
    }
}

/* The short lines above: 2025年1—11月全市主要指标完成情况, 单位：万元. `first` is the table's first token. */
static void read_captions(const zb_document *d, uint32_t block, uint32_t first, zb_sheet *sheet) {
    enum { LINES = 3, BYTES = 150 };
    for (uint32_t k = 1; k <= LINES && k <= block; k++) {
        const zb_block *above = zb_array_at(&d->text->blocks, block - k);
        zb_slice text = {zb_text_flow(d->text).data + above->start, above->end - above->start};
        if (above->kind == ZB_ROW || text.size > BYTES || zb_slice_contains(text, ZB_SLICE("。")))
            return;
        if (sheet->unit.unit.size == 0)
            read_caption_unit(d, text, sheet);
        bool title = k == 1 || above->kind == ZB_HEADING || zb_slice_contains(text, ZB_SLICE("表"));
        for (; first > 0 && zb_document_token(d, first - 1)->start >= above->start; first--) {
            uint8_t letter = zb_document_letter(d, first - 1);
            if (title && letter == ZB_TIME)
                sheet->time = first - 1;
            if (title && (letter == ZB_SCOPE || letter == ZB_REGION))
                sheet->region = first - 1;
        }
        if (above->kind == ZB_HEADING)
            return;
    }
}

/* ---- the head ------------------------------------------------------------------------------------------------ */

typedef struct head_words {
    char word[16];
    uint8_t column;
} head_words;

/* What a column is called, the more telling first: 目标完成率 is no target, 责任单位 no unit. */
static const head_words heads[] = {
    {"责任", ZB_COLUMN_OTHER},      {"牵头", ZB_COLUMN_OTHER},      {"序号", ZB_COLUMN_OTHER},      {"编号", ZB_COLUMN_OTHER},
    {"备注", ZB_COLUMN_OTHER},      {"属性", ZB_COLUMN_OTHER},      {"性质", ZB_COLUMN_OTHER},      {"排名", ZB_COLUMN_OTHER},
    {"位次", ZB_COLUMN_OTHER},      {"时限", ZB_COLUMN_OTHER},      {"时间", ZB_COLUMN_OTHER},      {"日期", ZB_COLUMN_OTHER},
    {"年限", ZB_COLUMN_OTHER},      {"得分", ZB_COLUMN_OTHER},      {"分值", ZB_COLUMN_OTHER},      {"权重", ZB_COLUMN_OTHER},
    {"说明", ZB_COLUMN_OTHER},      {"电话", ZB_COLUMN_OTHER},      {"地点", ZB_COLUMN_OTHER},      {"地址", ZB_COLUMN_OTHER},
    {"负责", ZB_COLUMN_OTHER},      {"配合", ZB_COLUMN_OTHER},      {"部门", ZB_COLUMN_OTHER},      {"依据", ZB_COLUMN_OTHER},
    {"是否", ZB_COLUMN_OTHER},      {"类别", ZB_COLUMN_OTHER},      {"类型", ZB_COLUMN_OTHER},      {"全国", ZB_COLUMN_OTHER},
    {"完成率", ZB_COLUMN_COMPLETION}, {"完成比例", ZB_COLUMN_COMPLETION}, {"完成进度", ZB_COLUMN_COMPLETION},
    {"占目标", ZB_COLUMN_COMPLETION}, {"占年", ZB_COLUMN_COMPLETION}, {"占计划", ZB_COLUMN_COMPLETION},
    {"占预算", ZB_COLUMN_COMPLETION}, {"完成目标", ZB_COLUMN_COMPLETION}, {"完成年", ZB_COLUMN_COMPLETION},
    {"完成计划", ZB_COLUMN_COMPLETION}, {"完成预算", ZB_COLUMN_COMPLETION}, {"占比", ZB_COLUMN_OTHER}, {"比重", ZB_COLUMN_OTHER},
    {"同比", ZB_COLUMN_GROWTH},     {"环比", ZB_COLUMN_GROWTH},     {"增长", ZB_COLUMN_GROWTH},     {"增速", ZB_COLUMN_GROWTH},
    {"增幅", ZB_COLUMN_GROWTH},     {"增减", ZB_COLUMN_GROWTH},     {"比上年", ZB_COLUMN_GROWTH},   {"同期", ZB_COLUMN_OTHER},
    {"指标名称", ZB_COLUMN_NAME},   {"目标名称", ZB_COLUMN_NAME},   {"计划名称", ZB_COLUMN_NAME},
    {"差额", ZB_COLUMN_GAP},        {"差距", ZB_COLUMN_GAP},        {"为预算", ZB_COLUMN_COMPLETION},
    {"为目标", ZB_COLUMN_COMPLETION}, {"为计划", ZB_COLUMN_COMPLETION},
    {"目标值", ZB_COLUMN_TARGET},   {"计划数", ZB_COLUMN_TARGET},   {"任务数", ZB_COLUMN_TARGET},   {"目标数", ZB_COLUMN_TARGET},
    {"实际", ZB_COLUMN_ACTUAL},     {"完成", ZB_COLUMN_ACTUAL},     {"实绩", ZB_COLUMN_ACTUAL},     {"累计", ZB_COLUMN_ACTUAL},
    {"绝对量", ZB_COLUMN_ACTUAL},   {"绝对额", ZB_COLUMN_ACTUAL},   {"绝对值", ZB_COLUMN_ACTUAL},   {"现状", ZB_COLUMN_ACTUAL},
    {"决算", ZB_COLUMN_ACTUAL},     {"进展", ZB_COLUMN_ACTUAL},     {"落实情况", ZB_COLUMN_ACTUAL}, {"达到", ZB_COLUMN_ACTUAL},
    {"年度任务", ZB_COLUMN_TARGET}, {"全年任务", ZB_COLUMN_TARGET},
    {"目标", ZB_COLUMN_TARGET},     {"计划", ZB_COLUMN_TARGET},     {"预期", ZB_COLUMN_TARGET},     {"预算", ZB_COLUMN_TARGET},
    {"县区", ZB_COLUMN_PLACE},      {"区县", ZB_COLUMN_PLACE},      {"地区", ZB_COLUMN_PLACE},      {"市州", ZB_COLUMN_PLACE},
    {"县市区", ZB_COLUMN_PLACE},    {"市县", ZB_COLUMN_PLACE},      {"区域", ZB_COLUMN_PLACE},      {"城市", ZB_COLUMN_PLACE},
    {"指标", ZB_COLUMN_NAME},       {"项目", ZB_COLUMN_NAME},       {"名称", ZB_COLUMN_NAME},       {"内容", ZB_COLUMN_NAME},
    {"事项", ZB_COLUMN_NAME},       {"任务", ZB_COLUMN_NAME},       {"实事", ZB_COLUMN_NAME},       {"科目", ZB_COLUMN_NAME},
};

/* Duties have someone who answers for them, and a day. */
static bool is_duty(zb_slice text) {
    static const zb_word words[] = {"责任", "牵头", "时限", "负责", ""};
    return zb_slice_contains_among(text, words);
}

static uint8_t kind_of(zb_slice text) {
    static const zb_word units[] = {"单位", "计量单位", "单 位", ""};
    if (zb_slice_among(text, units))
        return ZB_COLUMN_UNIT;
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
        if (zb_slice_contains(text, zb_slice_of(heads[i].word)))
            return heads[i].column;
    return ZB_COLUMN_OTHER;
}

static uint8_t basis_of(zb_slice text) {
    static const struct {
        const char *word;
        zhibiao_basis basis;
    } words[] = {{"年均", ZHIBIAO_AVERAGE}, {"环比", ZHIBIAO_QOQ}, {"年初", ZHIBIAO_YTD}, {"同比", ZHIBIAO_YOY},
                 {"上年", ZHIBIAO_YOY},     {"去年", ZHIBIAO_YOY}, {"同期", ZHIBIAO_YOY}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (zb_slice_contains(text, zb_slice_of(words[i].word)))
            return (uint8_t)words[i].basis;
    return ZHIBIAO_NO_BASIS;
}

/* What is left of 完成投资（亿元）, 新增就业目标 when time, role and unit are taken off at both ends. */
static bool is_role_word(uint8_t letter) {
    switch (letter) {
    case ZB_TIME: case ZB_PLAN: case ZB_COMPLETES: case ZB_DONE: case ZB_AIM: case ZB_GROW: case ZB_FALL: case ZB_GROWTHWORD: case ZB_FALLWORD:
    case ZB_BASE: case ZB_THAN: case ZB_LINK: case ZB_ADVERB: case ZB_DE: case ZB_PAREN: case ZB_MARK: case ZB_AVERAGE:
    case ZB_TOTAL: case ZB_OBJECT: case ZB_SCOPE: case ZB_COMMA: case ZB_PAUSE: case ZB_DASH:
        return true;
    default:
        return false;
    }
}

static bool names_nothing(zb_slice text) {
    static const zb_word words[] = {"数", "值", "量", "额", "数量", "数值", "情况", "率", "进度", "年度", "本年", "本月", "当月",
                                        "总数", "总量", "绝对量", "绝对值", "绝对额", "指标", "任务", "完成率", "完成数", "完成值", "决算", "预算",
                                        "实绩", "现状", "实际", "目标", "计划", "上年", "绝对数", ""};
    return text.size < 3 || zb_slice_among(text, words);
}

static zb_range subject_of(const zb_document *d, uint32_t first, uint32_t end) {
    while (first < end && is_role_word(zb_document_letter(d, first)))
        first++;
    while (end > first && (is_role_word(zb_document_letter(d, end - 1)) || names_nothing(zb_document_text(d, end - 1))))
        end--;
    while (first < end && names_nothing(zb_document_text(d, first)))
        first++;
    return (zb_range){first, end};
}

/* 比2020年增长: the year is what is compared with. */
static bool is_against(uint8_t letter) {
    return letter == ZB_THAN || letter == ZB_FROM;
}

static zb_column column_of(const zb_document *d, uint32_t first, uint32_t end) {
    size_t outside;
    zb_slice text = zb_slice_trim(zb_document_words(d, first, end));
    zb_slice unit = zb_sheet_bracketed(text, &outside), words = {text.data, outside};
    zb_column column = {.kind = kind_of(words), .time = ZB_NO_TOKEN, .grouped = first >= end, .basis = basis_of(words)};
    for (uint32_t i = first; i < end; i++)
        if (zb_document_letter(d, i) == ZB_TIME && (i == first || !is_against(zb_document_letter(d, i - 1))))
            column.time = i;
    bool growth = column.kind == ZB_COLUMN_GROWTH, planned = zb_slice_contains(words, ZB_SLICE("目标")) ||
                  zb_slice_contains(words, ZB_SLICE("计划")) || zb_slice_contains(words, ZB_SLICE("预期"));
    zb_sheet_unit(d, unit, column.kind != ZB_COLUMN_OTHER && column.kind != ZB_COLUMN_NAME, &column.unit);
    column.aims = growth && planned;
    column.points = growth && zb_slice_contains(words, ZB_SLICE("增减"));
    column.years = column.kind == ZB_COLUMN_OTHER && column.time != ZB_NO_TOKEN && column.time == first;
    if (column.years) /* 2024年 over figures */
        column.kind = ZB_COLUMN_ACTUAL;
    if (column.kind >= ZB_COLUMN_TARGET)
        column.subject = subject_of(d, first, end);
    return column;
}

/* The end of the cell that begins at token `first`. */
uint32_t zb_sheet_cell_end(const zb_document *d, uint32_t first, uint32_t end) {
    while (first < end && zb_document_letter(d, first) != ZB_CELL)
        first++;
    return first;
}

/* The year of a time, 0 where it is not one year that is written. */
int16_t zb_sheet_year(const zb_document *d, uint32_t time) {
    if (time == ZB_NO_TOKEN)
        return 0;
    const zb_period *period = zb_document_period(d, time);
    return period->relative == ZB_ABSOLUTE ? period->to.year : 0;
}

/* The lower row of a head says more; what it does not say is said above it, or further left above it. */
static void lay_below(zb_column *above, const zb_column *below) {
    uint32_t time = above->time;
    zb_cell_unit unit = above->unit;
    zb_range subject = above->subject;
    bool silent = below->grouped || (below->kind == ZB_COLUMN_OTHER && zb_column_has_figures(above->kind));
    if (!silent) {
        bool years = below->years && above->kind == ZB_COLUMN_TARGET; /* 目标 over 2025年 and 2026年 */
        *above = *below;
        above->kind = years ? (uint8_t)ZB_COLUMN_TARGET : below->kind;
        above->years = below->years && !years;
    } else if (!below->grouped && below->time != ZB_NO_TOKEN) {
        above->time = below->time;
    }
    above->time = above->time == ZB_NO_TOKEN ? time : above->time;
    above->unit = above->unit.unit.size == 0 ? unit : above->unit;
    above->subject = zb_range_empty(above->subject) ? subject : above->subject;
}

/* Columns named by years alone: one to come is aimed at, and in a plan the last of several is. */
static void judge_years(const zb_document *d, zb_sheet *sheet, bool plans) {
    int16_t own = d->date.year != 0 ? d->date.year : d->guess, last = 0;
    uint32_t years = 0;
    for (uint32_t k = 0; k < sheet->columns; k++) {
        int16_t year = sheet->column[k].years ? zb_sheet_year(d, sheet->column[k].time) : 0;
        years += year != 0;
        last = year > last ? year : last;
    }
    bool aimed = false;
    for (uint32_t k = 0; k < sheet->columns; k++) {
        zb_column *column = &sheet->column[k];
        int16_t year = column->years ? zb_sheet_year(d, column->time) : 0;
        if (year != 0 && ((own != 0 && year > own) || (plans && year == last && (years > 1 || year >= own))))
            column->kind = ZB_COLUMN_TARGET;
        aimed = aimed || column->kind == ZB_COLUMN_TARGET;
    }
    for (uint32_t k = 0; k < sheet->columns; k++) /* the growth that a plan's last year asks for */
        if (sheet->column[k].kind == ZB_COLUMN_GROWTH && sheet->column[k].basis == ZHIBIAO_AVERAGE && aimed && years > 1)
            sheet->column[k].aims = true;
}

/* 同比增长 beside 2025年 and 2024年 is of the later; 增长 beside a plan's figure alone is planned. */
static void date_growth(const zb_document *d, zb_sheet *sheet, uint32_t index) {
    zb_column *growth = &sheet->column[index];
    const zb_column *of = NULL;
    for (uint32_t k = 0; k < sheet->columns; k++) {
        const zb_column *column = &sheet->column[k];
        bool level = column->kind == ZB_COLUMN_ACTUAL || (column->kind == ZB_COLUMN_TARGET && !sheet->reports);
        bool later = of == NULL || zb_sheet_year(d, column->time) >= zb_sheet_year(d, of->time);
        if (level && later && (k < index || of == NULL))
            of = column;
    }
    if (of == NULL || growth->basis == ZHIBIAO_AVERAGE)
        return;
    growth->aims = growth->aims || of->kind == ZB_COLUMN_TARGET;
    growth->time = growth->time == ZB_NO_TOKEN ? of->time : growth->time;
}

/* What the columns tell together; whether they tell enough for rows to be read. */
static bool judge_head(const zb_document *d, zb_sheet *sheet, bool duty, bool attribute, zb_mood mood) {
    bool names = false, values = false, places = false;
    sheet->tasks = sheet->tasks || duty;
    judge_years(d, sheet, attribute || mood == ZB_MOOD_TARGET);
    zb_range subject = {0, 0};
    for (uint32_t k = 0; k < sheet->columns; k++) {
        zb_column *column = &sheet->column[k];
        if (k > 0 && column->grouped && column->kind == ZB_COLUMN_OTHER && sheet->column[k - 1].kind == ZB_COLUMN_NAME)
            column->kind = ZB_COLUMN_NAME; /* 指标 over 类别 and 名称 */
        names = names || column->kind == ZB_COLUMN_NAME;
        values = values || zb_column_has_figures(column->kind);
        places = places || column->kind == ZB_COLUMN_PLACE;
        sheet->reports = sheet->reports || column->kind == ZB_COLUMN_ACTUAL;
        if (zb_column_has_figures(column->kind) && !zb_range_empty(column->subject))
            subject = column->subject;
        else if (zb_column_has_figures(column->kind))
            column->subject = subject; /* 增加值, 增速; 计划投资, 完成: of the same thing */
        for (uint32_t i = k; i-- > 0 && !zb_range_empty(subject) && zb_range_empty(sheet->column[i].subject);)
            sheet->column[i].subject = subject; /* 计划, 完成投资 likewise */
    }
    for (uint32_t k = 0; k < sheet->columns; k++)
        if (sheet->column[k].kind == ZB_COLUMN_GROWTH)
            date_growth(d, sheet, k);
    return (names && (values || sheet->tasks)) || (places && !zb_range_empty(subject));
}

/* Takes the row for the table's head, or its next line, when it holds no figure. */
static bool read_head(const zb_document *d, uint32_t first, uint32_t end, zb_sheet *sheet, zb_mood mood) {
    zb_column columns[ZB_COLUMNS_MAX];
    uint32_t count = 0, told = 0;
    bool duty = false, attribute = false;
    for (uint32_t at = first; at <= end && count < ZB_COLUMNS_MAX; count++) {
        uint32_t stop = zb_sheet_cell_end(d, at, end);
        for (uint32_t i = at; i < stop; i++)
            if (zb_letter_is_quantity(zb_document_letter(d, i)))
                return false;
        columns[count] = column_of(d, at, stop);
        told += columns[count].kind != ZB_COLUMN_OTHER;
        zb_slice text = zb_document_words(d, at, stop);
        duty = duty || is_duty(text);
        attribute = attribute || zb_slice_contains(text, ZB_SLICE("属性")) || zb_slice_contains(text, ZB_SLICE("指标性质"));
        at = stop + 1;
    }
    if (count < 2 || (sheet->headed && told == 0))
        return false;
    zb_column upper = {.time = ZB_NO_TOKEN};
    for (uint32_t k = 0; k < count; k++) {
        if (k >= sheet->columns)
            sheet->column[k] = sheet->columns == 0 ? columns[k] : (zb_column){.grouped = true, .time = ZB_NO_TOKEN};
        if (sheet->columns == 0)
            continue;
        bool spanned = sheet->column[k].grouped && !columns[k].grouped && zb_column_has_figures(upper.kind);
        upper = spanned ? upper : sheet->column[k];
        sheet->column[k] = upper;
        lay_below(&sheet->column[k], &columns[k]);
    }
    sheet->columns = count > sheet->columns ? count : sheet->columns;
    sheet->headed = judge_head(d, sheet, duty, attribute, mood);
    return true;
}

/* ---- the table ----------------------------------------------------------------------------------------------- */

bool zb_sheet_takes(const zb_document *d, zb_sheet *sheet, uint32_t block, uint32_t first, uint32_t end, zb_mood mood) {
    const zb_block *row = zb_array_at(&d->text->blocks, block);
    if (row->table != sheet->table) {
        *sheet = (zb_sheet){.table = row->table, .time = ZB_NO_TOKEN, .region = ZB_NO_TOKEN};
        read_captions(d, block, first, sheet);
    }
    bool head = !sheet->begun && read_head(d, first, end, sheet, mood);
    sheet->begun = sheet->begun || !head;
    return head;
}
