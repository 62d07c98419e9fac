/* SPDX-License-Identifier: GPL-3.0-or-later
 * What is due: the clocks of the catalogue, computed for a member's own clients and those they
 * cover for, or for everybody. A clock is a row of schema/catalogue/05_due.sql and a named query,
 * schema/query/due_<name>.sql; a clock whose beginning is not written is told as a gap. Nothing is
 * ever closed or changed by it.
 */
#ifndef INWORK_MODEL_DUE_H
#define INWORK_MODEL_DUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "inwork/base/date.h"
#include "inwork/base/id.h"

struct buf;
struct error;
struct store;

/* A number of a clock: the catalogue's, or the team's from a record of kind `setting`. */
struct due_setting {
    char *name, *unit, *help;
    char *standard; /* the catalogue's */
    char *value;    /* in force */
    char *refused;  /* what the team set, where it is no number; else NULL */
};

struct due_clock {
    char *name, *number, *title, *counts_from, *basis, *help;
    char
        *starts; /* kind of the record that doing it begins; "": open the record; "draft", "sync" */
    bool safety, stops_when_paused;
    bool of_client; /* else a colleague's or the team's: it tells of no client */
    struct due_setting *settings;
    size_t setting_count;
};

/* In the order in which they are to be seen to. */
enum due_state { DUE_SAFETY, DUE_OVER, DUE_TODAY, DUE_SOON, DUE_GAP };

struct due_item {
    const struct due_clock *clock;
    char record[ID_SIZE]; /* what it is about; "" */
    char client[ID_SIZE]; /* whose; "" */
    char member[ID_SIZE]; /* the colleague it falls to: the client's specialist; "" */
    char *name;           /* the client's, or that of another colleague; NULL */
    char *title;          /* as the clock's, or another for just this */
    char *why;            /* one sentence without a full stop; several reasons: several sentences */
    char *starts;         /* as the clock's, or another kind for just this */
    struct date on;       /* zero: a gap */
    int days;             /* from today to then; negative: late by so many */
    enum due_state state;
};

/* The caseload at a glance. Quiet: met, and no contact for not_seen_days. */
struct due_caseload {
    int64_t people, paused, waiting, active, quiet, in_work;
    double hours; /* of the one member meant; 0: several, or not written */
    double full_time_hours, most;
};

struct due {
    struct due_clock *clocks;
    size_t clock_count;
    struct due_item *items; /* sorted: what to do first comes first */
    size_t count;
    struct due_caseload caseload;
};

struct due_request {
    struct date today;
    int days;           /* what becomes due within so many days is told as well */
    const char *member; /* id; NULL: everybody */
    const char
        *client; /* id: what is due for this person alone, and no caseload; NULL: everybody */
};

/* What one act would settle is one item: several reasons of one clock about the same record, and
 * those that begin the same record for the same client. STATUS_DAMAGED: the store is older than the
 * clocks and was opened read-only. */
int due_read(struct due *out, struct store *s, const struct due_request *request,
             struct error *err);
void due_clear(struct due *d);
/* Only the clocks and their numbers, for explaining them. */
int due_read_clocks(struct due *out, struct store *s, struct error *err);

/* Is it a number that a clock can count with? */
bool due_is_number(const char *text);
/* Set a number for the whole team, or with "" go back to the catalogue's. `why` may be NULL.
 * STATUS_DATA: it is no number. */
int due_set(struct store *s, const char *name, const char *number, const char *why,
            struct error *err);

/* Changes when the answer may: the same text on the same day means the same answer. Appended. */
int due_stamp(struct buf *out, struct store *s, struct error *err);

/* The member this device belongs to; "" when that is not known. */
int due_own_member(char out[ID_SIZE], struct store *s, struct error *err);
/* The one colleague of that name, part of a name, or beginning of an id. STATUS_NO_INPUT: none;
 * STATUS_USAGE: several. */
int due_find_member(char out[ID_SIZE], struct store *s, const char *words, struct error *err);

/* Append "today", "in 3 days", "3 days late", "no date". */
void due_describe_days(struct buf *out, const struct due_item *item);
/* Append the rule of a clock for people: counted from what, after how long, which setting changes
 * that, on what basis. Several lines. */
void due_explain(struct buf *out, const struct due_clock *clock);

#endif
