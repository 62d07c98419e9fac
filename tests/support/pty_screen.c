/* SPDX-License-Identifier: GPL-3.0-or-later
 * forkpty, libvterm and waiting. The test keeps the terminal's side open itself, so that its modes
 * can be read after the program has gone.
 */
#include "pty_screen.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>
#include <utmp.h>
#include <vterm.h>

#include "inwork/base/buf.h"
#include "inwork/base/clock.h"
#include "inwork/base/encode.h"
#include "inwork/base/utf8.h"

#define ESCAPE_DELAY 150 /* ms: more than the program waits for the rest of a sequence */

struct pty {
    pid_t pid;
    int fd, slave;
    int rows, columns;
    VTerm *vt;
    VTermScreen *screen;
    int exit_status; /* -1: running */
    bool closed;
    bool cursor_visible, alternate, pasting;
    size_t output;
    char tail[16]; /* the last bytes seen, for mode switches libvterm does not report */
    size_t tail_length;
    struct buf clipboard; /* base64, while and after it came */
    bool clipping;
    char log[512]; /* where sanitizers write */
};

static int on_property(VTermProp property, VTermValue *value, void *payload)
{
    struct pty *p = payload;
    if (property == VTERM_PROP_CURSORVISIBLE) {
        p->cursor_visible = value->boolean != 0;
    } else if (property == VTERM_PROP_ALTSCREEN) {
        p->alternate = value->boolean != 0;
    }
    return 1;
}

static const VTermScreenCallbacks callbacks = {.settermprop = on_property};

static void fail(const char *what)
{
    perror(what);
    abort();
}

static void child(const struct pty_options *o, const char *log)
{
    const char *program = getenv("INWORK");
    const char *const standard[] = {program != NULL ? program : "build/check/inwork", NULL};
    const char *const *arguments = o->arguments != NULL ? o->arguments : standard;
    if (o->term != NULL && o->term[0] == '\0') {
        (void)unsetenv("TERM");
    } else {
        (void)setenv("TERM", o->term != NULL ? o->term : "xterm-256color", 1);
    }
    (void)unsetenv("NO_COLOR");
    (void)unsetenv("ESCDELAY");
    (void)unsetenv("LINES");
    (void)unsetenv("COLUMNS");
    (void)unsetenv("COLORTERM");
    (void)setenv("LC_ALL", "C.UTF-8", 1);
    struct buf options = BUF_ZERO;
    const char *before = getenv("ASAN_OPTIONS");
    buf_printf(&options, "%s%slog_path=%s", before != NULL ? before : "", before != NULL ? ":" : "",
               log);
    (void)setenv("ASAN_OPTIONS", buf_text(&options), 1);
    (void)setenv("LSAN_OPTIONS", "suppressions=tests/support/lsan.supp:print_suppressions=0", 0);
    for (const char *const *e = o->environment; e != NULL && *e != NULL; e++) {
        const char *equals = strchr(*e, '=');
        if (equals == NULL) {
            (void)unsetenv(*e);
            continue;
        }
        buf_clear(&options);
        buf_append(&options, *e, (size_t)(equals - *e));
        (void)setenv(buf_text(&options), equals + 1, 1);
    }
    union {
        const char *const *constant;
        char *const *argv;
    } cast = {.constant = arguments};
    (void)execvp(arguments[0], cast.argv);
    perror(arguments[0]);
    _exit(127);
}

struct pty *pty_start(const struct pty_options *options)
{
    struct pty *p = calloc(1, sizeof *p);
    if (p == NULL) {
        fail("pty_start");
    }
    p->rows = options->rows > 0 ? options->rows : 24;
    p->columns = options->columns > 0 ? options->columns : 80;
    p->exit_status = -1;
    p->cursor_visible = true;
    p->vt = vterm_new(p->rows, p->columns);
    vterm_set_utf8(p->vt, 1);
    p->screen = vterm_obtain_screen(p->vt);
    vterm_screen_set_callbacks(p->screen, &callbacks, p);
    vterm_screen_enable_altscreen(p->screen, 1);
    vterm_screen_reset(p->screen, 1);
    const char *tmp = getenv("TMPDIR");
    static unsigned serial;
    (void)snprintf(p->log, sizeof p->log, "%s/pty-sanitizer.%d.%u", tmp != NULL ? tmp : "/tmp",
                   (int)getpid(), serial++);

