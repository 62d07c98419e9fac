/* SPDX-License-Identifier: GPL-3.0-or-later
 * The courier process: what it may not hold, that it never keeps anyone waiting, and that it may be
 * killed at any moment.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <arpa/inet.h>
#include <cmocka.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/keyctl.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "couriers.h"
#include "inwork/base/buf.h"
#include "inwork/base/error.h"
#include "inwork/courier/courier.h"
#include "run_program.h"

#define REF "refs/heads/device/abcdefghijklmnopqrstuvwx"
#define FEED "feeds/abcdefghijklmnopqrstuvwx/0123abcd/casework/"
#define KEY_NAME "inwork-courier-test"

extern char **environ;

/* --- looking at processes */

struct seen {
    pid_t pid, parent, group;
    char state;
};

static bool look_at(const char *name, struct seen *out)
{
    char path[64], text[512];
    (void)snprintf(path, sizeof path, "/proc/%s/stat", name);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return false;
    ssize_t n = read(fd, text, sizeof text - 1);
    (void)close(fd);
    if (n <= 0)
        return false;
    text[n] = '\0';
    const char *after = strrchr(text, ')');
    long numbers[2] = {0};
    if (!after)
        return false;
    char *at = (char *)(size_t)(after + 4);
    for (int i = 0; i < 2; i++)
        numbers[i] = strtol(at, &at, 10);
    *out = (struct seen){(pid_t)strtol(text, NULL, 10), (pid_t)numbers[0], (pid_t)numbers[1],
                         after[2]};
    return true;
}

typedef bool (*seen_fn)(const struct seen *s, pid_t who);

static bool child_of(const struct seen *s, pid_t who)
{
    return s->parent == who && s->state != 'Z';
}

static bool in_group(const struct seen *s, pid_t who)
{
    return s->group == who && s->state != 'Z';
}

/* The first process that matches, or 0. */
static pid_t find_process(seen_fn matches, pid_t who)
{
    pid_t found = 0;
    DIR *dir = opendir("/proc");
    assert_non_null(dir);
    for (struct dirent *e = readdir(dir); e && !found; e = readdir(dir)) {
        struct seen s;
        if (e->d_name[0] >= '0' && e->d_name[0] <= '9' && look_at(e->d_name, &s) &&
            matches(&s, who))
            found = s.pid;
    }
    (void)closedir(dir);
    return found;
}

static void pause_ms(long ms)
{
    struct timespec t = {.tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000};
    (void)nanosleep(&t, NULL);
}

static bool group_ends(pid_t group)
{
    for (int i = 0; i < 6000; i++) {
        if (!find_process(in_group, group))
            return true;
        pause_ms(10);
    }
    return false;
}

/* --- what the courier holds. This program under the name `probe` writes down what it finds. */

static int probe(const char *name)
{
    char path[400];
    (void)snprintf(path, sizeof path, "%s.out", name);
    struct buf out = BUF_ZERO;
    buf_add(&out, "fds:");
    for (int fd = 0; fd < 1024; fd++)
        if (fcntl(fd, F_GETFD) >= 0)
            buf_printf(&out, " %d", fd);
    int death = 0;
    (void)prctl(PR_GET_PDEATHSIG, &death);
    mode_t mask = umask(0);
    buf_printf(&out, "\nno_new_privs: %d\npdeathsig: %d\numask: %03o\nleads: %d\n",
               prctl(PR_GET_NO_NEW_PRIVS, 0L, 0L, 0L, 0L), death, (unsigned)mask,
               getsid(0) == getpid() && getpgrp() == getpid());
    long key = syscall(SYS_keyctl, (long)KEYCTL_SEARCH, (long)KEY_SPEC_SESSION_KEYRING, "user",
                       KEY_NAME, 0L);
    buf_printf(&out, "key: %s\n", key >= 0 ? "found" : "none");
    for (char **e = environ; *e; e++)
        buf_printf(&out, "env: %s\n", *e);
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    bool good = fd >= 0 && write(fd, out.data, out.len) == (ssize_t)out.len && close(fd) == 0;
    buf_free(&out);
    return good ? 0 : 1;
}

