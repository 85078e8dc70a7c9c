/* What a text must have for a rule to match it, read off the expanded pattern:
 *     sets of classes of which it must have at least one each;
 *     which class its first quantity must be, for a match cannot pass over it, and what must stand behind that.
 *
 *     W*? [COMPLETES FOR] W*? PLAN W*? PCT          {COMPLETES FOR} {PLAN} {PCT}; first PCT, behind it anything
 *     (?: AMOUNT DE )? (?: GROW | FALL ) PCT        {GROW FALL} {PCT}; what is optional needs nothing; first AMOUNT or PCT
 *     W*? (?: QTY PAUSE )+ QTY                      {QTY} {PAUSE} {QTY}; first QTY, behind it PAUSE
 *
 * What is needed must stand before the first quantity, unless the pattern may have passed a quantity of that class by then: of
 * the second line, GROW before PCT, but anywhere where the first quantity is an AMOUNT. A rule whose needs are not there cannot
 * match and is not tried: of 4,700 trials that failed (388 KB of reports) 1,000 are left.
 *
 * Patterns are sequences of items (a class, a set, a group), each with or without a quantifier, and alternatives of sequences.
 * A sequence needs what its items need; a choice needs one set, made of one of each alternative, the smallest. Of look-arounds
 * only (?= says anything; what is nested deeper than anybody writes says nothing. To need less is always right. */
#include "grammar.h"

enum { DEPTH = 24 };

static const zb_letters any = {{UINT64_MAX, UINT64_MAX}};

/* What a piece of a pattern says of what it matches. The end of a text is letter 0. */
typedef struct piece {
    zb_needs needs;    /* `first` and `behind` of what it may match itself; */
    bool no_figure;    /* it may match without a quantity, */
    bool figure_last;  /* with its first quantity at its end, */
    bool empty;        /* or nothing at all */
    zb_letters begins; /* what it begins with, if not empty */
} piece;

static const piece nothing = {.no_figure = true, .empty = true};

/* A group that is open. */
typedef struct group {
    piece read;      /* of the alternative being read */
    piece before;    /* the alternatives before it as one */
    bool choice;     /* there were some */
    char look;       /* of a look-around: = ! < */
} group;

static bool is_empty(zb_letters letters) {
    return (letters.bits[0] | letters.bits[1]) == 0;
}

static unsigned size_of(zb_letters letters) {
    unsigned size = 0;
    for (int i = 0; i < 2; i++)
        for (uint64_t bits = letters.bits[i]; bits != 0; bits &= bits - 1)
            size++;
    return size;
}

static void unite(zb_letters *all, zb_letters more) {
    all->bits[0] |= more.bits[0];
    all->bits[1] |= more.bits[1];
}

static uint32_t smallest(const zb_needs *needs) { /* of its sets; `count`: it has none */
    uint32_t best = 0;
    for (uint32_t i = 1; i < needs->count; i++)
        if (size_of(needs->sets[i]) < size_of(needs->sets[best]))
            best = i;
    return best;
}

/* Adds a set, which may stand behind the quantities of `passed`; when there is no room the largest goes. */
static void add_need(zb_needs *needs, zb_letters letters, zb_letters passed) {
    uint32_t place = needs->count;
    if (is_empty(letters))
        return;
    if (place == ZB_NEEDS_MAX) {
        place = 0;
        for (uint32_t i = 1; i < ZB_NEEDS_MAX; i++)
            if (size_of(needs->sets[i]) > size_of(needs->sets[place]))
                place = i;
        if (size_of(needs->sets[place]) <= size_of(letters))
            return;
    } else {
        needs->count++;
    }
    needs->sets[place] = letters;
    needs->passed[place] = passed;
}

/* ---- pieces put together ------------------------------------------------------------------------------ */

static zb_letters all_figures(void) {
    zb_letters figures = {{0, 0}};
    for (uint8_t letter = 0; letter < 128; letter++)
        if (zb_letter_is_quantity(letter))
            zb_letters_add(&figures, letter);
    return figures;
}

static piece piece_of(zb_letters letters, zb_letters figures) {
    zb_letters words = {{letters.bits[0] & ~figures.bits[0], letters.bits[1] & ~figures.bits[1]}};
    zb_letters first = {{letters.bits[0] & figures.bits[0], letters.bits[1] & figures.bits[1]}};
    piece one = {.begins = letters, .no_figure = !is_empty(words), .figure_last = !is_empty(first)};
    one.needs.first = first;
    add_need(&one.needs, letters, first);
    return one;
}

/* Puts `item` behind what was read. */
static void append(piece *read, const piece *item) {
    zb_needs *needs = &read->needs;
    bool last = read->figure_last && item->empty;
    for (uint32_t i = 0; i < item->needs.count; i++) {
        zb_letters passed = item->needs.passed[i];
        unite(&passed, needs->first);
        add_need(needs, item->needs.sets[i], passed);
    }
    if (read->empty)
        unite(&read->begins, item->begins);
    if (read->figure_last)
        unite(&needs->behind, item->begins);
    if (read->no_figure) {
        unite(&needs->first, item->needs.first);
        unite(&needs->behind, item->needs.behind);
        last = last || item->figure_last;
    }
    read->figure_last = last;
    read->no_figure = read->no_figure && item->no_figure;
    read->empty = read->empty && item->empty;
}

