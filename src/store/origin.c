/* SPDX-License-Identifier: GPL-3.0-or-later
 * Through which segments an entry came, and whether it counts (doc/FORMAT.md, "Which entries
 * count"). An entry that came in several segments counts if it counts in any.
 */
#include "origin_int.h"

#include "batch_int.h"
#include "derive_int.h"
#include "dirty_int.h"
#include "inwork/base/encode.h"
#include "inwork/base/error.h"
#include "inwork/store/catalogue.h"
#include "inwork/store/entry.h"
#include "store_int.h"

int held_find(struct store *s, const char *entry_id, struct held_entry *out, struct error *err)
{
    uint8_t id[32];
    *out = (struct held_entry){0};
    if (hex_decode(id, sizeof id, entry_id, 64) != 32)
        return error_set(err, STATUS_SOFTWARE, "an entry id is malformed");
    if (batch_find_id(s, id)) {
        int flushed = batch_flush(s, err);
        if (flushed < 0)
            return flushed;
    }
    sqlite3_stmt *stmt =
        statement_peek(s,
                       "SELECT seq, segment, counted, sent FROM entry_id JOIN entry ON seq = entry "
                       "WHERE entry_id.id = ?1",
                       err);
    if (!stmt)
        return statement_failed(err);
    bind_bytes(stmt, 1, id, sizeof id);
    int rc = statement_step(s, stmt, err);
    if (rc > 0)
        *out =
            (struct held_entry){sqlite3_column_int64(stmt, 0), sqlite3_column_int64(stmt, 1),
                                sqlite3_column_int(stmt, 2) != 0, sqlite3_column_int(stmt, 3) != 0};
    statement_give(s, stmt);
    return rc < 0 ? rc : 0;
}

static int put_also(struct store *s, int64_t entry, int64_t segment, bool counted,
                    struct error *err)
{
    sqlite3_stmt *stmt =
        statement_take(s,
                       "INSERT INTO entry_also(entry, segment, counted) VALUES (?1, ?2, ?3) "
                       "ON CONFLICT DO UPDATE SET counted = ?3",
                       err);
    if (!stmt)
        return statement_failed(err);
    bind_integer(stmt, 1, entry);
    bind_integer(stmt, 2, segment);
    bind_integer(stmt, 3, counted);
    return statement_run(s, stmt, err);
}

static int update_entry(struct store *s, const struct held_entry *h, struct error *err)
{
    sqlite3_stmt *stmt = statement_take(
        s, "UPDATE entry SET segment = nullif(?2, 0), counted = ?3, sent = ?4 WHERE seq = ?1", err);
    if (!stmt)
        return statement_failed(err);
    bind_integer(stmt, 1, h->seq);
    bind_integer(stmt, 2, h->segment);
    bind_integer(stmt, 3, h->counted);
    bind_integer(stmt, 4, h->sent);
    return statement_run(s, stmt, err);
}

bool entry_fits(struct store *s, const char *kind, const char *compartment)
{
    return catalogue_fits(catalogue_kind(store_catalogue(s), kind), compartment);
}

int held_again(struct store *s, const struct held_entry *held, const struct entry *e,
               const struct entry_origin *origin, struct error *err)
{
    struct held_entry now = *held;
    bool counted = origin->counted && entry_fits(s, e->kind, e->compartment);
    int rc = 0;
    now.sent = held->sent || origin->sent;
    if (origin->segment && !held->segment) {
        now.segment = origin->segment;
        now.counted = counted;
    } else if (origin->segment && origin->segment != held->segment) {
        bool first = true;
        sqlite3_stmt *stmt = statement_take(s, "SELECT 1 FROM entry_also WHERE entry = ?1", err);
        if (!stmt)
            return statement_failed(err);
        bind_integer(stmt, 1, held->seq);
        rc = statement_step(s, stmt, err);
        first = rc == 0;
        statement_give(s, stmt);
        if (rc >= 0)
            rc = first ? put_also(s, held->seq, held->segment, held->counted, err) : 0;
        if (rc == 0)
            rc = put_also(s, held->seq, origin->segment, origin->counted, err);
        now.counted = held->counted || counted;
    }
    if (rc == 0 &&
        (now.sent != held->sent || now.segment != held->segment || now.counted != held->counted))
        rc = update_entry(s, &now, err);
    if (rc == 0 && now.counted != held->counted)
        rc = derive_again(s, e->record, e->kind, e->compartment, err);
    return rc;
}

