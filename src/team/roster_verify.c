/* SPDX-License-Identifier: GPL-3.0-or-later
 * Taking a statement into a roster: hostile bytes in, a checked change out. Everything about a
 * statement is judged before the roster is touched (FORMAT 5; the members are listed in
 * doc/FORMAT.md).
 */
#include "inwork/base/buf.h"
#include "inwork/base/date.h"
#include "inwork/base/encode.h"
#include "inwork/base/error.h"
#include "inwork/base/json.h"
#include "inwork/seal/sshsig.h"
#include "inwork/team/roster.h"

#define COMPARTMENTS_MAX 256u
#define CUTS_MAX 4096u

/* A parsed statement, before its rules are judged. */
struct statement {
    enum roster_type type;
    int64_t n;
    char by[DEVICE_ID_TEXT];
    struct roster_device device; /* found, admit, remove; its arrays are owned */
    struct roster_generation *generations;
    size_t generation_count;
};

static void statement_clear(struct statement *s)
{
    free(s->device.compartments);
    free(s->device.cuts);
    free(s->generations);
}

static int need_key(uint8_t out[32], const struct json *object, const char *name, struct error *err)
{
    const char *text;
    size_t n;
    int r = json_need_text(&text, &n, object, name, err);
    if (r < 0)
        return r;
    if (base64_decode(out, 32, text, n) != 32)
        return error_set(err, STATUS_DATA, "%s is not a key of 32 bytes", name);
    return 0;
}

static int need_device_id(char out[DEVICE_ID_TEXT], const struct json *object, const char *name,
                          struct error *err)
{
    const char *text;
    size_t n;
    int r = json_need_text(&text, &n, object, name, err);
    if (r < 0)
        return r;
    if (n != DEVICE_ID_TEXT - 1 || !device_id_valid(text))
        return error_set(err, STATUS_DATA, "%s is not a device id", name);
    memcpy(out, text, DEVICE_ID_TEXT);
    return 0;
}

static int parse_device(struct statement *s, const struct json *object, struct error *err)
{
    const char *member = "";
    size_t n = 0;
    char computed[DEVICE_ID_TEXT];
    int r = need_device_id(s->device.id, object, "device", err);
    if (r == 0)
        r = need_key(s->device.public.ed25519, object, "ed25519", err);
    if (r == 0)
        r = need_key(s->device.public.x25519, object, "x25519", err);
    if (r == 0)
        r = json_need_text(&member, &n, object, "member", err);
    if (r < 0)
        return r;
    device_id(computed, &s->device.public);
    if (strcmp(computed, s->device.id) != 0)
        return error_set(err, STATUS_DATA, "the device id does not belong to the keys");
    if (!id_valid(member, n))
        return error_set(err, STATUS_DATA, "the member is not a record id");
    memcpy(s->device.member, member, ID_SIZE);
    return 0;
}

static int parse_admit(struct statement *s, const struct json *object, struct error *err)
{
    const struct json *list = NULL;
    int r = parse_device(s, object, err);
    if (r == 0)
        r = json_need_array(&list, object, "compartments", err);
    if (r < 0)
        return r;
    if (!json_bool(&s->device.lead, json_member(object, "lead")))
        return error_set(err, STATUS_DATA, "lead is not true or false");
    size_t count = json_count(list);
    if (count > COMPARTMENTS_MAX)
        return error_set(err, STATUS_DATA, "too many compartments");
    if (count == 0)
        return 0;
    s->device.compartments = calloc(count, sizeof *s->device.compartments);
    if (s->device.compartments == NULL)
        return error_memory(err);
    for (size_t i = 0; i < count; i++) {
        size_t n = 0;
        const char *name = json_text(json_at(list, i), &n);
        if (name == NULL || !compartment_valid(name))
            return error_set(err, STATUS_DATA, "a compartment's name is not valid");
        if (i > 0 && strcmp(s->device.compartments[i - 1], name) >= 0)
            return error_set(err, STATUS_DATA, "the compartments are not distinct and in order");
        memcpy(s->device.compartments[i], name, n + 1);
        s->device.compartment_count = i + 1;
    }
    return 0;
}

