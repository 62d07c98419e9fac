/* SPDX-License-Identifier: GPL-3.0-or-later
 * What every command calls before something about clients leaves the program.
 */
#ifndef INWORK_APP_LEAVE_INT_H
#define INWORK_APP_LEAVE_INT_H

struct app;
struct buf;
struct command_args;
struct error;
struct output;
struct sharing;

/* Check consent, tell the warnings beside the answer, write the sharing log: sharing_leave, with
 * the command's --to and --purpose where they are given. Fails only where the store cannot be read.
 */
int app_leave(struct app *app, const struct command_args *args, const struct sharing *share,
              struct output *out, struct error *err);

/* A text of several lines, as lines for people, or as {"text"}. */
int app_text(struct app *app, struct output *out, const struct buf *text, struct error *err);

#endif
