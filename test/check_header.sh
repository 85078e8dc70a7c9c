#!/bin/sh
# The public header alone compiles as C99, C11 and C++, without a warning. $1: the C compiler.
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
exit $failed
