#!/bin/sh
# Installs the build tree $1 into a folder, moves that folder, and builds examples/first.c against it: by find_package
# and by pkg-config, each with the shared and the static library. All four must print the same. $2: the C compiler.
set -u
build=$1
cc=${2:-cc}
root=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
failed=0

quiet() { "$@" >"$work/log" 2>&1 || { cat "$work/log"; return 1; }; }

quiet cmake --install "$build" --prefix "$work/laid" || exit 1
mkdir "$work/moved" && mv "$work/laid" "$work/moved/here" || exit 1
prefix=$work/moved/here
if grep -rlI "$work/laid\|$build" "$prefix"; then
    echo "not ok - these installed files name the folder they were made in"
    failed=1
fi
pc=$(find "$prefix" -name zhibiao.pc)
PKG_CONFIG_PATH=$(dirname "$pc")
export PKG_CONFIG_PATH
version=$(pkg-config --modversion zhibiao) || exit 1
libs=$(cd "$(dirname "$pc")/.." && pwd)

# verdict NAME PROGRAM [LIBRARIES]: its output is the reference's, or becomes it
verdict() {
    if ! LD_LIBRARY_PATH=${3:-} "$2" >"$work/out"; then
        echo "not ok - $1: the program failed"
        failed=1
        return
    fi
    [ -e "$work/reference" ] || cp "$work/out" "$work/reference"
    if [ -s "$work/out" ] && cmp -s "$work/out" "$work/reference"; then
        echo "ok - $1"
    else
        echo "not ok - $1: its output is empty or not that of the others"
        failed=1
    fi
}

for kind in shared static; do
    if quiet cmake -G Ninja -S "$root/test/consumer" -B "$work/$kind" -DCMAKE_PREFIX_PATH="$prefix" -DCMAKE_C_COMPILER="$cc" \
        -DKIND=$kind -DVERSION="$version" -DSOURCE="$root/examples/first.c" && quiet cmake --build "$work/$kind"; then
        verdict "find_package, $kind" "$work/$kind/first"
    else
        echo "not ok - find_package, $kind: does not build"
        failed=1
    fi
done

# As a part of another project: configured only, what it would build is built all the time.
if quiet cmake -G Ninja -S "$root/test/consumer" -B "$work/part" -DCMAKE_C_COMPILER="$cc" -DTREE="$root" \
    -DSOURCE="$root/examples/first.c"; then
    echo "ok - add_subdirectory"
else
    echo "not ok - add_subdirectory"
    failed=1
fi

# shellcheck disable=SC2046 # flags are meant to be split
if quiet "$cc" -o "$work/by-pc" "$root/examples/first.c" $(pkg-config --cflags --libs zhibiao); then
    verdict "pkg-config, shared" "$work/by-pc" "$libs"
else
    failed=1
fi
# The static one: the same flags with --static, and the shared library out of sight.
mkdir "$work/static-only" && cp "$libs/libzhibiao.a" "$work/static-only/"
# shellcheck disable=SC2046
if quiet "$cc" -o "$work/by-pc-static" "$root/examples/first.c" -L"$work/static-only" \
    $(pkg-config --static --cflags --libs zhibiao); then
    verdict "pkg-config, static" "$work/by-pc-static"
else
    failed=1
fi
if "$prefix/bin/zhibiao" --version | grep -q "$version"; then
    echo "ok - the moved program says its version"
else
    echo "not ok - the moved program does not say its version"
    failed=1
fi
exit $failed
