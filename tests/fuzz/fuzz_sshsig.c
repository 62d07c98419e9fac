/* SPDX-License-Identifier: GPL-3.0-or-later
 * Any bytes as an armoured signature: none verifies, since nobody signed the message.
 */
#include <stddef.h>
#include <stdint.h>

#include "inwork/seal/secret.h"
#include "inwork/seal/sshsig.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    static const uint8_t key[32] = {0xd7, 0x5a, 0x98, 0x01, 0x82, 0xb1, 0x0a, 0xb7,
                                    0xd5, 0x4b, 0xfe, 0xd3, 0xc9, 0x64, 0x07, 0x3a,
                                    0x0e, 0xe1, 0x72, 0xf3, 0xda, 0xa6, 0x23, 0x25,
                                    0xaf, 0x02, 0x1a, 0x68, 0xf7, 0x07, 0x51, 0x1a};
    if (seal_init(NULL))
        abort();
    if (!sshsig_verify(bytes, n, key, "inwork-segment", "never signed", 12, NULL))
        abort();
    return 0;
}
