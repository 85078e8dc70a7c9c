"""The library as another language meets it: layout of every structure, then the public calls, over one text.

usage: ctypes_first.py LIBRARY

The layout that the package declares is compared with what a C compiler makes of include/zhibiao.h, field by field: a field
that moved would be read as garbage by every binding. Then records are read twice, through the structures and as JSON
through the library's own writer; the two must agree.
"""
import ctypes
import json
import os
import pathlib
import shlex
import subprocess
import sys
import tempfile
from ctypes import byref, c_size_t, c_void_p

import zb

ROOT = pathlib.Path(__file__).resolve().parent.parent
TEXT = ROOT / "fixtures/news/review_2025.txt"
STRUCTURES = zb.STRUCTURES
C_NAMES = {"date_from": "from", "date_to": "to"}  # words that Python keeps for itself

failures = 0


def verdict(name, good, detail=""):
    global failures
    print(f"{'ok' if good else 'not ok'} - {name}{'' if good or not detail else f': {detail}'}")
    failures += not good


# ---- layout ------------------------------------------------------------------------------------------------


def declared():
    """(name, offset, size) of every field as the package has it, and of every structure."""
    for name, structure in STRUCTURES.items():
        yield name, 0, ctypes.sizeof(structure)
        for field, *_ in structure._fields_:
            where = getattr(structure, field)
            yield f"{name}.{C_NAMES.get(field, field)}", where.offset, where.size


def compiled():
    """The same, as the C compiler has it."""
    lines = ["#include <stdio.h>", "#include <zhibiao.h>", "int main(void) {"]
    for name, *_ in declared():
        structure, _, field = name.partition(".")
        offset, size = ((f"offsetof({structure}, {field})", f"sizeof((({structure} *)0)->{field})") if field
                        else ("(size_t)0", f"sizeof({structure})"))
        lines.append(f'    printf("{name} %zu %zu\\n", {offset}, {size});')
    with tempfile.TemporaryDirectory() as folder:
        source, program = pathlib.Path(folder, "layout.c"), pathlib.Path(folder, "layout")
        source.write_text("\n".join(lines + ["}", ""]))
        compiler = shlex.split(os.environ.get("CC", "cc"))
        subprocess.run([*compiler, "-std=c11", f"-I{ROOT}/include", str(source), "-o", str(program)], check=True)
        output = subprocess.run([str(program)], check=True, capture_output=True, text=True).stdout
    for line in output.splitlines():
        name, offset, size = line.split()
        yield name, int(offset), int(size)


def check_layout():
    try:
        there = list(compiled())
    except FileNotFoundError:
        print("ok - layout # skipped: no C compiler")
        return
    here = list(declared())
    wrong = [f"{a} in Python, {b} in C" for a, b in zip(here, there) if a != b]
    verdict(f"{len(here)} structures and fields lie where C puts them", not wrong, "; ".join(wrong[:5]))


# ---- calls -------------------------------------------------------------------------------------------------


def written(library, result, tokens=False, style=zb.JSONL):
    pieces = []
    sink = zb.SINK(lambda data, size, _: pieces.append(ctypes.string_at(data, size)) or 0)
    write = library.c.zhibiao_write_tokens if tokens else library.c.zhibiao_write_records
    zb.check(write(result.pointer, style, 0, sink, None), zb.Error())
    return b"".join(pieces).decode()


def without_nulls(value):
    if isinstance(value, dict):
        return {k: without_nulls(v) for k, v in value.items() if v is not None}
    return round(value, 3) if isinstance(value, float) else value


def check_records(library, result):
    by_structure = [without_nulls(r) for r in result.records()]
    by_json = [without_nulls(json.loads(line)) for line in written(library, result).splitlines()]
    verdict(f"{len(by_json)} records", len(by_json) > 0)
    wrong = [f"record {a['id']}" for a, b in zip(by_structure, by_json) if a != b]
    verdict("records and their JSON agree", by_structure == by_json, ", ".join(wrong[:5]))
    rows = written(library, result, style=zb.CSV)
    verdict("CSV has a row a record", rows.count("\r\n") == len(by_json))


