/* SPDX-License-Identifier: GPL-3.0-or-later
 * The menu is posted on a pad as tall as it has items, so that no resize can hurt it; what fits is
 * copied into the popup. Letters go to the next label that begins so, or else has a word that does,
 * accents and case aside (the library's own search knows bytes only).
 */
#include "choose_int.h"

#include <menu.h>

#include "draw_int.h"
#include "inwork/base/utf8.h"
#include "ui_int.h"

struct choose {
    struct view view;
    const char *title;
    const char *const *labels;
    size_t count;
    bool several;
    bool taken;
    ITEM **items;
    MENU *menu;
    WINDOW *pad;
    int width, top;
    bool lettered;
    char typed[64]; /* letters one after the other: the beginning of a label */
};

static void measure(struct view *v, int *rows, int *columns)
{
    const struct choose *c = (const struct choose *)v;
    int title_width = (int)utf8_width(c->title, strlen(c->title)) + 8;
    int want = c->width + 8 > title_width ? c->width + 8 : title_width;
    *columns = want < *columns ? want : *columns;
    *rows = (int)c->count + 2 < *rows ? (int)c->count + 2 : *rows;
}

static void draw(struct view *v)
{
    struct choose *c = (struct choose *)v;
    const struct style *s = &v->ui->style;
    draw_box(s, v->window, c->title);
    int at = item_index(current_item(c->menu));
    int height = v->rows - 2;
    if (at < c->top) {
        c->top = at;
    }
    if (at >= c->top + height) {
        c->top = at - height + 1;
    }
    int rows = (int)c->count - c->top < height ? (int)c->count - c->top : height;
    int columns = c->width + 5 < v->columns - 2 ? c->width + 5 : v->columns - 2;
    (void)copywin(c->pad, v->window, c->top, 0, 1, 1, rows, columns, FALSE);
    for (int i = 0; i < rows && c->several; i++) {
        /* the library marks the current item too, chosen or not */
        bool on = item_value(c->items[c->top + i]);
        (void)draw_text(s, v->window, 1 + i, 2, 3, ROLE_TEXT, on ? "[x]" : "[ ]");
    }
    (void)mvwchgat(v->window, 1 + at - c->top, 1, v->columns - 2, A_REVERSE, 0, NULL);
    (void)draw_text(s, v->window, 1 + at - c->top, 1, 1, ROLE_SELECTED, ">");
    if (c->top + height < (int)c->count) {
        (void)draw_text(s, v->window, v->rows - 1, v->columns - 8, 6, ROLE_MUTED, " more ");
    }
    v->cursor_row = 1 + at - c->top;
    v->cursor_column = c->several ? 3 : 1;
}

/* Does a word of it after the first begin so? */
static bool later_word(const struct buf *have, const struct buf *want)
{
    for (size_t i = 1; i + want->len <= have->len; i++) {
        if (have->data[i - 1] == ' ' && memcmp(have->data + i, want->data, want->len) == 0) {
            return true;
        }
    }
    return false;
}

/* The label that is `text`, or the next from `from` on that begins with it, or else one of whose
 * later words does; its number, or count. */
static size_t label_from(const struct choose *c, size_t from, const char *text)
{
    struct buf want = BUF_ZERO;
    struct buf have = BUF_ZERO;
    size_t found = c->count;
    size_t inside = c->count;
    bool whole = false;
    utf8_fold(&want, text, strlen(text));
    for (size_t n = 0; n < c->count && want.len > 0 && !whole; n++) {
        size_t i = (from + n) % c->count;
        buf_clear(&have);
        utf8_fold(&have, c->labels[i], strlen(c->labels[i]));
        if (have.len >= want.len && memcmp(have.data, want.data, want.len) == 0) {
            whole = have.len == want.len;
            found = whole || found == c->count ? i : found;
        } else if (inside == c->count && later_word(&have, &want)) {
            inside = i;
        }
    }
    buf_free(&want);
    buf_free(&have);
    return found < c->count ? found : inside;
}

