#!/usr/bin/env python3
"""How exactly quantities are read where one was found: the records of the annotated texts in ../shared.

usage: quantities.py PROGRAM [--misses]

Of the annotated quantities that a predicted one overlaps: F1 of value, unit, bound and per all right, with exactly that
span; and the rate of value and unit right. What was found or not is the business of test/gold.sh. 77 without ../shared.
"""
import json
import pathlib
import subprocess
import sys
import unicodedata
from fractions import Fraction

SHARED = pathlib.Path(__file__).resolve().parent.parent.parent / "shared"
ROLES = ("target", "actual", "baseline", "completion", "gap")
SAME_UNIT = {"百分点": "个百分点", "平方千米": "平方公里", "千米": "公里"}


def values(text):
    try:
        return [Fraction(part) for part in text.split("..")]
    except (ValueError, ZeroDivisionError):
        return text


def unit(text):
    text = unicodedata.normalize("NFKC", text)
    return SAME_UNIT.get(text, text)


def predicted(program, path):
    """Each quantity of each record that stands in the text, once."""
    run = subprocess.run([program, "extract", "--format", "jsonl", str(path)], stdout=subprocess.PIPE, check=True)
    found = {}
    for line in run.stdout.decode("utf-8").splitlines():
        record = json.loads(line)
        for role in ROLES:
            q = record.get(role)
            if q and not q.get("derived") and q.get("start") is not None:
                value = q["value"] + (f"..{q['upper']}" if q.get("upper") is not None else "")
                found[q["start"], q["end"]] = {"start": q["start"], "end": q["end"], "value": value,
                                               "unit": q["unit"], "cmp": q["cmp"], "per": "/".join(q["per"])}
    return list(found.values())


def overlap(a, b):
    return min(a["end"], b["end"]) - max(a["start"], b["start"])


def pairs(gold, found):
    """(gold, found) by largest overlap, each once."""
    candidates = sorted(((overlap(g, f), -i, -j) for i, g in enumerate(gold) for j, f in enumerate(found)
                         if overlap(g, f) > 0), reverse=True)
    used_gold, used_found = set(), set()
    for _, i, j in candidates:
        if i not in used_gold and j not in used_found:
            used_gold.add(i)
            used_found.add(j)
            yield gold[-i], found[-j]


def agree(g, f):
    """(value and unit, and all the rest too); the sign of a fall comes from the verb, not from the figure."""
    same = values(g["value"].lstrip("-")) == values(f["value"].lstrip("-")) and unit(g["unit"]) == unit(f["unit"])
    exact = (g["start"], g["end"], g["cmp"], g["per"]) == (f["start"], f["end"], f["cmp"], f["per"])
    return same, same and exact


def main():
    if not (SHARED / "gold").is_dir():
        print("no ../shared/gold here")
        return 77
    program, misses = sys.argv[1], "--misses" in sys.argv
    total = right = whole = 0
    for path in sorted((SHARED / "gold").glob("*.jsonl")):
        texts = [p for folder in ("seeds", "texts") if (p := SHARED / folder / (path.stem + ".txt")).exists()]
        gold = [g for line in path.read_text(encoding="utf-8").splitlines()
                if line.strip() and (g := json.loads(line))["role"] != "optional"]
        for g, f in pairs(gold, predicted(program, texts[0]) if texts else []):
            same, exact = agree(g, f)
            total, right, whole = total + 1, right + same, whole + exact
            if misses and not exact:
                print(f"{path.stem}:{g['start']}: {g['q']}: gold {g['value']} {g['unit']} {g['cmp']} {g['per']}, "
                      f"got {f['value']} {f['unit']} {f['cmp']} {f['per']} {f['start']}-{f['end']}")
    if not total:
        print("no annotated quantity was found")
        return 1
    # among pairs there are as many found as annotated, so precision, recall and F1 are one figure
    print(f"{total} annotated quantities found: F1 {whole / total:.4f}, value and unit right {right / total:.4f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
