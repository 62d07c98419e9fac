/* SPDX-License-Identifier: GPL-3.0-or-later
 * How an answer changed over time: the support a person gets goes up and down with need, and the
 * history of one answer tells how.
 */
#ifndef INWORK_MODEL_INTENSITY_H
#define INWORK_MODEL_INTENSITY_H

struct buf;
struct error;
struct store;

/* Append the answers a field of a record has had, with the day each was written (the first: the day
 * of the field `from`, where that is earlier), oldest first: "Weekly 3 Mar 2026 → Monthly 2 Jun
 * 2026". Nothing when it was never answered. */
int intensity_describe(struct buf *out, struct store *s, const char *record, const char *field,
                       const char *from, struct error *err);

#endif
