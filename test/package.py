#!/usr/bin/env python3
"""The Python package over all our texts: the same records, tokens and explanations as the program, indices that slice, values
that stay, errors that say where, threads that do not mix.

usage: package.py LIBRARY PROGRAM
"""
import concurrent.futures
import copy
import dataclasses
import datetime
import doctest
import gc
import importlib
import json
import os
import pathlib
import pickle
import subprocess
import sys
from decimal import Decimal
from fractions import Fraction

import zb

zb.Library(sys.argv[1])
import zhibiao  # noqa: E402

PROGRAM = sys.argv[2]
ROOT = pathlib.Path(__file__).resolve().parent.parent
FIXTURES = ROOT / "fixtures"
NEWS = sorted((FIXTURES / "news").glob("*.txt"))
TEXTS = [*NEWS, *sorted((FIXTURES / "layout").glob("*.txt")), *sorted((FIXTURES / "html").glob("*.html"))]
TEXT = "截至11月末，全市新建改造公厕246座，完成年计划的102.5%。"
failures = 0


def verdict(name, good, detail=""):
    global failures
    print(f"{'ok' if good else 'not ok'} - {name}{'' if good or not detail else f': {detail}'}")
    failures += not good


def refused(kind, call):
    try:
        call()
    except kind as error:
        return error
    return None


def program(*words):
    return subprocess.run([PROGRAM, *map(str, words)], capture_output=True, text=True).stdout


def reads_as_the_program_does():
    wrong = []
    for path in TEXTS:
        expected = [json.loads(line) for line in program("extract", path).splitlines()]
        got = json.loads(json.dumps(zhibiao.extract(path).to_dicts()))
        wrong += [path.name] if expected != got else []
        expected = [json.loads(line) for line in program("tokens", path).splitlines()]
        got = json.loads(json.dumps([t.to_dict() for t in zhibiao.tokens(path)]))
        wrong += [f"tokens of {path.name}"] if expected != got else []
        if program("explain", path).rstrip("\n") != str(zhibiao.explain(path)):
            wrong.append(f"explanation of {path.name}")
    verdict(f"{len(TEXTS)} texts read as the program does", not wrong and len(TEXTS) > 20, ", ".join(wrong[:5]))


def slices(text):
    """Whether all indices lead to the words, and how many there are."""
    count = 0
    for record in zhibiao.extract(text):
        for quantity in record.quantities.values():
            if quantity.derived:
                continue
            count += 1
            by_bytes = text.encode("utf-8", "replace")[quantity.byte_start:quantity.byte_end].decode()
            if "".join(text[quantity.start:quantity.end].split()) != quantity.text or "".join(by_bytes.split()) != quantity.text:
                return 0
    return count


def indices_slice_the_str():
    texts = [path.read_text(encoding="utf-8") for path in NEWS]
    verdict("indices slice the str", all(slices(t) for t in texts))
    verdict("with line ends of two characters", all(slices(t.replace("\n", "\r\n")) for t in texts))
    verdict("and of both kinds", all(slices(t.replace("。\n", "。\r\n")) for t in texts))
    verdict("behind a byte order mark, an emoji, a lone surrogate", slices(f"\ufeff😀{TEXT}") == slices(TEXT) == 2
            and zhibiao.extract("\ud800" + TEXT)[0].actual.start == zhibiao.extract(TEXT)[0].actual.start + 1)
    record = zhibiao.extract(TEXT)[0]
    verdict("the sentence too", TEXT[record.start:record.end] == record.sentence == TEXT)
    tokens = zhibiao.tokens(TEXT.replace("，", "，\r\n"), all=True)
    there = TEXT.replace("，", "，\r\n")
    verdict("tokens too", all(there[t.start:t.end].replace("\r\n", "") == t.text for t in tokens) and len(tokens) > 5)


