/* Units and measure words: the lists of lib/data/units.txt, and when a word of them is a unit behind a number.
 *
 * The longest name wins: 万千瓦时 is the number's 万 and 千瓦时, not 千瓦 and 时. But many measure words also begin other
 * words, and then the number has no unit: 10万人口 (人口), 6万家庭 (家庭), 100项目 (项目). The table of guards below
 * knows them, and where even the guard is only the beginning of something longer (22项目标: 项 and 目标). */
#include "token.h"

/* Flags of an entry. NOT_ALONE: written `*期` in units.txt; no unit behind a lone 一 … 九 (二期工程). From the second bit
 * on, of `个+方面`, how many bytes the unit itself has; 0: all. */
enum { NOT_ALONE = 1, UNIT_SIZE = 2, NAME_BYTES = 48 };

/* unit, words that begin with it and are nouns of their own, and exceptions that begin alike and are none. */
static const struct {
    char unit[8];
    const char *nouns, *except; /* NULL: none */
} guards[] = {
    {"人", "人民 人才 人口 人士 人群 人工智能 人力资源 人大代表 人大常 人事 人物 人员", "人民币"},
    {"名", "名牌 名优 名录", "名优秀 名优等"},
    {"家", "家庭 家家户户 家用 家具", "家用人单位 家用工 家用能 家用水单位 家用电单位"},
    {"户", "户籍 户外 户口 户用", NULL},
    {"所", "所在 所有 所以 所需 所示 所列 所属", "所以上 所以下 所以内 所有规模"},
    {"座", "座谈", NULL},
    {"项", "项目", "项目标"},
    {"件", "件套", NULL},
    {"台", "台账 台阶 台湾 台风", NULL},
    {"处", "处理 处置 处于 处罚 处分 处方", NULL},
    {"条", "条款 条约 条例 条件", NULL},
    {"部", "部队 部位 部委 部署 部长 部级 部分", NULL},
    {"种", "种植 种子 种业 种粮 种养", "种植物 种子女"},
    {"批", "批发 批准 批复 批示", NULL},
    {"次", "次列车 次航班 次专列 次动车 次高铁 次年 次月 次日 次贷 次全会 次全体", NULL},
    {"期", "期间 期末 期货 期限 期望 期待", NULL},
    {"届", "届一中 届二中 届三中 届四中 届五中 届六中 届七中 届中央 届全国 届党 届中共", NULL},
    {"头", "头部 头雁", NULL},
    {"只", "只有 只能 只要 只是", NULL},
    {"本", "本科 本地 本土 本级 本报 本市 本省 本县", NULL},
    {"份", "份额", NULL},
    {"组", "组织 组成 组建 组团", NULL},
    {"对", "对外 对口 对于 对接 对应", NULL},
    {"起", "起来 起始 起点 起到", NULL},
    {"宗", "宗教", NULL},
    {"单", "单位 单元 单独 单一", NULL},
    {"村", "村民 村级 村庄 村集体 村居民", NULL},
    {"市", "市场 市民 市级 市值 市区 市政 市容 市委", NULL},
    {"县", "县级 县域 县城 县乡 县委 县长 县道", NULL},
    {"省", "省级 省委 省长 省政府 省道", NULL},
    {"国", "国家 国有 国内 国际 国企 国道 国民 国债 国务 国产 国外", NULL},
    {"州", "州长", NULL},
    {"类", "类似 类型 类别", NULL},
    {"门", "门诊 门户 门店 门票", NULL},
    {"年", "年期 年代 年级 年均 年度 年龄 年产 年版 年轻 年薪", NULL},
    {"天", "天然 天津 天气 天安门", NULL},
    {"周", "周年 周岁 周边 周期", NULL},
    {"度", "度过 度假", NULL},
    {"元", "元宵 元旦 元素 元件 元器件 元首 元老", NULL},
    {"圆", "圆桌 圆满 圆形", NULL},
    {"码", "码头 码洋", NULL},
    {"里", "里面 里程 里斯", NULL},
    {"毛", "毛利", NULL},
    {"人年", "人年均 人年龄 人年初 人年底 人年内 人年末 人年收 人年薪 人年产", NULL},
    {"人月", "人月均 人月底 人月收 人月薪", NULL},
    {"个点", "个点位 个点对 个点状 个点长 个点赞 个点上", NULL},
    {"新元", "新元素", NULL},
    {"基点", "基点网", NULL},
    {"安时", "安时间", NULL},
    {"马克", "马克思 马克杯", NULL},
    {"列", "列出 列为 列入 列举 列席 列支", NULL},
    {"例", "例如 例行 例外", NULL},
    {"例次", "例次生", NULL},
    {"升", "升级 升学 升温 升高 升至 升为 升到", NULL},
    {"卡", "卡口 卡车 卡片", NULL},
    {"车", "车票 车站 车次 车辆 车道 车间 车位 车主 车型 车流 车厢 车牌 车企 车展 车身", NULL},
    {"克", "克服", NULL},
    {"磅", "磅礴", NULL},
    {"桶", "桶装", NULL},
    {"分", "分别 分之 分类 分布 分公司 分校 分店 分院 分局 分会", NULL},
    {"场", "场景 场所 场馆 场地 场均", NULL},
    {"米", "米面 米粉 米其林", NULL},
    {"床", "床位 床单", "床位数"},
    {"栋", "栋梁", NULL},
    {"页", "页岩", NULL},
    {"集", "集团 集体 集中 集成 集群 集聚 集装箱 集约", NULL},
    {"课", "课题 课程 课堂", NULL},
    {"首", "首次 首批 首席 首府 首届 首个 首家 首部 首列 首条 首台 首座 首艘", NULL},
    {"口", "口径 口岸 口袋", NULL},
    {"方", "方面 方式 方案 方向 方针 方便 方可 方法 方才", NULL},
    {"支", "支持 支付 支撑 支出 支部 支行", "支部队"},
    {"包", "包括 包装 包含", NULL},
    {"张", "张家", "张家庭"},
    {"代", "代表 代理 代码", NULL},
    {"班", "班子 班级 班列 班主任", NULL},
    {"轮", "轮船 轮胎 轮换", NULL},
    {"根", "根据 根本", NULL},
    {"层", "层次 层面 层级", NULL},
    {"区", "区域 区间 区块", NULL},
    {"室", "室内 室外", NULL},
    {"斤", "斤斤计较", NULL},
    {"股", "股东 股份 股权 股票 股市", NULL},
    {"卷", "卷烟", NULL},
    {"节", "节能 节约 节点 节水 节目 节日", NULL},
    {"片", "片区", NULL},
    {"两", "两岸 两会 两癌 两院 两个 两国", NULL},
};

