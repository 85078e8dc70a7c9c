#!/usr/bin/env python3
"""Web pages give the records of the article in them.

usage: pages.py LIBRARY [FILE_OR_FOLDER...]

fixtures/html: y_NAME*.html gives the records of y_NAME.txt, says of itself what its comment `facts: title | source | date` says,
and each span of it leads to the words in the page; n_*.html gives no record; i_*.html must only be read. Then each text (of
fixtures/news, or those given) becomes a page, a line of it a <p>, in several ways, and must read as before.
"""
import html
import pathlib
import random
import re
import sys

import zb

ROOT = pathlib.Path(__file__).resolve().parent.parent
MARKUP = re.compile(r"<!--.*?-->|<[^>]*>", re.DOTALL)
CODECS = {"UTF-8": "utf-8", "GB18030": "gb18030", "UTF-16LE": "utf-16-le"}


def bare(text):
    return re.sub(r"\s|\ufeff", "", text)


def without_places(item):
    if isinstance(item, dict):
        return {k: without_places(v) for k, v in item.items() if k not in ("start", "end", "byte_start", "byte_end", "sentence")}
    return item


def read(parser, data, **options):
    """Records without their places, the document, and what spans say beside what stands in the bytes."""
    with parser.parse(data, date=(2025, 12, 20), **options) as result:
        document = result.document()
        codec = CODECS[document["encoding"]]
        pairs = []
        for record in result.records():
            for role in zb.ROLES:
                q = record[role]
                if q and "text" in q:
                    source = data[q["byte_start"]:q["byte_end"]].decode(codec)
                    points = data.decode(codec).replace("\r\n", "\n")[q["start"]:q["end"]]
                    pairs.append((q["text"], source.replace("\r\n", "\n"), points))
        return [without_places(r) for r in result.records()], document, pairs


problems = 0


def complain(*words):
    global problems
    problems += 1
    print(*words)


def compare(name, expected, got):
    for mark, these, those in (("-", expected, got), ("+", got, expected)):
        for record in these:
            if record not in those:
                complain(f"{name}: {mark} {record}")
    if len(expected) != len(got):
        complain(f"{name}: {len(got)} records, not {len(expected)}")


def holds(plain, said):
    """The same; or more, where a page number on a line of its own was spanned over: 32⏎2.5⏎3微克."""
    rest = iter(plain)
    return bare(plain) == bare(said) or "\n" in plain and all(c in rest for c in bare(said))


def check_places(name, pairs):
    for said, source, points in pairs:
        plain = html.unescape(MARKUP.sub(lambda tag: "\n" if tag[0][1:3] in ("br", "/p", "/d") else "", source))
        if not holds(plain, said) or source != points:
            complain(f"{name}: {said} stands at {source!r}, by code points at {points!r}")


def check_fixtures(parser, folder):
    count = 0
    for path in sorted(folder.glob("*.html")):
        count += 1
        records, document, pairs = read(parser, path.read_bytes())
        check_places(path.name, pairs)
        if path.name.startswith("n_") and records:
            complain(f"{path.name}: {len(records)} records")
        if not path.name.startswith("y_"):
            continue
        expected, _, _ = read(parser, (folder / ("_".join(path.stem.split("_")[:2]) + ".txt")).read_bytes())
        if not expected:
            complain(f"{path.name}: the text has no records")
        compare(path.name, expected, records)
        text = path.read_bytes().decode(CODECS[document["encoding"]])
        wanted = re.search(r"<!-- facts: (.*?) -->", text)
        facts = " | ".join(document[key] or "" for key in ("title", "publisher", "published"))
        if not wanted or facts != wanted[1]:
            complain(f"{path.name}: facts {facts}")
    return count


# ---- texts made pages ------------------------------------------------------------------------------------------


def spaces(line):
    """What a browser would drop or run together is written so that it does not."""
    line = line.replace("\t", "    ")
    return re.sub(r"^ +| +$| {2,}", lambda blanks: "\u00a0" * len(blanks[0]), line)


def plain_page(line, _dice):
    return html.escape(spaces(line))


def decorated_page(line, dice):
    """Tags and comments anywhere, characters as entities."""
    out = ""
    for character in spaces(line):
        if dice.random() < 0.15:
            out += dice.choice(("<span lang='EN-US'>", "</span>", "<b>", "</b>", "<!-- 1 -->", "<o:p></o:p>", "<font size=3>", "\n</font>"
                                if character > "\u4e00" and out[-1:] > "\u4e00" else "</font>"))
        out += dice.choice((f"&#{ord(character)};", f"&#x{ord(character):X};")) if dice.random() < 0.1 else html.escape(character)
    return out


def broken_page(line, _dice):
    """The article in one cell, lines parted by <br>."""
    return html.escape(spaces(line))


WAYS = {
    "plain": ('<html><head><meta charset="utf-8"></head><body><div class="TRS_Editor">', "<p>", "</p>\n", "</div></body></html>", plain_page),
    "decorated": ('<!DOCTYPE html>\r\n<html><body><div id="zoom">', "<p style='text-indent:2em'>", "</p>\r\n", "</div></body></html>",
                  decorated_page),
    "breaks": ("<html><body><table><tr><td class=left><a href=x>首页</a></td><td class='bt_content zoom'>", "", "<br>\n",
               "</td></tr></table></body></html>", broken_page),
    "divs": ("<html><body><article>", "<div><span>", "</span></div>", "</article></body></html>", plain_page),
}


def page_of(text, way):
    before, opening, closing, after, write = WAYS[way]
    dice = random.Random(len(text))
    lines = [write(line, dice) if line.strip() else "&nbsp;" for line in text.splitlines()]
    return before + "".join(opening + line + closing for line in lines) + after


def check_texts(parser, paths):
    count = 0
    for path in paths:
        text = path.read_bytes().decode("utf-8-sig")
        expected, _, _ = read(parser, text.encode())
        for number, way in enumerate(WAYS):
            encoding = list(CODECS)[number % len(CODECS)]
            got, document, pairs = read(parser, page_of(text, way).encode(CODECS[encoding]), encoding=encoding)
            compare(f"{path.name} as a page, {way}", expected, got)
            check_places(f"{path.name} as a page, {way}", pairs)
            count += len(got)
            if not document["html"]:
                complain(f"{path.name} as a page, {way}: not known as one")
    return count


def main():
    library = zb.Library(sys.argv[1])
    parser = library.rules().parser()
    try:
        parser.parse(b"<p></p>").free()
    except zb.Failure as failure:
        print(failure)
        return 77
    given = [pathlib.Path(word) for word in sys.argv[2:]] or [ROOT / "fixtures" / "news"]
    texts = [p for path in given for p in (sorted(path.glob("*.txt")) if path.is_dir() else [path])]
    pages = check_fixtures(parser, ROOT / "fixtures" / "html")
    records = check_texts(parser, texts)
    print(f"{pages} pages, {len(texts)} texts made pages with {records} records, {problems} problems")
    return 1 if problems or not pages or not records else 0


if __name__ == "__main__":
    sys.exit(main())
