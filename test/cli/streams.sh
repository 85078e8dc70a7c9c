#!/bin/sh
# Several documents in one file or pipe: --form-feed, --split-on, --jsonl-field; and what is too large.
. "$(dirname "$0")/verdicts.inc"
one='全市新建公厕12座。'
two='全省新增水窖7口。'

sources() { sed 's/^{"source":"\([^"]*\)".*/\1/' out | tr '\n' ' '; }

# form feeds
printf '%s\n\f%s\n\f \n\f%s' "$one" "$two" "$one" >pages.txt
run extract --form-feed pages.txt
verdict "a form feed ends a document; blank ones do not count" [ "$(sources)" = "pages.txt#1 pages.txt#2 pages.txt#3 " ]
verdict "each has records from 1 on" [ "$(grep -c '"id":1,' out)" -eq 3 ]
verdict "offsets are of the document" [ "$(grep -c '"byte_start":18,' out)" -eq 3 ]
run extract pages.txt
verdict "without the option it is one document" [ "$(sources)" = "pages.txt pages.txt pages.txt " ]
run extract --form-feed - <pages.txt
verdict "standard input" [ "$(sources)" = "stdin#1 stdin#2 stdin#3 " ]
printf '%s\f\f%s\f' "$one" "$two" >ends.txt
run extract --form-feed ends.txt
verdict "nothing between two and behind the last" [ "$(sources)" = "ends.txt#1 ends.txt#2 " ]
run extract --form-feed - </dev/null
verdict "an empty stream is told" both 0 "stdin: the file is empty"
printf '%s\f' "$one" | iconv -f UTF-8 -t UTF-16 >wide.txt
run extract --form-feed wide.txt pages.txt
verdict "UTF-16 is not split, and says so" both 1 "zhibiao: wide.txt#1: UTF-16 is not split"
verdict "the next file is" writes '"source":"pages.txt#3"'
printf '%s\f%s\f' "$one" "$two" | iconv -f UTF-8 -t GB18030 >gb.txt
run extract --form-feed gb.txt
verdict "GB18030 is" [ "$(sources)" = "gb.txt#1 gb.txt#2 " ]

# --split-on
printf '### a\n%s\n### b\r\n%s\n%s\n### c' "$one" "$two" "$one" >marked.txt
run extract --split-on '^###' marked.txt
verdict "a line that matches begins a document" [ "$(sources)" = "marked.txt#1 marked.txt#2 marked.txt#2 " ]
run extract --split-on '第[一二三]篇$' - <<END
第一篇
$one
第二篇
$one
第四篇
$one
END
verdict "Chinese in the pattern is characters, not bytes" [ "$(sources)" = "stdin#1 stdin#2 stdin#2 " ]
run extract --split-on 'b$' marked.txt
verdict "CRLF is no part of the line" [ "$(sources)" = "marked.txt#1 marked.txt#2 marked.txt#2 " ]
{ head -c 9000 /dev/zero | tr '\0' x; echo "### $one"; echo "$two"; } >long_line.txt
run extract --split-on '###' long_line.txt
verdict "a line's first 4096 bytes are looked at" eval 'writes "long_line.txt#1" && ! writes "#2"'
run extract --split-on '(' marked.txt
verdict "malformed pattern" both 2 "--split-on, at byte 1: missing closing parenthesis"
verdict "malformed pattern: no data" is_empty
run extract --split-on x --form-feed marked.txt
verdict "two ways to split" both 2 "give one"
run extract --form-feed --encoding UTF-16LE marked.txt
verdict "an encoding that is not split" both 2 "not split"

# JSON
if "$program" extract --jsonl-field text /dev/null 2>err; then
    cat >lines.jsonl <<END
{"id": "a-1", "text": "$one", "day": "2024-03-01T08:00:00Z"}

