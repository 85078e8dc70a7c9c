/* The shell of a page: head, policy, style, end; and the two ways into it, ours as it stands and theirs made inert. */
#include "pages.h"

/* ---- text --------------------------------------------------------------------------------------------- */

void zb_show_html(zb_show *show, const char *html) {
    zb_out_add(show->out, zb_slice_of(html));
}

static const char *entity(uint32_t character) {
    switch (character) {
    case '&': return "&amp;";
    case '<': return "&lt;";
    case '>': return "&gt;";
    case '"': return "&quot;";
    case '\'': return "&#39;";
    case '\t': case '\n': case '\r': return " ";
    default: break;
    }
    /* controls and direction marks would change what stands around them; HTML allows no noncharacters */
    bool odd = zb_display_hidden(character) || (character & 0xFFFEU) == 0xFFFEU;
    return odd ? "\xEF\xBF\xBD" : NULL;
}

/* Writes characters until `limit` bytes of text are used up; returns how many were. */
static size_t inert(zb_show *show, zb_slice text, size_t limit) {
    size_t from = 0, at = 0;
    while (at < text.size && at < limit) {
        size_t width;
        uint32_t character = zb_text_character((zb_slice){text.data + at, text.size - at}, &width);
        const char *instead = character == 0xFFFDU ? "\xEF\xBF\xBD" : entity(character);
        if (instead) {
            zb_out_add(show->out, (zb_slice){text.data + from, at - from});
            zb_show_html(show, instead);
            from = at + width;
        }
        at += width;
    }
    zb_out_add(show->out, (zb_slice){text.data + from, at - from});
    return at;
}

void zb_show_text(zb_show *show, zb_slice text) {
    inert(show, text, text.size);
}

void zb_show_short(zb_show *show, zb_slice text) {
    enum { SHORT = 120 };
    if (inert(show, text, SHORT) < text.size)
        zb_show_html(show, "…");
}

void zb_show_label(zb_show *show, zb_label label) {
    zb_show_html(show, zb_label_text(label, show->english));
}

void zb_show_number(zb_show *show, uint64_t number) {
    char room[24];
    zb_out_add(show->out, zb_digits(number, room));
}

/* ---- style -------------------------------------------------------------------------------------------- */

/* One style for all pages. STYLE_HASH is the SHA-256 of these lines, one after the other with nothing between, in base64: the
 * policy lets no other style in. test/show.py computes it and says what it should be.
 * Roles: a pale colour, a sign in front, and a line of its own kind below. */
#define STYLE_HASH "sha256-J/x+coZ2rviuwFQ11HhgGahQi3soNGuTpsmMfvVgDuM="

