/* SPDX-License-Identifier: GPL-3.0-or-later
 * inwork due: what is due, and why.
 */
#include <string.h>

#include "commands_int.h"
#include "inwork/app/app.h"
#include "inwork/base/buf.h"
#include "inwork/base/error.h"
#include "inwork/base/json.h"
#include "inwork/model/due.h"
#include "inwork/store/store.h"

#define DAYS_MOST 3660
#define DAYS_USUAL 7

static const char *const states[] = {"safety", "late", "today", "soon", "gap"};

static void put_id(struct buf *json, const char *name, const char *id)
{
    json_put_string(json, name, id[0] != '\0' ? id : NULL);
}

static int print_json(const struct due_item *i, struct output *out, struct error *err)
{
    struct buf json = BUF_ZERO;
    char date[DATE_SIZE] = "";
    json_begin_object(&json);
    json_put_string(&json, "due", i->clock->name);
    json_put_string(&json, "number", i->clock->number);
    put_id(&json, "id", i->record);
    put_id(&json, "client", i->client);
    json_put_string(&json, "name", i->name);
    put_id(&json, "member", i->member);
    json_put_string(&json, "title", i->title);
    json_put_string(&json, "state", states[i->state]);
    if (i->on.year != 0) {
        date_format(date, i->on);
        json_put_string(&json, "date", date);
        json_put_int(&json, "days", i->days);
    } else {
        json_put_string(&json, "date", NULL);
        json_put_string(&json, "days", NULL);
    }
    json_put_string(&json, "why", i->why);
    json_put_string(&json, "starts", i->starts[0] != '\0' ? i->starts : NULL);
    json_end_object(&json);
    int status = output_object(out, &json, err);
    buf_free(&json);
    return status;
}

static int print_line(const struct due_item *i, struct output *out)
{
    struct buf when = BUF_ZERO;
    due_describe_days(&when, i);
    int status = output_linef(out, "%s\t%s\t%s\t%s", buf_text(&when), i->name ? i->name : "",
                              i->title, i->why);
    buf_free(&when);
    return status;
}

/* Whose: one's own; a colleague's; everybody's. */
static int read_whose(char member[ID_SIZE], bool *all, struct app *app, const char *whose,
                      struct error *err)
{
    *all = whose && strcmp(whose, "all") == 0;
    member[0] = '\0';
    if (*all)
        return 0;
    if (whose)
        return due_find_member(member, app->store, whose, err);
    int status = due_own_member(member, app->store, err);
    *all = status == 0 && member[0] == '\0'; /* nobody is known to work here */
    return status;
}

static void tell_refused(const struct due *d, struct output *out)
{
    for (size_t i = 0; i < d->clock_count; i++) {
        for (size_t j = 0; j < d->clocks[i].setting_count; j++) {
            const struct due_setting *s = &d->clocks[i].settings[j];
            if (s->refused)
                output_notef(out, "note: the setting %s is “%s”, which is no number; %s is used.",
                             s->name, s->refused, s->value);
        }
    }
}

static int run(struct app *app, const struct command_args *args, struct output *out,
               struct error *err)
{
    struct due due = {0};
    char member[ID_SIZE];
    bool all = false;
    int64_t days = 0;
    int status = command_number(&days, args, "days", DAYS_USUAL, 0, DAYS_MOST, err);
    if (status == 0)
        status = read_whose(member, &all, app, command_value(args, "for"), err);
    if (status < 0)
        return status;
    struct due_request request = {
        .today = date_of_moment(store_now(app->store)),
        .days = (int)days,
        .member = all ? NULL : member,
    };
    status = due_read(&due, app->store, &request, err);
    if (status < 0)
        return status;
    tell_refused(&due, out);
    for (size_t i = 0; i < due.count && status == 0; i++)
        status = app->json ? print_json(&due.items[i], out, err) : print_line(&due.items[i], out);
    bool none = due.count == 0;
    due_clear(&due);
    return status == 0 && none ? -STATUS_NO : status;
}

static const struct command_option options[] = {
    {"days", 0, "N", "also what becomes due within so many days (7)"},
    {"for", 0, "MEMBER", "a colleague, by name or id, instead of yourself; all for everybody"},
};

const struct command command_due = {
    .name = "due",
    .group = "Records",
    .usage = "[--days N] [--for MEMBER]",
    .summary = "Show what is due, and why",
    .help = "For your own clients, those nobody has yet, and those of colleagues you cover for; "
            "what a person should do first comes first. Each line: when, whose, what, and why; "
            "--json has the number of the rule too. What cannot be counted because a date is "
            "missing is told at the end. Nothing is ever closed by it.\n"
            "Every number is a team's own to change: “inwork add setting name=first_meeting_days "
            "value=10”. Exits 1 when nothing is due.",
    COMMAND_OPTIONS(options),
    .flags = COMMAND_OPENS,
    .run = run,
};
