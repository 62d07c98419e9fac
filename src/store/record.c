/* SPDX-License-Identifier: GPL-3.0-or-later
 * Reading one record as it stands: its fields with all their current values, who wrote them and
 * when.
 */
#include "inwork/store/record.h"

#include "derive_int.h"
#include "inwork/base/encode.h"
#include "inwork/base/error.h"
#include "inwork/base/id.h"
#include "inwork/store/catalogue.h"
#include "record_int.h"
#include "store_int.h"
#include "value_int.h"

static void fields_clear(struct record_field *fields, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct record_field *f = &fields[i];
        for (size_t j = 0; j < f->head_count; j++) {
            value_clear(&f->heads[j].value);
            free(f->heads[j].by);
            free(f->heads[j].at);
        }
        free(f->heads);
        free(f->entries);
        free(f->records);
        free(f->name);
    }
    free(fields);
}

void record_clear(struct record *r)
{
    if (!r)
        return;
    fields_clear(r->fields, r->field_count);
    fields_clear(r->reserved, r->reserved_count);
    free(r->kind);
    free(r->compartment);
    free(r->title);
    *r = (struct record){0};
}

const struct record_field *record_field(const struct record *r, const char *name)
{
    for (size_t i = 0; i < r->field_count; i++)
        if (strcmp(r->fields[i].name, name) == 0)
            return &r->fields[i];
    for (size_t i = 0; i < r->reserved_count; i++)
        if (strcmp(r->reserved[i].name, name) == 0)
            return &r->reserved[i];
    return NULL;
}

const char *record_text(const struct record *r, const char *name)
{
    const struct record_field *f = record_field(r, name);
    if (!f || f->head_count != 1 || f->heads[0].value.type != VALUE_TEXT)
        return "";
    return f->heads[0].value.text;
}

int store_record_id(struct store *s, const char *prefix, char out[RECORD_ID_TEXT],
                    struct error *err)
{
    char from[ID_SIZE], to[ID_SIZE + 1];
    if (!prefix[0] || !id_prefix(from, prefix, strlen(prefix))) {
        (void)error_set(err, STATUS_NO_INPUT, "“%s” is not the id of a record", prefix);
        return error_hint(err, "“inwork find WORDS” shows ids.");
    }
    (void)snprintf(to, sizeof to, "%s~", from); /* after every character of an id */
    sqlite3_stmt *stmt = statement_take(s,
                                        "SELECT DISTINCT id FROM record WHERE id >= ?1 AND id < ?2 "
                                        "AND (shown IS NOT NULL OR main IS NOT NULL) LIMIT 2",
                                        err);
    if (!stmt)
        return statement_failed(err);
    bind_text(stmt, 1, from);
    bind_text(stmt, 2, to);
    int rc = statement_step(s, stmt, err);
    if (rc > 0) {
        (void)snprintf(out, RECORD_ID_TEXT, "%s", column_text(stmt, 0));
        rc = statement_step(s, stmt, err);
        if (rc > 0) {
            rc = error_set(err, STATUS_USAGE, "several records have ids that begin with %s", from);
            (void)error_hint(err, "Give more of the id");
        }
    } else if (rc == 0) {
        (void)error_set(err, STATUS_NO_INPUT, "there is no record %s", from);
        rc = error_hint(err, "“inwork find WORDS” shows ids.");
    }
    statement_give(s, stmt);
    return rc;
}

int device_name(struct store *s, const char *device, struct buf *out, struct error *err)
{
    sqlite3_stmt *stmt = statement_take(s,
                                        "SELECT h.title FROM device d JOIN record r "
                                        "ON r.id = d.member AND r.kind = 'member' JOIN record h "
                                        "ON h.seq = coalesce(r.main, r.seq) WHERE d.id = ?1",
                                        err);
    if (!stmt)
        return statement_failed(err);
    bind_text(stmt, 1, device);
    int rc = statement_step(s, stmt, err);
    const char *name = rc > 0 ? column_text(stmt, 0) : "";
    if (name[0]) {
        buf_add(out, name);
    } else {
        char fingerprint[DEVICE_FINGERPRINT_TEXT];
        device_fingerprint(fingerprint, device);
        buf_add(out, fingerprint);
    }
    statement_give(s, stmt);
    return rc < 0 ? rc : buf_ok(out, err);
}

/* One current assignment while a field is put together. */
struct claim {
    size_t row;
    int64_t clock;

    struct head head;
};

static int compare_claims(const void *a, const void *b)
{
    const struct claim *x = a, *y = b;
    if (x->clock != y->clock)
        return x->clock < y->clock ? -1 : 1;
    int by_device = strcmp(x->head.device, y->head.device);
    return by_device ? by_device : strcmp(x->head.entry, y->head.entry);
}

