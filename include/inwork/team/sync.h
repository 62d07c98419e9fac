/* SPDX-License-Identifier: GPL-3.0-or-later
 * One exchange with the team's remote: fetch, check, apply, seal, push, confirm (FORMAT 3 to 7).
 */
#ifndef INWORK_TEAM_SYNC_H
#define INWORK_TEAM_SYNC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct error;
struct store;

enum sync_phase { SYNC_CONNECTING, SYNC_FETCHING, SYNC_READING, SYNC_SENDING };

struct sync_options {
    const char *store_path; /* the clone lies beside it, "<store_path>.git" */
    const char *program;    /* as courier_options */
    const char *remote;     /* another than the team's: a stick; or NULL */
    bool has_umask;         /* as courier_options */
    unsigned umask;
    unsigned deadline; /* seconds without progress; 0: the courier's own */
    void (*progress)(enum sync_phase phase, uint64_t done, uint64_t total, void *payload);
    void *payload;
};

enum sync_state {
    SYNC_OFFLINE, /* the exchange did not complete */
    SYNC_SYNCED,
    SYNC_WAITING, /* not yet admitted */
};
struct sync_report {
    enum sync_state state;
    int64_t sent;        /* own entries the remote confirmed */
    int64_t received;    /* entries new to this store */
    int64_t quarantined; /* files that do not verify, now */
    int64_t conflicts;   /* fields in conflict, now */
    int64_t notices;     /* see team_notices */
};

/* Repeating it after a crash, at any moment, is harmless. A network failure leaves the store as it
 * was (STATUS_UNAVAILABLE, and the setting last_error); STATUS_BUSY: another sync of this store is
 * running; STATUS_DATA: the remote holds another team, or none; STATUS_REFUSED: the remote declined
 * the push, or is not the one the join code names; STATUS_NO_INPUT: the store has no team. The
 * report is filled as far as the exchange got. */
int team_sync(struct store *s, const struct sync_options *options, struct sync_report *report,
              struct error *err);

#endif