{"id": 7, "text": "$two", "day": null}
{"id": 8, "text": "$two"
{"id": 9, "body": "$two"}
{"id": 10, "text": 5}
[1]
{"text": "今年全市新建公厕12座。", "day": "2024-03-01"}
{"text": "", "day": "today"}
END
    run extract --jsonl-field text --jsonl-id id --jsonl-date day lines.jsonl
    verdict "lines: the run goes on" ends 1
    verdict "lines: named by their id, else by the line" [ "$(sources)" = \
        "a-1 7 lines.jsonl#4 lines.jsonl#5 lines.jsonl#6 lines.jsonl#7 lines.jsonl#8 " ]
    verdict "lines: broken" says "zhibiao: lines.jsonl:4: not JSON: "
    verdict "lines: no such member" says 'zhibiao: lines.jsonl:5: no member "text"'
    verdict "lines: no text" says 'zhibiao: lines.jsonl:6: the member "text" is no text'
    verdict "lines: no object" says "zhibiao: lines.jsonl:7: not a JSON object"
    verdict "lines: a member that is no day" says "lines.jsonl#9: the member of --jsonl-date is no day"
    verdict "lines: error lines" [ "$(grep -c '"error":' out)" -eq 4 ]
    verdict "lines: offsets are of the text" writes '"byte_start":18,"byte_end":23'
    verdict "lines: the day dates 今年" writes '"from":"2024-01-01"'
    printf '\357\273\277{"text": "\\u516c厕12座，\\n水窖7口"}' | "$program" extract --jsonl-field text - >out 2>err
    code=$?
    verdict "a byte order mark, escapes, and no line end" eval 'ends 0 && is_quiet && writes "\"source\":\"stdin#1\""'
    printf '{"text": "\377"}\n{"text": "%s"}\n' "$one" >bytes.jsonl
    run extract --jsonl-field text bytes.jsonl
    verdict "bytes that are no UTF-8" both 1 "bytes.jsonl:1: not JSON: "
    verdict "bytes that are no UTF-8: the rest is read" writes '"source":"bytes.jsonl#2","id":1,'
    printf '{"text": "%s%s"}\n{"text": "%s"}\n' "$one$one$one" "$one$one$one" "$one" >sizes.jsonl
    run extract --jsonl-field text --max-size 100 sizes.jsonl
    verdict "a line that is too large" both 1 "sizes.jsonl:1: the line is larger than 100; --max-size can raise that"
    verdict "a line that is too large: the rest is read" eval 'has_lines 2 && writes "\"source\":\"sizes.jsonl#2\",\"id\":1,"'
    run extract --jsonl-field text --encoding GBK lines.jsonl
    verdict "JSON is UTF-8" both 2 "no --encoding"
else
    verdict "built without JSON: it says so" says "without Jansson"
fi
run extract --jsonl-id id pages.txt
verdict "an id of no JSON" both 2 "go with --jsonl-field"

# what is too large
run extract --max-size 20 pages.txt
verdict "too large" both 1 "zhibiao: pages.txt: the file is larger than 20; --max-size can raise that (byte 20)"
verdict "too large: error line" writes '"error":{"code":"limit",'
run extract --max-size 20 - <pages.txt
verdict "too large, standard input" both 1 "stdin: the "
run extract --max-size 1K pages.txt
verdict "not too large" ends 0
{ printf '%s\f' "$one"; for i in 1 2 3 4 5 6 7 8 9; do printf '%s' "$two$two$two"; done; printf '\f%s' "$one"; } >mixed.txt
run extract --form-feed --max-size 500 mixed.txt
verdict "one of several is too large" both 1 "mixed.txt#2: the document that begins here is larger than 500; --max-size can"
verdict "one of several is too large: where" says "(byte 27)"
verdict "one of several is too large: the others are read" [ "$(sources)" = "mixed.txt#1 mixed.txt#2 mixed.txt#3 " ]
for size in 0 12X K 1KK -5 9999999999; do
    run extract --max-size "$size" pages.txt
    verdict "no size: $size" both 2 "a size is written 500K, 64M or 2G: $size"
done
run extract --part-size 2G pages.txt
verdict "a part that is too large" both 2 "a part has from 64 bytes to 1023M: 2G"

# binary in the middle
{ printf '%s\f' "$one"; head -c 3000 /dev/zero; printf '\1\2\f%s' "$two"; } >binary.txt
run extract --form-feed binary.txt
verdict "binary in the middle" both 1 "zhibiao: binary.txt#2: the input is binary, not text"
verdict "binary in the middle: the others are read" [ "$(sources)" = "binary.txt#1 binary.txt#2 binary.txt#3 " ]

# a pipe that does not end: what is complete comes out while it is open
mkfifo in
"$program" extract --form-feed in >out 2>err &
child=$!
exec 3>in
printf '%s\f' "$one" >&3
tries=0
while [ ! -s out ] && [ $tries -lt 100 ]; do
    sleep 0.1
    tries=$((tries + 1))
done
code=0
verdict "records come while the pipe is open" writes '"source":"in#1","id":1,'
exec 3>&-
wait "$child"
code=$?
verdict "the pipe ends well" ends 0
if command -v timeout >/dev/null; then
    yes "$one" | timeout 60 "$program" extract --split-on "$one" - 2>err | head -n 500 >out
    code=0
    verdict "an endless pipe, a reader that had enough" has_lines 500
    yes "$one" | timeout 60 "$program" extract --part-size 64K - 2>err | head -n 500 >out
    verdict "an endless document in parts" eval 'has_lines 500 && is_quiet'
fi

# many files: neither memory nor descriptors grow with their number
mkdir many
i=0
while [ $i -lt 2000 ]; do
    echo "$one" >many/$i.txt
    i=$((i + 1))
done
code=$( (ulimit -n 16; "$program" extract many >out 2>err; echo $?))
verdict "2,000 files with 16 descriptors" eval 'ends 0 && has_lines 2000'
conclude
