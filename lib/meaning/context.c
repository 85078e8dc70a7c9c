/* What governs a claim from outside its clause: of when, of where; and what the headings and leads above it say.
 * Whether it is promised or done is told in mood.c.
 *
 * Time and place. The last one named governs until another is; a new paragraph forgets both, a list item goes back to those of
 * the lead. What stands behind 比 较 占 高于 is no scope of the claim; what stands inside a noun phrase is the next claim's alone. */
#include "context.h"

/* ---- the year ------------------------------------------------------------------------------------------ */

enum { FIRST_YEAR = 1900, REPUBLIC = 1949, YEARS = 201 };

/* Which years of a text are asked for. */
typedef enum years { OWN, TO_COME, HISTORY } years; /* 2025年; 到2030年底 as well; 1908年 as well */

/* The year named most; 0 when none is. Of equals the later, but the earlier of years to come. Years that only are compared with
 * (较2014年) are none of them: 1—10月 is not of 2014. */
static int16_t most_named(const zb_tokens *tokens, years asked) {
    uint32_t named[YEARS] = {0};
    int best = -1, first = asked == HISTORY ? FIRST_YEAR : REPUBLIC;
    const char *letters = zb_buffer_slice(&tokens->letters).data, *end = letters + tokens->tokens.count;
    for (const char *at = letters; (at = memchr(at, ZB_TIME, (size_t)(end - at))) != NULL; at++) {
        const zb_token *token = zb_array_at(&tokens->tokens, (size_t)(at - letters));
        const zb_period *period = zb_array_at(&tokens->periods, token->value);
        int year = period->from.year != 0 ? period->from.year : period->to.year;
        bool told = (at == letters || at[-1] != ZB_THAN) && (asked != OWN || !period->until);
        if (period->relative == ZB_ABSOLUTE && year >= first && year < FIRST_YEAR + YEARS && told)
            named[year - FIRST_YEAR]++;
    }
    for (int i = 0; i < YEARS; i++)
        if (named[i] > 0 && (best < 0 || named[i] > named[best] || (named[i] == named[best] && asked != TO_COME)))
            best = i;
    return (int16_t)(best < 0 ? 0 : best + FIRST_YEAR);
}

/* The text's own year, as a guess. What a text tells of the time before 1949 is history. */
int16_t zb_context_year(const zb_tokens *tokens) {
    int16_t year = most_named(tokens, OWN);
    if (year == 0)
        year = most_named(tokens, TO_COME);
    return year != 0 ? year : most_named(tokens, HISTORY);
}

static bool speaks_of_last_year(const zb_tokens *tokens) {
    for (size_t i = 0; i < tokens->periods.count; i++)
        if (((const zb_period *)zb_array_at(&tokens->periods, i))->relative == ZB_LAST_YEAR)
            return true;
    return false;
}

/* 一、1996年工作回顾, in a text that calls that year 去年: it is of the year after. Not 1998年工作回顾和1999年工作安排. */
static bool reviews(const zb_text *text, const zb_tokens *tokens, size_t index) {
    const zb_token *time = zb_array_at(&tokens->tokens, index);
    const zb_block *block = zb_array_at(&text->blocks, zb_text_block(text, time->start));
    zb_slice heading = {zb_text_flow(text).data + block->start, block->end - block->start};
    if (block->kind != ZB_HEADING || !(zb_slice_contains(heading, ZB_SLICE("回顾")) || zb_slice_contains(heading, ZB_SLICE("执行情况")) ||
                                       zb_slice_contains(heading, ZB_SLICE("完成情况"))))
        return false;
    uint32_t times = 0;
    while (index > 0 && ((const zb_token *)zb_array_at(&tokens->tokens, index - 1))->start >= block->start)
        index--;
    for (; index < tokens->tokens.count; index++) {
        const zb_token *token = zb_array_at(&tokens->tokens, index);
        if (token->start >= block->end)
            break;
        times += token->letter == ZB_TIME;
    }
    return times == 1;
}

