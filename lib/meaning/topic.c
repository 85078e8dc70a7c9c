/* Subjects and topics: what stands in the clause before, where it has no figure of its own.
 *     城镇居民收入保持全省前列，超过4.6万元               城镇居民收入
 *     钢材、水泥等主要工业产品，产量都比上年增长20%         产量 in full: 钢材、水泥等主要工业产品产量
 *     农民人均纯收入，扣除价格因素，增长8%                 what is said aside is stepped over */
#include "claim.h"

static bool goes_on_before(uint8_t letter) {
    return letter != ZB_COMMA && letter != ZB_SEMI && letter != ZB_COLON;
}

/* The clause before the comma at `comma`. */
static zb_range clause_before(const zb_reader *r, uint32_t comma) {
    const zb_sentence *sentence = zb_array_at(&r->document->clauses->sentences, r->sentence);
    uint32_t start = comma;
    while (start > sentence->first && comma - start < WINDOW && goes_on_before(zb_reader_letter(r, start - 1)))
        start--;
    return (zb_range){start, comma};
}

static bool has_figure(const zb_reader *r, zb_range clause) {
    for (uint32_t i = clause.first; i < clause.end; i++)
        if (zb_letter_is_quantity(zb_reader_letter(r, i)) && zb_reader_letter(r, i) != ZB_DURATION)
            return true;
    return false;
}

/* 扣除价格因素, 据12个省的统计, 按可比部分计算: said aside. */
static bool is_aside(const zb_reader *r, zb_range clause) {
    if (zb_range_empty(clause))
        return false;
    zb_slice text = zb_document_text(r->document, clause.first), last = zb_document_text(r->document, clause.end - 1);
    return zb_reader_letter(r, clause.first) == ZB_ASIDE || zb_slice_starts(text, ZB_SLICE("据")) ||
           zb_slice_equal(text, ZB_SLICE("根据")) || (zb_slice_starts(text, ZB_SLICE("按")) && zb_slice_ends(last, ZB_SLICE("计算")));
}

/* The clause that a clause beginning at `first` goes on from, not what is said aside; empty when it has figures: it has said its
 * own. */
zb_range zb_topic_clause(const zb_reader *r, uint32_t first) {
    const zb_sentence *sentence = zb_array_at(&r->document->clauses->sentences, r->sentence);
    zb_range clause = {0, 0};
    if (first >= sentence->first + 2 && zb_reader_letter(r, first - 1) == ZB_COMMA)
        clause = clause_before(r, first - 1);
    bool aside = is_aside(r, clause);
    if (aside && clause.first >= sentence->first + 2 && zb_reader_letter(r, clause.first - 1) == ZB_COMMA)
        clause = clause_before(r, clause.first - 1);
    else if (aside)
        return (zb_range){0, 0};
    return has_figure(r, clause) ? (zb_range){0, 0} : clause;
}

/* 内贸指数, 投诉量 behind a head noun: 企业内贸指数 */
static bool measures(zb_slice text) {
    static const zb_word ends[] = {"指数", "数", "量", "额", "值", "价", "率", ""};
    return zb_slice_ends_among(text, ends);
}

static bool names_what_grows(uint8_t letter) {
    switch (letter) {
    case ZB_TEXT: case ZB_HEAD: case ZB_TIME: case ZB_SCOPE: case ZB_QUOTE: case ZB_DE: case ZB_PAUSE: case ZB_AND: case ZB_ETC:
        return true;
    default:
        return false;
    }
}

/* 其中中长期贷款增速明显提高; 一是投资增速放缓 */
static bool opens_part(uint8_t letter) {
    return letter == ZB_AMONG || letter == ZB_MARK;
}

/* 服务业贷款快速增长，占…; 船舶、汽车出口增速较快，分别增长…: what grows, in a clause that says no more. */
static zb_range grown(const zb_reader *r, zb_range clause) {
    if (zb_range_empty(clause))
        return (zb_range){0, 0};
    if (opens_part(zb_reader_letter(r, clause.first)))
        clause.first++;
    uint8_t last = zb_reader_letter(r, clause.end - 1);
    uint32_t end = clause.first;
    while (end < clause.end && !zb_letter_is_growth(zb_reader_letter(r, end)))
        end++;
    if (end == clause.end && last != ZB_GROW && last != ZB_FALL)
        return (zb_range){0, 0};
    end -= end == clause.end;
    while (end > clause.first && (zb_reader_letter(r, end - 1) == ZB_ADVERB || zb_reader_letter(r, end - 1) == ZB_DONE))
        end--;
    for (uint32_t i = clause.first; i < end; i++)
        if (!names_what_grows(zb_reader_letter(r, i)))
            return (zb_range){0, 0};
    return (zb_range){clause.first, end};
}

