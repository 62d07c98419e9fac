/* SPDX-License-Identifier: GPL-3.0-or-later
 * Git over the system's ssh, as a libgit2 subtransport: known_hosts, agents, hardware keys,
 * ProxyJump and ~/.ssh/config work as the person is used to. No shell on our side; the path, which
 * meets one on the other side, holds only letters no shell cares about (remote.c).
 */
#include <errno.h>
#include <fcntl.h>
#include <git2/sys/transport.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "child_int.h"

#define SAID_MAX 4096u /* of ssh's standard error, the end of it */
#define END_MS 1000    /* how long ssh may take to say why, or to go */
#define PROGRESS_STEP                                                                              \
    1024 /* bytes; a host that trickles less does not keep us waiting for ever                     \
          */

struct ssh {
    git_smart_subtransport parent;
    git_smart_subtransport_stream stream;
    struct child *child;
    pid_t pid; /* 0: none */
    int to, from, words;
    struct buf said;
    uint64_t moved, told;
};

static struct ssh *of(git_smart_subtransport_stream *stream)
{
    return (struct ssh *)stream->subtransport;
}

static void close_one(int *fd)
{
    if (*fd >= 0)
        (void)close(*fd);
    *fd = -1;
}

static void moved(struct ssh *s, size_t n)
{
    s->moved += n;
    if (s->moved - s->told < PROGRESS_STEP)
        return;
    s->told = s->moved;
    child_progress(s->child, s->child->done, s->child->total);
}

/* Take what ssh has to say by now; false at its end. */
static bool listen_to(struct ssh *s)
{
    char text[1024];
    ssize_t n = read(s->words, text, sizeof text);
    if (n > 0) {
        buf_append(&s->said, text, (size_t)n);
        if (s->said.len > SAID_MAX)
            buf_splice(&s->said, 0, s->said.len - SAID_MAX, "", 0);
        return true;
    }
    return n < 0 && (errno == EAGAIN || errno == EINTR);
}

/* How ssh ended, giving it a moment to; killing it after that. */
static int end_ssh(struct ssh *s)
{
    int status = 0;
    bool gone = s->pid == 0;
    for (int waited = 0; !gone && waited < END_MS; waited += 5) {
        struct pollfd p = {.fd = s->words, .events = POLLIN};
        (void)poll(&p, 1, 5);
        if (p.revents && !listen_to(s))
            close_one(&s->words);
        gone = waitpid(s->pid, &status, WNOHANG) == s->pid;
    }
    if (gone && s->words >= 0) {
        do
            errno = 0;
        while (listen_to(s) && errno != EAGAIN);
    }
    if (!gone) {
        (void)kill(s->pid, SIGKILL);
        while (waitpid(s->pid, &status, 0) < 0 && errno == EINTR)
            ;
    }
    s->pid = 0;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 255;
}

/* The conversation broke off: let ssh say why. */
static int broke(struct ssh *s)
{
    close_one(&s->to);
    close_one(&s->from);
    int status = end_ssh(s);
    if (!s->child->transport.status)
        (void)ssh_explain(&s->child->remote, buf_text(&s->said), status, &s->child->transport);
    (void)git_error_set_str(GIT_ERROR_SSH, s->child->transport.message);
    return -1;
}

static int stream_read(git_smart_subtransport_stream *stream, char *out, size_t room, size_t *got)
{
    struct ssh *s = of(stream);
    *got = 0;
    while (s->from >= 0) {
        struct pollfd p[] = {{.fd = s->from, .events = POLLIN}, {.fd = s->words, .events = POLLIN}};
        if (poll(p, 2, -1) < 0 && errno != EINTR)
            return broke(s);
        if (p[1].revents && !listen_to(s))
            close_one(&s->words);
        if (!p[0].revents)
            continue;
        ssize_t n = read(s->from, out, room);
        if (n > 0) {
            *got = (size_t)n;
            moved(s, *got);
            return 0;
        }
        if (n == 0 || errno != EINTR)
            return broke(s);
    }
    return -1;
}

static int stream_write(git_smart_subtransport_stream *stream, const char *bytes, size_t n)
{
    struct ssh *s = of(stream);
    size_t sent = 0;
    while (sent < n && s->to >= 0) {
        struct pollfd p[] = {{.fd = s->to, .events = POLLOUT}, {.fd = s->words, .events = POLLIN}};
        if (poll(p, 2, -1) < 0 && errno != EINTR)
            return broke(s);
        if (p[1].revents && !listen_to(s))
            close_one(&s->words);
        if (!p[0].revents)
            continue;
        ssize_t done = write(s->to, bytes + sent, n - sent);
        if (done > 0) {
            sent += (size_t)done;
            moved(s, (size_t)done);
        } else if (done < 0 && errno != EINTR && errno != EAGAIN) {
            return broke(s);
        }
    }
    return sent < n ? -1 : 0;
}

/* The stream is part of the subtransport and goes with it. */
static void stream_free(git_smart_subtransport_stream *stream)
{
    (void)stream;
}

