/* SPDX-License-Identifier: GPL-3.0-or-later
 * Rows that wait to be inserted many at a time.
 */
#include "batch_int.h"

#include "inwork/base/buf.h"
#include "inwork/base/error.h"
#include "store_int.h"

#define TOGETHER 32
#define COLUMNS_MOST 12
#define WAITING_BYTES ((size_t)1 << 20) /* of texts, a table, about */

/* OR ROLLBACK: what a constraint refuses ends the whole transaction anyway, and SQLite need not be
 * able to undo half a statement, for which it would keep a copy of every page it touches. */
static const struct {
    const char *insert;
    size_t columns;
    const char *newest; /* finds the highest number */
} tables[BATCH_TABLES] = {
    [BATCH_ENTRY] = {"INSERT OR ROLLBACK INTO entry(seq, id, record, kind, compartment, device, "
                     "clock, at, arrived, segment, counted, sent) VALUES ",
                     12, "SELECT max(seq) FROM entry"},
    [BATCH_LINE] = {"INSERT OR ROLLBACK INTO entry_line(entry, line) VALUES ", 2, NULL},
    [BATCH_RECORD] = {"INSERT OR ROLLBACK INTO record(seq, id, kind, compartment, shown, struck, "
                      "title, sort, parent, context, conflicts, indexed) VALUES ",
                      12, "SELECT max(seq) FROM record"},
    [BATCH_CURRENT] = {"INSERT OR ROLLBACK INTO current(home, field, entry, record, type, lead, "
                       "value) VALUES ",
                       7, NULL},
    [BATCH_ID] = {"INSERT OR ROLLBACK INTO entry_id(id, entry) VALUES ", 2, NULL},
};

enum cell_type { CELL_NULL, CELL_INTEGER, CELL_TEXT, CELL_BYTES };

struct cell {
    enum cell_type type;
    size_t at, length; /* of a text or bytes, in the table's `texts` */
    int64_t integer;
};

struct waiting_rows {
    struct cell cells[TOGETHER * COLUMNS_MOST];
    size_t filled; /* of the cells */
    struct buf texts;
    struct buf one, many; /* the statements; their addresses are kept by the cache */
    int64_t next;         /* the next row's number; 0: not known */
};

struct id_row {
    uint8_t id[32];
    int64_t seq;
};

struct batch {
    struct waiting_rows tables[BATCH_TABLES];
    struct id_row *ids; /* before they are sorted into their table's rows */
    size_t id_count, id_room;
    uint32_t *id_table; /* open addressing, twice id_room: index + 1, or 0 */
    enum batch_table begun;
    bool any, flushing;
};

static void forget_ids(struct batch *r)
{
    if (r->id_count > 0)
        memset(r->id_table, 0, 2 * r->id_room * sizeof *r->id_table);
    r->id_count = 0;
}

void batch_clear(struct batch *r)
{
    if (!r)
        return;
    for (size_t i = 0; i < BATCH_TABLES; i++) {
        r->tables[i].filled = 0;
        r->tables[i].next = 0;
        buf_clear(&r->tables[i].texts);
    }
    forget_ids(r);
    r->any = r->flushing = false;
}

void batch_free(struct batch *r)
{
    if (!r)
        return;
    for (size_t i = 0; i < BATCH_TABLES; i++) {
        buf_free(&r->tables[i].texts);
        buf_free(&r->tables[i].one);
        buf_free(&r->tables[i].many);
    }
    free(r->ids);
    free(r->id_table);
    free(r);
}

static void make_statement(struct buf *out, enum batch_table table, size_t count)
{
    buf_add(out, tables[table].insert);
    for (size_t i = 0; i < count; i++) {
        buf_add(out, i > 0 ? ", (?" : "(?");
        for (size_t j = 1; j < tables[table].columns; j++)
            buf_add(out, ", ?");
        buf_push(out, ')');
    }
}

int batch_begin(struct store *s, enum batch_table table, struct error *err)
{
    if (!s->batch)
        s->batch = calloc(1, sizeof *s->batch);
    if (!s->batch)
        return error_memory(err);
    s->batch->begun = table;
    return 0;
}

