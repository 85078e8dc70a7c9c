/* The meaning floor: matches → claims → records.
 * context.c what governs a claim · indicator.c its words · silence.c and attribute.c what is no claim · claim.c captures to claims ·
 * record.c claims to records · derive.c what follows from their figures · engine.c one document through all floors ·
 * amount.c quantities in base units · compare/ targets against actuals of other documents.
 *
 * Example: "截至11月末，全省城镇新增就业3.21万人，完成年计划的107%"
 *     match level.behind      indicator 城镇新增就业, value 3.21万人         → claim actual level
 *     match completion.plan   completion 107%, no indicator of its own     → claim completion, joins the one before
 *     record 城镇新增就业: actual 32100人, completion 107%, target ≈ 30000人 derived, 截至11月末, 全省
 */
#ifndef ZB_MEANING_H
#define ZB_MEANING_H

#include "grammar.h"

/* ---- context: what governs a claim from outside its clause (context.c) --------------------------------------- */

typedef enum zb_mood { ZB_MOOD_NONE, ZB_MOOD_TARGET, ZB_MOOD_ACTUAL } zb_mood;

enum { ZB_HEADING_LEVELS = 5, ZB_SOME_PAST_YEAR = -1 }; /* under 工作回顾 全年 is not the text's own year; which, is not said */

/* Moves through the tokens once, front to back. The nearest evidence is the loudest: clause, sentence, the lead of a list or
 * of what follows, heading, document. lib/DESIGN.md tells which evidence and why. */
typedef struct zb_context {
    const struct zb_document *document;
    zb_mood title, lead, sentence, clause;
    uint8_t level, lead_level;          /* of the heading above, and of that above the lead; 0 none */
    uint8_t lead_item;                  /* the depth of the item that leads: 四、新年目标：; 0 none */
    bool lead_within;                   /* it ends with its paragraph: what it led to stands behind its colon, in news */
    bool chapter, reviewed;             /* the heading above is numbered, or below one that is; one before looked back */
    zb_mood heading[ZB_HEADING_LEVELS]; /* of each level, and what they say together: */
    zb_mood headings;                   /* the lowest that says anything */
    uint32_t block;                     /* the one being read */
    bool listing;                       /* the paragraphs that follow are the points of a lead: it ended in ： or —— */
    uint32_t seen;                      /* tokens before this one are taken in */
    uint32_t time, region;              /* tokens that govern now, ZB_NO_TOKEN: none */
    uint32_t undue_time;                /* what dates the next sentence, where `time` is a deadline of its own sentence */
    uint32_t lead_time, lead_region;    /* those of the lead of a list */
    uint32_t local_time, local_region;  /* of the next quantity only: 由2019年的380元, 支持农村地区学校60所 */
    zb_mood weak;                       /* of the clause, below the lead: 同比 speaks of what was */
    bool strong, counts, planned;       /* of the sentence: has a cue of its own; counts things (50项民生实事); names a plan */
    bool budgeted;                      /* gives a plan's figure: 年初预算为52.3亿元 */
    zb_mood opened;                     /* what its first clause that tells says: the plan in 计划…，已…；…，已… */
    bool mixed;                         /* one clause of it reports, another promises: 1.1万个已开工，其余将在6月底前开工 */
    bool reported;                      /* says where it has its figures from: 数据显示, 统计局公布 */
    bool led;                           /* and ends that clause in a colon: 预期目标是： */
    bool ahead;                         /* its time lies ahead: 到2026年， */
    uint32_t sentence_end;              /* its last token + 1 */
    int16_t stages_from, stages_to;     /* the years of the plan that the title names: （2023—2025年）; 0 none */
    int16_t year, heading_year;         /* the one named last in the paragraph, else above it: dates 全年, 截至11月末 */
} zb_context;
void zb_context_begin(zb_context *context, const struct zb_document *document);
void zb_context_sentence(zb_context *context, const zb_sentence *sentence);   /* before its clauses */
void zb_context_clause(zb_context *context, const zb_clause *clause);         /* before its matches */
void zb_context_advance(zb_context *context, uint32_t token);                 /* take in all before this token */
void zb_context_sentence_end(zb_context *context, const zb_sentence *sentence);
void zb_context_claimed(zb_context *context);                                 /* what was local is used up */
zb_mood zb_context_mood(const zb_context *context);                          /* NONE when nothing speaks */
bool zb_context_looks_back(const zb_context *context);                        /* under a heading like 工作回顾 */
bool zb_context_tells_which(const zb_context *context, uint32_t index);        /* 其中2005年底前建成的112个: the time is of a noun */
/* The year that 今年 means: the caller's, or the one the text names most; 0 when there is none. */
int16_t zb_context_year(const zb_tokens *tokens);
int16_t zb_context_sure_year(const zb_text *text, const zb_tokens *tokens);  /* the same where it is sure, else 0 */

