/* SPDX-License-Identifier: GPL-3.0-or-later
 * Running other programs as oracles, and a folder to do it in.
 */
#ifndef INWORK_TESTS_RUN_PROGRAM_H
#define INWORK_TESTS_RUN_PROGRAM_H

#include <stdbool.h>
#include <stddef.h>

struct buf;

/* Run argv[0] (looked up in PATH; NULL ends the list) with `n` bytes on its standard input.
 * Returns its exit status, or -1 if it did not exit. `out` (may be NULL) is replaced by what it
 * wrote to standard output; its standard error is the test's own, or nowhere when `quiet`. */
int run_program(const char *const argv[], const void *in, size_t n, struct buf *out, bool quiet);
/* The same with a terminal of its own on which `answer` is typed at each of `prompts` prompts (a
 * prompt is any output that ends with ": "). */
int run_program_on_terminal(const char *const argv[], const void *in, size_t n, struct buf *out,
                            const char *answer, unsigned prompts);
/* Whether a program of this name is in PATH. */
bool program_exists(const char *name);

/* A new private folder under $TMPDIR; free() the path after scratch_remove. */
char *scratch_make(void);
/* Remove the folder and everything in it. */
void scratch_remove(const char *path);
/* Write or read a whole file `name` in the folder; the test fails if that fails. */
void scratch_write(const char *folder, const char *name, const void *bytes, size_t n);
void scratch_read(const char *folder, const char *name, struct buf *out);

#endif
