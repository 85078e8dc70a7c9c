#!/bin/sh
# Who is paired with whom, and how it is judged: the fixtures' plan and review against a table that was read row by row, and, where
# ../shared is, the annotated pairs (precision at least 0.95, recall 0.90, every verdict right). $1: the program.
set -u
cd "$(dirname "$0")/.." || exit 1
program=${1:-build/release/zhibiao}
python3 -B test/pairs.py "$program" || exit 1
if [ -d ../shared/gold/pairs ]; then
    python3 -B test/pairs.py "$program" --gold ../shared/gold || exit 1
else
    echo "skipped - ../shared/gold/pairs is not here"
fi
