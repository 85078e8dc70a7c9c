#!/usr/bin/env python3
"""Run the promises of fixtures/spec/*.md through the program and through the library.

A specification file is prose with example blocks, as in CommonMark's spec.txt. A block is a text, a line with a
lone dot, and the records that the text must give, one a line; nothing below the dot, or `(nothing)`, says that there
is none:

    ```example date=2024-02-01 region=某省
    全市城镇新增就业3.2万人，完成年计划的106.7%。
    .
    城镇新增就业 | actual 32000人 | completion 106.7%
    ```

A record line is: the indicator, with other readings that are right too behind ` || `; then fields between bars.
    target actual baseline completion gap    VALUE[..UPPER]UNIT [cmp] [/per…] [derived]
    level growth increment share             the measure; level when none is said
    time region full basis check section item    text to compare
    name                                         the official name; `name -`: there must be none
Values are exact: 246400人, 107.13%, -2/3, 2..3人, 5.5..6%, 450元 /人/年, 5% about. A line that begins with `? ` is a
record that may come out or not; `*` is any indicator. A case's name is its file and its number there: levels#3.

What must agree: each expected record with exactly one that came out (indicators but for punctuation and 的, each listed
field, no claim beside the listed ones; derived quantities count only where listed), and none may be left over. Where
both routes are given, they must give the same records in every field.
"""
import argparse
import json
import pathlib
import re
import subprocess
import sys
import unicodedata
from fractions import Fraction

import zb

MEASURES = ("level", "growth", "increment", "share")
COMPARISONS = ("eq", "about", "over", "under", "at_least", "at_most")
TEXTS = ("time", "region", "full", "basis", "check", "section", "item", "name")
QUANTITY = re.compile(r"(-?\d+(?:\.\d+)?(?:/\d+)?)(?:\.\.(-?\d+(?:\.\d+)?))?(\D.*)?")

# ---- reading the files -------------------------------------------------------------------------------------


class Case:
    def __init__(self, path, line, number, options):
        self.path, self.line, self.options = path, line, options
        self.name = f"{path.stem}#{number}"
        self.text, self.expected = [], []
        self.first, self.last = 0, 0  # the expected lines in the file, for --update


def read_cases(path):
    """Yields the cases of one file; raises ValueError at a malformed one."""
    lines, case, part = path.read_text(encoding="utf-8").split("\n"), None, None
    number = 0
    for at, line in enumerate(lines):
        if case is None:
            if line.startswith("```example"):
                number += 1
                case = Case(path, at + 1, number, dict(w.split("=", 1) for w in line.split()[1:]))
                part = case.text
        elif line == "```":
            if part is case.text:
                raise ValueError(f"{path}:{at + 1}: example without a dot")
            case.last = at
            case.expected = [read_record(e, path, case.line) for e in part if e.strip() not in ("", "(nothing)")]
            yield case
            case = None
        elif line == "." and part is case.text:
            part, case.first = [], at + 1
        else:
            part.append(line)
    if case is not None:
        raise ValueError(f"{path}:{case.line}: example without an end")


def read_record(line, path, number):
    maybe = line.startswith("? ")
    indicator, *fields = line.removeprefix("? ").split(" | ")
    record = {"maybe": maybe, "line": line, "indicators": indicator.split(" || "), "measure": "level", "fields": {}}
    for field in fields:
        head, _, rest = field.strip().partition(" ")
        if head in MEASURES and not rest:
            record["measure"] = head
        elif head in zb.ROLES:
            record["fields"][head] = read_quantity(rest, path, number)
        elif head in TEXTS and rest:
            record["fields"][head] = rest
        else:
            raise ValueError(f"{path}:{number}: what is “{field}”?")
    return record


def read_quantity(text, path, number):
    figure, *words = text.split()
    match = QUANTITY.fullmatch(figure)
    quantity = {"cmp": "eq", "per": [], "derived": False}
    if not match:
        raise ValueError(f"{path}:{number}: no quantity: “{text}”")
    quantity |= {"value": Fraction(match[1]), "upper": Fraction(match[2]) if match[2] else None,
                 "unit": unicodedata.normalize("NFKC", match[3] or "")}
    for word in words:
        if word in COMPARISONS:
            quantity["cmp"] = word
        elif word == "derived":
            quantity["derived"] = True
        elif word.startswith("/"):
            quantity["per"] = word[1:].split("/")
        else:
            raise ValueError(f"{path}:{number}: what is “{word}” in “{text}”?")
    return quantity