static void test_it_inherits_nothing(void **state)
{
    struct place *p = *state;
    char name[300];
    (void)snprintf(name, sizeof name, "%s/probe", p->folder);
    char self[400];
    ssize_t n = readlink("/proc/self/exe", self, sizeof self - 1);
    assert_true(n > 0);
    self[n] = '\0';
    assert_int_equal(symlink(self, name), 0);
    int stray = open("/dev/null", O_RDONLY); /* on purpose without O_CLOEXEC */
    assert_true(stray > 2 && dup2(stray, 200) == 200);
    assert_int_equal(setenv("GIT_DIR", "/nowhere", 1), 0);
    assert_int_equal(setenv("INWORK_PASSPHRASE_FILE", "/nowhere", 1), 0);
    assert_int_equal(setenv("SSH_AUTH_SOCK", "/agent", 1), 0);
    long key =
        syscall(SYS_add_key, "user", KEY_NAME, "secret", (size_t)6, (long)KEY_SPEC_SESSION_KEYRING);
    if (key < 0)
        (void)printf("skipped: no kernel keyring here\n");
    struct courier *c = NULL;
    struct error err = {0};
    const struct courier_options options = {
        .program = name, .git_dir = name, .remote = p->remote, .deadline = 120};
    assert_int_equal(courier_start(&c, &options, &err), -STATUS_SOFTWARE);
    (void)close(stray);
    (void)close(200);
    (void)unsetenv("GIT_DIR");
    (void)unsetenv("INWORK_PASSPHRASE_FILE");
    (void)unsetenv("SSH_AUTH_SOCK");
    if (key >= 0)
        (void)syscall(SYS_keyctl, (long)KEYCTL_UNLINK, key, (long)KEY_SPEC_SESSION_KEYRING);
    struct buf out = BUF_ZERO;
    scratch_read(p->folder, "probe.out", &out);
    const char *text = buf_text(&out);
    assert_non_null(strstr(text, "fds: 0 1 2\n"));
    assert_non_null(strstr(text, "no_new_privs: 1\n"));
    assert_non_null(strstr(text, "pdeathsig: 9\n"));
    assert_non_null(strstr(text, "umask: 077\n"));
    assert_non_null(strstr(text, "leads: 1\n"));
    assert_non_null(strstr(text, "key: none\n"));
    assert_non_null(strstr(text, "env: PATH="));
    assert_non_null(strstr(text, "env: SSH_AUTH_SOCK=/agent\n"));
    assert_null(strstr(text, "env: GIT_DIR"));
    assert_null(strstr(text, "env: INWORK_PASSPHRASE_FILE"));
    buf_free(&out);
}

static void test_it_runs_under_a_filter(void **state)
{
    const struct place *p = *state;
    struct courier *c = place_start(p, "a.git", p->remote);
    pid_t pid = find_process(child_of, getpid());
    assert_true(pid > 0);
    char path[64];
    struct buf text = BUF_ZERO;
    (void)snprintf(path, sizeof path, "%d/status", (int)pid);
    const char *const argv[] = {"cat", path, NULL};
    assert_int_equal(chdir("/proc"), 0);
    assert_int_equal(run_program(argv, NULL, 0, &text, false), 0);
    assert_non_null(strstr(text.data, "NoNewPrivs:\t1"));
    assert_non_null(strstr(text.data, "Seccomp:\t2"));
    buf_free(&text);
    courier_stop(c);
}

/* --- time */

#define DEFAULT_DEADLINE 30

static void expect_silence(const struct place *p, const char *remote)
{
    struct error err = {0};
    struct rows refs = {0};
    struct courier *c = place_start(p, "a.git", remote);
    pid_t pid = find_process(child_of, getpid());
    assert_true(pid > 0);
    struct timespec began, ended;
    (void)clock_gettime(CLOCK_MONOTONIC, &began);
    assert_int_equal(courier_list(c, rows_ref, &refs, &err), -STATUS_UNAVAILABLE);
    (void)clock_gettime(CLOCK_MONOTONIC, &ended);
    assert_non_null(strstr(err.message, "did not answer within 2 seconds"));
    assert_true(ended.tv_sec - began.tv_sec < DEFAULT_DEADLINE); /* on a busy machine, too */
    assert_true(group_ends(pid));
    assert_int_equal(courier_list(c, rows_ref, &refs, &err), -STATUS_UNAVAILABLE);
    courier_stop(c);
}

static void test_a_silent_host_is_left_at_the_deadline(void **state)
{
    struct place *p = *state;
    char remote[100];
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    struct sockaddr_in at = {.sin_family = AF_INET};
    socklen_t n = sizeof at;
    at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    assert_int_equal(bind(fd, (struct sockaddr *)&at, n), 0);
    assert_int_equal(listen(fd, 4), 0);
    assert_int_equal(getsockname(fd, (struct sockaddr *)&at, &n), 0);
    (void)snprintf(remote, sizeof remote, "ssh://git@127.0.0.1:%d/team.git", ntohs(at.sin_port));
    p->deadline = 2;
    expect_silence(p, remote);
    (void)close(fd);
}

