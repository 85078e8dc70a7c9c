#!/usr/bin/env python3
"""The rows of fixtures/tables through the public library: what the C tests read from the token floor alone, with all words.

usage: tables.py LIBRARY [TABLE...]

A row is a text, a tab, and what is in it, as the head of each table says. dates.tsv lists times, places.tsv places, all
others quantities. The public token does not say whether a time is `until` or `weak`, and gives no year that only the
document knows, so of those the words and the months and days are compared. Rows that may differ here, because the whole
vocabulary reads the words around otherwise, stand in EXCEPT, each with its reason.
"""
import pathlib
import re
import sys

import zb

TABLES = pathlib.Path(__file__).resolve().parent.parent / "fixtures" / "tables"
QUANTITIES = ("number", "quantity", "percent", "points", "fraction", "money")
EXCEPT = {
    "较去年同期": "the whole is one cue word: what a change is measured against",
}


def half_width(text):
    return re.sub(r"\s", "", text).translate({ord(c) + 0xFEE0: c for c in "0123456789"})


# ---- what came out, in the form of the tables ----------------------------------------------------------------


def quantity(result, token):
    """450 元 at_least /人/年"""
    q = result.quantity(token.quantity)
    value = (q["value"] or "too large") + (f"..{q['upper']}" if q["upper"] is not None else "")
    per = "".join(f"/{p}" for p in q["per"])
    return " ".join(filter(None, (value, q["unit"] or "_", q["cmp"] if q["cmp"] != "eq" else "", per)))


def days(date):
    return (date.year, date.month, date.day)


def period(result, token):
    """(words, from, to)"""
    return half_width(result.string(token.text)), days(token.date_from), days(token.date_to)


def place(result, token):
    """吉林省长春市=长春市 220100"""
    return f"{result.string(token.text)}={result.string(token.name) or '?'} {result.string(token.code) or '-'}"


# ---- what a row expects --------------------------------------------------------------------------------------


def expected_day(text):
    """this-01-31 → (None, 1, 31): a year that the row does not name matches any and none."""
    found = re.fullmatch(r"(\d{4}|this|last|next|\?)-(\d\d|\?)-(\d\d)", text)
    if not found:
        return None
    year, month, day = found.groups()
    return int(year) if year.isdigit() else None, 0 if month == "?" else int(month), int(day)


def expected_period(text):
    """words=FROM..TO flags → (words, from, to, is_date); a side that is left out is None."""
    words, _, rest = text.rpartition("=")
    bounds, *flags = rest.split(" ") if rest else [""]
    first, _, last = bounds.partition("..")
    return half_width(words), expected_day(first), expected_day(last), "date" in (first, last, *flags)


def day_agrees(expected, got):
    if expected is None:
        return got == (0, 0, 0)
    year, *rest = expected
    return list(got[1:]) == rest and (year is None or got[0] == year)


def period_agrees(expected, got):
    words, first, last, is_date = expected
    return words == got[0] and day_agrees(first, got[1]) and (is_date or day_agrees(last, got[2]))


# ---- rows ----------------------------------------------------------------------------------------------------


def problem(table, expected, result, library):
    """What is wrong with a row, or None."""
    tokens = [(library.name("token_kind", t.kind), t) for t in result.raw_tokens()]
    parts = [] if expected == "-" else expected.split("; ")
    if table == "dates":
        got = [period(result, t) for kind, t in tokens if kind in ("date", "period")]
        good = len(got) == len(parts) and all(map(period_agrees, map(expected_period, parts), got))
    elif table == "places":
        got = [place(result, t) for kind, t in tokens if kind == "region"]
        good = got == parts
    else:
        got = [quantity(result, t) for kind, t in tokens if kind in QUANTITIES and t.quantity.present]
        good = got == parts
    return None if good else got


def rows(path):
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if line and not line.startswith("#"):
            text, _, expected = line.partition("\t")
            yield number, text, expected.strip()


def main():
    library = zb.Library(sys.argv[1])
    paths = [pathlib.Path(a) for a in sys.argv[2:]] or sorted(TABLES.glob("*.tsv"))
    parser, count, bad, excepted, negatives = library.rules().parser(), 0, 0, set(), 0
    for path in paths:
        for number, text, expected in rows(path):
            count += 1
            negatives += expected == "-"
            with parser.parse(text.encode(), encoding="UTF-8", flags=zb.TOKENS) as result:
                got = problem(path.stem, expected, result, library)
            if text in EXCEPT:
                excepted.add(text)
                if got is None:
                    print(f"{path.name}:{number}: {text} is as expected: take it out of EXCEPT")
                    bad += 1
            elif got is not None:
                print(f"{path.name}:{number}: {text}: expected {expected}, got {got or '-'}")
                bad += 1
    for text in EXCEPT.keys() - excepted if not sys.argv[2:] else ():
        print(f"{text}: in EXCEPT, but in no table")
        bad += 1
    print(f"{count} rows, {negatives} of them negative, {len(excepted)} excepted, {bad} problems")
    return 1 if bad or not count else 0


if __name__ == "__main__":
    sys.exit(main())
