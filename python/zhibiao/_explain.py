"""How records came about, in the words of `zhibiao explain`."""
from __future__ import annotations

import html
from dataclasses import dataclass
from itertools import dropwhile, takewhile
from typing import List

from ._records import ROLES, Quantity, Record, Records, Token, plain


@dataclass(frozen=True)
class Explanation:
    """The records of a text and all its tokens. `str()` is what the program prints, but for its last line ends."""

    source: str
    records: Records
    tokens: List[Token]

    def of(self, record: Record) -> List[Token]:
        """The tokens of a record's sentence: the first of them, and those that stand together with it."""
        def inside(token: Token) -> bool:
            return record.byte_start <= token.byte_start and token.byte_end <= record.byte_end

        return list(takewhile(inside, dropwhile(lambda token: not inside(token), self.tokens)))

    @property
    def left_over(self) -> List[Token]:
        """Figures that went into no record."""
        claimed = {(q.byte_start, q.byte_end) for r in self.records for q in r.quantities.values() if not q.derived}
        return [t for t in self.tokens if t.quantity is not None and not any(
            a is not None and b is not None and t.byte_start <= a and b <= t.byte_end for a, b in claimed)]

    def __str__(self) -> str:
        count = len(self.records)
        parts = [f"{self.source}: {count} record{'' if count == 1 else 's'}\n"]
        parts += ["\n".join(self._lines(record)) + "\n" for record in self.records]
        if self.left_over:
            parts.append("in no record: " + " · ".join(f"{t.text} at byte {t.byte_start}" for t in self.left_over) + "\n")
        return "\n".join(parts).rstrip("\n")

    def _lines(self, record: Record) -> List[str]:
        tokens = self.of(record)
        lines = [f"{record.id}  {record.indicator_full}",
                 _line("sentence", record.sentence or "".join(t.text for t in tokens))]
        if tokens:
            lines.append(_line("tokens", " ".join(f"{t.text}/{t.letter or '?'}" for t in tokens)))
            lines.append(_line("classes", "".join(t.symbol for t in tokens)))
        lines += [_line("rule", record.rule)] if record.rule else []
        if record.measure != "level" or record.basis:
            lines.append(_line("measure", ", ".join(part for part in (record.measure, record.basis) if part)))
        lines += [_line(role, _figure(record.quantities[role])) for role in ROLES if role in record.quantities]
        return lines + [_line(label, text) for label, text in (
            ("time", record.time_text), ("region", record.region_text), ("section", record.section)) if text]

    def _repr_html_(self) -> str:
        return f"<pre>{html.escape(str(self))}</pre>"


def _line(label: str, text: str) -> str:
    return f"   {label:<12}{text}"


def _figure(q: Quantity) -> str:
    bound = "" if q.comparison == "eq" else q.comparison + " "
    upper = f" to {plain(q.upper)}" if q.upper is not None else ""
    out = f"{bound}{plain(q.value)}{upper} {q.unit}{''.join('/' + p for p in q.per)}"
    if q.derived:
        between = f", between {plain(q.low)} and {plain(q.high)}" if q.low is not None else ""
        return f"{out}  computed from {q.derived}{between}"
    return f"{out}  as written: {q.text}, bytes {q.byte_start} to {q.byte_end}"
