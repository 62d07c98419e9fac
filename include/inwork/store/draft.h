/* SPDX-License-Identifier: GPL-3.0-or-later
 * Drafts: what is being typed, kept through a crash. Never synced, never an entry.
 */
#ifndef INWORK_STORE_DRAFT_H
#define INWORK_STORE_DRAFT_H

#include <stddef.h>
#include <stdint.h>

struct buf;
struct error;
struct store;

struct draft_field {
    const char *field;
    const char *text;        /* as typed, whatever the type */
    const char *const *over; /* entries displayed when the field was first touched */
    size_t over_count;
};
struct draft {
    const char *id;     /* a ULID: one per record and open form */
    const char *record; /* NULL for a record not saved yet */
    const char *kind;
    int64_t at; /* seconds, set by the store */
    const struct draft_field *fields;
    size_t count;
};
/* Insert or replace, durable on return. */
int store_draft_put(struct store *s, const struct draft *d, struct error *err);
int store_draft_remove(struct store *s, const char *id, struct error *err);
typedef int (*draft_fn)(const struct draft *d, void *payload, struct error *err);
/* All drafts, newest first; `record` limits to one record. */
int store_drafts(struct store *s, const char *record, draft_fn row, void *payload,
                 struct error *err);

#endif
