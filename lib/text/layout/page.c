/* Numbers that the page brought in and the text has no part in: glued to lines, or between them. */
#include "layout.h"

/* The number glued to the front of a line that goes on a sentence (4击的考验, 2持世界第一); 0 when there is none.
 * `odd` tells that no unit follows, so that it makes no sense where it stands. */
static uint32_t glued_number(const zb_pages *p, size_t index, uint32_t *size, bool *odd) {
    const zb_text_line *line = zb_line_at(p, index), *before = zb_line_before(p, index);
    zb_cursor c = {p->utf8.data + line->start, p->utf8.data + line->end};
    uint32_t number = 0;
    const char *at = c.at;
    for (; at < c.end && zb_is_digit((unsigned char)*at) && at - c.at < 4; at++)
        number = number * 10 + (uint32_t)(*at - '0');
    *size = (uint32_t)(at - c.at);
    if (*size == 0 || *size > 3 || !before || before->ending != ZB_END_NONE || at == c.end ||
        !zb_char_is_plain((unsigned char)*at))
        return 0;
    c.at = at;
    *odd = !zb_is_among(zb_peek(c, &c), "年月日时个万亿千百十元人户名套所处件项家平公米吨倍多余岁次种类条台座辆级届位号里亩张场");
    return number;
}

enum { PAGE_LEAST = 12, PAGE_MOST = 90, NUMBERS = 1000 };

static bool continues(const zb_number_chain *before, uint32_t at) {
    uint32_t step = at - before->line;
    if (step < PAGE_LEAST || step > PAGE_MOST)
        return false;
    uint32_t third = before->step / 3u;
    return before->length == 1 || (step <= before->step + third && step >= before->step - third);
}

/* Takes the numbers of the longest chain off their lines, if it is long enough to be no accident: three pages at least,
 * most of the numbers senseless otherwise, and the chain spans the document. */
static void drop_glued_numbers(zb_pages *p, const zb_array *chains, uint32_t best) {
    const zb_number_chain *items = chains->data, *last = best ? &items[best - 1] : NULL;
    if (!last || last->length < 3 || last->odd * 5 < last->length * 3 || p->lines.count - last->line > PAGE_MOST + 10)
        return;
    for (uint32_t i = best; i; i = items[i - 1].from) {
        zb_text_line *line = zb_line_at(p, items[i - 1].line);
        line->start += items[i - 1].size;
        line->width -= items[i - 1].size;
        line->points -= items[i - 1].size;
        line->mark = ZB_NO_MARK;
    }
}

bool zb_numbers_drop(zb_pages *p) {
    uint32_t best = 0, *latest = zb_pages_room(p, NUMBERS * sizeof *latest);
    zb_array *chains = &p->text->chains;
    for (size_t i = 0; latest && !chains->failed && i < p->lines.count; i++) {
        uint32_t size = 0;
        bool odd = false;
        uint32_t number = glued_number(p, i, &size, &odd);
        zb_number_chain *now = number ? zb_array_add(chains, 1) : NULL;
        if (!now)
            continue;
        *now = (zb_number_chain){(uint32_t)i, 0, 1, odd, 0, (uint16_t)number, (uint8_t)size};
        uint32_t before = latest[number - 1];
        const zb_number_chain *items = chains->data;
        if (before && continues(&items[before - 1], (uint32_t)i)) {
            now->from = before;
            now->length = (uint16_t)(items[before - 1].length + 1);
            now->odd = (uint16_t)(items[before - 1].odd + odd);
            now->step = (uint16_t)(i - items[before - 1].line);
        }
        uint32_t rival = latest[number]; /* a longer chain stays, while the next page can still continue it */
        if (!rival || now->length >= items[rival - 1].length || i - items[rival - 1].line > PAGE_MOST)
            latest[number] = (uint32_t)chains->count;
        if (!best || now->length > items[best - 1].length)
            best = (uint32_t)chains->count;
    }
    bool done = latest && !chains->failed;
    if (done)
        drop_glued_numbers(p, chains, best);
    return done;
}

/* In wrapped text a short number between lines that are far longer and of which the first is unfinished: a page number, or
 * a subscript that the extraction put on a line of its own. */
static bool is_furniture(const zb_pages *p, size_t index) {
    const zb_text_line *line = zb_line_at(p, index), *before = zb_line_before(p, index), *after = zb_line_after(p, index);
    return (line->flags & ZB_LINE_BARE) && before && after && (before->flags & after->flags & ZB_LINE_WRAPPED) &&
           before->width >= 16 && after->width >= 16;
}

void zb_furniture_drop(zb_pages *p) {
    for (size_t i = 0; i < p->lines.count; i++)
        zb_line_at(p, i)->flags |= is_furniture(p, i) ? ZB_LINE_GONE : 0;
    zb_lines_drop_gone(p);
}
