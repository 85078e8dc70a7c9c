/* The rules as PCRE2 patterns over class bytes, anchored, JIT where the machine has it. Asked which rule begins at a token, it tries
 * those in order whose needs (need.c) are in sight. All of them as one alternation took 13,000 instructions a quantity of news, one
 * by one they took 3,400, and 2,000 since needs tell what stands before the quantity and right behind it. */
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <stdatomic.h>

#include "grammar.h"

/* A rule sees so many tokens and no more: the longest sentences have a few hundred, and what has none is no prose. How many steps it
 * may take within them is one of the limits. */
enum { REACH = 1000, HEAP_KIB = 4096, JIT_STACK = 256 * 1024 };

enum { CLASSES = 128 }; /* what a class byte is below */

/* Bytes of all expanded patterns together; ours take a seventh of it. */
enum { PATTERNS_MOST = 160 * 1024 };

/* PCRE2 (10.42) crashes when memory ends while it compiles for JIT. So that it can come to its end, a reserve is taken before: it
 * serves when the allocator gives nothing more, and afterwards that is told. Compiling takes up to 243 bytes for each of the
 * pattern (8,000 times `$`; our rules take 60); without a reserve there is no JIT. */
enum { RESERVE_LEAST = 64 * 1024, RESERVE_TIMES = 400, RESERVE_STEP = 16 };

struct zb_pattern {
    zb_memory memory;
    pcre2_general_context *general;
    pcre2_code **codes; /* one a rule */
    size_t count;       /* how many are compiled so far */
    uint64_t *open;     /* of each class a bit a rule: it may be its first quantity; it may stand behind that (see open_to) */
    size_t words;       /* of 64 rules */
    uint32_t groups;    /* most of one of them */
    bool jit;           /* all of them have it */
    char *reserve;
    size_t reserve_size, reserve_used;
};

struct zb_matcher {
    zb_memory memory;
    pcre2_general_context *general;
    pcre2_match_data *data;
    pcre2_match_context *context;
    pcre2_jit_stack *stack;
};

const char *zb_pcre2_version(void) {
    static const char version[] = {'0' + PCRE2_MAJOR / 10, '0' + PCRE2_MAJOR % 10, '.', '0' + PCRE2_MINOR / 10,
                                   '0' + PCRE2_MINOR % 10, 0};
    return version;
}

bool zb_pcre2_jit(void) {
#ifdef ZHIBIAO_WITHOUT_JIT
    return false;
#else
    uint32_t jit = 0;
    return pcre2_config(PCRE2_CONFIG_JIT, &jit) >= 0 && jit == 1;
#endif
}

/* Compiling has an error of its own for it. */
static bool memory_ended(int code) { return code == PCRE2_ERROR_NOMEMORY || code == PCRE2_ERROR_HEAP_FAILED; }

static zhibiao_status pcre2_failed(int code, const zb_rule *rule, zhibiao_error *error) {
    PCRE2_UCHAR message[128];
    if (memory_ended(code))
        return zb_out_of_memory(error);
    if (pcre2_get_error_message(code, message, sizeof message) < 0)
        message[0] = 0;
    return zb_fail_at(error, ZHIBIAO_ERROR_RULE, rule->file, rule->match_line, (const char *)message, rule->name);
}

static pcre2_code *compile(zb_slice text, pcre2_general_context *general, int *code) {
    PCRE2_SIZE offset;
    pcre2_compile_context *context = pcre2_compile_context_create(general);
    if (context == NULL) {
        *code = PCRE2_ERROR_NOMEMORY;
        return NULL;
    }
    pcre2_code *compiled = pcre2_compile((PCRE2_SPTR)text.data, text.size,
                                         PCRE2_ANCHORED | PCRE2_DOTALL | PCRE2_DOLLAR_ENDONLY | PCRE2_NEVER_BACKSLASH_C |
                                             PCRE2_NEVER_UTF,
                                         code, &offset, context);
    pcre2_compile_context_free(context);
    return compiled;
}

/* Which rules a text with that first quantity is open to, or with that class `behind` it. */
static uint64_t *open_to(const struct zb_pattern *pattern, uint8_t letter, bool behind) {
    return pattern->open + (2 * (size_t)letter + behind) * pattern->words;
}

