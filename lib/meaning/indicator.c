/* Which words name the thing: the indicator, cut out of the clause that tells of it.
 *
 *     今年，全市将继续新建100个社区老年食堂        新建社区老年食堂
 *     年初确定的目标是新增养老床位800张            新增养老床位
 *     东环、西环等3座大桥建成通车              大桥建成通车
 *     造纸、纺织等行业增加值分别增长4.2%、6.5%    造纸 + 行业增加值, 纺织 + 行业增加值 */
#include "meaning.h"

/* ---- stripping -------------------------------------------------------------------------------------------- */

static bool stripped_left(uint8_t letter) {
    return zb_frame_word(letter) || letter == ZB_AMONG || letter == ZB_THAN || letter == ZB_SAY || letter == ZB_ORDINAL ||
           letter == ZB_ETC || letter == ZB_PLAN;
}

/* 年均经济增长速度, 平均每年建成: the average is how it is measured, before a name. */
static bool is_average(const zb_document *d, zb_range range) {
    return range.end - range.first > 1 && zb_document_letter(d, range.first) == ZB_AVERAGE;
}

static bool stripped_right(uint8_t letter) {
    return zb_frame_word(letter) || letter == ZB_AVERAGE || zb_letter_is_growth(letter) || letter == ZB_RISETO || letter == ZB_FALLTO;
}

/* Inside an indicator only what never is part of a name goes. */
static bool dropped_inside(uint8_t letter, size_t bytes) {
    switch (letter) {
    case ZB_TIME: case ZB_SCOPE: case ZB_AMONG: case ZB_BASE: case ZB_DONE: case ZB_FORECAST:
        return true;
    case ZB_EACH: /* 分别; the 各 of 各色郁金香 is no word by itself */
        return bytes > 3;
    case ZB_BA: /* 市财政将安排 */
        return bytes == 3;
    case ZB_ADVERB:
        return bytes > 3; /* one character is as often part of a word: 新, 可, 能 */
    default:
        return false;
    }
}

/* 五年平均增长: years that open a clause are its time; the 24小时 of 24小时自助图书馆 is a name's. */
static bool is_years(const zb_document *d, uint32_t index) {
    return zb_document_letter(d, index) == ZB_DURATION && zb_slice_ends(zb_document_quantity(d, index)->unit, ZB_SLICE("年"));
}

/* 使就业率达到95%: the 使 before a subject; 让 and 使 before those who are served stay (为, 向). */
static bool is_causing(const zb_document *d, zb_range range) {
    if (range.end - range.first < 2 || zb_document_letter(d, range.first) != ZB_FOR)
        return false;
    zb_slice text = zb_document_text(d, range.first);
    return zb_slice_equal(text, ZB_SLICE("使")) || zb_slice_equal(text, ZB_SLICE("让"));
}

/* A place before a name is its scope (长春市朝阳区有幼儿园), unless it runs into the name (吉林大米). */
static bool stripped_place(const zb_document *d, uint32_t index, uint32_t end) {
    if (zb_document_letter(d, index) != ZB_REGION || index + 1 >= end)
        return false;
    if (index + 2 < end && zb_document_letter(d, index + 1) == ZB_PREP && /* 沈阳到承德运行时间 */
        (zb_slice_equal(zb_document_text(d, index + 1), ZB_SLICE("到")) || zb_slice_equal(zb_document_text(d, index + 1), ZB_SLICE("至"))))
        return false;
    return zb_document_full_place(d, index) ||
           (zb_document_letter(d, index + 1) != ZB_TEXT && zb_document_letter(d, index + 1) != ZB_HEAD);
}

/* 深入2万多个行政村: before its object the adverb is the verb; 火势得到控制 links nothing. */
static bool is_verb_here(const zb_document *d, uint32_t index) {
    zb_slice text = zb_document_text(d, index);
    bool links = index + 1 < d->tokens->tokens.count && zb_letter_is_quantity(zb_document_letter(d, index + 1));
    return zb_slice_equal(text, ZB_SLICE("深入")) || zb_slice_equal(text, ZB_SLICE("直接")) ||
           (!links && zb_slice_equal(text, ZB_SLICE("控制")));
}

/* 在藏投资, 通过公共网络实现零售额 keep their preposition; 在全省创建 does not. */
static bool opens_phrase(const zb_document *d, zb_range range) {
    zb_slice text = zb_document_text(d, range.first);
    if (!zb_slice_equal(text, ZB_SLICE("在")) && !zb_slice_equal(text, ZB_SLICE("通过")))
        return false;
    return range.first + 1 < range.end && zb_document_letter(d, range.first + 1) == ZB_TEXT;
}

