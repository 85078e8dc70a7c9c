/* --format arrow: records as a stream of Arrow's IPC messages. flat.c FlatBuffers, in which a message describes itself ·
 * arrow_message.c messages of a schema and its arrays · arrow.c texts to record batches.
 */
#ifndef ARROW_H
#define ARROW_H

#include "cli.h"
#include "flat.h"

enum { ARROW_COLUMNS = 256 }; /* at most; ours are some 120 */

/* Where messages go, and what is kept for the next. */
typedef struct arrow_writer {
    zhibiao_sink *sink;
    void *context;
    const char *wrong; /* the schema or an array has something that is not written here, or there is no memory; else NULL */
    flat metadata;
    struct arrow_body *body;
    const struct ArrowSchema *schema;
    struct ArrowArray dictionaries[ARROW_COLUMNS]; /* those of the last batch: what does not change is not written again */
} arrow_writer;

/* Each gives false when it failed: `wrong` says why, or it is NULL and the sink has refused. */
bool arrow_writer_begin(arrow_writer *writer, const struct ArrowSchema *schema); /* borrowed */
bool arrow_writer_batch(arrow_writer *writer, struct ArrowArray *batch);         /* its dictionaries are moved out of it */
bool arrow_writer_end(arrow_writer *writer);
void arrow_writer_clear(arrow_writer *writer);

#endif
