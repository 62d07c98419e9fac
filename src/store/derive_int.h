/* SPDX-License-Identifier: GPL-3.0-or-later
 * From entries to records: applying one entry to the current values, and deriving what a record
 * shows from them.
 */
#ifndef INWORK_STORE_DERIVE_INT_H
#define INWORK_STORE_DERIVE_INT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "inwork/base/buf.h"

struct catalogue_kind;
struct entry;
struct error;
struct store;
struct value;

/* What an entry says, in binary. Borrowed. */
struct fact_field {
    const char *field;
    const struct value *to;
    const uint8_t (*over)[32];
    size_t over_count;
};
struct fact {
    int64_t seq;
    uint8_t id[32];
    const char *record, *kind, *compartment;
    const struct fact_field *set;
    size_t count;
    bool new_record; /* nobody knows it: its id was made just now, or it is not held or named yet */
    bool new_entry;  /* nobody replaced it: it was written just now, or is not awaited */
};

/* Bring the current values up to date with one counted entry. Entries with a higher seq count as
 * not held yet, so that a rebuild sees them in the order of arrival. */
int derive_fact(struct store *s, const struct fact *fact, struct error *err);
/* A line from the store as a fact; used by rebuild and recount. */
int derive_line(struct store *s, int64_t seq, const char *line, size_t n, struct error *err);
int derive_entry(struct store *s, int64_t seq, const struct entry *e, struct error *err);
/* The row of a record; 0 if there is none. */
int record_seq(struct store *s, const char *id, const char *kind, const char *compartment,
               int64_t *out, struct error *err);
/* An entry that is held but does not count is no longer awaited. */
int derive_held(struct store *s, const uint8_t id[32], struct error *err);
/* Compute one record anew from its entries (some of which began or ceased to count). */
int derive_again(struct store *s, const char *record, const char *kind, const char *compartment,
                 struct error *err);
/* Compute everything anew; inside a transaction. */
int derive_all(struct store *s, struct error *err);

/* The current values under one record, in (field, entry) order. Reused from record to record. */
struct current_row {
    size_t field, value, length; /* offsets into text */
    int64_t entry, record;
    int type;
    bool lead;
};
struct current_rows {
    struct current_row *rows;
    size_t count, room;
    struct buf text;
};
int current_load(struct store *s, int64_t home, struct current_rows *out, struct error *err);
/* Room for so many rows. */
int current_reserve(struct current_rows *out, size_t room, struct error *err);
/* The values of a record's first entry as they will be read back. */
int current_of_fact(struct current_rows *out, const struct fact *fact, struct error *err);
void current_free(struct current_rows *r);
static inline const char *row_field(const struct current_rows *r, size_t i)
{
    return r->text.data + r->rows[i].field;
}
static inline const char *row_value(const struct current_rows *r, size_t i)
{
    return r->text.data + r->rows[i].value;
}
/* One past the last row with the same field as row i. */
size_t current_group(const struct current_rows *r, size_t i);
bool current_same(const struct current_rows *r, size_t a, size_t b);

/* Fill `lead` in memory and in the table; count fields in conflict. */
int current_lead(struct store *s, int64_t home, struct current_rows *r, int *conflicts,
                 struct error *err);

/* What people read as the name of a record, appended: its title fields; without an answer to any of
 * them, whose record it is and of what kind ("Casey Invented, vocational profile"). `parent_title`
 * may be NULL. Days read "5 Nov 2026", but `sorting` has them as they are kept. */
void title_build(struct buf *out, const struct catalogue_kind *kind, const char *kind_name,
                 const char *parent_title, const struct current_rows *r, bool sorting);
/* Does the title of this record have a day in it? */
bool title_has_day(const struct catalogue_kind *kind, const struct current_rows *r);
/* The texts that search covers beside the title, appended. */
void words_build(struct buf *out, const struct catalogue_kind *kind, const struct current_rows *r,
                 const char *title, const char *context);
/* rowid in table search. */
int64_t search_rowid(const char *kind, int64_t seq);

/* Recompute which records show as one, starting from a record whose links changed. */
int merge_regroup(struct store *s, int64_t record, struct error *err);
/* The same for several, each group once. Sorts them. */
int merge_regroup_all(struct store *s, int64_t *records, size_t count, struct error *err);
/* Whether another record's current _same_as names this id. */
int merge_awaited(struct store *s, const char *id, bool *out, struct error *err);

#endif