/* ---- claims ------------------------------------------------------------------------------------------- */

typedef enum zb_role { ZB_TARGET, ZB_ACTUAL, ZB_BASELINE, ZB_COMPLETION, ZB_GAP, ZB_ROLES } zb_role;

enum { ZB_PARTS_MAX = 6, ZB_BOUND_IS_ALL = 0x80 }; /* the bound overrules the one that stands at the figure */
#define ZB_NO_CLAIM UINT32_MAX /* an enumerator must be an int */
#define ZB_NO_TOKEN UINT32_MAX
#define ZB_NO_RULE UINT32_MAX  /* read from a table */

/* The unit that a table gives a bare figure: 万人 is 人 × 10⁴. Size 0: none. */
typedef struct zb_cell_unit {
    zb_slice unit;
    uint8_t dimension;
    int32_t exponent;
} zb_cell_unit;

/* One quantity and what it says. */
typedef struct zb_claim {
    uint32_t quantity;            /* token */
    uint32_t rule;
    uint32_t sentence;
    uint8_t role;                 /* zb_role */
    uint8_t measure;              /* zhibiao_measure */
    uint8_t basis;                /* zhibiao_basis */
    uint8_t parts;                /* of the indicator, as written */
    uint8_t full_parts;           /* with what was elided put back */
    bool negative;                /* a fall: the value's sign turns */
    uint8_t bound;                /* of an exact figure: a milestone is passed, 约占 is about; with ZB_BOUND_IS_ALL of any figure */
    bool elided;                  /* had no indicator of its own */
    bool said;                    /* its own clause says that it is planned */
    zb_range part[ZB_PARTS_MAX], full_part[ZB_PARTS_MAX];
    uint32_t time, region;        /* tokens, ZB_NO_TOKEN: none */
    int16_t year;                 /* that its paragraph or heading names; 0 none */
    uint32_t like;                /* quantity token whose 每人每月 it shares, ZB_NO_TOKEN: none */
    uint32_t joins;               /* index of the claim whose record it belongs to, ZB_NO_CLAIM: its own */
    zb_cell_unit unit;            /* of a table's cell, where the figure has none itself */
} zb_claim;

typedef struct zb_claims {
    zb_array claims;              /* of zb_claim, in text order */
    zb_array made, drafts, figures, moved, slots, gone; /* the workroom of record.c and join.c, empty in between */
    zb_buffer words;
} zb_claims;
void zb_claims_init(zb_claims *claims, const zb_memory *memory);
void zb_claims_reset(zb_claims *claims);  /* empty, memory kept as far as it is no large text's */
void zb_claims_clear(zb_claims *claims);

/* What the reading of one document works with. */
typedef struct zb_document {
    const struct zhibiao_rules *rules;
    zb_matcher *matcher;
    const zb_text *text;
    zb_tokens *tokens;            /* given back, like clauses and claims, as soon as no record needs them */
    zb_clauses *clauses;
    zb_claims *claims;
    zhibiao_date date;            /* the document's, year 0 when not surely known */
    int16_t guess;                /* its year at a guess: to tell what looks ahead, never to date a record */
    bool all;                     /* claims of the optional classes are wanted */
    const zhibiao_options *options; /* whether to go on, their `cancel` says */
    bool cut;                     /* the limit of records was met */
    bool outlined;                /* it has numbered parts: a report and no news */
    bool plan;                    /* the caller's word that it is one, and no word of its own */
} zb_document;

