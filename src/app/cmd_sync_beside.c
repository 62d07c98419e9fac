/* SPDX-License-Identifier: GPL-3.0-or-later
 * inwork sync-beside: see app/beside.h. The key comes through a pipe from the interface, which has
 * the store unlocked; it is never in an argument, the environment or a file.
 */
#include <errno.h>
#include <signal.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "commands_int.h"
#include "inwork/app/app.h"
#include "inwork/app/beside.h"
#include "inwork/base/buf.h"
#include "inwork/base/error.h"
#include "inwork/base/fs.h"
#include "inwork/courier/courier.h"
#include "inwork/store/store.h"
#include "inwork/team/sync.h"
#include "inwork/vault/vault.h"

static int read_key(uint8_t key[32], struct error *err)
{
    size_t have = 0;
    while (have < 32) {
        ssize_t got = read(STDIN_FILENO, key + have, 32 - have);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got <= 0) {
            return error_set(err, STATUS_USAGE, "this command is for the interface's own use");
        }
        have += (size_t)got;
    }
    return 0;
}

static int open_store(struct app *app, struct error *err)
{
    struct store_options options = {0};
    uint8_t *key = secret_alloc(32, err);
    if (key == NULL) {
        return -STATUS_IO;
    }
    int status = read_key(key, err);
    status = status != 0 ? status : vault_open(&app->vault, app->store_path, err);
    status = status != 0 ? status : vault_unlock_key(app->vault, key, err);
    status = status != 0 ? status : store_open(&app->store, app->vault, &options, err);
    secret_free(key);
    return status;
}

static void say(const char *format, ...) __attribute__((format(printf, 1, 2)));
static void say(const char *format, ...)
{
    struct buf line = BUF_ZERO;
    va_list args;
    va_start(args, format);
    buf_vprintf(&line, format, args);
    va_end(args);
    buf_push(&line, '\n');
    /* nobody listening any more is no reason to stop halfway */
    (void)fs_write_fd(STDOUT_FILENO, "the interface", buf_text(&line), line.len, NULL);
    buf_free(&line);
}

static void progress(enum sync_phase phase, uint64_t done, uint64_t total, void *payload)
{
    (void)payload;
    say("P %d %llu %llu", (int)phase, (unsigned long long)done, (unsigned long long)total);
}

static int run(struct app *app, const struct command_args *args, struct output *out,
               struct error *err)
{
    (void)args;
    (void)out;
    (void)signal(SIGPIPE, SIG_IGN);
    (void)prctl(PR_SET_PDEATHSIG, SIGTERM); /* the interface is gone: so is who asked for this */
    struct sync_report report = {0};
    struct buf courier = BUF_ZERO;
    int status = open_store(app, err);
    status = status != 0 ? status : courier_program(&courier, err);
    struct sync_options options = {
        .store_path = app->store_path, .program = buf_text(&courier), .progress = progress};
    status = status != 0 ? status : team_sync(app->store, &options, &report, err);
    buf_free(&courier);
    if (status != 0) {
        say("E %s\t%s", err->message, err->hint);
        return status;
    }
    say("D %d %lld %lld %lld %lld", (int)report.state, (long long)report.sent,
        (long long)report.received, (long long)report.quarantined, (long long)report.conflicts);
    return 0;
}

const struct command command_sync_beside = {
    .name = BESIDE_COMMAND,
    .group = "The team",
    .usage = "",
    .summary = "Exchange everything once, for the terminal interface",
    .help = "Takes the store's key from standard input. Not for people: see sync.",
    .flags = COMMAND_WRITES | COMMAND_HIDDEN,
    .run = run,
};
