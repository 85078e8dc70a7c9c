/* What a figure has to do with its plan:
 *     完成投资12亿元，占年度计划的75%                the completion is of the figure before it, which is therefore reached
 *     失业率2.7%，低于4%左右的目标                  the aim of what was just told
 *     任务2600人，完成1846人                        what answers a task is reached
 *     计划开工210个，上半年开工193个                  and so is what is told of the months gone by
 *     投资增长6.5%，低于8%的目标1.5个百分点           how far it is off */
#include "claim.h"

bool zb_plan_is_of(const zb_rule *rule) {
    return rule->kind == ZB_RULE_COMPLETION || rule->kind == ZB_RULE_GAP;
}

/* ---- the aim that a figure is compared with ------------------------------------------------------------------ */

static const zb_word above[] = {"高于", "超过", "超出", "优于", "好于", "突破", "多于", "快于", ""};
static const zb_word below[] = {"低于", "少于", "慢于", "不及", "不到", "不足", ""};

/* 低于3%左右的预期目标: 低于 says how the actual stands to the aim, which is 3%左右. */
bool zb_plan_is_compared(const zb_reader *r, uint32_t quantity) {
    zb_slice text = zb_document_text(r->document, quantity);
    return zb_slice_starts_among(text, above) || zb_slice_starts_among(text, below);
}

uint8_t zb_plan_bound(const zb_reader *r, uint32_t quantity) {
    static const struct {
        const char *word;
        zhibiao_comparison bound;
    } ends[] = {
        {"左右", ZHIBIAO_ABOUT}, {"上下", ZHIBIAO_ABOUT}, {"以上", ZHIBIAO_AT_LEAST}, {"以内", ZHIBIAO_AT_MOST}, {"以下", ZHIBIAO_AT_MOST},
    };
    zb_slice text = zb_document_text(r->document, quantity);
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (zb_slice_ends(text, zb_slice_of(ends[i].word)))
            return (uint8_t)(ZB_BOUND_IS_ALL | ends[i].bound);
    return (uint8_t)(ZB_BOUND_IS_ALL | ZHIBIAO_EQ);
}

/* 低于8%的目标1.5个百分点, 比预算节约3万元: less than planned. */
bool zb_plan_is_missed(const zb_reader *r, const zb_match *match, uint32_t gap) {
    static const zb_word spares[] = {"节约", "节省", "结余", ""};
    zb_range target = match->capture[ZB_CAPTURE_TARGET];
    bool under = !zb_range_empty(target) && zb_slice_starts_among(zb_document_text(r->document, target.first), below);
    return under || !zb_range_empty(match->capture[ZB_CAPTURE_FALL]) ||
           (gap > 0 && zb_slice_among(zb_document_text(r->document, gap - 1), spares));
}

/* ---- what a completion, a gap or an aim is of ------------------------------------------------------------------ */

/* 改造小区16个（其中市区10个），完成率80%: an aside. */
static bool is_in_brackets(const zb_reader *r, const zb_claim *claim) {
    uint32_t behind = claim->quantity + 1;
    return claim->joins == ZB_NO_CLAIM && behind < r->sentence_end && zb_reader_letter(r, behind) == ZB_MARK &&
           (zb_slice_equal(zb_document_text(r->document, behind), ZB_SLICE("）")) ||
            zb_slice_equal(zb_document_text(r->document, behind), ZB_SLICE(")")));
}

