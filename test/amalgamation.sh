#!/bin/sh
# The library as one file (lib/tools/amalgamate.py): compiled strictly by gcc and clang, with and without HTML, it exports what the library
# exports, and the program linked with it writes the same of all fixtures. $1: the program of the build tree.
set -u
program=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
cd "$(dirname "$0")/.." || exit 1
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
failed=0
if ! command -v python3 >/dev/null 2>&1; then
    echo "no python3 here"
    exit 77
fi

verdict() {
    what=$1
    shift
    if "$@" >"$work/log" 2>&1; then
        echo "ok - $what"
    else
        head -n 40 "$work/log"
        echo "not ok - $what"
        failed=1
        return 1
    fi
}

verdict "made" python3 -B lib/tools/amalgamate.py "$work" || exit 1
verdict "made twice, it is the same" sh -c "python3 -B lib/tools/amalgamate.py '$work/again' && cmp '$work/zhibiao.c' '$work/again/zhibiao.c'"
html=
echo '#include <gumbo.h>' | "${CC:-cc}" -E - >/dev/null 2>&1 && html=-DZHIBIAO_WITH_HTML
strict="-std=c11 -Wall -Wextra -Wconversion -Wshadow -Wpedantic -Werror"
level=1 # gcc's object is run below; more of its warnings come with it
for cc in gcc clang; do
    command -v $cc >/dev/null 2>&1 || { echo "ok - $cc # skipped: not here"; continue; }
    # shellcheck disable=SC2086 # flags are meant to be split
    verdict "$cc, with HTML" $cc $strict $html -O$level -fPIC -c -o "$work/$cc.o" "$work/zhibiao.c"
    verdict "$cc, with HTML: nothing strange is exported" sh -c "$cc -shared -o '$work/$cc.so' '$work/$cc.o' -licuuc -lpcre2-8 \
        ${html:+-lgumbo} && nm -D --defined-only '$work/$cc.so' | awk '{ print \$3 }' | LC_ALL=C sort >'$work/exports' &&
        grep -v '^#' test/symbols.txt | LC_ALL=C sort | diff - '$work/exports'"
    # shellcheck disable=SC2086
    verdict "$cc, without HTML, and a program of somebody else" $cc $strict -O0 -I"$work" -o "$work/first" \
        examples/first.c "$work/zhibiao.c" -licuuc -lpcre2-8
    verdict "$cc: what it prints" sh -c "'$work/first' | grep -F '246座, planned 240'"
    level=0
done

json= jansson=
echo '#include <jansson.h>' | "${CC:-cc}" -E - >/dev/null 2>&1 && json=-DZHIBIAO_WITH_JSON jansson=-ljansson
# shellcheck disable=SC2086
verdict "the program links with it" "${CC:-cc}" -std=c11 -O0 $json -I"$work" -o "$work/zhibiao" examples/cli/*.c "$work/gcc.o" \
    -licuuc -lpcre2-8 ${html:+-lgumbo} $jansson || exit 1
for folder in news html layout bad pairs hostile; do
    for command in "extract --all" tokens; do
        # shellcheck disable=SC2086
        "$program" $command fixtures/$folder/* >"$work/theirs" 2>&1
        # shellcheck disable=SC2086
        "$work/zhibiao" $command fixtures/$folder/* >"$work/ours" 2>&1
        verdict "$command fixtures/$folder: the same $(wc -l <"$work/theirs") lines" cmp "$work/theirs" "$work/ours"
    done
done
verdict "the rules' examples" "$work/zhibiao" check
exit $failed