static void note_needs(const struct zb_pattern *pattern, const zb_needs *needs, uint32_t index) {
    for (uint8_t letter = 0; letter < CLASSES; letter++) {
        open_to(pattern, letter, false)[index / 64] |= (uint64_t)zb_letters_has(&needs->first, letter) << index % 64;
        open_to(pattern, letter, true)[index / 64] |= (uint64_t)zb_letters_has(&needs->behind, letter) << index % 64;
    }
}

static zhibiao_status add_rule(struct zhibiao_rules *rules, uint32_t index, size_t *bytes, zhibiao_error *error) {
    struct zb_pattern *pattern = rules->pattern;
    zb_rule *rule = zb_array_at(&rules->rules, index);
    if (rule->pattern.size == 0)
        return zb_fail_at(error, ZHIBIAO_ERROR_RULE, rule->file, rule->line, "a rule without a match line", rule->name);
    zb_buffer text;
    zb_buffer_init(&text, &rules->memory);
    zhibiao_status status = zb_rule_expand(rules, rule, &text, error);
    int code = 0;
    pcre2_code *compiled = status == ZHIBIAO_OK ? compile(zb_buffer_slice(&text), pattern->general, &code) : NULL;
    if (compiled != NULL) {
        uint32_t groups = 0;
        pcre2_pattern_info(compiled, PCRE2_INFO_CAPTURECOUNT, &groups);
        rule->needs = zb_needs_of(zb_buffer_slice(&text));
        note_needs(pattern, &rule->needs, index);
        pattern->codes[pattern->count++] = compiled;
        pattern->groups = groups > pattern->groups ? groups : pattern->groups;
        *bytes += zb_buffer_slice(&text).size;
    } else if (status == ZHIBIAO_OK) {
        status = pcre2_failed(code, rule, error);
    }
    zb_buffer_clear(&text);
    return status;
}

static bool in_reserve(const struct zb_pattern *pattern, const void *block) {
    uintptr_t at = (uintptr_t)block, start = (uintptr_t)pattern->reserve;
    return pattern->reserve != NULL && at >= start && at - start < pattern->reserve_size;
}

static void *pattern_get(size_t size, void *context) {
    struct zb_pattern *pattern = context;
    void *block = zb_get(&pattern->memory, size);
    if (block != NULL || size > pattern->reserve_size - pattern->reserve_used)
        return block;
    block = pattern->reserve + pattern->reserve_used;
    pattern->reserve_used += (size + RESERVE_STEP - 1) / RESERVE_STEP * RESERVE_STEP;
    return block;
}

static void pattern_put(void *block, void *context) {
    struct zb_pattern *pattern = context;
    if (!in_reserve(pattern, block))
        zb_put(&pattern->memory, block);
}

static void put_reserve(struct zb_pattern *pattern) {
    zb_put(&pattern->memory, pattern->reserve);
    pattern->reserve = NULL;
    pattern->reserve_size = pattern->reserve_used = 0;
}

/* Room enough for any one of them. */
static size_t reserve_for(const struct zb_pattern *pattern) {
    size_t most = 0;
    for (size_t i = 0; i < pattern->count; i++) {
        size_t size = 0;
        pcre2_pattern_info(pattern->codes[i], PCRE2_INFO_SIZE, &size);
        most = size > most ? size : most;
    }
    return RESERVE_LEAST + most * RESERVE_TIMES;
}

/* False when memory ended meanwhile; the reserve then stays until the patterns are freed, as parts of it may lie there. */
static bool compile_jit(struct zb_pattern *pattern) {
    size_t size = reserve_for(pattern);
    pattern->reserve = zb_pcre2_jit() ? zb_get(&pattern->memory, size) : NULL;
    if (pattern->reserve == NULL)
        return true;
    pattern->reserve_size = size;
    pattern->jit = true;
    for (size_t i = 0; i < pattern->count && pattern->reserve_used == 0; i++)
        pattern->jit = pcre2_jit_compile(pattern->codes[i], PCRE2_JIT_COMPLETE) == 0 && pattern->jit;
    if (pattern->reserve_used > 0)
        return false;
    put_reserve(pattern);
    return true;
}