/* Nearest first: a level; of a rate or of points also the growth; and a growth that names a thing of its own, behind a level. */
uint32_t zb_plan_completed(const zb_reader *r, uint32_t index) {
    const zb_claim *of = index < zb_reader_claims(r) ? zb_reader_claim(r, index) : NULL;
    uint8_t letter = of ? zb_reader_letter(r, of->quantity) : 0;
    bool points = letter == ZB_POINTS, completes = of && of->role == ZB_COMPLETION;
    bool rates = points || (letter == ZB_PCT && of->role == ZB_TARGET);
    uint32_t grown = ZB_NO_CLAIM;
    for (uint32_t i = index; i-- > r->first_claim && index - i <= LOOKBACK;) {
        const zb_claim *claim = zb_reader_claim(r, i);
        if (points && claim->role == ZB_COMPLETION) /* 完成率达63.5%，超序时进度13.5个百分点 */
            return claim->joins == ZB_NO_CLAIM ? i : claim->joins;
        if ((claim->role != ZB_ACTUAL && claim->role != ZB_TARGET) || is_in_brackets(r, claim))
            continue;
        if (claim->measure == ZHIBIAO_GROWTH && rates) /* 增长3.5%，低于目标2.5个百分点 */
            return i;
        if (claim->measure == ZHIBIAO_LEVEL)
            return grown == ZB_NO_CLAIM ? i : grown;
        if (completes && claim->measure == ZHIBIAO_GROWTH && !claim->elided && grown == ZB_NO_CLAIM) /* 投资增长6.5%，完成目标的93% */
            grown = i;
    }
    return grown;
}

static bool has_plan(const zb_reader *r, zb_range range, zb_slice word) {
    for (uint32_t i = range.first; i < range.end; i++)
        if (zb_reader_letter(r, i) == ZB_PLAN && zb_slice_contains(zb_document_text(r->document, i), word))
            return true;
    return false;
}

static bool has_word(const zb_reader *r, zb_range range, zb_slice word) {
    for (uint32_t i = range.first; i < range.end; i++)
        if (zb_slice_contains(zb_document_text(r->document, i), word))
            return true;
    return false;
}

bool zb_plan_same_unit(const zb_reader *r, const zb_claim *a, const zb_claim *b) {
    return zb_reader_letter(r, a->quantity) == zb_reader_letter(r, b->quantity) &&
           zb_slice_equal(zb_document_quantity(r->document, a->quantity)->unit, zb_document_quantity(r->document, b->quantity)->unit);
}

/* What is measured against the plan was reached, and so was what is told of it between. */
static void reach(zb_reader *r, uint32_t source) {
    const zb_claim *of = zb_reader_claim(r, source);
    if (of->role != ZB_TARGET || of->said || of->joins != ZB_NO_CLAIM)
        return;
    for (uint32_t i = source; i + 1 < zb_reader_claims(r) && i - source <= LOOKBACK; i++) {
        zb_claim *claim = zb_reader_claim(r, i);
        if (claim->role == ZB_TARGET && !claim->said)
            claim->role = ZB_ACTUAL;
    }
    r->context.sentence = ZB_MOOD_ACTUAL;
}

/* 全年 in 完成全年4万人的目标 tells whose aim it is; 2030年 is another time. */
static bool same_time(const zb_reader *r, const zb_claim *told, const zb_claim *claim) {
    static const zb_word years[] = {"全年", "今年", "本年", "本年度", "年初", "年内", ""};
    return told->time == claim->time || (claim->time != ZB_NO_TOKEN && zb_slice_among(zb_document_text(r->document, claim->time), years));
}

/* ；between them, or much else. */
static bool parted(const zb_reader *r, uint32_t from, uint32_t to) {
    for (uint32_t i = from; i < to && to - from < WINDOW; i++)
        if (zb_reader_letter(r, i) == ZB_SEMI)
            return true;
    return to - from >= WINDOW;
}

/* 涨幅0.6%，低于3%左右的预期目标; 完成4336人，任务数4200人: the aim of what was just told, in its measure. */
static void answer_aim(zb_reader *r, zb_claim *claim, const zb_match *match, uint32_t source) {
    const zb_claim *told = zb_reader_claim(r, source);
    bool aim = !zb_range_empty(match->capture[ZB_CAPTURE_TARGET]) || zb_document_has(r->document, match->whole, ZB_PLAN);
    if (!aim || parted(r, told->quantity, claim->quantity) || told->role != ZB_ACTUAL || told->sentence != claim->sentence || !same_time(r, told, claim) ||
        zb_reader_letter(r, told->quantity) != zb_reader_letter(r, claim->quantity))
        return;
    claim->joins = source;
    claim->measure = told->measure;
    claim->negative = told->negative;
}

