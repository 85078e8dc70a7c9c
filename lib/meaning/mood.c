/* Is it promised or done? Evidence is weighed by how near it stands, not by how strong a word is:
 *     clause     力争 要 将新建… → target; 已 了 → actual; a time that opens the clause and lies behind or ahead of us
 *     sentence   the last such cue in it
 *     lead       今年将实施50项民生实事。 governs the list and the paragraphs after it, until another lead
 *     heading    一、2025年工作回顾 / 二、主要目标任务
 *     document   …民生实事安排的意见
 * With none of these the text reports: actual; but for 不少于 不超过, which are the words of plans. */
#include "context.h"

/* ---- the words of a clause --------------------------------------------------------------------------------- */

/* 年底前, 9月底前, 6月30日前, 到年底: when a thing is to be done by. Not 日前, 三个月前. */
bool zb_is_deadline(zb_slice text) {
    static const zb_word ends[] = {"底前", "底以前", "底之前", ""}, wholes[] = {"到年底", "到今年底", "到今年年底", ""};
    bool month = zb_slice_ends(text, ZB_SLICE("月前")) && !zb_slice_ends(text, ZB_SLICE("个月前"));
    bool day = zb_slice_ends(text, ZB_SLICE("日前")) && zb_slice_contains(text, ZB_SLICE("月"));
    return month || day || zb_slice_ends_among(text, ends) || zb_slice_among(text, wholes);
}

/* 工程年底前完工, 其余4所9月底前交付: a deadline says it wherever it stands, but before 的. */
static bool is_due(const zb_context *context, uint32_t index) {
    bool noun = index + 1 < context->document->tokens->tokens.count && zb_context_letter(context, index + 1) == ZB_DE;
    return !noun && zb_is_deadline(zb_context_text(context, index));
}

/* 年内再新建, 2025年起，每年新建: the one word behind the time that makes it one to come. */
static bool goes_on_from(const zb_context *context, uint32_t index) {
    uint32_t next = index + 1, count = (uint32_t)context->document->tokens->tokens.count;
    zb_slice text = zb_context_text(context, index);
    next += next < count && zb_context_letter(context, next) == ZB_COMMA;
    next += next < count && (zb_context_letter(context, next) == ZB_SCOPE || zb_context_letter(context, next) == ZB_REGION);
    if (zb_slice_ends(text, ZB_SLICE("年内")))
        return next < count && zb_slice_equal(zb_context_text(context, next), ZB_SLICE("再"));
    return zb_slice_ends(text, ZB_SLICE("起")) && zb_document_period(context->document, index)->from.year >= context->document->guess &&
           next < count && zb_slice_equal(zb_context_text(context, next), ZB_SLICE("每年"));
}

/* What is due is no promise where the text tells what was done. */
static bool reports_above(const zb_context *context) {
    return zb_context_looks_back(context) || context->lead == ZB_MOOD_ACTUAL || (context->headings == ZB_MOOD_NONE && context->title == ZB_MOOD_ACTUAL);
}

/* A time that opens a clause tells whether the clause looks back or ahead. */
static zb_mood mood_of_time(const zb_context *context, uint32_t index) {
    static const zb_word nows[] = {"目前", "现在", "如今", "眼下", ""};
    enum { SURELY_AHEAD = 2 }; /* years: the text's own year is a guess, and a year or two behind it may be the latest news */
    const zb_period *period = zb_document_period(context->document, index);
    zb_slice text = zb_context_text(context, index);
    int year = context->document->guess, to = period->to.year;
    if (zb_slice_starts(text, ZB_SLICE("截至")) || zb_slice_starts(text, ZB_SLICE("截止")) ||
        zb_slice_contains(text, ZB_SLICE("年来")) || zb_slice_ends(text, ZB_SLICE("当天")) || zb_slice_contains(text, ZB_SLICE("以来")) || zb_slice_among(text, nows))
        return ZB_MOOD_ACTUAL;
    if (period->relative == ZB_LAST_YEAR)
        return ZB_MOOD_ACTUAL;
    if (period->relative == ZB_NEXT_YEAR)
        return ZB_MOOD_TARGET;
    bool past = to != 0 && to < year;
    if (!past && (is_due(context, index) || goes_on_from(context, index)))
        return reports_above(context) ? ZB_MOOD_NONE : ZB_MOOD_TARGET;
    if (period->relative != ZB_ABSOLUTE || to == 0 || year == 0)
        return ZB_MOOD_NONE;
    if (context->stages_to != 0 && period->from.year >= context->stages_from && to <= context->stages_to)
        return ZB_MOOD_NONE; /* 2023年建设6万亩 in the plan of 2023 to 2025 */
    if (past)
        return ZB_MOOD_ACTUAL;
    if (period->from.year > year + SURELY_AHEAD || (to > year && period->until))
        return ZB_MOOD_TARGET;
    bool counted = zb_slice_ends(text, ZB_SLICE("年末")); /* 到2017年末: a statistic's word; plans say 年底 */
    bool ahead = period->until && !counted && zb_slice_starts(text, ZB_SLICE("到")) && !zb_context_looks_back(context) && !context->reported;
    return ahead ? ZB_MOOD_TARGET : ZB_MOOD_NONE;
}