static void test_a_courier_that_says_nothing_or_nonsense(void **state)
{
    struct place *p = *state;
    struct error err = {0};
    struct courier *c = NULL;
    char script[300];
    (void)snprintf(script, sizeof script, "%s/script", p->folder);
    struct courier_options options = {.program = script, .git_dir = p->folder, .remote = p->remote};
    static const struct {
        const char *text;
        enum status status;
        const char *words;
    } cases[] = {
        {"#!/bin/sh\nsleep 600 & sleep 600\n", STATUS_UNAVAILABLE,
         "did not answer within 1 seconds"},
        {"#!/bin/sh\nprintf '\\377\\377\\377\\377aaaaaaaa' >&0\nsleep 600\n", STATUS_SOFTWARE,
         "makes no sense"},
        {"#!/bin/sh\nprintf '\\000\\000\\000\\000aaaaaaaa' >&0\nsleep 600\n", STATUS_SOFTWARE,
         "makes no sense"},
        {"#!/bin/sh\nprintf '\\005\\000\\000\\000Eaaaaaaa' >&0\nsleep 600\n", STATUS_SOFTWARE,
         "makes no sense"},
        {"#!/bin/sh\nexit 3\n", STATUS_SOFTWARE, "status 3"},
        {"#!/bin/sh\nkill -SEGV $$\n", STATUS_SOFTWARE, "signal 11"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        place_write(p, "script", cases[i].text);
        assert_int_equal(chmod(script, 0700), 0);
        options.deadline = cases[i].status == STATUS_UNAVAILABLE ? 1 : 120;
        int rc = courier_start(&c, &options, &err);
        if (rc != -(int)cases[i].status || !strstr(err.message, cases[i].words))
            fail_msg("case %zu: %d %s", i, rc, err.message);
        assert_null(c);
    }
    options.program = "/nonexistent/program";
    assert_int_equal(courier_start(&c, &options, &err), -STATUS_SOFTWARE);
    assert_non_null(strstr(err.message, "could not be started"));
    assert_int_equal(find_process(child_of, getpid()), 0);
}

/* A frame of the courier, taken apart in wire_int.h: a file with a path of a mebibyte. */
static void write_long_row(const char *path)
{
    enum { NAME = 1 << 20, OID = 40 };
    static char frame[4 + 1 + 4 + NAME + 1 + 4 + OID + 1 + 8 + 1];
    const uint32_t lengths[] = {sizeof frame - 4, NAME, OID};
    char *at = frame;
    memcpy(at, &lengths[0], 4);
    at[4] = 66; /* WIRE_FILE */
    memcpy(at + 5, &lengths[1], 4);
    memset(at + 9, 'a', NAME);
    at += 9 + NAME + 1;
    memcpy(at, &lengths[2], 4);
    memset(at + 4, '0', OID);
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(frame, sizeof frame, 1, f), 1);
    assert_int_equal(fclose(f), 0);
}

static void test_rows_without_end(void **state)
{
    struct place *p = *state;
    struct error err = {0};
    struct courier *c = NULL;
    struct rows refs = {0};
    char script[300], row[300], text[800];
    (void)snprintf(script, sizeof script, "%s/script", p->folder);
    (void)snprintf(row, sizeof row, "%s/row", p->folder);
    write_long_row(row);
    /* done with the greeting, then rows as long as anybody reads them */
    (void)snprintf(text, sizeof text,
                   "#!/bin/sh\n"
                   "printf '\\017\\000\\000\\000E\\000\\000\\000\\000\\000\\000\\000\\000\\000"
                   "\\000\\000\\000\\000\\000' >&0\n"
                   "while /bin/cat '%s'; do :; done >&0\n",
                   row);
    place_write(p, "script", text);
    assert_int_equal(chmod(script, 0700), 0);
    struct courier_options options = {
        .program = script, .git_dir = p->folder, .remote = p->remote, .deadline = 120};
    assert_int_equal(courier_start(&c, &options, &err), 0);
    assert_int_equal(courier_list(c, rows_ref, &refs, &err), -STATUS_SOFTWARE);
    assert_non_null(strstr(err.message, "makes no sense"));
    assert_int_equal(refs.count, 0);
    assert_int_equal(courier_list(c, rows_ref, &refs, &err), -STATUS_UNAVAILABLE);
    courier_stop(c);
    assert_int_equal(find_process(child_of, getpid()), 0);
}

