/* What a rule needs: sets of classes of which a sentence must have at least one each, read off the expanded pattern.
 *
 *     W*? [COMPLETES FOR] W*? PLAN W*? PCT          {COMPLETES FOR} {PLAN} {PCT}
 *     (?: AMOUNT DE )? (?: GROW | FALL ) PCT        {GROW FALL} {PCT}; what is optional needs nothing
 *
 * A rule whose needs are not there cannot match and is not tried.
 *
 * Patterns are sequences of items (a class, a set, a group), each with or without a quantifier, and alternatives of sequences.
 * A sequence needs what its items need; a choice needs one set, made of one of each alternative, the smallest. What stands in
 * a look-around is left out, as is what is nested deeper than anybody writes: to need less is always right. */
#include "grammar.h"

enum { DEPTH = 24 };

/* A group that is open. */
typedef struct group {
    zb_needs needs;    /* of the alternative being read */
    zb_letters either; /* of the alternatives before it: one set of each */
    bool choice;       /* there were some */
    bool free;         /* one of them needs nothing */
    bool aside;        /* a look-around */
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

/* Adds a set; when there is no room the largest goes. */
static void add_need(zb_needs *needs, zb_letters letters) {
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
}

static zb_letters smallest(const zb_needs *needs) {
    zb_letters best = {{0, 0}};
    for (uint32_t i = 0; i < needs->count; i++)
        if (is_empty(best) || size_of(needs->sets[i]) < size_of(best))
            best = needs->sets[i];
    return best;
}

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
    return letters;
}

/* Whether the item may be missing; moves *at behind its quantifier. */
static bool take_quantifier(zb_slice text, size_t *at) {
    char c = *at < text.size ? text.data[*at] : 0;
    bool optional = c == '?' || c == '*';
    if (c == '{')
        for (optional = text.data[*at + 1] == '0' || text.data[*at + 1] == ','; *at < text.size && text.data[*at] != '}';)
            ++*at;
    if (!optional && c != '+' && c != '{')
        return false;
    ++*at;
    while (*at < text.size && (text.data[*at] == '?' || text.data[*at] == '+'))
        ++*at;
    return optional;
}

static void end_alternative(group *g) {
    zb_letters one = smallest(&g->needs);
    g->free = g->free || is_empty(one);
    for (int i = 0; i < 2; i++)
        g->either.bits[i] |= one.bits[i];
}

/* What the group that ends here needs. */
static zb_needs needs_of(group *g) {
    zb_needs needs = g->needs;
    if (g->choice) {
        end_alternative(g);
        needs = (zb_needs){0};
        if (!g->free)
            add_need(&needs, g->either);
    }
    return g->aside ? (zb_needs){0} : needs;
}

static bool opens_aside(zb_slice text, size_t at) {
    return at + 2 < text.size && text.data[at + 1] == '?' && text.data[at + 2] != ':';
}

zb_needs zb_needs_of(zb_slice text) {
    static const zb_needs none = {0};
    group groups[DEPTH] = {0};
    size_t depth = 0;
    for (size_t at = 0; at < text.size;) {
        zb_needs item = none;
        char c = text.data[at];
        if (c == '(') {
            if (++depth == DEPTH)
                return none;
            groups[depth] = (group){.aside = opens_aside(text, at)};
            for (at++; at < text.size && memchr("?:=!<", text.data[at], 5);)
                at++;
            continue;
        }
        if (c == '|') {
            end_alternative(&groups[depth]);
            groups[depth].choice = true;
            groups[depth].needs = none;
            at++;
            continue;
        }
        if (c == ')' && depth > 0)
            item = needs_of(&groups[depth--]);
        if (c == '\\' && at + 3 < text.size) {
            zb_letters letters = {{0, 0}};
            zb_letters_add(&letters, take_letter(text, &at));
            add_need(&item, letters);
        } else if (c == '[') {
            add_need(&item, take_set(text, &at));
        } else {
            at++;
        }
        if (!take_quantifier(text, &at))
            for (uint32_t i = 0; i < item.count; i++)
                add_need(&groups[depth].needs, item.sets[i]);
    }
    return depth == 0 ? needs_of(&groups[0]) : none;
}
