/* SPDX-License-Identifier: GPL-3.0-or-later
 * Writing and reading request.json. Its signature is its last member, as in entries: the signed
 * message is the text less the last 98 bytes, plus "}".
 */
#include "inwork/team/request.h"

#include "inwork/base/buf.h"
#include "inwork/base/date.h"
#include "inwork/base/encode.h"
#include "inwork/base/error.h"
#include "inwork/base/json.h"
#include "inwork/base/utf8.h"
#include "inwork/seal/age.h"
#include "inwork/seal/secret.h"
#include "inwork/seal/sshsig.h"
#include "inwork/team/roster.h"
#include "team_int.h"

#define SIGNATURE_PART 98u

void request_clear(struct request *r)
{
    free(r->made);
    free(r->name);
    *r = (struct request){0};
}

/* The name as an age file to every lead, in base64. */
static int seal_name(struct buf *out, const struct roster *roster, const char *name,
                     struct error *err)
{
    struct age_recipient *to = calloc(roster->device_count + 1, sizeof *to);
    struct buf file = {0};
    size_t count = 0;
    if (to == NULL)
        return error_memory(err);
    for (size_t i = 0; i < roster->device_count; i++) {
        const struct roster_device *d = &roster->devices[i];
        if (d->lead && !d->removed)
            memcpy(to[count++].x25519, d->public.x25519, 32);
    }
    int r = age_encrypt(&file, name, strlen(name), to, count, err);
    if (r == 0)
        buf_add_base64(out, file.data, file.len);
    buf_free(&file);
    free(to);
    return r;
}

int request_write(struct buf *out, const struct roster *roster, const char *member,
                  const char *name, int64_t now, const struct device_keys *keys, struct error *err)
{
    struct buf sealed = {0};
    char id[DEVICE_ID_TEXT], made[TEAM_MOMENT_SIZE];
    char ed25519[BASE64_LENGTH(32) + 1], x25519[BASE64_LENGTH(32) + 1];
    uint8_t signature[SSHSIG_RAW_BYTES];
    size_t start = out->len;
    if (strlen(name) > REQUEST_NAME_MAX)
        return error_set(err, STATUS_DATA, "the name is longer than %u bytes", REQUEST_NAME_MAX);
    int r = seal_name(&sealed, roster, name, err);
    if (r < 0)
        goto out;
    device_id(id, &keys->public);
    team_moment(made, now);
    base64_encode(ed25519, keys->public.ed25519, 32);
    base64_encode(x25519, keys->public.x25519, 32);
    json_begin_object(out);
    json_put_int(out, "inwork", 1);
    json_put_string(out, "team", roster_team(roster));
    json_put_string(out, "device", id);
    json_put_string(out, "ed25519", ed25519);
    json_put_string(out, "x25519", x25519);
    json_put_string(out, "member", member);
    json_put_string(out, "made", made);
    json_put_string(out, "name", buf_text(&sealed));
    json_end_object(out);
    r = buf_ok(out, err);
    if (r == 0)
        r = sshsig_sign_raw(signature, keys, REQUEST_NAMESPACE, out->data + start, out->len - start,
                            err);
    if (r < 0)
        goto out;
    buf_truncate(out, out->len - 1);
    buf_add(out, ",\"sig\":\"");
    buf_add_base64(out, signature, sizeof signature);
    buf_add(out, "\"}");
    r = buf_ok(out, err);
    if (r == 0 && out->len - start > REQUEST_MAX)
        r = error_set(err, STATUS_DATA,
                      "the request does not fit: too many leads or too long a "
                      "name");
out:
    buf_free(&sealed);
    return r;
}

static int check_signature(const struct request *q, const struct json *object, const char *bytes,
                           size_t n, struct error *err)
{
    const char *text;
    size_t length;
    uint8_t signature[SSHSIG_RAW_BYTES];
    struct buf message = {0};
    int r = json_need_text(&text, &length, object, "sig", err);
    if (r < 0)
        return r;
    if (base64_decode(signature, sizeof signature, text, length) != SSHSIG_RAW_BYTES ||
        n <= SIGNATURE_PART || memcmp(bytes + n - SIGNATURE_PART, ",\"sig\":\"", 8) != 0)
        return error_set(err, STATUS_DATA, "the request does not end with a signature");
    buf_append(&message, bytes, n - SIGNATURE_PART);
    buf_push(&message, '}');
    r = buf_ok(&message, err);
    if (r == 0)
        r = sshsig_verify_raw(signature, q->public.ed25519, REQUEST_NAMESPACE, message.data,
                              message.len, err);
    buf_free(&message);
    return r;
}

