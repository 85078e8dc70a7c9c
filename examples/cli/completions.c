/* Completions of the table for bash, zsh and fish. What can follow an option is told by its row: the words it names, files,
 * folders, or nothing that could be guessed.
 */
#include <string.h>

#include "fields.h"
#include "options.h"

typedef enum value_kind { NO_VALUE, ANY_VALUE, WORDS, LIST, FILES, FOLDERS } value_kind;

static value_kind kind_of(const option_row *option) {
    if (!option->argument)
        return NO_VALUE;
    if (option->words || option->list)
        return option->list ? LIST : WORDS;
    if (!strncmp(option->argument, "FILE", 4) || !strncmp(option->argument, "PATH", 4))
        return FILES;
    return strcmp(option->argument, "FOLDER") ? ANY_VALUE : FOLDERS;
}

/* The words of a value; a list is one of fields. */
static void put_words(const command_row *command, const option_row *option, FILE *to) {
    cli_buffer names = {0};
    if (option->list)
        fields_names(&names, command->bit, true, false);
    fputs(option->list ? names.bytes ? names.bytes : "" : option->words, to);
    buffer_free(&names);
}

/* Puts a backslash, or what is given, before each of `special`. */
static void put_with(const char *text, const char *special, const char *before, FILE *to) {
    for (; *text; text++) {
        if (strchr(special, *text))
            fputs(before, to);
        putc(*text, to);
    }
}

static void put_commands(const char *between, FILE *to) {
    for (size_t i = 0; i < command_count; i++)
        fprintf(to, "%s%s", i ? between : "", commands[i].name);
}

/* ---- bash ---------------------------------------------------------------------------------------------- */

/* Files are left to readline, which quotes them: it looks for them itself when nothing was offered. */
static const char bash_begin[] =
    "# Made by `zhibiao generate bash` of the option table; do not edit.\n"
    "_zhibiao_words() {\n"
    "    local IFS=$' \\t\\n'\n"
    "    COMPREPLY=($(compgen -P \"$3\" -W \"$1\" -- \"$2\"))\n"
    "}\n"
    "\n"
    "_zhibiao_nothing() {\n"
    "    compopt +o default +o bashdefault 2>/dev/null\n"
    "}\n"
    "\n"
    "# a,b,c: the words that are not there yet\n"
    "_zhibiao_list() {\n"
    "    local done='' word words=''\n"
    "    case $2 in *,*) done=${2%,*}, ;; esac\n"
    "    for word in $1; do\n"
    "        case ,$done in *,$word,*) ;; *) words=\"$words $word\" ;; esac\n"
    "    done\n"
    "    compopt -o nospace 2>/dev/null\n"
    "    _zhibiao_words \"$words\" \"${2##*,}\" \"$done\"\n"
    "}\n"
    "\n"
    "_zhibiao() {\n"
    "    local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]} command=${COMP_WORDS[1]} options i\n"
    "    COMPREPLY=()\n"
    "    if [ \"$COMP_CWORD\" -eq 1 ]; then\n"
    "        _zhibiao_words '%s' \"$current\"\n"
    "        [ \"${#COMPREPLY[@]}\" -gt 0 ] || _zhibiao_nothing\n"
    "        return\n"
    "    fi\n"
    "    for ((i = 2; i < COMP_CWORD; i++)); do\n"
    "        [ \"${COMP_WORDS[i]}\" != -- ] || return # paths only\n"
    "    done\n"
    "    if [ \"$current\" = = ]; then\n"
    "        current=''\n"
    "    elif [ \"$previous\" = = ]; then\n"
    "        previous=${COMP_WORDS[COMP_CWORD - 2]}\n"
    "    fi\n"
    "    case $command:$previous in\n";

static void bash_value(const command_row *command, const option_row *option, FILE *to) {
    value_kind kind = kind_of(option);
    if (kind == NO_VALUE)
        return;
    fprintf(to, "        %s:--%s", command->name, option->name);
    if (option->letter)
        fprintf(to, " | %s:-%c", command->name, option->letter);
    if (kind == WORDS || kind == LIST) {
        fprintf(to, ") _zhibiao_%s '", kind == LIST ? "list" : "words");
        put_words(command, option, to);
        fputs("' \"$current\"; return ;;\n", to);
    } else if (kind == FOLDERS) {
        fputs(") compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -d -- \"$current\")); return ;;\n", to);
    } else {
        fputs(kind == FILES ? ") return ;;\n" : ") _zhibiao_nothing; return ;;\n", to);
    }
}

static void bash_options(const command_row *command, FILE *to) {
    const char *before = "";
    fprintf(to, "        %s) options='", command->name);
    for (size_t i = 0; i < option_count; i++) {
        if (!(options[i].commands & command->bit))
            continue;
        fprintf(to, "%s--%s", before, options[i].name);
        before = " ";
    }
    fputs("' ;;\n", to);
}

static void write_bash(FILE *to) {
    const char *commands_at = strstr(bash_begin, "%s");
    fprintf(to, "%.*s", (int)(commands_at - bash_begin), bash_begin);
    put_commands(" ", to);
    fputs(" --help --version", to);
    fputs(commands_at + 2, to);
    for (size_t c = 0; c < command_count; c++)
        for (size_t i = 0; i < option_count; i++)
            if (options[i].commands & commands[c].bit)
                bash_value(&commands[c], &options[i], to);
    fputs("    esac\n    case $command in\n", to);
    for (size_t c = 0; c < command_count; c++)
        bash_options(&commands[c], to);
    fputs("    esac\n    case $current in -*) _zhibiao_words \"$options\" \"$current\" ;; esac\n}\n\n"
          "complete -o default -o bashdefault -F _zhibiao zhibiao\n", to);
}

