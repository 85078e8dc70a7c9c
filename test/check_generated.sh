#!/bin/sh
# The man page and the completions are those that the option table makes, and tell of the same as --help. $1: the program.
set -u
program=$1
root=$(cd "$(dirname "$0")/.." && pwd)
cli=$root/examples/cli
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
failed=0

# verdict NAME CONDITION...
verdict() {
    what=$1
    shift
    if "$@"; then
        echo "ok - $what"
    else
        echo "not ok - $what"
        failed=1
    fi
}

sh "$cli/generate.sh" "$program" "$work" || exit 1
for file in zhibiao.1 completions/zhibiao.bash completions/_zhibiao completions/zhibiao.fish; do
    verdict "$file is what is generated (else: sh examples/cli/generate.sh $program)" diff -u "$cli/$file" "$work/$file"
done

"$program" --help | grep -o -e '--[a-z-]*' | sort -u >"$work/options"
"$program" --help | sed -n 's/^  \([a-z][a-z]*\) .*/\1/p' | sort -u >"$work/commands"
sed 's/\\-/-/g' "$cli/zhibiao.1" | grep -o -e '--[a-z][a-z-]*' | sort -u >"$work/man_options"
sed -n 's/^\.SS //p' "$cli/zhibiao.1" | grep -v ' ' | sort -u >"$work/man_commands"
verdict "$(wc -l <"$work/options") options are in --help and in zhibiao.1" diff "$work/options" "$work/man_options"
verdict "$(wc -l <"$work/commands") commands are in --help and in zhibiao.1" diff "$work/commands" "$work/man_commands"
verdict "no mark of a font was left open" eval '! grep -n "[a-z][_*] " "$cli/zhibiao.1"'
verdict "no underscore was taken for a mark" eval 'grep -q "LC_ALL, LC_MESSAGES" "$cli/zhibiao.1" && grep -q "fItarget_value" "$cli/zhibiao.1"'
verdict "no line of the template was left unfilled" eval '! grep -n "^@.*@$" "$cli/zhibiao.1"'
verdict "zhibiao.1 is of this version" grep -qF "\"$("$program" --version | head -n 1)\"" "$cli/zhibiao.1"

# what reads them finds no fault with them, where it is here
for check in "bash -n completions/zhibiao.bash" "zsh -n completions/_zhibiao" "fish -n completions/zhibiao.fish" \
    "mandoc -T lint -W warning zhibiao.1" "groff -k -man -Tutf8 -ww -z zhibiao.1"; do
    tool=${check%% *}
    if command -v "$tool" >/dev/null 2>&1; then
        verdict "$tool: no complaint" eval "(cd \"$cli\" && $check) >\"$work/said\" 2>&1 && [ ! -s \"$work/said\" ]"
        head -n 5 "$work/said"
    else
        echo "ok - $tool # skipped: not here"
    fi
done
exit $failed
