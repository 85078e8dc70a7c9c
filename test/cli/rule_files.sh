#!/bin/sh
# Words and rules of one's own: malformed ones are exit 3 with file and line, examples that fail are exit 1.
. "$(dirname "$0")/verdicts.inc"
bad=$root/fixtures/bad
echo '全市新建公厕12座。' >good.txt

count=0
for path in "$bad"/malformed_rules_*.txt; do
    name=$(basename "$path" .txt)
    run extract --rules "$path" good.txt
    verdict "$name" both 3 "zhibiao: $path:"
    verdict "$name: a line" grep -Eq "$name.txt:[0-9]+: " err
    verdict "$name: no data" is_empty
    run check "$path"
    verdict "check $name" ends 3
    count=$((count + 1))
done
verdict "there were malformed files" [ "$count" -gt 5 ]

run extract --rules missing.txt good.txt
verdict "missing rule file" both 3 "missing.txt"

run check "$bad/failing_examples_rules.txt"
verdict "failing examples" ends 1
verdict "failing examples: line 4" writes "failing_examples_rules.txt:4: "
verdict "failing examples: line 5" writes "failing_examples_rules.txt:5: "
verdict "failing examples: summary" writes "2 of 2 examples fail"

cat >own.txt <<'RULES'
rule   level.adopted_trees
match  (?<indicator> W+?) (?<value> QTY) STOP?
yes    古树认养120株 => 古树认养 | actual 120株
no     第120株古树
RULES
run check own.txt
verdict "examples that hold" ends 0
verdict "examples that hold: summary" writes "own.txt: 2 examples hold"
run extract --rules own.txt good.txt
verdict "own rules serve" ends 0

run check
verdict "built-in rules" ends 0
verdict "built-in rules: summary" grep -Eq '^built-in rules: [1-9][0-9]* examples hold$' out
run check own.txt "$bad/failing_examples_rules.txt" "$bad/malformed_rules_keyword.txt"
verdict "the worst of several counts" ends 3
conclude
