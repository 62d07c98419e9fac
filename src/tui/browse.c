/* SPDX-License-Identifier: GPL-3.0-or-later
 * All records of a kind as a list, narrowed by typing, with a preview beside it where there is
 * room.
 */
#include "draw_int.h"
#include "inwork/base/error.h"
#include "inwork/store/record.h"
#include "inwork/store/search.h"
#include "inwork/store/store.h"
#include "line_int.h"
#include "list_int.h"
#include "screens_int.h"
#include "sheet_int.h"
#include "ui_int.h"

#define FOUND_MOST 500 /* nobody reads further down a narrowed list */

struct browse {
    struct view view;
    char *kind;
    struct list list;
    struct sheet preview;
    struct line filter;
    bool filtering;                      /* the filter line is open */
    int64_t before_selected, before_top; /* where the list stood when it was opened */
    struct buf corrected;                /* the words really searched, where they were mended */
};

static const struct catalogue_kind *kind_of(const struct browse *b)
{
    return catalogue_kind(store_catalogue(b->view.ui->store), b->kind);
}

static int take_row(const struct title_row *row, void *payload, struct error *err)
{
    return list_add(payload, row, err);
}

static bool narrowed(const struct browse *b)
{
    return text_edit_length(&b->filter.edit) > 0;
}

static int fetch(struct list *l, int64_t offset, int64_t limit, struct error *err)
{
    struct browse *b = l->payload;
    struct store *store = b->view.ui->store;
    if (narrowed(b)) {
        struct search_request request = {
            .words = text_edit_text(&b->filter.edit), .kind = b->kind, .limit = FOUND_MOST};
        l->first = 0; /* all that was found, at once */
        buf_clear(&b->corrected);
        int status = store_search(store, &request, &b->corrected, take_row, l, err);
        return status == -STATUS_NO ? 0 : status;
    }
    struct list_request request = {.kind = b->kind, .limit = limit, .offset = offset};
    int status = store_titles(store, &request, take_row, l, err);
    return status == -STATUS_NO ? 0 : status;
}

static void read_list(struct browse *b)
{
    struct error err = {0};
    list_stale(&b->list);
    if (narrowed(b)) {
        if (fetch(&b->list, 0, FOUND_MOST, &err) != 0) {
            ui_error(b->view.ui, &err);
        }
        b->list.count = (int64_t)b->list.held;
    } else if (store_count(b->view.ui->store, b->kind, &b->list.count, &err) != 0) {
        ui_error(b->view.ui, &err);
    }
}

static void resume(struct view *v)
{
    struct browse *b = (struct browse *)v;
    read_list(b);
    b->preview.id[0] = '\0';
}

static void title(struct view *v, struct buf *left, struct buf *right)
{
    struct browse *b = (struct browse *)v;
    const struct catalogue_kind *k = kind_of(b);
    buf_add(left, k != NULL ? k->plural : b->kind);
    if (narrowed(b) && b->list.count >= FOUND_MOST) {
        buf_printf(right, "the first %d found", FOUND_MOST);
    } else if (narrowed(b)) {
        buf_printf(right, "%lld found", (long long)b->list.count);
    } else if (b->list.count > 0) {
        buf_printf(right, "%lld of %lld", (long long)b->list.selected + 1,
                   (long long)b->list.count);
    }
}

static void draw_empty(struct browse *b, int top, int width)
{
    const struct style *s = &b->view.ui->style;
    const struct catalogue_kind *k = kind_of(b);
    struct buf text = BUF_ZERO;
    if (narrowed(b)) {
        buf_printf(&text, "Nothing here is called that. Esc shows all again; n adds it.");
    } else {
        buf_printf(&text, "No %s yet. Press n to add the first.\n\n%s",
                   k != NULL ? k->plural : b->kind, k != NULL ? k->help : "");
    }
    (void)draw_wrapped(s, b->view.window, top, 3, width - 4, b->view.rows - top, ROLE_TEXT,
                       buf_text(&text));
    buf_free(&text);
}

static void draw_preview(struct browse *b, int left, int width)
{
    const struct list_row *r = list_selected(&b->list);
    if (r == NULL) {
        return;
    }
    if (strcmp(b->preview.id, r->id) != 0) {
        b->preview.preview = true;
        if (sheet_read(&b->preview, b->view.ui, r->id, false, NULL) != 0) {
            return;
        }
        b->preview.top = 0;
        b->preview.selected = 0;
    }
    struct buf name = BUF_ZERO;
    ui_name(b->view.ui, &name, r->title);
    (void)draw_text(&b->view.ui->style, b->view.window, 0, left, width, ROLE_TITLE,
                    buf_text(&name));
    buf_free(&name);
    int row = 0;
    int column = 0;
    if (b->preview.answered == 0) {
        (void)draw_wrapped(&b->view.ui->style, b->view.window, 2, left, width, b->view.rows - 2,
                           ROLE_MUTED, "Nothing is written here yet. e begins.");
        return;
    }
    sheet_draw(&b->preview, b->view.ui, b->view.window, 1, left, b->view.rows - 1, width, false,
               &row, &column);
}

