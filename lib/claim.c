/* Matches → claims.
 *
 * Quantities are visited from left to right. At each, the rules are tried where its left context begins; the captures of
 * the rule that matches give one claim a role. What a claim leaves unsaid it takes from its neighbours:
 *     城镇新增就业24.64万人，完成年计划的107.13%           no indicator: that of the claim before, whose record it joins
 *     新增高新技术企业6000家、科技型中小企业1.76万家         no verb behind 、: that of the member before (新增)
 *     为1.9万户家庭和1205个场所进行无障碍改造               no predicate before 和: that of the member behind
 *     食品、石化等产业增加值分别增长7.5%、11.5%             members and values in order, the tail (产业增加值) for all */
#include "meaning.h"

enum {
    MEMBERS_MAX = 16, /* of a 分别 list */
    LOOKBACK = 12,    /* claims: what is left unsaid is not said further back than that */
    WINDOW = 48       /* tokens on either side of a quantity that a rule sees: bounds its time on text without punctuation */
};

typedef struct reader {
    zb_document *document;
    zb_context context;
    uint32_t sentence;      /* being read */
    uint32_t sentence_end;  /* its last token + 1 */
    uint32_t first_claim;   /* of the sentence */
    uint32_t block_claim;   /* first of the block */
    uint32_t block;
    bool aside;             /* the sentence is a story, a law, foreign news: nothing in it is a claim */
    bool weather;           /* it speaks of weather: what is measured in it is no one's aim */
    uint32_t clause_end;
    uint32_t left;          /* where the left context of the next quantity begins */
    zhibiao_error *error;
} reader;

static uint8_t letter_at(const reader *r, uint32_t index) { return zb_document_letter(r->document, index); }
static bool empty(zb_range range) { return range.first >= range.end; }
static uint32_t claim_count(const reader *r) { return (uint32_t)r->document->claims->claims.count; }
static zb_claim *claim_at(const reader *r, uint32_t index) { return zb_array_at(&r->document->claims->claims, index); }

/* ---- the words of an indicator --------------------------------------------------------------------------- */

/* Words that belong to the sentence, not to the name of the thing: stripped at either end of an indicator. */
static bool stripped_left(uint8_t letter) {
    switch (letter) {
    case ZB_TIME: case ZB_SCOPE: case ZB_ADVERB: case ZB_DONE: case ZB_AIM: case ZB_RESOLVE: case ZB_PAUSE: case ZB_AND: case ZB_MARK:
    case ZB_AMONG: case ZB_LINK: case ZB_DE: case ZB_EACH: case ZB_BA: case ZB_PREP: case ZB_FORECAST: case ZB_BASE:
    case ZB_TOTAL: case ZB_COMPLETES: case ZB_FROM: case ZB_THAN: case ZB_SAY: case ZB_ORDINAL: case ZB_ETC:
    case ZB_PLAN:
        return true;
    default:
        return false;
    }
}

static bool stripped_right(uint8_t letter) {
    switch (letter) {
    case ZB_TIME: case ZB_SCOPE: case ZB_ADVERB: case ZB_DONE: case ZB_AIM: case ZB_RESOLVE: case ZB_PAUSE: case ZB_AND: case ZB_MARK:
    case ZB_LINK: case ZB_DE: case ZB_EACH: case ZB_BA: case ZB_PREP: case ZB_FORECAST: case ZB_BASE: case ZB_TOTAL:
    case ZB_FROM: case ZB_AVERAGE: case ZB_GROWTHWORD: case ZB_RISETO: case ZB_FALLTO: case ZB_COMPLETES:
        return true;
    default:
        return false;
    }
}

/* Inside an indicator only what never is part of a name goes. */
static bool dropped_inside(uint8_t letter, size_t bytes) {
    switch (letter) {
    case ZB_TIME: case ZB_SCOPE: case ZB_EACH: case ZB_AMONG: case ZB_BASE: case ZB_DONE: case ZB_FORECAST:
        return true;
    case ZB_ADVERB:
        return bytes > 3; /* one character is as often part of a word: 新, 可, 能 */
    default:
        return false;
    }
}

/* A place before a name is its scope (长春市朝阳区有幼儿园), unless it runs into the name (吉林大米). */
static bool stripped_place(const reader *r, uint32_t index, uint32_t end) {
    if (letter_at(r, index) != ZB_REGION || index + 1 >= end)
        return false;
    return zb_document_full_place(r->document, index) ||
           (letter_at(r, index + 1) != ZB_TEXT && letter_at(r, index + 1) != ZB_HEAD);
}

/* 年初确定的目标是新增床位: what names the aim is not named by it. */
static zb_range behind_aim(const reader *r, zb_range range) {
    for (uint32_t i = range.end; i-- > range.first;) {
        zb_slice text = zb_document_text(r->document, i);
        if (letter_at(r, i) == ZB_AIM && (zb_slice_ends(text, ZB_SLICE("是")) || zb_slice_ends(text, ZB_SLICE("为"))))
            return i + 1 < range.end ? (zb_range){i + 1, range.end} : range;
    }
    return range;
}

