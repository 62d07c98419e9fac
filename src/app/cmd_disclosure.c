/* SPDX-License-Identifier: GPL-3.0-or-later
 * inwork disclosure: what may be told about a client, to whom, by whom, how and when.
 */
#include <string.h>

#include "commands_int.h"
#include "inwork/app/app.h"
#include "inwork/base/buf.h"
#include "inwork/base/error.h"
#include "inwork/base/json.h"
#include "inwork/model/disclosure.h"
#include "inwork/store/record.h"

static int json_line(const struct disclosure_line *l, struct output *out, struct error *err)
{
    struct buf json = BUF_ZERO;
    json_begin_object(&json);
    json_put_string(&json, "id", l->id[0] ? l->id : NULL);
    json_put_string(&json, "item", l->value);
    json_put_string(&json, "employer", l->employer[0] ? l->employer : NULL);
    json_put_string(&json, "detail", l->detail);
    json_put_string(&json, "state", disclosure_state_name(l->state));
    json_put_bool(&json, "share", l->share);
    json_put_bool(&json, "may_be_told", l->counts);
    json_put_string(&json, "with_whom", l->with_whom);
    json_put_string(&json, "who_tells", l->who_tells);
    json_put_string(&json, "how", l->how);
    json_put_string(&json, "when", l->when);
    json_put_string(&json, "agreed", l->agreed);
    json_end_object(&json);
    int status = output_object(out, &json, err);
    buf_free(&json);
    return status;
}

static void add(struct buf *out, const char *before, const char *text)
{
    if (text[0] != '\0')
        buf_printf(out, "%s%s", before, text);
}

/* "Mental health: share; with Line manager; told by Both together; after an offer; agreed …" */
static int text_line(const struct disclosure_line *l, struct output *out, struct error *err)
{
    struct buf text = BUF_ZERO;
    buf_add(&text, l->item[0] ? l->item : "(no item)");
    add(&text, ", ", l->detail);
    buf_printf(&text, ": %s",
               l->state == DISCLOSURE_NOT_TALKED  ? "Keep private (not talked about yet)"
               : l->state == DISCLOSURE_UNDECIDED ? "Keep private (nothing decided yet)"
                                                  : l->choice);
    if (l->state == DISCLOSURE_NOT_AGREED)
        buf_add(&text, ", not agreed yet: keep private");
    if (l->id[0])
        add(&text, "; employer: ", l->employer[0] ? l->employer_name : "any");
    add(&text, "; with: ", l->with_whom);
    add(&text, "; told by: ", l->who_tells);
    add(&text, "; when: ", l->when);
    add(&text, "; agreed: ", l->agreed);
    add(&text, "; words: ", l->how);
    for (size_t i = 0; i < text.len; i++)
        if (text.data[i] == '\n')
            text.data[i] = ' ';
    int status = buf_ok(&text, err);
    if (status == 0)
        status = out->line(out, buf_text(&text), text.len);
    buf_free(&text);
    return status;
}

static int find(char out[RECORD_ID_TEXT], struct app *app, const char *id, const char *kind,
                struct error *err)
{
    struct record r = {0};
    int status = store_record_id(app->store, id, out, err);
    if (status == 0)
        status = store_record(app->store, out, &r, err);
    if (status == 0 && strcmp(r.kind, kind) != 0)
        status =
            error_set(err, STATUS_DATA, "%s is a record of kind %s, not %s", out, r.kind, kind);
    record_clear(&r);
    return status;
}

static int run(struct app *app, const struct command_args *args, struct output *out,
               struct error *err)
{
    char client[RECORD_ID_TEXT], employer[RECORD_ID_TEXT];
    const char *named = command_value(args, "employer");
    struct disclosure_plan plan = {0};
    int status = find(client, app, args->words[0], "client", err);
    if (status == 0 && named)
        status = find(employer, app, named, "employer", err);
    if (status == 0)
        status = disclosure_plan_read(&plan, app->store, client, named ? employer : NULL, err);
    for (size_t i = 0; status == 0 && i < plan.count; i++)
        status =
            app->json ? json_line(&plan.lines[i], out, err) : text_line(&plan.lines[i], out, err);
    if (status == 0 && !disclosure_plan_counts(&plan))
        output_notef(out, "note: Nothing is agreed to be told: everything is private.");
    disclosure_plan_clear(&plan);
    return status;
}

static const struct command_option options[] = {
    {"employer", 0, "ID", "only what concerns this employer, or any"},
};

const struct command command_disclosure = {
    .name = "disclosure",
    .group = "Records",
    .usage = "CLIENT [--employer ID]",
    .summary = "What an employer may be told about a client",
    .help = "The personal information plan, a line for each item: share or keep private, with "
            "whom, who tells, when, in which words, agreed on which day. What is not agreed, not "
            "decided, or was never talked about, stays private. Lines are records of kind "
            "disclosure_item.",
    COMMAND_OPTIONS(options),
    .least = 1,
    .most = 1,
    .flags = COMMAND_OPENS,
    .run = run,
};
