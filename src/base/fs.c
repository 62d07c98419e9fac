/* SPDX-License-Identifier: GPL-3.0-or-later
 * Whole files in and out.
 */
#include "inwork/base/fs.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "inwork/base/buf.h"
#include "inwork/base/error.h"
#include "inwork/base/path.h"

#define CHUNK 65536

static int open_to_read(const char *path, struct stat *facts, struct error *err)
{
    /* Not blocking: opening a FIFO must not wait for a writer. */
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
    if (fd < 0) {
        enum status status = errno == ENOENT || errno == ENOTDIR ? STATUS_NO_INPUT : STATUS_IO;
        return error_errno(err, status, "cannot read %s", path);
    }
    int status = 0;
    if (fstat(fd, facts) < 0)
        status = error_errno(err, STATUS_IO, "cannot read %s", path);
    else if (!S_ISREG(facts->st_mode))
        status = error_set(err, STATUS_DATA, "%s is not a file", path);
    if (status < 0) {
        (void)close(fd);
        return status;
    }
    return fd;
}

int fs_read_fd(struct buf *out, int fd, const char *name, size_t limit, struct error *err)
{
    size_t had = out->len;
    for (;;) {
        buf_reserve(out, CHUNK);
        if (out->failed)
            return error_memory(err);
        ssize_t got = read(fd, out->data + out->len, out->cap - out->len - 1);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return error_errno(err, STATUS_IO, "cannot read %s", name);
        out->len += (size_t)got;
        out->data[out->len] = '\0';
        if (out->len - had > limit)
            return error_set(err, STATUS_DATA, "%s has more than %zu bytes", name, limit);
        if (got == 0)
            return 0;
    }
}

int fs_read(struct buf *out, const char *path, size_t limit, struct error *err)
{
    struct stat facts = {0};
    int fd = open_to_read(path, &facts, err);
    if (fd < 0)
        return fd;
    int status = 0;
    if (facts.st_size >= 0 && (size_t)facts.st_size > limit)
        status = error_set(err, STATUS_DATA, "%s has more than %zu bytes", path, limit);
    if (status == 0) {
        buf_reserve(out, (size_t)facts.st_size + CHUNK);
        status = fs_read_fd(out, fd, path, limit, err);
    }
    (void)close(fd);
    return status;
}

int fs_write_fd(int fd, const char *name, const void *bytes, size_t n, struct error *err)
{
    const char *from = bytes;
    while (n > 0) {
        ssize_t put = write(fd, from, n);
        if (put < 0 && errno == EINTR)
            continue;
        if (put < 0)
            return error_errno(err, STATUS_IO, "cannot write %s", name);
        from += put;
        n -= (size_t)put;
    }
    return 0;
}

