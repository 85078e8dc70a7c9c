/* What a claim leaves unsaid it takes from its neighbours:
 *     城镇新增就业3.21万人，完成年计划的107%           no indicator: that of the claim before, whose record it joins
 *     新增高新技术企业80家、科技型中小企业210家           no verb behind 、: that of the member before (新增)
 *     为8600户家庭和430个场所进行无障碍改造               no predicate before 和: that of the member behind
 *     支出16亿元，比上年增长17%                          as much planned, or done, as what it speaks of */
#include "claim.h"

/* ---- parts ------------------------------------------------------------------------------------------------- */

void zb_claim_add_part(zb_claim *claim, zb_range range) {
    if (!zb_range_empty(range) && claim->parts < ZB_PARTS_MAX)
        claim->part[claim->parts++] = range;
}

static void put_part_first(zb_claim *claim, zb_range range) {
    if (zb_range_empty(range) || claim->parts == ZB_PARTS_MAX)
        return;
    memmove(claim->part + 1, claim->part, claim->parts * sizeof *claim->part);
    claim->part[0] = range;
    claim->parts++;
}

static bool claim_has(const zb_reader *r, const zb_claim *claim, uint8_t letter) {
    for (uint32_t k = 0; k < claim->parts; k++)
        if (zb_document_has(r->document, claim->part[k], letter))
            return true;
    return false;
}

static const zb_rule *rule_of(const zb_reader *r, const zb_claim *claim) {
    return zb_array_at(&r->document->rules->rules, claim->rule);
}

/* ---- what a claim takes from its neighbours ---------------------------------------------------------------- */

/* The last claim before `index` that names its indicator: in the sentence, else in the paragraph. */
static uint32_t last_named(const zb_reader *r, uint32_t index) {
    uint32_t first = r->barrier > r->block_claim ? r->barrier : r->block_claim;
    for (uint32_t i = index; i-- > first && index - i <= LOOKBACK;) {
        const zb_claim *claim = zb_reader_claim(r, i);
        bool aside = claim->joins < i && (claim->role == ZB_TARGET || claim->role > ZB_BASELINE); /* the aim of what was told */
        if (claim->parts > 0)
            return aside && claim->joins >= first ? claim->joins : i;
    }
    return ZB_NO_CLAIM;
}

void zb_claim_inherit(zb_reader *r, zb_claim *claim, uint32_t from) {
    if (from == ZB_NO_CLAIM)
        return;
    const zb_claim *source = zb_reader_claim(r, from);
    claim->elided = true;
    claim->parts = source->parts;
    memcpy(claim->part, source->part, sizeof claim->part);
}

/* 为 alone, or 为全省贡献: up to the verb that stands with it. */
static uint32_t behind_verb(const zb_reader *r, zb_range range) {
    for (uint32_t i = range.first + 1; i < range.end; i++)
        if (zb_reader_letter(r, i) == ZB_VERB)
            return i + 1;
    return range.first + 1;
}

/* 减少二氧化碳排放5万吨和粉尘3万吨: the second falls with the first. */
static void share_change(const zb_reader *r, zb_claim *claim, uint32_t index) {
    const zb_claim *before = index > r->first_claim ? zb_reader_claim(r, index - 1) : NULL;
    bool objects = before && zb_slice_equal(rule_of(r, before)->name, ZB_SLICE("increment.of_object"));
    if (!objects || claim->measure != ZHIBIAO_LEVEL || claim_has(r, claim, ZB_VERB))
        return;
    claim->measure = before->measure;
    claim->negative = before->negative;
}

/* 聚集30家企业、4家研究所: two characters alone before a count are a verb. */
static bool is_lone_verb(const zb_reader *r, zb_range range) {
    zb_slice text = zb_document_text(r->document, range.first);
    return range.end == range.first + 1 && zb_reader_letter(r, range.first) == ZB_TEXT && text.size == 6 &&
           !zb_slice_ends(text, ZB_SLICE("们"));
}

static bool is_ratio(const zb_reader *r, zb_range part) {
    return !zb_range_empty(part) && zb_reader_letter(r, part.end - 1) == ZB_RATIO;
}

