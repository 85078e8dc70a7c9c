#!/usr/bin/env python3
"""extract --format arrow, read with nothing but struct: the messages are formed as Arrow's columnar format says, and their cells
are what --format jsonl writes. (test/consumers.py has pyarrow, Polars and DuckDB read the same.)

usage: arrow.py PROGRAM
"""
import datetime
import json
import pathlib
import struct
import subprocess
import sys
import tempfile
import threading

PROGRAM = str(pathlib.Path(sys.argv[1]).resolve())
ROOT = pathlib.Path(__file__).resolve().parent.parent
END = b"\xff\xff\xff\xff\0\0\0\0"
failed = False


def verdict(name, good, detail=""):
    global failed
    failed |= not good
    print(f"{'ok' if good else 'not ok'} - {name}" + ("" if good else f": {detail}"))


# ---- FlatBuffers: a table is a dictionary from the fields' numbers to where they are -----------------------------------


class Flat:
    def __init__(self, data):
        self.data = data

    def number(self, code, at):
        size = struct.calcsize(code)
        assert at % size == 0 and 0 <= at <= len(self.data) - size, f"a number at {at} of {len(self.data)}"
        return struct.unpack_from("<" + code, self.data, at)[0]

    def follow(self, at):
        return at + self.number("I", at)

    def table(self, at):
        vtable = at - self.number("i", at)
        size, whole = self.number("H", vtable), self.number("H", vtable + 2)
        slots = [self.number("H", vtable + i) for i in range(4, size, 2)]
        assert at + whole <= len(self.data) and all(slot < whole for slot in slots), "a field is outside its table"
        return {i: at + slot for i, slot in enumerate(slots) if slot}

    def vector(self, at, item):
        return [at + 4 + item * i for i in range(self.number("I", at))]

    def text(self, at):
        size = self.number("I", at)
        assert self.data[at + 4 + size] == 0, "a string ends with a zero"
        return self.data[at + 4:at + 4 + size].decode()

    def tables(self, at):
        return [self.table(self.follow(hole)) for hole in self.vector(self.follow(at), 4)]


# ---- Schema ------------------------------------------------------------------------------------------------------------

INT, DOUBLE, UTF8, DECIMAL, DATE, LIST = 2, 3, 5, 7, 8, 12


class Column:
    def __init__(self, flat, field):
        self.name = flat.text(flat.follow(field[0]))
        self.nullable = bool(flat.number("B", field[1]))
        self.type = flat.number("B", field[2])
        details = flat.table(flat.follow(field[3]))
        said = {INT: "iB", DOUBLE: "h", UTF8: "", DECIMAL: "iii", DATE: "h", LIST: ""}[self.type]
        self.details = [flat.number(code, details[i]) for i, code in enumerate(said)]
        self.children = [Column(flat, child) for child in flat.tables(field[5])]
        self.dictionary = None
        if 4 in field:
            encoding = flat.table(flat.follow(field[4]))
            self.dictionary = flat.number("q", encoding[0])
            index = flat.table(flat.follow(encoding[1]))
            assert (flat.number("i", index[0]), flat.number("B", index[1])) == (32, 1), "indices are int32"


# ---- arrays ------------------------------------------------------------------------------------------------------------


