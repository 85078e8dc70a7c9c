/* Places: 吉林省, 长春, and chains of them. 吉林省长春市朝阳区 is one token that means its narrowest known place.
 *
 * The names stand in lib/data/places.txt and are found through the cue lexicon, as class REGION. A province stands in the
 * list before its prefectures and they before their counties, so what lies in a place is found by walking on from it as
 * long as the codes begin alike. That is how one of many equal names is told:
 *     长春市朝阳区       220104        the 朝阳区 that stands behind 220100
 *     北京市朝阳区       110105
 *     朝阳区             no code       its entry in the lexicon is the line `- 朝阳区`; the document may tell (scope.c)
 *     阳泉市城区         140302        城区 stands in brackets in the list: by itself it is no place
 * Not everything that begins with a place is one:
 *     长春大学, 福州军分区, 长春桃李食品有限公司      the name of a body: stays text, place and all
 *     湖南省重度干旱区, 贵阳市棚户区                 the place ends before it: no county is called so
 *     沿海城市, 示范县                              海城市 and 范县 are places only where they begin a word */
#include "token.h"

/* ---- the list ----------------------------------------------------------------------------------------- */

static bool is_code(zb_slice text) {
    for (size_t i = 0; i < text.size; i++)
        if (text.data[i] < '0' || text.data[i] > '9')
            return false;
    return text.size == 2 || text.size == 4 || text.size == 6;
}

static uint8_t level_of(const char *code) {
    if (memcmp(code + 2, "0000", 4) == 0)
        return 1;
    return memcmp(code + 4, "00", 2) == 0 ? 2 : 3;
}

static zhibiao_status no_memory(zhibiao_error *error) {
    return zb_fail(error, ZHIBIAO_ERROR_MEMORY, "no memory");
}

/* Adds a place with its names, `吉林省 | 吉林`; the first is its own. In brackets it does not come into the lexicon. */
static zhibiao_status add_place(zb_vocabulary *vocabulary, const char *code, zb_slice names, zhibiao_error *error) {
    zb_places *places = &vocabulary->places;
    uint32_t index = (uint32_t)places->places.count;
    zb_place *place = zb_array_add(&places->places, 1);
    zb_slice name;
    if (!place)
        return no_memory(error);
    memcpy(place->code, code, sizeof place->code);
    place->level = *code ? level_of(code) : 4;
    bool hidden = zb_slice_starts(names, ZB_SLICE("(")) && zb_slice_ends(names, ZB_SLICE(")"));
    if (hidden)
        names = (zb_slice){names.data + 1, names.size - 2};
    while (zb_field_next(&names, '|', &name)) {
        if (name.size == 0)
            continue;
        if (place->name.size == 0)
            place->name = zb_arena_copy(&places->arena, name);
        if (!place->name.data || (!hidden && !zb_lexicon_add(&vocabulary->words, name, ZB_REGION, 0, index)))
            return no_memory(error);
    }
    return ZHIBIAO_OK;
}

/* `02 南关区 03 宽城区`: the ends of codes that begin as that of the place before. */
static zhibiao_status add_counties(zb_vocabulary *vocabulary, const zb_line *line, zhibiao_error *error) {
    const zb_array *places = &vocabulary->places.places;
    const zb_place *above = places->count ? zb_array_at(places, places->count - 1) : NULL;
    zb_slice rest = line->text;
    char code[sizeof above->code] = {0};
    if (!above || !*above->code)
        return zb_line_fail(error, line, "counties without a place above them", rest);
    memcpy(code, above->code, sizeof code);
    while (rest.size > 0) {
        zb_slice digits = zb_word_next(&rest), name = zb_word_next(&rest);
        if (!is_code(digits) || digits.size == 6)
            return zb_line_fail(error, line, "no code of two or four digits", digits);
        if (name.size == 0)
            return zb_line_fail(error, line, "a place without a name", digits);
        memcpy(code + 6 - digits.size, digits.data, digits.size);
        zhibiao_status status = add_place(vocabulary, code, name, error);
        if (status != ZHIBIAO_OK)
            return status;
    }
    return ZHIBIAO_OK;
}