/* 覆盖率 as one word, too. */
static bool is_rate(const zb_reader *r, zb_range part) {
    return is_ratio(r, part) || (!zb_range_empty(part) && zb_slice_ends(zb_document_text(r->document, part.end - 1), ZB_SLICE("率")));
}

/* 、35个服务中心 takes 建设 from 建设5个县域; 和430个场所 takes 为 from 为8600户家庭. */
static void inherit_verb(zb_reader *r, zb_claim *claim, uint32_t index) {
    if (index <= r->first_claim || claim->parts == 0 || claim_has(r, claim, ZB_VERB) || claim_has(r, claim, ZB_BENEFIT) ||
        is_rate(r, claim->part[claim->parts - 1])) /* 新建医疗集团5个、区级覆盖率达80% */
        return;
    const zb_claim *before = zb_reader_claim(r, index - 1);
    if (before->parts == 0 || before->measure != ZHIBIAO_LEVEL || before->elided)
        return;
    zb_range verb = before->part[0];
    uint32_t end = verb.first;
    if (zb_reader_letter(r, end) == ZB_FOR)
        end = behind_verb(r, verb);
    else
        while (end < verb.end && end < verb.first + 2 &&
               (zb_reader_letter(r, end) == ZB_VERB || zb_reader_letter(r, end) == ZB_BENEFIT))
            end++;
    if (is_lone_verb(r, verb) && before->parts > 1)
        end++;
    bool whole = end == verb.end && before->parts == 1;
    if (!whole)
        put_part_first(claim, (zb_range){verb.first, end});
}

static bool only_verbs(const zb_reader *r, const zb_claim *claim) {
    for (uint32_t i = claim->part[0].first; i < claim->part[0].end; i++)
        if (zb_reader_letter(r, i) != ZB_VERB && zb_reader_letter(r, i) != ZB_ADVERB)
            return false;
    return claim->parts == 1;
}

/* 发放补贴1860万元: the second verb is what is given. */
static bool gives_money(const zb_reader *r, const zb_claim *claim) {
    zb_range words = claim->part[0];
    return zb_reader_letter(r, claim->quantity) == ZB_MONEY && words.end > words.first + 1 && zb_reader_letter(r, words.end - 1) == ZB_VERB &&
           zb_reader_letter(r, words.end - 2) == ZB_VERB;
}

/* How far a thing has come: its subject stands in front. */
bool zb_claim_is_stage(const zb_reader *r, uint32_t index) {
    static const zb_word stages[] = {"开工", "新开工", "动工", "复工", "竣工", "完工", "建成", "投产", "投用", "投运", "通车", "交付", "验收",
                                     "签约", "落地", "入库", "开业", "办结", "结案", ""};
    return zb_slice_among(zb_document_text(r->document, index), stages);
}

/* 高标准农田：建成6.2万亩; 学校建设：新建12所; 危房改造：开工260户 */
static void take_title(const zb_reader *r, zb_claim *claim, zb_range title) {
    bool work = title.end > title.first + 1 && zb_reader_letter(r, title.end - 1) == ZB_VERB;
    if (work && zb_claim_is_stage(r, claim->part[0].end - 1))
        put_part_first(claim, title);
    else
        zb_claim_add_part(claim, (zb_range){title.first, title.end - work});
}

/* 计划新建停车泊位5000个，实际建成6120个: what was built is the thing that was planned, and one record. */
static void inherit_object(zb_reader *r, zb_claim *claim, uint32_t index, uint32_t first) {
    const zb_claim *before = index > r->first_claim ? zb_reader_claim(r, index - 1) : NULL;
    if (last_named(r, index) == ZB_NO_CLAIM && claim->part[0].first >= first)
        take_title(r, claim, zb_topic_title(r, first, false));
    if (before == NULL || before->parts == 0 || before->measure != ZHIBIAO_LEVEL)
        return;
    zb_range object = before->part[0];
    bool thing = object.end - object.first > 1 && zb_reader_letter(r, object.first) != ZB_VERB &&
                 zb_reader_letter(r, object.end - 1) == ZB_VERB && !zb_claim_is_stage(r, object.end - 1);
    if (thing && zb_claim_is_stage(r, claim->part[0].end - 1)) { /* 棚户区改造：任务1200套，已开工1180套 */
        put_part_first(claim, object);
        return;
    }
    bool stages = before->parts == 1 && object.end - object.first > 1 && zb_claim_is_stage(r, object.end - 1) &&
                  zb_claim_is_stage(r, claim->part[0].end - 1) && !zb_document_has(r->document, object, ZB_LINK);
    if (stages) { /* 老旧小区开工41个，完工12个 */
        put_part_first(claim, (zb_range){object.first, object.end - 1});
        return;
    }
    while (object.first < object.end && (zb_reader_letter(r, object.first) == ZB_VERB || zb_reader_letter(r, object.first) == ZB_ADVERB))
        object.first++;
    if (object.first == before->part[0].first || (zb_range_empty(object) && before->parts == 1)) /* what stands before has no verb of its own: 新增 is not said of it */
        return;
    zb_claim_add_part(claim, object);
    for (uint32_t k = 1; k < before->parts; k++)
        zb_claim_add_part(claim, before->part[k]);
    if (before->role == ZB_TARGET && claim->role == ZB_ACTUAL)
        claim->joins = index - 1;
}

