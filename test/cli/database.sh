#!/bin/sh
# --format sqlite: a text comes in once, a changed one replaces itself, a bad one costs nothing; and the extension's zhibiao_extract.
. "$(dirname "$0")/verdicts.inc"
extension=$(dirname "$program")/zhibiao_sqlite.so
run extract --format sqlite -o none.db "$root/fixtures/news"
if says "built without SQLite"; then
    verdict "without SQLite it is a mistake of the command line" ends 2
    exit 77
fi
if ! python3 -c 'import sqlite3; assert sqlite3.sqlite_version_info >= (3, 35)' 2>/dev/null; then
    echo "no python3 with SQLite here"
    exit 77
fi

# ask DATABASE SQL: rows with | between, as the sqlite3 program shows them; -r opens it for reading only
ask() {
    python3 - "$@" <<'END'
import sqlite3, sys
for row in sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True).execute(sys.argv[2]):
    print("|".join("" if cell is None else str(cell) for cell in row))
END
}
gives() { [ "$(ask "$1" "$2")" = "$3" ]; }

mkdir texts
echo '截至11月末，全市新建改造公厕246座，完成年计划的102.5%。' >texts/a.txt
echo '全年新增水窖7口，改造农田3亩。' >texts/b.txt
run extract --format sqlite -o out.db texts
verdict "silent, and 0" eval 'ends 0 && is_quiet && is_empty'
verdict "two texts" gives out.db "SELECT source FROM documents ORDER BY 1" "texts/a.txt
texts/b.txt"
verdict "their records" gives out.db "SELECT source, number, indicator, target, target_unit, target_cmp, actual, actual_unit, completion, \
check_verdict, time_to FROM triples WHERE source LIKE '%a.txt'" "texts/a.txt|1|新建改造公厕|240|座|about|246|座|102.5|consistent|"
verdict "exact, floating, in base units" gives out.db "SELECT q.value, q.number, q.base, q.unit, q.dimension FROM quantities q \
JOIN records r ON r.id = q.record WHERE q.unit = '亩'" "3|3.0|2000.0|亩|area"
verdict "the hash is sha256sum's" gives out.db "SELECT sha256 FROM documents WHERE source = 'texts/a.txt'" \
    "$(sha256sum texts/a.txt | cut -d' ' -f1)"
verdict "what it was read with: another version reads it again" gives out.db "SELECT DISTINCT settings FROM documents" \
    "$("$program" --version | sed -n '1p; /^rules/p' | paste -s -d '|' | sed 's/|/; /')"
verdict "full text" gives out.db "SELECT count(*) FROM sentences_search WHERE text MATCH '改造公'" 1
verdict "nothing found" gives out.db "SELECT count(*) FROM sentences_search WHERE text MATCH '新能源'" 0

# Again.
cp out.db before.db
run extract --format sqlite -o out.db texts
verdict "the same texts change not a byte" cmp -s out.db before.db
run extract --format sqlite -o out.db --date 2024-12-05 texts/a.txt
verdict "with a date they are others" gives out.db "SELECT time_to FROM triples WHERE source = 'texts/a.txt'" 2024-11-30
verdict "the rows are replaced, not added" gives out.db "SELECT count(*), count(DISTINCT document) FROM records" "3|2"
id=$(ask out.db "SELECT id FROM documents WHERE source = 'texts/b.txt'")
echo '全年新增水窖8口。' >texts/b.txt
run extract --format sqlite -o out.db texts/b.txt
verdict "a changed text replaces its rows" gives out.db "SELECT actual, (SELECT count(*) FROM triples) FROM triples WHERE source = \
'texts/b.txt'" "8|2"
verdict "and keeps its id" gives out.db "SELECT id FROM documents WHERE source = 'texts/b.txt'" "$id"
verdict "old sentences are not found any more" gives out.db "SELECT count(*) FROM sentences_search WHERE text MATCH '改造农'" 0

run extract --format sqlite --stats -o out.db texts
verdict "--stats counts what is known already, without records" eval 'grep -q "^documents  *2$" err && grep -q "^records  *1$" err'

