/* What a page says of itself: its title, the day it was published, and where the text comes from.
 *
 * The content systems write it into the head, under names that each of them chose for itself:
 *     <meta name="ArticleTitle" content="…">  <meta name="PubDate" content="2025-03-04 09:30">  <meta name="ContentSource" …>
 * Where they did not, it stands between the title and the article, for people:
 *     发布时间：2025-03-04　来源：某某日报　字号：大 中 小
 *
 * <title> has the title and the names of the site and its channels. The element before the article that begins as <title> does
 * shows the title alone; it also becomes the text's first line, since a title says what kind of paper it heads. */
#include "html.h"

typedef struct facts {
    const zb_html *html;
    uint32_t first;        /* where the article begins */
    zb_buffer line;        /* scratch */
    zb_page *page;
} facts;

static zb_slice without(zb_slice text, size_t size) {
    return size < text.size ? (zb_slice){text.data + size, text.size - size} : ZB_SLICE("");
}

/* ---- white space ------------------------------------------------------------------------------------------ */

/* ASCII blanks, the full-width one and the one that does not break. */
static size_t blank_size(zb_slice text) {
    if (text.size > 0 && (text.data[0] == ' ' || (text.data[0] >= '\t' && text.data[0] <= '\r')))
        return 1;
    if (zb_slice_starts(text, ZB_SLICE("\xC2\xA0")))
        return 2;
    return zb_slice_starts(text, ZB_SLICE("\xE3\x80\x80")) ? 3 : 0;
}

static zb_slice skip_blanks(zb_slice text) {
    for (size_t size = blank_size(text); size > 0; size = blank_size(text))
        text = without(text, size);
    return text;
}

/* Whether `text` begins with `head`, white space aside. How much of `text` that took goes to *used. */
static bool begins_with(zb_slice text, zb_slice head, size_t *used) {
    zb_slice rest = skip_blanks(text);
    for (head = skip_blanks(head); head.size > 0; head = skip_blanks(without(head, 1)), rest = skip_blanks(without(rest, 1))) {
        if (rest.size == 0 || rest.data[0] != head.data[0])
            return false;
    }
    *used = text.size - rest.size;
    return true;
}

/* One line, single blanks. */
static void keep_line(zb_buffer *out, zb_slice text) {
    zb_buffer_clear(out);
    for (text = skip_blanks(text); text.size > 0;) {
        size_t blank = blank_size(text);
        if (blank == 0) {
            zb_buffer_add_byte(out, text.data[0]);
            text = without(text, 1);
            continue;
        }
        text = skip_blanks(text);
        if (text.size > 0)
            zb_buffer_add_byte(out, ' ');
    }
}

/* ---- dates --------------------------------------------------------------------------------------------------- */

static unsigned digits_at(zb_slice *text, size_t most) {
    unsigned number = 0;
    size_t count = 0;
    for (; count < most && count < text->size && text->data[count] >= '0' && text->data[count] <= '9'; count++)
        number = number * 10 + (unsigned)(text->data[count] - '0');
    *text = without(*text, count);
    return count > 0 ? number : 0;
}

static bool step_over(zb_slice *text, const char *const *marks, size_t count) {
    zb_slice rest = skip_blanks(*text);
    for (size_t i = 0; i < count; i++) {
        if (zb_slice_starts(rest, zb_slice_of(marks[i]))) {
            *text = skip_blanks(without(rest, strlen(marks[i])));
            return true;
        }
    }
    return false;
}

/* 2025-03-04, 2025/3/4, 2025.3.4, 2025年3月4日, at the very beginning. */
static bool read_date(zb_slice text, zhibiao_date *date) {
    static const char *const marks[] = {"-", "/", ".", "年", "月"};
    unsigned year = digits_at(&text, 4), month = 0, day = 0;
    if (year < 1949 || year > 2100 || !step_over(&text, marks, 5) || (month = digits_at(&text, 2)) < 1 || month > 12 ||
        !step_over(&text, marks, 5) || (day = digits_at(&text, 2)) < 1 || day > 31)
        return false;
    *date = (zhibiao_date){(int16_t)year, (uint8_t)month, (uint8_t)day};
    return true;
}

static bool find_date(zb_slice text, zhibiao_date *date) {
    for (bool inside = false; text.size > 0; text = without(text, 1)) {
        bool digit = text.data[0] >= '0' && text.data[0] <= '9';
        if (digit && !inside && read_date(text, date))
            return true;
        inside = digit;
    }
    return false;
}

