/* SPDX-License-Identifier: GPL-3.0-or-later
 * The terminal itself: taking it over and giving it back on every way out. Knows no screens.
 */
#ifndef INWORK_TUI_TERMINAL_INT_H
#define INWORK_TUI_TERMINAL_INT_H

#include <stdbool.h>
#include <stddef.h>

struct error;

enum terminal_signal {
    TERMINAL_RESIZED = 1,
    TERMINAL_LEAVE = 2,     /* SIGTERM, SIGHUP, SIGINT from outside */
    TERMINAL_CONTINUED = 4, /* after having been stopped */
    TERMINAL_CHILD = 8,     /* a child changed state */
};

/* Zero is "not open". One at a time in a process: signal handlers know it. */
struct terminal {
    bool open;
    bool color;
    int escape_delay; /* ms, from ESCDELAY, else 100 */
    int signal_fd;    /* readable when terminal_signals has something to say */
};

/* STATUS_USAGE where there is nothing to draw on; see tui.h. Saves the modes, enters the screen,
 * turns bracketed paste on, catches signals. `color` false: as with NO_COLOR. */
int terminal_open(struct terminal *t, bool color, struct error *err);
/* Everything back as it was. Safe to call twice. */
void terminal_close(struct terminal *t);
/* Which signals came since the last call, as a set. */
unsigned terminal_signals(struct terminal *t);
/* Tell curses the size the terminal has now. False if that did not change. */
bool terminal_resize(struct terminal *t);
/* Bytes for the terminal itself, past curses; they may not move its cursor. */
void terminal_send(struct terminal *t, const char *bytes, size_t n);
/* After having been stopped from outside: modes and screen as they should be. */
void terminal_continue(struct terminal *t);
/* Stop the program as Ctrl-Z does in a shell, and come back. */
void terminal_suspend(struct terminal *t);

#endif
