#!/bin/sh
# sh datasette.sh OUTPUT PATH...: a database for Datasette, which shows it in a browser: tables to sort and filter, full text of the
# sentences, ready questions, and all of it as JSON and CSV. OUTPUT gets records.db and metadata.json; run again, it adds what is new.
#
#     sh datasette.sh out texts/
#     pip install datasette
#     datasette --immutable out/records.db --metadata out/metadata.json --port 8001
#
# Datasette finds the full text by itself; a search of fewer than three characters finds nothing.
set -u
zhibiao=${ZHIBIAO:-zhibiao}
if [ $# -lt 2 ]; then
    echo "usage: sh datasette.sh OUTPUT PATH..." >&2
    exit 2
fi
output=$1
shift
mkdir -p "$output" || exit 1
"$zhibiao" extract --recursive --format sqlite -o "$output/records.db" -- "$@"
code=$?
[ $code -le 1 ] || exit $code

cat >"$output/metadata.json" <<'END'
{
  "title": "指标",
  "description": "文本中的目标与实绩，由 zhibiao 读出；引用前请核对原句。",
  "databases": {"records": {
    "tables": {
      "documents": {"label_column": "source", "sort_desc": "read_at", "description": "每篇文本一行"},
      "sentences": {"label_column": "text", "description": "含有指标的句子"},
      "records": {"label_column": "indicator", "facets": ["measure", "region", "check_verdict"], "description": "每条记录一行"},
      "quantities": {"facets": ["role", "dimension", "unit"], "description": "value 精确，number 便于排序，base 换算成基本单位"},
      "failures": {"description": "未能读出的文本"},
      "triples": {"facets": ["measure", "region"], "description": "每条记录一行，目标、实绩等并列"}
    },
    "queries": {
      "search": {
        "title": "按句检索", "description": "三个字以上",
        "sql": "SELECT t.source, t.indicator, t.target, t.actual, t.actual_unit, t.time_to, t.sentence FROM sentences_search s JOIN records r ON r.sentence = s.rowid JOIN triples t ON t.record = r.id WHERE s.text MATCH '\"' || replace(:words, '\"', '\"\"') || '\"' ORDER BY t.time_to DESC LIMIT 200"
      },
      "behind": {
        "title": "未完成的目标",
        "sql": "SELECT source, indicator, region, time_to, target, target_unit, actual, completion, sentence FROM triples WHERE target_cmp NOT IN ('at_most', 'under') AND (completion_number < 100 OR (completion IS NULL AND target_unit = actual_unit AND actual_number < target_number)) ORDER BY time_to DESC LIMIT 200"
      },
      "disagreeing": {
        "title": "数字不相符的句子", "description": "同一句中的数字互相矛盾，或读错了",
        "sql": "SELECT source, indicator, target, actual, completion, completion_unit, gap, sentence FROM triples WHERE check_verdict = 'inconsistent' LIMIT 200"
      },
      "largest": {
        "title": "同类数量由大到小", "description": "dimension：money、person、area、ratio ……",
        "sql": "SELECT d.source, r.indicator_full, q.role, q.text, q.base, s.text AS sentence FROM quantities q JOIN records r ON r.id = q.record JOIN documents d ON d.id = r.document JOIN sentences s ON s.id = r.sentence WHERE q.dimension = :dimension ORDER BY q.base DESC LIMIT 200"
      }
    }
  }}
}
END
echo "datasette --immutable $output/records.db --metadata $output/metadata.json"
exit $code
