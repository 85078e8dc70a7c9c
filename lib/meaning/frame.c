/* What frames the words that name an indicator: said around them, and no part of the name.
 *
 *     年初确定的目标是 | 新增床位                     the aim
 *     计划规定 | 农业总产值                           the paper that says it
 *     财政部、应急管理部 | 下达救灾资金                who does it
 *     某协会发布的 | 物流业指数                       who tells it
 *     扣除价格因素 | 居民收入实际                     what is left out of account
 *     以播种面积计算 | 油料作物                       how it is reckoned
 *     增加的资金使 | 报销比例                         what brought it about
 *     包括甲、乙在内的 | 56项赛事                     what is in it
 *     组成合作社的农民 | 在自愿的基础上                under what conditions
 *
 * What stands at an edge word by word (时间, 已, 分别) is indicator.c's. */
#include "meaning.h"

/* Words that belong to the sentence, not to the name of the thing: stripped at either end of an indicator. */
bool zb_frame_word(uint8_t letter) {
    switch (letter) {
    case ZB_TIME: case ZB_SCOPE: case ZB_ADVERB: case ZB_DONE: case ZB_AIM: case ZB_RESOLVE: case ZB_PAUSE: case ZB_AND:
    case ZB_MARK: case ZB_LINK: case ZB_DE: case ZB_EACH: case ZB_BA: case ZB_PREP: case ZB_FORECAST: case ZB_BASE:
    case ZB_TOTAL: case ZB_COMPLETES: case ZB_FROM: case ZB_CELL:
        return true;
    default:
        return false;
    }
}

/* ---- in front ------------------------------------------------------------------------------------------------ */

/* 年初确定的目标是新增床位: what names the aim is not named by it. */
static zb_range behind_aim(const zb_document *d, zb_range range) {
    for (uint32_t i = range.end; i-- > range.first;) {
        zb_slice text = zb_document_text(d, i);
        if (zb_document_letter(d, i) == ZB_AIM && (zb_slice_ends(text, ZB_SLICE("是")) || zb_slice_ends(text, ZB_SLICE("为"))))
            return i + 1 < range.end ? (zb_range){i + 1, range.end} : range;
    }
    return range;
}

/* 以播种面积计算达到: how it is reckoned. */
static zb_range behind_reckoning(const zb_document *d, zb_range range) {
    enum { FRAME = 6 };
    static const zb_word opens[] = {"以", "按", "按照", "用", ""};
    bool reckons = zb_slice_among(zb_document_text(d, range.first), opens);
    for (uint32_t i = range.first + 1; reckons && i < range.end && i <= range.first + FRAME; i++)
        if (zb_slice_ends(zb_document_text(d, i), ZB_SLICE("计算")))
            return (zb_range){i + 1, range.end};
    return range;
}

/* 包括甲、乙在内的56项赛事: what is in it is not what is counted. */
static zb_range behind_contents(const zb_document *d, zb_range range) {
    for (uint32_t i = range.end; i-- > range.first;)
        if (zb_slice_ends(zb_document_text(d, i), ZB_SLICE("在内")))
            return (zb_range){i + 1, range.end};
    return range;
}

/* 推动研发投入强度|提高到2.6%: what moves it; 推动60家企业上线 is what is done. */
static bool pushes(const zb_document *d, uint32_t index, uint32_t end) {
    static const zb_word words[] = {"推动", "促进", "引导", "助推", "力促", "促使", ""};
    uint8_t change = end < d->tokens->tokens.count ? zb_document_letter(d, end) : 0;
    bool changes = change == ZB_RISETO || change == ZB_FALLTO || change == ZB_GROW || change == ZB_FALL;
    return changes && index + 1 < end && zb_document_letter(d, index + 1) != ZB_VERB && zb_document_letter(d, end - 1) != ZB_VERB &&
           zb_slice_among(zb_document_text(d, index), words);
}

/* 增加的资金将使报销比例提高: whose ratio rises stands behind 使. */
static zb_range behind_cause(const zb_document *d, zb_range range) {
    if (pushes(d, range.first, range.end))
        return (zb_range){range.first + 1, range.end};
    for (uint32_t i = range.end; i-- > range.first + 1;)
        if (pushes(d, i, range.end) || (zb_document_letter(d, i) == ZB_FOR && zb_slice_equal(zb_document_text(d, i), ZB_SLICE("使"))) ||
            zb_slice_ends(zb_document_text(d, i), ZB_SLICE("意味着")))
            return i + 1 < range.end ? (zb_range){i + 1, range.end} : range;
    return range;
}

/* 扣除价格因素实际增长: what is left out of account names nothing. */
static zb_range behind_aside(const zb_document *d, zb_range range) {
    if (zb_document_letter(d, range.first) != ZB_ASIDE)
        return range;
    static const uint8_t ends[] = {ZB_OBJECT, ZB_DE}; /* 价格因素, or 扣除食品价格的|核心CPI */
    uint32_t first = range.end;
    for (size_t k = 0; first == range.end && k < sizeof ends; k++)
        for (first = range.first + 1; first < range.end && zb_document_letter(d, first) != ends[k];)
            first++;
    return (zb_range){first < range.end ? first + 1 : first, range.end};
}

/* 财政部, 省发展改革委, 抗旱指挥部; not 全部. */
static bool is_office(zb_slice text) {
    static const zb_word kinds[] = {"部", "委", "局", "厅", "署", "办公室", "委员会", "组委会", "指挥部", "领导小组", "人民政府",
                                        "银行", "国务院", ""};
    static const zb_word none[] = {"全部", "内部", "局部", "大部", "总部", "支部", "外部", "中部", "东部", "西部", "北部", "南部",
                                       "结局", "格局", "布局", "编委", "俱乐部", "门诊部", "营业部", "小卖部", "干部", ""};
    if (!zb_point_any(zb_point_before(text, (uint32_t)text.size), U"部委局厅署室会组府行院")) /* what all kinds end in */
        return false;
    return text.size > 3 && !zb_slice_ends_among(text, none) && zb_slice_ends_among(text, kinds);
}

