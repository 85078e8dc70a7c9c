/* Each public call with its 1st, 2nd, … last allocation failing (of even ones all that follow too): the status says so, outputs are
 * NULL, nothing leaks, and what was there before still works. Texts are those of fixtures/, and of ../shared where that is. */
#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <zhibiao.h>

static const char TEXT[] = "一、民生实事\n截至11月末，全市新建社区食堂86个，完成年计划的107.5%；发放补贴1.2亿元，同比增长6.4%。\n"
                           "明年力争新建社区食堂100个。";
static const char MINE[] = "words VERB\n新添置\nrule level.mine\nmatch (?<indicator> VERB ) (?<value> QTY )\n"
                           "yes 新添置12座。 => 新添置 | actual 12座\n";

/* ---- a ledger of what was got and put back ---------------------------------------------------------------- */

typedef struct ledger {
    size_t live, calls;
    size_t fail_at; /* this one gives nothing; 0: none fails */
    int onward;     /* and all after it */
    int failed;     /* one did */
} ledger;

static void *get(size_t size, void *context) {
    ledger *l = context;
    l->calls++;
    if (l->fail_at && (l->calls == l->fail_at || (l->onward && l->calls > l->fail_at))) {
        l->failed = 1;
        return NULL;
    }
    l->live++;
    return malloc(size);
}

static void put(void *block, void *context) {
    ledger *l = context;
    l->live -= block != NULL;
    free(block);
}

/* ---- the calls -------------------------------------------------------------------------------------------- */

typedef struct bench {
    ledger l;
    zhibiao_rules *rules;
    zhibiao_parser *parser;
    zhibiao_result *result;
    zhibiao_pairing *pairing;
    const char *bytes;
    size_t size;
    uint32_t flags;
} bench; /* all from one ledger */

static zhibiao_status new_rules(bench *b) {
    zhibiao_allocator allocator = {get, put, &b->l};
    zhibiao_status status = zhibiao_rules_new(&allocator, &b->rules, NULL);
    assert_true(!status == (b->rules != NULL));
    return status;
}

static zhibiao_status add_rules(bench *b) { return zhibiao_rules_add(b->rules, "mine", MINE, sizeof MINE - 1, NULL); }

static zhibiao_status add_file(bench *b) {
    return zhibiao_rules_add_file(b->rules, ZB_SOURCE_DIR "/lib/data/units.txt", NULL);
}

static zhibiao_status new_parser(bench *b) {
    zhibiao_status status = zhibiao_parser_new(b->rules, &b->parser, NULL);
    assert_true(!status == (b->parser != NULL));
    return status;
}

static zhibiao_status check(bench *b) {
    size_t passed, failed;
    return zhibiao_rules_check(b->parser, "mine", NULL, NULL, &passed, &failed);
}

static zhibiao_status parse(bench *b) {
    zhibiao_options options = {.size = sizeof options, .flags = b->flags};
    zhibiao_status status = zhibiao_parse(b->parser, b->bytes, b->size, &options, &b->result, NULL);
    assert_true(!status == (b->result != NULL));
    return status;
}

/* The text's targets against its own actuals. */
static zhibiao_status compare(bench *b) {
    const zhibiao_result *one = b->result;
    zhibiao_status status = zhibiao_compare(b->rules, &one, 1, &one, 1, NULL, &b->pairing, NULL);
    assert_true(!status == (b->pairing != NULL));
    return status;
}

static void release(bench *b) {
    zhibiao_result_free(b->result);
    zhibiao_parser_free(b->parser);
    zhibiao_rules_free(b->rules);
    b->result = NULL;
    b->parser = NULL;
    b->rules = NULL;
}

/* ---- failing each allocation ------------------------------------------------------------------------------ */

#if defined __SANITIZE_ADDRESS__ || defined __SANITIZE_THREAD__
enum { STEP = 7 }; /* slow: some of them, odd and even */
#else
enum { STEP = 1 };
#endif

typedef zhibiao_status call(bench *);
typedef struct tally {
    size_t failed, calls; /* allocations that gave nothing; calls that said so */
} tally;

static void need(bench *b, call *one) { assert_int_equal(one(b), ZHIBIAO_OK); }

static int reads(call *one) { return one == parse || one == check; }
static int changes_rules(call *one) { return one == new_rules || one == add_rules || one == add_file; }

/* Makes what a call needs. Its parser is fresh, so that nothing is warm. */
static void prepare(bench *b, call *one) {
    if (!b->rules && one != new_rules)
        need(b, new_rules);
    if (one == check && !b->parser)
        need(b, add_rules);
    if ((reads(one) || one == compare) && !b->parser)
        need(b, new_parser);
    if (one == compare && !b->result)
        need(b, parse);
}

static void drop_parser(bench *b) {
    zhibiao_result_free(b->result);
    zhibiao_parser_free(b->parser);
    b->result = NULL;
    b->parser = NULL;
}

/* One allocation fails. False when the call has none of that number. A call may succeed all the same: what it can do without (JIT's
 * own stack) is missed silently. */
