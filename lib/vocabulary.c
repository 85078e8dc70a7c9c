/* What the scanner knows, part of the rules object: the classes' names, the word lists, and the gate.
 *
 * The gate is a byte for each character that says which readers have anything to look for where it stands. Without it
 * the scanner asked all of them at each character; with it a third of all characters are passed over at once, and at the
 * others one or two readers are called (token floor, instructions a byte of news: 253 without gate and fronts, 170 with them). */
#include "token.h"

/* ---- classes ------------------------------------------------------------------------------------------ */

static const struct {
    const char *name;
    uint8_t letter;
} classes[] = {
#define CLASS_ROW(name, byte) {#name, byte},
    ZB_CLASSES(CLASS_ROW)
#undef CLASS_ROW
};

const char *zb_class_name(uint8_t letter) {
    for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
        if (classes[i].letter == letter)
            return classes[i].name;
    return NULL;
}

uint8_t zb_class_letter(zb_slice name) {
    for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
        if (zb_slice_equal(name, zb_slice_of(classes[i].name)))
            return classes[i].letter;
    return 0;
}

/* ---- vocabulary --------------------------------------------------------------------------------------- */

void zb_vocabulary_init(zb_vocabulary *vocabulary, const zb_memory *memory) {
    zb_lexicon_init(&vocabulary->words, memory);
    zb_lexicon_init(&vocabulary->times, memory);
    zb_times_add(&vocabulary->times); /* without memory the build will fail */
    zb_units_init(&vocabulary->units, memory);
    vocabulary->memory = *memory;
    vocabulary->gates = NULL;
    zb_arena_init(&vocabulary->places.arena, memory);
    zb_array_init(&vocabulary->places.places, memory, sizeof(zb_place));
}

void zb_vocabulary_clear(zb_vocabulary *vocabulary) {
    zb_put(&vocabulary->memory, vocabulary->gates);
    vocabulary->gates = NULL;
    zb_array_clear(&vocabulary->places.places);
    zb_arena_clear(&vocabulary->places.arena);
    zb_units_clear(&vocabulary->units);
    zb_lexicon_clear(&vocabulary->times);
    zb_lexicon_clear(&vocabulary->words);
}

zhibiao_status zb_words_add(zb_vocabulary *vocabulary, uint8_t letter, const zb_line *line, zhibiao_error *error) {
    zb_slice rest = line->text, word;
    bool fields = rest.size > 0 && memchr(rest.data, '|', rest.size) != NULL;
    while (rest.size > 0) {
        if (fields)
            zb_field_next(&rest, '|', &word);
        else
            word = zb_word_next(&rest);
        bool compares = zb_slice_ends(word, ZB_SLICE("…"));
        word.size -= compares ? sizeof "…" - 1 : 0;
        if (!zb_lexicon_add(&vocabulary->words, word, letter, compares ? ZB_WORD_COMPARES : 0, 0))
            return zb_fail(error, ZHIBIAO_ERROR_MEMORY, "no memory");
    }
    return ZHIBIAO_OK;
}

/* ---- the gate ----------------------------------------------------------------------------------------- */

static bool is_mark(uint32_t point) {
    if (point < 0x80)
        return point > ' ' && !zb_point_is_alnum(point) && point != '%' && point != '$';
    return (point >= 0x2010 && point <= 0x205E && point != 0x2030) ||
           (point >= 0x3001 && point <= 0x3020 && point != 0x3007) || (point >= 0x2460 && point <= 0x24FF) ||
           (point >= 0xFF01 && point <= 0xFF0F && point != U'％' && point != U'＄') ||
           (point >= 0xFF1A && point <= 0xFF20) || (point >= 0xFF3B && point <= 0xFF40) ||
           (point >= 0xFF5B && point <= 0xFF65) || point == 0xB7 || (point >= 0x25A0 && point <= 0x27BF) ||
           point == 0xFFFD;
}

/* A digit or numeral, or what may stand in front of one: a sign, a bound (近), a mean (人均), 每, 半. */
static bool may_begin_quantity(uint32_t point) {
    switch (point) {
    case U'一': case U'二': case U'三': case U'四': case U'五': case U'六': case U'七': case U'八': case U'九': case U'十':
    case U'两': case U'百': case U'千': case U'万': case U'亿': case U'零': case U'〇': case U'壹': case U'贰': case U'叁':
    case U'肆': case U'伍': case U'陆': case U'柒': case U'捌': case U'玖': case U'拾': case U'佰': case U'仟': case U'萬':
    case U'億': case U'兩': case U'数': case U'几': case U'好': case U'上': case U'负': case U'-': case U'－': case U'−':
    case U'约': case U'大': case U'将': case U'接': case U'近': case U'不': case U'未': case U'没': case U'低': case U'少': case U'小':
    case U'超': case U'突': case U'跨': case U'越': case U'迈': case U'跃': case U'站': case U'高': case U'多': case U'逾': case U'过': case U'至': case U'最':
    case U'起': case U'每': case U'人': case U'户': case U'村': case U'亩': case U'月': case U'年': case U'日': case U'天':
    case U'周': case U'单': case U'校': case U'店': case U'台': case U'公': case U'平': case U'半': case U'廿': case U'卅':
    case U'卌': case U'俩': case U'倆': case U'仨': case U'参': case U'參':
    case U'叄': case U'陸': case U'貳': case U'弍': case U'弐': case U'正': case U'±': case U'≥': case U'≤':
        return true;
    default:
        return (point >= '0' && point <= '9') || (point >= U'０' && point <= U'９');
    }
}

static uint8_t gate_of(const zb_vocabulary *vocabulary, uint32_t point) {
    uint8_t gate = zb_lexicon_begins(&vocabulary->words, point) ? ZB_GATE_WORD : 0;
    gate |= zb_lexicon_begins(&vocabulary->times, point) ? ZB_GATE_TIME : 0;
    gate |= may_begin_quantity(point) ? ZB_GATE_QUANTITY : 0;
    gate |= is_mark(point) || point == '\t' || point == ' ' ? ZB_GATE_MARK : 0;
    gate |= zb_point_is_alnum(point) ? ZB_GATE_LETTER : 0;
    return gate | (point == U'第' ? ZB_GATE_ORDINAL : 0);
}

static bool make_gates(zb_vocabulary *vocabulary) {
    uint8_t *gates = zb_get(&vocabulary->memory, ZB_GATES);
    if (!gates)
        return false;
    for (uint32_t point = 0; point < ZB_GATES; point++)
        gates[point] = gate_of(vocabulary, point);
    zb_put(&vocabulary->memory, vocabulary->gates);
    vocabulary->gates = gates;
    return true;
}

bool zb_vocabulary_build(zb_vocabulary *vocabulary) {
    return zb_lexicon_build(&vocabulary->words) && zb_lexicon_build(&vocabulary->times) &&
           zb_units_build(&vocabulary->units) && make_gates(vocabulary);
}
