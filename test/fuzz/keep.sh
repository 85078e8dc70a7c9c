#!/bin/sh
# sh test/fuzz/keep.sh TARGET...: what long.sh has found by now, as seeds for everybody: of the inputs of at most 300 bytes, those that
# together reach what all of them reach, the 80 largest, go to test/fuzz/seeds/TARGET.base64, one a line. Run time: minutes.
set -eu
cd "$(dirname "$0")/../.."
bin=${FUZZ_BUILD:-build/fuzz}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p test/fuzz/seeds
for target; do
    mkdir "$work/$target" "$work/$target.small"
    find "$bin/corpus/$target" -type f -size -301c -exec cp -t "$work/$target.small" {} +
    nice "$bin/test/fuzz_$target" -set_cover_merge=1 "$work/$target" "$work/$target.small" >"$work/log" 2>&1
    for seed in $(ls -S "$work/$target" | head -n 80); do
        base64 -w 0 "$work/$target/$seed"
        echo
    done | LC_ALL=C sort >"test/fuzz/seeds/$target.base64"
    wc -lc "test/fuzz/seeds/$target.base64"
done
