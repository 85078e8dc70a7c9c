/* What is understood, and is nobody's indicator. Rules named skip. say it of a clause's form; here it is said of its content.
 *
 *     64岁的李大爷每天走5公里。              a person's story: nothing in the sentence is a claim
 *     处三年以下有期徒刑                     a law
 *     美国失业率升至4.1%。                   another country's news
 *     最高气温12℃                           what is measured in nature
 *     年收入2000万元以上的企业               a bound that narrows a noun
 *     粤湘赣3省交界                          a handful of things to which nothing is done
 *
 * What only describes or names one thing stands in attribute.c. */
#include "meaning.h"

enum { REACH = 96 }; /* tokens of a clause that are looked at: more have no bearing on one quantity */

/* ---- of a sentence ------------------------------------------------------------------------------------------- */

/* 对俄罗斯进出口, 与美国、英国: another country as a partner of ours. */
static bool is_partner(uint8_t letter) {
    return letter == ZB_FOR || letter == ZB_THAN || letter == ZB_AND || letter == ZB_PAUSE || letter == ZB_PREP;
}

static bool speaks_of_china(const zb_document *d, uint32_t index) {
    zb_slice text = zb_document_text(d, index);
    if (zb_document_letter(d, index) != ZB_TEXT)
        return false;
    return memchr(text.data, 0xAD, text.size) != NULL && /* the last byte of 中, looked for first: nearly none has it */
           (zb_slice_contains(text, ZB_SLICE("中国")) || zb_slice_contains(text, ZB_SLICE("中方")));
}

/* 我国, 全省 are home; 全球 is nobody's, and the 全国 of 伊朗全国 is abroad. */
static bool is_home(const zb_document *d, uint32_t index, uint32_t first) {
    uint8_t letter = zb_document_letter(d, index);
    zb_slice text = zb_document_text(d, index);
    if (letter == ZB_SCOPE)
        return !zb_slice_equal(text, ZB_SLICE("全球")) && !zb_slice_equal(text, ZB_SLICE("世界")) &&
               (index == first || zb_document_letter(d, index - 1) != ZB_FOREIGN);
    return letter == ZB_REGION || speaks_of_china(d, index);
}

/* 如果每人增加一元，国家就要…: a supposition and what would follow. 如果按可比口径计算 tells how a figure is reckoned. */
static bool is_supposed(const zb_document *d, uint32_t index, const zb_sentence *sentence) {
    static const zb_word words[] = {"如果", "假如", "倘若", "要是", "如", "即使", "哪怕", ""};
    static const zb_word reckoned[] = {"按", "扣", "剔", "加", "考", "把", "完", "算", "以", "同", "与", "和", "从", "比", ""};
    zb_slice next = index + 1 < sentence->end ? zb_document_text(d, index + 1) : ZB_SLICE(""), text = zb_document_text(d, index);
    bool if_so = zb_slice_starts(text, ZB_SLICE("若")) && !zb_slice_starts(text, ZB_SLICE("若干"));
    bool only = zb_slice_ends(text, ZB_SLICE("只要")), supposes = if_so || zb_slice_among(text, words), follows = false;
    supposes = only || (supposes && !zb_slice_starts_among(next, reckoned));
    for (uint32_t i = index + 1; supposes && !follows && i < sentence->end && i < index + REACH; i++)
        follows = zb_document_letter(d, i) == ZB_ADVERB && (zb_slice_equal(zb_document_text(d, i), ZB_SLICE("就")) ||
                                                            zb_slice_equal(zb_document_text(d, i), ZB_SLICE("则")));
    return follows;
}

zb_silence zb_silence_of_sentence(const zb_document *d, const zb_sentence *sentence, bool abroad) {
    const uint8_t *letters = zb_document_letters(d);
    zb_silence silence = {false, false, false};
    bool foreign = abroad, home = false;
    for (uint32_t i = sentence->traits & ZB_TRAIT_ASIDE ? sentence->first : sentence->end;
         (i = zb_trait_next(letters, i, sentence->end, ZB_TRAIT_ASIDE)) < sentence->end; i++) {
        switch (letters[i]) {
        case ZB_STORY: /* not 他介绍，… */
            silence.aside = silence.aside || i + 1 == sentence->end || letters[i + 1] != ZB_SAY;
            break;
        case ZB_LAW: silence.aside = true; break;
        case ZB_WEATHER: silence.weather = true; break;
        case ZB_FOREIGN:
            foreign = foreign || i == sentence->first || !is_partner(letters[i - 1]);
            break;
        default: break; /* there is no other */
        }
    }
    bool may_suppose = (sentence->traits & ZB_TRAIT_FIGURE) && (sentence->traits & ZB_TRAIT_THEN);
    for (uint32_t i = sentence->first; may_suppose && !silence.aside && i < sentence->end; i++) /* reads words, too */
        silence.aside = (letters[i] == ZB_ADVERB || letters[i] == ZB_TEXT) && is_supposed(d, i, sentence);
    for (uint32_t i = sentence->first; foreign && !home && i < sentence->end; i++) /* only where it matters: it reads every word */
        home = is_home(d, i, sentence->first);
    silence.abroad = foreign && !home;
    silence.aside = silence.aside || silence.abroad;
    return silence;
}

