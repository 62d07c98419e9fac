/* SPDX-License-Identifier: GPL-3.0-or-later
 * inwork lock: the kernel forgets the store's key.
 */
#include "commands_int.h"
#include "inwork/app/app.h"
#include "inwork/base/buf.h"
#include "inwork/base/error.h"
#include "inwork/base/json.h"
#include "inwork/seal/keyring.h"
#include "inwork/vault/vault.h"

static int run(struct app *app, const struct command_args *args, struct output *out,
               struct error *err)
{
    (void)args;
    int status = app_open_vault(app, true, err);
    if (status < 0)
        return status;
    status = keyring_remove(vault_keyring_name(app->vault), err);
    if (status < 0 && status != -STATUS_NO)
        return status;
    bool was = status == 0;
    error_clear(err);
    if (!app->json)
        return output_linef(out, was ? "Locked." : "It was locked already.");
    struct buf json = BUF_ZERO;
    json_begin_object(&json);
    json_put_bool(&json, "was_unlocked", was);
    json_end_object(&json);
    status = output_object(out, &json, err);
    buf_free(&json);
    return status;
}

const struct command command_lock = {
    .name = "lock",
    .group = "The store",
    .usage = "",
    .summary = "Make the kernel forget the key",
    .help = "The notebook, where it is open, stays open: lock it there.",
    .run = run,
};
