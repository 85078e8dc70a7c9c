/* The command line: two tables say which commands and options there are; reading them and --help walk the same rows. */
#define _GNU_SOURCE /* getopt_long */
#include <getopt.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli.h"

/* ---- messages ----------------------------------------------------------------------------------------- */

void complain(const char *file, const char *message) {
    if (file)
        fprintf(stderr, "zhibiao: %s: %s\n", file, message);
    else
        fprintf(stderr, "zhibiao: %s\n", message);
}

void complain_error(const char *file, const zhibiao_error *error) {
    if (error->line)
        fprintf(stderr, "zhibiao: %s:%u: %s\n", file, (unsigned)error->line, error->message);
    else if (error->status == ZHIBIAO_ERROR_BINARY || error->status == ZHIBIAO_ERROR_LIMIT)
        fprintf(stderr, "zhibiao: %s: %s (byte %llu)\n", file, error->message, (unsigned long long)error->byte);
    else
        complain(file, error->message);
}

bool refuse(zhibiao_error *why, zhibiao_status status, const char *message) {
    memset(why, 0, sizeof *why);
    why->status = status;
    snprintf(why->message, sizeof why->message, "%s", message);
    return false;
}

/* ---- tables ------------------------------------------------------------------------------------------- */

enum { EXTRACT = 1, TOKENS = 2, EXPLAIN = 4, CHECK = 8, NO_COMMAND = 16, COMPARE = 32,
       READERS = EXTRACT | TOKENS | EXPLAIN | COMPARE };

typedef struct command_row {
    const char *name;
    unsigned bit;
    const char *arguments, *summary;
    int (*run)(const cli_settings *settings);
} command_row;

static const command_row commands[] = {
    {"extract", EXTRACT, "PATH...", "write the records of texts", run_extract},
    {"tokens", TOKENS, "PATH...", "write the quantities, dates, places and cue words of texts", run_tokens},
    {"explain", EXPLAIN, "PATH...", "show how each record came about", run_explain},
    {"compare", COMPARE, "--plan PATH... --review PATH...", "pair what plans promise with what reviews report", run_compare},
    {"check", CHECK, "[FILE...]", "run the examples of rule files, or of the built-in rules", run_check},
};
enum { COMMANDS = sizeof commands / sizeof *commands };

typedef struct option_row {
    char letter;
    const char *name;
    const char *argument; /* NULL: takes none */
    unsigned commands;
    const char *help;
} option_row;

static const option_row options[] = {
    {'f', "format", "FORMAT", EXTRACT | TOKENS | COMPARE, "jsonl (the default), json, csv or html (both not of tokens), or table"},
    {'l', "lang", "LANGUAGE", EXTRACT | COMPARE, "html: labels in zh (the default) or en"},
    {'e', "encoding", "NAME", READERS, "the texts' encoding; found out when not given"},
    {'d', "date", "YYYY-MM-DD", READERS, "the texts' date, from which 今年 and 上月 count"},
    {'p', "region", "PLACE", READERS, "the place that 全省 and 我市 mean, such as 吉林省"},
    {'u', "rules", "FILE", READERS, "add words and rules of one's own; may be repeated"},
    {'H', "html", NULL, READERS, "the texts are web pages; without it a page is known by its name or how it begins"},
    {'s', "html-select", "SELECTOR", READERS, "of web pages, read what this matches: a tag, #id, .class, one inside another"},
    {'o', "output", "FILE", READERS, "write there; the file appears when all is written"},
    {'b', "bom", NULL, EXTRACT | COMPARE, "begin CSV with a byte order mark, for spreadsheets"},
    {'F', "form-feed", NULL, READERS, "a form feed ends a document: a file holds as many as it has"},
    {'S', "split-on", "REGEX", READERS, "a line in which this is found begins a document (PCRE2)"},
    {'J', "jsonl-field", "NAME", READERS, "a file holds one JSON object a line, its text is the member of this name"},
    {'I', "jsonl-id", "NAME", READERS, "with -J: the member that names the document"},
    {'D', "jsonl-date", "NAME", READERS, "with -J: the member that says its day"},
    {'m', "max-size", "SIZE", READERS, "refuse larger documents; 4G, and 256M a line of JSON, when not given"},
    {'P', "part-size", "SIZE", READERS, "read larger documents in parts, cut at sentences; 32M when not given"},
    {'r', "recursive", NULL, READERS, "folders: the folders inside them too"},
    {'a', "all", NULL, READERS, "records of the optional classes too; tokens: the plain text between them too"},
    {'1', "plan", "PATH...", COMPARE, "texts whose targets are compared; up to the next option"},
    {'2', "review", "PATH...", COMPARE, "texts whose actuals report them; a text may be both"},
    {'g', "group", "KEYS", COMPARE, "order rows by region, year or region,year"},
    {'t', "threshold", "SCORE", COMPARE, "the least likeness of a pair, 0 to 1; 0.5 when not given"},
    {'h', "help", NULL, READERS | CHECK | NO_COMMAND, "show this and end"},
    {'V', "version", NULL, READERS | CHECK | NO_COMMAND, "show the version and end"},
};
enum { OPTIONS = sizeof options / sizeof *options };

