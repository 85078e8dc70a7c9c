#!/bin/sh
# sh scorecard.sh PLANS REVIEWS OUTPUT: what was planned against what was reported, every time a report comes in. PLANS and REVIEWS are
# texts, pages or folders of them. OUTPUT gets
#
#     scorecard.html    for readers: a bar for each target, the verdict, both quotes
#     scorecard.csv     for a spreadsheet
#     verdicts.tsv      indicator and verdict, to see what changed
#
# and the standard output, which cron mails, those verdicts that are new since the last time. When nothing changed it says nothing.
#
#     MAILTO=desk@example.org
#     30 6 * * *  sh /opt/newsroom/scorecard.sh /srv/plans/2025 /srv/reviews/2025 /srv/www/scorecard
#
# ZHIBIAO_LANG=en gives English labels. The files are replaced when they are complete, so that a reader never sees half of one.
set -u
zhibiao=${ZHIBIAO:-zhibiao}
if [ $# -ne 3 ] || [ ! -e "$1" ] || [ ! -e "$2" ]; then
    echo "usage: sh scorecard.sh PLANS REVIEWS OUTPUT" >&2
    exit 2
fi
plans=$1 reviews=$2 output=$3
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
mkdir -p "$output" || exit 1

# compare FORMAT OPTION...: exit code 1 means that a text could not be read; it was told, and the others count.
compare() {
    "$zhibiao" compare --recursive --plan "$plans" --review "$reviews" --format "$@" 2>"$work/messages"
    [ $? -le 1 ]
}

compare html --lang "${ZHIBIAO_LANG:-zh}" -o "$output/scorecard.html" && compare csv --bom -o "$output/scorecard.csv" &&
    compare jsonl -o "$work/rows" || {
    cat "$work/messages" >&2
    exit 1
}
cat "$work/messages" >&2

# The row's own indicator and verdict are the first of their names.
sed -n 's/^{"indicator":"\([^"]*\)".*,"verdict":"\([a-z_]*\)".*"reason":"\([^"]*\)".*/\1\t\2\t\3/p' "$work/rows" |
    LC_ALL=C sort >"$work/verdicts"
touch "$output/verdicts.tsv"
LC_ALL=C comm -13 "$output/verdicts.tsv" "$work/verdicts"
mv "$work/verdicts" "$output/verdicts.tsv"
