/* What stands in front of a number: bounds (近 超过 不少于) and means (人均 月人均), which say of what kind it is; verbs done more or
 * less (比上年多招|2100人), a list's number (3.|120个项目).
 *
 *     近|3.21万人          under; and lets a bare scale be a number (近百米)
 *     最近|3万人           none: the character before makes another word of 近
 *     月人均|612元         per 月 and 人
 *
 * All of them are one lexicon: this is asked wherever a quantity may begin, and comparing the words one by one took a
 * tenth of the whole reading. */
#include "token.h"

static const struct bound {
    char word[16];
    uint8_t comparison;
    bool loose;              /* also lets a bare scale be a number: 近百米, 超千亿 */
    const char *never_after; /* characters whose word the bound would break: 节约, 最近, 赶超; NULL: none */
} bounds_before[] = {
    {"≥", ZHIBIAO_AT_LEAST, false, NULL},        {"≤", ZHIBIAO_AT_MOST, false, NULL},
    {"不少于", ZHIBIAO_AT_LEAST, false, NULL},   {"不低于", ZHIBIAO_AT_LEAST, false, NULL},
    {"不小于", ZHIBIAO_AT_LEAST, false, NULL},   {"不下于", ZHIBIAO_AT_LEAST, false, NULL},
    {"不下", ZHIBIAO_AT_LEAST, false, NULL},     {"至少", ZHIBIAO_AT_LEAST, false, NULL},
    {"最少", ZHIBIAO_AT_LEAST, false, NULL},     {"起码", ZHIBIAO_AT_LEAST, false, NULL},
    {"不超过", ZHIBIAO_AT_MOST, false, NULL},    {"不高于", ZHIBIAO_AT_MOST, false, NULL},
    {"不多于", ZHIBIAO_AT_MOST, false, NULL},    {"不大于", ZHIBIAO_AT_MOST, false, NULL},
    {"不能超过", ZHIBIAO_AT_MOST, false, NULL},  {"不能低于", ZHIBIAO_AT_LEAST, false, NULL},
    {"不突破", ZHIBIAO_AT_MOST, false, NULL},    {"不超", ZHIBIAO_AT_MOST, false, NULL},
    {"最多", ZHIBIAO_AT_MOST, false, NULL},      {"至多", ZHIBIAO_AT_MOST, false, NULL},
    {"大约", ZHIBIAO_ABOUT, true, NULL},         {"约为", ZHIBIAO_ABOUT, true, NULL},
    {"大概", ZHIBIAO_ABOUT, true, NULL},
    {"约合", ZHIBIAO_ABOUT, true, NULL},         {"约", ZHIBIAO_ABOUT, true, "节公条合契预违签制大履续集简守盟隐相邀失"},
    {"将近", ZHIBIAO_UNDER, true, NULL},         {"接近", ZHIBIAO_UNDER, true, NULL},
    {"近", ZHIBIAO_UNDER, true, "最附邻靠临贴亲毗远就切拉逼"}, {"不到", ZHIBIAO_UNDER, true, "想料看得找做达"},
    {"不足", ZHIBIAO_UNDER, true, NULL},         {"不满", ZHIBIAO_UNDER, true, NULL},
    {"未满", ZHIBIAO_UNDER, true, NULL},         {"低于", ZHIBIAO_UNDER, false, NULL},
    {"少于", ZHIBIAO_UNDER, false, NULL},        {"小于", ZHIBIAO_UNDER, false, NULL},
    {"不及", ZHIBIAO_UNDER, false, "来"},      {"超过", ZHIBIAO_OVER, true, NULL},
    {"超出", ZHIBIAO_OVER, true, NULL},          {"突破", ZHIBIAO_OVER, true, NULL},
    {"超过了", ZHIBIAO_OVER, true, NULL},        {"突破了", ZHIBIAO_OVER, true, NULL},
    {"未超过", ZHIBIAO_AT_MOST, true, NULL},     {"没有超过", ZHIBIAO_AT_MOST, true, NULL},
    {"没超过", ZHIBIAO_AT_MOST, true, NULL},
    {"跨越", ZHIBIAO_OVER, true, NULL},          {"越过", ZHIBIAO_OVER, true, NULL},
    {"迈上", ZHIBIAO_OVER, true, NULL},          {"跃上", ZHIBIAO_OVER, true, NULL},
    {"站上", ZHIBIAO_OVER, true, NULL},          {"跨过", ZHIBIAO_OVER, true, NULL},
    {"跨上", ZHIBIAO_OVER, true, NULL},          {"迈过", ZHIBIAO_OVER, true, NULL},
    {"高于", ZHIBIAO_OVER, false, NULL},         {"大于", ZHIBIAO_OVER, false, NULL},
    {"多于", ZHIBIAO_OVER, false, NULL},         {"逾", ZHIBIAO_OVER, true, NULL},
    {"超", ZHIBIAO_OVER, true, "赶反"},       {"过", ZHIBIAO_OVER, true, "通超经不越渡度跨路跳见说来去"},
};

