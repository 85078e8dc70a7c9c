/* Tables: a head row that names its columns makes records of the rows below.
 *
 *     指标             单位   年度目标   完成    完成率（%）
 *     城镇新增就业     万人   3          3.21    107            城镇新增就业 | target 30000人 | actual 32100人 | completion 107%
 *
 * The unit of a bare figure is that of its unit cell, else of its column's head, else of the name (城镇新增就业（万人）), else of
 * the caption (单位：万人). A table without such a head says what its figures are only where a row is a name and one figure. */
#include "meaning.h"

/* ---- units of columns ---------------------------------------------------------------------------------------- */

/* 万人 is 人 and four noughts. */
static bool read_unit(const zb_document *d, zb_slice text, zb_cell_unit *unit) {
    static const struct {
        const char *word;
        int32_t exponent;
    } scales[] = {{"万亿", 12}, {"千亿", 11}, {"百亿", 10}, {"亿", 8}, {"千万", 7}, {"百万", 6}, {"十万", 5}, {"万", 4}};
    const zb_units *units = &d->rules->vocabulary.units;
    int32_t exponent = 0;
    text = zb_slice_trim(text);
    const zb_unit *known = zb_unit_named(units, text);
    for (size_t i = 0; known == NULL && i < sizeof scales / sizeof *scales; i++) {
        zb_slice word = zb_slice_of(scales[i].word);
        if (exponent != 0 || !zb_slice_starts(text, word))
            continue;
        exponent = scales[i].exponent;
        text = (zb_slice){text.data + word.size, text.size - word.size};
        known = zb_unit_named(units, text);
    }
    if (known == NULL)
        return false;
    *unit = (zb_cell_unit){text, known->dimension, exponent};
    return true;
}

static zb_slice flow_slice(const zb_document *d, uint32_t first, uint32_t end) {
    const char *flow = zb_text_flow(d->text).data;
    if (first >= end)
        return ZB_SLICE("");
    uint32_t start = zb_document_token(d, first)->start;
    return (zb_slice){flow + start, zb_document_token(d, end - 1)->end - start};
}

