#!/bin/sh
# The scripts of examples/newsroom, each as its first lines say. $1: the program. What is not installed is skipped with a notice.
. "$(dirname "$0")/verdicts.inc"
ZHIBIAO=$program
export ZHIBIAO
scripts=$root/examples/newsroom

# script NAME ARGUMENT...: one of them, as run() has it
script() {
    name=$1
    shift
    sh "$scripts/$name" "$@" >out 2>err
    code=$?
}
skip() { echo "ok - $1 # skipped: $2"; }
ask() {
    python3 - "$@" <<'END'
import sqlite3, sys
for row in sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True).execute(sys.argv[2], sys.argv[3:]):
    print("|".join("" if cell is None else str(cell) for cell in row))
END
}
gives() { [ "$(ask "$1" "$2")" = "$3" ]; }
for name in "$scripts"/*.sh; do
    verdict "$(basename "$name") is a script of sh" sh -n "$name"
    verdict "$(basename "$name") is about a page" [ "$(wc -l <"$name")" -le 75 ]
    sh "$name" >out 2>err
    code=$?
    verdict "$(basename "$name") says how it is used" both 2 "usage: sh $(basename "$name")"
done
database=yes
"$program" extract --format sqlite -o probe.db "$root/fixtures/news/plan_2025.txt" 2>/dev/null || database=
python3 -c 'import sqlite3; assert sqlite3.sqlite_version_info >= (3, 34)' 2>/dev/null || database=

# ---- a folder that is watched
mkdir incoming
if [ $database ]; then
    script watch.sh incoming news.db 0
    verdict "watch: an empty folder is no failure" eval 'ends 0 && is_quiet'
    echo '全市新建公厕12座。' >incoming/a.txt
    printf '\177ELF\0\0\1\2\3\0\0\0\0\0\0\0' >incoming/b.txt
    script watch.sh incoming news.db 0
    verdict "watch: what is there comes in, what is broken is told" eval 'both 0 incoming/b.txt && gives news.db "SELECT actual FROM triples" 12'
    verdict "watch: and stands in failures" gives news.db "SELECT source FROM failures" incoming/b.txt
    sh "$scripts/watch.sh" incoming news.db 1 >out 2>err &
    watcher=$!
    sleep 0.3
    mkdir incoming/new
    echo '全省新增水窖7口。' >incoming/new/c.txt
    tries=0
    until gives news.db "SELECT count(*) FROM documents" 2 || [ $tries -ge 30 ]; do
        sleep 1
        tries=$((tries + 1))
    done
    code=0
    verdict "watch: what comes while it runs" gives news.db "SELECT actual FROM triples WHERE source LIKE '%c.txt'" 7
    rm -r incoming
    wait $watcher
    code=$?
    verdict "watch: it ends when the folder is gone" ends 1
    verdict "watch: one message of what stays bad" [ "$(grep -c b.txt err)" -eq 1 ]
else
    skip "watch.sh" "no SQLite here"
fi

# ---- a dump of pages
mkdir -p "dump/www.example.gov.cn/a b"
page() { printf '<!DOCTYPE html><html><head><title>x</title></head><body><div class="article"><p>%s</p></div></body></html>' "$1"; }
page '全市新建公厕12座。' >dump/www.example.gov.cn/index.html
page '全市新建公厕12座。' >"dump/www.example.gov.cn/a b/it's a copy"
page '全省新增水窖7口。' >'dump/www.example.gov.cn/show?id=77'
page '没有数字。' >dump/www.example.gov.cn/none.htm
echo 'body { color: red } /* 新建公厕99座 */' >dump/www.example.gov.cn/style.css
{ printf '<html><body>'; i=0; while [ $i -lt 700 ]; do printf '<div>'; i=$((i + 1)); done; } >dump/www.example.gov.cn/deep.html
script dump.sh dump out_dump
verdict "dump: counts" eval 'ends 0 && writes "4 pages, 2 records, 1 failures"'
cp out_dump/pages.tsv out
verdict "dump: a page under two names is read once, a style sheet is no page" eval 'has_lines 4 && [ "$(cut -f 1 out | sort | tr -d "\n")" = 0011 ]'
verdict "dump: the source says where it comes from" grep -q '^{"source":"www.example.gov.cn/show?id=77",.*"actual":{"value":"7"' out_dump/records.jsonl
verdict "dump: failures apart" grep -q '^{"source":"www.example.gov.cn/deep.html","error"' out_dump/failures.jsonl

# ---- PDF
# make_pdf FILE LINE...: no font is in it, only the map from its codes to characters, which is all that pdftotext needs
make_pdf() {
    python3 - "$@" <<'END'
import sys
lines = sys.argv[2:]
chars = sorted(set("".join(lines)))
code = {c: i + 1 for i, c in enumerate(chars)}
pairs = "".join(f"<{n:04x}> <{c.encode('utf-16-be').hex()}>\n" for c, n in code.items())
cmap = f"""/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def
1 begincodespacerange <0000> <ffff> endcodespacerange {len(code)} beginbfchar\n{pairs}endbfchar endcmap end end"""
shown = "".join(f"<{''.join(f'{code[c]:04x}' for c in line)}> Tj 0 -20 Td\n" for line in lines)
def stream(text):
    return f"<< /Length {len(text)} >>\nstream\n{text}\nendstream"
objects = ["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
           "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>",
           stream(f"BT /F 12 Tf 60 780 Td\n{shown}ET" if lines else "60 60 100 100 re f"),
           "<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts [6 0 R] /ToUnicode 7 0 R >>",
           "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X /DW 1000 /FontDescriptor 8 0 R "
           "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>", stream(cmap),
           "<< /Type /FontDescriptor /FontName /X /Flags 4 /FontBBox [0 0 1000 1000] /ItalicAngle 0 /Ascent 800 /Descent -200 "
           "/CapHeight 700 /StemV 80 >>"]
out, places = b"%PDF-1.4\n", []
for number, body in enumerate(objects, 1):
    places.append(len(out))
    out += f"{number} 0 obj\n{body}\nendobj\n".encode()
start = len(out)
out += f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n".encode() + b"".join(b"%010d 00000 n \n" % p for p in places)
out += f"trailer << /Size {len(places) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
open(sys.argv[1], "wb").write(out)
END
}
if ! command -v pdftotext >/dev/null 2>&1; then
    skip "pdf.sh" "no pdftotext here"
