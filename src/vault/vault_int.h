/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the parts of the vault share: the header block, the keys, one open file of the VFS.
 *
 * Sizes and positions are those drawn in doc/FORMAT.md, chapter 8.
 */
#ifndef INWORK_VAULT_VAULT_INT_H
#define INWORK_VAULT_VAULT_INT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <sqlite3.h>

#include "inwork/seal/page.h"
#include "inwork/seal/passkey.h"
#include "inwork/vault/vault.h"

#define VAULT_VERSION 1u
#define FILE_ID_BYTES 16
#define HEADER_BYTES 4096
#define HEADER_COPIES 2
#define DATA_START (HEADER_COPIES * HEADER_BYTES)
#define PAGE_BYTES 4096
#define PAGE_PLAIN (PAGE_BYTES - PAGE_OVERHEAD)
#define VAULT_BUSY_MS 5000

/* --- header.c: one header block, bytes to struct and back; no file in it ------------------- */

enum slot_kind { SLOT_NONE = 0, SLOT_PASSPHRASE = 1, SLOT_RECOVERY = 2 };
#define SLOT_COUNT 2

/* The data key, wrapped. For SLOT_RECOVERY cost and salt are zero. */
struct vault_slot {
    uint32_t kind;
    struct passkey_cost cost;
    uint8_t salt[PASSKEY_SALT_BYTES];
    uint8_t sealed[PAGE_KEY_BYTES];
    uint8_t trailer[PAGE_OVERHEAD];
};

struct vault_header {
    uint64_t serial;
    uint8_t file_id[FILE_ID_BYTES];
    struct vault_slot slots[SLOT_COUNT];
    uint8_t mac[32];
};

enum header_state { HEADER_SOUND, HEADER_FOREIGN, HEADER_NEWER, HEADER_DAMAGED };

/* Fills the block, checksum included; the MAC is written as it stands in the struct. */
void header_encode(uint8_t block[HEADER_BYTES], const struct vault_header *h);
enum header_state header_decode(struct vault_header *out, const uint8_t block[HEADER_BYTES]);
void header_mac(uint8_t out[32], const struct vault_header *h, const uint8_t key[32]);
/* Wrap and unwrap the data key under a 32-byte slot key; -1 where the key does not fit. */
void slot_seal(struct vault_slot *slot, const uint8_t data_key[32], const uint8_t slot_key[32]);
int slot_open(uint8_t data_key[32], const struct vault_slot *slot, const uint8_t slot_key[32]);
const struct vault_slot *header_slot(const struct vault_header *h, enum slot_kind kind);

/* --- the vault ----------------------------------------------------------------------------- */

/* In locked memory. */
struct vault_keys {
    uint8_t data[32];
    uint8_t page[32];
    uint8_t header[32];
};

/* What the unit that failed last was, so that vault_error can name it. */
enum unit_kind {
    UNIT_NONE = 0,
    UNIT_PAGE = 1,
    UNIT_LOG_HEADER = 2,
    UNIT_FRAME_HEADER = 3,
    UNIT_FRAME_PAGE = 4,
    UNIT_JOURNAL = 5
};
struct vault_fault {
    enum unit_kind kind;
    uint64_t position;
    bool missing; /* the file ends before it */
};

/* Rules of page handling that a test can switch off to see what they are for. Always 0 outside
 * tests/fault. The numbers are those of doc/FORMAT.md 8.6. */
enum vault_rule {
    RULE_ZERO_RESERVED = 1u << 1,
    RULE_TORN_FIRST_PAGE = 1u << 2,
    RULE_LOG_HEADER = 1u << 3,
    RULE_TAIL_IS_END = 1u << 5,
    RULE_FRAME_IS_ERROR = 1u << 6,
    RULE_POSITION = 1u << 10,
};

