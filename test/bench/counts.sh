#!/bin/sh
# Instructions a byte of the whole reading and of its stages, by callgrind: figures that do not hang on the hour or on what else
# the machine does. usage: counts.sh BENCH FILE…
# The figures are of a first reading (with the growing of all arrays). What is left of the whole is datelines and the result.
set -eu
bench=$1
shift
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

printf '%9s  %6s %6s %6s %7s %7s %7s\n' MB whole text tokens clauses claims records
for file in "$@"; do
    valgrind --tool=callgrind --toggle-collect=zhibiao_parse --callgrind-out-file="$folder/out" "$bench" -n 1 "$file" \
        >"$folder/said" 2>"$folder/log" || { cat "$folder/log" >&2; exit 1; }
    callgrind_annotate --inclusive=yes --threshold=100 "$folder/out" 2>/dev/null | sed -n 's/^ *\([0-9,]*\) ([^)]*)  *\(.*\)/\1 \2/p' >"$folder/table"
    size=$(wc -c <"$file")
    awk -v s="$size" -v f="$file" '
        function of(name) { return most[name] / s }
        { gsub(",", "", $1); n = $2; sub(/.*:/, "", n); if ($1 + 0 > most[n]) most[n] = $1 + 0 }
        END { printf "%9.3f  %6.1f %6.1f %6.1f %7.1f %7.1f %7.1f  %s\n", s / 1e6, of("zhibiao_parse"), of("zb_text_read"),
              of("zb_tokens_scan"), of("zb_clauses_cut"), of("zb_claims_read"), of("zb_records_make"), f }' "$folder/table"
done
