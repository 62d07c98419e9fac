/* SPDX-License-Identifier: GPL-3.0-or-later
 * inwork status: what this store holds, and what of it is only here.
 */
#include <stdlib.h>
#include <string.h>

#include "commands_int.h"
#include "inwork/app/app.h"
#include "inwork/base/buf.h"
#include "inwork/base/date.h"
#include "inwork/base/error.h"
#include "inwork/base/json.h"
#include "inwork/store/catalogue.h"
#include "inwork/store/store.h"
#include "inwork/team/team.h"

struct facts {
    int64_t entries, records, unsent, conflicts;
    struct buf oldest, last_sync, last_error, team, compartments;
};

static int counts(const struct store_cell *columns, size_t count, void *payload, struct error *err)
{
    struct facts *f = payload;
    if (count != 5)
        return error_set(err, STATUS_SOFTWARE, "the query status has changed");
    f->entries = columns[0].integer;
    f->records = columns[1].integer;
    f->unsent = columns[2].integer;
    if (columns[3].type == STORE_TEXT)
        buf_add(&f->oldest, columns[3].bytes);
    f->conflicts = columns[4].integer;
    return buf_ok(&f->oldest, err);
}

static int setting(struct buf *out, struct store *s, const char *name, struct error *err)
{
    int status = store_setting_get(s, name, out, err);
    if (status != -STATUS_NO)
        return status;
    error_clear(err);
    return 0;
}

/* Without a team, everything the catalogue knows is open to the one person there is. */
static void own_compartments(struct buf *out, struct store *s)
{
    const struct catalogue *c = store_catalogue(s);
    for (size_t i = 0; i < c->kind_count; i++) {
        bool before = false;
        for (size_t j = 0; j < i; j++)
            before |= strcmp(c->kinds[j].compartment, c->kinds[i].compartment) == 0;
        if (!before)
            buf_printf(out, "%s%s", out->len ? " " : "", c->kinds[i].compartment);
    }
}

static int team_row(const struct store_cell *columns, size_t count, void *payload,
                    struct error *err)
{
    if (count > 0 && columns[0].type == STORE_TEXT)
        buf_add(payload, columns[0].bytes);
    return buf_ok(payload, err);
}

/* The team's name as its record says; until that has arrived, what the founder typed, or its id. */
static int gather_team(struct facts *f, struct store *s, struct error *err)
{
    struct team_info info = {0};
    int status = team_info_read(&info, s, err);
    if (status == 0 && info.state != TEAM_NONE) {
        status = store_query(s, "team_named", NULL, 0, team_row, &f->team, err);
        if (status == 0 && f->team.len == 0)
            status = setting(&f->team, s, "team_name", err);
        if (status == 0 && f->team.len == 0 && info.state == TEAM_FOUNDING)
            status = setting(&f->team, s, "team_founding", err);
        if (status == 0 && f->team.len == 0)
            buf_add(&f->team, info.team[0] != '\0' ? info.team : "(joining)");
        buf_add(&f->compartments, info.compartments ? info.compartments : "");
    } else if (status == 0) {
        own_compartments(&f->compartments, s);
    }
    team_info_clear(&info);
    return status < 0 ? status : buf_ok(&f->team, err);
}

static int gather(struct facts *f, struct store *s, struct error *err)
{
    int status = store_query(s, "status", NULL, 0, counts, f, err);
    if (status == 0)
        status = setting(&f->last_sync, s, "last_sync", err);
    if (status == 0)
        status = setting(&f->last_error, s, "last_error", err);
    return status < 0 ? status : gather_team(f, s, err);
}

static void put_text(struct buf *json, const char *name, const struct buf *text)
{
    json_put_string(json, name, text->len > 0 ? buf_text(text) : NULL);
}

static int print_json(struct app *app, const struct facts *f, struct output *out, struct error *err)
{
    struct buf json = BUF_ZERO;
    json_begin_object(&json);
    json_put_string(&json, "store", app->store_path);
    json_put_int(&json, "entries", f->entries);
    json_put_int(&json, "records", f->records);
    json_put_int(&json, "unsent", f->unsent);
    put_text(&json, "oldest_unsent", &f->oldest);
    json_put_int(&json, "conflicts", f->conflicts);
    put_text(&json, "last_sync", &f->last_sync);
    put_text(&json, "last_error", &f->last_error);
    put_text(&json, "team", &f->team);
    json_put_string(&json, "device", store_device_id(app->store));
    json_add_name(&json, "compartments");
    json_begin_array(&json);
    for (const char *at = buf_text(&f->compartments); *at;) {
        size_t n = strcspn(at, " ");
        if (n > 0)
            json_add_text(&json, at, n);
        at += n + (at[n] != '\0');
    }
    json_end_array(&json);
    json_end_object(&json);
    int status = output_object(out, &json, err);
    buf_free(&json);
    return status;
}

/* A moment as people read it, or what was stored. */
static void moment(struct buf *out, const struct buf *text)
{
    int64_t seconds = 0;
    if (time_parse_rfc3339(&seconds, buf_text(text)))
        time_describe(out, seconds);
    else
        buf_add(out, buf_text(text));
}

static int print_lines(struct app *app, const struct facts *f, struct output *out)
{
    struct buf oldest = BUF_ZERO;
    struct buf last = BUF_ZERO;
    moment(&oldest, &f->oldest);
    moment(&last, &f->last_sync);
    int status = output_linef(out, "Store\t%s", app->store_path);
    if (status == 0)
        status = output_linef(out, "Records\t%lld, from %lld entries", (long long)f->records,
                              (long long)f->entries);
    if (status == 0)
        status = output_linef(out, "Only here\t%lld%s%s", (long long)f->unsent,
                              f->unsent > 0 ? ", the oldest of " : "",
                              f->unsent > 0 ? buf_text(&oldest) : "");
    if (status == 0)
        status = output_linef(out, "Conflicts\t%lld", (long long)f->conflicts);
    if (status == 0)
        status = output_linef(out, "Team\t%s", f->team.len > 0 ? buf_text(&f->team) : "none");
    if (status == 0)
        status = output_linef(out, "Last sync\t%s", last.len > 0 ? buf_text(&last) : "never");
    if (status == 0 && f->last_error.len > 0)
        status = output_linef(out, "Last error\t%s", buf_text(&f->last_error));
    if (status == 0)
        status = output_linef(out, "Device\t%s", store_device_id(app->store));
    struct buf reads = BUF_ZERO;
    team_compartments_show(&reads, buf_text(&f->compartments));
    if (status == 0)
        status = output_linef(out, "Compartments\t%s", buf_text(&reads));
    buf_free(&reads);
    buf_free(&oldest);
    buf_free(&last);
    return status;
}

static int run(struct app *app, const struct command_args *args, struct output *out,
               struct error *err)
{
    (void)args;
    struct facts f = {0};
    int status = gather(&f, app->store, err);
    if (status == 0)
        status = app->json ? print_json(app, &f, out, err) : print_lines(app, &f, out);
    buf_free(&f.oldest);
    buf_free(&f.last_sync);
    buf_free(&f.last_error);
    buf_free(&f.team);
    buf_free(&f.compartments);
    return status;
}

const struct command command_status = {
    .name = "status",
    .group = "The store",
    .usage = "",
    .summary = "Show what is stored, unsent and in conflict",
    .help = "",
    .flags = COMMAND_OPENS,
    .run = run,
};
