"""What comes out: plain values that never change. Each knows how to show itself, and `to_dict` gives the shape of a line of
`zhibiao extract` (JSON without Python's types).
"""
from __future__ import annotations

import datetime
import sys
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, Dict, List, Optional, Tuple, Union

from . import _show

Number = Union[Decimal, Fraction]
ROLES = ("target", "actual", "baseline", "completion", "gap")

_SLOTS: Dict[str, bool] = {"slots": True} if sys.version_info >= (3, 10) else {}


@dataclass(frozen=True, **_SLOTS)
class Quantity:
    """A number with its unit, and where it stands.

    `start` and `end` slice the str that was given; `byte_start` and `byte_end` the bytes. A derived quantity is computed
    from others of its record: it has no text and no place, and `low` and `high` are what rounding leaves possible.
    """

    value: Number
    unit: str
    comparison: str = "eq"
    upper: Optional[Number] = None
    per: Tuple[str, ...] = ()
    dimension: Optional[str] = None
    text: Optional[str] = None
    start: Optional[int] = None
    end: Optional[int] = None
    byte_start: Optional[int] = None
    byte_end: Optional[int] = None
    derived: Optional[str] = None
    low: Optional[Number] = None
    high: Optional[Number] = None

    def __str__(self) -> str:
        """
        >>> str(Quantity(Decimal(246400), "人", "about"))
        'about 246400人'
        """
        return _show.quantity_text(self)

    def to_dict(self) -> Dict[str, Any]:
        out: Dict[str, Any] = {"value": plain(self.value)}
        if self.upper is not None:
            out["upper"] = plain(self.upper)
        out.update(unit=self.unit, cmp=self.comparison)
        if self.derived is not None:
            out.update(derived=self.derived, low=plain(self.low), high=plain(self.high))
        else:
            out.update(per=list(self.per), text=self.text, **_place(self))
        return out

    def _repr_html_(self) -> str:
        return _show.quantity_html(self)


@dataclass(frozen=True, **_SLOTS)
class Record:
    """One indicator, in one measure, for one period and place, with the quantities that belong together.

    `start` … `byte_end` are the place of its sentence; `sentence` is that sentence with its wrapped lines joined.
    """

    source: str
    id: int
    indicator: str
    indicator_full: str
    measure: str
    target: Optional[Quantity]
    actual: Optional[Quantity]
    baseline: Optional[Quantity]
    completion: Optional[Quantity]
    gap: Optional[Quantity]
    basis: Optional[str]
    check: Optional[str]
    check_computed: Optional[Number]
    time_text: Optional[str]
    time_from: Optional[datetime.date]
    time_to: Optional[datetime.date]
    region_text: Optional[str]
    region_name: Optional[str]
    region_code: Optional[str]
    section: Optional[str]
    item: Optional[str]
    sentence: str
    start: int
    end: int
    byte_start: int
    byte_end: int
    rule: str
    confidence: Optional[float]
    indicator_name: Optional[str]

    @property
    def quantities(self) -> Dict[str, Quantity]:
        """Those that are there, by role."""
        return {role: q for role in ROLES if (q := getattr(self, role)) is not None}

    def __repr__(self) -> str:
        return _show.record_repr(self)

    def _repr_html_(self) -> str:
        return _show.record_html(self)

    def to_dict(self) -> Dict[str, Any]:
        """The record as `zhibiao extract` writes it: exact numbers and dates are strings."""
        out: Dict[str, Any] = {"source": self.source, "id": self.id, "indicator": self.indicator,
                               "indicator_full": self.indicator_full, "measure": self.measure}
        for role in ROLES:
            quantity = getattr(self, role)
            out[role] = quantity.to_dict() if quantity is not None else None
        out["basis"] = self.basis
        out["check"] = _group(verdict=self.check, computed=plain(self.check_computed))
        out["time"] = _group(**{"text": self.time_text, "from": _iso(self.time_from), "to": _iso(self.time_to)})
        out["region"] = _group(text=self.region_text, name=self.region_name, code=self.region_code)
        out.update(section=self.section, item=self.item, sentence=_place(self), rule=self.rule or None,
                   confidence=_thousandths(self.confidence), indicator_name=self.indicator_name)
        return out


