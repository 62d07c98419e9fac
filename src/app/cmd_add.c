/* SPDX-License-Identifier: GPL-3.0-or-later
 * inwork add: a new record.
 */
#include <string.h>

#include "commands_int.h"
#include "inwork/app/app.h"
#include "inwork/base/buf.h"
#include "inwork/base/json.h"
#include "records_int.h"

static int run(struct app *app, const struct command_args *args, struct output *out,
               struct error *err)
{
    const struct catalogue_kind *kind = NULL;
    struct answers answers = {0};
    char id[RECORD_ID_TEXT];
    int status = app_kind(&kind, app, args->words[0], err);
    if (status == 0)
        status = answers_read(&answers, app, kind, args->words + 1, args->word_count - 1, err);
    if (status == 0)
        status = save_new(app->store, kind, answers.fields, answers.count,
                          command_value(args, "why"), id, NULL, err);
    if (status == 0)
        app_advise(app, id, out);
    answers_clear(&answers);
    if (status < 0)
        return status;
    if (!app->json)
        return out->line(out, id, strlen(id));
    struct buf json = BUF_ZERO;
    json_begin_object(&json);
    json_put_string(&json, "id", id);
    json_end_object(&json);
    status = output_object(out, &json, err);
    buf_free(&json);
    return status;
}

static const struct command_option options[] = {
    {"why", 0, "TEXT", "a reason, kept with the entry"},
};

const struct command command_add = {
    .name = "add",
    .group = "Records",
    .usage = "KIND FIELD=VALUE… [--why TEXT]",
    .summary = "Add a record; prints its id",
    .help = "Dates may be written as people do: 25/12/2026, tomorrow, last fri, +2w. Choices by "
            "value or "
            "label, several of them separated by commas; references by an id or the start of one.\n"
            "Where - stands for the fields, a JSON object {FIELD: VALUE} is read from standard "
            "input, so that nobody sees a person's data in the list of processes.",
    COMMAND_OPTIONS(options),
    .least = 2,
    .most = COMMAND_ANY,
    .flags = COMMAND_OPENS | COMMAND_WRITES,
    .run = run,
};
