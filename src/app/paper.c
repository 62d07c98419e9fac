/* SPDX-License-Identifier: GPL-3.0-or-later
 * The paper device: keys from the recovery key, public half in two settings; the key in a file.
 */
#include "paper_int.h"

#include <fcntl.h>
#include <unistd.h>

#include "inwork/base/encode.h"
#include "inwork/base/error.h"
#include "inwork/seal/device.h"
#include "inwork/seal/secret.h"
#include "inwork/store/store.h"

int paper_remember(struct store *s, const uint8_t key[RECOVERY_BYTES], struct error *err)
{
    struct device_keys keys = {0};
    char text[HEX_LENGTH(32) + 1];
    int status = device_keys_from_recovery(&keys, key, err);
    if (status < 0)
        return status;
    hex_encode(text, keys.public.ed25519, 32);
    status = store_setting_put(s, "paper_ed25519", text, err);
    hex_encode(text, keys.public.x25519, 32);
    if (status == 0)
        status = store_setting_put(s, "paper_x25519", text, err);
    device_keys_clear(&keys);
    return status;
}

int paper_read(uint8_t key[RECOVERY_BYTES], const char *path, struct error *err)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (fd < 0)
        return error_errno(err, STATUS_NO_INPUT, "cannot read %s", path);
    struct secret text = {0};
    int status = secret_read_fd(&text, fd, NULL);
    (void)close(fd);
    if (status == -STATUS_REFUSED) /* too long, or with a NUL */
        status = error_set(err, STATUS_DATA, "the first line of %s is no recovery key", path);
    else if (status < 0)
        status = error_set(err, STATUS_IO, "cannot read %s", path);
    if (status == 0)
        status = recovery_parse(key, text.bytes, text.len, err);
    secret_clear(&text);
    return status;
}