/* The year a heading or a dateline vouches for, or one that the text names three times and hardly another: 今年 may be dated by it. A report of
 * the year before names the year to come as well.
 * A year named once in passing may be any: 2012年全年 in the news of 2013. */
int16_t zb_context_sure_year(const zb_text *text, const zb_tokens *tokens) {
    enum { ENOUGH = 3, TITLE_BYTES = 180 }; /* 60 characters */
    int16_t most = zb_context_year(tokens), vouched = 0;
    uint32_t named = 0, others = 0, next = 0;
    bool last_year = speaks_of_last_year(tokens);
    const char *letters = zb_buffer_slice(&tokens->letters).data, *end = letters + tokens->tokens.count;
    for (const char *at = letters; (at = memchr(at, ZB_TIME, (size_t)(end - at))) != NULL; at++) {
        size_t i = (size_t)(at - letters);
        const zb_token *token = zb_array_at(&tokens->tokens, i);
        const zb_period *period = zb_array_at(&tokens->periods, token->value);
        int16_t year = period->to.year;
        if (period->relative != ZB_ABSOLUTE || year == 0 || period->from.year != year)
            continue;
        uint32_t index = zb_text_block(text, token->start);
        const zb_block *block = zb_array_at(&text->blocks, index);
        named += year == most;
        others += year != most && year <= most;
        next += year == most + 1;
        bool near = year >= most - 1 && year <= most + 1; /* not 二〇三五年远景目标 */
        bool titled = index == 0 && block->end - block->start <= TITLE_BYTES;
        bool vouches = block->kind == ZB_HEADING || titled || (period->is_date && index < 3);
        if (near && vouches && last_year && reviews(text, tokens, i))
            year++;
        if (near && vouches && year > vouched)
            vouched = year;
    }
    return vouched != 0 ? vouched : named >= ENOUGH && named >= 2 * others && next < 2 ? most : 0;
}

/* ---- document and blocks -------------------------------------------------------------------------------- */

static const zb_block *block_at(const zb_context *context, uint32_t index) {
    return zb_array_at(&context->document->text->blocks, index);
}

enum { TITLES = 3 }; /* blocks that may be a title's */

static zb_slice block_text(const zb_context *context, uint32_t index) {
    const zb_block *block = block_at(context, index);
    return (zb_slice){zb_text_flow(context->document->text).data + block->start, block->end - block->start};
}

static int16_t year_at(zb_slice text, size_t at) {
    int year = 0;
    for (size_t i = at; i < at + 4; i++) {
        if (i >= text.size || text.data[i] < '0' || text.data[i] > '9')
            return 0;
        year = year * 10 + (text.data[i] - '0');
    }
    return (int16_t)(year > REPUBLIC && year < FIRST_YEAR + YEARS ? year : 0);
}

/* 实施方案（2023—2025年）: its years are stages, and none of them is past. */
static void take_stages(zb_context *context, zb_slice title) {
    enum { DASH = 8 }; /* bytes: 年— */
    for (size_t i = 0; i < title.size; i++) {
        int16_t from = year_at(title, i), to = 0;
        for (size_t k = i + 5; from != 0 && to == 0 && k <= i + 4 + DASH; k++)
            to = year_at(title, k);
        if (to > from) {
            context->stages_from = from;
            context->stages_to = to;
        }
    }
}

void zb_context_begin(zb_context *context, const zb_document *document) {
    enum { TITLE_BYTES = 180 }; /* 60 characters */
    *context = (zb_context){.document = document, .block = UINT32_MAX};
    context->time = context->undue_time = context->region = context->lead_time = context->lead_region = ZB_NO_TOKEN;
    context->local_time = context->local_region = ZB_NO_TOKEN;
    for (uint32_t i = 0; i < document->text->blocks.count && i < TITLES; i++) {
        zb_slice text = block_text(context, i);
        bool numbered = block_at(context, i)->text != block_at(context, i)->start; /* 一、…: a section's heading */
        if (text.size > TITLE_BYTES || numbered || zb_slice_contains(text, ZB_SLICE("。")))
            break;
        zb_mood mood = zb_mood_of_title(text);
        context->title = mood != ZB_MOOD_NONE ? mood : context->title;
        if (mood == ZB_MOOD_TARGET)
            take_stages(context, text);
    }
    if (document->plan && context->title == ZB_MOOD_NONE)
        context->title = ZB_MOOD_TARGET;
}

