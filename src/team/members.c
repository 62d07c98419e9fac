/* SPDX-License-Identifier: GPL-3.0-or-later
 * Who is in the team, and how far the work of this device has got to them.
 */
#include "inwork/base/buf.h"
#include "inwork/base/error.h"
#include "inwork/store/record.h"
#include "inwork/store/store.h"
#include "inwork/team/team.h"
#include "state_int.h"

/* A member's name from the member record; "" when there is none here. */
static int name_of(struct buf *out, struct store *s, const char *member, struct error *err)
{
    struct record record = {0};
    int r = store_record(s, member, &record, err);
    if (r == 0)
        buf_add(out, record_text(&record, "name"));
    else if (r == -STATUS_NO_INPUT) {
        error_clear(err);
        r = 0;
    }
    record_clear(&record);
    return r < 0 ? r : buf_ok(out, err);
}

static int pass_member(struct store *s, const struct roster *roster, size_t i, const char *paper,
                       team_member_fn row, void *payload, struct error *err)
{
    const struct roster_device *d = &roster->devices[i];
    struct buf name = {0}, compartments = {0};
    struct team_member m = {.device = d->id,
                            .member = d->member,
                            .lead = d->lead,
                            .removed = d->removed,
                            .paper = strcmp(d->id, paper) == 0,
                            .self = strcmp(d->id, store_device_id(s)) == 0};
    device_fingerprint(m.fingerprint, d->id);
    state_compartments(&compartments, roster, d);
    int r = name_of(&name, s, d->member, err);
    if (r == 0)
        r = buf_ok(&compartments, err);
    if (r == 0) {
        buf_reserve(&name, 1);
        buf_reserve(&compartments, 1);
        m.name = name.data;
        m.compartments = compartments.data;
        r = m.name == NULL || m.compartments == NULL ? error_memory(err) : row(&m, payload, err);
    }
    buf_free(&name);
    buf_free(&compartments);
    return r;
}

/* The id of this store's own paper device, "" when there is none. */
static int paper_id(char out[DEVICE_ID_TEXT], struct store *s, struct error *err)
{
    struct device_public public;
    bool there;
    out[0] = 0;
    int r = state_paper(&public, &there, s, err);
    if (r == 0 && there)
        device_id(out, &public);
    return r;
}

void team_compartments_show(struct buf *out, const char *compartments)
{
    static const char supervision[] = "supervision-";
    size_t of = 0;
    const char *between = "";
    for (const char *p = compartments; *p != 0;) {
        size_t n = strcspn(p, " ");
        if (strncmp(p, supervision, sizeof supervision - 1) == 0) {
            of++;
        } else if (n > 0) {
            buf_add(out, between);
            buf_append(out, p, n);
            between = " ";
        }
        p += n + (p[n] == ' ');
    }
    if (of == 1)
        buf_printf(out, "%ssupervision", between);
    else if (of > 1)
        buf_printf(out, "%ssupervision of %zu", between, of);
}

int team_members(struct store *s, team_member_fn row, void *payload, struct error *err)
{
    struct roster roster;
    char paper[DEVICE_ID_TEXT];
    int r = state_roster_needed(&roster, s, err);
    if (r == 0)
        r = paper_id(paper, s, err);
    for (size_t i = 0; r == 0 && i < roster.device_count; i++)
        r = pass_member(s, &roster, i, paper, row, payload, err);
    roster_clear(&roster);
    return r;
}

struct delivery {
    struct store *s;
    struct team_delivery *out;
    int64_t made;
    char compartment[COMPARTMENT_SIZE];
    struct roster roster;
    team_text_fn row;
    void *payload;
};

static int read_record(const struct store_cell *c, size_t count, void *payload, struct error *err)
{
    struct delivery *d = payload;
    (void)count;
    (void)err;
    d->out->entries = c[0].integer;
    d->out->confirmed = c[1].integer;
    d->made = c[2].integer;
    state_copy(d->compartment, sizeof d->compartment, &c[3]);
    return 0;
}

/* A row of heads: has this device everything up to `made`? */
static int read_heads(const struct store_cell *c, size_t count, void *payload, struct error *err)
{
    struct delivery *d = payload;
    const struct roster_device *device = roster_device(&d->roster, c[0].bytes);
    (void)count;
    if (device == NULL || strcmp(device->id, store_device_id(d->s)) == 0 ||
        !roster_may(device, d->compartment) || d->made == 0 || c[5].integer < d->made)
        return 0;
    d->out->acknowledged++;
    if (d->row == NULL)
        return 0;
    struct buf name = {0};
    int r = name_of(&name, d->s, device->member, err);
    if (r == 0)
        r = d->row(device->id, buf_text(&name), d->payload, err);
    buf_free(&name);
    return r;
}

static int deliver(struct delivery *d, const char *record, struct error *err)
{
    const struct store_cell cells[] = {store_text(record), store_text(store_device_id(d->s))};
    int r = state_roster(&d->roster, d->s, err);
    if (r == 0)
        r = store_query(d->s, "team_delivery", cells, 2, read_record, d, err);
    for (size_t i = 0; r == 0 && i < d->roster.device_count; i++) {
        const struct roster_device *device = &d->roster.devices[i];
        d->out->readers +=
            roster_may(device, d->compartment) && strcmp(device->id, store_device_id(d->s)) != 0;
    }
    if (r == 0)
        r = store_query(d->s, "team_heads", NULL, 0, read_heads, d, err);
    roster_clear(&d->roster);
    return r;
}

int team_delivery(struct store *s, const char *record, struct team_delivery *out, struct error *err)
{
    struct delivery d = {.s = s, .out = out};
    *out = (struct team_delivery){0};
    return deliver(&d, record, err);
}

int team_acknowledged(struct store *s, const char *record, team_text_fn row, void *payload,
                      struct error *err)
{
    struct team_delivery out = {0};
    struct delivery d = {.s = s, .out = &out, .row = row, .payload = payload};
    return deliver(&d, record, err);
}