static int fail_one(bench *b, call *one, size_t n, tally *t) {
    prepare(b, one);
    size_t live = b->l.live;
    b->l.failed = 0;
    b->l.onward = n % 2 == 0;
    b->l.fail_at = b->l.calls + n;
    zhibiao_status status = one(b);
    b->l.fail_at = 0;
    t->failed += (size_t)b->l.failed;
    if (status != ZHIBIAO_OK) {
        t->calls++;
        assert_int_equal(status, ZHIBIAO_ERROR_MEMORY);
        assert_true(b->l.failed);
        if (!reads(one)) /* a parser may keep what it got */
            assert_int_equal(b->l.live, live);
        if (reads(one))
            need(b, one); /* with memory there again the same handles do it; others show that with the next n */
    }
    zhibiao_pairing_free(b->pairing);
    b->pairing = NULL;
    if (one == check || (status == ZHIBIAO_OK && changes_rules(one)))
        release(b);
    if (one != compare)
        drop_parser(b);
    return b->l.failed;
}

static void fail_each(bench *b, call *one, tally *t) {
    for (size_t n = 1; fail_one(b, one, n, t);)
        n += STEP;
    assert_true(t->calls > 0);
}

static void say(const char *what, tally t) {
    print_message("             %s: %zu allocations failed, %zu calls said so\n", what, t.failed, t.calls);
}

static void calls_of_handles(void **state) {
    static const struct {
        const char *name;
        call *call;
    } calls[] = {{"rules_new", new_rules}, {"rules_add", add_rules}, {"rules_add_file", add_file}, {"parser_new", new_parser},
                 {"rules_check", check}};
    bench b = {.flags = ZHIBIAO_TOKENS};
    (void)state;
    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++) {
        tally t = {0, 0};
        fail_each(&b, calls[i].call, &t);
        say(calls[i].name, t);
        release(&b);
    }
    assert_int_equal(b.l.live, 0);
}

/* ---- texts ------------------------------------------------------------------------------------------------ */

static char *file_bytes(const char *path, size_t *size) {
    enum { ROOM = 1 << 20 };
    FILE *file = fopen(path, "rb");
    char *bytes = malloc(ROOM);
    *size = file && bytes ? fread(bytes, 1, ROOM, file) : 0;
    if (file)
        fclose(file);
    return bytes;
}

/* All files of a folder up to `most` bytes, read, and compared with themselves. Those that are no text at all are passed over. */
static void fail_folder(bench *b, const char *folder, size_t most) {
    tally read = {0, 0}, compared = {0, 0};
    size_t files = 0;
    DIR *stream = opendir(folder);
    for (struct dirent *entry; stream && (entry = readdir(stream));) {
        char path[1024];
        snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        char *bytes = file_bytes(path, &b->size);
        b->bytes = bytes;
        prepare(b, parse);
        if (b->size > 0 && b->size <= most && parse(b) == ZHIBIAO_OK) {
            drop_parser(b);
            fail_each(b, parse, &read);
            fail_each(b, compare, &compared);
            drop_parser(b);
            files++;
        }
        free(bytes);
    }
    if (!stream)
        return;
    closedir(stream);
    print_message("             %zu files of %s\n", files, strrchr(folder, '/') + 1);
    say("  parse", read);
    say("  compare", compared);
}

static void texts(void **state) {
    static const char *const folders[] = {"news", "encodings", "html", "layout", "bad"};
    bench b = {.flags = ZHIBIAO_TOKENS | ZHIBIAO_TEXT | ZHIBIAO_ALL | ZHIBIAO_LAYOUT, .bytes = TEXT, .size = sizeof TEXT - 1};
    tally t = {0, 0};
    (void)state;
    fail_each(&b, parse, &t);
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
        char path[512];
        snprintf(path, sizeof path, "%s/fixtures/%s", ZB_SOURCE_DIR, folders[i]);
        fail_folder(&b, path, 100000);
    }
    fail_folder(&b, ZB_SOURCE_DIR "/../shared/seeds", 100000);
    fail_folder(&b, ZB_SOURCE_DIR "/../shared/texts", 20000);
    release(&b);
    assert_int_equal(b.l.live, 0);
}

/* A parser that has read a text has rooms for the next like it: all that it still gets is the result, its strings (a few at first,
 * then those of all records) and its records. */
static void rooms_are_kept(void **state) {
    enum { TIMES = 40, MOST = 4 };
    char long_text[TIMES * sizeof TEXT + 1];
    bench b = {.bytes = long_text};
    (void)state;
    for (size_t i = 0; i < TIMES; i++, b.size += sizeof TEXT)
        snprintf(long_text + b.size, sizeof TEXT + 1, "%s\n", TEXT);
    need(&b, new_rules);
    need(&b, new_parser);
    need(&b, parse);
    zhibiao_result_free(b.result);
    b.result = NULL;
    size_t before = b.l.calls;
    need(&b, parse);
    print_message("             %zu calls of the allocator for %zu bytes read again\n", b.l.calls - before, b.size);
    assert_true(b.l.calls - before <= MOST);
    release(&b);
    assert_int_equal(b.l.live, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(calls_of_handles), cmocka_unit_test(texts), cmocka_unit_test(rooms_are_kept)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
