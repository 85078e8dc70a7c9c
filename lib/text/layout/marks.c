/* List marks: what stands before the words of a heading or an item.
 *
 *     一、农村供水      （二）灌区改造      第三章 防汛      1.2 河道整治      ## 水价        headings or items
 *     12. 新打机井      3、13家水厂        （4）             ①                                items mostly
 *     一是清淤          第七条             —— ● -                                             items always
 *     12.5公里  35.33 亿元  一批项目  第一季度  2024年                                        no marks
 */
#include "layout.h"

static bool is_numeral(uint32_t point) {
    switch (point) {
    case U'一': case U'二': case U'三': case U'四': case U'五': case U'六': case U'七': case U'八': case U'九': case U'十':
    case U'百':
        return true;
    default:
        return false;
    }
}

/* Up to `most` characters that `belongs` likes; returns how many, and one more than `most` when there are more. */
static int accept_run(zb_cursor *c, bool (*belongs)(uint32_t), int most) {
    zb_cursor behind;
    int count = 0;
    while (count <= most && belongs(zb_peek(*c, &behind))) {
        *c = behind;
        count++;
    }
    return count;
}

static zb_list_mark mark_of(zb_mark_kind kind, uint8_t level, zb_cursor c) {
    return (zb_list_mark){kind, level, c.at};
}

static const zb_list_mark no_mark = {ZB_NO_MARK, 0, NULL};

/* 第一、二、三产业; 二、三线城市: the first of some, and no mark. 二、三农工作 is marked. */
static bool is_first_of_some(zb_cursor c) {
    zb_cursor behind;
    return zb_accept(&c, "、") && accept_run(&c, is_numeral, 1) == 1 && zb_is_among(zb_peek(c, &behind), "、和产线级");
}

/* 第三章 第二节 第一部分 第十二条 第一， */
static zb_list_mark part_mark(zb_cursor c) {
    int digits = 0, numerals = 0;
    if (!zb_accept(&c, "第"))
        return no_mark;
    digits = accept_run(&c, zb_is_digit, 3);
    numerals = accept_run(&c, is_numeral, 5);
    if (digits + numerals == 0 || digits > 3 || numerals > 5 || is_first_of_some(c))
        return no_mark;
    if (zb_accept(&c, "章编篇"))
        return mark_of(ZB_PART_MARK, 1, c);
    if (zb_accept(&c, "节"))
        return mark_of(ZB_PART_MARK, 2, c);
    if (zb_accept(&c, "条，、,"))
        return mark_of(ZB_SPOKEN_MARK, 1, c);
    return zb_accept(&c, "部") && zb_accept(&c, "分") ? mark_of(ZB_PART_MARK, 1, c) : no_mark;
}

/* 一、 一是 二要 */
static zb_list_mark numeral_mark(zb_cursor c) {
    size_t width = 0;
    if (!is_numeral(zb_utf8_get(c.at, &width)))
        return no_mark;
    int numerals = accept_run(&c, is_numeral, 4);
    if (numerals == 0 || numerals > 4 || is_first_of_some(c))
        return no_mark;
    if (zb_accept(&c, "、．."))
        return mark_of(ZB_NUMERAL_MARK, 1, c);
    return numerals <= 2 && zb_accept(&c, "是要") ? mark_of(ZB_SPOKEN_MARK, 1, c) : no_mark;
}

/* （一） （1） */
static zb_list_mark bracket_mark(zb_cursor c) {
    if (!zb_accept(&c, "（("))
        return no_mark;
    int numerals = accept_run(&c, is_numeral, 4);
    int digits = numerals ? 0 : accept_run(&c, zb_is_digit, 3);
    if (numerals > 4 || digits > 3 || numerals + digits == 0 || !zb_accept(&c, "）)"))
        return no_mark;
    return numerals ? mark_of(ZB_NUMERAL_MARK, 2, c) : mark_of(ZB_DIGIT_MARK, 3, c);
}