/* 将平均下降0.5个百分点 */
static bool changes_on_average(const zb_context *context, uint32_t index, uint32_t end) {
    uint8_t next = index + 1 < end ? zb_context_letter(context, index + 1) : 0;
    return zb_slice_equal(zb_context_text(context, index), ZB_SLICE("平均")) &&
           (next == ZB_GROW || next == ZB_FALL || next == ZB_RISETO || next == ZB_FALLTO);
}

/* 将新建, 争取达到, 计划投资 look ahead; 将12个站所整合为3个, 争取中央投资237亿元 and 计划数 do not. */
static bool looks_ahead(const zb_context *context, uint32_t index, uint32_t end) {
    static const zb_word bounds[] = {"超", "突破", "逾", "不低于", "不少于", "不超过", ""};
    if (zb_slice_equal(zb_context_text(context, index), ZB_SLICE("把")) || index + 1 >= end)
        return false;
    if (zb_context_letter(context, index) == ZB_PLAN && zb_context_letter(context, index + 1) == ZB_COMPLETES && index + 2 < end &&
        zb_context_letter(context, index + 2) == ZB_PCT) /* 计划完成102%: of the plan */
        return false;
    switch (zb_context_letter(context, index + 1)) {
    case ZB_VERB: case ZB_ADVERB: case ZB_AIM: case ZB_LINK: case ZB_BENEFIT: case ZB_GROW: case ZB_COMPLETES:
    case ZB_RISETO: case ZB_FALLTO: case ZB_PREP: case ZB_FOR: case ZB_RESOLVE: case ZB_THAN: case ZB_FROM: case ZB_OCCUPY:
    case ZB_FALL: case ZB_EACH: case ZB_BASE: case ZB_AVERAGE:
        return true;
    case ZB_TIME: /* 争取2030年浓度下降2% */
        return zb_slice_equal(zb_context_text(context, index), ZB_SLICE("争取"));
    case ZB_HEAD: /* 计划投资20亿元, 将投资20亿元 */
    case ZB_TEXT: /* 将发射3颗; but 将站所整合为8个 has its figure behind the verb, and 将企业纳入 has none */
        if (changes_on_average(context, index + 1, end))
            return true;
        return (zb_slice_equal(zb_context_text(context, index), ZB_SLICE("将")) ||
                (zb_context_letter(context, index) == ZB_PLAN && zb_context_letter(context, index + 1) == ZB_HEAD)) &&
               index + 2 < end && zb_letter_is_quantity(zb_context_letter(context, index + 2));
    case ZB_OBJECT: case ZB_SAY: /* 年度计划要求, 规划提出 */
        return zb_context_letter(context, index) == ZB_PLAN && (zb_slice_equal(zb_context_text(context, index + 1), ZB_SLICE("要求")) ||
                                                        zb_slice_equal(zb_context_text(context, index + 1), ZB_SLICE("规定")) ||
                                                        zb_slice_equal(zb_context_text(context, index + 1), ZB_SLICE("提出")));
    case ZB_DONE: /* 将累计建成; but 目标如期实现 */
        return zb_context_letter(context, index) == ZB_BA;
    default: /* 将超过40亿元; 将12个站所整合为3个 */
        return zb_slice_equal(zb_context_text(context, index), ZB_SLICE("将")) && zb_letter_is_quantity(zb_context_letter(context, index + 1)) &&
               zb_slice_starts_among(zb_context_text(context, index + 1), bounds);
    }
}

bool zb_context_looks_back(const zb_context *context) {
    return context->headings == ZB_MOOD_ACTUAL;
}

/* “民生清单” is a list of promises although its name is quoted; 《市场准入负面清单》 is one of rules. */
static bool quoted_plan(const zb_context *context, uint32_t index) {
    static const zb_word rules[] = {"负面", "准入", "权力", "权责", "收费", "关税", "征税", "许可", "审批", ""};
    zb_slice text = zb_context_text(context, index);
    return zb_slice_contains(text, ZB_SLICE("清单")) && !zb_slice_contains_among(text, rules);
}

/* 出台了“…必须由街道统一安排”等五项举措: where the quotation ends that begins at `index`, its words being no cues for what
 * stands around it; `index` itself when there is none, or it has figures. */
static uint32_t behind_quotation(const zb_context *context, uint32_t index, uint32_t end) {
    enum { LONGEST = 40 }; /* words */
    uint32_t most = end - index > LONGEST ? index + LONGEST : end;
    if (!zb_slice_equal(zb_context_text(context, index), ZB_SLICE("“")))
        return index;
    for (uint32_t i = index + 1; i < most && !zb_letter_is_quantity(zb_context_letter(context, i)); i++)
        if (zb_context_letter(context, i) == ZB_MARK && zb_slice_equal(zb_context_text(context, i), ZB_SLICE("”")))
            return i;
    return index;
}

/* 签约率82%（目标80%）: where the bracket at `index` ends that tells an aim, which makes no plan of the figure before it; `index`
 * itself when it is none. */
static uint32_t behind_aim_aside(const zb_context *context, uint32_t index, uint32_t end) {
    enum { LONGEST = 8 }; /* words */
    bool aim = false;
    if (!zb_slice_equal(zb_context_text(context, index), ZB_SLICE("（")) && !zb_slice_equal(zb_context_text(context, index), ZB_SLICE("(")))
        return index;
    for (uint32_t i = index + 1; i < end && i - index <= LONGEST; i++) {
        if (zb_context_letter(context, i) == ZB_MARK)
            return aim ? i : index;
        aim = aim || zb_context_letter(context, i) == ZB_PLAN;
    }
    return index;
}

