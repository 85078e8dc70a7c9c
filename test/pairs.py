#!/usr/bin/env python3
"""Comparisons against tables that people made.

usage: pairs.py PROGRAM                    fixtures/pairs: every row as expected.tsv has it
       pairs.py PROGRAM --update           writes expected.tsv anew: read the difference
       pairs.py PROGRAM --gold FOLDER      precision, recall and verdicts of FOLDER/pairs/*.jsonl

A row of expected.tsv: indicator, target, actual, ratio, verdict, cause, notes, as the table for a terminal shows them.
"""
import json
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
LEAST_PRECISION, LEAST_RECALL = 0.95, 0.90


def compare(program, plan, review):
    command = [program, "compare", "--plan", str(plan), "--review", str(review)]
    return [json.loads(line) for line in subprocess.run(command, check=True, capture_output=True).stdout.splitlines()]


def figure(record, role):
    return record[role]["text"] if record and record[role] else "-"


def row_of(row):
    return "\t".join([row["indicator"], figure(row["plan"], "target"), figure(row["review"], "actual"), row["ratio"] or "-",
                      row["verdict"], row["cause"] or "-", ";".join(row["notes"]) or "-"])


def check_fixtures(program, update):
    folder = ROOT / "fixtures" / "pairs"
    table = folder / "expected.tsv"
    rows = [row_of(r) for r in compare(program, folder / "plan.txt", folder / "review.txt")]
    lines = table.read_text(encoding="utf-8").splitlines() if table.exists() else []
    head = [line for line in lines if line.startswith("#")]
    wanted = [line for line in lines if line and not line.startswith("#")]
    if update:
        table.write_text("\n".join(head + rows) + "\n", encoding="utf-8")
        return True
    for line in sorted(set(wanted) - set(rows)):
        print(f"not ok - missing  {line}")
    for line in sorted(set(rows) - set(wanted)):
        print(f"not ok - came     {line}")
    if rows == wanted:
        print(f"ok - {len(rows)} rows of fixtures/pairs are as expected.tsv has them")
    return rows == wanted


def document(shared, name):
    for folder in "seeds", "texts":
        path = shared / folder / f"{name}.txt"
        if path.exists():
            return path
    sys.exit(f"no text {name}")


def stands_at(spans, *records):
    """Whether a record's figure lies in one of the annotated places."""
    for record, role in records:
        q = record[role]
        if q and any(q["start"] < end and start < q["end"] for start, end in spans):
            return True
    return False


def all_reports(row, records):
    return [(records[place["id"]], "actual") for place in row["reports"] if place["id"] in records]


def check_gold(program, gold):
    good = True
    for path in sorted((gold / "pairs").glob("*.jsonl")):
        pairs = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        plan, review = (document(gold.parent, pairs[0][side]["doc"]) for side in ("target", "actual"))
        lines = subprocess.run([program, "extract", str(review)], check=True, capture_output=True).stdout.splitlines()
        records = {record["id"]: record for record in map(json.loads, lines)}
        rows = [row for row in compare(program, plan, review) if row["plan"] and row["review"]]
        found = right = verdicts = 0
        for pair in pairs:
            for row in rows:
                if stands_at(pair["target"]["spans"], (row["plan"], "target")):
                    hit = stands_at(pair["actual"]["spans"], *all_reports(row, records))
                    found += hit
                    verdicts += hit and row["verdict"] == pair["verdict"]
                    if not hit or row["verdict"] != pair["verdict"]:
                        print(f"# {pair['indicator']}: {row_of(row)}")
        right = found / len(rows) if rows else 0
        recall = found / len(pairs)
        print(f"{path.name}: precision {right:.3f}, recall {recall:.3f}, verdicts right {verdicts} of {found} ({len(pairs)} pairs)")
        good = good and right >= LEAST_PRECISION and recall >= LEAST_RECALL and verdicts == found
    return good


def main(arguments):
    if not arguments:
        sys.exit(__doc__)
    if "--gold" in arguments:
        good = check_gold(arguments[0], pathlib.Path(arguments[arguments.index("--gold") + 1]).resolve())
    else:
        good = check_fixtures(arguments[0], "--update" in arguments)
    sys.exit(0 if good else 1)


main(sys.argv[1:])
