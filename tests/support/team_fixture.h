/* SPDX-License-Identifier: GPL-3.0-or-later
 * Devices and a roster in memory, for tests of the team's codecs.
 */
#ifndef TESTS_SUPPORT_TEAM_FIXTURE_H
#define TESTS_SUPPORT_TEAM_FIXTURE_H

#include "inwork/seal/age.h"
#include "inwork/seal/device.h"
#include "inwork/team/roster.h"

struct buf;

#define TEAM_NOW INT64_C(1788700000) /* 2026-09-06 */
#define TEAM_MEMBER_A "01K4Q8YF3M7T2V9C5XW6ABCDEF"
#define TEAM_MEMBER_B "01K4Q8YF3M7T2V9C5XW6ABCDEG"

/* Device keys that are the same in every run. */
void team_device(struct device_keys *out, unsigned number);
/* Write a statement with `signer`; the texts come back in `body` and `signature` (cleared first).
 */
void team_statement(struct buf *body, struct buf *signature, const struct roster *r,
                    const struct roster_change *change, const struct device_keys *signer);
/* Write it and take it in; the test fails when that is refused. */
void team_add(struct roster *r, const struct roster_change *change,
              const struct device_keys *signer);
/* A team: device 1 founds it; casework and directory have their first keys (identities out). */
void team_roster(struct roster *r, const struct device_keys *founder,
                 struct age_identity identities[2]);
/* Admit a device to the directory and, if asked, casework. */
void team_admit(struct roster *r, const struct device_keys *device, bool casework, bool lead,
                const struct device_keys *signer);

#endif
