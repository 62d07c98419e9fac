/* SPDX-License-Identifier: GPL-3.0-or-later
 * The one struct app: where the store is, and opening and closing it. Does not know how a person
 * is asked, nor any command.
 */
#include "inwork/app/app.h"

#include <stdlib.h>
#include <string.h>

#include "inwork/base/buf.h"
#include "inwork/base/error.h"
#include "inwork/base/path.h"
#include "inwork/seal/keyring.h"
#include "inwork/store/store.h"
#include "inwork/vault/vault.h"

int app_set_store(struct app *app, const char *path, struct error *err)
{
    if (path[0] == '\0')
        return error_set(err, STATUS_USAGE, "the name of the store file is empty");
    char *copy = strdup(path);
    if (!copy)
        return error_memory(err);
    free(app->store_path);
    app->store_path = copy;
    return 0;
}

void app_init(struct app *app)
{
    *app = (struct app){.passphrase_fd = -1};
}

int app_place(struct app *app, struct error *err)
{
    if (app->store_path)
        return 0;
    const char *named = getenv("INWORK_STORE");
    if (named && named[0] != '\0')
        return app_set_store(app, named, err);
    struct buf path = BUF_ZERO;
    int status = path_data_home(&path, err);
    if (status == 0) {
        struct buf file = BUF_ZERO;
        path_join(&file, buf_text(&path), "inwork/store.inwork");
        status = buf_ok(&file, err);
        if (status == 0)
            status = app_set_store(app, buf_text(&file), err);
        buf_free(&file);
    } else {
        status = error_hint(err, "Set HOME, or name the store with --store or INWORK_STORE.");
    }
    buf_free(&path);
    return status;
}

void app_close(struct app *app)
{
    store_close(app->store);
    app->store = NULL;
    vault_close(app->vault);
    app->vault = NULL;
    secret_clear(&app->given);
}

void app_clear(struct app *app)
{
    app_close(app);
    free(app->store_path);
    app->store_path = NULL;
}

/* The key the kernel keeps since `inwork unlock`. True when it opened the vault. */
static bool unlock_by_keyring(struct app *app)
{
    uint8_t *key = secret_alloc(32, NULL);
    if (!key)
        return false;
    bool opened = keyring_get(key, vault_keyring_name(app->vault), NULL) == 0 &&
                  vault_unlock_key(app->vault, key, NULL) == 0;
    secret_free(key);
    return opened;
}

static int unlock(struct app *app, struct error *err)
{
    const char *file = getenv("INWORK_PASSPHRASE_FILE");
    bool told = app->passphrase_fd >= 0 || (file && file[0] != '\0');
    if (!told && unlock_by_keyring(app))
        return 0;
    struct secret passphrase = {0};
    int status = app_passphrase(app, "Passphrase: ", &passphrase, err);
    if (status == 0)
        status = vault_unlock(app->vault, &passphrase, err);
    secret_clear(&passphrase);
    return status;
}

int app_open_vault(struct app *app, bool locked, struct error *err)
{
    if (!app->vault) {
        int status = app_place(app, err);
        if (status == 0)
            status = vault_open(&app->vault, app->store_path, err);
        if (status == -STATUS_NO_INPUT)
            return error_hint(err, "Make one with “inwork init”, or name another with --store.");
        if (status < 0)
            return status;
    }
    if (locked || vault_unlocked(app->vault))
        return 0;
    return unlock(app, err);
}

int app_open(struct app *app, struct error *err)
{
    if (app->store)
        return 0;
    int status = app_open_vault(app, false, err);
    if (status < 0)
        return status;
    const struct store_options options = {.read_only = app->read_only};
    return store_open(&app->store, app->vault, &options, err);
}
