/* An allocator that counts, and fails from a call on: for tests of what happens when memory is gone. Include after cmocka. */
#ifndef TEST_COUNTER_H
#define TEST_COUNTER_H

#include <stdlib.h>

typedef struct counter {
    size_t live, calls, fail_at; /* the fail_at-th get and all after it give nothing; 0: none fails */
} counter;

static void *counted_get(size_t size, void *context) {
    counter *c = context;
    c->calls++;
    if (c->fail_at && c->calls >= c->fail_at)
        return NULL;
    c->live++;
    return malloc(size);
}

static void counted_put(void *block, void *context) {
    counter *c = context;
    c->live -= block != NULL;
    free(block);
}

#endif
