#!/bin/sh
# sh test/fuzz/run.sh SECONDS [TARGET...]: fuzzes each target for so long, two at a time, starting from test/fuzz/seeds (made by
# keep.sh) and the fixtures. What is new goes to build/fuzz/corpus/TARGET, what fails to build/fuzz/finds/. Ends with 1 if anything failed.
# SEED=17 makes a run that can be had again: by this seed, and from nothing but the repository. Without it every run is another.
# Run time: SECONDS for each two targets, and half a minute of start. Wants the build of the preset fuzz.
set -u
cd "$(dirname "$0")/../.." || exit 1
bin=${FUZZ_BUILD:-build/fuzz}
seconds=$1
seed=${SEED:-0}
shift
[ $# -gt 0 ] || set -- parse html rules lexicon compare differential
mkdir -p "$bin/finds" "$bin/dict" "$bin/seeds"
rm -f "$bin"/failed.*
export UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1

# libFuzzer wants bytes above 127 in hexadecimal, people do not.
dictionary() {
    LC_ALL=C awk 'BEGIN { for (i = 128; i < 256; i++) hex[sprintf("%c", i)] = sprintf("\\x%02x", i) }
        /^"/ { out = ""
               for (i = 1; i <= length($0); i++) { c = substr($0, i, 1); out = out (c in hex ? hex[c] : c) }
               print out }' "test/fuzz/$1.dict"
}

# unpack TARGET FOLDER: the seeds, which stand one a line
unpack() {
    rm -rf "$2"
    mkdir -p "$2"
    number=0
    while read -r line; do
        number=$((number + 1))
        echo "$line" | base64 -d >"$2/$number"
    done <"test/fuzz/seeds/$1.base64"
}

seed_of() { sed -n 's/^INFO: Seed: //p' "$bin/$1.log"; }

# fuzz TARGET DICTIONARY FOLDER...
fuzz() {
    target=$1 words=$2
    shift 2
    corpus=$bin/corpus/$target
    if [ "$seed" -ne 0 ]; then
        corpus=$bin/smoke/$target
        rm -rf "$corpus"
    fi
    mkdir -p "$corpus"
    dictionary "$words" >"$bin/dict/$target"
    if [ -f "test/fuzz/seeds/$target.base64" ]; then
        unpack "$target" "$bin/seeds/$target"
        set -- "$bin/seeds/$target" "$@"
    fi
    if [ "$seed" -ne 0 ] && [ $# -gt 0 ]; then # folders are read in the order of the disk, and every order is another run
        find "$@" -type f | LC_ALL=C sort | paste -s -d , >"$bin/seeds/$target.list"
        set -- -seed_inputs=@"$bin/seeds/$target.list"
    fi
    if nice "$bin/test/fuzz_$target" -seed="$seed" -max_total_time="$seconds" -timeout=25 -rss_limit_mb=2500 -max_len=4000 \
        -dict="$bin/dict/$target" -artifact_prefix="$bin/finds/$target-" -print_final_stats=1 \
        "$corpus" "$@" >"$bin/$target.log" 2>&1; then
        sed -n "s/^stat::number_of_executed_units: */ok - fuzz $target for $seconds s by seed $(seed_of "$target"): executions /p" \
            "$bin/$target.log"
    else
        echo "not ok - fuzz $target by seed $(seed_of "$target"): see $bin/$target.log and $bin/finds/; its end:"
        grep -a -v '^#' "$bin/$target.log" | tail -n 60 | cut -c 1-400
        touch "$bin/failed.$target"
    fi
}

start() {
    case $1 in
        parse) fuzz parse text fixtures/news fixtures/encodings fixtures/layout fixtures/bad fixtures/html ;;
        html) fuzz html html fixtures/html ;;
        rules) fuzz rules rules fixtures/bad ;;
        lexicon) fuzz lexicon rules ;;
        compare) fuzz compare text fixtures/news ;;
        differential) fuzz differential text fixtures/news fixtures/encodings ;;
        *) echo "no such target: $1" >&2; touch "$bin/failed.$1" ;;
    esac
}

while [ $# -gt 0 ]; do
    start "$1" &
    shift
    if [ $# -gt 0 ]; then
        start "$1" &
        shift
    fi
    wait
done
! ls "$bin"/failed.* >/dev/null 2>&1
