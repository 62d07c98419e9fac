/* SPDX-License-Identifier: GPL-3.0-or-later
 * Where the courier lies: beside this program in a build, under libexec where it is installed.
 */
#include <errno.h>
#include <limits.h>
#include <unistd.h>

#include "inwork/base/buf.h"
#include "inwork/base/error.h"
#include "inwork/base/path.h"
#include "inwork/courier/courier.h"

static const char *const places[] = {"inwork-courier", "../libexec/inwork/inwork-courier"};

int courier_program(struct buf *out, struct error *err)
{
    char self[PATH_MAX];
    ssize_t n = readlink("/proc/self/exe", self, sizeof self - 1);
    if (n < 0)
        return error_errno(err, STATUS_IO, "cannot tell where inwork lies");
    self[n] = '\0';
    struct buf folder = BUF_ZERO;
    path_parent(&folder, self);
    int rc = buf_ok(&folder, err);
    bool found = false;
    for (size_t i = 0; rc == 0 && !found && i < sizeof places / sizeof places[0]; i++) {
        buf_clear(out);
        path_join(out, buf_text(&folder), places[i]);
        rc = buf_ok(out, err);
        found = rc == 0 && access(buf_text(out), X_OK) == 0;
    }
    if (rc == 0 && !found) {
        (void)error_set(err, STATUS_SOFTWARE,
                        "inwork-courier, which talks to the network, is not beside inwork in %s",
                        buf_text(&folder));
        rc = error_hint(err, "install inwork again, both programs");
    }
    buf_free(&folder);
    return rc;
}
