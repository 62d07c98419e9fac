/* SPDX-License-Identifier: GPL-3.0-or-later
 * Saving: the rules between an answer and an entry. Each call is one transaction, or part of the
 * caller's; what is refused leaves nothing behind.
 */
#ifndef INWORK_MODEL_SAVE_H
#define INWORK_MODEL_SAVE_H

#include <stdbool.h>
#include <stddef.h>

#include "inwork/store/entry.h"
#include "inwork/store/value.h"

struct catalogue_kind;
struct error;
struct store;

/* One answer to save. `over` names the entries whose answers it replaces, as they were shown when
 * the person began to type; NULL: the current answer, which must not be in conflict. */
struct save_field {
    const char *field;
    struct value to;
    const char *const *over;
    size_t over_count;
};

/* What save_new refuses, without saving. */
int save_check_new(const struct catalogue_kind *kind, const struct save_field *fields, size_t count,
                   struct error *err);
/* A new record; answers that are null are left out. STATUS_DATA: a required answer is missing. */
int save_new(struct store *s, const struct catalogue_kind *kind, const struct save_field *fields,
             size_t count, const char *why, char record[RECORD_ID_TEXT], char entry[ENTRY_ID_TEXT],
             struct error *err);
/* Changed answers of a record; those equal to the current ones are left out, and `*changed` tells
 * whether anything remained. STATUS_DATA: a field is in conflict (the hint says `inwork resolve`),
 * or a required answer would be emptied. */
int save_changes(struct store *s, const char *record, const struct save_field *fields, size_t count,
                 const char *why, bool *changed, char entry[ENTRY_ID_TEXT], struct error *err);
/* Settle a field in conflict. The answer replaces what its `over` names: what the person saw, so
 * that one that came in meanwhile still stands; NULL: all there are. STATUS_DATA: one stands. */
int save_resolved(struct store *s, const char *record, const struct save_field *answer,
                  const char *why, char entry[ENTRY_ID_TEXT], struct error *err);
/* Mark as entered by mistake, or take that back. `why` is needed to strike: STATUS_USAGE.
 * STATUS_DATA: it is so already. */
int save_struck(struct store *s, const char *record, bool struck, const char *why,
                struct error *err);

#endif
