/* SPDX-License-Identifier: GPL-3.0-or-later
 * inwork match: what is open beside what a client wishes, aspect by aspect.
 */
#include <string.h>

#include "commands_int.h"
#include "inwork/app/app.h"
#include "inwork/base/buf.h"
#include "inwork/base/error.h"
#include "inwork/base/json.h"
#include "inwork/model/match.h"
#include "inwork/store/entry.h"
#include "inwork/store/record.h"

static void put_text(struct buf *json, const char *name, const char *text)
{
    json_put_string(json, name, text && text[0] ? text : NULL);
}

static void add_line(struct buf *json, const struct match_line *l)
{
    json_begin_object(json);
    json_put_string(json, "aspect", match_aspect_title(l->aspect));
    json_put_string(json, "importance", match_weight_name(l->weight));
    json_put_string(json, "fit", match_fit_name(l->fit));
    json_put_string(json, "wish", l->wanted);
    put_text(json, "reason", l->reason);
    put_text(json, "found", l->found);
    put_text(json, "why", l->why);
    put_text(json, "ask", l->ask);
    json_put_string(json, "from", l->from);
    json_end_object(json);
}

static int print_json(const struct match_option *o, struct output *out, struct error *err)
{
    struct buf json = BUF_ZERO;
    json_begin_object(&json);
    json_put_string(&json, "id", o->id);
    json_put_string(&json, "kind", o->kind);
    json_put_string(&json, "title", o->title);
    put_text(&json, "employer", o->employer);
    put_text(&json, "remark", o->remark);
    json_add_name(&json, "lines");
    json_begin_array(&json);
    for (size_t i = 0; i < o->line_count; i++)
        add_line(&json, &o->lines[i]);
    json_end_array(&json);
    json_end_object(&json);
    int status = output_object(out, &json, err);
    buf_free(&json);
    return status;
}

static int print_row(const struct match_option *o, struct output *out)
{
    struct buf words = BUF_ZERO;
    match_describe(&words, o);
    int status = output_linef(out, "%s\t%s\t%s%s%s", o->id, o->title, buf_text(&words),
                              o->remark ? "; " : "", o->remark ? o->remark : "");
    buf_free(&words);
    return status;
}

/* One opening in full: the wish, what is said of the place, and what follows from the two. */
static int print_whole(const struct match_option *o, struct output *out)
{
    int status = print_row(o, out);
    for (size_t i = 0; status == 0 && i < o->line_count; i++) {
        const struct match_line *l = &o->lines[i];
        if (i == 0 || l->aspect != o->lines[i - 1].aspect)
            status = output_linef(out, "%s", match_aspect_title(l->aspect));
        if (status == 0)
            status = output_linef(out, "  %s\t%s\t%s\t%s", match_weight_title(l->weight), l->wanted,
                                  l->found ? l->found : "not known", match_fit_title(l->fit));
        if (status == 0 && l->reason)
            status = output_linef(out, "    because: %s", l->reason);
        if (status == 0 && l->why)
            status = output_linef(out, "    %s.", l->why);
        if (status == 0 && l->ask)
            status = output_linef(out, "    Ask: %s", l->ask);
    }
    return status;
}

static int run(struct app *app, const struct command_args *args, struct output *out,
               struct error *err)
{
    char client[RECORD_ID_TEXT], option[RECORD_ID_TEXT];
    struct match m = {0};
    bool one = args->word_count > 1;
    int status = store_record_id(app->store, args->words[0], client, err);
    if (status == 0 && one)
        status = store_record_id(app->store, args->words[1], option, err);
    if (status == 0)
        status = match_read(&m, app->store, client, one ? option : NULL, err);
    for (size_t i = 0; status == 0 && i < m.count; i++)
        status = app->json ? print_json(&m.options[i], out, err)
                 : one     ? print_whole(&m.options[i], out)
                           : print_row(&m.options[i], out);
    if (status == 0 && m.count > 0 && m.wishes == 0)
        output_notef(out, "No preference is written yet: ask what the job must have, should have "
                          "and must not have (inwork add preference client=ID …).");
    if (status == 0 && m.count == 0)
        status = -STATUS_NO;
    match_clear(&m);
    return status;
}

const struct command command_match = {
    .name = "match",
    .group = "Records",
    .usage = "CLIENT [OPENING]",
    .summary = "Hold what is open beside what a client wishes",
    .help =
        "Open leads and job settings, those that break the fewest musts first, then those that "
        "meet most wishes. With OPENING (a lead or job setting) each wish in turn: what the client "
        "said, what is said of the place, and whether the two fit, do not fit, are to be looked at "
        "together, or what to ask. Compared are only plain words with plain answers: “quiet” with "
        "the noise, “by three” with the end of the shift, hours, days, pay, the journey. Nothing "
        "is counted about a person. Exits 1 when nothing is open.",
    .least = 1,
    .most = 2,
    .flags = COMMAND_OPENS,
    .run = run,
};
