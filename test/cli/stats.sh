#!/bin/sh
# --stats: what was read and found, on the standard error.
. "$(dirname "$0")/verdicts.inc"
plan=$root/fixtures/pairs/plan.txt review=$root/fixtures/pairs/review.txt
echo '截至11月末，全市新建公厕246座，完成年计划的102.5%。' >a.txt
printf '全市新建公厕12座\377。\n' >bad_bytes.txt
: >empty.txt
tallies() { grep -qx "$1  *$2" err; } # tallies NAME NUMBER

run extract --stats a.txt bad_bytes.txt empty.txt missing.txt
verdict "it changes no exit code" ends 1
verdict "files: the missing one too" tallies files 4
verdict "documents: the empty one too" tallies documents 3
verdict "bytes" tallies bytes $(($(wc -c <a.txt) + $(wc -c <bad_bytes.txt)))
verdict "records" tallies records 2
verdict "records by what they have" eval 'tallies "  target and actual" 1 && tallies "  actual only" 1'
verdict "nothing of what there is not" eval '! says "target only" && ! says inconsistent && ! says tokens && ! says met'
verdict "warnings" tallies warnings 2
verdict "errors" tallies errors 1
verdict "seconds" grep -qx 'seconds  *[0-9]*\.[0-9][0-9]' err
mv out with
run extract a.txt bad_bytes.txt empty.txt missing.txt
verdict "the data is the same" cmp out with
verdict "none without --stats" eval '! says seconds'
run extract --stats --form-feed -o /dev/null - <<END
全市新建公厕12座。
END
verdict "the standard input" eval 'ends 0 && tallies documents 1 && tallies records 1'
printf '全市新建公厕12座。\f\f全市新建公厕13座。\f' >three.txt
run extract --stats --form-feed three.txt
verdict "documents of a file" eval 'tallies files 1 && tallies documents 2'
run tokens --stats a.txt
verdict "tokens" eval 'ends 0 && says tokens'
run compare --stats --plan "$plan" --review "$review"
verdict "verdicts" eval 'ends 0 && tallies short "[1-9][0-9]*" && tallies met "[1-9][0-9]*" && tallies documents 2'
run extract --stats --date nonsense a.txt
verdict "a mistake has no stats" eval 'ends 2 && ! says seconds'
run check --stats
verdict "check has none" both 2 "unknown option: --stats"
conclude
