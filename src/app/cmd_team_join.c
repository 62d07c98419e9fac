/* SPDX-License-Identifier: GPL-3.0-or-later
 * inwork team join: ask a team's leads to be admitted.
 */
#include "commands_int.h"
#include "inwork/app/app.h"
#include "inwork/base/error.h"
#include "inwork/team/team.h"
#include "sync_run_int.h"

static int run(struct app *app, const struct command_args *args, struct output *out,
               struct error *err)
{
    int status = team_join(app->store, args->words[0], args->words[1], err);
    if (status < 0)
        return status;
    status = sync_run(app, NULL, out, err);
    if (status == -STATUS_UNAVAILABLE)
        return error_hint(err, "The request goes out with the next “inwork sync” that reaches it.");
    if (status < 0 && status != -STATUS_BUSY)
        (void)team_abandon(app->store, NULL); /* refused once the roster is there */
    return status;
}

const struct command command_team_join = {
    .name = "team join",
    .group = "Team",
    .usage = "CODE REMOTE",
    .summary = "Ask to be admitted to a team",
    .help = "A lead gives you CODE (“inwork team code”) and REMOTE. Then read them all of what "
            "“inwork team fingerprint” prints; when they have approved, sync.",
    .least = 2,
    .most = 2,
    .flags = COMMAND_OPENS | COMMAND_WRITES,
    .run = run,
};
