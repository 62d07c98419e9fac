/* SPDX-License-Identifier: GPL-3.0-or-later
 * Sync beside the work: a child process of ours does it, this side shows how it goes.
 */
#ifndef INWORK_TUI_SYNC_INT_H
#define INWORK_TUI_SYNC_INT_H

#include <stdbool.h>
#include <stdint.h>

#include "style_int.h"

struct buf;
struct sync_job;
struct ui;

struct sync_job *sync_new(void); /* NULL when memory ran out */
void sync_free(struct sync_job *job);

/* To be polled; -1 when nothing runs. All accept NULL. */
int sync_fd(const struct sync_job *job);
/* Readable when the network changed; -1 where the kernel does not tell. */
int sync_network_fd(const struct sync_job *job);
void sync_network(struct sync_job *job);
/* When sync_tick wants to be called, monotonic ms; 0: not. */
int64_t sync_due(const struct sync_job *job);
void sync_tick(struct ui *ui);
/* Take in what the child said. */
void sync_read(struct ui *ui);
/* Start one, or say why not; stop the one that runs. */
void sync_start(struct ui *ui);
void sync_stop(struct ui *ui);
/* Why no sync can be started now, or NULL. */
const char *sync_refusal(const struct ui *ui);
bool sync_has_team(const struct sync_job *job);
/* Count anew what is unsent: after a save, a sync, on starting. */
void sync_recount(struct ui *ui);
/* One cell for the message row. */
void sync_describe(const struct ui *ui, struct buf *out, enum role *role);

#endif