    struct winsize size = {.ws_row = (unsigned short)p->rows, .ws_col = (unsigned short)p->columns};
    if (openpty(&p->fd, &p->slave, NULL, NULL, &size) != 0) {
        fail("openpty");
    }
    (void)fflush(NULL);
    p->pid = fork();
    if (p->pid < 0) {
        fail("fork");
    }
    if (p->pid == 0) {
        (void)close(p->fd);
        (void)login_tty(p->slave);
        child(options, p->log);
    }
    (void)fcntl(p->fd, F_SETFL, O_NONBLOCK);
    (void)fcntl(p->fd, F_SETFD, FD_CLOEXEC);
    (void)fcntl(p->slave, F_SETFD, FD_CLOEXEC);
    return p;
}

pid_t pty_pid(const struct pty *p)
{
    return p->pid;
}

static void watch_modes(struct pty *p, const char *bytes, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (p->tail_length == sizeof p->tail) {
            memmove(p->tail, p->tail + 1, sizeof p->tail - 1);
            p->tail_length--;
        }
        p->tail[p->tail_length++] = bytes[i];
        if (p->clipping && bytes[i] == '\a') {
            p->clipping = false;
        } else if (p->clipping) {
            buf_push(&p->clipboard, bytes[i]);
        } else if (p->tail_length >= 7 &&
                   memcmp(p->tail + p->tail_length - 7, "\033]52;c;", 7) == 0) {
            p->clipping = true;
            buf_clear(&p->clipboard);
        }
        if (p->tail_length >= 8) {
            const char *last = p->tail + p->tail_length - 8;
            if (memcmp(last, "\033[?2004h", 8) == 0) {
                p->pasting = true;
            } else if (memcmp(last, "\033[?2004l", 8) == 0) {
                p->pasting = false;
            }
        }
    }
}

static void reap(struct pty *p)
{
    int status = 0;
    if (p->exit_status < 0 && waitpid(p->pid, &status, WNOHANG) == p->pid) {
        p->exit_status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    }
}

void pty_read(struct pty *p)
{
    char bytes[4096];
    for (;;) {
        ssize_t got = read(p->fd, bytes, sizeof bytes);
        if (got <= 0) {
            break;
        }
        p->output += (size_t)got;
        watch_modes(p, bytes, (size_t)got);
        (void)vterm_input_write(p->vt, bytes, (size_t)got);
        vterm_screen_flush_damage(p->screen);
        size_t answers = vterm_output_read(p->vt, bytes, sizeof bytes);
        if (answers > 0) {
            pty_send(p, bytes, answers);
        }
    }
    reap(p);
}

static bool more(struct pty *p, int ms)
{
    struct pollfd one = {.fd = p->fd, .events = POLLIN};
    bool any = poll(&one, 1, ms) > 0;
    pty_read(p);
    return any;
}

void pty_send(struct pty *p, const char *bytes, size_t n)
{
    int64_t until = clock_monotonic_ms() + PTY_PATIENCE;
    while (n > 0 && clock_monotonic_ms() < until) {
        ssize_t wrote = write(p->fd, bytes, n);
        if (wrote > 0) {
            bytes += wrote;
            n -= (size_t)wrote;
        } else {
            (void)more(p, 5);
            if (p->exit_status >= 0) {
                return;
            }
        }
    }
}

void pty_type(struct pty *p, const char *text)
{
    pty_send(p, text, strlen(text));
}

