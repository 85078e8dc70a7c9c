/* Figures that describe or name one thing, and measure nothing that anyone promises or reports.
 *
 *     800米自由泳, 138吨载重车      what is swum, what a machine is built for
 *     一个800户的居民区, 高186米    how large the one thing is
 *     309省道, 5633次列车           a number that names
 *     《条例》共5章27条             how long a paper is
 *     29票赞成                     votes
 *     22个深度贫困县之一            of how many it is one */
#include "meaning.h"

enum { REACH = 96, NEAR = 12 }; /* tokens of a clause that are looked at */

static zb_slice unit_of(const zb_document *d, uint32_t quantity) {
    return zb_document_quantity(d, quantity)->unit;
}

static zb_slice word_behind(const zb_document *d, uint32_t quantity) {
    return quantity + 1 < d->tokens->tokens.count ? zb_document_text(d, quantity + 1) : ZB_SLICE("");
}

/* Papers and reports measure with figures that in news describe a thing. */
static bool is_news(const zb_document *d) {
    return !d->outlined && !d->all;
}

/* ---- what a thing is built for ------------------------------------------------------------------------------- */

/* The first word behind a figure and those that are told with it: 100米、200米直道赛. */
static zb_slice behind_figures(const zb_document *d, uint32_t quantity) {
    uint32_t at = quantity + 1, count = (uint32_t)d->tokens->tokens.count;
    while (at + 1 < count && zb_document_letter(d, at) == ZB_PAUSE && zb_letter_is_quantity(zb_document_letter(d, at + 1)) &&
           at - quantity < REACH)
        at += 2;
    return at < count ? zb_document_text(d, at) : ZB_SLICE("");
}

/* 800米自由泳, 138吨载重车. */
static bool is_race_or_load(const zb_document *d, uint32_t quantity) {
    static const zb_word rated[] = {"载重", "起重", "排水", "吊车", "吊机", "自由泳", "蛙泳", "仰泳", "蝶泳", "混合泳", "接力", "短跑", "长跑",
                                    "跨栏", "栏", "障碍", "速滑", "气步枪", "气手枪", "男子", "女子", "直道", "短道", "竞速", "赛", ""};
    static const zb_word events[] = {"男子", "女子", ""};
    return zb_slice_starts_among(behind_figures(d, quantity), rated) ||
           (quantity > 0 && zb_slice_ends_among(zb_document_text(d, quantity - 1), events));
}

/* ±800千伏直流工程, 双向6车道, 20万吨油轮. */
static bool is_rating(const zb_document *d, const zb_match *match, uint32_t quantity) {
    static const zb_word units[] = {"千伏", "伏", "伏特", "车道", "马力", "英寸", "纳米", "赫兹", ""};
    static const zb_word machines[] = {"船", "轮", "舰", "艇", "机组", "装置", "储罐", "起重机", "盾构机", "挖掘机", "水压机", "矿车", ""};
    zb_range tail = match->capture[ZB_CAPTURE_TAIL];
    uint8_t letter = zb_document_letter(d, quantity);
    if (letter != ZB_PHYS && letter != ZB_QTY)
        return false;
    if (is_news(d) && zb_slice_equal(unit_of(d, quantity), ZB_SLICE("车道")))
        return true;
    bool named = match->capture[ZB_CAPTURE_VALUE].first == quantity && !zb_range_empty(tail) && tail.first == quantity + 1 &&
                 (zb_document_letter(d, tail.first) == ZB_TEXT || zb_document_letter(d, tail.first) == ZB_REGION);
    bool machine = named && letter == ZB_PHYS && match->whole.first == quantity &&
                   zb_slice_ends_among(zb_document_text(d, tail.first), machines);
    return machine || (named && zb_slice_among(unit_of(d, quantity), units)) || (letter == ZB_PHYS && is_race_or_load(d, quantity));
}

/* ---- how large one thing is ---------------------------------------------------------------------------------- */

/* 一支7人小分队. */
static bool is_group(const zb_document *d, const zb_match *match, uint32_t quantity) {
    static const zb_word groups[] = {"小分队", "小队", "小组", "团队", "班子", "代表团", "工作组", ""};
    (void)match;
    return !d->outlined && zb_document_quantity(d, quantity)->dimension == ZHIBIAO_PERSON &&
           zb_slice_starts_among(word_behind(d, quantity), groups);
}

/* 有着四个民族、四千多口人的村子. */
static bool is_owned(const zb_document *d, uint32_t quantity) {
    for (uint32_t i = quantity; i-- > 0 && quantity - i < NEAR && !(zb_traits[zb_document_letter(d, i)] & ZB_TRAIT_END);)
        if (zb_slice_ends(zb_document_text(d, i), ZB_SLICE("有着")))
            return true;
    return false;
}