static bool names_past_year(const zb_context *context, uint32_t first, uint32_t end) {
    for (uint32_t i = first; i < end; i++) {
        if (zb_context_letter(context, i) != ZB_TIME)
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
        if (zb_context_letter(context, i) != ZB_TIME)
            continue;
        int16_t named = year_of_period(context, zb_document_period(context->document, i));
        if (named == 0 || (year != 0 && named != year))
            return 0;
        year = named;
    }
    return year == 0 && level > 1 ? context->heading_year : year;
}

/* 三、2026年主要工作 in a report of that year, 2026年民生实事: the year's work, ahead or done. */
static zb_mood mood_of_years_work(const zb_context *context, uint32_t index) {
    static const zb_word works[] = {"工作", "任务", "实事", "安排", "重点", ""};
    int16_t now = context->document->date.year != 0 ? context->document->date.year : context->document->guess;
    bool stage = context->heading_year >= context->stages_from && context->heading_year <= context->stages_to; /* of the plan itself */
    if (now == 0 || stage || context->heading_year <= 0 || !zb_slice_contains_among(block_text(context, index), works))
        return ZB_MOOD_NONE;
    return context->heading_year < now ? ZB_MOOD_ACTUAL : ZB_MOOD_TARGET;
}

/* 二、第一个五年计划概要 */
static bool names_plan(zb_slice heading) {
    static const zb_word ends[] = {"计划", "规划", "草案", "要点", "概要", ""};
    return zb_slice_ends_among(heading, ends) &&
           (zb_slice_contains(heading, ZB_SLICE("计划")) || zb_slice_contains(heading, ZB_SLICE("规划")) ||
            zb_slice_contains(heading, ZB_SLICE("预算")));
}

/* 三、有关要求 of a circular: what is to be done. */
static bool demands(zb_slice heading) {
    static const zb_word ends[] = {"有关要求", "工作要求", "相关要求", "几点要求", ""};
    return zb_slice_ends_among(heading, ends);
}

/* What led the section is the section's own where parts of it follow (重点做好六个方面工作：（一）…（二）…), and ends with it. */
static void close_lead(zb_context *context, int level) {
    if (context->lead == ZB_MOOD_NONE || context->lead_level == 0)
        return;
    if (level > context->lead_level)
        context->heading[context->lead_level] = context->lead;
    context->lead = ZB_MOOD_NONE;
}