int fs_sync_parent(const char *path, struct error *err)
{
    struct buf folder = BUF_ZERO;
    path_parent(&folder, path);
    int status = buf_ok(&folder, err);
    if (status == 0) {
        int fd = open(buf_text(&folder), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        /* Some file systems cannot sync a folder and say EINVAL: nothing more can be done there. */
        if (fd < 0 || (fsync(fd) < 0 && errno != EINVAL))
            status = error_errno(err, STATUS_IO, "cannot sync the folder %s", buf_text(&folder));
        if (fd >= 0)
            (void)close(fd);
    }
    buf_free(&folder);
    return status;
}

/* Whether the file got its name; -STATUS_NO where this system cannot do it so. Until then it has
 * none: what is killed on the way leaves nothing behind. */
static int write_nameless(const char *path, const void *bytes, size_t n, struct error *err)
{
    struct buf link_name = BUF_ZERO;
    path_parent(&link_name, path);
    int status = buf_ok(&link_name, err);
    int fd = status == 0
                 ? open(buf_text(&link_name), O_TMPFILE | O_WRONLY | O_CLOEXEC, S_IRUSR | S_IWUSR)
                 : -1;
    if (fd < 0) {
        buf_free(&link_name);
        return status == 0 ? -STATUS_NO : status;
    }
    buf_clear(&link_name);
    buf_printf(&link_name, "/proc/self/fd/%d", fd);
    status = buf_ok(&link_name, err);
    if (status == 0)
        status = fs_write_fd(fd, path, bytes, n, err);
    if (status == 0 && fsync(fd) < 0)
        status = error_errno(err, STATUS_IO, "cannot write %s", path);
    if (status == 0 &&
        linkat(AT_FDCWD, buf_text(&link_name), AT_FDCWD, path, AT_SYMLINK_FOLLOW) < 0)
        status =
            errno == EEXIST ? error_set(err, STATUS_DATA, "%s exists already", path) : -STATUS_NO;
    (void)close(fd);
    buf_free(&link_name);
    return status < 0 ? status : fs_sync_parent(path, err);
}

static int write_temporary(const char *temporary, int fd, const char *path, const void *bytes,
                           size_t n, bool may_exist, struct error *err)
{
    int status = fs_write_fd(fd, path, bytes, n, err);
    if (status == 0 && fsync(fd) < 0)
        status = error_errno(err, STATUS_IO, "cannot write %s", path);
    if (close(fd) < 0 && status == 0)
        status = error_errno(err, STATUS_IO, "cannot write %s", path);
    if (status < 0)
        return status;
    if (may_exist) {
        if (rename(temporary, path) < 0)
            return error_errno(err, STATUS_IO, "cannot write %s", path);
        return 0;
    }
    /* link refuses where the name is taken, which rename would not. */
    if (link(temporary, path) < 0) {
        if (errno == EEXIST)
            return error_set(err, STATUS_DATA, "%s exists already", path);
        /* File systems without hard links, such as a USB stick's. */
        if (renameat2(AT_FDCWD, temporary, AT_FDCWD, path, RENAME_NOREPLACE) == 0)
            return 0;
        if (errno == EEXIST)
            return error_set(err, STATUS_DATA, "%s exists already", path);
        return error_errno(err, STATUS_IO, "cannot write %s", path);
    }
    (void)unlink(temporary);
    return 0;
}

static int write_file(const char *path, const void *bytes, size_t n, bool may_exist,
                      struct error *err)
{
    struct buf temporary = BUF_ZERO;
    path_parent(&temporary, path);
    buf_printf(&temporary, "/.%s.XXXXXX", path_last(path));
    int status = buf_ok(&temporary, err);
    if (status < 0)
        return status;
    int fd = mkostemp(temporary.data, O_CLOEXEC); /* 0600 */
    if (fd < 0) {
        status = error_errno(err, STATUS_IO, "cannot write %s", path);
        goto out;
    }
    status = write_temporary(temporary.data, fd, path, bytes, n, may_exist, err);
    if (status < 0)
        (void)unlink(temporary.data);
    else
        status = fs_sync_parent(path, err);
out:
    buf_free(&temporary);
    return status;
}

int fs_write(const char *path, const void *bytes, size_t n, struct error *err)
{
    return write_file(path, bytes, n, true, err);
}

int fs_write_new(const char *path, const void *bytes, size_t n, struct error *err)
{
    int status = write_nameless(path, bytes, n, err);
    return status == -STATUS_NO ? write_file(path, bytes, n, false, err) : status;
}

int fs_make_folder(const char *path, struct error *err)
{
    struct buf part = BUF_ZERO;
    int status = 0;
    size_t length = strlen(path);
    for (size_t i = 1; i <= length && status == 0; i++) {
        if (i < length && path[i] != '/')
            continue;
        buf_clear(&part);
        buf_append(&part, path, i);
        status = buf_ok(&part, err);
        if (status == 0 && mkdir(buf_text(&part), 0700) < 0 && errno != EEXIST)
            status = error_errno(err, STATUS_IO, "cannot make the folder %s", buf_text(&part));
    }
    struct stat facts;
    if (status == 0 && (stat(path, &facts) < 0 || !S_ISDIR(facts.st_mode)))
        status = error_set(err, STATUS_IO, "%s is not a folder", path);
    buf_free(&part);
    return status;
}

bool fs_exists(const char *path)
{
    struct stat facts;
    return lstat(path, &facts) == 0;
}

int fs_open_private(const char *path, struct error *err)
{
    struct stat facts = {0};
    int fd = open_to_read(path, &facts, err);
    if (fd < 0)
        return fd;
    int status = 0;
    if (facts.st_uid != geteuid()) {
        status = error_set(err, STATUS_REFUSED, "%s belongs to somebody else", path);
    } else if ((facts.st_mode & 077) != 0) {
        status = error_set(err, STATUS_REFUSED, "others can read or change %s", path);
        (void)error_hint(err, "Run: chmod 600 '%s'", path);
    }
    if (status < 0) {
        (void)close(fd);
        return status;
    }
    return fd;
}
