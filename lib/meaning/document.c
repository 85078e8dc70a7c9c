/* Looking things up in a document that is being read: tokens, their text, what they stand for. */
#include "meaning.h"

zb_slice zb_document_words(const zb_document *document, uint32_t first, uint32_t end) {
    const char *flow = zb_text_flow(document->text).data;
    if (first >= end)
        return ZB_SLICE("");
    uint32_t start = zb_document_token(document, first)->start;
    return (zb_slice){flow + start, zb_document_token(document, end - 1)->end - start};
}

const zb_quantity *zb_document_quantity(const zb_document *document, uint32_t index) {
    return zb_array_at(&document->tokens->quantities, zb_document_token(document, index)->value);
}

const zb_period *zb_document_period(const zb_document *document, uint32_t index) {
    return zb_array_at(&document->tokens->periods, zb_document_token(document, index)->value);
}

const zb_place *zb_document_place(const zb_document *document, const zb_token *token) {
    const zb_array *places = &document->rules->vocabulary.places.places;
    return token->letter == ZB_REGION && token->value < places->count ? zb_array_at(places, token->value) : NULL;
}

bool zb_document_has(const zb_document *document, zb_range range, uint8_t letter) {
    for (uint32_t i = range.first; i < range.end; i++)
        if (zb_document_letter(document, i) == letter)
            return true;
    return false;
}

/* 吉林省, 长春市朝阳区, 恩施土家族苗族自治州; not 吉林, 杭州. */
bool zb_document_full_place(const zb_document *document, uint32_t index) {
    static const zb_word kinds[] = {"省", "市", "区", "县", "自治州", "盟", "旗", ""};
    zb_slice text = zb_document_text(document, index);
    return zb_slice_ends_among(text, kinds);
}
