/* What governs a claim from outside its clause: is it promised or done, of when, of where.
 *
 * Mood. Evidence is weighed by how near it stands, not by how strong a word is:
 *     clause     力争 要 将新建… → target; 已 了 → actual; a time that opens the clause and lies behind or ahead of us
 *     sentence   the last such cue in it
 *     lead       今年将实施50项民生实事。 governs the list and the paragraphs after it, until another lead
 *     heading    一、2025年工作回顾 / 二、主要目标任务
 *     document   …民生实事安排的意见
 * With none of these the text reports: actual; but for 不少于 不超过, which are the words of plans.
 *
 * Time and place. The last one named governs until another is; a new paragraph forgets both, a list item goes back to those of
 * the lead. What stands behind 比 较 占 高于 is no scope of the claim; what stands inside a noun phrase is the next claim's alone. */
#include "meaning.h"

const zb_token *zb_document_token(const zb_document *document, uint32_t index) {
    return zb_array_at(&document->tokens->tokens, index);
}

uint8_t zb_document_letter(const zb_document *document, uint32_t index) {
    return ((const uint8_t *)document->tokens->letters.bytes.data)[index];
}

zb_slice zb_document_text(const zb_document *document, uint32_t index) {
    const zb_token *token = zb_document_token(document, index);
    return (zb_slice){zb_text_flow(document->text).data + token->start, token->end - token->start};
}

zb_slice zb_document_written(const zb_document *document, uint32_t index) {
    const zb_token *token = zb_document_token(document, index);
    return (zb_slice){zb_text_written(document->text).data + token->start, token->end - token->start};
}

const zb_quantity *zb_document_quantity(const zb_document *document, uint32_t index) {
    return zb_array_at(&document->tokens->quantities, zb_document_token(document, index)->value);
}

const zb_period *zb_document_period(const zb_document *document, uint32_t index) {
    return zb_array_at(&document->tokens->periods, zb_document_token(document, index)->value);
}

const zb_place *zb_document_place(const zb_document *document, const zb_token *token) {
    const zb_array *places = &document->rules->vocabulary.places.places;
    return token->letter == ZB_REGION && token->value < places->count ? zb_array_at(places, token->value) : NULL;
}

bool zb_document_has(const zb_document *document, zb_range range, uint8_t letter) {
    for (uint32_t i = range.first; i < range.end; i++)
        if (zb_document_letter(document, i) == letter)
            return true;
    return false;
}

/* 吉林省, 长春市朝阳区, 恩施土家族苗族自治州; not 吉林, 杭州. */
bool zb_document_full_place(const zb_document *document, uint32_t index) {
    static const char *const kinds[] = {"省", "市", "区", "县", "自治州", "盟", "旗"};
    zb_slice text = zb_document_text(document, index);
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (zb_slice_ends(text, zb_slice_of(kinds[i])))
            return true;
    return false;
}

static const zb_token *token_at(const zb_context *context, uint32_t index) {
    return zb_document_token(context->document, index);
}

static uint8_t letter_at(const zb_context *context, uint32_t index) {
    return zb_document_letter(context->document, index);
}

static zb_slice token_text(const zb_context *context, uint32_t index) {
    return zb_document_text(context->document, index);
}

/* ---- the year ------------------------------------------------------------------------------------------ */

int16_t zb_context_year(const zb_tokens *tokens) {
    enum { FIRST = 1900, YEARS = 201 };
    uint32_t named[YEARS] = {0};
    int best = -1;
    for (size_t i = 0; i < tokens->periods.count; i++) {
        const zb_period *period = zb_array_at(&tokens->periods, i);
        int year = period->from.year != 0 ? period->from.year : period->to.year;
        if (period->relative != ZB_ABSOLUTE || year < FIRST || year >= FIRST + YEARS)
            continue;
        named[year - FIRST]++;
    }
    for (int i = 0; i < YEARS; i++) /* of equals the later */
        if (named[i] > 0 && (best < 0 || named[i] >= named[best]))
            best = i;
    return (int16_t)(best < 0 ? 0 : best + FIRST);
}

/* The year a heading or a dateline vouches for, or one that the text names three times and hardly another: 今年 may be dated by it. A report of
 * the year before names the year to come as well.
 * A year named once in passing may be any: 2012年全年 in the news of 2013. */
