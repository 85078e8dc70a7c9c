#!/usr/bin/env python3
"""The Arrow columns in the hands of pyarrow, Polars, pandas and DuckDB: the same number of records and the same exact sums for
each of them, and in every cell what zhibiao.extract gives. And what the program writes with --format arrow is the same table.

usage: consumers.py LIBRARY PROGRAM      77 where one of the packages is not installed (test/python.sh installs them)
"""
import datetime
import decimal
import gc
import pathlib
import subprocess
import sys
import tempfile
from fractions import Fraction

try:
    import duckdb
    import pandas
    import polars
    import pyarrow
except ImportError as error:
    print(error)
    sys.exit(77)

import zb

zb.Library(sys.argv[1])
import zhibiao  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parent.parent
FILES = sorted((ROOT / "fixtures" / "news").glob("*.txt")) + sorted((ROOT / "fixtures" / "html").glob("*.html"))
BAD = [ROOT / "fixtures" / "bad" / "nul_inside.txt", ROOT / "missing.txt", b"\x00\x01\x02" * 40]
RECORDS = [record for path in FILES for record in zhibiao.extract(path)]
SUMS = ("target_value", "actual_value", "completion_value", "gap_value")
failures = 0


def verdict(name, good, detail=""):
    global failures
    print(f"{'ok' if good else 'not ok'} - {name}{'' if good or not detail else f': {detail}'}")
    failures += not good


def exact(number):
    """What decimal128(38, 10) holds of a value, None of one that it cannot hold."""
    if not isinstance(number, decimal.Decimal) or number != round(number, 10):
        return None
    return number


def sums_of_records():
    values = [[exact(getattr(r, name.split("_")[0]).value) for r in RECORDS if getattr(r, name.split("_")[0])] for name in SUMS]
    return [sum((v for v in column if v is not None), decimal.Decimal(0)) for column in values]


EXPECTED = sums_of_records()


def agrees(name, count, failed, sums):
    good = count == len(RECORDS) and failed == len(BAD) and [decimal.Decimal(s) for s in sums] == EXPECTED
    verdict(f"{name}: {count} records, {failed} failures, exact sums", good, f"{len(RECORDS)}, {EXPECTED} against {sums}")


def every_package_reads_the_same(records):
    arrow = pyarrow.table(records)
    arrow.validate(full=True)
    agrees("pyarrow", arrow.num_rows - len(BAD), len(BAD) - arrow["error_code"].slice(arrow.num_rows - len(BAD)).null_count,
           [pyarrow.compute.sum(arrow[name]).as_py() for name in SUMS])
    frame = polars.DataFrame(records)
    agrees("Polars", frame.filter(polars.col("error_code").is_null()).height,
           frame.filter(polars.col("error_code").is_not_null()).height, [frame[name].sum() for name in SUMS])
    frame = pandas.DataFrame.from_arrow(records)
    agrees("pandas", int(frame["error_code"].isna().sum()), int(frame["error_code"].notna().sum()),
           [sum(v for v in frame[name] if v is not None and v == v) for name in SUMS])
    row = duckdb.sql("select count(*) filter (error_code is null), count(error_code), "
                     + ", ".join(f"sum({name})" for name in SUMS) + " from records").fetchall()[0]
    agrees("DuckDB", row[0], row[1], row[2:])
    return arrow


def quantity_cells(row, role):
    return {key: row[f"{role}_{key}"] for key in ("value", "upper", "exact", "unit", "cmp", "per", "dimension", "text", "derived",
                                                  "low", "high", "start", "end", "byte_start", "byte_end")}


def quantity_said(q):
    if q is None:
        return dict.fromkeys(("value", "upper", "exact", "unit", "cmp", "per", "dimension", "text", "derived", "low", "high",
                              "start", "end", "byte_start", "byte_end"))
    said = [str(v) if isinstance(v, Fraction) else format(v, "f") for v in (q.value, q.upper) if v is not None]
    return {"value": exact(q.value), "upper": q.upper and exact(q.upper), "exact": "..".join(said), "unit": q.unit,
            "cmp": q.comparison, "per": list(q.per), "dimension": q.dimension, "text": q.text or None, "derived": q.derived,
            "low": q.low and exact(q.low), "high": q.high and exact(q.high), "start": q.start, "end": q.end,
            "byte_start": q.byte_start, "byte_end": q.byte_end}


