/* Rule files → the rules object.
 *
 * A file is a list of sections, each begun by a keyword; what the keyword does not take itself goes to a room below:
 *     words VERB            新建 | 改造        → token floor (cue words)
 *     units area            亩 = 2000/3        → token floor
 *     places                220000 吉林省|吉林  → token floor
 *     indicators            地区生产总值 | 生产总值 = money  → name.c
 *     traditional           萬万 與与             → text floor
 *     define NP = W+        a name for a piece of pattern, usable from here on
 *     rule level.behind     and its `match`, `yes`, `no` lines
 *     confidence 0.97 level.behind
 * Rules are kept in file order: the first that matches wins. A file that is added is put in front of all that were there, so its
 * rules win over theirs. What it defines serves its own rules only, since names are looked up among those defined before.
 *
 * Patterns are PCRE2 with a short leash: class names, macros, ( ) [ ] | ? * + {m,n} . $ and the groups (?: (?= (?! (?<= (?<!
 * and (?<capture>. No backslash, so no \C, no back references, no recursion, no callouts. */
#include <stdatomic.h>

#include "grammar.h"

typedef struct macro {
    zb_slice name, expansion;
} macro;

typedef enum section { NO_SECTION, WORDS, UNITS, PLACES, INDICATORS, TRADITIONAL, RULE } section;

typedef struct loader {
    struct zhibiao_rules *rules;
    zhibiao_error *error;
    bool built_in;
    size_t first_rule;  /* of this file */
    section section;
    uint8_t letter;     /* of WORDS */
    zb_slice dimension; /* of UNITS */
} loader;

/* ---- expansion ---------------------------------------------------------------------------------------- */

static const struct {
    const char *name;
    zb_capture_kind kind;
} captures[] = {
    {"indicator", ZB_CAPTURE_INDICATOR}, {"tail", ZB_CAPTURE_TAIL},         {"value", ZB_CAPTURE_VALUE},
    {"values", ZB_CAPTURE_VALUES},       {"target", ZB_CAPTURE_TARGET},     {"actual", ZB_CAPTURE_ACTUAL},
    {"baseline", ZB_CAPTURE_BASELINE}, {"baselines", ZB_CAPTURE_BASELINES},   {"completion", ZB_CAPTURE_COMPLETION}, {"gap", ZB_CAPTURE_GAP},
    {"fall", ZB_CAPTURE_FALL},           {"basis", ZB_CAPTURE_BASIS},
};

static bool is_upper(char c) { return (c >= 'A' && c <= 'Z') || c == '_'; }
static bool is_lower(char c) { return c >= 'a' && c <= 'z'; }

/* The last one of that name among the first `count`. */
static const macro *find_macro(const struct zhibiao_rules *rules, size_t count, zb_slice name) {
    for (size_t i = count; i-- > 0;) {
        const macro *m = zb_array_at(&rules->macros, i);
        if (zb_slice_equal(m->name, name))
            return m;
    }
    return NULL;
}

static void add_class_byte(zb_buffer *out, uint8_t letter) {
    static const char hex[] = "0123456789abcdef";
    zb_buffer_add(out, ZB_SLICE("\\x"));
    zb_buffer_add_byte(out, hex[letter >> 4]);
    zb_buffer_add_byte(out, hex[letter & 15]);
}

/* One class or one set needs no group around it, and PCRE2 repeats it many times faster without. */
static bool is_one_item(zb_slice text) {
    const char *end = text.size > 0 && text.data[0] == '[' ? memchr(text.data, ']', text.size) : NULL;
    return end == text.data + text.size - 1 || (text.size == 4 && text.data[0] == '\\');
}

