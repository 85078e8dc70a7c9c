/* The values of options: reads one, or says in a sentence what is wrong with it. */
#define _POSIX_C_SOURCE 200809L
#include <string.h>
#include <unistd.h>

#include "options.h"
#include "words.h"

const char *take_format(cli_settings *settings, char *value) {
    static const char *const names[] = {"jsonl", "json", "csv", "table", "html"}; /* in zhibiao_format's order */
    settings->sqlite = !strcmp(value, "sqlite");
    settings->arrow = !strcmp(value, "arrow");
    settings->tabs = !strcmp(value, "tsv");
    value = settings->tabs ? "csv" : value; /* but for what stands between its cells */
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (!strcmp(value, names[i])) {
            settings->format = (zhibiao_format)i;
            return NULL;
        }
    }
    settings->format = ZHIBIAO_JSONL; /* of no matter to those that the library does not write */
    return settings->sqlite || settings->arrow ? NULL : "no such format";
}

const char *take_language(cli_settings *settings, char *value) {
    settings->language = value;
    words_choose(value);
    return !strcmp(value, "en") || !strcmp(value, "zh") || !strcmp(value, "zh-CN") ? NULL : "messages and labels are in zh or en";
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

const char *take_date(cli_settings *settings, char *value) {
    return read_date(value, &settings->date) ? NULL : "a date is written 2024-01-31";
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

const char *take_most(cli_settings *settings, char *value) {
    return read_size(value, 1, UINT64_MAX, &settings->most) ? NULL : "a size is written 500K, 64M or 2G";
}

const char *take_part(cli_settings *settings, char *value) {
    return read_size(value, 64, 1023ULL << 20, &settings->part) ? NULL : "a part has from 64 bytes to 1023M";
}

/* 0: as many as there are processors. */
const char *take_jobs(cli_settings *settings, char *value) {
    size_t digits = strlen(value);
    unsigned number;
    if (!digits || digits > 3 || !read_digits(value, digits, &number) || number > 256)
        return "jobs are from 1 to 256, or 0 for one a processor";
    long processors = number ? 1 : sysconf(_SC_NPROCESSORS_ONLN);
    settings->jobs = number ? number : processors < 1 ? 1 : processors > 256 ? 256 : (uint32_t)processors;
    return NULL;
}

/* "region", "year", "region,year". */
const char *take_group(cli_settings *settings, char *value) {
    static const struct { const char *name; uint32_t keys; } names[] = {
        {"region", ZHIBIAO_GROUP_REGION}, {"year", ZHIBIAO_GROUP_YEAR},
        {"region,year", ZHIBIAO_GROUP_REGION | ZHIBIAO_GROUP_YEAR}, {"year,region", ZHIBIAO_GROUP_REGION | ZHIBIAO_GROUP_YEAR},
    };
    settings->group = 0;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (!strcmp(value, names[i].name))
            settings->group = names[i].keys;
    return settings->group ? NULL : "groups are region, year or region,year";
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

const char *take_threshold(cli_settings *settings, char *value) {
    return read_threshold(value, &settings->threshold) ? NULL : "a threshold is written 0.5, above 0 and up to 1";
}

const char *take_rules(cli_settings *settings, char *value) {
    settings->rules[settings->rule_count++] = value;
    return NULL;
}

/* ---- compare: a path goes to the side that was named last ------------------------------------------------ */

const char *take_path(cli_settings *settings, char *value) {
    if (settings->side == '1')
        settings->plans[settings->plan_count++] = value;
    else if (settings->side == '2')
        settings->reviews[settings->review_count++] = value;
    else
        return "--plan or --review must stand before a path";
    return NULL;
}

const char *take_plan(cli_settings *settings, char *value) {
    settings->side = '1';
    return take_path(settings, value);
}

const char *take_review(cli_settings *settings, char *value) {
    settings->side = '2';
    return take_path(settings, value);
}
