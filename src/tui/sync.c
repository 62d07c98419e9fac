/* SPDX-License-Identifier: GPL-3.0-or-later
 * The sync process is this program again (`inwork sync-beside`), given the store's key through a
 * pipe: an open database must not be carried across a fork, and a hanging network must not hold the
 * screens up. It writes a line for each step; the last one says how it ended.
 */
#include "sync_int.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <linux/netlink.h>
#include <linux/rtnetlink.h>

#include "inwork/app/app.h"
#include "inwork/app/beside.h"
#include "inwork/base/clock.h"
#include "inwork/base/date.h"
#include "inwork/base/error.h"
#include "inwork/seal/secret.h"
#include "inwork/store/store.h"
#include "inwork/team/sync.h"
#include "inwork/team/team.h"
#include "inwork/vault/vault.h"
#include "show_int.h"
#include "ui_int.h"

#define LINE_MAX 1024
#define NETWORK_CALM_MS 2000
#define AUTOMATIC_MS 600000 /* after a save: sent by itself, at most this often */

struct sync_job {
    pid_t child; /* 0: none */
    int fd;
    int network; /* netlink */
    char line[LINE_MAX];
    size_t line_length;
    char phase[96]; /* what it is doing now */
    char last[256]; /* how the last one ended, where that is worth a row */
    enum role role;
    bool team, waiting;
    int64_t unsent;
    char since[48];
    char synced[48];
    int64_t next; /* monotonic ms of the next one by itself; 0: none */
    unsigned failures;
};

/* Told by the kernel when a link or an address changes. */
static int open_network(void)
{
    struct sockaddr_nl address = {.nl_family = AF_NETLINK,
                                  .nl_groups =
                                      RTMGRP_LINK | RTMGRP_IPV4_IFADDR | RTMGRP_IPV6_IFADDR};
    int fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, NETLINK_ROUTE);
    if (fd >= 0 && bind(fd, (struct sockaddr *)&address, sizeof address) != 0) {
        (void)close(fd);
        fd = -1;
    }
    return fd;
}

struct sync_job *sync_new(void)
{
    struct sync_job *job = calloc(1, sizeof *job);
    if (job != NULL) {
        job->fd = -1;
        job->network = open_network();
    }
    return job;
}

int sync_network_fd(const struct sync_job *job)
{
    return job->network;
}

/* What changed does not matter, only that something did: what waits is tried once more, after the
 * burst of messages in which addresses come. */
void sync_network(struct sync_job *job)
{
    char bytes[4096];
    while (recv(job->network, bytes, sizeof bytes, 0) > 0) {
    }
    if (job->team && job->child == 0 && (job->unsent > 0 || job->waiting || job->failures > 0)) {
        job->next = clock_monotonic_ms() + NETWORK_CALM_MS;
    }
}

static void end_child(struct sync_job *job, bool now)
{
    if (job->child > 0) {
        if (now) {
            (void)kill(job->child, SIGTERM);
        }
        (void)waitpid(job->child, NULL, 0);
    }
    if (job->fd >= 0) {
        (void)close(job->fd);
    }
    job->child = 0;
    job->fd = -1;
    job->line_length = 0;
    job->phase[0] = '\0';
}

void sync_free(struct sync_job *job)
{
    if (job != NULL) {
        end_child(job, true);
        if (job->network >= 0) {
            (void)close(job->network);
        }
        free(job);
    }
}

int sync_fd(const struct sync_job *job)
{
    return job != NULL ? job->fd : -1;
}

int64_t sync_due(const struct sync_job *job)
{
    return job != NULL && job->child == 0 ? job->next : 0;
}

bool sync_has_team(const struct sync_job *job)
{
    return job->team;
}

const char *sync_refusal(const struct ui *ui)
{
    if (ui->app->read_only) {
        return "This is read-only: started with --read-only";
    }
    if (!ui->sync->team) {
        return "There is no team yet: “inwork team create” founds one, “inwork team join” joins "
               "one";
    }
    return NULL;
}

static int status_row(const struct store_cell *c, size_t count, void *payload, struct error *err)
{
    struct sync_job *job = payload;
    (void)err;
    if (count >= 2) {
        job->unsent = c[0].integer;
        struct buf since = BUF_ZERO;
        if (c[1].type == STORE_TEXT) {
            show_when(&since, clock_seconds(), c[1].bytes);
        }
        (void)snprintf(job->since, sizeof job->since, "%s", buf_text(&since));
        buf_free(&since);
    }
    return 0;
}