/* ---- of a match ---------------------------------------------------------------------------------------------- */

static bool does_something(uint8_t letter) {
    switch (letter) {
    case ZB_VERB: case ZB_BENEFIT: case ZB_FOR: case ZB_COMPLETES: case ZB_GROW: case ZB_FALL: case ZB_LINK: case ZB_BA:
    case ZB_HEAD: case ZB_MERGE: case ZB_AMONG: case ZB_AIM: case ZB_DONE: case ZB_RATIO: case ZB_TOTAL:
        return true;
    default:
        return false;
    }
}

static bool bounds_behind_noun(const zb_document *d, zb_range tail) {
    if (tail.end < tail.first + 3 || zb_document_letter(d, tail.first + 1) != ZB_DE)
        return false;
    zb_slice noun = zb_document_text(d, tail.first);
    return zb_slice_ends(noun, ZB_SLICE("以上")) || zb_slice_ends(noun, ZB_SLICE("以下"));
}

/* 年收入2000万元以上的企业, 50人以下小微企业: a bound on money, size or heads before a noun narrows the noun. Of counted things it
 * is a claim (救助1200名以上患者). */
static bool is_threshold(const zb_document *d, const zb_match *match, uint32_t quantity) {
    (void)quantity;
    zb_range value = match->capture[ZB_CAPTURE_VALUE], tail = match->capture[ZB_CAPTURE_TAIL];
    if (zb_range_empty(value) || zb_range_empty(tail) || tail.first < value.end)
        return false;
    uint8_t letter = zb_document_letter(d, value.first);
    if (letter == ZB_QTY && bounds_behind_noun(d, tail)) /* 十个职工以上的企业 */
        return true;
    if (letter == ZB_PCT && zb_document_letter(d, tail.first - 1) == ZB_DE) /* 低于60%的责任单位; not 超过60%的企业, a share */
        return zb_slice_starts(zb_document_text(d, value.first), ZB_SLICE("低于"));
    if (letter != ZB_MONEY && letter != ZB_PHYS && letter != ZB_QTY && letter != ZB_NUM)
        return false;
    const zb_quantity *bound = zb_document_quantity(d, value.first);
    if (letter == ZB_QTY && !zb_slice_equal(bound->unit, ZB_SLICE("人")))
        return false;
    bool counted = tail.end == tail.first + 1 && tail.end < d->tokens->tokens.count && zb_letter_is_quantity(zb_document_letter(d, tail.end));
    if (counted && letter != ZB_NUM && bound->comparison == ZHIBIAO_OVER) /* 年产值超200亿元县3个 */
        return zb_slice_starts(zb_document_text(d, value.first), ZB_SLICE("超"));
    return bound->comparison == ZHIBIAO_AT_LEAST || bound->comparison == ZHIBIAO_AT_MOST;
}

/* 粤湘赣3省交界, 城市二元结构, 4层环体: a handful of things before a noun, in a clause where nothing on record is done to them. */
static bool is_mere_count(const zb_document *d, const zb_match *match, uint32_t quantity, uint32_t clause_end, bool goes_on) {
    enum { HANDFUL = 30, FEW = 3 };
    zb_range tail = match->capture[ZB_CAPTURE_TAIL];
    uint8_t letter = zb_document_letter(d, quantity);
    if (zb_range_empty(tail) || tail.first <= quantity || letter == ZB_MONEY || letter == ZB_PCT)
        return false;
    zb_number number = zb_document_quantity(d, quantity)->number;
    if (zb_number_compare(number, zb_number_make(HANDFUL, 0)) > 0)
        return false;
    if (letter == ZB_QTY && !d->outlined && !d->all && zb_number_compare(number, zb_number_make(FEW, 0)) <= 0) /* 三家大学成立研究院 */
        clause_end = quantity;
    uint8_t first = zb_document_letter(d, match->whole.first); /* 、12个运动场 goes on with what was built before */
    if ((first == ZB_PAUSE || first == ZB_AND) && goes_on)
        return false;
    for (uint32_t i = match->whole.first; i < clause_end && i < match->whole.first + REACH; i++)
        if (does_something(zb_document_letter(d, i)))
            return false;
    return true;
}

