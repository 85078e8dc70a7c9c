#!/usr/bin/env python3
"""Writes lib/data/confidence.txt: how often each rule is right on the hand-annotated texts.

usage: confidence.py PROGRAM [../shared/gold]

A claim is right when span, value, unit, role and measure agree with the gold and its indicator is like one of the gold's
alternatives (character F1 of at least 0.7), as gold/score.py counts. What overlaps an `optional` quantity is left out.
With few claims a rate says little, so one right and one wrong claim are added to each rule (Laplace); a rule with fewer than
five claims stays unmeasured."""
import json
import pathlib
import subprocess
import sys
from collections import Counter

FEWEST = 5
ROOT = pathlib.Path(__file__).resolve().parent.parent


def scorer(folder):
    """The functions of gold/score.py, which is a script and would exit when imported."""
    names = {"__name__": "score"}
    source = (folder / "score.py").read_text(encoding="utf-8").replace("sys.exit(main())", "")
    exec(compile(source, "score.py", "exec"), names)
    return names


def text_of(folder, name):
    for place in ("seeds", "texts"):
        path = folder.parent / place / f"{name}.txt"
        if path.exists():
            return path
    raise SystemExit(f"confidence.py: no text for {name}")


def count(program, folder, score, made, right):
    for gold_file in sorted(folder.glob("*.jsonl")):
        out = subprocess.run([program, "extract", text_of(folder, gold_file.stem)], capture_output=True, text=True, check=True)
        records = [json.loads(line) for line in out.stdout.splitlines()]
        rows = score["load"](gold_file)
        gold = [g for g in rows if g["role"] != "optional"]
        optional = [g for g in rows if g["role"] == "optional"]
        claims = score["predicted_claims"](records)
        partner = {j: i for i, j in score["match"](gold, claims)}
        for j, claim in enumerate(claims):
            if j not in partner and any(score["overlap"](claim, o) > 0 for o in optional):
                continue
            rule = records[claim["rec"]]["rule"]
            made[rule] += 1
            if j in partner:
                g = gold[partner[j]]
                same = (score["same_value"](g["value"], claim["value"]) and score["unit"](g["unit"]) == score["unit"](claim["unit"])
                        and g["role"] == claim["role"] and g["measure"] == claim["measure"])
                like = max(score["char_f1"](a, claim["indicator"][0]) for a in g["indicator"]) >= 0.7
                right[rule] += same and like


def main():
    if len(sys.argv) < 2:
        raise SystemExit(__doc__)
    folder = pathlib.Path(sys.argv[2] if len(sys.argv) > 2 else ROOT / ".." / "shared" / "gold").resolve()
    if not (folder / "score.py").exists():
        print("confidence.py: no gold texts here; lib/data/confidence.txt stays as it is")
        return
    made, right = Counter(), Counter()
    count(sys.argv[1], folder, scorer(folder), made, right)
    lines = ["# Precision of each rule on the hand-annotated texts: (right + 1) / (claims + 2). Written by test/confidence.py;",
             "# the claims it was counted on stand behind each. A record carries its first claim's rule.", ""]
    for rule in sorted(made):
        if made[rule] >= FEWEST:
            lines.append(f"confidence {(right[rule] + 1) / (made[rule] + 2):.2f} {rule}  # {right[rule]} of {made[rule]}")
    (ROOT / "lib" / "data" / "confidence.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    print("\n".join(lines))


main()
