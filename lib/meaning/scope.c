/* Places of scopes: which place 全省, 我市 and 该县 mean.
 *
 *     全省 in a text of 长春市      吉林省: the first place named that is a province, else what the first named place lies in;
 *                                   in news the last that its paragraph named
 *     全市, the caller says 榆树市  榆树市: a city, though only a county
 *     该县                          the county that was named last
 *     朝阳区                        one of several: that of the city, then of the province, that the document is about
 *     全国, 全局                    no place in particular
 *
 * What a document is about is looked up once a level and kept in zb_scopes. */
#include "record.h"

enum { DISTRICT_OR_REGION = 0 }; /* 全区 is said of 朝阳区 and of 广西壮族自治区 */

/* The level of place that a scope word means: 全省 a province, 我市 a prefecture; -1 none in particular. */
static int scope_level(zb_slice text) {
    static const zb_word districts[] = {"全区", "我区", "本区", "该区", ""};
    static const zb_word kinds[][4] = {{"省", "自治区", ""}, {"市", "州", "盟", ""}, {"县", "旗", ""}}; /* of levels 1 to 3 */
    if (zb_slice_among(text, districts))
        return DISTRICT_OR_REGION;
    for (int level = 1; level <= 3; level++)
        if (zb_slice_ends_among(text, kinds[level - 1]))
            return level;
    return -1;
}

/* 榆树市: a city, and yet only a county. */
static bool is_county_city(const zb_place *place) {
    return place->level == 3 && zb_slice_ends(place->name, ZB_SLICE("市"));
}

static bool place_fits(const zb_place *place, int level) {
    if (level == DISTRICT_OR_REGION)
        return zb_slice_ends(place->name, ZB_SLICE("区"));
    bool city_province = place->level == 1 && zb_slice_ends(place->name, ZB_SLICE("市"));
    return place->level == level || (level == 2 && city_province);
}

/* The place itself, or what of that level it lies in; NULL when neither is known. */
static const zb_place *fitting(const zb_document *document, const zb_place *place, int level) {
    if (place == NULL || place_fits(place, level))
        return place;
    if (level < 1 || level >= place->level)
        return NULL;
    return zb_place_above(&document->rules->vocabulary.places, place, (uint8_t)level);
}

/* The place of that level that the text names first: its own title and dateline come before all others. In a text that
 * names none the first place that lies in one tells: 长春市 → 吉林省. But 榆树市 may itself be what 全市 means. */
static const zb_place *place_of_text(const zb_document *document, int level) {
    const zb_array *tokens = &document->tokens->tokens;
    const zb_place *inside = NULL;
    for (size_t i = 0; i < tokens->count; i++) {
        const zb_place *place = zb_document_place(document, zb_array_at(tokens, i));
        if (place != NULL && place_fits(place, level))
            return place;
        if (inside == NULL && place != NULL && !(level == 2 && zb_slice_ends(place->name, ZB_SLICE("市"))))
            inside = fitting(document, place, level);
    }
    return inside;
}

/* 该市, 该县: the last one that was named. Texts that go on for pages have lost it. */
static const zb_place *place_named_before(const zb_document *document, uint32_t index, int level) {
    enum { FAR = 1000 };
    for (uint32_t i = index; i > 0 && index - i < FAR; i--) {
        const zb_place *place = zb_document_place(document, zb_document_token(document, i - 1));
        if (place != NULL && (place_fits(place, level) || (level == 2 && is_county_city(place))))
            return place;
    }
    return NULL;
}

static const zb_place *place_named(const zb_document *document, const char *name) {
    const zb_vocabulary *vocabulary = &document->rules->vocabulary;
    zb_slice text = zb_slice_of(name);
    const zb_entry *entry = zb_lexicon_find(&vocabulary->words, text, 0, (uint32_t)text.size);
    uint32_t value = 0;
    if (entry == NULL || entry->letter != ZB_REGION ||
        zb_region_read(&vocabulary->words, &vocabulary->places, text, 0, (uint32_t)text.size, entry, &value) == 0)
        return NULL;
    return zb_array_at(&vocabulary->places.places, value);
}

/* The caller's place or what it lies in, else the text's. */
static const zb_place *place_of_document(const zb_document *document, const char *region, zb_scopes *known, int level) {
    if (!known->looked[level]) {
        const zb_place *given = region != NULL ? place_named(document, region) : NULL;
        const zb_place *own = given != NULL && level == 2 && is_county_city(given) ? given : fitting(document, given, level);
        known->place[level] = own != NULL ? own : place_of_text(document, level);
        known->looked[level] = true;
    }
    return known->place[level];
}

/* News goes from place to place: 在广西，…，全区… is of the place that its paragraph named last. */
static const zb_place *place_of_paragraph(const zb_document *document, uint32_t index, int level) {
    const zb_block *block = zb_array_at(&document->text->blocks, zb_text_block(document->text, zb_document_token(document, index)->start));
    const zb_place *own = NULL;
    for (uint32_t i = index; own == NULL && i > 0 && zb_document_token(document, i - 1)->start >= block->start; i--)
        own = fitting(document, zb_document_place(document, zb_document_token(document, i - 1)), level);
    return own;
}

static const zb_place *place_of_scope(const zb_document *document, const char *region, zb_scopes *known,
                                      uint32_t index) {
    zb_slice text = zb_document_text(document, index);
    int level = scope_level(text);
    if (level < 0)
        return NULL;
    if (zb_slice_starts(text, ZB_SLICE("该")))
        return place_named_before(document, index, level);
    const zb_place *near = region == NULL && !document->outlined ? place_of_paragraph(document, index, level) : NULL;
    return near != NULL ? near : place_of_document(document, region, known, level);
}

/* 朝阳区 alone, one of several: the document's city may have one. */
static const zb_place *place_told(const zb_document *document, const char *region, zb_scopes *known,
                                  const zb_place *place) {
    for (int level = 2; *place->code == 0 && level >= 1; level--) {
        const zb_place *about = place_of_document(document, region, known, level);
        const zb_place *own = about ? zb_place_named_in(&document->rules->vocabulary.places, about, place->name) : NULL;
        if (own != NULL)
            return own;
    }
    return place;
}

const zb_place *zb_scope_place(const zb_document *document, const char *region, zb_scopes *known, uint32_t index) {
    const zb_token *token = zb_document_token(document, index);
    const zb_place *place = zb_document_place(document, token);
    if (place != NULL)
        return place_told(document, region, known, place);
    return token->letter == ZB_SCOPE ? place_of_scope(document, region, known, index) : NULL;
}
