/* Lists: several values in one breath, each of its own member.
 *
 *     造纸、纺织等行业增加值分别增长4.2%、6.5%        造纸 | 纺织, the tail 行业增加值 for both
 *     汽车、电池等绿色产品出口分别增长7倍、15倍        the members stand before 等, the tail behind it
 *     消费、投资对增长的贡献率分别为55%和39%          the tail begins at 对
 *     广东、山东农业产值分别增长3%和4%               places are where, and the tail is what
 *     分别增长5%和7%                                 no members: those of the claims before, in order */
#include "claim.h"

static uint32_t values_in(const zb_reader *r, zb_range range, uint32_t *values) {
    uint32_t count = 0;
    for (uint32_t i = range.first; i < range.end && count < ZB_MEMBERS_MAX; i++)
        if (zb_letter_is_quantity(zb_reader_letter(r, i)))
            values[count++] = i;
    return count;
}

static zb_role role_of_list(const zb_reader *r, const zb_rule *rule, uint32_t quantity) {
    return rule->kind == ZB_RULE_COMPLETION ? ZB_COMPLETION
           : rule->kind == ZB_RULE_GAP      ? ZB_GAP
                                            : zb_claim_role(r, quantity);
}

/* ---- values alone ------------------------------------------------------------------------------------------------- */

/* Of the sentence, the last `count` that state a level, and not where it came from; their growth may stand between them. Returns how many there are. */
static uint32_t claims_before(const zb_reader *r, uint32_t count, uint32_t *of) {
    uint32_t levels = 0, last = zb_reader_claims(r);
    for (uint32_t i = last; i-- > r->first_claim && levels < count;)
        if (zb_reader_claim(r, i)->measure == ZHIBIAO_LEVEL && zb_reader_claim(r, i)->role <= ZB_ACTUAL)
            of[count - ++levels] = i;
    for (uint32_t k = 0; levels < count && k < count && last - r->first_claim >= count; k++)
        of[k] = last - count + k;
    return levels == count || last - r->first_claim >= count ? count : 0;
}

/* 三大指标分别占…: the things just told. */
static bool points_back(const zb_reader *r, zb_range indicator) {
    static const zb_word ends[] = {"指标", "者", ""}, counts[] = {"两", "三", "四", "五", ""};
    return !zb_range_empty(indicator) && indicator.end <= indicator.first + 2 &&
           zb_slice_starts_among(zb_document_text(r->document, indicator.first), counts) &&
           zb_slice_ends_among(zb_document_text(r->document, indicator.end - 1), ends);
}

/* 分别达29个、9个; 共29卷、900万字 are of one thing. */
static bool says_each(const zb_reader *r, zb_range range) {
    for (uint32_t i = range.first; i < range.end; i++)
        if (zb_reader_letter(r, i) == ZB_EACH || zb_slice_starts(zb_document_text(r->document, i), ZB_SLICE("分别")) ||
            zb_slice_starts(zb_document_text(r->document, i), ZB_SLICE("各")))
            return true;
    return false;
}

/* 分别上涨5%、3%和下降2%: a value has the sign that stands before it, else that of the one before. */
static bool is_fall(const zb_reader *r, const uint32_t *values, uint32_t k, bool before) {
    for (uint32_t i = values[k]; k > 0 && i-- > values[k - 1];)
        if (zb_reader_letter(r, i) == ZB_GROW || zb_reader_letter(r, i) == ZB_FALL)
            return zb_reader_letter(r, i) == ZB_FALL;
    return before;
}

