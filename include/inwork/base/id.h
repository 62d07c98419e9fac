/* SPDX-License-Identifier: GPL-3.0-or-later
 * Record ids: upper-case ULIDs, 26 characters of Crockford's base32: 48 bits of milliseconds, then
 * 80 random bits. Ids made by one maker rise, also within a millisecond.
 */
#ifndef INWORK_BASE_ID_H
#define INWORK_BASE_ID_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct error;

#define ID_LENGTH 26
#define ID_SIZE 27 /* with a NUL */

/* Zero is a fresh maker. Owns nothing. */
struct id_maker {
    int64_t last_ms;
    uint8_t random[10];
};

/* The next id at `unix_ms`; randomness comes from the kernel. A clock that went back repeats the
 * last millisecond. STATUS_IO if the kernel has no randomness. */
int id_next(char out[ID_SIZE], struct id_maker *maker, int64_t unix_ms, struct error *err);
/* As id_next with a maker of its own. */
int id_new(char out[ID_SIZE], int64_t unix_ms, struct error *err);

/* A whole id, upper case. */
bool id_valid(const char *text, size_t n);
/* What a person typed, up to a whole id, as a prefix to look up: upper case, I and L as 1, O as 0.
 * False if it cannot begin an id. */
bool id_prefix(char out[ID_SIZE], const char *text, size_t n);
/* The milliseconds since 1970 in a valid id. */
int64_t id_time(const char id[ID_SIZE]);

/* `n` bytes from the kernel's generator. */
int random_bytes(void *out, size_t n, struct error *err);

#endif
