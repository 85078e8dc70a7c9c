/* What pages say, in Chinese and in English. */
#include "pages.h"

typedef struct words {
    const char *chinese, *english;
} words;

static const words labels[ZB_LABELS] = {
    [ZB_LABEL_NONE] = {"", ""},
    [ZB_LABEL_INDICATOR] = {"指标", "Indicator"},
    [ZB_LABEL_TARGET] = {"目标", "Target"},
    [ZB_LABEL_ACTUAL] = {"实绩", "Actual"},
    [ZB_LABEL_BASELINE] = {"基数", "Baseline"},
    [ZB_LABEL_COMPLETION] = {"完成率", "Completion"},
    [ZB_LABEL_GAP] = {"差额", "Gap"},
    [ZB_LABEL_TIME] = {"时期", "Period"},
    [ZB_LABEL_REGION] = {"地区", "Place"},
    [ZB_LABEL_QUANTITY] = {"其他数字", "Other figure"},
    [ZB_LABEL_TEXT_TITLE] = {"指标标注", "Figures in their text"},
    [ZB_LABEL_TEXT_INTRO] = {"点按标注可看记录，点按记录编号可回到原文。",
                             "A mark leads to its record, a record's number back to the text."},
    [ZB_LABEL_LEGEND] = {"图例", "Legend"},
    [ZB_LABEL_RECORDS] = {"记录", "Records"},
    [ZB_LABEL_NO_RECORDS] = {"没有记录。", "No records."},
    [ZB_LABEL_OTHERS] = {"另属记录数", "also of other records"},
    [ZB_LABEL_UNUSED] = {"未进入任何记录", "in no record"},
    [ZB_LABEL_UNREAD] = {"未能读取", "Could not be read"},
    [ZB_LABEL_DERIVED] = {"推算", "derived"},
    [ZB_LABEL_FROM] = {"自", "from"},
    [ZB_LABEL_TO] = {"至", "to"},
    [ZB_LABEL_SECTION] = {"标题", "Section"},
    [ZB_LABEL_ITEM] = {"条目", "Item"},
    [ZB_LABEL_OFFICIAL] = {"统计名称", "Official name"},
    [ZB_LABEL_RULE] = {"规则", "Rule"},
    [ZB_LABEL_CONFIDENCE] = {"可信度", "Confidence"},
    [ZB_LABEL_CHECK] = {"校核", "Check"},
    [ZB_LABEL_CONSISTENT] = {"数字相符", "the figures agree"},
    [ZB_LABEL_INCONSISTENT] = {"数字不符", "the figures do not agree"},
    [ZB_LABEL_COMPUTED] = {"算得", "computed"},
    [ZB_LABEL_MEASURE] = {"口径", "Measure"},
    [ZB_LABEL_DATE] = {"日期", "Date"},
    [ZB_LABEL_ENCODING] = {"编码", "Encoding"},
    [ZB_LABEL_PUBLISHER] = {"来源", "Published by"},
    [ZB_LABEL_WITHOUT_TEXT] = {"原文未保留。", "The text was not kept."},
    [ZB_LABEL_MADE_BY] = {"由 zhibiao 生成", "Made by zhibiao"},
    [ZB_LABEL_SEPARATOR] = {"；", "; "},
    [ZB_LABEL_COLON] = {"：", ": "},
    [ZB_LABEL_LEVEL] = {"水平", "level"},
    [ZB_LABEL_GROWTH] = {"增幅", "growth"},
    [ZB_LABEL_INCREMENT] = {"增减量", "increment"},
    [ZB_LABEL_SHARE] = {"占比", "share"},
    [ZB_LABEL_NO_BASIS] = {"", ""},
    [ZB_LABEL_YOY] = {"同比", "on the year before"},
    [ZB_LABEL_QOQ] = {"环比", "on the period before"},
    [ZB_LABEL_YTD] = {"比年初", "since the year began"},
    [ZB_LABEL_AVERAGE] = {"年均", "yearly average"},
    [ZB_LABEL_PLAN_BASIS] = {"比计划", "on the plan"},
    [ZB_LABEL_OTHER_BASIS] = {"比其他基期", "on another base"},
};

const char *zb_label_text(zb_label label, bool english) {
    return english ? labels[label].english : labels[label].chinese;
}
