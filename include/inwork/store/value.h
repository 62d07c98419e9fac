/* SPDX-License-Identifier: GPL-3.0-or-later
 * The value of a field as entries carry it: text, a list of distinct texts in byte order, or null.
 */
#ifndef INWORK_STORE_VALUE_H
#define INWORK_STORE_VALUE_H

#include <stdbool.h>
#include <stddef.h>

struct buf;
struct error;

#define VALUE_MAX_BYTES (256u * 1024u) /* FORMAT 1: a value over 256 KiB is refused */

enum value_type { VALUE_NULL, VALUE_TEXT, VALUE_LIST };

/* Zero is the null value. Owns its memory; texts are NUL-terminated UTF-8. */
struct value {
    enum value_type type;
    char *text;   /* VALUE_TEXT */
    char **items; /* VALUE_LIST, sorted, distinct */
    size_t count;
};

void value_clear(struct value *v);
int value_set_text(struct value *out, const char *text, size_t n, struct error *err);
/* Adds, keeping order and dropping duplicates; turns null into a list. */
int value_list_add(struct value *out, const char *item, size_t n, struct error *err);
/* An empty list (type VALUE_LIST, count 0). */
void value_set_empty_list(struct value *out);
int value_copy(struct value *out, const struct value *from, struct error *err);
/* Equal decoded bytes. */
bool value_equal(const struct value *a, const struct value *b);
/* Appends canonical JSON: a string, an array of strings, or null. */
void value_to_json(struct buf *out, const struct value *v);
/* Parses what value_to_json writes (strictly). STATUS_DATA. */
int value_from_json(struct value *out, const char *json, size_t n, struct error *err);
/* One line for people: list items joined by ", "; null is empty. Appended. */
void value_to_text(struct buf *out, const struct value *v);

#endif
