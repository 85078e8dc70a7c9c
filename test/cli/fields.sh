#!/bin/sh
# --fields, --format tsv and --bom: the columns that were asked for, and nothing that spreadsheets or programs would trip over.
. "$(dirname "$0")/verdicts.inc"
command -v python3 >/dev/null 2>&1 || exit 77
plan=$root/fixtures/pairs/plan.txt review=$root/fixtures/pairs/review.txt
printf '截至11月末，全市新建改造公厕246座，完成年计划的102.5%%。\n全市人均预期寿命78.2岁。\n' >a.txt
printf '=1+1城镇新增就业3万人。\n' >evil.txt
printf '\377全市新建公厕12座。\n' >bad_bytes.txt
cp a.txt '=x	y".txt'

# What the library writes, written by way of --fields, is the same to the byte.
all_names() { head -n 1 out | tr -d '\r'; }
same() { # same NAME FORMAT ARGUMENT...: by the columns or keys of FORMAT
    name=$1 format=$2
    shift 2
    run "$@" --format "$format"
    case $format in
        csv) names=$(all_names) ;;
        *) names=$(python3 -c 'import json, sys; print(",".join(json.loads(open("out").readline())))') ;;
    esac
    mv out whole
    run "$@" --format "$format" --fields "$names"
    verdict "$name: all of $format is what it is without --fields" cmp out whole
}
same extract csv extract -r "$root/fixtures/news" "$root/fixtures/html" a.txt evil.txt bad_bytes.txt './=x	y".txt' '=x	y".txt'
same extract jsonl extract -r "$root/fixtures/news" a.txt evil.txt '=x	y".txt' "$root/fixtures/none"
same compare csv compare --plan "$plan" --review "$review"
same compare jsonl compare --plan "$plan" --review "$review"

run extract --fields actual_value,indicator,actual_value --format csv a.txt
verdict "columns in the order given, one of them twice" eval 'ends 0 && [ "$(sed -n 2p out | tr -d "\r")" = 246,新建改造公厕,246 ]'
verdict "the head says the same" eval '[ "$(all_names)" = actual_value,indicator,actual_value ]'
run extract --fields indicator,actual_value,target,confidence,id a.txt
verdict "keys of JSON: words, objects, numbers" python3 -c '
import json
row = json.loads(open("out", encoding="utf-8").readline())
assert list(row) == ["indicator", "actual_value", "target", "confidence", "id"], row
assert row["actual_value"] == "246" and row["target"]["derived"] == "completion" and row["id"] == 1, row
assert isinstance(row["confidence"], float), row'
run extract --fields gap_value,region_code a.txt
verdict "what is absent is null" eval 'writes "{\"gap_value\":null,\"region_code\":null}"'
run extract --format json --fields id a.txt a.txt missing.txt
verdict "an array of JSON stays one, with its error line" python3 -c '
import json
rows = json.load(open("out", encoding="utf-8"))
assert [row.get("id") for row in rows] == [1, 2, 1, 2, None] and "error" in rows[4], rows'
run extract --format table --fields indicator,target,actual,gap a.txt
verdict "a table: its columns, the empty one too" eval '[ "$(sed -n 2p out)" = "indicator     target    actual  gap" ]'
verdict "a table: quantities in words" eval 'writes "(≈240座)" && writes 78.2岁'
verdict "a table: no line ends in blanks" eval '! grep -q " $" out'
printf '全省\033[31m新建公厕12座。\n' >escape.txt
run extract --format table --fields source,sentence escape.txt
verdict "a table: no escape reaches the terminal" eval 'writes 12座 && ! writes "$(printf "\033")"'
run extract --format csv --fields rule,basis,check,indicator_full,time,region_text a.txt
verdict "columns that CSV has not by itself" eval 'writes level && writes consistent && writes 截至11月末 && writes 全市'
run extract --format tsv --fields id missing.txt
verdict "a file that fails gives no row" eval 'ends 1 && has_lines 1'

run extract --format csv --fields id,source,actual_text -r "$root/fixtures/news" "$root/fixtures/html"
mv out one
run extract --format csv --fields id,source,actual_text -r "$root/fixtures/news" "$root/fixtures/html" --jobs 3
verdict "the same with --jobs" cmp out one

# TSV
run extract --format tsv a.txt '=x	y".txt'
verdict "tsv: every line has the same cells" eval 'ends 0 && has_lines 5 && [ "$(awk -F "\t" "{ print NF }" out | sort -u | wc -l)" -eq 1 ]'
verdict "tsv: a tab in a name is a blank, and no formula" eval 'writes "'"'=x y"'\".txt"'
verdict "tsv: no quotes, no carriage returns" eval '! writes "\"\"" && ! grep -q "$(printf "\r")" out'
run extract --format csv a.txt
head -n 1 out | tr -d '\r' | tr , '\t' >head
run extract --format tsv a.txt
verdict "tsv has the columns of csv" eval '[ "$(head -n 1 out)" = "$(cat head)" ]'
run extract --format tsv --bom --fields id,indicator a.txt
verdict "tsv begins with the mark" eval '[ "$(head -c 3 out | od -An -tx1 | tr -d " ")" = efbbbf ]'
run compare --format tsv --fields indicator,verdict,ratio,plan_source --plan "$plan" --review "$review"
verdict "compare as tsv" eval 'ends 0 && grep -q "short	0.9143" out && [ "$(head -n 1 out)" = "indicator	verdict	ratio	plan_source" ]'
run compare --format table --fields verdict,indicator --plan "$plan" --review "$review"
verdict "compare as a table" eval 'ends 0 && [ "$(head -n 1 out)" = "verdict         indicator" ]'
run compare --fields score,plan,review_id --plan "$plan" --review "$review"
verdict "compare as JSON" python3 -c '
import json
rows = [json.loads(line) for line in open("out", encoding="utf-8")]
assert all(list(row) == ["score", "plan", "review_id"] for row in rows) and rows[0]["plan"]["id"] == 1, rows[0]
assert rows[0]["review_id"] == 1, rows[0]'

# refuse NAME MESSAGE ARGUMENT...: a mistake, and no data
refuse() {
    name=$1 message=$2
    shift 2
    run "$@"
    verdict "$name" eval 'both 2 "$message" && is_empty'
}
refuse "all unknown names are listed" "no such field: targt, nix; there are source id" extract --fields indicator,targt,nix a.txt
refuse "an empty name" "no such field: ''" extract --fields indicator, a.txt
refuse "no names" "no such field: ''" extract --fields "" a.txt
refuse "names are not guessed at" "no such field: Indicator" extract --fields Indicator a.txt
refuse "blanks between names" "no such field:  id" extract --fields "source, id" a.txt
refuse "a page has no fields" "--fields goes with jsonl, json, csv, tsv and table" extract --format html --fields id a.txt
refuse "tokens have none" "unknown option: --fields" tokens --fields id a.txt
refuse "tokens have no tsv" "tokens have no tsv" tokens --format tsv a.txt
refuse "records have no verdict" "no such field: verdict" extract --fields verdict a.txt
refuse "pairs have no rule" "no such field: rule" compare --fields rule --plan "$plan" --review "$review"
refuse "what only JSON has" "no such field: score" compare --format csv --fields score --plan "$plan" --review "$review"
refuse "a mark before a table" "--bom goes with --format csv or tsv" extract --format table --bom --fields id a.txt
echo old >kept
run extract --fields nix -o kept a.txt
verdict "a mistake leaves the old file" eval 'ends 2 && [ "$(cat kept)" = old ]'
conclude