static inline const zb_token *zb_document_token(const zb_document *document, uint32_t index) {
    return (const zb_token *)document->tokens->tokens.data + index;
}
static inline const uint8_t *zb_document_letters(const zb_document *document) { /* of all tokens, for loops over them */
    return document->tokens->letters.bytes.data;
}
static inline uint8_t zb_document_letter(const zb_document *document, uint32_t index) {
    return zb_document_letters(document)[index];
}
static inline zb_slice zb_document_text(const zb_document *document, uint32_t index) { /* of a token, bounds included */
    const zb_token *token = zb_document_token(document, index);
    return (zb_slice){zb_text_flow(document->text).data + token->start, token->end - token->start};
}
const zb_quantity *zb_document_quantity(const zb_document *document, uint32_t index); /* of a quantity's token */
const zb_period *zb_document_period(const zb_document *document, uint32_t index);     /* of a time's */
const zb_place *zb_document_place(const zb_document *document, const zb_token *token); /* that it names; NULL: none that we know */
zb_slice zb_document_words(const zb_document *document, uint32_t first, uint32_t end);     /* of tokens [first, end) */
bool zb_document_has(const zb_document *document, zb_range range, uint8_t letter);
bool zb_document_full_place(const zb_document *document, uint32_t index);  /* a place with its kind: 吉林省, not 吉林 */

zhibiao_status zb_claims_read(zb_document *document, zhibiao_error *error);
zhibiao_status zb_cancelled(const zhibiao_options *options, zhibiao_error *error); /* asks the caller; OK: go on */

/* ---- tables (sheet.c) ----------------------------------------------------------------------------------- */

enum { ZB_COLUMNS_MAX = 24 };
typedef enum zb_column_kind {
    ZB_COLUMN_OTHER, ZB_COLUMN_NAME, ZB_COLUMN_PLACE, ZB_COLUMN_UNIT, ZB_COLUMN_TARGET, ZB_COLUMN_ACTUAL, ZB_COLUMN_COMPLETION,
    ZB_COLUMN_GROWTH, ZB_COLUMN_GAP
} zb_column_kind;

/* What the head says of one column; row.c has the rows. */
typedef struct zb_column {
    uint8_t kind;
    uint8_t basis;                /* of growth */
    bool aims;                    /* growth that is planned: 目标增速 */
    bool points;                  /* of rates a difference: 同比增减 */
    bool years;                   /* named by a year alone: 2025年; promised or done is told by the whole head */
    bool grouped;                 /* the cell of the head is empty: it belongs to the column before */
    uint32_t time;                /* token of its head, ZB_NO_TOKEN: none */
    zb_cell_unit unit;
    zb_range subject;             /* what its figures are of: 投资 in 完成投资 */
} zb_column;

/* The table being read: what its head says. */
typedef struct zb_sheet {
    uint32_t table;               /* which of the text, 0: none yet */
    uint32_t columns;             /* 0: no head so far */
    bool headed;                  /* the columns say what the figures are */
    bool begun;                   /* rows were read: no more heads */
    bool tasks;                   /* of duties, by a column of who is to do them or until when */
    bool reports;                 /* has a column of what was done */
    zb_cell_unit unit;            /* of the caption */
    uint32_t time, region;        /* tokens of the caption, ZB_NO_TOKEN: none */
    zb_column column[ZB_COLUMNS_MAX];
} zb_sheet;

/* Whether the row of tokens [first, end), a block, is part of a head, which the sheet takes in. `mood` is that of the text. */
bool zb_sheet_takes(const zb_document *document, zb_sheet *sheet, uint32_t block, uint32_t first, uint32_t end, zb_mood mood);
uint32_t zb_sheet_cell_end(const zb_document *document, uint32_t first, uint32_t end); /* of the cell that begins at `first` */
/* 万人, %, 元/人. `must`: what has a stroke in it is one though nobody knows it. */
bool zb_sheet_unit(const zb_document *document, zb_slice text, bool must, zb_cell_unit *unit);
zb_slice zb_sheet_bracketed(zb_slice text, size_t *outside); /* what stands in a cell's last brackets; `outside` is where they open */
int16_t zb_sheet_year(const zb_document *document, uint32_t time); /* 0: it is not one year that is written, or no time */
static inline bool zb_column_has_figures(uint8_t kind) { return kind >= ZB_COLUMN_TARGET; }

/* ---- the words of an indicator (indicator.c) ------------------------------------------------------------ */

enum { ZB_MEMBERS_MAX = 16 };  /* of a 分别 list */

