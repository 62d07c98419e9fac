/* SPDX-License-Identifier: GPL-3.0-or-later
 * Answers for any field of the catalogue, so that a test can go through all of it.
 */
#ifndef TESTS_SUPPORT_ANSWERS_H
#define TESTS_SUPPORT_ANSWERS_H

#include <stdbool.h>

struct buf;
struct catalogue_field;
struct catalogue_kind;

/* How many answers that differ answer_text knows for a field: 2 or 3; 0 for references. */
unsigned answer_count(const struct catalogue_field *f);
/* Append one of them as a person could type it. Texts say the kind and the field and carry letters
 * beyond ASCII; names are plainly invented, and none is a client's but for the kind client. */
void answer_text(struct buf *out, const struct catalogue_kind *k, const struct catalogue_field *f,
                 unsigned which);

#endif