# ---- running -----------------------------------------------------------------------------------------------


def run_program(program, case):
    command = [program, "extract", "--format", "jsonl"]
    for name in ("date", "region"):
        if name in case.options:
            command += [f"--{name}", case.options[name]]
    done = subprocess.run(command + ["-"], input="\n".join(case.text).encode(), capture_output=True, timeout=30)
    if done.returncode != 0:
        raise RuntimeError(f"exit {done.returncode}: {done.stderr.decode(errors='replace').strip()}")
    return [json.loads(line) for line in done.stdout.decode().splitlines()]


def run_library(parser, case):
    date = tuple(int(n) for n in case.options["date"].split("-")) if "date" in case.options else None
    with parser.parse("\n".join(case.text).encode(), region=case.options.get("region"), date=date) as result:
        return result.records()


def comparable(record):
    """What both routes must agree in: all but the document's name; inside, null and absent are one."""
    def tidy(value):
        if isinstance(value, float):
            return round(value, 3)  # what the program writes of a confidence
        return {k: tidy(v) for k, v in value.items() if v is not None} if isinstance(value, dict) else value
    return tidy({k: v for k, v in record.items() if k != "source"})


# ---- comparing ---------------------------------------------------------------------------------------------


def plain(text):
    """Without white space, punctuation and 的."""
    return "".join(c for c in unicodedata.normalize("NFKC", text)
                   if c != "的" and unicodedata.category(c)[0] not in "PZC")


def same_quantity(want, got):
    return (got is not None and want["derived"] == bool(got.get("derived"))
            and want["value"] == Fraction(got["value"])
            and want["upper"] == (Fraction(got["upper"]) if got.get("upper") is not None else None)
            and want["unit"] == unicodedata.normalize("NFKC", got.get("unit") or "")
            and (want["derived"]
                 or (want["cmp"] == got.get("cmp", "eq") and want["per"] == (got.get("per") or []))))


def text_field(record, name):
    if name in ("time", "region"):
        return (record.get(name) or {}).get("text")
    if name == "check":
        return (record["check"] or {}).get("verdict")
    return record.get({"full": "indicator_full", "name": "indicator_name"}.get(name, name))


def same_record(want, got):
    named = want["indicators"] == ["*"] or plain(got["indicator"]) in map(plain, want["indicators"])
    if not named or got["measure"] != want["measure"]:
        return False
    for role in zb.ROLES:
        stated = got[role] is not None and not got[role].get("derived")
        if role in want["fields"] and not same_quantity(want["fields"][role], got[role]):
            return False
        if stated and role not in want["fields"]:
            return False
    return all(plain(text) == plain(text_field(got, name) or "") for name, text in want["fields"].items()
               if name in TEXTS)


def compare(expected, got):
    """Pairs (wanted or None, got or None): first those that match, then what is missing, then what is too much."""
    left, pairs, missing = list(got), [], []
    for want in expected:
        hit = next((g for g in left if same_record(want, g)), None)
        if hit is not None:
            left.remove(hit)
            pairs.append((want, hit))
        elif not want["maybe"]:
            missing.append((want, None))
    return pairs + missing + [(None, g) for g in left]


# ---- showing -----------------------------------------------------------------------------------------------


def show_quantity(role, q):
    upper = f"..{q['upper']}" if q.get("upper") is not None else ""
    words = [f"{role} {q['value']}{upper}{q.get('unit') or ''}"]
    words += [q["cmp"]] if q.get("cmp", "eq") != "eq" else []
    words += ["/" + "/".join(q["per"])] if q.get("per") else []
    return " ".join(words + (["derived"] if q.get("derived") else []))


def show_record(record, extra=()):
    fields = [record["indicator"]]
    fields += [show_quantity(role, record[role]) for role in zb.ROLES
               if record[role] and (not record[role].get("derived") or role in extra)]
    fields += [record["measure"]] if record["measure"] != "level" else []
    fields += [f"{name} {text_field(record, name) or '-'}" for name in TEXTS
               if name in extra and (text_field(record, name) or name == "name")]
    return " | ".join(fields)


def wanted_names(case):
    return {name for want in case.expected for name in want["fields"]}


def width(text):
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text)


