/* SPDX-License-Identifier: GPL-3.0-or-later
 * Requests and approvals, as a lead sees them. An approval is a decision kept in the store; the
 * statement is written by the next sync (lead.c).
 */
#include <ctype.h>

#include "inwork/base/buf.h"
#include "inwork/base/error.h"
#include "inwork/store/entry.h"
#include "inwork/store/record.h"
#include "inwork/store/store.h"
#include "inwork/team/team.h"
#include "state_int.h"

struct listing {
    team_request_fn row;
    void *payload;
};

static int pass_request(const struct store_cell *c, size_t count, void *payload, struct error *err)
{
    const struct listing *l = payload;
    struct team_request q = {.device = c[0].bytes,
                             .name = c[3].bytes,
                             .made = c[4].bytes,
                             .arrived = c[5].integer,
                             .approved = c[6].integer != 0};
    (void)count;
    if (!device_id_valid(q.device))
        return 0;
    device_fingerprint(q.fingerprint, q.device);
    return l->row(&q, l->payload, err);
}

int team_requests(struct store *s, team_request_fn row, void *payload, struct error *err)
{
    struct listing l = {.row = row, .payload = payload};
    return store_query(s, "team_requests", NULL, 0, pass_request, &l, err);
}

/* A request as approve needs it. */
struct candidate {
    const char *prefix;
    const char *typed; /* the same, as the person wrote it */
    size_t matches;
    char device[DEVICE_ID_TEXT];
    struct device_public public;
    char member[ID_SIZE];
    struct buf name;
    bool admitted; /* it is in the roster: the approval replaces its admission */
};

static int match(const struct store_cell *c, size_t count, void *payload, struct error *err)
{
    struct candidate *k = payload;
    (void)count;
    if (strncmp(c[0].bytes, k->prefix, strlen(k->prefix)) != 0 || c[1].length != 32 ||
        c[2].length != 32)
        return 0;
    k->matches++;
    state_copy(k->device, sizeof k->device, &c[0]);
    memcpy(k->public.ed25519, c[1].bytes, 32);
    memcpy(k->public.x25519, c[2].bytes, 32);
    state_copy(k->member, sizeof k->member, &c[7]);
    buf_clear(&k->name);
    buf_add(&k->name, c[3].bytes);
    return buf_ok(&k->name, err);
}

/* Devices of the roster can be approved anew: wider, narrower, as a lead. */
static void match_admitted(struct candidate *k, const struct roster *r, const char *self)
{
    for (size_t i = 0; i < r->device_count; i++) {
        const struct roster_device *d = &r->devices[i];
        if (d->removed || strcmp(d->id, self) == 0 ||
            strncmp(d->id, k->prefix, strlen(k->prefix)) != 0)
            continue;
        k->matches++;
        k->admitted = true;
        k->public = d->public;
        memcpy(k->device, d->id, sizeof k->device);
        memcpy(k->member, d->member, sizeof k->member);
    }
}

static int find(struct candidate *k, struct store *s, const struct roster *roster,
                struct error *err)
{
    int r = store_query(s, "team_requests", NULL, 0, match, k, err);
    if (r < 0)
        return r;
    match_admitted(k, roster, store_device_id(s));
    if (k->matches == 0 || k->prefix[0] == 0) {
        (void)error_set(err, STATUS_NO_INPUT, "no device %s asks to join", k->typed);
        return error_hint(err, "“inwork team requests” lists who asks; sync first");
    }
    if (k->matches > 1)
        return error_set(err, STATUS_USAGE, "%s is the beginning of %zu devices' ids", k->prefix,
                         k->matches);
    return 0;
}

static int compare_fingerprint(const char *device, const char *given, struct error *err)
{
    size_t n = 0;
    bool same = true;
    for (const char *p = given; *p != 0; p++) {
        if (*p == '-' || *p == ' ')
            continue;
        same = same && n < DEVICE_ID_TEXT - 1 && tolower((unsigned char)*p) == device[n];
        n++;
    }
    if (same && n == DEVICE_ID_TEXT - 1)
        return 0;
    (void)error_set(err, STATUS_REFUSED, "the fingerprint is not the one of the device that asks");
    return error_hint(err, "let the colleague read all 24 characters of “inwork team fingerprint” "
                           "to you; if they differ, somebody else is asking");
}

