/* SPDX-License-Identifier: GPL-3.0-or-later
 * Text is drawn cluster by cluster in exactly the columns base/utf8 gives it, so that fields, lists
 * and the cursor agree, even where curses would count a rare sequence otherwise: what of a cluster
 * does not fit its columns is left out.
 */
#include <wchar.h>

#include "draw_int.h"
#include "inwork/base/buf.h"
#include "inwork/base/utf8.h"
#include "inwork/text/wrap.h"

/* Marks that turn the direction of everything after them, and invisible ones that make two names
 * look alike. */
static bool steers(uint32_t c)
{
    return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) || c == 0x200e ||
           c == 0x200f || c == 0x061c || c == 0x2028 || c == 0x2029 || c == 0xfeff;
}

/* Marks that join what is around them into one picture, or choose between two. Terminals disagree
 * on how many columns the result takes, so the parts are drawn side by side. */
static bool joins(uint32_t c)
{
    return c == 0x200d || c == 0xfe0e || c == 0xfe0f;
}

/* Tones of skin: where a terminal knows them the picture before shrinks to its own two columns. */
static bool tones(uint32_t c)
{
    return c >= 0x1f3fb && c <= 0x1f3ff;
}

#define SHOWN_MAX 32 /* characters of one cluster that are drawn */

/* What is drawn of a cluster: characters whose columns make exactly `width`. */
static size_t shown(wchar_t out[SHOWN_MAX], const char *text, size_t n, int width)
{
    size_t count = 0;
    int used = 0;
    for (size_t at = 0; at < n;) {
        uint32_t c = 0;
        size_t length = utf8_decode(&c, text + at, n - at);
        if (length == 0 || c < 0x20 || (c >= 0x7f && c < 0xa0) || steers(c)) {
            c = 0xfffd;
            length = length == 0 ? 1 : length;
        }
        int columns = wcwidth((wchar_t)c);
        if (columns < 0) {
            c = 0xfffd;
            columns = 1;
        }
        at += length;
        bool drawn = count < SHOWN_MAX - 1 && used + columns <= width && !joins(c) &&
                     (columns > 0 || count > 0) && (count == 0 || !tones(c));
        if (drawn) {
            out[count++] = (wchar_t)c;
            used += columns;
        }
    }
    for (; used < width && count < SHOWN_MAX; used++) {
        out[count++] = L' ';
    }
    return count;
}

/* A cell holds one character that takes room, and marks on it. */
static void put_cluster(WINDOW *w, const char *text, size_t n, int width)
{
    wchar_t characters[SHOWN_MAX];
    size_t count = shown(characters, text, n, width);
    attr_t attributes = 0;
    short pair = 0;
    (void)wattr_get(w, &attributes, &pair, NULL);
    for (size_t at = 0; at < count;) {
        wchar_t wide[CCHARW_MAX + 1];
        size_t taken = 0;
        do {
            if (taken < CCHARW_MAX) {
                wide[taken++] = characters[at];
            }
            at++;
        } while (at < count && wcwidth(characters[at]) == 0);
        wide[taken] = L'\0';
        cchar_t cell;
        if (setcchar(&cell, wide, attributes, pair, NULL) == OK) {
            (void)wadd_wch(w, &cell);
        }
    }
}

static int cluster_width(const char *text, size_t n)
{
    int width = utf8_cluster_width(text, n);
    if (width == 0) {
        uint32_t c = 0;
        size_t length = utf8_decode(&c, text, n);
        if (length == 0 || c < 0x20 || (c >= 0x7f && c < 0xa0) || steers(c)) {
            return 1; /* shown as a mark */
        }
    }
    return width;
}

static int put(const struct style *s, WINDOW *w, int row, int column, int width, enum role role,
               const char *text, size_t n, bool ellipsis)
{
    int rows, columns;
    getmaxyx(w, rows, columns);
    if (row < 0 || row >= rows || column < 0 || column >= columns) {
        return 0;
    }
    width = width > columns - column ? columns - column : width;
    if (width <= 0) {
        return 0;
    }
    style_set(s, w, role);
    (void)wmove(w, row, column);
    int used = 0;
    int all = 0;
    for (size_t at = 0; ellipsis && at < n && all <= width;) {
        size_t next = utf8_next(text, n, at);
        all += cluster_width(text + at, next - at);
        at = next;
    }
    int room = all > width ? width - 1 : width;
    size_t at = 0;
    while (at < n) {
        size_t next = utf8_next(text, n, at);
        int wide = cluster_width(text + at, next - at);
        if (used + wide > room) {
            break;
        }
        if (wide > 0) {
            (void)wmove(w, row, column + used);
            put_cluster(w, text + at, next - at, wide);
        }
        used += wide;
        at = next;
    }
    if (all > width) {
        (void)wmove(w, row, column + used);
        put_cluster(w, s->plain ? "~" : "…", s->plain ? 1 : 3, 1);
        used++;
    }
    style_set(s, w, ROLE_TEXT);
    return used;
}

