/* SPDX-License-Identifier: GPL-3.0-or-later
 * Saying that a record is about the same person or thing as another, and taking that back.
 */
#ifndef INWORK_TUI_SAME_INT_H
#define INWORK_TUI_SAME_INT_H

#include <stdbool.h>

#include "inwork/store/entry.h"

struct catalogue_kind;
struct ui;

/* Choose the other record, look at both side by side, say why. True if something was done; `id` is
 * then the record under which both show. */
bool same_run(struct ui *ui, const struct catalogue_kind *kind, const char *title,
              char id[RECORD_ID_TEXT]);
/* Two side by side: whether they are joined or said to be two is the person's. True if something
 * was done; `id` as above. */
bool same_compare(struct ui *ui, const struct catalogue_kind *kind, char id[RECORD_ID_TEXT],
                  const char *other);
/* Take back that they are two. */
bool same_not_two(struct ui *ui, const char *one, const char *other);
/* same_pick.c: another record of the kind, by typing; those that are probably the same come first,
 * with the reason. */
bool same_pick_run(struct ui *ui, const struct catalogue_kind *kind, const char *id,
                   const char *title, char out[RECORD_ID_TEXT]);

#endif