/* 进行无障碍改造 behind the last member serves the member before it as well. */
static void share_predicate(zb_reader *r, zb_range tail, uint32_t index) {
    if (index <= r->first_claim || zb_range_empty(tail))
        return;
    zb_claim *before = zb_reader_claim(r, index - 1);
    uint32_t verb = tail.first + 1;
    while (verb < tail.end && zb_reader_letter(r, verb) != ZB_VERB)
        verb++;
    if (verb >= tail.end || before->measure != ZHIBIAO_LEVEL || claim_has(r, before, ZB_VERB) ||
        before->parts == 0 || zb_reader_letter(r, before->part[0].first) != ZB_FOR)
        return;
    zb_claim_add_part(before, (zb_range){verb, tail.end});
    if (!before->elided) {
        before->full_parts = before->parts;
        memcpy(before->full_part, before->part, sizeof before->part);
    }
}

/* 惠及居民14万户 in full says what reaches them: 开工改造城镇老旧小区惠及居民. */
void zb_claim_complete(zb_reader *r, zb_claim *claim, uint32_t index) {
    claim->full_parts = claim->parts;
    memcpy(claim->full_part, claim->part, sizeof claim->part);
    uint8_t opens = claim->parts > 0 ? zb_reader_letter(r, claim->part[0].first) : 0;
    if (claim->elided || (opens != ZB_BENEFIT && opens != ZB_OCCUPY)) /* 占全国比重6.5% is of what was told before */
        return;
    for (uint32_t i = index; i-- > r->first_claim && index - i <= LOOKBACK;) {
        const zb_claim *source = zb_reader_claim(r, i);
        uint8_t begins = source->parts > 0 ? zb_reader_letter(r, source->part[0].first) : 0;
        if (source->parts == 0 || begins == ZB_BENEFIT || begins == opens) /* 占比由3.1%上升到4.6%: both ends are of one thing */
            continue;
        uint8_t count = source->parts;
        if (count + claim->parts > ZB_PARTS_MAX)
            return;
        memcpy(claim->full_part, source->part, count * sizeof *claim->part);
        memcpy(claim->full_part + count, claim->part, claim->parts * sizeof *claim->part);
        claim->full_parts = (uint8_t)(count + claim->parts);
        return;
    }
}

static void copy_full(const zb_reader *r, zb_claim *claim, uint32_t from) {
    const zb_claim *source = zb_reader_claim(r, from);
    claim->full_parts = source->full_parts;
    memcpy(claim->full_part, source->full_part, sizeof claim->full_part);
}

/* 在这三年: when, and no name. */
static bool says_when(const zb_reader *r, zb_range range) {
    for (uint32_t i = range.first; i < range.end; i++) {
        uint8_t letter = zb_reader_letter(r, i);
        zb_slice text = zb_document_text(r->document, i);
        bool these = letter == ZB_TEXT && zb_slice_starts(text, ZB_SLICE("这")) && zb_slice_ends(text, ZB_SLICE("年"));
        if (!these && letter != ZB_PREP && letter != ZB_POINTER && letter != ZB_DURATION && letter != ZB_TIME && letter != ZB_ADVERB)
            return false;
    }
    return true;
}