static int join_names(struct buf *out, const struct team_approval *a, struct error *err)
{
    static const char *const usual[] = {"directory", "casework"};
    const char *const *names = a->compartment_count > 0 ? a->compartments : usual;
    size_t count = a->compartment_count > 0 ? a->compartment_count : 2;
    if (count > 8)
        return error_set(err, STATUS_USAGE, "more than 8 compartments");
    for (size_t i = 0; i < count; i++) {
        if (!compartment_valid(names[i]))
            return error_set(err, STATUS_USAGE, "%s is not the name of a compartment", names[i]);
        bool there = false;
        for (size_t k = 0; k < i && !there; k++)
            there = strcmp(names[k], names[i]) == 0;
        if (!there)
            buf_printf(out, "%s%s", out->len > 0 ? " " : "", names[i]);
    }
    return buf_ok(out, err);
}

static int check_compartments(const struct roster *r, const struct team_approval *a,
                              struct error *err)
{
    for (size_t i = 0; i < a->compartment_count; i++) {
        if (roster_generation(r, a->compartments[i], 0) == NULL)
            return error_set(err, STATUS_USAGE, "the team has no compartment %s",
                             a->compartments[i]);
    }
    return 0;
}

static int take_used(const struct store_cell *c, size_t count, void *payload, struct error *err)
{
    (void)count;
    (void)err;
    *(bool *)payload = c[0].integer != 0;
    return 0;
}

/* The member's record: the given one; else, with the name of the request, the id the newcomer's
 * own record has, unless somebody here has it already: nobody gets another's name by asking. */
static int settle_member(struct candidate *k, struct store *s, const char *given, struct error *err)
{
    struct record record = {0};
    if (given != NULL) {
        int r = store_record_id(s, given, k->member, err);
        if (r == 0)
            r = store_record(s, k->member, &record, err);
        if (r == 0 && strcmp(record.kind, "member") != 0)
            r = error_set(err, STATUS_DATA, "%s is a record of the kind %s, not a member", given,
                          record.kind);
        record_clear(&record);
        return r;
    }
    if (k->admitted)
        return 0;
    bool used = true;
    struct value name = {0};
    const struct assignment set = {.field = "name", .to = &name};
    const struct store_cell cell = store_text(k->member);
    int r = store_query(s, "team_member_used", &cell, 1, take_used, &used, err);
    const struct change change = {
        .record = used ? NULL : k->member, .kind = "member", .set = &set, .count = 1};
    const char *text = k->name.len > 0 ? buf_text(&k->name) : k->device;
    if (r == 0)
        r = value_set_text(&name, text, strlen(text), err);
    if (r == 0)
        r = store_save(s, &change, k->member, NULL, err);
    value_clear(&name);
    return r;
}

static int keep_wish(struct candidate *k, struct store *s, const struct team_approval *a,
                     struct error *err)
{
    struct buf compartments = {0};
    int r = join_names(&compartments, a, err);
    if (r == 0)
        r = settle_member(k, s, a->member, err);
    const struct store_cell cells[] = {store_text(k->device),
                                       store_bytes(k->public.ed25519, 32),
                                       store_bytes(k->public.x25519, 32),
                                       store_text(k->member),
                                       store_text(buf_text(&compartments)),
                                       store_integer(a->lead)};
    if (r == 0)
        r = store_query(s, "team_wish_put", cells, 6, NULL, NULL, err);
    buf_free(&compartments);
    return r;
}

/* An id is typed as people see it: in groups, perhaps in capitals. */
static void ungroup(char out[DEVICE_ID_TEXT], const char *typed)
{
    size_t n = 0;
    for (const char *p = typed; *p != 0 && n < DEVICE_ID_TEXT - 1; p++)
        if (*p != '-' && *p != ' ')
            out[n++] = (char)tolower((unsigned char)*p);
    out[n] = 0;
}

int team_approve(struct store *s, const struct team_approval *approval, char device[DEVICE_ID_TEXT],
                 struct error *err)
{
    struct roster roster;
    char prefix[DEVICE_ID_TEXT];
    struct candidate k = {.prefix = prefix, .typed = approval->device};
    ungroup(prefix, approval->device);
    int r = state_roster_needed(&roster, s, err);
    if (r == 0 && !roster_is_lead(&roster, store_device_id(s)))
        r = error_set(err, STATUS_REFUSED, "only a lead can approve a device");
    if (r == 0)
        r = check_compartments(&roster, approval, err);
    if (r == 0)
        r = find(&k, s, &roster, err);
    if (r == 0)
        r = compare_fingerprint(k.device, approval->fingerprint, err);
    if (r == 0)
        r = store_begin(s, err);
    if (r == 0) {
        r = keep_wish(&k, s, approval, err);
        if (r == 0)
            r = store_commit(s, err);
        if (r < 0)
            store_rollback(s);
    }
    if (r == 0)
        memcpy(device, k.device, DEVICE_ID_TEXT);
    roster_clear(&roster);
    buf_free(&k.name);
    return r;
}
