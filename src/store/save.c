/* SPDX-License-Identifier: GPL-3.0-or-later
 * Saving what is written here: choosing clock and id, signing, inserting, deriving. Where
 * duplicates show as one record, each that a save concerns gets an entry of its own.
 */
#include "compartment_int.h"
#include "derive_int.h"
#include "dirty_int.h"
#include "entry_int.h"
#include "inwork/base/date.h"
#include "inwork/base/encode.h"
#include "inwork/base/error.h"
#include "inwork/seal/hash.h"
#include "inwork/store/entry.h"
#include "signing_int.h"
#include "store_int.h"

static int derive_saved(struct store *s, const struct change *c, struct fact *fact,
                        struct error *err)
{
    size_t total = 0;
    for (size_t i = 0; i < c->count; i++)
        total += c->set[i].over_count;
    struct fact_field few[8];
    struct fact_field *set = c->count <= 8 ? few : calloc(c->count, sizeof *set);
    uint8_t(*over)[32] = total ? calloc(total, sizeof *over) : NULL;
    int rc = set && (over || !total) ? 0 : error_memory(err);
    for (size_t i = 0, at = 0; rc == 0 && i < c->count; i++) {
        const struct assignment *a = &c->set[i];
        set[i] = (struct fact_field){a->field, a->to, over ? (const uint8_t(*)[32])over + at : NULL,
                                     a->over_count};
        for (size_t j = 0; rc == 0 && j < a->over_count; j++)
            if (hex_decode(over[at++], 32, a->over[j], 64) != 32)
                rc = error_set(err, STATUS_SOFTWARE, "an entry id is malformed");
        fact->count++;
    }
    fact->set = set;
    if (rc == 0)
        rc = derive_fact(s, fact, err);
    fact->set = NULL;
    if (set != few)
        free(set);
    free(over);
    return rc;
}

/* Sign the message in s->line and keep it; in bulk, signing is done beside all else. */
static int keep_line(struct store *s, const struct device_keys *keys, int64_t seq,
                     struct error *err)
{
    uint8_t signature[SSHSIG_RAW_BYTES];
    if (s->bulk > 0)
        return signing_add(s, seq, buf_text(&s->line), s->line.len, err);
    int rc = sshsig_sign_raw(signature, keys, ENTRY_NAMESPACE, s->line.data, s->line.len, err);
    if (rc == 0)
        rc = entry_complete(&s->line, signature, err);
    return rc < 0 ? rc : entry_insert_line(s, seq, buf_text(&s->line), s->line.len, err);
}

/* Write, sign, insert and derive; inside a transaction. */
static int save_one(struct store *s, const struct change *c, const char *compartment,
                    const struct device_keys *keys, char record[RECORD_ID_TEXT],
                    uint8_t id[HASH_BYTES], struct error *err)
{
    struct entry_draft draft = {.record = record,
                                .kind = c->kind,
                                .compartment = compartment,
                                .device = store_device_id(s),
                                .why = c->why,
                                .set = c->set,
                                .count = c->count};
    int64_t now = store_now(s), seq = 0;
    int rc = 0;
    if (c->record)
        (void)snprintf(record, RECORD_ID_TEXT, "%s", c->record);
    else
        rc = id_next(record, &s->ids, store_now_ms(s), err);
    if (rc == 0)
        rc = clock_next(s, compartment, &draft.clock, err);
    if (s->at_moment != now || s->at.len == 0) {
        buf_clear(&s->at);
        time_rfc3339(&s->at, now);
        s->at_moment = now;
    }
    if (rc == 0)
        rc = buf_ok(&s->at, err);
    draft.at = buf_text(&s->at);
    if (rc == 0)
        rc = entry_unsigned(&s->line, id, &draft, err);
    struct entry_row row = {.id = id,
                            .record = record,
                            .kind = c->kind,
                            .compartment = compartment,
                            .device = draft.device,
                            .at = draft.at,
                            .clock = draft.clock,
                            .origin = {.counted = true}};
    if (rc == 0)
        rc = entry_insert(s, &row, &seq, err);
    if (rc == 0)
        rc = keep_line(s, keys, seq, err);
    if (rc == 0) {
        struct fact fact = {.seq = seq,
                            .record = record,
                            .kind = c->kind,
                            .compartment = compartment,
                            .new_record = !c->record,
                            .new_entry = true};
        memcpy(fact.id, id, sizeof fact.id);
        rc = derive_saved(s, c, &fact, err);
    }
    return rc;
}

/* The records shown as one with this one, itself included; none when it stands alone. */
struct group {
    char (*ids)[RECORD_ID_TEXT];
    size_t count;
};

static int load_group(struct store *s, const char *record, const char *kind, struct group *out,
                      struct error *err)
{
    sqlite3_stmt *stmt = statement_take(
        s,
        "SELECT m.id FROM record r JOIN record g ON g.main = coalesce(r.main, r.seq) "
        "JOIN record m ON m.seq = g.seq OR m.seq = g.main WHERE r.id = ?1 AND r.kind = ?2 "
        "GROUP BY m.id",
        err);
    if (!stmt)
        return statement_failed(err);
    bind_text(stmt, 1, record);
    bind_text(stmt, 2, kind);
    int rc;
    while ((rc = statement_step(s, stmt, err)) > 0) {
        void *more = realloc(out->ids, (out->count + 1) * sizeof *out->ids);
        if (!more) {
            rc = error_memory(err);
            break;
        }
        out->ids = more;
        (void)snprintf(out->ids[out->count++], RECORD_ID_TEXT, "%s", column_text(stmt, 0));
    }
    statement_give(s, stmt);
    return rc;
}

