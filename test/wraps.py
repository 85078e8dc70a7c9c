#!/usr/bin/env python3
"""An article wrapped at any width reads as it does with a paragraph a line.

usage: wraps.py PROGRAM [--differences] [TEXT...]

Every paragraph of each text is cut into lines of 8 to 40 characters, in words and numbers as it comes, with and without
the two blanks (　　) that open a paragraph in print. At each width at most 2 % of the records, over all texts, may differ
in indicator, measure, or in the role, value, unit or bound of a quantity. Without TEXT all of fixtures/news is read, and
what there is of ../shared/seeds and ../shared/texts; --differences shows the records that differ.

A text that is wrapped already is left out, since nobody can say where its paragraphs end but the layout that is tested
here. One is wrapped if most of its lines stop inside a sentence: the page of a newspaper in fixtures/news, and of
../shared the newspaper pages 000, 001 and 004 and the PDF text d09.
"""
import collections
import json
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
WIDTHS = range(8, 41)
MOST = 0.02
ROLES = ("target", "actual", "baseline", "completion", "gap")
INDENT = "　　"


def paragraphs(path):
    lines = [line.strip() for line in path.read_bytes().decode("utf-8-sig").splitlines()]
    return [line for line in lines if line]


def is_wrapped(lines):
    """Most lines stop inside a sentence, and those that do are not headings: no line is longer than a column is."""
    stopped = sum(line[-1] in "。！？；：…”）" for line in lines)
    return stopped * 2 < len(lines) and max(map(len, lines)) <= 40


def wrapped(lines, width, indent):
    out = []
    for line in lines:
        line = indent + line
        out += [line[i:i + width] for i in range(0, len(line), width)]
    return "\n".join(out) + "\n"


def squeezed(text):
    return text and "".join(text.split())


def meaning(record):
    claims = tuple((role, q["value"], q.get("upper"), squeezed(q["unit"]), q["cmp"])
                   for role in ROLES if (q := record[role]))
    return squeezed(record["indicator"]), record["measure"], claims


def extract(program, paths):
    """The records of each file, as multisets."""
    found = {str(path): collections.Counter() for path in paths}
    run = subprocess.run([program, "extract", "--format", "jsonl", "--date", "2025-12-20", *found],
                         stdout=subprocess.PIPE, check=True)
    for line in run.stdout.splitlines():
        record = json.loads(line)
        found[record["source"]][meaning(record)] += 1
    return list(found.values())


def differing(expected, got):
    """Records that have no equal on the other side; a changed one, lost here and new there, counts once."""
    return max((expected - got).total(), (got - expected).total())


def measure(program, texts, width, indent, folder, show):
    """How many records there are, and how many differ."""
    flat, broken = [], []
    for i, lines in enumerate(texts):
        for name, text, out in (("flat", "\n".join(indent + line for line in lines) + "\n", flat),
                                ("broken", wrapped(lines, width, indent), broken)):
            path = pathlib.Path(folder, f"{i:03}-{name}.txt")
            path.write_text(text, encoding="utf-8")
            out.append(path)
    expected, got = extract(program, flat), extract(program, broken)
    for i, (a, b) in enumerate(zip(expected, got)):
        if show and a != b:
            print(f"width {width}{', indented' * bool(indent)}, text {i}:")
            print(*[f"  - {r}" for r in a - b], *[f"  + {r}" for r in b - a], sep="\n")
    return sum(a.total() for a in expected), sum(map(differing, expected, got))


def main():
    program = sys.argv[1]
    show = "--differences" in sys.argv
    given = [pathlib.Path(a) for a in sys.argv[2:] if not a.startswith("--")]
    folders = [ROOT / "fixtures" / "news", ROOT.parent / "shared" / "seeds", ROOT.parent / "shared" / "texts"]
    paths = given or [path for folder in folders for path in sorted(folder.glob("*.txt"))]
    texts = []
    for path in paths:
        lines = paragraphs(path)
        if is_wrapped(lines):
            print(f"{path.name}: wrapped already, left out")
        else:
            texts.append(lines)
            if show:
                print(f"text {len(texts) - 1}: {path.name}")
    bad, seen, lost = 0, 0, 0
    with tempfile.TemporaryDirectory() as folder:
        for width in WIDTHS:
            row = f"{width:5}"
            for indent in ("", INDENT):
                count, differ = measure(program, texts, width, indent, folder, show)
                bad += differ > count * MOST
                seen, lost = seen + count, lost + differ
                row += f"  {'indented' if indent else 'flush'} {differ:4} of {count} ({100 * differ / max(count, 1):5.2f} %)"
            print(row)
    print(f"{len(texts)} texts: {lost} of {seen} records differ ({100 * lost / max(seen, 1):.2f} %), "
          f"{bad} widths above {100 * MOST:.0f} %")
    return 1 if bad or not seen else 0


if __name__ == "__main__":
    sys.exit(main())
