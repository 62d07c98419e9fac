/* SPDX-License-Identifier: GPL-3.0-or-later
 * Checking a whole store: the file's pages, every entry against its line and signature, and
 * everything derived against what the entries give when computed again.
 */
#ifndef INWORK_STORE_VERIFY_H
#define INWORK_STORE_VERIFY_H

#include <stdint.h>

struct error;
struct store;

struct verify_result {
    int64_t entries;    /* looked at */
    int64_t signatures; /* of them, with a signature that verifies */
    int64_t unknown;    /* of them, by devices whose key is not known here */
    int64_t findings;   /* what is wrong */
};

/* One finding: a sentence without its full stop. Non-zero stops the check. */
typedef int (*verify_fn)(const char *finding, void *payload, struct error *err);

/* Nothing is changed; works on a read-only store. 0 however many findings there were; a negative
 * status only when the check itself could not be done (a page that does not authenticate:
 * STATUS_DAMAGED). `finding` may be NULL. What only the derived tables get wrong, store_rebuild
 * mends. */
int store_verify(struct store *s, struct verify_result *out, verify_fn finding, void *payload,
                 struct error *err);

#endif
