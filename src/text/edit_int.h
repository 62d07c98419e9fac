/* SPDX-License-Identifier: GPL-3.0-or-later
 * The undo list of a text.
 */
#ifndef INWORK_SRC_TEXT_EDIT_INT_H
#define INWORK_SRC_TEXT_EDIT_INT_H

#include "inwork/text/edit.h"

/* At `at`, `removed` was replaced by `inserted`. Owns both. */
struct text_change {
    size_t at;
    struct buf removed, inserted;
    size_t cursor_before, cursor_after;
};

enum text_joining { JOIN_NOTHING, JOIN_TYPING, JOIN_DELETING };

/* As buf_splice, but a buffer that cannot grow stays as it is: nobody loses what they wrote because
 * memory ran out. */
bool text_replace(struct buf *text, size_t at, size_t old_len, const struct buf *with);
/* Take over `change` (emptied in any case) as the newest, joined to the one before it if `join` and
 * the two touch. Forgets what was undone, and the oldest changes when they take too much memory, or
 * all of them where there is no memory for one more. */
void text_undo_add(struct text_edit *t, struct text_change *change, bool join);
void text_undo_clear(struct text_edit *t);

#endif
