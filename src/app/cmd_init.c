/* SPDX-License-Identifier: GPL-3.0-or-later
 * inwork init: a new store, this device's keys, the person's own record, and the recovery key.
 *
 * The order is what makes it safe to be killed anywhere: the store grows under another name, the
 * recovery key is written or shown, and only then does the store get its name. So there is never a
 * store whose recovery key nobody was given.
 */
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "commands_int.h"
#include "inwork/app/app.h"
#include "inwork/base/buf.h"
#include "inwork/base/error.h"
#include "inwork/base/fs.h"
#include "inwork/base/json.h"
#include "inwork/base/path.h"
#include "inwork/model/field.h"
#include "inwork/model/save.h"
#include "inwork/seal/device.h"
#include "inwork/seal/passkey.h"
#include "inwork/store/catalogue.h"
#include "inwork/store/entry.h"
#include "inwork/store/store.h"
#include "inwork/vault/making.h"
#include "inwork/vault/vault.h"
#include "paper_int.h"

#define SHORT_PASSPHRASE 12

/* What was made on the way. `key` and `paper` are locked memory. */
struct making {
    const char *recovery_file;
    uint8_t *key;
    char *paper; /* the recovery key as text */
    char member[RECORD_ID_TEXT];
    char name[FIELD_TEXT_MAX + 1]; /* as it was saved */
    char device[DEVICE_ID_TEXT];
    struct vault_making *place;
    bool paper_written; /* recovery_file is ours */
};

static int cost_of(struct passkey_cost *out, const struct command_args *args, struct error *err)
{
    const char *kdf = command_value(args, "kdf");
    if (!kdf || strcmp(kdf, "standard") == 0)
        *out = passkey_tuned();
    else if (strcmp(kdf, "light") == 0)
        *out = passkey_light();
    else
        return error_set(err, STATUS_USAGE, "--kdf is standard or light, not “%s”", kdf);
    return 0;
}

/* --name, else what the system calls the person. */
static int own_name(struct buf *out, const struct command_args *args, struct error *err)
{
    const char *name = command_value(args, "name");
    if (name) {
        buf_add(out, name);
        return buf_ok(out, err);
    }
    const struct passwd *person = getpwuid(getuid());
    if (person && person->pw_gecos && person->pw_gecos[0] != '\0' && person->pw_gecos[0] != ',')
        buf_append(out, person->pw_gecos, strcspn(person->pw_gecos, ","));
    else if (person)
        buf_add(out, person->pw_name);
    if (out->len == 0)
        return error_set(err, STATUS_USAGE, "the system does not know your name: give --name");
    return buf_ok(out, err);
}

/* Whether the file holds the recovery key of the store that a process which died left unfinished.
 * Then nobody can need it. */
static bool of_unfinished_store(const struct making *m)
{
    struct vault *left = NULL;
    bool opens = paper_read(m->key, m->recovery_file, NULL) == 0 &&
                 vault_open(&left, vault_making_path(m->place), NULL) == 0 &&
                 vault_unlock_recovery(left, m->key, NULL) == 0;
    vault_close(left);
    return opens;
}

static int refuse_paper(const char *recovery_file, struct error *err)
{
    return error_set(err, STATUS_DATA, "there is a file already at %s", recovery_file);
}

/* Nothing may stand in the way before a passphrase is asked for. */
static int take_places(struct app *app, struct making *m, struct error *err)
{
    int placed = app_place(app, err);
    if (placed < 0)
        return placed;
    if (fs_exists(app->store_path)) {
        (void)error_set(err, STATUS_DATA, "there is a store already at %s", app->store_path);
        return error_hint(err, "Name another file with --store; this one was not touched.");
    }
    struct buf folder = BUF_ZERO;
    path_parent(&folder, app->store_path);
    int status = buf_ok(&folder, err);
    if (status == 0)
        status = fs_make_folder(buf_text(&folder), err);
    buf_free(&folder);
    if (status == 0)
        status = vault_making_begin(&m->place, app->store_path, err);
    if (status == 0 && m->recovery_file && fs_exists(m->recovery_file)) {
        /* Before the store it belongs to: broken off here, it is found out again. */
        if (!of_unfinished_store(m))
            status = refuse_paper(m->recovery_file, err);
        else if (unlink(m->recovery_file) < 0)
            status = error_errno(err, STATUS_IO, "cannot remove %s", m->recovery_file);
    }
    return status < 0 ? status : vault_making_clear(m->place, err);
}

