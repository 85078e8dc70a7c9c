#!/bin/sh
# Colour: on a terminal, and not where it is not wanted.
. "$(dirname "$0")/verdicts.inc"
command -v python3 >/dev/null 2>&1 || exit 77
echo '全市新建公厕12座，完成年计划的120%。' >good.txt
escape=$(printf '\033')

# on_terminal ARGUMENT...: what the program says to a terminal
on_terminal() {
    python3 -c 'import os, pty, sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))' \
        "$program" "$@" >out 2>err </dev/null
    code=$?
}
TERM=xterm
export TERM
unset NO_COLOR
on_terminal extract --format table good.txt
verdict "a table on a terminal has colour" eval 'ends 0 && writes "${escape}[32m12座${escape}[0m"'
on_terminal compare --format table --plan good.txt --review good.txt
verdict "so has a comparison" writes "$escape"
NO_COLOR=1
export NO_COLOR
on_terminal extract --format table good.txt
verdict "NO_COLOR" eval 'writes 12座 && ! writes "$escape"'
unset NO_COLOR
TERM=dumb
on_terminal extract --format table good.txt
verdict "a terminal without colours" eval 'writes 12座 && ! writes "$escape"'
TERM=xterm
run extract --format table good.txt
verdict "a pipe" eval 'writes 12座 && ! writes "$escape"'
on_terminal extract --format table -o file good.txt
verdict "a file" eval 'grep -q 12座 file && ! grep -q "$escape" file'
conclude
