/* SPDX-License-Identifier: GPL-3.0-or-later
 * Search: FTS5, accent- and case-blind, prefix as you type, typo-tolerant when nothing matched.
 */
#ifndef INWORK_STORE_SEARCH_H
#define INWORK_STORE_SEARCH_H

#include "inwork/store/record.h"

struct search_request {
    const char *words;
    const char *kind; /* or NULL */
    int64_t limit;    /* 0: none */
};
/* Best first. `corrected` (may be NULL) receives the words really searched when they were mended;
 * stays empty otherwise. */
int store_search(struct store *s, const struct search_request *request, struct buf *corrected,
                 title_fn row, void *payload, struct error *err);

#endif
