/* One document, however large: read whole where that can be, else in parts, and written as if it had been whole: offsets and
 * ids go on from part to part. */
#include <string.h>

#include "tally.h"

enum { PAGE_MOST = 32 * 1024 * 1024 }; /* the library's limit; a page has no sentence at which it could be cut */

bool can_write(const cli_run *run) {
    return !run->output.failed && !run->output.closed;
}

void text_fail(cli_run *run, cli_text *text, const zhibiao_error *why) {
    zhibiao_error error = *why;
    if (text->line)
        error.line = text->line;
    complain_error(text->place, &error);
    if (run->database)
        database_fail(run->database, text, &error);
    else if (run->keep_failure)
        run->keep_failure(text->source, &error, text->bytes == 0, run->keeper);
    else
        zhibiao_write_failure(text->source, &error, run->settings->format, run->written, output_sink, &run->output);
    output_flush(&run->output);
    run->written++;
    run->failed = text->failed = true;
    tally_add(TALLY_ERRORS, 1);
}

void warn(const char *place, const char *message) {
    tally_add(TALLY_WARNINGS, 1);
    complain(place, message);
}

static void complain_at(const char *path, const char *message, uint64_t byte) {
    char whole[240];
    snprintf(whole, sizeof whole, "%s (byte %llu)", message, (unsigned long long)byte);
    warn(path, whole);
}

/* A text that was read, but not as one would wish. */
static void note_oddities(const char *path, const zhibiao_result *result) {
    const zhibiao_document *document = zhibiao_result_document(result);
    unsigned long long bad = document->bad_bytes;
    char message[160];
    if (document->warnings & ZHIBIAO_WARN_SELECTOR)
        warn(path, "--html-select matches nothing in this page");
    snprintf(message, sizeof message, "%llu byte%s not valid %s, read as U+FFFD", bad, bad == 1 ? " is" : "s are",
             zhibiao_string_get(result, document->encoding));
    if (bad)
        complain_at(path, message, document->bad_at);
    if (document->warnings & ZHIBIAO_WARN_CUT)
        warn(path, "the last character is not whole: was the file cut?");
    if (document->warnings & ZHIBIAO_WARN_MIXED)
        complain_at(path, "this line is in another encoding than the rest", document->bad_at);
    if (document->warnings & ZHIBIAO_WARN_MOJIBAKE)
        complain_at(path, "looks as if it was read in a wrong encoding before it was saved", document->mojibake_at);
}

/* ---- one part ------------------------------------------------------------------------------------------ */

static void set_options(cli_run *run, const cli_text *text, bool in_parts) {
    zhibiao_options *options = &run->options;
    options->source = text->source;
    options->encoding = text->encoding[0] ? text->encoding : run->settings->encoding;
    options->date = text->date.year ? text->date : run->settings->date;
    options->input = text->page ? ZHIBIAO_INPUT_HTML : in_parts ? ZHIBIAO_INPUT_TEXT : ZHIBIAO_INPUT_AUTO;
    options->bytes_before = text->bytes;
    options->points_before = text->points;
    options->records_before = (uint32_t)text->records;
}

static size_t fail_at(cli_run *run, cli_text *text, zhibiao_status status, const char *message, uint64_t byte) {
    zhibiao_error error;
    refuse(&error, status, message);
    error.byte = byte;
    text_fail(run, text, &error);
    return 0;
}

/* What is read is written at once, for whoever waits at the other end of a pipe. */
static size_t read_part(cli_run *run, cli_text *text, const char *bytes, size_t size, bool in_parts) {
    zhibiao_result *result = NULL;
    zhibiao_error error;
    size_t where = 0;
    bool first = text->bytes == 0;
    if (text->encoding[0] && part_is_binary(bytes, size, text->encoding, &where))
        return fail_at(run, text, ZHIBIAO_ERROR_BINARY, "the input is binary, not text", text->bytes + where);
    set_options(run, text, in_parts);
    if (zhibiao_parse(run->parser, bytes, size, &run->options, &result, &error)) {
        text_fail(run, text, &error);
        return 0;
    }
    note_oddities(text->source, result);
    tally_add(TALLY_DOCUMENTS, first);
    tally_add(TALLY_BYTES, size);
    tally_result(result);
    progress_show();
    text->bytes += size;
    text->points += zhibiao_result_document(result)->points;
    text->records += zhibiao_result_count(result);
    if (run->keep && run->keep(result, first, run->keeper))
        return size;
    if (run->database)
        database_add(run, text, bytes, size, result); /* what fails is told by run->output */
    else if (!run->keep)
        run->written += run->show(result, run->settings, run->written, &run->output);
    output_flush(&run->output);
    zhibiao_result_free(result);
    return run->keep ? fail_at(run, text, ZHIBIAO_ERROR_MEMORY, "out of memory", 0) : size;
}

/* ---- parts --------------------------------------------------------------------------------------------- */

/* A text's encoding is settled once for all of its parts. As long as they are plain ASCII it need not be. */
static bool know_text(cli_run *run, cli_text *text, const char *bytes, size_t size) {
    cli_probe probe;
    zhibiao_error error;
    if (text->page || text->encoding[0] || (text->bytes && part_is_plain(bytes, size)))
        return true;
    set_options(run, text, text->bytes > 0);
    if (part_probe(run->parser, &run->options, bytes, size, &probe, &error)) {
        text_fail(run, text, &error);
        return false;
    }
    text->page = probe.page;
    if (!part_is_plain(bytes, size))
        memcpy(text->encoding, probe.encoding, sizeof text->encoding);
    return true;
}

size_t text_room(const cli_run *run, const cli_text *text) {
    return text->page ? (size_t)PAGE_MOST : (size_t)run->settings->part;
}

/* Of a text that the database has: it counts, and gives no records. */
static size_t pass_by(cli_text *text, size_t size) {
    tally_add(TALLY_DOCUMENTS, 1);
    tally_add(TALLY_BYTES, size);
    progress_show();
    text->bytes = size;
    return size;
}

size_t text_take(cli_run *run, cli_text *text, const char *bytes, size_t size, bool complete) {
    size_t most = (size_t)run->settings->part;
    text->last = complete && size <= most;
    if (run->database && complete && !text->bytes && database_has(run->database, text, bytes, size))
        return pass_by(text, size);
    if (complete && size <= most)
        return read_part(run, text, bytes, size, text->bytes > 0);
    if (!know_text(run, text, bytes, size < most ? size : most))
        return 0;
    text->last = text->page && complete;
    if (text->last)
        return read_part(run, text, bytes, size, false);
    if (text->page)
        return size <= PAGE_MOST ? 0 : fail_at(run, text, ZHIBIAO_ERROR_LIMIT, "a web page larger than 32M", 0);
    size_t end = part_end(bytes, size < most ? size : most, text->encoding[0] ? text->encoding : "UTF-8");
    if (!end)
        return fail_at(run, text, ZHIBIAO_ERROR_LIMIT, "larger than --part-size, and only UTF-8, GB18030, Big5 and UTF-16 are cut",
                       text->bytes);
    return read_part(run, text, bytes, end, true);
}
