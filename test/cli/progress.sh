#!/bin/sh
# The progress line: on a terminal that does not show the data too, and nowhere else.
. "$(dirname "$0")/verdicts.inc"
command -v python3 >/dev/null 2>&1 || exit 77
escape=$(printf '\033')
for n in 1 2 3; do echo '全市新建公厕12座。' >"$n.txt"; done
mkfifo slow.txt
unset NO_COLOR
TERM=xterm
export TERM

# seen WHERE ARGUMENT...: what a terminal of 80 columns shows for the standard error, and where the standard output is one (WHERE is
# tty), for that too; else it is WHERE, a file. The pipe slow.txt gives its text late, so that the run takes more than a moment.
seen() {
    python3 - "$program" "$@" >out 2>err <<'END'
import fcntl, os, pty, struct, subprocess, sys, termios, threading, time
program, where, *arguments = sys.argv[1:]
ours, theirs = pty.openpty()
fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, int(os.environ.get("WIDE", "80")), 0, 0))

def feed():
    try:
        pipe = os.open("slow.txt", os.O_WRONLY)
    except OSError:
        return
    time.sleep(0.5)
    os.write(pipe, "全市新建公厕13座。\n".encode())
    time.sleep(0.05)
    os.close(pipe)

if "slow.txt" in arguments:
    threading.Thread(target=feed, daemon=True).start()
output = theirs if where == "tty" else open(where, "wb")
began = time.monotonic()
child = subprocess.Popen([program, *arguments], stdin=subprocess.DEVNULL, stdout=output, stderr=theirs)
os.close(theirs)
seen = b""
while True:
    try:
        piece = os.read(ours, 65536)
    except OSError:
        break
    if not piece:
        break
    seen += piece
sys.stdout.buffer.write(seen)
code = child.wait()
open("took", "w").write(str(int(1000 * (time.monotonic() - began))))
sys.exit(code)
END
    code=$?
}

seen data extract 1.txt missing.txt slow.txt 3.txt
verdict "a terminal, data in a file" eval 'ends 1 && writes " files"'
verdict "how many of how many, and what failed" eval 'writes "/4 files" && writes "1 failed"'
verdict "a bar" eval 'writes "[=" && writes "%"'
verdict "failures stand out" writes "${escape}[31m"
verdict "it goes away at the end" eval '[ "$(tail -c 4 out)" = "$(printf "\r\033[K")" ]'
verdict "messages have lines of their own" grep -aq '^zhibiao: missing.txt: No such file' out
verdict "the data is whole" eval '[ "$(grep -c 公厕 data)" -eq 3 ] && ! grep -q "$escape" data'
seen data extract -o file 1.txt slow.txt
verdict "-o" eval 'ends 0 && writes files && [ "$(wc -l <file)" -eq 2 ]'
seen tty extract -o file 1.txt slow.txt
verdict "-o, the standard output a terminal too" writes files
seen data compare --plan 1.txt --review slow.txt
verdict "compare: counts" eval 'ends 0 && writes "files  "'
WIDE=30
export WIDE
seen data extract 1.txt missing.txt slow.txt 3.txt
verdict "a narrow terminal: no line is broken" eval '! writes "[=" && writes "/4 files"'
WIDE=8
seen data extract 1.txt slow.txt 3.txt
verdict "a very narrow one: nothing that would not fit" eval 'ends 0 && ! writes files'
unset WIDE
NO_COLOR=1
export NO_COLOR
seen data extract 1.txt missing.txt slow.txt 3.txt
verdict "NO_COLOR: the line without colour" eval 'writes "1 failed" && ! writes "${escape}[31m"'
unset NO_COLOR

# and where there must be none
without() { ! writes files && ! writes "${escape}"; }
seen tty extract 1.txt slow.txt
verdict "not where the data is shown" eval 'ends 0 && writes 公厕 && without'
seen tty extract -o - 1.txt slow.txt
verdict "not with -o - either" without
seen data extract --no-progress 1.txt slow.txt
verdict "not with --no-progress" eval 'ends 0 && without'
seen data extract 1.txt 2.txt 3.txt
if [ "$(cat took)" -lt 400 ]; then
    verdict "not in a run of a moment" eval 'ends 0 && without'
else
    echo "ok - not in a run of a moment # skipped: it took longer here"
fi
TERM=dumb
seen data extract 1.txt slow.txt
verdict "not on a terminal without a cursor" eval 'ends 0 && without'
TERM=xterm
(sleep 0.6; cat 1.txt >slow.txt) &
run extract -o file 1.txt slow.txt
wait
verdict "not in a pipe or a file" eval 'ends 0 && is_quiet && is_empty'
conclude
