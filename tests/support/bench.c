/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the measuring programs share.
 */
#include "bench.h"

#include <fcntl.h>
#include <unistd.h>

#include "inwork/base/error.h"
#include "inwork/seal/secret.h"
#include "inwork/store/store.h"
#include "inwork/vault/vault.h"

int bench_open(struct bench *b, struct error *err)
{
    const char *path = getenv("INWORK_STORE");
    const char *file = getenv("INWORK_PASSPHRASE_FILE");
    struct secret passphrase = {0};
    if (!path || !file)
        return error_set(err, STATUS_USAGE, "INWORK_STORE and INWORK_PASSPHRASE_FILE are not set");
    int fd = open(file, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return error_errno(err, STATUS_IO, "cannot read %s", file);
    int code = seal_init(err);
    if (code == 0)
        code = secret_read_fd(&passphrase, fd, err);
    if (code == 0)
        code = vault_open(&b->vault, path, err);
    if (code == 0)
        code = vault_unlock(b->vault, &passphrase, err);
    if (code == 0)
        code = store_open(&b->store, b->vault, &(struct store_options){0}, err);
    (void)close(fd);
    secret_clear(&passphrase);
    return code;
}

void bench_close(struct bench *b)
{
    store_close(b->store);
    vault_close(b->vault);
    *b = (struct bench){0};
}

double bench_ms(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a;
    double y = *(const double *)b;
    return (x > y) - (x < y);
}

void bench_sort(double *values, size_t n)
{
    qsort(values, n, sizeof values[0], ascending);
}
