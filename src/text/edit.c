/* SPDX-License-Identifier: GPL-3.0-or-later
 * Editing one value. Every edit is one replacement of bytes, made by apply(), which keeps the text
 * in NFC and writes the undo list.
 */
#include "inwork/text/edit.h"

#include <string.h>

#include "edit_int.h"
#include "inwork/base/error.h"
#include "inwork/base/utf8.h"

void text_edit_clear(struct text_edit *t)
{
    text_undo_clear(t);
    buf_free(&t->text);
    t->cursor = 0;
    t->modified = false;
}

const char *text_edit_text(const struct text_edit *t)
{
    return buf_text(&t->text);
}

size_t text_edit_length(const struct text_edit *t)
{
    return t->text.len;
}

static int too_long(struct error *err)
{
    int status = error_set(err, STATUS_DATA, "a text can have at most %u KiB", TEXT_MAX / 1024);
    (void)error_hint(err, "Nothing was added; split the text into several notes");
    return status;
}

int text_edit_set(struct text_edit *t, const char *text, size_t n, struct error *err)
{
    struct buf clean = BUF_ZERO;
    int status = utf8_clean(&clean, text, n, t->multi_line, err);
    if (status == 0 && clean.len > TEXT_MAX)
        status = too_long(err);
    if (status < 0) {
        buf_free(&clean);
        return status;
    }
    text_undo_clear(t);
    buf_free(&t->text);
    t->text = clean;
    t->cursor = t->text.len;
    t->modified = false;
    return 0;
}

/* The first boundary at or after `offset`. */
static size_t ceiling(const struct buf *text, size_t offset)
{
    size_t floor = utf8_floor(buf_text(text), text->len, offset);
    return floor == offset ? floor : utf8_next(buf_text(text), text->len, floor);
}

/* A new neighbour can compose with the cluster before or after it, so those are normalised too.
 * Fills `c` with the smallest replacement; the text itself is not touched. */
static int plan(struct text_change *c, const struct text_edit *t, size_t from, size_t to,
                const char *text, size_t n, struct error *err)
{
    const char *old = buf_text(&t->text);
    size_t length = t->text.len;
    size_t start = utf8_previous(old, length, from);
    size_t end = utf8_next(old, length, to);
    struct buf window = BUF_ZERO;
    struct buf fresh = BUF_ZERO;
    buf_append(&window, old + start, from - start);
    buf_append(&window, text, n);
    buf_append(&window, old + to, end - to);
    int status = buf_ok(&window, err);
    if (status == 0)
        status = utf8_nfc(&fresh, buf_text(&window), window.len, err);
    if (status == 0) {
        /* What both sides share at the ends was not replaced. */
        const char *now = buf_text(&fresh);
        size_t head = 0;
        while (head < fresh.len && start + head < from && now[head] == old[start + head])
            head++;
        size_t tail = 0;
        while (tail < fresh.len - head && end - tail > to &&
               now[fresh.len - tail - 1] == old[end - tail - 1])
            tail++;
        c->at = start + head;
        buf_append(&c->removed, old + c->at, end - tail - c->at);
        buf_append(&c->inserted, now + head, fresh.len - tail - head);
        status = buf_ok(&c->removed, err);
        if (status == 0)
            status = buf_ok(&c->inserted, err);
    }
    buf_free(&window);
    buf_free(&fresh);
    return status;
}

static int apply(struct text_edit *t, size_t from, size_t to, const char *text, size_t n, bool join,
                 struct error *err)
{
    struct text_change c = {.cursor_before = t->cursor};
    int status = plan(&c, t, from, to, text, n, err);
    if (status == 0 && t->text.len - c.removed.len + c.inserted.len > TEXT_MAX)
        status = too_long(err);
    size_t after = t->text.len - to; /* bytes behind the cursor's new place */
    if (status == 0 && !text_replace(&t->text, c.at, c.removed.len, &c.inserted))
        status = error_memory(err);
    if (status < 0) {
        buf_free(&c.removed);
        buf_free(&c.inserted);
        return status;
    }
    t->cursor = ceiling(&t->text, t->text.len > after ? t->text.len - after : 0);
    c.cursor_after = t->cursor;
    text_undo_add(t, &c, join);
    t->modified = t->done != t->saved;
    return 0;
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n';
}

int text_edit_type(struct text_edit *t, const char *text, size_t n, struct error *err)
{
    struct buf clean = BUF_ZERO;
    int status = utf8_clean(&clean, text, n, t->multi_line, err);
    if (status == 0 && clean.len > 0) {
        const char *before = buf_text(&t->text);
        bool new_word =
            t->cursor > 0 && is_space(before[t->cursor - 1]) && !is_space(clean.data[0]);
        status = apply(t, t->cursor, t->cursor, clean.data, clean.len,
                       t->joining == JOIN_TYPING && !new_word, err);
        t->joining = status == 0 ? JOIN_TYPING : JOIN_NOTHING;
    }
    buf_free(&clean);
    return status;
}

