/* Six rooms of the meaning floor share this: claim.c (matches to claims), list.c (several values at once), inherit.c (what a claim takes from its neighbours),
 * plan.c (what it has to do with its plan), topic.c (what it takes from the clause before) and row.c (a table's rows). */
#ifndef ZB_CLAIM_H
#define ZB_CLAIM_H

#include "meaning.h"

enum {
    LOOKBACK = 12,    /* claims: what is left unsaid is not said further back than that */
    WINDOW = 48       /* tokens on either side of a quantity that a rule sees: bounds its time on text without punctuation */
};

typedef struct zb_reader {
    zb_document *document;
    zb_context context;
    uint32_t sentence;      /* being read */
    uint32_t sentence_end;  /* its last token + 1 */
    uint32_t first_claim;   /* of the sentence */
    uint32_t block_claim;   /* first of the block */
    uint32_t barrier;       /* claims before this one are not what is left unsaid: a figure that is no claim stood between */
    uint32_t block;
    zb_silence silence;     /* what of the sentence is no claim */
    uint32_t answered;      /* the sentence, from 1, whose plan has been answered: it reports from there on; 0: none */
    bool abroad;            /* the heading above tells another country's news */
    uint32_t left;          /* where the left context of the next quantity begins */
    zb_range held;          /* of the clause: the subject before 连续三年 */
    zb_range narrowing;     /* of the clause: 装机四十万千瓦以上, said of the noun behind it */
    zb_sheet sheet;         /* the table that rows belong to */
    zb_mood cell;           /* what the column says of the cell being read */
    zhibiao_error *error;
} zb_reader;

static inline uint8_t zb_reader_letter(const zb_reader *r, uint32_t index) {
    return zb_document_letter(r->document, index);
}
static inline uint32_t zb_reader_claims(const zb_reader *r) {
    return (uint32_t)r->document->claims->claims.count;
}
static inline zb_claim *zb_reader_claim(const zb_reader *r, uint32_t index) {
    return zb_array_at(&r->document->claims->claims, index);
}

/* claim.c: one clause; the reader's sentence_end bounds what its patterns see */
zhibiao_status zb_claims_of_clause(zb_reader *r, const zb_clause *clause);
/* A claim with all but its indicator, appended. NULL when memory is gone. */
zb_claim *zb_claim_new(zb_reader *r, const zb_match *match, zb_role role, uint32_t quantity);
zb_role zb_claim_role(const zb_reader *r, uint32_t quantity); /* what the words around it make of a value */

/* list.c: the claims of a match with several values. False: memory is gone. */
bool zb_list_read(zb_reader *r, const zb_match *match);
bool zb_list_read_baselines(zb_reader *r, const zb_match *match, uint32_t first); /* of the claims from `first` on */

/* row.c: the row of a table whose first sentence that is. False: it reads like a clause. */
bool zb_row_read(zb_reader *r, const zb_sentence *sentence, zhibiao_status *status);

/* inherit.c */
void zb_claim_add_part(zb_claim *claim, zb_range range);
void zb_claim_inherit(zb_reader *r, zb_claim *claim, uint32_t from);      /* its words, from that claim */
bool zb_claim_is_stage(const zb_reader *r, uint32_t index);               /* 开工, 竣工: how far a thing has come */
void zb_claim_complete(zb_reader *r, zb_claim *claim, uint32_t index);    /* in full */
void zb_claim_finish(zb_reader *r, zb_claim *claim, const zb_match *match); /* all that the last claim leaves unsaid */
bool zb_claim_is_place(const zb_reader *r, uint32_t index);               /* 吉林省, and what looks like one: 西河县, 城关镇 */

/* plan.c: completions, gaps and aims, and what they are of */
bool zb_plan_is_of(const zb_rule *rule);                                    /* completion.*, gap.* */
uint32_t zb_plan_completed(const zb_reader *r, uint32_t index);             /* the claim before that claim `index` is of */
bool zb_plan_is_compared(const zb_reader *r, uint32_t quantity);            /* 低于3%左右: bounds that belong to the sentence */
uint8_t zb_plan_bound(const zb_reader *r, uint32_t quantity);               /* and those that are the aim's own */
bool zb_plan_is_missed(const zb_reader *r, const zb_match *match, uint32_t gap); /* its sign */
bool zb_plan_is_task(const zb_reader *r, uint32_t quantity);                /* 任务|120户: by the noun before it */
void zb_plan_pair(zb_reader *r, zb_claim *claim, uint32_t index);           /* with the plan before it, by the same word */
bool zb_plan_is_stated(const zb_reader *r, uint32_t quantity);              /* and the clause does not say that it is done */
bool zb_plan_same_unit(const zb_reader *r, const zb_claim *a, const zb_claim *b);
bool zb_plan_is_named(const zb_reader *r, const zb_match *match);           /* in the sentence */
void zb_plan_join(zb_reader *r, zb_claim *claim, const zb_match *match, uint32_t source); /* `claim` took its words from `source` */
void zb_plan_answer(zb_reader *r, zb_claim *claim, const zb_match *match, uint32_t index); /* 任务2600人，完成1846人 */

/* topic.c: of the clause before that which begins at `first` */
zb_range zb_topic_subject(const zb_reader *r, uint32_t first);            /* up to its head noun */
zb_range zb_topic_phrase(const zb_reader *r, uint32_t first, bool with_verbs); /* all of it, where it is nouns alone */
zb_range zb_topic_of_change(const zb_reader *r, uint32_t first);        /* 将…， before 从 */
zb_range zb_topic_of_such(const zb_reader *r, uint32_t first, uint32_t quantity); /* 像这样的…， */
zb_range zb_topic_of_sentence(const zb_reader *r, uint32_t first);
zb_range zb_topic_of_those(const zb_reader *r, uint32_t first);        /* its first clause, where it is nouns alone */
zb_range zb_topic_title(const zb_reader *r, uint32_t first, bool alone); /* …：, the words that open the paragraph, the heading */
zb_range zb_topic_of_sum(const zb_reader *r, uint32_t index, uint32_t first);
/* The clause that one beginning at `first` goes on from, if it has no figure of its own. */
zb_range zb_topic_clause(const zb_reader *r, uint32_t first);
bool zb_topic_begins(const zb_reader *r, uint32_t first);               /* ；…， */
bool zb_topic_is_part(const zb_reader *r, uint32_t first);              /* 其中…， */
bool zb_topic_is_total(const zb_reader *r, const zb_claim *claim);        /* 总量, 总数 */
/* In full a bare measure (产量, 每人平均) has its topic in front. */
void zb_topic_put(const zb_reader *r, zb_claim *claim, uint32_t index, uint32_t first);

#endif