/* Letters add up to the beginning of a label; one that fits none so begins anew, and the same
 * letter again goes to the next label that begins with it. */
static void go_to_letter(struct choose *c, const char *letter)
{
    char longer[sizeof c->typed + 8];
    size_t from = (size_t)item_index(current_item(c->menu));
    (void)snprintf(longer, sizeof longer, "%s%s", c->typed, letter);
    size_t to = label_from(c, from, longer);
    if (to == c->count) {
        to = label_from(c, c->lettered ? from + 1 : from, letter);
        ui_copy(longer, sizeof longer, letter);
    }
    if (to < c->count) {
        (void)set_current_item(c->menu, c->items[to]);
        ui_copy(c->typed, sizeof c->typed, longer);
    }
    c->lettered = true;
}

static bool key(struct view *v, const struct key *k)
{
    struct choose *c = (struct choose *)v;
    int at = item_index(current_item(c->menu));
    int last = (int)c->count - 1;
    int page = v->rows > 3 ? v->rows - 3 : 1;
    if (c->several && k->code == ' ') {
        (void)menu_driver(c->menu, REQ_TOGGLE_ITEM);
        return true;
    }
    if (k->code >= 0x110000) {
        c->typed[0] = '\0';
    }
    switch (k->code) {
    case INPUT_UP:
        (void)menu_driver(c->menu, REQ_UP_ITEM);
        return true;
    case INPUT_DOWN:
        (void)menu_driver(c->menu, REQ_DOWN_ITEM);
        return true;
    case INPUT_HOME:
        (void)menu_driver(c->menu, REQ_FIRST_ITEM);
        return true;
    case INPUT_END:
        (void)menu_driver(c->menu, REQ_LAST_ITEM);
        return true;
    case INPUT_PAGE_UP:
        (void)set_current_item(c->menu, c->items[at > page ? at - page : 0]);
        return true;
    case INPUT_PAGE_DOWN:
        (void)set_current_item(c->menu, c->items[at + page < last ? at + page : last]);
        return true;
    default:
        if (k->code >= 0x20 && k->code < 0x110000) {
            go_to_letter(c, k->text);
            return true;
        }
        return false;
    }
}

static void take(struct view *v)
{
    ((struct choose *)v)->taken = true;
    ui_close(v);
}

/* What comes next in the form sees the key again. */
static void take_on(struct view *v)
{
    take(v);
    v->ui->ahead = (struct key){.code = INPUT_TAB};
}

static void toggle(struct view *v)
{
    (void)menu_driver(((struct choose *)v)->menu, REQ_TOGGLE_ITEM);
}

static const struct view_command one_commands[] = {
    {"take", INPUT_ENTER, 0, "take it", "Take what is marked.", NULL, take},
    {"leave", INPUT_ESCAPE, 0, "as it was", "Leave it as it was.", NULL, ui_close},
    {0},
};
static const struct view_command answer_commands[] = {
    {"take", INPUT_ENTER, 0, "take it", "Take what is marked.", NULL, take},
    {"onward", INPUT_TAB, 0, "and go on", "Take it, and go to the next field.", NULL, take_on},
    {"leave", INPUT_ESCAPE, 0, "as it was", "Leave it as it was.", NULL, ui_close},
    {0},
};
static const struct view_command several_commands[] = {
    {"take", INPUT_ENTER, 0, "done", "Take all that are marked.", NULL, take},
    {"onward", INPUT_TAB, 0, "and go on", "Take them, and go to the next field.", NULL, take_on},
    {"mark", INPUT_INSERT, 0, "(or Space) mark", "Mark this one, or not.", NULL, toggle},
    {"leave", INPUT_ESCAPE, 0, "as it was", "Leave it as it was.", NULL, ui_close},
    {0},
};
static const struct view_class one_class = {.name = "choice",
                                            .commands = one_commands,
                                            .popup = true,
                                            .measure = measure,
                                            .draw = draw,
                                            .typing = ui_text_only,
                                            .key = key};
