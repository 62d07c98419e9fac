/* SPDX-License-Identifier: GPL-3.0-or-later
 * The SQLite database inside an unlocked vault: how it is opened, when the log is copied back, and
 * what SQLite's failures mean to a person.
 */
#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "inwork/base/error.h"

#include "vault_int.h"

/* In order: nothing may touch the file before temporary data is bound to memory. Without
 * cache_spill=OFF SQLite itself can lose a commit after a savepoint was rolled back. */
static const char *const settings[] = {
    "PRAGMA temp_store=2",      "PRAGMA mmap_size=0",      "PRAGMA cache_spill=OFF",
    "PRAGMA cache_size=-32768", "PRAGMA synchronous=FULL", "PRAGMA secure_delete=FAST",
    "PRAGMA page_size=4096",
};

static int run(sqlite3 *db, const char *sql)
{
    return sqlite3_exec(db, sql, NULL, NULL, NULL);
}

static int configure(sqlite3 *db)
{
    static const struct {
        int option;
        int value;
    } switches[] = {
        {SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1}, {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
        {SQLITE_DBCONFIG_DEFENSIVE, 1},        {SQLITE_DBCONFIG_ENABLE_FKEY, 1},
        {SQLITE_DBCONFIG_DQS_DML, 0},          {SQLITE_DBCONFIG_DQS_DDL, 0},
    };
    int rc = sqlite3_busy_timeout(db, VAULT_BUSY_MS);
    for (size_t i = 0; i < sizeof switches / sizeof switches[0] && rc == SQLITE_OK; i++)
        rc = sqlite3_db_config(db, switches[i].option, switches[i].value, NULL);
    if (rc == SQLITE_OK)
        rc = sqlite3_wal_autocheckpoint(db, 0);
    for (size_t i = 0; i < sizeof settings / sizeof settings[0] && rc == SQLITE_OK; i++)
        rc = run(db, settings[i]);
    return rc;
}

/* The database must be in log mode: journals are only for the moment when it is made. */
static int enter_log_mode(sqlite3 *db)
{
    sqlite3_stmt *statement = NULL;
    int rc = sqlite3_prepare_v2(db, "PRAGMA journal_mode=WAL", -1, &statement, NULL);
    if (rc == SQLITE_OK) {
        rc = sqlite3_step(statement);
        const unsigned char *mode = rc == SQLITE_ROW ? sqlite3_column_text(statement, 0) : NULL;
        if (rc == SQLITE_ROW)
            rc = mode && strcmp((const char *)mode, "wal") == 0 ? SQLITE_OK : SQLITE_CANTOPEN;
    }
    int finalized = sqlite3_finalize(statement);
    return rc == SQLITE_OK ? finalized : rc;
}

int vault_database(struct vault *v, struct sqlite3 **out, bool read_only, struct error *err)
{
    if (!v->keys)
        return error_set(err, STATUS_REFUSED, "%s is locked", v->path);
    int result = vfs_register(v, err);
    if (result < 0)
        return result;
    sqlite3 *db = NULL;
    int reserve = PAGE_OVERHEAD;
    int flags = (read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE) | SQLITE_OPEN_NOMUTEX;
    v->fault = (struct vault_fault){0};
    int rc = sqlite3_open_v2(v->path, &db, flags, v->vfs_name);
    if (rc == SQLITE_OK)
        rc = configure(db);
    if (rc == SQLITE_OK)
        rc = sqlite3_file_control(db, "main", SQLITE_FCNTL_RESERVE_BYTES, &reserve);
    if (rc == SQLITE_OK && !read_only)
        rc = enter_log_mode(db);
    if (rc == SQLITE_OK) /* reads page 1 and the log: damage is told here */
        rc = run(db, "SELECT count(*) FROM sqlite_schema");
    if (rc != SQLITE_OK) {
        result = vault_error(v, db, rc, "open the store", err);
        (void)sqlite3_close(db);
        return result;
    }
    if (!read_only && !v->creating)
        header_file_heal(v); /* only now: a file that is damaged elsewhere stays as it is */
    *out = db;
    return 0;
}

void vault_patience(struct sqlite3 *db, bool patient)
{
    (void)sqlite3_busy_timeout(db, patient ? VAULT_BUSY_MS : 0); /* only sets a number */
}

int vault_checkpoint(struct vault *v, struct sqlite3 *db, int min_frames, struct error *err)
{
    struct stat info;
    /* The log's size is the most frames it can hold; what is in it may have been copied already,
     * which SQLite finds out at once. */
    if (stat(v->log_path, &info)) {
        if (errno == ENOENT)
            return 0;
        return error_errno(err, STATUS_IO, "cannot look at %s", v->log_path);
    }
    if (info.st_size == 0 || info.st_size / PAGE_BYTES < min_frames)
        return 0;
    /* Asking for the log to be emptied as well, without patience: where a reader stands in the way
     * SQLite does what it can. */
    vault_patience(db, false);
    int rc = sqlite3_wal_checkpoint_v2(db, "main", SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
    int failed = rc == SQLITE_BUSY || rc == SQLITE_LOCKED ? SQLITE_OK : rc;
    int result = failed ? vault_error(v, db, failed, "copy the log back", err) : 0;
    vault_patience(db, true);
    return result;
}

/* --- errors -------------------------------------------------------------------------------- */

#define SET_ASIDE                                                                                  \
    "nothing was changed; move the store and its -wal aside, put copies of both back or start a "  \
    "new store, and sync: what the team has comes back"

static int damaged(const struct vault *v, struct error *err)
{
    unsigned long long position = v->fault.position;
    switch (v->fault.kind) {
    case UNIT_PAGE:
        (void)error_set(err, STATUS_DAMAGED,
                        v->fault.missing ? "%s is damaged: it ends before page %llu"
                                         : "%s is damaged: page %llu does not authenticate",
                        v->path, position);
        break;
    case UNIT_LOG_HEADER:
        (void)error_set(err, STATUS_DAMAGED, "%s-wal is damaged: its header does not authenticate",
                        v->path);
        break;
    case UNIT_FRAME_HEADER:
    case UNIT_FRAME_PAGE:
        (void)error_set(err, STATUS_DAMAGED, "%s-wal is damaged: frame %llu does not authenticate",
                        v->path, position + 1);
        break;
    case UNIT_JOURNAL:
        (void)error_set(err, STATUS_DAMAGED,
                        "%s-journal is damaged: unit %llu does not authenticate", v->path,
                        position + 1);
        break;
    case UNIT_NONE:
    default:
        (void)error_set(err, STATUS_DAMAGED, "%s is damaged", v->path);
        break;
    }
    return error_hint(err, SET_ASIDE);
}

static bool disk_is_full(int rc, int number)
{
    return rc == SQLITE_FULL || number == ENOSPC || number == EDQUOT || number == EFBIG;
}

int vault_error(struct vault *v, struct sqlite3 *db, int result, const char *doing,
                struct error *err)
{
    int extended = db && (sqlite3_errcode(db) & 0xFF) == (result & 0xFF)
                       ? sqlite3_extended_errcode(db)
                       : result;
    int number = db ? sqlite3_system_errno(db) : 0;
    const char *reason = db ? sqlite3_errmsg(db) : sqlite3_errstr(result);
    if (extended == SQLITE_IOERR_DATA || extended == SQLITE_IOERR_CORRUPTFS)
        return damaged(v, err);
    switch (result & 0xFF) {
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        (void)error_set(err, STATUS_DAMAGED, "cannot %s: %s is damaged (%s)", doing, v->path,
                        reason);
        return error_hint(err, SET_ASIDE);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_PROTOCOL:
        (void)error_set(err, STATUS_BUSY, "cannot %s: another process is writing to %s", doing,
                        v->path);
        return error_hint(err, "try again in a moment");
    case SQLITE_NOMEM:
        return error_set(err, STATUS_IO, "cannot %s: memory ran out", doing);
    case SQLITE_FULL:
    case SQLITE_IOERR:
        if (disk_is_full(result & 0xFF, number)) {
            (void)error_set(err, STATUS_IO, "cannot %s: the disk is full", doing);
            return error_hint(err, "what was saved before is safe; make room and try again");
        }
        return error_set(err, STATUS_IO, "cannot %s: reading or writing %s failed (%s)", doing,
                         v->path, sqlite3_errstr(extended));
    case SQLITE_CANTOPEN:
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
        return error_set(err, STATUS_IO, "cannot %s: %s (%s)", doing, reason, v->path);
    case SQLITE_TOOBIG:
        return error_set(err, STATUS_DATA, "cannot %s: a text is too long", doing);
    default:
        return error_set(err, STATUS_SOFTWARE, "cannot %s: %s", doing, reason);
    }
}
