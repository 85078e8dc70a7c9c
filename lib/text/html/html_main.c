/* Where the article stands in a page.
 *
 * By name first: the content systems of Chinese governments and newspapers put it into containers with names of their own, and
 * those names are the table below, the surest first. Names lie at times (id="content" around a search box), so what they
 * name must hold a fair share of what on the page reads like sentences.
 *
 * Where no name helps, by density: a block reads like sentences when its own text outside links is longer than 20 characters and
 * has a comma or a full stop in it. The article is the innermost element that holds most of such text:
 *
 *     body                      2000 bytes of sentences
 *       table  (navigation)        0
 *       table                   1900
 *         td                    1850      ← the article: no child of it has seven tenths of the page
 *           p p p p …            300 each
 *         td   (other news)       50
 *
 * Last, what stands inside the article and is no part of it goes: share buttons, lists of links, 责任编辑. */
#include "html.h"

enum {
    LINE_LEAST = 60,   /* bytes of a block that may be a sentence */
    TRUSTED = 600,     /* bytes of sentences with which a name is believed, however much more the page has */
    SHORT = 180,       /* bytes of a line that may be furniture */
    LINKS = 12         /* bytes of links that make a list of links */
};

/* ---- measuring ------------------------------------------------------------------------------------------- */

static bool is_blank_byte(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static uint32_t plain_size(zb_slice text) {
    uint32_t count = 0;
    for (size_t i = 0; i < text.size; i++)
        count += !is_blank_byte(text.data[i]);
    return count;
}

static bool has_stop(zb_slice text) {
    return zb_slice_contains(text, ZB_SLICE("，")) || zb_slice_contains(text, ZB_SLICE("。")) ||
           zb_slice_contains(text, ZB_SLICE("；"));
}

/* What a block has in lines of its own. */
typedef struct own_text {
    uint32_t size;
    bool stops;
} own_text;

static void measure_texts(zb_html *html, own_text *own) {
    for (uint32_t i = 0; i < html->nodes.count;) {
        zb_node *node = zb_html_node(html, i);
        if (node->tag == ZB_TAG_TEXT) {
            node->plain = plain_size(node->text);
            node->linked = node->linked_above ? node->plain : 0;
            own[node->block].size += node->plain - node->linked;
            own[node->block].stops = own[node->block].stops || (node->linked == 0 && has_stop(node->text));
        }
        bool passed = node->tag == ZB_TAG_DROPPED || node->tag == ZB_TAG_HEAD;
        i = passed ? node->end : i + 1;
    }
}

/* From the last node to the first: all below a node are done before it. */
static void measure_elements(zb_html *html, const own_text *own) {
    for (uint32_t i = (uint32_t)html->nodes.count; i-- > 1;) {
        zb_node *node = zb_html_node(html, i), *above = zb_html_node(html, node->parent);
        if (node->block == i && own[i].stops && own[i].size >= LINE_LEAST)
            node->sentences += own[i].size;
        if (node->tag == ZB_TAG_DROPPED || node->tag == ZB_TAG_HEAD)
            continue;
        above->plain += node->plain;
        above->linked += node->linked;
        above->sentences += node->sentences;
    }
}

static bool measure(zb_html *html) {
    own_text *own = zb_get_zeroed(&html->memory, html->nodes.count, sizeof *own);
    if (own == NULL)
        return false;
    measure_texts(html, own);
    measure_elements(html, own);
    zb_put(&html->memory, own);
    return true;
}

/* ---- by name --------------------------------------------------------------------------------------------- */

/* The surest first. Of several elements with one name the one with most text is meant. */
static const char names[][24] = { /* in their place: an address costs the library 32 bytes */
    "#UCAP-CONTENT", ".UCAP-CONTENT", "ucapcontent",                    /* the cabinet's platform and those built on it */
    ".TRS_Editor", ".TRS_UEDITOR", ".trs_editor_view", ".view.TRS_UEDITOR", "#TRS_Editor", ".trs_word", /* TRS WCM */
    "#zoom", ".zoom", "#zoomcon",                                       /* Hanweb and many counties */
    ".v_news_content", "#vsb_content", ".vsb_content",                  /* Visual SiteBuilder */
    ".wp_articlecontent",                                               /* Webplus */
    "#ivs_content", "#js_content", "#mainText", "#detailContent", "#p-detail", "#artibody", "#endText", "#rwb_zw",
    ".rm_txt_con", ".pages_content", ".ewb-article-content", ".article-con", ".article_con", ".art_con",
    ".article-body", ".article_body", ".articleBody", ".article-content", ".article_content", "#article_content",
    "#articleContent", ".articleContent", "#ArticleContent", "#Content_Text", ".Custom_UnionStyle", ".content_area",
    ".news_content", ".news-content", "#news_content", "#newsContent", ".newscontent", ".detail-content", ".detail_content",
    ".xl_content", ".xxgk_content", ".gkml_content", ".main-text", ".main_text", "#maintext", ".text_con_left", ".box_con",
    ".text_con", ".post_text", ".post_body", ".con_text", ".contentText", ".cnt_bd", "#contentText", "#text_content",
    "#article", ".article", "article", "#detail", ".detail", "#content", ".content", "main",
};

static bool is_fair(const zb_node *node, uint32_t total) {
    if (node->plain < LINE_LEAST || node->linked > node->plain / 2)
        return false;
    return total == 0 || node->sentences >= TRUSTED || (uint64_t)node->sentences * 10 >= (uint64_t)total * 3;
}

/* Elements with an article's worth of text: few, so that each may be held against each name. */
static bool list_candidates(const zb_html *html, uint32_t total, zb_array *list) {
    for (uint32_t i = 1; i < html->nodes.count;) {
        const zb_node *node = zb_html_node(html, i);
        if (node->tag == ZB_TAG_DROPPED || node->tag == ZB_TAG_HEAD) {
            i = node->end;
            continue;
        }
        uint32_t *added = node->element != NULL && is_fair(node, total) ? zb_array_add(list, 1) : NULL;
        if (added != NULL)
            *added = i;
        i++;
    }
    return !list->failed;
}

static bool has_name(const zb_html *html, uint32_t index) {
    for (size_t n = 0; n < sizeof names / sizeof names[0]; n++) {
        if (zb_select_matches(html, index, zb_slice_of(names[n])))
            return true;
    }
    return false;
}

/* The innermost element with a name of its own that holds most of it: .article-content has the tags below, too. */
static uint32_t tighten(const zb_html *html, const zb_array *list, uint32_t article) {
    const uint32_t *candidates = list->data;
    const zb_node *outer = zb_html_node(html, article);
    uint32_t inner = article;
    for (size_t i = 0; i < list->count; i++) {
        const zb_node *node = zb_html_node(html, candidates[i]);
        if (candidates[i] > inner && candidates[i] < zb_html_node(html, inner)->end &&
            (uint64_t)node->sentences * 5 >= (uint64_t)outer->sentences * 4 && outer->sentences > 0 &&
            has_name(html, candidates[i]))
            inner = candidates[i];
    }
    return inner;
}

static uint32_t find_named(const zb_html *html, const zb_array *list) {
    const uint32_t *candidates = list->data;
    uint32_t best = 0;
    for (size_t n = 0; n < sizeof names / sizeof names[0] && best == 0; n++) {
        for (size_t i = 0; i < list->count; i++) {
            uint32_t more = zb_html_node(html, candidates[i])->plain, most = best ? zb_html_node(html, best)->plain : 0;
            if (more > most && zb_select_matches(html, candidates[i], zb_slice_of(names[n])))
                best = candidates[i];
        }
    }
    return best;
}

/* ---- by density -------------------------------------------------------------------------------------------- */

static uint32_t weight(const zb_node *node, bool sentences) {
    return sentences ? node->sentences : node->plain - node->linked;
}

/* Paragraphs hold text, not articles. */
static bool may_hold_paragraphs(const zb_node *node) {
    return node->element != NULL && node->tag != ZB_TAG_TITLE && node->tag != ZB_TAG_DROPPED && node->tag != ZB_TAG_HEAD &&
           !zb_slice_equal(node->text, ZB_SLICE("p")) && !zb_slice_equal(node->text, ZB_SLICE("li"));
}

static uint32_t find_dense(const zb_html *html) {
    const zb_node *root = zb_html_node(html, 0);
    bool sentences = root->sentences > 0;
    uint64_t enough = (uint64_t)weight(root, sentences) * 7;
    uint32_t best = 0;
    for (uint32_t i = 1; i < zb_html_node(html, best)->end;) {
        const zb_node *node = zb_html_node(html, i);
        if (may_hold_paragraphs(node) && (uint64_t)weight(node, sentences) * 10 >= enough && enough > 0) {
            best = i;
            i++;
        } else {
            i = node->end;
        }
    }
    return best;
}

/* ---- what is no part of the article ---------------------------------------------------------------------------- */

/* Words of class and id, whole or between - and _. */
static const char furniture_names[][20] = {
    "share",  "bdshare", "bdsharebuttonbox", "topshare", "btmshare", "nav",   "breadcrumb", "breadcrumbs", "crumb", "crumbs",
    "footer", "comment", "comments",         "relate",   "related",  "relates", "recommend", "ad",         "ads",   "advert",
    "qrcode", "ewm",     "pager",            "pagination", "lb", "swiper", "copyright", "toolbar", "tadd", "zan", "sinaads",
};

/* How lines begin that are the page's. */
static const char furniture_lines[][20] = {
    "责任编辑", "[责任编辑", "【责任编辑", "（责任编辑", "(责任编辑", "责编", "(责编", "（责编", "[责编", "【责编", "本文来源", "［责任编辑", "【纠错】", "[纠错]", "分享到", "扫一扫", "打印本页",
    "关闭窗口", "【打印", "[打印", "【关闭", "[关闭", "上一篇", "下一篇", "字号：", "【字号", "字体：", "【字体", "浏览次数", "阅读次数",
    "点击次数", "相关链接", "相关阅读", "延伸阅读", "声明：", "版权声明",
};

static bool is_furniture_word(zb_slice word) {
    for (size_t i = 0; i < sizeof furniture_names / sizeof furniture_names[0]; i++) {
        if (zb_same_word(word, zb_slice_of(furniture_names[i])))
            return true;
    }
    return false;
}

static bool has_furniture_name(zb_slice names_of) {
    size_t from = 0;
    for (size_t i = 0; i <= names_of.size; i++) {
        char c = i < names_of.size ? names_of.data[i] : ' ';
        if (c != '-' && c != '_' && !is_blank_byte(c))
            continue;
        if (is_furniture_word((zb_slice){names_of.data + from, i - from}))
            return true;
        from = i + 1;
    }
    return false;
}

/* The first text below a node that is not blank. */
static zb_slice first_text(const zb_html *html, uint32_t index) {
    for (uint32_t i = index + 1; i < zb_html_node(html, index)->end;) {
        const zb_node *node = zb_html_node(html, i);
        if (node->tag == ZB_TAG_TEXT && node->plain > 0)
            return zb_slice_trim(node->text);
        i = node->tag == ZB_TAG_DROPPED ? node->end : i + 1;
    }
    return ZB_SLICE("");
}

static bool begins_like_furniture(zb_slice text) {
    while (zb_slice_starts(text, ZB_SLICE("　")) || zb_slice_starts(text, ZB_SLICE(" "))) {
        text.data += text.data[0] == ' ' ? 1 : 3;
        text.size -= text.data[0] == ' ' ? 1 : 3;
    }
    for (size_t i = 0; i < sizeof furniture_lines / sizeof furniture_lines[0]; i++) {
        if (zb_slice_starts(text, zb_slice_of(furniture_lines[i])))
            return true;
    }
    return false;
}

static bool is_furniture(const zb_html *html, uint32_t index, const zb_node *article) {
    const zb_node *node = zb_html_node(html, index);
    if (node->element == NULL || node->plain == 0 || node->tag == ZB_TAG_ROW || node->tag == ZB_TAG_CELL)
        return false;
    if (node->sentences < TRUSTED && node->plain < article->plain / 3 &&
        (has_furniture_name(zb_html_attribute(node, "class")) || has_furniture_name(zb_html_attribute(node, "id"))))
        return true;
    if (node->tag != ZB_TAG_BLOCK)
        return false;
    if (node->plain <= SHORT && begins_like_furniture(first_text(html, index)))
        return true;
    return node->sentences == 0 && node->plain >= LINKS && (uint64_t)node->linked * 10 >= (uint64_t)node->plain * 8;
}

static void drop_furniture(zb_html *html, uint32_t article) {
    uint32_t end = zb_html_node(html, article)->end;
    for (uint32_t i = article + 1; i < end;) {
        zb_node *node = zb_html_node(html, i);
        if (node->tag != ZB_TAG_DROPPED && is_furniture(html, i, zb_html_node(html, article)))
            node->tag = ZB_TAG_DROPPED;
        i = node->tag == ZB_TAG_DROPPED ? node->end : i + 1;
    }
}

/* ---- the whole ---------------------------------------------------------------------------------------------- */

static bool add_index(zb_array *found, uint32_t index) {
    uint32_t *added = zb_array_add(found, 1);
    if (added != NULL)
        *added = index;
    return added != NULL;
}

/* All that the selector matches; what lies inside a match is part of it. */
static bool select_all(zb_html *html, zb_slice selector, zb_array *found) {
    for (uint32_t i = 1; i < html->nodes.count;) {
        bool matches = zb_select_matches(html, i, selector);
        if (matches && !add_index(found, i))
            return false;
        i = matches ? zb_html_node(html, i)->end : i + 1;
    }
    return true;
}

bool zb_main_find(zb_html *html, zb_slice selector, zb_array *found) {
    if (!measure(html))
        return false;
    if (selector.size > 0)
        return select_all(html, selector, found);
    zb_array list;
    zb_array_init(&list, &html->memory, sizeof(uint32_t));
    bool done = list_candidates(html, zb_html_node(html, 0)->sentences, &list);
    uint32_t article = done ? find_named(html, &list) : 0;
    article = article != 0 ? tighten(html, &list, article) : 0;
    zb_array_clear(&list);
    if (!done)
        return false;
    if (article == 0)
        article = find_dense(html);
    drop_furniture(html, article);
    return add_index(found, article);
}
