/* Lines to flowing text: what the printer broke is joined again, and paragraphs, headings and list items are marked.
 *
 * Text reaches us in two shapes, sometimes both in one file:
 *
 *   paragraph lines   a line is a paragraph, a heading or an item, however long      (reports, web pages)
 *   wrapped lines     many lines of about one short width, cut anywhere               (newspaper columns, PDF)
 *
 * Wrapped lines show themselves: they do not end a sentence, and the next line has nearly their width. `find_shapes`
 * weighs that over the twenty lines around each line. Blank lines mean nothing where every wrapped line has one
 * behind it; elsewhere they end a paragraph, unless the sentence is unfinished (a column or a page ended there).
 *
 *     全年建成村级服务站         wrapped, with a glued page number:
 *     1203个，完成年计划         全年建成村级服务站203个，完成年计划的101%。   (if pages 1, 2, 3 … are found so)
 *     的 101% 。
 *
 * Six passes, each linear: scan the lines · find page numbers · find shapes · group lines (`joins` decides for each
 * neighbouring pair) · tell what each group is · write the flow. Within a line the flow keeps all characters but white
 * space and what has no width; `keeps_space` has the few cases where a space carries meaning:
 *
 *     1 9 9 3 年          1993年
 *     8 ．8 ％            8．8％
 *     稳 妥 就 业         稳妥就业 (a heading)
 *     GDP growth 2023 45  as it is
 *     3. 13家             as it is: a list mark, not 3.13
 *     产量30万吨 质量提升   as it is in a heading: the blank is a headline's comma
 *
 * Where a join is doubtful the rules prefer to join an unfinished line and to part behind a finished sentence: the
 * first loses half a claim when wrong, the second almost nothing. */
#include "text.h"

/* ---- characters --------------------------------------------------------------------------------------- */

typedef enum char_kind { SPACE, NOTHING, LINE_END, DIGIT, LETTER, MARK, WIDE } char_kind;

static char_kind ascii_kind(unsigned char c) {
    if (c > ' ' && c < 0x7F)
        return c >= '0' && c <= '9' ? DIGIT : (c | 0x20) >= 'a' && (c | 0x20) <= 'z' ? LETTER : MARK;
    if (c == ' ' || c == '\t')
        return SPACE;
    return c >= '\n' && c <= '\r' ? LINE_END : NOTHING;
}

static char_kind rare_kind(uint32_t point) {
    if (point >= 0xFF10 && point <= 0xFF19)
        return DIGIT;
    if (point == 0xA0 || point == 0x3000 || (point >= 0x2000 && point <= 0x200A) || point == 0x202F ||
        point == 0x205F || point == 0x1680)
        return SPACE;
    if (point == 0x85 || point == 0x2028 || point == 0x2029)
        return LINE_END;
    if (point < 0xA0 || point == 0xAD || (point >= 0x200B && point <= 0x200F) ||
        (point >= 0x202A && point <= 0x202E) || (point >= 0x2060 && point <= 0x2064) || point == 0xFEFF ||
        point == 0x180E || (point >= 0xFE00 && point <= 0xFE0F))
        return NOTHING;
    return WIDE;
}

/* Three in four bytes of Chinese text belong to characters with these leads, which need no closer look. */
static bool is_plain_lead(unsigned char lead) {
    return lead >= 0xE4 && lead <= 0xE9;
}

static char_kind kind_at(const char *at, size_t *width) {
    unsigned char lead = (unsigned char)*at;
    *width = 1;
    if (lead < 0x80)
        return ascii_kind(lead);
    *width = 3;
    if (is_plain_lead(lead))
        return WIDE;
    return rare_kind(zb_utf8_get(at, width));
}

/* Whether `point` is among the characters of a UTF-8 list. */
static bool is_among(uint32_t point, const char *list) {
    size_t width = 0;
    for (; *list; list += width) {
        if (zb_utf8_get(list, &width) == point)
            return true;
    }
    return false;
}

static bool is_ascii_digit(uint32_t point) {
    return point >= '0' && point <= '9';
}

static bool is_numeral(uint32_t point) {
    return is_among(point, "一二三四五六七八九十百");
}

/* A reader of a line that passes over white space. */
typedef struct cursor {
    const char *at, *end;
} cursor;

static uint32_t peek(cursor c, cursor *behind) {
    while (c.at < c.end) {
        size_t width = 0;
        char_kind kind = kind_at(c.at, &width);
        if (kind != SPACE && kind != NOTHING && kind != LINE_END) {
            uint32_t point = zb_utf8_get(c.at, &width);
            behind->at = c.at + width;
            behind->end = c.end;
            return point;
        }
        c.at += width;
    }
    *behind = c;
    return 0;
}

static bool accept(cursor *c, const char *list) {
    cursor behind;
    uint32_t point = peek(*c, &behind);
    if (point == 0 || !is_among(point, list))
        return false;
    *c = behind;
    return true;
}

/* Up to `most` characters that `belongs` likes; returns how many, and one more than `most` when there are more. */
static int accept_run(cursor *c, bool (*belongs)(uint32_t), int most) {
    cursor behind;
    int count = 0;
    while (count <= most && belongs(peek(*c, &behind))) {
        *c = behind;
        count++;
    }
    return count;
}

/* Whether `word` stands at a line's start, white space between its characters allowed. */
static bool starts_with(const char *at, const char *end, const char *word) {
    cursor c = {at, end};
    size_t width = 0;
    for (; *word; word += width) {
        if (peek(c, &c) != zb_utf8_get(word, &width))
            return false;
    }
    return true;
}

/* ---- list marks --------------------------------------------------------------------------------------- */

typedef enum mark_kind {
    NO_MARK,
    PART_MARK,    /* 第三章 第二节 第一部分 */
    NUMERAL_MARK, /* 一、（一） */
    DOTTED_MARK,  /* 1.1 1.1.2 */
    DIGIT_MARK,   /* 1. 1、（1） 1) ① */
    SPOKEN_MARK,  /* 一是 二要 第一， 第三条: never a heading */
    DASH_MARK     /* —— ● - : never a heading */
} mark_kind;

typedef struct list_mark {
    mark_kind kind;
    uint8_t level;
    const char *end; /* behind it */
} list_mark;

static list_mark mark_of(mark_kind kind, uint8_t level, cursor c) {
    return (list_mark){kind, level, c.at};
}

static const list_mark no_mark = {NO_MARK, 0, NULL};

