/* SPDX-License-Identifier: GPL-3.0-or-later
 * inwork duplicates: records that are probably of the same person or thing, with the reason; and
 * inwork merge: showing two as one, or parting them again; and inwork apart: saying that they are
 * two. Nothing is ever joined by itself.
 */
#include "commands_int.h"
#include "inwork/app/app.h"
#include "inwork/base/buf.h"
#include "inwork/base/error.h"
#include "inwork/base/json.h"
#include "inwork/model/apart.h"
#include "inwork/model/duplicate.h"
#include "inwork/model/same.h"
#include "records_int.h"

struct listing {
    struct app *app;
    struct output *out;
    size_t count;
};

static void json_put_alike(struct buf *json, const char *name, const struct alike *a)
{
    json_add_name(json, name);
    json_begin_object(json);
    json_put_string(json, "id", a->id);
    json_put_string(json, "title", a->title);
    json_end_object(json);
}

static int row(const struct alike *one, const struct alike *other, const char *why, void *payload,
               struct error *err)
{
    struct listing *l = payload;
    l->count++;
    if (!l->app->json)
        return output_linef(l->out, "%s\t%s\t%s\t%s\t%s", one->id, other->id, one->title,
                            other->title, why);
    struct buf json = BUF_ZERO;
    json_begin_object(&json);
    json_put_alike(&json, "one", one);
    json_put_alike(&json, "other", other);
    json_put_string(&json, "why", why);
    json_end_object(&json);
    int status = output_object(l->out, &json, err);
    buf_free(&json);
    return status;
}

static int apart_row(const struct apart *pair, void *payload, struct error *err)
{
    const struct alike one = {pair->one, pair->one_title, 0};
    const struct alike other = {pair->other, pair->other_title, 0};
    return row(&one, &other, "said to be two", payload, err);
}

static int run_duplicates(struct app *app, const struct command_args *args, struct output *out,
                          struct error *err)
{
    const struct catalogue_kind *kind = NULL;
    struct duplicates *d = NULL;
    struct listing l = {app, out, 0};
    int status = app_kind(&kind, app, args->words[0], err);
    bool apart = command_flag(args, "apart");
    if (status == 0 && apart)
        status = apart_pairs(app->store, kind->name, apart_row, &l, err);
    if (status == 0 && !apart)
        status = duplicates_open(&d, app->store, kind, err);
    if (status == 0 && !apart)
        status = duplicates_pairs(d, NULL, row, &l, err);
    duplicates_free(d);
    if (status == 0 && l.count == 0)
        return -STATUS_NO;
    if (status == 0 && !app->json)
        output_notef(out, apart ? "“inwork apart ID ID --undo” takes that back."
                                : "“inwork merge ID ID --why TEXT” shows two as one, “inwork apart "
                                  "ID ID” says that they are two; look at both first.");
    return status;
}

static int told(struct app *app, struct output *out, const char *id, bool joined, struct error *err)
{
    struct record r = {0};
    int status = store_record(app->store, id, &r, err);
    if (status == 0 && app->json) {
        struct buf json = BUF_ZERO;
        json_begin_object(&json);
        json_put_string(&json, "id", r.id);
        json_put_bool(&json, "joined", joined);
        json_end_object(&json);
        status = output_object(out, &json, err);
        buf_free(&json);
    } else if (status == 0 && joined) {
        size_t conflicts = 0;
        for (size_t i = 0; i < r.field_count; i++)
            conflicts += r.fields[i].head_count > 1;
        status = output_linef(out, "They show as one, %s (%s).", r.title, r.id);
        if (status == 0 && conflicts > 0)
            status =
                output_linef(out, "%zu answers differ: “inwork conflicts” shows them.", conflicts);
    } else if (status == 0) {
        status = output_linef(out, "%s stands alone again.", id);
    }
    record_clear(&r);
    return status;
}