/* The name is for people: opened where possible, never a reason to refuse. */
static int open_name(struct request *out, const struct json *object,
                     const struct device_keys *reader, struct error *err)
{
    size_t length = 0;
    const char *text = json_text(json_member(object, "name"), &length);
    uint8_t file[REQUEST_MAX];
    struct buf plain = {0}, name = {0};
    if (text == NULL)
        return error_set(err, STATUS_DATA, "the request's name is not a text");
    ssize_t n = base64_decode(file, sizeof file, text, length);
    if (reader != NULL && n > 0) {
        struct age_identity *identity = secret_alloc(sizeof *identity, err);
        if (identity == NULL)
            return -STATUS_IO;
        memcpy(identity->x25519, reader->secret + 64, 32);
        if (age_decrypt(&plain, file, (size_t)n, identity, 1, NULL) == 0 &&
            plain.len <= REQUEST_NAME_MAX)
            (void)utf8_clean(&name, buf_text(&plain), plain.len, false, NULL);
        secret_free(identity);
    }
    out->name = strdup(buf_text(&name));
    buf_free(&plain);
    buf_free(&name);
    return out->name == NULL ? error_memory(err) : 0;
}

static int read_object(struct request *out, const char *team, const char *device,
                       const struct json *object, struct error *err)
{
    const char *text = "";
    size_t n = 0;
    int64_t number = 0;
    static const char *const names[] = {"ed25519", "x25519"};
    uint8_t *const keys[] = {out->public.ed25519, out->public.x25519};
    int r = json_only(object, "inwork team device ed25519 x25519 member made name sig", err);
    if (r == 0)
        r = json_need_int(&number, object, "inwork", err);
    if (r == 0 && number != 1)
        return error_set(err, STATUS_DATA, "the request needs a newer version of inwork");
    if (r == 0)
        r = json_need_text(&text, NULL, object, "team", err);
    if (r == 0 && strcmp(text, team) != 0)
        return error_set(err, STATUS_DATA, "the request is to another team");
    for (size_t i = 0; r == 0 && i < 2; i++) {
        r = json_need_text(&text, &n, object, names[i], err);
        if (r == 0 && base64_decode(keys[i], 32, text, n) != 32)
            return error_set(err, STATUS_DATA, "the request's %s is not a key", names[i]);
    }
    if (r == 0)
        r = json_need_text(&text, NULL, object, "device", err);
    if (r < 0)
        return r;
    device_id(out->device, &out->public);
    if (strcmp(out->device, text) != 0 || strcmp(out->device, device) != 0)
        return error_set(err, STATUS_DATA, "the request's keys do not belong to its device");
    r = json_need_text(&text, &n, object, "member", err);
    if (r < 0)
        return r;
    if (!id_valid(text, n))
        return error_set(err, STATUS_DATA, "the request's member is not a record id");
    memcpy(out->member, text, ID_SIZE);
    r = json_need_text(&text, &n, object, "made", err);
    if (r < 0)
        return r;
    if (n > 40 || !time_parse_rfc3339(&number, text))
        return error_set(err, STATUS_DATA, "the request's moment is not valid");
    out->made = strdup(text);
    return out->made == NULL ? error_memory(err) : 0;
}

int request_read(struct request *out, const char *team, const char *device, const void *bytes,
                 size_t n, const struct device_keys *reader, struct error *err)
{
    struct json *object = NULL;
    *out = (struct request){0};
    if (n > REQUEST_MAX)
        return error_set(err, STATUS_DATA, "the request is longer than %u bytes", REQUEST_MAX);
    int r = json_parse(&object, bytes, n, 1, err);
    if (r == 0)
        r = read_object(out, team, device, object, err);
    if (r == 0)
        r = check_signature(out, object, bytes, n, err);
    if (r == 0)
        r = open_name(out, object, reader, err);
    json_free(object);
    if (r < 0)
        request_clear(out);
    return r;
}
