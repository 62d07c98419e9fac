/* SPDX-License-Identifier: GPL-3.0-or-later
 * One header block: what the file is, and the data key wrapped in slots.
 *
 * Pure: bytes to struct and back. A block counts only as a whole: its checksum covers every byte,
 * and bytes that version 1 leaves free are zero.
 */
#include <string.h>

#include "inwork/seal/hash.h"
#include "inwork/seal/secret.h"

#include "vault_int.h"

enum {
    AT_VERSION = 16,
    AT_SLOT_COUNT = 20,
    AT_SERIAL = 24,
    AT_FILE_ID = 32,
    AT_SLOTS = 64,
    SLOT_BYTES = 128,
    SLOT_PARAMETERS = 40, /* kind, passes, memory, salt and 8 zero bytes */
    AT_MAC = 4032,
    AT_CHECKSUM = 4064
};

static const uint8_t magic[16] = "\x89inwork-vault\r\n\x1a";
static const char slot_purpose[] = "inwork-vault-slot";

static void slot_parameters(uint8_t out[SLOT_PARAMETERS], const struct vault_slot *slot)
{
    memset(out, 0, SLOT_PARAMETERS);
    put_be32(out, slot->kind);
    put_be32(out + 4, slot->cost.passes);
    put_be64(out + 8, slot->cost.memory);
    memcpy(out + 16, slot->salt, PASSKEY_SALT_BYTES);
}

static void encode_body(uint8_t block[HEADER_BYTES], const struct vault_header *h)
{
    memset(block, 0, HEADER_BYTES);
    memcpy(block, magic, sizeof magic);
    put_be32(block + AT_VERSION, VAULT_VERSION);
    put_be32(block + AT_SLOT_COUNT, SLOT_COUNT);
    put_be64(block + AT_SERIAL, h->serial);
    memcpy(block + AT_FILE_ID, h->file_id, FILE_ID_BYTES);
    for (size_t i = 0; i < SLOT_COUNT; i++) {
        uint8_t *p = block + AT_SLOTS + i * SLOT_BYTES;
        slot_parameters(p, &h->slots[i]);
        memcpy(p + SLOT_PARAMETERS, h->slots[i].sealed, PAGE_KEY_BYTES);
        memcpy(p + SLOT_PARAMETERS + PAGE_KEY_BYTES, h->slots[i].trailer, PAGE_OVERHEAD);
    }
}

void header_encode(uint8_t block[HEADER_BYTES], const struct vault_header *h)
{
    encode_body(block, h);
    memcpy(block + AT_MAC, h->mac, sizeof h->mac);
    hash_blake2b(block + AT_CHECKSUM, block, AT_CHECKSUM);
}

enum header_state header_decode(struct vault_header *out, const uint8_t block[HEADER_BYTES])
{
    struct vault_header h = {0};
    uint8_t sum[HASH_BYTES];
    if (memcmp(block, magic, sizeof magic) != 0)
        return HEADER_FOREIGN;
    hash_blake2b(sum, block, AT_CHECKSUM);
    if (memcmp(sum, block + AT_CHECKSUM, sizeof sum) != 0)
        return HEADER_DAMAGED;
    uint32_t version = get_be32(block + AT_VERSION);
    if (version != VAULT_VERSION)
        return version > VAULT_VERSION ? HEADER_NEWER : HEADER_DAMAGED;
    if (get_be32(block + AT_SLOT_COUNT) != SLOT_COUNT)
        return HEADER_DAMAGED;
    h.serial = get_be64(block + AT_SERIAL);
    memcpy(h.file_id, block + AT_FILE_ID, FILE_ID_BYTES);
    for (size_t i = 0; i < SLOT_COUNT; i++) {
        const uint8_t *p = block + AT_SLOTS + i * SLOT_BYTES;
        struct vault_slot *slot = &h.slots[i];
        slot->kind = get_be32(p);
        slot->cost.passes = get_be32(p + 4);
        slot->cost.memory = get_be64(p + 8);
        memcpy(slot->salt, p + 16, PASSKEY_SALT_BYTES);
        memcpy(slot->sealed, p + SLOT_PARAMETERS, PAGE_KEY_BYTES);
        memcpy(slot->trailer, p + SLOT_PARAMETERS + PAGE_KEY_BYTES, PAGE_OVERHEAD);
        if (slot->kind > SLOT_RECOVERY)
            return HEADER_DAMAGED;
    }
    memcpy(h.mac, block + AT_MAC, sizeof h.mac);
    /* Whatever the struct does not hold must be zero, or writing it back would lose something. */
    uint8_t again[HEADER_BYTES];
    header_encode(again, &h);
    if (h.serial == 0 || memcmp(again, block, HEADER_BYTES) != 0)
        return HEADER_DAMAGED;
    *out = h;
    return HEADER_SOUND;
}

void header_mac(uint8_t out[32], const struct vault_header *h, const uint8_t key[32])
{
    uint8_t block[HEADER_BYTES];
    encode_body(block, h);
    hash_blake2b_keyed(out, key, block, AT_MAC);
}

/* Kind and parameters, so that none of them can be exchanged under a slot. */
static void slot_associated(uint8_t out[sizeof slot_purpose + SLOT_PARAMETERS],
                            const struct vault_slot *slot)
{
    memcpy(out, slot_purpose, sizeof slot_purpose);
    slot_parameters(out + sizeof slot_purpose, slot);
}

void slot_seal(struct vault_slot *slot, const uint8_t data_key[32], const uint8_t slot_key[32])
{
    uint8_t associated[sizeof slot_purpose + SLOT_PARAMETERS];
    slot_associated(associated, slot);
    page_seal(slot->sealed, slot->trailer, data_key, PAGE_KEY_BYTES, associated, sizeof associated,
              slot_key);
}

int slot_open(uint8_t data_key[32], const struct vault_slot *slot, const uint8_t slot_key[32])
{
    uint8_t associated[sizeof slot_purpose + SLOT_PARAMETERS];
    slot_associated(associated, slot);
    return page_open(data_key, slot->sealed, slot->trailer, PAGE_KEY_BYTES, associated,
                     sizeof associated, slot_key);
}

const struct vault_slot *header_slot(const struct vault_header *h, enum slot_kind kind)
{
    for (size_t i = 0; i < SLOT_COUNT; i++)
        if (h->slots[i].kind == (uint32_t)kind)
            return &h->slots[i];
    return NULL;
}
