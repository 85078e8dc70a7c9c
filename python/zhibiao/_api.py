"""Rules, parsers, and the functions over them."""
from __future__ import annotations

import ctypes
import datetime
import os
import re
import threading
import weakref
from ctypes import byref, c_char_p, c_size_t, c_uint32, c_void_p
from decimal import Decimal
from fractions import Fraction
from typing import Any, List, Mapping, NamedTuple, Optional, Tuple, Union

from . import _c, _read
from ._explain import Explanation
from ._records import Number, Record, Records, RuleCheck, Token, Unit

Text = Union[str, bytes, bytearray, memoryview, "os.PathLike[str]"]
Day = Union[datetime.date, str, Tuple[int, ...]]
PAGES = (".html", ".htm", ".shtml")  # a file of such a name is a web page, as for the program


class Error(Exception):
    """The library refused. `code` is its word for why (binary, encoding, rule, limit, …) and `status` its number; `byte` is
    the place in the text, `file` and `line` that in a rule file; `source` is the document, where one was being read."""

    def __init__(self, status: int, message: str, source: str = "", byte: Optional[int] = None, file: str = "",
                 line: int = 0) -> None:
        where = f"{file}:{line}: " if line else f"{source}: " if source else ""
        at = f" (byte {byte})" if byte is not None else ""
        super().__init__(f"{where}{message}{at}")
        self.status, self.message, self.source, self.byte, self.file, self.line = status, message, source, byte, file, line

    @property
    def code(self) -> str:
        return str(_c.library().cdll.zhibiao_status_name(self.status).decode())

    def __reduce__(self) -> Tuple[Any, ...]:
        return type(self), (self.status, self.message, self.source, self.byte, self.file, self.line)


class RuleError(Error):
    """A rule file is malformed."""


def failure(status: int, error: _c.Error, source: str = "") -> Error:
    file, message = (part.decode("utf-8", "replace") for part in (error.file, error.message))
    byte = error.byte if status in (_c.BINARY, _c.LIMIT) and not error.line else None
    return (RuleError if status == _c.RULE else Error)(
        status, message or _c.library().cdll.zhibiao_status_name(status).decode(), source, byte, file, error.line)


def _check(status: int, error: _c.Error, source: str = "") -> None:
    if status != _c.OK:
        raise failure(status, error, source)


# ---- what is read --------------------------------------------------------------------------------------------------------


class Input(NamedTuple):
    """One document, ready for C."""

    data: bytes
    encoding: Optional[bytes]
    source: str
    mend: Optional[_read.Mend]
    page: bool


SURROGATES = re.compile("[\ud800-\udfff]")


def encoded(text: str) -> bytes:
    """UTF-8; what no encoding has becomes U+FFFD, so that every index stays."""
    try:
        return text.encode()
    except UnicodeEncodeError:
        return SURROGATES.sub("\ufffd", text).encode()


def input_of(text: Text, source: Optional[str], encoding: Optional[str]) -> Input:
    said = None if encoding is None else encoding.encode()
    if isinstance(text, str):
        return Input(encoded(text), b"UTF-8", source or "", _read.mend_of(text), False)
    if isinstance(text, bytes):
        return Input(text, said, source or "", None, False)
    if isinstance(text, (bytearray, memoryview)):
        return Input(bytes(text), said, source or "", None, False)
    if isinstance(text, os.PathLike):
        path = os.fspath(text)
        with open(path, "rb") as file:
            return Input(file.read(), said, source or str(path), None, str(path).lower().endswith(PAGES))
    raise TypeError(f"a text is a str, bytes or a pathlib.Path, not {type(text).__name__}")


