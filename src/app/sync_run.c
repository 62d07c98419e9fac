/* SPDX-License-Identifier: GPL-3.0-or-later
 * Running a sync and telling what came of it.
 */
#include "sync_run_int.h"

#include "inwork/app/app.h"
#include "inwork/app/command.h"
#include "inwork/base/buf.h"
#include "inwork/base/error.h"
#include "inwork/base/json.h"
#include "inwork/courier/courier.h"
#include "inwork/team/sync.h"
#include "inwork/team/team.h"

static const char *const states[] = {
    [SYNC_OFFLINE] = "offline", [SYNC_SYNCED] = "synced", [SYNC_WAITING] = "waiting"};

static int print_json(const struct sync_report *report, struct output *out, struct error *err)
{
    struct buf json = BUF_ZERO;
    json_begin_object(&json);
    json_put_string(&json, "state", states[report->state]);
    json_put_int(&json, "sent", report->sent);
    json_put_int(&json, "received", report->received);
    json_put_int(&json, "quarantined", report->quarantined);
    json_put_int(&json, "conflicts", report->conflicts);
    json_end_object(&json);
    int status = output_object(out, &json, err);
    buf_free(&json);
    return status;
}

static int print_line(const struct sync_report *report, struct output *out)
{
    if (report->state == SYNC_OFFLINE)
        return 0; /* the error says it */
    if (report->state == SYNC_WAITING) {
        out->note(out, "A lead has to admit this laptop: tell them what “inwork team fingerprint” "
                       "prints, then sync again.");
        return output_linef(out, "waiting to be admitted");
    }
    int status = output_linef(out, "synced: %lld sent, %lld received", (long long)report->sent,
                              (long long)report->received);
    if (status == 0 && report->conflicts > 0)
        status =
            output_linef(out, "%lld in conflict: “inwork conflicts”", (long long)report->conflicts);
    if (status == 0 && report->quarantined > 0)
        status = output_linef(out, "%lld files did not verify and were left out",
                              (long long)report->quarantined);
    return status;
}

static int pass_notice(const char *about, const char *text, void *payload, struct error *err)
{
    struct output *out = payload;
    (void)err;
    output_notef(out, "%s: %s", about, text);
    return 0;
}

static void pass_progress(enum sync_phase phase, uint64_t done, uint64_t total, void *payload)
{
    static const char *const names[] = {"connecting", "fetching", "reading", "sending"};
    struct output *out = payload;
    if (out->progress)
        out->progress(out, names[phase], done, total);
}

int sync_run(struct app *app, const char *remote, struct output *out, struct error *err)
{
    struct sync_report report = {0};
    struct buf courier = BUF_ZERO;
    int result = courier_program(&courier, err);
    const struct sync_options options = {.store_path = app->store_path,
                                         .program = buf_text(&courier),
                                         .remote = remote,
                                         .has_umask = true,
                                         .umask = app->own_umask,
                                         .progress = pass_progress,
                                         .payload = out};
    result = result < 0 ? result : team_sync(app->store, &options, &report, err);
    buf_free(&courier);
    if (result < 0 && result != -STATUS_UNAVAILABLE)
        return result; /* neither offline nor synced: the error says it */
    int status = app->json ? print_json(&report, out, err) : print_line(&report, out);
    if (result == 0 && status == 0)
        status = team_notices(app->store, pass_notice, out, err);
    if (result == 0 && status == 0)
        status = team_quarantine(app->store, pass_notice, out, err);
    return result < 0 ? result : status;
}