static void read_last_sync(struct sync_job *job, struct store *s)
{
    struct buf at = BUF_ZERO;
    struct buf text = BUF_ZERO;
    job->synced[0] = '\0';
    if (store_setting_get(s, "last_sync", &at, NULL) == 0 && at.len > 0) {
        show_when(&text, clock_seconds(), buf_text(&at));
        (void)snprintf(job->synced, sizeof job->synced, "%s", buf_text(&text));
    }
    buf_free(&at);
    buf_free(&text);
}

void sync_recount(struct ui *ui)
{
    struct sync_job *job = ui->sync;
    struct team_info info = {0};
    if (job == NULL || ui->store == NULL) {
        return;
    }
    job->team = team_info_read(&info, ui->store, NULL) == 0 && info.state != TEAM_NONE;
    job->waiting = info.state == TEAM_JOINING;
    job->unsent = 0;
    if (job->team) { /* alone, nothing is meant to be sent, and counting it all would take time */
        read_last_sync(job, ui->store);
        (void)store_query(ui->store, "tui_counts", NULL, 0, status_row, job, NULL);
    }
    team_info_clear(&info);
    if (job->team && job->unsent > 0 && job->next == 0 && !ui->app->read_only) {
        job->next = clock_monotonic_ms() + AUTOMATIC_MS;
    }
}

/* The child's two ends: the key on its standard input, its words on its standard output. */
static int spawn(struct sync_job *job, const char *store, int key_fd, int words_fd,
                 struct error *err)
{
    posix_spawn_file_actions_t actions;
    const char *const words[] = {"inwork", "--store", store, BESIDE_COMMAND, NULL};
    union { /* posix_spawn changes none of them, whatever its type says */
        const char *const *constant;
        char *const *argv;
    } arguments = {.constant = words};
    if (posix_spawn_file_actions_init(&actions) != 0) {
        return error_memory(err);
    }
    int failed = posix_spawn_file_actions_adddup2(&actions, key_fd, STDIN_FILENO);
    failed =
        failed != 0 ? failed : posix_spawn_file_actions_adddup2(&actions, words_fd, STDOUT_FILENO);
    failed = failed != 0 ? failed
                         : posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null",
                                                            O_WRONLY, 0);
    failed = failed != 0 ? failed
                         : posix_spawn(&job->child, "/proc/self/exe", &actions, NULL,
                                       arguments.argv, environ);
    (void)posix_spawn_file_actions_destroy(&actions);
    if (failed != 0) {
        job->child = 0;
        errno = failed;
        return error_errno(err, STATUS_IO, "cannot start the sync process");
    }
    return 0;
}

static int give_key(struct ui *ui, int fd, struct error *err)
{
    uint8_t *key = secret_alloc(32, err);
    if (key == NULL) {
        return -STATUS_IO;
    }
    vault_data_key(key, ui->app->vault);
    ssize_t wrote = write(fd, key, 32); /* fits a pipe: never blocks */
    secret_free(key);
    return wrote == 32 ? 0 : error_errno(err, STATUS_IO, "cannot start the sync process");
}

static int start(struct ui *ui, struct error *err)
{
    struct sync_job *job = ui->sync;
    int key[2] = {-1, -1};
    int words[2] = {-1, -1};
    int status = 0;
    if (pipe2(key, O_CLOEXEC) != 0 || pipe2(words, O_CLOEXEC) != 0) {
        status = error_errno(err, STATUS_IO, "cannot start the sync process");
    }
    status = status != 0 ? status : give_key(ui, key[1], err);
    status = status != 0 ? status : spawn(job, ui->app->store_path, key[0], words[1], err);
    for (int i = 0; i < 2; i++) {
        if (key[i] >= 0) {
            (void)close(key[i]);
        }
    }
    if (words[1] >= 0) {
        (void)close(words[1]);
    }
    if (status != 0) {
        if (words[0] >= 0) {
            (void)close(words[0]);
        }
        return status;
    }
    job->fd = words[0];
    (void)fcntl(job->fd, F_SETFL, O_NONBLOCK);
    job->next = 0;
    (void)snprintf(job->phase, sizeof job->phase, "connecting");
    return 0;
}

void sync_start(struct ui *ui)
{
    struct error err = {0};
    const char *why = sync_refusal(ui);
    if (why != NULL || ui->sync->child != 0) {
        ui_say(ui, ROLE_TEXT, "%s", why != NULL ? why : "A sync is running");
        return;
    }
    (void)ui_keep(ui);
    if (start(ui, &err) != 0) {
        ui_error(ui, &err);
    }
}

void sync_stop(struct ui *ui)
{
    end_child(ui->sync, true);
}

void sync_tick(struct ui *ui)
{
    struct sync_job *job = ui->sync;
    if (job->next != 0 && job->child == 0 && clock_monotonic_ms() >= job->next) {
        job->next = 0;
        if (sync_refusal(ui) == NULL && start(ui, NULL) != 0) {
            job->next = clock_monotonic_ms() + AUTOMATIC_MS;
        }
    }
}

