/* SPDX-License-Identifier: GPL-3.0-or-later
 * The VFS: which files may be opened, and what SQLite's pager may do with them.
 *
 * One VFS per struct vault, over the platform's own. It opens the store's database, log and journal
 * and nothing else: no temporary file, no attached file. Shared memory is passed through (io
 * methods version 2), memory mapping is not offered.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "inwork/base/error.h"

#include "ahead_int.h"
#include "vault_int.h"

/* Slots of SQLite's shared-memory locks. */
enum { SHM_WRITE = 0, SHM_CHECKPOINT = 1, SHM_RECOVER = 2 };

static struct vault_file *as_file(sqlite3_file *file)
{
    return (struct vault_file *)file;
}
static sqlite3_file *lower_of(sqlite3_file *file)
{
    return as_file(file)->lower;
}

/* --- S.lock -------------------------------------------------------------------------------- */

/* Take S.lock for one more reason. SQLITE_BUSY makes SQLite wait and ask again, within the
 * connection's busy timeout. */
static int guard_take(struct vault_file *f, unsigned reasons)
{
    if (f->guards == 0 && f->lock >= 0) {
        int taken = lock_try(f->lock);
        if (taken != 0)
            return taken > 0 ? SQLITE_BUSY : SQLITE_IOERR_LOCK;
    }
    f->guards |= reasons;
    return SQLITE_OK;
}

static void guard_drop(struct vault_file *f, unsigned reasons)
{
    if (f->guards == 0)
        return;
    f->guards &= ~reasons;
    if (f->guards == 0 && f->lock >= 0)
        lock_release(f->lock);
}

static int file_lock(sqlite3_file *file, int level)
{
    struct vault_file *f = as_file(file);
    ahead_drop(f->ahead);
    if (level < SQLITE_LOCK_RESERVED)
        return f->lower->pMethods->xLock(f->lower, level);
    unsigned before = f->guards;
    int rc = guard_take(f, GUARD_DATABASE);
    if (rc != SQLITE_OK)
        return rc;
    rc = f->lower->pMethods->xLock(f->lower, level);
    if (rc != SQLITE_OK && !(before & GUARD_DATABASE))
        guard_drop(f, GUARD_DATABASE);
    return rc;
}

static int file_unlock(sqlite3_file *file, int level)
{
    struct vault_file *f = as_file(file);
    int rc = f->lower->pMethods->xUnlock(f->lower, level);
    if (level <= SQLITE_LOCK_SHARED)
        guard_drop(f, GUARD_DATABASE);
    return rc;
}

static int file_shm_lock(sqlite3_file *file, int first, int count, int flags)
{
    struct vault_file *f = as_file(file);
    unsigned reasons = 0;
    ahead_drop(f->ahead); /* a transaction begins or ends: others may write */
    if (flags & SQLITE_SHM_EXCLUSIVE) {
        if (first <= SHM_WRITE && first + count > SHM_WRITE)
            reasons |= GUARD_WRITER;
        if (first <= SHM_CHECKPOINT && first + count > SHM_CHECKPOINT)
            reasons |= GUARD_CHECKPOINT;
    }
    bool recover =
        (flags & SQLITE_SHM_EXCLUSIVE) && first <= SHM_RECOVER && first + count > SHM_RECOVER;
    if (flags & SQLITE_SHM_UNLOCK) {
        if ((reasons & GUARD_WRITER) && f->log)
            log_forget(f->log); /* undone, or it would be in the file; the places may be others' */
        int rc = f->lower->pMethods->xShmLock(f->lower, first, count, flags);
        if (recover)
            f->recovering = false;
        if (reasons)
            guard_drop(f, reasons);
        return rc;
    }
    unsigned before = f->guards;
    if (reasons) {
        int rc = guard_take(f, reasons);
        if (rc != SQLITE_OK)
            return rc;
    }
    int rc = f->lower->pMethods->xShmLock(f->lower, first, count, flags);
    if (rc != SQLITE_OK && reasons)
        guard_drop(f, reasons & ~before);
    if (rc == SQLITE_OK && recover)
        f->recovering = true;
    return rc;
}

/* --- one open file ------------------------------------------------------------------------- */

