/* Lines to flow: what is joined, what is parted, what each block is, and that every range of the flow leads back. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>
#include <iconv.h>

#include "counter.h"
#include "text.h"

static void read_text(zb_text *text, const char *input, size_t size, const char *encoding) {
    zhibiao_error error;
    zb_text_init(text, &zb_default_memory);
    assert_int_equal(zb_text_read(text, input, size, encoding, &error), ZHIBIAO_OK);
}

/* One line a block: P, H1 or I3, then [mark] where there is one, then the words. */
static void describe(const zb_text *text, zb_buffer *out) {
    zb_slice flow = zb_text_flow(text);
    for (size_t i = 0; i < text->blocks.count; i++) {
        const zb_block *b = zb_array_at(&text->blocks, i);
        zb_buffer_add_byte(out, "PHIR"[b->kind]);
        if (b->kind == ZB_ROW)
            zb_buffer_add_byte(out, (char)('0' + b->table));
        else if (b->kind != ZB_PARAGRAPH)
            zb_buffer_add_byte(out, (char)('0' + b->level));
        zb_buffer_add_byte(out, ' ');
        if (b->text > b->start) {
            zb_buffer_add_byte(out, '[');
            zb_buffer_add(out, (zb_slice){flow.data + b->start, b->text - b->start});
            zb_buffer_add_byte(out, ']');
        }
        zb_buffer_add(out, (zb_slice){flow.data + b->text, b->end - b->text});
        zb_buffer_add_byte(out, '\n');
    }
    zb_buffer_add_byte(out, '\0');
}

static void expect(const char *input, const char *blocks) {
    zb_text text;
    zb_buffer out;
    zb_buffer_init(&out, &zb_default_memory);
    read_text(&text, input, strlen(input), NULL);
    describe(&text, &out);
    assert_string_equal(out.bytes.data, blocks);
    zb_buffer_clear(&out);
    zb_text_clear(&text);
}

/* ---- white space within a line ------------------------------------------------------------------------ */

