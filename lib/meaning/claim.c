/* Matches → claims.
 *
 * Quantities are visited from left to right. At each, the rules are tried where its left context begins; the captures of
 * the rule that matches give one claim a role, or a list of claims (list.c). What a claim leaves unsaid it takes from its
 * neighbours: inherit.c, topic.c. */
#include "claim.h"

/* ---- making claims ------------------------------------------------------------------------------------------ */

static uint32_t quantity_in(const zb_reader *r, zb_range range) {
    for (uint32_t i = range.first; i < range.end; i++)
        if (zb_letter_is_quantity(zb_reader_letter(r, i)))
            return i;
    return ZB_NO_TOKEN;
}

static uint8_t basis_of(const zb_reader *r, zb_range range, uint8_t kind) {
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

/* 突破百亿元大关; 约占游客总数的42% */
static uint8_t bound_of(const zb_reader *r, const zb_match *match, uint32_t quantity) {
    const zb_rule *rule = zb_array_at(&r->document->rules->rules, match->rule);
    if (match->capture[ZB_CAPTURE_TARGET].first == quantity && !zb_range_empty(match->capture[ZB_CAPTURE_TARGET]) &&
        zb_plan_is_compared(r, quantity))
        return zb_plan_bound(r, quantity);
    if (zb_indicator_is_milestone(r->document, match->whole))
        return ZHIBIAO_OVER;
    for (uint32_t i = match->whole.first; rule->kind == ZB_RULE_SHARE && i < match->whole.end; i++)
        if (zb_reader_letter(r, i) == ZB_OCCUPY && zb_slice_contains(zb_document_text(r->document, i), ZB_SLICE("约")))
            return ZHIBIAO_ABOUT;
    return ZHIBIAO_EQ;
}

/* A claim with all but its indicator, appended. NULL when memory is gone. */
zb_claim *zb_claim_new(zb_reader *r, const zb_match *match, zb_role role, uint32_t quantity) {
    const zb_rule *rule = zb_array_at(&r->document->rules->rules, match->rule);
    zb_claim *claim = zb_array_add(&r->document->claims->claims, 1);
    if (claim == NULL)
        return NULL;
    zb_context_advance(&r->context, quantity);
    claim->quantity = quantity;
    claim->rule = match->rule;
    claim->sentence = r->sentence;
    claim->role = (uint8_t)role;
    claim->measure = measure_of(rule, zb_reader_letter(r, quantity));
    if (rule->kind == ZB_RULE_GAP && zb_document_has(r->document, match->whole, ZB_GROWTHWORD)) /* 增速低于预期目标 */
        claim->measure = ZHIBIAO_GROWTH;
    claim->basis = basis_of(r, match->capture[ZB_CAPTURE_BASIS], rule->kind);
    claim->negative = rule->kind == ZB_RULE_GAP ? role == ZB_GAP && zb_plan_is_missed(r, match, quantity)
                                                : !zb_range_empty(match->capture[ZB_CAPTURE_FALL]) && role != ZB_COMPLETION;
    claim->said = r->context.clause == ZB_MOOD_TARGET || zb_plan_is_stated(r, quantity);
    claim->time = r->context.local_time != ZB_NO_TOKEN ? r->context.local_time : r->context.time;
    claim->region = r->context.local_region != ZB_NO_TOKEN ? r->context.local_region : r->context.region;
    claim->year = r->context.year;
    claim->bound = bound_of(r, match, quantity);
    claim->like = ZB_NO_TOKEN;
    claim->joins = ZB_NO_CLAIM;
    zb_context_claimed(&r->context);
    return claim;
}

/* 不少于8000个, 不低于96%: bounds in the words of plans; 至少 is said of losses as well. */
static bool bounded_like_a_plan(const zb_reader *r, uint32_t quantity) {
    static const zb_word bounds[] = {"不少于", "不低于", "不超过", "不高于", "不能超过", "不能低于", ""};
    static const zb_word sets[] = {"调整为", "调整到", "下调至", "下调到", "上调至", "上调到", "定为", ""}; /* a standard in force */
    zb_slice text = zb_document_text(r->document, quantity), link = quantity > 0 ? zb_document_text(r->document, quantity - 1) : ZB_SLICE("");
    return zb_slice_starts_among(text, bounds) && !zb_slice_among(link, sets);
}

/* 3个工作日内办结: a limit that is set, where nothing says that it was kept. */
static bool limits_time(const zb_reader *r, uint32_t quantity) {
    return zb_reader_letter(r, quantity) == ZB_DURATION &&
           zb_document_quantity(r->document, quantity)->comparison == ZHIBIAO_AT_MOST && quantity + 1 < r->sentence_end &&
           (zb_reader_letter(r, quantity + 1) == ZB_COMPLETES || zb_reader_letter(r, quantity + 1) == ZB_VERB);
}

zb_role zb_claim_role(const zb_reader *r, uint32_t quantity) {
    zb_mood mood = zb_context_mood(&r->context);
    if (zb_plan_is_stated(r, quantity)) /* in a report, too */
        return ZB_TARGET;
    if (r->cell == ZB_MOOD_TARGET || (r->cell == ZB_MOOD_ACTUAL && r->context.clause != ZB_MOOD_TARGET))
        mood = r->cell;
    if (mood == ZB_MOOD_NONE)
        return bounded_like_a_plan(r, quantity) || limits_time(r, quantity) ? ZB_TARGET : ZB_ACTUAL;
    return mood == ZB_MOOD_TARGET ? ZB_TARGET : ZB_ACTUAL;
}

static bool points_at_figure(zb_slice text) {
    return zb_slice_starts(text, ZB_SLICE("这")) && (zb_slice_ends(text, ZB_SLICE("水平")) || zb_slice_ends(text, ZB_SLICE("标准")));
}

/* What the words behind a figure say of it. 超过85元这个水平: they only point at it. 其中6名为外籍院士: with no verb behind it 为 is a
 * link. */
static zb_range said_of_it(const zb_reader *r, zb_range tail) {
    if (!zb_range_empty(tail) && points_at_figure(zb_document_text(r->document, tail.first)))
        return (zb_range){0, 0};
    bool copula = !zb_range_empty(tail) && zb_slice_equal(zb_document_text(r->document, tail.first), ZB_SLICE("为")) &&
                  !zb_document_has(r->document, tail, ZB_VERB) && !zb_document_has(r->document, tail, ZB_BENEFIT);
    return copula ? (zb_range){tail.first + 1, tail.end} : tail;
}

/* 由试运行时的15条通道拓展为30条: with the 的 that ends them the words only date the figure behind them. */
static zb_range tail_of(const zb_reader *r, const zb_match *match) {
    static const zb_word before[] = {"现行", "原有", "原来", "原先", "此前", "过去", "以前", "当初", "最初", "震前", "往年", ""};
    zb_range tail = match->capture[ZB_CAPTURE_TAIL], baseline = match->capture[ZB_CAPTURE_BASELINE];
    bool dates = !zb_range_empty(tail) && tail.end == baseline.first &&
                 (zb_reader_letter(r, tail.end - 1) == ZB_DE || zb_slice_among(zb_document_text(r->document, tail.end - 1), before));
    return dates ? (zb_range){0, 0} : tail;
}

/* 70多个城市, 12个品种 of a story: what is counted, in two characters, and not a word of what is done to it. People are counted as
 * hurt, moved, trained: 700多人脱贫. */
static bool is_bare_count(const zb_reader *r, const zb_claim *claim, zb_range tail) {
    const zb_document *d = r->document;
    bool alone = claim->parts == 1 && claim->full_parts == 1 && zb_range_empty(r->held);
    if (d->outlined || d->all || claim->role > ZB_ACTUAL || !alone || zb_range_empty(tail) || tail.first < claim->quantity ||
        tail.end != tail.first + 1)
        return false;
    uint8_t letter = zb_reader_letter(r, claim->quantity), noun = zb_reader_letter(r, tail.first);
    bool runs_on = tail.end < r->sentence_end && zb_letter_is_quantity(zb_reader_letter(r, tail.end)); /* 45家单位80人获评 */
    bool sorted = claim->quantity > 1 && zb_reader_letter(r, claim->quantity - 2) == ZB_DE; /* 亩产180斤以上的有43个村 */
    bool counted = letter == ZB_QTY && !sorted && zb_document_quantity(d, claim->quantity)->dimension != ZHIBIAO_PERSON;
    return counted && !runs_on && (noun == ZB_TEXT || noun == ZB_HEAD) && zb_document_text(d, tail.first).size <= 6;
}

static bool make_claim(zb_reader *r, const zb_match *match, zb_role role, zb_range value) {
    uint32_t quantity = quantity_in(r, value);
    if (quantity == ZB_NO_TOKEN || (role == ZB_GAP && !zb_plan_is_named(r, match)))
        return true;
    zb_claim *claim = zb_claim_new(r, match, role, quantity);
    if (claim == NULL)
        return false;
    zb_range tail = said_of_it(r, zb_indicator_strip(r->document, tail_of(r, match)));
    /* before a tail the head keeps its last word: the 为 of 为2.3万户家庭 is no link */
    zb_range head = zb_indicator_before(r->document, match->capture[ZB_CAPTURE_INDICATOR], tail);
    bool doer = claim->measure == ZHIBIAO_INCREMENT && !zb_range_empty(tail) && zb_frame_is_office(r->document, head);
    zb_claim_add_part(claim, doer ? (zb_range){0, 0} : head);
    zb_claim_add_part(claim, tail);
    zb_claim_finish(r, claim, match);
    if (is_bare_count(r, claim, tail))
        r->document->claims->claims.count--;
    return true;
}

/* ---- one match --------------------------------------------------------------------------------------------------- */

/* 由X提高到Y: one record. 比上年的X增长5%: X belongs to the level that the growth is of, where the sentence gives it. */
static void place_baseline(zb_reader *r, uint32_t baseline, uint32_t value) {
    zb_claim *claim = zb_reader_claim(r, baseline);
    zb_reader_claim(r, value)->like = claim->quantity;
    bool rates = zb_reader_letter(r, claim->quantity) == ZB_PCT; /* 增速由3.1%提高到5.2% */
    if (claim->measure == ZHIBIAO_LEVEL || rates) {
        claim->joins = value;
        return;
    }
    claim->measure = ZHIBIAO_LEVEL;
    claim->basis = ZHIBIAO_NO_BASIS;
    claim->negative = false;
    claim->joins = zb_plan_completed(r, baseline);
}

/* 占国家预算的77%: whose budget it is makes it a whole; 占预算的93% is a completion. */
static bool is_budget_share(const zb_reader *r, const zb_match *match) {
    const zb_rule *rule = zb_array_at(&r->document->rules->rules, match->rule);
    if (rule->kind != ZB_RULE_COMPLETION || !zb_document_has(r->document, match->whole, ZB_OCCUPY))
        return false;
    for (uint32_t i = match->whole.first; i < match->whole.end; i++)
        if (zb_reader_letter(r, i) == ZB_PLAN && zb_slice_ends(zb_document_text(r->document, i), ZB_SLICE("预算"))) {
            uint8_t before = i > match->whole.first ? zb_reader_letter(r, i - 1) : 0;
            uint8_t behind = i + 1 < r->sentence_end ? zb_reader_letter(r, i + 1) : 0; /* 占预算支出总数的12% */
            return (before != ZB_OCCUPY && before != ZB_TIME) || behind == ZB_TEXT || behind == ZB_HEAD;
        }
    return false;
}

static bool make_share(zb_reader *r, const zb_match *match) {
    zb_range value = match->capture[ZB_CAPTURE_COMPLETION];
    uint32_t index = zb_reader_claims(r), quantity = quantity_in(r, value);
    if (!make_claim(r, match, zb_claim_role(r, quantity), value))
        return false;
    if (index < zb_reader_claims(r)) {
        zb_reader_claim(r, index)->measure = ZHIBIAO_SHARE;
        zb_reader_claim(r, index)->basis = ZHIBIAO_NO_BASIS;
    }
    return true;
}

/* 如期完成裁减50万人的任务 */
static bool tells_of_completion(const zb_reader *r, zb_range range) {
    for (uint32_t i = range.first; i < range.end; i++)
        if (zb_reader_letter(r, i) == ZB_DONE && zb_slice_ends(zb_document_text(r->document, i), ZB_SLICE("完成")))
            return true;
    return false;
}

/* 投资增长2.7%，没有达到7%的目标: of what was just told, in a review too. */
static bool answers_told(const zb_reader *r, const zb_match *match, uint32_t aim) {
    uint32_t claims = zb_reader_claims(r);
    if (aim == ZB_NO_TOKEN || claims <= r->first_claim || !zb_range_empty(zb_indicator_strip(r->document, match->capture[ZB_CAPTURE_INDICATOR])))
        return false;
    const zb_claim *told = zb_reader_claim(r, claims - 1);
    return told->role == ZB_ACTUAL && zb_reader_letter(r, told->quantity) == zb_reader_letter(r, aim) &&
           zb_slice_equal(zb_document_quantity(r->document, told->quantity)->unit, zb_document_quantity(r->document, aim)->unit) &&
           match->whole.first > 0 && zb_reader_letter(r, match->whole.first - 1) == ZB_COMMA;
}

static bool make_claims(zb_reader *r, const zb_match *match) {
    static const struct {
        zb_capture_kind capture;
        zb_role role;
    } fixed[] = {
        {ZB_CAPTURE_TARGET, ZB_TARGET}, {ZB_CAPTURE_ACTUAL, ZB_ACTUAL},
        {ZB_CAPTURE_COMPLETION, ZB_COMPLETION}, {ZB_CAPTURE_GAP, ZB_GAP},
    };
    const zb_range *capture = match->capture;
    uint32_t first = zb_reader_claims(r);
    if (!zb_range_empty(capture[ZB_CAPTURE_VALUES]))
        return zb_list_read(r, match) && (zb_range_empty(capture[ZB_CAPTURE_BASELINES]) || zb_list_read_baselines(r, match, first));
    uint32_t baseline = ZB_NO_CLAIM;
    if (!zb_range_empty(capture[ZB_CAPTURE_BASELINE])) {
        baseline = zb_reader_claims(r);
        if (!make_claim(r, match, ZB_BASELINE, capture[ZB_CAPTURE_BASELINE]))
            return false;
    }
    if (!zb_range_empty(capture[ZB_CAPTURE_VALUE])) {
        uint32_t index = zb_reader_claims(r);
        if (!make_claim(r, match, zb_claim_role(r, quantity_in(r, capture[ZB_CAPTURE_VALUE])), capture[ZB_CAPTURE_VALUE]))
            return false;
        if (baseline != ZB_NO_CLAIM && index < zb_reader_claims(r))
            place_baseline(r, baseline, index);
    }
    if (is_budget_share(r, match))
        return make_share(r, match);
    const zb_rule *rule = zb_array_at(&r->document->rules->rules, match->rule);
    bool of_plan = zb_plan_is_of(rule);
    bool past = zb_context_looks_back(&r->context) || tells_of_completion(r, match->whole); /* 159项改革任务 in a review were done */
    uint32_t aim = quantity_in(r, capture[ZB_CAPTURE_TARGET]);
    past = past && !answers_told(r, match, aim);
    past = past && (aim == ZB_NO_TOKEN || !(zb_plan_is_compared(r, aim) || zb_plan_is_task(r, aim)));
    for (size_t i = 0; i < sizeof fixed / sizeof *fixed; i++) {
        zb_role role = fixed[i].role == ZB_TARGET && past && !of_plan ? ZB_ACTUAL : fixed[i].role;
        uint32_t made = zb_reader_claims(r);
        if (!make_claim(r, match, role, capture[fixed[i].capture]))
            return false;
        if (of_plan && made > first && made < zb_reader_claims(r) && zb_reader_claim(r, made)->joins == ZB_NO_CLAIM)
            zb_reader_claim(r, made)->joins = first; /* 完成年度任务4万人的65%: the plan's figure and the part reached */
    }
    return true;
}

/* Where the next quantity's left context begins: behind the match, but when a tail runs into the next quantity it is that one's
 * left context too (1.3万个用人单位提供岗位9.8万个). */
static uint32_t left_behind(const zb_reader *r, const zb_match *match) {
    zb_range tail = match->capture[ZB_CAPTURE_TAIL], value = match->capture[ZB_CAPTURE_VALUE];
    const zb_rule *rule = zb_array_at(&r->document->rules->rules, match->rule);
    bool runs_on = !zb_silence_of_rule(r->document, rule) && !zb_range_empty(tail) && !zb_range_empty(value) &&
                   tail.first >= value.end && tail.end < r->sentence_end &&
                   zb_letter_is_quantity(zb_reader_letter(r, tail.end));
    return runs_on ? value.end : match->whole.end;
}

/* 失业率连续三年控制在4%以内: the length of time is no claim, and what stands before it is the subject of the rest. */
static zb_range subject_held(const zb_reader *r, const zb_match *match, uint32_t quantity) {
    const zb_rule *rule = zb_array_at(&r->document->rules->rules, match->rule);
    uint32_t end = match->whole.first;
    while (end < quantity && zb_reader_letter(r, end) != ZB_CONTINUOUS)
        end++;
    bool lasts = end < quantity || zb_reader_letter(r, quantity) == ZB_DURATION;
    bool narrows = match->whole.end > quantity + 1 && zb_reader_letter(r, match->whole.end - 1) == ZB_DE && /* 培训52个县的2122名教师 */
                   match->whole.end < r->sentence_end && zb_letter_is_quantity(zb_reader_letter(r, match->whole.end));
    if (zb_silence_of_rule(r->document, rule) && narrows)
        return (zb_range){match->whole.first, quantity};
    return zb_silence_of_rule(r->document, rule) && lasts ? (zb_range){match->whole.first, end} : r->held;
}

/* 预计接待游客9亿人次，增长10%: the growth is of what was forecast, and no claim either. */
static bool bars(const zb_reader *r, const zb_match *match) {
    const zb_rule *rule = zb_array_at(&r->document->rules->rules, match->rule);
    return zb_silence_of_rule(r->document, rule) && zb_document_has(r->document, match->whole, ZB_FORECAST);
}

/* ---- sentences ------------------------------------------------------------------------------------------------- */

zhibiao_status zb_claims_of_clause(zb_reader *r, const zb_clause *clause) {
    zb_context_clause(&r->context, clause);
    r->held = r->narrowing = (zb_range){0, 0};
    if (r->left < clause->first)
        r->left = clause->first;
    const uint8_t *letters = zb_document_letters(r->document);
    for (uint32_t q = r->left; (q = zb_trait_next(letters, q, clause->end, ZB_TRAIT_FIGURE)) < clause->end; q++) {
        if (q < r->left)
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
        bool goes_on = zb_reader_claims(r) > r->first_claim;
        bool silent = zb_silence_of_match(r->document, r->silence, &match, q, clause->end, goes_on);
        if (!silent && !make_claims(r, &match))
            return zb_out_of_memory(r->error);
        if (silent && zb_silence_is_bound(r->document, &match, q))
            r->narrowing = (zb_range){match.whole.first, q + 1};
        r->held = subject_held(r, &match, q);
        if (bars(r, &match))
            r->barrier = zb_reader_claims(r);
        r->left = left_behind(r, &match);
    }
    return ZHIBIAO_OK;
}

static zhibiao_status read_sentence(zb_reader *r, uint32_t index) {
    const zb_sentence *sentence = zb_array_at(&r->document->clauses->sentences, index);
    bool opens = sentence->block != r->block;
    if (opens) {
        const zb_block *before = r->block == UINT32_MAX ? NULL : zb_array_at(&r->document->text->blocks, r->block);
        bool headed = before != NULL && before->kind == ZB_HEADING;
        r->abroad = r->abroad && headed; /* of the paragraph below a heading; the next may be another item */
        r->block = sentence->block;
        r->block_claim = r->barrier = zb_reader_claims(r);
    }
    r->sentence = index;
    r->sentence_end = sentence->end;
    r->first_claim = zb_reader_claims(r);
    r->left = sentence->first;
    zb_context_sentence(&r->context, sentence);
    const zb_block *block = zb_array_at(&r->document->text->blocks, sentence->block);
    if (block->kind == ZB_ROW) {
        zhibiao_status status = ZHIBIAO_OK;
        if (!opens || zb_row_read(r, sentence, &status)) /* whole, with its first sentence: a cell may hold a full stop */
            return status;
    }
    r->silence = zb_silence_of_sentence(r->document, sentence, r->abroad);
    if (opens || !r->silence.abroad) /* a paragraph is abroad from its first sentence until home is named */
        r->abroad = r->silence.abroad;
    for (uint32_t i = sentence->first_clause; i < sentence->end_clause; i++) {
        const zb_clause *clause = zb_array_at(&r->document->clauses->clauses, i);
        zhibiao_status status = ZHIBIAO_OK;
        if (clause->traits & ZB_TRAIT_FIGURE)
            status = zb_claims_of_clause(r, clause);
        else
            zb_context_clause(&r->context, clause);
        if (status != ZHIBIAO_OK)
            return status;
    }
    zb_context_sentence_end(&r->context, sentence);
    return ZHIBIAO_OK;
}

zhibiao_status zb_claims_read(zb_document *document, zhibiao_error *error) {
    zb_reader r = {.document = document, .block = UINT32_MAX, .error = error};
    zb_context_begin(&r.context, document);
    for (uint32_t i = 0; i < document->clauses->sentences.count && !document->cut; i++) {
        zhibiao_status status = zb_cancelled(document->options, error);
        if (status == ZHIBIAO_OK)
            status = read_sentence(&r, i);
        if (status != ZHIBIAO_OK)
            return status;
        document->cut = zb_reader_claims(&r) > document->rules->limits.records;
    }
    if (document->cut)
        document->claims->claims.count = r.first_claim; /* of the sentence that was too much */
    return ZHIBIAO_OK;
}
