#!/usr/bin/env python3
"""A text that is read in parts gives the records of the whole.

usage: parts.py PROGRAM

Where each sentence says all that it needs, cutting between sentences changes nothing: source, ids, values and all offsets
are those of the whole text, whatever the size of a part, the encoding and the line ends. And what a part's records point at
is what they say, in the bytes of the file.
"""
import json
import pathlib
import subprocess
import sys
import tempfile

PROGRAM = sys.argv[1]
ENCODINGS = ("utf-8", "utf-8-sig", "gb18030", "big5", "utf-16", "utf-16-be")
SHAPES = {"one line": "", "lines": "\n", "CRLF": "\r\n", "blank lines": "\n\n"}
SIZES = ("64", "301", "4K", "20K")
failed = False


def verdict(name, good, detail=""):
    global failed
    failed |= not good
    print(f"{'ok' if good else 'not ok'} - {name}" + ("" if good else f": {detail}"))


def sentences(count):
    """Each with its own time, place and thing, and what makes it a report; in characters that Big5 has too."""
    places = ("吉林省", "浙江省", "河北省", "安徽省", "山西省")
    things = (("新建公園", "座"), ("修建公路", "公里"), ("改造住宅", "套"), ("建成水庫", "座"), ("新增床位", "張"), ("栽植果樹", "株"))
    out = []
    for i in range(count):
        thing, unit = things[i % 6]
        out.append(f"截至2023年{1 + i % 12}月底，{places[i % 5]}已{thing}{i * 37 % 9973 + 1}{unit}。")
    return out


def records(path, *options):
    run = subprocess.run([PROGRAM, "extract", *options, str(path)], capture_output=True, check=False)
    return run.returncode, run.stderr.decode(), [json.loads(line) for line in run.stdout.splitlines()]


def slices_wrong(data, codec, found):
    wrong = []
    for record in found:
        for role in ("target", "actual"):
            q = record[role]
            if q and "text" in q and data[q["byte_start"]:q["byte_end"]].decode(codec) != q["text"]:
                wrong.append(q)
    return wrong


def check(folder, codec, shape, end):
    text = end.join(sentences(600)) + end
    data = text.encode(codec)
    path = folder / "text.txt"
    path.write_bytes(data)
    bare = {"utf-8-sig": "utf-8", "utf-16": "utf-16-le"}.get(codec, codec)
    options = ("--encoding", codec) if codec in ("utf-16-be", "big5") else ()
    code, said, whole = records(path, *options)
    verdict(f"{codec}, {shape}: {len(whole)} records", code == 0 and not said and len(whole) == 600, said[:200])
    for size in SIZES:
        code, said, parts = records(path, "--part-size", size, *options)
        first = next((f"\n  {a}\n  {b}" for a, b in zip(whole, parts) if a != b), f"{len(whole)} and {len(parts)} records")
        verdict(f"{codec}, {shape}, parts of {size}", code == 0 and not said and parts == whole, said[:200] or first)
        wrong = slices_wrong(data, bare, parts)
        verdict(f"{codec}, {shape}, parts of {size}: bytes", not wrong, str(wrong[:2]))


def check_refusals(folder):
    page = folder / "page.html"
    page.write_text("<html><body><p>" + "</p><p>".join(sentences(300)) + "</p></body></html>", encoding="utf-8")
    _, _, whole = records(page)
    plain = folder / "page.txt"
    plain.write_bytes(page.read_bytes())
    for path in page, plain:
        code, said, found = records(path, "--part-size", "1K")
        verdict(f"{path.name} is never cut", code == 0 and len(found) == len(whole) > 0, said)
    text = folder / "text.txt"
    text.write_bytes("".join(sentences(300)).encode("euc_jp", "replace"))
    code, said, _ = records(text, "--part-size", "1K", "--encoding", "EUC-JP")
    verdict("an encoding that is not cut says so", code == 1 and "--part-size" in said, said)
    text.write_bytes("".join(sentences(300)).encode() + bytes(4000) + b"\x01")
    code, said, found = records(text, "--part-size", "1K")
    verdict("binary behind text: what came before is read, and where is told",
            code == 1 and len(found) > 290 and found[-1]["error"]["code"] == "binary"
            and found[-1]["error"]["byte"] > 8000, said)
    blob = folder / "blob.txt"
    blob.write_text("统计" * 2000, encoding="utf-8")
    code, said, found = records(blob, "--part-size", "100")
    verdict("no sentence at all: cut between characters", (code, said, found) == (0, "", []), said)


with tempfile.TemporaryDirectory() as name:
    for codec in ENCODINGS:
        for shape, end in SHAPES.items():
            check(pathlib.Path(name), codec, shape, end)
    check_refusals(pathlib.Path(name))
sys.exit(failed)