# What fails.
printf '\177ELF\0\0\1\2\3\0\0\0\0\0\0\0\0\0' >texts/b.txt
run extract --format sqlite -o out.db texts
verdict "a text that cannot be read" both 1 "zhibiao: texts/b.txt: "
verdict "is a row of failures" gives out.db "SELECT source, code FROM failures" "texts/b.txt|binary"
verdict "and keeps what it had" gives out.db "SELECT actual FROM triples WHERE source = 'texts/b.txt'" 8
echo '全年新增水窖8口。' >texts/b.txt
run extract --format sqlite -o out.db texts/b.txt
verdict "until it is read well, changed or not" gives out.db "SELECT count(*), (SELECT count(*) FROM records) FROM failures" "0|2"
run extract --format sqlite -o out.db texts/none.txt
verdict "a path that is missing" both 1 "zhibiao: texts/none.txt: "
run extract --format sqlite -o texts/a.txt texts/b.txt
verdict "a file that is no database stays what it is" eval 'both 4 "texts/a.txt: cannot write" && grep -q 246座 texts/a.txt'
python3 -c 'import sqlite3; d = sqlite3.connect("other.db"); d.execute("CREATE TABLE records (x)"); d.commit()'
cp other.db before.db
run extract --format sqlite -o other.db texts
verdict "a database of something else too" eval 'both 4 "of something else" && cmp -s other.db before.db'
run extract --format sqlite texts
verdict "the standard output is no database" both 2 "needs -o FILE"
run tokens --format sqlite -o t.db texts
verdict "tokens have no database" ends 2
run extract --format sqlite --bom -o t.db texts
verdict "nor has it a byte order mark" eval 'both 2 "--bom goes with" && [ ! -e t.db ]'
run extract --format sqlite -o no/such/folder.db texts
verdict "where nothing can be made" both 4 "no/such/folder.db: cannot write"
if [ -w /dev/full ] && (ulimit -f 40) 2>/dev/null; then
    code=$( (ulimit -f 40; "$program" extract --format sqlite -o full.db "$root/fixtures/news" >out 2>err; echo $?) )
    verdict "a full disk is told" both 4 "cannot write"
    verdict "and whole texts are there, or none" eval '[ "$(ask full.db "PRAGMA integrity_check" 2>/dev/null || echo ok)" = ok ]'
fi

# In parts, in lines, from a pipe.
i=0
while [ $i -lt 60 ]; do
    echo "全市第${i}批新建公厕${i}1座。"
    i=$((i + 1))
done >long.txt
run extract --format sqlite -o parts.db --part-size 200 long.txt
run extract long.txt
verdict "a text in parts is one" gives parts.db "SELECT count(*), (SELECT count(*) FROM records), bytes FROM documents" \
    "1|$(wc -l <out)|$(wc -c <long.txt | tr -d ' ')"
cp parts.db before.db
run extract --format sqlite -o parts.db --part-size 200 long.txt
verdict "and known again" cmp -s parts.db before.db
verdict "its hash too" gives parts.db "SELECT sha256 FROM documents" "$(sha256sum long.txt | cut -d' ' -f1)"
printf '全市新建公厕12座。\f全省新增水窖7口。\n' | "$program" extract --format sqlite -o pipe.db --form-feed - >out 2>err
verdict "documents of a pipe" gives pipe.db "SELECT source, actual FROM triples ORDER BY 1" "stdin#1|12
stdin#2|7"
if ! "$program" extract --jsonl-field x /dev/null 2>&1 | grep -q "built without"; then
    printf '%s\n' '{"t": "截至11月末，新建公厕12座。", "u": "http://a", "d": "2024-12-01"}' '{"t": 5, "u": "http://b"}' >lines
    run extract --format sqlite -o lines.db -J t -I u -D d lines
    verdict "lines of JSON" gives lines.db "SELECT source, date, time_to, (SELECT group_concat(source) FROM failures) FROM triples" \
        "http://a|2024-12-01|2024-11-30|lines#2"
    sed -i 's/2024-12-01/2023-12-01/' lines
    run extract --format sqlite -o lines.db -J t -I u -D d lines
    verdict "another day makes another text" gives lines.db "SELECT time_to, (SELECT count(*) FROM records) FROM triples" "2023-11-30|1"
