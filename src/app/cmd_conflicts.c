/* SPDX-License-Identifier: GPL-3.0-or-later
 * inwork conflicts and inwork resolve: answers on which people differ, and settling one.
 */
#include <string.h>

#include "commands_int.h"
#include "inwork/app/app.h"
#include "inwork/base/buf.h"
#include "inwork/base/error.h"
#include "inwork/base/json.h"
#include "inwork/store/store.h"
#include "records_int.h"

struct listing {
    struct app *app;
    struct output *out;
    size_t count;
};

static int row_json(const struct record *r, const struct record_field *f, struct output *out,
                    struct error *err)
{
    struct buf json = BUF_ZERO;
    json_begin_object(&json);
    json_put_string(&json, "id", r->id);
    json_put_string(&json, "kind", r->kind);
    json_put_string(&json, "title", r->title);
    json_put_string(&json, "field", f->name);
    json_add_name(&json, "values");
    json_begin_array(&json);
    for (size_t i = 0; i < f->head_count; i++)
        json_add_head(&json, &f->heads[i]);
    json_end_array(&json);
    json_end_object(&json);
    int status = output_object(out, &json, err);
    buf_free(&json);
    return status;
}

static int row(const struct record *r, const struct record_field *f, void *payload,
               struct error *err)
{
    struct listing *l = payload;
    l->count++;
    if (l->app->json)
        return row_json(r, f, l->out, err);
    int status = output_linef(l->out, "%s\t%s\t%s\t%s", r->id, r->kind, f->name, r->title);
    for (size_t i = 0; status == 0 && i < f->head_count; i++) {
        const struct head *h = &f->heads[i];
        struct buf text = BUF_ZERO;
        value_to_text(&text, &h->value);
        for (size_t c = 0; c < text.len; c++)
            if (text.data[c] == '\n')
                text.data[c] = ' ';
        status = output_linef(l->out, "\t%.12s\t%s\t%s\t%s", h->entry, h->by, h->at,
                              h->value.type == VALUE_NULL ? "(emptied)" : buf_text(&text));
        buf_free(&text);
    }
    return status;
}

static int run_conflicts(struct app *app, const struct command_args *args, struct output *out,
                         struct error *err)
{
    (void)args;
    struct listing l = {app, out, 0};
    int status = store_conflicts(app->store, row, &l, err);
    return status == 0 && l.count == 0 ? -STATUS_NO : status;
}

/* The answer whose entry id begins with `prefix`. */
static int head_of(const struct head **out, const struct record_field *f, const char *prefix,
                   struct error *err)
{
    *out = NULL;
    for (size_t i = 0; i < f->head_count; i++) {
        if (strncmp(f->heads[i].entry, prefix, strlen(prefix)) != 0)
            continue;
        if (*out)
            return error_set(err, STATUS_USAGE, "“%s” begins the ids of two entries", prefix);
        *out = &f->heads[i];
    }
    if (*out && prefix[0] != '\0')
        return 0;
    (void)error_set(err, STATUS_NO_INPUT, "no current answer to %s is of entry “%s”", f->name,
                    prefix);
    return error_hint(err, "“inwork conflicts” lists the entries.");
}

/* What the person chose: somebody's answer, or a new one. */
static int choose(struct value *to, struct app *app, const struct record *r,
                  const struct command_args *args, struct error *err)
{
    const char *name = args->words[1];
    const char *take = command_value(args, "take");
    const char *value = command_value(args, "value");
    const struct record_field *f = record_field(r, name);
    const struct catalogue_kind *kind = NULL;
    const struct catalogue_field *field = NULL;
    const struct head *head = NULL;
    if (!take == !value)
        return error_set(err, STATUS_USAGE, "give either --take ENTRY or --value TEXT");
    if (!f || f->head_count < 2)
        return error_set(err, STATUS_DATA, "%s: there is no conflict to settle", name);
    if (take) {
        int status = head_of(&head, f, take, err);
        return status < 0 ? status : value_copy(to, &head->value, err);
    }
    int status = app_kind(&kind, app, r->kind, err);
    if (status == 0)
        status = app_field(&field, kind, name, err);
    if (status < 0)
        return status;
    const struct field_context context = app_field_context(app);
    return field_parse(to, field, value, strlen(value), &context, err);
}

static int run_resolve(struct app *app, const struct command_args *args, struct output *out,
                       struct error *err)
{
    char id[RECORD_ID_TEXT];
    char entry[ENTRY_ID_TEXT] = "";
    struct record r = {0};
    struct save_field answer = {.field = args->words[1]};
    int status = store_record_id(app->store, args->words[0], id, err);
    if (status == 0)
        status = store_record(app->store, id, &r, err);
    if (status == 0)
        status = choose(&answer.to, app, &r, args, err);
    if (status == 0)
        status = save_resolved(app->store, id, &answer, command_value(args, "why"), entry, err);
    value_clear(&answer.to);
    record_clear(&r);
    if (status < 0 || !app->json)
        return status;
    struct buf json = BUF_ZERO;
    json_begin_object(&json);
    json_put_string(&json, "id", id);
    json_put_string(&json, "entry", entry);
    json_end_object(&json);
    status = output_object(out, &json, err);
    buf_free(&json);
    return status;
}

static const struct command_option resolve_options[] = {
    {"take", 0, "ENTRY", "the answer of this entry; its id may be shortened"},
    {"value", 0, "TEXT", "another answer"},
    {"why", 0, "TEXT", "a reason, kept with the entry"},
};

const struct command command_conflicts = {
    .name = "conflicts",
    .group = "Records",
    .usage = "",
    .summary = "List answers on which people differ",
    .help = "Two people changed the same answer without seeing each other's change: both are kept. "
            "For each answer its entry, who gave it and when. Exits 1 when there are none.",
    .flags = COMMAND_OPENS,
    .run = run_conflicts,
};

const struct command command_resolve = {
    .name = "resolve",
    .group = "Records",
    .usage = "ID FIELD (--take ENTRY | --value TEXT) [--why TEXT]",
    .summary = "Settle a conflict",
    .help = "The answer chosen replaces all the others; they stay in the history.",
    COMMAND_OPTIONS(resolve_options),
    .least = 2,
    .most = 2,
    .flags = COMMAND_OPENS | COMMAND_WRITES,
    .run = run_resolve,
};
