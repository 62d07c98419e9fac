/* SPDX-License-Identifier: GPL-3.0-or-later
 * Where a person was when the notebook locked, so that they are there again afterwards. Holds ids
 * only, nothing a record says.
 */
#ifndef INWORK_TUI_RETURN_INT_H
#define INWORK_TUI_RETURN_INT_H

#include "inwork/base/id.h"
#include "ui_int.h"

struct return_to {
    enum ui_place place;
    char page[ID_SIZE];  /* the record page that was open, or empty */
    char draft[ID_SIZE]; /* the form that was being filled, or empty */
};

void return_remember(struct return_to *out, const struct ui *ui);
/* Also offers drafts a crash left, the first time. */
void return_restore(struct ui *ui, const struct return_to *back);

#endif