/* ---- zsh ----------------------------------------------------------------------------------------------- */

static void zsh_value(const command_row *command, const option_row *option, FILE *to) {
    value_kind kind = kind_of(option);
    if (kind == NO_VALUE)
        return;
    fprintf(to, ":%s:", option->argument);
    if (kind == WORDS || kind == LIST) {
        fputs(kind == LIST ? "_sequence compadd - " : "(", to);
        put_words(command, option, to);
        fputs(kind == LIST ? "" : ")", to);
    }
    if (kind == FILES || kind == FOLDERS)
        fputs(kind == FILES ? "_files" : "_files -/", to);
}

/* Within '[...]'. */
static void put_zsh_text(const char *text, FILE *to) {
    for (; *text; text++) {
        if (strchr("[]\\", *text))
            putc('\\', to);
        if (*text == '\'')
            fputs("'\\'", to); /* ends the word, quotes one, begins it again */
        putc(*text, to);
    }
}

/* '(-f --format)'{-f+,--format=}'[what it does]:FORMAT:(jsonl json)' */
static void zsh_option(const command_row *command, const option_row *option, FILE *to) {
    const char *value = option->argument ? "+" : "", *equals = option->argument ? "=" : "";
    if (option->again)
        fputs("            '*'", to);
    else if (option->letter)
        fprintf(to, "            '(-%c --%s)'", option->letter, option->name);
    else
        fputs("            ", to);
    if (option->letter)
        fprintf(to, "{-%c%s,--%s%s}", option->letter, value, option->name, equals);
    else
        fprintf(to, "--%s%s", option->name, equals);
    fputs("'[", to);
    put_zsh_text(option->help, to);
    putc(']', to);
    zsh_value(command, option, to);
    fputs("' \\\n", to);
}

static void zsh_command(const command_row *command, FILE *to) {
    fprintf(to, "    %s)\n        _arguments -s -S \\\n", command->name);
    for (size_t i = 0; i < option_count; i++)
        if (options[i].commands & command->bit)
            zsh_option(command, &options[i], to);
    fputs("            '*:path:_files'\n        ;;\n", to);
}

static void write_zsh(FILE *to) {
    fputs("#compdef zhibiao\n# Made by `zhibiao generate zsh` of the option table; do not edit.\n\n_zhibiao() {\n"
          "    local -a commands=(\n", to);
    for (size_t i = 0; i < command_count; i++)
        fprintf(to, "        '%s:%s'\n", commands[i].name, commands[i].help);
    fputs("    )\n    if (( CURRENT == 2 )); then\n        _describe command commands\n"
          "        _arguments '--help[show the options and end]' '--version[show the version and end]'\n        return\n    fi\n"
          "    local command=$words[2]\n    shift words\n    (( CURRENT-- ))\n    case $command in\n", to);
    for (size_t i = 0; i < command_count; i++)
        zsh_command(&commands[i], to);
    fputs("    esac\n}\n\n_zhibiao \"$@\"\n", to);
}

/* ---- fish ---------------------------------------------------------------------------------------------- */

static void put_fish_text(const char *text, FILE *to) {
    putc('\'', to);
    put_with(text, "'\\", "\\", to);
    putc('\'', to);
}

static void fish_value(const command_row *command, const option_row *option, FILE *to) {
    static const char *const ways[] = {
        [NO_VALUE] = "", [ANY_VALUE] = " -x", [WORDS] = " -x -a '", [LIST] = " -x -a '(__fish_append , ", [FILES] = " -r -F",
        [FOLDERS] = " -x -a '(__fish_complete_directories)'",
    };
    value_kind kind = kind_of(option);
    fputs(ways[kind], to);
    if (kind == WORDS || kind == LIST) {
        put_words(command, option, to);
        fputs(kind == LIST ? ")'" : "'", to);
    }
}

static void fish_option(const command_row *command, const option_row *option, FILE *to) {
    fprintf(to, "complete -c zhibiao -n '__fish_seen_subcommand_from %s'", command->name);
    if (option->letter)
        fprintf(to, " -s %c", option->letter);
    fprintf(to, " -l %s", option->name);
    fish_value(command, option, to);
    fputs(" -d ", to);
    put_fish_text(option->help, to);
    putc('\n', to);
}

static void write_fish(FILE *to) {
    fputs("# Made by `zhibiao generate fish` of the option table; do not edit.\n"
          "complete -c zhibiao -n __fish_use_subcommand -f\n"
          "complete -c zhibiao -n __fish_use_subcommand -l help -s h -d 'show the options and end'\n"
          "complete -c zhibiao -n __fish_use_subcommand -l version -s V -d 'show the version and end'\n", to);
    for (size_t i = 0; i < command_count; i++) {
        fprintf(to, "complete -c zhibiao -n __fish_use_subcommand -a %s -d ", commands[i].name);
        put_fish_text(commands[i].help, to);
        putc('\n', to);
    }
    for (size_t c = 0; c < command_count; c++)
        for (size_t i = 0; i < option_count; i++)
            if (options[i].commands & commands[c].bit)
                fish_option(&commands[c], &options[i], to);
}

bool write_completions(const char *shell, FILE *to) {
    static const struct { const char *name; void (*write)(FILE *to); } shells[] = {
        {"bash", write_bash}, {"zsh", write_zsh}, {"fish", write_fish},
    };
    for (size_t i = 0; i < sizeof shells / sizeof *shells; i++) {
        if (!strcmp(shell, shells[i].name)) {
            shells[i].write(to);
            return true;
        }
    }
    return false;
}
