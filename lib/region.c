/* Places: 吉林省, 长春, and chains of them. 吉林省长春市朝阳区 is one token that means its narrowest known place.
 *
 * The names stand in lib/data/places.txt and are found through the cue lexicon, as class REGION. A county behind a
 * known place is taken in even when it is in no list, if its name is short and made of plain characters: 长春市朝阳区.
 * A place at the head of a body's name (长春大学, 北京银行) is no place. */
#include "token.h"

/* ---- the list ----------------------------------------------------------------------------------------- */

static bool is_code(zb_slice text) {
    if (zb_slice_equal(text, ZB_SLICE("-")))
        return true;
    if (text.size != 6)
        return false;
    for (size_t i = 0; i < text.size; i++)
        if (text.data[i] < '0' || text.data[i] > '9')
            return false;
    return true;
}

static uint8_t level_of(zb_slice code) {
    if (code.size != 6)
        return 4;
    if (memcmp(code.data + 2, "0000", 4) == 0)
        return 1;
    return memcmp(code.data + 4, "00", 2) == 0 ? 2 : 3;
}

/* `220000 吉林省 | 吉林`: the code (or -), the full name, short ones. */
zhibiao_status zb_places_add(zb_vocabulary *vocabulary, const zb_line *line, zhibiao_error *error) {
    zb_slice rest = line->text, code = zb_word_next(&rest), name;
    if (!is_code(code))
        return zb_line_fail(error, line, "no code of six digits", code);
    if (rest.size == 0)
        return zb_line_fail(error, line, "a place without a name", code);
    zb_places *places = &vocabulary->places;
    uint32_t index = (uint32_t)places->places.count;
    zb_place *place = zb_array_add(&places->places, 1);
    if (!place)
        return zb_fail(error, ZHIBIAO_ERROR_MEMORY, "no memory");
    place->level = level_of(code);
    if (code.size == 6)
        memcpy(place->code, code.data, 6);
    while (zb_field_next(&rest, '|', &name)) {
        if (name.size == 0)
            continue;
        if (place->name.size == 0)
            place->name = zb_arena_copy(&places->arena, name);
        if (!place->name.data || !zb_lexicon_add(&vocabulary->words, name, ZB_REGION, 0, index))
            return zb_fail(error, ZHIBIAO_ERROR_MEMORY, "no memory");
    }
    return ZHIBIAO_OK;
}

/* ---- reading ------------------------------------------------------------------------------------------ */

/* What makes the place before it the beginning of a body's or a thing's name. */
static const char *const bodies[] = {"大学", "学院", "公司", "银行", "集团", "港区", "机场", "高铁", "铁路", "高速", "日报", "晚报",
    "电视台", "卫视", "商报", "师范", "理工", "工业大学", "农业大学", "医科", "证券交易", "路小学", "航空", "石化", "重工", "油田", "话", "菜", "籍",
    "站", "路", "街", "大街", "时间", "合作组织", "精神", "一号", "人民出版社", "化纤", "港股", NULL};

static bool is_kind(uint32_t point) {
    return zb_point_among(point, "省市区州盟县旗");
}

/* 朝阳区 behind 长春市: one to four plain characters and 区 县 旗 (or 市, behind a province or a prefecture). */
static uint32_t county_end(const zb_lexicon *words, zb_slice flow, uint32_t at, uint32_t end) {
    static const char *const never = "各的和及等内外全多个与在为对将第辖是有了共已每本该一二三四五六七八九十两百千万、";
    static const char *const kinds_of_area = "军灾牧库战疫校厂保林矿山新景社小园城郊老片主地市"; /* 军区, 灾区: no county */
    static const char *const longer[] = {"域", "划", "位", "间", "块", "级", "委", "长", "别", "政", "场", "民", "属", "圈", NULL};
    uint32_t width = 0, place = at;
    for (int i = 0; i < 5; i++, place += width) {
        uint32_t point = zb_point_at(flow, place, end, &width);
        if (i > 0 && point == U'区' && zb_point_among(zb_point_before(flow, place), kinds_of_area))
            return 0;
        if (i > 0 && point == U'市' && zb_point_among(zb_point_before(flow, place), "城都县区"))
            return 0;
        if (i > 0 && zb_point_among(point, "区县旗市"))
            return zb_words_at(flow, place + width, end, longer) ? 0 : place + width;
        if (!zb_point_is_cjk(point) || zb_point_among(point, never))
            return 0;
        const zb_entry *entry = zb_lexicon_find(words, flow, place, end);
        if (entry && entry->letter != ZB_TEXT && entry->letter != ZB_REGION)
            return 0;
    }
    return 0;
}

uint32_t zb_region_read(const zb_lexicon *words, const zb_places *places, zb_slice flow, uint32_t at, uint32_t end,
                        const zb_entry *first, uint32_t *value) {
    uint32_t stop = at;
    uint8_t level = 0;
    for (const zb_entry *entry = first; entry && entry->letter == ZB_REGION;
         entry = zb_lexicon_find(words, flow, stop, end)) {
        const zb_place *place = zb_array_at(&places->places, entry->value);
        if (stop > at && place->level <= level)
            break; /* 北京上海: two places */
        stop += (uint32_t)entry->word.size;
        level = place->level;
        *value = entry->value;
    }
    if (zb_words_at(flow, stop, end, bodies) || zb_word_at(flow, stop, end, "港"))
        return at;
    if (is_kind(zb_point_before(flow, stop)) && level < 3) {
        uint32_t county = county_end(words, flow, stop, end);
        stop = county ? county : stop;
    }
    return stop;
}