static zhibiao_status compile_all(struct zhibiao_rules *rules, struct zb_pattern *pattern, zhibiao_error *error) {
    size_t bytes = 0;
    for (uint32_t i = 0; i < rules->rules.count; i++) {
        zhibiao_status status = add_rule(rules, i, &bytes, error);
        if (status != ZHIBIAO_OK)
            return status;
    }
    if (bytes > PATTERNS_MOST) {
        const zb_source *last = zb_array_at(&rules->sources, rules->sources.count - 1);
        return zb_fail_at(error, ZHIBIAO_ERROR_LIMIT, last->name, 0, "with this file the rules are too large together",
                          ZB_SLICE(""));
    }
    if (rules->limits.flags & ZHIBIAO_NO_JIT)
        return ZHIBIAO_OK;
    return compile_jit(pattern) ? ZHIBIAO_OK : zb_out_of_memory(error);
}

zhibiao_status zb_pattern_compile(struct zhibiao_rules *rules, zhibiao_error *error) {
    zb_pattern_free(rules);
    struct zb_pattern *pattern = zb_get_zeroed(&rules->memory, 1, sizeof *pattern);
    if (pattern == NULL)
        return zb_out_of_memory(error);
    rules->pattern = pattern;
    pattern->memory = rules->memory;
    pattern->general = pcre2_general_context_create(pattern_get, pattern_put, pattern);
    pattern->codes = zb_get_zeroed(&rules->memory, rules->rules.count + 1, sizeof *pattern->codes);
    pattern->words = rules->rules.count / 64 + 1;
    pattern->open = zb_get_zeroed(&rules->memory, 2 * CLASSES * pattern->words, sizeof *pattern->open);
    if (pattern->general == NULL || pattern->codes == NULL || pattern->open == NULL)
        return zb_out_of_memory(error);
    return compile_all(rules, pattern, error);
}

void zb_pattern_free(struct zhibiao_rules *rules) {
    struct zb_pattern *pattern = rules->pattern;
    if (pattern == NULL)
        return;
    for (size_t i = 0; i < pattern->count; i++)
        pcre2_code_free(pattern->codes[i]);
    zb_put(&rules->memory, pattern->codes);
    zb_put(&rules->memory, pattern->open);
    pcre2_general_context_free(pattern->general);
    put_reserve(pattern);
    zb_put(&rules->memory, pattern);
    rules->pattern = NULL;
}

zb_matcher *zb_matcher_new(const zb_memory *memory, const struct zhibiao_rules *rules) {
    zb_matcher *matcher = zb_get_zeroed(memory, 1, sizeof *matcher);
    if (matcher == NULL)
        return NULL;
    matcher->memory = *memory;
    matcher->general = pcre2_general_context_create(memory->get, memory->put, memory->context);
    if (matcher->general != NULL) {
        matcher->data = pcre2_match_data_create(rules->pattern->groups + 1, matcher->general);
        matcher->context = pcre2_match_context_create(matcher->general);
    }
    if (matcher->data == NULL || matcher->context == NULL) {
        zb_matcher_free(matcher);
        return NULL;
    }
    pcre2_set_match_limit(matcher->context, rules->limits.match_steps);
    pcre2_set_depth_limit(matcher->context, rules->limits.match_steps);
    pcre2_set_heap_limit(matcher->context, HEAP_KIB);
    if (rules->pattern->jit) { /* without a stack of its own JIT uses 32 KiB of the machine's: slower limits, still right */
        matcher->stack = pcre2_jit_stack_create(32 * 1024, JIT_STACK, matcher->general);
        if (matcher->stack != NULL)
            pcre2_jit_stack_assign(matcher->context, NULL, matcher->stack);
    }
    return matcher;
}

void zb_matcher_free(zb_matcher *matcher) {
    if (matcher == NULL)
        return;
    pcre2_jit_stack_free(matcher->stack);
    pcre2_match_context_free(matcher->context);
    pcre2_match_data_free(matcher->data);
    pcre2_general_context_free(matcher->general);
    zb_put(&matcher->memory, matcher);
}

