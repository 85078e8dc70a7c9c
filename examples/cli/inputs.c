/* One file of documents: one document, or as many as --form-feed, --split-on or --jsonl-field find in it. A document is read as
 * soon as its end is seen, so the stream itself may have none. */
#define _POSIX_C_SOURCE 200809L
#include <stdlib.h>
#include <string.h>

#include "tally.h"

#define MIB (1024ULL * 1024)
#define GIB (1024 * MIB)

/* A line of JSON must be held whole, beside what is made of it; of other texts a part is enough, and the limit is there for
 * the device that never ends. */
static uint64_t most_of(const cli_settings *settings) {
    return settings->most ? settings->most : settings->json_text ? 256 * MIB : 4 * GIB;
}

/* 4G, 1500K, 77: as --max-size takes it. */
static void print_size(char *out, size_t room, uint64_t size) {
    static const char units[] = "\0KMG";
    int unit = 0;
    while (unit < 3 && size && size % 1024 == 0) {
        size /= 1024;
        unit++;
    }
    snprintf(out, room, "%llu%.1s", (unsigned long long)size, units + unit);
}

static void fail_size(cli_run *run, cli_text *text, const char *what, uint64_t byte) {
    char most[32];
    zhibiao_error why = {.status = ZHIBIAO_ERROR_LIMIT, .byte = byte};
    print_size(most, sizeof most, most_of(run->settings));
    snprintf(why.message, sizeof why.message, "%s larger than %s; --max-size can raise that", what, most);
    text_fail(run, text, &why);
}

static bool is_blank(const char *bytes, size_t size) {
    for (size_t i = 0; i < size; i++)
        if (!strchr(" \t\r\n\f", bytes[i]) || !bytes[i])
            return false;
    return true;
}

/* "FILE#3" */
static char *numbered(const char *name, uint64_t number) {
    size_t room = strlen(name) + 24;
    char *out = malloc(room);
    if (out)
        snprintf(out, room, "%s#%llu", name, (unsigned long long)number);
    return out;
}

/* ---- texts --------------------------------------------------------------------------------------------- */

typedef struct cli_reading {
    cli_run *run;
    const char *name;
    bool many;       /* documents are looked for */
    uint64_t number; /* of this one */
    char *source;
    cli_split split;
    cli_text text;
} cli_reading;

static bool begin_text(cli_reading *reading, const char *path) {
    const cli_settings *settings = reading->run->settings;
    free(reading->source);
    reading->source = reading->many ? numbered(reading->name, reading->number) : strdup(reading->name);
    const char *source = reading->source ? reading->source : reading->name;
    reading->text = (cli_text){.place = source, .source = source, .page = settings->html || path_is_page(path)};
    return reading->source != NULL;
}

/* Takes of the document what can be taken; false: nothing. */
static bool take_some(cli_reading *reading, size_t size, bool complete) {
    cli_run *run = reading->run;
    cli_text *text = &reading->text;
    if (!text->failed && text->bytes + size > most_of(run->settings))
        fail_size(run, text, "the document that begins here is", run->stream.dropped - text->bytes);
    size_t taken = text->failed ? size : text_take(run, text, stream_bytes(&run->stream), size, complete);
    if (text->failed)
        taken = size;
    stream_drop(&run->stream, taken);
    split_drop(&reading->split, taken);
    return taken > 0;
}

static bool fill(cli_reading *reading) {
    zhibiao_error why;
    bool good = stream_fill(&reading->run->stream, &why);
    if (!good)
        text_fail(reading->run, &reading->text, &why);
    return good;
}

/* Goes to the document behind a separator. */
static void next_text(cli_reading *reading, const char *path) {
    if (reading->text.bytes || reading->text.failed)
        reading->number++;
    stream_drop(&reading->run->stream, reading->split.next);
    split_next(&reading->split);
    begin_text(reading, path);
}

static bool is_enough(const cli_reading *reading, size_t held) {
    const cli_text *text = &reading->text;
    return held > text_room(reading->run, text) + LINE_HEAD || text->bytes + held > most_of(reading->run->settings);
}

/* Does what can be done with the `size` bytes that are held of the document; false: nothing, yet. */
static bool step(cli_reading *reading, size_t size, bool whole) {
    cli_stream *stream = &reading->run->stream;
    bool begun = reading->text.bytes > 0 || reading->text.failed;
    if (!whole && !is_enough(reading, size))
        return false;
    if (whole && (begun ? size == 0 : reading->many && is_blank(stream_bytes(stream), size))) {
        stream_drop(stream, size);
        split_drop(&reading->split, size);
        return true;
    }
    return take_some(reading, size, whole) || whole;
}

static void read_texts(cli_reading *reading, const char *path) {
    cli_stream *stream = &reading->run->stream;
    cli_split *split = &reading->split;
    while (can_write(reading->run) && (reading->many || !reading->text.failed)) {
        size_t held = stream_held(stream);
        bool found = split_find(split, stream_bytes(stream), held, stream->ended), whole = found || stream->ended;
        if (!step(reading, found ? split->end : held, whole)) {
            if (!fill(reading))
                return;
        } else if (found && split->end == 0) {
            next_text(reading, path);
        } else if (!found && whole && stream_held(stream) == 0) {
            return;
        }
    }
}

