"""The pages for people: python3 test/show.py PROGRAM.

Each page is read by a strict parser (tags closed in order, ids once, links to what exists), and must hold no script, no outside
address and no style but the one its policy names. Texts that try to break out stay text. Where there is a Chromium the pages
are opened at 390 and 1280 pixels and printed: nothing may stick out, nothing be asked of the network, nothing complained of.
With --pictures FOLDER the screenshots are kept.
"""
import base64
import hashlib
import html.parser
import os
import re
import subprocess
import sys
import tempfile

import chromium

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
VOID = {"meta", "input", "br"}
TAGS = {"html", "head", "meta", "title", "style", "body", "main", "h1", "h2", "h3", "h4", "h5", "h6", "p", "ul", "ol", "li",
        "span", "a", "b", "small", "code", "cite", "blockquote", "article", "section", "div", "table", "tr", "td", "footer",
        "figure", "figcaption", "svg", "desc", "rect", "line", "input", "label", "details", "summary"}
ATTRIBUTES = {"lang", "charset", "http-equiv", "content", "name", "class", "id", "href", "title", "aria-label", "role",
              "viewbox", "preserveaspectratio", "vector-effect", "x", "y", "width", "height", "x1", "x2", "y1", "y2", "type",
              "checked", "for", "open"}
failures = 0


def verdict(name, wrong):
    global failures
    print(("not ok - " if wrong else "ok - ") + name)
    for line in wrong:
        print("    " + str(line)[:300])
    failures += bool(wrong)


class Page(html.parser.HTMLParser):
    """Complains of all that our pages do not do."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.open, self.wrong, self.ids, self.links, self.fors = [], [], [], [], []
        self.style, self.policy, self.words, self.text_words = "", "", [], []
        self.feed(text)
        self.close()
        self.wrong += [f"not closed: {tag}" for tag in self.open]
        self.wrong += [f"id twice: {i}" for i in set(self.ids) if self.ids.count(i) > 1] if len(self.ids) != len(set(self.ids)) else []
        known = set(self.ids)
        self.wrong += [f"leads nowhere: {link}" for link in self.links if link not in known]

    def handle_starttag(self, tag, attributes):
        if tag not in TAGS:
            self.wrong.append(f"tag {tag}")
        for name, value in attributes:
            if name not in ATTRIBUTES:
                self.wrong.append(f"attribute {name} of {tag}")
            if name == "id":
                self.ids.append(value)
            if name == "for":
                self.links.append(value)
            if name == "href":
                self.links.append(value[1:])
                if not re.fullmatch(r"#[a-z][0-9-]+", value):
                    self.wrong.append(f"link {value}")
            if (name, value) == ("http-equiv", "Content-Security-Policy"):
                self.policy = dict(attributes)["content"]
        if tag not in VOID:
            self.open.append((tag, dict(attributes).get("class")))

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        self.open.pop()

    def handle_endtag(self, tag):
        if not self.open or self.open[-1][0] != tag:
            self.wrong.append(f"</{tag}> closes {self.open[-1:]}")
        else:
            self.open.pop()

    def handle_comment(self, data):
        self.wrong.append(f"comment {data[:40]}")

    def handle_data(self, data):
        inside = [tag for tag, _ in self.open]
        if "style" in inside:
            self.style += data
        else:
            self.words.append(data)
        if ("div", "text") in self.open:
            self.text_words.append(data)


def check(name, made):
    text = made.decode("utf-8")  # must be
    page = Page(text)
    wanted = "sha256-" + base64.b64encode(hashlib.sha256(page.style.encode()).digest()).decode()
    wrong = page.wrong
    if f"style-src '{wanted}'" not in page.policy or "default-src 'none'" not in page.policy:
        wrong.append(f"STYLE_HASH in lib/roof/pages/html_page.c should be {wanted}; the policy is {page.policy}")
    wrong += [f"control character {c!r}" for c in sorted(set(re.findall(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)))]
    wrong += ["style reaches out: " + u for u in re.findall(r"url\(|@import|expression", page.style)]
    verdict(f"{name}: well-formed, closed, inert", wrong)
    return page


def squeezed(text):
    return re.sub(r"\s", "", text)


def look(browser, name, path, pictures):
    for width in 390, 1280:
        seen = browser.look(path, width, pictures=bool(pictures))
        wrong = [f"{key}: {seen[key]}" for key in ("requests", "messages", "wide", "scripts") if seen[key]]
        if seen["width"] > seen["inner"]:
            wrong.append(f"{seen['width']} wide in a window of {seen['inner']}")
        if not seen["styled"]:
            wrong.append("the style was not let in")
        if not seen["pdf"].startswith(b"%PDF") or len(seen["pdf"]) < 2000:
            wrong.append("not printed")
        verdict(f"{name} in Chromium at {width}", wrong)
        if pictures:
            stem = os.path.join(pictures, re.sub(r"\W+", "_", name))
            for kind in "png", "pdf":
                with open(f"{stem}_{width}.{kind}", "wb") as file:
                    file.write(seen[kind])


def pages(program):
    """Name, arguments; all of what the program can show."""
    hostile = ["fixtures/hostile/script.txt", "fixtures/hostile/page.html"]
    yield "hostile texts", ["extract", "--format", "html", *hostile]
    yield "a review", ["extract", "--format", "html", "fixtures/news/review_2025.txt"]
    yield "texts in English", ["extract", "--format", "html", "--lang", "en", "fixtures/news", "fixtures/bad/empty.txt",
                               "fixtures/bad/binary.bin", "fixtures/bad/broken_utf8.txt", "fixtures/bad/one_long_line.txt"]
    yield "tables and pages", ["extract", "--format", "html", "fixtures/html", "fixtures/layout"]
    if " compare " in subprocess.run([program, "--help"], capture_output=True, text=True).stdout:
        for language in "zh", "en":
            compare = ["compare", "--format", "html", "--lang", language, "--plan"]
            yield "scorecard, " + language, [*compare, "fixtures/pairs/plan.txt", "--review", "fixtures/pairs/review.txt"]
            yield "hostile scorecard, " + language, [*compare, *hostile, "--review", *hostile]


def main():
    program = os.path.abspath(sys.argv[1])
    pictures = sys.argv[3] if sys.argv[2:3] == ["--pictures"] else None
    os.chdir(ROOT)
    made = {}
    for name, arguments in pages(program):
        run = subprocess.run([program, *arguments], capture_output=True)
        verdict(f"{name}: made", [] if run.returncode in (0, 1) and run.stdout else [run.stderr.decode()])
        made[name] = (run.stdout, check(name, run.stdout))
    with open("fixtures/news/review_2025.txt", encoding="utf-8") as file:
        page = made["a review"][1]
        verdict("the text is there, whole", [] if squeezed(file.read()) == squeezed("".join(page.text_words)) else ["it differs"])
    shown = "".join(made["hostile texts"][1].words)
    lost = [word for word in ("<script>alert(1)</script>", "<img src=x onerror=alert(3)>", "javascript:alert(4)", "' & ", "&#60;svg")
            if squeezed(word.strip("' ")) not in squeezed(shown)]
    verdict("hostile texts are shown as they are", lost)

    if not chromium.find():
        print("ok - Chromium # skipped: not here (Debian: chromium)")
    else:
        with tempfile.TemporaryDirectory() as folder, chromium.Browser() as browser:
            for name, (text, _) in made.items():
                path = os.path.join(folder, "page.html")
                with open(path, "wb") as file:
                    file.write(text)
                look(browser, name, path, pictures)
    sys.exit(failures > 0)


main()