/* 第三章 第二节 第一部分 第十二条 第一， */
static list_mark part_mark(cursor c) {
    int digits = 0, numerals = 0;
    if (!accept(&c, "第"))
        return no_mark;
    digits = accept_run(&c, is_ascii_digit, 3);
    numerals = accept_run(&c, is_numeral, 5);
    if (digits + numerals == 0 || digits > 3 || numerals > 5)
        return no_mark;
    if (accept(&c, "章编篇"))
        return mark_of(PART_MARK, 1, c);
    if (accept(&c, "节"))
        return mark_of(PART_MARK, 2, c);
    if (accept(&c, "条，、,"))
        return mark_of(SPOKEN_MARK, 1, c);
    return accept(&c, "部") && accept(&c, "分") ? mark_of(PART_MARK, 1, c) : no_mark;
}

/* 一、 一是 二要 */
static list_mark numeral_mark(cursor c) {
    int numerals = accept_run(&c, is_numeral, 4);
    if (numerals == 0 || numerals > 4)
        return no_mark;
    if (accept(&c, "、．."))
        return mark_of(NUMERAL_MARK, 1, c);
    return numerals <= 2 && accept(&c, "是要") ? mark_of(SPOKEN_MARK, 1, c) : no_mark;
}

/* （一） （1） */
static list_mark bracket_mark(cursor c) {
    if (!accept(&c, "（("))
        return no_mark;
    int numerals = accept_run(&c, is_numeral, 4);
    int digits = numerals ? 0 : accept_run(&c, is_ascii_digit, 3);
    if (numerals > 4 || digits > 3 || numerals + digits == 0 || !accept(&c, "）)"))
        return no_mark;
    return numerals ? mark_of(NUMERAL_MARK, 2, c) : mark_of(DIGIT_MARK, 3, c);
}

/* 1.1 综合实力, 1.1.2“五个…: a space or a quote must follow two numbers, and no unit (35.33 亿元). */
static list_mark dotted_mark(cursor c, uint8_t levels) {
    cursor behind;
    bool apart = c.at < c.end && (*c.at == ' ' || *c.at == '\t' || (unsigned char)*c.at == 0xC2);
    uint32_t next = peek(c, &behind);
    if (next == 0 || next < 0x80 || is_among(next, "万亿千百十％‰元人个户名套所处件项家平公米吨年月日倍多余美港"))
        return no_mark;
    return apart || levels > 2 || is_among(next, "“《　") ? mark_of(DOTTED_MARK, levels, c) : no_mark;
}

/* 1. 1、 1) 12．; and 1.1 1.1.2 */
static list_mark digit_mark(cursor c) {
    int digits = accept_run(&c, is_ascii_digit, 3);
    uint8_t levels = 1;
    if (digits == 0 || digits > 3)
        return no_mark;
    if (accept(&c, "、）)"))
        return mark_of(DIGIT_MARK, 3, c);
    while (accept(&c, ".．")) {
        bool apart = c.at < c.end && (*c.at == ' ' || *c.at == '\t');
        cursor before = c;
        digits = apart ? 0 : accept_run(&c, is_ascii_digit, 2);
        if (digits > 2 || (digits == 0 && before.at == before.end))
            return no_mark;
        if (digits == 0)
            return levels == 1 ? mark_of(DIGIT_MARK, 3, before) : mark_of(DOTTED_MARK, levels, before);
        levels++;
    }
    return levels > 1 ? dotted_mark(c, levels) : no_mark;
}

/* ① ⑴ ⒈ ㈠ */
static list_mark circled_mark(cursor c) {
    cursor behind;
    uint32_t point = peek(c, &behind);
    if (point >= 0x2460 && point <= 0x249B)
        return mark_of(DIGIT_MARK, 3, behind);
    return point >= 0x3220 && point <= 0x3229 ? mark_of(NUMERAL_MARK, 2, behind) : no_mark;
}

/* —— ● - */
static list_mark dash_mark(cursor c) {
    const char *from = c.at;
    if (accept(&c, "—―─")) {
        while (accept(&c, "—―─"))
            ;
        return c.at - from > 3 ? mark_of(DASH_MARK, 1, c) : no_mark;
    }
    if (accept(&c, "●■◆★▲•○□◇▪►※"))
        return mark_of(DASH_MARK, 1, c);
    bool ascii = accept(&c, "-*+") && c.at < c.end && *c.at == ' ';
    return ascii ? mark_of(DASH_MARK, 1, c) : no_mark;
}

/* # 标题, as in Markdown */
static list_mark hash_mark(cursor c) {
    uint8_t level = 0;
    while (c.at < c.end && *c.at == '#' && level < 6) {
        c.at++;
        level++;
    }
    return level > 0 && c.at < c.end && *c.at == ' ' ? mark_of(PART_MARK, level, c) : no_mark;
}

static list_mark read_mark(const char *at, const char *end) {
    static list_mark (*const readers[])(cursor) = {bracket_mark, digit_mark, circled_mark, dash_mark, hash_mark};
    list_mark found = no_mark;
    if (is_plain_lead((unsigned char)*at)) /* most lines: a Chinese character, and hardly ever one of these */
        return starts_with(at, end, "第") ? part_mark((cursor){at, end}) : numeral_mark((cursor){at, end});
    for (size_t i = 0; i < sizeof readers / sizeof readers[0] && found.kind == NO_MARK; i++)
        found = readers[i]((cursor){at, end});
    if (found.kind == DASH_MARK) { /* - ①教育 */
        list_mark second = circled_mark((cursor){found.end, end});
        found.end = second.kind ? second.end : found.end;
    }
    return found;
}

/* ---- lines -------------------------------------------------------------------------------------------- */

/* How a line ends, closing quotes and brackets behind the character left out. */
typedef enum ending { NONE, COMMA, OPEN, FINAL } ending;

enum {
    SPACED = 1,   /* 稳 妥 就 业: four characters or more, each alone */
    TABLE = 2,    /* cells parted by tabs or wide gaps */
    INNER = 4,    /* a sentence ends before the line does */
    NOTE = 8,     /* all in one pair of brackets: （下转A04版） */
    START = 16,   /* 本报6月16日讯: an article begins */
    BARE = 32,    /* numbers only: perhaps a page number */
    EVIDENCE = 64, /* looks wrapped by itself */
    WRAPPED = 128
};

typedef struct text_line {
    uint32_t start, end; /* in the UTF-8, white space trimmed */
    uint32_t width;      /* in half-width columns, white space not counted */
    uint16_t blanks;     /* empty lines before it */
    uint8_t indent;      /* columns of white space before it */
    uint8_t ending;
    uint8_t flags;
    uint8_t mark;        /* mark_kind */
    uint8_t level;
} text_line;

/* The whole document, while it is read. */
typedef struct pages {
    zb_text *text;
    zb_slice utf8;
    zb_array lines;
    zb_array groups;
    uint32_t indent;   /* the usual one */
    bool blanks_idle;  /* blank lines stand between all lines and mean nothing */
    bool narrow;       /* no line is longer than wrapped ones are */
    bool inset;        /* each paragraph is wrapped, and its first line indented */
} pages;

