/* SPDX-License-Identifier: GPL-3.0-or-later
 * The real clocks.
 */
#include "inwork/base/clock.h"

#include <time.h>

static int64_t milliseconds(clockid_t clock)
{
    struct timespec now = {0};
    (void)clock_gettime(clock, &now); /* these clocks always exist on Linux */
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

int64_t clock_seconds(void)
{
    return clock_ms() / 1000;
}

int64_t clock_ms(void)
{
    return milliseconds(CLOCK_REALTIME);
}

int64_t clock_monotonic_ms(void)
{
    return milliseconds(CLOCK_MONOTONIC);
}
