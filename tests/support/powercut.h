/* SPDX-License-Identifier: GPL-3.0-or-later
 * Power cuts: a random workload recorded to the byte, then cut off at random moments and opened.
 */
#ifndef TESTS_POWERCUT_H
#define TESTS_POWERCUT_H

#include <stdbool.h>
#include <stdint.h>

struct powercut {
    uint64_t seed;
    bool plain;         /* the control: stock SQLite, no vault */
    bool rollback_mode; /* journal_mode=DELETE instead of the log */
    int processes;      /* 1, or more that write in turn as they get the lock */
    int handles;        /* connections in each process */
    int transactions;   /* in each process */
    int cuts;
    unsigned rules_off; /* enum vault_rule bits, for whoever opens the store after the cut */
};

struct powercut_result {
    int cuts;
    int not_opened;
    int not_sound; /* integrity_check */
    int lost;      /* an acknowledged commit is missing */
    int different; /* content is not that of the commit it says it is */
    int failures;  /* all of them */
    char first[400];
    uint64_t commits; /* acknowledged in the whole run */
};

/* Adds to *result. Fails the test if the workload itself does not run. */
void powercut_run(const struct powercut *run, struct powercut_result *result);

#endif
