/* SPDX-License-Identifier: GPL-3.0-or-later
 * Entries into the tables: their rows, those received from other devices, and bulk operations.
 */
#include "batch_int.h"
#include "derive_int.h"
#include "dirty_int.h"
#include "entry_int.h"
#include "inwork/base/encode.h"
#include "inwork/base/error.h"
#include "origin_int.h"
#include "signing_int.h"
#include "store_int.h"

int entry_insert(struct store *s, const struct entry_row *r, int64_t *seq, struct error *err)
{
    int rc = batch_number(s, BATCH_ENTRY, seq, err);
    if (rc == 0)
        rc = batch_begin(s, BATCH_ENTRY, err);
    if (rc < 0)
        return rc;
    batch_integer(s, *seq);
    batch_bytes(s, r->id, 32);
    batch_string(s, r->record);
    batch_string(s, r->kind);
    batch_string(s, r->compartment);
    batch_string(s, r->device);
    batch_integer(s, r->clock);
    batch_string(s, r->at);
    batch_integer(s, r->arrived);
    if (r->origin.segment)
        batch_integer(s, r->origin.segment);
    else
        batch_null(s);
    batch_integer(s, r->origin.counted);
    batch_integer(s, r->origin.sent);
    rc = batch_end(s, err);
    return rc < 0 ? rc : batch_entry_id(s, r->id, *seq, err);
}

int entry_insert_line(struct store *s, int64_t seq, const char *line, size_t n, struct error *err)
{
    int rc = batch_begin(s, BATCH_LINE, err);
    if (rc < 0)
        return rc;
    batch_integer(s, seq);
    batch_text(s, line, n);
    return batch_end(s, err);
}

int entry_settle(struct store *s, struct error *err)
{
    return s->bulk > 0 ? dirty_limit(s, err) : dirty_flush(s, err);
}

int store_bulk_begin(struct store *s, struct error *err)
{
    int rc = store_begin(s, err);
    if (rc < 0)
        return rc;
    rc = dirty_flush(s, err); /* in its own way: in bulk nothing is put off */
    if (rc < 0)
        store_rollback(s);
    else
        s->bulk++;
    return rc;
}

int store_bulk_end(struct store *s, struct error *err)
{
    if (s->bulk == 0)
        return error_set(err, STATUS_SOFTWARE, "there is no bulk operation to finish");
    signing_start(s);
    int rc = dirty_flush(s, err);
    if (rc == 0)
        rc = signing_flush(s, err);
    if (rc < 0)
        return rc;
    s->bulk--;
    rc = store_commit(s, err);
    if (rc < 0)
        s->bulk++; /* until the caller rolls back */
    return rc;
}

static int apply_new(struct store *s, const struct entry *e, const char *line, size_t n,
                     const struct entry_origin *origin, struct error *err)
{
    uint8_t id[32];
    int64_t seq = 0;
    if (hex_decode(id, sizeof id, e->id, 64) != 32)
        return error_set(err, STATUS_SOFTWARE, "an entry id is malformed");
    struct entry_row row = {.id = id,
                            .record = e->record,
                            .kind = e->kind,
                            .compartment = e->compartment,
                            .device = e->device,
                            .at = e->at,
                            .clock = e->clock,
                            .arrived = store_now(s),
                            .origin = *origin};
    row.origin.counted = origin->counted && entry_fits(s, e->kind, e->compartment);
    int rc = entry_insert(s, &row, &seq, err);
    if (rc == 0)
        rc = entry_insert_line(s, seq, line, n, err);
    if (rc == 0)
        rc = clock_seen(s, e->compartment, e->clock, err);
    if (rc == 0)
        rc = row.origin.counted ? derive_entry(s, seq, e, err) : derive_held(s, id, err);
    return rc;
}

int store_apply(struct store *s, const struct entry *e, const char *line, size_t n,
                const struct entry_origin *origin, struct error *err)
{
    struct held_entry held = {0};
    int rc = store_catalogue_load(s, err);
    if (rc == 0)
        rc = store_begin(s, err);
    if (rc < 0)
        return rc;
    rc = held_find(s, e->id, &held, err);
    if (rc == 0 && held.seq)
        rc = held_again(s, &held, e, origin, err);
    else if (rc == 0)
        rc = apply_new(s, e, line, n, origin, err);
    if (rc == 0)
        rc = entry_settle(s, err);
    if (rc == 0)
        rc = store_commit(s, err);
    if (rc < 0)
        store_rollback(s);
    return rc;
}

int store_entry_line(struct store *s, const char *entry_id, struct buf *line, struct error *err)
{
    uint8_t id[32];
    if (strlen(entry_id) != 64 || hex_decode(id, sizeof id, entry_id, 64) != 32)
        return error_set(err, STATUS_NO_INPUT, "%s is not the id of an entry", entry_id);
    int rc = signing_flush(s, err);
    if (rc < 0)
        return rc;
    sqlite3_stmt *stmt = statement_take(
        s, "SELECT line FROM entry_line WHERE entry = (SELECT entry FROM entry_id WHERE id = ?1)",
        err);
    if (!stmt)
        return statement_failed(err);
    bind_bytes(stmt, 1, id, sizeof id);
    rc = statement_step(s, stmt, err);
    if (rc > 0) {
        buf_append(line, column_text(stmt, 0), (size_t)sqlite3_column_bytes(stmt, 0));
        rc = buf_ok(line, err);
    } else if (rc == 0) {
        rc = error_set(err, STATUS_NO_INPUT, "entry %s is not held here", entry_id);
    }
    statement_give(s, stmt);
    return rc;
}