/* Leave out control characters, and for a single line turn line ends and tabs into spaces. */
static size_t tame(struct buf *out, const char *text, size_t n, bool multi_line)
{
    size_t dropped = 0;
    for (size_t at = 0; at < n;) {
        uint32_t code = 0;
        size_t length = utf8_decode(&code, text + at, n - at);
        bool crlf = code == '\r' && at + 1 < n && text[at + 1] == '\n';
        bool white =
            code == '\n' || code == '\r' || code == '\t' || code == 0x2028 || code == 0x2029;
        if (length == 0) {
            length = 1; /* not UTF-8: left for utf8_clean to refuse */
            buf_append(out, text + at, 1);
        } else if (white && crlf) {
            length = 2;
            buf_push(out, multi_line ? '\n' : ' ');
        } else if (white && !multi_line) {
            buf_push(out, ' ');
        } else if (!white && (code < 0x20 || (code >= 0x7F && code < 0xA0))) {
            dropped++;
        } else {
            buf_append(out, text + at, length);
        }
        at += length;
    }
    return dropped;
}

int text_edit_paste(struct text_edit *t, const char *text, size_t n, size_t *dropped,
                    struct error *err)
{
    struct buf tamed = BUF_ZERO;
    struct buf clean = BUF_ZERO;
    if (!t->multi_line)
        while (n > 0 && (text[n - 1] == '\n' || text[n - 1] == '\r' || text[n - 1] == '\t'))
            n--;
    size_t lost = tame(&tamed, text, n, t->multi_line);
    int status = buf_ok(&tamed, err);
    if (status == 0)
        status = utf8_clean(&clean, buf_text(&tamed), tamed.len, t->multi_line, err);
    t->joining = JOIN_NOTHING;
    if (status == 0 && clean.len > 0)
        status = apply(t, t->cursor, t->cursor, clean.data, clean.len, false, err);
    if (dropped)
        *dropped = status == 0 ? lost : 0;
    buf_free(&tamed);
    buf_free(&clean);
    return status;
}

int text_edit_replace_all(struct text_edit *t, const char *text, size_t n, struct error *err)
{
    struct buf clean = BUF_ZERO;
    int status = utf8_clean(&clean, text, n, t->multi_line, err);
    t->joining = JOIN_NOTHING;
    bool same = status == 0 && clean.len == t->text.len &&
                memcmp(buf_text(&clean), buf_text(&t->text), clean.len) == 0;
    if (status == 0 && !same)
        status = apply(t, 0, t->text.len, buf_text(&clean), clean.len, false, err);
    buf_free(&clean);
    return status;
}

static bool word_at(const struct text_edit *t, size_t offset)
{
    uint32_t code = 0;
    return utf8_decode(&code, t->text.data + offset, t->text.len - offset) > 0 &&
           utf8_is_word(code);
}

static size_t target(const struct text_edit *t, enum text_move move)
{
    const char *text = buf_text(&t->text);
    size_t n = t->text.len;
    size_t at = t->cursor;
    switch (move) {
    case TEXT_LEFT:
        return utf8_previous(text, n, at);
    case TEXT_RIGHT:
        return utf8_next(text, n, at);
    case TEXT_WORD_LEFT: {
        size_t before;
        while (at > 0 && !word_at(t, before = utf8_previous(text, n, at)))
            at = before;
        while (at > 0 && word_at(t, before = utf8_previous(text, n, at)))
            at = before;
        return at;
    }
    case TEXT_WORD_RIGHT:
        while (at < n && !word_at(t, at))
            at = utf8_next(text, n, at);
        while (at < n && word_at(t, at))
            at = utf8_next(text, n, at);
        return at;
    case TEXT_LINE_START:
        while (at > 0 && text[at - 1] != '\n')
            at--;
        return at;
    case TEXT_LINE_END: {
        const char *end = memchr(text + at, '\n', n - at);
        return end ? (size_t)(end - text) : n;
    }
    case TEXT_START:
        return 0;
    case TEXT_END:
        break;
    }
    return n;
}

bool text_edit_move(struct text_edit *t, enum text_move move)
{
    size_t to = target(t, move);
    bool moved = to != t->cursor;
    t->cursor = to;
    t->joining = JOIN_NOTHING;
    return moved;
}

void text_edit_place(struct text_edit *t, size_t offset)
{
    t->cursor = utf8_floor(buf_text(&t->text), t->text.len, offset);
    t->joining = JOIN_NOTHING;
}

bool text_edit_delete(struct text_edit *t, enum text_move move)
{
    size_t to = target(t, move);
    if (to == t->cursor)
        return false;
    size_t from = to < t->cursor ? to : t->cursor;
    size_t end = to < t->cursor ? t->cursor : to;
    bool single = move == TEXT_LEFT || move == TEXT_RIGHT;
    if (apply(t, from, end, "", 0, single && t->joining == JOIN_DELETING, NULL) < 0)
        return false;
    t->joining = single ? JOIN_DELETING : JOIN_NOTHING;
    return true;
}

bool text_edit_delete_range(struct text_edit *t, size_t from, size_t to)
{
    t->joining = JOIN_NOTHING;
    if (to > t->text.len)
        to = t->text.len;
    if (from >= to)
        return false;
    from = utf8_floor(buf_text(&t->text), t->text.len, from);
    return apply(t, from, ceiling(&t->text, to), "", 0, false, NULL) == 0;
}

void text_edit_pause(struct text_edit *t)
{
    t->joining = JOIN_NOTHING;
}

void text_edit_mark_saved(struct text_edit *t)
{
    t->joining = JOIN_NOTHING;
    t->saved = t->done;
    t->modified = false;
}
