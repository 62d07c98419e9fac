/* SPDX-License-Identifier: GPL-3.0-or-later
 * From counted entries to current values (doc/FORMAT.md, "Records and current values"). The result
 * depends only on the set of counted entries, never on the order in which they came.
 *
 * An assignment goes when a counted entry for the same record and field names its entry. A name
 * whose entry is not held is remembered in table awaited, and takes effect when it comes.
 */
#include "derive_int.h"

#include "batch_int.h"
#include "dirty_int.h"
#include "inwork/base/encode.h"
#include "inwork/base/error.h"
#include "inwork/store/entry.h"
#include "store_int.h"
#include "value_int.h"

int record_seq(struct store *s, const char *id, const char *kind, const char *compartment,
               int64_t *out, struct error *err)
{
    *out = 0;
    sqlite3_stmt *stmt = statement_take(
        s, "SELECT seq FROM record WHERE id = ?1 AND kind = ?2 AND compartment = ?3", err);
    if (!stmt)
        return statement_failed(err);
    bind_text(stmt, 1, id);
    bind_text(stmt, 2, kind);
    bind_text(stmt, 3, compartment);
    int rc = statement_step(s, stmt, err);
    if (rc > 0)
        *out = sqlite3_column_int64(stmt, 0);
    statement_give(s, stmt);
    return rc < 0 ? rc : 0;
}

/* Find the record's row or make it. `home` is the record that shows it. */
static int find_record(struct store *s, const struct fact *fact, int64_t *seq, int64_t *home,
                       bool *made, struct error *err)
{
    sqlite3_stmt *stmt;
    int rc = 0;
    *made = false;
    if (!fact->new_record) {
        stmt = statement_take(s,
                              "SELECT seq, coalesce(main, seq) FROM record "
                              "WHERE id = ?1 AND kind = ?2 AND compartment = ?3",
                              err);
        if (!stmt)
            return statement_failed(err);
        bind_text(stmt, 1, fact->record);
        bind_text(stmt, 2, fact->kind);
        bind_text(stmt, 3, fact->compartment);
        rc = statement_step(s, stmt, err);
        if (rc > 0) {
            *seq = sqlite3_column_int64(stmt, 0);
            *home = sqlite3_column_int64(stmt, 1);
        }
        statement_give(s, stmt);
        if (rc != 0)
            return rc < 0 ? rc : 0;
    }
    /* Beside the real tables, `verify` gives a record the number that it has there. */
    static const char insert[] = "INSERT INTO record(id, kind, compartment) VALUES (?1, ?2, ?3)";
    static const char insert_beside[] =
        "INSERT INTO record(id, kind, compartment, seq) VALUES (?1, ?2, ?3, coalesce("
        "(SELECT seq FROM main.record WHERE id = ?1 AND kind = ?2 AND compartment = ?3), "
        "1 + max((SELECT coalesce(max(seq), 0) FROM main.record), "
        "(SELECT coalesce(max(seq), 0) FROM temp.record))))";
    stmt = statement_take(s, s->beside ? insert_beside : insert, err);
    if (!stmt)
        return statement_failed(err);
    bind_text(stmt, 1, fact->record);
    bind_text(stmt, 2, fact->kind);
    bind_text(stmt, 3, fact->compartment);
    rc = statement_run(s, stmt, err);
    *seq = *home = sqlite3_last_insert_rowid(s->db);
    batch_number_forget(s, BATCH_RECORD);
    *made = true;
    return rc;
}

/* One name in `over`: end that assignment, or wait for it. */
static int end_assignment(struct store *s, const struct fact *fact, int64_t record, int64_t home,
                          const char *field, const uint8_t target[32], struct error *err)
{
    sqlite3_stmt *stmt =
        statement_take(s, "SELECT entry FROM entry_id WHERE id = ?1 AND entry < ?2", err);
    if (!stmt)
        return statement_failed(err);
    bind_bytes(stmt, 1, target, 32);
    bind_integer(stmt, 2, fact->seq);
    int rc = statement_step(s, stmt, err);
    int64_t held = rc > 0 ? sqlite3_column_int64(stmt, 0) : 0;
    statement_give(s, stmt);
    if (rc < 0)
        return rc;
    if (held) {
        stmt = statement_take(s,
                              "DELETE FROM current WHERE home = ?1 AND field = ?2 AND entry = ?3 "
                              "AND record = ?4",
                              err);
        if (!stmt)
            return statement_failed(err);
        bind_integer(stmt, 1, home);
        bind_text(stmt, 2, field);
        bind_integer(stmt, 3, held);
        bind_integer(stmt, 4, record);
        return statement_run(s, stmt, err);
    }
    stmt = statement_take(s,
                          "INSERT OR IGNORE INTO awaited(target, record, field, entry) "
                          "VALUES (?1, ?2, ?3, ?4)",
                          err);
    if (!stmt)
        return statement_failed(err);
    bind_bytes(stmt, 1, target, 32);
    bind_integer(stmt, 2, record);
    bind_text(stmt, 3, field);
    bind_integer(stmt, 4, fact->seq);
    return statement_run(s, stmt, err);
}

