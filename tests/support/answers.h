/* SPDX-License-Identifier: GPL-3.0-or-later
 * Answers for any field of the catalogue, so that a test can go through all of it.
 */
#ifndef TESTS_SUPPORT_ANSWERS_H
#define TESTS_SUPPORT_ANSWERS_H

#include "inwork/store/entry.h"

struct buf;
struct catalogue;
struct catalogue_field;
struct catalogue_kind;
struct store;

/* How many answers that differ answer_text knows for a field: 2 or 3; 0 for references. */
unsigned answer_count(const struct catalogue_field *f);
/* Append one of them as a person could type it. Texts say the kind and the field and carry letters
 * beyond ASCII; names are plainly invented, and none is a client's but for the kind client. */
void answer_text(struct buf *out, const struct catalogue_kind *k, const struct catalogue_field *f,
                 unsigned which);

/* A record of every kind, every field answered, references to one another included: their ids in
 * the order of the catalogue's kinds, to be freed. Fails the test if one cannot be saved. */
struct answers {
    const struct catalogue *catalogue;
    char (*ids)[RECORD_ID_TEXT];
};
struct answers answers_fill(struct store *s);

#endif