static inline bool zb_range_empty(zb_range range) {
    return range.first >= range.end;
}
static inline bool zb_letter_is_growth(uint8_t letter) { /* 增速, 降幅: the nouns */
    return letter == ZB_GROWTHWORD || letter == ZB_FALLWORD;
}
bool zb_frame_word(uint8_t letter);                                   /* the sentence's, not the name's: 已, 分别, 力争 */
zb_range zb_frame_behind(const zb_document *document, zb_range range); /* without what frames a name in front */
bool zb_frame_is_office(const zb_document *document, zb_range range); /* 区教育局, and no more */
zb_range zb_frame_before(const zb_document *document, zb_range range); /* and at its end */
zb_range zb_indicator_strip(const zb_document *document, zb_range range); /* without times, scopes, adverbs, links at both ends */
zb_range zb_indicator_strip_front(const zb_document *document, zb_range range);
/* The same of words before a quantity; where a tail follows that, 东环、西环等[3座]大桥 are examples, and go. */
zb_range zb_indicator_before(const zb_document *document, zb_range range, zb_range tail);
/* Cut at 、 and, if asked, at 和 及. Returns how many. */
uint32_t zb_indicator_members(const zb_document *document, zb_range range, bool at_and, zb_range *members);
zb_range zb_indicator_shared_tail(const zb_document *document, zb_range *last);   /* cuts it off the last member */
zb_range zb_indicator_shared_head(const zb_document *document, zb_range first);
/* 台阶 大关 关口 at the end: what stands before is passed, and they name nothing. */
bool zb_indicator_is_task(zb_slice plan);                                   /* 任务, 年度目标: what stands before a figure */
bool zb_indicator_is_milestone(const zb_document *document, zb_range range);
bool zb_indicator_has_own_head(const zb_document *document, zb_range member);
zb_range zb_indicator_unlike_end(const zb_document *document, zb_range member, zb_range tail);
/* The parts as text, without what inside a name belongs to the sentence. Appended to `out`. */
void zb_claim_words(const zb_document *document, const zb_range *parts, uint32_t count, zb_buffer *out);

/* ---- silence (silence.c) --------------------------------------------------------------------------------- */

typedef struct zb_silence {
    bool aside;                   /* a story, a match, a law, foreign news: nothing in the sentence is a claim */
    bool weather;                 /* it speaks of weather: what is measured in it is no one's aim */
    bool abroad;                  /* another country's news, which goes on until home is named */
} zb_silence;
/* `abroad`: what was said before it in its paragraph, or in the heading above, was. */
zb_silence zb_silence_of_sentence(const zb_document *document, const zb_sentence *sentence, bool abroad);
/* Whether a rule is one of what is no claim, or none that was asked for. */
bool zb_silence_of_rule(const zb_document *document, const zb_rule *rule);
bool zb_silence_is_bound(const zb_document *document, const zb_match *match, uint32_t quantity); /* 年收入2000万元以上的 */
/* Whether what a rule matched is no claim. `goes_on`: the sentence has given claims before. */
bool zb_silence_of_match(const zb_document *document, zb_silence silence, const zb_match *match, uint32_t quantity,
                         uint32_t clause_end, bool goes_on);

/* ---- attribute (attribute.c) ------------------------------------------------------------------------------ */

/* Whether a figure only describes or names one thing: 800米自由泳, 一个800户的居民区, 309省道. */
bool zb_attribute_is(const zb_document *document, const zb_match *match, uint32_t quantity);

/* ---- records ------------------------------------------------------------------------------------------ */

struct zhibiao_result {
    zb_memory memory;
    zb_array records;             /* of zhibiao_record */
    zb_array tokens;              /* of zhibiao_token, when asked for */
    zb_array blocks, marks, sites; /* of zhibiao_block, zhibiao_mark, zhibiao_site, when asked for */
    zb_buffer text;               /* the arena: begins with one NUL byte */
    zhibiao_document document;
};

zhibiao_string zb_result_add(zhibiao_result *result, zb_slice text);          /* into the arena, a NUL behind it */
zhibiao_string zb_result_write(const zb_document *document, zhibiao_result *result, uint32_t start, uint32_t end); /* of the flow, as written */
zb_slice zb_result_get(const zhibiao_result *result, zhibiao_string string);
/* Half a unit in the last written place, per role: what rounding allows. */
typedef struct zb_steps {
    zb_number half[ZB_ROLES];
} zb_steps;

