#!/bin/sh
# Ten thousand files, fifty of them broken in five ways: each good one gives its record, each broken one an error line in its place, in the
# order of their names, and the exit code is 1. Run time: a few seconds (sanitized, half a minute).
. "$(dirname "$0")/verdicts.inc"
python3 - <<'END' || exit 77
import os
os.makedirs("in")
nested = b"<html><body>" + b"<div>" * 700 + "新建公厕12座。".encode()
attributes = b"<html><body><p " + b" ".join(b"a%d=1" % i for i in range(5000)) + b">x</p>"
broken = [("txt", b"\0\1\2\3\xff\xfe\0\0" * 200), ("txt", b"\x7fELF\x02\x01\x01\0\0\0\0\0\0" * 99), ("html", nested),
          ("html", attributes), ("txt", "新建公厕12座。".encode() * 6000)]
names = []
for i in range(10000):
    end, content = broken[i // 200 % 5] if i % 200 == 77 else ("txt", f"全市新建公厕{i + 1}座。\n".encode())
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
verdict "10,000 lines" [ "$(wc -l <whole)" -eq 10000 ]
verdict "50 are errors" [ "$(grep -c '"error":{' whole)" -eq 50 ]
verdict "9,950 are records" [ "$(grep -c '"indicator":"新建公厕"' whole)" -eq 9950 ]
verdict "one for each file, in order" eval 'order whole | cmp -s - names'
verdict "each figure is its own file's" [ "$(grep -v '"error":{' whole | sed 's/.*"actual":{"value":"\([0-9]*\)".*/\1/' | sort -un | wc -l)" -eq 9950 ]
verdict "each error is told on stderr too" [ "$(grep -c '^zhibiao: in/' err)" -eq 50 ]

# The rest waits for the options.
if "$program" extract --help | grep -q -e --jobs; then
    run extract --max-size 64K -j 4 in
    verdict "-j 4: the same, in the same order" cmp -s out whole
else
    echo "ok - -j 4 # skipped: this program has no --jobs"
fi
if "$program" extract --help | grep -q -e --resume; then
    "$program" extract --max-size 64K --resume -o part in 2>err &
    child=$!
    sleep 0.2
    kill -9 "$child" 2>/dev/null
    wait "$child" 2>/dev/null
    run extract --max-size 64K --resume -o part in
    verdict "killed and resumed: nothing lost, nothing twice" cmp -s part whole
else
    echo "ok - kill -9 and --resume # skipped: this program has no --resume"
fi
conclude
