/* SPDX-License-Identifier: GPL-3.0-or-later
 * Leads by where they were found: which places are worth asking again, and whether more than
 * advertisements is looked at.
 */
#ifndef INWORK_MODEL_LEAD_SOURCE_H
#define INWORK_MODEL_LEAD_SOURCE_H

#include <stddef.h>

struct buf;
struct error;
struct store;

struct lead_source {
    char *code;                 /* a choice of lead.source_kind; "": nobody wrote it */
    char *label;                /* as people read it */
    size_t leads, filled, gone; /* the rest are open, or being followed */
};

struct lead_sources {
    struct lead_source *items; /* most leads first; unwritten last */
    size_t count, leads;
};
void lead_sources_clear(struct lead_sources *l);

/* Of all leads, or of those that one member follows. */
int lead_sources_read(struct lead_sources *out, struct store *s, const char *member,
                      struct error *err);
/* Append "5 leads: 3 open, 1 filled, 1 gone". */
void lead_source_describe(struct buf *out, const struct lead_source *s);

#endif
