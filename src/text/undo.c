/* SPDX-License-Identifier: GPL-3.0-or-later
 * Undo and redo of a text: a list of replacements, each holding both sides.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "edit_int.h"

/* Enough for dozens of pastes of the largest text. */
#define UNDO_BYTES_MAX (16u * 1024u * 1024u)
#define NEVER SIZE_MAX /* the saved state cannot be reached by undo or redo */

static void change_clear(struct text_change *c)
{
    buf_free(&c->removed);
    buf_free(&c->inserted);
}

static size_t change_size(const struct text_change *c)
{
    return c->removed.len + c->inserted.len + sizeof *c;
}

void text_undo_clear(struct text_edit *t)
{
    for (size_t i = 0; i < t->count; i++)
        change_clear(&t->changes[i]);
    free(t->changes);
    t->changes = NULL;
    t->done = t->count = t->room = 0;
    t->undo_bytes = 0;
    t->saved = 0;
    t->joining = JOIN_NOTHING;
}

static void forget_undone(struct text_edit *t)
{
    while (t->count > t->done) {
        t->count--;
        t->undo_bytes -= change_size(&t->changes[t->count]);
        change_clear(&t->changes[t->count]);
    }
    if (t->saved > t->done)
        t->saved = NEVER;
}

static void forget_oldest(struct text_edit *t)
{
    size_t drop = 0;
    while (t->undo_bytes > UNDO_BYTES_MAX && drop + 1 < t->count) {
        t->undo_bytes -= change_size(&t->changes[drop]);
        change_clear(&t->changes[drop++]);
    }
    if (drop == 0)
        return;
    memmove(t->changes, t->changes + drop, (t->count - drop) * sizeof *t->changes);
    t->count -= drop;
    t->done -= drop;
    if (t->saved != NEVER)
        t->saved = t->saved >= drop ? t->saved - drop : NEVER;
}

/* Make `last` do the work of both; false if they do not touch. */
static bool join_changes(struct text_change *last, const struct text_change *next)
{
    size_t end = last->at + last->inserted.len;
    if (next->at >= last->at && next->at + next->removed.len == end) {
        /* Typing on, perhaps changing the last character (an accent). */
        buf_splice(&last->inserted, next->at - last->at, next->removed.len,
                   buf_text(&next->inserted), next->inserted.len);
    } else if (last->inserted.len == 0 && next->inserted.len == 0 && next->at == last->at) {
        buf_append(&last->removed, buf_text(&next->removed), next->removed.len);
    } else if (last->inserted.len == 0 && next->inserted.len == 0 &&
               next->at + next->removed.len == last->at) {
        buf_splice(&last->removed, 0, 0, buf_text(&next->removed), next->removed.len);
        last->at = next->at;
    } else {
        return false;
    }
    last->cursor_after = next->cursor_after;
    return true;
}

/* Offsets in older changes mean nothing once a newer one is missing. */
static void lose_history(struct text_edit *t)
{
    text_undo_clear(t);
    t->saved = NEVER;
}

void text_undo_add(struct text_edit *t, struct text_change *change, bool join)
{
    forget_undone(t);
    if (join && t->done > 0 && t->saved != t->done) {
        struct text_change *last = &t->changes[t->done - 1];
        size_t before = change_size(last);
        if (join_changes(last, change)) {
            change_clear(change);
            if (last->removed.failed || last->inserted.failed)
                lose_history(t);
            else
                t->undo_bytes += change_size(last) - before;
            return;
        }
    }
    if (t->count == t->room) {
        size_t room = t->room ? t->room * 2 : 16;
        struct text_change *changes = realloc(t->changes, room * sizeof *changes);
        if (!changes) {
            change_clear(change);
            lose_history(t);
            return;
        }
        t->changes = changes;
        t->room = room;
    }
    t->changes[t->count++] = *change;
    *change = (struct text_change){0};
    t->done = t->count;
    t->undo_bytes += change_size(&t->changes[t->count - 1]);
    forget_oldest(t);
}

bool text_replace(struct buf *text, size_t at, size_t old_len, const struct buf *with)
{
    size_t length = text->len - old_len + with->len;
    if (length < text->cap) {
        buf_splice(text, at, old_len, buf_text(with), with->len);
        return true;
    }
    struct buf fresh = BUF_ZERO;
    buf_reserve(&fresh, length + length / 2);
    buf_append(&fresh, buf_text(text), at);
    buf_append(&fresh, buf_text(with), with->len);
    buf_append(&fresh, buf_text(text) + at + old_len, text->len - at - old_len);
    if (fresh.failed)
        return false;
    buf_free(text);
    *text = fresh;
    return true;
}

bool text_edit_undo(struct text_edit *t)
{
    if (t->done == 0)
        return false;
    const struct text_change *c = &t->changes[t->done - 1];
    if (!text_replace(&t->text, c->at, c->inserted.len, &c->removed))
        return false;
    t->cursor = c->cursor_before;
    t->done--;
    t->modified = t->done != t->saved;
    t->joining = JOIN_NOTHING;
    return true;
}

bool text_edit_redo(struct text_edit *t)
{
    if (t->done == t->count)
        return false;
    const struct text_change *c = &t->changes[t->done];
    if (!text_replace(&t->text, c->at, c->removed.len, &c->inserted))
        return false;
    t->cursor = c->cursor_after;
    t->done++;
    t->modified = t->done != t->saved;
    t->joining = JOIN_NOTHING;
    return true;
}