/* What stands in the last brackets of a cell: 完成率（%）, 城镇新增就业（万人）. `outside` becomes where they open. */
static zb_slice bracketed(zb_slice text, size_t *outside) {
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

/* 单位：万元 in the block above the table. */
static void read_caption(const zb_document *d, uint32_t block, zb_sheet *sheet) {
    enum { WORDS = 120 }; /* bytes of a caption's unit and more */
    if (block == 0)
        return;
    const zb_block *above = zb_array_at(&d->text->blocks, block - 1);
    zb_slice text = {zb_text_flow(d->text).data + above->start, above->end - above->start};
    static const char *const marks[] = {"单位：", "单位:"};
    for (size_t k = 0; k < 2 && text.size < WORDS * 4; k++) {
        zb_slice mark = zb_slice_of(marks[k]);
        for (size_t at = 0; at + mark.size < text.size; at++) {
            if (memcmp(text.data + at, mark.data, mark.size) != 0)
                continue;
            zb_slice rest = {text.data + at + mark.size, text.size - at - mark.size};
            size_t outside = rest.size;
            if (zb_slice_ends(rest, ZB_SLICE("）")) || zb_slice_ends(rest, ZB_SLICE(")")))
                outside -= zb_slice_ends(rest, ZB_SLICE("）")) ? 3 : 1;
            read_unit(d, (zb_slice){rest.data, outside}, &sheet->unit);
            return;
        }
    }
}

/* ---- the head ------------------------------------------------------------------------------------------------ */

typedef struct head_words {
    const char *word;
    uint8_t column;
} head_words;

/* What a column is called, the more telling first: 目标完成率 is no target, 责任单位 no unit. */
static const head_words heads[] = {
    {"责任", ZB_COLUMN_OTHER},      {"牵头", ZB_COLUMN_OTHER},     {"序号", ZB_COLUMN_OTHER},     {"编号", ZB_COLUMN_OTHER},
    {"备注", ZB_COLUMN_OTHER},      {"属性", ZB_COLUMN_OTHER},     {"性质", ZB_COLUMN_OTHER},     {"排名", ZB_COLUMN_OTHER},
    {"位次", ZB_COLUMN_OTHER},      {"完成率", ZB_COLUMN_COMPLETION}, {"完成比例", ZB_COLUMN_COMPLETION},
    {"完成进度", ZB_COLUMN_COMPLETION}, {"占目标", ZB_COLUMN_COMPLETION}, {"占年度", ZB_COLUMN_COMPLETION},
    {"占计划", ZB_COLUMN_COMPLETION}, {"同比", ZB_COLUMN_GROWTH},  {"增长", ZB_COLUMN_GROWTH},    {"增速", ZB_COLUMN_GROWTH},
    {"增幅", ZB_COLUMN_GROWTH},     {"增减", ZB_COLUMN_GROWTH},    {"比上年", ZB_COLUMN_GROWTH},  {"指标名称", ZB_COLUMN_NAME},
    {"目标值", ZB_COLUMN_TARGET},   {"计划数", ZB_COLUMN_TARGET},  {"任务数", ZB_COLUMN_TARGET},  {"目标数", ZB_COLUMN_TARGET},
    {"实际", ZB_COLUMN_ACTUAL},     {"完成", ZB_COLUMN_ACTUAL},    {"实绩", ZB_COLUMN_ACTUAL},    {"累计", ZB_COLUMN_ACTUAL},
    {"绝对量", ZB_COLUMN_ACTUAL},   {"绝对额", ZB_COLUMN_ACTUAL},  {"现状", ZB_COLUMN_ACTUAL},    {"决算", ZB_COLUMN_ACTUAL},
    {"目标", ZB_COLUMN_TARGET},     {"计划", ZB_COLUMN_TARGET},    {"预期", ZB_COLUMN_TARGET},    {"预算", ZB_COLUMN_TARGET},
    {"指标", ZB_COLUMN_NAME},       {"项目", ZB_COLUMN_NAME},      {"名称", ZB_COLUMN_NAME},      {"内容", ZB_COLUMN_NAME},
    {"事项", ZB_COLUMN_NAME},       {"任务", ZB_COLUMN_NAME},
};

static zb_column column_of(const zb_document *d, uint32_t first, uint32_t end) {
    zb_column column = {.kind = ZB_COLUMN_OTHER, .time = ZB_NO_TOKEN};
    size_t outside;
    zb_slice text = zb_slice_trim(flow_slice(d, first, end)), unit = bracketed(text, &outside);
    for (uint32_t i = first; i < end; i++)
        if (zb_document_letter(d, i) == ZB_TIME)
            column.time = i;
    read_unit(d, unit, &column.unit);
    if (zb_slice_equal(text, ZB_SLICE("单位")) || zb_slice_equal(text, ZB_SLICE("计量单位"))) {
        column.kind = ZB_COLUMN_UNIT;
        return column;
    }
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
        if (zb_slice_contains(text, zb_slice_of(heads[i].word))) {
            column.kind = heads[i].column;
            return column;
        }
    if (column.time != ZB_NO_TOKEN) /* 2024年 over figures */
        column.kind = ZB_COLUMN_ACTUAL;
    return column;
}

/* The end of the cell that begins at token `first`. */
static uint32_t cell_end(const zb_document *d, uint32_t first, uint32_t end) {
    while (first < end && zb_document_letter(d, first) != ZB_CELL)
        first++;
    return first;
}

static bool is_value(uint8_t kind) {
    return kind == ZB_COLUMN_TARGET || kind == ZB_COLUMN_ACTUAL || kind == ZB_COLUMN_COMPLETION || kind == ZB_COLUMN_GROWTH;
}

/* Takes the row for the table's head when it names the indicators and a kind of figure, and holds no figure itself. */
static bool read_head(const zb_document *d, uint32_t first, uint32_t end, zb_sheet *sheet) {
    zb_column columns[ZB_COLUMNS_MAX];
    uint32_t count = 0;
    bool names = false, values = false;
    for (uint32_t at = first; at <= end && count < ZB_COLUMNS_MAX; count++) {
        uint32_t stop = cell_end(d, at, end);
        for (uint32_t i = at; i < stop; i++)
            if (zb_letter_is_quantity(zb_document_letter(d, i)))
                return false;
        columns[count] = column_of(d, at, stop);
        names = names || columns[count].kind == ZB_COLUMN_NAME;
        values = values || is_value(columns[count].kind);
        at = stop + 1;
    }
    if (!names || !values)
        return false;
    memcpy(sheet->column, columns, sizeof columns);
    sheet->columns = count;
    return true;
}

/* ---- rows ---------------------------------------------------------------------------------------------------- */

static uint32_t figure_in(const zb_document *d, uint32_t first, uint32_t end) {
    for (uint32_t i = first; i < end; i++)
        if (zb_letter_is_quantity(zb_document_letter(d, i)))
            return i;
    return ZB_NO_TOKEN;
}

/* The name without the unit in its brackets, which goes to `unit`. */
static zb_range name_of(const zb_document *d, uint32_t first, uint32_t end, zb_cell_unit *unit) {
    size_t outside;
    zb_slice inside = end > first ? bracketed(flow_slice(d, end - 1, end), &outside) : ZB_SLICE("");
    if (end > first && zb_document_letter(d, end - 1) == ZB_PAREN && read_unit(d, inside, unit))
        end--;
    return zb_indicator_strip(d, (zb_range){first, end}, true);
}

static void set_claim(const zb_document *d, zb_claim *claim, const zb_column *column, zb_cell_unit unit, uint32_t first_claim) {
    static const uint8_t roles[] = {[ZB_COLUMN_TARGET] = ZB_TARGET, [ZB_COLUMN_ACTUAL] = ZB_ACTUAL,
                                    [ZB_COLUMN_COMPLETION] = ZB_COMPLETION, [ZB_COLUMN_GROWTH] = ZB_ACTUAL};
    bool share = column->kind == ZB_COLUMN_COMPLETION || column->kind == ZB_COLUMN_GROWTH;
    claim->role = roles[column->kind];
    claim->measure = column->kind == ZB_COLUMN_GROWTH ? ZHIBIAO_GROWTH : ZHIBIAO_LEVEL;
    claim->unit = share && column->unit.unit.size == 0 ? (zb_cell_unit){ZB_SLICE("%"), ZHIBIAO_RATIO, 0}
                  : column->unit.unit.size > 0          ? column->unit
                                                         : unit;
    if (column->time != ZB_NO_TOKEN)
        claim->time = column->time;
    claim->joins = claim->measure == ZHIBIAO_LEVEL && first_claim < d->claims->claims.count - 1 ? first_claim : ZB_NO_CLAIM;
}

/* Two figures of one role are of two times (2024年, 2025年): each its own record. */
static bool is_taken(const zb_document *d, uint32_t first_claim, const zb_claim *claim) {
    for (uint32_t i = first_claim; i + 1 < d->claims->claims.count; i++) {
        const zb_claim *before = zb_array_at(&d->claims->claims, i);
        if (before->role == claim->role && before->measure == claim->measure)
            return true;
    }
    return false;
}

static bool read_row(const zb_document *d, const zb_sheet *sheet, uint32_t first, uint32_t end, const zb_claim *model) {
    zb_cell_unit unit = sheet->unit;
    zb_range name = {0, 0};
    uint32_t at = first, first_claim = (uint32_t)d->claims->claims.count;
    for (uint32_t k = 0; k < sheet->columns && at <= end; k++) {
        uint32_t stop = cell_end(d, at, end);
        if (sheet->column[k].kind == ZB_COLUMN_NAME && zb_range_empty(name))
            name = name_of(d, at, stop, &unit);
        else if (sheet->column[k].kind == ZB_COLUMN_UNIT)
            read_unit(d, flow_slice(d, at, stop), &unit);
        at = stop + 1;
    }
    at = first;
    for (uint32_t k = 0; k < sheet->columns && at <= end && !zb_range_empty(name); k++) {
        uint32_t stop = cell_end(d, at, end), figure = figure_in(d, at, stop);
        at = stop + 1;
        if (!is_value(sheet->column[k].kind) || figure == ZB_NO_TOKEN)
            continue;
        zb_claim *claim = zb_array_add(&d->claims->claims, 1);
        if (claim == NULL)
            return false;
        *claim = *model;
        claim->quantity = figure;
        claim->part[0] = claim->full_part[0] = name;
        claim->parts = claim->full_parts = 1;
        set_claim(d, claim, &sheet->column[k], unit, first_claim);
        if (is_taken(d, first_claim, claim))
            claim->joins = ZB_NO_CLAIM;
    }
    return true;
}

zb_row_reading zb_sheet_row(const zb_document *d, zb_sheet *sheet, uint32_t block, uint32_t first, uint32_t end,
                            const zb_claim *model) {
    const zb_block *row = zb_array_at(&d->text->blocks, block);
    if (row->table != sheet->table) {
        *sheet = (zb_sheet){.table = row->table};
        read_caption(d, block, sheet);
    }
    if (read_head(d, first, end, sheet))
        return ZB_ROW_READ;
    if (sheet->columns == 0) /* no head: 新建水窖⇥12口 reads like a clause, a longer row says nothing */
        return cell_end(d, cell_end(d, first, end) + 1, end) >= end ? ZB_ROW_AS_CLAUSE : ZB_ROW_READ;
    return read_row(d, sheet, first, end, model) ? ZB_ROW_READ : ZB_ROW_NO_MEMORY;
}
