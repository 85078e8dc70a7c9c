#!/bin/sh
# Mistakes on the command line: exit 2, a message that names the word, nothing on the standard output.
. "$(dirname "$0")/verdicts.inc"
echo '全市新建公厕12座。' >a.txt

# mistake NAME MESSAGE ARGUMENT...
mistake() {
    name=$1 message=$2
    shift 2
    run "$@"
    verdict "$name" both 2 "$message"
    verdict "$name: no data" is_empty
}
mistake "no command" "no command given"
mistake "unknown command" "unknown command: frobnicate" frobnicate a.txt
mistake "unknown option" "unknown option: --colour" extract --colour a.txt
mistake "unknown letter" "unknown option: -x" extract -x a.txt
mistake "unknown letter among others" "unknown option: -x" extract -rx a.txt
mistake "another command's option" "unknown option: --bom" tokens --bom a.txt
mistake "no path" "no path given" extract
mistake "no path for tokens" "no path given" tokens --all
mistake "option without its value" "needs a value: --format" extract a.txt --format
mistake "unknown format" "no such format: xml" extract --format xml a.txt
mistake "date out of shape" "a date is written 2024-01-31: 2024-1-31" extract --date 2024-1-31 a.txt
mistake "date that never was" "2023-02-29" extract --date 2023-02-29 a.txt
mistake "unknown encoding" "klingon" extract --encoding klingon a.txt
mistake "bom without csv" "--bom goes with --format csv" extract --bom a.txt
mistake "tokens as csv" "tokens have no csv" tokens --format csv a.txt
mistake "tokens as html" "tokens have no html" tokens --format html a.txt
mistake "unknown language" "labels are in zh or en: fr" extract --format html --lang fr a.txt

mistake "the option that was meant" "unknown option: --fromat; did you mean --format?" extract --fromat csv a.txt
mistake "the option that was meant, with a value" "--outptu=x; did you mean --output?" extract --outptu=x a.txt
mistake "the format that was meant" "no such format: cvs; did you mean csv?" extract --format cvs a.txt
mistake "the grouping that was meant" "did you mean region?" compare --plan a.txt --review a.txt --group regoin
mistake "the command that was meant" "unknown command: extarct; did you mean extract?" extarct a.txt
mistake "a path without a command" "unknown command: a.txt; did you mean extract a.txt?" a.txt
mistake "a path that there is not" "unknown command: nix.txt" nix.txt
verdict "and no guess for it" eval '! says "did you mean"'
mistake "the command that has the option" "unknown option: --threshold; did you mean compare --threshold?" extract --threshold 1 a.txt
mistake "an option before the command" "unknown option: --recursive; did you mean extract --recursive?" --recursive a.txt
mistake "a value that is not wanted" "this option takes no value: --html=yes" extract --html=yes a.txt
mistake "two options begin so" "unknown option: --fo; it could be --format or --form-feed" extract --fo a.txt
mistake "the hidden command knows four words" "generate makes man, bash, zsh or fish: tcsh" generate tcsh

run extract --format xml a.txt
verdict "no guess for xml" eval 'ends 2 && ! says "did you mean"'
# guessless WORD: nothing near enough, and no guess
guessless() {
    word=$1
    run extract "$word" a.txt
    verdict "no guess for $word" eval 'both 2 "unknown option: $word" && ! says "did you mean"'
}
for option in --colour --x --qqqq --a-word-that-is-longer-than-any-option-could-ever-be -x; do
    guessless $option
done
run extract --form-f a.txt
verdict "an option's beginning is enough" ends 0

for word in --help -h; do
    run $word
    verdict "$word ends well" ends 0
    verdict "$word is quiet" is_quiet
    for command in extract tokens explain check; do
        verdict "$word shows $command" writes "$command"
    done
done
run extract --help
verdict "extract --help ends well" ends 0
verdict "extract --help shows --bom" writes "--bom"
run check --help
verdict "check --help hides --format" eval '! writes --format'
verdict "check --help has no empty heading" eval '! writes "What to write"'
run tokens --help
verdict "tokens --help speaks of tokens only" eval 'writes "jsonl (the default), json or table" && ! writes csv && ! writes records'
run --help
verdict "--help tells each option once" [ "$(grep -c -e '--format' out)" -eq 1 ]
run --version
verdict "--version ends well" ends 0
verdict "--version names the libraries" eval 'writes ICU && writes PCRE2 && writes JIT'
verdict "--version names the rules" grep -qx 'rules [0-9a-f]\{12\}' out
run extract --date 2024-02-29 a.txt
verdict "29 February of a leap year" ends 0
run extract -- a.txt
verdict "-- ends the options" ends 0
conclude
