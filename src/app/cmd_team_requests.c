/* SPDX-License-Identifier: GPL-3.0-or-later
 * inwork team requests: who asks to be admitted.
 */
#include "commands_int.h"
#include "inwork/app/app.h"
#include "inwork/base/buf.h"
#include "inwork/base/error.h"
#include "inwork/base/json.h"
#include "inwork/team/team.h"

struct printing {
    struct app *app;
    struct output *out;
    size_t count;
};

static int print(const struct team_request *q, void *payload, struct error *err)
{
    struct printing *p = payload;
    p->count++;
    if (!p->app->json)
        return output_linef(p->out, "%s\t%s\t%s%s", q->fingerprint,
                            q->name[0] != 0 ? q->name : "(no name)", q->made,
                            q->approved ? "\tapproved, goes out with the next sync" : "");
    struct buf json = BUF_ZERO;
    json_begin_object(&json);
    json_put_string(&json, "device", q->device);
    json_put_string(&json, "name", q->name);
    json_put_string(&json, "fingerprint", q->fingerprint);
    json_put_string(&json, "at", q->made);
    json_end_object(&json);
    int status = output_object(p->out, &json, err);
    buf_free(&json);
    return status;
}

static int run(struct app *app, const struct command_args *args, struct output *out,
               struct error *err)
{
    struct printing p = {.app = app, .out = out};
    (void)args;
    int status = team_requests(app->store, print, &p, err);
    return status == 0 && p.count == 0 ? -STATUS_NO : status;
}

const struct command command_team_requests = {
    .name = "team requests",
    .group = "Team",
    .usage = "",
    .summary = "List who asks to be admitted",
    .help = "As of the last sync. Never take the fingerprint from this list when you approve: let "
            "the colleague read it to you.",
    .flags = COMMAND_OPENS,
    .run = run,
};
