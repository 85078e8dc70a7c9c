/* Matches → claims.
 *
 * Quantities are visited from left to right. At each, the rules are tried where its left context begins; the captures of
 * the rule that matches give one claim a role. What a claim leaves unsaid it takes from its neighbours:
 *     城镇新增就业3.21万人，完成年计划的107%           no indicator: that of the claim before, whose record it joins
 *     新增高新技术企业80家、科技型中小企业210家           no verb behind 、: that of the member before (新增)
 *     为8600户家庭和430个场所进行无障碍改造               no predicate before 和: that of the member behind
 *     造纸、纺织等行业增加值分别增长4.2%、6.5%             members and values in order, the tail (行业增加值) for all */
#include "meaning.h"

enum {
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
    uint32_t barrier;       /* claims before this one are not what is left unsaid: a figure that is no claim stood between */
    uint32_t block;
    zb_silence silence;     /* what of the sentence is no claim */
    bool abroad;            /* the heading above tells another country's news */
    uint32_t left;          /* where the left context of the next quantity begins */
    zb_range held;          /* of the clause: the subject before 连续三年 */
    zb_sheet sheet;         /* the table that rows belong to */
    zhibiao_error *error;
} reader;

static uint8_t letter_at(const reader *r, uint32_t index) { return zb_document_letter(r->document, index); }
static uint32_t claim_count(const reader *r) { return (uint32_t)r->document->claims->claims.count; }
static zb_claim *claim_at(const reader *r, uint32_t index) { return zb_array_at(&r->document->claims->claims, index); }

/* ---- parts ------------------------------------------------------------------------------------------------- */