void pty_key(struct pty *p, const char *name)
{
    static const struct {
        const char *name, *bytes;
    } keys[] = {
        {"Enter", "\r"},       {"Tab", "\t"},         {"Shift-Tab", "\033[Z"}, {"Esc", "\033"},
        {"Backspace", "\177"}, {"Delete", "\033[3~"}, {"Up", "\033[A"},        {"Down", "\033[B"},
        {"Right", "\033[C"},   {"Left", "\033[D"},    {"Home", "\033[H"},      {"End", "\033[F"},
        {"PgUp", "\033[5~"},   {"PgDn", "\033[6~"},   {"Space", " "},          {"F1", "\033OP"},
        {"F2", "\033OQ"},      {"F3", "\033OR"},      {"F4", "\033OS"},        {"F5", "\033[15~"},
        {"F10", "\033[21~"},   {"F12", "\033[24~"},
    };
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        if (strcmp(keys[i].name, name) == 0) {
            pty_type(p, keys[i].bytes);
            if (strcmp(name, "Esc") == 0) {
                pty_settle(p, ESCAPE_DELAY); /* or the next key would belong to it */
            }
            return;
        }
    }
    if (strncmp(name, "Ctrl-", 5) == 0 && name[5] != '\0') {
        char c = (char)(name[5] & 0x1f);
        pty_send(p, &c, 1);
        return;
    }
    pty_type(p, name);
}

void pty_paste(struct pty *p, const char *text)
{
    pty_type(p, "\033[200~");
    pty_type(p, text);
    pty_type(p, "\033[201~");
}

void pty_resize(struct pty *p, int rows, int columns)
{
    struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};
    pty_read(p);
    p->rows = rows;
    p->columns = columns;
    vterm_set_size(p->vt, rows, columns);
    (void)ioctl(p->fd, TIOCSWINSZ, &size);
}

char *pty_row(const struct pty *p, int row)
{
    struct buf out = BUF_ZERO;
    size_t end = 0;
    for (int column = 0; column < p->columns; column++) {
        VTermScreenCell cell;
        VTermPos at = {.row = row, .col = column};
        if (vterm_screen_get_cell(p->screen, at, &cell) == 0) {
            continue;
        }
        if (cell.chars[0] == (uint32_t)-1) {
            continue; /* the right half of a wide character */
        }
        if (cell.chars[0] == 0) {
            buf_push(&out, ' ');
        }
        for (size_t i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell.chars[i] != 0; i++) {
            char bytes[4];
            buf_append(&out, bytes, utf8_encode(bytes, cell.chars[i]));
        }
        if (cell.chars[0] != 0 && cell.chars[0] != ' ') {
            end = out.len;
        }
    }
    buf_truncate(&out, end);
    buf_reserve(&out, 1);
    return buf_take(&out);
}

char *pty_screen(const struct pty *p)
{
    struct buf out = BUF_ZERO;
    for (int row = 0; row < p->rows; row++) {
        char *text = pty_row(p, row);
        buf_add(&out, text != NULL ? text : "");
        buf_push(&out, '\n');
        free(text);
    }
    return buf_take(&out);
}

int pty_find(const struct pty *p, const char *text, int *column)
{
    for (int row = 0; row < p->rows; row++) {
        char *line = pty_row(p, row);
        const char *at = line != NULL ? strstr(line, text) : NULL;
        if (at != NULL) {
            if (column != NULL) {
                *column = (int)utf8_width(line, (size_t)(at - line));
            }
            free(line);
            return row;
        }
        free(line);
    }
    return -1;
}

bool pty_shows(const struct pty *p, const char *text)
{
    return pty_find(p, text, NULL) >= 0;
}

void pty_dump(const struct pty *p, const char *why)
{
    char *all = pty_screen(p);
    VTermPos cursor;
    vterm_state_get_cursorpos(vterm_obtain_state(p->vt), &cursor);
    (void)fprintf(stderr, "---- %s (%dx%d, cursor %d,%d, exit %d)\n%s----\n", why, p->columns,
                  p->rows, cursor.row, cursor.col, p->exit_status, all != NULL ? all : "");
    free(all);
}

/* A line of /proc/PID from its state on: PID (NAME) STATE …, and a name may have brackets and
 * blanks of its own. Empty when the program has ended. */
static void stat_line(const char *path, char *out, size_t n)
{
    FILE *f = fopen(path, "re");
    char line[1024] = "";
    bool known = f != NULL && fgets(line, sizeof line, f) != NULL;
    if (f != NULL) {
        (void)fclose(f);
    }
    const char *after = known ? strrchr(line, ')') : NULL;
    (void)snprintf(out, n, "%s", after != NULL && after[1] == ' ' ? after + 2 : "");
}

