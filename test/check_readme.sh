#!/bin/sh
# What the READMEs show is what we build and run: the first ```c block is examples/first.c, the first ```python block
# examples/first.py (each without the comment it may open with), and the first ```json block is what the program $1
# makes of the quoted sentence (but for the confidence, which moves with every measurement).
set -u
cd "$(dirname "$0")/.." || exit 1
program=$1
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
failed=0

sed -n '/^#include/,$p' examples/first.c >"$work/c"
sed -n '/^\(import\|from\) /,$p' examples/first.py >"$work/python"
# block LANGUAGE FILE: the first fenced block of that language
block() {
    awk -v fence="\`\`\`$1" '
        $0 == "```" && inside { exit }
        inside { print }
        $0 == fence { inside = 1 }' "$2"
}

for readme in README.md README.zh.md; do
    for language in c python; do
        block $language "$readme" >"$work/shown"
        if diff "$work/shown" "$work/$language"; then
            echo "ok - $readme shows examples/first in $language"
        else
            echo "not ok - $readme shows another $language program than examples/ has"
            failed=1
        fi
    done
    block json "$readme" >"$work/shown"
    sed -n 's/^> //p' "$readme" | "$program" extract - >"$work/json"
    if python3 - "$work/shown" "$work/json" <<'END'
import json, sys
shown, made = (json.load(open(path, encoding="utf-8")) for path in sys.argv[1:])
for record in shown, made:
    record.pop("confidence")
if shown != made:
    sys.exit(f"shown {shown}\nmade  {made}")
END
    then
        echo "ok - $readme shows the record that comes out"
    else
        echo "not ok - $readme shows another record than comes out"
        failed=1
    fi
done
# Pictures are there, and small enough for a repository.
for readme in README.md README.zh.md; do
    for picture in $(sed -n 's/.*<img src="\([^"]*\)".*/\1/p' "$readme"); do
        if [ "$(dd if="$picture" bs=1 skip=1 count=3 2>/dev/null)" = PNG ] && [ "$(wc -c <"$picture")" -lt 200000 ]; then
            echo "ok - $readme: $picture"
        else
            echo "not ok - $readme: $picture is no PNG under 200 KB (test/tools/picture.py makes it)"
            failed=1
        fi
    done
done

# Links between documents lead somewhere.
for page in *.md lib/*.md lib/data/*.md; do
    for link in $(grep -o ']([^)#:]*)' "$page" | sed 's/^](//; s/)$//'); do
        [ -e "$(dirname "$page")/$link" ] || { echo "not ok - $page: $link is not there"; failed=1; }
    done
done

# CONTRIBUTING.md: the rule file that it shows mends the sentence that it shows.
block rules CONTRIBUTING.md >"$work/rules"
sentence=$(sed -n "s/^    \(.*。\)$/\1/p" CONTRIBUTING.md | head -n 1)
wanted=$(sed -n 's/^    \([^ ]*\) | actual .*/\1/p' CONTRIBUTING.md)
if "$program" check "$work/rules" >/dev/null && echo "$sentence" | "$program" extract --rules "$work/rules" - >"$work/mended" &&
    [ -n "$wanted" ] && grep -qF "\"indicator\":\"$wanted\"" "$work/mended"; then
    echo "ok - CONTRIBUTING.md mends what it says"
else
    cat "$work/mended"
    echo "not ok - CONTRIBUTING.md shows words that do not mend its sentence"
    failed=1
fi
exit $failed
