/* SPDX-License-Identifier: GPL-3.0-or-later
 * inwork pathway: where each client stands, or why one stands where they do.
 */
#include <stdlib.h>
#include <string.h>

#include "commands_int.h"
#include "inwork/app/app.h"
#include "inwork/base/buf.h"
#include "inwork/base/error.h"
#include "inwork/base/json.h"
#include "inwork/model/due.h"
#include "inwork/model/pathway.h"
#include "inwork/store/store.h"
#include "records_int.h"

struct standing {
    char id[RECORD_ID_TEXT];
    char *title;
    struct pathway pathway;
};

struct listing {
    struct app *app;
    struct standing *rows;
    size_t count, room;
};

static void clear(struct listing *l)
{
    for (size_t i = 0; i < l->count; i++) {
        free(l->rows[i].title);
        pathway_clear(&l->rows[i].pathway);
    }
    free(l->rows);
}

static int keep_row(const struct title_row *row, void *payload, struct error *err)
{
    struct listing *l = payload;
    if (l->count == l->room) {
        size_t room = l->room > 0 ? l->room * 2 : 64;
        struct standing *rows = realloc(l->rows, room * sizeof *rows);
        if (!rows)
            return error_memory(err);
        l->rows = rows;
        l->room = room;
    }
    struct standing *s = &l->rows[l->count];
    *s = (struct standing){.title = strdup(row->title)};
    if (!s->title)
        return error_memory(err);
    (void)snprintf(s->id, sizeof s->id, "%s", row->id);
    l->count++;
    return 0;
}

static void put_day(struct buf *json, const char *name, struct date d)
{
    char text[DATE_SIZE];
    date_format(text, d);
    json_put_string(json, name, d.year != 0 ? text : NULL);
}

static void put_id(struct buf *json, const char *name, const char *id)
{
    json_put_string(json, name, id[0] != '\0' ? id : NULL);
}

static void put_days_since(struct buf *json, const struct pathway *p, struct date today)
{
    json_add_name(json, "days_since_contact");
    if (p->last_contact.year != 0)
        json_add_int(json, date_days(today) - date_days(p->last_contact));
    else
        json_add_null(json);
}

static int print_json(const struct standing *s, struct date today, struct output *out,
                      struct error *err)
{
    const struct pathway *p = &s->pathway;
    struct buf json = BUF_ZERO;
    struct buf why = BUF_ZERO;
    pathway_describe_record(&why, p);
    json_begin_object(&json);
    json_put_string(&json, "id", s->id);
    json_put_string(&json, "title", s->title);
    json_put_string(&json, "standing", p->left ? "left" : p->paused ? "paused" : "active");
    json_put_string(&json, "stage", pathway_stage_name(p->stage));
    put_day(&json, "since", p->since);
    json_put_bool(&json, "by_hand", p->by_hand);
    json_put_string(&json, "reason", p->by_hand ? p->set_reason : NULL);
    json_put_string(&json, "recorded_stage", pathway_stage_name(p->recorded));
    put_day(&json, "recorded_since", p->recorded_since);
    json_put_string(&json, "recorded_why", buf_text(&why));
    put_id(&json, "recorded_by", p->recorded_by);
    json_put_bool(&json, "slowed", p->slowed);
    put_day(&json, "paused_on", p->paused ? p->paused_on : (struct date){0});
    put_day(&json, "pause_review_on", p->paused ? p->pause_review_on : (struct date){0});
    put_day(&json, "left_on", p->left_on);
    put_day(&json, "came_back_on", p->came_back_on);
    put_day(&json, "last_contact", p->last_contact);
    put_days_since(&json, p, today);
    put_day(&json, "next_on", p->next);
    put_id(&json, "next", p->next_by);
    json_put_int(&json, "steps_open", p->steps_open);
    json_put_int(&json, "steps_past", p->steps_past);
    json_end_object(&json);
    int status = buf_ok(&why, err);
    status = status < 0 ? status : output_object(out, &json, err);
    buf_free(&why);
    buf_free(&json);
    return status;
}

static int print_row(const struct standing *s, struct date today, struct output *out,
                     struct error *err)
{
    const struct pathway *p = &s->pathway;
    struct buf line = BUF_ZERO;
    buf_printf(&line, "%s\t", s->id);
    pathway_describe_short(&line, p);
    if (p->last_contact.year != 0)
        buf_printf(&line, "\t%d\t%s", date_days(today) - date_days(p->last_contact), s->title);
    else
        buf_printf(&line, "\t-\t%s", s->title);
    int status = buf_ok(&line, err);
    if (status == 0)
        status = out->line(out, buf_text(&line), line.len);
    buf_free(&line);
    return status;
}

