/* Tables: the rows below a head become claims.
 *
 *     指标             单位   年度目标   1—11月完成   完成率（%）   同比（%）
 *     城镇新增就业     万人   3          3.21         107           4.5
 *         城镇新增就业 | target 30000人 | actual 32100人 | completion 107%, and its growth 4.5%
 *
 *     项目       年度任务             完成情况           责任单位
 *     停车设施   新建停车位5000个     已建成5200个       城管局
 *         cells of words are read as prose, promised in the one column, done in the other
 *
 *     县区   新增就业目标（人）   完成（人）
 *     长春市 3000                 3100                    rows of places: the columns name what is counted
 *
 * The unit of a bare figure is that of its column's head, else of its unit cell, else of the name (城镇新增就业（万人）), else of
 * the caption (单位：万元). A name that is a growth (地区生产总值增长（%）) makes growth of its figures. 合计 names nothing: the column
 * must (完成投资), and only where it does not the row is called 合计.
 * A table without a head says what its figures are only where a row is a name and one figure: that reads like a clause.
 * What cannot be told is no claim: figures without words, a bare one beside one in 万人, a place that nobody knows. */
#include "claim.h"

typedef struct table_row {
    const zb_sheet *sheet;
    uint32_t cells, first_claim;
    zb_range cell[ZB_COLUMNS_MAX];
    zb_range name;                /* what it is of; empty: it does not say */
    zb_cell_unit unit;            /* of its name or its unit cell */
    uint32_t region;              /* that it is of; ZB_NO_TOKEN: none */
    bool figures;                 /* it has some */
    bool total, grows, falls;     /* named 合计; by a growth: 地区生产总值增长（%）; by a fall */
} table_row;

/* ---- rows ---------------------------------------------------------------------------------------------------- */

static bool has_figure(const zb_document *d, zb_range cell) {
    for (uint32_t i = cell.first; i < cell.end; i++)
        if (zb_letter_is_quantity(zb_document_letter(d, i)))
            return true;
    return false;
}

/* The whole cell is one figure. */
static bool is_figure(const zb_document *d, zb_range cell) {
    return cell.end == cell.first + 1 && has_figure(d, cell);
}

/* 地区生产总值增长（%）, 能耗降低: the figures say by how much. */
static void look_for_change(const zb_document *d, zb_range *name, table_row *row) {
    static const zb_word falls[] = {"降低", "下降", "减少", "压减", "削减", ""};
    zb_slice text = zb_range_empty(*name) ? ZB_SLICE("") : zb_document_text(d, name->end - 1);
    uint8_t letter = zb_range_empty(*name) ? 0 : zb_document_letter(d, name->end - 1);
    row->falls = row->falls || letter == ZB_FALLWORD || zb_slice_among(text, falls);
    row->grows = row->falls || letter == ZB_GROW || letter == ZB_GROWTHWORD;
    if (row->grows && name->end > name->first + 1)
        name->end--;
    else
        row->grows = row->falls = false;
}

static bool is_total(zb_slice text) {
    static const zb_word totals[] = {"合计", "总计", "小计", "共计", "总 计", "合 计", ""};
    return zb_slice_among(zb_slice_trim(text), totals);
}

/* The name without the unit in its brackets, which goes to the row, and without its growth. */
static zb_range name_of(const zb_document *d, zb_range cell, table_row *row) {
    size_t outside;
    zb_range name = cell;
    zb_slice last = name.end > name.first ? zb_document_words(d, name.end - 1, name.end) : ZB_SLICE("");
    zb_slice inside = zb_sheet_bracketed(last, &outside);
    if (outside == 0 && inside.size > 0 && zb_sheet_unit(d, inside, true, &row->unit))
        name.end--;
    row->total = is_total(zb_document_words(d, name.first, name.end));
    if (row->total) /* 合计 is a word of sums, and would be stripped */
        return name;
    name = zb_indicator_strip_front(d, name);
    look_for_change(d, &name, row);
    return zb_indicator_strip(d, name);
}

/* The place that a cell is, and nothing beside it. */
static uint32_t place_in(const zb_document *d, zb_range cell) {
    uint8_t letter = cell.end == cell.first + 1 ? zb_document_letter(d, cell.first) : 0;
    return letter == ZB_REGION || letter == ZB_SCOPE ? cell.first : ZB_NO_TOKEN;
}