/* Do all threads of the program wait for something? Where other processes are hidden, nobody can
 * say: then silence has to do. */
static bool asleep(const struct pty *p)
{
    char name[64];
    (void)snprintf(name, sizeof name, "/proc/%d/task", (int)p->pid);
    DIR *tasks = opendir(name);
    bool all = true;
    struct dirent *task = NULL;
    while (all && tasks != NULL && (task = readdir(tasks)) != NULL) {
        if (task->d_name[0] == '.') {
            continue;
        }
        char state[2];
        (void)snprintf(name, sizeof name, "/proc/%d/task/%.20s/stat", (int)p->pid, task->d_name);
        stat_line(name, state, sizeof state);
        all = strchr("ST", state[0]) != NULL; /* the end of the string, too: a thread that ended */
    }
    if (tasks != NULL) {
        (void)closedir(tasks);
    }
    return all;
}

/* Has it read all it was sent, and does it wait for more, with nothing of its own under way? In
 * this order: what it did not read yet would wake it, and what it wrote before it slept is here. */
static bool at_rest(struct pty *p)
{
    struct pollfd unread = {.fd = p->slave, .events = POLLIN};
    return poll(&unread, 1, 0) == 0 && asleep(p) && !more(p, 0);
}

/* Is it so, now that everything is drawn? Before that it may be so from before the last key, and
 * what stands beside it may not be drawn yet. */
static bool stands(struct pty *p, bool (*ready)(struct pty *p, void *payload), void *payload)
{
    pty_read(p);
    return ready(p, payload) && (p->exit_status >= 0 || at_rest(p)) && ready(p, payload);
}

bool pty_wait_until(struct pty *p, bool (*ready)(struct pty *p, void *payload), void *payload,
                    const char *what)
{
    int64_t until = clock_monotonic_ms() + PTY_PATIENCE;
    while (!stands(p, ready, payload)) {
        if (p->exit_status >= 0 || clock_monotonic_ms() > until) {
            (void)fprintf(stderr, "waited in vain for: %s%s\n", what,
                          ready(p, payload) ? " (it is there, but the program does not rest)" : "");
            pty_dump(p, "the screen then");
            return false;
        }
        (void)more(p, 5);
    }
    return true;
}

struct sought {
    const char *text;
    int row;
    bool gone;
};

static bool sought_ready(struct pty *p, void *payload)
{
    const struct sought *s = payload;
    if (s->row >= 0) {
        char *line = pty_row(p, s->row);
        bool there = line != NULL && strstr(line, s->text) != NULL;
        free(line);
        return there;
    }
    return pty_shows(p, s->text) != s->gone;
}

bool pty_wait(struct pty *p, const char *text)
{
    struct sought s = {.text = text, .row = -1};
    return pty_wait_until(p, sought_ready, &s, text);
}

bool pty_wait_gone(struct pty *p, const char *text)
{
    struct sought s = {.text = text, .row = -1, .gone = true};
    return pty_wait_until(p, sought_ready, &s, text);
}

bool pty_wait_row(struct pty *p, int row, const char *text)
{
    struct sought s = {.text = text, .row = row};
    return pty_wait_until(p, sought_ready, &s, text);
}

void pty_settle(struct pty *p, int ms)
{
    int64_t now = clock_monotonic_ms();
    int64_t until = now + PTY_PATIENCE;
    int64_t since = now;
    while (p->exit_status < 0 && now < until) {
        bool came = more(p, ms < 10 ? ms : 10);
        bool rests = at_rest(p);
        now = clock_monotonic_ms();
        if (came || !rests) {
            since = now;
        } else if (now - since >= ms) {
            return;
        }
    }
    if (p->exit_status < 0) {
        pty_dump(p, "it does not come to rest");
    }
}

void pty_size(const struct pty *p, int *rows, int *columns)
{
    *rows = p->rows;
    *columns = p->columns;
}

