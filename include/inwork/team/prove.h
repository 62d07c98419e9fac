/* SPDX-License-Identifier: GPL-3.0-or-later
 * Proof of one answer by other people's tools: the signed message, its signature and the signer's
 * key, as `ssh-keygen -Y verify` takes them.
 */
#ifndef INWORK_TEAM_PROVE_H
#define INWORK_TEAM_PROVE_H

#include "inwork/store/entry.h"

struct buf;
struct error;
struct store;

/* The entry that a field's answer comes from. STATUS_NO_INPUT: no such record; STATUS_NO: the field
 * has no answer; STATUS_DATA: it is in conflict and `entry` (a prefix, or NULL) does not say which
 * answer is meant. */
int prove_entry(struct store *s, const char *record, const char *field, const char *entry,
                char out[ENTRY_ID_TEXT], struct error *err);
/* Verify the entry's signature and write the three texts. `device` receives the signer's id, the
 * principal of allowed_signers. STATUS_REFUSED: the signature is not the device's; STATUS_NO_INPUT:
 * the device's key is not known here. */
struct proof {
    struct buf *message, *signature, *signers;
    char device[25];
};
int prove_write(struct store *s, const char *entry, struct proof *out, struct error *err);

#endif
