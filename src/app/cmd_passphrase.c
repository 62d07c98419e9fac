/* SPDX-License-Identifier: GPL-3.0-or-later
 * inwork passphrase and inwork recover: a new passphrase, after the old one or the recovery key.
 */
#include <stdlib.h>
#include <string.h>

#include "commands_int.h"
#include "inwork/app/app.h"
#include "inwork/base/error.h"
#include "inwork/seal/passkey.h"
#include "inwork/seal/secret.h"
#include "inwork/vault/vault.h"
#include "paper_int.h"

static int new_passphrase(struct app *app, const struct command_args *args, struct output *out,
                          struct error *err)
{
    int64_t fd = -1;
    int status = command_number(&fd, args, "new-passphrase-fd", -1, 0, 999999, err);
    const char *kdf = command_value(args, "kdf");
    if (status == 0 && kdf && strcmp(kdf, "standard") != 0 && strcmp(kdf, "light") != 0)
        status = error_set(err, STATUS_USAGE, "--kdf is standard or light, not “%s”", kdf);
    struct secret fresh = {0};
    if (status == 0)
        status = app_new_passphrase(app, (int)fd, &fresh, err);
    if (status == 0) {
        struct passkey_cost cost =
            kdf && strcmp(kdf, "light") == 0 ? passkey_light() : passkey_tuned();
        status = vault_set_passphrase(app->vault, &fresh, cost, err);
    }
    secret_clear(&fresh);
    if (status == 0)
        output_notef(out,
                     "The passphrase was changed. Copies and backups made before still open with "
                     "the old one; the recovery key stays as it was.");
    return status;
}

static int run_passphrase(struct app *app, const struct command_args *args, struct output *out,
                          struct error *err)
{
    int status = app_open_vault(app, true, err);
    struct secret old = {0};
    if (status == 0)
        status = app_passphrase(app, "Passphrase: ", &old, err);
    if (status == 0)
        status = vault_unlock(app->vault, &old, err);
    secret_clear(&old);
    return status < 0 ? status : new_passphrase(app, args, out, err);
}

static int run_recover(struct app *app, const struct command_args *args, struct output *out,
                       struct error *err)
{
    const char *path = command_value(args, "recovery-file");
    if (!path)
        return error_set(err, STATUS_USAGE, "“inwork recover” needs --recovery-file FILE");
    uint8_t *key = secret_alloc(RECOVERY_BYTES, err);
    if (!key)
        return -STATUS_IO;
    int status = app_open_vault(app, true, err);
    if (status == 0)
        status = paper_read(key, path, err);
    if (status == 0)
        status = vault_unlock_recovery(app->vault, key, err);
    secret_free(key);
    return status < 0 ? status : new_passphrase(app, args, out, err);
}

static const struct command_option passphrase_options[] = {
    {"new-passphrase-fd", 0, "N", "read the new passphrase from this descriptor"},
    {"kdf", 0, "standard|light", "how costly guessing is made; light is for tests"},
};

static const struct command_option recover_options[] = {
    {"recovery-file", 0, "FILE", "a file whose first line is the recovery key"},
    {"new-passphrase-fd", 0, "N", "read the new passphrase from this descriptor"},
    {"kdf", 0, "standard|light", "how costly guessing is made; light is for tests"},
};

const struct command command_passphrase = {
    .name = "passphrase",
    .group = "The store",
    .usage = "[--new-passphrase-fd N] [--kdf standard|light]",
    .summary = "Change the passphrase",
    .help =
        "The data is not rewritten. Copies and backups made before keep the passphrase they had.",
    COMMAND_OPTIONS(passphrase_options),
    .flags = COMMAND_WRITES,
    .run = run_passphrase,
};

const struct command command_recover = {
    .name = "recover",
    .group = "The store",
    .usage = "--recovery-file FILE [--new-passphrase-fd N] [--kdf standard|light]",
    .summary = "Set a new passphrase with the recovery key",
    .help = "The key is read from a file rather than the command line, where others could see it. "
            "Capitals, spaces and hyphens do not matter. Exits 65 where the file holds no recovery "
            "key, and 77 where it holds one that does not fit: a letter that was misread, or "
            "another store's.",
    COMMAND_OPTIONS(recover_options),
    .flags = COMMAND_WRITES,
    .run = run_recover,
};