static const struct view_class answer_class = {.name = "answer",
                                               .commands = answer_commands,
                                               .popup = true,
                                               .measure = measure,
                                               .draw = draw,
                                               .typing = ui_text_only,
                                               .key = key};
static const struct view_class several_class = {.name = "choices",
                                                .commands = several_commands,
                                                .popup = true,
                                                .measure = measure,
                                                .draw = draw,
                                                .typing = ui_text_only,
                                                .key = key};

static bool build(struct choose *c, const bool *flags, size_t begin)
{
    c->items = calloc(c->count + 1, sizeof(void *)); /* NULL ends it */
    if (c->items == NULL) {
        return false;
    }
    for (size_t i = 0; i < c->count; i++) {
        size_t n = strlen(c->labels[i]);
        int width = (int)utf8_width(c->labels[i], n);
        c->width = width > c->width ? width : c->width;
        c->items[i] = new_item(c->labels[i], NULL);
        if (c->items[i] == NULL) {
            return false;
        }
    }
    c->menu = new_menu(c->items);
    c->pad = newpad((int)c->count, c->width + 5);
    if (c->menu == NULL || c->pad == NULL) {
        return false;
    }
    (void)set_menu_win(c->menu, c->pad);
    (void)set_menu_sub(c->menu, c->pad);
    (void)set_menu_format(c->menu, (int)c->count, 1);
    (void)set_menu_mark(c->menu, c->several ? "     " : "  ");
    (void)menu_opts_off(c->menu, O_SHOWDESC | O_NONCYCLIC);
    if (c->several) {
        (void)menu_opts_off(c->menu, O_ONEVALUE);
    }
    (void)set_menu_fore(c->menu, A_NORMAL);
    (void)set_current_item(c->menu, c->items[begin < c->count ? begin : 0]);
    if (post_menu(c->menu) != E_OK) {
        return false;
    }
    for (size_t i = 0; c->several && i < c->count; i++) {
        (void)set_item_value(c->items[i], flags[i]); /* posting takes all marks away */
    }
    return true;
}

static void take_down(struct choose *c)
{
    if (c->menu != NULL) {
        (void)unpost_menu(c->menu);
        (void)free_menu(c->menu);
    }
    for (size_t i = 0; c->items != NULL && c->items[i] != NULL; i++) {
        (void)free_item(c->items[i]);
    }
    free(c->items);
    if (c->pad != NULL) {
        (void)delwin(c->pad);
    }
}

static bool run(struct choose *c, struct ui *ui, bool *flags, size_t *chosen)
{
    bool taken = false;
    c->view.ui = ui;
    if (c->count == 0 || !build(c, flags, chosen != NULL ? *chosen : 0)) {
        ui_say(ui, ROLE_ERROR, "There is nothing to choose from");
    } else if (ui_modal(ui, &c->view) && c->taken) {
        taken = true;
        if (chosen != NULL) {
            *chosen = (size_t)item_index(current_item(c->menu));
        }
        for (size_t i = 0; flags != NULL && i < c->count; i++) {
            flags[i] = item_value(c->items[i]);
        }
    }
    take_down(c);
    return taken;
}

bool choose_run(struct ui *ui, const char *title, const char *const *labels, size_t count,
                size_t *chosen)
{
    struct choose c = {
        .view = {.class = &one_class}, .title = title, .labels = labels, .count = count};
    return run(&c, ui, NULL, chosen);
}

bool choose_answer(struct ui *ui, const char *title, const char *const *labels, size_t count,
                   size_t *chosen)
{
    struct choose c = {
        .view = {.class = &answer_class}, .title = title, .labels = labels, .count = count};
    return run(&c, ui, NULL, chosen);
}

bool choose_several(struct ui *ui, const char *title, const char *const *labels, size_t count,
                    bool *flags)
{
    struct choose c = {.view = {.class = &several_class},
                       .title = title,
                       .labels = labels,
                       .count = count,
                       .several = true};
    return run(&c, ui, flags, NULL);
}