static text_line *line_at(const pages *p, size_t index) {
    return (text_line *)p->lines.data + index;
}

/* What the scan of one line counts. */
typedef struct line_counts {
    uint32_t gap;      /* columns of the white space just passed */
    uint32_t groups;   /* of characters without white space between */
    uint32_t group;    /* characters in this one */
    uint32_t gaps;     /* wide ones */
    uint32_t stops;    /* 。！？； */
    bool single;       /* all groups so far were one wide character */
    bool digits;       /* nothing but digits, dots, dashes */
} line_counts;

static void count_character(line_counts *c, text_line *line, char_kind kind, uint32_t at, bool is_dot) {
    if (c->groups == 0) {
        line->start = at;
        line->indent = (uint8_t)(c->gap < 100 ? c->gap : 100);
    }
    if (c->gap > 0 || c->groups == 0) {
        if (c->groups > 0) {
            c->single = c->single && c->group == 1;
            c->gaps += c->gap > 1;
        }
        c->groups++;
        c->group = 0;
        c->gap = 0;
    }
    c->group++;
    c->single = c->single && kind == WIDE;
    c->digits = c->digits && (kind == DIGIT || is_dot);
    line->width += kind == WIDE ? 2 : 1;
}

static bool is_stop(const char *at) {
    static const char stops[][4] = {"。", "！", "？", "；"};
    for (size_t i = 0; i < sizeof stops / sizeof stops[0]; i++) {
        if (memcmp(at, stops[i], 3) == 0)
            return true;
    }
    return false;
}

/* Counts what lies between `at` and the line's end; returns where that is. */
static const char *scan_characters(const char *at, const char *end, line_counts *c, text_line *line, const char *base) {
    while (at < end) {
        size_t width = 0;
        if (is_plain_lead((unsigned char)*at)) { /* a run of them needs one call only */
            const char *from = at;
            do
                at += 3;
            while (at < end && is_plain_lead((unsigned char)*at));
            count_character(c, line, WIDE, (uint32_t)(from - base), false);
            c->group += (uint32_t)(at - from) / 3 - 1;
            line->width += (uint32_t)((at - from) / 3 - 1) * 2;
            line->end = (uint32_t)(at - base);
            continue;
        }
        char_kind kind = kind_at(at, &width);
        if (kind == LINE_END)
            break;
        if (kind == SPACE) {
            c->gap += *at == '\t' ? 4 : width == 3 ? 2 : 1;
        } else if (kind != NOTHING) {
            c->stops += width == 3 && is_stop(at);
            count_character(c, line, kind, (uint32_t)(at - base), width == 1 && (*at == '.' || *at == '-'));
            line->end = (uint32_t)(at + width - base);
        }
        at += width;
    }
    return at;
}

static uint32_t last_point(const char *start, const char **end) {
    size_t width = 0;
    const char *at = *end;
    do
        at--;
    while (at > start && ((unsigned char)*at & 0xC0) == 0x80);
    *end = at;
    return zb_utf8_get(at, &width);
}

static ending ending_of(const char *start, const char *end) {
    if (end - start >= 3 && is_plain_lead((unsigned char)end[-3]))
        return NONE;
    uint32_t point = last_point(start, &end);
    while (is_among(point, "”’」』）)》]】\"") && end > start)
        point = last_point(start, &end);
    if (is_among(point, "。！？!?…"))
        return FINAL;
    if (is_among(point, "；;：:—─"))
        return OPEN;
    return is_among(point, "，,、（(“‘《「【") ? COMMA : NONE;
}

/* （上接第一版）: the first bracket closes with the last character. */
static bool is_note(const char *at, const char *end) {
    cursor c = {at, end};
    int depth = 0;
    uint32_t point = peek(c, &c);
    if (point != 0xFF08 && point != '(')
        return false;
    for (depth = 1; depth > 0 && (point = peek(c, &c)) != 0;)
        depth += point == 0xFF08 || point == '(' ? 1 : point == 0xFF09 || point == ')' ? -1 : 0;
    return depth == 0 && c.at == end;
}

static bool starts_article(const char *at, const char *end) {
    cursor c = {at, end};
    uint32_t point = 0;
    if (!starts_with(at, end, "本报") && !starts_with(at, end, "新华社"))
        return false;
    for (int i = 0; i < 16 && (point = peek(c, &c)) != 0; i++) {
        if (is_among(point, "讯电"))
            return true;
    }
    return false;
}

/* 责任单位：县水利局, 记者 某某, 【字号: not a heading. */
static bool is_label(const char *at, const char *end) {
    static const char *const words[] = {"记者", "本报记者", "文/",  "图/",    "摄影", "【",  "分享", "当前位置",
                                        "图为", "图片",     "附件", "阅读量", "·",    "<!"};
    cursor c = {at, end};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (starts_with(at, end, words[i]))
            return true;
    }
    for (int i = 0; i < 5; i++) {
        uint32_t point = peek(c, &c);
        if (point == 0xFF1A || point == ':')
            return true;
    }
    return false;
}

/* What can be told of a line by itself. */
static void look_at_line(const pages *p, text_line *line, const line_counts *c) {
    const char *start = p->utf8.data + line->start, *end = p->utf8.data + line->end;
    list_mark mark = read_mark(start, end);
    line->ending = (uint8_t)ending_of(start, end);
    line->mark = (uint8_t)mark.kind;
    line->level = mark.level;
    bool single = c->single && c->group == 1;
    bool tabbed = c->gaps > 0 && memchr(start, '\t', (size_t)(end - start));
    line->flags = (uint8_t)((single && c->groups >= 4 ? SPACED : 0) | (c->gaps >= 2 || tabbed ? TABLE : 0) |
                            (c->stops > (line->ending == FINAL || line->ending == OPEN) ? INNER : 0) |
                            (!mark.kind && is_note(start, end) ? NOTE : 0) | (starts_article(start, end) ? START : 0) |
                            (c->digits && line->width <= 6 ? BARE : 0));
    if (line->flags & SPACED)
        line->flags &= (uint8_t)~TABLE;
}

static bool scan_lines(pages *p) {
    const char *base = p->utf8.data, *at = base, *end = base + p->utf8.size;
    uint32_t blanks = 0;
    while (at < end) {
        text_line line = {0};
        line_counts counts = {.single = true, .digits = true};
        at = scan_characters(at, end, &counts, &line, base);
        if (counts.groups > 0) {
            text_line *kept = zb_array_add(&p->lines, 1);
            if (!kept)
                return false;
            look_at_line(p, &line, &counts);
            line.blanks = (uint16_t)(blanks < UINT16_MAX ? blanks : UINT16_MAX);
            blanks = 0;
            *kept = line;
        } else {
            blanks++;
        }
        if (at < end) { /* over the line's end: \r\n is one */
            size_t width = zb_utf8_width((unsigned char)*at);
            at += end - at > 1 && at[0] == '\r' && at[1] == '\n' ? 2 : (ptrdiff_t)width;
        }
    }
    return true;
}

