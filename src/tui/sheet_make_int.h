/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the files that fill a sheet share.
 */
#ifndef INWORK_TUI_SHEET_MAKE_INT_H
#define INWORK_TUI_SHEET_MAKE_INT_H

#include "sheet_int.h"

struct record;

/* The new last item, or NULL when memory ran out. */
struct sheet_item *sheet_add(struct sheet *s, enum sheet_type type, const char *label,
                             struct error *err);
void sheet_drop_last(struct sheet *s);
int sheet_add_notice(struct sheet *s, const char *text, struct error *err);
/* sheet_parts.c: the records that belong to this one, and what can be added. */
int sheet_add_parts(struct sheet *s, struct ui *ui, const struct record *r, struct error *err);
/* Whether so many kinds belong to records of a kind that areas help. */
bool sheet_wants_areas(const struct catalogue *c, const struct catalogue_kind *kind);
/* The same of the record beside, without the page's own. */
int sheet_add_beside(struct sheet *s, struct ui *ui, struct error *err);
/* sheet_beside.c: find the record beside. False where it is a page that wants one, and none is
 * named. */
bool sheet_find_beside(struct sheet *s, struct ui *ui, const struct record *r);
/* sheet_adjustments.c: those of a job or a course by where they stand. `by` refers to it; `most`
 * are shown. */
int sheet_add_adjustments(struct sheet *s, struct ui *ui, const struct catalogue_kind *kind,
                          const struct catalogue_field *by, const char *of, struct error *err);
/* sheet_extra.c: what else belongs to the same work. */
int sheet_add_extra(struct sheet *s, struct ui *ui, const struct record *r, struct error *err);
/* A part as an item; `caption` may be NULL. */
int sheet_add_part(struct sheet *s, const struct catalogue_kind *kind,
                   const struct catalogue_field *by, const char *id, const char *text,
                   const char *caption, struct error *err);

#endif
