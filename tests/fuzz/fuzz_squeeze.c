/* SPDX-License-Identifier: GPL-3.0-or-later
 * Any bytes as compressed content: never more than the given most, and what packs unpacks.
 */
#include <stddef.h>
#include <stdint.h>

#include "inwork/base/buf.h"
#include "inwork/seal/squeeze.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    enum { MOST = 1 << 20 };
    struct buf plain = BUF_ZERO, packed = BUF_ZERO, back = BUF_ZERO;
    if (!squeeze_unpack(&plain, bytes, n, MOST, NULL)) {
        if (plain.len > MOST)
            abort();
    } else if (plain.len > 0) {
        abort();
    }
    if (squeeze_pack(&packed, bytes, n, NULL) || squeeze_padded_size(packed.len) != packed.len ||
        squeeze_unpack(&back, packed.data, packed.len, n, NULL) || back.len != n ||
        (n > 0 && memcmp(back.data, bytes, n) != 0))
        abort();
    buf_free(&plain);
    buf_free(&packed);
    buf_free(&back);
    return 0;
}
