/* SPDX-License-Identifier: GPL-3.0-or-later
 * A form to be filled in by hand: the fields of a kind as text for paper. Knows the catalogue and
 * nothing of records.
 */
#ifndef INWORK_REPORT_BLANK_H
#define INWORK_REPORT_BLANK_H

#include <stdbool.h>

struct buf;
struct catalogue;
struct catalogue_kind;
struct error;

#define BLANK_WIDTH 80 /* columns of an ordinary page */
#define BLANK_WIDTH_LEAST 40
#define BLANK_WIDTH_MOST 200

/* Append the form of `kind`, each line ended by a newline and at most `width` columns (within the
 * limits above) wide: sections, a box for each choice, lines to write on, and a table with empty
 * rows for each kind of part there is room for. `plain`: nothing but ASCII is added to the
 * catalogue's own words. STATUS_IO: memory ran out. */
int blank_form(struct buf *out, const struct catalogue *c, const struct catalogue_kind *kind,
               int width, bool plain, struct error *err);

#endif