def show_failure(case, pairs, problem):
    print(f"\n{case.path}:{case.line} {case.name}")
    print("    " + "\n    ".join(case.text))
    if problem:
        print(f"  {problem}")
    rows = [(want["line"] if want else "", show_record(got, wanted_names(case)) if got else "")
            for want, got in pairs]
    column = max([width(left) for left, _ in rows] + [8])
    if rows:
        print(f"  {'expected':<{column + 4}} got")
    for (left, right), (want, got) in zip(rows, pairs):
        print(f"  {' ' if want and got else '-' if want else '+'} {left}{' ' * (column - width(left))}  {right}")


def update_file(path, cases, got):
    """Rewrites what is below the dots of the cases that failed, from the last case to the first. A line that still
    holds stays as it is."""
    lines = path.read_text(encoding="utf-8").split("\n")
    for case in sorted(cases, key=lambda c: -c.first):
        held = {g["id"]: want["line"] for want, g in compare(case.expected, got[case.name]) if want and g}
        lines[case.first:case.last] = [held.get(g["id"]) or show_record(g, wanted_names(case))
                                       for g in got[case.name]]
    path.write_text("\n".join(lines), encoding="utf-8")


# ---- all together ------------------------------------------------------------------------------------------


def run_case(case, program, parser):
    """Gives (records, problem): the library's records where both routes run, and how the routes differ."""
    routes = {}
    try:
        if program:
            routes["program"] = run_program(program, case)
        if parser:
            routes["library"] = run_library(parser, case)
    except (RuntimeError, zb.Failure, subprocess.TimeoutExpired, ValueError) as error:
        return [], f"failed: {error}"
    problem = None
    if len(routes) == 2:
        a, b = ([comparable(r) for r in routes[name]] for name in ("program", "library"))
        if a != b:
            bad = next((i for i, pair in enumerate(zip(a, b)) if pair[0] != pair[1]), min(len(a), len(b)))
            problem = (f"program and library differ in record {bad + 1}:\n    program {json_line(a, bad)}"
                       f"\n    library {json_line(b, bad)}")
    return list(routes.values())[-1], problem


def json_line(records, index):
    return json.dumps(records[index], ensure_ascii=False) if index < len(records) else "(none)"


def read_known(path):
    lines = pathlib.Path(path).read_text(encoding="utf-8").splitlines() if path else []
    return {line.split()[0] for line in lines if line.strip() and not line.startswith("#")}


def main():
    root = pathlib.Path(__file__).resolve().parent.parent
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("files", nargs="*", type=pathlib.Path, help="fixtures/spec/*.md when none are named")
    ap.add_argument("--program", help="path of the command-line program")
    ap.add_argument("--library", help="path of libzhibiao.so")
    ap.add_argument("--only", metavar="PATTERN", help="cases whose name or text has this regular expression")
    ap.add_argument("--known", metavar="FILE", help="names of cases that may fail, one a line, `#` for comments")
    ap.add_argument("--update", action="store_true", help="write what came out below the dots of failing cases")
    ap.add_argument("--list", action="store_true", help="show the cases and run nothing")
    a = ap.parse_args()
    files = a.files or sorted((root / "fixtures" / "spec").glob("*.md"))
    try:
        cases = [case for path in files for case in read_cases(path)]
    except ValueError as error:
        sys.exit(str(error))
    if a.only:
        cases = [c for c in cases if re.search(a.only, c.name + "\n" + "\n".join(c.text))]
    if a.list:
        for case in cases:
            print(f"{case.name:24} {len(case.expected):3}  {''.join(case.text)[:60]}")
        empty = sum(all(want["maybe"] for want in case.expected) for case in cases)
        print(f"{len(cases)} cases, {empty} without a record")
        return 0
    if not a.program and not a.library:
        ap.error("name --program, --library or both")
    known, parser = read_known(a.known), None
    if a.library:
        parser = zb.Library(a.library).rules().parser()
    failed, got, surprises = [], {}, []
    for case in cases:
        got[case.name], problem = run_case(case, a.program, parser)
        pairs = compare(case.expected, got[case.name])
        if problem or any(want is None or hit is None for want, hit in pairs):
            failed.append(case)
            show_failure(case, pairs, problem)
        elif case.name in known:
            surprises.append(case.name)
    if a.update:
        for path in {c.path for c in failed}:
            update_file(path, [c for c in failed if c.path == path], got)
    excused = [c for c in failed if c.name in known]
    print(f"\n{len(cases)} cases: {len(cases) - len(failed)} as promised, {len(failed)} not"
          f" ({len(excused)} of them known)")
    if surprises:
        print("known to fail, but right now: " + " ".join(surprises))
    return 1 if len(failed) > len(excused) else 0


if __name__ == "__main__":
    sys.exit(main())