static int make_vault(struct app *app, struct making *m, const struct command_args *args,
                      struct output *out, struct error *err)
{
    struct passkey_cost cost;
    int status = cost_of(&cost, args, err);
    if (status < 0)
        return status;
    struct secret passphrase = {0};
    const char *file = getenv("INWORK_PASSPHRASE_FILE");
    if (app->passphrase_fd >= 0 || (file && file[0] != '\0'))
        status = app_passphrase(app, "", &passphrase, err);
    else
        status = app_new_passphrase(app, -1, &passphrase, err);
    if (status == 0)
        status =
            vault_create(&app->vault, vault_making_path(m->place), &passphrase, cost, m->key, err);
    if (status == 0 && passphrase.len < SHORT_PASSPHRASE)
        output_notef(out, "note: that passphrase is short; several words are harder to guess.");
    secret_clear(&passphrase);
    return status;
}

/* The person's own record: what stands beside whatever this device writes. */
static int save_member(struct app *app, struct making *m, const struct command_args *args,
                       struct error *err)
{
    const struct catalogue_kind *kind = catalogue_kind(store_catalogue(app->store), "member");
    const struct catalogue_field *field = kind ? catalogue_field(kind, "name") : NULL;
    if (!field)
        return error_set(err, STATUS_SOFTWARE, "the catalogue has no members");
    struct buf name = BUF_ZERO;
    struct save_field answer = {.field = "name"};
    const struct field_context context = {0};
    int status = own_name(&name, args, err);
    if (status == 0)
        status = field_parse(&answer.to, field, buf_text(&name), name.len, &context, err);
    if (status == 0)
        status = save_new(app->store, kind, &answer, 1, NULL, m->member, NULL, err);
    if (status == 0)
        (void)snprintf(m->name, sizeof m->name, "%s", answer.to.text);
    value_clear(&answer.to);
    buf_free(&name);
    return status;
}

static int fill_store(struct app *app, struct making *m, const struct command_args *args,
                      struct error *err)
{
    int status = store_open(&app->store, app->vault, NULL, err);
    if (status == 0)
        status = store_begin(app->store, err);
    if (status < 0)
        return status;
    status = store_device_create(app->store, err);
    if (status == 0)
        status = save_member(app, m, args, err);
    if (status == 0)
        status = store_setting_put(app->store, "member", m->member, err);
    if (status == 0)
        status = store_setting_put(app->store, "member_name", m->name, err);
    if (status == 0)
        status = store_device_put(app->store, store_device_id(app->store), m->member, NULL, err);
    if (status == 0)
        status = paper_remember(app->store, m->key, err);
    if (status < 0) {
        store_rollback(app->store);
        return status;
    }
    (void)snprintf(m->device, sizeof m->device, "%s", store_device_id(app->store));
    status = store_commit(app->store, err);
    return status == 0 ? store_checkpoint(app->store, err) : status;
}

static int tell_json(struct app *app, const struct making *m, struct output *out, struct error *err)
{
    struct buf json = BUF_ZERO;
    json_begin_object(&json);
    json_put_string(&json, "store", app->store_path);
    json_put_string(&json, "device", m->device);
    json_put_string(&json, "member", m->member);
    if (!m->recovery_file)
        json_put_string(&json, "recovery_key", m->paper);
    json_end_object(&json);
    int status = output_object(out, &json, err);
    buf_free_wiped(&json);
    return status;
}

