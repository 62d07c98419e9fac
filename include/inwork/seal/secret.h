/* SPDX-License-Identifier: GPL-3.0-or-later
 * Memory for secrets: locked against swap, surrounded by guard pages, wiped when freed.
 * Call seal_init() once before anything else in this layer.
 */
#ifndef INWORK_SEAL_SECRET_H
#define INWORK_SEAL_SECRET_H

#include <stddef.h>
#include <stdint.h>

struct error;

/* Prepare libsodium. Safe to call more than once. Errors: STATUS_SOFTWARE. */
int seal_init(struct error *err);

/* Turn core dumps off and make the process undumpable (also closed to ptrace by others). */
int seal_harden_process(struct error *err);

/* `n` zero bytes of locked memory, aligned to 16, or NULL with `err` filled (STATUS_IO). Free with
 * secret_free. Each block takes at least one page of the login's limit on locked memory
 * (RLIMIT_MEMLOCK, often 8 MiB, sometimes 64 KiB): keep them few. Where the limit is reached the
 * call fails rather than hand out memory that may be swapped. What locking cannot prevent: copies
 * that the processor, a suspended laptop's disk image or a hypervisor keep. */
void *secret_alloc(size_t n, struct error *err);
/* Wipe and release; NULL is accepted. */
void secret_free(void *p);
/* Overwrite `n` bytes in a way the compiler keeps. */
void secret_wipe(void *p, size_t n);
/* Constant-time comparison: 1 if the `n` bytes are equal. */
int secret_equal(const void *a, const void *b, size_t n);
/* Cryptographically strong random bytes. */
void seal_random(void *out, size_t n);

/* A secret text of known length (a passphrase, an identity). Zero is valid and empty. */
struct secret {
    char *bytes; /* locked, NUL after `len` */
    size_t len;
};
/* Copy `n` bytes into locked memory, replacing what was there. */
int secret_set(struct secret *s, const void *bytes, size_t n, struct error *err);
void secret_clear(struct secret *s);
/* Read a passphrase from a descriptor up to the first newline or end of file (at most 1,024
 * bytes; the newline and a carriage return before it are left out), never through a buffer that
 * is not locked. Empty: STATUS_REFUSED. */
int secret_read_fd(struct secret *out, int fd, struct error *err);

#endif
