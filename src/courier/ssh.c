/* SPDX-License-Identifier: GPL-3.0-or-later
 * Git over the system's ssh.
 */
#include <git2/sys/transport.h>

#include "child_int.h"

int ssh_transport(git_transport **out, git_remote *owner, void *payload)
{
    (void)owner;
    struct child *c = payload;
    *out = NULL;
    return error_set(&c->transport, STATUS_USAGE, "ssh remotes are not supported yet");
}
