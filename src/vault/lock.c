/* SPDX-License-Identifier: GPL-3.0-or-later
 * The lock file beside the store: whoever writes or checkpoints holds it.
 *
 * A lock on the open file description, not on the process: two handles of one process exclude each
 * other, closing some other descriptor does not lose it, and the kernel releases it when its holder
 * dies. The file stays empty and is never removed.
 */
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "vault_int.h"

int lock_open(const char *path)
{
    return open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0600);
}

static int set_lock(int fd, short type)
{
    struct flock range = {.l_type = type, .l_whence = SEEK_SET};
    int result;
    do {
        result = fcntl(fd, F_OFD_SETLK, &range);
    } while (result < 0 && errno == EINTR);
    return result;
}

int lock_try(int fd)
{
    if (set_lock(fd, F_WRLCK) == 0)
        return 0;
    return errno == EAGAIN || errno == EACCES ? 1 : -1;
}

void lock_release(int fd)
{
    (void)set_lock(fd, F_UNLCK); /* cannot fail for a lock we hold */
}

int lock_wait(int fd, int ms)
{
    const struct timespec pause = {.tv_nsec = 10 * 1000 * 1000};
    for (;;) {
        int result = lock_try(fd);
        if (result != 1 || ms <= 0)
            return result;
        (void)nanosleep(&pause, NULL); /* woken early, it only asks sooner */
        ms -= 10;
    }
}