static bool may_stand_among_offices(uint8_t letter) {
    return letter == ZB_TEXT || letter == ZB_PAUSE || letter == ZB_AND || letter == ZB_ETC || letter == ZB_SCOPE ||
           letter == ZB_REGION;
}

/* 财政部、应急管理部下达救灾资金: who acts is not what is measured. Only before the verb whose object is counted. */
static zb_range behind_office(const zb_document *d, zb_range range) {
    enum { NAMES = 10 };
    uint32_t names = range.first;
    while (names < range.end && names < range.first + NAMES && may_stand_among_offices(zb_document_letter(d, names)))
        names++;
    uint32_t at = names;
    while (at < range.end && zb_frame_word(zb_document_letter(d, at)))
        at++;
    bool acts = at < range.end && (zb_document_letter(d, at) == ZB_VERB || zb_document_letter(d, at) == ZB_FOR);
    for (uint32_t i = names; acts && i-- > range.first;)
        if (zb_document_letter(d, i) == ZB_TEXT && is_office(zb_document_text(d, i)))
            return (zb_range){i + 1, range.end};
    return range;
}

/* 计划规定农业总产值达到: the paper that says it, and the saying. */
static zb_range behind_paper(const zb_document *d, zb_range range) {
    enum { FRAME = 5 };
    static const zb_word papers[] = {"计划", "规划", "纲要", "草案", "方案", "协定", "协议", "决定", "预算", "》", ""};
    for (uint32_t i = range.first + 1; i < range.end && i < range.first + FRAME; i++) {
        bool says = zb_document_letter(d, i) == ZB_SAY || zb_slice_equal(zb_document_text(d, i), ZB_SLICE("要求"));
        if (says && i + 1 < range.end &&
            (zb_document_letter(d, i - 1) == ZB_TIME || zb_slice_ends_among(zb_document_text(d, i - 1), papers)))
            return (zb_range){i + 1, range.end};
    }
    return range;
}

/* 某协会发布的物流业指数: who tells it. */
static zb_range behind_publisher(const zb_document *d, zb_range range) {
    enum { FRAME = 6 };
    static const zb_word says[] = {"发布", "公布", "编制", "披露", ""};
    for (uint32_t i = range.first + 1; i + 2 < range.end && i < range.first + FRAME; i++) {
        if (zb_document_letter(d, i + 1) == ZB_DE && zb_slice_among(zb_document_text(d, i), says))
            return (zb_range){i + 2, range.end};
        if (zb_document_letter(d, i) == ZB_VERB) /* 入选某组织公布的名录 */
            return range;
    }
    return range;
}

/* 区教育局再增加学位3000个: who does it, where its verb is the rule's. */
bool zb_frame_is_office(const zb_document *d, zb_range range) {
    for (uint32_t i = range.first; i < range.end; i++)
        if (!may_stand_among_offices(zb_document_letter(d, i)))
            return false;
    return !zb_range_empty(range) && zb_document_letter(d, range.end - 1) == ZB_TEXT && is_office(zb_document_text(d, range.end - 1));
}

zb_range zb_frame_behind(const zb_document *d, zb_range range) {
    static zb_range (*const frames[])(const zb_document *, zb_range) = {
        behind_aim, behind_cause, behind_contents, behind_aside, behind_reckoning, behind_paper, behind_publisher, behind_office,
    };
    for (size_t i = 0; i < sizeof frames / sizeof *frames && !zb_range_empty(range); i++)
        range = frames[i](d, range);
    return range;
}

/* ---- at the end ---------------------------------------------------------------------------------------------- */

/* 组成合作社的农民在自愿的基础上: under what conditions, from its 在 on. */
static zb_range before_circumstance(const zb_document *d, zb_range range) {
    static const zb_word ends[] = {"基础上", "条件下", "领导下", "情况下", "形势下", "影响下", "支持下", "帮助下", "过程中", ""};
    bool circumstance = zb_slice_ends_among(zb_document_text(d, range.end - 1), ends);
    for (uint32_t i = range.end; circumstance && i-- > range.first + 1;)
        if (zb_document_letter(d, i) == ZB_PREP && zb_slice_equal(zb_document_text(d, i), ZB_SLICE("在")))
            return (zb_range){range.first, i};
    return range;
}

/* 修订计划时减少为300亿元: when it was is no name. */
static bool is_when(zb_slice last) {
    static const zb_word ends[] = {"时候", "之后", "以后", "之际", "之前", "以前", ""};
    static const zb_word other[] = {"小时", "工时", "课时", "学时", "瓦时", "及时", "临时", "按时", "同时", "定时", "实时", "随时", "准时", "用时", ""};
    return zb_slice_ends_among(last, ends) || (zb_slice_ends(last, ZB_SLICE("时")) && !zb_slice_ends_among(last, other));
}

zb_range zb_frame_before(const zb_document *d, zb_range range) {
    zb_slice last = zb_range_empty(range) ? ZB_SLICE("") : zb_document_text(d, range.end - 1);
    if (!zb_point_any(zb_point_before(last, (uint32_t)last.size), U"候后际前时上下中")) /* what all these words end in */
        return range; /* nearly always: that spares 4 instructions a byte of reports */
    return is_when(last) ? (zb_range){range.first, range.first} : before_circumstance(d, range);
}