/* What is left of 高的达到, 而, 转为 when all else is stripped: no name. */
static bool names_nothing(const zb_reader *r, const zb_claim *claim) {
    static const zb_word words[] = {"高", "低", "多", "少", "而", "中", "前", "后", "内", "实", "不", "又", "被", "可", "其", "者", "数", "一般可以",
                                        "平均", "或者", "为", "要求", "需要", "安排", "不断地", "地", "精简后", "一年", "生", "率",
                                        "额", "数", "在执行中", "执行中", "提出", "就是", "答案", "数字", "人民币", "美元", "约合", "折合", "约合人民币",
                                        "折合人民币", "一个", "这个答案", "这一答案", "合", ""};
    if (claim->parts != 1)
        return false;
    if (claim->part[0].end - claim->part[0].first != 1)
        return says_when(r, claim->part[0]);
    zb_slice text = zb_document_text(r->document, claim->part[0].first);
    bool each = zb_slice_starts(text, ZB_SLICE("每")) && text.size <= 9; /* 每升, 每公斤 */
    return each || zb_slice_among(text, words);
}

/* Its verbs, or the 为 of 为12个县的360户; with what does it: 航线覆盖60个国家的700个港口. */
static zb_range leading_verb(const zb_reader *r, zb_range range) {
    uint32_t end = range.first;
    bool two = range.end - range.first == 2;
    if (two && zb_reader_letter(r, range.first) == ZB_TEXT && zb_reader_letter(r, range.end - 1) == ZB_BENEFIT)
        return range;
    for (; end < range.end; end++) {
        uint8_t letter = zb_reader_letter(r, end);
        if (letter != ZB_VERB && letter != ZB_BENEFIT && letter != ZB_FOR)
            break;
    }
    return (zb_range){range.first, end};
}

/* 收入为21亿元，比上年增长17%: what is said of the same thing in the same breath is as much planned or done. */
static void share_role(const zb_reader *r, zb_claim *claim, uint32_t from) {
    const zb_claim *source = zb_reader_claim(r, from);
    bool open = r->context.clause == ZB_MOOD_NONE && claim->joins == ZB_NO_CLAIM && claim->role <= ZB_ACTUAL && source->role <= ZB_ACTUAL;
    bool turned = source->said && r->answered == r->sentence + 1; /* 任务150部，完成92部: the sentence reports by now */
    if (open && !turned && source->sentence == claim->sentence)
        claim->role = source->role;
}

/* 西河县, 城关镇, known or not; 社区, 园区, 城镇, 超市 are kinds of things. */
bool zb_claim_is_place(const zb_reader *r, uint32_t index) {
    enum { SHORT = 6, LONG = 15, ONE = 3 };
    zb_slice text = zb_document_text(r->document, index);
    if (zb_reader_letter(r, index) != ZB_TEXT || text.size < SHORT || text.size > LONG)
        return zb_reader_letter(r, index) == ZB_REGION;
    uint32_t kind = zb_point_before(text, (uint32_t)text.size), before = zb_point_before(text, (uint32_t)text.size - ONE);
    return (zb_point_any(kind, U"县区镇乡市旗") && !zb_point_any(before, U"社园地景山库灾城牧林灌小特辖片专郊老产疫市县区乡制都门超股上夜楼家各下返")) ||
           zb_slice_ends(text, ZB_SLICE("街道"));
}

/* 确诊47例，其中广东44例、山东3例: the places where it was counted, in the unit that was counted in. */
static bool names_places(const zb_reader *r, zb_claim *claim, const zb_match *match, uint32_t index) {
    static const zb_word parts[] = {"大陆", "内地", "本地", "境外", "境内", "省外", "省内", "国外", "国内", ""};
    uint8_t opens = zb_reader_letter(r, match->whole.first);
    if (claim->parts != 1 || index <= r->first_claim || (opens != ZB_AMONG && opens != ZB_PAUSE && opens != ZB_REGION))
        return false;
    const zb_claim *before = zb_reader_claim(r, index - 1);
    if (before->parts != 1 || zb_reader_letter(r, before->part[0].end - 1) == ZB_REGION)
        return false;
    for (uint32_t i = claim->part[0].first; i < claim->part[0].end; i++)
        if (!zb_claim_is_place(r, i) && !zb_slice_among(zb_document_text(r->document, i), parts))
            return false;
    bool alike = zb_slice_equal(zb_document_quantity(r->document, before->quantity)->unit,
                                zb_document_quantity(r->document, claim->quantity)->unit);
    if (alike && zb_claim_is_place(r, claim->part[0].end - 1))
        claim->region = claim->part[0].end - 1;
    return alike;
}

