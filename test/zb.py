"""The public interface of libzhibiao for Python tests: include/zhibiao.h, field by field, in ctypes.

    library = zb.Library("build/libzhibiao.so")
    with library.rules() as rules, rules.parser() as parser:
        result = parser.parse("全市新建公厕12座。".encode(), date=(2024, 2, 1))
        for record in result.records():           # dicts of the same shape as a line of JSON
            print(record["indicator"], record["actual"]["value"])

Standard library only. The structures are pinned: SIZES says how large a C compiler makes them on a 64-bit machine,
and importing this module fails when a field was mistyped. When the header grows, both grow with it.
"""
import ctypes
from ctypes import (CFUNCTYPE, POINTER, Structure, byref, c_char, c_char_p, c_double, c_int, c_int16, c_int32, c_int64,
                    c_size_t, c_uint8, c_uint16, c_uint32, c_uint64, c_void_p)

# ---- structures --------------------------------------------------------------------------------------------


class Error(Structure):
    _fields_ = [("status", c_int32), ("line", c_uint32), ("byte", c_uint64), ("file", c_char * 256),
                ("message", c_char * 256)]


GET = CFUNCTYPE(c_void_p, c_size_t, c_void_p)
PUT = CFUNCTYPE(None, c_void_p, c_void_p)


class Allocator(Structure):
    _fields_ = [("get", GET), ("put", PUT), ("context", c_void_p)]


class Date(Structure):
    _fields_ = [("year", c_int16), ("month", c_uint8), ("day", c_uint8)]


class Options(Structure):
    _fields_ = [("size", c_size_t), ("encoding", c_char_p), ("source", c_char_p), ("region", c_char_p),
                ("date", Date), ("flags", c_uint32), ("input", c_uint32), ("html_select", c_char_p),
                ("bytes_before", c_uint64), ("points_before", c_uint64), ("records_before", c_uint32),
                ("cancel", c_void_p), ("cancel_context", c_void_p)]


class Limits(Structure):
    _fields_ = [("size", c_size_t), ("flags", c_uint32), ("records", c_uint32), ("document_bytes", c_uint64),
                ("memory", c_uint64), ("rule_bytes", c_uint64), ("rules", c_uint32), ("pattern_bytes", c_uint32),
                ("match_steps", c_uint32), ("reserved", c_uint32)]


class String(Structure):
    _fields_ = [("offset", c_uint32), ("size", c_uint32)]


class Span(Structure):
    _fields_ = [("start", c_uint64), ("end", c_uint64), ("byte_start", c_uint64), ("byte_end", c_uint64)]


class Number(Structure):
    _fields_ = [("coefficient", c_int64), ("exponent", c_int32), ("denominator", c_uint32)]


class Quantity(Structure):
    _fields_ = [("present", c_uint8), ("comparison", c_uint8), ("dimension", c_uint8), ("range", c_uint8),
                ("reserved", c_uint32), ("number", Number), ("upper_number", Number), ("value", String),
                ("upper", String), ("unit", String), ("per", String), ("text", String), ("derived", String),
                ("low", String), ("high", String), ("span", Span)]


class Record(Structure):
    _fields_ = [("id", c_uint32), ("measure", c_uint8), ("basis", c_uint8), ("check", c_uint8),
                ("reserved", c_uint8), ("indicator", String), ("indicator_full", String), ("target", Quantity),
                ("actual", Quantity), ("baseline", Quantity), ("completion", Quantity), ("gap", Quantity),
                ("check_computed", String), ("time_text", String), ("time_from", Date), ("time_to", Date),
                ("region_text", String), ("region_name", String), ("region_code", String), ("section", String),
                ("item", String), ("sentence", Span), ("rule", String), ("confidence", c_double), ("sentence_text", String),
                ("indicator_name", String)]


class Token(Structure):
    _fields_ = [("kind", c_uint8), ("letter", c_uint8), ("reserved", c_uint16), ("block", c_uint32), ("span", Span),
                ("text", String), ("quantity", Quantity), ("date_from", Date), ("date_to", Date), ("name", String),
                ("code", String)]