int draw_bytes(const struct style *s, WINDOW *w, int row, int column, int width, enum role role,
               const char *text, size_t n)
{
    return put(s, w, row, column, width, role, text, n, true);
}

int draw_text(const struct style *s, WINDOW *w, int row, int column, int width, enum role role,
              const char *text)
{
    return put(s, w, row, column, width, role, text, strlen(text), true);
}

int draw_slice(const struct style *s, WINDOW *w, int row, int column, int width, enum role role,
               const char *text, size_t n)
{
    return put(s, w, row, column, width, role, text, n, false);
}

void draw_safe(struct buf *out, const char *text, size_t n)
{
    for (size_t at = 0; at < n;) {
        size_t next = utf8_next(text, n, at);
        wchar_t characters[SHOWN_MAX];
        size_t count = shown(characters, text + at, next - at, cluster_width(text + at, next - at));
        for (size_t i = 0; i < count; i++) {
            char bytes[4];
            buf_append(out, bytes, utf8_encode(bytes, (uint32_t)characters[i]));
        }
        at = next;
    }
}

int draw_right(const struct style *s, WINDOW *w, int row, int column, int width, enum role role,
               const char *text)
{
    size_t columns = utf8_width(text, strlen(text));
    int skip = columns < (size_t)width ? width - (int)columns : 0;
    return draw_text(s, w, row, column + skip, width - skip, role, text);
}

void draw_blank(const struct style *s, WINDOW *w, int row, int column, int width, enum role role)
{
    int rows, columns;
    getmaxyx(w, rows, columns);
    if (row < 0 || row >= rows || column < 0 || column >= columns || width <= 0) {
        return;
    }
    width = width > columns - column ? columns - column : width;
    (void)mvwhline(w, row, column, (chtype)' ' | s->attributes[role], width);
}

void draw_rule(const struct style *s, WINDOW *w, int row, int column, int width)
{
    style_set(s, w, ROLE_MUTED);
    if (s->plain) {
        (void)mvwhline(w, row, column, '-', width);
    } else {
        (void)mvwhline_set(w, row, column, WACS_HLINE, width);
    }
    style_set(s, w, ROLE_TEXT);
}

void draw_upright(const struct style *s, WINDOW *w, int row, int column, int height)
{
    style_set(s, w, ROLE_MUTED);
    if (s->plain) {
        (void)mvwvline(w, row, column, ' ', height);
    } else {
        (void)mvwvline_set(w, row, column, WACS_VLINE, height);
    }
    style_set(s, w, ROLE_TEXT);
}

void draw_box(const struct style *s, WINDOW *w, const char *title)
{
    int rows, columns;
    getmaxyx(w, rows, columns);
    style_set(s, w, ROLE_TEXT);
    if (!s->plain) {
        (void)box_set(w, NULL, NULL);
    } else {
        (void)mvwhline(w, 0, 0, '-', columns);
        (void)mvwhline(w, rows - 1, 0, '-', columns);
    }
    if (title != NULL && title[0] != '\0' && columns > 8) {
        (void)mvwaddch(w, 0, 2, ' ');
        int used = draw_text(s, w, 0, 3, columns - 7, ROLE_TITLE, title);
        (void)mvwaddch(w, 0, 3 + used, ' ');
    }
}

int draw_wrapped(const struct style *s, WINDOW *w, int row, int column, int width, int height,
                 enum role role, const char *text)
{
    if (width < 2 || height < 1) {
        return 0;
    }
    struct wrap lines = {0};
    struct buf line = BUF_ZERO;
    size_t n = strlen(text);
    int drawn = 0;
    if (wrap_text(&lines, text, n, (size_t)width, NULL) == 0) {
        for (size_t i = 0; i < lines.count && drawn < height; i++, drawn++) {
            buf_clear(&line);
            wrap_draw(&line, &lines, text, n, i);
            bool cut = drawn == height - 1 && i + 1 < lines.count;
            if (cut) {
                buf_add(&line, "…");
                (void)draw_text(s, w, row + drawn, column, width, role, buf_text(&line));
            } else {
                (void)draw_slice(s, w, row + drawn, column, width, role, line.data, line.len);
            }
        }
    }
    buf_free(&line);
    wrap_clear(&lines);
    return drawn;
}