static void enter_heading(zb_context *context, uint32_t index, uint32_t first, uint32_t end) {
    const zb_block *block = block_at(context, index);
    int level = block->level < ZB_HEADING_LEVELS ? block->level : ZB_HEADING_LEVELS - 1;
    context->heading_year = year_of_heading(context, first, end, level);
    zb_cues found = zb_cues_read(context, first, end);
    zb_mood mood = zb_cues_mood(&found);
    bool numbered = block->text != block->start; /* not a headline */
    if (!numbered && mood == ZB_MOOD_TARGET && zb_context_letter(context, first) == ZB_RESOLVE) /* 办好民生“关键小事”: a headline */
        found.near = mood = ZB_MOOD_NONE;
    bool spoken = found.near != ZB_MOOD_NONE || found.after != ZB_MOOD_NONE;
    bool told = zb_tells_of_promises(block_text(context, index)), reports = zb_mood_of_title(block_text(context, index)) == ZB_MOOD_ACTUAL;
    if (found.counts && !spoken) /* 2026年省十件民生实事 heads a list of promises, 十件民生实事盘点 tells how they fared */
        mood = names_past_year(context, first, end) || reports ? ZB_MOOD_ACTUAL : told ? ZB_MOOD_NONE : ZB_MOOD_TARGET;
    if (mood == ZB_MOOD_NONE && zb_slice_contains(block_text(context, index), ZB_SLICE("决算")))
        mood = ZB_MOOD_ACTUAL;
    if (mood == ZB_MOOD_NONE && !spoken)
        mood = !told ? mood_of_years_work(context, index) : reports ? ZB_MOOD_ACTUAL : ZB_MOOD_NONE;
    bool demanded = numbered && demands(block_text(context, index));
    if (mood == ZB_MOOD_NONE && !spoken && numbered && (demanded || names_plan(block_text(context, index))))
        mood = ZB_MOOD_TARGET;
    close_lead(context, level);
    for (int i = 0; i < level && !found.counts && !demanded; i++) /* （二）落实重大任务 under 一、工作回顾 is no plan */
        if (!spoken && context->heading[i] != ZB_MOOD_NONE)
            mood = ZB_MOOD_NONE;
    for (int i = level; i < ZB_HEADING_LEVELS; i++)
        context->heading[i] = ZB_MOOD_NONE;
    context->heading[level] = mood;
    for (int i = level; i >= 0 && (i == level || context->headings == ZB_MOOD_NONE); i--)
        context->headings = context->heading[i];
    context->level = index < TITLES && !numbered ? 0 : (uint8_t)level; /* the title's lead leads the whole text */
    context->reviewed = context->reviewed || (numbered && mood == ZB_MOOD_ACTUAL);
    context->chapter = numbered || (context->chapter && level > 1);
    if (mood == ZB_MOOD_ACTUAL && context->heading_year == 0 && !told) /* 民生实事办理情况 is of this year */
        context->heading_year = ZB_SOME_PAST_YEAR;
    if (mood != ZB_MOOD_NONE)
        context->lead = ZB_MOOD_NONE;
}

static uint8_t last_letter(const zb_context *context, const zb_sentence *sentence) {
    return zb_context_letter(context, sentence->end - 1);
}

static void enter_block(zb_context *context, const zb_sentence *sentence) {
    const zb_block *block = block_at(context, sentence->block);
    bool goes_on = context->block != UINT32_MAX && block->kind == ZB_PARAGRAPH && sentence->block == context->block + 1 &&
                   block_at(context, context->block)->kind == ZB_PARAGRAPH &&
                   !block_at(context, context->block)->paragraph_end;
    context->block = sentence->block;
    if (goes_on)
        return;
    if (context->lead_within)
        context->lead = ZB_MOOD_NONE;
    context->lead_within = false;
    if (block->kind == ZB_ITEM && block->level <= context->lead_item && last_letter(context, sentence) == ZB_COLON)
        context->lead = ZB_MOOD_NONE; /* 五、保障措施： behind 四、新年目标： */
    if (block->kind == ZB_HEADING)
        enter_heading(context, sentence->block, sentence->first, sentence->end);
    context->year = context->heading_year;
    bool alone = block->kind == ZB_HEADING || (block->kind == ZB_PARAGRAPH && !context->listing);
    context->time = alone ? ZB_NO_TOKEN : context->lead_time;
    context->region = alone ? ZB_NO_TOKEN : context->lead_region;
}

/* 无锡, 株洲 without 市 are the examples of their sentence; 上海, 吉林 govern on. */
static bool is_example_place(const zb_context *context) {
    const zb_place *place = context->region == ZB_NO_TOKEN ? NULL
                            : zb_document_place(context->document, zb_context_token(context, context->region));
    return place != NULL && place->level > 1 && !zb_document_full_place(context->document, context->region);
}

static bool is_reporting(const zb_context *context, uint32_t index) {
    static const zb_word words[] = {"显示", "公布", "通报", "获悉", ""};
    return zb_slice_among(zb_context_text(context, index), words);
}

/* 生产总值增长5%左右，就业1100万人，是今年的主要预期目标。 */
static bool ends_in_aim(const zb_context *context, const zb_sentence *sentence) {
    enum { LONGEST = 10 }; /* words of that clause */
    uint32_t last = sentence->end - 1, first = last > sentence->first + LONGEST ? last - LONGEST : sentence->first;
    if (last == sentence->first || zb_context_looks_back(context) || zb_context_letter(context, last - 1) != ZB_PLAN ||
        !zb_slice_ends(zb_context_text(context, last - 1), ZB_SLICE("目标")))
        return false;
    uint32_t at = last;
    while (at > first && zb_context_letter(context, at) != ZB_COMMA)
        at--;
    return zb_context_letter(context, at) == ZB_COMMA &&
           (zb_slice_equal(zb_context_text(context, at + 1), ZB_SLICE("是")) || zb_slice_equal(zb_context_text(context, at + 1), ZB_SLICE("这是")));
}