/* ---- help --------------------------------------------------------------------------------------------- */

static void print_option(const option_row *option) {
    char words[40];
    int used = snprintf(words, sizeof words, "-%c, --%s", option->letter, option->name);
    if (option->argument && used > 0)
        snprintf(words + used, sizeof words - (size_t)used, " %s", option->argument);
    printf("  %-26s %s\n", words, option->help);
}

static int print_help(const command_row *only) {
    unsigned shown = only ? only->bit : READERS | CHECK | NO_COMMAND;
    printf("usage: zhibiao %s [OPTION...] %s\n", only ? only->name : "COMMAND", only ? only->arguments : "PATH...");
    printf("%s\n\n", only ? only->summary : "Reads Chinese government prose; writes its indicators as records.");
    for (size_t i = 0; !only && i < COMMANDS; i++)
        printf("  %-8s %-10s %s\n", commands[i].name, commands[i].arguments, commands[i].summary);
    if (!only)
        putchar('\n');
    for (size_t i = 0; i < OPTIONS; i++)
        if (options[i].commands & shown)
            print_option(&options[i]);
    printf("\nPATH is a text or web page, a folder of .txt and .html files, or - for the standard input. man zhibiao tells more.\n");
    return fflush(stdout) ? OUTPUT_FAILED : DONE;
}

static int print_version(void) {
    printf("zhibiao %s\n%s\n", zhibiao_version(), zhibiao_libraries());
    return fflush(stdout) ? OUTPUT_FAILED : DONE;
}

static int misuse(const command_row *command, const char *message, const char *word) {
    fprintf(stderr, "zhibiao: %s%s%s\n", message, word ? ": " : "", word ? word : "");
    fprintf(stderr, "Try 'zhibiao %s%s--help'.\n", command ? command->name : "", command ? " " : "");
    return USAGE;
}

/* ---- values ------------------------------------------------------------------------------------------- */

static bool read_format(const char *text, zhibiao_format *format) {
    static const char *const names[] = {"jsonl", "json", "csv", "table", "html"}; /* in zhibiao_format's order */
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (!strcmp(text, names[i])) {
            *format = (zhibiao_format)i;
            return true;
        }
    }
    return false;
}

static bool read_language(const char *text, cli_settings *settings) {
    settings->language = text;
    return !strcmp(text, "en") || !strcmp(text, "zh") || !strcmp(text, "zh-CN");
}

static bool read_digits(const char *text, size_t count, unsigned *number) {
    *number = 0;
    for (size_t i = 0; i < count; i++) {
        if (text[i] < '0' || text[i] > '9')
            return false;
        *number = *number * 10 + (unsigned)(text[i] - '0');
    }
    return true;
}

static unsigned days_of(unsigned year, unsigned month) {
    static const unsigned char days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return days[month - 1] + (month == 2 && leap ? 1U : 0U);
}

bool read_date(const char *text, zhibiao_date *date) {
    unsigned year, month, day;
    if (strlen(text) != 10 || text[4] != '-' || text[7] != '-' || !read_digits(text, 4, &year) ||
        !read_digits(text + 5, 2, &month) || !read_digits(text + 8, 2, &day))
        return false;
    if (!year || month < 1 || month > 12 || day < 1 || day > days_of(year, month))
        return false;
    *date = (zhibiao_date){(int16_t)year, (uint8_t)month, (uint8_t)day};
    return true;
}

/* 500, 64K, 1G. */
static bool read_size(const char *text, uint64_t least, uint64_t most, uint64_t *size) {
    static const char units[] = "KMG";
    size_t digits = strspn(text, "0123456789");
    const char *unit = text[digits] ? strchr(units, text[digits]) : NULL;
    unsigned number;
    if (!digits || digits > 9 || (text[digits] && (!unit || text[digits + 1])) || !read_digits(text, digits, &number))
        return false;
    *size = (uint64_t)number << (unit ? 10 * (unit - units + 1) : 0);
    return *size >= least && *size <= most;
}

/* "region", "year", "region,year". */
static bool read_group(const char *text, uint32_t *group) {
    static const struct { const char *name; uint32_t keys; } names[] = {
        {"region", ZHIBIAO_GROUP_REGION}, {"year", ZHIBIAO_GROUP_YEAR},
        {"region,year", ZHIBIAO_GROUP_REGION | ZHIBIAO_GROUP_YEAR}, {"year,region", ZHIBIAO_GROUP_REGION | ZHIBIAO_GROUP_YEAR},
    };
    *group = 0;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (!strcmp(text, names[i].name))
            *group = names[i].keys;
    return *group != 0;
}