/* A figure, be it behind 为 or 是. */
static bool counts_behind(const zb_document *d, uint32_t index) {
    uint32_t count = (uint32_t)d->tokens->tokens.count, end = index + 2 < count ? index + 2 : count;
    while (index < end && (zb_document_letter(d, index) == ZB_LINK || zb_document_letter(d, index) == ZB_FOR))
        index++;
    return index < count && zb_letter_is_quantity(zb_document_letter(d, index));
}

/* 任务, 年度目标: nouns for what is planned, whatever stands around. */
bool zb_indicator_is_task(zb_slice plan) {
    static const zb_word tasks[] = {"任务", "任务数", "任务量", "目标", "目标数", "目标值", "计划数", "年计划", "年度计划", "全年计划", ""};
    return zb_slice_ends_among(plan, tasks);
}

/* 工业总产值计划达到: between a statistic and its link the plan is what governs it; 招生计划 is a name. */
static bool is_mere_plan(const zb_document *d, zb_range range) {
    return range.end >= range.first + 2 && zb_document_letter(d, range.end - 1) == ZB_PLAN &&
           (zb_document_letter(d, range.end - 2) == ZB_HEAD || zb_document_letter(d, range.end - 2) == ZB_RATIO ||
            (counts_behind(d, range.end) && zb_indicator_is_task(zb_document_text(d, range.end - 1)))); /* 加装电梯任务150部 */
}

/* 第一、二、三产业: the ordinal is the first member of a list. */
static bool opens_list(const zb_document *d, zb_range range) {
    return zb_document_letter(d, range.first) == ZB_ORDINAL && range.first + 1 < range.end &&
           zb_document_letter(d, range.first + 1) == ZB_PAUSE;
}

/* 粮食的指标: the plan's figure for it. */
static bool is_planned_figure(const zb_document *d, zb_range range) {
    return range.end >= range.first + 3 && zb_document_letter(d, range.end - 1) == ZB_PLAN &&
           zb_document_letter(d, range.end - 2) == ZB_DE;
}

/* 过去四年中共增加: the 中 of a time. */
static bool is_within(const zb_document *d, uint32_t index) {
    return index > 0 && zb_document_letter(d, index - 1) == ZB_TIME && zb_slice_equal(zb_document_text(d, index), ZB_SLICE("中"));
}

/* 明年要求, 大豆要求: who or what it is required of stands beside it. */
static bool is_required(const zb_document *d, uint32_t index) {
    return zb_document_letter(d, index) == ZB_OBJECT && zb_slice_equal(zb_document_text(d, index), ZB_SLICE("要求"));
}

/* 迈上7万亿元台阶, 突破百亿元大关. */
bool zb_indicator_is_milestone(const zb_document *d, zb_range range) {
    zb_slice last = zb_document_text(d, range.end - 1);
    return zb_slice_ends(last, ZB_SLICE("台阶")) || zb_slice_ends(last, ZB_SLICE("大关")) || zb_slice_ends(last, ZB_SLICE("关口")) ||
           zb_slice_equal(last, ZB_SLICE("基础上"));
}

/* ---- the two edges ----------------------------------------------------------------------------------------- */

static bool goes_from_front(const zb_document *d, zb_range range) {
    zb_slice first = zb_document_text(d, range.first);
    if (zb_slice_equal(first, ZB_SLICE("基础上")) || zb_slice_equal(first, ZB_SLICE("的基础上"))) /* 355个的基础上再增加300个小区 */
        return true;
    bool surplus = range.end - range.first > 1 && zb_slice_equal(first, ZB_SLICE("超额"));
    bool goes = stripped_left(zb_document_letter(d, range.first)) || surplus || is_required(d, range.first) || is_average(d, range) ||
                stripped_place(d, range.first, range.end) || is_causing(d, range) || is_years(d, range.first);
    return goes && !opens_phrase(d, range) && !opens_list(d, range);
}

static bool goes_from_end(const zb_document *d, zb_range range) {
    uint32_t last = range.end - 1;
    bool goes = stripped_right(zb_document_letter(d, last)) || is_mere_plan(d, range) || is_planned_figure(d, range) ||
                is_required(d, last) || is_within(d, last) || zb_indicator_is_milestone(d, range);
    return goes && !is_verb_here(d, last);
}

