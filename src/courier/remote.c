/* SPDX-License-Identifier: GPL-3.0-or-later
 * Where the team repository is. Only characters that mean nothing to a shell, to ssh's option
 * parser or to a terminal get through: the path reaches a shell on the other side, and the host
 * and user reach ssh's command line.
 */
#include "remote_int.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "inwork/base/error.h"
#include "inwork/courier/courier.h"

#define LETTERS "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"

static bool only(const char *text, const char *allowed)
{
    return text[strspn(text, allowed)] == '\0';
}

static bool take(char *out, size_t room, const char *from, size_t n)
{
    if (n == 0 || n >= room)
        return false;
    memcpy(out, from, n);
    out[n] = '\0';
    return true;
}

static bool climbs(const char *path)
{
    for (const char *at = path; *at;) {
        size_t n = strcspn(at, "/");
        if (n == 2 && at[0] == '.' && at[1] == '.')
            return true;
        at += n;
        at += *at == '/';
    }
    return false;
}

static int bad(struct error *err, const char *text, const char *why)
{
    int rc = error_set(err, STATUS_USAGE, "“%s” cannot be a remote: %s", text, why);
    (void)error_hint(err, "give an absolute path, ssh://user@host/path or user@host:path");
    return rc;
}

static int parse_path(struct remote *out, const char *text, struct error *err)
{
    out->kind = REMOTE_PATH;
    for (const char *at = text; *at; at++)
        if ((unsigned char)*at < 0x20 || *at == 0x7F)
            return bad(err, text, "it holds a control character");
    if (climbs(text))
        return bad(err, text, "it holds “..”");
    if (!take(out->path, sizeof out->path, text, strlen(text)))
        return bad(err, text, "it is too long");
    size_t n = strlen(out->path);
    while (n > 1 && out->path[n - 1] == '/')
        out->path[--n] = '\0';
    return n > 1 ? 0 : bad(err, text, "it is the root folder");
}

static int check_ssh(struct remote *out, const char *text, struct error *err)
{
    out->kind = REMOTE_SSH;
    if (out->user[0] == '-' || !only(out->user, LETTERS "._-"))
        return bad(err, text, "the user name holds something other than letters, digits, . _ -");
    bool six = strchr(out->host, ':') != NULL;
    if (out->host[0] == '-' || !only(out->host, six ? "0123456789abcdefABCDEF:." : LETTERS ".-_"))
        return bad(err, text, "the host name holds something other than letters, digits, . - _");
    if (!only(out->port, "0123456789"))
        return bad(err, text, "the port is not a number");
    if (out->path[0] == '-' || !only(out->path, LETTERS "._~/+@=,-"))
        return bad(err, text,
                   "the path holds something other than letters, digits, / . _ ~ + @ = , -");
    return climbs(out->path) ? bad(err, text, "it holds “..”") : 0;
}

static int parse_ssh_url(struct remote *out, const char *text, struct error *err)
{
    const char *at = text + strlen("ssh://");
    const char *slash = strchr(at, '/');
    if (!slash || slash[1] == '\0')
        return bad(err, text, "it names no path on the host");
    const char *name = memchr(at, '@', (size_t)(slash - at));
    if (name) {
        if (!take(out->user, sizeof out->user, at, (size_t)(name - at)))
            return bad(err, text, "the user name is empty or too long");
        at = name + 1;
    }
    if (*at == '[') {
        const char *close = memchr(at, ']', (size_t)(slash - at));
        if (!close)
            return bad(err, text, "a bracket is not closed");
        if (!take(out->host, sizeof out->host, at + 1, (size_t)(close - at - 1)))
            return bad(err, text, "the host name is empty or too long");
        at = close + 1;
        if (at != slash && *at != ':')
            return bad(err, text, "something stands between host and path");
    } else {
        const char *colon = memchr(at, ':', (size_t)(slash - at));
        const char *end = colon ? colon : slash;
        if (!take(out->host, sizeof out->host, at, (size_t)(end - at)))
            return bad(err, text, "the host name is empty or too long");
        at = end;
    }
    if (at != slash && !take(out->port, sizeof out->port, at + 1, (size_t)(slash - at - 1)))
        return bad(err, text, "the port is empty or too long");
    /* As git does it: /~user/… means what the host's git takes ~user to be. */
    const char *path = slash[1] == '~' ? slash + 1 : slash;
    if (!take(out->path, sizeof out->path, path, strlen(path)))
        return bad(err, text, "the path is too long");
    return check_ssh(out, text, err);
}

static int parse_ssh_short(struct remote *out, const char *text, struct error *err)
{
    const char *colon = strchr(text, ':');
    const char *at = text;
    const char *name = memchr(at, '@', (size_t)(colon - at));
    if (name) {
        if (!take(out->user, sizeof out->user, at, (size_t)(name - at)))
            return bad(err, text, "the user name is empty or too long");
        at = name + 1;
    }
    if (!take(out->host, sizeof out->host, at, (size_t)(colon - at)))
        return bad(err, text, "the host name is empty or too long");
    if (!take(out->path, sizeof out->path, colon + 1, strlen(colon + 1)))
        return bad(err, text, "it names no path on the host, or one that is too long");
    return check_ssh(out, text, err);
}

int remote_parse(struct remote *out, const char *text, struct error *err)
{
    *out = (struct remote){0};
    if (text[0] == '/')
        return parse_path(out, text, err);
    if (strncmp(text, "ssh://", 6) == 0)
        return parse_ssh_url(out, text, err);
    if (strncmp(text, "https://", 8) == 0) {
        int rc = error_set(err, STATUS_USAGE, "https remotes are not supported by this version");
        (void)error_hint(err, "most hosts offer the same repository as ssh://…");
        return rc;
    }
    if (strstr(text, "://"))
        return bad(err, text, "only ssh:// is known");
    if (strchr(text, ':') && strcspn(text, "/") > strcspn(text, ":"))
        return parse_ssh_short(out, text, err);
    return bad(err, text, "it is neither an absolute path nor a host");
}

int courier_remote_check(const char *remote, struct error *err)
{
    struct remote parts;
    return remote_parse(&parts, remote, err);
}