/* 预期寿命提高1岁，达到79岁 */
static bool tells_of_lives(const zb_document *d, uint32_t index) {
    for (uint32_t i = index; i-- > 0 && index - i < REACH && zb_document_letter(d, i) != ZB_STOP;)
        if (zb_document_letter(d, i) == ZB_SPAN)
            return true;
    return false;
}

/* 几亿农民, 数百名: no figure; 101岁: an age, unless a life expectancy is told. */
static bool is_vague(const zb_document *d, const zb_match *match, uint32_t index) {
    (void)match;
    const zb_quantity *quantity = zb_document_quantity(d, index);
    zb_slice text = {zb_text_flow(d->text).data + quantity->start, quantity->end - quantity->start};
    if (zb_slice_starts(text, ZB_SLICE("几")) || zb_slice_starts(text, ZB_SLICE("数")))
        return true;
    return zb_slice_ends(quantity->unit, ZB_SLICE("岁")) && !tells_of_lives(d, index);
}

/* 10个部件已经找到8个: two figures in one unit around what was done. */
static bool is_counted_out(const zb_document *d, zb_range tail, uint32_t quantity) {
    uint32_t part = tail.end, count = (uint32_t)d->tokens->tokens.count;
    if (part + 1 >= count || zb_document_letter(d, quantity) != ZB_QTY || zb_document_letter(d, part) != ZB_QTY ||
        !(zb_traits[zb_document_letter(d, part + 1)] & ZB_TRAIT_END) || !zb_document_has(d, tail, ZB_DONE))
        return false;
    const zb_quantity *whole = zb_document_quantity(d, quantity), *done = zb_document_quantity(d, part);
    return zb_slice_equal(whole->unit, done->unit) && zb_number_compare(whole->number, done->number) >= 0;
}

/* 6个行政村中，已有4个通了公路: of how many it is told. 12所高中 are schools. */
static bool is_whole_of_part(const zb_document *d, const zb_match *match, uint32_t quantity) {
    static const zb_word names[] = {"高中", "初中", "集中", "其中", "途中", ""};
    zb_range tail = match->capture[ZB_CAPTURE_TAIL];
    if (zb_range_empty(tail) || tail.first <= quantity)
        return false;
    if (is_counted_out(d, tail, quantity))
        return true;
    uint32_t last = tail.first; /* of the noun: 外资/企业/中 */
    while (last + 1 < tail.end && (zb_document_letter(d, last + 1) == ZB_TEXT || zb_document_letter(d, last + 1) == ZB_HEAD) &&
           !zb_slice_ends(zb_document_text(d, last), ZB_SLICE("中")))
        last++;
    zb_slice text = zb_document_text(d, last);
    if (zb_document_letter(d, last) != ZB_TEXT || (last == tail.first && text.size == sizeof "中" - 1))
        return false;
    bool within = tail.end + 1 < d->tokens->tokens.count && zb_document_letter(d, tail.end) == ZB_COMMA && /* 67家企业里，有29家 */
                  zb_document_letter(d, tail.end + 1) == ZB_LINK && zb_slice_ends(text, ZB_SLICE("里"));
    return within || (zb_slice_ends(text, ZB_SLICE("中")) && !zb_slice_ends_among(text, names));
}

static bool is_place(uint8_t letter) {
    return letter == ZB_REGION || letter == ZB_FOREIGN;
}

/* 北京、上海2个城市, 泰国、越南2个国家: the total of the places just named; 南方五省区: where it is. */
static bool is_sum_of_places(const zb_document *d, const zb_match *match, uint32_t quantity) {
    static const zb_word provinces[] = {"省区", "省区市", ""};
    if (zb_letter_is_quantity(zb_document_letter(d, quantity)) && zb_slice_among(zb_document_quantity(d, quantity)->unit, provinces))
        return !d->all;
    return quantity >= match->whole.first + 3 && zb_document_letter(d, quantity) == ZB_QTY &&
           is_place(zb_document_letter(d, quantity - 1)) &&
           (zb_document_letter(d, quantity - 2) == ZB_PAUSE || zb_document_letter(d, quantity - 2) == ZB_AND) &&
           is_place(zb_document_letter(d, quantity - 3));
}

