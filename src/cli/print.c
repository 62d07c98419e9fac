/* SPDX-License-Identifier: GPL-3.0-or-later
 * Standard output and standard error: what people read is made harmless, what programs read is
 * written as it is, and a write that fails is never silent.
 */
#include "inwork/cli/cli.h"

#include <errno.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include "cli_int.h"
#include "inwork/base/clock.h"
#include "inwork/base/error.h"
#include "inwork/base/fs.h"
#include "inwork/base/utf8.h"

#define PENDING_MAX ((size_t)64 * 1024)
#define PROGRESS_MS 200

static bool harmful(uint32_t c)
{
    return (c < 0x20 && c != '\t') || (c >= 0x7F && c < 0xA0) || c == 0x061C || c == 0x200E ||
           c == 0x200F || (c >= 0x2028 && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) ||
           c == 0xFEFF;
}

void printable(struct buf *out, const char *text, size_t n)
{
    for (size_t i = 0; i < n;) {
        uint32_t c = 0;
        size_t used = utf8_decode(&c, text + i, n - i);
        if (used == 0 || harmful(c)) {
            buf_add(out, "\xEF\xBF\xBD");
            i += used == 0 ? 1 : used;
        } else {
            buf_append(out, text + i, used);
            i += used;
        }
    }
}

static int write_out(struct printer *p, const char *bytes, size_t n)
{
    while (n > 0) {
        ssize_t done = write(STDOUT_FILENO, bytes, n);
        if (done < 0 && errno == EINTR)
            continue;
        if (done < 0) {
            bool gone = errno == EPIPE;
            int status = error_errno(&p->failed, STATUS_IO, "the answer could not be written");
            if (gone) /* whoever was reading has had enough (`| head`): nothing to tell anyone */
                p->failed.message[0] = '\0';
            return status;
        }
        bytes += done;
        n -= (size_t)done;
    }
    return 0;
}

/* The line that says how far it is makes room for what comes. */
static void clear_progress(struct printer *p)
{
    struct buf blank = BUF_ZERO;
    if (p->shown == 0)
        return;
    buf_printf(&blank, "\r%*s\r", (int)p->shown, "");
    if (!blank.failed)
        (void)fs_write_fd(STDERR_FILENO, "standard error", buf_text(&blank), blank.len, NULL);
    buf_free(&blank);
    p->shown = 0;
}

/* Only where a person waits, and only as often as one can read. */
static void progress(struct output *o, const char *what, uint64_t done, uint64_t total)
{
    struct printer *p = (struct printer *)o;
    int64_t now = clock_monotonic_ms();
    if (!p->watched || now - p->shown_at < PROGRESS_MS)
        return;
    clear_progress(p);
    struct buf text = BUF_ZERO;
    buf_add(&text, what);
    if (done > 0 || total > 0)
        buf_printf(&text, " %llu", (unsigned long long)done);
    if (total > 0)
        buf_printf(&text, " of %llu", (unsigned long long)total);
    if (!text.failed &&
        fs_write_fd(STDERR_FILENO, "standard error", buf_text(&text), text.len, NULL) == 0)
        p->shown = text.len;
    p->shown_at = now;
    buf_free(&text);
}

static int flush(struct output *o)
{
    struct printer *p = (struct printer *)o;
    clear_progress(p);
    if (p->failed.status != STATUS_OK)
        return -STATUS_IO;
    int status = buf_ok(&p->pending, &p->failed);
    if (status == 0)
        status = write_out(p, buf_text(&p->pending), p->pending.len);
    buf_clear(&p->pending);
    return status;
}

static int bytes(struct output *o, const void *data, size_t n)
{
    struct printer *p = (struct printer *)o;
    buf_append(&p->pending, data, n);
    return p->pending.len < PENDING_MAX && !p->pending.failed ? 0 : flush(o);
}

static int line(struct output *o, const char *text, size_t n)
{
    struct printer *p = (struct printer *)o;
    printable(&p->pending, text, n);
    return bytes(o, "\n", 1);
}

/* JSON needs no escape for DEL and the C1 controls, but a terminal may act on them. They can only
 * stand inside strings, where \u says the same. */
static int object(struct output *o, const char *json, size_t n)
{
    struct printer *p = (struct printer *)o;
    size_t from = 0;
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)json[i];
        bool c1 = c == 0xC2 && i + 1 < n && (unsigned char)json[i + 1] < 0xA0;
        if (c != 0x7F && !c1)
            continue;
        buf_append(&p->pending, json + from, i - from);
        i += c1;
        buf_printf(&p->pending, "\\u%04x", (unsigned)(unsigned char)json[i]);
        from = i + 1;
    }
    buf_append(&p->pending, json + from, n - from);
    return bytes(o, "\n", 1);
}

static void note(struct output *o, const char *text)
{
    /* What was answered so far comes first where both go to one terminal. */
    (void)flush(o);
    struct buf shown = BUF_ZERO;
    printable(&shown, text, strlen(text));
    buf_push(&shown, '\n');
    if (!shown.failed)
        (void)fs_write_fd(STDERR_FILENO, "standard error", buf_text(&shown), shown.len, NULL);
    buf_free(&shown);
}

void printer_init(struct printer *p)
{
    *p = (struct printer){.output = {.line = line,
                                     .object = object,
                                     .note = note,
                                     .bytes = bytes,
                                     .flush = flush,
                                     .progress = progress},
                          .watched = isatty(STDERR_FILENO) == 1,
                          .shown_at = clock_monotonic_ms()}; /* what is quick shows nothing */
}

int printer_finish(struct printer *p, struct error *err)
{
    int status = flush(&p->output);
    if (status < 0)
        *err = p->failed;
    return status;
}

void printer_clear(struct printer *p)
{
    buf_free(&p->pending);
}

/* Hints are told in one form, wherever they were written: a sentence. But for usage lines and what
 * begins or ends with something to type. */
static void add_hint(struct buf *out, const char *hint)
{
    bool typed = strncmp(hint, "usage: ", 7) == 0 || strncmp(hint, "inwork", 6) == 0;
    size_t begin = out->len;
    printable(out, hint, strlen(hint));
    char *text = out->data;
    if (out->failed || typed || out->len == begin)
        return;
    if (text[begin] >= 'a' && text[begin] <= 'z')
        text[begin] = (char)(text[begin] - 'a' + 'A');
    char last = text[out->len - 1];
    if ((last >= 'a' && last <= 'z') || (last >= '0' && last <= '9') || last == ')')
        buf_push(out, '.');
}

void cli_print_error(const struct error *err)
{
    if (err->message[0] == '\0')
        return;
    struct buf text = BUF_ZERO;
    buf_add(&text, "inwork: ");
    printable(&text, err->message, strlen(err->message));
    buf_push(&text, '\n');
    if (err->hint[0] != '\0') {
        buf_add(&text, "hint: ");
        add_hint(&text, err->hint);
        buf_push(&text, '\n');
    }
    if (!text.failed)
        (void)fs_write_fd(STDERR_FILENO, "standard error", buf_text(&text), text.len, NULL);
    buf_free(&text);
}
