/* SPDX-License-Identifier: GPL-3.0-or-later
 * Running the program under test: $INWORK, or build/check/inwork.
 */
#ifndef INWORK_TESTS_RUN_H
#define INWORK_TESTS_RUN_H

#include <stdbool.h>
#include <stddef.h>

#include "inwork/base/buf.h"

struct json;

/* A person's folder: store, passphrase file, recovery file. */
struct person {
    char *folder;  /* private, under $TMPDIR */
    bool unlocked; /* the kernel's keyring holds the key: no slow passphrase is needed */
    /* What the last run answered. */
    struct buf out;
    struct buf err;
    int status; /* exit status; 128 and the signal when killed by one */
};

/* Make a folder with a passphrase; with a name, also a store (`init --kdf light`), unlocked where
 * the kernel allows. */
void person_begin(struct person *p, const char *name);
void person_end(struct person *p);
/* A path in the folder, to be freed. */
char *person_path(const struct person *p, const char *name);

/* Run with arguments (NULL ends them), nothing on standard input. INWORK_STORE is the person's, and
 * so is INWORK_PASSPHRASE_FILE unless the store is unlocked. Returns the exit status. */
int run(struct person *p, ...) __attribute__((sentinel));
/* The same with standard input. */
int run_with(struct person *p, const void *in, size_t n, ...) __attribute__((sentinel));
/* The same without the passphrase file, and with NAME=VALUE pairs in `env` (NULL ends them; NULL
 * itself for none). */
int run_bare(struct person *p, const char *const *env, const void *in, size_t n, ...)
    __attribute__((sentinel));

/* Run, and fail the test with everything shown unless the exit status is `want`. */
#define run_expect(want, p, ...) run_check(want, run(p, __VA_ARGS__, NULL), p, __FILE__, __LINE__)
void run_check(int want, int got, const struct person *p, const char *file, int line);

/* The answer without its last newline; borrowed until the next run. It must be one line. */
const char *run_line(struct person *p);
/* Line `i` of the answer as JSON, to be freed; the test fails if it is not JSON. */
struct json *run_json(const struct person *p, size_t i);
size_t run_lines(const struct person *p);

#endif