/* 达到每亩60斤、80斤、100斤的要求: what is asked for, not what is done. */
static bool is_requirement(const zb_document *d, const zb_match *match, uint32_t quantity) {
    (void)match;
    uint32_t at = quantity + 1, count = (uint32_t)d->tokens->tokens.count;
    while (at + 1 < count && zb_document_letter(d, at) == ZB_PAUSE && zb_letter_is_quantity(zb_document_letter(d, at + 1)) &&
           at - quantity < REACH)
        at += 2;
    if (at + 1 >= count || zb_document_letter(d, at) != ZB_DE)
        return false;
    zb_slice text = zb_document_text(d, at + 1);
    return zb_slice_starts(text, ZB_SLICE("要求")) || zb_slice_equal(text, ZB_SLICE("标准"));
}

/* 高于过去五年年均增长4.3%的水平: what is measured against. */
static bool is_level_compared(const zb_document *d, const zb_match *match, uint32_t quantity) {
    (void)match;
    static const zb_word levels[] = {"水平", "速度", "幅度", ""};
    uint32_t count = (uint32_t)d->tokens->tokens.count;
    if (quantity + 2 >= count || zb_document_letter(d, quantity) != ZB_PCT || zb_document_letter(d, quantity + 1) != ZB_DE)
        return false;
    bool level = zb_slice_starts_among(zb_document_text(d, quantity + 2), levels), against = false;
    for (uint32_t i = quantity; level && !against && i-- > 0 && quantity - i < REACH / 8 && zb_document_letter(d, i) != ZB_COMMA;)
        against = zb_document_letter(d, i) == ZB_ABOVE || zb_document_letter(d, i) == ZB_BELOW;
    return against;
}

static bool has_word_ending(const zb_document *d, uint32_t first, uint32_t end, const zb_word *words) {
    for (uint32_t i = first; i < end && i < first + REACH; i++)
        if (zb_document_letter(d, i) == ZB_TEXT && zb_slice_ends_among(zb_document_text(d, i), words))
            return true;
    return false;
}

/* 对4家企业实施制裁一事: referred to, and not reported. */
static bool is_matter(const zb_document *d, zb_range tail) {
    for (uint32_t i = tail.first; i < tail.end && i < tail.first + REACH; i++)
        if (zb_document_letter(d, i) == ZB_TEXT && zb_slice_contains(zb_document_text(d, i), ZB_SLICE("一事")))
            return true;
    return false;
}

/* 研究是否对1000亿美元商品加税. */
static bool is_asked(const zb_document *d, const zb_match *match, uint32_t quantity) {
    static const zb_word asks[] = {"是否", "能否", "可否", ""};
    zb_range tail = match->capture[ZB_CAPTURE_TAIL];
    bool behind = !zb_range_empty(tail) && tail.first >= quantity;
    return is_matter(d, tail) || (behind && has_word_ending(d, match->whole.first, quantity, asks));
}

/* 利用67个岛屿开展观光: the means, and not what is done. */
static bool is_used(const zb_document *d, const zb_match *match, uint32_t quantity) {
    static const zb_word uses[] = {"利用", "利用这里", "利用当地", "借助", "凭借", ""};
    zb_range tail = match->capture[ZB_CAPTURE_TAIL];
    return !zb_range_empty(tail) && tail.first >= quantity && has_word_ending(d, match->whole.first, quantity, uses);
}

/* 前方9公里的村子, 县城以北25公里的镇, 90度直角的坡面: lengths and angles before a noun, to which nothing is done. */
static bool is_placing(const zb_document *d, const zb_match *match, uint32_t quantity) {
    static const zb_word sides[] = {"以北", "以南", "以东", "以西", "以外", "东北", "西北", "东南", "西南", ""};
    static const zb_word winds[] = {"北", "南", "东", "西", ""};
    static const zb_word places[] = {"范围", "半径", "高空", "处", "高处", "深处", "水下", "地下", "距离", "悬崖", "高度", "海拔", ""};
    zb_range tail = match->capture[ZB_CAPTURE_TAIL];
    uint8_t dimension = zb_document_quantity(d, quantity)->dimension;
    if (zb_range_empty(tail) || tail.first <= quantity ||
        (dimension != ZHIBIAO_LENGTH && dimension != ZHIBIAO_OTHER_PHYSICAL && dimension != ZHIBIAO_TEMPERATURE))
        return false;
    zb_slice behind = zb_document_text(d, quantity + 1);
    if (dimension == ZHIBIAO_LENGTH && (zb_slice_starts(behind, ZB_SLICE("外")) || zb_slice_starts(behind, ZB_SLICE("以外"))))
        return true; /* 向70多公里外的陌生地域机动 */
    uint32_t noun = quantity + 1 + (zb_document_letter(d, quantity + 1) == ZB_DE); /* 沿江1公里范围内, 在200多米的高空 */
    if (dimension == ZHIBIAO_LENGTH && noun < d->tokens->tokens.count && zb_slice_starts_among(zb_document_text(d, noun), places))
        return true;
    if (dimension == ZHIBIAO_LENGTH && quantity > 1 &&
        (zb_slice_ends_among(zb_document_text(d, quantity - 1), sides) ||
         (zb_slice_equal(zb_document_text(d, quantity - 2), ZB_SLICE("以")) && zb_slice_among(zb_document_text(d, quantity - 1), winds))))
        return true;
    for (uint32_t i = match->whole.first; i < tail.end; i++)
        if (i != quantity && does_something(zb_document_letter(d, i)))
            return false;
    return true;
}

