/* SPDX-License-Identifier: GPL-3.0-or-later
 * The place of a vault that is being made: S.lock held, S.new growing, and one rename at the end.
 * Knows nothing of what is in the file.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "inwork/base/buf.h"
#include "inwork/base/error.h"
#include "inwork/base/fs.h"
#include "inwork/vault/making.h"

#include "vault_int.h"

struct vault_making {
    char *path;
    char *growing; /* S.new */
    char *lock_path;
    int lock;
    bool finished;
};

/* What may lie beside a vault's file; the file itself is removed last of all, so that a removal
 * broken off is still seen. */
static const char *const beside[] = {"-wal", "-journal", "-shm", ".lock"};
#define BESIDE_COUNT (sizeof beside / sizeof beside[0])

static char *with_suffix(const char *path, const char *suffix)
{
    struct buf b = BUF_ZERO;
    buf_add(&b, path);
    buf_add(&b, suffix);
    return buf_take(&b);
}

static int remove_one(const char *path, const char *suffix, struct error *err)
{
    char *name = with_suffix(path, suffix);
    if (!name)
        return error_memory(err);
    int result = 0;
    if (unlink(name) < 0 && errno != ENOENT)
        result = error_errno(err, STATUS_IO, "cannot remove %s", name);
    free(name);
    return result;
}

static int remove_beside(const char *path, struct error *err)
{
    int result = 0;
    for (size_t i = 0; i < BESIDE_COUNT && result == 0; i++)
        result = remove_one(path, beside[i], err);
    return result;
}

/* --- taking the place ---------------------------------------------------------------------- */

static int refuse_existing(const struct vault_making *m, struct error *err)
{
    static const char *const suffixes[] = {"", "-wal", "-journal"};
    int result = 0;
    for (size_t i = 0; i < sizeof suffixes / sizeof suffixes[0] && result == 0; i++) {
        char *name = with_suffix(m->path, suffixes[i]);
        if (!name)
            return error_memory(err);
        struct stat info;
        if (lstat(name, &info) == 0) {
            (void)error_set(err, STATUS_DATA, "%s exists already", name);
            result = error_hint(err, i == 0 ? "choose another name with --store"
                                            : "it was left by another store of that name: move it "
                                              "aside first");
        } else if (errno != ENOENT) {
            result = error_errno(err, STATUS_IO, "cannot look at %s", name);
        }
        free(name);
    }
    return result;
}

/* Whether the descriptor is still the file of that name: who gives a place up removes S.lock. */
static bool same_file(int fd, const char *path)
{
    struct stat held;
    struct stat named;
    return fstat(fd, &held) == 0 && lstat(path, &named) == 0 && held.st_ino == named.st_ino &&
           held.st_dev == named.st_dev;
}

static int take_lock(struct vault_making *m, struct error *err)
{
    for (int tries = 0; tries < 10; tries++) {
        m->lock = lock_open(m->lock_path);
        if (m->lock < 0)
            return error_errno(err, STATUS_IO, "cannot make %s", m->lock_path);
        int taken = lock_try(m->lock);
        if (taken < 0)
            return error_errno(err, STATUS_IO, "cannot lock %s", m->lock_path);
        if (taken == 0 && same_file(m->lock, m->lock_path))
            return 0;
        (void)close(m->lock);
        m->lock = -1;
        if (taken > 0)
            break;
    }
    return error_set(err, STATUS_BUSY, "another process is making %s", m->path);
}

int vault_making_begin(struct vault_making **out, const char *path, struct error *err)
{
    struct vault_making *m = calloc(1, sizeof *m);
    if (!m)
        return error_memory(err);
    m->lock = -1;
    m->path = with_suffix(path, "");
    m->growing = with_suffix(path, ".new");
    m->lock_path = with_suffix(path, ".lock");
    int result = m->path && m->growing && m->lock_path ? 0 : error_memory(err);
    if (result == 0) /* first without the lock: a store that is there is not touched at all */
        result = refuse_existing(m, err);
    if (result == 0)
        result = take_lock(m, err);
    if (result == 0)
        result = refuse_existing(m, err);
    if (result == 0) {
        *out = m;
        return 0;
    }
    m->finished = true; /* nothing is ours to remove */
    vault_making_free(m);
    return result;
}

const char *vault_making_path(const struct vault_making *m)
{
    return m->growing;
}

int vault_making_clear(struct vault_making *m, struct error *err)
{
    int result = remove_beside(m->growing, err);
    return result == 0 ? remove_one(m->growing, "", err) : result;
}

/* --- giving it its name -------------------------------------------------------------------- */

/* A commit that only the log holds would be lost with the log. */
static int check_log(const struct vault_making *m, struct error *err)
{
    struct stat info;
    char *log = with_suffix(m->growing, "-wal");
    if (!log)
        return error_memory(err);
    bool empty = lstat(log, &info) == 0 ? info.st_size == 0 : errno == ENOENT;
    free(log);
    return empty ? 0
                 : error_set(err, STATUS_SOFTWARE, "the log of %s was not copied back", m->growing);
}

static int sync_file(const char *path, struct error *err)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    int result = 0;
    if (fd < 0 || fsync(fd) < 0)
        result = error_errno(err, STATUS_IO, "cannot write %s", path);
    if (fd >= 0)
        (void)close(fd);
    return result;
}

static int give_name(const struct vault_making *m, struct error *err)
{
    if (renameat2(AT_FDCWD, m->growing, AT_FDCWD, m->path, RENAME_NOREPLACE) == 0)
        return 0;
    if (errno == EINVAL || errno == ENOSYS) {
        /* A file system that cannot refuse by itself: S.lock keeps every other making away. */
        int result = refuse_existing(m, err);
        if (result < 0)
            return result;
        if (rename(m->growing, m->path) == 0)
            return 0;
    }
    return error_errno(err, errno == EEXIST ? STATUS_DATA : STATUS_IO, "cannot make %s", m->path);
}

int vault_making_finish(struct vault_making *m, struct error *err)
{
    int result = check_log(m, err);
    if (result == 0)
        result = remove_beside(m->growing, err);
    if (result == 0)
        result = sync_file(m->growing, err);
    if (result == 0)
        result = give_name(m, err);
    if (result < 0)
        return result;
    m->finished = true;
    return fs_sync_parent(m->path, err);
}

void vault_making_free(struct vault_making *m)
{
    if (!m)
        return;
    if (!m->finished) {
        (void)vault_making_clear(m, NULL); /* an error is being told already */
        (void)unlink(m->lock_path);
    }
    if (m->lock >= 0)
        (void)close(m->lock);
    free(m->lock_path);
    free(m->growing);
    free(m->path);
    free(m);
}
