#!/bin/sh
# What Tab offers, asked of the shells themselves; those that are not here are passed over.
. "$(dirname "$0")/verdicts.inc"
made=$root/examples/cli/completions
code=0
mkdir folder
: >folder/text.txt
: >a.txt

# in_bash WORD...: what bash offers for the last word, one a line, in the file out
in_bash() {
    bash --norc --noprofile -c '. "$0"; COMP_WORDS=(zhibiao "$@"); COMP_CWORD=$#; COMPREPLY=(); _zhibiao
        printf "%s\n" "${COMPREPLY[@]}"' "$made/zhibiao.bash" "$@" >out 2>err
}
offers() { grep -qxF -e "$1" out; }
offers_nothing() { [ -z "$(tr -d '\n' <out)" ]; }

if command -v bash >/dev/null 2>&1; then
    in_bash ''
    verdict "bash: commands" eval 'offers extract && offers compare && offers --help && is_quiet'
    verdict "bash: not what is for us" eval '! offers generate'
    in_bash ex
    verdict "bash: commands that begin so" eval 'offers extract && offers explain && ! offers tokens'
    in_bash extract --for
    verdict "bash: options" eval 'offers --format && offers --form-feed && ! offers --date'
    in_bash tokens --b
    verdict "bash: no options of other commands" offers_nothing
    in_bash check --
    verdict "bash: check has few" eval 'offers --help && ! offers --encoding'
    in_bash extract --format ''
    verdict "bash: formats" eval 'offers jsonl && offers html && ! offers --help'
    in_bash tokens -f ''
    verdict "bash: formats of tokens" eval 'offers table && ! offers csv'
    in_bash extract --format = js
    verdict "bash: behind an equals sign" eval 'offers json && ! offers csv'
    in_bash extract --format =
    verdict "bash: right behind an equals sign" offers csv
    in_bash extract --date ''
    verdict "bash: nothing where nothing is known" offers_nothing
    in_bash extract a
    verdict "bash: paths are left to bash itself" eval 'offers_nothing && is_quiet'
    in_bash extract --fields source,act
    verdict "bash: fields one after the other" eval 'offers source,actual_value && ! offers actual_value'
    in_bash extract --fields source,id,sou
    verdict "bash: no field twice" offers_nothing
    in_bash compare --fields ''
    verdict "bash: fields of a comparison" eval 'offers verdict && ! offers rule'
    in_bash extract -- --for
    verdict "bash: no options behind --" offers_nothing
    in_bash frobnicate --
    verdict "bash: nothing of unknown commands" offers_nothing
else
    echo "ok - bash # skipped: not here"
fi

# in_fish LINE: the same of fish, which adds what each is for
in_fish() {
    HOME=$PWD fish --no-config -c 'source $argv[1]; complete -C $argv[2]' "$made/zhibiao.fish" "$1" 2>err | cut -f 1 >out
}
if command -v fish >/dev/null 2>&1; then
    in_fish 'zhibiao '
    verdict "fish: commands, and no files" eval 'offers extract && ! offers a.txt'
    in_fish 'zhibiao extract --for'
    verdict "fish: options" eval 'offers --format && offers --form-feed && ! offers --date'
    in_fish 'zhibiao tokens --b'
    verdict "fish: no options of other commands" eval '! offers --bom'
    in_fish 'zhibiao tokens --format '
    verdict "fish: formats of tokens" eval 'offers table && ! offers csv && ! offers a.txt'
    in_fish 'zhibiao extract --fields source,act'
    verdict "fish: fields one after the other" offers source,actual_value
    in_fish 'zhibiao extract '
    verdict "fish: paths" eval 'offers a.txt && offers folder/'
    in_fish 'zhibiao extract --date '
    verdict "fish: nothing where nothing is known" eval '! offers a.txt'
else
    echo "ok - fish # skipped: not here"
fi

# in_zsh LINE: what stands on a terminal after Tab, twice
in_zsh() {
    python3 - "$made" "$1" >out 2>err <<'END'
import os, pty, select, sys, time
made, line = sys.argv[1:]
pid, terminal = pty.fork()
if pid == 0:
    os.environ.update(TERM="dumb", HOME=os.getcwd(), ZDOTDIR=os.getcwd(), LC_ALL="C.UTF-8")
    os.execvp("zsh", ["zsh", "-f", "-i"])

def read_until(mark, seconds):
    seen, end = b"", time.monotonic() + seconds
    while mark not in seen and time.monotonic() < end:
        if select.select([terminal], [], [], 0.2)[0]:
            seen += os.read(terminal, 65536)
    return seen

def send(text):
    os.write(terminal, text.encode())

send(f"unsetopt zle_bracketed_paste; PS1=; fpath=('{made}' $fpath); autoload -Uz compinit; compinit -u -D; LISTMAX=999; "
     "setopt listpacked; echo rea''dy\n")
read_until(b"ready", 20)
send("bindkey '^X' end-of-list-mark; end-of-list-mark() { zle -I; echo en''ded }; zle -N end-of-list-mark; echo agai''n\n")
read_until(b"again", 5)
send(line + "\t\t\x18")
print(read_until(b"ended", 10).decode(errors="replace").replace("\r", ""))
send("\x03\nexit\n")
END
}
if command -v zsh >/dev/null 2>&1 && command -v python3 >/dev/null 2>&1; then
    in_zsh 'zhibiao '
    verdict "zsh: commands" eval 'writes "write the records of texts" && ! writes generate'
    in_zsh 'zhibiao extract --for'
    verdict "zsh: options" eval 'writes --format && writes --form-feed && ! writes --date'
    in_zsh 'zhibiao tokens --format='
    verdict "zsh: formats of tokens" eval 'writes table && ! writes csv'
    in_zsh 'zhibiao extract --fields source,actual_v'
    verdict "zsh: fields one after the other" writes source,actual_value
    in_zsh 'zhibiao extract --date '
    verdict "zsh: no files where a day is wanted" eval '! writes a.txt'
else
    echo "ok - zsh # skipped: not here"
fi
conclude