static const char *const style[] = {
    ":root{color-scheme:light}",
    "*{box-sizing:border-box}",
    "html{-webkit-text-size-adjust:100%;scroll-behavior:smooth}",
    "body{margin:0;background:#fff;color:#1b1b1b;font:16px/1.75 'Noto Sans CJK SC','Source Han Sans SC','PingFang SC',",
    "'Microsoft YaHei',system-ui,sans-serif;overflow-wrap:anywhere}",
    "main{max-width:60rem;margin:0 auto;padding:1rem}",
    "h1{font-size:1.5rem;line-height:1.35;margin:.5rem 0}",
    "h2{font-size:1.25rem;line-height:1.4;margin:2.5rem 0 .25rem;padding-top:1rem;border-top:3px solid #1b1b1b}",
    "h3{font-size:1.1rem;margin:1.5rem 0 .5rem}h4{font-size:1rem;margin:1.2rem 0 .4rem}",
    "h5,h6{font-size:1rem;margin:1rem 0 .3rem}",
    "p{margin:.6rem 0}a{color:#0b4f9e}.note{color:#555;font-size:.875rem}",
    ".legend{display:flex;flex-wrap:wrap;gap:.3rem 1rem;margin:.75rem 0;padding:.6rem .8rem;border:1px solid #bbb;",
    "list-style:none;font-size:.9rem}",
    /* the text */
    ".text{margin:1rem 0}.item{padding-left:1.5rem}.l2{padding-left:3rem}.l3{padding-left:4.5rem}",
    ".wide{overflow-x:auto;margin:1rem 0}",
    ".wide table{border-collapse:collapse;font-size:.9rem}",
    ".wide td{border:1px solid #bbb;padding:.25rem .5rem;vertical-align:top;min-width:3.5rem}",
    /* the marks */
    ".k{color:inherit;text-decoration:none;border-radius:2px;-webkit-box-decoration-break:clone;box-decoration-break:clone}",
    "a.k:hover,a.k:focus{outline:2px solid #1b1b1b}",
    ".k:target,.rec:target,.row:target{outline:3px solid #c04000;outline-offset:2px}",
    ".k::before{font-size:.7em;margin:0 .1em;color:#333}",
    ".indicator,.within{text-decoration:underline dotted #555 2px;text-underline-offset:.25em}",
    ".target{background:#dcebfc;border-bottom:2px dashed #0b4f9e}.target::before{content:'\\25C7'}",
    ".actual{background:#d5f0e2;border-bottom:3px solid #00664b}.actual::before{content:'\\25C6'}",
    ".baseline{background:#ececec;border-bottom:3px double #444}.baseline::before{content:'\\25CB'}",
    ".completion{background:#fdf0c4;border-bottom:2px solid #8a6100;border-top:1px solid #8a6100}",
    ".completion::before{content:'\\25D4'}",
    ".gap{background:#fbe1d6;border-bottom:2px dotted #a33a00}.gap::before{content:'\\25B3'}",
    ".time{border:1px solid #777}.region{border:1px dashed #777}",
    ".quantity{border-bottom:1px dotted #888}",
    /* the records */
    ".records{list-style:none;margin:0;padding:0}",
    ".rec{border:1px solid #bbb;border-radius:4px;margin:.75rem 0;padding:.6rem .8rem}",
    ".rec h4{margin:0}.no{display:inline-block;min-width:2rem;color:#0b4f9e}",
    ".figures{list-style:none;margin:.4rem 0;padding:0;display:flex;flex-wrap:wrap;gap:.2rem 1.25rem}",
    ".figures b{font-weight:600}.figures small{color:#555}",
    "blockquote{margin:.4rem 0;padding:.1rem .7rem;border-left:3px solid #999;font-size:.95rem}",
    ".facts,.rule{margin:.3rem 0;font-size:.875rem;color:#444}",
    ".failed{border-left:6px solid #a33a00;padding:.4rem .8rem;margin:1.5rem 0}",
    "footer{margin:3rem 0 1rem;color:#555;font-size:.8rem}",
    /* the scorecard */
    ".sources{columns:20rem;padding-left:1.2rem;font-size:.9rem}",
    /* the box is drawn in its label, so that a line never ends between the two */
    ".f{position:absolute;opacity:0}.fl{display:inline-block;margin:.2rem 1rem .2rem 0;cursor:pointer}",
    ".f+.fl::before{content:'\\2610 '}.f:checked+.fl::before{content:'\\2611 '}.f:focus-visible+.fl{outline:2px solid #1b1b1b}",
    "#f1:not(:checked)~div .v1,#f2:not(:checked)~div .v2,#f3:not(:checked)~div .v3,#f4:not(:checked)~div .v4,",
    "#f5:not(:checked)~div .v5,#f6:not(:checked)~div .v6,#f7:not(:checked)~div .v7{display:none}",
    ".row{border:1px solid #bbb;border-left:6px solid #777;border-radius:4px;margin:1rem 0;padding:.6rem .8rem}",
    ".row h3{margin:0}.verdict{display:inline-block;border:2px solid #333;border-radius:3px;padding:0 .4rem;font-size:.9rem;",
    "font-weight:600;white-space:nowrap}",
    ".v1 .verdict::before{content:'\\2713 '}.v2 .verdict::before{content:'\\25B2 '}.v3 .verdict::before{content:'\\25BC '}",
    ".v4 .verdict::before{content:'\\25D4 '}.v5 .verdict::before{content:'\\25CB '}.v6 .verdict::before{content:'\\2260 '}",
    ".v7 .verdict::before{content:'+ '}",
    ".v1,.v2{border-left-color:#00664b}.v1 .verdict,.v2 .verdict{border-color:#00664b;background:#d5f0e2}",
    ".v3{border-left-color:#a33a00}.v3 .verdict{border-color:#a33a00;border-style:double;border-width:4px;background:#fbe1d6}",
    ".v4 .verdict{border-style:dashed;background:#fdf0c4}.v5 .verdict,.v6 .verdict{border-style:dotted}",
    "figure{margin:.5rem 0}figcaption{font-size:.95rem}figcaption span.value{display:inline-block;margin-right:1.25rem}",
    "svg{display:block;width:100%;height:2.25rem;background:#fafafa;border:1px solid #ddd}",
    ".axis{stroke:#333;stroke-width:1}.band{fill:#dcebfc;stroke:#0b4f9e;stroke-width:1;stroke-dasharray:2 3}",
    ".bar{fill:#00664b;stroke:#00664b;stroke-width:2}.b3{fill:#fff;stroke:#a33a00;stroke-width:3}",
    ".b4{fill:#e3c46a;stroke:#8a6100;stroke-dasharray:6 3}.goal{stroke:#0b2f66;stroke-width:4}",
    ".quotes{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,22rem),1fr));gap:.2rem 1.25rem}",
    ".quotes>div{min-width:0}.quotes p{margin:.3rem 0 0;font-size:.875rem}summary{cursor:pointer;font-weight:600;margin:1.5rem 0 .5rem}",
    /* paper */
    "@media print{body{font-size:10.5pt}main{max-width:none;padding:0}.rec,.row,tr,blockquote{break-inside:avoid}",
    "h2,h3,h4{break-after:avoid}.wide{overflow:visible}.wide table{font-size:8pt}.wide td{min-width:0}a{color:inherit}",
    ".f,.fl{display:none}.k,svg{-webkit-print-color-adjust:exact;print-color-adjust:exact}}",
};

