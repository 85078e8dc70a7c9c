#!/bin/sh
# sh examples/quickstart.sh: installs what is missing (it says what), builds the program, shows the records of the texts in
# fixtures/news/ as a table, and makes a scorecard of a plan and its review. From any folder; writes to build/ and nowhere else.
set -u
root=$(cd "$(dirname "$0")/.." && pwd) || exit 1
cd "$root" || exit 1
. test/need.sh
need_build
install_missing || exit 1

mkdir -p build
if ! { cmake --preset release && cmake --build --preset release --target zhibiao_program; } >build/quickstart.log 2>&1
then
    cat build/quickstart.log
    exit 1
fi
echo "Built build/release/zhibiao. Now: zhibiao extract --format table fixtures/news"
echo
build/release/zhibiao extract --format table fixtures/news || exit 1
build/release/zhibiao compare --format html -o build/scorecard.html \
    --plan fixtures/pairs/plan.txt --review fixtures/pairs/review.txt || exit 1
echo
echo "What the plan promised against what the review reports: open $root/build/scorecard.html in a browser."
