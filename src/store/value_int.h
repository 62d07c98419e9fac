/* SPDX-License-Identifier: GPL-3.0-or-later
 * A value as the tables keep it, and as a parsed JSON node holds it.
 */
#ifndef INWORK_STORE_VALUE_INT_H
#define INWORK_STORE_VALUE_INT_H

#include "inwork/store/value.h"

struct json;
struct sqlite3_stmt;

/* Column `type` of table current. */
enum stored_type { STORED_NULL, STORED_TEXT, STORED_LIST, STORED_REFERENCE };

/* FORMAT 1: a string, an array of distinct strings in byte order, or null; at most VALUE_MAX_BYTES.
 * STATUS_DATA. */
int value_from_node(struct value *out, const struct json *node, struct error *err);
/* The limits for a value about to be written: valid UTF-8, size. STATUS_DATA names the field. */
int value_check(const struct value *v, const char *field, struct error *err);
/* How a value is stored. `text` is set to what the value column holds (NULL for null): borrowed
 * from the value, or from `scratch` for a list. */
enum stored_type value_stored(const struct value *v, struct buf *scratch, const char **text);
/* Back again. */
int value_from_stored(struct value *out, int type, const char *text, size_t n, struct error *err);

#endif
