/* SPDX-License-Identifier: GPL-3.0-or-later
 * Whom to ring: employers and their people by any of their words. Needs nothing but the compartment
 * `directory`, and never the catalogue, so that a look-up is quick in a process just started.
 */
#ifndef INWORK_STORE_CONTACT_H
#define INWORK_STORE_CONTACT_H

struct buf;
struct error;
struct store;

/* One employer, or one person at one. All borrowed during the callback, never NULL. */
struct contact_row {
    const char *id;       /* of the employer or the person */
    const char *employer; /* name, or "" where a person's employer is not known */
    const char *person;   /* name, or "" for the employer itself */
    const char *phone, *email;
    const char *last_contact; /* date of the last recorded contact, or "" */
};
typedef int (*contact_fn)(const struct contact_row *row, void *payload, struct error *err);
/* By employer's name, each employer before its people. Every word must begin a word of the name, of
 * the employer's name, or of their other texts (phone, email, town, role, …). `corrected` as in
 * store_search. */
int store_contact(struct store *s, const char *words, struct buf *corrected, contact_fn row,
                  void *payload, struct error *err);

#endif
