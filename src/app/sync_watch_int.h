/* SPDX-License-Identifier: GPL-3.0-or-later
 * `sync --watch`.
 */
#ifndef INWORK_APP_SYNC_WATCH_INT_H
#define INWORK_APP_SYNC_WATCH_INT_H

struct app;
struct error;
struct output;

/* Sync again and again until something other than the network fails. */
int sync_watch(struct app *app, const char *remote, struct output *out, struct error *err);

#endif