class Document(Structure):
    _fields_ = [("source", String), ("encoding", String), ("decided", String), ("bad_bytes", c_uint64),
                ("date", Date), ("blocks", c_uint32), ("warnings", c_uint32), ("bad_at", c_uint64), ("mojibake_at", c_uint64),
                ("title", String), ("publisher", String), ("published", Date), ("html", c_uint32), ("points", c_uint64)]


class Block(Structure):
    _fields_ = [("kind", c_uint8), ("level", c_uint8), ("reserved", c_uint16), ("table", c_uint32), ("list_mark", c_uint32),
                ("section", c_uint32), ("first_mark", c_uint32), ("mark_count", c_uint32), ("text", String), ("span", Span)]


class Mark(Structure):
    _fields_ = [("block", c_uint32), ("start", c_uint32), ("end", c_uint32), ("record", c_uint32), ("others", c_uint32),
                ("kind", c_uint8), ("within", c_uint8), ("reserved", c_uint16)]


class Site(Structure):
    _fields_ = [("block", c_uint32), ("start", c_uint32), ("end", c_uint32), ("mark", c_uint32)]


class Place(Structure):
    _fields_ = [("result", c_uint32), ("record", c_uint32)]


class Pair(Structure):
    _fields_ = [("verdict", c_uint8), ("goal", c_uint8), ("cause", c_uint8), ("reserved", c_uint8), ("notes", c_uint32),
                ("plan", Place), ("restated", c_uint32), ("restated_count", c_uint32), ("reports", c_uint32),
                ("report_count", c_uint32), ("year", c_int32), ("score", c_uint32), ("indicator", String),
                ("ratio", String), ("ratio_low", String), ("ratio_high", String), ("reason", String), ("words", String),
                ("region", String)]


class CompareOptions(Structure):
    _fields_ = [("size", c_size_t), ("group", c_uint32), ("threshold", c_uint32)]


SIZES = {Place: 8, Pair: 96, CompareOptions: 16, Block: 64, Mark: 24, Site: 16, Error: 528, Allocator: 24, Date: 4, Options: 96, Limits: 56, String: 8, Span: 32, Number: 16, Quantity: 136,
         Record: 832, Token: 208, Document: 96}
for _type, _size in SIZES.items():
    if ctypes.sizeof(c_void_p) == 8 and ctypes.sizeof(_type) != _size:
        raise ImportError(f"{_type.__name__} has {ctypes.sizeof(_type)} bytes, not {_size} as in zhibiao.h")

# ---- values ------------------------------------------------------------------------------------------------

OK, MEMORY, ARGUMENT, IO, ENCODING, BINARY, RULE, LIMIT, STATE, UNSUPPORTED = range(0, -10, -1)
TOKENS, TEXT, LAYOUT = 1, 2, 8
AUTO, PLAIN, HTML = range(3)
JSONL, JSON, CSV, TABLE, HTML_PAGE, HTML_PAGE_EN, TABLE_COLOUR = range(7)
ROLES = ("target", "actual", "baseline", "completion", "gap")
VERDICTS = (None, "consistent", "inconsistent")

SINK = CFUNCTYPE(c_int, c_void_p, c_size_t, c_void_p)
REPORT = CFUNCTYPE(None, POINTER(Error), c_void_p)

