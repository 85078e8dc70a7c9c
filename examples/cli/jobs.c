/* --jobs: several threads read files, and what they find is written in the order of the files.
 *
 *     file      1   2   3   4   5      each thread takes the next file that nobody has
 *     thread    A   B   B   A   B      B is done with 2 while A still reads 1: what 2 and 3 gave is held,
 *     written   ↑   └───┴── then       and written by A as soon as 1 is done, before it takes 4
 *
 * Held are results and not text, since only who writes knows how many records came before. The file whose turn it is is written while
 * it is read and waits for nobody. Another waits before more than HELD_MOST bytes are held, or AHEAD files are done before their
 * turn. So the memory is that of N documents and what is held, whatever the number and the size of the files.
 */
#define _POSIX_C_SOURCE 200809L
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"

enum { AHEAD = 256, HELD_MOST = 64 << 20 };

/* Something to write: a result, or why a text has none. */
typedef struct found {
    zhibiao_result *result;
    char *source;        /* of one that failed */
    bool first;          /* nothing of the text came before */
    zhibiao_error error;
    uint64_t bytes;      /* of memory */
} found;

/* What a file gave that waits for its turn. */
typedef struct slot {
    found *items;
    size_t count, room;
    bool done; /* the file is read */
} slot;

/* All but `run`, `list` and `rules` under the lock; `run` belongs to who has the turn. */
typedef struct team {
    cli_run *run;
    const cli_paths *list;
    const zhibiao_rules *rules;
    size_t next, turn;   /* the file to be taken, the file to be written */
    bool writing;        /* somebody writes files that are done */
    bool stopped;        /* there is no use in going on */
    uint64_t held;
    slot slots[AHEAD];   /* of file i: i % AHEAD */
    pthread_mutex_t lock;
    pthread_cond_t moved;
} team;

typedef struct member {
    team *team;
    cli_settings settings; /* with a pattern of its own, which has scratch memory */
    cli_run run;
    size_t file;
    pthread_t thread;
} member;

/* ---- writing, by who has the turn ----------------------------------------------------------------------- */

static void write_failure(cli_run *run, const found *item) {
    const char *source = item->source ? item->source : "";
    run->failed = true;
    if (run->keep_failure)
        run->keep_failure(source, &item->error, item->first, run->keeper);
    else
        zhibiao_write_failure(source, &item->error, run->settings->format, run->written++, output_sink, &run->output);
}

static void write_found(cli_run *run, found *item) {
    if (!item->result) {
        write_failure(run, item);
    } else if (run->keep) {
        if (run->keep(item->result, item->first, run->keeper))
            item->result = NULL;
    } else if (can_write(run)) {
        run->written += run->show(item->result, run->settings, run->written, &run->output);
    }
    output_flush(&run->output);
    zhibiao_result_free(item->result);
    free(item->source);
}

/* How many bytes are not held any more. */
static uint64_t write_slot(cli_run *run, slot *own) {
    uint64_t bytes = 0;
    for (size_t i = 0; i < own->count; i++) {
        bytes += own->items[i].bytes;
        write_found(run, &own->items[i]);
    }
    free(own->items);
    memset(own, 0, sizeof *own);
    return bytes;
}

/* ---- what a member finds -------------------------------------------------------------------------------- */

static bool has_turn(const member *m) {
    return m->team->turn == m->file && !m->team->writing;
}

static bool push(slot *own, const found *item) {
    if (own->count == own->room) {
        size_t room = own->room ? own->room * 2 : 1;
        found *items = realloc(own->items, room * sizeof *items);
        if (!items)
            return false;
        own->items = items;
        own->room = room;
    }
    own->items[own->count++] = *item;
    return true;
}

static void write_now(team *t, slot *own, found *item) {
    uint64_t freed = write_slot(t->run, own);
    write_found(t->run, item);
    pthread_mutex_lock(&t->lock);
    t->held -= freed;
    t->stopped |= !can_write(t->run);
    pthread_cond_broadcast(&t->moved);
    pthread_mutex_unlock(&t->lock);
}

/* Writes the item or holds it; takes it over. What there is no memory to hold waits for its turn. */
static void hand_in(member *m, found *item) {
    team *t = m->team;
    slot *own = &t->slots[m->file % AHEAD];
    bool held = false;
    pthread_mutex_lock(&t->lock);
    while (!has_turn(m) && !t->stopped) {
        held = t->held + item->bytes <= HELD_MOST && push(own, item);
        if (held)
            break;
        pthread_cond_wait(&t->moved, &t->lock);
    }
    t->held += held ? item->bytes : 0;
    m->run.output.closed = t->stopped; /* the member's own can_write asks that */
    bool now = !held && !t->stopped;
    pthread_mutex_unlock(&t->lock);
    if (now) {
        write_now(t, own, item);
    } else if (!held) {
        zhibiao_result_free(item->result);
        free(item->source);
    }
}

