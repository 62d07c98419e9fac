/* SPDX-License-Identifier: GPL-3.0-or-later
 * Asking for a passphrase at the terminal, which is put back as it was whatever happens.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "cli_int.h"
#include "inwork/base/error.h"
#include "inwork/base/fs.h"
#include "inwork/seal/secret.h"

#define LINE_MAX_BYTES 1024

/* A signal that ends the program waits until the terminal is itself again. */
static const int ending[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP};

static bool ending_pending(void)
{
    sigset_t pending;
    if (sigpending(&pending) < 0)
        return false;
    for (size_t i = 0; i < sizeof ending / sizeof ending[0]; i++)
        if (sigismember(&pending, ending[i]) == 1)
            return true;
    return false;
}

/* Take back one character: its continuation bytes too. */
static size_t without_last(const char *line, size_t len)
{
    while (len > 0 && ((unsigned char)line[len - 1] & 0xC0) == 0x80)
        len--;
    return len > 0 ? len - 1 : 0;
}

/* One line, typed unseen, into locked memory. Returns its length or a negative status. */
static long read_line(int fd, char *line, struct error *err)
{
    size_t len = 0;
    for (;;) {
        struct pollfd wait = {.fd = fd, .events = POLLIN};
        int ready = poll(&wait, 1, 200);
        if (ending_pending())
            return error_set(err, STATUS_REFUSED, "no passphrase was given");
        if (ready < 0 && errno != EINTR)
            return error_errno(err, STATUS_IO, "the terminal cannot be read");
        if (ready <= 0)
            continue;
        char c = '\0';
        ssize_t got = read(fd, &c, 1);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return error_errno(err, STATUS_IO, "the terminal cannot be read");
        if (got == 0 || c == '\n' || c == '\r')
            return (long)len;
        if (c == 3 || c == 4 || c == 27) /* Ctrl-C, Ctrl-D, Esc */
            return error_set(err, STATUS_REFUSED, "no passphrase was given");
        if (c == 21) /* Ctrl-U */
            len = 0;
        else if (c == 8 || c == 127)
            len = without_last(line, len);
        else if (len < LINE_MAX_BYTES)
            line[len++] = c;
        secret_wipe(&c, 1);
    }
}

static int ask_on(int fd, const char *prompt, struct secret *out, struct error *err)
{
    struct termios before;
    if (tcgetattr(fd, &before) < 0)
        return error_errno(err, STATUS_IO, "the terminal cannot be read");
    char *line = secret_alloc(LINE_MAX_BYTES, err);
    if (!line)
        return -STATUS_IO;
    sigset_t wanted, mask;
    (void)sigemptyset(&wanted);
    for (size_t i = 0; i < sizeof ending / sizeof ending[0]; i++)
        (void)sigaddset(&wanted, ending[i]);
    (void)sigprocmask(SIG_BLOCK, &wanted, &mask);
    struct termios quiet = before;
    quiet.c_lflag &= ~(tcflag_t)(ECHO | ECHONL | ICANON | ISIG);
    quiet.c_iflag &= ~(tcflag_t)(IXON);
    quiet.c_cc[VMIN] = 1;
    quiet.c_cc[VTIME] = 0;
    long len = -STATUS_IO;
    int status = fs_write_fd(fd, "the terminal", prompt, strlen(prompt), err);
    if (status == 0 && tcsetattr(fd, TCSAFLUSH, &quiet) < 0)
        status = error_errno(err, STATUS_IO, "the terminal cannot be made quiet");
    if (status == 0)
        len = read_line(fd, line, err);
    (void)tcsetattr(fd, TCSAFLUSH, &before);
    (void)fs_write_fd(fd, "the terminal", "\n", 1, NULL);
    (void)sigprocmask(SIG_SETMASK, &mask, NULL);
    if (status == 0 && len < 0)
        status = (int)len;
    if (status == 0 && len == 0)
        status = error_set(err, STATUS_REFUSED, "the passphrase is empty");
    if (status == 0)
        status = secret_set(out, line, (size_t)len, err);
    secret_free(line);
    return status;
}

int ask_terminal(struct app *app, const char *prompt, struct secret *out, struct error *err)
{
    (void)app;
    int fd = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
    if (fd < 0) {
        (void)error_set(err, STATUS_REFUSED,
                        "the store is locked, and there is no terminal to ask at");
        return error_hint(err, "Use “inwork unlock” first, --passphrase-fd or "
                               "INWORK_PASSPHRASE_FILE.");
    }
    int status = ask_on(fd, prompt, out, err);
    (void)close(fd);
    return status;
}
