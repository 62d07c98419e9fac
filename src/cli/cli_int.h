/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the files of the command line share: splitting arguments, printing, help, asking.
 */
#ifndef INWORK_CLI_CLI_INT_H
#define INWORK_CLI_CLI_INT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "inwork/app/command.h"
#include "inwork/base/buf.h"
#include "inwork/base/error.h"

struct app;
struct secret;

/* What stood on the command line. Words and values are borrowed from argv. Zero is valid. */
struct parsed {
    const struct command *command; /* NULL: none named */
    bool help;
    bool version;
    const char **words; /* after the command's name */
    size_t word_count;
    struct command_given *given;
    size_t given_count;
};
/* Split argv, set the global options in `app`. STATUS_USAGE. */
int parse_arguments(struct parsed *out, struct app *app, int argc, char **argv, struct error *err);
void parsed_clear(struct parsed *p);

/* Options that stand before or after any command. */
extern const struct command_option global_options[];
extern const size_t global_option_count;

/* Standard output, collected and written in large pieces; every write is checked. */
struct printer {
    struct output output; /* must be first */
    struct buf pending;
    struct error failed; /* a write failed: nothing more is tried */
    bool watched;        /* standard error is a terminal: how far it is is shown there */
    size_t shown;        /* columns of that, now on its line */
    int64_t shown_at;    /* monotonic ms */
};
void printer_init(struct printer *p);
/* Write what is left. STATUS_IO, also for a write that failed earlier; the message is empty when
 * the reader went away. */
int printer_finish(struct printer *p, struct error *err);
void printer_clear(struct printer *p);

/* Append text for a terminal: control characters, also those of Unicode, and characters that turn
 * the direction of writing become U+FFFD; a tab stays. */
void printable(struct buf *out, const char *text, size_t n);

/* All commands, or one. */
int help_all(struct output *out);
int help_command(struct output *out, const struct command *command, struct error *err);

/* Ask at /dev/tty without showing what is typed. STATUS_REFUSED: no terminal, or cancelled. */
int ask_terminal(struct app *app, const char *prompt, struct secret *out, struct error *err);

#endif
