/* The names that official statistics give their indicators: from words of a text to the one name in lib/data/indicators.txt.
 *
 *     规上工业增加值, “规模以上”工业的增加值  → 规模以上工业增加值
 *     工业增加值                              → 工业增加值, another indicator
 *     全市规模以上轻工业增加值                → none
 *
 * A name is found or it is not: the words must be those of the list, all of them and no others, but for white space, quotes,
 * 的 and the width of letters and digits. What remains of a text when those are dropped is its key; names are entered by
 * their keys and looked up by them. Nothing is taken for the nearest name, since 轻工业 is no kind of spelling of 工业. */
#include "grammar.h"

enum { KEY_BYTES = 192 }; /* of the longest name; the official ones stay under a hundred */

typedef struct key {
    char bytes[KEY_BYTES];
    uint32_t size;
} key;

void zb_names_init(zb_names *names, const zb_memory *memory) {
    zb_lexicon_init(&names->keys, memory);
    zb_array_init(&names->names, memory, sizeof(zb_name));
}

void zb_names_clear(zb_names *names) {
    zb_lexicon_clear(&names->keys);
    zb_array_clear(&names->names);
}

/* ---- keys --------------------------------------------------------------------------------------------- */

static bool is_dropped(uint32_t point) {
    if (zb_point_is_cjk(point))
        return point == U'的';
    return point <= ' ' || point == 0xA0 || (point >= 0x2000 && point <= 0x200B) ||
           zb_point_any(point, U"　\"'“”‘’＂＇「」『』《》");
}

/* False when the text is too long to be a name. */
static bool key_of(zb_slice text, key *out) {
    uint32_t end = text.size <= KEY_BYTES * 2 ? (uint32_t)text.size : 0, width = 0;
    out->size = 0;
    for (uint32_t at = 0, first = 0; at < end; at += width) {
        for (first = at; at < end && zb_plain_cjk_at(text.data + at) && text.data[at + 2] != "的"[2];) /* nearly all of it */
            at += 3;
        if (out->size + (at - first) > KEY_BYTES)
            return false;
        memcpy(out->bytes + out->size, text.data + first, at - first);
        out->size += at - first;
        uint32_t point = zb_point_at(text, at, end, &width);
        if (is_dropped(point))
            continue;
        if (out->size + width > KEY_BYTES)
            return false;
        if (point > 0xFF00 && point < 0xFF5F) { /* full width: Ａ ５ （ */
            out->bytes[out->size++] = (char)(point - 0xFEE0);
            continue;
        }
        memcpy(out->bytes + out->size, text.data + at, width);
        out->size += width;
    }
    return out->size > 0;
}

/* ---- lines of the list -------------------------------------------------------------------------------- */

/* "household count" → a bit for each; false at a word that is no dimension. */
static bool read_dimensions(zb_slice text, uint32_t *bits, zb_slice *wrong) {
    *bits = 0;
    for (text = zb_slice_trim(text); text.size > 0;) {
        uint32_t found = 0;
        *wrong = zb_word_next(&text);
        for (uint32_t i = ZHIBIAO_RATIO; i <= ZHIBIAO_CATEGORY; i++)
            if (zb_slice_equal(*wrong, zb_slice_of(zhibiao_dimension_name(i))))
                found = i;
        if (found == 0)
            return false;
        *bits |= 1U << found;
    }
    return true;
}

static zhibiao_status add_names(zb_names *names, zb_slice fields, uint32_t dimensions, const zb_line *line,
                                zhibiao_error *error) {
    zb_slice field;
    key k;
    uint32_t index = (uint32_t)names->names.count;
    zb_name *name = zb_array_add(&names->names, 1);
    if (name == NULL)
        return zb_fail(error, ZHIBIAO_ERROR_MEMORY, "no memory");
    zb_slice first = fields;
    zb_field_next(&first, '|', &field);
    *name = (zb_name){zb_arena_copy(&names->keys.words, field), dimensions};
    while (zb_field_next(&fields, '|', &field)) {
        if (!key_of(field, &k))
            return zb_line_fail(error, line, "an indicator's name is empty or too long", field);
        if (!zb_lexicon_add(&names->keys, (zb_slice){k.bytes, k.size}, 0, 0, index))
            return zb_fail(error, ZHIBIAO_ERROR_MEMORY, "no memory");
    }
    return ZHIBIAO_OK;
}

zhibiao_status zb_names_add(zb_names *names, const zb_line *line, zhibiao_error *error) {
    zb_slice rest = line->text, fields, wrong = rest;
    uint32_t dimensions = 0;
    if (!zb_field_next(&rest, '=', &fields) || fields.size == 0)
        return zb_line_fail(error, line, "write: name | other name = dimension", line->text);
    if (!read_dimensions(rest, &dimensions, &wrong))
        return zb_line_fail(error, line, "no such dimension", wrong);
    return add_names(names, fields, dimensions, line, error);
}

bool zb_names_build(zb_names *names) { return !names->names.failed && zb_lexicon_build(&names->keys); }

/* ---- looking up --------------------------------------------------------------------------------------- */

static const zb_name *find_key(const zb_names *names, zb_slice text) {
    const zb_entry *entry = zb_lexicon_find(&names->keys, text, 0, (uint32_t)text.size);
    return entry != NULL && entry->word.size == text.size ? zb_array_at(&names->names, entry->value) : NULL;
}

/* Verbs that say no more than that there is such a figure. Others may make it another one: 新增 减少 偿还 争取 安排. */
static const char *const empty_verbs[] = {"实现", "完成"};

const zb_name *zb_name_find(const zb_names *names, zb_slice indicator) {
    key k;
    if (!key_of(indicator, &k))
        return NULL;
    zb_slice text = {k.bytes, k.size};
    const zb_name *name = find_key(names, text);
    for (size_t i = 0; i < sizeof empty_verbs / sizeof *empty_verbs && name == NULL; i++) {
        zb_slice verb = zb_slice_of(empty_verbs[i]);
        if (zb_slice_starts(text, verb))
            name = find_key(names, (zb_slice){text.data + verb.size, text.size - verb.size});
    }
    return name;
}

bool zb_name_fits(const zb_name *name, uint32_t dimension) {
    return name->dimensions == 0 || dimension == ZHIBIAO_NO_DIMENSION || (name->dimensions >> dimension & 1U) != 0;
}
