/* SPDX-License-Identifier: GPL-3.0-or-later
 * inwork handover: what somebody who takes over needs, for one client or for all of a colleague's.
 */
#include <string.h>

#include "commands_int.h"
#include "inwork/app/app.h"
#include "inwork/base/buf.h"
#include "inwork/base/error.h"
#include "inwork/base/json.h"
#include "inwork/model/pathway.h"
#include "inwork/model/sharing.h"
#include "inwork/report/handover.h"
#include "inwork/store/catalogue.h"
#include "inwork/store/record.h"
#include "inwork/store/store.h"
#include "leave_int.h"

struct handing {
    struct app *app;
    struct output *out;
    struct date today;
    bool restricted;
    struct sharing_clients clients;
    struct buf text; /* JSON: what is being written */
    bool section;    /* JSON: within one */
};

static int keep_client(const struct title_row *row, void *payload, struct error *err)
{
    struct handing *h = payload;
    struct pathway p;
    int status = pathway_read(&p, h->app->store, row->id, h->today, err);
    bool left = status == 0 && p.left;
    pathway_clear(&p);
    return status < 0 || left ? status
                              : sharing_clients_of_record(&h->clients, h->app->store, row->id, err);
}

/* The one client named, or all of a colleague's who have not left. */
static int read_clients(struct handing *h, const struct command_args *args, struct error *err)
{
    char id[RECORD_ID_TEXT];
    struct store *s = h->app->store;
    const char *member = command_value(args, "for");
    if ((member != NULL) == (args->word_count > 0))
        return error_set(err, STATUS_USAGE, "name a client, or a colleague with --for");
    int status = store_record_id(s, member ? member : args->words[0], id, err);
    if (status < 0)
        return status;
    struct record r = {0};
    status = store_record(s, id, &r, err);
    const char *kind = member ? "member" : "client";
    if (status == 0 && strcmp(r.kind, kind) != 0)
        status = error_set(err, STATUS_DATA, "“%s” is not a %s", r.title,
                           member ? "colleague" : "client");
    if (status == 0 && !member)
        status = sharing_clients_of_record(&h->clients, s, r.id, err);
    if (status == 0 && member) {
        struct list_filter filter = {.field = "employment_specialist", .value = r.id};
        struct list_request request = {.kind = "client", .filters = &filter, .filter_count = 1};
        status = store_titles(s, &request, keep_client, h, err);
    }
    record_clear(&r);
    return status;
}

static int add_json(const struct handover_line *l, void *payload, struct error *err)
{
    struct handing *h = payload;
    struct buf *json = &h->text;
    if (l->type == HANDOVER_TITLE) {
        json_put_string(json, "title", l->text);
        json_add_name(json, "sections");
        json_begin_array(json);
    } else if (l->type == HANDOVER_HEADING) {
        if (h->section) {
            json_end_array(json);
            json_end_object(json);
        }
        h->section = true;
        json_begin_object(json);
        json_put_string(json, "heading", l->text);
        json_add_name(json, "lines");
        json_begin_array(json);
    } else {
        json_begin_object(json);
        json_put_string(json, "text", l->text);
        json_put_bool(json, "restricted", l->restricted);
        json_end_object(json);
    }
    return buf_ok(json, err);
}

static int print_json(struct handing *h, const char *client, struct error *err)
{
    h->section = false;
    buf_clear(&h->text);
    json_begin_object(&h->text);
    json_put_string(&h->text, "client", client);
    int status = handover_read(h->app->store, client, h->today, h->restricted, add_json, h, err);
    if (h->section) {
        json_end_array(&h->text);
        json_end_object(&h->text);
    }
    json_end_array(&h->text);
    json_end_object(&h->text);
    return status < 0 ? status : output_object(h->out, &h->text, err);
}

static int print_text(struct handing *h, const char *client, bool another, struct error *err)
{
    buf_clear(&h->text);
    if (another)
        buf_add(&h->text, "\n\n");
    int status = handover_text(&h->text, h->app->store, client, h->today, h->restricted, err);
    return status < 0 ? status : app_text(h->app, h->out, &h->text, err);
}

static int run(struct app *app, const struct command_args *args, struct output *out,
               struct error *err)
{
    struct handing h = {.app = app,
                        .out = out,
                        .today = date_of_moment(store_now(app->store)),
                        .restricted = !command_flag(args, "without-restricted")};
    int status = read_clients(&h, args, err);
    if (status == 0 && h.clients.count > 0) {
        const struct sharing share = {.about = &h.clients,
                                      .what = h.restricted
                                                  ? "Hand-over sheet"
                                                  : "Hand-over sheet, without what is restricted",
                                      .purpose = "hand-over",
                                      .route = "print"};
        status = app_leave(app, args, &share, out, err);
    }
    for (size_t i = 0; status == 0 && i < h.clients.count; i++)
        status = app->json ? print_json(&h, h.clients.ids[i], err)
                           : print_text(&h, h.clients.ids[i], i > 0, err);
    size_t count = h.clients.count;
    sharing_clients_clear(&h.clients);
    buf_free_wiped(&h.text);
    return status == 0 && count == 0 ? -STATUS_NO : status;
}

static const struct command_option options[] = {
    {"for", 0, "MEMBER", "all clients of that employment specialist (an id) who have not left"},
    {"to", 0, "PARTY", "who will receive it: consent is looked up, and the sharing log says so"},
    {"purpose", 0, "TEXT", "what for, for the sharing log (default: hand-over)"},
    {"without-restricted", 0, NULL, "leave out what is marked as restricted"},
};

const struct command command_handover = {
    .name = "handover",
    .group = "Records",
    .usage = "CLIENT | --for MEMBER [--to PARTY] [--purpose TEXT] [--without-restricted]",
    .summary = "What somebody who takes over needs to know",
    .help = "Who it is, how to reach them, what makes talking easier, strengths, goals in their "
            "own words, open steps with who and by when, what is arranged, jobs and their support "
            "over time, what an employer may be told, open concerns, what was tried.\n"
            "Lines with something restricted in them begin with [restricted]. The sharing log gets "
            "a line, as with “inwork share”. Exits 1 when that colleague has no clients.",
    COMMAND_OPTIONS(options),
    .least = 0,
    .most = 1,
    .flags = COMMAND_OPENS,
    .run = run,
};