def all_kinds_of_input():
    whole = zhibiao.extract(TEXT, source="here").to_dicts()
    for name, data in (("bytes", TEXT.encode()), ("bytearray", bytearray(TEXT.encode())),
                       ("memoryview", memoryview(TEXT.encode()))):
        verdict(name, zhibiao.extract(data, source="here").to_dicts() == whole)
    gbk = zhibiao.extract(TEXT.encode("gb18030"))
    verdict("GB18030", gbk.document.encoding == "GB18030" and gbk[0].actual.text == "246座")
    page = f"<html><meta charset=gbk><body><p>{TEXT}</p></body></html>"
    read = zhibiao.extract(page)
    verdict("a page as str, whatever it says of its bytes", page[read[0].actual.start:read[0].actual.end] == "246座"
            and read.document.html and not zhibiao.extract(page, html=False).document.html)
    verdict("what is no text is a TypeError", refused(TypeError, lambda: zhibiao.extract(12)) is not None)
    dated = [zhibiao.extract(TEXT, date=d)[0].time_to for d in ("2024-12-05", datetime.date(2024, 12, 5), (2024, 12, 5))]
    verdict("dates", dated == [datetime.date(2024, 11, 30)] * 3)
    verdict("no date is a ValueError", all(refused(ValueError, lambda d=d: zhibiao.extract(TEXT, date=d))
                                           for d in ("2024-13-01", "last year", (2024, 0, 3))))
    named = zhibiao.extract(TEXT, region="吉林省长春市")[0]
    verdict("region", named.region_name is not None and named.region_text == "全市")
    verdict("empty text", zhibiao.extract("") == [] and zhibiao.extract(b"") == [])


def values_are_exact_and_stay():
    record = zhibiao.extract(TEXT, date="2024-12-05")[0]
    verdict("decimals", record.actual.value == Decimal(246) and record.completion.value == Decimal("102.5"))
    third = zhibiao.extract("全市办件时间缩短三分之二。")
    verdict("fractions", any(q.value == Fraction(-2, 3) for r in third for q in r.quantities.values()))
    verdict("frozen", refused(dataclasses.FrozenInstanceError, lambda: setattr(record, "id", 7)) is not None)
    if sys.version_info >= (3, 10):
        verdict("slotted", not hasattr(record, "__dict__") and not hasattr(record.actual, "__dict__"))
    records = zhibiao.extract(TEXT)
    for name, twin in (("pickled", pickle.loads(pickle.dumps(records))), ("copied", copy.deepcopy(records))):
        verdict(name, twin == records and twin.document == records.document and hash(twin[0]) == hash(records[0]))
    verdict("made by hand", dataclasses.replace(record, id=2) != record and dataclasses.asdict(record)["id"] == 1)
    verdict("no field was left out", all(hasattr(record, f.name) for f in dataclasses.fields(record))
            and all(hasattr(q, f.name) for q in record.quantities.values() for f in dataclasses.fields(q)))


def errors_say_where():
    error = refused(zhibiao.Error, lambda: zhibiao.extract(FIXTURES / "bad" / "nul_inside.txt"))
    verdict("binary", error and error.code == "binary" and error.byte == 35 and "nul_inside.txt" in str(error))
    twin = pickle.loads(pickle.dumps(error))
    verdict("errors travel", (twin.code, twin.byte, str(twin)) == (error.code, error.byte, str(error)))
    error = refused(zhibiao.Error, lambda: zhibiao.extract(b"x", encoding="klingon"))
    verdict("an unknown encoding", error and error.code == "encoding")
    error = refused(zhibiao.RuleError, lambda: zhibiao.Rules(FIXTURES / "bad" / "malformed_rules_class.txt"))
    verdict("a malformed rule file", error and error.line > 0 and "malformed_rules_class.txt" in error.file)
    error = refused(zhibiao.Error, lambda: zhibiao.extract(TEXT, rules=zhibiao.Rules(limits={"document_bytes": 8})))
    verdict("a limit", error and error.code == "limit")
    rules = zhibiao.Rules()
    zhibiao.extract(TEXT, rules=rules)
    error = refused(zhibiao.Error, lambda: rules.add("late", ""))
    verdict("rules in use take no more", error and error.code == "state")
    verdict("the built-in examples hold", (check := rules.check()).failed == 0 and check.passed > 100, str(check))
    other = pathlib.Path(sys.argv[1]).parent / "nothing.so"
    said = subprocess.run([sys.executable, "-c", "import zhibiao; zhibiao.extract('x')"], capture_output=True, text=True,
                          env={"PYTHONPATH": str(ROOT / "python"), "ZHIBIAO_LIBRARY": str(other), "PATH": ""})
    verdict("a library that is not there", str(other) in said.stderr and "pip install" in said.stderr)