@dataclass(frozen=True, **_SLOTS)
class Token:
    """A piece of a text and what it is. `letter` names the class that rules match, `symbol` is its one character."""

    kind: str
    letter: Optional[str]
    symbol: str
    text: str
    start: int
    end: int
    byte_start: int
    byte_end: int
    block: int
    quantity: Optional[Quantity] = None
    time_from: Optional[datetime.date] = None
    time_to: Optional[datetime.date] = None
    name: Optional[str] = None
    code: Optional[str] = None

    def __repr__(self) -> str:
        return f"<Token {self.kind} {self.text!r} at {self.start}>"

    def to_dict(self) -> Dict[str, Any]:
        """The token as `zhibiao tokens` writes it."""
        out: Dict[str, Any] = {"class": self.kind, "text": self.text, **_place(self)}
        q = self.quantity
        if q is not None:
            out.update(value=plain(q.value), upper=plain(q.upper), unit=q.unit, dimension=q.dimension, cmp=q.comparison,
                       per=list(q.per))
        if self.kind in ("date", "period"):
            out.update({"from": _iso(self.time_from), "to": _iso(self.time_to)})
        if self.kind in ("region", "cue"):
            out["name"] = self.name if self.name is not None or self.kind == "region" else self.letter
        if self.kind == "region":
            out["code"] = self.code
        return out


@dataclass(frozen=True, **_SLOTS)
class Document:
    """What was found out about the input. `warnings` are among bad_bytes, cut, mixed, mojibake, selector."""

    source: str
    encoding: str
    decided: str
    date: Optional[datetime.date]
    blocks: int
    warnings: Tuple[str, ...]
    bad_bytes: int
    bad_at: Optional[int]
    mojibake_at: Optional[int]
    html: bool
    title: Optional[str]
    publisher: Optional[str]
    published: Optional[datetime.date]


@dataclass(frozen=True, **_SLOTS)
class Unit:
    """What is known of a unit: its first spelling, its dimension, and its size in the base unit of that dimension."""

    name: str
    dimension: Optional[str]
    factor: Optional[Number]


@dataclass(frozen=True, **_SLOTS)
class RuleCheck:
    """What became of the `yes` and `no` lines of a rule file."""

    passed: int
    failed: int
    messages: Tuple[str, ...]


class Records(List[Record]):
    """A list of records, with the `document` they were read from. Notebooks show it as a table."""

    document: Document

    def __init__(self, records: List[Record], document: Document) -> None:
        super().__init__(records)
        self.document = document

    def __repr__(self) -> str:
        return _show.records_repr(self)

    def _repr_html_(self) -> str:
        return _show.records_html(self)

    def __reduce__(self) -> Tuple[Any, ...]:
        return Records, (list(self), self.document)

    def to_dicts(self) -> List[Dict[str, Any]]:
        return [record.to_dict() for record in self]


# ---- small things ------------------------------------------------------------------------------------------------------


def plain(number: Optional[Number]) -> Optional[str]:
    """An exact number as JSON has it: digits, no exponent.

    >>> plain(Decimal("1E+3")), plain(Fraction(-2, 3)), plain(None)
    ('1000', '-2/3', None)
    """
    if isinstance(number, Decimal):
        return format(number, "f") if number.is_finite() else "too large"
    return None if number is None else f"{number.numerator}/{number.denominator}"


def _iso(date: Optional[datetime.date]) -> Optional[str]:
    return None if date is None else date.isoformat()


def _thousandths(confidence: Optional[float]) -> Optional[float]:
    return None if confidence is None else int(confidence * 1000 + 0.5) / 1000


def _place(item: Union[Quantity, Record, Token]) -> Dict[str, Optional[int]]:
    return {"start": item.start, "end": item.end, "byte_start": item.byte_start, "byte_end": item.byte_end}


def _group(**members: Optional[str]) -> Optional[Dict[str, Optional[str]]]:
    return members if any(value is not None for value in members.values()) else None