/* 有所回落, 增长乏力, 保持平稳, 再获丰收: how it goes. */
static bool tells_how(const zb_reader *r, zb_range words) {
    static const zb_word states[] = {"有所", "乏力", "丰收", "平稳", "恢复", "良好", "向好", "火爆", "活跃", "企稳", "稳定", "旺盛", "低迷",
                                     "疲软", "承压", "强劲", "回暖", "壮大", "稳健", ""};
    bool state = false;
    for (uint32_t i = words.first; i < words.end; i++) {
        uint8_t letter = zb_reader_letter(r, i);
        bool said = (letter == ZB_TEXT || letter == ZB_ADVERB) && zb_slice_ends_among(zb_document_text(r->document, i), states);
        state = state || said;
        if (!said && letter != ZB_ADVERB && letter != ZB_LINK && letter != ZB_GROW && letter != ZB_FALL && letter != ZB_DONE)
            return false;
    }
    return state;
}

/* 工业生产有所回落，1—9月增长4.1%: a clause that only says how a thing goes names it. */
static zb_range characterised(const zb_reader *r, zb_range clause) {
    enum { SAID = 4 };
    uint32_t end = clause.first + (!zb_range_empty(clause) && opens_part(zb_reader_letter(r, clause.first)));
    uint32_t first = end;
    while (end < clause.end && (names_what_grows(zb_reader_letter(r, end)) || (end > first && zb_reader_letter(r, end) == ZB_VERB)) &&
           !tells_how(r, (zb_range){end, end + 1}))
        end++;
    bool how = end > first && end < clause.end && clause.end - end <= SAID && tells_how(r, (zb_range){end, clause.end});
    return how ? (zb_range){first, end} : (zb_range){0, 0};
}

/* 城镇居民收入保持全省前列，超过4.6万元: the subject stands in the clause before, which has no figure of its own. Taken only
 * where that clause opens with a statistic's head noun, and is the sentence's first word on the matter. */
zb_range zb_topic_subject(const zb_reader *r, uint32_t first) {
    static const zb_word bare[] = {"规模", "总量", "数量", "总额", "总体", "整体", ""};
    zb_range clause = zb_topic_clause(r, first);
    uint32_t head = clause.first;
    for (uint32_t i = clause.first; i < clause.end; i++) {
        uint8_t letter = zb_reader_letter(r, i);
        bool rate = letter == ZB_TEXT && i > clause.first && zb_reader_letter(r, i - 1) == ZB_DE &&
                    zb_slice_ends(zb_document_text(r->document, i), ZB_SLICE("率")); /* 消费支出对增长的贡献率继续提高 */
        if (letter == ZB_HEAD || letter == ZB_RATIO || rate || (head == i && i > clause.first && measures(zb_document_text(r->document, i))))
            head = i + 1;
        else if (letter == ZB_LINK || letter == ZB_RANK ||
                 ((letter == ZB_GROW || letter == ZB_FALL) && (i + 1 == clause.end || zb_reader_letter(r, i + 1) != ZB_DE)))
            break;
    }
    bool grows = zb_document_has(r->document, clause, ZB_GROWTHWORD) || zb_document_has(r->document, clause, ZB_FALLWORD); /* 贷款增速加快 */
    zb_range subject = head > clause.first && !grows ? (zb_range){clause.first, head} : grown(r, clause);
    if (subject.end == subject.first + 1 && zb_slice_among(zb_document_text(r->document, subject.first), bare))
        return (zb_range){0, 0}; /* 总值达5万亿元，规模创新高，增长5.6%: of what has the 规模 */
    if (zb_range_empty(subject))
        subject = characterised(r, clause);
    return zb_indicator_strip(r->document, subject);
}

static bool is_nominal(const zb_reader *r, uint32_t index, uint32_t end, bool with_verbs) {
    uint8_t letter = zb_reader_letter(r, index);
    if (letter == ZB_VERB) /* within 进行建设的纺织厂 */
        return with_verbs && zb_document_has(r->document, (zb_range){index + 1, end}, ZB_DE);
    switch (letter) {
    case ZB_TEXT: case ZB_HEAD: case ZB_RATIO: case ZB_WORKS: case ZB_QUOTE: case ZB_PAREN: case ZB_AND: case ZB_PAUSE: case ZB_DE:
    case ZB_ETC: case ZB_AMONG: case ZB_TIME: case ZB_SCOPE: case ZB_REGION: case ZB_OBJECT: case ZB_ORDINAL: case ZB_FROM: case ZB_PREP:
        return true;
    default:
        return false;
    }
}

