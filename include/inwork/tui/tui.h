/* SPDX-License-Identifier: GPL-3.0-or-later
 * The terminal interface.
 */
#ifndef INWORK_TUI_TUI_H
#define INWORK_TUI_TUI_H

struct app;
struct error;

/* Take over the terminal and serve the person until they leave. Opens the store itself (asking for
 * the passphrase on a screen of its own) and leaves `app` for the caller to close. The terminal is
 * given back as it was, whatever happens, signals included.
 *
 * Errors: STATUS_USAGE when there is no terminal that can be drawn on (standard input or output is
 * none; TERM unset, "dumb" or unknown), with a hint naming what works without one; what app_open
 * gives; STATUS_IO when the terminal goes away. SIGTERM, SIGHUP: 0, after drafts were written. */
int tui_run(struct app *app, struct error *err);

#endif
