/* SPDX-License-Identifier: GPL-3.0-or-later
 * What is known of a client as plain text for another person: by default the profile and the plan,
 * without what is restricted. It says that something is left out, and not what: that somebody has
 * an answer about a criminal record is told by naming the question.
 */
#ifndef INWORK_REPORT_SUMMARY_H
#define INWORK_REPORT_SUMMARY_H

#include <stdbool.h>
#include <stddef.h>

struct buf;
struct error;
struct store;

struct summary_options {
    const char *const *areas; /* names of areas of the catalogue; NULL: profile and plan */
    size_t area_count;
    bool restricted; /* with restricted answers too */
    bool initials;   /* nobody is to be recognised: initials, and nothing to reach the person by */
    const char *party, *purpose; /* for the head; or NULL */
};

/* Append the text, and to `left_out` (may be NULL), for the writer alone, which answers were left
 * out. STATUS_DATA: no client, no such area. Lines end in \n. */
int summary_text(struct buf *out, struct buf *left_out, struct store *s, const char *client,
                 const struct summary_options *options, struct error *err);

#endif
