# Made by `zhibiao generate bash` of the option table; do not edit.
_zhibiao_words() {
    local IFS=$' \t\n'
    COMPREPLY=($(compgen -P "$3" -W "$1" -- "$2"))
}

_zhibiao_nothing() {
    compopt +o default +o bashdefault 2>/dev/null
}

# a,b,c: the words that are not there yet
_zhibiao_list() {
    local done='' word words=''
    case $2 in *,*) done=${2%,*}, ;; esac
    for word in $1; do
        case ,$done in *,$word,*) ;; *) words="$words $word" ;; esac
    done
    compopt -o nospace 2>/dev/null
    _zhibiao_words "$words" "${2##*,}" "$done"
}

_zhibiao() {
    local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]} command=${COMP_WORDS[1]} options i
    COMPREPLY=()
    if [ "$COMP_CWORD" -eq 1 ]; then
        _zhibiao_words 'extract tokens explain compare check --help --version' "$current"
        [ "${#COMPREPLY[@]}" -gt 0 ] || _zhibiao_nothing
        return
    fi
    for ((i = 2; i < COMP_CWORD; i++)); do
        [ "${COMP_WORDS[i]}" != -- ] || return # paths only
    done
    if [ "$current" = = ]; then
        current=''
    elif [ "$previous" = = ]; then
        previous=${COMP_WORDS[COMP_CWORD - 2]}
    fi
    case $command:$previous in
        extract:--encoding | extract:-e) _zhibiao_words 'UTF-8 GB18030 GBK Big5 UTF-16LE UTF-16BE' "$current"; return ;;
        extract:--date | extract:-d) _zhibiao_nothing; return ;;
        extract:--region | extract:-p) _zhibiao_nothing; return ;;
        extract:--html-select | extract:-s) _zhibiao_nothing; return ;;
        extract:--files-from) return ;;
        extract:--format | extract:-f) _zhibiao_words 'jsonl json csv tsv table html arrow sqlite' "$current"; return ;;
        extract:--fields) _zhibiao_list 'source id indicator indicator_full measure target target_value target_unit target_cmp target_text target_derived target_low target_high actual actual_value actual_unit actual_cmp actual_text actual_derived actual_low actual_high baseline baseline_value baseline_unit baseline_cmp baseline_text baseline_derived baseline_low baseline_high completion completion_value completion_unit completion_cmp completion_text completion_derived completion_low completion_high gap gap_value gap_unit gap_cmp gap_text gap_derived gap_low gap_high derived basis check check_computed time time_from time_to time_text region region_text region_name region_code section item byte_start byte_end sentence rule confidence indicator_name' "$current"; return ;;
        extract:--output | extract:-o) return ;;
        extract:--split-on | extract:-S) _zhibiao_nothing; return ;;
        extract:--jsonl-field | extract:-J) _zhibiao_nothing; return ;;
        extract:--jsonl-id | extract:-I) _zhibiao_nothing; return ;;
        extract:--jsonl-date | extract:-D) _zhibiao_nothing; return ;;
        extract:--max-size | extract:-m) _zhibiao_nothing; return ;;
        extract:--part-size | extract:-P) _zhibiao_nothing; return ;;
        extract:--jobs | extract:-j) _zhibiao_nothing; return ;;
        extract:--rules | extract:-u) return ;;
        extract:--lang | extract:-l) _zhibiao_words 'zh en' "$current"; return ;;
        tokens:--encoding | tokens:-e) _zhibiao_words 'UTF-8 GB18030 GBK Big5 UTF-16LE UTF-16BE' "$current"; return ;;
        tokens:--date | tokens:-d) _zhibiao_nothing; return ;;
        tokens:--region | tokens:-p) _zhibiao_nothing; return ;;
        tokens:--html-select | tokens:-s) _zhibiao_nothing; return ;;
        tokens:--files-from) return ;;
        tokens:--format | tokens:-f) _zhibiao_words 'jsonl json table' "$current"; return ;;
        tokens:--output | tokens:-o) return ;;
        tokens:--split-on | tokens:-S) _zhibiao_nothing; return ;;
        tokens:--jsonl-field | tokens:-J) _zhibiao_nothing; return ;;
        tokens:--jsonl-id | tokens:-I) _zhibiao_nothing; return ;;
        tokens:--jsonl-date | tokens:-D) _zhibiao_nothing; return ;;
        tokens:--max-size | tokens:-m) _zhibiao_nothing; return ;;
        tokens:--part-size | tokens:-P) _zhibiao_nothing; return ;;
        tokens:--jobs | tokens:-j) _zhibiao_nothing; return ;;
        tokens:--rules | tokens:-u) return ;;
        tokens:--lang | tokens:-l) _zhibiao_words 'zh en' "$current"; return ;;
        explain:--encoding | explain:-e) _zhibiao_words 'UTF-8 GB18030 GBK Big5 UTF-16LE UTF-16BE' "$current"; return ;;
        explain:--date | explain:-d) _zhibiao_nothing; return ;;
        explain:--region | explain:-p) _zhibiao_nothing; return ;;
        explain:--html-select | explain:-s) _zhibiao_nothing; return ;;
        explain:--files-from) return ;;
        explain:--output | explain:-o) return ;;
        explain:--split-on | explain:-S) _zhibiao_nothing; return ;;
        explain:--jsonl-field | explain:-J) _zhibiao_nothing; return ;;
        explain:--jsonl-id | explain:-I) _zhibiao_nothing; return ;;
        explain:--jsonl-date | explain:-D) _zhibiao_nothing; return ;;
        explain:--max-size | explain:-m) _zhibiao_nothing; return ;;
        explain:--part-size | explain:-P) _zhibiao_nothing; return ;;
        explain:--jobs | explain:-j) _zhibiao_nothing; return ;;
        explain:--rules | explain:-u) return ;;
        explain:--lang | explain:-l) _zhibiao_words 'zh en' "$current"; return ;;
        compare:--encoding | compare:-e) _zhibiao_words 'UTF-8 GB18030 GBK Big5 UTF-16LE UTF-16BE' "$current"; return ;;
        compare:--date | compare:-d) _zhibiao_nothing; return ;;
        compare:--region | compare:-p) _zhibiao_nothing; return ;;
        compare:--html-select | compare:-s) _zhibiao_nothing; return ;;
        compare:--format | compare:-f) _zhibiao_words 'jsonl json csv tsv table html' "$current"; return ;;
        compare:--fields) _zhibiao_list 'region year indicator measure target_value target_unit target_cmp target_text actual_value actual_unit actual_cmp actual_text verdict ratio ratio_low ratio_high goal cause notes reason plan_source plan_id plan_sentence review_source review_id review_indicator review_time review_sentence plan review score words restated reports' "$current"; return ;;
        compare:--output | compare:-o) return ;;
        compare:--split-on | compare:-S) _zhibiao_nothing; return ;;
        compare:--jsonl-field | compare:-J) _zhibiao_nothing; return ;;
        compare:--jsonl-id | compare:-I) _zhibiao_nothing; return ;;
        compare:--jsonl-date | compare:-D) _zhibiao_nothing; return ;;
        compare:--max-size | compare:-m) _zhibiao_nothing; return ;;
        compare:--part-size | compare:-P) _zhibiao_nothing; return ;;
        compare:--plan | compare:-1) return ;;
        compare:--review | compare:-2) return ;;
        compare:--group | compare:-g) _zhibiao_words 'region year region,year' "$current"; return ;;
        compare:--threshold | compare:-t) _zhibiao_nothing; return ;;
        compare:--rules | compare:-u) return ;;
        compare:--lang | compare:-l) _zhibiao_words 'zh en' "$current"; return ;;
        check:--lang | check:-l) _zhibiao_words 'zh en' "$current"; return ;;
    esac
    case $command in
        extract) options='--encoding --date --region --html --html-select --recursive --files-from --null --format --fields --output --bom --all --form-feed --split-on --jsonl-field --jsonl-id --jsonl-date --max-size --part-size --jobs --resume --rules --lang --stats --no-progress --help --version' ;;
        tokens) options='--encoding --date --region --html --html-select --recursive --files-from --null --format --output --all --form-feed --split-on --jsonl-field --jsonl-id --jsonl-date --max-size --part-size --jobs --resume --rules --lang --stats --no-progress --help --version' ;;
        explain) options='--encoding --date --region --html --html-select --recursive --files-from --null --output --all --form-feed --split-on --jsonl-field --jsonl-id --jsonl-date --max-size --part-size --jobs --resume --rules --lang --stats --no-progress --help --version' ;;
        compare) options='--encoding --date --region --html --html-select --recursive --format --fields --output --bom --all --form-feed --split-on --jsonl-field --jsonl-id --jsonl-date --max-size --part-size --plan --review --group --threshold --rules --lang --stats --no-progress --help --version' ;;
        check) options='--lang --help --version' ;;
    esac
    case $current in -*) _zhibiao_words "$options" "$current" ;; esac
}

complete -o default -o bashdefault -F _zhibiao zhibiao
