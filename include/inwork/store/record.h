/* SPDX-License-Identifier: GPL-3.0-or-later
 * Records as they stand now, and their history: everything derived from counted entries.
 */
#ifndef INWORK_STORE_RECORD_H
#define INWORK_STORE_RECORD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "inwork/store/entry.h"
#include "inwork/store/value.h"

struct error;
struct store;

/* One current value of a field: who wrote it and when. */
struct head {
    struct value value;
    char entry[ENTRY_ID_TEXT];
    char record[RECORD_ID_TEXT]; /* differs from the record's id where duplicates show as one */
    char device[25];
    char *by;        /* member's name, or the device's fingerprint when unknown */
    char *at;        /* the writer's claim, RFC 3339 */
    int64_t arrived; /* seconds; 0 when written here */
    bool gap;        /* an entry it replaces has not arrived */
};

/* A field with its current values: one, or several that differ (a conflict). Equal heads show as
 * one; `over` of the next save names all of `entries` (where duplicates show as one: each record's
 * own, in an entry of its own). */
struct record_field {
    char *name;
    struct head *heads;
    size_t head_count;
    char (*entries)[ENTRY_ID_TEXT];  /* all current assignments, equal ones included */
    char (*records)[RECORD_ID_TEXT]; /* for each of them, the record it names */
    size_t entry_count;
};

struct record {
    char id[RECORD_ID_TEXT];
    char *kind;
    char *compartment;
    char *title;
    bool struck;
    bool changed_after_struck;
    bool sent;                   /* every own entry confirmed by the remote */
    struct record_field *fields; /* in the catalogue's order, unknown ones last */
    size_t field_count;
    struct record_field *reserved; /* names beginning with _ */
    size_t reserved_count;
};
void record_clear(struct record *r);
/* NULL when the record has no such field; finds reserved ones too. */
const struct record_field *record_field(const struct record *r, const char *name);
/* The field's single value as text ("" when missing, null or in conflict: see heads). */
const char *record_text(const struct record *r, const char *name);

/* `id` may be any unambiguous prefix, case-blind. STATUS_NO_INPUT: none; STATUS_USAGE: ambiguous.
 */
int store_record_id(struct store *s, const char *prefix, char out[RECORD_ID_TEXT],
                    struct error *err);
int store_record(struct store *s, const char *id, struct record *out, struct error *err);

/* One step of a record's history, oldest first. Borrowed during the callback. */
struct history_set {
    const char *field;
    const struct value *to;
    const char (*over)[ENTRY_ID_TEXT];
    size_t over_count;
};
struct history_step {
    const char *entry, *at, *by, *device, *why; /* why may be NULL */
    bool counted;
    int64_t arrived;
    const struct history_set *set;
    size_t count;
};
typedef int (*history_fn)(const struct history_step *step, void *payload, struct error *err);
/* `field` limits to steps that set it; NULL for all. */
int store_history(struct store *s, const char *id, const char *field, history_fn step,
                  void *payload, struct error *err);

/* Lists. A row carries the title and all fields, of their heads only the values: no entries, names
 * or times (store_record has those). A record that shows under another comes once, under that. */
struct list_filter {
    const char *field;
    const char *value; /* equals this canonical text (or contains it, for lists); "": is empty */
};
struct list_request {
    const char *kind;
    const struct list_filter *filters;
    size_t filter_count;
    const char *sort; /* a field, "-field" for the last first, or NULL for the title */
    int64_t limit;    /* 0: none */
    int64_t offset;
    bool struck; /* include struck records */
};
/* The callback borrows `r`; it may not write to the store. */
typedef int (*record_fn)(const struct record *r, void *payload, struct error *err);
int store_list(struct store *s, const struct list_request *request, record_fn row, void *payload,
               struct error *err);
/* Only ids and titles: what a list on the screen needs, fast for 121,454 rows. `detail` is the
 * title of what the record is part of, or "". */
struct title_row {
    const char *id, *kind, *title, *detail;
    bool conflict, unsent;
};
typedef int (*title_fn)(const struct title_row *row, void *payload, struct error *err);
int store_titles(struct store *s, const struct list_request *request, title_fn row, void *payload,
                 struct error *err);
int store_count(struct store *s, const char *kind, int64_t *out, struct error *err);

/* Conflicts: each field of each record with more than one differing head. */
typedef int (*conflict_fn)(const struct record *r, const struct record_field *f, void *payload,
                           struct error *err);
int store_conflicts(struct store *s, conflict_fn row, void *payload, struct error *err);

#endif
