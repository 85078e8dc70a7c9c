#!/bin/sh
# The exit codes, as the man page tells of them.
. "$(dirname "$0")/verdicts.inc"
page=$root/examples/cli/zhibiao.1
echo '全市新建公厕12座。' >a.txt
printf 'nonsense\n' >bad_rules.txt
printf '[rules]\n' >no_rules.txt
: >empty.txt
echo 全市公厕 >silent.txt

# exits CODE NAME ARGUMENT...
exits() {
    wanted=$1 name=$2
    shift 2
    run "$@"
    verdict "$wanted: $name" ends "$wanted"
}
exits 0 "records" extract a.txt
exits 0 "no records" extract silent.txt
exits 0 "an empty file" extract empty.txt
exits 0 "help" --help
exits 0 "rules that hold" check
exits 1 "a path that there is not" extract missing.txt
exits 1 "some could be read, one could not" extract a.txt missing.txt a.txt
exits 1 "a binary file" extract "$root/fixtures/bad/nul_inside.txt"
exits 1 "too large" extract --max-size 3 a.txt
exits 2 "no command"
exits 2 "no such option" extract --nix a.txt
exits 2 "no such encoding" extract --encoding klingon a.txt
exits 2 "a pattern that is none" extract --split-on '(' a.txt
exits 3 "rules that are malformed" extract --rules bad_rules.txt a.txt
exits 3 "rules that there are not" check missing.txt
exits 3 "malformed goes before an example that fails" check bad_rules.txt
exits 4 "a folder that there is not" extract -o missing/out.jsonl a.txt
exits 4 "output goes before input" extract -o missing/out.jsonl missing.txt
exits 2 "a mistake goes before both" extract -o missing/out.jsonl --nix missing.txt

# The man page has these and no others, and the sources name them.
sed -n '/^\.SH EXIT STATUS/,/^\.SH EXAMPLES/s/^\.B \([0-9]*\)$/\1/p' "$page" | tr '\n' ' ' >told
verdict "the man page tells of 0 to 4" [ "$(cat told)" = "0 1 2 3 4 " ]
verdict "so does the program" grep -q 'DONE = 0, INPUT_FAILED = 1, USAGE = 2, RULES_FAILED = 3, OUTPUT_FAILED = 4 }' \
    "$root/examples/cli/cli.h"
for readme in README.md README.zh.md; do
    verdict "$readme tells of 0 to 4" [ "$(grep -c '^| [0-4] |' "$root/$readme")" -eq 5 ]
done
conclude