/* 比上年实际增长: at constant prices, planned or done; 确保了: the promise was kept. */
static bool says_comparable(const zb_context *context, uint32_t index, uint32_t end) {
    uint8_t next = index + 1 < end ? zb_context_letter(context, index + 1) : 0;
    return zb_slice_equal(zb_context_text(context, index), ZB_SLICE("实际")) && (next == ZB_GROW || next == ZB_FALL);
}

/* 巩固…成效, 实际使用外资 in a section of plans: nouns, not reports. */
static bool is_aimed_at(const zb_context *context, uint32_t index) {
    static const zb_word words[] = {"成效", "成就", "进展", "实际", ""};
    return context->headings == ZB_MOOD_TARGET && zb_slice_among(zb_context_text(context, index), words);
}

static bool is_kept(const zb_context *context, uint32_t index, uint32_t end) {
    return index + 1 < end && zb_slice_equal(zb_context_text(context, index + 1), ZB_SLICE("了"));
}

/* 任务…完成, 目标…实现; not 目标是： */
static bool tells_of_success(const zb_context *context, uint32_t index) {
    return zb_context_letter(context, index) == ZB_COMPLETES || zb_slice_equal(zb_context_text(context, index), ZB_SLICE("实现")) ||
           zb_slice_equal(zb_context_text(context, index), ZB_SLICE("达成")) || zb_slice_equal(zb_context_text(context, index), ZB_SLICE("过半"));
}

/* 年度计划都超额完成，: kept. */
static bool is_fulfilled(const zb_context *context, uint32_t index, uint32_t end) {
    uint32_t i = index + 1;
    while (i < end && (zb_context_letter(context, i) == ZB_ADVERB || zb_context_letter(context, i) == ZB_DONE ||
                       zb_context_letter(context, i) == ZB_EXCEED))
        i++;
    return i + 1 == end && tells_of_success(context, i);
}

static bool requires(uint8_t letter) {
    return letter == ZB_VERB || letter == ZB_GROW || letter == ZB_FALL || letter == ZB_RISETO || letter == ZB_FALLTO ||
           letter == ZB_LINK || letter == ZB_COMPLETES;
}

/* 计划新建 plans; 任务 and 目标 are nouns whatever follows. */
static bool may_be_verb(zb_slice plan) {
    static const zb_word verbs[] = {"计划", "规划", "预算", "草案", ""};
    return zb_slice_ends_among(plan, verbs);
}

/* 第一个五年计划规定, 规划提出 */
static bool states_plan(zb_slice paper, zb_slice says) {
    static const zb_word papers[] = {"计划", "规划", "纲要", "草案", "预算", "方案", ""};
    bool quoted = zb_slice_ends(paper, ZB_SLICE("》")) && zb_slice_contains_among(paper, papers); /* 《行动方案》提出 */
    bool plan = quoted || zb_slice_ends_among(paper, papers);
    return plan && (zb_slice_equal(says, ZB_SLICE("规定")) || zb_slice_equal(says, ZB_SLICE("提出")));
}

/* A word of a clause, and the classes beside it; 0 at the clause's ends. */
typedef struct cue {
    uint32_t index, end;
    uint8_t letter, before, after;
} cue;

static cue cue_at(const zb_context *context, uint32_t index, uint32_t first, uint32_t end) {
    uint8_t before = index > first ? zb_context_letter(context, index - 1) : 0;
    uint8_t after = index + 1 < end ? zb_context_letter(context, index + 1) : 0;
    return (cue){index, end, zb_context_letter(context, index), before, after};
}

static zb_mood aims_when(bool says) {
    return says ? ZB_MOOD_TARGET : ZB_MOOD_NONE;
}

static zb_mood reports_when(bool says) {
    return says ? ZB_MOOD_ACTUAL : ZB_MOOD_NONE;
}

static zb_mood mood_of_plan(const zb_context *context, cue w) {
    bool linked = w.after == ZB_LINK || w.after == ZB_FOR;
    if (zb_letter_is_quantity(w.before)) /* 285个计划新开工项目 */
        return ZB_MOOD_NONE;
    if (is_fulfilled(context, w.index, w.end))
        return reports_when(!context->ahead); /* not 9月底前，任务全部完成 */
    if (w.before == ZB_DE && linked && w.index + 2 < w.end && zb_letter_is_quantity(zb_context_letter(context, w.index + 2)))
        return aims_when(!zb_context_looks_back(context)); /* 粮食的指标为392亿斤: what the plan sets */
    if (w.before == ZB_ETC || w.before == ZB_QUOTE) /* 科技攻关等计划, “小巨人”计划 */
        return ZB_MOOD_NONE;
    bool part = w.after == ZB_DE && w.index + 2 < w.end && zb_context_letter(context, w.index + 2) == ZB_PCT; /* 完成全年预算的27% */
    if (w.before == ZB_TIME && !part && (w.after == ZB_TEXT || w.after == ZB_DE)) /* 今年计划基本建设投资控制在…, 今年计划的投资总额 */
        return ZB_MOOD_TARGET;
    return aims_when(looks_ahead(context, w.index, w.end) && may_be_verb(zb_context_text(context, w.index))); /* not 攻坚任务取得成效 */
}