struct vault {
    char *path;                /* absolute, links resolved */
    char *log_path;            /* path + "-wal" */
    char *journal_path;        /* path + "-journal" */
    char *lock_path;           /* path + ".lock" */
    const char *database_name; /* the same as SQLite wants file names, for header reading */
    sqlite3_vfs *lower;
    sqlite3_vfs vfs;
    char vfs_name[40];
    bool registered;
    bool creating; /* the database may still be empty */
    struct vault_header headers[HEADER_COPIES];
    enum header_state states[HEADER_COPIES];
    uint8_t file_id[FILE_ID_BYTES];
    char file_id_text[VAULT_FILE_ID_TEXT];
    char keyring_name[8 + VAULT_FILE_ID_TEXT];
    struct vault_keys *keys; /* NULL while locked */
    struct vault_fault fault;
    unsigned rules_off;
};

/* As vault_create, vault_create_like and vault_open, over another VFS than the default one. */
int vault_create_over(struct vault **out, const char *path, const struct secret *passphrase,
                      struct passkey_cost cost, uint8_t recovery[RECOVERY_BYTES],
                      sqlite3_vfs *lower, struct error *err);
int vault_open_over(struct vault **out, const char *path, sqlite3_vfs *lower, struct error *err);

/* --- header_file.c: the two blocks in the file ------------------------------------------------ */

/* Read both copies into the vault. `file` is a file of the lower VFS. Statuses as vault_open. */
int header_file_read(struct vault *v, struct error *err);
/* The copies that may be used, best first: sound, and with our MAC once there are keys. */
int header_candidates(const struct vault *v, const struct vault_header *out[HEADER_COPIES]);
/* Write `h` over both copies, the one with the lower serial first, each synced. */
int header_file_write(struct vault *v, struct vault_header *h, struct error *err);
/* Make both copies alike again after damage or an interrupted change; best effort. */
void header_file_heal(struct vault *v);
/* A SQLite result for the file behind this handle of the lower VFS: SQLITE_CANTOPEN if it no longer
 * carries our file id, SQLITE_IOERR_DATA if it has no page left. */
int header_file_check(struct vault *v, sqlite3_file *lower);

/* --- lock.c: S.lock ------------------------------------------------------------------------ */

/* A descriptor of the lock file, made if need be; -1 with errno. */
int lock_open(const char *path);
/* 0 taken, 1 held by somebody else, -1 with errno. Never waits. */
int lock_try(int fd);
void lock_release(int fd);
/* Wait up to `ms` milliseconds; the same results. */
int lock_wait(int fd, int ms);

/* --- vfs.c, and a file for each kind of file ------------------------------------------------- */

int vfs_register(struct vault *v, struct error *err);

enum file_kind { FILE_DATABASE, FILE_LOG, FILE_JOURNAL };

/* Reasons for which a database handle holds S.lock. */
enum guard_reason { GUARD_WRITER = 1, GUARD_CHECKPOINT = 2, GUARD_DATABASE = 4 };

/* One live piece of the rollback journal: logical bytes [offset, offset + length) are the newest
 * content of unit `unit`. */
struct journal_piece {
    int64_t offset;
    uint32_t length;
    uint32_t unit;
};

#define JOURNAL_ID_BYTES 16
#define JOURNAL_PLAIN (JOURNAL_ID_BYTES + 4 + 4 + 8 + PAGE_BYTES)
#define JOURNAL_UNIT (JOURNAL_PLAIN + PAGE_OVERHEAD)

struct journal_index {
    struct journal_piece *pieces; /* by offset, not overlapping */
    size_t count;
    size_t room;
    uint8_t id[JOURNAL_ID_BYTES];
    uint32_t units;  /* units in the file */
    uint32_t synced; /* units that were there at the last sync */
    bool loaded;
    bool damaged;
};

