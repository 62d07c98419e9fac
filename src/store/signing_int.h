/* SPDX-License-Identifier: GPL-3.0-or-later
 * Signatures of a bulk save, made beside it on the other processors.
 *
 * An import writes 100,000 entries, and signing them takes more than half of its time. An entry's
 * id does not depend on its signature: so in bulk its row and all that is derived are written at
 * once, and its line waits here for the signature. Nothing waits past the end of the transaction.
 */
#ifndef INWORK_STORE_SIGNING_INT_H
#define INWORK_STORE_SIGNING_INT_H

#include <stddef.h>
#include <stdint.h>

struct error;
struct signing;
struct store;

/* Keep the message of entry `seq` (copied) to be signed: in threads of its own when there are
 * enough. */
int signing_add(struct store *s, int64_t seq, const char *message, size_t n, struct error *err);
/* Begin to sign what waits; nothing may be added before signing_flush. */
void signing_start(struct store *s);
/* Sign what waits and write the lines; call before lines are read. */
int signing_flush(struct store *s, struct error *err);
/* Forget what waits: the transaction was rolled back. Joins the threads. NULL is accepted. */
void signing_clear(struct signing *w);
void signing_free(struct signing *w);

#endif
