/* SPDX-License-Identifier: GPL-3.0-or-later
 * A record and its history as lines for people.
 */
#ifndef INWORK_APP_SHOW_INT_H
#define INWORK_APP_SHOW_INT_H

#include "records_int.h"

/* Sections, labels and answers; with --plain FIELD<tab>ANSWER, newlines as \n. */
int show_record(struct app *app, const struct record *r, struct output *out, struct error *err);
/* Every save, oldest first. */
int show_history(struct app *app, const struct record *r, struct output *out, struct error *err);
/* Append "history":[…] as JSON. */
int show_history_json(struct buf *json, struct app *app, const char *id, struct error *err);

#endif
