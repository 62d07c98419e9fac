/* SPDX-License-Identifier: GPL-3.0-or-later
 * Proof of one answer, for tools that know nothing of this program.
 */
#include "inwork/team/prove.h"

#include "inwork/base/buf.h"
#include "inwork/base/error.h"
#include "inwork/seal/device.h"
#include "inwork/seal/sshsig.h"
#include "inwork/store/record.h"
#include "inwork/store/store.h"
#include "state_int.h"

#define ENTRY_NAMESPACE "inwork-entry"
#define SIGNATURE_PART 98u /* ,"sig":"…"} (FORMAT 1) */

static int choose(const struct record_field *f, const char *entry, char out[ENTRY_ID_TEXT],
                  struct error *err)
{
    size_t found = 0;
    for (size_t i = 0; f != NULL && i < f->entry_count; i++) {
        if (entry != NULL && strncmp(f->entries[i], entry, strlen(entry)) != 0)
            continue;
        if (entry == NULL && found > 0 && f->head_count == 1)
            continue; /* several entries, one answer: any of them proves it */
        memcpy(out, f->entries[i], ENTRY_ID_TEXT);
        found++;
    }
    if (found == 0)
        return error_set(err, STATUS_NO, "there is no such answer to prove");
    if (found > 1) {
        (void)error_set(err, STATUS_DATA, "the field has %zu different answers", f->head_count);
        return error_hint(err, "resolve the conflict first: “inwork conflicts” shows the answers");
    }
    return 0;
}

int prove_entry(struct store *s, const char *record, const char *field, const char *entry,
                char out[ENTRY_ID_TEXT], struct error *err)
{
    struct record r = {0};
    char id[RECORD_ID_TEXT];
    int result = store_record_id(s, record, id, err);
    if (result == 0)
        result = store_record(s, id, &r, err);
    if (result == 0)
        result = choose(record_field(&r, field), entry, out, err);
    record_clear(&r);
    return result;
}

static int find_key(uint8_t out[32], struct store *s, const char *device, struct error *err)
{
    struct roster roster;
    int r = 0;
    if (strcmp(device, store_device_id(s)) == 0) {
        memcpy(out, store_device(s)->public.ed25519, 32);
        return 0;
    }
    r = state_roster(&roster, s, err);
    if (r < 0)
        return r;
    const struct roster_device *d = roster_device(&roster, device);
    if (d == NULL)
        r = error_set(err, STATUS_NO_INPUT, "the key of device %s is not known here", device);
    else
        memcpy(out, d->public.ed25519, 32);
    roster_clear(&roster);
    return r;
}

int prove_write(struct store *s, const char *entry, struct proof *out, struct error *err)
{
    struct buf line = {0};
    struct entry e = {0};
    uint8_t key[32];
    int r = store_entry_line(s, entry, &line, err);
    if (r == 0)
        r = entry_parse(&e, line.data, line.len, err);
    if (r == 0)
        r = find_key(key, s, e.device, err);
    if (r == 0)
        r = entry_verify(line.data, line.len, key, err);
    if (r == 0) {
        buf_append(out->message, line.data, line.len - SIGNATURE_PART);
        buf_push(out->message, '}');
        r = sshsig_armor_raw(out->signature, e.signature, key, ENTRY_NAMESPACE, err);
    }
    if (r == 0) {
        memcpy(out->device, e.device, sizeof out->device);
        buf_printf(out->signers, "%s namespaces=\"%s\" ", e.device, ENTRY_NAMESPACE);
        sshsig_public_line(out->signers, key);
        buf_push(out->signers, '\n');
        r = buf_ok(out->message, err);
    }
    if (r == 0)
        r = buf_ok(out->signature, err);
    if (r == 0)
        r = buf_ok(out->signers, err);
    entry_clear(&e);
    buf_free(&line);
    return r;
}
