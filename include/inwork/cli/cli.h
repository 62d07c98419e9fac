/* SPDX-License-Identifier: GPL-3.0-or-later
 * The command line: arguments in, lines or JSON out. What commands exist, their options and help
 * come from the descriptors of app/command.h; nothing here knows one by name.
 */
#ifndef INWORK_CLI_CLI_H
#define INWORK_CLI_CLI_H

struct app;
struct error;

/* Run one command line; returns the exit status. `interface` serves a person at the terminal and
 * is called when no command is named; `own_umask` is what the person's was before main made it
 * strict. */
int cli_main(int argc, char **argv, unsigned own_umask,
             int (*interface)(struct app *app, struct error *err));

/* "inwork: sentence" and "hint: …" on standard error; nothing for an empty message. */
void cli_print_error(const struct error *err);

#endif
