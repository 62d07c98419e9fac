/* SPDX-License-Identifier: GPL-3.0-or-later
 * A device's two keys, and the id that names both.
 */
#include "inwork/seal/device.h"

#include <string.h>

#include <sodium.h>

#include "inwork/base/encode.h"
#include "inwork/base/error.h"
#include "inwork/seal/hash.h"
#include "inwork/seal/secret.h"

enum {
    SIGN_SECRET = crypto_sign_ed25519_SECRETKEYBYTES,
    SECRET_BYTES = SIGN_SECRET + crypto_scalarmult_curve25519_SCALARBYTES,
    ID_BYTES = 15,
};

_Static_assert(SECRET_BYTES == 96, "the layout that device.h states");

int device_keys_from_seed(struct device_keys *out, const uint8_t seed[DEVICE_SEED_BYTES],
                          struct error *err)
{
    struct device_keys keys = {.secret = secret_alloc(SECRET_BYTES, err)};
    if (!keys.secret)
        return -STATUS_IO;
    (void)crypto_sign_ed25519_seed_keypair(keys.public.ed25519, keys.secret, seed);
    memcpy(keys.secret + SIGN_SECRET, seed + 32, 32);
    (void)crypto_scalarmult_curve25519_base(keys.public.x25519, keys.secret + SIGN_SECRET);
    *out = keys;
    return 0;
}

int device_keys_generate(struct device_keys *out, struct error *err)
{
    uint8_t *seed = secret_alloc(DEVICE_SEED_BYTES, err);
    if (!seed)
        return -STATUS_IO;
    seal_random(seed, DEVICE_SEED_BYTES);
    int status = device_keys_from_seed(out, seed, err);
    secret_free(seed);
    return status;
}

int device_keys_from_recovery(struct device_keys *out, const uint8_t recovery[RECOVERY_BYTES],
                              struct error *err)
{
    uint8_t *seed = secret_alloc(DEVICE_SEED_BYTES, err);
    if (!seed)
        return -STATUS_IO;
    recovery_derive(seed, recovery, "inwork-paper-ed25519");
    recovery_derive(seed + 32, recovery, "inwork-paper-x25519");
    int status = device_keys_from_seed(out, seed, err);
    secret_free(seed);
    return status;
}

void device_keys_seed(uint8_t seed[DEVICE_SEED_BYTES], const struct device_keys *keys)
{
    /* libsodium's Ed25519 secret key begins with the seed. */
    memcpy(seed, keys->secret, 32);
    memcpy(seed + 32, keys->secret + SIGN_SECRET, 32);
}

void device_keys_clear(struct device_keys *keys)
{
    secret_free(keys->secret);
    *keys = (struct device_keys){0};
}

void device_id(char out[DEVICE_ID_TEXT], const struct device_public *public)
{
    uint8_t both[64];
    uint8_t hash[HASH_BYTES];
    memcpy(both, public->ed25519, 32);
    memcpy(both + 32, public->x25519, 32);
    hash_sha256(hash, both, sizeof both);
    base32_encode(out, hash, ID_BYTES);
}

void device_fingerprint(char out[DEVICE_FINGERPRINT_TEXT], const char *id)
{
    size_t at = 0;
    for (size_t i = 0; i + 1 < DEVICE_ID_TEXT && id[i]; i++) {
        if (i > 0 && i % 4 == 0)
            out[at++] = '-';
        out[at++] = id[i];
    }
    out[at] = '\0';
}

int device_id_valid(const char *id)
{
    size_t n = 0;
    while (n < DEVICE_ID_TEXT && id[n])
        n++;
    if (n != DEVICE_ID_TEXT - 1)
        return 0;
    for (size_t i = 0; i < n; i++)
        if ((id[i] < 'a' || id[i] > 'z') && (id[i] < '2' || id[i] > '7'))
            return 0;
    return 1;
}
