#!/usr/bin/env python3
"""A real local Spark with several worker processes reads 50,000 documents, some of them bad, one worker killed on the way: the
same records as the program, and the same exact sums.

usage: spark.py LIBRARY PROGRAM [DOCUMENTS]      77 where pyspark or Java is missing (test/python.sh installs them)
"""
import collections
import decimal
import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import time

try:
    import pyarrow  # noqa: F401
    from pyspark.sql import SparkSession
except ImportError as error:
    print(error)
    sys.exit(77)
if not shutil.which("java"):
    print("no java here")
    sys.exit(77)

ROOT = pathlib.Path(__file__).resolve().parent.parent
LIBRARY, PROGRAM = (os.path.abspath(word) for word in sys.argv[1:3])
DOCUMENTS = int(sys.argv[3]) if len(sys.argv) > 3 else 50_000
BAD_EVERY = 2_500
sys.path.insert(0, str(ROOT / "python"))
os.environ["ZHIBIAO_LIBRARY"] = LIBRARY  # workers are children of this process
os.environ["PYTHONPATH"] = str(ROOT / "python")
os.environ["PYSPARK_PYTHON"] = sys.executable
from zhibiao import spark as zspark  # noqa: E402

failures = 0


def verdict(name, good, detail=""):
    global failures
    print(f"{'ok' if good else 'not ok'} - {name}{'' if good or not detail else f': {detail}'}", flush=True)
    failures += not good


def documents():
    """Sentences of our own articles, each with its number; every so often a text that is none."""
    texts = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "fixtures" / "news").glob("*.txt"))]
    sentences = [s + "。" for text in texts for s in text.replace("\n", "").split("。") if s]
    for number in range(DOCUMENTS):
        bad = number % BAD_EVERY == BAD_EVERY - 1
        yield number, "公\0\0\0" * 20 if bad else sentences[number % len(sentences)]


def by_the_program(path):
    """Its records as Spark's columns have them, and how many documents failed."""
    done = subprocess.run([PROGRAM, "extract", "--jsonl-field", "text", "--jsonl-id", "number", "--date", "2025-06-30", path],
                          capture_output=True, text=True)
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    records = [row for row in rows if "error" not in row]

    def figure(quantity, key):
        return quantity and quantity.get(key)

    return collections.Counter(
        (int(r["source"]), r["id"], r["indicator"], r["measure"], r["region"] and r["region"]["text"],
         r["time"] and r["time"]["to"], r["rule"],
         *(figure(r[role], key) for role in ("actual", "target") for key in ("unit", "text", "byte_start")))
        for r in records), len(rows) - len(records), sum(
        decimal.Decimal(q["value"]) for r in records if (q := r["actual"]) and "/" not in q["value"])


def counted(table):
    columns = ["number", "id", "indicator", "measure", "region_text", "time_to", "rule", "actual_unit", "actual_text",
               "actual_byte_start", "target_unit", "target_text", "target_byte_start"]
    lists = [table[name].to_pylist() for name in columns]
    lists[5] = [day and day.isoformat() for day in lists[5]]
    good = [code is None for code in table["error_code"].to_pylist()]
    return collections.Counter(row for row, fine in zip(zip(*lists), good) if fine), good.count(False)


def killing(run, flag):
    """The mapper of a worker that is killed after its first batch, the first time."""
    def killed(batches):
        for batch in run(batches):
            yield batch
            try:
                os.close(os.open(flag, os.O_CREAT | os.O_EXCL))
            except FileExistsError:
                continue
            os.kill(os.getpid(), signal.SIGKILL)

    return killed


def main():
    with tempfile.TemporaryDirectory() as folder:
        path, flag = os.path.join(folder, "texts.jsonl"), os.path.join(folder, "killed")
        with open(path, "w", encoding="utf-8") as file:
            for number, text in documents():
                file.write(json.dumps({"number": number, "text": text}, ensure_ascii=False) + "\n")
        started = time.time()
        expected, bad, total = by_the_program(path)
        print(f"# program: {sum(expected.values())} records in {time.time() - started:.1f} s", flush=True)
        spark = (SparkSession.builder.master("local[2,4]").appName("zhibiao").config("spark.ui.enabled", "false")
                 .config("spark.ui.showConsoleProgress", "false")
                 .config("spark.driver.host", "127.0.0.1").config("spark.driver.bindAddress", "127.0.0.1")
                 .config("spark.sql.shuffle.partitions", "2").config("spark.local.dir", folder)
                 .config("spark.sql.warehouse.dir", os.path.join(folder, "warehouse")).getOrCreate())
        spark.sparkContext.setLogLevel("OFF")
        try:
            check(spark, path, flag, expected, bad, total)
        finally:
            spark.stop()
    return 1 if failures else 0


def check(spark, path, flag, expected, bad, total):
    df = spark.read.schema("number long, text string").json(path).repartition(8)
    records = zspark.extract(df, "text", date="2025-06-30").cache()
    started = time.time()
    table = records.select("number", "error_code", "id", "indicator", "measure", "region_text", "time_to", "rule",
                           "actual_unit", "actual_text", "actual_byte_start", "target_unit", "target_text",
                           "target_byte_start").toArrow()
    got, failed = counted(table)
    print(f"# Spark: {sum(got.values())} records in {time.time() - started:.1f} s", flush=True)
    verdict(f"{DOCUMENTS} documents: the records of the program", got == expected and sum(got.values()) > DOCUMENTS,
            f"{sum(got.values())} against {sum(expected.values())}, {list((got - expected).items())[:2]}")
    verdict(f"{failed} bad documents are rows, the job went on", failed == bad == DOCUMENTS // BAD_EVERY > 0, f"{failed}, {bad}")
    row = records.selectExpr("sum(actual_value)", "count(distinct number)").first()
    verdict("the same exact sum", row[0] == total, f"{row[0]} against {total}")
    kept = zspark.kept_columns(df, "text", None)
    run = killing(zspark.mapper("text", kept, date="2025-06-30"), flag)
    again, failed = counted(df.mapInArrow(run, zspark.schema(df, kept)).toArrow())
    verdict("a worker that is killed loses nothing", os.path.exists(flag) and again == got and failed == bad)
    clash = spark.createDataFrame([(7, "全市新建公厕12座。")], "id int, text string")
    verdict("columns of the same name are told apart", zspark.extract(clash).select("doc_id", "id").first() == (7, 1))
    verdict("columns and texts of every kind", zspark.extract(
        spark.createDataFrame([(bytearray("新建公厕12座。".encode("gb18030")), "a.txt"), (None, "b.txt")], "t binary, s string"),
        "t", source_col="s").select("source", "indicator").collect() == [("a.txt", "新建公厕")])
    workers = spark.sparkContext.parallelize(range(8), 8).map(lambda _: (time.sleep(0.2), os.getpid())[1]).distinct().count()
    verdict("several worker processes", workers > 1, str(workers))


if __name__ == "__main__":
    sys.exit(main())
