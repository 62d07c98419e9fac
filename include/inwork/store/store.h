/* SPDX-License-Identifier: GPL-3.0-or-later
 * The store: opening, migrations, transactions, settings and named queries.
 *
 * SQLite is known only here and in the vault. Records and entries: record.h, entry.h; search:
 * search.h; drafts: draft.h; the catalogue: catalogue.h. One struct store per process and thread.
 */
#ifndef INWORK_STORE_STORE_H
#define INWORK_STORE_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct catalogue;
struct device_keys;
struct error;
struct store;
struct vault;

struct store_options {
    bool read_only;
    /* Injected for tests; NULL means the real clock. Seconds since 1970, UTC. */
    int64_t (*now)(void *payload);
    void *now_payload;
};

/* Open the database in an unlocked vault (borrowed, must outlive the store), apply migrations,
 * replace the catalogue if the program's is newer, load device keys if the store has them.
 * A read-only open of an older store works without migrating. STATUS_DAMAGED: damaged, or made by a
 * newer version. */
int store_open(struct store **out, struct vault *vault, const struct store_options *options,
               struct error *err);
/* The same on a plain database in memory, for unit tests of the layers above. */
int store_open_memory(struct store **out, const struct store_options *options, struct error *err);
void store_close(struct store *s); /* NULL is accepted */

/* Read from the store on first use; an empty one if that fails. */
const struct catalogue *store_catalogue(struct store *s);
int64_t store_now(const struct store *s);

/* This device's keys: made once at `init`, kept in the store, held in locked memory while it is
 * open. NULL before store_device_create. */
const struct device_keys *store_device(struct store *s);
const char *store_device_id(struct store *s); /* "" before */
int store_device_create(struct store *s, struct error *err);
/* Record what is known of any device, this one too: the member (a record id) it belongs to and its
 * signing key (32 bytes). NULL keeps what is there. */
int store_device_put(struct store *s, const char *id, const char *member, const uint8_t *ed25519,
                     struct error *err);

/* Write transactions. They take the vault's write lock; nesting is counted, the outermost commit
 * counts. After an error the caller rolls back. STATUS_BUSY after the busy timeout. */
int store_begin(struct store *s, struct error *err);
int store_commit(struct store *s, struct error *err);
void store_rollback(struct store *s);

/* What a layer above worked out from the records of one kind, kept as long as nothing can have
 * changed it: until the write transaction ends, or a record of that kind is written in it. One at a
 * time. put: false, and nothing taken over, outside a write transaction. */
bool store_memo_put(struct store *s, const char *kind, void *memo, void (*release)(void *memo));
void *store_memo(const struct store *s, const char *kind); /* NULL: none */

/* Small settings of this store (never synced). get: 0 with text appended to `out`, or STATUS_NO. */
struct buf;
int store_setting_get(struct store *s, const char *name, struct buf *out, struct error *err);
int store_setting_put(struct store *s, const char *name, const char *value, struct error *err);

/* Named queries: the SQL is in schema/query/<name>.sql, compiled in. Parameters are bound in
 * order to ?1, ?2, …; columns are borrowed for the time of the callback. A callback that returns
 * non-zero stops the query and its value is returned. `row` may be NULL for statements. A query
 * that writes runs in the caller's transaction or one of its own. One that reads the view of a kind
 * (columns id, title, struck, the kind's fields, and _seq, its row in table record) says so in a
 * line
 * "-- views: client note". One that fills temporary tables says "-- temporary" in a line of its
 * own; it works read-only as well. */
enum store_type { STORE_NULL, STORE_INTEGER, STORE_TEXT, STORE_BLOB };
struct store_cell {
    enum store_type type;
    int64_t integer;
    const char *bytes; /* TEXT (NUL-terminated) and BLOB */
    size_t length;
};
typedef int (*store_row_fn)(const struct store_cell *columns, size_t count, void *payload,
                            struct error *err);
int store_query(struct store *s, const char *name, const struct store_cell *parameters,
                size_t count, store_row_fn row, void *payload, struct error *err);
/* Are all the kinds whose views it reads in the catalogue of this store? Not so where a store of an
 * older program was opened read-only. */
bool store_query_known(struct store *s, const char *name);
/* Run a "-- temporary" file of several statements, without parameters or rows. */
int store_script(struct store *s, const char *name, struct error *err);
/* Rows changed by the last named query. */
int64_t store_changes(const struct store *s);

struct store_cell store_null(void);
struct store_cell store_integer(int64_t v);
struct store_cell store_text(const char *text); /* NULL gives null */
struct store_cell store_bytes(const void *bytes, size_t n);

/* For a program that stays open and has moments of rest: from now on a save leaves the words of
 * what it changed to store_rest, which brings them into the search index. Whoever searches before
 * that, in whichever process and also after a crash, brings them in first, unless read-only; so
 * does closing. */
void store_defer_words(struct store *s);
/* Is there something for store_rest to do? */
bool store_restless(const struct store *s);
/* Bring the words into the index, and copy the log back when it has grown long. Waits for no other
 * process; what cannot be done now is done later. Some milliseconds a record with much text. */
void store_rest(struct store *s);

/* Copy the log back when it has grown. */
int store_checkpoint(struct store *s, struct error *err);

#endif
