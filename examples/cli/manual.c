/* The man page: a template of prose with lines that the tables fill in. Of a row's `manual`,
 *
 *     "*csv*: a table, as of --bom.\nOf _FILE_ ..."    becomes    \fBcsv\fR: a table, as of \fB\-\-bom\fR.
 *                                                                 Of \fIFILE\fR ...
 */
#include <ctype.h>
#include <string.h>

#include "fields.h"
#include "options.h"

/* ---- text ---------------------------------------------------------------------------------------------- */

static void put_escaped(const char *text, size_t size, FILE *to) {
    for (size_t i = 0; i < size; i++) {
        if (text[i] == '-' || text[i] == '\\')
            putc('\\', to);
        putc(text[i], to);
    }
}

static void put_in_font(char font, const char *text, size_t size, FILE *to) {
    fprintf(to, "\\f%c", font);
    put_escaped(text, size, to);
    fputs("\\fR", to);
}

static size_t long_option_size(const char *text) {
    return strncmp(text, "--", 2) || !islower((unsigned char)text[2]) ? 0 : strspn(text, "abcdefghijklmnopqrstuvwxyz-");
}

static bool is_word(char letter) {
    return isalnum((unsigned char)letter) != 0;
}

/* The mark that closes the one at `text`; NULL: that is none. LC_ALL and target_value hold no marks. */
static const char *mark_end(const char *text, char before) {
    if ((*text != '*' && *text != '_') || is_word(before))
        return NULL;
    const char *end = strchr(text + 1, *text);
    while (end && is_word(end[1]))
        end = strchr(end + 1, *text);
    return end;
}

/* What begins at `text` in one font; 0: nothing does. */
static size_t put_marked(const char *text, char before, FILE *to) {
    const char *end = mark_end(text, before);
    size_t size = long_option_size(text);
    if (end)
        put_in_font(*text == '*' ? 'B' : 'I', text + 1, (size_t)(end - text) - 1, to);
    else if (size)
        put_in_font('B', text, size, to);
    return end ? (size_t)(end - text) + 1 : size;
}

static void put_text(const char *text, FILE *to) {
    char before = ' ';
    while (*text) {
        size_t size = put_marked(text, before, to);
        if (!size)
            putc(*text, to);
        text += size ? size : 1;
        before = text[-1];
    }
}

/* "half a sentence" as a whole one. */
static void put_help(const char *help, FILE *to) {
    putc(toupper((unsigned char)*help), to);
    put_text(help + 1, to);
    putc('.', to);
}

/* ---- options ------------------------------------------------------------------------------------------- */

/* "FILE" in italics, "..." behind it not. */
static void put_argument(const char *argument, FILE *to) {
    size_t size = strcspn(argument, ".");
    put_in_font('I', argument, size, to);
    fputs(argument + size, to);
}

static unsigned commands_of(const option_row *option) {
    unsigned bits = 0;
    for (size_t i = 0; i < option_count; i++)
        if (!strcmp(options[i].name, option->name))
            bits |= options[i].commands;
    return bits;
}

/* An option of some commands only says which. */
static void put_commands(unsigned bits, FILE *to) {
    const char *before = "\nOnly of ";
    if ((bits & READERS) == READERS)
        return;
    bits &= READERS | CHECK;
    for (size_t i = 0; i < command_count; i++) {
        if (!(bits & commands[i].bit))
            continue;
        bits &= ~commands[i].bit;
        fputs(before, to);
        put_in_font('B', commands[i].name, strlen(commands[i].name), to);
        before = bits & (bits - 1) ? ", " : " and ";
    }
    putc('.', to);
}

static void put_option(const option_row *option, FILE *to) {
    char letter[] = {'-', option->letter, '\0'};
    fputs(".TP\n", to);
    if (option->letter) {
        put_in_font('B', letter, 2, to);
        fputs(", ", to);
    }
    fputs("\\fB\\-\\-", to);
    put_escaped(option->name, strlen(option->name), to);
    fputs("\\fR", to);
    if (option->argument) {
        putc(' ', to);
        put_argument(option->argument, to);
    }
    putc('\n', to);
    if (option->manual)
        put_text(option->manual, to);
    else
        put_help(option->help, to);
    if (option->topic != ABOUT_PAIRS)
        put_commands(commands_of(option), to);
    putc('\n', to);
}

static void put_options(FILE *to) {
    for (option_topic topic = 0; topic < TOPICS; topic++) {
        fprintf(to, ".SS %s\n", topic_name(topic, false));
        for (size_t i = 0; i < option_count; i++)
            if (options[i].topic == topic && option_comes_first(&options[i], ALWAYS))
                put_option(&options[i], to);
    }
}

/* ---- the rest ------------------------------------------------------------------------------------------ */

/* "--plan PATH... [FILE...]": options bold, names of values italic. */
static void put_arguments(const char *text, FILE *to) {
    while (*text) {
        size_t size = strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"), option = long_option_size(text);
        if (size || option)
            put_in_font(size ? 'I' : 'B', text, size ? size : option, to);
        else
            putc(*text, to);
        text += size ? size : option ? option : 1;
    }
}

static void put_synopsis(FILE *to) {
    for (size_t i = 0; i < command_count; i++) {
        fprintf(to, "%s\\fBzhibiao %s\\fR [\\fIOPTION\\fR...] ", i ? ".br\n" : "", commands[i].name);
        put_arguments(commands[i].arguments, to);
        putc('\n', to);
    }
}

/* The names that --fields knows, a paragraph for each command that has it. */
static void put_fields(FILE *to) {
    for (size_t i = 0; i < command_count; i++) {
        cli_buffer names = {0};
        if (!option_named(commands[i].bit, "fields", strlen("fields")))
            continue;
        fields_names(&names, commands[i].bit, true, false);
        fprintf(to, ".PP\n.nh\nOf \\fB%s\\fR: ", commands[i].name);
        put_in_font('I', names.bytes ? names.bytes : "", names.size, to);
        fputs(".\n.hy\n", to);
        buffer_free(&names);
    }
}

void write_manual(FILE *template, FILE *to) {
    char line[4096];
    while (fgets(line, sizeof line, template)) {
        char *version = strstr(line, "@VERSION@");
        if (!strcmp(line, "@SYNOPSIS@\n"))
            put_synopsis(to);
        else if (!strcmp(line, "@OPTIONS@\n"))
            put_options(to);
        else if (!strcmp(line, "@FIELDS@\n"))
            put_fields(to);
        else if (version)
            fprintf(to, "%.*s%s%s", (int)(version - line), line, zhibiao_version(), version + strlen("@VERSION@"));
        else
            fputs(line, to);
    }
}

int run_generate(const char *what) {
    if (what && !strcmp(what, "man"))
        write_manual(stdin, stdout);
    else if (!what || !write_completions(what, stdout))
        return misuse(NULL, "generate makes man, bash, zsh or fish", what);
    return fflush(stdout) ? OUTPUT_FAILED : DONE;
}
