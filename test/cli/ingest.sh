#!/bin/sh
# Ten thousand files, fifty of them broken in five ways: each good one gives its record, each broken one an error line in its place, in the
# order of their names, and the exit code is 1; the same with several jobs, and when the run is killed and taken up. Run time: five
# seconds. Sanitized, where all takes ten times as long: of 1,000 files.
. "$(dirname "$0")/verdicts.inc"
case $program in */asan/* | */tsan/*) files=1000 ;; *) files=10000 ;; esac
good=$((files - 50))
python3 - $files <<'END' || exit 77
import os
import sys
count = int(sys.argv[1])
os.makedirs("in")
nested = b"<html><body>" + b"<div>" * 700 + "新建公厕12座。".encode()
attributes = b"<html><body><p " + b" ".join(b"a%d=1" % i for i in range(5000)) + b">x</p>"
broken = [("txt", b"\0\1\2\3\xff\xfe\0\0" * 200), ("txt", b"\x7fELF\x02\x01\x01\0\0\0\0\0\0" * 99), ("html", nested),
          ("html", attributes), ("txt", "新建公厕12座。".encode() * 6000)]
names = []
for i in range(count):
    end, content = broken[i * 50 // count % 5] if i * 50 // count != (i + 1) * 50 // count else ("txt", f"全市新建公厕{i + 1}座。\n".encode())
    names.append(f"in/{i:05}.{end}")
    with open(names[-1], "wb") as file:
        file.write(content)
with open("names", "w") as file:
    file.write("".join(name + "\n" for name in names))
END

# order: the sources of a run's lines, and nothing else
order() { sed 's/^{"source":"\([^"]*\)".*/\1/' "$1"; }
run extract --max-size 64K in
mv out whole
verdict "exit code 1" ends 1
verdict "$files lines" [ "$(wc -l <whole)" -eq $files ]
verdict "50 are errors" [ "$(grep -c '"error":{' whole)" -eq 50 ]
verdict "$good are records" [ "$(grep -c '"indicator":"新建公厕"' whole)" -eq $good ]
verdict "one for each file, in order" eval 'order whole | cmp -s - names'
verdict "each figure is its own file's" [ "$(grep -v '"error":{' whole | sed 's/.*"actual":{"value":"\([0-9]*\)".*/\1/' | sort -un | wc -l)" -eq $good ]
verdict "each error is told on stderr too" [ "$(grep -c '^zhibiao: in/' err)" -eq 50 ]

for jobs in 2 4; do
    run extract --max-size 64K -j "$jobs" in
    verdict "-j $jobs: the same, in the same order" cmp -s out whole
    verdict "-j $jobs: exit code 1" ends 1
    verdict "-j $jobs: each error on stderr" [ "$(grep -c '^zhibiao: in/' err)" -eq 50 ]
done

# killed JOBS: a run with so many jobs is killed in the middle, where it waits at a pipe for ever, then taken up by another.
killed() {
    rm -f part middle
    mkfifo middle
    "$program" extract --max-size 64K -j "$1" --resume -o part in middle in 2>err &
    child=$!
    while kill -0 "$child" 2>/dev/null && ! [ -e part.part.done ]; do sleep 0.05; done
    sleep 0.3
    kill -9 "$child" 2>/dev/null
    wait "$child" 2>/dev/null
    verdict "-j $1, kill -9: there is no half result" [ ! -e part ]
    rm middle
    printf '全市新建公厕3座。' >middle
    run extract --max-size 64K -j "$((5 - $1))" --resume -o part in middle in
    verdict "-j $1, kill -9, --resume: it goes on" says "part.part: goes on behind"
    verdict "-j $1, kill -9, --resume: nothing lost, nothing twice" cmp -s part twice
    verdict "-j $1, kill -9, --resume: exit code 1, also for what failed before" ends 1
    verdict "-j $1, kill -9, --resume: nothing is left behind" [ "$(echo part*)" = part ]
}
printf '全市新建公厕3座。' >middle
run extract --max-size 64K in middle in
mv out twice
killed 1
killed 4

conclude
