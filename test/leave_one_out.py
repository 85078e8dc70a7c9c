#!/usr/bin/env python3
"""How much the rules and words owe to each annotated text: its score now, and without what serves it alone.

usage: leave_one_out.py BUILD [SHARED]

BUILD is a build directory that holds libzhibiao.a and the program; SHARED is ../shared of this project. For each text of
SHARED/gold, every rule and cue word is taken out that does something in that text and in no other annotated text nor in
SHARED/corpus, and the text is scored again. A rule does something in a text when the records come out differently without it; a
cue word when it is a token of its class there; a guard (words TEXT) when it stands there at all. Reports of SHARED/corpus that an
annotated text was cut from are left out of it.

What this cannot tell: the texts were all read before most rules were written, and a rule that was made for one text and happens to
fire in another is not caught. It is a lower bound on how much was fitted, no substitute for texts that nobody has seen.

Before that, each rule is listed with the records of SHARED/corpus and the annotated texts that come out differently without it."""
import argparse
import collections
import json
import pathlib
import re
import subprocess
import sys
import tempfile

from coverage import known_rules, known_words

ROOT = pathlib.Path(__file__).resolve().parent.parent
DATA = ROOT / "lib" / "data"
FIGURES = ("span", "role", "claim", "strict")


# ---- programs with other data --------------------------------------------------------------------------------


def without_rules(text, names):
    """A rule is its line and those behind it, to the next blank line or section."""
    kept, inside = [], False
    for line in text.splitlines():
        words = line.split()
        if words and words[0] in ("rule", "define"):
            inside = words[0] == "rule" and words[1] in names
        if not inside:
            kept.append(line)
    return "\n".join(kept) + "\n"


def without_words(text, gone):
    """Only lists separated by bars hold words; an empty one stays as a comment."""
    kept = []
    for line in text.splitlines():
        if line.startswith(("#", "words ")) or not line.strip():
            kept.append(line)
            continue
        left = [w.strip() for w in line.split("|") if w.strip() and w.strip().removesuffix("…") not in gone]
        kept.append(" | ".join(left) or "#")
    return "\n".join(kept) + "\n"


class Builder:
    """Links the program anew with the data files changed: the archive's own table of them is then not taken."""

    def __init__(self, build, folder):
        self.build, self.folder, self.count = build, folder, 0
        table = (build / "data_embedded.c").read_text(encoding="utf-8")  # in the order of loading: later lines win
        self.files = [DATA / name for name in re.findall(r'^    {"([^"]+)", \(const char', table, re.M)]
        self.objects = sorted(str(p) for p in build.glob("examples/CMakeFiles/zhibiao_program.dir/cli/*.o"))
        names = ["libpcre2-8", "icu-uc"] + [name for name in ("gumbo", "jansson", "sqlite3")
                                            if subprocess.run(["pkg-config", "--exists", name]).returncode == 0]
        self.libraries = subprocess.run(["pkg-config", "--libs", *names], capture_output=True, text=True, check=True).stdout.split()

    def program(self, rules=(), words=()):
        self.count += 1
        place = self.folder / str(self.count)
        place.mkdir()
        for path in self.files:
            text = path.read_text(encoding="utf-8")
            text = without_rules(text, rules) if path.name == "rules.txt" else text
            text = without_words(text, words) if path.name == "words.txt" else text
            if path.name == "confidence.txt":
                text = "".join(line + "\n" for line in text.splitlines()
                               if not line.startswith("confidence") or line.split()[2] not in rules)
            (place / path.name).write_text(text, encoding="utf-8")
        names = ";".join(str(place / path.name) for path in self.files)
        source, program = place / "data_embedded.c", place / "zhibiao"
        subprocess.run(["cmake", f"-DOUT={source}", f"-DFILES={names}", "-P", ROOT / "lib" / "cmake" / "embed.cmake"], check=True)
        subprocess.run(["cc", "-I", ROOT / "lib" / "cellar", "-I", ROOT / "include", "-o", program, source, *self.objects,
                        self.build / "libzhibiao.a", *self.libraries], check=True)
        return program


# ---- what comes out ------------------------------------------------------------------------------------------


def records_of(program, path):
    done = subprocess.run([program, "extract", "--format", "jsonl", path], capture_output=True, check=True)
    return [json.loads(line) for line in done.stdout.decode().splitlines()]


def lines_of(program, paths):
    """Records as text, counted; without what another record's coming or going changes in them."""
    done = subprocess.run([program, "extract", "--format", "jsonl", *paths], capture_output=True, check=True)
    return collections.Counter(re.sub(rb'"(id|confidence)":[^,}]*', b"", line) for line in done.stdout.splitlines())


