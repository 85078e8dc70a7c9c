#!/bin/sh
# The man page and --help tell of the same commands and options. $1: the program.
set -u
program=$1
page=$(dirname "$0")/../examples/cli/zhibiao.1
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT

"$program" --help | grep -o -e '--[a-z-]*' | sort -u >"$work/help"
sed 's/\\-/-/g' "$page" | grep -o -e '--[a-z][a-z-]*' | sort -u >"$work/man"
"$program" --help | sed -n 's/^  \([a-z][a-z]*\) .*/\1/p' | sort -u >"$work/help_commands"
sed -n 's/^\.SS //p' "$page" | grep -v ' ' | sort -u >"$work/man_commands"
failed=0

for what in "options:help:man" "commands:help_commands:man_commands"; do
    name=${what%%:*} rest=${what#*:}
    if diff "$work/${rest%:*}" "$work/${rest#*:}"; then
        echo "ok - $(wc -l <"$work/${rest%:*}") $name are in --help and in zhibiao.1"
    else
        echo "not ok - $name differ (< only in --help, > only in zhibiao.1)"
        failed=1
    fi
done
version=$("$program" --version | head -n 1)
if grep -qF "\"$version\"" "$page"; then
    echo "ok - zhibiao.1 is of $version"
else
    echo "not ok - zhibiao.1 does not name $version"
    failed=1
fi
exit $failed
