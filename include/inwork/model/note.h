/* SPDX-License-Identifier: GPL-3.0-or-later
 * Notes: the four headings every note is asked for, and when one made in a hurry is whole.
 */
#ifndef INWORK_MODEL_NOTE_H
#define INWORK_MODEL_NOTE_H

#include <stdbool.h>
#include <stddef.h>

struct record;
struct save_field;

#define NOTE_HEADINGS 4
/* Fields of kind `note`: what was done, how it serves the goals, wellbeing, concerns. */
extern const char *const note_headings[NOTE_HEADINGS];

/* Would all four headings be written once these answers are saved over what the record says now
 * (NULL: a new one)? A heading in conflict counts as written. */
bool note_whole(const struct record *now, const struct save_field *fields, size_t count);

#endif
