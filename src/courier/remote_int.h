/* SPDX-License-Identifier: GPL-3.0-or-later
 * Where the team repository is: the text a person gave, taken apart and checked.
 */
#ifndef INWORK_COURIER_REMOTE_INT_H
#define INWORK_COURIER_REMOTE_INT_H

struct error;

enum remote_kind { REMOTE_PATH, REMOTE_SSH };

struct remote {
    enum remote_kind kind;
    char user[65];  /* empty: what ssh's own configuration says */
    char host[256]; /* without the brackets of an IPv6 address */
    char port[6];   /* empty: likewise */
    char path[3500];
};

/* STATUS_USAGE with a sentence when it is nothing inwork can use. */
int remote_parse(struct remote *out, const char *text, struct error *err);

#endif
