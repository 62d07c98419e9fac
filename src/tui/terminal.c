/* SPDX-License-Identifier: GPL-3.0-or-later
 * Curses is started with newterm, because initscr ends the process on an unknown terminal. What a
 * signal handler must know lies in one static struct: the only state outside struct ui, and there
 * because a handler has no argument.
 */
#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <signal.h>
#include <stdint.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include <curses.h>
#include <term.h>

#include "inwork/base/error.h"
#include "terminal_int.h"

static const int notice_signals[] = {SIGWINCH, SIGTERM, SIGHUP, SIGINT, SIGCONT, SIGCHLD};
static const int fatal_signals[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT};
#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static struct {
    volatile sig_atomic_t open;
    int tty;
    int pipe[2];
    struct termios modes;
    struct sigaction notice_before[COUNT(notice_signals)];
    struct sigaction fatal_before[COUNT(fatal_signals)];
    char leave[128]; /* the bytes that undo what we sent, for handlers that may not call curses */
    size_t leave_length;
    SCREEN *screen;
} held;

static const char paste_on[] = "\033[?2004h";
static const char paste_off[] = "\033[?2004l";

static void send_bytes(const char *bytes, size_t n)
{
    while (n > 0) {
        ssize_t wrote = write(STDOUT_FILENO, bytes, n);
        if (wrote < 0 && errno == EINTR) {
            continue;
        }
        if (wrote <= 0) {
            return;
        }
        bytes += wrote;
        n -= (size_t)wrote;
    }
}

static void on_notice(int number)
{
    int kept = errno;
    unsigned char bit = number == SIGWINCH  ? TERMINAL_RESIZED
                        : number == SIGCONT ? TERMINAL_CONTINUED
                        : number == SIGCHLD ? TERMINAL_CHILD
                                            : TERMINAL_LEAVE;
    ssize_t wrote = write(held.pipe[1], &bit, 1);
    (void)wrote; /* a full pipe already wakes the loop */
    errno = kept;
}

/* We are about to die: give the terminal back with what a handler may call, then let whoever was
 * here before (the default, or a sanitizer) have the signal. */
static void on_fatal(int number)
{
    if (held.open) {
        held.open = 0;
        send_bytes(held.leave, held.leave_length);
        (void)tcsetattr(held.tty, TCSANOW, &held.modes);
    }
    for (size_t i = 0; i < COUNT(fatal_signals); i++) {
        if (fatal_signals[i] == number) {
            (void)sigaction(number, &held.fatal_before[i], NULL);
        }
    }
    (void)raise(number);
}

static void at_exit(void)
{
    struct terminal t = {.open = true};
    terminal_close(&t);
}

static void catch_signals(void)
{
    struct sigaction notice = {.sa_handler = on_notice, .sa_flags = SA_RESTART};
    struct sigaction fatal = {.sa_handler = on_fatal, .sa_flags = SA_NODEFER};
    (void)sigemptyset(&notice.sa_mask);
    (void)sigemptyset(&fatal.sa_mask);
    for (size_t i = 0; i < COUNT(notice_signals); i++) {
        (void)sigaction(notice_signals[i], &notice, &held.notice_before[i]);
    }
    for (size_t i = 0; i < COUNT(fatal_signals); i++) {
        (void)sigaction(fatal_signals[i], &fatal, &held.fatal_before[i]);
    }
}

static void release_signals(void)
{
    for (size_t i = 0; i < COUNT(notice_signals); i++) {
        (void)sigaction(notice_signals[i], &held.notice_before[i], NULL);
    }
    for (size_t i = 0; i < COUNT(fatal_signals); i++) {
        (void)sigaction(fatal_signals[i], &held.fatal_before[i], NULL);
    }
}

/* terminfo answers NULL, or -1 as a pointer, where there is nothing. */
static bool has_text(const char *capability)
{
    return capability != NULL && (intptr_t)capability != -1;
}

static void remember_capability(const char *name)
{
    const char *text = tigetstr(name);
    if (!has_text(text)) {
        return;
    }
    size_t n = strlen(text);
    const char *delay =
        strstr(text, "$<"); /* padding is for curses; a handler sends what is before */
    if (delay != NULL) {
        n = (size_t)(delay - text);
    }
    if (n <= sizeof held.leave - held.leave_length) {
        memcpy(held.leave + held.leave_length, text, n);
        held.leave_length += n;
    }
}

static int refuse(struct error *err, const char *why, const char *term)
{
    if (term != NULL) {
        (void)error_set(err, STATUS_USAGE, "%s \"%.40s\"", why, term);
    } else {
        (void)error_set(err, STATUS_USAGE, "%s", why);
    }
    return error_hint(err, "start it in a terminal window (TERM=xterm-256color suits most), or use "
                           "the commands: inwork --help");
}

