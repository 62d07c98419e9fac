/* SPDX-License-Identifier: GPL-3.0-or-later
 * The first start, where there is no store yet.
 */
#ifndef INWORK_TUI_WELCOME_INT_H
#define INWORK_TUI_WELCOME_INT_H

#include <stdbool.h>

struct error;
struct ui;

/* Offer to make a store: a name, a passphrase twice, the recovery key shown once. False when the
 * person left or it could not be made (then `err` says why). */
bool welcome_run(struct ui *ui, struct error *err);

#endif
