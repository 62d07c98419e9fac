/* SPDX-License-Identifier: GPL-3.0-or-later
 * inwork team export-key: the identities of a compartment, for reading the exports without this
 * program.
 */
#include "commands_int.h"
#include "inwork/app/app.h"
#include "inwork/base/buf.h"
#include "inwork/base/error.h"
#include "inwork/base/json.h"
#include "inwork/team/team.h"
#include "inwork/vault/vault.h"

struct printing {
    struct app *app;
    struct output *out;
};

static int print(int64_t generation, const char *identity, void *payload, struct error *err)
{
    struct printing *p = payload;
    if (!p->app->json)
        return p->out->line(p->out, identity, strlen(identity));
    struct buf json = BUF_ZERO;
    json_begin_object(&json);
    json_put_int(&json, "generation", generation);
    json_put_string(&json, "identity", identity);
    json_end_object(&json);
    int status = output_object(p->out, &json, err);
    buf_free_wiped(&json);
    return status;
}

/* The passphrase is given anew, whatever the keyring holds. */
static int confirm(struct app *app, struct error *err)
{
    struct secret passphrase = {0};
    int status = app_open_vault(app, true, err);
    if (status == 0)
        status = app_passphrase(app, "Passphrase: ", &passphrase, err);
    if (status == 0)
        status = vault_unlock(app->vault, &passphrase, err);
    secret_clear(&passphrase);
    return status;
}

static int run(struct app *app, const struct command_args *args, struct output *out,
               struct error *err)
{
    struct printing p = {.app = app, .out = out};
    int status = confirm(app, err);
    if (status == 0)
        status = app_open(app, err);
    if (status == 0)
        status = team_export_key(app->store, args->words[0], print, &p, err);
    if (status == 0)
        out->note(out, "Whoever has these keys reads everything of the compartment, past and to "
                       "come. Keep them as you keep the recovery key.");
    return status;
}

const struct command command_team_export_key = {
    .name = "team export-key",
    .group = "Team",
    .usage = "COMPARTMENT",
    .summary = "Print the keys that open a compartment's exports",
    .help = "One age identity a line, the newest first. With them, age, zstd and git read every "
            "export of the compartment without this program (doc/RECOVERY.md).",
    .least = 1,
    .most = 1,
    .run = run,
};
