#!/bin/sh
# Where the data goes: formats, -o, full disks, readers that go away.
. "$(dirname "$0")/verdicts.inc"
echo '全市新建公厕12座。' >good.txt

run extract good.txt
verdict "jsonl is the default" writes '{"source":"good.txt","id":1,'
verdict "jsonl: quiet" is_quiet
run extract --format csv --bom good.txt
verdict "csv begins with the mark" [ "$(head -c 3 out | od -An -tx1 | tr -d ' ')" = efbbbf ]
verdict "csv has a head and a row" has_lines 2
verdict "csv lines end in CRLF" grep -q "$(printf '\r$')" out
run extract --format table good.txt
verdict "table" eval 'ends 0 && writes indicator && [ "$(head -n 1 out)" = good.txt ]'
run tokens good.txt
verdict "tokens" writes '"text":"12座"'
run tokens --all --format table good.txt
verdict "tokens as a table" writes 12座
echo '会议研究出台了15条措施。' >measures.txt
run extract measures.txt
verdict "counts of measures are silent" is_empty
run extract --all measures.txt
verdict "--all gives them" eval 'writes "optional.counted_things" && writes "15条"'
run explain good.txt
verdict "explain" eval 'ends 0 && writes "good.txt: 1 record" && writes "12座/QTY" && writes "as written: 12座, bytes 18 to 23"'
"$program" extract - <good.txt >piped 2>err
code=$?
verdict "standard input" eval 'ends 0 && grep -q "\"source\":\"stdin\"" piped'

# -o
echo old >kept.jsonl
chmod 640 kept.jsonl
ln -s kept.jsonl link.jsonl
run extract -o link.jsonl good.txt
verdict "-o writes the file" eval 'ends 0 && grep -q "公厕" kept.jsonl'
verdict "-o keeps a link a link" [ -L link.jsonl ]
verdict "-o keeps the rights" [ "$(stat -c %a kept.jsonl 2>/dev/null || stat -f %Lp kept.jsonl)" = 640 ]
verdict "-o leaves nothing beside" [ "$(ls kept.jsonl* | wc -l)" -eq 1 ]
verdict "-o: nothing on the standard output" is_empty
run extract -o missing/x.jsonl good.txt
verdict "-o into no folder" both 4 "cannot write"
run extract -o partial.jsonl missing.txt good.txt
verdict "-o keeps what could be read" eval 'ends 1 && grep -q "\"error\"" partial.jsonl && grep -q 公厕 partial.jsonl'
run extract -o fresh.jsonl --colour good.txt
verdict "-o: a usage error makes no file" eval 'ends 2 && [ ! -e fresh.jsonl ]'

# a full disk
if [ -w /dev/full ]; then
    "$program" extract good.txt >/dev/full 2>err
    code=$?
    verdict "full standard output" both 4 "cannot write: No space left"
    "$program" extract --format table good.txt >/dev/full 2>err
    code=$?
    verdict "full standard output, table" both 4 "cannot write"
    "$program" explain good.txt >/dev/full 2>err
    code=$?
    verdict "full standard output, explain" both 4 "cannot write"
    "$program" check >/dev/full 2>err
    code=$?
    verdict "full standard output, check" ends 4
    "$program" --help >/dev/full 2>err
    code=$?
    verdict "full standard output, help" ends 4
    run extract -o /dev/full good.txt
    verdict "full device" both 4 "cannot write"
    verdict "the device is still one" [ -c /dev/full ]
fi

# ended in the middle: the old file stays, and nothing beside it
mkfifo slow
for signal in INT TERM HUP; do
    echo old >ended.jsonl
    # a shell has its background jobs ignore Ctrl-C; python undoes that
    python3 -c 'import os, signal, sys
signal.signal(signal.SIGINT, signal.SIG_DFL)
os.execv(sys.argv[1], sys.argv[1:])' "$program" extract -o ended.jsonl good.txt slow 2>err &
    child=$!
    exec 4>slow # opens when the program does
    verdict "$signal: writes beside" [ "$(ls ended.jsonl* | wc -l)" -eq 2 ]
    kill -s $signal "$child"
    wait "$child"
    code=$?
    exec 4>&-
    verdict "$signal ends it" [ "$code" -gt 128 ]
    verdict "$signal leaves the old file" [ "$(cat ended.jsonl*)" = old ]
done

# no room for all of it: an error, the old file, and nothing beside it
for n in 1 2 3 4 5 6 7 8; do cat good.txt good.txt good.txt good.txt; done >many.txt
echo old >small.jsonl
(ulimit -f 8 && "$program" extract -o small.jsonl many.txt many.txt) >out 2>err
code=$?
verdict "a file that may not grow" both 4 "cannot write: File too large"
verdict "a file that may not grow: the old one stays" [ "$(cat small.jsonl*)" = old ]

# a reader that goes away before the first byte: quiet, and no failure
mkfifo pipe
"$program" extract good.txt good.txt >pipe 2>err &
child=$!
exec 3<pipe
exec 3<&-
wait "$child"
code=$?
verdict "the reader went away" ends 0
verdict "the reader went away: quiet" is_quiet
conclude
