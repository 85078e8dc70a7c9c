/* Web pages: the tree, selectors, where the article stands, what the page says of itself, and the way back to its bytes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include <cmocka.h>

#include "counter.h"
#include "html.h"

/* Decodes, and makes page text of it: what the layout would get. */
static zhibiao_status read_as(zb_text *text, const char *page, size_t size, uint32_t input, const char *select,
                              zhibiao_error *error) {
    zb_text_init(text, &zb_default_memory);
    text->input = input;
    text->select = select;
    zhibiao_status status = zb_decode(&text->decoded, page, size, NULL, error);
    return status == ZHIBIAO_OK ? zb_page_read(text, error) : status;
}

static void read_page(zb_text *text, const char *page, const char *select) {
    zhibiao_error error;
    zhibiao_status status = read_as(text, page, strlen(page), ZHIBIAO_INPUT_HTML, select, &error);
    if (status == ZHIBIAO_ERROR_UNSUPPORTED)
        skip();
    assert_int_equal(status, ZHIBIAO_OK);
}

static void expect_text(const char *page, const char *lines, const char *select) {
    zb_text text;
    read_page(&text, page, select);
    zb_slice said = zb_buffer_slice(&text.decoded.utf8);
    if (!zb_slice_equal(said, zb_slice_of(lines)))
        fail_msg("%s\ngives     %.*s\nnot       %s", page, (int)said.size, said.data, lines);
    zb_text_clear(&text);
}

/* ---- html_text.c: lines ----------------------------------------------------------------------------------- */

