/* SPDX-License-Identifier: GPL-3.0-or-later
 * A SQLite VFS that stands between the vault and the disk and writes down what reaches it.
 */
#include "recorder.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#include <stdatomic.h>
#include <sys/mman.h>
#include <unistd.h>

enum { SECTOR = 512 };
#define RECORDING_ROOM ((uint64_t)1 << 30) /* of address space; only what is written is used */

struct recording {
    _Atomic uint64_t used;
    uint8_t bytes[];
};

struct recorded {
    sqlite3_file base;
    struct recorder *recorder;
    sqlite3_file *lower;
    uint32_t file;
};

uint64_t random_next(uint64_t *state)
{
    uint64_t x = *state;
    x ^= x >> 12;
    x ^= x << 25;
    x ^= x >> 27;
    *state = x;
    return x * UINT64_C(2685821657736338717);
}

unsigned random_below(uint64_t *state, unsigned n)
{
    return (unsigned)((random_next(state) >> 33) % n);
}

/* --- the record ---------------------------------------------------------------------------- */

static void add(struct recorder *r, const struct record *record, const void *bytes)
{
    if (!r->recording || r->paused)
        return;
    uint64_t size = sizeof *record + (record->length + 7) / 8 * 8;
    uint64_t at = atomic_fetch_add(&r->recording->used, size);
    assert_true(at + size < RECORDING_ROOM - sizeof *r->recording);
    memcpy(r->recording->bytes + at, record, sizeof *record);
    if (record->length)
        memcpy(r->recording->bytes + at + sizeof *record, bytes, record->length);
}

void recorder_note(struct recorder *r, enum record_kind kind, int64_t number, uint64_t extra)
{
    struct record record = {.kind = (uint32_t)kind, .offset = number, .extra = extra};
    add(r, &record, NULL);
}

const struct record *recorder_next(const struct recorder *r, uint64_t *position)
{
    if (*position >= recorder_end(r))
        return NULL;
    const struct record *record = (const void *)(r->recording->bytes + *position);
    *position += sizeof *record + (record->length + 7) / 8 * 8;
    return record;
}

uint64_t recorder_end(const struct recorder *r)
{
    return atomic_load(&r->recording->used);
}

void recorder_restart(struct recorder *r)
{
    atomic_store(&r->recording->used, 0);
}

/* --- cutting ------------------------------------------------------------------------------- */

static void put(struct buf *b, size_t at, const uint8_t *bytes, size_t n)
{
    static const uint8_t zeros[SECTOR];
    while (b->len < at)
        buf_append(b, zeros, at - b->len < SECTOR ? at - b->len : SECTOR);
    buf_splice(b, at, n, (const char *)bytes, n);
}

static void apply(const struct record *record, struct buf *b, bool *exists, bool safe,
                  uint64_t *random)
{
    const uint8_t *bytes = (const uint8_t *)(record + 1);
    size_t at = (size_t)record->offset;
    size_t n = (size_t)record->length;
    switch (record->kind) {
    case RECORD_WRITE:
        *exists = true;
        if (safe) {
            put(b, at, bytes, n);
            return;
        }
        for (size_t from = at, to; from < at + n; from = to) {
            to = (from / SECTOR + 1) * SECTOR;
            if (to > at + n)
                to = at + n;
            if (random_below(random, 2))
                put(b, from, bytes + (from - at), to - from);
        }
        if (random_below(random, 2)) /* the new size may reach the disk without the bytes */
            put(b, at + n, bytes, 0);
        return;
    case RECORD_TRUNCATE:
        if (safe || random_below(random, 2)) {
            if (at < b->len)
                buf_truncate(b, at);
            else
                put(b, at, bytes, 0);
        }
        return;
    case RECORD_DELETE: /* the file system's own journal keeps these in order */
        buf_clear(b);
        *exists = false;
        return;
    default:
        return;
    }
}

