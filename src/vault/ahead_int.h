/* SPDX-License-Identifier: GPL-3.0-or-later
 * Pages opened before SQLite asks for them, beside it on another processor.
 *
 * Reading through a table is mostly the opening of its pages: that takes three times as long as all
 * that SQLite does with them. Once pages have been asked for one after the other for a while, the
 * next ones are opened in a thread. What SQLite gets is what it would have read itself: nothing is
 * kept past the transaction, and a page that does not open is left to the ordinary way.
 */
#ifndef INWORK_VAULT_AHEAD_INT_H
#define INWORK_VAULT_AHEAD_INT_H

#include <stdbool.h>
#include <stdint.h>

struct ahead;
struct vault_file;

/* Page `page` (from 1), if it has been opened already or soon will be: true, and the page in `out`
 * (PAGE_BYTES). False: read it yourself. Every page that is read must be asked for here first. */
bool ahead_page(struct vault_file *f, uint8_t *out, int64_t page);
/* What was opened may not be what is in the file from now on. */
void ahead_drop(struct ahead *a);
/* How many pages came from here so far. */
int64_t ahead_served(const struct ahead *a);
/* Also ends the thread. NULL is accepted by all three. */
void ahead_free(struct ahead *a);

#endif
