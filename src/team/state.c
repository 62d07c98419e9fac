/* SPDX-License-Identifier: GPL-3.0-or-later
 * Loading what the store holds of the team.
 */
#include "state_int.h"

#include "inwork/base/buf.h"
#include "inwork/base/error.h"
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

void state_copy(char *out, size_t size, const struct store_cell *cell)
{
    size_t n = cell->bytes == NULL ? 0 : cell->length;
    if (n >= size)
        n = size - 1;
    if (n > 0)
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
        r = error_hint(err, "found one with `inwork team create`, or join with `inwork team join`");
    }
    return r;
}