zb_range zb_indicator_strip_front(const zb_document *d, zb_range range) {
    range = zb_frame_behind(d, range);
    while (!zb_range_empty(range) && goes_from_front(d, range))
        range.first++;
    return range;
}

static zb_range strip_end(const zb_document *d, zb_range range) {
    range = zb_frame_before(d, range);
    while (!zb_range_empty(range) && goes_from_end(d, range))
        range.end--;
    return range;
}

zb_range zb_indicator_strip(const zb_document *d, zb_range range) {
    return strip_end(d, zb_indicator_strip_front(d, range));
}

/* ---- the words ------------------------------------------------------------------------------------------------ */

static bool is_rank(zb_slice scope) {
    static const zb_word ranks[] = {"全国", "世界", "国家", "全球", "国际", ""};
    return zb_slice_among(scope, ranks);
}

/* Whether a word inside part `k` of a name is said: what tells when and where is not, unless it is the name's own. */
static bool is_said(const zb_document *d, zb_range part, uint32_t k, uint32_t index) {
    zb_slice text = zb_document_text(d, index);
    uint8_t letter = zb_document_letter(d, index), before = index > part.first ? zb_document_letter(d, index - 1) : 0;
    uint8_t after = index + 1 < part.end ? zb_document_letter(d, index + 1) : 0;
    if (letter == ZB_ADVERB && after == ZB_VERB && zb_slice_equal(text, ZB_SLICE("共"))) /* 各部门共办理 */
        return false;
    if (letter == ZB_FOR && after == ZB_SCOPE && index + 2 < part.end && zb_document_letter(d, index + 2) == ZB_VERB &&
        zb_slice_equal(text, ZB_SLICE("为"))) /* 为(全国)提供 */
        return false;
    if (letter != ZB_PLAN && letter != ZB_PREP && !dropped_inside(letter, text.size)) /* nearly all */
        return true;
    if (k > 0 && (index == part.first || zb_slice_equal(text, ZB_SLICE("全国"))) && is_rank(text)) /* 新增3个全国示范镇 */
        return true;
    if (letter == ZB_PLAN && ((after == ZB_VERB && zb_slice_equal(text, ZB_SLICE("计划"))) || /* 林场计划培育, 年度计划投资 */
                              (after == ZB_HEAD && zb_slice_contains(text, ZB_SLICE("年")))))
        return false;
    bool world = before == ZB_FOR && (zb_slice_equal(text, ZB_SLICE("世界")) || zb_slice_equal(text, ZB_SLICE("全球")));
    if (letter == ZB_SCOPE && (before == ZB_OCCUPY || world)) /* 占全国比重, 对世界经济贡献率: the whole is part of the name */
        return true;
    if (part.end - part.first == 1)
        return true;
    bool hangs = letter == ZB_PREP && after != 0 && dropped_inside(after, text.size); /* 在(本市)就业 */
    return !hangs && !dropped_inside(letter, text.size);
}

/* Words side by side go in one piece. */
void zb_claim_words(const zb_document *document, const zb_range *parts, uint32_t count, zb_buffer *out) {
    for (uint32_t k = 0; k < count; k++) {
        uint32_t from = 0, to = 0;
        for (uint32_t i = parts[k].first; i < parts[k].end; i++) {
            const zb_token *word = zb_document_token(document, i);
            if (!is_said(document, parts[k], k, i))
                continue;
            if (word->start != to) {
                zb_text_write(document->text, from, to, out);
                from = word->start;
            }
            to = word->end;
        }
        zb_text_write(document->text, from, to, out);
    }
}

/* 官兵已攻克了海上航渡、通路标定等15项课题: the verb before the examples, which 已 or 了 show to be one. */
static zb_range verb_before_list(const zb_document *d, zb_range range) {
    uint32_t end = range.first;
    while (end < range.end && zb_document_letter(d, end) != ZB_PAUSE)
        end++;
    for (uint32_t i = end; i-- > range.first + 1;) {
        uint8_t after = i + 1 < range.end ? zb_document_letter(d, i + 1) : 0, before = zb_document_letter(d, i - 1);
        if (zb_document_letter(d, i) == ZB_VERB && (after == ZB_DONE || before == ZB_DONE || before == ZB_BA || before == ZB_AIM))
            return (zb_range){i, i + 1};
    }
    return (zb_range){range.first, range.first};
}

/* 新建, 争取, the 为 of 为6户家庭: what a name may open with. */
static zb_range leading_verbs(const zb_document *d, zb_range range) {
    uint32_t end = range.first;
    while (end < range.end && (zb_document_letter(d, end) == ZB_VERB || zb_document_letter(d, end) == ZB_FOR))
        end++;
    return (zb_range){range.first, end};
}

