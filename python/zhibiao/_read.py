"""From a C result to Python values, in bulk.

A result is a few flat arrays and one text arena. Each is copied out with one call and taken apart by struct, which is
quicker than ctypes' attribute by attribute by an order of magnitude; the C result can be freed before the first record
is made. Offsets of a str are those of its UTF-8 twin, but for one thing: the library counts a line end \\r\\n as one
code point, as a program that opens a file as text does, and in a str it is two characters. `Places` puts that right.
"""
from __future__ import annotations

import ctypes
import datetime
import functools
from bisect import bisect_right
from ctypes import byref, c_size_t, c_void_p
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any, Callable, Dict, List, NamedTuple, Optional, Tuple

from . import _c
from ._records import Document, Number, Quantity, Record, Token

QUANTITY = _c.packed(_c.Quantity, skip=("present", "reserved", "number", "upper_number"))
RECORD_HEAD = _c.packed(_c.Record, last="indicator_full", skip=("reserved",))
RECORD_TAIL = _c.packed(_c.Record, first="check_computed")
TAIL_AT = _c.Record.check_computed.offset
ROLES_AT = tuple(getattr(_c.Record, role).offset for role in ("target", "actual", "baseline", "completion", "gap"))
TOKEN_HEAD = _c.packed(_c.Token, last="text", skip=("reserved",))
TOKEN_TAIL = _c.packed(_c.Token, first="date_from")
TOKEN_TAIL_AT, TOKEN_QUANTITY_AT = _c.Token.date_from.offset, _c.Token.quantity.offset
DOCUMENT = _c.packed(_c.Document)
CHECKS = (None, "consistent", "inconsistent")
WARNINGS = ((1, "bad_bytes"), (2, "cut"), (4, "mixed"), (8, "mojibake"), (16, "selector"), (32, "records"))


class Names(NamedTuple):
    comparison: Tuple[Any, ...]
    measure: Tuple[Any, ...]
    basis: Tuple[Any, ...]
    dimension: Tuple[Any, ...]
    token_kind: Tuple[Any, ...]
    letter: Tuple[Any, ...]


_names: Optional[Names] = None


def names() -> Names:
    """The library's names, asked for once."""
    global _names
    if _names is None:
        _names = Names(*(_c.library().names(kind) for kind in Names._fields))
    return _names


class Raw(NamedTuple):
    """All of a result, as bytes of our own."""

    text: bytes
    document: bytes
    records: bytes
    tokens: bytes


def copied(result: c_void_p, with_tokens: bool) -> Raw:
    """Copies a result out of C."""
    library = _c.library()
    c, at = library.cdll, ctypes.string_at
    size = c_size_t()
    start = c.zhibiao_result_text(result, byref(size))
    text = at(start, size.value)
    document = at(c.zhibiao_result_document(result), DOCUMENT.size)
    count = c.zhibiao_result_count(result)
    records = at(c.zhibiao_result_records(result), count * library.record_step) if count else b""
    tokens = b""
    if with_tokens and (count := c.zhibiao_result_token_count(result)):
        tokens = at(c.zhibiao_result_tokens(result), count * library.token_step)
    return Raw(text, document, records, tokens)


# ---- places --------------------------------------------------------------------------------------------------------------

Mend = Callable[[int], int]


def mend_of(text: str) -> Optional[Mend]:
    """What turns the library's code points into indices of `text`; None where they are the same.

    >>> mend_of("a\\nb") is None, [mend_of("a\\r\\nb")(i) for i in range(4)]
    (True, [0, 1, 3, 4])
    """
    if "\r\n" not in text:
        return None
    behind: List[int] = []  # the index behind each \r\n, counted as the library counts
    at = text.find("\r\n")
    while at >= 0:
        behind.append(at + 1 - len(behind))
        at = text.find("\r\n", at + 2)
    return lambda index: index + bisect_right(behind, index)


# ---- values --------------------------------------------------------------------------------------------------------------


