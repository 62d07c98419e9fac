/* SPDX-License-Identifier: GPL-3.0-or-later
 * Loading what the store holds of the team.
 */
#include "state_int.h"

#include "inwork/base/buf.h"
#include "inwork/base/encode.h"
#include "inwork/base/error.h"
#include "inwork/store/record.h"
#include "inwork/store/store.h"

int state_setting(struct buf *out, struct store *s, const char *name, struct error *err)
{
    int r = store_setting_get(s, name, out, err);
    if (r == -STATUS_NO) {
        error_clear(err);
        r = 0;
    }
    return r < 0 ? r : buf_ok(out, err);
}

int state_person(char member[ID_SIZE], struct buf *name, struct store *s, struct error *err)
{
    struct buf id = {0};
    struct record record = {0};
    int r = state_setting(&id, s, SETTING_MEMBER, err);
    if (r == 0 && !id_valid(buf_text(&id), id.len))
        r = error_set(err, STATUS_NO_INPUT, "this store does not say whose it is");
    if (r == 0) {
        memcpy(member, buf_text(&id), ID_SIZE);
        r = store_record(s, member, &record, err);
    }
    if (r == 0) {
        buf_add(name, record_text(&record, "name"));
        r = buf_ok(name, err);
    }
    record_clear(&record);
    buf_free(&id);
    return r;
}

static int paper_key(uint8_t out[32], bool *there, struct store *s, const char *name,
                     struct error *err)
{
    struct buf text = {0};
    int r = state_setting(&text, s, name, err);
    *there = *there && text.len > 0;
    if (r == 0 && text.len > 0 && hex_decode(out, 32, text.data, text.len) != 32)
        r = error_set(err, STATUS_DAMAGED, "the setting %s is not a key", name);
    buf_free(&text);
    return r;
}

int state_paper(struct device_public *out, bool *there, struct store *s, struct error *err)
{
    *there = true;
    int r = paper_key(out->ed25519, there, s, SETTING_PAPER_ED25519, err);
    return r < 0 ? r : paper_key(out->x25519, there, s, SETTING_PAPER_X25519, err);
}

void state_compartments(struct buf *out, const struct roster *r, const struct roster_device *d)
{
    for (size_t i = 0; i < r->generation_count; i++) {
        const struct roster_generation *g = &r->generations[i];
        if (g->number == 1 && roster_may(d, g->compartment))
            buf_printf(out, "%s%s", out->len > 0 ? " " : "", g->compartment);
    }
}

void state_copy(char *out, size_t size, const struct store_cell *cell)
{
    out[0] = 0;
    if (cell->bytes == NULL)
        return;
    size_t n = cell->length < size ? cell->length : size - 1;
    memcpy(out, cell->bytes, n);
    out[n] = 0;
}

static int add_statement(const struct store_cell *c, size_t count, void *payload, struct error *err)
{
    (void)count;
    if (roster_add(payload, c[2].bytes, c[2].length, c[3].bytes, c[3].length, err) < 0)
        return error_set(err, STATUS_DAMAGED, "statement %lld of the stored roster does not verify",
                         (long long)c[0].integer);
    return 0;
}

int state_roster(struct roster *out, struct store *s, struct error *err)
{
    *out = (struct roster){0};
    int r = store_query(s, "team_statements", NULL, 0, add_statement, out, err);
    if (r < 0)
        roster_clear(out);
    return r;
}

int state_roster_needed(struct roster *out, struct store *s, struct error *err)
{
    int r = state_roster(out, s, err);
    if (r == 0 && out->count == 0) {
        (void)error_set(err, STATUS_NO_INPUT, "this store belongs to no team yet");
        r = error_hint(err, "found one with “inwork team create”, or join with “inwork team join”");
    }
    return r;
}
