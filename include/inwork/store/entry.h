/* SPDX-License-Identifier: GPL-3.0-or-later
 * Entries: one save of one record, a signed line of JSON (doc/FORMAT.md, "Entries").
 */
#ifndef INWORK_STORE_ENTRY_H
#define INWORK_STORE_ENTRY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "inwork/store/value.h"

struct buf;
struct device_keys;
struct error;
struct store;

#define ENTRY_ID_TEXT 65  /* 64 hex digits and a NUL */
#define RECORD_ID_TEXT 27 /* upper-case ULID and a NUL */
#define ENTRY_LINE_MAX (1024u * 1024u)

/* One field set by an entry. */
struct assignment {
    const char *field;
    const struct value *to;
    const char *const *over; /* entry ids whose value this replaces */
    size_t over_count;
};

/* What a caller wants saved. Everything is borrowed. */
struct change {
    const char *record; /* id, or NULL for a new record */
    const char *kind;
    const char *why; /* or NULL */
    const struct assignment *set;
    size_t count;
};

/* Sign and append one entry and update everything derived from it, in a transaction of its own or
 * the caller's. The ids are written to `record` and `entry` (either may be NULL). Field names and
 * values are taken as they are: validation is model's. Where duplicates show as one record, `over`
 * may name entries of any of them: each whose values are replaced (all, when striking) gets an
 * entry of its own. Errors: STATUS_DATA (FORMAT 1 limits), STATUS_BUSY, STATUS_IO. */
int store_save(struct store *s, const struct change *change, char record[RECORD_ID_TEXT],
               char entry[ENTRY_ID_TEXT], struct error *err);

/* A parsed line. Owns its memory. */
struct entry_field {
    char *field;
    struct value to;
    char (*over)[ENTRY_ID_TEXT];
    size_t over_count;
};
struct entry {
    char id[ENTRY_ID_TEXT];
    char record[RECORD_ID_TEXT];
    char *kind;
    char *compartment;
    char device[25];
    int64_t clock;
    char *at;
    char *why; /* or NULL */
    struct entry_field *set;
    size_t count;
    uint8_t signature[64];
};
void entry_clear(struct entry *e);

/* Parse and check one line (without its newline) against every rule of FORMAT 1; does not verify
 * the signature. STATUS_DATA; STATUS_DAMAGED for a higher "v" (a newer program is needed). */
int entry_parse(struct entry *out, const char *line, size_t n, struct error *err);
/* Verify the entry's own signature over the line. STATUS_REFUSED. */
int entry_verify(const char *line, size_t n, const uint8_t ed25519[32], struct error *err);
/* Append the signed message of a line: what `ssh-keygen -Y verify -n inwork-entry` reads. */
int entry_message(struct buf *out, const char *line, size_t n, struct error *err);
/* Build and sign a line; used by store_save and tests. */
struct entry_draft {
    const char *record, *kind, *compartment, *device, *at, *why;
    int64_t clock;
    const struct assignment *set;
    size_t count;
};
int entry_write(struct buf *line, char id[ENTRY_ID_TEXT], const struct entry_draft *draft,
                const struct device_keys *keys, struct error *err);

/* Where an entry came from: which segment of which feed. Zero segment: not yet sealed (own). */
struct entry_origin {
    int64_t segment; /* row of table segment, 0 for none */
    bool counted;    /* FORMAT 3 */
    bool sent;       /* own entries read back from the remote */
};
/* Take in an entry written by any device: idempotent (a known id only updates origin; one that came
 * in several segments counts if it counts in any). An entry whose kind is known to belong to
 * another compartment never counts. */
int store_apply(struct store *s, const struct entry *e, const char *line, size_t n,
                const struct entry_origin *origin, struct error *err);
/* Change whether a segment's entries count (a cut moved) and rederive what they touch. */
int store_segment_count(struct store *s, int64_t segment, bool counted, struct error *err);
/* Throw away and rebuild the derived tables from the entries. */
int store_rebuild(struct store *s, struct error *err);

/* Between these, what is derived (lists, titles, search) is brought up to date only now and then
 * and at the end: for imports and syncs, much faster. A write transaction of its own or the
 * caller's. On failure of anything in between, store_rollback. */
int store_bulk_begin(struct store *s, struct error *err);
int store_bulk_end(struct store *s, struct error *err);

/* Append the line of one entry as it was written. STATUS_NO_INPUT if it is not held. */
int store_entry_line(struct store *s, const char *entry_id, struct buf *line, struct error *err);

#endif
