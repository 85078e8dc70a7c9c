/* What the scanner knows, part of the rules object: the classes' names, the word lists, and the gate.
 *
 * The gate is a byte for each character that says which readers have anything to look for where it stands. Of the longer words
 * that is said by a second table, by the hash of two characters: nearly every character begins some word, few pairs do. Without
 * the gate the scanner asked all readers at each character; with it half of the characters are passed over at once, and at the
 * others one or two readers are called (token floor, instructions a byte of news: 253 before, 100 now). */
#include "token.h"

/* ---- classes ------------------------------------------------------------------------------------------ */

static const struct {
    char name[15];
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
    vocabulary->gates = vocabulary->pairs = NULL;
    zb_arena_init(&vocabulary->places.arena, memory);
    zb_array_init(&vocabulary->places.places, memory, sizeof(zb_place));
    vocabulary->places.begins = NULL;
}

void zb_vocabulary_clear(zb_vocabulary *vocabulary) {
    zb_put(&vocabulary->memory, vocabulary->gates);
    zb_put(&vocabulary->memory, vocabulary->pairs);
    zb_put(&vocabulary->memory, vocabulary->places.begins);
    vocabulary->gates = vocabulary->pairs = vocabulary->places.begins = NULL;
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

/* One of the scanner's lexicons, and the gate of its words. */
typedef struct source {
    const zb_lexicon *lexicon;
    uint8_t gate;
} source;

enum { SOURCES = 3, PAIR_TABLE = 0x10000 / 2 };

static void list_sources(const zb_vocabulary *vocabulary, source sources[SOURCES]) {
    sources[0] = (source){&vocabulary->words, ZB_GATE_WORD};
    sources[1] = (source){&vocabulary->times, ZB_GATE_TIME};
    sources[2] = (source){&vocabulary->units.fronts, ZB_GATE_QUANTITY};
}

static uint8_t gate_of(const source sources[SOURCES], uint32_t point) {
    uint8_t gate = 0;
    for (int i = 0; i < SOURCES; i++) {
        gate |= zb_lexicon_begins(sources[i].lexicon, point) ? ZB_GATE_PAIR : 0;
        gate |= zb_lexicon_begins_alone(sources[i].lexicon, point) ? sources[i].gate : 0;
    }
    bool front = zb_lexicon_begins(sources[SOURCES - 1].lexicon, point);
    gate |= !front && may_begin_quantity(point) ? ZB_GATE_QUANTITY : 0;
    gate |= is_mark(point) || point == '\t' || point == ' ' ? ZB_GATE_MARK : 0;
    gate |= zb_point_is_alnum(point) ? ZB_GATE_LETTER : 0;
    return gate | (point == U'第' ? ZB_GATE_ORDINAL : 0);
}

static void enter_pairs(zb_vocabulary *vocabulary, const source *from) {
    for (size_t i = 0; i < from->lexicon->entries.count; i++) {
        const zb_entry *entry = zb_array_at(&from->lexicon->entries, i);
        uint32_t width = 0, first = zb_point_at(entry->word, 0, (uint32_t)entry->word.size, &width);
        uint32_t pair = zb_pair_hash(first, entry->key);
        if (entry->key != 0)
            vocabulary->pairs[pair / 2] |= (uint8_t)(from->gate << pair % 2 * 4);
    }
}

static bool make_gates(zb_vocabulary *vocabulary) {
    source sources[SOURCES];
    list_sources(vocabulary, sources);
    zb_put(&vocabulary->memory, vocabulary->gates);
    zb_put(&vocabulary->memory, vocabulary->pairs);
    vocabulary->gates = zb_get(&vocabulary->memory, ZB_GATES);
    vocabulary->pairs = zb_get_zeroed(&vocabulary->memory, PAIR_TABLE, 1);
    if (!vocabulary->gates || !vocabulary->pairs)
        return false;
    for (uint32_t point = 0; point < ZB_GATES; point++)
        vocabulary->gates[point] = gate_of(sources, point);
    for (int i = 0; i < SOURCES; i++)
        enter_pairs(vocabulary, &sources[i]);
    return true;
}

bool zb_vocabulary_build(zb_vocabulary *vocabulary) {
    return zb_lexicon_build(&vocabulary->words) && zb_lexicon_build(&vocabulary->times) &&
           zb_units_build(&vocabulary->units) && make_gates(vocabulary) && zb_places_build(&vocabulary->places);
}