/* ---- page numbers ------------------------------------------------------------------------------------- */

static text_line *line_before(const pages *p, size_t index) {
    return index > 0 ? line_at(p, index - 1) : NULL;
}

static text_line *line_after(const pages *p, size_t index) {
    return index + 1 < p->lines.count ? line_at(p, index + 1) : NULL;
}

static bool is_unfinished(const text_line *line) {
    return line->ending == NONE || line->ending == COMMA;
}

/* The number glued to the front of a line that goes on a sentence (4击的考验, 2持世界第一); 0 when there is none.
 * `odd` tells that no unit follows, so that it makes no sense where it stands. */
static uint32_t glued_number(const pages *p, size_t index, uint32_t *size, bool *odd) {
    const text_line *line = line_at(p, index), *before = line_before(p, index);
    cursor c = {p->utf8.data + line->start, p->utf8.data + line->end};
    uint32_t number = 0;
    const char *at = c.at;
    for (; at < c.end && is_ascii_digit((unsigned char)*at) && at - c.at < 4; at++)
        number = number * 10 + (uint32_t)(*at - '0');
    *size = (uint32_t)(at - c.at);
    if (*size == 0 || *size > 3 || !before || before->ending != NONE || at == c.end ||
        !is_plain_lead((unsigned char)*at))
        return 0;
    c.at = at;
    *odd = !is_among(peek(c, &c), "年月日时个万亿千百十元人户名套所处件项家平公米吨倍多余岁次种类条台座辆级届位号里亩张场");
    return number;
}

enum { PAGE_LEAST = 12, PAGE_MOST = 90, NUMBERS = 1000 };

/* A chain of glued numbers, each one more than the one before and about a page behind it. */
typedef struct chain {
    uint32_t line, from; /* last line; index + 1 of the chain that it continues */
    uint16_t length, odd;
    uint16_t step;       /* lines between the last two */
    uint16_t number;
    uint8_t size;
} chain;

static bool continues(const chain *before, uint32_t at) {
    uint32_t step = at - before->line;
    if (step < PAGE_LEAST || step > PAGE_MOST)
        return false;
    uint32_t third = before->step / 3u;
    return before->length == 1 || (step <= before->step + third && step >= before->step - third);
}

/* Takes the numbers of the longest chain off their lines, if it is long enough to be no accident: three pages at least,
 * most of the numbers senseless otherwise, and the chain spans the document. */
static void drop_glued_numbers(pages *p, const zb_array *chains, uint32_t best) {
    const chain *items = chains->data, *last = best ? &items[best - 1] : NULL;
    if (!last || last->length < 3 || last->odd * 5 < last->length * 3 || p->lines.count - last->line > PAGE_MOST + 10)
        return;
    for (uint32_t i = best; i; i = items[i - 1].from) {
        text_line *line = line_at(p, items[i - 1].line);
        line->start += items[i - 1].size;
        line->width -= items[i - 1].size;
        line->mark = NO_MARK;
    }
}

static bool find_glued_numbers(pages *p) {
    uint32_t best = 0, *latest = zb_get_zeroed(&p->lines.memory, NUMBERS, sizeof *latest);
    zb_array chains;
    zb_array_init(&chains, &p->lines.memory, sizeof(chain));
    for (size_t i = 0; latest && !chains.failed && i < p->lines.count; i++) {
        uint32_t size = 0;
        bool odd = false;
        uint32_t number = glued_number(p, i, &size, &odd);
        chain *now = number ? zb_array_add(&chains, 1) : NULL;
        if (!now)
            continue;
        *now = (chain){(uint32_t)i, 0, 1, odd, 0, (uint16_t)number, (uint8_t)size};
        uint32_t before = latest[number - 1];
        const chain *items = chains.data;
        if (before && continues(&items[before - 1], (uint32_t)i)) {
            now->from = before;
            now->length = (uint16_t)(items[before - 1].length + 1);
            now->odd = (uint16_t)(items[before - 1].odd + odd);
            now->step = (uint16_t)(i - items[before - 1].line);
        }
        uint32_t rival = latest[number]; /* a longer chain stays, while the next page can still continue it */
        if (!rival || now->length >= items[rival - 1].length || i - items[rival - 1].line > PAGE_MOST)
            latest[number] = (uint32_t)chains.count;
        if (!best || now->length > items[best - 1].length)
            best = (uint32_t)chains.count;
    }
    bool done = latest && !chains.failed;
    if (done)
        drop_glued_numbers(p, &chains, best);
    zb_array_clear(&chains);
    zb_put(&p->lines.memory, latest);
    return done;
}

/* - 12 -, 第 12 页, or in wrapped text a short number between lines that are far longer and of which the first is
 * unfinished: a page number, or a subscript that the extraction put on a line of its own. */
static bool is_furniture(const pages *p, size_t index) {
    const text_line *line = line_at(p, index), *before = line_before(p, index), *after = line_after(p, index);
    const char *start = p->utf8.data + line->start, *end = p->utf8.data + line->end;
    if (!(line->flags & BARE))
        return line->width <= 16 && starts_with(start, end, "第") && last_point(start, &end) == 0x9875 && /* 页 */
               (unsigned char)start[3] < 0x80;
    if (*start == '-' && end[-1] == '-')
        return true;
    return before && after && (before->flags & WRAPPED) && (after->flags & WRAPPED) && before->width >= 16 &&
           after->width >= 16;
}

static void drop_furniture(pages *p) {
    size_t kept = 0;
    for (size_t i = 0; i < p->lines.count; i++) {
        if (is_furniture(p, i)) {
            if (i + 1 < p->lines.count) /* blanks around a page number say nothing about paragraphs */
                line_at(p, i + 1)->blanks = 0;
            continue;
        }
        /* Slot i - 1 still holds the line that was there, so is_furniture may look back. */
        *line_at(p, kept) = *line_at(p, i);
        kept++;
    }
    p->lines.count = kept;
}

/* ---- shapes ------------------------------------------------------------------------------------------- */

enum { WIDEST = 100, AROUND = 10, SIMILAR = 6 };

static uint32_t capped(const text_line *line) {
    return line->width < WIDEST ? line->width : WIDEST;
}

static bool is_similar(const text_line *a, const text_line *b) {
    return a->width <= b->width + SIMILAR && b->width <= a->width + SIMILAR;
}

