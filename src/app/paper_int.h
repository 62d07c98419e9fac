/* SPDX-License-Identifier: GPL-3.0-or-later
 * The paper device: a lead of the team whose keys come from the founder's recovery key
 * (doc/FORMAT.md, "Roster"). The store keeps its public half only. And the key itself in a file.
 */
#ifndef INWORK_APP_PAPER_INT_H
#define INWORK_APP_PAPER_INT_H

#include <stdint.h>

#include "inwork/seal/passkey.h"

struct error;
struct store;

/* Remember the public keys, in hex, as the settings paper_ed25519 and paper_x25519, where founding
 * a team looks for them. */
int paper_remember(struct store *s, const uint8_t key[RECOVERY_BYTES], struct error *err);

/* The key in a file that it was written to, or typed into. STATUS_NO_INPUT: no such file;
 * STATUS_DATA and STATUS_REFUSED as recovery_parse has them. */
int paper_read(uint8_t key[RECOVERY_BYTES], const char *path, struct error *err);

#endif