/* What a quantity can be per beside the units of the lists: 元/月, 每生. */
static const zb_word only_per[] = {"月", "日", "生", "季", "季度", "学年", "学期", "人", "户", "村", "年", "天", "时", "秒",
                                       "h", "d", "a", "s", ""};

/* ---- the lists ---------------------------------------------------------------------------------------- */

static const struct {
    const char *name;
    uint8_t dimension;
} dimensions[] = {
    {"ratio", ZHIBIAO_RATIO}, {"points", ZHIBIAO_POINTS}, {"multiple", ZHIBIAO_MULTIPLE}, {"money", ZHIBIAO_MONEY},
    {"person", ZHIBIAO_PERSON}, {"household", ZHIBIAO_HOUSEHOLD}, {"area", ZHIBIAO_AREA}, {"length", ZHIBIAO_LENGTH},
    {"mass", ZHIBIAO_MASS}, {"volume", ZHIBIAO_VOLUME}, {"energy", ZHIBIAO_ENERGY}, {"power", ZHIBIAO_POWER},
    {"time", ZHIBIAO_TIME}, {"information", ZHIBIAO_INFORMATION}, {"temperature", ZHIBIAO_TEMPERATURE},
    {"physical", ZHIBIAO_OTHER_PHYSICAL}, {"count", ZHIBIAO_COUNT},
    {"category", ZHIBIAO_CATEGORY},
};