/* 接下来，全市再新建; not 接下来，伤员…, a story's next step. */
static bool tells_next(const zb_context *context, uint32_t index) {
    uint32_t next = index + 1, count = (uint32_t)context->document->tokens->tokens.count;
    next += next < count && zb_context_letter(context, next) == ZB_COMMA;
    uint8_t letter = next < count ? zb_context_letter(context, next) : 0;
    return letter != ZB_TEXT && letter != ZB_HEAD && letter != ZB_DE;
}

/* 要比往年多投入, 要飞行24小时: what it takes, and nobody's aim. */
static bool needs(const zb_context *context, cue w) {
    static const zb_word takes[] = {"飞", "走", "花", "多", "少", "等", "跑", "经过", "付出", "面对", "承担", "缴纳", "支付", "赔偿", ""};
    if (zb_slice_equal(zb_context_text(context, w.index), ZB_SLICE("接下来")))
        return !tells_next(context, w.index);
    if (zb_slice_equal(zb_context_text(context, w.index), ZB_SLICE("准备"))) /* 准备30万碗粥; 准备新建 */
        return zb_letter_is_quantity(w.after) || w.after == ZB_DONE || w.after == 0; /* 精心准备， */
    if (!zb_slice_equal(zb_context_text(context, w.index), ZB_SLICE("要")) || w.after == 0)
        return false;
    return w.after == ZB_THAN || (w.after == ZB_TEXT && zb_slice_starts_among(zb_context_text(context, w.index + 1), takes));
}

/* 改造5000个已建成自然村: it tells which, and not that it was done. */
static bool is_attribute(const zb_context *context, cue w) {
    uint8_t noun = w.index + 2 < w.end ? zb_context_letter(context, w.index + 2) : 0;
    return zb_letter_is_quantity(w.before) && w.after == ZB_VERB && (noun == ZB_TEXT || noun == ZB_HEAD);
}

/* 需填报的表格由57张精简为11张: said of a noun before 的, and not of the figure. */
static bool describes(const zb_context *context, cue w) {
    enum { NEAR = 16 };
    bool noun = false;
    if (!zb_slice_starts(zb_context_text(context, w.index), ZB_SLICE("需")))
        return false;
    for (uint32_t i = w.index + 1; !noun && i < w.end && i - w.index < NEAR && !zb_letter_is_quantity(zb_context_letter(context, i)); i++)
        noun = zb_context_letter(context, i) == ZB_DE;
    return noun;
}

/* 为确保旅客出岛，: what the next clause is done for, where it has no figure. In news 确保 is as much without 为. */
static bool is_purpose(const zb_context *context, cue w) {
    enum { FAR = 48 };
    bool dated = w.after == ZB_TIME && w.index + 2 == w.end; /* 确保年底前，新建学校8所 */
    bool secures = !context->document->outlined && !dated && zb_slice_equal(zb_context_text(context, w.index), ZB_SLICE("确保"));
    uint32_t end = w.end - w.index < FAR ? w.end : w.index + FAR;
    return (w.before == ZB_FOR || secures) && zb_trait_next(zb_document_letters(context->document), w.index, end, ZB_TRAIT_FIGURE) >= end;
}

/* 比1980年, 同1955年比较, 由目前的 */
static bool is_of_base(const zb_context *context, cue w) {
    return w.before == ZB_THAN || w.before == ZB_FROM || w.before == ZB_AND ||
           (w.before == ZB_TEXT && zb_slice_equal(zb_context_text(context, w.index - 1), ZB_SLICE("同")));
}

/* 到2026年，五年累计完成; 累计 in a plan: the sum of what is to come. */
static bool is_sum_to_come(const zb_context *context, cue w) {
    if (!zb_slice_equal(zb_context_text(context, w.index), ZB_SLICE("累计")))
        return false;
    bool plan = context->headings == ZB_MOOD_NONE && context->title == ZB_MOOD_TARGET && !context->document->outlined;
    return plan || (context->chapter && context->headings == ZB_MOOD_TARGET) || (context->ahead && w.before == ZB_DURATION);
}

/* 冲刺9%, 迈向1000亿元; not 冲刺阶段, 迈向新征程. */
static bool heads_for_nothing(cue w, zb_slice text) {
    static const zb_word words[] = {"冲刺", "迈向", ""};
    return zb_slice_ends_among(text, words) && !zb_letter_is_quantity(w.after);
}