def threads_do_not_mix():
    texts = [path.read_text(encoding="utf-8") for path in NEWS] * 8
    alone = [zhibiao.extract(text).to_dicts() for text in texts]
    parser = zhibiao.Parser()
    for name, call in (("extract", zhibiao.extract), ("one parser", parser.extract)):
        with concurrent.futures.ThreadPoolExecutor(4) as pool:
            verdict(f"four threads: {name}", [r.to_dicts() for r in pool.map(call, texts)] == alone)
    del parser
    for _ in range(3):  # handles go in the right order, whatever is collected first
        rules = zhibiao.Rules()
        parsers = [rules.parser() for _ in range(3)]
        del rules
        parsers[0].extract(TEXT)
        del parsers
        gc.collect()


def shows_itself():
    records = zhibiao.extract(TEXT + "\n<script>增长5.2%")
    verdict("repr", repr(records[0]) == "<Record 新建改造公厕 | target about 240座 | actual 246座 | completion 102.5% | "
            "截至11月末 | 全市>", repr(records[0]))
    page = records._repr_html_()
    verdict("a table in a notebook", page.count("<tr>") == len(records) + 1 and ">246座</mark>" in page
            and "新建改造公厕</mark>" in page and "<script>" not in page)
    verdict("one record too", records[0]._repr_html_().count("<tr>") == 2)
    wrapped = zhibiao.extract(FIXTURES / "layout" / "y_city_wrap18.txt")
    verdict("figures of wrapped sentences", wrapped and all(
        r._repr_html_().count('title="actual">') == (r.actual is not None and not r.actual.derived) for r in wrapped))


def compares_as_the_program_does():
    plan, review = FIXTURES / "pairs" / "plan.txt", FIXTURES / "pairs" / "review.txt"
    for words, keywords in (([], {}), (["--group", "region"], {"group": ["region"]}), (["--date", "2026-01-20"], {"date": "2026-01-20"})):
        out = program("compare", "--plan", plan, "--review", review, *words)
        pairs = zhibiao.compare(plan, review, **keywords)
        verdict(f"{len(pairs)} pairs {keywords}", json.loads(json.dumps(pairs.to_dicts())) == [
            json.loads(line) for line in out.splitlines()] and len(pairs) > 5)
    verdict("a scorecard in a notebook", pairs._repr_html_().count("<tr>") == len(pairs) + 1)
    both = zhibiao.compare([review], [review])
    verdict("a text on both sides is read once", [p.to_dict() for p in both] == [
        json.loads(line) for line in program("compare", "--plan", review, "--review", review).splitlines()])
    known = zhibiao.compare((plan, {"date": "2025-01-20", "source": "P"}), [(review, {"date": "2026-01-20", "source": "R"})])
    verdict("what is known of each", {p.plan.source for p in known if p.plan} == {"P"}
            and {p.review.source for p in known if p.review} == {"R"})
    verdict("unknown keywords", refused(TypeError, lambda: zhibiao.compare(plan, review, dates="2025")) is not None)


def examples_hold():
    first = subprocess.run([sys.executable, ROOT / "examples" / "first.py"], capture_output=True, text=True,
                           env=os.environ | {"PYTHONPATH": str(ROOT / "python")})
    verdict("examples/first.py, which the READMEs show", first.stdout == "新建改造公厕 246 座\nplanned: about 240座 from its "
            "completion\nuntil 2024-11-30 in 长春市\nas written: 246座\n", first.stdout + first.stderr)
    for name in ("", "._api", "._arrow", "._compare", "._read", "._records"):
        result = doctest.testmod(importlib.import_module("zhibiao" + name))
        verdict(f"{result.attempted} examples of zhibiao{name}", result.failed == 0 < result.attempted)


if __name__ == "__main__":
    for check in (examples_hold, reads_as_the_program_does, indices_slice_the_str, all_kinds_of_input,
                  values_are_exact_and_stay, errors_say_where, compares_as_the_program_does, threads_do_not_mix, shows_itself):
        check()
    sys.exit(1 if failures else 0)
