"""Records as Arrow columns, handed to whoever asks by the Arrow PyCapsule protocol. No Arrow package is imported here: the
columns are made in C, and a capsule is a pointer with a name.

A capsule's struct lives in memory of ours until the capsule goes. Who takes what is in it sets `release` to NULL; if nobody
did, the destructor releases it.
"""
from __future__ import annotations

import ctypes
import itertools
import os
import weakref
from concurrent.futures import ThreadPoolExecutor
from ctypes import CFUNCTYPE, POINTER, PYFUNCTYPE, Structure, byref, c_char_p, c_int64, c_size_t, c_uint64, c_void_p, py_object
from typing import Any, Dict, Iterable, Iterator, List, NamedTuple, Optional, Tuple, Union

from . import _api, _c
from ._api import Day, Rules, Text

BATCH = 4096  # documents of a record batch


class Schema(Structure):
    _fields_ = [("format", c_char_p), ("name", c_char_p), ("metadata", c_char_p), ("flags", c_int64),
                ("n_children", c_int64), ("children", POINTER(c_void_p)), ("dictionary", c_void_p),
                ("release", c_void_p), ("private_data", c_void_p)]


class Array(Structure):
    _fields_ = [("length", c_int64), ("null_count", c_int64), ("offset", c_int64), ("n_buffers", c_int64),
                ("n_children", c_int64), ("buffers", c_void_p), ("children", c_void_p), ("dictionary", c_void_p),
                ("release", c_void_p), ("private_data", c_void_p)]


class Stream(Structure):
    _fields_ = [("get_schema", c_void_p), ("get_next", c_void_p), ("get_last_error", c_void_p), ("release", c_void_p),
                ("private_data", c_void_p)]


class ArrowDocument(Structure):
    _fields_ = [("result", c_void_p), ("source", c_char_p), ("error", POINTER(_c.Error))]


_c.STRUCTURES["zhibiao_arrow_document"] = ArrowDocument
_c.PROTOTYPES.update({
    "zhibiao_result_arrow": (ctypes.c_int, POINTER(_c.Allocator), POINTER(ArrowDocument), c_size_t, c_uint64,
                             POINTER(Array), POINTER(_c.Error)),
    "zhibiao_arrow_schema": (ctypes.c_int, POINTER(_c.Allocator), POINTER(Schema), POINTER(_c.Error)),
    "zhibiao_arrow_stream": (ctypes.c_int, POINTER(_c.Allocator), POINTER(Array), c_size_t, POINTER(Stream),
                             POINTER(_c.Error)),
})

# ---- capsules --------------------------------------------------------------------------------------------------------

RELEASE = CFUNCTYPE(None, c_void_p)
DESTRUCTOR = PYFUNCTYPE(None, c_void_p)  # gets the dying capsule, of which no Python reference may be made any more
capsule_new = PYFUNCTYPE(py_object, c_void_p, c_char_p, DESTRUCTOR)(("PyCapsule_New", ctypes.pythonapi))
capsule_name = PYFUNCTYPE(c_char_p, c_void_p)(("PyCapsule_GetName", ctypes.pythonapi))
capsule_pointer = PYFUNCTYPE(c_void_p, c_void_p, c_char_p)(("PyCapsule_GetPointer", ctypes.pythonapi))
alive: Dict[int, Structure] = {}  # what capsules point to, by address


def release(struct: Any) -> None:
    if struct.release:
        RELEASE(struct.release)(ctypes.addressof(struct))


def destroy(capsule: int) -> None:
    struct = alive.pop(capsule_pointer(capsule, capsule_name(capsule)), None)
    if struct is not None:
        release(struct)


DESTROY = DESTRUCTOR(destroy)


def capsule_of(struct: Structure, name: bytes) -> object:
    alive[ctypes.addressof(struct)] = struct
    return capsule_new(ctypes.addressof(struct), NAMES[name], DESTROY)


NAMES = {name: c_char_p(name) for name in (b"arrow_schema", b"arrow_array_stream")}  # a capsule borrows its name

# ---- documents -------------------------------------------------------------------------------------------------------


class Read(NamedTuple):
    """One document: a C result, or what went wrong."""

    result: Optional[int]
    source: str
    error: Optional[_c.Error]
    records: int


class Told(NamedTuple):
    """What is said of one document beside its text."""

    source: Optional[str] = None
    date: Optional[Day] = None
    region: Optional[str] = None


def failed(error: Exception, source: str) -> Read:
    status = error.status if isinstance(error, _api.Error) else _c.IO
    said = error.message if isinstance(error, _api.Error) else (getattr(error, "strerror", None) or str(error))
    message = said.encode("utf-8", "replace")[:255].decode("utf-8", "ignore").encode()
    byte = (error.byte or 0) if isinstance(error, _api.Error) else 0
    return Read(None, source, _c.Error(status=status, message=message, byte=byte), 1)


def read_one(rules: Rules, text: Optional[Text], told: Told, encoding: Optional[str], html: Optional[bool],
             select: Optional[str], flags: int) -> Read:
    source = told.source or (str(os.fspath(text)) if isinstance(text, os.PathLike) else "")
    try:
        given = _api.input_of("" if text is None else text, source, encoding)
        parser = rules._parser_here()
        result = parser._parse(given, _api.options_of(given, told.date, told.region, html, select, flags))
    except (_api.Error, OSError) as error:
        return failed(error, source)
    return Read(result.value, source, None, _c.library().cdll.zhibiao_result_count(result))