static bool values_of_claims_before(zb_reader *r, const zb_match *match, const uint32_t *values, uint32_t count) {
    const zb_rule *rule = zb_array_at(&r->document->rules->rules, match->rule);
    uint32_t of[ZB_MEMBERS_MAX], have = rule->kind != ZB_RULE_LEVEL || says_each(r, match->whole) ? claims_before(r, count, of) : 0;
    bool falls = !zb_range_empty(match->capture[ZB_CAPTURE_FALL]);
    for (uint32_t k = 0; k < count; k++) {
        zb_claim *claim = zb_claim_new(r, match, role_of_list(r, rule, values[k]), values[k]);
        if (claim == NULL)
            return false;
        if (rule->kind != ZB_RULE_COMPLETION)
            claim->negative = falls = is_fall(r, values, k, falls);
        if (have == count) {
            zb_claim_inherit(r, claim, of[k]);
            if (rule->kind == ZB_RULE_COMPLETION || rule->kind == ZB_RULE_GAP)
                claim->joins = of[k];
            zb_claim_complete(r, claim, zb_reader_claims(r) - 1);
        } else {
            zb_claim_finish(r, claim, match);
        }
    }
    return true;
}

/* ---- members ------------------------------------------------------------------------------------------------------- */

typedef struct members {
    zb_range at[ZB_MEMBERS_MAX], head, tail;
    uint32_t found;
    bool places; /* the members are where, the tail is what */
} members;

/* 今年，广东、山东农业产值分别增长: places that begin a list are its members, and no scope. */
static zb_range with_places(const zb_reader *r, zb_range raw, zb_range indicator) {
    for (uint32_t i = raw.first; i < indicator.first && i + 2 < raw.end; i++)
        if (zb_reader_letter(r, i) == ZB_REGION && zb_claim_is_place(r, i + 2) &&
            (zb_reader_letter(r, i + 1) == ZB_PAUSE || zb_reader_letter(r, i + 1) == ZB_AND))
            return (zb_range){i, zb_range_empty(indicator) ? raw.end : indicator.end};
    return indicator;
}

static uint32_t members_before_etc(const zb_reader *r, zb_range indicator, zb_range *at) {
    uint32_t etc = indicator.first;
    while (etc < indicator.end && zb_reader_letter(r, etc) != ZB_ETC)
        etc++;
    if (etc == indicator.end)
        return 0;
    uint32_t found = zb_indicator_members(r->document, (zb_range){indicator.first, etc}, true, at);
    if (found == 0)
        return 0;
    at[found - 1].end = indicator.end; /* with its tail */
    return found;
}

/* 职工医保、居民医保|政策范围内报销比例: two words of one size, and the tail behind the second. The scanner parted them. */
static bool are_fellows(const zb_reader *r, zb_range member, zb_range last) {
    return member.end == member.first + 1 && last.end > last.first + 1 && zb_reader_letter(r, member.first) == ZB_TEXT &&
           zb_reader_letter(r, last.first) == ZB_TEXT && zb_reader_letter(r, last.first + 1) == ZB_TEXT &&
           zb_document_text(r->document, member.first).size == zb_document_text(r->document, last.first).size &&
           !zb_slice_starts(zb_document_text(r->document, last.first + 1), ZB_SLICE("以")) && /* 1年期、5年期以上利率 */
           !zb_document_has(r->document, last, ZB_AND) && !zb_document_has(r->document, last, ZB_ETC);
}

static zb_range tail_of(const zb_reader *r, members *m) {
    zb_range *last = &m->at[m->found - 1];
    m->places = m->found > 1 && zb_claim_is_place(r, m->at[0].end - 1) && zb_claim_is_place(r, last->first);
    if (!m->places && m->found > 1 && are_fellows(r, m->at[m->found - 2], *last)) {
        zb_range tail = {last->first + 1, last->end};
        last->end = tail.first;
        return tail;
    }
    if (!m->places)
        return zb_indicator_shared_tail(r->document, last);
    zb_range tail = {last->first + 1, last->end};
    last->end = tail.first;
    return zb_indicator_strip(r->document, tail);
}

/* 第一产业、第二产业，以及居民用电量: the list began before the comma. */
static zb_range with_clause_before(const zb_reader *r, zb_range raw, zb_range indicator) {
    if (zb_range_empty(indicator) || raw.first < 2 || zb_reader_letter(r, raw.first) != ZB_AND || zb_reader_letter(r, raw.first - 1) != ZB_COMMA)
        return indicator;
    zb_range before = zb_topic_clause(r, raw.first);
    return zb_range_empty(before) ? indicator : (zb_range){zb_indicator_strip_front(r->document, before).first, indicator.end};
}

