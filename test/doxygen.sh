#!/bin/sh
# lib/Doxyfile makes the header's reference without a warning, and every function is in it with its words.
set -u
cd "$(dirname "$0")/.." || exit 1
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
failed=0
verdict() {
    what=$1
    shift
    if "$@" >"$work/said" 2>&1; then
        echo "ok - $what"
    else
        head -n 20 "$work/said"
        echo "not ok - $what"
        failed=1
    fi
}
if ! command -v doxygen >/dev/null 2>&1; then
    echo "no doxygen here"
    exit 77
fi
make_reference() { { cat lib/Doxyfile; echo "OUTPUT_DIRECTORY = $work"; } | doxygen - 2>&1; }
verdict "doxygen ends well" make_reference
verdict "and says nothing" [ ! -s "$work/said" ]
# sed takes the tags away, so that a word is found wherever it is linked.
cat "$work"/reference/*.html | sed 's/<[^>]*>//g' >"$work/words"
for name in $(grep -v '^#' test/symbols.txt); do
    grep -qw "$name" "$work/words" || echo "$name"
done >"$work/absent"
verdict "every function of test/symbols.txt is there" [ ! -s "$work/absent" ]
verdict "with what the header says of it" grep -q "Bytes and options are borrowed for the call." "$work/words"
verdict "members too" grep -q "of a web page: what it says of itself, else absent" "$work/words"
verdict "what is no order is left as it is" grep -q '&lt;!DOCTYPE html&gt;' "$work/words"
verdict "the groups have their names" grep -q "comparison: what was promised against what was reached" "$work/words"
exit $failed
