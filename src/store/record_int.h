/* SPDX-License-Identifier: GPL-3.0-or-later
 * Loading a record by its row, for lists, search and conflicts.
 */
#ifndef INWORK_STORE_RECORD_INT_H
#define INWORK_STORE_RECORD_INT_H

#include <stdbool.h>
#include <stdint.h>

#include "inwork/store/record.h"

struct buf;
struct sqlite3_stmt;

/* `full`: with entries, names and times; else values only. STATUS_NO_INPUT if there is none. */
int record_load(struct store *s, int64_t home, bool full, struct record *out, struct error *err);

/* The columns of a title row, from table record r; a title_row is read from them in this order. */
#define TITLE_COLUMNS                                                                              \
    "r.id, r.kind, r.title, r.conflicts > 0, "                                                     \
    "coalesce((SELECT h.title FROM record p JOIN record h ON h.seq = coalesce(p.main, p.seq) "     \
    "WHERE p.id = r.parent LIMIT 1), ''), "                                                        \
    "EXISTS (SELECT 1 FROM entry e WHERE e.record = r.id AND e.sent = 0) OR "                      \
    "EXISTS (SELECT 1 FROM record m JOIN entry e ON e.record = m.id AND e.sent = 0 "               \
    "WHERE m.main = r.seq)"
#define TITLE_COLUMN_COUNT 6
struct title_row title_read(struct sqlite3_stmt *stmt);

/* Who a device belongs to, as people call them; appended. */
int device_name(struct store *s, const char *device, struct buf *out, struct error *err);

#endif