void zb_context_sentence(zb_context *context, const zb_sentence *sentence) {
    zb_mood before = sentence->block == context->block ? context->sentence : ZB_MOOD_NONE;
    if (sentence->block != context->block)
        enter_block(context, sentence);
    context->clause = context->weak = ZB_MOOD_NONE;
    bool among = zb_context_letter(context, sentence->first) == ZB_AMONG; /* 其中，… goes on */
    context->sentence = among && !context->mixed ? before : ends_in_aim(context, sentence) ? ZB_MOOD_TARGET : ZB_MOOD_NONE;
    context->time = among && context->mixed ? ZB_NO_TOKEN : context->time;
    context->mixed = false;
    context->opened = ZB_MOOD_NONE;
    context->strong = context->counts = context->planned = context->led = context->reported = context->ahead = context->budgeted = false;
    const uint8_t *letters = zb_document_letters(context->document);
    for (uint32_t i = sentence->traits & ZB_TRAIT_SAY ? sentence->first : sentence->end;
         !context->reported && (i = zb_trait_next(letters, i, sentence->end, ZB_TRAIT_SAY)) < sentence->end; i++)
        context->reported = is_reporting(context, i);
    context->local_time = context->local_region = ZB_NO_TOKEN;
    if (is_example_place(context))
        context->region = ZB_NO_TOKEN;
    context->seen = sentence->first;
    context->sentence_end = sentence->end;
}

static void lead_on(zb_context *context, bool within) {
    context->lead = context->sentence;
    context->lead_level = context->level;
    context->lead_within = within;
}

