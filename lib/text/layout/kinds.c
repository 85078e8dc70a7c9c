/* What a group of lines is: paragraph, heading or item. */
#include "layout.h"

/* 责任单位：县水利局, 记者 某某, 【字号: not a heading. */
static bool is_label(const char *at, const char *end) {
    static const char *const words[] = {"记者", "本报记者", "文/",  "图/",    "摄影", "【",  "分享", "当前位置",
                                        "图为", "图片",     "附件", "阅读量", "·",    "<!"};
    zb_cursor c = {at, end};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (zb_starts_with(at, end, words[i]))
            return true;
    }
    for (int i = 0; i < 5; i++) {
        uint32_t point = zb_peek(c, &c);
        if (point == 0xFF1A || point == ':')
            return true;
    }
    return false;
}

/* Something that a heading can stand above: a sentence, a long line, an item. */
static bool is_body(const zb_pages *p, size_t index) {
    if (index >= p->groups.count)
        return false;
    const zb_group *g = zb_group_at(p, index);
    const zb_text_line *first = zb_line_at(p, g->first), *last = zb_line_at(p, g->last);
    return g->inner || last->ending != ZB_END_NONE || g->width > 80 || first->mark != ZB_NO_MARK;
}

/* Short, and ends like no sentence. */
static bool reads_like_heading(const zb_pages *p, const zb_group *g) {
    return !g->inner && zb_line_at(p, g->last)->ending == ZB_END_NONE && g->width <= 90 &&
           !(zb_line_at(p, g->first)->flags & (ZB_LINE_TABLE | ZB_LINE_NOTE | ZB_LINE_START));
}

zb_block_kind zb_group_kind(const zb_pages *p, size_t index, uint8_t *level) {
    const zb_group *g = zb_group_at(p, index);
    const zb_text_line *first = zb_line_at(p, g->first);
    bool heading = reads_like_heading(p, g);
    *level = first->level;
    if (first->flags & ZB_LINE_ROW) {
        *level = 0;
        return ZB_ROW;
    }
    if (first->mark == ZB_PART_MARK || first->mark == ZB_NUMERAL_MARK || first->mark == ZB_DOTTED_MARK)
        return heading ? ZB_HEADING : ZB_ITEM;
    if (first->mark == ZB_DIGIT_MARK) { /* 1. 2. 3. without full stops are a list, unless text stands below each */
        bool above_text = index + 1 < p->groups.count && is_body(p, index + 1) &&
                          zb_line_at(p, zb_group_at(p, index + 1)->first)->mark == ZB_NO_MARK;
        return heading && above_text ? ZB_HEADING : ZB_ITEM;
    }
    if (first->mark)
        return ZB_ITEM;
    *level = 1;
    if (g->first == g->last && (first->flags & ZB_LINE_SPACED) && heading)
        return ZB_HEADING;
    bool one = g->first == g->last || ((first->flags & ZB_LINE_WRAPPED) && g->last == g->first + 1);
    if (one && heading && g->width >= 8 && !(first->flags & ZB_LINE_BARE) && is_body(p, index + 1) &&
        !is_label(p->utf8.data + first->start, p->utf8.data + first->end))
        return ZB_HEADING;
    *level = 0;
    return ZB_PARAGRAPH;
}
