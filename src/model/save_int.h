/* SPDX-License-Identifier: GPL-3.0-or-later
 * What saving one record writes into another.
 */
#ifndef INWORK_MODEL_SAVE_INT_H
#define INWORK_MODEL_SAVE_INT_H

struct error;
struct record;
struct store;

/* After an end of a job was saved: its last day, whose decision and why, where the job has no
 * answer of its own or the one that the end had `before` (NULL: it is new). Part of the caller's
 * transaction. Does nothing for other kinds. */
int job_end_carry(struct store *s, const char *kind, const char *record,
                  const struct record *before, const char *why, struct error *err);

#endif
