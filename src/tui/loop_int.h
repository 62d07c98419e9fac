/* SPDX-License-Identifier: GPL-3.0-or-later
 * Waiting: for a key, a signal, the sync process or a timer, whichever comes first.
 */
#ifndef INWORK_TUI_LOOP_INT_H
#define INWORK_TUI_LOOP_INT_H

#include <stdbool.h>
#include <stdint.h>

struct error;
struct key;
struct ui;

enum loop_event {
    LOOP_KEY,
    LOOP_RESIZED,
    LOOP_LEAVE, /* asked to end from outside */
    LOOP_TIMER,
    LOOP_SYNC,   /* the sync process has something */
    LOOP_REDRAW, /* continued after a stop */
};

/* `until` is a monotonic millisecond, 0 for none. The event, or STATUS_IO when the terminal went
 * away. */
int loop_wait(struct ui *ui, struct key *key, int64_t until, struct error *err);
/* True when a key can be had without waiting: drawing may be put off. */
bool loop_ready(struct ui *ui);

#endif