/* A macro inside brackets gives what stands between its own brackets. */
static const char *add_name(const struct zhibiao_rules *rules, size_t macros, zb_slice name, bool in_set, zb_buffer *out) {
    uint8_t letter = zb_class_letter(name);
    if (letter != 0) {
        add_class_byte(out, letter);
        return NULL;
    }
    const macro *m = find_macro(rules, macros, name);
    if (m == NULL)
        return "no class and no definition of this name";
    zb_slice text = m->expansion;
    if (in_set) {
        if (text.size < 3 || text.data[0] != '[' || text.data[1] == '^' || text.data[text.size - 1] != ']')
            return "only a set may stand inside brackets";
        zb_buffer_add(out, (zb_slice){text.data + 1, text.size - 2});
        return NULL;
    }
    bool one = is_one_item(text);
    zb_buffer_add(out, one ? ZB_SLICE("") : ZB_SLICE("(?:"));
    zb_buffer_add(out, text);
    zb_buffer_add(out, one ? ZB_SLICE("") : ZB_SLICE(")"));
    return NULL;
}

/* "(?<name>" becomes a plain group; its number is noted. Other openers are copied. Returns what was read, 0 on error. */
static size_t add_group(zb_slice rest, zb_rule *rule, uint32_t *groups, zb_buffer *out) {
    static const char *const openers[] = {"(?:", "(?=", "(?!", "(?<=", "(?<!"};
    for (size_t i = 0; i < sizeof openers / sizeof *openers; i++) {
        zb_slice opener = zb_slice_of(openers[i]);
        if (zb_slice_starts(rest, opener)) {
            zb_buffer_add(out, opener);
            return opener.size;
        }
    }
    if (!zb_slice_starts(rest, ZB_SLICE("(?<"))) {
        if (rest.size > 1 && (rest.data[1] == '?' || rest.data[1] == '*'))
            return 0;
        zb_buffer_add(out, ZB_SLICE("(?:"));
        return 1;
    }
    size_t end = 3;
    while (end < rest.size && is_lower(rest.data[end]))
        end++;
    if (rule == NULL || end == rest.size || rest.data[end] != '>')
        return 0;
    zb_slice name = {rest.data + 3, end - 3};
    for (size_t i = 0; i < sizeof captures / sizeof *captures; i++)
        if (zb_slice_equal(name, zb_slice_of(captures[i].name))) {
            rule->groups[captures[i].kind] = ++*groups;
            zb_buffer_add_byte(out, '(');
            return end + 1;
        }
    return 0;
}

static const char too_long[] = "the pattern is too long";

/* Writes the pattern PCRE2 gets, of `most` bytes; returns NULL or what is wrong, *where pointing at it. */
static const char *expand(const struct zhibiao_rules *rules, zb_slice pattern, zb_rule *rule, size_t most, zb_buffer *out,
                          zb_slice *where) {
    size_t macros = rule != NULL ? rule->macros : rules->macros.count;
    uint32_t groups = 0;
    bool in_set = false;
    *where = pattern;
    if (pattern.size > most)
        return too_long;
    for (size_t i = 0; i < pattern.size && out->bytes.count <= most;) {
        char c = pattern.data[i];
        *where = (zb_slice){pattern.data + i, pattern.size - i};
        if (c == ' ' || c == '\t') {
            i++;
        } else if (is_upper(c)) {
            size_t end = i;
            while (end < pattern.size && is_upper(pattern.data[end]))
                end++;
            *where = (zb_slice){pattern.data + i, end - i};
            const char *wrong = add_name(rules, macros, *where, in_set, out);
            if (wrong != NULL)
                return wrong;
            i = end;
        } else if (c == '(' && !in_set) {
            size_t read = add_group(*where, rule, &groups, out);
            if (read == 0)
                return "this kind of group, or a capture of this name, is not allowed";
            i += read;
        } else if (memchr("[]^?*+|).$,{}0123456789", c, 23) != NULL) {
            in_set = c == '[' ? true : c == ']' ? false : in_set;
            zb_buffer_add_byte(out, c);
            i++;
        } else {
            return "this character is not allowed in a pattern";
        }
    }
    return out->bytes.count > most ? too_long : NULL;
}

