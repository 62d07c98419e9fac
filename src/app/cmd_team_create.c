/* SPDX-License-Identifier: GPL-3.0-or-later
 * inwork team create: found a team in an empty repository.
 */
#include "commands_int.h"
#include "inwork/app/app.h"
#include "inwork/base/error.h"
#include "inwork/team/team.h"
#include "sync_run_int.h"

static int run(struct app *app, const struct command_args *args, struct output *out,
               struct error *err)
{
    const char *name = command_value(args, "name");
    if (name == NULL)
        return error_set(err, STATUS_USAGE, "“inwork team create” needs --name NAME");
    int status = team_create(app->store, name, args->words[0], err);
    if (status < 0)
        return status;
    status = sync_run(app, NULL, out, err);
    if (status == -STATUS_UNAVAILABLE)
        return error_hint(err, "The team is founded by the next “inwork sync” that reaches it.");
    if (status < 0 && status != -STATUS_BUSY)
        (void)team_abandon(app->store, NULL); /* refused once the roster is there */
    return status;
}

static const struct command_option options[] = {
    {"name", 0, "NAME", "what the team is called; kept encrypted"},
};

const struct command command_team_create = {
    .name = "team create",
    .group = "Team",
    .usage = "--name NAME REMOTE",
    .summary = "Found a team in an empty git repository",
    .help = "REMOTE is an absolute path, ssh://… or user@host:path; at a path where "
            "nothing is, a repository is made. This laptop, and the recovery key on paper, become "
            "the first leads.",
    COMMAND_OPTIONS(options),
    .least = 1,
    .most = 1,
    .flags = COMMAND_OPENS | COMMAND_WRITES,
    .run = run,
};