/* One client: why, and what comes next. */
static int print_whole(struct app *app, const struct standing *s, struct date today,
                       struct output *out, struct error *err)
{
    struct buf line = BUF_ZERO;
    pathway_describe(&line, &s->pathway, today);
    int status = buf_ok(&line, err);
    status = status < 0 ? status : output_linef(out, "%s: %s", s->title, buf_text(&line));
    buf_clear(&line);
    pathway_describe_contact(&line, &s->pathway, today);
    buf_add(&line, ". ");
    pathway_describe_next(&line, app->store, &s->pathway, today);
    status = status < 0 ? status : buf_ok(&line, err);
    if (status == 0)
        status = out->line(out, buf_text(&line), line.len);
    if (status == 0 && s->pathway.paused && s->pathway.pause_reason)
        status = output_linef(out, "Why paused: %s", s->pathway.pause_reason);
    buf_free(&line);
    return status;
}

/* By stage, who has gone longest without contact first; those who left at the end. */
static int compare(const void *a, const void *b)
{
    const struct standing *x = a;
    const struct standing *y = b;
    if (x->pathway.left != y->pathway.left)
        return x->pathway.left ? 1 : -1;
    if (x->pathway.stage != y->pathway.stage)
        return x->pathway.stage < y->pathway.stage ? -1 : 1;
    int days = date_compare(x->pathway.last_contact, y->pathway.last_contact);
    return days != 0 ? days : strcmp(x->title, y->title);
}

static const char *const standings[] = {"active", "paused", "left", NULL};

static int check_stage(const char *which, struct error *err)
{
    enum pathway_stage stage;
    for (size_t i = 0; which && standings[i]; i++)
        if (strcmp(which, standings[i]) == 0)
            return 0;
    if (!which || pathway_stage_parse(&stage, which))
        return 0;
    (void)error_set(err, STATUS_USAGE, "there is no stage “%s”", which);
    return error_hint(err, "Stages: referred, engaged, profile, plan, search, in_work, "
                           "stepping_down; and active, paused, left.");
}

/* One client by id, or all, or those of one specialist. */
static int read_titles(struct listing *l, const struct command_args *args, struct error *err)
{
    char id[RECORD_ID_TEXT];
    const char *member = command_value(args, "for");
    struct list_filter filter = {.field = "employment_specialist", .value = id};
    struct list_request request = {.kind = "client", .filters = &filter};
    if (args->word_count > 0 && member)
        return error_set(err, STATUS_USAGE, "name a client, or a colleague with --for");
    if (args->word_count > 0) {
        struct record r = {0};
        int status = store_record_id(l->app->store, args->words[0], id, err);
        if (status == 0)
            status = store_record(l->app->store, id, &r, err);
        if (status == 0 && strcmp(r.kind, "client") != 0)
            status = error_set(err, STATUS_DATA, "“%s” is not a client", r.title);
        struct title_row row = {.id = r.id, .kind = r.kind, .title = r.title};
        if (status == 0)
            status = keep_row(&row, l, err);
        record_clear(&r);
        return status;
    }
    if (member) {
        int status = due_find_member(id, l->app->store, member, err);
        if (status < 0)
            return status;
        request.filter_count = 1;
    }
    return store_titles(l->app->store, &request, keep_row, l, err);
}

static int run(struct app *app, const struct command_args *args, struct output *out,
               struct error *err)
{
    struct listing l = {.app = app};
    struct date today = date_of_moment(store_now(app->store));
    const char *which = command_value(args, "stage");
    size_t printed = 0;
    int status = check_stage(which, err);
    if (status == 0)
        status = read_titles(&l, args, err);
    for (size_t i = 0; status == 0 && i < l.count; i++)
        status = pathway_read(&l.rows[i].pathway, app->store, l.rows[i].id, today, err);
    if (status == 0 && l.count > 1)
        qsort(l.rows, l.count, sizeof *l.rows, compare);
    for (size_t i = 0; status == 0 && i < l.count; i++) {
        if (which && !pathway_is(&l.rows[i].pathway, which))
            continue;
        printed++;
        status = app->json              ? print_json(&l.rows[i], today, out, err)
                 : args->word_count > 0 ? print_whole(app, &l.rows[i], today, out, err)
                                        : print_row(&l.rows[i], today, out, err);
    }
    clear(&l);
    return status == 0 && printed == 0 ? -STATUS_NO : status;
}

static const struct command_option options[] = {
    {"stage", 0, "STAGE", "only clients at that stage, or active, paused, left"},
    {"for", 0, "MEMBER", "only the clients of that employment specialist (a name or id)"},
};

const struct command command_pathway = {
    .name = "pathway",
    .group = "Records",
    .usage = "[CLIENT | --for MEMBER] [--stage STAGE]",
    .summary = "Where clients stand, by what is recorded",
    .help =
        "The stage follows from the record: referred, engaged, profile, plan, search, in_work, "
        "stepping_down. A record of kind stage_change sets another by hand, with a reason; the "
        "later of the two by its day is shown. Nothing here closes anybody.\n"
        "Columns: id, stage, days since the last contact, name; by stage, and within one who has "
        "waited longest first. With a client, the reasons in words. Exits 1 when there are none.",
    COMMAND_OPTIONS(options),
    .least = 0,
    .most = 1,
    .flags = COMMAND_OPENS,
    .run = run,
};