PROTOTYPES = {
    "zhibiao_rules_new": (c_int, POINTER(Allocator), POINTER(c_void_p), POINTER(Error)),
    "zhibiao_rules_add": (c_int, c_void_p, c_char_p, c_char_p, c_size_t, POINTER(Error)),
    "zhibiao_rules_add_file": (c_int, c_void_p, c_char_p, POINTER(Error)),
    "zhibiao_rules_check": (c_int, c_void_p, c_char_p, REPORT, c_void_p, POINTER(c_size_t), POINTER(c_size_t)),
    "zhibiao_rules_free": (None, c_void_p),
    "zhibiao_parser_new": (c_int, c_void_p, POINTER(c_void_p), POINTER(Error)),
    "zhibiao_parser_free": (None, c_void_p),
    "zhibiao_parse": (c_int, c_void_p, c_char_p, c_size_t, POINTER(Options), POINTER(c_void_p), POINTER(Error)),
    "zhibiao_result_count": (c_size_t, c_void_p),
    "zhibiao_result_records": (POINTER(Record), c_void_p),
    "zhibiao_result_token_count": (c_size_t, c_void_p),
    "zhibiao_result_tokens": (POINTER(Token), c_void_p),
    "zhibiao_result_document": (POINTER(Document), c_void_p),
    "zhibiao_result_block_count": (c_size_t, c_void_p),
    "zhibiao_result_blocks": (POINTER(Block), c_void_p),
    "zhibiao_result_mark_count": (c_size_t, c_void_p),
    "zhibiao_result_marks": (POINTER(Mark), c_void_p),
    "zhibiao_result_sites": (POINTER(Site), c_void_p),
    "zhibiao_result_text": (c_void_p, c_void_p, POINTER(c_size_t)),
    "zhibiao_string_get": (c_char_p, c_void_p, String),
    "zhibiao_result_free": (None, c_void_p),
    "zhibiao_write_head": (c_int, c_int, SINK, c_void_p),
    "zhibiao_write_records": (c_int, c_void_p, c_int, c_uint64, SINK, c_void_p),
    "zhibiao_write_tokens": (c_int, c_void_p, c_int, c_uint64, SINK, c_void_p),
    "zhibiao_write_failure": (c_int, c_char_p, POINTER(Error), c_int, c_uint64, SINK, c_void_p),
    "zhibiao_write_tail": (c_int, c_int, SINK, c_void_p),
    "zhibiao_unit_find": (c_int, c_void_p, c_char_p, POINTER(c_char_p), POINTER(c_uint32), POINTER(Number)),
    "zhibiao_quantity_base": (c_int, c_void_p, c_void_p, POINTER(Quantity), POINTER(Number), POINTER(Number)),
    "zhibiao_compare": (c_int, c_void_p, POINTER(c_void_p), c_size_t, POINTER(c_void_p), c_size_t,
                        POINTER(CompareOptions), POINTER(c_void_p), POINTER(Error)),
    "zhibiao_pairing_count": (c_size_t, c_void_p),
    "zhibiao_pairing_pairs": (POINTER(Pair), c_void_p),
    "zhibiao_pairing_place_count": (c_size_t, c_void_p),
    "zhibiao_pairing_places": (POINTER(Place), c_void_p),
    "zhibiao_pairing_result_count": (c_size_t, c_void_p),
    "zhibiao_pairing_result": (c_void_p, c_void_p, c_size_t),
    "zhibiao_pairing_string": (c_char_p, c_void_p, String),
    "zhibiao_pairing_free": (None, c_void_p),
    "zhibiao_write_comparison": (c_int, c_void_p, c_int, c_uint64, SINK, c_void_p),
    "zhibiao_verdict_name": (c_char_p, c_uint32),
    "zhibiao_goal_name": (c_char_p, c_uint32),
    "zhibiao_cause_name": (c_char_p, c_uint32),
    "zhibiao_note_name": (c_char_p, c_uint32),
    "zhibiao_version": (c_char_p,),
    "zhibiao_abi": (c_uint32,),
    "zhibiao_libraries": (c_char_p,),
    "zhibiao_status_name": (c_char_p, c_int32),
    "zhibiao_comparison_name": (c_char_p, c_uint32),
    "zhibiao_measure_name": (c_char_p, c_uint32),
    "zhibiao_basis_name": (c_char_p, c_uint32),
    "zhibiao_dimension_name": (c_char_p, c_uint32),
    "zhibiao_token_kind_name": (c_char_p, c_uint32),
    "zhibiao_letter_name": (c_char_p, c_uint32),
}

# ---- handles -----------------------------------------------------------------------------------------------


class Failure(Exception):
    """A call gave a negative status; `error` is a copy of what it said."""

    def __init__(self, status, error):
        where = f"{error.file.decode()}:{error.line}: " if error.line else ""
        super().__init__(f"{where}{error.message.decode()} (status {status})")
        self.status, self.error = status, error


def check(status, error):
    if status != OK:
        raise Failure(status, error)


