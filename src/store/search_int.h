/* SPDX-License-Identifier: GPL-3.0-or-later
 * What search and contact share: words into an FTS5 expression, and mending words that match
 * nothing.
 */
#ifndef INWORK_STORE_SEARCH_INT_H
#define INWORK_STORE_SEARCH_INT_H

#include <stdbool.h>
#include <stddef.h>

struct buf;
struct error;
struct store;

/* rowid in table search: a class by kind, then the record's seq (words.c). */
#define SEARCH_SEQ(rowid) ((rowid) & ((INT64_C(1) << 40) - 1))
#define SEARCH_CLASS_EMPLOYER 6
#define SEARCH_CLASS_EMPLOYER_PERSON 5

/* Append an FTS5 expression: every word of the text as the beginning of a word. False when the text
 * has no words. `column` is "title" or NULL for all. */
bool search_expression(struct buf *out, const char *text, size_t n, const char *column);
/* Append the words of a text, each replaced by the nearest word in the index where it begins none.
 * False when nothing could be mended. */
int search_mend(struct store *s, const char *text, struct buf *out, bool *mended,
                struct error *err);

#endif
