/* What a run counts, for --stats and the progress line. One a program, and safe with --jobs: the counters are atomic.
 * tally.c counting, --stats · progress.c the line on a terminal */
#ifndef TALLY_H
#define TALLY_H

#include "cli.h"

typedef enum tally_kind {
    TALLY_FILES, TALLY_DOCUMENTS, TALLY_BYTES, TALLY_RECORDS, TALLY_BOTH, TALLY_TARGETS, TALLY_ACTUALS, TALLY_OTHERS,
    TALLY_INCONSISTENT, TALLY_TOKENS, TALLY_WARNINGS, TALLY_ERRORS, TALLY_VERDICTS, /* + zhibiao_verdict */
    TALLIES = TALLY_VERDICTS + 16
} tally_kind;
void tally_begin(void); /* the clock runs from here */
void tally_add(tally_kind kind, uint64_t count);
uint64_t tally_of(tally_kind kind);
uint64_t tally_milliseconds(void);
void tally_result(const zhibiao_result *result); /* its records and tokens */
void tally_pairs(const zhibiao_pairing *pairing);
void tally_print(void); /* on the standard error */

/* A line on the standard error, if that is a terminal and the data goes elsewhere. */
void progress_begin(const cli_settings *settings);
void progress_expect(char *const *paths, size_t count); /* so many files are to be read; their sizes are looked up */
void progress_show(void);       /* now and then */
const char *progress_erase(void); /* what must be written before a message: takes the line away */
void progress_end(void);

#endif
