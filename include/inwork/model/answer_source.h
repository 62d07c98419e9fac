/* SPDX-License-Identifier: GPL-3.0-or-later
 * Where the answers of a record come from: the client, the team, the family, what was seen.
 *
 * A kind asks that once for each section ("Who said so", a field whose name ends in _source). What
 * it said when an answer was written is that answer's source, and stays it when the next answer
 * comes from somebody else. (Framework, vocational profiling: several sources, each named.)
 */
#ifndef INWORK_MODEL_ANSWER_SOURCE_H
#define INWORK_MODEL_ANSWER_SOURCE_H

struct answer_sources;
struct catalogue_field;
struct error;
struct record;
struct store;
struct value;

/* Follow a record's history. `*out` is NULL where its kind asks for no sources; to be freed. */
int answer_sources_read(struct answer_sources **out, struct store *s, const struct record *r,
                        struct error *err);
/* The source of the answer to a field, and the field that asks for it; NULL: not said, or in
 * conflict. Where it was said only later, that holds. Borrowed. */
const struct value *answer_source(const struct answer_sources *a, const char *field,
                                  const struct catalogue_field **known);
void answer_sources_free(struct answer_sources *a); /* NULL is accepted */

#endif
