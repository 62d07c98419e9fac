/* SPDX-License-Identifier: GPL-3.0-or-later
 * Writing and reading heads.json.
 */
#include "inwork/team/heads.h"

#include "inwork/base/buf.h"
#include "inwork/base/error.h"
#include "inwork/base/json.h"
#include "inwork/seal/sshsig.h"

#define FEEDS_MAX 8192u
#define DEVICES_MAX 4096u
#define SIGNATURE_MAX 4096u

void heads_clear(struct heads *h)
{
    free(h->own);
    free(h->seen);
    *h = (struct heads){0};
}

int heads_add_own(struct heads *h, const struct heads_feed *feed, struct error *err)
{
    struct heads_feed *grown = realloc(h->own, (h->own_count + 1) * sizeof *grown);
    if (grown == NULL)
        return error_memory(err);
    h->own = grown;
    h->own[h->own_count++] = *feed;
    return 0;
}

int heads_add_seen(struct heads *h, const char *device, int64_t made, struct error *err)
{
    struct heads_seen *grown = realloc(h->seen, (h->seen_count + 1) * sizeof *grown);
    if (grown == NULL)
        return error_memory(err);
    h->seen = grown;
    struct heads_seen *s = &h->seen[h->seen_count++];
    *s = (struct heads_seen){.made = made};
    memcpy(s->device, device, strnlen(device, DEVICE_ID_TEXT - 1));
    return 0;
}

int64_t heads_seen(const struct heads *h, const char *device)
{
    for (size_t i = 0; i < h->seen_count; i++) {
        if (strcmp(h->seen[i].device, device) == 0)
            return h->seen[i].made;
    }
    return -1;
}

static void put_pair(struct buf *out, int64_t n, const char *sha256)
{
    json_begin_array(out);
    json_add_int(out, n);
    json_add_string(out, sha256);
    json_end_array(out);
}

int heads_write(struct buf *body, struct buf *signature, const struct heads *h,
                const struct device_keys *signer, struct error *err)
{
    size_t start = body->len;
    json_begin_object(body);
    json_put_int(body, "inwork", 1);
    json_put_string(body, "team", h->team);
    json_put_string(body, "device", h->device);
    json_put_int(body, "serial", h->serial);
    json_put_int(body, "made", h->made);
    json_add_name(body, "roster");
    put_pair(body, h->roster_n, h->roster_sha256);
    json_add_name(body, "own");
    json_begin_object(body);
    for (size_t i = 0; i < h->own_count; i++) {
        char feed[EPOCH_SIZE + COMPARTMENT_SIZE];
        (void)snprintf(feed, sizeof feed, "%s/%s", h->own[i].epoch, h->own[i].compartment);
        json_add_name(body, feed);
        put_pair(body, h->own[i].n, h->own[i].sha256);
    }
    json_end_object(body);
    json_add_name(body, "seen");
    json_begin_object(body);
    for (size_t i = 0; i < h->seen_count; i++)
        json_put_int(body, h->seen[i].device, h->seen[i].made);
    json_end_object(body);
    json_end_object(body);
    buf_push(body, '\n');
    int r = buf_ok(body, err);
    if (r < 0)
        return r;
    return sshsig_sign(signature, signer, HEADS_NAMESPACE, body->data + start, body->len - start,
                       err);
}

static int read_pair(int64_t *n, char sha256[HASH_HEX], const struct json *pair, int64_t least,
                     struct error *err)
{
    size_t length = 0;
    const char *text = json_text(json_at(pair, 1), &length);
    if (json_count(pair) != 2 || !json_int(n, json_at(pair, 0)) || *n < least || text == NULL ||
        length != HASH_HEX - 1 || strspn(text, "0123456789abcdef") != length)
        return error_set(err, STATUS_DATA, "the heads name no number and hash where they should");
    memcpy(sha256, text, HASH_HEX);
    return 0;
}