void recorder_cut(const struct recorder *r, uint64_t position,
                  const struct buf base[RECORDED_FILES], uint64_t *random,
                  struct buf out[RECORDED_FILES], bool exists[RECORDED_FILES])
{
    uint64_t safe[RECORDED_FILES] = {0};
    for (uint64_t at = 0; at < position;) {
        const struct record *record = recorder_next(r, &at);
        if (record->kind == RECORD_SYNC && (uint64_t)record->offset > safe[record->file])
            safe[record->file] = (uint64_t)record->offset;
    }
    for (int i = 0; i < RECORDED_FILES; i++) {
        buf_clear(&out[i]);
        buf_append(&out[i], base[i].data, base[i].len);
        exists[i] = base[i].len > 0;
    }
    for (uint64_t at = 0; at < position;) {
        uint64_t here = at;
        const struct record *record = recorder_next(r, &at);
        apply(record, &out[record->file], &exists[record->file], here < safe[record->file], random);
    }
}

/* --- the VFS ------------------------------------------------------------------------------- */

static struct recorded *as_recorded(sqlite3_file *file)
{
    return (struct recorded *)file;
}
static struct recorder *recorder_of(sqlite3_vfs *vfs)
{
    return vfs->pAppData;
}

static uint32_t file_of(const char *name)
{
    size_t n = strlen(name);
    if (n > 4 && strcmp(name + n - 4, "-wal") == 0)
        return RECORDED_LOG;
    return n > 8 && strcmp(name + n - 8, "-journal") == 0 ? RECORDED_JOURNAL : RECORDED_DATABASE;
}

static int rec_close(sqlite3_file *file)
{
    sqlite3_file *lower = as_recorded(file)->lower;
    return lower->pMethods ? lower->pMethods->xClose(lower) : SQLITE_OK;
}
static int rec_read(sqlite3_file *file, void *out, int n, sqlite3_int64 at)
{
    const struct recorded *f = as_recorded(file);
    if (f->file == RECORDED_LOG && f->recorder->broken > 0 && at + n > f->recorder->broken)
        return SQLITE_IOERR_READ;
    return f->lower->pMethods->xRead(f->lower, out, n, at);
}
static int rec_write(sqlite3_file *file, const void *bytes, int n, sqlite3_int64 at)
{
    struct recorded *f = as_recorded(file);
    struct recorder *r = f->recorder;
    if (r->room >= 0) {
        if (r->room < n) {
            /* A full disk takes what fits. */
            (void)f->lower->pMethods->xWrite(f->lower, bytes, (int)r->room, at);
            r->room = 0;
            return SQLITE_FULL;
        }
        r->room -= n;
    }
    struct record record = {RECORD_WRITE, f->file, at, 0, (uint64_t)n};
    add(r, &record, bytes);
    return f->lower->pMethods->xWrite(f->lower, bytes, n, at);
}
static int rec_truncate(sqlite3_file *file, sqlite3_int64 size)
{
    struct recorded *f = as_recorded(file);
    struct record record = {RECORD_TRUNCATE, f->file, size, 0, 0};
    add(f->recorder, &record, NULL);
    return f->lower->pMethods->xTruncate(f->lower, size);
}
static int rec_sync(sqlite3_file *file, int flags)
{
    struct recorded *f = as_recorded(file);
    struct record record = {RECORD_SYNC, f->file, 0, 0, 0};
    if (f->recorder->recording)
        record.offset = (int64_t)recorder_end(f->recorder);
    /* The disk itself is not asked: the record is what counts, and syncing is slow. */
    (void)flags;
    add(f->recorder, &record, NULL);
    return SQLITE_OK;
}
static int rec_size(sqlite3_file *file, sqlite3_int64 *out)
{
    sqlite3_file *lower = as_recorded(file)->lower;
    return lower->pMethods->xFileSize(lower, out);
}
static int rec_lock(sqlite3_file *file, int level)
{
    sqlite3_file *lower = as_recorded(file)->lower;
    return lower->pMethods->xLock(lower, level);
}
static int rec_unlock(sqlite3_file *file, int level)
{
    sqlite3_file *lower = as_recorded(file)->lower;
    return lower->pMethods->xUnlock(lower, level);
}
static int rec_reserved(sqlite3_file *file, int *out)
{
    sqlite3_file *lower = as_recorded(file)->lower;
    return lower->pMethods->xCheckReservedLock(lower, out);
}
static int rec_control(sqlite3_file *file, int op, void *argument)
{
    sqlite3_file *lower = as_recorded(file)->lower;
    return lower->pMethods->xFileControl(lower, op, argument);
}
static int rec_sector(sqlite3_file *file)
{
    sqlite3_file *lower = as_recorded(file)->lower;
    return lower->pMethods->xSectorSize(lower);
}
static int rec_characteristics(sqlite3_file *file)
{
    sqlite3_file *lower = as_recorded(file)->lower;
    return lower->pMethods->xDeviceCharacteristics(lower);
}
static int rec_shm_map(sqlite3_file *file, int region, int size, int extend, void volatile **out)
{
    sqlite3_file *lower = as_recorded(file)->lower;
    return lower->pMethods->xShmMap(lower, region, size, extend, out);
}
static int rec_shm_lock(sqlite3_file *file, int first, int n, int flags)
{
    sqlite3_file *lower = as_recorded(file)->lower;
    return lower->pMethods->xShmLock(lower, first, n, flags);
}
static void rec_shm_barrier(sqlite3_file *file)
{
    sqlite3_file *lower = as_recorded(file)->lower;
    lower->pMethods->xShmBarrier(lower);
}
static int rec_shm_unmap(sqlite3_file *file, int remove)
{
    sqlite3_file *lower = as_recorded(file)->lower;
    return lower->pMethods->xShmUnmap(lower, remove);
}

