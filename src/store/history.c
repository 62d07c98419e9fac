/* SPDX-License-Identifier: GPL-3.0-or-later
 * A record's history: every entry that names it, or a record shown as one with it.
 */
#include "inwork/base/error.h"
#include "record_int.h"
#include "store_int.h"

/* Hand one parsed entry to the caller. */
static int give_step(struct store *s, const struct entry *e, bool counted, int64_t arrived,
                     const char *field, history_fn step, void *payload, struct error *err)
{
    bool wanted = !field;
    struct buf by = BUF_ZERO;
    struct history_set *set = calloc(e->count + 1, sizeof *set);
    if (!set)
        return error_memory(err);
    for (size_t i = 0; i < e->count; i++) {
        set[i] = (struct history_set){e->set[i].field, &e->set[i].to,
                                      (const char(*)[ENTRY_ID_TEXT])e->set[i].over,
                                      e->set[i].over_count};
        wanted = wanted || strcmp(field, e->set[i].field) == 0;
    }
    int rc = wanted ? device_name(s, e->device, &by, err) : 0;
    if (wanted && rc == 0) {
        struct history_step h = {.entry = e->id,
                                 .at = e->at,
                                 .by = buf_text(&by),
                                 .device = e->device,
                                 .why = e->why,
                                 .counted = counted,
                                 .arrived = arrived,
                                 .set = set,
                                 .count = e->count};
        rc = step(&h, payload, err);
    }
    buf_free(&by);
    free(set);
    return rc;
}

int store_history(struct store *s, const char *id, const char *field, history_fn step,
                  void *payload, struct error *err)
{
    bool began;
    int rc = store_read_begin(s, &began, err);
    if (rc < 0)
        return rc;
    sqlite3_stmt *stmt = statement_take(
        s,
        "SELECT l.line, e.counted, e.arrived FROM entry e JOIN entry_line l ON l.entry = e.seq "
        "WHERE e.record IN (SELECT m.id FROM record r JOIN record m ON m.seq = coalesce(r.main, "
        "r.seq) OR m.main = coalesce(r.main, r.seq) WHERE r.id = ?1 UNION SELECT ?1) "
        "ORDER BY e.clock, e.device, e.id",
        err);
    if (!stmt) {
        store_read_end(s, began);
        return statement_failed(err);
    }
    bind_text(stmt, 1, id);
    bool any = false;
    while ((rc = statement_step(s, stmt, err)) > 0) {
        struct entry e = {0};
        any = true;
        rc = entry_parse(&e, column_text(stmt, 0), (size_t)sqlite3_column_bytes(stmt, 0), err);
        if (rc == 0)
            rc = give_step(s, &e, sqlite3_column_int(stmt, 1) != 0, sqlite3_column_int64(stmt, 2),
                           field, step, payload, err);
        entry_clear(&e);
        if (rc != 0)
            break;
    }
    statement_give(s, stmt);
    store_read_end(s, began);
    if (rc == 0 && !any)
        rc = error_set(err, STATUS_NO_INPUT, "there is no record %s", id);
    return rc;
}