def day_of(date: Optional[Day]) -> Tuple[int, int, int]:
    """
    >>> day_of("2024-02"), day_of(datetime.date(2024, 2, 1)), day_of((2024,)), day_of(None)
    ((2024, 2, 0), (2024, 2, 1), (2024, 0, 0), (0, 0, 0))
    """
    if date is None:
        return 0, 0, 0
    if isinstance(date, datetime.date):
        return date.year, date.month, date.day
    parts = tuple(int(part) for part in date.split("-")) if isinstance(date, str) else tuple(date)
    year, month, day = (*parts, 0, 0, 0)[:3]
    if len(parts) > 3 or not (0 < year <= 9999 and 0 <= month <= 12 and 0 <= day <= 31) or (day and not month):
        raise ValueError(f"no date: {date!r}; a date is a datetime.date or a str: 2024-02-01, 2024-02, 2024")
    return year, month, day


# ---- handles -------------------------------------------------------------------------------------------------------------


def _release(name: str, pointer: Optional[int], *_kept: Any) -> None:
    getattr(_c.library().cdll, name)(pointer)


class _Handle:
    """One C handle, freed when nobody holds it any more. What it needs itself is kept alive as long as it."""

    _pointer: c_void_p

    def _own(self, name: str, *kept: Any) -> None:
        self._finalizer = weakref.finalize(self, _release, name, self._pointer.value, *kept)
        self._finalizer.atexit = False  # the process gives all back; a thread may still be reading


class Rules(_Handle):
    """The engine's knowledge: what is built in, then files of one's own. Threads may share it.

    >>> rules = Rules()
    >>> rules.add("mine", "words VERB\\n新添置\\n")
    >>> rules.unit("亩").dimension
    'area'

    Nothing can be added once it was used to read a text. `limits` are those of zhibiao_limits, by name:
    Rules(limits={"memory": 1 << 30, "document_bytes": 1 << 24}).
    """

    def __init__(self, *files: Union[str, "os.PathLike[str]"], limits: Optional[Mapping[str, int]] = None,
                 allocator: Optional[_c.Allocator] = None) -> None:
        self._pointer, error = c_void_p(), _c.Error()
        self._local = threading.local()
        chosen = _c.Limits(size=ctypes.sizeof(_c.Limits), **(limits or {}))
        _check(_c.library().cdll.zhibiao_rules_new_limited(byref(allocator) if allocator else None, byref(chosen),
                                                           byref(self._pointer), byref(error)), error)
        self._own("zhibiao_rules_free", allocator)
        for file in files:
            self.add_file(file)

    def add(self, name: str, data: Union[str, bytes]) -> None:
        """Words and rules in the form of lib/data; `name` is what messages call them."""
        error, given = _c.Error(), data.encode() if isinstance(data, str) else data
        _check(_c.library().cdll.zhibiao_rules_add(self._pointer, name.encode(), given, len(given), byref(error)), error)

    def add_file(self, path: Union[str, "os.PathLike[str]"]) -> None:
        """
        >>> Rules().add_file("nowhere.txt")
        Traceback (most recent call last):
            ...
        FileNotFoundError: [Errno 2] No such file or directory: 'nowhere.txt'
        """
        with open(path, "rb") as file:
            self.add(os.fspath(path), file.read())

    def check(self, name: Optional[str] = None) -> RuleCheck:
        """Runs the `yes` and `no` lines of a file that was added, or with None of the built-in ones."""
        said: List[str] = []

        def note(error: Any, _context: Any) -> None:
            e = error.contents
            said.append(f"{e.file.decode()}:{e.line}: {e.message.decode()}")

        passed, failed = c_size_t(), c_size_t()
        with self.parser() as parser:
            status = _c.library().cdll.zhibiao_rules_check(parser._pointer, name.encode() if name else None, _c.REPORT(note),
                                                           None, byref(passed), byref(failed))
        _check(status, _c.Error())
        return RuleCheck(passed.value, failed.value, tuple(said))

    def unit(self, name: str) -> Optional[Unit]:
        """What is known of a unit, None for one that is not.

        >>> Rules().unit("公顷")
        Unit(name='公顷', dimension='area', factor=Decimal('10000'))
        """
        first, dimension, factor = c_char_p(), c_uint32(), _c.Number()
        _check(_c.library().cdll.zhibiao_unit_find(self._pointer, name.encode(), byref(first), byref(dimension),
                                                   byref(factor)), _c.Error())
        if first.value is None:
            return None
        return Unit(first.value.decode(), _read.names().dimension[dimension.value], _number(factor))

    def parser(self) -> Parser:
        return Parser(self)

    def _parser_here(self) -> Parser:
        """This thread's parser."""
        parser: Optional[Parser] = getattr(self._local, "parser", None)
        if parser is None:
            parser = self._local.parser = Parser(self)
        return parser


