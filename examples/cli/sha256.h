/* SHA-256 (FIPS 180-4), so that a text that was read is known again, and `sha256sum` can say the same of the file. */
#ifndef SHA256_H
#define SHA256_H

#include <stddef.h>
#include <stdint.h>

typedef struct sha256 {
    uint32_t state[8];
    uint64_t size;
    unsigned char block[64];
} sha256;
void sha256_begin(sha256 *hash);
void sha256_add(sha256 *hash, const void *bytes, size_t size);
void sha256_end(sha256 *hash, char hex[65]);

#endif
