/* SPDX-License-Identifier: GPL-3.0-or-later
 * The join code: one token that ties a newcomer to this team and to the state of its roster
 * (FORMAT 5). It is not secret.
 *
 *   team id, first 10 bytes | newest statement's number, 3 bytes, high byte first |
 *   SHA-256 of that statement, first 20 bytes | check, first 2 bytes of SHA-256("inwork-join" ...)
 *   = 35 bytes = 56 characters of lower-case base32
 */
#ifndef INWORK_TEAM_JOINCODE_H
#define INWORK_TEAM_JOINCODE_H

#include <stddef.h>
#include <stdint.h>

struct error;
struct roster;

#define JOINCODE_TEXT 57 /* 56 characters and a NUL */

struct joincode {
    uint8_t team[10];
    uint32_t n;
    uint8_t hash[20];
};

/* The code of the roster as it stands (at least one statement). */
void joincode_make(char out[JOINCODE_TEXT], const struct roster *r);
/* Accepts upper case, spaces and hyphens. STATUS_DATA says whether its length, a character or the
 * check is wrong. */
int joincode_parse(struct joincode *out, const char *text, struct error *err);
/* 0 when the roster is of that team and contains that statement, else STATUS_REFUSED. */
int joincode_check(const struct joincode *code, const struct roster *r, struct error *err);

#endif