static int file_close(sqlite3_file *file)
{
    struct vault_file *f = as_file(file);
    int rc = f->lower->pMethods ? f->lower->pMethods->xClose(f->lower) : SQLITE_OK;
    journal_clear(f);
    log_forget(f); /* what a transaction that never ended wrote */
    free(f->held);
    f->held = NULL;
    if (f->database)
        f->database->log = NULL;
    ahead_free(f->ahead);
    f->ahead = NULL;
    if (f->lock >= 0)
        (void)close(f->lock); /* releases it too */
    f->lock = -1;
    f->base.pMethods = NULL;
    return rc;
}

static int file_read(sqlite3_file *file, void *out, int amount, sqlite3_int64 offset)
{
    struct vault_file *f = as_file(file);
    if (amount < 0 || offset < 0)
        return SQLITE_IOERR_READ;
    switch (f->kind) {
    case FILE_DATABASE:
        return database_read(f, out, amount, offset);
    case FILE_LOG:
        return log_read(f, out, amount, offset);
    case FILE_JOURNAL:
        break;
    }
    return journal_read(f, out, amount, offset);
}

/* SQLite's platform layer calls only one of the ways in which there can be no room a full disk. */
static int tell_full(struct vault_file *f, int rc)
{
    int number = 0;
    if (rc != SQLITE_IOERR_WRITE ||
        f->lower->pMethods->xFileControl(f->lower, SQLITE_FCNTL_LAST_ERRNO, &number) != SQLITE_OK)
        return rc;
    return number == EDQUOT || number == EFBIG || number == ENOSPC ? SQLITE_FULL : rc;
}

static int file_write(sqlite3_file *file, const void *bytes, int amount, sqlite3_int64 offset)
{
    struct vault_file *f = as_file(file);
    switch (f->kind) {
    case FILE_DATABASE:
        return tell_full(f, database_write(f, bytes, amount, offset));
    case FILE_LOG:
        return tell_full(f, log_write(f, bytes, amount, offset));
    case FILE_JOURNAL:
        break;
    }
    return tell_full(f, journal_write(f, bytes, amount, offset));
}

static int file_truncate(sqlite3_file *file, sqlite3_int64 size)
{
    struct vault_file *f = as_file(file);
    switch (f->kind) {
    case FILE_DATABASE:
        return database_truncate(f, size);
    case FILE_LOG:
        return log_truncate(f, size);
    case FILE_JOURNAL:
        break;
    }
    return journal_truncate(f, size);
}

static int file_sync(sqlite3_file *file, int flags)
{
    struct vault_file *f = as_file(file);
    int rc = f->kind == FILE_LOG ? tell_full(f, log_flush(f)) : SQLITE_OK;
    if (rc == SQLITE_OK)
        rc = f->lower->pMethods->xSync(f->lower, flags);
    if (rc == SQLITE_OK && f->kind == FILE_JOURNAL)
        journal_synced(f);
    return rc;
}

static int file_size(sqlite3_file *file, sqlite3_int64 *out)
{
    struct vault_file *f = as_file(file);
    int64_t size = 0;
    int rc;
    switch (f->kind) {
    case FILE_DATABASE:
        rc = database_size(f, &size);
        break;
    case FILE_LOG:
        rc = log_size(f, &size);
        break;
    case FILE_JOURNAL:
    default:
        rc = journal_size(f, &size);
        break;
    }
    *out = size;
    return rc;
}

static int file_check_reserved(sqlite3_file *file, int *out)
{
    return lower_of(file)->pMethods->xCheckReservedLock(lower_of(file), out);
}

static int file_control(sqlite3_file *file, int op, void *argument)
{
    struct vault_file *f = as_file(file);
    sqlite3_int64 *number = argument;
    char **text = argument;
    switch (op) {
    case SQLITE_FCNTL_MMAP_SIZE:
        *number = 0; /* mapped pages would bypass decryption */
        return SQLITE_OK;
    case SQLITE_FCNTL_SIZE_HINT:
        if (f->kind == FILE_DATABASE) {
            sqlite3_int64 physical = *number + DATA_START;
            return f->lower->pMethods->xFileControl(f->lower, op, &physical);
        }
        return SQLITE_OK;
    case SQLITE_FCNTL_VFSNAME:
        *text = sqlite3_mprintf("inwork/%s", f->vault->lower->zName);
        return SQLITE_OK;
    case SQLITE_FCNTL_CHUNK_SIZE:
    case SQLITE_FCNTL_BEGIN_ATOMIC_WRITE:
    case SQLITE_FCNTL_COMMIT_ATOMIC_WRITE:
    case SQLITE_FCNTL_ROLLBACK_ATOMIC_WRITE:
    case SQLITE_FCNTL_TEMPFILENAME:
        return SQLITE_NOTFOUND;
    default:
        return f->lower->pMethods->xFileControl(f->lower, op, argument);
    }
}