@functools.lru_cache(maxsize=512)
def date_of(year: int, month: int, day: int) -> Optional[datetime.date]:
    """As far as it is known: the first of the month, the first of January; None without a year."""
    if year <= 0:
        return None
    try:
        return datetime.date(year, month or 1, day or 1)
    except ValueError:
        return None


def number_of(text: str) -> Number:
    """
    >>> number_of("-0.5"), number_of("2/3"), number_of("too large")
    (Decimal('-0.5'), Fraction(2, 3), Decimal('NaN'))
    """
    try:
        return Decimal(text)
    except InvalidOperation:
        above, stroke, below = text.partition("/")
        return Fraction(int(above), int(below)) if stroke else Decimal("NaN")


class _QuantityDraft:
    """A Quantity before it is frozen. A frozen dataclass is made by one slow call a field; a draft's fields are set as any
    object's, then it becomes what it is a draft of: a sixth of the time, and most of a document's time is this."""

    __slots__ = tuple(getattr(Quantity, "__slots__", ()))


class _RecordDraft:
    __slots__ = tuple(getattr(Record, "__slots__", ()))


if not hasattr(Quantity, "__slots__"):  # Python 3.9 has no dataclasses with slots: the drafts have none either

    class _QuantityDraft:  # type: ignore[no-redef]
        pass

    class _RecordDraft:  # type: ignore[no-redef]
        pass


_words: Dict[bytes, str] = {}  # units, rules, names: the same few thousand in all texts


def _kept(written: bytes) -> str:
    """A short string is likely to come again; the store is emptied when it has grown large."""
    made = written.decode()
    if len(written) <= 48:
        if len(_words) > 8192:
            _words.clear()
        _words[written] = made
    return made


def strings_of(text: bytes) -> Callable[[int, int], Optional[str]]:
    """What gives the string at an offset of an arena, each made once. A function of its own, since it is called a dozen times a record."""
    known: Dict[int, Optional[str]] = {0: None}  # by offset; 0 is what is absent
    words = _words

    def string(offset: int, size: int) -> Optional[str]:
        if offset in known:
            return known[offset]
        written = text[offset:offset + size]
        made = known[offset] = words.get(written) or _kept(written)
        return made

    return string


