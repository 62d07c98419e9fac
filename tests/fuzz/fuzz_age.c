/* SPDX-License-Identifier: GPL-3.0-or-later
 * Any bytes as an age file: the reader must not crash, must bound what it takes, and must release
 * nothing of a file whose header it refuses. The identity is that of the C2SP vectors, so that they
 * can serve as seeds (without their own header lines).
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "inwork/seal/age.h"
#include "inwork/seal/secret.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

struct file {
    const uint8_t *at;
    size_t left;
    size_t released;
};

static long read_file(void *out, size_t n, void *payload)
{
    struct file *f = payload;
    if (n > f->left)
        n = f->left;
    if (n > 0)
        memcpy(out, f->at, n);
    f->at += n;
    f->left -= n;
    return (long)n;
}

static int count(const void *bytes, size_t n, void *payload)
{
    struct file *f = payload;
    (void)bytes;
    f->released += n;
    return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    static const char text[] =
        "AGE-SECRET-KEY-1EGTZVFFV20835NWYV6270LXYVK2VKNX2MMDKWYKLMGR48UAWX40Q2P2LM0";
    struct age_identity identity;
    if (seal_init(NULL) || age_identity_parse(&identity, text, sizeof text - 1, NULL))
        abort();
    struct file f = {.at = bytes, .left = n};
    const struct age_unlock unlock = {.identities = &identity, .identity_count = 1};
    enum age_outcome outcome = age_decrypt_stream(&unlock, read_file, &f, count, &f, NULL);
    if (f.released > n)
        abort();
    if (f.released > 0 &&
        (outcome == AGE_NO_MATCH || outcome == AGE_HEADER_FAILURE || outcome == AGE_HMAC_FAILURE))
        abort();
    size_t found = 0;
    (void)age_identities_parse(&identity, 1, &found, (const char *)bytes, n, NULL);
    struct age_recipient recipient;
    (void)age_recipient_parse(&recipient, (const char *)bytes, n, NULL);
    return 0;
}
