# The public header as Doxygen reads it: awk -f lib/tools/doxygen.awk include/zhibiao.h. The header is written for people, with plain
# comments, and this makes of them
#
#     /* ---- rules ---- */             a group of functions
#     /* a comment before something     that thing's documentation; followed by an empty line it stays plain
#     int x; /* and behind it           the same
#
# and of the characters that Doxygen would take for orders, themselves. An `enum {` without a name keeps what stands behind it plain.

# What is in a comment, without its marks: \ < # @ are no orders.
function plain(text) {
    gsub(/\\/, "&&", text)
    gsub(/[<>#@]/, "\\\\&", text)
    return text
}

# A comment that may run over lines: `open` begins it, up to where it ends.
function comment(open, first,    out, line) {
    line = first
    out = open
    while (!(line ~ /\*\//)) {
        out = out plain(line) "\n"
        if ((getline line) <= 0)
            return out "*/"
    }
    return out plain(line)
}

function close_group() {
    if (groups)
        print "/** @} */"
}

NR == 1 {
    print comment("/** @file\n", substr($0, 3))
    next
}

/^\/\* ---- .* -+ \*\/$/ {
    close_group()
    title = $0
    sub(/^\/\* ---- /, "", title)
    sub(/ -+ \*\/$/, "", title)
    printf "/** @defgroup part%d %s\n@{ */\n", ++groups, title
    next
}

# Alone on its line: what comes next decides.
/^ *\/\*/ {
    text = comment("", substr($0, index($0, "/*") + 2))
    more = (getline following) > 0
    print (more && following !~ /^ *$/ ? "/**" : "/*") text
    if (!more)
        exit
    $0 = following
}

# Behind something.
/[^ {] *\/\*/ && !/^ *\/\*/ {
    at = index($0, "/*")
    print comment(substr($0, 1, at - 1) "/**<", substr($0, at + 2))
    next
}

{ print }

END { close_group() }
