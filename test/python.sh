#!/bin/sh
# sh test/python.sh LIBRARY PROGRAM: the Python package as users meet it, with real packages from PyPI.
#   - an sdist and a wheel and what they hold; a fresh environment, pip install ., the lines of the README;
#   - mypy --strict; the records in pyarrow, Polars, pandas, DuckDB; a real local Spark.
# Each line it prints is a test. build/python is the environment with the packages, made once; where the registry cannot be
# reached everything here is skipped, and says so. What passed and did not change is not run again (FRESH=1: all the same).
set -u
root=$(cd "$(dirname "$0")/.." && pwd) || exit 1
cd "$root" || exit 1
library=$1
program=$2
venv=build/python
packages="pyarrow polars pandas duckdb pyspark mypy scikit-build-core build"
work=build/python-work
failed=0
mkdir -p "$work"
quiet="-q --retries 1 --timeout 20 --disable-pip-version-check"

ok() { echo "ok - $1"; }
bad() { echo "not ok - $1"; failed=1; }
skipped() { echo "ok - $1 # skipped: $2"; }

# same NAME: has nothing changed that NAME depends on since it passed? passed NAME: it did.
inputs() {
    find CMakeLists.txt pyproject.toml README.md include lib python examples/cli examples/first.py test/consumers.py test/spark.py \
        test/python.sh fixtures/news -type f ! -name '*.pyc' -exec cksum {} + | sort -k 3 | cksum
}
sum=$(inputs)
same() { [ "${FRESH:-0}" = 0 ] && [ "$(cat "$work/$1.passed" 2>/dev/null)" = "$sum" ]; }
passed() { echo "$sum" >"$work/$1.passed"; }

# run NAME TITLE COMMAND...: a test that is a command. Its report is shown when it fails; 77 is a skip.
run() {
    name=$1 title=$2
    shift 2
    if same "$name"; then
        ok "$title (nothing changed since it passed)"
        return
    fi
    "$@" >"$work/$name.log" 2>&1
    case $? in
        0) ok "$title"; passed "$name" ;;
        77) skipped "$title" "$(tail -n 1 "$work/$name.log")" ;;
        *) grep -v '^ok' "$work/$name.log" | tail -n 40; bad "$title" ;;
    esac
}

# An environment with the packages, and what else is wanted here.
want() {
    "$venv/bin/python" -c 'import pyarrow, polars, pandas, duckdb, pyspark, mypy, scikit_build_core, build' >/dev/null 2>&1 &&
        return
    echo "Installing with pip into $venv: $packages"
    # shellcheck disable=SC2086 # lists are meant to be split
    python3 -m venv "$venv" && "$venv/bin/pip" install $quiet $packages
}

# An sdist, and a wheel of it. Their tools are those of our environment.
wheel_is_right() {
    rm -rf "$work/wheel"
    PATH="$root/$venv/bin:$PATH" "$venv/bin/python" -m build --no-isolation --outdir "$work/wheel" . || return 1
    python3 -m zipfile -l "$work"/wheel/zhibiao-*-py3-none-*.whl >"$work/contents" || return 1
    cat "$work/contents"
    tar -tzf "$work"/wheel/zhibiao-*.tar.gz >"$work/source" || return 1
    if ! grep -q "/lib/data/words.txt$" "$work/source" || grep "^[^/]*/\(build\|test\|fixtures\)/" "$work/source"; then
        echo "the sdist holds too much or too little"
        return 1
    fi
    for file in zhibiao/__init__.py zhibiao/py.typed zhibiao/spark.py zhibiao/libzhibiao; do
        grep -q "^$file" "$work/contents" || { echo "no $file in the wheel"; return 1; }
    done
    ! grep '^test/\|^lib/\|\.c  ' "$work/contents"
}

# As a stranger would: pip makes an environment of its own to build in, and the lines of the README run.
pip_installs() {
    rm -rf "$work/fresh" && python3 -m venv "$work/fresh" || return 1
    # shellcheck disable=SC2086
    "$work/fresh/bin/pip" install $quiet . || return 1
    awk '$0 == "```" && inside { exit } inside { print } $0 == "```python" { inside = 1 }' README.md >"$work/readme.py"
    (cd / && env -u PYTHONPATH -u ZHIBIAO_LIBRARY "$root/$work/fresh/bin/python" "$root/$work/readme.py") >"$work/readme.out" || return 1
    cat "$work/readme.out"
    grep -q "新建改造公厕 246 座" "$work/readme.out"
}

if ! want; then
    skipped "Python packages: mypy, pyarrow, Polars, pandas, DuckDB, Spark" "the registry cannot be reached"
    exit 77
fi
run mypy "mypy --strict" "$venv/bin/mypy" --config-file pyproject.toml
run wheel "an sdist, and a wheel of it" wheel_is_right
run pip "pip install . in a fresh environment, then the README's lines" pip_installs
run consumers "pyarrow, Polars, pandas and DuckDB read the same" "$venv/bin/python" -B test/consumers.py "$library" "$program"
run spark "Spark: 50,000 documents, bad ones, a killed worker" "$venv/bin/python" -B test/spark.py "$library" "$program"
exit $failed