/* ---- the head ------------------------------------------------------------------------------------------------- */

/* Content of the first meta of one of these names, the names in order of trust. */
static zb_slice meta_of(const zb_html *html, const char *const *names, size_t count) {
    zb_slice best = ZB_SLICE("");
    size_t rank = count;
    for (uint32_t i = 1; i < html->nodes.count && rank > 0; i++) {
        const zb_node *node = zb_html_node(html, i);
        static const char *const keys[] = {"name", "property", "itemprop"};
        for (size_t k = 0; node->tag == ZB_TAG_META && k < 3; k++) {
            zb_slice name = zb_html_attribute(node, keys[k]), content = skip_blanks(zb_html_attribute(node, "content"));
            for (size_t n = 0; n < rank && name.size > 0 && content.size > 0; n++) {
                if (zb_same_word(name, zb_slice_of(names[n]))) {
                    best = content;
                    rank = n;
                }
            }
        }
    }
    return best;
}

static const char *const title_names[] = {"ArticleTitle", "og:title", "twitter:title"};
static const char *const date_names[] = {"PubDate", "publishdate", "publish_date", "publish-date", "publish_time", "pubtime",
                                         "article:published_time", "og:published_time", "og:release_date", "datePublished",
                                         "weibo: article:create_at", "firstcreatedtime"};
static const char *const source_names[] = {"ContentSource", "source", "article:source"};

/* ---- text before the article ------------------------------------------------------------------------------------ */

static bool write_lines(facts *f, uint32_t first, uint32_t end) {
    zb_stretch stretch = {first, end};
    zb_buffer_clear(&f->line);
    return zb_page_write(f->html, &stretch, 1, NULL, &f->line, NULL);
}

/* 来源：某某日报 │ up to a blank, a bar, a bracket or the next label. */
static zb_slice source_behind(zb_slice text) {
    static const char *const ends[] = {"|", "｜", "【", "[", "（", "(", "）", ")", "】", "]", "作者", "编辑", "发布时间", "发布日期", "时间", "字体", "字号",
                                       "浏览", "点击", "责编", "记者"};
    text = skip_blanks(text);
    for (size_t at = 0; at < text.size && at <= 90; at++) {
        zb_slice rest = without(text, at);
        bool ended = blank_size(rest) > 0;
        for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++)
            ended = ended || zb_slice_starts(rest, zb_slice_of(ends[i]));
        if (ended)
            return (zb_slice){text.data, at};
    }
    return text.size <= 90 ? text : ZB_SLICE("");
}

static zb_slice behind_label(zb_slice text, const char *const *labels, size_t count) {
    for (; text.size > 0; text = without(text, 1)) {
        for (size_t i = 0; i < count; i++) {
            zb_slice label = zb_slice_of(labels[i]), rest = zb_slice_starts(text, label) ? without(text, label.size) : ZB_SLICE("");
            rest = skip_blanks(rest);
            if (zb_slice_starts(rest, ZB_SLICE("：")))
                return without(rest, 3);
            if (zb_slice_starts(rest, ZB_SLICE(":")))
                return without(rest, 1);
        }
    }
    return text;
}

static void read_visible(facts *f, zb_slice text) {
    static const char *const sources[] = {"来源", "来源单位", "信息来源"}, *const dates[] = {"发布时间", "发布日期", "时间", "日期"};
    zb_slice source = f->page->source.bytes.count == 0 ? source_behind(behind_label(text, sources, 3)) : ZB_SLICE("");
    if (source.size > 0)
        keep_line(&f->page->source, source);
    for (size_t i = 0; i < 4 && f->page->date.year == 0; i++) {
        zb_slice rest = behind_label(text, dates + i, 1);
        find_date((zb_slice){rest.data, rest.size < 40 ? rest.size : 40}, &f->page->date);
    }
}

/* ---- the title ------------------------------------------------------------------------------------------------- */

enum { TITLE_LEAST = 12, TITLE_MOST = 450 };

static bool may_show_title(const zb_node *node) {
    return node->element != NULL && node->plain >= TITLE_LEAST && node->plain <= TITLE_MOST && node->linked == 0;
}