static zb_mood mood_of_word(const zb_context *context, uint32_t index, uint32_t first, uint32_t end) {
    cue w = cue_at(context, index, first, end);
    switch (w.letter) {
    case ZB_AIM:
        if (w.before == ZB_ETC || is_purpose(context, w) || zb_letter_is_quantity(w.before) || needs(context, w))
            return ZB_MOOD_NONE;
        return is_kept(context, index, end) ? ZB_MOOD_ACTUAL : ZB_MOOD_TARGET;
    case ZB_RESOLVE:
        return aims_when(!zb_context_looks_back(context) && !describes(context, w) &&
                         !heads_for_nothing(w, zb_context_text(context, index)));
    case ZB_DONE:
        return reports_when(!says_comparable(context, index, end) && !is_aimed_at(context, index) && !is_attribute(context, w) &&
                            !is_sum_to_come(context, w));
    case ZB_PLAN:
        return mood_of_plan(context, w);
    case ZB_OBJECT: /* 1958年要求造林2亿亩; not 会议要求， */
        return aims_when(zb_slice_equal(zb_context_text(context, w.index), ZB_SLICE("要求")) && (requires(w.after) || (w.before == ZB_TIME && w.after != 0)));
    case ZB_SAY:
        return aims_when(w.before != 0 && states_plan(zb_context_text(context, index - 1), zb_context_text(context, w.index)));
    case ZB_NOT: /* 43%没有恢复到 */
        return reports_when(zb_letter_is_quantity(w.before) && w.after != 0 && zb_slice_equal(zb_context_text(context, w.index), ZB_SLICE("没有")));
    case ZB_BA:
        return aims_when(looks_ahead(context, index, end));
    case ZB_GROW: case ZB_FALL: case ZB_RISETO: case ZB_FALLTO: case ZB_LINK: case ZB_OCCUPY: case ZB_COMPLETES: /* 减少了, 达到了 */
        return reports_when(zb_slice_ends(zb_context_text(context, w.index), ZB_SLICE("了")) ||
                            ((w.letter == ZB_LINK || w.letter == ZB_COMPLETES) &&
                             zb_slice_starts(zb_context_text(context, w.index), ZB_SLICE("已")))); /* 已有190个 */
    case ZB_TIME:
        if (w.before == ZB_FROM && goes_on_from(context, index)) /* 从2025年起，每年 */
            return mood_of_time(context, index);
        if (is_of_base(context, w) || zb_context_tells_which(context, index) ||
            (index > first + 1 && w.before != ZB_TIME && !is_due(context, index)))
            return ZB_MOOD_NONE;
        return mood_of_time(context, index); /* 3月21日当天: the second says more */
    default:
        return ZB_MOOD_NONE;
    }
}

/* 质量指标, 消耗指标 are measures; 计划指标 and 年度指标任务 are a plan's. */
static bool names_measure(const zb_context *context, uint32_t index) {
    return zb_slice_equal(zb_context_text(context, index), ZB_SLICE("指标"));
}

/* 的目标, 等目标任务, 的四项指标 */
static bool ends_list_of_aims(const zb_context *context, uint32_t index, uint32_t first, uint32_t end) {
    uint32_t before = index - 1;
    if (index < first + 2)
        return false;
    if (zb_context_letter(context, before) == ZB_TEXT || zb_context_letter(context, before) == ZB_QTY || zb_context_letter(context, before) == ZB_KIND)
        before--;
    uint8_t letter = zb_context_letter(context, before), behind = index + 1 < end ? zb_context_letter(context, index + 1) : 0;
    return (letter == ZB_DE || letter == ZB_ETC) && behind != ZB_HEAD && behind != ZB_PCT && behind != ZB_DONE; /* 任务已经启动 */
}

/* 50项民生实事, 20项任务: counted as promises are; 60家单位, 3位专家 are not, nor 120人获授…工作先进称号. */
static bool is_promised_thing(const zb_context *context, uint32_t index, uint32_t quantity) {
    static const zb_word things[] = {"实事", "工程", "措施", "举措", "清单", "方面", "工作", "内容", ""};
    return zb_slice_contains_among(zb_context_text(context, index), things) &&
           zb_document_quantity(context->document, quantity)->dimension != ZHIBIAO_PERSON;
}

/* 比上年同期 speaks of what was; 同比 does so too, but not in a chapter of plans (三、2026年工作安排), and 比上年 in no section of them,
 * be it below a headline. */
static zb_mood base_of(const zb_context *context, uint32_t index) {
    zb_slice text = zb_context_text(context, index);
    bool reports = zb_slice_equal(text, ZB_SLICE("同比")) || zb_slice_equal(text, ZB_SLICE("环比"));
    bool past = context->headings != ZB_MOOD_TARGET || zb_slice_ends(text, ZB_SLICE("同期"));
    return past || (reports && !context->chapter) ? ZB_MOOD_ACTUAL : ZB_MOOD_NONE;
}

/* 现在 behind 增加到: no plan reaches it. */
static bool is_now(const zb_context *context, uint32_t index) {
    uint8_t before = zb_context_letter(context, index - 1);
    zb_slice text = zb_context_text(context, index);
    return (before == ZB_RISETO || before == ZB_FALLTO) &&
           (zb_slice_equal(text, ZB_SLICE("现在")) || zb_slice_equal(text, ZB_SLICE("目前")) || zb_slice_equal(text, ZB_SLICE("如今")));
}

/* 到2017年已经, 9月底前完成了 */
static bool says_already(const zb_context *context, uint32_t index) {
    zb_slice text = zb_context_text(context, index);
    return zb_slice_ends(text, ZB_SLICE("了")) || zb_slice_starts(text, ZB_SLICE("已"));
}

