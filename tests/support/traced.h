/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the rest of the machine can see of a program and of everything it starts: the arguments and
 * the environment of each process, taken at the moment it begins, before it could hide anything.
 */
#ifndef INWORK_TESTS_TRACED_H
#define INWORK_TESTS_TRACED_H

#include <stdbool.h>
#include <stddef.h>

#include "inwork/base/buf.h"

struct traced {
    unsigned programs; /* how many were started */
    unsigned named;    /* of those with `name`: how many were started, */
    unsigned ended;    /* were seen as they ended (who is killed is not), */
    unsigned dumping;  /* and could have left a core dump then */
    struct buf seen;   /* arguments and environments, NULs as newlines */
    struct buf out;    /* what it wrote to standard output */
    struct buf err;
    int status; /* exit status */
};

/* Run argv[0] (a path) with `n` bytes on its standard input, and with `env` (NAME=VALUE, NULL ends
 * it) added to the environment. `name`: how the names of the programs begin whose limits are
 * looked at. False where
 * processes may not be traced here. */
bool traced_run(struct traced *out, const char *const argv[], const char *const env[],
                const char *in, size_t n, const char *name);
void traced_clear(struct traced *t);

#endif