/* `220000 吉林省 | 吉林`, `- 朝阳区`, or counties. */
zhibiao_status zb_places_add(zb_vocabulary *vocabulary, const zb_line *line, zhibiao_error *error) {
    zb_slice rest = line->text, digits = zb_word_next(&rest);
    char code[sizeof((zb_place *)0)->code] = {0};
    if (!zb_slice_equal(digits, ZB_SLICE("-"))) {
        if (!is_code(digits))
            return zb_line_fail(error, line, "no code of six digits", digits);
        if (digits.size < 6)
            return add_counties(vocabulary, line, error);
        memcpy(code, digits.data, 6);
    }
    if (rest.size == 0)
        return zb_line_fail(error, line, "a place without a name", digits);
    return add_place(vocabulary, code, rest, error);
}

/* ---- what lies in what -------------------------------------------------------------------------------- */

/* How many digits of a code say which province, which prefecture. */
static size_t digits_of(uint8_t level) {
    return level >= 3 ? 6 : level * (size_t)2;
}

bool zb_place_within(const zb_place *place, const zb_place *in) {
    return in->level < place->level && *in->code && memcmp(place->code, in->code, digits_of(in->level)) == 0;
}

const zb_place *zb_place_above(const zb_places *places, const zb_place *place, uint8_t level) {
    const zb_place *all = places->places.data;
    for (const zb_place *above = place; *place->code && above > all;) {
        above--;
        if (*above->code && above->level == level && zb_place_within(place, above))
            return above;
        if (above->level == 1)
            return NULL;
    }
    return NULL;
}

/* Where two characters are marked among the beginnings of names. */
static uint32_t beginning_of(zb_slice text) {
    uint32_t width = 0, end = (uint32_t)text.size, first = zb_point_at(text, 0, end, &width);
    return zb_pair_hash(first, zb_point_at(text, width, end, &width));
}

bool zb_places_build(zb_places *places) {
    enum { BYTES = 0x10000 / 8 };
    zb_put(&places->arena.memory, places->begins);
    places->begins = zb_get_zeroed(&places->arena.memory, BYTES, 1);
    for (size_t i = 0; places->begins && i < places->places.count; i++) {
        zb_slice name = ((const zb_place *)zb_array_at(&places->places, i))->name;
        uint32_t pair = beginning_of(name);
        places->begins[pair / 8] |= (uint8_t)(1 << pair % 8);
        if (name.size <= 4) /* one character, which anything may follow */
            memset(places->begins, 0xFF, BYTES);
    }
    return places->begins != NULL;
}

/* Behind a place seldom stands another; to go through all that lie in a province took 8 of 226 instructions a byte. */
static bool may_be_place(const zb_places *places, zb_slice text) {
    uint32_t pair = beginning_of((zb_slice){text.data, text.size < 8 ? text.size : 8});
    return !places->begins || (places->begins[pair / 8] >> pair % 8 & 1) != 0;
}

/* The code's first digits as one number, which a call of memcmp for each place would cost more than. */
static uint64_t first_digits(const zb_place *place, size_t count) {
    uint64_t digits = 0;
    memcpy(&digits, place->code, count);
    return digits;
}

/* The narrower place of that name, the whole text or its beginning; the longest. Few places lie in one. */
static const zb_place *find_within(const zb_places *places, const zb_place *in, zb_slice text, bool whole) {
    const zb_place *all = places->places.data, *end = all + places->places.count, *best = NULL;
    if (text.size < 3 || !*in->code || !may_be_place(places, text))
        return NULL;
    size_t count = digits_of(in->level);
    uint64_t digits = first_digits(in, count);
    for (const zb_place *place = in + 1; place < end && place->level > in->level && first_digits(place, count) == digits; place++)
        if (place->name.data[2] == text.data[2] && place->name.data[1] == text.data[1] &&
            (whole ? zb_slice_equal(text, place->name) : zb_slice_starts(text, place->name)) &&
            (!best || place->name.size > best->name.size))
            best = place;
    return best;
}