/* One entry of a segment whose standing changed. */
struct touched {
    int64_t seq;
    bool counted;
    char *record, *kind, *compartment;
};
struct touched_list {
    struct touched *items;
    size_t count, room;
};

static void touched_free(struct touched_list *t)
{
    for (size_t i = 0; i < t->count; i++) {
        free(t->items[i].record);
        free(t->items[i].kind);
        free(t->items[i].compartment);
    }
    free(t->items);
}

static int touched_add(struct touched_list *t, sqlite3_stmt *stmt, struct error *err)
{
    if (t->count == t->room) {
        size_t room = t->room ? t->room * 2 : 64;
        struct touched *items = realloc(t->items, room * sizeof *items);
        if (!items)
            return error_memory(err);
        t->items = items;
        t->room = room;
    }
    struct touched *x = &t->items[t->count++];
    *x = (struct touched){.seq = sqlite3_column_int64(stmt, 0),
                          .counted = sqlite3_column_int(stmt, 4) != 0,
                          .record = strdup(column_text(stmt, 1)),
                          .kind = strdup(column_text(stmt, 2)),
                          .compartment = strdup(column_text(stmt, 3))};
    return x->record && x->kind && x->compartment ? 0 : error_memory(err);
}

/* The entries of a segment, with what they should now count. */
static int touched_load(struct store *s, struct touched_list *t, int64_t segment, bool counted,
                        struct error *err)
{
    sqlite3_stmt *stmt =
        statement_take(s,
                       "SELECT e.seq, e.record, e.kind, e.compartment, coalesce((SELECT "
                       "max(counted) FROM entry_also a WHERE a.entry = e.seq), ?2) AS now "
                       "FROM entry e WHERE (e.segment = ?1 OR e.seq IN "
                       "(SELECT entry FROM entry_also WHERE segment = ?1)) "
                       "AND e.counted <> now ORDER BY e.record, e.kind, e.compartment",
                       err);
    if (!stmt)
        return statement_failed(err);
    bind_integer(stmt, 1, segment);
    bind_integer(stmt, 2, counted);
    int rc;
    while ((rc = statement_step(s, stmt, err)) > 0) {
        if (sqlite3_column_int(stmt, 4) &&
            !entry_fits(s, column_text(stmt, 2), column_text(stmt, 3)))
            continue;
        rc = touched_add(t, stmt, err);
        if (rc < 0)
            break;
    }
    statement_give(s, stmt);
    return rc;
}

static int set_counted(struct store *s, const char *sql, int64_t key, bool counted,
                       struct error *err)
{
    sqlite3_stmt *stmt = statement_take(s, sql, err);
    if (!stmt)
        return statement_failed(err);
    bind_integer(stmt, 1, key);
    bind_integer(stmt, 2, counted);
    return statement_run(s, stmt, err);
}

static bool same_record(const struct touched *a, const struct touched *b)
{
    return strcmp(a->record, b->record) == 0 && strcmp(a->kind, b->kind) == 0 &&
           strcmp(a->compartment, b->compartment) == 0;
}

int store_segment_count(struct store *s, int64_t segment, bool counted, struct error *err)
{
    struct touched_list t = {0};
    int rc = store_catalogue_load(s, err);
    if (rc == 0)
        rc = store_begin(s, err);
    if (rc < 0)
        return rc;
    rc = set_counted(s, "UPDATE entry_also SET counted = ?2 WHERE segment = ?1", segment, counted,
                     err);
    if (rc == 0)
        rc = touched_load(s, &t, segment, counted, err);
    for (size_t i = 0; rc == 0 && i < t.count; i++)
        rc = set_counted(s, "UPDATE entry SET counted = ?2 WHERE seq = ?1", t.items[i].seq,
                         t.items[i].counted, err);
    for (size_t i = 0; rc == 0 && i < t.count; i++)
        if (i == 0 || !same_record(&t.items[i - 1], &t.items[i]))
            rc = derive_again(s, t.items[i].record, t.items[i].kind, t.items[i].compartment, err);
    if (rc == 0 && s->bulk == 0)
        rc = dirty_flush(s, err);
    if (rc == 0)
        rc = store_commit(s, err);
    if (rc < 0)
        store_rollback(s);
    touched_free(&t);
    return rc;
}
