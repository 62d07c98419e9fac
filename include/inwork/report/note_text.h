/* SPDX-License-Identifier: GPL-3.0-or-later
 * A note as plain text, ready to be put into the mental health team's own record.
 */
#ifndef INWORK_REPORT_NOTE_TEXT_H
#define INWORK_REPORT_NOTE_TEXT_H

#include <stdbool.h>

struct buf;
struct error;
struct store;

/* Append the text of a record of kind note: whom it is about, day, kind of contact, place, minutes;
 * what was done, how it serves the goals, wellbeing, concerns; what comes next; who wrote it when.
 * Where an answer was changed after it was first given, what stood before follows it, each with its
 * day and writer. Lines end in \n. STATUS_DATA: another kind, or struck. */
int note_text(struct buf *out, struct store *s, const char *note, struct error *err);

/* What the sharing log calls it: "Note of Mon 7 Sep 2026". Appended. */
void note_text_name(struct buf *out, struct store *s, const char *note);
/* Whose record it goes into: the client's mental health team as their record names it. Appended. */
void note_text_team(struct buf *out, struct store *s, const char *client);
/* Save that it was copied today (copied_on, in_clinical_record). Nothing where it says so of what
 * the text tells now. */
int note_text_copied(struct store *s, const char *note, struct error *err);
/* It was copied, and something that the text tells was changed since. */
bool note_text_stale(struct store *s, const char *note);

#endif
