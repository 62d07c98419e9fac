/* SPDX-License-Identifier: GPL-3.0-or-later
 * A record as one line beside others of its kind: on a client's page, in a timeline, in a hand-over
 * sheet. Also the day by which records of a kind are put in order.
 */
#ifndef INWORK_MODEL_PART_H
#define INWORK_MODEL_PART_H

#include <stdbool.h>

#include "inwork/base/date.h"

struct buf;
struct catalogue;
struct catalogue_field;
struct catalogue_kind;
struct error;
struct record;
struct store;

/* The field that says on which day what the record tells took place; NULL: the kind has none. Days
 * on which something is due or planned do not count. */
const struct catalogue_field *part_day(const struct catalogue_kind *kind);
/* Append {"note":"date",…} for all kinds that have one: for queries that sort by it. */
void part_days(struct buf *out, const struct catalogue *c);
/* The field by which records of a kind belong to a record of kind `target`: the first reference to
 * it, or NULL. Nothing belongs to a member. */
const struct catalogue_field *part_refers(const struct catalogue_kind *kind, const char *target);

/* The field by which a record of this kind names the one whose part it is by the catalogue: a
 * session its colleague. NULL: it is nobody's part. What belongs to a member is not gathered on
 * their page, for not everybody may read it, but it can be begun from there. */
const struct catalogue_field *part_of(const struct catalogue_kind *kind);

/* Append the line: for kinds of which the title alone would say too little the answers that matter
 * ("2. Ring the bakery: Wendy Worker (IPS), by Fri 2 Oct 2026"), else the title. Restricted answers
 * are left out unless `restricted`. */
void part_describe(struct buf *out, struct store *s, const struct record *r, bool restricted);
/* Do records of this kind have something to say beside their title in a list? What, appended:
 * "Wendy Worker, Advertised: website, Crumb Example"; for people at the notebook, with what is
 * restricted. */
bool part_has_beside(const char *kind);
void part_beside(struct buf *out, struct store *s, const struct record *r);
/* Append the beginning of what the record says in sentences, at most `most` bytes of it in one
 * line: its first answered long text. Nothing where there is none. */
void part_words(struct buf *out, struct store *s, const struct record *r, size_t most,
                bool restricted);
/* Append "kind.field" and a newline for each answer that a line would tell and no kind has: for the
 * tests. */
int part_check(struct buf *out, const struct catalogue *c, struct error *err);

#endif
