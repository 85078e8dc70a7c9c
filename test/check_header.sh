#!/bin/sh
# The public header alone compiles as C99, C11 and C++, without a warning; its structures lie as test/abi.c says. $1: the C compiler.
set -u
cc=${1:-cc}
root=$(cd "$(dirname "$0")/.." && pwd)
failed=0
strict="-Wall -Wextra -Wpedantic -Werror -fsyntax-only -I$root/include"

# try LANGUAGE STANDARD
try() {
    if echo '#include <zhibiao.h>' | $cc -x "$1" "-std=$2" $strict -; then
        echo "ok - $2"
    else
        echo "not ok - $2"
        failed=1
    fi
}
try c c99
try c c11
if echo 'int x;' | $cc -x c++ -fsyntax-only - 2>/dev/null; then
    try c++ c++98
    try c++ c++17
else
    echo "ok - C++ # skipped: $cc has none here"
fi
# shellcheck disable=SC2086
if $cc -std=c11 $strict "$root/test/abi.c"; then
    echo "ok - fields lie where they did"
else
    echo "not ok - a field of a public structure has moved: see test/abi.c"
    failed=1
fi
exit $failed