static void draw(struct view *v)
{
    struct browse *b = (struct browse *)v;
    const struct style *s = &v->ui->style;
    int top = 0;
    bool two = v->columns >= UI_TWO_PANES;
    int width = two ? v->columns * 9 / 20 : v->columns;
    if (b->filtering || narrowed(b)) {
        (void)draw_text(s, v->window, 0, 1, 1, ROLE_KEY, "f");
        v->cursor_column = line_draw(s, v->window, 0, 3, width - 4, &b->filter,
                                     b->filtering ? ROLE_FIELD_ON : ROLE_FIELD);
        v->cursor_row = 0;
        top = 1;
        if (b->corrected.len > 0) {
            struct buf text = BUF_ZERO;
            buf_printf(&text, "showing what is like it: %s", buf_text(&b->corrected));
            (void)draw_text(s, v->window, 1, 3, width - 4, ROLE_MUTED, buf_text(&text));
            buf_free(&text);
            top = 2;
        }
    }
    int row = top;
    int column = 0;
    if (b->list.count == 0) {
        draw_empty(b, top, v->columns);
    } else {
        list_draw(&b->list, v->ui, v->window, top, 0, v->rows - top, width, &row, &column);
        if (two) {
            draw_upright(s, v->window, 0, width, v->rows);
            draw_preview(b, width + 2, v->columns - width - 2);
        }
    }
    if (!b->filtering) {
        v->cursor_row = row;
        v->cursor_column = column;
    }
}

static bool typing(const struct view *v)
{
    return ((const struct browse *)v)->filtering;
}

static bool key(struct view *v, const struct key *k)
{
    struct browse *b = (struct browse *)v;
    if (list_key(&b->list, k) &&
        (!b->filtering || (k->code != INPUT_HOME && k->code != INPUT_END))) {
        return true;
    }
    if (!b->filtering) {
        return false;
    }
    bool changed = false;
    bool taken = line_key(v->ui, &b->filter, k, &changed);
    if (changed) {
        buf_clear(&b->corrected);
        b->list.selected = b->list.top = 0;
        read_list(b);
    }
    return taken;
}

static const char *nothing_selected(struct view *v)
{
    return ((struct browse *)v)->list.count == 0 ? "There is nothing in this list" : NULL;
}

static const char *cannot_write(struct view *v)
{
    return ui_read_only(v->ui);
}

static const char *cannot_edit(struct view *v)
{
    const char *why = nothing_selected(v);
    return why != NULL ? why : ui_read_only(v->ui);
}

static void open_record(struct view *v)
{
    struct browse *b = (struct browse *)v;
    const struct list_row *r = list_selected(&b->list);
    if (r != NULL) {
        b->filtering = false;
        ui_push(v->ui, page_new(v->ui, r->id));
    }
}

static void edit_record(struct view *v)
{
    const struct list_row *r = list_selected(&((struct browse *)v)->list);
    if (r != NULL) {
        ui_push(v->ui, form_new(v->ui, NULL, r->id, NULL));
    }
}

static void history(struct view *v)
{
    const struct list_row *r = list_selected(&((struct browse *)v)->list);
    if (r != NULL) {
        ui_push(v->ui, history_new(v->ui, r->id, NULL));
    }
}

static void new_record(struct view *v)
{
    ui_push(v->ui, form_new(v->ui, ((struct browse *)v)->kind, NULL, NULL));
}

static void open_filter(struct view *v)
{
    struct browse *b = (struct browse *)v;
    if (!narrowed(b)) {
        b->before_selected = b->list.selected;
        b->before_top = b->list.top;
    }
    b->filtering = true;
}

static const char *not_narrowed(struct view *v)
{
    const struct browse *b = (const struct browse *)v;
    return b->filtering || narrowed(b) ? NULL : "The list shows all already";
}

/* All again, exactly as the list stood before. */
static void show_all(struct view *v)
{
    struct browse *b = (struct browse *)v;
    b->filtering = false;
    line_clear(&b->filter);
    buf_clear(&b->corrected);
    read_list(b);
    b->list.selected = b->before_selected;
    b->list.top = b->before_top;
}

static void go_back(struct view *v)
{
    ui_go(v->ui, UI_TODAY);
}

static void release(struct view *v)
{
    struct browse *b = (struct browse *)v;
    list_clear(&b->list);
    sheet_clear(&b->preview);
    line_clear(&b->filter);
    buf_free(&b->corrected);
    free(b->kind);
    free(b);
}

static const struct view_command commands[] = {
    {"open", INPUT_ENTER, 0, "open", "Open the record that is marked.", nothing_selected,
     open_record},
    {"new", 'n', 0, "new", "Write a new record.", cannot_write, new_record},
    {"edit", 'e', 0, "edit", "Change the record that is marked.", cannot_edit, edit_record},
    {"filter", 'f', 0, "filter", "Narrow this list by typing.", NULL, open_filter},
    {"history", 'h', 0, "history", "Who wrote what, and when.", nothing_selected, history},
    {"show all", INPUT_ESCAPE, 0, "show all", "Show the whole list again.", not_narrowed, show_all},
    {"back", INPUT_ESCAPE, 0, NULL, "Go back to Today.", NULL, go_back},
    {0},
};
static const struct view_class class = {
    .name = "browse",
    .commands = commands,
    .title = title,
    .draw = draw,
    .typing = typing,
    .key = key,
    .resume = resume,
    .free = release,
};

struct view *browse_new(struct ui *ui, const char *kind)
{
    struct browse *b = calloc(1, sizeof *b);
    char *name = strdup(kind);
    if (b == NULL || name == NULL) {
        free(b);
        free(name);
        ui_say(ui, ROLE_ERROR, "Memory ran out");
        return NULL;
    }
    b->view.class = &class;
    b->view.ui = ui;
    b->kind = name;
    b->list.fetch = fetch;
    b->list.payload = b;
    return &b->view;
}