static const char *const head[] = {
    "<meta charset=\"utf-8\">\n",
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src '" STYLE_HASH
    "'; base-uri 'none'; form-action 'none'\">\n",
    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n",
    "<meta name=\"referrer\" content=\"no-referrer\">\n",
    "<meta name=\"format-detection\" content=\"telephone=no\">\n",
};

void zb_show_head(zb_show *show) {
    zb_show_html(show, "<!DOCTYPE html>\n<html lang=\"");
    zb_show_html(show, show->english ? "en\">\n<head>\n" : "zh-CN\">\n<head>\n");
    for (size_t i = 0; i < sizeof head / sizeof *head; i++)
        zb_show_html(show, head[i]);
    zb_show_html(show, "<title>");
    zb_show_label(show, ZB_LABEL_TITLE);
    zb_show_html(show, "</title>\n<style>");
    for (size_t i = 0; i < sizeof style / sizeof *style; i++)
        zb_show_html(show, style[i]);
    zb_show_html(show, "</style>\n</head>\n<body>\n<main>\n<h1>");
    zb_show_label(show, ZB_LABEL_TITLE);
    zb_show_html(show, "</h1>\n");
}

void zb_show_tail(zb_show *show) {
    zb_show_html(show, "<footer>");
    zb_show_label(show, ZB_LABEL_MADE_BY);
    zb_show_html(show, " ");
    zb_show_html(show, zhibiao_version());
    zb_show_html(show, "</footer>\n</main>\n</body>\n</html>\n");
}
