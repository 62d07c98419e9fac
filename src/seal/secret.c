/* SPDX-License-Identifier: GPL-3.0-or-later
 * Memory for secrets, and closing the process to prying: thin over libsodium. The one thing added
 * is that memory which could not be locked is refused instead of handed out quietly.
 */
#include "inwork/seal/secret.h"

#include <errno.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <sodium.h>

#include "inwork/base/error.h"

enum { SECRET_ALIGN = 16, PASSPHRASE_MAX = 1024 };

int seal_init(struct error *err)
{
    if (sodium_init() < 0)
        return error_set(err, STATUS_SOFTWARE, "libsodium could not be prepared");
    return 0;
}

int seal_harden_process(struct error *err)
{
    struct rlimit none = {0, 0};
    if (setrlimit(RLIMIT_CORE, &none))
        return error_errno(err, STATUS_SOFTWARE, "core dumps could not be turned off");
    if (prctl(PR_SET_DUMPABLE, 0, 0, 0, 0))
        return error_errno(err, STATUS_SOFTWARE, "the process could not be made undumpable");
    return 0;
}

void *secret_alloc(size_t n, struct error *err)
{
    if (n > SIZE_MAX - SECRET_ALIGN) {
        (void)error_memory(err);
        return NULL;
    }
    /* libsodium puts the block against the guard page behind it, so only a multiple of the
     * alignment gives an aligned address. */
    n = (n + SECRET_ALIGN - 1) / SECRET_ALIGN * SECRET_ALIGN;
    void *p = sodium_malloc(n ? n : SECRET_ALIGN);
    if (!p) {
        (void)error_set(err, STATUS_IO, "memory for a secret could not be had");
        return NULL;
    }
    /* sodium_malloc ignores whether its mlock worked; locking again costs nothing and tells. */
    if (sodium_mlock(p, n ? n : SECRET_ALIGN)) {
        sodium_free(p);
        (void)error_set(err, STATUS_IO, "memory for a secret could not be locked against swapping");
        (void)error_hint(err, "raise the limit on locked memory (ulimit -l) for this login");
        return NULL;
    }
    sodium_memzero(p, n);
    return p;
}

void secret_free(void *p)
{
    sodium_free(p);
}

void secret_wipe(void *p, size_t n)
{
    if (p && n > 0)
        sodium_memzero(p, n);
}

int secret_equal(const void *a, const void *b, size_t n)
{
    return sodium_memcmp(a, b, n) == 0;
}

void seal_random(void *out, size_t n)
{
    randombytes_buf(out, n);
}

int secret_set(struct secret *s, const void *bytes, size_t n, struct error *err)
{
    if (n == SIZE_MAX)
        return error_memory(err);
    char *copy = secret_alloc(n + 1, err);
    if (!copy)
        return -STATUS_IO;
    if (n > 0)
        memcpy(copy, bytes, n);
    copy[n] = '\0';
    secret_clear(s);
    s->bytes = copy;
    s->len = n;
    return 0;
}

void secret_clear(struct secret *s)
{
    secret_free(s->bytes);
    *s = (struct secret){0};
}

/* Byte by byte, so that whatever follows the line on the same descriptor stays there. */
int secret_read_fd(struct secret *out, int fd, struct error *err)
{
    /* Beyond the longest: a carriage return, and the newline behind it. */
    char *line = secret_alloc(PASSPHRASE_MAX + 2, err);
    if (!line)
        return -STATUS_IO;
    int status = 0;
    size_t len = 0;
    for (;;) {
        char *c = line + len;
        ssize_t got = read(fd, c, 1);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0) {
            status = error_errno(err, STATUS_IO, "the passphrase could not be read");
            goto out;
        }
        if (got == 0 || *c == '\n')
            break;
        if (*c == '\0') {
            status = error_set(err, STATUS_REFUSED, "the passphrase contains a NUL byte");
            goto out;
        }
        if (++len > PASSPHRASE_MAX) {
            if (len == PASSPHRASE_MAX + 1 && *c == '\r')
                continue;
            status = error_set(err, STATUS_REFUSED, "the passphrase is longer than %d bytes",
                               PASSPHRASE_MAX);
            goto out;
        }
    }
    if (len > 0 && line[len - 1] == '\r')
        len--;
    if (len == 0) {
        status = error_set(err, STATUS_REFUSED, "the passphrase is empty");
        goto out;
    }
    status = secret_set(out, line, len, err);
out:
    secret_free(line);
    return status;
}
