/* SPDX-License-Identifier: GPL-3.0-or-later
 * Making a handful of new object files durable. One flush after the other costs the disk's patience
 * each time; handed over together, the kernel lets them share it. A commit of ours is some fourteen
 * files in as many folders, so this is the difference between a blink and a wait.
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/aio_abi.h>
#include <string.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "child_int.h"

#define AT_ONCE 64

struct flush {
    aio_context_t kernel; /* 0: it does not take them together here */
    int fds[AT_ONCE];
    bool folder[AT_ONCE];
    size_t count;
};

/* Some file systems cannot flush a folder; there is nothing to be done about that. */
static bool bearable(int number, bool folder)
{
    return folder && (number == EINVAL || number == ENOTSUP);
}

static int flush_singly(const struct flush *f)
{
    for (size_t i = 0; i < f->count; i++)
        if (fsync(f->fds[i]) < 0 && !bearable(errno, f->folder[i]))
            return -1;
    return 0;
}

/* 0; -1: a file could not be flushed; 1: not possible this way. */
static int flush_together(struct flush *f)
{
    struct iocb requests[AT_ONCE] = {0};
    struct iocb *list[AT_ONCE];
    struct io_event events[AT_ONCE];
    for (size_t i = 0; i < f->count; i++) {
        requests[i].aio_data = i;
        requests[i].aio_lio_opcode = IOCB_CMD_FSYNC;
        requests[i].aio_fildes = (unsigned)f->fds[i];
        list[i] = &requests[i];
    }
    long sent = syscall(SYS_io_submit, f->kernel, (long)f->count, list);
    long ended = 0;
    int worst = 0;
    while (ended < sent) {
        long n = syscall(SYS_io_getevents, f->kernel, 1L, sent - ended, events, NULL);
        if (n < 0 && errno != EINTR)
            return -1;
        for (long i = 0; i < n; i++) {
            int number = (int)-events[i].res;
            if (number > 0 && !bearable(number, f->folder[events[i].data])) {
                errno = number;
                worst = -1;
            }
        }
        ended += n > 0 ? n : 0;
    }
    return worst ? worst : sent == (long)f->count ? 0 : 1;
}

static int flush_now(struct flush *f)
{
    int bad = f->count > 1 && f->kernel ? flush_together(f) : 1;
    if (bad > 0)
        bad = flush_singly(f);
    int number = errno;
    for (size_t i = 0; i < f->count; i++)
        (void)close(f->fds[i]);
    f->count = 0;
    errno = number;
    return bad;
}

static int add(struct flush *f, const char *path, bool folder)
{
    if (f->count == AT_ONCE && flush_now(f) < 0)
        return -1;
    int fd = open(path, O_RDONLY | O_CLOEXEC | (folder ? O_DIRECTORY : 0));
    if (fd < 0)
        return errno == ENOENT ? 0 : -1;
    f->fds[f->count] = fd;
    f->folder[f->count++] = folder;
    return 0;
}

int flush_objects(struct child *c, const char *objects, const git_oid *ids, size_t count,
                  struct error *err)
{
    struct buf path = BUF_ZERO;
    bool folders[256] = {false};
    int bad = 0;
    /* Kept for the courier's life: giving it back waits for tens of milliseconds. */
    if (!c->flusher && syscall(SYS_io_setup, (long)AT_ONCE, &c->flusher) < 0)
        c->flusher = 0;
    struct flush f = {.kernel = c->flusher};
    for (size_t i = 0; !bad && i < count; i++) {
        char hex[GIT_OID_HEXSZ + 1];
        (void)git_oid_tostr(hex, sizeof hex, &ids[i]);
        buf_clear(&path);
        buf_printf(&path, "%s/%.2s/%s", objects, hex, hex + 2);
        bad = path.failed || add(&f, path.data, false);
        folders[ids[i].id[0]] = true;
    }
    for (unsigned i = 0; !bad && i < 256; i++) {
        if (!folders[i])
            continue;
        buf_clear(&path);
        buf_printf(&path, "%s/%02x", objects, i);
        bad = path.failed || add(&f, path.data, true);
    }
    /* The folder of folders, in case one of them is new. */
    if (!bad && count > 0)
        bad = add(&f, objects, true);
    if (flush_now(&f) < 0)
        bad = -1;
    if (bad)
        (void)error_errno(err, STATUS_IO, "%s cannot be flushed", objects);
    buf_free(&path);
    return bad ? -STATUS_IO : 0;
}