void zb_units_init(zb_units *units, const zb_memory *memory) {
    zb_lexicon_init(&units->names, memory);
    zb_array_init(&units->units, memory, sizeof(zb_unit));
    zb_lexicon_init(&units->fronts, memory);
    zb_fronts_add(&units->fronts); /* without memory the build will fail */
}

void zb_units_clear(zb_units *units) {
    zb_lexicon_clear(&units->names);
    zb_array_clear(&units->units);
    zb_lexicon_clear(&units->fronts);
}

bool zb_units_build(zb_units *units) {
    return zb_lexicon_build(&units->names) && zb_lexicon_build(&units->fronts);
}

/* "10000", "0.5", "2000/3". */
static bool read_factor(zb_slice text, zb_number *factor) {
    zb_slice rest = text, part;
    zb_numeral n;
    zb_field_next(&rest, '/', &part);
    n = zb_numeral_read(part, 0, (uint32_t)part.size);
    if (n.end != part.size || n.end == 0 || n.range || n.too_large)
        return false;
    *factor = n.number;
    if (rest.size == 0)
        return true;
    rest = zb_slice_trim(rest);
    n = zb_numeral_read(rest, 0, (uint32_t)rest.size);
    if (n.end != rest.size || n.end == 0 || n.number.coefficient <= 0 || n.number.exponent < 0 || n.number.exponent > 6)
        return false;
    int64_t denominator = n.number.coefficient;
    for (int32_t i = 0; i < n.number.exponent && denominator <= UINT32_MAX; i++)
        denominator *= 10;
    zb_number inverse = {1, 0, (uint32_t)denominator};
    return denominator <= UINT32_MAX && zb_number_multiply(*factor, inverse, factor);
}

static bool find_dimension(zb_slice name, uint8_t *dimension) {
    for (size_t i = 0; i < sizeof dimensions / sizeof *dimensions; i++) {
        if (zb_slice_equal(name, zb_slice_of(dimensions[i].name))) {
            *dimension = dimensions[i].dimension;
            return true;
        }
    }
    return false;
}

/* `个+方面` is entered as 个方面, with the size of 个. False when it is too long. */
static bool join_name(zb_slice *name, char joined[NAME_BYTES], uint8_t *flags) {
    const char *plus = memchr(name->data, '+', name->size);
    if (!plus)
        return true;
    size_t unit = (size_t)(plus - name->data), noun = name->size - unit - 1;
    if (unit + noun > NAME_BYTES || unit == 0 || unit > UINT8_MAX / UNIT_SIZE)
        return false;
    memcpy(joined, name->data, unit);
    memcpy(joined + unit, plus + 1, noun);
    *name = (zb_slice){joined, unit + noun};
    *flags = (uint8_t)(*flags | unit * UNIT_SIZE);
    return true;
}

/* The guard of a unit: its place in the table + 1; 0: none. Entries keep it as their letter, since to compare the names of all
 * guards behind every number took as long as reading the number. */
static uint8_t guard_of(zb_slice unit) {
    for (size_t i = 0; i < sizeof guards / sizeof *guards; i++)
        if (zb_slice_equal(unit, zb_slice_of(guards[i].unit)))
            return (uint8_t)(i + 1);
    return 0;
}

