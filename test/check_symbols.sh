#!/bin/sh
# What the binaries show: $1 the shared library, $2 the static one; $3 how many bytes the shared one may have, stripped (none: any).
#   - exported names are exactly those of test/symbols.txt, each begins with zhibiao_;
#   - nothing writable lives in the library: no globals, no statics;
#   - what it needs from outside is memory, strings, file reading, ICU converters, PCRE2 and gumbo (and longjmp, the way out of
#     gumbo): no stdio, no locale, no exit.
set -u
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
failed=0
export LC_ALL=C

# verdict NAME FILE: fine when FILE is empty, else it lists what is wrong
verdict() {
    if [ -s "$2" ]; then
        echo "not ok - $1"
        sed 's/^/    /' "$2"
        failed=1
    else
        echo "ok - $1"
    fi
}

nm -D --defined-only "$1" | awk '{ print $3 }' | sort >"$work/exported"
grep -v '^#' "$here/symbols.txt" | sort >"$work/wanted"
diff "$work/wanted" "$work/exported" >"$work/difference"
verdict "exports are those of test/symbols.txt (< missing, > not listed)" "$work/difference"
grep -v '^zhibiao_' "$work/exported" >"$work/strange"
verdict "exports begin with zhibiao_" "$work/strange"

# .data.rel.ro holds constants with addresses in them; the loader makes it read-only.
objdump -t "$2" | awk '
    /^[^ ]*:  *file format/ { file = $1 }
    $0 ~ / O / || /\*COM\*/ {
        if ($0 ~ /[ \t](\.data|\.bss|\.tdata|\.tbss|\*COM\*)/ && $0 !~ /\.data\.rel\.ro/) print file, $NF
    }' >"$work/writable"
verdict "no writable globals" "$work/writable"

nm -u "$2" | awk '$1 == "U" { print $2 }' | sort -u | grep -v -E '^zb_|^zhibiao_|^pcre2_|^gumbo_|^u(cnv|_|case)' | grep -v -x -E \
    'mem(cpy|move|set|cmp|chr|rchr)|str(len|cmp|ncmp|chr|rchr|pbrk|spn|cspn|nlen|str)|malloc|calloc|realloc|free|qsort|bsearch|open|open64|read|close|fstat|fstat64|__errno_location|_setjmp|longjmp|__longjmp_chk|__stack_chk_fail|_GLOBAL_OFFSET_TABLE_|__(mem(cpy|move|set)|read)_chk' \
    >"$work/outside"
verdict "needs only memory, strings, file reading, ICU, PCRE2 and gumbo" "$work/outside"

if [ -n "${3:-}" ]; then
    strip -o "$work/stripped" "$1" || exit 1
    size=$(wc -c <"$work/stripped")
    [ "$size" -le "$3" ] || echo "$size bytes; CMakeLists.txt says which files are compiled for size" >"$work/size"
    verdict "stripped, $size bytes of $3" "$work/size"
fi
exit $failed