const zb_place *zb_place_named_in(const zb_places *places, const zb_place *in, zb_slice name) {
    return find_within(places, in, name, true);
}

/* ---- reading ------------------------------------------------------------------------------------------ */

/* What makes the place before it the beginning of a body's or a thing's name. */
static const zb_word bodies[] = {
    "大学", "学院", "师范", "理工", "工业大学", "农业大学", "医科", "路小学", "公司", "银行", "集团", "石化", "重工", "油田", "化纤", "航空",
    "证券交易", "人民出版社", "日报", "晚报", "商报", "电视台", "卫视", "港", "港区", "港股", "机场", "海关", "高铁", "铁路", "高速", "站", "路",
    "街", "大街", "军分区", "警备区", "卫戍区", "舰", "号", "一号", "话", "菜", "籍", "时间", "合作组织", "精神", "宣言", "协议", "公报",
    "峰会", "模式", "会战", "战役", "起义", "会议精神", ""};

/* Where a firm's 有限公司 stands, near and with nothing before it that ends a name; `end`: nowhere. */
static uint32_t find_firm(zb_slice flow, uint32_t at, uint32_t end) {
    static const zb_word firms[] = {"有限公司", "有限责任", "股份公司", "集团公司", "总公司", "分公司", ""};
    uint32_t width = 0;
    for (int i = 0; i < 20; i++, at += width) {
        uint32_t point = zb_point_at(flow, at, end, &width);
        if (zb_point_any(point, U"有股集总分") && zb_words_at(flow, at, end, firms))
            return at;
        if ((!zb_point_is_cjk(point) && !zb_point_any(point, U"（）()")) || zb_point_any(point, U"的和与向为对将在由及等从是各有被把让"))
            return end;
    }
    return end;
}

/* A verb that firms have in their names. */
static bool is_trade(zb_slice verb) {
    static const char *const business = "建设 服务 运营 生产 销售 种植 养殖 供应 保障 绿化 治理 检测 修复 安装 监测 研发 改造 推广 配置";
    for (const char *word = business; *word; word += *word == ' ' ? 1 : zb_utf8_width((unsigned char)*word))
        if (zb_slice_starts(zb_slice_of(word), verb))
            return true;
    return false;
}

/* 长春桃李食品有限公司: the name of a firm goes on from the place to its end without a break. */
static bool names_firm(const zb_lexicon *words, zb_slice flow, uint32_t at, uint32_t end) {
    uint32_t firm = find_firm(flow, at, end), width = 0;
    if (firm == end) /* nearly always; to look for verbs before that took 4 of 220 instructions a byte */
        return false;
    for (; at < firm; at += width) {
        uint32_t point = zb_point_at(flow, at, end, &width);
        const zb_entry *entry = point == '(' || point == ')' ? NULL : zb_lexicon_find(words, flow, at, end);
        if (entry && entry->letter == ZB_VERB && !is_trade(entry->word))
            return false;
    }
    return true;
}

/* 海城市 in 沿海城市, 范县 in 示范县: a county's name, with no place before it, has to begin a word. The lexicon knows few
 * words, so counties of two characters are only taken where nothing touches them, and those of three by the characters
 * that are known to make another word of them. */