static const char *const means[] = {"人", "户", "村", "亩", "月", "年", "日", "天", "周", "单", "校", "店", "台", "公里", "平方米"};

enum { BOUND = 'b', MEAN = 'm', SECOND_BYTES = 3 }; /* MEAN: its value is the width of the first word; its flag, that there is a second */

/* 月均, 月人均, 月户均 */
static bool add_mean(zb_lexicon *fronts, zb_slice word) {
    static const char *const ends[] = {"均", "人均", "户均"};
    char joined[32];
    bool fits = true;
    memcpy(joined, word.data, word.size);
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        zb_slice end = zb_slice_of(ends[i]);
        memcpy(joined + word.size, end.data, end.size);
        fits = zb_lexicon_add(fronts, (zb_slice){joined, word.size + end.size}, MEAN, i > 0, (uint32_t)word.size) && fits;
    }
    return fits;
}

bool zb_fronts_add(zb_lexicon *fronts) {
    bool fits = true;
    for (uint32_t i = 0; i < sizeof bounds_before / sizeof *bounds_before; i++)
        fits = zb_lexicon_add(fronts, zb_slice_of(bounds_before[i].word), BOUND, 0, i) && fits;
    for (size_t i = 0; i < sizeof means / sizeof *means; i++)
        fits = add_mean(fronts, zb_slice_of(means[i])) && fits;
    return fits;
}

uint32_t zb_front_read(const zb_lexicon *fronts, zb_slice flow, uint32_t at, uint32_t end, zb_front *front) {
    const zb_entry *entry = zb_lexicon_find(fronts, flow, at, end);
    if (!entry)
        return 0;
    *front = (zb_front){0};
    if (entry->letter == MEAN) {
        front->first = entry->value;
        front->second = entry->flags ? SECOND_BYTES : 0;
        return (uint32_t)entry->word.size;
    }
    const struct bound *bound = &bounds_before[entry->value];
    if (bound->never_after && zb_point_among(zb_point_before(flow, at), bound->never_after))
        return 0;
    front->comparison = bound->comparison;
    front->loose = bound->loose;
    return (uint32_t)entry->word.size;
}

uint32_t zb_front_verb(const zb_units *units, zb_slice flow, uint32_t at, uint32_t end) {
    static const uint8_t amounts[] = {ZB_QTY, ZB_MONEY, ZB_PHYS, ZB_NUM, ZB_POINTS};
    uint32_t width = 0;
    zb_reading reading;
    at += 3;
    if (zb_point_among(zb_point_at(flow, at, end, &width), "达于个")) /* 多达, 少于 */
        return 0;
    for (int verb = 0; verb <= 2; verb++, at += width) {
        if (zb_quantity_read(units, flow, at, end, ZB_GROW, &reading))
            return verb > 0 && memchr(amounts, reading.letter, sizeof amounts) ? at : 0;
        if (!zb_point_is_cjk(zb_point_at(flow, at, end, &width)))
            return 0;
    }
    return 0;
}

static bool is_digit_at(zb_slice flow, uint32_t at, uint32_t end) {
    return at < end && flow.data[at] >= '0' && flow.data[at] <= '9';
}

uint32_t zb_front_item(const zb_units *units, zb_slice flow, uint32_t at, uint32_t end) {
    uint32_t point = at;
    if (at > 0 && flow.data[at - 1] != '\n')
        return 0;
    while (point < at + 2 && is_digit_at(flow, point, end))
        point++;
    if (point == at || flow.data[at] == '0' || point >= end || flow.data[point] != '.' || !is_digit_at(flow, point + 1, end))
        return 0;
    zb_reading reading;
    zb_numeral n = zb_numeral_read(flow, point + 1, end);
    bool dated = n.digits == 4 && zb_word_at(flow, n.end, end, "年");
    bool counts = flow.data[point + 1] != '0' && zb_quantity_read(units, flow, at, end, 0, &reading) && reading.letter == ZB_QTY &&
                  reading.quantity.step < 0 && !reading.quantity.range;
    return dated || counts ? point + 1 - at : 0;
}
