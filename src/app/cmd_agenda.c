/* SPDX-License-Identifier: GPL-3.0-or-later
 * inwork agenda: what a supervision session could begin with.
 */
#include "commands_int.h"
#include "inwork/app/app.h"
#include "inwork/base/buf.h"
#include "inwork/base/error.h"
#include "inwork/base/json.h"
#include "inwork/model/agenda.h"
#include "inwork/model/due.h"
#include "inwork/report/agenda_text.h"
#include "inwork/store/store.h"

static void put_date(struct buf *json, const char *name, struct date d)
{
    char text[DATE_SIZE];
    date_format(text, d);
    json_put_string(json, name, d.year != 0 ? text : NULL);
}

static void put_id(struct buf *json, const char *name, const char *id)
{
    json_put_string(json, name, id[0] ? id : NULL);
}

static int print_json(const struct agenda *a, struct output *out, struct error *err)
{
    struct buf json = BUF_ZERO;
    json_begin_object(&json);
    json_put_string(&json, "member", a->member);
    json_put_string(&json, "name", a->name);
    put_id(&json, "last_session", a->last);
    put_date(&json, "last_on", a->last_on);
    put_date(&json, "next_on", a->next_on);
    for (size_t p = 0; p < AGENDA_PARTS; p++) {
        json_add_name(&json, agenda_part_name((enum agenda_part)p));
        json_begin_array(&json);
        for (size_t i = 0; i < a->parts[p].count; i++) {
            const struct agenda_item *item = &a->parts[p].items[i];
            json_begin_object(&json);
            put_id(&json, "id", item->record);
            put_id(&json, "client", item->client);
            json_put_string(&json, "name", item->name);
            json_put_string(&json, "text", item->text);
            json_end_object(&json);
        }
        json_end_array(&json);
    }
    json_end_object(&json);
    int status = output_object(out, &json, err);
    buf_free(&json);
    return status;
}

static int print_lines(const struct agenda *a, struct date today, struct output *out)
{
    struct buf last = BUF_ZERO;
    agenda_describe_last(&last, a, today);
    int status = output_linef(out, "%s. %s", a->name, buf_text(&last));
    for (size_t p = 0; p < AGENDA_PARTS && status == 0; p++) {
        if (a->parts[p].count > 0)
            status = output_linef(out, "%s", agenda_part_title((enum agenda_part)p));
        for (size_t i = 0; i < a->parts[p].count && status == 0; i++) {
            const struct agenda_item *item = &a->parts[p].items[i];
            status = output_linef(out, "  %s%s%s", item->name ? item->name : "",
                                  item->name ? "\t" : "", item->text);
        }
    }
    buf_free(&last);
    return status;
}

static int run(struct app *app, const struct command_args *args, struct output *out,
               struct error *err)
{
    struct agenda a = {0};
    char member[ID_SIZE] = "";
    struct date today = date_of_moment(store_now(app->store));
    int status = args->word_count > 0 ? due_find_member(member, app->store, args->words[0], err)
                                      : due_own_member(member, app->store, err);
    if (status == 0 && member[0] == '\0') {
        (void)error_set(err, STATUS_NO_INPUT, "this store does not say whose it is");
        status = error_hint(err, "Name the colleague: “inwork agenda NAME”.");
    }
    if (status == 0)
        status = agenda_read(&a, app->store, member, today, err);
    if (status == 0 && app->json) {
        status = print_json(&a, out, err);
    } else if (status == 0 && command_flag(args, "initials")) {
        struct buf text = BUF_ZERO;
        agenda_text(&text, &a);
        status = out->bytes(out, buf_text(&text), text.len);
        buf_free(&text);
    } else if (status == 0) {
        status = print_lines(&a, today, out);
    }
    agenda_clear(&a);
    return status;
}

static const struct command_option options[] = {
    {"initials", 0, NULL, "as the text that a session's record begins with: clients by initials"},
};

const struct command command_agenda = {
    .name = "agenda",
    .group = "Records",
    .usage = "[MEMBER] [--initials]",
    .summary = "Draft the agenda of a supervision session from what is recorded",
    .help = "First what was agreed last time and where it stands; then people whose safety is at "
            "issue, people who are not moving (no plan step done, employer contact or application "
            "in no_progress_days), people not talked about in client_review_days; then gaps in "
            "records, and the work: caseload, visits, time in the field, training. Goals and "
            "sessions are there only where that supervision can be read: on the colleague's own "
            "laptop and the leads'. MEMBER: a name or id; without one, yourself.",
    COMMAND_OPTIONS(options),
    .most = 1,
    .flags = COMMAND_OPENS,
    .run = run,
};
