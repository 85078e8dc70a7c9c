#!/bin/sh
# sh test/gold.sh [--misses]: how well the records of the annotated texts in ../shared agree with the annotation.
# Arguments go to ../shared/gold/score.py. Fails when a figure falls below test/gold_floor.txt; 77 without ../shared.
set -u
root=$(cd "$(dirname "$0")/.." && pwd) || exit 1
cd "$root" || exit 1
shared=$root/../shared
[ -f "$shared/gold/score.py" ] || exit 77

mkdir -p build
if ! { cmake --preset release && cmake --build --preset release --target zhibiao_program; } >build/gold.log 2>&1; then
    cat build/gold.log
    exit 1
fi

rm -rf build/gold
mkdir -p build/gold
for text in "$shared"/seeds/*.txt "$shared"/texts/*.txt; do
    name=$(basename "$text" .txt)
    build/release/zhibiao extract --format jsonl "$text" >"build/gold/$name.jsonl" || exit 1
done

python3 -B "$shared/gold/score.py" --all "$shared/gold" build/gold "$@" || exit 1
python3 -B "$shared/gold/score.py" --all "$shared/gold" build/gold --json >build/gold.json || exit 1
python3 -B - build/gold.json test/gold_floor.txt <<'END'
import json, sys
figures = json.load(open(sys.argv[1]))
low = False
for line in open(sys.argv[2], encoding="utf-8"):
    words = line.split("#")[0].split()
    if words:
        name, floor = words[0], float(words[1])
        value = figures
        for part in name.split("."):
            value = value[part]
        if value < floor:
            print(f"{name} is {value}, below its floor {floor}")
            low = True
sys.exit(low)
END
