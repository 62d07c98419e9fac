/* SPDX-License-Identifier: GPL-3.0-or-later
 * Fuzz: the line of an entry. Whatever parses has an id and at least one field, and verifies under
 * no key it was not signed with.
 */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "inwork/base/error.h"
#include "inwork/store/entry.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const uint8_t key[32] = {0x58, 0x66};
    struct error err = {0};
    struct entry e = {0};
    int rc = entry_parse(&e, (const char *)data, size, &err);
    if (rc == 0 && (e.count == 0 || !e.set || !e.kind || !e.at || e.id[64] != 0))
        abort();
    if (rc < 0 && err.message[0] == 0)
        abort();
    entry_clear(&e);
    if (entry_verify((const char *)data, size, key, &err) == 0)
        abort();
    return 0;
}