/* An unfinished line of a neighbour's width, no list marks between the two. */
static bool looks_wrapped(const pages *p, size_t index) {
    const text_line *line = line_at(p, index), *before = line_before(p, index), *after = line_after(p, index);
    if (!is_unfinished(line) || line->width < 12 || line->width > WIDEST || (line->flags & TABLE))
        return false;
    return (after && !after->mark && is_similar(line, after)) || (before && !line->mark && is_similar(line, before));
}

/* Sets WRAPPED by the lines around; their widths are the weights. */
static void find_shapes(pages *p) {
    size_t count = p->lines.count;
    uint32_t total = 0, evidence = 0;
    for (size_t i = 0; i < count; i++)
        line_at(p, i)->flags |= looks_wrapped(p, i) ? EVIDENCE : 0;
    for (size_t ahead = 0; ahead < count + AROUND; ahead++) {
        if (ahead < count) {
            total += capped(line_at(p, ahead));
            evidence += line_at(p, ahead)->flags & EVIDENCE ? capped(line_at(p, ahead)) : 0;
        }
        if (ahead > 2 * AROUND) {
            const text_line *gone = line_at(p, ahead - 2 * AROUND - 1);
            total -= capped(gone);
            evidence -= gone->flags & EVIDENCE ? capped(gone) : 0;
        }
        if (ahead >= AROUND) {
            text_line *line = line_at(p, ahead - AROUND);
            bool mostly = evidence * 5 >= total * 2, partly = evidence * 4 >= total && (line->flags & EVIDENCE);
            if (line->width <= WIDEST && evidence > 0 && (mostly || partly))
                line->flags |= WRAPPED;
        }
    }
}

/* An indented line where a paragraph may begin: 4 columns, as is the custom. */
static bool is_inset(const text_line *line) {
    return line->indent >= 4 && line->indent <= 8;
}

/* The usual indent, whether blank lines mean anything, whether all lines are short, whether indents tell paragraphs. */
static void find_habits(pages *p) {
    uint32_t indents[16] = {0}, wrapped = 0, apart = 0, all_apart = 0, inset = 0, flush = 0;
    p->narrow = true;
    for (size_t i = 0; i < p->lines.count; i++) {
        const text_line *line = line_at(p, i), *after = line_after(p, i);
        indents[line->indent < 15 ? line->indent : 15]++;
        p->narrow = p->narrow && line->width <= WIDEST;
        inset += is_inset(line);
        if (!after)
            break;
        flush += is_unfinished(line) && line->width >= 20 && after->indent == 0 && !after->mark;
        all_apart += after->blanks > 0;
        if ((line->flags & EVIDENCE) && is_unfinished(line)) {
            wrapped++;
            apart += after->blanks > 0;
        }
    }
    for (uint32_t i = 1; i < 16; i++)
        p->indent = indents[i] > indents[p->indent] ? i : p->indent;
    p->inset = p->narrow && inset > 1 && flush > 1;
    p->blanks_idle = wrapped ? apart * 5 >= wrapped * 3 : p->lines.count > 1 && all_apart == p->lines.count - 1;
}

/* ---- groups: which lines belong together --------------------------------------------------------------- */

/* Lines first..last are one paragraph, heading or item. */
typedef struct group {
    uint32_t first, last;
    uint32_t width;
    bool inner;          /* a sentence ends before the group does */
    bool sure;           /* the printed paragraph ends here */
} group;

typedef enum verdict { JOIN, PART, PART_SURELY } verdict;

static bool has_strong_start(const text_line *line) {
    return line->mark != NO_MARK || (line->flags & START);
}

/* Nothing begins with these. */
static bool starts_inside(const pages *p, const text_line *line, bool unfinished) {
    cursor c = {p->utf8.data + line->start, p->utf8.data + line->end};
    uint32_t point = peek(c, &c);
    return is_among(point, "，。；：、？！”’」』）》】％％%,;:!?)]") || (unfinished && is_among(point, "的了是和与及或并並與等"));
}

/* No heading ends with these: 3.21万⏎人, 发展的⏎, an opening bracket. */
static bool hangs(const pages *p, const text_line *line) {
    const char *start = p->utf8.data + line->start, *end = p->utf8.data + line->end;
    uint32_t point = last_point(start, &end);
    return line->ending == COMMA || is_among(point, "0123456789.万亿的了和与及與");
}

static uint32_t tolerance(uint32_t width) {
    return width / 8 > 4 ? width / 8 : 4;
}

/* Clearly shorter than the line before it (or, of a first line, than its neighbours): the last of a paragraph. How far
 * it is shorter, in tolerances: 0 not, 1 a little, 2 and more surely. */
static uint32_t shortness(const pages *p, const group *g, size_t index) {
    const text_line *before = line_before(p, index), *after = line_after(p, index);
    uint32_t around = before ? capped(before) : 0;
    if (index == g->first && after && capped(after) > around)
        around = capped(after);
    uint32_t width = line_at(p, index)->width;
    return width < around ? (around - width) / tolerance(around) : 0;
}

/* More to the right than text usually is: a paragraph's first line. */
static bool is_indented(const pages *p, const text_line *line) {
    if (!(line->flags & WRAPPED))
        return line->indent >= 4;
    return line->indent >= p->indent + 3 && line->indent <= p->indent + 12;
}

/* 一、 第一章 1.1 with no sentence in it. */
static bool heads(const text_line *first) {
    return first->mark == PART_MARK || first->mark == NUMERAL_MARK || first->mark == DOTTED_MARK ||
           first->mark == DIGIT_MARK;
}

static bool parts_by_blank(const pages *p, const text_line *after) {
    return after->blanks > 0 && !p->blanks_idle;
}

/* The widest line among the three before and the three behind. */
static uint32_t width_around(const pages *p, size_t index) {
    uint32_t widest = 0;
    for (size_t i = index < 3 ? 0 : index - 3; i < p->lines.count && i <= index + 3; i++) {
        if (i != index && capped(line_at(p, i)) > widest)
            widest = capped(line_at(p, i));
    }
    return widest;
}

/* Columns of the number a line begins with: it could not be cut, so the line before may be that much shorter. */
static uint32_t leading_number(const pages *p, const text_line *line) {
    uint32_t length = 0;
    while (line->start + length < line->end && ascii_kind((unsigned char)p->utf8.data[line->start + length]) == DIGIT)
        length++;
    return length;
}

/* A title inside columns: it begins behind a finished sentence, is much narrower than the column, and the width jumps
 * behind it. */
