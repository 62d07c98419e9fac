/* SPDX-License-Identifier: GPL-3.0-or-later
 * A signal goes to any thread that does not block it. The terminal and the couriers wait for theirs
 * in the main thread, and would sleep on if another one took it.
 */
#include "inwork/base/thread.h"

#include <signal.h>
#include <unistd.h>

size_t thread_spare(size_t most)
{
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    size_t spare = processors < 2 ? 0 : (size_t)processors - 1;
    return spare < most ? spare : most;
}

bool thread_start(pthread_t *out, void *(*run)(void *), void *payload)
{
    sigset_t all;
    sigset_t before;
    if (sigfillset(&all) != 0 || pthread_sigmask(SIG_SETMASK, &all, &before) != 0)
        return false;
    bool started = pthread_create(out, NULL, run, payload) == 0;
    (void)pthread_sigmask(SIG_SETMASK, &before, NULL);
    return started;
}