/* Cuts the row into cells. Whether one of them is a figure. */
static bool cut_row(const zb_document *d, table_row *row, uint32_t first, uint32_t end) {
    bool figures = false;
    for (uint32_t at = first; at <= end && row->cells < row->sheet->columns; row->cells++) {
        zb_range cell = {at, zb_sheet_cell_end(d, at, end)};
        figures = figures || (zb_column_has_figures(row->sheet->column[row->cells].kind) && is_figure(d, cell));
        row->cell[row->cells] = cell;
        at = cell.end + 1;
    }
    return figures;
}

/* Reads the cells that say what the row is of. False where it is of a place that nobody knows: whose figures are they? */
static bool look_at_row(const zb_document *d, table_row *row) {
    for (uint32_t k = 0; k < row->cells; k++) {
        const zb_column *column = &row->sheet->column[k];
        zb_range cell = row->cell[k];
        if (zb_range_empty(cell))
            continue;
        bool names = column->kind == ZB_COLUMN_NAME && (row->figures || !has_figure(d, cell)); /* 10千伏线路 is a name */
        if (names && (zb_range_empty(row->name) || column->grouped))
            row->name = name_of(d, cell, row);
        else if (column->kind == ZB_COLUMN_UNIT)
            zb_sheet_unit(d, zb_document_words(d, cell.first, cell.end), true, &row->unit);
        else if (column->kind == ZB_COLUMN_PLACE)
            row->region = place_in(d, cell);
        if (column->kind == ZB_COLUMN_PLACE && row->region == ZB_NO_TOKEN) {
            row->total = is_total(zb_document_words(d, cell.first, cell.end));
            if (!row->total)
                return false;
        }
    }
    return true;
}

/* ---- figures ------------------------------------------------------------------------------------------------- */

static bool same_words(const zb_document *d, const zb_claim *a, const zb_claim *b) {
    bool same = a->parts == b->parts && a->parts > 0;
    for (uint32_t k = 0; same && k < a->parts; k++)
        same = zb_slice_equal(zb_document_words(d, a->part[k].first, a->part[k].end),
                              zb_document_words(d, b->part[k].first, b->part[k].end));
    return same;
}

/* The one claim that a cell of words promises in that unit; a figure without a unit takes the promise's. */
static uint32_t promise_of(const zb_document *d, const table_row *row, uint32_t end, uint32_t figure) {
    uint32_t found = ZB_NO_CLAIM;
    const zb_quantity *quantity = zb_document_quantity(d, figure);
    for (uint32_t i = row->first_claim; i < end; i++) {
        const zb_claim *claim = zb_array_at(&d->claims->claims, i);
        bool promised = claim->role == ZB_TARGET && claim->measure == ZHIBIAO_LEVEL && claim->parts > 0;
        if (!promised || claim->rule == ZB_NO_RULE)
            continue;
        zb_slice unit = zb_document_quantity(d, claim->quantity)->unit;
        if (quantity->unit.size > 0 && !zb_slice_equal(unit, quantity->unit))
            continue;
        if (found != ZB_NO_CLAIM)
            return ZB_NO_CLAIM;
        found = i;
    }
    return found;
}

/* The words and the record of what was promised. */
static void keep_promise(const zb_document *d, zb_claim *claim, uint32_t promise) {
    const zb_claim *source = zb_array_at(&d->claims->claims, promise);
    const zb_quantity *quantity = zb_document_quantity(d, source->quantity);
    claim->parts = source->parts;
    claim->full_parts = source->full_parts;
    memcpy(claim->part, source->part, sizeof claim->part);
    memcpy(claim->full_part, source->full_part, sizeof claim->full_part);
    claim->joins = promise;
    if (zb_document_quantity(d, claim->quantity)->unit.size == 0)
        claim->unit = (zb_cell_unit){quantity->unit, quantity->dimension, 0};
}

/* What is told of the figure in words: the row's name, and what its column's figures are of. */
static void set_words(const zb_document *d, const table_row *row, const zb_column *column, zb_claim *claim) {
    bool of_place = row->region != ZB_NO_TOKEN || zb_range_empty(row->name);
    bool measured = zb_document_has(d, column->subject, ZB_HEAD) || zb_document_has(d, column->subject, ZB_VERB);
    bool own = !zb_range_empty(column->subject) && (of_place || row->total || measured);
    if (!zb_range_empty(row->name) && !(own && row->total))
        claim->part[claim->parts++] = row->name;
    if (own)
        claim->part[claim->parts++] = column->subject;
    claim->full_parts = claim->parts;
    memcpy(claim->full_part, claim->part, sizeof claim->part);
}

