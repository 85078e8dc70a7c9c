#!/bin/sh
# Inputs that are not there, not text, or broken: a message with the file's name, an error line, and the run goes on.
. "$(dirname "$0")/verdicts.inc"
bad=$root/fixtures/bad
echo '全市新建公厕12座。' >good.txt
mkdir folder
echo '全市新建公厕12座。' >folder/readme.md
: >empty.txt

run extract missing.txt
verdict "missing path" both 1 "zhibiao: missing.txt: No such file"
verdict "missing path: error line" writes '{"source":"missing.txt","error":{"code":"io","message":"No such file'
verdict "missing path: only that line" has_lines 1

run extract missing.txt good.txt
verdict "the run goes on" ends 1
verdict "the run goes on: records of the next" writes '"source":"good.txt","id":1,'

run extract folder
verdict "folder without text" both 1 "zhibiao: folder: this folder has no .txt file"

run extract empty.txt
verdict "empty file" both 0 "zhibiao: empty.txt: the file is empty"
verdict "empty file: no records" is_empty
run extract - </dev/null
verdict "empty standard input" both 0 "zhibiao: stdin: the file is empty"
run extract "$bad/blank.txt"
verdict "blank file" ends 0
verdict "blank file: no records" is_empty

run extract "$bad/binary.bin"
verdict "binary file" both 1 "binary.bin: "
verdict "binary file: where" says "(byte "
verdict "binary file: error line" writes '"error":{"code":"binary",'

run extract --encoding UTF-8 "$bad/broken_utf8.txt"
verdict "broken bytes" both 0 "not valid UTF-8, read as U+FFFD"
verdict "broken bytes: the rest is read" writes '"source":'
for name in overlong_utf8 truncated_utf8 odd_utf16le broken_gb18030 one_long_line; do
    run extract "$bad/$name.txt"
    verdict "$name" ends 0
done
run extract "$bad/nul_inside.txt"
verdict "NUL inside: error or records" eval 'ends 0 || ends 1'

run extract --format csv missing.txt good.txt
verdict "csv holds no error lines" eval 'ends 1 && ! writes missing'
run extract --format json missing.txt good.txt missing.txt
verdict "json stays an array" eval 'ends 1 && [ "$(head -n 1 out)" = "[" ] && [ "$(tail -n 1 out)" = "]" ]'
if command -v python3 >/dev/null; then
    verdict "json can be read" python3 -c 'import json; json.load(open("out", encoding="utf-8"))'
fi
ln -s loop loop
run extract loop
verdict "link to itself" both 1 "zhibiao: loop: "
run extract good.txt/inside
verdict "file taken for a folder" both 1 "zhibiao: good.txt/inside: "
printf '全市新建公厕12座。' >"$(printf 'na\377me.txt')"
run extract "$(printf 'na\377me.txt')"
verdict "name that is no UTF-8" writes "$(printf '"source":"na\357\277\275me.txt"')"
conclude