static int parse_recipient(struct roster_generation *g, const char *compartment, int64_t number,
                           const struct json *recipient, struct error *err)
{
    size_t n = 0;
    const char *text = json_text(recipient, &n);
    if (!compartment_valid(compartment))
        return error_set(err, STATUS_DATA, "a compartment's name is not valid");
    if (text == NULL)
        return error_set(err, STATUS_DATA, "recipient is not a text");
    if (number < 1)
        return error_set(err, STATUS_DATA, "a generation's number is below 1");
    memcpy(g->compartment, compartment, strlen(compartment) + 1);
    g->number = number;
    return age_recipient_parse(&g->recipient, text, n, err);
}

static int parse_generation(struct statement *s, const struct json *object, struct error *err)
{
    const char *compartment = "";
    int64_t number = 0;
    int r = json_need_text(&compartment, NULL, object, "compartment", err);
    if (r == 0)
        r = json_need_int(&number, object, "generation", err);
    if (r < 0)
        return r;
    s->generations = calloc(1, sizeof *s->generations);
    if (s->generations == NULL)
        return error_memory(err);
    s->generation_count = 1;
    return parse_recipient(s->generations, compartment, number, json_member(object, "recipient"),
                           err);
}

/* "<epoch>/<compartment>": [n, sha256] */
static int parse_cut(struct roster_cut *cut, const char *feed, const struct json *last,
                     struct error *err)
{
    size_t n = 0;
    const char *sha = json_text(json_at(last, 1), &n);
    uint8_t hash[HASH_BYTES];
    if (strlen(feed) < EPOCH_SIZE + 1 || feed[EPOCH_SIZE - 1] != '/' ||
        !compartment_valid(feed + EPOCH_SIZE))
        return error_set(err, STATUS_DATA, "a cut does not name a feed");
    memcpy(cut->epoch, feed, EPOCH_SIZE - 1);
    if (!epoch_valid(cut->epoch))
        return error_set(err, STATUS_DATA, "a cut does not name a feed");
    memcpy(cut->compartment, feed + EPOCH_SIZE, strlen(feed + EPOCH_SIZE) + 1);
    if (json_count(last) != 2 || !json_int(&cut->n, json_at(last, 0)) || cut->n < 1 ||
        sha == NULL || hex_decode(hash, sizeof hash, sha, n) != HASH_BYTES)
        return error_set(err, STATUS_DATA, "a cut does not name a segment");
    hash_hex(cut->sha256, hash, HASH_BYTES);
    return 0;
}

static int parse_remove(struct statement *s, const struct json *object, struct error *err)
{
    const struct json *cuts = NULL, *generations = NULL;
    int r = need_device_id(s->device.id, object, "device", err);
    if (r == 0)
        r = json_need_object(&cuts, object, "cuts", err);
    if (r == 0)
        r = json_need_object(&generations, object, "generations", err);
    if (r < 0)
        return r;
    if (json_count(cuts) > CUTS_MAX || json_count(generations) > COMPARTMENTS_MAX)
        return error_set(err, STATUS_DATA, "too many cuts or generations");
    s->device.cuts = calloc(json_count(cuts) + 1, sizeof *s->device.cuts);
    s->generations = calloc(json_count(generations) + 1, sizeof *s->generations);
    if (s->device.cuts == NULL || s->generations == NULL)
        return error_memory(err);
    struct json_walk w = {0};
    while (json_next(&w, cuts)) {
        r = parse_cut(&s->device.cuts[s->device.cut_count++], w.name, w.value, err);
        if (r < 0)
            return r;
    }
    w = (struct json_walk){0};
    while (json_next(&w, generations)) {
        int64_t number;
        if (json_count(w.value) != 2 || !json_int(&number, json_at(w.value, 0)))
            return error_set(err, STATUS_DATA, "a generation is not a number and a recipient");
        r = parse_recipient(&s->generations[s->generation_count++], w.name, number,
                            json_at(w.value, 1), err);
        if (r < 0)
            return r;
    }
    return 0;
}

static const struct {
    const char *name;
    enum roster_type type;
    const char *members;
    int (*parse)(struct statement *s, const struct json *object, struct error *err);
} kinds[] = {
    {"found", ROSTER_FOUND, "inwork n previous made by statement device ed25519 x25519 member",
     parse_device},
    {"admit", ROSTER_ADMIT,
     "inwork n previous made by statement device ed25519 x25519 member compartments lead",
     parse_admit},
    {"generation", ROSTER_GENERATION,
     "inwork n previous made by statement compartment generation recipient", parse_generation},
    {"remove", ROSTER_REMOVE, "inwork n previous made by statement device cuts generations",
     parse_remove},
};

