/* SPDX-License-Identifier: GPL-3.0-or-later
 * The program under test asks the real clock, as it does for everybody; so a test that wrote
 * "today" before midnight and looked at it afterwards would see yesterday.
 */
#include "day.h"

#include <time.h>
#include <unistd.h>

#include "inwork/base/clock.h"

#define LONGEST 240 /* s that what is set up once is used for, on a busy machine */

void day_wait(void)
{
    for (;;) {
        time_t now = clock_seconds();
        struct tm local;
        if (localtime_r(&now, &local) == NULL ||
            (local.tm_hour * 60 + local.tm_min) * 60 + local.tm_sec < 24 * 3600 - LONGEST) {
            return;
        }
        (void)sleep(1);
    }
}
