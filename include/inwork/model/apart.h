/* SPDX-License-Identifier: GPL-3.0-or-later
 * Two records that look alike and are two: said once, by a person, and remembered for everybody, so
 * that they are not offered as duplicates again (model/duplicate.h). It can be taken back, and
 * joining them (model/same.h) takes it back by itself.
 */
#ifndef INWORK_MODEL_APART_H
#define INWORK_MODEL_APART_H

#include <stdbool.h>

struct error;
struct store;

/* Say that they are two; `why` may be NULL or empty. Said before: nothing is written. STATUS_DATA:
 * one and the same, of different kinds or compartments, struck, shown as one. */
int apart_say(struct store *s, const char *one, const char *other, const char *why,
              struct error *err);
/* Take that back. STATUS_DATA: it was not said. */
int apart_take_back(struct store *s, const char *one, const char *other, const char *why,
                    struct error *err);

/* Was it said? */
int apart_said(struct store *s, const char *one, const char *other, bool *out, struct error *err);

/* One of which it was said; borrowed. */
struct apart {
    const char *one, *one_title;
    const char *other, *other_title;
};
typedef int (*apart_fn)(const struct apart *pair, void *payload, struct error *err);
/* Those of which it was said that they are not this record (of that kind): each is `other`. */
int apart_from(struct store *s, const char *record, const char *kind, apart_fn pair, void *payload,
               struct error *err);
/* All pairs of a kind. */
int apart_pairs(struct store *s, const char *kind, apart_fn pair, void *payload, struct error *err);

#endif