/* 支出安排54.8亿元, 收入相应安排15亿元: a budget's word; 中央财政安排补助资金5亿元 is not. */
static bool is_budgeted(const zb_context *context, uint32_t quantity, uint32_t first) {
    if (quantity < first + 2 || zb_context_letter(context, quantity) != ZB_MONEY || zb_context_looks_back(context) ||
        !zb_slice_equal(zb_context_text(context, quantity - 1), ZB_SLICE("安排")))
        return false;
    uint32_t head = quantity - 2;
    head -= head > first && zb_slice_equal(zb_context_text(context, head), ZB_SLICE("相应"));
    return zb_slice_ends(zb_context_text(context, head), ZB_SLICE("收入")) || zb_slice_ends(zb_context_text(context, head), ZB_SLICE("支出"));
}

zb_cues zb_cues_read(const zb_context *context, uint32_t first, uint32_t end) {
    static const zb_word compares[] = {"低于", "高于", "优于", "好于", "慢于", "快于", ""};
    zb_cues found = {0};
    bool quantity = false, than = false, said = false, is = false, done = false, moves = false, held = false, timed = false,
         late = false, compared = false; /* compared: 低于3%左右 */
    const uint8_t *letters = zb_document_letters(context->document);
    uint32_t counted = first; /* the last quantity */
    for (uint32_t i = first; (i = zb_trait_next(letters, i, end, ZB_TRAIT_CUE | ZB_TRAIT_FIGURE)) < end; i++) {
        uint8_t letter = letters[i];
        if (letter == ZB_MARK) {
            i = quantity ? behind_aim_aside(context, i, end) : behind_quotation(context, i, end);
            continue;
        }
        zb_mood mood = mood_of_word(context, i, first, end);
        switch (letter) {
        case ZB_COMPLETES: case ZB_LINK: case ZB_EXCEED: case ZB_ABOVE: case ZB_BELOW: case ZB_OCCUPY:
            found.reached = found.reached || (found.plan && i + 1 == end && !context->ahead && tells_of_success(context, i));
            found.measured = found.measured || letter != ZB_LINK;
            held = held || (moves && !quantity && letter == ZB_LINK && zb_slice_starts(zb_context_text(context, i), ZB_SLICE("控制")));
            is = is || (letter == ZB_LINK && quantity && zb_slice_equal(zb_context_text(context, i), ZB_SLICE("是")));
            break;
        case ZB_TIME:
            if (i > first && is_now(context, i)) /* 增加到现在的4.8万家 */
                mood = ZB_MOOD_ACTUAL;
            timed = mood == ZB_MOOD_TARGET && found.near == ZB_MOOD_NONE;
            break;
        case ZB_BA:
            moves = true;
            if (quantity && zb_slice_equal(zb_context_text(context, i), ZB_SLICE("将"))) /* 2800个湖泊将迎来湖长 */
                mood = ZB_MOOD_TARGET;
            break;
        case ZB_PLAN:
            found.aimed = found.aimed || (quantity && ends_list_of_aims(context, i, first, end)) || (said && i + 1 == end);
            said = said || zb_slice_equal(zb_context_text(context, i), ZB_SLICE("展望"));
            found.plan = found.plan || !names_measure(context, i);
            found.measured = found.measured || than || compared; /* 比年度计划, 低于3%的目标 */
            break;
        case ZB_SAY: said = true; break; /* 提出了到2035年的奋斗目标， */
        case ZB_THAN:
            than = true;
            if (zb_slice_ends(zb_context_text(context, i), ZB_SLICE("年初")))
                found.base = base_of(context, i);
            break;
        case ZB_QUOTE: found.plan = found.plan || (!quantity && quoted_plan(context, i)); break;
        case ZB_BASE: found.base = base_of(context, i); break;
        case ZB_OBJECT: found.counts = found.counts || (quantity && is_promised_thing(context, i, counted)); break;
        case ZB_DONE: /* 如期完成…的任务 */
            done = done || (!quantity && zb_slice_ends(zb_context_text(context, i), ZB_SLICE("完成")));
            break;
        default:
            if (zb_letter_is_quantity(letter)) {
                if (held && !quantity && found.near == ZB_MOOD_NONE && !zb_context_looks_back(context) &&
                    zb_document_quantity(context->document, i)->comparison == ZHIBIAO_AT_MOST)
                    mood = found.near = ZB_MOOD_TARGET; /* 将机动车控制在600万辆以内 */
                if (!quantity && found.near == ZB_MOOD_NONE && is_budgeted(context, i, first))
                    found.near = ZB_MOOD_TARGET;
                quantity = true;
                compared = compared || zb_slice_starts_among(zb_context_text(context, i), compares);
                counted = i;
            }
            break;
        }
        if (mood != ZB_MOOD_NONE && !quantity) /* 将累计建成: the promise holds; 到2017年已经 is past */
            found.near = found.near == ZB_MOOD_TARGET && !(timed && says_already(context, i)) ? ZB_MOOD_TARGET : mood;
        else if (mood != ZB_MOOD_NONE && (found.after == ZB_MOOD_NONE || (late && says_already(context, i)))) {
            found.after = mood;
            late = letter == ZB_TIME && mood == ZB_MOOD_TARGET;
        }
    }
    found.aimed = found.aimed && !done;
    found.timed = timed && found.near == ZB_MOOD_TARGET;
    if (is && zb_context_letter(context, end - 1) == ZB_DE && found.after == ZB_MOOD_NONE) /* 九成以上是巩固的 */
        found.after = ZB_MOOD_ACTUAL;
    return found;
}