/* 完成投资12亿元，完成60%的年度任务: of an amount it is the part reached. */
static bool is_part_reached(const zb_reader *r, const zb_claim *claim, const zb_match *match, uint32_t source) {
    return claim->role == ZB_TARGET && !zb_range_empty(match->capture[ZB_CAPTURE_TARGET]) &&
           zb_reader_letter(r, claim->quantity) == ZB_PCT && zb_document_has(r->document, match->whole, ZB_COMPLETES) &&
           zb_reader_letter(r, zb_reader_claim(r, source)->quantity) != ZB_PCT;
}

/* In one unit, or a part of it. */
static bool is_commensurate(const zb_reader *r, const zb_claim *of, const zb_claim *gap) {
    switch (zb_reader_letter(r, gap->quantity)) {
    case ZB_POINTS: case ZB_PCT: case ZB_FRACTION: case ZB_MULT:
        return true;
    default:
        return zb_document_quantity(r->document, of->quantity)->dimension == zb_document_quantity(r->document, gap->quantity)->dimension;
    }
}

/* 下降2.4%，比8%的目标低10.4个百分点: a fall where growth was planned, as the sum of both shows. */
static bool spans_zero(const zb_reader *r, const zb_claim *of, const zb_claim *claim, const zb_match *match) {
    zb_range gap = match->capture[ZB_CAPTURE_GAP];
    zb_number sum;
    return !zb_range_empty(gap) && zb_letter_is_quantity(zb_reader_letter(r, gap.first)) &&
           zb_number_add(zb_document_quantity(r->document, of->quantity)->number, zb_document_quantity(r->document, claim->quantity)->number, &sum) &&
           zb_number_compare(sum, zb_document_quantity(r->document, gap.first)->number) == 0;
}

static void join_plan(zb_reader *r, zb_claim *claim, const zb_match *match, uint32_t source) {
    const zb_claim *of = zb_reader_claim(r, source);
    if (of->measure == ZHIBIAO_GROWTH && claim->role == ZB_COMPLETION && !has_plan(r, match->whole, ZB_SLICE("目标")))
        return; /* 支出增长6.7%，完成预算的15%: of the sum, not told here */
    if (claim->role != ZB_TARGET)
        reach(r, source);
    if (claim->role == ZB_GAP && !is_commensurate(r, of, claim)) { /* 掘进68公里，较计划提前45天 */
        claim->parts = 0;
        claim->elided = false;
        return;
    }
    claim->joins = source;
    claim->measure = of->measure;
    if (claim->role == ZB_TARGET) /* 下降3.4%，低于4%的目标0.6个百分点 */
        claim->negative = of->negative && !spans_zero(r, of, claim, match);
}

static uint32_t sentence_first(const zb_reader *r) {
    return ((const zb_sentence *)zb_array_at(&r->document->clauses->sentences, r->sentence))->first;
}

/* 任务2600人, 目标为2600人: the noun stands before the figure. */
bool zb_plan_is_task(const zb_reader *r, uint32_t quantity) {
    uint32_t first = sentence_first(r), i = quantity;
    while (i > first && quantity - i < 3 && (zb_reader_letter(r, i - 1) == ZB_LINK || zb_reader_letter(r, i - 1) == ZB_FOR))
        i--;
    return i > first && zb_reader_letter(r, i - 1) == ZB_PLAN && zb_indicator_is_task(zb_document_text(r->document, i - 1));
}

/* 完成培训任务1200人, 超过目标1200人: what stands in front makes another thing of it. */
bool zb_plan_is_stated(const zb_reader *r, uint32_t quantity) {
    if (!zb_plan_is_task(r, quantity))
        return false;
    uint32_t first = sentence_first(r);
    for (uint32_t i = quantity; i-- > first && quantity - i < WINDOW && !(zb_traits[zb_reader_letter(r, i)] & ZB_TRAIT_END);)
        switch (zb_reader_letter(r, i)) {
        case ZB_COMPLETES: case ZB_DONE: case ZB_EXCEED: case ZB_ABOVE: case ZB_BELOW: case ZB_THAN: case ZB_OCCUPY: case ZB_FROM:
            return false;
        default:
            break;
        }
    return true;
}