void pty_cursor(const struct pty *p, int *row, int *column, bool *visible)
{
    VTermPos at;
    vterm_state_get_cursorpos(vterm_obtain_state(p->vt), &at);
    *row = at.row;
    *column = at.col;
    if (visible != NULL) {
        *visible = p->cursor_visible;
    }
}

unsigned pty_attributes(const struct pty *p, int row, int column)
{
    VTermScreenCell cell;
    VTermPos at = {.row = row, .col = column};
    if (vterm_screen_get_cell(p->screen, at, &cell) == 0) {
        return 0;
    }
    unsigned all = (cell.attrs.bold ? PTY_BOLD : 0u) | (cell.attrs.reverse ? PTY_REVERSE : 0u) |
                   (cell.attrs.underline ? PTY_UNDERLINE : 0u);
    if (!VTERM_COLOR_IS_DEFAULT_FG(&cell.fg) || !VTERM_COLOR_IS_DEFAULT_BG(&cell.bg)) {
        all |= PTY_COLOR;
    }
    return all;
}

bool pty_pasting(const struct pty *p)
{
    return p->pasting;
}

bool pty_alternate(const struct pty *p)
{
    return p->alternate;
}

bool pty_cooked(const struct pty *p)
{
    struct termios now;
    return tcgetattr(p->slave, &now) == 0 && (now.c_lflag & ICANON) != 0 &&
           (now.c_lflag & ECHO) != 0 && (now.c_lflag & ISIG) != 0;
}

char *pty_clipboard(const struct pty *p)
{
    size_t room = p->clipboard.len + 1;
    char *text = calloc(1, room);
    ssize_t n = text != NULL && !p->clipping && p->clipboard.len > 0
                    ? base64_decode(text, room, p->clipboard.data, p->clipboard.len)
                    : -1;
    if (n < 0) {
        free(text);
        return NULL;
    }
    text[n] = '\0';
    return text;
}

size_t pty_output(const struct pty *p)
{
    return p->output;
}

int64_t pty_worked_ms(const struct pty *p)
{
    char path[64], line[1024];
    unsigned long long user = 0, kernel = 0;
    (void)snprintf(path, sizeof path, "/proc/%d/stat", (int)p->pid);
    stat_line(path, line, sizeof line);
    if (sscanf(line, "%*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %llu %llu", &user, &kernel) !=
        2) {
        fail("the times of the program");
    }
    return (int64_t)((user + kernel) * 1000 / (unsigned long long)sysconf(_SC_CLK_TCK));
}

void pty_signal(struct pty *p, int number)
{
    if (p->exit_status < 0) {
        (void)kill(p->pid, number);
    }
}

static bool sanitizer_spoke(const struct pty *p)
{
    char name[600];
    (void)snprintf(name, sizeof name, "%s.%d", p->log, (int)p->pid);
    FILE *f = fopen(name, "r");
    if (f == NULL) {
        return false;
    }
    char line[1024];
    while (fgets(line, sizeof line, f) != NULL) {
        (void)fputs(line, stderr);
    }
    (void)fclose(f);
    (void)unlink(name);
    return true;
}

int pty_wait_exit(struct pty *p)
{
    int64_t until = clock_monotonic_ms() + PTY_PATIENCE;
    while (p->exit_status < 0) {
        (void)more(p, 10);
        if (clock_monotonic_ms() > until) {
            pty_dump(p, "it does not end");
            pty_signal(p, SIGKILL);
            (void)waitpid(p->pid, NULL, 0);
            p->exit_status = 128 + SIGKILL;
            return -1;
        }
    }
    pty_read(p);
    return sanitizer_spoke(p) ? 199 : p->exit_status;
}

void pty_free(struct pty *p)
{
    if (p == NULL) {
        return;
    }
    if (p->exit_status < 0) {
        (void)kill(p->pid, SIGKILL);
        (void)waitpid(p->pid, NULL, 0);
    }
    (void)sanitizer_spoke(p);
    (void)close(p->fd);
    (void)close(p->slave);
    vterm_free(p->vt);
    buf_free(&p->clipboard);
    free(p);
}