static void test_it_dies_with_its_parent(void **state)
{
    const struct place *p = *state;
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    pid_t helper = fork();
    assert_true(helper >= 0);
    if (helper == 0) {
        (void)place_start(p, "a.git", p->remote);
        pid_t pid = find_process(child_of, getpid());
        (void)!write(ends[1], &pid, sizeof pid);
        (void)kill(getpid(), SIGKILL);
    }
    pid_t pid = 0;
    assert_int_equal(read(ends[0], &pid, sizeof pid), sizeof pid);
    assert_int_equal(waitpid(helper, NULL, 0), helper);
    (void)close(ends[0]);
    (void)close(ends[1]);
    assert_true(pid > 0);
    assert_true(group_ends(pid));
}

/* --- killed and unplugged in the middle */

enum { PUSHES = 12, FILES = 60 };

/* A remote with a branch of many loose objects. */
static void fill(const struct place *p)
{
    struct error err = {0};
    struct courier *c = place_start(p, "filler.git", p->remote);
    char commit[COURIER_OID_TEXT] = "", before[COURIER_OID_TEXT];
    assert_int_equal(courier_create(c, &err), 0);
    for (unsigned i = 0; i < PUSHES; i++) {
        struct courier_put puts[FILES];
        char paths[FILES][100];
        char text[FILES][32];
        for (unsigned j = 0; j < FILES; j++) {
            unsigned n = i * FILES + j;
            (void)snprintf(paths[j], sizeof paths[j], FEED "%x/%x/%x/%x/%05x.age", n >> 16 & 15,
                           n >> 12 & 15, n >> 8 & 15, n >> 4 & 15, n);
            (void)snprintf(text[j], sizeof text[j], "segment %u", n);
            puts[j] =
                (struct courier_put){.path = paths[j], .bytes = text[j], .n = strlen(text[j])};
        }
        memcpy(before, commit, sizeof before);
        const char *on = i ? before : NULL;
        assert_int_equal(courier_commit(c, on, on, puts, FILES, commit, &err), 0);
        if (courier_push(c, REF, commit, &err))
            fail_msg("%s", err.message);
    }
    courier_stop(c);
}

static void check_whole(const struct place *p, const char *clone)
{
    struct error err = {0};
    char arguments[300];
    const char *const wanted[] = {REF};
    struct courier *c = place_start(p, clone, p->remote);
    if (courier_fetch(c, wanted, 1, 0, &err))
        fail_msg("%s", err.message);
    courier_stop(c);
    (void)snprintf(arguments, sizeof arguments, "--git-dir %s rev-list --count refs/remote/%s",
                   clone, &REF[strlen("refs/")]);
    assert_string_equal(place_git(p, arguments), "12\n");
    (void)snprintf(arguments, sizeof arguments, "--git-dir %s fsck --strict", clone);
    assert_string_equal(place_git(p, arguments), "");
    (void)snprintf(arguments, sizeof arguments, "%s/%s", p->folder, clone);
    const char *const find[] = {"find",        arguments, "-name", "*.lock",   "!", "-name",
                                "inwork.lock", "-o",      "-name", "*_git2_*", NULL};
    struct buf out = BUF_ZERO;
    assert_int_equal(run_program(find, NULL, 0, &out, false), 0);
    assert_string_equal(buf_text(&out), "");
    buf_free(&out);
}

static void test_killed_at_any_moment(void **state)
{
    const struct place *p = *state;
    const char *const wanted[] = {REF};
    fill(p);
    int cut = 0;
    for (long ms = 0; ms < 400; ms = ms * 2 + 1) {
        struct error err = {0};
        struct courier *c = place_start(p, "b.git", p->remote);
        pid_t pid = find_process(child_of, getpid());
        /* The first never gets to work; how far the others get is up to the machine. */
        if (ms == 0)
            assert_int_equal(kill(pid, SIGSTOP), 0);
        pid_t killer = fork();
        assert_true(killer >= 0);
        if (killer == 0) {
            pause_ms(ms);
            _exit(kill(pid, SIGKILL) == 0 ? 0 : 1);
        }
        int rc = courier_fetch(c, wanted, 1, 0, &err);
        assert_int_equal(waitpid(killer, NULL, 0), killer);
        assert_true(rc == (ms == 0 ? -STATUS_UNAVAILABLE : 0) || rc == -STATUS_UNAVAILABLE);
        cut += rc != 0;
        courier_stop(c);
        check_whole(p, "b.git");
        place_remove(p, "b.git");
    }
    print_message("%d fetches were cut off\n", cut);
}