static int check_terminal(struct error *err)
{
    const char *term = getenv("TERM");
    if (isatty(STDIN_FILENO) == 0 || isatty(STDOUT_FILENO) == 0) {
        return refuse(err, "the screens need a terminal, and this is none", NULL);
    }
    if (term == NULL || term[0] == '\0') {
        return refuse(err, "the screens need to know the terminal, and TERM is not set", NULL);
    }
    if (strcmp(term, "dumb") == 0) {
        return refuse(err, "the screens cannot be drawn on a terminal called", term);
    }
    return 0;
}

int terminal_open(struct terminal *t, bool color, struct error *err)
{
    int status = check_terminal(err);
    if (status != 0) {
        return status;
    }
    if (setlocale(LC_CTYPE, "") == NULL || MB_CUR_MAX == 1) {
        (void)setlocale(LC_CTYPE, "C.UTF-8"); /* terminals of today are UTF-8 whatever LANG says */
    }
    held.tty = STDIN_FILENO;
    if (tcgetattr(held.tty, &held.modes) != 0 || pipe2(held.pipe, O_CLOEXEC | O_NONBLOCK) != 0) {
        return error_errno(err, STATUS_IO, "cannot take over the terminal");
    }
    held.screen = newterm(NULL, stdout, stdin);
    if (held.screen == NULL) {
        (void)close(held.pipe[0]);
        (void)close(held.pipe[1]);
        return refuse(err, "nothing is known here of a terminal called", getenv("TERM"));
    }
    const char *move = tigetstr("cup");
    if (!has_text(move)) {
        (void)endwin();
        delscreen(held.screen);
        (void)close(held.pipe[0]);
        (void)close(held.pipe[1]);
        return refuse(err, "the cursor cannot be placed on a terminal called", getenv("TERM"));
    }
    held.leave_length = 0;
    memcpy(held.leave, paste_off, sizeof paste_off - 1);
    held.leave_length = sizeof paste_off - 1;
    remember_capability("sgr0");
    remember_capability("cnorm");
    remember_capability("rmcup");
    (void)raw();
    (void)noecho();
    (void)nonl();
    (void)typeahead(-1);
    t->color = false;
    if (color && has_colors() && start_color() == OK) {
        (void)use_default_colors();
        t->color = true;
    }
    const char *delay = getenv("ESCDELAY");
    long ms = delay != NULL ? strtol(delay, NULL, 10) : 0;
    t->escape_delay = ms > 0 && ms <= 2000 ? (int)ms : 100;
    t->signal_fd = held.pipe[0];
    t->open = true;
    (void)refresh();
    send_bytes(paste_on, sizeof paste_on - 1);
    catch_signals();
    if (!held.open) {
        (void)atexit(at_exit);
    }
    held.open = 1;
    (void)terminal_resize(t);
    return 0;
}

void terminal_close(struct terminal *t)
{
    if (!t->open || !held.open) {
        return;
    }
    held.open = 0;
    t->open = false;
    release_signals();
    send_bytes(paste_off, sizeof paste_off - 1);
    (void)curs_set(1);
    (void)endwin();
    delscreen(held.screen);
    held.screen = NULL;
    (void)tcsetattr(held.tty, TCSADRAIN, &held.modes);
    (void)close(held.pipe[0]);
    (void)close(held.pipe[1]);
}

unsigned terminal_signals(struct terminal *t)
{
    unsigned char bits[64];
    unsigned all = 0;
    for (;;) {
        ssize_t got = read(t->signal_fd, bits, sizeof bits);
        if (got <= 0) {
            return all;
        }
        for (ssize_t i = 0; i < got; i++) {
            all |= bits[i];
        }
    }
}

bool terminal_resize(struct terminal *t)
{
    (void)t;
    struct winsize size = {0};
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_row == 0 || size.ws_col == 0) {
        return false;
    }
    /* What the terminal did to what was on it is its own affair, also where it came back to the
     * size it had: everything is drawn again. */
    (void)clearok(curscr, TRUE);
    if (size.ws_row == LINES && size.ws_col == COLS) {
        return false;
    }
    return resizeterm(size.ws_row, size.ws_col) == OK;
}

void terminal_suspend(struct terminal *t)
{
    send_bytes(paste_off, sizeof paste_off - 1);
    (void)endwin();
    (void)tcsetattr(held.tty, TCSADRAIN, &held.modes);
    (void)kill(0, SIGTSTP); /* the whole job, as the terminal would */
    terminal_continue(t);
}

void terminal_send(struct terminal *t, const char *bytes, size_t n)
{
    if (t->open) {
        send_bytes(bytes, n);
    }
}

void terminal_continue(struct terminal *t)
{
    (void)t;
    (void)reset_prog_mode();
    (void)clearok(curscr, TRUE);
    send_bytes(paste_on, sizeof paste_on - 1);
}