/* One of both. */
static void choose(piece *all, const piece *other) {
    zb_needs needs = {.first = all->needs.first, .behind = all->needs.behind};
    uint32_t a = smallest(&all->needs), b = smallest(&other->needs);
    unite(&needs.first, other->needs.first);
    unite(&needs.behind, other->needs.behind);
    if (a < all->needs.count && b < other->needs.count) {
        zb_letters letters = all->needs.sets[a], passed = all->needs.passed[a];
        unite(&letters, other->needs.sets[b]);
        unite(&passed, other->needs.passed[b]);
        add_need(&needs, letters, passed);
    }
    all->needs = needs;
    unite(&all->begins, other->begins);
    all->no_figure = all->no_figure || other->no_figure;
    all->figure_last = all->figure_last || other->figure_last;
    all->empty = all->empty || other->empty;
}

static void end_alternative(group *g) {
    if (g->choice)
        choose(&g->before, &g->read);
    else
        g->before = g->read;
    g->choice = true;
    g->read = nothing;
}

/* What the group that ends here says. */
static piece piece_of_group(group *g) {
    end_alternative(g);
    piece all = g->before;
    if (g->look == '=') { /* it takes in nothing, but stands there */
        all.needs.first = all.needs.behind = nothing.begins;
        all.no_figure = true;
        all.figure_last = false;
    }
    return g->look == 0 || g->look == '=' ? all : nothing;
}

/* ---- reading ------------------------------------------------------------------------------------------ */

static unsigned hex_of(char c) {
    return c <= '9' ? (unsigned)(c - '0') : (unsigned)(c - 'a' + 10);
}

/* The letter \x2c; moves *at behind it. */
static uint8_t take_letter(zb_slice text, size_t *at) {
    uint8_t letter = (uint8_t)(hex_of(text.data[*at + 2]) << 4 | hex_of(text.data[*at + 3]));
    *at += 4;
    return letter;
}

/* [\x2c\x3b], [^\x2c]; moves *at behind it. */
static zb_letters take_set(zb_slice text, size_t *at) {
    zb_letters letters = {{0, 0}};
    bool negated = text.data[++*at] == '^';
    *at += negated;
    while (*at < text.size && text.data[*at] != ']') {
        if (text.data[*at] == '\\')
            zb_letters_add(&letters, take_letter(text, at));
        else
            ++*at;
    }
    ++*at;
    for (int i = 0; negated && i < 2; i++)
        letters.bits[i] = ~letters.bits[i];
    letters.bits[0] &= ~UINT64_C(1);
    return letters;
}

/* What a quantifier makes of the item; moves *at behind it. */
static void take_quantifier(zb_slice text, size_t *at, piece *item) {
    char c = *at < text.size ? text.data[*at] : 0;
    bool optional = c == '?' || c == '*';
    if (c != '?' && c != '*' && c != '+' && c != '{')
        return;
    if (c == '{')
        for (optional = text.data[*at + 1] == '0' || text.data[*at + 1] == ','; *at < text.size && text.data[*at] != '}';)
            ++*at;
    ++*at;
    while (*at < text.size && (text.data[*at] == '?' || text.data[*at] == '+'))
        ++*at;
    if (item->figure_last && c != '?') /* again */
        unite(&item->needs.behind, item->begins);
    if (optional) {
        item->needs.count = 0;
        item->no_figure = item->empty = true;
    }
}

static group take_opener(zb_slice text, size_t *at) {
    group g = {.read = nothing};
    bool marked = *at + 2 < text.size && text.data[*at + 1] == '?';
    if (marked && text.data[*at + 2] != ':')
        g.look = text.data[*at + 2];
    for (++*at; *at < text.size && memchr("?:=!<", text.data[*at], 5);)
        ++*at;
    return g;
}

static piece take_item(zb_slice text, size_t *at, zb_letters figures) {
    char c = text.data[*at];
    piece item = nothing;
    if (c == '\\' && *at + 3 < text.size) {
        zb_letters letter = {{0, 0}};
        zb_letters_add(&letter, take_letter(text, at));
        return piece_of(letter, figures);
    }
    if (c == '[')
        return piece_of(take_set(text, at), figures);
    ++*at;
    if (c == '$') {
        zb_letters_add(&item.begins, 0);
        item.empty = false;
    } else if (c != '^') { /* . and what no class is */
        item = piece_of(any, figures);
        item.needs.count = 0;
    }
    return item;
}

zb_needs zb_needs_of(zb_slice text) {
    static const zb_needs none = {.first = {{UINT64_MAX, UINT64_MAX}}, .behind = {{UINT64_MAX, UINT64_MAX}}};
    group groups[DEPTH] = {{.read = nothing}};
    zb_letters figures = all_figures();
    size_t depth = 0;
    for (size_t at = 0; at < text.size;) {
        group *g = &groups[depth];
        char c = text.data[at];
        piece item;
        if (c == '(') {
            if (++depth == DEPTH)
                return none;
            groups[depth] = take_opener(text, &at);
            continue;
        }
        if (c == '|') {
            end_alternative(g);
            at++;
            continue;
        }
        if (c == ')' && depth > 0) {
            item = piece_of_group(g);
            depth--;
            at++;
        } else {
            item = take_item(text, &at, figures);
        }
        take_quantifier(text, &at, &item);
        append(&groups[depth].read, &item);
    }
    piece all = piece_of_group(&groups[0]);
    if (depth > 0)
        return none;
    if (all.no_figure)
        all.needs.first = any;
    if (all.no_figure || all.figure_last)
        all.needs.behind = any;
    return all.needs;
}
