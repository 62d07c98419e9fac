/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the files of this layer share: the open store and its statements. Nothing outside src/store
 * includes this.
 *
 * Statements are cached by the address of their SQL text, which must therefore be constant. Take,
 * bind, step, give back; a statement in use is never handed out twice, so callbacks may run the
 * same query again.
 */
#ifndef INWORK_STORE_STORE_INT_H
#define INWORK_STORE_STORE_INT_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "inwork/base/buf.h"
#include "inwork/base/id.h"
#include "inwork/seal/device.h"
#include "inwork/store/store.h"

#define STATEMENT_CACHE 320
#define CLOCK_CACHE 16
#define CLOCK_MAX INT64_C(9007199254740991) /* FORMAT 1: 2^53 - 1 */

struct catalogue_memory;
struct dirty_set;
struct batch;
struct signing;

struct statement {
    const char *sql;
    sqlite3_stmt *stmt;
    bool lent;
};

struct compartment_clock {
    char name[64];
    int64_t clock;
    bool changed;
};

struct store {
    sqlite3 *db;
    struct vault *vault; /* NULL: in memory */
    bool read_only;
    int64_t (*now)(void *payload);
    void *now_payload;

    unsigned depth; /* of store_begin */
    bool undone;    /* rolled back, but not yet by the outermost */
    bool reading;   /* inside a read transaction of ours */
    unsigned bulk;
    int64_t changes; /* of the last named query */

    struct statement cache[STATEMENT_CACHE];

    struct catalogue_memory *catalogue; /* NULL until asked for */

    bool device_known;
    char device_id[DEVICE_ID_TEXT];
    struct device_keys device_keys;
    struct id_maker ids;
    struct buf line; /* scratch of save.c */
    struct buf at;   /* at_moment in RFC 3339 */
    int64_t at_moment;

    /* Valid within the present write transaction. */
    struct compartment_clock clocks[CLOCK_CACHE];
    size_t clock_count;
    struct dirty_set *dirty;
    struct batch *batch;     /* that wait to be inserted together */
    struct signing *signing; /* lines of a bulk save that wait for their signature */

    /* See store_memo; `memo_kind` is a constant. */
    const char *memo_kind;
    void *memo;
    void (*memo_release)(void *memo);

    struct buf views; /* of kinds, made on this connection: names, each on a line */

    bool defer_words;  /* saves leave the search index to store_rest */
    bool words_wait;   /* this process put some off */
    bool deriving_all; /* everything derived is computed anew */
    bool beside;       /* the derived tables now meant are the temporary ones of `verify` */
};

/* Turn a SQLite result into our error. `doing` completes "cannot …". */
int store_sql_error(struct store *s, int result, const char *doing, struct error *err);

/* NULL with `err` filled on failure. `sql` lives for ever (a literal or a compiled-in file). */
sqlite3_stmt *statement_take(struct store *s, const char *sql, struct error *err);
/* The same without inserting what waits (batch_int.h): for those who know that it does not matter.
 */
sqlite3_stmt *statement_peek(struct store *s, const char *sql, struct error *err);
/* What to return after that. */
int statement_failed(const struct error *err);
/* For SQL built at run time; finalized when given back. */
sqlite3_stmt *statement_make(struct store *s, const char *sql, size_t n, struct error *err);
/* Reset and hand back; NULL is accepted. */
void statement_give(struct store *s, sqlite3_stmt *stmt);
/* 1 a row, 0 no more rows, or a negative status. */
int statement_step(struct store *s, sqlite3_stmt *stmt, struct error *err);
/* Step to the end and give back. */
int statement_run(struct store *s, sqlite3_stmt *stmt, struct error *err);
/* Finalize everything cached. */
void statement_forget(struct store *s);
/* Texts and blobs are borrowed until the statement is given back. NULL binds null. */
void bind_text(sqlite3_stmt *stmt, int i, const char *text);
void bind_bytes(sqlite3_stmt *stmt, int i, const void *bytes, size_t n);
void bind_integer(sqlite3_stmt *stmt, int i, int64_t v);
/* Never NULL: "" for null. */
const char *column_text(sqlite3_stmt *stmt, int i);

/* Run SQL text of one or more statements. */
int store_run_sql(struct store *s, const char *sql, const char *doing, struct error *err);

/* One consistent view for several reads; nests, and does nothing inside a write transaction.
 * `began` says whether this call began it and must be handed to store_read_end. */
int store_read_begin(struct store *s, bool *began, struct error *err);
void store_read_end(struct store *s, bool began);

/* Is it _same_as or _not_same_as? Several answers to these are several links, no conflict. */
bool field_is_link(const char *name);
/* A record of this kind (NULL: any) changes: what was worked out from it no longer holds. */
void store_memo_drop(struct store *s, const char *kind);
/* The functions of our own that SQL may call: fold(text), working_day(date, days,
 * holidays). */
int store_functions(struct store *s, struct error *err);

/* Now, for the ids of new records: their order is that in which they were made, also by one process
 * after the other within a second. */
int64_t store_now_ms(const struct store *s);

/* Forget what holds only within a transaction that was rolled back. */
void store_forget_transaction(struct store *s);

/* Migrations, derived tables and the catalogue, when they are not what this program brings. */
int store_migrate(struct store *s, struct error *err);
/* Are the derived tables as this program makes them? */
int store_derived_stands(struct store *s, bool *out, struct error *err);
/* Run schema/derived.sql, for the temporary tables when s->beside. */
int store_make_derived(struct store *s, struct error *err);

void catalogue_memory_free(struct catalogue_memory *c);
/* Load it if it is not loaded yet. */
int store_catalogue_load(struct store *s, struct error *err);
/* Make the catalogue tables what this program brings, if they are not and it is not older. */
int store_catalogue_replace(struct store *s, struct error *err);

/* The compiled-in file of that name, or NULL. */
struct schema_file;
const struct schema_file *schema_find(const char *name);

#endif