/* ---- lines of JSON ------------------------------------------------------------------------------------- */

static void read_json(cli_run *run, cli_text *text, const char *bytes, size_t size) {
    cli_json_line line;
    zhibiao_error why;
    if (!json_line_read(&line, bytes, size, run->settings, &why)) {
        text_fail(run, text, &why);
    } else {
        text->source = line.id ? line.id : text->source;
        text->date = line.date;
        if (line.bad_date)
            warn(text->source, "the member of --jsonl-date is no day written 2024-01-31");
        for (size_t at = 0; at < line.size && !text->failed && can_write(run);)
            at += text_take(run, text, line.text + at, line.size - at, true);
    }
    json_line_clear(&line);
}

static void read_line(cli_reading *reading, const char *bytes, size_t size) {
    size_t mark = reading->number == 1 && size >= 3 && !memcmp(bytes, "\xEF\xBB\xBF", 3) ? 3 : 0;
    if (!reading->text.failed && !is_blank(bytes + mark, size - mark))
        read_json(reading->run, &reading->text, bytes + mark, size - mark);
}

static bool begin_line(cli_reading *reading) {
    bool good = begin_text(reading, "");
    reading->text.place = reading->name;
    reading->text.line = (uint32_t)reading->number;
    snprintf(reading->text.encoding, sizeof reading->text.encoding, "UTF-8"); /* as JSON is */
    return good;
}

static void read_lines(cli_reading *reading) {
    cli_stream *stream = &reading->run->stream;
    size_t looked = 0; /* how much of what is held has no line feed */
    while (can_write(reading->run)) {
        const char *bytes = stream_bytes(stream);
        size_t held = stream_held(stream);
        const char *end = held > looked ? memchr(bytes + looked, '\n', held - looked) : NULL;
        size_t size = end ? (size_t)(end - bytes) : held;
        if (!reading->text.failed && size > most_of(reading->run->settings))
            fail_size(reading->run, &reading->text, "the line is", stream->dropped);
        if (end || stream->ended) {
            read_line(reading, bytes, size);
            stream_drop(stream, size + (end ? 1 : 0));
            looked = 0;
            reading->number++;
            if (!end || !begin_line(reading))
                return;
            continue;
        }
        looked = held;
        if (reading->text.failed) { /* its rest is of no use */
            stream_drop(stream, held);
            looked = 0;
        }
        if (!fill(reading))
            return;
    }
}

/* ---- a file -------------------------------------------------------------------------------------------- */

/* UTF-16 cannot be searched for separators by the byte. */
static bool can_be_split(cli_reading *reading) {
    zhibiao_error why;
    cli_stream *stream = &reading->run->stream;
    while (stream_held(stream) < 2 && !stream->ended)
        if (!fill(reading))
            return false;
    const char *bytes = stream_bytes(stream);
    if (stream_held(stream) < 2 || (memcmp(bytes, "\xFF\xFE", 2) && memcmp(bytes, "\xFE\xFF", 2)))
        return true;
    refuse(&why, ZHIBIAO_ERROR_UNSUPPORTED, "UTF-16 is not split into documents; iconv -t UTF-8 makes it possible");
    text_fail(reading->run, &reading->text, &why);
    return false;
}

static void read_stream(cli_reading *reading, const char *path) {
    cli_run *run = reading->run;
    if (!reading->many && stream_size(&run->stream) > most_of(run->settings))
        fail_size(run, &reading->text, "the file is", most_of(run->settings));
    else if (run->settings->json_text && begin_line(reading))
        read_lines(reading);
    else if (!run->settings->json_text && (!reading->many || can_be_split(reading)))
        read_texts(reading, path);
    if (!run->stream.dropped && run->stream.ended && !reading->text.failed)
        warn(reading->name, "the file is empty");
}

void input_read(cli_run *run, const char *path) {
    const char *name = strcmp(path, "-") ? path : "stdin"; /* "-" would be a formula in a spreadsheet */
    const cli_settings *settings = run->settings;
    cli_reading reading = {.run = run, .name = name, .number = 1,
                           .many = settings->form_feed || settings->pattern || settings->json_text};
    zhibiao_error why;
    split_begin(&reading.split, settings);
    bool good = begin_text(&reading, path);
    if (!good)
        refuse(&why, ZHIBIAO_ERROR_MEMORY, "out of memory");
    if (good && stream_open(&run->stream, path, &why)) {
        read_stream(&reading, path);
        stream_close(&run->stream);
    } else {
        reading.text.place = reading.text.source = name;
        text_fail(run, &reading.text, &why);
    }
    free(reading.source);
    tally_add(TALLY_FILES, 1);
    progress_show();
}