/* 东环、西环等3座大桥建成通车: what stands before 等 are examples of what is counted; a verb before them stays. What went from the
 * front may have laid bare another frame: 今年 | 扣除价格因素 | 收入. */
zb_range zb_indicator_before(const zb_document *d, zb_range range, zb_range tail) {
    zb_range words = zb_indicator_strip_front(d, range);
    if (!zb_range_empty(words) && !zb_range_empty(tail) && zb_document_letter(d, words.end - 1) == ZB_ETC)
        return zb_range_empty(leading_verbs(d, words)) ? verb_before_list(d, words) : leading_verbs(d, words);
    return strip_end(d, words.first != range.first ? zb_indicator_strip_front(d, words) : words);
}

/* ---- the members of a list --------------------------------------------------------------------------------- */

uint32_t zb_indicator_members(const zb_document *d, zb_range range, bool at_and, zb_range *members) {
    uint32_t count = 0, first = range.first;
    for (uint32_t i = range.first; i <= range.end; i++) {
        bool cut = i == range.end || zb_document_letter(d, i) == ZB_PAUSE || (at_and && zb_document_letter(d, i) == ZB_AND);
        if (!cut)
            continue;
        if (i > first && count < ZB_MEMBERS_MAX)
            members[count++] = (zb_range){first, i};
        first = i + 1;
    }
    return count;
}

/* What the last member ends in and all share: behind 等, or its head nouns. The member is cut before it. */
zb_range zb_indicator_shared_tail(const zb_document *d, zb_range *last) {
    for (uint32_t i = last->first + 1; i + 1 < last->end; i++) /* 水利局、林业局的办公经费; 出口对增长的贡献率 */
        if (zb_document_letter(d, i) == ZB_DE || zb_slice_equal(zb_document_text(d, i), ZB_SLICE("对"))) {
            zb_range tail = {i, last->end};
            last->end = i;
            return tail;
        }
    for (uint32_t i = last->first + 1; i + 1 < last->end; i++) /* 甲、乙产业增加值占总产值比重: of each */
        if (zb_document_letter(d, i) == ZB_OCCUPY) {
            i -= i > last->first + 1 && zb_document_letter(d, i - 1) == ZB_HEAD;
            zb_range tail = {i, last->end};
            last->end = i;
            return tail;
        }
    for (uint32_t i = last->first; i < last->end; i++)
        if (zb_document_letter(d, i) == ZB_ETC) {
            uint32_t first = i + 1; /* 印度等国进出口: 国 says what kind the members are */
            if (first + 1 < last->end && zb_document_text(d, first).size == 3 && zb_document_letter(d, first) == ZB_TEXT)
                first++;
            zb_range tail = {first, last->end};
            last->end = i;
            return tail;
        }
    uint32_t first = last->end;
    while (first > last->first + 1 && (zb_document_letter(d, first - 1) == ZB_HEAD || zb_document_letter(d, first - 1) == ZB_VERB ||
                                       zb_document_letter(d, first - 1) == ZB_RATIO))
        first--;
    zb_range tail = {first, last->end};
    last->end = first;
    return tail;
}

/* 事故起数、死亡人数: a member that names a measure of its own shares no tail. */
bool zb_indicator_has_own_head(const zb_document *d, zb_range member) {
    static const zb_word ends[] = {"数", "量", "额", "率", "值", "费", "价", "比", "收入", "面积", "投资", ""};
    if (zb_range_empty(member))
        return false;
    uint8_t letter = zb_document_letter(d, member.end - 1);
    zb_slice text = zb_document_text(d, member.end - 1);
    return letter == ZB_HEAD || letter == ZB_RATIO || zb_slice_ends_among(text, ends);
}

/* 战略性新兴产业 and 高新技术产业增加值 share 增加值, not 产业 once more. */
zb_range zb_indicator_unlike_end(const zb_document *d, zb_range member, zb_range tail) {
    if (!zb_range_empty(member) && !zb_range_empty(tail) &&
        zb_slice_ends(zb_document_text(d, member.end - 1), zb_document_text(d, tail.first)))
        tail.first++;
    return tail;
}

zb_range zb_indicator_shared_head(const zb_document *d, zb_range first_member) {
    zb_range verbs = leading_verbs(d, first_member);
    return verbs.end < first_member.end ? verbs : (zb_range){0, 0};
}