class Reader:
    """Takes the items of one result apart. Strings of the arena are shared, so each is made once."""

    def __init__(self, raw: Raw, source: Optional[str] = None, mend: Optional[Mend] = None) -> None:
        self.raw, self.text, self.mend = raw, raw.text, mend
        self.source = source
        self.names = names()
        self.string = strings_of(raw.text)

    def number(self, offset: int, size: int) -> Optional[Number]:
        return number_of(self.text[offset:offset + size].decode()) if size else None

    def quantity(self, rows: bytes, at: int) -> Quantity:
        (comparison, dimension, is_range, value, value_size, upper, upper_size, unit, unit_size, per, per_size, words,
         words_size, derived, derived_size, low, low_size, high, high_size, start, end, byte_start, byte_end
         ) = QUANTITY.unpack_from(rows, at)
        q: Any = _QuantityDraft()
        q.value = number_of(self.text[value:value + value_size].decode())
        q.unit = self.string(unit, unit_size) or ""
        q.comparison, q.dimension = self.names.comparison[comparison], self.names.dimension[dimension]
        q.upper = self.number(upper, upper_size) if is_range else None
        q.per = tuple(self.text[per:per + per_size].decode().split("/")) if per else ()
        if derived:
            q.text = q.start = q.end = q.byte_start = q.byte_end = None
            q.derived = self.string(derived, derived_size)
            q.low, q.high = self.number(low, low_size), self.number(high, high_size)
        else:
            if self.mend is not None:
                start, end = self.mend(start), self.mend(end)
            q.text = self.text[words:words + words_size].decode()
            q.start, q.end, q.byte_start, q.byte_end = start, end, byte_start, byte_end
            q.derived = q.low = q.high = None
        q.__class__ = Quantity
        return q  # type: ignore[no-any-return]

    def record(self, rows: bytes, at: int) -> Record:
        string, names = self.string, self.names
        number, measure, basis, check, name, name_size, full, full_size = RECORD_HEAD.unpack_from(rows, at)
        (computed, computed_size, when, when_size, year, month, day, year2, month2, day2, where, where_size, place,
         place_size, code, code_size, section, section_size, item, item_size, start, end, byte_start, byte_end, rule,
         rule_size, confidence, sentence, sentence_size, official, official_size
         ) = RECORD_TAIL.unpack_from(rows, at + TAIL_AT)
        r: Any = _RecordDraft()
        r.source, r.id = self.source or "", number
        r.indicator = string(name, name_size) or ""
        r.indicator_full = r.indicator if full == name else string(full, full_size) or ""
        r.measure, r.basis = names.measure[measure], names.basis[basis]
        target, actual, baseline, completion, gap = ROLES_AT
        r.target = self.quantity(rows, at + target) if rows[at + target] else None
        r.actual = self.quantity(rows, at + actual) if rows[at + actual] else None
        r.baseline = self.quantity(rows, at + baseline) if rows[at + baseline] else None
        r.completion = self.quantity(rows, at + completion) if rows[at + completion] else None
        r.gap = self.quantity(rows, at + gap) if rows[at + gap] else None
        r.check = CHECKS[check]
        r.check_computed = self.number(computed, computed_size) if computed else None
        r.time_text = string(when, when_size) if when else None
        r.time_from = date_of(year, month, day) if year else None
        r.time_to = date_of(year2, month2, day2) if year2 else None
        r.region_text = string(where, where_size) if where else None
        r.region_name, r.region_code = (string(place, place_size), string(code, code_size)) if place else (None, None)
        r.section = string(section, section_size) if section else None
        r.item = string(item, item_size) if item else None
        r.sentence = string(sentence, sentence_size) or ""
        if self.mend is not None:
            start, end = self.mend(start), self.mend(end)
        r.start, r.end, r.byte_start, r.byte_end = start, end, byte_start, byte_end
        r.rule = string(rule, rule_size) or ""
        r.confidence = confidence if confidence >= 0 else None
        r.indicator_name = string(official, official_size) if official else None
        r.__class__ = Record
        return r  # type: ignore[no-any-return]

    def records(self) -> List[Record]:
        rows, step = self.raw.records, _c.library().record_step
        return [self.record(rows, at) for at in range(0, len(rows), step)]

    def token(self, rows: bytes, at: int) -> Token:
        (kind, letter, block, start, end, byte_start, byte_end, words, size) = TOKEN_HEAD.unpack_from(rows, at)
        (year, month, day, year2, month2, day2, name, name_size, code, code_size
         ) = TOKEN_TAIL.unpack_from(rows, at + TOKEN_TAIL_AT)
        if self.mend is not None:
            start, end = self.mend(start), self.mend(end)
        there = rows[at + TOKEN_QUANTITY_AT]
        return Token(self.names.token_kind[kind], self.names.letter[letter] if letter < len(self.names.letter) else None,
                     chr(letter), self.text[words:words + size].decode(), start, end, byte_start, byte_end, block,
                     self.quantity(rows, at + TOKEN_QUANTITY_AT) if there else None, date_of(year, month, day),
                     date_of(year2, month2, day2), self.string(name, name_size), self.string(code, code_size))

    def tokens(self) -> List[Token]:
        rows, step = self.raw.tokens, _c.library().token_step
        return [self.token(rows, at) for at in range(0, len(rows), step)]

    def document(self) -> Document:
        (source, source_size, encoding, encoding_size, decided, decided_size, bad, year, month, day, blocks, warnings,
         bad_at, mojibake_at, title, title_size, publisher, publisher_size, year2, month2, day2, html, _
         ) = DOCUMENT.unpack(self.raw.document)
        said = tuple(name for bit, name in WARNINGS if warnings & bit)
        return Document(self.string(source, source_size) or "", self.string(encoding, encoding_size) or "",
                        self.string(decided, decided_size) or "", date_of(year, month, day), blocks, said, bad,
                        bad_at if bad else None, mojibake_at if "mojibake" in said else None, bool(html),
                        self.string(title, title_size), self.string(publisher, publisher_size),
                        date_of(year2, month2, day2))
