/* Word lists with longest match, and the small things that all readers of text need.
 *
 * After the build the entries are sorted by first character, by second character, then longest first. All words with
 * the same two first characters are a group; a hash table leads to its first entry, and the first of the group that is
 * there is the longest word: 全省会 before 全省. Words of one character, and the few whose second one is no Chinese
 * character, are their first character's group 0, tried last: when the text goes on in Chinese only a word of one
 * character can be there, and 全 is shorter than any word of another group.
 *
 * At most characters of a text no word begins, and the hash table is too large to be asked there (its places lie far apart
 * in memory). Two small tables stand before it: two bits for each character say whether a word begins with it and
 * whether it has a group 0, and a bit for each hash of two characters whether there may be such a group. The second turns
 * away nine in ten of the searches that the first lets through. Within a group the third characters stand side by side,
 * so that words are only read where more than three characters have to be compared: most of the time of a search went into
 * waiting for words from memory. Bits of them all tell where none is the text's, and then only words without a third are
 * left (with the characters decoded once, 25 instructions a byte of reports came to 18). */
#include "token.h"

enum {
    INDEXED = 0x10000, /* words beginning beyond the basic plane share slot 0 */
    BEGINS = 1,
    HAS_GROUP_0 = 2,
    PAIRS = 0x10000    /* 8 KiB: of the pairs that no word has, 6,000 groups let one in twelve pass */
};

/* ---- looking at characters ---------------------------------------------------------------------------- */

uint32_t zb_point_before(zb_slice flow, uint32_t at) {
    size_t size = 0;
    if (at == 0 || at > flow.size)
        return 0;
    uint32_t start = at - 1;
    while (start > 0 && ((unsigned char)flow.data[start] & 0xC0) == 0x80)
        start--;
    return zb_utf8_get(flow.data + start, &size);
}

bool zb_point_among(uint32_t point, const char *characters) {
    size_t width = 0;
    for (; *characters; characters += width)
        if (zb_utf8_get(characters, &width) == point)
            return true;
    return false;
}

bool zb_point_is_alnum(uint32_t point) {
    if (point >= 0xFF00 && point < 0xFF60)
        point -= 0xFEE0; /* full width */
    return (point >= '0' && point <= '9') || (point >= 'A' && point <= 'Z') || (point >= 'a' && point <= 'z');
}

uint32_t zb_word_whole(zb_slice flow, uint32_t at, uint32_t end, const char *word) {
    uint32_t size = 0;
    for (; word[size]; size++)
        if (at + size >= end || flow.data[at + size] != word[size])
            return 0;
    return size;
}

uint32_t zb_words_at(zb_slice flow, uint32_t at, uint32_t end, const zb_word *words) {
    uint32_t best = 0;
    bool two = end > at + 1; /* most words differ in their first two bytes */
    for (; at < end && **words; words++) {
        const char *word = *words;
        if (word[0] != flow.data[at] || (two && word[1] && word[1] != flow.data[at + 1]))
            continue;
        uint32_t size = zb_word_whole(flow, at, end, word);
        best = size > best ? size : best;
    }
    return best;
}

bool zb_slice_starts_among(zb_slice text, const zb_word *words) {
    return zb_words_at(text, 0, (uint32_t)text.size, words) > 0;
}

bool zb_slice_ends_among(zb_slice text, const zb_word *words) {
    for (; **words; words++)
        if (zb_slice_ends(text, zb_slice_of(*words)))
            return true;
    return false;
}

bool zb_slice_contains_among(zb_slice text, const zb_word *words) {
    for (; **words; words++)
        if (zb_slice_contains(text, zb_slice_of(*words)))
            return true;
    return false;
}

/* ---- building ----------------------------------------------------------------------------------------- */

void zb_lexicon_init(zb_lexicon *lexicon, const zb_memory *memory) {
    memset(lexicon, 0, sizeof *lexicon);
    lexicon->memory = *memory;
    zb_arena_init(&lexicon->words, memory);
    zb_array_init(&lexicon->entries, memory, sizeof(zb_entry));
}

