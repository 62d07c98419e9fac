/* SPDX-License-Identifier: GPL-3.0-or-later
 * Why ssh did not get us there. ssh says it only in English sentences on its standard error, and
 * an unknown host, a changed host and a refused key call for very different answers.
 */
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "child_int.h"

#define SSH_FAILED 255 /* ssh's own exit status; any other is the remote command's */

static bool any(const char *said, const char *const *phrases)
{
    for (; *phrases; phrases++)
        if (strstr(said, *phrases))
            return true;
    return false;
}

/* The last line that says something. */
static void last_line(const char *said, char *out, size_t room)
{
    size_t end = strlen(said);
    out[0] = '\0';
    while (end > 0 && strchr(" \r\n.", said[end - 1]))
        end--;
    size_t start = end;
    while (start > 0 && said[start - 1] != '\n')
        start--;
    size_t n = end - start < room ? end - start : room - 1;
    memcpy(out, said + start, n);
    out[n] = '\0';
}

int ssh_explain(const struct remote *remote, const char *said, int exit_status, struct error *err)
{
    static const char *const changed[] = {"REMOTE HOST IDENTIFICATION HAS CHANGED", "Offending key",
                                          "REVOKED HOST KEY", NULL};
    static const char *const unknown[] = {"Host key verification failed", "host key is known for",
                                          NULL};
    static const char *const no_repository[] = {"does not appear to be a git repository",
                                                "not a git repository", "epository not found",
                                                "No such file or directory", NULL};
    static const char *const no_git[] = {
        "git-upload-pack: command not found", "git-receive-pack: command not found",
        "git-upload-pack: not found", "git-receive-pack: not found", NULL};
    char line[200];
    int rc = 0;
    last_line(said, line, sizeof line);
    if (exit_status == 127 && strncmp(said, "inwork:", 7) == 0) {
        rc = error_set(err, STATUS_UNAVAILABLE, "the program ssh cannot be run");
        (void)error_hint(err, "install the OpenSSH client");
    } else if (exit_status == SSH_FAILED && any(said, changed)) {
        rc = error_set(err, STATUS_REFUSED, "the host key of %s is not the one ssh knows",
                       remote->host);
        (void)error_hint(err,
                         "either the host was set up anew or someone stands in between: ask its "
                         "keeper before you remove the old key with `ssh-keygen -R`");
    } else if (exit_status == SSH_FAILED && any(said, unknown)) {
        rc = error_set(err, STATUS_REFUSED, "ssh does not know the host key of %s yet",
                       remote->host);
        (void)error_hint(err,
                         "connect once with `ssh%s%s %s%s%s`, compare the fingerprint with what "
                         "its keeper says, and accept it",
                         remote->port[0] ? " -p " : "", remote->port, remote->user,
                         remote->user[0] ? "@" : "", remote->host);
    } else if (exit_status == SSH_FAILED && strstr(said, "Permission denied")) {
        rc = error_set(err, STATUS_REFUSED, "%s accepted none of your ssh keys", remote->host);
        (void)error_hint(err, "is the key loaded (`ssh-add -l`), and has the host's keeper added "
                              "it?");
    } else if (exit_status == SSH_FAILED) {
        rc = error_set(err, STATUS_UNAVAILABLE, "%s cannot be reached: %s", remote->host,
                       line[0] ? line : "ssh gave no reason");
        (void)error_hint(err, "nothing is lost; the next sync begins where this one ended");
    } else if (any(said, no_git)) {
        rc = error_set(err, STATUS_DATA, "%s has no git", remote->host);
    } else if (any(said, no_repository)) {
        rc = error_set(err, STATUS_DATA, "%s on %s is not a git repository", remote->path,
                       remote->host);
        (void)error_hint(err, "its keeper makes one with `git init --bare -b main %s`",
                         remote->path);
    } else {
        rc = error_set(err, exit_status ? STATUS_REFUSED : STATUS_UNAVAILABLE, "%s declined: %s",
                       remote->host, line[0] ? line : "it gave no reason");
    }
    return rc;
}
