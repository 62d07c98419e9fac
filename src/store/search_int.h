/* SPDX-License-Identifier: GPL-3.0-or-later
 * What search and contact share: words into an FTS5 expression, and mending words that match
 * nothing.
 */
#ifndef INWORK_STORE_SEARCH_INT_H
#define INWORK_STORE_SEARCH_INT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct buf;
struct error;
struct store;

/* rowid in table search: a class by kind, then the record's seq (words.c). */
static inline int64_t search_home(int64_t rowid)
{
    return rowid & ((INT64_C(1) << 40) - 1);
}
#define SEARCH_CLASS_EMPLOYER 6
#define SEARCH_CLASS_EMPLOYER_PERSON 5

/* Append an FTS5 expression: every word of a folded text as the beginning of a word. Stays empty
 * when the text has no words, or one that no word begins with. */
int search_expression(struct store *s, struct buf *out, const char *text, size_t n,
                      struct error *err);
/* The class of a kind, the upper part of its rowids (words.c). */
int search_class(const char *kind);
/* Append the words of a text, each replaced by the nearest word in the index where it begins none.
 */
int search_mend(struct store *s, const char *text, struct buf *out, bool *mended,
                struct error *err);

#endif
