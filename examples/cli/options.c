/* The commands and options: one row each. options.h says what the columns are. */
#include <stddef.h>
#include <string.h>

#include "options.h"

#define AT(member) offsetof(cli_settings, member)

const command_row commands[] = {
    {"extract", EXTRACT, "PATH...", "write the records of texts", "写出文本中的记录", run_extract},
    {"tokens", TOKENS, "PATH...", "write the quantities, dates, places and cue words of texts", "写出文本中的数量、日期、地点和提示词",
     run_tokens},
    {"explain", EXPLAIN, "PATH...", "show how each record came about", "说明每条记录的由来", run_explain},
    {"compare", COMPARE, "--plan PATH... --review PATH...", "pair what plans promise with what reviews report",
     "把计划的目标与总结的完成情况配对", run_compare},
    {"check", CHECK, "[FILE...]", "run the examples of rule files, or of the built-in rules", "检验规则文件（或内置规则）的例句", run_check},
};
const size_t command_count = sizeof commands / sizeof *commands;

const option_row options[] = {
    /* ---- texts ---- */
    {'e', "encoding", "NAME", READERS, ABOUT_TEXTS, .words = "UTF-8 GB18030 GBK Big5 UTF-16LE UTF-16BE", .text = AT(encoding),
     .help = "the texts' encoding; found out when not given", .zh = "文本的编码；不给则自动判断",
     .manual = "The texts are in this encoding, as IANA names it."},
    {'d', "date", "YYYY-MM-DD", READERS, ABOUT_TEXTS, .take = take_date,
     .help = "the texts' date, from which 今年 and 上月 count", .zh = "文本的日期，今年、上月由此算起",
     .manual = "The texts are of this day: what 今年 and 上月 count from. Otherwise a date is looked for in each text."},
    {'p', "region", "PLACE", READERS, ABOUT_TEXTS, .text = AT(region),
     .help = "the place that 全省 and 我市 mean, such as 吉林省", .zh = "全省、我市所指的地方，如吉林省",
     .manual = "The place that 全省 and 我市 mean, such as 吉林省."},
    {'H', "html", NULL, READERS, ABOUT_TEXTS, .flag = AT(html),
     .help = "the texts are web pages; without it a page is known by its name or how it begins",
     .zh = "文本是网页；不给则看文件名和开头",
     .manual = "The texts are web pages.\n"
               "Without it a page is known by its name (_.html_, _.htm_, _.shtml_) or by how it begins (a doctype, <html>, <meta>, "
               "<div> and the like).\n"
               "Of a page the article is read, and nothing around it; its title, source and day of publication are looked for, and "
               "the day serves where --date is not given."},
    {'s', "html-select", "SELECTOR", READERS, ABOUT_TEXTS, .text = AT(select),
     .help = "of web pages, read what this matches: a tag, #id, .class, one inside another",
     .zh = "只读网页中与此相符的部分：标签、#id、.class，可层层相套",
     .manual = "Of web pages read what _SELECTOR_ matches, instead of what is taken for the article: a tag, _#id_, _.class_, or "
               "several with blanks between, each inside the one before (*div.article p*).\n"
               "A page in which it matches nothing gives no record and a warning."},
    {'r', "recursive", NULL, READERS, ABOUT_TEXTS, .flag = AT(recursive),
     .help = "folders: the folders inside them too", .zh = "文件夹：连同里面的文件夹",
     .manual = "Of a folder, read the folders inside too. Links to folders are not followed."},
    {0, "files-from", "FILE", EXTRACT | TOKENS | EXPLAIN, ABOUT_TEXTS, .text = AT(files_from),
     .help = "read the paths that FILE lists, one a line; - is the standard input", .zh = "读 FILE 列出的路径，每行一个；- 表示标准输入",
     .manual = "Read the paths that _FILE_ lists, one a line, after those on the command line; *-* is the standard input. Blank lines are "
               "left out, folders are read as always."},
    {'0', "null", NULL, EXTRACT | TOKENS | EXPLAIN, ABOUT_TEXTS, .flag = AT(nul),
     .help = "with --files-from: a NUL ends each path, as of find -print0", .zh = "与 --files-from 同用：路径以 NUL 结尾，如 find -print0",
     .manual = "With --files-from: a NUL ends each path, as *find -print0* writes them."},

    /* ---- output ---- */
    {'f', "format", "FORMAT", NO_COMMAND, ABOUT_OUTPUT,
     .help = "jsonl (the default), json, table; not of tokens: csv, tsv, html; of extract: arrow, sqlite",
     .zh = "jsonl（默认）、json、table；tokens 以外：csv、tsv、html；限 extract：arrow、sqlite",
     .manual = "*jsonl* (the default): one record a line; *json*: one array; *csv* and *tsv*: for spreadsheets, not of *tokens*; *table*: for "
               "reading at a terminal, in colour where the output is one and NO_COLOR is not set; *html*, not for *tokens*: one page "
               "for people that needs nothing else.\n"
               "Of *extract*, the texts with every figure, indicator, period and place marked by colour, sign and line, and the "
               "records below; of *compare*, a bar for each target, the verdict with its rule, and both quotes; boxes above hide "
               "the rows of a verdict.\n"
               "*arrow*, of *extract* alone: a stream of Apache Arrow record batches, with exact decimals and dates, for pyarrow, Polars, "
               "DuckDB and others; see ARROW.\n"
               "*sqlite*, of *extract* alone: into the database that -o names; see DATABASE."},
    {'f', "format", "FORMAT", EXTRACT, ABOUT_OUTPUT, .words = "jsonl json csv tsv table html arrow sqlite", .take = take_format,
     .help = "jsonl (the default), json, csv, tsv, html, table, arrow, or sqlite into the database of -o",
     .zh = "jsonl（默认）、json、csv、tsv、html、table、arrow，或 sqlite（写入 -o 指定的数据库）"},
    {'f', "format", "FORMAT", COMPARE, ABOUT_OUTPUT, .words = "jsonl json csv tsv table html", .take = take_format,
     .help = "jsonl (the default), json, csv, tsv, html or table", .zh = "jsonl（默认）、json、csv、tsv、html 或 table"},
    {'f', "format", "FORMAT", TOKENS, ABOUT_OUTPUT, .words = "jsonl json table", .take = take_format,
     .help = "jsonl (the default), json or table", .zh = "jsonl（默认）、json 或 table"},
    {0, "fields", "NAMES", EXTRACT | COMPARE, ABOUT_OUTPUT, .list = true, .text = AT(field_list),
     .help = "write these only, in this order: source,indicator,target_value,…", .zh = "只写这些字段，按此次序：source,indicator,target_value,…",
     .manual = "Write only the fields named, with commas between, in this order: the columns of CSV, TSV and tables, the keys of JSON; "
               "not of *html*.\n"
               "A name that there is not is a mistake, and the message lists those that there are.\n"
               "In JSON a key of a record (_target_, _time_) gives its whole value; elsewhere a few words: _target_ ≥3万人 beside "
               "_target_value_ 30000. See Fields, one by one."},
    {'o', "output", "FILE", READERS, ABOUT_OUTPUT, .text = AT(output),
     .help = "write there; the file appears when all is written", .zh = "写到这个文件；全部写完它才出现",
     .manual = "Write to _FILE_ instead of the standard output. A file beside it is written first and then renamed, so that _FILE_ "
               "is never half a result. A device is written to directly."},
    {'b', "bom", NULL, EXTRACT | COMPARE, ABOUT_OUTPUT, .flag = AT(bom),
     .help = "begin CSV or TSV with a byte order mark, for spreadsheets", .zh = "CSV、TSV 以字节序标记开头，便于电子表格识别",
     .manual = "Begin CSV or TSV with a byte order mark, without which some spreadsheets garble Chinese."},
    {'a', "all", NULL, NO_COMMAND, ABOUT_OUTPUT,
     .help = "records of the optional classes too; tokens: the plain text between them too",
     .zh = "连同可选类别的记录；tokens：连同其间的普通文字",
     .manual = "Records of the optional classes too: counts of measures and meetings, guests, forecasts without an aim, comparisons "
               "with other places, lengths of time, counts that only narrow another figure's subject. Their _rule_ begins with "
               "_optional_.\n"
               "With *tokens*: the plain text between tokens and the punctuation too."},
    {'a', "all", NULL, EXTRACT | EXPLAIN | COMPARE, ABOUT_OUTPUT, .flag = AT(all),
     .help = "records of the optional classes too", .zh = "连同可选类别的记录"},
    {'a', "all", NULL, TOKENS, ABOUT_OUTPUT, .flag = AT(all),
     .help = "the plain text between them too", .zh = "连同其间的普通文字"},

    /* ---- large and many ---- */
    {'F', "form-feed", NULL, READERS, ABOUT_MANY, .flag = AT(form_feed),
     .help = "a form feed ends a document: a file holds as many as it has", .zh = "换页符结束一篇：一个文件可有多篇",
     .manual = "A form feed ends a document.\nNot so by itself, since in the text of a PDF one stands between two pages."},
    {'S', "split-on", "REGEX", READERS, ABOUT_MANY, .text = AT(split_on),
     .help = "a line in which this is found begins a document (PCRE2)", .zh = "含有此式的行开始新的一篇（PCRE2）",
     .manual = "A line in which _REGEX_ is found is the first of a document, and part of it.\n"
               "The pattern is one of PCRE2 and sees a line's first 4096 bytes as UTF-8; in texts of another encoding only ASCII can "
               "be found."},
    {'J', "jsonl-field", "NAME", READERS, ABOUT_MANY, .text = AT(json_text),
     .help = "a file holds one JSON object a line, its text is the member of this name", .zh = "文件每行一个 JSON 对象，正文是此名的成员",
     .manual = "Each line is a JSON object whose member _NAME_ is the document. Blank lines are skipped. JSON is UTF-8, so "
               "--encoding does not go with it."},
    {'I', "jsonl-id", "NAME", READERS, ABOUT_MANY, .text = AT(json_id),
     .help = "with -J: the member that names the document", .zh = "与 -J 同用：给文档起名的成员",
     .manual = "The member that names the document, a text or a whole number: its records' _source_."},
    {'D', "jsonl-date", "NAME", READERS, ABOUT_MANY, .text = AT(json_date),
     .help = "with -J: the member that says its day", .zh = "与 -J 同用：说明日期的成员",
     .manual = "The member that says the document's day: a text that begins like 2024-01-31. Where it is absent or null, --date "
               "holds."},
    {'m', "max-size", "SIZE", READERS, ABOUT_MANY, .take = take_most,
     .help = "refuse larger documents; 4G, and 256M a line of JSON, when not given", .zh = "不读更大的文档；默认 4G，JSON 每行 256M",
     .manual = "Refuse documents of more bytes, as _500K_, _64M_ or _2G_.\n"
               "When not given, 4G; with --jsonl-field, 256M for a line."},
    {'P', "part-size", "SIZE", READERS, ABOUT_MANY, .take = take_part,
     .help = "read larger documents in parts, cut at sentences; 32M when not given", .zh = "更大的文档在句子处分段来读；默认 32M",
     .manual = "Read a document of more bytes in parts of at most so many. When not given, 32M; at most 1023M."},

    {'j', "jobs", "N", EXTRACT | TOKENS | EXPLAIN, ABOUT_MANY, .aside = true, .take = take_jobs,
     .help = "read N files at once; what is written stays the same", .zh = "同时读 N 个文件；写出的内容不变",
     .manual = "Read _N_ files at once, 0 for as many as there are processors. What is written is the same, in the same order; only "
               "messages on the standard error may come in another. One file, however large, is read by one."},
    {0, "resume", NULL, EXTRACT | TOKENS | EXPLAIN, ABOUT_MANY, .aside = true, .flag = AT(resume),
     .help = "go on with the same command line that was ended before; needs -o", .zh = "接着上次中断的同一命令继续；需要 -o",
     .manual = "Go on where a run of the same command line was ended, by whatever; else begin. Needs -o. Until _FILE_ is complete, "
               "what is written stands in _FILE.part_, and in _FILE.part.done_ how much of it is sure: files behind that are read, "
               "nothing is lost and nothing comes twice. With other options, rule files or names of the files that were done it "
               "refuses; --jobs may differ."},

    /* ---- comparing ---- */
    {'1', "plan", "PATH...", COMPARE, ABOUT_PAIRS, .again = true, .take = take_plan,
     .help = "texts whose targets are compared; up to the next option", .zh = "计划：比较其中的目标；到下一个选项为止",
     .manual = "The texts, up to the next option, whose targets are compared."},
    {'2', "review", "PATH...", COMPARE, ABOUT_PAIRS, .again = true, .take = take_review,
     .help = "texts whose actuals report them; a text may be both", .zh = "总结：报告完成情况的文本；可与计划相同",
     .manual = "The texts, up to the next option, whose actuals report them."},
    {'g', "group", "KEYS", COMPARE, ABOUT_PAIRS, .words = "region year region,year", .take = take_group,
     .help = "order rows by region, year or region,year", .zh = "按 region（地区）、year（年份）或 region,year 排列",
     .manual = "Rows in the order of *region*, *year* or *region,year*, targets before what was not planned."},
    {'t', "threshold", "SCORE", COMPARE, ABOUT_PAIRS, .take = take_threshold,
     .help = "the least likeness of a pair, 0 to 1; 0.5 when not given", .zh = "配对所需的最低相似度，0 到 1；默认 0.5",
     .manual = "How alike target and report must be, above 0 and up to 1; 0.5 when not given. Below it there is no report, never a "
               "guess."},

    /* ---- the program ---- */
    {'u', "rules", "FILE", READERS, ABOUT_PROGRAM, .again = true, .take = take_rules,
     .help = "add words and rules of one's own; may be repeated", .zh = "加入自己的词和规则；可重复",
     .manual = "Add words and rules of one's own, in the form that lib/data/README.md describes. May be repeated; later files win."},
    {'l', "lang", "LANGUAGE", ALWAYS, ABOUT_PROGRAM, .words = "zh en", .take = take_language,
     .help = "messages, this help and the labels of pages in zh or en", .zh = "信息、此说明和网页标签用 zh（中文）或 en（英文）",
     .manual = "Messages, --help and the labels of pages in Chinese (*zh*) or English (*en*). When not given, messages follow LC_ALL, "
               "LC_MESSAGES or LANG, and the labels of a page are Chinese. Data is the same in all languages."},
    {0, "stats", NULL, READERS, ABOUT_PROGRAM, .aside = true, .flag = AT(stats),
     .help = "say at the end how much was read and found, on the standard error", .zh = "结束时在标准错误输出读了多少、得到多少",
     .manual = "At the end say on the standard error, a name and a number a line, how many files, documents and bytes were read, how many "
               "records were found (with target and actual, with one of them, with neither, inconsistent), pairs by verdict, "
               "warnings, errors, and seconds."},
    {0, "no-progress", NULL, READERS, ABOUT_PROGRAM, .aside = true, .flag = AT(no_progress),
     .help = "no progress line on a terminal", .zh = "终端上不显示进度",
     .manual = "Show no progress. It is shown only where the standard error is a terminal and the data goes elsewhere, in runs of more "
               "than a moment; with NO_COLOR, without colour."},
    {'h', "help", NULL, ALWAYS, ABOUT_PROGRAM, .help = "show this and end", .zh = "显示此说明并结束",
     .manual = "Show a summary and end."},
    {'V', "version", NULL, ALWAYS, ABOUT_PROGRAM, .help = "show the version and end", .zh = "显示版本并结束",
     .manual = "Show the version, and those of the libraries inside, and end."},
};
const size_t option_count = sizeof options / sizeof *options;

