/* SPDX-License-Identifier: GPL-3.0-or-later
 * A real sshd on 127.0.0.1 for tests.
 */
#include "sshd.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <fcntl.h>
#include <pwd.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define SSHD "/usr/sbin/sshd"

static void path_of(const struct sshd *s, const char *name, char *out, size_t room)
{
    int n = snprintf(out, room, "%s/%s", s->folder, name);
    assert_true(n > 0 && (size_t)n < room);
}

static void write_file(const struct sshd *s, const char *name, const char *text)
{
    char path[300];
    path_of(s, name, path, sizeof path);
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, text, strlen(text)), (ssize_t)strlen(text));
    assert_int_equal(close(fd), 0);
}

static void read_line(const struct sshd *s, const char *name, char *out, size_t room)
{
    char path[300];
    path_of(s, name, path, sizeof path);
    FILE *file = fopen(path, "re");
    assert_non_null(file);
    assert_non_null(fgets(out, (int)room, file));
    assert_int_equal(fclose(file), 0);
    out[strcspn(out, "\n")] = '\0';
}

static void make_key(const struct sshd *s, const char *name)
{
    char path[300];
    path_of(s, name, path, sizeof path);
    pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        (void)execlp("ssh-keygen", "ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "test",
                     "-f", path, (char *)NULL);
        _exit(127);
    }
    int status = 0;
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_int_equal(status, 0);
}

/* Does it say that it listens? That somebody answers at the port could be another's server. */
static bool listens(const struct sshd *s)
{
    char path[300], line[1000], words[60];
    path_of(s, "sshd.log", path, sizeof path);
    (void)snprintf(words, sizeof words, "Server listening on 127.0.0.1 port %u.", s->port);
    FILE *file = fopen(path, "re");
    bool yes = false;
    while (file != NULL && !yes && fgets(line, sizeof line, file) != NULL)
        yes = strstr(line, words) != NULL;
    if (file != NULL)
        (void)fclose(file);
    return yes;
}

static void pause_ms(long ms)
{
    struct timespec t = {.tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000};
    (void)nanosleep(&t, NULL);
}

/* One attempt on one port. */
static bool launch(struct sshd *s)
{
    char config[300], log[300], text[2000];
    path_of(s, "sshd_config", config, sizeof config);
    path_of(s, "sshd.log", log, sizeof log);
    (void)snprintf(text, sizeof text,
                   "ListenAddress 127.0.0.1\nPort %u\nHostKey %s/host\nPidFile none\nUsePAM no\n"
                   "StrictModes no\nAuthorizedKeysFile %s/authorized_keys\n"
                   "PasswordAuthentication no\nKbdInteractiveAuthentication no\n"
                   "PermitRootLogin yes\nPrintMotd no\nLogLevel VERBOSE\n",
                   s->port, s->folder, s->folder);
    write_file(s, "sshd_config", text);
    s->pid = fork();
    assert_true(s->pid >= 0);
    if (s->pid == 0) {
        (void)prctl(PR_SET_PDEATHSIG, SIGKILL);
        (void)setpgid(0, 0);
        int fd = open(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
        int null = open("/dev/null", O_RDWR | O_CLOEXEC);
        if (fd < 0 || dup2(null, 0) < 0 || dup2(fd, 1) < 0 || dup2(fd, 2) < 0)
            _exit(127);
        (void)unsetenv("LD_PRELOAD");
        (void)execl(SSHD, SSHD, "-D", "-e", "-f", config, (char *)NULL);
        _exit(127);
    }
    for (int i = 0; i < 1200; i++) {
        int status;
        if (waitpid(s->pid, &status, WNOHANG) == s->pid) {
            s->pid = 0;
            return false;
        }
        if (listens(s))
            return true;
        pause_ms(50);
    }
    sshd_stop(s);
    return false;
}

bool sshd_start(struct sshd *s, const char *folder)
{
    *s = (struct sshd){0};
    if (access(SSHD, X_OK) < 0) {
        (void)printf("skipped: no %s here\n", SSHD);
        return false;
    }
    if (geteuid() == 0 && mkdir("/run/sshd", 0755) < 0 && errno != EEXIST) {
        (void)printf("skipped: /run/sshd, which sshd needs, cannot be made\n");
        return false;
    }
    const struct passwd *me = getpwuid(geteuid());
    assert_non_null(me);
    (void)snprintf(s->user, sizeof s->user, "%s", me->pw_name);
    (void)snprintf(s->folder, sizeof s->folder, "%s", folder);
    assert_int_equal(mkdir(folder, 0700), 0);
    make_key(s, "host");
    make_key(s, "user");
    make_key(s, "other");
    sshd_force(s, NULL);
    bool up = false;
    for (unsigned i = 0; !up && i < 10; i++) {
        s->port = 20000 + ((unsigned)getpid() * 7 + i * 1013) % 30000;
        up = launch(s);
    }
    if (!up) {
        (void)printf("skipped: sshd does not start here\n");
        return false;
    }
    char text[1500];
    (void)snprintf(text, sizeof text,
                   "Host *\nIdentityFile %s/user\nIdentitiesOnly yes\nIdentityAgent none\n"
                   "UserKnownHostsFile %s/known_hosts\nGlobalKnownHostsFile /dev/null\n"
                   "UpdateHostKeys no\n",
                   folder, folder);
    write_file(s, "ssh_config", text);
    path_of(s, "ssh_config", s->config, sizeof s->config);
    sshd_host_known(s);
    assert_int_equal(setenv("INWORK_SSH_CONFIG", s->config, 1), 0);
    return true;
}

void sshd_stop(struct sshd *s)
{
    if (s->pid <= 0)
        return;
    (void)kill(-s->pid, SIGKILL);
    (void)kill(s->pid, SIGKILL);
    while (waitpid(s->pid, NULL, 0) < 0 && errno == EINTR)
        ;
    s->pid = 0;
}

const char *sshd_url(const struct sshd *s, const char *path)
{
    static char url[600];
    (void)snprintf(url, sizeof url, "ssh://%s@127.0.0.1:%u%s", s->user, s->port, path);
    return url;
}

void sshd_force(const struct sshd *s, const char *command)
{
    char key[300], text[1200];
    read_line(s, "user.pub", key, sizeof key);
    if (command)
        (void)snprintf(text, sizeof text, "command=\"%s\" %s\n", command, key);
    else
        (void)snprintf(text, sizeof text, "%s\n", key);
    write_file(s, "authorized_keys", text);
}

void sshd_lock_out(const struct sshd *s)
{
    write_file(s, "authorized_keys", "");
}

static void know(const struct sshd *s, const char *name)
{
    char key[300], text[400];
    read_line(s, name, key, sizeof key);
    (void)snprintf(text, sizeof text, "[127.0.0.1]:%u %s\n", s->port, key);
    write_file(s, "known_hosts", text);
}

void sshd_host_known(const struct sshd *s)
{
    know(s, "host.pub");
}

void sshd_host_changed(const struct sshd *s)
{
    know(s, "other.pub");
}

void sshd_host_unknown(const struct sshd *s)
{
    write_file(s, "known_hosts", "");
}