static bool is_title(const pages *p, size_t index, uint32_t around) {
    const text_line *a = line_at(p, index), *b = line_at(p, index + 1);
    if (a->ending != NONE || a->mark || a->width < 8 || (a->flags & (INNER | START)))
        return false;
    uint32_t jump = around / 4 > 8 ? around / 4 : 8;
    return b->width >= a->width + leading_number(p, b) + jump || (a->width >= b->width + 8 && is_unfinished(b)) ||
           a->width * 2 <= around;
}

/* Whether a heading ends with line index. A first line may have lost an indent of four columns; if it is full
 * otherwise, it is the next line that tells: 发展 alone is the heading's rest, a full line is text. */
static bool heading_ends(const pages *p, size_t index, uint32_t around) {
    const text_line *a = line_at(p, index), *b = line_at(p, index + 1);
    if (a->width + tolerance(around) + 4 <= around)
        return true;
    if (b->ending == NONE && b->width * 2 <= around && !(b->flags & INNER) && !has_strong_start(b))
        return false;
    return a->width + 4 <= around;
}

static verdict part_wrapped(const pages *p, const group *g, size_t index) {
    const text_line *a = line_at(p, index), *b = line_at(p, index + 1);
    bool finished = a->ending == FINAL || a->ending == OPEN, first = index == g->first;
    uint32_t around = width_around(p, index);
    if (finished) {
        uint32_t less = shortness(p, g, index);
        if (has_strong_start(b) || (b->flags & SPACED) || parts_by_blank(p, b) || less > 1)
            return PART_SURELY;
        if (less)
            return PART;
        return b->flags & WRAPPED || a->ending == OPEN ? JOIN : PART_SURELY;
    }
    if (first && (a->flags & SPACED))
        return PART_SURELY;
    if (heads(line_at(p, g->first)) && !g->inner && a->ending == NONE && heading_ends(p, index, around))
        return PART_SURELY;
    if (hangs(p, a))
        return JOIN;
    if ((b->flags & START) || (first && is_title(p, index, around)))
        return PART_SURELY;
    if ((b->mark == PART_MARK || b->mark == NUMERAL_MARK) && a->width + tolerance(around) < around)
        return PART_SURELY;
    /* A line far wider than both neighbours is no column's: a caption or a headline. */
    return first && a->width > around + around / 3 ? PART_SURELY : JOIN;
}

static verdict part_paragraphs(const pages *p, const group *g, size_t index) {
    const text_line *a = line_at(p, index), *b = line_at(p, index + 1);
    if (!is_unfinished(a) || has_strong_start(b))
        return PART_SURELY;
    if (a->width >= 80 || a->ending == COMMA || (a->width >= 20 && (hangs(p, a) || (a->flags & INNER))))
        return JOIN;
    /* Once a sentence was found cut, as by a link that got a line of its own, it goes on to its end. */
    if (index > g->first && g->width >= 40 && !parts_by_blank(p, b))
        return JOIN;
    /* A few wrapped lines are too few to show their shape. A heading would be shorter than what follows. */
    bool few = p->narrow && a->width >= 20 && b->width <= a->width + 2 && !a->mark && !parts_by_blank(p, b);
    return few ? JOIN : PART_SURELY;
}

/* Where paragraphs begin with an indent, a line without one goes on the paragraph if the line before is full, though a
 * sentence ended there. A heading is the exception: it is short, and an indent follows. */
static bool goes_on_flush(const pages *p, size_t index) {
    const text_line *a = line_at(p, index), *b = line_at(p, index + 1);
    uint32_t around = width_around(p, index);
    if (!p->inset || a->ending == OPEN || b->indent > 0 || has_strong_start(b) || (b->flags & SPACED) || b->blanks > 0)
        return false;
    if (b->ending == NONE && b->width + tolerance(around) < around)
        return false;
    return a->width + a->indent + leading_number(p, b) + tolerance(around) >= around;
}

/* Whether line index + 1 goes on where line index stops. */
static verdict judge(const pages *p, const group *g, size_t index) {
    const text_line *a = line_at(p, index), *b = line_at(p, index + 1);
    if ((a->flags | b->flags) & TABLE || is_indented(p, b))
        return PART_SURELY;
    if (!has_strong_start(b) && starts_inside(p, b, is_unfinished(a)))
        return JOIN;
    bool inside = (a->flags & b->flags & WRAPPED) && is_unfinished(a) && !(a->flags & NOTE);
    if ((a->flags | b->flags) & NOTE && !inside)
        return PART_SURELY;
    if (goes_on_flush(p, index))
        return JOIN;
    return a->flags & WRAPPED ? part_wrapped(p, g, index) : part_paragraphs(p, g, index);
}

static bool group_lines(pages *p) {
    group g = {0};
    for (size_t i = 0; i < p->lines.count; i++) {
        const text_line *line = line_at(p, i);
        g.width = i == g.first ? line->width : g.width + line->width;
        g.inner = (i > g.first && g.inner) || (line->flags & INNER);
        verdict parted = i + 1 < p->lines.count ? judge(p, &g, i) : PART_SURELY;
        if (parted == JOIN) {
            g.inner = g.inner || line->ending == FINAL;
            continue;
        }
        group *kept = zb_array_add(&p->groups, 1);
        if (!kept)
            return false;
        g.last = (uint32_t)i;
        g.sure = parted == PART_SURELY;
        *kept = g;
        g.first = (uint32_t)i + 1;
    }
    return true;
}

/* ---- kinds of blocks ---------------------------------------------------------------------------------- */

static group *group_at(const pages *p, size_t index) {
    return (group *)p->groups.data + index;
}

/* Something that a heading can stand above: a sentence, a long line, an item. */
static bool is_body(const pages *p, size_t index) {
    if (index >= p->groups.count)
        return false;
    const group *g = group_at(p, index);
    const text_line *first = line_at(p, g->first), *last = line_at(p, g->last);
    return g->inner || last->ending != NONE || g->width > 80 || first->mark != NO_MARK;
}

/* Short, and ends like no sentence. */
static bool reads_like_heading(const pages *p, const group *g) {
    return !g->inner && line_at(p, g->last)->ending == NONE && g->width <= 90 &&
           !(line_at(p, g->first)->flags & (TABLE | NOTE | START));
}

static zb_block_kind kind_of(const pages *p, size_t index, uint8_t *level) {
    const group *g = group_at(p, index);
    const text_line *first = line_at(p, g->first);
    bool heading = reads_like_heading(p, g);
    *level = first->level;
    if (first->mark == PART_MARK || first->mark == NUMERAL_MARK || first->mark == DOTTED_MARK)
        return heading ? ZB_HEADING : ZB_ITEM;
    if (first->mark == DIGIT_MARK) { /* 1. 2. 3. without full stops are a list, unless text stands below each */
        bool above_text = index + 1 < p->groups.count && is_body(p, index + 1) &&
                          line_at(p, group_at(p, index + 1)->first)->mark == NO_MARK;
        return heading && above_text ? ZB_HEADING : ZB_ITEM;
    }
    if (first->mark)
        return ZB_ITEM;
    *level = 1;
    if (g->first == g->last && (first->flags & SPACED) && heading)
        return ZB_HEADING;
    bool one = g->first == g->last || ((first->flags & WRAPPED) && g->last == g->first + 1);
    if (one && heading && g->width >= 8 && !(first->flags & BARE) && is_body(p, index + 1) &&
        !is_label(p->utf8.data + first->start, p->utf8.data + first->end))
        return ZB_HEADING;
    *level = 0;
    return ZB_PARAGRAPH;
}

