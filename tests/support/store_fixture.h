/* SPDX-License-Identifier: GPL-3.0-or-later
 * A store in memory with a device and a clock that stands where the test puts it.
 */
#ifndef TESTS_SUPPORT_STORE_FIXTURE_H
#define TESTS_SUPPORT_STORE_FIXTURE_H

#include <stddef.h>
#include <stdint.h>

#include "inwork/store/entry.h"
#include "inwork/store/store.h"

struct buf;

/* 2026-09-07 12:00 UTC */
#define FIXTURE_NOW INT64_C(1788782400)

struct store_fixture {
    struct store *store;
    int64_t now;
};

/* cmocka set-up and tear-down; *state is a struct store_fixture. */
int store_fixture_new(void **state);
int store_fixture_free(void **state);
/* Another store in memory, without a device; fails the test if it does not open. */
struct store *store_fixture_open(void);

/* Save one text (NULL: null) and fail the test if that fails. `record` NULL: a new one. `over`: the
 * entry to replace, or NULL. The ids live in the returned struct. */
struct saved {
    char record[RECORD_ID_TEXT];
    char entry[ENTRY_ID_TEXT];
};
struct saved store_fixture_save(struct store *s, const char *record, const char *kind,
                                const char *field, const char *text, const char *over);

/* Everything a store shows of its records, in an order of its own, as text to compare. */
void store_fixture_dump(struct store *s, struct buf *out);

#endif
