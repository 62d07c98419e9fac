/* SPDX-License-Identifier: GPL-3.0-or-later
 * The line of an entry: writing and signing it, reading it strictly, checking its signature
 * (doc/FORMAT.md, "Entries"). Touches no table.
 */
#include "inwork/store/entry.h"
#include "entry_int.h"

#include "inwork/base/buf.h"
#include "inwork/base/encode.h"
#include "inwork/base/error.h"
#include "inwork/base/id.h"
#include "inwork/base/json.h"
#include "inwork/base/utf8.h"
#include "inwork/seal/device.h"
#include "inwork/seal/hash.h"
#include "inwork/seal/sshsig.h"
#include "value_int.h"

/* ,"sig":"<88 characters>"} */
#define SIG_START ",\"sig\":\""
#define SIG_START_LENGTH 8
#define SIG_TEXT_LENGTH 88
#define SIG_TAIL (SIG_START_LENGTH + SIG_TEXT_LENGTH + 2)
#define LINE_DEPTH 5

void entry_clear(struct entry *e)
{
    if (!e)
        return;
    for (size_t i = 0; i < e->count; i++) {
        free(e->set[i].field);
        value_clear(&e->set[i].to);
        free(e->set[i].over);
    }
    free(e->set);
    free(e->kind);
    free(e->compartment);
    free(e->at);
    free(e->why);
    *e = (struct entry){0};
}

/* One path element of [a-z0-9-] (FORMAT 4). */
static bool compartment_valid(const char *text)
{
    size_t n = strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789-");
    return n > 0 && n < 64 && text[n] == 0;
}

static bool entry_id_valid(const char *text)
{
    return strspn(text, "0123456789abcdef") == 64 && text[64] == 0;
}

static int draft_check(const struct entry_draft *d, struct error *err)
{
    if (!id_valid(d->record, strlen(d->record)))
        return error_set(err, STATUS_DATA, "%s is not the id of a record", d->record);
    if (!d->kind[0] || !utf8_valid(d->kind, strlen(d->kind)) || !compartment_valid(d->compartment))
        return error_set(err, STATUS_DATA, "kind or compartment of a record is not valid");
    if (d->count == 0)
        return error_set(err, STATUS_DATA, "nothing was changed");
    if (d->why && (strlen(d->why) > VALUE_MAX_BYTES || !utf8_valid(d->why, strlen(d->why))))
        return error_set(err, STATUS_DATA, "the reason is not valid UTF-8 or over 256 KiB");
    for (size_t i = 0; i < d->count; i++) {
        const struct assignment *a = &d->set[i];
        if (!a->field[0] || !utf8_valid(a->field, strlen(a->field)))
            return error_set(err, STATUS_DATA, "the name of a field is not valid");
        for (size_t j = 0; j < i; j++)
            if (strcmp(d->set[j].field, a->field) == 0)
                return error_set(err, STATUS_DATA, "%s is set twice", a->field);
        int rc = value_check(a->to, a->field, err);
        if (rc < 0)
            return rc;
        for (size_t j = 0; j < a->over_count; j++)
            if (!entry_id_valid(a->over[j]))
                return error_set(err, STATUS_SOFTWARE, "an entry id is malformed");
    }
    return 0;
}

static void write_message(struct buf *line, const struct entry_draft *d)
{
    buf_add(line, "{\"v\":1");
    json_put_string(line, "record", d->record);
    json_put_string(line, "kind", d->kind);
    json_put_string(line, "compartment", d->compartment);
    json_put_string(line, "device", d->device);
    json_put_int(line, "clock", d->clock);
    json_put_string(line, "at", d->at);
    if (d->why)
        json_put_string(line, "why", d->why);
    json_add_name(line, "set");
    json_begin_object(line);
    for (size_t i = 0; i < d->count; i++) {
        const struct assignment *a = &d->set[i];
        json_add_name(line, a->field);
        buf_add(line, "{\"to\":");
        value_to_json(line, a->to);
        buf_add(line, ",\"over\":[");
        for (size_t j = 0; j < a->over_count; j++)
            json_add_text(line, a->over[j], 64);
        buf_add(line, "]}");
    }
    buf_add(line, "}}");
}

