/* SPDX-License-Identifier: GPL-3.0-or-later
 * A program under test in a terminal of our own: a pseudo-terminal, with libvterm as the screen.
 * Waits are for conditions, never for times; a wait that fails prints the whole screen.
 */
#ifndef TESTS_PTY_SCREEN_H
#define TESTS_PTY_SCREEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

struct pty;

struct pty_options {
    const char *const *arguments; /* argv, NULL-terminated; NULL: { $INWORK } */
    const char *const
        *environment;  /* "NAME=VALUE", or "NAME" to unset; NULL-terminated; may be NULL */
    int rows, columns; /* 0: 24 and 80 */
    const char *term;  /* NULL: xterm-256color; "": unset */
};

#define PTY_PATIENCE 60000 /* ms a wait may take before it fails: sanitizers on a busy machine */

/* Never NULL: a test cannot go on without. */
struct pty *pty_start(const struct pty_options *options);
pid_t pty_pid(const struct pty *p);

/* Bytes as they are; a named key ("Enter", "Ctrl-S", "F1", "PgDn", "Shift-Tab", "Esc", or one
 * character); a bracketed paste; a new size (with SIGWINCH). "Esc" returns when it was taken for a
 * key of its own. */
void pty_send(struct pty *p, const char *bytes, size_t n);
void pty_type(struct pty *p, const char *text);
void pty_key(struct pty *p, const char *name);
void pty_paste(struct pty *p, const char *text);
void pty_resize(struct pty *p, int rows, int columns);

/* True as soon as the text is (is not) on the screen; on a row; and the program has done all it was
 * told and sleeps, so that everything else on the screen is as it stays. False, with the screen
 * printed, when patience ran out or the program ended. */
bool pty_wait(struct pty *p, const char *text);
bool pty_wait_gone(struct pty *p, const char *text);
bool pty_wait_row(struct pty *p, int row, const char *text);
/* Until `ready` says so. */
bool pty_wait_until(struct pty *p, bool (*ready)(struct pty *p, void *payload), void *payload,
                    const char *what);
/* Take in output until `ms` pass without any, in which the program has read all it was sent and
 * sleeps: silence alone would also be that of a busy machine. For checks that hold after everything
 * was drawn. */
void pty_settle(struct pty *p, int ms);
/* Take in what is there now. */
void pty_read(struct pty *p);

/* What is on the screen now. Rows come without trailing blanks; free with free(). */
char *pty_row(const struct pty *p, int row);
char *pty_screen(const struct pty *p);
bool pty_shows(const struct pty *p, const char *text);
/* The row that shows the text, or -1; and its column. */
int pty_find(const struct pty *p, const char *text, int *column);
void pty_size(const struct pty *p, int *rows, int *columns);
void pty_cursor(const struct pty *p, int *row, int *column, bool *visible);
enum pty_attribute { PTY_BOLD = 1, PTY_REVERSE = 2, PTY_UNDERLINE = 4, PTY_COLOR = 8 };
unsigned pty_attributes(const struct pty *p, int row, int column);
/* Is bracketed paste on, and is the alternate screen shown, as far as the terminal was told? */
bool pty_pasting(const struct pty *p);
bool pty_alternate(const struct pty *p);
/* Does the terminal's own line editing (ICANON and ECHO) stand as the test left it? */
bool pty_cooked(const struct pty *p);
/* What was last given to the terminal's clipboard (OSC 52), or NULL; free with free(). */
char *pty_clipboard(const struct pty *p);
/* Bytes the program has sent so far. */
size_t pty_output(const struct pty *p);
/* The processor time it has taken so far, which other programs do not add to. */
int64_t pty_worked_ms(const struct pty *p);
void pty_dump(const struct pty *p, const char *why);

/* Wait for the end: the exit status, or 128 plus the signal; -1 if it does not end (it is killed
 * then). Sanitizer reports are printed and make it 199. */
int pty_wait_exit(struct pty *p);
void pty_signal(struct pty *p, int number);
/* End it if it runs, and free everything. */
void pty_free(struct pty *p);

#endif
