#!/bin/sh
# Instructions a byte of the text floor and of the token floor, by callgrind: figures that do not hang on the hour or on
# what else the machine does. usage: counts.sh BENCH FILE…
set -eu
bench=$1
shift
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# One run reads the text twice: as a whole, and floor by floor.
count() {
    valgrind --tool=callgrind --toggle-collect="$1" --callgrind-out-file="$folder/out" "$bench" -t -n 1 "$2" \
        >"$folder/said" 2>"$folder/log" || { cat "$folder/log" >&2; exit 1; }
    sed -n 's/.*Collected : *\([0-9]*\).*/\1/p' "$folder/log"
}

for file in "$@"; do
    text=$(count zb_text_read "$file")
    tokens=$(count zb_tokens_scan "$file")
    size=$(wc -c <"$file")
    awk -v s="$size" -v a="$text" -v b="$tokens" -v f="$file" \
        'BEGIN { printf "%9.3f MB  text floor %6.1f  token floor %6.1f instructions a byte  %s\n", s / 1e6, a / s / 2, b / s / 2, f }'
done