/* 将小微企业应纳税所得额上限，从50万元提高到100万元: what is changed stands behind 将. */
zb_range zb_topic_of_change(const zb_reader *r, uint32_t first) {
    zb_range clause = zb_topic_clause(r, first);
    uint32_t ba = clause.first;
    while (ba < clause.end && zb_reader_letter(r, ba) != ZB_BA)
        ba++;
    bool changes = ba + 1 < clause.end && ba <= clause.first + 2 && zb_reader_letter(r, first) == ZB_FROM;
    return changes ? zb_indicator_strip(r->document, (zb_range){ba + 1, clause.end}) : (zb_range){0, 0};
}

/* 像这样的研究院，光谷已经有了7家: what is spoken of stands in front; the place has them. */
zb_range zb_topic_of_such(const zb_reader *r, uint32_t first, uint32_t quantity) {
    static const zb_word such[] = {"像", "这样", "类似", ""};
    zb_range clause = zb_topic_clause(r, first), noun = {0, 0};
    bool bare = quantity + 1 < r->sentence_end && (zb_traits[zb_reader_letter(r, quantity + 1)] & ZB_TRAIT_END);
    bool likened = bare && !zb_range_empty(clause) && zb_slice_starts_among(zb_document_text(r->document, clause.first), such);
    for (uint32_t i = clause.first; likened && i < clause.end; i++)
        if (zb_reader_letter(r, i) == ZB_DE)
            noun = (zb_range){i + 1, clause.end};
    return noun;
}

/* …33个；同我国建立经济关系的国家，已经有93个: a subject of its own behind ； */
bool zb_topic_begins(const zb_reader *r, uint32_t first) {
    zb_range clause = zb_topic_clause(r, first);
    return !zb_range_empty(clause) && clause.first > 0 && zb_reader_letter(r, clause.first - 1) == ZB_SEMI;
}

/* 其中参加合作社的农户，占…: another thing than what was told before. */
bool zb_topic_is_part(const zb_reader *r, uint32_t first) {
    zb_range clause = zb_topic_clause(r, first);
    return !zb_range_empty(clause) && zb_reader_letter(r, clause.first) == ZB_AMONG;
}

/* 钢材、水泥等主要工业产品，产量都比上年增长20%: a clause of nouns alone is what the next one speaks of. A lone phrase of unknown
 * words (进展顺利，投资…) is not taken for one. */
zb_range zb_topic_phrase(const zb_reader *r, uint32_t first, bool with_verbs) {
    enum { TOPIC = 12 };
    zb_range clause = zb_topic_clause(r, first);
    bool told = false;
    if (clause.end - clause.first > TOPIC)
        return (zb_range){0, 0};
    for (uint32_t i = clause.first; i < clause.end; i++) {
        uint8_t letter = zb_reader_letter(r, i);
        if (!is_nominal(r, i, clause.end, with_verbs))
            return (zb_range){0, 0};
        told = told || letter == ZB_ETC || letter == ZB_HEAD || letter == ZB_QUOTE || letter == ZB_WORKS || letter == ZB_DE;
    }
    /* 小学生，1957年有…: a lone phrase before a time is one too */
    bool timed = with_verbs && clause.end == clause.first + 1 && zb_reader_letter(r, first) == ZB_TIME;
    return told || timed ? zb_indicator_strip(r->document, clause) : (zb_range){0, 0};
}

/* 各地介绍就业的，就有2万人: a clause in 的 before a bare 有 says who. */
zb_range zb_topic_of_those(const zb_reader *r, uint32_t first) {
    zb_range clause = zb_topic_clause(r, first);
    zb_slice link = zb_document_text(r->document, first);
    bool those = clause.end - clause.first > 1 && zb_reader_letter(r, clause.end - 1) == ZB_DE && zb_reader_letter(r, first) == ZB_LINK &&
                 (zb_slice_ends(link, ZB_SLICE("有")) || zb_slice_starts(link, ZB_SLICE("达")));
    return those ? zb_indicator_strip(r->document, clause) : (zb_range){0, 0};
}

