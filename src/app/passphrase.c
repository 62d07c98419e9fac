/* SPDX-License-Identifier: GPL-3.0-or-later
 * Where a passphrase comes from: a descriptor, a private file, the person at the terminal.
 */
#include <stdlib.h>
#include <unistd.h>

#include "inwork/app/app.h"
#include "inwork/base/error.h"
#include "inwork/base/fs.h"

static int from_descriptor(struct app *app, struct secret *out, struct error *err)
{
    if (!app->given.bytes) {
        int status = secret_read_fd(&app->given, app->passphrase_fd, err);
        if (status < 0)
            return status;
    }
    return secret_set(out, app->given.bytes, app->given.len, err);
}

static int from_file(const char *path, struct secret *out, struct error *err)
{
    int fd = fs_open_private(path, err);
    if (fd == -STATUS_REFUSED)
        return error_hint(err, "It holds a passphrase: chmod 600 it.");
    if (fd == -STATUS_NO_INPUT)
        return error_hint(err, "INWORK_PASSPHRASE_FILE names it.");
    if (fd < 0)
        return fd;
    int status = secret_read_fd(out, fd, err);
    (void)close(fd);
    return status;
}

static int from_person(struct app *app, const char *prompt, struct secret *out, struct error *err)
{
    if (app->ask)
        return app->ask(app, prompt, out, err);
    (void)error_set(err, STATUS_REFUSED, "the store is locked, and there is nobody to ask");
    return error_hint(err, "Give the passphrase with --passphrase-fd or INWORK_PASSPHRASE_FILE.");
}

int app_passphrase(struct app *app, const char *prompt, struct secret *out, struct error *err)
{
    if (app->passphrase_fd >= 0)
        return from_descriptor(app, out, err);
    const char *file = getenv("INWORK_PASSPHRASE_FILE");
    if (file && file[0] != '\0')
        return from_file(file, out, err);
    return from_person(app, prompt, out, err);
}

int app_new_passphrase(struct app *app, int fd, struct secret *out, struct error *err)
{
    if (fd >= 0)
        return secret_read_fd(out, fd, err);
    struct secret again = {0};
    int status = from_person(app, "New passphrase: ", out, err);
    if (status == 0)
        status = from_person(app, "The same again: ", &again, err);
    if (status == 0 && (out->len != again.len || !secret_equal(out->bytes, again.bytes, out->len)))
        status = error_set(err, STATUS_REFUSED, "the two passphrases differ: nothing was changed");
    secret_clear(&again);
    return status;
}
