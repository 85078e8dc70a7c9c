"""The C library: its structures, its functions, and where it is found. Nothing above this file knows ctypes' ways.

include/zhibiao.h is the original; test/ctypes_first.py compares every field below with what a C compiler makes of it.
"""
from __future__ import annotations

import ctypes
import os
import pathlib
import struct
import sys
import threading
from ctypes import (
    CFUNCTYPE, POINTER, Structure, byref, c_char, c_char_p, c_double, c_int, c_int16, c_int32, c_int64, c_size_t,
    c_uint8, c_uint16, c_uint32, c_uint64, c_void_p,
)
from typing import Any, Callable, Optional

ABI = 0  # ZHIBIAO_ABI of the header this file was written after
ENVIRONMENT = "ZHIBIAO_LIBRARY"

# ---- structures ------------------------------------------------------------------------------------------------------


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
    _fields_ = [("size", c_size_t), ("encoding", c_char_p), ("source", c_char_p), ("region", c_char_p), ("date", Date),
                ("flags", c_uint32), ("input", c_uint32), ("html_select", c_char_p), ("bytes_before", c_uint64),
                ("points_before", c_uint64), ("records_before", c_uint32), ("cancel", c_void_p),
                ("cancel_context", c_void_p)]


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
    _fields_ = [("id", c_uint32), ("measure", c_uint8), ("basis", c_uint8), ("check", c_uint8), ("reserved", c_uint8),
                ("indicator", String), ("indicator_full", String), ("target", Quantity), ("actual", Quantity),
                ("baseline", Quantity), ("completion", Quantity), ("gap", Quantity), ("check_computed", String),
                ("time_text", String), ("time_from", Date), ("time_to", Date), ("region_text", String),
                ("region_name", String), ("region_code", String), ("section", String), ("item", String),
                ("sentence", Span), ("rule", String), ("confidence", c_double), ("sentence_text", String),
                ("indicator_name", String)]


class Token(Structure):
    _fields_ = [("kind", c_uint8), ("letter", c_uint8), ("reserved", c_uint16), ("block", c_uint32), ("span", Span),
                ("text", String), ("quantity", Quantity), ("date_from", Date), ("date_to", Date), ("name", String),
                ("code", String)]


class Document(Structure):
    _fields_ = [("source", String), ("encoding", String), ("decided", String), ("bad_bytes", c_uint64), ("date", Date),
                ("blocks", c_uint32), ("warnings", c_uint32), ("bad_at", c_uint64), ("mojibake_at", c_uint64),
                ("title", String), ("publisher", String), ("published", Date), ("html", c_uint32), ("points", c_uint64)]


class Block(Structure):
    _fields_ = [("kind", c_uint8), ("level", c_uint8), ("reserved", c_uint16), ("table", c_uint32),
                ("list_mark", c_uint32), ("section", c_uint32), ("first_mark", c_uint32), ("mark_count", c_uint32),
                ("text", String), ("span", Span)]


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


# By the names of the header. How long an item of an array is the library says: a newer one may have appended fields.
STRUCTURES = {"zhibiao_error": Error, "zhibiao_allocator": Allocator, "zhibiao_limits": Limits, "zhibiao_date": Date,
              "zhibiao_options": Options, "zhibiao_string": String, "zhibiao_span": Span, "zhibiao_number": Number,
              "zhibiao_quantity": Quantity, "zhibiao_record": Record, "zhibiao_token": Token,
              "zhibiao_document": Document, "zhibiao_block": Block, "zhibiao_mark": Mark, "zhibiao_site": Site,
              "zhibiao_place": Place, "zhibiao_pair": Pair, "zhibiao_compare_options": CompareOptions}

CODES = {c_uint8: "B", c_uint16: "H", c_int16: "h", c_uint32: "I", c_int32: "i", c_uint64: "Q", c_int64: "q",
         c_double: "d"}