static void tags_inside_a_line_are_no_breaks(void **state) {
    (void)state;
    static const char *const rows[][2] = {
        {"<p>新增就业<span>24</span>.<span>64</span>万人</p>", "新增就业24.64万人"},
        {"<p><b>全市</b>造林<font color=red>3</font>万亩<o:p></o:p></p>", "全市造林3万亩"},
        {"<p>绿地12km<sup>2</sup></p>", "绿地12km2"},
        {"<p>甲<!-- 乙 -->丙</p>", "甲丙"},
        {"<p>甲</i>乙</span>丙</p>", "甲乙丙"},
        {"<p>甲<script>var p = '<p>乙</p>';</script>丙</p>", "甲丙"},
        {"<p>甲<span style='color:red; display : NONE'>乙</span>丙<i hidden>丁</i></p>", "甲丙"},
        {"<p>甲<nav>乙</nav></p><style>p{}</style><noscript>丙</noscript><p>丁</p>", "甲\n丁"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        expect_text(rows[i][0], rows[i][1], "body");
}

static void breaks_are(void **state) {
    (void)state;
    static const char *const rows[][2] = {
        {"<p>甲<p>乙</p>丙<div>丁</div>", "甲\n乙\n丙\n丁"},
        {"<div>甲<br>乙<br/>丙<br><br>丁</div>", "甲\n乙\n丙\n\n丁"},
        {"<h1>甲</h1><ul><li>乙<li>丙</ul><dl><dt>丁<dd>戊</dl>", "甲\n乙\n丙\n丁\n戊"},
        {"<div>甲<div>乙</div>丙</div>", "甲\n乙\n丙"},
        {"<pre>甲\n乙</pre>", "甲\n乙"},
        {"<p>&nbsp;</p><p>甲</p><p>&nbsp;</p>", " \n甲\n "},
        {"<p></p><p> </p><p>甲</p>", "甲"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        expect_text(rows[i][0], rows[i][1], "body");
}

static void white_space_is_one_blank(void **state) {
    (void)state;
    static const char *const rows[][2] = {
        {"<p>\r\n   甲  \r\n\t乙   </p>", "甲乙"},
        {"<p>甲 <b> 乙</b></p>", "甲 乙"},
        {"<p>甲\n  乙5\n丙 \nA</p>", "甲乙5 丙 A"},
        {"<p>甲<b>乙</b> </p> <p> 丙</p>", "甲乙\n丙"},
        {"<p>　　甲&nbsp;&nbsp;乙</p>", "　　甲  乙"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        expect_text(rows[i][0], rows[i][1], "body");
}

static void rows_are_lines_and_cells_have_tabs(void **state) {
    (void)state;
    static const char *const rows[][2] = {
        {"<table><tr><th>指标<th>目标<th>完成</tr><tr><td>造林<td>30<td>31</table>", "指标\t目标\t完成\n造林\t30\t31"},
        {"<table><tr><td><p>造林</p></td><td><p>3</p><p>万亩</p></td></tr></table>", "造林\t3 万亩"},
        {"<table><tr><td>甲</td><td></td><td>乙</td></tr></table>", "甲\t\t乙"},
        {"<table><tr><td></td><td>甲</td></tr><tr><td>乙</td><td>丙</td></tr></table>", "\t甲\n乙\t丙"},
        {"<table><tr><td colspan=2>甲</td><td>乙</td></tr></table>", "甲\t\t乙"},
        {"<table><caption>附表</caption><tbody><tr><td>甲<br>乙</td><td>丙</td></tr></tbody></table>", "附表\n甲 乙\t丙"},
        {"<table><tr><td><p>只有一格的是版面。</p><p>乙</p></td></tr></table>", "只有一格的是版面。\n乙"},
        {"<table>写错地方<tr><td>甲</td><td>乙</td></tr></table>", "写错地方\n甲\t乙"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        expect_text(rows[i][0], rows[i][1], "body");
}

static void entities_are_characters(void **state) {
    (void)state;
    static const char *const rows[][2] = {
        {"<p>107&#37;&#x3002;</p>", "107%。"},
        {"<p>A&amp;B &lt;3&gt; &quot;四&quot; &copy</p>", "A&B <3> \"四\" ©"},
        {"<p>A&B & C &nosuch; &amp;amp;</p>", "A&B & C &nosuch; &amp;"},
        {"<p>甲&nbsp乙&middot;丙&ensp;丁</p>", "甲 乙·丙\xE2\x80\x82丁"},
        {"<p>甲&#20;乙&#0;丙&#xD800;丁</p>", "甲\x14乙\xEF\xBF\xBD丙\xEF\xBF\xBD丁"},
        {"<p>1 < 2，3 <4> 5</p>", "1 < 2，3 <4> 5"},
        {"<p>&NotEqualTilde;甲</p>", "\xE2\x89\x82\xCC\xB8甲"},
        {"<p>甲&#32;乙&#10;丙</p>", "甲 乙丙"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        expect_text(rows[i][0], rows[i][1], "body");
}

/* ---- the way back -------------------------------------------------------------------------------------------- */

/* Where `needle` of the flow stands in the page. */
static zb_slice source_of(const char *page, const char *needle, zhibiao_span *span) {
    zb_text text;
    zb_text_init(&text, &zb_default_memory);
    text.input = ZHIBIAO_INPUT_HTML;
    text.select = "body";
    assert_int_equal(zb_text_read(&text, page, strlen(page), NULL, NULL), ZHIBIAO_OK);
    zb_slice flow = zb_text_flow(&text);
    size_t at = 0;
    while (at < flow.size && !zb_slice_starts((zb_slice){flow.data + at, flow.size - at}, zb_slice_of(needle)))
        at++;
    assert_true(at < flow.size);
    *span = zb_text_span(&text, (uint32_t)at, (uint32_t)(at + strlen(needle)));
    zb_text_clear(&text);
    return (zb_slice){page + span->byte_start, (size_t)(span->byte_end - span->byte_start)};
}

static size_t points_in(const char *at, size_t size) {
    size_t count = 0;
    for (size_t i = 0; i < size; i++)
        count += ((unsigned char)at[i] & 0xC0) != 0x80 && !(at[i] == '\n' && i > 0 && at[i - 1] == '\r');
    return count;
}

static void spans_lead_to_the_page(void **state) {
    (void)state;
    static const char *const rows[][3] = {
        {"<p>新增就业<b>24</b>.<b>64</b>万人，</p>", "24.64万人", "24</b>.<b>64</b>万人"},
        {"<p>完成107&#37;。</p>", "107%", "107&#37;"},
        {"<p>&#x5168;市造林&#51;&nbsp;万亩。</p>", "3万亩", "&#51;&nbsp;万亩"},
        {"<p>全市造林3\r\n   万亩，\r\n惠及5户。</p>", "5户", "5户"},
        {"<p>甲&amp;乙共<!-- -->12</i>家</p>", "12家", "12</i>家"},
        {"<div>造林3万亩<br>植树5<br>万株</div>", "造林3万亩", "造林3万亩"},
        {"<table>共8户<tr><td>造林</td><td>9亩</td></tr></table>", "8户", "8户"},
        {"<table>共8户<tr><td>造林</td><td>9亩</td></tr></table>", "9亩", "9亩"},
        {"<p>&lt;b&gt;不是标签<b>&lt;</b>7户</p>", "<7户", "&lt;</b>7户"},
        {"<body><textarea>1户</textarea><p title='a>b'>2户<a href=x>3</a>户</p>", "3户", "3</a>户"},
        {"<p>&NotEqualTilde;4户</p>", "4户", "4户"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        zhibiao_span span = {0, 0, 0, 0};
        zb_text probe;
        read_page(&probe, rows[i][0], "body"); /* skips where there is no gumbo */
        zb_text_clear(&probe);
        zb_slice source = source_of(rows[i][0], rows[i][1], &span);
        if (!zb_slice_equal(source, zb_slice_of(rows[i][2])))
            fail_msg("%s: %s stands at %.*s", rows[i][0], rows[i][1], (int)source.size, source.data);
        assert_int_equal(span.start, points_in(rows[i][0], (size_t)span.byte_start));
        assert_int_equal(span.end, points_in(rows[i][0], (size_t)span.byte_end));
    }
}

/* ---- is it HTML? ----------------------------------------------------------------------------------------------- */

static void pages_are_known_by_how_they_begin(void **state) {
    (void)state;
    static const char *const pages[] = {
        "<!DOCTYPE html><p>甲", "\xEF\xBB\xBF<!doctype HTML>甲", "\r\n<html lang=zh>甲", "<!-- 存档 --><HTML>甲",
        "<?xml version=\"1.0\"?><html>甲", "<meta charset=utf-8>甲", "<div class=TRS_Editor>甲</div>", "<P>甲",
    };
    static const char *const texts[] = {"", "<", "<!--", "甲<html>", "<b>甲</b>是粗体", "<甲>", "<htmlx>甲", "用<p>分段", "《甲》<br>"};
    zb_text text;
    for (size_t i = 0; i < sizeof pages / sizeof pages[0]; i++) {
        zhibiao_status status = read_as(&text, pages[i], strlen(pages[i]), ZHIBIAO_INPUT_AUTO, NULL, NULL);
        assert_true(status == ZHIBIAO_OK || status == ZHIBIAO_ERROR_UNSUPPORTED);
        assert_true(text.page.html);
        zb_text_clear(&text);
        assert_int_equal(read_as(&text, pages[i], strlen(pages[i]), ZHIBIAO_INPUT_TEXT, NULL, NULL), ZHIBIAO_OK);
        assert_false(text.page.html);
        assert_int_equal(text.decoded.utf8.bytes.count, strlen(pages[i]));
        zb_text_clear(&text);
    }
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        assert_int_equal(read_as(&text, texts[i], strlen(texts[i]), ZHIBIAO_INPUT_AUTO, NULL, NULL), ZHIBIAO_OK);
        assert_false(text.page.html);
        zb_text_clear(&text);
    }
}

/* ---- selectors --------------------------------------------------------------------------------------------------- */

static void selectors_choose(void **state) {
    (void)state;
    static const char page[] = "<body><div id=Top class='a b'>甲<p class=b>乙<i>丙</i></p></div><div class=c><p>丁</p><ul><li>戊</li></ul>"
                               "</div><ucapcontent><p>己</p></ucapcontent><nav class=d>庚</nav>";
    static const char *const rows[][2] = {
        {"#Top", "甲\n乙丙"},     {"#top", "甲\n乙丙"}, {"div#top.a.b", "甲\n乙丙"}, {".b", "甲\n乙丙"}, {"p", "乙丙\n丁\n己"},
        {"div p", "乙丙\n丁"},    {".c p", "丁"},       {"div.c li", "戊"},         {"body .c  ul", "戊"}, {"i", "丙"},
        {"ucapcontent", "己"},    {"UcapContent p", "己"}, {"*", "甲\n乙丙\n丁\n戊\n己"}, {"p.b i", "丙"}, {".d", "庚"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        expect_text(page, rows[i][1], rows[i][0]);
}

static void a_selector_without_match_is_told(void **state) {
    (void)state;
    zb_text text;
    read_page(&text, "<p class=a>甲</p>", ".b p");
    assert_true(text.page.unmatched);
    assert_int_equal(text.decoded.utf8.bytes.count, 0);
    zb_text_clear(&text);
    read_page(&text, "<p class=a>甲</p>", NULL);
    assert_false(text.page.unmatched);
    zb_text_clear(&text);
}

static void malformed_selectors_are_refused(void **state) {
    (void)state;
    static const char *const bad[] = {"", " ", "#", ".", "div.", "#a#", "a > b", "a,b", "a[b]", "a:hover", "p..b", ".a div#", "**", ".a*"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        zhibiao_error error = {0};
        zb_text text;
        assert_int_equal(read_as(&text, "正文", strlen("正文"), ZHIBIAO_INPUT_AUTO, bad[i], &error), ZHIBIAO_ERROR_ARGUMENT);
        assert_non_null(strstr(error.message, "selector"));
        zb_text_clear(&text);
    }
}

/* ---- where the article stands ---------------------------------------------------------------------------------------- */

#define LONG_A "今年以来，全县把农村供水当作头等大事来抓，新打机井46眼，铺设管网120公里，群众用水有了保障。"
#define LONG_B "县水利局有关负责人表示，下一步将继续加大投入，力争年底前完成全部改造任务，让更多群众喝上放心水。"
#define LINKS "<ul><li><a href=1>县长主持召开常务会议研究部署工作</a></li><li><a href=2>全县新闻要闻二则一览</a></li></ul>"

static void containers_have_names(void **state) {
    (void)state;
    static const char *const containers[] = {
        "<div class=TRS_Editor>%s</div>", "<div id=UCAP-CONTENT>%s</div>", "<UCAPCONTENT>%s</UCAPCONTENT>", "<div id=zoom>%s</div>",
        "<td class='bt_content'><div class='view TRS_UEDITOR trs_paper_default'>%s</div></td>", "<div class='article-content x'>%s</div>",
        "<article>%s</article>", "<main>%s</main>", "<div class=v_news_content>%s</div>", "<div id=articleContent>%s</div>",
        "<div class=nobody-knows>%s</div>",
    };
    for (size_t i = 0; i < sizeof containers / sizeof containers[0]; i++) {
        char page[4096], inner[2048];
        snprintf(inner, sizeof inner, containers[i], "<p>" LONG_A "</p><p>" LONG_B "</p>");
        snprintf(page, sizeof page, "<body><div class=header>某县人民政府" LINKS "</div><div>当前位置：首页</div>%s<div class=related>"
                 LINKS "</div><div>主办单位：某县人民政府办公室，备案号：12345678。</div></body>", inner);
        expect_text(page, LONG_A "\n" LONG_B, NULL);
    }
}

static void names_that_lie_are_not_believed(void **state) {
    (void)state;
    expect_text("<body><div id=content>站内搜索，请输入您要查找的关键词，支持多个词，用空格隔开。</div><table><tr><td>" LINKS "</td><td><p>" LONG_A
                "</p><p>" LONG_B "</p><p>" LONG_A "</p></td></tr></table></body>",
                LONG_A "\n" LONG_B "\n" LONG_A, NULL);
}

static void the_page_s_own_lines_go(void **state) {
    (void)state;
    expect_text("<body><div class=TRS_Editor><div class='share-box'>分享到微信</div><p>" LONG_A "</p>" LINKS "<p>" LONG_B
                "</p><p>（责任编辑：某人）</p><div id=bdshare>微博</div><p><a href=x>附件下载</a></p></div></body>",
                LONG_A "\n" LONG_B, NULL);
    expect_text("<body><article><p>" LONG_A "<a href=x>全县</a>如此。</p></article></body>", LONG_A "全县如此。", NULL);
}

/* ---- what the page says of itself ------------------------------------------------------------------------------------- */

typedef struct fact_row {
    const char *head, *body, *title, *source;
    zhibiao_date date;
    const char *first_line; /* of the text; NULL: the article's */
} fact_row;

static void pages_say_what_they_are(void **state) {
    (void)state;
    static const fact_row rows[] = {
        {"<title>甲县供水报告_甲县人民政府</title><meta name=ArticleTitle content='甲县供水报告'><meta name=PubDate content='2025-03-04 09:30'>"
         "<meta name=ContentSource content='甲县日报'>", "", "甲县供水报告", "甲县日报", {2025, 3, 4}, NULL},
        {"<meta property='og:title' content='甲县供水报告'><meta property='article:published_time' content='2025-03-04T09:30:00+08:00'>",
         "", "甲县供水报告", "", {2025, 3, 4}, NULL},
        {"<title>甲县供水报告 - 甲县人民政府门户网站</title>", "<h1>甲县供水报告</h1><p>发布时间：2025-3-4 来源：甲县日报 字号：大 小</p>",
         "甲县供水报告", "甲县日报", {2025, 3, 4}, "甲县供水报告"},
        {"<title>甲县供水报告_乙网</title>", "<div class=tit>甲县<br>供水报告</div><span>2025年3月4日 08:00</span> <span>来源： <a href=x>甲县日报</a>"
         "</span>", "甲县 供水报告", "甲县日报", {2025, 3, 4}, "甲县\n供水报告"},
        {"<title>甲县供水报告-政务新闻-甲县政府网</title><meta name=source content='来源：甲县日报 原创'>", "<p>日期：2025/03/04</p>",
         "甲县供水报告", "甲县日报", {2025, 3, 4}, NULL},
        {"<meta name=PubDate content='尽快'>", "<p>第2025-99-99号</p>", "", "", {0, 0, 0}, NULL},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char page[4096], lines[2048];
        zb_text text;
        snprintf(page, sizeof page, "<html><head>%s</head><body>%s<div class=TRS_Editor><p>" LONG_A "</p></div></body></html>",
                 rows[i].head, rows[i].body);
        snprintf(lines, sizeof lines, "%s%s" LONG_A, rows[i].first_line ? rows[i].first_line : "", rows[i].first_line ? "\n" : "");
        expect_text(page, lines, NULL);
        read_page(&text, page, NULL);
        zb_slice title = zb_buffer_slice(&text.page.title), source = zb_buffer_slice(&text.page.source);
        if (!zb_slice_equal(title, zb_slice_of(rows[i].title)) || !zb_slice_equal(source, zb_slice_of(rows[i].source)))
            fail_msg("row %zu: %.*s, %.*s", i, (int)title.size, title.data, (int)source.size, source.data);
        assert_memory_equal(&text.page.date, &rows[i].date, sizeof rows[i].date);
        zb_text_clear(&text);
    }
}

/* ---- limits and memory --------------------------------------------------------------------------------------------------- */

static zhibiao_status status_of_many(const char *unit, size_t count, const char *end, zhibiao_error *error) {
    size_t size = strlen(unit);
    char *page = malloc(size * count + strlen(end) + 1);
    zb_text text;
    assert_non_null(page);
    for (size_t i = 0; i < count; i++)
        memcpy(page + i * size, unit, size);
    strcpy(page + size * count, end);
    zhibiao_status status = read_as(&text, page, size * count + strlen(end), ZHIBIAO_INPUT_HTML, NULL, error);
    zb_text_clear(&text);
    free(page);
    return status;
}

static void hostile_pages_meet_limits(void **state) {
    (void)state;
    static const struct {
        const char *unit, *end;
        size_t count;
        zhibiao_status status;
    } rows[] = {
        {"<div>", "甲", 100000, ZHIBIAO_ERROR_LIMIT},
        {"<div>", "甲", 500, ZHIBIAO_OK},
        {"<b><div></b>", "甲", 100000, ZHIBIAO_ERROR_LIMIT},
        {"<div><table></div></table>", "甲", 100000, ZHIBIAO_ERROR_LIMIT},
        {"<ul><li>", "甲", 100000, ZHIBIAO_ERROR_LIMIT},
        {"<svg><g>", "甲", 100000, ZHIBIAO_ERROR_LIMIT},
        {"<p>甲</p>\n", "", 100000, ZHIBIAO_OK},
        {"<p>甲", "", 100000, ZHIBIAO_OK},
        {"<i>甲</i>", "<!-- 完 -->", 100000, ZHIBIAO_OK},
        {"<tr><td>甲<td>乙", "", 100000, ZHIBIAO_OK},
        {"<!-- -->", "甲", 100000, ZHIBIAO_OK},
        {"&amp;", "", 100000, ZHIBIAO_OK},
        {"<a&lt", "", 100000, ZHIBIAO_OK},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        clock_t start = clock();
        zhibiao_error error = {0};
        zhibiao_status status = status_of_many(rows[i].unit, rows[i].count, rows[i].end, &error);
        if (status == ZHIBIAO_ERROR_UNSUPPORTED)
            skip();
        if (status != rows[i].status || (clock() - start) / CLOCKS_PER_SEC > 10)
            fail_msg("%s: status %d (%s) after %ld s", rows[i].unit, (int)status, error.message,
                     (long)((clock() - start) / CLOCKS_PER_SEC));
    }
}

static void many_attributes_meet_a_limit(void **state) {
    (void)state;
    size_t size = 0;
    char *page = malloc(2000000);
    assert_non_null(page);
    size += (size_t)sprintf(page, "<p ");
    for (int i = 0; i < 100000; i++)
        size += (size_t)sprintf(page + size, "a%d=1 ", i);
    size += (size_t)sprintf(page + size, ">甲</p>");
    zb_text text;
    zhibiao_status status = read_as(&text, page, size, ZHIBIAO_INPUT_HTML, NULL, NULL);
    assert_true(status == ZHIBIAO_ERROR_LIMIT || status == ZHIBIAO_ERROR_UNSUPPORTED);
    zb_text_clear(&text);
    free(page);
}

static void a_page_of_forty_megabytes_is_too_large(void **state) {
    (void)state;
    zhibiao_status status = status_of_many("<p>甲</p>\n", 4000000, "", NULL);
    assert_true(status == ZHIBIAO_ERROR_LIMIT || status == ZHIBIAO_ERROR_UNSUPPORTED);
}

static void memory_failure_is_a_status(void **state) {
    (void)state;
    static const char page[] = "<html><head><title>甲县供水报告_甲网</title></head><body><h1>甲县供水报告</h1><p>发布时间：2025-3-4 来源：甲县日报</p>"
                               "<div class=TRS_Editor><p>" LONG_A "</p><table>乙<tr><td>丙<td>5&#37;</table><p>" LONG_B "</p></div>";
    int failed = 0;
    for (size_t n = 1;; n++) {
        counter c = {.fail_at = n};
        zb_memory memory = {counted_get, counted_put, &c};
        zb_text text;
        zb_text_init(&text, &memory);
        text.input = ZHIBIAO_INPUT_HTML;
        zhibiao_status status = zb_text_read(&text, page, sizeof page - 1, NULL, NULL);
        if (status == ZHIBIAO_ERROR_UNSUPPORTED) {
            zb_text_clear(&text);
            skip();
        }
        zb_text_clear(&text);
        assert_int_equal(c.live, 0);
        if (status == ZHIBIAO_OK)
            break;
        assert_int_equal(status, ZHIBIAO_ERROR_MEMORY);
        failed++;
    }
    assert_true(failed > 10);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tags_inside_a_line_are_no_breaks),
        cmocka_unit_test(breaks_are),
        cmocka_unit_test(white_space_is_one_blank),
        cmocka_unit_test(rows_are_lines_and_cells_have_tabs),
        cmocka_unit_test(entities_are_characters),
        cmocka_unit_test(spans_lead_to_the_page),
        cmocka_unit_test(pages_are_known_by_how_they_begin),
        cmocka_unit_test(selectors_choose),
        cmocka_unit_test(a_selector_without_match_is_told),
        cmocka_unit_test(malformed_selectors_are_refused),
        cmocka_unit_test(containers_have_names),
        cmocka_unit_test(names_that_lie_are_not_believed),
        cmocka_unit_test(the_page_s_own_lines_go),
        cmocka_unit_test(pages_say_what_they_are),
        cmocka_unit_test(hostile_pages_meet_limits),
        cmocka_unit_test(many_attributes_meet_a_limit),
        cmocka_unit_test(a_page_of_forty_megabytes_is_too_large),
        cmocka_unit_test(memory_failure_is_a_status),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