/* 它由…组成, 这里距…: what is pointed at is one thing of a story. */
static bool is_pointed_at(const zb_document *d, const zb_match *match, uint32_t quantity) {
    (void)quantity;
    static const zb_word words[] = {"它", "这里", "那里", "有的", "有人", "你", "您", "咱", "顺着", ""};
    uint32_t first = match->whole.first;
    return zb_document_letter(d, first) == ZB_TEXT && zb_slice_starts_among(zb_document_text(d, first), words);
}

/* 记者走访了40多个村: what the newsroom did. Not 记者了解到，…, nor 记者从统计局获悉全市…. */
static bool is_of_newsroom(const zb_document *d, const zb_match *match, uint32_t quantity) {
    uint32_t first = match->whole.first;
    uint8_t letter = zb_document_letter(d, quantity);
    if ((letter != ZB_QTY && letter != ZB_PHYS) || !zb_slice_ends(zb_document_text(d, first), ZB_SLICE("记者")))
        return false;
    for (uint32_t i = first; i < quantity && i < first + REACH; i++)
        if (zb_document_letter(d, i) == ZB_SAY)
            return false;
    return true;
}

bool zb_silence_is_bound(const zb_document *d, const zb_match *match, uint32_t quantity) {
    uint8_t comparison = zb_document_quantity(d, quantity)->comparison;
    uint8_t behind = quantity + 1 < d->tokens->tokens.count ? zb_document_letter(d, quantity + 1) : 0;
    uint8_t letter = zb_document_letter(d, quantity);
    static const zb_word overs[] = {"超", "突破", "逾", "高于", "大于", ""}; /* not the 100多个 of 来自100多个国家的代表 */
    bool over = (letter == ZB_MONEY || letter == ZB_PHYS) && zb_slice_starts_among(zb_document_text(d, quantity), overs);
    bool bounds = letter != ZB_DURATION && (over || comparison == ZHIBIAO_AT_LEAST || comparison == ZHIBIAO_AT_MOST);
    bool attribute = (behind == ZB_DE || behind == ZB_TEXT || behind == ZB_HEAD) && bounds;
    return attribute || is_threshold(d, match, quantity);
}

bool zb_silence_of_rule(const zb_document *d, const zb_rule *rule) {
    return rule->kind == ZB_RULE_SKIP || (rule->kind == ZB_RULE_OPTIONAL && !d->all);
}

/* Each says why a figure is no claim. */
static bool (*const reasons[])(const zb_document *d, const zb_match *match, uint32_t quantity) = {
    is_threshold, is_whole_of_part, is_sum_of_places, is_pointed_at, is_placing,     is_level_compared,
    is_requirement, is_vague,       is_asked,         is_used,       is_of_newsroom, zb_attribute_is,
};

/* 高温天数20天 too. */
static bool is_of_weather(const zb_document *d, uint32_t quantity) {
    return zb_document_letter(d, quantity) == ZB_PHYS || (quantity > 0 && zb_slice_ends(zb_document_text(d, quantity - 1), ZB_SLICE("天数")));
}

bool zb_silence_of_match(const zb_document *d, zb_silence silence, const zb_match *match, uint32_t quantity,
                         uint32_t clause_end, bool goes_on) {
    const zb_rule *rule = zb_array_at(&d->rules->rules, match->rule);
    if (rule->kind == ZB_RULE_OPTIONAL)
        return !d->all;
    if (rule->kind == ZB_RULE_SKIP || silence.aside || (silence.weather && is_of_weather(d, quantity)))
        return true;
    for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++)
        if (reasons[i](d, match, quantity))
            return true;
    return is_mere_count(d, match, quantity, clause_end, goes_on);
}
