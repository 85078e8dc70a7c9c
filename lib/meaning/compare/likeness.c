/* How much two indicators have in common.
 *
 * There is no tokenizer for words here, and none is needed: pairs of neighbouring characters tell Chinese words apart well
 * enough, once each is weighed by how rare it is in the documents at hand.
 *
 *     建设社区老年食堂          社区 区老 老年 年食 食堂, and the verb BUILD
 *     新建社区老年食堂          the same
 *     嵌入式社区居家养老服务     嵌入 入式 式社 社区 …: 社区 is common here, so little is shared
 *
 * What is no word of its own (的 和 为 对, marks) parts runs, so that 残疾学生和家庭 and 残疾学生及家庭 are alike. Verbs of one
 * thing (新建 建设 建成 打造) are one, with a little for the very same verb, so that 新建 finds 新建 where both are there. A name in
 * quotes counts double. Words of which one excludes the other (城镇 农村) count against the two, and so does another last word:
 * 食堂 is what it is about.
 *
 * All arithmetic is in whole numbers and sums, so nothing depends on the order of items. */
#include "compare.h"

/* ---- tables ------------------------------------------------------------------------------------------------- */

typedef struct verb {
    char word[16];
    uint8_t class; /* one class, one verb; 0: only itself */
} verb;

/* The longest first where one begins another. */
enum { BUILD = 1, CARRY = 2, GIVE = 3, TRAIN = 4, HELP = 5 };
static const verb verbs[] = {
    {"新改扩建", BUILD}, {"改造提升", BUILD}, {"新改建", BUILD}, {"新建成", BUILD}, {"改扩建", BUILD}, {"改造", BUILD},
    {"新建", BUILD}, {"建设", BUILD}, {"建成", BUILD}, {"建立", BUILD}, {"打造", BUILD}, {"续建", BUILD}, {"创建", BUILD},
    {"改建", BUILD}, {"扩建", BUILD}, {"配建", BUILD}, {"修建", BUILD}, {"兴建", BUILD},
    {"实施", CARRY}, {"开展", CARRY}, {"进行", CARRY}, {"完成", CARRY}, {"实现", CARRY}, {"推进", CARRY}, {"组织", CARRY},
    {"举办", CARRY}, {"开工", CARRY}, {"累计", CARRY}, {"达到", CARRY},
    {"提供", GIVE}, {"发放", GIVE}, {"配备", GIVE}, {"配发", GIVE}, {"补充", GIVE}, {"新增", GIVE},
    {"培训", TRAIN}, {"培养", TRAIN}, {"支持", HELP}, {"扶持", HELP}, {"帮扶", HELP}, {"救助", HELP},
};
enum { VERBS = sizeof verbs / sizeof *verbs, VERB_WEIGHT = 8, CLASS_WEIGHT = 8 };

/* Part two runs and are in none. */
static const char *const particles[] = {"的", "了", "和", "及", "与", "为", "对", "等", "各类", "将", "把", "在"};
enum { PARTICLES = sizeof particles / sizeof *particles };

/* Of each group an indicator is about one member. Members with one number are one. */
typedef struct contrast {
    uint8_t group, member;
    char word[16];
} contrast;
static const contrast contrasts[] = {
    {0, 0, "城镇"}, {0, 0, "城市"}, {0, 1, "农村"}, {0, 1, "乡村"},
    {1, 0, "出口"}, {1, 1, "进口"},
    {2, 0, "幼儿园"}, {2, 1, "小学"}, {2, 2, "初中"}, {2, 3, "高中"}, {2, 4, "高校"}, {2, 4, "大学"}, {2, 5, "职业院校"},
    {3, 0, "第一产业"}, {3, 1, "第二产业"}, {3, 2, "第三产业"},
    {4, 0, "省级"}, {4, 1, "市级"}, {4, 2, "县级"}, {4, 3, "国家级"}, {4, 4, "村级"},
    {5, 0, "新生儿"}, {5, 1, "儿童"}, {5, 2, "老年"}, {5, 2, "老人"}, {5, 3, "妇女"}, {5, 4, "残疾"},
    {6, 0, "公路"}, {6, 1, "铁路"}, {6, 2, "港口"}, {6, 3, "机场"},
    {7, 0, "风电"}, {7, 1, "光伏"}, {7, 2, "水电"}, {7, 3, "核电"},
};
enum { CONTRASTS = sizeof contrasts / sizeof *contrasts, CONTRAST_GROUPS = 8 };

/* ---- pairs of characters -------------------------------------------------------------------------------------- */

/* Items have at most this many: words beyond are not looked at. */
enum { GRAMS_MAX = 120, WORDS_MAX = 600 };

bool zb_grams_init(zb_grams *grams, zb_arena *arena, size_t bytes) {
    size_t slots = 64;
    while (slots / 2 < bytes) /* each byte begins one pair at most; verbs add two to their two characters */
        slots *= 2;
    *grams = (zb_grams){.arena = arena, .slots = slots};
    grams->keys = zb_arena_get(arena, slots * sizeof *grams->keys);
    grams->ids = zb_arena_get(arena, slots * sizeof *grams->ids);
    grams->frequency = zb_arena_get(arena, slots * sizeof *grams->frequency);
    return grams->keys && grams->ids && grams->frequency;
}