struct unplug {
    char from[240], to[260];
    int done;
};

static void pull_out(uint64_t done, uint64_t total, void *payload)
{
    (void)done;
    (void)total;
    struct unplug *u = payload;
    if (!u->done)
        u->done = rename(u->from, u->to) == 0;
}

static void test_a_stick_pulled_out(void **state)
{
    const struct place *p = *state;
    const char *const wanted[] = {REF};
    fill(p);
    struct unplug u = {0};
    struct error err = {0};
    struct courier *c = NULL;
    char git_dir[260];
    (void)snprintf(u.from, sizeof u.from, "%s", p->remote);
    (void)snprintf(u.to, sizeof u.to, "%s.away", p->remote);
    (void)snprintf(git_dir, sizeof git_dir, "%s/b.git", p->folder);
    const struct courier_options options = {
        .git_dir = git_dir, .remote = p->remote, .progress = pull_out, .payload = &u};
    assert_int_equal(courier_start(&c, &options, &err), 0);
    int rc = courier_fetch(c, wanted, 1, 0, &err);
    courier_stop(c);
    if (!u.done) {
        (void)printf("skipped: the fetch was over before the stick could be pulled out\n");
        return;
    }
    assert_int_equal(rc, -STATUS_UNAVAILABLE);
    assert_non_null(strstr(err.message, "is not there"));
    assert_int_equal(rename(u.to, u.from), 0);
    check_whole(p, "b.git");
}

/* --- the clone, and locks */

static void test_the_clone_is_ours_alone(void **state)
{
    const struct place *p = *state;
    struct error err = {0};
    struct courier *first = place_start(p, "a.git", p->remote);
    struct courier *second = NULL;
    char git_dir[260];
    (void)snprintf(git_dir, sizeof git_dir, "%s/a.git", p->folder);
    const struct courier_options options = {.git_dir = git_dir, .remote = p->remote};
    assert_int_equal(courier_start(&second, &options, &err), -STATUS_BUSY);
    courier_stop(first);
    struct stat st;
    assert_int_equal(stat(git_dir, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0700);
    assert_int_equal(chmod(git_dir, 0770), 0);
    assert_int_equal(courier_start(&second, &options, &err), -STATUS_REFUSED);
    assert_int_equal(chmod(git_dir, 0700), 0);
    if (geteuid() == 0) {
        assert_int_equal(chown(git_dir, 65534, 65534), 0);
        assert_int_equal(courier_start(&second, &options, &err), -STATUS_REFUSED);
        assert_non_null(strstr(err.message, "someone else"));
    }
    place_remove(p, "a.git");
    assert_int_equal(symlink(p->folder, git_dir), 0);
    assert_int_equal(courier_start(&second, &options, &err), -STATUS_DATA);
}

static void make_lock(const struct place *p, const char *ref, time_t age)
{
    char path[400];
    (void)snprintf(path, sizeof path, "team.git/%s.lock", ref);
    place_write(p, path, "");
    (void)snprintf(path, sizeof path, "%s/%s.lock", p->remote, ref);
    struct timespec now;
    (void)clock_gettime(CLOCK_REALTIME, &now);
    const struct timespec both[2] = {{.tv_sec = now.tv_sec - age}, {.tv_sec = now.tv_sec - age}};
    assert_int_equal(utimensat(AT_FDCWD, path, both, 0), 0);
}

static void test_only_our_own_old_lock_is_removed(void **state)
{
    const struct place *p = *state;
    struct error err = {0};
    struct courier *c = place_start(p, "a.git", p->remote);
    char one[COURIER_OID_TEXT], two[COURIER_OID_TEXT];
    const struct courier_put put = {.path = "README", .bytes = "x", .n = 1};
    assert_int_equal(courier_create(c, &err), 0);
    assert_int_equal(courier_commit(c, NULL, NULL, &put, 1, one, &err), 0);
    assert_int_equal(courier_commit(c, one, one, NULL, 0, two, &err), 0);
    assert_int_equal(courier_push(c, REF, one, &err), 0);
    assert_int_equal(courier_push(c, "refs/heads/main", one, &err), 0);
    make_lock(p, REF, 2);
    assert_int_equal(courier_push(c, REF, two, &err), -STATUS_BUSY);
    make_lock(p, REF, 3600);
    assert_int_equal(courier_push(c, REF, two, &err), 0);
    make_lock(p, "refs/heads/main", 3600);
    assert_int_equal(courier_push(c, "refs/heads/main", two, &err), -STATUS_BUSY);
    assert_non_null(strstr(err.hint, "main.lock"));
    courier_stop(c);
}

static void test_what_is_written_takes_the_users_umask(void **state)
{
    const struct place *p = *state;
    struct error err = {0};
    struct courier *c = place_start(p, "a.git", p->remote);
    char commit[COURIER_OID_TEXT], path[400];
    const struct courier_put put = {.path = "README", .bytes = "x", .n = 1};
    struct stat st;
    assert_int_equal(courier_create(c, &err), 0);
    assert_int_equal(courier_commit(c, NULL, NULL, &put, 1, commit, &err), 0);
    assert_int_equal(courier_push(c, "refs/heads/main", commit, &err), 0);
    (void)snprintf(path, sizeof path, "%s/refs/heads/main", p->remote);
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0644);
    (void)snprintf(path, sizeof path, "%s/objects/%.2s/%s", p->remote, commit, commit + 2);
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0444);
    (void)snprintf(path, sizeof path, "%s/a.git/objects/%.2s/%s", p->folder, commit, commit + 2);
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0400);
    courier_stop(c);
}

