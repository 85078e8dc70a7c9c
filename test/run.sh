#!/bin/sh
# sh test/run.sh: installs what is missing (it says what), builds, runs every test, and closes with
# `N passed, N failed, N skipped`. From any folder; writes to build/ and nowhere else.
#   1. release build, its tests         4. clang build, for its warnings; a minute of each fuzz target
#   2. sanitized build, its tests       5. real texts of ../shared, where that folder is
#   3. threads, under the thread sanitizer   6. Debian packages, where their tools are
#   7. the Python package, with pyarrow, Polars, pandas, DuckDB and Spark from PyPI (test/python.sh)
# By other scripts, which take longer: test/fuzz/long.sh, test/analyse.sh, test/cross.sh, test/abi.sh.
set -u
root=$(cd "$(dirname "$0")/.." && pwd) || exit 1
cd "$root" || exit 1
. test/need.sh
shared=$root/../shared
passed=0
failed=0
skipped=0

pass() { passed=$((passed + 1)); echo "ok - $1"; }
fail() { failed=$((failed + 1)); echo "not ok - $1"; }
skip() { skipped=$((skipped + 1)); echo "ok - $1 # skipped: $2"; }

# build PRESET: configures and builds, quietly when all is well. Configuring again is cheap and sees new libraries.
build() {
    mkdir -p build
    if cmake --preset "$1" >"build/$1.log" 2>&1 && cmake --build --preset "$1" >>"build/$1.log" 2>&1; then
        pass "build $1"
    else
        sed -n '/FAILED\|CMake Error/,$p' "build/$1.log" | head -n 100
        fail "build $1"
        return 1
    fi
}

# junit PRESET ATTRIBUTE: a count from CTest's report
junit() {
    sed -n "s/.*[[:space:]]$2=\"\\([0-9]*\\)\".*/\\1/p" "build/$1/ctest.xml" | head -n 1
}

# inputs PRESET: a checksum of all that the tests of a preset depend on
inputs() {
    {
        find CMakeLists.txt CMakePresets.json README.md README.zh.md include lib python examples test fixtures -type f \
            ! -name '*.pyc' -exec cksum {} + | sort -k 3
        cksum "build/$1/zhibiao"
        cc --version
    } | cksum
}

# tests PRESET: runs CTest and adds its counts to ours. When nothing changed since all passed, the counts of that run stand;
# FRESH=1 runs them all the same.
tests() {
    sum=$(inputs "$1")
    if [ "${FRESH:-0}" = 0 ] && [ -f "build/$1/ctest.xml" ] && [ "$(cat "build/$1/passed" 2>/dev/null)" = "$sum" ]; then
        echo "$1: nothing changed since all its tests passed; FRESH=1 runs them again"
    else
        rm -f "build/$1/ctest.xml" "build/$1/passed"
        ctest --preset "$1" --output-junit ctest.xml && inputs "$1" >"build/$1/passed"
    fi
    all=$(junit "$1" tests)
    if [ -z "$all" ]; then
        fail "ctest $1 left no report"
        return
    fi
    bad=$(junit "$1" failures)
    out=$(($(junit "$1" skipped) + $(junit "$1" disabled)))
    passed=$((passed + all - bad - out))
    failed=$((failed + bad))
    skipped=$((skipped + out))
}

# sweep FOLDER: the sanitized program reads all real texts below it. When neither it nor they changed, it need not.
sweep() {
    program=build/asan/zhibiao
    stamp=build/asan/swept-$(basename "$1")
    if [ -e "$stamp" ] && [ -z "$(find "$program" "$1" -newer "$stamp" -type f | head -n 1)" ]; then
        pass "sanitized run over $(basename "$1") (same program and texts as when it last passed)"
        return
    fi
    if find "$1" -type f -exec "$program" extract {} + >/dev/null 2>build/asan/sweep.log; then
        touch "$stamp"
        pass "sanitized run over $(basename "$1")"
    else
        tail -n 40 build/asan/sweep.log
        fail "sanitized run over $(basename "$1")"
    fi
}

