/* A sentence is looked up in the table as a whole; where a row has %s, anything may stand, and is looked up in turn:
 *
 *     "the file is larger than 1K; --max-size can raise that"     by  "%s larger than %s; --max-size can raise that"
 *     → "这个文件大于 1K；可用 --max-size 放宽"                    with "the file is" → "这个文件"
 *
 * What is not in the table is shown in English, so a message never gets lost. test/check_words.py finds what is missing.
 */
#define _POSIX_C_SOURCE 200809L
#include "words.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const char *const table[][2] = {
    /* ---- the command line ---- */
    {"no command given", "没有给出命令"},
    {"%s; did you mean %s?", "%s；是不是 %s？"},
    {"unknown command: %s", "没有这个命令：%s"},
    {"unknown option: %s; it could be %s or %s", "选项不明确：%s；可能是 %s 或 %s"},
    {"unknown option: %s", "没有这个选项：%s"},
    {"this option needs a value: %s", "这个选项需要值：%s"},
    {"this option takes no value: %s", "这个选项不带值：%s"},
    {"Try 'zhibiao %s --help'.\n", "用法见“zhibiao %s --help”。\n"},
    {"Try 'zhibiao --help'.\n", "用法见“zhibiao --help”。\n"},
    {"generate makes man, bash, zsh or fish: %s", "generate 只生成 man、bash、zsh、fish：%s"},
    {"generate makes man, bash, zsh or fish", "generate 只生成 man、bash、zsh、fish"},
    {"no path given; - is the standard input", "没有给出路径；- 表示标准输入"},
    {"no such format: %s", "没有这种格式：%s"},
    {"messages and labels are in zh or en: %s", "信息和标签只有 zh 或 en：%s"},
    {"a date is written 2024-01-31: %s", "日期写作 2024-01-31：%s"},
    {"a size is written 500K, 64M or 2G: %s", "大小写作 500K、64M 或 2G：%s"},
    {"a part has from 64 bytes to 1023M: %s", "每段从 64 字节到 1023M：%s"},
    {"jobs are from 1 to 256, or 0 for one a processor: %s", "任务数从 1 到 256，0 表示每个处理器一个：%s"},
    {"groups are region, year or region,year: %s", "分组只有 region、year 或 region,year：%s"},
    {"a threshold is written 0.5, above 0 and up to 1: %s", "阈值写作 0.5，大于 0，至多 1：%s"},
    {"--plan or --review must stand before a path: %s", "路径前面要有 --plan 或 --review：%s"},
    {"a comparison needs --plan and --review", "比较需要 --plan 和 --review"},
    {"no such field: %s; there are %s", "没有这些字段：%s；可用的有 %s"},
    {"--fields goes with jsonl, json, csv, tsv and table", "--fields 用于 jsonl、json、csv、tsv 和 table"},
    {"--bom goes with --format csv or tsv", "--bom 要与 --format csv 或 tsv 同用"},
    {"tokens have no csv", "tokens 没有 csv 格式"},
    {"tokens have no tsv", "tokens 没有 tsv 格式"},
    {"tokens have no html", "tokens 没有 html 格式"},
    {"--format sqlite goes with extract", "--format sqlite 只用于 extract"},
    {"--format sqlite needs -o FILE, the database", "--format sqlite 需要 -o 文件，即数据库"},
    {"--format sqlite: this program was built without SQLite (Debian: libsqlite3-dev)",
     "--format sqlite：本程序构建时没有 SQLite（Debian：libsqlite3-dev）"},
    {"--format arrow goes with extract", "--format arrow 只用于 extract"},
    {"--format arrow is not for a terminal; give -o FILE, or a pipe", "--format arrow 不写到终端；请给 -o 文件，或接管道"},
    {"--format arrow: a column is not as its schema says", "--format arrow：有一列与所述结构不符"},
    {"--format arrow: the schema has a type that is not written here", "--format arrow：结构中有本程序写不了的类型"},
    {"a column has more than 2 GiB of text: give fewer documents at a time", "有一列的文字超过 2 GiB：请减小 --part-size"},
    {"this is a database of something else; give -o a file of its own", "这是别的数据库；请给 -o 另一个文件"},
    {"this database is of another version of zhibiao; make a new one", "这个数据库是另一版 zhibiao 的；请另建一个"},
    {"--form-feed, --split-on and --jsonl-field are three ways to split; give one",
     "--form-feed、--split-on、--jsonl-field 是三种分篇方法，只能给一种"},
    {"--jsonl-id and --jsonl-date go with --jsonl-field", "--jsonl-id 和 --jsonl-date 要与 --jsonl-field 同用"},
    {"JSON is UTF-8: no --encoding with --jsonl-field", "JSON 是 UTF-8：--jsonl-field 不能与 --encoding 同用"},
    {"--jsonl-field: this program was built without Jansson, which reads JSON", "--jsonl-field：本程序构建时没有读 JSON 的 Jansson"},
    {"UTF-16 and UTF-32 are not split into documents; iconv -t UTF-8 makes it possible",
     "UTF-16 和 UTF-32 不能分篇；先用 iconv -t UTF-8 转换"},
    {"--split-on, at byte %s: %s", "--split-on，第 %s 字节：%s"},

    /* ---- jobs and resuming ---- */
    {"--jobs and --resume do not go with --format sqlite, which leaves out by itself what it has read",
     "--jobs 和 --resume 不能与 --format sqlite 同用：数据库自会略过读过的文本"},
    {"--resume does not go with --format arrow, whose batches hold many texts", "--resume 不能与 --format arrow 同用：它的一批含多篇文本"},
    {"--resume needs -o FILE", "--resume 需要 -o 文件"},
    {"--resume cannot go on in the standard input", "--resume 不能接着读标准输入"},
    {"another run writes there", "另一次运行正在写"},
    {"--resume needs a plain file to write to", "--resume 只能写到普通文件"},
    {"%s; with the same it goes on, without this file it begins anew", "%s；照原样可接着运行，删去此文件则从头开始"},
    {"it was begun with other options or rules", "上次用的是别的选项或规则"},
    {"it was begun with other files", "上次读的是别的文件"},
    {"goes on behind %s of %s files", "已读 %s 个文件（共 %s 个），接着读"},

    /* ---- files ---- */
    {"%s larger than %s; --max-size can raise that", "%s大于 %s；可用 --max-size 放宽"},
    {"the file is", "这个文件"},
    {"the line is", "这一行"},
    {"the document that begins here is", "从这里开始的文档"},
    {"the file is empty", "文件是空的"},
    {"the input is binary, not text", "不是文本，而是二进制数据"},
    {"%s (byte %s)", "%s（第 %s 字节）"},
    {"this folder has no .txt file or page", "这个文件夹里没有 .txt 文件或网页"},
    {"this folder has no .txt file or page; --recursive looks into its folders",
     "这个文件夹里没有 .txt 文件或网页；--recursive 可读里面的文件夹"},
    {"left out: no file but a link, a pipe or a device; name it to have it read", "略过：不是普通文件（链接、管道或设备）；要读请直接写出路径"},
    {"UTF-16 is not split into documents; iconv -t UTF-8 makes it possible", "UTF-16 不能分篇；先用 iconv -t UTF-8 转换"},
    {"a web page larger than 32M", "网页大于 32M"},
    {"larger than --part-size, and only UTF-8, GB18030, Big5 and UTF-16 are cut",
     "大于 --part-size，而只有 UTF-8、GB18030、Big5、UTF-16 能分段"},
    {"the list names no file", "名单里没有文件"},
    {"the list has NUL bytes; -0 reads such a list", "名单里有 NUL 字节；读这样的名单要用 -0"},
    {"the list and the texts cannot both be the standard input", "名单和文本不能都来自标准输入"},
    {"-0 goes with --files-from", "-0 要与 --files-from 同用"},

    /* ---- texts ---- */
    {"not a JSON object", "不是 JSON 对象"},
    {"not JSON: %s, at byte %s of the line", "不是 JSON：%s，在该行第 %s 字节"},
    {"the member \"%s\" is no text", "成员“%s”不是文字"},
    {"no member \"%s\"", "没有成员“%s”"},
    {"built without JSON", "构建时没有 JSON"},
    {"the member of --jsonl-date is no day written 2024-01-31", "--jsonl-date 的成员不是写作 2024-01-31 的日期"},
    {"--html-select matches nothing in this page", "--html-select 在此网页中没有匹配"},
    {"%s bytes are not valid %s, read as U+FFFD", "%s 个字节不是有效的 %s，读作 U+FFFD"},
    {"%s byte is not valid %s, read as U+FFFD", "%s 个字节不是有效的 %s，读作 U+FFFD"},
    {"the last character is not whole: was the file cut?", "最后一个字不完整：文件是否被截断？"},
    {"this line is in another encoding than the rest", "这一行的编码与其余不同"},
    {"looks as if it was read in a wrong encoding before it was saved", "看来在保存之前曾用错误的编码打开（乱码）"},
    {"unknown encoding", "没有这种编码"},

    /* ---- the rest ---- */
    {"out of memory", "内存不足"},
    {"cannot write: %s", "无法写入：%s"},
    {"cannot write the report", "无法写出报告"},
    {"the examples could not be run", "例句无法运行"},
    {"No such file or directory", "没有这个文件或文件夹"},
    {"Permission denied", "没有权限"},
    {"Is a directory", "是文件夹"},
    {"Not a directory", "不是文件夹"},
    {"No space left on device", "磁盘已满"},
    {"File too large", "文件太大"},
    {"Read-only file system", "文件系统只读"},
    {"Input/output error", "读写出错"},
    {"Too many open files", "打开的文件太多"},
    {"Too many levels of symbolic links", "链接层数太多"},
    {"File name too long", "文件名太长"},
    {"Resource temporarily unavailable", "正被占用"},
};