def packed(structure: type[Structure], first: str | None = None, last: str | None = None,
           skip: tuple[str, ...] = ()) -> struct.Struct:
    """The fields from `first` to `last` but for `skip` as one struct.Struct, nested ones spread out: one call reads all."""
    kinds: dict[str, Any] = {field[0]: field[1] for field in structure._fields_}
    names = list(kinds)
    chosen = names[names.index(first) if first else 0:names.index(last) + 1 if last else None]
    at, codes = getattr(structure, chosen[0]).offset, "="
    for name in chosen:
        field, kind = getattr(structure, name), kinds[name]
        if name in skip:
            continue
        codes += f"{field.offset - at}x" if field.offset > at else ""
        codes += str(packed(kind).format)[1:] if issubclass(kind, Structure) else CODES[kind]
        at = field.offset + field.size
    end = at if last else ctypes.sizeof(structure)
    return struct.Struct(codes + (f"{end - at}x" if end > at else ""))


# ---- values ----------------------------------------------------------------------------------------------------------

OK, MEMORY, ARGUMENT, IO, ENCODING, BINARY, RULE, LIMIT, STATE, UNSUPPORTED, CANCELLED = range(0, -11, -1)
TOKENS, TEXT, ALL, LAYOUT = 1, 2, 4, 8
AUTO, PLAIN, HTML = range(3)
JSONL, JSON, CSV, TABLE, HTML_PAGE, HTML_PAGE_EN, TABLE_COLOUR = range(7)

SINK = CFUNCTYPE(c_int, c_void_p, c_size_t, c_void_p)
REPORT = CFUNCTYPE(None, POINTER(Error), c_void_p)

# name: (result, *arguments). The bytes of a text go as c_char_p: Python's own memory, which C only borrows.
PROTOTYPES: dict[str, tuple[Any, ...]] = {
    "zhibiao_rules_new": (c_int, POINTER(Allocator), POINTER(c_void_p), POINTER(Error)),
    "zhibiao_rules_new_limited": (c_int, POINTER(Allocator), POINTER(Limits), POINTER(c_void_p), POINTER(Error)),
    "zhibiao_rules_add": (c_int, c_void_p, c_char_p, c_char_p, c_size_t, POINTER(Error)),
    "zhibiao_rules_add_file": (c_int, c_void_p, c_char_p, POINTER(Error)),
    "zhibiao_rules_check": (c_int, c_void_p, c_char_p, REPORT, c_void_p, POINTER(c_size_t), POINTER(c_size_t)),
    "zhibiao_rules_free": (None, c_void_p),
    "zhibiao_parser_new": (c_int, c_void_p, POINTER(c_void_p), POINTER(Error)),
    "zhibiao_parser_free": (None, c_void_p),
    "zhibiao_parse": (c_int, c_void_p, c_char_p, c_size_t, POINTER(Options), POINTER(c_void_p), POINTER(Error)),
    "zhibiao_result_count": (c_size_t, c_void_p),
    "zhibiao_result_records": (c_void_p, c_void_p),
    "zhibiao_result_token_count": (c_size_t, c_void_p),
    "zhibiao_result_tokens": (c_void_p, c_void_p),
    "zhibiao_result_document": (c_void_p, c_void_p),
    "zhibiao_result_text": (c_void_p, c_void_p, POINTER(c_size_t)),
    "zhibiao_result_free": (None, c_void_p),
    "zhibiao_result_block_count": (c_size_t, c_void_p),
    "zhibiao_result_blocks": (POINTER(Block), c_void_p),
    "zhibiao_result_mark_count": (c_size_t, c_void_p),
    "zhibiao_result_marks": (POINTER(Mark), c_void_p),
    "zhibiao_result_sites": (POINTER(Site), c_void_p),
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
    "zhibiao_write_head": (c_int, c_int, SINK, c_void_p),
    "zhibiao_write_records": (c_int, c_void_p, c_int, c_uint64, SINK, c_void_p),
    "zhibiao_write_tokens": (c_int, c_void_p, c_int, c_uint64, SINK, c_void_p),
    "zhibiao_write_failure": (c_int, c_char_p, POINTER(Error), c_int, c_uint64, SINK, c_void_p),
    "zhibiao_write_tail": (c_int, c_int, SINK, c_void_p),
    "zhibiao_unit_find": (c_int, c_void_p, c_char_p, POINTER(c_char_p), POINTER(c_uint32), POINTER(Number)),
    "zhibiao_version": (c_char_p,),
    "zhibiao_abi": (c_uint32,),
    "zhibiao_libraries": (c_char_p,),
    "zhibiao_structure_size": (c_size_t, c_char_p),
    "zhibiao_status_name": (c_char_p, c_int32),
    "zhibiao_comparison_name": (c_char_p, c_uint32),
    "zhibiao_measure_name": (c_char_p, c_uint32),
    "zhibiao_basis_name": (c_char_p, c_uint32),
    "zhibiao_dimension_name": (c_char_p, c_uint32),
    "zhibiao_verdict_name": (c_char_p, c_uint32),
    "zhibiao_goal_name": (c_char_p, c_uint32),
    "zhibiao_cause_name": (c_char_p, c_uint32),
    "zhibiao_note_name": (c_char_p, c_uint32),
    "zhibiao_token_kind_name": (c_char_p, c_uint32),
    "zhibiao_letter_name": (c_char_p, c_uint32),
}