/* As many as there are values; with none the whole is of each. */
static members find_members(const zb_reader *r, zb_range indicator, uint32_t count) {
    members m = {.found = 0};
    m.found = zb_indicator_members(r->document, indicator, true, m.at);
    for (uint32_t k = 0; k < m.found; k++)
        if (zb_reader_letter(r, m.at[k].end - 1) == ZB_COMMA)
            m.at[k].end--;
    if (m.found != count)
        m.found = zb_indicator_members(r->document, indicator, false, m.at);
    if (m.found != count)
        m.found = members_before_etc(r, indicator, m.at);
    if (m.found != count)
        return (members){.found = 0};
    m.tail = tail_of(r, &m);
    m.head = zb_indicator_shared_head(r->document, m.at[0]);
    return m;
}

/* 消费、投资对增长的贡献率: 投资 is a statistic's name, but not here. */
static bool has_own_tail(const zb_reader *r, const members *m, uint32_t k) {
    uint8_t opens = zb_range_empty(m->tail) ? 0 : zb_reader_letter(r, m->tail.first);
    if (zb_document_has(r->document, m->tail, ZB_OCCUPY)) /* 数字产业、装备产业增加值占…比重 */
        return false;
    zb_slice last = zb_document_text(r->document, m->at[m->found - 1].end - 1), end = zb_document_text(r->document, m->at[k].end - 1);
    bool again = m->tail.end > m->tail.first + 1 && zb_slice_ends(end, zb_document_text(r->document, m->tail.first));
    if (opens != 0 && (again || zb_slice_ends(last, end))) /* 中央企业、地方国有企业营业收入 */
        return false;
    return k + 1 < m->found && opens != ZB_FOR && opens != ZB_DE && zb_indicator_has_own_head(r->document, m->at[k]);
}

/* 无偿献血人次和总量分别…: a bare 总量 is of what the first member counts. */
static zb_range prefix_of(const zb_reader *r, zb_range first, zb_range member) {
    static const zb_word bare[] = {"总量", "总额", "均值", "数量", "规模", "金额", "总数", ""};
    bool alone = member.first != first.first && member.end == member.first + 1 && first.end > first.first + 1;
    return alone && zb_slice_among(zb_document_text(r->document, member.first), bare) ? (zb_range){first.first, first.end - 1}
                                                                                      : (zb_range){0, 0};
}

static void name_member(const zb_reader *r, zb_claim *claim, const members *m, uint32_t k, zb_range object) {
    bool where = m->places && zb_range_empty(m->head) && (!zb_range_empty(m->tail) || !zb_range_empty(object));
    if (where)
        claim->region = m->at[k].end - 1;
    zb_claim_add_part(claim, k > 0 ? m->head : (zb_range){0, 0});
    zb_claim_add_part(claim, zb_range_empty(m->head) ? prefix_of(r, m->at[0], m->at[k]) : (zb_range){0, 0});
    zb_claim_add_part(claim, where ? (zb_range){0, 0} : m->at[k]);
    zb_claim_add_part(claim, has_own_tail(r, m, k) ? (zb_range){0, 0} : zb_indicator_unlike_end(r->document, m->at[k], m->tail));
    zb_claim_add_part(claim, object);
}

static void name_alike(zb_claim *claim, zb_range indicator, zb_range object) {
    zb_claim_add_part(claim, indicator);
    zb_claim_add_part(claim, object);
}

