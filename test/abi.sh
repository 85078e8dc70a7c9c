#!/bin/sh
# sh test/abi.sh [REVISION]: what a program built against REVISION (the last tag; without one the first argument is needed) would meet
# in the library of today: abidiff compares the two, fields and symbols. Then a program with our tree as a part of it is built whole,
# with the static and with the shared library. Run time: three minutes. Wants abigail-tools. Writes to build/abi.
set -u
cd "$(dirname "$0")/.." || exit 1
command -v abidiff >/dev/null 2>&1 || { echo "abidiff is not here (Debian: abigail-tools)"; exit 77; }
old=${1:-$(git describe --tags --abbrev=0 2>/dev/null)}
out=build/abi
mkdir -p "$out"
failed=0

# library TREE FOLDER: a shared library with debug information
library() {
    cmake -G Ninja -S "$1" -B "$2" -DCMAKE_BUILD_TYPE=None -DCMAKE_C_FLAGS="-O1 -g" -DZHIBIAO_BUILD_PROGRAM=OFF \
        -DZHIBIAO_BUILD_EXAMPLES=OFF -DZHIBIAO_BUILD_TESTS=OFF >"$2.log" 2>&1 &&
        cmake --build "$2" --target zhibiao_shared >>"$2.log" 2>&1 || { tail "$2.log"; exit 1; }
}

if [ -n "$old" ]; then
    rm -rf "$out/tree"
    mkdir -p "$out/tree"
    git archive "$old" | tar -x -C "$out/tree" || exit 1
    library "$out/tree" "$out/old"
    library . "$out/new"
    abidiff --no-added-syms --headers-dir1 "$out/tree/include" --headers-dir2 include "$out/old/libzhibiao.so" "$out/new/libzhibiao.so"
    if [ $(($? & 8)) -eq 0 ]; then # 8: incompatible for certain; 4: changed, which appended fields are too
        echo "ok - nothing that $old has is gone"
    else
        echo "not ok - programs built against $old would break: another ZHIBIAO_ABI is needed"
        failed=1
    fi
else
    echo "ok - abidiff # skipped: no tag yet, and no revision given"
fi

for shared in OFF ON; do
    if cmake -G Ninja -S test/consumer -B "$out/part-$shared" -DBUILD_SHARED_LIBS=$shared -DTREE="$PWD" \
        -DSOURCE="$PWD/examples/first.c" >"$out/part.log" 2>&1 && cmake --build "$out/part-$shared" >>"$out/part.log" 2>&1 &&
        "$out/part-$shared/first" | grep -q .; then
        echo "ok - add_subdirectory, BUILD_SHARED_LIBS=$shared"
    else
        tail "$out/part.log"
        failed=1
    fi
done
exit $failed
