/* SPDX-License-Identifier: GPL-3.0-or-later
 * inwork sync: one exchange with the team's remote.
 */
#include "commands_int.h"
#include "sync_run_int.h"
#include "sync_watch_int.h"

static int run(struct app *app, const struct command_args *args, struct output *out,
               struct error *err)
{
    const char *remote = command_value(args, "remote");
    if (command_flag(args, "watch"))
        return sync_watch(app, remote, out, err);
    return sync_run(app, remote, out, err);
}

static const struct command_option options[] = {
    {"watch", 0, NULL, "go on: when the network comes back, and when something was written"},
    {"remote", 0, "REMOTE", "another place than the team's own, such as a stick"},
};

const struct command command_sync = {
    .name = "sync",
    .group = "Team",
    .usage = "[--watch] [--remote REMOTE]",
    .summary = "Exchange with the team",
    .help = "Fetches and checks what the others wrote, then sends what is only here. Breaking it "
            "off at any moment loses nothing. A folder on a stick, given with --remote, carries "
            "the same exports where there is no network.\n"
            "With --watch it goes on until it is told to end (Ctrl-C, or SIGTERM): 0 when it was "
            "waiting, and that signal when an exchange was under way.",
    COMMAND_OPTIONS(options),
    .flags = COMMAND_OPENS | COMMAND_WRITES,
    .run = run,
};
