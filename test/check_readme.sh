#!/bin/sh
# The programs that the READMEs show are the ones we build and run: the first ```c block is examples/first.c, the first
# ```python block examples/first.py (each without the comment it may open with).
set -u
cd "$(dirname "$0")/.." || exit 1
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
failed=0

sed -n '/^#include/,$p' examples/first.c >"$work/c"
sed -n '/^\(import\|from\) /,$p' examples/first.py >"$work/python"
for readme in README.md README.zh.md; do
    for language in c python; do
        awk -v fence="\`\`\`$language" '
            $0 == "```" && inside { exit }
            inside { print }
            $0 == fence { inside = 1 }' "$readme" >"$work/shown"
        if diff "$work/shown" "$work/$language"; then
            echo "ok - $readme shows examples/first in $language"
        else
            echo "not ok - $readme shows another $language program than examples/ has"
            failed=1
        fi
    done
done
exit $failed