/* The members every statement has, and its place in the chain. */
static int parse_frame(struct statement *s, const struct roster *r, const struct json *object,
                       struct error *err)
{
    int64_t version = 0, moment;
    const char *previous, *made = "";
    int result = json_need_int(&version, object, "inwork", err);
    if (result == 0 && version != 1)
        return error_set(err, STATUS_DATA, "the statement needs a newer version of inwork");
    if (result == 0)
        result = json_need_int(&s->n, object, "n", err);
    if (result == 0)
        result = json_need_text(&made, NULL, object, "made", err);
    if (result == 0)
        result = need_device_id(s->by, object, "by", err);
    if (result < 0)
        return result;
    if (!time_parse_rfc3339(&moment, made))
        return error_set(err, STATUS_DATA, "made is not a moment");
    if (s->n != (int64_t)r->count || r->count >= ROSTER_COUNT_MAX)
        return error_set(err, STATUS_DATA, "statement %lld stands in the place of statement %zu",
                         (long long)s->n, r->count);
    previous = json_text(json_member(object, "previous"), NULL);
    if (r->count == 0 ? json_kind_of(json_member(object, "previous")) != JSON_KIND_NULL
                      : previous == NULL || strcmp(previous, roster_newest(r)) != 0)
        return error_set(err, STATUS_DATA, "statement %zu does not follow the one before it",
                         r->count);
    return 0;
}

static int statement_parse(struct statement *s, const struct roster *r, const struct json *object,
                           struct error *err)
{
    const char *name;
    int result = json_need_text(&name, NULL, object, "statement", err);
    if (result < 0)
        return result;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (strcmp(kinds[i].name, name) != 0)
            continue;
        s->type = kinds[i].type;
        result = json_only(object, kinds[i].members, err);
        if (result == 0)
            result = parse_frame(s, r, object, err);
        if (result == 0)
            result = kinds[i].parse(s, object, err);
        return result;
    }
    return error_set(err, STATUS_DATA, "a statement of the kind %s is not known", name);
}

static bool other_lead(const struct roster *r, const char *device)
{
    for (size_t i = 0; i < r->device_count; i++) {
        const struct roster_device *d = &r->devices[i];
        if (d->lead && !d->removed && strcmp(d->id, device) != 0)
            return true;
    }
    return false;
}

/* What the statements before this one allow. */
static int judge(const struct statement *s, const struct roster *r, struct error *err)
{
    if ((s->type == ROSTER_FOUND) != (r->count == 0))
        return error_set(err, STATUS_DATA, "only the first statement founds a team");
    if (s->type == ROSTER_FOUND)
        return strcmp(s->by, s->device.id) == 0
                   ? 0
                   : error_set(err, STATUS_DATA, "the founding statement is not its founder's");
    if (!roster_is_lead(r, s->by))
        return error_set(err, STATUS_REFUSED, "statement %zu is not signed by a lead", r->count);
    const struct roster_device *known =
        s->type == ROSTER_GENERATION ? NULL : roster_device(r, s->device.id);
    if (s->type == ROSTER_ADMIT) {
        if (known != NULL && known->removed)
            return error_set(err, STATUS_DATA, "a removed device cannot be admitted again");
        if (!s->device.lead && !other_lead(r, s->device.id))
            return error_set(err, STATUS_DATA, "the team would be left without a lead");
    }
    if (s->type == ROSTER_REMOVE) {
        if (known == NULL)
            return error_set(err, STATUS_DATA, "the removed device was never admitted");
        if (!other_lead(r, s->device.id))
            return error_set(err, STATUS_DATA, "the last lead cannot be removed");
    }
    for (size_t i = 0; i < s->generation_count; i++) {
        const struct roster_generation *g = &s->generations[i];
        const struct roster_generation *last = roster_generation(r, g->compartment, 0);
        if (g->number != (last == NULL ? 1 : last->number + 1))
            return error_set(err, STATUS_DATA, "generation %lld of %s is out of order",
                             (long long)g->number, g->compartment);
    }
    return 0;
}