static int file_sector_size(sqlite3_file *file)
{
    (void)file;
    return 512;
}

/* No unit is written in parts, and none shares a byte with its neighbours, so a write disturbs no
 * byte outside itself. Nothing else is promised: no atomic writes, no reading of parts of pages. */
static int file_characteristics(sqlite3_file *file)
{
    (void)file;
    return SQLITE_IOCAP_POWERSAFE_OVERWRITE;
}

static int file_shm_map(sqlite3_file *file, int region, int size, int extend, void volatile **out)
{
    return lower_of(file)->pMethods->xShmMap(lower_of(file), region, size, extend, out);
}
static void file_shm_barrier(sqlite3_file *file)
{
    lower_of(file)->pMethods->xShmBarrier(lower_of(file));
}
static int file_shm_unmap(sqlite3_file *file, int remove)
{
    return lower_of(file)->pMethods->xShmUnmap(lower_of(file), remove);
}

static const sqlite3_io_methods methods = {
    .iVersion = 2, /* shared memory, but no xFetch */
    .xClose = file_close,
    .xRead = file_read,
    .xWrite = file_write,
    .xTruncate = file_truncate,
    .xSync = file_sync,
    .xFileSize = file_size,
    .xLock = file_lock,
    .xUnlock = file_unlock,
    .xCheckReservedLock = file_check_reserved,
    .xFileControl = file_control,
    .xSectorSize = file_sector_size,
    .xDeviceCharacteristics = file_characteristics,
    .xShmMap = file_shm_map,
    .xShmLock = file_shm_lock,
    .xShmBarrier = file_shm_barrier,
    .xShmUnmap = file_shm_unmap,
};

/* --- the VFS ------------------------------------------------------------------------------- */

static struct vault *vault_of(sqlite3_vfs *vfs)
{
    return vfs->pAppData;
}

/* What `name` is to this vault; false for any file that is not its own. */
static bool kind_of(const struct vault *v, const char *name, int flags, enum file_kind *out)
{
    const struct {
        int flag;
        const char *path;
        enum file_kind kind;
    } own[] = {
        {SQLITE_OPEN_MAIN_DB, v->path, FILE_DATABASE},
        {SQLITE_OPEN_WAL, v->log_path, FILE_LOG},
        {SQLITE_OPEN_MAIN_JOURNAL, v->journal_path, FILE_JOURNAL},
    };
    for (size_t i = 0; name && i < sizeof own / sizeof own[0]; i++)
        if ((flags & own[i].flag) && strcmp(name, own[i].path) == 0) {
            *out = own[i].kind;
            return true;
        }
    return false;
}

/* S.lock, for a database handle. Where it cannot be made nothing can be written either, so a
 * read-only handle goes without. */
static int open_guard(struct vault_file *f)
{
    f->lock = lock_open(f->vault->lock_path);
    if (f->lock < 0 && !(f->open_flags & SQLITE_OPEN_READONLY))
        return SQLITE_CANTOPEN;
    return SQLITE_OK;
}

static int vfs_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags,
                    int *flags_out)
{
    struct vault *v = vault_of(vfs);
    struct vault_file *f = as_file(file);
    enum file_kind kind;
    f->base.pMethods = NULL;
    /* Nameless files are temporary and would hold plain text; other names are not ours to seal. */
    if (!v->keys || !kind_of(v, name, flags, &kind))
        return SQLITE_CANTOPEN;
    memset(f, 0, sizeof *f);
    f->vault = v;
    f->kind = kind;
    f->lock = -1;
    f->lower = (sqlite3_file *)((char *)f + sizeof *f);
    int got = flags;
    int rc = v->lower->xOpen(v->lower, name, f->lower, flags, &got);
    f->open_flags = got;
    if (flags_out)
        *flags_out = got;
    if (rc == SQLITE_OK && kind == FILE_DATABASE) {
        rc = f->lower->pMethods->iVersion < 2 ? SQLITE_CANTOPEN : header_file_check(v, f->lower);
        if (rc == SQLITE_OK)
            rc = open_guard(f);
    }
    if (rc == SQLITE_OK && kind == FILE_LOG) {
        f->database = as_file(sqlite3_database_file_object(name));
        if (!f->database || f->database->base.pMethods != &methods) {
            f->database = NULL;
            rc = SQLITE_CANTOPEN;
        } else {
            f->database->log = f;
        }
    }
    if (rc != SQLITE_OK) {
        (void)file_close(file);
        return rc;
    }
    f->base.pMethods = &methods;
    return SQLITE_OK;
}

