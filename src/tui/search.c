/* SPDX-License-Identifier: GPL-3.0-or-later
 * `/`: everything, as you type. Tab narrows to one kind after the other.
 */
#include "inwork/store/search.h"
#include "draw_int.h"
#include "inwork/base/error.h"
#include "inwork/store/catalogue.h"
#include "inwork/store/record.h"
#include "inwork/store/store.h"
#include "line_int.h"
#include "list_int.h"
#include "screens_int.h"
#include "ui_int.h"

#define FOUND_MOST 200

struct search {
    struct view view;
    struct line line;
    struct list list;
    struct buf corrected;
    const char *kind; /* one of `kinds`, or NULL for all */
};

/* What Tab goes through; everything else is found under "everything". */
static const char *const kinds[] = {"client", "employer", "employer_person", "note"};

static int take_row(const struct title_row *row, void *payload, struct error *err)
{
    return list_add(payload, row, err);
}

static int fetch(struct list *l, int64_t offset, int64_t limit, struct error *err)
{
    struct search *s = l->payload;
    (void)offset;
    (void)limit;
    struct search_request request = {
        .words = text_edit_text(&s->line.edit), .kind = s->kind, .limit = FOUND_MOST};
    l->first = 0;
    buf_clear(&s->corrected);
    int status = store_search(s->view.ui->store, &request, &s->corrected, take_row, l, err);
    return status == -STATUS_NO ? 0 : status;
}

static void find(struct search *s)
{
    struct error err = {0};
    list_stale(&s->list);
    buf_clear(&s->corrected);
    if (text_edit_length(&s->line.edit) > 0 && fetch(&s->list, 0, FOUND_MOST, &err) != 0) {
        ui_error(s->view.ui, &err);
    }
    s->list.count = (int64_t)s->list.held;
}

static void resume(struct view *v)
{
    struct search *s = (struct search *)v;
    char marked[ID_SIZE];
    list_remember(&s->list, marked);
    find(s);
    list_mark(&s->list, marked);
}

static void title(struct view *v, struct buf *left, struct buf *right)
{
    struct search *s = (struct search *)v;
    const struct catalogue_kind *k =
        s->kind != NULL ? catalogue_kind(store_catalogue(v->ui->store), s->kind) : NULL;
    buf_printf(left, "Search: %s", k != NULL ? k->plural : "everything");
    if (s->list.count >= FOUND_MOST) {
        buf_printf(right, "the best %d", FOUND_MOST);
    } else if (text_edit_length(&s->line.edit) > 0) {
        buf_printf(right, "%lld found", (long long)s->list.count);
    }
}

/* Rows of several kinds tell theirs where no detail does. */
static void draw(struct view *v)
{
    struct search *s = (struct search *)v;
    const struct style *style = &v->ui->style;
    (void)draw_text(style, v->window, 0, 1, 1, ROLE_KEY, "/");
    v->cursor_column = line_draw(style, v->window, 0, 3, v->columns - 4, &s->line, ROLE_FIELD_ON);
    v->cursor_row = 0;
    int row = 0;
    int column = 0;
    if (s->list.count > 0) {
        int top = 1;
        if (s->corrected.len > 0) {
            struct buf text = BUF_ZERO;
            buf_printf(&text, "Nothing has these words; showing: %s", buf_text(&s->corrected));
            (void)draw_text(style, v->window, 1, 3, v->columns - 4, ROLE_MUTED, buf_text(&text));
            buf_free(&text);
            top = 2;
        }
        list_draw(&s->list, v->ui, v->window, top, 0, v->rows - top, v->columns, &row, &column);
    } else if (text_edit_length(&s->line.edit) > 0) {
        (void)draw_wrapped(style, v->window, 2, 3, v->columns - 6, 3, ROLE_TEXT,
                           "Nothing was found. Fewer or shorter words find more; "
                           "the beginning of a word is enough.");
    } else {
        (void)draw_wrapped(style, v->window, 2, 3, v->columns - 6, 4, ROLE_MUTED,
                           "Type a few letters of a name, a place, a telephone number or a word in "
                           "a note. Accents and capitals do not matter.");
    }
}

static bool key(struct view *v, const struct key *k)
{
    struct search *s = (struct search *)v;
    if (k->code != INPUT_HOME && k->code != INPUT_END && list_key(&s->list, k)) {
        return true;
    }
    bool changed = false;
    bool taken = line_key(v->ui, &s->line, k, &changed);
    if (changed) {
        s->list.selected = s->list.top = 0;
        find(s);
    }
    return taken;
}

static const char *nothing_found(struct view *v)
{
    return ((struct search *)v)->list.count == 0 ? "There is nothing to open" : NULL;
}

static void open_record(struct view *v)
{
    const struct list_row *r = list_selected(&((struct search *)v)->list);
    if (r != NULL) {
        ui_push(v->ui, page_new(v->ui, r->id));
    }
}

static void turn(struct view *v, int step)
{
    struct search *s = (struct search *)v;
    int count = (int)(sizeof kinds / sizeof kinds[0]);
    int at = -1;
    for (int i = 0; i < count; i++) {
        if (s->kind != NULL && strcmp(s->kind, kinds[i]) == 0) {
            at = i;
        }
    }
    at += step;
    s->kind = at < -1 ? kinds[count - 1] : at < 0 || at >= count ? NULL : kinds[at];
    s->list.selected = s->list.top = 0;
    find(s);
}

static void next_kind(struct view *v)
{
    turn(v, 1);
}

static void previous_kind(struct view *v)
{
    turn(v, -1);
}

static void release(struct view *v)
{
    struct search *s = (struct search *)v;
    list_clear(&s->list);
    line_clear(&s->line);
    buf_free(&s->corrected);
    free(s);
}

static const struct view_command commands[] = {
    {"open", INPUT_ENTER, 0, "open", "Open what is marked.", nothing_found, open_record},
    {"next kind", INPUT_TAB, 0, "other kind", "Search among one kind of record after the other.",
     NULL, next_kind},
    {"previous kind", INPUT_BACK_TAB, 0, NULL, "The kind of record before.", NULL, previous_kind},
    {"back", INPUT_ESCAPE, 0, "back", "Leave the search.", NULL, ui_close},
    {0},
};
static const struct view_class class = {
    .name = "search",
    .commands = commands,
    .title = title,
    .draw = draw,
    .typing = ui_text_only,
    .key = key,
    .resume = resume,
    .free = release,
};

struct view *search_new(struct ui *ui, const char *kind)
{
    struct search *s = ui_make(ui, &class, sizeof *s);
    if (s == NULL) {
        return NULL;
    }
    s->kind = kind;
    s->list.fetch = fetch;
    s->list.payload = s;
    return &s->view;
}
