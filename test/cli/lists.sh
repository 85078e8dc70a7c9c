#!/bin/sh
# --files-from: paths from a list, a line or a NUL each.
. "$(dirname "$0")/verdicts.inc"
mkdir folder
for name in a.txt b.txt 'with blank.txt' folder/c.txt ./-; do echo "全市新建公厕12座。" >"$name"; done
sources() { sed 's/^{"source":"\([^"]*\)".*/\1/' out | tr '\n' '|'; }
reads() { ends 0 && [ "$(sources)" = "$1" ]; } # reads 'a.txt|b.txt|'

printf 'b.txt\na.txt\n' >list
run extract --files-from list
verdict "a list, in its order" reads 'b.txt|a.txt|'
run extract --files-from list with\ blank.txt
verdict "paths of the line come first" reads 'with blank.txt|b.txt|a.txt|'
printf 'b.txt\n\n\nwith blank.txt' >list
run extract --files-from list
verdict "blank lines, and a last line without its end" eval 'reads "b.txt|with blank.txt|" && is_quiet'
printf 'b.txt\r\na.txt\r\n' >list
run extract --files-from list
verdict "a list from Windows" reads 'b.txt|a.txt|'
printf 'folder\na.txt\n' >list
run extract --files-from list
verdict "folders" reads 'folder/c.txt|a.txt|'
printf 'a.txt\nb.txt\n' | "$program" extract --files-from - >out 2>err
code=$?
verdict "the standard input" reads 'a.txt|b.txt|'
find . -name '*.txt' -print0 | sort -z | "$program" extract --files-from - -0 >out 2>err
code=$?
verdict "NULs" reads './a.txt|./b.txt|./folder/c.txt|./with blank.txt|'
mv a.txt 'two
lines.txt'
printf 'two\nlines.txt\0b.txt' | "$program" extract --files-from - --null >out 2>err
code=$?
verdict "a name of two lines" eval 'ends 0 && has_lines 2 && writes "two\\nlines.txt"'
mv 'two
lines.txt' a.txt
echo - >list
run extract --files-from list
verdict "- in a list is a file of that name, not the standard input" reads './-|'
printf 'a.txt\nmissing.txt\nb.txt\n' >list
run extract --files-from list
verdict "one is missing: the others are read" eval 'ends 1 && says "missing.txt: No such file" && has_lines 3'
printf -- '--help\na.txt\n' >list
run extract --files-from list
verdict "a name in the list is no option" eval 'ends 1 && says "--help: No such file" && has_lines 2'
echo '../*.txt' >list
run extract --files-from list
verdict "and no pattern" eval 'ends 1 && says "../*.txt: No such file"'
: >list
run extract --files-from list
verdict "an empty list" eval 'both 0 "list: the list names no file" && is_empty'
run extract --format json --files-from list
verdict "an empty list, as JSON" eval 'ends 0 && [ "$(tr -d "\n" <out)" = "[]" ]'
run tokens --files-from list a.txt
verdict "an empty list beside a path" eval 'ends 0 && is_quiet && ! is_empty'
printf 'a.txt\nb.txt\n' >list
run explain --files-from list
verdict "explain" eval 'ends 0 && writes "b.txt: 1 record"'
run extract --format sqlite -o news.db --files-from list
if says "built without SQLite"; then
    echo "ok - a database # skipped: built without SQLite"
else
    verdict "a database" ends 0
    run extract --format sqlite -o news.db --stats --files-from list
    verdict "a database has both" eval 'ends 0 && grep -q "^files  *2" err'
fi

# refuse CODE NAME MESSAGE ARGUMENT...
refuse() {
    wanted=$1 name=$2 message=$3
    shift 3
    run "$@"
    verdict "$name" eval 'both "$wanted" "$message" && is_empty'
}
echo old >kept
refuse 1 "no such list" "nolist: No such file" extract --files-from nolist -o kept
verdict "no such list: the old file stays" [ "$(cat kept)" = old ]
refuse 1 "a list that is a folder" "folder: Is a directory" extract --files-from folder
printf 'a.txt\0b.txt\0' >nuls
refuse 1 "a list with NULs and no -0" "nuls: the list has NUL bytes; -0 reads such a list" extract --files-from nuls
refuse 2 "-0 alone" "-0 goes with --files-from" extract -0 a.txt
refuse 2 "both from the standard input" "cannot both be the standard input" extract --files-from - -
refuse 2 "compare has no list" "unknown option: --files-from" compare --files-from list
conclude
