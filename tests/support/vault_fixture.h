/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the vault's tests share: a folder, whole files as bytes, and SQL that must work.
 */
#ifndef TESTS_VAULT_FIXTURE_H
#define TESTS_VAULT_FIXTURE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <sqlite3.h>

#include "inwork/base/buf.h"
#include "inwork/seal/secret.h"

struct vault;

/* A new folder below $TMPDIR; the name is freed by fixture_remove, with all that is in it. */
char *fixture_folder(void);
void fixture_remove(char *folder);
/* folder/name, to be freed. */
char *fixture_path(const char *folder, const char *name);

/* Whole files. A missing file reads as empty. */
struct buf fixture_read(const char *path);
void fixture_write(const char *path, const void *bytes, size_t n);
void fixture_copy(const char *from, const char *to);
/* Copy S, S-wal, S-journal (what exists) as after a power cut; -shm and .lock stay behind. */
void fixture_copy_store(const char *from, const char *to);
void fixture_flip(const char *path, size_t at); /* one bit */
bool fixture_contains(const char *path, const char *marker);

struct secret fixture_secret(const char *text);
/* A vault at `path` with passphrase "correct horse", at the lowest cost. */
struct vault *fixture_vault(const char *path);
struct vault *fixture_open(const char *path);
sqlite3 *fixture_database(struct vault *v);

/* Run SQL that must succeed; the first column of the first row as a number or text (freed). */
void fixture_sql(sqlite3 *db, const char *sql);
int64_t fixture_number(sqlite3 *db, const char *sql);
char *fixture_text(sqlite3 *db, const char *sql);

#endif