/* Did an entry that came earlier replace this one? */
static int is_ended(struct store *s, const struct fact *fact, int64_t record, const char *field,
                    bool *out, struct error *err)
{
    *out = false;
    if (fact->new_entry)
        return 0;
    sqlite3_stmt *stmt = statement_take(
        s, "SELECT 1 FROM awaited WHERE target = ?1 AND record = ?2 AND field = ?3", err);
    if (!stmt)
        return statement_failed(err);
    bind_bytes(stmt, 1, fact->id, 32);
    bind_integer(stmt, 2, record);
    bind_text(stmt, 3, field);
    int rc = statement_step(s, stmt, err);
    *out = rc > 0;
    statement_give(s, stmt);
    return rc < 0 ? rc : 0;
}

static int add_current(struct store *s, const struct fact *fact, int64_t record, int64_t home,
                       const struct fact_field *f, struct error *err)
{
    struct buf list = BUF_ZERO;
    const char *text;
    enum stored_type type = value_stored(f->to, &list, &text);
    int rc = buf_ok(&list, err);
    if (rc == 0)
        rc = batch_begin(s, BATCH_CURRENT, err);
    if (rc == 0) {
        batch_integer(s, home);
        batch_string(s, f->field);
        batch_integer(s, fact->seq);
        batch_integer(s, record);
        batch_integer(s, type);
        batch_integer(s, 1); /* leads, until others are found beside it */
        batch_string(s, text);
        rc = batch_end(s, err);
    }
    buf_free(&list);
    return rc;
}

int derive_held(struct store *s, const uint8_t id[32], struct error *err)
{
    sqlite3_stmt *stmt = statement_take(s, "DELETE FROM awaited WHERE target = ?1", err);
    if (!stmt)
        return statement_failed(err);
    bind_bytes(stmt, 1, id, 32);
    return statement_run(s, stmt, err);
}

/* Is it all there is about its record, replacing and linking nothing? */
static bool stands_alone(const struct fact *fact)
{
    if (!fact->new_record || !fact->new_entry)
        return false;
    for (size_t i = 0; i < fact->count; i++)
        if (fact->set[i].over_count > 0 || strcmp(fact->set[i].field, "_same_as") == 0)
            return false;
    return true;
}

int derive_fact(struct store *s, const struct fact *fact, struct error *err)
{
    int64_t record = 0;
    int64_t home = 0;
    bool made, ended, linked = false;
    store_memo_drop(s, fact->kind);
    if (stands_alone(fact)) {
        int result = dirty_new_record(s, fact, &record, err);
        for (size_t i = 0; result == 0 && i < fact->count; i++)
            result = add_current(s, fact, record, record, &fact->set[i], err);
        return result;
    }
    int rc = find_record(s, fact, &record, &home, &made, err);
    if (rc == 0)
        rc = made ? dirty_mark_new(s, home, err) : dirty_mark(s, home, err);
    for (size_t i = 0; rc == 0 && i < fact->count; i++) {
        const struct fact_field *f = &fact->set[i];
        linked = linked || strcmp(f->field, "_same_as") == 0;
        for (size_t j = 0; rc == 0 && j < f->over_count; j++)
            rc = end_assignment(s, fact, record, home, f->field, f->over[j], err);
        if (rc == 0)
            rc = is_ended(s, fact, record, f->field, &ended, err);
        if (rc == 0 && !ended)
            rc = add_current(s, fact, record, home, f, err);
    }
    if (rc == 0 && !fact->new_entry)
        rc = derive_held(s, fact->id, err);
    if (rc == 0 && made && !fact->new_record && !linked)
        rc = merge_awaited(s, fact->record, &linked, err);
    if (rc == 0 && linked)
        rc = dirty_link(s, record, err);
    return rc;
}