zb_mood zb_cues_mood(const zb_cues *found) {
    if (found->aimed && !found->measured)
        return ZB_MOOD_TARGET;
    if (found->near != ZB_MOOD_NONE)
        return found->near;
    if (found->after != ZB_MOOD_NONE)
        return found->after;
    if (found->reached)
        return ZB_MOOD_ACTUAL;
    return found->plan && !found->measured ? ZB_MOOD_TARGET : ZB_MOOD_NONE;
}

/* 大赛将于5月举行: what else the sentence tells is no plan for that. */
static bool announces_event(const zb_context *context, const zb_clause *clause) {
    zb_slice last = clause->end > clause->first ? zb_context_text(context, clause->end - 1) : ZB_SLICE("");
    return zb_slice_ends(last, ZB_SLICE("举行")) || zb_slice_ends(last, ZB_SLICE("召开")) || zb_slice_ends(last, ZB_SLICE("开幕")) ||
           zb_slice_ends(last, ZB_SLICE("到来"));
}

/* 年初预算为52.3亿元，全年完成56.2亿元: what was completed beside a plan's figure is done. Not 力争完成, 其中：完成. */
static bool completes_budget(const zb_context *context, const zb_clause *clause) {
    for (uint32_t i = clause->first; context->budgeted && i + 1 < clause->end && i < clause->first + 4; i++)
        if (zb_context_letter(context, i) == ZB_COMPLETES && zb_letter_is_quantity(zb_context_letter(context, i + 1)))
            return true;
    return false;
}

/* 年初预算为52.3亿元 */
static bool gives_plan(const zb_context *context, const zb_clause *clause) {
    static const zb_word plans[] = {"预算", "计划", ""};
    uint32_t last = clause->end - 1;
    return clause->end > clause->first + 2 && zb_letter_is_quantity(zb_context_letter(context, last)) &&
           (zb_context_letter(context, last - 1) == ZB_FOR || zb_context_letter(context, last - 1) == ZB_LINK) &&
           zb_context_letter(context, last - 2) == ZB_PLAN && zb_slice_ends_among(zb_context_text(context, last - 2), plans);
}

/* 计划新建公路5000公里，已完工1140公里；改造危桥120座，已改造46座: behind ；another plan and what was done of it. */
static bool begins_pair(const zb_context *context, const zb_clause *clause) {
    enum { NEAR = 3 };
    const zb_array *letters = &context->document->tokens->letters.bytes;
    uint32_t at = clause->end, end = at + 1 + NEAR < letters->count ? at + 1 + NEAR : (uint32_t)letters->count;
    if (clause->before != ZB_SEMI || !(clause->traits & ZB_TRAIT_FIGURE) || at >= letters->count || zb_context_letter(context, at) != ZB_COMMA)
        return false;
    for (uint32_t i = at + 1; i < end && !(zb_traits[zb_context_letter(context, i)] & (ZB_TRAIT_END | ZB_TRAIT_FIGURE)); i++) {
        uint8_t letter = zb_context_letter(context, i);
        if ((letter == ZB_DONE || letter == ZB_COMPLETES) && zb_slice_starts(zb_context_text(context, i), ZB_SLICE("已")))
            return true;
    }
    return false;
}

void zb_context_clause(zb_context *context, const zb_clause *clause) {
    zb_cues found = {0};
    context->clause = context->weak = ZB_MOOD_NONE;
    if (context->opened == ZB_MOOD_TARGET && begins_pair(context, clause))
        context->sentence = ZB_MOOD_TARGET;
    if (clause->traits & (ZB_TRAIT_CUE | ZB_TRAIT_FIGURE))
        found = zb_cues_read(context, clause->first, clause->end);
    else if (!context->planned)
        return;
    const zb_array *letters = &context->document->tokens->letters.bytes;
    bool colon = clause->end < letters->count && zb_context_letter(context, clause->end) == ZB_COLON;
    if (found.near == ZB_MOOD_NONE && completes_budget(context, clause))
        found.near = ZB_MOOD_ACTUAL;
    bool spoken = found.near != ZB_MOOD_NONE || found.after != ZB_MOOD_NONE || found.reached;
    bool named = found.plan && !found.measured && !found.reached;
    if (zb_context_looks_back(context)) /* 建立150项年度任务清单 in a review is done */
        found.plan = false;
    context->budgeted = context->budgeted || gives_plan(context, clause);
    context->clause = zb_cues_mood(&found);
    context->weak = found.base;
    context->planned = context->planned || named;
    context->ahead = context->ahead || found.timed;
    if (spoken && !announces_event(context, clause)) {
        context->opened = context->sentence == ZB_MOOD_NONE ? context->clause : context->opened;
        context->mixed = context->mixed || (context->sentence != ZB_MOOD_NONE && context->sentence != context->clause);
        context->sentence = context->clause;
        context->strong = true;
        context->led = context->led || (colon && (named || clause->end + 1 == context->sentence_end));
    } else if (colon && context->planned) { /* 预期目标是：…, “民生清单”中，…内容具体：… */
        context->sentence = ZB_MOOD_TARGET;
        context->strong = context->led = true;
    }
    context->counts = context->counts || (found.counts && spoken);
}

/* Behind a chapter of review 今年 is what the rest of the report plans. */
static bool is_this_year(const zb_context *context) {
    return context->time != ZB_NO_TOKEN && zb_slice_equal(zb_context_text(context, context->time), ZB_SLICE("今年"));
}