/* "P phase done total", "E message<TAB>hint", "D state sent received quarantined conflicts". */
static void take_line(struct ui *ui, char *line)
{
    struct sync_job *job = ui->sync;
    long long n[5] = {0};
    int state = 0;
    if (line[0] == 'P') {
        static const char *const names[] = {"connecting", "fetching", "reading", "sending"};
        if (sscanf(line, "P %d %lld %lld", &state, &n[0], &n[1]) == 3 && state >= 0 && state < 4) {
            if (n[1] > 0) {
                (void)snprintf(job->phase, sizeof job->phase, "%s %lld of %lld", names[state], n[0],
                               n[1]);
            } else {
                (void)snprintf(job->phase, sizeof job->phase, "%s", names[state]);
            }
        }
    } else if (line[0] == 'E') {
        char *tab = strchr(line, '\t');
        if (tab != NULL) {
            *tab = '\0';
        }
        (void)snprintf(job->last, sizeof job->last, "%s", line + 2);
        job->role = ROLE_WARNING;
        job->failures++;
        ui_say(ui, ROLE_WARNING, "Not synced: %s%s%s", line + 2,
               tab != NULL && tab[1] != '\0' ? ": " : "", tab != NULL ? tab + 1 : "");
    } else if (line[0] == 'D' &&
               sscanf(line, "D %d %lld %lld %lld %lld", &state, &n[0], &n[1], &n[2], &n[3]) == 5) {
        job->last[0] = '\0';
        job->failures = 0;
        if (state == SYNC_WAITING) {
            (void)snprintf(job->last, sizeof job->last, "waiting to be let into the team");
            job->role = ROLE_WARNING;
            ui_say(ui, ROLE_WARNING,
                   "The request is with the team; a lead has to let this laptop in");
        } else {
            struct buf text = BUF_ZERO;
            buf_printf(&text, "Synced: %lld sent, %lld received", n[0], n[1]);
            if (n[2] > 0) {
                buf_printf(&text, ", %lld set aside (see Team)", n[2]);
            }
            if (n[3] > 0) {
                buf_printf(&text, ", %lld in conflict (c)", n[3]);
            }
            ui_say(ui, n[2] > 0 || n[3] > 0 ? ROLE_WARNING : ROLE_GOOD, "%s", buf_text(&text));
            buf_free(&text);
        }
    }
}

static void finish(struct ui *ui)
{
    struct sync_job *job = ui->sync;
    end_child(job, false);
    sync_recount(ui);
    /* Try again by itself: sooner after the first failure, then ever more rarely. */
    unsigned more = job->failures > 4 ? 4 : job->failures;
    job->next = job->unsent > 0 || job->waiting
                    ? clock_monotonic_ms() + ((int64_t)AUTOMATIC_MS / 4 << more)
                    : 0;
    ui_refresh_views(ui);
}

void sync_read(struct ui *ui)
{
    struct sync_job *job = ui->sync;
    for (;;) {
        ssize_t got = read(job->fd, job->line + job->line_length, LINE_MAX - 1 - job->line_length);
        if (got < 0) {
            return; /* nothing more now */
        }
        if (got == 0) {
            finish(ui);
            return;
        }
        job->line_length += (size_t)got;
        job->line[job->line_length] = '\0';
        char *end = NULL;
        while ((end = strchr(job->line, '\n')) != NULL) {
            *end = '\0';
            take_line(ui, job->line);
            size_t used = (size_t)(end - job->line) + 1;
            memmove(job->line, job->line + used, job->line_length - used + 1);
            job->line_length -= used;
        }
        if (job->line_length >= LINE_MAX - 1) {
            job->line_length = 0; /* no line of ours is that long */
        }
    }
}

void sync_describe(const struct ui *ui, struct buf *out, enum role *role)
{
    const struct sync_job *job = ui->sync;
    *role = ROLE_MUTED;
    if (ui->store == NULL) {
        return;
    }
    if (job->child != 0) {
        buf_printf(out, "sync: %s", job->phase);
        *role = ROLE_TEXT;
        return;
    }
    if (!job->team) {
        buf_add(out, "no team: all on this laptop only");
        return;
    }
    if (job->unsent > 0) {
        buf_printf(out, "%lld unsent since %s", (long long)job->unsent, job->since);
        *role = ROLE_TEXT;
    } else {
        buf_add(out, "all sent");
    }
    if (job->last[0] != '\0') {
        buf_printf(out, "; %s", job->last);
        *role = job->role;
    } else if (job->synced[0] != '\0') {
        buf_printf(out, "; synced %s", job->synced);
    } else {
        buf_add(out, "; never synced");
    }
}
