/* Selectors, as far as pages of this kind need them: tags, #ids, .classes, and one inside another.
 *
 *     #zoom                     the element of that id
 *     div.article.main          a div of both classes
 *     #content td.text p        a p somewhere in such a td somewhere in the element of that id
 *     *                         any element
 *
 * Tags, ids and classes are compared without regard to ASCII case, as old pages are written. */
#include "html.h"

static bool is_name(char c) {
    return (unsigned char)c >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           c == '-' || c == '_';
}

/* The next part of a simple selector: "div", ".main", "#zoom", "*". Empty at the end, or where none can be read. */
static zb_slice part_next(zb_slice *rest) {
    size_t length = 0;
    if (rest->size > 0 && (rest->data[0] == '#' || rest->data[0] == '.'))
        length = 1;
    while (length < rest->size && is_name(rest->data[length]))
        length++;
    if (length == 0 && rest->size > 0 && rest->data[0] == '*')
        length = 1;
    zb_slice part = {rest->data, length};
    *rest = (zb_slice){rest->data + length, rest->size - length};
    return part;
}

static bool is_simple(zb_slice word) {
    zb_slice rest = word;
    for (bool first = true; rest.size > 0; first = false) {
        zb_slice part = part_next(&rest);
        bool marked = part.size > 0 && (part.data[0] == '#' || part.data[0] == '.');
        if (part.size == 0 || (marked && part.size == 1) || (!marked && !first))
            return false;
    }
    return word.size > 0;
}

zhibiao_status zb_select_check(zb_slice selector, zhibiao_error *error) {
    zb_slice rest = selector, word = zb_class_next(&rest);
    bool good = word.size > 0;
    for (; good && word.size > 0; word = zb_class_next(&rest))
        good = is_simple(word);
    return good ? ZHIBIAO_OK
                : zb_fail_at(error, ZHIBIAO_ERROR_ARGUMENT, ZB_SLICE(""), 0,
                             "a selector is made of tags, #ids and .classes", selector);
}

static bool holds(const zb_node *node, zb_slice word) {
    if (node->element == NULL)
        return false;
    while (word.size > 0) {
        zb_slice part = part_next(&word), name = {part.data + 1, part.size - 1};
        bool good = part.data[0] == '#'   ? zb_same_word(name, zb_slice_trim(zb_html_attribute(node, "id")))
                    : part.data[0] == '.' ? zb_has_class(node, name)
                                          : part.data[0] == '*' || zb_same_word(part, node->text);
        if (!good)
            return false;
    }
    return true;
}

/* The last word of *rest, which gets shorter by it; empty when there is none. */
static zb_slice word_before(zb_slice *rest) {
    zb_slice words = zb_slice_trim(*rest), word = ZB_SLICE("");
    for (zb_slice left = words; left.size > 0;) {
        zb_slice next = zb_class_next(&left);
        word = next.size > 0 ? next : word;
    }
    *rest = (zb_slice){words.data, words.size - word.size};
    return word;
}

/* With "inside" as the only relation, the nearest ancestor that holds is as good as any. */
bool zb_select_matches(const zb_html *html, uint32_t index, zb_slice selector) {
    zb_slice rest = selector, word = word_before(&rest);
    if (!holds(zb_html_node(html, index), word))
        return false;
    for (word = word_before(&rest); word.size > 0; word = word_before(&rest)) {
        do {
            if (index == 0)
                return false;
            index = zb_html_node(html, index)->parent;
        } while (!holds(zb_html_node(html, index), word));
    }
    return true;
}
