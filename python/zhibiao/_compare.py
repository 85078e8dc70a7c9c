"""What was promised against what was reached."""
from __future__ import annotations

import ctypes
import sys
from ctypes import byref, c_void_p
from dataclasses import dataclass
from typing import Any, Dict, List, Mapping, Optional, Sequence, Tuple, Union

from . import _api, _c, _read, _show
from ._api import Rules, Text
from ._records import Number, Record, plain

_SLOTS: Dict[str, bool] = {"slots": True} if sys.version_info >= (3, 10) else {}
NOWHERE = 0xFFFFFFFF
GROUPS = {"region": 1, "year": 2}
Said = Mapping[str, Any]
Item = Union[Text, Tuple[Text, Said]]
Items = Union[Item, Sequence[Item]]


@dataclass(frozen=True, **_SLOTS)
class Pair:
    """A target with what reports it, or a report without a target (then `plan` is None and the verdict "unplanned").

    Verdicts: met, exceeded, short, pending, no_report, not_comparable, unplanned; `goal` is the rule that was judged by,
    `cause` and `reason` say why there is none. `reports` are all records that report the target, the judged one first.
    """

    indicator: str
    plan: Optional[Record]
    review: Optional[Record]
    verdict: str
    ratio: Optional[Number]
    reason: str
    ratio_low: Optional[Number]
    ratio_high: Optional[Number]
    goal: Optional[str]
    cause: Optional[str]
    notes: Tuple[str, ...]
    score: Optional[float]
    words: Optional[str]
    region: Optional[str]
    year: Optional[int]
    restated: Tuple[Record, ...]
    reports: Tuple[Record, ...]

    def __repr__(self) -> str:
        return f"<Pair {self.indicator}: {self.verdict} ({self.reason})>"

    def to_dict(self) -> Dict[str, Any]:
        """The row as `zhibiao compare` writes it."""
        return {"indicator": self.indicator, "plan": self.plan and self.plan.to_dict(),
                "review": self.review and self.review.to_dict(), "verdict": self.verdict, "ratio": plain(self.ratio),
                "reason": self.reason, "ratio_low": plain(self.ratio_low), "ratio_high": plain(self.ratio_high),
                "goal": self.goal, "cause": self.cause, "notes": list(self.notes), "score": self.score,
                "words": self.words, "region": self.region, "year": self.year,
                "restated": [{"source": r.source, "id": r.id} for r in self.restated],
                "reports": [{"source": r.source, "id": r.id} for r in self.reports]}

    def _repr_html_(self) -> str:
        return _show.pairs_html([self])


class Pairs(List[Pair]):
    """A list of pairs; notebooks show it as a scorecard."""

    def __repr__(self) -> str:
        return "[" + ",\n ".join(repr(pair) for pair in self) + "]"

    def _repr_html_(self) -> str:
        return _show.pairs_html(self)

    def to_dicts(self) -> List[Dict[str, Any]]:
        return [pair.to_dict() for pair in self]


def items_of(items: Items) -> List[Item]:
    """
    >>> items_of("x"), items_of(["x", b"y"]), items_of(("x", {"date": "2024"}))
    (['x'], ['x', b'y'], [('x', {'date': '2024'})])
    """
    if isinstance(items, tuple) and len(items) == 2 and isinstance(items[1], Mapping):
        return [items]
    if isinstance(items, (list, tuple)):
        return list(items)
    return [items]  # type: ignore[list-item]


class Opened:
    """C results of documents, kept until the pairing has its copies. A document on both sides is read once."""

    def __init__(self, rules: Rules, said: Said) -> None:
        self.parser, self.said = rules._parser_here(), said
        self.read: Dict[int, Tuple[Item, c_void_p, _api.Input]] = {}

    def result(self, item: Item) -> c_void_p:
        if id(item) not in self.read:
            text, own = item if isinstance(item, tuple) else (item, {})
            said = {**self.said, **own}
            given = _api.input_of(text, said.pop("source", None), said.pop("encoding", None))
            flags = _c.ALL if said.pop("all", False) else 0
            options = _api.options_of(given, said.pop("date", None), said.pop("region", None), said.pop("html", None),
                                      said.pop("select", None), flags)
            if said:
                raise TypeError(f"nothing is known of {', '.join(said)}")
            self.read[id(item)] = item, self.parser._parse(given, options), given
        return self.read[id(item)][1]

    def close(self) -> None:
        for _, result, _ in self.read.values():
            _c.library().cdll.zhibiao_result_free(result)