class Library:
    """The shared object at `path`, with the prototypes above. `library.c` has the plain C functions."""

    def __init__(self, path):
        self.c = ctypes.CDLL(str(path))
        for name, (result, *arguments) in PROTOTYPES.items():
            function = getattr(self.c, name)
            function.restype, function.argtypes = result, arguments

    def name(self, kind, value):
        """`library.name("measure", 1)` is "growth"; None where the library has no name."""
        text = getattr(self.c, f"zhibiao_{kind}_name")(value)
        return text.decode() if text is not None else None

    def rules(self, allocator=None):
        return Rules(self, allocator)


class Handle:
    """Owns one C handle; freed at the end of a `with` block, or never twice by `free()`."""

    def __init__(self, library, release):
        self.library, self.c, self.release, self.pointer = library, library.c, release, c_void_p()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.free()

    def free(self):
        self.release(self.pointer)
        self.pointer = c_void_p()


class Rules(Handle):
    def __init__(self, library, allocator=None):
        super().__init__(library, library.c.zhibiao_rules_free)
        self.allocator, error = allocator, Error()  # kept alive: C calls back into it
        check(self.c.zhibiao_rules_new(byref(allocator) if allocator else None, byref(self.pointer), byref(error)),
              error)

    def add(self, name, data):
        error = Error()
        check(self.c.zhibiao_rules_add(self.pointer, name.encode(), data, len(data), byref(error)), error)

    def parser(self):
        return Parser(self)

    def compare(self, plans, reviews, group=0, threshold=0):
        return Pairing(self, plans, reviews, group, threshold)


class Parser(Handle):
    def __init__(self, rules):
        super().__init__(rules.library, rules.c.zhibiao_parser_free)
        self.rules, error = rules, Error()
        check(self.c.zhibiao_parser_new(rules.pointer, byref(self.pointer), byref(error)), error)

    def check(self, name=None):
        """Runs the yes and no lines; gives (passed, failed, [message])."""
        said, passed, failed = [], c_size_t(), c_size_t()

        def note(error, _context):
            e = error.contents
            said.append(f"{e.file.decode()}:{e.line}: {e.message.decode()}")

        report = REPORT(note)
        status = self.c.zhibiao_rules_check(self.pointer, name.encode() if name else None, report, None,
                                            byref(passed), byref(failed))
        check(status, Error())
        return passed.value, failed.value, said

    def parse(self, data, encoding=None, source=None, region=None, date=None, flags=0, input=AUTO, html_select=None,
              before=(0, 0, 0)):
        options = Options(size=ctypes.sizeof(Options), flags=flags, input=input)
        options.encoding, options.source, options.region, options.html_select = (
            s.encode() if s is not None else None for s in (encoding, source, region, html_select))
        options.bytes_before, options.points_before, options.records_before = before
        if date:
            options.date = Date(*date)
        return Result(self, data, options)


