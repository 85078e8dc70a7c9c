# Sourced by test/run.sh and examples/quickstart.sh: finds out what is missing on this machine, says so, installs it.
# The questions are asked of the tools themselves (does it compile?), so that a machine that has everything, from
# whatever source, is left alone. POSIX sh; the caller has `set -u`.

missing=

# need COMMAND PACKAGE
need() {
    command -v "$1" >/dev/null 2>&1 || missing="$missing $2"
}

# need_header HEADER PACKAGE [LANGUAGE]: can the compiler include it?
need_header() {
    echo "#include <$1>" | ${CC:-cc} -DPCRE2_CODE_UNIT_WIDTH=8 -E -x "${3:-c}" - >/dev/null 2>&1 || missing="$missing $2"
}

# What every build takes.
need_build() {
    need "${CC:-cc}" gcc
    need_header stdio.h libc6-dev
    need cmake cmake
    need ninja ninja-build
    need_header unicode/ucnv.h libicu-dev
    need_header pcre2.h libpcre2-dev
    need_header gumbo.h libgumbo-dev
    need_header jansson.h libjansson-dev
    need_header sqlite3.h libsqlite3-dev
}

# What the tests take beside that.
need_tests() {
    need_header cmocka.h libcmocka-dev
    need_header cstddef g++ c++
    need pkg-config pkg-config
    need python3 python3
    need objdump binutils
    need java openjdk-17-jre-headless
    need pdftotext poppler-utils
    python3 -c 'import ensurepip' >/dev/null 2>&1 || missing="$missing python3-venv"
}

# Hypothesis for test/properties.py, from the Python package registry into build/venv. Where that cannot be reached, the
# properties are skipped, and say so.
want_hypothesis() {
    for python in python3 build/venv/bin/python; do
        "$python" -c 'import hypothesis' >/dev/null 2>&1 && return
    done
    echo "Missing here: Hypothesis. Installing it with pip into build/venv"
    python3 -m venv build/venv && build/venv/bin/pip install -q --retries 1 --timeout 15 --disable-pip-version-check \
        hypothesis || echo "Hypothesis cannot be installed here: python.properties will be skipped"
}

# Installs what is missing, or says what to install and fails.
install_missing() {
    [ -n "$missing" ] || return 0
    echo "Missing here:$missing"
    if ! command -v apt-get >/dev/null 2>&1; then
        echo "There is no apt-get: please install these (Debian's names) and run this again." >&2
        return 1
    fi
    as_root=
    if [ "$(id -u)" -ne 0 ]; then
        if ! command -v sudo >/dev/null 2>&1; then
            echo "Please run as root: apt-get install --no-install-recommends$missing" >&2
            return 1
        fi
        as_root=sudo
    fi
    echo "Installing with${as_root:+ $as_root} apt-get:$missing"
    $as_root apt-get update -q || return 1
    # shellcheck disable=SC2086 # the list is meant to be split
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $missing
}
