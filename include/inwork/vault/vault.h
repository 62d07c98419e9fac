/* SPDX-License-Identifier: GPL-3.0-or-later
 * The encrypted file: header with key slots in two copies, and a SQLite VFS over the rest.
 *
 * Knows nothing of what the database holds. One struct vault serves one process; several processes
 * may open the same file. doc/FORMAT.md draws the file byte by byte.
 */
#ifndef INWORK_VAULT_VAULT_H
#define INWORK_VAULT_VAULT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "inwork/seal/passkey.h"

struct error;
struct secret;
struct sqlite3;
struct vault;

#define VAULT_FILE_ID_TEXT 33 /* 32 hex digits and a NUL */

/* Make a new file (STATUS_DATA if it exists), mode 0600, with a passphrase slot and a recovery
 * slot; `recovery` receives the recovery key (20 bytes, the caller formats and wipes it).
 * The vault comes back unlocked. */
int vault_create(struct vault **out, const char *path, const struct secret *passphrase,
                 struct passkey_cost cost, uint8_t recovery[RECOVERY_BYTES], struct error *err);

/* Make a new file for a copy of `model`'s data (a backup, a restored store): its own file id, the
 * same data key and slots, so that the same passphrase and recovery key open it. `model` is
 * unlocked; its header is read anew. */
int vault_create_like(struct vault **out, const char *path, struct vault *model, struct error *err);

/* Read and check the header; no key is needed and nothing is written. Errors: STATUS_NO_INPUT (no
 * file), STATUS_DAMAGED (neither header copy is sound, or of a newer version), STATUS_IO. */
int vault_open(struct vault **out, const char *path, struct error *err);
void vault_close(struct vault *v); /* wipes the keys; NULL is accepted */

/* Each tries its slot and the header's MAC. STATUS_REFUSED: wrong. Not one byte is written. */
int vault_unlock(struct vault *v, const struct secret *passphrase, struct error *err);
int vault_unlock_recovery(struct vault *v, const uint8_t recovery[RECOVERY_BYTES],
                          struct error *err);
int vault_unlock_key(struct vault *v, const uint8_t data_key[32], struct error *err);
bool vault_unlocked(const struct vault *v);

/* For the kernel keyring: the data key (locked memory expected), and the keyring name
 * "inwork:<file id>". */
void vault_data_key(uint8_t out[32], const struct vault *v);
const char *vault_keyring_name(const struct vault *v);
const char *vault_path(const struct vault *v);
const char *vault_file_id(const struct vault *v); /* 32 hex digits */

/* Replace the passphrase slot; the data is not rewritten, the recovery slot stays. Needs an
 * unlocked vault, and no write transaction open in this process: it takes the same lock.
 * STATUS_BUSY after 5 s. */
int vault_set_passphrase(struct vault *v, const struct secret *passphrase, struct passkey_cost cost,
                         struct error *err);

/* Open the database inside an unlocked vault: WAL, synchronous FULL, temp_store 2, cache_spill off,
 * foreign_keys on, trusted_schema off, automatic checkpoints and checkpoint-on-close off, busy
 * timeout 5 s. Leave these settings alone, synchronous above all. `read_only` opens without writing
 * (a log left by a crash is still read). Close with sqlite3_close before vault_close. */
int vault_database(struct vault *v, struct sqlite3 **out, bool read_only, struct error *err);

/* Wait 5 s for other processes that write, as a database does once opened, or not at all. */
void vault_patience(struct sqlite3 *db, bool patient);

/* Copy the log into the database under the write lock, when it is longer than `min_frames`; never
 * waits for anybody: what is busy is left for next time, and 0 returned. Sets the busy timeout back
 * to 5 s. */
int vault_checkpoint(struct vault *v, struct sqlite3 *db, int min_frames, struct error *err);

/* Turn a SQLite result of a database opened here into our error: a page that does not
 * authenticate is STATUS_DAMAGED and names file and page; full disk and I/O STATUS_IO; locked
 * STATUS_BUSY; anything else STATUS_SOFTWARE. Ask before the next call on `db`. `doing` completes
 * "cannot …". */
int vault_error(struct vault *v, struct sqlite3 *db, int result, const char *doing,
                struct error *err);

#endif