static bool is_narrowed(const zb_reader *r, uint32_t first) {
    uint32_t end = r->narrowing.end;
    return !zb_range_empty(r->narrowing) && (first == end || (first == end + 1 && zb_reader_letter(r, end) == ZB_DE));
}

/* 户均增收4300元: of what the mean is stands behind it. */
static bool is_mean_alone(const zb_reader *r, zb_range words) {
    static const zb_word means[] = {"户均", "人均", "亩均", "村均", ""};
    return words.end == words.first + 1 && words.end < r->sentence_end && zb_slice_among(zb_document_text(r->document, words.first), means) &&
           zb_slice_equal(zb_document_text(r->document, words.end), ZB_SLICE("增收"));
}

/* What stands before the words it has belongs to them. */
static void mend_own_words(zb_reader *r, zb_claim *claim, const zb_match *match, uint32_t index) {
    uint32_t first = match->whole.first;
    if (names_nothing(r, claim) || names_places(r, claim, match, index))
        claim->parts = 0;
    if (claim->parts > 0 && claim->parts < ZB_PARTS_MAX && zb_reader_letter(r, claim->part[0].first) == ZB_OCCUPY)
        put_part_first(claim, zb_topic_subject(r, first)); /* 销售收入增长，占…比重提高 */
    if (claim->parts == 1 && is_mean_alone(r, claim->part[0]))
        claim->part[0].end++;
    zb_range such = claim->parts > 0 ? zb_topic_of_such(r, first, claim->quantity) : (zb_range){0, 0};
    if (!zb_range_empty(such)) {
        claim->part[0] = such;
        claim->parts = 1;
    }
    if (claim->parts > 0 && is_narrowed(r, first)) /* 装机四十万千瓦以上的水电站十五个 */
        put_part_first(claim, zb_indicator_strip_front(r->document, r->narrowing));
    if (first > 0 && zb_reader_letter(r, first - 1) == ZB_DE && claim->parts > 0)
        put_part_first(claim, leading_verb(r, zb_indicator_strip(r->document, r->held)));
}

/* 增加值增速连续五年保持在6%以上: what the clause holds ends in a word of growth. */
static bool holds_growth(const zb_reader *r) {
    return !zb_range_empty(r->held) && zb_letter_is_growth(zb_reader_letter(r, r->held.end - 1));
}

/* 占比, 所占比重: a part, and not whose. */
static bool names_a_share(const zb_reader *r, const zb_claim *claim) {
    static const zb_word words[] = {"占比", "比重", "所", "占", ""};
    if (claim->parts != 1 || zb_reader_letter(r, claim->part[0].end - 1) != ZB_RATIO)
        return false;
    for (uint32_t i = claim->part[0].first; i < claim->part[0].end; i++)
        if (!zb_slice_among(zb_document_text(r->document, i), words))
            return false;
    return true;
}

/* 税收收入104.3亿元，占比65.6%: the part of what was just counted. */
static bool is_bare_share(const zb_reader *r, const zb_claim *claim, uint32_t index) {
    uint32_t of = names_a_share(r, claim) ? last_named(r, index) : ZB_NO_CLAIM;
    return of != ZB_NO_CLAIM && of >= r->first_claim && !names_a_share(r, zb_reader_claim(r, of));
}