static void read_captures(const zb_rule *rule, pcre2_match_data *data, zb_match *match) {
    const PCRE2_SIZE *pairs = pcre2_get_ovector_pointer(data);
    uint32_t count = pcre2_get_ovector_count(data);
    match->whole = (zb_range){(uint32_t)pairs[0], (uint32_t)pairs[1]};
    memset(match->capture, 0, sizeof match->capture);
    for (size_t k = 0; k < ZB_CAPTURE_KINDS; k++) {
        uint32_t group = rule->groups[k];
        if (group != 0 && group < count && pairs[2 * group] != PCRE2_UNSET)
            match->capture[k] = (zb_range){(uint32_t)pairs[2 * group], (uint32_t)pairs[2 * group + 1]};
    }
}

/* What is looked at of a text before any rule is. */
typedef struct sight {
    zb_letters before, all; /* in front of the first quantity, and anywhere */
    uint8_t first, behind;  /* the first quantity and what stands behind it; 0: none */
} sight;

static sight sight_of(zb_slice letters, uint32_t at) {
    sight s = {.first = 0};
    for (; at < letters.size && !zb_letter_is_quantity((uint8_t)letters.data[at]); at++)
        zb_letters_add(&s.before, (uint8_t)letters.data[at]);
    s.first = at < letters.size ? (uint8_t)letters.data[at] : 0;
    s.behind = at + 1 < letters.size ? (uint8_t)letters.data[at + 1] : 0;
    for (s.all = s.before; at < letters.size; at++)
        zb_letters_add(&s.all, (uint8_t)letters.data[at]);
    return s;
}

static uint32_t lowest_bit(uint64_t bits) { /* of some: bit by bit it takes 6 instructions a byte of reports more */
#ifdef __GNUC__
    return (uint32_t)__builtin_ctzll(bits);
#else
    uint32_t index = 0;
    for (; !(bits & 1); bits >>= 1)
        index++;
    return index;
#endif
}

static bool may_match(const zb_needs *needs, const sight *s) {
    for (uint32_t i = 0; i < needs->count; i++) {
        const zb_letters *set = &needs->sets[i], *seen = zb_letters_has(&needs->passed[i], s->first) ? &s->all : &s->before;
        if (((set->bits[0] & seen->bits[0]) | (set->bits[1] & seen->bits[1])) == 0)
            return false;
    }
    return true;
}

/* As pcre2_match. With JIT its checks of the arguments, which are the same each time, are left out. */
static int run(const struct zb_pattern *pattern, size_t rule, zb_slice text, uint32_t at, const zb_matcher *matcher) {
    return (pattern->jit ? pcre2_jit_match : pcre2_match)(pattern->codes[rule], (PCRE2_SPTR)text.data, text.size, at, 0, matcher->data,
                                                          matcher->context);
}

static zhibiao_status try_rule(zb_matcher *matcher, const struct zhibiao_rules *rules, uint32_t index, zb_slice letters,
                               uint32_t at, zb_match *match, bool *found, zhibiao_error *error) {
    const zb_rule *rule = zb_array_at(&rules->rules, index);
    int code = run(rules->pattern, index, letters, at, matcher);
    if (code == PCRE2_ERROR_NOMATCH)
        return ZHIBIAO_OK;
    if (code == PCRE2_ERROR_NOMEMORY)
        return zb_out_of_memory(error);
    if (code < 0)
        return zb_fail_at(error, ZHIBIAO_ERROR_LIMIT, rule->file, rule->match_line, "a rule ran into the match limit", rule->name);
    match->rule = index;
    read_captures(rule, matcher->data, match);
    *found = true;
    return ZHIBIAO_OK;
}

zhibiao_status zb_match_at(zb_matcher *matcher, const struct zhibiao_rules *rules, zb_slice letters, uint32_t at,
                           uint32_t end, zb_match *match, bool *found, zhibiao_error *error) {
    const zb_rule *all = rules->rules.data;
    zhibiao_status status = ZHIBIAO_OK;
    *found = false;
    letters.size = end - at > REACH ? at + REACH : end;
    sight s = sight_of(letters, at);
    const uint64_t *first = open_to(rules->pattern, s.first, false), *behind = open_to(rules->pattern, s.behind, true);
    for (uint32_t word = 0; word < rules->pattern->words; word++)
        for (uint64_t both = first[word] & behind[word]; both != 0 && !*found && status == ZHIBIAO_OK; both &= both - 1) {
            uint32_t index = 64 * word + lowest_bit(both);
            if (may_match(&all[index].needs, &s))
                status = try_rule(matcher, rules, index, letters, at, match, found, error);
        }
    return status;
}