fi

# Two at once, and one that is killed.
"$program" extract --format sqlite -o two.db "$root/fixtures/news" &
first=$!
"$program" extract --format sqlite -o two.db "$root/fixtures/layout" >out 2>err
wait $first
"$program" extract --format sqlite -o one.db "$root/fixtures/news" "$root/fixtures/layout" >out 2>err
count="SELECT count(*), (SELECT count(*) FROM records), (SELECT count(*) FROM quantities) FROM documents"
verdict "two that write at once are one after the other" gives two.db "$count" "$(ask one.db "$count")"
run extract "$root/fixtures/news" "$root/fixtures/layout"
verdict "all that JSON Lines have" gives one.db "SELECT count(*) FROM triples" "$(wc -l <out)"
verdict "whole" gives one.db "PRAGMA integrity_check" ok
verdict "nothing points nowhere" gives one.db "PRAGMA foreign_key_check" ""

# The extension, by Python where that may load one, else by the sqlite3 program.
cat >query.py <<'END'
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1])
connection.enable_load_extension(True)
connection.load_extension(sys.argv[2])
ask = lambda sql, *given: connection.execute(sql, given).fetchall()
names = [row[1] for row in ask("PRAGMA table_info(triples)")]
mine = [row[1] for row in ask("PRAGMA table_info(zhibiao_extract)")]
assert mine == names[names.index("number"):], (mine, names)
count = 0
for source, in ask("SELECT source FROM documents"):
    with open(source, "rb") as file:
        rows = ask("SELECT * FROM zhibiao_extract(?)", file.read())
    assert rows == ask(f"SELECT {', '.join(mine)} FROM triples WHERE source = ? ORDER BY number", source), source
    count += len(rows)
assert count > 200, count
text = "截至11月末，全市新建改造公厕246座，完成年计划的102.5%。"
assert ask("SELECT actual_number, time_to, region FROM zhibiao_extract(?, '2024-12-05T08:00', '长春市')", text) == [
    (246.0, "2024-11-30", "长春市")]
assert ask("SELECT * FROM zhibiao_extract(NULL)") == ask("SELECT * FROM zhibiao_extract('')") == []
ask("CREATE TEMP TABLE articles AS SELECT 1 AS id, ? AS body UNION ALL SELECT 2, NULL UNION ALL SELECT 3, '新增水窖7口。'", text)
assert ask("SELECT id, actual FROM articles, zhibiao_extract(body) ORDER BY id") == [(1, "246"), (3, "7")]
assert ask("SELECT id FROM zhibiao_extract(body) JOIN articles ORDER BY id") == [(1,), (3,)]  # in whichever order
for wrong in ("SELECT * FROM zhibiao_extract", "SELECT * FROM zhibiao_extract('x', 'yesterday')",
              "SELECT * FROM zhibiao_extract('x', '2024-1-31')", "SELECT * FROM zhibiao_extract('x', '2024-13-31')"):
    try:
        ask(wrong)
    except sqlite3.OperationalError as error:
        assert "zhibiao_extract" in str(error), error
    else:
        sys.exit(wrong)
END
case "${ASAN_OPTIONS:-}" in *halt*) sanitized=$(nm "$program" 2>/dev/null | grep -c __asan_init) ;; *) sanitized=0 ;; esac
if [ "$sanitized" -gt 0 ]; then
    echo "ok - the extension # skipped: a sanitized one is not loaded"
elif [ -e "$extension" ]; then
    for python in python3 /usr/bin/python3 none; do
        "$python" -c 'import sqlite3; sqlite3.connect(":memory:").enable_load_extension(True)' 2>/dev/null && break
    done
    if [ $python = none ]; then
        echo "ok - the extension # skipped: no Python here loads one"
    else
        code=0
        (cd "$root" && "$python" "$work/query.py" "$work/one.db" "$extension") >out 2>err
        code=$?
        verdict "zhibiao_extract gives the rows of triples" ends 0
    fi
fi
conclude
