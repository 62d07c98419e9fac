/* SPDX-License-Identifier: GPL-3.0-or-later
 * Threads for work beside the main one: they have no signals to handle and can be done without.
 */
#ifndef INWORK_BASE_THREAD_H
#define INWORK_BASE_THREAD_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

/* How many threads can work beside the caller's at the same time: processors but one, 0 to `most`.
 */
size_t thread_spare(size_t most);
/* Start `run(payload)` with all signals blocked, so that they reach the thread that waits for
 * them. False where no thread can be had: the caller does the work. Join it with pthread_join. */
bool thread_start(pthread_t *out, void *(*run)(void *), void *payload);

#endif