/* A lead: it counts what follows (50项民生实事), or ends in a colon, or is all its paragraph says (主要做了以下工作。) */
void zb_context_sentence_end(zb_context *context, const zb_sentence *sentence) {
    const zb_block *block = block_at(context, sentence->block);
    zb_context_advance(context, sentence->end);
    if (context->time != ZB_NO_TOKEN && context->time >= sentence->first)
        context->time = context->undue_time;
    if (block->kind == ZB_PARAGRAPH && !context->listing) {
        context->lead_time = context->time;
        context->lead_region = context->region;
    }
    uint8_t last = zb_context_letter(context, sentence->end - 1); /* …幸福实景—— 看就业，…； 看教育，…； */
    context->listing = last == ZB_COLON || last == ZB_DASH || (context->listing && last == ZB_SEMI);
    if (!context->strong || block->kind == ZB_HEADING)
        return;
    bool alone = zb_context_token(context, sentence->first)->start == block->text && !(sentence->traits & ZB_TRAIT_FIGURE) &&
                 zb_context_token(context, sentence->end - 1)->end == block->end;
    bool heads = block->kind == ZB_PARAGRAPH || (block->kind == ZB_ITEM && alone); /* 四、新年目标： */
    if (context->counts || (alone && context->sentence == ZB_MOOD_ACTUAL) || (context->led && heads))
        lead_on(context, !alone && !context->listing && !context->document->outlined);
    context->lead_item = context->led && block->kind == ZB_ITEM && alone ? block->level : 0;
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
        switch (zb_context_letter(context, i)) {
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

/* 2006年以来新高, 近年最好水平, 2035年远景目标 */
static bool is_of_comparison(zb_slice text) {
    static const zb_word words[] = {"新高", "新低", "最好", "最高", "最低", "最快", "最多", "最优", "最佳", "远景", ""};
    return zb_slice_starts_among(text, words);
}

/* 今年|计划新建公园: a verb, and no year's plan. */
static bool plans_itself(const zb_context *context, uint32_t plan) {
    if (plan + 1 >= context->document->tokens->tokens.count || !zb_slice_equal(zb_context_text(context, plan), ZB_SLICE("计划")))
        return false;
    uint8_t next = zb_context_letter(context, plan + 1);
    return next == ZB_VERB || next == ZB_HEAD || next == ZB_COMPLETES;
}

/* “十四五”收官之年, 全年任务, 当地上年度标准: a time inside a noun phrase dates nothing. */
static bool names_something(const zb_context *context, uint32_t index, uint8_t before) {
    zb_slice text = zb_context_text(context, index);
    const zb_period *period = zb_document_period(context->document, index);
    uint8_t after = index + 1 < context->document->tokens->tokens.count ? zb_context_letter(context, index + 1) : 0;
    bool plan_name = zb_slice_ends(text, ZB_SLICE("五")) || zb_slice_ends(text, ZB_SLICE("五”")) ||
                     zb_slice_ends(text, ZB_SLICE("五\"")) || zb_slice_ends(text, ZB_SLICE("五＂"));
    if (plan_name || (after == ZB_PLAN && !plans_itself(context, index + 1)))
        return after != ZB_COMMA;
    if (after == ZB_TEXT && is_of_comparison(zb_context_text(context, index + 1)))
        return true;
    return period->relative == ZB_LAST_YEAR && before == ZB_TEXT && after == ZB_TEXT;
}

/* 比1978年, 同1978年相比, 相当于1950年到1997年的总和, 是2019年同期的: a time that only is compared with. */
static bool is_compared_with(const zb_context *context, uint32_t index, uint8_t before) {
    static const zb_word links[] = {"同", "与", "相当于", "等于", "较", ""};
    uint8_t after = index + 1 < context->document->tokens->tokens.count ? zb_context_letter(context, index + 1) : 0;
    zb_slice next = after == ZB_TEXT ? zb_context_text(context, index + 1) : ZB_SLICE("");
    uint8_t times = after == ZB_DE && index + 2 < context->document->tokens->tokens.count ? zb_context_letter(context, index + 2) : 0;
    if (before == ZB_FOR && (times == ZB_MULT || times == ZB_PCT || times == ZB_FRACTION)) /* 为去年全年的1.4倍 */
        return true;
    if (zb_slice_starts(next, ZB_SLICE("基础上")) || zb_slice_starts(next, ZB_SLICE("水平"))) /* 在2012年基础上 */
        return true;
    if (before == ZB_FROM && (after == ZB_GROW || after == ZB_FALL) && index + 2 < context->document->tokens->tokens.count &&
        zb_context_letter(context, index + 2) == ZB_RISETO) /* 由上月下降转为上涨 */
        return true;
    bool at_end = after == ZB_THAN && zb_slice_equal(zb_context_text(context, index + 1), ZB_SLICE("相比")); /* not A年比B年 */
    if (before == ZB_THAN || before == ZB_ABOVE || before == ZB_BELOW || at_end || zb_slice_ends(zb_context_text(context, index), ZB_SLICE("年同期")))
        return true;
    if (index > 0 && before == ZB_LINK && (zb_slice_equal(zb_context_text(context, index - 1), ZB_SLICE("相当于")) ||
                                           zb_slice_equal(zb_context_text(context, index - 1), ZB_SLICE("等于")))) /* 相当于前十年总和 */
        return true;
    if (index == 0 || (before == ZB_LINK && after != ZB_DE))
        return false;
    if (before == ZB_LINK)
        return zb_slice_equal(zb_context_text(context, index - 1), ZB_SLICE("是"));
    return (before == ZB_TEXT || before == ZB_AND) && zb_slice_ends_among(zb_context_text(context, index - 1), links);
}

/* 其余32所计划年底前交付: the deadline of what stands before it; it ends with its sentence. */
static bool is_own_deadline(const zb_context *context, uint32_t index) {
    enum { FAR = 16 };
    if (!zb_is_deadline(zb_context_text(context, index)))
        return false;
    for (uint32_t i = index; i-- > 0 && index - i < FAR && !(zb_traits[zb_context_letter(context, i)] & ZB_TRAIT_END);)
        if (zb_letter_is_quantity(zb_context_letter(context, i)))
            return true;
    return false;
}

/* 其中2005年底前建成的112个: it tells which of them. */
bool zb_context_tells_which(const zb_context *context, uint32_t index) {
    const zb_array *tokens = &context->document->tokens->tokens;
    return index > 0 && index + 3 < tokens->count && zb_context_letter(context, index - 1) == ZB_AMONG &&
           zb_context_letter(context, index + 1) == ZB_VERB && zb_context_letter(context, index + 2) == ZB_DE &&
           zb_letter_is_quantity(zb_context_letter(context, index + 3));
}

static void take_time(zb_context *context, uint32_t index, uint8_t before) {
    zb_slice text = zb_context_text(context, index);
    bool short_lived = before == ZB_FROM || (zb_slice_starts(text, ZB_SLICE("近")) && !zb_slice_contains(text, ZB_SLICE("年来")) &&
                                             !zb_slice_equal(text, ZB_SLICE("近日")));
    if (is_compared_with(context, index, before) || names_something(context, index, before) || zb_context_tells_which(context, index))
        return;
    if (before == ZB_TIME && zb_slice_starts(text, ZB_SLICE("当"))) /* 5月当月 */
        return;
    const zb_period *period = zb_document_period(context->document, index);
    if (period->relative == ZB_ABSOLUTE && period->to.year != 0)
        context->year = period->to.year;
    if (short_lived) {
        context->local_time = index;
        return;
    }
    if (!is_own_deadline(context, index))
        context->undue_time = index;
    else if (context->time == ZB_NO_TOKEN || !is_own_deadline(context, context->time))
        context->undue_time = context->time;
    context->time = index;
}

/* 台州弗迪项目, 吉林大米: the place is part of a name. 吉林省… with its kind written out is a scope. */
static bool runs_into_name(const zb_context *context, uint32_t index) {
    if (zb_context_letter(context, index) != ZB_REGION || index + 1 >= context->document->tokens->tokens.count ||
        zb_document_full_place(context->document, index))
        return false;
    switch (zb_context_letter(context, index + 1)) {
    case ZB_TEXT: case ZB_QUOTE: case ZB_HEAD: case ZB_PAUSE: case ZB_AND: case ZB_PAREN:
        return true;
    default:
        return false;
    }
}

/* 贡献了全国24.1%的增量: what all is compared with is seldom the scope. */
static bool names_the_whole(zb_slice text) {
    static const zb_word wholes[] = {"全国", "全球", "世界", "国内", "全行业", ""};
    return zb_slice_among(text, wholes);
}

static void take_place(zb_context *context, uint32_t index, uint8_t before, uint32_t first) {
    if (opens_clause(context, index, first) && !runs_into_name(context, index))
        context->region = index;
    else if (zb_context_letter(context, index) == ZB_SCOPE && context->region == ZB_NO_TOKEN && !measured_against(before) &&
             !names_the_whole(zb_context_text(context, index)))
        context->region = index; /* 一组数据诠释我省就业态势：… the first scope of a paragraph */
    else if (!measured_against(before))
        context->local_region = index;
}

void zb_context_advance(zb_context *context, uint32_t token) {
    const uint8_t *letters = zb_document_letters(context->document);
    const uint32_t first = context->seen;
    for (uint32_t i = first; (i = zb_trait_next(letters, i, token, ZB_TRAIT_PLACED | ZB_TRAIT_END)) < token; i++) {
        uint8_t before = i > 0 ? letters[i - 1] : 0;
        if (letters[i] == ZB_TIME)
            take_time(context, i, before);
        else if (letters[i] == ZB_SCOPE || letters[i] == ZB_REGION)
            take_place(context, i, before, first);
        else if (letters[i] == ZB_COMMA || letters[i] == ZB_SEMI)
            context->local_region = ZB_NO_TOKEN;
    }
    context->seen = token > first ? token : first;
}

void zb_context_claimed(zb_context *context) {
    context->local_time = context->local_region = ZB_NO_TOKEN;
}