/* 一个800户的居民区, 有着四千多口人的村子; 每年一个万亿元大台阶. */
static bool is_size_of_one(const zb_document *d, const zb_match *match, uint32_t quantity) {
    static const zb_word ones[] = {"一个", "这个", "那个", "一座", "这座", "一所", "这所", "有着", ""};
    enum { ONE = sizeof "一个" - 1 };
    zb_slice flow = zb_text_flow(d->text);
    uint32_t start = zb_document_token(d, quantity)->start, next = quantity + 1, count = (uint32_t)d->tokens->tokens.count;
    bool one = start >= ONE && zb_slice_among((zb_slice){flow.data + start - ONE, ONE}, ones);
    (void)match;
    if (one && zb_document_letter(d, quantity) == ZB_MONEY)
        return true;
    next += next < count && zb_document_letter(d, next) == ZB_TEXT && zb_document_text(d, next).size == sizeof "人" - 1;
    return next < count && zb_document_letter(d, next) == ZB_DE && (one || is_owned(d, quantity));
}

/* 长约12米, 高186米: of one thing, in news. */
static bool is_size_said(const zb_document *d, const zb_match *match, uint32_t quantity) {
    static const zb_word sizes[] = {"长", "宽", "高", "重", "深", "厚", "翼展", "绵延", "蜿蜒", "横亘", "徒步", "步行", "跋涉", "奔袭", ""};
    (void)match;
    if (!is_news(d) || quantity == 0 || zb_document_letter(d, quantity) != ZB_PHYS || zb_document_letter(d, quantity - 1) != ZB_TEXT)
        return false;
    uint8_t dimension = zb_document_quantity(d, quantity)->dimension;
    return (dimension == ZHIBIAO_LENGTH || dimension == ZHIBIAO_MASS) && zb_slice_ends_among(zb_document_text(d, quantity - 1), sizes);
}

/* 60多斤重的拉梯, 在40多米长的通道上: said of the noun behind it. */
static bool is_size_before(const zb_document *d, const zb_match *match, uint32_t quantity) {
    static const zb_word sizes[] = {"长", "宽", "高", "重", "深", "厚", "远", ""};
    (void)match;
    return is_news(d) && zb_document_letter(d, quantity) == ZB_PHYS && quantity + 2 < d->tokens->tokens.count &&
           zb_slice_among(word_behind(d, quantity), sizes) && zb_document_letter(d, quantity + 2) == ZB_DE;
}

/* 排名前10%的企业: which of them. */
static bool is_best_part(const zb_document *d, const zb_match *match, uint32_t quantity) {
    (void)match;
    return quantity > 0 && zb_document_letter(d, quantity) == ZB_PCT &&
           zb_document_letter(d, quantity - 1) == ZB_TEXT && zb_slice_ends(zb_document_text(d, quantity - 1), ZB_SLICE("前")) &&
           quantity + 1 < d->tokens->tokens.count && zb_document_letter(d, quantity + 1) == ZB_DE;
}

/* 25度坡耕地, 90度角: how steep the thing is. */
static bool is_slope(const zb_document *d, const zb_match *match, uint32_t quantity) {
    static const zb_word slopes[] = {"坡", "角", "陡坡", ""};
    (void)match;
    return zb_slice_equal(unit_of(d, quantity), ZB_SLICE("度")) && zb_slice_starts_among(word_behind(d, quantity), slopes);
}

/* 跨上3个万亿元台阶: how high a step is. */
static bool is_step(const zb_document *d, const zb_match *match, uint32_t quantity) {
    static const zb_word steps[] = {"台阶", "大关", ""};
    (void)match;
    return quantity > 0 && zb_document_letter(d, quantity) == ZB_MONEY && zb_document_letter(d, quantity - 1) == ZB_QTY &&
           zb_slice_starts_among(word_behind(d, quantity), steps);
}

/* 3×3公里, 500×500米: lengths and breadths. */
static bool is_dimension(const zb_document *d, const zb_match *match, uint32_t quantity) {
    (void)match;
    return zb_point_before(zb_text_flow(d->text), zb_document_token(d, quantity)->start) == U'×';
}

/* ---- names --------------------------------------------------------------------------------------------------- */

/* 309省道, 301条款, 5633次列车: a number that names. 人权理事会39次会议: one of a row of meetings. */
static bool is_name(const zb_document *d, const zb_match *match, uint32_t quantity) {
    static const zb_word named[] = {"集团军", "省道", "国道", "县道", "乡道", "条款", "次列车", "次动车", "次高铁", "次航班", ""};
    static const zb_word meetings[] = {"会议", "大会", "全会", "例会", ""};
    zb_slice behind = word_behind(d, quantity);
    (void)match;
    bool meets = quantity > 0 && zb_document_letter(d, quantity - 1) == ZB_TEXT && zb_slice_equal(unit_of(d, quantity), ZB_SLICE("次"));
    return zb_slice_starts_among(behind, named) || (meets && zb_slice_starts_among(behind, meetings));
}