static int read_own(struct heads *out, const struct json *own, struct error *err)
{
    struct json_walk w = {0};
    if (json_count(own) > FEEDS_MAX)
        return error_set(err, STATUS_DATA, "the heads name too many feeds");
    while (json_next(&w, own)) {
        struct heads_feed feed = {0};
        if (strlen(w.name) < EPOCH_SIZE + 1 || w.name[EPOCH_SIZE - 1] != '/' ||
            !compartment_valid(w.name + EPOCH_SIZE))
            return error_set(err, STATUS_DATA, "the heads name what is no feed");
        memcpy(feed.epoch, w.name, EPOCH_SIZE - 1);
        memcpy(feed.compartment, w.name + EPOCH_SIZE, strlen(w.name + EPOCH_SIZE) + 1);
        if (!epoch_valid(feed.epoch))
            return error_set(err, STATUS_DATA, "the heads name what is no feed");
        int r = read_pair(&feed.n, feed.sha256, w.value, 1, err);
        if (r == 0)
            r = heads_add_own(out, &feed, err);
        if (r < 0)
            return r;
    }
    return 0;
}

static int read_seen(struct heads *out, const struct json *seen, struct error *err)
{
    struct json_walk w = {0};
    if (json_count(seen) > DEVICES_MAX)
        return error_set(err, STATUS_DATA, "the heads name too many devices");
    while (json_next(&w, seen)) {
        int64_t made;
        if (!device_id_valid(w.name) || !json_int(&made, w.value) || made < 0)
            return error_set(err, STATUS_DATA, "the heads name no device and number in seen");
        int r = heads_add_seen(out, w.name, made, err);
        if (r < 0)
            return r;
    }
    return 0;
}

static int read_object(struct heads *out, const char *team, const char *device,
                       const struct json *object, struct error *err)
{
    const char *named_team = "", *named_device = "";
    const struct json *roster = NULL, *own = NULL, *seen = NULL;
    int64_t version = 0;
    int r = json_need_int(&version, object, "inwork", err);
    if (r == 0 && version != 1)
        return error_set(err, STATUS_DATA, "the heads need a newer version of inwork");
    if (r == 0)
        r = json_only(object, "inwork team device serial made roster own seen", err);
    if (r == 0)
        r = json_need_text(&named_team, NULL, object, "team", err);
    if (r == 0)
        r = json_need_text(&named_device, NULL, object, "device", err);
    if (r == 0)
        r = json_need_int(&out->serial, object, "serial", err);
    if (r == 0)
        r = json_need_int(&out->made, object, "made", err);
    if (r == 0)
        r = json_need_array(&roster, object, "roster", err);
    if (r == 0)
        r = json_need_object(&own, object, "own", err);
    if (r == 0)
        r = json_need_object(&seen, object, "seen", err);
    if (r < 0)
        return r;
    if (strcmp(named_team, team) != 0 || strcmp(named_device, device) != 0)
        return error_set(err, STATUS_DATA, "the heads are of another team or device");
    if (out->serial < 1 || out->made < 0 || out->made > out->serial)
        return error_set(err, STATUS_DATA, "the heads' numbers are not consistent");
    memcpy(out->team, named_team, strnlen(named_team, HASH_HEX - 1));
    memcpy(out->device, named_device, strnlen(named_device, DEVICE_ID_TEXT - 1));
    r = read_pair(&out->roster_n, out->roster_sha256, roster, 0, err);
    if (r == 0)
        r = read_own(out, own, err);
    if (r == 0)
        r = read_seen(out, seen, err);
    return r;
}

int heads_parse(struct heads *out, const char *team, const char *device, const void *body, size_t n,
                struct error *err)
{
    struct json *object = NULL;
    *out = (struct heads){0};
    if (n > HEADS_MAX)
        return error_set(err, STATUS_DATA, "the heads are too long");
    int r = json_parse(&object, body, n, 3, err);
    if (r == 0)
        r = read_object(out, team, device, object, err);
    json_free(object);
    if (r < 0)
        heads_clear(out);
    return r;
}

int heads_read(struct heads *out, const char *team, const char *device, const uint8_t signer[32],
               const void *body, size_t n, const void *signature, size_t signature_len,
               struct error *err)
{
    *out = (struct heads){0};
    if (n > HEADS_MAX || signature_len > SIGNATURE_MAX)
        return error_set(err, STATUS_DATA, "the heads are too long");
    int r = sshsig_verify(signature, signature_len, signer, HEADS_NAMESPACE, body, n, err);
    return r < 0 ? r : heads_parse(out, team, device, body, n, err);
}
