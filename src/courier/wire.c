/* SPDX-License-Identifier: GPL-3.0-or-later
 * The messages between the program and its courier: frames, and moving them over the socket.
 */
#include "wire_int.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>

#include "inwork/base/error.h"

#define LENGTH 4u /* of the length itself */

void wire_put_u8(struct buf *b, unsigned value)
{
    buf_push(b, (char)(unsigned char)value);
}

void wire_put_u32(struct buf *b, uint32_t value)
{
    for (unsigned shift = 0; shift < 32; shift += 8)
        wire_put_u8(b, (value >> shift) & 0xFF);
}

void wire_put_u64(struct buf *b, uint64_t value)
{
    wire_put_u32(b, (uint32_t)value);
    wire_put_u32(b, (uint32_t)(value >> 32));
}

void wire_put_bytes(struct buf *b, const void *bytes, size_t n)
{
    /* A length that does not fit makes the frame too long, which wire_finish tells. */
    wire_put_u32(b, n > WIRE_MAX ? WIRE_MAX : (uint32_t)n);
    buf_append(b, bytes, n);
    buf_push(b, '\0');
}

void wire_put_text(struct buf *b, const char *text)
{
    wire_put_bytes(b, text, strlen(text));
}

void wire_begin(struct buf *b, enum wire_type type)
{
    buf_clear(b);
    wire_put_u32(b, 0);
    wire_put_u8(b, (unsigned)type);
}

int wire_finish(struct buf *b, struct error *err)
{
    int rc = buf_ok(b, err);
    if (rc)
        return rc;
    if (b->len - LENGTH > WIRE_MAX)
        return error_set(err, STATUS_DATA, "a message of %zu bytes is too long for the courier",
                         b->len);
    uint32_t n = (uint32_t)(b->len - LENGTH);
    for (unsigned i = 0; i < LENGTH; i++)
        b->data[i] = (char)(unsigned char)((n >> (8 * i)) & 0xFF);
    return 0;
}

enum wire_type wire_open(struct wire_reader *r, const void *frame, size_t n)
{
    *r = (struct wire_reader){.at = frame, .end = (const char *)frame + n};
    return (enum wire_type)wire_u8(r);
}

static uint64_t number(struct wire_reader *r, unsigned n)
{
    if (r->bad || (size_t)(r->end - r->at) < n) {
        r->bad = true;
        return 0;
    }
    uint64_t value = 0;
    for (unsigned i = 0; i < n; i++)
        value |= (uint64_t)(unsigned char)r->at[i] << (8 * i);
    r->at += n;
    return value;
}

unsigned wire_u8(struct wire_reader *r)
{
    return (unsigned)number(r, 1);
}

uint32_t wire_u32(struct wire_reader *r)
{
    return (uint32_t)number(r, 4);
}

uint64_t wire_u64(struct wire_reader *r)
{
    return number(r, 8);
}

const void *wire_bytes(struct wire_reader *r, size_t *n)
{
    size_t want = wire_u32(r);
    *n = 0;
    if (r->bad || want >= (size_t)(r->end - r->at) || r->at[want] != '\0') {
        r->bad = true;
        return "";
    }
    const char *bytes = r->at;
    r->at += want + 1;
    *n = want;
    return bytes;
}

const char *wire_text(struct wire_reader *r)
{
    size_t n = 0;
    const char *text = wire_bytes(r, &n);
    if (memchr(text, '\0', n)) {
        r->bad = true;
        return "";
    }
    return text;
}

bool wire_end(const struct wire_reader *r)
{
    return !r->bad && r->at == r->end;
}

static int64_t now_ms(void)
{
    struct timespec now = {0};
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static enum wire_end_state wait_for(int fd, short events, int patience)
{
    int64_t until = now_ms() + patience;
    for (;;) {
        int64_t left = patience < 0 ? -1 : until - now_ms();
        if (patience >= 0 && left <= 0)
            return WIRE_TIMEOUT;
        struct pollfd p = {.fd = fd, .events = events};
        int n = poll(&p, 1, (int)left);
        if (n > 0)
            return WIRE_OK;
        if (n < 0 && errno != EINTR)
            return WIRE_CLOSED;
    }
}

enum wire_end_state wire_send(int fd, const struct buf *frame, int patience)
{
    size_t sent = 0;
    while (sent < frame->len) {
        ssize_t n = send(fd, frame->data + sent, frame->len - sent, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (n > 0) {
            sent += (size_t)n;
        } else if (n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) {
            enum wire_end_state state = wait_for(fd, POLLOUT, patience);
            if (state != WIRE_OK)
                return state;
        } else if (n == 0 || errno != EINTR) {
            return WIRE_CLOSED;
        }
    }
    return WIRE_OK;
}

static enum wire_end_state take(int fd, char *out, size_t want, int patience)
{
    size_t got = 0;
    while (got < want) {
        ssize_t n = recv(fd, out + got, want - got, MSG_DONTWAIT);
        if (n > 0) {
            got += (size_t)n;
        } else if (n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) {
            enum wire_end_state state = wait_for(fd, POLLIN, patience);
            if (state != WIRE_OK)
                return state;
        } else if (n == 0 || errno != EINTR) {
            return WIRE_CLOSED;
        }
    }
    return WIRE_OK;
}

enum wire_end_state wire_receive(int fd, struct buf *frame, int patience)
{
    char head[LENGTH];
    enum wire_end_state state = take(fd, head, sizeof head, patience);
    if (state != WIRE_OK)
        return state;
    struct wire_reader r = {.at = head, .end = head + sizeof head};
    uint32_t n = wire_u32(&r);
    if (n == 0 || n > WIRE_MAX)
        return WIRE_GARBLED;
    buf_clear(frame);
    buf_reserve(frame, n);
    if (frame->failed)
        return WIRE_GARBLED;
    state = take(fd, frame->data, n, patience);
    if (state != WIRE_OK)
        return state;
    frame->len = n;
    frame->data[n] = '\0';
    return WIRE_OK;
}

bool wire_is_oid(const char *text)
{
    return strlen(text) == COURIER_OID_TEXT - 1 &&
           strspn(text, "0123456789abcdef") == COURIER_OID_TEXT - 1;
}

bool wire_is_ref(const char *text)
{
    static const char head[] = "refs/heads/";
    size_t n = strlen(text);
    if (n > 200 || strncmp(text, head, sizeof head - 1) != 0 || text[n - 1] == '/')
        return false;
    const char *rest = text + sizeof head - 1;
    if (rest[0] == '/' || strstr(rest, "//"))
        return false;
    return rest[strspn(rest, "abcdefghijklmnopqrstuvwxyz0123456789-/")] == '\0';
}