/* 第十四批、十五批: an ordinal goes for the numbers beside it. */
static bool is_ordinal(const zb_document *d, const zb_match *match, uint32_t quantity) {
    (void)match;
    if (quantity < 2 || zb_document_letter(d, quantity - 2) != ZB_ORDINAL)
        return false;
    uint8_t between = zb_document_letter(d, quantity - 1);
    return (between == ZB_PAUSE || between == ZB_AND) && zb_slice_ends(zb_document_text(d, quantity - 2), unit_of(d, quantity));
}

/* 中法两个大国: they are known. */
static bool is_pair_of_states(const zb_document *d, const zb_match *match, uint32_t quantity) {
    zb_range tail = match->capture[ZB_CAPTURE_TAIL];
    const zb_quantity *q = zb_document_quantity(d, quantity);
    zb_slice text = {zb_text_flow(d->text).data + q->start, q->end - q->start};
    if (!zb_slice_starts(text, ZB_SLICE("两")) || zb_range_empty(tail))
        return false;
    for (uint32_t i = tail.first; i < tail.end; i++)
        if (zb_slice_ends(zb_document_text(d, i), ZB_SLICE("大国")) || zb_slice_ends(zb_document_text(d, i), ZB_SLICE("国家")))
            return true;
    return false;
}

/* 张三和李四两位同志: who they are is said. */
static bool is_pair_of_persons(const zb_document *d, const zb_match *match, uint32_t quantity) {
    static const zb_word persons[] = {"同志", "先生", "女士", "院士", "教授", "烈士", "老师", "将军", ""};
    zb_slice unit = unit_of(d, quantity);
    (void)match;
    return quantity > 1 && zb_document_letter(d, quantity - 1) == ZB_TEXT && zb_slice_among(word_behind(d, quantity), persons) &&
           (zb_document_letter(d, quantity - 2) == ZB_AND || zb_document_letter(d, quantity - 2) == ZB_PAUSE) &&
           (zb_slice_equal(unit, ZB_SLICE("位")) || zb_slice_equal(unit, ZB_SLICE("名")));
}

/* 是56个成员国的一员, 22个深度贫困县之一. */
static bool is_membership(const zb_document *d, const zb_match *match, uint32_t quantity) {
    static const zb_word ends[] = {"一员", "之一", ""};
    zb_range tail = match->capture[ZB_CAPTURE_TAIL];
    return zb_document_letter(d, quantity) == ZB_QTY && !zb_range_empty(tail) &&
           zb_slice_ends_among(zb_document_text(d, tail.end - 1), ends);
}

/* ---- papers and votes ---------------------------------------------------------------------------------------- */

/* 29票赞成、27票反对. */
static bool is_vote(const zb_document *d, const zb_match *match, uint32_t quantity) {
    static const zb_word votes[] = {"赞成", "反对", "弃权", "同意", "对", "比", ""};
    zb_slice before = quantity > 0 ? zb_document_text(d, quantity - 1) : ZB_SLICE("");
    (void)match;
    return zb_slice_equal(unit_of(d, quantity), ZB_SLICE("票")) &&
           (zb_slice_starts_among(word_behind(d, quantity), votes) || zb_slice_starts_among(before, votes));
}

static bool names_work(const zb_document *d, uint32_t first, uint32_t end) {
    for (uint32_t i = first; i < end; i++)
        if (zb_document_letter(d, i) == ZB_QUOTE && zb_slice_starts(zb_document_text(d, i), ZB_SLICE("《")))
            return true;
    return false;
}

/* 《条例》共5章27条, 44集电视剧《寻路》: how long a paper or a series is. */
static bool is_of_paper(const zb_document *d, const zb_match *match, uint32_t quantity) {
    static const zb_word parts[] = {"条", "章", "款", ""}, acts[] = {"集", "幕", ""};
    zb_slice unit = unit_of(d, quantity);
    return (zb_slice_among(unit, parts) && names_work(d, match->whole.first, quantity)) ||
           (!d->all && zb_slice_among(unit, acts) && names_work(d, match->whole.first, match->whole.end));
}

/* 全书16卷39册: beside its households only persons are counted once more. */
static bool is_counted_twice(const zb_document *d, const zb_match *match, uint32_t quantity) {
    const zb_rule *rule = zb_array_at(&d->rules->rules, match->rule);
    return zb_slice_equal(rule->name, ZB_SLICE("level.behind")) && quantity + 1 < d->tokens->tokens.count &&
           zb_document_letter(d, quantity + 1) == ZB_QTY && zb_document_quantity(d, quantity + 1)->dimension != ZHIBIAO_PERSON;
}

bool zb_attribute_is(const zb_document *d, const zb_match *match, uint32_t quantity) {
    static bool (*const kinds[])(const zb_document *, const zb_match *, uint32_t) = {
        is_rating, is_group, is_size_of_one, is_size_said, is_size_before, is_slope, is_best_part, is_step, is_dimension,
        is_name, is_ordinal, is_pair_of_states, is_pair_of_persons, is_membership, is_vote, is_of_paper,
        is_counted_twice,
    };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (kinds[i](d, match, quantity))
            return true;
    return false;
}