static uint32_t id_of(zb_grams *grams, uint64_t key) {
    size_t mask = grams->slots - 1;
    size_t at = (size_t)((key * UINT64_C(0x9E3779B97F4A7C15)) >> 20) & mask;
    while (grams->keys[at] && grams->keys[at] != key)
        at = (at + 1) & mask;
    if (!grams->keys[at]) {
        grams->keys[at] = key;
        grams->ids[at] = (uint32_t)grams->count++;
    }
    return grams->ids[at];
}

/* Where one item is being read. */
typedef struct reading {
    zb_grams *grams;
    zb_gram list[GRAMS_MAX];
    uint32_t count, last;
    uint32_t before;      /* the character before in this run, 0: none */
    size_t before_at;
    bool alone, quoted;   /* the run is one character so far */
} reading;

static void add(reading *r, uint64_t key, size_t start, size_t end, uint8_t weight) {
    if (r->count == GRAMS_MAX)
        return;
    uint32_t id = id_of(r->grams, key);
    r->list[r->count++] = (zb_gram){id, (uint16_t)start, (uint16_t)end, weight, r->quoted};
    if (!weight)
        r->last = id;
}

static void end_run(reading *r, size_t at) {
    if (r->before && r->alone)
        add(r, (uint64_t)r->before << 1 | 1, r->before_at, at, 0);
    r->before = 0;
}

static void take_character(reading *r, uint32_t c, size_t at, size_t end) {
    if (r->before)
        add(r, (uint64_t)r->before << 32 | (uint64_t)c << 1 | 1, r->before_at, end, 0);
    r->alone = !r->before;
    r->before = c;
    r->before_at = at;
}

static bool is_mark(uint32_t c) {
    return c < '0' || (c > '9' && c < 'A') || (c >= 0x2010 && c <= 0x206F) || (c >= 0x3000 && c <= 0x3020) ||
           c == 0xFF0C || c == 0xFF08 || c == 0xFF09 || c == 0xFF1A || c == 0xFF1B || c == 0xFF0F;
}

static size_t starts_with(zb_slice rest, const char *word) {
    size_t size = strlen(word);
    return rest.size >= size && !memcmp(rest.data, word, size) ? size : 0;
}

static size_t take_verb(reading *r, zb_slice rest, size_t at) {
    for (size_t i = 0; i < VERBS; i++) {
        size_t size = starts_with(rest, verbs[i].word);
        if (!size)
            continue;
        end_run(r, at);
        add(r, (uint64_t)(i + 1) << 8, at, at + size, VERB_WEIGHT);
        if (verbs[i].class)
            add(r, (uint64_t)verbs[i].class << 1, at, at + size, CLASS_WEIGHT);
        return size;
    }
    return 0;
}

static size_t particle_size(zb_slice rest) {
    for (size_t i = 0; i < PARTICLES; i++) {
        size_t size = starts_with(rest, particles[i]);
        if (size)
            return size;
    }
    return 0;
}

static void read_words(reading *r, zb_slice words) {
    for (size_t at = 0, width; at < words.size && at < WORDS_MAX; at += width) {
        zb_slice rest = {words.data + at, words.size - at};
        uint32_t c = zb_utf8_get(rest.data, &width);
        size_t skip = r->quoted ? 0 : take_verb(r, rest, at);
        if (!skip && (is_mark(c) || (!r->quoted && particle_size(rest)))) {
            end_run(r, at);
            skip = is_mark(c) ? width : particle_size(rest);
            r->quoted = c == 0x201C || c == 0x300A || (r->quoted && c != 0x201D && c != 0x300B);
        }
        if (skip)
            width = skip;
        else
            take_character(r, c, at, at + width);
    }
    end_run(r, words.size < WORDS_MAX ? words.size : WORDS_MAX);
}

static uint64_t contrasts_of(zb_slice words) {
    uint64_t bits = 0;
    for (size_t i = 0; i < CONTRASTS; i++)
        if (zb_slice_contains(words, zb_slice_of(contrasts[i].word)))
            bits |= UINT64_C(1) << (contrasts[i].group * 8 + contrasts[i].member);
    return bits;
}

/* Sorted by id, each once; a name in quotes stays one. Lists are short. */
static uint32_t settle(zb_gram *list, uint32_t count) {
    uint32_t kept = 0;
    for (uint32_t i = 1; i < count; i++) {
        zb_gram gram = list[i];
        uint32_t at = i;
        for (; at && list[at - 1].id > gram.id; at--)
            list[at] = list[at - 1];
        list[at] = gram;
    }
    for (uint32_t i = 0; i < count; i++) {
        if (kept && list[kept - 1].id == list[i].id)
            list[kept - 1].quoted = list[kept - 1].quoted || list[i].quoted;
        else
            list[kept++] = list[i];
    }
    return kept;
}