/* The names of one line, by `|` or, where there is none, by blanks: then each is a unit of its own. */
static zhibiao_status add_names(zb_units *units, zb_slice names, uint8_t dimension, zb_number factor) {
    bool variants = memchr(names.data, '|', names.size) != NULL;
    zb_slice name, rest = names;
    zb_unit *unit = NULL;
    uint32_t index = 0;
    while (rest.size > 0) {
        if (variants)
            zb_field_next(&rest, '|', &name);
        else
            name = zb_word_next(&rest);
        uint8_t flags = name.size > 1 && name.data[0] == '*' ? NOT_ALONE : 0;
        name = flags ? (zb_slice){name.data + 1, name.size - 1} : name;
        if (name.size == 0)
            continue;
        char joined[NAME_BYTES];
        if (!join_name(&name, joined, &flags))
            return ZHIBIAO_ERROR_RULE;
        if (!unit || !variants) {
            index = (uint32_t)units->units.count;
            unit = zb_array_add(&units->units, 1);
            if (!unit)
                return ZHIBIAO_ERROR_MEMORY;
            *unit = (zb_unit){ZB_SLICE(""), dimension, factor};
        }
        if (!zb_lexicon_add(&units->names, name, guard_of(name), flags, index))
            return ZHIBIAO_ERROR_MEMORY;
        const zb_entry *entry = zb_array_at(&units->names.entries, units->names.entries.count - 1);
        if (unit->name.size == 0)
            unit->name = entry->word;
    }
    return ZHIBIAO_OK;
}

zhibiao_status zb_units_add(zb_units *units, zb_slice dimension, const zb_line *line, zhibiao_error *error) {
    zb_slice rest = line->text, names;
    zb_number factor = zb_number_make(0, 0);
    uint8_t number = 0;
    if (!find_dimension(dimension, &number))
        return zb_line_fail(error, line, "no such dimension of units", dimension);
    zb_field_next(&rest, '=', &names);
    rest = zb_slice_trim(rest);
    if (rest.size > 0 && !read_factor(rest, &factor))
        return zb_line_fail(error, line, "no number", rest);
    if (names.size == 0)
        return zb_line_fail(error, line, "a unit without a name", line->text);
    zhibiao_status status = add_names(units, names, number, factor);
    if (status == ZHIBIAO_ERROR_RULE)
        return zb_line_fail(error, line, "a unit with + that is too long", names);
    return status == ZHIBIAO_OK ? status : zb_fail(error, status, "no memory");
}

/* ---- reading ------------------------------------------------------------------------------------------ */

/* Whether a list of words separated by blanks has one that is there. */
static bool any_word(const char *list, zb_slice flow, uint32_t at, uint32_t end) {
    const char *text = flow.data + at;
    for (const char *word = list; word && *word; word += *word == ' ') {
        uint32_t size = 0;
        while (word[size] && word[size] != ' ' && size < end - at && word[size] == text[size])
            size++;
        if (size > 0 && (!word[size] || word[size] == ' '))
            return true;
        word += size;
        word += strcspn(word, " ");
    }
    return false;
}

static bool is_other_word(uint8_t guard, zb_slice flow, uint32_t at, uint32_t end) {
    return guard > 0 && any_word(guards[guard - 1].nouns, flow, at, end) && !any_word(guards[guard - 1].except, flow, at, end);
}

/* kg in 5kg平, but not in 5kgs. */
static bool ends_inside_word(zb_slice flow, uint32_t at, uint32_t end) {
    uint32_t width = 0;
    return zb_point_is_alnum(zb_point_before(flow, at)) && zb_point_is_alnum(zb_point_at(flow, at, end, &width));
}

/* The longest unit that may be one; behind a guarded 个点 (个点位) there is 个. */
static const zb_entry *find_unit(const zb_units *units, zb_slice flow, uint32_t at, uint32_t end) {
    uint32_t limit = end;
    for (;;) {
        const zb_entry *entry = zb_lexicon_find(&units->names, flow, at, limit);
        if (!entry)
            return NULL;
        zb_slice unit = {flow.data + at, entry->word.size};
        if (!ends_inside_word(flow, at + (uint32_t)unit.size, end) && !is_other_word(entry->letter, flow, at, end))
            return entry;
        limit = at + (uint32_t)unit.size - 1;
        while (limit > at && ((unsigned char)flow.data[limit] & 0xC0) == 0x80)
            limit--;
    }
}

static const zb_entry *named(const zb_units *units, zb_slice name) {
    const zb_entry *entry = zb_lexicon_find(&units->names, name, 0, (uint32_t)name.size);
    return entry && entry->word.size == name.size ? entry : NULL;
}