/* 年均增速 of a rate, 同比增减 in 个百分点, 0.3个百分点 in the cell: a difference, no growth. */
static void set_measure(const zb_document *d, const table_row *row, const zb_column *column, zb_claim *claim) {
    bool change = column->kind == ZB_COLUMN_GROWTH;
    uint8_t letter = zb_document_letter(d, claim->quantity);
    if (change || (row->grows && column->kind != ZB_COLUMN_COMPLETION)) {
        bool relative = letter == ZB_NUM ? claim->unit.dimension == ZHIBIAO_RATIO
                                         : letter == ZB_PCT || letter == ZB_MULT || letter == ZB_FRACTION;
        claim->measure = relative ? ZHIBIAO_GROWTH : ZHIBIAO_INCREMENT;
        claim->basis = column->basis;
        claim->negative = row->falls && !change;
    }
    if (column->kind == ZB_COLUMN_COMPLETION || column->kind == ZB_COLUMN_GAP)
        claim->basis = ZHIBIAO_PLAN;
}

/* The unit of a bare figure. A share's is %, whatever the row counts in; the increase of a rate is in points. */
static zb_cell_unit unit_of(const table_row *row, const zb_column *column) {
    static const zb_cell_unit none = {.unit = {"", 0}};
    bool share = column->kind == ZB_COLUMN_COMPLETION || column->kind == ZB_COLUMN_GROWTH;
    zb_cell_unit percent = {ZB_SLICE("%"), ZHIBIAO_RATIO, 0}, points = {ZB_SLICE("个百分点"), ZHIBIAO_POINTS, 0};
    zb_cell_unit own = row->unit.unit.size > 0 ? row->unit : row->sheet->unit;
    if (column->points && own.dimension == ZHIBIAO_RATIO && column->unit.unit.size == 0)
        return points;
    if (column->points && column->unit.unit.size == 0)
        return none; /* 增减 of what is counted: by how many or by how much? */
    if (column->unit.unit.size > 0)
        return column->unit;
    return share ? percent : own;
}

/* Two times that cannot be of one record: 2024年 and 2025年, 上年 and 今年. */
static bool times_differ(const zb_document *d, uint32_t a, uint32_t b) {
    if (a == ZB_NO_TOKEN || b == ZB_NO_TOKEN || a == b)
        return false;
    const zb_period *left = zb_document_period(d, a), *right = zb_document_period(d, b);
    int16_t year = zb_sheet_year(d, a), other = zb_sheet_year(d, b);
    return (year != 0 && other != 0 && year != other) ||
           (left->relative == ZB_LAST_YEAR) != (right->relative == ZB_LAST_YEAR);
}

/* The claim of the row whose record this one belongs to: of the same words, measure and time. */
static uint32_t partner_of(const zb_document *d, const table_row *row, const zb_claim *claim, uint32_t column_time) {
    for (uint32_t i = (uint32_t)d->claims->claims.count; i-- > row->first_claim;) {
        const zb_claim *before = zb_array_at(&d->claims->claims, i);
        bool same = before->measure == claim->measure && before->rule == ZB_NO_RULE && same_words(d, before, claim);
        if (!same || times_differ(d, before->time, column_time))
            continue;
        if (before->role == claim->role) /* two of one kind: 10月, 1—10月 */
            return ZB_NO_CLAIM;
        return before->joins != ZB_NO_CLAIM ? before->joins : i; /* of two budgets the later */
    }
    return ZB_NO_CLAIM;
}

#define SEVERAL (UINT32_MAX - 1)
/* The record that a completion or a gap is of: the figures nearest before it. SEVERAL where words gave more. */
static uint32_t completed_by(const zb_document *d, const table_row *row, uint32_t column_time) {
    uint32_t found = ZB_NO_CLAIM;
    for (uint32_t i = (uint32_t)d->claims->claims.count; i-- > row->first_claim;) {
        const zb_claim *before = zb_array_at(&d->claims->claims, i);
        uint32_t root = before->joins != ZB_NO_CLAIM ? before->joins : i;
        if (before->measure != ZHIBIAO_LEVEL || before->role > ZB_ACTUAL || times_differ(d, before->time, column_time))
            continue;
        if (found != ZB_NO_CLAIM && root != found && before->rule != ZB_NO_RULE)
            return SEVERAL;
        found = found == ZB_NO_CLAIM ? root : found;
    }
    return found;
}