/* 深入2万多个行政村: before its object the adverb is the verb. */
static bool is_verb_here(const reader *r, uint32_t index) {
    zb_slice text = zb_document_text(r->document, index);
    return zb_slice_equal(text, ZB_SLICE("深入")) || zb_slice_equal(text, ZB_SLICE("直接"));
}

/* 在藏投资, 通过公共网络实现零售额 keep their preposition; 在全省创建 does not. */
static bool opens_phrase(const reader *r, zb_range range) {
    zb_slice text = zb_document_text(r->document, range.first);
    if (!zb_slice_equal(text, ZB_SLICE("在")) && !zb_slice_equal(text, ZB_SLICE("通过")))
        return false;
    return range.first + 1 < range.end && letter_at(r, range.first + 1) == ZB_TEXT;
}

static zb_range strip(const reader *r, zb_range range, bool right_too) {
    range = behind_aim(r, range);
    while (!empty(range) && !opens_phrase(r, range) &&
           (stripped_left(letter_at(r, range.first)) || stripped_place(r, range.first, range.end)))
        range.first++;
    while (right_too && !empty(range) && stripped_right(letter_at(r, range.end - 1)) && !is_verb_here(r, range.end - 1))
        range.end--;
    return range;
}

void zb_claim_words(const zb_document *document, const zb_range *parts, uint32_t count, zb_buffer *out) {
    for (uint32_t k = 0; k < count; k++)
        for (uint32_t i = parts[k].first; i < parts[k].end; i++) {
            zb_slice text = zb_document_text(document, i);
            if (k > 0 && zb_slice_equal(text, ZB_SLICE("全国"))) { /* 新增11个全国县域商业领跑县: the name's own */
                zb_buffer_add(out, text);
                continue;
            }
            bool alone = parts[k].end - parts[k].first == 1;
            bool hangs = zb_document_letter(document, i) == ZB_PREP && i + 1 < parts[k].end &&
                         dropped_inside(zb_document_letter(document, i + 1), text.size); /* 在(本市)就业 */
            if (alone || !(hangs || dropped_inside(zb_document_letter(document, i), text.size)))
                zb_buffer_add(out, text);
        }
}

static void add_part(zb_claim *claim, zb_range range) {
    if (!empty(range) && claim->parts < ZB_PARTS_MAX)
        claim->part[claim->parts++] = range;
}

static void put_part_first(zb_claim *claim, zb_range range) {
    if (empty(range) || claim->parts == ZB_PARTS_MAX)
        return;
    memmove(claim->part + 1, claim->part, claim->parts * sizeof *claim->part);
    claim->part[0] = range;
    claim->parts++;
}

static bool has_letter(const reader *r, zb_range range, uint8_t letter) {
    for (uint32_t i = range.first; i < range.end; i++)
        if (letter_at(r, i) == letter)
            return true;
    return false;
}

static bool claim_has(const reader *r, const zb_claim *claim, uint8_t letter) {
    for (uint32_t k = 0; k < claim->parts; k++)
        if (has_letter(r, claim->part[k], letter))
            return true;
    return false;
}

static const zb_rule *rule_of(const reader *r, const zb_claim *claim) {
    return zb_array_at(&r->document->rules->rules, claim->rule);
}

/* ---- what a claim takes from its neighbours ---------------------------------------------------------------- */

/* The last claim before `index` that names its indicator: in the sentence, else in the paragraph. */
static uint32_t last_named(const reader *r, uint32_t index) {
    for (uint32_t i = index; i-- > r->block_claim && index - i <= LOOKBACK;)
        if (claim_at(r, i)->parts > 0)
            return i;
    return ZB_NO_CLAIM;
}

static void inherit_indicator(reader *r, zb_claim *claim, uint32_t from) {
    if (from == ZB_NO_CLAIM)
        return;
    const zb_claim *source = claim_at(r, from);
    claim->elided = true;
    claim->parts = source->parts;
    memcpy(claim->part, source->part, sizeof claim->part);
}

/* 、35个服务中心 takes 建设 from 建设5个县域; 和1205个场所 takes 为 from 为1.9万户家庭. */
static void inherit_verb(reader *r, zb_claim *claim, uint32_t index) {
    if (index <= r->first_claim || claim->parts == 0 || claim_has(r, claim, ZB_VERB) || claim_has(r, claim, ZB_BENEFIT))
        return;
    const zb_claim *before = claim_at(r, index - 1);
    if (before->parts == 0 || before->measure != ZHIBIAO_LEVEL || before->elided)
        return;
    zb_range verb = before->part[0];
    uint32_t end = verb.first;
    if (letter_at(r, end) == ZB_FOR)
        end++;
    else
        while (end < verb.end && end < verb.first + 2 &&
               (letter_at(r, end) == ZB_VERB || letter_at(r, end) == ZB_BENEFIT))
            end++;
    bool whole = end == verb.end && before->parts == 1;
    if (!whole)
        put_part_first(claim, (zb_range){verb.first, end});
}

