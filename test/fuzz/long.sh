#!/bin/sh
# sh test/fuzz/long.sh [MINUTES]: builds the fuzz targets and runs each for so long (60), two at a time, at the lowest priority. Run
# time: MINUTES for each two targets. A find is in build/fuzz/finds/: make it small with the target's own -minimize_crash=1, put it
# into fixtures/ with a name that says what it is, mend, run test/run.sh.
set -eu
cd "$(dirname "$0")/../.."
mkdir -p build
cmake --preset fuzz >build/fuzz.log
cmake --build --preset fuzz >>build/fuzz.log
exec nice -n 19 sh test/fuzz/run.sh $((${1:-60} * 60))