/* 5000个, then 5200 alone: the unit is the same. 3.2万人, then 3.5: in thousands or in people? False. */
static bool share_unit(const zb_document *d, zb_claim *claim) {
    if (claim->joins == ZB_NO_CLAIM || claim->role > ZB_ACTUAL || claim->unit.unit.size > 0 ||
        zb_document_letter(d, claim->quantity) != ZB_NUM)
        return true;
    const zb_claim *partner = zb_array_at(&d->claims->claims, claim->joins);
    const zb_quantity *quantity = zb_document_quantity(d, partner->quantity);
    zb_slice text = zb_document_text(d, partner->quantity);
    if (quantity->unit.size == 0)
        return true;
    if (zb_slice_contains(text, ZB_SLICE("万")) || zb_slice_contains(text, ZB_SLICE("亿")))
        return false;
    claim->unit = (zb_cell_unit){quantity->unit, quantity->dimension, 0};
    return true;
}

/* What the figure says, and whose record it belongs to. False: that cannot be told. */
static bool read_figure(const zb_document *d, const table_row *row, const zb_column *column, zb_claim *claim) {
    static const uint8_t roles[] = {[ZB_COLUMN_TARGET] = ZB_TARGET,         [ZB_COLUMN_ACTUAL] = ZB_ACTUAL,
                                    [ZB_COLUMN_COMPLETION] = ZB_COMPLETION, [ZB_COLUMN_GROWTH] = ZB_ACTUAL,
                                    [ZB_COLUMN_GAP] = ZB_GAP};
    uint32_t promise = ZB_NO_CLAIM, time = column->time;
    claim->role = column->aims ? (uint8_t)ZB_TARGET : roles[column->kind];
    claim->unit = unit_of(row, column);
    set_words(d, row, column, claim);
    set_measure(d, row, column, claim);
    if (column->kind == ZB_COLUMN_ACTUAL)
        promise = promise_of(d, row, (uint32_t)d->claims->claims.count, claim->quantity);
    if (promise != ZB_NO_CLAIM) {
        keep_promise(d, claim, promise);
        return true;
    }
    bool unit_wanted = column->points && claim->unit.unit.size == 0 && zb_document_letter(d, claim->quantity) == ZB_NUM;
    if (claim->parts == 0 || unit_wanted)
        return false;
    bool of_plan = claim->role == ZB_COMPLETION || claim->role == ZB_GAP;
    claim->time = time != ZB_NO_TOKEN ? time : claim->time;
    claim->joins = of_plan ? completed_by(d, row, time) : partner_of(d, row, claim, time);
    return claim->joins != SEVERAL && share_unit(d, claim);
}

static bool make_figure(const zb_document *d, const table_row *row, uint32_t cell, const zb_claim *model) {
    const zb_column *column = &row->sheet->column[cell];
    zb_claim claim = *model;
    if (!zb_column_has_figures(column->kind) || !is_figure(d, row->cell[cell]))
        return true;
    claim.quantity = row->cell[cell].first;
    if (!read_figure(d, row, column, &claim))
        return true;
    zb_claim *partner = claim.joins != ZB_NO_CLAIM ? zb_array_at(&d->claims->claims, claim.joins) : NULL;
    if (partner != NULL && partner->time == model->time && column->time != ZB_NO_TOKEN)
        partner->time = column->time; /* 年度目标 is of no time, 1—11月完成 is */
    zb_claim *added = zb_array_add(&d->claims->claims, 1);
    if (added != NULL)
        *added = claim;
    return added != NULL;
}

/* ---- prose --------------------------------------------------------------------------------------------------- */

static bool may_hold_prose(uint8_t kind) {
    return kind == ZB_COLUMN_NAME || kind == ZB_COLUMN_TARGET || kind == ZB_COLUMN_ACTUAL;
}

/* The words of a cell that are to be read as prose, and the mood that its column gives them; empty: it is not prose. */
static zb_range prose_of(const zb_document *d, const table_row *row, uint32_t cell, zb_mood *mood) {
    const zb_sheet *sheet = row->sheet;
    zb_range words = row->cell[cell];
    uint8_t kind = sheet->column[cell].kind;
    bool aims = kind == ZB_COLUMN_TARGET || sheet->reports || sheet->tasks;
    *mood = kind == ZB_COLUMN_ACTUAL ? ZB_MOOD_ACTUAL : aims ? ZB_MOOD_TARGET : ZB_MOOD_NONE;
    if (!may_hold_prose(kind) || !has_figure(d, words) || is_figure(d, words) || (kind == ZB_COLUMN_NAME && row->figures))
        return (zb_range){0, 0};
    return words;
}

