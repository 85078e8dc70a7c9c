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

/* ---- how much is held ------------------------------------------------------------------------------------- */

typedef struct scales {
    size_t held, most;
} scales;

enum { FRONT = 16 }; /* its size stands before each block */

static void *weighed_get(size_t size, void *context) {
    scales *s = context;
    char *block = malloc(size + FRONT);
    assert_non_null(block);
    memcpy(block, &size, sizeof size);
    s->held += size;
    s->most = s->held > s->most ? s->held : s->most;
    return block + FRONT;
}

static void weighed_put(void *block, void *context) {
    scales *s = context;
    size_t size;
    memcpy(&size, (char *)block - FRONT, sizeof size);
    s->held -= size;
    free((char *)block - FRONT);
}

/* A figure in 250 bytes, as in reports of provinces, but more and shorter words, which are more tokens: a word in 6 bytes, not in 8. */
static const char PROSE[] =
    "一、扎实办好民生实事\n过去一年，全县上下克服困难，把群众的操心事放在心上，一件接着一件办。新建社区食堂86个，老人在家门口就能吃上热饭；"
    "村里的路修到了田头，学校的操场换了模样，镇上的医院也添了设备。城镇新增就业3.21万人，完成年计划的107.5%，返乡的年轻人在园区里找到了活干。\n"
    "河道清了淤，岸边种上了柳树，傍晚散步的人多了起来。图书室开到了晚上，孩子们放学以后有了去处；文化站请来老艺人，把皮影戏教给年轻人。"
    "干部下沉到组，坐在炕头上听意见，能办的当天就办，一时办不了的记在本子上，办完一件划掉一件。\n"
    "今后一个时期，我们将继续把钱花在刀刃上，让办事少跑路、让企业少操心，让山更青、水更绿。力争改造老旧小区120个，惠及居民2.4万户。"
    "要把好事办好、实事办实，多听听老人和孩子怎么说，多到背街小巷走一走。工程怎么样，住在那里的人最清楚；服务好不好，窗口前排队的人最明白。"
    "各部门要拧成一股绳，谁家的孩子谁家抱，不推诿、不拖延，年底一件一件向群众交账。\n";

/* Seven times the text at most, the result with it (of such reports it is 5.8); and what a large text needed is not kept for the next. */
static void memory_follows_the_text(void **state) {
    enum { TIMES = 1000, SIZE = sizeof PROSE - 1, MOST = 7, KEPT = 1 << 20 };
    scales s = {0, 0};
    zhibiao_allocator allocator = {weighed_get, weighed_put, &s};
    zhibiao_rules *rules;
    zhibiao_parser *parser;
    zhibiao_result *result;
    char *bytes = malloc((size_t)TIMES * SIZE);
    (void)state;
    assert_non_null(bytes);
    for (size_t i = 0; i < TIMES; i++)
        memcpy(bytes + i * SIZE, PROSE, SIZE);
    assert_int_equal(zhibiao_rules_new(&allocator, &rules, NULL), ZHIBIAO_OK);
    assert_int_equal(zhibiao_parser_new(rules, &parser, NULL), ZHIBIAO_OK);
    size_t before = s.held;
    for (int again = 0; again < 2; again++) {
        s.most = s.held;
        assert_int_equal(zhibiao_parse(parser, bytes, (size_t)TIMES * SIZE, NULL, &result, NULL), ZHIBIAO_OK);
        print_message("             %.2f times %zu bytes held, with %zu records\n", (double)(s.most - before) / (TIMES * SIZE),
                      (size_t)TIMES * SIZE, zhibiao_result_count(result));
        assert_true(s.most - before <= (size_t)MOST * TIMES * SIZE);
        zhibiao_result_free(result);
        assert_true(s.held - before <= KEPT);
    }
    zhibiao_parser_free(parser);
    zhibiao_rules_free(rules);
    assert_int_equal(s.held, 0);
    free(bytes);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(calls_of_handles), cmocka_unit_test(texts), cmocka_unit_test(rooms_are_kept),
                                       cmocka_unit_test(memory_follows_the_text)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
