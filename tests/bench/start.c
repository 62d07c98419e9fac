/* SPDX-License-Identifier: GPL-3.0-or-later
 * Times programs for a terminal from their start to their first screen, turn about.
 *
 *   start RUNS WORD COMMAND ARG… [--against WORD COMMAND ARG…]…
 *
 * The first screen stands when WORD was sent and then nothing more for a moment; the time is that
 * of the last byte before. Prints "MEDIAN_MS MINIMUM_MS" for each, a line each, and ends each
 * program with a signal. A program that never shows its word ends the measurement with status 1.
 */
#include <errno.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bench.h"

#define RUNS_MAX 200
#define PROGRAMS_MAX 4
#define QUIET_MS 25
#define PATIENCE_MS 20000
#define FRAME_MAX 262144

struct program {
    const char *word;
    char **argv;
    double ms[RUNS_MAX];
};

/* Whether the word is in what was sent, over the ends of single reads too. */
static bool said(const char *frame, size_t n, const char *word)
{
    return memmem(frame, n, word, strlen(word)) != NULL;
}

static double watch(int fd, const char *word, double began)
{
    static char frame[FRAME_MAX];
    size_t have = 0;
    double last = began;
    bool seen = false;
    for (;;) {
        struct pollfd p = {.fd = fd, .events = POLLIN};
        int ready = poll(&p, 1, seen ? QUIET_MS : PATIENCE_MS);
        if (ready < 0 && errno == EINTR)
            continue;
        if (ready == 0)
            return seen ? last - began : -1;
        ssize_t got = have < sizeof frame ? read(fd, frame + have, sizeof frame - have) : 0;
        if (got <= 0)
            return seen ? last - began : -1;
        have += (size_t)got;
        last = bench_ms();
        seen = seen || said(frame, have, word);
    }
}

/* Milliseconds, or -1. */
static double once(const struct program *program)
{
    struct winsize size = {.ws_row = 24, .ws_col = 80};
    int fd = -1;
    double began = bench_ms();
    pid_t pid = forkpty(&fd, NULL, NULL, &size);
    if (pid == 0) {
        (void)setenv("TERM", "xterm-256color", 1);
        execvp(program->argv[0], program->argv);
        _exit(127);
    }
    if (pid < 0)
        return -1;
    double took = watch(fd, program->word, began);
    (void)close(fd); /* its terminal is gone: it ends */
    (void)kill(pid, SIGTERM);
    for (int waited = 0; waitpid(pid, NULL, WNOHANG) == 0; waited += 10) {
        if (waited > 2000)
            (void)kill(pid, SIGKILL);
        (void)poll(NULL, 0, 10);
    }
    return took;
}

int main(int argc, char **argv)
{
    static struct program programs[PROGRAMS_MAX];
    size_t count = 0;
    long runs = argc > 1 ? strtol(argv[1], NULL, 10) : 0;
    if (argc < 4 || runs < 1 || runs > RUNS_MAX) {
        (void)fprintf(stderr, "usage: start RUNS WORD COMMAND ARG… [--against WORD COMMAND …]…\n");
        return 64;
    }
    programs[count++] = (struct program){.word = argv[2], .argv = argv + 3};
    for (int i = 4; i < argc; i++) {
        if (strcmp(argv[i], "--against") != 0 || i + 2 >= argc || count == PROGRAMS_MAX)
            continue;
        argv[i] = NULL;
        programs[count++] = (struct program){.word = argv[i + 1], .argv = argv + i + 2};
        i += 2;
    }
    for (long run = 0; run < runs; run++) {
        for (size_t i = 0; i < count; i++) {
            programs[i].ms[run] = once(&programs[i]);
            if (programs[i].ms[run] < 0) {
                (void)fprintf(stderr, "start: %s never showed “%s”\n", programs[i].argv[0],
                              programs[i].word);
                return 1;
            }
        }
    }
    for (size_t i = 0; i < count; i++) {
        bench_sort(programs[i].ms, (size_t)runs);
        (void)printf("%.2f %.2f\n", programs[i].ms[runs / 2], programs[i].ms[0]);
    }
    return 0;
}
