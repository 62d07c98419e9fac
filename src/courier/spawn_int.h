/* SPDX-License-Identifier: GPL-3.0-or-later
 * Starting and ending the courier process.
 */
#ifndef INWORK_COURIER_SPAWN_INT_H
#define INWORK_COURIER_SPAWN_INT_H

#include <sys/types.h>

/* Under AddressSanitizer the child keeps its standard error and needs its options. */
#if defined(__SANITIZE_ADDRESS__)
#define COURIER_SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define COURIER_SANITIZED 1
#endif
#endif
#ifndef COURIER_SANITIZED
#define COURIER_SANITIZED 0
#endif

struct error;

struct process {
    pid_t pid; /* 0: none; leads its own session and process group */
    int fd;    /* our end of the socket; -1: none */
};

/* Run `program` (NULL: this one) as `PROGRAM courier`: its standard input is the socket, every
 * other descriptor is closed, it has a new session keyring, a small environment, umask 077,
 * no_new_privs, its own session, and dies when we do. */
int process_start(struct process *out, const char *program, struct error *err);

/* Close the socket, wait `patience` milliseconds for an end in order, then kill the whole group,
 * and reap. Returns the wait status. */
int process_end(struct process *p, int patience);

#endif