zhibiao_string zb_result_add_number(zhibiao_result *result, zb_number number);

/* derive.c: the target not written down, and whether the figures agree */
void zb_record_derive(zhibiao_result *result, zhibiao_record *record, const zb_steps *steps);

bool zb_record_spans_years(const zhibiao_result *result, const zhibiao_record *record); /* 五年来, 2021—2025年 */
/* Where no tokens and no layout are asked for, the document's tokens are gone when it returns. */
bool zb_records_make(const zb_document *document, const zhibiao_options *options, zhibiao_result *result);
bool zb_result_tokens(const zb_document *document, bool all, zhibiao_result *result);

/* ---- the text to be shown (view.c) ---------------------------------------------------------------------- */

/* Which records came of which claims. */
typedef struct zb_view_records {
    const zb_array *of_claim;     /* of uint32_t, by claim: the record as first made, from 1; 0 none */
    const zb_array *moved;        /* of uint32_t, by record as first made: its id in the end */
} zb_view_records;
bool zb_view_make(const zb_document *document, const zb_view_records *records, zhibiao_result *result);

/* ---- datelines (dateline.c) ------------------------------------------------------------------------------- */

typedef struct zb_dateline {
    uint32_t end;                 /* of the flow: where the article's own words begin; the block's start: there is none */
    zhibiao_date date;            /* month 0: not said; year 0: which year is not said */
    bool wire;                    /* 讯, 电: an article's; else a line of its own below the title */
} zb_dateline;
zb_dateline zb_dateline_read(const zb_lexicon *times, zb_slice flow, const zb_block *block, uint32_t index);

typedef struct zb_datelines {
    zhibiao_date wire, line;      /* the first of each kind */
    bool disagree;                /* articles of several days */
} zb_datelines;
void zb_datelines_add(zb_datelines *all, zb_dateline dateline);
/* The document's day; `sure_year` serves where none is said. All 0: not known. */
zhibiao_date zb_datelines_date(const zb_datelines *all, int16_t sure_year);
/* ---- amounts (amount.c) -------------------------------------------------------------------------------- */

/* What the unit lists know of a unit as written, in traditional characters too; NULL: nothing. */
const zb_unit *zb_amount_unit(const struct zhibiao_rules *rules, zb_slice unit);
/* A quantity in its dimension's base unit; denominators of 0 where the unit has no factor. False: not to be held exactly. */
bool zb_amount_base(const struct zhibiao_rules *rules, const zhibiao_result *result, const zhibiao_quantity *quantity,
                    zb_number *value, zb_number *upper);
/* Half a unit in the last written place of a figure with decimals or a scale (24.64万: 50), 0 of a count that is written out. */
zb_number zb_amount_rounding(zb_slice text);

/* ---- comparison (compare.c, behind compare.h) ------------------------------------------------------------ */

struct zhibiao_pairing {
    zb_memory memory;
    zb_array results;             /* of zhibiao_result *, copies */
    zb_array pairs, places;
    zb_buffer text;               /* begins with one NUL byte */
};
zhibiao_status zb_compare(const struct zhibiao_rules *rules, const zhibiao_result *const *plans, size_t plan_count,
                          const zhibiao_result *const *reviews, size_t review_count,
                          const zhibiao_compare_options *options, zhibiao_pairing **out, zhibiao_error *error);
void zb_pairing_free(zhibiao_pairing *pairing);

/* ---- the engine --------------------------------------------------------------------------------------- */

struct zhibiao_parser {
    zb_memory memory;             /* within the budget; a result has the memory behind it */
    zb_budget budget;
    const struct zhibiao_rules *rules;
    zb_matcher *matcher;
    zb_text text;
    zb_tokens tokens;
    zb_clauses clauses;
    zb_claims claims;
};

zhibiao_status zb_parser_new(const struct zhibiao_rules *rules, zhibiao_parser **out, zhibiao_error *error);
void zb_parser_free(zhibiao_parser *parser);
zhibiao_status zb_engine_parse(zhibiao_parser *parser, const void *bytes, size_t size, const zhibiao_options *options,
                               zhibiao_result **out, zhibiao_error *error);
zhibiao_status zb_engine_check(zhibiao_parser *parser, const char *name, zhibiao_report *report, void *context,
                               size_t *passed, size_t *failed);
void zb_result_free(zhibiao_result *result);

#endif