void zb_lexicon_clear(zb_lexicon *lexicon) {
    zb_put(&lexicon->memory, lexicon->groups);
    zb_put(&lexicon->memory, lexicon->begins);
    zb_put(&lexicon->memory, lexicon->pairs);
    zb_put(&lexicon->memory, lexicon->tails);
    lexicon->groups = NULL;
    lexicon->tails = NULL;
    lexicon->begins = lexicon->pairs = NULL;
    lexicon->built = false;
    zb_array_clear(&lexicon->entries);
    zb_arena_clear(&lexicon->words);
}

static uint32_t slot_of(const char *word) {
    uint32_t width = 0, point = zb_point_at((zb_slice){word, 4}, 0, 4, &width);
    return point < INDEXED ? point : 0;
}

/* The second character, when it is one of three bytes; 0: look at the word itself. */
static inline uint16_t key_at(const char *word, size_t size, size_t first) {
    uint32_t width = 0;
    if (size < first + 3 || (unsigned char)word[first] < 0xE0 || (unsigned char)word[first] >= 0xF0)
        return 0;
    return (uint16_t)zb_point_at((zb_slice){word, size}, (uint32_t)first, (uint32_t)size, &width);
}

bool zb_lexicon_add(zb_lexicon *lexicon, zb_slice word, uint8_t letter, uint8_t flags, uint32_t value) {
    if (word.size == 0)
        return true;
    zb_slice copy = zb_arena_copy(&lexicon->words, word);
    zb_entry *entry = copy.data ? zb_array_add(&lexicon->entries, 1) : NULL;
    if (!entry)
        return false;
    uint16_t key = slot_of(copy.data) ? key_at(copy.data, copy.size, zb_utf8_width((unsigned char)*copy.data)) : 0;
    *entry = (zb_entry){copy, value, letter, flags, key};
    lexicon->built = false;
    return true;
}

static int compare(const zb_entry *a, const zb_entry *b) {
    uint32_t x = slot_of(a->word.data), y = slot_of(b->word.data);
    if (x != y)
        return x < y ? -1 : 1;
    if (a->key != b->key)
        return a->key > b->key ? -1 : 1;
    if (a->word.size != b->word.size)
        return a->word.size > b->word.size ? -1 : 1;
    return memcmp(a->word.data, b->word.data, a->word.size);
}

/* Merges two sorted neighbours [low, middle) [middle, high). Equal words keep their order: the later one stays later.
 */
static void merge(const zb_entry *from, zb_entry *to, size_t low, size_t middle, size_t high) {
    size_t a = low, b = middle;
    for (size_t i = low; i < high; i++)
        to[i] = b >= high || (a < middle && compare(&from[a], &from[b]) <= 0) ? from[a++] : from[b++];
}

static bool sort(zb_lexicon *lexicon) {
    size_t count = lexicon->entries.count;
    zb_entry *from = lexicon->entries.data, *room = zb_get_zeroed(&lexicon->memory, count + 1, sizeof *room),
             *to = room;
    if (!room)
        return false;
    for (size_t width = 1; width < count; width *= 2) {
        for (size_t low = 0; low < count; low += 2 * width) {
            size_t middle = low + width < count ? low + width : count;
            size_t high = low + 2 * width < count ? low + 2 * width : count;
            merge(from, to, low, middle, high);
        }
        zb_entry *swap = from;
        from = to;
        to = swap;
    }
    if (from == room && count > 0)
        memcpy(lexicon->entries.data, room, count * sizeof *room);
    zb_put(&lexicon->memory, room);
    return true;
}

/* Of equal words only the last added stays. */
static void drop_doubles(zb_lexicon *lexicon) {
    zb_entry *entries = lexicon->entries.data;
    size_t kept = 0;
    for (size_t i = 0; i < lexicon->entries.count; i++) {
        if (kept > 0 && compare(&entries[kept - 1], &entries[i]) == 0)
            kept--;
        entries[kept++] = entries[i];
    }
    lexicon->entries.count = kept;
}