int16_t zb_context_sure_year(const zb_text *text, const zb_tokens *tokens) {
    enum { ENOUGH = 3, TITLE_BYTES = 180 }; /* 60 characters */
    int16_t most = zb_context_year(tokens), vouched = 0;
    uint32_t named = 0, others = 0, next = 0;
    for (size_t i = 0; i < tokens->tokens.count; i++) {
        const zb_token *token = zb_array_at(&tokens->tokens, i);
        if (token->letter != ZB_TIME)
            continue;
        const zb_period *period = zb_array_at(&tokens->periods, token->value);
        const zb_block *block = zb_array_at(&text->blocks, token->block);
        int16_t year = period->to.year;
        if (period->relative != ZB_ABSOLUTE || year == 0 || period->from.year != year)
            continue;
        named += year == most;
        others += year != most && year <= most;
        next += year == most + 1;
        bool near = year >= most - 1 && year <= most + 1; /* not 二〇三五年远景目标 */
        bool titled = token->block == 0 && block->end - block->start <= TITLE_BYTES;
        bool vouches = block->kind == ZB_HEADING || titled || (period->is_date && token->block < 3);
        if (near && vouches && year > vouched)
            vouched = year;
    }
    return vouched != 0 ? vouched : named >= ENOUGH && named >= 2 * others && next < 2 ? most : 0;
}

/* ---- mood ---------------------------------------------------------------------------------------------- */

/* A time that opens a clause tells whether the clause looks back or ahead. */
static zb_mood mood_of_time(const zb_context *context, uint32_t index) {
    enum { SURELY_AHEAD = 2 }; /* years: the text's own year is a guess, and a year or two behind it may be the latest news */
    const zb_period *period = zb_document_period(context->document, index);
    zb_slice text = token_text(context, index);
    int year = context->document->guess, to = period->to.year;
    if (zb_slice_starts(text, ZB_SLICE("截至")) || zb_slice_starts(text, ZB_SLICE("截止")) ||
        zb_slice_contains(text, ZB_SLICE("以来")))
        return ZB_MOOD_ACTUAL;
    if (period->relative == ZB_LAST_YEAR)
        return ZB_MOOD_ACTUAL;
    if (period->relative == ZB_NEXT_YEAR)
        return ZB_MOOD_TARGET;
    if (period->relative != ZB_ABSOLUTE || to == 0 || year == 0)
        return ZB_MOOD_NONE;
    if (to < year)
        return ZB_MOOD_ACTUAL;
    if (period->from.year > year + SURELY_AHEAD || (to > year && period->until))
        return ZB_MOOD_TARGET;
    bool ahead = period->until && zb_slice_starts(text, ZB_SLICE("到")) && !zb_context_looks_back(context) && !context->reported;
    return ahead ? ZB_MOOD_TARGET : ZB_MOOD_NONE;
}

/* 将新建, 争取达到, 计划投资 look ahead; 将12个站所整合为3个, 争取中央投资237亿元 and 计划数 do not. */
static bool looks_ahead(const zb_context *context, uint32_t index, uint32_t end) {
    if (zb_slice_equal(token_text(context, index), ZB_SLICE("把")) || index + 1 >= end)
        return false;
    switch (letter_at(context, index + 1)) {
    case ZB_VERB: case ZB_ADVERB: case ZB_AIM: case ZB_LINK: case ZB_BENEFIT: case ZB_GROW: case ZB_COMPLETES:
    case ZB_RISETO: case ZB_FALLTO: case ZB_PREP: case ZB_FOR: case ZB_RESOLVE: case ZB_THAN: case ZB_FROM: case ZB_OCCUPY:
    case ZB_FALL: case ZB_EACH: case ZB_BASE:
        return true;
    case ZB_HEAD: /* 将投资20亿元 */
    case ZB_TEXT: /* 将发射3颗; but 将站所整合为8个 has its figure behind the verb, and 将企业纳入 has none */
        return zb_slice_equal(token_text(context, index), ZB_SLICE("将")) && index + 2 < end &&
               zb_letter_is_quantity(letter_at(context, index + 2));
    case ZB_OBJECT: case ZB_SAY: /* 年度计划要求, 规划提出 */
        return letter_at(context, index) == ZB_PLAN && (zb_slice_equal(token_text(context, index + 1), ZB_SLICE("要求")) ||
                                                        zb_slice_equal(token_text(context, index + 1), ZB_SLICE("提出")));
    case ZB_DONE: /* 将累计建成; but 目标如期实现 */
        return letter_at(context, index) == ZB_BA;
    default:
        return false;
    }
}