static int load_claim(struct store *s, const struct current_rows *r, struct claim *c,
                      struct error *err)
{
    sqlite3_stmt *stmt =
        statement_take(s,
                       "SELECT id, device, clock, at, arrived, record, EXISTS (SELECT 1 FROM "
                       "awaited WHERE entry = ?1 AND field = ?2) FROM entry WHERE seq = ?1",
                       err);
    if (!stmt)
        return statement_failed(err);
    bind_integer(stmt, 1, r->rows[c->row].entry);
    bind_text(stmt, 2, row_field(r, c->row));
    int rc = statement_step(s, stmt, err);
    if (rc > 0) {
        struct head *h = &c->head;
        const void *id = sqlite3_column_blob(stmt, 0);
        if (id && sqlite3_column_bytes(stmt, 0) == 32)
            hex_encode(h->entry, id, 32);
        (void)snprintf(h->device, sizeof h->device, "%s", column_text(stmt, 1));
        c->clock = sqlite3_column_int64(stmt, 2);
        h->at = strdup(column_text(stmt, 3));
        h->arrived = sqlite3_column_int64(stmt, 4);
        (void)snprintf(h->record, sizeof h->record, "%s", column_text(stmt, 5));
        h->gap = sqlite3_column_int(stmt, 6) != 0;
        struct buf by = BUF_ZERO;
        rc = device_name(s, h->device, &by, err);
        h->by = buf_take(&by);
        if (rc == 0 && (!h->at || !h->by))
            rc = error_memory(err);
    } else if (rc == 0) {
        rc = error_set(err, STATUS_DAMAGED, "a current value belongs to no entry");
        (void)error_hint(err, "Run `inwork verify`");
    }
    statement_give(s, stmt);
    return rc;
}

/* Values only: no look at the entries; the lead comes first. */
static int plain_heads(const struct current_rows *r, size_t from, size_t to,
                       struct record_field *out, struct error *err)
{
    for (int lead = 1; lead >= 0; lead--) {
        for (size_t i = from; i < to; i++) {
            bool again = r->rows[i].lead != (lead == 1);
            for (size_t j = from; j < to && !again; j++)
                again = j != i && (r->rows[j].lead || (!lead && j < i)) && current_same(r, i, j);
            if (again)
                continue;
            struct head *h = &out->heads[out->head_count++];
            int rc = value_from_stored(&h->value, r->rows[i].type, row_value(r, i),
                                       r->rows[i].length, err);
            if (rc < 0)
                return rc;
        }
    }
    return 0;
}

static int full_heads(struct store *s, const struct current_rows *r, size_t from, size_t to,
                      struct record_field *out, struct error *err)
{
    size_t n = to - from;
    struct claim *claims = calloc(n, sizeof *claims);
    out->entries = calloc(n, sizeof *out->entries);
    out->records = calloc(n, sizeof *out->records);
    int rc = claims && out->entries && out->records ? 0 : error_memory(err);
    for (size_t i = 0; rc == 0 && i < n; i++) {
        claims[i].row = from + i;
        rc = load_claim(s, r, &claims[i], err);
    }
    if (rc == 0)
        qsort(claims, n, sizeof *claims, compare_claims);
    for (size_t i = 0; rc == 0 && i < n; i++) {
        memcpy(out->entries[i], claims[i].head.entry, ENTRY_ID_TEXT);
        memcpy(out->records[i], claims[i].head.record, RECORD_ID_TEXT);
        out->entry_count++;
        bool again = false;
        for (size_t j = 0; j < i && !again; j++)
            again = current_same(r, claims[i].row, claims[j].row);
        if (again)
            continue;
        const struct current_row *row = &r->rows[claims[i].row];
        rc = value_from_stored(&claims[i].head.value, row->type, row_value(r, claims[i].row),
                               row->length, err);
        out->heads[out->head_count++] = claims[i].head;
        claims[i].head = (struct head){0}; /* handed over */
    }
    for (size_t i = 0; claims && i < n; i++) {
        free(claims[i].head.by);
        free(claims[i].head.at);
    }
    free(claims);
    return rc;
}

static int load_field(struct store *s, const struct current_rows *r, size_t from, size_t to,
                      bool full, struct record_field *out, struct error *err)
{
    out->name = strdup(row_field(r, from));
    out->heads = calloc(to - from, sizeof *out->heads);
    if (!out->name || !out->heads)
        return error_memory(err);
    return full ? full_heads(s, r, from, to, out, err) : plain_heads(r, from, to, out, err);
}