static struct cell *next_cell(struct store *s)
{
    struct waiting_rows *w = &s->batch->tables[s->batch->begun];
    return &w->cells[w->filled++];
}

static void add_bytes(struct store *s, enum cell_type type, const void *bytes, size_t n)
{
    struct buf *texts = &s->batch->tables[s->batch->begun].texts;
    *next_cell(s) = (struct cell){.type = type, .at = texts->len, .length = n};
    buf_append(texts, bytes, n);
}

void batch_text(struct store *s, const char *text, size_t n)
{
    add_bytes(s, CELL_TEXT, text, n);
}

void batch_string(struct store *s, const char *text)
{
    if (text)
        batch_text(s, text, strlen(text));
    else
        batch_null(s);
}

void batch_bytes(struct store *s, const void *bytes, size_t n)
{
    add_bytes(s, CELL_BYTES, bytes, n);
}

void batch_integer(struct store *s, int64_t v)
{
    *next_cell(s) = (struct cell){.type = CELL_INTEGER, .integer = v};
}

void batch_null(struct store *s)
{
    *next_cell(s) = (struct cell){.type = CELL_NULL};
}

/* `rows` rows, one or TOGETHER, from cell `from` on. */
static int insert(struct store *s, enum batch_table table, size_t from, size_t rows,
                  struct error *err)
{
    struct waiting_rows *w = &s->batch->tables[table];
    const size_t count = rows * tables[table].columns;
    struct buf *sql = rows == 1 ? &w->one : &w->many;
    if (!sql->data)
        make_statement(sql, table, rows);
    int rc = buf_ok(sql, err);
    if (rc < 0)
        return rc;
    sqlite3_stmt *stmt = statement_take(s, buf_text(sql), err);
    if (!stmt)
        return statement_failed(err);
    for (size_t i = 0; i < count; i++) {
        const struct cell *c = &w->cells[from + i];
        const char *text = buf_text(&w->texts) + c->at;
        int parameter = (int)i + 1;
        switch (c->type) {
        case CELL_NULL: /* as parameters are when they come back */
            break;
        case CELL_INTEGER:
            bind_integer(stmt, parameter, c->integer);
            break;
        case CELL_TEXT:
            (void)sqlite3_bind_text64(stmt, parameter, text, c->length, SQLITE_STATIC, SQLITE_UTF8);
            break;
        case CELL_BYTES:
            bind_bytes(stmt, parameter, text, c->length);
            break;
        }
    }
    return statement_run(s, stmt, err);
}

static int flush_table(struct store *s, enum batch_table table, struct error *err)
{
    struct waiting_rows *w = &s->batch->tables[table];
    const size_t columns = tables[table].columns;
    int rc = buf_ok(&w->texts, err);
    s->batch->flushing = true;
    if (w->filled == TOGETHER * columns) {
        rc = rc < 0 ? rc : insert(s, table, 0, TOGETHER, err);
    } else {
        for (size_t at = 0; rc == 0 && at < w->filled; at += columns)
            rc = insert(s, table, at, 1, err);
    }
    s->batch->flushing = false;
    w->filled = 0;
    buf_clear(&w->texts);
    return rc;
}

int batch_end(struct store *s, struct error *err)
{
    enum batch_table table = s->batch->begun;
    const struct waiting_rows *w = &s->batch->tables[table];
    s->batch->any = true;
    if (w->filled < TOGETHER * tables[table].columns && w->texts.len < WAITING_BYTES)
        return 0;
    return flush_table(s, table, err);
}

/* Ids are hashes: their first bytes are as good as any. */
static size_t id_slot(const struct batch *r, const uint8_t id[32])
{
    uint64_t start;
    memcpy(&start, id, sizeof start);
    size_t at = (size_t)(start % (2 * r->id_room));
    while (r->id_table[at] && memcmp(r->ids[r->id_table[at] - 1].id, id, 32) != 0)
        at = (at + 1) % (2 * r->id_room);
    return at;
}