def check_offsets(result, data):
    wrong = []
    for record in result.records():
        for role in zb.ROLES:
            q = record[role]
            if q is None or "text" not in q:
                continue
            there = data[q["byte_start"]:q["byte_end"]].decode()
            by_points = data.decode()[q["start"]:q["end"]]
            if there != by_points or "".join(there.split()) != q["text"]:
                wrong.append(f"{q['text']} is {there}, {by_points}")
    verdict("offsets lead to the words, in bytes and in code points", not wrong, "; ".join(wrong[:5]))


def check_tokens(library, result):
    lines = [json.loads(line) for line in written(library, result, tokens=True).splitlines()]
    verdict(f"{len(lines)} tokens", len(lines) == len(result.raw_tokens()) > 0)
    kinds = {line["class"] for line in lines}
    verdict("quantities, percentages and cues are among them", {"quantity", "percent", "cue"} <= kinds, str(kinds))
    starts = [line["byte_start"] for line in lines]
    verdict("tokens are in text order", starts == sorted(starts))


def status_of(library, parser, data, options=None):
    pointer, error = c_void_p(1), zb.Error()
    status = library.c.zhibiao_parse(parser.pointer, data, len(data), byref(options) if options else None,
                                     byref(pointer), byref(error))
    if status == zb.OK:
        library.c.zhibiao_result_free(pointer)
    return status, pointer.value, error


def check_failures(library, parser):
    unknown = zb.Options(size=ctypes.sizeof(zb.Options), encoding=b"klingon")
    status, pointer, error = status_of(library, parser, b"x", unknown)
    verdict("an unknown encoding is refused", (status, pointer, error.status) == (zb.ENCODING, None, zb.ENCODING)
            and error.message != b"")
    status, pointer, _ = status_of(library, parser, bytes(range(256)) * 8)
    verdict("binary input is refused", (status, pointer) == (zb.BINARY, None), str(status))
    status, pointer, _ = status_of(library, parser, b"x", zb.Options(size=0))
    verdict("options without a size are refused", (status, pointer) == (zb.ARGUMENT, None))
    short = zb.Options(size=zb.Options.region.offset)  # of a caller that knows no region: what lies behind is not read
    short.region = ctypes.cast(1, ctypes.c_char_p)
    verdict("shorter options of an older caller serve", status_of(library, parser, "公厕12座".encode(), short)[0] == zb.OK)
    verdict("no text at all is no error", status_of(library, parser, b"")[0] == zb.OK)
    error = zb.Error()
    status = library.c.zhibiao_rules_add(parser.rules.pointer, b"late.txt", b"", 0, byref(error))
    verdict("rules in use take no more", status == zb.STATE == error.status, str(status))
    for free in ("rules", "parser", "result"):
        getattr(library.c, f"zhibiao_{free}_free")(None)
    nothing = c_size_t(7)
    library.c.zhibiao_result_text(None, byref(nothing))
    verdict("NULL handles are harmless", nothing.value == 0 and library.c.zhibiao_result_count(None) == 0)


def check_names(library):
    header = (ROOT / "include/zhibiao.h").read_text(encoding="utf-8")
    version = ".".join(header.split(f"#define ZHIBIAO_VERSION_{part} ")[1].split()[0]
                       for part in ("MAJOR", "MINOR", "PATCH"))
    verdict(f"version {version}", library.c.zhibiao_version().decode() == version)
    verdict("libraries are named", b"PCRE2" in library.c.zhibiao_libraries())
    verdict("names of statuses", [library.name("status", n) for n in range(0, -9, -1)]
            == ["ok", "memory", "argument", "io", "encoding", "binary", "rule", "limit", "state"])


def main():
    library = zb.Library(sys.argv[1])
    data = TEXT.read_bytes()
    check_layout()
    check_names(library)
    with library.rules() as rules, rules.parser() as parser:
        with parser.parse(data, source=TEXT.name, date=(2026, 1, 20), flags=zb.TOKENS) as result:
            verdict("the document knows its name", result.document()["source"] == TEXT.name)
            check_records(library, result)
            check_offsets(result, data)
            check_tokens(library, result)
        check_failures(library, parser)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