/* 甲类企业、乙类集群从无到有，分别达2个、3个: as many members before the comma as there are values. */
static zb_range list_before(const zb_reader *r, uint32_t first, uint32_t count) {
    zb_range at[ZB_MEMBERS_MAX], clause = zb_indicator_strip_front(r->document, zb_topic_clause(r, first));
    uint32_t end = clause.first;
    for (bool named = true; named && end < clause.end; end += named)
        switch (zb_reader_letter(r, end)) {
        case ZB_TEXT: case ZB_HEAD: case ZB_RATIO: case ZB_WORKS: case ZB_QUOTE: case ZB_PAUSE: case ZB_AND: case ZB_DE: case ZB_VERB:
            break;
        default:
            named = false;
        }
    uint8_t stop = end < clause.end ? zb_reader_letter(r, end) : (uint8_t)ZB_COMMA;
    if (end == clause.first || stop == ZB_PREP || zb_reader_letter(r, end - 1) == ZB_AND) /* 甲以及以乙为重点的丙 */
        return (zb_range){0, 0};
    clause.end = end;
    return zb_indicator_members(r->document, clause, true, at) == count ? clause : (zb_range){0, 0};
}

/* 分别不低于80%和50%: a bound that stands in front holds for all. */
static bool bounds_all(const zb_reader *r, uint32_t first) {
    return zb_document_token(r->document, first)->start < zb_document_quantity(r->document, first)->start;
}

bool zb_list_read(zb_reader *r, const zb_match *match) {
    const zb_rule *rule = zb_array_at(&r->document->rules->rules, match->rule);
    uint32_t values[ZB_MEMBERS_MAX], count = values_in(r, match->capture[ZB_CAPTURE_VALUES], values);
    zb_range raw = match->capture[ZB_CAPTURE_INDICATOR];
    zb_range indicator = with_clause_before(r, raw, with_places(r, raw, zb_indicator_strip(r->document, raw)));
    zb_range object = zb_indicator_strip(r->document, match->capture[ZB_CAPTURE_TAIL]); /* 分别建成公园3个和5个 */
    if (zb_range_empty(indicator))
        indicator = list_before(r, match->whole.first, count);
    zb_range subject = zb_topic_subject(r, match->whole.first); /* 国企和民企，各占5%和6% */
    bool joint = zb_document_has(r->document, subject, ZB_PAUSE) || zb_document_has(r->document, subject, ZB_AND);
    if (zb_range_empty(indicator) && (joint || zb_reader_claims(r) - r->first_claim < count))
        indicator = subject;
    if (zb_range_empty(indicator) || points_back(r, indicator))
        return values_of_claims_before(r, match, values, count);
    members m = find_members(r, indicator, count);
    bool falls = !zb_range_empty(match->capture[ZB_CAPTURE_FALL]);
    zb_role role = role_of_list(r, rule, values[0]); /* 不超过15万元和300万元: what bounds the first bounds all */
    for (uint32_t k = 0; k < count; k++) {
        zb_claim *claim = zb_claim_new(r, match, role, values[k]);
        if (claim == NULL)
            return false;
        if (rule->kind != ZB_RULE_COMPLETION)
            claim->negative = falls = is_fall(r, values, k, falls);
        if (k > 0 && bounds_all(r, values[0]))
            claim->bound = zb_document_quantity(r->document, values[0])->comparison;
        if (m.found == count)
            name_member(r, claim, &m, k, object);
        else
            name_alike(claim, indicator, object);
        claim->like = k > 0 ? values[0] : ZB_NO_TOKEN;
        zb_claim_complete(r, claim, zb_reader_claims(r) - 1);
    }
    return true;
}

/* The values before, one for each claim that the list gave; they stand in the list's order. */
bool zb_list_read_baselines(zb_reader *r, const zb_match *match, uint32_t first) {
    uint32_t values[ZB_MEMBERS_MAX], count = values_in(r, match->capture[ZB_CAPTURE_BASELINES], values);
    uint32_t made = zb_reader_claims(r) - first;
    for (uint32_t k = 0; k < count && k < made; k++) {
        zb_claim *claim = zb_claim_new(r, match, ZB_BASELINE, values[k]);
        if (claim == NULL)
            return false;
        zb_claim_inherit(r, claim, first + k);
        claim->joins = first + k;
        claim->like = values[0];
        zb_reader_claim(r, first + k)->like = values[0];
        zb_claim_complete(r, claim, zb_reader_claims(r) - 1);
    }
    return true;
}
