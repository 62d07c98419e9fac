/* SPDX-License-Identifier: GPL-3.0-or-later
 * What every command calls before something about clients leaves the program.
 */
#ifndef INWORK_APP_LEAVE_INT_H
#define INWORK_APP_LEAVE_INT_H

#include <stdbool.h>

struct app;
struct command_args;
struct error;
struct output;
struct sharing_clients;

/* Check consent, tell the warnings beside the answer, write the sharing log: sharing_leave with the
 * command's own --to and --purpose. Fails only where the store cannot be read. */
int app_leave(struct app *app, const struct command_args *args, const struct sharing_clients *about,
              const char *what, const char *route, bool nameless, struct output *out,
              struct error *err);

#endif