/* 金属切削机床的制造，前三年很慢，到1956年又增加…: what the sentence opens with, before it says anything of it. */
zb_range zb_topic_of_sentence(const zb_reader *r, uint32_t first) {
    enum { TOPIC = 12 };
    const zb_sentence *sentence = zb_array_at(&r->document->clauses->sentences, r->sentence);
    uint32_t end = sentence->first;
    bool told = false;
    for (; end < first && end - sentence->first <= TOPIC && zb_reader_letter(r, end) != ZB_COMMA; end++) {
        uint8_t letter = zb_reader_letter(r, end);
        if (!is_nominal(r, end, first, false))
            return (zb_range){0, 0};
        told = told || letter == ZB_HEAD || letter == ZB_DE || letter == ZB_ETC;
    }
    bool whole = told && end < first && zb_reader_letter(r, end) == ZB_COMMA;
    return whole ? zb_indicator_strip(r->document, (zb_range){sentence->first, end}) : (zb_range){0, 0};
}

/* ---- titles: 固定资产投资：完成…; （一）固定资产投资。上半年完成…; a heading line above -------------------------------- */

static bool may_title(uint8_t letter) {
    switch (letter) {
    case ZB_TEXT: case ZB_HEAD: case ZB_RATIO: case ZB_WORKS: case ZB_QUOTE: case ZB_AND: case ZB_PAUSE: case ZB_DE: case ZB_VERB:
    case ZB_BENEFIT: case ZB_OCCUPY: case ZB_SCOPE: case ZB_TIME: case ZB_REGION: case ZB_MARK: case ZB_ETC: case ZB_AMONG:
        return true;
    default:
        return false;
    }
}

/* How long a word may be that nobody knows and is a title by itself, in bytes: a long one before a colon is a speaker. */
enum { KNOWN_ONLY = 0, SHORT_WORD = 18, ITEM_WORD = 48 };

/* A phrase that names a thing; 存在问题, 有关情况如下 lead on to something else. */
static zb_range title_of(const zb_reader *r, zb_range words, size_t most) {
    enum { TITLE = 14 };
    static const zb_word leads[] = {"问题", "情况", "如下", "以下", "方面", "消息", "数据", "原因", "特点", "介绍", "分析", "记者", "注", "说明",
                                    "时间", "地点", "来源", "内容", "部门", "单位", "这样", ""};
    if (words.end > words.first + 1 && zb_reader_letter(r, words.end - 1) == ZB_PAREN) /* 户厕改造（县农业农村局） */
        words.end--;
    for (uint32_t i = words.end; i-- > words.first;)
        if (zb_reader_letter(r, i) == ZB_DASH)
            words.first = i + 1;
    if (zb_range_empty(words) || words.end - words.first > TITLE || zb_slice_ends_among(zb_document_text(r->document, words.end - 1), leads))
        return (zb_range){0, 0};
    bool alone = words.end == words.first + 1, told = most > 0 && (!alone || zb_document_text(r->document, words.first).size <= most);
    for (uint32_t i = words.first; i < words.end; i++) {
        uint8_t letter = zb_reader_letter(r, i);
        if (!may_title(letter))
            return (zb_range){0, 0};
        told = told || letter == ZB_HEAD || letter == ZB_RATIO || letter == ZB_WORKS || letter == ZB_VERB ||
               measures(zb_document_text(r->document, i));
    }
    return told ? zb_indicator_strip(r->document, words) : (zb_range){0, 0};
}

/* Whether a clause only says when or where: 上半年， */
static bool only_frames(const zb_reader *r, zb_range clause) {
    for (uint32_t i = clause.first; i < clause.end; i++)
        if (!zb_frame_word(zb_reader_letter(r, i)))
            return false;
    return !zb_range_empty(clause);
}

static bool is_item(const zb_block *block) {
    return block->text != block->start;
}

/* The sentence before, where it is all that a paragraph opens with, or the heading line above. */
static zb_range title_before(const zb_reader *r, const zb_sentence *sentence) {
    const zb_sentence *before = r->sentence > 0 ? zb_array_at(&r->document->clauses->sentences, r->sentence - 1) : NULL;
    if (before == NULL || before->end_clause != before->first_clause + 1 || before->traits & ZB_TRAIT_FIGURE)
        return (zb_range){0, 0};
    const zb_block *block = zb_array_at(&r->document->text->blocks, before->block);
    bool runs_in = before->block == sentence->block && zb_document_token(r->document, before->first)->start <= block->text;
    bool heads = before->block + 1 == sentence->block && block->kind == ZB_HEADING;
    uint32_t end = before->end - (zb_traits[zb_reader_letter(r, before->end - 1)] & ZB_TRAIT_END ? 1 : 0);
    size_t most = runs_in && is_item(block) ? ITEM_WORD : KNOWN_ONLY;
    return runs_in || heads ? title_of(r, (zb_range){before->first, end}, most) : (zb_range){0, 0};
}