static int check_signature(const struct statement *s, const struct roster *r, const void *body,
                           size_t n, const void *signature, size_t signature_len, struct error *err)
{
    const struct roster_device *signer =
        s->type == ROSTER_FOUND ? &s->device : roster_device(r, s->by);
    return sshsig_verify(signature, signature_len, signer->public.ed25519, ROSTER_NAMESPACE, body,
                         n, err);
}

/* Everything that may fail for want of memory happens here, before the roster changes. */
static int make_room(struct roster *r, const struct statement *s, struct error *err)
{
    void *grown = realloc(r->hashes, (r->count + 1) * sizeof *r->hashes);
    if (grown == NULL)
        return error_memory(err);
    r->hashes = grown;
    grown = realloc(r->devices, (r->device_count + 1) * sizeof *r->devices);
    if (grown == NULL)
        return error_memory(err);
    r->devices = grown;
    grown = realloc(r->generations,
                    (r->generation_count + s->generation_count + 1) * sizeof *r->generations);
    if (grown == NULL)
        return error_memory(err);
    r->generations = grown;
    return 0;
}

/* The compartments of `d` joined to those it once had. */
static int join_once(char (**out)[COMPARTMENT_SIZE], size_t *out_count,
                     const struct roster_device *known, const struct roster_device *d,
                     struct error *err)
{
    size_t before = known == NULL ? 0 : known->once_count;
    char(*names)[COMPARTMENT_SIZE] = calloc(before + d->compartment_count + 1, sizeof *names);
    if (names == NULL)
        return error_memory(err);
    size_t count = 0;
    for (size_t i = 0; i < before; i++)
        memcpy(names[count++], known->once[i], COMPARTMENT_SIZE);
    for (size_t i = 0; i < d->compartment_count; i++) {
        bool there = false;
        for (size_t k = 0; k < before && !there; k++)
            there = strcmp(names[k], d->compartments[i]) == 0;
        if (!there)
            memcpy(names[count++], d->compartments[i], COMPARTMENT_SIZE);
    }
    *out = names;
    *out_count = count;
    return 0;
}

static int take_in(struct roster *r, struct statement *s, const char hash[HASH_HEX],
                   struct error *err)
{
    struct roster_device *known = NULL;
    for (size_t i = 0; i < r->device_count; i++) {
        if (strcmp(r->devices[i].id, s->device.id) == 0)
            known = &r->devices[i];
    }
    if (s->type == ROSTER_FOUND || s->type == ROSTER_ADMIT) {
        s->device.lead = s->device.lead || s->type == ROSTER_FOUND;
        int result = join_once(&s->device.once, &s->device.once_count, known, &s->device, err);
        if (result < 0)
            return result;
        s->device.once_lead = s->device.lead || (known != NULL && known->once_lead);
        if (known != NULL) {
            free(known->compartments);
            free(known->once);
        } else {
            known = &r->devices[r->device_count++];
        }
        *known = s->device;
        s->device = (struct roster_device){0};
    } else if (s->type == ROSTER_REMOVE) {
        known->removed = true;
        free(known->cuts);
        known->cuts = s->device.cuts;
        known->cut_count = s->device.cut_count;
        s->device.cuts = NULL;
    }
    for (size_t i = 0; i < s->generation_count; i++)
        r->generations[r->generation_count++] = s->generations[i];
    memcpy(r->hashes[r->count++], hash, HASH_HEX);
    return 0;
}

int roster_add(struct roster *r, const void *body, size_t n, const void *signature,
               size_t signature_len, struct error *err)
{
    struct statement s = {0};
    struct json *object = NULL;
    uint8_t hash[HASH_BYTES];
    char hex[HASH_HEX];
    if (n > ROSTER_STATEMENT_MAX || signature_len > ROSTER_SIGNATURE_MAX)
        return error_set(err, STATUS_DATA, "statement %zu is too long", r->count);
    int result = json_parse(&object, body, n, 3, err);
    if (result == 0)
        result = statement_parse(&s, r, object, err);
    if (result == 0)
        result = judge(&s, r, err);
    if (result == 0)
        result = check_signature(&s, r, body, n, signature, signature_len, err);
    if (result == 0)
        result = make_room(r, &s, err);
    if (result == 0) {
        hash_sha256(hash, body, n);
        hash_hex(hex, hash, sizeof hash);
        result = take_in(r, &s, hex, err);
    }
    json_free(object);
    statement_clear(&s);
    return result;
}