/* "1", "0.75" to thousandths; 0 would pair anything. */
static bool read_threshold(const char *text, uint32_t *threshold) {
    unsigned whole, part = 0;
    size_t size = strlen(text), digits = size > 2 ? size - 2 : 0;
    if (!size || size == 2 || digits > 3 || (digits && text[1] != '.') || !read_digits(text, 1, &whole) || whole > 1 ||
        (digits && !read_digits(text + 2, digits, &part)))
        return false;
    for (; digits && digits < 3; digits++)
        part *= 10;
    *threshold = whole * 1000 + part;
    return *threshold > 0 && *threshold <= 1000;
}

/* compare: a path goes to the side that was named last. */
static const char *take_path(cli_settings *settings, int letter, char *path) {
    settings->side = letter == 1 ? settings->side : letter;
    if (settings->side == '1')
        settings->plans[settings->plan_count++] = path;
    else if (settings->side == '2')
        settings->reviews[settings->review_count++] = path;
    else
        return "--plan or --review must stand before a path";
    return NULL;
}

/* Takes one option in. Gives the sentence that says what is wrong with its value, or NULL. */
static const char *take(cli_settings *settings, int letter, char *value) {
    switch (letter) {
    case 'f': return read_format(value, &settings->format) ? NULL : "no such format";
    case 'd': return read_date(value, &settings->date) ? NULL : "a date is written 2024-01-31";
    case 'l': return read_language(value, settings) ? NULL : "labels are in zh or en";
    case 'e': settings->encoding = value; break;
    case 'p': settings->region = value; break;
    case 'u': settings->rules[settings->rule_count++] = value; break;
    case 'H': settings->html = true; break;
    case 's': settings->select = value; break;
    case 'F': settings->form_feed = true; break;
    case 'S': settings->split_on = value; break;
    case 'J': settings->json_text = value; break;
    case 'I': settings->json_id = value; break;
    case 'D': settings->json_date = value; break;
    case 'm': return read_size(value, 1, UINT64_MAX, &settings->most) ? NULL : "a size is written 500K, 64M or 2G";
    case 'P': return read_size(value, 64, 1023ULL << 20, &settings->part) ? NULL : "a part has from 64 bytes to 1023M";
    case 'o': settings->output = value; break;
    case 'b': settings->bom = true; break;
    case 'r': settings->recursive = true; break;
    case 'a': settings->all = true; break;
    case 'g': return read_group(value, &settings->group) ? NULL : "groups are region, year or region,year";
    case 't': return read_threshold(value, &settings->threshold) ? NULL : "a threshold is written 0.5, above 0 and up to 1";
    case '1':
    case '2':
    case 1: return take_path(settings, letter, value);
    default: break;
    }
    return NULL;
}

/* ---- reading the line --------------------------------------------------------------------------------- */

/* getopt's own tables, of the options that the command has. */
typedef struct getopt_tables {
    struct option longs[OPTIONS + 1];
    char shorts[2 * OPTIONS + 4];
} getopt_tables;

static void make_tables(getopt_tables *tables, unsigned bit) {
    size_t count = 0;
    char *to = tables->shorts;
    if (bit == COMPARE)
        *to++ = '-'; /* paths come in their order, as values of an option 1 */
    *to++ = ':'; /* a missing value is told apart from an unknown option */
    for (size_t i = 0; i < OPTIONS; i++) {
        const option_row *option = &options[i];
        if (!(option->commands & bit))
            continue;
        tables->longs[count++] = (struct option){option->name, option->argument ? required_argument : no_argument,
                                                 NULL, option->letter};
        *to++ = option->letter;
        if (option->argument)
            *to++ = ':';
    }
    *to = '\0';
    tables->longs[count] = (struct option){NULL, 0, NULL, 0};
}

/* -1: go on; else the exit code. */
static int read_options(const command_row *command, int argc, char **argv, cli_settings *settings) {
    getopt_tables tables;
    int letter;
    make_tables(&tables, command->bit);
    opterr = 0;
    while ((letter = getopt_long(argc, argv, tables.shorts, tables.longs, NULL)) != -1) {
        const char *word = argv[optind - 1];
        char unknown[3] = {'-', (char)optopt, '\0'};
        if (letter == '?')
            return misuse(command, "unknown option", strncmp(word, "--", 2) && optopt ? unknown : word);
        if (letter == ':')
            return misuse(command, "this option needs a value", word);
        if (letter == 'h')
            return print_help(command);
        if (letter == 'V')
            return print_version();
        const char *wrong = take(settings, letter, optarg);
        if (wrong)
            return misuse(command, wrong, optarg);
    }
    settings->paths = argv + optind;
    settings->path_count = (size_t)(argc - optind);
    for (size_t i = 0; command->bit == COMPARE && settings->side && i < settings->path_count; i++) /* behind -- */
        take_path(settings, 1, settings->paths[i]);
    return -1;
}