/* 增长3.7%，一季度是4.7%; 增速回落1.3个百分点至3.4%: what grew was told before, and the figure says how fast at another time. */
static bool is_growth_again(const zb_reader *r, const zb_claim *claim, const zb_match *match, uint32_t source, bool *falls) {
    const zb_claim *told = zb_reader_claim(r, source);
    uint32_t first = match->whole.first, quantity = claim->quantity;
    if (told->sentence != claim->sentence || zb_reader_letter(r, quantity) != ZB_PCT || quantity - first > 3)
        return false;
    *falls = told->negative;
    if (told->measure == ZHIBIAO_GROWTH)
        return zb_reader_letter(r, first) == ZB_TIME && (quantity == first + 1 || zb_reader_letter(r, quantity - 1) == ZB_FOR ||
                                                         zb_slice_equal(zb_document_text(r->document, quantity - 1), ZB_SLICE("是")));
    if (told->measure != ZHIBIAO_INCREMENT || quantity - told->quantity > 3 || zb_reader_letter(r, told->quantity) != ZB_POINTS)
        return false;
    for (uint32_t i = told->quantity; i-- > 0 && told->quantity - i < 8 && !(zb_traits[zb_reader_letter(r, i)] & ZB_TRAIT_END);)
        if (zb_letter_is_growth(zb_reader_letter(r, i))) {
            *falls = zb_reader_letter(r, i) == ZB_FALLWORD;
            return true;
        }
    return false;
}

/* PM2.5平均浓度28微克/立方米，同比改善9.7%: of these less is better. */
static bool improves_down(const zb_reader *r, const zb_claim *claim) {
    static const zb_word low[] = {"浓度", "指数", ""};
    return claim->measure == ZHIBIAO_GROWTH && claim->parts > 0 && claim->quantity > 0 &&
           zb_slice_equal(zb_document_text(r->document, claim->quantity - 1), ZB_SLICE("改善")) &&
           zb_slice_ends_among(zb_document_text(r->document, claim->part[claim->parts - 1].end - 1), low);
}

/* Without words of its own it has those that the clause holds, else the topic's: the nearest place that names one. */
static void find_subject(zb_reader *r, zb_claim *claim, const zb_match *match, uint32_t index) {
    uint32_t first = match->whole.first;
    if (claim->parts == 0 && holds_growth(r) && claim->measure == ZHIBIAO_LEVEL && zb_reader_letter(r, claim->quantity) == ZB_PCT) {
        claim->measure = ZHIBIAO_GROWTH;
        claim->negative = zb_reader_letter(r, r->held.end - 1) == ZB_FALLWORD;
    }
    if (claim->parts == 0 && !zb_range_empty(r->held))
        zb_claim_add_part(claim, zb_indicator_strip(r->document, r->held));
    if (claim->parts == 0)
        zb_claim_add_part(claim, zb_topic_of_change(r, first));
    if (claim->parts == 0)
        zb_claim_add_part(claim, zb_topic_subject(r, first));
    if (claim->parts == 0 && (index == r->first_claim || zb_topic_is_part(r, first) || zb_topic_begins(r, first)))
        zb_claim_add_part(claim, zb_topic_phrase(r, first, true));
    if (claim->parts == 0)
        zb_claim_add_part(claim, zb_topic_of_those(r, first));
    if (claim->parts == 0 && index == r->first_claim)
        zb_claim_add_part(claim, zb_topic_of_sentence(r, first));
    if (claim->parts == 0)
        zb_claim_add_part(claim, zb_topic_of_sum(r, index, first));
}

/* All of it from the claim before; returns which. */
static uint32_t inherit_all(zb_reader *r, zb_claim *claim, const zb_match *match, bool of_plan, uint32_t index) {
    uint32_t source = of_plan ? zb_plan_completed(r, index) : last_named(r, index);
    zb_claim_inherit(r, claim, source);
    if (source != ZB_NO_CLAIM)
        zb_plan_join(r, claim, match, source);
    return source;
}

/* A verb, or the verb's object, from the claim before. */
static void inherit_some(zb_reader *r, zb_claim *claim, const zb_match *match, uint32_t index) {
    uint8_t opens = match->whole.first < match->whole.end ? zb_reader_letter(r, match->whole.first) : 0;
    bool level = rule_of(r, claim)->kind == ZB_RULE_LEVEL;
    if (!zb_range_empty(r->held) && only_verbs(r, claim)) { /* 公租房五年累计分配3860套 */
        put_part_first(claim, zb_indicator_strip(r->document, r->held));
    } else if (level && only_verbs(r, claim) && !gives_money(r, claim)) {
        inherit_object(r, claim, index, match->whole.first);
    } else if (level && (opens == ZB_PAUSE || opens == ZB_AND) && !zb_topic_is_total(r, claim)) {
        share_change(r, claim, index);
        inherit_verb(r, claim, index);
    }
}