static bool keep_result(zhibiao_result *result, bool first, void *keeper) {
    size_t text;
    zhibiao_result_text(result, &text);
    found item = {.result = result, .first = first,
                  .bytes = text + sizeof item + zhibiao_result_count(result) * sizeof(zhibiao_record) +
                                             zhibiao_result_token_count(result) * sizeof(zhibiao_token) +
                                             zhibiao_result_block_count(result) * sizeof(zhibiao_block) +
                                             zhibiao_result_mark_count(result) * sizeof(zhibiao_mark)};
    hand_in(keeper, &item);
    return true;
}

static void keep_failure(const char *source, const zhibiao_error *error, bool first, void *keeper) {
    found item = {.source = strdup(source), .first = first, .error = *error, .bytes = sizeof item + strlen(source)};
    hand_in(keeper, &item);
}

/* ---- files ---------------------------------------------------------------------------------------------- */

/* The next file; false: there is none. */
static bool take(member *m) {
    team *t = m->team;
    pthread_mutex_lock(&t->lock);
    while (!t->stopped && t->next < t->list->count && t->next >= t->turn + AHEAD)
        pthread_cond_wait(&t->moved, &t->lock);
    bool taken = !t->stopped && t->next < t->list->count;
    if (taken)
        m->file = t->next++;
    pthread_mutex_unlock(&t->lock);
    return taken;
}

/* The member's file is read: it and those behind it that are done are written, if it has the turn. */
static void finish(member *m) {
    team *t = m->team;
    pthread_mutex_lock(&t->lock);
    t->slots[m->file % AHEAD].done = true;
    bool mine = !t->writing;
    while (mine && t->slots[t->turn % AHEAD].done) {
        t->writing = true;
        pthread_mutex_unlock(&t->lock);
        uint64_t freed = write_slot(t->run, &t->slots[t->turn % AHEAD]);
        resume_note(t->run, t->list, t->turn + 1);
        pthread_mutex_lock(&t->lock);
        t->held -= freed;
        t->turn++;
        t->stopped |= !can_write(t->run);
    }
    if (mine)
        t->writing = false;
    pthread_cond_broadcast(&t->moved);
    pthread_mutex_unlock(&t->lock);
}

static void *work(void *context) {
    member *m = context;
    while (take(m)) {
        documents_read(&m->run, m->team->list->items[m->file]);
        finish(m);
    }
    return NULL;
}

/* ---- the team ------------------------------------------------------------------------------------------- */

static bool member_init(member *m, team *t) {
    char message[256];
    zhibiao_error why;
    m->team = t;
    m->settings = *t->run->settings;
    m->settings.pattern = NULL;
    m->run = (cli_run){.settings = &m->settings, .options = t->run->options, .keep = keep_result, .keep_failure = keep_failure,
                       .keeper = m};
    if (m->settings.split_on && !(m->settings.pattern = pattern_new(m->settings.split_on, message, sizeof message)))
        return false;
    return !zhibiao_parser_new(t->rules, &m->run.parser, &why);
}

static void member_clear(member *m) {
    pattern_free(m->settings.pattern);
    zhibiao_parser_free(m->run.parser);
    stream_clear(&m->run.stream);
}

/* Fewer do where memory or threads are short. The first member is the thread that we are on. */
static bool team_run(team *t, member *members, size_t count) {
    size_t good = 0, started = 1;
    while (good < count && member_init(&members[good], t))
        good++;
    for (; started < good; started++)
        if (pthread_create(&members[started].thread, NULL, work, &members[started]))
            break;
    if (good > 0)
        work(&members[0]);
    for (size_t i = 1; i < started && good > 0; i++)
        pthread_join(members[i].thread, NULL);
    for (size_t i = 0; i <= good && i < count; i++) /* also the one that failed half-way */
        member_clear(&members[i]);
    return good > 0;
}

bool jobs_run(cli_run *run, const zhibiao_rules *rules, const cli_paths *list, size_t done, size_t jobs) {
    team *t = calloc(1, sizeof *t);
    member *members = calloc(jobs, sizeof *members);
    bool good = t && members;
    if (good) {
        t->run = run;
        t->list = list;
        t->rules = rules;
        t->next = t->turn = done;
        pthread_mutex_init(&t->lock, NULL);
        pthread_cond_init(&t->moved, NULL);
        good = team_run(t, members, jobs);
        pthread_cond_destroy(&t->moved);
        pthread_mutex_destroy(&t->lock);
    }
    free(members);
    free(t);
    return good;
}