static void read_only_case(const struct place *p)
{
    struct error err = {0};
    struct rows refs = {0};
    char commit[COURIER_OID_TEXT];
    const struct courier_put put = {.path = "README", .bytes = "x", .n = 1};
    struct courier *c = place_start(p, "a.git", p->remote);
    assert_int_equal(courier_create(c, &err), 0);
    assert_int_equal(courier_commit(c, NULL, NULL, &put, 1, commit, &err), 0);
    assert_int_equal(chmod(p->remote, 0555), 0);
    char path[300];
    (void)snprintf(path, sizeof path, "%s/objects", p->remote);
    assert_int_equal(chmod(path, 0555), 0);
    assert_int_equal(courier_list(c, rows_ref, &refs, &err), 0);
    assert_int_equal(courier_push(c, REF, commit, &err), -STATUS_REFUSED);
    assert_non_null(strstr(err.message, "may not be changed by you"));
    assert_int_equal(chmod(path, 0755), 0);
    assert_int_equal(chmod(p->remote, 0), 0);
    assert_int_equal(courier_list(c, rows_ref, &refs, &err), -STATUS_REFUSED);
    assert_int_equal(chmod(p->remote, 0755), 0);
    assert_int_equal(courier_push(c, REF, commit, &err), 0);
    courier_stop(c);
}

static void test_a_folder_we_may_not_write(void **state)
{
    const struct place *p = *state;
    pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        /* Root is stopped by no permission, unless it gives that up (CAP_DAC_OVERRIDE and
         * CAP_DAC_READ_SEARCH), which the courier it execs then lacks. */
        for (unsigned long capability = 1; capability <= 2; capability++)
            (void)prctl(PR_CAPBSET_DROP, capability, 0L, 0L, 0L);
        read_only_case(p);
        _exit(0);
    }
    int status = 0;
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_int_equal(status, 0);
}

int main(int argc, char **argv)
{
    if (argc > 1 && strcmp(argv[1], "courier") == 0) {
        const char *slash = strrchr(argv[0], '/');
        return slash && strcmp(slash, "/probe") == 0 ? probe(argv[0]) : courier_child_main();
    }
    const struct CMUnitTest tests[] = {
#define IN_A_PLACE(test) cmocka_unit_test_setup_teardown(test, place_new, place_free)
        IN_A_PLACE(test_it_inherits_nothing),
        IN_A_PLACE(test_it_runs_under_a_filter),
        IN_A_PLACE(test_a_silent_host_is_left_at_the_deadline),
        IN_A_PLACE(test_a_courier_that_says_nothing_or_nonsense),
        IN_A_PLACE(test_rows_without_end),
        IN_A_PLACE(test_it_dies_with_its_parent),
        IN_A_PLACE(test_killed_at_any_moment),
        IN_A_PLACE(test_a_stick_pulled_out),
        IN_A_PLACE(test_the_clone_is_ours_alone),
        IN_A_PLACE(test_only_our_own_old_lock_is_removed),
        IN_A_PLACE(test_what_is_written_takes_the_users_umask),
        IN_A_PLACE(test_a_folder_we_may_not_write),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