static const sqlite3_io_methods methods = {
    2,
    rec_close,
    rec_read,
    rec_write,
    rec_truncate,
    rec_sync,
    rec_size,
    rec_lock,
    rec_unlock,
    rec_reserved,
    rec_control,
    rec_sector,
    rec_characteristics,
    rec_shm_map,
    rec_shm_lock,
    rec_shm_barrier,
    rec_shm_unmap,
    NULL,
    NULL,
};

static int rec_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *got)
{
    struct recorder *r = recorder_of(vfs);
    struct recorded *f = as_recorded(file);
    const char *last = name && strrchr(name, '/') ? strrchr(name, '/') + 1 : "(nameless)";
    if (r->opened < 32)
        (void)snprintf(r->names[r->opened], sizeof r->names[0], "%s", last);
    r->opened++;
    memset(f, 0, sizeof *f);
    f->recorder = r;
    f->file = name ? file_of(name) : RECORDED_JOURNAL;
    f->lower = (sqlite3_file *)(f + 1);
    int rc = r->lower->xOpen(r->lower, name, f->lower, flags, got);
    if (f->lower->pMethods)
        f->base.pMethods = &methods;
    return rc;
}
static int rec_delete(sqlite3_vfs *vfs, const char *name, int sync_folder)
{
    struct recorder *r = recorder_of(vfs);
    int rc = r->lower->xDelete(r->lower, name, sync_folder);
    struct record record = {RECORD_DELETE, file_of(name), 0, 0, 0};
    if (rc == SQLITE_OK)
        add(r, &record, NULL);
    return rc;
}
static int rec_access(sqlite3_vfs *vfs, const char *name, int flags, int *out)
{
    return recorder_of(vfs)->lower->xAccess(recorder_of(vfs)->lower, name, flags, out);
}
static int rec_full_path(sqlite3_vfs *vfs, const char *name, int room, char *out)
{
    return recorder_of(vfs)->lower->xFullPathname(recorder_of(vfs)->lower, name, room, out);
}

void recorder_init(struct recorder *r, const char *name)
{
    memset(r, 0, sizeof *r);
    r->room = -1;
    r->lower = sqlite3_vfs_find("unix");
    assert_non_null(r->lower);
    r->vfs = *r->lower; /* clock, sleep and chance are the platform's */
    r->vfs.iVersion = 2;
    r->vfs.pNext = NULL;
    r->vfs.szOsFile = (int)sizeof(struct recorded) + r->lower->szOsFile;
    r->vfs.zName = name;
    r->vfs.pAppData = r;
    r->vfs.xOpen = rec_open;
    r->vfs.xDelete = rec_delete;
    r->vfs.xAccess = rec_access;
    r->vfs.xFullPathname = rec_full_path;
    assert_int_equal(sqlite3_vfs_register(&r->vfs, 0), SQLITE_OK);
    r->recording = mmap(NULL, RECORDING_ROOM, PROT_READ | PROT_WRITE,
                        MAP_SHARED | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    assert_true(r->recording != MAP_FAILED);
}

void recorder_clear(struct recorder *r)
{
    assert_int_equal(sqlite3_vfs_unregister(&r->vfs), SQLITE_OK);
    munmap(r->recording, RECORDING_ROOM);
    r->recording = NULL;
}