int entry_unsigned(struct buf *line, uint8_t id[HASH_BYTES], const struct entry_draft *draft,
                   struct error *err)
{
    int rc = draft_check(draft, err);
    if (rc < 0)
        return rc;
    buf_clear(line);
    write_message(line, draft);
    if (line->len + SIG_TAIL > ENTRY_LINE_MAX) {
        (void)error_set(err, STATUS_DATA, "one save is over 1 MiB");
        return error_hint(err, "Save fewer fields at a time");
    }
    rc = buf_ok(line, err);
    if (rc < 0)
        return rc;
    hash_blake2b(id, line->data, line->len);
    return 0;
}

int entry_complete(struct buf *line, const uint8_t signature[SSHSIG_RAW_BYTES], struct error *err)
{
    buf_truncate(line, line->len - 1);
    buf_add(line, SIG_START);
    buf_add_base64(line, signature, SSHSIG_RAW_BYTES);
    buf_add(line, "\"}");
    return buf_ok(line, err);
}

int entry_write(struct buf *line, char id[ENTRY_ID_TEXT], const struct entry_draft *draft,
                const struct device_keys *keys, struct error *err)
{
    uint8_t signature[SSHSIG_RAW_BYTES], digest[HASH_BYTES];
    int rc = entry_unsigned(line, digest, draft, err);
    if (rc == 0)
        rc = sshsig_sign_raw(signature, keys, ENTRY_NAMESPACE, line->data, line->len, err);
    if (rc < 0)
        return rc;
    hash_hex(id, digest, sizeof digest);
    return entry_complete(line, signature, err);
}

/* The signed message of a line, into `out`; the signature, too. STATUS_DATA unless the line ends as
 * a line must. */
static int split_line(struct buf *out, uint8_t signature[64], const char *line, size_t n,
                      struct error *err)
{
    if (n > ENTRY_LINE_MAX)
        return error_set(err, STATUS_DATA, "an entry's line is over 1 MiB");
    if (n <= SIG_TAIL + 2 || memcmp(line + n - SIG_TAIL, SIG_START, SIG_START_LENGTH) != 0 ||
        memcmp(line + n - 2, "\"}", 2) != 0 ||
        base64_decode(signature, 64, line + n - SIG_TAIL + SIG_START_LENGTH, SIG_TEXT_LENGTH) != 64)
        return error_set(err, STATUS_DATA, "an entry's line does not end with its signature");
    buf_clear(out);
    buf_append(out, line, n - SIG_TAIL);
    buf_push(out, '}');
    return buf_ok(out, err);
}

static int copy_text(char **out, const struct json *object, const char *name, struct error *err)
{
    const char *text = "";
    size_t n = 0;
    int rc = json_need_text(&text, &n, object, name, err);
    if (rc < 0)
        return rc;
    if (n > VALUE_MAX_BYTES)
        return error_set(err, STATUS_DATA, "member %s of an entry is over 256 KiB", name);
    *out = strdup(text);
    return *out ? 0 : error_memory(err);
}

static int read_over(struct entry_field *out, const struct json *over, struct error *err)
{
    size_t count = json_count(over);
    if (count == 0)
        return 0;
    out->over = calloc(count, sizeof *out->over);
    if (!out->over)
        return error_memory(err);
    for (size_t i = 0; i < count; i++) {
        const char *text = json_text(json_at(over, i), NULL);
        if (!text || !entry_id_valid(text))
            return error_set(err, STATUS_DATA, "an entry replaces something that is no entry id");
        memcpy(out->over[i], text, ENTRY_ID_TEXT);
        out->over_count++;
    }
    return 0;
}

static int read_set(struct entry *e, const struct json *set, struct error *err)
{
    size_t room = json_count(set);
    if (room == 0)
        return error_set(err, STATUS_DATA, "an entry sets nothing");
    e->set = calloc(room, sizeof *e->set);
    if (!e->set)
        return error_memory(err);
    struct json_walk w = {0};
    while (json_next(&w, set) && e->count < room) {
        struct entry_field *f = &e->set[e->count++];
        const struct json *over = NULL;
        if (!w.name[0])
            return error_set(err, STATUS_DATA, "an entry sets a field without a name");
        f->field = strdup(w.name);
        if (!f->field)
            return error_memory(err);
        int rc = json_only(w.value, "to over", err);
        if (rc == 0)
            rc = json_need_array(&over, w.value, "over", err);
        if (rc == 0 && !json_member(w.value, "to"))
            rc = error_set(err, STATUS_DATA, "an entry sets a field to nothing at all");
        if (rc == 0)
            rc = value_from_node(&f->to, json_member(w.value, "to"), err);
        if (rc == 0)
            rc = read_over(f, over, err);
        if (rc < 0)
            return rc;
    }
    return 0;
}