/* ---- which language ---------------------------------------------------------------------------------------- */

static bool chinese;

/* zh_CN.UTF-8 and zh; not zh_CN.GB18030, whose terminal would show our UTF-8 as rubbish. */
static bool is_chinese(const char *locale) {
    const char *charset = strchr(locale, '.');
    return !strncmp(locale, "zh", 2) && (!charset || !strncasecmp(charset, ".utf8", 5) || !strncasecmp(charset, ".utf-8", 6));
}

/* The value of --lang or -l in the word, or behind it; NULL: it is neither. */
static const char *language_in(const char *word, const char *next) {
    if (!strncmp(word, "--lang", 6))
        return word[6] == '=' ? word + 7 : word[6] ? NULL : next;
    return strncmp(word, "-l", 2) ? NULL : word[2] ? word + 2 : next;
}

void words_begin(int argc, char **argv) {
    static const char *const variables[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
    const char *locale = "";
    for (size_t i = 0; !*locale && i < sizeof variables / sizeof *variables; i++) {
        const char *value = getenv(variables[i]);
        locale = value ? value : "";
    }
    for (int i = 1; i < argc && argv[i] && strcmp(argv[i], "--"); i++) {
        const char *given = language_in(argv[i], i + 1 < argc ? argv[i + 1] : "");
        locale = given ? given : locale;
    }
    chinese = is_chinese(locale);
}

void words_choose(const char *language) {
    chinese = is_chinese(language);
}

bool words_are_chinese(void) {
    return chinese;
}

const char *either(const char *english, const char *chinese_words) {
    return chinese ? chinese_words : english;
}

/* ---- looking up -------------------------------------------------------------------------------------------- */

enum { PIECES = 4, DEPTH = 4 };

typedef struct piece {
    const char *text;
    size_t size;
} piece;

static const char *find(const char *text, size_t size, const char *word, size_t word_size) {
    for (size_t at = 0; at + word_size <= size; at++)
        if (!memcmp(text + at, word, word_size))
            return text + at;
    return NULL;
}

/* Whether the text is the row, and what stands for each %s. What comes last must end with the text. */
static bool matches(const char *row, piece text, piece found[PIECES]) {
    size_t fixed = strcspn(row, "%"), count = 0;
    if (fixed > text.size || memcmp(row, text.text, fixed))
        return false;
    text = (piece){text.text + fixed, text.size - fixed};
    for (row += fixed; *row; count++) {
        row += 2;
        fixed = strcspn(row, "%");
        const char *end = !fixed || (!row[fixed] && fixed <= text.size) ? text.text + text.size - fixed
                                                                        : find(text.text, text.size, row, fixed);
        if (count == PIECES || !end || memcmp(end, row, fixed))
            return false;
        found[count] = (piece){text.text, (size_t)(end - text.text)};
        text = (piece){end + fixed, text.size - found[count].size - fixed};
        row += fixed;
    }
    return text.size == 0;
}

static void put(piece text, FILE *to, int depth) {
    piece found[PIECES];
    size_t row = 0, rows = sizeof table / sizeof *table, count = 0;
    while (row < rows && !(chinese && depth < DEPTH && matches(table[row][0], text, found)))
        row++;
    if (row == rows) {
        fwrite(text.text, 1, text.size, to);
        return;
    }
    for (const char *at = table[row][1]; *at; at++) {
        if (*at != '%')
            putc(*at, to);
        else if (at++, count < PIECES) /* %s */
            put(found[count++], to, depth + 1);
    }
}

void words_put(const char *english, FILE *to) {
    put((piece){english, strlen(english)}, to, 0);
}
