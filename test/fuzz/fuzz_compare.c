/* Any bytes are a plan and a review, cut where the first byte says; the second chooses options. Each place of the pairing lies in its
 * results, each target stands in one row, and all can be written after the results are gone. */
#include "fuzz.h"

static zhibiao_result *read_part(const uint8_t *bytes, size_t size) {
    zhibiao_options options = {.size = sizeof options, .encoding = "UTF-8", .input = ZHIBIAO_INPUT_TEXT};
    zhibiao_result *result;
    must(!zhibiao_parse(the_parser(), bytes, size, &options, &result, NULL));
    return result;
}

static void check_place(const zhibiao_pairing *pairing, zhibiao_place place) {
    if (place.result == ZHIBIAO_NOWHERE) {
        must(place.record == ZHIBIAO_NOWHERE);
        return;
    }
    must(place.result < zhibiao_pairing_result_count(pairing));
    must(place.record < zhibiao_result_count(zhibiao_pairing_result(pairing, place.result)));
}

static void check_pairing(const zhibiao_pairing *pairing) {
    size_t places = zhibiao_pairing_place_count(pairing);
    for (size_t i = 0; i < places; i++)
        check_place(pairing, zhibiao_pairing_places(pairing)[i]);
    for (size_t i = 0; i < zhibiao_pairing_count(pairing); i++) {
        const zhibiao_pair *pair = zhibiao_pairing_pairs(pairing) + i;
        check_place(pairing, pair->plan);
        must(zhibiao_verdict_name(pair->verdict) != NULL);
        must((size_t)pair->restated + pair->restated_count <= places && (size_t)pair->reports + pair->report_count <= places);
        must((pair->verdict == ZHIBIAO_UNPLANNED) == (pair->plan.result == ZHIBIAO_NOWHERE));
        must(zhibiao_pairing_string(pairing, pair->reason) != NULL);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
    unsigned char sum = 0;
    zhibiao_pairing *pairing;
    if (size < 2)
        return 0;
    zhibiao_compare_options options = {.size = sizeof options, .group = bytes[1] & 3U, .threshold = 15U * (bytes[1] >> 2)};
    size_t cut = bytes[0] * (size - 2) / 255;
    zhibiao_result *parts[] = {read_part(bytes + 2, cut), read_part(bytes + 2 + cut, size - 2 - cut)};
    const zhibiao_result *both[] = {parts[0], parts[1]};
    size_t plans = bytes[1] & 4 ? 2 : 1; /* the review may be a plan too */
    must(!zhibiao_compare(the_rules(), both, plans, both + 1, 1, &options, &pairing, NULL));
    zhibiao_result_free(parts[0]);
    zhibiao_result_free(parts[1]);
    check_pairing(pairing);
    for (int format = ZHIBIAO_JSONL; format <= ZHIBIAO_HTML_EN; format++)
        must(!zhibiao_write_comparison(pairing, (zhibiao_format)format, 0, swallow, &sum));
    zhibiao_pairing_free(pairing);
    return 0;
}
