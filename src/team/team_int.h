/* SPDX-License-Identifier: GPL-3.0-or-later
 * Small things several files of the team layer share.
 */
#ifndef INWORK_TEAM_INT_H
#define INWORK_TEAM_INT_H

#include <stdint.h>

#define TEAM_MOMENT_SIZE 21 /* "2026-09-07T14:03:09Z" and a NUL */

/* RFC 3339 in UTC: what goes into the repository tells no time zone. */
void team_moment(char out[TEAM_MOMENT_SIZE], int64_t seconds);

#endif