# ---- finding and loading ---------------------------------------------------------------------------------------------


class LibraryError(ImportError):
    """The C library was not found, or is of another kind than this package needs."""


def file_names() -> list[str]:
    """What the shared library is called here, the surest name first."""
    if sys.platform == "darwin":
        return [f"libzhibiao.{ABI}.dylib", "libzhibiao.dylib"]
    if sys.platform == "win32":
        return ["zhibiao.dll", "libzhibiao.dll"]
    return [f"libzhibiao.so.{ABI}", "libzhibiao.so"]


def candidates() -> list[str]:
    """Where to look: the environment's word alone if it is given, else beside the package, else where the system looks."""
    said = os.environ.get(ENVIRONMENT)
    if said:
        return [said]
    here = pathlib.Path(__file__).resolve().parent
    beside = [str(here / name) for name in file_names() if (here / name).exists()]
    return beside + file_names()[:1]


def opened() -> tuple[ctypes.CDLL, str]:
    tried = []
    for path in candidates():
        try:
            return ctypes.CDLL(path), path
        except OSError as error:
            tried.append(f"{path}: {error}")
    raise LibraryError("the library of zhibiao cannot be loaded. Tried:\n  " + "\n  ".join(tried) +
                       "\nInstall the package from its folder (pip install .), or name a library that is built: "
                       f"export {ENVIRONMENT}=build/release/libzhibiao.so")


class Library:
    """The loaded library: `c` has its functions, typed, as attributes without their `zhibiao_`."""

    def __init__(self) -> None:
        self.cdll, self.path = opened()
        self.shake_hands()
        for name, (result, *arguments) in PROTOTYPES.items():
            try:
                function = getattr(self.cdll, name)
            except AttributeError:
                raise self.wrong(f"it has no {name}") from None
            function.restype, function.argtypes = result, arguments
        self.record_step = self.step("zhibiao_record")
        self.token_step = self.step("zhibiao_token")
        if self.step("zhibiao_document") < ctypes.sizeof(Document):
            raise self.wrong("its documents are shorter")

    def shake_hands(self) -> None:
        try:
            abi = int(self.cdll.zhibiao_abi())
        except AttributeError:
            raise LibraryError(f"{self.path} is no libzhibiao: it has no zhibiao_abi") from None
        if abi != ABI:
            raise LibraryError(f"{self.path} has ABI {abi}, this package needs ABI {ABI}: install both from the same "
                               "release (pip install . in its folder)")

    def wrong(self, why: str) -> LibraryError:
        return LibraryError(f"{self.path} is older than this package: {why}. Install both from the same release")

    def step(self, name: str) -> int:
        """From one item of a result's array to the next: a newer library may have appended fields."""
        size = int(self.cdll.zhibiao_structure_size(name.encode()))
        if size < ctypes.sizeof(STRUCTURES[name]):
            raise self.wrong(f"its {name} has {size} bytes")
        return size

    def names(self, kind: str) -> tuple[Optional[str], ...]:
        """All names of one kind, by number: names("measure") is ("level", "growth", "increment", "share")."""
        function: Callable[[int], Optional[bytes]] = getattr(self.cdll, f"zhibiao_{kind}_name")
        found = [function(number) for number in range(256)]
        while found and found[-1] is None:
            found.pop()
        return tuple(None if name is None else name.decode() for name in found)


_library: Library | None = None
_lock = threading.Lock()


def library() -> Library:
    """The library, loaded when it is first needed."""
    global _library
    if _library is None:
        with _lock:
            if _library is None:
                _library = Library()
    return _library
