/* SPDX-License-Identifier: GPL-3.0-or-later
 * A real sshd on 127.0.0.1 for tests, with its own keys and a client configuration that knows
 * nothing of the person's.
 */
#ifndef TESTS_SUPPORT_SSHD_H
#define TESTS_SUPPORT_SSHD_H

#include <stdbool.h>
#include <sys/types.h>

struct sshd {
    char folder[240]; /* keys, configurations, log */
    char config[280]; /* the client's: for INWORK_SSH_CONFIG, which sshd_start sets */
    char user[65];
    unsigned port;
    pid_t pid;
};

/* Start one with its files in `folder` (made). False, after printing `skipped: why`, where there is
 * no sshd or it cannot run; the test should then pass. */
bool sshd_start(struct sshd *out, const char *folder);
/* Zero or stopped before is fine. */
void sshd_stop(struct sshd *s);

/* ssh://user@127.0.0.1:port/path; borrowed until the next call. */
const char *sshd_url(const struct sshd *s, const char *path);

/* Whatever the client asks for, run this instead (SSH_ORIGINAL_COMMAND holds what it asked);
 * NULL: what it asked. May not contain a double quote. */
void sshd_force(const struct sshd *s, const char *command);
/* The client knows the host's key; knows no key for it; knows another one. */
void sshd_host_known(const struct sshd *s);
void sshd_host_unknown(const struct sshd *s);
void sshd_host_changed(const struct sshd *s);
/* Nobody's key opens the door any more. */
void sshd_lock_out(const struct sshd *s);

#endif
