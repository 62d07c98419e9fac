/* SPDX-License-Identifier: GPL-3.0-or-later
 * Any bytes as a header block: a block that is taken for sound is written back to the same bytes,
 * and no other version is taken for ours. The checksum is put right half of the time, or nothing
 * would come past it.
 */
#include <stddef.h>
#include <stdint.h>

#include "inwork/seal/hash.h"
#include "vault/vault_int.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    static const char magic[] = "\x89inwork-vault\r\n\x1a";
    uint8_t block[HEADER_BYTES] = {0};
    uint8_t again[HEADER_BYTES];
    struct vault_header h;
    if (n == 0)
        return 0;
    memcpy(block + 16, bytes + 1, n - 1 < 400 ? n - 1 : 400);
    memcpy(block, magic, 16);
    if (bytes[0] & 1)
        hash_blake2b(block + 4064, block, 4064);
    if (header_decode(&h, block) != HEADER_SOUND)
        return 0;
    header_encode(again, &h);
    if (!(bytes[0] & 1) || memcmp(again, block, HEADER_BYTES) != 0 || get_be32(block + 16) != 1)
        __builtin_trap();
    return 0;
}
