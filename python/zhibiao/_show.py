"""How records look: in a terminal, and in a notebook with the sentence they stand in."""
from __future__ import annotations

import html
from decimal import Decimal
from typing import TYPE_CHECKING, Dict, List, Tuple

if TYPE_CHECKING:
    from ._compare import Pair
    from ._records import Number, Quantity, Record

COLOURS = {"indicator": "#dfe8f5", "target": "#fde9b8", "actual": "#cdebc9", "baseline": "#e4e4e4",
           "completion": "#e6d7f3", "gap": "#f8d3cf"}
SIGNS = {"eq": "", "about": "about ", "over": "over ", "under": "under ", "at_least": "at least ",
         "at_most": "at most "}
SHOWN = 200  # rows of a table in a notebook


def number_text(number: Number) -> str:
    return format(number, "f") if isinstance(number, Decimal) else str(number)


def quantity_text(q: Quantity) -> str:
    value = number_text(q.value) + (f"..{number_text(q.upper)}" if q.upper is not None else "")
    return SIGNS.get(q.comparison, "") + value + q.unit + "".join(f"/{p}" for p in q.per)


def record_repr(record: Record) -> str:
    parts = [record.indicator_full, *(f"{role} {q}" for role, q in record.quantities.items())]
    if record.measure != "level":
        parts.insert(1, record.measure)
    when = record.time_text or ""
    where = record.region_name or record.region_text or ""
    return f"<Record {' | '.join(p for p in (*parts, when, where) if p)}>"


def records_repr(records: List[Record]) -> str:
    inside = ",\n ".join(repr(record) for record in records)
    return f"[{inside}]"


# ---- notebooks -----------------------------------------------------------------------------------------------------------


def quantity_html(q: Quantity) -> str:
    hint = f"computed from {q.derived}" if q.derived else f"as written: {q.text}"
    return f'<span title="{html.escape(hint)}">{html.escape(quantity_text(q))}</span>'


def places(record: Record) -> Dict[Tuple[int, int], str]:
    """Where indicator and figures stand in `record.sentence`. Offsets lead there exactly where no line was joined inside;
    elsewhere each is looked for, in the order of the text."""
    sentence, exact = record.sentence, record.end - record.start == len(record.sentence)
    found: Dict[Tuple[int, int], str] = {}
    figures = sorted((q.start, role, q) for role, q in record.quantities.items() if q.start is not None)
    at = 0
    for start, role, q in figures:
        if exact and q.end is not None:
            found[(start - record.start, q.end - record.start)] = role
            continue
        at = sentence.find(q.text or "", at)
        if at < 0:
            break
        found[(at, at + len(q.text or ""))] = role
        at += len(q.text or "")
    named = sentence.find(record.indicator) if record.indicator else -1
    span = (named, named + len(record.indicator))
    if named >= 0 and all(span[1] <= a or b <= span[0] for a, b in found):
        found[span] = "indicator"
    return found


def sentence_html(record: Record) -> str:
    out, at = "", 0
    for (start, end), role in sorted(places(record).items()):
        if start < at or end > len(record.sentence):
            continue
        out += html.escape(record.sentence[at:start])
        out += (f'<mark style="background:{COLOURS[role]}" title="{role}">'
                f"{html.escape(record.sentence[start:end])}</mark>")
        at = end
    return out + html.escape(record.sentence[at:])


def row_html(record: Record) -> str:
    cells = [html.escape(record.indicator_full), record.measure]
    for role in ("target", "actual", "baseline", "completion", "gap"):
        q = record.quantities.get(role)
        cells.append(quantity_html(q) if q is not None else "")
    cells += [html.escape(record.time_text or ""), html.escape(record.region_name or record.region_text or ""),
              sentence_html(record)]
    return "<tr>" + "".join(f'<td style="text-align:left">{cell}</td>' for cell in cells) + "</tr>"


def table_html(records: List[Record]) -> str:
    names = ("indicator", "measure", "target", "actual", "baseline", "completion", "gap", "time", "region", "sentence")
    head = "".join(f"<th>{name}</th>" for name in names)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(map(row_html, records))}</tbody></table>"


def record_html(record: Record) -> str:
    return table_html([record])


def records_html(records: List[Record]) -> str:
    more = f"<p>… and {len(records) - SHOWN} more records</p>" if len(records) > SHOWN else ""
    return table_html(records[:SHOWN]) + more


# ---- comparisons ---------------------------------------------------------------------------------------------------------

VERDICTS = {"met": "#cdebc9", "exceeded": "#cdebc9", "short": "#f8d3cf", "pending": "#fde9b8"}


def pair_html(pair: Pair) -> str:
    colour = VERDICTS.get(pair.verdict, "#eeeeee")
    planned = pair.plan.target if pair.plan is not None else None
    reached = pair.review.actual if pair.review is not None else None
    cells = [html.escape(pair.indicator), quantity_html(planned) if planned else "", quantity_html(reached) if reached else "",
             "" if pair.ratio is None else number_text(pair.ratio),
             f'<span style="background:{colour}">{html.escape(pair.verdict.replace("_", " "))}</span>', html.escape(pair.reason),
             sentence_html(pair.plan) if pair.plan is not None else "",
             sentence_html(pair.review) if pair.review is not None else ""]
    return "<tr>" + "".join(f'<td style="text-align:left">{cell}</td>' for cell in cells) + "</tr>"


def pairs_html(pairs: List[Pair]) -> str:
    names = ("indicator", "target", "actual", "ratio", "verdict", "reason", "plan", "review")
    head = "".join(f"<th>{name}</th>" for name in names)
    more = f"<p>… and {len(pairs) - SHOWN} more</p>" if len(pairs) > SHOWN else ""
    return f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(map(pair_html, pairs[:SHOWN]))}</tbody></table>{more}"
