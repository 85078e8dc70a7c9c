#!/usr/bin/env python3
"""The files of fixtures/encodings: the encoding found, by which step, what is warned of, and the records.

usage: encodings.py LIBRARY [--update]

fixtures/encodings/expected.tsv has a line for each file; test/tools/encodings.py makes the files. A name with `said_X` is
read with the caller's word X. A record is shown as indicator, then role and value, then what the quantity's byte span
holds in the input. What mojibake says in words of its own is nobody's promise: only legible records of it are shown.
"""
import pathlib
import re
import sys

import zb
from tools.encodings import PLAIN

FOLDER = pathlib.Path(__file__).resolve().parent.parent / "fixtures" / "encodings"
WARNINGS = {1: "bad bytes", 2: "cut", 4: "mixed", 8: "mojibake"}


def records(result, legible_only):
    for r in result.records():
        if legible_only and not set(r["indicator"]) <= set(PLAIN):
            continue
        figures = [f"{role} {q['value']}{q['unit']} @{q['byte_start']}-{q['byte_end']}" for role in zb.ROLES
                   if (q := r[role]) and q.get("byte_start") is not None]
        yield " ".join([r["indicator"], *figures])


def describe(parser, path):
    said = re.search(r"_said_(\w+)", path.stem)
    try:
        result = parser.parse(path.read_bytes(), encoding=said and said[1], date=(2025, 12, 1))
    except zb.Failure as error:
        return [path.name, "refused", f"{error.message} (status {error.status})", "", "", ""]
    with result:
        d = result.document()
        warnings = ", ".join(name for bit, name in WARNINGS.items() if d["warnings"] & bit)
        places = [str(d[key]) for bit, key in ((1, "bad_at"), (8, "mojibake_at")) if d["warnings"] & bit]
        return [path.name, d["encoding"], d["decided"], str(d["bad_bytes"]),
                warnings + (f" @{','.join(places)}" if places else ""), " | ".join(records(result, legible_only=d["warnings"] & 8))]


def main():
    parser = zb.Library(sys.argv[1]).rules().parser()
    files = sorted(p for p in FOLDER.iterdir() if p.name[:2] in ("y_", "i_", "n_"))
    lines = ["\t".join(describe(parser, p)) for p in files]
    broken = [line for line in lines if (line[0] == "n") != ("\trefused\t" in line) or
              (line[0] == "y" and line.split("\t")[3:5] != ["0", ""]) or (line[0] == "i" and not line.split("\t")[4]
                                                                          and "few_marks" not in line)]
    expected = FOLDER / "expected.tsv"
    head = "# file\tencoding\tdecided\tbad bytes\twarnings\trecords"
    if "--update" in sys.argv:
        expected.write_text("\n".join([head, *lines, ""]), encoding="utf-8")
    old = [line for line in expected.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    for line in broken:
        print("against its name:", line)
    for mark, a, b in (("-", old, lines), ("+", lines, old)):
        for line in a:
            if line not in b:
                print(mark, line)
    print(f"{len(files)} files, {len(broken) + sum(line not in old for line in lines)} problems")
    return 1 if broken or old != lines or not files else 0


if __name__ == "__main__":
    sys.exit(main())