static bool only_verbs(const reader *r, const zb_claim *claim) {
    for (uint32_t i = claim->part[0].first; i < claim->part[0].end; i++)
        if (letter_at(r, i) != ZB_VERB && letter_at(r, i) != ZB_ADVERB)
            return false;
    return claim->parts == 1;
}

/* 计划新建停车泊位5000个，实际建成6120个: what was built is the thing that was planned, and one record. */
static void inherit_object(reader *r, zb_claim *claim, uint32_t index) {
    const zb_claim *before = index > r->first_claim ? claim_at(r, index - 1) : NULL;
    if (before == NULL || before->parts == 0 || before->measure != ZHIBIAO_LEVEL)
        return;
    zb_range object = before->part[0];
    while (object.first < object.end && letter_at(r, object.first) == ZB_VERB)
        object.first++;
    if (object.first == before->part[0].first) /* what stands before has no verb of its own: 新增 is not said of it */
        return;
    add_part(claim, object);
    for (uint32_t k = 1; k < before->parts; k++)
        add_part(claim, before->part[k]);
    if (before->role == ZB_TARGET && claim->role == ZB_ACTUAL)
        claim->joins = index - 1;
}

/* 进行无障碍改造 behind the last member serves the member before it as well. */
static void share_predicate(reader *r, zb_range tail, uint32_t index) {
    if (index <= r->first_claim || empty(tail))
        return;
    zb_claim *before = claim_at(r, index - 1);
    uint32_t verb = tail.first + 1;
    while (verb < tail.end && letter_at(r, verb) != ZB_VERB)
        verb++;
    if (verb >= tail.end || before->measure != ZHIBIAO_LEVEL || claim_has(r, before, ZB_VERB) ||
        before->parts == 0 || letter_at(r, before->part[0].first) != ZB_FOR)
        return;
    add_part(before, (zb_range){verb, tail.end});
    if (!before->elided) {
        before->full_parts = before->parts;
        memcpy(before->full_part, before->part, sizeof before->part);
    }
}