static bool is_utf16(const char *encoding) {
    return encoding && (!strncasecmp(encoding, "utf-16", 6) || !strncasecmp(encoding, "utf16", 5) ||
                        !strncasecmp(encoding, "utf-32", 6) || !strncasecmp(encoding, "utf32", 5));
}

/* What options cannot go together. NULL: nothing. */
static const char *contradiction(const command_row *command, const cli_settings *settings) {
    int ways = (settings->form_feed ? 1 : 0) + (settings->split_on ? 1 : 0) + (settings->json_text ? 1 : 0);
    if (command->bit == COMPARE && (!settings->plan_count || !settings->review_count))
        return "a comparison needs --plan and --review";
    if (!settings->path_count && command->bit != CHECK && command->bit != COMPARE)
        return "no path given; - is the standard input";
    if (settings->bom && settings->format != ZHIBIAO_CSV)
        return "--bom goes with --format csv";
    if (command->bit == TOKENS && settings->format == ZHIBIAO_CSV)
        return "tokens have no csv";
    if (command->bit == TOKENS && settings->format == ZHIBIAO_HTML)
        return "tokens have no html";
    if (settings->language && settings->format != ZHIBIAO_HTML)
        return "--lang goes with --format html";
    if (ways > 1)
        return "--form-feed, --split-on and --jsonl-field are three ways to split; give one";
    if ((settings->json_id || settings->json_date) && !settings->json_text)
        return "--jsonl-id and --jsonl-date go with --jsonl-field";
    if (settings->json_text && settings->encoding)
        return "JSON is UTF-8: no --encoding with --jsonl-field";
    if (settings->json_text && !json_is_there())
        return "--jsonl-field: this program was built without Jansson, which reads JSON";
    if (ways && is_utf16(settings->encoding))
        return "UTF-16 and UTF-32 are not split into documents; iconv -t UTF-8 makes it possible";
    return NULL;
}

/* On a terminal that wants it: not into files and pipes, not with NO_COLOR. */
static bool may_colour(const cli_settings *settings) {
    const char *no_color = getenv("NO_COLOR"), *term = getenv("TERM");
    return !settings->output && isatty(STDOUT_FILENO) && !(no_color && *no_color) && term && strcmp(term, "dumb");
}

static int run_settings(const command_row *command, cli_settings *settings) {
    char message[256];
    const char *wrong = contradiction(command, settings);
    if (settings->language && !strcmp(settings->language, "en"))
        settings->format = ZHIBIAO_HTML_EN;
    if (settings->format == ZHIBIAO_TABLE && may_colour(settings))
        settings->format = ZHIBIAO_TABLE_COLOUR;
    if (!wrong && settings->split_on) {
        settings->pattern = pattern_new(settings->split_on, message, sizeof message);
        wrong = settings->pattern ? NULL : message;
    }
    int code = wrong ? misuse(command, wrong, NULL) : command->run(settings);
    pattern_free(settings->pattern);
    return code;
}

static int run_command(const command_row *command, int argc, char **argv) {
    cli_settings settings = {.format = ZHIBIAO_JSONL, .part = 32 << 20};
    settings.rules = calloc((size_t)argc + 1, sizeof *settings.rules);
    settings.plans = calloc((size_t)argc + 1, sizeof *settings.plans);
    settings.reviews = calloc((size_t)argc + 1, sizeof *settings.reviews);
    if (!settings.rules || !settings.plans || !settings.reviews) {
        free(settings.rules);
        free(settings.plans);
        free(settings.reviews);
        complain(NULL, "out of memory");
        return INPUT_FAILED;
    }
    int code = read_options(command, argc, argv, &settings);
    if (code < 0)
        code = run_settings(command, &settings);
    free(settings.rules);
    free(settings.plans);
    free(settings.reviews);
    return code;
}

int main(int argc, char **argv) {
    signal(SIGPIPE, SIG_IGN); /* writing says EPIPE instead, and output.c knows that it is no failure */
    signal(SIGXFSZ, SIG_IGN); /* and EFBIG, which is one */
    const char *word = argc > 1 ? argv[1] : NULL;
    if (!word)
        return misuse(NULL, "no command given", NULL);
    if (!strcmp(word, "--help") || !strcmp(word, "-h"))
        return print_help(NULL);
    if (!strcmp(word, "--version") || !strcmp(word, "-V"))
        return print_version();
    for (size_t i = 0; i < COMMANDS; i++)
        if (!strcmp(word, commands[i].name))
            return run_command(&commands[i], argc - 1, argv + 1);
    return misuse(NULL, word[0] == '-' ? "unknown option" : "unknown command", word);
}
