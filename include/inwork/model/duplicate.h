/* SPDX-License-Identifier: GPL-3.0-or-later
 * Records that are probably of the same person or thing: found and told with the reason, never
 * joined by themselves (model/same.h joins them when a person says so).
 *
 * Names are compared without case, accents and punctuation: a person's in any order of words and
 * without titles, an organisation's without The, Ltd, Limited, PLC and the like. Two clients with
 * one name and different dates of birth are namesakes, and two employers with one name in different
 * places are branches; neither is told. A kind without a name is compared by what makes its title
 * and by what it is part of.
 */
#ifndef INWORK_MODEL_DUPLICATE_H
#define INWORK_MODEL_DUPLICATE_H

#include <stdbool.h>
#include <stddef.h>

struct buf;
struct catalogue_kind;
struct duplicates;
struct error;
struct save_field;
struct store;

/* All records of a kind that lists show, as they stand now. */
int duplicates_open(struct duplicates **out, struct store *s, const struct catalogue_kind *kind,
                    struct error *err);
void duplicates_free(struct duplicates *d); /* NULL is accepted */

/* One of two that look alike: a record, or a row of a file. Borrowed. */
struct alike {
    const char *id; /* "" for a row */
    const char *title;
    size_t line; /* of a row; 0 for a record */
};
/* Compare a row that may be imported with every record and every row before it; it counts as known
 * from then on. 1 and the best match with the reason, 0: none, negative. */
int duplicates_row(struct duplicates *d, const struct save_field *fields, size_t count, size_t line,
                   struct alike *out, const char **why, struct error *err);
typedef int (*duplicate_fn)(const struct alike *one, const struct alike *other, const char *why,
                            void *payload, struct error *err);
/* Every likely pair among the records, or only those of one (`of`, an id, or NULL). */
int duplicates_pairs(struct duplicates *d, const char *of, duplicate_fn pair, void *payload,
                     struct error *err);

/* Is any record of the kind there twice, as far as that can be told? 0 or 1, or negative. */
int duplicates_any(struct store *s, const char *kind, struct error *err);

/* Append what is compared of a name. */
void duplicate_person_words(struct buf *out, const char *name, size_t n);
void duplicate_organisation_words(struct buf *out, const char *name, size_t n);
/* Append the digits of a phone number as dialled at home: +44 (0)1632 becomes 01632. */
void duplicate_phone(struct buf *out, const char *phone, size_t n);

#endif