/* What SQLite's pager holds as a sqlite3_file; the lower VFS's own file follows it in memory. */
struct vault_file {
    sqlite3_file base;
    sqlite3_file *lower;
    struct vault *vault;
    enum file_kind kind;
    int open_flags;
    struct vault_file *database; /* for a log: whose it is, or NULL */
    struct vault_file *log;      /* for a database: its log while that is open, or NULL */
    int lock;                    /* database: descriptor of S.lock, or -1 */
    unsigned guards;             /* database: enum guard_reason bits held */
    bool recovering;             /* database: this handle is rebuilding the log's index */
    struct journal_index journal;
    struct ahead *ahead;   /* database: pages opened beside SQLite, or NULL */
    struct log_held *held; /* log: frames not yet sealed and written, or NULL */
    uint8_t sealed[JOURNAL_UNIT];
    uint8_t plain[JOURNAL_UNIT];
};

/* io methods of the three kinds; offsets and sizes are SQLite's. */
int database_read(struct vault_file *f, uint8_t *out, int amount, int64_t offset);
int database_write(struct vault_file *f, const uint8_t *bytes, int amount, int64_t offset);
int database_truncate(struct vault_file *f, int64_t size);
int database_size(struct vault_file *f, int64_t *out);
int log_read(struct vault_file *f, uint8_t *out, int amount, int64_t offset);
int log_write(struct vault_file *f, const uint8_t *bytes, int amount, int64_t offset);
int log_truncate(struct vault_file *f, int64_t size);
int log_size(struct vault_file *f, int64_t *out);
int journal_read(struct vault_file *f, uint8_t *out, int amount, int64_t offset);
int journal_write(struct vault_file *f, const uint8_t *bytes, int amount, int64_t offset);
int journal_truncate(struct vault_file *f, int64_t size);
int journal_size(struct vault_file *f, int64_t *out);
/* Seal and write the frames held back; forget them. After log_write returns, no frame of a whole
 * transaction is held back. */
int log_flush(struct vault_file *f);
void log_forget(struct vault_file *f);
void journal_synced(struct vault_file *f);
void journal_clear(struct vault_file *f);

/* --- unit.c: one sealed unit in its place -------------------------------------------------- */

/* Seal `n` bytes and their trailer for a place; `out` receives n + PAGE_OVERHEAD bytes. */
void unit_seal(struct vault *v, uint8_t *out, const uint8_t *plain, size_t n, enum unit_kind kind,
               uint64_t position);
/* The same with a nonce that its caller drew with seal_random for this unit alone. */
void unit_seal_with(struct vault *v, uint8_t *out, const uint8_t *plain, size_t n,
                    enum unit_kind kind, uint64_t position, const uint8_t nonce[PAGE_NONCE_BYTES]);
/* Open a unit of n + PAGE_OVERHEAD bytes; 0 or -1. */
int unit_open(struct vault *v, uint8_t *out, const uint8_t *sealed, size_t n, enum unit_kind kind,
              uint64_t position);
/* A database or log page: sealed in its reserved bytes, which come back as zeros. */
void unit_seal_page(struct vault *v, uint8_t *out, const uint8_t *page, enum unit_kind kind,
                    uint64_t position);
int unit_open_page(struct vault *v, uint8_t *out, const uint8_t *sealed, enum unit_kind kind,
                   uint64_t position);
bool unit_is_zero(const uint8_t *bytes, size_t n);
/* Remember what failed and return SQLITE_IOERR_DATA. */
int unit_fault(struct vault *v, enum unit_kind kind, uint64_t position, bool missing);
static inline bool rule_on(const struct vault *v, enum vault_rule rule)
{
    return !(v->rules_off & (unsigned)rule);
}

/* Big-endian numbers, as everywhere in the file. */
static inline void put_be32(uint8_t *p, uint32_t n)
{
    for (int i = 0; i < 4; i++)
        p[i] = (uint8_t)(n >> (24 - 8 * i));
}
static inline void put_be64(uint8_t *p, uint64_t n)
{
    put_be32(p, (uint32_t)(n >> 32));
    put_be32(p + 4, (uint32_t)n);
}
static inline uint32_t get_be32(const uint8_t *p)
{
    return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}
static inline uint64_t get_be64(const uint8_t *p)
{
    return (uint64_t)get_be32(p) << 32 | get_be32(p + 4);
}

#endif
