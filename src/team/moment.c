/* SPDX-License-Identifier: GPL-3.0-or-later
 * Moments as the repository shows them: UTC, to the second.
 */
#include "team_int.h"

#include <time.h>

void team_moment(char out[TEAM_MOMENT_SIZE], int64_t seconds)
{
    time_t t = (time_t)seconds;
    struct tm parts;
    /* Years past 9999 do not fit the form; no clock that is set says so. */
    if (seconds < 0 || seconds > INT64_C(253402300799) || gmtime_r(&t, &parts) == NULL ||
        strftime(out, TEAM_MOMENT_SIZE, "%Y-%m-%dT%H:%M:%SZ", &parts) == 0)
        memcpy(out, "1970-01-01T00:00:00Z", TEAM_MOMENT_SIZE);
}
