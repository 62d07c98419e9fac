/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a test calls today is one day from its beginning to its end.
 */
#ifndef TESTS_SUPPORT_DAY_H
#define TESTS_SUPPORT_DAY_H

/* Called before anything is written down: when midnight (local time) is near, waits until it is
 * over. */
void day_wait(void);

#endif
