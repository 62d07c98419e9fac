/* SPDX-License-Identifier: GPL-3.0-or-later
 * The check of a whole store. Derived tables are computed again as temporary tables of the same
 * names (SQLite finds those first), by the very code that keeps the real ones, and compared.
 */
#include "inwork/store/verify.h"

#include "derive_int.h"
#include "index_int.h"
#include "inwork/base/encode.h"
#include "inwork/base/error.h"
#include "inwork/store/entry.h"
#include "store_int.h"

struct check {
    struct store *store;
    struct verify_result *result;
    verify_fn finding;
    void *payload;
    int64_t forged; /* findings about signatures alone: such entries can be read */
};

static int found(struct check *c, struct error *err, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
static int found(struct check *c, struct error *err, const char *format, ...)
{
    struct buf text = BUF_ZERO;
    va_list args;
    va_start(args, format);
    buf_vprintf(&text, format, args);
    va_end(args);
    c->result->findings++;
    int rc = buf_ok(&text, err);
    if (rc == 0 && c->finding)
        rc = c->finding(buf_text(&text), c->payload, err);
    buf_free(&text);
    return rc;
}

static int check_pages(struct check *c, struct error *err)
{
    sqlite3_stmt *stmt = statement_take(c->store, "PRAGMA main.integrity_check", err);
    if (!stmt)
        return statement_failed(err);
    int rc;
    while ((rc = statement_step(c->store, stmt, err)) > 0) {
        if (strcmp(column_text(stmt, 0), "ok") != 0)
            rc = found(c, err, "the database: %s", column_text(stmt, 0));
        if (rc < 0)
            break;
    }
    statement_give(c->store, stmt);
    return rc;
}

/* Columns of check_entries. */
enum { C_ID, C_RECORD, C_KIND, C_COMPARTMENT, C_DEVICE, C_CLOCK, C_AT, C_LINE, C_KEY };

static bool same_as_line(sqlite3_stmt *stmt, const struct entry *e)
{
    char id[ENTRY_ID_TEXT] = "";
    const void *bytes = sqlite3_column_blob(stmt, C_ID);
    if (bytes && sqlite3_column_bytes(stmt, C_ID) == 32)
        hex_encode(id, bytes, 32);
    return strcmp(id, e->id) == 0 && strcmp(column_text(stmt, C_RECORD), e->record) == 0 &&
           strcmp(column_text(stmt, C_KIND), e->kind) == 0 &&
           strcmp(column_text(stmt, C_COMPARTMENT), e->compartment) == 0 &&
           strcmp(column_text(stmt, C_DEVICE), e->device) == 0 &&
           strcmp(column_text(stmt, C_AT), e->at) == 0 &&
           sqlite3_column_int64(stmt, C_CLOCK) == e->clock;
}

static int check_entry(struct check *c, sqlite3_stmt *stmt, struct error *err)
{
    struct entry e = {0};
    struct error why = {0};
    const char *line = column_text(stmt, C_LINE);
    size_t n = (size_t)sqlite3_column_bytes(stmt, C_LINE);
    char id[ENTRY_ID_TEXT] = "";
    const void *bytes = sqlite3_column_blob(stmt, C_ID);
    if (bytes && sqlite3_column_bytes(stmt, C_ID) == 32)
        hex_encode(id, bytes, 32);
    c->result->entries++;
    int rc = entry_parse(&e, line, n, &why);
    if (rc < 0)
        rc = found(c, err, "entry %s: %s", id, why.message);
    else if (!same_as_line(stmt, &e))
        rc = found(c, err, "entry %s is not what its line says", id);
    else if (sqlite3_column_bytes(stmt, C_KEY) != 32)
        c->result->unknown++;
    else if (entry_verify(line, n, sqlite3_column_blob(stmt, C_KEY), &why) < 0) {
        c->forged++;
        rc = found(c, err, "entry %s: its signature is not by device %s", id, e.device);
    } else
        c->result->signatures++;
    entry_clear(&e);
    return rc;
}

static int check_entries(struct check *c, struct error *err)
{
    sqlite3_stmt *stmt = statement_take(
        c->store,
        "SELECT e.id, e.record, e.kind, e.compartment, e.device, e.clock, e.at, l.line, d.ed25519 "
        "FROM entry e LEFT JOIN entry_line l ON l.entry = e.seq "
        "LEFT JOIN device d ON d.id = e.device ORDER BY e.seq",
        err);
    if (!stmt)
        return statement_failed(err);
    int rc;
    while ((rc = statement_step(c->store, stmt, err)) > 0) {
        rc = check_entry(c, stmt, err);
        if (rc != 0)
            break;
    }
    statement_give(c->store, stmt);
    return rc;
}

/* Report each row of a query: column 0 says which. */
static int report_rows(struct check *c, const char *sql, const char *what, struct error *err)
{
    sqlite3_stmt *stmt = statement_take(c->store, sql, err);
    if (!stmt)
        return statement_failed(err);
    int rc;
    while ((rc = statement_step(c->store, stmt, err)) > 0) {
        rc = found(c, err, "%s %s is not what the entries give", what, column_text(stmt, 0));
        if (rc != 0)
            break;
    }
    statement_give(c->store, stmt);
    return rc;
}

/* Every entry is found by its id, and nothing else is. */
static int check_ids(struct check *c, struct error *err)
{
    return report_rows(c,
                       "SELECT lower(hex(e.id)) FROM entry e LEFT JOIN entry_id i ON i.id = e.id "
                       "WHERE i.entry IS NOT e.seq UNION ALL "
                       "SELECT lower(hex(i.id)) FROM entry_id i LEFT JOIN entry e "
                       "ON e.seq = i.entry WHERE e.id IS NOT i.id LIMIT 1000",
                       "the place of entry", err);
}

#define SHOWS "(a.shown IS NOT NULL OR a.main IS NOT NULL)"
#define SAME_RECORD                                                                                \
    "b.seq = a.seq AND b.id = a.id AND b.kind = a.kind AND b.compartment = a.compartment AND "     \
    "b.main IS a.main AND b.shown IS a.shown AND b.struck = a.struck AND b.title = a.title AND "   \
    "b.sort = a.sort AND b.parent IS a.parent AND b.context IS a.context AND "                     \
    "b.conflicts = a.conflicts AND b.indexed = a.indexed"
#define SAME_CURRENT                                                                               \
    "b.home = a.home AND b.field = a.field AND b.entry = a.entry AND b.record = a.record AND "     \
    "b.type = a.type AND b.lead = a.lead AND b.value IS a.value"
#define SAME_AWAITED                                                                               \
    "b.target = a.target AND b.record = a.record AND b.field = a.field AND b.entry = a.entry"

/* Rows that only one of two tables has. */
#define DIFFERENCES(label, table, where, same)                                                     \
    "SELECT " label " FROM main." table " a WHERE " where                                          \
    " AND NOT EXISTS (SELECT 1 FROM temp." table " b WHERE " same ") UNION ALL SELECT " label      \
    " FROM temp." table " a WHERE " where " AND NOT EXISTS (SELECT 1 FROM main." table             \
    " b WHERE " same ") LIMIT 1000"

static int compare_tables(struct check *c, struct error *err)
{
    int rc = report_rows(c, DIFFERENCES("a.id", "record", SHOWS, SAME_RECORD), "record", err);
    if (rc == 0)
        rc = report_rows(c,
                         DIFFERENCES("a.field || ' of record number ' || a.record", "current", "1",
                                     SAME_CURRENT),
                         "the current value of", err);
    if (rc == 0)
        rc = report_rows(c,
                         DIFFERENCES("a.field || ' of record number ' || a.record", "awaited", "1",
                                     SAME_AWAITED),
                         "what is awaited for", err);
    if (rc == 0)
        rc = report_rows(
            c, DIFFERENCES("a.name", "compartment", "1", "b.name = a.name AND b.clock = a.clock"),
            "the clock of compartment", err);
    return rc;
}

/* Where the words are that need not be brought up to date. */
#define WORDS(schema)                                                                              \
    "SELECT term, doc, col FROM " schema ".search_place "                                          \
    "WHERE doc NOT IN (SELECT place FROM main.search_behind)"

/* Both indexes hold the same words at the same places: read side by side. */
static int compare_words(struct check *c, struct error *err)
{
    sqlite3_stmt *ours = NULL, *theirs = NULL;
    int64_t differ = 0;
    int more, other, rc = 0;
    ours = statement_take(c->store, WORDS("main"), err);
    theirs = ours ? statement_take(c->store, WORDS("temp"), err) : NULL;
    if (!theirs) {
        statement_give(c->store, ours);
        return statement_failed(err);
    }
    do {
        more = statement_step(c->store, ours, err);
        other = more < 0 ? more : statement_step(c->store, theirs, err);
        if (more < 0 || other < 0)
            rc = more < 0 ? more : other;
        else if (more != other ||
                 (more > 0 && (strcmp(column_text(ours, 0), column_text(theirs, 0)) != 0 ||
                               sqlite3_column_int64(ours, 1) != sqlite3_column_int64(theirs, 1) ||
                               strcmp(column_text(ours, 2), column_text(theirs, 2)) != 0)))
            differ = 1;
    } while (rc == 0 && more > 0 && !differ);
    statement_give(c->store, ours);
    statement_give(c->store, theirs);
    if (rc == 0 && differ)
        rc = found(c, err, "the search index is not what the entries give");
    return rc;
}

static int check_derived(struct check *c, struct error *err)
{
    struct store *s = c->store;
    static const char drop[] = "DROP TABLE IF EXISTS temp.search_place;"
                               "DROP TABLE IF EXISTS temp.search_word;"
                               "DROP TABLE IF EXISTS temp.search;"
                               "DROP TABLE IF EXISTS temp.search_behind;"
                               "DROP TABLE IF EXISTS temp.record;"
                               "DROP TABLE IF EXISTS temp.current;"
                               "DROP TABLE IF EXISTS temp.awaited;"
                               "DROP TABLE IF EXISTS temp.compartment;";
    s->beside = true;
    int rc = store_make_derived(s, err);
    if (rc == 0)
        rc = derive_all(s, err);
    if (rc == 0)
        rc = compare_tables(c, err);
    if (rc == 0)
        rc = compare_words(c, err);
    store_forget_transaction(s);
    statement_forget(s); /* they mean the temporary tables */
    if (sqlite3_exec(s->db, drop, NULL, NULL, NULL) != SQLITE_OK && rc == 0)
        rc = error_set(err, STATUS_SOFTWARE, "cannot put away what verifying used");
    s->beside = false;
    return rc;
}

int store_verify(struct store *s, struct verify_result *out, verify_fn finding, void *payload,
                 struct error *err)
{
    struct check check = {.store = s, .result = out, .finding = finding, .payload = payload};
    bool began = false;
    *out = (struct verify_result){0};
    if (s->depth > 0)
        return error_set(err, STATUS_SOFTWARE, "a store is verified outside of transactions");
    int rc = store_catalogue_load(s, err);
    if (rc == 0)
        rc = index_catch_up(s, err);
    if (rc == 0)
        rc = store_read_begin(s, &began, err);
    if (rc < 0)
        return rc;
    statement_forget(s);
    rc = check_pages(&check, err);
    if (rc == 0)
        rc = check_entries(&check, err);
    if (rc == 0)
        rc = check_ids(&check, err);
    /* What cannot be read as entries cannot be computed from either. */
    if (rc == 0 && out->findings == check.forged)
        rc = check_derived(&check, err);
    store_read_end(s, began);
    return rc;
}
