#!/usr/bin/env python3
"""Which rules and cue words a body of text uses, and which it never does: what nobody fires gets a fixture, or goes.

usage: coverage.py [--words] PROGRAM PATH...

Every rule of lib/data/rules.txt is listed with the records it made. A record carries its first claim's rule, so rules that mostly
add to another's record (gap. completion.) look idle there; the quantities by role, behind the rules, tell whether they are. Rules of
the kind `skip.` leave no record, and whether they fire cannot be seen from outside: they are listed apart. With --words, every word of lib/data/words.txt with how often it was a token of its class, and
how often the same characters stood in the text at all: a word that stands there and is never a token is hidden by a longer one.
Counts are of the texts named; the tables are sorted by count, what never occurs comes first."""
import argparse
import json
import pathlib
import subprocess
import sys
from collections import Counter

ROLES = ("target", "actual", "baseline", "completion", "gap")
DATA = pathlib.Path(__file__).resolve().parent.parent / "lib" / "data"


def lines_of(name):
    """Lines without comments: `#` at the start or behind a blank begins one."""
    for line in (DATA / name).read_text(encoding="utf-8").splitlines():
        line = "" if line.startswith("#") else line.replace("\t", " ").split(" #")[0].strip()
        if line:
            yield line


def known_rules():
    return [line.split()[1] for line in lines_of("rules.txt") if line.split()[0] == "rule"]


def known_words():
    """(class, word), of a word that stands twice the last class: later lines win."""
    words, kind = {}, None
    for line in lines_of("words.txt"):
        if line.startswith("words "):
            kind = line.split()[1]
        else:
            for word in (line.split("|") if "|" in line else line.split()):
                words[word.strip().removesuffix("…")] = kind  # 高…: a cue where it compares
    return [(kind, word) for word, kind in words.items() if word]


def run(program, command, paths, *options):
    """The lines of JSON, one at a time: the tokens of a large text are many."""
    done = subprocess.Popen([program, command, "--format", "jsonl", *options, *paths], stdout=subprocess.PIPE)
    for line in done.stdout:
        item = json.loads(line)
        if "error" not in item:
            yield item
    if done.wait() not in (0, 1):  # 1: a file could not be read, which the program says itself
        sys.exit(f"coverage.py: {program} {command} ended with {done.returncode}")


def table(title, rows, *heads):
    print(f"{title}\n" + "\t".join(heads))
    for row in rows:
        print("\t".join(str(cell) for cell in row))
    print()


def show_rules(program, paths):
    counts, roles = Counter(), Counter({role: 0 for role in ROLES})
    for record in run(program, "extract", paths):
        counts[record["rule"]] += 1
        for role in ROLES:
            roles[role] += record[role] is not None and not record[role].get("derived")
    names = known_rules()
    made = sorted((counts[name], name) for name in names if not name.startswith("skip."))
    table(f"{sum(counts.values())} records, by {sum(n > 0 for n, _ in made)} of {len(made)} rules", made, "records", "rule")
    table(f"{sum(roles.values())} quantities in them", [(n, role) for role, n in roles.items()], "quantities", "role")
    table("no record is made by", [(name,) for name in names if name.startswith("skip.")], "rule")
    strange = sorted(set(counts) - set(names))
    if strange:
        print("rules of the program that rules.txt does not have: " + " ".join(strange))


def show_words(program, paths):
    """A token of a word class has the class's name; guards (TEXT) are part of the plain text around them."""
    cues, seen = Counter(), Counter()
    words = known_words()
    longest = max(len(word) for _, word in words)
    wanted = {word for _, word in words}
    begins = {word[:2] for _, word in words}
    run_up = ""

    def look(text):
        for at in range(len(text)):
            if text[at] not in begins and text[at:at + 2] not in begins:
                continue
            for end in range(at + 1, min(at + longest, len(text)) + 1):
                if text[at:end] in wanted:
                    seen[text[at:end]] += 1

    for token in run(program, "tokens", paths, "--all"):
        text = "".join(token["text"].split())
        if token["class"] == "cue":
            cues[token["name"], text] += 1
        run_up += text
        if text in "。；\n" or len(run_up) > 2000:  # no word crosses a stop
            look(run_up)
            run_up = ""
    look(run_up)
    rows = sorted((kind, cues[kind, word], seen[word], word) for kind, word in words if kind != "TEXT")
    guards = sorted((seen[word], word) for kind, word in words if kind == "TEXT")
    never = [row for row in rows if row[2] == 0]
    hidden = [row for row in rows if row[1] == 0 and row[2] > 0]
    table(f"{len(rows)} cue words, {len(never)} of them nowhere in the text, {len(hidden)} only inside other words", rows,
          "class", "tokens", "in text", "word")
    table(f"{len(guards)} guards, {sum(n == 0 for n, _ in guards)} of them nowhere in the text", guards, "in text", "word")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--words", action="store_true", help="count words too")
    parser.add_argument("program")
    parser.add_argument("paths", nargs="+", metavar="PATH")
    a = parser.parse_args()
    show_rules(a.program, a.paths)
    if a.words:
        show_words(a.program, a.paths)


if __name__ == "__main__":
    main()