/* 惠及居民14万户 in full says what reaches them: 开工改造城镇老旧小区惠及居民. */
static void complete_words(reader *r, zb_claim *claim, uint32_t index) {
    claim->full_parts = claim->parts;
    memcpy(claim->full_part, claim->part, sizeof claim->part);
    if (claim->parts == 0 || claim->elided || letter_at(r, claim->part[0].first) != ZB_BENEFIT)
        return;
    for (uint32_t i = index; i-- > r->first_claim && index - i <= LOOKBACK;) {
        const zb_claim *source = claim_at(r, i);
        if (source->parts == 0 || letter_at(r, source->part[0].first) == ZB_BENEFIT)
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

/* ---- making claims ------------------------------------------------------------------------------------------ */

static uint32_t quantity_in(const reader *r, zb_range range) {
    for (uint32_t i = range.first; i < range.end; i++)
        if (zb_letter_is_quantity(letter_at(r, i)))
            return i;
    return ZB_NO_TOKEN;
}

static uint8_t basis_of(const reader *r, zb_range range, uint8_t kind) {
    static const struct {
        const char *word;
        zhibiao_basis basis;
    } words[] = {
        {"环比", ZHIBIAO_QOQ},   {"上月", ZHIBIAO_QOQ},  {"上季", ZHIBIAO_QOQ},  {"年均", ZHIBIAO_AVERAGE},
        {"平均", ZHIBIAO_AVERAGE}, {"年初", ZHIBIAO_YTD}, {"上年末", ZHIBIAO_YTD}, {"上年底", ZHIBIAO_YTD},
        {"同比", ZHIBIAO_YOY},   {"上年", ZHIBIAO_YOY},  {"去年", ZHIBIAO_YOY},  {"同期", ZHIBIAO_YOY},
        {"上一年", ZHIBIAO_YOY}, {"前一年", ZHIBIAO_YOY},
    };
    if (kind == ZB_RULE_GAP || kind == ZB_RULE_COMPLETION)
        return ZHIBIAO_PLAN;
    if (empty(range))
        return ZHIBIAO_NO_BASIS;
    const char *flow = zb_text_flow(r->document->text).data;
    uint32_t start = zb_document_token(r->document, range.first)->start;
    uint32_t end = zb_document_token(r->document, range.end - 1)->end;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        zb_slice word = zb_slice_of(words[i].word);
        for (uint32_t at = start; at + word.size <= end; at++)
            if (memcmp(flow + at, word.data, word.size) == 0)
                return (uint8_t)words[i].basis;
    }
    return ZHIBIAO_OTHER_BASIS;
}

static uint8_t measure_of(const zb_rule *rule) {
    return rule->kind <= ZB_RULE_SHARE ? rule->kind : (uint8_t)ZHIBIAO_LEVEL;
}

/* A claim with all but its indicator, appended. NULL when memory is gone. */
static zb_claim *new_claim(reader *r, const zb_match *match, zb_role role, uint32_t quantity) {
    const zb_rule *rule = zb_array_at(&r->document->rules->rules, match->rule);
    zb_claim *claim = zb_array_add(&r->document->claims->claims, 1);
    if (claim == NULL)
        return NULL;
    zb_context_advance(&r->context, quantity);
    claim->quantity = quantity;
    claim->rule = match->rule;
    claim->sentence = r->sentence;
    claim->role = (uint8_t)role;
    claim->measure = measure_of(rule);
    claim->basis = basis_of(r, match->capture[ZB_CAPTURE_BASIS], rule->kind);
    claim->negative = !empty(match->capture[ZB_CAPTURE_FALL]) && role != ZB_COMPLETION;
    claim->time = r->context.local_time != ZB_NO_TOKEN ? r->context.local_time : r->context.time;
    claim->region = r->context.local_region != ZB_NO_TOKEN ? r->context.local_region : r->context.region;
    claim->year = r->context.year;
    claim->like = ZB_NO_TOKEN;
    claim->joins = ZB_NO_CLAIM;
    zb_context_claimed(&r->context);
    return claim;
}

/* 不少于8000个, 不低于96%: bounds in the words of plans. */
static bool bounded_like_a_plan(const reader *r, uint32_t quantity) {
    static const char *const bounds[] = {"不少于", "不低于", "不超过", "不高于", "至少"};
    zb_slice text = zb_document_text(r->document, quantity);
    for (size_t i = 0; i < sizeof bounds / sizeof *bounds; i++)
        if (zb_slice_starts(text, zb_slice_of(bounds[i])))
            return true;
    return false;
}

static zb_role role_of_mood(const reader *r, uint32_t quantity) {
    zb_mood mood = zb_context_mood(&r->context);
    if (mood == ZB_MOOD_NONE)
        return bounded_like_a_plan(r, quantity) ? ZB_TARGET : ZB_ACTUAL;
    return mood == ZB_MOOD_TARGET ? ZB_TARGET : ZB_ACTUAL;
}

/* The claim that a completion or a gap speaks of: the nearest before it in the sentence that states a figure of its own. */
static uint32_t completed_claim(const reader *r, uint32_t index) {
    for (uint32_t i = index; i-- > r->first_claim && index - i <= LOOKBACK;) {
        const zb_claim *claim = claim_at(r, i);
        if ((claim->role == ZB_ACTUAL || claim->role == ZB_TARGET) && claim->measure == ZHIBIAO_LEVEL)
            return i;
    }
    return ZB_NO_CLAIM;
}

/* 居民人均可支配收入保持全国领先，超过7.2万元: the subject stands in the clause before, which has no figure of its own. Taken only
 * where that clause opens with a statistic's head noun, and is the sentence's first word on the matter. */
static zb_range subject_before(const reader *r, uint32_t first) {
    zb_range none = {0, 0};
    if (first < 2 || letter_at(r, first - 1) != ZB_COMMA)
        return none;
    const zb_sentence *sentence = zb_array_at(&r->document->clauses->sentences, r->sentence);
    uint32_t start = first - 1;
    while (start > sentence->first && first - start < WINDOW && letter_at(r, start - 1) != ZB_COMMA && letter_at(r, start - 1) != ZB_SEMI &&
           letter_at(r, start - 1) != ZB_COLON && !zb_letter_is_quantity(letter_at(r, start - 1)))
        start--;
    if (start > sentence->first && zb_letter_is_quantity(letter_at(r, start - 1)))
        return none;
    uint32_t end = start, head = start;
    for (; end + 1 < first; end++) {
        uint8_t letter = letter_at(r, end);
        if (letter == ZB_HEAD || letter == ZB_RATIO)
            head = end + 1;
        else if (letter == ZB_LINK || letter == ZB_GROW || letter == ZB_FALL || letter == ZB_RANK)
            break;
    }
    return head > start ? strip(r, (zb_range){start, head}, true) : none;
}

static void finish_claim(reader *r, zb_claim *claim, const zb_match *match) {
    uint32_t index = claim_count(r) - 1;
    const zb_rule *rule = rule_of(r, claim);
    bool of_plan = claim->role == ZB_COMPLETION || claim->role == ZB_GAP;
    zb_range tail = match->capture[ZB_CAPTURE_TAIL];
    uint8_t before = match->whole.first < match->whole.end ? letter_at(r, match->whole.first) : 0;
    if (claim->parts == 0 && !of_plan)
        add_part(claim, subject_before(r, match->whole.first));
    if (claim->parts == 0) {
        uint32_t from = of_plan ? completed_claim(r, index) : last_named(r, index);
        inherit_indicator(r, claim, from);
        if (of_plan && from != ZB_NO_CLAIM) {
            claim->joins = from;
            claim->measure = claim_at(r, from)->measure;
        }
    } else if (rule->kind == ZB_RULE_LEVEL && only_verbs(r, claim)) {
        inherit_object(r, claim, index);
    } else if (rule->kind == ZB_RULE_LEVEL && (before == ZB_PAUSE || before == ZB_AND)) {
        inherit_verb(r, claim, index);
    }
    complete_words(r, claim, index);
    if (!empty(tail) && rule->kind == ZB_RULE_LEVEL && (before == ZB_PAUSE || before == ZB_AND))
        share_predicate(r, tail, index);
}

/* 西延、眉太等4条高速公路建成通车: what stands before 等 are examples of what is counted; a verb before them stays. */
static zb_range without_examples(const reader *r, zb_range range, zb_range tail) {
    if (empty(range) || empty(tail) || letter_at(r, range.end - 1) != ZB_ETC)
        return strip(r, range, true);
    uint32_t end = range.first;
    while (end < range.end && (letter_at(r, end) == ZB_VERB || letter_at(r, end) == ZB_FOR))
        end++;
    return (zb_range){range.first, end};
}

static bool make_claim(reader *r, const zb_match *match, zb_role role, zb_range value) {
    uint32_t quantity = quantity_in(r, value);
    if (quantity == ZB_NO_TOKEN)
        return true;
    zb_claim *claim = new_claim(r, match, role, quantity);
    if (claim == NULL)
        return false;
    zb_range tail = strip(r, match->capture[ZB_CAPTURE_TAIL], true);
    /* before a tail the head keeps its last word: the 为 of 为6.7万户家庭 is no link */
    add_part(claim, without_examples(r, strip(r, match->capture[ZB_CAPTURE_INDICATOR], false), tail));
    add_part(claim, tail);
    finish_claim(r, claim, match);
    return true;
}

/* ---- lists ---------------------------------------------------------------------------------------------------- */

static uint32_t split_members(const reader *r, zb_range range, bool at_and, zb_range *members) {
    uint32_t count = 0, first = range.first;
    for (uint32_t i = range.first; i <= range.end; i++) {
        bool cut = i == range.end || letter_at(r, i) == ZB_PAUSE || (at_and && letter_at(r, i) == ZB_AND);
        if (!cut)
            continue;
        if (i > first && count < MEMBERS_MAX)
            members[count++] = (zb_range){first, i};
        first = i + 1;
    }
    return count;
}

/* What the last member ends in and all share: behind 等, or its head nouns. The member is cut before it. */
static zb_range shared_tail(const reader *r, zb_range *last) {
    for (uint32_t i = last->first; i < last->end; i++)
        if (letter_at(r, i) == ZB_ETC) {
            uint32_t first = i + 1; /* 印度等国进出口: 国 says what kind the members are */
            if (first + 1 < last->end && zb_document_text(r->document, first).size == 3 && letter_at(r, first) == ZB_TEXT)
                first++;
            zb_range tail = {first, last->end};
            last->end = i;
            return tail;
        }
    uint32_t first = last->end;
    while (first > last->first + 1 && (letter_at(r, first - 1) == ZB_HEAD || letter_at(r, first - 1) == ZB_VERB ||
                                       letter_at(r, first - 1) == ZB_RATIO))
        first--;
    zb_range tail = {first, last->end};
    last->end = first;
    return tail;
}

/* 事故起数、死亡人数: a member that names a measure of its own shares no tail. */
static bool has_own_head(const reader *r, zb_range member) {
    static const char *const ends[] = {"数", "量", "额", "率", "值", "费", "价", "比", "收入", "面积"};
    if (empty(member))
        return false;
    uint8_t letter = letter_at(r, member.end - 1);
    zb_slice text = zb_document_text(r->document, member.end - 1);
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (zb_slice_ends(text, zb_slice_of(ends[i])))
            return true;
    return letter == ZB_HEAD || letter == ZB_RATIO;
}

/* 战略性新兴产业 and 高新技术产业增加值 share 增加值, not 产业 once more. */
static zb_range unlike_end(const reader *r, zb_range member, zb_range tail) {
    if (!empty(member) && !empty(tail) &&
        zb_slice_ends(zb_document_text(r->document, member.end - 1), zb_document_text(r->document, tail.first)))
        tail.first++;
    return tail;
}

static zb_range shared_head(const reader *r, zb_range first_member) {
    uint32_t end = first_member.first;
    while (end < first_member.end && (letter_at(r, end) == ZB_VERB || letter_at(r, end) == ZB_FOR))
        end++;
    return end < first_member.end ? (zb_range){first_member.first, end} : (zb_range){0, 0};
}

static uint32_t values_in(const reader *r, zb_range range, uint32_t *values) {
    uint32_t count = 0;
    for (uint32_t i = range.first; i < range.end && count < MEMBERS_MAX; i++)
        if (zb_letter_is_quantity(letter_at(r, i)))
            values[count++] = i;
    return count;
}

static zb_role role_of_list(const reader *r, const zb_rule *rule, uint32_t quantity) {
    return rule->kind == ZB_RULE_COMPLETION ? ZB_COMPLETION
           : rule->kind == ZB_RULE_GAP      ? ZB_GAP
                                            : role_of_mood(r, quantity);
}

/* Values without members of their own belong to the claims before them, in order. */
static bool values_of_claims_before(reader *r, const zb_match *match, const uint32_t *values, uint32_t count) {
    const zb_rule *rule = zb_array_at(&r->document->rules->rules, match->rule);
    uint32_t have = claim_count(r) - r->first_claim, base = claim_count(r) - count;
    for (uint32_t k = 0; k < count; k++) {
        zb_claim *claim = new_claim(r, match, role_of_list(r, rule, values[k]), values[k]);
        if (claim == NULL)
            return false;
        if (have >= count) {
            inherit_indicator(r, claim, base + k);
            if (rule->kind == ZB_RULE_COMPLETION)
                claim->joins = base + k;
            complete_words(r, claim, claim_count(r) - 1);
        } else {
            finish_claim(r, claim, match);
        }
    }
    return true;
}

static bool make_list(reader *r, const zb_match *match) {
    const zb_rule *rule = zb_array_at(&r->document->rules->rules, match->rule);
    uint32_t values[MEMBERS_MAX], count = values_in(r, match->capture[ZB_CAPTURE_VALUES], values);
    zb_range indicator = strip(r, match->capture[ZB_CAPTURE_INDICATOR], true), members[MEMBERS_MAX];
    if (empty(indicator))
        return values_of_claims_before(r, match, values, count);
    uint32_t found = split_members(r, indicator, true, members);
    if (found != count)
        found = split_members(r, indicator, false, members);
    bool paired = found == count;
    zb_range tail = paired ? shared_tail(r, &members[count - 1]) : (zb_range){0, 0};
    zb_range head = paired ? shared_head(r, members[0]) : (zb_range){0, 0};
    for (uint32_t k = 0; k < count; k++) {
        zb_claim *claim = new_claim(r, match, role_of_list(r, rule, values[k]), values[k]);
        if (claim == NULL)
            return false;
        if (paired) {
            bool own_tail = k + 1 < count && has_own_head(r, members[k]);
            add_part(claim, k > 0 ? head : (zb_range){0, 0});
            add_part(claim, members[k]);
            add_part(claim, own_tail ? (zb_range){0, 0} : unlike_end(r, members[k], tail));
        } else {
            add_part(claim, indicator);
        }
        claim->like = k > 0 ? values[0] : ZB_NO_TOKEN;
        complete_words(r, claim, claim_count(r) - 1);
    }
    return true;
}

/* The values before, one for each claim that the list gave; they stand in the list's order. */
static bool make_baselines(reader *r, const zb_match *match, uint32_t first) {
    uint32_t values[MEMBERS_MAX], count = values_in(r, match->capture[ZB_CAPTURE_BASELINES], values);
    uint32_t made = claim_count(r) - first;
    for (uint32_t k = 0; k < count && k < made; k++) {
        zb_claim *claim = new_claim(r, match, ZB_BASELINE, values[k]);
        if (claim == NULL)
            return false;
        inherit_indicator(r, claim, first + k);
        claim->joins = first + k;
        claim->like = values[0];
        claim_at(r, first + k)->like = values[0];
        complete_words(r, claim, claim_count(r) - 1);
    }
    return true;
}

/* ---- one match --------------------------------------------------------------------------------------------------- */

static bool make_claims(reader *r, const zb_match *match) {
    static const struct {
        zb_capture_kind capture;
        zb_role role;
    } fixed[] = {
        {ZB_CAPTURE_TARGET, ZB_TARGET}, {ZB_CAPTURE_ACTUAL, ZB_ACTUAL},
        {ZB_CAPTURE_COMPLETION, ZB_COMPLETION}, {ZB_CAPTURE_GAP, ZB_GAP},
    };
    const zb_range *capture = match->capture;
    uint32_t first = claim_count(r);
    if (!empty(capture[ZB_CAPTURE_VALUES]))
        return make_list(r, match) && (empty(capture[ZB_CAPTURE_BASELINES]) || make_baselines(r, match, first));
    uint32_t baseline = ZB_NO_CLAIM;
    if (!empty(capture[ZB_CAPTURE_BASELINE])) {
        baseline = claim_count(r);
        if (!make_claim(r, match, ZB_BASELINE, capture[ZB_CAPTURE_BASELINE]))
            return false;
    }
    if (!empty(capture[ZB_CAPTURE_VALUE])) {
        uint32_t index = claim_count(r);
        if (!make_claim(r, match, role_of_mood(r, quantity_in(r, capture[ZB_CAPTURE_VALUE])), capture[ZB_CAPTURE_VALUE]))
            return false;
        if (baseline != ZB_NO_CLAIM && index < claim_count(r)) {
            claim_at(r, baseline)->joins = index;
            claim_at(r, index)->like = claim_at(r, baseline)->quantity;
        }
    }
    bool past = zb_context_looks_back(&r->context); /* 159项改革任务 in a review were done */
    for (size_t i = 0; i < sizeof fixed / sizeof *fixed; i++) {
        zb_role role = fixed[i].role == ZB_TARGET && past ? ZB_ACTUAL : fixed[i].role;
        if (!make_claim(r, match, role, capture[fixed[i].capture]))
            return false;
    }
    return true;
}

/* Where the next quantity's left context begins: behind the match, but when a tail runs into the next quantity it is that one's
 * left context too (2.19万个用人单位提供岗位25.99万个). */
static uint32_t left_behind(const reader *r, const zb_match *match) {
    zb_range tail = match->capture[ZB_CAPTURE_TAIL], value = match->capture[ZB_CAPTURE_VALUE];
    bool runs_on = !empty(tail) && !empty(value) && tail.first >= value.end && tail.end < r->sentence_end &&
                   zb_letter_is_quantity(letter_at(r, tail.end));
    return runs_on ? value.end : match->whole.end;
}

/* 年收入2000万元以上的企业, 50人以下小微企业: a bound on money, size or heads before a noun narrows the noun. Of counted things it
 * is a claim (救助1200名以上患者). */
static bool is_threshold(const reader *r, const zb_match *match) {
    zb_range value = match->capture[ZB_CAPTURE_VALUE], tail = match->capture[ZB_CAPTURE_TAIL];
    if (empty(value) || empty(tail) || tail.first < value.end)
        return false;
    uint8_t letter = letter_at(r, value.first);
    if (letter != ZB_MONEY && letter != ZB_PHYS && letter != ZB_QTY)
        return false;
    const zb_token *token = zb_document_token(r->document, value.first);
    const zb_quantity *quantity = zb_array_at(&r->document->tokens->quantities, token->value);
    if (letter == ZB_QTY && !zb_slice_equal(quantity->unit, ZB_SLICE("人")))
        return false;
    return quantity->comparison == ZHIBIAO_AT_LEAST || quantity->comparison == ZHIBIAO_AT_MOST;
}

static bool does_something(uint8_t letter) {
    switch (letter) {
    case ZB_VERB: case ZB_BENEFIT: case ZB_FOR: case ZB_COMPLETES: case ZB_GROW: case ZB_FALL: case ZB_LINK: case ZB_BA:
    case ZB_HEAD: case ZB_AMONG: case ZB_AIM: case ZB_DONE: case ZB_RATIO: case ZB_TOTAL:
        return true;
    default:
        return false;
    }
}

/* 粤湘赣3省交界, 城市二元结构, 4层环体: a handful of things before a noun, in a clause where nothing on record is done to them. */
static bool is_mere_count(const reader *r, const zb_match *match, uint32_t quantity) {
    enum { HANDFUL = 30 };
    zb_range tail = match->capture[ZB_CAPTURE_TAIL];
    if (empty(tail) || tail.first <= quantity || letter_at(r, quantity) == ZB_MONEY || letter_at(r, quantity) == ZB_PCT)
        return false;
    const zb_token *token = zb_document_token(r->document, quantity);
    const zb_quantity *count = zb_array_at(&r->document->tokens->quantities, token->value);
    if (zb_number_compare(count->number, zb_number_make(HANDFUL, 0)) > 0)
        return false;
    uint8_t first = letter_at(r, match->whole.first); /* 、12个运动场 goes on with what was built before */
    if ((first == ZB_PAUSE || first == ZB_AND) && claim_count(r) > r->first_claim)
        return false;
    for (uint32_t i = match->whole.first; i < r->clause_end && i < match->whole.first + 2 * WINDOW; i++)
        if (does_something(letter_at(r, i)))
            return false;
    return true;
}

/* 几亿农民, 数百名: no figure; 101岁: an age, unless a life expectancy is told. */
static bool is_vague(const reader *r, const zb_match *match, uint32_t index) {
    const zb_token *token = zb_document_token(r->document, index);
    const zb_quantity *quantity = zb_array_at(&r->document->tokens->quantities, token->value);
    zb_slice text = {zb_text_flow(r->document->text).data + quantity->start, quantity->end - quantity->start};
    if (zb_slice_starts(text, ZB_SLICE("几")) || zb_slice_starts(text, ZB_SLICE("数")))
        return true;
    return zb_slice_equal(quantity->unit, ZB_SLICE("岁")) && !has_letter(r, match->whole, ZB_SPAN);
}

static bool is_claim(const reader *r, const zb_match *match, uint32_t quantity) {
    const zb_rule *rule = zb_array_at(&r->document->rules->rules, match->rule);
    if (rule->kind == ZB_RULE_SKIP || r->aside || (r->weather && letter_at(r, quantity) == ZB_PHYS))
        return false;
    return !is_threshold(r, match) && !is_mere_count(r, match, quantity) && !is_vague(r, match, quantity);
}

/* ---- sentences ------------------------------------------------------------------------------------------------- */

static zhibiao_status read_clause(reader *r, const zb_clause *clause) {
    zb_context_clause(&r->context, clause);
    r->clause_end = clause->end;
    if (r->left < clause->first)
        r->left = clause->first;
    for (uint32_t q = r->left; q < clause->end; q++) {
        if (!zb_letter_is_quantity(letter_at(r, q)) || q < r->left)
            continue;
        zb_match match;
        bool found;
        zb_context_advance(&r->context, q);
        uint32_t from = q - r->left > WINDOW ? q - WINDOW : r->left;
        uint32_t to = r->sentence_end - q > WINDOW ? q + WINDOW : r->sentence_end;
        zhibiao_status status = zb_match_at(r->document->matcher, r->document->rules,
                                            zb_buffer_slice(&r->document->tokens->letters), from, to, &match, &found,
                                            r->error);
        if (status != ZHIBIAO_OK)
            return status;
        if (!found || match.whole.end <= q) {
            r->left = q + 1;
            continue;
        }
        if (is_claim(r, &match, q) && !make_claims(r, &match))
            return zb_fail(r->error, ZHIBIAO_ERROR_MEMORY, "out of memory");
        r->left = left_behind(r, &match);
    }
    return ZHIBIAO_OK;
}

/* 对俄罗斯进出口, 与美国、英国: another country as a partner of ours. */
static bool is_partner(uint8_t letter) {
    return letter == ZB_FOR || letter == ZB_THAN || letter == ZB_AND || letter == ZB_PAUSE || letter == ZB_PREP;
}

static bool speaks_of_china(const reader *r, uint32_t index) {
    zb_slice text = zb_document_text(r->document, index);
    if (letter_at(r, index) != ZB_TEXT)
        return false;
    for (size_t i = 0; i + 6 <= text.size; i += 3)
        if (memcmp(text.data + i, "中国", 6) == 0 || memcmp(text.data + i, "中方", 6) == 0)
            return true;
    return false;
}

/* Sentences whose figures are nobody's indicator: a person's story, a match, a law, another country's news. */
static bool is_aside(reader *r, const zb_sentence *sentence) {
    bool foreign = false, home = false, weather = false;
    for (uint32_t i = sentence->first; i < sentence->end; i++) {
        uint8_t letter = letter_at(r, i);
        bool speaks = i + 1 < sentence->end && letter_at(r, i + 1) == ZB_SAY; /* 他介绍，… */
        if ((letter == ZB_STORY && !speaks) || letter == ZB_LAW)
            return true;
        weather = weather || letter == ZB_WEATHER;
        foreign = foreign || (letter == ZB_FOREIGN && (i == sentence->first || !is_partner(letter_at(r, i - 1))));
        home = home || letter == ZB_SCOPE || letter == ZB_REGION || speaks_of_china(r, i);
    }
    r->weather = weather;
    return foreign && !home;
}

static zhibiao_status read_sentence(reader *r, uint32_t index) {
    const zb_sentence *sentence = zb_array_at(&r->document->clauses->sentences, index);
    if (sentence->block != r->block) {
        r->block = sentence->block;
        r->block_claim = claim_count(r);
    }
    r->sentence = index;
    r->sentence_end = sentence->end;
    r->first_claim = claim_count(r);
    r->left = sentence->first;
    zb_context_sentence(&r->context, sentence);
    r->aside = is_aside(r, sentence);
    for (uint32_t i = sentence->first_clause; i < sentence->end_clause; i++) {
        zhibiao_status status = read_clause(r, zb_array_at(&r->document->clauses->clauses, i));
        if (status != ZHIBIAO_OK)
            return status;
    }
    zb_context_sentence_end(&r->context, sentence);
    return ZHIBIAO_OK;
}

zhibiao_status zb_claims_read(zb_document *document, zhibiao_error *error) {
    reader r = {.document = document, .block = UINT32_MAX, .error = error};
    zb_context_begin(&r.context, document);
    for (uint32_t i = 0; i < document->clauses->sentences.count; i++) {
        zhibiao_status status = read_sentence(&r, i);
        if (status != ZHIBIAO_OK)
            return status;
    }
    return ZHIBIAO_OK;
}
