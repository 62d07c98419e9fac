/* SPDX-License-Identifier: GPL-3.0-or-later
 * A data key held by the kernel for a while. The key is made in the process keyring, where it is
 * certainly ours, gets its permissions and its end there, and only then moves to the user keyring:
 * a login whose session does not reach @u could not change a key that it had put there directly.
 */
#include "inwork/seal/keyring.h"

#include <errno.h>
#include <string.h>

#include <keyutils.h>

#include "inwork/base/error.h"
#include "inwork/seal/secret.h"

enum { KEY_BYTES = 32, SECONDS_MAX = 2147483 };

static int refused(struct error *err)
{
    (void)error_errno(err, STATUS_NO, "the kernel's keyring did not take the key");
    return error_hint(err, "the passphrase will be asked for each time");
}

int keyring_put(const char *name, const uint8_t key[32], unsigned seconds, struct error *err)
{
    if (seconds == 0 || seconds > SECONDS_MAX)
        return error_set(err, STATUS_USAGE, "a key is kept for 1 to %d seconds", SECONDS_MAX);
    key_serial_t made = add_key("user", name, key, KEY_BYTES, KEY_SPEC_PROCESS_KEYRING);
    if (made < 0)
        return refused(err);
    int status = 0;
    if (keyctl_setperm(made, KEY_POS_ALL | KEY_USR_ALL) < 0 ||
        keyctl_set_timeout(made, seconds) < 0 || keyctl_link(made, KEY_SPEC_USER_KEYRING) < 0)
        status = refused(err);
    (void)keyctl_unlink(made, KEY_SPEC_PROCESS_KEYRING);
    return status;
}

static int none(struct error *err)
{
    return error_set(err, STATUS_NO, "the keyring holds no key for this store");
}

static key_serial_t find(const char *name)
{
    long found = keyctl_search(KEY_SPEC_USER_KEYRING, "user", name, 0);
    return found < 0 ? -1 : (key_serial_t)found;
}

int keyring_get(uint8_t key[32], const char *name, struct error *err)
{
    key_serial_t found = find(name);
    if (found < 0)
        return none(err);
    long n = keyctl_read(found, (char *)key, KEY_BYTES);
    if (n == KEY_BYTES)
        return 0;
    /* A longer or shorter one is somebody else's: never used. */
    secret_wipe(key, KEY_BYTES);
    return none(err);
}

int keyring_remove(const char *name, struct error *err)
{
    key_serial_t found = find(name);
    if (found < 0)
        return none(err);
    /* Revoking makes the kernel drop the bytes now, for whoever else has it linked too. */
    long revoked = keyctl_revoke(found);
    long unlinked = keyctl_unlink(found, KEY_SPEC_USER_KEYRING);
    if (revoked < 0 && unlinked < 0)
        return error_errno(err, STATUS_IO, "the kernel's keyring did not give up the key");
    return 0;
}
