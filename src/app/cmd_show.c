/* SPDX-License-Identifier: GPL-3.0-or-later
 * inwork show: one record, as it stands, as it stood, and how it came to be so.
 */
#include <string.h>

#include "commands_int.h"
#include "inwork/app/app.h"
#include "inwork/base/buf.h"
#include "inwork/base/date.h"
#include "inwork/base/error.h"
#include "inwork/base/json.h"
#include "inwork/store/store.h"
#include "show_int.h"

static int print_json(struct app *app, const struct record *r, bool history, struct output *out,
                      struct error *err)
{
    struct buf json = BUF_ZERO;
    json_open_record(&json, r);
    int status = history ? show_history_json(&json, app, r->id, err) : 0;
    json_end_object(&json);
    if (status == 0)
        status = output_object(out, &json, err);
    buf_free(&json);
    return status;
}

static int run(struct app *app, const struct command_args *args, struct output *out,
               struct error *err)
{
    char id[RECORD_ID_TEXT];
    struct record r = {0};
    const char *at = command_value(args, "at");
    bool history = command_flag(args, "history");
    struct date day = {0};
    int status = store_record_id(app->store, args->words[0], id, err);
    if (status == 0 && at)
        status = date_parse_words(&day, at, date_of_moment(store_now(app->store)), err);
    if (status == 0)
        status =
            at ? record_as_of(&r, app->store, id, day, err) : store_record(app->store, id, &r, err);
    if (status == 0 && app->json)
        status = print_json(app, &r, history, out, err);
    else if (status == 0)
        status = show_record(app, &r, out, err);
    if (status == 0 && history && !app->json)
        status = show_history(app, &r, out, err);
    record_clear(&r);
    return status;
}

static const struct command_option options[] = {
    {"history", 0, NULL, "also every save: who, when, what, and over what"},
    {"at", 0, "DATE", "as it stood at the end of that day, by the writers' clocks"},
};

const struct command command_show = {
    .name = "show",
    .group = "Records",
    .usage = "ID [--history] [--at DATE]",
    .summary = "Show a record",
    .help = "The id may be shortened to any beginning that no other record has.",
    COMMAND_OPTIONS(options),
    .least = 1,
    .most = 1,
    .flags = COMMAND_OPENS,
    .run = run,
};