static bool begins_word(zb_slice flow, uint32_t at, const zb_place *place) {
    static const struct { char name[12]; const char *never_after; } parts[] = {
        {"海城市", "沿滨临近远环跨航红黑"}, {"宜城市", "适"}, {"应城市", "相供适响"}, {"新民市", "创惠"}, {"东方市", "远"},
        {"大城县", "各扩"}, {"大安区", "重"}, {"新安县", "公"}, {"富民县", "为"}, {"和平区", "温"}, {"海港区", "上沿临深"},
        {"古塔区", "东"}, {"东山区", "皖鲁豫粤赣冀辽吉"}, {"西山区", "鄂闽浙赣皖豫湘桂滇川冀黔晋秦大"},
        {"南山区", "豫闽赣陇皖陕浙苏鲁"}, {"中山区", "鲁闽桂川渝黔滇陕"},
    };
    if (place->level != 3)
        return true;
    uint32_t before = zb_point_before(flow, at);
    if (place->name.size <= 6)
        return !zb_point_is_cjk(before) || zb_point_among(before, "在到于赴和与及至从由");
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (zb_slice_equal(place->name, zb_slice_of(parts[i].name)))
            return !zb_point_among(before, parts[i].never_after);
    return true;
}

static const zb_word of_state[] = {"国道", "国税", "国企", "国有", "国资", "国际", "国省", "国土", "国家", "国防", "国庆", "国网", ""};

/* 河北区域, 长春市场, 在巴中国移民: the last character of the name belongs to the next word. */
static bool ends_word(zb_slice flow, uint32_t at, uint32_t end) {
    static const zb_word of_area[] = {"域", "划", "位", "间", "块", ""};
    uint32_t last = zb_point_before(flow, at);
    if (last == U'市') /* 北京市民 are not of 北京市, 北京市民政局 is */
        return !zb_word_at(flow, at, end, "场") &&
               (!zb_word_at(flow, at, end, "民") || zb_words_at(flow, at, end, (const zb_word[]){"民政", "民营", "民族", "民办", "民生", "民航", ""}));
    if (last == U'中') /* 巴中国道, 汉中国税局 are of the place */
        return !zb_word_at(flow, at, end, "国") || zb_words_at(flow, at, end, of_state);
    return last != U'区' || !zb_words_at(flow, at, end, of_area);
}

/* The place that the chain goes on with behind `last`; *stop moves behind it. */
static const zb_place *next_place(const zb_lexicon *words, const zb_places *places, zb_slice flow, uint32_t end,
                                  const zb_place *last, uint32_t *stop) {
    const zb_entry *entry = zb_lexicon_find(words, flow, *stop, end);
    zb_slice rest = {flow.data + *stop, end - *stop};
    const zb_place *county = find_within(places, last, rest, false);
    const zb_place *named = entry && entry->letter == ZB_REGION ? zb_array_at(&places->places, entry->value) : NULL;
    if (named && !zb_place_within(named, last))
        named = NULL;
    uint32_t size = named ? (uint32_t)entry->word.size : 0;
    if (county && county->name.size > size) {
        named = county;
        size = (uint32_t)county->name.size;
    }
    if (!named || !ends_word(flow, *stop + size, end))
        return NULL;
    *stop += size;
    return named;
}

uint32_t zb_region_read(const zb_lexicon *words, const zb_places *places, zb_slice flow, uint32_t at, uint32_t end,
                        const zb_entry *first, uint32_t *value) {
    const zb_place *all = places->places.data, *place = all + first->value;
    uint32_t stop = at + (uint32_t)first->word.size;
    if (!begins_word(flow, at, place))
        return at;
    if (!ends_word(flow, stop, end)) { /* 长春市场 is of 长春 */
        stop -= 3;
        const zb_entry *shorter = zb_lexicon_find(words, flow, at, stop);
        if (!shorter || shorter->letter != ZB_REGION || shorter->word.size != stop - at)
            return at;
        place = all + shorter->value;
    }
    for (const zb_place *next = place; next; next = next_place(words, places, flow, end, place, &stop))
        place = next;
    if (zb_words_at(flow, stop, end, bodies) || zb_word_at(flow, stop, end, "级") || /* 湖北省级 */
        names_firm(words, flow, stop, end))
        return at;
    *value = (uint32_t)(place - all);
    return stop;
}