def compare(plans: Items, reviews: Items, *, group: Sequence[str] = (), threshold: Optional[float] = None,
            rules: Optional[Rules] = None, **said: Any) -> Pairs:
    """Targets of plans paired with what reviews report of them, each judged.

    >>> for pair in compare("2025年，全市将新建公厕20座，改造老旧小区30个。", "2025年，全市新建公厕22座。"):
    ...     print(pair.indicator, pair.verdict, pair.ratio)
    新建公厕 exceeded 1.1
    改造老旧小区 no_report None

    Plans and reviews are texts as extract takes them, one or several, each alone or with what is known of it:
    (pathlib.Path("plan.txt"), {"date": "2025-01-20", "region": "长春市"}). Further keywords (date, region, encoding, html,
    select, all) are for all of them. The same text may stand on both sides. `group` is any of "region", "year"; `threshold`
    the least likeness of a pair, 0.5 when not given.
    """
    known = rules or _api._default_rules()
    opened = Opened(known, said)
    try:
        return paired(known, opened, items_of(plans), items_of(reviews), group, threshold)
    finally:
        opened.close()


def paired(rules: Rules, opened: Opened, plans: List[Item], reviews: List[Item], group: Sequence[str],
           threshold: Optional[float]) -> Pairs:
    c, error, pairing = _c.library().cdll, _c.Error(), c_void_p()
    bits = 0
    for name in group:
        bits |= GROUPS[name]
    options = _c.CompareOptions(ctypes.sizeof(_c.CompareOptions), bits, round((threshold or 0) * 1000))
    sides = [(c_void_p * len(side))(*(opened.result(item).value for item in side)) for side in (plans, reviews)]
    _api._check(c.zhibiao_compare(rules._pointer, sides[0], len(plans), sides[1], len(reviews), byref(options),
                                  byref(pairing), byref(error)), error)
    try:
        return rows_of(pairing, [opened.read[key][2] for key in kept_order(plans, reviews)])
    finally:
        c.zhibiao_pairing_free(pairing)


def kept_order(plans: List[Item], reviews: List[Item]) -> List[int]:
    """The pairing's results: the plans in the order given, then the reviews that are no plan too."""
    first = [id(item) for item in plans]
    return first + [id(item) for item in reviews if id(item) not in first]


def rows_of(pairing: c_void_p, inputs: List[_api.Input]) -> Pairs:
    c = _c.library().cdll
    records: List[List[Record]] = []
    for i in range(c.zhibiao_pairing_result_count(pairing)):
        raw = _read.copied(c_void_p(c.zhibiao_pairing_result(pairing, i)), False)
        records.append(_read.Reader(raw, inputs[i].source, inputs[i].mend).records())
    places = c.zhibiao_pairing_places(pairing)
    name = {kind: _c.library().names(kind) for kind in ("verdict", "goal", "cause")}

    def text(string: _c.String) -> Optional[str]:
        return str(c.zhibiao_pairing_string(pairing, string).decode()) if string.size else None

    def number(string: _c.String) -> Optional[Number]:
        said = text(string)
        return None if said is None else _read.number_of(said)

    def listed(first: int, count: int) -> Tuple[Record, ...]:
        return tuple(records[p.result][p.record] for p in places[first:first + count]) if count else ()

    rows = Pairs()
    pairs = c.zhibiao_pairing_pairs(pairing)
    for p in (pairs[i] for i in range(c.zhibiao_pairing_count(pairing))):
        reports = listed(p.reports, p.report_count)
        notes = tuple(c.zhibiao_note_name(1 << bit).decode() for bit in range(32) if p.notes >> bit & 1)
        rows.append(Pair(
            text(p.indicator) or "", None if p.plan.result == NOWHERE else records[p.plan.result][p.plan.record],
            reports[0] if reports else None, str(name["verdict"][p.verdict]), number(p.ratio), text(p.reason) or "",
            number(p.ratio_low), number(p.ratio_high), name["goal"][p.goal], name["cause"][p.cause], notes,
            p.score / 1000 if p.score else None, text(p.words), text(p.region), p.year or None,
            listed(p.restated, p.restated_count), reports))
    return rows
