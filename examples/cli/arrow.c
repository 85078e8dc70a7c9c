/* --format arrow: texts are held until they have some thousand records, then written as one batch. Less often than with other formats,
 * then, where files come fast; but what is held is written before we wait for a pipe that has nothing for now.
 *
 *     text 1   text 2   text 3 fails   text 4 …    held: results, and why there is none
 *     └──────── one record batch ────────┘         rows: its records, and one for text 3 with error_code
 *
 * The library makes a batch of whole results: so one result, however many records it has, is never cut. With --part-size a text
 * is several results; all of them have its number in the column `document`, and each begins a batch.
 */
#define _POSIX_C_SOURCE 200809L
#include "arrow.h"

#include <stdlib.h>
#include <string.h>

enum { TEXTS = 4096, ROWS = 8192, BYTES = 16 << 20 }; /* of a batch, about: one that has as many is written */

struct cli_arrow {
    cli_run *run;
    arrow_writer writer;
    struct ArrowSchema schema;
    zhibiao_arrow_document held[TEXTS];
    size_t count;
    uint64_t first, next; /* the number of the first that is held, and of the next text */
    uint64_t rows, bytes; /* what is held has so many records, and takes about so much memory */
};

/* ---- batches -------------------------------------------------------------------------------------------- */

/* The file cannot be completed. */
static void give_up(cli_arrow *arrow, const char *why) {
    cli_output *output = &arrow->run->output;
    if (why && can_write(arrow->run))
        complain(output->target, why);
    output->failed |= !output->closed;
}

static zhibiao_status write_batch(cli_arrow *arrow, size_t from, size_t count, zhibiao_error *error) {
    struct ArrowArray batch;
    zhibiao_status status = zhibiao_result_arrow(NULL, arrow->held + from, count, arrow->first + from, &batch, error);
    if (status)
        return status;
    if (batch.length && can_write(arrow->run) && !arrow_writer_batch(&arrow->writer, &batch))
        give_up(arrow, arrow->writer.wrong);
    batch.release(&batch);
    return ZHIBIAO_OK;
}

static void release_held(cli_arrow *arrow) {
    for (size_t i = 0; i < arrow->count; i++) {
        zhibiao_result_free((zhibiao_result *)arrow->held[i].result); /* const to the library, ours to free */
        free((void *)arrow->held[i].error);
        free((void *)arrow->held[i].source);
    }
    arrow->count = 0;
    arrow->rows = arrow->bytes = 0;
}

/* Writes what is held. More text than a column holds goes text by text. */
static void flush(cli_arrow *arrow) {
    zhibiao_error error;
    zhibiao_status status = arrow->count && can_write(arrow->run) ? write_batch(arrow, 0, arrow->count, &error) : ZHIBIAO_OK;
    bool apart = status == ZHIBIAO_ERROR_LIMIT && arrow->count > 1;
    for (size_t i = 0; apart && i < arrow->count && can_write(arrow->run); i++)
        if ((status = write_batch(arrow, i, 1, &error)))
            break;
    if (status)
        give_up(arrow, error.message);
    release_held(arrow);
    output_flush(&arrow->run->output);
}

/* ---- what is read --------------------------------------------------------------------------------------- */

/* Takes it over. `first`: it is a text's first part, or all of it, and so has the next number. */
static void hold(cli_arrow *arrow, zhibiao_arrow_document document, bool first, uint64_t bytes) {
    uint64_t number = first || !arrow->next ? arrow->next : arrow->next - 1;
    if (arrow->count && number != arrow->first + arrow->count)
        flush(arrow);
    arrow->first = arrow->count ? arrow->first : number;
    arrow->next = number + 1;
    arrow->held[arrow->count++] = document;
    arrow->rows += document.result ? zhibiao_result_count(document.result) : 1;
    arrow->bytes += bytes;
    if (arrow->count == TEXTS || arrow->rows >= ROWS || arrow->bytes >= BYTES || stream_waits(&arrow->run->stream))
        flush(arrow);
}

static bool keep(zhibiao_result *result, bool first, void *keeper) {
    size_t text;
    zhibiao_result_text(result, &text);
    hold(keeper, (zhibiao_arrow_document){.result = result}, first,
         text + zhibiao_result_count(result) * sizeof(zhibiao_record) + zhibiao_result_token_count(result) * sizeof(zhibiao_token));
    return true;
}

static void keep_failure(const char *source, const zhibiao_error *error, bool first, void *keeper) {
    zhibiao_error *why = malloc(sizeof *why);
    char *name = strdup(source);
    if (!why || !name) {
        free(why);
        free(name);
        give_up(keeper, "out of memory");
        return;
    }
    *why = *error;
    hold(keeper, (zhibiao_arrow_document){.source = name, .error = why}, first, sizeof *why + strlen(name));
}

/* ---- the run -------------------------------------------------------------------------------------------- */

bool arrow_open(cli_run *run) {
    zhibiao_error error;
    cli_arrow *arrow = calloc(1, sizeof *arrow);
    if (!arrow || zhibiao_arrow_schema(NULL, &arrow->schema, &error)) {
        free(arrow);
        return false;
    }
    arrow->run = run;
    arrow->writer.sink = output_sink;
    arrow->writer.context = &run->output;
    run->arrow = arrow;
    run->keep = keep;
    run->keep_failure = keep_failure;
    run->keeper = arrow;
    return true;
}

void arrow_begin(cli_arrow *arrow) {
    if (!arrow_writer_begin(&arrow->writer, &arrow->schema))
        give_up(arrow, arrow->writer.wrong);
    output_flush(&arrow->run->output);
}

void arrow_end(cli_arrow *arrow) {
    flush(arrow);
    if (can_write(arrow->run) && !arrow_writer_end(&arrow->writer))
        give_up(arrow, arrow->writer.wrong);
}

void arrow_free(cli_arrow *arrow) {
    if (!arrow)
        return;
    release_held(arrow);
    arrow_writer_clear(&arrow->writer);
    arrow->schema.release(&arrow->schema);
    free(arrow);
}