def cues_of(program, path):
    done = subprocess.Popen([program, "tokens", "--format", "jsonl", path], stdout=subprocess.PIPE)
    found = {"".join(token["text"].split()) for token in map(json.loads, done.stdout) if token["class"] == "cue"}
    done.wait()
    return found


def plain_text(path):
    return "".join(path.read_text(encoding="utf-8", errors="replace").split())


def changes(base, other):
    return max(sum((base - other).values()), sum((other - base).values()))


# ---- the shared texts ----------------------------------------------------------------------------------------


def scorer(folder):
    """The functions of gold/score.py, which is a script and would exit when imported."""
    names = {"__name__": "score"}
    source = (folder / "score.py").read_text(encoding="utf-8").replace("sys.exit(main())", "")
    exec(compile(source, "score.py", "exec"), names)
    return names


def corpus_without(shared, texts):
    """The files of the corpus that hold no sample of an annotated text."""
    samples = [t[at:at + 25] for t in map(plain_text, texts) for at in range(0, len(t) - 25, 200)]
    paths = sorted(p for p in shared.glob("corpus/**/*.txt"))
    held = {p: plain_text(p) for p in paths}
    return {p: t for p, t in held.items() if sum(s in t for s in samples) < 3}


def figures(score, gold, records):
    counts = score["score"](gold, records, False, "")
    return [score["prf"](counts[name], counts["pred"], counts["gold"])[2] for name in FIGURES]


# ---- all together --------------------------------------------------------------------------------------------


def fired_rules(builder, texts, corpus):
    """rule → (texts where it does something, records that it changes in the corpus)"""
    whole = builder.program()
    base = {text: lines_of(whole, [text]) for text in texts}
    base_corpus = lines_of(whole, corpus)
    if base != {text: lines_of(builder.build / "zhibiao", [text]) for text in texts}:
        sys.exit("leave_one_out.py: the program of the build directory was not made from these data files")
    fired = {}
    for rule in known_rules():
        program = builder.program(rules={rule})
        there = {text for text in texts if changes(base[text], lines_of(program, [text]))}
        fired[rule] = there, changes(base_corpus, lines_of(program, corpus))
    return fired


def lone_words(program, texts, corpus):
    """text → cue words that do something in it alone"""
    kinds = {word.removesuffix("…"): kind for kind, word in known_words()}
    cues = {text: cues_of(program, text) for text in texts}
    plain = {text: plain_text(text) for text in texts}
    for path in corpus:
        cues[path], plain[path] = cues_of(program, path), corpus[path]

    def does(word, text):
        return word in plain[text] if kinds[word] == "TEXT" else word in cues[text]

    return {text: {w for w in kinds if does(w, text) and not any(does(w, other) for other in plain if other != text)}
            for text in texts}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("shared", type=pathlib.Path, nargs="?", default=ROOT / ".." / "shared")
    a = parser.parse_args()
    score = scorer(a.shared / "gold")
    golds = {path.stem: path for path in sorted((a.shared / "gold").glob("*.jsonl"))}
    texts = {path: path.stem for place in ("seeds", "texts") for path in sorted((a.shared / place).glob("*.txt")) if path.stem in golds}
    corpus = corpus_without(a.shared, texts)
    with tempfile.TemporaryDirectory() as folder:
        builder = Builder(a.build.resolve(), pathlib.Path(folder))
        fired = fired_rules(builder, texts, corpus)
        print("corpus\ttexts\trule")
        for rule, (there, count) in sorted(fired.items(), key=lambda item: (item[1][1], item[0])):
            print(f"{count}\t{len(there)}\t{rule}")
        print(flush=True)
        words = lone_words(builder.program(), texts, corpus)
        print("text\tclaims\t" + "\t".join(f"{n} now\tthen" for n in FIGURES) + "\trules out\twords out")
        for text, name in texts.items():
            rules = {rule for rule, (there, count) in fired.items() if there == {text} and not count}
            gold = score["load"](golds[name])
            now = figures(score, gold, records_of(builder.program(), text))
            then = figures(score, gold, records_of(builder.program(rules, words[text]), text))
            print(name, sum(g["role"] != "optional" for g in gold), *(f"{x:.3f}\t{y:.3f}" for x, y in zip(now, then)),
                  " ".join(sorted(rules)) or "-", " ".join(sorted(words[text])) or "-", sep="\t")


if __name__ == "__main__":
    main()
