/* SPDX-License-Identifier: GPL-3.0-or-later
 * Writing the next statement of a roster: one line of JSON in a fixed order, and its signature.
 */
#include "inwork/base/buf.h"
#include "inwork/base/encode.h"
#include "inwork/base/error.h"
#include "inwork/base/json.h"
#include "inwork/seal/sshsig.h"
#include "inwork/team/roster.h"
#include "team_int.h"

static void put_key(struct buf *out, const char *name, const uint8_t key[32])
{
    char text[BASE64_LENGTH(32) + 1];
    base64_encode(text, key, 32);
    json_put_string(out, name, text);
}

static void put_device(struct buf *out, const struct roster_change *change)
{
    char id[DEVICE_ID_TEXT];
    device_id(id, &change->device);
    json_put_string(out, "device", id);
    put_key(out, "ed25519", change->device.ed25519);
    put_key(out, "x25519", change->device.x25519);
    json_put_string(out, "member", change->member);
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static int put_compartments(struct buf *out, const struct roster_change *change, struct error *err)
{
    const char **sorted = calloc(change->compartment_count + 1, sizeof *sorted);
    if (sorted == NULL)
        return error_memory(err);
    for (size_t i = 0; i < change->compartment_count; i++)
        sorted[i] = change->compartments[i];
    qsort(sorted, change->compartment_count, sizeof *sorted, by_name);
    json_add_name(out, "compartments");
    json_begin_array(out);
    for (size_t i = 0; i < change->compartment_count; i++) {
        if (i == 0 || strcmp(sorted[i - 1], sorted[i]) != 0)
            json_add_string(out, sorted[i]);
    }
    json_end_array(out);
    free(sorted);
    return 0;
}

static void put_generation(struct buf *out, const struct roster *r,
                           const struct roster_change *change)
{
    char recipient[AGE_RECIPIENT_TEXT];
    const struct roster_generation *last = roster_generation(r, change->compartment, 0);
    age_recipient_format(recipient, &change->recipient);
    json_put_string(out, "compartment", change->compartment);
    json_put_int(out, "generation", last == NULL ? 1 : last->number + 1);
    json_put_string(out, "recipient", recipient);
}

int roster_write(struct buf *body, struct buf *signature, const struct roster *r,
                 const struct roster_change *change, const struct device_keys *signer, int64_t now,
                 struct error *err)
{
    static const char *const names[] = {
        [ROSTER_FOUND] = "found", [ROSTER_ADMIT] = "admit", [ROSTER_GENERATION] = "generation"};
    char by[DEVICE_ID_TEXT];
    char made[TEAM_MOMENT_SIZE];
    size_t start = body->len;
    int result = 0;
    if (change->type == ROSTER_REMOVE)
        return error_set(err, STATUS_SOFTWARE, "removing a device is not written by this version");
    device_id(by, &signer->public);
    team_moment(made, now);
    json_begin_object(body);
    json_put_int(body, "inwork", 1);
    json_put_int(body, "n", (int64_t)r->count);
    json_put_string(body, "previous", r->count > 0 ? roster_newest(r) : NULL);
    json_put_string(body, "made", made);
    json_put_string(body, "by", by);
    json_put_string(body, "statement", names[change->type]);
    if (change->type == ROSTER_GENERATION)
        put_generation(body, r, change);
    else
        put_device(body, change);
    if (change->type == ROSTER_ADMIT) {
        result = put_compartments(body, change, err);
        json_put_bool(body, "lead", change->lead);
    }
    json_end_object(body);
    buf_push(body, '\n');
    if (result == 0)
        result = buf_ok(body, err);
    if (result < 0)
        return result;
    return sshsig_sign(signature, signer, ROSTER_NAMESPACE, body->data + start, body->len - start,
                       err);
}