static int grow_ids(struct batch *r, struct error *err)
{
    size_t room = r->id_room ? r->id_room * 2 : 64;
    uint32_t *table = calloc(2 * room, sizeof *table);
    struct id_row *ids = table ? realloc(r->ids, room * sizeof *ids) : NULL;
    if (!ids) {
        free(table);
        return error_memory(err);
    }
    free(r->id_table);
    r->ids = ids;
    r->id_table = table;
    r->id_room = room;
    for (size_t i = 0; i < r->id_count; i++)
        table[id_slot(r, ids[i].id)] = (uint32_t)i + 1;
    return 0;
}

int batch_entry_id(struct store *s, const uint8_t id[32], int64_t seq, struct error *err)
{
    struct batch *r = s->batch;
    int rc = r->id_count == r->id_room ? grow_ids(r, err) : 0;
    if (rc < 0)
        return rc;
    struct id_row *row = &r->ids[r->id_count++];
    memcpy(row->id, id, sizeof row->id);
    row->seq = seq;
    r->id_table[id_slot(r, id)] = (uint32_t)r->id_count;
    return 0;
}

int64_t batch_find_id(const struct store *s, const uint8_t id[32])
{
    const struct batch *r = s->batch;
    if (!r || r->id_count == 0)
        return 0;
    size_t at = r->id_table[id_slot(r, id)];
    return at ? r->ids[at - 1].seq : 0;
}

bool batch_waits(const struct store *s, enum batch_table table, size_t column, const char *text)
{
    const size_t n = strlen(text);
    const struct waiting_rows *w = s->batch ? &s->batch->tables[table] : NULL;
    for (size_t i = column; w && i < w->filled; i += tables[table].columns) {
        const struct cell *c = &w->cells[i];
        if (c->type == CELL_TEXT && c->length == n &&
            memcmp(buf_text(&w->texts) + c->at, text, n) == 0)
            return true;
    }
    return false;
}

static int by_id(const void *a, const void *b)
{
    return memcmp(((const struct id_row *)a)->id, ((const struct id_row *)b)->id, 32);
}

static int sort_ids(struct store *s, struct error *err)
{
    struct batch *r = s->batch;
    int rc = 0;
    if (r->id_count > 1)
        qsort(r->ids, r->id_count, sizeof *r->ids, by_id);
    for (size_t i = 0; rc == 0 && i < r->id_count; i++) {
        rc = batch_begin(s, BATCH_ID, err);
        if (rc < 0)
            break;
        batch_bytes(s, r->ids[i].id, sizeof r->ids[i].id);
        batch_integer(s, r->ids[i].seq);
        rc = batch_end(s, err);
    }
    forget_ids(r);
    return rc;
}

int batch_flush(struct store *s, struct error *err)
{
    if (!s->batch || !s->batch->any || s->batch->flushing)
        return 0;
    int rc = sort_ids(s, err);
    s->batch->any = false;
    for (size_t i = 0; rc == 0 && i < BATCH_TABLES; i++)
        if (s->batch->tables[i].filled > 0)
            rc = flush_table(s, (enum batch_table)i, err);
    return rc;
}

int batch_number(struct store *s, enum batch_table table, int64_t *out, struct error *err)
{
    if (!s->batch)
        s->batch = calloc(1, sizeof *s->batch);
    if (!s->batch)
        return error_memory(err);
    struct waiting_rows *w = &s->batch->tables[table];
    if (w->next == 0) {
        sqlite3_stmt *stmt = statement_take(s, tables[table].newest, err);
        if (!stmt)
            return statement_failed(err);
        int rc = statement_step(s, stmt, err);
        w->next = rc > 0 ? sqlite3_column_int64(stmt, 0) + 1 : 0;
        statement_give(s, stmt);
        if (rc < 0)
            return rc;
    }
    *out = w->next++;
    return 0;
}

void batch_number_forget(struct store *s, enum batch_table table)
{
    if (s->batch)
        s->batch->tables[table].next = 0;
}