/* Where a group stands in the table, or behind. */
static inline uint32_t place_of(const zb_lexicon *lexicon, uint32_t slot, uint32_t key) {
    uint32_t mixed = (slot << 16 | key) * 2654435761u;
    return (mixed ^ mixed >> 15) & lexicon->group_mask;
}

static zb_word_tail tail_of(const zb_entry *entry) {
    size_t width = zb_utf8_width((unsigned char)*entry->word.data);
    uint16_t third = entry->key ? key_at(entry->word.data, entry->word.size, width + 3) : 0;
    size_t known = slot_of(entry->word.data) == 0 ? 0 : width + (entry->key ? 3 : 0) + (third ? 3 : 0);
    return (zb_word_tail){(uint32_t)entry->word.size, third, (uint16_t)known};
}

static inline uint32_t third_bit(uint32_t third) {
    return UINT32_C(1) << third % 32;
}

/* Enters the group of entries [first, end). */
static void enter_group(zb_lexicon *lexicon, uint32_t first, uint32_t end) {
    const zb_entry *entry = zb_array_at(&lexicon->entries, first);
    uint32_t slot = slot_of(entry->word.data), pair = zb_pair_hash(slot, entry->key), place = place_of(lexicon, slot, entry->key);
    lexicon->pairs[pair / 8] |= (uint8_t)(1 << pair % 8);
    while (lexicon->groups[place].end > 0)
        place = (place + 1) & lexicon->group_mask;
    zb_word_group group = {.first = first, .end = end, .with_third = first, .pair = slot << 16 | entry->key};
    for (uint32_t i = first; i < end && lexicon->tails[i].third; i++) {
        group.thirds |= third_bit(lexicon->tails[i].third);
        group.with_third = i + 1;
    }
    lexicon->groups[place] = group;
    lexicon->begins[slot / 4] |= (uint8_t)((entry->key ? BEGINS : BEGINS | HAS_GROUP_0) << slot % 4 * 2);
}

static bool is_same_group(const zb_lexicon *lexicon, uint32_t i, uint32_t k) {
    const zb_entry *a = zb_array_at(&lexicon->entries, i), *b = zb_array_at(&lexicon->entries, k);
    return a->key == b->key && slot_of(a->word.data) == slot_of(b->word.data);
}

static uint32_t count_groups(const zb_lexicon *lexicon) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < lexicon->entries.count; i++)
        count += i == 0 || !is_same_group(lexicon, i - 1, i);
    return count;
}

/* Makes the table at least twice as large as there are groups, so that a search soon meets an empty place. */
static bool make_tables(zb_lexicon *lexicon) {
    uint32_t size = 16, count = count_groups(lexicon);
    while (size < count * 2)
        size *= 2;
    zb_word_group *groups = zb_get_zeroed(&lexicon->memory, size, sizeof *groups);
    uint8_t *begins = zb_get_zeroed(&lexicon->memory, INDEXED / 4, sizeof *begins);
    uint8_t *pairs = zb_get_zeroed(&lexicon->memory, PAIRS / 8, sizeof *pairs);
    zb_word_tail *tails = zb_get_zeroed(&lexicon->memory, lexicon->entries.count + 1, sizeof *tails);
    if (!groups || !begins || !pairs || !tails) {
        zb_put(&lexicon->memory, groups);
        zb_put(&lexicon->memory, begins);
        zb_put(&lexicon->memory, pairs);
        zb_put(&lexicon->memory, tails);
        return false;
    }
    zb_put(&lexicon->memory, lexicon->groups);
    zb_put(&lexicon->memory, lexicon->begins);
    zb_put(&lexicon->memory, lexicon->pairs);
    zb_put(&lexicon->memory, lexicon->tails);
    lexicon->tails = tails;
    lexicon->groups = groups;
    lexicon->begins = begins;
    lexicon->pairs = pairs;
    lexicon->group_mask = size - 1;
    return true;
}

