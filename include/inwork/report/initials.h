/* SPDX-License-Identifier: GPL-3.0-or-later
 * A text in which a client's name is replaced by initials, so that a colleague can be asked for
 * advice without being told who it is.
 */
#ifndef INWORK_REPORT_INITIALS_H
#define INWORK_REPORT_INITIALS_H

#include <stddef.h>

struct buf;

/* Append the initials of a name: "A. E.". */
void initials_of(struct buf *out, const char *name);
/* Append the text with every name among `names` (NULL ends them; the first is the full name)
 * replaced by the initials of the first. Whole names in any case; their single words where they
 * begin with a capital letter, so that "will" stays and "Will" does not. Accents aside. */
void initials_replace(struct buf *out, const char *text, const char *const *names);

#endif