static int write_recovery(struct making *m, struct error *err)
{
    struct buf text = BUF_ZERO;
    buf_printf(&text, "%s\n", m->paper);
    int status = buf_ok(&text, err);
    if (status == 0)
        status = fs_write_new(m->recovery_file, buf_text(&text), text.len, err);
    m->paper_written = status == 0;
    buf_free_wiped(&text);
    return status;
}

/* Before the store is there. What was shown must have left this process. */
static int give_recovery(struct app *app, struct making *m, struct output *out, struct error *err)
{
    recovery_format(m->paper, m->key);
    int status = m->recovery_file ? write_recovery(m, err) : 0;
    if (status == 0 && app->json) {
        status = tell_json(app, m, out, err);
    } else if (status == 0 && !m->recovery_file) {
        output_notef(out, "This is the recovery key. Copy it to paper now: it is shown only once, "
                          "and opens the store when the passphrase is forgotten.");
        status = out->line(out, m->paper, strlen(m->paper));
    }
    if (status == 0 && out->flush)
        status = out->flush(out);
    return status;
}

/* Give the file its name, closed, and leave it open under that name: who made it from the interface
 * goes on in it, and has typed the passphrase twice already. */
static int name_store(struct app *app, struct making *m, struct error *err)
{
    uint8_t *data_key = secret_alloc(32, err);
    if (!data_key)
        return -STATUS_IO;
    vault_data_key(data_key, app->vault);
    app_close(app);
    int status = vault_making_finish(m->place, err);
    status = status < 0 ? status : app_open_vault(app, true, err);
    status = status < 0 ? status : vault_unlock_key(app->vault, data_key, err);
    secret_free(data_key);
    return status;
}

static int finish(struct app *app, struct making *m, struct output *out, struct error *err)
{
    int status = name_store(app, m, err);
    if (status < 0 || app->json)
        return status;
    if (m->recovery_file)
        output_notef(out,
                     "The store is %s. The recovery key is in %s: print it or copy it to paper, "
                     "then remove the file.",
                     app->store_path, m->recovery_file);
    else
        output_notef(out, "The store is %s.", app->store_path);
    return 0;
}

static int run(struct app *app, const struct command_args *args, struct output *out,
               struct error *err)
{
    struct making m = {.recovery_file = command_value(args, "recovery-file")};
    int status = 0;
    m.key = secret_alloc(RECOVERY_BYTES, err);
    m.paper = secret_alloc(RECOVERY_TEXT, err);
    if (!m.key || !m.paper)
        status = -STATUS_IO;
    if (status == 0)
        status = take_places(app, &m, err);
    if (status == 0)
        status = make_vault(app, &m, args, out, err);
    if (status == 0)
        status = fill_store(app, &m, args, err);
    if (status == 0)
        status = give_recovery(app, &m, out, err);
    if (status == 0)
        status = finish(app, &m, out, err);
    if (status < 0)
        app_close(app);
    if (status < 0 && m.paper_written && !fs_exists(app->store_path))
        (void)unlink(m.recovery_file);
    vault_making_free(m.place);
    secret_free(m.key);
    secret_free(m.paper);
    return status;
}

static const struct command_option options[] = {
    {"name", 0, "NAME", "your name, as it stands beside what you write"},
    {"recovery-file", 0, "FILE", "write the recovery key here (0600) instead of showing it"},
    {"kdf", 0, "standard|light", "how costly guessing is made; light is for tests"},
};

const struct command command_init = {
    .name = "init",
    .group = "The store",
    .usage = "[--name NAME] [--recovery-file FILE] [--kdf standard|light]",
    .summary = "Make a new, encrypted store and this device's keys",
    .help =
        "Asks for a passphrase twice, or takes it from --passphrase-fd or "
        "INWORK_PASSPHRASE_FILE. Shows the recovery key once: on paper, it opens the store when "
        "the passphrase is forgotten. Without --name, the name the system has for you is used. The "
        "store appears when it is whole; what an init that was broken off left beside it is "
        "removed by the next.",
    COMMAND_OPTIONS(options),
    .flags = COMMAND_WRITES,
    .run = run,
};