class Result(Handle):
    """One parsed document. `records()` and `tokens()` give plain dicts, shaped as the JSON of RECORDS."""

    def __init__(self, parser, data, options):
        super().__init__(parser.library, parser.c.zhibiao_result_free)
        error, size = Error(), c_size_t()
        check(self.c.zhibiao_parse(parser.pointer, data, len(data), byref(options), byref(self.pointer),
                                   byref(error)), error)
        start = self.c.zhibiao_result_text(self.pointer, byref(size))
        self.arena = ctypes.string_at(start, size.value)

    def string(self, s):
        return self.arena[s.offset:s.offset + s.size].decode()

    def optional(self, s):
        return self.string(s) if s.size else None

    def document(self):
        d = self.c.zhibiao_result_document(self.pointer).contents
        return {"source": self.string(d.source), "encoding": self.string(d.encoding),
                "decided": self.string(d.decided), "bad_bytes": d.bad_bytes, "date": iso(d.date),
                "blocks": d.blocks, "warnings": d.warnings, "bad_at": d.bad_at, "mojibake_at": d.mojibake_at,
                "title": self.string(d.title), "publisher": self.string(d.publisher), "published": iso(d.published),
                "html": bool(d.html), "points": d.points}

    def raw_records(self):
        return self.c.zhibiao_result_records(self.pointer)[:self.c.zhibiao_result_count(self.pointer)]

    def raw_tokens(self):
        return self.c.zhibiao_result_tokens(self.pointer)[:self.c.zhibiao_result_token_count(self.pointer)]

    def quantity(self, q):
        if not q.present:
            return None
        out = {"value": self.string(q.value), "upper": self.string(q.upper) if q.range else None,
               "unit": self.string(q.unit), "cmp": self.library.name("comparison", q.comparison)}
        if q.derived.size:
            return out | {"derived": self.string(q.derived), "low": self.optional(q.low),
                          "high": self.optional(q.high)}
        per = self.string(q.per)
        return out | {"per": per.split("/") if per else [], "text": self.string(q.text)} | span(q.span)

    def record(self, r):
        out = {"source": self.document()["source"], "id": r.id, "indicator": self.string(r.indicator),
               "indicator_full": self.string(r.indicator_full), "measure": self.library.name("measure", r.measure)}
        out |= {role: self.quantity(getattr(r, role)) for role in ROLES}
        return out | {
            "basis": self.library.name("basis", r.basis),
            "check": group(verdict=VERDICTS[r.check], computed=self.optional(r.check_computed)),
            "time": group(**{"text": self.optional(r.time_text), "from": iso(r.time_from), "to": iso(r.time_to)}),
            "region": group(text=self.optional(r.region_text), name=self.optional(r.region_name),
                            code=self.optional(r.region_code)),
            "section": self.optional(r.section), "item": self.optional(r.item), "sentence": span(r.sentence),
            "rule": self.optional(r.rule), "confidence": r.confidence if r.confidence >= 0 else None,
            "indicator_name": self.optional(r.indicator_name)}

    def records(self):
        return [self.record(r) for r in self.raw_records()]


class Pairing(Handle):
    """Targets of plans against actuals of reviews; `rows()` are dicts, their places (result, record) of results()."""

    def __init__(self, rules, plans, reviews, group_by, threshold):
        super().__init__(rules.library, rules.c.zhibiao_pairing_free)
        error = Error()
        options = CompareOptions(ctypes.sizeof(CompareOptions), group_by, threshold)
        sides = [(c_void_p * len(side))(*(result.pointer for result in side)) for side in (plans, reviews)]
        check(self.c.zhibiao_compare(rules.pointer, sides[0], len(plans), sides[1], len(reviews), byref(options),
                                     byref(self.pointer), byref(error)), error)

    def string(self, s):
        return self.c.zhibiao_pairing_string(self.pointer, s).decode()

    def rows(self):
        places = self.c.zhibiao_pairing_places(self.pointer)
        name = self.library.name
        rows = []
        for p in self.c.zhibiao_pairing_pairs(self.pointer)[:self.c.zhibiao_pairing_count(self.pointer)]:
            listed = [[(places[i].result, places[i].record) for i in range(first, first + count)]
                      for first, count in ((p.restated, p.restated_count), (p.reports, p.report_count))]
            planned = p.plan.result != 0xFFFFFFFF
            rows.append({"indicator": self.string(p.indicator), "verdict": name("verdict", p.verdict),
                         "goal": name("goal", p.goal), "cause": name("cause", p.cause), "ratio": self.string(p.ratio) or None,
                         "reason": self.string(p.reason), "year": p.year or None, "region": self.string(p.region) or None,
                         "notes": [name("note", 1 << bit) for bit in range(32) if p.notes >> bit & 1],
                         "plan": (p.plan.result, p.plan.record) if planned else None,
                         "restated": listed[0], "reports": listed[1]})
        return rows


def group(**fields):
    return fields if any(value is not None for value in fields.values()) else None


def span(s):
    return {"start": s.start, "end": s.end, "byte_start": s.byte_start, "byte_end": s.byte_end}


def iso(date):
    """2025-11-30, 2025-11, 2025: as far as it is known."""
    parts = [f"{date.year:04d}", f"{date.month:02d}", f"{date.day:02d}"]
    known = 0 if not date.year else 1 if not date.month else 2 if not date.day else 3
    return "-".join(parts[:known]) or None
