/* Bars: what was reached, against what was promised and what the promise allows. Shapes only, in a window of 1000 by 40 that
 * the page stretches to its width, so no text and nothing round; lines keep their strength.
 *
 *     |            ....┃.......       the pale band of a floor begins at the target
 *     |████████████████┃███           a bar beyond it: exceeded
 *     |────────────    ┃              a hollow bar: short
 */
#include "pages.h"

enum { ROOM = 1000, HEIGHT = 40 };

double zb_bar_number(zhibiao_number number) {
    double value = (double)number.coefficient / (number.denominator ? (double)number.denominator : 1.0);
    for (int32_t i = number.exponent; i > 0; i--)
        value *= 10.0;
    for (int32_t i = number.exponent; i < 0; i++)
        value /= 10.0;
    return value;
}

typedef struct scale {
    double low, high;
} scale;

static void reach(scale *s, double value) {
    s->low = value < s->low ? value : s->low;
    s->high = value > s->high ? value : s->high;
}

/* Zero is always in the window: bars that begin elsewhere deceive. */
static scale scale_of(const zb_bar *bar) {
    scale s = {0, 0};
    reach(&s, bar->target - bar->slack);
    reach(&s, bar->upper + bar->slack);
    reach(&s, bar->actual);
    double margin = (s.high - s.low) / 12.0;
    s.high += s.high > 0 ? margin : 0;
    s.low -= s.low < 0 ? margin : 0;
    if (!(s.high > s.low)) /* all zero, or no number */
        s.high = s.low + 1.0;
    return s;
}

static uint64_t place(scale s, double value) {
    double at = (value - s.low) / (s.high - s.low) * ROOM;
    return !(at > 0) ? 0 : at >= ROOM ? ROOM : (uint64_t)(at + 0.5);
}

static void number(zb_show *show, const char *before, uint64_t value) {
    zb_show_html(show, before);
    zb_show_number(show, value);
}

static void rectangle(zb_show *show, const char *class, uint64_t from, uint64_t to, uint64_t top) {
    uint64_t left = from < to ? from : to, right = from < to ? to : from;
    zb_show_html(show, "<rect vector-effect=\"non-scaling-stroke\" class=\"");
    zb_show_html(show, class);
    number(show, "\" x=\"", left);
    number(show, "\" y=\"", top);
    number(show, "\" width=\"", right > left ? right - left : 1);
    number(show, "\" height=\"", HEIGHT - 2 * top);
    zb_show_html(show, "\"/>");
}

static void upright(zb_show *show, const char *class, uint64_t at) {
    zb_show_html(show, "<line vector-effect=\"non-scaling-stroke\" class=\"");
    zb_show_html(show, class);
    number(show, "\" x1=\"", at);
    number(show, "\" x2=\"", at);
    number(show, "\" y1=\"1\" y2=\"", HEIGHT - 1);
    zb_show_html(show, "\"/>");
}

/* Of a fall (-3%) the floor lies on the other side: more of it is less. */
static void show_band(zb_show *show, const zb_bar *bar, scale s) {
    bool fall = bar->target < 0;
    uint64_t from = place(s, bar->target), to = from;
    if (bar->goal == ZHIBIAO_GOAL_FLOOR)
        to = fall ? 0 : ROOM;
    else if (bar->goal == ZHIBIAO_GOAL_CEILING && fall)
        to = ROOM;
    else if (bar->goal == ZHIBIAO_GOAL_CEILING)
        from = 0;
    else if (bar->goal == ZHIBIAO_GOAL_RANGE)
        to = place(s, bar->upper);
    else if (bar->goal == ZHIBIAO_GOAL_TOLERANCE) {
        from = place(s, bar->target - bar->slack);
        to = place(s, bar->target + bar->slack);
    }
    if (bar->lower && from != to)
        from = 0;
    if (from != to)
        rectangle(show, "band", from, to, 3);
}

void zb_show_bar(zb_show *show, const zb_bar *bar) {
    static const char *const classes[] = {"bar", "bar", "bar", "b3", "b4", "b4", "b4", "b4"};
    scale s = scale_of(bar);
    show_band(show, bar, s);
    rectangle(show, classes[bar->verdict & 7U], place(s, 0), place(s, bar->actual), 12);
    upright(show, "axis", place(s, 0));
    upright(show, "goal", place(s, bar->target));
    if (bar->upper != bar->target)
        upright(show, "goal", place(s, bar->upper));
}
