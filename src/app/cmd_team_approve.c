/* SPDX-License-Identifier: GPL-3.0-or-later
 * inwork team approve: admit a device whose fingerprint the colleague read out.
 */
#include "commands_int.h"
#include "inwork/app/app.h"
#include "inwork/base/buf.h"
#include "inwork/base/error.h"
#include "inwork/base/json.h"
#include "inwork/model/duplicate.h"
#include "inwork/team/team.h"

#define COMPARTMENTS_MAX 8

static int print(struct app *app, const char *device, struct output *out, struct error *err)
{
    if (!app->json) {
        out->note(out, "Approved. Sync here, then on their laptop.");
        return 0;
    }
    struct buf json = BUF_ZERO;
    json_begin_object(&json);
    json_put_string(&json, "device", device);
    json_end_object(&json);
    int status = output_object(out, &json, err);
    buf_free(&json);
    return status;
}

static int run(struct app *app, const struct command_args *args, struct output *out,
               struct error *err)
{
    const char *compartments[COMPARTMENTS_MAX];
    char device[DEVICE_ID_TEXT];
    struct team_approval approval = {.device = args->words[0],
                                     .fingerprint = command_value(args, "fingerprint"),
                                     .compartments = compartments,
                                     .member = command_value(args, "member"),
                                     .lead = command_flag(args, "lead")};
    if (approval.fingerprint == NULL) {
        (void)error_set(err, STATUS_USAGE, "“inwork team approve” needs --fingerprint F");
        return error_hint(err, "Let the colleague read out what “inwork team fingerprint” prints.");
    }
    for (size_t i = 0; i < args->given_count; i++) {
        if (strcmp(args->given[i].option->name, "compartment") != 0)
            continue;
        if (approval.compartment_count == COMPARTMENTS_MAX)
            return error_set(err, STATUS_USAGE, "more than %d compartments", COMPARTMENTS_MAX);
        compartments[approval.compartment_count++] = args->given[i].value;
    }
    int status = team_approve(app->store, &approval, device, err);
    if (status == 0)
        status = print(app, device, out, err);
    /* approved it is: that somebody may be there twice can be looked at any time */
    if (status == 0 && duplicates_any(app->store, "member", NULL) > 0)
        output_notef(out, "note: A colleague may be written down twice, by hand and by joining: "
                          "“inwork duplicates member” shows who.");
    return status;
}

static const struct command_option options[] = {
    {"fingerprint", 0, "F", "all 24 characters, as the colleague read them out"},
    {"compartment", 0, "NAME", "what it may read; without: directory and casework"},
    {"member", 0, "ID", "it is a device of this colleague, whose record is here already"},
    {"lead", 0, NULL, "it may admit others, and read everything"},
};

const struct command command_team_approve = {
    .name = "team approve",
    .group = "Team",
    .usage = "DEVICE --fingerprint F [--compartment NAME]… [--member ID] [--lead]",
    .summary = "Admit a device to the team",
    .help = "The fingerprint proves that it is your colleague's laptop that asks, and not somebody "
            "who can write to the repository. An office host that only answers look-ups is given "
            "--compartment directory alone, and cannot read anything about clients.",
    COMMAND_OPTIONS(options),
    .least = 1,
    .most = 1,
    .flags = COMMAND_OPENS | COMMAND_WRITES,
    .run = run,
};
