/* SPDX-License-Identifier: GPL-3.0-or-later
 * Values as people read them: labels for codes, titles for references, dates with their weekday.
 */
#ifndef INWORK_TUI_SHOW_INT_H
#define INWORK_TUI_SHOW_INT_H

#include <stdbool.h>
#include <stdint.h>

#include "inwork/store/catalogue.h"
#include "inwork/store/value.h"

struct buf;
struct ui;

/* `f` may be NULL (a field this program does not know): shown as it is. Hides what privacy hides.
 * Appended; a null value adds nothing. */
void show_value(struct ui *ui, struct buf *out, const struct catalogue_field *f,
                const struct value *v);
/* The label of a choice, or the code itself. */
const char *show_choice(const struct catalogue_field *f, const char *code);
/* The title of a record, or "not held here". Appended. */
void show_title(struct ui *ui, struct buf *out, const char *id);
/* A moment as written in entries (RFC 3339): "7 Sep 2026, 14:03". Appended. */
void show_moment(struct buf *out, const char *at);
/* The same, as short as it can be seen from `now`: 14:03 today, 7 Sep this year, 7 Sep 2025. */
void show_when(struct buf *out, int64_t now, const char *at);
/* A text of the field that privacy would hide. */
bool show_hides(const struct ui *ui, const struct catalogue_field *f);

#endif