static int read_members(struct entry *e, const struct json *root, struct error *err)
{
    int64_t version = 0;
    const char *text = "";
    size_t n = 0;
    if (json_kind_of(root) != JSON_KIND_OBJECT)
        return error_set(err, STATUS_DATA, "an entry's line is not a JSON object");
    int rc = json_need_int(&version, root, "v", err);
    if (rc < 0)
        return rc;
    if (version > 1) {
        (void)error_set(err, STATUS_DAMAGED, "an entry was written by a newer version of inwork");
        return error_hint(err, "Update inwork; the entry is kept until then");
    }
    if (version != 1)
        return error_set(err, STATUS_DATA, "an entry has an impossible version");
    rc = json_only(root, "v record kind compartment device clock at why set sig", err);
    if (rc == 0)
        rc = json_need_text(&text, &n, root, "record", err);
    if (rc < 0)
        return rc;
    if (!id_valid(text, n))
        return error_set(err, STATUS_DATA, "an entry's record is not an id");
    memcpy(e->record, text, RECORD_ID_TEXT);
    rc = json_need_text(&text, &n, root, "device", err);
    if (rc < 0)
        return rc;
    if (n != DEVICE_ID_TEXT - 1 || !device_id_valid(text))
        return error_set(err, STATUS_DATA, "an entry's device is not a device id");
    memcpy(e->device, text, DEVICE_ID_TEXT);
    rc = json_need_int(&e->clock, root, "clock", err);
    if (rc == 0)
        rc = copy_text(&e->kind, root, "kind", err);
    if (rc == 0)
        rc = copy_text(&e->compartment, root, "compartment", err);
    if (rc == 0)
        rc = copy_text(&e->at, root, "at", err);
    if (rc == 0 && json_member(root, "why"))
        rc = copy_text(&e->why, root, "why", err);
    if (rc < 0)
        return rc;
    if (!e->kind[0] || !compartment_valid(e->compartment))
        return error_set(err, STATUS_DATA, "an entry's kind or compartment is not valid");
    const struct json *set = NULL;
    rc = json_need_object(&set, root, "set", err);
    return rc < 0 ? rc : read_set(e, set, err);
}

int entry_parse(struct entry *out, const char *line, size_t n, struct error *err)
{
    struct entry e = {0};
    struct json *root = NULL;
    struct buf message = BUF_ZERO;
    uint8_t digest[HASH_BYTES];
    int rc = n > ENTRY_LINE_MAX ? error_set(err, STATUS_DATA, "an entry's line is over 1 MiB") : 0;
    if (rc == 0)
        rc = json_parse(&root, line, n, LINE_DEPTH, err);
    if (rc == 0)
        rc = read_members(&e, root, err); /* first: a newer version may sign differently */
    if (rc == 0)
        rc = split_line(&message, e.signature, line, n, err);
    if (rc == 0) {
        hash_blake2b(digest, message.data, message.len);
        hash_hex(e.id, digest, sizeof digest);
        *out = e;
    } else {
        entry_clear(&e);
    }
    json_free(root);
    buf_free(&message);
    return rc;
}

int entry_verify(const char *line, size_t n, const uint8_t ed25519[32], struct error *err)
{
    struct buf message = BUF_ZERO;
    uint8_t signature[64];
    int rc = split_line(&message, signature, line, n, err);
    if (rc == 0)
        rc = sshsig_verify_raw(signature, ed25519, ENTRY_NAMESPACE, message.data, message.len, err);
    buf_free(&message);
    return rc;
}

int entry_message(struct buf *out, const char *line, size_t n, struct error *err)
{
    struct buf message = BUF_ZERO;
    uint8_t signature[64];
    int rc = split_line(&message, signature, line, n, err);
    if (rc == 0) {
        buf_append(out, message.data, message.len);
        rc = buf_ok(out, err);
    }
    buf_free(&message);
    return rc;
}
