"""Hostile shapes: what a byte of each costs beside a byte of news, in instructions.

usage: shapes.py BENCH NEWS [-n NAME]...     NEWS is a text of broadcast news; of it the first 400 KB are the measure

No clock is asked: callgrind counts the instructions of zhibiao_parse, once over each shape (200 KB). A shape that takes
more than five times those of news fails, and so does one that is not linear: of twice the text more than 2.3 times.
"""
import argparse
import os
import re
import subprocess
import sys
import tempfile

SIZE = 200_000
MOST = 5.0
LINEAR = 2.3

CUES = "力争要将确保已累计完成计划的达到同比增长比上年下降提高到由其中分别每人每月全省惠及新建占预计"
ITEMS = "新建{}所学校、"


def repeat(piece, size):
    return (piece * (size // len(piece.encode()) + 1)).encode()[:size].decode(errors="ignore")


def items(size):
    """A list of that many bytes, which ends after all."""
    out, n, used = [], 0, 0
    while used < size:
        n += 1
        out.append(ITEMS.format(n))
        used += len(out[-1].encode())
    return "".join(out) + "共有这些。"


def nested(size):
    """Brackets and quotes inside one another, as deep as the text is long."""
    half = size // 2
    return repeat("（“《", half) + repeat("》”）", half)


SHAPES = {
    "digits": lambda n: repeat("1234567890", n),
    "digits with points": lambda n: repeat("1.", n),
    "digits with commas": lambda n: repeat("1,", n),
    "numerals": lambda n: repeat("一二三四五六七八九", n),
    "万亿": lambda n: repeat("万亿", n),
    "、": lambda n: repeat("、", n),
    "quotes": lambda n: repeat("“", n),
    "brackets": lambda n: repeat("（", n),
    "pairs of quotes": lambda n: repeat("“”", n),
    "deep nesting": nested,
    "one endless clause": lambda n: repeat("推进项目建设和改造", n),
    "one endless clause with figures": lambda n: repeat("建设学校5所", n),
    "list items": items,
    "no punctuation": lambda n: repeat("全省各地认真落实工作部署农村道路改善群众出行方便", n),
    "cue words": lambda n: repeat(CUES, n),
    "cue words and figures": lambda n: repeat(CUES + "5万人", n),
    "figures": lambda n: repeat("5万人，", n),
    "figures without units": lambda n: repeat("5和", n),
    "dates": lambda n: repeat("2024年3月5日至8日", n),
    "places": lambda n: repeat("吉林省长春市朝阳区", n),
    "of the plan": lambda n: repeat("完成年计划的", n),
    "shares": lambda n: repeat("占5%", n),
    "each": lambda n: repeat("每人每月", n),
    "one word a line": lambda n: repeat("工作\n", n),
    "white space": lambda n: repeat(" \n", n),
    "bad bytes": lambda n: repeat("�", n),
}


def count(bench, text, folder):
    """Instructions of one reading of the text."""
    path = os.path.join(folder, "shape.txt")
    with open(path, "wb") as file:
        file.write(text)
    log = subprocess.run(["valgrind", "--tool=callgrind", "--toggle-collect=zhibiao_parse", f"--callgrind-out-file={folder}/out",
                          bench, "-n", "1", path], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=True).stderr
    return int(re.search(r"Collected : *(\d+)", log).group(1))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bench")
    parser.add_argument("news")
    parser.add_argument("-n", "--name", action="append", help="only shapes with this in their name")
    args = parser.parse_args()
    failed = 0
    with open(args.news, "rb") as file:
        news = file.read(2 * SIZE).decode(errors="ignore").encode()
    with tempfile.TemporaryDirectory() as folder:
        measure = count(args.bench, news, folder) / len(news)
        print(f"{measure:8.0f} instructions a byte   1.0   broadcast news")
        for name, make in SHAPES.items():
            if args.name and not any(part in name for part in args.name):
                continue
            one, two = make(SIZE).encode(), make(2 * SIZE).encode()
            cost, double = count(args.bench, one, folder), count(args.bench, two, folder)
            times, growth = cost / len(one) / measure, double / cost
            wrong = times > MOST or growth > LINEAR
            failed += wrong
            print(f"{cost / len(one):8.0f} instructions a byte {times:5.1f}   {name}; twice the text {growth:.2f} times{'  FAILED' if wrong else ''}", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
