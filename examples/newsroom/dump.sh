#!/bin/sh
# sh dump.sh FOLDER OUTPUT: a dump of web pages, as `wget --recursive` leaves it, to JSON Lines. OUTPUT holds then
#
#     records.jsonl     the records, a line each; `source` is the page's path in the dump, which begins with its host
#     failures.jsonl    the pages that could not be read, and why
#     pages.tsv         every page with the number of its records
#     messages.txt      what else there is to know of them: bytes that are no text, mojibake
#
# Pages are taken by what they are, not by their names: wget calls them `index.html`, `content_3017.htm`, `show?id=77` or nothing at
# all. A page that was fetched twice under two names is read once. Of a page the article is read and nothing around it; where that is
# not found by itself, ZHIBIAO_SELECT names it (ZHIBIAO_SELECT='#zoom').
#
#     wget --recursive --level 3 --wait 1 --directory-prefix dump https://www.example.gov.cn/zwgk/
#     sh dump.sh dump out
#     jq -r 'select(.target and .actual) | [.source, .indicator, .target.value, .actual.value] | @tsv' out/records.jsonl
set -u
zhibiao=${ZHIBIAO:-zhibiao}
if [ $# -ne 2 ] || [ ! -d "$1" ]; then
    echo "usage: sh dump.sh FOLDER OUTPUT" >&2
    exit 2
fi
mkdir -p "$2" || exit 1
output=$(cd "$2" && pwd)
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
cd "$1" || exit 1

# What begins like a page; a name with a line end in it is nobody's page.
find . -type f ! -name '*
*' -exec sh -c 'for file; do
    head -c 1000 "$file" | LC_ALL=C tr -d "\000" | LC_ALL=C grep -qi "<!doctype html\|<html\|<head\|<meta" && cksum "$file"
done' sh {} + | LC_ALL=C sort -k 3 >"$work/sums"

# The first of those that are alike: cksum gives sum, size and name.
awk '!seen[$1 " " $2]++' "$work/sums" | sed 's/^[0-9]* [0-9]* \.\///' >"$work/pages"

# xargs reads quotes, so every character gets a backslash.
sed 's/./\\&/g' "$work/pages" |
    xargs "$zhibiao" extract --html ${ZHIBIAO_SELECT:+--html-select "$ZHIBIAO_SELECT"} -- >"$work/lines" 2>"$output/messages.txt"

grep -v '^{"source":"[^"]*","error":{' "$work/lines" >"$output/records.jsonl"
grep '^{"source":"[^"]*","error":{' "$work/lines" >"$output/failures.jsonl"
sed -n 's/^{"source":"\([^"]*\)".*/\1/p' "$output/records.jsonl" | awk -v OFS='\t' '
    NR == FNR { count[$0]++; next }
    { print count[$0] + 0, $0 }' - "$work/pages" >"$output/pages.tsv"
echo "$(wc -l <"$work/pages") pages, $(wc -l <"$output/records.jsonl") records, $(wc -l <"$output/failures.jsonl") failures"
