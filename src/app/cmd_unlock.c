/* SPDX-License-Identifier: GPL-3.0-or-later
 * inwork unlock: the kernel keeps the store's key for a while, so that lookups need no passphrase.
 */
#include <stdlib.h>
#include <string.h>

#include "commands_int.h"
#include "inwork/app/app.h"
#include "inwork/base/buf.h"
#include "inwork/base/clock.h"
#include "inwork/base/date.h"
#include "inwork/base/error.h"
#include "inwork/base/json.h"
#include "inwork/seal/keyring.h"
#include "inwork/seal/secret.h"
#include "inwork/vault/vault.h"

#define DEFAULT_SECONDS (8 * 3600)
#define MOST_SECONDS 2147483

/* "8h", "30m", "45s", "2d", also together: "1h30m". */
static int duration(unsigned *out, const char *text, struct error *err)
{
    uint64_t total = 0;
    const char *at = text;
    while (*at && total <= MOST_SECONDS) {
        size_t digits = strspn(at, "0123456789");
        static const char units[] = "smhd";
        static const unsigned seconds[] = {1, 60, 3600, 86400};
        const char *unit =
            digits > 0 && digits < 8 && at[digits] ? strchr(units, at[digits]) : NULL;
        if (!unit) {
            (void)error_set(err, STATUS_USAGE, "--for takes a duration, not “%s”", text);
            return error_hint(err, "For example 8h, 30m, 1h30m or 2d.");
        }
        total += (uint64_t)strtoul(at, NULL, 10) * seconds[unit - units];
        at += digits + 1;
    }
    if (total == 0 || total > MOST_SECONDS)
        return error_set(err, STATUS_USAGE, "--for takes at least a second and at most 24 days");
    *out = (unsigned)total;
    return 0;
}

static int run(struct app *app, const struct command_args *args, struct output *out,
               struct error *err)
{
    unsigned seconds = DEFAULT_SECONDS;
    const char *given = command_value(args, "for");
    int status = given ? duration(&seconds, given, err) : 0;
    if (status == 0)
        status = app_open_vault(app, true, err);
    struct secret passphrase = {0};
    if (status == 0)
        status = app_passphrase(app, "Passphrase: ", &passphrase, err);
    if (status == 0)
        status = vault_unlock(app->vault, &passphrase, err);
    secret_clear(&passphrase);
    uint8_t *key = status == 0 ? secret_alloc(32, err) : NULL;
    if (status == 0 && !key)
        status = -STATUS_IO;
    if (status == 0) {
        vault_data_key(key, app->vault);
        status = keyring_put(vault_keyring_name(app->vault), key, seconds, err);
    }
    secret_free(key);
    if (status < 0)
        return status;
    struct buf until = BUF_ZERO;
    int64_t end = clock_seconds() + seconds;
    if (app->json) {
        struct buf moment = BUF_ZERO;
        time_rfc3339(&moment, end);
        json_begin_object(&until);
        json_put_string(&until, "unlocked_until", buf_text(&moment));
        json_end_object(&until);
        buf_free(&moment);
        status = output_object(out, &until, err);
    } else {
        time_describe(&until, end);
        status = output_linef(out, "Unlocked until %s.", buf_text(&until));
    }
    buf_free(&until);
    return status;
}

static const struct command_option options[] = {
    {"for", 0, "TIME", "how long: 8h (the default), 30m, 1h30m, 2d"},
};

const struct command command_unlock = {
    .name = "unlock",
    .group = "The store",
    .usage = "[--for 8h]",
    .summary = "Let the kernel keep the key for a while",
    .help =
        "Until the time is over, or “inwork lock”, commands of the same user on this machine open "
        "the store without asking. The key is held by the kernel, not in a file; it is gone "
        "after a restart. Exits 1 where the kernel refuses to hold keys.",
    COMMAND_OPTIONS(options),
    .run = run,
};