typedef struct cues {
    zb_mood near, after; /* the last before the first quantity, the first behind it */
    zb_mood base;
    bool plan;           /* names a plan: 年度目标, “民生清单” */
    bool measured;       /* 完成 超 高于: the plan is only what is measured against */
    bool reached;        /* 任务…完成, 目标…实现 */
    bool counts;         /* 50项民生实事 */
    bool aimed;          /* 控制在3.5%以内的调控目标, …等四项指标: the plan that the figures are of stands behind them */
} cues;

/* What the headings above say; NONE when they say nothing. */
static zb_mood mood_of_headings(const zb_context *context) {
    for (int level = ZB_HEADING_LEVELS - 1; level >= 0; level--)
        if (context->heading[level] != ZB_MOOD_NONE)
            return context->heading[level];
    return ZB_MOOD_NONE;
}

bool zb_context_looks_back(const zb_context *context) {
    return mood_of_headings(context) == ZB_MOOD_ACTUAL;
}

/* “民生清单” is a list of promises although its name is quoted. */
static bool quoted_plan(const zb_context *context, uint32_t index) {
    return zb_slice_contains(token_text(context, index), ZB_SLICE("清单"));
}

/* 比上年实际增长: at constant prices, planned or done; 确保了: the promise was kept. */
static bool says_comparable(const zb_context *context, uint32_t index, uint32_t end) {
    uint8_t next = index + 1 < end ? letter_at(context, index + 1) : 0;
    return zb_slice_equal(token_text(context, index), ZB_SLICE("实际")) && (next == ZB_GROW || next == ZB_FALL);
}

static bool is_kept(const zb_context *context, uint32_t index, uint32_t end) {
    return index + 1 < end && zb_slice_equal(token_text(context, index + 1), ZB_SLICE("了"));
}

/* 任务…完成, 目标…实现; not 目标是： */
static bool tells_of_success(const zb_context *context, uint32_t index) {
    return letter_at(context, index) == ZB_COMPLETES || zb_slice_equal(token_text(context, index), ZB_SLICE("实现")) ||
           zb_slice_equal(token_text(context, index), ZB_SLICE("达成"));
}

/* 年度计划都超额完成，: kept. */
static bool is_fulfilled(const zb_context *context, uint32_t index, uint32_t end) {
    uint32_t i = index + 1;
    while (i < end && (letter_at(context, i) == ZB_ADVERB || letter_at(context, i) == ZB_DONE))
        i++;
    return i + 1 == end && tells_of_success(context, i);
}

static bool requires(uint8_t letter) {
    return letter == ZB_VERB || letter == ZB_GROW || letter == ZB_FALL || letter == ZB_RISETO || letter == ZB_FALLTO ||
           letter == ZB_LINK || letter == ZB_COMPLETES;
}

static zb_mood mood_of_word(const zb_context *context, uint32_t index, uint32_t first, uint32_t end) {
    switch (letter_at(context, index)) {
    case ZB_AIM:
        if (index > first && (letter_at(context, index - 1) == ZB_ETC || zb_letter_is_quantity(letter_at(context, index - 1))))
            return ZB_MOOD_NONE;
        return is_kept(context, index, end) ? ZB_MOOD_ACTUAL : ZB_MOOD_TARGET;
    case ZB_RESOLVE:
        return zb_context_looks_back(context) ? ZB_MOOD_NONE : ZB_MOOD_TARGET;
    case ZB_DONE:
        return says_comparable(context, index, end) ? ZB_MOOD_NONE : ZB_MOOD_ACTUAL;
    case ZB_PLAN:
        if (index > first && zb_letter_is_quantity(letter_at(context, index - 1))) /* 285个计划新开工项目 */
            return ZB_MOOD_NONE;
        if (is_fulfilled(context, index, end))
            return ZB_MOOD_ACTUAL;
        if (index > first && (letter_at(context, index - 1) == ZB_ETC || letter_at(context, index - 1) == ZB_QUOTE))
            return ZB_MOOD_NONE; /* 科技攻关等计划, “小巨人”计划 */
        if (index > first && letter_at(context, index - 1) == ZB_TIME && index + 1 < end && letter_at(context, index + 1) == ZB_TEXT)
            return ZB_MOOD_TARGET; /* 今年计划基本建设投资控制在… */
        return looks_ahead(context, index, end) ? ZB_MOOD_TARGET : ZB_MOOD_NONE;
    case ZB_OBJECT: /* 1958年要求造林2亿亩; not 会议要求， */
        return zb_slice_equal(token_text(context, index), ZB_SLICE("要求")) && index + 1 < end && requires(letter_at(context, index + 1))
                   ? ZB_MOOD_TARGET : ZB_MOOD_NONE;
    case ZB_BA:
        return looks_ahead(context, index, end) ? ZB_MOOD_TARGET : ZB_MOOD_NONE;
    case ZB_TIME:
        if (index > first && letter_at(context, index - 1) == ZB_THAN) /* 比1980年 */
            return ZB_MOOD_NONE;
        return index <= first + 1 ? mood_of_time(context, index) : ZB_MOOD_NONE;
    default:
        return ZB_MOOD_NONE;
    }
}