/* 1.1 综合实力, 1.1.2“五个…: a space or a quote must follow two numbers, and no unit (35.33 亿元). */
static zb_list_mark dotted_mark(zb_cursor c, uint8_t levels) {
    zb_cursor behind;
    bool apart = c.at < c.end && (*c.at == ' ' || *c.at == '\t' || (unsigned char)*c.at == 0xC2);
    uint32_t next = zb_peek(c, &behind);
    if (next < 0x80 || zb_is_among(next, "万亿千百十％‰元人个户名套所处件项家平公米吨年月日倍多余美港"))
        return no_mark;
    return apart || levels > 2 || zb_is_among(next, "“《　") ? mark_of(ZB_DOTTED_MARK, levels, c) : no_mark;
}

/* 1. 1、 1) 12．; and 1.1 1.1.2 */
static zb_list_mark digit_mark(zb_cursor c) {
    int digits = accept_run(&c, zb_is_digit, 3);
    uint8_t levels = 1;
    if (digits == 0 || digits > 3)
        return no_mark;
    if (zb_accept(&c, "、）)"))
        return mark_of(ZB_DIGIT_MARK, 3, c);
    while (zb_accept(&c, ".．")) {
        bool apart = c.at < c.end && (*c.at == ' ' || *c.at == '\t');
        zb_cursor before = c;
        digits = apart ? 0 : accept_run(&c, zb_is_digit, 2);
        if (digits > 2 || (digits == 0 && before.at == before.end))
            return no_mark;
        if (digits == 0)
            return levels == 1 ? mark_of(ZB_DIGIT_MARK, 3, before) : mark_of(ZB_DOTTED_MARK, levels, before);
        levels++;
    }
    return levels > 1 ? dotted_mark(c, levels) : no_mark;
}

/* ① ⑴ ⒈ ㈠ */
static zb_list_mark circled_mark(zb_cursor c) {
    zb_cursor behind;
    uint32_t point = zb_peek(c, &behind);
    if (point >= 0x2460 && point <= 0x249B)
        return mark_of(ZB_DIGIT_MARK, 3, behind);
    return point >= 0x3220 && point <= 0x3229 ? mark_of(ZB_NUMERAL_MARK, 2, behind) : no_mark;
}

/* —— ● - */
static zb_list_mark dash_mark(zb_cursor c) {
    const char *from = c.at;
    if (zb_accept(&c, "—―─")) {
        while (zb_accept(&c, "—―─"))
            ;
        return c.at - from > 3 ? mark_of(ZB_DASH_MARK, 1, c) : no_mark;
    }
    if (zb_accept(&c, "●■◆★▲•○□◇▪►※"))
        return mark_of(ZB_DASH_MARK, 1, c);
    bool ascii = zb_accept(&c, "-*+") && c.at < c.end && *c.at == ' ';
    return ascii ? mark_of(ZB_DASH_MARK, 1, c) : no_mark;
}

/* # 标题, as in Markdown */
static zb_list_mark hash_mark(zb_cursor c) {
    uint8_t level = 0;
    while (c.at < c.end && *c.at == '#' && level < 6) {
        c.at++;
        level++;
    }
    return level > 0 && c.at < c.end && *c.at == ' ' ? mark_of(ZB_PART_MARK, level, c) : no_mark;
}

zb_list_mark zb_mark_read(const char *at, const char *end) {
    static zb_list_mark (*const readers[])(zb_cursor) = {bracket_mark, digit_mark, circled_mark, dash_mark, hash_mark};
    zb_list_mark found = no_mark;
    if (zb_char_is_plain((unsigned char)*at)) /* most lines: a Chinese character, and hardly ever one of these */
        return memcmp(at, "第", 3) == 0 ? part_mark((zb_cursor){at, end}) : numeral_mark((zb_cursor){at, end});
    if (zb_is_digit((unsigned char)*at)) /* most others: a figure; or （ and what a cut brought to the front, ，and ； */
        return digit_mark((zb_cursor){at, end});
    if ((unsigned char)at[0] == 0xEF && (unsigned char)at[1] == 0xBC)
        return bracket_mark((zb_cursor){at, end});
    for (size_t i = 0; i < sizeof readers / sizeof readers[0] && found.kind == ZB_NO_MARK; i++)
        found = readers[i]((zb_cursor){at, end});
    if (found.kind == ZB_DASH_MARK) { /* - ①教育 */
        zb_list_mark second = circled_mark((zb_cursor){found.end, end});
        found.end = second.kind ? second.end : found.end;
    }
    return found;
}