bool zb_grams_read(zb_grams *grams, zb_item *item) {
    reading r = {.grams = grams, .last = UINT32_MAX};
    read_words(&r, item->words);
    item->gram_count = settle(r.list, r.count);
    item->last = r.last;
    item->contrasts = contrasts_of(item->words);
    item->grams = zb_arena_get(grams->arena, (item->gram_count + 1) * sizeof *item->grams);
    if (!item->grams)
        return false;
    memcpy(item->grams, r.list, item->gram_count * sizeof *item->grams);
    for (uint32_t i = 0; i < item->gram_count; i++)
        grams->frequency[item->grams[i].id]++;
    grams->items++;
    return true;
}

/* ---- weights ---------------------------------------------------------------------------------------------------- */

/* 16 × log2(number ÷ of), between whole powers along a line. */
static uint32_t sixteenths(size_t number, size_t of) {
    uint64_t quotient = (uint64_t)number * 16 / (of ? of : 1);
    uint32_t whole = 0;
    while (quotient >= 32) {
        quotient /= 2;
        whole += 16;
    }
    return whole + (quotient > 16 ? (uint32_t)(quotient - 16) : 0);
}

uint32_t zb_gram_weight(const zb_grams *grams, const zb_gram *gram) {
    if (gram->weight)
        return gram->weight;
    return gram->quoted ? 2 * grams->rarity[gram->id] : grams->rarity[gram->id];
}

bool zb_grams_count(zb_grams *grams) {
    grams->rarity = zb_arena_get(grams->arena, (grams->count + 1) * sizeof *grams->rarity);
    for (size_t id = 0; grams->rarity && id < grams->count; id++)
        grams->rarity[id] = 12 + sixteenths(grams->items + 1, grams->frequency[id]);
    return grams->rarity;
}

void zb_grams_weigh(const zb_grams *grams, zb_item *item) {
    item->weight = 0;
    for (uint32_t i = 0; i < item->gram_count; i++)
        item->weight += zb_gram_weight(grams, &item->grams[i]);
}

/* ---- likeness --------------------------------------------------------------------------------------------------- */

static bool has_gram(const zb_item *item, uint32_t id) {
    for (uint32_t low = 0, high = item->gram_count; low < high;) {
        uint32_t middle = low + (high - low) / 2;
        if (item->grams[middle].id == id)
            return true;
        if (item->grams[middle].id < id)
            low = middle + 1;
        else
            high = middle;
    }
    return false;
}

static bool exclude_each_other(uint64_t a, uint64_t b) {
    for (int group = 0; group < CONTRAST_GROUPS; group++, a >>= 8, b >>= 8)
        if ((a & 0xFF) && (b & 0xFF) && !(a & b & 0xFF))
            return true;
    return false;
}

static void common_weight(const zb_grams *grams, const zb_item *a, const zb_item *b, uint32_t *of_a, uint32_t *of_b) {
    *of_a = *of_b = 0;
    for (uint32_t i = 0, k = 0; i < a->gram_count && k < b->gram_count;) {
        if (a->grams[i].id < b->grams[k].id) {
            i++;
        } else if (a->grams[i].id > b->grams[k].id) {
            k++;
        } else {
            *of_a += zb_gram_weight(grams, &a->grams[i++]);
            *of_b += zb_gram_weight(grams, &b->grams[k++]);
        }
    }
}

/* Six parts what both have of both together, four parts what they have of the shorter one: reviews shorten. */
uint32_t zb_likeness(const zb_grams *grams, const zb_item *a, const zb_item *b) {
    uint32_t of_a, of_b;
    if (!a->weight || !b->weight)
        return zb_slice_equal(a->words, b->words) ? ZB_SCORE_FULL : 0;
    common_weight(grams, a, b, &of_a, &of_b);
    uint64_t both = (uint64_t)(of_a + of_b) * ZB_SCORE_FULL / (a->weight + b->weight);
    uint64_t part_a = (uint64_t)of_a * ZB_SCORE_FULL / a->weight, part_b = (uint64_t)of_b * ZB_SCORE_FULL / b->weight;
    uint64_t part = a->gram_count < 4 || b->gram_count < 4 ? both : part_a > part_b ? part_a : part_b;
    uint64_t score = (both * 6 + part * 4) / 10;
    if (!has_gram(b, a->last) && !has_gram(a, b->last))
        score = score * 85 / 100;
    if (exclude_each_other(a->contrasts, b->contrasts))
        score = score * 45 / 100;
    return (uint32_t)score;
}

void zb_common_words(const zb_item *a, const zb_item *b, zb_buffer *out) {
    bool shared[WORDS_MAX + 8] = {false};
    size_t end = a->words.size < WORDS_MAX ? a->words.size : WORDS_MAX;
    bool any = false;
    for (uint32_t i = 0; i < a->gram_count; i++)
        if (has_gram(b, a->grams[i].id))
            memset(shared + a->grams[i].start, 1, (size_t)(a->grams[i].end - a->grams[i].start));
    for (size_t at = 0, from; at < end; at++) {
        if (!shared[at])
            continue;
        for (from = at; at < end && shared[at];)
            at++;
        if (any)
            zb_buffer_add_byte(out, ' ');
        zb_buffer_add(out, (zb_slice){a->words.data + from, at - from});
        any = true;
    }
}
