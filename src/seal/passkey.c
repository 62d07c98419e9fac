/* SPDX-License-Identifier: GPL-3.0-or-later
 * From a passphrase to a key by Argon2id, and how dear that should be on this machine.
 */
#include "inwork/seal/passkey.h"

#include <time.h>
#include <unistd.h>

#include <sodium.h>

#include "inwork/base/error.h"

_Static_assert(PASSKEY_SALT_BYTES == crypto_pwhash_argon2id_SALTBYTES, "salt");

/* The middle of the promised 0.5 to 1 s. */
#define TARGET_SECONDS 0.7
#define TUNED_MEMORY_MAX (UINT64_C(1) << 30)
#define MIB (UINT64_C(1) << 20)

struct passkey_cost passkey_light(void)
{
    return (struct passkey_cost){.memory = PASSKEY_MEMORY_FLOOR, .passes = PASSKEY_PASSES_FLOOR};
}

static double seconds_now(void)
{
    struct timespec t = {0};
    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* A quarter of the machine's memory, at most 1 GiB: other programs run here too, and a backup may
 * be opened on a smaller machine. */
static uint64_t memory_ceiling(void)
{
    long pages = sysconf(_SC_PHYS_PAGES);
    long page_size = sysconf(_SC_PAGESIZE);
    if (pages <= 0 || page_size <= 0)
        return PASSKEY_MEMORY_FLOOR;
    uint64_t quarter = (uint64_t)pages / 4 * (uint64_t)page_size;
    if (quarter > TUNED_MEMORY_MAX)
        quarter = TUNED_MEMORY_MAX;
    return quarter < PASSKEY_MEMORY_FLOOR ? PASSKEY_MEMORY_FLOOR : quarter / MIB * MIB;
}

struct passkey_cost passkey_tuned(void)
{
    static const uint8_t salt[PASSKEY_SALT_BYTES];
    uint8_t out[32];
    struct passkey_cost cost = passkey_light();
    double began = seconds_now();
    if (passkey_derive(out, "measure", 7, salt, cost, NULL))
        return cost;
    double took = seconds_now() - began;
    if (took <= 0 || took >= TARGET_SECONDS)
        return cost;
    /* Time grows in proportion to memory times passes: memory first, then passes. */
    double left = TARGET_SECONDS / took;
    double ceiling = (double)memory_ceiling();
    double memory = (double)cost.memory * left;
    if (memory > ceiling)
        memory = ceiling;
    left /= memory / (double)cost.memory;
    cost.memory = (uint64_t)memory / MIB * MIB;
    double passes = (double)cost.passes * left;
    if (passes > PASSKEY_PASSES_CEILING)
        passes = PASSKEY_PASSES_CEILING;
    if (passes >= PASSKEY_PASSES_FLOOR)
        cost.passes = (uint32_t)passes;
    return cost;
}

int passkey_derive(uint8_t out[32], const char *passphrase, size_t n,
                   const uint8_t salt[PASSKEY_SALT_BYTES], struct passkey_cost cost,
                   struct error *err)
{
    if (cost.memory < PASSKEY_MEMORY_FLOOR || cost.memory > PASSKEY_MEMORY_CEILING ||
        cost.passes < PASSKEY_PASSES_FLOOR || cost.passes > PASSKEY_PASSES_CEILING)
        return error_set(err, STATUS_DAMAGED,
                         "the passphrase's cost of %llu bytes and %u passes is outside the limits",
                         (unsigned long long)cost.memory, (unsigned)cost.passes);
    if (crypto_pwhash(out, 32, passphrase, n, salt, cost.passes, (size_t)cost.memory,
                      crypto_pwhash_ALG_ARGON2ID13)) {
        (void)error_set(err, STATUS_IO,
                        "the %llu MiB that checking the passphrase takes are not free",
                        (unsigned long long)(cost.memory / MIB));
        return error_hint(err, "close other programs, or use a machine with more memory");
    }
    return 0;
}
