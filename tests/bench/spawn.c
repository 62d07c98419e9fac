/* SPDX-License-Identifier: GPL-3.0-or-later
 * Times one or two commands as whole processes, turn about so that both see the same machine.
 *
 *   spawn RUNS COMMAND ARG… [--against COMMAND ARG…]
 *
 * Prints "MEDIAN_MS MINIMUM_MS PEAK_KB" for each, a line each. Output of the commands is thrown
 * away; a command that fails to start ends the measurement with status 1.
 */
#include <fcntl.h>
#include <stdint.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#define RUNS_MAX 1000

struct measure {
    double ms[RUNS_MAX];
    long peak_kb;
};

static double now_ms(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

/* One run; 0, or -1 when the command could not be started. */
static int once(char **argv, double *ms, long *peak_kb)
{
    double began = now_ms();
    pid_t pid = fork();
    if (pid == 0) {
        int null = open("/dev/null", O_RDWR);
        if (null >= 0) {
            (void)dup2(null, 0);
            (void)dup2(null, 1);
            (void)dup2(null, 2);
        }
        execvp(argv[0], argv);
        _exit(127);
    }
    int status = 0;
    struct rusage use;
    if (pid < 0 || wait4(pid, &status, 0, &use) != pid)
        return -1;
    *ms = now_ms() - began;
    if (use.ru_maxrss > *peak_kb)
        *peak_kb = use.ru_maxrss;
    return WIFEXITED(status) && WEXITSTATUS(status) != 127 ? 0 : -1;
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a;
    double y = *(const double *)b;
    return (x > y) - (x < y);
}

static void print(struct measure *m, int runs)
{
    qsort(m->ms, (size_t)runs, sizeof m->ms[0], by_size);
    printf("%.3f %.3f %ld\n", m->ms[runs / 2], m->ms[0], m->peak_kb);
}

int main(int argc, char **argv)
{
    static struct measure first;
    static struct measure second;
    if (argc < 3) {
        (void)fprintf(stderr, "usage: spawn RUNS COMMAND ARG… [--against COMMAND ARG…]\n");
        return 64;
    }
    long runs = strtol(argv[1], NULL, 10);
    if (runs < 1 || runs > RUNS_MAX)
        return 64;
    char **other = NULL;
    for (int i = 3; i < argc; i++) {
        if (strcmp(argv[i], "--against") == 0 && i + 1 < argc) {
            argv[i] = NULL;
            other = argv + i + 1;
            break;
        }
    }
    for (int i = 0; i < runs; i++) {
        if (once(argv + 2, &first.ms[i], &first.peak_kb) ||
            (other && once(other, &second.ms[i], &second.peak_kb))) {
            (void)fprintf(stderr, "spawn: a command could not be run\n");
            return 1;
        }
    }
    print(&first, (int)runs);
    if (other)
        print(&second, (int)runs);
    return 0;
}
