/* SPDX-License-Identifier: GPL-3.0-or-later
 * inwork caseload: who works with how many people, at which stage, and who covers; leads by source.
 */
#include "inwork/model/caseload.h"

#include "commands_int.h"
#include "inwork/app/app.h"
#include "inwork/base/buf.h"
#include "inwork/base/error.h"
#include "inwork/base/json.h"
#include "inwork/model/due.h"
#include "inwork/model/lead_source.h"
#include "inwork/store/store.h"

static void put_date(struct buf *json, const char *name, struct date d)
{
    char text[DATE_SIZE];
    date_format(text, d);
    json_put_string(json, name, d.year != 0 ? text : NULL);
}

static int print_json(const struct caseload_row *r, struct output *out, struct error *err)
{
    struct buf json = BUF_ZERO;
    char number[32];
    json_begin_object(&json);
    json_put_string(&json, "member", r->member[0] ? r->member : NULL);
    json_put_string(&json, "name", r->name);
    json_put_int(&json, "people", (int64_t)r->people);
    json_put_int(&json, "most", (int64_t)(r->most + 0.5));
    (void)snprintf(number, sizeof number, "%g", r->hours);
    json_put_string(&json, "hours_per_week", r->hours > 0 ? number : NULL);
    json_put_bool(&json, "full", caseload_full(r));
    json_put_int(&json, "paused", (int64_t)r->paused);
    json_put_int(&json, "left", (int64_t)r->left);
    json_add_name(&json, "stages");
    json_begin_object(&json);
    for (size_t i = 0; i < PATHWAY_STAGES; i++)
        json_put_int(&json, pathway_stage_name((enum pathway_stage)i), (int64_t)r->stages[i]);
    json_end_object(&json);
    json_add_name(&json, "cover");
    json_begin_array(&json);
    for (size_t i = 0; i < r->cover_count; i++) {
        json_begin_object(&json);
        json_put_string(&json, r->cover[i].by ? "covered_by" : "covers_for", r->cover[i].name);
        json_put_string(&json, "member", r->cover[i].member);
        put_date(&json, "from", r->cover[i].from);
        put_date(&json, "until", r->cover[i].until);
        json_end_object(&json);
    }
    json_end_array(&json);
    json_end_object(&json);
    int status = output_object(out, &json, err);
    buf_free(&json);
    return status;
}

static int print_row(const struct caseload_row *r, struct output *out)
{
    struct buf line = BUF_ZERO;
    caseload_describe(&line, r);
    for (size_t i = 0; i < PATHWAY_STAGES; i++)
        if (r->stages[i] > 0)
            buf_printf(&line, "\t%s %zu", pathway_stage_title((enum pathway_stage)i), r->stages[i]);
    if (r->cover_count > 0) {
        buf_push(&line, '\t');
        caseload_describe_cover(&line, r);
    }
    int status = output_linef(out, "%s\t%s", r->name, buf_text(&line));
    buf_free(&line);
    return status;
}

static int print_source(const struct lead_source *s, const struct app *app, struct output *out,
                        struct error *err)
{
    struct buf text = BUF_ZERO;
    int status = 0;
    if (app->json) {
        json_begin_object(&text);
        json_put_string(&text, "source_kind", s->code[0] ? s->code : NULL);
        json_put_string(&text, "label", s->label);
        json_put_int(&text, "leads", (int64_t)s->leads);
        json_put_int(&text, "open", (int64_t)(s->leads - s->filled - s->gone));
        json_put_int(&text, "filled", (int64_t)s->filled);
        json_put_int(&text, "gone", (int64_t)s->gone);
        json_end_object(&text);
        status = output_object(out, &text, err);
    } else {
        lead_source_describe(&text, s);
        status = output_linef(out, "%s\t%s", s->label, buf_text(&text));
    }
    buf_free(&text);
    return status;
}

static int print_sources(struct app *app, const char *member, struct output *out, struct error *err)
{
    struct lead_sources sources = {0};
    int status = lead_sources_read(&sources, app->store, member, err);
    for (size_t i = 0; status == 0 && i < sources.count; i++)
        status = print_source(&sources.items[i], app, out, err);
    if (status == 0 && sources.count == 0)
        status = -STATUS_NO;
    lead_sources_clear(&sources);
    return status;
}

static int run(struct app *app, const struct command_args *args, struct output *out,
               struct error *err)
{
    struct caseload c = {0};
    char member[ID_SIZE] = "";
    struct date today = date_of_moment(store_now(app->store));
    int status =
        args->word_count > 0 ? due_find_member(member, app->store, args->words[0], err) : 0;
    if (status == 0 && command_flag(args, "leads"))
        return print_sources(app, member[0] ? member : NULL, out, err);
    if (status == 0)
        status = caseload_read(&c, app->store, member[0] ? member : NULL, today, err);
    for (size_t i = 0; status == 0 && i < c.count; i++)
        status = app->json ? print_json(&c.rows[i], out, err) : print_row(&c.rows[i], out);
    if (status == 0 && c.count == 0)
        status = -STATUS_NO;
    caseload_clear(&c);
    return status;
}

static const struct command_option options[] = {
    {"leads", 0, NULL, "count leads by source instead: all, or those that MEMBER follows"},
};

const struct command command_caseload = {
    .name = "caseload",
    .group = "Records",
    .usage = "[MEMBER] [--leads]",
    .summary = "Show who works with how many people, and who covers for whom",
    .help = "People on each specialist's caseload by stage, beside the most that their hours "
            "allow (the team's settings caseload_most and full_time_hours), and cover that is "
            "agreed. Who left is not counted; who is paused is, and is told. MEMBER: a name or "
            "id; without one, everybody. Exits 1 when there is nobody, or no lead.",
    COMMAND_OPTIONS(options),
    .most = 1,
    .flags = COMMAND_OPENS,
    .run = run,
};