static void white_space_goes_unless_it_means_something(void **state) {
    (void)state;
    static const char *const rows[][2] = {
        {"1 9 9 3 年 ，粮食增产 8 ．8 ％ 。", "1993年，粮食增产8．8％。"},
        {"培训 86.8 万名 ，完成计划 的 107.13% ；", "培训86.8万名，完成计划的107.13%；"},
        {"县 委　县 政 府\u00A0共 8 . 8 亿 元", "县委县政府共8.8亿元"},
        {"GDP growth was 5.2 percent.", "GDP growth was 5.2 percent."},
        {"2023 45", "2023 45"},
        {"G D P 增长", "GDP增长"},
        {"全长 3000 km 的 T 形水渠", "全长3000km的T形水渠"},
        {"村道\u200B建\u00AD成\uFEFF了", "村道建成了"},
        {"桥梁\t12\t15 座", "桥梁 12 15座"},
        {"误差 ±", "误差±"},
        {"①２０２４年１０²平方米", "①２０２４年１０²平方米"},
        {"３．　１３家单位完成整改。", "３． １３家单位完成整改。"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        zb_text text;
        read_text(&text, rows[i][0], strlen(rows[i][0]), NULL);
        zb_slice flow = zb_text_flow(&text);
        if (!zb_slice_equal(flow, zb_slice_of(rows[i][1])))
            fail_msg("%s gives %.*s", rows[i][0], (int)flow.size, flow.data);
        zb_text_clear(&text);
    }
}

static void list_marks_are_found(void **state) {
    (void)state;
    static const char *const rows[][2] = {
        {"一、农村供水", "H1 [一、]农村供水\n"},
        {"（二）灌区改造（3项）", "H2 [（二）]灌区改造（3项）\n"},
        {"第三章 防汛", "H1 [第三章]防汛\n"},
        {"第 二 节 水库", "H2 [第二节]水库\n"},
        {"1.2 河道整治", "H2 [1.2]河道整治\n"},
        {"1.2.3“三河”同治", "H3 [1.2.3]“三河”同治\n"},
        {"## 水价", "H2 [##]水价\n"},
        {"（一）修好干渠，确保灌溉。全年清淤30公里。", "I2 [（一）]修好干渠，确保灌溉。全年清淤30公里。\n"},
        {"12. 新打机井40眼；配套水泵40台。", "I3 [12.]新打机井40眼；配套水泵40台。\n"},
        {"3. 13家水厂完成整改。", "I3 [3. ]13家水厂完成整改。\n"},
        {"3、13家水厂完成整改。", "I3 [3、]13家水厂完成整改。\n"},
        {"（4）13家水厂完成整改", "I3 [（4）]13家水厂完成整改\n"},
        {"一是清淤。二是护坡。", "I1 [一是]清淤。二是护坡。\n"},
        {"——清淤30公里；", "I1 [——]清淤30公里；\n"},
        {"- ①引水", "I1 [-①]引水\n"},
        {"第七条 取水须经许可。", "I1 [第七条]取水须经许可。\n"},
        {"12.5公里村道已经建成。", "P 12.5公里村道已经建成。\n"},
        {"35.33 亿元已经到位。", "P 35.33亿元已经到位。\n"},
        {"一批项目开工。", "P 一批项目开工。\n"},
        {"第一季度开工。", "P 第一季度开工。\n"},
        {"2024年开工。", "P 2024年开工。\n"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        expect(rows[i][0], rows[i][1]);
}

/* ---- lines -------------------------------------------------------------------------------------------- */

static void wrapped_lines_are_joined(void **state) {
    (void)state;
    /* blank lines everywhere; cut inside words, numbers, units; the column narrows; a spaced heading; a dash item */
    expect("入秋以来，全县抢抓晴好天气推进农\n\n村公路建设，各乡镇倒排工期、挂图\n\n作战，施工队伍连续奋战在一线。截\n\n"
           "至10月底，新改建农村公路386.4\n\n公里，占年度任务的 96.6% ；改造\n\n危桥 2\n\n1座，惠及群众3.\n\n"
           "8万人。\n\n养 好 农 村 路\n\n道路通了，还要养护好。全县组建起\n\n一支由586名村民组成的养护队，人\n\n"
           "均月增收900元。\n\n——养护资金纳入财政预算，今年\n\n安排1200万元；\n\n",
           "P 入秋以来，全县抢抓晴好天气推进农村公路建设，各乡镇倒排工期、挂图作战，施工队伍连续奋战在一线。"
           "截至10月底，新改建农村公路386.4公里，占年度任务的96.6%；改造危桥21座，惠及群众3.8万人。\n"
           "H1 养好农村路\n"
           "P 道路通了，还要养护好。全县组建起一支由586名村民组成的养护队，人均月增收900元。\n"
           "I1 [——]养护资金纳入财政预算，今年安排1200万元；\n");
}

static void blank_lines_part_sentences_only(void **state) {
    (void)state;
    /* a blank line behind a full stop parts, one inside a sentence (a new column) does not */
    expect("区残联今年把康复服务送进村屯，组\n织12支小分队入户评估，为2300名\n残疾人建立康复档案，其中儿童 318\n名。\n\n"
           "对行动不便的对象，小分队每月上门\n两次，指导家属做好日常训练，并按\n需适配轮椅、助听器等辅助\n\n"
           "器具，全年已适配1467件，超过计划\n的三成。\n",
           "P 区残联今年把康复服务送进村屯，组织12支小分队入户评估，为2300名残疾人建立康复档案，其中儿童318名。\n"
           "P 对行动不便的对象，小分队每月上门两次，指导家属做好日常训练，并按需适配轮椅、助听器等辅助器具，"
           "全年已适配1467件，超过计划的三成。\n");
}

static void a_few_wrapped_lines_are_enough(void **state) {
    (void)state;
    expect("到11月末，全市新建口袋公园36\n\n处，完成计划\n\n的 120% ；\n", "P 到11月末，全市新建口袋公园36处，完成计划的120%；\n");
    expect("到11月末，全市新建城市绿道和口袋公园\n36处，完成年度计划的\n120%。\n",
           "P 到11月末，全市新建城市绿道和口袋公园36处，完成年度计划的120%。\n");
}

static void indents_tell_paragraphs(void **state) {
    (void)state;
    /* a full line that ends a sentence is not the paragraph's last, when the next has no indent; a short heading has none either */
    expect("　　全区开展河道清淤，整治黑臭水体6条，清运淤泥\n3.2万吨，新建沿河步道18公里。水质监测断面全部达标。\n"
           "沿线建成口袋公园5处，栽植乔木1200株。\n　　污水处理厂二期工程年内投运，日处理能力提高到\n8万吨。\n排水防涝\n"
           "　　改造雨污合流管网42公里，更换老旧泵站设备，共\n16台套，易涝点全部消除。\n",
           "P 全区开展河道清淤，整治黑臭水体6条，清运淤泥3.2万吨，新建沿河步道18公里。水质监测断面全部达标。"
           "沿线建成口袋公园5处，栽植乔木1200株。\nP 污水处理厂二期工程年内投运，日处理能力提高到8万吨。\nH1 排水防涝\n"
           "P 改造雨污合流管网42公里，更换老旧泵站设备，共16台套，易涝点全部消除。\n");
}

static void paragraph_lines_stand_alone(void **state) {
    (void)state;
    expect("关于2024年民生工作的意见\n　　今年重点办好下列实事。\n\n　　一、就业（2项）\n\n　　1. 新增就业2万人。\n\n"
           "　　2. 培训农民工3000人次；开发公益性岗位500个。\n\n　　各乡镇要抓好落实。",
           "H1 关于2024年民生工作的意见\nP 今年重点办好下列实事。\nH1 [一、]就业（2项）\nI3 [1.]新增就业2万人。\n"
           "I3 [2.]培训农民工3000人次；开发公益性岗位500个。\nP 各乡镇要抓好落实。\n");
    /* an unfinished long line goes on behind a page's end; a short one is a title; \r\n and form feed end lines */
    expect("县医院门诊楼投入使用\r\n昨天，县医院新门诊楼正式投入使用，新楼建筑面积1.8万平方米，设置诊室120间，群众看病更加方便。院长说，"
           "下一步要办好群众满意\r\n\r\n\f的医院，让乡亲们少跑腿。\r\n各位代表：\r\n",
           "H1 县医院门诊楼投入使用\n"
           "P 昨天，县医院新门诊楼正式投入使用，新楼建筑面积1.8万平方米，设置诊室120间，群众看病更加方便。院长说，"
           "下一步要办好群众满意的医院，让乡亲们少跑腿。\nP 各位代表：\n");
}

static void wrapped_reports_keep_their_outline(void **state) {
    (void)state;
    /* indented paragraphs; headings that end where the text below begins; list items without full stops */
    expect("　　今年以来，全县坚持把项目建设作为经济工作的主抓手，强化要素\n保障，优化营商环境，全年新开工亿元以上项目32个，完成固定资产投\n"
           "资86.5亿元，同比增长9.3%。\n　　（一）工业经济稳中有进。规模以上工业增加值增长8.1%，新增规\n上企业12户。园区基础设施"
           "不断完善，承载能力持续提升，入驻企业达\n到146家。\n　　（二）农业生产再获丰收\n　　粮食总产量达到32.6亿斤，新建高标准农田"
           "15万亩。畜牧业产值\n占农业总产值比重达到45%。\n",
           "P 今年以来，全县坚持把项目建设作为经济工作的主抓手，强化要素保障，优化营商环境，全年新开工亿元以上项目32个，"
           "完成固定资产投资86.5亿元，同比增长9.3%。\nI2 [（一）]工业经济稳中有进。规模以上工业增加值增长8.1%，新增规上企业12户。"
           "园区基础设施不断完善，承载能力持续提升，入驻企业达到146家。\nH2 [（二）]农业生产再获丰收\n"
           "P 粮食总产量达到32.6亿斤，新建高标准农田15万亩。畜牧业产值占农业总产值比重达到45%。\n");
    expect("二、重点任务\n1.新建幼儿园2所，增加学位540个。责\n任单位：县教育局\n2.改造老旧小区15个，惠及居民3200户。\n责任单位：县住建局\n"
           "3.新增停车位1500个\n4.建设充电桩200个\n",
           "H1 [二、]重点任务\nI3 [1.]新建幼儿园2所，增加学位540个。责任单位：县教育局\nI3 [2.]改造老旧小区15个，惠及居民3200户。\n"
           "P 责任单位：县住建局\nI3 [3.]新增停车位1500个\nI3 [4.]建设充电桩200个\n");
}

static void table_rows_have_cells(void **state) {
    (void)state;
    static const char *const rows[][2] = {
        {"指标\t2023年\t2024年\n新建水窖（口）\t1200\t1300\n注：数据为快报数。\n",
         "R1 指标\t2023年\t2024年\nR1 新建水窖（口）\t1200\t1300\nP 注：数据为快报数。\n"},
        /* an empty cell stays, one behind the last does not */
        {"指标\t目标\t完成\t备注\n打井 \t\t 12 口\t\n", "R1 指标\t目标\t完成\t备注\nR1 打井\t\t12口\n"},
        {"附表\n\n指标名称  单位  目标  完成\n\n新建水窖  万口  23  24.64\n",
         "P 附表\nR1 指标名称\t单位\t目标\t完成\nR1 新建水窖\t万口\t23\t24.64\n"},
        /* columns of blanks; the second row has nothing below 目标 */
        {"指标名称        单位      目标      完成\n新建水窖        口                  12\n改造灌渠        公里      30        36.5\n",
         "R1 指标名称\t单位\t目标\t完成\nR1 新建水窖\t口\t\t12\nR1 改造灌渠\t公里\t30\t36.5\n"},
        {"| 指标 | 目标 | 完成 |\n|:---|---:|---|\n| 水窖 | 20 口 | 23口 |\n| 灌渠 |  | 4公里 |\n\n全年丰收。\n",
         "R1 指标\t目标\t完成\nR1 水窖\t20口\t23口\nR1 灌渠\t\t4公里\nP 全年丰收。\n"},
        {"指标 | 完成\n水窖 | 20口\n", "R1 指标\t完成\nR1 水窖\t20口\n"},
        {"┌──┬──┐\n│指标│完成│\n├──┼──┤\n│水窖│20口│\n└──┴──┘\n", "R1 指标\t完成\nR1 水窖\t20口\n"},
        /* a heading between rows, and a table of its own behind a paragraph */
        {"指标\t完成\n水窖\t20口\n一、灌溉\n灌渠\t4公里\n泵站\t3座\n以上为全年数。\n项目\t个数\n桥\t7\n",
         "R1 指标\t完成\nR1 水窖\t20口\nH1 [一、]灌溉\nR1 灌渠\t4公里\nR1 泵站\t3座\nP 以上为全年数。\nR2 项目\t个数\nR2 桥\t7\n"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        expect(rows[i][0], rows[i][1]);
}

static void prose_with_stray_blanks_is_no_table(void **state) {
    (void)state;
    static const char *const rows[][2] = {
        {"1.\t新建水窖12口；\n2.\t改造灌渠30公里。\n", "I3 [1.]新建水窖12口；\nI3 [2.]改造灌渠30公里。\n"},
        {"全年新建水窖12口，\t完成计划。\n改造灌渠30公里，\t超计划5公里。\n",
         "P 全年新建水窖12口，完成计划。\nP 改造灌渠30公里，超计划5公里。\n"},
        {"产量达30万吨  质量稳步提升\n播种面积扩大  农户增收明显\n", "P 产量达30万吨质量稳步提升播种面积扩大农户增收明显\n"},
        {"首页 | 新闻 | 政务\n", "P 首页|新闻|政务\n"},
        {"桥梁\t12\t15 座\n", "P 桥梁 12 15座\n"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        expect(rows[i][0], rows[i][1]);
}

static void headings_number_their_sections(void **state) {
    (void)state;
    static const char input[] = "一、供水\n全年供水稳定。\n（一）水厂\n新建水厂3座。\n二、排水\n管网延伸5公里。\n";
    static const int32_t sections[] = {-1, 0, 0, 2, 2, 4};
    static const uint8_t levels[] = {1, 0, 2, 0, 1, 0};
    zb_text text;
    read_text(&text, input, sizeof input - 1, NULL);
    assert_int_equal(text.blocks.count, 6);
    for (size_t i = 0; i < 6; i++) {
        const zb_block *b = zb_array_at(&text.blocks, i);
        assert_int_equal(b->section, sections[i]);
        assert_int_equal(b->level, levels[i]);
        assert_int_equal(b->paragraph_end, 1);
    }
    zb_text_clear(&text);
}

/* Five pages of 24 lines, each but the first beginning with the last page's number glued to its first line. */
static void glued_page_numbers_go(void **state) {
    (void)state;
    zb_buffer input;
    zb_buffer_init(&input, &zb_default_memory);
    for (int page = 0; page < 5; page++) {
        for (int row = 0; row < 24; row++) {
            if (row == 0 && page > 0)
                zb_buffer_add_byte(&input, (char)('0' + page));
            zb_buffer_add(&input, row == 12 ? ZB_SLICE("3个乡镇完成任务，各村继续推进管网\n")
                                            : ZB_SLICE("持续推进河道清淤和堤防加固，乡村水\n"));
        }
    }
    zb_buffer_add(&input, ZB_SLICE("系更加畅通。\n"));
    zb_slice slice = zb_buffer_slice(&input);
    zb_text text;
    read_text(&text, slice.data, slice.size, NULL);
    zb_slice flow = zb_text_flow(&text);
    assert_int_equal(text.blocks.count, 1);
    size_t digits = 0;
    for (size_t i = 0; i < flow.size; i++) {
        if (flow.data[i] >= '0' && flow.data[i] <= '9') {
            assert_int_equal(flow.data[i], '3');
            assert_memory_equal(flow.data + i + 1, "个乡镇", 9);
            digits++;
        }
    }
    assert_int_equal(digits, 5);
    zb_text_clear(&text);
    zb_buffer_clear(&input);
}

static void page_marks_and_subscripts_go(void **state) {
    (void)state;
    expect("空气质量持续改善，细颗粒物（PM ）\n2.5\n平均浓度下降到每立方米33微克，优良\n天数比例达到八成以上，重污染天气基\n17\n"
           "本消除，群众的蓝天获得感明显增强。\n",
           "P 空气质量持续改善，细颗粒物（PM）平均浓度下降到每立方米33微克，优良天数比例达到八成以上，重污染天气基本消除，"
           "群众的蓝天获得感明显增强。\n");
    expect("雨量充沛。\n- 12 -\n第13页\n墒情良好。\n", "P 雨量充沛。\nP 墒情良好。\n");
    expect("雨量充沛。\n— 4 —\n第 13 页 共 20 页\n· 5 ·\n墒情良好。\n", "P 雨量充沛。\nP 墒情良好。\n");
    expect("第13页所列工程完工。\n—— 5月完工\n", "P 第13页所列工程完工。\nI1 [——]5月完工\n");
}

static void headers_and_footers_go(void **state) {
    (void)state;
    /* the second page's header cuts a sentence, its number differs; a line that stands once stays */
    expect("柳林县2024年水利公报        1\n\n本年改造干渠30公里，新打机井40眼，清淤河道12公里，建设\n\f柳林县2024年水利公报        2\n\n"
           "蓄水池200个。\n汛期平稳。\n\f柳林县2024年水利公报        3\n\n全年调水3亿立方米。\n",
           "P 本年改造干渠30公里，新打机井40眼，清淤河道12公里，建设蓄水池200个。\nP 汛期平稳。\nP 全年调水3亿立方米。\n");
    expect("新打机井40眼。\n7\n\f新打水窖90口。\n8\n\f全年丰收。\n9\n", "P 新打机井40眼。\nP 新打水窖90口。\nP 全年丰收。\n");
    /* nothing is repeated: nothing goes */
    expect("水利\n新打机井40眼。\n\f农业\n新打水窖90口。\n", "P 水利\nP 新打机井40眼。\nP 农业\nP 新打水窖90口。\n");
}

static void columns_are_read_one_by_one(void **state) {
    (void)state;
    /* the right column begins at one position, counted in characters, an indent of two there too */
    static const char page[] =
        "                今冬明春水利建设综述\n\n"
        "  入冬以来，全县新打机井40眼，改            新建泵站3座，清淤河道12公里，\n"
        "造干渠30公里，完成年计划的9               维修水闸16座。\n"
        "6%，受益农田5.2万亩。                   春灌在即，全县备足柴油80吨，\n"
        "  山区乡镇修建水窖，全年建成120            检修水泵1200台套，确保3月\n"
        "0口，解决2300人饮水困难。               底前全部到位。\n"
        "  据了解，开春以前县里还将要\n";
    expect(page, "H1 今冬明春水利建设综述\nP 入冬以来，全县新打机井40眼，改造干渠30公里，完成年计划的96%，受益农田5.2万亩。\n"
                 "P 山区乡镇修建水窖，全年建成1200口，解决2300人饮水困难。\n"
                 "P 据了解，开春以前县里还将要新建泵站3座，清淤河道12公里，维修水闸16座。\n"
                 "P 春灌在即，全县备足柴油80吨，检修水泵1200台套，确保3月底前全部到位。\n");
    /* the second of two gutters is found first: what was parted there is not parted once more before its own beginning */
    expect("　　入冬以来，全县新打　　　　新建泵站三座，清淤　　　　春灌在即，备足柴油\n"
           "机井四十眼，改造干渠　　　　河道十二公里，维修　　　　八十吨，检修水泵一\n"
           "三十公里，完成年计划　　　　水闸十六座，又筹划　　　　千二百台套，确保三\n"
           "的九成六，受益农田五　　　　建塘坝二十座，打水　　　　月底前全部到位，为\n"
           "万亩，山区乡镇还修建　　　　窖九百口。　　　　　　　　四十万亩春播作物浇\n"
           "水窖一千二百口。　　　　　　　　　　　　　　　　　　　好返青水。\n",
           "P 入冬以来，全县新打机井四十眼，改造干渠三十公里，完成年计划的九成六，受益农田五万亩，山区乡镇还修建水窖一千二百口。\n"
           "P 新建泵站三座，清淤河道十二公里，维修水闸十六座，又筹划建塘坝二十座，打水窖九百口。\n"
           "P 春灌在即，备足柴油八十吨，检修水泵一千二百台套，确保三月底前全部到位，为四十万亩春播作物浇好返青水。\n");
}

static void tables_stand_in_wrapped_text(void **state) {
    (void)state;
    /* the measure is fourteen characters; the rows are no lines of it, and keep their own cells */
    expect("今年以来，全县新建农村公路2\n00公里，改造危桥12座，完\n成年计划的95%，受益群众3\n万人，完成投资1亿6000万\n元，新建候车亭85座，公交车\n"
           "通到了每个行政村，群众出行更\n加方便快捷。\n"
           "新建水窖|90口|85口\n清淤河道|12公里|14公里\n"
           "教育方面，新建幼儿园3所，增\n加学位600个，受益儿童12\n00人，完成投资3亿元，招聘\n教师150名，资助困难学生2\n300人次，建成标准化食堂7\n"
           "个，营养午餐覆盖全部乡村学校\n。\n",
           "P 今年以来，全县新建农村公路200公里，改造危桥12座，完成年计划的95%，受益群众3万人，完成投资1亿6000万元，新建候车亭85座，公交车通到了每个行政村，群众出行更加方便快捷。\n"
           "R1 新建水窖\t90口\t85口\nR1 清淤河道\t12公里\t14公里\n"
           "P 教育方面，新建幼儿园3所，增加学位600个，受益儿童1200人，完成投资3亿元，招聘教师150名，资助困难学生2300人次，建成标准化食堂7个，营养午餐覆盖全部乡村学校。\n");
}

static void articles_go_on_behind_notes(void **state) {
    (void)state;
    expect("新打机井40眼，（下转第四版）\n（上接第一版）改造干渠30公里。\n", "P 新打机井40眼，改造干渠30公里。\n");
    /* nothing but white space between two notes, and around them */
    expect("新打机井40眼（下转第四版） 　（上接第一版） ，改造干渠30公里。\n", "P 新打机井40眼，改造干渠30公里。\n");
    expect(" （下转第四版） （上接第一版） \n", "P （下转第四版）\nP （上接第一版）\n");
}

static void leaders_and_doubles_go(void **state) {
    (void)state;
    expect("目 录\n一、总则 ........ 3\n二、灌溉用水……………… 12\n一、总则\n新打机井40眼。\n",
           "P 目录\nI1 [一、]总则\nI1 [二、]灌溉用水\nH1 [一、]总则\nP 新打机井40眼。\n");
    expect("安澜清波惠民生安澜清波惠民生\n全县新打机井40眼，改造干渠30公里，农田灌溉有了保证。\n",
           "H1 安澜清波惠民生\nP 全县新打机井40眼，改造干渠30公里，农田灌溉有了保证。\n");
    expect("增长速度增长\n机井40眼……\n", "P 增长速度增长机井40眼……\n");
}

/* ---- the way back ------------------------------------------------------------------------------------- */

static uint64_t next_random(uint64_t *seed) {
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    return *seed ^= *seed << 17;
}

static bool is_space_at(const char *at) {
    return *at == ' ' || *at == '\n' || *at == '\r' || *at == '\t' || *at == '\f' || memcmp(at, "　", 3) == 0;
}

/* Copies without white space; returns the size. */
static size_t strip(const char *at, const char *end, char *out) {
    char *to = out;
    size_t width = 0;
    for (; at < end; at += width) {
        zb_utf8_get(at, &width);
        if (!is_space_at(at)) {
            memcpy(to, at, width);
            to += width;
        }
    }
    return (size_t)(to - out);
}

/* In which nothing but white space is dropped. */
static const char *const article =
    "　　一、夏收夏种\n　　全县小麦收获 42.6 万亩，单产 1 0 2 5 斤，比上年增长 3.1 ％。\n\n"
    "夏种进度快于往年，截至6月2\n0日，完成玉米播种38.\n5万亩，占计划的91%；播种大\n豆4.2万亩，𠮷镇进度最快。\n"
    "为抢墒情，农机部门组织3800台\n播种机下田，培训机手\t1200 人\n次，best practice 推广到86\n个村。\r\n"
    "（二）田间管理\r\n除草、追肥同步推进，受益农户达2.3万户。\r\n";

/* How many \r\n end at or before that byte of UTF-32LE. */
static size_t line_ends_before(const char *input, uint64_t byte) {
    size_t count = 0;
    for (uint64_t i = 4; i < byte; i += 4)
        count += memcmp(input + i - 4, "\r\0\0\0\n\0\0", 8) == 0;
    return count;
}

static void expect_way_back(const zb_text *text, const char *input, const char *encoding) {
    static char raw[4096], decoded[4096], flat[4096];
    zb_slice flow = zb_text_flow(text);
    uint64_t seed = 7;
    for (int i = 0; i < 4000; i++) {
        uint32_t a = (uint32_t)(next_random(&seed) % (flow.size + 1));
        uint32_t b = (uint32_t)(next_random(&seed) % (flow.size + 1));
        uint32_t start = a < b ? a : b, end = a < b ? b : a;
        while (start > 0 && ((unsigned char)flow.data[start] & 0xC0) == 0x80)
            start--;
        while (end < flow.size && ((unsigned char)flow.data[end] & 0xC0) == 0x80)
            end++;
        zhibiao_span span = zb_text_span(text, start, end);
        size_t expected = strip(flow.data + start, flow.data + end, flat);
        char *from = (char *)(uintptr_t)(input + span.byte_start), *to = decoded;
        size_t left = (size_t)(span.byte_end - span.byte_start), room = sizeof decoded;
        iconv_t converter = iconv_open("UTF-8", encoding);
        assert_true(iconv(converter, &from, &left, &to, &room) != (size_t)-1);
        iconv_close(converter);
        assert_int_equal(strip(decoded, to, raw), expected);
        assert_memory_equal(raw, flat, expected);
        size_t points = 0, width = 0;
        for (const char *at = decoded; at < to; at += width) {
            points += !(at > decoded && at[-1] == '\r' && *at == '\n');
            zb_utf8_get(at, &width);
        }
        assert_int_equal(points, span.end - span.start);
        if (strcmp(encoding, "UTF-32LE") == 0)
            assert_int_equal(span.byte_start, 4 * (span.start + line_ends_before(input, span.byte_start)));
    }
}

static void every_range_leads_back(void **state) {
    (void)state;
    static const char *const encodings[] = {"UTF-8", "GB18030", "UTF-16LE", "UTF-16BE", "UTF-32LE"};
    static char input[8192];
    zb_buffer first, out;
    zb_buffer_init(&first, &zb_default_memory);
    for (size_t i = 0; i < sizeof encodings / sizeof encodings[0]; i++) {
        char *from = (char *)(uintptr_t)article, *to = input;
        size_t left = strlen(article), room = sizeof input;
        iconv_t converter = iconv_open(encodings[i], "UTF-8");
        assert_true(iconv(converter, &from, &left, &to, &room) != (size_t)-1);
        iconv_close(converter);
        zb_text text;
        read_text(&text, input, (size_t)(to - input), encodings[i]);
        expect_way_back(&text, input, encodings[i]);
        zb_buffer_init(&out, &zb_default_memory);
        describe(&text, &out);
        if (i == 0)
            zb_buffer_add(&first, zb_buffer_slice(&out));
        assert_string_equal(out.bytes.data, first.bytes.data); /* the same blocks whatever the encoding */
        zb_buffer_clear(&out);
        zb_text_clear(&text);
    }
    zb_buffer_clear(&first);
}

/* \r\n is one code point, two characters: what stands behind it is where Python's open() would find it. */
static void line_ends_count_once(void **state) {
    (void)state;
    static const char *const encodings[] = {"UTF-8", "GB18030", "UTF-16LE", "UTF-16BE"};
    static const uint64_t widths[][2] = {{3, 1}, {2, 1}, {2, 2}, {2, 2}}; /* of 桥, of a digit */
    char input[128];
    for (size_t i = 0; i < sizeof encodings / sizeof encodings[0]; i++) {
        char *from = (char *)(uintptr_t)"\r\n一、\r\n\r\n修桥\r\n3座", *to = input;
        size_t left = strlen(from), room = sizeof input;
        iconv_t converter = iconv_open(encodings[i], "UTF-8");
        assert_true(iconv(converter, &from, &left, &to, &room) != (size_t)-1);
        iconv_close(converter);
        zb_text text;
        read_text(&text, input, (size_t)(to - input), encodings[i]);
        zb_slice flow = zb_text_flow(&text);
        const char *digit = memchr(flow.data, '3', flow.size);
        uint32_t at = (uint32_t)(digit - flow.data);
        assert_non_null(digit);
        zhibiao_span span = zb_text_span(&text, at, at + 4); /* 3座 */
        assert_int_equal(span.start, 8); /* ⏎ 一 、 ⏎ ⏎ 修 桥 ⏎ */
        assert_int_equal(span.end, 10);
        assert_int_equal(span.byte_start, 4 * widths[i][0] + 8 * widths[i][1]);
        assert_int_equal(span.byte_end, span.byte_start + widths[i][0] + widths[i][1]);
        span = zb_text_span(&text, at - 3, at + 4); /* 桥⏎3座, or its last part where the lines were not joined */
        assert_int_equal(span.start, 6);
        assert_int_equal(span.end, 10);
        zb_text_clear(&text);
    }
}

static void spans_leave_white_space_out(void **state) {
    (void)state;
    static const char input[] = "\xEF\xBB\xBF 新建 \r\n\r\n";
    zb_text text;
    read_text(&text, input, sizeof input - 1, NULL);
    zhibiao_span span = zb_text_span(&text, 0, 6);
    assert_int_equal(span.byte_start, 4);
    assert_int_equal(span.byte_end, 10);
    assert_int_equal(span.start, 2); /* the byte order mark counts as a character */
    assert_int_equal(span.end, 4);
    span = zb_text_span(&text, 3, 3);
    assert_int_equal(span.byte_start, span.byte_end);
    zb_text_clear(&text);
    read_text(&text, " \n\n", 3, NULL);
    assert_int_equal(text.blocks.count, 0);
    span = zb_text_span(&text, 0, 0);
    assert_int_equal(span.byte_end, 0);
    zb_text_clear(&text);
}

/* ---- robustness --------------------------------------------------------------------------------------- */

/* Blocks must cover the flow but for the line ends between them, whatever comes. */
static void expect_sound(const zb_text *text) {
    zb_slice flow = zb_text_flow(text);
    uint32_t at = 0;
    for (size_t i = 0; i < text->blocks.count; i++) {
        const zb_block *b = zb_array_at(&text->blocks, i);
        assert_int_equal(b->start, at);
        assert_true(b->start <= b->text && b->text <= b->end && b->end <= flow.size && b->start < b->end);
        assert_true(b->section < (int32_t)i);
        assert_true(b->end == flow.size || flow.data[b->end] == '\n');
        at = b->end + 1;
    }
    assert_true(text->blocks.count == 0 ? flow.size == 0 : at == flow.size + 1);
    for (size_t i = 1; i < text->runs.count; i++) {
        const zb_run *run = zb_array_at(&text->runs, i);
        assert_true(run[-1].flow < run->flow && run[-1].byte <= run->byte && run[-1].point <= run->point);
    }
}

static void random_lines_are_laid_out_soundly(void **state) {
    (void)state;
    static const char *const pieces[] = {"新建", "１", "2", ".", "，", "。", "\n", "\n\n", " ", "　", "\t", "（", "）", "一、",
                                         "第一章", "——", "万人", "GDP", "1.1", "①", "”", "\xFF", "\r", "\f", "\u200B", "#",
                                         "全年完成农村公路改造任务", "本报讯", "- ", "的", "3", "\xE4", "：", "；", "𠮷", "（下转第四版）", "（上接第一版）",
                                         "目录", "……", "第 4 版", "12", "|"};
    uint64_t seed = 99;
    for (int round = 0; round < 3000; round++) {
        zb_buffer input;
        zb_text text;
        zb_buffer_init(&input, &zb_default_memory);
        for (uint64_t i = next_random(&seed) % 120; i > 0; i--)
            zb_buffer_add(&input, zb_slice_of(pieces[next_random(&seed) % (sizeof pieces / sizeof pieces[0])]));
        zb_slice slice = zb_buffer_slice(&input);
        read_text(&text, slice.data, slice.size, round % 2 ? "UTF-8" : "GB18030");
        expect_sound(&text);
        zb_text_clear(&text);
        zb_buffer_clear(&input);
    }
}

static void memory_failure_is_a_status(void **state) {
    (void)state;
    zhibiao_status status = ZHIBIAO_ERROR_MEMORY;
    for (size_t fail_at = 1; status != ZHIBIAO_OK; fail_at++) {
        counter count = {0, 0, fail_at};
        zb_memory memory = {counted_get, counted_put, &count};
        zb_text text;
        zhibiao_error error;
        zb_text_init(&text, &memory);
        status = zb_text_read(&text, article, strlen(article), NULL, &error);
        assert_true(status == ZHIBIAO_OK || (status == ZHIBIAO_ERROR_MEMORY && error.status == status));
        assert_true(status == ZHIBIAO_OK || text.blocks.count == 0);
        zb_text_clear(&text);
        assert_int_equal(count.live, 0);
        assert_true(fail_at < 200);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(white_space_goes_unless_it_means_something),
        cmocka_unit_test(list_marks_are_found),
        cmocka_unit_test(wrapped_lines_are_joined),
        cmocka_unit_test(blank_lines_part_sentences_only),
        cmocka_unit_test(a_few_wrapped_lines_are_enough),
        cmocka_unit_test(indents_tell_paragraphs),
        cmocka_unit_test(paragraph_lines_stand_alone),
        cmocka_unit_test(wrapped_reports_keep_their_outline),
        cmocka_unit_test(table_rows_have_cells),
        cmocka_unit_test(prose_with_stray_blanks_is_no_table),
        cmocka_unit_test(headings_number_their_sections),
        cmocka_unit_test(glued_page_numbers_go),
        cmocka_unit_test(page_marks_and_subscripts_go),
        cmocka_unit_test(headers_and_footers_go),
        cmocka_unit_test(columns_are_read_one_by_one),
        cmocka_unit_test(tables_stand_in_wrapped_text),
        cmocka_unit_test(articles_go_on_behind_notes),
        cmocka_unit_test(leaders_and_doubles_go),
        cmocka_unit_test(every_range_leads_back),
        cmocka_unit_test(line_ends_count_once),
        cmocka_unit_test(spans_leave_white_space_out),
        cmocka_unit_test(random_lines_are_laid_out_soundly),
        cmocka_unit_test(memory_failure_is_a_status),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