static int vfs_delete(sqlite3_vfs *vfs, const char *name, int sync_folder)
{
    struct vault *v = vault_of(vfs);
    if (strcmp(name, v->log_path) != 0 && strcmp(name, v->journal_path) != 0)
        return SQLITE_IOERR_DELETE;
    return v->lower->xDelete(v->lower, name, sync_folder);
}

static int vfs_access(sqlite3_vfs *vfs, const char *name, int flags, int *out)
{
    sqlite3_vfs *lower = vault_of(vfs)->lower;
    return lower->xAccess(lower, name, flags, out);
}

static int vfs_full_path(sqlite3_vfs *vfs, const char *name, int room, char *out)
{
    sqlite3_vfs *lower = vault_of(vfs)->lower;
    return lower->xFullPathname(lower, name, room, out);
}

/* No extensions are loaded into a store. */
static void *vfs_dl_open(sqlite3_vfs *vfs, const char *name)
{
    (void)vfs;
    (void)name;
    return NULL;
}
static void vfs_dl_error(sqlite3_vfs *vfs, int room, char *out)
{
    (void)vfs;
    (void)snprintf(out, (size_t)room, "a store loads no extensions");
}
static void (*vfs_dl_sym(sqlite3_vfs *vfs, void *handle, const char *name))(void)
{
    (void)vfs;
    (void)handle;
    (void)name;
    return NULL;
}
static void vfs_dl_close(sqlite3_vfs *vfs, void *handle)
{
    (void)vfs;
    (void)handle;
}

static int vfs_randomness(sqlite3_vfs *vfs, int n, char *out)
{
    sqlite3_vfs *lower = vault_of(vfs)->lower;
    return lower->xRandomness(lower, n, out);
}
static int vfs_sleep(sqlite3_vfs *vfs, int us)
{
    sqlite3_vfs *lower = vault_of(vfs)->lower;
    return lower->xSleep(lower, us);
}
static int vfs_time(sqlite3_vfs *vfs, double *out)
{
    sqlite3_vfs *lower = vault_of(vfs)->lower;
    return lower->xCurrentTime(lower, out);
}
static int vfs_time64(sqlite3_vfs *vfs, sqlite3_int64 *out)
{
    sqlite3_vfs *lower = vault_of(vfs)->lower;
    if (lower->iVersion >= 2 && lower->xCurrentTimeInt64)
        return lower->xCurrentTimeInt64(lower, out);
    double days = 0;
    int rc = lower->xCurrentTime(lower, &days);
    *out = (sqlite3_int64)(days * 86400000.0);
    return rc;
}
static int vfs_last_error(sqlite3_vfs *vfs, int room, char *out)
{
    sqlite3_vfs *lower = vault_of(vfs)->lower;
    return lower->xGetLastError ? lower->xGetLastError(lower, room, out) : 0;
}

int vfs_register(struct vault *v, struct error *err)
{
    if (v->registered)
        return 0;
    (void)snprintf(v->vfs_name, sizeof v->vfs_name, "inwork-%p", (void *)v);
    v->vfs = (sqlite3_vfs){
        .iVersion = 2,
        .szOsFile = (int)sizeof(struct vault_file) + v->lower->szOsFile,
        .mxPathname = v->lower->mxPathname,
        .zName = v->vfs_name,
        .pAppData = v,
        .xOpen = vfs_open,
        .xDelete = vfs_delete,
        .xAccess = vfs_access,
        .xFullPathname = vfs_full_path,
        .xDlOpen = vfs_dl_open,
        .xDlError = vfs_dl_error,
        .xDlSym = vfs_dl_sym,
        .xDlClose = vfs_dl_close,
        .xRandomness = vfs_randomness,
        .xSleep = vfs_sleep,
        .xCurrentTime = vfs_time,
        .xGetLastError = vfs_last_error,
        .xCurrentTimeInt64 = vfs_time64,
    };
    if (sqlite3_vfs_register(&v->vfs, 0) != SQLITE_OK)
        return error_memory(err);
    v->registered = true;
    return 0;
}