/* What was said of the claim that it took its words from is said of it as well. */
static void share_saying(zb_reader *r, zb_claim *claim, const zb_match *match, uint32_t index, uint32_t source) {
    uint32_t first = match->whole.first;
    bool fixed = !zb_range_empty(match->capture[ZB_CAPTURE_TARGET]);
    if (index > r->first_claim && !fixed && zb_document_has(r->document, (zb_range){first, first + 1}, ZB_AMONG))
        share_role(r, claim, index - 1); /* 其中 is of what was planned or done before it */
    uint8_t opens = zb_reader_letter(r, first);
    if (index > r->first_claim && !fixed && (opens == ZB_PAUSE || opens == ZB_AND) && !zb_reader_claim(r, index - 1)->said)
        share_role(r, claim, index - 1); /* 其中新建150万亩、改造130万亩 */
    if (!claim->elided || source == ZB_NO_CLAIM)
        return;
    copy_full(r, claim, source);
    if (!fixed)
        share_role(r, claim, source);
    if (rule_of(r, claim)->kind == ZB_RULE_LEVEL && zb_reader_claim(r, source)->measure == ZHIBIAO_SHARE &&
        zb_reader_letter(r, claim->quantity) == ZB_PCT) /* 占支出的15%，其中明年达到16% */
        claim->measure = ZHIBIAO_SHARE;
    if (first == zb_reader_claim(r, source)->quantity + 1 && zb_reader_letter(r, first) == ZB_PREP) /* 每升下降0.24元至7.86元 */
        claim->like = first - 1;
    bool falls = false;
    if (claim->measure == ZHIBIAO_LEVEL && is_growth_again(r, claim, match, source, &falls)) {
        claim->measure = ZHIBIAO_GROWTH;
        claim->negative = falls && zb_reader_claim(r, source)->measure == ZHIBIAO_INCREMENT;
    }
}

/* 增长8.5%，力争9%: the same growth, aimed higher. */
static void share_growth(const zb_reader *r, zb_claim *claim, const zb_match *match, uint32_t index) {
    const zb_claim *before = index > r->first_claim ? zb_reader_claim(r, index - 1) : NULL;
    bool aims = false;
    if (before == NULL || before->measure != ZHIBIAO_GROWTH || claim->measure != ZHIBIAO_LEVEL ||
        zb_reader_letter(r, before->quantity) != ZB_PCT || zb_reader_letter(r, claim->quantity) != ZB_PCT)
        return;
    for (uint32_t i = match->whole.first; i < claim->quantity; i++) {
        uint8_t letter = zb_reader_letter(r, i);
        aims = aims || letter == ZB_AIM || letter == ZB_RESOLVE || (letter == ZB_BA && zb_slice_equal(zb_document_text(r->document, i), ZB_SLICE("争取")));
        if (!zb_frame_word(letter))
            return;
    }
    if (!aims || match->whole.end != claim->quantity + 1)
        return;
    claim->measure = ZHIBIAO_GROWTH;
    claim->basis = before->basis;
    claim->negative = before->negative;
}

/* 60%的…; 六成以上政策已落实, 入驻企业七成来自外地: also without 的, where nothing links the figure to what stands before. */
static bool stands_before_noun(const zb_reader *r, uint32_t quantity) {
    static const zb_word lies[] = {"发生", "来自", "集中", "分布", "源于", "出自", ""};
    if (zb_reader_letter(r, quantity + 1) == ZB_DE || zb_slice_starts_among(zb_document_text(r->document, quantity + 1), lies))
        return true; /* 遗失财物85%以上发生在站内 */
    switch (quantity > 0 ? zb_reader_letter(r, quantity - 1) : ZB_TEXT) {
    case ZB_LINK: case ZB_RISETO: case ZB_FALLTO: case ZB_COMPLETES: case ZB_GROW: case ZB_FALL: case ZB_RATIO: case ZB_FOR:
        return false;
    default:
        return zb_slice_contains(zb_document_text(r->document, quantity), ZB_SLICE("成"));
    }
}