def cells_are_those_of_records(arrow):
    wrong = []
    for record, row in zip(RECORDS, arrow.to_pylist()):
        for role in zb.ROLES:
            if quantity_cells(row, role) != quantity_said(getattr(record, role)):
                wrong.append(f"{record.indicator}: {role}")
        plain = {"source": record.source, "id": record.id, "indicator": record.indicator, "measure": record.measure,
                 "indicator_full": record.indicator_full, "indicator_name": record.indicator_name, "basis": record.basis,
                 "check_verdict": record.check, "time_text": record.time_text, "time_from": record.time_from,
                 "time_to": record.time_to, "region_text": record.region_text, "region_name": record.region_name,
                 "region_code": record.region_code, "section": record.section, "item": record.item,
                 "sentence": record.sentence, "sentence_start": record.start, "sentence_byte_end": record.byte_end,
                 "rule": record.rule, "confidence": record.confidence}
        wrong += [f"{record.indicator}: {key}" for key, value in plain.items() if row[key] != value]
    verdict("every cell is what extract gives", not wrong, ", ".join(wrong[:5]))


def failures_are_rows(arrow):
    rows = arrow.slice(arrow.num_rows - len(BAD)).to_pylist()
    verdict("failures say what, where and of which document", [(r["error_code"], r["error_byte"], r["document"]) for r in rows]
            == [("binary", 35, len(FILES)), ("io", None, len(FILES) + 1), ("binary", rows[2]["error_byte"], len(FILES) + 2)]
            and "nul_inside.txt" in rows[0]["source"] and rows[1]["error_message"] == "No such file or directory", str(rows))


def tables_outlive(table):
    verdict("read again and again", all(pyarrow.table(table).num_rows == len(table) for _ in range(3)))
    stream = pyarrow.RecordBatchReader.from_stream(table)
    batches = [zhibiao.extract_table(FILES) for _ in range(3)]
    arrow = pyarrow.table(batches[1])
    del table, batches
    gc.collect()
    verdict("columns outlive the table", arrow["indicator"].to_pylist() == [r.indicator for r in RECORDS]
            and stream.read_all().num_rows == len(RECORDS) + len(BAD))
    unread = zhibiao.extract_table(FILES).__arrow_c_stream__()
    del unread
    gc.collect()
    verdict("a capsule that nobody read is released", not zhibiao._arrow.alive)


def sizes_vary():
    verdict("no document", pyarrow.table(zhibiao.extract_table([])).num_rows == 0)
    verdict("a document without records", pyarrow.table(zhibiao.extract_table("天气很好。")).num_rows == 0)
    many = zhibiao.extract_table([f"全市新建公厕{i}座。" for i in range(2, 10002)], threads=4)
    arrow = pyarrow.table(many)
    values = [int(v) for v in arrow["actual_value"].to_pylist() if v is not None]
    verdict("many documents in several batches, four threads", arrow["document"].num_chunks == 3
            and values == [n for n in range(2, 10002) if n in set(values)] and len(values) > 9000, str(len(values)))
    dates = zhibiao.extract_table("截至11月末，全市新建公厕12座。", date=datetime.date(2024, 12, 1))
    verdict("dates", pyarrow.table(dates)["time_to"].to_pylist() == [datetime.date(2024, 11, 30)])


# ---- the program's --format arrow --------------------------------------------------------------------------------------


def program(*arguments, stdin=None):
    return subprocess.run([sys.argv[2], "extract", "--format", "arrow", *map(str, arguments)], input=stdin, stdout=subprocess.PIPE,
                          stderr=subprocess.DEVNULL, check=False).stdout


def opened(stream):
    table = pyarrow.ipc.open_stream(stream).read_all()
    table.validate(full=True)
    return table


