/* SPDX-License-Identifier: GPL-3.0-or-later
 * A throw-away store with invented people, and the program opened on it in a terminal of our own.
 */
#ifndef TESTS_SUPPORT_TUI_FIXTURE_H
#define TESTS_SUPPORT_TUI_FIXTURE_H

#include <stdbool.h>
#include <stddef.h>

#include "pty_screen.h"

#define TUI_PASSPHRASE "correct horse battery"

/* cmocka set-up and tear-down: INWORK_STORE and INWORK_PASSPHRASE_FILE name a fresh store (light
 * key derivation) of "Wendy Worker"; *state is its folder. */
int tui_fixture_new(void **state);
int tui_fixture_free(void **state);

/* Run `inwork ARGUMENTS…` (NULL-terminated) on that store; fails the test unless it succeeds. The
 * first line it printed is returned; free() it. */
char *tui_command(const char *const *arguments);
/* A record with a name, and the id it got (free() it). */
char *tui_add(const char *kind, const char *name);

/* Open the interface; unlocked through the passphrase file, unless `locked`. Waits for the first
 * screen. */
struct pty *tui_start(int rows, int columns, bool locked);
struct pty *tui_start_with(const struct pty_options *options, const char *first);
/* Press a key and let everything be drawn. */
void tui_press(struct pty *p, const char *key);
/* The screen-reader rule: the cursor is visible, and on the marked row or in the field with the
 * focus. Prints the screen when it is not. */
bool tui_cursor_on_focus(struct pty *p);
/* Waits until the cursor is on a row that has the text: it is moved after the text was drawn. */
bool tui_cursor_on_row(struct pty *p, const char *text);
/* Leave with Ctrl-Q; the exit status must be 0 and the terminal as it was. */
void tui_quit(struct pty *p);

#endif
