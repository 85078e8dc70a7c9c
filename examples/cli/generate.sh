#!/bin/sh
# sh examples/cli/generate.sh PROGRAM [FOLDER]: writes zhibiao.1 and the completions, which come of the table in options.c, into
# examples/cli (or FOLDER). The test check.generated compares them with those that are checked in.
set -eu
program=$1
here=$(cd "$(dirname "$0")" && pwd)
to=${2:-$here}
mkdir -p "$to/completions"
"$program" generate man <"$here/zhibiao.1.in" >"$to/zhibiao.1"
"$program" generate bash >"$to/completions/zhibiao.bash"
"$program" generate zsh >"$to/completions/_zhibiao"
"$program" generate fish >"$to/completions/zhibiao.fish"
