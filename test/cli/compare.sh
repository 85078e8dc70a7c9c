#!/bin/sh
# zhibiao compare: sides, formats, groups, thresholds, texts that fail.
. "$(dirname "$0")/verdicts.inc"
echo '2025年，全市力争新建公厕100座。' >plan.txt
echo '2025年，全市已新建公厕120座。' >review.txt
echo '2025年，全市已改造危桥12座。' >other.txt

run compare --plan plan.txt --review review.txt
verdict "a pair" ends 0
verdict "one line" has_lines 1
verdict "exceeded by a fifth" writes '"verdict":"exceeded","ratio":"1.2"'
run compare --plan plan.txt --review other.txt review.txt
verdict "two reviews behind one option" has_lines 2
verdict "and what was not planned" writes '"plan":null'
cp out straight
run compare --review review.txt --review other.txt --plan plan.txt
verdict "the order of options does not change the pairs" writes '"verdict":"exceeded","ratio":"1.2"'
run compare --plan plan.txt --review other.txt -- review.txt
verdict "a path behind --" has_lines 2
run compare --plan plan.txt --review other.txt
verdict "no report is told with its cause" writes '"verdict":"no_report"'
run compare --plan plan.txt --review review.txt --format csv
verdict "csv has its own head" writes 'region,year,indicator,measure,target_value'
verdict "csv has a row" has_lines 2
run compare --plan plan.txt --review review.txt --format json
verdict "json is an array" sh -c 'head -n 1 out | grep -qx "\[" && tail -n 1 out | grep -qx "\]"'
run compare --plan plan.txt --review review.txt --format table --group region,year
verdict "a table" writes 'exceeded'
cat review.txt >>plan.txt
run compare --plan plan.txt --review plan.txt
verdict "a text may be both sides" writes '"verdict":"exceeded","ratio":"1.2"'
printf '新建公厕100座。新建公园3个。\n' >bare.txt
run compare --plan bare.txt --review review.txt
verdict "a plan need not say that it is one" writes '"verdict":"exceeded","ratio":"1.2"'
run compare --plan plan.txt --review none.txt review.txt
verdict "a text that is missing costs itself only" ends 1
verdict "the others are compared" writes '"verdict":"exceeded"'
verdict "the missing one has its line" writes '"error"'

# mistake NAME MESSAGE ARGUMENT...
mistake() {
    name=$1 message=$2
    shift 2
    run compare "$@"
    verdict "$name" both 2 "$message"
    verdict "$name: no data" is_empty
}
mistake "one side" "a comparison needs --plan and --review" --plan plan.txt
mistake "a path without a side" "--plan or --review must stand before a path" plan.txt --review review.txt
mistake "unknown group" "groups are region, year or region,year" --plan plan.txt --review review.txt --group month
for threshold in 0 1.5 x 0,5 .5 0.1234; do
    mistake "threshold $threshold" "a threshold is written 0.5" --plan plan.txt --review review.txt --threshold $threshold
done
run compare --plan plan.txt --review review.txt --threshold 1
verdict "the highest threshold" ends 0
conclude