/* What a clause without a subject is headed by. `alone`: nothing that was told before could be its subject. */
zb_range zb_topic_title(const zb_reader *r, uint32_t first, bool alone) {
    const zb_sentence *sentence = zb_array_at(&r->document->clauses->sentences, r->sentence);
    zb_range clause = zb_topic_clause(r, first);
    uint32_t at = only_frames(r, clause) ? clause.first : first;
    uint8_t before = at > sentence->first ? zb_reader_letter(r, at - 1) : 0;
    bool of_plan = before == ZB_COMMA && zb_reader_letter(r, first) == ZB_PLAN && at == first; /* 老旧小区改造，任务86个 */
    const zb_block *block = zb_array_at(&r->document->text->blocks, sentence->block);
    zb_range words = before != 0 ? clause_before(r, at - 1) : (zb_range){0, 0};
    bool opens = is_item(block) && words.first == sentence->first;
    if (before == ZB_COLON || before == ZB_DASH || of_plan)
        return title_of(r, words, opens ? ITEM_WORD : of_plan ? KNOWN_ONLY : SHORT_WORD);
    return before == 0 && alone ? title_before(r, sentence) : (zb_range){0, 0};
}

static bool same_word(const zb_reader *r, uint32_t a, uint32_t b) {
    return zb_reader_letter(r, a) == zb_reader_letter(r, b) &&
           zb_slice_equal(zb_document_text(r->document, a), zb_document_text(r->document, b));
}

/* 部里有33个建设项目，地方有11个建设项目，共计44个: the words in which the two before end alike. */
zb_range zb_topic_of_sum(const zb_reader *r, uint32_t index, uint32_t first) {
    static const zb_word sums[] = {"共计", "合计", "总计", "一共", "总共", ""};
    bool sum = zb_slice_among(zb_document_text(r->document, first), sums);
    if (!sum || index < r->first_claim + 2)
        return (zb_range){0, 0};
    const zb_claim *a = zb_reader_claim(r, index - 1), *b = zb_reader_claim(r, index - 2);
    if (a->parts == 0 || b->parts == 0 || a->elided || b->elided)
        return (zb_range){0, 0};
    zb_range one = a->part[a->parts - 1], other = b->part[b->parts - 1];
    uint32_t end = one.end, words = 0;
    while (words < one.end - one.first && words < other.end - other.first && same_word(r, end - 1 - words, other.end - 1 - words))
        words++;
    return (zb_range){end - words, end};
}

/* 产量, 投资, 每人平均: words that measure something, without what they measure. */
static bool is_bare(const zb_reader *r, const zb_claim *claim) {
    static const zb_word bare[] = {"每人平均", "平均每人", "人均", "户均", "平均", "总数", ""};
    if (claim->parts != 1 || claim->part[0].end - claim->part[0].first != 1 || claim->elided)
        return false;
    uint32_t index = claim->part[0].first;
    return zb_reader_letter(r, index) == ZB_HEAD || zb_reader_letter(r, index) == ZB_RATIO ||
           zb_slice_among(zb_document_text(r->document, index), bare);
}

/* 新增上市公司12家、总量达到96家: the total is of what was counted, and 新增 is not said of it. */
bool zb_topic_is_total(const zb_reader *r, const zb_claim *claim) {
    static const zb_word totals[] = {"总量", "总数", "数量", "总规模", ""};
    return claim->parts == 1 && claim->part[0].end - claim->part[0].first == 1 &&
           zb_slice_among(zb_document_text(r->document, claim->part[0].first), totals);
}

static zb_range counted_before(const zb_reader *r, const zb_claim *claim, uint32_t index) {
    const zb_claim *before = zb_topic_is_total(r, claim) && index > r->first_claim ? zb_reader_claim(r, index - 1) : NULL;
    if (before == NULL || before->parts != 1 || before->measure != ZHIBIAO_LEVEL)
        return (zb_range){0, 0};
    zb_range object = before->part[0];
    while (object.first < object.end && zb_reader_letter(r, object.first) == ZB_VERB)
        object.first++;
    return object;
}

/* In full a bare measure has its topic in front. */
void zb_topic_put(const zb_reader *r, zb_claim *claim, uint32_t index, uint32_t first) {
    if (!is_bare(r, claim))
        return;
    zb_range topic = zb_topic_phrase(r, first, false);
    if (zb_range_empty(topic))
        topic = counted_before(r, claim, index);
    if (zb_range_empty(topic))
        return;
    claim->full_part[0] = topic;
    claim->full_part[1] = claim->part[0];
    claim->full_parts = 2;
}
