#!/bin/sh
# --jobs changes nothing that is written, and --resume refuses what does not belong together. Run time: two seconds.
# (ingest.sh does both with ten thousand files.)
. "$(dirname "$0")/verdicts.inc"
mkdir texts
for folder in news layout html bad; do cp -r "$root/fixtures/$folder" texts; done
mkdir texts/empty
"$program" extract --help | grep -q -e --jsonl-field || exit 77

# same WORD...: one job and three give the same output, messages (in whichever order) and exit code
same() {
    run "$@" -r texts nothing.txt texts/empty
    mv out one
    sort err >one.err
    one=$code
    run "$@" -j 3 -r texts nothing.txt texts/empty
    sort err >three.err
    verdict "$*: -j 3 writes the same" cmp -s out one
    verdict "$*: -j 3 says the same" cmp -s three.err one.err
    verdict "$*: -j 3 ends the same" ends "$one"
}
for format in jsonl json csv tsv html table arrow; do same extract -f "$format"; done
same tokens -a -f json
same explain
same extract -P 64
same extract -f arrow -P 64
same extract -m 4K
same extract -f csv --fields source,indicator
same extract -F
same extract -S '^一、'

run extract -j 4 -o missing/out texts/news
verdict "-j: an output that cannot be written" both 4 "cannot write"
[ -c /dev/full ] && run extract -j 4 -o /dev/full texts/news && verdict "-j: a full disk" both 4 "cannot write"
"$program" extract -j 4 -r texts 2>/dev/null | head -n 1 >out
verdict "-j: a reader that goes away" has_lines 1
for value in x -1 257 1000 ""; do
    run extract -j "$value" texts/news
    verdict "-j '$value' is no number of jobs" both 2 "jobs are from 1 to 256"
done

# half OPTION...: leaves what a run that was killed leaves, with one file done
half() {
    rm -f records late.txt
    mkfifo late.txt
    "$program" extract "$@" -o records --resume texts/news/plan_2025.txt late.txt 2>/dev/null &
    child=$!
    while kill -0 $child 2>/dev/null && ! [ -e records.part.done ]; do sleep 0.05; done
    kill -9 $child
    wait $child 2>/dev/null
    rm -f late.txt
    cp texts/news/review_2025.txt late.txt
}
resume() { run extract "$@" --resume -o records; }
half
run extract texts/news/plan_2025.txt late.txt
mv out whole
cp records.part before
resume -a texts/news/plan_2025.txt late.txt
verdict "--resume with other options" both 2 "begun with other options"
resume late.txt texts/news/plan_2025.txt
verdict "--resume with other files" both 2 "begun with other files"
: >rules.txt
resume -u rules.txt texts/news/plan_2025.txt late.txt
verdict "--resume with other rules" both 2 "begun with other options or rules"
verdict "what is written so far stays" cmp -s records.part before
resume texts/news/plan_2025.txt late.txt
verdict "--resume goes on" both 0 "goes on behind 1 of 2 files"
verdict "--resume gives the whole" cmp -s records whole
half
python3 - "$program" <<'END' >lock.out
import fcntl, subprocess, sys
with open("records.part") as part:
    fcntl.flock(part, fcntl.LOCK_EX)
    run = subprocess.run([sys.argv[1], "extract", "--resume", "-o", "records", "texts/news/plan_2025.txt", "late.txt"],
                         stderr=subprocess.PIPE, text=True)
    print(run.returncode, run.stderr)
END
verdict "--resume where another run writes" grep -q '^4 .*another run writes there' lock.out
echo rubbish >>records.part
echo rubbish >records.part.done
resume texts/news/plan_2025.txt late.txt
verdict "a note that cannot be read: from the beginning" cmp -s records whole
half
: >records.part
resume texts/news/plan_2025.txt late.txt
verdict "less is there than was noted: from the beginning" cmp -s records whole
half -f json
resume -f json -j 2 texts/news/plan_2025.txt late.txt
run extract -f json texts/news/plan_2025.txt late.txt
verdict "--resume of one JSON array" cmp -s records out
rm records
run extract --resume texts/news
verdict "--resume without -o" both 2 "needs -o"
run extract --resume -o records -
verdict "--resume of the standard input" both 2 "standard input"
run extract --resume -o /dev/null texts/news
verdict "--resume into a device" both 2 "plain file"
conclude
