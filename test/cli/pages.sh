#!/bin/sh
# Web pages at the command line: by name, by how they begin, by --html; what --html-select chooses, and says when it cannot.
. "$(dirname "$0")/verdicts.inc"
pages=$root/fixtures/html

run extract "$pages/y_trs.html"
if says "built without"; then
    verdict "without gumbo a page is an error" both 1 "y_trs.html: this is HTML"
    verdict "without gumbo: error line" writes '"error":{"code":"unsupported",'
    conclude
fi
verdict "a page by its name" ends 0
verdict "its records" has_lines 14
verdict "nothing of the page around" eval '! writes 3860万 && ! writes 50万人'

cp "$pages/y_trs.html" plain.txt
run extract plain.txt
verdict "a page by how it begins" has_lines 14
run extract - <"$pages/y_trs.html"
verdict "a page from the standard input" has_lines 14
{ echo '记者从有关部门了解到：'; cat "$pages/y_trs.html"; } >late.txt
run extract --html late.txt
verdict "a page because --html says so" eval 'ends 0 && writes 486公里 && ! writes "50万人"'
printf '全市新建公厕<b>12</b>座。' >text.txt
run extract text.txt
verdict "a text that mentions tags is a text" eval 'ends 0 && ! writes 12座'
run extract --html text.txt
verdict "the same read as a page" writes '"text":"12座"'
cp text.txt text.SHTML
run extract text.SHTML
verdict "names in capitals" writes '"text":"12座"'

mkdir -p folder
cp "$pages/y_ucap.html" folder/b.htm
cp text.txt folder/a.html
echo '全市新建公厕13座。' >folder/c.txt
run extract folder
verdict "folders: texts and pages, in order" eval 'ends 0 && [ "$(sed -n "1s/.*folder.\(.\).*/\1/p;\$s/.*folder.\(.\).*/\1/p" out | tr -d "\n")" = ac ]'

run extract --html-select '#UCAP-CONTENT' folder/b.htm
verdict "a selector" eval 'ends 0 && is_quiet && has_lines 7'
run extract --html-select 'aside p' folder/b.htm
verdict "a selector overrides" eval 'ends 0 && has_lines 3 && writes 56亿元 && ! writes 26处'
run extract --html-select '.nowhere' folder/b.htm
verdict "a selector that matches nothing: no record, a warning" eval 'ends 0 && is_empty && says "b.htm: --html-select matches nothing"'
run extract --html-select '.nowhere' folder/c.txt
verdict "a selector says nothing about texts" eval 'ends 0 && is_quiet && has_lines 1'
for bad in '' '#' 'div > p' 'p:first' 'a,b'; do
    run extract --html-select "$bad" folder/b.htm
    verdict "malformed selector '$bad'" eval 'both 2 "--html-select: a selector is made of" && is_empty'
done

run extract "$pages/i_cut.html" "$pages/i_frameset.html" "$pages/i_unclosed.html"
verdict "broken pages are read" eval 'ends 0 && is_quiet'
awk 'BEGIN { for (i = 0; i < 20000; i++) printf "<div>"; print "全市新建公厕12座。" }' >deep.html
run extract deep.html folder/c.txt
verdict "a page that is too deep" both 1 "nested too deep"
verdict "a page that is too deep: error line, and the next file" eval 'writes "\"code\":\"limit\"" && writes 13座'
run extract "$pages/y_trs.html"
verdict "the page's date serves" writes '"to":"2025-09-30"'
run extract --date 2020-12-01 "$pages/y_trs.html"
verdict "the caller's date wins" writes '"to":"2020-09-30"'
conclude
