/* SPDX-License-Identifier: GPL-3.0-or-later
 * A data key held by the kernel for a while (`inwork unlock`): the user keyring @u, a key named
 * `inwork:<file id>`, full permissions for possessor and user.
 */
#ifndef INWORK_SEAL_KEYRING_H
#define INWORK_SEAL_KEYRING_H

#include <stdint.h>

struct error;

/* Store `key` under `name` for `seconds` (1 to 2,147,483). STATUS_NO where the kernel refuses. */
int keyring_put(const char *name, const uint8_t key[32], unsigned seconds, struct error *err);
/* 0 and the key (locked memory expected), or STATUS_NO when there is none. Never blocks. */
int keyring_get(uint8_t key[32], const char *name, struct error *err);
/* Remove it: 0 if it was there, STATUS_NO if not. */
int keyring_remove(const char *name, struct error *err);

#endif
