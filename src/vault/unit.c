/* SPDX-License-Identifier: GPL-3.0-or-later
 * One sealed unit in its place: a page, a log header, a frame header, a piece of journal.
 *
 * What is authenticated beside the bytes says which file, which kind and which place, so that no
 * unit can be moved. Nonces are random: the same place is written many times.
 */
#include <string.h>

#include "vault_int.h"

enum { ASSOCIATED_BYTES = FILE_ID_BYTES + 4 + 4 + 8 };

static void associated_data(const struct vault *v, uint8_t out[ASSOCIATED_BYTES],
                            enum unit_kind kind, uint64_t position)
{
    if (!rule_on(v, RULE_POSITION)) {
        memset(out, 0, ASSOCIATED_BYTES);
        return;
    }
    memcpy(out, v->file_id, FILE_ID_BYTES);
    put_be32(out + FILE_ID_BYTES, VAULT_VERSION);
    put_be32(out + FILE_ID_BYTES + 4, (uint32_t)kind);
    put_be64(out + FILE_ID_BYTES + 8, position);
}

void unit_seal(struct vault *v, uint8_t *out, const uint8_t *plain, size_t n, enum unit_kind kind,
               uint64_t position)
{
    uint8_t associated[ASSOCIATED_BYTES];
    associated_data(v, associated, kind, position);
    page_seal(out, out + n, plain, n, associated, sizeof associated, v->keys->page);
}

void unit_seal_with(struct vault *v, uint8_t *out, const uint8_t *plain, size_t n,
                    enum unit_kind kind, uint64_t position, const uint8_t nonce[PAGE_NONCE_BYTES])
{
    uint8_t associated[ASSOCIATED_BYTES];
    associated_data(v, associated, kind, position);
    page_seal_with(out, out + n, plain, n, associated, sizeof associated, v->keys->page, nonce);
}

int unit_open(struct vault *v, uint8_t *out, const uint8_t *sealed, size_t n, enum unit_kind kind,
              uint64_t position)
{
    uint8_t associated[ASSOCIATED_BYTES];
    associated_data(v, associated, kind, position);
    return page_open(out, sealed, sealed + n, n, associated, sizeof associated, v->keys->page);
}

void unit_seal_page(struct vault *v, uint8_t *out, const uint8_t *page, enum unit_kind kind,
                    uint64_t position)
{
    unit_seal(v, out, page, PAGE_PLAIN, kind, position);
}

int unit_open_page(struct vault *v, uint8_t *out, const uint8_t *sealed, enum unit_kind kind,
                   uint64_t position)
{
    if (unit_open(v, out, sealed, PAGE_PLAIN, kind, position))
        return -1;
    /* SQLite's log checksums cover the whole buffer as it was when it wrote: reserved bytes zero.
     */
    if (rule_on(v, RULE_ZERO_RESERVED))
        memset(out + PAGE_PLAIN, 0, PAGE_OVERHEAD);
    else
        memcpy(out + PAGE_PLAIN, sealed + PAGE_PLAIN, PAGE_OVERHEAD);
    return 0;
}

bool unit_is_zero(const uint8_t *bytes, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (bytes[i])
            return false;
    return true;
}

int unit_fault(struct vault *v, enum unit_kind kind, uint64_t position, bool missing)
{
    v->fault = (struct vault_fault){kind, position, missing};
    return SQLITE_IOERR_DATA;
}
