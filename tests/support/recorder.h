/* SPDX-License-Identifier: GPL-3.0-or-later
 * A SQLite VFS that stands between the vault and the disk: it writes down every physical write,
 * truncation, sync and deletion of a store's files, in order, across processes, and can make the
 * disk full or unreadable. From the record, what a power cut would leave can be made.
 */
#ifndef TESTS_RECORDER_H
#define TESTS_RECORDER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <sqlite3.h>

#include "inwork/base/buf.h"

enum recorded_file { RECORDED_DATABASE, RECORDED_LOG, RECORDED_JOURNAL, RECORDED_FILES };

enum record_kind {
    RECORD_WRITE,
    RECORD_TRUNCATE,
    RECORD_SYNC, /* offset: everything recorded before this position is safe */
    RECORD_DELETE,
    RECORD_INTENT, /* offset: commit number, extra: digest of what it holds */
    RECORD_ACK     /* offset: commit number */
};

struct record {
    uint32_t kind;
    uint32_t file;
    int64_t offset;
    uint64_t extra;
    uint64_t length; /* bytes that follow, for a write */
};

/* The record itself lies in memory that forked processes share. */
struct recording;

struct recorder {
    sqlite3_vfs vfs;
    sqlite3_vfs *lower;
    struct recording *recording;
    bool paused;
    int64_t room;       /* bytes that may still be written, or -1: no limit */
    int64_t broken;     /* reading the log from this offset on fails, or 0: it does not */
    int opened;         /* files opened */
    char names[32][24]; /* their last parts, the first 32 */
};

/* Registers the VFS under `name`. Clear it in the process that made it, after everything closed. */
void recorder_init(struct recorder *r, const char *name);
void recorder_clear(struct recorder *r);

void recorder_note(struct recorder *r, enum record_kind kind, int64_t number, uint64_t extra);
/* Positions: 0 is the start; recorder_next returns the record at *position and moves on, or NULL.
 */
const struct record *recorder_next(const struct recorder *r, uint64_t *position);
uint64_t recorder_end(const struct recorder *r);
void recorder_restart(struct recorder *r); /* forget everything */

/* What a power cut at `position` leaves of `base` (one buffer a file): everything before a file's
 * last sync, and of the rest each 512-byte sector of each write, each truncation and each growth
 * with probability one half, drawn from *random. `exists` says which files there are. */
void recorder_cut(const struct recorder *r, uint64_t position,
                  const struct buf base[RECORDED_FILES], uint64_t *random,
                  struct buf out[RECORDED_FILES], bool exists[RECORDED_FILES]);

/* xorshift64*: never zero state. */
uint64_t random_next(uint64_t *state);
unsigned random_below(uint64_t *state, unsigned n);

#endif
