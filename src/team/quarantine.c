/* SPDX-License-Identifier: GPL-3.0-or-later
 * Files that do not verify: remembered with the reason, counted as absent, tried again at every
 * sync (FORMAT 7).
 */
#include "inwork/base/error.h"
#include "inwork/store/store.h"
#include "inwork/team/team.h"
#include "sync_int.h"

int quarantine_put(struct sync *s, const char *ref, const char *path, const char *blob,
                   const char *signature, const char *reason, struct error *err)
{
    const struct store_cell cells[] = {store_text(ref),    store_text(path),
                                       store_text(blob),   store_text(signature),
                                       store_text(reason), store_integer(store_now(s->store))};
    return store_query(s->store, "team_quarantine_put", cells, 6, NULL, NULL, err);
}

int quarantine_drop(struct sync *s, const char *ref, const char *path, struct error *err)
{
    const struct store_cell cells[] = {store_text(ref), store_text(path)};
    return store_query(s->store, "team_quarantine_drop", cells, 2, NULL, NULL, err);
}

static int count_row(const struct store_cell *c, size_t count, void *payload, struct error *err)
{
    int64_t *n = payload;
    (void)c;
    (void)count;
    (void)err;
    (*n)++;
    return 0;
}

int quarantine_count(struct sync *s, int64_t *out, struct error *err)
{
    *out = 0;
    return store_query(s->store, "team_quarantine", NULL, 0, count_row, out, err);
}

struct listing {
    team_text_fn row;
    void *payload;
    size_t about, text; /* columns */
};

static int pass_row(const struct store_cell *c, size_t count, void *payload, struct error *err)
{
    const struct listing *l = payload;
    (void)count;
    return l->row(c[l->about].bytes, c[l->text].bytes, l->payload, err);
}

int team_quarantine(struct store *s, team_text_fn row, void *payload, struct error *err)
{
    struct listing l = {.row = row, .payload = payload, .about = 1, .text = 2};
    return store_query(s, "team_quarantine", NULL, 0, pass_row, &l, err);
}

int team_notices(struct store *s, team_text_fn row, void *payload, struct error *err)
{
    struct listing l = {.row = row, .payload = payload, .about = 0, .text = 1};
    return store_query(s, "team_notices", NULL, 0, pass_row, &l, err);
}