/* 质量指标, 消耗指标 are measures; 计划指标 and 年度指标任务 are a plan's. */
static bool names_measure(const zb_context *context, uint32_t index) {
    return zb_slice_equal(token_text(context, index), ZB_SLICE("指标"));
}

/* 的目标, 等目标任务, 的四项指标 */
static bool ends_list_of_aims(const zb_context *context, uint32_t index, uint32_t first, uint32_t end) {
    uint32_t before = index - 1;
    if (index < first + 2)
        return false;
    if (letter_at(context, before) == ZB_TEXT || letter_at(context, before) == ZB_QTY || letter_at(context, before) == ZB_KIND)
        before--;
    uint8_t letter = letter_at(context, before), behind = index + 1 < end ? letter_at(context, index + 1) : 0;
    return (letter == ZB_DE || letter == ZB_ETC) && behind != ZB_HEAD && behind != ZB_PCT;
}

/* 50项民生实事, 20项任务: counted as promises are; 60家单位, 3位专家 are not. */
static bool is_promised_thing(const zb_context *context, uint32_t index) {
    static const char *const things[] = {"实事", "工程", "措施", "举措", "清单", "方面", "工作", "内容"};
    for (size_t i = 0; i < sizeof things / sizeof *things; i++)
        if (zb_slice_contains(token_text(context, index), zb_slice_of(things[i])))
            return true;
    return false;
}

/* 同比 speaks of what was; 比上年 does so too, but not in a section of plans. */
static zb_mood base_of(const zb_context *context, uint32_t index) {
    zb_slice text = token_text(context, index);
    bool reports = zb_slice_equal(text, ZB_SLICE("同比")) || zb_slice_equal(text, ZB_SLICE("环比")) || zb_slice_ends(text, ZB_SLICE("同期"));
    return reports || mood_of_headings(context) != ZB_MOOD_TARGET ? ZB_MOOD_ACTUAL : ZB_MOOD_NONE;
}

/* 现在 behind 增加到: no plan reaches it. */
static bool is_now(const zb_context *context, uint32_t index) {
    uint8_t before = letter_at(context, index - 1);
    zb_slice text = token_text(context, index);
    return (before == ZB_RISETO || before == ZB_FALLTO) &&
           (zb_slice_equal(text, ZB_SLICE("现在")) || zb_slice_equal(text, ZB_SLICE("目前")) || zb_slice_equal(text, ZB_SLICE("如今")));
}

static cues read_cues(const zb_context *context, uint32_t first, uint32_t end) {
    cues found = {0};
    bool quantity = false, than = false;
    for (uint32_t i = first; i < end; i++) {
        uint8_t letter = letter_at(context, i);
        zb_mood mood = mood_of_word(context, i, first, end);
        switch (letter) {
        case ZB_COMPLETES: case ZB_LINK: case ZB_EXCEED: case ZB_ABOVE: case ZB_BELOW: case ZB_OCCUPY:
            found.reached = found.reached || (found.plan && i + 1 == end && tells_of_success(context, i));
            found.measured = found.measured || letter != ZB_LINK;
            break;
        case ZB_PLAN:
            found.aimed = found.aimed || (quantity && ends_list_of_aims(context, i, first, end));
            found.plan = found.plan || !names_measure(context, i);
            found.measured = found.measured || than; /* 比年度计划 */
            break;
        case ZB_THAN: than = true; break;
        case ZB_QUOTE: found.plan = found.plan || (!quantity && quoted_plan(context, i)); break;
        case ZB_BASE: found.base = base_of(context, i); break;
        case ZB_OBJECT: found.counts = found.counts || (quantity && is_promised_thing(context, i)); break;
        default: quantity = quantity || zb_letter_is_quantity(letter); break;
        }
        if (letter == ZB_TIME && i > first && is_now(context, i)) /* 增加到现在的4.8万家 */
            mood = ZB_MOOD_ACTUAL;
        if (letter == ZB_BA && quantity && zb_slice_equal(token_text(context, i), ZB_SLICE("将"))) /* 2800个湖泊将迎来湖长 */
            mood = ZB_MOOD_TARGET;
        if (mood != ZB_MOOD_NONE && !quantity) /* 将累计建成: the promise holds */
            found.near = found.near == ZB_MOOD_TARGET ? ZB_MOOD_TARGET : mood;
        else if (mood != ZB_MOOD_NONE && found.after == ZB_MOOD_NONE)
            found.after = mood;
    }
    return found;
}