def _number(number: _c.Number) -> Optional[Number]:
    if not number.coefficient:
        return None
    value = Decimal(number.coefficient).scaleb(number.exponent)
    if number.denominator > 1:
        return Fraction(value) / int(number.denominator)
    return Decimal(format(value, "f"))


class Parser(_Handle):
    """Reads one document after another; the scratch room is kept. One thread at a time: a second one waits.

    >>> records = Parser().extract("全市新建公厕12座。")
    >>> records[0].indicator, records[0].actual.value
    ('新建公厕', Decimal('12'))
    """

    def __init__(self, rules: Optional[Rules] = None) -> None:
        self.rules = rules if rules is not None else _default_rules()
        self._pointer, self._lock, error = c_void_p(), threading.Lock(), _c.Error()
        _check(_c.library().cdll.zhibiao_parser_new(self.rules._pointer, byref(self._pointer), byref(error)), error)
        self._own("zhibiao_parser_free", self.rules)
        self._error = _c.Error()

    def __enter__(self) -> Parser:
        return self

    def __exit__(self, *_: Any) -> None:
        """Nothing is left to do: the handle goes when the last reference goes."""

    def _parse(self, given: Input, options: _c.Options) -> c_void_p:
        """The result, which is the caller's to free."""
        result = c_void_p()
        options.size = ctypes.sizeof(_c.Options)
        options.encoding, options.source = given.encoding, given.source.encode("utf-8", "surrogateescape")
        with self._lock:
            status = _c.library().cdll.zhibiao_parse(self._pointer, given.data, len(given.data), options, byref(result),
                                                     self._error)
            if status != _c.OK:
                raise failure(status, self._error, given.source)
        return result

    def _read(self, given: Input, options: _c.Options, with_tokens: bool = False) -> _read.Reader:
        result = self._parse(given, options)
        try:
            raw = _read.copied(result, with_tokens)
        finally:
            _c.library().cdll.zhibiao_result_free(result)
        return _read.Reader(raw, given.source, given.mend)

    def extract(self, text: Text, *, date: Optional[Day] = None, region: Optional[str] = None, source: Optional[str] = None,
                encoding: Optional[str] = None, html: Optional[bool] = None, select: Optional[str] = None,
                all: bool = False) -> Records:
        """The records of a text: see zhibiao.extract."""
        given = input_of(text, source, encoding)
        reader = self._read(given, options_of(given, date, region, html, select, _c.ALL if all else 0))
        return Records(reader.records(), reader.document())

    def tokens(self, text: Text, *, date: Optional[Day] = None, source: Optional[str] = None,
               encoding: Optional[str] = None, html: Optional[bool] = None, select: Optional[str] = None,
               all: bool = False) -> List[Token]:
        """The tokens of a text: see zhibiao.tokens."""
        given = input_of(text, source, encoding)
        flags = _c.TOKENS | (_c.TEXT if all else 0)
        return self._read(given, options_of(given, date, None, html, select, flags), True).tokens()

    def explain(self, text: Text, *, date: Optional[Day] = None, region: Optional[str] = None,
                source: Optional[str] = None, encoding: Optional[str] = None, html: Optional[bool] = None,
                select: Optional[str] = None, all: bool = False) -> Explanation:
        """How the records of a text came about: see zhibiao.explain."""
        given = input_of(text, source, encoding)
        flags = _c.TOKENS | _c.TEXT | (_c.ALL if all else 0)
        reader = self._read(given, options_of(given, date, region, html, select, flags), True)
        return Explanation(given.source, Records(reader.records(), reader.document()), reader.tokens())


