/* SPDX-License-Identifier: GPL-3.0-or-later
 * inwork share: what another person may need to know of a client, as text.
 */
#include <stdlib.h>
#include <string.h>

#include "commands_int.h"
#include "inwork/app/app.h"
#include "inwork/base/buf.h"
#include "inwork/base/error.h"
#include "inwork/model/field.h"
#include "inwork/model/sharing.h"
#include "inwork/report/summary.h"
#include "inwork/store/catalogue.h"
#include "inwork/store/record.h"
#include "inwork/store/store.h"
#include "leave_int.h"

#define PARTS_MOST 16

static int read_options(struct summary_options *o, const char **areas,
                        const struct command_args *args, struct error *err)
{
    *o = (struct summary_options){.areas = areas,
                                  .restricted = command_flag(args, "with-restricted"),
                                  .initials = command_flag(args, "initials"),
                                  .party = command_value(args, "to"),
                                  .purpose = command_value(args, "purpose")};
    for (size_t i = 0; i < args->given_count; i++) {
        if (strcmp(args->given[i].option->name, "part") != 0)
            continue;
        if (o->area_count == PARTS_MOST)
            return error_set(err, STATUS_USAGE, "--part is given more than %d times", PARTS_MOST);
        areas[o->area_count++] = args->given[i].value;
    }
    return 0;
}

/* For the log: which parts, and what was done to them. */
static void describe(struct buf *out, struct store *s, const struct summary_options *o)
{
    const struct catalogue *c = store_catalogue(s);
    buf_add(out, "Summary: ");
    for (size_t i = 0; i < o->area_count; i++)
        for (size_t j = 0; j < c->area_count; j++)
            if (strcmp(c->areas[j].name, o->areas[i]) == 0)
                buf_printf(out, "%s%s", i > 0 ? ", " : "", c->areas[j].title);
    if (o->area_count == 0)
        buf_add(out, "Profile, Plan");
    if (o->restricted)
        buf_add(out, ", with restricted answers");
    if (o->initials)
        buf_add(out, ", initials only");
}

static int check_route(struct store *s, const char *route, struct error *err)
{
    const struct catalogue_kind *kind = catalogue_kind(store_catalogue(s), "info_share");
    const struct catalogue_field *f = kind ? catalogue_field(kind, "route") : NULL;
    if (field_choice_label(f, route))
        return 0;
    struct buf names = BUF_ZERO;
    for (size_t i = 0; f && i < f->choice_count; i++)
        buf_printf(&names, "%s%s", i > 0 ? ", " : "", f->choices[i].value);
    (void)error_set(err, STATUS_USAGE, "--route is not “%s”", route);
    int status = error_hint(err, "Choose from: %s.", buf_text(&names));
    buf_free(&names);
    return status;
}

static int run(struct app *app, const struct command_args *args, struct output *out,
               struct error *err)
{
    char id[RECORD_ID_TEXT];
    const char *areas[PARTS_MOST];
    const char *route = command_value(args, "route");
    struct summary_options o = {0};
    struct buf text = BUF_ZERO, left_out = BUF_ZERO, what = BUF_ZERO;
    struct sharing_clients about = {0};
    route = route ? route : "print";
    int status = read_options(&o, areas, args, err);
    if (status == 0)
        status = check_route(app->store, route, err);
    if (status == 0)
        status = store_record_id(app->store, args->words[0], id, err);
    if (status == 0)
        status = summary_text(&text, &left_out, app->store, id, &o, err);
    if (status == 0)
        status = sharing_clients_of_record(&about, app->store, id, err);
    if (status == 0) {
        describe(&what, app->store, &o);
        const struct sharing share = {
            .about = &about, .what = buf_text(&what), .route = route, .nameless = o.initials};
        status = buf_ok(&what, err);
        if (status == 0)
            status = app_leave(app, args, &share, out, err);
    }
    if (status == 0)
        status = app_text(app, out, &text, err);
    if (status == 0 && left_out.len > 0)
        output_notef(out, "note: Left out because it is restricted: %s. --with-restricted adds it.",
                     buf_text(&left_out));
    if (status == 0 && o.initials)
        output_notef(out, "note: Names of other people, places and employers are still in it: read "
                          "it before you hand it on.");
    buf_free_wiped(&text);
    buf_free(&left_out);
    buf_free(&what);
    sharing_clients_clear(&about);
    return status;
}

static const struct command_option options[] = {
    {"to", 0, "PARTY", "who will receive it: consent is looked up, and the sharing log says so"},
    {"purpose", 0, "TEXT", "what for, for the text's head and the sharing log"},
    {"part", 0, "AREA", "this part of the work; may be given again (default: profile, plan)"},
    {"route", 0, "ROUTE", "how it will travel: print (the default), email, letter, meeting …"},
    {"with-restricted", 0, NULL, "with what is marked as restricted"},
    {"initials", 0, NULL, "initials instead of the client's name, and nothing to reach them by"},
};

const struct command command_share = {
    .name = "share",
    .group = "Records",
    .usage = "CLIENT [--to PARTY] [--purpose TEXT] [--part AREA]… [--route ROUTE] "
             "[--with-restricted] [--initials]",
    .summary = "A client's profile and plan as text for another person",
    .help =
        "Restricted answers are left out; which ones is said to you beside the text, not in it. "
        "A warning says where no consent covers the recipient, and the sharing log gets a line "
        "(kind info_share). Nothing is refused: whether to share is your decision, and it is "
        "written down.\n"
        "With --initials a concern can be talked over without saying whose it is.",
    COMMAND_OPTIONS(options),
    .least = 1,
    .most = 1,
    .flags = COMMAND_OPENS,
    .run = run,
};
