/* SPDX-License-Identifier: GPL-3.0-or-later
 * Looking at a file before it is imported (the command `import` does that): what its columns are
 * taken to be.
 */
#ifndef INWORK_APP_IMPORT_H
#define INWORK_APP_IMPORT_H

#include <stdbool.h>
#include <stddef.h>

struct app;
struct catalogue_field;
struct catalogue_kind;
struct command_args;
struct error;

/* A column of the file; borrowed. */
struct import_look {
    const char *name;
    const struct catalogue_field *field; /* NULL: left out, or not known */
    bool known;
    const char *how; /* "by its name", "as you said", "as last time", "guessed", "" */
};
typedef int (*import_look_fn)(const struct import_look *column, void *payload, struct error *err);
/* Tell each column of the first line of `file`, with the options of the command that say what
 * columns are. STATUS_NO: no column is known, so each line is one name. */
int import_look(struct app *app, const struct catalogue_kind *kind, const char *file,
                const struct command_args *args, import_look_fn column, void *payload,
                struct error *err);

#endif
