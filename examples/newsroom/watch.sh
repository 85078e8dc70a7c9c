#!/bin/sh
# sh watch.sh FOLDER DATABASE [SECONDS]: whatever is put into FOLDER, or changed there, gets into DATABASE, until ended with Ctrl-C.
# SECONDS 0 looks once, for cron:
#
#     */10 * * * *  sh /opt/newsroom/watch.sh /srv/incoming /srv/news.db 0
#
# A text that did not change is known by its hash and not read again, so looking costs little. What is still being copied is read as far
# as it goes, and again when it is whole. What cannot be read is in the table `failures`, and the others are read all the same.
#
#     sqlite3 -box news.db "SELECT source, message FROM failures"
#     sqlite3 -box news.db "SELECT d.read_at, t.source, t.indicator, t.actual, t.actual_unit FROM triples t
#         JOIN documents d USING (source) ORDER BY d.read_at DESC LIMIT 20"
set -u
zhibiao=${ZHIBIAO:-zhibiao}
if [ $# -lt 2 ] || [ $# -gt 3 ] || [ ! -d "$1" ]; then
    echo "usage: sh watch.sh FOLDER DATABASE [SECONDS]" >&2
    exit 2
fi
folder=$1 database=$2 seconds=${3:-30}

# Waits until something happens, or a while.
rest() {
    if command -v inotifywait >/dev/null 2>&1; then
        inotifywait -qq -r -t "$seconds" -e close_write,moved_to "$folder"
        [ $? -ne 1 ] # 2: nothing happened; 1: the folder is gone
    else
        sleep "$seconds" && [ -d "$folder" ]
    fi
}

# An empty folder is no failure here, and a message of a text that stays bad is told once.
told=
while :; do
    said=$("$zhibiao" extract --recursive --format sqlite -o "$database" "$folder" 2>&1)
    code=$?
    if [ -n "$said" ] && [ "$said" != "$told" ] && [ -n "$(find "$folder" -type f | head -n 1)" ]; then
        printf '%s\n' "$said" >&2
    fi
    told=$said
    case $code in
        0 | 1) ;;
        *) exit $code ;; # the command line, the database
    esac
    [ "$seconds" = 0 ] && exit 0
    rest || exit 1
done
