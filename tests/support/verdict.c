/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a failed test leaves to read is the assertion that failed. cmocka jumps out of the test, so
 * whatever that held is still allocated at the end: a report of those leaks, and the abort that
 * follows it, would bury the reason. Leaks are looked for when a program's tests have passed.
 * Linked into every test program; nothing calls it but the C library and the leak checker.
 */
#include <stdio.h>
#include <stdlib.h>

static int exit_status;

static void remember(int status, void *unused)
{
    (void)unused;
    exit_status = status;
}

/* LeakSanitizer asks this before it looks. */
int __lsan_is_turned_off(void);
int __lsan_is_turned_off(void)
{
    return exit_status != 0;
}

__attribute__((constructor)) static void begin(void)
{
    /* Lines come out in order with those of standard error, and none is lost in an abort. */
    (void)setvbuf(stdout, NULL, _IOLBF, 0);
    (void)on_exit(remember, NULL);
}
