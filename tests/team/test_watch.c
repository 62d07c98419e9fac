/* SPDX-License-Identifier: GPL-3.0-or-later
 * `inwork sync --watch` (src/app/sync_watch.c): it syncs when something new is saved and when the
 * host is back, and ends at once when it is told to, waiting or under way, leaving nothing behind.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "colleagues.h"
#include "inwork/base/clock.h"
#include "run_program.h"

#define PATIENCE_MS 120000 /* a busy machine; what is waited for comes within seconds */

/* The program at work, and what it said so far. */
struct watcher {
    pid_t pid;
    int fd; /* its standard output and error */
    struct buf said;
};

static void watch(struct watcher *w, const struct person *p)
{
    int ends[2];
    const char *inwork = getenv("INWORK") ? getenv("INWORK") : "build/check/inwork";
    *w = (struct watcher){0};
    assert_int_equal(pipe2(ends, O_CLOEXEC), 0);
    w->fd = ends[0];
    w->pid = fork();
    assert_true(w->pid >= 0);
    if (w->pid == 0) {
        char *store = person_path(p, "store.inwork");
        char *passphrase = person_path(p, "passphrase");
        (void)setenv("INWORK_STORE", store, 1);
        (void)setenv("INWORK_PASSPHRASE_FILE", passphrase, 1);
        (void)dup2(ends[1], 1);
        (void)dup2(ends[1], 2);
        (void)setsid();
        (void)execl(inwork, "inwork", "sync", "--watch", (char *)NULL);
        _exit(126);
    }
    (void)close(ends[1]);
}

/* More of what it says; false when it said its last or time is over. */
static bool hear(struct watcher *w, int64_t until)
{
    char piece[4096];
    int64_t left = until - clock_monotonic_ms();
    struct pollfd p = {.fd = w->fd, .events = POLLIN};
    if (left <= 0 || poll(&p, 1, (int)left) <= 0)
        return false;
    ssize_t got = read(w->fd, piece, sizeof piece);
    if (got > 0)
        buf_append(&w->said, piece, (size_t)got);
    return got > 0 || (got < 0 && errno == EINTR);
}

static void wait_words(struct watcher *w, const char *words)
{
    int64_t until = clock_monotonic_ms() + PATIENCE_MS;
    while (!strstr(buf_text(&w->said), words))
        if (!hear(w, until))
            fail_msg("“%s” was not said: %s", words, buf_text(&w->said));
    buf_clear(&w->said);
}

/* Tell it to end; how it did, as waitpid has it. */
static int told_to_end(struct watcher *w, int number)
{
    int status = 0;
    int64_t until = clock_monotonic_ms() + PATIENCE_MS;
    assert_int_equal(kill(w->pid, number), 0);
    while (hear(w, until))
        continue;
    assert_true(clock_monotonic_ms() < until);
    assert_int_equal(waitpid(w->pid, &status, 0), w->pid);
    (void)close(w->fd);
    buf_free(&w->said);
    return status;
}

static void a_day_beside_the_work(void **state)
{
    struct colleagues *c = *state;
    struct watcher w;
    watch(&w, &c->ada);
    wait_words(&w, "synced: 0 sent, 0 received\n");
    /* Something new is saved, by another program at the same store. */
    run_expect(0, &c->ada, "add", "client", "name=Casey Invented");
    wait_words(&w, "synced: 1 sent");
    run_expect(0, &c->bea, "sync");
    assert_int_equal(count_records(&c->bea, "client"), 1);
    /* The host is away, which is said; and back. */
    line_dead(c);
    run_expect(0, &c->ada, "add", "client", "name=Robin Madeup");
    wait_words(&w, "Could not resolve hostname");
    assert_int_equal(count_unsent(&c->ada), 1);
    line_open(c);
    wait_words(&w, "synced: 1 sent");
    assert_int_equal(count_unsent(&c->ada), 0);
    (void)told_to_end(&w, SIGTERM);
    run_expect(0, &c->ada, "sync");
    run_expect(0, &c->ada, "verify");
}

/* How it ends after an exchange, told by this signal. */
static int after_an_exchange(struct colleagues *c, int number)
{
    struct watcher w;
    watch(&w, &c->bea);
    wait_words(&w, "synced: ");
    return told_to_end(&w, number);
}

static void told_to_end_while_waiting(void **state)
{
    struct colleagues *c = *state;
    static const int numbers[] = {SIGINT, SIGTERM, SIGHUP};
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        int status = after_an_exchange(c, numbers[i]);
        /* Should this machine's network have changed just then, another exchange was under way. */
        for (int again = 0; again < 3 && WIFSIGNALED(status); again++) {
            assert_int_equal(WTERMSIG(status), numbers[i]);
            status = after_an_exchange(c, numbers[i]);
        }
        assert_true(WIFEXITED(status));
        assert_int_equal(WEXITSTATUS(status), 0);
    }
    run_expect(0, &c->bea, "sync");
}

/* The host accepts and says nothing: nobody waits for its deadline. */
static void told_to_end_during_an_exchange(void **state)
{
    struct colleagues *c = *state;
    struct watcher w;
    char path[300];
    line_silent(c);
    (void)snprintf(path, sizeof path, "%s/asked", c->folder);
    (void)unlink(path);
    run_expect(0, &c->ada, "add", "client", "name=Sam Nobody");
    watch(&w, &c->ada);
    int64_t until = clock_monotonic_ms() + PATIENCE_MS;
    while (access(path, F_OK) != 0 && clock_monotonic_ms() < until)
        (void)poll(NULL, 0, 20);
    assert_int_equal(access(path, F_OK), 0);
    int status = told_to_end(&w, SIGINT);
    assert_true(WIFSIGNALED(status)); /* at the deadline it would go on waiting, and exit 0 */
    assert_int_equal(WTERMSIG(status), SIGINT);
    line_open(c);
    /* The lock goes when the courier has noticed. */
    int synced = 75;
    for (int i = 0; i < 200 && synced == 75; i++) {
        synced = run(&c->ada, "sync", NULL);
        (void)poll(NULL, 0, 50);
    }
    assert_int_equal(synced, 0);
    assert_int_equal(count_unsent(&c->ada), 0);
    run_expect(0, &c->ada, "verify");
}

/* What no waiting mends ends it: the store has no team. */
static void without_a_team(void **state)
{
    (void)state;
    struct person p;
    person_begin(&p, "Cem Example");
    run_expect(66, &p, "sync", "--watch");
    assert_non_null(strstr(buf_text(&p.err), "no team yet"));
    person_end(&p);
}

static int begin(void **state)
{
    struct colleagues *c = calloc(1, sizeof *c);
    colleagues_begin(c, true);
    *state = c;
    return 0;
}

static int end(void **state)
{
    colleagues_end(*state);
    free(*state);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_day_beside_the_work),
        cmocka_unit_test(told_to_end_while_waiting),
        cmocka_unit_test(told_to_end_during_an_exchange),
        cmocka_unit_test(without_a_team),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
