/* The word that was meant: fewest letters added, left out, changed, or swapped with their neighbour. */
#include <string.h>

#include "options.h"

enum { WORD_MOST = 32 };

static size_t least(size_t a, size_t b) {
    return a < b ? a : b;
}

/* Three rows of the usual table, each a letter of `a` further. */
static size_t distance(const char *a, size_t a_size, const char *b, size_t b_size) {
    size_t rows[3][WORD_MOST + 1];
    for (size_t j = 0; j <= b_size; j++)
        rows[0][j] = j;
    for (size_t i = 1; i <= a_size; i++) {
        size_t *row = rows[i % 3], *above = rows[(i + 2) % 3], *two_above = rows[(i + 1) % 3];
        row[0] = i;
        for (size_t j = 1; j <= b_size; j++) {
            row[j] = least(least(above[j], row[j - 1]) + 1, above[j - 1] + (a[i - 1] != b[j - 1]));
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = least(row[j], two_above[j - 2] + 1);
        }
    }
    return rows[a_size % 3][b_size];
}

/* A third of the letters may be wrong, and two of a short word that begins and ends right: --ouput, --fromat, exctract. */
const char *nearest_word(const char *word, size_t size, word_at *at, const void *context) {
    const char *nearest = NULL, *other;
    size_t fewest = size < 3 ? 1 : size / 3 + 1;
    for (size_t i = 0; size <= WORD_MOST && (other = at(context, i)) != NULL; i++) {
        size_t other_size = strlen(other);
        size_t wrong = other_size <= WORD_MOST ? distance(word, size, other, other_size) : fewest;
        if (wrong < fewest) {
            fewest = wrong;
            nearest = other;
        }
    }
    return nearest;
}