/* Known fields in the catalogue's order, then unknown ones by name, then reserved ones. */
static int load_fields(struct store *s, const struct current_rows *r,
                       const struct catalogue_kind *kind, bool full, struct record *out,
                       struct error *err)
{
    size_t groups = 0;
    for (size_t i = 0; i < r->count; i = current_group(r, i))
        groups++;
    out->fields = calloc(groups + 1, sizeof *out->fields);
    out->reserved = calloc(groups + 1, sizeof *out->reserved);
    size_t *start = calloc(groups + 1, sizeof *start);
    int rc = out->fields && out->reserved && start ? 0 : error_memory(err);
    for (size_t i = 0, g = 0; rc == 0 && i < r->count; i = current_group(r, i))
        start[g++] = i;
    for (size_t k = 0; rc == 0 && kind && k < kind->field_count; k++) {
        for (size_t g = 0; g < groups; g++) {
            if (strcmp(row_field(r, start[g]), kind->fields[k].name) != 0)
                continue;
            rc = load_field(s, r, start[g], current_group(r, start[g]), full,
                            &out->fields[out->field_count++], err);
            break;
        }
    }
    for (size_t g = 0; rc == 0 && g < groups; g++) {
        const char *name = row_field(r, start[g]);
        if (catalogue_field(kind, name))
            continue;
        struct record_field *f = name[0] == '_' ? &out->reserved[out->reserved_count++]
                                                : &out->fields[out->field_count++];
        rc = load_field(s, r, start[g], current_group(r, start[g]), full, f, err);
    }
    free(start);
    return rc;
}

static int load_state(struct store *s, int64_t home, struct record *out, struct error *err)
{
    sqlite3_stmt *stmt = statement_take(
        s,
        "SELECT NOT EXISTS (SELECT 1 FROM record m JOIN entry e ON e.record = m.id AND e.sent = 0 "
        "WHERE m.seq = ?1 OR m.main = ?1), "
        "EXISTS (SELECT 1 FROM current k JOIN entry t ON t.seq = k.entry "
        "JOIN current c ON c.home = ?1 AND c.record = k.record AND substr(c.field, 1, 1) <> '_' "
        "JOIN entry e ON e.seq = c.entry "
        "WHERE k.home = ?1 AND k.field = '_struck' AND k.value = 'yes' AND e.seq <> t.seq "
        "AND (e.clock >= t.clock OR e.seq > t.seq))",
        err);
    if (!stmt)
        return statement_failed(err);
    bind_integer(stmt, 1, home);
    int rc = statement_step(s, stmt, err);
    if (rc > 0) {
        out->sent = sqlite3_column_int(stmt, 0) != 0;
        out->changed_after_struck = sqlite3_column_int(stmt, 1) != 0;
    }
    statement_give(s, stmt);
    return rc < 0 ? rc : 0;
}

int record_load(struct store *s, int64_t home, bool full, struct record *out, struct error *err)
{
    struct record r = {0};
    struct current_rows rows = {0};
    sqlite3_stmt *stmt = statement_take(s,
                                        "SELECT id, kind, compartment, title, shown FROM record "
                                        "WHERE seq = ?1 AND shown IS NOT NULL",
                                        err);
    if (!stmt)
        return statement_failed(err);
    bind_integer(stmt, 1, home);
    int rc = statement_step(s, stmt, err);
    if (rc > 0) {
        (void)snprintf(r.id, sizeof r.id, "%s", column_text(stmt, 0));
        r.kind = strdup(column_text(stmt, 1));
        r.compartment = strdup(column_text(stmt, 2));
        r.title = strdup(column_text(stmt, 3));
        r.struck = sqlite3_column_int(stmt, 4) == 2;
        rc = r.kind && r.compartment && r.title ? 0 : error_memory(err);
    } else if (rc == 0) {
        rc = error_set(err, STATUS_NO_INPUT, "there is no such record");
    }
    statement_give(s, stmt);
    if (rc == 0)
        rc = store_catalogue_load(s, err);
    if (rc == 0)
        rc = current_load(s, home, &rows, err);
    if (rc == 0)
        rc = load_fields(s, &rows, catalogue_kind(store_catalogue(s), r.kind), full, &r, err);
    if (rc == 0 && full)
        rc = load_state(s, home, &r, err);
    current_free(&rows);
    if (rc < 0)
        record_clear(&r);
    else
        *out = r;
    return rc;
}

int store_record(struct store *s, const char *id, struct record *out, struct error *err)
{
    bool began;
    int rc = store_read_begin(s, &began, err);
    if (rc < 0)
        return rc;
    sqlite3_stmt *stmt = statement_take(s,
                                        "SELECT coalesce(main, seq) FROM record WHERE id = ?1 "
                                        "AND (shown IS NOT NULL OR main IS NOT NULL) ORDER BY kind",
                                        err);
    if (!stmt) {
        store_read_end(s, began);
        return statement_failed(err);
    }
    bind_text(stmt, 1, id);
    rc = statement_step(s, stmt, err);
    int64_t home = rc > 0 ? sqlite3_column_int64(stmt, 0) : 0;
    statement_give(s, stmt);
    if (rc == 0)
        rc = error_set(err, STATUS_NO_INPUT, "there is no record %s", id);
    else if (rc > 0)
        rc = record_load(s, home, true, out, err);
    store_read_end(s, began);
    return rc;
}