elif ! make_pdf report.pdf '截至11月末，全市新建改造公厕24' '6座，完成年计划的102.5%。'; then
    skip "pdf.sh" "no python3 here"
else
    make_pdf scan.pdf
    echo 'no PDF at all' >broken.pdf
    script pdf.sh texts report.pdf
    verdict "pdf: records, over the end of a line" eval 'ends 0 && has_lines 1 && writes "\"source\":\"texts/report.pdf.txt\"" && writes "\"value\":\"246\""'
    script pdf.sh texts scan.pdf broken.pdf report.pdf
    verdict "pdf: without text, and no PDF: both told, the rest is read" eval 'both 1 "scan.pdf: has no text" && says "broken.pdf: not read" && has_lines 1'
    sed -i 's/102.5/100/' texts/report.pdf.txt
    touch -d '+1 minute' texts/report.pdf.txt
    script pdf.sh texts report.pdf
    verdict "pdf: a text that was mended stays" writes '"completion":{"value":"100"'
    script pdf.sh texts broken.pdf
    verdict "pdf: nothing left to read" ends 1
fi

# ---- plan against review
mkdir plans reviews
cp "$root/fixtures/pairs/plan.txt" plans/
cp "$root/fixtures/pairs/review.txt" reviews/
script scorecard.sh plans reviews card
verdict "scorecard: the first time all verdicts are news" eval 'ends 0 && [ "$(wc -l <out)" -eq "$(wc -l <card/verdicts.tsv)" ] && [ -s out ]'
"$program" compare --plan plans --review reviews >rows
verdict "scorecard: one for each row" [ "$(wc -l <rows)" -eq "$(wc -l <card/verdicts.tsv)" ]
verdict "scorecard: their words are the rows'" python3 -c '
import json
rows = {(r["indicator"], r["verdict"]) for r in map(json.loads, open("rows", encoding="utf-8"))}
assert rows == {tuple(line.split("\t")[:2]) for line in open("card/verdicts.tsv", encoding="utf-8")}'
verdict "scorecard: a page and a spreadsheet" eval 'grep -q "<svg" card/scorecard.html && [ "$(head -c 3 card/scorecard.csv)" = "$(printf "\357\273\277")" ]'
script scorecard.sh plans reviews card
verdict "scorecard: nothing new, nothing said" eval 'ends 0 && is_empty && is_quiet'
echo '力争全年新增水窖30口。' >plans/more.txt
echo '全年新增水窖31口。' >reviews/more.txt
script scorecard.sh plans reviews card
verdict "scorecard: what is new" eval 'ends 0 && has_lines 1 && writes "新增水窖	exceeded"'
script scorecard.sh plans none card
verdict "scorecard: a side that is missing" ends 2
rm reviews/*
script scorecard.sh plans reviews card
verdict "scorecard: nothing to read on one side is told, the rest counts" says "reviews"

# ---- Datasette
if [ $database ]; then
    script datasette.sh served "$root/fixtures/news"
    verdict "datasette: says how to go on" eval 'ends 0 && writes "datasette --immutable served/records.db"'
    cat >check.py <<'END'
import json, sqlite3
database = sqlite3.connect("file:served/records.db?mode=ro", uri=True)
metadata = json.load(open("served/metadata.json", encoding="utf-8"))["databases"]["records"]
tables = {name: [row[1] for row in database.execute(f"PRAGMA table_info({name})")] for name in metadata["tables"]}
for name, table in metadata["tables"].items():
    named = table.get("facets", []) + [table[key] for key in ("label_column", "sort", "sort_desc") if key in table]
    assert tables[name] and set(named) <= set(tables[name]), (name, named)
given = {"words": "公共", "dimension": "money"}
rows = {name: len(database.execute(query["sql"], given).fetchall()) for name, query in metadata["queries"].items()}
assert rows["largest"] > 5 and rows["search"] == 0, rows
found, = database.execute("SELECT substr(text, 3, 4) FROM sentences LIMIT 1").fetchone()
assert database.execute(metadata["queries"]["search"]["sql"], {"words": found}).fetchall(), found
for words in '"', "a'b", "x AND", "":
    database.execute(metadata["queries"]["search"]["sql"], {"words": words}).fetchall()
END
    python3 check.py >out 2>err
    code=$?
    verdict "datasette: tables, columns and questions are there" ends 0
    if command -v datasette >/dev/null 2>&1; then
        datasette --get '/records/sentences.json?_shape=array&_search=公共服务' --immutable served/records.db --metadata served/metadata.json >out 2>err
        code=$?
        verdict "datasette: it answers" eval 'ends 0 && ! says Error'
    else
        skip "datasette itself" "not installed (pip install datasette)"
    fi
else
    skip "datasette.sh" "no SQLite here"
fi
conclude
