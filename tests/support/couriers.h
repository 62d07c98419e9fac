/* SPDX-License-Identifier: GPL-3.0-or-later
 * A scratch folder with a remote in it, and couriers over it, for tests.
 */
#ifndef TESTS_SUPPORT_COURIERS_H
#define TESTS_SUPPORT_COURIERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "inwork/courier/courier.h"

struct error;

struct place {
    char folder[200];  /* under $TMPDIR, removed at the end */
    char remote[240];  /* <folder>/team.git, which does not exist yet */
    unsigned deadline; /* for couriers started from here; 0: 30 seconds */
    const char *program;
};

/* cmocka set-up and tear-down; *state is the place. */
int place_new(void **state);
int place_free(void **state);

/* A courier with the clone <folder>/NAME; fails the test if it does not start. */
struct courier *place_start(const struct place *p, const char *clone, const char *remote);
/* What `git ARGUMENTS…` prints, run in the folder; borrowed until the next call. The arguments are
 * split at blanks. */
const char *place_git(const struct place *p, const char *arguments);
/* The object id git gives a blob with this content; borrowed until the next call. */
const char *place_blob(const char *text);
void place_write(const struct place *p, const char *name, const char *text);
void place_remove(const struct place *p, const char *name);

/* Row functions that collect; payloads are these. */
struct rows {
    size_t count;
    struct {
        char name[320];
        char oid[COURIER_OID_TEXT];
        uint64_t size;
        bool known;
    } row[64];
};
int rows_ref(const char *ref, const char oid[COURIER_OID_TEXT], void *payload, struct error *err);
int rows_file(const struct courier_file *file, void *payload, struct error *err);

struct contents {
    size_t count;
    void *bytes[16];
    size_t n[16];
};
int contents_add(size_t index, const void *bytes, size_t n, void *payload, struct error *err);
void contents_free(struct contents *c);

#endif
