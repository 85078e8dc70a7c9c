#!/bin/sh
# The staircase of lib/README.md, read from the #include lines: nobody calls upstairs.
#   - a .c file includes its own floor's header, beside the system's;
#   - a floor's header includes only the header of the floor right below;
#   - only icu.c sees ICU, only html.c gumbo, only rule.c and match.c see PCRE2; zhibiao.c sees both for the macros of their versions.
set -u
cd "$(dirname "$0")/../lib" || exit 1

awk '
BEGIN {
    below["base.h"] = "zhibiao.h"; below["text.h"] = "base.h"; below["token.h"] = "text.h"
    below["grammar.h"] = "token.h"; below["meaning.h"] = "grammar.h"; below["write.h"] = "meaning.h"
    rooms["base.h"] = "base decimal datafile"
    below["layout.h"] = "text.h" # a room of the text floor with rooms of its own: no header above may name it
    below["decode.h"] = "text.h" # likewise
    rooms["text.h"] = "traditional"
    below["html.h"] = "text.h" # and likewise
    rooms["html.h"] = "html html_select html_main html_facts html_text"
    rooms["decode.h"] = "decode sniff utf8 gb18030 icu mojibake"
    rooms["layout.h"] = "characters marks lines edge page table column unwrap turn shape groups kinds flow layout"
    rooms["token.h"] = "lexicon number unit front quantity region vocabulary token cell"
    below["date.h"] = "token.h" # likewise
    rooms["date.h"] = "date_words date_parts date_forms date_core date date_calendar"
    rooms["grammar.h"] = "clause name limits rule need match"
    below["context.h"] = "meaning.h"; below["claim.h"] = "meaning.h"; below["record.h"] = below["compare.h"] = "meaning.h" # and likewise
    rooms["context.h"] = "context mood"
    rooms["claim.h"] = "claim list inherit plan topic row"
    rooms["record.h"] = "record result scope join"
    rooms["meaning.h"] = "document frame indicator silence attribute sheet derive view dateline engine amount"
    rooms["compare.h"] = "likeness candidates assign verdict"
    below["pairing.h"] = "compare.h" # a room of those with rooms of its own
    rooms["pairing.h"] = "items heads pairs rows compare"
    rooms["write.h"] = "write write_json write_csv write_table write_pairs zhibiao"
    below["pages.h"] = "write.h" # and likewise
    below["arrow.h"] = "write.h" # and likewise
    rooms["arrow.h"] = "arrow_vector arrow_schema write_arrow"
    rooms["pages.h"] = "html_words html_page html_record write_html html_bar html_score"
    folder["base.h"] = "cellar"; folder["text.h"] = "text"; folder["decode.h"] = "text/decode"; folder["html.h"] = "text/html"
    folder["layout.h"] = "text/layout"; folder["token.h"] = "tokens"; folder["date.h"] = "tokens/date"
    folder["grammar.h"] = "grammar"; folder["meaning.h"] = "meaning"
    folder["context.h"] = folder["claim.h"] = folder["record.h"] = "meaning"; folder["compare.h"] = folder["pairing.h"] = "meaning/compare"; folder["write.h"] = "roof"
    folder["pages.h"] = "roof/pages"; folder["arrow.h"] = "roof/arrow"
    for (header in rooms) {
        n = split(rooms[header], names, " ")
        for (i = 1; i <= n; i++) floor[names[i] ".c"] = header
    }
}
function last(path) { sub(/.*\//, "", path); return path }
function place(path) { return path ~ /\// ? substr(path, 1, length(path) - length(last(path)) - 1) : "" }
function complain(why) { printf "not ok - lib/%s:%d: %s\n", FILENAME, FNR, why; failed = 1 }
FNR == 1 {
    files++
    file = last(FILENAME)
    header = file in floor ? floor[file] : file
    if (!(file in floor) && !(file in below)) complain("stands on no floor: give it one in test/check_floors.sh")
    else if (place(FILENAME) != folder[header]) complain("its floor is the folder " folder[header])
}
/^[ \t]*#[ \t]*include/ {
    name = $0
    sub(/^[^"<]*["<]/, "", name); sub(/[">].*/, "", name)
    if (name ~ /^unicode\// && file != "icu.c" && file name != "zhibiao.cunicode/uvernum.h") complain("only icu.c may see ICU")
    if (name == "pcre2.h" && file !~ /^(rule|match|zhibiao)\.c$/) complain("only rule.c and match.c may see PCRE2")
    if (name == "gumbo.h" && file != "html.c") complain("only html.c may see gumbo")
    if (name == "setjmp.h" && file == "html.c") next # the way out of gumbo: lib/DESIGN.md
    if (name ~ /^(stdio|locale|wchar|wctype|ctype|assert|signal|setjmp)\.h$/) complain("no " name " in the library")
    if ($0 ~ /"/) {
        wanted = (file in below) ? below[file] : floor[file]
        if (name != wanted) complain("includes " name ", its floor allows only " wanted)
    }
}
END { if (!failed) printf "ok - %d files keep to their floors\n", files; exit failed }
' $(find . -name '*.[ch]' | sed 's,^\./,,' | LC_ALL=C sort)