class Batch:
    """The arrays of a RecordBatch, taken off one by one."""

    def __init__(self, flat, table, body):
        self.rows = flat.number("q", table[0])
        self.nodes = [(flat.number("q", at), flat.number("q", at + 8)) for at in flat.vector(flat.follow(table[1]), 16)]
        spans = [(flat.number("q", at), flat.number("q", at + 8)) for at in flat.vector(flat.follow(table[2]), 16)]
        end = 0
        for at, size in spans:
            assert at % 8 == 0 and at >= end and at + size <= len(body), "a buffer is where it cannot be"
            end = at + size
        self.buffers = [body[at:at + size] for at, size in spans]

    def array(self, column, dictionaries):
        rows, nulls = self.nodes.pop(0)
        bits = self.buffers.pop(0)
        valid = [not nulls or bool(bits[i // 8] >> i % 8 & 1) for i in range(rows)]
        assert valid.count(False) == nulls, f"{column.name}: nulls"
        values = self.values(column, rows, dictionaries)
        assert len(values) >= rows
        return [value if good else None for value, good in zip(values, valid)]

    def values(self, column, rows, dictionaries):
        buffer = self.buffers.pop(0)
        if column.dictionary is not None:
            words = dictionaries[column.dictionary]
            return [words[i] if i < len(words) else None for i in struct.unpack(f"<{rows}i", buffer)]
        if column.type in (UTF8, LIST):
            offsets = struct.unpack(f"<{rows + 1}i", buffer)
            items = self.buffers.pop(0) if column.type == UTF8 else self.array(column.children[0], dictionaries)
            assert offsets[0] == 0 and offsets[-1] == len(items) and list(offsets) == sorted(offsets), column.name
            parts = [items[a:b] for a, b in zip(offsets, offsets[1:])]
            return [part.decode() for part in parts] if column.type == UTF8 else parts
        if column.type == DECIMAL:
            assert column.details == [38, 10, 128]
            return [int.from_bytes(buffer[i:i + 16], "little", signed=True) for i in range(0, len(buffer), 16)]
        if column.type == DATE:
            assert column.details == [0], "days"
            days = struct.unpack(f"<{rows}i", buffer)
            return [datetime.date.fromordinal(719163 + day).isoformat() for day in days]
        assert column.details == ([64, 1] if column.type == INT else [2])
        return list(struct.unpack(f"<{rows}{'q' if column.type == INT else 'd'}", buffer))

    def end(self):
        assert not self.nodes and not self.buffers, "arrays that belong to no column"


class Text:
    """What the items of a dictionary are."""

    name, type, dictionary, children = "dictionary", UTF8, None, []


def read(data):
    """(columns, rows as dictionaries, a letter a message)"""
    columns, rows, dictionaries, kinds, at = [], [], {}, "", 0
    while data[at:at + 8] != END:
        mark, size = struct.unpack_from("<II", data, at)
        assert mark == 0xFFFFFFFF and size and (at + 8 + size) % 8 == 0, f"no message at {at}"
        flat = Flat(data[at + 8:at + 8 + size])
        message = flat.table(flat.follow(0))
        kind, body_size = flat.number("B", message[1]), flat.number("q", message[3])
        header = flat.table(flat.follow(message[2]))
        body = data[at + 8 + size:at + 8 + size + body_size]
        at += 8 + size + body_size
        assert flat.number("h", message[0]) == 4 and body_size % 8 == 0 and len(body) == body_size, "no body"
        kinds += " SDR"[kind]
        if kind == 1:
            assert flat.number("h", header[0]) == 0, "little-endian"
            columns = [Column(flat, field) for field in flat.tables(header[1])]
        elif kind == 2:
            batch = Batch(flat, flat.table(flat.follow(header[1])), body)
            dictionaries[flat.number("q", header[0])] = batch.array(Text, {})
            batch.end()
        else:
            batch = Batch(flat, header, body)
            arrays = [batch.array(column, dictionaries) for column in columns]
            batch.end()
            assert all(len(array) == batch.rows for array in arrays), "a column has other rows"
            rows += [dict(zip([column.name for column in columns], cells)) for cells in zip(*arrays)]
    assert at + 8 == len(data), "something behind the end"
    assert kinds[0] == "S" and kinds.count("S") == 1, kinds
    assert "R" not in kinds or kinds.index("R") == 1 + len([c for c in columns if c.dictionary is not None]), "dictionaries first"
    return columns, rows, kinds


# ---- against JSON ------------------------------------------------------------------------------------------------------


def run(*arguments, data=None):
    done = subprocess.run([PROGRAM, "extract", *map(str, arguments)], input=data, capture_output=True)
    return done.returncode, done.stdout, done.stderr.decode()


def scaled(text):
    """"12.5" as the whole number that decimal128(38, 10) holds of it; None of what it cannot hold."""
    whole, _, part = text.partition(".")
    return None if "/" in text or len(part) > 10 else int(whole + part.ljust(10, "0"))


def of_quantity(role, q):
    if q is None:
        return {f"{role}_{key}": None for key in ("value", "exact", "unit", "cmp", "per", "text", "start", "byte_end", "derived", "low")}
    exact = f"{q['value']}..{q['upper']}" if q.get("upper") else q["value"]
    return {f"{role}_value": scaled(q["value"]), f"{role}_exact": exact, f"{role}_unit": q["unit"], f"{role}_cmp": q["cmp"],
            f"{role}_text": q.get("text"), f"{role}_start": q.get("start"), f"{role}_byte_end": q.get("byte_end"),
            f"{role}_per": q.get("per", []), f"{role}_derived": q.get("derived"), f"{role}_low": q.get("low") and scaled(q["low"])}


def of_json(record):
    if "error" in record:
        error = record["error"]
        return {"source": record["source"], "error_code": error["code"], "error_message": error["message"],
                "error_byte": error["byte"], "id": None, "sentence": None}
    cells = {key: record[key] for key in ("source", "id", "indicator", "measure", "basis", "section", "rule", "confidence")}
    for role in ("target", "actual", "baseline", "completion", "gap"):
        cells.update(of_quantity(role, record[role]))
    cells.update({f"time_{key}": (record["time"] or {}).get(key) for key in ("text", "from", "to")})
    cells.update({f"region_{key}": (record["region"] or {}).get(key) for key in ("text", "name", "code")})
    cells.update({f"sentence_{key}": value for key, value in record["sentence"].items()})
    for key in ("from", "to"):  # the first day of what is known in part
        day = cells[f"time_{key}"]
        cells[f"time_{key}"] = day and (day + "-01-01" if len(day) == 4 else day + "-01" if len(day) == 7 else day)
    return cells | {"error_code": None}


def same(name, *arguments, data=None):
    code, out, _ = run("-f", "arrow", *arguments, data=data)
    code_json, lines, _ = run("-f", "jsonl", *arguments, data=data)
    expected = [of_json(json.loads(line)) for line in lines.splitlines()]
    rows = []
    try:
        _, rows, kinds = read(out)
        wrong = [f"{key} of {row['source']}: {row.get(key)!r} for {value!r}" for row, cells in zip(rows, expected)
                 for key, value in cells.items() if row[key] != value]
        verdict(name, len(rows) == len(expected) and code == code_json and not wrong,
                f"{len(rows)} rows for {len(expected)}, ends {code} for {code_json}; {wrong[:4]}")
    except (AssertionError, struct.error, KeyError, IndexError) as error:
        verdict(name, False, f"{type(error).__name__}: {error}")
        kinds = ""
    return rows, kinds


def numbers(rows):
    return [row["document"] for row in rows]


def texts_are_right(work):
    news = sorted((ROOT / "fixtures" / "news").glob("*.txt"))
    rows, _ = same("every record of fixtures/news, one batch", *news)
    verdict("each with its document's number", [news[row["document"]] for row in rows] == [pathlib.Path(row["source"]) for row in rows])
    rows, kinds = same("folders, pages, texts that fail", ROOT / "fixtures/html", ROOT / "fixtures/bad", work / "none.txt", *news)
    verdict("which are rows", {"io", "binary"} <= {row["error_code"] for row in rows} and kinds.count("R") == 1, kinds)
    verdict("--jobs writes the same bytes", run("-f", "arrow", "-j", 3, *news)[1] == run("-f", "arrow", *news)[1])
    rows, kinds = same("a text without records", "-", data="天气很好。\n".encode())
    verdict("is a schema and an end", kinds == "S" and not rows)
    same("nothing at all", "-", data=b"")
    text = work / "parts.txt"
    text.write_text("".join(f"截至2023年{i % 12 + 1}月底，吉林省已新建公厕{i + 2}座。\n" for i in range(40)), encoding="utf-8")
    rows, kinds = same("a text in parts, between others", "-P", 300, news[0], text, news[0])
    of_text = {row["document"] for row in rows if row["source"] == str(text)}
    verdict("has one number", of_text == {1} and numbers(rows) == sorted(numbers(rows)) and numbers(rows)[-1] == 2, str(of_text))


def batches_are_right(work):
    places = ("吉林省", "浙江省", "河北省", "安徽省", "海南省")
    many = "\f".join(f"截至2023年底，{places[i // 2000]}已新建{'公厕水库'[i // 5000 * 2:][:2]}{i + 2}座。" for i in range(10000))
    (work / "many.txt").write_text(many, encoding="utf-8")
    rows, kinds = same("ten thousand texts", "-F", work / "many.txt")
    verdict("in three batches, with words that change", kinds.count("R") == 3 and "RD" in kinds and kinds.index("DR") + 1 > 10, kinds)
    verdict("what did not change is not written again", kinds.count("D") < 2 * kinds.index("R"), kinds)
    verdict("and all numbers", numbers(rows) == list(range(10000)))
    same("as many from a pipe", "-F", "-", data=many.encode())
    verdict("--jobs too", run("-f", "arrow", "-F", "-j", 2, *[work / "many.txt"] * 3)[1] == run("-f", "arrow", "-F", *[work / "many.txt"] * 3)[1])


def a_pipe_is_not_kept_waiting():
    with subprocess.Popen([PROGRAM, "extract", "-f", "arrow", "-F", "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0) as p:
        p.stdin.write("截至2023年底，吉林省已新建公厕12座。\f截至".encode())
        held = threading.Timer(20, p.kill)  # where the text is held there is nothing to read
        held.start()
        got = more = p.stdout.read(1 << 16)
        while more and "公厕".encode() not in got:
            more = p.stdout.read(1 << 16)
            got += more
        held.cancel()
        p.stdin.close()
        got += p.stdout.read()
    good = p.returncode == 0 and [row["actual_exact"] for row in read(got)[1]] == ["12"]
    verdict("a text is written though more may come", good, f"ends {p.returncode}")


def output_is_right(work):
    text = work / "a.txt"
    text.write_text("截至11月末，全市新建改造公厕246座。", encoding="utf-8")
    code, out, _ = run("-f", "arrow", text)
    for arguments in (["-o", work / "out.arrows", text], ["-o", work / "out.arrows", text]):
        code, nothing, said = run("-f", "arrow", *arguments)
        verdict("-o FILE", (code, nothing, said) == (0, b"", "") and (work / "out.arrows").read_bytes() == out, said)
    code, _, said = run("-f", "arrow", "-o", work / "out.arrows", work / "none.txt", text)
    verdict("a text that fails", code == 1 and len(read((work / "out.arrows").read_bytes())[1]) == 2, said)
    code, _, said = run("-f", "arrow", "-o", work / "no" / "such.arrows", text)
    verdict("no such folder", code == 4, said)
    with open("/dev/full", "wb") as full:
        done = subprocess.run([PROGRAM, "extract", "-f", "arrow", str(text)], stdout=full, stderr=subprocess.PIPE)
    verdict("a full disk", done.returncode == 4 and b"No space left" in done.stderr and done.stderr.count(b"\n") == 1, done.stderr)
    for options, sentence in ((["--fields", "source"], "--fields goes with"), (["--bom"], "--bom goes with"),
                              (["--resume", "-o", work / "r"], "--resume does not go with --format arrow")):
        code, _, said = run("-f", "arrow", *options, text)
        verdict(f"{options[0]} is refused", code == 2 and sentence in said, said)
    done = subprocess.run([PROGRAM, "compare", "-f", "arrow", "--plan", str(text), "--review", str(text)], capture_output=True)
    verdict("not of compare", done.returncode == 2 and b"--format arrow goes with extract" in done.stderr, done.stderr)
    verdict("nothing is left beside", sorted(path.name for path in work.iterdir()) == ["a.txt", "many.txt", "out.arrows", "parts.txt"])


if __name__ == "__main__":
    if sys.byteorder != "little":
        sys.exit(77)
    with tempfile.TemporaryDirectory() as folder:
        texts_are_right(pathlib.Path(folder))
        batches_are_right(pathlib.Path(folder))
        a_pipe_is_not_kept_waiting()
        output_is_right(pathlib.Path(folder))
    sys.exit(failed)
