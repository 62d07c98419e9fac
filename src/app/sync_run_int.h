/* SPDX-License-Identifier: GPL-3.0-or-later
 * A sync as the commands run it, and its report in words and as JSON.
 */
#ifndef INWORK_APP_SYNC_RUN_INT_H
#define INWORK_APP_SYNC_RUN_INT_H

struct app;
struct error;
struct output;

/* Sync with `remote` (NULL: the team's) and print the report, also when the exchange did not
 * complete; notices go to the notes. Returns what team_sync returned. */
int sync_run(struct app *app, const char *remote, struct output *out, struct error *err);

#endif
