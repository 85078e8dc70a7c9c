#!/usr/bin/env python3
"""The rows of fixtures/tables through the public library, with all its words: the C tests read them on the token floor.

usage: tables.py LIBRARY [TABLE...]

A row is a text, a tab, and what is in it, as the head of each table says. dates.tsv lists times, places.tsv places, all
others quantities. The public token does not say whether a time is `until` or `weak`: of times the words and the days
are compared, as in a document of DAY; and in one without a date no year may be made up. Rows that may differ here,
because the whole vocabulary reads the words around otherwise, stand in EXCEPT, each with its reason.
"""
import calendar
import datetime
import pathlib
import re
import sys

import zb

TABLES = pathlib.Path(__file__).resolve().parent.parent / "fixtures" / "tables"
QUANTITIES = ("number", "quantity", "percent", "points", "fraction", "money")
DAY = (2031, 12, 20)
YEARS = {"this": (2031,), "last": (2030,), "next": (2032,), "?": (2030, 2031, 2032)}
EXCEPT = {
    "这五年": "words TEXT has it",
    "2月29日": "2031 has no such day",
    "较去年同期": "the whole is one cue word: what a change is measured against",
}


def half_width(text):
    return re.sub(r"\s", "", text).translate({ord(c) + 0xFEE0: c for c in "0123456789"})


# ---- what came out, in the form of the tables ----------------------------------------------------------------


def quantity(result, token):
    """450 元 at_least /人/年"""
    q = result.quantity(token.quantity)
    value = q["value"] + (f"..{q['upper']}" if q["upper"] is not None else "")
    per = "".join(f"/{p}" for p in q["per"])
    return " ".join(filter(None, (value, q["unit"] or "_", q["cmp"] if q["cmp"] != "eq" else "", per)))


def days(date):
    return (date.year, date.month, date.day)


def period(result, token):
    """(words, from, to)"""
    return half_width(result.string(token.text)), days(token.date_from), days(token.date_to)


def place(result, token):
    """吉林省长春市=长春市 220100"""
    return f"{result.string(token.text)}={result.string(token.name) or '?'} {result.string(token.code) or '?'}"


# ---- what a row expects --------------------------------------------------------------------------------------


def expected_day(text):
    """last-01-31 → ((2030,), 1, 31): the years that it may be."""
    found = re.fullmatch(r"(\d{4}|this|last|next|\?)-(\d\d|\?)-(\d\d)", text)
    if not found:
        return None
    year, month, day = found.groups()
    return (int(year),) if year.isdigit() else YEARS[year], int(month) if month != "?" else None, int(day)


def month_shifted(year, month, by):
    return (year * 12 + month - 1 + by) // 12, (year * 12 + month - 1 + by) % 12 + 1


def shifted(unit, by, last):
    """The day that many years, months or days from DAY; of a calendar's year, quarter or month its first or last."""
    year, month, day = DAY
    if unit in ("day", "days"):
        moved = datetime.date(*DAY) + datetime.timedelta(days=by)
        return moved.year, moved.month, moved.day
    months = {"years": 12, "months": 1, "year": 12, "quarter": 3, "month": 1}[unit]
    begins = {"year": 1, "quarter": month - (month - 1) % 3}.get(unit, month)
    year, month = month_shifted(year, begins, by * months + (months - 1 if last and unit[-1] != "s" else 0))
    length = calendar.monthrange(year, month)[1]
    return year, month, min(day, length) if unit[-1] == "s" else length if last else 1


def counted_period(words, counted, flags):
    """years-5..+0, month-1..-1 late: counted from the document's day."""
    unit, first, last = counted.groups()
    bounds = [shifted(unit, int(first), False), shifted(unit, int(last), True)]
    thirds = {"early": (1, 10), "middle": (11, 20), "late": (21, bounds[1][2])}
    for flag in flags:
        if flag in thirds:
            bounds = [(*bound[:2], day) for bound, day in zip(bounds, thirds[flag])]
    start, end = (((year,), month, day) for year, month, day in bounds)
    return half_width(words), None if "until" in flags else start, None if words.endswith("起") else end, False


def expected_period(text):
    """words=FROM..TO flags → (words, from, to, is_date); a side that is left out is None."""
    words, _, rest = text.rpartition("=")
    bounds, *flags = rest.split(" ") if rest else [""]
    counted = re.fullmatch(r"([a-z]+)([+-]\d+)\.\.([+-]\d+)", bounds)
    if counted:
        return counted_period(words, counted, flags)
    first, _, last = bounds.partition("..")
    return half_width(words), expected_day(first), expected_day(last), "date" in (first, last, *flags)


def day_agrees(expected, got):
    if expected is None:
        return got == (0, 0, 0)
    years, month, day = expected
    if month is None and got == (0, 0, 0):
        return True  # 25日: of which month only the text around can tell
    return got[0] in years and got[1] == (month or got[1]) and got[2] == day


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


def made_up_year(parser, text):
    """A time whose year comes from nowhere: the text names none, and the document has no date."""
    if re.search(r"\d{2}|[一二三四五六七八九十〇零]{2}", half_width(text)):
        return None
    with parser.parse(text.encode(), encoding="UTF-8", flags=zb.TOKENS) as result:
        dates = [period(result, t) for t in result.raw_tokens() if t.date_from.year or t.date_to.year]
        return dates or None


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
            with parser.parse(text.encode(), encoding="UTF-8", flags=zb.TOKENS, date=DAY) as result:
                got = problem(path.stem, expected, result, library)
            if got is None and path.stem == "dates":
                got = made_up_year(parser, text)
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
