/* SPDX-License-Identifier: GPL-3.0-or-later
 * Fuzz: roster statements and join requests from a hostile repository. The input is the body of the
 * next statement of a small team, properly signed by a lead: what a lead who means ill can write.
 */
#include <stddef.h>
#include <stdint.h>

#include "inwork/base/buf.h"
#include "inwork/base/error.h"
#include "inwork/seal/secret.h"
#include "inwork/seal/sshsig.h"
#include "inwork/team/joincode.h"
#include "inwork/team/request.h"
#include "inwork/team/roster.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void found(struct roster *r, const struct device_keys *lead)
{
    const struct roster_change change = {
        .type = ROSTER_FOUND, .device = lead->public, .member = "01K4Q8YF3M7T2V9C5XW6ABCDEF"};
    struct buf body = {0}, signature = {0};
    if (roster_write(&body, &signature, r, &change, lead, 1788700000, NULL) != 0 ||
        roster_add(r, body.data, body.len, signature.data, signature.len, NULL) != 0)
        abort();
    buf_free(&body);
    buf_free(&signature);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    uint8_t seed[DEVICE_SEED_BYTES] = {1, 2, 3};
    struct device_keys lead = {0};
    struct roster r = {0};
    struct request q;
    struct buf signature = {0}, signers = {0};
    if (seal_init(NULL) != 0 || device_keys_from_seed(&lead, seed, NULL) != 0)
        abort();
    found(&r, &lead);
    if (sshsig_sign(&signature, &lead, ROSTER_NAMESPACE, data, size, NULL) != 0)
        abort();
    if (roster_add(&r, data, size, signature.data, signature.len, NULL) == 0 && r.count != 2)
        abort();
    roster_allowed_signers(&signers, &r);
    char device[DEVICE_ID_TEXT];
    device_id(device, &lead.public);
    if (request_read(&q, roster_team(&r), device, data, size, NULL, NULL) == 0)
        request_clear(&q);
    roster_clear(&r);
    device_keys_clear(&lead);
    buf_free(&signature);
    buf_free(&signers);
    return 0;
}
