/* SPDX-License-Identifier: GPL-3.0-or-later
 * Devices and a roster in memory, for tests of the team's codecs.
 */
#include "team_fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "inwork/base/buf.h"
#include "inwork/base/error.h"
#include "inwork/seal/secret.h"

void team_device(struct device_keys *out, unsigned number)
{
    uint8_t seed[DEVICE_SEED_BYTES];
    struct error err = {0};
    assert_int_equal(seal_init(&err), 0);
    memset(seed, (int)(number * 7 + 1), sizeof seed);
    seed[32] = (uint8_t)(number + 100);
    assert_int_equal(device_keys_from_seed(out, seed, &err), 0);
}

void team_statement(struct buf *body, struct buf *signature, const struct roster *r,
                    const struct roster_change *change, const struct device_keys *signer)
{
    struct error err = {0};
    buf_clear(body);
    buf_clear(signature);
    assert_int_equal(roster_write(body, signature, r, change, signer, TEAM_NOW, &err), 0);
}

void team_add(struct roster *r, const struct roster_change *change,
              const struct device_keys *signer)
{
    struct buf body = {0}, signature = {0};
    struct error err = {0};
    team_statement(&body, &signature, r, change, signer);
    int result = roster_add(r, body.data, body.len, signature.data, signature.len, &err);
    if (result != 0)
        fail_msg("%s", err.message);
    buf_free(&body);
    buf_free(&signature);
}

void team_roster(struct roster *r, const struct device_keys *founder,
                 struct age_identity identities[2])
{
    static const char *const names[] = {"directory", "casework"};
    const struct roster_change found = {
        .type = ROSTER_FOUND, .device = founder->public, .member = TEAM_MEMBER_A};
    *r = (struct roster){0};
    team_add(r, &found, founder);
    for (size_t i = 0; i < 2; i++) {
        struct roster_change start = {.type = ROSTER_GENERATION, .compartment = names[i]};
        memset(identities[i].x25519, (int)i + 60, 32);
        age_identity_recipient(&start.recipient, &identities[i]);
        team_add(r, &start, founder);
    }
}

void team_admit(struct roster *r, const struct device_keys *device, bool casework, bool lead,
                const struct device_keys *signer)
{
    const char *const names[] = {"directory", "casework"};
    const struct roster_change admit = {.type = ROSTER_ADMIT,
                                        .device = device->public,
                                        .member = TEAM_MEMBER_B,
                                        .compartments = names,
                                        .compartment_count = casework ? 2 : 1,
                                        .lead = lead};
    team_add(r, &admit, signer);
}
