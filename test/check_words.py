"""What the program says has a row in the table of words.c, and the rows are sound. Run from the project's root."""
import pathlib
import re
import sys

cli = pathlib.Path("examples/cli")
failed = []


def unquote(text):
    return re.sub(r'"\s*"', "", text)[1:-1].replace('\\"', '"').replace("\\n", "\n")


STRING = r'"(?:[^"\\]|\\.)*"(?:\s*"(?:[^"\\]|\\.)*")*'
words = (cli / "words.c").read_text(encoding="utf-8")
table = words[words.index("table[][2]"):words.index("};")]
rows = [(unquote(a), unquote(b)) for a, b in re.findall(rf"\{{({STRING}),\s*({STRING})\}}", table)]
patterns = [re.compile("^" + ".*".join(map(re.escape, english.split("%s"))) + "$", re.S) for english, _ in rows]
used = [0] * len(rows)

# Each place in which the program says something: calls with a message, and the sentences that the readers of options give back.
SAYING = [rf'\b(?:complain|warn|refuse|fail_at|fail_size|misuse|misuse_with)\([^;"]*?({STRING})', rf"\breturn ({STRING});",
          rf"(?:\? NULL )?: ({STRING});", rf"snprintf\((?:message|whole|why\.message), [^;\"]*?({STRING})", rf"\? ({STRING}) :",
          rf": ({STRING}),", rf'refuse\([^;]*?:\s*({STRING})\)']
WITH_VALUE = {"values.c"}  # a value stands behind these
said = set()
for path in sorted(cli.glob("*.c")):
    if path.name in ("words.c", "options.c", "completions.c", "manual.c", "help.c", "cells.c", "explain.c", "check.c", "schema.c", "rows.c",
                     "progress.c", "tally.c", "fields.c", "pair_fields.c", "stream.c", "part.c", "jobs.c", "sha256.c"):
        continue
    source = path.read_text(encoding="utf-8")
    source = re.sub(r'" PRI[a-z0-9A-Z]+ "', "%s", re.sub(r'PRI[a-z0-9A-Z]+ "', 'PRI "', source))
    for pattern in SAYING:
        for text in re.findall(pattern, source):
            text = re.sub(r"%(?:\.\d+)?(?:ll|z|j)?[usd]", "%s", unquote(text))
            if re.search(r"[a-z]{3,} [a-z]", text) and "{" not in text and not text.startswith(("SELECT", "zhibiao 1", "; ")):
                said.add((path.name, text))

for name, text in sorted(said):
    probe = text.replace("%s", "3")
    alternatives = [probe, probe + ": x"]
    if "byte3 not valid" in probe:  # "%llu byte%s not valid": two rows
        alternatives = ["3 bytes are not valid UTF-8, read as U+FFFD"]
    hits = [i for i, pattern in enumerate(patterns) if any(pattern.match(a) for a in alternatives)]
    exact = [i for i in hits if rows[i][0] not in ("%s (byte %s)",)]
    if not exact:
        failed.append(f"{name}: not in words.c: {text!r}")
for english, chinese in rows:
    if english.count("%s") != chinese.count("%s") or re.search(r"%[^s]", english + chinese):
        failed.append(f"{english!r} and {chinese!r} have not the same %s")
    if not re.search(r"[一-鿿]", chinese):
        failed.append(f"{chinese!r} is not Chinese")
if len(set(a for a, _ in rows)) != len(rows):
    failed.append("a row stands twice")
for line in failed:
    print("not ok -", line)
if not failed:
    print(f"ok - {len(said)} sentences of the program are among the {len(rows)} rows of words.c")
sys.exit(bool(failed))