static int run_merge(struct app *app, const struct command_args *args, struct output *out,
                     struct error *err)
{
    char one[RECORD_ID_TEXT];
    char other[RECORD_ID_TEXT];
    char shown[RECORD_ID_TEXT];
    bool undo = command_flag(args, "undo");
    const char *why = command_value(args, "why");
    if (args->word_count != (undo ? 1u : 2u))
        return error_set(err, STATUS_USAGE,
                         undo ? "--undo takes one record, not two" : "merge takes two records");
    int status = store_record_id(app->store, args->words[0], one, err);
    if (status == 0 && undo) {
        status = same_part(app->store, one, why, NULL, err);
        return status == 0 ? told(app, out, one, false, err) : status;
    }
    if (status == 0)
        status = store_record_id(app->store, args->words[1], other, err);
    if (status == 0)
        status = same_join(app->store, one, other, why, shown, err);
    return status == 0 ? told(app, out, shown, true, err) : status;
}

static int run_apart(struct app *app, const struct command_args *args, struct output *out,
                     struct error *err)
{
    char one[RECORD_ID_TEXT];
    char other[RECORD_ID_TEXT];
    bool undo = command_flag(args, "undo");
    const char *why = command_value(args, "why");
    int status = store_record_id(app->store, args->words[0], one, err);
    if (status == 0)
        status = store_record_id(app->store, args->words[1], other, err);
    if (status == 0)
        status = undo ? apart_take_back(app->store, one, other, why, err)
                      : apart_say(app->store, one, other, why, err);
    if (status < 0)
        return status;
    if (!app->json)
        return output_linef(out, undo ? "It is open again whether they are the same."
                                      : "They are two, and are not listed as the same again.");
    struct buf json = BUF_ZERO;
    json_begin_object(&json);
    json_put_string(&json, "one", one);
    json_put_string(&json, "other", other);
    json_put_bool(&json, "apart", !undo);
    json_end_object(&json);
    status = output_object(out, &json, err);
    buf_free(&json);
    return status;
}

static const struct command_option duplicates_options[] = {
    {"apart", 0, NULL, "instead, those of which somebody said that they are two"},
};

const struct command command_duplicates = {
    .name = "duplicates",
    .group = "Records",
    .usage = "KIND [--apart]",
    .summary = "List records that are probably the same, and why",
    .help = "Clients are compared by name, date of birth, phone and NHS number, employers by name "
            "(without Ltd and the like) and place, other kinds by name or title and what they "
            "belong to. Namesakes with different dates of birth and branches in different places "
            "are not listed, nor are two of which somebody said so (“inwork apart”). Nothing is "
            "joined by itself: see “inwork merge”.",
    COMMAND_OPTIONS(duplicates_options),
    .least = 1,
    .most = 1,
    .flags = COMMAND_OPENS,
    .run = run_duplicates,
};

static const struct command_option merge_options[] = {
    {"why", 0, "TEXT", "how you know that they are the same; needed to merge"},
    {"undo", 0, NULL, "part a record from those it was merged with"},
};

const struct command command_merge = {
    .name = "merge",
    .group = "Records",
    .usage = "ID ID --why TEXT | ID --undo [--why TEXT]",
    .summary = "Show two records of the same person or thing as one",
    .help =
        "Both keep their history; what belongs to either belongs to the one. Where their "
        "answers differ, both stand until one is chosen. They show under the older id. “--undo” "
        "with either id parts them again, with all that was written to each.",
    COMMAND_OPTIONS(merge_options),
    .least = 1,
    .most = 2,
    .flags = COMMAND_OPENS | COMMAND_WRITES,
    .run = run_merge,
};

static const struct command_option apart_options[] = {
    {"why", 0, "TEXT", "how you know that they are two"},
    {"undo", 0, NULL, "take that back"},
};

const struct command command_apart = {
    .name = "apart",
    .group = "Records",
    .usage = "ID ID [--why TEXT] [--undo]",
    .summary = "Say that two records that look alike are two",
    .help = "They are not listed by “inwork duplicates”, nor offered in the notebook, here and at "
            "your colleagues'. “--undo” takes that back; “inwork merge” does so by itself.",
    COMMAND_OPTIONS(apart_options),
    .least = 2,
    .most = 2,
    .flags = COMMAND_OPENS | COMMAND_WRITES,
    .run = run_apart,
};
