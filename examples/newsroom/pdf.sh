#!/bin/sh
# sh pdf.sh FOLDER PDF...: records of PDF files. FOLDER gets the text of each, NAME.pdf.txt, by which offsets can be looked up, and
# the standard output the records, whose `source` is that text.
#
#     apt-get install poppler-utils        # has pdftotext
#     sh pdf.sh texts reports/*.pdf >records.jsonl
#     sh pdf.sh texts reports/*.pdf | jq -r '[.source, .indicator, .actual.value, .actual.unit] | @tsv'
#
# pdftotext breaks lines where the page did, in the middle of words, and puts headers and page numbers between them; zhibiao joins
# what belongs together. A PDF of scanned pages has no text: it is told, and needs OCR first (ocrmypdf -l chi_sim). A text that
# stands there already and is not older than its PDF is taken as it is, so you may correct it by hand.
set -u
zhibiao=${ZHIBIAO:-zhibiao}
if [ $# -lt 2 ]; then
    echo "usage: sh pdf.sh FOLDER PDF..." >&2
    exit 2
fi
if ! command -v pdftotext >/dev/null 2>&1; then
    echo "pdf.sh: pdftotext is not here (Debian: poppler-utils)" >&2
    exit 2
fi
folder=$1
shift
mkdir -p "$folder" || exit 1
failed=0

# Each PDF makes place for its text in the list of arguments.
for pdf; do
    shift
    text=$folder/$(basename "$pdf").txt
    if [ ! -e "$text" ] || [ -n "$(find "$pdf" -newer "$text" 2>/dev/null)" ]; then
        if ! pdftotext -enc UTF-8 "$pdf" "$text.new"; then
            echo "pdf.sh: $pdf: not read" >&2
            rm -f "$text.new"
            failed=1
            continue
        fi
        mv "$text.new" "$text"
    fi
    if [ -z "$(tr -d '[:space:]\f' <"$text" | head -c 1)" ]; then
        echo "pdf.sh: $pdf: has no text; scanned pages need OCR first" >&2
        failed=1
        continue
    fi
    set -- "$@" "$text"
done

[ $# -eq 0 ] && exit 1
"$zhibiao" extract -- "$@" || exit $?
exit $failed