def free_all(documents: List[Read]) -> None:
    for document in documents:
        _c.library().cdll.zhibiao_result_free(document.result)


# ---- tables ----------------------------------------------------------------------------------------------------------


class Table:
    """Records of many documents as Arrow columns: whatever speaks Arrow's PyCapsule protocol reads it, as often as it likes.

        pyarrow.table(t)    polars.DataFrame(t)    pandas.DataFrame.from_arrow(t)    duckdb.sql("from t")

    >>> table = extract_table(["新建公厕12座。", b"\\x00\\x01\\x02\\x03"])
    >>> table
    <zhibiao.Table of 2 documents: 1 record, 1 failed>
    >>> table.column_names[:7]
    ['document', 'error_code', 'error_message', 'error_byte', 'source', 'id', 'indicator']
    """

    def __init__(self, documents: List[Read], first: int = 0) -> None:
        self._documents, self._first = documents, first
        weakref.finalize(self, free_all, documents).atexit = False

    @property
    def documents(self) -> int:
        return len(self._documents)

    @property
    def failed(self) -> int:
        """How many documents could not be read; each is a row with an error_code."""
        return sum(document.error is not None for document in self._documents)

    def __len__(self) -> int:
        """Its rows: records, and documents that failed."""
        return sum(document.records for document in self._documents)

    def __repr__(self) -> str:
        count, failed = len(self) - self.failed, f", {self.failed} failed" if self.failed else ""
        return (f"<zhibiao.Table of {self.documents} document{'' if self.documents == 1 else 's'}: "
                f"{count} record{'' if count == 1 else 's'}{failed}>")

    @property
    def column_names(self) -> List[str]:
        schema = schema_of()
        names = [ctypes.cast(schema.children[i], POINTER(Schema)).contents.name.decode() for i in range(schema.n_children)]
        release(schema)
        return names

    def __arrow_c_schema__(self) -> object:
        return capsule_of(schema_of(), b"arrow_schema")

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """The columns as they are: the protocol leaves it open whether another schema is asked for in vain."""
        parts = [self._documents[at:at + BATCH] for at in range(0, len(self._documents), BATCH)]
        batches, stream, error, done = (Array * len(parts))(), Stream(), _c.Error(), 0
        try:
            for part in parts:
                self._fill(batches[done], part, self._first + done * BATCH)
                done += 1
            _api._check(_c.library().cdll.zhibiao_arrow_stream(None, batches, len(parts), byref(stream), byref(error)), error)
        except BaseException:
            for batch in batches[:done]:
                release(batch)
            raise
        return capsule_of(stream, b"arrow_array_stream")

    @staticmethod
    def _fill(batch: Array, part: List[Read], first: int) -> None:
        rows, error = (ArrowDocument * len(part))(), _c.Error()
        for row, document in zip(rows, part):
            row.result = document.result
            if document.error is not None:
                row.source, row.error = document.source.encode("utf-8", "replace"), ctypes.pointer(document.error)
        _api._check(_c.library().cdll.zhibiao_result_arrow(None, rows, len(part), first, byref(batch), byref(error)), error)


def schema_of() -> Schema:
    schema, error = Schema(), _c.Error()
    _api._check(_c.library().cdll.zhibiao_arrow_schema(None, byref(schema), byref(error)), error)
    return schema


Documents = Union[Text, Iterable[Optional[Text]]]


def told_of(sources: Optional[Iterable[Optional[str]]], date: Union[Day, None], region: Optional[str]) -> Iterator[Told]:
    names: Iterable[Optional[str]] = itertools.repeat(None) if sources is None else sources
    return (Told(source, date, region) for source in names)


def extract_table(documents: Documents, *, sources: Optional[Iterable[Optional[str]]] = None, date: Optional[Day] = None,
                  region: Optional[str] = None, encoding: Optional[str] = None, html: Optional[bool] = None,
                  select: Optional[str] = None, all: bool = False, rules: Optional[Rules] = None, threads: int = 1) -> Table:
    """The records of many documents as columns. A document that cannot be read is a row with error_code, error_message and
    error_byte; the others are read all the same.

    `documents` are texts as extract takes them (None is an empty one), or a single one; `sources` their names. With `threads`
    so many are read at once. Offsets count a line end \\r\\n as one character, also of a str.
    """
    many: Iterable[Optional[Text]] = [documents] if isinstance(
        documents, (str, bytes, bytearray, memoryview, os.PathLike)) else documents
    items = zip(many, told_of(sources, date, region))
    return read_table(items, encoding=encoding, html=html, select=select, all=all, rules=rules, threads=threads)


def read_table(items: Iterable[Tuple[Optional[Text], Told]], *, encoding: Optional[str] = None, html: Optional[bool] = None,
               select: Optional[str] = None, all: bool = False, rules: Optional[Rules] = None, threads: int = 1,
               first: int = 0) -> Table:
    known, flags = rules or _api._default_rules(), _c.ALL if all else 0

    def one(item: Tuple[Optional[Text], Told]) -> Read:
        return read_one(known, item[0], item[1], encoding, html, select, flags)

    done: List[Read] = []
    table = Table(done, first)  # owns what is done when a later document raises
    if threads > 1:
        with ThreadPoolExecutor(threads) as pool:
            done.extend(pool.map(one, items))
    else:
        done.extend(map(one, items))
    return table
