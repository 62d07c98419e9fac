/* SPDX-License-Identifier: GPL-3.0-or-later
 * inwork team code, inwork team fingerprint: the two tokens that are read out when somebody joins.
 */
#include "commands_int.h"
#include "inwork/app/app.h"
#include "inwork/base/buf.h"
#include "inwork/base/error.h"
#include "inwork/base/json.h"
#include "inwork/store/store.h"
#include "inwork/team/team.h"

static int print(struct app *app, const char *name, const char *token, struct output *out,
                 struct error *err)
{
    if (!app->json)
        return out->line(out, token, strlen(token));
    struct buf json = BUF_ZERO;
    json_begin_object(&json);
    json_put_string(&json, name, token);
    json_end_object(&json);
    int status = output_object(out, &json, err);
    buf_free(&json);
    return status;
}

static int run_code(struct app *app, const struct command_args *args, struct output *out,
                    struct error *err)
{
    char code[JOINCODE_TEXT];
    (void)args;
    int status = team_code(app->store, code, err);
    return status < 0 ? status : print(app, "code", code, out, err);
}

static int run_fingerprint(struct app *app, const struct command_args *args, struct output *out,
                           struct error *err)
{
    char fingerprint[DEVICE_FINGERPRINT_TEXT];
    (void)args;
    if (!device_id_valid(store_device_id(app->store)))
        return error_set(err, STATUS_NO_INPUT, "this store has no device keys");
    device_fingerprint(fingerprint, store_device_id(app->store));
    return print(app, "fingerprint", fingerprint, out, err);
}

const struct command command_team_code = {
    .name = "team code",
    .group = "Team",
    .usage = "",
    .summary = "Print the code with which a colleague joins",
    .help = "It is not secret: it only makes sure that they join this team, as it is now.",
    .flags = COMMAND_OPENS,
    .run = run_code,
};

const struct command command_team_fingerprint = {
    .name = "team fingerprint",
    .group = "Team",
    .usage = "",
    .summary = "Print what this laptop is known by",
    .help = "Read all 24 characters to the lead who approves this laptop, by voice.",
    .flags = COMMAND_OPENS,
    .run = run_fingerprint,
};
