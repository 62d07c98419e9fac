/* SPDX-License-Identifier: GPL-3.0-or-later
 * The terminal's clipboard.
 */
#ifndef INWORK_TUI_CLIPBOARD_INT_H
#define INWORK_TUI_CLIPBOARD_INT_H

#include <stddef.h>

struct terminal;

/* Hand a text to it (OSC 52). Whether the terminal takes it, it does not say. Control characters
 * other than line ends are left out: a clipboard may be pasted into a shell. */
void clipboard_put(struct terminal *t, const char *text, size_t n);

#endif