# threads: sixteen of them, and four jobs of the program, under the thread sanitizer.
threads() {
    if cmake --preset tsan >build/tsan.log 2>&1 && cmake --build --preset tsan --target test_threads zhibiao_program >>build/tsan.log 2>&1 &&
        TSAN_OPTIONS=halt_on_error=1 build/tsan/test/test_threads >>build/tsan.log 2>&1; then
        pass "threads, under the thread sanitizer"
    else
        tail -n 40 build/tsan.log
        fail "threads, under the thread sanitizer"
    fi
    if TSAN_OPTIONS=halt_on_error=1:exitcode=66 build/tsan/zhibiao extract --part-size 4K -r -j 4 fixtures >build/tsan/four 2>>build/tsan.log
        [ $? -eq 1 ] && build/tsan/zhibiao extract --part-size 4K -r fixtures 2>/dev/null | cmp build/tsan/four - >>build/tsan.log; then
        pass "four jobs, under the thread sanitizer"
    else
        tail -n 40 build/tsan.log
        fail "four jobs, under the thread sanitizer"
    fi
}

# smoke: a minute of each fuzz target, two at a time, by one seed: what is new is found by test/fuzz/long.sh, not by luck here. When
# neither they nor their seeds changed, once was enough.
smoke() {
    stamp=build/fuzz/smoked
    if [ "${FRESH:-0}" = 0 ] && [ -e "$stamp" ] && [ -z "$(find build/fuzz/test test/fuzz -newer "$stamp" -name '*fuzz*' | head -n 1)" ]; then
        pass "a minute of each fuzz target (same programs as when they last passed)"
        return
    fi
    if SEED=20261122 sh test/fuzz/run.sh 60; then
        touch "$stamp"
        pass "a minute of each fuzz target"
    else
        fail "a minute of each fuzz target"
    fi
}

# packages: Debian's, and a look at what is in them. When nothing that goes into them changed, once was enough.
packages() {
    stamp=build/packages/passed
    if [ "${FRESH:-0}" = 0 ] && [ -e "$stamp" ] && [ -z "$(find debian lib include examples python CMakeLists.txt test/debian.sh \
        test/symbols.txt -newer "$stamp" -type f ! -name '*.pyc' | head -n 1)" ]; then
        pass "Debian packages (same tree as when they last passed)"
        return
    fi
    sh test/debian.sh
    case $? in
        0) touch "$stamp" && pass "Debian packages" ;;
        77) skip "Debian packages" "its tools are not here" ;;
        *) fail "Debian packages" ;;
    esac
}

# python: the Python package with real packages of the registry; test/python.sh prints a line a test.
python_packages() {
    sh test/python.sh build/release/libzhibiao.so build/release/zhibiao | tee build/python.log
    out=$(grep -c '^ok .*# skipped' build/python.log)
    bad=$(grep -c '^not ok' build/python.log)
    passed=$((passed + $(grep -c '^ok' build/python.log) - out))
    failed=$((failed + bad))
    skipped=$((skipped + out))
}

need_build
need_tests
install_missing || exit 1
want_hypothesis

build release && tests release && python_packages
if build asan; then
    tests asan
    for folder in seeds texts corpus; do
        if [ -d "$shared/$folder" ]; then
            sweep "$shared/$folder"
        else
            skip "sanitized run over $folder" "no ../shared/$folder here"
        fi
    done
fi

threads

if command -v clang >/dev/null 2>&1; then
    build clang
    build fuzz && smoke
else
    skip "build clang" "no clang here"
    skip "a minute of each fuzz target" "no clang here"
fi

sh test/gold.sh
case $? in
    0) pass "figures on the gold texts" ;;
    77) skip "figures on the gold texts" "no ../shared/gold here" ;;
    *) fail "figures on the gold texts" ;;
esac

packages

echo
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
