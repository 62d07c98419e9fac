/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the measuring programs share: the store under $INWORK_STORE, a clock, sorting.
 */
#ifndef INWORK_TESTS_BENCH_H
#define INWORK_TESTS_BENCH_H

#include <stddef.h>

struct error;
struct store;
struct vault;

struct bench {
    struct vault *vault;
    struct store *store;
};

/* Open $INWORK_STORE with the passphrase in $INWORK_PASSPHRASE_FILE. */
int bench_open(struct bench *b, struct error *err);
void bench_close(struct bench *b);
/* Monotonic milliseconds. */
double bench_ms(void);
/* Ascending. */
void bench_sort(double *values, size_t n);

#endif