/* Does this entry name that record? Entries not held are taken to name the record being saved. */
static int names_record(struct store *s, const char *entry, const char *record, bool saved,
                        bool *out, struct error *err)
{
    uint8_t id[HASH_BYTES];
    *out = saved;
    if (strlen(entry) != 64 || hex_decode(id, sizeof id, entry, 64) != 32)
        return error_set(err, STATUS_SOFTWARE, "an entry id is malformed");
    sqlite3_stmt *stmt = statement_take(s,
                                        "SELECT record FROM entry_id JOIN entry ON seq = entry "
                                        "WHERE entry_id.id = ?1",
                                        err);
    if (!stmt)
        return statement_failed(err);
    bind_bytes(stmt, 1, id, sizeof id);
    int rc = statement_step(s, stmt, err);
    if (rc > 0)
        *out = strcmp(column_text(stmt, 0), record) == 0;
    statement_give(s, stmt);
    return rc < 0 ? rc : 0;
}

/* The part of a change that concerns one record of a group: of the record being saved, all of it;
 * of the others, the fields whose replaced entries are theirs, and striking. */
static int save_part(struct store *s, const struct change *c, const char *member,
                     const char *compartment, const struct device_keys *keys,
                     uint8_t id[HASH_BYTES], struct error *err)
{
    bool saved = strcmp(member, c->record) == 0;
    char record[RECORD_ID_TEXT];
    struct assignment *set = calloc(c->count + 1, sizeof *set);
    const char ***over = calloc(c->count + 1, sizeof *over);
    size_t count = 0;
    int rc = set && over ? 0 : error_memory(err);
    for (size_t i = 0; rc == 0 && i < c->count; i++) {
        const struct assignment *a = &c->set[i];
        size_t n = 0;
        over[i] = calloc(a->over_count + 1, sizeof *over[i]);
        if (!over[i])
            rc = error_memory(err);
        for (size_t j = 0; rc == 0 && j < a->over_count; j++) {
            bool theirs;
            rc = names_record(s, a->over[j], member, saved, &theirs, err);
            if (rc == 0 && theirs)
                over[i][n++] = a->over[j];
        }
        if (saved || n > 0 || strcmp(a->field, "_struck") == 0)
            set[count++] = (struct assignment){a->field, a->to, over[i], n};
    }
    struct change part = *c;
    part.record = member;
    part.set = set;
    part.count = count;
    if (rc == 0 && count > 0)
        rc = save_one(s, &part, compartment, keys, record, id, err);
    for (size_t i = 0; over && i < c->count; i++)
        free(over[i]);
    free(over);
    free(set);
    return rc;
}

static int save(struct store *s, const struct change *c, const char *compartment,
                const struct device_keys *keys, char record[RECORD_ID_TEXT], uint8_t id[HASH_BYTES],
                struct error *err)
{
    struct group group = {0};
    uint8_t other[HASH_BYTES];
    int rc = c->record ? dirty_regroup(s, err) : 0;
    if (rc == 0 && c->record)
        rc = load_group(s, c->record, c->kind, &group, err);
    if (rc == 0 && group.count == 0)
        return save_one(s, c, compartment, keys, record, id, err);
    if (rc == 0)
        (void)snprintf(record, RECORD_ID_TEXT, "%s", c->record);
    for (size_t i = 0; rc == 0 && i < group.count; i++)
        rc = save_part(s, c, group.ids[i], compartment, keys,
                       strcmp(group.ids[i], c->record) == 0 ? id : other, err);
    free(group.ids);
    return rc;
}

int store_save(struct store *s, const struct change *change, char record[RECORD_ID_TEXT],
               char entry[ENTRY_ID_TEXT], struct error *err)
{
    char record_id[RECORD_ID_TEXT];
    uint8_t id[HASH_BYTES];
    struct buf compartment = BUF_ZERO;
    const struct device_keys *keys = store_device(s);
    if (!keys) {
        (void)error_set(err, STATUS_DATA, "this store has no keys to sign with yet");
        return error_hint(err, "Run `inwork init` first");
    }
    if (change->record && !id_valid(change->record, strlen(change->record)))
        return error_set(err, STATUS_DATA, "%s is not the id of a record", change->record);
    int rc = store_begin(s, err);
    if (rc < 0)
        return rc;
    rc = compartment_of(s, change, &compartment, err);
    if (rc == 0)
        rc = save(s, change, buf_text(&compartment), keys, record_id, id, err);
    if (rc == 0)
        rc = entry_settle(s, err);
    if (rc == 0)
        rc = store_commit(s, err);
    if (rc < 0)
        store_rollback(s);
    buf_free(&compartment);
    if (rc == 0 && record)
        memcpy(record, record_id, sizeof record_id);
    if (rc == 0 && entry)
        hash_hex(entry, id, sizeof id);
    return rc;
}