/* The element that shows the beginning of `said` (of the whole, when `whole`), as much of it as any does. */
static uint32_t find_heading(facts *f, uint32_t first, uint32_t end, zb_slice said, bool *failed) {
    uint32_t found = 0;
    size_t most = 0, used = 0;
    for (uint32_t i = first; i < end && i < f->html->nodes.count;) {
        const zb_node *node = zb_html_node(f->html, i);
        bool passed = node->tag == ZB_TAG_DROPPED || node->tag == ZB_TAG_HEAD;
        if (!passed && may_show_title(node)) {
            *failed = *failed || !write_lines(f, i + 1, node->end);
            if (begins_with(said, zb_buffer_slice(&f->line), &used) && used > most) {
                most = used;
                found = i;
            }
        }
        i = passed ? node->end : i + 1;
    }
    return found;
}

/* Without the site: 某县2025年工作报告_某县人民政府 ends before the bar. */
static zb_slice cut_site(zb_slice title) {
    static const char *const bars[] = {"_", "|", "｜", " - ", "--", "——", "-"};
    static const char *const sites[] = {"网", "政府", "频道", "新闻", "门户", "日报"};
    for (size_t b = 0; b < sizeof bars / sizeof bars[0]; b++) {
        zb_slice bar = zb_slice_of(bars[b]);
        for (size_t at = 1; at < title.size; at++) {
            zb_slice rest = without(title, at);
            bool site = false;
            for (size_t i = 0; zb_slice_starts(rest, bar) && i < sizeof sites / sizeof sites[0]; i++)
                site = site || zb_slice_contains(rest, zb_slice_of(sites[i]));
            if (site)
                return (zb_slice){title.data, at};
        }
    }
    return title;
}

/* The text of <title>, decoded. */
static zb_slice title_of_head(const zb_html *html) {
    for (uint32_t i = 1; i + 1 < html->nodes.count; i++) {
        const zb_node *node = zb_html_node(html, i), *text = zb_html_node(html, i + 1);
        if (node->element != NULL && zb_slice_equal(node->text, ZB_SLICE("title")) && node->end > i + 1)
            return text->tag == ZB_TAG_TEXT ? skip_blanks(text->text) : ZB_SLICE("");
    }
    return ZB_SLICE("");
}

static bool find_title(facts *f, uint32_t *heading) {
    bool failed = false;
    zb_slice said = meta_of(f->html, title_names, sizeof title_names / sizeof title_names[0]), head = title_of_head(f->html);
    uint32_t before = f->first, article_end = zb_html_node(f->html, f->first)->end, shown = 0;
    *heading = find_heading(f, 1, before, head, &failed);
    if (*heading == 0)
        *heading = find_heading(f, 1, before, said, &failed);
    shown = *heading != 0 ? *heading : find_heading(f, before, article_end, head, &failed);
    if (shown != 0 && write_lines(f, shown + 1, zb_html_node(f->html, shown)->end))
        keep_line(&f->page->title, zb_buffer_slice(&f->line));
    else
        keep_line(&f->page->title, said.size > 0 ? said : cut_site(head));
    return !failed;
}

/* ---- the whole -------------------------------------------------------------------------------------------------- */

static void read_metas(facts *f) {
    static const char *const label[] = {"来源"};
    zb_slice date = meta_of(f->html, date_names, sizeof date_names / sizeof date_names[0]);
    zb_slice source = meta_of(f->html, source_names, sizeof source_names / sizeof source_names[0]);
    find_date(date, &f->page->date);
    if (zb_slice_starts(source, ZB_SLICE("来源")))
        source = behind_label(source, label, 1);
    source = source_behind(source);
    if (source.size > 0)
        keep_line(&f->page->source, source);
}

bool zb_facts_find(const zb_html *html, uint32_t first, zb_page *page, uint32_t *heading) {
    facts f = {.html = html, .first = first, .page = page};
    zb_buffer_init(&f.line, &html->memory);
    read_metas(&f);
    bool done = find_title(&f, heading);
    if (done && (page->source.bytes.count == 0 || page->date.year == 0) && write_lines(&f, 1, first))
        read_visible(&f, zb_buffer_slice(&f.line));
    if (done && page->date.year == 0 && *heading != 0 && write_lines(&f, zb_html_node(html, *heading)->end, first))
        find_date(zb_buffer_slice(&f.line), &page->date);
    done = done && !f.line.bytes.failed && !page->title.bytes.failed && !page->source.bytes.failed;
    zb_buffer_clear(&f.line);
    return done;
}