/* 任务215户，竣工203户，占94.4%: of the task, where no other whole is named. */
static bool is_part_of_task(const zb_reader *r, const zb_claim *claim, uint32_t source) {
    const zb_claim *of = zb_reader_claim(r, source), *task = source > r->first_claim ? zb_reader_claim(r, source - 1) : NULL;
    return claim->measure == ZHIBIAO_SHARE && claim->quantity > 0 && zb_reader_letter(r, claim->quantity - 1) == ZB_OCCUPY && of->role == ZB_ACTUAL &&
           task != NULL && task->role == ZB_TARGET && zb_plan_is_task(r, task->quantity) && zb_plan_same_unit(r, task, of);
}

/* 覆盖率91.3%，年度目标90%，超1.3个百分点: over the aim that was just told. */
static bool is_excess(const zb_reader *r, const zb_claim *claim, uint32_t source) {
    const zb_claim *before = zb_reader_claim(r, zb_reader_claims(r) - 2);
    return zb_reader_letter(r, claim->quantity) == ZB_POINTS && before->role == ZB_TARGET && before->joins == source &&
           before->sentence == claim->sentence && zb_slice_starts(zb_document_text(r->document, claim->quantity), ZB_SLICE("超"));
}

/* 年度计划投资68亿元，实际完成投资42亿元: in the same word as the plan before it. */
void zb_plan_pair(zb_reader *r, zb_claim *claim, uint32_t index) {
    const zb_claim *before = index > r->first_claim ? zb_reader_claim(r, index - 1) : NULL;
    bool one = before && before->parts == 1 && claim->parts == 1 && claim->part[0].end == claim->part[0].first + 1;
    if (one && before->role == ZB_TARGET && before->said && claim->role == ZB_ACTUAL && claim->joins == ZB_NO_CLAIM && !claim->elided &&
        before->measure == claim->measure && zb_plan_same_unit(r, before, claim) &&
        zb_slice_equal(zb_document_text(r->document, before->part[0].end - 1), zb_document_text(r->document, claim->part[0].first)))
        claim->joins = index - 1;
}

static bool answers_plan(const zb_reader *r, const zb_claim *claim, const zb_match *match, uint32_t source) {
    const zb_claim *plan = zb_reader_claim(r, source);
    return claim->role == ZB_ACTUAL && claim->measure == plan->measure && plan->role == ZB_TARGET && plan->said &&
           plan->joins == ZB_NO_CLAIM && plan->sentence == claim->sentence &&
           (plan->time == claim->time || r->answered == r->sentence + 1) && match->whole.first > 0 &&
           zb_reader_letter(r, match->whole.first - 1) == ZB_COMMA && zb_plan_same_unit(r, plan, claim);
}

/* A claim that took its words from `source`. */
void zb_plan_join(zb_reader *r, zb_claim *claim, const zb_match *match, uint32_t source) {
    const zb_rule *rule = zb_array_at(&r->document->rules->rules, match->rule);
    if ((rule->kind == ZB_RULE_LEVEL && is_part_reached(r, claim, match, source)) || is_part_of_task(r, claim, source))
        claim->role = ZB_COMPLETION;
    if (is_excess(r, claim, source)) {
        claim->role = ZB_GAP;
        claim->bound = ZB_BOUND_IS_ALL | ZHIBIAO_EQ;
    }
    if (zb_plan_is_of(rule) || claim->role >= ZB_COMPLETION)
        join_plan(r, claim, match, source);
    else if (claim->role == ZB_TARGET)
        answer_aim(r, claim, match, source);
    else if (answers_plan(r, claim, match, source)) /* 收入预算为18亿元，实际完成11.3亿元 */
        claim->joins = source;
}

/* 还差274亿元 tells of a plan only where one was named: 捡回3000元，还差9800元. */
bool zb_plan_is_named(const zb_reader *r, const zb_match *match) {
    if (zb_document_has(r->document, match->whole, ZB_PLAN) || zb_document_has(r->document, match->whole, ZB_EXCEED) ||
        zb_document_has(r->document, match->whole, ZB_AIM) || zb_document_has(r->document, match->whole, ZB_BA) ||
        has_word(r, match->whole, ZB_SLICE("进度")))
        return true;
    for (uint32_t i = zb_reader_claims(r); i-- > r->first_claim && zb_reader_claims(r) - i <= LOOKBACK;) {
        uint8_t role = zb_reader_claim(r, i)->role;
        if (role == ZB_TARGET || role == ZB_COMPLETION)
            return true;
    }
    return r->context.planned;
}

