/* SPDX-License-Identifier: GPL-3.0-or-later
 * inwork set: changed answers of a record, beside the old ones.
 */
#include "commands_int.h"
#include "inwork/app/app.h"
#include "inwork/base/buf.h"
#include "inwork/base/error.h"
#include "inwork/base/json.h"
#include "records_int.h"

static int answer(struct app *app, const char *id, bool changed, const char *entry,
                  struct output *out, struct error *err)
{
    if (!app->json) {
        if (!changed)
            output_notef(out, "Nothing to change: those are the current answers.");
        return 0;
    }
    struct buf json = BUF_ZERO;
    json_begin_object(&json);
    json_put_string(&json, "id", id);
    json_put_string(&json, "entry", changed ? entry : NULL);
    json_end_object(&json);
    int status = output_object(out, &json, err);
    buf_free(&json);
    return status;
}

static int run(struct app *app, const struct command_args *args, struct output *out,
               struct error *err)
{
    char id[RECORD_ID_TEXT];
    char entry[ENTRY_ID_TEXT] = "";
    struct record r = {0};
    struct answers answers = {0};
    const struct catalogue_kind *kind = NULL;
    bool changed = false;
    int status = store_record_id(app->store, args->words[0], id, err);
    if (status == 0)
        status = store_record(app->store, id, &r, err);
    if (status == 0)
        status = app_kind(&kind, app, r.kind, err);
    if (status == 0)
        status = answers_read(&answers, app, kind, args->words + 1, args->word_count - 1, err);
    if (status == 0)
        status = save_changes(app->store, id, answers.fields, answers.count,
                              command_value(args, "why"), &changed, entry, err);
    if (status == 0)
        status = answer(app, id, changed, entry, out, err);
    if (status == 0)
        app_advise(app, id, out);
    answers_clear(&answers);
    record_clear(&r);
    return status;
}

static const struct command_option options[] = {
    {"why", 0, "TEXT", "a reason, kept with the entry"},
};

const struct command command_set = {
    .name = "set",
    .group = "Records",
    .usage = "ID FIELD=VALUE… [--why TEXT]",
    .summary = "Change answers of a record",
    .help = "The old answers stay in the history. FIELD= empties an answer. A field on which two "
            "people differ is refused: settle it with “inwork resolve”. The id may be shortened, "
            "and - reads a JSON object, as for “inwork add”.",
    COMMAND_OPTIONS(options),
    .least = 2,
    .most = COMMAND_ANY,
    .flags = COMMAND_OPENS | COMMAND_WRITES,
    .run = run,
};
