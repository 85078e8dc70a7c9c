#!/bin/sh
# sh test/cross.sh [s390x|i386...]: builds and tests on a big-endian machine of 64 bits and on one of 32 bits, with Debian's cross compilers
# and, where the processor cannot do it itself, qemu's user mode. The libraries of those machines are fetched with apt into build/cross/ARCH
# and unpacked there: nothing of this machine changes. What is tested: the unit tests, and that the program writes the same records of all
# fixtures as the one built here (build/release). Run time: ten minutes, most of it in qemu. Wants gcc-s390x-linux-gnu, gcc-i686-linux-gnu,
# qemu-user-static.
set -u
cd "$(dirname "$0")/.." || exit 1
failed=0

# fetch ARCH ROOT: the libraries, into ROOT
fetch() {
    [ -e "$2/complete" ] && return
    mkdir -p "$2/apt/lists/partial" "$2/apt/archives/partial" && : >"$2/apt/status" || return 1
    echo "deb http://deb.debian.org/debian bookworm main" >"$2/apt/sources.list"
    set -- "$1" "$2" -o APT::Architecture="$1" -o APT::Architectures::="$1" -o Dir::State::status="$PWD/$2/apt/status" \
        -o Dir::State::lists="$PWD/$2/apt/lists" -o Dir::Cache="$PWD/$2/apt" -o Dir::Etc::sourcelist="$PWD/$2/apt/sources.list" \
        -o Dir::Etc::sourceparts=- -o APT::Sandbox::User=root
    root=$2
    shift 2
    apt-get "$@" update -q && apt-get "$@" install -q -y --download-only --no-install-recommends \
        libicu-dev libpcre2-dev libgumbo-dev libcmocka-dev libc6-dev libgcc-12-dev libstdc++6 || return 1
    for package in "$root"/apt/archives/*.deb; do
        dpkg -x "$package" "$root" || return 1
    done
    touch "$root/complete"
}

# run ARCH TRIPLET EMULATOR
run() {
    arch=$1 triplet=$2 emulator=$3 root=build/cross/$1
    if ! command -v "$triplet-gcc" >/dev/null 2>&1 || ! command -v "$emulator" >/dev/null 2>&1; then
        echo "ok - $arch # skipped: needs $triplet-gcc and $emulator"
        return
    fi
    mkdir -p "$root"
    if ! fetch "$arch" "$root" >"$root.log" 2>&1; then
        echo "ok - $arch # skipped: its libraries cannot be fetched, see $root.log"
        return
    fi
    usr=$PWD/$root/usr lib=$4
    if ! cmake -G Ninja -S . -B "$root/tree" -DCMAKE_BUILD_TYPE=Release -DCMAKE_SYSTEM_NAME=Linux -DCMAKE_SYSTEM_PROCESSOR="$arch" \
        -DCMAKE_C_COMPILER="$triplet-gcc" -DCMAKE_FIND_ROOT_PATH="$PWD/$root" -DCMAKE_FIND_ROOT_PATH_MODE_PROGRAM=NEVER \
        -DCMAKE_FIND_ROOT_PATH_MODE_LIBRARY=ONLY -DCMAKE_FIND_ROOT_PATH_MODE_INCLUDE=ONLY -DCMAKE_LIBRARY_ARCHITECTURE="$lib" \
        -DCMAKE_EXE_LINKER_FLAGS="-Wl,-rpath-link,$usr/lib/$lib:$PWD/$root/lib/$lib" \
        -DCMAKE_C_FLAGS="-isystem $usr/include" -DCMAKE_CROSSCOMPILING_EMULATOR="$emulator" >"$root.log" 2>&1 ||
        ! cmake --build "$root/tree" >>"$root.log" 2>&1; then
        sed -n '/FAILED\|CMake Error/,$p' "$root.log" | head -n 40
        echo "not ok - $arch: does not build"
        failed=1
        return
    fi
    echo "ok - $arch: builds"
    for test in "$root"/tree/test/test_*; do
        name=$(basename "$test")
        if QEMU_LD_PREFIX=$PWD/$root LD_LIBRARY_PATH= "$emulator" -L "$root" -E LD_LIBRARY_PATH="/usr/lib/$lib:/lib/$lib" "$test" \
            >"$root/$name.log" 2>&1; then
            echo "ok - $arch: $name"
        else
            tail -n 5 "$root/$name.log"
            echo "not ok - $arch: $name"
            failed=1
        fi
    done
    find fixtures -type f -name '*.[th][xt]*' ! -path '*rules*' | sort >"$root/files"
    xargs build/release/zhibiao extract --all <"$root/files" >"$root/here" 2>/dev/null
    xargs "$emulator" -L "$root" -E LD_LIBRARY_PATH="/usr/lib/$lib:/lib/$lib" "$root/tree/zhibiao" extract --all <"$root/files" \
        >"$root/there" 2>/dev/null
    if [ -s "$root/here" ] && cmp "$root/here" "$root/there"; then
        echo "ok - $arch: the same $(wc -l <"$root/here") records as here"
    else
        echo "not ok - $arch: other records than here"
        failed=1
    fi
}

[ $# -gt 0 ] || set -- s390x i386
for machine; do
    case $machine in
        s390x) run s390x s390x-linux-gnu qemu-s390x-static s390x-linux-gnu ;;
        i386) run i386 i686-linux-gnu qemu-i386-static i386-linux-gnu ;;
        *) echo "no such machine: $machine" >&2; exit 2 ;;
    esac
done
exit $failed
