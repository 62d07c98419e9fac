/* SPDX-License-Identifier: GPL-3.0-or-later
 * Two people of one team, each with the program under test, and a remote that behaves as a test
 * says: reached through a program called `ssh` that a test puts first in PATH, so that the host can
 * go away or fall silent at a chosen byte. No network and no sshd is needed.
 */
#ifndef INWORK_TESTS_COLLEAGUES_H
#define INWORK_TESTS_COLLEAGUES_H

#include <stdbool.h>
#include <stdint.h>

#include "run.h"

struct colleagues {
    struct person ada; /* founded the team */
    struct person bea;
    char *folder; /* the remote, and the stand-in for ssh */
    char *remote; /* the bare repository's folder */
    char *url;    /* ssh://…, the same repository; what the team uses when over_ssh */
};

/* Both have stores and are in the team, and have everything. */
void colleagues_begin(struct colleagues *c, bool over_ssh);
void colleagues_end(struct colleagues *c);

/* How the host behaves from now on. */
void line_open(const struct colleagues *c);
void line_dead(const struct colleagues *c);                   /* no such host */
void line_silent(const struct colleagues *c);                 /* accepts, and never answers */
void line_cut_answer(const struct colleagues *c, unsigned n); /* goes away after n bytes of it */
void line_cut_question(const struct colleagues *c, unsigned n);

/* How many records of a kind somebody has; `status` as JSON says. */
size_t count_records(struct person *p, const char *kind);
int64_t count_unsent(struct person *p);

#endif
