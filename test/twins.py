#!/usr/bin/env python3
"""The texts of fixtures/layout: a broken or re-encoded twin (y_) gives the records of the clean one. n_ gives no record; of i_
nobody can say how it reads, and it must be read all the same.

usage: twins.py LIBRARY [FOLDER]
"""
import pathlib
import sys

import zb


def summary(parser, path):
    """What of a record must not depend on the layout: all but offsets and the words as they were broken."""
    out = []
    with parser.parse(path.read_bytes(), date=(2025, 12, 20)) as result:
        for r in result.records():
            claims = tuple((role, q["value"], q["upper"], half_width(q["unit"]), q["cmp"], tuple(q.get("per", [])))
                           for role in zb.ROLES if (q := r[role]))
            time, region = ((r[k] or {}).get("text") for k in ("time", "region"))
            out.append((r["indicator"], r["measure"], claims, half_width(time), region))
    return out


def half_width(text):
    return text and text.translate({ord(c) + 0xFEE0: c for c in "0123456789%"}).replace(" ", "")


def main():
    library = zb.Library(sys.argv[1])
    root = pathlib.Path(__file__).resolve().parent.parent
    folder = pathlib.Path(sys.argv[2]) if len(sys.argv) > 2 else root / "fixtures" / "layout"
    parser, bad, count = library.rules().parser(), 0, 0
    for clean in sorted(p for p in folder.glob("y_*.txt") if p.stem.count("_") == 1):
        expected = summary(parser, clean)
        for twin in sorted(folder.glob(clean.stem + "_*.txt")):
            got, count = summary(parser, twin), count + 1
            if got == expected:
                continue
            bad += 1
            print(f"{twin}: not as {clean.name}")
            for mark, a, b in (("-", expected, got), ("+", got, expected)):
                for record in a:
                    if record not in b:
                        print(f"  {mark} {record}")
        if not expected:
            bad += 1
            print(f"{clean}: no record")
    for path in sorted(folder.glob("[ni]_*.txt")):
        got, count = summary(parser, path), count + 1
        if got and path.name.startswith("n_"):
            bad += 1
            print(f"{path}: no record is right", *got, sep="\n  + ")
    print(f"{count} twins, {bad} problems")
    return 1 if bad or not count else 0


if __name__ == "__main__":
    sys.exit(main())