/* ---- what answers a plan ---------------------------------------------------------------------------------------- */

/* 上半年, 1—8月, 前三季度: months gone by, beside a plan for the year. */
static bool is_year_so_far(const zb_reader *r, zb_range clause) {
    static const zb_word opens[] = {"上半年", "一季度", "前", "至", "截至", "截止", "1—", "1－", "1-", "1至", "一至", "1~", ""};
    uint32_t time = r->context.time;
    if (time == ZB_NO_TOKEN || time < clause.first || time >= clause.end)
        return false;
    zb_slice text = zb_document_text(r->document, time);
    return zb_slice_starts_among(text, opens) && !zb_slice_ends(text, ZB_SLICE("年前"));
}

static bool names_one_verb(const zb_reader *r, const zb_claim *claim) {
    enum { ONE_CHARACTER = 3 };
    bool one = claim->parts == 1 && claim->part[0].end == claim->part[0].first + 1; /* 已改1890户 */
    if (one && zb_document_text(r->document, claim->part[0].first).size == ONE_CHARACTER)
        return true;
    for (uint32_t i = claim->part[0].first; claim->parts == 1 && i < claim->part[0].end; i++)
        if (zb_reader_letter(r, i) != ZB_VERB && zb_reader_letter(r, i) != ZB_ADVERB)
            return false;
    return claim->parts == 1;
}

/* 缺口168套, 短收1.06亿元, where a plan was named before. */
static bool is_shortfall(const zb_reader *r, const zb_claim *claim, const zb_match *match) {
    static const zb_word words[] = {"缺口", "差", "欠", "短收", "欠收", "短缺", ""};
    uint32_t quantity = claim->quantity;
    return claim->role <= ZB_ACTUAL && quantity == match->whole.first + 1 && zb_slice_among(zb_document_text(r->document, quantity - 1), words) &&
           zb_plan_is_named(r, match);
}

/* 任务2600人，完成1846人; 计划开工210个，上半年开工193个: in the same unit, in a clause that promises nothing itself. */
void zb_plan_answer(zb_reader *r, zb_claim *claim, const zb_match *match, uint32_t index) {
    uint32_t first = match->whole.first;
    const zb_claim *before = index > r->first_claim ? zb_reader_claim(r, index - 1) : NULL;
    if (before != NULL && first > 0 && zb_reader_letter(r, first - 1) == ZB_COMMA && is_shortfall(r, claim, match)) {
        claim->role = ZB_GAP; /* 应开工600套，实际开工432套，缺口168套 */
        claim->negative = true;
        claim->parts = 0;
        return;
    }
    if (claim->role > ZB_ACTUAL || r->context.clause == ZB_MOOD_TARGET || before == NULL || before->role != ZB_TARGET ||
        !before->said || first == 0 || zb_reader_letter(r, first - 1) != ZB_COMMA || !zb_plan_same_unit(r, before, claim))
        return;
    bool part = zb_document_has(r->document, (zb_range){first, first + 1}, ZB_AMONG); /* 任务280万亩，其中新建150万亩 */
    bool told = r->context.clause == ZB_MOOD_ACTUAL || (claim->parts == 1 && zb_claim_is_stage(r, claim->part[0].end - 1));
    bool answers = claim->parts == 0 ? zb_document_has(r->document, match->whole, ZB_COMPLETES) : told && names_one_verb(r, claim);
    bool done = answers && (zb_plan_is_task(r, before->quantity) || (claim->parts == 0 && r->context.headings != ZB_MOOD_TARGET));
    bool so_far = claim->role == ZB_TARGET && r->context.headings != ZB_MOOD_TARGET && is_year_so_far(r, match->whole);
    if (part || (!done && !so_far))
        return;
    claim->role = ZB_ACTUAL;
    claim->parts = done ? 0 : claim->parts; /* 任务215户，竣工203户: of the same thing */
    r->context.sentence = ZB_MOOD_ACTUAL;
    r->answered = r->sentence + 1;
}