/* Claims of such a cell that leave their indicator unsaid are of what was promised, or of what the row is of. */
static void name_claims(const zb_document *d, const table_row *row, uint32_t first) {
    bool named = false;
    for (uint32_t i = first; i < d->claims->claims.count && i - first < LOOKBACK; i++) {
        zb_claim *claim = zb_array_at(&d->claims->claims, i);
        uint32_t promise = claim->role == ZB_ACTUAL ? promise_of(d, row, first, claim->quantity) : ZB_NO_CLAIM;
        bool bare = zb_document_letter(d, claim->quantity) == ZB_NUM;
        if (claim->parts > 0 || claim->joins != ZB_NO_CLAIM)
            continue;
        if (promise != ZB_NO_CLAIM)
            keep_promise(d, claim, promise);
        else if (!named && !zb_range_empty(row->name) && !(bare && row->unit.unit.size == 0)) {
            claim->part[0] = claim->full_part[0] = row->name;
            claim->parts = claim->full_parts = 1;
            claim->unit = row->unit;
        }
        named = true; /* a second figure without words, as in 12口（120%）, is of nobody knows what */
    }
}

/* ---- the row ------------------------------------------------------------------------------------------------- */

/* The cell's clauses, one after the other; patterns see no further than its end. */
static zhibiao_status read_words(zb_reader *r, zb_range words) {
    zhibiao_status status = ZHIBIAO_OK;
    r->left = r->context.seen = words.first;
    r->sentence_end = words.end;
    zb_clause clause = {.first = words.first, .sentence = r->sentence};
    for (uint32_t i = words.first; i <= words.end && status == ZHIBIAO_OK; i++) {
        uint8_t traits = i < words.end ? zb_traits[zb_reader_letter(r, i)] : ZB_TRAIT_END;
        clause.traits |= traits;
        if (!(traits & ZB_TRAIT_END))
            continue;
        clause.end = i;
        if (clause.end > clause.first)
            status = zb_claims_of_clause(r, &clause);
        clause = (zb_clause){.first = i + 1, .sentence = r->sentence};
    }
    return status;
}

static zhibiao_status read_cells(zb_reader *r, const table_row *row, const zb_claim *model) {
    zhibiao_status status = ZHIBIAO_OK;
    r->silence = (zb_silence){0};
    for (uint32_t k = 0; k < row->cells && status == ZHIBIAO_OK; k++) {
        zb_range words = prose_of(r->document, row, k, &r->cell);
        r->barrier = zb_reader_claims(r);
        r->context.time = model->time; /* the cells before said theirs */
        r->context.region = model->region;
        if (zb_range_empty(words)) {
            status = make_figure(r->document, row, k, model) ? ZHIBIAO_OK : zb_out_of_memory(r->error);
        } else {
            status = read_words(r, words);
            name_claims(r->document, row, r->barrier);
        }
    }
    r->cell = ZB_MOOD_NONE;
    return status;
}

static uint32_t first_of(uint32_t a, uint32_t b, uint32_t c) {
    return a != ZB_NO_TOKEN ? a : b != ZB_NO_TOKEN ? b : c;
}

bool zb_row_read(zb_reader *r, const zb_sentence *sentence, zhibiao_status *status) {
    const zb_document *d = r->document;
    uint32_t first = sentence->first, end = sentence->end, count = (uint32_t)d->tokens->tokens.count;
    uint32_t behind = ((const zb_block *)zb_array_at(&d->text->blocks, sentence->block))->end;
    while (end < count && zb_document_token(d, end)->start < behind)
        end++;
    if (zb_sheet_takes(d, &r->sheet, sentence->block, first, end, zb_context_mood(&r->context)))
        return true;
    if (!r->sheet.headed) /* no head: 新建水窖⇥12口 reads like a clause, a longer row says nothing */
        return zb_sheet_cell_end(d, zb_sheet_cell_end(d, first, end) + 1, end) < end;
    table_row row = {.sheet = &r->sheet, .first_claim = zb_reader_claims(r), .region = ZB_NO_TOKEN};
    row.figures = cut_row(d, &row, first, end);
    if (!look_at_row(d, &row))
        return true;
    zb_claim model = {.rule = ZB_NO_RULE, .sentence = r->sentence, .year = r->context.year,
                      .like = ZB_NO_TOKEN, .joins = ZB_NO_CLAIM};
    model.time = first_of(r->sheet.time, r->context.time, ZB_NO_TOKEN);
    model.region = first_of(row.region, r->sheet.region, r->context.region);
    *status = read_cells(r, &row, &model);
    return true;
}
