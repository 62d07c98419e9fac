/* SPDX-License-Identifier: GPL-3.0-or-later
 * inwork strike: a record entered by mistake leaves the lists, never the history.
 */
#include "commands_int.h"
#include "inwork/app/app.h"
#include "inwork/base/buf.h"
#include "inwork/base/error.h"
#include "inwork/base/json.h"
#include "records_int.h"

static int run(struct app *app, const struct command_args *args, struct output *out,
               struct error *err)
{
    char id[RECORD_ID_TEXT];
    bool undo = command_flag(args, "undo");
    int status = store_record_id(app->store, args->words[0], id, err);
    if (status == 0)
        status = save_struck(app->store, id, !undo, command_value(args, "why"), err);
    if (status < 0 || !app->json)
        return status;
    struct buf json = BUF_ZERO;
    json_begin_object(&json);
    json_put_string(&json, "id", id);
    json_put_bool(&json, "struck", !undo);
    json_end_object(&json);
    status = output_object(out, &json, err);
    buf_free(&json);
    return status;
}

static const struct command_option options[] = {
    {"why", 0, "TEXT", "the reason; needed to strike"},
    {"undo", 0, NULL, "take the striking back"},
};

const struct command command_strike = {
    .name = "strike",
    .group = "Records",
    .usage = "ID --why TEXT",
    .summary = "Strike a record that was entered by mistake",
    .help = "It and its parts leave lists, searches and reports. “inwork show” still shows it, and "
            "its history stays whole.",
    COMMAND_OPTIONS(options),
    .least = 1,
    .most = 1,
    .flags = COMMAND_OPENS | COMMAND_WRITES,
    .run = run,
};
