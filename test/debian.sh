#!/bin/sh
# sh test/debian.sh [--root FOLDER]: makes the Debian packages from a copy of the tree (in build/packages), lets lintian look at them, and runs
# debian/tests against them: unpacked into a folder, or, with --root, installed into the Debian 12 that stands in FOLDER (made by
# debootstrap; as root). Where dpkg-buildpackage or what it needs is missing, it says so and ends with 77. Some five minutes.
set -u
cd "$(dirname "$0")/.." || exit 1
root=
[ "${1:-}" = --root ] && root=$(cd "$2" && pwd)
out=$PWD/build/packages
failed=0

for tool in dpkg-buildpackage dh lintian; do
    if ! command -v $tool >/dev/null 2>&1; then
        echo "ok - Debian packages # skipped: no $tool here (dpkg-dev, debhelper, lintian)"
        exit 77
    fi
done

# verdict NAME COMMAND...: what it said is shown when it fails
verdict() {
    what=$1
    shift
    if "$@" >"$out/log" 2>&1; then
        echo "ok - $what"
    else
        tail -n 60 "$out/log"
        echo "not ok - $what"
        failed=1
        return 1
    fi
}

rm -rf "$out" && mkdir -p "$out/tree" || exit 1
tar --exclude=./build --exclude=./.git --exclude=__pycache__ -cf - . | tar -C "$out/tree" -xf - || exit 1

# The names that programs may use, in both lists.
grep -v '^#' test/symbols.txt | sort >"$out/exported"
sed -n 's/^ \(zhibiao_[a-z_0-9]*\)@Base .*/\1/p' debian/libzhibiao0.symbols | sort >"$out/promised"
verdict "debian/libzhibiao0.symbols has the names of test/symbols.txt" diff "$out/exported" "$out/promised"
version=$(sed -n '1s/.*(\(.*\)).*/\1/p' debian/changelog)
major=$(sed -n 's/^#define ZHIBIAO_VERSION_[A-Z]* \([0-9]*\)$/\1/p' include/zhibiao.h | paste -sd.)
verdict "debian/changelog is of $major" test "${version%%[-+~]*}" = "$major"

if ! (cd "$out/tree" && dpkg-checkbuilddeps) 2>"$out/log"; then
    echo "ok - Debian packages # skipped: $(sed 's/.*: //' "$out/log" | tail -n 1) not here"
    [ $failed -eq 0 ] && exit 77
    exit 1
fi
verdict "dpkg-buildpackage -us -uc -b" sh -c "cd '$out/tree' && dpkg-buildpackage -us -uc -b" || exit 1
verdict "lintian has no errors" lintian --fail-on error --allow-root "$out"/*.changes
grep -c '^W:' "$out/log" | sed 's/.*/   (& warnings)/'
for package in libzhibiao0 libzhibiao-dev zhibiao python3-zhibiao; do
    verdict "$package is there" sh -c "ls '$out/$package'_*.deb"
done

# Unpacked: what the tests need to find it, as an installation would give it.
unpacked() {
    mkdir -p "$out/laid" || return
    for package in "$out"/*.deb; do
        dpkg -x "$package" "$out/laid" || return
    done
    libs=$(dirname "$(find "$out/laid" -name libzhibiao.so)")
    for test in debian/tests/command debian/tests/library debian/tests/python; do
        verdict "$test, unpacked" env PATH="$out/laid/usr/bin:$PATH" LD_LIBRARY_PATH="$libs" LIBRARY_PATH="$libs" \
            CPATH="$out/laid/usr/include" PKG_CONFIG_PATH="$libs/pkgconfig" CMAKE_PREFIX_PATH="$out/laid/usr" \
            PYTHONPATH="$out/laid/usr/lib/python3/dist-packages" sh "$test"
    done
}

# Installed, each test with what debian/tests/control says it needs and nothing else put in by hand.
installed() {
    mkdir -p "$root/tmp/packages" && cp "$out"/*.deb "$root/tmp/packages/" && rm -rf "$root/tmp/tree" &&
        cp -r "$out/tree" "$root/tmp/tree" || return
    inside="chroot $root env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C DEBIAN_FRONTEND=noninteractive"
    verdict "apt-get update" $inside apt-get update -q || return
    for name in command library python; do
        needs=$(sed -n "/^Tests: $name\$/,/^\$/s/^Depends: //p" debian/tests/control | tr -d ,)
        paths=
        for package in $needs; do
            case $package in
                *zhibiao*) paths="$paths $(cd "$root" && ls -d ./tmp/packages/"$package"_*.deb | sed 's/^\.//')" ;;
                *) paths="$paths $package" ;;
            esac
        done
        # Its own packages depend on one another, so the library comes along.
        lib=$(cd "$root" && ls -d ./tmp/packages/libzhibiao0_*.deb | sed 's/^\.//')
        # shellcheck disable=SC2086 # lists are meant to be split
        verdict "apt-get install $needs" $inside apt-get install -q -y --no-install-recommends $paths "$lib" &&
            verdict "debian/tests/$name, installed" $inside sh "/tmp/tree/debian/tests/$name"
    done
    verdict "apt-get remove: nothing is left" sh -c "$inside apt-get remove -q -y zhibiao libzhibiao0 libzhibiao-dev \
        python3-zhibiao && ! find '$root/usr' -name '*zhibiao*' | grep ."
}

if [ -n "$root" ]; then
    installed
else
    unpacked
fi
exit $failed
