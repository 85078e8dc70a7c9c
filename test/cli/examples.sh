#!/bin/sh
# The small programs of examples/, built beside the program.
. "$(dirname "$0")/verdicts.inc"
examples=$(dirname "$program")/examples
[ -x "$examples/first" ] || exit 77
program=$examples/first

run
verdict "first" eval 'ends 0 && writes "新建改造公厕: 246座, planned 240"'

program=$examples/totals
run "$root/fixtures/news/review_2025.txt" missing.txt "$root/fixtures/news/plan_2025.txt"
verdict "totals: a line a text, a head and a sum" eval 'ends 0 && has_lines 4'
verdict "totals: what fails is told" says "missing.txt: No such file"

program=$examples/watch_targets
printf '全市改造公厕95座，完成年计划的95%%。新建书屋12个，完成年计划的120%%。' >text
run <text
verdict "watch_targets: only what was missed" eval 'writes 公厕 && ! writes 书屋'
run "$root/fixtures/bad/malformed_rules_keyword.txt" <text
verdict "watch_targets: a malformed rule file" both 1 "malformed_rules_keyword.txt:2: "

program=$examples/mark_figures
echo '全市新建公厕十二座，增长二成以上。' >text
run <text
verdict "mark_figures" writes "全市新建公厕十二座[12 座]，增长二成[at_least 20 %]以上。"
conclude