/* Only calls that are safe between fork and exec. */
__attribute__((noreturn)) static void become_ssh(char *const *argv, int in, int out, int words)
{
    static const char sorry[] = "inwork: ssh cannot be run\n";
    (void)prctl(PR_SET_PDEATHSIG, SIGKILL);
    (void)signal(SIGPIPE, SIG_DFL);
    if (dup2(in, 0) >= 0 && dup2(out, 1) >= 0 && dup2(words, 2) >= 0)
        (void)execvp(argv[0], argv);
    if (write(2, sorry, sizeof sorry - 1) < 0)
        _exit(126);
    _exit(127);
}

static int start(struct ssh *s, const char *service)
{
    const struct remote *r = &s->child->remote;
    const char *config = getenv("INWORK_SSH_CONFIG");
    struct buf command = BUF_ZERO;
    buf_printf(&command, "%s '%s'", service, r->path);
    const char *argv[40];
    size_t n = 0;
    argv[n++] = "ssh";
    if (config && config[0] == '/') {
        argv[n++] = "-F";
        argv[n++] = config;
    }
    /* Nothing may ask on the terminal, and nothing may stay behind. */
    static const char *const options[] = {"-T",
                                          "-x",
                                          "-a",
                                          "-oBatchMode=yes",
                                          "-oConnectTimeout=10",
                                          "-oServerAliveInterval=15",
                                          "-oServerAliveCountMax=2",
                                          "-oControlMaster=no",
                                          "-oClearAllForwardings=yes",
                                          "-oPermitLocalCommand=no",
                                          "-oLogLevel=INFO"};
    for (size_t i = 0; i < sizeof options / sizeof options[0]; i++)
        argv[n++] = options[i];
    if (r->port[0]) {
        argv[n++] = "-p";
        argv[n++] = r->port;
    }
    if (r->user[0]) {
        argv[n++] = "-l";
        argv[n++] = r->user;
    }
    argv[n++] = "--";
    argv[n++] = r->host;
    argv[n++] = buf_text(&command);
    argv[n] = NULL;
    int in[2] = {-1, -1};
    int out[2] = {-1, -1};
    int words[2] = {-1, -1};
    int rc = -1;
    if (!command.failed && pipe2(in, O_CLOEXEC) == 0 && pipe2(out, O_CLOEXEC) == 0 &&
        pipe2(words, O_CLOEXEC) == 0 && fcntl(words[0], F_SETFL, O_NONBLOCK) == 0 &&
        fcntl(in[1], F_SETFL, O_NONBLOCK) == 0 && (s->pid = fork()) >= 0) {
        if (s->pid == 0)
            become_ssh((char *const *)(size_t)argv, in[0], out[1], words[1]);
        s->to = in[1];
        s->from = out[0];
        s->words = words[0];
        in[1] = out[0] = words[0] = -1;
        rc = 0;
    } else {
        s->pid = 0;
        (void)error_errno(&s->child->transport, STATUS_IO, "ssh cannot be started");
    }
    for (int i = 0; i < 2; i++) {
        close_one(&in[i]);
        close_one(&out[i]);
        close_one(&words[i]);
    }
    buf_free(&command);
    return rc;
}

static int hang_up(git_smart_subtransport *transport)
{
    struct ssh *s = (struct ssh *)transport;
    close_one(&s->to);
    close_one(&s->from);
    if (s->pid)
        (void)end_ssh(s);
    close_one(&s->words);
    buf_clear(&s->said);
    return 0;
}

static int action(git_smart_subtransport_stream **out, git_smart_subtransport *transport,
                  const char *url, git_smart_service_t service)
{
    (void)url; /* the remote was taken apart and checked before */
    struct ssh *s = (struct ssh *)transport;
    *out = &s->stream;
    switch (service) {
    case GIT_SERVICE_UPLOADPACK_LS:
        (void)hang_up(transport);
        return start(s, "git-upload-pack");
    case GIT_SERVICE_RECEIVEPACK_LS:
        (void)hang_up(transport);
        return start(s, "git-receive-pack");
    case GIT_SERVICE_UPLOADPACK:
    case GIT_SERVICE_RECEIVEPACK:
        return s->pid ? 0 : -1;
    default:
        return -1;
    }
}

static void release(git_smart_subtransport *transport)
{
    struct ssh *s = (struct ssh *)transport;
    (void)hang_up(transport);
    buf_free(&s->said);
    free(s);
}

static int make(git_smart_subtransport **out, git_transport *owner, void *payload)
{
    (void)owner;
    struct ssh *s = calloc(1, sizeof *s);
    if (!s)
        return -1;
    s->child = payload;
    s->to = s->from = s->words = -1;
    s->parent.action = action;
    s->parent.close = hang_up;
    s->parent.free = release;
    s->stream.subtransport = &s->parent;
    s->stream.read = stream_read;
    s->stream.write = stream_write;
    s->stream.free = stream_free;
    *out = &s->parent;
    return 0;
}

int ssh_transport(git_transport **out, git_remote *owner, void *payload)
{
    git_smart_subtransport_definition definition = {.callback = make, .rpc = 0, .param = payload};
    return git_transport_smart(out, owner, &definition);
}