zhibiao_status zb_rule_expand(const struct zhibiao_rules *rules, const zb_rule *rule, zb_buffer *out,
                              zhibiao_error *error) {
    zb_slice where;
    zb_rule copy = *rule;
    const char *wrong = expand(rules, rule->pattern, &copy, SIZE_MAX / 2, out, &where); /* known to be short enough */
    if (wrong != NULL)
        return zb_fail_at(error, ZHIBIAO_ERROR_RULE, rule->file, rule->match_line, wrong, where);
    return out->bytes.failed ? zb_out_of_memory(error) : ZHIBIAO_OK;
}

/* ---- keywords ----------------------------------------------------------------------------------------- */

static zb_slice keep(loader *l, zb_slice text) { return zb_arena_copy(&l->rules->arena, text); }

static zhibiao_status fail_pattern(loader *l, const zb_line *line, const char *wrong, zb_slice where) {
    zhibiao_status status = wrong == too_long ? ZHIBIAO_ERROR_LIMIT : ZHIBIAO_ERROR_RULE;
    return zb_fail_at(l->error, status, line->file, line->number, wrong, where);
}

static zhibiao_status begin_words(loader *l, const zb_line *line, zb_slice rest) {
    l->letter = zb_class_letter(zb_slice_trim(rest));
    l->section = WORDS;
    return l->letter != 0 ? ZHIBIAO_OK : zb_line_fail(l->error, line, "no such class of words", rest);
}

static zhibiao_status begin_units(loader *l, const zb_line *line, zb_slice rest) {
    (void)line;
    l->dimension = keep(l, zb_slice_trim(rest));
    l->section = UNITS;
    return ZHIBIAO_OK;
}

static zhibiao_status begin_places(loader *l, const zb_line *line, zb_slice rest) {
    (void)line;
    (void)rest;
    l->section = PLACES;
    return ZHIBIAO_OK;
}

static zhibiao_status begin_indicators(loader *l, const zb_line *line, zb_slice rest) {
    (void)line;
    (void)rest;
    l->section = INDICATORS;
    return ZHIBIAO_OK;
}

static zhibiao_status begin_traditional(loader *l, const zb_line *line, zb_slice rest) {
    (void)line;
    (void)rest;
    l->section = TRADITIONAL;
    return ZHIBIAO_OK;
}

static zhibiao_status define(loader *l, const zb_line *line, zb_slice rest) {
    zb_slice name = zb_word_next(&rest), equals = zb_word_next(&rest), where;
    size_t upper = 0;
    while (upper < name.size && is_upper(name.data[upper]))
        upper++;
    if (upper == 0 || upper < name.size || !zb_slice_equal(equals, ZB_SLICE("=")) || rest.size == 0)
        return zb_line_fail(l->error, line, "write: define NAME = pattern", line->text);
    if (zb_class_letter(name) != 0)
        return zb_line_fail(l->error, line, "this is the name of a class", name);
    zb_buffer text;
    zb_buffer_init(&text, &l->rules->memory);
    const char *wrong = expand(l->rules, rest, NULL, l->rules->limits.pattern_bytes, &text, &where);
    zb_slice expansion = keep(l, zb_buffer_slice(&text));
    bool failed = text.bytes.failed || expansion.data == NULL;
    zb_buffer_clear(&text);
    if (wrong != NULL)
        return fail_pattern(l, line, wrong, where);
    macro *m = failed ? NULL : zb_array_add(&l->rules->macros, 1);
    if (m == NULL)
        return zb_out_of_memory(l->error);
    *m = (macro){keep(l, name), expansion};
    return ZHIBIAO_OK;
}