bool zb_lexicon_build(zb_lexicon *lexicon) {
    if (lexicon->entries.failed || lexicon->words.failed || !sort(lexicon))
        return false;
    drop_doubles(lexicon);
    if (!make_tables(lexicon))
        return false;
    uint32_t count = (uint32_t)lexicon->entries.count;
    for (uint32_t i = 0; i < count; i++)
        lexicon->tails[i] = tail_of(zb_array_at(&lexicon->entries, i));
    for (uint32_t first = 0, i = 1; i <= count; i++) {
        if (i < count && is_same_group(lexicon, first, i))
            continue;
        enter_group(lexicon, first, i);
        first = i;
    }
    lexicon->built = true;
    return true;
}

/* ---- searching ---------------------------------------------------------------------------------------- */

/* Short words, whose first `from` bytes are known to be equal: a call of memcmp would cost more than it compares. */
static inline bool same_from(const char *a, const char *b, size_t from, size_t size) {
    for (size_t i = from; i < size; i++)
        if (a[i] != b[i])
            return false;
    return true;
}

/* The longest word of a group that is there; the third character stands at text[at]. */
static inline const zb_entry *longest(const zb_lexicon *lexicon, uint32_t slot, uint32_t key, const char *text, uint32_t at,
                                      uint32_t size) {
    uint32_t pair = slot << 16 | key, place = place_of(lexicon, slot, key), width = 0;
    const zb_word_group *group = &lexicon->groups[place];
    while (group->end > 0 && group->pair != pair) {
        place = (place + 1) & lexicon->group_mask;
        group = &lexicon->groups[place];
    }
    uint32_t third = key ? zb_point_at((zb_slice){text, size}, at, size, &width) : 0;
    uint32_t i = group->thirds & third_bit(third) ? group->first : group->with_third; /* none of these, most often */
    for (; i < group->end; i++) {
        zb_word_tail tail = lexicon->tails[i];
        if (tail.size > size || (tail.third && tail.third != third))
            continue;
        const zb_entry *entry = (const zb_entry *)lexicon->entries.data + i;
        if (tail.size == tail.known || same_from(entry->word.data, text, tail.known, tail.size))
            return entry;
    }
    return NULL;
}

const zb_entry *zb_lexicon_find_from(const zb_lexicon *lexicon, zb_slice flow, uint32_t at, uint32_t end, uint32_t point,
                                     uint32_t width, uint32_t next) {
    uint32_t slot = point < INDEXED ? point : 0;
    uint32_t key = slot > 0 && next >= 0x800 && next < INDEXED ? next : 0; /* of three bytes */
    const zb_entry *found = key ? longest(lexicon, slot, key, flow.data + at, width + 3, end - at) : NULL;
    if (found || !(lexicon->begins[slot / 4] >> slot % 4 * 2 & HAS_GROUP_0))
        return found;
    return longest(lexicon, slot, 0, flow.data + at, 0, end - at);
}

/* Whether a word may begin with the two characters. */
static inline bool may_begin(const zb_lexicon *lexicon, uint32_t point, uint32_t next) {
    uint32_t slot = point < INDEXED ? point : 0, bits = (uint32_t)lexicon->begins[slot / 4] >> slot % 4 * 2;
    uint32_t pair = zb_pair_hash(point, next);
    return (bits & BEGINS) && ((bits & HAS_GROUP_0) || lexicon->pairs[pair / 8] >> pair % 8 & 1);
}

const zb_entry *zb_lexicon_find(const zb_lexicon *lexicon, zb_slice flow, uint32_t at, uint32_t end) {
    uint32_t width = 0, next_width = 0, point = zb_point_at(flow, at, end, &width);
    uint32_t next = zb_point_at(flow, at + width, end, &next_width);
    if (!lexicon->built || width == 0 || !may_begin(lexicon, point, next))
        return NULL;
    return zb_lexicon_find_from(lexicon, flow, at, end, point, width, next);
}
