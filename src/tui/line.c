/* SPDX-License-Identifier: GPL-3.0-or-later
 * Which key does what to a text, for lines and forms alike: arrows and the usual Ctrl and Alt keys.
 */
#include "line_int.h"

#include "draw_int.h"
#include "inwork/base/error.h"
#include "inwork/text/wrap.h"
#include "ui_int.h"

void line_clear(struct line *l)
{
    text_edit_clear(&l->edit);
    *l = (struct line){0};
}

static bool insert(struct ui *ui, struct text_edit *t, const struct key *k, bool *changed)
{
    struct error err = {0};
    int status = 0;
    if (k->code == INPUT_PASTE) {
        size_t dropped = 0;
        const struct buf *paste = &ui->input->paste;
        status = text_edit_paste(t, buf_text(paste), paste->len, &dropped, &err);
        if (status == 0 && ui->input->paste_cut) {
            ui_say(ui, ROLE_WARNING,
                   "The paste was longer than a field can hold; its end is missing");
        } else if (status == 0 && dropped > 0) {
            ui_say(ui, ROLE_WARNING, "%zu control character%s left out of the paste", dropped,
                   dropped == 1 ? " was" : "s were");
        }
    } else {
        status = text_edit_type(t, k->text, strlen(k->text), &err);
    }
    if (status != 0) {
        ui_error(ui, &err);
        return true;
    }
    *changed = true;
    return true;
}

static bool move_to(struct text_edit *t, enum text_move to)
{
    (void)text_edit_move(t, to);
    return true;
}

static bool delete_to(struct text_edit *t, enum text_move to, bool *changed)
{
    *changed = text_edit_delete(t, to);
    return true;
}

static bool alt_key(struct text_edit *t, const struct key *k, bool *changed)
{
    switch (k->code) {
    case 'b':
    case INPUT_LEFT:
        return move_to(t, TEXT_WORD_LEFT);
    case 'f':
    case INPUT_RIGHT:
        return move_to(t, TEXT_WORD_RIGHT);
    case 'd':
    case INPUT_DELETE:
        return delete_to(t, TEXT_WORD_RIGHT, changed);
    case INPUT_BACKSPACE:
        return delete_to(t, TEXT_WORD_LEFT, changed);
    default:
        return false;
    }
}

bool line_edit_key(struct ui *ui, struct text_edit *t, const struct key *k, bool *changed)
{
    *changed = false;
    if (k->modifiers & INPUT_ALT) {
        return alt_key(t, k, changed);
    }
    if (k->code == INPUT_PASTE || (k->code >= 0x20 && k->code < 0x110000)) {
        return insert(ui, t, k, changed);
    }
    bool word = (k->modifiers & INPUT_CTRL) != 0;
    switch (k->code) {
    case INPUT_LEFT:
        return move_to(t, word ? TEXT_WORD_LEFT : TEXT_LEFT);
    case INPUT_RIGHT:
        return move_to(t, word ? TEXT_WORD_RIGHT : TEXT_RIGHT);
    case INPUT_HOME:
    case INPUT_CONTROL('a'):
        return move_to(t, TEXT_LINE_START);
    case INPUT_END:
    case INPUT_CONTROL('e'):
        return move_to(t, TEXT_LINE_END);
    case INPUT_BACKSPACE:
        return delete_to(t, TEXT_LEFT, changed);
    case INPUT_DELETE:
        return delete_to(t, word ? TEXT_WORD_RIGHT : TEXT_RIGHT, changed);
    case INPUT_CONTROL('w'):
        return delete_to(t, TEXT_WORD_LEFT, changed);
    case INPUT_CONTROL('u'):
        return delete_to(t, TEXT_LINE_START, changed);
    case INPUT_CONTROL('k'):
        return delete_to(t, TEXT_LINE_END, changed);
    case INPUT_CONTROL('z'):
        *changed = text_edit_undo(t);
        return true;
    case INPUT_CONTROL('y'):
        *changed = text_edit_redo(t);
        return true;
    default:
        return false;
    }
}

bool line_key(struct ui *ui, struct line *l, const struct key *k, bool *changed)
{
    return line_edit_key(ui, &l->edit, k, changed);
}

int line_draw(const struct style *s, WINDOW *w, int row, int column, int width, struct line *l,
              enum role role)
{
    if (width < 1) {
        return column;
    }
    const char *text = text_edit_text(&l->edit);
    size_t n = text_edit_length(&l->edit);
    struct wrap_slice slice = wrap_slice(&l->first, text, n, l->edit.cursor, (size_t)width);
    draw_blank(s, w, row, column, width, role);
    (void)draw_slice(s, w, row, column, width, role, text + slice.start, slice.length);
    return column + (int)slice.cursor_column;
}