static bool rule_kind(zb_slice name, uint8_t *kind) {
    static const char *const kinds[] = {"level.", "growth.", "increment.", "share.", "completion.", "gap.", "skip.", "optional."};
    for (uint8_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (zb_slice_starts(name, zb_slice_of(kinds[i]))) {
            *kind = i;
            return true;
        }
    return false;
}

static zhibiao_status begin_rule(loader *l, const zb_line *line, zb_slice rest) {
    uint8_t kind = 0;
    zb_slice name = zb_slice_trim(rest);
    if (!rule_kind(name, &kind))
        return zb_line_fail(l->error, line,
                            "a rule's name begins with level. growth. increment. share. completion. gap. skip. or optional.", name);
    for (size_t i = l->first_rule; i < l->rules->rules.count; i++)
        if (zb_slice_equal(((const zb_rule *)zb_array_at(&l->rules->rules, i))->name, name))
            return zb_line_fail(l->error, line, "this file has a rule of this name already", name);
    if (l->rules->rules.count - l->rules->built_in_rules >= l->rules->limits.rules)
        return zb_fail_at(l->error, ZHIBIAO_ERROR_LIMIT, line->file, line->number, "too many rules", name);
    zb_rule *rule = zb_array_add(&l->rules->rules, 1);
    if (rule == NULL)
        return zb_out_of_memory(l->error);
    rule->name = keep(l, name);
    rule->file = line->file;
    rule->line = line->number;
    rule->kind = kind;
    rule->confidence = -1;
    l->section = RULE;
    return ZHIBIAO_OK;
}

static zb_rule *last_rule(loader *l) {
    return l->section == RULE ? zb_array_at(&l->rules->rules, l->rules->rules.count - 1) : NULL;
}

/* Several `match` lines of a rule are one pattern, written over several lines. */
static zhibiao_status add_match(loader *l, const zb_line *line, zb_slice rest) {
    zb_rule *rule = last_rule(l);
    if (rule == NULL)
        return zb_line_fail(l->error, line, "a match line outside a rule", rest);
    zb_buffer joined, out;
    zb_buffer_init(&joined, &l->rules->memory);
    zb_buffer_init(&out, &l->rules->memory);
    zb_buffer_add(&joined, rule->pattern);
    zb_buffer_add_byte(&joined, ' ');
    zb_buffer_add(&joined, rest);
    rule->pattern = keep(l, zb_slice_trim(zb_buffer_slice(&joined)));
    memset(rule->groups, 0, sizeof rule->groups);
    rule->match_line = rule->match_line != 0 ? rule->match_line : line->number;
    rule->macros = (uint32_t)l->rules->macros.count;
    zb_slice where = rest;
    const char *wrong = expand(l->rules, rule->pattern, rule, l->rules->limits.pattern_bytes, &out, &where);
    bool failed = joined.bytes.failed || out.bytes.failed || rule->pattern.data == NULL;
    zhibiao_status status = failed ? zb_out_of_memory(l->error)
                            : wrong != NULL ? fail_pattern(l, line, wrong, where)
                                            : ZHIBIAO_OK;
    zb_buffer_clear(&joined);
    zb_buffer_clear(&out);
    return status;
}

static zhibiao_status add_example(loader *l, const zb_line *line, zb_slice rest, bool yes) {
    if (last_rule(l) == NULL)
        return zb_line_fail(l->error, line, "an example outside a rule", rest);
    zb_slice text = zb_slice_trim(rest), expected = {"", 0};
    if (yes) {
        size_t at = 0;
        while (at + 2 <= text.size && memcmp(text.data + at, "=>", 2) != 0)
            at++;
        if (at + 2 > text.size)
            return zb_line_fail(l->error, line, "write: yes text => indicator | role value", text);
        expected = zb_slice_trim((zb_slice){text.data + at + 2, text.size - at - 2});
        text = zb_slice_trim((zb_slice){text.data, at});
    }
    zb_example *example = zb_array_add(&l->rules->examples, 1);
    if (example == NULL)
        return zb_out_of_memory(l->error);
    *example = (zb_example){keep(l, text), keep(l, expected), line->file, line->number,
                            (uint32_t)l->rules->rules.count - 1, yes};
    return ZHIBIAO_OK;
}

static zhibiao_status add_yes(loader *l, const zb_line *line, zb_slice rest) { return add_example(l, line, rest, true); }
static zhibiao_status add_no(loader *l, const zb_line *line, zb_slice rest) { return add_example(l, line, rest, false); }

/* "0.97" and its like: from 0 to 1, at most nine places. */
static bool read_share(zb_slice text, double *share) {
    double digits = 0, scale = 1;
    bool point = false;
    if (text.size == 0 || text.size > 11 || text.data[0] == '.')
        return false;
    for (size_t i = 0; i < text.size; i++) {
        char c = text.data[i];
        if (c == '.' && !point) {
            point = true;
        } else if (c >= '0' && c <= '9') {
            digits = digits * 10 + (c - '0');
            scale = point ? scale * 10 : scale;
        } else {
            return false;
        }
    }
    *share = digits / scale;
    return *share <= 1;
}

/* "0.97 level.behind": measured by test/confidence.py, not typed by hand. The built-in figures may speak of a rule that has gone
 * since they were measured; a user's may not. */
static zhibiao_status add_confidence(loader *l, const zb_line *line, zb_slice rest) {
    zb_slice number = zb_word_next(&rest), name = zb_word_next(&rest);
    double share = 0;
    bool known = l->built_in;
    if (!read_share(number, &share) || rest.size > 0)
        return zb_line_fail(l->error, line, "write: confidence 0.97 rule", line->text);
    for (size_t i = 0; i < l->rules->rules.count; i++) {
        zb_rule *rule = zb_array_at(&l->rules->rules, i);
        if (!zb_slice_equal(rule->name, name))
            continue;
        rule->confidence = share;
        known = true;
    }
    return known ? ZHIBIAO_OK : zb_line_fail(l->error, line, "no rule of this name", name);
}

typedef zhibiao_status keyword_reader(loader *, const zb_line *, zb_slice rest);
static const struct {
    const char *name;
    keyword_reader *read;
} keywords[] = {
    {"words", begin_words}, {"units", begin_units}, {"places", begin_places}, {"define", define},
    {"rule", begin_rule},   {"match", add_match},   {"yes", add_yes},         {"no", add_no},
    {"confidence", add_confidence}, {"indicators", begin_indicators}, {"traditional", begin_traditional},
};

/* Words of a list as the texts are read: in simplified characters. */
static zb_line simplified(loader *l, const zb_line *line) {
    const zb_traditional *traditional = &l->rules->traditional;
    zb_line out = *line;
    if (l->section == TRADITIONAL || zb_traditional_find(traditional, out.text) == out.text.size)
        return out;
    char *copy = zb_arena_get(&l->rules->arena, out.text.size);
    if (copy == NULL) /* read_source looks at the arena */
        return out;
    memcpy(copy, out.text.data, out.text.size);
    zb_traditional_replace(traditional, copy, out.text.size);
    out.text.data = copy;
    return out;
}

static zhibiao_status read_line(loader *l, const zb_line *line) {
    zb_slice rest = line->text, word = zb_word_next(&rest);
    for (size_t i = 0; i < sizeof keywords / sizeof *keywords; i++)
        if (zb_slice_equal(word, zb_slice_of(keywords[i].name)))
            return keywords[i].read(l, line, rest);
    zb_line plain = simplified(l, line);
    switch (l->section) {
    case WORDS: return zb_words_add(&l->rules->vocabulary, l->letter, &plain, l->error);
    case UNITS: return zb_units_add(&l->rules->vocabulary.units, l->dimension, &plain, l->error);
    case PLACES: return zb_places_add(&l->rules->vocabulary, &plain, l->error);
    case INDICATORS: return zb_names_add(&l->rules->names, &plain, l->error);
    case TRADITIONAL: return zb_traditional_add(&l->rules->traditional, line, l->error);
    case NO_SECTION:
    case RULE: break;
    }
    return zb_line_fail(l->error, line, "this line belongs to no section", word);
}

/* Everything above the cellar takes text for valid UTF-8: a file that is not is refused before any of it is read. */
static zhibiao_status refuse_bad_text(const zb_source *source, zhibiao_error *error) {
    size_t good = zb_utf8_valid(source->bytes);
    uint32_t line = 1;
    if (good == source->bytes.size)
        return ZHIBIAO_OK;
    for (size_t i = 0; i < good; i++)
        line += source->bytes.data[i] == '\n';
    return zb_fail_at(error, ZHIBIAO_ERROR_RULE, source->name, line, "this line is not UTF-8", ZB_SLICE(""));
}

static zhibiao_status read_source(struct zhibiao_rules *rules, const zb_source *source, bool built_in,
                                  zhibiao_error *error) {
    loader l = {.rules = rules, .error = error, .built_in = built_in, .first_rule = rules->rules.count};
    zb_lines lines = zb_lines_of(source->name.data, source->bytes.data, source->bytes.size);
    zb_line line;
    zhibiao_status status = refuse_bad_text(source, error);
    while (status == ZHIBIAO_OK && zb_lines_next(&lines, &line)) {
        status = read_line(&l, &line);
        if (rules->arena.failed) /* copies into the arena are not looked at one by one */
            status = zb_out_of_memory(error);
    }
    return status;
}

/* ---- the rules object --------------------------------------------------------------------------------- */

static void init_rules(struct zhibiao_rules *rules, const zb_memory *memory) {
    memset(rules, 0, sizeof *rules);
    rules->memory = *memory;
    zb_arena_init(&rules->arena, memory);
    zb_array_init(&rules->sources, memory, sizeof(zb_source));
    zb_vocabulary_init(&rules->vocabulary, memory);
    zb_traditional_init(&rules->traditional, memory);
    zb_names_init(&rules->names, memory);
    zb_array_init(&rules->rules, memory, sizeof(zb_rule));
    zb_array_init(&rules->examples, memory, sizeof(zb_example));
    zb_array_init(&rules->macros, memory, sizeof(macro));
}

void zb_rules_free(struct zhibiao_rules *rules) {
    if (rules == NULL)
        return;
    zb_memory memory = rules->memory;
    zb_pattern_free(rules);
    zb_array_clear(&rules->macros);
    zb_array_clear(&rules->examples);
    zb_array_clear(&rules->rules);
    zb_names_clear(&rules->names);
    zb_traditional_clear(&rules->traditional);
    zb_vocabulary_clear(&rules->vocabulary);
    zb_array_clear(&rules->sources);
    zb_arena_clear(&rules->arena);
    zb_put(&memory, rules);
}

static bool add_source(struct zhibiao_rules *rules, zb_slice name, zb_slice bytes) {
    zb_source *source = zb_array_add(&rules->sources, 1);
    if (source == NULL)
        return false;
    *source = (zb_source){zb_arena_copy(&rules->arena, name), zb_arena_copy(&rules->arena, bytes)};
    return source->name.data != NULL && source->bytes.data != NULL;
}

static void reverse(zb_rule *rules, size_t count) {
    for (size_t i = 0, j = count; i + 1 < j; i++) {
        zb_rule kept = rules[i];
        rules[i] = rules[--j];
        rules[j] = kept;
    }
}

/* Puts the rules from the `before`-th on in front of all others, because the first that matches wins. (Of words the later win.) */
static void put_rules_first(struct zhibiao_rules *rules, size_t before) {
    zb_rule *all = rules->rules.data;
    size_t count = rules->rules.count, added = count - before;
    if (added == 0 || before == 0)
        return;
    zb_example *examples = rules->examples.data;
    for (size_t i = 0; i < rules->examples.count; i++)
        examples[i].rule = (uint32_t)((examples[i].rule + added) % count);
    reverse(all, before);
    reverse(all + before, added);
    reverse(all, count);
}

static zhibiao_status add_and_read(struct zhibiao_rules *rules, const zb_source *source, bool built_in,
                                   zhibiao_error *error) {
    size_t before = rules->rules.count;
    if (!add_source(rules, source->name, source->bytes))
        return zb_out_of_memory(error);
    zhibiao_status status =
        read_source(rules, zb_array_at(&rules->sources, rules->sources.count - 1), built_in, error);
    if (status == ZHIBIAO_OK && !built_in)
        put_rules_first(rules, before);
    return status;
}

/* Reads all sources, of which the first `built_in` are our own and know no limits, into a fresh object. */
static zhibiao_status rebuild(const zb_memory *memory, const zhibiao_limits *limits, const zb_source *from, size_t count,
                              size_t built_in, struct zhibiao_rules **out, zhibiao_error *error) {
    *out = NULL;
    struct zhibiao_rules *rules = zb_get(memory, sizeof *rules);
    if (rules == NULL)
        return zb_out_of_memory(error);
    init_rules(rules, memory);
    rules->built_in = built_in;
    zhibiao_status status = ZHIBIAO_OK;
    for (size_t i = 0; i < count && status == ZHIBIAO_OK; i++) {
        rules->limits = i < built_in ? zb_default_limits : *limits;
        status = add_and_read(rules, &from[i], i < built_in, error);
        if (i < built_in)
            rules->built_in_rules = rules->rules.count;
    }
    rules->limits = *limits;
    if (status == ZHIBIAO_OK && !(zb_vocabulary_build(&rules->vocabulary) && zb_names_build(&rules->names)))
        status = zb_out_of_memory(error);
    if (status == ZHIBIAO_OK)
        status = zb_pattern_compile(rules, error);
    if (status != ZHIBIAO_OK)
        zb_rules_free(rules);
    else
        *out = rules;
    return status;
}

enum { BUILT_IN_MAX = 16 };

static size_t built_in_sources(zb_source *sources) {
    size_t count = 0;
    for (const zb_embedded *file = zb_embedded_files; file->name != NULL && count < BUILT_IN_MAX; file++)
        sources[count++] = (zb_source){zb_slice_of(file->name), {file->bytes, file->size}};
    return count;
}

zhibiao_status zb_rules_new_limited(const zb_memory *memory, const zhibiao_limits *limits, bool built_in,
                                    struct zhibiao_rules **out, zhibiao_error *error) {
    zb_source sources[BUILT_IN_MAX];
    size_t count = built_in ? built_in_sources(sources) : 0;
    zhibiao_limits all = zb_limits_of(limits);
    return rebuild(memory, &all, sources, count, count, out, error);
}

zhibiao_status zb_rules_new(const zb_memory *memory, bool built_in, struct zhibiao_rules **out,
                            zhibiao_error *error) {
    return zb_rules_new_limited(memory, NULL, built_in, out, error);
}

/* Of the files added, with one of `size` more. */
static bool fits(const struct zhibiao_rules *rules, size_t size) {
    uint64_t left = rules->limits.rule_bytes;
    for (size_t i = rules->built_in; i < rules->sources.count; i++)
        left -= ((const zb_source *)zb_array_at(&rules->sources, i))->bytes.size;
    return size <= left;
}

zhibiao_status zb_rules_load(struct zhibiao_rules *rules, const char *file, const void *bytes, size_t size,
                             zhibiao_error *error) {
    if (atomic_load(&rules->parsers) != 0)
        return zb_fail(error, ZHIBIAO_ERROR_STATE, "rules cannot change after a parser was made from them");
    if (!fits(rules, size))
        return zb_fail_at(error, ZHIBIAO_ERROR_LIMIT, zb_slice_of(file), 0, "with this file the rule files are too large together",
                          ZB_SLICE(""));
    zb_memory memory = rules->memory;
    size_t count = rules->sources.count;
    zb_source *sources = zb_get_zeroed(&memory, count + 1, sizeof *sources);
    if (sources == NULL)
        return zb_out_of_memory(error);
    for (size_t i = 0; i < count; i++)
        sources[i] = *(const zb_source *)zb_array_at(&rules->sources, i);
    sources[count] = (zb_source){zb_slice_of(file), {bytes, size}};
    struct zhibiao_rules *fresh;
    zhibiao_status status = rebuild(&memory, &rules->limits, sources, count + 1, rules->built_in, &fresh, error);
    zb_put(&memory, sources);
    if (fresh == NULL)
        return status;
    struct zhibiao_rules old = *rules;
    *rules = *fresh;
    *fresh = old;
    zb_rules_free(fresh);
    return ZHIBIAO_OK;
}
