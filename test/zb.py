"""The Python package as tests want it: a library at a path, handles that are freed at once, records as dicts of JSON's shape.

    library = zb.Library("build/release/libzhibiao.so")
    with library.rules() as rules, rules.parser() as parser:
        with parser.parse("全市新建公厕12座。".encode(), date=(2024, 2, 1)) as result:
            print(result.records()[0]["actual"]["value"])

All structures, prototypes and decoding are those of python/zhibiao: there is one binding, and every test goes through it.
"""
import os
import pathlib
import sys
from ctypes import byref, c_void_p, sizeof

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "python"))

from zhibiao import Error as Failure, Rules as PackageRules, Parser as PackageParser, _api, _c, _read  # noqa: E402
from zhibiao._c import (  # noqa: E402,F401
    ALL, ARGUMENT, AUTO, BINARY, CANCELLED, CSV, ENCODING, HTML, HTML_PAGE, HTML_PAGE_EN, IO, JSON, JSONL, LAYOUT, LIMIT,
    MEMORY, OK, PLAIN, REPORT, RULE, SINK, STATE, STRUCTURES, TABLE, TABLE_COLOUR, TEXT, TOKENS, UNSUPPORTED, Allocator,
    Block, CompareOptions, Date, Document, Error, Limits, Mark, Number, Options, Quantity, Record, Site, Span, String, Token)
from zhibiao._records import ROLES  # noqa: E402,F401


def check(status, error):
    if status != OK:
        raise _api.failure(status, error)


class Library:
    """The shared object at `path`; there can be one in a process. `library.c` has the plain C functions."""

    def __init__(self, path):
        os.environ[_c.ENVIRONMENT] = str(path)
        self.c = _c.library().cdll
        assert _c.library().path == str(path), f"{_c.library().path} was loaded before"

    def name(self, kind, value):
        """`library.name("measure", 1)` is "growth"; None where the library has no name."""
        text = getattr(self.c, f"zhibiao_{kind}_name")(value)
        return text.decode() if text is not None else None

    def rules(self, allocator=None):
        return Rules(self, allocator)


class Handle:
    """Freed at the end of a `with` block, or by `free()`."""

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.free()


class Rules(Handle):
    def __init__(self, library, allocator=None):
        self.library, self.c, self.package = library, library.c, PackageRules(allocator=allocator)
        self.pointer, self.add = self.package._pointer, self.package.add

    def parser(self):
        return Parser(self)

    def compare(self, plans, reviews, group=0, threshold=0):
        return Pairing(self, plans, reviews, group, threshold)

    def free(self):
        self.package._finalizer()


class Parser(Handle):
    def __init__(self, rules):
        self.rules, self.library, self.c, self.package = rules, rules.library, rules.c, PackageParser(rules.package)
        self.pointer = self.package._pointer

    def parse(self, data, encoding=None, source=None, region=None, date=None, flags=0, input=AUTO, html_select=None,
              before=(0, 0, 0)):
        given = _api.input_of(data, source, encoding)
        options = _api.options_of(given, date, region, {AUTO: None, PLAIN: False, HTML: True}[input], html_select, flags)
        options.bytes_before, options.points_before, options.records_before = before
        return Result(self, self.package._parse(given, options))

    def free(self):
        self.package._finalizer()


class Result(Handle):
    """One parsed document. `records()` gives dicts, shaped as the JSON of RECORDS; raw_ gives C's structures."""

    def __init__(self, parser, pointer):
        self.library, self.c, self.pointer = parser.library, parser.c, pointer
        self.reader = _read.Reader(_read.copied(pointer, True))
        self.reader.source = self.reader.document().source

    def free(self):
        self.c.zhibiao_result_free(self.pointer)
        self.pointer = c_void_p()

    def string(self, s):
        return self.reader.string(s.offset, s.size) or ""

    def document(self):
        d, raw = self.reader.document(), Document.from_buffer_copy(self.reader.raw.document)
        return {"source": d.source, "encoding": d.encoding, "decided": d.decided, "bad_bytes": d.bad_bytes,
                "date": iso(raw.date), "blocks": d.blocks, "warnings": raw.warnings, "bad_at": raw.bad_at,
                "mojibake_at": raw.mojibake_at, "title": d.title or "", "publisher": d.publisher or "",
                "published": iso(raw.published), "html": d.html, "points": raw.points}

    def raw(self, structure, rows, step):
        return [structure.from_buffer_copy(rows, at) for at in range(0, len(rows), step)]

    def raw_records(self):
        return self.raw(Record, self.reader.raw.records, _c.library().record_step)

    def raw_tokens(self):
        return self.raw(Token, self.reader.raw.tokens, _c.library().token_step)

    def quantity(self, q):
        return {"upper": None} | self.reader.quantity(bytes(q), 0).to_dict() if q.present else None

    def records(self):
        return [r | {role: r[role] and {"upper": None} | r[role] for role in ROLES}
                for r in (record.to_dict() for record in self.reader.records())]


class Pairing(Handle):
    """Targets of plans against actuals of reviews; `rows()` are dicts, their places (result, record) of results."""

    def __init__(self, rules, plans, reviews, group_by, threshold):
        self.library, self.c, self.pointer, error = rules.library, rules.c, c_void_p(), Error()
        options = CompareOptions(sizeof(CompareOptions), group_by, threshold)
        sides = [(c_void_p * len(side))(*(result.pointer for result in side)) for side in (plans, reviews)]
        check(self.c.zhibiao_compare(rules.pointer, sides[0], len(plans), sides[1], len(reviews), byref(options),
                                     byref(self.pointer), byref(error)), error)

    def free(self):
        self.c.zhibiao_pairing_free(self.pointer)
        self.pointer = c_void_p()

    def string(self, s):
        return self.c.zhibiao_pairing_string(self.pointer, s).decode()

    def rows(self):
        places, name = self.c.zhibiao_pairing_places(self.pointer), self.library.name
        for p in self.c.zhibiao_pairing_pairs(self.pointer)[:self.c.zhibiao_pairing_count(self.pointer)]:
            listed = [[(places[i].result, places[i].record) for i in range(first, first + count)]
                      for first, count in ((p.restated, p.restated_count), (p.reports, p.report_count))]
            planned = p.plan.result != 0xFFFFFFFF
            yield {"indicator": self.string(p.indicator), "verdict": name("verdict", p.verdict),
                   "goal": name("goal", p.goal), "cause": name("cause", p.cause), "ratio": self.string(p.ratio) or None,
                   "reason": self.string(p.reason), "year": p.year or None, "region": self.string(p.region) or None,
                   "notes": [name("note", 1 << bit) for bit in range(32) if p.notes >> bit & 1],
                   "plan": (p.plan.result, p.plan.record) if planned else None,
                   "restated": listed[0], "reports": listed[1]}


def iso(date):
    """2025-11-30, 2025-11, 2025: as far as it is known."""
    parts = [f"{date.year:04d}", f"{date.month:02d}", f"{date.day:02d}"]
    known = 0 if not date.year else 1 if not date.month else 2 if not date.day else 3
    return "-".join(parts[:known]) or None


def span(s):
    return {"start": s.start, "end": s.end, "byte_start": s.byte_start, "byte_end": s.byte_end}