const zb_unit *zb_unit_named(const zb_units *units, zb_slice name) {
    const zb_entry *entry = units->names.built ? named(units, name) : NULL;
    return entry ? zb_array_at(&units->units, entry->value) : NULL;
}

bool zb_unit_of(const zb_units *units, zb_slice name, zb_quantity *quantity) {
    const zb_entry *entry = named(units, name);
    if (!entry)
        return false;
    quantity->unit = entry->word;
    quantity->dimension = ((const zb_unit *)zb_array_at(&units->units, entry->value))->dimension;
    return true;
}

uint32_t zb_unit_per(const zb_units *units, zb_slice flow, uint32_t at, uint32_t end) {
    const zb_entry *entry = zb_lexicon_find(&units->names, flow, at, end);
    uint32_t listed = zb_words_at(flow, at, end, only_per);
    uint32_t width = entry ? (uint32_t)entry->word.size : 0;
    width = width > listed ? width : listed;
    return ends_inside_word(flow, at + width, end) ? 0 : width;
}

static void add_per(zb_quantity *quantity, zb_slice per) {
    if (quantity->per_count < ZB_PER_MAX)
        quantity->per[quantity->per_count++] = per;
}

/* 元/吨, 元/人·年, 元每吨. 吨 / 人 (with the words 每 by itself: 元每 at the end) is left alone. */
static uint32_t read_per_behind(const zb_units *units, zb_slice flow, uint32_t at, uint32_t end,
                                zb_quantity *quantity) {
    static const zb_word marks[] = {"/", "／", "每", "·", ""};
    for (;;) {
        uint32_t mark = zb_words_at(flow, at, end, marks);
        uint32_t width = mark ? zb_unit_per(units, flow, at + mark, end) : 0;
        bool dot = zb_word_at(flow, at, end, "·") != 0;
        if (width == 0 || (dot && quantity->per_count == 0))
            return at;
        add_per(quantity, (zb_slice){flow.data + at + mark, width});
        at += mark + width;
    }
}

/* 套（户）, 辆(台): another word for what is counted. Returns its width. */
static uint32_t bracketed(const zb_units *units, zb_slice flow, uint32_t at, uint32_t end) {
    static const zb_word opens[] = {"（", "(", ""}, closes[] = {"）", ")", ""};
    uint32_t open = zb_words_at(flow, at, end, opens);
    const zb_entry *entry = open ? zb_lexicon_find(&units->names, flow, at + open, end) : NULL;
    uint32_t width = entry ? open + (uint32_t)entry->word.size : 0, close = entry ? zb_words_at(flow, at + width, end, closes) : 0;
    return close ? width + close : 0;
}

bool zb_unit_read(const zb_units *units, zb_slice flow, uint32_t at, uint32_t end, const zb_numeral *numeral,
                  zb_quantity *quantity) {
    const zb_entry *entry = find_unit(units, flow, at, end);
    bool ten = numeral->chinese && !numeral->scaled && !numeral->over && numeral->digits == 0; /* 十 */
    if (!entry || ((entry->flags & NOT_ALONE) && (numeral->article || ten)))
        return false;
    const zb_unit *unit = zb_array_at(&units->units, entry->value);
    uint32_t size = entry->flags >= UNIT_SIZE ? entry->flags / UNIT_SIZE : (uint32_t)entry->word.size, stop = at + size;
    quantity->unit = (zb_slice){flow.data + at, size};
    if (zb_word_at(quantity->unit, 0, (uint32_t)quantity->unit.size, "个多")) { /* 1个多月: more than one 个月 */
        quantity->unit = unit->name;
        quantity->comparison = ZHIBIAO_OVER;
    }
    quantity->dimension = unit->dimension;
    stop += bracketed(units, flow, stop, end);
    if (stop > at + size)
        quantity->unit = (zb_slice){flow.data + at, stop - at};
    quantity->end = read_per_behind(units, flow, stop, end, quantity);
    return true;
}
