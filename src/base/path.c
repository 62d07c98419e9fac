/* SPDX-License-Identifier: GPL-3.0-or-later
 * Names of files and folders.
 */
#include "inwork/base/path.h"

#include <stdlib.h>
#include <string.h>

#include "inwork/base/buf.h"
#include "inwork/base/error.h"

void path_join(struct buf *out, const char *folder, const char *name)
{
    size_t length = strlen(folder);
    buf_append(out, folder, length);
    if (length > 0 && folder[length - 1] != '/')
        buf_push(out, '/');
    buf_add(out, name);
}

void path_parent(struct buf *out, const char *path)
{
    const char *last = path_last(path);
    size_t length = (size_t)(last - path);
    while (length > 1 && path[length - 1] == '/')
        length--;
    if (length == 0)
        buf_push(out, '.');
    else
        buf_append(out, path, length);
}

const char *path_last(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

int path_data_home(struct buf *out, struct error *err)
{
    const char *data = getenv("XDG_DATA_HOME");
    const char *home = getenv("HOME");
    if (data && data[0] == '/') {
        buf_add(out, data);
    } else if (home && home[0] == '/') {
        path_join(out, home, ".local/share");
    } else {
        int status =
            error_set(err, STATUS_NO_INPUT, "there is no home folder to keep the store in");
        (void)error_hint(err, "Set HOME, or name the store with --store FILE");
        return status;
    }
    return buf_ok(out, err);
}