/* ---- writing the flow ---------------------------------------------------------------------------------- */

typedef struct writer {
    zb_text *text;
    const char *base;      /* of the decoded UTF-8 */
    size_t run;            /* of the decoded runs: where we are */
    uint32_t byte, point;  /* of the input: behind what was written last */
    char_kind last;             /* of the character written last; SPACE at a block's start */
    uint32_t length;       /* of its group of digits or letters */
    char mark;             /* if it was an ASCII mark, which; '.' also for ．*/
    bool tight;            /* no white space stood before it */
    uint32_t gap;          /* columns of white space since; 0 none */
    bool broken;           /* a line's end was in it */
    bool table;
    bool title;            /* a heading: white space between its words parts them (产量达30万吨 品质稳步提升) */
    size_t before;         /* bytes written since the white space before */
    const char *gap_at;
} writer;

/* Notes where `count` characters from offset `from` of the decoded text, all in one of its runs, went. */
static void map_piece(writer *w, const zb_run *run, uint32_t from, uint32_t count, uint32_t flow) {
    uint32_t before = (from - run->flow) / run->flow_width;
    zb_run piece = {flow, run->byte + before * run->byte_width, run->point + before, run->flow_width, run->byte_width};
    size_t runs = w->text->runs.count;
    const zb_run *last = runs ? zb_array_at(&w->text->runs, runs - 1) : NULL;
    w->byte = piece.byte + count * piece.byte_width;
    w->point = piece.point + count;
    if (last && last->flow_width == piece.flow_width && last->byte_width == piece.byte_width) {
        uint32_t steps = (flow - last->flow) / last->flow_width;
        if (last->flow + steps * last->flow_width == flow && last->byte + steps * last->byte_width == piece.byte &&
            last->point + steps == piece.point)
            return;
    }
    zb_run *added = zb_array_add(&w->text->runs, 1);
    if (added)
        *added = piece;
}

/* The run that holds offset `at` of the decoded text; asked with growing offsets. */
static const zb_run *run_holding(writer *w, uint32_t at, uint32_t *end) {
    const zb_run *runs = w->text->decoded.runs.data;
    size_t count = w->text->decoded.runs.count;
    while (w->run + 1 < count && runs[w->run + 1].flow <= at)
        w->run++;
    *end = w->run + 1 < count ? runs[w->run + 1].flow : (uint32_t)w->text->decoded.utf8.bytes.count;
    return &runs[w->run];
}

static void write_piece(writer *w, const char *from, const char *to) {
    uint32_t at = (uint32_t)(from - w->base), end = (uint32_t)(to - w->base), run_end = 0;
    uint32_t flow = (uint32_t)w->text->flow.bytes.count;
    zb_buffer_add(&w->text->flow, (zb_slice){from, (size_t)(to - from)});
    while (at < end) {
        const zb_run *run = run_holding(w, at, &run_end);
        uint32_t stop = run_end < end ? run_end : end;
        map_piece(w, run, at, (stop - at) / run->flow_width, flow);
        flow += stop - at;
        at = stop;
    }
}

/* One byte that stands for the input's white space at `at`, or for nothing (NULL). */
static void write_byte(writer *w, char byte, const char *at) {
    zb_run run = {(uint32_t)w->text->flow.bytes.count, w->byte, w->point, 1, 0};
    if (at) {
        uint32_t offset = (uint32_t)(at - w->base), end = 0;
        const zb_run *from = run_holding(w, offset, &end);
        uint32_t before = (offset - from->flow) / from->flow_width;
        run.byte = from->byte + before * from->byte_width;
        run.point = from->point + before;
        run.byte_width = from->byte_width;
    }
    zb_run *added = zb_array_add(&w->text->runs, 1);
    if (added)
        *added = run;
    zb_buffer_add_byte(&w->text->flow, byte);
}

/* Characters of a kind that follow each other from `at`, up to four. */
static uint32_t group_length(const char *at, const char *end, char_kind kind) {
    uint32_t length = 0;
    size_t width = 0;
    while (at < end && length < 4 && kind_at(at, &width) == kind) {
        at += width;
        length++;
    }
    return length;
}

/* Whether the white space before the character at `at` means something. */
static bool keeps_space(const writer *w, char_kind next, const char *at, const char *end) {
    bool lone = w->length == 1 && (next == DIGIT || next == LETTER) && group_length(at, end, next) == 1;
    if (w->last == SPACE)
        return false;
    if (w->broken)
        return w->last == LETTER && next == LETTER;
    if (w->table && w->gap > 1)
        return true;
    if (w->title && w->before >= 12 && (next == DIGIT || group_length(at, end, WIDE) >= 3)) /* not 稳 妥 就 业 */
        return true;
    if (w->last == MARK && next == DIGIT) /* 3. 13家 */
        return w->tight && is_among((unsigned char)w->mark, ".,;:!?)");
    if (w->last == WIDE && next == DIGIT)
        return w->mark == '.' && w->tight;
    if (w->last == MARK && next == LETTER)
        return is_among((unsigned char)w->mark, ".,;:!?)&");
    if (w->last == LETTER && next == MARK)
        return is_among((unsigned char)*at, "(&");
    if (w->last == DIGIT && next == DIGIT) /* 2023 45, but 1 9 9 3 */
        return w->gap > 1 ? !lone : w->length > 1 && group_length(at, end, DIGIT) > 1;
    if (w->last == DIGIT && next == LETTER) /* 3000 km closes up, 5.2 percent does not */
        return group_length(at, end, LETTER) > 3;
    return w->last == LETTER && (next == LETTER || next == DIGIT) && !lone;
}

static void note_character(writer *w, char_kind kind, const char *at, size_t width) {
    bool dot = width == 1 ? *at == '.' : width == 3 && memcmp(at, "．", 3) == 0;
    w->tight = w->gap == 0 && w->last == DIGIT;
    w->length = kind == w->last && w->gap == 0 ? w->length + 1 : 1;
    w->mark = dot ? '.' : width == 1 ? *at : ' ';
    w->last = kind;
    w->gap = 0;
    w->broken = false;
}