/* Does a query of one text find anything? It sees what waits only if a row of `table` waits with
 * that text in `column`. */
static int exists(struct store *s, const char *sql, const char *text, enum batch_table table,
                  size_t column, bool *out, struct error *err)
{
    int rc = batch_waits(s, table, column, text) ? batch_flush(s, err) : 0;
    if (rc < 0)
        return rc;
    sqlite3_stmt *stmt = statement_peek(s, sql, err);
    if (!stmt)
        return statement_failed(err);
    bind_text(stmt, 1, text);
    rc = statement_step(s, stmt, err);
    *out = rc > 0;
    statement_give(s, stmt);
    return rc < 0 ? rc : 0;
}

static bool names_itself(const struct fact *fact)
{
    for (size_t i = 0; i < fact->count; i++)
        if (fact->set[i].to->type == VALUE_TEXT && strcmp(fact->set[i].to->text, fact->record) == 0)
            return true;
    return false;
}

/* What is known of an entry that somebody else wrote: has another one named it already, is it the
 * first about its record, and does nothing refer to that record? Most entries of a first sync are
 * all of these, and need no more than one written here. (Rows of awaited never wait.) */
static int look_up(struct store *s, struct fact *fact, struct error *err)
{
    bool held = true, referred = false;
    sqlite3_stmt *stmt = statement_peek(s, "SELECT 1 FROM awaited WHERE target = ?1", err);
    if (!stmt)
        return statement_failed(err);
    bind_bytes(stmt, 1, fact->id, 32);
    int rc = statement_step(s, stmt, err);
    statement_give(s, stmt);
    if (rc < 0)
        return rc;
    fact->new_entry = fact->new_record = rc == 0;
    if (s->beside || !stands_alone(fact) ||
        names_itself(fact)) { /* beside, records have the numbers that they have */
        fact->new_record = false;
        return 0;
    }
    rc = exists(s, "SELECT 1 FROM record WHERE id = ?1", fact->record, BATCH_RECORD,
                BATCH_RECORD_ID, &held, err);
    if (rc == 0 && !held)
        rc = exists(s, "SELECT 1 FROM current WHERE type = 3 AND value = ?1", fact->record,
                    BATCH_CURRENT, BATCH_CURRENT_VALUE, &referred, err);
    fact->new_record = !held && !referred;
    return rc;
}

int derive_line(struct store *s, int64_t seq, const char *line, size_t n, struct error *err)
{
    struct entry e = {0};
    int rc = entry_parse(&e, line, n, err);
    if (rc == 0)
        rc = derive_entry(s, seq, &e, err);
    entry_clear(&e);
    return rc;
}

int derive_entry(struct store *s, int64_t seq, const struct entry *e, struct error *err)
{
    size_t total = 0;
    for (size_t i = 0; i < e->count; i++)
        total += e->set[i].over_count;
    uint8_t id[32] = {0};
    struct fact_field *set = calloc(e->count + 1, sizeof *set);
    uint8_t(*over)[32] = calloc(total + 1, sizeof *over);
    int rc = set && over ? 0 : error_memory(err);
    if (rc == 0 && hex_decode(id, sizeof id, e->id, 64) != 32)
        rc = error_set(err, STATUS_SOFTWARE, "an entry id is malformed");
    size_t count = 0, at = 0;
    for (; rc == 0 && count < e->count; count++) {
        const struct entry_field *f = &e->set[count];
        set[count] =
            (struct fact_field){f->field, &f->to, (const uint8_t(*)[32])over + at, f->over_count};
        for (size_t j = 0; rc == 0 && j < f->over_count; j++)
            if (hex_decode(over[at++], 32, f->over[j], 64) != 32)
                rc = error_set(err, STATUS_SOFTWARE, "an entry id is malformed");
    }
    if (rc == 0) {
        struct fact fact = {.seq = seq,
                            .record = e->record,
                            .kind = e->kind,
                            .compartment = e->compartment,
                            .set = set,
                            .count = count};
        memcpy(fact.id, id, sizeof id);
        rc = look_up(s, &fact, err);
        if (rc == 0)
            rc = derive_fact(s, &fact, err);
    }
    free(set);
    free(over);
    return rc;
}