def text_of(frame):
    """Categories as their words: which words stand behind a category's number is no part of the table."""
    return frame.with_columns(polars.selectors.categorical().cast(polars.String))


def is_same(name, stream, expected):
    """The same schema and rows with each reader as of the Python package's table."""
    arrow = opened(stream)
    verdict(f"{name}: pyarrow", arrow.schema == expected.schema and arrow.to_pylist() == expected.to_pylist(),
            f"{arrow.num_rows} rows for {expected.num_rows}")
    with tempfile.NamedTemporaryFile(suffix=".arrows") as file:
        file.write(stream)
        file.flush()
        frame = polars.read_ipc_stream(file.name)
    verdict(f"{name}: Polars", text_of(frame).equals(text_of(polars.DataFrame(expected))), f"{frame.shape}")
    rows = [duckdb.from_arrow(table).order("document, id").fetchall() for table in (arrow, expected)]
    verdict(f"{name}: DuckDB", rows[0] == rows[1], f"{len(rows[0])}, {len(rows[1])}")
    verdict(f"{name}: pandas", pandas.DataFrame.from_arrow(arrow).equals(pandas.DataFrame.from_arrow(expected)))


def files_are_the_same():
    bad = [ROOT / "fixtures" / "bad" / "nul_inside.txt", ROOT / "missing.txt"]
    for name, paths in (("a file", FILES[:1]), ("several files", FILES), ("a failing file between others", [FILES[0], *bad, FILES[1]]),
                        ("no file that can be read", bad)):
        expected = pyarrow.table(zhibiao.extract_table([pathlib.Path(path) for path in paths]))
        is_same(name, program(*paths), expected)
        with tempfile.TemporaryDirectory() as folder:
            program("-o", f"{folder}/out.arrows", "--jobs", 3, *paths)
            verdict(f"{name}: -o, three jobs", opened(pathlib.Path(f"{folder}/out.arrows").read_bytes()).to_pylist() == expected.to_pylist())
    for name, text in (("nothing", ""), ("no records", "天气很好。"), ("a pipe", "截至11月末，全市新建公厕12座，用水1.5吨/人。")):
        expected = pyarrow.table(zhibiao.extract_table([text])).drop_columns("source")
        verdict(f"{name}: pyarrow", opened(program("-", stdin=text.encode())).drop_columns("source").to_pylist() == expected.to_pylist())
        verdict(f"{name}: Polars", polars.read_ipc_stream(program("-", stdin=text.encode())).height == expected.num_rows)


def batches_are_the_same():
    places = ("吉林省", "浙江省", "河北省", "安徽省", "海南省")
    texts = [f"截至2023年底，{places[i // 4000]}已新建公厕{i + 2}座。" for i in range(20000)]
    expected = pyarrow.table(zhibiao.extract_table(texts)).drop_columns("source")
    stream = program("--form-feed", "-", stdin="\f".join(texts).encode())
    arrow = opened(stream)
    where = ("document", "indicator", "actual_value", "actual_exact", "actual_unit", "region_name", "time_to", "rule", "confidence")
    verdict("many batches, dictionaries that change: pyarrow", arrow["region_name"].num_chunks > 3
            and arrow.select(where).to_pylist() == expected.select(where).to_pylist())
    frame = text_of(polars.read_ipc_stream(stream).select(where))
    verdict("many batches, dictionaries that change: Polars", frame.equals(text_of(polars.DataFrame(expected.select(where)))))
    counts = [duckdb.from_arrow(table).aggregate("region_name, count(*), sum(actual_value)").order("region_name").fetchall()
              for table in (arrow, expected)]
    verdict("many batches, dictionaries that change: DuckDB", counts[0] == counts[1] and len(counts[0]) == 5, f"{counts}")


if __name__ == "__main__":
    whole = zhibiao.extract_table([*FILES, *BAD])
    read = every_package_reads_the_same(whole)
    cells_are_those_of_records(read)
    failures_are_rows(read)
    tables_outlive(whole)
    sizes_vary()
    files_are_the_same()
    batches_are_the_same()
    sys.exit(1 if failures else 0)
