/* SPDX-License-Identifier: GPL-3.0-or-later
 * inwork team members: everyone in the roster, by device.
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
};

static void put_words(struct buf *json, const char *name, const char *words)
{
    json_add_name(json, name);
    json_begin_array(json);
    while (*words != 0) {
        size_t n = strcspn(words, " ");
        json_add_text(json, words, n);
        words += n + (words[n] == ' ');
    }
    json_end_array(json);
}

static int print(const struct team_member *m, void *payload, struct error *err)
{
    struct printing *p = payload;
    if (!p->app->json) {
        struct buf reads = BUF_ZERO;
        team_compartments_show(&reads, m->compartments);
        int printed = output_linef(
            p->out, "%s\t%s\t%s%s%s%s%s", m->name[0] != 0 ? m->name : m->member, m->fingerprint,
            buf_text(&reads), m->lead ? "\tlead" : "", m->paper ? "\trecovery key on paper" : "",
            m->self ? "\tthis laptop" : "", m->removed ? "\tremoved" : "");
        buf_free(&reads);
        return printed;
    }
    struct buf json = BUF_ZERO;
    json_begin_object(&json);
    json_put_string(&json, "device", m->device);
    json_put_string(&json, "fingerprint", m->fingerprint);
    json_put_string(&json, "member", m->member);
    json_put_string(&json, "name", m->name);
    put_words(&json, "compartments", m->compartments);
    json_put_bool(&json, "lead", m->lead);
    json_put_bool(&json, "paper", m->paper);
    json_put_bool(&json, "self", m->self);
    json_put_bool(&json, "removed", m->removed);
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
    return team_members(app->store, print, &p, err);
}

const struct command command_team_members = {
    .name = "team members",
    .group = "Team",
    .usage = "",
    .summary = "List who belongs to the team, by device",
    .help = "",
    .flags = COMMAND_OPENS,
    .run = run,
};