/* Writes what remains of [at, end) without white space, which may be followed by more of the same block. */
static void write_range(writer *w, const char *at, const char *end) {
    const char *piece = at; /* to be written since here */
    while (at < end) {
        size_t width = 3;
        unsigned char lead = (unsigned char)*at;
        if (is_plain_lead(lead) && w->gap == 0) {
            w->last = WIDE;
            w->mark = ' ';
            at += 3;
            continue;
        }
        char_kind kind = kind_at(at, &width);
        if (kind == SPACE || kind == NOTHING || kind == LINE_END) {
            if (at > piece) {
                write_piece(w, piece, at);
                w->before = (size_t)(at - piece);
            }
            if (kind != NOTHING) {
                w->gap_at = w->gap ? w->gap_at : at;
                w->gap += *at == '	' ? 4 : width == 3 ? 2 : 1;
                w->broken = w->broken || kind == LINE_END;
            }
            at += width;
            piece = at;
            continue;
        }
        if (w->gap > 0 && keeps_space(w, kind, at, end))
            write_byte(w, ' ', w->gap_at);
        note_character(w, kind, at, width);
        at += width;
    }
    if (at > piece)
        write_piece(w, piece, at);
}

static void write_line(writer *w, const text_line *line, zb_block *block) {
    const char *start = w->base + line->start, *end = w->base + line->end;
    list_mark mark = block && line->mark ? read_mark(start, end) : no_mark;
    w->table = line->flags & TABLE;
    if (mark.kind) {
        write_range(w, start, mark.end);
        block->text = (uint32_t)w->text->flow.bytes.count;
        start = mark.end;
    }
    write_range(w, start, end);
}

static bool write_group(writer *w, const pages *p, size_t index, int32_t *section) {
    const group *g = group_at(p, index);
    zb_text *text = w->text;
    if (index > 0)
        write_byte(w, '\n', NULL);
    zb_block block = {.start = (uint32_t)text->flow.bytes.count, .section = *section, .paragraph_end = g->sure};
    block.kind = (uint8_t)kind_of(p, index, &block.level);
    block.text = block.start;
    w->title = block.kind == ZB_HEADING;
    w->before = 0;
    w->last = SPACE;
    w->gap = 0;
    w->length = 0;
    for (uint32_t i = g->first; i <= g->last; i++) {
        const text_line *line = line_at(p, i);
        if (i > g->first) {
            w->gap_at = w->base + line_at(p, i - 1)->end;
            w->gap = 1;
            w->broken = true;
        }
        write_line(w, line, i == g->first ? &block : NULL);
    }
    block.end = (uint32_t)text->flow.bytes.count;
    if (block.text < block.end && zb_buffer_slice(&text->flow).data[block.text] == ' ')
        block.text++;
    if (block.kind == ZB_HEADING)
        *section = (int32_t)text->blocks.count;
    zb_block *added = zb_array_add(&text->blocks, 1);
    if (added)
        *added = block;
    return added != NULL;
}

static bool write_flow(pages *p) {
    writer w = {.text = p->text, .base = p->utf8.data};
    int32_t section = -1;
    if (!zb_array_reserve(&p->text->flow.bytes, p->utf8.size + 1))
        return false;
    for (size_t i = 0; i < p->groups.count; i++) {
        if (!write_group(&w, p, i, &section))
            return false;
    }
    return !p->text->flow.bytes.failed && !p->text->runs.failed;
}

/* ---- the floor's functions ----------------------------------------------------------------------------- */

void zb_text_init(zb_text *text, const zb_memory *memory) {
    zb_decoded_init(&text->decoded, memory);
    zb_buffer_init(&text->flow, memory);
    zb_array_init(&text->runs, memory, sizeof(zb_run));
    zb_array_init(&text->blocks, memory, sizeof(zb_block));
}

void zb_text_clear(zb_text *text) {
    zb_decoded_clear(&text->decoded);
    zb_buffer_clear(&text->flow);
    zb_array_clear(&text->runs);
    zb_array_clear(&text->blocks);
}

static bool lay_out(zb_text *text) {
    const zb_memory *memory = &text->runs.memory;
    pages p = {.text = text, .utf8 = zb_buffer_slice(&text->decoded.utf8)};
    zb_array_init(&p.lines, memory, sizeof(text_line));
    zb_array_init(&p.groups, memory, sizeof(group));
    bool done = scan_lines(&p) && find_glued_numbers(&p);
    if (done) {
        find_shapes(&p);
        drop_furniture(&p);
        find_habits(&p);
        done = group_lines(&p) && write_flow(&p);
    }
    zb_array_clear(&p.lines);
    zb_array_clear(&p.groups);
    return done;
}

zhibiao_status zb_text_read(zb_text *text, const void *bytes, size_t size, const char *encoding,
                            zhibiao_error *error) {
    zb_text_clear(text);
    zhibiao_status status = zb_decode(&text->decoded, bytes, size, encoding, error);
    if (status != ZHIBIAO_OK)
        return status;
    if (!lay_out(text)) {
        zb_text_clear(text);
        return zb_fail(error, ZHIBIAO_ERROR_MEMORY, "out of memory laying out the text");
    }
    /* The flow leads back to the input by itself. */
    zb_buffer_clear(&text->decoded.utf8);
    zb_array_clear(&text->decoded.runs);
    return ZHIBIAO_OK;
}

zb_slice zb_text_flow(const zb_text *text) {
    return zb_buffer_slice(&text->flow);
}

/* The last run that begins at or before `at`; there is one, since the first begins at 0. */
static const zb_run *find_run(const zb_text *text, uint32_t at) {
    const zb_run *runs = text->runs.data;
    size_t low = 0, high = text->runs.count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (runs[middle].flow <= at)
            low = middle;
        else
            high = middle;
    }
    return &runs[low];
}

/* Where the character at flow offset `at` begins in the input (`more` 0), or ends (1). */
static void map_back(const zb_text *text, uint32_t at, uint32_t more, uint64_t *byte, uint64_t *point) {
    const zb_run *run = find_run(text, at);
    uint32_t steps = (at - run->flow) / run->flow_width + more;
    *byte = run->byte + (uint64_t)steps * run->byte_width;
    *point = run->byte_width ? (uint64_t)run->point + steps : run->point;
}

zhibiao_span zb_text_span(const zb_text *text, uint32_t start, uint32_t end) {
    zhibiao_span span = {0, 0, 0, 0};
    if (text->runs.count == 0)
        return span;
    map_back(text, start, 0, &span.byte_start, &span.start);
    span.byte_end = span.byte_start;
    span.end = span.start;
    if (end > start)
        map_back(text, end - 1, 1, &span.byte_end, &span.end);
    return span;
}
