/* SPDX-License-Identifier: GPL-3.0-or-later
 * Rows that wait to be inserted many at a time.
 *
 * To begin and end a statement costs SQLite about as much as a row does; a bulk save writes four
 * rows an entry. So rows are kept here, values copied, and inserted together. Nobody sees the
 * difference: whatever else is asked of the database inserts first what waits (statement_take), and
 * nothing waits past the end of a transaction.
 */
#ifndef INWORK_STORE_BATCH_INT_H
#define INWORK_STORE_BATCH_INT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct error;
struct batch;
struct store;

enum batch_table { BATCH_ENTRY, BATCH_LINE, BATCH_RECORD, BATCH_CURRENT, BATCH_ID, BATCH_TABLES };

/* Columns that batch_waits is asked about. */
enum { BATCH_RECORD_ID = 1, BATCH_CURRENT_VALUE = 6 };

/* Begin a row, then give its values in the order of its columns (batch.c), then end it. NULL texts
 * are nulls. A failure shows at the end. */
int batch_begin(struct store *s, enum batch_table table, struct error *err);
void batch_text(struct store *s, const char *text, size_t n);
void batch_string(struct store *s, const char *text);
void batch_bytes(struct store *s, const void *bytes, size_t n);
void batch_integer(struct store *s, int64_t v);
void batch_null(struct store *s);
int batch_end(struct store *s, struct error *err);

/* A row of table entry_id. They wait longer than others and are sorted: ids are in no order, and
 * each would go to another page. */
int batch_entry_id(struct store *s, const uint8_t id[32], int64_t seq, struct error *err);

/* Does a row of that table wait whose column, counted from 0, is this text? They are few. */
bool batch_waits(const struct store *s, enum batch_table table, size_t column, const char *text);
/* The entry whose row of table entry_id waits, or 0. */
int64_t batch_find_id(const struct store *s, const uint8_t id[32]);

/* The number for the next row of table entry or record. */
int batch_number(struct store *s, enum batch_table table, int64_t *out, struct error *err);
/* Rows were inserted or deleted by other means. */
void batch_number_forget(struct store *s, enum batch_table table);

/* Insert what waits. Nothing to do is quick. */
int batch_flush(struct store *s, struct error *err);
/* Forget what waits, and the numbers: the transaction was rolled back, or begins. */
void batch_clear(struct batch *r);
void batch_free(struct batch *r);

#endif
