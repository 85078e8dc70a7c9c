#!/bin/sh
# sh test/analyse.sh: what tools find by reading lib/ and examples/cli/: gcc -fanalyzer, clang-tidy (its checks are in .clang-tidy),
# cppcheck. Then valgrind over the program, without JIT, whose machine code it cannot follow. A tool that is not here is passed over, and
# said so. Run time: eight minutes.
set -u
cd "$(dirname "$0")/.." || exit 1
mkdir -p build
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
flags="-std=c11 -Iinclude $(find lib -type d ! -name data ! -name cmake ! -name tools | sed 's/^/-I/' | tr '\n' ' ') -DZHIBIAO_WITH_HTML -DZHIBIAO_WITH_JSON -DZHIBIAO_WITH_SQLITE"
sources=$(find lib examples/cli examples/sqlite -name '*.c' | LC_ALL=C sort)
failed=0

# tool NAME COMMAND: whether it is here
tool() {
    command -v "$2" >/dev/null 2>&1 && return
    echo "ok - $1 # skipped: no $2 here"
    return 1
}

# verdict NAME: fine when nothing was found
verdict() {
    if [ -s "$work/found" ]; then
        echo "not ok - $1"
        cat "$work/found"
        failed=1
    else
        echo "ok - $1"
    fi
}

if tool "gcc -fanalyzer" gcc; then
    for source in $sources; do # shellcheck disable=SC2086
        gcc $flags -O1 -fanalyzer -c -o /dev/null "$source" 2>&1
    done | grep -e 'warning:' -e 'error:' >"$work/found"
    verdict "gcc -fanalyzer"
fi
if tool clang-tidy clang-tidy; then # shellcheck disable=SC2086
    clang-tidy --quiet $sources -- $flags 2>/dev/null | grep -E '(warning|error): ' | sort -u >"$work/found"
    verdict clang-tidy
fi
if tool cppcheck cppcheck; then # what is suppressed is wrong: a table filled by a function, a size that a test bounds, a list's end,
    # c ? (T){0} : x, which it cannot read
    # shellcheck disable=SC2086
    cppcheck --quiet --enable=warning,performance,portability --suppress=missingIncludeSystem --suppress=ctuuninitvar --suppress=internalAstError \
        --suppress=pointerOutOfBoundsCond:lib/tokens/unit.c --suppress=nullPointerRedundantCheck:lib/cellar/base.c --std=c11 ${flags#-std=c11 } lib examples/cli >"$work/found" 2>&1
    verdict cppcheck
fi
if tool valgrind valgrind; then
    nojit=build/nojit
    if cmake -G Ninja -S . -B $nojit -DCMAKE_BUILD_TYPE=Release -DZHIBIAO_JIT=OFF >$nojit.log 2>&1 &&
        cmake --build $nojit >>$nojit.log 2>&1; then
        check="valgrind -q --error-exitcode=9 --leak-check=full --errors-for-leak-kinds=definite"
        for test in limits threads compare match rule decode html date; do
            $check $nojit/test/test_$test >"$work/out" 2>&1 || { echo "$test:"; grep -e '==' -e ERROR "$work/out" | head -n 20; }
        done >"$work/found"
        find fixtures -name '*.txt' ! -path '*rules*' >"$work/list"
        # shellcheck disable=SC2046
        $check $nojit/zhibiao extract $(cat "$work/list") fixtures/html >/dev/null 2>"$work/out"
        [ $? -ne 9 ] || grep '==' "$work/out" | head -n 40 >>"$work/found"
    else
        { echo "it does not build:"; tail $nojit.log; } >"$work/found"
    fi
    verdict "valgrind, without JIT"
fi
exit $failed
