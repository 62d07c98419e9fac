/* SPDX-License-Identifier: GPL-3.0-or-later
 * The paper device: keys from the recovery key, public half in two settings.
 */
#include "paper_int.h"

#include "inwork/base/encode.h"
#include "inwork/seal/device.h"
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
