/* SPDX-License-Identifier: GPL-3.0-or-later
 * The real clocks. Code that decides by the time takes it as a parameter; only the outermost layer
 * asks here.
 */
#ifndef INWORK_BASE_CLOCK_H
#define INWORK_BASE_CLOCK_H

#include <stdint.h>

int64_t clock_seconds(void); /* since 1970, UTC */
int64_t clock_ms(void);      /* the same in milliseconds */
/* Milliseconds that only rise, unaffected by setting the clock; for deadlines and measuring. */
int64_t clock_monotonic_ms(void);

#endif