def options_of(given: Input, date: Optional[Day], region: Optional[str], html: Optional[bool], select: Optional[str],
               flags: int) -> _c.Options:
    options = _c.Options(flags=flags)
    options.input = (_c.HTML if given.page else _c.AUTO) if html is None else _c.HTML if html else _c.PLAIN
    if date is not None:
        options.date.year, options.date.month, options.date.day = day_of(date)
    if region is not None:
        options.region = region.encode()
    if select is not None:
        options.html_select = select.encode()
    return options


# ---- functions -----------------------------------------------------------------------------------------------------------

_rules: Optional[Rules] = None
_rules_lock = threading.Lock()


def _default_rules() -> Rules:
    global _rules
    if _rules is None:
        with _rules_lock:
            if _rules is None:
                _rules = Rules()
    return _rules


def extract(text: Text, *, date: Optional[Day] = None, region: Optional[str] = None, source: Optional[str] = None,
            encoding: Optional[str] = None, html: Optional[bool] = None, select: Optional[str] = None, all: bool = False,
            rules: Optional[Rules] = None) -> Records:
    """The records of a text: a list, whose `document` tells what was found out about the input.

    >>> text = "截至11月末，全市新建改造公厕246座，完成年计划的102.5%。"
    >>> record = extract(text, date="2024-12-05")[0]
    >>> record.indicator, record.actual.value, record.actual.unit, record.time_to
    ('新建改造公厕', Decimal('246'), '座', datetime.date(2024, 11, 30))
    >>> text[record.actual.start:record.actual.end]
    '246座'
    >>> str(record.target), record.target.derived
    ('about 240座', 'completion')

    `text` is a str, bytes in any of the encodings that the library knows, or a pathlib.Path to read. Indices count
    characters of the str; for bytes and files code points, a line end as one, and `byte_start`, `byte_end` bytes.
    `date` is the document's date, a datetime.date or "2024-02-01", "2024-02", "2024"; `region` is what 全省 and 我市 mean
    here; `source` names the document in records and errors. `html` says whether it is a web page (None: by its name or
    how it begins), `select` which elements of it to read. With `all` counts of measures, forecasts, comparisons with
    others come out too. Any number of threads may call this at once, each works on its own.
    """
    return (rules or _default_rules())._parser_here().extract(
        text, date=date, region=region, source=source, encoding=encoding, html=html, select=select, all=all)


def tokens(text: Text, *, date: Optional[Day] = None, source: Optional[str] = None, encoding: Optional[str] = None,
           html: Optional[bool] = None, select: Optional[str] = None, all: bool = False,
           rules: Optional[Rules] = None) -> List[Token]:
    """Numbers, dates, places and cue words of a text, in its order; with `all` the plain words between them too.

    >>> [(token.kind, token.text) for token in tokens("新建公厕12座，增长5.2%")]
    [('cue', '新建'), ('quantity', '12座'), ('cue', '增长'), ('percent', '5.2%')]
    """
    return (rules or _default_rules())._parser_here().tokens(
        text, date=date, source=source, encoding=encoding, html=html, select=select, all=all)


def explain(text: Text, *, date: Optional[Day] = None, region: Optional[str] = None, source: Optional[str] = None,
            encoding: Optional[str] = None, html: Optional[bool] = None, select: Optional[str] = None, all: bool = False,
            rules: Optional[Rules] = None) -> Explanation:
    """How each record came about: its sentence, that sentence's tokens, the rule. Print it.

    >>> print(explain("新建公厕12座。"))
    : 1 record
    <BLANKLINE>
    1  新建公厕
       sentence    新建公厕12座。
       tokens      新建/VERB 公厕/TEXT 12座/QTY 。/STOP
       classes     vxq.
       rule        level.behind
       actual      12 座  as written: 12座, bytes 12 to 17
    """
    return (rules or _default_rules())._parser_here().explain(
        text, date=date, region=region, source=source, encoding=encoding, html=html, select=select, all=all)