/* 提供了70%的组件, 把80%以上的国资集中在…: a part of what the noun names; 加征25%的关税 is a rate. */
static bool is_part_of_noun(const zb_reader *r, const zb_claim *claim, zb_range tail) {
    static const zb_word rates[] = {"税", "补贴", "补助", "率", "比例", "比重", "优惠", "折扣", "利息", "费", "价", "幅度", "速度", "水平",
                                    "标准", "首付", "首付款", "增长", "限制", ""};
    static const zb_word named[] = {"率", "比例", "占比", "幅", "幅度", "前", ""}; /* 换手率达到30%的; 排名前1%的 */
    uint8_t letter = zb_reader_letter(r, claim->quantity);
    if ((letter != ZB_PCT && letter != ZB_FRACTION) || claim->measure != ZHIBIAO_LEVEL || zb_range_empty(tail) ||
        tail.first <= claim->quantity || !stands_before_noun(r, claim->quantity))
        return false;
    if (claim->quantity > 0 && zb_slice_ends_among(zb_document_text(r->document, claim->quantity - 1), named))
        return false;
    for (uint32_t i = tail.first; i < tail.end; i++) {
        zb_slice text = zb_document_text(r->document, i);
        text.size -= zb_slice_ends(text, ZB_SLICE("”")) ? sizeof "”" - 1 : 0;
        if (zb_slice_ends_among(text, rates))
            return false;
    }
    return true;
}

/* 恩格尔系数29.8%，其中城镇28.9%: the rate of a part of it. */
static bool is_part_of_rate(const zb_reader *r, const zb_claim *claim, uint32_t index) {
    const zb_claim *before = index > r->first_claim ? zb_reader_claim(r, index - 1) : NULL;
    return before && zb_slice_equal(rule_of(r, claim)->name, ZB_SLICE("share.among")) && before->measure == ZHIBIAO_LEVEL &&
           before->role <= ZB_ACTUAL && zb_reader_letter(r, before->quantity) == ZB_PCT;
}

void zb_claim_finish(zb_reader *r, zb_claim *claim, const zb_match *match) {
    uint32_t index = zb_reader_claims(r) - 1, source = ZB_NO_CLAIM;
    const zb_rule *rule = rule_of(r, claim);
    bool of_plan = zb_plan_is_of(rule);
    zb_range tail = match->capture[ZB_CAPTURE_TAIL];
    uint8_t opens = match->whole.first < match->whole.end ? zb_reader_letter(r, match->whole.first) : 0;
    mend_own_words(r, claim, match, index);
    zb_plan_answer(r, claim, match, index);
    if (!of_plan)
        find_subject(r, claim, match, index);
    bool share = is_bare_share(r, claim, index);
    if (share) { /* 外贸贡献率提升，占比达55.1% */
        claim->parts = 0;
        zb_claim_add_part(claim, zb_topic_subject(r, match->whole.first));
        claim->parts = names_a_share(r, claim) ? 0 : claim->parts;
    }
    bool alone = last_named(r, index) == ZB_NO_CLAIM && r->barrier <= r->block_claim;
    if (claim->parts == 0 && !share && (!of_plan || alone))
        zb_claim_add_part(claim, zb_topic_title(r, match->whole.first, alone));
    if (claim->parts == 0)
        source = inherit_all(r, claim, match, of_plan, index);
    else
        inherit_some(r, claim, match, index);
    zb_claim_complete(r, claim, index);
    share_saying(r, claim, match, index, source);
    zb_plan_pair(r, claim, index);
    share_growth(r, claim, match, index);
    zb_topic_put(r, claim, index, match->whole.first);
    claim->negative = claim->negative || improves_down(r, claim);
    if (is_part_of_rate(r, claim, index))
        claim->measure = ZHIBIAO_LEVEL;
    if (share && claim->measure == ZHIBIAO_LEVEL)
        claim->measure = ZHIBIAO_SHARE;
    else if (claim->measure == ZHIBIAO_SHARE && claim->parts > 0 && is_ratio(r, claim->part[claim->parts - 1]))
        claim->measure = ZHIBIAO_LEVEL; /* …的比重，只占29% */
    else if (is_part_of_noun(r, claim, tail))
        claim->measure = ZHIBIAO_SHARE;
    if (!zb_range_empty(tail) && rule->kind == ZB_RULE_LEVEL && (opens == ZB_PAUSE || opens == ZB_AND))
        share_predicate(r, tail, index);
}
