#!/bin/sh
# Several files at once: how many times the rate of one process have two of them, and -j 2? usage: jobs.sh PROGRAM FOLDER [ROUNDS].
# Each round (11) runs the three one after the other on all texts of the folder; the best time of each counts, since what else the
# machine does only takes away.
set -eu
program=$1 folder=$2 rounds=${3:-11}
python3 - "$program" "$folder" "$rounds" <<'END'
import subprocess
import sys
import time

program, folder, rounds = sys.argv[1], sys.argv[2], int(sys.argv[3])


def run(processes, jobs):
    begin = time.perf_counter()
    command = [program, "extract", "-r", "-j", str(jobs), "-o", "/dev/null", folder]
    started = [subprocess.Popen(command, stderr=subprocess.DEVNULL) for _ in range(processes)]
    for process in started:
        process.wait()
    return time.perf_counter() - begin


ways = {"one process": (1, 1), "two processes, each all texts": (2, 1), "one process, -j 2": (1, 2)}
best = {name: float("inf") for name in ways}
for _ in range(rounds):
    for name, way in ways.items():
        best[name] = min(best[name], run(*way))
one = best["one process"]
for name, (processes, _) in ways.items():
    print(f"{name:32} {best[name]:7.3f} s {processes * one / best[name]:6.2f} times the rate")
END
