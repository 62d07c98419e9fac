/* SPDX-License-Identifier: GPL-3.0-or-later
 * inwork verify: every page, every signature, and that what is shown follows from the entries.
 */
#include "inwork/store/verify.h"

#include "commands_int.h"
#include "inwork/app/app.h"
#include "inwork/base/buf.h"
#include "inwork/base/error.h"
#include "inwork/base/json.h"
#include "inwork/store/entry.h"

static int tell_finding(const char *finding, void *payload, struct error *err)
{
    (void)err;
    output_notef(payload, "found: %s", finding);
    return 0;
}

static int tell(struct app *app, const struct verify_result *r, struct output *out,
                struct error *err)
{
    if (!app->json)
        return output_linef(out,
                            "%lld entries; %lld signatures are good, of %lld the key is not known "
                            "here; %lld found wrong.",
                            (long long)r->entries, (long long)r->signatures, (long long)r->unknown,
                            (long long)r->findings);
    struct buf json = BUF_ZERO;
    json_begin_object(&json);
    json_put_int(&json, "entries", r->entries);
    json_put_int(&json, "signatures", r->signatures);
    json_put_int(&json, "unknown", r->unknown);
    json_put_int(&json, "findings", r->findings);
    json_end_object(&json);
    int status = output_object(out, &json, err);
    buf_free(&json);
    return status;
}

static int run(struct app *app, const struct command_args *args, struct output *out,
               struct error *err)
{
    struct verify_result r = {0};
    bool mend = command_flag(args, "mend");
    if (mend && app->read_only)
        return error_set(err, STATUS_USAGE, "--mend writes, and --read-only was given");
    int status = store_verify(app->store, &r, tell_finding, out, err);
    if (status == 0 && mend && r.findings > 0) {
        status = store_rebuild(app->store, err);
        if (status == 0)
            status = store_verify(app->store, &r, tell_finding, out, err);
    }
    if (status == 0)
        status = tell(app, &r, out, err);
    if (status < 0 || r.findings == 0)
        return status;
    (void)error_set(err, STATUS_DAMAGED, "the store is not as it should be");
    return error_hint(err, "%s",
                      mend ? "What was sent comes back with a sync into a new store."
                           : "“inwork verify --mend” computes anew what lists and records show; no "
                             "entry is touched.");
}

static const struct command_option options[] = {
    {"mend", 0, NULL, "if anything is wrong, compute anew what is shown, and check again"},
};

const struct command command_verify = {
    .name = "verify",
    .group = "The store",
    .usage = "[--mend]",
    .summary = "Check every page, signature and answer shown",
    .help = "Reads every page of the store, checks every entry against its signature, and computes "
            "from the entries alone what lists and records show. Exits 78 if anything is wrong.",
    COMMAND_OPTIONS(options),
    .flags = COMMAND_OPENS,
    .run = run,
};