static zb_mood mood_of_cues(const cues *found) {
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

void zb_context_clause(zb_context *context, const zb_clause *clause) {
    cues found = read_cues(context, clause->first, clause->end);
    const zb_array *letters = &context->document->tokens->letters.bytes;
    bool colon = clause->end < letters->count && letter_at(context, clause->end) == ZB_COLON;
    bool spoken = found.near != ZB_MOOD_NONE || found.after != ZB_MOOD_NONE || found.reached;
    bool named = found.plan && !found.measured && !found.reached;
    if (zb_context_looks_back(context)) /* 建立150项年度任务清单 in a review is done */
        found.plan = false;
    context->clause = mood_of_cues(&found);
    context->weak = found.base;
    context->planned = context->planned || named;
    if (spoken) {
        context->sentence = context->clause;
        context->strong = true;
        context->led = context->led || (colon && (named || clause->end + 1 == context->sentence_end));
    } else if (colon && context->planned) { /* 预期目标是：…, “民生清单”中，…内容具体：… */
        context->sentence = ZB_MOOD_TARGET;
        context->strong = context->led = true;
    }
    context->counts = context->counts || (found.counts && spoken);
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
    zb_mood heading = mood_of_headings(context);
    return heading != ZB_MOOD_NONE ? heading : context->title;
}

/* ---- document and blocks -------------------------------------------------------------------------------- */

/* Words of a title that say what kind of paper it is; the later ones overrule: 计划执行情况 is a report. */
static const struct {
    const char *word;
    zb_mood mood;
} titles[] = {
    {"安排", ZB_MOOD_TARGET},   {"计划", ZB_MOOD_TARGET},   {"规划", ZB_MOOD_TARGET},   {"方案", ZB_MOOD_TARGET},
    {"目标任务", ZB_MOOD_TARGET}, {"要点", ZB_MOOD_TARGET}, {"任务清单", ZB_MOOD_TARGET}, {"分工", ZB_MOOD_TARGET},
    {"回顾", ZB_MOOD_ACTUAL},   {"情况", ZB_MOOD_ACTUAL},   {"公报", ZB_MOOD_ACTUAL},   {"综述", ZB_MOOD_ACTUAL},
    {"成效", ZB_MOOD_ACTUAL},   {"成就", ZB_MOOD_ACTUAL},   {"完成", ZB_MOOD_ACTUAL},   {"总结", ZB_MOOD_ACTUAL},
    {"决算", ZB_MOOD_ACTUAL},
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
    static const char *const behind[] = {"的", "（", "(", "纲要", "草案", "如下", "情况", "意见", "方案", "报告", "通知", "分解", "表",
                                         "清单", "任务", "目标", "解读", "说明"};
    zb_slice rest = rest_behind(title, word);
    for (size_t i = 0; i < sizeof behind / sizeof *behind; i++)
        if (zb_slice_starts(rest, zb_slice_of(behind[i])))
            return true;
    return rest.size == 0;
}

static zb_mood mood_of_title(zb_slice text) {
    zb_mood mood = ZB_MOOD_NONE;
    for (size_t i = 0; i < sizeof titles / sizeof *titles; i++) {
        zb_slice word = zb_slice_of(titles[i].word);
        if (zb_slice_contains(text, word) && (titles[i].mood == ZB_MOOD_ACTUAL || is_papers_name(text, word)))
            mood = titles[i].mood;
    }
    return mood;
}

static const zb_block *block_at(const zb_context *context, uint32_t index) {
    return zb_array_at(&context->document->text->blocks, index);
}

static zb_slice block_text(const zb_context *context, uint32_t index) {
    const zb_block *block = block_at(context, index);
    return (zb_slice){zb_text_flow(context->document->text).data + block->start, block->end - block->start};
}

void zb_context_begin(zb_context *context, const zb_document *document) {
    enum { TITLE_BYTES = 180 }; /* 60 characters */
    *context = (zb_context){.document = document, .block = UINT32_MAX};
    context->time = context->region = context->lead_time = context->lead_region = ZB_NO_TOKEN;
    context->local_time = context->local_region = ZB_NO_TOKEN;
    for (uint32_t i = 0; i < document->text->blocks.count && i < 3; i++) {
        zb_slice text = block_text(context, i);
        bool numbered = block_at(context, i)->text != block_at(context, i)->start; /* 一、…: a section's heading */
        if (text.size > TITLE_BYTES || numbered || zb_slice_contains(text, ZB_SLICE("。")))
            break;
        zb_mood mood = mood_of_title(text);
        context->title = mood != ZB_MOOD_NONE ? mood : context->title;
    }
}

static bool names_past_year(const zb_context *context, uint32_t first, uint32_t end) {
    for (uint32_t i = first; i < end; i++) {
        if (letter_at(context, i) != ZB_TIME)
            continue;
        const zb_period *period = zb_document_period(context->document, i);
        if (period->to.year != 0 && context->document->guess != 0 && period->to.year < context->document->guess)
            return true;
    }
    return false;
}

/* The one year that the period lies in; 去年 where the document's own is sure. 0: none. */
static int16_t year_of_period(const zb_context *context, const zb_period *period) {
    int16_t year = context->document->date.year;
    if (period->relative == ZB_LAST_YEAR || period->relative == ZB_THIS_YEAR)
        return (int16_t)(year == 0 ? 0 : period->relative == ZB_LAST_YEAR ? year - 1 : year);
    return period->relative == ZB_ABSOLUTE && period->from.year == period->to.year ? period->to.year : 0;
}

/* 2025年工作回顾 dates what stands under it; 1998年工作回顾和1999年工作安排 does not. A heading below keeps the year above. */
static int16_t year_of_heading(const zb_context *context, uint32_t first, uint32_t end, int level) {
    int16_t year = 0;
    for (uint32_t i = first; i < end; i++) {
        if (letter_at(context, i) != ZB_TIME)
            continue;
        int16_t named = year_of_period(context, zb_document_period(context->document, i));
        if (named == 0 || (year != 0 && named != year))
            return 0;
        year = named;
    }
    return year == 0 && level > 1 ? context->heading_year : year;
}

static void enter_heading(zb_context *context, uint32_t index, uint32_t first, uint32_t end) {
    const zb_block *block = block_at(context, index);
    int level = block->level < ZB_HEADING_LEVELS ? block->level : ZB_HEADING_LEVELS - 1;
    context->heading_year = year_of_heading(context, first, end, level);
    cues found = read_cues(context, first, end);
    zb_mood mood = mood_of_cues(&found);
    bool spoken = found.near != ZB_MOOD_NONE || found.after != ZB_MOOD_NONE;
    if (found.counts && !spoken) /* 2026年省十件民生实事 heads a list of promises */
        mood = names_past_year(context, first, end) ? ZB_MOOD_ACTUAL : ZB_MOOD_TARGET;
    if (mood == ZB_MOOD_NONE && zb_slice_contains(block_text(context, index), ZB_SLICE("决算")))
        mood = ZB_MOOD_ACTUAL;
    for (int i = 0; i < level && !found.counts; i++) /* （二）落实重大任务 under 一、工作回顾 is no plan */
        if (!spoken && context->heading[i] != ZB_MOOD_NONE)
            mood = ZB_MOOD_NONE;
    for (int i = level; i < ZB_HEADING_LEVELS; i++)
        context->heading[i] = ZB_MOOD_NONE;
    context->heading[level] = mood;
    if (mood == ZB_MOOD_ACTUAL && context->heading_year == 0)
        context->heading_year = ZB_SOME_PAST_YEAR;
    if (mood != ZB_MOOD_NONE)
        context->lead = ZB_MOOD_NONE;
}

static void enter_block(zb_context *context, const zb_sentence *sentence) {
    const zb_block *block = block_at(context, sentence->block);
    bool goes_on = context->block != UINT32_MAX && block->kind == ZB_PARAGRAPH && sentence->block == context->block + 1 &&
                   block_at(context, context->block)->kind == ZB_PARAGRAPH &&
                   !block_at(context, context->block)->paragraph_end;
    context->block = sentence->block;
    if (goes_on)
        return;
    if (block->kind == ZB_HEADING)
        enter_heading(context, sentence->block, sentence->first, sentence->end);
    context->year = context->heading_year;
    bool alone = block->kind == ZB_PARAGRAPH && !context->listing;
    context->time = alone ? ZB_NO_TOKEN : context->lead_time;
    context->region = alone ? ZB_NO_TOKEN : context->lead_region;
}

/* 无锡, 株洲 without 市 are the examples of their sentence; 上海, 吉林 govern on. */
static bool is_example_place(const zb_context *context) {
    const zb_place *place = context->region == ZB_NO_TOKEN ? NULL
                            : zb_document_place(context->document, token_at(context, context->region));
    return place != NULL && place->level > 1 && !zb_document_full_place(context->document, context->region);
}

static bool is_reporting(const zb_context *context, uint32_t index) {
    static const char *const words[] = {"显示", "公布", "通报", "获悉"};
    for (size_t i = 0; letter_at(context, index) == ZB_SAY && i < sizeof words / sizeof *words; i++)
        if (zb_slice_equal(token_text(context, index), zb_slice_of(words[i])))
            return true;
    return false;
}

void zb_context_sentence(zb_context *context, const zb_sentence *sentence) {
    zb_mood before = sentence->block == context->block ? context->sentence : ZB_MOOD_NONE;
    if (sentence->block != context->block)
        enter_block(context, sentence);
    context->clause = context->weak = ZB_MOOD_NONE;
    context->sentence = letter_at(context, sentence->first) == ZB_AMONG ? before : ZB_MOOD_NONE; /* 其中，… goes on */
    context->strong = context->counts = context->planned = context->led = context->reported = false;
    for (uint32_t i = sentence->first; i < sentence->end; i++)
        context->reported = context->reported || is_reporting(context, i);
    context->local_time = context->local_region = ZB_NO_TOKEN;
    if (is_example_place(context))
        context->region = ZB_NO_TOKEN;
    context->seen = sentence->first;
    context->sentence_end = sentence->end;
}

/* A lead: it counts what follows (50项民生实事), or ends in a colon, or is all its paragraph says (主要做了以下工作。) */
void zb_context_sentence_end(zb_context *context, const zb_sentence *sentence) {
    const zb_block *block = block_at(context, sentence->block);
    zb_context_advance(context, sentence->end);
    if (block->kind == ZB_PARAGRAPH && !context->listing) {
        context->lead_time = context->time;
        context->lead_region = context->region;
    }
    uint8_t last = letter_at(context, sentence->end - 1); /* …幸福实景—— 看就业，…； 看教育，…； */
    context->listing = last == ZB_COLON || last == ZB_DASH || (context->listing && last == ZB_SEMI);
    if (!context->strong || block->kind == ZB_HEADING)
        return;
    bool quantity = false;
    for (uint32_t i = sentence->first; i < sentence->end; i++)
        quantity = quantity || zb_letter_is_quantity(letter_at(context, i));
    bool alone = token_at(context, sentence->first)->start == block->text && !quantity &&
                 token_at(context, sentence->end - 1)->end == block->end;
    if (context->counts || (alone && context->sentence == ZB_MOOD_ACTUAL) || (context->led && block->kind == ZB_PARAGRAPH))
        context->lead = context->sentence;
}

/* ---- time and place -------------------------------------------------------------------------------------- */

static bool measured_against(uint8_t letter) {
    switch (letter) {
    case ZB_THAN: case ZB_OCCUPY: case ZB_ABOVE: case ZB_BELOW: case ZB_RANK: case ZB_FOR: case ZB_AND:
        return true;
    default:
        return false;
    }
}

static bool opens_clause(const zb_context *context, uint32_t index, uint32_t first) {
    for (uint32_t i = index; i-- > first && index - i < 16;) {
        switch (letter_at(context, i)) {
        case ZB_COMMA: case ZB_SEMI: case ZB_COLON: case ZB_DASH: case ZB_STOP:
            return true;
        case ZB_TIME: case ZB_ADVERB: case ZB_DONE: case ZB_AIM: case ZB_AMONG: case ZB_PREP: case ZB_MARK: case ZB_BA:
            break;
        default:
            return false;
        }
    }
    return true;
}

/* “十四五”收官之年, 全年任务, 当地上年度标准: a time inside a noun phrase dates nothing. */
static bool names_something(const zb_context *context, uint32_t index, uint8_t before) {
    zb_slice text = token_text(context, index);
    const zb_period *period = zb_document_period(context->document, index);
    uint8_t after = index + 1 < context->document->tokens->tokens.count ? letter_at(context, index + 1) : 0;
    bool plan_name = zb_slice_ends(text, ZB_SLICE("五")) || zb_slice_ends(text, ZB_SLICE("五”")) ||
                     zb_slice_ends(text, ZB_SLICE("五\"")) || zb_slice_ends(text, ZB_SLICE("五＂"));
    if (plan_name || after == ZB_PLAN)
        return after != ZB_COMMA;
    return period->relative == ZB_LAST_YEAR && before == ZB_TEXT && after == ZB_TEXT;
}

/* 比1978年, 同1978年相比, 相当于1950年到1997年的总和, 是2019年同期的: a time that only is compared with. */
static bool is_compared_with(const zb_context *context, uint32_t index, uint8_t before) {
    static const char *const links[] = {"同", "与", "相当于", "等于", "较"};
    uint8_t after = index + 1 < context->document->tokens->tokens.count ? letter_at(context, index + 1) : 0;
    bool at_end = after == ZB_THAN && zb_slice_equal(token_text(context, index + 1), ZB_SLICE("相比")); /* not A年比B年 */
    if (before == ZB_THAN || before == ZB_ABOVE || at_end)
        return true;
    if (index == 0 || (before == ZB_LINK && after != ZB_DE))
        return false;
    if (before == ZB_LINK)
        return zb_slice_equal(token_text(context, index - 1), ZB_SLICE("是"));
    for (size_t i = 0; i < sizeof links / sizeof *links; i++)
        if ((before == ZB_TEXT || before == ZB_AND) && zb_slice_ends(token_text(context, index - 1), zb_slice_of(links[i])))
            return true;
    return false;
}

static void take_time(zb_context *context, uint32_t index, uint8_t before) {
    zb_slice text = token_text(context, index);
    bool short_lived = before == ZB_FROM || (zb_slice_starts(text, ZB_SLICE("近")) && !zb_slice_contains(text, ZB_SLICE("年来")) &&
                                             !zb_slice_equal(text, ZB_SLICE("近日")));
    if (is_compared_with(context, index, before) || names_something(context, index, before))
        return;
    const zb_period *period = zb_document_period(context->document, index);
    if (period->relative == ZB_ABSOLUTE && period->to.year != 0)
        context->year = period->to.year;
    if (short_lived)
        context->local_time = index;
    else
        context->time = index;
}

/* 台州弗迪项目, 吉林大米: the place is part of a name. 吉林省… with its kind written out is a scope. */
static bool runs_into_name(const zb_context *context, uint32_t index) {
    if (letter_at(context, index) != ZB_REGION || index + 1 >= context->document->tokens->tokens.count ||
        zb_document_full_place(context->document, index))
        return false;
    switch (letter_at(context, index + 1)) {
    case ZB_TEXT: case ZB_QUOTE: case ZB_HEAD: case ZB_PAUSE: case ZB_AND: case ZB_PAREN:
        return true;
    default:
        return false;
    }
}

/* 贡献了全国24.1%的增量: what all is compared with is seldom the scope. */
static bool names_the_whole(zb_slice text) {
    static const char *const wholes[] = {"全国", "全球", "世界", "国内", "全行业"};
    for (size_t i = 0; i < sizeof wholes / sizeof *wholes; i++)
        if (zb_slice_equal(text, zb_slice_of(wholes[i])))
            return true;
    return false;
}

void zb_context_advance(zb_context *context, uint32_t token) {
    const uint32_t first = context->seen;
    for (; context->seen < token; context->seen++) {
        uint32_t i = context->seen;
        uint8_t letter = letter_at(context, i), before = i > 0 ? letter_at(context, i - 1) : 0;
        if (letter == ZB_TIME) {
            take_time(context, i, before);
        } else if (letter == ZB_SCOPE || letter == ZB_REGION) {
            if (opens_clause(context, i, first) && !runs_into_name(context, i))
                context->region = i;
            else if (letter == ZB_SCOPE && context->region == ZB_NO_TOKEN && !measured_against(before) &&
                     !names_the_whole(token_text(context, i)))
                context->region = i; /* 一组数据诠释我省就业态势：… the first scope of a paragraph */
            else if (!measured_against(before))
                context->local_region = i;
        } else if (letter == ZB_COMMA || letter == ZB_SEMI) {
            context->local_region = ZB_NO_TOKEN;
        }
    }
}

void zb_context_claimed(zb_context *context) {
    context->local_time = context->local_region = ZB_NO_TOKEN;
}
