/* SPDX-License-Identifier: GPL-3.0-or-later
 * Laptops of a team for tests: a real store in a real vault each, syncing through couriers of their
 * own. The test program must be its own courier: its main calls laptops_main first.
 */
#ifndef TESTS_SUPPORT_LAPTOPS_H
#define TESTS_SUPPORT_LAPTOPS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "inwork/base/error.h"
#include "inwork/seal/device.h"
#include "inwork/store/entry.h"
#include "inwork/team/sync.h"

struct buf;
struct store;
struct vault;

struct laptop {
    char folder[240];
    char path[280]; /* of the store */
    struct vault *vault;
    struct store *store;
    int64_t now; /* its clock */
    char device[DEVICE_ID_TEXT];
    uint8_t data_key[32];
    struct sync_report report; /* of the last sync */
    struct error err;
};

/* When this process is a courier: be one, and exit. */
void laptops_main(int argc, char **argv);

/* A new store at <folder>/<name>/store, with device keys, the person's record and the keys of a
 * recovery key. */
void laptop_new(struct laptop *l, const char *folder, const char *name);
void laptop_close(struct laptop *l);
/* Open again the store that lies at its path. */
void laptop_open(struct laptop *l);
/* The files of the store as a backup of them would have them, at <path>.kept; and back. */
void laptop_keep(struct laptop *l);
void laptop_restore(struct laptop *l);

/* Sync; the result of team_sync, with report and err filled. */
int laptop_sync_with(struct laptop *l, const char *remote);
int laptop_sync(struct laptop *l);
/* Sync and fail the test unless it succeeds. */
void laptop_synced(struct laptop *l, const char *file, int line);
#define SYNCED(l) laptop_synced(l, __FILE__, __LINE__)

/* Found a team at a remote; join the team of `lead` (which syncs and approves), up to the first
 * sync as a member. */
void laptop_found(struct laptop *l, const char *remote);
void laptop_join(struct laptop *l, struct laptop *lead, const char *remote, bool casework,
                 bool as_lead);

/* Save one text field; a new record when `record` is NULL, whose id is returned in `record_out`.
 * The current answers are replaced. */
void laptop_save(struct laptop *l, const char *record, const char *kind, const char *field,
                 const char *text, char record_out[RECORD_ID_TEXT]);
/* The field's answer, "" for none or a conflict; borrowed until the next call. And how many answers
 * it has. */
const char *laptop_text(struct laptop *l, const char *record, const char *field);
size_t laptop_answers(struct laptop *l, const char *record, const char *field);
/* Counts: named queries' first column. */
int64_t laptop_number(struct laptop *l, const char *query);
/* Every entry id held, sorted, one a line. */
void laptop_entries(struct laptop *l, struct buf *out);
/* The reasons in quarantine, one "path: reason" a line; and the notices of the last sync. */
void laptop_quarantine(struct laptop *l, struct buf *out);
void laptop_notices(struct laptop *l, struct buf *out);

/* A team of three that is made once for a group of tests and put back before each: a founds, b is a
 * member, c reads the directory alone. *state is the trio. */
struct trio {
    char *folder; /* holds team.git, and a folder a laptop; <folder>.kept is how it was made */
    char remote[260];
    char kept[260];
    struct laptop a, b, c;
};
int trio_make(void **state);     /* group set-up */
int trio_put_back(void **state); /* set-up of each test */
int trio_close(void **state);    /* tear-down of each test */
int trio_remove(void **state);   /* group tear-down */

#endif