zb_mood zb_context_mood(const zb_context *context) {
    if (context->clause != ZB_MOOD_NONE)
        return context->clause;
    if (context->sentence != ZB_MOOD_NONE)
        return context->sentence;
    if (context->lead != ZB_MOOD_NONE)
        return context->lead;
    if (context->weak != ZB_MOOD_NONE)
        return context->weak;
    zb_mood heading = context->headings;
    if (heading == ZB_MOOD_NONE && context->reviewed && is_this_year(context))
        return ZB_MOOD_TARGET;
    return heading != ZB_MOOD_NONE ? heading : context->title;
}

/* ---- titles ------------------------------------------------------------------------------------------------ */

/* Words of a title that say what kind of paper it is; the later ones overrule: 计划执行情况 is a report. */
static const struct {
    const char *word;
    zb_mood mood;
} titles[] = {
    {"安排", ZB_MOOD_TARGET},   {"计划", ZB_MOOD_TARGET},   {"规划", ZB_MOOD_TARGET},   {"方案", ZB_MOOD_TARGET},
    {"目标任务", ZB_MOOD_TARGET}, {"要点", ZB_MOOD_TARGET}, {"任务清单", ZB_MOOD_TARGET}, {"分工", ZB_MOOD_TARGET},
    {"回顾", ZB_MOOD_ACTUAL},   {"情况", ZB_MOOD_ACTUAL},   {"公报", ZB_MOOD_ACTUAL},   {"综述", ZB_MOOD_ACTUAL},
    {"成效", ZB_MOOD_ACTUAL},   {"成就", ZB_MOOD_ACTUAL},   {"完成", ZB_MOOD_ACTUAL},   {"总结", ZB_MOOD_ACTUAL},
    {"决算", ZB_MOOD_ACTUAL},   {"盘点", ZB_MOOD_ACTUAL},   {"进展", ZB_MOOD_ACTUAL},   {"通报", ZB_MOOD_ACTUAL},
    {"答卷", ZB_MOOD_ACTUAL},   {"成绩单", ZB_MOOD_ACTUAL}, {"回眸", ZB_MOOD_ACTUAL},
};

/* What stands behind the last `word` of a title, closing quotes left out. */
static zb_slice rest_behind(zb_slice title, zb_slice word) {
    size_t at = title.size - word.size;
    while (at > 0 && memcmp(title.data + at, word.data, word.size) != 0)
        at--;
    zb_slice rest = {title.data + at + word.size, title.size - at - word.size};
    while (zb_slice_starts(rest, ZB_SLICE("》")) || zb_slice_starts(rest, ZB_SLICE("”")))
        rest = (zb_slice){rest.data + 3, rest.size - 3};
    return rest;
}

/* 民生实事安排的意见 is a plan's title; 中央安排救灾资金 and 《行动方案》出台 are news. */
static bool is_papers_name(zb_slice title, zb_slice word) {
    static const zb_word behind[] = {"的", "（", "(", "纲要", "草案", "如下", "情况", "意见", "方案", "报告", "通知", "分解", "表",
                                         "清单", "任务", "目标", "解读", "说明", ""};
    zb_slice rest = rest_behind(title, word);
    return rest.size == 0 || zb_slice_starts_among(rest, behind);
}

/* 两部门印发《行动方案》: news of a paper, and not the paper. */
static bool tells_of_paper(zb_slice title) {
    static const zb_word verbs[] = {"印发", "发布", "出台", "公布", "下发", "通过", "启动", "部署", "推出", "解读", ""};
    return zb_slice_contains(title, ZB_SLICE("《")) && !zb_slice_starts(title, ZB_SLICE("《")) && zb_slice_contains_among(title, verbs);
}

zb_mood zb_mood_of_title(zb_slice text) {
    zb_mood mood = ZB_MOOD_NONE;
    if (tells_of_paper(text))
        return mood;
    for (size_t i = 0; i < sizeof titles / sizeof *titles; i++) {
        zb_slice word = zb_slice_of(titles[i].word);
        if (zb_slice_contains(text, word) && (titles[i].mood == ZB_MOOD_ACTUAL || is_papers_name(text, word)))
            mood = titles[i].mood;
    }
    return mood;
}

/* 10件民生实事完成过半: how the promises fare. …实事, …实事项目清单, …实事公布 name or issue them. */
bool zb_tells_of_promises(zb_slice heading) {
    static const zb_word nouns[] = {"项目", "任务", "工作", "工程", "目标", ""};
    static const zb_word issued[] = {"清单", "名单", "目录", "表", "公布", "出炉", "敲定", "发布", "公告", "公示", "征集", "候选", "确定", "揭晓", "票决",
                                     "安排", "计划", "方案", "印发", "分解", "分工", "责任", "出台", "启动", "解读", "新闻发布", "的", "和", "及", "（", "(",
                                     "：", "来了", ""};
    zb_slice rest = zb_slice_contains(heading, ZB_SLICE("实事")) ? rest_behind(heading, ZB_SLICE("实事")) : ZB_SLICE("");
    if (zb_slice_starts_among(rest, nouns))
        rest = (zb_slice){rest.data + 6, rest.size - 6};
    return rest.size > 0 && !zb_slice_starts_among(rest, issued);
}
