#!/usr/bin/env python3
"""How fast Python is beside the program: 20 MB of documents of 1 KB, made of fixtures/news.

usage: python.py LIBRARY PROGRAM [MEGABYTES]      prints a table; Arrow and Spark where pyarrow, pyspark and Java are

The program reads a file with one JSON object a line and writes JSON Lines to nowhere, on one thread. Python holds the texts as
str and makes every record; `Arrow` makes the columns and hands them to pyarrow. The seconds are of processor time, user and
system, children included, so that a busy machine does not count; the last column is of the clock, for what is done in parallel.
"""
import concurrent.futures
import json
import os
import pathlib
import resource
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
LIBRARY, PROGRAM = (os.path.abspath(word) for word in sys.argv[1:3])
SIZE = int(sys.argv[3] if len(sys.argv) > 3 else 20) * 1_000_000
sys.path.insert(0, str(ROOT / "python"))
os.environ.update(ZHIBIAO_LIBRARY=LIBRARY, PYTHONPATH=str(ROOT / "python"), PYSPARK_PYTHON=sys.executable)
import zhibiao  # noqa: E402


def documents():
    paragraphs = [line for path in sorted((ROOT / "fixtures" / "news").glob("*.txt"))
                  for line in path.read_text(encoding="utf-8").splitlines() if line]
    out, size, current, at = [], 0, "", 0
    while size < SIZE:
        current += paragraphs[at % len(paragraphs)] + "\n"
        at += 1
        if len(current.encode()) >= 900:
            out.append(current)
            size += len(current.encode())
            current = ""
    return out, size


def processor():
    """Of this process and of those it started and waited for."""
    return sum(u.ru_utime + u.ru_stime for u in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)))


def measure(name, size, work, first):
    before, clock = processor(), time.perf_counter()
    records = work()
    used, clock = processor() - before, time.perf_counter() - clock
    print(f"{name:34} {records:9,} {used:8.2f} {size / used / 1e6:8.2f} {(first or used) / used:8.2f} {clock:8.2f}", flush=True)
    return used


def main():
    texts, size = documents()
    print(f"{len(texts):,} documents, {size / 1e6:.1f} MB\n")
    print(f"{'':34} {'records':>9} {'seconds':>8} {'MB/s':>8} {'ratio':>8} {'clock':>8}")
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "texts.jsonl")
        with open(path, "w", encoding="utf-8") as file:
            file.writelines(json.dumps({"text": text}, ensure_ascii=False) + "\n" for text in texts)

        def program():
            out = os.path.join(folder, "records.jsonl")
            with open(out, "wb") as file:
                subprocess.run([PROGRAM, "extract", "--jsonl-field", "text", path], check=True, stdout=file)
            with open(out, "rb") as file:
                return sum(1 for _ in file)

        def python():
            return sum(len(zhibiao.extract(text)) for text in texts)

        def threads():
            with concurrent.futures.ThreadPoolExecutor(2) as pool:
                return sum(pool.map(lambda text: len(zhibiao.extract(text)), texts, chunksize=100))

        def arrow():
            import pyarrow
            return sum(pyarrow.table(zhibiao.extract_table(texts[at:at + 5000])).num_rows for at in range(0, len(texts), 5000))

        first = measure("program, JSON Lines", size, program, None)
        measure("Python, extract", size, python, first)
        measure("Python, extract, two threads", size, threads, first)
        try:
            measure("Python, extract_table to pyarrow", size, arrow, first)
            from pyspark.sql import SparkSession
            spark = (SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
                     .config("spark.ui.showConsoleProgress", "false").config("spark.driver.host", "127.0.0.1")
                     .config("spark.driver.bindAddress", "127.0.0.1").getOrCreate())
        except (ImportError, OSError) as error:
            print(f"no further: {error}")
            return
        spark.sparkContext.setLogLevel("OFF")
        from zhibiao.spark import extract
        df = spark.read.schema("text string").json(path).repartition(4)
        clock = time.perf_counter()
        row = extract(df).selectExpr("count(*)", "sum(actual_value)", "max(sentence)").first()  # the JVM's time is nobody's child
        print(f"{'Spark, two workers':34} {row[0]:9,} {'':8} {'':8} {'':8} {time.perf_counter() - clock:8.2f}")
        spark.stop()


if __name__ == "__main__":
    main()