static void add_part(zb_claim *claim, zb_range range) {
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

static bool claim_has(const reader *r, const zb_claim *claim, uint8_t letter) {
    for (uint32_t k = 0; k < claim->parts; k++)
        if (zb_document_has(r->document, claim->part[k], letter))
            return true;
    return false;
}

static const zb_rule *rule_of(const reader *r, const zb_claim *claim) {
    return zb_array_at(&r->document->rules->rules, claim->rule);
}

/* ---- what a claim takes from its neighbours ---------------------------------------------------------------- */

/* The last claim before `index` that names its indicator: in the sentence, else in the paragraph. */
static uint32_t last_named(const reader *r, uint32_t index) {
    uint32_t first = r->barrier > r->block_claim ? r->barrier : r->block_claim;
    for (uint32_t i = index; i-- > first && index - i <= LOOKBACK;)
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

/* 、35个服务中心 takes 建设 from 建设5个县域; 和430个场所 takes 为 from 为8600户家庭. */
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
    if (index <= r->first_claim || zb_range_empty(tail))
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
    if (zb_range_empty(range))
        return ZHIBIAO_NO_BASIS;
    const char *flow = zb_text_flow(r->document->text).data;
    uint32_t start = zb_document_token(r->document, range.first)->start;
    uint32_t end = zb_document_token(r->document, range.end - 1)->end;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (zb_slice_contains((zb_slice){flow + start, end - start}, zb_slice_of(words[i].word)))
            return (uint8_t)words[i].basis;
    return ZHIBIAO_OTHER_BASIS;
}

static uint8_t measure_of(const zb_rule *rule, uint8_t letter) {
    if (rule->kind == ZB_RULE_OPTIONAL && letter == ZB_POINTS) /* 比全国高1.2个百分点 */
        return ZHIBIAO_INCREMENT;
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
    claim->measure = measure_of(rule, letter_at(r, quantity));
    claim->basis = basis_of(r, match->capture[ZB_CAPTURE_BASIS], rule->kind);
    claim->negative = !zb_range_empty(match->capture[ZB_CAPTURE_FALL]) && role != ZB_COMPLETION;
    claim->time = r->context.local_time != ZB_NO_TOKEN ? r->context.local_time : r->context.time;
    claim->region = r->context.local_region != ZB_NO_TOKEN ? r->context.local_region : r->context.region;
    claim->year = r->context.year;
    claim->passed = zb_indicator_is_milestone(r->document, match->whole);
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

static bool goes_on_before(uint8_t letter) {
    return letter != ZB_COMMA && letter != ZB_SEMI && letter != ZB_COLON;
}

/* The clause before the comma at `comma`. */
static zb_range clause_before(const reader *r, uint32_t comma) {
    const zb_sentence *sentence = zb_array_at(&r->document->clauses->sentences, r->sentence);
    uint32_t start = comma;
    while (start > sentence->first && comma - start < WINDOW && goes_on_before(letter_at(r, start - 1)))
        start--;
    return (zb_range){start, comma};
}

static bool has_figure(const reader *r, zb_range clause) {
    for (uint32_t i = clause.first; i < clause.end; i++)
        if (zb_letter_is_quantity(letter_at(r, i)))
            return true;
    return false;
}

/* 扣除价格因素, 据12个省的统计: said aside. */
static bool is_aside(const reader *r, zb_range clause) {
    zb_slice text = zb_range_empty(clause) ? ZB_SLICE("") : zb_document_text(r->document, clause.first);
    return !zb_range_empty(clause) && (letter_at(r, clause.first) == ZB_ASIDE || zb_slice_starts(text, ZB_SLICE("据")) ||
                                       zb_slice_equal(text, ZB_SLICE("根据")));
}

/* The clause that a clause beginning at `first` goes on from, not what is said aside; empty when it has figures: it has said its
 * own. */
static zb_range topic_clause(const reader *r, uint32_t first) {
    const zb_sentence *sentence = zb_array_at(&r->document->clauses->sentences, r->sentence);
    zb_range clause = {0, 0};
    if (first >= sentence->first + 2 && letter_at(r, first - 1) == ZB_COMMA)
        clause = clause_before(r, first - 1);
    bool aside = is_aside(r, clause);
    if (aside && clause.first >= sentence->first + 2 && letter_at(r, clause.first - 1) == ZB_COMMA)
        clause = clause_before(r, clause.first - 1);
    else if (aside)
        return (zb_range){0, 0};
    return has_figure(r, clause) ? (zb_range){0, 0} : clause;
}

/* 内贸指数, 投诉量 behind a head noun: 企业内贸指数 */
static bool measures(zb_slice text) {
    static const char *const ends[] = {"指数", "数", "量", "额", "值", "价", "率"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (zb_slice_ends(text, zb_slice_of(ends[i])))
            return true;
    return false;
}

/* 城镇居民收入保持全省前列，超过4.6万元: the subject stands in the clause before, which has no figure of its own. Taken only
 * where that clause opens with a statistic's head noun, and is the sentence's first word on the matter. */
static zb_range subject_before(const reader *r, uint32_t first) {
    zb_range clause = topic_clause(r, first);
    uint32_t head = clause.first;
    for (uint32_t i = clause.first; i < clause.end; i++) {
        uint8_t letter = letter_at(r, i);
        if (letter == ZB_HEAD || letter == ZB_RATIO || (head == i && i > clause.first && measures(zb_document_text(r->document, i))))
            head = i + 1;
        else if (letter == ZB_LINK || letter == ZB_GROW || letter == ZB_FALL || letter == ZB_RANK)
            break;
    }
    return head > clause.first ? zb_indicator_strip(r->document, (zb_range){clause.first, head}, true) : (zb_range){0, 0};
}

static bool is_nominal(const reader *r, uint32_t index, uint32_t end, bool with_verbs) {
    uint8_t letter = letter_at(r, index);
    if (letter == ZB_VERB) /* within 进行建设的纺织厂 */
        return with_verbs && zb_document_has(r->document, (zb_range){index + 1, end}, ZB_DE);
    switch (letter) {
    case ZB_TEXT: case ZB_HEAD: case ZB_RATIO: case ZB_WORKS: case ZB_QUOTE: case ZB_PAREN: case ZB_AND: case ZB_PAUSE: case ZB_DE:
    case ZB_ETC: case ZB_TIME: case ZB_SCOPE: case ZB_REGION: case ZB_OBJECT: case ZB_ORDINAL: case ZB_FROM: case ZB_PREP:
        return true;
    default:
        return false;
    }
}

/* 钢材、水泥等主要工业产品，产量都比上年增长20%: a clause of nouns alone is what the next one speaks of. A lone phrase of unknown
 * words (进展顺利，投资…) is not taken for one. */
static zb_range topic_before(const reader *r, uint32_t first, bool with_verbs) {
    enum { TOPIC = 12 };
    zb_range clause = topic_clause(r, first);
    bool told = false;
    if (clause.end - clause.first > TOPIC)
        return (zb_range){0, 0};
    for (uint32_t i = clause.first; i < clause.end; i++) {
        uint8_t letter = letter_at(r, i);
        if (!is_nominal(r, i, clause.end, with_verbs))
            return (zb_range){0, 0};
        told = told || letter == ZB_ETC || letter == ZB_HEAD || letter == ZB_QUOTE || letter == ZB_WORKS || letter == ZB_DE;
    }
    /* 小学生，1957年有…: a lone phrase before a time is one too */
    bool timed = with_verbs && clause.end == clause.first + 1 && letter_at(r, first) == ZB_TIME;
    return told || timed ? zb_indicator_strip(r->document, clause, true) : (zb_range){0, 0};
}

/* 产量, 投资, 每人平均: words that measure something, without what they measure. */
static bool is_bare(const reader *r, const zb_claim *claim) {
    static const char *const bare[] = {"每人平均", "平均每人", "人均", "户均", "平均", "总数"};
    if (claim->parts != 1 || claim->part[0].end - claim->part[0].first != 1 || claim->elided)
        return false;
    uint32_t index = claim->part[0].first;
    for (size_t i = 0; i < sizeof bare / sizeof *bare; i++)
        if (zb_slice_equal(zb_document_text(r->document, index), zb_slice_of(bare[i])))
            return true;
    return letter_at(r, index) == ZB_HEAD || letter_at(r, index) == ZB_RATIO;
}

/* 新增上市公司12家、总量达到96家: the total is of what was counted, and 新增 is not said of it. */
static bool is_total(const reader *r, const zb_claim *claim) {
    static const char *const totals[] = {"总量", "总数", "数量", "总规模"};
    zb_slice word = zb_document_text(r->document, claim->part[0].first);
    if (claim->parts != 1 || claim->part[0].end - claim->part[0].first != 1)
        return false;
    for (size_t i = 0; i < sizeof totals / sizeof *totals; i++)
        if (zb_slice_equal(word, zb_slice_of(totals[i])))
            return true;
    return false;
}

static zb_range counted_before(const reader *r, const zb_claim *claim, uint32_t index) {
    const zb_claim *before = is_total(r, claim) && index > r->first_claim ? claim_at(r, index - 1) : NULL;
    if (before == NULL || before->parts != 1 || before->measure != ZHIBIAO_LEVEL)
        return (zb_range){0, 0};
    zb_range object = before->part[0];
    while (object.first < object.end && letter_at(r, object.first) == ZB_VERB)
        object.first++;
    return object;
}

/* In full a bare measure has its topic in front. */
static void put_topic(const reader *r, zb_claim *claim, uint32_t index, uint32_t first) {
    if (!is_bare(r, claim))
        return;
    zb_range topic = topic_before(r, first, false);
    if (zb_range_empty(topic))
        topic = counted_before(r, claim, index);
    if (zb_range_empty(topic))
        return;
    claim->full_part[0] = topic;
    claim->full_part[1] = claim->part[0];
    claim->full_parts = 2;
}

static void copy_full(const reader *r, zb_claim *claim, uint32_t from) {
    const zb_claim *source = claim_at(r, from);
    claim->full_parts = source->full_parts;
    memcpy(claim->full_part, source->full_part, sizeof claim->full_part);
}

static bool is_ratio(const reader *r, zb_range part) {
    return !zb_range_empty(part) && letter_at(r, part.end - 1) == ZB_RATIO;
}

/* What is left of 高的达到, 而, 转为 when all else is stripped: no name. */
static bool names_nothing(const reader *r, const zb_claim *claim) {
    static const char *const words[] = {"高", "低", "多", "少", "而", "中", "前", "后", "内", "实", "不", "又", "被", "可", "其", "者", "数", "一般可以",
                                        "平均", "或者", "要求", "安排", "不断地", "地", "精简后", "一年", "生", "率", "额", "转为", "在执行中", "提出", "就是", "答案", "数字"};
    if (claim->parts != 1 || claim->part[0].end - claim->part[0].first != 1)
        return false;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (zb_slice_equal(zb_document_text(r->document, claim->part[0].first), zb_slice_of(words[i])))
            return true;
    return false;
}

/* Its verbs, or the 为 of 为12个县的360户. */
static zb_range leading_verb(const reader *r, zb_range range) {
    uint32_t end = range.first;
    while (end < range.end && (letter_at(r, end) == ZB_VERB || letter_at(r, end) == ZB_BENEFIT || letter_at(r, end) == ZB_FOR))
        end++;
    return (zb_range){range.first, end};
}

/* 收入为21亿元，比上年增长17%: what is said of the same thing in the same breath is as much planned or done. */
static void share_role(const reader *r, zb_claim *claim, uint32_t from) {
    const zb_claim *source = claim_at(r, from);
    bool open = r->context.clause == ZB_MOOD_NONE && claim->role <= ZB_ACTUAL && source->role <= ZB_ACTUAL;
    if (open && source->sentence == claim->sentence)
        claim->role = source->role;
}

static void finish_claim(reader *r, zb_claim *claim, const zb_match *match) {
    uint32_t index = claim_count(r) - 1, source = ZB_NO_CLAIM;
    const zb_rule *rule = rule_of(r, claim);
    bool of_plan = claim->role == ZB_COMPLETION || claim->role == ZB_GAP;
    zb_range tail = match->capture[ZB_CAPTURE_TAIL];
    uint8_t before = match->whole.first < match->whole.end ? letter_at(r, match->whole.first) : 0;
    if (names_nothing(r, claim))
        claim->parts = 0;
    if (match->whole.first > 0 && letter_at(r, match->whole.first - 1) == ZB_DE && claim->parts > 0)
        put_part_first(claim, leading_verb(r, zb_indicator_strip(r->document, r->held, true)));
    if (claim->parts == 0 && !of_plan && !zb_range_empty(r->held))
        add_part(claim, zb_indicator_strip(r->document, r->held, true));
    if (claim->parts == 0 && !of_plan)
        add_part(claim, subject_before(r, match->whole.first));
    if (claim->parts == 0 && !of_plan && index == r->first_claim)
        add_part(claim, topic_before(r, match->whole.first, true));
    if (claim->parts == 0) {
        source = of_plan ? completed_claim(r, index) : last_named(r, index);
        inherit_indicator(r, claim, source);
        if (of_plan && source != ZB_NO_CLAIM) {
            claim->joins = source;
            claim->measure = claim_at(r, source)->measure;
        }
    } else if (!zb_range_empty(r->held) && only_verbs(r, claim)) { /* 公租房五年累计分配3860套 */
        put_part_first(claim, zb_indicator_strip(r->document, r->held, true));
    } else if (rule->kind == ZB_RULE_LEVEL && only_verbs(r, claim)) {
        inherit_object(r, claim, index);
    } else if (rule->kind == ZB_RULE_LEVEL && (before == ZB_PAUSE || before == ZB_AND) && !is_total(r, claim)) {
        inherit_verb(r, claim, index);
    }
    complete_words(r, claim, index);
    if (index > r->first_claim && zb_document_has(r->document, (zb_range){match->whole.first, match->whole.first + 1}, ZB_AMONG))
        share_role(r, claim, index - 1); /* 其中 is of what was planned or done before it */
    if (claim->elided && source != ZB_NO_CLAIM) {
        copy_full(r, claim, source);
        share_role(r, claim, source);
    }
    put_topic(r, claim, index, match->whole.first);
    if (claim->measure == ZHIBIAO_SHARE && claim->parts > 0 && is_ratio(r, claim->part[claim->parts - 1]))
        claim->measure = ZHIBIAO_LEVEL; /* …的比重，只占29% */
    if (!zb_range_empty(tail) && rule->kind == ZB_RULE_LEVEL && (before == ZB_PAUSE || before == ZB_AND))
        share_predicate(r, tail, index);
}

static bool make_claim(reader *r, const zb_match *match, zb_role role, zb_range value) {
    uint32_t quantity = quantity_in(r, value);
    if (quantity == ZB_NO_TOKEN)
        return true;
    zb_claim *claim = new_claim(r, match, role, quantity);
    if (claim == NULL)
        return false;
    zb_range tail = zb_indicator_strip(r->document, match->capture[ZB_CAPTURE_TAIL], true);
    /* before a tail the head keeps its last word: the 为 of 为2.3万户家庭 is no link */
    add_part(claim, zb_indicator_without_examples(r->document,
                                                  zb_indicator_strip(r->document, match->capture[ZB_CAPTURE_INDICATOR], false), tail));
    add_part(claim, tail);
    finish_claim(r, claim, match);
    return true;
}

/* ---- lists ---------------------------------------------------------------------------------------------------- */

static uint32_t values_in(const reader *r, zb_range range, uint32_t *values) {
    uint32_t count = 0;
    for (uint32_t i = range.first; i < range.end && count < ZB_MEMBERS_MAX; i++)
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
    uint32_t values[ZB_MEMBERS_MAX], count = values_in(r, match->capture[ZB_CAPTURE_VALUES], values);
    zb_range indicator = zb_indicator_strip(r->document, match->capture[ZB_CAPTURE_INDICATOR], true), members[ZB_MEMBERS_MAX];
    if (zb_range_empty(indicator) && claim_count(r) - r->first_claim < count) /* 国企和民企，各占5%和6% */
        indicator = subject_before(r, match->whole.first);
    if (zb_range_empty(indicator))
        return values_of_claims_before(r, match, values, count);
    uint32_t found = zb_indicator_members(r->document, indicator, true, members);
    if (found != count)
        found = zb_indicator_members(r->document, indicator, false, members);
    bool paired = found == count;
    zb_range tail = paired ? zb_indicator_shared_tail(r->document, &members[count - 1]) : (zb_range){0, 0};
    zb_range head = paired ? zb_indicator_shared_head(r->document, members[0]) : (zb_range){0, 0};
    for (uint32_t k = 0; k < count; k++) {
        zb_claim *claim = new_claim(r, match, role_of_list(r, rule, values[k]), values[k]);
        if (claim == NULL)
            return false;
        if (paired) {
            bool own_tail = k + 1 < count && zb_indicator_has_own_head(r->document, members[k]);
            add_part(claim, k > 0 ? head : (zb_range){0, 0});
            add_part(claim, members[k]);
            add_part(claim, own_tail ? (zb_range){0, 0} : zb_indicator_unlike_end(r->document, members[k], tail));
            add_part(claim, zb_indicator_strip(r->document, match->capture[ZB_CAPTURE_TAIL], true)); /* 分别建成公园3个和5个 */
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
    uint32_t values[ZB_MEMBERS_MAX], count = values_in(r, match->capture[ZB_CAPTURE_BASELINES], values);
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

/* 由X提高到Y: one record. 比上年的X增长5%: X belongs to the level that the growth is of, where the sentence gives it. */
static void place_baseline(reader *r, uint32_t baseline, uint32_t value) {
    zb_claim *claim = claim_at(r, baseline);
    claim_at(r, value)->like = claim->quantity;
    if (claim->measure == ZHIBIAO_LEVEL) {
        claim->joins = value;
        return;
    }
    claim->measure = ZHIBIAO_LEVEL;
    claim->basis = ZHIBIAO_NO_BASIS;
    claim->negative = false;
    claim->joins = completed_claim(r, baseline);
}

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
    if (!zb_range_empty(capture[ZB_CAPTURE_VALUES]))
        return make_list(r, match) && (zb_range_empty(capture[ZB_CAPTURE_BASELINES]) || make_baselines(r, match, first));
    uint32_t baseline = ZB_NO_CLAIM;
    if (!zb_range_empty(capture[ZB_CAPTURE_BASELINE])) {
        baseline = claim_count(r);
        if (!make_claim(r, match, ZB_BASELINE, capture[ZB_CAPTURE_BASELINE]))
            return false;
    }
    if (!zb_range_empty(capture[ZB_CAPTURE_VALUE])) {
        uint32_t index = claim_count(r);
        if (!make_claim(r, match, role_of_mood(r, quantity_in(r, capture[ZB_CAPTURE_VALUE])), capture[ZB_CAPTURE_VALUE]))
            return false;
        if (baseline != ZB_NO_CLAIM && index < claim_count(r))
            place_baseline(r, baseline, index);
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
 * left context too (1.3万个用人单位提供岗位9.8万个). */
static uint32_t left_behind(const reader *r, const zb_match *match) {
    zb_range tail = match->capture[ZB_CAPTURE_TAIL], value = match->capture[ZB_CAPTURE_VALUE];
    const zb_rule *rule = zb_array_at(&r->document->rules->rules, match->rule);
    bool runs_on = !zb_silence_of_rule(r->document, rule) && !zb_range_empty(tail) && !zb_range_empty(value) && tail.first >= value.end && tail.end < r->sentence_end &&
                   zb_letter_is_quantity(letter_at(r, tail.end));
    return runs_on ? value.end : match->whole.end;
}

/* 失业率连续三年控制在4%以内: the length of time is no claim, and what stands before it is the subject of the rest. */
static zb_range subject_held(const reader *r, const zb_match *match, uint32_t quantity) {
    const zb_rule *rule = zb_array_at(&r->document->rules->rules, match->rule);
    uint32_t end = match->whole.first;
    while (end < quantity && letter_at(r, end) != ZB_CONTINUOUS)
        end++;
    bool lasts = end < quantity || letter_at(r, quantity) == ZB_DURATION;
    bool narrows = match->whole.end > quantity + 1 && letter_at(r, match->whole.end - 1) == ZB_DE && /* 培训52个县的2122名教师 */
                   match->whole.end < r->sentence_end && zb_letter_is_quantity(letter_at(r, match->whole.end));
    if (zb_silence_of_rule(r->document, rule) && narrows)
        return (zb_range){match->whole.first, quantity};
    return zb_silence_of_rule(r->document, rule) && lasts ? (zb_range){match->whole.first, end} : r->held;
}

/* 预计接待游客9亿人次，增长10%: the growth is of what was forecast, and no claim either. */
static bool bars(const reader *r, const zb_match *match) {
    const zb_rule *rule = zb_array_at(&r->document->rules->rules, match->rule);
    return zb_silence_of_rule(r->document, rule) && zb_document_has(r->document, match->whole, ZB_FORECAST);
}

/* ---- sentences ------------------------------------------------------------------------------------------------- */

static zhibiao_status read_clause(reader *r, const zb_clause *clause) {
    zb_context_clause(&r->context, clause);
    r->held = (zb_range){0, 0};
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
        bool goes_on = claim_count(r) > r->first_claim;
        if (!zb_silence_of_match(r->document, r->silence, &match, q, clause->end, goes_on) && !make_claims(r, &match))
            return zb_out_of_memory(r->error);
        r->held = subject_held(r, &match, q);
        if (bars(r, &match))
            r->barrier = claim_count(r);
        r->left = left_behind(r, &match);
    }
    return ZHIBIAO_OK;
}

/* A row is read once, with its first sentence: a cell may hold a full stop. */
static zb_row_reading read_row(reader *r, const zb_sentence *sentence) {
    uint32_t end = sentence->end, count = (uint32_t)r->document->tokens->tokens.count;
    while (end < count && zb_document_token(r->document, end)->block == sentence->block)
        end++;
    zb_claim model = {.rule = ZB_NO_RULE, .sentence = r->sentence, .time = r->context.time, .region = r->context.region,
                      .year = r->context.year, .like = ZB_NO_TOKEN, .joins = ZB_NO_CLAIM};
    return zb_sheet_row(r->document, &r->sheet, sentence->block, sentence->first, end, &model);
}

static zhibiao_status read_sentence(reader *r, uint32_t index) {
    const zb_sentence *sentence = zb_array_at(&r->document->clauses->sentences, index);
    bool opens = sentence->block != r->block;
    if (opens) {
        bool headed = r->block != UINT32_MAX && ((const zb_block *)zb_array_at(&r->document->text->blocks, r->block))->kind == ZB_HEADING;
        r->abroad = r->abroad && headed; /* of the paragraph below a heading; the next may be another item */
        r->block = sentence->block;
        r->block_claim = r->barrier = claim_count(r);
    }
    r->sentence = index;
    r->sentence_end = sentence->end;
    r->first_claim = claim_count(r);
    r->left = sentence->first;
    zb_context_sentence(&r->context, sentence);
    const zb_block *block = zb_array_at(&r->document->text->blocks, sentence->block);
    if (block->kind == ZB_ROW) {
        zb_row_reading reading = opens ? read_row(r, sentence) : ZB_ROW_READ;
        if (reading != ZB_ROW_AS_CLAUSE)
            return reading == ZB_ROW_NO_MEMORY ? zb_out_of_memory(r->error) : ZHIBIAO_OK;
    }
    r->silence = zb_silence_of_sentence(r->document, sentence, r->abroad);
    if (opens || !r->silence.abroad) /* a paragraph is abroad from its first sentence until home is named */
        r->abroad = r->silence.abroad;
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
