/* Two rooms of the meaning floor share this: context.c (time, place, headings, leads) and mood.c (promised or done). */
#ifndef ZB_CONTEXT_H
#define ZB_CONTEXT_H

#include "meaning.h"

/* What the words of a clause or heading say of its mood. */
typedef struct zb_cues {
    zb_mood near, after; /* the last before the first quantity, the first behind it */
    zb_mood base;
    bool plan;           /* names a plan: 年度目标, “民生清单” */
    bool measured;       /* 完成 超 高于: the plan is only what is measured against */
    bool reached;        /* 任务…完成, 目标…实现 */
    bool timed;          /* `near` is a promise by its time alone: 到2026年 */
    bool counts;         /* 50项民生实事 */
    bool aimed;          /* 控制在3.5%以内的调控目标, …等四项指标: the plan that the figures are of stands behind them */
} zb_cues;

zb_cues zb_cues_read(const zb_context *context, uint32_t first, uint32_t end);
zb_mood zb_cues_mood(const zb_cues *cues);
zb_mood zb_mood_of_title(zb_slice text);
bool zb_tells_of_promises(zb_slice heading); /* and does not only name or issue them */
bool zb_is_deadline(zb_slice text); /* 年底前 */

static inline const zb_token *zb_context_token(const zb_context *context, uint32_t index) {
    return zb_document_token(context->document, index);
}
static inline uint8_t zb_context_letter(const zb_context *context, uint32_t index) {
    return zb_document_letter(context->document, index);
}
static inline zb_slice zb_context_text(const zb_context *context, uint32_t index) {
    return zb_document_text(context->document, index);
}

#endif