/* ---- asking the tables -------------------------------------------------------------------------------- */

const command_row *command_named(const char *name) {
    for (size_t i = 0; i < command_count; i++)
        if (!strcmp(name, commands[i].name))
            return &commands[i];
    return NULL;
}

const option_row *option_of(unsigned command, int letter) {
    for (size_t i = 0; i < option_count; i++)
        if ((options[i].commands & command) && options[i].letter && options[i].letter == letter)
            return &options[i];
    return NULL;
}

const option_row *option_named(unsigned command, const char *name, size_t size) {
    for (size_t i = 0; i < option_count; i++)
        if ((options[i].commands & command) && strlen(options[i].name) == size && !memcmp(options[i].name, name, size))
            return &options[i];
    return NULL;
}

bool option_comes_first(const option_row *option, unsigned shown) {
    return (option->commands & shown) && option_named(shown, option->name, strlen(option->name)) == option;
}

const char *topic_name(option_topic topic, bool chinese) {
    static const char *const names[TOPICS][2] = {
        [ABOUT_TEXTS] = {"Texts to read", "要读的文本"},
        [ABOUT_OUTPUT] = {"What to write", "写出什么"},
        [ABOUT_MANY] = {"Large and many", "大文件与多篇"},
        [ABOUT_PAIRS] = {"Plans and reviews", "计划与总结"},
        [ABOUT_PROGRAM] = {"The program itself", "程序本身"},
    };
    return names[topic][chinese];
}
