/* SPDX-License-Identifier: GPL-3.0-or-later
 * An agenda as the text that a record of supervision begins with: clients by their initials, since
 * supervision names none.
 */
#ifndef INWORK_REPORT_AGENDA_TEXT_H
#define INWORK_REPORT_AGENDA_TEXT_H

struct agenda;
struct buf;

/* Append it: numbered headings, a line for each point under them. */
void agenda_text(struct buf *out, const struct agenda *a);

#endif
